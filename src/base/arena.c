#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

enum { ALIGNMENT = 16, SMALLEST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct rbk_arena_block {
  rbk_arena_block *next;
  size_t size, used; /* of `bytes` */
  _Alignas(ALIGNMENT) unsigned char bytes[];
};

void rbk_arena_init(rbk_arena *arena, const rbk_alloc *alloc) {
  arena->alloc = alloc;
  arena->head = NULL;
}

void rbk_arena_finish(rbk_arena *arena) {
  rbk_arena_block *block = arena->head;
  while (block) {
    rbk_arena_block *next = block->next;
    rbk_release(arena->alloc, block);
    block = next;
  }
  arena->head = NULL;
}

void rbk_arena_reset(rbk_arena *arena) {
  rbk_arena_block *largest = arena->head;
  for (rbk_arena_block *block = arena->head; block; block = block->next) {
    if (block->size > largest->size) largest = block;
  }
  rbk_arena_block *block = arena->head;
  while (block) {
    rbk_arena_block *next = block->next;
    if (block != largest) rbk_release(arena->alloc, block);
    block = next;
  }
  if (largest) {
    largest->next = NULL;
    largest->used = 0;
  }
  arena->head = largest;
}

/* Blocks double, so that a large school takes few of them and a small policy
 * little memory. */
static size_t next_block_size(const rbk_arena *arena) {
  if (!arena->head) return SMALLEST_BLOCK;
  size_t last = arena->head->size;
  if (last >= LARGEST_BLOCK / 2) return LARGEST_BLOCK;
  return last * 2 < SMALLEST_BLOCK ? SMALLEST_BLOCK : last * 2;
}

/* A block with room for `size` bytes, linked in. A request that fills a block
 * by itself goes behind the head, whose free room stays in use. */
static rbk_arena_block *add_block(rbk_arena *arena, size_t size) {
  size_t usual = next_block_size(arena);
  bool alone = size >= usual;
  size_t room = alone ? size : usual;
  if (room > SIZE_MAX - sizeof(rbk_arena_block)) return NULL;
  rbk_arena_block *block =
      rbk_resize(arena->alloc, NULL, sizeof(rbk_arena_block) + room);
  if (!block) return NULL;
  block->size = room;
  block->used = 0;
  if (alone && arena->head) {
    block->next = arena->head->next;
    arena->head->next = block;
  } else {
    block->next = arena->head;
    arena->head = block;
  }
  return block;
}

static void *take_bytes(rbk_arena *arena, size_t length) {
  if (length > SIZE_MAX - ALIGNMENT) return NULL;
  size_t size = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (size == 0) size = ALIGNMENT;
  rbk_arena_block *block = arena->head;
  if (!block || block->size - block->used < size) {
    block = add_block(arena, size);
    if (!block) return NULL;
  }
  void *bytes = block->bytes + block->used;
  block->used += size;
  return bytes;
}

void *rbk_arena_take(rbk_arena *arena, size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) return NULL;
  void *bytes = take_bytes(arena, count * size);
  if (bytes) memset(bytes, 0, count * size);
  return bytes;
}

char *rbk_arena_copy(rbk_arena *arena, const char *bytes, size_t length) {
  if (length == SIZE_MAX) return NULL;
  char *copy = take_bytes(arena, length + 1);
  if (!copy) return NULL;
  if (length > 0) memcpy(copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

char *rbk_arena_format_list(rbk_arena *arena, const char *format,
                            va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  char *text = NULL;
  int length = vsnprintf(NULL, 0, format, arguments);
  if (length >= 0) text = take_bytes(arena, (size_t)length + 1);
  if (text) (void)vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}

char *rbk_arena_format(rbk_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = rbk_arena_format_list(arena, format, arguments);
  va_end(arguments);
  return text;
}
