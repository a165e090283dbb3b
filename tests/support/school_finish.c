/* Putting the rows of a school under construction in the order a register
 * has them in. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "support/school_rows.h"

static void *take(school *s, size_t count, size_t size) {
  void *memory = rbk_arena_take(&s->reg->arena, count, size);
  if (memory == NULL) ck_abort_msg("no memory for the test's school");
  return memory;
}

static int compare(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

static int by_id(const void *left, const void *right) {
  const pupil_row *const *a = left, *const *b = right;
  return strcmp((*a)->id, (*b)->id);
}

/* The pupils in roll order. Marks stay in the rows in which they came, so that
 * nobody gets by without rbk_marks_of. Gives row -> place on the roll. */
static uint32_t *order_pupils(school *s) {
  rbk_register *reg = s->reg;
  size_t count = s->pupils.count;
  pupil_row **sorted = take(s, count, sizeof *sorted);
  for (size_t i = 0; i < count; i++) sorted[i] = &s->pupils.items[i];
  qsort(sorted, count, sizeof *sorted, by_id);
  uint32_t *place = take(s, count, sizeof *place);
  reg->roll.pupils = take(s, count, sizeof *reg->roll.pupils);
  reg->roll.pupil_count = count;
  reg->marks.stride = s->stride;
  reg->marks.bytes = take(s, count, s->stride);
  reg->marks.row = take(s, count, sizeof *reg->marks.row);
  for (size_t i = 0; i < count; i++) {
    size_t row = (size_t)(sorted[i] - s->pupils.items);
    place[row] = (uint32_t)i;
    reg->marks.row[i] = (uint32_t)row;
    reg->roll.pupils[i].id = sorted[i]->id;
    reg->roll.pupils[i].birth = sorted[i]->birth;
    memcpy(reg->marks.bytes + row * s->stride, sorted[i]->bytes, s->stride);
  }
  return place;
}

static int by_beginning(const void *left, const void *right) {
  const rbk_spell *a = left, *b = right;
  return compare(a->from, b->from);
}

static const char **no_values(school *s) {
  size_t count = s->reg->roll.attributes.count;
  const char **values = take(s, count, sizeof *values);
  for (size_t i = 0; i < count; i++) values[i] = "";
  return values;
}

/* A pupil's spells in order; one open at both ends when none was given. */
static void fill_spells(school *s, size_t row, rbk_pupil *pupil) {
  size_t count = 0;
  for (size_t i = 0; i < s->spells.count; i++)
    count += s->spells.items[i].pupil == row;
  pupil->spell_count = count ? count : 1;
  pupil->spells = take(s, pupil->spell_count, sizeof *pupil->spells);
  pupil->spells[0].from = pupil->spells[0].to = RBK_NO_DATE;
  size_t next = 0;
  for (size_t i = 0; i < s->spells.count; i++) {
    if (s->spells.items[i].pupil != row) continue;
    pupil->spells[next].from = s->spells.items[i].from;
    pupil->spells[next++].to = s->spells.items[i].to;
  }
  qsort(pupil->spells, pupil->spell_count, sizeof *pupil->spells, by_beginning);
  for (size_t i = 1; i < pupil->spell_count; i++)
    ck_assert_msg(pupil->spells[i - 1].to != RBK_NO_DATE &&
                      pupil->spells[i].from > pupil->spells[i - 1].to,
                  "the spells of '%s' overlap", pupil->id);
  for (size_t i = 0; i < pupil->spell_count; i++)
    pupil->spells[i].values = no_values(s);
}

static void fill_roll(school *s, const uint32_t *place) {
  rbk_roll *roll = &s->reg->roll;
  for (size_t row = 0; row < s->pupils.count; row++)
    fill_spells(s, row, &roll->pupils[place[row]]);
  for (size_t i = 0; i < s->attributes.count; i++) {
    const attribute_row *a = &s->attributes.items[i];
    rbk_pupil *pupil = &roll->pupils[place[a->pupil]];
    ck_assert_msg(a->spell == SIZE_MAX || a->spell < pupil->spell_count,
                  "'%s' has no spell %zu", pupil->id, a->spell);
    for (size_t k = 0; k < pupil->spell_count; k++)
      if (a->spell == SIZE_MAX || a->spell == k)
        pupil->spells[k].values[a->attribute] = a->value;
  }
  rbk_roll_place(roll, &s->reg->calendar);
}

static int by_parent(const void *left, const void *right) {
  const rbk_parent *a = left, *b = right;
  int order = compare(a->pupil, b->pupil);
  return order ? order : strcmp(a->id, b->id);
}

static void fill_parents(school *s, const uint32_t *place) {
  rbk_roll *roll = &s->reg->roll;
  size_t count = s->parents.count;
  roll->parents = take(s, count, sizeof *roll->parents);
  roll->parent_count = count;
  for (size_t i = 0; i < count; i++) {
    const parent_row *row = &s->parents.items[i];
    roll->parents[i] = (rbk_parent){.id = row->id,
                                    .pupil = place[row->pupil],
                                    .responsible = row->responsible};
    const char **values = take(s, roll->parent_fields.count, sizeof *values);
    for (size_t f = 0; f < roll->parent_fields.count; f++)
      values[f] = row->values[f] ? row->values[f] : "";
    roll->parents[i].values = values;
  }
  qsort(roll->parents, count, sizeof *roll->parents, by_parent);
}

/* Withdrawn codes are noted beside what the test notes. */
static void note_withdrawn(school *s) {
  const rbk_calendar *c = &s->reg->calendar;
  for (size_t p = 0; p < s->pupils.count; p++) {
    for (size_t i = 0; i < 2 * c->day_count; i++) {
      const rbk_code_info *info = rbk_code_info_of(s->pupils.items[p].bytes[i]);
      if (info == NULL || info->to == RBK_NO_DATE || info->to >= c->date[i / 2])
        continue;
      note_row row = {p, (int32_t)i, -1, NULL, NULL, true, 0};
      if (rbk_grow(NULL, &s->notes.items, &s->notes.capacity,
                   s->notes.count + 1, sizeof row) != RBK_OK)
        ck_abort_msg("no memory for the test's school");
      s->notes.items[s->notes.count++] = row;
    }
  }
}

static int by_session(const void *left, const void *right) {
  const note_row *a = left, *b = right;
  int order = compare((int64_t)a->pupil, (int64_t)b->pupil);
  if (order == 0) order = compare(a->session, b->session);
  return order ? order : compare((int64_t)a->seq, (int64_t)b->seq);
}

static void fill_notes(school *s, const uint32_t *place) {
  note_withdrawn(s);
  rbk_marks *marks = &s->reg->marks;
  size_t count = s->notes.count;
  marks->notes = take(s, count, sizeof *marks->notes);
  for (size_t i = 0; i < count; i++) s->notes.items[i].seq = i;
  for (size_t i = 0; i < count; i++)
    s->notes.items[i].pupil = place[s->notes.items[i].pupil];
  if (count > 0)
    qsort(s->notes.items, count, sizeof *s->notes.items, by_session);
  for (size_t i = 0; i < count; i++) {
    const note_row *row = &s->notes.items[i];
    uint32_t pupil = (uint32_t)row->pupil;
    if (rbk_marks_of(marks, pupil)[row->session] == RBK_NO_CODE) continue;
    rbk_mark_note *last =
        marks->note_count ? &marks->notes[marks->note_count - 1] : NULL;
    if (last == NULL || last->pupil != pupil || last->session != row->session) {
      last = &marks->notes[marks->note_count++];
      *last = (rbk_mark_note){pupil, row->session, -1, NULL, NULL, false};
    }
    if (row->minutes >= 0) last->minutes = row->minutes;
    if (row->comment != NULL) last->comment = row->comment;
    if (row->raw != NULL) last->raw = row->raw;
    if (row->withdrawn) last->withdrawn = true;
  }
}

static int by_foreign(const void *left, const void *right) {
  const rbk_foreign_mark *a = left, *b = right;
  int order = compare(a->pupil, b->pupil);
  if (order == 0) order = compare(a->date, b->date);
  return order ? order : compare(a->session, b->session);
}

static int by_stray(const void *left, const void *right) {
  const rbk_stray *a = left, *b = right;
  int order = compare(a->pupil, b->pupil);
  if (order == 0) order = compare(a->date, b->date);
  return order ? order : compare(a->session, b->session);
}

/* A session has one mark: of several rows for it the first is kept. */
static void fill_other_marks(school *s, const uint32_t *place) {
  rbk_marks *marks = &s->reg->marks;
  marks->foreign = take(s, s->foreign.count, sizeof *marks->foreign);
  for (size_t i = 0; i < s->foreign.count; i++)
    s->foreign.items[i].pupil = place[s->foreign.items[i].pupil];
  if (s->foreign.count > 0)
    qsort(s->foreign.items, s->foreign.count, sizeof *s->foreign.items,
          by_foreign);
  for (size_t i = 0; i < s->foreign.count; i++)
    if (i == 0 || by_foreign(&s->foreign.items[i - 1], &s->foreign.items[i]))
      marks->foreign[marks->foreign_count++] = s->foreign.items[i];
  marks->strays = take(s, s->strays.count, sizeof *marks->strays);
  for (size_t i = 0; i < s->strays.count; i++)
    s->strays.items[i].pupil = place[s->strays.items[i].pupil];
  if (s->strays.count > 0)
    qsort(s->strays.items, s->strays.count, sizeof *s->strays.items, by_stray);
  for (size_t i = 0; i < s->strays.count; i++)
    if (i == 0 || by_stray(&s->strays.items[i - 1], &s->strays.items[i]))
      marks->strays[marks->stray_count++] = s->strays.items[i];
}

static int by_event(const void *left, const void *right) {
  const event_row *a = left, *b = right;
  int order = compare(a->event.pupil, b->event.pupil);
  if (order == 0) order = compare(a->event.date, b->event.date);
  if (order == 0) order = strcmp(a->kind, b->kind);
  if (order == 0) order = strcmp(a->event.id, b->event.id);
  return order ? order : compare((int64_t)a->line, (int64_t)b->line);
}

static void fill_events(school *s, const uint32_t *place) {
  rbk_history *history = &s->reg->history;
  size_t count = s->events.count;
  event_row *rows = s->events.items;
  history->events = take(s, count, sizeof *history->events);
  history->event_count = count;
  for (size_t i = 0; i < count; i++)
    if (rows[i].event.pupil != RBK_NONE)
      rows[i].event.pupil = place[rows[i].event.pupil];
  if (count > 0) qsort(rows, count, sizeof *rows, by_event);
  for (size_t i = 0; i < count; i++) {
    rbk_event *event = &history->events[i];
    *event = rows[i].event;
    event->line = rows[i].line;
    event->effect = rbk_calendar_on_or_after(&s->reg->calendar, event->date);
    event->ordinal = 1;
    if (i > 0 && event[-1].pupil == event->pupil &&
        event[-1].date == event->date && event[-1].kind == event->kind)
      event->ordinal = event[-1].ordinal + 1;
  }
}

static int by_value(const void *left, const void *right) {
  const value_row *a = left, *b = right;
  int order = compare(a->value.pupil, b->value.pupil);
  if (order == 0) order = compare(a->value.attribute, b->value.attribute);
  if (order == 0) order = compare(a->value.date, b->value.date);
  return order ? order : compare((int64_t)a->seq, (int64_t)b->seq);
}

static void fill_values(school *s, const uint32_t *place) {
  rbk_history *history = &s->reg->history;
  size_t count = s->values.count;
  value_row *rows = s->values.items;
  history->values = take(s, count, sizeof *history->values);
  history->value_count = count;
  for (size_t i = 0; i < count; i++)
    rows[i].value.pupil = place[rows[i].value.pupil];
  if (count > 0) qsort(rows, count, sizeof *rows, by_value);
  for (size_t i = 0; i < count; i++) {
    history->values[i] = rows[i].value;
    history->values[i].effect =
        rbk_calendar_on_or_after(&s->reg->calendar, rows[i].value.date);
  }
}

static void fill_profile(school *s) {
  rbk_school *profile = &s->reg->school;
  profile->policy_count = s->policies.count;
  profile->policies = take(s, s->policies.count, sizeof *profile->policies);
  for (size_t i = 0; i < s->policies.count; i++)
    profile->policies[i] = s->policies.items[i];
  profile->parameter_count = s->parameters.count;
  profile->parameters =
      take(s, s->parameters.count, sizeof *profile->parameters);
  for (size_t i = 0; i < s->parameters.count; i++)
    profile->parameters[i] = s->parameters.items[i];
}

static void give_back(school *s) {
  void *lists[] = {
      s->halves.items,     s->closures.items,      s->singles.items,
      s->named.items,      s->bank_holidays.items, s->pupils.items,
      s->spells.items,     s->attributes.items,    s->parents.items,
      s->notes.items,      s->foreign.items,       s->strays.items,
      s->events.items,     s->values.items,        s->policies.items,
      s->parameters.items,
  };
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    rbk_release(NULL, lists[i]);
  free(s);
}

rbk_register *school_finish(school *s) {
  ck_assert_msg(s->pupils.count > 0, "a school needs a pupil");
  rbk_register *reg = s->reg;
  const uint32_t *place = order_pupils(s);
  fill_roll(s, place);
  fill_parents(s, place);
  reg->marks.taken =
      take(s, rbk_bits_words(2 * reg->calendar.day_count), sizeof(rbk_word));
  rbk_marks_close(&reg->marks, &reg->calendar, reg->roll.pupil_count);
  fill_notes(s, place);
  fill_other_marks(s, place);
  fill_events(s, place);
  fill_values(s, place);
  fill_profile(s);
  give_back(s);
  return reg;
}
