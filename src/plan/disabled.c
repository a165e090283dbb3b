/* What `disable` took out: who did, so that everything that misses it can say.
 */
#include <string.h>

#include "plan/plan.h"

const rbk_disabled *rbk_plan_disabled(const rbk_plan *plan, rbk_section section,
                                      const char *id) {
  for (size_t i = 0; i < plan->disabled_count; i++) {
    const rbk_disabled *disabled = plan->disabled[i];
    if (disabled->section == section && strcmp(disabled->id, id) == 0)
      return disabled;
  }
  return NULL;
}

static bool has_rule(const rbk_stage *stage, const char *id) {
  const rbk_rule *rule;
  for (size_t i = 0; (rule = rbk_stage_rule(stage, i)) != NULL; i++)
    if (strcmp(rule->id, id) == 0) return true;
  return false;
}

/* Whether a ladder as it was written has such a stage, or in `rule` such a rule
 * in one of them. */
static bool has(const rbk_ladder *ladder, bool rule, const char *id) {
  for (size_t i = 0; i < ladder->stage_count; i++) {
    const rbk_stage *stage = &ladder->stages[i];
    if (rule ? has_rule(stage, id) : strcmp(stage->id, id) == 0) return true;
  }
  return false;
}

static const rbk_disabled *of_ladder(const rbk_plan *plan, bool rule,
                                     const char *id) {
  for (size_t l = 0; l < plan->layer_count; l++) {
    const rbk_layer *layer = plan->layers[l];
    for (size_t i = 0; i < layer->ladder_count; i++) {
      const rbk_disabled *off =
          rbk_plan_disabled(plan, RBK_SECTION_LADDERS, layer->ladders[i].name);
      if (off && has(&layer->ladders[i], rule, id)) return off;
    }
  }
  return NULL;
}

const rbk_disabled *rbk_plan_disabled_stage(const rbk_plan *plan,
                                            const char *id) {
  return of_ladder(plan, false, id);
}

const rbk_disabled *rbk_plan_disabled_stage_rule(const rbk_plan *plan,
                                                 const char *id) {
  return of_ladder(plan, true, id);
}
