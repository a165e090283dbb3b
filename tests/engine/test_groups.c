/* Groups: who is in one on which day, small numbers, medians, comparisons with
 * them, and rules about a group or the school. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/problems.h"
#include "support/suite.h"

static rbk_layer *layer(void) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "meeting", "action");
  return l;
}

/* P0001 .. P000n, present in all of two weeks. */
static school *two_weeks(int pupils) {
  static char ids[9][16];
  school *s = school_begin("weeks-2"); /* 2 to 13 September 2024 */
  for (int i = 0; i < pupils; i++) {
    (void)snprintf(ids[i], sizeof ids[i], "P%04d", i + 1);
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
  }
  return s;
}

static rbk_figure_expression *group(rbk_group_kind kind, const char *name,
                                    rbk_group_measure ask,
                                    const rbk_figure_expression *figure,
                                    const rbk_condition *condition) {
  rbk_figure_expression *f = figure_plain(RBK_FIGURE_GROUP);
  f->group = kind;
  f->group_name = name;
  f->group_measure = ask;
  f->group_figure = figure;
  f->group_condition = condition;
  return f;
}

static rbk_figure_expression *size_of(rbk_group_kind kind, const char *name) {
  return group(kind, name, RBK_GROUP_SIZE, NULL, NULL);
}

static rbk_figure_expression *off_this_year(void) {
  return measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_ALL));
}

static rbk_figure_expression *attendance(void) {
  return measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_ALL));
}

static rbk_rule *school_rule(rbk_layer *l, const char *id,
                             const rbk_condition *when) {
  rbk_rule *r = layer_rule(l, id, when);
  r->has_group = true;
  r->group = RBK_GROUP_EVERYONE;
  return r;
}

static rbk_rule *cohort_rule(rbk_layer *l, const char *id, const char *cohort,
                             const rbk_condition *when) {
  rbk_rule *r = school_rule(l, id, when);
  r->group = RBK_GROUP_COHORT;
  r->group_name = cohort;
  return r;
}

static const char *all_of(const running *r) {
  static rbk_run_options options;
  options = options_none();
  options.to = "2024-09-13";
  return replayed(r->reg, &r->policy.policy, &options);
}

/* What is decided of one pupil, as far as a line begins with the word. */
static const char *said_of(const running *r, const char *pupil,
                           const char *as_of, const char *word) {
  rbk_run_options options = options_as_of(as_of);
  options.pupil = pupil;
  return lines_with(decided(r->reg, &r->policy.policy, &options), word);
}

/* --- who is in it --------------------------------------------------------- */

START_TEST(pupils_count_on_the_days_they_are_on_roll) {
  running r;
  rbk_layer *l = layer();
  layer_flag(
      l, "three",
      compare(size_of(RBK_GROUP_EVERYONE, NULL), RBK_AT_LEAST, number("3")));
  school *s = two_weeks(3);
  school_spell(s, "P0003", "2024-09-04", "2024-09-10");
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(all_of(&r), "P0001"),
                   "2024-09-04 P0001 flag.raised three\n"
                   "2024-09-11 P0001 flag.cleared three\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_pupil_is_in_a_cohort_from_the_day_its_condition_holds) {
  running r;
  rbk_layer *l = layer();
  layer_cohort(l, "send", attribute("send"))->minimum = number("1");
  layer_flag(
      l, "two",
      compare(size_of(RBK_GROUP_COHORT, "send"), RBK_AT_LEAST, number("2")));
  school *s = two_weeks(2);
  school_attribute(s, "P0001", "send", "K");
  school_attribute(s, "P0002", "send", "");
  school_set(s, "P0002", "2024-09-05", "send", "E");
  school_set(s, "P0001", "2024-09-09", "send", "no");
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(all_of(&r), "P0002"),
                   "2024-09-05 P0002 flag.raised two\n"
                   "2024-09-09 P0002 flag.cleared two\n");
  running_finish(&r);
}
END_TEST

START_TEST(the_same_year_group_is_the_pupils_own_on_each_day) {
  running r;
  rbk_layer *l = layer();
  layer_flag(
      l, "pair",
      compare(size_of(RBK_GROUP_SAME, "year_group"), RBK_IS, number("2")));
  layer_flag(l, "any",
             compare(size_of(RBK_GROUP_SAME, "year_group"), RBK_AT_LEAST,
                     number("0")));
  school *s = two_weeks(4);
  school_attribute(s, "P0001", "year_group", "7");
  school_attribute(s, "P0002", "year_group", "7");
  school_attribute(s, "P0003", "year_group", "8");
  school_attribute(s, "P0004", "year_group", ""); /* the same as nobody */
  school_set(s, "P0002", "2024-09-06", "year_group", "8");
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(all_of(&r), "pair"),
                   "2024-09-02 P0001 flag.raised pair\n"
                   "2024-09-02 P0002 flag.raised pair\n"
                   "2024-09-06 P0001 flag.cleared pair\n"
                   "2024-09-06 P0003 flag.raised pair\n");
  ck_assert_str_eq(lines_with(all_of(&r), "P0004"), "");
  ck_assert_str_eq(said_of(&r, "P0004", "2024-09-13", "no_data"),
                   "no_data any la/test:1 has no data\n"
                   "no_data pair la/test:1 has no data\n");
  running_finish(&r);
}
END_TEST

START_TEST(siblings_are_the_others_and_an_only_child_has_none) {
  running r;
  rbk_layer *l = layer();
  rbk_condition *ill = compare(off_this_year(), RBK_AT_LEAST, number("2"));
  layer_flag(
      l, "ill_sibling",
      compare(group(RBK_GROUP_SIBLINGS, NULL, RBK_GROUP_COUNT, NULL, ill),
              RBK_AT_LEAST, number("1")));
  layer_flag(l, "alone",
             compare(size_of(RBK_GROUP_SIBLINGS, NULL), RBK_IS, number("0")));
  layer_flag(l, "high",
             compare(group(RBK_GROUP_SIBLINGS, NULL, RBK_GROUP_POOLED,
                           attendance(), NULL),
                     RBK_AT_LEAST, number("0")));
  school *s = two_weeks(4);
  school_attribute(s, "P0001", "sibling_group", "F1");
  school_attribute(s, "P0002", "sibling_group", "F1");
  school_attribute(s, "P0003", "sibling_group", "F2"); /* alone in it */
  school_attribute(s, "P0004", "sibling_group", "");
  school_mark(s, "P0001", "2024-09-03", "II");
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(all_of(&r), "ill_sibling"),
                   "2024-09-03 P0002 flag.raised ill_sibling\n");
  ck_assert_str_eq(lines_with(all_of(&r), "alone"),
                   "2024-09-02 P0003 flag.raised alone\n"
                   "2024-09-02 P0004 flag.raised alone\n");
  /* of nobody there is a number, 0, but no rate */
  ck_assert_str_eq(lines_with(all_of(&r), "high"),
                   "2024-09-02 P0001 flag.raised high\n"
                   "2024-09-02 P0002 flag.raised high\n");
  running_finish(&r);
}
END_TEST

/* --- small numbers -------------------------------------------------------- */

static const char *flags_of_cohort(int members, const char *minimum) {
  static char ids[9][16];
  running r;
  rbk_layer *l = layer();
  rbk_cohort *c = layer_cohort(l, "send", attribute("send"));
  if (minimum) c->minimum = number(minimum);
  rbk_condition *ill = compare(off_this_year(), RBK_AT_LEAST, number("1"));
  layer_flag(
      l, "a_size",
      compare(size_of(RBK_GROUP_COHORT, "send"), RBK_AT_LEAST, number("0")));
  layer_flag(
      l, "b_count",
      compare(group(RBK_GROUP_COHORT, "send", RBK_GROUP_COUNT, NULL, ill),
              RBK_IS, number("0")));
  layer_flag(
      l, "c_share",
      compare(group(RBK_GROUP_COHORT, "send", RBK_GROUP_SHARE, NULL, ill),
              RBK_IS, number("0")));
  layer_flag(l, "d_pooled",
             compare(group(RBK_GROUP_COHORT, "send", RBK_GROUP_POOLED,
                           attendance(), NULL),
                     RBK_IS, number("100")));
  layer_flag(l, "e_median",
             compare(group(RBK_GROUP_COHORT, "send", RBK_GROUP_MEDIAN,
                           attendance(), NULL),
                     RBK_IS, number("100")));
  school *s = two_weeks(7);
  for (int i = 0; i < 7; i++) {
    (void)snprintf(ids[i], sizeof ids[i], "P%04d", i + 1);
    school_attribute(s, ids[i], "send", i < members ? "K" : "");
  }
  running_begin(&r, l, s);
  const char *said = said_of(&r, "P0007", "2024-09-13", "flag");
  const char *unsure = said_of(&r, "P0007", "2024-09-13", "no_data");
  running_finish(&r);
  return *said ? said : unsure;
}

static const char *const shown = "flag a_size since 2024-09-02\n"
                                 "flag b_count since 2024-09-02\n"
                                 "flag c_share since 2024-09-02\n"
                                 "flag d_pooled since 2024-09-02\n"
                                 "flag e_median since 2024-09-02\n";
static const char *const kept_back =
    "no_data a_size la/test:1 is x: too few pupils are in the group\n"
    "no_data b_count la/test:1 is x: too few pupils are in the group\n"
    "no_data c_share la/test:1 is x: too few pupils are in the group\n"
    "no_data d_pooled la/test:1 is x: too few pupils are in the group\n"
    "no_data e_median la/test:1 is x: too few pupils are in the group\n";

START_TEST(below_its_minimum_nothing_is_said_of_a_cohort) {
  ck_assert_str_eq(flags_of_cohort(5, "5"), shown);
  ck_assert_str_eq(flags_of_cohort(4, "5"), kept_back);
}
END_TEST

/* Published statistics keep back counts of 1 and 2. */
START_TEST(without_a_minimum_it_is_three) {
  ck_assert_str_eq(flags_of_cohort(3, NULL), shown);
  ck_assert_str_eq(flags_of_cohort(2, NULL), kept_back);
}
END_TEST

/* --- medians and sums ----------------------------------------------------- */

/* On Wednesday, six sessions in: off 0, 1, 2 and 4 of 6. */
static school *four_pupils(void) {
  school *s = two_weeks(4);
  school_mark(s, "P0002", "2024-09-02", "I.");
  school_mark(s, "P0003", "2024-09-02", "II");
  school_mark(s, "P0004", "2024-09-02", "II");
  school_mark(s, "P0004", "2024-09-03", "II");
  return s;
}

static bool is_so(const rbk_condition *(*make)(void), school *s) {
  running r;
  rbk_layer *l = layer();
  layer_flag(l, "f", make());
  running_begin(&r, l, s);
  bool so = *said_of(&r, "P0001", "2024-09-04", "flag f ") != '\0';
  running_finish(&r);
  return so;
}

static rbk_figure_expression *median_off(void) {
  return group(RBK_GROUP_EVERYONE, NULL, RBK_GROUP_MEDIAN, off_this_year(),
               NULL);
}

static const rbk_condition *median_is_one_and_a_half(void) {
  return compare(median_off(), RBK_IS, number("1.5"));
}

static const rbk_condition *median_is_one(void) {
  return compare(median_off(), RBK_IS, number("1"));
}

START_TEST(the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle) {
  ck_assert(is_so(median_is_one_and_a_half, four_pupils())); /* 0 1 2 4 */
  school *s = four_pupils();
  school_spell(s, "P0004", "2024-09-02", "2024-09-03");
  ck_assert(is_so(median_is_one, s)); /* 0 1 2 on Wednesday */
}
END_TEST

/* P0004 is on roll for two of the six sessions only and off in both:
 * (1 + 2 + 2) of (6 + 6 + 6 + 2) = 25 %, the mean of the rates is 37.5 %. */
static const rbk_condition *pooled_is_25(void) {
  return compare(group(RBK_GROUP_EVERYONE, NULL, RBK_GROUP_POOLED,
                       measure(RBK_FIGURE_RATE, "I", window(RBK_WINDOW_ALL)),
                       NULL),
                 RBK_IS, number("25"));
}

START_TEST(a_pooled_rate_weighs_sessions_not_pupils) {
  school *s = two_weeks(4);
  school_mark(s, "P0002", "2024-09-02", "I.");
  school_mark(s, "P0003", "2024-09-02", "II");
  school_spell(s, "P0004", "2024-09-04", NULL);
  school_mark(s, "P0004", "2024-09-04", "II");
  ck_assert(is_so(pooled_is_25, s));
}
END_TEST

/* One of two is below 50; a third has no possible session and is left out. */
static const rbk_condition *half_of_those_known(void) {
  rbk_condition *low = compare(attendance(), RBK_BELOW, number("50"));
  return both(
      compare(group(RBK_GROUP_EVERYONE, NULL, RBK_GROUP_SHARE, NULL, low),
              RBK_IS, number("50")),
      both(compare(group(RBK_GROUP_EVERYONE, NULL, RBK_GROUP_COUNT, NULL, low),
                   RBK_IS, number("1")),
           compare(size_of(RBK_GROUP_EVERYONE, NULL), RBK_IS, number("3"))));
}

START_TEST(a_pupil_of_whom_nothing_is_known_is_left_out) {
  school *s = two_weeks(3);
  school_marks(s, "P0002", "2024-09-02", "2024-09-04", "II");
  school_marks(s, "P0003", "2024-09-02", "2024-09-04", "XX");
  ck_assert(is_so(half_of_those_known, s));
}
END_TEST

/* --- a pupil against a group ---------------------------------------------- */

START_TEST(a_pupil_is_compared_with_the_year_group_exactly) {
  running r;
  rbk_layer *l = layer();
  rbk_figure_expression *year =
      group(RBK_GROUP_SAME, "year_group", RBK_GROUP_POOLED, attendance(), NULL);
  /* on Monday 13 the two have attended 18 + 20 of 40: 95; 90 is 5 less */
  layer_flag(l, "five",
             compare(figure_sum(RBK_FIGURE_SUBTRACT, year, attendance()),
                     RBK_AT_LEAST, number("5")));
  layer_flag(l, "more",
             compare(figure_sum(RBK_FIGURE_SUBTRACT, year, attendance()),
                     RBK_ABOVE, number("5")));
  layer_flag(l, "below", compare_figure(attendance(), RBK_BELOW, year));
  school *s = two_weeks(3);
  school_attribute(s, "P0001", "year_group", "7");
  school_attribute(s, "P0002", "year_group", "7");
  school_attribute(s, "P0003", "year_group", "8");
  school_mark(s, "P0001", "2024-09-13", "II");
  running_begin(&r, l, s);
  ck_assert_str_eq(said_of(&r, "P0001", "2024-09-13", "flag"),
                   "flag below since 2024-09-13\n"
                   "flag five since 2024-09-13\n");
  ck_assert_str_eq(said_of(&r, "P0002", "2024-09-13", "flag"), "");
  running_finish(&r);
}
END_TEST

/* --- one pupil of many ---------------------------------------------------- */

START_TEST(the_whole_school_is_asked_whoever_is_printed) {
  running r;
  rbk_layer *l = layer();
  layer_flag(l, "four",
             compare(size_of(RBK_GROUP_EVERYONE, NULL), RBK_IS, number("4")));
  running_begin(&r, l, two_weeks(4));
  rbk_run_options options = options_as_of("2024-09-13");
  options.pupil = "P0003";
  ck_assert_str_eq(
      lines_with(decided(r.reg, &r.policy.policy, &options), "flag"),
      "flag four since 2024-09-02\n");
  options.pupil = NULL;
  options.shard = options.shards = 4;
  ck_assert_str_eq(
      lines_with(decided(r.reg, &r.policy.policy, &options), "flag"),
      "flag four since 2024-09-02\n");
  running_finish(&r);
}
END_TEST

/* --- rules about a group or the school ------------------------------------ */

START_TEST(a_rule_about_the_school_fires_waits_and_is_done_like_any_other) {
  running r;
  rbk_layer *l = layer();
  rbk_rule *rule = school_rule(l, "meet", first_day_of(RBK_PERIOD_WEEK));
  rule->once = RBK_ONCE_WEEK;
  rule->done = names_of("meeting");
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  school *s = two_weeks(1);
  school_event(s, "P0001", "2024-09-03", "meeting", NULL); /* a pupil's */
  school_event(s, NULL, "2024-09-10", "meeting", NULL);
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all_of(&r),
      "2024-09-02 - action.fired meet meet/everyone/2024-W36 due=2024-09-04\n"
      "2024-09-05 - action.overdue meet meet/everyone/2024-W36 due=2024-09-04\n"
      "2024-09-09 - action.fired meet meet/everyone/2024-W37 due=2024-09-11\n"
      "2024-09-10 - action.done meet meet/everyone/2024-W36 due=2024-09-04\n"
      "2024-09-10 - action.done meet meet/everyone/2024-W37 due=2024-09-11\n");
  running_finish(&r);
}
END_TEST

START_TEST(the_schools_events_and_a_cohorts_are_told_apart) {
  running r;
  rbk_layer *l = layer();
  layer_cohort(l, "send", attribute("send"))->minimum = number("1");
  school_rule(l, "a", on_event(RBK_LEAF_ON_RECORD, "meeting", NULL));
  cohort_rule(l, "b", "send", on_event(RBK_LEAF_ON_RECORD, "meeting", NULL));
  school *s = two_weeks(1);
  school_attribute(s, "P0001", "send", "K");
  school_event(s, "P0001", "2024-09-03", "meeting", NULL);
  school_event(s, NULL, "2024-09-04", "meeting", NULL);
  school_event(s, NULL, "2024-09-05", "meeting", "group=send");
  running_begin(&r, l, s);
  ck_assert_str_eq(all_of(&r),
                   "2024-09-04 - action.fired a a/everyone/2024-09-04\n"
                   "2024-09-05 - action.fired b b/send/2024-09-05\n");
  running_finish(&r);
}
END_TEST

/* Off from Tuesday to Thursday: 2 of 4, 4 of 8 with the other, ... */
START_TEST(a_rule_about_a_cohort_goes_by_its_figures) {
  running r;
  rbk_layer *l = layer();
  layer_cohort(l, "send", attribute("send"))->minimum = number("2");
  rbk_figure_expression *today =
      group(RBK_GROUP_COHORT, "send", RBK_GROUP_POOLED,
            measure(RBK_FIGURE_RATE, "I", window(RBK_WINDOW_DAY)), NULL);
  rbk_rule *rule =
      cohort_rule(l, "ill", "send", compare(today, RBK_AT_LEAST, number("50")));
  rule->lapse = true;
  rule_unless(rule, weekday(RBK_WEDNESDAY), "Wednesdays are quiet");
  school *s = two_weeks(3);
  school_attribute(s, "P0001", "send", "K");
  school_attribute(s, "P0002", "send", "K");
  school_attribute(s, "P0003", "send", "");
  school_marks(s, "P0001", "2024-09-03", "2024-09-05", "II");
  running_begin(&r, l, s);
  ck_assert_str_eq(all_of(&r),
                   "2024-09-03 - action.fired ill ill/send/2024-09-03\n"
                   "2024-09-04 - action.suppressed ill ill/send/2024-09-03\n"
                   "2024-09-05 - action.due ill ill/send/2024-09-03\n"
                   "2024-09-06 - action.lapsed ill ill/send/2024-09-03\n");
  running_finish(&r);
}
END_TEST

START_TEST(groups_stand_behind_the_pupils_cohorts_by_id_the_school_last) {
  running r;
  rbk_layer *l = layer();
  layer_cohort(l, "zebra", attribute("send"));
  layer_cohort(l, "apple", attribute("send"));
  school_rule(l, "a", weekday(RBK_MONDAY));
  cohort_rule(l, "b", "zebra", weekday(RBK_MONDAY));
  cohort_rule(l, "c", "apple", weekday(RBK_MONDAY));
  layer_rule(l, "d", weekday(RBK_MONDAY));
  school *s = two_weeks(1);
  school_attribute(s, "P0001", "send", "");
  school_untaken(s, "2024-09-04", RBK_AM); /* the school's finding */
  running_begin(&r, l, s);
  rbk_run_options options = options_as_of("2024-09-06");
  const char *all = decided(r.reg, &r.policy.policy, &options);
  const char *wanted[] = {"d/P0001/", "c/apple/", "b/zebra/", "a/everyone/"};
  const char *at = all;
  for (size_t i = 0; i < 4; i++) {
    at = strstr(at, wanted[i]);
    ck_assert_msg(at != NULL, "%s is not behind the others in\n%s", wanted[i],
                  all);
  }
  ck_assert_ptr_nonnull(strstr(all, "register_not_taken"));
  /* one pupil is not the school */
  options.pupil = "P0001";
  ck_assert_ptr_null(
      strstr(decided(r.reg, &r.policy.policy, &options), "everyone"));
  running_finish(&r);
}
END_TEST

/* --- what is refused ------------------------------------------------------ */

START_TEST(a_cohort_may_not_look_at_groups_functions_or_firings) {
  rbk_layer *l = layer();
  at_line(7);
  layer_cohort(l, "a", attribute("send"));
  at_line(9);
  layer_cohort(l, "b",
               compare(size_of(RBK_GROUP_COHORT, "a"), RBK_ABOVE, number("1")));
  expect_refused(l, "la/test.lua:9", "refers-upwards", "la/test.lua:9 reads");
  l = layer();
  at_line(5);
  rbk_condition *grown =
      compare(size_of(RBK_GROUP_EVERYONE, NULL), RBK_ABOVE, number("1"));
  at_line(6);
  layer_flag(l, "grown", grown);
  at_line(9);
  layer_cohort(l, "b", flag_is("grown"));
  expect_refused(l, "la/test.lua:9", "refers-upwards", "la/test.lua:5 reads");
  l = layer();
  at_line(5);
  layer_rule(l, "r", attribute("send"));
  at_line(8);
  rbk_condition *was = fired("r");
  at_line(9);
  layer_cohort(l, "b", was);
  expect_refused(l, "la/test.lua:9", "refers-upwards", "la/test.lua:8 reads");
}
END_TEST

START_TEST(a_rule_about_a_group_may_ask_for_no_pupil) {
  rbk_layer *l = layer();
  at_line(5);
  rbk_condition *own = compare(off_this_year(), RBK_ABOVE, number("1"));
  at_line(9);
  school_rule(l, "r", own);
  expect_refused(l, "la/test.lua:9", "group-rule", "la/test.lua:5 asks");
  l = layer();
  at_line(5);
  rbk_condition *send = attribute("send");
  at_line(9);
  rule_unless(school_rule(l, "r", weekday(RBK_MONDAY)), send, "because");
  expect_refused(l, "la/test.lua:9", "group-rule", "la/test.lua:5 asks");
  l = layer();
  at_line(5);
  rbk_condition *same =
      compare(size_of(RBK_GROUP_SAME, "year_group"), RBK_ABOVE, number("1"));
  at_line(9);
  school_rule(l, "r", same);
  expect_refused(l, "la/test.lua:9", "group-rule", "la/test.lua:5 asks");
  l = layer();
  at_line(9);
  school_rule(l, "r", weekday(RBK_MONDAY))->per = RBK_PER_PARENT;
  expect_refused(l, "la/test.lua:9", "group-rule", "no parents");
  l = layer();
  at_line(5);
  layer_rule(l, "p", attribute("send"));
  at_line(9);
  school_rule(l, "r", weekday(RBK_MONDAY))->supersedes = names_of("p");
  expect_refused(l, "la/test.lua:9", "group-rule", "la/test.lua:5");
  l = layer();
  at_line(9);
  layer_cohort(l, "everyone", attribute("send"));
  expect_refused(l, "la/test.lua:9", "group-rule", "whole school");
}
END_TEST

START_TEST(an_event_of_a_group_that_nobody_knows_is_refused_with_its_line) {
  running r;
  rbk_layer *l = layer();
  layer_cohort(l, "send", attribute("send"));
  layer_cohort(l, "new", attribute("send"));
  school *s = two_weeks(1);
  school_attribute(s, "P0001", "send", "K");
  school_event(s, NULL, "2024-09-04", "meeting", "group=sned");
  running_begin(&r, l, s);
  rbk_error error = {0};
  rbk_change_sink sink = {.change = NULL};
  ck_assert_int_eq(rbk_replay(r.reg, &r.policy.policy, NULL, &sink, &error),
                   RBK_POLICY);
  ck_assert_msg(strstr(error.text, "no policy in force has a cohort 'sned'; "
                                   "they have send, new") != NULL,
                "%s", error.text);
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "groups", pupils_count_on_the_days_they_are_on_roll,
      a_pupil_is_in_a_cohort_from_the_day_its_condition_holds,
      the_same_year_group_is_the_pupils_own_on_each_day,
      siblings_are_the_others_and_an_only_child_has_none,
      below_its_minimum_nothing_is_said_of_a_cohort,
      without_a_minimum_it_is_three,
      the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle,
      a_pooled_rate_weighs_sessions_not_pupils,
      a_pupil_of_whom_nothing_is_known_is_left_out,
      a_pupil_is_compared_with_the_year_group_exactly,
      the_whole_school_is_asked_whoever_is_printed,
      a_rule_about_the_school_fires_waits_and_is_done_like_any_other,
      the_schools_events_and_a_cohorts_are_told_apart,
      a_rule_about_a_cohort_goes_by_its_figures,
      groups_stand_behind_the_pupils_cohorts_by_id_the_school_last,
      a_cohort_may_not_look_at_groups_functions_or_firings,
      a_rule_about_a_group_may_ask_for_no_pupil,
      an_event_of_a_group_that_nobody_knows_is_refused_with_its_line);
}
