/* What a decision says of one day: attendance, bands, flags, why, and what is
 * not known. Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

#define EXPECT(as_of, word, text)                                              \
  ck_assert_str_eq(decided_only(r.reg, &r.policy.policy, as_of, word), text)

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_figure_expression *rate_of(const char *codes, rbk_window_kind kind) {
  return measure(RBK_FIGURE_RATE, codes, window(kind));
}

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

START_TEST(attendance_is_of_the_school_year_over_all_spells) {
  school *s = one_pupil_in("bedford-2023-25");
  school_spell(s, "P0001", NULL, "2024-09-13");
  school_spell(s, "P0001", "2024-09-23", NULL);
  school_mark(s, "P0001", "2024-07-01", "OO"); /* the year before */
  school_mark(s, "P0001", "2024-09-10", "LU");
  school_mark(s, "P0001", "2024-09-11", "IO");
  school_mark(s, "P0001", "2024-09-12", "Y1-"); /* not possible; missing */
  school_mark(s, "P0001", "2024-09-18", "II");  /* off roll */
  /* another keeps the sessions taken */
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  running r;
  running_begin(&r, layer(), s);
  rbk_day first =
      rbk_calendar_on_or_after(&r.reg->calendar, school_date("2024-08-01"));
  rbk_day last = school_day(r.reg, "2024-09-24");
  rbk_day left = school_day(r.reg, "2024-09-13");
  rbk_day back = school_day(r.reg, "2024-09-23");
  /* days on roll: first..left and back..last; two sessions each, less one not
   * possible and one missing; of them L, U(absent), I, O(absent) */
  int days = (left - first + 1) + (last - back + 1);
  int possible = 2 * days - 2, attended = possible - 3;
  char rate[40], wanted[256];
  (void)rbk_ratio_print(100 * attended, possible, 2, rate);
  /* mornings: days less L, I, Y1; afternoons: days less U, O, missing */
  (void)snprintf(wanted, sizeof wanted,
                 "attendance %d of %d authorised 1 unauthorised 2 late 2 "
                 "missing 1 rate %s; / %d \\ %d L 1 I 1 Y1 1 O 1 U 1\n",
                 attended, possible, rate, days - 3, days - 3);
  const char *given =
      decided(r.reg, &r.policy.policy,
              &(rbk_run_options){.size = sizeof(rbk_run_options),
                                 .as_of = "2024-09-24",
                                 .pupil = "P0001"});
  ck_assert_str_eq(lines_with(given, "attendance"), wanted);
  ck_assert_ptr_nonnull(strstr(given, "finding off_roll_mark 2024-09-18 AM I"));
  running_finish(&r);
}
END_TEST

START_TEST(as_of_a_day_without_school_reads_the_last_close_before_it) {
  school *s = one_pupil_in("weeks-2");
  running r;
  running_begin(&r, layer(), s);
  EXPECT("2024-09-08", "pupil", "pupil P0001 2024-09-06 la/test\n");
  running_finish(&r);
}
END_TEST

START_TEST(the_first_band_that_matches_holds_since_it_was_entered) {
  rbk_layer *l = layer();
  rbk_figure_expression *attendance =
      rate_of("attended", RBK_WINDOW_SCHOOL_YEAR);
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "perfect", compare(attendance, RBK_IS, number("100")));
  band_row(band, "low", compare(attendance, RBK_AT_MOST, number("90")));
  band_gap(band, number("90"), number("100"));
  school *s = one_pupil_in("weeks-4");
  /* 1 of 2 sessions on the first day; 90 % again with 9 of 10 at the close of
   * Friday, 91.67 % (11 of 12) on Monday */
  school_mark(s, "P0001", "2024-09-02", "/I");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-02", "band", "band attendance low since 2024-09-02\n");
  EXPECT("2024-09-06", "band", "band attendance low since 2024-09-02\n");
  EXPECT("2024-09-09", "band", "band attendance null\n");
  ck_assert_str_eq(replayed_because(r.reg, &r.policy.policy, NULL),
                   "2024-09-02 P0001 band attendance/low [la/test:1=50.00(1/2) "
                   "at_most 90 as "
                   "of 2024-09-02]\n"
                   "2024-09-09 P0001 band attendance []\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_unknown_row_before_the_first_true_one_leaves_no_band) {
  rbk_layer *l = layer();
  rbk_band *band = layer_band(l, "b");
  band_row(
      band, "severe",
      compare(rate_of("absent", RBK_WINDOW_DAY), RBK_AT_LEAST, number("50")));
  band_row(
      band, "any",
      compare(measure(RBK_FIGURE_SESSIONS, "possible", window(RBK_WINDOW_ALL)),
              RBK_AT_LEAST, number("0")));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "Y1Y1");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-03", "band", "band b any since 2024-09-02\n");
  EXPECT("2024-09-04", "band", "band b null\n");
  EXPECT("2024-09-04", "no_data", "no_data b la/test:1 has no data\n");
  EXPECT("2024-09-05", "band", "band b any since 2024-09-05\n");
  EXPECT("2024-09-05", "no_data", "");
  running_finish(&r);
}
END_TEST

START_TEST(otherwise_is_said_where_only_does_not_hold) {
  rbk_layer *l = layer();
  rbk_band *band = layer_band(l, "b");
  band->only = compare(
      measure(RBK_FIGURE_SESSIONS, "possible", window(RBK_WINDOW_SCHOOL_YEAR)),
      RBK_AT_LEAST, number("10"));
  band->otherwise = "too few sessions yet";
  band_row(band, "all", attribute("here"));
  school *s = one_pupil_in("weeks-2");
  school_attribute(s, "P0001", "here", "yes");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-05", "band", "band b null too few sessions yet\n"); /* 8 */
  EXPECT("2024-09-06", "band", "band b all since 2024-09-06\n");      /* 10 */
  running_finish(&r);
}
END_TEST

START_TEST(flags_carry_the_days_they_rose_and_fell) {
  rbk_layer *l = layer();
  layer_clause(l, "C-9");
  layer_flag(l, "f", today("I"))->clauses = names_of("C-9");
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-05", "I.");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-03", "flag", "");
  EXPECT("2024-09-05", "flag", "flag f since 2024-09-04 C-9\n");
  EXPECT("2024-09-06", "flag", "");
  ck_assert_str_eq(
      replayed_because(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 flag.raised f [la/test:1=2 at_least 1 as of "
      "2024-09-04]\n"
      "2024-09-06 P0001 flag.cleared f [la/test:1=0 below 1 as of "
      "2024-09-06]\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_flag_that_nobody_can_tell_stays_and_is_listed) {
  rbk_layer *l = layer();
  layer_flag(l, "f",
             compare(rate_of("I", RBK_WINDOW_DAY), RBK_AT_LEAST, number("50")));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-02", "Y1Y1");
  school_mark(s, "P0001", "2024-09-03", "II");
  school_mark(s, "P0001", "2024-09-04", "Y1Y1");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-02", "flag", "");
  EXPECT("2024-09-02", "no_data", "no_data f la/test:1 has no data\n");
  EXPECT("2024-09-04", "flag", "flag f since 2024-09-03\n");
  EXPECT("2024-09-04", "no_data", "no_data f la/test:1 has no data\n");
  EXPECT("2024-09-05", "flag", "");
  running_finish(&r);
}
END_TEST

START_TEST(negation_over_no_data_holds_of_nobody) {
  rbk_layer *l = layer();
  layer_flag(l, "f",
             not_so(compare(rate_of("attended", RBK_WINDOW_ALL), RBK_AT_LEAST,
                            number("90"))));
  school *s = one_pupil_in("weeks-2");
  school_marks(s, "P0001", "2024-09-02", "2024-09-13", "Y1Y1");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-13", "flag", "");
  EXPECT("2024-09-13", "no_data", "no_data f la/test:1 has no data\n");
  running_finish(&r);
}
END_TEST

START_TEST(bands_and_flags_stand_still_off_roll) {
  rbk_layer *l = layer();
  layer_flag(l, "f", today("I"));
  school *s = one_pupil_in("weeks-3");
  school_spell(s, "P0001", NULL, "2024-09-04");
  school_spell(s, "P0001", "2024-09-16", NULL);
  school_mark(s, "P0001", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-10", "flag", "flag f since 2024-09-04\n");
  EXPECT("2024-09-10", "pupil", "pupil P0001 2024-09-10 la/test off roll\n");
  EXPECT("2024-09-16", "flag", "");
  running_finish(&r);
}
END_TEST

/* --- because ----------------------------------------------------------------
 */

static const char *reasons(running *r, const char *as_of) {
  const char *line = decided_only(r->reg, &r->policy.policy, as_of, "action");
  const char *open = strchr(line, '[');
  ck_assert_ptr_nonnull(open);
  return open;
}

START_TEST(because_lists_the_leaves_that_hold_in_script_order) {
  rbk_layer *l = layer();
  rbk_figure_expression *attendance =
      rate_of("attended", RBK_WINDOW_SCHOOL_YEAR);
  layer_measure(l, "attendance", attendance);
  layer_fact(l, "letter", NULL);
  layer_fact(l, "meeting", NULL);
  at_line(20);
  rbk_condition *few =
      compare(measure(RBK_FIGURE_DAYS, "I", window(RBK_WINDOW_TERM)), RBK_ABOVE,
              number("0.5"));
  rbk_condition *when =
      both(both(compare(attendance, RBK_BELOW, number("92")),
                either(on_event(RBK_LEAF_ON_RECORD, "meeting", NULL),
                       on_event(RBK_LEAF_ON_RECORD, "letter", NULL))),
           both(few, both(attribute_is("plan", words("K")),
                          not_so(weekday(RBK_MONDAY)))));
  layer_rule(l, "r", when);
  school *s = one_pupil_in("weeks-4");
  school_attribute(s, "P0001", "plan", "K");
  school_event(s, "P0001", "2024-09-03", "letter", "id=E1");
  /* 17 of 20 sessions by the close of 13 September: 85 % */
  school_mark(s, "P0001", "2024-09-12", "/I");
  school_mark(s, "P0001", "2024-09-13", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      reasons(&r, "2024-09-13"),
      "[attendance=85.00(17/20) below 92 as of 2024-09-13; letter #E1 on "
      "2024-09-03; la/test:20=1.5 above 0.5 as of 2024-09-13; plan=K; not "
      "weekday mon]\n");
  running_finish(&r);
}
END_TEST

START_TEST(under_not_the_leaves_that_fail_are_listed_as_true_statements) {
  rbk_layer *l = layer();
  layer_rule(l, "r",
             both(not_so(compare(rate_of("attended", RBK_WINDOW_ALL),
                                 RBK_AT_LEAST, number("90"))),
                  not_so(either(today("M"), today("O")))));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-02", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(reasons(&r, "2024-09-02"),
                   "[la/test:1=0.00(0/2) below 90 as of 2024-09-02; "
                   "la/test:1=0 below 1 as of "
                   "2024-09-02; la/test:1=0 below 1 as of 2024-09-02]\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_rate_is_printed_half_up_and_compared_exactly) {
  /* 183 of 200 is 91.5; 1 of 8 days off: 87.5; 2 of 3 is 66.67 */
  rbk_layer *l = layer();
  layer_rule(
      l, "r",
      compare(rate_of("attended", RBK_WINDOW_ALL), RBK_BELOW, number("66.67")));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-02", "/Y1"); /* 1 of 1 */
  school_mark(s, "P0001", "2024-09-03", "/I");  /* 2 of 3: 66.666... < 66.67 */
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(reasons(&r, "2024-09-03"),
                   "[la/test:1=66.67(2/3) below 66.67 as of 2024-09-03]\n");
  running_finish(&r);
}
END_TEST

START_TEST(within_names_the_day_that_it_holds_by) {
  rbk_layer *l = layer();
  rbk_condition *when = within(today("I"), window(RBK_WINDOW_WEEK));
  layer_rule(l, "r", both(when, weekday(RBK_FRIDAY)));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-03", "II");
  school_mark(s, "P0001", "2024-09-04", "I.");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(reasons(&r, "2024-09-06"),
                   "[la/test:1=1 at_least 1 as of 2024-09-04; weekday fri]\n");
  running_finish(&r);
}
END_TEST

START_TEST(what_the_profile_says_is_named_each_by_itself) {
  rbk_layer *l = layer();
  layer_rule(l, "r",
             both(both(school_is("phase", "primary"), school_is("la", "")),
                  both(not_so(school_is("phase", "special")), today("I"))));
  school *s = one_pupil_in("weeks-2");
  school_identity(s, "S1", "primary");
  school_mark(s, "P0001", "2024-09-03", "I.");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(reasons(&r, "2024-09-03"),
                   "[school phase; school la; not school phase; la/test:1=1 "
                   "at_least 1 as of 2024-09-03]\n");
  running_finish(&r);
}
END_TEST

START_TEST(every_branch_of_any_of_that_held_is_shown) {
  rbk_layer *l = layer();
  rbk_condition *any = any_of();
  any_branch(any, today("I"), NULL);
  any_branch(any, today("M"), NULL);
  any_branch(any, today("O"), NULL);
  layer_rule(l, "r", any);
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-03", "IO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(reasons(&r, "2024-09-03"),
                   "[la/test:1=1 at_least 1 as of 2024-09-03; la/test:1=1 "
                   "at_least 1 as of 2024-09-03]\n");
  running_finish(&r);
}
END_TEST

/* --- versions ----------------------------------------------------------------
 */

START_TEST(arms_and_periods_carry_over_to_the_next_version) {
  rbk_layer *old = layer_begin("la/old", "la/old.lua");
  layer_rule(old, "m", today("I"))->once = RBK_ONCE_MONTH;
  layer_rule(old, "gone", today("I"));
  rbk_layer *new = layer_begin("la/new", "la/new.lua");
  layer_rule(new, "m", today("I"))->once = RBK_ONCE_MONTH;
  rbk_plan *plan_old = plan_of(old, NULL), *plan_new = plan_of(new, NULL);
  school *s = one_pupil_in("weeks-6");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-18", "II");
  school_mark(s, "P0001", "2024-10-02", "II");
  rbk_register *reg = school_finish(s);
  test_policy p;
  memset(&p, 0, sizeof p);
  policy_add(&p, plan_old, NULL, "2024-09-10");
  policy_add(&p, plan_new, "2024-09-12", "2024-10-03");
  ck_assert_str_eq(replayed(reg, &p.policy, NULL),
                   "2024-09-04 P0001 action.fired gone gone/P0001/2024-09-04\n"
                   "2024-09-04 P0001 action.fired m m/P0001/2024-09\n"
                   /* on 11 September no version is in force */
                   "2024-09-11 P0001 action.lapsed gone gone/P0001/2024-09-04\n"
                   "2024-09-11 P0001 action.lapsed m m/P0001/2024-09\n"
                   "2024-10-02 P0001 action.fired m m/P0001/2024-10\n"
                   "2024-10-04 P0001 action.lapsed m m/P0001/2024-10\n");
  ck_assert_str_eq(decided_only(reg, &p.policy, "2024-09-11", "pupil"),
                   "pupil P0001 2024-09-11 no policy\n");
  rbk_plan_destroy(plan_old);
  rbk_plan_destroy(plan_new);
  layer_destroy(old);
  layer_destroy(new);
  rbk_register_destroy(reg);
}
END_TEST

static rbk_plan *version_of(rbk_layer *l) {
  layer_flag(l, "f", today("I"));
  return plan_of(l, NULL);
}

START_TEST(what_has_no_name_is_called_by_the_file_where_versions_share_the_id) {
  rbk_layer *old = layer_begin("la/test", "/home/policies/la/test_before.lua");
  rbk_plan *plan_old = version_of(old);
  rbk_layer *new = layer_begin("la/test", "/home/policies/la/test.lua");
  rbk_plan *plan_new = version_of(new);
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-09", "II");
  rbk_register *reg = school_finish(s);
  test_policy p;
  memset(&p, 0, sizeof p);
  policy_add(&p, plan_old, NULL, "2024-09-06");
  policy_add(&p, plan_new, "2024-09-07", NULL);
  const char *both = replayed_because(reg, &p.policy, NULL);
  const char *names[] = {"2024-09-04 P0001 flag.raised f [la/test_before:",
                         "2024-09-05 P0001 flag.cleared f [la/test_before:",
                         "2024-09-09 P0001 flag.raised f [la/test:",
                         "2024-09-10 P0001 flag.cleared f [la/test:"};
  for (size_t i = 0; i < 4; i++)
    ck_assert_msg(strstr(both, names[i]) != NULL, "%s\n%s", names[i], both);
  /* alone it is called by its id, whatever its file */
  memset(&p, 0, sizeof p);
  policy_add(&p, plan_old, NULL, NULL);
  const char *alone = replayed_because(reg, &p.policy, NULL);
  ck_assert_msg(strstr(alone, "[la/test:") != NULL, "%s", alone);
  ck_assert_ptr_null(strstr(alone, "test_before"));
  rbk_plan_destroy(plan_old);
  rbk_plan_destroy(plan_new);
  layer_destroy(old);
  layer_destroy(new);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(flags_fall_on_the_first_day_without_their_version) {
  rbk_layer *l = layer();
  layer_flag(l, "f",
             compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_ALL)),
                     RBK_AT_LEAST, number("1")));
  rbk_plan *plan = plan_of(l, NULL);
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  rbk_register *reg = school_finish(s);
  test_policy p;
  memset(&p, 0, sizeof p);
  policy_add(&p, plan, NULL, "2024-09-10");
  ck_assert_str_eq(replayed(reg, &p.policy, NULL),
                   "2024-09-04 P0001 flag.raised f\n"
                   "2024-09-11 P0001 flag.cleared f\n");
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "decisions", attendance_is_of_the_school_year_over_all_spells,
      as_of_a_day_without_school_reads_the_last_close_before_it,
      the_first_band_that_matches_holds_since_it_was_entered,
      an_unknown_row_before_the_first_true_one_leaves_no_band,
      otherwise_is_said_where_only_does_not_hold,
      flags_carry_the_days_they_rose_and_fell,
      a_flag_that_nobody_can_tell_stays_and_is_listed,
      negation_over_no_data_holds_of_nobody,
      bands_and_flags_stand_still_off_roll,
      because_lists_the_leaves_that_hold_in_script_order,
      under_not_the_leaves_that_fail_are_listed_as_true_statements,
      a_rate_is_printed_half_up_and_compared_exactly,
      within_names_the_day_that_it_holds_by,
      what_the_profile_says_is_named_each_by_itself,
      every_branch_of_any_of_that_held_is_shown,
      arms_and_periods_carry_over_to_the_next_version,
      what_has_no_name_is_called_by_the_file_where_versions_share_the_id,
      flags_fall_on_the_first_day_without_their_version);
}
