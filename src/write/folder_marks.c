/* marks.csv in each of its shapes. */
#include <string.h>

#include "write/folder_parts.h"

/* A pupil's marks, with the notes walked alongside. */
typedef struct mark_walk {
  const rbk_register *reg;
  uint32_t pupil;
  const uint8_t *codes;
  const rbk_mark_note *notes;
  size_t note_count, note_at;
} mark_walk;

static mark_walk walk_of(const rbk_register *reg, uint32_t pupil) {
  mark_walk walk = {
      .reg = reg, .pupil = pupil, .codes = rbk_marks_of(&reg->marks, pupil)};
  walk.notes = rbk_marks_notes(&reg->marks, pupil, &walk.note_count);
  return walk;
}

/* The note of a session; sessions are asked for in order. */
static const rbk_mark_note *note_of(mark_walk *walk, int32_t session) {
  while (walk->note_at < walk->note_count &&
         walk->notes[walk->note_at].session < session)
    walk->note_at++;
  return walk->note_at < walk->note_count &&
                 walk->notes[walk->note_at].session == session
             ? &walk->notes[walk->note_at]
             : NULL;
}

static bool needs_a_row(const rbk_mark_note *note) {
  return note && (note->minutes >= 0 || note->comment);
}

/* What stands in the register: its own text, where that is not the code. */
static const char *text_of(mark_walk *walk, int32_t session) {
  const rbk_mark_note *note = note_of(walk, session);
  return note && note->raw ? note->raw : rbk_code_letters(walk->codes[session]);
}

/* The text for a shape that has room for the code alone; NULL: no mark, or
 * one that is left to the second file. */
static const char *bare_text(mark_walk *walk, int32_t session) {
  if (walk->codes[session] == RBK_NO_CODE ||
      needs_a_row(note_of(walk, session)))
    return NULL;
  return text_of(walk, session);
}

static void put_id(rbk_buffer *out, const mark_walk *walk) {
  const char *id = walk->reg->roll.pupils[walk->pupil].id;
  rbk_buffer_csv(out, id, strlen(id));
}

static void put_key(rbk_buffer *out, const mark_walk *walk, rbk_date date) {
  put_id(out, walk);
  rbk_buffer_byte(out, ',');
  rbk_buffer_date(out, date);
  rbk_buffer_byte(out, ',');
}

/* --- the marks shape --- */

/* From the first to the last day with a mark; false where there is none. */
static bool marked_days(mark_walk *walk, rbk_day *first, rbk_day *last) {
  int32_t sessions = 2 * (int32_t)walk->reg->calendar.day_count;
  int32_t from = 0, to = sessions - 1;
  while (from < sessions && !walk->codes[from]) from++;
  while (to >= from && !walk->codes[to]) to--;
  *first = from / 2;
  *last = to / 2;
  return from <= to;
}

static void put_day(rbk_buffer *out, mark_walk *walk, rbk_day day) {
  for (int32_t s = 2 * day; s <= 2 * day + 1; s++) {
    const char *text = bare_text(walk, s);
    bool held =
        (walk->reg->calendar.sessions[day] & (s % 2 ? RBK_PM : RBK_AM)) != 0;
    rbk_buffer_text(out, text ? text : held ? "-" : "#");
  }
}

/* Where aliases make a code of several characters, two marks may read as one;
 * such registers have aliases, and those are quoted as they came. */
static void put_string(rbk_buffer *out, mark_walk *walk) {
  const rbk_calendar *calendar = &walk->reg->calendar;
  rbk_day first, last;
  if (!marked_days(walk, &first, &last)) return;
  put_key(out, walk, calendar->date[first]);
  rbk_buffer string;
  rbk_buffer_init(&string, out->alloc);
  rbk_date date = calendar->date[first];
  for (rbk_day day = first; day <= last; day++) {
    for (; date < calendar->date[day]; date++) rbk_buffer_text(&string, "##");
    put_day(&string, walk, day);
    date++;
  }
  if (string.status)
    out->status = string.status;
  else
    rbk_buffer_csv(out, string.bytes, string.length);
  rbk_buffer_finish(&string);
  rbk_buffer_byte(out, '\n');
}

/* --- the week shape --- */

static void put_week(rbk_buffer *out, mark_walk *walk, rbk_day first,
                     rbk_day behind) {
  const rbk_calendar *calendar = &walk->reg->calendar;
  rbk_date monday = rbk_date_monday(calendar->date[first]);
  rbk_day day = first;
  bool any = false;
  for (int32_t s = 2 * first; s < 2 * behind; s++)
    any = any || walk->codes[s] != RBK_NO_CODE;
  if (!any) return;
  put_id(out, walk);
  rbk_buffer_byte(out, ',');
  rbk_buffer_date(out, monday);
  for (rbk_date date = monday; date < monday + 5; date++) {
    bool open = day < behind && calendar->date[day] == date;
    for (int32_t s = 0; s < 2; s++) {
      const char *text = open ? bare_text(walk, 2 * day + s) : NULL;
      rbk_buffer_byte(out, ',');
      if (text) rbk_buffer_csv(out, text, strlen(text));
    }
    if (open) day++;
  }
  rbk_buffer_byte(out, '\n');
}

static void put_weeks(rbk_buffer *out, mark_walk *walk) {
  const rbk_calendar *calendar = &walk->reg->calendar;
  for (size_t w = 0; w < calendar->period_count[RBK_PERIOD_WEEK]; w++) {
    const rbk_period *week = &calendar->periods[RBK_PERIOD_WEEK][w];
    put_week(out, walk, week->first, week->last + 1);
  }
}

/* --- the long shape --- */

static void put_mark(rbk_buffer *out, const mark_walk *walk, rbk_date date,
                     uint8_t session, const char *code) {
  put_key(out, walk, date);
  rbk_buffer_text(out, session == RBK_AM ? "AM," : "PM,");
  rbk_buffer_csv(out, code, strlen(code));
}

static void put_sessions(rbk_buffer *out, mark_walk *walk) {
  const rbk_calendar *calendar = &walk->reg->calendar;
  for (int32_t s = 0; s < 2 * (int32_t)calendar->day_count; s++) {
    const char *text = bare_text(walk, s);
    if (!text) continue;
    put_mark(out, walk, calendar->date[s / 2], s % 2 ? RBK_PM : RBK_AM, text);
    rbk_buffer_byte(out, '\n');
  }
}

/* --- any shape --- */

static const struct {
  const char *name, *header;
  void (*put)(rbk_buffer *out, mark_walk *walk);
} shapes[RBK_FOLDER_SHAPES] = {
    [RBK_FOLDER_MARKS] = {"marks", "pupil_id,start_date,marks\n", put_string},
    [RBK_FOLDER_LONG] = {"long", "pupil_id,date,session,code\n", put_sessions},
    [RBK_FOLDER_WEEK] = {"week",
                         "pupil_id,week_start,MonAM,MonPM,TueAM,TuePM,WedAM,"
                         "WedPM,ThuAM,ThuPM,FriAM,FriPM\n",
                         put_weeks},
};

const char *rbk_folder_shape_name(rbk_folder_shape shape) {
  return shapes[shape].name;
}

bool rbk_folder_shape_find(const char *name, rbk_folder_shape *shape) {
  for (size_t i = 0; i < RBK_FOLDER_SHAPES; i++) {
    if (strcmp(shapes[i].name, name) != 0) continue;
    *shape = (rbk_folder_shape)i;
    return true;
  }
  return false;
}

void rbk_put_marks_header(rbk_buffer *out, rbk_folder_shape shape) {
  rbk_buffer_text(out, shapes[shape].header);
}

void rbk_put_marks(rbk_buffer *out, const rbk_register *reg, uint32_t pupil,
                   rbk_folder_shape shape) {
  mark_walk walk = walk_of(reg, pupil);
  shapes[shape].put(out, &walk);
}

/* --- what has no place there --- */

bool rbk_any_more_marks(const rbk_register *reg) {
  const rbk_marks *marks = &reg->marks;
  if (marks->foreign_count + marks->stray_count > 0) return true;
  for (size_t i = 0; i < marks->note_count; i++)
    if (needs_a_row(&marks->notes[i])) return true;
  return false;
}

void rbk_put_more_header(rbk_buffer *out) {
  rbk_buffer_text(out,
                  "pupil_id,date,session,code,minutes_late,comment,school\n");
}

void rbk_put_more_marks(rbk_buffer *out, const rbk_register *reg,
                        uint32_t pupil) {
  mark_walk walk = walk_of(reg, pupil);
  for (size_t i = 0; i < walk.note_count; i++) {
    const rbk_mark_note *note = &walk.notes[i];
    if (!needs_a_row(note)) continue;
    put_mark(out, &walk, reg->calendar.date[note->session / 2],
             note->session % 2 ? RBK_PM : RBK_AM,
             text_of(&walk, note->session));
    rbk_buffer_byte(out, ',');
    if (note->minutes >= 0) rbk_buffer_number(out, note->minutes);
    rbk_buffer_byte(out, ',');
    if (note->comment)
      rbk_buffer_csv(out, note->comment, strlen(note->comment));
    rbk_buffer_text(out, ",\n");
  }
  size_t count;
  const rbk_stray *strays = rbk_marks_strays(&reg->marks, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    put_mark(out, &walk, strays[i].date, strays[i].session,
             rbk_code_letters(strays[i].code));
    rbk_buffer_text(out, ",,,\n");
  }
  const rbk_foreign_mark *foreign =
      rbk_marks_foreign(&reg->marks, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    put_mark(out, &walk, foreign[i].date, foreign[i].session,
             rbk_code_letters(foreign[i].code));
    rbk_buffer_text(out, ",,,");
    rbk_buffer_csv(out, foreign[i].school, strlen(foreign[i].school));
    rbk_buffer_byte(out, '\n');
  }
}
