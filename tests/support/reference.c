/* Figures of the reference. */
#include "support/reference.h"

#include <check.h>
#include <string.h>

#include "support/reference_inside.h"

/* --- marks ---------------------------------------------------------------- */

typedef struct mark {
  bool exists; /* something is known of the session */
  bool missing;
  bool foreign;
  rbk_code code;
} mark;

static bool possible(rbk_code code) {
  rbk_code_class class = rbk_code_info_of(code)->class;
  return class != RBK_CLASS_NOT_POSSIBLE && class != RBK_CLASS_ADMINISTRATIVE;
}

static mark other_schools(const reference *r, int32_t session, mark own) {
  const rbk_marks *m = &r->reg->marks;
  bool found = false;
  for (size_t i = 0; i < m->foreign_count; i++) {
    const rbk_foreign_mark *f = &m->foreign[i];
    if (f->pupil != r->pupil || f->date != date_of(r, session / 2) ||
        (f->session == RBK_PM) != (session % 2 == 1))
      continue;
    if (found && (possible(own.code) || !possible(f->code))) continue;
    own = (mark){true, false, true, f->code};
    found = true;
  }
  return own;
}

/* What the figure sees of a session, its filters included. */
static mark mark_of(const reference *r, const rbk_figure_spec *f,
                    int32_t session) {
  const rbk_register *reg = r->reg;
  rbk_day day = session / 2;
  mark m = {0};
  rbk_session_state state =
      rbk_session_state_of(&reg->calendar, &reg->roll.pupils[r->pupil],
                           &reg->marks, r->pupil, session);
  if (state == RBK_SESSION_NONE) return m;
  if (state == RBK_SESSION_MISSING) m = (mark){true, true, false, 0};
  if (state == RBK_SESSION_MARKED)
    m = (mark){true, false, false,
               rbk_marks_of(&reg->marks, r->pupil)[session]};
  if (f->any_school && !(m.exists && !m.missing && possible(m.code)))
    m = other_schools(r, session, m);
  uint8_t half = session % 2 ? RBK_PM : RBK_AM;
  if (f->sessions && !(f->sessions & half)) return (mark){0};
  unsigned weekday = rbk_date_weekday(date_of(r, day));
  if (f->weekdays && !(f->weekdays & 1u << weekday)) return (mark){0};
  if (f->beside_closure) {
    rbk_date next = date_of(r, day) + (weekday == RBK_FRIDAY ? 3 : 1);
    rbk_date last = date_of(r, day) - (weekday == RBK_MONDAY ? 3 : 1);
    bool open_after = (size_t)day + 1 < reg->calendar.day_count &&
                      date_of(r, day + 1) == next;
    bool open_before = day > 0 && date_of(r, day - 1) == last;
    if (open_after && open_before) return (mark){0};
  }
  return m;
}

static bool in_set(mark m, rbk_code_set set) {
  if (!m.exists) return false;
  return m.missing ? (set & RBK_MISSING) != 0
                   : (set & rbk_code_bit(m.code)) != 0;
}

static bool is_possible(mark m) {
  return m.exists && !m.missing && possible(m.code);
}

/* --- one figure on one day ------------------------------------------------ */

typedef struct view { /* what the figure looks at on a day */
  const reference *r;
  const rbk_figure_spec *f;
  rbk_day d;
  bool exists;
  bool held[LONGEST_AXIS];  /* by the windows and after the restart */
  bool after[LONGEST_AXIS]; /* after the restart */
  rbk_day last;             /* the last held day, or -1 */
} view;

static rbk_date restarted(const reference *r, const rbk_figure_spec *f,
                          rbk_day d) {
  if (!f->restarts) return INT32_MIN;
  const rbk_event *e = reference_latest(r, &f->restart, d);
  if (!e) return INT32_MIN;
  for (size_t i = 0; i < e->field_count; i++) {
    rbk_date date;
    if (e->fields[i].name == f->restart_field &&
        rbk_date_parse(rbk_text_of(e->fields[i].value), &date))
      return date;
  }
  return e->date;
}

static void look(const reference *r, const rbk_figure_spec *f, rbk_day d,
                 view *v) {
  bool one[LONGEST_AXIS];
  v->r = r, v->f = f, v->d = d, v->exists = true, v->last = -1;
  rbk_date after = restarted(r, f, d);
  rbk_day days = (rbk_day)r->reg->calendar.day_count;
  for (rbk_day x = 0; x < days; x++) {
    v->after[x] = x <= d && date_of(r, x) > after;
    v->held[x] = v->after[x];
  }
  for (int w = 0; w < f->window_count; w++) {
    const rbk_window_spec *spec = &r->measures->window_specs[f->windows[w]];
    if (!reference_window(r, spec, d, one)) v->exists = false;
    for (rbk_day x = 0; x < days; x++) v->held[x] = v->held[x] && one[x];
  }
  for (rbk_day x = 0; x < days; x++)
    if (v->held[x]) v->last = x;
}

static mark seen(const view *v, int32_t session) {
  return mark_of(v->r, v->f, session);
}

static int64_t count_sessions(const view *v, rbk_code_set set) {
  int64_t n = 0;
  for (int32_t s = 0; s < 2 * (v->last + 1); s++)
    n += v->held[s / 2] && in_set(seen(v, s), set);
  return n;
}

static int64_t count_days(const view *v, bool whole) {
  int64_t n = 0;
  for (rbk_day x = 0; x <= v->last; x++) {
    if (!v->held[x]) continue;
    bool any = false, all = true, some = false, missing = false;
    for (int32_t s = 2 * x; s < 2 * x + 2; s++) {
      mark m = seen(v, s);
      if (!m.exists) continue;
      some |= in_set(m, v->f->set);
      missing |= m.missing;
      if (!is_possible(m)) continue;
      any = true;
      all &= in_set(m, v->f->set);
    }
    n += whole ? any && all && !missing : some;
  }
  return n;
}

static int64_t count_weeks(const view *v) {
  int64_t n = 0;
  rbk_date week = INT32_MIN;
  for (int32_t s = 0; s < 2 * (v->last + 1); s++) {
    rbk_date monday = rbk_date_monday(date_of(v->r, s / 2));
    if (!v->held[s / 2] || !in_set(seen(v, s), v->f->set) || monday == week)
      continue;
    week = monday;
    n++;
  }
  return n;
}

/* The run at the end of the held days, in sessions. */
static int64_t run(const view *v) {
  int64_t n = 0;
  for (int32_t s = 0; s < 2 * (v->last + 1); s++) {
    mark m = seen(v, s);
    if (!v->held[s / 2] || !is_possible(m)) continue;
    n = in_set(m, v->f->set) ? n + 1 : 0;
  }
  return n;
}

static int64_t run_days(const view *v) {
  int64_t n = 0;
  for (rbk_day x = 0; x <= v->last; x++) {
    if (!v->held[x]) continue;
    int possible_here = 0, in = 0;
    for (int32_t s = 2 * x; s < 2 * x + 2; s++) {
      mark m = seen(v, s);
      possible_here += is_possible(m);
      in += is_possible(m) && in_set(m, v->f->set);
    }
    if (possible_here > 0) n = in == possible_here ? n + 1 : 0;
  }
  return n;
}

/* Series with a session in the window, and the length of the longest of them,
 * sessions before the restart dropped. */
static void series(const view *v, int64_t *count, int64_t *longest) {
  int64_t length = 0;
  bool touches = false;
  *count = *longest = 0;
  for (int32_t s = 0; s < 2 * (v->last + 1); s++) {
    mark m = seen(v, s);
    if (!v->after[s / 2] || !is_possible(m)) continue;
    if (!in_set(m, v->f->set)) {
      length = 0;
      touches = false;
      continue;
    }
    length++;
    if (v->held[s / 2] && !touches) {
      touches = true;
      ++*count;
    }
    if (touches && length > *longest) *longest = length;
  }
}

static bool is_late(rbk_code code) {
  return strcmp(rbk_code_letters(code), "L") == 0 ||
         strcmp(rbk_code_letters(code), "U") == 0;
}

static int64_t minutes(const view *v, bool *lower) {
  int64_t n = 0;
  const rbk_marks *marks = &v->r->reg->marks;
  for (int32_t s = 0; s < 2 * (v->last + 1); s++) {
    mark m = seen(v, s);
    if (!v->held[s / 2] || m.missing || !in_set(m, v->f->set)) continue;
    int32_t late = -1;
    for (size_t i = 0; i < marks->note_count && !m.foreign; i++)
      if (marks->notes[i].pupil == v->r->pupil && marks->notes[i].session == s)
        late = marks->notes[i].minutes;
    if (late >= 0)
      n += v->f->step > 1 ? late / v->f->step * v->f->step : late;
    else if (is_late(m.code))
      *lower = true;
  }
  return n;
}

/* --- facts ---------------------------------------------------------------- */

static bool event_counts(const view *v, const rbk_event *e) {
  if (!reference_read(v->r, e, &v->f->match) ||
      !reference_standing(v->r, e, v->d) ||
      (v->f->restarts && e->date <= restarted(v->r, v->f, v->d)))
    return false;
  for (int w = 0; w < v->f->window_count; w++)
    if (!reference_holds_event(
            v->r, &v->r->measures->window_specs[v->f->windows[w]], v->d, e))
      return false;
  return true;
}

static const rbk_event *latest_that_counts(const view *v, int64_t *count) {
  const rbk_event *latest = NULL;
  *count = 0;
  for (size_t i = 0; i < v->r->reg->history.event_count; i++) {
    const rbk_event *e = &v->r->reg->history.events[i];
    if (!event_counts(v, e)) continue;
    ++*count;
    if (!latest || e->date >= latest->date) latest = e;
  }
  return latest;
}

static const rbk_value unknown = {RBK_NO_DATA, 0, 1, 0, 0};

static rbk_value whole(int64_t n) {
  return (rbk_value){RBK_KNOWN, n, 1, 0, 0};
}

static rbk_value days_since(const view *v) {
  int64_t count;
  const rbk_event *e = latest_that_counts(v, &count);
  if (!e) return unknown;
  rbk_value n = whole(0);
  for (rbk_day x = 0; x <= v->d; x++) n.n += x > reference_close(v->r, e->date);
  /* School years that passed since and are not loaded. */
  for (rbk_date date = e->date; date <= date_of(v->r, v->d); date++)
    if (!rbk_calendar_covers(&v->r->reg->calendar, date))
      n.known = RBK_LOWER_BOUND;
  return n;
}

static rbk_value number_of(const char *text, bool year_group) {
  rbk_decimal decimal;
  int year;
  if (year_group && rbk_year_group_number(text, &year)) return whole(year);
  if (!rbk_decimal_parse(rbk_text_of(text), &decimal)) return unknown;
  return (rbk_value){RBK_KNOWN, decimal, RBK_DECIMAL_ONE, 0, 0};
}

static rbk_value recorded(const view *v) {
  int64_t count;
  const rbk_event *e = latest_that_counts(v, &count);
  for (size_t i = 0; e && i < e->field_count; i++)
    if (e->fields[i].name == v->f->field)
      return number_of(e->fields[i].value, false);
  return unknown;
}

const char *reference_attribute(const reference *r, uint32_t attribute,
                                rbk_day d) {
  const rbk_history *h = &r->reg->history;
  const rbk_pupil *p = &r->reg->roll.pupils[r->pupil];
  if (attribute == RBK_NONE) return "";
  const rbk_dated_value *latest = NULL;
  for (size_t i = 0; i < h->value_count; i++)
    if (h->values[i].pupil == r->pupil && h->values[i].attribute == attribute &&
        h->values[i].date <= date_of(r, d))
      latest = &h->values[i]; /* by date */
  if (latest) return latest->value;
  const rbk_spell *in_force = &p->spells[0];
  for (size_t s = 0; s < p->spell_count; s++)
    if (p->spells[s].from == RBK_NO_DATE || p->spells[s].from <= date_of(r, d))
      in_force = &p->spells[s];
  return in_force->values[attribute];
}

static rbk_value attribute(const view *v) {
  bool year_group =
      v->f->attribute != RBK_NONE &&
      strcmp(rbk_intern_text(&v->r->reg->roll.attributes, v->f->attribute),
             "year_group") == 0;
  return number_of(reference_attribute(v->r, v->f->attribute, v->d),
                   year_group);
}

static rbk_value age(const view *v) {
  int y, m, d, birth_y, birth_m, birth_d;
  rbk_date birth = v->r->reg->roll.pupils[v->r->pupil].birth;
  if (birth == RBK_NO_DATE) return unknown;
  rbk_date_split(birth, &birth_y, &birth_m, &birth_d);
  rbk_date_split(date_of(v->r, v->d), &y, &m, &d);
  bool had_birthday = m > birth_m || (m == birth_m && d >= birth_d);
  return whole(y - birth_y - !had_birthday);
}

/* --- putting it together -------------------------------------------------- */

static rbk_value ratio(const view *v) {
  int64_t count = count_sessions(v, v->f->set);
  int64_t of = count_sessions(v, v->f->of);
  if (of == 0) return unknown;
  return (rbk_value){RBK_KNOWN, 100 * count, of, count, of};
}

static rbk_value framed(const view *v) {
  bool lower = false;
  int64_t count, longest;
  if (!v->exists) return unknown;
  switch (v->f->kind) {
  case RBK_FIGURE_SESSIONS:
    return whole(count_sessions(v, v->f->set));
  case RBK_FIGURE_DAYS:
    return (rbk_value){RBK_KNOWN, count_sessions(v, v->f->set), 2, 0, 0};
  case RBK_FIGURE_WHOLE_DAYS:
    return whole(count_days(v, true));
  case RBK_FIGURE_ANY_DAYS:
    return whole(count_days(v, false));
  case RBK_FIGURE_RATE:
  case RBK_FIGURE_SHARE:
    return ratio(v);
  case RBK_FIGURE_WEEKS:
    return whole(count_weeks(v));
  case RBK_FIGURE_RUN:
    return whole(run(v));
  case RBK_FIGURE_RUN_DAYS:
    return whole(run_days(v));
  case RBK_FIGURE_EPISODES:
    series(v, &count, &longest);
    return whole(count);
  case RBK_FIGURE_LONGEST_RUN:
    series(v, &count, &longest);
    return whole(longest);
  case RBK_FIGURE_EVENTS:
    latest_that_counts(v, &count);
    return whole(count);
  default: {
    rbk_value n = whole(minutes(v, &lower));
    if (lower) n.known = RBK_LOWER_BOUND;
    return n;
  }
  }
}

static rbk_value arithmetic(const reference *r, const rbk_figure_spec *f,
                            rbk_day d) {
  rbk_value a = reference_value(r, f->left, d);
  rbk_value b = reference_value(r, f->right, d);
  bool lower = a.known == RBK_LOWER_BOUND || b.known == RBK_LOWER_BOUND;
  if (a.known == RBK_NO_DATA || b.known == RBK_NO_DATA) return unknown;
  rbk_value out = {lower ? RBK_LOWER_BOUND : RBK_KNOWN, 0, a.d * b.d, 0, 0};
  if (f->kind == RBK_FIGURE_MULTIPLY) {
    out.n = a.n * b.n;
    if (lower && (a.n < 0 || b.n < 0)) return unknown;
  } else if (f->kind == RBK_FIGURE_ADD) {
    out.n = a.n * b.d + b.n * a.d;
  } else {
    out.n = a.n * b.d - b.n * a.d;
    if (b.known == RBK_LOWER_BOUND) return unknown;
  }
  return out;
}

static rbk_value unrounded(const reference *r, const rbk_figure_spec *f,
                           rbk_day d) {
  static view v;
  switch (f->kind) {
  case RBK_FIGURE_ADD:
  case RBK_FIGURE_SUBTRACT:
  case RBK_FIGURE_MULTIPLY:
    return arithmetic(r, f, d);
  case RBK_FIGURE_CONSTANT:
    return (rbk_value){RBK_KNOWN, f->constant, RBK_DECIMAL_ONE, 0, 0};
  case RBK_FIGURE_HALF_TERM_NUMBER:
    return whole(rbk_calendar_period(&r->reg->calendar, RBK_PERIOD_HALF_TERM, d)
                     ->number);
  default:
    break;
  }
  look(r, f, d, &v);
  switch (f->kind) {
  case RBK_FIGURE_DAYS_SINCE:
    return days_since(&v);
  case RBK_FIGURE_RECORDED:
    return recorded(&v);
  case RBK_FIGURE_ATTRIBUTE:
    return attribute(&v);
  case RBK_FIGURE_AGE:
    return age(&v);
  default:
    return framed(&v);
  }
}

/* Rounds as figures are printed: by printing. */
static rbk_value rounded(rbk_value v, int places) {
  char text[40];
  rbk_decimal decimal;
  if (places < 0 || v.known == RBK_NO_DATA) return v;
  int length = rbk_ratio_print(v.n, v.d, places, text);
  if (!rbk_decimal_parse((rbk_text){text, (size_t)length}, &decimal))
    ck_abort_msg("%s is no decimal", text);
  v.n = decimal;
  v.d = RBK_DECIMAL_ONE;
  return v;
}

rbk_value reference_value(const reference *r, uint32_t figure, rbk_day d) {
  const rbk_figure_spec *f = &r->measures->figures[figure];
  if (f->frozen) {
    const rbk_event *e = reference_latest(r, &f->as_at, d);
    if (!e) return unknown;
    while (d >= 0 && date_of(r, d) > e->date) d--;
    if (d < 0) return unknown;
  }
  return rounded(unrounded(r, f, d), f->rounded);
}
