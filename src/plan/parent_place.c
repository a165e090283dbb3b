/* parent "language" says something of the parent a rule fires for, so it may
 * stand only where there is one: in rules with per = "parent" and in letters.
 * What is shared with another place is refused there. */
#include "plan/checks.h"
#include "plan/walk.h"

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  if (condition->kind != RBK_CONDITION_LEAF ||
      condition->leaf != RBK_LEAF_PARENT)
    return RBK_OK;
  return RBK_PROBLEM((rbk_problems *)context, "no-parent", condition->where,
                     "parent \"%s\" is read where no parent is meant; use it "
                     "in a rule with per = \"parent\" or in a letter",
                     condition->name);
}

static size_t without_parents(rbk_rule *to, const rbk_rule *from,
                              size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (from[i].per != RBK_PER_PARENT) to[kept++] = from[i];
  return kept;
}

static bool filter(rbk_arena *scratch, rbk_rule **rules, size_t *count) {
  rbk_rule *kept = rbk_arena_take(scratch, *count, sizeof *kept);
  if (kept == NULL) return false;
  *count = without_parents(kept, *rules, *count);
  *rules = kept;
  return true;
}

static const rbk_ladder *filtered(rbk_arena *scratch, const rbk_ladder *from) {
  rbk_ladder *to = rbk_arena_take(scratch, 1, sizeof *to);
  if (to == NULL) return NULL;
  *to = *from;
  to->stages = rbk_arena_take(scratch, from->stage_count, sizeof *to->stages);
  if (to->stages == NULL) return NULL;
  for (size_t i = 0; i < from->stage_count; i++) {
    rbk_stage *stage = &to->stages[i];
    *stage = from->stages[i];
    if (!filter(scratch, &stage->on_entry, &stage->on_entry_count) ||
        !filter(scratch, &stage->on_review, &stage->on_review_count) ||
        !filter(scratch, &stage->on_overdue, &stage->on_overdue_count))
      return NULL;
  }
  return to;
}

/* The plan as it would be without its rules per parent and its letters. */
rbk_status rbk_plan_check_parents(const rbk_plan *plan,
                                  rbk_problems *problems) {
  rbk_arena scratch;
  rbk_arena_init(&scratch, plan->arena.alloc);
  rbk_walk walk = {.context = problems, .condition = on_condition};
  rbk_walk_begin(&walk, &scratch);
  rbk_plan rest = *plan;
  rbk_status status = RBK_OK;
  rest.rule_count = 0;
  rest.rules = rbk_arena_take(&scratch, plan->rule_count, sizeof *rest.rules);
  if (rest.rules == NULL) status = RBK_NOMEM;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++)
    if (plan->rules[i]->per != RBK_PER_PARENT)
      rest.rules[rest.rule_count++] = plan->rules[i];
  rest.ladders =
      rbk_arena_take(&scratch, plan->ladder_count, sizeof *rest.ladders);
  if (rest.ladders == NULL) status = RBK_NOMEM;
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++) {
    rest.ladders[i] = filtered(&scratch, plan->ladders[i]);
    if (rest.ladders[i] == NULL) status = RBK_NOMEM;
  }
  rest.letter_count = 0;
  if (status == RBK_OK) status = rbk_walk_plan(&walk, &rest);
  rbk_arena_finish(&scratch);
  return status;
}
