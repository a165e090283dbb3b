#include "explore/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/crew.h"
#include "engine/decision.h"
#include "engine/prepare.h"
#include "engine/record.h"
#include "engine/subjects.h"

/* One thing that a side has of a pupil. Texts live in the room. */
typedef struct thing {
  const char *event, *id, *key, *due, *value;
  rbk_day day; /* of the change; of what stands 0 */
  const char *date;
  bool paired;
} thing;

typedef struct things { /* of one pupil */
  thing *items;
  size_t count;
} things;

/* Everything a comparison is made of. */
struct rbk_diff_room {
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_difference_item *items;
  size_t item_capacity;
  rbk_diff_count *counts;
  size_t count_capacity;
};

typedef struct group_things { /* what rules ask of a group or the school */
  const char *id;
  things all;
} group_things;

/* One side at work. */
typedef struct side {
  const rbk_register *reg;
  const rbk_diff_side *said;
  const rbk_diff_options *options;
  struct rbk_diff_room *room;
  rbk_arena run; /* overrides and record */
  rbk_binding *binding;
  rbk_day last;
  uint32_t first;
  size_t count;
  things *pupils;
  group_things *groups;
  size_t group_count;
  const char *run_id;
  bool failed;
} side;

static const char *keep(side *s, const char *text) {
  return text ? rbk_arena_copy(&s->room->arena, text, strlen(text)) : NULL;
}

/* --- what a pupil has ---------------------------------------------------- */

/* In the order by which two sides are compared. */
static int compare_texts(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "");
}

static int by_what(const void *left, const void *right) {
  const thing *a = left, *b = right;
  int order = strcmp(a->event, b->event);
  if (order == 0) order = strcmp(a->id, b->id);
  if (order == 0 && a->day != b->day) order = a->day < b->day ? -1 : 1;
  if (order == 0) order = compare_texts(a->key, b->key);
  if (order == 0) order = compare_texts(a->due, b->due);
  return order != 0 ? order : compare_texts(a->value, b->value);
}

static rbk_status changes_of(rbk_worker *worker, const rbk_calendar *calendar,
                             rbk_arena *arena, things *out) {
  const rbk_log *log = rbk_worker_log(worker);
  thing *list = rbk_arena_take(arena, log->entry_count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < log->entry_count; i++) {
    const rbk_entry *entry = &log->entries[i];
    char date[11];
    rbk_date_print(calendar->date[entry->day], date);
    list[i] = (thing){.event = rbk_change_name(entry->kind),
                      .id = entry->id,
                      .key = entry->key,
                      .due = entry->due,
                      .day = entry->day,
                      .date = rbk_arena_copy(arena, date, strlen(date))};
    if (list[i].date == NULL) return RBK_NOMEM;
  }
  *out = (things){list, log->entry_count};
  return RBK_OK;
}

static rbk_status findings_of(const char *event, const rbk_finding *items,
                              size_t count, rbk_arena *arena, things *out) {
  for (size_t i = 0; i < count; i++) {
    thing *item = &out->items[out->count++];
    *item = (thing){.event = event,
                    .id = items[i].id,
                    .value = items[i].propose ? items[i].propose : "found",
                    .due = items[i].due,
                    .date = items[i].date};
    item->key =
        rbk_arena_format(arena, "%s %s", items[i].date, items[i].session);
    if (item->key == NULL) return RBK_NOMEM;
  }
  return RBK_OK;
}

static rbk_status standing_of(const rbk_decision *d, rbk_arena *arena,
                              things *out) {
  size_t most = d->band_count + d->flag_count + d->stage_count +
                d->action_count + d->proposal_count + d->finding_count +
                d->undetermined_count;
  *out = (things){rbk_arena_take(arena, most, sizeof(thing)), 0};
  if (out->items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < d->band_count; i++)
    if (d->bands[i].id)
      out->items[out->count++] = (thing){.event = "band",
                                         .id = d->bands[i].name,
                                         .value = d->bands[i].id,
                                         .date = d->bands[i].since};
  for (size_t i = 0; i < d->flag_count; i++)
    out->items[out->count++] = (thing){.event = "flag",
                                       .id = d->flags[i].id,
                                       .value = "raised",
                                       .date = d->flags[i].since};
  for (size_t i = 0; i < d->stage_count; i++)
    if (d->stages[i].id)
      out->items[out->count++] = (thing){.event = "stage",
                                         .id = d->stages[i].ladder,
                                         .value = d->stages[i].id,
                                         .date = d->stages[i].since};
  for (size_t i = 0; i < d->action_count; i++)
    out->items[out->count++] =
        (thing){.event = "action",
                .id = d->actions[i].rule,
                .key = d->actions[i].key,
                .due = d->actions[i].due,
                .value = rbk_action_status_name(d->actions[i].status),
                .date = d->actions[i].fired};
  for (size_t i = 0; i < d->undetermined_count; i++)
    out->items[out->count++] = (thing){.event = "undetermined",
                                       .id = d->undetermined[i].id,
                                       .value = d->undetermined[i].cause};
  rbk_status status =
      findings_of("proposal", d->proposals, d->proposal_count, arena, out);
  return status == RBK_OK
             ? findings_of("finding", d->findings, d->finding_count, arena, out)
             : status;
}

static rbk_status look(void *context, rbk_worker *worker, rbk_arena *arena,
                       uint32_t pupil, void *result, rbk_error *error) {
  const side *s = context;
  things *out = result;
  rbk_status status = rbk_worker_run(worker, pupil, s->last, arena, error);
  if (status != RBK_OK) return status;
  if (s->options->as_of == NULL) {
    status = changes_of(worker, &s->reg->calendar, arena, out);
  } else {
    rbk_decision decision;
    status = rbk_decision_make(worker, s->said->policy, &decision);
    if (status == RBK_OK) status = standing_of(&decision, arena, out);
  }
  if (status != RBK_OK) return rbk_worker_failed(worker, status, error);
  if (out->count > 0)
    qsort(out->items, out->count, sizeof *out->items, by_what);
  return RBK_OK;
}

static rbk_status keep_all(side *s, const things *found, things *kept) {
  kept->items =
      rbk_arena_take(&s->room->arena, found->count, sizeof *kept->items);
  if (kept->items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < found->count; i++) {
    const thing *from = &found->items[i];
    thing *to = &kept->items[kept->count++];
    *to = *from;
    to->id = keep(s, from->id);
    to->key = keep(s, from->key);
    to->due = keep(s, from->due);
    to->value = keep(s, from->value);
    to->date = keep(s, from->date);
    if (!to->id || (from->key && !to->key) || (from->due && !to->due) ||
        (from->value && !to->value) || (from->date && !to->date))
      return RBK_NOMEM;
    if (strcmp(from->event, "undetermined") == 0) s->failed = true;
  }
  return RBK_OK;
}

static rbk_status take(void *context, size_t place, void *result) {
  side *s = context;
  return keep_all(s, result, &s->pupils[place]);
}

static rbk_status take_group(void *context, rbk_worker *worker,
                             rbk_error *error) {
  side *s = context;
  const char *id = rbk_worker_register(worker)->roll.pupils[0].id;
  group_things *group = &s->groups[s->group_count++];
  things found;
  rbk_decision decision;
  rbk_status status = RBK_OK;
  if (s->options->as_of == NULL) {
    status = changes_of(worker, &s->reg->calendar, &s->run, &found);
  } else {
    status = rbk_decision_make_of_group(worker, s->said->policy, &decision);
    if (status == RBK_OK) status = standing_of(&decision, &s->run, &found);
  }
  if (status != RBK_OK) return rbk_worker_failed(worker, status, error);
  if (found.count > 0)
    qsort(found.items, found.count, sizeof *found.items, by_what);
  group->id = keep(s, id);
  status = group->id ? keep_all(s, &found, &group->all) : RBK_NOMEM;
  return status == RBK_OK ? status : rbk_no_memory(error);
}

/* Groups are compared where all pupils are. */
static rbk_status run_groups(side *s, rbk_error *error) {
  if (s->options->pupil) return RBK_OK;
  s->groups = rbk_arena_take(&s->room->arena, s->binding->subjects.count,
                             sizeof *s->groups);
  if (s->groups == NULL) return rbk_no_memory(error);
  return rbk_subjects_run(s->room->alloc, s->binding, s->last, &s->run,
                          take_group, s, error);
}

/* --- one side ------------------------------------------------------------ */

static rbk_status prepare(side *s, rbk_error *error) {
  const rbk_preparation preparation = {.alloc = s->room->alloc,
                                       .arena = &s->run,
                                       .reg = s->reg,
                                       .policy = s->said->policy,
                                       .parameters = s->said->parameters,
                                       .parameter_count =
                                           s->said->parameter_count,
                                       .message = s->options->message,
                                       .context = s->options->context,
                                       .threads = s->options->threads};
  rbk_status status = rbk_prepare(&preparation, &s->binding, error);
  rbk_run_record record;
  if (status != RBK_OK) return status;
  status = rbk_record_make(&s->run, s->reg, s->said->policy, s->binding,
                           s->options->as_of, &record);
  if (status == RBK_OK) s->run_id = keep(s, record.run);
  if (status == RBK_OK && s->run_id) return RBK_OK;
  return rbk_fail(error, status == RBK_OK ? RBK_NOMEM : status, NULL, 0, 0,
                  "the digests of a run could not be made (%s)",
                  rbk_status_name(status == RBK_OK ? RBK_NOMEM : status));
}

static rbk_status run_side(side *s, rbk_error *error) {
  rbk_arena_init(&s->run, s->room->alloc);
  s->pupils = rbk_arena_take(&s->room->arena, s->count, sizeof *s->pupils);
  rbk_status status = s->pupils ? prepare(s, error) : rbk_no_memory(error);
  rbk_crew *crew = NULL;
  if (status == RBK_OK) {
    rbk_job job = {.alloc = s->room->alloc,
                   .binding = s->binding,
                   .callbacks = s->said->policy->callbacks,
                   .first = s->first,
                   .count = s->count,
                   .threads = s->options->threads,
                   .result_size = sizeof(things),
                   .context = s,
                   .work = look,
                   .hand_over = take};
    status = rbk_crew_run(&job, &crew, error);
    if (status == RBK_NOMEM) (void)rbk_no_memory(error);
  }
  if (status == RBK_OK) status = run_groups(s, error);
  rbk_crew_finish(crew);
  rbk_binding_destroy(s->binding);
  rbk_arena_finish(&s->run);
  return status;
}

/* --- comparing ----------------------------------------------------------- */

typedef struct comparison {
  rbk_diff *diff;
  const char *pupil;
  bool changes; /* of every day; else what stands on one */
} comparison;

static rbk_status count_item(comparison *c, const rbk_difference_item *item,
                             size_t first_of_pupil) {
  struct rbk_diff_room *room = c->diff->room;
  rbk_diff_count *count = NULL;
  for (size_t i = 0; i < c->diff->count_count && count == NULL; i++)
    if (strcmp(room->counts[i].event, item->event) == 0 &&
        strcmp(room->counts[i].id, item->id) == 0)
      count = &room->counts[i];
  if (count == NULL) {
    rbk_status status =
        rbk_grow(room->alloc, &room->counts, &room->count_capacity,
                 c->diff->count_count + 1, sizeof *room->counts);
    if (status != RBK_OK) return status;
    count = &room->counts[c->diff->count_count++];
    *count = (rbk_diff_count){.event = item->event, .id = item->id};
  }
  count->gone += !item->after.there;
  count->come += !item->before.there;
  count->moved += item->before.there && item->after.there;
  for (size_t i = first_of_pupil; i < c->diff->item_count; i++)
    if (strcmp(room->items[i].event, item->event) == 0 &&
        strcmp(room->items[i].id, item->id) == 0)
      return RBK_OK;
  count->pupils++;
  return RBK_OK;
}

static rbk_diff_state state_of(const thing *t) {
  if (t == NULL) return (rbk_diff_state){.there = false};
  return (rbk_diff_state){true, t->value, t->date, t->key, t->due};
}

static rbk_status add_item(comparison *c, const thing *before,
                           const thing *after, size_t first_of_pupil) {
  struct rbk_diff_room *room = c->diff->room;
  const thing *any = before ? before : after;
  rbk_difference_item item = {.pupil = c->pupil,
                              .event = any->event,
                              .id = any->id,
                              .before = state_of(before),
                              .after = state_of(after)};
  rbk_status status = count_item(c, &item, first_of_pupil);
  if (status == RBK_OK)
    status = rbk_grow(room->alloc, &room->items, &room->item_capacity,
                      c->diff->item_count + 1, sizeof *room->items);
  if (status == RBK_OK) room->items[c->diff->item_count++] = item;
  return status;
}

static bool same_what(const thing *a, const thing *b) {
  return strcmp(a->event, b->event) == 0 && strcmp(a->id, b->id) == 0;
}

static bool same_state(const thing *a, const thing *b) {
  return a->day == b->day && compare_texts(a->key, b->key) == 0 &&
         compare_texts(a->due, b->due) == 0 &&
         compare_texts(a->value, b->value) == 0;
}

/* The first of the group that has no partner yet and suits; how well it must
 * suit is said by `round`: alike in all, of the same key, any at all. Of what
 * stands on a day, things of other keys are other things. */
static thing *partner(const comparison *c, const thing *wanted, things *among,
                      int round) {
  for (size_t i = 0; i < among->count; i++) {
    thing *t = &among->items[i];
    if (t->paired || !same_what(wanted, t)) continue;
    if (round == 0 ? same_state(wanted, t)
                   : compare_texts(wanted->key, t->key) == 0 ||
                         (round == 2 && c->changes))
      return t;
  }
  return NULL;
}

/* By the earlier of its days, then by event and id. */
static int by_day(const void *left, const void *right) {
  const rbk_difference_item *a = left, *b = right;
  const char *on[2] = {NULL, NULL};
  const rbk_difference_item *both[2] = {a, b};
  for (size_t i = 0; i < 2; i++) {
    const rbk_diff_state *x = &both[i]->before, *y = &both[i]->after;
    const char *first = x->there && x->date ? x->date : "9999";
    const char *second = y->there && y->date ? y->date : "9999";
    on[i] = strcmp(first, second) < 0 ? first : second;
  }
  int order = strcmp(on[0], on[1]);
  if (order == 0) order = strcmp(a->event, b->event);
  if (order == 0) order = strcmp(a->id, b->id);
  if (order == 0) order = compare_texts(a->before.key, b->before.key);
  return order != 0 ? order : compare_texts(a->after.key, b->after.key);
}

static rbk_status compare_pupil(comparison *c, things *before, things *after) {
  size_t first = c->diff->item_count;
  rbk_status status = RBK_OK;
  for (int round = 0; round < 3; round++)
    for (size_t i = 0; i < before->count && status == RBK_OK; i++) {
      thing *t = &before->items[i];
      thing *other = t->paired ? NULL : partner(c, t, after, round);
      if (other == NULL) continue;
      t->paired = other->paired = true;
      if (round > 0) status = add_item(c, t, other, first);
    }
  for (size_t i = 0; i < before->count && status == RBK_OK; i++)
    if (!before->items[i].paired)
      status = add_item(c, &before->items[i], NULL, first);
  for (size_t i = 0; i < after->count && status == RBK_OK; i++)
    if (!after->items[i].paired)
      status = add_item(c, NULL, &after->items[i], first);
  size_t found = c->diff->item_count - first;
  if (found > 0) {
    qsort(c->diff->room->items + first, found, sizeof(rbk_difference_item),
          by_day);
    c->diff->changed++;
  }
  return status;
}

/* Both sides have their groups in the same order; one may lack some. What
 * differs of a group is not one pupil more. */
static rbk_status compare_groups(comparison *c, const side *before,
                                 const side *after) {
  size_t i = 0, j = 0, changed = c->diff->changed;
  rbk_status status = RBK_OK;
  while (status == RBK_OK &&
         (i < before->group_count || j < after->group_count)) {
    things none = {NULL, 0}, none_either = {NULL, 0};
    group_things *a = i < before->group_count ? &before->groups[i] : NULL;
    group_things *b = j < after->group_count ? &after->groups[j] : NULL;
    if (a && b && strcmp(a->id, b->id) != 0) {
      if (rbk_subject_stands_before(a->id, b->id))
        b = NULL;
      else
        a = NULL;
    }
    c->pupil = a ? a->id : b->id;
    status = compare_pupil(c, a ? &a->all : &none, b ? &b->all : &none_either);
    i += a != NULL;
    j += b != NULL;
  }
  c->diff->changed = changed;
  return status;
}

static int by_event(const void *left, const void *right) {
  const rbk_diff_count *a = left, *b = right;
  int order = strcmp(a->event, b->event);
  return order != 0 ? order : strcmp(a->id, b->id);
}

static rbk_status compare(rbk_diff *diff, side *before, side *after) {
  comparison c = {.diff = diff, .changes = before->options->as_of == NULL};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < before->count && status == RBK_OK; i++) {
    c.pupil = before->reg->roll.pupils[before->first + i].id;
    status = compare_pupil(&c, &before->pupils[i], &after->pupils[i]);
  }
  if (status == RBK_OK) status = compare_groups(&c, before, after);
  if (diff->count_count > 0)
    qsort(diff->room->counts, diff->count_count, sizeof(rbk_diff_count),
          by_event);
  diff->items = diff->room->items;
  diff->counts = diff->room->counts;
  return status;
}

/* --- the whole ----------------------------------------------------------- */

static rbk_status find_last(const rbk_register *reg, const char *as_of,
                            rbk_day *out, rbk_error *error) {
  rbk_date date;
  if (as_of == NULL && reg->marks.last_session < 0)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "the register holds no mark; say --as-of");
  if (as_of == NULL) {
    *out = reg->marks.last_session / 2;
    return RBK_OK;
  }
  if (!rbk_date_parse(rbk_text_of(as_of), &date))
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "--as-of '%s' is not a date; write it as 2025-02-14",
                    as_of);
  *out = rbk_calendar_on_or_before(&reg->calendar, date);
  if (*out >= 0) return RBK_OK;
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  "--as-of %s is before the first school day of the calendar",
                  as_of);
}

static rbk_status find_pupils(side *s, rbk_error *error) {
  s->count = s->reg->roll.pupil_count;
  if (s->options->pupil == NULL) return RBK_OK;
  s->first = rbk_roll_find(&s->reg->roll, rbk_text_of(s->options->pupil));
  s->count = 1;
  if (s->first != RBK_NONE) return RBK_OK;
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  "there is no pupil '%s' in this register", s->options->pupil);
}

static rbk_status make(rbk_diff *diff, side *before, side *after,
                       rbk_error *error) {
  struct rbk_diff_room *room = diff->room;
  const rbk_register *reg = before->reg;
  rbk_status status =
      find_last(reg, before->options->as_of, &before->last, error);
  if (status == RBK_OK) status = find_pupils(before, error);
  if (status != RBK_OK) return status;
  after->last = before->last;
  after->first = before->first;
  after->count = before->count;
  char last[11];
  rbk_date_print(reg->calendar.date[before->last], last);
  diff->last = rbk_arena_copy(&room->arena, last, strlen(last));
  diff->school = reg->school.id;
  diff->before = keep(before, before->said->name);
  diff->after = keep(after, after->said->name);
  diff->as_of = keep(before, before->options->as_of);
  diff->pupils = before->count;
  if (!diff->last || !diff->before || !diff->after) return rbk_no_memory(error);
  status = run_side(before, error);
  if (status == RBK_OK) status = run_side(after, error);
  if (status != RBK_OK) return status;
  diff->run_before = before->run_id;
  diff->run_after = after->run_id;
  diff->failed = before->failed || after->failed;
  status = compare(diff, before, after);
  return status == RBK_OK ? status : rbk_no_memory(error);
}

rbk_status rbk_diff_make(const rbk_register *reg, const rbk_diff_side *before,
                         const rbk_diff_side *after,
                         const rbk_diff_options *options, rbk_diff *out,
                         rbk_error *error) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  rbk_diff diff = {.room = rbk_take(alloc, 1, sizeof *diff.room)};
  if (diff.room == NULL) return rbk_no_memory(error);
  diff.room->alloc = alloc;
  rbk_arena_init(&diff.room->arena, alloc);
  side first = {
      .reg = reg, .said = before, .options = options, .room = diff.room};
  side second = first;
  second.said = after;
  rbk_status status = make(&diff, &first, &second, error);
  if (status == RBK_OK)
    *out = diff;
  else
    rbk_diff_finish(&diff);
  return status;
}

void rbk_diff_finish(rbk_diff *diff) {
  struct rbk_diff_room *room = diff->room;
  if (room == NULL) return;
  rbk_release(room->alloc, room->items);
  rbk_release(room->alloc, room->counts);
  rbk_arena_finish(&room->arena);
  rbk_release(room->alloc, room);
  diff->room = NULL;
}
