/* Expressions by their address: a set of those seen, or a number for each.
 * Expressions share their parts, so a walk that visited a part once for each
 * way to reach it could take for ever. Lives in an arena. */
#ifndef RBK_PLAN_POINTERS_H
#define RBK_PLAN_POINTERS_H

#include "base/arena.h"
#include "base/intern.h"

typedef struct rbk_pointers {
  rbk_arena *arena;
  const void **keys; /* NULL: free */
  uint32_t *values;
  size_t count, capacity; /* capacity: 0 or a power of two */
} rbk_pointers;

void rbk_pointers_init(rbk_pointers *pointers, rbk_arena *arena);
/* Sets the number of a key; `key` is not NULL. */
rbk_status rbk_pointers_put(rbk_pointers *pointers, const void *key,
                            uint32_t value);
/* The number of a key, or RBK_NONE. */
uint32_t rbk_pointers_get(const rbk_pointers *pointers, const void *key);

#endif
