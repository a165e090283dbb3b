/* What this version of rollbook reads but does not bind. */
#include "plan/checks.h"

typedef enum feature { FEATURE_NONE, FEATURE_PER_FAMILY } feature;

static const char *const feature_names[] = {
    [FEATURE_PER_FAMILY] = "per = \"family\"",
};

static const feature of_rules[] = {
    [RBK_PER_PUPIL] = FEATURE_NONE,
    [RBK_PER_PARENT] = FEATURE_NONE,
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

static rbk_status check_rule(const rbk_rule *rule, rbk_problems *problems) {
  return refuse(problems, of_rules[rule->per], rule->where);
}

static rbk_status check_stage(const rbk_stage *stage, rbk_problems *problems) {
  rbk_status status = RBK_OK;
  const rbk_rule *rule;
  for (size_t i = 0; (rule = rbk_stage_rule(stage, i)) != NULL; i++) {
    if (status == RBK_OK) status = check_rule(rule, problems);
  }
  return status;
}

rbk_status rbk_plan_check_support(const rbk_plan *plan,
                                  rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = check_rule(plan->rules[i], problems);
  }
  for (size_t i = 0; i < plan->ladder_count; i++) {
    for (size_t j = 0; j < plan->ladders[i]->stage_count; j++) {
      if (status == RBK_OK)
        status = check_stage(&plan->ladders[i]->stages[j], problems);
    }
  }
  return status;
}
