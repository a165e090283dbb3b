/* A hash table from 64-bit keys to numbers: the notes and loose marks that
 * stand beside a register while it is read. */
#ifndef RBK_READ_KEYS_H
#define RBK_READ_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "rollbook/error.h"

typedef struct rbk_keys {
  const rbk_alloc *alloc;
  uint64_t *keys;
  uint32_t *values; /* RBK_NONE: a free place */
  size_t count, size;
} rbk_keys;

void rbk_keys_init(rbk_keys *keys, const rbk_alloc *alloc);
void rbk_keys_finish(rbk_keys *keys);
/* The number of a key, or RBK_NONE. */
uint32_t rbk_keys_find(const rbk_keys *keys, uint64_t key);
/* Sets the number of a key, new or known. */
rbk_status rbk_keys_set(rbk_keys *keys, uint64_t key, uint32_t value);

#endif
