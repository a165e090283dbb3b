#include "author/fixture_register.h"

#include <stdlib.h>
#include <string.h>

#include "author/fixture_calendar.h"
#include "author/fixture_marks.h"
#include "base/alloc.h"
#include "read/draft.h"

/* --- which fixtures may share a school ------------------------------------ */

static bool same_text(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_pairs(const rbk_pair *a, size_t a_count, const rbk_pair *b,
                       size_t b_count) {
  if (a_count != b_count) return false;
  for (size_t i = 0; i < a_count; i++)
    if (!same_text(a[i].name, b[i].name) || !same_text(a[i].value, b[i].value))
      return false;
  return true;
}

static bool same_setting(const rbk_setting *a, const rbk_setting *b) {
  if (!same_text(a->name, b->name) || a->value_count != b->value_count ||
      a->is_list != b->is_list)
    return false;
  for (size_t i = 0; i < a->value_count; i++)
    if (a->numbers[i] != b->numbers[i] ||
        !same_text(a->values[i], b->values[i]))
      return false;
  return true;
}

static bool same_calendar(const rbk_fixture *a, const rbk_fixture *b) {
  if (a->calendar_count != b->calendar_count) return false;
  for (size_t i = 0; i < a->calendar_count; i++)
    if (a->calendars[i].spec != b->calendars[i].spec ||
        !same_text(a->calendars[i].name, b->calendars[i].name))
      return false;
  return true;
}

bool rbk_fixture_same_policy(const rbk_fixture *a, const rbk_fixture *b) {
  if (a->policy_count != b->policy_count) return false;
  for (size_t i = 0; i < a->policy_count; i++)
    if (a->policies[i].from != b->policies[i].from ||
        !same_text(a->policies[i].policy, b->policies[i].policy))
      return false;
  return true;
}

static bool names_an_action(const rbk_fixture_person *person) {
  for (size_t e = 0; e < person->event_count; e++)
    for (size_t f = 0; f < person->events[e].field_count; f++)
      if (strcmp(person->events[e].fields[f].name, "action") == 0) return true;
  return false;
}

bool rbk_fixture_stands_alone(const rbk_fixture *fixture) {
  return fixture->other_count > 0 || fixture->school_event_count > 0 ||
         names_an_action(&fixture->pupil);
}

bool rbk_fixture_same_school(const rbk_fixture *a, const rbk_fixture *b) {
  if (a == b) return true;
  if (rbk_fixture_stands_alone(a) || rbk_fixture_stands_alone(b) ||
      (a->pupil.parent_count > 0) != (b->pupil.parent_count > 0) ||
      a->assume_done != b->assume_done)
    return false;
  if (!same_calendar(a, b) || !rbk_fixture_same_policy(a, b) ||
      !same_pairs(a->school, a->school_count, b->school, b->school_count) ||
      a->parameter_count != b->parameter_count ||
      rbk_fixture_until(a) != rbk_fixture_until(b))
    return false;
  for (size_t i = 0; i < a->parameter_count; i++)
    if (!same_setting(&a->parameters[i], &b->parameters[i])) return false;
  return true;
}

/* --- the school ----------------------------------------------------------- */

/* What is at hand while a register is made of fixtures. */
typedef struct building {
  const rbk_alloc *alloc;
  const char *file;
  const rbk_fixture_pupil *pupils;
  size_t count;
  const rbk_fixture *school; /* whose school it is, or NULL: they share one */
  rbk_problems *problems;
  rbk_register *reg;
} building;

static const rbk_fixture_person *person_at(const building *b, size_t pupil) {
  const rbk_fixture_pupil *p = &b->pupils[pupil];
  return p->person != NULL ? p->person : &p->fixture->pupil;
}

#define mistake(b, at, ...)                                                    \
  rbk_problems_add((b)->problems, RBK_ERROR, "fixture", (b)->file, (at)->line, \
                   0, __VA_ARGS__)

static void *take(const building *b, size_t count, size_t size) {
  return rbk_arena_take(&b->reg->arena, count, size);
}

static rbk_status build_calendar(building *b) {
  const rbk_fixture *fixture = b->pupils[0].fixture;
  rbk_calendar_spec spec;
  rbk_error error = {0};
  rbk_status status =
      rbk_fixture_calendar_of(&b->reg->arena, fixture->calendars,
                              fixture->calendar_count, &spec, &error);
  if (!status)
    status =
        rbk_calendar_make(&b->reg->arena, &spec, &b->reg->calendar, &error);
  if (status != RBK_REJECTED) return status;
  status = mistake(b, fixture, "%s", error.text);
  return status ? status : RBK_REJECTED;
}

/* What a fixture may say of its school by name; anything else is a fact that
 * school.json may hold. */
static rbk_status build_school(building *b) {
  const rbk_fixture *fixture = b->pupils[0].fixture;
  rbk_school *school = &b->reg->school;
  school->file = b->file;
  school->id = "fixture";
  school->facts = take(b, fixture->school_count, sizeof *school->facts);
  if (school->facts == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < fixture->school_count; i++) {
    const rbk_pair *pair = &fixture->school[i];
    if (strcmp(pair->name, "phase") == 0)
      school->phase = pair->value;
    else if (strcmp(pair->name, "la") == 0)
      school->la = pair->value;
    else if (strcmp(pair->name, "name") == 0)
      school->name = pair->value;
    else
      school->facts[school->fact_count++] = *pair;
  }
  school->parameters = fixture->parameters;
  school->parameter_count = fixture->parameter_count;
  school->policies = fixture->policies;
  school->policy_count = fixture->policy_count;
  return RBK_OK;
}

/* --- the roll ------------------------------------------------------------- */

static rbk_status name_attributes(building *b) {
  for (size_t p = 0; p < b->count; p++) {
    const rbk_fixture_person *person = person_at(b, p);
    for (size_t i = 0; i < person->attribute_count; i++)
      if (rbk_intern_add(&b->reg->roll.attributes,
                         rbk_text_of(person->attributes[i].name)) == RBK_NONE)
        return RBK_NOMEM;
  }
  return RBK_OK;
}

static rbk_status fill_values(const building *b,
                              const rbk_fixture_person *person,
                              rbk_spell *spell) {
  const rbk_intern *names = &b->reg->roll.attributes;
  spell->values = take(b, names->count, sizeof *spell->values);
  if (spell->values == NULL) return RBK_NOMEM;
  for (uint32_t i = 0; i < names->count; i++) spell->values[i] = "";
  for (size_t i = 0; i < person->attribute_count; i++) {
    rbk_text name = rbk_text_of(person->attributes[i].name);
    spell->values[rbk_intern_find(names, name)] = person->attributes[i].value;
  }
  return RBK_OK;
}

static rbk_status fill_spells(building *b, const rbk_fixture_person *person,
                              rbk_pupil *pupil) {
  pupil->spell_count = person->spell_count ? person->spell_count : 1;
  pupil->spells = take(b, pupil->spell_count, sizeof *pupil->spells);
  if (pupil->spells == NULL) return RBK_NOMEM;
  pupil->spells[0].from = pupil->spells[0].to = RBK_NO_DATE;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < person->spell_count; i++) {
    const rbk_fixture_spell *spell = &person->spells[i];
    pupil->spells[i].from = spell->from;
    pupil->spells[i].to = spell->to;
    bool follows =
        i == 0 || (spell[-1].to != RBK_NO_DATE && spell->from > spell[-1].to);
    bool runs = spell->to == RBK_NO_DATE || spell->from <= spell->to;
    if (!status && !(follows && runs))
      status = mistake(b, person,
                       "the enrolments of '%s' overlap or run backwards; give "
                       "them in order, each ended before the next begins",
                       person->id);
  }
  for (size_t i = 0; !status && i < pupil->spell_count; i++)
    status = fill_values(b, person, &pupil->spells[i]);
  return status;
}

static rbk_status fill_birth(building *b, const rbk_fixture_person *person,
                             rbk_pupil *pupil) {
  pupil->birth = RBK_NO_DATE;
  for (size_t i = 0; i < person->attribute_count; i++) {
    const rbk_pair *pair = &person->attributes[i];
    if (strcmp(pair->name, "date_of_birth") != 0 || pair->value[0] == '\0')
      continue;
    if (!rbk_date_parse(rbk_text_of(pair->value), &pupil->birth))
      return mistake(b, person,
                     "the date of birth of '%s' is '%s'; write it as "
                     "2014-02-28",
                     person->id, pair->value);
  }
  return RBK_OK;
}

/* --- parents -------------------------------------------------------------- */

static int by_parent_id(const void *left, const void *right) {
  const rbk_parent *a = left, *b = right;
  return strcmp(a->id, b->id);
}

static rbk_status name_parent_fields(building *b, size_t *count) {
  for (size_t p = 0; p < b->count; p++) {
    const rbk_fixture_person *person = person_at(b, p);
    *count += person->parent_count;
    for (size_t i = 0; i < person->parent_count; i++) {
      const rbk_fixture_parent *parent = &person->parents[i];
      for (size_t f = 0; f < parent->field_count; f++)
        if (rbk_intern_add(&b->reg->roll.parent_fields,
                           rbk_text_of(parent->fields[f].name)) == RBK_NONE)
          return RBK_NOMEM;
    }
  }
  return RBK_OK;
}

static rbk_status fill_parent(building *b, const rbk_fixture_parent *from,
                              rbk_parent *parent) {
  const rbk_intern *names = &b->reg->roll.parent_fields;
  parent->id = from->id;
  parent->responsible = from->responsible;
  parent->values = take(b, names->count, sizeof *parent->values);
  if (parent->values == NULL) return RBK_NOMEM;
  for (uint32_t i = 0; i < names->count; i++) parent->values[i] = "";
  for (size_t f = 0; f < from->field_count; f++) {
    rbk_text name = rbk_text_of(from->fields[f].name);
    parent->values[rbk_intern_find(names, name)] = from->fields[f].value;
  }
  return RBK_OK;
}

/* In roll order already, so each pupil's need only be put in their own. */
static rbk_status build_parents(building *b) {
  rbk_roll *roll = &b->reg->roll;
  size_t count = 0;
  rbk_status status = name_parent_fields(b, &count);
  if (status) return status;
  roll->parents = take(b, count, sizeof *roll->parents);
  if (roll->parents == NULL) return RBK_NOMEM;
  for (size_t p = 0; p < b->count; p++) {
    const rbk_fixture_person *person = person_at(b, p);
    rbk_parent *first = roll->parents + roll->parent_count;
    for (size_t i = 0; i < person->parent_count; i++) {
      first[i].pupil = (uint32_t)p;
      status = fill_parent(b, &person->parents[i], &first[i]);
      if (status) return status;
    }
    if (person->parent_count > 1)
      qsort(first, person->parent_count, sizeof *first, by_parent_id);
    roll->parent_count += person->parent_count;
  }
  return RBK_OK;
}

static rbk_status build_roll(building *b) {
  rbk_roll *roll = &b->reg->roll;
  roll->pupils = take(b, b->count, sizeof *roll->pupils);
  if (roll->pupils == NULL) return RBK_NOMEM;
  roll->pupil_count = b->count;
  rbk_status status = name_attributes(b);
  for (size_t p = 0; !status && p < b->count; p++) {
    roll->pupils[p].id = b->pupils[p].id;
    status = fill_birth(b, person_at(b, p), &roll->pupils[p]);
    if (!status) status = fill_spells(b, person_at(b, p), &roll->pupils[p]);
  }
  if (!status) status = build_parents(b);
  if (!status) rbk_roll_place(roll, &b->reg->calendar);
  return status;
}

/* --- marks ---------------------------------------------------------------- */

/* Keeps the notes that say something. */
static void keep_notes(rbk_marks *marks, const rbk_marks_list *list,
                       size_t sessions) {
  for (size_t i = 0; i < sessions; i++)
    if (list->notes[i].raw != NULL || list->notes[i].withdrawn ||
        list->notes[i].minutes > 0)
      marks->notes[marks->note_count++] = list->notes[i];
}

static rbk_status keep_strays(building *b, const rbk_marks_list *list) {
  rbk_marks *marks = &b->reg->marks;
  size_t count = marks->stray_count + list->stray_count;
  rbk_stray *all = take(b, count, sizeof *all);
  if (all == NULL) return RBK_NOMEM;
  if (marks->stray_count > 0)
    memcpy(all, marks->strays, marks->stray_count * sizeof *all);
  for (size_t i = 0; i < list->stray_count; i++) {
    /* by date and session; fixtures write few of them */
    size_t at = marks->stray_count + i;
    const rbk_stray *stray = &list->strays[i];
    for (; at > marks->stray_count; at--) {
      const rbk_stray *before = &all[at - 1];
      if (before->date < stray->date ||
          (before->date == stray->date && before->session <= stray->session))
        break;
      all[at] = *before;
    }
    all[at] = *stray;
  }
  marks->strays = all;
  marks->stray_count = count;
  return RBK_OK;
}

static int by_date(const void *left, const void *right) {
  const rbk_foreign_mark *a = left, *b = right;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->session != b->session) return a->session < b->session ? -1 : 1;
  return strcmp(a->school, b->school);
}

/* In roll order already, as parents are. */
static rbk_status keep_foreign(building *b, rbk_marks_list *list) {
  rbk_marks *marks = &b->reg->marks;
  size_t count = marks->foreign_count + list->foreign_count;
  if (list->foreign_count == 0) return RBK_OK;
  rbk_foreign_mark *all = take(b, count, sizeof *all);
  if (all == NULL) return RBK_NOMEM;
  qsort(list->foreign, list->foreign_count, sizeof *all, by_date);
  if (marks->foreign_count > 0)
    memcpy(all, marks->foreign, marks->foreign_count * sizeof *all);
  memcpy(all + marks->foreign_count, list->foreign,
         list->foreign_count * sizeof *all);
  marks->foreign = all;
  marks->foreign_count = count;
  return RBK_OK;
}

/* Every session is taken, until the fixtures say otherwise. */
static void take_registers(building *b) {
  const rbk_calendar *calendar = &b->reg->calendar;
  rbk_marks *marks = &b->reg->marks;
  rbk_date until = rbk_fixture_until(b->pupils[0].fixture);
  for (size_t day = 0; day < calendar->day_count; day++) {
    for (size_t half = 0; half < 2; half++) {
      bool exists = calendar->sessions[day] & (half == 0 ? RBK_AM : RBK_PM);
      if (!exists || calendar->date[day] > until) continue;
      rbk_bits_set(marks->taken, 2 * day + half);
      marks->last_session = (int32_t)(2 * day + half);
    }
  }
}

static rbk_status build_marks(building *b) {
  size_t sessions = 2 * b->reg->calendar.day_count;
  rbk_marks *marks = &b->reg->marks;
  marks->stride = (sessions + 15) / 16 * 16;
  marks->bytes = take(b, b->count, marks->stride);
  marks->row = take(b, b->count, sizeof *marks->row);
  marks->taken = take(b, rbk_bits_words(sessions), sizeof *marks->taken);
  marks->notes = take(b, b->count * sessions, sizeof *marks->notes);
  if (marks->bytes == NULL || marks->row == NULL || marks->taken == NULL ||
      marks->notes == NULL)
    return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t p = 0; !status && p < b->count; p++) {
    rbk_marks_list list = {.arena = &b->reg->arena};
    marks->row[p] = (uint32_t)p;
    status = rbk_fixture_marks(&b->reg->calendar, person_at(b, p),
                               rbk_fixture_until(b->pupils[p].fixture), b->file,
                               (uint32_t)p, b->problems,
                               marks->bytes + p * marks->stride, &list);
    if (status) break;
    keep_notes(marks, &list, sessions);
    status = keep_strays(b, &list);
    if (!status) status = keep_foreign(b, &list);
  }
  if (!status) take_registers(b);
  return status;
}

/* --- the case history ----------------------------------------------------- */

static const char *field_of(const rbk_fixture_event *event, const char *name) {
  for (size_t i = 0; i < event->field_count; i++)
    if (strcmp(event->fields[i].name, name) == 0) return event->fields[i].value;
  return "";
}

/* Of the event, not of its kind. */
static bool own_field(const char *name, bool of_school) {
  return strcmp(name, "id") == 0 || strcmp(name, "parent_id") == 0 ||
         (of_school && strcmp(name, "group") == 0);
}

/* Which of the parts that events.csv knows the event is. */
static rbk_status part_of(building *b, const rbk_fixture_event *from,
                          rbk_draft_event *event) {
  bool voids = strcmp(from->kind, "void") == 0;
  if (voids || strcmp(from->kind, "withdrawn") == 0) {
    event->part = voids ? RBK_EVENT_VOID : RBK_EVENT_WITHDRAWN;
    event->of = field_of(from, "of");
    if (event->of[0] != '\0') return RBK_OK;
    return mistake(b, from,
                   "an event '%s' takes back another; give the other's id as "
                   "`of`",
                   from->kind);
  }
  if (strcmp(from->kind, "attribute.set") != 0) return RBK_OK;
  event->part = RBK_EVENT_ATTRIBUTE;
  event->value = field_of(from, "value");
  rbk_text attribute = rbk_text_of(field_of(from, "attribute"));
  if (attribute.length == 0)
    return mistake(b, from,
                   "an event 'attribute.set' sets an attribute; give its name "
                   "as `attribute` and what it becomes as `value`");
  event->attribute = rbk_intern_add(&b->reg->roll.attributes, attribute);
  return event->attribute == RBK_NONE ? RBK_NOMEM : RBK_OK;
}

static rbk_status fields_of(building *b, const rbk_fixture_event *from,
                            rbk_draft_event *event) {
  event->fields = take(b, from->field_count, sizeof *event->fields);
  if (event->fields == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < from->field_count; i++) {
    const rbk_pair *pair = &from->fields[i];
    if (own_field(pair->name, event->row == RBK_NONE)) continue;
    uint32_t name =
        rbk_intern_add(&b->reg->history.fields, rbk_text_of(pair->name));
    if (name == RBK_NONE) return RBK_NOMEM;
    event->fields[event->field_count++] = (rbk_field){name, pair->value};
  }
  return RBK_OK;
}

static rbk_status add_event(building *b, rbk_reading *reading,
                            const rbk_file *file, uint32_t pupil,
                            const rbk_fixture_event *from) {
  bool of_school = pupil == RBK_NONE;
  rbk_draft_event event = {.row = pupil,
                           .date = from->date,
                           .withdrawn = RBK_NO_DATE,
                           .group = of_school ? field_of(from, "group") : "",
                           .id = field_of(from, "id"),
                           .parent = field_of(from, "parent_id"),
                           .file = file,
                           .line = from->line};
  event.kind = rbk_intern_add(&b->reg->history.kinds, rbk_text_of(from->kind));
  if (event.kind == RBK_NONE) return RBK_NOMEM;
  rbk_status status = part_of(b, from, &event);
  if (!status && event.part == RBK_EVENT_PLAIN)
    status = fields_of(b, from, &event);
  rbk_csv csv = {.file = file, .row_line = from->line};
  return status ? status : rbk_draft_add_event(reading, &csv, &event);
}

/* The events go the way of events.csv, so that what takes back what, and what
 * of it is refused, is decided in one place. */
static rbk_status build_history(building *b) {
  rbk_draft draft = {0};
  rbk_reading reading = {.alloc = b->alloc,
                         .reg = b->reg,
                         .draft = &draft,
                         .rejects = {.handle = -1}};
  rbk_file file = {.path = b->file, .name = b->file};
  uint32_t *numbers = take(b, b->count, sizeof *numbers);
  if (numbers == NULL) return RBK_NOMEM;
  for (uint32_t i = 0; i < b->count; i++) numbers[i] = i;
  rbk_status status = rbk_draft_init(&draft, &reading);
  for (uint32_t p = 0; p < b->count; p++) {
    const rbk_fixture_person *person = person_at(b, p);
    for (size_t i = 0; !status && i < person->event_count; i++)
      status = add_event(b, &reading, &file, p, &person->events[i]);
  }
  size_t count = b->school != NULL ? b->school->school_event_count : 0;
  for (size_t i = 0; !status && i < count; i++)
    status =
        add_event(b, &reading, &file, RBK_NONE, &b->school->school_events[i]);
  if (!status) status = rbk_finish_history(&reading, numbers);
  if (status == RBK_REJECTED) {
    rbk_status added =
        rbk_problems_add(b->problems, RBK_ERROR, "fixture", b->file,
                         reading.error.line, 0, "%s", reading.error.text);
    if (added) status = added;
  }
  rbk_draft_finish(&draft);
  return status;
}

/* Attributes that only attribute.set names were met after the spells. */
static rbk_status widen_values(building *b, uint32_t known) {
  const rbk_intern *names = &b->reg->roll.attributes;
  if (names->count == known) return RBK_OK;
  for (size_t p = 0; p < b->count; p++) {
    rbk_pupil *pupil = &b->reg->roll.pupils[p];
    for (size_t i = 0; i < pupil->spell_count; i++) {
      rbk_status status = fill_values(b, person_at(b, p), &pupil->spells[i]);
      if (status) return status;
    }
  }
  return RBK_OK;
}

static rbk_status build(building *b) {
  rbk_status status = build_calendar(b);
  if (!status) status = build_school(b);
  if (!status) status = build_roll(b);
  if (!status) status = build_marks(b);
  uint32_t known = b->reg->roll.attributes.count;
  if (!status) status = build_history(b);
  return status ? status : widen_values(b, known);
}

static rbk_status make(building *b, rbk_register **out) {
  size_t before = b->problems->errors;
  rbk_status status = rbk_register_create(b->alloc, &b->reg);
  if (status) return status;
  status = build(b);
  if (!status && b->problems->errors > before) status = RBK_REJECTED;
  if (status)
    rbk_register_destroy(b->reg);
  else
    *out = b->reg;
  return status;
}

rbk_status rbk_fixture_register(const rbk_alloc *alloc, const char *file,
                                const rbk_fixture_pupil *pupils, size_t count,
                                rbk_problems *problems, rbk_register **out) {
  building b = {.alloc = alloc,
                .file = file,
                .pupils = pupils,
                .count = count,
                .problems = problems};
  return make(&b, out);
}

static int by_pupil_id(const void *left, const void *right) {
  const rbk_fixture_pupil *a = left, *b = right;
  return strcmp(a->id, b->id);
}

rbk_status rbk_fixture_school(const rbk_alloc *alloc, const char *file,
                              const rbk_fixture *fixture,
                              rbk_problems *problems, uint32_t *number,
                              rbk_register **out) {
  size_t count = fixture->other_count + 1;
  rbk_fixture_pupil *pupils = rbk_take(alloc, count, sizeof *pupils);
  if (pupils == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_fixture_person *person =
        i == 0 ? &fixture->pupil : &fixture->others[i - 1];
    pupils[i] = (rbk_fixture_pupil){fixture, person->id, person};
  }
  qsort(pupils, count, sizeof *pupils, by_pupil_id);
  building b = {.alloc = alloc,
                .file = file,
                .pupils = pupils,
                .count = count,
                .school = fixture,
                .problems = problems};
  rbk_status status = make(&b, out);
  for (size_t i = 0; i < count; i++)
    if (pupils[i].person == &fixture->pupil) *number = (uint32_t)i;
  rbk_release(alloc, pupils);
  return status;
}
