#include "plan/checks.h"
#include "plan/walk.h"

rbk_status rbk_plan_check_depth(const rbk_plan *plan, rbk_problems *problems) {
  rbk_arena scratch;
  rbk_arena_init(&scratch, plan->arena.alloc);
  rbk_walk walk = {0};
  rbk_walk_begin(&walk, &scratch);
  rbk_status status = rbk_walk_plan(&walk, plan);
  if (status == RBK_OK && walk.too_deep) {
    status = RBK_PROBLEM(problems, "too-deep", walk.deepest,
                         "expressions are nested more than %d deep; build them "
                         "from fewer parts, or name parts as flags",
                         (int)RBK_DEEPEST);
  }
  rbk_arena_finish(&scratch);
  return status;
}
