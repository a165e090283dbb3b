#include "plan/pointers.h"

void rbk_pointers_init(rbk_pointers *pointers, rbk_arena *arena) {
  *pointers = (rbk_pointers){.arena = arena};
}

/* The slot that holds the key, or the free one where it would go. */
static size_t slot_of(const rbk_pointers *pointers, const void *key) {
  uint64_t hash = (uint64_t)(uintptr_t)key * UINT64_C(0x9E3779B97F4A7C15);
  size_t mask = pointers->capacity - 1, slot = (size_t)(hash >> 32) & mask;
  while (pointers->keys[slot] && pointers->keys[slot] != key) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

static rbk_status widen(rbk_pointers *pointers) {
  rbk_pointers wider = *pointers;
  wider.capacity = pointers->capacity > 0 ? pointers->capacity * 2 : 32;
  wider.keys = rbk_arena_take(wider.arena, wider.capacity, sizeof *wider.keys);
  wider.values =
      rbk_arena_take(wider.arena, wider.capacity, sizeof *wider.values);
  if (!wider.keys || !wider.values) return RBK_NOMEM;
  for (size_t i = 0; i < pointers->capacity; i++) {
    if (!pointers->keys[i]) continue;
    size_t slot = slot_of(&wider, pointers->keys[i]);
    wider.keys[slot] = pointers->keys[i];
    wider.values[slot] = pointers->values[i];
  }
  *pointers = wider;
  return RBK_OK;
}

rbk_status rbk_pointers_put(rbk_pointers *pointers, const void *key,
                            uint32_t value) {
  if (pointers->count >= pointers->capacity / 2) {
    rbk_status status = widen(pointers);
    if (status != RBK_OK) return status;
  }
  size_t slot = slot_of(pointers, key);
  if (!pointers->keys[slot]) pointers->count++;
  pointers->keys[slot] = key;
  pointers->values[slot] = value;
  return RBK_OK;
}

uint32_t rbk_pointers_get(const rbk_pointers *pointers, const void *key) {
  if (pointers->capacity == 0 || !key) return RBK_NONE;
  size_t slot = slot_of(pointers, key);
  return pointers->keys[slot] ? pointers->values[slot] : RBK_NONE;
}
