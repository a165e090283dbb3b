/* Events, attributes, age and the calendar as figures and leaves, by hand. */
#include "measure/case.h"
#include "support/suite.h"

#define IS(figure, date, text)                                                 \
  ck_assert_str_eq(case_value(&c, figure, date), text)
#define TRUTH(leaf, date, text)                                                \
  ck_assert_str_eq(case_truth(&c, leaf, date), text)

/* Visits on Tuesday 3, Saturday 7 (seen on Monday 9) and Wednesday 11
 * September, the last withdrawn on Friday 13. */
static school *with_visits(void) {
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_event(s, "P0001", "2024-09-03", "visit", "outcome=met;score=2.5");
  school_event(s, "P0001", "2024-09-07", "visit", "outcome=nobody;score=many");
  school_event(s, "P0001", "2024-09-11", "visit",
               "outcome=met;score=4;withdrawn=2024-09-13");
  return s;
}

START_TEST(events_count_from_the_day_they_take_effect_until_withdrawn) {
  test_case c;
  case_begin(&c, with_visits());
  rbk_figure_spec spec = {.kind = RBK_FIGURE_EVENTS, .rounded = -1};
  spec.match.kind = case_kind(&c, "visit");
  uint32_t all = case_figure(&c, spec);
  spec.match.filter_count = 1;
  spec.match.filters[0] = (rbk_filter){case_field(&c, "outcome"), "met"};
  uint32_t met = case_figure(&c, spec);
  spec.match.filter_count = 0;
  spec.match.kind = RBK_NONE;
  uint32_t none = case_figure(&c, spec);
  case_ready(&c);
  IS(all, "2024-09-02", "0");
  IS(all, "2024-09-03", "1");
  IS(all, "2024-09-06", "1");
  IS(all, "2024-09-09", "2");
  IS(all, "2024-09-12", "3");
  IS(all, "2024-09-13", "2");
  IS(met, "2024-09-12", "2");
  IS(none, "2024-09-27", "0");
  case_end(&c);
}
END_TEST

START_TEST(school_weeks_take_an_event_by_its_effect_and_dates_by_its_date) {
  test_case c;
  case_begin(&c, with_visits());
  rbk_figure_spec spec = {
      .kind = RBK_FIGURE_EVENTS, .rounded = -1, .window_count = 1};
  spec.match.kind = case_kind(&c, "visit");
  spec.windows[0] = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_WEEKS, .n = 1});
  uint32_t week = case_figure(&c, spec);
  spec.windows[0] = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_CALENDAR_DAYS, .n = 2});
  uint32_t two_days = case_figure(&c, spec);
  spec.windows[0] = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_CALENDAR_WEEKS, .n = 1});
  uint32_t dates = case_figure(&c, spec);
  case_ready(&c);
  IS(week, "2024-09-06", "1");
  IS(week, "2024-09-09", "1");     /* Saturday's, on its day of effect */
  IS(two_days, "2024-09-09", "0"); /* the 8th and 9th */
  IS(dates, "2024-09-09", "0");    /* from Monday 9 */
  IS(dates, "2024-09-11", "1");
  case_end(&c);
}
END_TEST

START_TEST(days_since_and_recorded_go_by_the_latest_event_that_stands) {
  test_case c;
  case_begin(&c, with_visits());
  rbk_figure_spec spec = {.kind = RBK_FIGURE_DAYS_SINCE, .rounded = -1};
  spec.match.kind = case_kind(&c, "visit");
  uint32_t since = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_RECORDED;
  spec.field = case_field(&c, "score");
  uint32_t score = case_figure(&c, spec);
  case_ready(&c);
  IS(since, "2024-09-02", "no data");
  IS(since, "2024-09-03", "0");
  IS(since, "2024-09-06", "3");
  IS(since, "2024-09-09", "0"); /* the day it took effect */
  IS(since, "2024-09-12", "1");
  IS(since, "2024-09-13", "4"); /* of the one on the 9th again */
  IS(score, "2024-09-02", "no data");
  IS(score, "2024-09-06", "5/2");
  IS(score, "2024-09-10", "no data"); /* "many" is no number */
  IS(score, "2024-09-11", "4");
  case_end(&c);
}
END_TEST

START_TEST(an_event_from_before_the_loaded_years_is_a_lower_bound_of_days) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_event(s, "P0001", "2024-07-31", "letter", NULL);
  school_pupil(s, "P0002");
  school_event(s, "P0002", "2024-08-01", "letter", NULL);
  case_begin(&c, s);
  rbk_figure_spec spec = {.kind = RBK_FIGURE_DAYS_SINCE, .rounded = -1};
  spec.match.kind = case_kind(&c, "letter");
  uint32_t since = case_figure(&c, spec);
  rbk_leaf_spec leaf = {.kind = RBK_LEAF_EVENT, .match = spec.match};
  uint32_t event = case_leaf(&c, leaf);
  leaf.kind = RBK_LEAF_ON_RECORD;
  uint32_t on_record = case_leaf(&c, leaf);
  case_ready(&c);
  IS(since, "2024-09-04", "2+");
  TRUTH(event, "2024-09-02", "false");
  TRUTH(on_record, "2024-09-02", "true");
  ck_assert_int_eq(rbk_desk_pupil(c.desk, 1), RBK_OK);
  IS(since, "2024-09-04", "2");
  TRUTH(event, "2024-09-02", "true");
  case_end(&c);
}
END_TEST

/* 7, 8, 9 September 2022 are days 2 to 4 of the axis, 2 and 3 September 2024
 * days 5 and 6; the year between is not loaded. */
START_TEST(days_since_across_a_year_not_loaded_are_a_lower_bound) {
  static const rbk_half_term_spec halves[] = {
      {"autumn", 1, RBK_DATE(2022, 9, 5), RBK_DATE(2022, 9, 9)},
      {"autumn", 1, RBK_DATE(2024, 9, 2), RBK_DATE(2024, 9, 6)},
  };
  static const rbk_calendar_spec spec = {.half_terms = halves,
                                         .half_term_count = 2};
  test_case c;
  school *s = school_begin_with(&spec);
  school_pupil(s, "P0001");
  school_event(s, "P0001", "2022-09-07", "letter", NULL);
  case_begin(&c, s);
  rbk_figure_spec figure = {.kind = RBK_FIGURE_DAYS_SINCE, .rounded = -1};
  figure.match.kind = case_kind(&c, "letter");
  uint32_t since = case_figure(&c, figure);
  case_ready(&c);
  IS(since, "2022-09-09", "2");
  IS(since, "2024-09-03", "4+");
  case_end(&c);
}
END_TEST

START_TEST(event_leaves_follow_the_history) {
  test_case c;
  case_begin(&c, with_visits());
  rbk_leaf_spec spec = {.kind = RBK_LEAF_EVENT};
  spec.match.kind = case_kind(&c, "visit");
  uint32_t event = case_leaf(&c, spec);
  spec.kind = RBK_LEAF_LATEST;
  spec.match.filter_count = 1;
  spec.match.filters[0] = (rbk_filter){case_field(&c, "outcome"), "met"};
  uint32_t met = case_leaf(&c, spec);
  spec.match.filter_count = 0;
  spec.kind = RBK_LEAF_ON_RECORD;
  spec.window_count = 1;
  spec.windows[0] = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_CALENDAR_DAYS, .n = 3});
  uint32_t lately = case_leaf(&c, spec);
  spec.windows[0] =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_SINCE,
                                        .event_kind = spec.match.kind});
  uint32_t after_it = case_leaf(&c, spec);
  case_ready(&c);
  TRUTH(event, "2024-09-03", "true");
  TRUTH(event, "2024-09-04", "false");
  TRUTH(event, "2024-09-09", "true");
  TRUTH(met, "2024-09-02", "false"); /* none at all */
  TRUTH(met, "2024-09-06", "true");
  TRUTH(met, "2024-09-09", "false");
  TRUTH(met, "2024-09-11", "true");
  TRUTH(met, "2024-09-13", "false");
  TRUTH(lately, "2024-09-05", "true"); /* 3 to 5 September */
  TRUTH(lately, "2024-09-06", "false");
  TRUTH(lately, "2024-09-09", "true");      /* Saturday 7 to Monday 9 */
  TRUTH(after_it, "2024-09-02", "unknown"); /* no such window */
  TRUTH(after_it, "2024-09-03", "unknown"); /* it is empty */
  TRUTH(after_it, "2024-09-04", "false");
  case_end(&c);
}
END_TEST

START_TEST(current_runs_from_the_date_to_the_end_and_is_open_without_one) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_event(s, "P0001", "2024-09-03", "plan", "to=2024-09-05");
  school_event(s, "P0001", "2024-09-07", "plan", "to=2024-09-08");
  school_event(s, "P0001", "2024-09-11", "plan", "to=soon");
  school_event(s, "P0001", "2024-09-16", "plan", NULL);
  case_begin(&c, s);
  rbk_leaf_spec spec = {.kind = RBK_LEAF_CURRENT,
                        .field = case_field(&c, "to")};
  spec.match.kind = case_kind(&c, "plan");
  uint32_t current = case_leaf(&c, spec);
  case_ready(&c);
  TRUTH(current, "2024-09-02", "false");
  TRUTH(current, "2024-09-03", "true");
  TRUTH(current, "2024-09-05", "true");
  TRUTH(current, "2024-09-06", "false");
  TRUTH(current, "2024-09-09", "false");   /* over before any close saw it */
  TRUTH(current, "2024-09-11", "unknown"); /* until nobody knows when */
  TRUTH(current, "2024-09-16", "true");
  TRUTH(current, "2024-09-27", "true");
  case_end(&c);
}
END_TEST

START_TEST(reached_compares_the_day_with_the_recorded_date) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_event(s, "P0001", "2024-09-03", "plan", "review=2024-09-07");
  school_event(s, "P0001", "2024-09-18", "plan", "review=");
  case_begin(&c, s);
  rbk_leaf_spec spec = {.kind = RBK_LEAF_REACHED,
                        .field = case_field(&c, "review")};
  spec.match.kind = case_kind(&c, "plan");
  uint32_t reached = case_leaf(&c, spec);
  case_ready(&c);
  TRUTH(reached, "2024-09-02", "unknown");
  TRUTH(reached, "2024-09-06", "false");
  TRUTH(reached, "2024-09-09", "true"); /* the 7th was a Saturday */
  TRUTH(reached, "2024-09-18", "unknown");
  case_end(&c);
}
END_TEST

START_TEST(one_parents_events_are_theirs_and_those_of_nobody) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_event(s, "P0001", "2024-09-03", "letter", "parent_id=R001");
  school_event(s, "P0001", "2024-09-04", "letter", "parent_id=R002");
  school_event(s, "P0001", "2024-09-05", "letter", NULL);
  case_begin(&c, s);
  rbk_figure_spec spec = {.kind = RBK_FIGURE_EVENTS, .rounded = -1};
  spec.match.kind = case_kind(&c, "letter");
  uint32_t letters = case_figure(&c, spec);
  case_ready(&c);
  IS(letters, "2024-09-05", "3");
  rbk_desk_parent(c.desk, "R002");
  IS(letters, "2024-09-03", "0");
  IS(letters, "2024-09-05", "2");
  const rbk_event *latest = rbk_desk_latest(c.desk, &spec.match, 1);
  ck_assert_ptr_null(latest); /* R001's is not seen on 3 September */
  rbk_desk_parent(c.desk, NULL);
  IS(letters, "2024-09-05", "3");
  case_end(&c);
}
END_TEST

START_TEST(attributes_follow_spells_and_what_was_set) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", NULL, "2024-09-06");
  school_spell(s, "P0001", "2024-09-11", NULL);
  school_spell_attribute(s, "P0001", 0, "send", "K");
  school_spell_attribute(s, "P0001", 1, "send", "no");
  school_attribute(s, "P0001", "year_group", "Y7");
  school_set(s, "P0001", "2024-09-14", "send", "12.5"); /* a Saturday */
  case_begin(&c, s);
  uint32_t send = rbk_intern_find(&c.reg->roll.attributes, rbk_text_of("send"));
  uint32_t year =
      rbk_intern_find(&c.reg->roll.attributes, rbk_text_of("year_group"));
  rbk_leaf_spec spec = {
      .kind = RBK_LEAF_ATTRIBUTE, .attribute = send, .text = "K"};
  uint32_t has = case_leaf(&c, spec);
  spec.kind = RBK_LEAF_ATTRIBUTE_IS;
  uint32_t is = case_leaf(&c, spec);
  spec.kind = RBK_LEAF_ATTRIBUTE_EVER;
  uint32_t ever = case_leaf(&c, spec);
  rbk_figure_spec figure = {
      .kind = RBK_FIGURE_ATTRIBUTE, .attribute = send, .rounded = -1};
  uint32_t number = case_figure(&c, figure);
  figure.attribute = year;
  uint32_t group = case_figure(&c, figure);
  case_ready(&c);
  TRUTH(has, "2024-09-06", "true");
  TRUTH(has, "2024-09-09", "true"); /* off roll: the latest row before */
  TRUTH(has, "2024-09-11", "false");
  TRUTH(has, "2024-09-16", "true");
  TRUTH(is, "2024-09-10", "true");
  TRUTH(is, "2024-09-16", "false");
  TRUTH(ever, "2024-09-11", "true");
  IS(number, "2024-09-06", "no data");
  IS(number, "2024-09-16", "25/2");
  IS(group, "2024-09-16", "7");
  case_end(&c);
}
END_TEST

/* A row holds on no day when attribute.set was there before it began. */
START_TEST(ever_is_of_days_on_which_the_attribute_was_so) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", NULL, "2024-09-06");
  school_spell(s, "P0001", "2024-09-11", NULL);
  school_spell_attribute(s, "P0001", 1, "send", "K");
  school_set(s, "P0001", "2024-09-05", "send", "no");
  school_pupil(s, "P0002");
  school_set(s, "P0002", "2023-01-05", "send", "K");
  school_set(s, "P0002", "2023-02-05", "send", "");
  case_begin(&c, s);
  uint32_t send = rbk_intern_find(&c.reg->roll.attributes, rbk_text_of("send"));
  uint32_t ever = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_ATTRIBUTE_EVER, .attribute = send});
  uint32_t has = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_ATTRIBUTE, .attribute = send});
  case_ready(&c);
  TRUTH(ever, "2024-09-27", "false");
  ck_assert_int_eq(rbk_desk_pupil(c.desk, 1), RBK_OK);
  TRUTH(has, "2024-09-02", "false");
  TRUTH(ever, "2024-09-02", "true"); /* in January 2023 */
  case_end(&c);
}
END_TEST

/* Born on 10 September 2008: 16 from that day in 2024. Compulsory school age
 * ends on the last Friday in June of the school year in which one is 16:
 * 27 June 2025. Born on 1 September 2019: five on 1 September 2024, so from
 * 31 December. */
START_TEST(age_and_compulsory_school_age_go_by_the_day) {
  test_case c;
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_birth(s, "P0001", "2008-09-10");
  school_pupil(s, "P0002");
  school_birth(s, "P0002", "2019-09-01");
  school_pupil(s, "P0003");
  school_attribute(s, "P0003", "year_group", "11");
  school_pupil(s, "P0004");
  school_attribute(s, "P0004", "year_group", "12");
  case_begin(&c, s);
  uint32_t age =
      case_figure(&c, (rbk_figure_spec){.kind = RBK_FIGURE_AGE, .rounded = -1});
  uint32_t compulsory =
      case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPULSORY_AGE});
  case_ready(&c);
  IS(age, "2024-09-09", "15");
  IS(age, "2024-09-10", "16");
  TRUTH(compulsory, "2025-06-27", "true");
  TRUTH(compulsory, "2025-06-30", "false");
  ck_assert_int_eq(rbk_desk_pupil(c.desk, 1), RBK_OK);
  TRUTH(compulsory, "2024-12-20", "false");
  TRUTH(compulsory, "2025-01-10", "true");
  ck_assert_int_eq(rbk_desk_pupil(c.desk, 2), RBK_OK);
  IS(age, "2024-09-10", "no data");
  TRUTH(compulsory, "2024-09-10", "true");
  ck_assert_int_eq(rbk_desk_pupil(c.desk, 3), RBK_OK);
  TRUTH(compulsory, "2024-09-10", "unknown");
  case_end(&c);
}
END_TEST

/* "weeks-8": half terms 1 and 2, both of the autumn term. */
START_TEST(calendar_leaves_are_true_on_their_days) {
  test_case c;
  school *s = school_begin("weeks-8");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-10", NULL);
  case_begin(&c, s);
  uint32_t friday = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_WEEKDAY, .weekday = RBK_FRIDAY});
  uint32_t from = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_ON_OR_AFTER,
                          .date = RBK_DATE(2024, 9, 14)}); /* a Saturday */
  uint32_t autumn = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_IN_TERM, .text = "autumn"});
  uint32_t spring = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_IN_TERM, .text = "spring"});
  uint32_t first =
      case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_FIRST_DAY_OF,
                                    .period = RBK_PERIOD_HALF_TERM});
  uint32_t last =
      case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_LAST_DAY_OF,
                                    .period = RBK_PERIOD_HALF_TERM});
  uint32_t number =
      case_figure(&c, (rbk_figure_spec){.kind = RBK_FIGURE_HALF_TERM_NUMBER,
                                        .rounded = -1});
  uint32_t steps =
      case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPARE,
                                    .figure = number,
                                    .comparison = RBK_AT_LEAST,
                                    .right_kind = RBK_RIGHT_BY_HALF_TERM,
                                    .steps = {20000, 20000}});
  case_ready(&c);
  TRUTH(friday, "2024-09-13", "true");
  TRUTH(friday, "2024-09-12", "false");
  TRUTH(from, "2024-09-13", "false");
  TRUTH(from, "2024-09-16", "true");
  TRUTH(autumn, "2024-10-28", "true");
  TRUTH(spring, "2024-10-28", "false");
  TRUTH(first, "2024-09-02", "false"); /* the school's, not the pupil's */
  TRUTH(first, "2024-09-10", "true");
  TRUTH(first, "2024-10-28", "true");
  TRUTH(last, "2024-10-17", "false");
  TRUTH(last, "2024-10-18", "true");
  IS(number, "2024-10-18", "1");
  IS(number, "2024-10-28", "2");
  TRUTH(steps, "2024-10-18", "false");
  TRUTH(steps, "2024-10-28", "true");
  case_end(&c);
}
END_TEST

/* On roll from the 4th: the day before does not count against "throughout". */
START_TEST(within_and_throughout_look_back_over_days_on_roll) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-04", NULL);
  case_begin(&c, s);
  uint32_t window = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 3});
  uint32_t from = case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_ON_OR_AFTER,
                                                .date = RBK_DATE(2024, 9, 4)});
  uint32_t friday = case_leaf(
      &c, (rbk_leaf_spec){.kind = RBK_LEAF_WEEKDAY, .weekday = RBK_FRIDAY});
  case_ready(&c);
  rbk_timeline line, out;
  rbk_word lo[1] = {0}, hi[1] = {0};
  const rbk_window *w;
  out = (rbk_timeline){lo, hi};
  ck_assert_int_eq(rbk_desk_window(c.desk, window, &w), RBK_OK);
  const rbk_word *on_roll = rbk_desk_on_roll(c.desk);
  ck_assert_int_eq(rbk_desk_leaf(c.desk, from, &line), RBK_OK);
  rbk_timeline_throughout(&line, w, on_roll, 10, &out);
  ck_assert_int_eq(rbk_timeline_at(&out, 1), RBK_UNKNOWN); /* no day on roll */
  ck_assert_int_eq(rbk_timeline_at(&out, 2), RBK_TRUE);    /* 4 September */
  ck_assert_int_eq(rbk_desk_leaf(c.desk, friday, &line), RBK_OK);
  rbk_timeline_within(&line, w, on_roll, 10, &out);
  ck_assert_int_eq(rbk_timeline_at(&out, 3), RBK_FALSE);
  ck_assert_int_eq(rbk_timeline_at(&out, 4), RBK_TRUE); /* 6 September */
  ck_assert_int_eq(rbk_timeline_at(&out, 6), RBK_TRUE); /* 6 to 10 */
  ck_assert_int_eq(rbk_timeline_at(&out, 7), RBK_FALSE);
  case_end(&c);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "measure: fact",
      events_count_from_the_day_they_take_effect_until_withdrawn,
      school_weeks_take_an_event_by_its_effect_and_dates_by_its_date,
      days_since_and_recorded_go_by_the_latest_event_that_stands,
      an_event_from_before_the_loaded_years_is_a_lower_bound_of_days,
      days_since_across_a_year_not_loaded_are_a_lower_bound,
      event_leaves_follow_the_history,
      current_runs_from_the_date_to_the_end_and_is_open_without_one,
      reached_compares_the_day_with_the_recorded_date,
      one_parents_events_are_theirs_and_those_of_nobody,
      attributes_follow_spells_and_what_was_set,
      ever_is_of_days_on_which_the_attribute_was_so,
      age_and_compulsory_school_age_go_by_the_day,
      calendar_leaves_are_true_on_their_days,
      within_and_throughout_look_back_over_days_on_roll);
}
