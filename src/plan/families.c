/* Rules with per = "family": what they may be and who supersedes them. What
 * they may read is in strata.c. */
#include "plan/checks.h"

static rbk_status check_stage_rule(const rbk_rule *rule,
                                   rbk_problems *problems) {
  if (rule->per != RBK_PER_FAMILY) return RBK_OK;
  return RBK_PROBLEM(problems, "family-rule", rule->where,
                     "rule '%s' belongs to a stage, and a stage is one "
                     "pupil's, not the family's; write it under `rules` with a "
                     "condition, or take `per` out",
                     rule->id);
}

/* What one child's rule asks for does not settle what is asked of a family. */
static rbk_status check_supersedes(const rbk_plan *plan, const rbk_rule *rule,
                                   rbk_problems *problems) {
  rbk_status status = RBK_OK;
  if (rule->per == RBK_PER_FAMILY || rule->has_group) return RBK_OK;
  for (size_t i = 0; i < rule->supersedes.count && status == RBK_OK; i++) {
    const rbk_rule *other = rbk_plan_rule(plan, rule->supersedes.items[i]);
    if (!other || other->per != RBK_PER_FAMILY) continue;
    status = RBK_PROBLEM(
        problems, "family-rule", rule->where,
        "rule '%s' is for one pupil and supersedes '%s' (%s:%u), which is for "
        "a family and its other children; give both per = \"family\", or take "
        "it out of `supersedes`",
        rule->id, other->id, other->where.file, other->where.line);
  }
  return status;
}

rbk_status rbk_plan_check_families(const rbk_plan *plan,
                                   rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++)
    status = check_supersedes(plan, plan->rules[i], problems);
  for (size_t i = 0; i < plan->ladder_count; i++) {
    const rbk_ladder *ladder = plan->ladders[i];
    for (size_t j = 0; j < ladder->stage_count; j++) {
      const rbk_rule *rule;
      for (size_t k = 0; (rule = rbk_stage_rule(&ladder->stages[j], k)); k++) {
        if (status == RBK_OK) status = check_stage_rule(rule, problems);
        if (status == RBK_OK) status = check_supersedes(plan, rule, problems);
      }
    }
  }
  return status;
}
