#include "read/put.h"

#include <string.h>

#include "read/put_codes.h"
#include "read/put_place.h"

static uint64_t note_key(uint32_t row, int32_t session) {
  return (uint64_t)row << 32 | (uint32_t)session;
}

static uint64_t loose_key(uint32_t row, rbk_date date, uint8_t session) {
  return (uint64_t)row << 32 | (uint32_t)(date * 4 + session);
}

/* The day of every date of the loaded school years. */
static rbk_status table_of_dates(rbk_put *put) {
  const rbk_calendar *calendar = put->calendar;
  size_t years = calendar->period_count[RBK_PERIOD_SCHOOL_YEAR];
  const rbk_period *year = calendar->periods[RBK_PERIOD_SCHOOL_YEAR];
  put->first_date = year[0].from;
  put->date_count = (size_t)(year[years - 1].to - year[0].from) + 1;
  put->day_at =
      rbk_take(put->reading->alloc, put->date_count, sizeof *put->day_at);
  if (!put->day_at) return rbk_reading_no_memory(put->reading);
  for (size_t i = 0; i < put->date_count; i++) put->day_at[i] = RBK_OUTSIDE;
  for (size_t y = 0; y < years; y++)
    for (rbk_date date = year[y].from; date <= year[y].to; date++)
      put->day_at[date - put->first_date] = RBK_CLOSED;
  for (size_t day = 0; day < calendar->day_count; day++)
    put->day_at[calendar->date[day] - put->first_date] = (int32_t)day;
  return RBK_OK;
}

static rbk_status stage_init(const rbk_put *put, rbk_stage *stage) {
  *stage = (rbk_stage){.first = INT32_MAX, .last = -1};
  stage->codes = rbk_take(put->reading->alloc, put->stride + 16, 1);
  return stage->codes ? RBK_OK : rbk_reading_no_memory(put->reading);
}

static void stage_finish(const rbk_put *put, rbk_stage *stage) {
  rbk_release(put->reading->alloc, stage->codes);
  rbk_release(put->reading->alloc, stage->notes);
  rbk_release(put->reading->alloc, stage->loose);
  *stage = (rbk_stage){0};
}

rbk_status rbk_put_init(rbk_put *put, rbk_reading *reading) {
  put->reading = reading;
  put->calendar = &reading->reg->calendar;
  put->stride = (2 * put->calendar->day_count + 15) / 16 * 16;
  rbk_arena *arena = &reading->reg->arena;
  rbk_intern_init(&put->ids, arena);
  rbk_intern_init(&put->schools, arena);
  rbk_intern_init(&put->texts, arena);
  rbk_keys_init(&put->note_at, reading->alloc);
  rbk_keys_init(&put->loose_at, reading->alloc);
  rbk_put_lengths(put);
  rbk_status status = table_of_dates(put);
  if (!status) status = rbk_put_eras(put);
  if (!status) status = stage_init(put, &put->stage);
  return status;
}

void rbk_put_finish(rbk_put *put) {
  if (!put->reading) return;
  const rbk_alloc *alloc = put->reading->alloc;
  stage_finish(put, &put->stage);
  rbk_release(alloc, put->day_at);
  rbk_release(alloc, put->eras);
  rbk_release(alloc, put->era_of_day);
  rbk_release(alloc, put->bytes);
  rbk_release(alloc, put->notes);
  rbk_release(alloc, put->loose);
  rbk_release(alloc, put->places);
  rbk_keys_finish(&put->note_at);
  rbk_keys_finish(&put->loose_at);
  *put = (rbk_put){0};
}

/* Room for one row more, before its pupil is given a number. */
static rbk_status room_for_row(rbk_put *put) {
  size_t rows = put->ids.count;
  if (rows < put->row_capacity) return RBK_OK;
  if (rows >= RBK_NONE / 2) return rbk_reading_no_memory(put->reading);
  size_t capacity = put->row_capacity;
  if (rbk_grow(put->reading->alloc, &put->bytes, &capacity, rows + 1,
               put->stride))
    return rbk_reading_no_memory(put->reading);
  put->row_capacity = capacity;
  return RBK_OK;
}

rbk_status rbk_put_enrol(rbk_put *put, rbk_text id, uint32_t *row) {
  *row = rbk_intern_find(&put->ids, id);
  if (*row != RBK_NONE) return RBK_OK;
  rbk_status status = room_for_row(put);
  if (status) return status;
  *row = rbk_intern_add(&put->ids, id);
  if (*row == RBK_NONE) return rbk_reading_no_memory(put->reading);
  memset(put->bytes + (size_t)*row * put->stride, 0, put->stride);
  return rbk_put_place_row(put, *row);
}

static void stage_clear(rbk_stage *stage) {
  if (stage->first <= stage->last)
    memset(stage->codes + stage->first, 0,
           (size_t)(stage->last - stage->first) + 1);
  stage->first = INT32_MAX;
  stage->last = -1;
  stage->note_count = stage->loose_count = 0;
}

rbk_status rbk_put_begin(rbk_put *put, rbk_table *table, size_t column) {
  rbk_stage *stage = &put->stage;
  stage_clear(stage);
  rbk_status status = rbk_table_pupil_id(table, column, &stage->pupil);
  if (status) return status;
  stage->row = rbk_intern_find(&put->ids, stage->pupil);
  if (stage->row == RBK_NONE && put->roll_given)
    return rbk_table_refuse(table, column,
                            "is not in pupils.csv; add the pupil there or "
                            "correct the id");
  return RBK_OK;
}

/* A mark made elsewhere, or on a session that the calendar does not have. */
static rbk_status stage_loose(rbk_put *put, const rbk_table *table,
                              const rbk_cell *cell, rbk_code code,
                              uint32_t school) {
  rbk_stage *stage = &put->stage;
  if (rbk_grow(put->reading->alloc, &stage->loose, &stage->loose_capacity,
               stage->loose_count + 1, sizeof *stage->loose))
    return rbk_reading_no_memory(put->reading);
  stage->loose[stage->loose_count++] =
      (rbk_loose_mark){.date = cell->date,
                       .session = cell->session,
                       .code = code,
                       .school = school,
                       .place = {put->file, (uint32_t)table->csv.row_line},
                       .next = RBK_NONE};
  return RBK_OK;
}

static rbk_status keep_text(rbk_put *put, rbk_text text, const char **out) {
  uint32_t number = rbk_intern_add(&put->texts, text);
  if (number == RBK_NONE) return rbk_reading_no_memory(put->reading);
  *out = rbk_intern_text(&put->texts, number);
  return RBK_OK;
}

static rbk_status stage_note(rbk_put *put, const rbk_cell *cell,
                             int32_t session, bool withdrawn, bool differs) {
  rbk_stage *stage = &put->stage;
  if (!withdrawn && !differs && cell->minutes < 0 && !cell->comment.length)
    return RBK_OK;
  rbk_put_note note = {
      .session = session, .minutes = cell->minutes, .withdrawn = withdrawn};
  rbk_status status = RBK_OK;
  if (differs) status = keep_text(put, cell->text, &note.raw);
  if (!status && cell->comment.length)
    status = keep_text(put, cell->comment, &note.comment);
  if (status) return status;
  if (rbk_grow(put->reading->alloc, &stage->notes, &stage->note_capacity,
               stage->note_count + 1, sizeof *stage->notes))
    return rbk_reading_no_memory(put->reading);
  stage->notes[stage->note_count++] = note;
  return RBK_OK;
}

/* Two rows may complete each other, but not say different things. */
static bool notes_clash(const rbk_put_note *a, const rbk_put_note *b) {
  if (!a || !b) return false;
  if (a->minutes >= 0 && b->minutes >= 0 && a->minutes != b->minutes)
    return true;
  return a->comment && b->comment && a->comment != b->comment;
}

rbk_status rbk_put_beside(rbk_put *put, rbk_table *table, const rbk_cell *cell,
                          rbk_text raw) {
  rbk_stage *stage = &put->stage;
  int32_t day = rbk_put_day(put, cell->date);
  int32_t session = 2 * day + (cell->session == RBK_PM);
  if (day < 0 || stage->codes[session] == RBK_NO_CODE) {
    char date[11];
    rbk_date_print(cell->date, date);
    return rbk_refuse_row(put->reading, &table->csv,
                          "%s: there is no mark on %s %s to stand beside",
                          table->names[cell->column], date,
                          cell->session == RBK_AM ? "AM" : "PM");
  }
  rbk_put_note *note = NULL;
  for (size_t i = 0; i < stage->note_count && !note; i++)
    if (stage->notes[i].session == session) note = &stage->notes[i];
  if (!note) {
    if (rbk_grow(put->reading->alloc, &stage->notes, &stage->note_capacity,
                 stage->note_count + 1, sizeof *stage->notes))
      return rbk_reading_no_memory(put->reading);
    note = &stage->notes[stage->note_count++];
    *note = (rbk_put_note){.session = session, .minutes = -1};
  }
  rbk_put_note new = {.minutes = cell->minutes};
  rbk_status status = RBK_OK;
  if (cell->comment.length)
    status = keep_text(put, cell->comment, &new.comment);
  if (!status && notes_clash(note, &new))
    return rbk_refuse_row(put->reading, &table->csv,
                          "%s: two for one mark differ; keep one of them",
                          table->names[cell->column]);
  if (new.minutes >= 0) note->minutes = new.minutes;
  if (new.comment) note->comment = new.comment;
  if (!status && raw.length) status = keep_text(put, raw, &note->raw);
  return status;
}

/* Whether a school named beside a mark is this one. */
static bool own_school(const rbk_put *put, rbk_text school) {
  const rbk_school *profile = &put->reading->reg->school;
  return school.length == 0 || rbk_text_is(school, profile->id) ||
         rbk_text_is(school, profile->name);
}

static bool is_closure_mark(rbk_code code) {
  return strcmp(rbk_code_letters(code), "#") == 0;
}

/* A stray is found at the close of its day or of the next. Behind the last
 * school day there is no close, so it would be passed over in silence. */
static rbk_status stage_stray(rbk_put *put, rbk_table *table,
                              const rbk_cell *cell, rbk_code code) {
  rbk_date last = put->calendar->date[put->calendar->day_count - 1];
  if (cell->date <= last) return stage_loose(put, table, cell, code, RBK_NONE);
  char date[11], end[11];
  rbk_date_print(cell->date, date);
  rbk_date_print(last, end);
  return rbk_refuse_field(put->reading, &table->csv, cell->column,
                          table->names[cell->column], cell->text,
                          "on %s stands after the last school day of "
                          "calendar.json, %s; add the days or take it out",
                          date, end);
}

rbk_status rbk_put_mark(rbk_put *put, rbk_table *table, const rbk_cell *cell) {
  rbk_code code;
  bool withdrawn, differs;
  int32_t day = rbk_put_day(put, cell->date);
  if (day == RBK_OUTSIDE) {
    char date[11];
    rbk_date_print(cell->date, date);
    return rbk_refuse_field(put->reading, &table->csv, cell->column,
                            table->names[cell->column], cell->text,
                            "on %s lies in no school year of calendar.json; "
                            "add the year or correct the date",
                            date);
  }
  rbk_status status =
      rbk_read_code(put, table, cell, &code, &withdrawn, &differs);
  if (status || code == RBK_NO_CODE) return status;
  bool open = day >= 0 && (put->calendar->sessions[day] & cell->session);
  if (!open && is_closure_mark(code)) return RBK_OK;
  if (!own_school(put, cell->school)) {
    uint32_t school = rbk_intern_add(&put->schools, cell->school);
    if (school == RBK_NONE) return rbk_reading_no_memory(put->reading);
    return stage_loose(put, table, cell, code, school);
  }
  if (!open) return stage_stray(put, table, cell, code);
  int32_t session = 2 * day + (cell->session == RBK_PM);
  rbk_put_quick(put, session, code);
  return stage_note(put, cell, session, withdrawn, differs);
}

/* What stands already where a staged mark should go. */
typedef enum verdict { FREE, SAME, CLASH } verdict;

static const rbk_put_note *staged_note(const rbk_stage *stage,
                                       int32_t session) {
  for (size_t i = 0; i < stage->note_count; i++)
    if (stage->notes[i].session == session) return &stage->notes[i];
  return NULL;
}

static rbk_put_note *kept_note(const rbk_put *put, int32_t session) {
  uint32_t at = rbk_keys_find(&put->note_at, note_key(put->stage.row, session));
  return at == RBK_NONE ? NULL : &put->notes[at];
}

static verdict compare(const rbk_put *put, int32_t session) {
  const rbk_stage *stage = &put->stage;
  if (stage->row == RBK_NONE) return FREE;
  rbk_code kept =
      put->bytes[(size_t)stage->row * put->stride + (size_t)session];
  if (kept == RBK_NO_CODE) return FREE;
  if (kept != stage->codes[session]) return CLASH;
  return put->note_count && stage->note_count &&
                 notes_clash(kept_note(put, session),
                             staged_note(stage, session))
             ? CLASH
             : SAME;
}

static rbk_loose_mark *kept_loose(const rbk_put *put,
                                  const rbk_loose_mark *staged) {
  uint32_t at = rbk_keys_find(
      &put->loose_at, loose_key(put->stage.row, staged->date, staged->session));
  while (at != RBK_NONE && put->loose[at].school != staged->school)
    at = put->loose[at].next;
  return at == RBK_NONE ? NULL : &put->loose[at];
}

static bool refuses_clashes(const rbk_put *put) {
  return put->reading->reg->school.precedence[0] == '\0';
}

static bool later_wins(const rbk_put *put) {
  return strcmp(put->reading->reg->school.precedence, "last") == 0;
}

static rbk_status refuse_clash(rbk_put *put, rbk_table *table, size_t column,
                               rbk_date date, bool afternoon, rbk_code kept,
                               rbk_code staged, rbk_place place) {
  char day[11], pupil[RBK_SHOWN];
  rbk_date_print(date, day);
  const char *how = kept == staged ? "has other minutes or another comment "
                                     "than"
                                   : "differs from";
  return rbk_refuse_field(
      put->reading, &table->csv, column, table->names[column],
      rbk_text_of(rbk_code_letters(staged)),
      "for %s on %s %s %s '%s' at %s:%u; keep one of them, or set "
      "\"precedence\" in school.json",
      rbk_shown(put->stage.pupil, pupil), day, afternoon ? "PM" : "AM", how,
      rbk_code_letters(kept), put->file_path(put->reading, place.file),
      (unsigned)place.line);
}

/* Whether no mark stands yet where the staged ones go, as with the one row that
 * a pupil has in the marks shape: all bytes are 0 if the first is, and each is
 * like the one before it. */
static bool is_free(const rbk_put *put) {
  const rbk_stage *stage = &put->stage;
  if (stage->row == RBK_NONE || stage->first > stage->last) return true;
  const uint8_t *at =
      put->bytes + (size_t)stage->row * put->stride + (size_t)stage->first;
  return *at == RBK_NO_CODE &&
         memcmp(at, at + 1, (size_t)(stage->last - stage->first)) == 0;
}

/* Refuses the row if one of its marks meets a different one. */
static rbk_status check_clashes(rbk_put *put, rbk_table *table,
                                const size_t columns[14]) {
  rbk_stage *stage = &put->stage;
  int32_t first = is_free(put) ? stage->last + 1 : stage->first;
  for (int32_t s = first; s <= stage->last; s++) {
    if (!stage->codes[s] || compare(put, s) != CLASH) continue;
    rbk_status status = rbk_put_keep_places(put, table);
    if (status) return status;
    rbk_date date = put->calendar->date[s / 2];
    bool afternoon = s % 2 != 0;
    rbk_code kept = put->bytes[(size_t)stage->row * put->stride + (size_t)s];
    return refuse_clash(
        put, table, columns[2 * rbk_date_weekday(date) + afternoon], date,
        afternoon, kept, stage->codes[s], rbk_put_place(put, s));
  }
  for (size_t i = 0; i < stage->loose_count && stage->row != RBK_NONE; i++) {
    const rbk_loose_mark *new = &stage->loose[i];
    const rbk_loose_mark *kept = kept_loose(put, new);
    if (!kept || kept->code == new->code) continue;
    rbk_status status = rbk_put_keep_places(put, table);
    if (status) return status;
    bool afternoon = new->session == RBK_PM;
    return refuse_clash(
        put, table, columns[2 * rbk_date_weekday(new->date) + afternoon],
        new->date, afternoon, kept->code, new->code, kept->place);
  }
  return RBK_OK;
}

static rbk_status add_note(rbk_put *put, const rbk_put_note *staged) {
  rbk_put_note note = *staged;
  note.row = put->stage.row;
  if (put->note_count >= RBK_NONE - 1 ||
      rbk_grow(put->reading->alloc, &put->notes, &put->note_capacity,
               put->note_count + 1, sizeof *put->notes) ||
      rbk_keys_set(&put->note_at, note_key(note.row, note.session),
                   (uint32_t)put->note_count))
    return rbk_reading_no_memory(put->reading);
  put->notes[put->note_count++] = note;
  return RBK_OK;
}

/* The note of a mark that was read twice: what either row says. */
static rbk_status merge_note(rbk_put *put, const rbk_put_note *staged) {
  rbk_put_note *kept = kept_note(put, staged->session);
  if (!kept) return add_note(put, staged);
  if (kept->minutes < 0) kept->minutes = staged->minutes;
  if (!kept->comment) kept->comment = staged->comment;
  if (!kept->raw) kept->raw = staged->raw;
  return RBK_OK;
}

/* Settles a mark that meets one already there. */
static rbk_status settle(rbk_put *put, int32_t session, rbk_code *slot) {
  rbk_stage *stage = &put->stage;
  verdict found = compare(put, session);
  const rbk_put_note *note = staged_note(stage, session);
  if (found == SAME) return note ? merge_note(put, note) : RBK_OK;
  if (found == CLASH && !later_wins(put)) return RBK_OK;
  rbk_put_note *kept = found == CLASH ? kept_note(put, session) : NULL;
  *slot = stage->codes[session];
  if (kept && note) {
    uint32_t row = kept->row;
    *kept = *note;
    kept->row = row;
    return RBK_OK;
  }
  if (kept) {
    *kept = (rbk_put_note){
        .row = kept->row, .session = kept->session, .minutes = -1};
    return RBK_OK;
  }
  return note ? add_note(put, note) : RBK_OK;
}

static rbk_status take_marks(rbk_put *put, const rbk_table *table) {
  rbk_stage *stage = &put->stage;
  uint8_t *row = put->bytes + (size_t)stage->row * put->stride;
  if (stage->first > stage->last) return RBK_OK;
  if (!stage->note_count && !put->places && is_free(put)) {
    memcpy(row + stage->first, stage->codes + stage->first,
           (size_t)(stage->last - stage->first) + 1);
    return RBK_OK;
  }
  for (int32_t s = stage->first; s <= stage->last; s++) {
    if (!stage->codes[s]) continue;
    bool was_free = row[s] == RBK_NO_CODE;
    if (was_free && !stage->note_count) {
      row[s] = stage->codes[s];
    } else {
      rbk_code code = row[s];
      rbk_status status = settle(put, s, &code);
      if (status) return status;
      row[s] = code;
    }
    if (was_free) rbk_put_placed(put, table, s);
  }
  return RBK_OK;
}

static rbk_status take_loose(rbk_put *put, const rbk_loose_mark *staged) {
  rbk_loose_mark *kept = kept_loose(put, staged);
  if (kept) {
    if (later_wins(put)) kept->code = staged->code;
    return RBK_OK;
  }
  uint64_t key = loose_key(put->stage.row, staged->date, staged->session);
  rbk_loose_mark mark = *staged;
  mark.row = put->stage.row;
  mark.next = rbk_keys_find(&put->loose_at, key);
  if (put->loose_count >= RBK_NONE - 1 ||
      rbk_grow(put->reading->alloc, &put->loose, &put->loose_capacity,
               put->loose_count + 1, sizeof *put->loose) ||
      rbk_keys_set(&put->loose_at, key, (uint32_t)put->loose_count))
    return rbk_reading_no_memory(put->reading);
  put->loose[put->loose_count++] = mark;
  return RBK_OK;
}

rbk_status rbk_put_commit(rbk_put *put, rbk_table *table,
                          const size_t columns[14]) {
  rbk_stage *stage = &put->stage;
  if (put->locating) return rbk_put_relocate(put, table);
  rbk_status status = RBK_OK;
  if (refuses_clashes(put)) status = check_clashes(put, table, columns);
  if (!status && stage->row == RBK_NONE)
    status = rbk_put_enrol(put, stage->pupil, &stage->row);
  if (!status) status = take_marks(put, table);
  for (size_t i = 0; i < stage->loose_count && !status; i++)
    status = take_loose(put, &stage->loose[i]);
  return status;
}
