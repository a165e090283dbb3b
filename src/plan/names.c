/* Every name that a policy uses is declared by it or by one it extends. */
#include <string.h>

#include "plan/checks.h"
#include "plan/sections.h"
#include "plan/walk.h"

/* What a name may be the name of. The numbers of sections, and stages. */
enum { STAGES = RBK_ALL_SECTIONS, DIRECTORIES };

/* All names of one kind. */
typedef struct directory {
  rbk_intern index;
  const char **names; /* the same, as a list for "did you mean" */
} directory;

typedef struct checker {
  const rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  directory all[DIRECTORIES];
} checker;

/* --- directories ---------------------------------------------------------- */

static rbk_status add_name(checker *c, int kind, const char *name) {
  return rbk_intern_add(&c->all[kind].index, rbk_text_of(name)) == RBK_NONE
             ? RBK_NOMEM
             : RBK_OK;
}

static rbk_status add_section(checker *c, int section) {
  const rbk_section_info *info = &rbk_section_infos[section];
  const void *const *items;
  size_t count;
  memcpy(&items, (const char *)c->plan + info->plan_list, sizeof items);
  memcpy(&count, (const char *)c->plan + info->plan_count, sizeof count);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    status = add_name(c, section, rbk_item_id(section, items[i]));
  }
  return status;
}

/* Rules that a stage holds are rules too, among which ids are unique. */
static rbk_status add_stage_rules(checker *c, const rbk_stage *stage) {
  rbk_status status = RBK_OK;
  const rbk_rule *rule;
  for (size_t i = 0; (rule = rbk_stage_rule(stage, i)) != NULL; i++) {
    if (rbk_intern_find(&c->all[RBK_SECTION_RULES].index,
                        rbk_text_of(rule->id)) != RBK_NONE) {
      status = RBK_PROBLEM(c->problems, "duplicate-id", rule->where,
                           "rule '%s' is declared twice; rules of stages and "
                           "all others need different ids",
                           rule->id);
    } else {
      status = add_name(c, RBK_SECTION_RULES, rule->id);
    }
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

static rbk_status add_stage(checker *c, const rbk_stage *stage) {
  if (rbk_intern_find(&c->all[STAGES].index, rbk_text_of(stage->id)) !=
      RBK_NONE) {
    return RBK_PROBLEM(c->problems, "duplicate-id", stage->where,
                       "stage '%s' is declared twice; stages of all ladders "
                       "need different ids",
                       stage->id);
  }
  rbk_status status = add_name(c, STAGES, stage->id);
  return status == RBK_OK ? add_stage_rules(c, stage) : status;
}

static rbk_status list_names(checker *c, directory *of) {
  of->names = rbk_arena_take(&c->scratch, of->index.count, sizeof *of->names);
  if (!of->names) return RBK_NOMEM;
  for (uint32_t i = 0; i < of->index.count; i++) {
    of->names[i] = rbk_intern_text(&of->index, i);
  }
  return RBK_OK;
}

static rbk_status make_directories(checker *c) {
  rbk_status status = RBK_OK;
  for (int i = 0; i < DIRECTORIES; i++) {
    rbk_intern_init(&c->all[i].index, &c->scratch);
  }
  for (int i = 0; i < RBK_ALL_SECTIONS && status == RBK_OK; i++) {
    status = add_section(c, i);
  }
  for (size_t i = 0; i < c->plan->ladder_count; i++) {
    const rbk_ladder *ladder = c->plan->ladders[i];
    for (size_t j = 0; j < ladder->stage_count && status == RBK_OK; j++) {
      status = add_stage(c, &ladder->stages[j]);
    }
  }
  for (int i = 0; i < DIRECTORIES && status == RBK_OK; i++) {
    status = list_names(c, &c->all[i]);
  }
  return status;
}

/* --- one reference -------------------------------------------------------- */

static bool is_known(const checker *c, int kind, const char *name) {
  return rbk_intern_find(&c->all[kind].index, rbk_text_of(name)) != RBK_NONE;
}

/* Who took out what has that name, or the ladder that has it. */
static const rbk_disabled *disabled_one(const checker *c, int kind,
                                        const char *name) {
  if (kind == STAGES) return rbk_plan_disabled_stage(c->plan, name);
  const rbk_disabled *disabled =
      rbk_plan_disabled(c->plan, (rbk_section)kind, name);
  return disabled || kind != RBK_SECTION_RULES
             ? disabled
             : rbk_plan_disabled_stage_rule(c->plan, name);
}

static rbk_status unknown(checker *c, int kind, const char *name,
                          rbk_where where) {
  bool stage = kind == STAGES;
  const char *singular = stage ? "stage" : rbk_section_infos[kind].singular;
  const char *section = stage ? "ladders" : rbk_section_infos[kind].name;
  const rbk_disabled *disabled = disabled_one(c, kind, name);
  if (disabled && (int)disabled->section != kind) {
    return RBK_PROBLEM(c->problems, "disabled-name", where,
                       "%s '%s' belongs to ladder '%s', which is disabled at "
                       "%s:%u; leave it enabled, or replace or disable what "
                       "uses it",
                       singular, name, disabled->id, disabled->where.file,
                       disabled->where.line);
  }
  if (disabled) {
    return RBK_PROBLEM(c->problems, "disabled-name", where,
                       "%s '%s' is disabled at %s:%u; leave it enabled, or "
                       "replace or disable what uses it",
                       singular, name, disabled->where.file,
                       disabled->where.line);
  }
  const char *near =
      rbk_nearest(name, c->all[kind].names, c->all[kind].index.count);
  if (near) {
    return RBK_PROBLEM(c->problems, "unknown-name", where,
                       "no %s '%s'; did you mean '%s'?", singular, name, near);
  }
  return RBK_PROBLEM(c->problems, "unknown-name", where,
                     "no %s '%s'; declare it under `%s`, here or in a policy "
                     "that this one extends",
                     singular, name, section);
}

static rbk_status refer(checker *c, int kind, const char *name,
                        rbk_where where) {
  return !name || is_known(c, kind, name) ? RBK_OK
                                          : unknown(c, kind, name, where);
}

static rbk_status refer_all(checker *c, int kind, const rbk_names *names,
                            rbk_where where) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < names->count && status == RBK_OK; i++) {
    status = refer(c, kind, names->items[i], where);
  }
  return status;
}

static rbk_status refer_operand(checker *c, const rbk_operand *operand,
                                rbk_where where) {
  if (operand->kind != RBK_OPERAND_PARAMETER) return RBK_OK;
  return refer(c, RBK_SECTION_PARAMS, operand->text,
               operand->where.file ? operand->where : where);
}

/* A field of a kind of event. Any event may have `action`: it names the action
 * that the event discharges. */
static rbk_status refer_field(checker *c, const char *kind, const char *field,
                              rbk_where where) {
  const rbk_fact *fact = kind ? rbk_plan_fact(c->plan, kind) : NULL;
  if (!field || !fact || strcmp(field, "action") == 0) return RBK_OK;
  for (size_t i = 0; i < fact->field_count; i++) {
    if (strcmp(fact->fields[i], field) == 0) return RBK_OK;
  }
  const char *near = rbk_nearest(field, fact->fields, fact->field_count);
  if (near) {
    return RBK_PROBLEM(c->problems, "unknown-field", where,
                       "fact '%s' (%s:%u) has no field '%s'; did you mean "
                       "'%s'?",
                       kind, fact->where.file, fact->where.line, field, near);
  }
  return RBK_PROBLEM(c->problems, "unknown-field", where,
                     "fact '%s' (%s:%u) has no field '%s'; declare it under "
                     "`facts` with that field",
                     kind, fact->where.file, fact->where.line, field);
}

/* --- parts of expressions ------------------------------------------------- */

static rbk_status on_match(void *context, const rbk_match_expression *match,
                           rbk_where where) {
  checker *c = context;
  rbk_status status = refer(c, RBK_SECTION_FACTS, match->event_kind, where);
  for (size_t i = 0; i < match->filter_count && status == RBK_OK; i++) {
    status = refer_field(c, match->event_kind, match->filters[i].field, where);
    if (status == RBK_OK) {
      status = refer_operand(c, &match->filters[i].value, where);
    }
  }
  return status;
}

static rbk_status on_set(void *context, const rbk_set_expression *set) {
  checker *c = context;
  if (set->kind == RBK_SET_NAMED) {
    return refer(c, RBK_SECTION_CODE_SETS, set->name, set->where);
  }
  if (set->kind == RBK_SET_PARAMETER) {
    return refer(c, RBK_SECTION_PARAMS, set->name, set->where);
  }
  return RBK_OK;
}

static rbk_status on_window(void *context,
                            const rbk_window_expression *window) {
  checker *c = context;
  rbk_status status = RBK_OK;
  switch (window->kind) {
  case RBK_WINDOW_SINCE:
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
    if (!window->match) /* else it names the kind */
      status = refer(c, RBK_SECTION_FACTS, window->name, window->where);
    break;
  case RBK_WINDOW_SINCE_STAGE:
    status = refer(c, STAGES, window->name, window->where);
    break;
  default: /* the other windows name nothing that a policy declares */
    break;
  }
  const rbk_operand *operands[] = {&window->n, &window->from, &window->to};
  for (size_t i = 0; i < 3 && status == RBK_OK; i++) {
    status = refer_operand(c, operands[i], window->where);
  }
  return status;
}

static rbk_status figure_fields(checker *c,
                                const rbk_figure_expression *figure) {
  rbk_status status = RBK_OK;
  if (figure->restart) {
    status = refer_field(c, figure->restart->event_kind, figure->restart_field,
                         figure->where);
  }
  if (status == RBK_OK && figure->match) {
    status =
        refer_field(c, figure->match->event_kind, figure->field, figure->where);
  }
  return status;
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  checker *c = context;
  rbk_status status = figure_fields(c, figure);
  const rbk_operand *operands[] = {&figure->rounded, &figure->step,
                                   &figure->constant};
  for (size_t i = 0; i < 3 && status == RBK_OK; i++) {
    status = refer_operand(c, operands[i], figure->where);
  }
  if (status == RBK_OK && figure->kind == RBK_FIGURE_DAYS_IN_STAGE) {
    status = refer(c, STAGES, figure->name, figure->where);
  }
  if (status == RBK_OK && figure->kind == RBK_FIGURE_GROUP &&
      figure->group == RBK_GROUP_COHORT) {
    status = refer(c, RBK_SECTION_COHORTS, figure->group_name, figure->where);
  }
  return status;
}

static rbk_status refer_row(checker *c, const rbk_condition *condition) {
  const rbk_band *band = rbk_plan_band(c->plan, condition->name);
  const char *id = condition->right_side.text;
  if (!band || !id) return RBK_OK; /* the band itself is reported */
  if (condition->right_side.kind == RBK_OPERAND_PARAMETER) {
    return RBK_PROBLEM(c->problems, "unknown-name", condition->where,
                       "a row of band '%s' is named by its id; write that "
                       "instead of parameter '%s'",
                       band->name, id);
  }
  const char **ids = rbk_arena_take(&c->scratch, band->row_count, sizeof *ids);
  if (!ids) return RBK_NOMEM;
  for (size_t i = 0; i < band->row_count; i++) {
    ids[i] = band->rows[i].id;
    if (strcmp(ids[i], id) == 0) return RBK_OK;
  }
  const char *near = rbk_nearest(id, ids, band->row_count);
  return near ? RBK_PROBLEM(c->problems, "unknown-name", condition->where,
                            "band '%s' (%s:%u) has no row '%s'; did you mean "
                            "'%s'?",
                            band->name, band->where.file, band->where.line, id,
                            near)
              : RBK_PROBLEM(c->problems, "unknown-name", condition->where,
                            "band '%s' (%s:%u) has no row '%s'; add it there",
                            band->name, band->where.file, band->where.line, id);
}

/* What a condition's own name is the name of. */
static int kind_of_name(const rbk_condition *condition) {
  switch (condition->kind) {
  case RBK_CONDITION_BAND:
    return RBK_SECTION_BANDS;
  case RBK_CONDITION_FLAG:
    return RBK_SECTION_FLAGS;
  case RBK_CONDITION_FIRED:
    return RBK_SECTION_RULES;
  case RBK_CONDITION_PARAMETER:
    return RBK_SECTION_PARAMS;
  case RBK_CONDITION_IN_STAGE:
  case RBK_CONDITION_STAGE_COMPLETE:
    return STAGES;
  default:
    return -1;
  }
}

static rbk_status leaf_fields(checker *c, const rbk_condition *condition) {
  if (condition->kind != RBK_CONDITION_LEAF || !condition->match) {
    return RBK_OK;
  }
  const char *kind = condition->match->event_kind;
  if (condition->leaf == RBK_LEAF_REACHED) {
    return refer_field(c, kind, condition->name, condition->where);
  }
  return condition->leaf == RBK_LEAF_CURRENT
             ? refer_field(c, kind, "to", condition->where)
             : RBK_OK;
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  checker *c = context;
  rbk_status status = RBK_OK;
  int kind = kind_of_name(condition);
  if (kind >= 0) status = refer(c, kind, condition->name, condition->where);
  if (status == RBK_OK && condition->kind == RBK_CONDITION_BAND) {
    status = refer_row(c, condition);
  }
  if (status == RBK_OK) {
    status = refer_operand(c, &condition->right_side, condition->where);
  }
  if (status == RBK_OK) {
    status = refer_operand(c, &condition->by_half_term, condition->where);
  }
  if (status == RBK_OK) status = leaf_fields(c, condition);
  for (size_t i = 0; i < condition->branch_count && status == RBK_OK; i++) {
    status = refer_all(c, RBK_SECTION_CLAUSES, &condition->branches[i].clauses,
                       condition->where);
  }
  return status;
}

static rbk_status on_due(void *context, const rbk_due *due) {
  checker *c = context;
  rbk_status status = refer_operand(c, &due->n, due->where);
  if (status == RBK_OK) status = refer_operand(c, &due->clock, due->where);
  if (status == RBK_OK && due->kind == RBK_DUE_RECORDED && due->match) {
    status = refer_field(c, due->match->event_kind, due->field, due->where);
  }
  return status;
}

/* --- declarations --------------------------------------------------------- */

static rbk_status check_needs(checker *c, const rbk_need *needs, size_t count,
                              rbk_where where) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    status = refer(c, RBK_SECTION_FACTS, needs[i].event_kind, where);
    if (status == RBK_OK) {
      status = refer_all(c, RBK_SECTION_CLAUSES, &needs[i].clauses, where);
    }
  }
  return status;
}

/* A rule that another supersedes may be disabled: then nothing is. */
static rbk_status check_supersedes(checker *c, const rbk_rule *rule) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < rule->supersedes.count && status == RBK_OK; i++) {
    const char *id = rule->supersedes.items[i];
    if (!disabled_one(c, RBK_SECTION_RULES, id)) {
      status = refer(c, RBK_SECTION_RULES, id, rule->where);
    }
  }
  return status;
}

static rbk_status check_rule(checker *c, const rbk_rule *rule) {
  rbk_where where = rule->where;
  rbk_status status = refer_all(c, RBK_SECTION_CLAUSES, &rule->clauses, where);
  if (status == RBK_OK) {
    status = refer_all(c, RBK_SECTION_ROLES, &rule->owner.roles, where);
  }
  if (status == RBK_OK) {
    status = check_needs(c, rule->needs, rule->need_count, where);
  }
  for (size_t i = 0; i < rule->unless_count && status == RBK_OK; i++) {
    status = refer_all(c, RBK_SECTION_CLAUSES, &rule->unless[i].clauses, where);
  }
  if (status == RBK_OK) status = check_supersedes(c, rule);
  if (status == RBK_OK) {
    status = refer(c, RBK_SECTION_LETTERS, rule->letter, where);
  }
  if (status == RBK_OK) status = refer_operand(c, &rule->each.first, where);
  if (status == RBK_OK) status = refer_operand(c, &rule->each.every, where);
  if (status == RBK_OK && rule->has_group && rule->group == RBK_GROUP_COHORT) {
    status = refer(c, RBK_SECTION_COHORTS, rule->group_name, where);
  }
  return status;
}

static rbk_status check_band(checker *c, const rbk_band *band) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < band->row_count && status == RBK_OK; i++) {
    const rbk_band_row *row = &band->rows[i];
    status = refer_all(c, RBK_SECTION_CLAUSES, &row->clauses, row->where);
    for (size_t j = 0; j < i && status == RBK_OK; j++) {
      if (strcmp(band->rows[j].id, row->id) != 0) continue;
      status = RBK_PROBLEM(c->problems, "duplicate-id", row->where,
                           "band '%s' has two rows '%s', here and at %s:%u; "
                           "give one of them another id",
                           band->name, row->id, band->rows[j].where.file,
                           band->rows[j].where.line);
    }
  }
  for (size_t i = 0; i < band->gap_count && status == RBK_OK; i++) {
    status = refer_operand(c, &band->gaps[i].from, band->where);
    if (status == RBK_OK) {
      status = refer_operand(c, &band->gaps[i].to, band->where);
    }
  }
  return status;
}

static rbk_status check_coding(checker *c, const rbk_coding *coding) {
  rbk_where where = coding->where;
  rbk_status status =
      refer_all(c, RBK_SECTION_CLAUSES, &coding->clauses, where);
  if (status == RBK_OK) {
    status = refer_all(c, RBK_SECTION_ROLES, &coding->owner.roles, where);
  }
  if (status == RBK_OK) status = refer_operand(c, &coding->propose, where);
  if (status == RBK_OK && coding->beyond.said) {
    status = refer_operand(c, &coding->beyond.count, where);
  }
  return status;
}

/* A stage that a move comes from or leads to is one of the same ladder. */
static rbk_status refer_stage(checker *c, const rbk_ladder *ladder,
                              const char *name, const char *key,
                              rbk_where where) {
  if (!name || !is_known(c, STAGES, name)) return refer(c, STAGES, name, where);
  for (size_t i = 0; i < ladder->stage_count; i++) {
    if (strcmp(ladder->stages[i].id, name) == 0) return RBK_OK;
  }
  return RBK_PROBLEM(c->problems, "other-ladder", where,
                     "`%s` names stage '%s' of another ladder; pupils move "
                     "within ladder '%s' only, name one of its stages",
                     key, name, ladder->name);
}

static rbk_status check_review(checker *c, const rbk_stage *stage) {
  if (stage->review.kind != RBK_DUE_CLOCK) return RBK_OK;
  return RBK_PROBLEM(c->problems, "review", stage->where,
                     "a review is a day, not a time of the day; write a span "
                     "such as school_weeks(6), or recorded(kind, field)");
}

static rbk_status check_stage(checker *c, const rbk_ladder *ladder,
                              const rbk_stage *stage) {
  rbk_where where = stage->where;
  rbk_status status = refer_all(c, RBK_SECTION_CLAUSES, &stage->clauses, where);
  if (status == RBK_OK) {
    status = refer_all(c, RBK_SECTION_ROLES, &stage->owner.roles, where);
  }
  if (status == RBK_OK) {
    status = check_needs(c, stage->needs, stage->need_count, where);
  }
  for (size_t i = 0; i < stage->from.count && status == RBK_OK; i++) {
    const char *from = stage->from.items[i];
    if (strcmp(from, "none") != 0 && strcmp(from, "any") != 0) {
      status = refer_stage(c, ladder, from, "from", where);
    }
  }
  for (size_t i = 0; i < stage->leave_count && status == RBK_OK; i++) {
    status = refer_stage(c, ladder, stage->leave[i].to, "leave", where);
  }
  if (status == RBK_OK) status = check_review(c, stage);
  const rbk_rule *rule;
  for (size_t i = 0; (rule = rbk_stage_rule(stage, i)) != NULL; i++) {
    if (status == RBK_OK) status = check_rule(c, rule);
  }
  return status;
}

static rbk_status check_role(checker *c, const rbk_role *role) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < role->choice_count && status == RBK_OK; i++) {
    status = refer(c, RBK_SECTION_ROLES, role->choices[i].role, role->where);
  }
  return status;
}

static rbk_status check_letter(checker *c, const rbk_letter *letter) {
  rbk_status status =
      refer_all(c, RBK_SECTION_CLAUSES, &letter->clauses, letter->where);
  for (size_t i = 0; i < letter->reminder_count && status == RBK_OK; i++) {
    const rbk_reminder *reminder = &letter->reminders[i];
    status =
        refer_all(c, RBK_SECTION_CLAUSES, &reminder->clauses, reminder->where);
  }
  return status;
}

static rbk_status check_declarations(checker *c) {
  const rbk_plan *plan = c->plan;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->parameter_count && status == RBK_OK; i++) {
    status = refer_all(c, RBK_SECTION_CLAUSES, &plan->parameters[i]->clauses,
                       plan->parameters[i]->where);
  }
  for (size_t i = 0; i < plan->flag_count && status == RBK_OK; i++) {
    status = refer_all(c, RBK_SECTION_CLAUSES, &plan->flags[i]->clauses,
                       plan->flags[i]->where);
  }
  for (size_t i = 0; i < plan->band_count && status == RBK_OK; i++) {
    status = check_band(c, plan->bands[i]);
  }
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = check_rule(c, plan->rules[i]);
  }
  for (size_t i = 0; i < plan->coding_count && status == RBK_OK; i++) {
    status = check_coding(c, plan->codings[i]);
  }
  for (size_t i = 0; i < plan->role_count && status == RBK_OK; i++) {
    status = check_role(c, plan->roles[i]);
  }
  for (size_t i = 0; i < plan->cohort_count && status == RBK_OK; i++) {
    const rbk_cohort *cohort = plan->cohorts[i];
    status = refer_all(c, RBK_SECTION_CLAUSES, &cohort->clauses, cohort->where);
    if (status == RBK_OK) {
      status = refer_operand(c, &cohort->minimum, cohort->where);
    }
  }
  for (size_t i = 0; i < plan->letter_count && status == RBK_OK; i++) {
    status = check_letter(c, plan->letters[i]);
  }
  for (size_t i = 0; i < plan->ladder_count; i++) {
    for (size_t j = 0; j < plan->ladders[i]->stage_count && status == RBK_OK;
         j++) {
      status = check_stage(c, plan->ladders[i], &plan->ladders[i]->stages[j]);
    }
  }
  return status;
}

rbk_status rbk_plan_check_names(const rbk_plan *plan, rbk_problems *problems) {
  checker c = {.plan = plan, .problems = problems};
  rbk_arena_init(&c.scratch, plan->arena.alloc);
  rbk_walk walk = {.context = &c,
                   .condition = on_condition,
                   .figure = on_figure,
                   .window = on_window,
                   .set = on_set,
                   .match = on_match,
                   .due = on_due};
  rbk_walk_begin(&walk, &c.scratch);
  rbk_status status = make_directories(&c);
  if (status == RBK_OK) status = rbk_walk_plan(&walk, plan);
  if (status == RBK_OK) status = check_declarations(&c);
  rbk_arena_finish(&c.scratch);
  return status;
}
