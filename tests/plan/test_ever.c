/* Conditions that can never hold, and such as always do. */
#include <stdio.h>
#include <string.h>

#include "engine/callbacks.h"
#include "plan/ever.h"
#include "support/script.h"
#include "support/suite.h"

/* What the flag `f` of a policy comes to; `more` are further parts. */
static rbk_ever ever(const char *when, const char *more) {
  char text[2000];
  test_scripts scripts = scripts_begin(TEST_BINARY_DIR);
  test_load load;
  rbk_ever found;
  snprintf(
      text, sizeof text,
      "local a = rate 'attended':within(school_year)\n"
      "local u = sessions 'unauthorised':within(school_weeks(10))\n"
      "return { api = 1, id = 'la/x', title = 'X',\n"
      "  params = { low = { 90, unit = 'percent' },\n"
      "    high = { 95, unit = 'percent' } , n = { 10, unit = 'sessions' "
      "},\n"
      "    due = { required = true, unit = 'percent' },\n"
      "    moved = { dated = { ['2024-08-19'] = 80, ['2025-09-01'] = 99 },\n"
      "      unit = 'percent' } },\n"
      "  measures = { a = a, u = u },%s\n"
      "  flags = { { id = 'f', label = 'F', when = %s },\n"
      "    { id = 'poor', label = 'P', when = a:below(param.low) } } }\n",
      more, when);
  load_text(&scripts, text, &load);
  ck_assert_msg(load.policy != NULL, "%s\n%s", text, load.said);
  const rbk_plan *plan = load.policy->editions[0].plan;
  ck_assert_int_eq(rbk_plan_ever(plan, rbk_plan_flag(plan, "f")->when, &found),
                   RBK_OK);
  rbk_policy_destroy(load.policy);
  scripts_end(&scripts);
  return found;
}

#define NEVER(when)     ck_assert_int_eq(ever(when, ""), RBK_EVER_NEVER)
#define ALWAYS(when)    ck_assert_int_eq(ever(when, ""), RBK_EVER_ALWAYS)
#define SOMETIMES(when) ck_assert_int_eq(ever(when, ""), RBK_EVER_SOMETIMES)

START_TEST(two_thresholds_that_shut_each_other_out_never_hold) {
  NEVER("a:below(param.low) & a:at_least(param.high)");
  NEVER("a:below(90) & a:at_least(90)");
  SOMETIMES("a:at_most(90) & a:at_least(90)");
  SOMETIMES("a:at_least(param.low) & a:below(param.high)");
}
END_TEST

START_TEST(what_covers_the_whole_line_always_holds) {
  ALWAYS("a:below(90) | a:at_least(90)");
  SOMETIMES("a:below(90) | a:above(90)");
  ALWAYS("~(a:below(90) & a:above(95))");
}
END_TEST

START_TEST(values_that_a_measure_cannot_have_count) {
  NEVER("a:above(100)");
  SOMETIMES("a:at_least(100)");
  ALWAYS("a:at_least(0)");
  NEVER("u:below(0)");
  ALWAYS("u:at_least(0)");
  SOMETIMES("u:at_least(1)");
  NEVER("u:above(9) & u:below(10)"); /* sessions are whole */
  SOMETIMES("a:above(90) & a:below(90.1)");
}
END_TEST

START_TEST(other_measures_and_other_conditions_leave_it_open) {
  SOMETIMES("a:below(90) & u:at_least(10)");
  SOMETIMES("a:below(90) | compulsory_school_age");
  NEVER("a:below(90) & a:above(95) & compulsory_school_age");
  ALWAYS("a:below(90) | a:at_least(90) | compulsory_school_age");
  NEVER("a:below(90) & a:above(95) & u:at_least(10)");
  SOMETIMES("(a:below(90) & a:above(95)) | u:at_least(10)");
  SOMETIMES("a:below(90) & (a:above(95)):within(term)");
}
END_TEST

START_TEST(a_measure_written_twice_is_one_measure) {
  NEVER("a:below(90) & (rate 'attended':within(school_year)):above(95)");
  SOMETIMES("a:below(90) & (rate 'attended':within(term)):above(95)");
}
END_TEST

START_TEST(flags_and_bands_are_looked_into) {
  NEVER("flag 'poor' & a:above(95)");
  ALWAYS("~flag 'poor' | a:at_most(95)");
  const char *bands = " bands = { b = {\n"
                      "  { id = 'good', label = 'G', when = a:at_least(95) },\n"
                      "  { id = 'fair', label = 'F', when = a:at_least(90) },\n"
                      "  { id = 'low', label = 'L', when = a:below(90) } } },";
  ck_assert_int_eq(ever("band 'b':is 'fair' & a:at_least(95)", bands),
                   RBK_EVER_NEVER);
  ck_assert_int_eq(ever("band 'b':is 'fair' & a:at_least(94)", bands),
                   RBK_EVER_SOMETIMES);
}
END_TEST

START_TEST(parameters_without_a_value_leave_it_open) {
  SOMETIMES("a:below(param.due) & a:above(param.high)");
}
END_TEST

START_TEST(dated_parameters_must_agree_on_all_their_days) {
  SOMETIMES("a:below(param.moved) & a:above(95)"); /* from 2025-09-01 on */
  NEVER("a:below(param.moved) & a:above(99)");
}
END_TEST

START_TEST(more_than_can_be_tried_is_left_open) {
  SOMETIMES("a:below(90) & a:above(95)"
            " & (days 'absent':within(school_days(1))):at_least(1)"
            " & (days 'absent':within(school_days(2))):at_least(1)"
            " & (days 'absent':within(school_days(3))):at_least(1)"
            " & (days 'absent':within(school_days(4))):at_least(1)"
            " & (days 'absent':within(school_days(5))):at_least(1)"
            " & (days 'absent':within(school_days(6))):at_least(1)"
            " & (days 'absent':within(school_days(7))):at_least(1)"
            " & (days 'absent':within(school_days(8))):at_least(1)");
}
END_TEST

int main(void) {
  return TEST_RUN("ever", two_thresholds_that_shut_each_other_out_never_hold,
                  what_covers_the_whole_line_always_holds,
                  values_that_a_measure_cannot_have_count,
                  other_measures_and_other_conditions_leave_it_open,
                  a_measure_written_twice_is_one_measure,
                  flags_and_bands_are_looked_into,
                  parameters_without_a_value_leave_it_open,
                  dated_parameters_must_agree_on_all_their_days,
                  more_than_can_be_tried_is_left_open);
}
