/* Units and types of parameters, windows that must be there, and what this
 * version does not bind. */
#include <stdio.h>

#include "support/layers.h"
#include "support/problems.h"
#include "support/suite.h"

static rbk_window_expression *year(void) {
  return window(RBK_WINDOW_SCHOOL_YEAR);
}

/* A layer with one parameter `p` on line 2; what follows stands on line 8. */
static rbk_layer *with(rbk_unit unit, const char *values) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  at_line(2);
  layer_parameter(l, "p", unit, values);
  at_line(8);
  return l;
}

START_TEST(a_measure_is_compared_with_its_own_unit) {
  static const struct {
    rbk_figure_kind kind;
    rbk_unit unit;
  } fitting[] = {
      {RBK_FIGURE_SESSIONS, RBK_UNIT_SESSIONS},
      {RBK_FIGURE_DAYS, RBK_UNIT_DAYS},
      {RBK_FIGURE_WHOLE_DAYS, RBK_UNIT_DAYS},
      {RBK_FIGURE_WHOLE_DAYS, RBK_UNIT_SCHOOL_DAYS},
      {RBK_FIGURE_ANY_DAYS, RBK_UNIT_SCHOOL_DAYS},
      {RBK_FIGURE_RATE, RBK_UNIT_PERCENT},
      {RBK_FIGURE_EPISODES, RBK_UNIT_EPISODES},
      {RBK_FIGURE_MINUTES, RBK_UNIT_MINUTES},
      {RBK_FIGURE_WEEKS, RBK_UNIT_SCHOOL_WEEKS},
      {RBK_FIGURE_RUN, RBK_UNIT_SESSIONS},
      {RBK_FIGURE_RUN_DAYS, RBK_UNIT_SCHOOL_DAYS},
      {RBK_FIGURE_LONGEST_RUN, RBK_UNIT_SESSIONS},
  };
  for (size_t i = 0; i < sizeof fitting / sizeof fitting[0]; i++) {
    for (int unit = RBK_UNIT_NONE; unit < RBK_UNITS; unit++) {
      bool text = unit == RBK_UNIT_CODES || unit == RBK_UNIT_TEXT;
      if (text) continue;
      bool fits = unit == RBK_UNIT_NONE || unit == (int)fitting[i].unit;
      for (size_t j = 0; j < sizeof fitting / sizeof fitting[0]; j++) {
        fits = fits || (fitting[j].kind == fitting[i].kind &&
                        (int)fitting[j].unit == unit);
      }
      bool days = fitting[i].kind == RBK_FIGURE_ANY_DAYS ||
                  fitting[i].kind == RBK_FIGURE_RUN_DAYS;
      fits = fits || (days && unit == RBK_UNIT_DAYS);
      rbk_layer *l = with((rbk_unit)unit, "10");
      layer_flag(l, "f",
                 compare(measure(fitting[i].kind, "absent", year()),
                         RBK_AT_LEAST, param("p")));
      if (fits)
        expect_accepted(l);
      else
        expect_refused(l, "la/test.lua:8", "unit", "la/test.lua:2");
    }
  }
}
END_TEST

START_TEST(a_unit_that_disagrees_names_both_units_and_lines) {
  rbk_layer *l = with(RBK_UNIT_SESSIONS, "10");
  layer_flag(l, "f",
             compare(measure(RBK_FIGURE_RATE, "absent", year()), RBK_AT_LEAST,
                     param("p")));
  expect_refused(l, "la/test.lua:8", "unit",
                 "the measure is in percent, but parameter 'p' (la/test.lua:2) "
                 "is in sessions");
}
END_TEST

START_TEST(figures_of_facts_and_pupils_have_units_too) {
  rbk_layer *l = with(RBK_UNIT_DAYS, "3");
  layer_fact(l, "letter", NULL);
  layer_flag(l, "f",
             compare(figure_of_event(RBK_FIGURE_EVENTS, "letter", NULL, NULL),
                     RBK_AT_LEAST, param("p")));
  expect_refused(l, "la/test.lua:8", "unit", "is in events");
  l = with(RBK_UNIT_EVENTS, "3");
  layer_fact(l, "letter", NULL);
  layer_flag(l, "f",
             compare(figure_of_event(RBK_FIGURE_EVENTS, "letter", NULL, NULL),
                     RBK_AT_LEAST, param("p")));
  expect_accepted(l);
  l = with(RBK_UNIT_SESSIONS, "3");
  layer_fact(l, "letter", NULL);
  layer_flag(
      l, "f",
      compare(figure_of_event(RBK_FIGURE_DAYS_SINCE, "letter", NULL, NULL),
              RBK_AT_LEAST, param("p")));
  expect_refused(l, "la/test.lua:8", "unit", "days or school_days");
  l = with(RBK_UNIT_PERCENT, "16");
  layer_flag(l, "f",
             compare(figure_plain(RBK_FIGURE_AGE), RBK_BELOW, param("p")));
  expect_refused(l, "la/test.lua:8", "unit", "is in years");
  l = with(RBK_UNIT_YEARS, "11"); /* an attribute is in whatever it is in */
  layer_flag(l, "f",
             compare(figure_attribute("year_group"), RBK_BELOW, param("p")));
  expect_accepted(l);
}
END_TEST

START_TEST(arithmetic_keeps_the_unit_of_its_parts) {
  rbk_layer *l = with(RBK_UNIT_DAYS, "3");
  rbk_figure_expression *twice = figure_sum(
      RBK_FIGURE_MULTIPLY, measure(RBK_FIGURE_SESSIONS, "absent", year()),
      figure_number(number("2")));
  layer_flag(l, "f", compare(twice, RBK_AT_LEAST, param("p")));
  expect_refused(l, "la/test.lua:8", "unit", "is in sessions");
  /* sessions by sessions are neither */
  l = with(RBK_UNIT_DAYS, "3");
  rbk_figure_expression *absent =
      measure(RBK_FIGURE_SESSIONS, "absent", year());
  layer_flag(l, "f",
             compare(figure_sum(RBK_FIGURE_MULTIPLY, absent, absent),
                     RBK_AT_LEAST, param("p")));
  expect_accepted(l);
}
END_TEST

START_TEST(measures_in_different_units_are_not_compared) {
  rbk_layer *l = with(RBK_UNIT_NONE, "3");
  layer_flag(l, "f",
             compare_figure(measure(RBK_FIGURE_RATE, "absent", year()),
                            RBK_ABOVE,
                            measure(RBK_FIGURE_SESSIONS, "absent", year())));
  expect_refused(l, "la/test.lua:8", "unit",
                 "percent is compared with one in "
                 "sessions");
}
END_TEST

START_TEST(the_length_of_a_window_is_in_its_unit) {
  static const struct {
    rbk_window_kind kind;
    rbk_unit unit;
  } lengths[] = {{RBK_WINDOW_SCHOOL_DAYS, RBK_UNIT_SCHOOL_DAYS},
                 {RBK_WINDOW_SCHOOL_WEEKS, RBK_UNIT_SCHOOL_WEEKS},
                 {RBK_WINDOW_CALENDAR_DAYS, RBK_UNIT_CALENDAR_DAYS},
                 {RBK_WINDOW_CALENDAR_WEEKS, RBK_UNIT_CALENDAR_WEEKS},
                 {RBK_WINDOW_YEARS, RBK_UNIT_YEARS}};
  for (size_t i = 0; i < 5; i++) {
    for (size_t j = 0; j < 5; j++) {
      rbk_layer *l = with(lengths[j].unit, "10");
      layer_flag(l, "f",
                 compare(measure(RBK_FIGURE_SESSIONS, "absent",
                                 window_last(lengths[i].kind, param("p"))),
                         RBK_ABOVE, number("3")));
      if (i == j)
        expect_accepted(l);
      else
        expect_refused(l, "la/test.lua:8", "unit", "the length of a window");
    }
  }
  /* ten weeks are not fifty days */
  rbk_layer *l = with(RBK_UNIT_DAYS, "10");
  layer_flag(l, "f",
             compare(measure(RBK_FIGURE_SESSIONS, "absent",
                             window_last(RBK_WINDOW_SCHOOL_DAYS, param("p"))),
                     RBK_ABOVE, number("3")));
  expect_refused(l, "la/test.lua:8", "unit", "school_days");
}
END_TEST

START_TEST(a_due_span_is_in_its_unit) {
  rbk_layer *l = with(RBK_UNIT_SCHOOL_DAYS, "5");
  layer_rule(l, "r", attribute("ill"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, param("p"));
  expect_accepted(l);
  l = with(RBK_UNIT_WORKING_DAYS, "5");
  layer_rule(l, "r", attribute("ill"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, param("p"));
  expect_refused(l, "la/test.lua:8", "unit", "a span is in school_days");
}
END_TEST

START_TEST(each_and_beyond_are_in_the_unit_of_what_they_count) {
  rbk_layer *l = with(RBK_UNIT_PERCENT, "5");
  rbk_rule *rule = layer_rule(l, "r", attribute("ill"));
  rule->each.figure = measure(RBK_FIGURE_SESSIONS, "absent", year());
  rule->each.first = param("p");
  rule->each.every = number("5");
  expect_refused(l, "la/test.lua:8", "unit", "the first step of `each`");
  l = with(RBK_UNIT_PERCENT, "5");
  rbk_coding *coding = layer_coding(l, "c", "C1");
  coding->beyond.said = true;
  coding->beyond.count = param("p");
  coding->beyond.window = year();
  expect_refused(l, "la/test.lua:8", "unit", "`beyond`");
}
END_TEST

static rbk_rule *steps(rbk_layer *l) {
  rbk_rule *rule = layer_rule(l, "r", attribute("ill"));
  rule->each.figure = measure(RBK_FIGURE_SESSIONS, "absent", year());
  rule->each.first = rule->each.every = number("5");
  return rule;
}

START_TEST(each_takes_neither_once_nor_rearm_beside_it) {
  rbk_layer *l = with(RBK_UNIT_PERCENT, "5");
  steps(l);
  expect_accepted(l);
  l = with(RBK_UNIT_PERCENT, "5");
  steps(l)->once = RBK_ONCE_TERM;
  expect_refused(l, "la/test.lua:8", "each", "`once` would change nothing");
  l = with(RBK_UNIT_PERCENT, "5");
  steps(l)->once_said = true; /* once = "episode" */
  expect_refused(l, "la/test.lua:8", "each", "`once` would change nothing");
  l = with(RBK_UNIT_PERCENT, "5");
  steps(l)->rearm = attribute("well");
  expect_refused(l, "la/test.lua:8", "each", "`rearm` would change nothing");
}
END_TEST

START_TEST(texts_and_numbers_are_not_taken_for_each_other) {
  rbk_layer *l = with(RBK_UNIT_TEXT, "late");
  layer_flag(l, "f",
             compare(figure_attribute("points"), RBK_ABOVE, param("p")));
  expect_refused(l, "la/test.lua:8", "parameter-type", "needs a number");
  l = with(RBK_UNIT_NONE, "5");
  layer_flag(l, "f",
             compare(measure_set(RBK_FIGURE_SESSIONS, set_param("p"), year()),
                     RBK_ABOVE, number("3")));
  expect_refused(l, "la/test.lua:8", "parameter-type",
                 "a code set needs codes");
  l = with(RBK_UNIT_NONE, "5 6");
  layer_flag(l, "f",
             compare(figure_attribute("points"), RBK_ABOVE, param("p")));
  expect_refused(l, "la/test.lua:8", "parameter-type", "needs a number");
  l = layer_begin("la/test", "la/test.lua");
  at_line(4);
  layer_parameter(l, "p", RBK_UNIT_PERCENT, "ninety");
  expect_refused(l, "la/test.lua:4", "parameter-type",
                 "is in percent, so its value is a number");
}
END_TEST

START_TEST(steps_by_half_term_are_six_numbers) {
  rbk_layer *l = with(RBK_UNIT_SESSIONS, "6 8 10 12 14 16");
  layer_flag(
      l, "f",
      compare_by_half_term(measure(RBK_FIGURE_SESSIONS, "absent", year()),
                           RBK_AT_LEAST, "p"));
  expect_accepted(l);
  l = with(RBK_UNIT_SESSIONS, "6 8 10 12 14");
  layer_flag(
      l, "f",
      compare_by_half_term(measure(RBK_FIGURE_SESSIONS, "absent", year()),
                           RBK_AT_LEAST, "p"));
  expect_refused(l, "la/test.lua:8", "parameter-type", "six numbers");
}
END_TEST

START_TEST(a_parameter_may_decide_by_its_text) {
  rbk_layer *l = with(RBK_UNIT_TEXT, "percent");
  rbk_condition *mode = flag_is("p");
  mode->kind = RBK_CONDITION_PARAMETER;
  mode->right_side = words("days");
  layer_flag(l, "f", mode);
  expect_accepted(l);
  l = with(RBK_UNIT_PERCENT, "90");
  mode = flag_is("p");
  mode->kind = RBK_CONDITION_PARAMETER;
  mode->right_side = words("days");
  layer_flag(l, "f", mode);
  expect_refused(l, "la/test.lua:8", "parameter-type", "needs a text");
}
END_TEST

START_TEST(measures_of_marks_need_a_window) {
  static const rbk_figure_kind need[] = {
      RBK_FIGURE_SESSIONS, RBK_FIGURE_DAYS, RBK_FIGURE_WHOLE_DAYS,
      RBK_FIGURE_ANY_DAYS, RBK_FIGURE_RATE, RBK_FIGURE_EPISODES,
      RBK_FIGURE_MINUTES,  RBK_FIGURE_WEEKS};
  for (size_t i = 0; i < sizeof need / sizeof need[0]; i++) {
    rbk_layer *l = with(RBK_UNIT_NONE, "1");
    layer_flag(
        l, "f",
        compare(measure(need[i], "absent", NULL), RBK_ABOVE, number("1")));
    expect_refused(l, "la/test.lua:8", "no-window", "add `:within(...)`");
  }
  rbk_layer *l = with(RBK_UNIT_NONE, "1");
  layer_flag(
      l, "f",
      compare(measure(RBK_FIGURE_RUN, "absent", NULL), RBK_ABOVE, number("1")));
  expect_accepted(l);
}
END_TEST

START_TEST(lengths_and_roundings_are_whole_numbers) {
  static const char *const wrong[] = {"0", "-1", "2.5"};
  for (size_t i = 0; i < 3; i++) {
    rbk_layer *l = with(RBK_UNIT_NONE, "1");
    layer_flag(
        l, "f",
        compare(measure(RBK_FIGURE_SESSIONS, "absent",
                        window_last(RBK_WINDOW_SCHOOL_DAYS, number(wrong[i]))),
                RBK_ABOVE, number("1")));
    expect_refused(l, "la/test.lua:8", "whole-number", wrong[i]);
  }
  rbk_layer *l = with(RBK_UNIT_NONE, "1");
  rbk_figure_expression *rate = measure(RBK_FIGURE_RATE, "absent", year());
  rate->rounded = number("5");
  layer_flag(l, "f", compare(rate, RBK_ABOVE, number("1")));
  expect_refused(l, "la/test.lua:8", "whole-number", "from 0 to 4");
}
END_TEST

START_TEST(only_calendar_and_counted_windows_have_a_previous_one) {
  rbk_layer *l = with(RBK_UNIT_NONE, "1");
  layer_flag(
      l, "f",
      compare(measure(RBK_FIGURE_SESSIONS, "absent",
                      window_of(RBK_WINDOW_PREVIOUS, window(RBK_WINDOW_TERM))),
              RBK_ABOVE, number("1")));
  expect_accepted(l);
  l = with(RBK_UNIT_NONE, "1");
  layer_flag(
      l, "f",
      compare(measure(RBK_FIGURE_SESSIONS, "absent",
                      window_of(RBK_WINDOW_PREVIOUS, window(RBK_WINDOW_SPELL))),
              RBK_ABOVE, number("1")));
  expect_refused(l, "la/test.lua:8", "window", "previous");
}
END_TEST

int main(void) {
  return TEST_RUN(
      "units", a_measure_is_compared_with_its_own_unit,
      a_unit_that_disagrees_names_both_units_and_lines,
      figures_of_facts_and_pupils_have_units_too,
      arithmetic_keeps_the_unit_of_its_parts,
      measures_in_different_units_are_not_compared,
      the_length_of_a_window_is_in_its_unit, a_due_span_is_in_its_unit,
      each_and_beyond_are_in_the_unit_of_what_they_count,
      each_takes_neither_once_nor_rearm_beside_it,
      texts_and_numbers_are_not_taken_for_each_other,
      steps_by_half_term_are_six_numbers, a_parameter_may_decide_by_its_text,
      measures_of_marks_need_a_window, lengths_and_roundings_are_whole_numbers,
      only_calendar_and_counted_windows_have_a_previous_one);
}
