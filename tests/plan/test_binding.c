/* Binding: what conditions and figures become over one register. */
#include <string.h>

#include "bound.h"

/* --- nodes ---------------------------------------------------------------- */

START_TEST(equal_figures_and_leaves_are_bound_once_and_nodes_keep_their_words) {
  bound b = begin();
  layer_parameter(b.layer, "concern", RBK_UNIT_PERCENT, "90");
  /* the same, written three times, with the number once as a parameter */
  layer_flag(b.layer, "a",
             both(compare(rate(), RBK_BELOW, number("90")), attribute("send")));
  layer_flag(
      b.layer, "b",
      both(compare(rate(), RBK_BELOW, param("concern")), attribute("send")));
  layer_flag(b.layer, "c", compare(rate(), RBK_BELOW, number("90.0001")));
  bind_it(&b);
  ck_assert_uint_eq(b.edition->measures.figure_count, 1);
  ck_assert_uint_eq(b.edition->measures.leaf_count, 3);
  /* an explanation quotes the 90 of "a" and the parameter of "b": five leaves
   * as written and two `&`, over three leaves of measures */
  ck_assert_uint_eq(b.edition->node_count, 7);
  ck_assert_uint_ne(b.edition->flags[0].when, b.edition->flags[1].when);
  end(&b);
}
END_TEST

START_TEST(every_node_stands_behind_its_parts) {
  bound b = begin();
  layer_flag(b.layer, "late", flag_is("low")); /* declared before low */
  layer_flag(b.layer, "low",
             not_so(within(either(attribute("send"), attribute("send")),
                           window(RBK_WINDOW_TERM))));
  bind_it(&b);
  ck_assert_uint_eq(b.edition->flags[0].when, b.edition->flags[1].when);
  for (uint32_t i = 0; i < b.edition->node_count; i++) {
    const rbk_node *node = node_at(&b, i);
    if (node->kind == RBK_NODE_LEAF) continue;
    ck_assert_uint_lt(node->left, i);
    if (node->kind == RBK_NODE_OR) ck_assert_uint_lt(node->right, i);
  }
  end(&b);
}
END_TEST

START_TEST(a_band_row_is_only_and_no_earlier_row_and_the_row) {
  bound b = begin();
  rbk_band *band = layer_band(b.layer, "attendance");
  rbk_condition *enough = attribute("send");
  band->only = enough;
  rbk_condition *good = compare(rate(), RBK_AT_LEAST, number("95"));
  rbk_condition *fair = compare(rate(), RBK_AT_LEAST, number("90"));
  rbk_condition *poor = compare(rate(), RBK_BELOW, number("90"));
  band_row(band, "good", good);
  band_row(band, "fair", fair);
  band_row(band, "poor", poor);
  layer_flag(b.layer, "is_good", band_is("attendance", "good"));
  layer_flag(b.layer, "is_poor", band_is("attendance", "poor"));
  /* the same, by hand */
  layer_flag(b.layer, "by_hand",
             both(both(both(enough, not_so(good)), not_so(fair)), poor));
  bind_it(&b);
  const rbk_bound_band *bound_band = &b.edition->bands[0];
  ck_assert_uint_eq(bound_band->only, rbk_bound_node_of(b.edition, enough));
  ck_assert_uint_eq(bound_band->rows[1], rbk_bound_node_of(b.edition, fair));
  const rbk_node *is_good = node_at(&b, b.edition->flags[0].when);
  ck_assert_int_eq(is_good->kind, RBK_NODE_AND);
  ck_assert_uint_eq(is_good->left, bound_band->only);
  ck_assert_uint_eq(is_good->right, bound_band->rows[0]);
  ck_assert_uint_eq(b.edition->flags[1].when, b.edition->flags[2].when);
  end(&b);
}
END_TEST

START_TEST(branches_of_any_of_keep_their_clauses) {
  bound b = begin();
  layer_clause(b.layer, "C-1");
  layer_clause(b.layer, "C-2");
  const rbk_condition *ill = attribute("send");
  rbk_condition *any = any_of();
  any_branch(any, ill, "C-1");
  any_branch(any, ill, "C-2");
  layer_flag(b.layer, "any", any);
  layer_flag(b.layer, "plain", ill);
  layer_flag(b.layer, "or", either(ill, ill));
  bind_it(&b);
  const rbk_node *node = node_at(&b, b.edition->flags[0].when);
  ck_assert_int_eq(node->kind, RBK_NODE_OR);
  ck_assert_ptr_eq(node->source, any);
  const rbk_node *first = node_at(&b, node->left);
  const rbk_node *second = node_at(&b, node->right);
  ck_assert_str_eq(first->clauses.items[0], "C-1");
  ck_assert_str_eq(second->clauses.items[0], "C-2");
  ck_assert_uint_eq(first->leaf, second->leaf); /* one leaf for all */
  ck_assert_uint_eq(node_at(&b, b.edition->flags[1].when)->clauses.count, 0);
  end(&b);
}
END_TEST

START_TEST(a_nodes_stratum_is_the_highest_of_its_parts) {
  bound b = begin();
  uint32_t function = layer_function(b.layer);
  layer_rule(b.layer, "r", attribute("send"));
  const rbk_condition *calendar = weekday(RBK_FRIDAY);
  const rbk_condition *half =
      compare(figure_plain(RBK_FIGURE_HALF_TERM_NUMBER), RBK_IS, number("2"));
  const rbk_condition *own = compare(rate(), RBK_BELOW, number("90"));
  const rbk_condition *asked = asks(function);
  const rbk_condition *sent = within(fired("r"), window(RBK_WINDOW_TERM));
  layer_flag(b.layer, "a", both(calendar, half));
  layer_flag(b.layer, "b", both(calendar, own));
  layer_flag(b.layer, "c", both(own, asked));
  layer_flag(b.layer, "d", within(flag_is("c"), window(RBK_WINDOW_WEEK)));
  layer_flag(b.layer, "e", not_so(sent));
  layer_flag(b.layer, "f", within(calendar, window(RBK_WINDOW_WEEK)));
  bind_it(&b);
  static const rbk_stratum wanted[] = {RBK_STRATUM_SCHOOL, RBK_STRATUM_PUPIL,
                                       RBK_STRATUM_FOLD,   RBK_STRATUM_FOLD,
                                       RBK_STRATUM_FOLD,   RBK_STRATUM_PUPIL};
  for (size_t i = 0; i < 6; i++) {
    ck_assert_int_eq(node_at(&b, b.edition->flags[i].when)->stratum, wanted[i]);
  }
  end(&b);
}
END_TEST

/* --- dated parameters ----------------------------------------------------- */

START_TEST(a_dated_threshold_parts_the_smallest_condition_by_days) {
  bound b = begin();
  dated(b.layer, "n", RBK_UNIT_SESSIONS);
  const rbk_condition *over = compare(
      measure(RBK_FIGURE_SESSIONS, "absent", year()), RBK_AT_LEAST, param("n"));
  layer_flag(b.layer, "f", both(attribute("send"), not_so(over)));
  bind_it(&b);
  const rbk_node *node = node_at(&b, rbk_bound_node_of(b.edition, over));
  ck_assert_int_eq(node->kind, RBK_NODE_DATED);
  ck_assert_uint_eq(node->part_count, 2);
  /* the value of the 4th is first read on the next school day */
  rbk_day change =
      rbk_calendar_on_or_after(&b.reg->calendar, school_date("2025-01-04"));
  ck_assert_int_eq(node->parts[0].first, 0);
  ck_assert_int_eq(node->parts[0].last, change - 1);
  ck_assert_int_eq(node->parts[1].first, change);
  ck_assert_int_eq(node->parts[1].last, (rbk_day)b.reg->calendar.day_count - 1);
  ck_assert_int_eq(leaf_at(&b, node->parts[0].node)->right,
                   12 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(leaf_at(&b, node->parts[1].node)->right,
                   10 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(node->stratum, RBK_STRATUM_PUPIL);
  end(&b);
}
END_TEST

START_TEST(a_dated_window_makes_two_figures_and_is_known_by_day) {
  bound b = begin();
  dated(b.layer, "n", RBK_UNIT_SCHOOL_WEEKS);
  rbk_window_expression *weeks =
      window_last(RBK_WINDOW_SCHOOL_WEEKS, param("n"));
  rbk_figure_expression *absent = measure(RBK_FIGURE_SESSIONS, "absent", weeks);
  const rbk_condition *over = compare(absent, RBK_AT_LEAST, number("10"));
  layer_flag(b.layer, "f", over);
  bind_it(&b);
  ck_assert_uint_eq(b.edition->measures.figure_count, 2);
  rbk_day change =
      rbk_calendar_on_or_after(&b.reg->calendar, school_date("2025-01-04"));
  for (rbk_day day = change - 1; day <= change; day++) {
    uint32_t figure = rbk_bound_figure_on(b.edition, absent, day);
    uint32_t number = rbk_bound_window_on(b.edition, weeks, day);
    ck_assert_uint_lt(figure, 2);
    ck_assert_uint_eq(b.edition->measures.figures[figure].windows[0], number);
    ck_assert_int_eq(b.edition->measures.window_specs[number].n,
                     day < change ? 12 : 10);
  }
  end(&b);
}
END_TEST

START_TEST(a_dated_window_of_within_parts_the_within) {
  bound b = begin();
  dated(b.layer, "n", RBK_UNIT_SCHOOL_DAYS);
  const rbk_condition *inner = attribute("send");
  const rbk_condition *seen =
      within(inner, window_last(RBK_WINDOW_SCHOOL_DAYS, param("n")));
  layer_flag(b.layer, "f", seen);
  bind_it(&b);
  const rbk_node *node = node_at(&b, b.edition->flags[0].when);
  ck_assert_int_eq(node->kind, RBK_NODE_DATED);
  ck_assert_uint_eq(node->part_count, 2);
  for (size_t i = 0; i < 2; i++) {
    const rbk_node *part = node_at(&b, node->parts[i].node);
    ck_assert_int_eq(part->kind, RBK_NODE_WITHIN);
    ck_assert_uint_eq(part->left, rbk_bound_node_of(b.edition, inner));
  }
  end(&b);
}
END_TEST

START_TEST(within_over_a_dated_condition_reads_each_day_by_its_value) {
  bound b = begin();
  dated(b.layer, "n", RBK_UNIT_SESSIONS);
  const rbk_condition *over = compare(
      measure(RBK_FIGURE_SESSIONS, "absent", year()), RBK_AT_LEAST, param("n"));
  layer_flag(b.layer, "f", within(over, window(RBK_WINDOW_TERM)));
  bind_it(&b);
  const rbk_node *node = node_at(&b, b.edition->flags[0].when);
  ck_assert_int_eq(node->kind, RBK_NODE_WITHIN);
  ck_assert_int_eq(node_at(&b, node->left)->kind, RBK_NODE_DATED);
  end(&b);
}
END_TEST

START_TEST(an_override_leaves_nothing_dated) {
  bound b = begin();
  dated(b.layer, "n", RBK_UNIT_SESSIONS);
  layer_flag(b.layer, "f",
             compare(measure(RBK_FIGURE_SESSIONS, "absent", year()),
                     RBK_AT_LEAST, param("n")));
  b.plan = plan_of(b.layer, NULL);
  rbk_edition always = {RBK_NO_DATE, RBK_NO_DATE, b.plan, "la/test"};
  rbk_override override = override_of("school.json", "n", "11");
  b.binding = bind_editions(b.reg, &always, 1, &override, 1);
  b.edition = &b.binding->editions[0];
  ck_assert_int_eq(leaf_at(&b, b.edition->flags[0].when)->right,
                   11 * RBK_DECIMAL_ONE);
  ck_assert_uint_eq(b.edition->stretch_count, 1);
  end(&b);
}
END_TEST

START_TEST(values_that_stay_the_same_make_no_parts) {
  bound b = begin();
  rbk_parameter *n = layer_parameter(b.layer, "n", RBK_UNIT_SESSIONS, "10");
  parameter_dated(n, "2025-01-06", "10");
  layer_flag(b.layer, "f",
             compare(measure(RBK_FIGURE_SESSIONS, "absent", year()),
                     RBK_AT_LEAST, param("n")));
  bind_it(&b);
  ck_assert_int_eq(node_at(&b, b.edition->flags[0].when)->kind, RBK_NODE_LEAF);
  end(&b);
}
END_TEST

START_TEST(what_the_fold_reads_cannot_be_dated) {
  bound b = begin();
  dated(b.layer, "weeks", RBK_UNIT_SCHOOL_WEEKS);
  at_line(20);
  rbk_figure_expression *absent =
      measure(RBK_FIGURE_SESSIONS, "absent",
              window_last(RBK_WINDOW_SCHOOL_WEEKS, param("weeks")));
  at_line(21);
  rbk_rule *rule = layer_rule(b.layer, "r", attribute("send"));
  rule->each.figure = absent;
  rule->each.first = rule->each.every = number("10");
  b.plan = plan_of(b.layer, NULL);
  rbk_problems problems = bind_problems(b.reg, b.plan, NULL, 0);
  expect_problem(&problems, "la/test.lua:20", "dated-parameter",
                 "`each` cannot change from day to day");
  expect_count(&problems, 1);
  end(&b);
}
END_TEST

/* --- the register --------------------------------------------------------- */

START_TEST(conditions_on_the_school_are_constants) {
  bound b = begin();
  layer_flag(b.layer, "primary", school_is("phase", "primary"));
  layer_flag(b.layer, "secondary", school_is("phase", "secondary"));
  layer_flag(b.layer, "this", school_is("id", "S1"));
  bind_it(&b);
  static const rbk_truth wanted[] = {RBK_TRUE, RBK_FALSE, RBK_TRUE};
  for (size_t i = 0; i < 3; i++) {
    const rbk_leaf_spec *leaf = leaf_at(&b, b.edition->flags[i].when);
    ck_assert_int_eq(leaf->kind, RBK_LEAF_CONSTANT);
    ck_assert_int_eq(leaf->truth, wanted[i]);
  }
  end(&b);
}
END_TEST

START_TEST(a_parameter_that_decides_is_a_constant) {
  bound b = begin();
  layer_parameter_text(b.layer, "mode", RBK_UNIT_TEXT, "percent");
  for (int i = 0; i < 2; i++) {
    rbk_condition *mode = flag_is("mode");
    mode->kind = RBK_CONDITION_PARAMETER;
    mode->right_side = words(i == 0 ? "percent" : "days");
    layer_flag(b.layer, i == 0 ? "a" : "b", mode);
  }
  bind_it(&b);
  ck_assert_int_eq(leaf_at(&b, b.edition->flags[0].when)->truth, RBK_TRUE);
  ck_assert_int_eq(leaf_at(&b, b.edition->flags[1].when)->truth, RBK_FALSE);
  end(&b);
}
END_TEST

START_TEST(what_the_register_lacks_is_warned_of_once) {
  bound b = begin();
  at_line(5);
  layer_flag(b.layer, "a", attribute("medical"));
  at_line(6);
  layer_flag(b.layer, "b", attribute_is("medical", words("asthma")));
  at_line(7);
  layer_flag(
      b.layer, "c",
      compare(measure(RBK_FIGURE_SESSIONS, "absent", window_period("trip")),
              RBK_ABOVE, number("1")));
  at_line(8);
  layer_flag(
      b.layer, "d",
      compare(measure(RBK_FIGURE_SESSIONS, "absent", window_period("exams")),
              RBK_ABOVE, number("1")));
  at_line(9);
  layer_flag(b.layer, "e", school_is("sixth_form", "yes"));
  b.plan = plan_of(b.layer, NULL);
  rbk_problems problems = bind_problems(b.reg, b.plan, NULL, 0);
  expect_warning(&problems, "la/test.lua:5", "attribute", "'medical'");
  expect_warning(&problems, "la/test.lua:7", "period", "'trip'");
  expect_warning(&problems, "la/test.lua:9", "school fact", "'sixth_form'");
  expect_count(&problems, 3);
  end(&b);
}
END_TEST

START_TEST(attributes_and_kinds_are_the_registers_numbers) {
  bound b = begin();
  layer_fact(b.layer, "visit", "to");
  layer_flag(b.layer, "a", attribute("send"));
  layer_flag(b.layer, "b", on_event(RBK_LEAF_ON_RECORD, "letter", "step=1"));
  layer_flag(b.layer, "c", on_event(RBK_LEAF_CURRENT, "visit", NULL));
  bind_it(&b);
  const rbk_history *history = &b.reg->history;
  const rbk_leaf_spec *leaf = leaf_at(&b, b.edition->flags[0].when);
  ck_assert_uint_eq(leaf->attribute, rbk_intern_find(&b.reg->roll.attributes,
                                                     rbk_text_of("send")));
  leaf = leaf_at(&b, b.edition->flags[1].when);
  ck_assert_uint_eq(leaf->match.kind,
                    rbk_intern_find(&history->kinds, rbk_text_of("letter")));
  ck_assert_uint_eq(leaf->match.filter_count, 1);
  ck_assert_uint_eq(leaf->match.filters[0].field,
                    rbk_intern_find(&history->fields, rbk_text_of("step")));
  ck_assert_str_eq(leaf->match.filters[0].value, "1");
  leaf = leaf_at(&b, b.edition->flags[2].when);
  ck_assert_uint_eq(leaf->match.kind, RBK_NONE); /* no visit on file */
  ck_assert_uint_eq(leaf->field,
                    rbk_intern_find(&history->fields, rbk_text_of("to")));
  end(&b);
}
END_TEST

START_TEST(figures_take_over_all_that_is_said_of_them) {
  bound b = begin();
  layer_code_set(b.layer, "holiday", set_of("G"));
  layer_parameter_text(b.layer, "unauthorised", RBK_UNIT_CODES, "G O U");
  rbk_figure_expression *figure =
      measure_set(RBK_FIGURE_SHARE,
                  set_minus(set_param("unauthorised"), set_named("holiday")),
                  window_of(RBK_WINDOW_PREVIOUS, window(RBK_WINDOW_TERM)));
  figure->of = set_of("absent");
  figure->weekdays = 1u << RBK_FRIDAY;
  figure->sessions = RBK_AM;
  figure->beside_closure = figure->any_school = true;
  figure->rounded = number("1");
  figure->restart = match_of("letter", NULL);
  figure->restart_field = "to";
  layer_flag(b.layer, "f", compare(figure, RBK_ABOVE, number("50")));
  bind_it(&b);
  const rbk_figure_spec *spec =
      &b.edition->measures.figures[rbk_bound_figure_on(b.edition, figure, 0)];
  rbk_code_set wanted;
  rbk_text unknown;
  ck_assert(rbk_code_list_set(rbk_text_of("O U"), &wanted, &unknown));
  ck_assert_uint_eq(spec->set, wanted);
  ck_assert_uint_eq(spec->of, rbk_set_absent());
  ck_assert_uint_eq(spec->weekdays, 1u << RBK_FRIDAY);
  ck_assert_uint_eq(spec->sessions, RBK_AM);
  ck_assert(spec->beside_closure && spec->any_school && spec->restarts);
  ck_assert(!spec->frozen);
  ck_assert_int_eq(spec->rounded, 1);
  ck_assert_uint_eq(spec->restart_field,
                    rbk_intern_find(&b.reg->history.fields, rbk_text_of("to")));
  const rbk_window_spec *w =
      &b.edition->measures.window_specs[spec->windows[0]];
  ck_assert_int_eq(w->kind, RBK_WINDOW_PREVIOUS);
  ck_assert_int_eq(w->inner->kind, RBK_WINDOW_TERM);
  /* not rounded is not rounded to whole numbers */
  end(&b);
  b = begin();
  rbk_figure_expression *plain = rate();
  layer_flag(b.layer, "f", compare(plain, RBK_ABOVE, number("50")));
  bind_it(&b);
  spec = &b.edition->measures.figures[rbk_bound_figure_on(b.edition, plain, 0)];
  ck_assert_int_eq(spec->rounded, -1);
  ck_assert_uint_eq(spec->of, rbk_set_possible());
  end(&b);
}
END_TEST

START_TEST(between_is_what_its_texts_say) {
  bound b = begin();
  layer_parameter_text(b.layer, "from", RBK_UNIT_TEXT, "09-01");
  rbk_window_expression *each =
      window_between(param("from"), words("09-14")); /* kind BETWEEN as yet */
  rbk_window_expression *fixed =
      window_between(words("2024-09-01"), words("2024-09-14"));
  layer_asks_window(b.layer, each);
  layer_asks_window(b.layer, fixed);
  bind_it(&b);
  const rbk_window_spec *specs = b.edition->measures.window_specs;
  const rbk_window_spec *w = &specs[rbk_bound_window_on(b.edition, each, 0)];
  ck_assert_int_eq(w->kind, RBK_WINDOW_BETWEEN_EACH);
  ck_assert_uint_eq(w->from_month, 9);
  ck_assert_uint_eq(w->from_day, 1);
  ck_assert_uint_eq(w->to_day, 14);
  w = &specs[rbk_bound_window_on(b.edition, fixed, 0)];
  ck_assert_int_eq(w->kind, RBK_WINDOW_BETWEEN);
  ck_assert_int_eq(w->to, RBK_DATE(2024, 9, 14));
  end(&b);
}
END_TEST

START_TEST(a_figure_is_called_by_its_name_or_by_its_line) {
  bound b = begin();
  rbk_figure_expression *named = rate();
  layer_measure(b.layer, "attendance", named);
  at_line(33);
  rbk_figure_expression *again = rate(); /* the same, unnamed */
  rbk_figure_expression *other = measure(RBK_FIGURE_SESSIONS, "absent", year());
  layer_flag(b.layer, "f",
             both(compare(again, RBK_BELOW, number("90")),
                  compare(other, RBK_ABOVE, number("9"))));
  bind_it(&b);
  ck_assert_str_eq(
      rbk_bound_label(b.edition, rbk_bound_figure_on(b.edition, again, 0)),
      "attendance");
  ck_assert_str_eq(
      rbk_bound_label(b.edition, rbk_bound_figure_on(b.edition, other, 0)),
      "la/test:33");
  end(&b);
}
END_TEST

START_TEST(a_replaced_measure_is_replaced_wherever_it_is_read) {
  rbk_register *reg = one_year();
  rbk_layer *low = layer_begin("national/test", "national/test.lua");
  layer_fact(low, "letter", "to step");
  rbk_figure_expression *attendance = rate();
  layer_measure(low, "attendance", attendance);
  layer_flag(low, "f", compare(attendance, RBK_BELOW, number("90")));
  rbk_layer *high = layer_begin("school/test", "school/test.lua");
  /* made of the one it replaces */
  rbk_figure_expression *twice =
      figure_sum(RBK_FIGURE_ADD, attendance, attendance);
  twice->label = "attendance";
  layer_replace(high, RBK_SECTION_MEASURES, "attendance", twice, NULL);
  rbk_plan *plan = plan_of(low, high);
  rbk_binding *binding = bind_plan(reg, plan);
  const rbk_edition_bound *edition = &binding->editions[0];
  uint32_t number = rbk_bound_figure_on(edition, attendance, 0);
  const rbk_figure_spec *spec = &edition->measures.figures[number];
  ck_assert_int_eq(spec->kind, RBK_FIGURE_ADD);
  ck_assert_int_eq(edition->measures.figures[spec->left].kind, RBK_FIGURE_RATE);
  const rbk_node *node = &edition->nodes[edition->flags[0].when];
  ck_assert_uint_eq(edition->measures.leaves[node->leaf].figure, number);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  layer_destroy(high);
  layer_destroy(low);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "binding",
      equal_figures_and_leaves_are_bound_once_and_nodes_keep_their_words,
      every_node_stands_behind_its_parts,
      a_band_row_is_only_and_no_earlier_row_and_the_row,
      branches_of_any_of_keep_their_clauses,
      a_nodes_stratum_is_the_highest_of_its_parts,
      a_dated_threshold_parts_the_smallest_condition_by_days,
      a_dated_window_makes_two_figures_and_is_known_by_day,
      a_dated_window_of_within_parts_the_within,
      within_over_a_dated_condition_reads_each_day_by_its_value,
      an_override_leaves_nothing_dated, values_that_stay_the_same_make_no_parts,
      what_the_fold_reads_cannot_be_dated,
      conditions_on_the_school_are_constants,
      a_parameter_that_decides_is_a_constant,
      what_the_register_lacks_is_warned_of_once,
      attributes_and_kinds_are_the_registers_numbers,
      figures_take_over_all_that_is_said_of_them, between_is_what_its_texts_say,
      a_figure_is_called_by_its_name_or_by_its_line,
      a_replaced_measure_is_replaced_wherever_it_is_read);
}
