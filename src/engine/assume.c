#include "engine/assume.h"

#include <stdlib.h>
#include <string.h>

#include "engine/family_parts.h"

/* --- kinds --------------------------------------------------------------- */

static rbk_status add_kind(rbk_intern *kinds, const rbk_rule *rule) {
  const char *kind = rule->done.count > 0 ? rule->done.items[0] : rule->id;
  return rbk_intern_add(kinds, rbk_text_of(kind)) == RBK_NONE ? RBK_NOMEM
                                                              : RBK_OK;
}

static rbk_status add_stage_kinds(rbk_intern *kinds, const rbk_ladder *ladder) {
  rbk_status status = RBK_OK;
  const rbk_rule *rule;
  for (size_t i = 0; i < ladder->stage_count; i++)
    for (size_t j = 0; (rule = rbk_stage_rule(&ladder->stages[i], j)); j++)
      if (status == RBK_OK) status = add_kind(kinds, rule);
  return status;
}

rbk_status rbk_assumed_register(rbk_arena *arena, const rbk_register *reg,
                                const rbk_policy *policy, rbk_register *out) {
  rbk_intern kinds;
  rbk_intern_init(&kinds, arena);
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < reg->history.kinds.count && status == RBK_OK; i++) {
    rbk_text kind = rbk_text_of(rbk_intern_text(&reg->history.kinds, i));
    if (rbk_intern_add(&kinds, kind) == RBK_NONE) status = RBK_NOMEM;
  }
  for (size_t e = 0; e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++)
      status = add_kind(&kinds, plan->rules[i]);
    for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++)
      status = add_stage_kinds(&kinds, plan->ladders[i]);
  }
  if (status != RBK_OK) return status;
  *out = *reg;
  out->history.kinds = kinds;
  return RBK_OK;
}

/* --- what comes before the days ------------------------------------------ */

static bool is_supplied(const rbk_edition_bound *edition, uint32_t kind) {
  for (size_t i = 0; kind != RBK_NONE && i < edition->rule_count; i++)
    if (edition->rules[i].done_count > 0 && edition->rules[i].done[0] == kind)
      return true;
  return false;
}

static bool window_reads(const rbk_edition_bound *edition, uint32_t window) {
  const rbk_window_spec *spec = &edition->measures.window_specs[window];
  while (spec->inner) spec = spec->inner;
  bool by_event = spec->kind == RBK_WINDOW_SINCE ||
                  spec->kind == RBK_WINDOW_AFTER ||
                  spec->kind == RBK_WINDOW_BEFORE;
  return by_event && is_supplied(edition, spec->event_kind);
}

static bool windows_read(const rbk_edition_bound *edition,
                         const uint32_t *windows, uint8_t count) {
  for (uint8_t i = 0; i < count; i++)
    if (window_reads(edition, windows[i])) return true;
  return false;
}

static bool figure_reads(const rbk_edition_bound *edition, uint32_t figure) {
  const rbk_figure_spec *spec = &edition->measures.figures[figure];
  switch (spec->kind) {
  case RBK_FIGURE_ADD:
  case RBK_FIGURE_SUBTRACT:
  case RBK_FIGURE_MULTIPLY:
    return figure_reads(edition, spec->left) ||
           figure_reads(edition, spec->right);
  case RBK_FIGURE_EVENTS:
  case RBK_FIGURE_DAYS_SINCE:
  case RBK_FIGURE_RECORDED:
    if (is_supplied(edition, spec->match.kind)) return true;
    break;
  default:
    break;
  }
  return (spec->restarts && is_supplied(edition, spec->restart.kind)) ||
         (spec->frozen && is_supplied(edition, spec->as_at.kind)) ||
         windows_read(edition, spec->windows, spec->window_count);
}

static bool leaf_reads(const rbk_edition_bound *edition,
                       const rbk_leaf_spec *leaf) {
  switch (leaf->kind) {
  case RBK_LEAF_COMPARE:
    return figure_reads(edition, leaf->figure) ||
           (leaf->right_kind == RBK_RIGHT_FIGURE &&
            figure_reads(edition, leaf->right_figure));
  case RBK_LEAF_ON_RECORD:
  case RBK_LEAF_EVENT:
  case RBK_LEAF_CURRENT:
  case RBK_LEAF_LATEST:
  case RBK_LEAF_REACHED:
    return is_supplied(edition, leaf->match.kind) ||
           windows_read(edition, leaf->windows, leaf->window_count);
  default:
    return false;
  }
}

static bool node_reads(const rbk_edition_bound *edition, uint32_t number) {
  const rbk_node *node = &edition->nodes[number];
  if (windows_read(edition, node->windows, node->window_count)) return true;
  switch (node->kind) {
  case RBK_NODE_LEAF:
    return leaf_reads(edition, &edition->measures.leaves[node->leaf]);
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    return node_reads(edition, node->left) || node_reads(edition, node->right);
  case RBK_NODE_NOT:
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    return node_reads(edition, node->left);
  case RBK_NODE_DATED:
    for (size_t i = 0; i < node->part_count; i++)
      if (node_reads(edition, node->parts[i].node)) return true;
    return false;
  default:
    return false;
  }
}

static bool group_reads(const rbk_edition_bound *edition,
                        const rbk_bound_group *group) {
  switch (group->measure) {
  case RBK_GROUP_COUNT:
  case RBK_GROUP_SHARE:
    return node_reads(edition, group->node);
  case RBK_GROUP_POOLED:
  case RBK_GROUP_MEDIAN:
    return figure_reads(edition, group->figure);
  default:
    return false;
  }
}

static rbk_status refuse(rbk_error *error, rbk_where where, const char *what) {
  return rbk_fail(error, RBK_POLICY, where.file, where.line, 0,
                  "%s reads events that --assume-done supplies, and groups are "
                  "worked out before the days; leave --assume-done out, or "
                  "disable it",
                  what);
}

rbk_status rbk_assume_check(const rbk_binding *binding, rbk_error *error) {
  for (size_t e = 0; e < binding->edition_count; e++) {
    const rbk_edition_bound *edition = &binding->editions[e];
    for (size_t i = 0; i < edition->group_count; i++) {
      const rbk_bound_group *group = &edition->groups[i];
      if (group_reads(edition, group))
        return refuse(error,
                      group->condition ? group->condition->where
                                       : (rbk_where){NULL, 0},
                      "a figure of a group");
      if (group->kind == RBK_GROUP_COHORT &&
          node_reads(edition, edition->cohorts[group->cohort].when))
        return refuse(error, edition->cohorts[group->cohort].source->where,
                      "a cohort");
    }
  }
  return RBK_OK;
}

/* --- what is wanted ------------------------------------------------------ */

void rbk_assume_note(rbk_worker *w, rbk_day day) {
  rbk_date today = w->calendar->date[day];
  for (size_t i = 0; i < w->log.action_count; i++) {
    const rbk_action *a = w->log.actions[i];
    bool open = a->status == RBK_ACTION_DUE || a->status == RBK_ACTION_OVERDUE;
    if (!open || a->due_date == RBK_NO_DATE || a->due_date > today) continue;
    if (w->want.action && strcmp(w->want.action->key, a->key) <= 0) continue;
    w->want = (rbk_want){a, day};
  }
}

/* --- the events given so far --------------------------------------------- */

typedef struct assumption {
  rbk_worker *w;
  const rbk_register *reg; /* as it was recorded */
  rbk_register overlay;
  rbk_arena room;   /* of what was found */
  rbk_arena trial;  /* of one run */
  uint32_t *pupils; /* of the families, in roll order */
  size_t pupil_count;
  rbk_event *given;
  size_t given_count, given_capacity;
} assumption;

static int by_place(const void *left, const void *right) {
  const rbk_event *a = left, *b = right;
  if (a->pupil != b->pupil) return a->pupil < b->pupil ? -1 : 1;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->assumed != b->assumed) return a->assumed ? 1 : -1;
  return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

/* Events of a day keep the order in which the register has them; what is
 * supplied stands behind them. */
static rbk_status lay_over(assumption *a) {
  size_t count = a->given_count, own;
  for (size_t i = 0; i < a->pupil_count; i++) {
    (void)rbk_history_of(&a->reg->history, a->pupils[i], &own);
    count += own;
  }
  rbk_event *events = rbk_arena_take(&a->trial, count, sizeof *events);
  uint32_t *ordinals = rbk_arena_take(&a->trial, count, sizeof *ordinals);
  if (events == NULL || ordinals == NULL) return RBK_NOMEM;
  count = 0;
  for (size_t i = 0; i < a->pupil_count; i++) {
    const rbk_event *from =
        rbk_history_of(&a->reg->history, a->pupils[i], &own);
    if (own > 0) memcpy(events + count, from, own * sizeof *events);
    count += own;
  }
  if (a->given_count > 0)
    memcpy(events + count, a->given, a->given_count * sizeof *events);
  count += a->given_count;
  for (size_t i = 0; i < count; i++) { /* the order for the sort */
    ordinals[i] = events[i].ordinal;
    events[i].ordinal = (uint32_t)i;
  }
  if (count > 0) qsort(events, count, sizeof *events, by_place);
  for (size_t i = 0; i < count; i++)
    events[i].ordinal = ordinals[events[i].ordinal];
  a->overlay = *a->reg;
  a->overlay.history.events = events;
  a->overlay.history.event_count = count;
  return RBK_OK;
}

static uint32_t ordinal_of(const assumption *a, const rbk_event *event) {
  uint32_t ordinal = 1;
  size_t count;
  const rbk_event *events =
      rbk_history_of(&a->overlay.history, event->pupil, &count);
  for (size_t i = 0; i < count; i++)
    ordinal += events[i].kind == event->kind && events[i].date == event->date;
  return ordinal;
}

static rbk_status give(assumption *a, const rbk_want *want, uint32_t pupil) {
  const rbk_action *action = want->action;
  if (a->given_count == a->given_capacity) {
    size_t more = a->given_capacity ? a->given_capacity * 2 : 8;
    rbk_event *list = rbk_arena_take(&a->room, more, sizeof *list);
    if (list == NULL) return RBK_NOMEM;
    if (a->given_count > 0)
      memcpy(list, a->given, a->given_count * sizeof *list);
    a->given = list;
    a->given_capacity = more;
  }
  rbk_event event = {.pupil = pupil,
                     .kind = action->bound->done[0],
                     .date = a->w->calendar->date[want->day],
                     .withdrawn = RBK_NO_DATE,
                     .effect = want->day + 1,
                     .id = "",
                     .parent = action->reader ? action->reader : "",
                     .group = "",
                     .assumed = true};
  event.ordinal = ordinal_of(a, &event);
  a->given[a->given_count++] = event;
  return RBK_OK;
}

/* --- running ------------------------------------------------------------- */

static void read_from(rbk_worker *w, const rbk_register *reg) {
  size_t pages = w->binding->edition_count * w->most_parties;
  w->reg = reg;
  for (size_t i = 0; i < pages; i++)
    if (w->pages[i].desk) rbk_desk_read(w->pages[i].desk, reg);
}

static void read_all(rbk_worker *w, const rbk_register *reg) {
  read_from(w, reg);
  if (w->families) read_from(w->families->looker, reg);
}

static rbk_status run(assumption *a, uint32_t pupil, rbk_day last,
                      rbk_arena *arena) {
  rbk_worker *w = a->w;
  w->pupil = pupil;
  w->arena = arena;
  w->want = (rbk_want){NULL, RBK_NO_DAY};
  read_all(w, &a->overlay);
  return rbk_fold_run(w, last);
}

/* Runs everybody of the families up to the first day that wants something, and
 * gives it; `*found` false: nobody wants anything any more. */
static rbk_status find_one(assumption *a, rbk_day last, bool *found) {
  rbk_want first = {NULL, RBK_NO_DAY};
  uint32_t of = 0;
  rbk_arena_reset(&a->trial);
  rbk_status status = lay_over(a);
  for (size_t i = 0; i < a->pupil_count && status == RBK_OK; i++) {
    status = run(a, a->pupils[i], last, &a->trial);
    rbk_want want = a->w->want;
    if (want.action == NULL) continue;
    if (first.action != NULL && want.day >= first.day) continue;
    first = want;
    of = a->pupils[i];
  }
  *found = status == RBK_OK && first.action != NULL;
  return *found ? give(a, &first, of) : status;
}

static rbk_status find_pupils(assumption *a, uint32_t pupil) {
  if (a->w->families)
    return rbk_family_relations(a->w->families, pupil, &a->room, &a->pupils,
                                &a->pupil_count);
  a->pupils = rbk_arena_take(&a->room, 1, sizeof *a->pupils);
  if (a->pupils == NULL) return RBK_NOMEM;
  a->pupils[0] = pupil;
  a->pupil_count = 1;
  return RBK_OK;
}

rbk_status rbk_assume_run(rbk_worker *w, uint32_t pupil, rbk_day last,
                          rbk_arena *arena) {
  if (w->recorded == NULL) w->recorded = w->reg;
  assumption a = {.w = w, .reg = w->recorded};
  rbk_arena_init(&a.room, w->alloc);
  rbk_arena_init(&a.trial, w->alloc);
  read_all(w, a.reg);
  rbk_status status = find_pupils(&a, pupil);
  for (bool found = true; status == RBK_OK && found;)
    status = find_one(&a, last, &found);
  if (status == RBK_OK) { /* once more, for those who read the result */
    rbk_arena_finish(&a.trial);
    rbk_arena_init(&a.trial, w->alloc);
    status = lay_over(&a);
    rbk_event *kept =
        rbk_arena_take(arena, a.overlay.history.event_count, sizeof *kept);
    rbk_register *overlay = rbk_arena_take(arena, 1, sizeof *overlay);
    if (kept == NULL || overlay == NULL) status = RBK_NOMEM;
    if (status == RBK_OK) {
      if (a.overlay.history.event_count > 0)
        memcpy(kept, a.overlay.history.events,
               a.overlay.history.event_count * sizeof *kept);
      *overlay = a.overlay;
      overlay->history.events = kept;
      w->pupil = pupil;
      w->arena = arena;
      w->want = (rbk_want){NULL, RBK_NO_DAY};
      read_all(w, overlay);
      status = rbk_fold_run(w, last);
    }
  }
  rbk_arena_finish(&a.room);
  rbk_arena_finish(&a.trial);
  return status;
}
