/* Running plans that were built in C, and what came of it as lines of text.
 *
 *   test_policy p;
 *   policy_one(&p, plan);
 *   ck_assert_str_eq(replayed(reg, &p.policy, NULL),
 *                    "2024-09-04 P0001 action.fired r r/P0001/2024-09-04\n");
 *
 * Texts stand until eight more have been made. What goes wrong stops the test.
 */
#ifndef TESTS_SUPPORT_ENGINE_H
#define TESTS_SUPPORT_ENGINE_H

#include "engine/callbacks.h"
#include "rollbook/run.h"
#include "support/layers.h"
#include "support/school.h"

typedef struct test_policy { /* up to four editions */
  rbk_policy policy;
  rbk_edition editions[4];
} test_policy;

/* In force on every day, under the id "la/test". */
void policy_one(test_policy *p, const rbk_plan *plan);
/* One more edition; open ends are NULL. */
void policy_add(test_policy *p, const rbk_plan *plan, const char *from,
                const char *to);

/* A policy of one layer or two over one school: what most tests run. */
typedef struct running {
  rbk_layer *nation, *layer; /* nation: the one below, or NULL */
  rbk_plan *plan;
  rbk_register *reg;
  test_policy policy;
} running;

void running_begin(running *r, rbk_layer *layer, school *s);
void running_begin_two(running *r, rbk_layer *nation, rbk_layer *layer,
                       school *s);
void running_finish(running *r);
/* A calendar with P0001, who is always there. */
school *one_pupil_in(const char *calendar);

rbk_run_options options_none(void);
rbk_run_options options_as_of(const char *as_of);

/* One line a change: date, pupil ("-": the school), event, id, and where there
 * is one the key and "due=...". */
const char *replayed(const rbk_register *reg, const rbk_policy *policy,
                     const rbk_run_options *options);
/* The same with the leaves of each change in brackets. */
const char *replayed_because(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_run_options *options);
/* Every decision, a line for each thing it says; see engine.c. */
const char *decided(const rbk_register *reg, const rbk_policy *policy,
                    const rbk_run_options *options);
/* Of those lines the ones that begin with the word: "action", "band", "flag",
 * "stage", "finding", "proposal", "undetermined", "no_data", "attendance". */
const char *decided_only(const rbk_register *reg, const rbk_policy *policy,
                         const char *as_of, const char *word);
/* The lines of a text that hold a piece. */
const char *lines_with(const char *text, const char *piece);

#endif
