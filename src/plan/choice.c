/* Values of parameters that a policy chooses by: `param.mode:is "percent"`. A
 * value that nothing asks for would switch everything off, without a word. */
#include <string.h>

#include "plan/parameter.h"
#include "plan/walk.h"

#define MOST_CHOICES 32 /* of one parameter; more are not checked */

typedef struct choices {
  const char *name; /* of the parameter */
  const char *texts[MOST_CHOICES];
  size_t count;
  bool too_many;
} choices;

static bool has(const choices *all, const char *text) {
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->texts[i], text) == 0) return true;
  return false;
}

static void add(choices *all, const char *text) {
  if (has(all, text)) return;
  if (all->count == MOST_CHOICES)
    all->too_many = true;
  else
    all->texts[all->count++] = text;
}

static rbk_status see_condition(void *context, const rbk_condition *c) {
  choices *all = context;
  if (c->kind == RBK_CONDITION_PARAMETER && strcmp(c->name, all->name) == 0) {
    if (c->right_side.kind == RBK_OPERAND_TEXT)
      add(all, c->right_side.text);
    else
      all->too_many = true; /* a number, or another parameter's value */
  }
  return RBK_OK;
}

/* What the policy itself sets is a choice too, also where nothing asks for it:
 * "off" may be all that is not "on". */
static void add_own_values(choices *all, const rbk_parameter *parameter) {
  for (size_t v = 0; v < parameter->value_count; v++)
    for (size_t i = 0; i < parameter->values[v].count; i++)
      if (parameter->values[v].items[i].kind == RBK_OPERAND_TEXT)
        add(all, parameter->values[v].items[i].text);
}

static rbk_status complain(const choices *all, const rbk_parameter *parameter,
                           const rbk_override *override, const char *file,
                           rbk_arena *arena, rbk_problems *problems) {
  const char *list = all->texts[0];
  for (size_t i = 1; i < all->count && list; i++)
    list = rbk_arena_format(arena, "%s, %s", list, all->texts[i]);
  if (!list) return RBK_NOMEM;
  return rbk_problems_add(
      problems, RBK_ERROR, "unknown-choice", file, override->setting.line, 0,
      "parameter '%s' (%s:%u) is '%s', which the policy never asks for; there "
      "are %s",
      parameter->name, parameter->where.file, (unsigned)parameter->where.line,
      override->value.items[0].text, list);
}

rbk_status rbk_bind_check_choice(const rbk_plan *plan,
                                 const rbk_parameter *parameter,
                                 const rbk_override *override, const char *file,
                                 rbk_arena *arena, rbk_problems *problems) {
  choices all = {.name = parameter->name};
  rbk_walk walk = {.context = &all, .condition = see_condition};
  if (override->value.list || override->value.count != 1 ||
      override->value.items[0].kind != RBK_OPERAND_TEXT)
    return RBK_OK;
  rbk_walk_begin(&walk, arena);
  rbk_status status = rbk_walk_plan(&walk, plan);
  if (status != RBK_OK || all.count == 0 || all.too_many) return status;
  add_own_values(&all, parameter);
  if (all.too_many || has(&all, override->value.items[0].text)) return RBK_OK;
  return complain(&all, parameter, override, file, arena, problems);
}
