/* What is known of one session of one pupil, and what stands beside marks. */
#include <check.h>
#include <string.h>

#include "support/school.h"
#include "support/suite.h"

static rbk_session_state state(const rbk_register *reg, const char *id,
                               const char *date, uint8_t session) {
  uint32_t p = school_index(reg, id);
  return rbk_session_state_of(&reg->calendar, &reg->roll.pupils[p], &reg->marks,
                              p,
                              2 * school_day(reg, date) + (session == RBK_PM));
}

START_TEST(a_taken_session_is_marked_or_missing) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  school_mark(s, "P0002", "2024-09-04", "-I");
  rbk_register *reg = school_finish(s);
  ck_assert_int_eq(state(reg, "P0001", "2024-09-04", RBK_AM),
                   RBK_SESSION_MARKED);
  ck_assert_int_eq(state(reg, "P0002", "2024-09-04", RBK_AM),
                   RBK_SESSION_MISSING);
  ck_assert_int_eq(state(reg, "P0002", "2024-09-04", RBK_PM),
                   RBK_SESSION_MARKED);
  ck_assert_int_eq(reg->marks.last_session, 19);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_session_no_pupil_has_a_mark_in_was_not_taken_if_a_later_one_was) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_untaken(s, "2024-09-04", RBK_AM);
  school_until(s, "2024-09-11"); /* Wednesday of the second week: day 7 */
  school_mark(s, "P0001", "2024-09-11", "/-");
  rbk_register *reg = school_finish(s);
  for (int i = 0; i < 2; i++) {
    const char *id = i ? "P0002" : "P0001";
    ck_assert_int_eq(state(reg, id, "2024-09-04", RBK_AM),
                     RBK_SESSION_NOT_TAKEN);
    ck_assert_int_eq(state(reg, id, "2024-09-11", RBK_PM),
                     RBK_SESSION_NOT_YET_TAKEN);
    ck_assert_int_eq(state(reg, id, "2024-09-12", RBK_AM),
                     RBK_SESSION_NOT_YET_TAKEN);
  }
  ck_assert_int_eq(state(reg, "P0001", "2024-09-11", RBK_AM),
                   RBK_SESSION_MARKED);
  ck_assert_int_eq(state(reg, "P0002", "2024-09-11", RBK_AM),
                   RBK_SESSION_MISSING);
  ck_assert_int_eq(reg->marks.last_session, 14);
  char last[11];
  ck_assert(rbk_register_last_day(reg, last));
  ck_assert_str_eq(last, "2024-09-11");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_mark_while_off_roll_does_not_count) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-03", "2024-09-05");
  school_spell(s, "P0001", "2024-09-10", NULL);
  school_present(s, "P0001"); /* on every day, on roll or not */
  rbk_register *reg = school_finish(s);
  static const struct {
    const char *date;
    rbk_session_state state;
  } cases[] = {
      {"2024-09-02", RBK_SESSION_OFF_ROLL},
      {"2024-09-03", RBK_SESSION_MARKED},
      {"2024-09-05", RBK_SESSION_MARKED},
      {"2024-09-06", RBK_SESSION_OFF_ROLL},
      {"2024-09-09", RBK_SESSION_OFF_ROLL},
      {"2024-09-10", RBK_SESSION_MARKED},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    ck_assert_int_eq(state(reg, "P0001", cases[i].date, RBK_AM),
                     cases[i].state);
    ck_assert_int_eq(state(reg, "P0001", cases[i].date, RBK_PM),
                     cases[i].state);
  }
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(off_roll_comes_before_not_taken_and_not_yet_taken) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_spell(s, "P0002", "2024-09-04", "2024-09-05");
  school_untaken(s, "2024-09-03", RBK_AM | RBK_PM);
  school_until(s, "2024-09-10");
  rbk_register *reg = school_finish(s);
  ck_assert_int_eq(state(reg, "P0002", "2024-09-03", RBK_AM),
                   RBK_SESSION_OFF_ROLL);
  ck_assert_int_eq(state(reg, "P0002", "2024-09-12", RBK_AM),
                   RBK_SESSION_OFF_ROLL);
  ck_assert_int_eq(state(reg, "P0001", "2024-09-12", RBK_AM),
                   RBK_SESSION_NOT_YET_TAKEN);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_session_the_calendar_lacks_is_none) {
  school *s = school_begin("weeks-1");
  school_single_session(s, "2024-09-04", RBK_AM);
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  rbk_register *reg = school_finish(s);
  ck_assert_int_eq(state(reg, "P0001", "2024-09-04", RBK_AM),
                   RBK_SESSION_MARKED);
  ck_assert_int_eq(state(reg, "P0001", "2024-09-04", RBK_PM), RBK_SESSION_NONE);
  const rbk_pupil *pupil = &reg->roll.pupils[0];
  ck_assert_int_eq(
      rbk_session_state_of(&reg->calendar, pupil, &reg->marks, 0, -1),
      RBK_SESSION_NONE);
  ck_assert_int_eq(
      rbk_session_state_of(&reg->calendar, pupil, &reg->marks, 0, 10),
      RBK_SESSION_NONE);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(closing_ignores_bytes_of_sessions_that_do_not_exist) {
  school *s = school_begin("weeks-1");
  school_single_session(s, "2024-09-06", RBK_AM);
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  rbk_register *reg = school_finish(s);
  ck_assert_int_eq(reg->marks.last_session, 8);
  reg->marks.bytes[9] = school_code("I"); /* Friday afternoon: none */
  rbk_marks_close(&reg->marks, &reg->calendar, 1);
  ck_assert_int_eq(reg->marks.last_session, 8);
  ck_assert(!rbk_bits_get(reg->marks.taken, 9));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_school_without_marks_has_no_last_session) {
  school *s = school_begin("weeks-1");
  school_pupil(s, "P0001");
  rbk_register *reg = school_finish(s);
  char last[11] = "unchanged";
  ck_assert_int_eq(reg->marks.last_session, -1);
  ck_assert(!rbk_register_last_day(reg, last));
  ck_assert_str_eq(last, "unchanged");
  ck_assert_int_eq(state(reg, "P0001", "2024-09-02", RBK_AM),
                   RBK_SESSION_NOT_YET_TAKEN);
  rbk_register_destroy(reg);
}
END_TEST

/* Against the plain definition, on random schools. */
START_TEST(a_session_is_taken_when_some_pupil_has_a_mark) {
  for (uint64_t seed = 1; seed <= 100; seed++) {
    rbk_register *reg = school_random_register(seed, 6);
    int32_t last = -1;
    for (size_t i = 0; i < 2 * reg->calendar.day_count; i++) {
      bool any = false;
      for (size_t p = 0; p < reg->roll.pupil_count; p++)
        any |= rbk_marks_of(&reg->marks, (uint32_t)p)[i] != RBK_NO_CODE;
      ck_assert_int_eq(rbk_bits_get(reg->marks.taken, i), any);
      if (any) last = (int32_t)i;
    }
    ck_assert_int_eq(reg->marks.last_session, last);
    rbk_register_destroy(reg);
  }
}
END_TEST

START_TEST(notes_are_found_by_pupil_and_session) {
  school *s = school_begin("weeks-1");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_pupil(s, "P0003");
  for (int i = 1; i <= 3; i++) {
    const char *id = i == 1 ? "P0001" : i == 2 ? "P0002" : "P0003";
    school_present(s, id);
  }
  school_mark(s, "P0002", "2024-09-04", "LU");
  school_minutes(s, "P0002", "2024-09-04", RBK_PM, 55);
  school_minutes(s, "P0002", "2024-09-04", RBK_AM, 0);
  school_comment(s, "P0002", "2024-09-04", RBK_PM, "bus");
  school_raw(s, "P0003", "2024-09-05", RBK_AM, "P");
  rbk_register *reg = school_finish(s);
  const rbk_marks *marks = &reg->marks;
  size_t count;
  const rbk_mark_note *notes = rbk_marks_notes(marks, 1, &count);
  ck_assert_uint_eq(count, 2);
  ck_assert_int_eq(notes[0].session, 4);
  ck_assert_int_eq(notes[0].minutes, 0);
  ck_assert_ptr_null(notes[0].comment);
  const rbk_mark_note *note = rbk_marks_note(marks, 1, 5);
  ck_assert_ptr_eq(note, &notes[1]);
  ck_assert_int_eq(note->minutes, 55);
  ck_assert_str_eq(note->comment, "bus");
  ck_assert_ptr_null(rbk_marks_note(marks, 1, 6));
  ck_assert_ptr_null(rbk_marks_note(marks, 1, 3));
  ck_assert_ptr_null(rbk_marks_note(marks, 0, 4));
  note = rbk_marks_note(marks, 2, 6);
  ck_assert_str_eq(note->raw, "P");
  ck_assert_int_eq(note->minutes, -1);
  (void)rbk_marks_notes(marks, 0, &count);
  ck_assert_uint_eq(count, 0);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(foreign_marks_and_strays_are_found_by_pupil_in_order_of_date) {
  school *s = school_begin("weeks-1");
  school_close(s, "2024-09-04", "2024-09-04", "training day");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_foreign(s, "P0002", "2024-09-05", RBK_PM, "\\", "S2");
  school_foreign(s, "P0002", "2024-09-05", RBK_AM, "I", "S2");
  school_foreign(s, "P0002", "2024-08-30", RBK_AM, "/", "S3");
  school_stray(s, "P0001", "2024-09-07", RBK_AM, "I");
  school_stray(s, "P0001", "2024-09-04", RBK_PM, "\\");
  rbk_register *reg = school_finish(s);
  size_t count;
  const rbk_foreign_mark *foreign = rbk_marks_foreign(&reg->marks, 1, &count);
  ck_assert_uint_eq(count, 3);
  ck_assert_str_eq(foreign[0].school, "S3");
  ck_assert_uint_eq(foreign[1].session, RBK_AM);
  ck_assert_uint_eq(foreign[2].session, RBK_PM);
  (void)rbk_marks_foreign(&reg->marks, 0, &count);
  ck_assert_uint_eq(count, 0);
  const rbk_stray *strays = rbk_marks_strays(&reg->marks, 0, &count);
  ck_assert_uint_eq(count, 2);
  ck_assert_int_eq(strays[0].date, RBK_DATE(2024, 9, 4));
  ck_assert_int_eq(strays[1].date, RBK_DATE(2024, 9, 7));
  (void)rbk_marks_strays(&reg->marks, 1, &count);
  ck_assert_uint_eq(count, 0);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "marks", a_taken_session_is_marked_or_missing,
      a_session_no_pupil_has_a_mark_in_was_not_taken_if_a_later_one_was,
      a_mark_while_off_roll_does_not_count,
      off_roll_comes_before_not_taken_and_not_yet_taken,
      a_session_the_calendar_lacks_is_none,
      closing_ignores_bytes_of_sessions_that_do_not_exist,
      a_school_without_marks_has_no_last_session,
      a_session_is_taken_when_some_pupil_has_a_mark,
      notes_are_found_by_pupil_and_session,
      foreign_marks_and_strays_are_found_by_pupil_in_order_of_date);
}
