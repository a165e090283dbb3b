/* Binding: what functions and rules become over one register, with several
 * editions, and when memory runs out. */
#include <string.h>

#include "bound.h"
#include "support/alloc.h"

/* --- functions ------------------------------------------------------------ */

START_TEST(functions_keep_their_layer_through_replacement) {
  rbk_register *reg = one_year();
  rbk_layer *low = layer_begin("national/test", "national/test.lua");
  layer_fact(low, "letter", "to step");
  layer_function(low);
  uint32_t low_when = layer_function(low), low_owner = layer_function(low);
  rbk_rule *rule = layer_rule(low, "r", asks(low_when));
  rule->owner.function = low_owner;
  rule->action.function = RBK_NONE;
  rbk_layer *high = layer_begin("school/test", "school/test.lua");
  uint32_t high_due = layer_function(high);
  rbk_rule *with = rule_apart("r", NULL);
  with->due.kind = RBK_DUE_FUNCTION;
  with->due.function = high_due;
  layer_replace(high, RBK_SECTION_RULES, "r", with, "due");
  rbk_plan *plan = plan_of(low, high);
  rbk_binding *binding = bind_plan(reg, plan);
  const rbk_edition_bound *edition = &binding->editions[0];
  const rbk_bound_rule *bound_rule = &edition->rules[0];
  ck_assert_uint_eq(binding->function_count, 4); /* three and one */
  const rbk_node *when = &edition->nodes[bound_rule->when];
  ck_assert_int_eq(when->kind, RBK_NODE_FUNCTION);
  ck_assert_ptr_eq(binding->functions[when->function].layer, low);
  ck_assert_uint_eq(binding->functions[when->function].function, low_when);
  const rbk_function *owner = &binding->functions[bound_rule->owner_function];
  ck_assert_ptr_eq(owner->layer, low);
  ck_assert_uint_eq(owner->function, low_owner);
  const rbk_function *due = &binding->functions[bound_rule->due_function];
  ck_assert_ptr_eq(due->layer, high);
  ck_assert_uint_eq(due->function, high_due);
  ck_assert_uint_eq(bound_rule->action_function, RBK_NONE);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_functions_figure_is_compared_with_a_number_and_nothing_else) {
  bound b = begin();
  layer_parameter(b.layer, "n", RBK_UNIT_SESSIONS, "7");
  rbk_figure_expression *score = figure_function(layer_function(b.layer));
  layer_flag(b.layer, "f", compare(score, RBK_ABOVE, param("n")));
  bind_it(&b);
  const rbk_node *node = node_at(&b, b.edition->flags[0].when);
  ck_assert_int_eq(node->kind, RBK_NODE_COMPARE_FUNCTION);
  ck_assert_int_eq(node->comparison, RBK_ABOVE);
  ck_assert_int_eq(node->right_side, 7 * RBK_DECIMAL_ONE);
  ck_assert_uint_eq(node->function, 0);
  ck_assert_int_eq(node->stratum, RBK_STRATUM_FOLD);
  end(&b);
  b = begin();
  at_line(40);
  score = figure_function(layer_function(b.layer));
  layer_flag(b.layer, "f",
             compare(figure_sum(RBK_FIGURE_ADD, score, score), RBK_ABOVE,
                     number("1")));
  b.plan = plan_of(b.layer, NULL);
  rbk_problems problems = bind_problems(b.reg, b.plan, NULL, 0);
  expect_problem(&problems, "la/test.lua:40", "function-figure",
                 "only be compared with a number");
  expect_count(&problems, 1);
  end(&b);
}
END_TEST

/* --- rules ---------------------------------------------------------------- */

START_TEST(the_shortest_calendar_window_of_a_leaf_arms_a_rule_anew) {
  bound b = begin();
  const rbk_condition *by_year = compare(rate(), RBK_BELOW, number("90"));
  rbk_figure_expression *monthly =
      measure(RBK_FIGURE_SESSIONS, "late", window(RBK_WINDOW_MONTH));
  const rbk_condition *by_month = compare(monthly, RBK_ABOVE, number("3"));
  const rbk_condition *counted =
      compare(measure(RBK_FIGURE_SESSIONS, "absent",
                      window_last(RBK_WINDOW_SCHOOL_DAYS, number("10"))),
              RBK_ABOVE, number("3"));
  layer_flag(b.layer, "monthly", by_month);
  rbk_band *band = layer_band(b.layer, "band");
  band_row(band, "low", either(attribute("send"), flag_is("monthly")));
  layer_rule(b.layer, "year", by_year);
  layer_rule(b.layer, "both", both(by_year, not_so(by_month)));
  layer_rule(b.layer, "through_band", both(by_year, band_is("band", "low")));
  layer_rule(b.layer, "counted", counted);
  layer_rule(b.layer, "rearm_is_not_read", counted)->rearm = by_month;
  layer_rule(b.layer, "recorded",
             within(on_event(RBK_LEAF_ON_RECORD, "letter", NULL),
                    window(RBK_WINDOW_HALF_TERM)));
  layer_rule(b.layer, "in_a_sum",
             compare(figure_sum(RBK_FIGURE_MULTIPLY, monthly,
                                figure_number(number("2"))),
                     RBK_ABOVE, number("3")));
  /* the window of c:within(w) is no leaf's */
  layer_rule(b.layer, "within", within(counted, window(RBK_WINDOW_WEEK)));
  bind_it(&b);
  static const rbk_period_kind wanted[] = {
      RBK_PERIOD_SCHOOL_YEAR, RBK_PERIOD_MONTH, RBK_PERIOD_MONTH,
      RBK_PERIOD_KINDS,       RBK_PERIOD_KINDS, RBK_PERIOD_HALF_TERM,
      RBK_PERIOD_MONTH,       RBK_PERIOD_KINDS};
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    ck_assert_msg(b.edition->rules[i].rearm_period == wanted[i], "rule %s",
                  b.edition->rules[i].source->id);
  }
  end(&b);
}
END_TEST

START_TEST(a_rule_for_an_event_knows_its_leaf_and_the_rest) {
  bound b = begin();
  const rbk_condition *ill = attribute("send");
  const rbk_condition *letter = on_event(RBK_LEAF_EVENT, "letter", NULL);
  const rbk_condition *low = compare(rate(), RBK_BELOW, number("90"));
  layer_rule(b.layer, "alone", letter);
  layer_rule(b.layer, "joined", both(ill, both(letter, low)));
  layer_rule(b.layer, "or", either(letter, low));
  layer_rule(b.layer, "not", both(not_so(letter), low));
  layer_flag(b.layer, "rest", both(ill, low));
  bind_it(&b);
  const rbk_bound_rule *rules = b.edition->rules;
  uint32_t leaf = node_at(&b, rbk_bound_node_of(b.edition, letter))->leaf;
  ck_assert_uint_eq(rules[0].event_leaf, leaf);
  ck_assert_uint_eq(rules[0].event_rest, RBK_NONE);
  ck_assert_uint_eq(rules[1].event_leaf, leaf);
  ck_assert_uint_eq(rules[1].event_rest, b.edition->flags[0].when);
  for (size_t i = 2; i < 4; i++) {
    ck_assert_uint_eq(rules[i].event_leaf, RBK_NONE);
    ck_assert_uint_eq(rules[i].event_rest, RBK_NONE);
  }
  end(&b);
}
END_TEST

START_TEST(rules_know_what_they_need_and_what_discharges_them) {
  bound b = begin();
  layer_fact(b.layer, "plan", NULL);
  rbk_rule *rule = layer_rule(b.layer, "letter", attribute("send"));
  rule_needs(rule, "letter");
  rule_needs(rule, "plan");
  const rbk_condition *low = compare(rate(), RBK_BELOW, number("90"));
  rule_needs_condition(rule, low, "a low figure");
  rule_unless(rule, low, "because");
  rule->due = due_recorded("letter", "to");
  layer_rule(b.layer, "visit", attribute("send"))->done =
      names_of("letter visit_made");
  layer_rule(b.layer, "last", fired("visit"))->supersedes =
      names_of("letter visit");
  bind_it(&b);
  const rbk_bound_rule *rules = b.edition->rules;
  uint32_t letter =
      rbk_intern_find(&b.reg->history.kinds, rbk_text_of("letter"));
  ck_assert_uint_eq(rules[0].needs[0].match.kind, letter);
  ck_assert_uint_eq(rules[0].needs[0].node, RBK_NONE);
  ck_assert_uint_eq(rules[0].needs[1].match.kind, RBK_NONE);
  ck_assert_uint_eq(rules[0].needs[2].node, rbk_bound_node_of(b.edition, low));
  ck_assert_uint_eq(rules[0].unless[0], rules[0].needs[2].node);
  ck_assert_uint_eq(rules[0].done_count, 1); /* its own id */
  ck_assert_uint_eq(rules[0].done[0], letter);
  ck_assert_uint_eq(rules[0].due_match.kind, letter);
  ck_assert_uint_eq(rules[0].checked, RBK_NONE);
  ck_assert_uint_eq(rules[0].rearm, RBK_NONE);
  ck_assert_uint_eq(rules[0].each_figure, RBK_NONE);
  ck_assert_uint_eq(rules[1].done_count, 2);
  ck_assert_uint_eq(rules[1].done[0], letter);
  ck_assert_uint_eq(rules[1].done[1], RBK_NONE);
  ck_assert_uint_eq(rules[2].supersedes_count, 2);
  ck_assert_uint_eq(rules[2].supersedes[1], rules[1].number);
  const rbk_node *sent = node_at(&b, rules[2].when);
  ck_assert_int_eq(sent->kind, RBK_NODE_FIRED);
  ck_assert_uint_eq(sent->rule, rules[1].number);
  end(&b);
}
END_TEST

START_TEST(findings_know_their_codes_and_windows) {
  bound b = begin();
  rbk_coding *coding = layer_coding(b.layer, "c1", "C1");
  coding->when = attribute("send");
  coding->beyond.said = true;
  coding->beyond.count = number("4");
  coding->beyond.window = year();
  layer_coding(b.layer, "n", "N");
  bind_it(&b);
  rbk_code_set wanted;
  rbk_text unknown;
  ck_assert(rbk_code_list_set(rbk_text_of("C1"), &wanted, &unknown));
  ck_assert_uint_eq(b.edition->codings[0].codes, wanted);
  ck_assert_int_eq(
      b.edition->measures.window_specs[b.edition->codings[0].beyond_window]
          .kind,
      RBK_WINDOW_SCHOOL_YEAR);
  ck_assert_uint_ne(b.edition->codings[0].when, RBK_NONE);
  ck_assert_uint_eq(b.edition->codings[1].beyond_window, RBK_NONE);
  ck_assert_uint_eq(b.edition->codings[1].when, RBK_NONE);
  ck_assert_uint_eq(b.edition->codings[1].owner_function, RBK_NONE);
  end(&b);
}
END_TEST

/* --- editions ------------------------------------------------------------- */

START_TEST(two_editions_share_the_numbers_of_their_ids) {
  rbk_register *reg = one_year();
  rbk_layer *old = layer_begin("la/test", "la/test-2013.lua");
  layer_fact(old, "letter", "step");
  layer_rule(old, "gone", attribute("send"));
  layer_rule(old, "letter", compare(rate(), RBK_BELOW, number("90")));
  rbk_layer *new = layer_begin("la/test", "la/test.lua");
  layer_fact(new, "letter", "step");
  layer_rule(new, "letter", compare(rate(), RBK_BELOW, number("92")));
  layer_rule(new, "visit", attribute("send"));
  rbk_plan *plans[] = {plan_of(old, NULL), plan_of(new, NULL)};
  /* the new one from Saturday on; after 18 July none */
  rbk_edition editions[] = {
      {RBK_NO_DATE, school_date("2025-01-10"), plans[0], "la/test"},
      {school_date("2025-01-11"), school_date("2025-07-17"), plans[1],
       "la/test"}};
  rbk_binding *binding = bind_editions(reg, editions, 2, NULL, 0);
  ck_assert_uint_eq(binding->edition_count, 2);
  const rbk_edition_bound *first = &binding->editions[0];
  const rbk_edition_bound *second = &binding->editions[1];
  ck_assert_uint_eq(first->rules[1].number, second->rules[0].number);
  ck_assert_uint_ne(first->rules[0].number, second->rules[1].number);
  ck_assert_uint_eq(binding->rules.count, 3);
  rbk_day friday = school_day(reg, "2025-01-10");
  ck_assert_ptr_eq(rbk_binding_on(binding, friday), first);
  ck_assert_ptr_eq(rbk_binding_on(binding, friday + 1), second);
  ck_assert_int_eq(first->first, 0);
  ck_assert_int_eq(second->first, friday + 1);
  rbk_day last = school_day(reg, "2025-07-17");
  ck_assert_ptr_eq(rbk_binding_on(binding, last), second);
  ck_assert_ptr_null(rbk_binding_on(binding, last + 1));
  rbk_binding_destroy(binding);
  for (size_t i = 0; i < 2; i++) rbk_plan_destroy(plans[i]);
  layer_destroy(new);
  layer_destroy(old);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(editions_that_overlap_are_a_fault_of_the_caller) {
  rbk_register *reg = one_year();
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_edition editions[] = {
      {RBK_NO_DATE, school_date("2025-01-10"), plan, "la/test"},
      {school_date("2025-01-10"), RBK_NO_DATE, plan, "la/test"}};
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_binding *binding = NULL;
  ck_assert_int_eq(
      rbk_bind(NULL, reg, editions, 2, NULL, 0, &problems, &binding),
      RBK_USAGE);
  ck_assert_ptr_null(binding);
  rbk_problems_finish(&problems);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

/* --- memory --------------------------------------------------------------- */

/* A policy that uses every part of the room. */
static rbk_layer *everything(void) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "letter", "to step");
  dated(l, "n", RBK_UNIT_SESSIONS);
  layer_measure(l, "attendance", rate());
  layer_code_set(l, "holiday", set_of("G"));
  rbk_band *band = layer_band(l, "b");
  band_row(band, "good", compare(rate(), RBK_AT_LEAST, number("95")));
  band_row(band, "poor", compare(rate(), RBK_BELOW, number("95")));
  layer_flag(
      l, "f",
      compare(measure_set(RBK_FIGURE_SESSIONS, set_named("holiday"), year()),
              RBK_AT_LEAST, param("n")));
  rbk_rule *rule = layer_rule(
      l, "r", both(on_event(RBK_LEAF_EVENT, "letter", "step=1"), flag_is("f")));
  rule_needs(rule, "letter");
  layer_coding(l, "c", "N")->when = attribute("medical");
  return l;
}

static rbk_status stack_and_bind(const rbk_alloc *alloc, const rbk_layer *layer,
                                 const rbk_register *reg) {
  rbk_problems problems;
  rbk_problems_init(&problems, alloc);
  rbk_plan *plan = NULL;
  rbk_binding *binding = NULL;
  rbk_status status = rbk_plan_stack(alloc, &layer, 1, &problems, &plan);
  if (status == RBK_OK) {
    rbk_edition always = {RBK_NO_DATE, RBK_NO_DATE, plan, "la/test"};
    rbk_override override = override_of("--param", "n", "11");
    status =
        rbk_bind(alloc, reg, &always, 1, &override, 1, &problems, &binding);
  }
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  rbk_problems_finish(&problems);
  return status;
}

START_TEST(every_allocation_that_fails_is_reported_and_nothing_leaks) {
  rbk_register *reg = one_year();
  rbk_layer *l = everything();
  test_alloc alloc;
  test_alloc_init(&alloc);
  size_t n = 1;
  for (;; n++) {
    test_alloc_fail_at(&alloc, n, n % 2 == 0);
    rbk_status status = stack_and_bind(&alloc.alloc, l, reg);
    ck_assert_uint_eq(alloc.blocks, 0);
    if (alloc.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
  }
  ck_assert_uint_gt(n, 10);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(problems_that_find_no_memory_are_no_problems_of_the_policy) {
  rbk_layer *l = everything();
  rbk_band *band = layer_band(l, "gaps");
  band_row(band, "poor", compare(rate(), RBK_BELOW, param("n")));
  layer_flag(l, "g", flag_is("fee"));
  layer_flag(l, "h", flag_is("h"));
  layer_disable(l, RBK_SECTION_RULES, "rr");
  test_alloc alloc;
  test_alloc_init(&alloc);
  for (size_t n = 1;; n++) {
    test_alloc_fail_at(&alloc, n, n % 2 == 0);
    rbk_status status = stack_and_bind(&alloc.alloc, l, NULL);
    ck_assert_uint_eq(alloc.blocks, 0);
    if (alloc.failures == 0) {
      ck_assert_int_eq(status, RBK_POLICY);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
  }
  layer_destroy(l);
}
END_TEST

int main(void) {
  return TEST_RUN("bound_rules", functions_keep_their_layer_through_replacement,
                  a_functions_figure_is_compared_with_a_number_and_nothing_else,
                  the_shortest_calendar_window_of_a_leaf_arms_a_rule_anew,
                  a_rule_for_an_event_knows_its_leaf_and_the_rest,
                  rules_know_what_they_need_and_what_discharges_them,
                  findings_know_their_codes_and_windows,
                  two_editions_share_the_numbers_of_their_ids,
                  editions_that_overlap_are_a_fault_of_the_caller,
                  every_allocation_that_fails_is_reported_and_nothing_leaks,
                  problems_that_find_no_memory_are_no_problems_of_the_policy);
}
