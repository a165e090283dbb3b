#include <string.h>

#include "engine/decision.h"
#include "engine/inside.h"

static const char *const action_words[] = {
    [RBK_ACTION_WITHDRAWN] = "withdrawn",
    [RBK_ACTION_DONE] = "done",
    [RBK_ACTION_SUPERSEDED] = "superseded",
    [RBK_ACTION_SUPPRESSED] = "suppressed",
    [RBK_ACTION_BLOCKED] = "blocked",
    [RBK_ACTION_LAPSED] = "lapsed",
    [RBK_ACTION_OVERDUE] = "overdue",
    [RBK_ACTION_DUE] = "due",
};
static const char *const change_words[] = {
    [RBK_CHANGE_BAND] = "band",
    [RBK_CHANGE_FLAG_RAISED] = "flag.raised",
    [RBK_CHANGE_FLAG_CLEARED] = "flag.cleared",
    [RBK_CHANGE_STAGE_ENTERED] = "stage.entered",
    [RBK_CHANGE_STAGE_LEFT] = "stage.left",
    [RBK_CHANGE_STAGE_REVIEW] = "stage.review",
    [RBK_CHANGE_ACTION_FIRED] = "action.fired",
    [RBK_CHANGE_ACTION_DUE] = "action.due",
    [RBK_CHANGE_ACTION_OVERDUE] = "action.overdue",
    [RBK_CHANGE_ACTION_DONE] = "action.done",
    [RBK_CHANGE_ACTION_SUPERSEDED] = "action.superseded",
    [RBK_CHANGE_ACTION_SUPPRESSED] = "action.suppressed",
    [RBK_CHANGE_ACTION_BLOCKED] = "action.blocked",
    [RBK_CHANGE_ACTION_LAPSED] = "action.lapsed",
    [RBK_CHANGE_ACTION_WITHDRAWN] = "action.withdrawn",
    [RBK_CHANGE_PROPOSAL] = "proposal",
    [RBK_CHANGE_FINDING] = "finding",
    [RBK_CHANGE_UNDETERMINED] = "undetermined",
};

const char *rbk_action_status_name(rbk_action_status status) {
  return action_words[status];
}

const char *rbk_change_name(rbk_change_kind kind) {
  return change_words[kind];
}

static rbk_status show(rbk_worker *w, const rbk_entry *entry,
                       rbk_shown_change *out) {
  char date[11];
  rbk_date_print(w->calendar->date[entry->day], date);
  bool of_pupil = w->subject == RBK_NONE;
  *out = (rbk_shown_change){.day = entry->day,
                            .pupil = of_pupil ? w->pupil : RBK_NONE,
                            .sequence = entry->sequence};
  out->change =
      (rbk_change){.date = rbk_arena_copy(w->arena, date, strlen(date)),
                   .pupil = of_pupil ? w->reg->roll.pupils[w->pupil].id : NULL,
                   .id = entry->id,
                   .key = entry->key,
                   .parent = entry->parent,
                   .due = entry->due,
                   .kind = entry->kind,
                   .clause = entry->clause};
  if (out->change.date == NULL) return RBK_NOMEM;
  return rbk_because_of(w, &entry->ground, entry->day, &out->change.because,
                        &out->change.because_count);
}

rbk_status rbk_changes_make(rbk_worker *w, rbk_day from, rbk_day to,
                            rbk_shown_change **out, size_t *count) {
  rbk_shown_change *list =
      rbk_arena_take(w->arena, w->log.entry_count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  size_t shown = 0;
  for (size_t i = 0; i < w->log.entry_count; i++) {
    const rbk_entry *entry = &w->log.entries[i];
    if (entry->day < from || entry->day > to) continue;
    rbk_status status = show(w, entry, &list[shown++]);
    if (status != RBK_OK) return status;
  }
  *out = list;
  *count = shown;
  return RBK_OK;
}

static int compare_texts(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "");
}

int rbk_change_order(const void *left, const void *right) {
  const rbk_shown_change *a = *(const rbk_shown_change *const *)left;
  const rbk_shown_change *b = *(const rbk_shown_change *const *)right;
  if (a->day != b->day) return a->day < b->day ? -1 : 1;
  if (a->pupil != b->pupil) return a->pupil < b->pupil ? -1 : 1;
  int order = compare_texts(a->change.id, b->change.id);
  if (order == 0) order = compare_texts(a->change.key, b->change.key);
  if (order != 0) return order;
  if (a->change.kind != b->change.kind)
    return a->change.kind < b->change.kind ? -1 : 1;
  return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}
