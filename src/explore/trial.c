#include "explore/trial.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/groups.h"

struct rbk_trial {
  const rbk_alloc *alloc;
  rbk_arena arena;   /* the register's copies */
  rbk_arena running; /* the log of a run */
  rbk_register reg;  /* a copy that shares what is not supposed otherwise */
  rbk_binding *binding;
  rbk_worker *worker;
  uint32_t pupil;
  rbk_day day;
  rbk_code *marks; /* of the pupil, in the copy */
};

/* --- marks --------------------------------------------------------------- */

static bool has_session(const rbk_calendar *calendar, int32_t session) {
  return calendar->sessions[session / 2] & (session % 2 ? RBK_PM : RBK_AM);
}

static void attend_all(rbk_trial *t) {
  const rbk_calendar *calendar = &t->reg.calendar;
  int32_t end = (int32_t)calendar->day_count * 2;
  for (int32_t i = (t->day + 1) * 2; i < end; i++)
    t->marks[i] = !has_session(calendar, i) ? RBK_NO_CODE
                  : i % 2                   ? rbk_code_present_pm()
                                            : rbk_code_present_am();
}

static rbk_status copy_marks(rbk_trial *t) {
  const rbk_calendar *calendar = &t->reg.calendar;
  rbk_marks *marks = &t->reg.marks;
  size_t sessions = calendar->day_count * 2;
  size_t pupils = t->reg.roll.pupil_count;
  uint32_t rows = 0;
  for (size_t i = 0; i < pupils; i++)
    if (marks->row[i] >= rows) rows = marks->row[i] + 1;
  uint8_t *bytes = rbk_arena_take(&t->arena, rows, marks->stride);
  rbk_word *taken =
      rbk_arena_take(&t->arena, rbk_bits_words(sessions), sizeof *taken);
  if (bytes == NULL || taken == NULL) return RBK_NOMEM;
  memcpy(bytes, marks->bytes, rows * marks->stride);
  rbk_bits_copy(taken, marks->taken, sessions);
  for (int32_t i = (t->day + 1) * 2; i < (int32_t)sessions; i++) {
    rbk_bits_put(taken, (size_t)i, has_session(calendar, i));
    if (has_session(calendar, i)) marks->last_session = i;
  }
  /* What was not yet taken on the day itself stays so. */
  marks->bytes = bytes;
  marks->taken = taken;
  t->marks = bytes + (size_t)marks->row[t->pupil] * marks->stride;
  attend_all(t);
  return RBK_OK;
}

/* Of one pupil's notes and other schools' marks, those after the day go. */
static rbk_status drop_later(rbk_trial *t) {
  rbk_marks *marks = &t->reg.marks;
  const rbk_date *date = t->reg.calendar.date;
  rbk_mark_note *notes =
      rbk_arena_take(&t->arena, marks->note_count, sizeof *notes);
  rbk_foreign_mark *foreign =
      rbk_arena_take(&t->arena, marks->foreign_count, sizeof *foreign);
  if (notes == NULL || foreign == NULL) return RBK_NOMEM;
  size_t kept = 0;
  for (size_t i = 0; i < marks->note_count; i++)
    if (marks->notes[i].pupil != t->pupil ||
        marks->notes[i].session / 2 <= t->day)
      notes[kept++] = marks->notes[i];
  marks->notes = notes;
  marks->note_count = kept;
  kept = 0;
  for (size_t i = 0; i < marks->foreign_count; i++)
    if (marks->foreign[i].pupil != t->pupil ||
        marks->foreign[i].date <= date[t->day])
      foreign[kept++] = marks->foreign[i];
  marks->foreign = foreign;
  marks->foreign_count = kept;
  return RBK_OK;
}

/* --- the case history ---------------------------------------------------- */

static rbk_status copy_names(rbk_trial *t, rbk_intern *names) {
  rbk_intern old = *names;
  rbk_intern_init(names, &t->arena);
  for (uint32_t i = 0; i < old.count; i++)
    if (rbk_intern_add(names, old.texts[i]) == RBK_NONE) return RBK_NOMEM;
  return RBK_OK;
}

static rbk_status make_event(rbk_trial *t, const rbk_supposed *fact,
                             size_t number, rbk_event *out) {
  rbk_history *history = &t->reg.history;
  rbk_field *fields =
      rbk_arena_take(&t->arena, fact->field_count, sizeof *fields);
  if (fields == NULL) return RBK_NOMEM;
  *out = (rbk_event){
      .pupil = t->pupil,
      .kind = rbk_intern_add(&history->kinds, rbk_text_of(fact->name)),
      .date = t->reg.calendar.date[t->day + 1],
      .withdrawn = RBK_NO_DATE,
      .effect = t->day + 1,
      .id = rbk_arena_format(&t->arena, "supposed-%zu", number),
      .parent = "",
      .group = "",
      .fields = fields,
      .field_count = fact->field_count,
      .ordinal = 1};
  if (out->kind == RBK_NONE || out->id == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < fact->field_count; i++) {
    fields[i].name =
        rbk_intern_add(&history->fields, rbk_text_of(fact->fields[i].field));
    fields[i].value = fact->fields[i].value;
    if (fields[i].name == RBK_NONE) return RBK_NOMEM;
  }
  return RBK_OK;
}

/* Events of one day stand by their kind; those of one kind are numbered. */
static void put_event(const rbk_trial *t, rbk_event *events, size_t first,
                      size_t end, const rbk_event *made) {
  const rbk_intern *kinds = &t->reg.history.kinds;
  const char *kind = rbk_intern_text(kinds, made->kind);
  size_t at = end;
  for (; at > first &&
         strcmp(rbk_intern_text(kinds, events[at - 1].kind), kind) > 0;
       at--)
    events[at] = events[at - 1];
  events[at] = *made;
  for (size_t i = first; i < at; i++)
    if (events[i].kind == made->kind) events[at].ordinal++;
}

static rbk_status suppose_events(rbk_trial *t, const rbk_supposed *facts,
                                 size_t count) {
  rbk_history *history = &t->reg.history;
  rbk_date last = t->reg.calendar.date[t->day];
  rbk_event *events =
      rbk_arena_take(&t->arena, history->event_count + count, sizeof *events);
  rbk_status status = copy_names(t, &history->kinds);
  if (status == RBK_OK) status = copy_names(t, &history->fields);
  if (status != RBK_OK || events == NULL) return RBK_NOMEM;
  size_t kept = 0, i = 0;
  for (; i < history->event_count && history->events[i].pupil <= t->pupil;
       i++) {
    const rbk_event *event = &history->events[i];
    if (event->pupil == t->pupil && event->effect > t->day) continue;
    events[kept] = *event;
    if (event->pupil == t->pupil && event->withdrawn != RBK_NO_DATE &&
        event->withdrawn > last)
      events[kept].withdrawn = RBK_NO_DATE;
    kept++;
  }
  size_t first = kept;
  for (size_t f = 0; f < count && status == RBK_OK; f++) {
    if (facts[f].attribute) continue;
    rbk_event made;
    status = make_event(t, &facts[f], f + 1, &made);
    if (status == RBK_OK) put_event(t, events, first, kept++, &made);
  }
  for (; i < history->event_count; i++) events[kept++] = history->events[i];
  history->events = events;
  history->event_count = kept;
  return status;
}

static bool before(const rbk_dated_value *a, const rbk_dated_value *b) {
  if (a->pupil != b->pupil) return a->pupil < b->pupil;
  if (a->attribute != b->attribute) return a->attribute < b->attribute;
  return a->date <= b->date;
}

static rbk_status suppose_values(rbk_trial *t, const rbk_supposed *facts,
                                 size_t count) {
  rbk_history *history = &t->reg.history;
  rbk_dated_value *values =
      rbk_arena_take(&t->arena, history->value_count + count, sizeof *values);
  if (values == NULL) return RBK_NOMEM;
  size_t kept = 0;
  for (size_t i = 0; i < history->value_count; i++)
    if (history->values[i].pupil != t->pupil ||
        history->values[i].effect <= t->day)
      values[kept++] = history->values[i];
  for (size_t f = 0; f < count; f++) {
    if (!facts[f].attribute) continue;
    rbk_dated_value made = {.pupil = t->pupil,
                            .attribute =
                                rbk_intern_find(&t->reg.roll.attributes,
                                                rbk_text_of(facts[f].name)),
                            .date = t->reg.calendar.date[t->day + 1],
                            .effect = t->day + 1,
                            .value = facts[f].value};
    if (made.attribute == RBK_NONE) continue;
    size_t at = kept++;
    for (; at > 0 && before(&made, &values[at - 1]); at--)
      values[at] = values[at - 1];
    values[at] = made;
  }
  history->values = values;
  history->value_count = kept;
  return RBK_OK;
}

/* --- making and running -------------------------------------------------- */

static rbk_status make(rbk_trial *t, const rbk_preparation *preparation,
                       const rbk_supposed *facts, size_t count,
                       rbk_error *error) {
  rbk_status status = copy_marks(t);
  if (status == RBK_OK) status = drop_later(t);
  if (status == RBK_OK) status = suppose_events(t, facts, count);
  if (status == RBK_OK) status = suppose_values(t, facts, count);
  if (status != RBK_OK) return rbk_no_memory(error);
  rbk_preparation own = *preparation;
  own.reg = &t->reg;
  own.message = NULL;
  status = rbk_prepare(&own, &t->binding, error);
  if (status == RBK_OK)
    status =
        rbk_worker_create(t->alloc, t->binding, preparation->policy->callbacks,
                          &t->worker, error);
  return status;
}

rbk_status rbk_trial_create(const rbk_preparation *preparation, uint32_t pupil,
                            rbk_day day, const rbk_supposed *facts,
                            size_t fact_count, rbk_trial **out,
                            rbk_error *error) {
  const rbk_alloc *alloc = rbk_alloc_or_default(preparation->alloc);
  rbk_trial *t = rbk_take(alloc, 1, sizeof *t);
  if (t == NULL) return rbk_no_memory(error);
  t->alloc = alloc;
  t->pupil = pupil;
  t->day = day;
  t->reg = *preparation->reg;
  rbk_arena_init(&t->arena, alloc);
  rbk_arena_init(&t->running, alloc);
  rbk_status status = make(t, preparation, facts, fact_count, error);
  if (status == RBK_OK)
    *out = t;
  else
    rbk_trial_destroy(t);
  return status;
}

void rbk_trial_destroy(rbk_trial *t) {
  if (t == NULL) return;
  rbk_worker_destroy(t->worker);
  rbk_binding_destroy(t->binding);
  rbk_arena_finish(&t->running);
  rbk_arena_finish(&t->arena);
  rbk_release(t->alloc, t);
}

/* The first sessions from the day on that may have the mark. */
static bool place(rbk_trial *t, const rbk_supposed_marks *marks, rbk_day last,
                  rbk_day *end) {
  const rbk_calendar *calendar = &t->reg.calendar;
  const rbk_pupil *pupil = &t->reg.roll.pupils[t->pupil];
  size_t left = marks->count;
  for (rbk_day d = marks->from; d <= last && left > 0; d++) {
    if (!rbk_pupil_on_roll(pupil, d)) continue;
    uint8_t open = calendar->sessions[d];
    if (marks->figure != RBK_NONE)
      open &= rbk_figure_sessions_on(
          &t->binding->editions[marks->edition].measures, marks->figure, d);
    for (int half = 0; half < 2 && left > 0; half++) {
      if (!(open & (half ? RBK_PM : RBK_AM))) continue;
      t->marks[d * 2 + half] = marks->code;
      *end = d;
      left--;
    }
  }
  return left == 0;
}

rbk_status rbk_trial_run(rbk_trial *t, const rbk_supposed_marks *marks,
                         rbk_day last, const rbk_log **log, bool *placed,
                         rbk_day *end, rbk_error *error) {
  attend_all(t);
  *placed = marks == NULL || place(t, marks, last, end);
  if (!*placed) return RBK_OK;
  rbk_arena_reset(&t->running);
  /* the pupil's other marks change the groups too */
  rbk_status status = rbk_groups_make(t->binding, 1, error);
  if (status != RBK_OK) return status;
  status = rbk_worker_run(t->worker, t->pupil, last, &t->running, error);
  if (status == RBK_OK) *log = rbk_worker_log(t->worker);
  return status;
}
