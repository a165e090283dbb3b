/* What a script says, as the layer that is read from it, and how layers and
 * their versions become editions. */
#include <stdio.h>
#include <string.h>

#include "support/school.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;
static test_load load;

static const char national[] =
    "return {\n"
    "  api = 1, id = \"national/england\", title = \"England\",\n"
    "  effective = { from = \"2024-08-19\" },\n"
    "  params = { min_possible = { 20, unit = \"sessions\" } },\n"
    "  roles = { attendance_officer = \"Attendance officer\" },\n"
    "}\n";

/* The first look of the language, in the words of this test. */
/* clang-format off */
static const char bedford[] =
  /* 1 */ "local attendance = rate \"attended\":within(school_year)\n"
  /* 2 */ "local enough = sessions \"possible\":within(school_year):at_least(param.min_possible)\n"
  /* 3 */ "return {\n"
  /* 4 */ "  api = 1, id = \"la/bedford\", title = \"Bedford\",\n"
  /* 5 */ "  extends = \"national/england\", effective = { from = \"2024-08-19\" },\n"
  /* 6 */ "  clauses = {\n"
  /* 7 */ "    [\"BED-16\"] = { \"Concerned\", source = \"https://example.org/b\" },\n"
  /* 8 */ "    [\"BED-17\"] = { \"Very concerning\" },\n"
  /* 9 */ "  },\n"
  /*10 */ "  params = {\n"
  /*11 */ "    concern = { 90, unit = \"percent\", clause = \"BED-16\" },\n"
  /*12 */ "    refer = { 85, unit = \"percent\", clause = \"BED-17\", note = \"printed as >85\" },\n"
  /*13 */ "  },\n"
  /*14 */ "  facts = { pre_referral_meeting = {}, ews_involvement = { \"from\", \"to\" } },\n"
  /*15 */ "  measures = { attendance = attendance },\n"
  /*16 */ "  bands = {\n"
  /*17 */ "    attendance = {\n"
  /*18 */ "      only = enough, otherwise = \"too few sessions yet\",\n"
  /*19 */ "      { id = \"perfection\", label = \"Perfection\", when = attendance:is(100), clause = \"BED-16\" },\n"
  /*20 */ "      { id = \"very_concerning\", label = \"Very concerning\", when = attendance:at_most(param.refer), clause = \"BED-17\" },\n"
  /*21 */ "      { id = \"concerned\", label = \"Concerned\", when = attendance:at_most(param.concern), clause = { \"BED-16\" } },\n"
  /*22 */ "      gap = { { 90, 100, \"the sketch leaves out two rows\" } },\n"
  /*23 */ "    },\n"
  /*24 */ "  },\n"
  /*25 */ "  rules = {\n"
  /*26 */ "    { id = \"open_ews_pathway\", clause = \"BED-17\", duty = \"should\",\n"
  /*27 */ "      when = attendance:at_most(param.refer) & enough,\n"
  /*28 */ "      once = \"school_year\",\n"
  /*29 */ "      unless = { { current \"ews_involvement\", because = \"EWS works with the family\" } },\n"
  /*30 */ "      needs = { \"pre_referral_meeting\" },\n"
  /*31 */ "      action = \"open the EWS referral pathway\", owner = role.attendance_officer,\n"
  /*32 */ "      due = school_days(5), done = \"ews.pathway_opened\" },\n"
  /*33 */ "  },\n"
  /*34 */ "}\n";
/* clang-format on */

static void begin(void) {
  scripts = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&scripts, "national/england.lua", national);
}
static void end(void) {
  rbk_policy_destroy(load.policy);
  load.policy = NULL;
  scripts_end(&scripts);
}

/* Loads a script as la/x.lua; it must load. */
static const rbk_layer *layer_from(const char *text) {
  rbk_policy_destroy(load.policy);
  load_text(&scripts, text, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  const rbk_layer *layer = layer_of(load.policy, "la/x");
  ck_assert_ptr_nonnull(layer);
  return layer;
}

#define HEAD "return { api = 1, id = \"la/x\", title = \"x\",\n"

/* --- the first look
 * ------------------------------------------------------------ */

static const rbk_layer *bedford_layer(void) {
  scripts_write(&scripts, "la/bedford.lua", bedford);
  load_policy(&scripts, NULL, "la/bedford", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  return layer_of(load.policy, "la/bedford");
}

START_TEST(the_first_look_says_who_it_is_and_what_it_leaves_open) {
  begin();
  const rbk_layer *layer = bedford_layer();
  ck_assert_str_eq(layer->id, "la/bedford");
  ck_assert_str_eq(layer->title, "Bedford");
  ck_assert_str_eq(layer->extends, "national/england");
  ck_assert_int_eq(layer->from, RBK_DATE(2024, 8, 19));
  ck_assert_int_eq(layer->to, RBK_NO_DATE);
  ck_assert_uint_eq(strlen(layer->digest), RBK_DIGEST_HEX);
  ck_assert_uint_eq(layer->clause_count, 2);
  ck_assert_str_eq(layer->clauses[0].id, "BED-16");
  ck_assert_str_eq(layer->clauses[0].source, "https://example.org/b");
  ck_assert_uint_eq(layer->clauses[0].where.line, 7);
  ck_assert_str_eq(layer->clauses[1].text, "Very concerning");
  ck_assert_str_eq(layer->clauses[1].source, "");
  ck_assert_uint_eq(layer->parameter_count, 2);
  const rbk_parameter *refer = &layer->parameters[1];
  ck_assert_str_eq(refer->name, "refer");
  ck_assert_uint_eq(refer->where.line, 12);
  ck_assert_int_eq(refer->unit, RBK_UNIT_PERCENT);
  ck_assert_uint_eq(refer->value_count, 1);
  ck_assert_int_eq(refer->values[0].items[0].number, 85 * RBK_DECIMAL_ONE);
  ck_assert_str_eq(refer->note, "printed as >85");
  ck_assert_uint_eq(layer->fact_count, 2);
  ck_assert_str_eq(layer->facts[1].kind, "ews_involvement");
  ck_assert_uint_eq(layer->facts[1].field_count, 2);
  ck_assert_str_eq(layer->facts[1].fields[1], "to");
  end();
}
END_TEST

START_TEST(the_first_looks_band_holds_its_rows_in_order_with_lines) {
  begin();
  const rbk_layer *layer = bedford_layer();
  ck_assert_uint_eq(layer->band_count, 1);
  const rbk_band *band = &layer->bands[0];
  ck_assert_str_eq(band->name, "attendance");
  ck_assert_uint_eq(band->where.line, 17);
  ck_assert_str_eq(band->otherwise, "too few sessions yet");
  ck_assert_int_eq(band->only->leaf, RBK_LEAF_COMPARE);
  ck_assert_str_eq(band->only->right_side.text, "min_possible");
  ck_assert_uint_eq(band->only->where.line, 2);
  ck_assert_uint_eq(band->row_count, 3);
  ck_assert_str_eq(band->rows[0].id, "perfection");
  ck_assert_uint_eq(band->rows[0].where.line, 19);
  ck_assert_int_eq(band->rows[0].when->comparison, RBK_IS);
  ck_assert_int_eq(band->rows[0].when->right_side.number, 1000000);
  const rbk_condition *second = band->rows[1].when;
  ck_assert_int_eq(second->comparison, RBK_AT_MOST);
  ck_assert_int_eq(second->right_side.kind, RBK_OPERAND_PARAMETER);
  ck_assert_str_eq(second->right_side.text, "refer");
  ck_assert_uint_eq(second->where.line, 20);
  ck_assert_str_eq(second->figure->label, "attendance");
  ck_assert_int_eq(second->figure->kind, RBK_FIGURE_RATE);
  ck_assert_uint_eq(second->figure->set->mask, rbk_set_attended());
  ck_assert_uint_eq(second->figure->window_count, 1);
  ck_assert_int_eq(second->figure->windows[0]->kind, RBK_WINDOW_SCHOOL_YEAR);
  ck_assert(!band->rows[1].clauses.list);
  ck_assert(band->rows[2].clauses.list);
  ck_assert_uint_eq(band->gap_count, 1);
  ck_assert_int_eq(band->gaps[0].to.number, 1000000);
  ck_assert_str_eq(band->gaps[0].note, "the sketch leaves out two rows");
  end();
}
END_TEST

START_TEST(the_first_looks_rule_holds_all_its_keys) {
  begin();
  const rbk_layer *layer = bedford_layer();
  ck_assert_uint_eq(layer->rule_count, 1);
  const rbk_rule *rule = &layer->rules[0];
  ck_assert_str_eq(rule->id, "open_ews_pathway");
  ck_assert_uint_eq(rule->where.line, 26);
  ck_assert_str_eq(rule->where.file, layer->file);
  ck_assert_int_eq(rule->duty, RBK_SHOULD);
  ck_assert_int_eq(rule->once, RBK_ONCE_SCHOOL_YEAR);
  ck_assert_int_eq(rule->when->kind, RBK_CONDITION_AND);
  ck_assert_uint_eq(rule->when->where.line, 27);
  ck_assert_uint_eq(rule->unless_count, 1);
  ck_assert_int_eq(rule->unless[0].condition->leaf, RBK_LEAF_CURRENT);
  ck_assert_str_eq(rule->unless[0].condition->match->event_kind,
                   "ews_involvement");
  ck_assert_str_eq(rule->unless[0].because, "EWS works with the family");
  ck_assert_uint_eq(rule->need_count, 1);
  ck_assert_str_eq(rule->needs[0].event_kind, "pre_referral_meeting");
  ck_assert_str_eq(rule->action.text, "open the EWS referral pathway");
  ck_assert_uint_eq(rule->action.function, RBK_NONE);
  ck_assert_str_eq(rule->owner.roles.items[0], "attendance_officer");
  ck_assert_uint_eq(rule->owner.function, RBK_NONE);
  ck_assert_int_eq(rule->due.kind, RBK_DUE_SPAN);
  ck_assert_int_eq(rule->due.unit, RBK_SPAN_SCHOOL_DAYS);
  ck_assert_int_eq(rule->due.n.number, 5 * RBK_DECIMAL_ONE);
  ck_assert_str_eq(rule->done.items[0], "ews.pathway_opened");
  ck_assert_int_eq(rule->per, RBK_PER_PUPIL);
  end();
}
END_TEST

START_TEST(the_stack_has_the_nation_first_and_one_edition_from_its_day) {
  begin();
  bedford_layer();
  ck_assert_uint_eq(load.policy->edition_count, 1);
  const rbk_edition *edition = &load.policy->editions[0];
  ck_assert_int_eq(edition->from, RBK_DATE(2024, 8, 19));
  ck_assert_int_eq(edition->to, RBK_NO_DATE);
  ck_assert_str_eq(edition->policy, "la/bedford");
  ck_assert_uint_eq(edition->plan->layer_count, 2);
  ck_assert_str_eq(edition->plan->layers[0]->id, "national/england");
  ck_assert_str_eq(edition->plan->layers[1]->id, "la/bedford");
  ck_assert_ptr_nonnull(rbk_plan_parameter(edition->plan, "min_possible"));
  ck_assert_ptr_nonnull(rbk_plan_rule(edition->plan, "open_ews_pathway"));
  ck_assert_ptr_null(load.policy->callbacks); /* it has no functions */
  end();
}
END_TEST

/* --- words
 * ------------------------------------------------------------------------ */

/* The condition of a one-flag policy. */
static const rbk_condition *condition_from(const char *condition) {
  char text[2000];
  (void)snprintf(
      text, sizeof text,
      HEAD "  facts = { letter = { \"outcome\", \"due\", \"to\" } },\n"
           "  params = { n = { 5 }, codes = { \"G N\", unit = \"codes\" },\n"
           "    steps = { { 1, 2, 3, 4, 5, 6 } }, mode = { \"days\" } },\n"
           "  code_sets = { holiday = codes \"G\" },\n"
           "  flags = { { id = \"f\", label = \"f\", when = %s } } }\n",
      condition);
  return layer_from(text)->flags[0].when;
}

START_TEST(measures_carry_everything_that_is_said_of_them) {
  begin();
  const rbk_condition *c = condition_from(
      "sessions(codes \"absent\" - codes \"I M\"):within(term, "
      "school_weeks(10))"
      ":on(\"mon\", \"fri\"):session \"AM\":beside_closure():any_school()"
      ":restarting_at(\"letter\", \"due\"):rounded(1):above(2.5)");
  const rbk_figure_expression *figure = c->figure;
  rbk_code_set set, without;
  rbk_text unknown;
  ck_assert(rbk_code_list_set(rbk_text_of("I M"), &without, &unknown));
  set = rbk_set_absent() & ~without;
  ck_assert_int_eq(figure->kind, RBK_FIGURE_SESSIONS);
  ck_assert_uint_eq(figure->set->mask, set);
  ck_assert_uint_eq(figure->window_count, 2);
  ck_assert_int_eq(figure->windows[1]->kind, RBK_WINDOW_SCHOOL_WEEKS);
  ck_assert_int_eq(figure->windows[1]->n.number, 10 * RBK_DECIMAL_ONE);
  ck_assert_uint_eq(figure->weekdays, 1u << RBK_MONDAY | 1u << RBK_FRIDAY);
  ck_assert_uint_eq(figure->sessions, RBK_AM);
  ck_assert(figure->beside_closure);
  ck_assert(figure->any_school);
  ck_assert_str_eq(figure->restart->event_kind, "letter");
  ck_assert_str_eq(figure->restart_field, "due");
  ck_assert_int_eq(figure->rounded.number, RBK_DECIMAL_ONE);
  ck_assert_int_eq(c->comparison, RBK_ABOVE);
  ck_assert_int_eq(c->right_side.number, 25000);
  end();
}
END_TEST

START_TEST(a_window_about_an_event_carries_which_is_meant) {
  begin();
  const rbk_window_expression *since =
      condition_from("sessions(\"O\"):within(since(\"letter\", { outcome = "
                     "\"none\" })):at_least(1)")
          ->figure->windows[0];
  ck_assert_str_eq(since->match->event_kind, "letter");
  ck_assert_str_eq(since->match->filters[0].field, "outcome");
  since =
      condition_from("sessions(\"O\"):within(after(\"letter\", 3, { outcome "
                     "= \"none\" })):at_least(1)")
          ->figure->windows[0];
  ck_assert_str_eq(since->match->filters[0].value.text, "none");
  ck_assert_int_eq(since->n.number, 3 * RBK_DECIMAL_ONE);
  end();
}
END_TEST

START_TEST(code_sets_are_known_at_once_or_kept_by_name) {
  begin();
  const rbk_condition *c = condition_from(
      "sessions(param.codes + \"holiday\"):within(week):at_least(param.n)");
  const rbk_set_expression *set = c->figure->set;
  ck_assert_int_eq(set->kind, RBK_SET_UNION);
  ck_assert_int_eq(set->left->kind, RBK_SET_PARAMETER);
  ck_assert_str_eq(set->left->name, "codes");
  ck_assert_int_eq(set->right->kind, RBK_SET_NAMED);
  ck_assert_str_eq(set->right->name, "holiday");
  ck_assert_int_eq(c->right_side.kind, RBK_OPERAND_PARAMETER);
  end();
}
END_TEST

START_TEST(every_window_is_read_as_it_is_said) {
  static const struct {
    const char *said;
    rbk_window_kind kind;
  } cases[] = {
      {"school_year", RBK_WINDOW_SCHOOL_YEAR},
      {"term", RBK_WINDOW_TERM},
      {"half_term", RBK_WINDOW_HALF_TERM},
      {"month", RBK_WINDOW_MONTH},
      {"week", RBK_WINDOW_WEEK},
      {"day", RBK_WINDOW_DAY},
      {"all", RBK_WINDOW_ALL},
      {"spell", RBK_WINDOW_SPELL},
      {"school_days(3)", RBK_WINDOW_SCHOOL_DAYS},
      {"school_weeks(3)", RBK_WINDOW_SCHOOL_WEEKS},
      {"calendar_days(3)", RBK_WINDOW_CALENDAR_DAYS},
      {"calendar_weeks(3)", RBK_WINDOW_CALENDAR_WEEKS},
      {"half_terms(3)", RBK_WINDOW_HALF_TERMS},
      {"terms(3)", RBK_WINDOW_TERMS},
      {"years(3)", RBK_WINDOW_YEARS},
      {"since \"letter\"", RBK_WINDOW_SINCE},
      {"after(\"letter\", school_weeks(4))", RBK_WINDOW_AFTER},
      {"before(\"letter\", working_days(4))", RBK_WINDOW_BEFORE},
      {"between(\"2024-09-02\", \"2024-12-20\")", RBK_WINDOW_BETWEEN},
      {"between(\"09-01\", \"09-14\")", RBK_WINDOW_BETWEEN_EACH},
      {"period \"exams\"", RBK_WINDOW_PERIOD},
      {"previous(term)", RBK_WINDOW_PREVIOUS},
      {"last_year(school_days(5))", RBK_WINDOW_LAST_YEAR},
  };
  begin();
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[200];
    (void)snprintf(text, sizeof text, "days \"absent\":within(%s):at_least(1)",
                   cases[i].said);
    const rbk_window_expression *window =
        condition_from(text)->figure->windows[0];
    ck_assert_msg(window->kind == cases[i].kind, "%s", cases[i].said);
    ck_assert_uint_eq(window->where.line, 6);
  }
  const rbk_window_expression *before =
      condition_from("days \"absent\":within(before(\"letter\", "
                     "working_days(4))):at_least(1)")
          ->figure->windows[0];
  ck_assert_str_eq(before->name, "letter");
  ck_assert_int_eq(before->unit, RBK_SPAN_WORKING_DAYS);
  ck_assert_int_eq(before->n.number, 4 * RBK_DECIMAL_ONE);
  end();
}
END_TEST

START_TEST(every_leaf_is_read_as_it_is_said) {
  static const struct {
    const char *said;
    rbk_leaf_kind leaf;
  } cases[] = {
      {"attr \"send\"", RBK_LEAF_ATTRIBUTE},
      {"attr(\"send\"):is \"K\"", RBK_LEAF_ATTRIBUTE_IS},
      {"attr(\"send\"):ever()", RBK_LEAF_ATTRIBUTE_EVER},
      {"attr(\"year_group\"):below(11)", RBK_LEAF_COMPARE},
      {"attr(\"year_group\"):is(11)", RBK_LEAF_COMPARE},
      {"compulsory_school_age", RBK_LEAF_COMPULSORY_AGE},
      {"on_record(\"letter\", { outcome = \"none\" })", RBK_LEAF_ON_RECORD},
      {"event \"letter\"", RBK_LEAF_EVENT},
      {"current \"letter\"", RBK_LEAF_CURRENT},
      {"latest(\"letter\", { outcome = \"none\" })", RBK_LEAF_LATEST},
      {"reached(recorded(\"letter\", \"due\"))", RBK_LEAF_REACHED},
      {"run_ended(\"absent\", 6)", RBK_LEAF_RUN_ENDED},
      {"weekday \"fri\"", RBK_LEAF_WEEKDAY},
      {"on_or_after \"2024-08-19\"", RBK_LEAF_ON_OR_AFTER},
      {"in_term \"autumn\"", RBK_LEAF_IN_TERM},
      {"first_day_of(half_term)", RBK_LEAF_FIRST_DAY_OF},
      {"last_day_of(term)", RBK_LEAF_LAST_DAY_OF},
      {"days_since \"letter\":at_least(5)", RBK_LEAF_COMPARE},
      {"age:at_least(16)", RBK_LEAF_COMPARE},
      {"run \"absent\":at_least(6)", RBK_LEAF_COMPARE},
      {"events(\"letter\"):within(term):is(2)", RBK_LEAF_COMPARE},
  };
  begin();
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const rbk_condition *c = condition_from(cases[i].said);
    ck_assert_int_eq(c->kind, RBK_CONDITION_LEAF);
    ck_assert_msg(c->leaf == cases[i].leaf, "%s", cases[i].said);
    ck_assert_uint_eq(c->where.line, 6);
  }
  const rbk_condition *latest = condition_from(
      "latest(\"letter\", { outcome = param.mode, due = \"x\" })");
  ck_assert_uint_eq(latest->match->filter_count, 2);
  ck_assert_str_eq(latest->match->filters[0].field, "due");
  ck_assert_str_eq(latest->match->filters[1].value.text, "mode");
  ck_assert_int_eq(latest->match->filters[1].value.kind, RBK_OPERAND_PARAMETER);
  end();
}
END_TEST

START_TEST(joined_conditions_keep_their_shape) {
  begin();
  const rbk_condition *c = condition_from(
      "~(attr \"a\" & attr \"b\") | (weekday \"mon\"):within(school_days(5))");
  ck_assert_int_eq(c->kind, RBK_CONDITION_OR);
  ck_assert_int_eq(c->left->kind, RBK_CONDITION_NOT);
  ck_assert_int_eq(c->left->left->kind, RBK_CONDITION_AND);
  ck_assert_str_eq(c->left->left->right->name, "b");
  ck_assert_int_eq(c->right->kind, RBK_CONDITION_WITHIN);
  ck_assert_int_eq(c->right->windows[0]->kind, RBK_WINDOW_SCHOOL_DAYS);
  c = condition_from("on_record(\"letter\"):within(term)");
  ck_assert_int_eq(c->kind, RBK_CONDITION_LEAF);
  ck_assert_uint_eq(c->window_count, 1);
  c = condition_from(
      "param.mode:is \"days\" & school \"phase\":is \"primary\"");
  ck_assert_int_eq(c->left->kind, RBK_CONDITION_PARAMETER);
  ck_assert_str_eq(c->left->name, "mode");
  ck_assert_int_eq(c->right->kind, RBK_CONDITION_SCHOOL);
  ck_assert_str_eq(c->right->name, "phase");
  ck_assert_str_eq(c->right->right_side.text, "primary");
  c = condition_from("rate \"attended\":within(term):between(90, 95)");
  ck_assert_int_eq(c->kind, RBK_CONDITION_AND);
  ck_assert_int_eq(c->left->comparison, RBK_AT_LEAST);
  ck_assert_int_eq(c->right->comparison, RBK_AT_MOST);
  ck_assert_int_eq(c->right->right_side.number, 950000);
  end();
}
END_TEST

START_TEST(figures_are_compared_with_figures_steps_and_sums) {
  begin();
  const rbk_condition *c =
      condition_from("(days \"absent\":within(term) * 2 + 1):above(days "
                     "\"late\":within(term))");
  ck_assert_int_eq(c->figure->kind, RBK_FIGURE_ADD);
  ck_assert_int_eq(c->figure->left->kind, RBK_FIGURE_MULTIPLY);
  ck_assert_int_eq(c->figure->left->right->constant.number,
                   2 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(c->right_figure->kind, RBK_FIGURE_DAYS);
  c = condition_from(
      "days \"absent\":within(term):at_least(by(half_term_number, "
      "param.steps))");
  ck_assert_int_eq(c->by_half_term.kind, RBK_OPERAND_PARAMETER);
  ck_assert_str_eq(c->by_half_term.text, "steps");
  ck_assert_int_eq(c->right_side.kind, RBK_OPERAND_NONE);
  end();
}
END_TEST

/* --- parameters, replacements
 * ------------------------------------------------------ */

START_TEST(parameters_are_plain_dated_required_or_lists) {
  begin();
  const rbk_layer *layer =
      layer_from(HEAD "  params = {\n"
                      "    plain = { 98.9, unit = \"percent\", step = 0.5 },\n"
                      "    dated = { dated = { [\"2024-08-19\"] = 10, "
                      "[\"2013-09-01\"] = 12 } },\n"
                      "    needed = { required = true, unit = \"days\" },\n"
                      "    list = { { 1, 2.5 }, clause = { \"A\", \"B\" } },\n"
                      "    text = { \"G N\", unit = \"codes\" },\n"
                      "  },\n"
                      "  clauses = { A = { \"a\" }, B = { \"b\" } } }\n");
  const rbk_parameter *p = layer->parameters;
  ck_assert_uint_eq(layer->parameter_count, 5);
  ck_assert_str_eq(p[0].name, "plain"); /* in the order of the script */
  ck_assert_int_eq(p[0].values[0].items[0].number, 989000);
  ck_assert_int_eq(p[0].values[0].from, RBK_NO_DATE);
  ck_assert_int_eq(p[0].step.number, 5000);
  ck_assert_uint_eq(p[1].value_count, 2);
  ck_assert_int_eq(p[1].values[0].from, RBK_DATE(2013, 9, 1));
  ck_assert_int_eq(p[1].values[1].items[0].number, 10 * RBK_DECIMAL_ONE);
  ck_assert(p[2].required);
  ck_assert_uint_eq(p[2].value_count, 0);
  ck_assert(p[3].values[0].list);
  ck_assert_uint_eq(p[3].values[0].count, 2);
  ck_assert_uint_eq(p[3].clauses.count, 2);
  ck_assert_int_eq(p[4].values[0].items[0].kind, RBK_OPERAND_TEXT);
  ck_assert_int_eq(p[4].unit, RBK_UNIT_CODES);
  end();
}
END_TEST

START_TEST(a_replacement_says_which_keys_it_gives) {
  begin();
  scripts_write(&scripts, "la/bedford.lua", bedford);
  scripts_write(
      &scripts, "school/s.lua",
      "return { api = 1, id = \"school/s\", title = \"s\", extends = "
      "\"la/bedford\",\n"
      "  replace = {\n"
      "    rules = { open_ews_pathway = { because = \"agreed\", due = "
      "school_days(3) } },\n"
      "    params = { refer = { 86, because = \"stricter\" } },\n"
      "  },\n"
      "  disable = { bands = { attendance = \"not used here\" } } }\n");
  load_policy(&scripts, NULL, "school/s", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  const rbk_layer *layer = layer_of(load.policy, "school/s");
  ck_assert_uint_eq(layer->replacement_count, 2);
  const rbk_replacement *rule = &layer->replacements[1];
  ck_assert_int_eq(rule->section, RBK_SECTION_RULES);
  ck_assert_str_eq(rule->id, "open_ews_pathway");
  ck_assert_str_eq(rule->because, "agreed");
  ck_assert_uint_eq(rule->keys.count, 1);
  ck_assert_str_eq(rule->keys.items[0], "due");
  ck_assert_uint_eq(rule->where.line, 3);
  const rbk_plan *plan = load.policy->editions[0].plan;
  const rbk_rule *stacked = rbk_plan_rule(plan, "open_ews_pathway");
  ck_assert_int_eq(stacked->due.n.number, 3 * RBK_DECIMAL_ONE);
  ck_assert_str_eq(stacked->action.text, "open the EWS referral pathway");
  const rbk_parameter *refer = rbk_plan_parameter(plan, "refer");
  ck_assert_int_eq(refer->values[0].items[0].number, 86 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(refer->unit, RBK_UNIT_PERCENT);
  ck_assert_ptr_null(rbk_plan_band(plan, "attendance"));
  end();
}
END_TEST

START_TEST(entries_made_in_a_loop_have_the_line_of_what_is_in_them) {
  begin();
  const rbk_layer *layer = layer_from(
      "local flags = {}\n"
      "for _, name in ipairs { \"mon\", \"fri\" } do\n"
      "  table.insert(flags, { id = \"on_\" .. name, label = name,\n"
      "    when = weekday(name) })\n"
      "end\n"
      "return { api = 1, id = \"la/x\", title = \"x\", flags = flags }\n");
  ck_assert_uint_eq(layer->flag_count, 2);
  ck_assert_str_eq(layer->flags[1].id, "on_fri");
  ck_assert_uint_eq(layer->flags[1].where.line, 4);
  end();
}
END_TEST

START_TEST(coding_reads_what_it_looks_for_and_proposes) {
  begin();
  const rbk_layer *layer = layer_from(
      HEAD
      "  coding = {\n"
      "    { id = \"old_n\", codes = codes \"N\", open_for = school_days(5),\n"
      "      propose = \"O\", owner = \"office\", due = school_days(0) },\n"
      "    { id = \"study\", codes = \"S\", beyond = { 4, school_year },\n"
      "      session = \"PM\", when = compulsory_school_age,\n"
      "      text = \"too many\" },\n"
      "  },\n"
      "  roles = { office = { title = \"Office\" } } }\n");
  ck_assert_uint_eq(layer->coding_count, 2);
  ck_assert(layer->codings[0].has_open_for);
  ck_assert_int_eq(layer->codings[0].open_for.n.number, 5 * RBK_DECIMAL_ONE);
  ck_assert_str_eq(layer->codings[0].propose.text, "O");
  ck_assert_int_eq(layer->codings[0].due.n.number, 0);
  ck_assert(layer->codings[1].beyond.said);
  ck_assert_int_eq(layer->codings[1].beyond.count.number, 4 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(layer->codings[1].beyond.window->kind,
                   RBK_WINDOW_SCHOOL_YEAR);
  ck_assert_str_eq(layer->codings[1].text, "too many");
  ck_assert_uint_eq(layer->codings[0].session, 0);
  ck_assert_uint_eq(layer->codings[1].session, RBK_PM);
  end();
}
END_TEST

START_TEST(ladders_say_how_pupils_move_and_what_each_stage_asks) {
  begin();
  const rbk_layer *layer = layer_from(
      HEAD
      "  facts = { plan = {} },\n"
      "  ladders = { support = {\n"
      "    { id = \"first\", label = \"First\", enter = attr \"a\", review = "
      "school_weeks(6),\n"
      "      leave = ~attr \"a\", needs = { \"plan\" },\n"
      "      on_entry = { { id = \"meet\", action = \"meet\", due = "
      "school_days(5) } } },\n"
      "    { id = \"second\", label = \"Second\", from = { \"none\", \"first\" "
      "},\n"
      "      enter = stage_complete \"first\",\n"
      "      leave = { { to = \"none\", when = in_stage \"second\" },\n"
      "                { to = \"first\", when = ~attr \"a\" } } },\n"
      "  } } }\n");
  ck_assert_uint_eq(layer->ladder_count, 1);
  ck_assert_str_eq(layer->ladders[0].name, "support");
  ck_assert_uint_eq(layer->ladders[0].stage_count, 2);
  const rbk_stage *first = &layer->ladders[0].stages[0], *second = first + 1;
  ck_assert_int_eq(first->review.n.number, 6 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(first->review.unit, RBK_SPAN_SCHOOL_WEEKS);
  ck_assert_str_eq(first->needs[0].event_kind, "plan");
  ck_assert_uint_eq(first->leave_count, 1);
  ck_assert_ptr_null(first->leave[0].to); /* before the first there is none */
  ck_assert_uint_eq(first->on_entry_count, 1);
  ck_assert_str_eq(first->on_entry[0].id, "meet");
  ck_assert_uint_eq(second->from.count, 2);
  ck_assert_uint_eq(second->leave_count, 2);
  ck_assert_ptr_null(second->leave[0].to);
  ck_assert_str_eq(second->leave[1].to, "first");
  rbk_policy_destroy(load.policy);
  load_text(&scripts,
            HEAD
            "  ladders = { support = {\n"
            "    { id = \"first\", label = \"First\",\n"
            "      on_entry = { { id = \"meet\", action = \"m\", when = attr "
            "\"a\" } } } } } }\n",
            &load);
  ck_assert_ptr_nonnull(strstr(load.said, "la/x.lua:4: unknown key \"when\" in "
                                          "rule \"meet\""));
  end();
}
END_TEST

/* --- versions
 * ------------------------------------------------------------------------ */

static void write_version(const char *file, const char *from, const char *to,
                          const char *title) {
  char text[600];
  (void)snprintf(text, sizeof text,
                 "return { api = 1, id = \"la/x\", title = \"%s\",\n"
                 "  extends = \"national/england\",\n"
                 "  effective = { from = \"%s\"%s%s%s } }\n",
                 title, from, to ? ", to = \"" : "", to ? to : "",
                 to ? "\"" : "");
  scripts_write(&scripts, file, text);
}

static const char *edition_text(size_t i) {
  static char text[200];
  const rbk_edition *edition = &load.policy->editions[i];
  const rbk_plan *plan = edition->plan;
  char from[11], to[11];
  rbk_date_print(edition->from, from);
  rbk_date_print(edition->to, to);
  (void)snprintf(text, sizeof text, "%s..%s %s/%s", from, to,
                 plan->layers[0]->title,
                 plan->layers[plan->layer_count - 1]->title);
  return text;
}

START_TEST(each_combination_of_versions_in_force_is_an_edition) {
  begin();
  scripts_write(
      &scripts, "national/england.lua",
      "return { api = 1, id = \"national/england\", title = \"old\",\n"
      "  effective = { to = \"2024-08-18\" } }\n");
  scripts_write(
      &scripts, "national/england-2024.lua",
      "return { api = 1, id = \"national/england\", title = \"new\",\n"
      "  effective = { from = \"2024-08-19\" } }\n");
  write_version("la/x.lua", "2023-09-01", "2024-12-31", "first");
  write_version("la/x-2025.lua", "2025-01-01", NULL, "second");
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  ck_assert_uint_eq(load.policy->edition_count, 3);
  ck_assert_str_eq(edition_text(0), "2023-09-01..2024-08-18 old/first");
  ck_assert_str_eq(edition_text(1), "2024-08-19..2024-12-31 new/first");
  ck_assert_str_eq(edition_text(2), "2025-01-01.. new/second");
  end();
}
END_TEST

START_TEST(versions_that_overlap_by_a_day_are_refused) {
  begin();
  write_version("la/x.lua", "2023-09-01", "2024-12-31", "first");
  write_version("la/x-2025.lua", "2024-12-31", NULL, "second");
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_int_eq(load.status, RBK_POLICY);
  ck_assert_str_eq(load.said,
                   "la/x-2025.lua:3: policy \"la/x\" is also in force in "
                   "la/x.lua on the same days; let `effective` ranges of "
                   "versions not overlap\n");
  write_version("la/x-2025.lua", "2025-01-01", NULL, "second");
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  end();
}
END_TEST

/* weeks-4 runs from 2 to 27 September 2024. */
START_TEST(a_profile_chooses_by_date_and_hears_of_days_without_a_policy) {
  begin();
  write_version("la/x.lua", "2024-09-09", NULL, "x");
  scripts_write(&scripts, "la/y.lua",
                "return { api = 1, id = \"la/y\", title = \"y\", extends = "
                "\"national/england\" }\n");
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_policy(s, NULL, "la/x");
  school_policy(s, "2024-09-16", "la/y");
  rbk_register *reg = school_finish(s);
  load_policy(&scripts, reg, NULL, NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  ck_assert_uint_eq(load.policy->edition_count, 2);
  ck_assert_str_eq(edition_text(0), "2024-09-09..2024-09-15 England/x");
  ck_assert_str_eq(edition_text(1), "2024-09-16.. England/y");
  ck_assert_str_eq(load.policy->editions[1].policy, "la/y");
  ck_assert_ptr_nonnull(strstr(load.said, "warning: "));
  ck_assert_ptr_nonnull(
      strstr(load.said, "no version of \"la/x\" is in force from 2024-09-02 to "
                        "2024-09-08; on those days policy \"la/x\" says "
                        "nothing\n"));
  rbk_register_destroy(reg);
  end();
}
END_TEST

START_TEST(a_file_may_stand_in_for_the_profiles_choice) {
  char path[700];
  begin();
  scripts_write(&scripts, "draft.lua",
                "return { api = 1, id = \"la/draft\", title = \"d\", extends = "
                "\"national/england\" }\n");
  (void)snprintf(path, sizeof path, "%s/draft.lua", scripts.folder);
  load_policy(&scripts, NULL, path, NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  ck_assert_str_eq(load.policy->editions[0].policy, "la/draft");
  ck_assert_str_eq(edition_text(0), "2024-08-19.. England/d");
  end();
}
END_TEST

START_TEST(the_same_script_gives_the_same_digest_and_another_another) {
  begin();
  char first[RBK_DIGEST_HEX + 1];
  strcpy(first, layer_from(HEAD "}\n")->digest);
  ck_assert_str_eq(layer_from(HEAD "}\n")->digest, first);
  ck_assert_str_ne(layer_from(HEAD "}\n\n")->digest, first);
  end();
}
END_TEST

/* --- memory
 * ----------------------------------------------------------------------------
 */

START_TEST(a_load_that_runs_out_of_memory_says_so_and_keeps_nothing) {
  begin();
  scripts_write(&scripts, "la/bedford.lua", bedford);
  for (int later = 0; later < 2; later++) {
    for (size_t n = 1;; n += n < 200 ? 1 : 37) {
      test_alloc test;
      test_alloc_init(&test);
      test_alloc_fail_at(&test, n, later == 1);
      load_policy(&scripts, NULL, "la/bedford", &test.alloc, &load);
      size_t failures = test.failures;
      rbk_policy_destroy(load.policy);
      load.policy = NULL;
      ck_assert_msg(test.blocks == 0, "%zu: %zu blocks", n, test.blocks);
      if (failures == 0) {
        ck_assert_int_eq(load.status, RBK_OK);
        break;
      }
      ck_assert_msg(load.status == RBK_NOMEM, "%zu: %s %s", n,
                    rbk_status_name(load.status), load.said);
      ck_assert_str_eq(load.said, "");
    }
  }
  end();
}
END_TEST

int main(void) {
  return TEST_RUN("load", the_first_look_says_who_it_is_and_what_it_leaves_open,
                  the_first_looks_band_holds_its_rows_in_order_with_lines,
                  the_first_looks_rule_holds_all_its_keys,
                  the_stack_has_the_nation_first_and_one_edition_from_its_day,
                  measures_carry_everything_that_is_said_of_them,
                  a_window_about_an_event_carries_which_is_meant,
                  code_sets_are_known_at_once_or_kept_by_name,
                  every_window_is_read_as_it_is_said,
                  every_leaf_is_read_as_it_is_said,
                  joined_conditions_keep_their_shape,
                  figures_are_compared_with_figures_steps_and_sums,
                  parameters_are_plain_dated_required_or_lists,
                  a_replacement_says_which_keys_it_gives,
                  entries_made_in_a_loop_have_the_line_of_what_is_in_them,
                  coding_reads_what_it_looks_for_and_proposes,
                  ladders_say_how_pupils_move_and_what_each_stage_asks,
                  each_combination_of_versions_in_force_is_an_edition,
                  versions_that_overlap_by_a_day_are_refused,
                  a_profile_chooses_by_date_and_hears_of_days_without_a_policy,
                  a_file_may_stand_in_for_the_profiles_choice,
                  the_same_script_gives_the_same_digest_and_another_another,
                  a_load_that_runs_out_of_memory_says_so_and_keeps_nothing);
}
