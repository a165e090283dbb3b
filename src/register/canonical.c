/* The canonical form: what a register says, with everything that only its
 * files decided taken away. Columns and fields stand by name, because their
 * numbers follow the order of arrival; what is empty is left out, because an
 * empty cell and a missing column say the same. */
#include "register/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"

/* One name with its number, to walk numbered things in byte order of name. */
typedef struct named_number {
  const char *name;
  uint32_t number;
} named_number;

typedef struct mark_text { /* how one mark is spelt; not ended by a zero */
  char bytes[4];
  uint8_t length;
} mark_text;

typedef struct writer {
  const rbk_register *reg;
  mark_text spelt[UINT8_MAX + 1]; /* by code */
  rbk_buffer line;
  rbk_arena arena;
  named_number *attributes, *parent_fields, *fields;
  /* Parents and dated values stand by pupil: where the next pupil's begin. */
  size_t parent_at, value_at;
  rbk_line_sink sink;
  void *context;
} writer;

static int by_name(const void *a, const void *b) {
  return strcmp(((const named_number *)a)->name,
                ((const named_number *)b)->name);
}

static named_number *names_in_order(rbk_arena *arena,
                                    const rbk_intern *intern) {
  named_number *names = rbk_arena_take(arena, intern->count, sizeof *names);
  if (names == NULL) return NULL;
  for (uint32_t i = 0; i < intern->count; i++)
    names[i] = (named_number){rbk_intern_text(intern, i), i};
  qsort(names, intern->count, sizeof *names, by_name);
  return names;
}

static void text(writer *w, const char *value) {
  rbk_buffer_json(&w->line, value, strlen(value));
}

/* `,"name":` or, where it is the first of an object, `"name":`. */
static void key(writer *w, const char *name) {
  char last = w->line.length ? w->line.bytes[w->line.length - 1] : '{';
  if (last != '{' && last != '[') rbk_buffer_byte(&w->line, ',');
  text(w, name);
  rbk_buffer_byte(&w->line, ':');
}

static void text_member(writer *w, const char *name, const char *value) {
  if (value == NULL || *value == '\0') return;
  key(w, name);
  text(w, value);
}

static void date_member(writer *w, const char *name, rbk_date date) {
  if (date == RBK_NO_DATE) return;
  key(w, name);
  rbk_buffer_byte(&w->line, '"');
  rbk_buffer_date(&w->line, date);
  rbk_buffer_byte(&w->line, '"');
}

static void session_member(writer *w, uint8_t session) {
  key(w, "session");
  text(w, session == RBK_AM ? "AM" : "PM");
}

/* Opens the next object of a list, and `"name":[` before the first. */
static void item(writer *w, const char *name, size_t index) {
  if (index == 0) {
    key(w, name);
    rbk_buffer_byte(&w->line, '[');
  } else {
    rbk_buffer_byte(&w->line, ',');
  }
  rbk_buffer_byte(&w->line, '{');
}

static void end_item(writer *w) {
  rbk_buffer_byte(&w->line, '}');
}

static void end_list(writer *w, size_t count) {
  if (count > 0) rbk_buffer_byte(&w->line, ']');
}

static rbk_status end_line(writer *w) {
  rbk_buffer_text(&w->line, "}\n");
  if (w->line.status != RBK_OK) return w->line.status;
  rbk_status status = w->sink(w->context, w->line.bytes, w->line.length);
  rbk_buffer_clear(&w->line);
  return status;
}

/* What conditions can ask of the school; how it reads its files is gone. */
static rbk_status school_member(writer *w) {
  const rbk_school *school = &w->reg->school;
  named_number *facts =
      rbk_arena_take(&w->arena, school->fact_count, sizeof *facts);
  if (facts == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < school->fact_count; i++)
    facts[i] = (named_number){school->facts[i].name, (uint32_t)i};
  qsort(facts, school->fact_count, sizeof *facts, by_name);

  key(w, "school");
  rbk_buffer_byte(&w->line, '{');
  text_member(w, "id", school->id);
  text_member(w, "phase", school->phase);
  text_member(w, "la", school->la);
  key(w, "facts");
  rbk_buffer_byte(&w->line, '{');
  for (size_t i = 0; i < school->fact_count; i++)
    text_member(w, facts[i].name, school->facts[facts[i].number].value);
  rbk_buffer_text(&w->line, "}}");
  return RBK_OK;
}

static int by_closure(const void *a, const void *b) {
  const rbk_closure *x = a, *y = b;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  return strcmp(x->reason, y->reason);
}

static rbk_status closures_member(writer *w) {
  const rbk_calendar *calendar = &w->reg->calendar;
  size_t count = calendar->closure_count;
  rbk_closure *closures = rbk_arena_take(&w->arena, count, sizeof *closures);
  if (closures == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    closures[i] = calendar->closures[i];
    if (closures[i].reason == NULL) closures[i].reason = "";
  }
  qsort(closures, count, sizeof *closures, by_closure);
  size_t written = 0;
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && by_closure(&closures[i - 1], &closures[i]) == 0) continue;
    item(w, "closures", written++);
    date_member(w, "from", closures[i].from);
    date_member(w, "to", closures[i].to);
    text_member(w, "reason", closures[i].reason);
    end_item(w);
  }
  end_list(w, written);
  return RBK_OK;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_named_period(const void *a, const void *b) {
  const rbk_named_period *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  if (order != 0) return order;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  size_t shorter = x->year_group_count < y->year_group_count
                       ? x->year_group_count
                       : y->year_group_count;
  for (size_t i = 0; i < shorter; i++) {
    order = strcmp(x->year_groups[i], y->year_groups[i]);
    if (order != 0) return order;
  }
  return (x->year_group_count > y->year_group_count) -
         (x->year_group_count < y->year_group_count);
}

static rbk_status named_periods_member(writer *w) {
  const rbk_calendar *calendar = &w->reg->calendar;
  size_t count = calendar->named_count;
  rbk_named_period *named = rbk_arena_take(&w->arena, count, sizeof *named);
  if (named == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    named[i] = calendar->named[i];
    size_t groups = named[i].year_group_count;
    const char **sorted = rbk_arena_take(&w->arena, groups, sizeof *sorted);
    if (sorted == NULL) return RBK_NOMEM;
    for (size_t g = 0; g < groups; g++) sorted[g] = named[i].year_groups[g];
    qsort(sorted, groups, sizeof *sorted, by_text);
    named[i].year_groups = sorted;
  }
  qsort(named, count, sizeof *named, by_named_period);
  for (size_t i = 0; i < count; i++) {
    item(w, "periods", i);
    text_member(w, "name", named[i].name);
    date_member(w, "from", named[i].from);
    date_member(w, "to", named[i].to);
    for (size_t g = 0; g < named[i].year_group_count; g++) {
      if (g == 0) {
        key(w, "year_groups");
        rbk_buffer_byte(&w->line, '[');
      } else {
        rbk_buffer_byte(&w->line, ',');
      }
      text(w, named[i].year_groups[g]);
    }
    end_list(w, named[i].year_group_count);
    end_item(w);
  }
  end_list(w, count);
  return RBK_OK;
}

static void half_terms_member(writer *w) {
  const rbk_calendar *calendar = &w->reg->calendar;
  size_t count = calendar->period_count[RBK_PERIOD_HALF_TERM];
  for (size_t i = 0; i < count; i++) {
    const rbk_period *half = &calendar->periods[RBK_PERIOD_HALF_TERM][i];
    item(w, "half_terms", i);
    text_member(w, "term", half->name);
    key(w, "number");
    rbk_buffer_number(&w->line, half->number);
    date_member(w, "from", half->from);
    date_member(w, "to", half->to);
    end_item(w);
  }
  end_list(w, count);
}

static void single_sessions_member(writer *w) {
  const rbk_calendar *calendar = &w->reg->calendar;
  size_t count = 0;
  for (size_t d = 0; d < calendar->day_count; d++) {
    if (calendar->sessions[d] == (RBK_AM | RBK_PM)) continue;
    item(w, "single_sessions", count++);
    date_member(w, "date", calendar->date[d]);
    session_member(w, calendar->sessions[d]);
    end_item(w);
  }
  end_list(w, count);
}

static void bank_holidays_member(writer *w) {
  const rbk_calendar *calendar = &w->reg->calendar;
  size_t count = 0;
  for (size_t i = 0; i < calendar->bank_holiday_count; i++) {
    rbk_date date = calendar->bank_holidays[i];
    if (i > 0 && date == calendar->bank_holidays[i - 1]) continue;
    if (count++ == 0) {
      key(w, "bank_holidays");
      rbk_buffer_byte(&w->line, '[');
    } else {
      rbk_buffer_byte(&w->line, ',');
    }
    rbk_buffer_byte(&w->line, '"');
    rbk_buffer_date(&w->line, date);
    rbk_buffer_byte(&w->line, '"');
  }
  end_list(w, count);
}

static rbk_status calendar_line(writer *w) {
  rbk_buffer_byte(&w->line, '{');
  rbk_status status = school_member(w);
  if (status != RBK_OK) return status;
  key(w, "calendar");
  rbk_buffer_byte(&w->line, '{');
  half_terms_member(w);
  if ((status = closures_member(w)) != RBK_OK) return status;
  single_sessions_member(w);
  if ((status = named_periods_member(w)) != RBK_OK) return status;
  bank_holidays_member(w);
  rbk_buffer_byte(&w->line, '}');
  return end_line(w);
}

static void spells_member(writer *w, const rbk_pupil *pupil) {
  const rbk_intern *attributes = &w->reg->roll.attributes;
  for (size_t s = 0; s < pupil->spell_count; s++) {
    const rbk_spell *spell = &pupil->spells[s];
    item(w, "spells", s);
    date_member(w, "from", spell->from);
    date_member(w, "to", spell->to);
    key(w, "attributes");
    rbk_buffer_byte(&w->line, '{');
    for (uint32_t a = 0; spell->values != NULL && a < attributes->count; a++)
      text_member(w, w->attributes[a].name,
                  spell->values[w->attributes[a].number]);
    rbk_buffer_byte(&w->line, '}');
    end_item(w);
  }
  end_list(w, pupil->spell_count);
}

/* What attribute.set changed. They stand by attribute number, date; here by
 * attribute name, so each name looks up its own stretch. */
static void values_member(writer *w, uint32_t pupil) {
  const rbk_history *history = &w->reg->history;
  size_t first = w->value_at, count = 0, written = 0;
  while (first + count < history->value_count &&
         history->values[first + count].pupil == pupil)
    count++;
  w->value_at += count;
  for (uint32_t a = 0; count > 0 && a < w->reg->roll.attributes.count; a++) {
    for (size_t i = first; i < first + count; i++) {
      const rbk_dated_value *value = &history->values[i];
      if (value->attribute != w->attributes[a].number) continue;
      item(w, "attribute_set", written++);
      text_member(w, "attribute", w->attributes[a].name);
      date_member(w, "date", value->date);
      key(w, "value"); /* an empty one says something here */
      text(w, value->value);
      end_item(w);
    }
  }
  end_list(w, written);
}

static void parents_member(writer *w, uint32_t pupil) {
  const rbk_roll *roll = &w->reg->roll;
  size_t written = 0;
  for (; w->parent_at < roll->parent_count; w->parent_at++) {
    const rbk_parent *parent = &roll->parents[w->parent_at];
    if (parent->pupil != pupil) break;
    item(w, "parents", written++);
    text_member(w, "id", parent->id);
    key(w, "responsible");
    rbk_buffer_text(&w->line, parent->responsible ? "true" : "false");
    key(w, "fields");
    rbk_buffer_byte(&w->line, '{');
    for (uint32_t f = 0;
         parent->values != NULL && f < roll->parent_fields.count; f++)
      text_member(w, w->parent_fields[f].name,
                  parent->values[w->parent_fields[f].number]);
    rbk_buffer_byte(&w->line, '}');
    end_item(w);
  }
  end_list(w, written);
}

/* The letters of every code as JSON has them, by code: nearly all of the form
 * is marks. */
static void spell_codes(writer *w) {
  for (size_t code = 0; code <= rbk_codes_count(); code++) {
    mark_text *out = &w->spelt[code];
    const char *letters = rbk_code_letters((rbk_code)code);
    for (letters = *letters ? letters : "-"; *letters; letters++) {
      if (*letters == '\\') out->bytes[out->length++] = '\\';
      out->bytes[out->length++] = *letters;
    }
  }
}

/* Calendar dates without a school day, two sessions each. */
static void closed_dates(writer *w, rbk_date count) {
  static const char closed[] = "####################";
  const rbk_date most = (sizeof closed - 1) / 2;
  for (rbk_date left = count, part; left > 0; left -= part) {
    part = left < most ? left : most;
    rbk_buffer_add(&w->line, closed, 2 * (size_t)part);
  }
}

/* AM then PM for every calendar date from the first school day on, to the last
 * day with any mark of the school. */
static void marks_member(writer *w, uint32_t pupil) {
  static const mark_text closed = {"#", 1};
  const rbk_calendar *calendar = &w->reg->calendar;
  const rbk_marks *marks = &w->reg->marks;
  if (marks->last_session < 0) return;
  const uint8_t *bytes = rbk_marks_of(marks, pupil);
  size_t last = (size_t)marks->last_session / 2;
  date_member(w, "start", calendar->date[0]);
  key(w, "marks");
  rbk_buffer_byte(&w->line, '"');
  rbk_date expected = calendar->date[0];
  for (size_t d = 0; d <= last; d++) {
    if (expected < calendar->date[d])
      closed_dates(w, calendar->date[d] - expected);
    expected = calendar->date[d] + 1;
    uint8_t open = calendar->sessions[d];
    const mark_text *am = open & RBK_AM ? &w->spelt[bytes[2 * d]] : &closed;
    const mark_text *pm = open & RBK_PM ? &w->spelt[bytes[2 * d + 1]] : &closed;
    char both[2 * sizeof am->bytes];
    memcpy(both, am->bytes, sizeof am->bytes);
    memcpy(both + am->length, pm->bytes, sizeof pm->bytes);
    rbk_buffer_add(&w->line, both, (size_t)am->length + pm->length);
  }
  rbk_buffer_byte(&w->line, '"');
}

static void notes_member(writer *w, uint32_t pupil) {
  size_t count, written = 0;
  const rbk_mark_note *notes = rbk_marks_notes(&w->reg->marks, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    const rbk_mark_note *note = &notes[i];
    /* `withdrawn` follows from the mark and its date. */
    if (note->minutes < 0 && note->raw == NULL && note->comment == NULL)
      continue;
    item(w, "notes", written++);
    date_member(w, "date", w->reg->calendar.date[note->session / 2]);
    session_member(w, note->session % 2 ? RBK_PM : RBK_AM);
    if (note->minutes >= 0) {
      key(w, "minutes_late");
      rbk_buffer_number(&w->line, note->minutes);
    }
    text_member(w, "raw", note->raw);
    text_member(w, "comment", note->comment);
    end_item(w);
  }
  end_list(w, written);
}

static void foreign_member(writer *w, uint32_t pupil) {
  size_t count;
  const rbk_foreign_mark *foreign =
      rbk_marks_foreign(&w->reg->marks, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    item(w, "elsewhere", i);
    date_member(w, "date", foreign[i].date);
    session_member(w, foreign[i].session);
    text_member(w, "code", rbk_code_letters(foreign[i].code));
    text_member(w, "school", foreign[i].school);
    end_item(w);
  }
  end_list(w, count);
}

static void strays_member(writer *w, uint32_t pupil) {
  size_t count;
  const rbk_stray *strays = rbk_marks_strays(&w->reg->marks, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    item(w, "strays", i);
    date_member(w, "date", strays[i].date);
    session_member(w, strays[i].session);
    text_member(w, "code", rbk_code_letters(strays[i].code));
    end_item(w);
  }
  end_list(w, count);
}

static void events_member(writer *w, uint32_t pupil) {
  const rbk_history *history = &w->reg->history;
  size_t count;
  const rbk_event *events = rbk_history_of(history, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    const rbk_event *event = &events[i];
    item(w, "events", i);
    date_member(w, "date", event->date);
    text_member(w, "kind", rbk_intern_text(&history->kinds, event->kind));
    text_member(w, "id", event->id);
    text_member(w, "parent", event->parent);
    text_member(w, "group", event->group);
    date_member(w, "withdrawn", event->withdrawn);
    key(w, "fields");
    rbk_buffer_byte(&w->line, '{');
    for (uint32_t f = 0; event->field_count > 0 && f < history->fields.count;
         f++)
      text_member(w, w->fields[f].name,
                  rbk_event_field(event, w->fields[f].number));
    rbk_buffer_byte(&w->line, '}');
    end_item(w);
  }
  end_list(w, count);
}

static rbk_status pupil_line(writer *w, uint32_t index) {
  const rbk_pupil *pupil = &w->reg->roll.pupils[index];
  rbk_buffer_byte(&w->line, '{');
  text_member(w, "pupil", pupil->id);
  date_member(w, "date_of_birth", pupil->birth);
  spells_member(w, pupil);
  values_member(w, index);
  parents_member(w, index);
  marks_member(w, index);
  notes_member(w, index);
  foreign_member(w, index);
  strays_member(w, index);
  events_member(w, index);
  return end_line(w);
}

static rbk_status all_lines(writer *w) {
  const rbk_register *reg = w->reg;
  w->attributes = names_in_order(&w->arena, &reg->roll.attributes);
  w->parent_fields = names_in_order(&w->arena, &reg->roll.parent_fields);
  w->fields = names_in_order(&w->arena, &reg->history.fields);
  if (!w->attributes || !w->parent_fields || !w->fields) return RBK_NOMEM;
  rbk_status status = calendar_line(w);
  for (size_t p = 0; status == RBK_OK && p < reg->roll.pupil_count; p++)
    status = pupil_line(w, (uint32_t)p);
  size_t count;
  if (status != RBK_OK || !rbk_history_of(&reg->history, RBK_NONE, &count))
    return status;
  rbk_buffer_byte(&w->line, '{');
  events_member(w, RBK_NONE);
  return end_line(w);
}

rbk_status rbk_register_canonical(const rbk_register *reg, rbk_line_sink sink,
                                  void *context) {
  writer w = {.reg = reg, .sink = sink, .context = context};
  rbk_buffer_init(&w.line, reg->alloc);
  rbk_arena_init(&w.arena, reg->alloc);
  spell_codes(&w);
  rbk_status status = all_lines(&w);
  rbk_arena_finish(&w.arena);
  rbk_buffer_finish(&w.line);
  return status;
}

static rbk_status add_to_digest(void *context, const char *bytes,
                                size_t length) {
  rbk_digest_add(context, bytes, length);
  return RBK_OK;
}

rbk_status rbk_register_digest(const rbk_register *reg,
                               char out[RBK_DIGEST_HEX + 1]) {
  rbk_digest digest;
  rbk_digest_init(&digest);
  rbk_status status = rbk_register_canonical(reg, add_to_digest, &digest);
  if (status == RBK_OK) rbk_digest_hex(&digest, out);
  return status;
}

static void date_column(rbk_buffer *buffer, rbk_date date) {
  rbk_buffer_byte(buffer, ',');
  rbk_buffer_date(buffer, date);
}

/* What the codes mean; their wording and sources change no figure. */
rbk_status rbk_codes_digest(const rbk_alloc *alloc,
                            char out[RBK_DIGEST_HEX + 1]) {
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, alloc);
  for (size_t i = 1; i <= rbk_codes_count(); i++) {
    const rbk_code_info *info = rbk_code_info_of((rbk_code)i);
    rbk_buffer_csv(&buffer, info->code, strlen(info->code));
    date_column(&buffer, info->from);
    date_column(&buffer, info->to);
    rbk_buffer_byte(&buffer, ',');
    rbk_buffer_text(&buffer, rbk_code_class_name(info->class));
    rbk_buffer_byte(&buffer, ',');
    rbk_buffer_text(&buffer, rbk_physical_name(info->physical));
    rbk_buffer_byte(&buffer, ',');
    rbk_buffer_number(&buffer, info->sessions);
    rbk_buffer_byte(&buffer, '\n');
  }
  for (size_t i = 0; i < rbk_sub_codes_count(); i++) {
    const rbk_sub_code *sub = rbk_sub_code_at(i);
    rbk_buffer_text(&buffer, sub->code);
    rbk_buffer_byte(&buffer, ',');
    rbk_buffer_text(&buffer, sub->parent);
    date_column(&buffer, sub->from);
    date_column(&buffer, sub->to);
    rbk_buffer_byte(&buffer, '\n');
  }
  rbk_status status = buffer.status;
  if (status == RBK_OK) {
    rbk_digest digest;
    rbk_digest_init(&digest);
    rbk_digest_add(&digest, buffer.bytes, buffer.length);
    rbk_digest_hex(&digest, out);
  }
  rbk_buffer_finish(&buffer);
  return status;
}
