/* Case history: whose events, their fields, and attributes on a day. */
#include <check.h>
#include <string.h>

#include "support/school.h"
#include "support/suite.h"

/* Two school weeks, 2 to 13 September 2024: days 0 to 9. */
static school *two_pupils(void) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  return s;
}

START_TEST(a_pupil_has_its_own_events_in_order_and_the_school_its_own) {
  school *s = two_pupils();
  school_event(s, NULL, "2024-09-02", "assembly", "group=year-7");
  school_event(s, "P0002", "2024-09-05", "letter", NULL);
  school_event(s, "P0002", "2024-09-03", "meeting", NULL);
  school_event(s, "P0002", "2024-09-03", "letter", "id=B");
  school_event(s, "P0002", "2024-09-03", "letter", "id=A");
  rbk_register *reg = school_finish(s);
  const rbk_history *history = &reg->history;
  size_t count;
  ck_assert_ptr_null(rbk_history_of(history, 0, &count));
  ck_assert_uint_eq(count, 0);
  const rbk_event *events = rbk_history_of(history, 1, &count);
  ck_assert_uint_eq(count, 4);
  ck_assert_str_eq(events[0].id, "A");
  ck_assert_str_eq(events[1].id, "B");
  ck_assert_uint_eq(events[1].ordinal, 2);
  ck_assert_str_eq(rbk_intern_text(&history->kinds, events[2].kind), "meeting");
  ck_assert_uint_eq(events[2].ordinal, 1);
  ck_assert_int_eq(events[3].effect, 3);
  events = rbk_history_of(history, RBK_NONE, &count);
  ck_assert_uint_eq(count, 1);
  ck_assert_str_eq(events[0].group, "year-7");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_field_is_found_by_its_name_and_may_be_empty_or_absent) {
  school *s = two_pupils();
  school_event(s, "P0001", "2024-09-03", "meeting", "outcome=agreed;note=");
  school_event(s, "P0001", "2024-09-04", "meeting", "target=95");
  rbk_register *reg = school_finish(s);
  const rbk_intern *fields = &reg->history.fields;
  uint32_t outcome = rbk_intern_find(fields, rbk_text_of("outcome"));
  uint32_t note = rbk_intern_find(fields, rbk_text_of("note"));
  size_t count;
  const rbk_event *events = rbk_history_of(&reg->history, 0, &count);
  ck_assert_str_eq(rbk_event_field(&events[0], outcome), "agreed");
  ck_assert_str_eq(rbk_event_field(&events[0], note), "");
  ck_assert_ptr_null(rbk_event_field(&events[1], outcome));
  ck_assert_ptr_null(rbk_event_field(&events[0], RBK_NONE));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(an_attribute_is_as_set_from_its_day_on_and_before_as_on_the_roll) {
  school *s = two_pupils();
  school_attribute(s, "P0001", "send", "N");
  school_attribute(s, "P0002", "send", "roll");
  school_set(s, "P0001", "2024-09-04", "send", "Y");    /* day 2 */
  school_set(s, "P0001", "2024-09-07", "send", "N2");   /* Saturday: day 5 */
  school_set(s, "P0001", "2024-09-11", "send", "");     /* day 7 */
  school_set(s, "P0001", "2024-09-14", "send", "late"); /* after the end */
  school_set(s, "P0001", "2024-09-03", "plan", "P");
  rbk_register *reg = school_finish(s);
  uint32_t send = rbk_intern_find(&reg->roll.attributes, rbk_text_of("send"));
  uint32_t plan = rbk_intern_find(&reg->roll.attributes, rbk_text_of("plan"));
  static const char *const expected[] = {"N",  "N",  "Y", "Y", "Y",
                                         "N2", "N2", "",  "",  ""};
  for (rbk_day d = 0; d < 10; d++) {
    ck_assert_str_eq(
        rbk_history_attribute(&reg->history, &reg->roll, 0, send, d),
        expected[d]);
    ck_assert_str_eq(
        rbk_history_attribute(&reg->history, &reg->roll, 1, send, d), "roll");
    ck_assert_str_eq(
        rbk_history_attribute(&reg->history, &reg->roll, 0, plan, d),
        d >= 1 ? "P" : "");
    ck_assert_str_eq(
        rbk_history_attribute(&reg->history, &reg->roll, 1, plan, d), "");
  }
  ck_assert_str_eq(
      rbk_history_attribute(&reg->history, &reg->roll, 0, send, -1), "N");
  ck_assert_str_eq(
      rbk_history_attribute(&reg->history, &reg->roll, 0, RBK_NONE, 5), "");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(of_two_values_set_on_one_day_the_later_row_holds) {
  school *s = two_pupils();
  school_set(s, "P0001", "2024-09-04", "send", "first");
  school_set(s, "P0001", "2024-09-04", "send", "second");
  rbk_register *reg = school_finish(s);
  ck_assert_str_eq(rbk_history_attribute(&reg->history, &reg->roll, 0, 0, 2),
                   "second");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(empty_0_n_no_none_and_false_are_false_in_any_case) {
  static const char *const no[] = {"",   "0",    "n",     "N",    "no",
                                   "NO", "None", "false", "FALSE"};
  static const char *const yes[] = {"1",  "y",    "Y", "yes",       "true",
                                    "00", "nope", " ", "not known", "no "};
  for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
    ck_assert_msg(!rbk_attribute_true(no[i]), "'%s'", no[i]);
  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
    ck_assert_msg(rbk_attribute_true(yes[i]), "'%s'", yes[i]);
  ck_assert(!rbk_attribute_true(NULL));
}
END_TEST

int main(void) {
  return TEST_RUN(
      "history", a_pupil_has_its_own_events_in_order_and_the_school_its_own,
      a_field_is_found_by_its_name_and_may_be_empty_or_absent,
      an_attribute_is_as_set_from_its_day_on_and_before_as_on_the_roll,
      of_two_values_set_on_one_day_the_later_row_holds,
      empty_0_n_no_none_and_false_are_false_in_any_case);
}
