/* pupils.csv, parents.csv and events.csv. */
#include <string.h>

#include "write/folder_parts.h"

static void put_text(rbk_buffer *out, const char *text) {
  if (text) rbk_buffer_csv(out, text, strlen(text));
}

static void put_cell(rbk_buffer *out, const char *text) {
  rbk_buffer_byte(out, ',');
  put_text(out, text);
}

static void put_date(rbk_buffer *out, rbk_date date) {
  rbk_buffer_byte(out, ',');
  if (date != RBK_NO_DATE) rbk_buffer_date(out, date);
}

/* --- pupils.csv --- */

typedef struct roll_columns {
  bool from, to, birth; /* whether anybody has such a date */
  uint32_t birth_attribute;
} roll_columns;

static roll_columns columns_of(const rbk_roll *roll) {
  roll_columns columns = {.birth_attribute = rbk_intern_find(
                              &roll->attributes, rbk_text_of("date_of_birth"))};
  for (size_t p = 0; p < roll->pupil_count; p++) {
    const rbk_pupil *pupil = &roll->pupils[p];
    if (pupil->birth != RBK_NO_DATE) columns.birth = true;
    for (size_t s = 0; s < pupil->spell_count; s++) {
      if (pupil->spells[s].from != RBK_NO_DATE) columns.from = true;
      if (pupil->spells[s].to != RBK_NO_DATE) columns.to = true;
    }
  }
  return columns;
}

static void put_spell(rbk_buffer *out, const rbk_roll *roll,
                      const roll_columns *columns, const rbk_pupil *pupil,
                      const rbk_spell *spell) {
  put_text(out, pupil->id);
  if (columns->from) put_date(out, spell->from);
  if (columns->to) put_date(out, spell->to);
  if (columns->birth) put_date(out, pupil->birth);
  for (uint32_t a = 0; a < roll->attributes.count; a++)
    if (a != columns->birth_attribute) put_cell(out, spell->values[a]);
  rbk_buffer_byte(out, '\n');
}

void rbk_put_pupils(rbk_buffer *out, const rbk_roll *roll) {
  roll_columns columns = columns_of(roll);
  rbk_buffer_text(out, "pupil_id");
  if (columns.from) rbk_buffer_text(out, ",enrolled_from");
  if (columns.to) rbk_buffer_text(out, ",enrolled_to");
  if (columns.birth) rbk_buffer_text(out, ",date_of_birth");
  for (uint32_t a = 0; a < roll->attributes.count; a++)
    if (a != columns.birth_attribute)
      put_cell(out, rbk_intern_text(&roll->attributes, a));
  rbk_buffer_byte(out, '\n');
  for (size_t p = 0; p < roll->pupil_count; p++)
    for (size_t s = 0; s < roll->pupils[p].spell_count; s++)
      put_spell(out, roll, &columns, &roll->pupils[p],
                &roll->pupils[p].spells[s]);
}

/* --- parents.csv --- */

/* Whether responsibility needs a column that no file had: without it all
 * are responsible. */
static bool must_say_responsible(const rbk_roll *roll) {
  if (rbk_intern_find(&roll->parent_fields, rbk_text_of("responsible")) !=
      RBK_NONE)
    return false;
  for (size_t p = 0; p < roll->parent_count; p++)
    if (!roll->parents[p].responsible) return true;
  return false;
}

void rbk_put_parents(rbk_buffer *out, const rbk_roll *roll) {
  const rbk_intern *fields = &roll->parent_fields;
  bool responsible = must_say_responsible(roll);
  rbk_buffer_text(out, "parent_id,pupil_id");
  if (responsible) rbk_buffer_text(out, ",responsible");
  for (uint32_t f = 0; f < fields->count; f++)
    put_cell(out, rbk_intern_text(fields, f));
  rbk_buffer_byte(out, '\n');
  for (size_t p = 0; p < roll->parent_count; p++) {
    const rbk_parent *parent = &roll->parents[p];
    put_text(out, parent->id);
    put_cell(out, roll->pupils[parent->pupil].id);
    if (responsible) put_cell(out, parent->responsible ? "true" : "false");
    for (uint32_t f = 0; f < fields->count; f++)
      put_cell(out, parent->values[f]);
    rbk_buffer_byte(out, '\n');
  }
}

/* --- events.csv --- */

/* Columns that mean something to the reader; the others are plain fields. */
enum { GROUP, ATTRIBUTE, VALUE, OF, SPECIAL };
static const char *const special_names[SPECIAL] = {"group", "attribute",
                                                   "value", "of"};

typedef struct event_columns {
  const rbk_history *history;
  uint32_t special[SPECIAL]; /* the field of that name, or RBK_NONE */
} event_columns;

static bool is_special(const event_columns *columns, uint32_t field) {
  for (size_t i = 0; i < SPECIAL; i++)
    if (columns->special[i] == field) return true;
  return false;
}

bool rbk_any_events(const rbk_history *history) {
  return history->event_count + history->value_count > 0;
}

static const char *who(const rbk_register *reg, uint32_t pupil) {
  return pupil == RBK_NONE ? "" : reg->roll.pupils[pupil].id;
}

static void put_fields(rbk_buffer *out, const event_columns *columns,
                       const rbk_event *event) {
  for (size_t i = 0; i < SPECIAL; i++) {
    const char *text = columns->special[i] == RBK_NONE
                           ? NULL
                           : rbk_event_field(event, columns->special[i]);
    put_cell(out, i == GROUP && event->group[0] ? event->group : text);
  }
  for (uint32_t f = 0; f < columns->history->fields.count; f++)
    if (!is_special(columns, f)) put_cell(out, rbk_event_field(event, f));
  rbk_buffer_byte(out, '\n');
}

static void put_event(rbk_buffer *out, const rbk_register *reg,
                      const event_columns *columns, const rbk_event *event) {
  put_text(out, who(reg, event->pupil));
  put_date(out, event->date);
  put_cell(out, rbk_intern_text(&columns->history->kinds, event->kind));
  put_cell(out, event->id);
  put_cell(out, event->parent);
  put_fields(out, columns, event);
}

/* A row of which only the special columns are filled. */
static void put_marker(rbk_buffer *out, const event_columns *columns,
                       const char *pupil, rbk_date date, const char *kind,
                       const char *const values[SPECIAL]) {
  put_text(out, pupil);
  put_date(out, date);
  put_cell(out, kind);
  rbk_buffer_text(out, ",,");
  for (size_t i = 0; i < SPECIAL; i++) put_cell(out, values[i]);
  for (uint32_t f = 0; f < columns->history->fields.count; f++)
    if (!is_special(columns, f)) rbk_buffer_byte(out, ',');
  rbk_buffer_byte(out, '\n');
}

void rbk_put_events(rbk_buffer *out, const rbk_register *reg) {
  const rbk_history *history = &reg->history;
  event_columns columns = {.history = history};
  rbk_buffer_text(out, "pupil_id,date,kind,id,parent_id");
  for (size_t i = 0; i < SPECIAL; i++) {
    columns.special[i] =
        rbk_intern_find(&history->fields, rbk_text_of(special_names[i]));
    put_cell(out, special_names[i]);
  }
  for (uint32_t f = 0; f < history->fields.count; f++)
    if (!is_special(&columns, f))
      put_cell(out, rbk_intern_text(&history->fields, f));
  rbk_buffer_byte(out, '\n');
  for (size_t i = 0; i < history->event_count; i++) {
    const rbk_event *event = &history->events[i];
    put_event(out, reg, &columns, event);
    if (event->withdrawn == RBK_NO_DATE) continue;
    const char *values[SPECIAL] = {[OF] = event->id};
    put_marker(out, &columns, who(reg, event->pupil), event->withdrawn,
               "withdrawn", values);
  }
  for (size_t i = 0; i < history->value_count; i++) {
    const rbk_dated_value *value = &history->values[i];
    const char *values[SPECIAL] = {
        [ATTRIBUTE] = rbk_intern_text(&reg->roll.attributes, value->attribute),
        [VALUE] = value->value};
    put_marker(out, &columns, who(reg, value->pupil), value->date,
               "attribute.set", values);
  }
}
