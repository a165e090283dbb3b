/* Term dates of schools, as their pages gave them. Days on which pupils do not
 * come (training days, bank holidays) inside a half term are closures. */
#include <string.h>

#include "support/school.h"

#define DAY          RBK_DATE
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A primary in Sandwell, 2023/24 and 2024/25:
 * https://orchard.sandwell.sch.uk/news-and-events/term-dates */
static const rbk_half_term_spec sandwell[] = {
    {"autumn", 1, DAY(2023, 9, 7), DAY(2023, 10, 27)},
    {"autumn", 2, DAY(2023, 11, 6), DAY(2023, 12, 22)},
    {"spring", 3, DAY(2024, 1, 8), DAY(2024, 2, 9)},
    {"spring", 4, DAY(2024, 2, 19), DAY(2024, 3, 22)},
    {"summer", 5, DAY(2024, 4, 8), DAY(2024, 5, 24)},
    {"summer", 6, DAY(2024, 6, 3), DAY(2024, 7, 22)},
    {"autumn", 1, DAY(2024, 9, 5), DAY(2024, 10, 25)},
    {"autumn", 2, DAY(2024, 11, 4), DAY(2024, 12, 20)},
    {"spring", 3, DAY(2025, 1, 6), DAY(2025, 2, 14)},
    {"spring", 4, DAY(2025, 2, 24), DAY(2025, 4, 11)},
    {"summer", 5, DAY(2025, 4, 28), DAY(2025, 5, 23)},
    {"summer", 6, DAY(2025, 6, 2), DAY(2025, 7, 21)},
};
static const rbk_closure sandwell_closed[] = {
    {DAY(2023, 9, 29), DAY(2023, 9, 29), "training day"},
    {DAY(2024, 2, 2), DAY(2024, 2, 2), "training day"},
    {DAY(2024, 5, 6), DAY(2024, 5, 6), "bank holiday"},
    {DAY(2024, 10, 4), DAY(2024, 10, 4), "training day"},
    {DAY(2025, 3, 17), DAY(2025, 3, 17), "training day"},
    {DAY(2025, 5, 5), DAY(2025, 5, 5), "bank holiday"},
};

/* Bedford. 2023/24, a village primary:
 * https://www.wilden.beds.sch.uk/page/?title=Term+Dates&pid=74
 * 2024/25, a secondary, whose page had no address of its own. 2025/26, the
 * council's pattern in the press:
 * https://www.bedfordtoday.co.uk/education/bedford-schools-term-times-20252026-all-this-years-school-holiday-dates-5296665
 */
static const rbk_half_term_spec bedford[] = {
    {"autumn", 1, DAY(2023, 9, 4), DAY(2023, 10, 20)},
    {"autumn", 2, DAY(2023, 10, 31), DAY(2023, 12, 19)},
    {"spring", 3, DAY(2024, 1, 4), DAY(2024, 2, 16)},
    {"spring", 4, DAY(2024, 2, 26), DAY(2024, 3, 28)},
    {"summer", 5, DAY(2024, 4, 16), DAY(2024, 5, 24)},
    {"summer", 6, DAY(2024, 6, 3), DAY(2024, 7, 19)},
    {"autumn", 1, DAY(2024, 9, 3), DAY(2024, 10, 25)},
    {"autumn", 2, DAY(2024, 11, 5), DAY(2024, 12, 20)},
    {"spring", 3, DAY(2025, 1, 7), DAY(2025, 2, 14)},
    {"spring", 4, DAY(2025, 2, 24), DAY(2025, 4, 4)},
    {"summer", 5, DAY(2025, 4, 23), DAY(2025, 5, 23)},
    {"summer", 6, DAY(2025, 6, 2), DAY(2025, 7, 18)},
    {"autumn", 1, DAY(2025, 9, 2), DAY(2025, 10, 24)},
    {"autumn", 2, DAY(2025, 11, 3), DAY(2025, 12, 18)},
    {"spring", 3, DAY(2026, 1, 5), DAY(2026, 2, 13)},
    {"spring", 4, DAY(2026, 2, 23), DAY(2026, 3, 27)},
    {"summer", 5, DAY(2026, 4, 14), DAY(2026, 5, 22)},
    {"summer", 6, DAY(2026, 6, 2), DAY(2026, 7, 17)},
};
static const rbk_closure bedford_closed[] = {
    {DAY(2024, 5, 6), DAY(2024, 5, 6), "bank holiday"},
    {DAY(2025, 5, 5), DAY(2025, 5, 5), "bank holiday"},
    {DAY(2026, 5, 4), DAY(2026, 5, 4), "bank holiday"},
};

/* A primary in Southwark, 2025/26:
 * https://riverside.southwark.sch.uk/Term-Dates It prints "Friday 16th July
 * 2026"; that day is a Thursday. */
static const rbk_half_term_spec southwark[] = {
    {"autumn", 1, DAY(2025, 9, 2), DAY(2025, 10, 23)},
    {"autumn", 2, DAY(2025, 11, 3), DAY(2025, 12, 19)},
    {"spring", 3, DAY(2026, 1, 6), DAY(2026, 2, 13)},
    {"spring", 4, DAY(2026, 2, 23), DAY(2026, 3, 27)},
    {"summer", 5, DAY(2026, 4, 13), DAY(2026, 5, 22)},
    {"summer", 6, DAY(2026, 6, 1), DAY(2026, 7, 16)},
};
static const rbk_closure southwark_closed[] = {
    {DAY(2026, 5, 4), DAY(2026, 5, 4), "bank holiday"},
};

/* Bank holidays of England, 2023/24 to 2025/26:
 * https://www.termdates.com/east/bedford/ */
static const rbk_date bank_holidays[] = {
    DAY(2023, 12, 25), DAY(2023, 12, 26), DAY(2024, 1, 1),  DAY(2024, 3, 29),
    DAY(2024, 4, 1),   DAY(2024, 5, 6),   DAY(2024, 5, 27), DAY(2024, 8, 26),
    DAY(2024, 12, 25), DAY(2024, 12, 26), DAY(2025, 1, 1),  DAY(2025, 4, 18),
    DAY(2025, 4, 21),  DAY(2025, 5, 5),   DAY(2025, 5, 26), DAY(2025, 8, 25),
    DAY(2025, 12, 25), DAY(2025, 12, 26), DAY(2026, 1, 1),  DAY(2026, 4, 3),
    DAY(2026, 4, 6),   DAY(2026, 5, 4),   DAY(2026, 5, 25), DAY(2026, 8, 31),
};

#define YEARS(half_terms_, first_half, halves, closures_, first_closure,       \
              closures_count)                                                  \
  {                                                                            \
    .half_terms = (half_terms_) + (first_half), .half_term_count = (halves),   \
    .closures = (closures_) + (first_closure),                                 \
    .closure_count = (closures_count), .bank_holidays = bank_holidays,         \
    .bank_holiday_count = COUNT(bank_holidays)                                 \
  }

const rbk_calendar_spec *school_calendar(const char *name) {
  static const struct {
    const char *name;
    rbk_calendar_spec spec;
  } calendars[] = {
      {"sandwell-2023-24", YEARS(sandwell, 0, 6, sandwell_closed, 0, 3)},
      {"sandwell-2024-25", YEARS(sandwell, 6, 6, sandwell_closed, 3, 3)},
      {"bedford-2023-24", YEARS(bedford, 0, 6, bedford_closed, 0, 1)},
      {"bedford-2024-25", YEARS(bedford, 6, 6, bedford_closed, 1, 1)},
      {"bedford-2025-26", YEARS(bedford, 12, 6, bedford_closed, 2, 1)},
      {"bedford-2023-25", YEARS(bedford, 0, 12, bedford_closed, 0, 2)},
      {"bedford-2023-26", YEARS(bedford, 0, 18, bedford_closed, 0, 3)},
      {"southwark-2025-26", YEARS(southwark, 0, 6, southwark_closed, 0, 1)},
  };
  for (size_t i = 0; i < COUNT(calendars); i++)
    if (strcmp(calendars[i].name, name) == 0) return &calendars[i].spec;
  return NULL;
}
