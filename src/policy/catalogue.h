/* What policies a folder holds, for lists: read without being stacked. */
#ifndef RBK_POLICY_CATALOGUE_H
#define RBK_POLICY_CATALOGUE_H

#include "base/date.h"
#include "base/status.h"

typedef struct rbk_catalogue_entry {
  const char *id, *title, *file;
  const char *extends; /* NULL: nothing */
  rbk_date from, to;   /* RBK_NO_DATE: open */
  bool broken; /* does not load by itself: only id, title and file are known */
} rbk_catalogue_entry;

/* Every policy file below a folder by id, then by the day from which it is in
 * force; test files are left out. What is wrong with single files goes to the
 * problems. RBK_REJECTED: no such folder. All lives in the arena. */
rbk_status rbk_catalogue_read(const rbk_alloc *alloc, const char *folder,
                              rbk_arena *arena, rbk_problems *problems,
                              rbk_catalogue_entry **out, size_t *count,
                              rbk_error *error);

#endif
