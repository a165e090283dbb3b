#include "generate/page.h"

#include <string.h>

typedef struct cause_codes {
  const char *codes[2];  /* the first in force on the day; NULL: no mark */
  rbk_cause outside_age; /* what stands instead outside compulsory age */
} cause_codes;

/* Absence of children below compulsory school age is never without leave, and
 * C2 is for those of compulsory age only. */
static const cause_codes causes[RBK_CAUSES] = {
    [RBK_CAUSE_ILLNESS] = {{"I"}, RBK_CAUSE_ILLNESS},
    [RBK_CAUSE_APPOINTMENT] = {{"M"}, RBK_CAUSE_APPOINTMENT},
    [RBK_CAUSE_LATE] = {{"L"}, RBK_CAUSE_LATE},
    [RBK_CAUSE_TOO_LATE] = {{"U"}, RBK_CAUSE_LATE},
    [RBK_CAUSE_HOLIDAY] = {{"G"}, RBK_CAUSE_NOT_REQUIRED},
    [RBK_CAUSE_NOT_ESTABLISHED] = {{"N"}, RBK_CAUSE_NOT_REQUIRED},
    [RBK_CAUSE_NO_REASON] = {{"O"}, RBK_CAUSE_NOT_REQUIRED},
    [RBK_CAUSE_LEAVE] = {{"C"}, RBK_CAUSE_LEAVE},
    [RBK_CAUSE_PART_TIME] = {{"C2", "C"}, RBK_CAUSE_NOT_REQUIRED},
    [RBK_CAUSE_TRAVELLING] = {{"T"}, RBK_CAUSE_TRAVELLING},
    [RBK_CAUSE_SUSPENDED] = {{"E"}, RBK_CAUSE_SUSPENDED},
    [RBK_CAUSE_RELIGION] = {{"R"}, RBK_CAUSE_RELIGION},
    [RBK_CAUSE_VISIT] = {{"V"}, RBK_CAUSE_VISIT},
    [RBK_CAUSE_WORK] = {{"W"}, RBK_CAUSE_WORK},
    [RBK_CAUSE_SPORT] = {{"P"}, RBK_CAUSE_SPORT},
    [RBK_CAUSE_STUDY] = {{"S"}, RBK_CAUSE_STUDY},
    [RBK_CAUSE_NOT_REQUIRED] = {{"X"}, RBK_CAUSE_NOT_REQUIRED},
    [RBK_CAUSE_UNMARKED] = {{NULL}, RBK_CAUSE_UNMARKED},
};

static rbk_code code_of(const rbk_page *page, rbk_cause cause, rbk_date date) {
  if ((page->compulsory_from != RBK_NO_DATE && date < page->compulsory_from) ||
      (page->compulsory_until != RBK_NO_DATE && date > page->compulsory_until))
    cause = causes[cause].outside_age;
  for (size_t i = 0; i < 2 && causes[cause].codes[i]; i++) {
    rbk_code code;
    if (rbk_code_find(rbk_text_of(causes[cause].codes[i]), date, &code) ==
        RBK_CODE_IN_FORCE)
      return code;
  }
  return RBK_NO_CODE;
}

void rbk_page_plain(const rbk_calendar *calendar, uint8_t *plain) {
  for (size_t day = 0; day < calendar->day_count; day++) {
    uint8_t held = calendar->sessions[day];
    plain[2 * day] = held & RBK_AM ? rbk_code_present_am() : RBK_NO_CODE;
    plain[2 * day + 1] = held & RBK_PM ? rbk_code_present_pm() : RBK_NO_CODE;
  }
}

void rbk_page_open(rbk_page *page) {
  const rbk_calendar *calendar = page->calendar;
  page->compulsory_from = rbk_compulsory_from(page->pupil->birth);
  page->compulsory_until = rbk_compulsory_until(page->pupil->birth);
  for (size_t i = 0; i < page->pupil->spell_count; i++) {
    const rbk_spell *spell = &page->pupil->spells[i];
    for (rbk_day day = spell->first_day; day <= spell->last_day; day++) {
      size_t at = 2 * (size_t)day;
      memcpy(page->marks + at, page->plain + at, 2);
      if (page->compulsory_until != RBK_NO_DATE &&
          calendar->date[day] > page->compulsory_until)
        rbk_page_day(page, day, RBK_CAUSE_NOT_REQUIRED);
    }
  }
}

void rbk_page_session(rbk_page *page, int32_t session, rbk_cause cause) {
  uint8_t plain = page->plain[session];
  if (plain == RBK_NO_CODE || page->marks[session] != plain) return;
  page->marks[session] =
      code_of(page, cause, page->calendar->date[session / 2]);
}

void rbk_page_day(rbk_page *page, rbk_day day, rbk_cause cause) {
  rbk_page_session(page, 2 * day, cause);
  rbk_page_session(page, 2 * day + 1, cause);
}

void rbk_page_days(rbk_page *page, rbk_stretch stretch, rbk_day first,
                   int32_t days, rbk_cause cause) {
  for (rbk_day day = first; day < first + days && day <= stretch.last; day++)
    rbk_page_day(page, day, cause);
}

rbk_day rbk_page_somewhere(rbk_page *page, rbk_stretch stretch, int32_t days) {
  rbk_day latest = stretch.last - days + 1;
  return latest <= stretch.first
             ? stretch.first
             : rbk_prng_between(&page->prng, stretch.first, latest);
}

rbk_cause rbk_page_unexplained(rbk_page *page, rbk_day day) {
  /* N must be settled within five school days; some schools forget a few. */
  enum { OPEN_DAYS = 5, FORGOTTEN = 20 };
  bool recent = day + OPEN_DAYS >= (rbk_day)page->calendar->day_count;
  return rbk_prng_chance(&page->prng, recent ? 800 : FORGOTTEN)
             ? RBK_CAUSE_NOT_ESTABLISHED
             : RBK_CAUSE_NO_REASON;
}

/* --- what happens to everybody --- */

/* Per cent of the yearly mean, January first. */
static const int32_t season[12] = {130, 120, 110, 90, 80,  80,
                                   75,  60,  75,  95, 130, 145};

static int32_t season_of(rbk_date date) {
  int year, month, day;
  rbk_date_split(date, &year, &month, &day);
  return season[month - 1];
}

static void fall_ill(rbk_page *page, rbk_stretch stretch, rbk_day day) {
  /* Of a thousand illnesses: sent home at noon, one day, two, ... */
  static const int32_t lengths[] = {60, 440, 220, 110, 70, 60, 20, 20};
  int32_t draw = rbk_prng_between(&page->prng, 0, 999), days = 0;
  while (draw >= lengths[days]) draw -= lengths[days++];
  if (days == 0) rbk_page_session(page, 2 * day + 1, RBK_CAUSE_ILLNESS);
  rbk_page_days(page, stretch, day, days, RBK_CAUSE_ILLNESS);
}

static void see_the_dentist(rbk_page *page, rbk_day day) {
  uint32_t when = rbk_prng_below(&page->prng, 10);
  if (when == 0)
    rbk_page_day(page, day, RBK_CAUSE_APPOINTMENT);
  else
    rbk_page_session(page, 2 * day + (when > 6), RBK_CAUSE_APPOINTMENT);
}

static void stay_away(rbk_page *page, rbk_day day) {
  uint32_t how = rbk_prng_below(&page->prng, 10);
  if (how < 2)
    rbk_page_day(page, day, RBK_CAUSE_LEAVE);
  else if (how < 4)
    rbk_page_session(page, 2 * day, RBK_CAUSE_TOO_LATE);
  else if (how < 6)
    rbk_page_session(page, 2 * day + 1, rbk_page_unexplained(page, day));
  else
    rbk_page_day(page, day, rbk_page_unexplained(page, day));
}

/* Some are hardly ever ill or late, a few often: per cent of the usual. */
static int32_t disposition(rbk_prng *prng) {
  static const int32_t spread[] = {10, 25, 45, 65, 85, 100, 115, 140, 175, 240};
  return spread[rbk_prng_below(prng, sizeof spread / sizeof spread[0])];
}

void rbk_page_background(rbk_page *page, rbk_stretch stretch, int32_t illness,
                         int32_t lateness, int32_t absence) {
  /* Of a hundred thousand days. */
  enum { ILL = 1250, DENTIST = 600, LATE = 2600, LATE_PM = 700, AWAY = 800 };
  rbk_prng *prng = &page->prng;
  illness = illness * disposition(prng) / 100;
  lateness = lateness * disposition(prng) / 100;
  absence = absence * disposition(prng) / 100;
  for (rbk_day day = stretch.first; day <= stretch.last; day++) {
    int32_t ill =
        ILL * illness / 100 * season_of(page->calendar->date[day]) / 100;
    int32_t draw = rbk_prng_between(prng, 0, 99999);
    int32_t limits[] = {ill, DENTIST * illness / 100, AWAY * absence / 100,
                        LATE * lateness / 100, LATE_PM * lateness / 100};
    size_t what = 0;
    while (what < 5 && draw >= limits[what]) draw -= limits[what++];
    if (what == 0) fall_ill(page, stretch, day);
    if (what == 1) see_the_dentist(page, day);
    if (what == 2) stay_away(page, day);
    if (what == 3) rbk_page_session(page, 2 * day, RBK_CAUSE_LATE);
    if (what == 4) rbk_page_session(page, 2 * day + 1, RBK_CAUSE_LATE);
  }
}
