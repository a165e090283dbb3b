/* The canonical form: the same register, the same bytes, however it came to
 * be. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "register/canonical.h"
#include "support/alloc.h"
#include "support/school.h"
#include "support/suite.h"

static rbk_status collect(void *context, const char *bytes, size_t length) {
  rbk_buffer *all = context;
  ck_assert_int_eq(bytes[length - 1], '\n');
  ck_assert_ptr_eq(memchr(bytes, '\n', length), bytes + length - 1);
  rbk_buffer_add(all, bytes, length);
  return all->status;
}

static char *form_of(const rbk_register *reg) {
  rbk_buffer all;
  rbk_buffer_init(&all, NULL);
  ck_assert_int_eq(rbk_register_canonical(reg, collect, &all), RBK_OK);
  char *text = strdup(rbk_buffer_string(&all));
  rbk_buffer_finish(&all);
  return text;
}

static const char *digest_of(const rbk_register *reg) {
  static char digests[2][RBK_DIGEST_HEX + 1];
  static size_t next;
  char *digest = digests[next++ % 2];
  ck_assert_int_eq(rbk_register_digest(reg, digest), RBK_OK);
  ck_assert_uint_eq(strlen(digest), RBK_DIGEST_HEX);
  return digest;
}

/* One week, Monday 2 to Friday 6 September 2024, written out. */
START_TEST(the_form_is_the_calendar_then_a_line_a_pupil_in_roll_order) {
  school *s = school_begin("weeks-1");
  school_identity(s, "oak", "primary");
  school_pupil(s, "P0002");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-03", "I-");
  school_mark(s, "P0002", "2024-09-02", "/C1");
  school_until(s, "2024-09-04");
  rbk_register *reg = school_finish(s);
  char *form = form_of(reg);
  char *second = strchr(form, '\n') + 1;
  char *third = strchr(second, '\n') + 1;
  static const char beginning[] =
      "{\"school\":{\"id\":\"oak\",\"phase\":\"primary\",\"facts\":{}},"
      "\"calendar\":{\"half_terms\":[{\"term\":\"autumn\",\"number\":1,"
      "\"from\":\"2024-09-02\",";
  ck_assert_int_eq(strncmp(form, beginning, strlen(beginning)), 0);
  ck_assert_str_eq(third,
                   "{\"pupil\":\"P0002\",\"spells\":[{\"attributes\":{}}],"
                   "\"start\":\"2024-09-02\",\"marks\":\"/C1----\"}\n");
  *third = '\0';
  ck_assert_str_eq(second,
                   "{\"pupil\":\"P0001\",\"spells\":[{\"attributes\":{}}],"
                   "\"start\":\"2024-09-02\",\"marks\":\"/\\\\I-/\\\\\"}\n");
  free(form);
  rbk_register_destroy(reg);
}
END_TEST

/* Everything that stands beside marks, in one order or the other. */
static rbk_register *made(bool backwards) {
  static const char *const ids[] = {"P0001", "P0002", "P0003"};
  school *s = school_begin("weeks-4");
  for (size_t i = 0; i < 3; i++) school_pupil(s, ids[backwards ? 2 - i : i]);
  for (size_t i = 0; i < 3; i++) school_present(s, ids[backwards ? 2 - i : i]);
  for (int turn = 0; turn < 2; turn++) {
    bool first = (turn == 0) != backwards;
    if (first) {
      school_attribute(s, "P0001", "send", "K");
      school_event(s, "P0001", "2024-09-10", "letter", "id=E1;to=home;by=post");
      school_parent(s, "M1", "P0002", true);
      school_set(s, "P0003", "2024-09-11", "fsm", "yes");
    } else {
      school_attribute(s, "P0002", "class", "7B");
      school_event(s, "P0001", "2024-09-05", "meeting", "by=phone;target=95");
      school_event(s, NULL, "2024-09-05", "review", "group=year 7");
      school_parent(s, "M2", "P0001", false);
      school_set(s, "P0003", "2024-09-12", "class", "7A");
    }
  }
  school_mark(s, "P0002", "2024-09-09", "II");
  school_mark(s, "P0003", "2024-09-06", "LL");
  school_minutes(s, "P0003", "2024-09-06", RBK_AM, 12);
  return school_finish(s);
}

START_TEST(the_order_of_construction_changes_nothing) {
  rbk_register *forwards = made(false), *backwards = made(true);
  char *one = form_of(forwards), *other = form_of(backwards);
  ck_assert_str_eq(one, other);
  ck_assert_str_eq(digest_of(forwards), digest_of(backwards));
  /* nothing of it was left out */
  static const char *const parts[] = {
      "\"send\":\"K\"",
      "\"class\":\"7B\"",
      "\"id\":\"E1\"",
      "{\"by\":\"post\",\"to\":\"home\"}",
      "\"group\":\"year 7\"",
      "{\"id\":\"M1\",\"responsible\":true",
      "\"minutes_late\":12",
      ("{\"attribute\":\"class\",\"date\":\"2024-09-12\",\"value\":\"7A\"},"
       "{\"attribute\":\"fsm\",\"date\":\"2024-09-11\",\"value\":\"yes\"}")};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    ck_assert_msg(strstr(one, parts[i]) != NULL, "no %s in %s", parts[i], one);
  free(one);
  free(other);
  rbk_register_destroy(forwards);
  rbk_register_destroy(backwards);
}
END_TEST

typedef void alters(school *s);
static void nothing(school *s) {
  (void)s;
}
static void a_mark(school *s) {
  school_mark(s, "P0001", "2024-09-10", "/I");
}
static void a_missing(school *s) {
  school_mark(s, "P0001", "2024-09-10", "/-");
}
static void minutes(school *s) {
  school_minutes(s, "P0001", "2024-09-09", RBK_AM, 5);
}
static void a_comment(school *s) {
  school_comment(s, "P0001", "2024-09-09", RBK_AM, "rang");
}
static void raw_text(school *s) {
  school_raw(s, "P0001", "2024-09-09", RBK_AM, "late");
}
static void a_spell(school *s) {
  school_spell(s, "P0001", "2024-09-03", NULL);
}
static void a_birth(school *s) {
  school_birth(s, "P0001", "2013-01-01");
}
static void an_event(school *s) {
  school_event(s, "P0001", "2024-09-10", "letter", NULL);
}
static void a_withdrawal(school *s) {
  school_event(s, "P0001", "2024-09-10", "letter",
               "id=E1;withdrawn=2024-09-12");
}
static void a_foreign(school *s) {
  school_foreign(s, "P0001", "2024-09-10", RBK_AM, "/", "elm");
}
static void a_stray(school *s) {
  school_stray(s, "P0001", "2024-09-07", RBK_AM, "/");
}
static void a_phase(school *s) {
  school_identity(s, "oak", "secondary");
}
static void an_id(school *s) {
  school_identity(s, "ash", "primary");
}
static void a_pupil(school *s) {
  school_pupil(s, "P0009");
}
static void a_parent(school *s) {
  school_parent(s, "M1", "P0001", true);
}
static void another_parent(school *s) {
  school_parent(s, "M1", "P0001", false);
}

START_TEST(whatever_can_change_a_decision_changes_the_digest) {
  static alters *const changes[] = {
      nothing, a_mark,  a_missing, minutes,      a_comment,     raw_text,
      a_spell, a_birth, an_event,  a_withdrawal, a_foreign,     a_stray,
      a_phase, an_id,   a_pupil,   a_parent,     another_parent};
  enum { CHANGES = sizeof changes / sizeof changes[0] };
  char digests[CHANGES][RBK_DIGEST_HEX + 1];
  for (size_t i = 0; i < CHANGES; i++) {
    school *s = school_begin("weeks-4");
    school_identity(s, "oak", "primary");
    school_pupil(s, "P0001");
    school_present(s, "P0001");
    school_mark(s, "P0001", "2024-09-09", "L\\");
    changes[i](s);
    rbk_register *reg = school_finish(s);
    ck_assert_int_eq(rbk_register_digest(reg, digests[i]), RBK_OK);
    rbk_register_destroy(reg);
    for (size_t j = 0; j < i; j++) ck_assert_str_ne(digests[j], digests[i]);
  }
}
END_TEST

static void no_calendar_change(school *s) {
  (void)s;
}
static void a_closure(school *s) {
  school_close(s, "2024-09-11", "2024-09-11", "snow");
}
static void a_reason(school *s) {
  school_close(s, "2024-09-11", "2024-09-11", "heating");
}
static void a_single(school *s) {
  school_single_session(s, "2024-09-11", RBK_AM);
}
static void a_period(school *s) {
  school_named_period(s, "exams", "2024-09-10", "2024-09-12");
}
static void a_holiday(school *s) {
  school_bank_holiday(s, "2024-08-26");
}

START_TEST(the_calendar_is_part_of_the_digest) {
  static alters *const changes[] = {no_calendar_change, a_closure, a_reason,
                                    a_single,           a_period,  a_holiday};
  enum { CHANGES = sizeof changes / sizeof changes[0] };
  char digests[CHANGES][RBK_DIGEST_HEX + 1];
  for (size_t i = 0; i < CHANGES; i++) {
    school *s = school_begin("weeks-4");
    changes[i](s);
    school_pupil(s, "P0001");
    rbk_register *reg = school_finish(s);
    ck_assert_int_eq(rbk_register_digest(reg, digests[i]), RBK_OK);
    rbk_register_destroy(reg);
    for (size_t j = 0; j < i; j++) ck_assert_str_ne(digests[j], digests[i]);
  }
}
END_TEST

START_TEST(random_registers_have_one_digest_each) {
  char before[RBK_DIGEST_HEX + 1] = "";
  for (uint64_t seed = 1; seed <= 20; seed++) {
    rbk_register *one = school_random_register(seed, 6);
    rbk_register *other = school_random_register(seed, 6);
    char digest[RBK_DIGEST_HEX + 1];
    strcpy(digest, digest_of(one));
    ck_assert_str_eq(digest, digest_of(other));
    ck_assert_str_ne(digest, before);
    strcpy(before, digest);
    rbk_register_destroy(one);
    rbk_register_destroy(other);
  }
}
END_TEST

static rbk_status refuse_third(void *context, const char *bytes,
                               size_t length) {
  (void)bytes;
  (void)length;
  return ++*(size_t *)context == 3 ? RBK_STOPPED : RBK_OK;
}

START_TEST(what_the_sink_answers_ends_it) {
  rbk_register *reg = made(false);
  size_t lines = 0;
  ck_assert_int_eq(rbk_register_canonical(reg, refuse_third, &lines),
                   RBK_STOPPED);
  ck_assert_uint_eq(lines, 3);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(without_memory_it_says_so_and_leaks_nothing) {
  rbk_register *reg = made(false);
  const rbk_alloc *own = reg->alloc;
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    char digest[RBK_DIGEST_HEX + 1] = "as it was";
    test_alloc_fail_at(&test, n, false);
    reg->alloc = &test.alloc;
    rbk_status status = rbk_register_digest(reg, digest);
    reg->alloc = own;
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) break;
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_str_eq(digest, "as it was");
  }
  for (size_t n = 1;; n++) {
    char digest[RBK_DIGEST_HEX + 1];
    test_alloc_fail_at(&test, n, false);
    rbk_status status = rbk_codes_digest(&test.alloc, digest);
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) break;
    ck_assert_int_eq(status, RBK_NOMEM);
  }
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "canonical", the_form_is_the_calendar_then_a_line_a_pupil_in_roll_order,
      the_order_of_construction_changes_nothing,
      whatever_can_change_a_decision_changes_the_digest,
      the_calendar_is_part_of_the_digest, random_registers_have_one_digest_each,
      what_the_sink_answers_ends_it,
      without_memory_it_says_so_and_leaks_nothing);
}
