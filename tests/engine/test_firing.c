/* On which days rules fire. Days are steered by marks: an I that day makes the
 * condition true. Weeks begin on Monday 2 September 2024. */
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

/* Some session of the day has one of the codes. */
static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

static void off(school *s, const char *date) {
  school_mark(s, "P0001", date, "II");
}

/* What a plan of one layer makes of a register, which is destroyed. */
static const char *fired_by(rbk_layer *l, school *s) {
  rbk_register *reg = school_finish(s);
  rbk_plan *plan = plan_of(l, NULL);
  test_policy p;
  policy_one(&p, plan);
  const char *text = lines_with(replayed(reg, &p.policy, NULL), "action.fired");
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
  return text;
}

START_TEST(an_episode_rule_fires_on_each_change_to_true) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r", today("I"));
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  off(s, "2024-09-05");
  off(s, "2024-09-09");
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04\n"
                   "2024-09-09 P0001 action.fired r r/P0001/2024-09-09\n");
}
END_TEST

START_TEST(a_condition_true_on_the_first_day_fires_that_day) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r", today("I"));
  school *s = one_pupil_in("weeks-4");
  school_spell(s, "P0001", "2024-09-11", NULL);
  off(s, "2024-09-10"); /* before: off roll */
  off(s, "2024-09-11");
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-11 P0001 action.fired r r/P0001/2024-09-11\n");
}
END_TEST

START_TEST(a_rule_with_rearm_fires_again_only_after_it_held) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r", today("I"))->rearm = today("M");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-03");
  off(s, "2024-09-05"); /* true again, but not armed */
  school_mark(s, "P0001", "2024-09-06", "MM");
  off(s, "2024-09-09");
  off(s, "2024-09-10"); /* goes on */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-03 P0001 action.fired r r/P0001/2024-09-03\n"
                   "2024-09-09 P0001 action.fired r r/P0001/2024-09-09\n");
}
END_TEST

START_TEST(rearm_on_a_day_the_condition_changes_to_true_fires_that_day) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r", today("I"))->rearm = today("M");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-03");
  school_mark(s, "P0001", "2024-09-05", "IM");
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-03 P0001 action.fired r r/P0001/2024-09-03\n"
                   "2024-09-05 P0001 action.fired r r/P0001/2024-09-05\n");
}
END_TEST

START_TEST(rearm_on_the_day_of_firing_or_while_true_waits_for_a_change) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r", today("I"))->rearm = today("M");
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", "IM"); /* fires; not a later day */
  off(s, "2024-09-05");                        /* so not armed */
  school_mark(s, "P0001", "2024-09-06", "IM"); /* armed, but goes on */
  off(s, "2024-09-09");                        /* goes on */
  off(s, "2024-09-11");                        /* a change: fires */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-03 P0001 action.fired r r/P0001/2024-09-03\n"
                   "2024-09-11 P0001 action.fired r r/P0001/2024-09-11\n");
}
END_TEST

START_TEST(no_data_neither_fires_nor_ends_an_episode) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r",
             compare(measure(RBK_FIGURE_RATE, "I", window(RBK_WINDOW_DAY)),
                     RBK_AT_LEAST, number("50")));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", "Y1Y1");
  off(s, "2024-09-04");
  school_mark(s, "P0001", "2024-09-05", "Y1Y1"); /* not possible: no data */
  off(s, "2024-09-06");                          /* the same episode */
  off(s, "2024-09-10");
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04\n"
                   "2024-09-10 P0001 action.fired r r/P0001/2024-09-10\n");
}
END_TEST

START_TEST(the_first_day_of_the_shortest_window_counts_as_a_change) {
  /* one session off in the half term; true from then on */
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "r",
             both(compare(measure(RBK_FIGURE_SESSIONS, "I",
                                  window(RBK_WINDOW_SCHOOL_YEAR)),
                          RBK_AT_LEAST, number("1")),
                  compare(measure(RBK_FIGURE_SESSIONS, "possible",
                                  window(RBK_WINDOW_WEEK)),
                          RBK_AT_LEAST, number("1"))));
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-05");
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-05 P0001 action.fired r r/P0001/2024-09-05\n"
                   "2024-09-09 P0001 action.fired r r/P0001/2024-09-09\n"
                   "2024-09-16 P0001 action.fired r r/P0001/2024-09-16\n");
}
END_TEST

START_TEST(once_a_period_fires_on_its_first_true_day) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "w", today("I"))->once = RBK_ONCE_WEEK;
  layer_rule(l, "m", today("I"))->once = RBK_ONCE_MONTH;
  layer_rule(l, "y", today("I"))->once = RBK_ONCE_SCHOOL_YEAR;
  layer_rule(l, "e", today("I"))->once = RBK_ONCE_EVER;
  layer_rule(l, "d", today("I"))->once = RBK_ONCE_DAY;
  school *s = one_pupil_in("weeks-6");
  off(s, "2024-09-26");
  off(s, "2024-09-27"); /* the same week, W39 */
  off(s, "2024-09-30"); /* W40, September */
  off(s, "2024-10-01"); /* W40, October */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-26 P0001 action.fired d d/P0001/2024-09-26\n"
                   "2024-09-26 P0001 action.fired e e/P0001/ever\n"
                   "2024-09-26 P0001 action.fired m m/P0001/2024-09\n"
                   "2024-09-26 P0001 action.fired w w/P0001/2024-W39\n"
                   "2024-09-26 P0001 action.fired y y/P0001/2024-25\n"
                   "2024-09-27 P0001 action.fired d d/P0001/2024-09-27\n"
                   "2024-09-30 P0001 action.fired d d/P0001/2024-09-30\n"
                   "2024-09-30 P0001 action.fired w w/P0001/2024-W40\n"
                   "2024-10-01 P0001 action.fired d d/P0001/2024-10-01\n"
                   "2024-10-01 P0001 action.fired m m/P0001/2024-10\n");
}
END_TEST

START_TEST(terms_and_half_terms_name_the_key) {
  /* Sandwell 2024/25: the spring term begins in January 2025 */
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "h", today("I"))->once = RBK_ONCE_HALF_TERM;
  layer_rule(l, "t", today("I"))->once = RBK_ONCE_TERM;
  school *s = one_pupil_in("sandwell-2024-25");
  off(s, "2024-09-10");
  off(s, "2024-11-12"); /* the second half of autumn */
  off(s, "2025-01-14");
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-10 P0001 action.fired h h/P0001/2024-25-h1\n"
                   "2024-09-10 P0001 action.fired t t/P0001/2024-autumn\n"
                   "2024-11-12 P0001 action.fired h h/P0001/2024-25-h2\n"
                   "2025-01-14 P0001 action.fired h h/P0001/2024-25-h3\n"
                   "2025-01-14 P0001 action.fired t t/P0001/2025-spring\n");
}
END_TEST

START_TEST(a_checked_rule_fires_on_its_days_only) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "e", today("I"))->checked = weekday(RBK_FRIDAY);
  rbk_rule *m = layer_rule(l, "m", today("I"));
  m->checked = weekday(RBK_FRIDAY);
  m->once = RBK_ONCE_MONTH;
  school *s = one_pupil_in("weeks-5");
  off(s, "2024-09-05"); /* a Thursday */
  off(s, "2024-09-06");
  off(s, "2024-09-13"); /* held since the check before */
  off(s, "2024-09-27"); /* false on 20 September, so a change */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-06 P0001 action.fired e e/P0001/2024-09-06\n"
                   "2024-09-06 P0001 action.fired m m/P0001/2024-09\n"
                   "2024-09-27 P0001 action.fired e e/P0001/2024-09-27\n");
}
END_TEST

START_TEST(each_fires_for_the_highest_step_above_the_last) {
  /* sessions off in the term, first 3, then every 2: 3, 5, 7, ... */
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_figure_expression *sessions =
      measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_TERM));
  rbk_rule *r =
      layer_rule(l, "r", compare(sessions, RBK_AT_LEAST, number("1")));
  r->each.figure = sessions;
  r->each.first = number("3");
  r->each.every = number("2");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-03");                        /* 2: below the first step */
  school_mark(s, "P0001", "2024-09-04", "I."); /* 3 */
  school_mark(s, "P0001", "2024-09-05", "I."); /* 4: still step 3 */
  off(s, "2024-09-09");                        /* 6: step 5 */
  off(s, "2024-09-10");                        /* 8: step 7 */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-autumn/3\n"
                   "2024-09-09 P0001 action.fired r r/P0001/2024-autumn/5\n"
                   "2024-09-10 P0001 action.fired r r/P0001/2024-autumn/7\n");
}
END_TEST

START_TEST(each_passes_over_steps_that_one_day_jumps) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_figure_expression *days =
      measure(RBK_FIGURE_DAYS, "I", window(RBK_WINDOW_MONTH));
  rbk_rule *r = layer_rule(l, "r", compare(days, RBK_ABOVE, number("0")));
  r->each.figure = days;
  r->each.first = number("0.5");
  r->each.every = number("0.5");
  school *s = one_pupil_in("weeks-5");
  off(s, "2024-09-27");                        /* 1: not 0.5 first */
  school_mark(s, "P0001", "2024-09-30", "I."); /* 1.5 */
  school_mark(s, "P0001", "2024-10-01", "I."); /* a new month: 0.5 */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-27 P0001 action.fired r r/P0001/2024-09/1\n"
                   "2024-09-30 P0001 action.fired r r/P0001/2024-09/1.5\n"
                   "2024-10-01 P0001 action.fired r r/P0001/2024-10/0.5\n");
}
END_TEST

START_TEST(each_of_a_run_begins_anew_with_a_new_series) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_figure_expression *run = measure(RBK_FIGURE_RUN, "I", NULL);
  rbk_rule *r = layer_rule(l, "r", compare(run, RBK_ABOVE, number("0")));
  r->each.figure = run;
  r->each.first = number("2");
  r->each.every = number("2");
  school *s = one_pupil_in("weeks-3");
  school_mark(s, "P0001", "2024-09-03", "/I");  /* the series begins here: 1 */
  off(s, "2024-09-04");                         /* 3: step 2 */
  school_mark(s, "P0001", "2024-09-05", "I\\"); /* broken in the afternoon */
  off(s, "2024-09-06");                         /* 2 of a new series */
  off(s, "2024-09-09");                         /* 4, over the weekend */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-03/2\n"
                   "2024-09-06 P0001 action.fired r r/P0001/2024-09-06/2\n"
                   "2024-09-09 P0001 action.fired r r/P0001/2024-09-06/4\n");
}
END_TEST

START_TEST(each_over_the_last_days_begins_anew_below_the_first_step) {
  /* sessions of the last 3 school days, first 3, then every 2 */
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_figure_expression *ill =
      measure(RBK_FIGURE_SESSIONS, "I",
              window_last(RBK_WINDOW_SCHOOL_DAYS, number("3")));
  rbk_rule *r = layer_rule(l, "r", compare(ill, RBK_ABOVE, number("0")));
  r->each.figure = ill;
  r->each.first = number("3");
  r->each.every = number("2");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-03");                        /* 2 */
  school_mark(s, "P0001", "2024-09-04", "I."); /* 3: step 3 */
  off(s, "2024-09-05");                        /* 5: step 5; 3 on the 6th */
  school_mark(s, "P0001", "2024-09-09", "I."); /* 3, and not below */
  off(s, "2024-09-10");                        /* 3 */
  off(s, "2024-09-11"); /* 5 again; 4 on the 12th, 2 on the 13th: below */
  off(s, "2024-09-16"); /* 2 */
  school_mark(s, "P0001", "2024-09-17", "I."); /* 3: a new series */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04/3\n"
                   "2024-09-05 P0001 action.fired r r/P0001/2024-09-04/5\n"
                   "2024-09-17 P0001 action.fired r r/P0001/2024-09-17/3\n");
}
END_TEST

START_TEST(a_step_that_when_did_not_let_through_fires_when_it_holds) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_rule *r = layer_rule(l, "r", today("O"));
  r->each.figure = measure(RBK_FIGURE_SESSIONS, "I",
                           window_last(RBK_WINDOW_SCHOOL_DAYS, number("5")));
  r->each.first = r->each.every = number("2");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-03"); /* 2, until the 9th */
  school_mark(s, "P0001", "2024-09-05", "OO");
  school_mark(s, "P0001", "2024-09-06", "OO"); /* fired already */
  school_mark(s, "P0001", "2024-09-10", "OO"); /* 0 */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-05 P0001 action.fired r r/P0001/2024-09-03/2\n");
}
END_TEST

/* Points of the pupil: 5 is the first step. */
static rbk_layer *by_points(void) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_rule *r = layer_rule(
      l, "r",
      compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_DAY)),
              RBK_AT_LEAST, number("0")));
  r->each.figure = figure_attribute("points");
  r->each.first = r->each.every = number("5");
  return l;
}

START_TEST(what_is_not_known_neither_ends_the_steps_nor_begins_them) {
  school *s = one_pupil_in("weeks-4");
  school_set(s, "P0001", "2024-09-03", "points", "5");
  school_set(s, "P0001", "2024-09-05", "points", "");
  school_set(s, "P0001", "2024-09-09", "points", "5"); /* as before */
  school_set(s, "P0001", "2024-09-10", "points", "4.9999");
  school_set(s, "P0001", "2024-09-11", "points", "");
  school_set(s, "P0001", "2024-09-12", "points", "9.9999");
  school_set(s, "P0001", "2024-09-13", "points", "10");
  ck_assert_str_eq(fired_by(by_points(), s),
                   "2024-09-03 P0001 action.fired r r/P0001/2024-09-03/5\n"
                   "2024-09-12 P0001 action.fired r r/P0001/2024-09-12/5\n"
                   "2024-09-13 P0001 action.fired r r/P0001/2024-09-12/10\n");
}
END_TEST

START_TEST(days_off_roll_neither_end_the_steps_nor_begin_them) {
  school *s = one_pupil_in("weeks-4");
  school_spell(s, "P0001", NULL, "2024-09-06");
  school_spell(s, "P0001", "2024-09-12", NULL);
  school_event(s, "P0001", "2024-09-04", "r", NULL); /* nothing is open */
  school_set(s, "P0001", "2024-09-03", "points", "5");
  school_set(s, "P0001", "2024-09-09", "points", "1");
  school_set(s, "P0001", "2024-09-11", "points", "5");
  school_set(s, "P0001", "2024-09-17", "points", "10");
  ck_assert_str_eq(fired_by(by_points(), s),
                   "2024-09-03 P0001 action.fired r r/P0001/2024-09-03/5\n"
                   "2024-09-17 P0001 action.fired r r/P0001/2024-09-03/10\n");
}
END_TEST

/* Sessions since the notice about the holiday, after it, and before it: other
 * notices, also later ones, change nothing. */
START_TEST(windows_about_an_event_may_say_which) {
  static const rbk_window_kind kinds[] = {RBK_WINDOW_SINCE, RBK_WINDOW_AFTER,
                                          RBK_WINDOW_BEFORE};
  /* the 10th is the first after it with 2 more sessions; of the two days up to
   * the 6th one is of two sessions */
  static const char *const fired[] = {
      "2024-09-10 P0001 action.fired r r/P0001/ever\n",
      "2024-09-10 P0001 action.fired r r/P0001/ever\n",
      "2024-09-06 P0001 action.fired r r/P0001/ever\n"};
  for (size_t i = 0; i < 3; i++) {
    rbk_layer *l = layer_begin("la/test", "la/test.lua");
    layer_fact(l, "notice", "about");
    rbk_window_expression *w = window(kinds[i]);
    w->name = "notice";
    w->n = number("2");
    w->unit = RBK_SPAN_SCHOOL_DAYS;
    w->match = match_of("notice", "about=holiday");
    rbk_rule *r = layer_rule(l, "r",
                             compare(measure(RBK_FIGURE_SESSIONS, "I", w),
                                     RBK_AT_LEAST, number("2")));
    r->once = RBK_ONCE_EVER;
    school *s = one_pupil_in("weeks-4");
    off(s, "2024-09-03");
    off(s, "2024-09-05");
    school_event(s, "P0001", "2024-09-02", "notice", "about=lateness");
    school_event(s, "P0001", "2024-09-06", "notice", "about=holiday");
    school_event(s, "P0001", "2024-09-09", "notice", "about=lateness");
    school_mark(s, "P0001", "2024-09-09", "I."); /* 1 */
    school_mark(s, "P0001", "2024-09-10", "I."); /* 2 */
    ck_assert_str_eq(fired_by(l, s), fired[i]);
  }
}
END_TEST

START_TEST(an_event_rule_fires_for_each_matching_event) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "visit", "kind");
  layer_rule(
      l, "r",
      both(on_event(RBK_LEAF_EVENT, "visit", "kind=home"), not_so(today("I"))));
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-10");
  school_event(s, "P0001", "2024-09-04", "visit", "kind=home;id=E7");
  school_event(s, "P0001", "2024-09-05", "visit", "kind=home");
  school_event(s, "P0001", "2024-09-05", "visit", "kind=office");
  school_event(s, "P0001", "2024-09-05", "visit", "kind=home");
  school_event(s, "P0001", "2024-09-07", "visit", "kind=home"); /* Saturday */
  school_event(s, "P0001", "2024-09-10", "visit", "kind=home"); /* I that day */
  const char *fired = fired_by(l, s);
  ck_assert_ptr_nonnull(
      strstr(fired, "2024-09-04 P0001 action.fired r r/P0001/E7\n"));
  /* two of the three of 5 September match; their number counts all visits */
  ck_assert_ptr_nonnull(strstr(fired, "2024-09-05 P0001 action.fired r "
                                      "r/P0001/2024-09-05/"));
  ck_assert_ptr_nonnull(
      strstr(fired, "2024-09-09 P0001 action.fired r r/P0001/2024-09-07/1\n"));
  ck_assert_ptr_null(strstr(fired, "2024-09-10"));
  size_t lines = 0;
  for (const char *c = fired; *c; c++) lines += *c == '\n';
  ck_assert_uint_eq(lines, 4);
}
END_TEST

START_TEST(fired_holds_on_the_next_day_on_roll_and_on_no_other) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "a", today("I"));
  layer_rule(l, "b", fired("a"));
  layer_rule(l, "c", within(fired("a"), window(RBK_WINDOW_MONTH)));
  school *s = one_pupil_in("weeks-5");
  off(s, "2024-09-06"); /* a Friday */
  ck_assert_str_eq(fired_by(l, s),
                   "2024-09-06 P0001 action.fired a a/P0001/2024-09-06\n"
                   "2024-09-09 P0001 action.fired b b/P0001/2024-09-09\n"
                   "2024-09-09 P0001 action.fired c c/P0001/2024-09-09\n");
}
END_TEST

START_TEST(arms_stand_still_off_roll_and_are_given_back_on_return) {
  /* two rules: one's action is done before the pupil leaves, the other's
   * lapses */
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "sent", NULL);
  rbk_condition *bad =
      compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_ALL)),
              RBK_AT_LEAST, number("1"));
  layer_rule(l, "a", bad)->done = names_of("sent");
  layer_rule(l, "b", bad);
  layer_rule(l, "y", bad)->once = RBK_ONCE_SCHOOL_YEAR;
  school *s = one_pupil_in("weeks-4");
  school_spell(s, "P0001", NULL, "2024-09-06");
  school_spell(s, "P0001", "2024-09-18", NULL);
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-05", "sent", NULL);
  ck_assert_str_eq(
      fired_by(l, s),
      "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
      "2024-09-04 P0001 action.fired b b/P0001/2024-09-04\n"
      "2024-09-04 P0001 action.fired y y/P0001/2024-25\n"
      "2024-09-18 P0001 action.fired b b/P0001/2024-09-18\n"
      "2024-09-18 P0001 action.fired y y/P0001/2024-25/2024-09-18\n");
}
END_TEST

int main(void) {
  return TEST_RUN("firing", an_episode_rule_fires_on_each_change_to_true,
                  a_condition_true_on_the_first_day_fires_that_day,
                  a_rule_with_rearm_fires_again_only_after_it_held,
                  rearm_on_a_day_the_condition_changes_to_true_fires_that_day,
                  rearm_on_the_day_of_firing_or_while_true_waits_for_a_change,
                  no_data_neither_fires_nor_ends_an_episode,
                  the_first_day_of_the_shortest_window_counts_as_a_change,
                  once_a_period_fires_on_its_first_true_day,
                  terms_and_half_terms_name_the_key,
                  a_checked_rule_fires_on_its_days_only,
                  each_fires_for_the_highest_step_above_the_last,
                  each_passes_over_steps_that_one_day_jumps,
                  each_of_a_run_begins_anew_with_a_new_series,
                  each_over_the_last_days_begins_anew_below_the_first_step,
                  windows_about_an_event_may_say_which,
                  a_step_that_when_did_not_let_through_fires_when_it_holds,
                  what_is_not_known_neither_ends_the_steps_nor_begins_them,
                  days_off_roll_neither_end_the_steps_nor_begin_them,
                  an_event_rule_fires_for_each_matching_event,
                  fired_holds_on_the_next_day_on_roll_and_on_no_other,
                  arms_stand_still_off_roll_and_are_given_back_on_return);
}
