#include "explore/account.h"

#include <string.h>

void *rbk_told_add(rbk_arena *arena, void *items, size_t *count,
                   size_t *capacity, size_t size) {
  char *list;
  memcpy(&list, items, sizeof list);
  if (*count == *capacity) {
    size_t wider = *capacity ? *capacity * 2 : 8;
    char *made = rbk_arena_take(arena, wider, size);
    if (made == NULL) return NULL;
    if (*count > 0) memcpy(made, list, *count * size);
    list = made;
    memcpy(items, &list, sizeof list);
    *capacity = wider;
  }
  return list + (*count)++ * size;
}

const char *rbk_told_text(rbk_arena *arena, rbk_buffer *buffer) {
  if (buffer->status != RBK_OK) return NULL;
  const char *text = rbk_arena_copy(arena, buffer->length ? buffer->bytes : "",
                                    buffer->length);
  rbk_buffer_clear(buffer);
  return text;
}

const char *rbk_told_date(rbk_arena *arena, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  return rbk_arena_copy(arena, text, strlen(text));
}

const char *rbk_outlook_name(rbk_outlook_kind kind) {
  static const char *const names[] = {[RBK_OUTLOOK_ATTENDED] = "attended",
                                      [RBK_OUTLOOK_SESSIONS] = "sessions",
                                      [RBK_OUTLOOK_FACT] = "fact",
                                      [RBK_OUTLOOK_BOTH] = "both",
                                      [RBK_OUTLOOK_NEVER] = "never"};
  return names[kind];
}
