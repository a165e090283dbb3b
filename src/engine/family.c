/* Families run as if they were pupils: their conditions are what any member's
 * are, their events all members', and a fold of its own fires for them. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/family_parts.h"

/* --- making -------------------------------------------------------------- */

static bool any_per_family(const rbk_binding *binding) {
  for (size_t e = 0; e < binding->edition_count; e++) {
    const rbk_edition_bound *edition = &binding->editions[e];
    for (size_t i = 0; i < edition->rule_count; i++)
      if (edition->rules[i].source->per == RBK_PER_FAMILY) return true;
  }
  return false;
}

/* Marks a node and its parts, which stand before it. */
static void need(const rbk_edition_bound *edition, bool *needed) {
  for (size_t i = edition->node_count; i-- > 0;) {
    const rbk_node *node = &edition->nodes[i];
    if (!needed[i]) continue;
    switch (node->kind) {
    case RBK_NODE_AND:
    case RBK_NODE_OR:
      needed[node->right] = true;
      /* fall through */
    case RBK_NODE_NOT:
    case RBK_NODE_WITHIN:
    case RBK_NODE_THROUGHOUT:
      needed[node->left] = true;
      break;
    case RBK_NODE_DATED:
      for (size_t p = 0; p < node->part_count; p++)
        needed[node->parts[p].node] = true;
      break;
    default:
      break;
    }
  }
}

static void mark(bool *needed, uint32_t node) {
  if (node != RBK_NONE) needed[node] = true;
}

static void mark_rule(bool *needed, const rbk_bound_rule *rule) {
  mark(needed, rule->when);
  mark(needed, rule->checked);
  mark(needed, rule->rearm);
  mark(needed, rule->event_rest);
  for (size_t i = 0; i < rule->source->unless_count; i++)
    mark(needed, rule->unless[i]);
  for (size_t i = 0; i < rule->source->need_count; i++)
    mark(needed, rule->needs[i].node);
}

/* The rule as the fold of families has it: a rule for a pupil, whose conditions
 * are the nodes `first` .. of the fold's edition. */
static rbk_status fold_rule(rbk_arena *arena, const rbk_bound_rule *real,
                            uint32_t first, rbk_bound_rule *out) {
  rbk_rule *source = rbk_arena_take(arena, 1, sizeof *source);
  if (source == NULL) return RBK_NOMEM;
  *source = *real->source;
  source->per = RBK_PER_PUPIL;
  *out = *real;
  out->source = source;
  if (real->when != RBK_NONE) out->when = first + LINE_WHEN;
  if (real->checked != RBK_NONE) out->checked = first + LINE_CHECKED;
  if (real->rearm != RBK_NONE) out->rearm = first + LINE_REARM;
  if (real->event_rest != RBK_NONE) out->event_rest = first + LINE_REST;
  return RBK_OK;
}

static rbk_status make_edition(rbk_families *f, size_t e,
                               rbk_edition_bound *out) {
  rbk_arena *arena = &f->owner->memory;
  const rbk_edition_bound *real = &f->owner->binding->editions[e];
  rbk_family_edition *edition = &f->editions[e];
  edition->rules =
      rbk_arena_take(arena, real->rule_count, sizeof *edition->rules);
  edition->needed = rbk_arena_take(arena, real->node_count, 1);
  rbk_bound_rule *rules =
      rbk_arena_take(arena, real->rule_count, sizeof *rules);
  if (!edition->rules || !edition->needed || !rules) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < real->rule_count && status == RBK_OK; i++) {
    const rbk_bound_rule *rule = &real->rules[i];
    if (rule->source->per != RBK_PER_FAMILY) continue;
    mark_rule(edition->needed, rule);
    size_t number = edition->count++;
    edition->rules[number] = (rbk_family_rule){rule, f->line_count};
    f->line_count +=
        LINES + rule->source->unless_count + rule->source->need_count;
    f->rule_count++;
    status = fold_rule(arena, rule, (uint32_t)(LINES * number), &rules[number]);
  }
  if (status != RBK_OK) return status;
  need(real, edition->needed);
  *out = *real;
  out->rules = rules;
  out->rule_count = edition->count;
  out->node_count = LINES * edition->count;
  out->nodes = rbk_arena_take(arena, out->node_count, sizeof *out->nodes);
  if (out->nodes == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < out->node_count; i++)
    out->nodes[i] =
        (rbk_node){.kind = RBK_NODE_FIRED, .stratum = RBK_STRATUM_PUPIL};
  out->band_count = out->flag_count = out->coding_count = 0;
  out->ladder_count = 0;
  return RBK_OK;
}

static rbk_status make_binding(rbk_families *f) {
  const rbk_binding *real = f->owner->binding;
  rbk_arena *arena = &f->owner->memory;
  f->binding = *real;
  f->binding.function_count = 0;
  f->binding.flags.count = f->binding.bands.count = 0;
  f->binding.ladders.count = f->binding.stages.count = 0;
  f->binding.editions =
      rbk_arena_take(arena, real->edition_count, sizeof *f->binding.editions);
  f->editions = rbk_arena_take(arena, real->edition_count, sizeof *f->editions);
  if (!f->binding.editions || !f->editions) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t e = 0; e < real->edition_count && status == RBK_OK; e++)
    status = make_edition(f, e, &f->binding.editions[e]);
  return status;
}

rbk_status rbk_families_create(rbk_worker *w, rbk_families **out,
                               rbk_error *error) {
  *out = NULL;
  if (w->alone || w->subject != RBK_NONE || w->family ||
      !any_per_family(w->binding))
    return RBK_OK;
  rbk_families *f = rbk_take(w->alloc, 1, sizeof *f);
  if (f == NULL) return rbk_no_memory(error);
  f->owner = w;
  rbk_arena_init(&f->room, w->alloc);
  rbk_status status = make_binding(f);
  if (status == RBK_OK) status = rbk_family_index(f);
  if (status != RBK_OK) {
    (void)rbk_no_memory(error);
  } else {
    status =
        rbk_worker_create_for_family(w->alloc, &f->binding, f, &f->fold, error);
    if (status == RBK_OK)
      status = rbk_worker_create_alone(w->alloc, w->binding, &f->looker, error);
  }
  if (status != RBK_OK) {
    rbk_families_destroy(f);
    return status;
  }
  for (size_t e = 0; e < w->binding->edition_count; e++)
    f->looker->pages[e].only = f->editions[e].needed;
  f->reg = *w->reg;
  f->reg.roll.pupils = &f->name;
  f->reg.roll.pupil_count = 1;
  f->name = (rbk_pupil){.birth = RBK_NO_DATE, .spells = &f->spell};
  f->fold->reg = &f->reg;
  *out = f;
  return RBK_OK;
}

void rbk_families_destroy(rbk_families *f) {
  if (f == NULL) return;
  rbk_worker_destroy(f->fold);
  rbk_worker_destroy(f->looker);
  rbk_arena_finish(&f->room);
  rbk_release(f->owner->alloc, f);
}

/* --- what any member's condition says ------------------------------------ */

/* Any member's, on the days on which that one is of the family. */
static void join_any(const rbk_families *f, size_t line, rbk_timeline *out) {
  rbk_bits_zero(out->lo, f->owner->days);
  rbk_bits_zero(out->hi, f->owner->days);
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_family_member *m = &f->members[i];
    const rbk_timeline *own = &m->lines[line];
    if (own->lo == NULL) continue;
    for (size_t w = 0; w < f->owner->words; w++) {
      out->lo[w] |= own->lo[w] & m->in[w];
      out->hi[w] |= own->hi[w] & m->in[w];
    }
  }
}

/* All members': a rule for the family is armed again by all of them. */
static void join_all(const rbk_families *f, size_t line, rbk_timeline *out) {
  rbk_bits_zero(out->lo, f->owner->days);
  rbk_bits_fill(out->lo, 0, f->owner->days - 1);
  rbk_bits_copy(out->hi, out->lo, f->owner->days);
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_family_member *m = &f->members[i];
    const rbk_timeline *own = &m->lines[line];
    if (own->lo == NULL) continue;
    for (size_t w = 0; w < f->owner->words; w++) {
      out->lo[w] &= own->lo[w] | ~m->in[w];
      out->hi[w] &= own->hi[w] | ~m->in[w];
    }
  }
}

static void join_lines(rbk_families *f) {
  for (size_t e = 0; e < f->binding.edition_count; e++) {
    rbk_page *page = &f->fold->pages[e];
    for (size_t r = 0; r < f->editions[e].count; r++) {
      for (size_t i = 0; i < LINES; i++) {
        size_t node = LINES * r + i;
        size_t line = f->editions[e].rules[r].first_line + i;
        rbk_timeline *out = &page->lines[node];
        out->lo = page->words + node * 2 * f->owner->words;
        out->hi = out->lo + f->owner->words;
        if (i == LINE_REARM)
          join_all(f, line, out);
        else
          join_any(f, line, out);
      }
    }
    page->ready = true;
  }
}

/* --- all members' events ------------------------------------------------- */

static int by_date(const void *left, const void *right) {
  const rbk_event *a = left, *b = right;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->pupil != b->pupil) return a->pupil < b->pupil ? -1 : 1;
  return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

/* One list, counted anew: two members' events of a day are the first and the
 * second of their kind. */
static rbk_status join_events(rbk_families *f) {
  rbk_worker *w = f->owner;
  size_t count = 0, all = 0;
  for (size_t i = 0; i < f->member_count; i++) {
    (void)rbk_history_of(&w->reg->history, f->members[i].pupil, &count);
    all += count;
  }
  rbk_event *events = rbk_arena_take(w->arena, all, sizeof *events);
  if (events == NULL) return RBK_NOMEM;
  all = 0;
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_event *own =
        rbk_history_of(&w->reg->history, f->members[i].pupil, &count);
    if (count > 0) memcpy(events + all, own, count * sizeof *own);
    all += count;
  }
  if (all > 0) qsort(events, all, sizeof *events, by_date);
  for (size_t i = 0; i < all; i++) {
    bool again = i > 0 && events[i].date == events[i - 1].date &&
                 events[i].kind == events[i - 1].kind;
    events[i].ordinal = again ? events[i - 1].ordinal + 1 : 1;
  }
  f->fold->events = events;
  f->fold->event_count = all;
  return RBK_OK;
}

/* --- one family ---------------------------------------------------------- */

static rbk_status run_one(rbk_families *f, const char *id, rbk_day last,
                          bool full) {
  rbk_worker *fold = f->fold;
  rbk_status status = rbk_family_gather(f, id, last);
  if (status != RBK_OK) return status;
  f->full = full;
  fold->assume = full && f->owner->assume;
  fold->want = (rbk_want){NULL, RBK_NO_DAY};
  f->steps = NULL;
  f->step_count = f->step_capacity = 0;
  fold->arena = f->owner->arena;
  fold->pupil = 0;
  f->name.id = rbk_arena_format(fold->arena, "family:%s", id);
  if (f->name.id == NULL) return RBK_NOMEM;
  rbk_bits_zero(fold->on_roll, f->owner->days);
  for (size_t i = 0; i < f->member_count; i++)
    rbk_bits_or(fold->on_roll, f->members[i].in, f->owner->days);
  join_lines(f);
  status = join_events(f);
  return status == RBK_OK ? rbk_fold_family(fold, last) : status;
}

static bool is_listed(const rbk_families *f, const rbk_action *a) {
  return rbk_household_has(a->household, f->owner->pupil);
}

static rbk_status keep_firing(rbk_families *f, const rbk_action *a) {
  if (f->firing_count == f->firing_capacity) {
    size_t more = f->firing_capacity ? f->firing_capacity * 2 : 8;
    const rbk_action **list =
        rbk_arena_take(f->owner->arena, more, sizeof *list);
    if (list == NULL) return RBK_NOMEM;
    if (f->firing_count > 0)
      memcpy(list, f->firings, f->firing_count * sizeof *list);
    f->firings = list;
    f->firing_capacity = more;
  }
  f->firings[f->firing_count++] = a;
  return RBK_OK;
}

/* The pupil's own rules hear of what fires for the family. */
static rbk_status tell(rbk_families *f, const rbk_action *a) {
  rbk_worker *w = f->owner;
  rbk_bits_set(rbk_state_of(w, a->rule, 0)->fired, (size_t)a->fired);
  rbk_bits_set(w->turning_days, (size_t)a->fired);
  return keep_firing(f, a);
}

rbk_status rbk_families_run(rbk_worker *w, rbk_day last) {
  rbk_families *f = w->families;
  f->firings = NULL;
  f->firing_count = f->firing_capacity = 0;
  rbk_status status = rbk_family_ids(f);
  for (size_t i = 0; i < f->id_count && status == RBK_OK; i++) {
    status = run_one(f, f->ids[i], last, false);
    const rbk_log *log = &f->fold->log;
    for (size_t j = 0; j < log->action_count && status == RBK_OK; j++)
      if (is_listed(f, log->actions[j])) status = tell(f, log->actions[j]);
  }
  return status;
}

/* --- what the pupil's own fold asks -------------------------------------- */

bool rbk_families_fire(const rbk_worker *w, rbk_day day) {
  const rbk_families *f = w->families;
  for (size_t i = 0; i < f->firing_count; i++)
    if (f->firings[i]->fired == day) return true;
  return false;
}

void rbk_families_supersede(rbk_worker *w, rbk_day day) {
  const rbk_families *f = w->families;
  for (size_t i = 0; i < f->firing_count; i++) {
    const rbk_action *by = f->firings[i];
    if (by->fired != day || by->suppressed_at_first) continue;
    for (size_t j = 0; j < w->log.action_count; j++)
      rbk_action_supersede(w->log.actions[j], by, day);
  }
}

bool rbk_families_have(const rbk_worker *w, const char *key) {
  const rbk_families *f = w->families;
  for (size_t i = 0; i < f->firing_count; i++)
    if (strcmp(f->firings[i]->key, key) == 0) return true;
  return false;
}

bool rbk_families_fired(const rbk_worker *w, uint32_t rule, rbk_day from,
                        rbk_day to, rbk_day day) {
  const rbk_families *f = w->families;
  for (size_t i = 0; i < f->firing_count; i++) {
    const rbk_action *a = f->firings[i];
    if (a->rule != rule || a->fired >= day) continue;
    if (a->superseded_by != NULL && a->superseded_on < day) continue;
    if (a->fired >= from && a->fired <= to) return true;
  }
  return false;
}

/* --- into the pupil's log ------------------------------------------------ */

static bool stands_under(const rbk_families *f, const rbk_action *a) {
  return a->household->members[0] == f->owner->pupil;
}

static rbk_status add_because(rbk_families *f, rbk_action *a,
                              const rbk_because *items, size_t count,
                              const char *pupil) {
  size_t before = a->ground.given_count;
  rbk_because *all =
      rbk_arena_take(f->owner->arena, before + count, sizeof *all);
  if (all == NULL) return RBK_NOMEM;
  if (before > 0) memcpy(all, a->ground.given, before * sizeof *all);
  if (count > 0) memcpy(all + before, items, count * sizeof *all);
  for (size_t i = 0; i < count; i++) all[before + i].pupil = pupil;
  a->ground.given = all;
  a->ground.given_count = before + count;
  return RBK_OK;
}

/* Another member's marks have that one's id before them. */
static rbk_status add_marks(rbk_families *f, rbk_action *a,
                            const rbk_ground *ground, const char *pupil) {
  rbk_list own;
  rbk_status status = rbk_marks_behind(f->looker, ground, a->fired, &own);
  if (status != RBK_OK) return status;
  rbk_list *marks = &a->ground.marks;
  const char **all =
      rbk_arena_take(f->owner->arena, marks->count + own.count, sizeof *all);
  if (all == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < marks->count; i++) all[i] = marks->items[i];
  for (size_t i = 0; i < own.count; i++) {
    const char *text = own.items[i];
    if (pupil) text = rbk_arena_format(f->owner->arena, "%s %s", pupil, text);
    if (text == NULL) return RBK_NOMEM;
    all[marks->count + i] = text;
  }
  *marks = (rbk_list){all, marks->count + own.count, true};
  return RBK_OK;
}

/* Why it fired: of each member for whom it did, in roll order. */
static rbk_status explain(rbk_families *f, rbk_day last) {
  const rbk_log *log = &f->fold->log;
  rbk_status status = RBK_OK;
  for (size_t m = 0; m < f->member_count && status == RBK_OK; m++) {
    uint32_t pupil = f->members[m].pupil;
    bool looked = false;
    for (size_t i = 0; i < log->action_count && status == RBK_OK; i++) {
      rbk_action *a = log->actions[i];
      if (!stands_under(f, a) || !rbk_household_fired_for(a->household, pupil))
        continue;
      if (!looked) status = rbk_family_look(f, pupil, last);
      looked = true;
      const rbk_bound_rule *real =
          f->editions[a->edition]
              .rules[f->fold->pages[a->edition].rule_of[a->rule]]
              .real;
      rbk_ground ground = {
          .edition = a->edition, .node = real->when, .event = a->ground.event};
      const rbk_because *items = NULL;
      size_t count = 0;
      if (status == RBK_OK)
        status = rbk_because_of(f->looker, &ground, a->fired, &items, &count);
      bool own = pupil == f->owner->pupil;
      if (status == RBK_OK)
        status = add_marks(f, a, &ground,
                           own ? NULL : f->owner->reg->roll.pupils[pupil].id);
      if (status == RBK_OK)
        status = add_because(f, a, items, count,
                             own ? NULL : f->owner->reg->roll.pupils[pupil].id);
    }
  }
  return status;
}

static rbk_action *action_of(const rbk_log *log, const char *key) {
  for (size_t i = 0; i < log->action_count; i++)
    if (log->actions[i]->key == key) return log->actions[i];
  return NULL;
}

static rbk_status take_log(rbk_families *f) {
  rbk_worker *w = f->owner;
  const rbk_log *log = &f->fold->log;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < log->entry_count && status == RBK_OK; i++) {
    rbk_entry entry = log->entries[i];
    const rbk_action *a = action_of(log, entry.key);
    if (a == NULL || !stands_under(f, a)) continue;
    if (entry.kind == RBK_CHANGE_ACTION_FIRED) entry.ground = a->ground;
    entry.ground.node = RBK_NONE;
    status = rbk_log_add(&w->log, w->arena, &entry);
  }
  for (size_t i = 0; i < log->action_count && status == RBK_OK; i++) {
    const rbk_action *a = log->actions[i];
    if (!stands_under(f, a)) continue;
    rbk_action *kept;
    status = rbk_log_action(&w->log, w->arena, &kept);
    if (status != RBK_OK) return status;
    *kept = *a;
    kept->ground.node = RBK_NONE; /* what was given says it all */
    kept->bound = f->editions[a->edition]
                      .rules[f->fold->pages[a->edition].rule_of[a->rule]]
                      .real;
  }
  return status;
}

/* What became of each rule, for those who ask the worker. */
static void take_states(rbk_families *f) {
  rbk_worker *w = f->owner;
  for (size_t e = 0; e < f->binding.edition_count; e++) {
    for (size_t r = 0; r < f->editions[e].count; r++) {
      uint32_t number = f->editions[e].rules[r].real->number;
      rbk_rule_state *to = rbk_state_of(w, number, 0);
      rbk_word *fired = to->fired;
      *to = *rbk_state_of(f->fold, number, 0);
      to->fired = fired;
    }
  }
}

rbk_status rbk_families_take(rbk_worker *w) {
  rbk_families *f = w->families;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < f->id_count && status == RBK_OK; i++) {
    status = run_one(f, f->ids[i], w->log.last, true);
    const rbk_want *want = &f->fold->want;
    if (want->action && (!w->want.action || want->day < w->want.day))
      w->want = *want;
    if (status == RBK_OK) status = explain(f, w->log.last);
    if (status == RBK_OK) status = take_log(f);
    if (status == RBK_OK) take_states(f);
  }
  return status;
}

/* --- what the family's fold asks ----------------------------------------- */

static const rbk_family_rule *rule_of(const rbk_families *f, size_t edition,
                                      uint32_t number) {
  return &f->editions[edition].rules[f->fold->pages[edition].rule_of[number]];
}

/* The rule fires for the member of whom the event is, else for those for whom
 * the condition holds. */
static bool fires_for(const rbk_families *f, const rbk_family_member *m,
                      const rbk_action *a, const rbk_event *event) {
  if (event != NULL) return event->pupil == m->pupil;
  const rbk_timeline *when =
      &m->lines[rule_of(f, a->edition, a->rule)->first_line + LINE_WHEN];
  return when->lo == NULL || rbk_bits_get(when->lo, (size_t)a->fired);
}

rbk_status rbk_family_fire(rbk_worker *w, rbk_action *a,
                           const rbk_event *event) {
  const rbk_families *f = w->family;
  rbk_household *h = rbk_arena_take(w->arena, 1, sizeof *h);
  if (h == NULL) return RBK_NOMEM;
  h->members = rbk_arena_take(w->arena, f->member_count, sizeof *h->members);
  h->holds = rbk_arena_take(w->arena, f->member_count, sizeof *h->holds);
  h->ids = rbk_arena_take(w->arena, f->member_count, sizeof *h->ids);
  if (!h->members || !h->holds || !h->ids) return RBK_NOMEM;
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_family_member *m = &f->members[i];
    if (!rbk_bits_get(m->in, (size_t)a->fired)) continue;
    h->members[h->count] = m->pupil;
    h->holds[h->count] = fires_for(f, m, a, event);
    h->ids[h->count++] = f->owner->reg->roll.pupils[m->pupil].id;
  }
  a->household = h;
  return RBK_OK;
}

/* Any of the members for whom it fired who are on roll: true if for one. */
static rbk_truth any_holds(const rbk_families *f, const rbk_action *a,
                           size_t line, rbk_day day) {
  rbk_truth all = RBK_FALSE;
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_family_member *m = &f->members[i];
    const rbk_pupil *pupil = &f->owner->reg->roll.pupils[m->pupil];
    if (!rbk_household_fired_for(a->household, m->pupil) ||
        !rbk_pupil_on_roll(pupil, day) || m->lines[line].lo == NULL)
      continue;
    rbk_truth one = rbk_timeline_at(&m->lines[line], day);
    if (one == RBK_TRUE) return RBK_TRUE;
    if (one == RBK_UNKNOWN) all = RBK_UNKNOWN;
  }
  return all;
}

rbk_truth rbk_family_unless(const rbk_worker *w, const rbk_page *page,
                            const rbk_action *a, size_t unless, rbk_day day) {
  const rbk_family_rule *rule = rule_of(w->family, page->number, a->rule);
  return any_holds(w->family, a, rule->first_line + LINES + unless, day);
}

rbk_truth rbk_family_need(const rbk_worker *w, const rbk_page *page,
                          const rbk_action *a, size_t place, rbk_day day) {
  const rbk_family_rule *rule = rule_of(w->family, page->number, a->rule);
  return any_holds(
      w->family, a,
      rule->first_line + LINES + rule->real->source->unless_count + place, day);
}

bool rbk_family_leaves(const rbk_worker *w, const rbk_action *a, rbk_day day) {
  const rbk_register *reg = w->family->owner->reg;
  for (size_t i = 0; i < a->household->count; i++) {
    const rbk_pupil *pupil = &reg->roll.pupils[a->household->members[i]];
    if (rbk_pupil_on_roll(pupil, day) && !rbk_spell_ends(w, pupil, day))
      return false;
  }
  return true;
}

rbk_truth rbk_family_event(const rbk_worker *w, const rbk_page *page,
                           const rbk_bound_rule *rule, const rbk_event *event,
                           rbk_day day) {
  const rbk_families *f = w->family;
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_family_member *m = &f->members[i];
    if (m->pupil != event->pupil) continue;
    if (!rbk_bits_get(m->in, (size_t)day)) return RBK_FALSE;
    if (rule->event_rest == RBK_NONE) return RBK_TRUE;
    size_t first = rule_of(f, page->number, rule->number)->first_line;
    return rbk_timeline_at(&m->lines[first + LINE_REST], day);
  }
  return RBK_FALSE;
}

rbk_worker *rbk_family_speaker(const rbk_worker *w, const rbk_action *a) {
  if (w->family == NULL) return (rbk_worker *)w;
  return w->family->full && stands_under(w->family, a) ? w->family->owner
                                                       : NULL;
}

/* --- steps --------------------------------------------------------------- */

static rbk_family_step_fired *step_of(rbk_families *f, uint32_t rule,
                                      int64_t series) {
  for (size_t i = 0; i < f->step_count; i++)
    if (f->steps[i].rule == rule && f->steps[i].series == series)
      return &f->steps[i];
  return NULL;
}

static void forget_steps(rbk_families *f, uint32_t rule) {
  size_t kept = 0;
  for (size_t i = 0; i < f->step_count; i++)
    if (f->steps[i].rule != rule) f->steps[kept++] = f->steps[i];
  f->step_count = kept;
}

static rbk_status remember_step(rbk_families *f, uint32_t rule,
                                const rbk_step *step) {
  rbk_family_step_fired *known = step_of(f, rule, step->series);
  if (known != NULL) {
    if (step->step > known->step) known->step = step->step;
    return RBK_OK;
  }
  if (f->step_count == f->step_capacity) {
    size_t more = f->step_capacity ? f->step_capacity * 2 : 8;
    rbk_family_step_fired *list = rbk_arena_take(&f->room, more, sizeof *list);
    if (list == NULL) return RBK_NOMEM;
    if (f->step_count > 0) memcpy(list, f->steps, f->step_count * sizeof *list);
    f->steps = list;
    f->step_capacity = more;
  }
  f->steps[f->step_count++] =
      (rbk_family_step_fired){rule, step->series, step->step};
  return RBK_OK;
}

/* The member's step of the day where it is a new one, else NULL. */
static const rbk_step *new_step(rbk_families *f, const rbk_family_member *m,
                                size_t place, uint32_t rule, rbk_day day) {
  if (!rbk_bits_get(m->in, (size_t)day) || m->steps[place] == NULL) return NULL;
  const rbk_step *step = &m->steps[place][day];
  if (!step->reached) return NULL;
  const rbk_family_step_fired *known = step_of(f, rule, step->series);
  return known != NULL && step->step <= known->step ? NULL : step;
}

rbk_status rbk_family_step(rbk_worker *w, const rbk_page *page,
                           const rbk_bound_rule *rule, rbk_rule_state *state,
                           rbk_day day, const char **label) {
  rbk_families *f = w->family;
  size_t place = rbk_family_place(f, page->number, page->rule_of[rule->number]);
  *label = NULL;
  if (!state->stepped) forget_steps(f, rule->number);
  const rbk_step *best = NULL;
  for (size_t i = 0; i < f->member_count; i++) {
    const rbk_step *step =
        new_step(f, &f->members[i], place, rule->number, day);
    if (step && (best == NULL || step->step > best->step)) best = step;
  }
  if (best == NULL) return RBK_OK;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < f->member_count && status == RBK_OK; i++) {
    const rbk_step *step =
        new_step(f, &f->members[i], place, rule->number, day);
    if (step) status = remember_step(f, rule->number, step);
  }
  if (status != RBK_OK) return status;
  state->stepped = true;
  char printed[24];
  rbk_decimal_print(best->step, printed);
  *label = rbk_key_join(w->arena, best->label, printed, NULL);
  return *label ? RBK_OK : RBK_NOMEM;
}
