#include "support/problems.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "support/layers.h"

static void expect_status(const rbk_problems *problems, rbk_status status) {
  ck_assert_int_eq(status, problems->errors > 0 ? RBK_POLICY : RBK_OK);
}

rbk_problems stack_problems(const rbk_layer *nation,
                            const rbk_layer *school_or_null) {
  const rbk_layer *layers[] = {nation, school_or_null};
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_plan *plan = NULL;
  expect_status(&problems, rbk_plan_stack(NULL, layers, school_or_null ? 2 : 1,
                                          &problems, &plan));
  ck_assert(problems.errors == 0 || plan == NULL);
  rbk_plan_destroy(plan);
  return problems;
}

rbk_problems bind_problems(const rbk_register *reg, const rbk_plan *plan,
                           const rbk_override *overrides, size_t count) {
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_edition always = {RBK_NO_DATE, RBK_NO_DATE, plan, "la/test"};
  rbk_binding *binding = NULL;
  expect_status(&problems, rbk_bind(NULL, reg, &always, 1, overrides, count,
                                    &problems, &binding));
  ck_assert(problems.errors == 0 || binding == NULL);
  rbk_binding_destroy(binding);
  return problems;
}

static bool fits(const rbk_problem *problem, const char *place, const char *id,
                 const char *words, rbk_severity severity) {
  char at[256];
  snprintf(at, sizeof at, "%s:%zu", problem->file, problem->line);
  return problem->severity == severity && strcmp(at, place) == 0 &&
         strcmp(problem->id, id) == 0 && strstr(problem->text, words) != NULL;
}

static void expect(const rbk_problems *problems, const char *place,
                   const char *id, const char *words, rbk_severity severity) {
  char all[4096] = "nothing";
  size_t used = 0;
  for (size_t i = 0; i < problems->count; i++) {
    const rbk_problem *problem = &problems->items[i];
    if (fits(problem, place, id, words, severity)) return;
    int length =
        snprintf(all + used, sizeof all - used, "\n  %s:%zu: [%s] %s",
                 problem->file, problem->line, problem->id, problem->text);
    if (length > 0 && used + (size_t)length < sizeof all) {
      used += (size_t)length;
    }
  }
  ck_abort_msg("no problem %s: [%s] ... %s ... but %s", place, id, words, all);
}

void expect_problem(const rbk_problems *problems, const char *place,
                    const char *id, const char *words) {
  expect(problems, place, id, words, RBK_ERROR);
}

void expect_warning(const rbk_problems *problems, const char *place,
                    const char *id, const char *words) {
  expect(problems, place, id, words, RBK_WARNING);
}

void expect_count(rbk_problems *problems, size_t count) {
  if (problems->count != count) {
    const rbk_problem *last =
        problems->count > 0 ? &problems->items[problems->count - 1] : NULL;
    ck_abort_msg("%zu problems instead of %zu; the last is %s:%zu: %s",
                 problems->count, count, last ? last->file : "",
                 last ? last->line : 0, last ? last->text : "");
  }
  rbk_problems_finish(problems);
}

void expect_refused(rbk_layer *layer, const char *place, const char *id,
                    const char *words) {
  rbk_problems problems = stack_problems(layer, NULL);
  expect_problem(&problems, place, id, words);
  expect_count(&problems, 1);
  layer_destroy(layer);
}

void expect_accepted(rbk_layer *layer) {
  rbk_plan_destroy(plan_of(layer, NULL));
  layer_destroy(layer);
}
