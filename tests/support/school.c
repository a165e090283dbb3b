/* The builder of registers for tests. Rows are kept as they are given and put
 * in order when the register is finished. */
#include "support/school.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "support/school_rows.h"

#define EVERY_SPELL SIZE_MAX

/* Growing arrays of the builder; what they point at is in the arena. */
#define APPEND(list, item)                                                     \
  do {                                                                         \
    kept(rbk_grow(NULL, &(list).items, &(list).capacity, (list).count + 1,     \
                  sizeof *(list).items) == RBK_OK);                            \
    (list).items[(list).count++] = (item);                                     \
  } while (0)

static void kept(bool success) {
  if (!success) ck_abort_msg("no memory for the test's school");
}

static const char *copy(school *s, const char *text) {
  if (text == NULL) text = "";
  const char *kept_text = rbk_arena_copy(&s->reg->arena, text, strlen(text));
  kept(kept_text != NULL);
  return kept_text;
}

static void *take(school *s, size_t count, size_t size) {
  void *memory = rbk_arena_take(&s->reg->arena, count, size);
  kept(memory != NULL);
  return memory;
}

static uint32_t number_of(rbk_intern *intern, const char *text) {
  uint32_t number = rbk_intern_add(intern, rbk_text_of(text));
  kept(number != RBK_NONE);
  return number;
}

rbk_date school_date(const char *date) {
  rbk_date result = RBK_NO_DATE;
  if (!rbk_date_parse(rbk_text_of(date), &result))
    ck_abort_msg("'%s' is no date", date);
  return result;
}

static rbk_date open_date(const char *date) {
  return date == NULL || *date == '\0' ? RBK_NO_DATE : school_date(date);
}

/* The calendar */

/* n school weeks from 2 September 2024: seven in a half term, a week between.
 */
static void add_weeks(school *s, int weeks) {
  static const char *const terms[] = {"autumn", "spring", "summer"};
  ck_assert_msg(weeks >= 1 && weeks <= 36, "weeks-1 to weeks-36");
  rbk_date monday = RBK_DATE(2024, 9, 2);
  for (uint8_t number = 1; weeks > 0; number++) {
    int here = weeks < 7 ? weeks : 7;
    rbk_half_term_spec half = {terms[(number - 1) / 2], number, monday,
                               monday + 7 * here - 3};
    APPEND(s->halves, half);
    monday += 7 * (here + 1);
    weeks -= here;
  }
}

static void add_spec(school *s, const rbk_calendar_spec *spec) {
  for (size_t i = 0; i < spec->half_term_count; i++)
    APPEND(s->halves, spec->half_terms[i]);
  for (size_t i = 0; i < spec->closure_count; i++)
    APPEND(s->closures, spec->closures[i]);
  for (size_t i = 0; i < spec->single_session_count; i++)
    APPEND(s->singles, spec->single_sessions[i]);
  for (size_t i = 0; i < spec->named_count; i++)
    APPEND(s->named, spec->named[i]);
  for (size_t i = 0; i < spec->bank_holiday_count; i++)
    APPEND(s->bank_holidays, spec->bank_holidays[i]);
}

static school *begin(void) {
  school *s = calloc(1, sizeof *s);
  kept(s != NULL);
  kept(rbk_register_create(NULL, &s->reg) == RBK_OK);
  return s;
}

school *school_begin_with(const rbk_calendar_spec *spec) {
  school *s = begin();
  add_spec(s, spec);
  return s;
}

school *school_begin(const char *calendar) {
  school *s = begin();
  const rbk_calendar_spec *spec = school_calendar(calendar);
  if (spec != NULL)
    add_spec(s, spec);
  else if (strncmp(calendar, "weeks-", 6) == 0)
    add_weeks(s, atoi(calendar + 6));
  else
    ck_abort_msg("no calendar '%s'", calendar);
  return s;
}

static void still_open(const school *s) {
  ck_assert_msg(s->stride == 0, "the calendar is fixed by the first pupil");
}

void school_close(school *s, const char *from, const char *to,
                  const char *reason) {
  still_open(s);
  rbk_closure closure = {school_date(from), school_date(to), copy(s, reason)};
  APPEND(s->closures, closure);
}

void school_single_session(school *s, const char *date, uint8_t session) {
  still_open(s);
  rbk_single_session single = {school_date(date), session};
  APPEND(s->singles, single);
}

void school_named_period(school *s, const char *name, const char *from,
                         const char *to) {
  still_open(s);
  rbk_named_period named = {copy(s, name), school_date(from), school_date(to),
                            NULL, 0};
  APPEND(s->named, named);
}

void school_bank_holiday(school *s, const char *date) {
  still_open(s);
  rbk_date day = school_date(date);
  APPEND(s->bank_holidays, day);
}

static void fix_calendar(school *s) {
  if (s->stride != 0) return;
  rbk_calendar_spec spec = {
      s->halves.items,        s->halves.count,  s->closures.items,
      s->closures.count,      s->singles.items, s->singles.count,
      s->named.items,         s->named.count,   s->bank_holidays.items,
      s->bank_holidays.count,
  };
  rbk_error error = {0};
  if (rbk_calendar_make(&s->reg->arena, &spec, &s->reg->calendar, &error) !=
      RBK_OK)
    ck_abort_msg("the calendar is refused: %s", error.text);
  s->stride = (2 * s->reg->calendar.day_count + 15) / 16 * 16;
}

rbk_day school_day(const rbk_register *reg, const char *date) {
  rbk_day day = rbk_calendar_day(&reg->calendar, school_date(date));
  ck_assert_msg(day != RBK_NO_DAY, "%s is no school day", date);
  return day;
}

int32_t school_session(const rbk_register *reg, const char *date,
                       uint8_t session) {
  rbk_day day = school_day(reg, date);
  ck_assert_msg(session == RBK_AM || session == RBK_PM, "AM or PM");
  ck_assert_msg(reg->calendar.sessions[day] & session, "%s has no such session",
                date);
  return 2 * day + (session == RBK_PM);
}

/* The roll */

static size_t find_row(const school *s, const char *id) {
  for (size_t i = 0; i < s->pupils.count; i++)
    if (strcmp(s->pupils.items[i].id, id) == 0) return i;
  ck_abort_msg("no pupil '%s' in the test's school", id);
}

void school_pupil(school *s, const char *id) {
  fix_calendar(s);
  for (size_t i = 0; i < s->pupils.count; i++)
    ck_assert_msg(strcmp(s->pupils.items[i].id, id) != 0,
                  "pupil '%s' is there twice", id);
  pupil_row row = {.id = copy(s, id), .birth = RBK_NO_DATE};
  row.bytes = take(s, s->stride, 1);
  APPEND(s->pupils, row);
}

void school_spell(school *s, const char *id, const char *from, const char *to) {
  spell_row row = {find_row(s, id), open_date(from), open_date(to)};
  APPEND(s->spells, row);
}

static void add_attribute(school *s, const char *id, size_t spell,
                          const char *name, const char *value) {
  attribute_row row = {find_row(s, id), spell,
                       number_of(&s->reg->roll.attributes, name),
                       copy(s, value)};
  APPEND(s->attributes, row);
}

void school_attribute(school *s, const char *id, const char *name,
                      const char *value) {
  add_attribute(s, id, EVERY_SPELL, name, value);
}

void school_spell_attribute(school *s, const char *id, size_t spell,
                            const char *name, const char *value) {
  add_attribute(s, id, spell, name, value);
}

void school_birth(school *s, const char *id, const char *date) {
  s->pupils.items[find_row(s, id)].birth = school_date(date);
  school_attribute(s, id, "date_of_birth", date);
}

void school_parent(school *s, const char *parent_id, const char *pupil_id,
                   bool responsible) {
  parent_row row = {
      copy(s, parent_id), find_row(s, pupil_id), responsible, {0}};
  APPEND(s->parents, row);
}

void school_parent_field(school *s, const char *parent_id, const char *pupil_id,
                         const char *field, const char *value) {
  size_t pupil = find_row(s, pupil_id);
  uint32_t number =
      rbk_intern_add(&s->reg->roll.parent_fields, rbk_text_of(field));
  ck_assert_uint_lt(number, 4);
  for (size_t i = 0; i < s->parents.count; i++) {
    parent_row *row = &s->parents.items[i];
    if (row->pupil != pupil || strcmp(row->id, parent_id) != 0) continue;
    row->values[number] = copy(s, value);
    return;
  }
  ck_abort_msg("no parent %s of %s", parent_id, pupil_id);
}

/* Marks */

rbk_code school_code_on(const char *letters, rbk_date date) {
  rbk_code code = RBK_NO_CODE;
  rbk_code_standing standing = rbk_code_find(rbk_text_of(letters), date, &code);
  ck_assert_msg(standing == RBK_CODE_IN_FORCE || standing == RBK_CODE_WITHDRAWN,
                "no code '%s' on that day", letters);
  return code;
}

rbk_code school_code(const char *letters) {
  return school_code_on(letters, RBK_DATE(2024, 8, 19));
}

/* One item of a mark text: a code of two characters, else of one. Returns its
 * length; `*code` is RBK_NO_CODE for "-", and `*leave` is set for ".". */
static size_t read_code(const char *text, rbk_date date, rbk_code *code,
                        bool *leave) {
  *leave = text[0] == '.';
  *code = RBK_NO_CODE;
  if (text[0] == '.' || text[0] == '-') return 1;
  for (size_t length = 2; length >= 1; length--) {
    if (length == 2 && text[1] == '\0') continue;
    rbk_code_standing standing =
        rbk_code_find((rbk_text){text, length}, date, code);
    if (standing == RBK_CODE_IN_FORCE || standing == RBK_CODE_WITHDRAWN)
      return length;
  }
  ck_abort_msg("'%s' begins with no code of that day", text);
}

static void mark_day(school *s, size_t row, rbk_day day, const char *codes) {
  const rbk_calendar *c = &s->reg->calendar;
  rbk_code code[2];
  bool leave[2];
  size_t read = 0, count = 0;
  while (codes[read] != '\0') {
    ck_assert_msg(count < 2, "'%s' are more than two marks", codes);
    read += read_code(codes + read, c->date[day], &code[count], &leave[count]);
    count++;
  }
  bool both = c->sessions[day] == (RBK_AM | RBK_PM);
  ck_assert_msg(count == 2 || (count == 1 && !both),
                "'%s' are not the marks of a day", codes);
  for (size_t half = 0; half < 2; half++) {
    if (!(c->sessions[day] & (half ? RBK_PM : RBK_AM))) continue;
    size_t item = count == 2 ? half : 0;
    if (!leave[item])
      s->pupils.items[row].bytes[2 * (size_t)day + half] = code[item];
  }
}

void school_mark(school *s, const char *id, const char *date,
                 const char *codes) {
  mark_day(s, find_row(s, id), school_day(s->reg, date), codes);
}

void school_marks(school *s, const char *id, const char *from, const char *to,
                  const char *codes) {
  const rbk_calendar *c = &s->reg->calendar;
  size_t row = find_row(s, id);
  rbk_date first = school_date(from), last = school_date(to);
  size_t days = 0;
  for (size_t d = 0; d < c->day_count; d++) {
    if (c->date[d] < first || c->date[d] > last) continue;
    mark_day(s, row, (rbk_day)d, codes);
    days++;
  }
  ck_assert_msg(days > 0, "no school day from %s to %s", from, to);
}

void school_present(school *s, const char *id) {
  size_t row = find_row(s, id);
  for (size_t d = 0; d < s->reg->calendar.day_count; d++)
    mark_day(s, row, (rbk_day)d, "/\\");
}

void school_untaken(school *s, const char *date, uint8_t sessions) {
  size_t day = (size_t)school_day(s->reg, date);
  for (size_t p = 0; p < s->pupils.count; p++) {
    if (sessions & RBK_AM) s->pupils.items[p].bytes[2 * day] = RBK_NO_CODE;
    if (sessions & RBK_PM) s->pupils.items[p].bytes[2 * day + 1] = RBK_NO_CODE;
  }
}

void school_until(school *s, const char *date) {
  const rbk_calendar *c = &s->reg->calendar;
  rbk_day first = rbk_calendar_on_or_after(c, school_date(date) + 1);
  if (first == RBK_NO_DAY) return;
  size_t from = 2 * (size_t)first;
  for (size_t p = 0; p < s->pupils.count; p++)
    memset(s->pupils.items[p].bytes + from, RBK_NO_CODE, s->stride - from);
}

static note_row note_at(const school *s, const char *id, const char *date,
                        uint8_t session) {
  return (note_row){.pupil = find_row(s, id),
                    .session = school_session(s->reg, date, session),
                    .minutes = -1};
}

void school_minutes(school *s, const char *id, const char *date,
                    uint8_t session, int minutes) {
  note_row row = note_at(s, id, date, session);
  row.minutes = minutes;
  APPEND(s->notes, row);
}

void school_comment(school *s, const char *id, const char *date,
                    uint8_t session, const char *comment) {
  note_row row = note_at(s, id, date, session);
  row.comment = copy(s, comment);
  APPEND(s->notes, row);
}

void school_raw(school *s, const char *id, const char *date, uint8_t session,
                const char *raw) {
  note_row row = note_at(s, id, date, session);
  row.raw = copy(s, raw);
  APPEND(s->notes, row);
}

void school_foreign(school *s, const char *id, const char *date,
                    uint8_t session, const char *code, const char *other) {
  rbk_date day = school_date(date);
  ck_assert_msg(rbk_calendar_covers(&s->reg->calendar, day),
                "%s is outside every school year", date);
  rbk_foreign_mark mark = {(uint32_t)find_row(s, id), day, session,
                           school_code_on(code, day), copy(s, other)};
  APPEND(s->foreign, mark);
}

void school_stray(school *s, const char *id, const char *date, uint8_t session,
                  const char *code) {
  rbk_date day = school_date(date);
  rbk_day number = rbk_calendar_day(&s->reg->calendar, day);
  ck_assert_msg(rbk_calendar_covers(&s->reg->calendar, day),
                "%s is outside every school year", date);
  ck_assert_msg(number == RBK_NO_DAY ||
                    !(s->reg->calendar.sessions[number] & session),
                "%s has that session: no stray", date);
  rbk_stray stray = {(uint32_t)find_row(s, id), day, session,
                     school_code_on(code, day)};
  APPEND(s->strays, stray);
}

/* Case history */

/* Takes one "name=value" off the front of `fields`. */
static bool next_field(const char **fields, rbk_text *name, rbk_text *value) {
  if (*fields == NULL || **fields == '\0') return false;
  size_t length = strcspn(*fields, ";");
  size_t before = strcspn(*fields, "=");
  ck_assert_msg(before < length, "'%s' is no name=value", *fields);
  *name = (rbk_text){*fields, before};
  *value = (rbk_text){*fields + before + 1, length - before - 1};
  *fields += length + ((*fields)[length] == ';');
  return true;
}

void school_event(school *s, const char *id, const char *date, const char *kind,
                  const char *fields) {
  size_t all = 0;
  for (const char *c = fields; c != NULL && *c != '\0'; c++) all += *c == '=';
  rbk_field *own = take(s, all, sizeof *own);
  event_row row = {.kind = copy(s, kind), .line = s->events.count + 2};
  row.event = (rbk_event){
      .pupil = id == NULL ? RBK_NONE : (uint32_t)find_row(s, id),
      .kind = number_of(&s->reg->history.kinds, kind),
      .date = school_date(date),
      .withdrawn = RBK_NO_DATE,
      .id = "",
      .parent = "",
      .group = "",
      .fields = own,
  };
  rbk_text name, value;
  while (next_field(&fields, &name, &value)) {
    const char *text =
        rbk_arena_copy(&s->reg->arena, value.bytes, value.length);
    kept(text != NULL);
    if (rbk_text_is(name, "id"))
      row.event.id = text;
    else if (rbk_text_is(name, "parent_id"))
      row.event.parent = text;
    else if (rbk_text_is(name, "group"))
      row.event.group = text;
    else if (rbk_text_is(name, "withdrawn"))
      row.event.withdrawn = school_date(text);
    else {
      uint32_t number = rbk_intern_add(&s->reg->history.fields, name);
      kept(number != RBK_NONE);
      own[row.event.field_count++] = (rbk_field){number, text};
    }
  }
  APPEND(s->events, row);
}

void school_set(school *s, const char *id, const char *date,
                const char *attribute, const char *value) {
  value_row row = {.seq = s->values.count};
  row.value = (rbk_dated_value){
      .pupil = (uint32_t)find_row(s, id),
      .attribute = number_of(&s->reg->roll.attributes, attribute),
      .date = school_date(date),
      .value = copy(s, value),
  };
  APPEND(s->values, row);
}

/* The profile */

void school_identity(school *s, const char *id, const char *phase) {
  s->reg->school.id = copy(s, id);
  s->reg->school.phase = copy(s, phase);
}

void school_policy(school *s, const char *from, const char *policy) {
  rbk_policy_choice choice = {open_date(from), copy(s, policy)};
  APPEND(s->policies, choice);
}

void school_parameter(school *s, const char *name, const char *value,
                      bool number) {
  rbk_setting setting = {.name = copy(s, name), .value_count = 1};
  setting.values = take(s, 1, sizeof *setting.values);
  setting.numbers = take(s, 1, sizeof *setting.numbers);
  setting.values[0] = copy(s, value);
  setting.numbers[0] = number;
  APPEND(s->parameters, setting);
}

uint32_t school_index(const rbk_register *reg, const char *id) {
  uint32_t index = rbk_roll_find(&reg->roll, rbk_text_of(id));
  ck_assert_msg(index != RBK_NONE, "no pupil '%s' in the register", id);
  return index;
}
