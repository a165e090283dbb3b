#include "generate/base.h"

#include <string.h>

#include "base/alloc.h"
#include "read/read.h"

/* Half terms and closures of a secondary school in Bedford, 2024/25: 189 days.
 * The page it stood on carried no address; 3 September is for Years 7 and 12
 * only. Bank holidays: https://www.termdates.com/east/bedford/ */
static const rbk_half_term_spec bedford_half_terms[] = {
    {"autumn", 1, RBK_DATE(2024, 9, 3), RBK_DATE(2024, 10, 25)},
    {"autumn", 2, RBK_DATE(2024, 11, 5), RBK_DATE(2024, 12, 20)},
    {"spring", 3, RBK_DATE(2025, 1, 7), RBK_DATE(2025, 2, 14)},
    {"spring", 4, RBK_DATE(2025, 2, 24), RBK_DATE(2025, 4, 4)},
    {"summer", 5, RBK_DATE(2025, 4, 23), RBK_DATE(2025, 5, 23)},
    {"summer", 6, RBK_DATE(2025, 6, 2), RBK_DATE(2025, 7, 18)},
};
static const rbk_closure bedford_closures[] = {
    {RBK_DATE(2025, 5, 5), RBK_DATE(2025, 5, 5), "bank holiday"},
};
static const rbk_date bedford_bank_holidays[] = {
    RBK_DATE(2024, 12, 25), RBK_DATE(2024, 12, 26), RBK_DATE(2025, 1, 1),
    RBK_DATE(2025, 4, 18),  RBK_DATE(2025, 4, 21),  RBK_DATE(2025, 5, 5),
    RBK_DATE(2025, 5, 26),  RBK_DATE(2025, 8, 25),
};
static const rbk_calendar_spec bedford = {
    .half_terms = bedford_half_terms,
    .half_term_count = sizeof bedford_half_terms / sizeof *bedford_half_terms,
    .closures = bedford_closures,
    .closure_count = sizeof bedford_closures / sizeof *bedford_closures,
    .bank_holidays = bedford_bank_holidays,
    .bank_holiday_count =
        sizeof bedford_bank_holidays / sizeof *bedford_bank_holidays,
};

static rbk_status of_spec(const rbk_alloc *alloc, const rbk_calendar_spec *spec,
                          rbk_register **out, rbk_error *error) {
  rbk_register *reg;
  if (rbk_register_create(alloc, &reg)) return rbk_no_memory(error);
  rbk_status status =
      rbk_calendar_make(&reg->arena, spec, &reg->calendar, error);
  if (status)
    rbk_register_destroy(reg);
  else
    *out = reg;
  return status;
}

/* The reader of school folders reads calendars too: of a school whose register
 * has a header and no rows. */
static rbk_status of_text(const rbk_generate_options *options,
                          rbk_register **out, rbk_error *error) {
  static const char no_rows[] = "pupil_id,start_date,marks\n";
  const rbk_bytes files[] = {
      {"calendar.json", options->calendar, options->calendar_length},
      {"marks.csv", no_rows, sizeof no_rows - 1},
  };
  rbk_register_options how = {.size = sizeof how, .alloc = options->alloc};
  rbk_error inner = {0};
  rbk_status status =
      rbk_register_read_bytes(files, 2, options->id, &how, out, &inner);
  if (status)
    return rbk_fail(error, status,
                    inner.file[0] && options->calendar_name
                        ? options->calendar_name
                        : inner.file,
                    inner.line, inner.column, "%s", inner.text);
  return RBK_OK;
}

rbk_status rbk_base_create(const rbk_generate_options *options,
                           rbk_register **out, rbk_error *error) {
  return options->calendar ? of_text(options, out, error)
                           : of_spec(options->alloc, &bedford, out, error);
}

rbk_status rbk_base_of_day(const rbk_alloc *alloc, rbk_date date,
                           rbk_register **out, rbk_error *error) {
  int year, month, day;
  rbk_date_split(date, &year, &month, &day);
  /* Which half term it was is not known; the term is, near enough. */
  rbk_half_term_spec only = {"autumn", 1, date, date};
  if (month <= 3)
    only = (rbk_half_term_spec){"spring", 3, date, date};
  else if (month <= 7)
    only = (rbk_half_term_spec){"summer", 5, date, date};
  rbk_calendar_spec spec = {.half_terms = &only, .half_term_count = 1};
  return of_spec(alloc, &spec, out, error);
}

const char *rbk_generate_calendar_source(void) {
  return "a secondary school in Bedford, 2024/25 (its page carried no "
         "address); bank holidays: https://www.termdates.com/east/bedford/";
}

const char *rbk_phase_name(rbk_phase phase) {
  static const char *const names[] = {"", "primary", "secondary"};
  return names[phase];
}

bool rbk_phase_find(const char *name, rbk_phase *phase) {
  for (rbk_phase p = RBK_PRIMARY; p <= RBK_SECONDARY; p++) {
    if (strcmp(rbk_phase_name(p), name) != 0) continue;
    *phase = p;
    return true;
  }
  return false;
}

rbk_status rbk_base_profile(rbk_register *reg,
                            const rbk_generate_options *options,
                            rbk_error *error) {
  rbk_school *school = &reg->school;
  rbk_arena *arena = &reg->arena;
  school->id = rbk_arena_copy(arena, options->id, strlen(options->id));
  school->name =
      options->name
          ? rbk_arena_copy(arena, options->name, strlen(options->name))
          : rbk_arena_format(arena, "A synthetic %s school",
                             rbk_phase_name(options->phase));
  school->phase = rbk_phase_name(options->phase);
  if (!school->id || !school->name) return rbk_no_memory(error);
  if (!options->policy) return RBK_OK;
  school->policies = rbk_arena_take(arena, 1, sizeof *school->policies);
  if (!school->policies) return rbk_no_memory(error);
  school->policies[0].from = RBK_NO_DATE;
  school->policies[0].policy =
      rbk_arena_copy(arena, options->policy, strlen(options->policy));
  if (!school->policies[0].policy) return rbk_no_memory(error);
  school->policy_count = 1;
  return RBK_OK;
}

rbk_status rbk_base_marks(rbk_register *reg, rbk_error *error) {
  rbk_marks *marks = &reg->marks;
  size_t pupils = reg->roll.pupil_count;
  size_t sessions = 2 * reg->calendar.day_count;
  marks->stride = (sessions + 15) / 16 * 16;
  marks->bytes = rbk_arena_take(&reg->arena, pupils, marks->stride);
  marks->row = rbk_arena_take(&reg->arena, pupils, sizeof *marks->row);
  marks->taken = rbk_arena_take(&reg->arena, rbk_bits_words(sessions),
                                sizeof *marks->taken);
  if (!marks->bytes || !marks->row || !marks->taken)
    return rbk_no_memory(error);
  for (size_t p = 0; p < pupils; p++) marks->row[p] = (uint32_t)p;
  return RBK_OK;
}
