/* Registers from a seed. Every choice is drawn from a generator keyed by what
 * is chosen (this pupil, this session), so that one part can be drawn anew
 * without moving the others: school_random_changed does that to everything
 * dated after a day. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "support/school_rows.h"

school_random school_random_from(uint64_t seed) {
  /* Neighbouring seeds must not give neighbouring numbers (splitmix64). */
  uint64_t z = seed + 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  return (school_random){z ? z : 1};
}

uint64_t school_random_next(school_random *random) {
  uint64_t x = random->state;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  random->state = x;
  return x * 0x2545f4914f6cdd1du;
}

uint32_t school_random_below(school_random *random, uint32_t limit) {
  ck_assert_msg(limit > 0, "no number is below 0");
  return (uint32_t)((school_random_next(random) >> 32) * limit >> 32);
}

bool school_random_chance(school_random *random, uint32_t per_thousand) {
  return school_random_below(random, 1000) < per_thousand;
}

/* What a choice is about: the first part of its key. */
typedef enum subject {
  THE_CALENDAR = 1,
  THE_ROLL,
  THE_PUPIL,
  THE_EPISODE,
  THE_MARK,
  THE_SESSION,
  THE_END,
  THE_OTHER_MARKS,
  THE_EVENTS
} subject;

static school_random keyed(uint64_t seed, subject what, uint64_t a,
                           uint64_t b) {
  school_random r = school_random_from(seed * 16 + what);
  r = school_random_from(r.state + a);
  return school_random_from(r.state + b);
}

/* The seeds of a register: `before` for what is dated up to `after`. */
typedef struct seeds {
  uint64_t before, later;
  rbk_date after;
} seeds;

static uint64_t seed_of(const seeds *from, rbk_date date) {
  return date > from->after ? from->later : from->before;
}

static int between(school_random *r, int low, int high) {
  return low + (int)school_random_below(r, (uint32_t)(high - low + 1));
}

static const char *text_of(rbk_date date, char out[11]) {
  rbk_date_print(date, out);
  return out;
}

/* The calendar */

typedef struct years {
  rbk_half_term_spec halves[12];
  rbk_closure closures[64];
  rbk_single_session singles[32];
  size_t half_count, closure_count, single_count, open_days;
} years;

static bool closed_on(const years *y, rbk_date date) {
  for (size_t i = 0; i < y->closure_count; i++)
    if (date >= y->closures[i].from && date <= y->closures[i].to) return true;
  return rbk_date_weekday(date) >= RBK_SATURDAY;
}

static void draw_half_term(school_random *r, years *y,
                           const rbk_half_term_spec *half) {
  if (school_random_chance(r, 100) && y->closure_count < 60) {
    rbk_date monday = rbk_date_monday(half->from + 7);
    y->closures[y->closure_count++] =
        (rbk_closure){monday, monday + 4, "flood"};
  }
  for (rbk_date d = half->from; d <= half->to; d++) {
    if (school_random_chance(r, 25) && y->closure_count < 60)
      y->closures[y->closure_count++] = (rbk_closure){d, d, "training day"};
    if (closed_on(y, d)) continue;
    y->open_days++;
    if (school_random_chance(r, 40) && y->single_count < 32)
      y->singles[y->single_count++] = (rbk_single_session){
          d, school_random_chance(r, 500) ? RBK_AM : RBK_PM};
  }
}

/* One school year: full ones have half terms of four to six weeks. At times it
 * begins on 1 August or runs to 31 July, so that weeks lie across years. */
static void draw_year(school_random *r, int first_year, bool full, years *y) {
  static const char *const terms[] = {"autumn", "spring", "summer"};
  rbk_date year_end = rbk_school_year_last(first_year);
  rbk_date day = school_random_chance(r, 150)
                     ? rbk_school_year_first(first_year)
                     : rbk_school_year_first(first_year) + between(r, 28, 40);
  int number = school_random_chance(r, 200) ? between(r, 2, 5) : 1;
  int last = full ? 6 : between(r, number, 6);
  for (; number <= last; number++) {
    int length = full ? between(r, 28, 40) : between(r, 1, 16);
    rbk_half_term_spec half = {terms[(number - 1) / 2], (uint8_t)number, day,
                               day + length - 1};
    if (number == last && school_random_chance(r, 100)) {
      half.from = year_end - length + 1;
      half.to = year_end;
    }
    y->halves[y->half_count++] = half;
    draw_half_term(r, y, &half);
    day = half.to + 1 + between(r, 0, 14);
  }
}

static school *draw_calendar(uint64_t seed) {
  years y;
  school_random r = keyed(seed, THE_CALENDAR, 0, 0);
  do {
    memset(&y, 0, sizeof y);
    int first_year = between(&r, 2019, 2025);
    bool full = school_random_chance(&r, 200);
    draw_year(&r, first_year, full, &y);
    if (school_random_chance(&r, 300)) /* at times with a year left out */
      draw_year(&r, first_year + 1 + school_random_chance(&r, 100), full, &y);
  } while (y.open_days == 0);
  rbk_date first = y.halves[0].from, last = y.halves[y.half_count - 1].to;
  rbk_date holidays[] = {first + 3, last + 5};
  rbk_named_period named = {"exams", last - 9, last, NULL, 0};
  rbk_calendar_spec spec = {
      y.halves,       y.half_count, y.closures, y.closure_count, y.singles,
      y.single_count, &named,       1,          holidays,        2,
  };
  return school_begin_with(&spec);
}

/* The roll */

/* A pupil's spells, drawn from the calendar's first and last date. */
static void draw_spells(school_random *r, school *s, const char *id) {
  const rbk_calendar *c = &s->reg->calendar;
  rbk_date first = c->date[0], last = c->date[c->day_count - 1];
  int span = last - first;
  rbk_date a = first + between(r, -5, span + 5);
  rbk_date b = first + between(r, -5, span + 5);
  char from[11], to[11];
  text_of(a < b ? a : b, from);
  text_of(a < b ? b : a, to);
  uint32_t kind = school_random_below(r, 100);
  if (kind < 45) {
    /* throughout */
  } else if (kind < 57) {
    school_spell(s, id, from, NULL);
  } else if (kind < 69) {
    school_spell(s, id, NULL, to);
  } else if (kind < 77) {
    school_spell(s, id, from, to);
  } else if (kind < 87) { /* away between the two dates */
    school_spell(s, id, NULL, from);
    school_spell(s, id, text_of((a < b ? b : a) + 1, to), NULL);
  } else if (kind < 93) { /* a new row without a day between */
    school_spell(s, id, NULL, from);
    school_spell(s, id, text_of((a < b ? a : b) + 1, to), NULL);
  } else if (kind < 96) { /* a spell of one day, school or not, then another */
    school_spell(s, id, from, from);
    school_spell(s, id, text_of((a < b ? b : a) + 2, to), NULL);
  } else { /* three */
    rbk_date second = first + span / 4 + 1 + between(r, 0, 3);
    rbk_date third = second + span / 4 + 1 + between(r, 0, 3);
    school_spell(s, id, NULL, text_of(first + span / 4, to));
    school_spell(s, id, text_of(second, from), text_of(second + span / 4, to));
    school_spell(s, id, text_of(third, from), NULL);
  }
}

static void draw_attributes(school_random *r, school *s, const char *id) {
  static const char *const groups[] = {"R",  "1",  "Y7", "Year 9",
                                       "11", "13", "",   "7"};
  static const char *const flags[] = {"", "Y", "N", "yes", "0", "None"};
  static const char *const scores[] = {"12", "12.5", "-3", ""};
  char date[11];
  school_attribute(s, id, "year_group", groups[school_random_below(r, 8)]);
  school_attribute(s, id, "send", flags[school_random_below(r, 6)]);
  school_attribute(s, id, "score", scores[school_random_below(r, 4)]);
  if (school_random_chance(r, 800))
    school_birth(s, id,
                 text_of(RBK_DATE(2004, 1, 1) + between(r, 0, 6000), date));
  for (int i = between(r, 0, 3); i > 0; i--) {
    char parent[8];
    snprintf(parent, sizeof parent, "R%03d", between(r, 0, 99));
    school_parent(s, parent, id, school_random_chance(r, 850));
    school_parent_field(s, parent, id, "interpreter",
                        school_random_chance(r, 500) ? "Y" : "");
  }
}

/* Marks */

typedef enum habit {
  STEADY,
  AVERAGE,
  EPISODIC,
  SEVERE,
  ABSENT,
  PATCHY,
  HABITS
} habit;

/* Per thousand marks: not plain present, and missing. */
static const struct {
  uint32_t exceptions, missing;
} habits[HABITS] = {
    [STEADY] = {15, 2},   [AVERAGE] = {110, 8}, [EPISODIC] = {30, 8},
    [SEVERE] = {550, 20}, [ABSENT] = {1000, 0}, [PATCHY] = {100, 200},
};

/* Some code of the table that suits the session: mostly the everyday ones. */
static rbk_code draw_code(school_random *r, rbk_date date, uint8_t session) {
  static const char *const everyday[] = {"I", "O", "U", "N", "G", "L",
                                         "M", "C", "B", "D", "E", "X"};
  if (school_random_chance(r, 600))
    return school_code_on(everyday[school_random_below(r, 12)], date);
  bool withdrawn = school_random_chance(r, 150);
  for (;;) {
    rbk_code any =
        (rbk_code)(1 + school_random_below(r, (uint32_t)rbk_codes_count()));
    rbk_code found;
    rbk_code_standing standing =
        rbk_code_find(rbk_text_of(rbk_code_letters(any)), date, &found);
    if (standing == RBK_CODE_NOT_YET) continue;
    if (withdrawn && standing != RBK_CODE_WITHDRAWN) continue;
    /* A `/` in an afternoon is wrong, yet registers have it. */
    if (rbk_code_info_of(found)->sessions & session ||
        school_random_chance(r, 100))
      return found;
  }
}

static rbk_code draw_mark(const seeds *from, size_t row, habit h,
                          const rbk_calendar *c, size_t i) {
  rbk_date date = c->date[i / 2];
  uint64_t seed = seed_of(from, date);
  uint8_t session = i % 2 ? RBK_PM : RBK_AM;
  school_random r = keyed(seed, THE_MARK, row, i);
  if (school_random_chance(&r, habits[h].missing)) return RBK_NO_CODE;
  /* Stretches of absence: blocks of twelve sessions with one code. */
  school_random block = keyed(seed, THE_EPISODE, row, i / 12);
  if (h == EPISODIC && school_random_chance(&block, 250) &&
      !school_random_chance(&r, 60))
    return draw_code(&block, date, session);
  if (school_random_chance(&r, habits[h].exceptions))
    return draw_code(&r, date, session);
  return session == RBK_AM ? rbk_code_present_am() : rbk_code_present_pm();
}

/* The last session with marks by one seed: often the last of all. */
static size_t draw_end(uint64_t seed, size_t sessions) {
  school_random r = keyed(seed, THE_END, 0, 0);
  if (school_random_chance(&r, 600)) return sessions;
  return school_random_below(&r, (uint32_t)sessions + 1);
}

static bool on_roll(const school *s, size_t row, rbk_date date) {
  bool any = false;
  for (size_t i = 0; i < s->spells.count; i++) {
    const spell_row *spell = &s->spells.items[i];
    if (spell->pupil != row) continue;
    any = true;
    if ((spell->from == RBK_NO_DATE || spell->from <= date) &&
        (spell->to == RBK_NO_DATE || spell->to >= date))
      return true;
  }
  return !any;
}

static void draw_note(school_random *r, school *s, const char *id, size_t i,
                      rbk_code code) {
  const rbk_calendar *c = &s->reg->calendar;
  uint8_t session = i % 2 ? RBK_PM : RBK_AM;
  char date[11];
  text_of(c->date[i / 2], date);
  if ((rbk_set_late() & rbk_code_bit(code)) && school_random_chance(r, 700))
    school_minutes(s, id, date, session, between(r, 0, 90));
  if (school_random_chance(r, 10))
    school_comment(s, id, date, session, "rang the office");
  if (school_random_chance(r, 10)) school_raw(s, id, date, session, "raw");
}

static void draw_marks(const seeds *from, school *s, size_t row) {
  const rbk_calendar *c = &s->reg->calendar;
  const char *id = s->pupils.items[row].id;
  uint8_t *bytes = s->pupils.items[row].bytes;
  size_t sessions = 2 * c->day_count;
  size_t end = draw_end(from->before, sessions);
  size_t later_end = draw_end(from->later, sessions);
  school_random r = keyed(from->before, THE_PUPIL, row, 1);
  habit h = (habit)school_random_below(&r, HABITS);
  for (size_t i = 0; i < sessions; i++) {
    rbk_date date = c->date[i / 2];
    uint64_t seed = seed_of(from, date);
    if (!(c->sessions[i / 2] & (i % 2 ? RBK_PM : RBK_AM))) continue;
    if (i >= (date > from->after ? later_end : end)) continue;
    school_random whole = keyed(seed, THE_SESSION, i, 0);
    if (school_random_chance(&whole, 40)) continue; /* register not taken */
    school_random own = keyed(seed, THE_SESSION, i, row + 1);
    if (!on_roll(s, row, date) && school_random_chance(&own, 900)) continue;
    bytes[i] = draw_mark(from, row, h, c, i);
    if (bytes[i] != RBK_NO_CODE) draw_note(&own, s, id, i, bytes[i]);
  }
}

/* Marks of other schools and of sessions that do not exist, by one seed; those
 * on the wrong side of the day are left out. */
static void draw_other_marks(const seeds *from, bool later, school *s,
                             size_t row) {
  const rbk_calendar *c = &s->reg->calendar;
  const char *id = s->pupils.items[row].id;
  school_random r =
      keyed(later ? from->later : from->before, THE_OTHER_MARKS, row, 0);
  rbk_date first = c->date[0];
  int span = c->date[c->day_count - 1] - first;
  bool guest = school_random_chance(&r, 250);
  bool strays = school_random_chance(&r, 250);
  for (int i = 0; i < 8; i++) {
    rbk_date date = first + between(&r, 0, span);
    uint8_t session = school_random_chance(&r, 500) ? RBK_AM : RBK_PM;
    bool plain = school_random_chance(&r, 500);
    const char *letters = plain ? (session == RBK_AM ? "/" : "\\") : "I";
    char text[11];
    text_of(date, text);
    if ((date > from->after) != later || !rbk_calendar_covers(c, date))
      continue;
    rbk_day day = rbk_calendar_day(c, date);
    bool exists = day != RBK_NO_DAY && (c->sessions[day] & session);
    if (guest) school_foreign(s, id, text, session, letters, "S2");
    if (strays && !exists) school_stray(s, id, text, session, letters);
  }
}

/* Case history */

static void draw_event(school_random *r, school *s, const char *id,
                       rbk_date date, int serial) {
  static const char *const kinds[] = {"letter", "meeting", "notice", "visit"};
  static const char *const outcomes[] = {"attended", "declined", ""};
  char on[11], back[11], fields[128];
  text_of(date, on);
  text_of(date + between(r, 0, 30), back);
  int length = snprintf(fields, sizeof fields, "outcome=%s",
                        outcomes[school_random_below(r, 3)]);
  if (school_random_chance(r, 400))
    length += snprintf(fields + length, sizeof fields - (size_t)length,
                       ";id=E%d", serial);
  if (school_random_chance(r, 300))
    length += snprintf(fields + length, sizeof fields - (size_t)length,
                       ";parent_id=R%03d", between(r, 0, 99));
  if (id == NULL && school_random_chance(r, 500))
    length += snprintf(fields + length, sizeof fields - (size_t)length,
                       ";group=year-7");
  if (school_random_chance(r, 100))
    snprintf(fields + length, sizeof fields - (size_t)length, ";withdrawn=%s",
             back);
  school_event(s, id, on, kinds[school_random_below(r, 4)], fields);
}

/* Events and changed attributes of one pupil (or the school, `row` past the
 * last pupil) by one seed. Dates may lie a little outside the calendar. */
static void draw_events(const seeds *from, bool later, school *s, size_t row) {
  const rbk_calendar *c = &s->reg->calendar;
  static const char *const values[] = {"Y", "N", "", "12"};
  const char *id = row < s->pupils.count ? s->pupils.items[row].id : NULL;
  rbk_date first = c->date[0];
  int span = c->date[c->day_count - 1] - first;
  school_random start =
      keyed(later ? from->later : from->before, THE_EVENTS, row, 0);
  int count = school_random_chance(&start, 400) ? between(&start, 1, 10) : 0;
  for (int i = 0; i < count; i++) {
    school_random r = keyed(later ? from->later : from->before, THE_EVENTS, row,
                            (uint64_t)i + 1);
    rbk_date date = first + between(&r, -20, span + 10);
    char on[11];
    if ((date > from->after) != later) continue;
    if (id != NULL && school_random_chance(&r, 250))
      school_set(s, id, text_of(date, on),
                 school_random_chance(&r, 500) ? "send" : "plan",
                 values[school_random_below(&r, 4)]);
    else
      draw_event(&r, s, id, date, (int)row * 100 + (later ? 50 : 0) + i);
  }
}

/* The numbers of kinds, fields and attributes, before anything is drawn: they
 * shall not depend on what is. */
static void name_things(school *s) {
  static const char *const kinds[] = {"letter", "meeting", "notice", "visit"};
  static const char *const attributes[] = {"year_group", "send", "score",
                                           "plan", "date_of_birth"};
  rbk_intern_add(&s->reg->history.fields, rbk_text_of("outcome"));
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    rbk_intern_add(&s->reg->history.kinds, rbk_text_of(kinds[i]));
  for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
    rbk_intern_add(&s->reg->roll.attributes, rbk_text_of(attributes[i]));
}

static rbk_register *draw_register(const seeds *from, size_t most) {
  school *s = draw_calendar(from->before);
  school_random r = keyed(from->before, THE_ROLL, 0, 0);
  size_t pupils = 1 + school_random_below(&r, (uint32_t)most);
  name_things(s);
  for (size_t i = 0; i < pupils; i++) { /* neither in roll order nor dense */
    char id[16];
    snprintf(id, sizeof id, "P%04zu", i % 2 ? pupils + 1 - i : pupils + 1 + i);
    school_pupil(s, id);
    school_random own = keyed(from->before, THE_PUPIL, i, 0);
    draw_spells(&own, s, id);
    draw_attributes(&own, s, id);
  }
  for (size_t i = 0; i < pupils; i++) draw_marks(from, s, i);
  for (size_t i = 0; i <= pupils; i++) {
    for (int later = 0; later < 2; later++) {
      if (i < pupils) draw_other_marks(from, later != 0, s, i);
      draw_events(from, later != 0, s, i);
    }
  }
  return school_finish(s);
}

rbk_register *school_random_register(uint64_t seed, size_t pupils) {
  seeds from = {seed, seed, INT32_MAX};
  return draw_register(&from, pupils);
}

rbk_register *school_random_changed(uint64_t seed, size_t pupils,
                                    rbk_date after, uint64_t change) {
  seeds from = {seed, change, after};
  return draw_register(&from, pupils);
}
