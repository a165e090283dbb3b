#include "base/intern.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* The slots are an open-addressed hash table of numbers, RBK_NONE where free,
 * a power of two long and at most half full. What growing leaves behind stays
 * in the arena; it is less than the table itself. */

enum { FIRST_TEXTS = 16, MOST_TEXTS = 1 << 30 };

void rbk_intern_init(rbk_intern *intern, rbk_arena *arena) {
  *intern = (rbk_intern){.arena = arena};
}

/* FNV-1a. */
static uint32_t hash(rbk_text text) {
  uint64_t sum = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < text.length; i++) {
    sum = (sum ^ (unsigned char)text.bytes[i]) * UINT64_C(1099511628211);
  }
  return (uint32_t)(sum ^ sum >> 32);
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t slot_of(const rbk_intern *intern, rbk_text text) {
  uint32_t mask = intern->slot_count - 1;
  uint32_t slot = hash(text) & mask;
  while (intern->slots[slot] != RBK_NONE &&
         !rbk_text_equal(intern->texts[intern->slots[slot]], text)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

/* Makes room for one more text and a table twice as long as the texts. */
static bool make_room(rbk_intern *intern) {
  if (intern->count < intern->capacity) return true;
  if (intern->capacity >= MOST_TEXTS) return false;
  uint32_t capacity = intern->capacity ? intern->capacity * 2 : FIRST_TEXTS;
  uint32_t slot_count = capacity * 2;
  rbk_text *texts = rbk_arena_take(intern->arena, capacity, sizeof *texts);
  uint32_t *slots = rbk_arena_take(intern->arena, slot_count, sizeof *slots);
  if (!texts || !slots) return false;

  if (intern->count > 0) {
    memcpy(texts, intern->texts, intern->count * sizeof *texts);
  }
  for (uint32_t i = 0; i < slot_count; i++) slots[i] = RBK_NONE;
  intern->texts = texts;
  intern->capacity = capacity;
  intern->slots = slots;
  intern->slot_count = slot_count;
  for (uint32_t i = 0; i < intern->count; i++) {
    slots[slot_of(intern, texts[i])] = i;
  }
  return true;
}

uint32_t rbk_intern_find(const rbk_intern *intern, rbk_text text) {
  return intern->slot_count ? intern->slots[slot_of(intern, text)] : RBK_NONE;
}

uint32_t rbk_intern_add(rbk_intern *intern, rbk_text text) {
  uint32_t known = rbk_intern_find(intern, text);
  if (known != RBK_NONE) return known;
  if (!make_room(intern)) return RBK_NONE;
  char *copy = rbk_arena_copy(intern->arena, text.bytes, text.length);
  if (!copy) return RBK_NONE;
  uint32_t number = intern->count++;
  intern->texts[number] = (rbk_text){copy, text.length};
  intern->slots[slot_of(intern, text)] = number;
  return number;
}

const char *rbk_intern_text(const rbk_intern *intern, uint32_t number) {
  assert(number < intern->count);
  return intern->texts[number].bytes;
}
