/* The log's lists grow inside the arena that holds all of the log. */
#include "engine/log.h"

#include <string.h>

/* Makes room for one more item. What is outgrown stays in the arena: lists are
 * short and double. */
static rbk_status make_room(rbk_arena *arena, void *items, size_t *capacity,
                            size_t count, size_t size) {
  if (count < *capacity) return RBK_OK;
  size_t wanted = *capacity ? *capacity * 2 : 16;
  void *fresh = rbk_arena_take(arena, wanted, size);
  if (fresh == NULL) return RBK_NOMEM;
  void *old;
  memcpy(&old, items, sizeof old);
  if (count > 0) memcpy(fresh, old, count * size);
  memcpy(items, &fresh, sizeof fresh);
  *capacity = wanted;
  return RBK_OK;
}

rbk_status rbk_log_add(rbk_log *log, rbk_arena *arena, const rbk_entry *entry) {
  rbk_status status = make_room(arena, &log->entries, &log->entry_capacity,
                                log->entry_count, sizeof *log->entries);
  if (status != RBK_OK) return status;
  log->entries[log->entry_count] = *entry;
  log->entries[log->entry_count].sequence = log->entry_count;
  log->entry_count++;
  return RBK_OK;
}

rbk_status rbk_log_action(rbk_log *log, rbk_arena *arena, rbk_action **out) {
  rbk_status status = make_room(arena, &log->actions, &log->action_capacity,
                                log->action_count, sizeof *log->actions);
  if (status != RBK_OK) return status;
  rbk_action *action = rbk_arena_take(arena, 1, sizeof *action);
  if (action == NULL) return RBK_NOMEM;
  log->actions[log->action_count++] = action;
  *out = action;
  return RBK_OK;
}

/* The days of stays stand beside them, with as much room. */
rbk_status rbk_log_stay(rbk_log *log, rbk_arena *arena, rbk_stay **out) {
  size_t before = log->stay_capacity;
  rbk_status status = make_room(arena, &log->stays, &log->stay_capacity,
                                log->stay_count, sizeof *log->stays);
  if (status == RBK_OK && before != log->stay_capacity)
    status = make_room(arena, &log->stay_days, &before, log->stay_count,
                       sizeof *log->stay_days);
  if (status != RBK_OK) return status;
  rbk_stay *stay = rbk_arena_take(arena, 1, sizeof *stay);
  if (stay == NULL) return RBK_NOMEM;
  log->stays[log->stay_count++] = stay;
  *out = stay;
  return RBK_OK;
}

rbk_status rbk_log_item(rbk_log *log, rbk_arena *arena, rbk_mark_item **out) {
  rbk_status status = make_room(arena, &log->items, &log->item_capacity,
                                log->item_count, sizeof *log->items);
  if (status != RBK_OK) return status;
  rbk_mark_item *item = rbk_arena_take(arena, 1, sizeof *item);
  if (item == NULL) return RBK_NOMEM;
  log->items[log->item_count++] = item;
  *out = item;
  return RBK_OK;
}

rbk_status rbk_log_withdrawn(rbk_log *log, rbk_arena *arena,
                             const rbk_withdrawn *item) {
  rbk_status status =
      make_room(arena, &log->withdrawn, &log->withdrawn_capacity,
                log->withdrawn_count, sizeof *log->withdrawn);
  if (status != RBK_OK) return status;
  log->withdrawn[log->withdrawn_count++] = *item;
  return RBK_OK;
}

rbk_status rbk_log_unsure(rbk_log *log, rbk_arena *arena,
                          const rbk_unsure_entry *entry) {
  rbk_status status = make_room(arena, &log->unsure, &log->unsure_capacity,
                                log->unsure_count, sizeof *log->unsure);
  if (status != RBK_OK) return status;
  log->unsure[log->unsure_count++] = *entry;
  return RBK_OK;
}

rbk_list rbk_list_of(const rbk_names *names) {
  return (rbk_list){(const char *const *)names->items, names->count,
                    names->list};
}

const char *rbk_key_join(rbk_arena *arena, const char *a, const char *b,
                         const char *c) {
  const char *const parts[] = {a, b, c};
  size_t lengths[3], count = c ? 3 : 2, size = 0;
  for (size_t i = 0; i < count; i++) {
    lengths[i] = strlen(parts[i]);
    size += lengths[i] + 1; /* a slash, or the end */
  }
  char *key = rbk_arena_take(arena, size, 1), *to = key;
  if (key == NULL) return NULL;
  for (size_t i = 0; i < count; i++) {
    memcpy(to, parts[i], lengths[i]);
    to += lengths[i];
    *to++ = i + 1 < count ? '/' : '\0';
  }
  return key;
}
