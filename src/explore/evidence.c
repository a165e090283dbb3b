#include "explore/evidence.h"

#include <string.h>

#include "measure/evidence.h"

typedef struct search {
  const rbk_register *reg;
  const rbk_edition_bound *edition;
  const rbk_figure_spec *spec;
  rbk_desk *desk;
  uint32_t pupil, figure;
  rbk_day day;
  rbk_arena *arena;
  rbk_told_marks *out;
} search;

/* --- days that are alike ------------------------------------------------- */

typedef struct cell { /* the marks of one day, as they are shown */
  char text[16];
} cell;

static void show_session(cell *c, bool listed, rbk_code code) {
  const char *text = !listed ? "." : code ? rbk_code_letters(code) : "-";
  strncat(c->text, text, sizeof c->text - strlen(c->text) - 1);
}

static rbk_status add_days(const search *s, rbk_date from, rbk_date to,
                           const char *marks, rbk_told_days **out) {
  rbk_told_marks *m = s->out;
  rbk_told_days *item =
      rbk_told_add(s->arena, &m->items, &m->count, &m->capacity, sizeof *item);
  if (item == NULL) return RBK_NOMEM;
  item->from = rbk_told_date(s->arena, from);
  item->to = rbk_told_date(s->arena, to);
  item->marks = rbk_arena_copy(s->arena, marks, strlen(marks));
  if (!item->from || !item->to || !item->marks) return RBK_NOMEM;
  *out = item;
  return RBK_OK;
}

static rbk_status end_group(const search *s, rbk_day first, rbk_day last,
                            const cell *c) {
  if (first > last) return RBK_OK;
  const rbk_date *date = s->reg->calendar.date;
  rbk_told_days *item;
  rbk_status status = add_days(s, date[first], date[last], c->text, &item);
  if (status == RBK_OK) item->days = (size_t)(last - first + 1);
  return status;
}

static int64_t count_listed(const search *s, const rbk_behind *e) {
  size_t count;
  int64_t found = 0;
  const rbk_exception *marks = rbk_desk_exceptions(s->desk, &count);
  for (size_t i = 0; i < count; i++)
    found += rbk_evidence_lists(s->desk, s->figure, e, &marks[i]);
  return found;
}

static rbk_status show_days(const search *s, const rbk_behind *e) {
  size_t count, i = 0;
  const rbk_exception *marks = rbk_desk_exceptions(s->desk, &count);
  rbk_day group = 0, end = -1;
  cell held = {""};
  while (i < count) {
    rbk_day day = marks[i].session / 2;
    bool am = false, pm = false;
    rbk_code codes[2] = {0, 0};
    for (; i < count && marks[i].session / 2 == day; i++) {
      bool shown = rbk_evidence_lists(s->desk, s->figure, e, &marks[i]);
      codes[marks[i].session % 2] = marks[i].code;
      if (marks[i].session % 2)
        pm = shown;
      else
        am = shown;
    }
    if (!am && !pm) continue;
    cell c = {""};
    show_session(&c, am, codes[0]);
    show_session(&c, pm, codes[1]);
    if (day != end + 1 || strcmp(c.text, held.text) != 0) {
      rbk_status status = end_group(s, group, end, &held);
      if (status != RBK_OK) return status;
      group = day;
    }
    end = day;
    held = c;
  }
  return end_group(s, group, end, &held);
}

static rbk_status show_foreign(const search *s, rbk_code_set set, rbk_date from,
                               rbk_date to) {
  size_t count;
  const rbk_foreign_mark *marks =
      rbk_marks_foreign(&s->reg->marks, s->pupil, &count);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    if (marks[i].date < from || marks[i].date > to ||
        !(set & rbk_code_bit(marks[i].code)))
      continue;
    cell c = {""};
    show_session(&c, marks[i].session == RBK_AM, marks[i].code);
    show_session(&c, marks[i].session != RBK_AM, marks[i].code);
    rbk_told_days *item;
    status = add_days(s, marks[i].date, marks[i].date, c.text, &item);
    if (status == RBK_OK) item->school = marks[i].school;
  }
  return status;
}

static rbk_status show_marks(const search *s) {
  rbk_behind e;
  rbk_status status = rbk_evidence_find(s->desk, s->figure, s->day, &e);
  bool series =
      s->spec->kind == RBK_FIGURE_RUN || s->spec->kind == RBK_FIGURE_RUN_DAYS;
  if (status != RBK_OK || e.set == 0 || (!e.any && !series)) return status;
  s->out->figure = rbk_bound_label(s->edition, s->figure);
  s->out->sessions = count_listed(s, &e);
  s->out->against = e.set != s->spec->set;
  if (!e.any) return RBK_OK;
  const rbk_date *date = s->reg->calendar.date;
  s->out->from = rbk_told_date(s->arena, date[e.first]);
  s->out->to = rbk_told_date(s->arena, date[e.last]);
  if (!s->out->from || !s->out->to) return RBK_NOMEM;
  status = show_days(s, &e);
  if (status == RBK_OK && s->spec->any_school)
    status = show_foreign(s, e.set, date[e.first], date[e.last]);
  return status;
}

static rbk_status show_events(const search *s) {
  size_t count;
  const rbk_event *events = rbk_history_of(&s->reg->history, s->pupil, &count);
  rbk_status status = RBK_OK;
  s->out->figure = rbk_bound_label(s->edition, s->figure);
  s->out->events = true;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    if (events[i].effect > s->day ||
        !rbk_event_matches(&events[i], &s->spec->match))
      continue;
    rbk_told_days *item;
    status = add_days(s, events[i].date, events[i].date,
                      rbk_intern_text(&s->reg->history.kinds, events[i].kind),
                      &item);
    if (status == RBK_OK) item->id = events[i].id;
  }
  return status;
}

rbk_status rbk_evidence(rbk_worker *worker, const rbk_binding *binding,
                        size_t edition, uint32_t pupil, uint32_t figure,
                        rbk_day day, rbk_arena *arena,
                        rbk_told_condition *out) {
  rbk_told_marks marks = {.figure = NULL};
  search s = {.reg = binding->reg,
              .edition = &binding->editions[edition],
              .spec = &binding->editions[edition].measures.figures[figure],
              .pupil = pupil,
              .figure = figure,
              .day = day,
              .arena = arena,
              .out = &marks};
  rbk_status status = rbk_worker_desk(worker, edition, &s.desk);
  if (status != RBK_OK) return status;
  switch (s.spec->kind) {
  case RBK_FIGURE_EVENTS:
  case RBK_FIGURE_DAYS_SINCE:
  case RBK_FIGURE_RECORDED:
    status = show_events(&s);
    break;
  default:
    if (s.spec->kind <= RBK_FIGURE_LONGEST_RUN) status = show_marks(&s);
  }
  if (status != RBK_OK || marks.figure == NULL) return status;
  rbk_told_marks *kept = rbk_told_add(arena, &out->marks, &out->mark_count,
                                      &out->mark_capacity, sizeof *kept);
  if (kept == NULL) return RBK_NOMEM;
  *kept = marks;
  return RBK_OK;
}
