/* What concerns the school as a whole: registers that nobody took. What rules
 * ask of groups and the school, engine/subjects.c has. */
#include "engine/decision.h"

#include <string.h>

static const char *const id = "register_not_taken";
static const char *const says =
    "no pupil has a mark in this session, and later ones have";

typedef struct untaken {
  int32_t session;
  rbk_day found; /* the first day with a later mark */
} untaken;

/* The untaken sessions before the last taken one, ascending. */
static untaken *find(const rbk_register *reg, rbk_arena *arena, rbk_day last,
                     size_t *count) {
  const rbk_calendar *calendar = &reg->calendar;
  int32_t end = reg->marks.last_session;
  untaken *list =
      rbk_arena_take(arena, end < 0 ? 0 : (size_t)end, sizeof *list);
  size_t found = 0, open = 0;
  for (int32_t s = 0; list && s <= end; s++) {
    uint8_t bit = s % 2 ? RBK_PM : RBK_AM;
    if ((calendar->sessions[s / 2] & bit) == 0) continue;
    if (!rbk_bits_get(reg->marks.taken, (size_t)s)) {
      list[found++] = (untaken){s, RBK_NO_DAY};
      continue;
    }
    if (s / 2 > last) break;
    for (; open < found; open++) list[open].found = s / 2;
  }
  *count = open; /* those behind are found later than `last` */
  return list;
}

static const char *print_day(const rbk_register *reg, rbk_arena *arena,
                             rbk_day day) {
  char text[11];
  rbk_date_print(reg->calendar.date[day], text);
  return rbk_arena_copy(arena, text, strlen(text));
}

rbk_status rbk_school_decision(const rbk_register *reg,
                               const rbk_policy *policy, rbk_arena *arena,
                               rbk_day last, rbk_decision *out) {
  rbk_decision d = {.group = "everyone"};
  size_t count;
  const untaken *sessions = find(reg, arena, last, &count);
  if (sessions == NULL) return RBK_NOMEM;
  rbk_finding *list = rbk_arena_take(arena, count, sizeof *list);
  d.as_of = print_day(reg, arena, last);
  if (list == NULL || d.as_of == NULL) return RBK_NOMEM;
  d.policy = rbk_policy_on(policy, reg->calendar.date[last]);
  for (size_t i = 0; i < count; i++) {
    list[i].id = id;
    list[i].text = says;
    list[i].date = print_day(reg, arena, sessions[i].session / 2);
    list[i].session = sessions[i].session % 2 ? "PM" : "AM";
    if (list[i].date == NULL) return RBK_NOMEM;
  }
  d.findings = list;
  d.finding_count = count;
  *out = d;
  return RBK_OK;
}

rbk_status rbk_school_changes(const rbk_register *reg, rbk_arena *arena,
                              rbk_day from, rbk_day to, rbk_shown_change **out,
                              size_t *shown) {
  size_t count;
  const untaken *sessions = find(reg, arena, to, &count);
  if (sessions == NULL) return RBK_NOMEM;
  rbk_shown_change *list = rbk_arena_take(arena, count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (sessions[i].found < from || sessions[i].found > to) continue;
    rbk_shown_change *change = &list[kept++];
    change->day = sessions[i].found;
    change->pupil = RBK_NONE;
    change->sequence = i;
    change->change.kind = RBK_CHANGE_FINDING;
    change->change.id = id;
    change->change.date = print_day(reg, arena, sessions[i].found);
    if (change->change.date == NULL) return RBK_NOMEM;
  }
  *out = list;
  *shown = kept;
  return RBK_OK;
}
