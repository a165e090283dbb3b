#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The fewest items a growing array starts with. */
enum { FIRST_CAPACITY = 8 };

static void *resize_with_malloc(void *context, void *block, size_t size) {
  (void)context;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, size);
}

const rbk_alloc *rbk_alloc_or_default(const rbk_alloc *alloc) {
  static const rbk_alloc with_malloc = {resize_with_malloc, NULL};
  return alloc ? alloc : &with_malloc;
}

void *rbk_resize(const rbk_alloc *alloc, void *block, size_t size) {
  alloc = rbk_alloc_or_default(alloc);
  return alloc->resize(alloc->context, block, size);
}

void *rbk_take(const rbk_alloc *alloc, size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) return NULL;
  size_t total = count * size;
  if (total == 0) total = 1; /* so that NULL always means no memory */
  void *block = rbk_resize(alloc, NULL, total);
  if (block) memset(block, 0, total);
  return block;
}

void rbk_release(const rbk_alloc *alloc, void *block) {
  if (block) (void)rbk_resize(alloc, block, 0);
}

rbk_status rbk_grow(const rbk_alloc *alloc, void *items, size_t *capacity,
                    size_t needed, size_t size) {
  if (needed <= *capacity) return RBK_OK;
  size_t most = SIZE_MAX / size;
  if (needed > most) return RBK_NOMEM;
  size_t wanted =
      *capacity < FIRST_CAPACITY ? FIRST_CAPACITY : *capacity + *capacity / 2;
  if (wanted < needed || wanted > most) wanted = needed;

  /* `items` may point at a pointer of any type, so it is read and written as
   * bytes. */
  void *array;
  memcpy(&array, items, sizeof array);
  array = rbk_resize(alloc, array, wanted * size);
  if (!array) return RBK_NOMEM;
  memcpy(items, &array, sizeof array);
  *capacity = wanted;
  return RBK_OK;
}
