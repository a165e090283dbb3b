/* What this version of rollbook reads but does not bind. */
#include "plan/checks.h"
#include "plan/walk.h"

typedef enum feature {
  FEATURE_NONE,
  FEATURE_GROUP_RULES,
  FEATURE_LADDERS,
  FEATURE_STAGES,
  FEATURE_PER_PARENT,
  FEATURE_PER_FAMILY
} feature;

static const char *const feature_names[] = {
    [FEATURE_GROUP_RULES] = "rules about a group",
    [FEATURE_LADDERS] = "ladders",
    [FEATURE_STAGES] = "conditions, figures and windows of stages",
    [FEATURE_PER_PARENT] = "per = \"parent\"",
    [FEATURE_PER_FAMILY] = "per = \"family\"",
};

static const feature of_figures[RBK_FIGURE_KINDS + 1] = {
    [RBK_FIGURE_DAYS_IN_STAGE] = FEATURE_STAGES,
};
static const feature of_conditions[RBK_CONDITION_KINDS] = {
    [RBK_CONDITION_IN_STAGE] = FEATURE_STAGES,
    [RBK_CONDITION_STAGE_COMPLETE] = FEATURE_STAGES,
};
static const feature of_windows[RBK_WINDOW_KINDS] = {
    [RBK_WINDOW_SINCE_STAGE] = FEATURE_STAGES,
};
static const feature of_rules[] = {
    [RBK_PER_PUPIL] = FEATURE_NONE,
    [RBK_PER_PARENT] = FEATURE_PER_PARENT,
    [RBK_PER_FAMILY] = FEATURE_PER_FAMILY,
};

static rbk_status refuse(rbk_problems *problems, feature what,
                         rbk_where where) {
  if (what == FEATURE_NONE) return RBK_OK;
  return RBK_PROBLEM(problems, "not-supported", where,
                     "%s: not supported by this version of rollbook; leave it "
                     "out or disable it",
                     feature_names[what]);
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  return refuse(context, of_figures[figure->kind], figure->where);
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  return refuse(context, of_conditions[condition->kind], condition->where);
}

static rbk_status on_window(void *context,
                            const rbk_window_expression *window) {
  return refuse(context, of_windows[window->kind], window->where);
}

static rbk_status check_rule(const rbk_rule *rule, rbk_problems *problems) {
  rbk_status status = refuse(problems, of_rules[rule->per], rule->where);
  if (status == RBK_OK && rule->has_group) {
    status = refuse(problems, FEATURE_GROUP_RULES, rule->where);
  }
  return status;
}

rbk_status rbk_plan_check_support(const rbk_plan *plan,
                                  rbk_problems *problems) {
  rbk_arena scratch;
  rbk_arena_init(&scratch, plan->arena.alloc);
  rbk_walk walk = {.context = problems,
                   .figure = on_figure,
                   .condition = on_condition,
                   .window = on_window};
  rbk_walk_begin(&walk, &scratch);
  rbk_status status = rbk_walk_plan(&walk, plan);
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = check_rule(plan->rules[i], problems);
  }
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++) {
    status = refuse(problems, FEATURE_LADDERS, plan->ladders[i]->where);
  }
  rbk_arena_finish(&scratch);
  return status;
}
