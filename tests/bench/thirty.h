/* The thirty conditions that figures are timed with: 14 rates and 16 counts
 * in 4 windows over 12 sets of codes, each compared with a threshold. */
#ifndef TESTS_BENCH_THIRTY_H
#define TESTS_BENCH_THIRTY_H

#include "measure/measures.h"

typedef struct thirty {
  rbk_arena arena;
  rbk_measures measures;
  rbk_desk *desk;
  uint32_t leaves[30];
  uint64_t held; /* pupil-days on which a condition held, all added up */
} thirty;

rbk_status thirty_begin(thirty *conditions, const rbk_register *reg,
                        rbk_error *error);
void thirty_end(thirty *conditions);
/* Every condition on every day of every pupil. */
rbk_status thirty_run(thirty *conditions);

#endif
