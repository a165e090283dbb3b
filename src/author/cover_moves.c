/* Every threshold moved one step up and down: does a fixture notice? */
#include <string.h>

#include "author/compare.h"
#include "author/cover.h"
#include "engine/callbacks.h"
#include "plan/parameter.h"

/* --- one fixture under one policy ----------------------------------------- */

rbk_status rbk_cover_passes(const rbk_cover_bench *bench,
                            const rbk_fixture *fixture, const rbk_register *reg,
                            const rbk_policy *policy, bool *passes,
                            bool *refused) {
  rbk_arena arena;
  rbk_problems problems;
  rbk_runner runner = *bench->runner;
  rbk_arena_init(&arena, bench->arena->alloc);
  rbk_problems_init(&problems, bench->arena->alloc);
  runner.problems = &problems;
  rbk_result result;
  rbk_differences differences = {.arena = &arena};
  rbk_status status =
      rbk_runner_run_school(&runner, reg, policy, fixture, &arena, &result);
  *refused = status == RBK_POLICY;
  if (!status)
    status = rbk_fixture_compare(fixture, &result, policy, &differences);
  *passes = !status && differences.count == 0;
  rbk_problems_finish(&problems);
  rbk_arena_finish(&arena);
  return status == RBK_POLICY ? RBK_OK : status;
}

/* --- steps ---------------------------------------------------------------- */

/* What counts as the least change that somebody could mean. */
static rbk_decimal step_of(const rbk_parameter *parameter) {
  if (parameter->step.kind == RBK_OPERAND_NUMBER) return parameter->step.number;
  if (parameter->unit == RBK_UNIT_PERCENT) return RBK_DECIMAL_ONE / 10;
  if (parameter->unit == RBK_UNIT_DAYS) return RBK_DECIMAL_ONE / 2;
  return RBK_DECIMAL_ONE;
}

static const char *decimal_text(rbk_arena *arena, rbk_decimal value) {
  char text[24];
  int length = rbk_decimal_print(value, text);
  return rbk_arena_copy(arena, text, (size_t)length);
}

/* --- a policy with one other number --------------------------------------- */

/* A policy like another, but for one parameter. Values of a school or a fixture
 * still come before it, as they do before the policy's own. */
typedef struct variant {
  rbk_policy policy;
  rbk_parameter parameter;
} variant;

static rbk_status copy_values(rbk_arena *arena, rbk_parameter *parameter) {
  rbk_parameter_value *values =
      rbk_arena_take(arena, parameter->value_count, sizeof *values);
  if (values == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < parameter->value_count; i++) {
    values[i] = parameter->values[i];
    values[i].items =
        rbk_arena_take(arena, values[i].count, sizeof *values[i].items);
    if (values[i].items == NULL) return RBK_NOMEM;
    memcpy(values[i].items, parameter->values[i].items,
           values[i].count * sizeof *values[i].items);
  }
  parameter->values = values;
  return RBK_OK;
}

/* The plan with the parameter in the place of the one of its name. */
static const rbk_plan *plan_with(rbk_arena *arena, const rbk_plan *plan,
                                 const rbk_parameter *parameter) {
  rbk_plan *copy = rbk_arena_take(arena, 1, sizeof *copy);
  const rbk_parameter **all =
      rbk_arena_take(arena, plan->parameter_count, sizeof(void *));
  if (copy == NULL || all == NULL) return NULL;
  *copy = *plan;
  copy->parameters = all;
  for (size_t i = 0; i < plan->parameter_count; i++) {
    bool moved =
        strcmp(plan->parameters[i]->name, parameter->name) == 0 &&
        strcmp(plan->parameters[i]->where.file, parameter->where.file) == 0;
    all[i] = moved ? parameter : plan->parameters[i];
  }
  return copy;
}

static rbk_status vary(rbk_arena *arena, const rbk_policy *policy,
                       const rbk_parameter *parameter, size_t value,
                       size_t item, rbk_decimal number, variant *out) {
  *out = (variant){*policy, *parameter};
  rbk_edition *editions =
      rbk_arena_take(arena, policy->edition_count, sizeof *editions);
  rbk_status status = copy_values(arena, &out->parameter);
  if (editions == NULL || status) return RBK_NOMEM;
  out->parameter.values[value].items[item].number = number;
  for (size_t i = 0; i < policy->edition_count; i++) {
    editions[i] = policy->editions[i];
    editions[i].plan = plan_with(arena, editions[i].plan, &out->parameter);
    if (editions[i].plan == NULL) return RBK_NOMEM;
  }
  out->policy.editions = editions;
  return RBK_OK;
}

/* The fixture that notices a move. */
static rbk_status found(const rbk_cover_bench *bench, rbk_cover_move *move,
                        bool refused, const rbk_fixture *fixture) {
  bool failed = false;
  move->refused = refused;
  if (!refused)
    move->fixture = rbk_cover_keep(bench->arena, fixture->name, &failed);
  return failed ? RBK_NOMEM : RBK_OK;
}

static rbk_status name_parameter(const rbk_cover_bench *bench,
                                 const rbk_parameter *parameter,
                                 rbk_cover_threshold *t) {
  bool failed = false;
  t->name = rbk_cover_keep(bench->arena, parameter->name, &failed);
  t->where = parameter->where;
  t->where.file = rbk_cover_keep(bench->arena, t->where.file, &failed);
  t->step = decimal_text(bench->arena, step_of(parameter));
  return failed || t->step == NULL ? RBK_NOMEM : RBK_OK;
}

/* --- a number of the policy ----------------------------------------------- */

static rbk_status try_number(const rbk_cover_bench *bench,
                             const rbk_parameter *parameter, size_t value,
                             size_t item, rbk_decimal number,
                             rbk_cover_move *move) {
  rbk_arena arena;
  rbk_arena_init(&arena, bench->arena->alloc);
  variant other;
  move->value = decimal_text(bench->arena, number);
  rbk_status status =
      move->value == NULL
          ? RBK_NOMEM
          : vary(&arena, bench->policy, parameter, value, item, number, &other);
  for (size_t i = 0; !status && i < bench->count; i++) {
    bool passes, refused;
    status = rbk_cover_passes(bench, bench->fixtures[i], bench->registers[i],
                              &other.policy, &passes, &refused);
    if (status || passes) continue;
    status = found(bench, move, refused, bench->fixtures[i]);
    break;
  }
  rbk_arena_finish(&arena);
  return status;
}

/* The value, and which of several it is. */
static rbk_status name_number(rbk_arena *arena, const rbk_parameter *parameter,
                              size_t value, size_t item,
                              rbk_cover_threshold *t) {
  const rbk_parameter_value *of = &parameter->values[value];
  char date[11] = "";
  if (of->from != RBK_NO_DATE) rbk_date_print(of->from, date);
  t->value = decimal_text(arena, of->items[item].number);
  const char *from = date[0] != '\0' ? "from " : "";
  const char *gap = date[0] != '\0' && of->list ? ", " : "";
  if (of->list)
    t->note =
        rbk_arena_format(arena, "%s%s%sentry %zu", from, date, gap, item + 1);
  else if (date[0] != '\0')
    t->note = rbk_arena_format(arena, "from %s", date);
  bool noted = !of->list && date[0] == '\0';
  return t->value && (noted || t->note) ? RBK_OK : RBK_NOMEM;
}

static rbk_status move_number(const rbk_cover_bench *bench,
                              const rbk_parameter *parameter, size_t value,
                              size_t item, rbk_cover_threshold *t) {
  rbk_decimal step = step_of(parameter);
  rbk_decimal now = parameter->values[value].items[item].number;
  rbk_status status = name_parameter(bench, parameter, t);
  if (!status) status = name_number(bench->arena, parameter, value, item, t);
  if (!status)
    status = try_number(bench, parameter, value, item, now + step, &t->up);
  if (!status)
    status = try_number(bench, parameter, value, item, now - step, &t->down);
  return status;
}

/* --- a number that only fixtures give ------------------------------------- */

static const rbk_setting *setting_of(const rbk_fixture *fixture,
                                     const char *name) {
  for (size_t i = 0; i < fixture->parameter_count; i++)
    if (strcmp(fixture->parameters[i].name, name) == 0)
      return &fixture->parameters[i];
  return NULL;
}

/* Every number of the setting, moved. False: it holds none. */
static rbk_status move_setting(rbk_arena *arena, rbk_setting *setting,
                               rbk_decimal by, bool *moved) {
  const char **values =
      rbk_arena_take(arena, setting->value_count, sizeof *values);
  if (values == NULL) return RBK_NOMEM;
  *moved = false;
  for (size_t i = 0; i < setting->value_count; i++) {
    rbk_decimal number;
    values[i] = setting->values[i];
    if (!setting->numbers[i] ||
        !rbk_decimal_parse(rbk_text_of(values[i]), &number))
      continue;
    values[i] = decimal_text(arena, number + by);
    if (values[i] == NULL) return RBK_NOMEM;
    *moved = true;
  }
  setting->values = values;
  return RBK_OK;
}

static rbk_status try_fixture(const rbk_cover_bench *bench,
                              const rbk_fixture *fixture, const char *name,
                              rbk_decimal by, rbk_cover_move *move) {
  rbk_arena arena;
  rbk_register *reg = NULL;
  bool moved = false, passes = true, refused = false;
  rbk_fixture other = *fixture;
  uint32_t number;
  rbk_arena_init(&arena, bench->arena->alloc);
  rbk_status status = RBK_NOMEM;
  other.parameters = rbk_arena_take(&arena, fixture->parameter_count,
                                    sizeof *other.parameters);
  if (other.parameters == NULL) goto out;
  status = RBK_OK;
  for (size_t i = 0; !status && i < fixture->parameter_count; i++) {
    other.parameters[i] = fixture->parameters[i];
    if (strcmp(other.parameters[i].name, name) == 0)
      status = move_setting(&arena, &other.parameters[i], by, &moved);
  }
  if (status || !moved) goto out;
  status = rbk_runner_school(bench->runner, &other, &number, &reg);
  if (!status)
    status =
        rbk_cover_passes(bench, &other, reg, bench->policy, &passes, &refused);
  move->value = "moved";
  if (!status && !passes) {
    status = found(bench, move, refused, fixture);
  }
out:
  rbk_register_destroy(reg);
  rbk_arena_finish(&arena);
  return status;
}

static rbk_status move_required(const rbk_cover_bench *bench,
                                const rbk_parameter *parameter,
                                rbk_cover_threshold *t) {
  rbk_decimal step = step_of(parameter);
  rbk_status status = name_parameter(bench, parameter, t);
  t->note = "required, as fixtures give it";
  for (size_t i = 0; !status && i < bench->count; i++) {
    const rbk_fixture *fixture = bench->fixtures[i];
    if (setting_of(fixture, parameter->name) == NULL) continue;
    if (t->up.fixture == NULL)
      status = try_fixture(bench, fixture, parameter->name, step, &t->up);
    if (!status && t->down.fixture == NULL)
      status = try_fixture(bench, fixture, parameter->name, -step, &t->down);
  }
  return status;
}

/* --- all of them ---------------------------------------------------------- */

/* Whether the policy's fixtures are those that have to test a parameter: not
 * where nothing reads it yet, nor where a layer below already does. */
static rbk_status is_tested_here(const rbk_cover_bench *bench,
                                 const rbk_parameter *parameter, bool *here) {
  const char *own = rbk_own_layer(bench->policy)->file;
  rbk_cover_use use;
  rbk_status status = rbk_cover_find_use(bench->policy, parameter->name, &use);
  *here = !status &&
          (strcmp(parameter->where.file, own) == 0 ? use.own || use.below
                                                   : use.own && !use.below);
  return status;
}

static size_t count_numbers(const rbk_parameter *parameter) {
  size_t count =
      parameter->required && rbk_parameter_type(parameter) == RBK_VALUE_NUMBER;
  for (size_t v = 0; v < parameter->value_count; v++)
    for (size_t i = 0; i < parameter->values[v].count; i++)
      count += parameter->values[v].items[i].kind == RBK_OPERAND_NUMBER;
  return count;
}

static rbk_status move_parameter(const rbk_cover_bench *bench,
                                 const rbk_parameter *parameter,
                                 rbk_cover_file *out) {
  rbk_status status = RBK_OK;
  if (parameter->value_count == 0)
    return move_required(bench, parameter,
                         &out->thresholds[out->threshold_count++]);
  for (size_t v = 0; v < parameter->value_count; v++)
    for (size_t i = 0; !status && i < parameter->values[v].count; i++)
      if (parameter->values[v].items[i].kind == RBK_OPERAND_NUMBER)
        status = move_number(bench, parameter, v, i,
                             &out->thresholds[out->threshold_count++]);
  return status;
}

rbk_status rbk_cover_thresholds(const rbk_cover_bench *bench,
                                rbk_cover_file *out) {
  const rbk_plan *plan = rbk_own_plan(bench->policy);
  size_t count = 0;
  for (size_t i = 0; i < plan->parameter_count; i++)
    count += count_numbers(plan->parameters[i]);
  out->thresholds =
      rbk_arena_take(bench->arena, count, sizeof *out->thresholds);
  if (out->thresholds == NULL) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < plan->parameter_count; i++) {
    const rbk_parameter *parameter = plan->parameters[i];
    bool here = false;
    if (count_numbers(parameter) > 0)
      status = is_tested_here(bench, parameter, &here);
    if (!status && here) status = move_parameter(bench, parameter, out);
  }
  return status;
}

static bool noticed(const rbk_cover_move *move) {
  return move->refused || move->fixture != NULL;
}

bool rbk_cover_threshold_done(const rbk_cover_threshold *threshold) {
  return noticed(&threshold->up) && noticed(&threshold->down);
}
