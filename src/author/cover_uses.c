/* Which layers read which parameters: a threshold is tested where something
 * first depends on it. */
#include <string.h>

#include "author/cover.h"
#include "plan/walk.h"

typedef struct reading {
  const char *name; /* of the parameter asked about */
  const char *own;  /* the file of the policy's own layer */
  rbk_cover_use *use;
} reading;

static void note(const reading *r, const char *name, rbk_where where) {
  if (name == NULL || strcmp(name, r->name) != 0) return;
  if (where.file != NULL && strcmp(where.file, r->own) == 0)
    r->use->own = true;
  else
    r->use->below = true;
}

static void note_operand(const reading *r, const rbk_operand *operand,
                         rbk_where where) {
  if (operand->kind != RBK_OPERAND_PARAMETER) return;
  note(r, operand->text, operand->where.file != NULL ? operand->where : where);
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  const reading *r = context;
  note_operand(r, &condition->right_side, condition->where);
  note_operand(r, &condition->by_half_term, condition->where);
  if (condition->kind == RBK_CONDITION_PARAMETER)
    note(r, condition->name, condition->where);
  return RBK_OK;
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  const reading *r = context;
  note_operand(r, &figure->rounded, figure->where);
  note_operand(r, &figure->step, figure->where);
  note_operand(r, &figure->constant, figure->where);
  return RBK_OK;
}

static rbk_status on_window(void *context,
                            const rbk_window_expression *window) {
  const reading *r = context;
  note_operand(r, &window->n, window->where);
  note_operand(r, &window->from, window->where);
  note_operand(r, &window->to, window->where);
  return RBK_OK;
}

static rbk_status on_match(void *context, const rbk_match_expression *match,
                           rbk_where where) {
  for (size_t i = 0; i < match->filter_count; i++)
    note_operand(context, &match->filters[i].value, where);
  return RBK_OK;
}

static rbk_status on_due(void *context, const rbk_due *due) {
  note_operand(context, &due->n, due->where);
  note_operand(context, &due->clock, due->where);
  return RBK_OK;
}

/* What no walk visits. */
static void note_rest(const reading *r, const rbk_plan *plan) {
  for (size_t i = 0; i < plan->rule_count; i++) {
    note_operand(r, &plan->rules[i]->each.first, plan->rules[i]->where);
    note_operand(r, &plan->rules[i]->each.every, plan->rules[i]->where);
  }
  for (size_t i = 0; i < plan->coding_count; i++)
    if (plan->codings[i]->beyond.said)
      note_operand(r, &plan->codings[i]->beyond.count, plan->codings[i]->where);
  for (size_t i = 0; i < plan->cohort_count; i++)
    note_operand(r, &plan->cohorts[i]->minimum, plan->cohorts[i]->where);
}

rbk_status rbk_cover_find_use(const rbk_policy *policy, const char *parameter,
                              rbk_cover_use *out) {
  const rbk_plan *plan = rbk_own_plan(policy);
  rbk_arena arena;
  reading r = {parameter, rbk_own_layer(policy)->file, out};
  rbk_walk walk = {.context = &r,
                   .condition = on_condition,
                   .figure = on_figure,
                   .window = on_window,
                   .match = on_match,
                   .due = on_due};
  *out = (rbk_cover_use){false, false};
  rbk_arena_init(&arena, plan->arena.alloc);
  rbk_walk_begin(&walk, &arena);
  rbk_status status = rbk_walk_plan(&walk, plan);
  if (!status) note_rest(&r, plan);
  rbk_arena_finish(&arena);
  return status;
}
