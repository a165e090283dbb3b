/* Random registers, written as files in every shape and order of rows, read
 * back as the same register. The writer here is as plain as can be. */
#include "base/buffer.h"
#include "read/read.h"
#include "small_school.h"

enum { REGISTERS = 70, PUPILS = 12 };

typedef enum form {
  LONG_FULL,  /* every column of the long shape: the general path */
  LONG_PUPIL, /* four columns, pupil by pupil: predicted */
  LONG_DATE,  /* session by session: predicted the other way */
  LONG_SHUFFLED,
  WEEKS,
  STRINGS,
  LINES, /* NDJSON: everything but the calendar in one file */
  FORMS
} form;

/* --- what files cannot say is taken out of the register first --- */

static bool readable_calendar(const rbk_calendar *c) {
  for (size_t i = 0; i < c->closure_count; i++) {
    int year = rbk_school_year_of(c->closures[i].from);
    bool loaded = false;
    for (size_t y = 0; y < c->period_count[RBK_PERIOD_SCHOOL_YEAR]; y++)
      if (rbk_school_year_of(c->periods[RBK_PERIOD_SCHOOL_YEAR][y].from) ==
          year)
        loaded = true;
    if (!loaded || rbk_school_year_of(c->closures[i].to) != year) return false;
  }
  return true;
}

static void make_readable(rbk_register *reg, form how) {
  rbk_marks *marks = &reg->marks;
  rbk_calendar *c = &reg->calendar;
  for (size_t i = c->named_count; i-- > 0;)
    if (rbk_school_year_of(c->named[i].from) !=
        rbk_school_year_of(c->named[i].to))
      c->named_count = 0;
  /* `/` in an afternoon and `\` in a morning are refused. */
  for (size_t p = 0; p < reg->roll.pupil_count; p++)
    for (size_t s = 0; s < 2 * c->day_count; s++) {
      uint8_t *mark = &marks->bytes[marks->row[p] * marks->stride + s];
      if (*mark == RBK_NO_CODE) continue;
      uint8_t session = s % 2 ? RBK_PM : RBK_AM;
      if (!(rbk_code_info_of(*mark)->sessions & session))
        *mark = s % 2 ? rbk_code_present_pm() : rbk_code_present_am();
    }
  size_t kept = 0;
  for (size_t i = 0; i < marks->note_count; i++) {
    rbk_mark_note note = marks->notes[i];
    if (how != LINES) note.raw = NULL; /* an invented text is no code */
    rbk_code code = rbk_marks_of(marks, note.pupil)[note.session];
    rbk_code found;
    note.withdrawn =
        rbk_code_find(rbk_text_of(rbk_code_letters(code)),
                      c->date[note.session / 2], &found) == RBK_CODE_WITHDRAWN;
    if (how != LONG_FULL && how != LINES) {
      note.minutes = -1;
      note.comment = NULL;
    }
    if (note.minutes >= 0 || note.raw || note.comment || note.withdrawn)
      marks->notes[kept++] = note;
  }
  marks->note_count = kept;
  if (how != LONG_FULL && how != LINES) marks->foreign_count = 0;
  kept = 0;
  for (size_t i = 0; i < marks->stray_count; i++)
    if (how != WEEKS || rbk_date_weekday(marks->strays[i].date) < RBK_SATURDAY)
      marks->strays[kept++] = marks->strays[i];
  marks->stray_count = kept;
  kept = 0;
  for (size_t i = 0; i < reg->roll.parent_count; i++) {
    const rbk_parent *parent = &reg->roll.parents[i];
    const rbk_parent *before = kept ? &reg->roll.parents[kept - 1] : NULL;
    if (!before || before->pupil != parent->pupil ||
        strcmp(before->id, parent->id) != 0)
      reg->roll.parents[kept++] = *parent;
  }
  reg->roll.parent_count = kept;
  for (size_t i = 0; i < reg->history.event_count; i++) {
    rbk_event *event = &reg->history.events[i];
    if (how == LINES) continue;
    event->parent = ""; /* not everyone named is in parents.csv */
    if (!event->id[0]) event->withdrawn = RBK_NO_DATE;
  }
}

/* --- writing --- */

static void text(rbk_buffer *out, const char *value) {
  rbk_buffer_csv(out, value, strlen(value));
}

static void add(rbk_buffer *out, const char *words) {
  rbk_buffer_text(out, words);
}

static void date(rbk_buffer *out, rbk_date value) {
  if (value != RBK_NO_DATE) rbk_buffer_date(out, value);
}

static void json_date(rbk_buffer *out, const char *key, rbk_date value) {
  rbk_buffer_format(out, ",\"%s\":\"", key);
  rbk_buffer_date(out, value);
  rbk_buffer_byte(out, '"');
}

static void year_members(rbk_buffer *out, const rbk_calendar *c, int year) {
  const char *comma = "";
  add(out, ",\"half_terms\":[");
  for (size_t i = 0; i < c->period_count[RBK_PERIOD_HALF_TERM]; i++) {
    const rbk_period *half = &c->periods[RBK_PERIOD_HALF_TERM][i];
    if (rbk_school_year_of(half->from) != year) continue;
    rbk_buffer_format(out, "%s{\"term\":\"%s\",\"number\":%d", comma,
                      half->name, half->number);
    json_date(out, "from", half->from);
    json_date(out, "to", half->to);
    add(out, "}");
    comma = ",";
  }
  add(out, "],\"closures\":[");
  comma = "";
  for (size_t i = 0; i < c->closure_count; i++) {
    if (rbk_school_year_of(c->closures[i].from) != year) continue;
    rbk_buffer_format(out, "%s{\"reason\":\"%s\"", comma,
                      c->closures[i].reason);
    json_date(out, "from", c->closures[i].from);
    json_date(out, "to", c->closures[i].to);
    add(out, "}");
    comma = ",";
  }
  add(out, "],\"single_sessions\":[");
  comma = "";
  for (size_t d = 0; d < c->day_count; d++) {
    if (c->sessions[d] == (RBK_AM | RBK_PM) ||
        rbk_school_year_of(c->date[d]) != year)
      continue;
    rbk_buffer_format(out, "%s{\"session\":\"%s\"", comma,
                      c->sessions[d] == RBK_AM ? "AM" : "PM");
    json_date(out, "date", c->date[d]);
    add(out, "}");
    comma = ",";
  }
  add(out, "],\"periods\":[");
  comma = "";
  for (size_t i = 0; i < c->named_count; i++) {
    if (rbk_school_year_of(c->named[i].from) != year) continue;
    rbk_buffer_format(out, "%s{\"name\":\"%s\"", comma, c->named[i].name);
    json_date(out, "from", c->named[i].from);
    json_date(out, "to", c->named[i].to);
    add(out, "}");
    comma = ",";
  }
  add(out, "]");
}

static void write_calendar(rbk_buffer *out, const rbk_calendar *c) {
  add(out, "{\"years\":[");
  for (size_t y = 0; y < c->period_count[RBK_PERIOD_SCHOOL_YEAR]; y++) {
    int year = rbk_school_year_of(c->periods[RBK_PERIOD_SCHOOL_YEAR][y].from);
    rbk_buffer_format(out, "%s{\"school_year\":\"%d/%02d\"", y ? "," : "", year,
                      (year + 1) % 100);
    year_members(out, c, year);
    add(out, "}");
  }
  add(out, "],\"bank_holidays\":[");
  for (size_t i = 0; i < c->bank_holiday_count; i++) {
    add(out, i ? ",\"" : "\"");
    rbk_buffer_date(out, c->bank_holidays[i]);
    add(out, "\"");
  }
  add(out, "]}");
}

static void write_pupils(rbk_buffer *out, const rbk_roll *roll) {
  add(out, "pupil_id,enrolled_from,enrolled_to");
  for (uint32_t a = 0; a < roll->attributes.count; a++) {
    add(out, ",");
    text(out, rbk_intern_text(&roll->attributes, a));
  }
  add(out, "\n");
  for (size_t p = roll->pupil_count; p-- > 0;) /* any order will do */
    for (size_t s = roll->pupils[p].spell_count; s-- > 0;) {
      const rbk_spell *spell = &roll->pupils[p].spells[s];
      text(out, roll->pupils[p].id);
      add(out, ",");
      date(out, spell->from);
      add(out, ",");
      date(out, spell->to);
      for (uint32_t a = 0; a < roll->attributes.count; a++) {
        add(out, ",");
        text(out, spell->values[a]);
      }
      add(out, "\n");
    }
}

static void write_parents(rbk_buffer *out, const rbk_roll *roll) {
  add(out, "parent_id,pupil_id");
  for (uint32_t f = 0; f < roll->parent_fields.count; f++) {
    add(out, ",");
    text(out, rbk_intern_text(&roll->parent_fields, f));
  }
  /* The builder keeps `responsible` beside the fields. */
  add(out, ",responsible\n");
  for (size_t i = 0; i < roll->parent_count; i++) {
    text(out, roll->parents[i].id);
    add(out, ",");
    text(out, roll->pupils[roll->parents[i].pupil].id);
    for (uint32_t f = 0; f < roll->parent_fields.count; f++) {
      add(out, ",");
      text(out, roll->parents[i].values[f]);
    }
    add(out, roll->parents[i].responsible ? ",yes\n" : ",no\n");
  }
}

static void event_start(rbk_buffer *out, const rbk_register *reg,
                        uint32_t pupil, rbk_date on, const char *kind,
                        const char *id) {
  if (pupil != RBK_NONE) text(out, reg->roll.pupils[pupil].id);
  add(out, ",");
  date(out, on);
  rbk_buffer_format(out, ",%s,%s,", kind, id);
}

static void write_events(rbk_buffer *out, const rbk_register *reg) {
  const rbk_history *h = &reg->history;
  add(out, "pupil_id,date,kind,id,group,of,attribute,value");
  for (uint32_t f = 0; f < h->fields.count; f++) {
    add(out, ",");
    text(out, rbk_intern_text(&h->fields, f));
  }
  add(out, "\n");
  for (size_t i = 0; i < h->event_count; i++) {
    const rbk_event *event = &h->events[i];
    event_start(out, reg, event->pupil, event->date,
                rbk_intern_text(&h->kinds, event->kind), event->id);
    text(out, event->group);
    add(out, ",,,");
    for (uint32_t f = 0; f < h->fields.count; f++) {
      const char *value = rbk_event_field(event, f);
      add(out, ",");
      if (value) text(out, value);
    }
    add(out, "\n");
    if (event->withdrawn == RBK_NO_DATE) continue;
    event_start(out, reg, event->pupil, event->withdrawn, "withdrawn", "");
    rbk_buffer_format(out, ",%s,,", event->id);
    for (uint32_t f = 0; f < h->fields.count; f++) add(out, ",");
    add(out, "\n");
  }
  for (size_t i = 0; i < h->value_count; i++) {
    const rbk_dated_value *value = &h->values[i];
    event_start(out, reg, value->pupil, value->date, "attribute.set", "");
    add(out, ",,");
    text(out, rbk_intern_text(&reg->roll.attributes, value->attribute));
    add(out, ",");
    text(out, value->value);
    for (uint32_t f = 0; f < h->fields.count; f++) add(out, ",");
    add(out, "\n");
  }
}

/* --- the register: one list of marks, laid out in six ways --- */

typedef struct row {
  uint32_t pupil;
  rbk_date date;
  bool afternoon;
  rbk_code code;
  const rbk_mark_note *note;
  const char *school;
} row;

typedef struct rows {
  row *items;
  size_t count;
} rows;

static rows all_marks(const rbk_register *reg) {
  const rbk_marks *m = &reg->marks;
  size_t sessions = 2 * reg->calendar.day_count;
  rows all = {calloc(reg->roll.pupil_count * sessions + m->stray_count +
                         m->foreign_count + 1,
                     sizeof(row)),
              0};
  ck_assert_ptr_nonnull(all.items);
  for (uint32_t p = 0; p < reg->roll.pupil_count; p++)
    for (size_t s = 0; s < sessions; s++)
      if (rbk_marks_of(m, p)[s])
        all.items[all.count++] = (row){p,
                                       reg->calendar.date[s / 2],
                                       s % 2 != 0,
                                       rbk_marks_of(m, p)[s],
                                       rbk_marks_note(m, p, (int32_t)s),
                                       ""};
  for (size_t i = 0; i < m->stray_count; i++)
    all.items[all.count++] = (row){m->strays[i].pupil,
                                   m->strays[i].date,
                                   m->strays[i].session == RBK_PM,
                                   m->strays[i].code,
                                   NULL,
                                   ""};
  for (size_t i = 0; i < m->foreign_count; i++)
    all.items[all.count++] = (row){m->foreign[i].pupil,
                                   m->foreign[i].date,
                                   m->foreign[i].session == RBK_PM,
                                   m->foreign[i].code,
                                   NULL,
                                   m->foreign[i].school};
  return all;
}

static int by_session(const void *a, const void *b) {
  const row *x = a, *y = b;
  if (x->date != y->date) return x->date < y->date ? -1 : 1;
  if (x->afternoon != y->afternoon) return x->afternoon ? 1 : -1;
  return (x->pupil > y->pupil) - (x->pupil < y->pupil);
}

static void shuffle(rows *all, uint64_t seed) {
  school_random r = school_random_from(seed);
  for (size_t i = all->count; i > 1; i--) {
    size_t j = school_random_below(&r, (uint32_t)i);
    row kept = all->items[i - 1];
    all->items[i - 1] = all->items[j];
    all->items[j] = kept;
  }
}

static void write_long(rbk_buffer *out, const rbk_register *reg,
                       const rows *all, bool full) {
  add(out, "pupil_id,date,session,code");
  add(out, full ? ",minutes_late,comment,school\n" : "\n");
  for (size_t i = 0; i < all->count; i++) {
    const row *mark = &all->items[i];
    text(out, reg->roll.pupils[mark->pupil].id);
    add(out, ",");
    date(out, mark->date);
    add(out, mark->afternoon ? ",PM," : ",AM,");
    add(out, rbk_code_letters(mark->code));
    if (full) {
      add(out, ",");
      if (mark->note && mark->note->minutes >= 0)
        rbk_buffer_number(out, mark->note->minutes);
      add(out, ",");
      if (mark->note && mark->note->comment) text(out, mark->note->comment);
      add(out, ",");
      text(out, mark->school);
    }
    add(out, "\n");
  }
}

/* The same marks by pupil, date and session. */
typedef struct grid {
  rbk_code *codes;
  rbk_date first;
  size_t dates;
} grid;

static grid grid_of(const rbk_register *reg, const rows *all) {
  const rbk_calendar *c = &reg->calendar;
  size_t years = c->period_count[RBK_PERIOD_SCHOOL_YEAR];
  const rbk_period *year = c->periods[RBK_PERIOD_SCHOOL_YEAR];
  grid g = {.first = year[0].from,
            .dates = (size_t)(year[years - 1].to - year[0].from) + 1};
  g.codes = calloc(reg->roll.pupil_count * g.dates * 2, 1);
  ck_assert_ptr_nonnull(g.codes);
  for (size_t i = 0; i < all->count; i++) {
    const row *mark = &all->items[i];
    size_t date_at = (size_t)(mark->date - g.first);
    g.codes[(mark->pupil * g.dates + date_at) * 2 + mark->afternoon] =
        mark->code;
  }
  return g;
}

static const char *letters_on(const grid *g, uint32_t pupil, rbk_date on,
                              bool afternoon) {
  if (on < g->first || on >= g->first + (rbk_date)g->dates) return "";
  return rbk_code_letters(
      g->codes[(pupil * g->dates + (size_t)(on - g->first)) * 2 + afternoon]);
}

static void write_weeks(rbk_buffer *out, const rbk_register *reg,
                        const rows *all) {
  const rbk_calendar *c = &reg->calendar;
  grid g = grid_of(reg, all);
  add(out, WEEK);
  /* Strays may lie anywhere from the first day of a year on. */
  rbk_date from = rbk_date_monday(c->date[0]);
  rbk_date to = c->date[c->day_count - 1];
  for (rbk_date monday = from; monday <= to; monday += 7)
    for (uint32_t p = 0; p < reg->roll.pupil_count; p++) {
      text(out, reg->roll.pupils[p].id);
      add(out, ",");
      date(out, monday);
      for (int i = 0; i < 10; i++) {
        add(out, ",");
        add(out, letters_on(&g, p, monday + i / 2, i % 2 != 0));
      }
      add(out, "\n");
    }
  free(g.codes);
}

static void write_strings(rbk_buffer *out, const rbk_register *reg,
                          const rows *all) {
  const rbk_calendar *c = &reg->calendar;
  grid g = grid_of(reg, all);
  add(out, MARKS);
  for (uint32_t p = 0; p < reg->roll.pupil_count; p++)
    for (size_t y = 0; y < c->period_count[RBK_PERIOD_SCHOOL_YEAR]; y++) {
      const rbk_period *year = &c->periods[RBK_PERIOD_SCHOOL_YEAR][y];
      text(out, reg->roll.pupils[p].id);
      add(out, ",");
      date(out, year->from);
      add(out, ",");
      for (rbk_date on = year->from; on <= year->to; on++)
        for (int pm = 0; pm < 2; pm++) {
          const char *letters = letters_on(&g, p, on, pm);
          rbk_day day = rbk_calendar_day(c, on);
          bool open =
              day != RBK_NO_DAY && (c->sessions[day] & (pm ? RBK_PM : RBK_AM));
          add(out, letters[0] ? letters : open ? "-" : "#");
        }
      add(out, "\n");
    }
  free(g.codes);
}

static void write_marks(rbk_buffer *out, const rbk_register *reg, form how,
                        uint64_t seed) {
  rows all = all_marks(reg);
  if (how == LONG_DATE)
    qsort(all.items, all.count, sizeof *all.items, by_session);
  if (how == LONG_SHUFFLED) shuffle(&all, seed);
  if (how == WEEKS)
    write_weeks(out, reg, &all);
  else if (how == STRINGS)
    write_strings(out, reg, &all);
  else
    write_long(out, reg, &all, how == LONG_FULL);
  free(all.items);
}

/* The canonical form less the line of the calendar, read again. */
static void reads_lines_back(uint64_t seed) {
  rbk_register *reg = school_random_register(seed, PUPILS);
  make_readable(reg, LINES);
  rbk_marks_close(&reg->marks, &reg->calendar, reg->roll.pupil_count);
  rbk_buffer calendar;
  rbk_buffer_init(&calendar, NULL);
  write_calendar(&calendar, &reg->calendar);
  char *whole = canonical_text(reg);
  const char *lines = strchr(whole, '\n') + 1;
  rbk_bytes files[] = {{"calendar.json", calendar.bytes, calendar.length},
                       {"marks.ndjson", lines, strlen(lines)}};
  rbk_register *back = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_register_read_bytes(
      files, 2, rbk_register_school(reg), NULL, &back, &error);
  ck_assert_msg(status == RBK_OK, "seed %llu: %s:%zu: %s",
                (unsigned long long)seed, error.file, error.line, error.text);
  same_register(reg, back);
  rbk_register_destroy(back);
  rbk_register_destroy(reg);
  rbk_buffer_finish(&calendar);
  free(whole);
}

static void reads_back(uint64_t seed, form how) {
  if (how == LINES) {
    reads_lines_back(seed);
    return;
  }
  enum { FILES = 5 };
  static const char *const names[FILES] = {
      "calendar.json", "pupils.csv", "parents.csv", "events.csv", "marks.csv"};
  rbk_register *reg = school_random_register(seed, PUPILS);
  make_readable(reg, how);
  rbk_marks_close(&reg->marks, &reg->calendar, reg->roll.pupil_count);
  rbk_buffer out[FILES];
  rbk_bytes files[FILES];
  for (size_t i = 0; i < FILES; i++) rbk_buffer_init(&out[i], NULL);
  write_calendar(&out[0], &reg->calendar);
  write_pupils(&out[1], &reg->roll);
  write_parents(&out[2], &reg->roll);
  write_events(&out[3], reg);
  write_marks(&out[4], reg, how, seed);
  for (size_t i = 0; i < FILES; i++)
    files[i] = (rbk_bytes){names[i], out[i].bytes, out[i].length};
  rbk_register *back = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_register_read_bytes(
      files, FILES, rbk_register_school(reg), NULL, &back, &error);
  ck_assert_msg(status == RBK_OK, "seed %llu form %d: %s:%zu: %s",
                (unsigned long long)seed, how, error.file, error.line,
                error.text);
  /* The reader keeps `responsible` among the parents' fields as well. */
  for (size_t i = 0; i < back->roll.parent_count; i++)
    back->roll.parents[i].values = NULL;
  for (size_t i = 0; i < reg->roll.parent_count; i++)
    reg->roll.parents[i].values = NULL;
  same_register(reg, back);
  rbk_register_destroy(back);
  rbk_register_destroy(reg);
  for (size_t i = 0; i < FILES; i++) rbk_buffer_finish(&out[i]);
}

START_TEST(random_registers_come_back_from_every_shape_and_order_of_rows) {
  size_t held = 0;
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    rbk_register *reg = school_random_register(seed, PUPILS);
    bool readable = readable_calendar(&reg->calendar);
    rbk_register_destroy(reg);
    if (!readable) continue;
    reads_back(seed, (form)(seed % FORMS));
    held++;
  }
  ck_assert_uint_ge(held, REGISTERS / 2);
}
END_TEST

START_TEST(one_register_comes_back_the_same_from_all_of_them) {
  /* The first seed that the test above takes. */
  uint64_t seed = 1;
  for (;; seed++) {
    rbk_register *reg = school_random_register(seed, PUPILS);
    bool readable = readable_calendar(&reg->calendar);
    rbk_register_destroy(reg);
    if (readable) break;
  }
  for (int how = 0; how < FORMS; how++) reads_back(seed, (form)how);
}
END_TEST

int main(void) {
  return TEST_RUN("round trip",
                  random_registers_come_back_from_every_shape_and_order_of_rows,
                  one_register_comes_back_the_same_from_all_of_them);
}
