/* Texts as small numbers: each text once, numbered in the order of arrival.
 * Kinds of event, fields, attributes, parents. */
#ifndef RBK_BASE_INTERN_H
#define RBK_BASE_INTERN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

#define RBK_NONE UINT32_MAX /* no such text, no such item, in every room */

typedef struct rbk_intern {
  rbk_arena *arena; /* holds the texts and the table */
  rbk_text *texts;  /* by number; each ended by a zero byte */
  uint32_t count, capacity;
  uint32_t *slots;
  uint32_t slot_count;
} rbk_intern;

void rbk_intern_init(rbk_intern *intern, rbk_arena *arena);
/* The number of the text, adding it if it is new; RBK_NONE without memory. */
uint32_t rbk_intern_add(rbk_intern *intern, rbk_text text);
/* The number of the text, or RBK_NONE. */
uint32_t rbk_intern_find(const rbk_intern *intern, rbk_text text);
const char *rbk_intern_text(const rbk_intern *intern, uint32_t number);

#endif
