/* Random windows, figures and leaves over a random register. */
#ifndef TESTS_SUPPORT_RANDOM_PLAN_H
#define TESTS_SUPPORT_RANDOM_PLAN_H

#include "measure/measures.h"
#include "support/school.h"

typedef struct random_plan {
  rbk_arena arena;
  rbk_measures measures;
} random_plan;

/* Gives the register's events the fields until, to, amount (dates, numbers,
 * nothing, nonsense), by what they are, and the calendar a named period of two
 * year groups. */
void random_plan_enrich(rbk_register *reg);
/* Drawn from the seed alone, by the names in the register, and fixed. */
void random_plan_make(random_plan *plan, const rbk_register *reg,
                      uint64_t seed);
void random_plan_finish(random_plan *plan);

#endif
