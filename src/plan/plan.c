#include "plan/plan.h"

#include <string.h>

static const char *const unit_names[RBK_UNITS] = {
    [RBK_UNIT_NONE] = "",
    [RBK_UNIT_PERCENT] = "percent",
    [RBK_UNIT_SESSIONS] = "sessions",
    [RBK_UNIT_DAYS] = "days",
    [RBK_UNIT_SCHOOL_DAYS] = "school_days",
    [RBK_UNIT_CALENDAR_DAYS] = "calendar_days",
    [RBK_UNIT_WORKING_DAYS] = "working_days",
    [RBK_UNIT_SCHOOL_WEEKS] = "school_weeks",
    [RBK_UNIT_CALENDAR_WEEKS] = "calendar_weeks",
    [RBK_UNIT_MINUTES] = "minutes",
    [RBK_UNIT_EPISODES] = "episodes",
    [RBK_UNIT_EVENTS] = "events",
    [RBK_UNIT_YEARS] = "years",
    [RBK_UNIT_CODES] = "codes",
    [RBK_UNIT_TEXT] = "text",
};

const char *rbk_unit_name(rbk_unit unit) {
  return (size_t)unit < RBK_UNITS ? unit_names[unit] : "";
}

bool rbk_unit_parse(rbk_text text, rbk_unit *unit) {
  for (size_t i = RBK_UNIT_NONE + 1; i < RBK_UNITS; i++) {
    if (rbk_text_is(text, unit_names[i])) {
      *unit = (rbk_unit)i;
      return true;
    }
  }
  return false;
}

/* Looking up one item by the text that `field` holds. */
#define FIND(list, count, field, name)                                         \
  do {                                                                         \
    for (size_t i = 0; i < (count); i++) {                                     \
      if (strcmp((list)[i]->field, (name)) == 0) return (list)[i];             \
    }                                                                          \
    return NULL;                                                               \
  } while (0)

const rbk_parameter *rbk_plan_parameter(const rbk_plan *plan,
                                        const char *name) {
  FIND(plan->parameters, plan->parameter_count, name, name);
}

const rbk_flag *rbk_plan_flag(const rbk_plan *plan, const char *id) {
  FIND(plan->flags, plan->flag_count, id, id);
}

const rbk_band *rbk_plan_band(const rbk_plan *plan, const char *name) {
  FIND(plan->bands, plan->band_count, name, name);
}

const rbk_rule *rbk_plan_rule(const rbk_plan *plan, const char *id) {
  FIND(plan->rules, plan->rule_count, id, id);
}

const rbk_rule *rbk_stage_rule(const rbk_stage *stage, size_t place) {
  const struct {
    const rbk_rule *rules;
    size_t count;
  } lists[] = {{stage->on_entry, stage->on_entry_count},
               {stage->on_review, stage->on_review_count},
               {stage->on_overdue, stage->on_overdue_count}};
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    if (place < lists[i].count) return &lists[i].rules[place];
    place -= lists[i].count;
  }
  return NULL;
}

size_t rbk_plan_stage_rule_count(const rbk_plan *plan) {
  size_t count = 0;
  for (size_t i = 0; i < plan->ladder_count; i++) {
    for (size_t j = 0; j < plan->ladders[i]->stage_count; j++) {
      const rbk_stage *stage = &plan->ladders[i]->stages[j];
      count += stage->on_entry_count + stage->on_review_count +
               stage->on_overdue_count;
    }
  }
  return count;
}

const rbk_stage *rbk_plan_stage(const rbk_plan *plan, const char *id,
                                const rbk_ladder **ladder) {
  for (size_t i = 0; i < plan->ladder_count; i++) {
    for (size_t j = 0; j < plan->ladders[i]->stage_count; j++) {
      const rbk_stage *stage = &plan->ladders[i]->stages[j];
      if (strcmp(stage->id, id) != 0) continue;
      if (ladder) *ladder = plan->ladders[i];
      return stage;
    }
  }
  return NULL;
}

const rbk_rule *rbk_plan_any_rule(const rbk_plan *plan, const char *id) {
  const rbk_rule *rule = rbk_plan_rule(plan, id);
  for (size_t i = 0; i < plan->ladder_count && !rule; i++) {
    for (size_t j = 0; j < plan->ladders[i]->stage_count && !rule; j++) {
      const rbk_stage *stage = &plan->ladders[i]->stages[j];
      size_t place = 0;
      do rule = rbk_stage_rule(stage, place++);
      while (rule && strcmp(rule->id, id) != 0);
    }
  }
  return rule;
}

const rbk_role *rbk_plan_role(const rbk_plan *plan, const char *id) {
  FIND(plan->roles, plan->role_count, id, id);
}

const rbk_named_set *rbk_plan_code_set(const rbk_plan *plan, const char *name) {
  FIND(plan->code_sets, plan->code_set_count, name, name);
}

const rbk_fact *rbk_plan_fact(const rbk_plan *plan, const char *kind) {
  FIND(plan->facts, plan->fact_count, kind, kind);
}

const rbk_layer *rbk_plan_layer_at(const rbk_plan *plan, rbk_where where) {
  if (!where.file) return NULL;
  for (size_t i = 0; i < plan->layer_count; i++) {
    const char *file = plan->layers[i]->file;
    if (file == where.file || strcmp(file, where.file) == 0) {
      return plan->layers[i];
    }
  }
  return NULL;
}
