/* A synthetic year, and the things that are timed on it. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>

#include "bench/thirty.h"
#include "rollbook/run.h"
#include "write/folder.h"

typedef enum bench_policy {
  BENCH_BEDFORD,
  BENCH_ENGLAND,
  BENCH_POLICIES
} bench_policy;

typedef struct bench {
  size_t pupils;
  unsigned threads, rounds;
  const char *only; /* what the names of timed tasks hold; NULL: all */
  char place[512];  /* the temporary folder */
  char folder[RBK_FOLDER_SHAPES][576]; /* a school folder in it, by shape */
  rbk_register *reg;
  rbk_policy *policies[BENCH_POLICIES];
  thirty conditions;
  uint64_t sink; /* keeps a compiler from leaving work out */
  rbk_error error;
} bench;

typedef struct bench_task {
  const char *name;
  rbk_status (*run)(bench *b, const struct bench_task *task);
  rbk_folder_shape shape; /* reading */
  bench_policy policy;    /* running */
} bench_task;

/* All of them; the byte histogram comes first. */
extern const bench_task bench_tasks[];
extern const size_t bench_task_count;

/* A temporary folder. */
rbk_status bench_place(bench *b);
/* Makes the year and writes it there in two shapes. */
rbk_status bench_generate(bench *b, const rbk_alloc *alloc);
/* Reads it and loads the policies; `alloc` may be NULL. */
rbk_status bench_open(bench *b, const rbk_alloc *alloc);
void bench_close(bench *b);
/* Takes the temporary folder away. */
void bench_remove(bench *b);

rbk_status bench_read(bench *b, rbk_folder_shape shape, const rbk_alloc *alloc,
                      rbk_register **out);
rbk_status bench_run(bench *b, bench_policy policy, bool replay,
                     const rbk_alloc *alloc);

#endif
