/* The names that a profile gives to roles: one of a role that no policy has
 * names nobody. */
#include <string.h>

#include "plan/checks.h"

static rbk_status unknown_role(const rbk_register *reg, const char *name,
                               rbk_arena *arena, const rbk_edition *editions,
                               size_t edition_count, rbk_problems *problems) {
  size_t all = 0, count = 0;
  for (size_t i = 0; i < edition_count; i++) {
    all += editions[i].plan->role_count;
  }
  const char **ids = rbk_arena_take(arena, all, sizeof *ids);
  if (!ids) return RBK_NOMEM;
  for (size_t i = 0; i < edition_count; i++) {
    for (size_t j = 0; j < editions[i].plan->role_count; j++) {
      ids[count++] = editions[i].plan->roles[j]->id;
    }
  }
  const char *near = rbk_nearest(name, ids, count);
  return near ? rbk_problems_add(problems, RBK_WARNING, "unknown-role",
                                 reg->school.file, 0, 0,
                                 "no role '%s'; did you mean '%s'?", name, near)
              : rbk_problems_add(problems, RBK_WARNING, "unknown-role",
                                 reg->school.file, 0, 0,
                                 "no policy in force has a role '%s'; leave it "
                                 "out",
                                 name);
}

rbk_status rbk_bind_check_roles(const rbk_register *reg, rbk_arena *arena,
                                const rbk_edition *editions, size_t count,
                                rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t r = 0; r < reg->school.role_count && status == RBK_OK; r++) {
    const char *name = reg->school.roles[r].name;
    bool known = count == 0;
    for (size_t i = 0; i < count && !known; i++) {
      known = rbk_plan_role(editions[i].plan, name) != NULL;
    }
    if (!known) {
      status = unknown_role(reg, name, arena, editions, count, problems);
    }
  }
  return status;
}
