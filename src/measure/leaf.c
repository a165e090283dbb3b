/* The leaves of conditions over all days: one maker a kind. */
#include <string.h>

#include "measure/desk_parts.h"

typedef struct making {
  rbk_desk *desk;
  const rbk_leaf_spec *spec;
  const rbk_leaf_recipe *recipe;
  const rbk_calendar *calendar;
  size_t days;
  rbk_word *lo, *hi; /* both clear at first; hi counts unless known */
  bool known;        /* hi is lo: the usual case */
} making;

static void put(const making *m, size_t d, rbk_truth truth) {
  if (truth == RBK_TRUE) rbk_bits_set(m->lo, d);
  if (truth != RBK_FALSE) rbk_bits_set(m->hi, d);
}

static void fill(const making *m, rbk_day first, rbk_day last) {
  if (first < 0) first = 0;
  if (last >= (rbk_day)m->days) last = (rbk_day)m->days - 1;
  if (first <= last) rbk_bits_fill(m->lo, (size_t)first, (size_t)last);
}

static rbk_status make_constant(making *m) {
  m->known = m->spec->truth != RBK_UNKNOWN;
  if (m->spec->truth == RBK_TRUE) fill(m, 0, (rbk_day)m->days - 1);
  if (!m->known) rbk_bits_fill(m->hi, 0, m->days - 1);
  return RBK_OK;
}

/* --- attributes ----------------------------------------------------------- */

/* Texts stay the same over long stretches, so each is asked once. */
static void fill_attribute(making *m,
                           bool (*holds)(const making *, const char *)) {
  rbk_desk_attribute(m->desk, m->spec->attribute);
  for (size_t d = 0, end; d < m->days; d = end) {
    end = rbk_desk_text_end(m->desk, d);
    if (holds(m, m->desk->texts[d])) rbk_bits_fill(m->lo, d, end - 1);
  }
}

static bool is_true(const making *m, const char *text) {
  (void)m;
  return rbk_attribute_true(text);
}

static bool is_equal(const making *m, const char *text) {
  return strcmp(text, m->spec->text) == 0;
}

static rbk_status make_attribute(making *m) {
  fill_attribute(m, is_true);
  return RBK_OK;
}

static rbk_status make_attribute_is(making *m) {
  fill_attribute(m, is_equal);
  return RBK_OK;
}

/* What parents.csv says of a parent of a pupil; NULL: there is no such row. */
static const char *parent_text(const rbk_roll *roll,
                               const rbk_event_reader *reader, uint32_t field) {
  if (reader->parent == NULL) return NULL;
  size_t low = 0, high = roll->parent_count;
  while (low < high) { /* by pupil, then id */
    size_t middle = low + (high - low) / 2;
    const rbk_parent *parent = &roll->parents[middle];
    if (parent->pupil < reader->pupil ||
        (parent->pupil == reader->pupil &&
         strcmp(parent->id, reader->parent) < 0))
      low = middle + 1;
    else
      high = middle;
  }
  const rbk_parent *found = &roll->parents[low];
  if (low == roll->parent_count || found->pupil != reader->pupil ||
      strcmp(found->id, reader->parent) != 0)
    return NULL;
  const char *text =
      field == RBK_NONE || !found->values ? NULL : found->values[field];
  return text ? text : "";
}

static rbk_status make_parent(making *m) {
  const rbk_roll *roll = &m->desk->reg->roll;
  const char *text = parent_text(roll, &m->desk->reader, m->spec->attribute);
  bool holds = text && (m->spec->text ? is_equal(m, text) : is_true(m, text));
  if (holds) fill(m, 0, (rbk_day)m->days - 1);
  return RBK_OK;
}

const char *rbk_desk_parent_text(const rbk_desk *desk, uint32_t field) {
  const char *text = parent_text(&desk->reg->roll, &desk->reader, field);
  return text ? text : "";
}

/* The first close on or after a date, as a day of the axis. */
static rbk_day close_of(const making *m, rbk_date date) {
  rbk_day day = rbk_calendar_on_or_after(m->calendar, date);
  return day == RBK_NO_DAY ? (rbk_day)m->days : day;
}

/* Whether it was ever true goes by dates, so that what ended before the first
 * loaded day counts: a spell's row from its first date (the first row from the
 * beginning) until attribute.set took its place, each attribute.set from its
 * own. */
static rbk_status make_attribute_ever(making *m) {
  if (m->spec->attribute == RBK_NONE) return RBK_OK;
  size_t count;
  const rbk_dated_value *values =
      rbk_desk_values(m->desk, m->spec->attribute, &count);
  const rbk_pupil *pupil = m->desk->pupil;
  rbk_day since = (rbk_day)m->days;
  for (size_t i = 0; i < count; i++) {
    rbk_day day = close_of(m, values[i].date);
    if (day < since && rbk_attribute_true(values[i].value)) since = day;
  }
  for (size_t s = 0; s < pupil->spell_count; s++) {
    rbk_date from = s == 0 || pupil->spells[s].from == RBK_NO_DATE
                        ? RBK_DATE_FIRST
                        : pupil->spells[s].from;
    if (count > 0 && from >= values[0].date) break;
    rbk_day day = close_of(m, from);
    const char **row = pupil->spells[s].values;
    if (day < since && row && rbk_attribute_true(row[m->spec->attribute]))
      since = day;
  }
  fill(m, since, (rbk_day)m->days - 1);
  return RBK_OK;
}

/* Without a birth date by year group: 1 to 11 true, else no data. */
static rbk_status make_compulsory_by_year(making *m) {
  uint32_t attribute = rbk_intern_find(&m->desk->reg->roll.attributes,
                                       rbk_text_of("year_group"));
  rbk_desk_attribute(m->desk, attribute);
  m->known = false;
  rbk_bits_fill(m->hi, 0, m->days - 1);
  for (size_t d = 0, end; d < m->days; d = end) {
    int year;
    end = rbk_desk_text_end(m->desk, d);
    if (rbk_year_group_number(m->desk->texts[d], &year) && year >= 1 &&
        year <= 11)
      rbk_bits_fill(m->lo, d, end - 1);
  }
  return RBK_OK;
}

static rbk_status make_compulsory_age(making *m) {
  rbk_date birth = m->desk->pupil->birth;
  if (birth == RBK_NO_DATE) return make_compulsory_by_year(m);
  rbk_day last =
      rbk_calendar_on_or_before(m->calendar, rbk_compulsory_until(birth));
  fill(m, close_of(m, rbk_compulsory_from(birth)), last);
  return RBK_OK;
}

/* --- events --------------------------------------------------------------- */

/* The next of the leaf's events, with the days on which it stands. */
static const rbk_event *next_event(const making *m, size_t *i, rbk_day *first,
                                   rbk_day *last) {
  const rbk_desk *desk = m->desk;
  while (*i < desk->event_count) {
    const rbk_event *event = &desk->events[(*i)++];
    if (!rbk_event_is_read(event, &desk->reader, &m->spec->match)) continue;
    rbk_event_standing(m->calendar, event, first, last);
    return event;
  }
  return NULL;
}

static rbk_status make_on_record_within(making *m) {
  const rbk_leaf_spec *spec = m->spec;
  const rbk_window *window;
  rbk_status status = rbk_desk_frame(m->desk, m->recipe->frame, &window);
  const rbk_window *part;
  for (uint8_t i = 0; i < spec->window_count && status == RBK_OK; i++)
    status = rbk_desk_window(m->desk, spec->windows[i], &part);
  if (status != RBK_OK) return status;
  rbk_day first, last;
  size_t i = 0;
  for (const rbk_event *event; (event = next_event(m, &i, &first, &last));)
    for (rbk_day d = first; d <= last; d++)
      if (rbk_desk_event_inside(m->desk, spec->windows, spec->window_count,
                                event, d))
        rbk_bits_set(m->lo, (size_t)d);
  m->known = false;
  rbk_bits_copy(m->hi, m->lo, m->days);
  for (size_t d = 0; d < m->days; d++) /* over an empty window no data */
    if (window->from[d] > window->to[d]) {
      rbk_bits_clear(m->lo, d);
      rbk_bits_set(m->hi, d);
    }
  return RBK_OK;
}

static rbk_status make_on_record(making *m) {
  if (m->spec->window_count > 0) return make_on_record_within(m);
  rbk_day first, last;
  size_t i = 0;
  while (next_event(m, &i, &first, &last)) fill(m, first, last);
  return RBK_OK;
}

static rbk_status make_event(making *m) {
  rbk_day first, last;
  size_t i = 0;
  for (const rbk_event *event; (event = next_event(m, &i, &first, &last));)
    if (first <= last && rbk_calendar_covers(m->calendar, event->date))
      fill(m, first, first);
  return RBK_OK;
}

/* An event's `to`: until when it is current. An empty one is open; one that is
 * no date leaves open whether the event is current. */
static rbk_status make_current(making *m) {
  rbk_day first, last;
  size_t i = 0;
  for (const rbk_event *event; (event = next_event(m, &i, &first, &last));) {
    const char *to = rbk_event_field(event, m->spec->field);
    rbk_date until;
    if (to && to[0] != '\0' && !rbk_date_parse(rbk_text_of(to), &until)) {
      m->known = false;
      if (first <= last) rbk_bits_fill(m->hi, (size_t)first, (size_t)last);
      continue;
    }
    if (to && to[0] != '\0') {
      rbk_day end = rbk_calendar_on_or_before(m->calendar, until);
      if (end < last) last = end;
    }
    fill(m, first, last);
  }
  if (!m->known) rbk_bits_or(m->hi, m->lo, m->days);
  return RBK_OK;
}

/* The latest of the kind, whatever its fields; then the filters. */
static rbk_status make_latest(making *m) {
  rbk_event_match kind = {.kind = m->spec->match.kind};
  rbk_desk_find_latest(m->desk, &kind);
  for (size_t d = 0; d < m->days; d++)
    if (m->desk->latest[d] &&
        rbk_event_matches(m->desk->latest[d], &m->spec->match))
      rbk_bits_set(m->lo, d);
  return RBK_OK;
}

static rbk_status make_reached(making *m) {
  rbk_desk_find_latest(m->desk, &m->spec->match);
  m->known = false;
  const rbk_event *event = NULL;
  bool dated = false;
  rbk_date date = 0;
  for (size_t d = 0; d < m->days; d++) {
    if (m->desk->latest[d] != event) {
      event = m->desk->latest[d];
      const char *text = event ? rbk_event_field(event, m->spec->field) : NULL;
      dated = text && rbk_date_parse(rbk_text_of(text), &date);
    }
    bool reached = event && dated && m->calendar->date[d] >= date;
    put(m, d, !event || !dated ? RBK_UNKNOWN : reached ? RBK_TRUE : RBK_FALSE);
  }
  return RBK_OK;
}

/* --- marks and calendar --------------------------------------------------- */

static rbk_status make_run_ended(making *m) {
  const rbk_series *series;
  rbk_status status = rbk_desk_series(m->desk, m->recipe->series, &series);
  if (status != RBK_OK) return status;
  for (int32_t group = 0; group < series->groups; group++)
    if (series->end[group] - series->begin[group] >= m->spec->n &&
        series->ended[group] != RBK_NO_DAY)
      rbk_bits_set(m->lo, (size_t)series->ended[group]);
  return RBK_OK;
}

static rbk_status make_weekday(making *m) {
  for (size_t d = 0; d < m->days; d++)
    if (rbk_date_weekday(m->calendar->date[d]) == m->spec->weekday)
      rbk_bits_set(m->lo, d);
  return RBK_OK;
}

static rbk_status make_on_or_after(making *m) {
  fill(m, close_of(m, m->spec->date), (rbk_day)m->days - 1);
  return RBK_OK;
}

static rbk_status make_in_term(making *m) {
  const rbk_period *terms = m->calendar->periods[RBK_PERIOD_TERM];
  for (size_t i = 0; i < m->calendar->period_count[RBK_PERIOD_TERM]; i++)
    if (strcmp(terms[i].name, m->spec->text) == 0)
      fill(m, terms[i].first, terms[i].last);
  return RBK_OK;
}

static rbk_status make_first_day_of(making *m) {
  const rbk_period *periods = m->calendar->periods[m->spec->period];
  for (size_t i = 0; i < m->calendar->period_count[m->spec->period]; i++) {
    size_t day =
        rbk_bits_next(m->desk->on_roll, m->days, (size_t)periods[i].first);
    if (day < m->days && day <= (size_t)periods[i].last)
      rbk_bits_set(m->lo, day);
  }
  return RBK_OK;
}

static rbk_status make_last_day_of(making *m) {
  const rbk_period *periods = m->calendar->periods[m->spec->period];
  for (size_t i = 0; i < m->calendar->period_count[m->spec->period]; i++)
    rbk_bits_set(m->lo, (size_t)periods[i].last);
  return RBK_OK;
}

static rbk_status (*const makers[RBK_LEAF_KINDS])(making *) = {
    [RBK_LEAF_CONSTANT] = make_constant,
    [RBK_LEAF_ATTRIBUTE] = make_attribute,
    [RBK_LEAF_ATTRIBUTE_IS] = make_attribute_is,
    [RBK_LEAF_ATTRIBUTE_EVER] = make_attribute_ever,
    [RBK_LEAF_COMPULSORY_AGE] = make_compulsory_age,
    [RBK_LEAF_ON_RECORD] = make_on_record,
    [RBK_LEAF_EVENT] = make_event,
    [RBK_LEAF_CURRENT] = make_current,
    [RBK_LEAF_LATEST] = make_latest,
    [RBK_LEAF_REACHED] = make_reached,
    [RBK_LEAF_RUN_ENDED] = make_run_ended,
    [RBK_LEAF_WEEKDAY] = make_weekday,
    [RBK_LEAF_ON_OR_AFTER] = make_on_or_after,
    [RBK_LEAF_IN_TERM] = make_in_term,
    [RBK_LEAF_FIRST_DAY_OF] = make_first_day_of,
    [RBK_LEAF_LAST_DAY_OF] = make_last_day_of,
    [RBK_LEAF_PARENT] = make_parent,
};

rbk_status rbk_desk_make_leaf(rbk_desk *desk, uint32_t index) {
  const rbk_leaf_spec *spec = &desk->measures->leaves[index];
  rbk_made_leaf *leaf = &desk->leaves[index];
  if (spec->kind == RBK_LEAF_COMPARE) return rbk_desk_compare(desk, spec, leaf);
  making m = {desk,
              spec,
              &desk->recipes->leaves[index],
              desk->calendar,
              desk->recipes->days,
              leaf->lo,
              leaf->hi,
              true};
  rbk_bits_zero(leaf->lo, m.days);
  rbk_bits_zero(leaf->hi, m.days);
  rbk_status status = makers[spec->kind](&m);
  leaf->known = m.known;
  return status;
}
