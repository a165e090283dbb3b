/* Calendars for fixtures. Term dates are those that schools of each borough
 * published; the number of days they give stands beside each. */
#include "author/fixture_calendar.h"

#include <string.h>

#define D      RBK_DATE
#define HALVES 6

typedef struct year {
  rbk_half_term_spec halves[HALVES];
  rbk_closure closures[3];
  size_t closure_count;
} year;

static const year years[] = {
    /* 190 days. Orchard Primary School, Sandwell */
    {{{"autumn", 1, D(2023, 9, 7), D(2023, 10, 27)},
      {"autumn", 2, D(2023, 11, 6), D(2023, 12, 22)},
      {"spring", 3, D(2024, 1, 8), D(2024, 2, 9)},
      {"spring", 4, D(2024, 2, 19), D(2024, 3, 22)},
      {"summer", 5, D(2024, 4, 8), D(2024, 5, 24)},
      {"summer", 6, D(2024, 6, 3), D(2024, 7, 22)}},
     {{D(2023, 9, 29), D(2023, 9, 29), "training"},
      {D(2024, 2, 2), D(2024, 2, 2), "training"},
      {D(2024, 5, 6), D(2024, 5, 6), "bank holiday"}},
     3},
    /* 190 days. Orchard Primary School, Sandwell */
    {{{"autumn", 1, D(2024, 9, 5), D(2024, 10, 25)},
      {"autumn", 2, D(2024, 11, 4), D(2024, 12, 20)},
      {"spring", 3, D(2025, 1, 6), D(2025, 2, 14)},
      {"spring", 4, D(2025, 2, 24), D(2025, 4, 11)},
      {"summer", 5, D(2025, 4, 28), D(2025, 5, 23)},
      {"summer", 6, D(2025, 6, 2), D(2025, 7, 21)}},
     {{D(2024, 10, 4), D(2024, 10, 4), "training"},
      {D(2025, 3, 17), D(2025, 3, 17), "training"},
      {D(2025, 5, 5), D(2025, 5, 5), "bank holiday"}},
     3},
    /* 190 days. A village primary in Bedford Borough */
    {{{"autumn", 1, D(2023, 9, 4), D(2023, 10, 20)},
      {"autumn", 2, D(2023, 10, 31), D(2023, 12, 19)},
      {"spring", 3, D(2024, 1, 4), D(2024, 2, 16)},
      {"spring", 4, D(2024, 2, 26), D(2024, 3, 28)},
      {"summer", 5, D(2024, 4, 16), D(2024, 5, 24)},
      {"summer", 6, D(2024, 6, 3), D(2024, 7, 19)}},
     {{D(2024, 5, 6), D(2024, 5, 6), "bank holiday"}},
     1},
    /* 189 days. A secondary in Bedford */
    {{{"autumn", 1, D(2024, 9, 3), D(2024, 10, 25)},
      {"autumn", 2, D(2024, 11, 5), D(2024, 12, 20)},
      {"spring", 3, D(2025, 1, 7), D(2025, 2, 14)},
      {"spring", 4, D(2025, 2, 24), D(2025, 4, 4)},
      {"summer", 5, D(2025, 4, 23), D(2025, 5, 23)},
      {"summer", 6, D(2025, 6, 2), D(2025, 7, 18)}},
     {{D(2025, 5, 5), D(2025, 5, 5), "bank holiday"}},
     1},
    /* 190 days. Bedford Borough's pattern as printed in the local press */
    {{{"autumn", 1, D(2025, 9, 2), D(2025, 10, 24)},
      {"autumn", 2, D(2025, 11, 3), D(2025, 12, 18)},
      {"spring", 3, D(2026, 1, 5), D(2026, 2, 13)},
      {"spring", 4, D(2026, 2, 23), D(2026, 3, 27)},
      {"summer", 5, D(2026, 4, 14), D(2026, 5, 22)},
      {"summer", 6, D(2026, 6, 2), D(2026, 7, 17)}},
     {{D(2026, 5, 4), D(2026, 5, 4), "bank holiday"}},
     1},
    /* 190 days. A primary in Southwark */
    {{{"autumn", 1, D(2025, 9, 2), D(2025, 10, 23)},
      {"autumn", 2, D(2025, 11, 3), D(2025, 12, 19)},
      {"spring", 3, D(2026, 1, 6), D(2026, 2, 13)},
      {"spring", 4, D(2026, 2, 23), D(2026, 3, 27)},
      {"summer", 5, D(2026, 4, 13), D(2026, 5, 22)},
      {"summer", 6, D(2026, 6, 1), D(2026, 7, 16)}},
     {{D(2026, 5, 4), D(2026, 5, 4), "bank holiday"}},
     1},
};

/* England, for due dates in working days. */
static const rbk_date bank_holidays[] = {
    D(2023, 12, 25), D(2023, 12, 26), D(2024, 1, 1),  D(2024, 3, 29),
    D(2024, 4, 1),   D(2024, 5, 6),   D(2024, 5, 27), D(2024, 8, 26),
    D(2024, 12, 25), D(2024, 12, 26), D(2025, 1, 1),  D(2025, 4, 18),
    D(2025, 4, 21),  D(2025, 5, 5),   D(2025, 5, 26), D(2025, 8, 25),
    D(2025, 12, 25), D(2025, 12, 26), D(2026, 1, 1),  D(2026, 4, 3),
    D(2026, 4, 6),   D(2026, 5, 4),   D(2026, 5, 25), D(2026, 8, 31),
};

static const char *const names[] = {
    "sandwell 2023/24", "sandwell 2024/25", "bedford 2023/24",
    "bedford 2024/25",  "bedford 2025/26",  "southwark 2025/26",
    "190 days",         "two years",        NULL,
};
/* By the same numbers: which years. */
static const struct {
  size_t years[2], count;
} made_of[] = {{{0}, 1}, {{1}, 1}, {{2}, 1}, {{3}, 1},
               {{4}, 1}, {{5}, 1}, {{1}, 1}, {{1, 5}, 2}};

static rbk_status unknown(const char *name, rbk_error *error) {
  size_t count = sizeof names / sizeof names[0] - 1;
  const char *near = rbk_nearest(name, names, count);
  if (near != NULL)
    return rbk_fail(error, RBK_REJECTED, NULL, 0, 0,
                    "there is no calendar '%s'; did you mean '%s'?", name,
                    near);
  return rbk_fail(error, RBK_REJECTED, NULL, 0, 0,
                  "there is no calendar '%s'; name one of '%s', '%s', '%s', "
                  "'%s', '%s', '%s', '%s', '%s', or give its half terms",
                  name, names[6], names[7], names[0], names[1], names[2],
                  names[3], names[4], names[5]);
}

/* The parts of a calendar that are being put together. */
typedef struct parts {
  rbk_half_term_spec *halves;
  rbk_closure *closures;
  rbk_single_session *singles;
  rbk_named_period *named;
  rbk_date *holidays;
  rbk_calendar_spec made; /* how many there are of each */
} parts;

#define ADD(p, list, count_name, from, how_many)                               \
  do {                                                                         \
    if ((how_many) > 0)                                                        \
      memcpy((p)->list + (p)->made.count_name, (from),                         \
             (how_many) * sizeof *(p)->list);                                  \
    (p)->made.count_name += (how_many);                                        \
  } while (0)

static void add_year(parts *p, const year *y) {
  ADD(p, halves, half_term_count, y->halves, (size_t)HALVES);
  ADD(p, closures, closure_count, y->closures, y->closure_count);
}

static void add_named(parts *p, size_t n) {
  static const size_t holidays = sizeof bank_holidays / sizeof bank_holidays[0];
  for (size_t y = 0; y < made_of[n].count; y++)
    add_year(p, &years[made_of[n].years[y]]);
  ADD(p, holidays, bank_holiday_count, bank_holidays, holidays);
}

static void add_spelled(parts *p, const rbk_calendar_spec *spec) {
  ADD(p, halves, half_term_count, spec->half_terms, spec->half_term_count);
  ADD(p, closures, closure_count, spec->closures, spec->closure_count);
  ADD(p, singles, single_session_count, spec->single_sessions,
      spec->single_session_count);
  ADD(p, named, named_count, spec->named, spec->named_count);
  ADD(p, holidays, bank_holiday_count, spec->bank_holidays,
      spec->bank_holiday_count);
}

/* Room for all parts. */
static rbk_status begin(rbk_arena *arena, const rbk_fixture_calendar *calendars,
                        size_t count, parts *p) {
  rbk_calendar_spec most = {0};
  for (size_t i = 0; i < count; i++) {
    const rbk_calendar_spec *spec = calendars[i].spec;
    most.half_term_count += spec ? spec->half_term_count : (size_t)2 * HALVES;
    most.closure_count += spec ? spec->closure_count : (size_t)2 * 3;
    most.single_session_count += spec ? spec->single_session_count : 0;
    most.named_count += spec ? spec->named_count : 0;
    most.bank_holiday_count += spec ? spec->bank_holiday_count
                                    : sizeof bank_holidays / sizeof(rbk_date);
  }
  *p = (parts){
      rbk_arena_take(arena, most.half_term_count, sizeof *p->halves),
      rbk_arena_take(arena, most.closure_count, sizeof *p->closures),
      rbk_arena_take(arena, most.single_session_count, sizeof *p->singles),
      rbk_arena_take(arena, most.named_count, sizeof *p->named),
      rbk_arena_take(arena, most.bank_holiday_count, sizeof *p->holidays),
      {0}};
  bool all = p->halves && p->closures && p->singles && p->named && p->holidays;
  return all ? RBK_OK : RBK_NOMEM;
}

rbk_status rbk_fixture_calendar_of(rbk_arena *arena,
                                   const rbk_fixture_calendar *calendars,
                                   size_t count, rbk_calendar_spec *spec,
                                   rbk_error *error) {
  parts p;
  if (begin(arena, calendars, count, &p)) return rbk_no_memory(error);
  for (size_t i = 0; i < count; i++) {
    const char *wanted = calendars[i].name;
    size_t n = 0;
    if (calendars[i].spec != NULL) {
      add_spelled(&p, calendars[i].spec);
      continue;
    }
    while (names[n] != NULL && strcmp(names[n], wanted) != 0) n++;
    if (names[n] == NULL) return unknown(wanted, error);
    add_named(&p, n);
  }
  p.made.half_terms = p.halves;
  p.made.closures = p.closures;
  p.made.single_sessions = p.singles;
  p.made.named = p.named;
  p.made.bank_holidays = p.holidays;
  *spec = p.made;
  return RBK_OK;
}
