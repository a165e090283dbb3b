/* Bands: rows that are never reached, stretches that no row covers. The rows
 * are those of Bedford's leaflet (100, 98.9, 95, 90 and 85 per cent), which
 * leave the stretch between 90 and 95 without a word. */
#include "support/layers.h"
#include "support/problems.h"
#include "support/school.h"
#include "support/suite.h"

static rbk_figure_expression *attendance(void) {
  return measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR));
}

static void row(rbk_band *band, uint32_t line, const char *id,
                rbk_comparison comparison, rbk_operand threshold) {
  at_line(line);
  band_row(band, id, compare(attendance(), comparison, threshold));
}

/* perfection 100, excellent 98.9, target 95, very concerning 85, concerned 90,
 * on lines 11 to 15, the band on line 10, its gap on line 16. */
static rbk_band *bedford(rbk_layer *l, rbk_operand concern) {
  at_line(10);
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "perfection", RBK_IS, number("100"));
  row(band, 12, "excellent", RBK_AT_LEAST, number("98.9"));
  row(band, 13, "target", RBK_AT_LEAST, number("95"));
  row(band, 14, "very_concerning", RBK_AT_MOST, number("85"));
  row(band, 15, "concerned", RBK_AT_MOST, concern);
  at_line(16);
  return band;
}

static rbk_layer *begin(void) {
  return layer_begin("la/test", "la/test.lua");
}

START_TEST(the_rows_of_bedford_with_their_gap_are_accepted) {
  rbk_layer *l = begin();
  rbk_band *band = bedford(l, number("90"));
  band_gap(band, number("90"), number("95"));
  expect_accepted(l);
}
END_TEST

START_TEST(a_stretch_that_no_row_covers_must_be_declared) {
  rbk_layer *l = begin();
  (void)bedford(l, number("90"));
  expect_refused(l, "la/test.lua:10", "gap", "the stretch from 90 to 95");
}
END_TEST

START_TEST(a_gap_that_begins_elsewhere_is_refused_and_the_open_one_named) {
  static const char *const wrong[] = {"89.9999", "90.0001", "85"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    rbk_layer *l = begin();
    rbk_band *band = bedford(l, number("90"));
    band_gap(band, number(wrong[i]), number("95"));
    rbk_problems problems = stack_problems(l, NULL);
    expect_problem(&problems, "la/test.lua:16", "gap", "declares a gap");
    expect_problem(&problems, "la/test.lua:10", "gap",
                   "the stretch from 90 to 95");
    expect_count(&problems, 2);
    layer_destroy(l);
  }
}
END_TEST

START_TEST(a_gap_where_every_value_has_its_row_is_refused) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "good", RBK_AT_LEAST, number("90"));
  row(band, 12, "poor", RBK_BELOW, number("90"));
  at_line(13);
  band_gap(band, number("89"), number("90"));
  expect_refused(l, "la/test.lua:13", "gap", "from 89 to 90");
}
END_TEST

START_TEST(one_point_between_two_rows_is_a_gap_too) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "good", RBK_ABOVE, number("90"));
  row(band, 12, "poor", RBK_BELOW, number("90"));
  expect_refused(l, "la/test.lua:1", "gap", "the value 90");
  l = begin();
  band = layer_band(l, "attendance");
  row(band, 11, "good", RBK_ABOVE, number("90"));
  row(band, 12, "poor", RBK_BELOW, number("90"));
  band_gap(band, number("90"), number("90"));
  expect_accepted(l);
}
END_TEST

START_TEST(a_row_behind_one_that_takes_all_its_values_is_refused) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "target", RBK_AT_LEAST, number("95"));
  row(band, 12, "excellent", RBK_AT_LEAST, number("98.9"));
  row(band, 13, "rest", RBK_BELOW, number("95"));
  expect_refused(l, "la/test.lua:12", "unreachable",
                 "row 'target' (la/test.lua:11)");
}
END_TEST

START_TEST(a_row_that_is_reached_at_one_value_only_is_accepted) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "above", RBK_ABOVE, number("95"));
  row(band, 12, "at", RBK_AT_LEAST, number("95")); /* 95 exactly */
  row(band, 13, "rest", RBK_BELOW, number("95"));
  expect_accepted(l);
}
END_TEST

START_TEST(a_rate_has_no_values_above_one_hundred) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "more", RBK_ABOVE, number("100"));
  row(band, 12, "all", RBK_AT_MOST, number("100"));
  expect_refused(l, "la/test.lua:11", "unreachable", "no such value");
}
END_TEST

START_TEST(between_covers_both_its_ends) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  row(band, 11, "good", RBK_ABOVE, number("95"));
  band_row(band, "middle",
           compare_between(attendance(), number("90"), number("95")));
  row(band, 13, "poor", RBK_BELOW, number("90"));
  expect_accepted(l);
}
END_TEST

START_TEST(whole_counts_leave_no_gap_between_neighbours) {
  rbk_window_expression *year;
  rbk_layer *l = begin();
  year = window(RBK_WINDOW_SCHOOL_YEAR);
  rbk_band *band = layer_band(l, "sessions");
  rbk_figure_expression *absent = measure(RBK_FIGURE_SESSIONS, "absent", year);
  band_row(band, "few", compare(absent, RBK_AT_MOST, number("9")));
  band_row(band, "many", compare(absent, RBK_AT_LEAST, number("10")));
  expect_accepted(l);
  /* half days have 9.5 between them */
  l = begin();
  year = window(RBK_WINDOW_SCHOOL_YEAR);
  band = layer_band(l, "days");
  absent = measure(RBK_FIGURE_DAYS, "absent", year);
  band_row(band, "few", compare(absent, RBK_AT_MOST, number("9")));
  band_row(band, "many", compare(absent, RBK_AT_LEAST, number("10")));
  expect_refused(l, "la/test.lua:1", "gap", "the stretch from 9 to 10");
}
END_TEST

START_TEST(a_gap_of_counts_is_named_by_thresholds_or_by_its_counts) {
  static const char *const ends[][2] = {{"9", "20"}, {"10", "19"}, {"9", "19"}};
  for (size_t i = 0; i < 3; i++) {
    rbk_layer *l = begin();
    rbk_figure_expression *absent =
        measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_SCHOOL_YEAR));
    rbk_band *band = layer_band(l, "sessions");
    band_row(band, "few", compare(absent, RBK_AT_MOST, number("9")));
    band_row(band, "many", compare(absent, RBK_AT_LEAST, number("20")));
    band_gap(band, number(ends[i][0]), number(ends[i][1]));
    expect_accepted(l);
  }
  static const char *const wrong[][2] = {
      {"8", "20"}, {"11", "20"}, {"9", "18"}, {"9", "21"}};
  for (size_t i = 0; i < 4; i++) {
    rbk_layer *l = begin();
    rbk_figure_expression *absent =
        measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_SCHOOL_YEAR));
    rbk_band *band = layer_band(l, "sessions");
    band_row(band, "few", compare(absent, RBK_AT_MOST, number("9")));
    band_row(band, "many", compare(absent, RBK_AT_LEAST, number("20")));
    band_gap(band, number(wrong[i][0]), number(wrong[i][1]));
    rbk_problems problems = stack_problems(l, NULL);
    expect_problem(&problems, "la/test.lua:1", "gap", "declares a gap");
    rbk_problems_finish(&problems);
    layer_destroy(l);
  }
}
END_TEST

START_TEST(a_rounded_rate_has_only_the_values_that_rounding_gives) {
  rbk_layer *l = begin();
  rbk_figure_expression *rounded = attendance();
  rounded->rounded = number("0");
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "good", compare(rounded, RBK_AT_LEAST, number("95")));
  band_row(band, "poor", compare(rounded, RBK_AT_MOST, number("94")));
  expect_accepted(l);
}
END_TEST

START_TEST(a_gap_where_rows_compare_different_measures_is_refused) {
  rbk_layer *l = begin();
  at_line(10);
  rbk_band *band = layer_band(l, "mixed");
  row(band, 11, "good", RBK_AT_LEAST, number("95"));
  band_row(band, "few",
           compare(measure(RBK_FIGURE_SESSIONS, "absent",
                           window(RBK_WINDOW_SCHOOL_YEAR)),
                   RBK_AT_MOST, number("9")));
  band_gap(band, number("90"), number("95"));
  expect_refused(l, "la/test.lua:10", "gap", "do not all compare one measure");
  /* without a gap such rows are nobody's business */
  l = begin();
  band = layer_band(l, "mixed");
  row(band, 11, "good", RBK_AT_LEAST, number("95"));
  band_row(band, "few", attribute("medical"));
  expect_accepted(l);
}
END_TEST

START_TEST(parameters_are_judged_by_the_values_in_force) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  rbk_register *reg = school_finish(s);
  rbk_layer *l = begin();
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  rbk_band *band = bedford(l, param("concern"));
  band_gap(band, param("concern"), number("95"));
  rbk_plan *plan = plan_of(l, NULL);
  static const struct {
    const char *value, *id, *place;
  } cases[] = {
      {"94.9999", NULL, NULL},                 /* a small gap is a gap */
      {"95", "gap", "la/test.lua:16"},         /* none is left to declare */
      {"85", "unreachable", "la/test.lua:15"}, /* as very concerning */
      {"85.0001", NULL, NULL},
  };
  for (size_t i = 0; i < 4; i++) {
    rbk_override override =
        override_of("school.json", "concern", cases[i].value);
    rbk_problems problems = bind_problems(reg, plan, &override, 1);
    if (cases[i].id) expect_problem(&problems, cases[i].place, cases[i].id, "");
    expect_count(&problems, cases[i].id ? 1 : 0);
  }
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(each_date_of_a_dated_threshold_is_judged) {
  rbk_layer *l = begin();
  rbk_parameter *concern =
      layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  parameter_dated(concern, "2025-01-06", "96");
  rbk_band *band = bedford(l, param("concern"));
  band_gap(band, number("90"), number("95"));
  expect_refused(l, "la/test.lua:16", "gap", "the values of 2025-01-06");
}
END_TEST

START_TEST(a_gap_may_move_with_its_dated_threshold) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  rbk_register *reg = school_finish(s);
  rbk_layer *l = begin();
  rbk_parameter *concern =
      layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  parameter_dated(concern, "2025-01-06", "92");
  parameter_dated(layer_parameter(l, "other", RBK_UNIT_NONE, "1"), "2025-02-03",
                  "2"); /* of no threshold */
  rbk_band *band = bedford(l, param("concern"));
  band_gap(band, param("concern"), number("95"));
  rbk_plan *plan = plan_of(l, NULL);
  rbk_binding_destroy(bind_plan(reg, plan));
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_stretch_without_an_end_needs_a_row) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "sessions");
  rbk_figure_expression *absent =
      measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_SCHOOL_YEAR));
  band_row(band, "few", compare(absent, RBK_AT_MOST, number("9")));
  expect_refused(l, "la/test.lua:1", "gap",
                 "covers values from 9 on; add a row that does");
}
END_TEST

START_TEST(a_negated_row_is_read_as_what_it_leaves) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "good",
           not_so(compare(attendance(), RBK_BELOW, number("90"))));
  row(band, 12, "poor", RBK_BELOW, number("90"));
  expect_accepted(l);
}
END_TEST

int main(void) {
  return TEST_RUN("reach", the_rows_of_bedford_with_their_gap_are_accepted,
                  a_stretch_that_no_row_covers_must_be_declared,
                  a_gap_that_begins_elsewhere_is_refused_and_the_open_one_named,
                  a_gap_where_every_value_has_its_row_is_refused,
                  one_point_between_two_rows_is_a_gap_too,
                  a_row_behind_one_that_takes_all_its_values_is_refused,
                  a_row_that_is_reached_at_one_value_only_is_accepted,
                  a_rate_has_no_values_above_one_hundred,
                  between_covers_both_its_ends,
                  whole_counts_leave_no_gap_between_neighbours,
                  a_gap_of_counts_is_named_by_thresholds_or_by_its_counts,
                  a_rounded_rate_has_only_the_values_that_rounding_gives,
                  a_gap_where_rows_compare_different_measures_is_refused,
                  parameters_are_judged_by_the_values_in_force,
                  each_date_of_a_dated_threshold_is_judged,
                  a_gap_may_move_with_its_dated_threshold,
                  a_stretch_without_an_end_needs_a_row,
                  a_negated_row_is_read_as_what_it_leaves);
}
