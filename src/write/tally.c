#include "write/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void rbk_tally_init(rbk_tally *tally, const rbk_alloc *alloc) {
  *tally = (rbk_tally){.alloc = alloc, .status = RBK_OK};
  rbk_arena_init(&tally->arena, alloc);
  rbk_intern_init(&tally->keys, &tally->arena);
  rbk_buffer_init(&tally->key, alloc);
}

void rbk_tally_finish(rbk_tally *tally) {
  rbk_release(tally->alloc, tally->entries);
  tally->entries = NULL;
  rbk_buffer_finish(&tally->key);
  rbk_arena_finish(&tally->arena);
}

/* Both names with a zero byte between and behind, as the intern keeps them. */
static uint32_t key_of(rbk_tally *tally, const char *group, const char *name) {
  rbk_buffer_clear(&tally->key);
  rbk_buffer_text(&tally->key, group);
  rbk_buffer_byte(&tally->key, '\0');
  rbk_buffer_text(&tally->key, name);
  if (tally->key.status != RBK_OK) return RBK_NONE;
  return rbk_intern_add(&tally->keys,
                        (rbk_text){tally->key.bytes, tally->key.length});
}

void rbk_tally_add(rbk_tally *tally, const char *group, const char *name,
                   int order, int64_t by) {
  if (tally->status != RBK_OK) return;
  uint32_t known = tally->keys.count;
  uint32_t number = key_of(tally, group, name);
  tally->status = RBK_NOMEM;
  if (number == RBK_NONE) return;
  if (rbk_grow(tally->alloc, &tally->entries, &tally->capacity,
               tally->keys.count, sizeof *tally->entries) != RBK_OK)
    return;
  rbk_tally_entry *entry = &tally->entries[number];
  if (number >= known) {
    const char *kept = rbk_intern_text(&tally->keys, number);
    *entry = (rbk_tally_entry){kept, kept + strlen(kept) + 1, order, 0};
  }
  tally->status =
      rbk_checked_add(entry->count, by, &entry->count) ? RBK_OK : RBK_OVERFLOW;
}

static int by_names(const void *a, const void *b) {
  const rbk_tally_entry *x = a, *y = b;
  int order = strcmp(x->group, y->group);
  if (order != 0) return order;
  if (x->order != y->order) return x->order < y->order ? -1 : 1;
  return strcmp(x->name, y->name);
}

const rbk_tally_entry *rbk_tally_sorted(rbk_tally *tally, size_t *count) {
  *count = 0;
  if (tally->status != RBK_OK) return NULL;
  rbk_tally_entry *sorted =
      rbk_arena_take(&tally->arena, tally->keys.count, sizeof *sorted);
  if (sorted == NULL) {
    tally->status = RBK_NOMEM;
    return NULL;
  }
  *count = tally->keys.count;
  if (*count > 0) memcpy(sorted, tally->entries, *count * sizeof *sorted);
  qsort(sorted, *count, sizeof *sorted, by_names);
  return sorted;
}
