/* Leaves of the reference. */
#include <string.h>

#include "support/reference_inside.h"

rbk_truth reference_compare(rbk_value a, rbk_comparison comparison,
                            rbk_value b) {
  if (a.known == RBK_NO_DATA || b.known == RBK_NO_DATA) return RBK_UNKNOWN;
  int64_t left = a.n * b.d, right = b.n * a.d;
  bool holds = false, upward = false, downward = false;
  switch (comparison) {
  case RBK_AT_LEAST:
    holds = left >= right, upward = true;
    break;
  case RBK_ABOVE:
    holds = left > right, upward = true;
    break;
  case RBK_AT_MOST:
    holds = left <= right, downward = true;
    break;
  case RBK_BELOW:
    holds = left < right, downward = true;
    break;
  case RBK_IS:
    holds = left == right;
    break;
  }
  bool sure = (a.known == RBK_KNOWN || (upward && holds)) &&
              (b.known == RBK_KNOWN || (downward && holds));
  if (!sure) return RBK_UNKNOWN;
  return holds ? RBK_TRUE : RBK_FALSE;
}

static rbk_truth of(bool holds) {
  return holds ? RBK_TRUE : RBK_FALSE;
}

static bool on_roll(const reference *r, rbk_day d) {
  const rbk_pupil *p = &r->reg->roll.pupils[r->pupil];
  for (size_t s = 0; s < p->spell_count; s++)
    if ((p->spells[s].from == RBK_NO_DATE ||
         p->spells[s].from <= date_of(r, d)) &&
        (p->spells[s].to == RBK_NO_DATE || p->spells[s].to >= date_of(r, d)))
      return true;
  return false;
}

rbk_truth reference_over_window(const reference *r,
                                const rbk_timeline *condition,
                                const rbk_window_spec *spec, bool throughout,
                                rbk_day d) {
  bool held[LONGEST_AXIS];
  bool any = false, maybe = false, sure = false, refuted = false;
  bool exists = reference_window(r, spec, d, held);
  for (rbk_day x = 0; exists && x <= d; x++) {
    if (!held[x] || !on_roll(r, x)) continue;
    rbk_truth truth = rbk_timeline_at(condition, x);
    any = true;
    sure |= truth == RBK_TRUE;
    maybe |= truth == RBK_UNKNOWN;
    refuted |= truth == RBK_FALSE;
  }
  if (!any) return RBK_UNKNOWN;
  if (throughout) return refuted ? RBK_FALSE : maybe ? RBK_UNKNOWN : RBK_TRUE;
  return sure ? RBK_TRUE : maybe ? RBK_UNKNOWN : RBK_FALSE;
}

static rbk_truth compare(const reference *r, const rbk_leaf_spec *l,
                         rbk_day d) {
  rbk_value left = reference_value(r, l->figure, d);
  rbk_value right = {RBK_KNOWN, l->right, RBK_DECIMAL_ONE, 0, 0};
  if (l->right_kind == RBK_RIGHT_FIGURE)
    right = reference_value(r, l->right_figure, d);
  if (l->right_kind == RBK_RIGHT_BY_HALF_TERM)
    right.n =
        l->steps[rbk_calendar_period(&r->reg->calendar, RBK_PERIOD_HALF_TERM, d)
                     ->number -
                 1];
  return reference_compare(left, l->comparison, right);
}

/* On some date up to d: asked of every close, and of the dates before the
 * first close by the rows themselves. */
static rbk_truth attribute_ever(const reference *r, const rbk_leaf_spec *l,
                                rbk_day d) {
  const rbk_history *h = &r->reg->history;
  const rbk_pupil *p = &r->reg->roll.pupils[r->pupil];
  if (l->attribute == RBK_NONE) return RBK_FALSE;
  rbk_date first_set = INT32_MAX;
  for (size_t i = 0; i < h->value_count; i++) {
    const rbk_dated_value *v = &h->values[i];
    if (v->pupil != r->pupil || v->attribute != l->attribute) continue;
    if (v->date < first_set) first_set = v->date;
    if (v->date <= date_of(r, d) && rbk_attribute_true(v->value))
      return RBK_TRUE;
  }
  for (size_t s = 0; s < p->spell_count; s++) {
    bool begun = s == 0 || p->spells[s].from <= date_of(r, d);
    bool held_once = s == 0 || p->spells[s].from < first_set;
    if (begun && held_once &&
        rbk_attribute_true(p->spells[s].values[l->attribute]))
      return RBK_TRUE;
  }
  return RBK_FALSE;
}

static rbk_truth compulsory(const reference *r, rbk_day d) {
  rbk_date birth = r->reg->roll.pupils[r->pupil].birth;
  if (birth != RBK_NO_DATE)
    return of(date_of(r, d) >= rbk_compulsory_from(birth) &&
              date_of(r, d) <= rbk_compulsory_until(birth));
  int year;
  uint32_t attribute =
      rbk_intern_find(&r->reg->roll.attributes, rbk_text_of("year_group"));
  if (rbk_year_group_number(reference_attribute(r, attribute, d), &year) &&
      year >= 1 && year <= 11)
    return RBK_TRUE;
  return RBK_UNKNOWN;
}

static const char *field(const rbk_event *e, uint32_t name) {
  for (size_t i = 0; i < e->field_count; i++)
    if (e->fields[i].name == name) return e->fields[i].value;
  return "";
}

/* Asks `holds` of each event that stands; the best answer wins. */
static rbk_truth
of_events(const reference *r, const rbk_leaf_spec *l, rbk_day d,
          rbk_truth (*holds)(const reference *, const rbk_leaf_spec *, rbk_day,
                             const rbk_event *)) {
  rbk_truth best = RBK_FALSE;
  for (size_t i = 0; i < r->reg->history.event_count; i++) {
    const rbk_event *e = &r->reg->history.events[i];
    if (!reference_read(r, e, &l->match) || !reference_standing(r, e, d))
      continue;
    rbk_truth truth = holds(r, l, d, e);
    if (truth == RBK_TRUE || best == RBK_FALSE) best = truth;
  }
  return best;
}

static rbk_truth is_on_record(const reference *r, const rbk_leaf_spec *l,
                              rbk_day d, const rbk_event *e) {
  for (int w = 0; w < l->window_count; w++)
    if (!reference_holds_event(r, &r->measures->window_specs[l->windows[w]], d,
                               e))
      return RBK_FALSE;
  return RBK_TRUE;
}

static rbk_truth on_record(const reference *r, const rbk_leaf_spec *l,
                           rbk_day d) {
  bool common[LONGEST_AXIS], one[LONGEST_AXIS], any = l->window_count == 0;
  rbk_day days = (rbk_day)r->reg->calendar.day_count;
  for (rbk_day x = 0; x < days; x++) common[x] = true;
  for (int w = 0; w < l->window_count; w++) {
    reference_window(r, &r->measures->window_specs[l->windows[w]], d, one);
    for (rbk_day x = 0; x < days; x++) common[x] = common[x] && one[x];
  }
  for (rbk_day x = 0; x < days; x++) any |= common[x];
  return any ? of_events(r, l, d, is_on_record) : RBK_UNKNOWN;
}

static rbk_truth is_today(const reference *r, const rbk_leaf_spec *l, rbk_day d,
                          const rbk_event *e) {
  (void)l;
  return of(reference_close(r, e->date) == d &&
            rbk_calendar_covers(&r->reg->calendar, e->date));
}

static rbk_truth is_current(const reference *r, const rbk_leaf_spec *l,
                            rbk_day d, const rbk_event *e) {
  rbk_date to;
  const char *text = field(e, l->field);
  if (text[0] == '\0') return RBK_TRUE;
  if (!rbk_date_parse(rbk_text_of(text), &to)) return RBK_UNKNOWN;
  return of(to >= date_of(r, d));
}

static rbk_truth latest(const reference *r, const rbk_leaf_spec *l, rbk_day d) {
  rbk_event_match kind = {.kind = l->match.kind};
  const rbk_event *e = reference_latest(r, &kind, d);
  return of(e && reference_read(r, e, &l->match));
}

static rbk_truth reached(const reference *r, const rbk_leaf_spec *l,
                         rbk_day d) {
  rbk_date date;
  const rbk_event *e = reference_latest(r, &l->match, d);
  if (!e || !rbk_date_parse(rbk_text_of(field(e, l->field)), &date))
    return RBK_UNKNOWN;
  return of(date_of(r, d) >= date);
}

static rbk_truth run_ended(const reference *r, const rbk_leaf_spec *l,
                           rbk_day d) {
  const rbk_register *reg = r->reg;
  int32_t run = 0;
  for (int32_t s = 0; s < 2 * (d + 1); s++) {
    if (rbk_session_state_of(&reg->calendar, &reg->roll.pupils[r->pupil],
                             &reg->marks, r->pupil, s) != RBK_SESSION_MARKED)
      continue;
    rbk_code_set bit = rbk_code_bit(rbk_marks_of(&reg->marks, r->pupil)[s]);
    if (!(bit & rbk_set_possible())) continue;
    if (bit & l->set) {
      run++;
      continue;
    }
    if (s / 2 == d && run >= l->n && run > 0) return RBK_TRUE;
    run = 0;
  }
  return RBK_FALSE;
}

static rbk_truth first_day_of(const reference *r, const rbk_leaf_spec *l,
                              rbk_day d) {
  const rbk_calendar *c = &r->reg->calendar;
  if (!on_roll(r, d)) return RBK_FALSE;
  for (rbk_day x = 0; x < d; x++)
    if (on_roll(r, x) &&
        c->period_of[l->period][x] == c->period_of[l->period][d])
      return RBK_FALSE;
  return RBK_TRUE;
}

static rbk_truth last_day_of(const reference *r, const rbk_leaf_spec *l,
                             rbk_day d) {
  const rbk_calendar *c = &r->reg->calendar;
  for (rbk_day x = d + 1; (size_t)x < c->day_count; x++)
    if (c->period_of[l->period][x] == c->period_of[l->period][d])
      return RBK_FALSE;
  return RBK_TRUE;
}

static rbk_truth of_parent(const reference *r, const rbk_leaf_spec *l) {
  const rbk_roll *roll = &r->reg->roll;
  for (size_t i = 0; r->parent && i < roll->parent_count; i++) {
    const rbk_parent *p = &roll->parents[i];
    if (p->pupil != r->pupil || strcmp(p->id, r->parent) != 0) continue;
    const char *text = l->attribute == RBK_NONE ? "" : p->values[l->attribute];
    return of(l->text ? strcmp(text, l->text) == 0 : rbk_attribute_true(text));
  }
  return RBK_FALSE;
}

rbk_truth reference_leaf(const reference *r, uint32_t leaf, rbk_day d) {
  const rbk_leaf_spec *l = &r->measures->leaves[leaf];
  const char *value =
      l->kind == RBK_LEAF_PARENT ? "" : reference_attribute(r, l->attribute, d);
  switch (l->kind) {
  case RBK_LEAF_CONSTANT:
    return l->truth;
  case RBK_LEAF_COMPARE:
    return compare(r, l, d);
  case RBK_LEAF_ATTRIBUTE:
    return of(rbk_attribute_true(value));
  case RBK_LEAF_ATTRIBUTE_IS:
    return of(strcmp(value, l->text) == 0);
  case RBK_LEAF_ATTRIBUTE_EVER:
    return attribute_ever(r, l, d);
  case RBK_LEAF_COMPULSORY_AGE:
    return compulsory(r, d);
  case RBK_LEAF_ON_RECORD:
    return on_record(r, l, d);
  case RBK_LEAF_EVENT:
    return of_events(r, l, d, is_today);
  case RBK_LEAF_CURRENT:
    return of_events(r, l, d, is_current);
  case RBK_LEAF_LATEST:
    return latest(r, l, d);
  case RBK_LEAF_REACHED:
    return reached(r, l, d);
  case RBK_LEAF_RUN_ENDED:
    return run_ended(r, l, d);
  case RBK_LEAF_WEEKDAY:
    return of(rbk_date_weekday(date_of(r, d)) == l->weekday);
  case RBK_LEAF_ON_OR_AFTER:
    return of(date_of(r, d) >= l->date);
  case RBK_LEAF_IN_TERM:
    return of(
        strcmp(rbk_calendar_period(&r->reg->calendar, RBK_PERIOD_TERM, d)->name,
               l->text) == 0);
  case RBK_LEAF_FIRST_DAY_OF:
    return first_day_of(r, l, d);
  case RBK_LEAF_LAST_DAY_OF:
    return last_day_of(r, l, d);
  case RBK_LEAF_PARENT:
    return of_parent(r, l);
  default:
    return RBK_UNKNOWN;
  }
}
