#include "engine/previous.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "engine/family.h"
#include "engine/was.h"

/* --- whose they are ------------------------------------------------------ */

static const char *owner_of(const rbk_recorded_action *r) {
  return r->pupil ? r->pupil : r->group;
}

static int by_owner(const void *left, const void *right) {
  const rbk_recorded_action *a = *(const rbk_recorded_action *const *)left;
  const rbk_recorded_action *b = *(const rbk_recorded_action *const *)right;
  int order = strcmp(owner_of(a), owner_of(b));
  if (order == 0) order = strcmp(a->action.fired, b->action.fired);
  return order ? order : strcmp(a->action.key, b->action.key);
}

rbk_status rbk_previous_begin(const rbk_run_options *options,
                              const rbk_register *reg, rbk_arena *arena,
                              rbk_recorded_list *out) {
  out->count = 0;
  out->items = rbk_arena_take(arena, options->previous_count,
                              sizeof(const rbk_recorded_action *));
  if (out->items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < options->previous_count; i++) {
    const rbk_recorded_action *r = &options->previous[i];
    if (r->profile == NULL || strcmp(r->profile, reg->school.id) == 0)
      out->items[out->count++] = r;
  }
  if (out->count > 0)
    qsort(out->items, out->count, sizeof *out->items, by_owner);
  return RBK_OK;
}

static rbk_status warn(const rbk_run_options *options, rbk_arena *arena,
                       const char *what, size_t count) {
  const char *text = rbk_arena_format(
      arena,
      "the earlier run has %zu action%s of pupil '%s', who is not in this "
      "register; nothing is said of %s",
      count, count == 1 ? "" : "s", what, count == 1 ? "it" : "them");
  if (text == NULL) return RBK_NOMEM;
  rbk_message message = {true, "previous", NULL, 0, text};
  options->message(options->context, &message);
  return RBK_OK;
}

rbk_status rbk_previous_tell(const rbk_run_options *options,
                             const rbk_register *reg, rbk_arena *arena,
                             const rbk_recorded_list *list) {
  rbk_status status = RBK_OK;
  for (size_t i = 0, end; i < list->count && status == RBK_OK; i = end) {
    const char *pupil = list->items[i]->pupil;
    const char *owner = owner_of(list->items[i]);
    for (end = i + 1; end < list->count; end++)
      if (strcmp(owner_of(list->items[end]), owner) != 0) break;
    if (pupil && options->message &&
        rbk_roll_find(&reg->roll, rbk_text_of(pupil)) == RBK_NONE)
      status = warn(options, arena, pupil, end - i);
  }
  return status;
}

/* --- one pupil ----------------------------------------------------------- */

typedef struct meeting {
  rbk_worker *w;
  const rbk_recorded_action *const *items;
  size_t count;
  bool *met;     /* by recorded action */
  bool *taken;   /* by derived action */
  rbk_date last; /* the day asked */
} meeting;

static size_t first_of(const rbk_recorded_list *list, const char *owner) {
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(owner_of(list->items[middle]), owner) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static rbk_date date_of(const char *text) {
  rbk_date date;
  return text && rbk_date_parse(rbk_text_of(text), &date) ? date : RBK_NO_DATE;
}

/* --- the same action ----------------------------------------------------- */

/* A recorded `done` holds also where the event is gone: what was done was. */
static rbk_status pass_done(meeting *m, const rbk_recorded_action *r,
                            rbk_action *a) {
  rbk_worker *w = m->w;
  if (r->action.done_on == NULL || a->status == RBK_ACTION_DONE) return RBK_OK;
  a->status = RBK_ACTION_DONE;
  a->recorded_done = r->action.done_on;
  rbk_day day =
      rbk_calendar_on_or_after(w->calendar, date_of(a->recorded_done));
  if (day == RBK_NO_DAY || day > w->log.last) return RBK_OK;
  rbk_entry entry = {.day = day,
                     .kind = RBK_CHANGE_ACTION_DONE,
                     .id = a->bound->source->id,
                     .key = a->key,
                     .parent = a->parent,
                     .due = a->due,
                     .clause = rbk_list_of(&a->bound->source->clauses),
                     .ground = {.node = RBK_NONE}};
  return rbk_log_add(&w->log, w->arena, &entry);
}

static rbk_status meet_keys(meeting *m) {
  rbk_log *log = &m->w->log;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < m->count; i++)
    for (size_t j = 0; j < log->action_count && status == RBK_OK; j++) {
      if (m->met[i] || m->taken[j] ||
          strcmp(log->actions[j]->key, m->items[i]->action.key) != 0)
        continue;
      m->met[i] = m->taken[j] = true;
      status = pass_done(m, m->items[i], log->actions[j]);
    }
  return status;
}

/* Of a rule that fires once an episode: keys of all others name their period,
 * step or event, and the same one has the same key. */
static bool goes_by_episode(const rbk_action *a) {
  const rbk_bound_rule *rule = a->bound;
  return a->stay != NULL ||
         (rule->source->once == RBK_ONCE_EPISODE &&
          rule->event_leaf == RBK_NONE && rule->each_figure == RBK_NONE);
}

/* The last day of the episode that an action fired by: the day before the rule
 * is armed again, or before its next firing. */
static rbk_status episode_end(rbk_worker *w, const rbk_action *a,
                              rbk_day *out) {
  const rbk_log *log = &w->log;
  *out = log->last;
  for (size_t i = 0; i < log->action_count; i++) {
    const rbk_action *other = log->actions[i];
    if (other->rule == a->rule && same_text(other->parent, a->parent) &&
        other->fired > a->fired && other->fired <= *out)
      *out = other->fired - 1;
  }
  if (a->stay != NULL) {
    if (a->stay->left != RBK_NO_DAY && a->stay->left <= *out)
      *out = a->stay->left - 1;
    return RBK_OK;
  }
  if (a->household != NULL || a->ground.node == RBK_NONE) return RBK_OK;
  rbk_page *page = rbk_page_for(w, &w->pages[a->edition], a->party);
  rbk_day end = rbk_earlier(*out, page->edition->last);
  const rbk_bound_rule *rule = a->bound;
  for (rbk_day d = a->fired + 1; d <= end; d++) {
    rbk_truth truth;
    if (!rbk_bits_get(w->on_roll, (size_t)d)) continue;
    uint32_t node = rule->rearm == RBK_NONE ? rule->when : rule->rearm;
    rbk_status status = rbk_truth_on(w, page, node, d, &truth);
    if (status != RBK_OK) return status;
    if (truth != (rule->rearm == RBK_NONE ? RBK_FALSE : RBK_TRUE)) continue;
    *out = d - 1;
    return RBK_OK;
  }
  return RBK_OK;
}

/* The last day of a recorded episode, as far as the earlier run saw. */
static rbk_date recorded_end(const meeting *m, size_t number) {
  const rbk_recorded_action *r = m->items[number];
  rbk_date end = date_of(r->as_of);
  if (end == RBK_NO_DATE) end = m->last;
  for (size_t i = number + 1; i < m->count; i++) { /* by day of firing */
    const rbk_recorded_action *next = m->items[i];
    if (strcmp(next->action.rule, r->action.rule) != 0 ||
        !same_text(next->action.parent, r->action.parent))
      continue;
    rbk_date fired = date_of(next->action.fired);
    if (fired > date_of(r->action.fired) && fired <= end) return fired - 1;
  }
  return end;
}

static rbk_status overlaps(const meeting *m, size_t number, const rbk_action *a,
                           bool *out) {
  const rbk_recorded_action *r = m->items[number];
  *out = false;
  if (strcmp(a->bound->source->id, r->action.rule) != 0 ||
      !same_text(a->parent, r->action.parent) || !goes_by_episode(a))
    return RBK_OK;
  rbk_day end;
  rbk_status status = episode_end(m->w, a, &end);
  if (status != RBK_OK) return status;
  const rbk_date *date = m->w->calendar->date;
  *out = date_of(r->action.fired) <= date[end] &&
         date[a->fired] <= recorded_end(m, number);
  return RBK_OK;
}

static void rename_key(rbk_log *log, rbk_action *a, const char *key) {
  const char *old = a->key;
  a->key = key;
  for (size_t i = 0; i < log->entry_count; i++)
    if (log->entries[i].key == old) log->entries[i].key = key;
  for (size_t i = 0; i < log->action_count; i++)
    if (log->actions[i]->superseded_by == old)
      log->actions[i]->superseded_by = key;
}

static rbk_status adopt(meeting *m, const rbk_recorded_action *r,
                        rbk_action *a) {
  rbk_worker *w = m->w;
  const char *what;
  rbk_status status = rbk_was_find(w, r, &what);
  if (status != RBK_OK) return status;
  rename_key(&w->log, a, r->action.key);
  a->recorded_because = rbk_arena_format(
      w->arena, "recorded as fired on %s: %s", r->action.fired, what);
  return a->recorded_because ? pass_done(m, r, a) : RBK_NOMEM;
}

static rbk_status meet_episodes(meeting *m) {
  rbk_log *log = &m->w->log;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < m->count; i++) {
    for (size_t j = 0; j < log->action_count && !m->met[i]; j++) {
      bool same = false;
      if (status == RBK_OK && !m->taken[j])
        status = overlaps(m, i, log->actions[j], &same);
      if (status != RBK_OK) return status;
      if (!same) continue;
      m->met[i] = m->taken[j] = true;
      status = adopt(m, m->items[i], log->actions[j]);
    }
  }
  return status;
}

/* --- what is derived no longer ------------------------------------------- */

static rbk_status withdraw(meeting *m, const rbk_recorded_action *r) {
  rbk_worker *w = m->w;
  rbk_withdrawn item = {.recorded = r};
  rbk_status status = rbk_was_find(w, r, &item.because);
  if (status != RBK_OK) return status;
  bool before = r->action.status == RBK_ACTION_WITHDRAWN;
  /* what changed earlier is known from then */
  if (before && r->action.reason) item.because = r->action.reason;
  status = rbk_log_withdrawn(&w->log, w->arena, &item);
  if (status != RBK_OK || before) return status;
  rbk_entry entry = {.day = w->log.last,
                     .kind = RBK_CHANGE_ACTION_WITHDRAWN,
                     .id = r->action.rule,
                     .key = r->action.key,
                     .parent = r->action.parent,
                     .due = r->action.due,
                     .clause = r->action.clause,
                     .ground = {.node = RBK_NONE}};
  return rbk_log_add(&w->log, w->arena, &entry);
}

/* A family's action may stand under another member now. */
static bool stands_elsewhere(const rbk_worker *w,
                             const rbk_recorded_action *r) {
  return w->families != NULL && rbk_families_have(w, r->action.key);
}

rbk_status rbk_previous_apply(rbk_worker *w, const rbk_recorded_list *list) {
  const char *owner = w->reg->roll.pupils[w->pupil].id;
  if (list->count == 0) return RBK_OK;
  size_t first = first_of(list, owner), count = 0;
  bool group = w->subject != RBK_NONE;
  const rbk_recorded_action **items = rbk_arena_take(
      w->arena, list->count - first, sizeof(const rbk_recorded_action *));
  rbk_date last = w->calendar->date[w->log.last];
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = first; i < list->count; i++) {
    const rbk_recorded_action *r = list->items[i];
    if (strcmp(owner_of(r), owner) != 0) break;
    /* what fired after the day asked is not withdrawn, but yet to come */
    if ((r->pupil == NULL) == group && date_of(r->action.fired) <= last)
      items[count++] = r;
  }
  if (count == 0) return RBK_OK;
  meeting m = {.w = w, .items = items, .count = count, .last = last};
  m.met = rbk_arena_take(w->arena, count, sizeof *m.met);
  m.taken = rbk_arena_take(w->arena, w->log.action_count, sizeof *m.taken);
  if (m.met == NULL || m.taken == NULL) return RBK_NOMEM;
  rbk_status status = meet_keys(&m);
  if (status == RBK_OK) status = meet_episodes(&m);
  for (size_t i = 0; i < count && status == RBK_OK; i++)
    if (!m.met[i] && !stands_elsewhere(w, items[i]))
      status = withdraw(&m, items[i]);
  return status;
}
