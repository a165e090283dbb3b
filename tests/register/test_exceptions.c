/* Exceptions must say exactly what rbk_session_state_of says mark by mark.
 * Both forms of the search are tested: the one this machine uses, and the
 * portable one, which is built into this file under another name. */
#include "register/exceptions.h"

#define RBK_PORTABLE
#define rbk_exceptions_find portable_exceptions_find
size_t portable_exceptions_find(const rbk_calendar *calendar,
                                const rbk_pupil *pupil, const rbk_marks *marks,
                                uint32_t index, rbk_exception *out);
#include "register/exceptions.c"
#undef rbk_exceptions_find
#undef CHUNK

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/school.h"
#include "support/suite.h"

typedef size_t find(const rbk_calendar *, const rbk_pupil *, const rbk_marks *,
                    uint32_t, rbk_exception *);
static find *const finds[] = {rbk_exceptions_find, portable_exceptions_find};

/* The definition, one mark after the other. */
static size_t find_slowly(const rbk_calendar *calendar, const rbk_pupil *pupil,
                          const rbk_marks *marks, uint32_t index,
                          rbk_exception *out) {
  size_t count = 0;
  for (int32_t i = 0; i < 2 * (int32_t)calendar->day_count; i++) {
    rbk_session_state state =
        rbk_session_state_of(calendar, pupil, marks, index, i);
    rbk_code code = rbk_marks_of(marks, index)[i];
    rbk_code present = i % 2 ? rbk_code_present_pm() : rbk_code_present_am();
    if (state == RBK_SESSION_MISSING ||
        (state == RBK_SESSION_MARKED && code != present))
      out[count++] = (rbk_exception){i, code};
  }
  return count;
}

static void agrees(const rbk_register *reg, uint32_t p) {
  size_t room = 2 * reg->calendar.day_count;
  rbk_exception *expected = calloc(room, sizeof *expected);
  rbk_exception *found = calloc(room, sizeof *found);
  const rbk_pupil *pupil = &reg->roll.pupils[p];
  size_t count = find_slowly(&reg->calendar, pupil, &reg->marks, p, expected);
  for (size_t f = 0; f < 2; f++) {
    ck_assert_uint_eq(finds[f](&reg->calendar, pupil, &reg->marks, p, found),
                      count);
    for (size_t i = 0; i < count; i++) {
      ck_assert_int_eq(found[i].session, expected[i].session);
      ck_assert_uint_eq(found[i].code, expected[i].code);
    }
  }
  free(found);
  free(expected);
}

START_TEST(exceptions_are_what_the_states_of_all_sessions_say) {
  for (uint64_t seed = 1; seed <= 400; seed++) {
    rbk_register *reg = school_random_register(seed, 6);
    for (uint32_t p = 0; p < reg->roll.pupil_count; p++) agrees(reg, p);
    rbk_register_destroy(reg);
  }
}
END_TEST

/* Every pair of ends of a spell, over three weeks and two days: 34 sessions,
 * so that both ends lie in every place of a chunk of sixteen. */
START_TEST(a_spell_is_cut_at_both_ends_wherever_they_lie) {
  static const char *const dates[] = {
      "2024-09-02", "2024-09-03", "2024-09-04", "2024-09-05", "2024-09-06",
      "2024-09-09", "2024-09-10", "2024-09-11", "2024-09-12", "2024-09-13",
      "2024-09-16", "2024-09-17", "2024-09-18", "2024-09-19", "2024-09-20",
      "2024-09-23", "2024-09-24"};
  for (size_t from = 0; from < 17; from++) {
    for (size_t to = from; to < 17; to++) {
      school *s = school_begin("weeks-4");
      school_close(s, "2024-09-25", "2024-09-27", "training days");
      school_pupil(s, "P0001");
      school_spell(s, "P0001", dates[from], dates[to]);
      school_marks(s, "P0001", "2024-09-02", "2024-09-24", "IO");
      rbk_register *reg = school_finish(s);
      ck_assert_uint_eq(reg->calendar.day_count, 17);
      rbk_exception found[34];
      for (size_t f = 0; f < 2; f++) {
        size_t count = finds[f](&reg->calendar, &reg->roll.pupils[0],
                                &reg->marks, 0, found);
        ck_assert_uint_eq(count, 2 * (to - from + 1));
        for (size_t i = 0; i < count; i++) {
          ck_assert_int_eq(found[i].session, (int)(2 * from + i));
          ck_assert_uint_eq(found[i].code, school_code(i % 2 ? "O" : "I"));
        }
      }
      rbk_register_destroy(reg);
    }
  }
}
END_TEST

static rbk_register *one_pupil(void (*change)(school *)) {
  school *s = school_begin("weeks-3");
  school_single_session(s, "2024-09-04", RBK_AM); /* day 2 */
  school_single_session(s, "2024-09-10", RBK_PM); /* day 6 */
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  change(s);
  return school_finish(s);
}

/* The exceptions of P0001 as text: "4I 13- " for session 4 and 13. */
static const char *exceptions_of(const rbk_register *reg, find *find_them) {
  static char text[512];
  rbk_exception found[30];
  size_t count =
      find_them(&reg->calendar, &reg->roll.pupils[0], &reg->marks, 0, found);
  text[0] = '\0';
  for (size_t i = 0; i < count; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%d%s ",
             found[i].session,
             found[i].code ? rbk_code_letters(found[i].code) : "-");
  return text;
}

static void expect(void (*change)(school *), const char *text) {
  rbk_register *reg = one_pupil(change);
  for (size_t f = 0; f < 2; f++)
    ck_assert_str_eq(exceptions_of(reg, finds[f]), text);
  rbk_register_destroy(reg);
}

static void nothing(school *s) {
  (void)s;
}
static void ill_on_short_days(school *s) {
  school_mark(s, "P0001", "2024-09-04", "I");
  school_mark(s, "P0001", "2024-09-10", "I");
}
static void missing_twice(school *s) {
  school_mark(s, "P0001", "2024-09-03", "-.");
  school_mark(s, "P0001", "2024-09-10", "-");
}
static void not_taken(school *s) {
  school_mark(s, "P0001", "2024-09-05", "I.");
  school_untaken(s, "2024-09-05", RBK_AM);
  school_mark(s, "P0001", "2024-09-06", ".I");
}
static void not_yet_taken(school *s) {
  school_mark(s, "P0001", "2024-09-12", "-I"); /* day 8 */
  school_until(s, "2024-09-12");
}
static void two_spells(school *s) {
  school_spell(s, "P0001", "2024-09-03", "2024-09-03"); /* day 1 */
  school_spell(s, "P0001", "2024-09-05", "2024-09-06"); /* days 3, 4 */
  school_marks(s, "P0001", "2024-09-02", "2024-09-09", "IG");
}
static void swapped(school *s) {
  school_mark(s, "P0001", "2024-09-02", "\\/");
}

START_TEST(a_pupil_who_is_always_there_has_no_exceptions) {
  expect(nothing, "");
}
END_TEST
START_TEST(a_day_with_one_session_has_at_most_one_exception) {
  expect(ill_on_short_days, "4I 13I ");
}
END_TEST
START_TEST(a_missing_mark_is_an_exception_without_a_code) {
  expect(missing_twice, "2- 13- ");
}
END_TEST
START_TEST(a_session_not_taken_is_none) {
  expect(not_taken, "9I ");
}
END_TEST
START_TEST(sessions_not_yet_taken_are_none) {
  expect(not_yet_taken, "16- 17I ");
}
END_TEST
START_TEST(marks_outside_both_spells_are_none) {
  expect(two_spells, "2I 3G 6I 7G 8I 9G ");
}
END_TEST
START_TEST(a_present_mark_of_the_other_half_of_the_day_is_one) {
  expect(swapped, "0\\ 1/ ");
}
END_TEST

int main(void) {
  return TEST_RUN("exceptions",
                  exceptions_are_what_the_states_of_all_sessions_say,
                  a_spell_is_cut_at_both_ends_wherever_they_lie,
                  a_pupil_who_is_always_there_has_no_exceptions,
                  a_day_with_one_session_has_at_most_one_exception,
                  a_missing_mark_is_an_exception_without_a_code,
                  a_session_not_taken_is_none, sessions_not_yet_taken_are_none,
                  marks_outside_both_spells_are_none,
                  a_present_mark_of_the_other_half_of_the_day_is_one);
}
