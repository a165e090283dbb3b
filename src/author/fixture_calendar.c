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

static void add_year(rbk_half_term_spec *halves, rbk_closure *closures,
                     rbk_calendar_spec *spec, const year *y) {
  memcpy(halves + spec->half_term_count, y->halves, sizeof y->halves);
  spec->half_term_count += HALVES;
  memcpy(closures + spec->closure_count, y->closures,
         y->closure_count * sizeof *closures);
  spec->closure_count += y->closure_count;
}

rbk_status rbk_fixture_calendar(rbk_arena *arena, const char *const *wanted,
                                size_t count, rbk_calendar_spec *spec,
                                rbk_error *error) {
  rbk_calendar_spec made = {0};
  rbk_half_term_spec *halves =
      rbk_arena_take(arena, count * 2 * HALVES, sizeof *halves);
  rbk_closure *closures =
      rbk_arena_take(arena, count * 2 * 3, sizeof *closures);
  if (halves == NULL || closures == NULL) return rbk_no_memory(error);
  for (size_t i = 0; i < count; i++) {
    size_t n = 0;
    while (names[n] != NULL && strcmp(names[n], wanted[i]) != 0) n++;
    if (names[n] == NULL) return unknown(wanted[i], error);
    for (size_t y = 0; y < made_of[n].count; y++)
      add_year(halves, closures, &made, &years[made_of[n].years[y]]);
  }
  made.half_terms = halves;
  made.closures = closures;
  made.bank_holidays = bank_holidays;
  made.bank_holiday_count = sizeof bank_holidays / sizeof bank_holidays[0];
  *spec = made;
  return RBK_OK;
}
