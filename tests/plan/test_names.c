/* References: every name is declared, and a misspelt one is recognised. Circles
 * of references, and what refers upwards. */
#include "support/layers.h"
#include "support/problems.h"
#include "support/suite.h"

static rbk_layer *begin(void) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  at_line(2);
  layer_clause(l, "BED-16");
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  layer_fact(l, "meeting", "attended outcome");
  layer_fact(l, "plan", "to review");
  layer_role(l, "officer");
  layer_code_set(l, "holiday", set_of("G"));
  layer_flag(l, "low", attribute("ill"));
  layer_rule(l, "letter", attribute("ill"));
  rbk_band *band = layer_band(l, "stage");
  band_row(band, "first", attribute("ill"));
  band_row(band, "second", attribute("tired"));
  at_line(30);
  return l;
}

static rbk_figure_expression *rate(void) {
  return measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR));
}

/* A flag with that condition has this one problem, on line 30. */
static void refuse(rbk_layer *l, const rbk_condition *condition, const char *id,
                   const char *words) {
  layer_flag(l, "tried", condition);
  expect_refused(l, "la/test.lua:30", id, words);
}

START_TEST(misspelt_names_are_recognised) {
  rbk_layer *l = begin();
  refuse(l, compare(rate(), RBK_BELOW, param("concren")), "unknown-name",
         "no parameter 'concren'; did you mean 'concern'?");
  l = begin();
  refuse(l, flag_is("lwo"), "unknown-name", "did you mean 'low'?");
  l = begin();
  refuse(l, fired("leter"), "unknown-name",
         "no rule 'leter'; did you mean 'letter'?");
  l = begin();
  refuse(l, band_is("stages", "first"), "unknown-name",
         "no band 'stages'; did you mean 'stage'?");
  l = begin();
  refuse(
      l, band_is("stage", "fist"), "unknown-name",
      "band 'stage' (la/test.lua:2) has no row 'fist'; did you mean 'first'?");
  l = begin();
  refuse(l, on_event(RBK_LEAF_ON_RECORD, "meting", NULL), "unknown-name",
         "no fact 'meting'; did you mean 'meeting'?");
  l = begin();
  refuse(l, on_event(RBK_LEAF_ON_RECORD, "meeting", "atended=yes"),
         "unknown-field", "no field 'atended'; did you mean 'attended'?");
}
END_TEST

START_TEST(names_that_are_like_nothing_are_refused_too) {
  rbk_layer *l = begin();
  refuse(l, flag_is("exceptional"), "unknown-name",
         "no flag 'exceptional'; declare it under `flags`");
  l = begin();
  refuse(l, band_is("stage", "thoroughly"), "unknown-name", "add it there");
  l = begin();
  refuse(l, on_event(RBK_LEAF_EVENT, "meeting", "weather=rain"),
         "unknown-field", "no field 'weather'; declare it");
}
END_TEST

START_TEST(fields_must_be_declared_wherever_they_are_read) {
  rbk_layer *l = begin();
  refuse(l, reached("plan", "target"), "unknown-field", "no field 'target'");
  l = begin();
  refuse(l, on_event(RBK_LEAF_CURRENT, "meeting", NULL), "unknown-field",
         "no field 'to'");
  l = begin();
  layer_flag(l, "running", on_event(RBK_LEAF_CURRENT, "plan", NULL));
  expect_accepted(l);
  l = begin();
  refuse(l,
         compare(figure_of_event(RBK_FIGURE_RECORDED, "plan", "points", NULL),
                 RBK_ABOVE, number("1")),
         "unknown-field", "no field 'points'");
  l = begin();
  rbk_figure_expression *figure = rate();
  figure->restart = match_of("plan", NULL);
  figure->restart_field = "until";
  refuse(l, compare(figure, RBK_BELOW, number("90")), "unknown-field",
         "no field 'until'");
  l = begin();
  layer_rule(l, "visit", attribute("ill"))->due = due_recorded("plan", "revew");
  expect_refused(l, "la/test.lua:30", "unknown-field",
                 "did you mean 'review'?");
  /* any event may name the action that it discharges */
  l = begin();
  layer_flag(l, "done", on_event(RBK_LEAF_ON_RECORD, "meeting", "action=x"));
  expect_accepted(l);
}
END_TEST

START_TEST(a_kind_that_done_declares_has_no_fields) {
  rbk_layer *l = begin();
  refuse(l, on_event(RBK_LEAF_ON_RECORD, "letter", "sent=post"),
         "unknown-field", "fact 'letter' (la/test.lua:2)");
}
END_TEST

START_TEST(parts_of_rules_are_looked_up) {
  rbk_layer *l = begin();
  layer_rule(l, "visit", attribute("ill"))->clauses = names_of("BED-61");
  expect_refused(l, "la/test.lua:30", "unknown-name", "clause 'BED-61'");
  l = begin();
  layer_rule(l, "visit", attribute("ill"))->owner.roles = names_of("oficer");
  expect_refused(l, "la/test.lua:30", "unknown-name",
                 "no role 'oficer'; did you mean 'officer'?");
  l = begin();
  layer_rule(l, "visit", attribute("ill"))->supersedes = names_of("lettre");
  expect_refused(l, "la/test.lua:30", "unknown-name", "rule 'lettre'");
  l = begin();
  rule_needs(layer_rule(l, "visit", attribute("ill")), "plans");
  expect_refused(l, "la/test.lua:30", "unknown-name", "fact 'plans'");
  l = begin();
  rule_unless(layer_rule(l, "visit", attribute("ill")), flag_is("lo"), "x");
  expect_refused(l, "la/test.lua:30", "unknown-name", "flag 'lo'");
  l = begin();
  layer_rule(l, "visit", attribute("ill"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, param("dayz"));
  expect_refused(l, "la/test.lua:30", "unknown-name", "parameter 'dayz'");
}
END_TEST

START_TEST(branches_findings_roles_and_sets_are_looked_up) {
  rbk_layer *l = begin();
  rbk_condition *any = any_of();
  any_branch(any, attribute("ill"), "BED-99");
  refuse(l, any, "unknown-name", "clause 'BED-99'");
  l = begin();
  refuse(l,
         compare(measure_set(RBK_FIGURE_SESSIONS, set_named("holidays"),
                             window(RBK_WINDOW_TERM)),
                 RBK_ABOVE, number("1")),
         "unknown-name", "no code set 'holidays'; did you mean 'holiday'?");
  l = begin();
  refuse(l,
         compare(measure_set(RBK_FIGURE_SESSIONS, set_param("codez"),
                             window(RBK_WINDOW_TERM)),
                 RBK_ABOVE, number("1")),
         "unknown-name", "no parameter 'codez'");
  l = begin();
  layer_coding(l, "n", "N")->owner.roles = names_of("head");
  expect_refused(l, "la/test.lua:30", "unknown-name", "role 'head'");
  l = begin();
  role_choice(layer_role(l, "lead"), NULL, "head");
  expect_refused(l, "la/test.lua:30", "unknown-name", "role 'head'");
  l = begin();
  layer_function(l);
  layer_asks_condition(l, flag_is("elsewhere"));
  expect_refused(l, "la/test.lua:30", "unknown-name", "flag 'elsewhere'");
}
END_TEST

START_TEST(a_row_id_twice_in_a_band_names_both_lines) {
  rbk_layer *l = begin();
  rbk_band *band = layer_band(l, "b");
  band_row(band, "x", attribute("ill"));
  at_line(31);
  band_row(band, "x", attribute("tired"));
  expect_refused(l, "la/test.lua:31", "duplicate-id", "la/test.lua:30");
}
END_TEST

START_TEST(all_problems_of_a_plan_are_found_together) {
  rbk_layer *l = begin();
  layer_flag(l, "one", flag_is("nowhere"));
  at_line(31);
  layer_flag(l, "two", compare(rate(), RBK_BELOW, param("nothing")));
  at_line(32);
  layer_rule(l, "three", attribute("ill"))->clauses = names_of("BED-99");
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:30", "unknown-name", "nowhere");
  expect_problem(&problems, "la/test.lua:31", "unknown-name", "nothing");
  expect_problem(&problems, "la/test.lua:32", "unknown-name", "BED-99");
  ck_assert_uint_eq(problems.items[0].line, 30); /* in order of lines */
  expect_count(&problems, 3);
  layer_destroy(l);
}
END_TEST

/* --- circles -------------------------------------------------------------- */

START_TEST(a_flag_that_reads_itself_is_refused) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  at_line(4);
  layer_flag(l, "low", either(flag_is("low"), attribute("ill")));
  expect_refused(l, "la/test.lua:4", "cycle",
                 "flag 'low' (la/test.lua:4) reads flag 'low' again");
}
END_TEST

START_TEST(a_circle_of_flags_and_bands_names_every_line) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  at_line(4);
  layer_flag(l, "low", band_is("attendance", "poor"));
  at_line(7);
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "good", attribute("ill"));
  at_line(9);
  band_row(band, "poor", within(flag_is("late"), window(RBK_WINDOW_WEEK)));
  at_line(12);
  layer_flag(l, "late", not_so(flag_is("low")));
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:12", "cycle",
                 "flag 'low' (la/test.lua:4) reads band 'attendance' "
                 "(la/test.lua:7), which reads flag 'late' (la/test.lua:12), "
                 "which reads flag 'low' again");
  expect_count(&problems, 1);
  layer_destroy(l);
}
END_TEST

START_TEST(a_chain_that_ends_is_no_circle) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  /* declared before what they read, twice the same, side by side */
  layer_flag(l, "c", both(flag_is("b"), flag_is("a")));
  layer_flag(l, "b", both(flag_is("a"), flag_is("a")));
  layer_flag(l, "a", attribute("ill"));
  rbk_plan *plan = plan_of(l, NULL);
  /* each behind those that it reads: a (2), b (1), c (0) */
  ck_assert_uint_eq(plan->order[0], 2);
  ck_assert_uint_eq(plan->order[1], 1);
  ck_assert_uint_eq(plan->order[2], 0);
  rbk_plan_destroy(plan);
  layer_destroy(l);
}
END_TEST

START_TEST(code_sets_and_roles_made_of_themselves_are_refused) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  at_line(3);
  layer_code_set(l, "a", set_plus(set_named("b"), set_of("G")));
  at_line(4);
  layer_code_set(l, "b", set_named("a"));
  expect_refused(l, "la/test.lua:4", "cycle", "code set 'a' (la/test.lua:3)");
  l = layer_begin("la/test", "la/test.lua");
  at_line(3);
  role_choice(layer_role(l, "lead"), NULL, "deputy");
  at_line(4);
  role_choice(layer_role(l, "deputy"), NULL, "lead");
  expect_refused(l, "la/test.lua:4", "cycle", "role 'lead' (la/test.lua:3)");
}
END_TEST

START_TEST(rules_may_read_each_others_firings) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "a", fired("b"));
  layer_rule(l, "b", either(fired("a"), attribute("ill")));
  expect_accepted(l); /* firings are read as the day opened */
}
END_TEST

/* --- depth ---------------------------------------------------------------- */

START_TEST(expressions_nested_beyond_reading_are_refused) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  const rbk_condition *deep = attribute("ill");
  for (int i = 0; i < 2000; i++) deep = not_so(deep);
  at_line(3);
  layer_flag(l, "deep", deep);
  expect_refused(l, "la/test.lua:1", "too-deep", "more than 1000 deep");
}
END_TEST

START_TEST(expressions_that_share_their_parts_are_read_once) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  const rbk_condition *wide = attribute("ill");
  rbk_figure_expression *sum = figure_attribute("points");
  for (int i = 0; i < 200; i++) {
    wide = both(wide, wide); /* 2 to the 200th leaves, if counted singly */
    sum = figure_sum(RBK_FIGURE_ADD, sum, sum);
  }
  layer_flag(l, "wide", both(wide, compare(sum, RBK_ABOVE, number("1"))));
  layer_rule(l, "r", both(on_event(RBK_LEAF_EVENT, "r", NULL), wide));
  expect_accepted(l);
}
END_TEST

/* --- strata --------------------------------------------------------------- */

static rbk_figure_expression *group_count(const rbk_condition *condition) {
  rbk_figure_expression *figure = figure_plain(RBK_FIGURE_GROUP);
  figure->group = RBK_GROUP_EVERYONE;
  figure->group_measure = RBK_GROUP_COUNT;
  figure->group_condition = condition;
  return figure;
}

START_TEST(a_cohort_that_asks_a_function_refers_upwards) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  uint32_t function = layer_function(l);
  at_line(6);
  layer_flag(l, "odd", both(attribute("ill"), asks(function)));
  at_line(9);
  layer_cohort(l, "odd_ones", flag_is("odd"));
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:9", "refers-upwards",
                 "la/test.lua:6 reads: a function");
  rbk_problems_finish(&problems);
  layer_destroy(l);
}
END_TEST

START_TEST(a_group_figure_over_firings_refers_upwards) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "letter", attribute("ill"));
  at_line(6);
  const rbk_condition *sent = fired("letter");
  at_line(9);
  layer_flag(l, "many", compare(group_count(sent), RBK_ABOVE, number("10")));
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:9", "refers-upwards", "la/test.lua:6");
  rbk_problems_finish(&problems);
  layer_destroy(l);
}
END_TEST

START_TEST(nothing_may_read_a_rule_about_a_group) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  at_line(3);
  rbk_rule *rule = layer_rule(l, "class_letter", attribute("ill"));
  rule->has_group = true;
  rule->group = RBK_GROUP_EVERYONE;
  at_line(8);
  layer_rule(l, "visit", fired("class_letter"));
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:8", "refers-upwards",
                 "rule 'class_letter' (la/test.lua:3)");
  rbk_problems_finish(&problems);
  layer_destroy(l);
}
END_TEST

START_TEST(a_group_rule_may_not_ask_functions) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  uint32_t function = layer_function(l);
  at_line(2);
  const rbk_condition *asked = asks(function);
  at_line(3);
  rbk_rule *rule = layer_rule(l, "class_letter", asked);
  rule->has_group = true;
  rule->group = RBK_GROUP_EVERYONE;
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:3", "refers-upwards", "la/test.lua:2");
  rbk_problems_finish(&problems);
  layer_destroy(l);
}
END_TEST

int main(void) {
  return TEST_RUN("names", misspelt_names_are_recognised,
                  names_that_are_like_nothing_are_refused_too,
                  fields_must_be_declared_wherever_they_are_read,
                  a_kind_that_done_declares_has_no_fields,
                  parts_of_rules_are_looked_up,
                  branches_findings_roles_and_sets_are_looked_up,
                  a_row_id_twice_in_a_band_names_both_lines,
                  all_problems_of_a_plan_are_found_together,
                  a_flag_that_reads_itself_is_refused,
                  a_circle_of_flags_and_bands_names_every_line,
                  a_chain_that_ends_is_no_circle,
                  code_sets_and_roles_made_of_themselves_are_refused,
                  rules_may_read_each_others_firings,
                  expressions_nested_beyond_reading_are_refused,
                  expressions_that_share_their_parts_are_read_once,
                  a_cohort_that_asks_a_function_refers_upwards,
                  a_group_figure_over_firings_refers_upwards,
                  nothing_may_read_a_rule_about_a_group,
                  a_group_rule_may_not_ask_functions);
}
