/* Whether a condition can hold at all, by the values that its measures can have
 * and the thresholds that they are compared with. */
#ifndef RBK_PLAN_EVER_H
#define RBK_PLAN_EVER_H

#include "plan/plan.h"

typedef enum rbk_ever {
  RBK_EVER_SOMETIMES, /* or nothing can be said */
  RBK_EVER_NEVER,     /* whatever the figures are, it does not hold */
  RBK_EVER_ALWAYS     /* it holds wherever there are figures */
} rbk_ever;

/* Looks at comparisons with numbers, of the policy's own parameters too, on
 * every day on which one of them changes; flags and bands are looked into. All
 * else may hold or not. NULL: RBK_EVER_SOMETIMES. RBK_NOMEM. */
rbk_status rbk_plan_ever(const rbk_plan *plan, const rbk_condition *condition,
                         rbk_ever *out);

#endif
