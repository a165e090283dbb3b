#include "generate/family.h"

#include <string.h>

typedef rbk_family_numbers numbers_of;

static int32_t length_of(rbk_page *page, const numbers_of *n) {
  return rbk_prng_between(&page->prng, n->least, n->most);
}

/* Somewhere in the year, `least` to `most` days in a row. */
static void one_block(rbk_page *page, rbk_stretch stretch, const numbers_of *n,
                      rbk_cause cause) {
  int32_t days = length_of(page, n);
  rbk_page_days(page, stretch, rbk_page_somewhere(page, stretch, days), days,
                cause);
}

static void long_illness(rbk_page *page, rbk_stretch stretch,
                         const numbers_of *n) {
  one_block(page, stretch, n, RBK_CAUSE_ILLNESS);
}

static void traveller(rbk_page *page, rbk_stretch stretch,
                      const numbers_of *n) {
  one_block(page, stretch, n, RBK_CAUSE_TRAVELLING);
}

static void without_reason(rbk_page *page, rbk_stretch stretch,
                           const numbers_of *n) {
  one_block(page, stretch, n, RBK_CAUSE_NO_REASON);
}

static void friday_absences(rbk_page *page, rbk_stretch stretch,
                            const numbers_of *n) {
  for (rbk_day day = stretch.first; day <= stretch.last; day++) {
    if (rbk_date_weekday(page->calendar->date[day]) != RBK_FRIDAY ||
        !rbk_prng_chance(&page->prng, n->chance))
      continue;
    rbk_cause cause = rbk_prng_chance(&page->prng, 550)
                          ? RBK_CAUSE_ILLNESS
                          : rbk_page_unexplained(page, day);
    if (rbk_prng_chance(&page->prng, 250))
      rbk_page_session(page, 2 * day + 1, cause);
    else
      rbk_page_day(page, day, cause);
  }
}

/* Often the days before or after a holiday of the school. */
static void term_time_holiday(rbk_page *page, rbk_stretch stretch,
                              const numbers_of *n) {
  const rbk_calendar *calendar = page->calendar;
  int32_t days = length_of(page, n);
  rbk_day first = rbk_page_somewhere(page, stretch, days);
  const rbk_period *half =
      rbk_calendar_period(calendar, RBK_PERIOD_HALF_TERM, first);
  uint32_t where = rbk_prng_below(&page->prng, 3);
  if (where == 0 && half->first >= stretch.first) first = half->first;
  if (where == 1 && half->last - days + 1 >= stretch.first &&
      half->last <= stretch.last)
    first = half->last - days + 1;
  rbk_page_days(page, stretch, first, days, RBK_CAUSE_HOLIDAY);
}

static void chronic_lateness(rbk_page *page, rbk_stretch stretch,
                             const numbers_of *n) {
  for (rbk_day day = stretch.first; day <= stretch.last; day++)
    if (rbk_prng_chance(&page->prng, n->chance))
      rbk_page_session(page, 2 * day,
                       rbk_prng_chance(&page->prng, 880) ? RBK_CAUSE_LATE
                                                         : RBK_CAUSE_TOO_LATE);
}

/* The reason given for a day of one who often stays away. */
static rbk_cause excuse(rbk_page *page, rbk_day day, int32_t illness) {
  return rbk_prng_chance(&page->prng, illness)
             ? RBK_CAUSE_ILLNESS
             : rbk_page_unexplained(page, day);
}

/* All is well up to a day; from then on absence grows from `least` to `most`
 * days of a thousand. */
static void decline(rbk_page *page, rbk_stretch stretch, const numbers_of *n) {
  int32_t length = stretch.last - stretch.first + 1;
  int32_t until = length * rbk_prng_between(&page->prng, 25, 60) / 100;
  for (int32_t i = until; i < length; i++) {
    int32_t chance =
        n->least + (n->most - n->least) * (i - until) / (length - until);
    rbk_day day = stretch.first + i;
    if (rbk_prng_chance(&page->prng, chance))
      rbk_page_day(page, day, excuse(page, day, n->chance));
  }
}

/* Away more often than not, for one reason each week. */
static void severe_absence(rbk_page *page, rbk_stretch stretch,
                           const numbers_of *n) {
  int32_t away = length_of(page, n);
  uint32_t week = UINT32_MAX;
  bool ill = false;
  for (rbk_day day = stretch.first; day <= stretch.last; day++) {
    uint32_t now = page->calendar->period_of[RBK_PERIOD_WEEK][day];
    if (now != week) ill = rbk_prng_chance(&page->prng, n->chance);
    week = now;
    if (rbk_prng_chance(&page->prng, away))
      rbk_page_day(page, day,
                   ill ? RBK_CAUSE_ILLNESS : rbk_page_unexplained(page, day));
  }
}

/* Mornings only, for some weeks. */
static void part_time(rbk_page *page, rbk_stretch stretch,
                      const numbers_of *n) {
  int32_t days = length_of(page, n);
  rbk_day first = rbk_page_somewhere(page, stretch, days);
  for (rbk_day day = first; day < first + days && day <= stretch.last; day++)
    rbk_page_session(page, 2 * day + 1, RBK_CAUSE_PART_TIME);
}

static void unmarked(rbk_page *page, rbk_stretch stretch, const numbers_of *n) {
  for (int32_t s = 2 * stretch.first; s <= 2 * stretch.last + 1; s++)
    if (rbk_prng_chance(&page->prng, n->chance))
      rbk_page_session(page, s, RBK_CAUSE_UNMARKED);
}

/* Once or twice; the second, if any, beyond the five school days after which
 * other provision must be made. */
static void suspended(rbk_page *page, rbk_stretch stretch,
                      const numbers_of *n) {
  int32_t days = rbk_prng_between(&page->prng, 1, 3);
  rbk_page_days(page, stretch, rbk_page_somewhere(page, stretch, days), days,
                RBK_CAUSE_SUSPENDED);
  if (rbk_prng_chance(&page->prng, n->chance))
    one_block(page, stretch, n, RBK_CAUSE_SUSPENDED);
}

/* For some weeks nobody finds out why, and nobody settles the marks. */
static void never_established(rbk_page *page, rbk_stretch stretch,
                              const numbers_of *n) {
  int32_t days = length_of(page, n);
  rbk_day first = rbk_page_somewhere(page, stretch, days);
  for (rbk_day day = first; day < first + days && day <= stretch.last; day++)
    if (rbk_prng_chance(&page->prng, n->chance))
      rbk_page_day(page, day, RBK_CAUSE_NOT_ESTABLISHED);
}

/* A treatment: many appointments within five weeks. */
static void appointments(rbk_page *page, rbk_stretch stretch,
                         const numbers_of *n) {
  enum { DAYS = 25 };
  rbk_day first = rbk_page_somewhere(page, stretch, DAYS);
  for (int32_t left = length_of(page, n); left > 0; left--) {
    rbk_day day = first + rbk_prng_between(&page->prng, 0, DAYS - 1);
    bool afternoon = rbk_prng_chance(&page->prng, 500);
    if (day <= stretch.last)
      rbk_page_session(page, 2 * day + afternoon, RBK_CAUSE_APPOINTMENT);
  }
}

/* Codes that do not fit: a second day of R, study leave far from an exam, not
 * required at compulsory age. */
static void coding_slips(rbk_page *page, rbk_stretch stretch,
                         const numbers_of *n) {
  (void)n;
  rbk_page_days(page, stretch, rbk_page_somewhere(page, stretch, 2), 2,
                RBK_CAUSE_RELIGION);
  rbk_page_day(page, rbk_page_somewhere(page, stretch, 1), RBK_CAUSE_STUDY);
  rbk_page_day(page, rbk_page_somewhere(page, stretch, 1),
               RBK_CAUSE_NOT_REQUIRED);
}

/* Weights are chosen so that a school of them all has about 7 % absence, 2 %
 * of it without leave, 20 to 25 % of pupils persistently and 1 to 2 % severely
 * absent, as English schools had in the middle 2020s. */
/* clang-format off */
/* name, says,
 * paint, weight, illness, lateness, absence, need, enrolment,
 * {least, most, chance}, yearly */
static const rbk_family families[] = {
    {"steady", "hardly ever away",
     NULL, 446, 65, 60, 40, 0, RBK_ENROLLED_THROUGHOUT, {0, 0, 0}, true},
    {"often_ill", "one short illness after another",
     NULL, 132, 310, 130, 150, 60, RBK_ENROLLED_THROUGHOUT, {0, 0, 0}, true},
    {"long_illness", "one illness of three to ten weeks",
     long_illness, 35, 100, 80, 60, 20, RBK_ENROLLED_THROUGHOUT, {15, 50, 0}, false},
    {"friday_absences", "Fridays off, again and again",
     friday_absences, 40, 100, 120, 120, 80, RBK_ENROLLED_THROUGHOUT, {0, 0, 380}, true},
    {"term_time_holiday", "a holiday without leave",
     term_time_holiday, 105, 90, 60, 60, 0, RBK_ENROLLED_THROUGHOUT, {3, 11, 0}, true},
    {"chronic_lateness", "late on many mornings",
     chronic_lateness, 60, 100, 150, 100, 80, RBK_ENROLLED_THROUGHOUT, {0, 0, 240}, true},
    {"decline", "absence that begins in the year and grows",
     decline, 58, 90, 150, 80, 150, RBK_ENROLLED_THROUGHOUT, {120, 420, 380}, false},
    {"severe_absence", "away more often than there",
     severe_absence, 12, 150, 150, 100, 300, RBK_ENROLLED_THROUGHOUT, {640, 900, 500}, true},
    {"joiner", "comes during the year",
     NULL, 20, 100, 100, 100, 60, RBK_ENROLLED_LATER, {0, 0, 0}, true},
    {"leaver", "leaves during the year",
     NULL, 18, 100, 100, 100, 60, RBK_LEAVES_EARLY, {0, 0, 0}, true},
    {"two_spells", "leaves and comes back",
     NULL, 6, 100, 100, 100, 60, RBK_LEAVES_AND_RETURNS, {0, 0, 0}, true},
    {"part_time", "mornings only for some weeks (C2)",
     part_time, 7, 150, 100, 100, 300, RBK_ENROLLED_THROUGHOUT, {20, 45, 0}, false},
    {"traveller", "travels with parents for some weeks (T)",
     traveller, 6, 100, 80, 80, 100, RBK_ENROLLED_THROUGHOUT, {20, 45, 0}, true},
    {"unmarked", "sessions without a mark",
     unmarked, 12, 80, 80, 60, 0, RBK_ENROLLED_THROUGHOUT, {0, 0, 25}, true},
    {"suspended", "suspended once or twice (E)",
     suspended, 12, 120, 180, 150, 300, RBK_ENROLLED_THROUGHOUT, {6, 8, 300}, false},
    {"never_established", "reasons that nobody found out (N)",
     never_established, 8, 90, 100, 60, 100, RBK_ENROLLED_THROUGHOUT, {30, 40, 200}, false},
    {"without_reason", "two or three weeks away without a reason",
     without_reason, 7, 90, 100, 60, 150, RBK_ENROLLED_THROUGHOUT, {10, 16, 0}, false},
    {"appointments", "many appointments within five weeks",
     appointments, 11, 100, 80, 60, 20, RBK_ENROLLED_THROUGHOUT, {4, 7, 0}, true},
    {"coding_slips", "codes that do not fit the pupil",
     coding_slips, 5, 80, 80, 60, 0, RBK_ENROLLED_THROUGHOUT, {0, 0, 0}, false},
};
/* clang-format on */

size_t rbk_family_count(void) {
  return sizeof families / sizeof families[0];
}

const rbk_family *rbk_family_at(size_t index) {
  return &families[index];
}

const rbk_family *rbk_family_find(const char *name) {
  for (size_t i = 0; i < rbk_family_count(); i++)
    if (strcmp(families[i].name, name) == 0) return &families[i];
  return NULL;
}

const rbk_family *rbk_family_draw(rbk_prng *prng) {
  int32_t draw = (int32_t)rbk_prng_below(prng, 1000);
  size_t i = 0;
  while (draw >= families[i].weight) draw -= families[i++].weight;
  return &families[i];
}
