#include "engine/prepare.h"

#include "engine/assume.h"
#include "engine/groups.h"
#include "engine/override.h"

static void tell(const rbk_preparation *p, const rbk_problem *problem) {
  if (p->message == NULL) return;
  rbk_message message = {problem->severity == RBK_WARNING, problem->id,
                         problem->file, problem->line, problem->text};
  p->message(p->context, &message);
}

static rbk_status first_error(const rbk_problems *problems, rbk_status status,
                              rbk_error *error) {
  for (size_t i = 0; i < problems->count; i++) {
    const rbk_problem *problem = &problems->items[i];
    if (problem->severity == RBK_ERROR)
      return rbk_fail(error, status, problem->file, problem->line,
                      problem->column, "%s", problem->text);
  }
  return rbk_fail(error, status, NULL, 0, 0, "the policy cannot be bound (%s)",
                  rbk_status_name(status));
}

static rbk_status assume(const rbk_preparation *p, const rbk_register **out) {
  rbk_register *reg = rbk_arena_take(p->arena, 1, sizeof *reg);
  if (reg == NULL) return RBK_NOMEM;
  rbk_status status = rbk_assumed_register(p->arena, p->reg, p->policy, reg);
  if (status == RBK_OK) *out = reg;
  return status;
}

rbk_status rbk_prepare(const rbk_preparation *p, rbk_binding **out,
                       rbk_error *error) {
  rbk_override *overrides = NULL;
  size_t count = 0;
  rbk_problems problems;
  rbk_problems_init(&problems, p->alloc);
  rbk_status status =
      rbk_overrides_make(p->arena, &p->reg->school, p->parameters,
                         p->parameter_count, &overrides, &count, error);
  if (status != RBK_OK) goto out;
  rbk_binding *binding = NULL;
  const rbk_register *reg = p->reg;
  status = p->assume_done ? assume(p, &reg) : RBK_OK;
  if (status != RBK_OK) {
    (void)rbk_no_memory(error);
    goto out;
  }
  status =
      rbk_bind(p->alloc, reg, p->policy->editions, p->policy->edition_count,
               overrides, count, &problems, &binding);
  rbk_problems_sort(&problems);
  for (size_t i = 0; i < problems.count; i++) tell(p, &problems.items[i]);
  if (status == RBK_NOMEM)
    (void)rbk_no_memory(error);
  else if (status != RBK_OK)
    (void)first_error(&problems, status, error);
  if (status == RBK_OK) binding->assume_done = p->assume_done;
  if (status == RBK_OK && p->assume_done)
    status = rbk_assume_check(binding, error);
  if (status == RBK_OK) status = rbk_groups_make(binding, p->threads, error);
  if (status == RBK_OK)
    *out = binding;
  else
    rbk_binding_destroy(binding);
out:
  rbk_problems_finish(&problems);
  return status;
}
