/* NDJSON: one pupil a line, with roll, marks and events together; a line
 * without pupil has the school's events. A line is checked whole before
 * anything of it is taken. */
#include <string.h>

#include "read/draft.h"
#include "read/json.h"
#include "read/shape.h"

/* What the marks of a line stand under, for messages. */
enum {
  COLUMN_PUPIL,
  COLUMN_MARKS,
  COLUMN_NOTES,
  COLUMN_ELSEWHERE,
  COLUMN_STRAYS,
  COLUMN_COUNT
};
static const char *const column_names[COLUMN_COUNT] = {
    "pupil", "marks", "notes", "elsewhere", "strays"};

typedef struct line_draft { /* one line, read but not yet taken */
  rbk_reading *reading;
  rbk_table table; /* stands for the line where marks are put */
  rbk_json_file json;
  rbk_file text; /* the line as a file of its own */
  rbk_draft_spell *spells;
  size_t spell_count;
  rbk_draft_parent *parents;
  size_t parent_count;
  rbk_draft_event *events;
  size_t event_count;
} line_draft;

static rbk_status text_member(const rbk_json *object, const char *key,
                              const char *absent, const char **out) {
  rbk_json at = rbk_json_member(object, key);
  return rbk_json_text(&at, absent, out);
}

static rbk_status date_member(const rbk_json *object, const char *key,
                              bool may_be_absent, rbk_date *out) {
  rbk_json at = rbk_json_member(object, key);
  if (!at.value && may_be_absent) {
    *out = RBK_NO_DATE;
    return RBK_OK;
  }
  return rbk_json_date(&at, out);
}

/* Where a list is kept until the line is taken. */
static rbk_status list_member(const rbk_json *object, const char *key,
                              size_t size, rbk_json *list, size_t *count,
                              void *out) {
  *list = rbk_json_member(object, key);
  rbk_status status = rbk_json_list(list, count);
  return status || !out ? status : rbk_json_take(object, *count, size, out);
}

/* --- roll --- */

/* An object of texts, each under a number of `names`. Absent is empty. */
static rbk_status numbered_texts(const rbk_json *object, rbk_intern *names,
                                 const char ***values, size_t *value_count) {
  rbk_reading *reading = object->file->reading;
  if (object->value && !json_is_object(object->value))
    return rbk_json_refuse(object, "must be an object, { ... }");
  const char *key;
  json_t *value;
  json_object_foreach(object->value, key, value) {
    if (rbk_intern_add(names, rbk_text_of(key)) == RBK_NONE)
      return rbk_reading_no_memory(reading);
  }
  const char **old = *values;
  size_t old_count = *value_count;
  rbk_status status =
      rbk_json_take(object, names->count, sizeof **values, (void *)values);
  if (status) return status;
  *value_count = names->count;
  for (size_t i = 0; i < old_count; i++) (*values)[i] = old[i];
  json_object_foreach(object->value, key, value) {
    rbk_json at = rbk_json_member(object, key);
    uint32_t number = rbk_intern_find(names, rbk_text_of(key));
    status = rbk_json_text(&at, NULL, &(*values)[number]);
    if (status) return status;
  }
  return RBK_OK;
}

static rbk_status spell_of(line_draft *line, const rbk_json *root,
                           const rbk_json *object, rbk_draft_spell *spell) {
  static const char *const keys[] = {"from", "to", "attributes", NULL};
  rbk_intern *names = &line->reading->reg->roll.attributes;
  rbk_json shared = rbk_json_member(root, "attributes");
  rbk_status status = date_member(root, "date_of_birth", true, &spell->birth);
  spell->from = spell->to = RBK_NO_DATE;
  spell->line = line->table.csv.row_line;
  if (!status)
    status =
        numbered_texts(&shared, names, &spell->values, &spell->value_count);
  if (status || !object) return status;
  rbk_json own = rbk_json_member(object, "attributes");
  status = rbk_json_only(object, keys);
  if (!status) status = date_member(object, "from", true, &spell->from);
  if (!status) status = date_member(object, "to", true, &spell->to);
  if (!status && spell->from != RBK_NO_DATE && spell->to != RBK_NO_DATE &&
      spell->to < spell->from)
    status = rbk_json_refuse(object, "ends before it begins");
  return status
             ? status
             : numbered_texts(&own, names, &spell->values, &spell->value_count);
}

static rbk_status spells_of(line_draft *line, const rbk_json *root) {
  rbk_json list;
  size_t count;
  rbk_status status = list_member(root, "spells", 0, &list, &count, NULL);
  if (!status)
    status = rbk_json_take(root, count + 1, sizeof *line->spells,
                           (void *)&line->spells);
  if (status) return status;
  if (count == 0) { /* on roll throughout */
    line->spell_count = 1;
    return spell_of(line, root, NULL, &line->spells[0]);
  }
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json item = rbk_json_item(&list, i);
    status = spell_of(line, root, &item, &line->spells[i]);
    for (size_t k = 0; k < i && !status; k++)
      if (rbk_draft_overlap(&line->spells[k], &line->spells[i]))
        status = rbk_json_refuse(&item, "overlaps spells[%zu]", k);
  }
  line->spell_count = count;
  return status;
}

static rbk_status parent_of(line_draft *line, const rbk_json *object,
                            rbk_draft_parent *parent) {
  static const char *const keys[] = {"id", "responsible", "fields", NULL};
  rbk_reading *reading = line->reading;
  rbk_json responsible = rbk_json_member(object, "responsible");
  rbk_json fields = rbk_json_member(object, "fields");
  size_t count = 0;
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = text_member(object, "id", NULL, &parent->id);
  if (!status && !parent->id[0])
    status = rbk_json_refuse(object, "has an empty id");
  if (!status && responsible.value && !json_is_boolean(responsible.value))
    status = rbk_json_refuse(&responsible, "must be true or false");
  if (!status)
    status = numbered_texts(&fields, &reading->reg->roll.parent_fields,
                            &parent->values, &count);
  parent->value_count = count;
  parent->responsible = !responsible.value || json_is_true(responsible.value);
  return status;
}

static rbk_status parents_of(line_draft *line, const rbk_json *root) {
  rbk_json list;
  size_t count;
  rbk_status status = list_member(root, "parents", sizeof *line->parents, &list,
                                  &count, (void *)&line->parents);
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json item = rbk_json_item(&list, i);
    status = parent_of(line, &item, &line->parents[i]);
    for (size_t k = 0; k < i && !status; k++)
      if (strcmp(line->parents[k].id, line->parents[i].id) == 0)
        status = rbk_json_refuse(&item, "has the id of parents[%zu]", k);
    line->parent_count = i + 1;
  }
  return status;
}

/* --- marks --- */

/* date and session of an object beside the string of marks. */
static rbk_status when_of(const rbk_json *object, rbk_cell *cell) {
  const char *session = "";
  rbk_json at = rbk_json_member(object, "session");
  rbk_status status = date_member(object, "date", false, &cell->date);
  if (!status) status = rbk_json_text(&at, NULL, &session);
  if (status) return status;
  if (strcmp(session, "AM") == 0)
    cell->session = RBK_AM;
  else if (strcmp(session, "PM") == 0)
    cell->session = RBK_PM;
  else
    return rbk_json_refuse(&at, "must be AM or PM");
  return RBK_OK;
}

/* A mark of another school, or one that the calendar has no session for. */
static rbk_status loose_mark(line_draft *line, const rbk_json *object,
                             size_t column) {
  static const char *const keys[] = {"date", "session", "code", "school", NULL};
  rbk_put *put = &line->reading->draft->put;
  rbk_cell cell = {.column = column, .minutes = -1};
  const char *code, *school;
  rbk_json school_at = rbk_json_member(object, "school");
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = when_of(object, &cell);
  if (!status) status = text_member(object, "code", NULL, &code);
  if (!status) status = rbk_json_text(&school_at, "", &school);
  if (status) return status;
  if ((column == COLUMN_ELSEWHERE) != (school[0] != '\0'))
    return rbk_json_refuse(object, column == COLUMN_ELSEWHERE
                                       ? "must name the school"
                                       : "must not name a school");
  int32_t day = rbk_put_day(put, cell.date);
  if (column == COLUMN_STRAYS && day >= 0 &&
      (put->calendar->sessions[day] & cell.session))
    return rbk_json_refuse(object, "is a session of the calendar; it belongs "
                                   "into the marks");
  cell.text = rbk_text_of(code);
  cell.school = rbk_text_of(school);
  return rbk_put_mark(put, &line->table, &cell);
}

static rbk_status note(line_draft *line, const rbk_json *object,
                       size_t column) {
  static const char *const keys[] = {"date", "session", "minutes_late",
                                     "raw",  "comment", NULL};
  rbk_cell cell = {.column = column};
  const char *raw, *comment;
  int64_t minutes;
  rbk_json minutes_at = rbk_json_member(object, "minutes_late");
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = when_of(object, &cell);
  if (!status) status = text_member(object, "raw", "", &raw);
  if (!status) status = text_member(object, "comment", "", &comment);
  if (!status) status = rbk_json_count(&minutes_at, &minutes);
  if (!status && minutes > RBK_MINUTES_OF_DAY)
    status = rbk_json_refuse(&minutes_at, "is more than a day");
  if (status) return status;
  cell.minutes = (int32_t)minutes;
  cell.comment = rbk_text_of(comment);
  return rbk_put_beside(&line->reading->draft->put, &line->table, &cell,
                        rbk_text_of(raw));
}

static rbk_status
each(line_draft *line, const rbk_json *root, const char *key, size_t column,
     rbk_status (*read)(line_draft *line, const rbk_json *object,
                        size_t column)) {
  rbk_json list;
  size_t count;
  rbk_status status = list_member(root, key, 0, &list, &count, NULL);
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json item = rbk_json_item(&list, i);
    status = read(line, &item, column);
  }
  return status;
}

/* "start" and "marks", or "marks" with both inside. */
static rbk_status string_of(line_draft *line, const rbk_json *root) {
  static const char *const keys[] = {"start", "codes", NULL};
  rbk_json marks = rbk_json_member(root, "marks");
  if (!marks.value) return RBK_OK;
  bool nested = json_is_object(marks.value);
  rbk_status status = nested ? rbk_json_only(&marks, keys) : RBK_OK;
  rbk_json start = rbk_json_member(nested ? &marks : root, "start");
  rbk_json codes = nested ? rbk_json_member(&marks, "codes") : marks;
  rbk_date from;
  const char *text;
  if (!status) status = rbk_json_date(&start, &from);
  if (!status) status = rbk_json_text(&codes, NULL, &text);
  return status ? status
                : rbk_put_string(&line->reading->draft->put, &line->table,
                                 COLUMN_MARKS, from, rbk_text_of(text));
}

/* A stray or a mark of another school may be said once, or twice alike. */
static rbk_status check_loose(line_draft *line, const rbk_json *root) {
  const rbk_stage *stage = &line->reading->draft->put.stage;
  for (size_t i = 0; i < stage->loose_count; i++)
    for (size_t k = 0; k < i; k++) {
      const rbk_loose_mark *a = &stage->loose[k], *b = &stage->loose[i];
      if (a->date != b->date || a->session != b->session ||
          a->school != b->school || a->code == b->code)
        continue;
      char date[11];
      rbk_date_print(a->date, date);
      return rbk_json_refuse(root, "has two different marks for %s %s", date,
                             a->session == RBK_AM ? "AM" : "PM");
    }
  return RBK_OK;
}

static rbk_status marks_of(line_draft *line, const rbk_json *root) {
  rbk_status status = string_of(line, root);
  if (!status) status = each(line, root, "notes", COLUMN_NOTES, note);
  if (!status)
    status = each(line, root, "elsewhere", COLUMN_ELSEWHERE, loose_mark);
  if (!status) status = each(line, root, "strays", COLUMN_STRAYS, loose_mark);
  return status ? status : check_loose(line, root);
}

/* --- events --- */

static rbk_status fields_of(const rbk_json *object, rbk_draft_event *event) {
  rbk_reading *reading = object->file->reading;
  rbk_json fields = rbk_json_member(object, "fields");
  if (fields.value && !json_is_object(fields.value))
    return rbk_json_refuse(&fields, "must be an object, { ... }");
  rbk_status status =
      rbk_json_take(object, json_object_size(fields.value),
                    sizeof *event->fields, (void *)&event->fields);
  const char *key;
  json_t *value;
  json_object_foreach(fields.value, key, value) {
    if (status) return status;
    rbk_field *field = &event->fields[event->field_count];
    rbk_json at = rbk_json_member(&fields, key);
    field->name =
        rbk_intern_add(&reading->reg->history.fields, rbk_text_of(key));
    if (field->name == RBK_NONE) return rbk_reading_no_memory(reading);
    status = rbk_json_text(&at, NULL, &field->value);
    if (!status && field->value[0]) event->field_count++;
  }
  return status;
}

static rbk_draft_event new_event(const line_draft *line) {
  return (rbk_draft_event){.row = RBK_NONE,
                           .withdrawn = RBK_NO_DATE,
                           .id = "",
                           .parent = "",
                           .group = "",
                           .file = line->table.csv.file,
                           .line = line->table.csv.row_line,
                           .from = line->table.csv.row_from,
                           .to = line->table.csv.row_to};
}

static rbk_status event_of(line_draft *line, const rbk_json *object,
                           bool of_pupil, rbk_draft_event *event) {
  static const char *const keys[] = {"date",  "kind",      "id",     "parent",
                                     "group", "withdrawn", "fields", NULL};
  static const char *const not_here[] = {"void", "withdrawn", "attribute.set"};
  rbk_reading *reading = line->reading;
  rbk_json kind_at = rbk_json_member(object, "kind");
  const char *kind;
  *event = new_event(line);
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = date_member(object, "date", false, &event->date);
  if (!status)
    status = date_member(object, "withdrawn", true, &event->withdrawn);
  if (!status) status = rbk_json_text(&kind_at, NULL, &kind);
  if (!status) status = text_member(object, "id", "", &event->id);
  if (!status) status = text_member(object, "parent", "", &event->parent);
  if (!status) status = text_member(object, "group", "", &event->group);
  if (status) return status;
  if (!kind[0]) return rbk_json_refuse(&kind_at, "is empty");
  for (size_t i = 0; i < 3; i++)
    if (strcmp(kind, not_here[i]) == 0)
      return rbk_json_refuse(&kind_at,
                             "'%s' has its own place here: leave a void event "
                             "out, give 'withdrawn' a date, list "
                             "'attribute_set'",
                             kind);
  if (of_pupil && event->group[0])
    return rbk_json_refuse(object, "is a pupil's and names a group");
  event->kind = rbk_intern_add(&reading->reg->history.kinds, rbk_text_of(kind));
  if (event->kind == RBK_NONE) return rbk_reading_no_memory(reading);
  return fields_of(object, event);
}

static rbk_status value_of(line_draft *line, const rbk_json *object,
                           rbk_draft_event *event) {
  static const char *const keys[] = {"attribute", "date", "value", NULL};
  rbk_reading *reading = line->reading;
  const char *attribute;
  *event = new_event(line);
  event->part = RBK_EVENT_ATTRIBUTE;
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = text_member(object, "attribute", NULL, &attribute);
  if (!status) status = date_member(object, "date", false, &event->date);
  if (!status) status = text_member(object, "value", NULL, &event->value);
  if (!status && !attribute[0])
    status = rbk_json_refuse(object, "names no attribute");
  if (status) return status;
  event->attribute =
      rbk_intern_add(&reading->reg->roll.attributes, rbk_text_of(attribute));
  return event->attribute == RBK_NONE ? rbk_reading_no_memory(reading) : RBK_OK;
}

/* Whether an item says what one before it said otherwise. */
static bool event_clashes(const rbk_draft_event *a, const rbk_draft_event *b) {
  if (a->part != b->part) return false;
  if (a->part == RBK_EVENT_ATTRIBUTE)
    return a->attribute == b->attribute && a->date == b->date &&
           strcmp(a->value, b->value) != 0;
  return a->id[0] && strcmp(a->id, b->id) == 0;
}

static rbk_status events_of(line_draft *line, const rbk_json *root,
                            bool of_pupil) {
  rbk_json sets, events;
  size_t set_count, event_count;
  rbk_status status =
      list_member(root, "attribute_set", 0, &sets, &set_count, NULL);
  if (!status)
    status = list_member(root, "events", 0, &events, &event_count, NULL);
  if (!status)
    status = rbk_json_take(root, set_count + event_count, sizeof *line->events,
                           (void *)&line->events);
  for (size_t i = 0; !status && i < set_count + event_count; i++) {
    rbk_json item = i < set_count ? rbk_json_item(&sets, i)
                                  : rbk_json_item(&events, i - set_count);
    rbk_draft_event *event = &line->events[i];
    status = i < set_count ? value_of(line, &item, event)
                           : event_of(line, &item, of_pupil, event);
    for (size_t k = 0; k < i && !status; k++)
      if (event_clashes(&line->events[k], event))
        status = rbk_json_refuse(&item, "clashes with one before it; keep "
                                        "one of them");
    line->event_count = i + 1;
  }
  return status;
}

/* --- lines --- */

static rbk_status take_events(line_draft *line, uint32_t row) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < line->event_count && !status; i++) {
    line->events[i].row = row;
    status =
        rbk_draft_add_event(line->reading, &line->table.csv, &line->events[i]);
  }
  return status;
}

static rbk_status take_pupil(line_draft *line) {
  static const size_t columns[14] = {
      COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS,
      COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS,
      COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS, COLUMN_MARKS};
  rbk_draft *draft = line->reading->draft;
  rbk_status status = rbk_put_commit(&draft->put, &line->table, columns);
  uint32_t row = draft->put.stage.row;
  for (size_t i = 0; i < line->spell_count && !status; i++) {
    line->spells[i].row = row;
    status =
        rbk_draft_add_spell(line->reading, &line->table.csv, &line->spells[i]);
  }
  for (size_t i = 0; i < line->parent_count && !status; i++) {
    line->parents[i].row = row;
    status = rbk_draft_add_parent(line->reading, &line->parents[i]);
  }
  return status ? status : take_events(line, row);
}

static rbk_status pupil_line(line_draft *line, const rbk_json *root) {
  static const char *const keys[] = {
      "pupil",   "date_of_birth", "spells", "attributes", "attribute_set",
      "parents", "start",         "marks",  "notes",      "elsewhere",
      "strays",  "events",        NULL};
  rbk_put *put = &line->reading->draft->put;
  rbk_json pupil = rbk_json_member(root, "pupil");
  const char *id;
  rbk_status status = rbk_json_only(root, keys);
  if (!status) status = rbk_json_text(&pupil, NULL, &id);
  if (status) return status;
  rbk_text field = rbk_text_of(id);
  line->table.csv.fields = &field;
  line->table.csv.field_count = 1;
  status = rbk_put_begin(put, &line->table, COLUMN_PUPIL);
  if (!status && put->stage.row != RBK_NONE)
    status = rbk_json_refuse(&pupil,
                             "'%s' stands already on an earlier line; "
                             "give each pupil one line",
                             id);
  if (!status) status = spells_of(line, root);
  if (!status) status = parents_of(line, root);
  if (!status) status = marks_of(line, root);
  if (!status) status = events_of(line, root, true);
  if (!status) status = take_pupil(line);
  line->table.csv.fields = NULL;
  return status;
}

static rbk_status any_line(line_draft *line, const rbk_json *root) {
  static const char *const school_keys[] = {"events", NULL};
  if (json_object_get(root->value, "pupil")) return pupil_line(line, root);
  if (json_object_get(root->value, "calendar"))
    return rbk_json_refuse(root, "is the line of the calendar, which is read "
                                 "from calendar.json; take the line out");
  rbk_status status = rbk_json_only(root, school_keys);
  if (!status) status = events_of(line, root, false);
  return status ? status : take_events(line, RBK_NONE);
}

static rbk_status read_line(rbk_reading *reading, const rbk_file *file,
                            size_t number, size_t from, size_t to) {
  rbk_json root;
  line_draft line = {.reading = reading};
  line.table = (rbk_table){
      .reading = reading, .names = column_names, .column_count = COLUMN_COUNT};
  line.table.csv = (rbk_csv){.alloc = reading->alloc,
                             .file = file,
                             .row_line = number,
                             .row_from = from,
                             .row_to = to};
  line.text = (rbk_file){.path = file->path,
                         .name = file->name,
                         .bytes = file->bytes + from,
                         .length = to - from,
                         .skipped = file->skipped + from};
  reading->column = NULL;
  reading->value = (rbk_text){NULL, 0};
  rbk_status status = RBK_OK;
  if (to - from > RBK_LONGEST_LINE) {
    line.table.csv.hopeless = true;
    line.table.csv.row_to = from;
    status = rbk_refuse_row(reading, &line.table.csv,
                            "the line is over 1 MiB; give each pupil a line");
  } else {
    status =
        rbk_file_check_text(file, from, to - from, number, &reading->error);
    line.table.csv.hopeless = status != RBK_OK;
  }
  if (!status) status = rbk_json_open(reading, &line.text, &line.json, &root);
  if (!status) {
    line.json.lines_before = number - 1;
    status = any_line(&line, &root);
  } else if (!line.table.csv.hopeless) {
    reading->error.line += number - 1;
  }
  rbk_json_close(&line.json);
  /* Columns are those of CSV files; a key path says it here. */
  reading->error.column = 0;
  return status == RBK_REJECTED ? rbk_reading_reject(reading, &line.table.csv)
                                : status;
}

rbk_status rbk_read_ndjson(rbk_reading *reading, const rbk_file *file) {
  rbk_status status = RBK_OK;
  size_t number = 0, at = 0;
  while (at < file->length && !status) {
    const char *end = memchr(file->bytes + at, '\n', file->length - at);
    size_t to = end ? (size_t)(end - file->bytes) : file->length;
    size_t next = end ? to + 1 : to;
    if (to > at && file->bytes[to - 1] == '\r') to--;
    number++;
    if (to > at) status = read_line(reading, file, number, at, to);
    rbk_reading_progress(reading, next - at);
    at = next;
  }
  return status;
}
