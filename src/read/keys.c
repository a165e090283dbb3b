#include "read/keys.h"

#include <stdbool.h>

#include "base/alloc.h"
#include "base/intern.h"

void rbk_keys_init(rbk_keys *keys, const rbk_alloc *alloc) {
  *keys = (rbk_keys){.alloc = alloc};
}

void rbk_keys_finish(rbk_keys *keys) {
  rbk_release(keys->alloc, keys->keys);
  rbk_release(keys->alloc, keys->values);
  *keys = (rbk_keys){.alloc = keys->alloc};
}

/* Where a key stands, or the free place it would take. */
static size_t place_of(const rbk_keys *keys, uint64_t key) {
  uint64_t mixed = key * UINT64_C(0x9E3779B97F4A7C15);
  size_t at = (size_t)(mixed >> 20) & (keys->size - 1);
  while (keys->values[at] != RBK_NONE && keys->keys[at] != key)
    at = (at + 1) & (keys->size - 1);
  return at;
}

uint32_t rbk_keys_find(const rbk_keys *keys, uint64_t key) {
  return keys->size ? keys->values[place_of(keys, key)] : RBK_NONE;
}

static rbk_status enlarge(rbk_keys *keys) {
  rbk_keys bigger = {.alloc = keys->alloc,
                     .size = keys->size ? keys->size * 2 : 64};
  bigger.keys = rbk_take(keys->alloc, bigger.size, sizeof *bigger.keys);
  bigger.values = rbk_take(keys->alloc, bigger.size, sizeof *bigger.values);
  if (!bigger.keys || !bigger.values) {
    rbk_keys_finish(&bigger);
    return RBK_NOMEM;
  }
  for (size_t i = 0; i < bigger.size; i++) bigger.values[i] = RBK_NONE;
  for (size_t i = 0; i < keys->size; i++) {
    if (keys->values[i] == RBK_NONE) continue;
    size_t at = place_of(&bigger, keys->keys[i]);
    bigger.keys[at] = keys->keys[i];
    bigger.values[at] = keys->values[i];
  }
  bigger.count = keys->count;
  rbk_keys_finish(keys);
  *keys = bigger;
  return RBK_OK;
}

rbk_status rbk_keys_set(rbk_keys *keys, uint64_t key, uint32_t value) {
  if (keys->count * 2 >= keys->size && enlarge(keys)) return RBK_NOMEM;
  size_t at = place_of(keys, key);
  if (keys->values[at] == RBK_NONE) keys->count++;
  keys->keys[at] = key;
  keys->values[at] = value;
  return RBK_OK;
}
