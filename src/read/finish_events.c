/* The case history in order: which events stand after void and withdrawn,
 * then by pupil, date, kind and id; attribute.set by attribute and date. */
#include <stdlib.h>
#include <string.h>

#include "read/draft.h"

typedef struct settling {
  rbk_reading *reading;
  rbk_draft_event *events;
  size_t count;
  uint32_t *target;  /* of void and withdrawn; RBK_NONE */
  uint32_t *waiting; /* voids and withdrawals of this one not yet settled */
  bool *fallen;      /* voided */
  bool *refused;
  rbk_date *withdrawn;
} settling;

/* Refuses a row of the history after all have been read. */
static rbk_status refuse_event(settling *all, size_t event, const char *column,
                               const char *value, const char *what) {
  const rbk_draft_event *row = &all->events[event];
  rbk_csv csv = {.file = row->file,
                 .row_line = row->line,
                 .row_from = row->from,
                 .row_to = row->to};
  all->refused[event] = true;
  rbk_reading *reading = all->reading;
  char shown[RBK_SHOWN];
  reading->column = column;
  reading->value = rbk_text_of(value);
  rbk_fail(&reading->error, RBK_REJECTED, row->file->path, row->line, 0,
           "%s '%s' %s", column, rbk_shown(reading->value, shown), what);
  return rbk_reading_reject(reading, &csv);
}

static bool takes_back(const rbk_draft_event *event) {
  return event->part == RBK_EVENT_VOID || event->part == RBK_EVENT_WITHDRAWN;
}

static uint32_t find_target(const settling *all, size_t event) {
  const rbk_draft *draft = all->reading->draft;
  const rbk_draft_event *row = &all->events[event];
  uint32_t id = rbk_intern_find(&draft->event_ids, rbk_text_of(row->of));
  if (id == RBK_NONE) return RBK_NONE;
  uint32_t found =
      rbk_keys_find(&draft->event_at, (uint64_t)row->row << 32 | id);
  return found == event ? RBK_NONE : found;
}

static rbk_status find_targets(settling *all) {
  for (size_t i = 0; i < all->count; i++) {
    all->target[i] = RBK_NONE;
    all->withdrawn[i] = all->events[i].withdrawn;
  }
  for (size_t i = 0; i < all->count; i++) {
    const rbk_draft_event *event = &all->events[i];
    if (!takes_back(event)) continue;
    uint32_t target = find_target(all, i);
    const char *what = NULL;
    if (target == RBK_NONE)
      what = "is the id of no other event of the same pupil; correct it";
    else if (event->part == RBK_EVENT_WITHDRAWN &&
             all->events[target].part != RBK_EVENT_PLAIN)
      what = "is no plain event: void it, or set the attribute again";
    rbk_status status =
        what ? refuse_event(all, i, "of", event->of, what) : RBK_OK;
    if (status) return status;
    if (what) continue;
    all->target[i] = target;
    all->waiting[target]++;
  }
  return RBK_OK;
}

/* A void that still stands takes its event away, a withdrawal ends it. */
static void apply(settling *all, size_t event) {
  uint32_t target = all->target[event];
  if (all->fallen[event]) return;
  if (all->events[event].part == RBK_EVENT_VOID) {
    all->fallen[target] = true;
    return;
  }
  rbk_date date = all->events[event].date;
  rbk_date *withdrawn = &all->withdrawn[target];
  if (*withdrawn == RBK_NO_DATE || date < *withdrawn) *withdrawn = date;
}

/* Settles first what nothing takes back, then what that takes back, and so
 * on. What is left over takes itself back in a circle. */
static rbk_status settle(settling *all) {
  size_t settled = 0;
  uint32_t *queue =
      rbk_take(all->reading->alloc, all->count + 1, sizeof *queue);
  if (!queue) return rbk_reading_no_memory(all->reading);
  size_t ends = 0;
  for (uint32_t i = 0; i < all->count; i++)
    if (all->waiting[i] == 0) queue[ends++] = i;
  for (; settled < ends; settled++) {
    uint32_t event = queue[settled], target = all->target[event];
    if (target == RBK_NONE) continue;
    apply(all, event);
    if (--all->waiting[target] == 0) queue[ends++] = target;
  }
  rbk_release(all->reading->alloc, queue);
  for (size_t i = 0; i < all->count && settled < all->count; i++) {
    if (all->waiting[i] == 0) continue;
    rbk_status status =
        refuse_event(all, i, "of", all->events[i].of,
                     "takes this event back in a circle; take one out");
    if (status) return status;
  }
  return RBK_OK;
}

/* --- events --- */

typedef struct sorted_event {
  rbk_event event;
  const char *kind;
  const rbk_history *history;
} sorted_event;

/* The first field name behind `last` in byte order that an event has. */
static const char *next_field(const sorted_event *e, const char *last,
                              const char *best) {
  for (size_t i = 0; i < e->event.field_count; i++) {
    const char *name =
        rbk_intern_text(&e->history->fields, e->event.fields[i].name);
    if ((last == NULL || strcmp(name, last) > 0) &&
        (best == NULL || strcmp(name, best) < 0))
      best = name;
  }
  return best;
}

/* What events without an id say tells them apart, wherever they stand in the
 * file: the order of rows changes nothing. */
static int content_order(const sorted_event *x, const sorted_event *y) {
  int order = strcmp(x->event.parent, y->event.parent);
  if (!order) order = strcmp(x->event.group, y->event.group);
  for (const char *name = NULL; !order;) {
    name = next_field(y, name, next_field(x, name, NULL));
    if (name == NULL) break;
    uint32_t field = rbk_intern_find(&x->history->fields, rbk_text_of(name));
    const char *a = rbk_event_field(&x->event, field);
    const char *b = rbk_event_field(&y->event, field);
    order = strcmp(a ? a : "", b ? b : "");
  }
  return order;
}

static int event_order(const void *a, const void *b) {
  const sorted_event *x = a, *y = b;
  if (x->event.pupil != y->event.pupil) /* RBK_NONE, the school, is last */
    return x->event.pupil < y->event.pupil ? -1 : 1;
  if (x->event.date != y->event.date)
    return x->event.date < y->event.date ? -1 : 1;
  int order = strcmp(x->kind, y->kind);
  if (!order) order = strcmp(x->event.id, y->event.id);
  if (!order) order = content_order(x, y);
  if (order) return order;
  return x->event.line < y->event.line ? -1 : x->event.line > y->event.line;
}

static rbk_event made_event(const settling *all, size_t i,
                            const uint32_t *pupil_of_row, const char *file) {
  const rbk_draft_event *from = &all->events[i];
  return (rbk_event){
      .pupil = from->row == RBK_NONE ? RBK_NONE : pupil_of_row[from->row],
      .kind = from->kind,
      .date = from->date,
      .withdrawn = all->withdrawn[i],
      .effect =
          rbk_calendar_on_or_after(&all->reading->reg->calendar, from->date),
      .id = from->id,
      .parent = from->parent,
      .group = from->group,
      .fields = from->fields,
      .field_count = from->field_count,
      .file = file,
      .line = from->line};
}

static void number_events(rbk_history *history) {
  for (size_t i = 0; i < history->event_count; i++) {
    rbk_event *event = &history->events[i];
    const rbk_event *before = i ? event - 1 : NULL;
    bool same = before && before->pupil == event->pupil &&
                before->date == event->date && before->kind == event->kind;
    event->ordinal = same ? before->ordinal + 1 : 1;
  }
}

static rbk_status finish_events(const settling *all,
                                const uint32_t *pupil_of_row) {
  rbk_history *history = &all->reading->reg->history;
  sorted_event *sorted =
      rbk_take(all->reading->alloc, all->count + 1, sizeof *sorted);
  size_t count = 0;
  if (!sorted) return rbk_reading_no_memory(all->reading);
  for (size_t i = 0; i < all->count; i++) {
    if (all->events[i].part != RBK_EVENT_PLAIN || all->fallen[i] ||
        all->refused[i])
      continue;
    const char *file =
        rbk_draft_text(all->reading, rbk_text_of(all->events[i].file->path));
    if (!file) {
      rbk_release(all->reading->alloc, sorted);
      return RBK_NOMEM;
    }
    sorted[count].event = made_event(all, i, pupil_of_row, file);
    sorted[count].history = history;
    sorted[count].kind = rbk_intern_text(&history->kinds, all->events[i].kind);
    count++;
  }
  qsort(sorted, count, sizeof *sorted, event_order);
  history->events =
      rbk_arena_take(&all->reading->reg->arena, count, sizeof *history->events);
  if (history->events) {
    for (size_t i = 0; i < count; i++) history->events[i] = sorted[i].event;
    history->event_count = count;
    number_events(history);
  }
  rbk_release(all->reading->alloc, sorted);
  return history->events ? RBK_OK : rbk_reading_no_memory(all->reading);
}

/* --- attribute.set --- */

typedef struct sorted_value {
  rbk_dated_value value;
  size_t event;
} sorted_value;

static int value_order(const void *a, const void *b) {
  const sorted_value *x = a, *y = b;
  if (x->value.pupil != y->value.pupil)
    return x->value.pupil < y->value.pupil ? -1 : 1;
  if (x->value.attribute != y->value.attribute)
    return x->value.attribute < y->value.attribute ? -1 : 1;
  if (x->value.date != y->value.date)
    return x->value.date < y->value.date ? -1 : 1;
  return x->event < y->event ? -1 : x->event > y->event;
}

static bool same_day(const rbk_dated_value *a, const rbk_dated_value *b) {
  return a->pupil == b->pupil && a->attribute == b->attribute &&
         a->date == b->date;
}

/* Copies sorted values, a repetition once; two different ones clash. */
static rbk_status take_values(settling *all, const sorted_value *sorted,
                              size_t count) {
  rbk_history *history = &all->reading->reg->history;
  for (size_t i = 0; i < count; i++) {
    const rbk_dated_value *value = &sorted[i].value;
    const rbk_dated_value *before =
        history->value_count ? &history->values[history->value_count - 1]
                             : NULL;
    if (!before || !same_day(before, value)) {
      history->values[history->value_count++] = *value;
      continue;
    }
    if (strcmp(before->value, value->value) == 0) continue;
    rbk_status status = refuse_event(
        all, sorted[i].event, "value", value->value,
        "is not what another row sets for the same attribute and day; keep "
        "one, or void the other");
    if (status) return status;
  }
  return RBK_OK;
}

static rbk_status finish_values(settling *all, const uint32_t *pupil_of_row) {
  rbk_reading *reading = all->reading;
  rbk_history *history = &reading->reg->history;
  sorted_value *sorted =
      rbk_take(reading->alloc, all->count + 1, sizeof *sorted);
  history->values =
      rbk_arena_take(&reading->reg->arena, all->count, sizeof *history->values);
  size_t count = 0;
  if (!sorted || !history->values) {
    rbk_release(reading->alloc, sorted);
    return rbk_reading_no_memory(reading);
  }
  for (size_t i = 0; i < all->count; i++) {
    const rbk_draft_event *event = &all->events[i];
    if (event->part != RBK_EVENT_ATTRIBUTE || all->fallen[i]) continue;
    sorted[count].event = i;
    sorted[count++].value =
        (rbk_dated_value){.pupil = pupil_of_row[event->row],
                          .attribute = event->attribute,
                          .date = event->date,
                          .effect = rbk_calendar_on_or_after(
                              &reading->reg->calendar, event->date),
                          .value = event->value};
  }
  qsort(sorted, count, sizeof *sorted, value_order);
  rbk_status status = take_values(all, sorted, count);
  rbk_release(reading->alloc, sorted);
  return status;
}

rbk_status rbk_finish_history(rbk_reading *reading,
                              const uint32_t *pupil_of_row) {
  const rbk_alloc *alloc = reading->alloc;
  size_t count = reading->draft->event_count;
  settling all = {
      .reading = reading, .events = reading->draft->events, .count = count};
  rbk_status status = RBK_OK;
  all.target = rbk_take(alloc, count + 1, sizeof *all.target);
  all.waiting = rbk_take(alloc, count + 1, sizeof *all.waiting);
  all.fallen = rbk_take(alloc, count + 1, sizeof *all.fallen);
  all.refused = rbk_take(alloc, count + 1, sizeof *all.refused);
  all.withdrawn = rbk_take(alloc, count + 1, sizeof *all.withdrawn);
  if (!all.target || !all.waiting || !all.fallen || !all.refused ||
      !all.withdrawn) {
    status = rbk_reading_no_memory(reading);
    goto out;
  }
  status = find_targets(&all);
  if (!status) status = settle(&all);
  if (!status) status = finish_events(&all, pupil_of_row);
  if (!status) status = finish_values(&all, pupil_of_row);

out:
  rbk_release(alloc, all.target);
  rbk_release(alloc, all.waiting);
  rbk_release(alloc, all.fallen);
  rbk_release(alloc, all.refused);
  rbk_release(alloc, all.withdrawn);
  return status;
}
