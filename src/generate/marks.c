#include "generate/marks.h"

#include "base/alloc.h"

/* What a school does for a whole year group in a school year. */
typedef struct occasion {
  rbk_cause cause;
  int year_group;      /* EVERY_GROUP: each of them on a day of its own */
  int32_t days;        /* in a row */
  int32_t taking_part; /* of a thousand */
} occasion;

enum { EVERY_GROUP = -1, TOLD_EVERY = 512 };

static const occasion occasions[] = {
    {RBK_CAUSE_VISIT, EVERY_GROUP, 1, 930},
    {RBK_CAUSE_WORK, 10, 5, 900},
};

typedef struct making {
  rbk_register *reg;
  const rbk_generate_options *options;
  const uint8_t *plain;
} making;

/* The same for all pupils of a year group: the stream does not know them. */
static rbk_day occasion_day(const making *make, rbk_page *page,
                            const rbk_period *year, size_t which, int group) {
  rbk_prng kept = page->prng;
  rbk_stretch stretch = {year->first, year->last};
  rbk_prng_seed(&page->prng, make->options->seed,
                rbk_stream_of(RBK_STREAM_SCHOOL, ((uint64_t)year->year << 16) +
                                                     ((uint64_t)which << 8) +
                                                     (uint64_t)group));
  rbk_day day = rbk_page_somewhere(page, stretch, occasions[which].days);
  page->prng = kept;
  return day;
}

static void take_part(const making *make, rbk_page *page,
                      const rbk_period *year, int group) {
  for (size_t i = 0; i < sizeof occasions / sizeof occasions[0]; i++) {
    const occasion *at = &occasions[i];
    bool goes = rbk_prng_chance(&page->prng, at->taking_part);
    if ((at->year_group != EVERY_GROUP && at->year_group != group) || !goes)
      continue;
    rbk_day day = occasion_day(make, page, year, i, group);
    rbk_page_days(page, (rbk_stretch){year->first, year->last}, day, at->days,
                  at->cause);
  }
}

/* Two days set apart by a religious body, which one pupil in nine observes. */
static void observe(const making *make, rbk_page *page,
                    const rbk_period *year) {
  if (!rbk_prng_chance(&page->prng, 110)) return;
  rbk_prng days;
  rbk_prng_seed(
      &days, make->options->seed,
      rbk_stream_of(RBK_STREAM_SCHOOL, ((uint64_t)year->year << 16) + 0xffff));
  for (size_t i = 0; i < 2; i++)
    rbk_page_day(page, rbk_prng_between(&days, year->first, year->last),
                 RBK_CAUSE_RELIGION);
}

/* Year 11 in May and June: a session now and then to prepare for an
 * examination. */
static void prepare_for_exams(rbk_page *page, rbk_stretch stretch, int group) {
  enum { LAST_YEAR = 11, CHANCE = 100 };
  if (group != LAST_YEAR) return;
  for (rbk_day day = stretch.first; day <= stretch.last; day++) {
    int year, month, number;
    rbk_date_split(page->calendar->date[day], &year, &month, &number);
    if ((month == 5 && number >= 8) || (month == 6 && number <= 20))
      if (rbk_prng_chance(&page->prng, CHANCE))
        rbk_page_session(page, 2 * day + (number % 2), RBK_CAUSE_STUDY);
  }
}

/* A few play for the school, some afternoons. */
static void play(rbk_page *page, rbk_stretch stretch) {
  if (!rbk_prng_chance(&page->prng, 40)) return;
  for (rbk_day day = stretch.first; day <= stretch.last; day++)
    if (rbk_date_weekday(page->calendar->date[day]) == RBK_WEDNESDAY &&
        rbk_prng_chance(&page->prng, 120))
      rbk_page_session(page, 2 * day + 1, RBK_CAUSE_SPORT);
}

/* The pupil's days on roll within a school year; false where there are none. */
static bool stretch_of(const rbk_pupil *pupil, const rbk_period *year,
                       rbk_stretch *stretch) {
  rbk_day first = pupil->spells[0].first_day;
  rbk_day last = pupil->spells[pupil->spell_count - 1].last_day;
  stretch->first = first > year->first ? first : year->first;
  stretch->last = last < year->last ? last : year->last;
  return stretch->first <= stretch->last;
}

static size_t years_on_roll(const rbk_calendar *calendar,
                            const rbk_pupil *pupil) {
  rbk_stretch stretch;
  size_t count = 0;
  for (size_t y = 0; y < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR]; y++)
    count += stretch_of(pupil, &calendar->periods[RBK_PERIOD_SCHOOL_YEAR][y],
                        &stretch);
  return count;
}

/* What marks a pupil out comes first and the common things fill in behind. */
static void fill_page(const making *make, rbk_page *page,
                      const rbk_sketch *sketch) {
  const rbk_calendar *calendar = page->calendar;
  const rbk_family *family = sketch->family;
  int lowest = rbk_lowest_year_group(make->options->phase);
  size_t years = years_on_roll(calendar, page->pupil), seen = 0;
  size_t chosen = years ? rbk_prng_below(&page->prng, (uint32_t)years) : 0;
  rbk_page_open(page);
  for (size_t y = 0; y < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR]; y++) {
    const rbk_period *year = &calendar->periods[RBK_PERIOD_SCHOOL_YEAR][y];
    int group = lowest + rbk_school_year_of(year->from) - sketch->entry;
    rbk_stretch stretch;
    if (!stretch_of(page->pupil, year, &stretch)) continue;
    if (family->paint && (family->yearly || seen == chosen))
      family->paint(page, stretch, &family->numbers);
    seen++;
    take_part(make, page, year, group);
    observe(make, page, year);
    prepare_for_exams(page, stretch, group);
    play(page, stretch);
    rbk_page_background(page, stretch, family->illness, family->lateness,
                        family->absence);
  }
}

rbk_status rbk_marks_make(rbk_register *reg,
                          const rbk_generate_options *options,
                          const rbk_sketch *sketches, rbk_error *error) {
  const rbk_calendar *calendar = &reg->calendar;
  uint8_t *plain = rbk_take(options->alloc, reg->marks.stride, 1);
  if (!plain) return rbk_no_memory(error);
  making make = {reg, options, plain};
  rbk_page_plain(calendar, plain);
  rbk_status status = RBK_OK;
  for (size_t p = 0; p < reg->roll.pupil_count && !status; p++) {
    if (options->progress && p % TOLD_EVERY == 0)
      status = options->progress(options->context, p, reg->roll.pupil_count);
    rbk_page page = {.calendar = calendar,
                     .pupil = &reg->roll.pupils[p],
                     .plain = plain,
                     .marks = reg->marks.bytes + p * reg->marks.stride};
    rbk_prng_seed(&page.prng, options->seed,
                  rbk_stream_of(RBK_STREAM_MARKS, p));
    fill_page(&make, &page, &sketches[p]);
  }
  rbk_marks_close(&reg->marks, calendar, reg->roll.pupil_count);
  rbk_release(options->alloc, plain);
  return status;
}
