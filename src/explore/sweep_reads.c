/* Where a policy reads a parameter: in comparisons alone, or where only a run
 * can tell. */
#include <string.h>

#include "explore/sweep_parts.h"
#include "plan/walk.h"

typedef struct reading {
  const rbk_plan *plan;
  const char *name;
  rbk_walk *walk;
  const char *elsewhere; /* why comparisons here take runs too; NULL: no */
  rbk_swept_reading *out;
} reading;

static bool is_it(const reading *r, const rbk_operand *operand) {
  return operand->kind == RBK_OPERAND_PARAMETER &&
         strcmp(operand->text, r->name) == 0;
}

static void found(reading *r, const char *why) {
  r->out->reads = true;
  if (r->out->why == NULL) r->out->why = why;
}

/* Who is in a stage, every stage of its ladder decides. */
static rbk_status of_stage(reading *r, const char *id) {
  const rbk_ladder *ladder = NULL;
  if (r->out->why == NULL) r->out->why = "the stage the pupil is in";
  if (id == NULL || !rbk_plan_stage(r->plan, id, &ladder)) return RBK_OK;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < ladder->stage_count && status == RBK_OK; i++) {
    const rbk_stage *stage = &ladder->stages[i];
    status = rbk_walk_condition(r->walk, stage->enter);
    for (size_t j = 0; j < stage->leave_count && status == RBK_OK; j++)
      status = rbk_walk_condition(r->walk, stage->leave[j].when);
    if (status == RBK_OK)
      status = rbk_walk_needs(r->walk, stage->needs, stage->need_count);
  }
  return status;
}

/* The stage that holds a rule, or NULL. */
static const char *stage_holding(const rbk_plan *plan, const char *rule) {
  for (size_t i = 0; i < plan->ladder_count; i++)
    for (size_t j = 0; j < plan->ladders[i]->stage_count; j++) {
      const rbk_stage *stage = &plan->ladders[i]->stages[j];
      const rbk_rule *held;
      for (size_t k = 0; (held = rbk_stage_rule(stage, k)) != NULL; k++)
        if (strcmp(held->id, rule) == 0) return stage->id;
    }
  return NULL;
}

static rbk_status of_condition(void *context, const rbk_condition *c) {
  reading *r = context;
  const rbk_flag *flag;
  const rbk_band *band;
  switch (c->kind) {
  case RBK_CONDITION_FUNCTION:
    found(r, "a function");
    return RBK_OK;
  case RBK_CONDITION_FIRED: {
    const rbk_rule *rule = rbk_plan_rule(r->plan, c->name);
    if (r->out->why == NULL) r->out->why = "what fired before";
    return rule ? rbk_walk_condition(r->walk, rule->when)
                : of_stage(r, stage_holding(r->plan, c->name));
  }
  case RBK_CONDITION_IN_STAGE:
  case RBK_CONDITION_STAGE_COMPLETE:
    return of_stage(r, c->name);
  case RBK_CONDITION_PARAMETER:
    if (strcmp(c->name, r->name) == 0) found(r, "a choice of the policy");
    return RBK_OK;
  case RBK_CONDITION_FLAG:
    flag = rbk_plan_flag(r->plan, c->name);
    return flag ? rbk_walk_condition(r->walk, flag->when) : RBK_OK;
  case RBK_CONDITION_BAND:
    band = rbk_plan_band(r->plan, c->name);
    return band ? rbk_walk_band(r->walk, band) : RBK_OK;
  default:
    break;
  }
  if (is_it(r, &c->by_half_term)) found(r, "a list by half term");
  if (!is_it(r, &c->right_side)) return RBK_OK;
  bool compares = c->kind == RBK_CONDITION_LEAF && c->leaf == RBK_LEAF_COMPARE;
  found(r, !compares ? "the text of a condition" : r->elsewhere);
  return RBK_OK;
}

static rbk_status of_figure(void *context, const rbk_figure_expression *f);
static rbk_status of_window(void *context, const rbk_window_expression *w);
static rbk_status of_set(void *context, const rbk_set_expression *set);
static rbk_status of_match(void *context, const rbk_match_expression *match,
                           rbk_where where);

/* What a group asks of its pupils, and who is in it: no comparison of the
 * pupil at hand. */
static rbk_status of_group(reading *outer, const rbk_figure_expression *f) {
  rbk_walk walk = {.condition = of_condition,
                   .figure = of_figure,
                   .window = of_window,
                   .set = of_set,
                   .match = of_match};
  reading r = *outer;
  rbk_arena scratch;
  rbk_arena_init(&scratch, outer->plan->arena.alloc);
  rbk_walk_begin(&walk, &scratch);
  walk.context = &r;
  r.walk = &walk;
  r.elsewhere = "what a group asks of its pupils";
  rbk_status status = rbk_walk_figure(&walk, f->group_figure);
  if (status == RBK_OK) status = rbk_walk_condition(&walk, f->group_condition);
  for (size_t i = 0; i < r.plan->cohort_count && status == RBK_OK; i++) {
    const rbk_cohort *cohort = r.plan->cohorts[i];
    if (f->group != RBK_GROUP_COHORT || strcmp(cohort->id, f->group_name) != 0)
      continue;
    if (is_it(&r, &cohort->minimum)) found(&r, "the least size of a cohort");
    status = rbk_walk_condition(&walk, cohort->when);
  }
  rbk_arena_finish(&scratch);
  return status;
}

static rbk_status of_figure(void *context, const rbk_figure_expression *f) {
  reading *r = context;
  if (f->kind == RBK_FIGURE_GROUP) {
    rbk_status status = of_group(r, f);
    if (status != RBK_OK) return status;
  }
  if (f->kind == RBK_FIGURE_KINDS) found(r, "a function");
  if (f->kind == RBK_FIGURE_DAYS_IN_STAGE) {
    rbk_status status = of_stage(r, f->name);
    if (status != RBK_OK) return status;
  }
  if (is_it(r, &f->rounded) || is_it(r, &f->step) || is_it(r, &f->constant))
    found(r, "a figure");
  return RBK_OK;
}

static rbk_status of_window(void *context, const rbk_window_expression *w) {
  reading *r = context;
  if (is_it(r, &w->n) || is_it(r, &w->from) || is_it(r, &w->to))
    found(r, "a window");
  return w->kind == RBK_WINDOW_SINCE_STAGE ? of_stage(r, w->name) : RBK_OK;
}

static rbk_status of_set(void *context, const rbk_set_expression *set) {
  reading *r = context;
  if (set->kind == RBK_SET_PARAMETER && strcmp(set->name, r->name) == 0)
    found(r, "a set of codes");
  if (set->kind == RBK_SET_NAMED) {
    const rbk_named_set *named = rbk_plan_code_set(r->plan, set->name);
    if (named) return rbk_walk_set(r->walk, named->set);
  }
  return RBK_OK;
}

static rbk_status of_match(void *context, const rbk_match_expression *match,
                           rbk_where where) {
  reading *r = context;
  (void)where;
  for (size_t i = 0; i < match->filter_count; i++)
    if (is_it(r, &match->filters[i].value)) found(r, "a filter of events");
  return RBK_OK;
}

static rbk_status of_due(void *context, const rbk_due *due) {
  reading *r = context;
  if (is_it(r, &due->n) || is_it(r, &due->clock)) found(r, "a due date");
  if (due->kind == RBK_DUE_FUNCTION) found(r, "a function");
  return RBK_OK;
}

static void begin(reading *r, rbk_walk *walk, const rbk_plan *plan,
                  const char *name, rbk_arena *scratch,
                  rbk_swept_reading *out) {
  *out = (rbk_swept_reading){false, NULL};
  *r = (reading){.plan = plan, .name = name, .walk = walk, .out = out};
  *walk = (rbk_walk){.context = r,
                     .condition = of_condition,
                     .figure = of_figure,
                     .window = of_window,
                     .set = of_set,
                     .match = of_match,
                     .due = of_due};
  rbk_walk_begin(walk, scratch);
}

static bool has_hooks(const rbk_plan *plan) {
  for (size_t i = 0; i < plan->layer_count; i++)
    for (size_t h = 0; h < RBK_HOOKS; h++)
      if (plan->layers[i]->hooks[h] != RBK_NONE) return true;
  return false;
}

static rbk_status end(const reading *r, rbk_status status) {
  if (has_hooks(r->plan) && r->out->why == NULL) r->out->why = "a hook";
  return status;
}

rbk_status rbk_swept_flag(const rbk_plan *plan, const rbk_flag *flag,
                          const char *name, rbk_arena *scratch,
                          rbk_swept_reading *out) {
  reading r;
  rbk_walk walk;
  begin(&r, &walk, plan, name, scratch, out);
  return end(&r, rbk_walk_condition(&walk, flag->when));
}

rbk_status rbk_swept_band(const rbk_plan *plan, const rbk_band *band,
                          const char *name, rbk_arena *scratch,
                          rbk_swept_reading *out) {
  reading r;
  rbk_walk walk;
  begin(&r, &walk, plan, name, scratch, out);
  return end(&r, rbk_walk_band(&walk, band));
}

rbk_status rbk_swept_rule(const rbk_plan *plan, const rbk_rule *rule,
                          const char *name, rbk_arena *scratch,
                          rbk_swept_reading *out) {
  reading r;
  rbk_walk walk;
  begin(&r, &walk, plan, name, scratch, out);
  rbk_status status = rbk_walk_condition(&walk, rule->when);
  if (status == RBK_OK) status = rbk_walk_condition(&walk, rule->checked);
  if (status != RBK_OK) return status;
  if (is_it(&r, &rule->each.first) || is_it(&r, &rule->each.every))
    found(&r, "the steps of `each`");
  if (rule->each.figure && out->why == NULL) out->why = "the steps of `each`";
  if (rule->per != RBK_PER_PUPIL && out->why == NULL)
    out->why = "a rule for each parent or family";
  /* A new walk: what `when` has shown is to be seen again in the rest. */
  rbk_walk_begin(&walk, scratch);
  r.elsewhere = "what a rule asks for beside its condition";
  rbk_rule rest = *rule;
  rest.when = rest.checked = NULL;
  return end(&r, rbk_walk_rule(&walk, &rest));
}

rbk_status rbk_swept_stage(const rbk_plan *plan, const rbk_stage *stage,
                           const char *name, rbk_arena *scratch,
                           rbk_swept_reading *out) {
  reading r;
  rbk_walk walk;
  begin(&r, &walk, plan, name, scratch, out);
  return of_stage(&r, stage->id);
}

rbk_status rbk_swept_coding(const rbk_plan *plan, const rbk_coding *coding,
                            const char *name, rbk_arena *scratch,
                            rbk_swept_reading *out) {
  reading r;
  rbk_walk walk;
  begin(&r, &walk, plan, name, scratch, out);
  out->why = "a check of marks";
  if (is_it(&r, &coding->beyond.count) || is_it(&r, &coding->propose))
    found(&r, out->why);
  return rbk_walk_coding(&walk, coding);
}
