/* Memory that is given back all at once: what lives as long as a school, a
 * policy, or the log of one pupil. */
#ifndef RBK_BASE_ARENA_H
#define RBK_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "rollbook/error.h"

typedef struct rbk_arena_block rbk_arena_block;

typedef struct rbk_arena {
  const rbk_alloc *alloc;
  rbk_arena_block *head; /* the block in use; older ones follow */
} rbk_arena;

void rbk_arena_init(rbk_arena *arena, const rbk_alloc *alloc);
void rbk_arena_finish(rbk_arena *arena);
/* Forgets everything but keeps the largest block for what comes next. */
void rbk_arena_reset(rbk_arena *arena);

/* count * size bytes set to zero, aligned to 16, or NULL. Size 0 gives a valid
 * pointer too. */
void *rbk_arena_take(rbk_arena *arena, size_t count, size_t size);
/* A copy of `length` bytes, ended by a zero byte; NULL without memory. */
char *rbk_arena_copy(rbk_arena *arena, const char *bytes, size_t length);
/* A formatted text. No floating point: numbers go through rbk_decimal. */
char *rbk_arena_format(rbk_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *rbk_arena_format_list(rbk_arena *arena, const char *format,
                            va_list arguments)
    __attribute__((format(printf, 2, 0)));

#endif
