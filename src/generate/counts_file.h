/* Inside of counts: what the file says. */
#ifndef RBK_GENERATE_COUNTS_FILE_H
#define RBK_GENERATE_COUNTS_FILE_H

#include "generate/counts.h"

typedef struct rbk_count_group {
  const char *name, *folder;
  size_t line;
  size_t pupils;
  rbk_date date;   /* RBK_NO_DATE: not said */
  int64_t *counts; /* by code column */
} rbk_count_group;

struct rbk_counts {
  const rbk_alloc *alloc;
  rbk_arena arena;
  const char *file;
  const char **codes; /* of the code columns */
  size_t *columns;    /* where they stand in the file, from 0 */
  size_t code_count;
  const char **passed_over;
  size_t passed_over_count;
  rbk_count_group *groups;
  size_t group_count, group_capacity;
};

#endif
