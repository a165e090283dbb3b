#include "plan/walk.h"

void rbk_walk_begin(rbk_walk *walk, rbk_arena *arena) {
  rbk_pointers_init(&walk->seen, arena);
  walk->depth = 0;
  walk->too_deep = false;
}

/* Whether a part is to be visited: it is there, new, and not too deep. */
static bool enter(rbk_walk *walk, const void *part, rbk_where where,
                  rbk_status *status) {
  *status = RBK_OK;
  if (!part || rbk_pointers_get(&walk->seen, part) != RBK_NONE) return false;
  if (walk->depth >= RBK_DEEPEST) {
    if (!walk->too_deep) walk->deepest = where;
    walk->too_deep = true;
    return false;
  }
  *status = rbk_pointers_put(&walk->seen, part, 1);
  if (*status != RBK_OK) return false;
  walk->depth++;
  return true;
}

rbk_status rbk_walk_set(rbk_walk *walk, const rbk_set_expression *set) {
  rbk_status status;
  if (!enter(walk, set, set ? set->where : (rbk_where){0}, &status)) {
    return status;
  }
  if (walk->set) status = walk->set(walk->context, set);
  if (status == RBK_OK) status = rbk_walk_set(walk, set->left);
  if (status == RBK_OK) status = rbk_walk_set(walk, set->right);
  walk->depth--;
  return status;
}

static rbk_status walk_match(rbk_walk *walk, const rbk_match_expression *match,
                             rbk_where where) {
  if (!match || !walk->match) return RBK_OK;
  return walk->match(walk->context, match, where);
}

rbk_status rbk_walk_window(rbk_walk *walk,
                           const rbk_window_expression *window) {
  rbk_status status;
  if (!enter(walk, window, window ? window->where : (rbk_where){0}, &status)) {
    return status;
  }
  if (walk->window) status = walk->window(walk->context, window);
  if (status == RBK_OK) status = walk_match(walk, window->match, window->where);
  if (status == RBK_OK) status = rbk_walk_window(walk, window->inner);
  walk->depth--;
  return status;
}

static rbk_status walk_windows(rbk_walk *walk,
                               const rbk_window_expression *const *windows,
                               size_t count) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    status = rbk_walk_window(walk, windows[i]);
  }
  return status;
}

static rbk_status figure_parts(rbk_walk *walk,
                               const rbk_figure_expression *figure) {
  rbk_status status = walk_windows(walk, figure->windows, figure->window_count);
  if (status == RBK_OK) status = rbk_walk_set(walk, figure->set);
  if (status == RBK_OK) status = rbk_walk_set(walk, figure->of);
  const rbk_match_expression *matches[] = {figure->restart, figure->as_at,
                                           figure->match};
  for (size_t i = 0; i < 3 && status == RBK_OK; i++) {
    status = walk_match(walk, matches[i], figure->where);
  }
  if (status == RBK_OK) status = rbk_walk_figure(walk, figure->left);
  if (status == RBK_OK) status = rbk_walk_figure(walk, figure->right);
  if (walk->outside_groups) return status;
  if (status == RBK_OK) status = rbk_walk_figure(walk, figure->group_figure);
  if (status == RBK_OK) {
    status = rbk_walk_condition(walk, figure->group_condition);
  }
  return status;
}

rbk_status rbk_walk_figure(rbk_walk *walk,
                           const rbk_figure_expression *figure) {
  rbk_status status;
  if (!enter(walk, figure, figure ? figure->where : (rbk_where){0}, &status)) {
    return status;
  }
  if (walk->figure) status = walk->figure(walk->context, figure);
  if (status == RBK_OK) status = figure_parts(walk, figure);
  walk->depth--;
  return status;
}

static rbk_status condition_parts(rbk_walk *walk,
                                  const rbk_condition *condition) {
  rbk_status status = rbk_walk_condition(walk, condition->left);
  if (status == RBK_OK) status = rbk_walk_condition(walk, condition->right);
  for (size_t i = 0; i < condition->branch_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, condition->branches[i].condition);
  }
  if (status == RBK_OK) status = rbk_walk_figure(walk, condition->figure);
  if (status == RBK_OK) status = rbk_walk_figure(walk, condition->right_figure);
  if (status == RBK_OK) {
    status = walk_match(walk, condition->match, condition->where);
  }
  if (status == RBK_OK) status = rbk_walk_set(walk, condition->set);
  if (status == RBK_OK) {
    status = walk_windows(walk, condition->windows, condition->window_count);
  }
  return status;
}

rbk_status rbk_walk_condition(rbk_walk *walk, const rbk_condition *condition) {
  rbk_status status;
  if (!enter(walk, condition, condition ? condition->where : (rbk_where){0},
             &status)) {
    return status;
  }
  if (walk->condition) status = walk->condition(walk->context, condition);
  if (status == RBK_OK) status = condition_parts(walk, condition);
  walk->depth--;
  return status;
}

static rbk_status walk_due(rbk_walk *walk, const rbk_due *due) {
  if (due->kind == RBK_DUE_NONE) return RBK_OK;
  rbk_status status = walk->due ? walk->due(walk->context, due) : RBK_OK;
  if (status == RBK_OK && due->kind == RBK_DUE_RECORDED) {
    status = walk_match(walk, due->match, due->where);
  }
  return status;
}

rbk_status rbk_walk_needs(rbk_walk *walk, const rbk_need *needs, size_t count) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, needs[i].condition);
  }
  return status;
}

rbk_status rbk_walk_rule(rbk_walk *walk, const rbk_rule *rule) {
  const rbk_condition *conditions[] = {rule->when, rule->checked, rule->rearm};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < 3 && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, conditions[i]);
  }
  if (status == RBK_OK) status = rbk_walk_figure(walk, rule->each.figure);
  for (size_t i = 0; i < rule->unless_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, rule->unless[i].condition);
  }
  if (status == RBK_OK)
    status = rbk_walk_needs(walk, rule->needs, rule->need_count);
  return status == RBK_OK ? walk_due(walk, &rule->due) : status;
}

rbk_status rbk_walk_band(rbk_walk *walk, const rbk_band *band) {
  rbk_status status = rbk_walk_condition(walk, band->only);
  for (size_t i = 0; i < band->row_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, band->rows[i].when);
  }
  return status;
}

rbk_status rbk_walk_coding(rbk_walk *walk, const rbk_coding *coding) {
  rbk_status status = rbk_walk_set(walk, coding->codes);
  if (status == RBK_OK) status = rbk_walk_condition(walk, coding->when);
  if (status == RBK_OK) status = rbk_walk_condition(walk, coding->unless);
  if (status == RBK_OK && coding->beyond.said) {
    status = rbk_walk_window(walk, coding->beyond.window);
  }
  if (status == RBK_OK && coding->has_open_for) {
    status = walk_due(walk, &coding->open_for);
  }
  return status == RBK_OK ? walk_due(walk, &coding->due) : status;
}

static rbk_status walk_stage(rbk_walk *walk, const rbk_stage *stage) {
  rbk_status status = rbk_walk_condition(walk, stage->enter);
  for (size_t i = 0; i < stage->leave_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, stage->leave[i].when);
  }
  if (status == RBK_OK) {
    status = rbk_walk_needs(walk, stage->needs, stage->need_count);
  }
  if (status == RBK_OK) status = walk_due(walk, &stage->review);
  const struct {
    const rbk_rule *rules;
    size_t count;
  } lists[] = {{stage->on_entry, stage->on_entry_count},
               {stage->on_review, stage->on_review_count},
               {stage->on_overdue, stage->on_overdue_count}};
  for (size_t i = 0; i < 3; i++) {
    for (size_t j = 0; j < lists[i].count && status == RBK_OK; j++) {
      status = rbk_walk_rule(walk, &lists[i].rules[j]);
    }
  }
  return status;
}

static rbk_status walk_ladder(rbk_walk *walk, const rbk_ladder *ladder) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < ladder->stage_count && status == RBK_OK; i++) {
    status = walk_stage(walk, &ladder->stages[i]);
  }
  return status;
}

static rbk_status walk_letter(rbk_walk *walk, const rbk_letter *letter) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < letter->variant_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, letter->variants[i].when);
  }
  for (size_t i = 0; i < letter->reminder_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, letter->reminders[i].when);
  }
  return status;
}

static rbk_status walk_role(rbk_walk *walk, const rbk_role *role) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < role->choice_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, role->choices[i].when);
  }
  return status;
}

/* What the functions of a layer may ask for. */
static rbk_status walk_asked(rbk_walk *walk, const rbk_layer *layer) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < layer->asked_figure_count && status == RBK_OK; i++) {
    status = rbk_walk_figure(walk, layer->asked_figures[i]);
  }
  for (size_t i = 0; i < layer->asked_condition_count && status == RBK_OK;
       i++) {
    status = rbk_walk_condition(walk, layer->asked_conditions[i]);
  }
  for (size_t i = 0; i < layer->asked_window_count && status == RBK_OK; i++) {
    status = rbk_walk_window(walk, layer->asked_windows[i]);
  }
  return status;
}

rbk_status rbk_walk_plan(rbk_walk *walk, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->code_set_count && status == RBK_OK; i++) {
    status = rbk_walk_set(walk, plan->code_sets[i]->set);
  }
  for (size_t i = 0; i < plan->measure_count && status == RBK_OK; i++) {
    status = rbk_walk_figure(walk, plan->measures[i]);
  }
  for (size_t i = 0; i < plan->flag_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, plan->flags[i]->when);
  }
  for (size_t i = 0; i < plan->band_count && status == RBK_OK; i++) {
    status = rbk_walk_band(walk, plan->bands[i]);
  }
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = rbk_walk_rule(walk, plan->rules[i]);
  }
  for (size_t i = 0; i < plan->coding_count && status == RBK_OK; i++) {
    status = rbk_walk_coding(walk, plan->codings[i]);
  }
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++) {
    status = walk_ladder(walk, plan->ladders[i]);
  }
  for (size_t i = 0; i < plan->role_count && status == RBK_OK; i++) {
    status = walk_role(walk, plan->roles[i]);
  }
  for (size_t i = 0; i < plan->cohort_count && status == RBK_OK; i++) {
    status = rbk_walk_condition(walk, plan->cohorts[i]->when);
  }
  for (size_t i = 0; i < plan->letter_count && status == RBK_OK; i++) {
    status = walk_letter(walk, plan->letters[i]);
  }
  for (size_t i = 0; i < plan->layer_count && status == RBK_OK; i++) {
    status = walk_asked(walk, plan->layers[i]);
  }
  return status;
}

rbk_status rbk_walk_layer(rbk_walk *walk, const rbk_layer *layer) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < layer->flag_count && status == RBK_OK; i++)
    status = rbk_walk_condition(walk, layer->flags[i].when);
  for (size_t i = 0; i < layer->band_count && status == RBK_OK; i++)
    status = rbk_walk_band(walk, &layer->bands[i]);
  for (size_t i = 0; i < layer->rule_count && status == RBK_OK; i++)
    status = rbk_walk_rule(walk, &layer->rules[i]);
  for (size_t i = 0; i < layer->coding_count && status == RBK_OK; i++)
    status = rbk_walk_coding(walk, &layer->codings[i]);
  for (size_t i = 0; i < layer->ladder_count && status == RBK_OK; i++)
    status = walk_ladder(walk, &layer->ladders[i]);
  for (size_t i = 0; i < layer->role_count && status == RBK_OK; i++)
    status = walk_role(walk, &layer->roles[i]);
  for (size_t i = 0; i < layer->cohort_count && status == RBK_OK; i++)
    status = rbk_walk_condition(walk, layer->cohorts[i].when);
  for (size_t i = 0; i < layer->letter_count && status == RBK_OK; i++)
    status = walk_letter(walk, &layer->letters[i]);
  return status;
}
