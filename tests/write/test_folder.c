/* School folders as written: read again they are the same register. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/alloc.h"
#include "support/folder.h"
#include "support/school.h"
#include "support/suite.h"
#include "write/folder.h"

static void write_to(const rbk_register *reg, const char *path,
                     rbk_folder_shape shape) {
  rbk_folder_options how = {.shape = shape};
  rbk_error error = {0};
  ck_assert_msg(rbk_folder_write(reg, path, &how, &error) == RBK_OK, "%s: %s",
                error.file, error.text);
}

/* The register as it reads from a folder, or NULL where it is refused. */
static rbk_register *read_from(const char *path, rbk_error *error) {
  rbk_register *reg = NULL;
  rbk_status status = rbk_register_read(path, NULL, &reg, error);
  ck_assert(status == RBK_OK || status == RBK_REJECTED);
  return reg;
}

/* Both whole texts are too much for a message: what stands about the first
 * difference is enough. */
static void same_text(const char *a, const char *b) {
  size_t at = 0;
  while (a[at] && a[at] == b[at]) at++;
  size_t from = at > 60 ? at - 60 : 0;
  ck_assert_msg(a[at] == b[at], "'%.120s' is not '%.120s'", a + from, b + from);
}

static void same_in(const rbk_register *reg, rbk_folder_shape shape) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  rbk_error error = {0};
  write_to(reg, folder.path, shape);
  rbk_register *read = read_from(folder.path, &error);
  ck_assert_msg(read != NULL, "%s:%zu: %s", error.file, error.line, error.text);
  char *before = canonical_text(reg), *after = canonical_text(read);
  same_text(before, after);
  free(before);
  free(after);
  rbk_register_destroy(read);
  folder_end(&folder);
}

/* A register with something of everything. */
static rbk_register *full_register(void) {
  school *s = school_begin("bedford-2023-25");
  school_single_session(s, "2024-12-20", RBK_AM);
  school_close(s, "2025-01-13", "2025-01-14", "heating, \"again\"");
  school_named_period(s, "exams", "2025-05-12", "2025-06-20");
  school_bank_holiday(s, "2025-05-05");
  school_identity(s, "castle-view", "secondary");
  school_policy(s, NULL, "national/england");
  school_policy(s, "2024-09-01", "la/bedford");
  school_parameter(s, "refer", "86", true);
  school_parameter(s, "mode", "percent", false);
  school_pupil(s, "P1");
  school_spell(s, "P1", "2023-09-04", "2024-03-01");
  school_spell(s, "P1", "2024-06-03", NULL);
  school_pupil(s, "P2");
  school_pupil(s, "P3");
  school_birth(s, "P2", "2012-09-30");
  school_attribute(s, "P2", "note", "says \"no, never\"");
  school_attribute(s, "P1", "fsm", "1");
  school_present(s, "P1");
  school_present(s, "P2");
  school_marks(s, "P2", "2024-09-09", "2024-09-13", "C1C2");
  school_marks(s, "P2", "2023-09-11", "2023-09-12", "HJ");
  school_mark(s, "P1", "2024-09-10", "-I");
  school_mark(s, "P2", "2024-11-12", "LU");
  school_minutes(s, "P2", "2024-11-12", RBK_AM, 12);
  school_comment(s, "P2", "2024-11-12", RBK_PM, "bus, \"late\"");
  school_foreign(s, "P2", "2024-11-13", RBK_AM, "/", "other, school");
  school_stray(s, "P2", "2024-11-16", RBK_PM, "B");
  school_parent(s, "G1", "P2", true);
  school_parent(s, "G2", "P2", false);
  school_event(s, "P2", "2024-11-20", "letter", "id=e1;outcome=sent, twice");
  school_event(s, "P2", "2024-11-21", "meeting",
               "id=e2;parent_id=G1;attended=yes;withdrawn=2024-12-01");
  school_event(s, NULL, "2024-11-22", "assembly", "topic=attendance");
  school_set(s, "P2", "2024-10-01", "fsm", "1");
  return school_finish(s);
}

START_TEST(a_register_with_everything_reads_back_in_every_shape) {
  /* Read once, so that parents have the field `responsible` of their file. */
  rbk_register *built = full_register();
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  rbk_error error = {0};
  write_to(built, folder.path, RBK_FOLDER_LONG);
  rbk_register *reg = read_from(folder.path, &error);
  ck_assert_msg(reg != NULL, "%s:%zu: %s", error.file, error.line, error.text);
  folder_end(&folder);
  rbk_register_destroy(built);
  ck_assert_uint_eq(reg->roll.pupil_count, 3);
  ck_assert_uint_eq(reg->roll.pupils[0].spell_count, 2);
  ck_assert_int_eq(reg->roll.pupils[1].birth, RBK_DATE(2012, 9, 30));
  ck_assert_uint_eq(reg->roll.parent_count, 2);
  ck_assert(!reg->roll.parents[1].responsible);
  ck_assert_uint_eq(reg->marks.foreign_count, 1);
  ck_assert_uint_eq(reg->marks.stray_count, 1);
  ck_assert_uint_eq(reg->history.event_count, 3);
  ck_assert_int_eq(reg->history.events[1].withdrawn, RBK_DATE(2024, 12, 1));
  ck_assert_uint_eq(reg->history.value_count, 1);
  ck_assert_uint_eq(reg->calendar.day_count, 190 + 189 - 2);
  ck_assert_uint_eq(reg->school.policy_count, 2);
  ck_assert_uint_eq(reg->school.parameter_count, 2);
  for (rbk_folder_shape shape = 0; shape < RBK_FOLDER_SHAPES; shape++)
    same_in(reg, shape);
  rbk_register_destroy(reg);
}
END_TEST

/* Takes out of a random register what a reader refuses: texts that are no
 * code, `/` in an afternoon, parents nobody has, a withdrawal of what has no
 * id, one parent twice. */
static void make_readable(rbk_register *reg) {
  rbk_marks *marks = &reg->marks;
  rbk_roll *roll = &reg->roll;
  for (size_t i = 0; i < marks->note_count; i++) marks->notes[i].raw = NULL;
  for (size_t p = 0; p < roll->pupil_count; p++)
    for (size_t s = 0; s < 2 * reg->calendar.day_count; s++) {
      uint8_t *mark = &marks->bytes[marks->row[p] * marks->stride + s];
      const rbk_code_info *info = rbk_code_info_of(*mark);
      if (info && !(info->sessions & (s % 2 ? RBK_PM : RBK_AM)))
        *mark = s % 2 ? rbk_code_present_pm() : rbk_code_present_am();
    }
  for (size_t i = 0; i < reg->history.event_count; i++) {
    rbk_event *event = &reg->history.events[i];
    event->parent = "";
    if (!event->id[0]) event->withdrawn = RBK_NO_DATE;
  }
  size_t kept = 0;
  for (size_t i = 0; i < roll->parent_count; i++)
    if (kept == 0 || roll->parents[kept - 1].pupil != roll->parents[i].pupil)
      roll->parents[kept++] = roll->parents[i];
  roll->parent_count = kept;
}

/* What can be read comes back the same from every shape. */
START_TEST(random_registers_that_can_be_read_come_back_the_same) {
  enum { SEEDS = 10, PUPILS = 8 };
  size_t read = 0;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    rbk_register *random = school_random_register(seed, PUPILS);
    test_folder folder = folder_begin(TEST_BINARY_DIR);
    rbk_error error = {0};
    make_readable(random);
    write_to(random, folder.path, RBK_FOLDER_LONG);
    rbk_register *reg = read_from(folder.path, &error);
    folder_end(&folder);
    rbk_register_destroy(random);
    if (!reg) continue;
    read++;
    for (rbk_folder_shape shape = 0; shape < RBK_FOLDER_SHAPES; shape++)
      same_in(reg, shape);
    rbk_register_destroy(reg);
  }
  ck_assert_uint_ge(read, SEEDS * 3 / 4);
}
END_TEST

START_TEST(the_marks_shape_is_a_string_from_the_first_mark_to_the_last) {
  school *s = school_begin("bedford-2024-25");
  school_pupil(s, "P1");
  school_pupil(s, "P2");
  /* Thursday to Tuesday; 7 and 8 September are a weekend. */
  school_marks(s, "P1", "2024-09-05", "2024-09-10", "/\\");
  school_mark(s, "P1", "2024-09-09", "C1-");
  rbk_register *reg = school_finish(s);
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  write_to(reg, folder.path, RBK_FOLDER_MARKS);
  char *text = folder_text(&folder, "marks.csv");
  ck_assert_str_eq(text, "pupil_id,start_date,marks\n"
                         "P1,2024-09-05,/\\/\\####C1-/\\\n");
  free(text);
  text = folder_text(&folder, "pupils.csv");
  ck_assert_str_eq(text, "pupil_id\nP1\nP2\n");
  free(text);
  ck_assert(!folder_has(&folder, "marks-more.csv"));
  ck_assert(!folder_has(&folder, "parents.csv"));
  ck_assert(!folder_has(&folder, "events.csv"));
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(shapes_go_by_their_names) {
  rbk_folder_shape shape = RBK_FOLDER_SHAPES;
  ck_assert(rbk_folder_shape_find("week", &shape));
  ck_assert_int_eq(shape, RBK_FOLDER_WEEK);
  ck_assert_str_eq(rbk_folder_shape_name(RBK_FOLDER_LONG), "long");
  ck_assert(!rbk_folder_shape_find("Long", &shape));
  ck_assert_int_eq(shape, RBK_FOLDER_WEEK);
}
END_TEST

START_TEST(a_folder_that_holds_something_is_left_as_it_is) {
  rbk_register *reg = full_register();
  rbk_folder_options how = {.shape = RBK_FOLDER_LONG};
  rbk_error error = {0};
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "notes.txt", "mine\n");
  ck_assert_int_eq(rbk_folder_write(reg, folder.path, &how, &error), RBK_USAGE);
  ck_assert_str_eq(error.file, folder.path);
  ck_assert(strstr(error.text, "not empty") != NULL);
  char *text = folder_text(&folder, "notes.txt");
  ck_assert_str_eq(text, "mine\n");
  free(text);
  ck_assert(!folder_has(&folder, "school.json"));
  char path[600];
  snprintf(path, sizeof path, "%s/notes.txt", folder.path);
  ck_assert_int_eq(rbk_folder_write(reg, path, &how, &error), RBK_USAGE);
  ck_assert(strstr(error.text, "is no folder") != NULL);
  snprintf(path, sizeof path, "%s/not/there", folder.path);
  ck_assert_int_eq(rbk_folder_write(reg, path, &how, &error), RBK_IO);
  folder_end(&folder);
  rbk_register_destroy(reg);
}
END_TEST

static rbk_status stop(void *context, size_t done, size_t total) {
  (void)context;
  (void)done;
  (void)total;
  return RBK_STOPPED;
}

START_TEST(writing_that_is_stopped_leaves_nothing) {
  school *s = school_begin("bedford-2024-25");
  for (int i = 0; i < 200; i++) { /* more than one piece */
    char id[8];
    snprintf(id, sizeof id, "P%04d", i);
    school_pupil(s, id);
    school_present(s, id);
  }
  rbk_register *reg = school_finish(s);
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  char path[600];
  snprintf(path, sizeof path, "%s/new", folder.path);
  rbk_folder_options how = {.shape = RBK_FOLDER_LONG, .progress = stop};
  ck_assert_int_eq(rbk_folder_write(reg, path, &how, NULL), RBK_STOPPED);
  ck_assert(!folder_has(&folder, "new"));
  ck_assert(!folder_has(&folder, "new.part"));
  how.progress = NULL;
  ck_assert_int_eq(rbk_folder_write(reg, path, &how, NULL), RBK_OK);
  ck_assert(folder_has(&folder, "new"));
  rbk_folder_remove(path);
  ck_assert(!folder_has(&folder, "new"));
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(without_memory_no_folder_is_left) {
  rbk_register *reg = full_register();
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  test_alloc test;
  test_alloc_init(&test);
  char path[600];
  snprintf(path, sizeof path, "%s/new", folder.path);
  /* Every file is synced, so later requests are refused in growing steps. */
  for (size_t n = 1;; n += 1 + n / 16) {
    rbk_folder_options how = {.alloc = &test.alloc};
    test_alloc_fail_at(&test, n, true);
    rbk_status status = rbk_folder_write(reg, path, &how, NULL);
    ck_assert_uint_eq(test.blocks, 0);
    ck_assert(!folder_has(&folder, "new.part"));
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert(!folder_has(&folder, "new"));
  }
  rbk_folder_remove(path);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "folder", a_register_with_everything_reads_back_in_every_shape,
      random_registers_that_can_be_read_come_back_the_same,
      the_marks_shape_is_a_string_from_the_first_mark_to_the_last,
      shapes_go_by_their_names, a_folder_that_holds_something_is_left_as_it_is,
      writing_that_is_stopped_leaves_nothing, without_memory_no_folder_is_left);
}
