/* A register whose marks add up to given counts.
 *
 * A cell is a pupil on a day. Cells are shuffled; mornings and afternoons are
 * then dealt out along them in the same order of codes, so that whoever is ill
 * in the morning is mostly ill in the afternoon too. */
#include "generate/counts.h"

#include "base/alloc.h"
#include "base/decimal.h"
#include "generate/base.h"
#include "generate/counts_file.h"
#include "generate/roll.h"

enum { MORNING, AFTERNOON, SIDES };

typedef struct dealing {
  const rbk_counts *counts;
  const rbk_count_group *group;
  const rbk_alloc *alloc;
  rbk_register *reg;
  rbk_error *error;
  rbk_day first, days;  /* the days used */
  uint8_t *sides;       /* of each code column: RBK_AM | RBK_PM, 0: no marks */
  int64_t fixed[SIDES]; /* marks whose code allows one side only */
  int64_t free;         /* marks that may stand on either */
  int64_t room[SIDES];  /* sessions of all pupils on the days used */
  uint32_t *cells;      /* pupil * days + day, shuffled */
} dealing;

#define refuse(deal, ...)                                                      \
  (rbk_fail((deal)->error, RBK_REJECTED, (deal)->counts->file,                 \
            (deal)->group->line, 0, __VA_ARGS__),                              \
   RBK_REJECTED)

/* --- on which days --- */

static rbk_status first_day(dealing *deal) {
  const rbk_calendar *calendar = &deal->reg->calendar;
  if (deal->group->date == RBK_NO_DATE) return RBK_OK;
  deal->first = rbk_calendar_day(calendar, deal->group->date);
  if (deal->first != RBK_NO_DAY) return RBK_OK;
  char date[11];
  rbk_date_print(deal->group->date, date);
  return refuse(deal,
                "group '%s': %s is no school day of the calendar; give "
                "a calendar in which it is",
                deal->group->name, date);
}

/* What each code may stand for on the first of the days, and the sums. */
static rbk_status sort_codes(dealing *deal) {
  const rbk_counts *counts = deal->counts;
  rbk_date date = deal->reg->calendar.date[deal->first];
  for (size_t i = 0; i < counts->code_count; i++) {
    rbk_code code;
    int64_t count = deal->group->counts[i];
    if (count == 0) continue;
    rbk_code_standing standing =
        rbk_code_find(rbk_text_of(counts->codes[i]), date, &code);
    if (standing != RBK_CODE_IN_FORCE && standing != RBK_CODE_WITHDRAWN) {
      char text[11];
      rbk_date_print(date, text);
      return refuse(deal,
                    "group '%s': %s is not a code yet on %s; use the "
                    "code of that day",
                    deal->group->name, counts->codes[i], text);
    }
    deal->sides[i] = rbk_code_info_of(code)->sessions;
    int64_t *sum = deal->sides[i] == RBK_AM   ? &deal->fixed[MORNING]
                   : deal->sides[i] == RBK_PM ? &deal->fixed[AFTERNOON]
                                              : &deal->free;
    if (!rbk_checked_add(*sum, count, sum))
      return rbk_fail(deal->error, RBK_OVERFLOW, deal->counts->file,
                      deal->group->line, 0, "the counts are too large");
  }
  return RBK_OK;
}

static bool fits(const dealing *deal) {
  int64_t left[SIDES];
  for (size_t s = 0; s < SIDES; s++) left[s] = deal->room[s] - deal->fixed[s];
  return left[MORNING] >= 0 && left[AFTERNOON] >= 0 &&
         deal->free <= left[MORNING] + left[AFTERNOON];
}

static rbk_status too_many(const dealing *deal) {
  const char *side = deal->fixed[MORNING] > deal->room[MORNING] ? "morning "
                     : deal->fixed[AFTERNOON] > deal->room[AFTERNOON]
                         ? "afternoon "
                         : "";
  bool morning = side[0] == 'm', afternoon = side[0] == 'a';
  int64_t marks = deal->fixed[MORNING] * !afternoon +
                  deal->fixed[AFTERNOON] * !morning +
                  deal->free * (side[0] == '\0');
  int64_t room =
      deal->room[MORNING] * !afternoon + deal->room[AFTERNOON] * !morning;
  return refuse(deal,
                "group '%s' has %lld %smarks, but %zu pupils have %lld "
                "%ssessions on %ld school day%s; correct the counts, the "
                "pupils or the calendar",
                deal->group->name, (long long)marks, side, deal->group->pupils,
                (long long)room, side, (long)deal->days,
                deal->days == 1 ? "" : "s");
}

/* As many days as the marks need; one where the group has a date. */
static rbk_status choose_days(dealing *deal) {
  const rbk_calendar *calendar = &deal->reg->calendar;
  rbk_day most = deal->group->date == RBK_NO_DATE ? (rbk_day)calendar->day_count
                                                  : deal->first + 1;
  deal->sides = rbk_take(deal->alloc, deal->counts->code_count, 1);
  if (!deal->sides) return rbk_no_memory(deal->error);
  rbk_status status = sort_codes(deal);
  if (status) return status;
  for (rbk_day day = deal->first; day < most; day++) {
    int64_t pupils = (int64_t)deal->group->pupils;
    if (calendar->sessions[day] & RBK_AM) deal->room[MORNING] += pupils;
    if (calendar->sessions[day] & RBK_PM) deal->room[AFTERNOON] += pupils;
    deal->days++;
    if (fits(deal)) return RBK_OK;
  }
  return too_many(deal);
}

/* --- the marks --- */

static rbk_status shuffle(dealing *deal, uint64_t seed) {
  uint64_t count = (uint64_t)deal->group->pupils * (uint64_t)deal->days;
  if (count > INT32_MAX)
    return refuse(deal, "group '%s' is too large; split it", deal->group->name);
  deal->cells = rbk_take(deal->alloc, (size_t)count, sizeof *deal->cells);
  if (!deal->cells) return rbk_no_memory(deal->error);
  rbk_prng prng;
  rbk_prng_seed(&prng, seed, rbk_stream_of(RBK_STREAM_MARKS, 0));
  for (uint32_t i = 0; i < count; i++) {
    uint32_t other = rbk_prng_below(&prng, i + 1);
    deal->cells[i] = deal->cells[other];
    deal->cells[other] = i;
  }
  return RBK_OK;
}

/* Puts `count` marks of a code on the cells from `*at` on; cells of days that
 * are not held on this side are stepped over. */
static void deal_out(dealing *deal, size_t side, size_t *at,
                     const char *letters, int64_t count) {
  const rbk_calendar *calendar = &deal->reg->calendar;
  while (count > 0) {
    uint32_t cell = deal->cells[(*at)++];
    size_t pupil = cell / (uint32_t)deal->days;
    rbk_day day = deal->first + (rbk_day)(cell % (uint32_t)deal->days);
    if (!(calendar->sessions[day] & (side == MORNING ? RBK_AM : RBK_PM)))
      continue;
    rbk_code code = RBK_NO_CODE;
    rbk_code_find(rbk_text_of(letters), calendar->date[day], &code);
    deal->reg->marks
        .bytes[pupil * deal->reg->marks.stride + 2 * (size_t)day + side] = code;
    count--;
  }
}

/* Codes of either side first, each divided as the free room is: running sums
 * are divided, so that the parts add up whatever is rounded. */
static void deal_all(dealing *deal) {
  const rbk_counts *counts = deal->counts;
  size_t at[SIDES] = {0, 0};
  int64_t left[SIDES], seen = 0, mornings = 0;
  for (size_t s = 0; s < SIDES; s++) left[s] = deal->room[s] - deal->fixed[s];
  for (size_t i = 0; i < counts->code_count; i++) {
    int64_t count = deal->group->counts[i];
    if (deal->sides[i] != (RBK_AM | RBK_PM)) continue;
    seen += count;
    /* No overflow: there are fewer than 2^31 cells. */
    int64_t until = seen * left[MORNING] / (left[MORNING] + left[AFTERNOON]);
    deal_out(deal, MORNING, &at[MORNING], counts->codes[i], until - mornings);
    deal_out(deal, AFTERNOON, &at[AFTERNOON], counts->codes[i],
             count - (until - mornings));
    mornings = until;
  }
  for (size_t i = 0; i < counts->code_count; i++) {
    size_t side = deal->sides[i] == RBK_AM ? MORNING : AFTERNOON;
    if (deal->sides[i] == RBK_AM || deal->sides[i] == RBK_PM)
      deal_out(deal, side, &at[side], counts->codes[i], deal->group->counts[i]);
  }
}

static bool withdrawn_at(const rbk_register *reg, size_t pupil,
                         size_t session) {
  const rbk_code_info *info =
      rbk_code_info_of(reg->marks.bytes[pupil * reg->marks.stride + session]);
  return info && info->to != RBK_NO_DATE &&
         reg->calendar.date[session / 2] > info->to;
}

/* Marks whose code is out of date on its day are noted, as a reader would. */
static rbk_status note_withdrawn(dealing *deal) {
  rbk_register *reg = deal->reg;
  rbk_marks *marks = &reg->marks;
  size_t first = 2 * (size_t)deal->first;
  size_t behind = first + 2 * (size_t)deal->days, count = 0;
  for (size_t p = 0; p < deal->group->pupils; p++)
    for (size_t s = first; s < behind; s++) count += withdrawn_at(reg, p, s);
  marks->notes = rbk_arena_take(&reg->arena, count, sizeof *marks->notes);
  if (!marks->notes) return rbk_no_memory(deal->error);
  for (size_t p = 0; p < deal->group->pupils; p++)
    for (size_t s = first; s < behind; s++)
      if (withdrawn_at(reg, p, s))
        marks->notes[marks->note_count++] =
            (rbk_mark_note){.pupil = (uint32_t)p,
                            .session = (int32_t)s,
                            .minutes = -1,
                            .withdrawn = true};
  return RBK_OK;
}

/* --- the register --- */

/* Pupils of whom nothing is known but that they are on roll. */
static rbk_status enrol(dealing *deal) {
  rbk_register *reg = deal->reg;
  size_t pupils = deal->group->pupils;
  reg->roll.pupils =
      rbk_arena_take(&reg->arena, pupils, sizeof *reg->roll.pupils);
  rbk_spell *spells = rbk_arena_take(&reg->arena, pupils, sizeof *spells);
  const char **values =
      rbk_arena_take(&reg->arena, reg->roll.attributes.count, sizeof *values);
  if (!reg->roll.pupils || !spells || !values)
    return rbk_no_memory(deal->error);
  for (size_t i = 0; i < pupils; i++) {
    spells[i] =
        (rbk_spell){.from = RBK_NO_DATE, .to = RBK_NO_DATE, .values = values};
    reg->roll.pupils[i] = (rbk_pupil){.id = rbk_roll_id(&reg->arena, i, pupils),
                                      .birth = RBK_NO_DATE,
                                      .spells = &spells[i],
                                      .spell_count = 1};
    if (!reg->roll.pupils[i].id) return rbk_no_memory(deal->error);
  }
  reg->roll.pupil_count = pupils;
  rbk_roll_place(&reg->roll, &reg->calendar);
  return RBK_OK;
}

static rbk_status begin(dealing *deal, const rbk_generate_options *options) {
  rbk_generate_options own = *options;
  own.alloc = deal->alloc;
  own.id = deal->group->folder;
  own.name = deal->group->name;
  if (!own.calendar && deal->group->date != RBK_NO_DATE) {
    if (rbk_date_weekday(deal->group->date) > RBK_FRIDAY)
      return refuse(deal, "group '%s': its date is a %s; give a school day",
                    deal->group->name,
                    rbk_date_weekday(deal->group->date) == RBK_SATURDAY
                        ? "Saturday"
                        : "Sunday");
    rbk_status status = rbk_base_of_day(deal->alloc, deal->group->date,
                                        &deal->reg, deal->error);
    return status ? status : rbk_base_profile(deal->reg, &own, deal->error);
  }
  rbk_status status = rbk_base_create(&own, &deal->reg, deal->error);
  return status ? status : rbk_base_profile(deal->reg, &own, deal->error);
}

rbk_status rbk_counts_register(const rbk_counts *counts, size_t group,
                               const rbk_generate_options *options,
                               rbk_register **out, rbk_error *error) {
  dealing deal = {.counts = counts,
                  .group = &counts->groups[group],
                  .alloc = rbk_alloc_or_default(options->alloc),
                  .error = error};
  rbk_status status = begin(&deal, options);
  if (!status) status = first_day(&deal);
  if (!status) status = choose_days(&deal);
  if (!status) status = enrol(&deal);
  if (!status) status = rbk_base_marks(deal.reg, error);
  if (!status) status = shuffle(&deal, options->seed);
  if (!status) {
    deal_all(&deal);
    status = note_withdrawn(&deal);
  }
  if (!status)
    rbk_marks_close(&deal.reg->marks, &deal.reg->calendar, deal.group->pupils);
  rbk_release(deal.alloc, deal.sides);
  rbk_release(deal.alloc, deal.cells);
  if (status)
    rbk_register_destroy(deal.reg);
  else
    *out = deal.reg;
  return status;
}
