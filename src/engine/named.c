#include "engine/named.h"

#include <stdlib.h>
#include <string.h>

static const char *key_of(const rbk_event *event, uint32_t field,
                          rbk_day last) {
  if (event->effect == RBK_NO_DAY || event->effect > last) return NULL;
  const char *key = rbk_event_field(event, field);
  return key != NULL && key[0] != '\0' ? key : NULL;
}

rbk_status rbk_named_begin(rbk_named *named, const rbk_register *reg,
                           rbk_day last, rbk_arena *arena) {
  const rbk_history *history = &reg->history;
  uint32_t field = rbk_intern_find(&history->fields, rbk_text_of("action"));
  rbk_intern_init(&named->keys, arena);
  if (field == RBK_NONE) return RBK_OK;
  for (size_t i = 0; i < history->event_count; i++) {
    const char *key = key_of(&history->events[i], field, last);
    if (key != NULL &&
        rbk_intern_add(&named->keys, rbk_text_of(key)) == RBK_NONE)
      return RBK_NOMEM;
  }
  named->count = named->keys.count;
  named->first = rbk_arena_take(arena, named->count, sizeof *named->first);
  named->derived = rbk_arena_take(arena, named->count, sizeof *named->derived);
  if (named->first == NULL || named->derived == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < named->count; i++)
    atomic_init(&named->derived[i], false);
  for (size_t i = 0; i < history->event_count; i++) {
    const rbk_event *event = &history->events[i];
    const char *key = key_of(event, field, last);
    if (key == NULL) continue;
    uint32_t number = rbk_intern_find(&named->keys, rbk_text_of(key));
    const rbk_event *before = named->first[number];
    if (before == NULL || event->line < before->line)
      named->first[number] = event;
  }
  return RBK_OK;
}

void rbk_named_see(rbk_named *named, const rbk_log *log) {
  for (size_t i = 0; named->count > 0 && i < log->action_count; i++) {
    uint32_t number =
        rbk_intern_find(&named->keys, rbk_text_of(log->actions[i]->key));
    if (number != RBK_NONE)
      atomic_store_explicit(&named->derived[number], true,
                            memory_order_relaxed);
  }
}

typedef struct missing {
  const rbk_event *event;
  const char *key;
} missing;

static int by_place(const void *left, const void *right) {
  const missing *a = left, *b = right;
  int order = strcmp(a->event->file ? a->event->file : "",
                     b->event->file ? b->event->file : "");
  if (order != 0) return order;
  if (a->event->line != b->event->line)
    return a->event->line < b->event->line ? -1 : 1;
  return strcmp(a->key, b->key);
}

rbk_status rbk_named_tell(const rbk_named *named, rbk_arena *arena,
                          void (*message)(void *context,
                                          const rbk_message *message),
                          void *context) {
  if (named->count == 0 || message == NULL) return RBK_OK;
  missing *list = rbk_arena_take(arena, named->count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  size_t count = 0;
  for (uint32_t i = 0; i < named->count; i++)
    if (!atomic_load_explicit(&named->derived[i], memory_order_relaxed))
      list[count++] =
          (missing){named->first[i], rbk_intern_text(&named->keys, i)};
  if (count > 1) qsort(list, count, sizeof *list, by_place);
  for (size_t i = 0; i < count; i++) {
    const char *text = rbk_arena_format(
        arena,
        "no action '%s' came of this run, so this event discharges by its kind "
        "alone; correct `action`, or leave it empty",
        list[i].key);
    if (text == NULL) return RBK_NOMEM;
    rbk_message said = {.warning = true,
                        .id = "unknown-action",
                        .file = list[i].event->file,
                        .line = list[i].event->line,
                        .text = text};
    message(context, &said);
  }
  return RBK_OK;
}
