#include "generate/roll.h"

#include "base/alloc.h"

/* Columns of pupils.csv, in their order. */
typedef enum column {
  DATE_OF_BIRTH,
  YEAR_GROUP,
  CLASS,
  SEND,
  FSM,
  EAL,
  SOCIAL_WORKER,
  EARLY_HELP,
  VULNERABLE,
  SIBLING_GROUP,
  BEHAVIOUR, /* the family: so that a tester finds whom to look at */
  COLUMNS
} column;

static const char *const column_names[COLUMNS] = {
    "date_of_birth", "year_group",    "class",         "send",
    "fsm",           "eal",           "social_worker", "early_help",
    "vulnerable",    "sibling_group", "behaviour"};

enum { FORM_SIZE = 30, LETTERS = 26 };

typedef struct drawing {
  rbk_register *reg;
  const rbk_generate_options *options;
  uint32_t attributes[COLUMNS];
  uint32_t name;       /* the attribute, where there are parents to write to */
  const char **values; /* COLUMNS a pupil */
  rbk_sketch *sketches;
  const int *entries; /* school years of entry, the latest first */
  size_t entry_count;
  int lowest, highest; /* year groups */
} drawing;

int rbk_lowest_year_group(rbk_phase phase) {
  return phase == RBK_PRIMARY ? 0 : 7;
}

int rbk_highest_year_group(rbk_phase phase) {
  return phase == RBK_PRIMARY ? 6 : 11;
}

const char *rbk_roll_id(rbk_arena *arena, size_t index, size_t count) {
  int width = 4;
  for (size_t most = 9999; count > most; most = most * 10 + 9) width++;
  return rbk_arena_format(arena, "P%0*zu", width, index + 1);
}

static const char *year_group_text(rbk_arena *arena, int group) {
  return group == 0 ? "R" : rbk_arena_format(arena, "%d", group);
}

/* Class 7B; beyond the letters 7-27. */
static const char *class_text(rbk_arena *arena, const char *group,
                              uint32_t form) {
  if (group == NULL) return NULL;
  return form < LETTERS
             ? rbk_arena_format(arena, "%s%c", group, (char)('A' + (char)form))
             : rbk_arena_format(arena, "%s-%lu", group,
                                (unsigned long)form + 1);
}

/* Pupils stand by year of entry, the youngest first. */
static void place_in_cohort(drawing *draw, size_t index) {
  size_t pupils = draw->options->pupils;
  size_t cohorts = draw->entry_count;
  size_t cohort = index * cohorts / pupils;
  size_t first = (cohort * pupils + cohorts - 1) / cohorts;
  size_t behind = ((cohort + 1) * pupils + cohorts - 1) / cohorts;
  size_t forms = (behind - first + FORM_SIZE - 1) / FORM_SIZE;
  draw->sketches[index].entry = draw->entries[cohort];
  draw->sketches[index].form = (uint32_t)((index - first) % forms);
}

static int year_group_in(const drawing *draw, const rbk_sketch *sketch,
                         int year) {
  return draw->lowest + year - sketch->entry;
}

/* Pupils turn five in the school year of Reception, and a year more in each
 * after it: a year group is born from 1 September to 31 August. */
static rbk_date draw_birth(const drawing *draw, const rbk_sketch *sketch,
                           rbk_prng *prng) {
  int year = sketch->entry - draw->lowest - 5;
  return RBK_DATE(year, 9, 1) + (rbk_date)rbk_prng_below(prng, 365);
}

/* --- enrolment --- */

static int leaving_year(const drawing *draw, int entry) {
  return entry + draw->highest - draw->lowest;
}

/* From the first day of the pupil's first year to the last of the last; open
 * where that lies beyond the calendar. Of a year that is not in the calendar
 * the first of September is taken. */
static rbk_spell whole_spell(const drawing *draw, const rbk_sketch *sketch) {
  const rbk_calendar *calendar = &draw->reg->calendar;
  rbk_date last = calendar->date[calendar->day_count - 1];
  rbk_spell spell = {.from = RBK_DATE(sketch->entry, 9, 1), .to = RBK_NO_DATE};
  rbk_day day =
      rbk_calendar_on_or_after(calendar, rbk_school_year_first(sketch->entry));
  if (day != RBK_NO_DAY &&
      rbk_school_year_of(calendar->date[day]) == sketch->entry)
    spell.from = calendar->date[day];
  int leaving = leaving_year(draw, sketch->entry);
  if (leaving < rbk_school_year_of(last))
    spell.to = rbk_school_year_last(leaving);
  return spell;
}

/* The first school year of the calendar in which the pupil is at the school. */
static int first_year_of(const drawing *draw, const rbk_sketch *sketch) {
  const rbk_calendar *calendar = &draw->reg->calendar;
  rbk_day day =
      rbk_calendar_on_or_after(calendar, rbk_school_year_first(sketch->entry));
  return rbk_school_year_of(calendar->date[day]);
}

/* A share of the way through the days of a spell, per cent. */
static rbk_date date_within(const drawing *draw, const rbk_spell *spell,
                            int32_t share) {
  const rbk_calendar *calendar = &draw->reg->calendar;
  rbk_day first = rbk_calendar_on_or_after(calendar, spell->from);
  rbk_day last = spell->to == RBK_NO_DATE
                     ? (rbk_day)calendar->day_count - 1
                     : rbk_calendar_on_or_before(calendar, spell->to);
  return calendar->date[first + (last - first) * share / 100];
}

static rbk_status enrol(drawing *draw, rbk_pupil *pupil,
                        const rbk_sketch *sketch, rbk_prng *prng) {
  rbk_enrolment how = sketch->family->enrolment;
  size_t count = how == RBK_LEAVES_AND_RETURNS ? 2 : 1;
  rbk_arena *arena = &draw->reg->arena;
  pupil->spells = rbk_arena_take(arena, count, sizeof *pupil->spells);
  if (!pupil->spells) return RBK_NOMEM;
  pupil->spell_count = count;
  rbk_spell whole = whole_spell(draw, sketch);
  for (size_t i = 0; i < count; i++) pupil->spells[i] = whole;
  if (how == RBK_ENROLLED_LATER)
    pupil->spells[0].from =
        date_within(draw, &whole, rbk_prng_between(prng, 10, 80));
  if (how == RBK_LEAVES_EARLY)
    pupil->spells[0].to =
        date_within(draw, &whole, rbk_prng_between(prng, 20, 90));
  if (how == RBK_LEAVES_AND_RETURNS) {
    pupil->spells[0].to =
        date_within(draw, &whole, rbk_prng_between(prng, 25, 45));
    pupil->spells[1].from =
        date_within(draw, &whole, rbk_prng_between(prng, 55, 75));
    /* In a calendar of a few days the two may meet. */
    if (pupil->spells[1].from <= pupil->spells[0].to) pupil->spell_count = 1;
  }
  return RBK_OK;
}

/* --- attributes --- */

static const char *yes(rbk_prng *prng, int32_t parts) {
  return rbk_prng_chance(prng, parts) ? "1" : "";
}

static rbk_status describe(drawing *draw, const rbk_pupil *pupil,
                           const rbk_sketch *sketch, rbk_prng *prng,
                           const char **values) {
  rbk_arena *arena = &draw->reg->arena;
  int32_t need = sketch->family->need;
  int year = first_year_of(draw, sketch);
  char birth[11];
  rbk_date_print(pupil->birth, birth);
  values[DATE_OF_BIRTH] = rbk_arena_copy(arena, birth, 10);
  values[YEAR_GROUP] =
      year_group_text(arena, year_group_in(draw, sketch, year));
  values[CLASS] = class_text(arena, values[YEAR_GROUP], sketch->form);
  uint32_t send = rbk_prng_below(prng, 1000);
  values[SEND] = send < 50 ? "E" : send < 190 ? "K" : "";
  values[FSM] = yes(prng, 230 + need);
  values[EAL] = yes(prng, 210);
  values[SOCIAL_WORKER] = yes(prng, 20 + need / 4);
  values[EARLY_HELP] = yes(prng, 25 + need / 3);
  values[VULNERABLE] =
      values[SOCIAL_WORKER][0] || values[EARLY_HELP][0] ? "1" : yes(prng, 15);
  values[SIBLING_GROUP] = "";
  values[BEHAVIOUR] = sketch->family->name;
  return values[DATE_OF_BIRTH] && values[CLASS] ? RBK_OK : RBK_NOMEM;
}

static rbk_status draw_pupil(drawing *draw, size_t index) {
  rbk_register *reg = draw->reg;
  rbk_pupil *pupil = &reg->roll.pupils[index];
  rbk_sketch *sketch = &draw->sketches[index];
  rbk_prng prng;
  rbk_prng_seed(&prng, draw->options->seed,
                rbk_stream_of(RBK_STREAM_ROLL, index));
  place_in_cohort(draw, index);
  sketch->family = draw->options->family
                       ? rbk_family_find(draw->options->family)
                       : rbk_family_draw(&prng);
  pupil->id = rbk_roll_id(&reg->arena, index, draw->options->pupils);
  pupil->birth = draw_birth(draw, sketch, &prng);
  rbk_status status = enrol(draw, pupil, sketch, &prng);
  if (!status)
    status =
        describe(draw, pupil, sketch, &prng, draw->values + index * COLUMNS);
  return pupil->id ? status : RBK_NOMEM;
}

/* Now and then two pupils, mostly of different year groups, are of a family. */
static rbk_status draw_siblings(drawing *draw) {
  size_t pupils = draw->options->pupils, groups = 0;
  rbk_prng prng;
  rbk_prng_seed(&prng, draw->options->seed,
                rbk_stream_of(RBK_STREAM_SIBLINGS, 0));
  for (size_t i = 0; i < pupils; i++) {
    size_t other = rbk_prng_below(&prng, (uint32_t)pupils);
    const char **mine = &draw->values[i * COLUMNS + SIBLING_GROUP];
    const char **its = &draw->values[other * COLUMNS + SIBLING_GROUP];
    if (!rbk_prng_chance(&prng, 250) || other == i || (*mine)[0] || (*its)[0])
      continue;
    *mine = *its = rbk_arena_format(&draw->reg->arena, "F%04zu", ++groups);
    if (!*mine) return RBK_NOMEM;
  }
  return RBK_OK;
}

/* Every spell of a pupil says the same. */
static rbk_status put_values(drawing *draw) {
  rbk_register *reg = draw->reg;
  for (size_t p = 0; p < reg->roll.pupil_count; p++) {
    const char **values =
        rbk_arena_take(&reg->arena, reg->roll.attributes.count, sizeof *values);
    if (!values) return RBK_NOMEM;
    for (uint32_t a = 0; a < reg->roll.attributes.count; a++) values[a] = "";
    for (size_t c = 0; c < COLUMNS; c++)
      values[draw->attributes[c]] = draw->values[p * COLUMNS + c];
    if (draw->name != RBK_NONE) {
      values[draw->name] =
          rbk_arena_format(&reg->arena, "Pupil %s", reg->roll.pupils[p].id + 1);
      if (!values[draw->name]) return RBK_NOMEM;
    }
    for (size_t s = 0; s < reg->roll.pupils[p].spell_count; s++)
      reg->roll.pupils[p].spells[s].values = values;
  }
  return RBK_OK;
}

/* --- moving up --- */

static rbk_status move_up(drawing *draw, uint32_t pupil, int year, column which,
                          const char *value) {
  rbk_history *history = &draw->reg->history;
  rbk_date date = rbk_school_year_first(year);
  if (!value) return RBK_NOMEM;
  history->values[history->value_count++] = (rbk_dated_value){
      .pupil = pupil,
      .attribute = draw->attributes[which],
      .date = date,
      .effect = rbk_calendar_on_or_after(&draw->reg->calendar, date),
      .value = value};
  return RBK_OK;
}

/* From a pupil's second year in the calendar on, year group and class change
 * on 1 August: by pupil, attribute, date. */
static rbk_status move_pupil_up(drawing *draw, uint32_t pupil, column which) {
  const rbk_calendar *calendar = &draw->reg->calendar;
  const rbk_sketch *sketch = &draw->sketches[pupil];
  rbk_arena *arena = &draw->reg->arena;
  for (size_t y = 0; y < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR]; y++) {
    int year =
        rbk_school_year_of(calendar->periods[RBK_PERIOD_SCHOOL_YEAR][y].from);
    if (year <= first_year_of(draw, sketch) ||
        year > leaving_year(draw, sketch->entry))
      continue;
    const char *text =
        year_group_text(arena, year_group_in(draw, sketch, year));
    if (which == CLASS) text = class_text(arena, text, sketch->form);
    rbk_status status = move_up(draw, pupil, year, which, text);
    if (status) return status;
  }
  return RBK_OK;
}

static rbk_status move_all_up(drawing *draw) {
  rbk_register *reg = draw->reg;
  size_t pupils = draw->options->pupils;
  size_t later = reg->calendar.period_count[RBK_PERIOD_SCHOOL_YEAR] - 1;
  if (later == 0) return RBK_OK;
  reg->history.values = rbk_arena_take(&reg->arena, 2 * later * pupils,
                                       sizeof *reg->history.values);
  if (!reg->history.values) return RBK_NOMEM;
  for (uint32_t p = 0; p < pupils; p++) {
    rbk_status status = move_pupil_up(draw, p, YEAR_GROUP);
    if (!status) status = move_pupil_up(draw, p, CLASS);
    if (status) return status;
  }
  return RBK_OK;
}

/* --- the whole --- */

static rbk_status name_columns(drawing *draw) {
  draw->name = RBK_NONE;
  if (draw->options->parents) {
    draw->name =
        rbk_intern_add(&draw->reg->roll.attributes, rbk_text_of("name"));
    if (draw->name == RBK_NONE) return RBK_NOMEM;
  }
  for (size_t c = 0; c < COLUMNS; c++) {
    draw->attributes[c] = rbk_intern_add(&draw->reg->roll.attributes,
                                         rbk_text_of(column_names[c]));
    if (draw->attributes[c] == RBK_NONE) return RBK_NOMEM;
  }
  return RBK_OK;
}

/* The years of entry of all who are at the school in some year of the
 * calendar, which need not follow one another. */
static rbk_status find_entries(drawing *draw) {
  const rbk_calendar *calendar = &draw->reg->calendar;
  size_t years = calendar->period_count[RBK_PERIOD_SCHOOL_YEAR];
  int stay = draw->highest - draw->lowest;
  int *entries = rbk_arena_take(&draw->reg->arena, years * (size_t)(stay + 1),
                                sizeof *entries);
  if (!entries) return RBK_NOMEM;
  for (size_t y = years; y-- > 0;) {
    int year =
        rbk_school_year_of(calendar->periods[RBK_PERIOD_SCHOOL_YEAR][y].from);
    for (int entry = year; entry >= year - stay; entry--)
      if (draw->entry_count == 0 || entry < entries[draw->entry_count - 1])
        entries[draw->entry_count++] = entry;
  }
  draw->entries = entries;
  return RBK_OK;
}

rbk_status rbk_roll_make(rbk_register *reg, const rbk_generate_options *options,
                         rbk_sketch **sketches, rbk_error *error) {
  size_t pupils = options->pupils;
  drawing draw = {.reg = reg,
                  .options = options,
                  .lowest = rbk_lowest_year_group(options->phase),
                  .highest = rbk_highest_year_group(options->phase)};
  rbk_status status = RBK_NOMEM;
  draw.values = rbk_take(options->alloc, pupils * COLUMNS, sizeof *draw.values);
  draw.sketches = rbk_take(options->alloc, pupils, sizeof *draw.sketches);
  reg->roll.pupils =
      rbk_arena_take(&reg->arena, pupils, sizeof *reg->roll.pupils);
  if (!draw.values || !draw.sketches || !reg->roll.pupils) goto out;
  reg->roll.pupil_count = pupils;
  status = find_entries(&draw);
  if (!status) status = name_columns(&draw);
  for (size_t i = 0; i < pupils && !status; i++) status = draw_pupil(&draw, i);
  if (!status) status = draw_siblings(&draw);
  if (!status) status = put_values(&draw);
  if (!status) status = move_all_up(&draw);
  if (!status) {
    rbk_roll_place(&reg->roll, &reg->calendar);
    *sketches = draw.sketches;
    draw.sketches = NULL;
  }

out:
  rbk_release(options->alloc, draw.values);
  rbk_release(options->alloc, draw.sketches);
  return status ? rbk_no_memory(error) : RBK_OK;
}
