/* Times of the day that stand in parameters: `due = clock(param.call_by)`. One
 * that is no time would be printed as it is, as if somebody had agreed to it.
 */
#include "plan/checks.h"
#include "plan/parameter.h"
#include "plan/walk.h"

typedef struct search {
  const char *name; /* of the parameter */
  rbk_where where;  /* of the first clock that reads it */
  bool found;
} search;

static rbk_status see_due(void *context, const rbk_due *due) {
  search *s = context;
  if (due->kind != RBK_DUE_CLOCK || s->found ||
      due->clock.kind != RBK_OPERAND_PARAMETER ||
      !rbk_text_is(rbk_text_of(due->clock.text), s->name))
    return RBK_OK;
  s->found = true;
  s->where = due->clock.where.file ? due->clock.where : due->where;
  return RBK_OK;
}

static rbk_status find_clock(const rbk_plan *plan, rbk_arena *arena,
                             search *s) {
  rbk_walk walk = {.context = s, .due = see_due};
  rbk_walk_begin(&walk, arena);
  return rbk_walk_plan(&walk, plan);
}

static bool is_clock(const rbk_operand *item) {
  return item->kind == RBK_OPERAND_TEXT &&
         rbk_text_is_clock(rbk_text_of(item->text));
}

static rbk_status check_values(const rbk_parameter *parameter, const search *s,
                               rbk_problems *problems) {
  for (size_t v = 0; v < parameter->value_count; v++) {
    const rbk_parameter_value *value = &parameter->values[v];
    const rbk_operand *item = value->count == 1 ? &value->items[0] : NULL;
    /* a number or a list has its own problem */
    if (!item || item->kind != RBK_OPERAND_TEXT || is_clock(item)) continue;
    rbk_status status = RBK_PROBLEM(
        problems, "bad-clock",
        item->where.file ? item->where : parameter->where,
        "parameter '%s' is '%s', which is no time of day, but %s:%u reads it "
        "as one; write it as 09:30",
        parameter->name, item->text, s->where.file, (unsigned)s->where.line);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

rbk_status rbk_plan_check_clocks(const rbk_plan *plan, rbk_problems *problems) {
  rbk_arena scratch;
  rbk_arena_init(&scratch, plan->arena.alloc);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->parameter_count && status == RBK_OK; i++) {
    const rbk_parameter *parameter = plan->parameters[i];
    search s = {.name = parameter->name};
    if (rbk_parameter_type(parameter) == RBK_VALUE_NUMBER) continue;
    status = find_clock(plan, &scratch, &s);
    if (status == RBK_OK && s.found)
      status = check_values(parameter, &s, problems);
    rbk_arena_reset(&scratch);
  }
  rbk_arena_finish(&scratch);
  return status;
}

rbk_status rbk_bind_check_clock(const rbk_plan *plan,
                                const rbk_parameter *parameter,
                                const rbk_override *override, const char *file,
                                rbk_arena *arena, rbk_problems *problems) {
  search s = {.name = parameter->name};
  if (override->value.count != 1 || is_clock(&override->value.items[0]))
    return RBK_OK;
  rbk_status status = find_clock(plan, arena, &s);
  if (status != RBK_OK || !s.found) return status;
  return rbk_problems_add(
      problems, RBK_ERROR, "bad-clock", file, override->setting.line, 0,
      "parameter '%s' (%s:%u) is '%s', which is no time of day, but %s:%u "
      "reads "
      "it as one; write it as 09:30",
      parameter->name, parameter->where.file, (unsigned)parameter->where.line,
      override->value.items[0].text, s.where.file, (unsigned)s.where.line);
}
