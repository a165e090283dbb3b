#include <check.h>
#include <string.h>

#include "base/alloc.h"
#include "support/layers.h"

enum { ROOM = 64, SHORT_ROOM = 24 };

/* The place of the next item; lists are as long as layer_begin made them. */
static size_t next_place(size_t *count, size_t room) {
  ck_assert_uint_lt(*count, room);
  return (*count)++;
}
#define NEXT(list, count, room) (&(list)[next_place(&(count), (room))])

/* Where things are made is layers.c's affair: a plain value tells. */
static rbk_where here(void) {
  return nothing().where;
}

static void *take(size_t count, size_t size) {
  void *memory = rbk_arena_take(layer_arena(), count, size);
  ck_assert_ptr_nonnull(memory);
  return memory;
}

rbk_clause *layer_clause(rbk_layer *layer, const char *id) {
  rbk_clause *clause = NEXT(layer->clauses, layer->clause_count, ROOM);
  *clause = (rbk_clause){.id = id, .text = id, .source = "", .where = here()};
  return clause;
}

/* --- parameters ----------------------------------------------------------- */

static rbk_operand value_of(const char *word) {
  rbk_operand operand = words(word);
  if (rbk_decimal_parse(rbk_text_of(word), &operand.number)) {
    operand.kind = RBK_OPERAND_NUMBER;
    operand.text = NULL;
  }
  return operand;
}

static void add_value(rbk_parameter *parameter, const char *from,
                      rbk_names items, bool plain_text) {
  if (!parameter->values) {
    parameter->values = take(SHORT_ROOM, sizeof *parameter->values);
  }
  rbk_parameter_value *value =
      NEXT(parameter->values, parameter->value_count, SHORT_ROOM);
  value->from = RBK_NO_DATE;
  if (from) {
    ck_assert_msg(rbk_date_parse(rbk_text_of(from), &value->from),
                  "no date: %s", from);
  }
  value->items = take(items.count, sizeof *value->items);
  value->count = items.count;
  value->list = items.list;
  for (size_t i = 0; i < items.count; i++) {
    value->items[i] =
        plain_text ? words(items.items[i]) : value_of(items.items[i]);
  }
  parameter->required = false;
}

static void fill_parameter(rbk_parameter *parameter, const char *name,
                           rbk_unit unit, const char *values) {
  *parameter = (rbk_parameter){
      .name = name, .unit = unit, .required = true, .where = here()};
  parameter->step = nothing();
  if (*values) add_value(parameter, NULL, names_of(values), false);
}

rbk_parameter *layer_parameter(rbk_layer *layer, const char *name,
                               rbk_unit unit, const char *values) {
  rbk_parameter *parameter =
      NEXT(layer->parameters, layer->parameter_count, ROOM);
  fill_parameter(parameter, name, unit, values);
  return parameter;
}

rbk_parameter *layer_parameter_text(rbk_layer *layer, const char *name,
                                    rbk_unit unit, const char *text) {
  rbk_parameter *parameter = layer_parameter(layer, name, unit, "");
  add_value(parameter, NULL, (rbk_names){&text, 1, false}, true);
  return parameter;
}

void parameter_dated(rbk_parameter *parameter, const char *from,
                     const char *values) {
  add_value(parameter, from, names_of(values), false);
}

/* --- declarations --------------------------------------------------------- */

rbk_fact *layer_fact(rbk_layer *layer, const char *kind, const char *fields) {
  rbk_fact *fact = NEXT(layer->facts, layer->fact_count, ROOM);
  rbk_names names = names_of(fields);
  *fact = (rbk_fact){kind, names.items, names.count, here()};
  return fact;
}

rbk_role *layer_role(rbk_layer *layer, const char *id) {
  rbk_role *role = NEXT(layer->roles, layer->role_count, ROOM);
  *role = (rbk_role){.id = id, .title = id, .where = here()};
  role->choices = take(SHORT_ROOM, sizeof *role->choices);
  return role;
}

void role_choice(rbk_role *role, const rbk_condition *when,
                 const char *choice) {
  *NEXT(role->choices, role->choice_count, SHORT_ROOM) =
      (rbk_role_choice){when, choice};
}

rbk_named_set *layer_code_set(rbk_layer *layer, const char *name,
                              const rbk_set_expression *set) {
  rbk_named_set *named = NEXT(layer->code_sets, layer->code_set_count, ROOM);
  *named = (rbk_named_set){name, set, here()};
  return named;
}

void layer_measure(rbk_layer *layer, const char *name,
                   rbk_figure_expression *figure) {
  figure->label = name;
  *NEXT(layer->measures, layer->measure_count, ROOM) = figure;
}

static void fill_band(rbk_band *band, const char *name) {
  *band = (rbk_band){.name = name, .where = here()};
  band->rows = take(SHORT_ROOM, sizeof *band->rows);
  band->gaps = take(SHORT_ROOM, sizeof *band->gaps);
}

rbk_band *layer_band(rbk_layer *layer, const char *name) {
  rbk_band *band = NEXT(layer->bands, layer->band_count, ROOM);
  fill_band(band, name);
  return band;
}

rbk_band_row *band_row(rbk_band *band, const char *id,
                       const rbk_condition *when) {
  rbk_band_row *row = NEXT(band->rows, band->row_count, SHORT_ROOM);
  *row = (rbk_band_row){.id = id, .label = id, .when = when, .where = here()};
  return row;
}

void band_gap(rbk_band *band, rbk_operand from, rbk_operand to) {
  *NEXT(band->gaps, band->gap_count, SHORT_ROOM) =
      (rbk_gap){from, to, "said in the test"};
}

static void fill_flag(rbk_flag *flag, const char *id,
                      const rbk_condition *when) {
  *flag = (rbk_flag){.id = id, .label = id, .when = when, .where = here()};
}

rbk_flag *layer_flag(rbk_layer *layer, const char *id,
                     const rbk_condition *when) {
  rbk_flag *flag = NEXT(layer->flags, layer->flag_count, ROOM);
  fill_flag(flag, id, when);
  return flag;
}

static void fill_rule(rbk_rule *rule, const char *id,
                      const rbk_condition *when) {
  *rule = (rbk_rule){.id = id, .when = when, .where = here()};
  rule->once = RBK_ONCE_EPISODE;
  rule->each.first = rule->each.every = nothing();
  rule->unless = take(SHORT_ROOM, sizeof *rule->unless);
  rule->needs = take(SHORT_ROOM, sizeof *rule->needs);
  rule->action = (rbk_wording){id, RBK_NONE};
  rule->owner.function = RBK_NONE;
  rule->due = due_none();
}

rbk_rule *layer_rule(rbk_layer *layer, const char *id,
                     const rbk_condition *when) {
  rbk_rule *rule = NEXT(layer->rules, layer->rule_count, ROOM);
  fill_rule(rule, id, when);
  return rule;
}

void rule_unless(rbk_rule *rule, const rbk_condition *condition,
                 const char *because) {
  *NEXT(rule->unless, rule->unless_count, SHORT_ROOM) =
      (rbk_unless){.condition = condition, .because = because};
}

void rule_needs(rbk_rule *rule, const char *event_kind) {
  *NEXT(rule->needs, rule->need_count, SHORT_ROOM) =
      (rbk_need){.event_kind = event_kind};
}

void rule_needs_condition(rbk_rule *rule, const rbk_condition *condition,
                          const char *what) {
  *NEXT(rule->needs, rule->need_count, SHORT_ROOM) =
      (rbk_need){.condition = condition, .what = what};
}

rbk_coding *layer_coding(rbk_layer *layer, const char *id, const char *codes) {
  rbk_coding *coding = NEXT(layer->codings, layer->coding_count, ROOM);
  *coding = (rbk_coding){.id = id, .codes = set_of(codes), .where = here()};
  coding->open_for = coding->due = due_none();
  coding->beyond.count = coding->propose = nothing();
  coding->owner.function = RBK_NONE;
  return coding;
}

rbk_cohort *layer_cohort(rbk_layer *layer, const char *id,
                         const rbk_condition *when) {
  rbk_cohort *cohort = NEXT(layer->cohorts, layer->cohort_count, ROOM);
  *cohort = (rbk_cohort){.id = id, .title = id, .when = when, .where = here()};
  cohort->minimum = nothing();
  return cohort;
}

rbk_letter *layer_letter(rbk_layer *layer, const char *id) {
  rbk_letter *letter = NEXT(layer->letters, layer->letter_count, ROOM);
  *letter = (rbk_letter){.id = id, .title = id, .text = id, .where = here()};
  return letter;
}

rbk_ladder *layer_ladder(rbk_layer *layer, const char *name) {
  rbk_ladder *ladder = NEXT(layer->ladders, layer->ladder_count, ROOM);
  *ladder = (rbk_ladder){.name = name, .where = here()};
  ladder->stages = take(SHORT_ROOM, sizeof *ladder->stages);
  return ladder;
}

rbk_stage *ladder_stage(rbk_ladder *ladder, const char *id,
                        const rbk_condition *enter) {
  rbk_stage *stage = NEXT(ladder->stages, ladder->stage_count, SHORT_ROOM);
  *stage = (rbk_stage){.id = id, .label = id, .enter = enter, .where = here()};
  stage->owner.function = RBK_NONE;
  stage->review = due_none();
  return stage;
}

void stage_leave(rbk_stage *stage, const char *to, const rbk_condition *when) {
  if (!stage->leave) stage->leave = take(SHORT_ROOM, sizeof *stage->leave);
  rbk_move *move = NEXT(stage->leave, stage->leave_count, SHORT_ROOM);
  *move = (rbk_move){to, when};
}

static rbk_need *next_stage_need(rbk_stage *stage) {
  if (!stage->needs) stage->needs = take(SHORT_ROOM, sizeof *stage->needs);
  return NEXT(stage->needs, stage->need_count, SHORT_ROOM);
}

void stage_needs(rbk_stage *stage, const char *event_kind) {
  *next_stage_need(stage) = (rbk_need){.event_kind = event_kind};
}

void stage_needs_condition(rbk_stage *stage, const rbk_condition *condition,
                           const char *what) {
  *next_stage_need(stage) = (rbk_need){.condition = condition, .what = what};
}

rbk_rule *stage_rule(rbk_stage *stage, rbk_moment moment, const char *id) {
  rbk_rule **list = moment == RBK_ON_ENTRY    ? &stage->on_entry
                    : moment == RBK_ON_REVIEW ? &stage->on_review
                                              : &stage->on_overdue;
  size_t *count = moment == RBK_ON_ENTRY    ? &stage->on_entry_count
                  : moment == RBK_ON_REVIEW ? &stage->on_review_count
                                            : &stage->on_overdue_count;
  if (!*list) *list = take(SHORT_ROOM, sizeof **list);
  rbk_rule *rule = NEXT(*list, *count, SHORT_ROOM);
  fill_rule(rule, id, NULL);
  return rule;
}

/* --- replace and disable -------------------------------------------------- */

rbk_rule *rule_apart(const char *id, const rbk_condition *when) {
  rbk_rule *rule = take(1, sizeof *rule);
  fill_rule(rule, id, when);
  return rule;
}

rbk_band *band_apart(const char *name) {
  rbk_band *band = take(1, sizeof *band);
  fill_band(band, name);
  return band;
}

rbk_parameter *parameter_apart(const char *name, const char *values) {
  rbk_parameter *parameter = take(1, sizeof *parameter);
  fill_parameter(parameter, name, RBK_UNIT_NONE, values);
  return parameter;
}

rbk_flag *flag_apart(const char *id, const rbk_condition *when) {
  rbk_flag *flag = take(1, sizeof *flag);
  fill_flag(flag, id, when);
  return flag;
}

rbk_replacement *layer_replace(rbk_layer *layer, rbk_section section,
                               const char *id, const void *item,
                               const char *keys) {
  rbk_replacement *replacement =
      NEXT(layer->replacements, layer->replacement_count, ROOM);
  *replacement = (rbk_replacement){.section = section,
                                   .id = id,
                                   .because = "said in the test",
                                   .item = item,
                                   .keys = names_of(keys),
                                   .where = here()};
  return replacement;
}

rbk_disabled *layer_disable(rbk_layer *layer, rbk_section section,
                            const char *id) {
  rbk_disabled *disabled = NEXT(layer->disabled, layer->disabled_count, ROOM);
  *disabled = (rbk_disabled){section, id, "said in the test", here()};
  return disabled;
}

uint32_t layer_function(rbk_layer *layer) {
  return (uint32_t)layer->function_count++;
}

void layer_asks_figure(rbk_layer *layer, const rbk_figure_expression *figure) {
  *NEXT(layer->asked_figures, layer->asked_figure_count, ROOM) = figure;
}

void layer_asks_condition(rbk_layer *layer, const rbk_condition *condition) {
  *NEXT(layer->asked_conditions, layer->asked_condition_count, ROOM) =
      condition;
}

void layer_asks_window(rbk_layer *layer, const rbk_window_expression *w) {
  *NEXT(layer->asked_windows, layer->asked_window_count, ROOM) = w;
}

/* --- stacking and binding ------------------------------------------------- */

static void expect_no_problems(const rbk_problems *problems) {
  if (problems->count == 0) return;
  const rbk_problem *first = &problems->items[0];
  ck_abort_msg("%s:%zu: %s", first->file, first->line, first->text);
}

rbk_plan *plan_of(const rbk_layer *nation, const rbk_layer *school_or_null) {
  const rbk_layer *layers[] = {nation, school_or_null};
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_plan *plan = NULL;
  rbk_status status =
      rbk_plan_stack(NULL, layers, school_or_null ? 2 : 1, &problems, &plan);
  expect_no_problems(&problems);
  ck_assert_int_eq(status, RBK_OK);
  rbk_problems_finish(&problems);
  return plan;
}

rbk_binding *bind_editions(const rbk_register *reg, const rbk_edition *editions,
                           size_t count, const rbk_override *overrides,
                           size_t override_count) {
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_binding *binding = NULL;
  rbk_status status = rbk_bind(NULL, reg, editions, count, overrides,
                               override_count, &problems, &binding);
  expect_no_problems(&problems);
  ck_assert_int_eq(status, RBK_OK);
  rbk_problems_finish(&problems);
  return binding;
}

rbk_binding *bind_plan(const rbk_register *reg, const rbk_plan *plan) {
  rbk_edition always = {RBK_NO_DATE, RBK_NO_DATE, plan,
                        plan->layers[plan->layer_count - 1]->id};
  return bind_editions(reg, &always, 1, NULL, 0);
}

rbk_override override_of(const char *from, const char *name,
                         const char *values) {
  rbk_names items = names_of(values);
  rbk_override override = {.from = from};
  override.setting.name = name;
  override.setting.values = items.items;
  override.setting.numbers = take(items.count, sizeof(bool));
  override.setting.value_count = items.count;
  override.setting.is_list = items.list;
  override.setting.line = strcmp(from, "--param") == 0 ? 0 : 7;
  for (size_t i = 0; i < items.count; i++) {
    rbk_decimal value;
    override.setting.numbers[i] =
        rbk_decimal_parse(rbk_text_of(items.items[i]), &value);
  }
  return override;
}
