#include "write/table_line.h"

#include <string.h>

#include "base/buffer.h"

/* The statuses that want somebody, most urgent first. */
static const struct {
  rbk_action_status status;
  rbk_colour colour;
} open_statuses[] = {
    {RBK_ACTION_OVERDUE, RBK_RED},
    {RBK_ACTION_DUE, RBK_YELLOW},
    {RBK_ACTION_BLOCKED, RBK_PLAIN},
};
enum { OPEN = sizeof open_statuses / sizeof open_statuses[0] };

bool rbk_wants_somebody(const rbk_decision *decision) {
  if (decision->flag_count > 0 || decision->stage_count > 0 ||
      decision->proposal_count > 0 || decision->undetermined_count > 0)
    return true;
  for (size_t i = 0; i < decision->action_count; i++)
    for (size_t o = 0; o < OPEN; o++)
      if (decision->actions[i].status == open_statuses[o].status) return true;
  return false;
}

typedef struct line_maker {
  rbk_arena *arena;
  const rbk_decision *decision;
  bool failed; /* without memory */
} line_maker;

static const char *keep(line_maker *m, const char *text) {
  const char *kept = rbk_arena_copy(m->arena, text, strlen(text));
  if (kept == NULL) m->failed = true;
  return kept;
}

/* No cell has more texts than its items and two that are only counted. */
static void add(line_maker *m, rbk_line_cell *cell, const char *text) {
  if (cell->items == NULL) {
    size_t room = m->decision->band_count + m->decision->flag_count +
                  m->decision->action_count + 2;
    cell->items = rbk_arena_take(m->arena, room, sizeof *cell->items);
  }
  if (cell->items == NULL || text == NULL)
    m->failed = true;
  else
    cell->items[cell->count++] = text;
}

/* One open action: "open_ews_pathway overdue 2025-02-10". */
static void one_action(line_maker *m, rbk_line_cell *cell,
                       const rbk_action_now *action) {
  const char *due = action->due ? action->due : action->due_in;
  add(m, cell,
      rbk_arena_format(m->arena, "%s %s%s%s", action->rule,
                       rbk_action_status_name(action->status), due ? " " : "",
                       due ? due : ""));
}

static bool among(const char *rule, const char *const *rules, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(rules[i], rule) == 0) return true;
  return false;
}

/* "2 overdue, 1 due: " */
static const char *put_counts(line_maker *m, const size_t counts[OPEN]) {
  const char *text = "";
  for (size_t o = 0; o < OPEN && text != NULL; o++)
    if (counts[o] > 0)
      text = rbk_arena_format(m->arena, "%s%s%zu %s", text, *text ? ", " : "",
                              counts[o],
                              rbk_action_status_name(open_statuses[o].status));
  return text;
}

/* Several: how many, then each rule once, those with the most urgent action
 * first. */
static void several_actions(line_maker *m, rbk_line_cell *cell,
                            const size_t counts[OPEN]) {
  const rbk_decision *d = m->decision;
  const char **rules = rbk_arena_take(m->arena, d->action_count, sizeof *rules);
  const char *head = put_counts(m, counts);
  size_t count = 0;
  if (rules == NULL || head == NULL) {
    m->failed = true;
    return;
  }
  for (size_t o = 0; o < OPEN; o++)
    for (size_t i = 0; i < d->action_count; i++) {
      const char *rule = d->actions[i].rule;
      if (d->actions[i].status != open_statuses[o].status ||
          among(rule, rules, count))
        continue;
      rules[count++] = rule;
      add(m, cell,
          count > 1 ? keep(m, rule)
                    : rbk_arena_format(m->arena, "%s: %s", head, rule));
    }
}

static void put_actions(line_maker *m, rbk_table_line *line) {
  const rbk_decision *d = m->decision;
  size_t counts[OPEN] = {0}, all = 0;
  const rbk_action_now *last = NULL;
  for (size_t i = 0; i < d->action_count; i++)
    for (size_t o = 0; o < OPEN; o++)
      if (d->actions[i].status == open_statuses[o].status) {
        counts[o]++;
        all++;
        last = &d->actions[i];
      }
  line->colour = RBK_PLAIN;
  for (size_t o = OPEN; o-- > 0;)
    if (counts[o] > 0) line->colour = open_statuses[o].colour;
  if (all == 1) one_action(m, &line->actions, last);
  if (all > 1) several_actions(m, &line->actions, counts);
  if (d->proposal_count > 0)
    add(m, &line->actions,
        rbk_arena_format(m->arena, "proposals %zu", d->proposal_count));
  if (d->undetermined_count > 0)
    add(m, &line->actions,
        rbk_arena_format(m->arena, "undetermined %zu", d->undetermined_count));
}

rbk_status rbk_table_line_of(rbk_arena *arena, const rbk_decision *decision,
                             rbk_table_line *line) {
  line_maker m = {.arena = arena, .decision = decision};
  const char *rate = decision->attendance.rate;
  *line = (rbk_table_line){.colour = RBK_PLAIN};
  line->name = keep(&m, decision->group ? decision->group : decision->pupil);
  line->rate = keep(&m, rate ? rate : "-");
  for (size_t i = 0; i < decision->band_count; i++)
    if (decision->bands[i].id)
      add(&m, &line->bands, keep(&m, decision->bands[i].id));
  for (size_t i = 0; i < decision->flag_count; i++)
    add(&m, &line->flags, keep(&m, decision->flags[i].id));
  for (size_t i = 0; i < decision->stage_count; i++)
    add(&m, &line->stages, keep(&m, decision->stages[i].id));
  put_actions(&m, line);
  return m.failed ? RBK_NOMEM : RBK_OK;
}
