/* Counting by two names: a band and its row, a rule and a status. */
#ifndef RBK_WRITE_TALLY_H
#define RBK_WRITE_TALLY_H

#include "base/buffer.h"
#include "base/intern.h"

typedef struct rbk_tally_entry {
  const char *group, *name;
  int order; /* before the name, among those of a group */
  int64_t count;
} rbk_tally_entry;

typedef struct rbk_tally {
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_intern keys;
  rbk_buffer key;
  rbk_tally_entry *entries; /* by number in keys */
  size_t capacity;
  rbk_status status; /* the first failure sticks, as in a buffer */
} rbk_tally;

void rbk_tally_init(rbk_tally *tally, const rbk_alloc *alloc);
void rbk_tally_finish(rbk_tally *tally);

/* Adds `by` to a count; `order` is that of the first call for the names. */
void rbk_tally_add(rbk_tally *tally, const char *group, const char *name,
                   int order, int64_t by);
/* All entries by group, order, name. NULL on failure, see `status`; valid
 * until the tally is finished. */
const rbk_tally_entry *rbk_tally_sorted(rbk_tally *tally, size_t *count);

#endif
