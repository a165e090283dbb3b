/* Binding: what conditions, figures and rules become over one register. */
#include <string.h>

#include "support/alloc.h"
#include "support/layers.h"
#include "support/problems.h"
#include "support/school.h"
#include "support/suite.h"

/* One pupil present all year; a letter on file; the attribute send. */
static rbk_register *one_year(void) {
  school *s = school_begin("sandwell-2024-25");
  school_named_period(s, "exams", "2025-05-12", "2025-05-23");
  school_identity(s, "S1", "primary");
  school_pupil(s, "P0001");
  school_attribute(s, "P0001", "send", "K");
  school_present(s, "P0001");
  school_event(s, "P0001", "2024-10-01", "letter", "to=2024-11-01;step=1");
  return school_finish(s);
}

typedef struct bound {
  rbk_register *reg;
  rbk_layer *layer;
  rbk_plan *plan;
  rbk_binding *binding;
  const rbk_edition_bound *edition;
} bound;

static bound begin(void) {
  bound b = {.reg = one_year(), .layer = layer_begin("la/test", "la/test.lua")};
  layer_fact(b.layer, "letter", "to step");
  return b;
}

static void bind_it(bound *b) {
  b->plan = plan_of(b->layer, NULL);
  b->binding = bind_plan(b->reg, b->plan);
  b->edition = &b->binding->editions[0];
}

static void end(bound *b) {
  rbk_binding_destroy(b->binding);
  rbk_plan_destroy(b->plan);
  layer_destroy(b->layer);
  rbk_register_destroy(b->reg);
}

static const rbk_node *node_at(const bound *b, uint32_t number) {
  ck_assert_uint_lt(number, b->edition->node_count);
  return &b->edition->nodes[number];
}

static const rbk_leaf_spec *leaf_at(const bound *b, uint32_t node) {
  ck_assert_int_eq(node_at(b, node)->kind, RBK_NODE_LEAF);
  return &b->edition->measures.leaves[node_at(b, node)->leaf];
}

static rbk_window_expression *year(void) {
  return window(RBK_WINDOW_SCHOOL_YEAR);
}

static rbk_figure_expression *rate(void) {
  return measure(RBK_FIGURE_RATE, "attended", year());
}

/* --- nodes ---------------------------------------------------------------- */

START_TEST(equal_figures_and_leaves_are_bound_once_and_nodes_keep_their_words) {
  bound b = begin();
  layer_parameter(b.layer, "concern", RBK_UNIT_PERCENT, "90");
  /* the same, written three times, with the number once as a parameter */
  layer_flag(b.layer, "a", both(compare(rate(), RBK_BELOW, number("90")),
                                attribute("send")));
  layer_flag(b.layer, "b", both(compare(rate(), RBK_BELOW, param("concern")),
                                attribute("send")));
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
  const rbk_condition *half = compare(
      figure_plain(RBK_FIGURE_HALF_TERM_NUMBER), RBK_IS, number("2"));
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

static rbk_parameter *dated(rbk_layer *l, const char *name, rbk_unit unit) {
  rbk_parameter *n = layer_parameter(l, name, unit, "");
  parameter_dated(n, "2013-09-01", "12");
  parameter_dated(n, "2025-01-04", "10"); /* a Saturday */
  return n;
}

START_TEST(a_dated_threshold_parts_the_smallest_condition_by_days) {
  bound b = begin();
  dated(b.layer, "n", RBK_UNIT_SESSIONS);
  const rbk_condition *over = compare(
      measure(RBK_FIGURE_SESSIONS, "absent", year()), RBK_AT_LEAST, param("n"));
  layer_flag(b.layer, "f", both(attribute("send"), not_so(over)));
  bind_it(&b);
  const rbk_node *node =
      node_at(&b, rbk_bound_node_of(b.edition, over));
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
  rbk_figure_expression *absent =
      measure(RBK_FIGURE_SESSIONS, "absent", weeks);
  const rbk_condition *over = compare(absent, RBK_AT_LEAST, number("10"));
  layer_flag(b.layer, "f", over);
  bind_it(&b);
  ck_assert_uint_eq(b.edition->measures.figure_count, 2);
  ck_assert_uint_eq(rbk_bound_figure_of(b.edition, absent), RBK_NONE);
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
  layer_flag(b.layer, "c", compare(measure(RBK_FIGURE_SESSIONS, "absent",
                                           window_period("trip")),
                                   RBK_ABOVE, number("1")));
  at_line(8);
  layer_flag(b.layer, "d", compare(measure(RBK_FIGURE_SESSIONS, "absent",
                                           window_period("exams")),
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
  rbk_figure_expression *figure = measure_set(
      RBK_FIGURE_SHARE, set_minus(set_param("unauthorised"), set_named("holiday")),
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
      &b.edition->measures.figures[rbk_bound_figure_of(b.edition, figure)];
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
  ck_assert_uint_eq(spec->restart_field, rbk_intern_find(&b.reg->history.fields,
                                                         rbk_text_of("to")));
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
  spec = &b.edition->measures.figures[rbk_bound_figure_of(b.edition, plain)];
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
  const rbk_window_spec *w = &specs[rbk_bound_window_of(b.edition, each)];
  ck_assert_int_eq(w->kind, RBK_WINDOW_BETWEEN_EACH);
  ck_assert_uint_eq(w->from_month, 9);
  ck_assert_uint_eq(w->from_day, 1);
  ck_assert_uint_eq(w->to_day, 14);
  w = &specs[rbk_bound_window_of(b.edition, fixed)];
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
  rbk_figure_expression *other =
      measure(RBK_FIGURE_SESSIONS, "absent", year());
  layer_flag(b.layer, "f", both(compare(again, RBK_BELOW, number("90")),
                                compare(other, RBK_ABOVE, number("9"))));
  bind_it(&b);
  ck_assert_str_eq(
      rbk_bound_label(b.edition, rbk_bound_figure_of(b.edition, again)),
      "attendance");
  ck_assert_str_eq(
      rbk_bound_label(b.edition, rbk_bound_figure_of(b.edition, other)),
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
  uint32_t number = rbk_bound_figure_of(edition, attendance);
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
  layer_flag(b.layer, "f", compare(figure_sum(RBK_FIGURE_ADD, score, score),
                                   RBK_ABOVE, number("1")));
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
  rbk_figure_expression *monthly = measure(RBK_FIGURE_SESSIONS, "late",
                                           window(RBK_WINDOW_MONTH));
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
  uint32_t leaf =
      node_at(&b, rbk_bound_node_of(b.edition, letter))->leaf;
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
  ck_assert_uint_eq(rules[0].needs[2].node,
                    rbk_bound_node_of(b.edition, low));
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
      b.edition->measures.window_specs[b.edition->codings[0].beyond_window].kind,
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
  layer_rule(old, "gone", attribute("send"));
  layer_rule(old, "letter", compare(rate(), RBK_BELOW, number("90")));
  rbk_layer *new = layer_begin("la/test", "la/test.lua");
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
  ck_assert_int_eq(rbk_bind(NULL, reg, editions, 2, NULL, 0, &problems,
                            &binding),
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
  layer_flag(l, "f", compare(measure_set(RBK_FIGURE_SESSIONS,
                                         set_named("holiday"), year()),
                             RBK_AT_LEAST, param("n")));
  rbk_rule *rule = layer_rule(
      l, "r", both(on_event(RBK_LEAF_EVENT, "letter", "step=1"), flag_is("f")));
  rule_needs(rule, "letter");
  layer_coding(l, "c", "N")->when = attribute("medical");
  return l;
}

static rbk_status stack_and_bind(const rbk_alloc *alloc,
                                 const rbk_layer *layer,
                                 const rbk_register *reg) {
  rbk_problems problems;
  rbk_problems_init(&problems, alloc);
  rbk_plan *plan = NULL;
  rbk_binding *binding = NULL;
  rbk_status status = rbk_plan_stack(alloc, &layer, 1, &problems, &plan);
  if (status == RBK_OK) {
    rbk_edition always = {RBK_NO_DATE, RBK_NO_DATE, plan, "la/test"};
    rbk_override override = override_of("--param", "n", "11");
    status = rbk_bind(alloc, reg, &always, 1, &override, 1, &problems,
                      &binding);
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
      a_replaced_measure_is_replaced_wherever_it_is_read,
      functions_keep_their_layer_through_replacement,
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
