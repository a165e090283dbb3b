/* Layers on top of each other: union, replace, disable, duplicate ids. */
#include <string.h>

#include "support/layers.h"
#include "support/problems.h"
#include "support/suite.h"

static rbk_layer *nation(void) {
  return layer_begin("national/test", "national/test.lua");
}

static rbk_layer *school(void) {
  rbk_layer *layer = layer_begin("school/test", "school/test.lua");
  layer->extends = "national/test";
  return layer;
}

static const rbk_condition *ill(void) {
  return attribute("ill");
}

START_TEST(a_plan_holds_what_its_layers_declare_in_their_order) {
  rbk_layer *low = nation();
  layer_flag(low, "b", ill());
  layer_flag(low, "a", ill());
  layer_rule(low, "visit", ill());
  rbk_layer *high = school();
  layer_flag(high, "c", ill());
  layer_parameter(high, "concern", RBK_UNIT_PERCENT, "90");
  rbk_plan *plan = plan_of(low, high);
  ck_assert_uint_eq(plan->flag_count, 3);
  ck_assert_str_eq(plan->flags[0]->id, "b");
  ck_assert_str_eq(plan->flags[1]->id, "a");
  ck_assert_str_eq(plan->flags[2]->id, "c");
  ck_assert_ptr_eq(plan->flag_layers[1], low);
  ck_assert_ptr_eq(plan->flag_layers[2], high);
  ck_assert_str_eq(rbk_plan_rule(plan, "visit")->id, "visit");
  ck_assert_ptr_null(rbk_plan_rule(plan, "visits"));
  ck_assert_int_eq(rbk_plan_parameter(plan, "concern")->unit, RBK_UNIT_PERCENT);
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(an_id_declared_twice_in_one_file_names_both_lines) {
  rbk_layer *l = nation();
  at_line(5);
  layer_rule(l, "visit", ill());
  at_line(9);
  layer_rule(l, "visit", ill());
  expect_refused(l, "national/test.lua:9", "duplicate-id",
                 "national/test.lua:5");
}
END_TEST

/* Every section is one namespace. */
static void add_everything(rbk_layer *l) {
  layer_clause(l, "C-1");
  layer_parameter(l, "p", RBK_UNIT_PERCENT, "90");
  layer_fact(l, "meeting", "held");
  layer_role(l, "lead");
  layer_code_set(l, "holiday", set_of("G"));
  layer_measure(
      l, "absences",
      measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_SCHOOL_YEAR)));
  layer_coding(l, "n_codes", "N");
  band_row(layer_band(l, "b"), "x", ill());
  layer_flag(l, "f", ill());
  layer_rule(l, "r", ill());
}

START_TEST(an_inherited_id_of_any_section_may_not_be_declared_again) {
  rbk_layer *low = nation();
  at_line(3);
  add_everything(low);
  rbk_layer *high = school();
  at_line(8);
  add_everything(high);
  rbk_problems problems = stack_problems(low, high);
  static const char *const things[] = {
      "clause 'C-1'",     "parameter 'p'",      "fact 'meeting'",
      "role 'lead'",      "code set 'holiday'", "measure 'absences'",
      "coding 'n_codes'", "band 'b'",           "flag 'f'",
      "rule 'r'"};
  for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
    expect_problem(&problems, "school/test.lua:8", "duplicate-id", things[i]);
  }
  expect_problem(&problems, "school/test.lua:8", "duplicate-id",
                 "national/test (national/test.lua:3)");
  expect_count(&problems, sizeof things / sizeof things[0]);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_replaced_rule_keeps_the_keys_that_are_not_given) {
  rbk_layer *low = nation();
  layer_role(low, "lead");
  layer_clause(low, "C-1");
  rbk_rule *rule = layer_rule(low, "letter", ill());
  rule->once = RBK_ONCE_TERM;
  rule->clauses = names_of("C-1");
  rule->owner.roles = names_of("lead");
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  layer_rule(low, "other", ill());

  rbk_layer *high = school();
  at_line(20);
  rbk_rule *with = rule_apart("letter", NULL);
  with->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("3"));
  with->lapse = true; /* given, but not among the keys */
  layer_replace(high, RBK_SECTION_RULES, "letter", with, "due");

  rbk_plan *plan = plan_of(low, high);
  ck_assert_uint_eq(plan->rule_count, 2);
  const rbk_rule *now = plan->rules[0]; /* in its old place */
  ck_assert_str_eq(now->id, "letter");
  ck_assert_ptr_eq(now->when, rule->when);
  ck_assert_int_eq(now->once, RBK_ONCE_TERM);
  ck_assert_str_eq(now->clauses.items[0], "C-1");
  ck_assert_int_eq(now->due.n.number, 3 * RBK_DECIMAL_ONE);
  ck_assert(!now->lapse);
  ck_assert_uint_eq(now->where.line, 20);
  ck_assert_ptr_eq(plan->rule_layers[0], high);
  ck_assert_ptr_eq(plan->rule_origins[0].due, high);
  ck_assert_ptr_eq(plan->rule_origins[0].owner, low);
  /* the layer itself is as it was */
  ck_assert_int_eq(rule->due.n.number, 5 * RBK_DECIMAL_ONE);
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_replaced_parameter_holds_for_every_layer) {
  rbk_layer *low = nation();
  layer_parameter(low, "concern", RBK_UNIT_PERCENT, "90")->note = "kept";
  rbk_layer *high = school();
  layer_replace(high, RBK_SECTION_PARAMS, "concern",
                parameter_apart("concern", "92"), "value");
  rbk_plan *plan = plan_of(low, high);
  const rbk_parameter *concern = rbk_plan_parameter(plan, "concern");
  ck_assert_int_eq(concern->values[0].items[0].number, 92 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(concern->unit, RBK_UNIT_PERCENT);
  ck_assert_str_eq(concern->note, "kept");
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(what_stands_in_a_ladder_is_replaced_with_it) {
  rbk_layer *low = nation();
  stage_rule(ladder_stage(layer_ladder(low, "help"), "watch", ill()),
             RBK_ON_REVIEW, "call");
  rbk_layer *high = school();
  at_line(4);
  layer_replace(high, RBK_SECTION_RULES, "call", rule_apart("call", ill()),
                "due");
  at_line(5);
  layer_disable(high, RBK_SECTION_RULES, "call");
  at_line(6);
  layer_disable(high, RBK_SECTION_LADDERS, "watch");
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "school/test.lua:4", "nothing-inherited",
                 "'call' stands in the ladder 'help' and cannot be replaced "
                 "by itself; give all stages anew under `replace = { ladders "
                 "= { help = ... } }`");
  expect_problem(&problems, "school/test.lua:5", "nothing-inherited",
                 "cannot be disabled by itself");
  expect_problem(&problems, "school/test.lua:6", "nothing-inherited",
                 "'watch' stands in the ladder 'help'");
  expect_count(&problems, 3);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(replacing_what_is_not_inherited_suggests_the_nearest_id) {
  rbk_layer *low = nation();
  layer_flag(low, "low_attendance", ill());
  rbk_layer *high = school();
  at_line(4);
  layer_replace(high, RBK_SECTION_FLAGS, "low_atendance",
                flag_apart("low_atendance", ill()), "when");
  at_line(5);
  layer_replace(high, RBK_SECTION_RULES, "letter", rule_apart("letter", ill()),
                "when");
  at_line(6);
  layer_disable(high, RBK_SECTION_FLAGS, "lateness");
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "school/test.lua:4", "nothing-inherited",
                 "did you mean 'low_attendance'?");
  expect_problem(&problems, "school/test.lua:5", "nothing-inherited",
                 "no inherited rule 'letter' to replace");
  expect_problem(&problems, "school/test.lua:6", "nothing-inherited",
                 "no inherited flag 'lateness' to disable");
  expect_count(&problems, 3);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_layer_cannot_replace_what_it_declares_itself) {
  rbk_layer *l = nation();
  layer_flag(l, "low", ill());
  at_line(7);
  layer_replace(l, RBK_SECTION_FLAGS, "low", flag_apart("low", ill()), "when");
  expect_refused(l, "national/test.lua:7", "nothing-inherited",
                 "no inherited flag 'low'");
}
END_TEST

START_TEST(a_key_that_the_thing_does_not_have_is_refused) {
  rbk_layer *low = nation();
  layer_flag(low, "low", ill());
  rbk_layer *high = school();
  at_line(4);
  layer_replace(high, RBK_SECTION_FLAGS, "low", flag_apart("low", ill()),
                "when due");
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "school/test.lua:4", "unknown-key", "no 'due'");
  expect_count(&problems, 1);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(what_is_disabled_is_gone_and_remembered) {
  rbk_layer *low = nation();
  layer_rule(low, "letter", ill());
  layer_rule(low, "visit", ill());
  rbk_layer *high = school();
  at_line(4);
  layer_disable(high, RBK_SECTION_RULES, "letter");
  rbk_plan *plan = plan_of(low, high);
  ck_assert_uint_eq(plan->rule_count, 1);
  ck_assert_str_eq(plan->rules[0]->id, "visit");
  ck_assert_uint_eq(plan->disabled_count, 1);
  ck_assert_str_eq(plan->disabled[0]->id, "letter");
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_condition_on_a_disabled_flag_names_who_disabled_it) {
  rbk_layer *low = nation();
  layer_flag(low, "low", ill());
  at_line(12);
  layer_rule(low, "letter", flag_is("low"));
  rbk_layer *high = school();
  at_line(4);
  layer_disable(high, RBK_SECTION_FLAGS, "low");
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "national/test.lua:12", "disabled-name",
                 "flag 'low' is disabled at school/test.lua:4");
  expect_count(&problems, 1);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_kind_named_in_done_of_a_disabled_or_replaced_rule_stays_known) {
  rbk_layer *low = nation();
  layer_rule(low, "judge", ill())->done = names_of("improvement");
  layer_rule(low, "offer", ill())->done = names_of("offered");
  layer_rule(low, "plain", ill()); /* its own id is the kind */
  rbk_stage *stage = ladder_stage(layer_ladder(low, "help"), "one", ill());
  stage_rule(stage, RBK_ON_ENTRY, "meet")->done = names_of("met");
  static const char *const kinds[] = {"improvement", "offered", "plain", "met"};
  for (size_t i = 0; i < 4; i++)
    layer_rule(low, rbk_arena_format(&low->arena, "after_%d", (int)i),
               on_event(RBK_LEAF_ON_RECORD, kinds[i], NULL));
  rbk_layer *high = school();
  layer_disable(high, RBK_SECTION_RULES, "judge");
  layer_disable(high, RBK_SECTION_RULES, "plain");
  layer_disable(high, RBK_SECTION_LADDERS, "help");
  rbk_rule *other = rule_apart("offer", ill());
  other->done = names_of("something");
  layer_replace(high, RBK_SECTION_RULES, "offer", other, "done");
  rbk_plan *plan = plan_of(low, high);
  for (size_t i = 0; i < 4; i++)
    ck_assert_ptr_nonnull(rbk_plan_fact(plan, kinds[i]));
  ck_assert_ptr_nonnull(rbk_plan_fact(plan, "something"));
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(what_misses_a_disabled_ladder_names_who_disabled_it) {
  rbk_layer *low = nation();
  rbk_stage *stage = ladder_stage(layer_ladder(low, "help"), "one", ill());
  stage_rule(stage, RBK_ON_ENTRY, "meet");
  at_line(12);
  layer_rule(low, "write", in_stage("one"));
  at_line(13);
  layer_rule(low, "call", fired("meet"));
  rbk_layer *high = school();
  at_line(4);
  layer_disable(high, RBK_SECTION_LADDERS, "help");
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "national/test.lua:12", "disabled-name",
                 "stage 'one' belongs to ladder 'help', which is disabled at "
                 "school/test.lua:4");
  expect_problem(&problems, "national/test.lua:13", "disabled-name",
                 "rule 'meet' belongs to ladder 'help', which is disabled at "
                 "school/test.lua:4");
  expect_count(&problems, 2);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_letter_names_who_disabled_what_it_quotes) {
  rbk_layer *low = nation();
  at_line(10);
  layer_parameter(low, "limit", RBK_UNIT_PERCENT, "90");
  layer_cohort(low, "send", ill());
  layer_flag(low, "gone", attribute("hobby"));
  at_line(20);
  rbk_letter *letter = layer_letter(low, "letter");
  letter->text = "Below {param.limit}, {pupil.hobby}";
  rbk_variant *variant = rbk_arena_take(&low->arena, 1, sizeof *variant);
  *variant = (rbk_variant){.id = "send",
                           .text = "Hello",
                           .when = attribute("send"),
                           .by_name = true,
                           .where = {"national/test.lua", 21}};
  letter->variants = variant;
  letter->variant_count = 1;
  rbk_layer *high = school();
  at_line(4);
  layer_disable(high, RBK_SECTION_PARAMS, "limit");
  layer_disable(high, RBK_SECTION_COHORTS, "send");
  layer_disable(high, RBK_SECTION_FLAGS, "gone"); /* {pupil.hobby} stays */
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "national/test.lua:20", "disabled-name",
                 "parameter 'limit' is disabled at school/test.lua:4");
  expect_problem(&problems, "national/test.lua:21", "disabled-name",
                 "a variant for cohort 'send', which is disabled at "
                 "school/test.lua:4");
  expect_count(&problems, 2);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_rule_may_supersede_a_disabled_one) {
  rbk_layer *low = nation();
  layer_rule(low, "letter", ill());
  layer_rule(low, "visit", ill())->supersedes = names_of("letter");
  rbk_layer *high = school();
  layer_disable(high, RBK_SECTION_RULES, "letter");
  rbk_plan_destroy(plan_of(low, high));
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(what_one_layer_disables_the_next_cannot_replace) {
  rbk_layer *low = nation();
  layer_rule(low, "letter", ill());
  rbk_layer *high = school();
  at_line(4);
  layer_disable(high, RBK_SECTION_RULES, "letter");
  at_line(5);
  layer_disable(high, RBK_SECTION_RULES, "letter");
  rbk_problems problems = stack_problems(low, high);
  expect_problem(&problems, "school/test.lua:5", "already-disabled",
                 "school/test.lua:4");
  expect_count(&problems, 1);
  layer_destroy(high);
  layer_destroy(low);
}
END_TEST

START_TEST(a_kind_named_in_done_is_declared_by_that) {
  rbk_layer *l = nation();
  layer_rule(l, "letter", ill());
  layer_rule(l, "visit", ill())->done = names_of("home_visit");
  layer_rule(l, "next",
             both(on_event(RBK_LEAF_ON_RECORD, "letter", NULL),
                  on_event(RBK_LEAF_ON_RECORD, "home_visit", NULL)));
  rbk_plan *plan = plan_of(l, NULL);
  ck_assert_ptr_nonnull(rbk_plan_fact(plan, "letter"));
  ck_assert_ptr_nonnull(rbk_plan_fact(plan, "home_visit"));
  ck_assert_ptr_null(rbk_plan_fact(plan, "visit")); /* its done is another */
  rbk_plan_destroy(plan);
  layer_destroy(l);
}
END_TEST

START_TEST(units_are_named_as_scripts_write_them) {
  for (int i = RBK_UNIT_NONE + 1; i < RBK_UNITS; i++) {
    rbk_unit unit = RBK_UNIT_NONE;
    const char *name = rbk_unit_name((rbk_unit)i);
    ck_assert(rbk_unit_parse(rbk_text_of(name), &unit));
    ck_assert_int_eq(unit, i);
  }
  rbk_unit unit;
  ck_assert_str_eq(rbk_unit_name(RBK_UNIT_SCHOOL_DAYS), "school_days");
  ck_assert(!rbk_unit_parse(rbk_text_of("per cent"), &unit));
  ck_assert(!rbk_unit_parse(rbk_text_of(""), &unit));
  ck_assert_str_eq(rbk_section_name(RBK_SECTION_CODE_SETS), "code_sets");
}
END_TEST

int main(void) {
  return TEST_RUN(
      "stack", a_plan_holds_what_its_layers_declare_in_their_order,
      an_id_declared_twice_in_one_file_names_both_lines,
      an_inherited_id_of_any_section_may_not_be_declared_again,
      a_replaced_rule_keeps_the_keys_that_are_not_given,
      a_replaced_parameter_holds_for_every_layer,
      what_stands_in_a_ladder_is_replaced_with_it,
      replacing_what_is_not_inherited_suggests_the_nearest_id,
      a_layer_cannot_replace_what_it_declares_itself,
      a_key_that_the_thing_does_not_have_is_refused,
      what_is_disabled_is_gone_and_remembered,
      a_condition_on_a_disabled_flag_names_who_disabled_it,
      a_kind_named_in_done_of_a_disabled_or_replaced_rule_stays_known,
      what_misses_a_disabled_ladder_names_who_disabled_it,
      a_letter_names_who_disabled_what_it_quotes,
      a_rule_may_supersede_a_disabled_one,
      what_one_layer_disables_the_next_cannot_replace,
      a_kind_named_in_done_is_declared_by_that,
      units_are_named_as_scripts_write_them);
}
