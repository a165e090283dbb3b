/* The allocator that is passed down, and growing arrays on top of it. */
#ifndef RBK_BASE_ALLOC_H
#define RBK_BASE_ALLOC_H

#include "rollbook/error.h"

/* `alloc` itself, or malloc and friends when it is NULL. */
const rbk_alloc *rbk_alloc_or_default(const rbk_alloc *alloc);

/* count * size bytes set to zero, or NULL (also when the product overflows). */
void *rbk_take(const rbk_alloc *alloc, size_t count, size_t size);
void *rbk_resize(const rbk_alloc *alloc, void *block, size_t size);
void rbk_release(const rbk_alloc *alloc, void *block);

/* Makes room for at least `needed` items of `size` bytes in `*items`, growing
 * by half again. New items are not set. `*capacity` follows. On failure the
 * old array stands. `items` is the address of the array's pointer. */
rbk_status rbk_grow(const rbk_alloc *alloc, void *items, size_t *capacity,
                    size_t needed, size_t size);

#endif
