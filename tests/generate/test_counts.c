/* Counts come back exactly, whatever they are; what cannot be is refused. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "generate/synthetic.h"
#include "support/alloc.h"
#include "support/folder.h"
#include "support/suite.h"
#include "write/folder.h"

static rbk_counts *counts_of(const char *text) {
  rbk_counts *counts = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_counts_read_bytes(NULL, "counts.csv", text,
                                            strlen(text), &counts, &error);
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
  return counts;
}

static rbk_register *register_of(const rbk_counts *counts, size_t group,
                                 const rbk_generate_options *options) {
  rbk_register *reg = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_counts_register(counts, group, options, &reg, &error);
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
  return reg;
}

static int64_t all_marks(const rbk_register *reg, const char *letters) {
  int64_t count = 0;
  for (uint32_t p = 0; p < reg->roll.pupil_count; p++)
    count += marks_of(reg, p, letters);
  return count;
}

/* Marks of a code in mornings (0) or afternoons (1). */
static int64_t on_side(const rbk_register *reg, const char *letters,
                       size_t side) {
  int64_t count = 0;
  for (uint32_t p = 0; p < reg->roll.pupil_count; p++)
    for (size_t s = side; s < 2 * reg->calendar.day_count; s += 2)
      count += strcmp(rbk_code_letters(rbk_marks_of(&reg->marks, p)[s]),
                      letters) == 0;
  return count;
}

static int64_t missing_of(const rbk_register *reg) {
  tally sum = {0};
  for (uint32_t p = 0; p < reg->roll.pupil_count; p++)
    count_pupil(reg, p, &sum);
  return sum.missing;
}

START_TEST(a_day_has_exactly_the_counts_and_the_rest_is_missing) {
  rbk_counts *counts = counts_of("group,date,pupils,/,\\,I,N,J\n"
                                 "One school,2023-10-11,10,7,6,3,1,1\n");
  rbk_generate_options options = {.seed = 1, .policy = "national/england"};
  rbk_register *reg = register_of(counts, 0, &options);
  ck_assert_uint_eq(reg->roll.pupil_count, 10);
  ck_assert_uint_eq(reg->calendar.day_count, 1);
  ck_assert_int_eq(reg->calendar.date[0], RBK_DATE(2023, 10, 11));
  ck_assert_str_eq(reg->school.id, "one-school");
  ck_assert_str_eq(reg->school.name, "One school");
  ck_assert_str_eq(reg->school.policies[0].policy, "national/england");
  ck_assert_int_eq(on_side(reg, "/", 0), 7);
  ck_assert_int_eq(on_side(reg, "/", 1), 0);
  ck_assert_int_eq(on_side(reg, "\\", 1), 6);
  ck_assert_int_eq(on_side(reg, "\\", 0), 0);
  ck_assert_int_eq(all_marks(reg, "I"), 3);
  ck_assert_int_eq(all_marks(reg, "N"), 1);
  ck_assert_int_eq(all_marks(reg, "J"), 1);
  /* 20 sessions, 18 marks. */
  ck_assert_int_eq(missing_of(reg), 2);
  rbk_register_destroy(reg);
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(a_day_may_be_full_and_one_mark_more_is_refused) {
  /* Three pupils have three mornings and three afternoons. */
  rbk_counts *full = counts_of("group,date,pupils,/,\\,I\n"
                               "a,2023-10-11,3,3,1,2\n"
                               "b,2023-10-11,3,0,0,6\n"
                               "c,2023-10-11,3,3,3,0\n");
  rbk_generate_options options = {.seed = 1};
  for (size_t i = 0; i < 3; i++) {
    rbk_register *reg = register_of(full, i, &options);
    ck_assert_int_eq(missing_of(reg), 0);
    rbk_register_destroy(reg);
  }
  rbk_counts_destroy(full);
  static const struct {
    const char *row, *text;
  } over[] = {
      {"a,2023-10-11,3,3,1,3",
       "group 'a' has 7 marks, but 3 pupils have 6 sessions on 1 school day"},
      {"a,2023-10-11,3,4,1,0",
       "has 4 morning marks, but 3 pupils have 3 morning sessions"},
      {"a,2023-10-11,3,0,4,0",
       "has 4 afternoon marks, but 3 pupils have 3 afternoon sessions"},
  };
  for (size_t i = 0; i < sizeof over / sizeof over[0]; i++) {
    char text[128] = "group,date,pupils,/,\\,I\n";
    strcat(strcat(text, over[i].row), "\n");
    rbk_counts *counts = counts_of(text);
    rbk_register *reg = NULL;
    rbk_error error = {0};
    ck_assert_int_eq(rbk_counts_register(counts, 0, &options, &reg, &error),
                     RBK_REJECTED);
    ck_assert_ptr_null(reg);
    ck_assert_str_eq(error.file, "counts.csv");
    ck_assert_uint_eq(error.line, 2);
    ck_assert_msg(strstr(error.text, over[i].text) != NULL, "%s", error.text);
    rbk_counts_destroy(counts);
  }
}
END_TEST

START_TEST(without_a_date_as_many_days_are_used_as_the_marks_need) {
  /* Two pupils: four sessions a day. Nine marks need three days; five of them
   * stand in mornings, of which there are two a day. */
  rbk_counts *counts = counts_of("group,pupils,/,\\,O\n"
                                 "nine,2,5,1,3\n"
                                 "mornings,2,7,0,0\n");
  rbk_generate_options options = {.seed = 1};
  rbk_register *reg = register_of(counts, 0, &options);
  ck_assert_uint_eq(reg->calendar.day_count, 189);
  ck_assert_int_eq(on_side(reg, "/", 0), 5);
  ck_assert_int_eq(on_side(reg, "\\", 1), 1);
  ck_assert_int_eq(all_marks(reg, "O"), 3);
  ck_assert_int_eq(reg->marks.last_session / 2, 2);
  rbk_register_destroy(reg);
  /* Seven mornings of two pupils need four days. */
  reg = register_of(counts, 1, &options);
  ck_assert_int_eq(on_side(reg, "/", 0), 7);
  ck_assert_int_eq(reg->marks.last_session, 6);
  rbk_register_destroy(reg);
  rbk_counts_destroy(counts);
}
END_TEST

static const char short_calendar[] =
    "{\"school_year\": \"2024/25\", \"half_terms\": ["
    "{\"term\": \"autumn\", \"number\": 1, \"from\": \"2024-09-05\","
    " \"to\": \"2024-09-10\"}], \"single_sessions\": ["
    "{\"date\": \"2024-09-06\", \"session\": \"AM\"}]}";

START_TEST(a_calendar_with_a_single_session_has_room_for_it_only) {
  /* Thursday, Friday morning, Monday, Tuesday: 7 sessions a pupil, 4 of them
   * mornings. */
  rbk_counts *counts = counts_of("group,pupils,/,\\,Y1\n"
                                 "full,3,12,9,0\n"
                                 "odd,3,1,0,20\n"
                                 "over,3,0,0,22\n");
  rbk_generate_options options = {.seed = 1,
                                  .calendar = short_calendar,
                                  .calendar_length = sizeof short_calendar - 1};
  rbk_register *reg = register_of(counts, 0, &options);
  ck_assert_int_eq(on_side(reg, "/", 0), 12);
  ck_assert_int_eq(on_side(reg, "\\", 1), 9);
  ck_assert_int_eq(missing_of(reg), 0);
  rbk_register_destroy(reg);
  reg = register_of(counts, 1, &options);
  ck_assert_int_eq(all_marks(reg, "/"), 1);
  ck_assert_int_eq(all_marks(reg, "Y1"), 20);
  ck_assert_int_eq(missing_of(reg), 0);
  rbk_register_destroy(reg);
  reg = NULL;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_counts_register(counts, 2, &options, &reg, &error),
                   RBK_REJECTED);
  ck_assert(strstr(error.text, "has 22 marks, but 3 pupils have 21 sessions "
                               "on 4 school days") != NULL);
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(who_is_ill_in_the_morning_is_mostly_ill_in_the_afternoon) {
  rbk_counts *counts = counts_of("group,date,pupils,/,\\,L,I,O\n"
                                 "g,2024-09-10,1000,850,860,40,200,50\n");
  rbk_generate_options options = {.seed = 1};
  rbk_register *reg = register_of(counts, 0, &options);
  int64_t both = 0;
  for (uint32_t p = 0; p < 1000; p++) both += marks_of(reg, p, "I") == 2;
  ck_assert_int_ge(both, 90); /* of 100 who could be */
  rbk_register_destroy(reg);
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(the_seed_decides_who_is_away_and_nothing_else) {
  rbk_counts *counts = counts_of("group,date,pupils,/,\\,I\n"
                                 "g,2024-09-10,100,80,80,30\n");
  rbk_generate_options options = {.seed = 1};
  rbk_register *one = register_of(counts, 0, &options);
  rbk_register *same = register_of(counts, 0, &options);
  options.seed = 2;
  rbk_register *other = register_of(counts, 0, &options);
  char *a = canonical_text(one), *b = canonical_text(same),
       *c = canonical_text(other);
  ck_assert(strcmp(a, b) == 0);
  ck_assert(strcmp(a, c) != 0);
  ck_assert_int_eq(all_marks(other, "I"), 30);
  free(a);
  free(b);
  free(c);
  rbk_register_destroy(one);
  rbk_register_destroy(same);
  rbk_register_destroy(other);
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(codes_out_of_date_are_noted_as_a_reader_would) {
  /* F ended in 2014 and H, J and Y in August 2024: they are read as they were
   * last meant, and noted. */
  rbk_counts *counts = counts_of("group,date,pupils,/,F,H\n"
                                 "g,2024-09-10,10,8,1,3\n");
  rbk_generate_options options = {.seed = 1};
  rbk_register *reg = register_of(counts, 0, &options), *read = NULL;
  ck_assert_uint_eq(reg->marks.note_count, 4);
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  rbk_folder_options how = {.shape = RBK_FOLDER_LONG};
  rbk_error error = {0};
  ck_assert_int_eq(rbk_folder_write(reg, folder.path, &how, &error), RBK_OK);
  ck_assert_int_eq(rbk_register_read(folder.path, NULL, &read, &error), RBK_OK);
  char *a = canonical_text(reg), *b = canonical_text(read);
  ck_assert(strcmp(a, b) == 0);
  ck_assert_uint_eq(read->marks.note_count, 4);
  free(a);
  free(b);
  rbk_register_destroy(reg);
  rbk_register_destroy(read);
  rbk_counts_destroy(counts);
  folder_end(&folder);
}
END_TEST

START_TEST(other_columns_are_passed_over_and_named) {
  rbk_counts *counts = counts_of("group,pupils,published_late,/,l,\\\n"
                                 "g,2,99,1,5,\n");
  size_t count;
  const char *const *names = rbk_counts_passed_over(counts, &count);
  ck_assert_uint_eq(count, 2);
  ck_assert_str_eq(names[0], "published_late");
  ck_assert_str_eq(names[1], "l"); /* codes are capitals */
  ck_assert_uint_eq(rbk_counts_groups(counts), 1);
  rbk_generate_options options = {.seed = 1};
  rbk_register *reg = register_of(counts, 0, &options);
  ck_assert_int_eq(all_marks(reg, "/"), 1);
  ck_assert_int_eq(all_marks(reg, "\\"), 0); /* an empty count is 0 */
  rbk_register_destroy(reg);
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(a_group_names_its_folder) {
  rbk_counts *counts = counts_of("group,pupils,/\n"
                                 "\" St. Mary's, Year 7 \",1,1\n"
                                 "North-West (2),1,1\n");
  ck_assert_str_eq(rbk_counts_folder(counts, 0), "st-mary-s-year-7");
  ck_assert_str_eq(rbk_counts_folder(counts, 1), "north-west-2");
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(a_file_that_is_no_counts_file_is_refused_with_its_place) {
  static const struct {
    const char *file;
    size_t line, column;
    const char *text;
  } cases[] = {
      {"", 1, 0, "is empty"},
      {"pupils,/\n1,1\n", 1, 0, "has no column 'group'"},
      {"group,/\na,1\n", 1, 0, "has no column 'pupils'"},
      {"group,pupils,total\na,1,1\n", 1, 0, "one column for each code"},
      {"group,pupils,/\n", 2, 0, "has no row"},
      {"group,pupils,/,/\na,1,1,1\n", 1, 4, "column '/' stands twice"},
      {"group,pupils,group,/\na,1,b,1\n", 1, 3, "'group' stands twice"},
      {"group,pupils,/,X01\na,1,1,1\n", 1, 4, "'X01' is a sub-code"},
      {"group,pupils,/\na,1\n", 2, 0, "has 2 fields and the header 3"},
      {"group,pupils,/\na,0,0\n", 2, 2, "pupils '0' cannot be"},
      {"group,pupils,/\na,1000001,0\n", 2, 2, "a group has 1 to 1000000"},
      {"group,pupils,/\na,x,0\n", 2, 2, "pupils 'x' is not a whole number"},
      {"group,pupils,/\na,5,1.5\n", 2, 3, "/ '1.5' is not a whole number"},
      {"group,pupils,/\na,5,-1\n", 2, 3, "/ '-1' is not a whole number"},
      {"group,pupils,/\n!!,5,1\n", 2, 1, "no letter or digit"},
      {"group,pupils,/\nA b,5,1\na-B,5,1\n", 3, 1,
       "the folder 'a-b', as the group of line 2"},
      {"group,pupils,date,/\na,5,11/10/2023,1\n", 2, 3,
       "date '11/10/2023' is not a date"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_counts *counts = NULL;
    rbk_error error = {0};
    rbk_status status =
        rbk_counts_read_bytes(NULL, "counts.csv", cases[i].file,
                              strlen(cases[i].file), &counts, &error);
    ck_assert_int_eq(status, RBK_REJECTED);
    ck_assert_ptr_null(counts);
    ck_assert_str_eq(error.file, "counts.csv");
    ck_assert_msg(error.line == cases[i].line &&
                      error.column == cases[i].column &&
                      strstr(error.text, cases[i].text),
                  "%zu: %zu:%zu: %s", i, error.line, error.column, error.text);
  }
}
END_TEST

START_TEST(days_and_codes_that_cannot_be_are_refused) {
  static const struct {
    const char *row, *calendar, *text;
  } cases[] = {
      {"a,2023-10-14,5,1,0", NULL, "its date is a Saturday"},
      {"a,2023-10-15,5,1,0", NULL, "its date is a Sunday"},
      {"a,2024-08-16,5,1,1", NULL, "Y1 is not a code yet on 2024-08-16"},
      {"a,2023-10-11,5,1,0", short_calendar,
       "2023-10-11 is no school day of the calendar"},
      {"a,2024-09-07,5,1,0", short_calendar, "is no school day"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[128] = "group,date,pupils,/,Y1\n";
    strcat(strcat(text, cases[i].row), "\n");
    rbk_counts *counts = counts_of(text);
    rbk_generate_options options = {.seed = 1, .calendar = cases[i].calendar};
    if (cases[i].calendar) options.calendar_length = strlen(cases[i].calendar);
    rbk_register *reg = NULL;
    rbk_error error = {0};
    ck_assert_int_eq(rbk_counts_register(counts, 0, &options, &reg, &error),
                     RBK_REJECTED);
    ck_assert_ptr_null(reg);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_msg(strstr(error.text, cases[i].text) != NULL, "%s", error.text);
    rbk_counts_destroy(counts);
  }
  /* A code that nobody has does not have to be one yet. */
  rbk_counts *counts =
      counts_of("group,date,pupils,/,Y1\na,2024-08-16,5,1,0\n");
  rbk_generate_options options = {.seed = 1};
  rbk_register_destroy(register_of(counts, 0, &options));
  rbk_counts_destroy(counts);
}
END_TEST

START_TEST(without_memory_no_counts_and_no_register_are_made) {
  static const char text[] = "group,date,pupils,/,H,other\n"
                             "a,2024-09-10,5,1,3,7\n"
                             "b,,2,1,2,7\n";
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    rbk_counts *counts = NULL;
    rbk_register *one = NULL, *two = NULL;
    test_alloc_fail_at(&test, n, true);
    rbk_generate_options options = {.alloc = &test.alloc, .seed = 1};
    rbk_status status = rbk_counts_read_bytes(&test.alloc, "c", text,
                                              sizeof text - 1, &counts, NULL);
    if (!status) status = rbk_counts_register(counts, 0, &options, &one, NULL);
    if (!status) status = rbk_counts_register(counts, 1, &options, &two, NULL);
    rbk_register_destroy(one);
    rbk_register_destroy(two);
    rbk_counts_destroy(counts);
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "counts", a_day_has_exactly_the_counts_and_the_rest_is_missing,
      a_day_may_be_full_and_one_mark_more_is_refused,
      without_a_date_as_many_days_are_used_as_the_marks_need,
      a_calendar_with_a_single_session_has_room_for_it_only,
      who_is_ill_in_the_morning_is_mostly_ill_in_the_afternoon,
      the_seed_decides_who_is_away_and_nothing_else,
      codes_out_of_date_are_noted_as_a_reader_would,
      other_columns_are_passed_over_and_named, a_group_names_its_folder,
      a_file_that_is_no_counts_file_is_refused_with_its_place,
      days_and_codes_that_cannot_be_are_refused,
      without_memory_no_counts_and_no_register_are_made);
}
