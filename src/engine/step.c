/* `each` fires for the highest step not above the figure. Steps begin anew with
 * the figure's window: a calendar window's period, the day on which one that
 * stands began; of a run with each series, of days in a stage with each stay.
 * Every other figure is followed from day to day: its steps begin anew on the
 * day on which it reaches the first one after having been below it. */
#include "engine/step.h"

#include <string.h>

typedef struct series {
  int64_t number;
  const char *label;
} series;

typedef struct finding { /* the step of one rule on one day */
  rbk_worker *w;
  rbk_page *page;
  const rbk_bound_rule *rule;
  rbk_day day;
  rbk_step_memory *memory;
} finding;

static const rbk_period_kind period_of_window[RBK_WINDOW_KINDS] = {
    [RBK_WINDOW_SCHOOL_YEAR] = RBK_PERIOD_SCHOOL_YEAR,
    [RBK_WINDOW_TERM] = RBK_PERIOD_TERM,
    [RBK_WINDOW_HALF_TERM] = RBK_PERIOD_HALF_TERM,
    [RBK_WINDOW_MONTH] = RBK_PERIOD_MONTH,
    [RBK_WINDOW_WEEK] = RBK_PERIOD_WEEK,
    [RBK_WINDOW_DAY] = RBK_PERIOD_DAY,
};

static bool is_calendar(rbk_window_kind kind) {
  return kind <= RBK_WINDOW_DAY;
}

/* Whether the first day of such a window stays where it is for a while. */
static bool stands(rbk_window_kind kind) {
  switch (kind) {
  case RBK_WINDOW_SPELL:
  case RBK_WINDOW_SINCE:
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
  case RBK_WINDOW_SINCE_STAGE:
  case RBK_WINDOW_BETWEEN:
  case RBK_WINDOW_BETWEEN_EACH:
  case RBK_WINDOW_PERIOD:
    return true;
  default:
    return false;
  }
}

static const char *print_day(rbk_worker *w, rbk_day day) {
  char date[11];
  rbk_date_print(w->calendar->date[day], date);
  return rbk_arena_copy(w->arena, date, strlen(date));
}

/* --- runs ---------------------------------------------------------------- */

/* The day on which the series that reaches `day` began: its sessions (or days)
 * counted backwards. What lies between them is neither possible nor counted. */
static rbk_day run_began(const rbk_worker *w, const rbk_figure_spec *spec,
                         rbk_day day, int64_t length) {
  const uint8_t *bytes = rbk_marks_of(&w->reg->marks, w->pupil);
  const rbk_pupil *pupil = &w->reg->roll.pupils[w->pupil];
  rbk_day first = day;
  for (rbk_day d = day; d >= 0 && length > 0; d--) {
    if (!rbk_pupil_on_roll(pupil, d)) continue;
    int64_t here = 0;
    for (int32_t s = 0; s < 2; s++) {
      uint8_t bit = s == 0 ? RBK_AM : RBK_PM;
      if (spec->sessions != 0 && (spec->sessions & bit) == 0) continue;
      rbk_code code = bytes[2 * d + s];
      if (code != RBK_NO_CODE && (spec->set & rbk_code_bit(code)) != 0) here++;
    }
    if (here == 0) continue;
    if (spec->kind == RBK_FIGURE_RUN_DAYS) here = 1;
    length -= here;
    first = d;
  }
  return first;
}

static bool is_run(rbk_figure_kind kind) {
  return kind == RBK_FIGURE_RUN || kind == RBK_FIGURE_RUN_DAYS;
}

/* --- windows ------------------------------------------------------------- */

/* Whether the figure's days can only grow while a window that stands does. */
static bool only_stands(const rbk_measures *measures,
                        const rbk_figure_spec *spec) {
  if (spec->restarts || spec->frozen) return false;
  for (uint8_t i = 0; i < spec->window_count; i++) {
    rbk_window_kind kind = measures->window_specs[spec->windows[i]].kind;
    if (!stands(kind) && kind != RBK_WINDOW_ALL) return false;
  }
  return true;
}

/* The window among the figure's by which its steps begin anew: the shortest
 * calendar one, else one that stands. RBK_NONE: none. */
static uint32_t restarting_window(const rbk_page *page,
                                  const rbk_figure_spec *spec) {
  const rbk_measures *measures = &page->edition->measures;
  uint32_t best = RBK_NONE;
  bool standing = only_stands(measures, spec);
  for (uint8_t i = 0; i < spec->window_count; i++) {
    rbk_window_kind kind = measures->window_specs[spec->windows[i]].kind;
    if (!is_calendar(kind) && !(standing && stands(kind))) continue;
    rbk_window_kind held =
        best == RBK_NONE ? RBK_WINDOW_KINDS : measures->window_specs[best].kind;
    bool better = best == RBK_NONE ||
                  (is_calendar(kind) && (!is_calendar(held) || kind > held));
    if (better) best = spec->windows[i];
  }
  return best;
}

static rbk_status from_day(const finding *f, rbk_day day, series *out) {
  out->number = day;
  out->label = print_day(f->w, day);
  return out->label ? RBK_OK : RBK_NOMEM;
}

static rbk_status series_of_window(const finding *f, uint32_t window,
                                   series *out) {
  const rbk_calendar *calendar = f->w->calendar;
  rbk_window_kind kind = f->page->edition->measures.window_specs[window].kind;
  if (is_calendar(kind)) {
    rbk_period_kind period = period_of_window[kind];
    out->number = calendar->period_of[period][f->day];
    out->label = rbk_calendar_period(calendar, period, f->day)->label;
    return RBK_OK;
  }
  const rbk_window *made;
  rbk_status status = rbk_desk_window(f->page->desk, window, &made);
  if (status != RBK_OK) return status;
  return from_day(f, made->from[f->day] < 0 ? 0 : made->from[f->day], out);
}

/* The entry of the stay whose days are counted as the day opens. */
static rbk_day stay_began(const finding *f, uint32_t stage) {
  const rbk_log *log = &f->w->log;
  rbk_day entered = 0;
  for (size_t i = 0; i < log->stay_count; i++) {
    const rbk_stay_days *stay = &log->stay_days[i];
    if (stay->stage == stage && stay->entered < f->day) entered = stay->entered;
  }
  return entered;
}

/* The figure that says when steps begin anew: of a sum or a product, the first
 * of its parts that has marks or a window. */
static const rbk_figure_spec *leading(const rbk_measures *measures,
                                      uint32_t figure) {
  const rbk_figure_spec *spec = &measures->figures[figure];
  while (spec->kind >= RBK_FIGURE_ADD && spec->kind <= RBK_FIGURE_MULTIPLY) {
    const rbk_figure_spec *left = &measures->figures[spec->left];
    spec = left->kind == RBK_FIGURE_CONSTANT ? &measures->figures[spec->right]
                                             : left;
  }
  return spec;
}

/* --- the step ------------------------------------------------------------ */

/* The highest first + k * every (k >= 0) that is not above n / d. */
static rbk_status highest(const rbk_value *value, rbk_decimal first,
                          rbk_decimal every, rbk_step *out) {
  int64_t scaled, start, width;
  if (!rbk_checked_mul(value->n, RBK_DECIMAL_ONE, &scaled) ||
      !rbk_checked_mul(first, value->d, &start))
    return RBK_OVERFLOW;
  out->reached = scaled >= start;
  out->step = first;
  if (!out->reached || every <= 0) return RBK_OK;
  if (!rbk_checked_mul(every, value->d, &width)) return RBK_OVERFLOW;
  int64_t above;
  if (!rbk_checked_add(scaled, -start, &above) ||
      !rbk_checked_mul(above / width, every, &above) ||
      !rbk_checked_add(first, above, &out->step))
    return RBK_OVERFLOW;
  return RBK_OK;
}

static rbk_status operand(rbk_worker *w, rbk_page *page,
                          const rbk_operand *given, rbk_day day,
                          rbk_decimal *out) {
  *out = 0;
  if (given->kind == RBK_OPERAND_NONE) return RBK_OK;
  return rbk_bound_number(w->binding, page->edition, given,
                          w->calendar->date[day], out);
}

/* The figure and the steps on a day; a first step that is not said is like the
 * others. */
static rbk_status look(const finding *f, rbk_day day, rbk_value *value,
                       rbk_decimal *first, rbk_decimal *every) {
  const rbk_rule *source = f->rule->source;
  *first = *every = 0;
  rbk_status status =
      rbk_desk_value(f->page->desk, f->rule->each_figure, day, value);
  if (status != RBK_OK || value->known == RBK_NO_DATA) return status;
  status = operand(f->w, f->page, &source->each.every, day, every);
  *first = *every;
  if (status == RBK_OK && source->each.first.kind != RBK_OPERAND_NONE)
    status = operand(f->w, f->page, &source->each.first, day, first);
  return status;
}

/* --- figures that nothing cuts into series -------------------------------- */

/* One more day. What is not known neither ends a series nor begins one: a lower
 * bound may be above the first step, and without data nobody knows. */
static rbk_status follow_day(const finding *f, rbk_day day) {
  rbk_step_memory *memory = f->memory;
  rbk_value value;
  rbk_decimal first, every;
  rbk_step step;
  rbk_status status = look(f, day, &value, &first, &every);
  if (status != RBK_OK || value.known == RBK_NO_DATA) return status;
  status = highest(&value, first, every, &step);
  if (status != RBK_OK) return status;
  if (!step.reached && value.known == RBK_KNOWN) memory->began = RBK_NO_DAY;
  if (step.reached && memory->began == RBK_NO_DAY) memory->began = day;
  return RBK_OK;
}

/* Days off roll stand still. An edition follows its own figure from the first
 * day on, as windows look back across a change of version. */
static rbk_status follow(const finding *f) {
  rbk_step_memory *memory = f->memory;
  if (memory->page != f->page)
    *memory = (rbk_step_memory){f->page, 0, RBK_NO_DAY};
  rbk_status status = RBK_OK;
  for (; memory->next <= f->day && status == RBK_OK; memory->next++)
    if (rbk_bits_get(f->w->on_roll, (size_t)memory->next))
      status = follow_day(f, memory->next);
  return status;
}

/* --- the whole ------------------------------------------------------------ */

static rbk_status series_of(const finding *f, int64_t figure, series *out) {
  const rbk_figure_spec *spec =
      leading(&f->page->edition->measures, f->rule->each_figure);
  if (is_run(spec->kind) && !spec->frozen)
    return from_day(f, run_began(f->w, spec, f->day, figure), out);
  if (spec->kind == RBK_FIGURE_DAYS_IN_STAGE && !spec->frozen)
    return from_day(f, stay_began(f, spec->stage), out);
  uint32_t window = restarting_window(f->page, spec);
  if (window != RBK_NONE) return series_of_window(f, window, out);
  rbk_status status = follow(f);
  return status == RBK_OK ? from_day(f, f->memory->began, out) : status;
}

rbk_status rbk_step_find(rbk_worker *w, rbk_page *page,
                         const rbk_bound_rule *rule, rbk_day day,
                         rbk_step_memory *memory, rbk_step *out) {
  const finding f = {w, page, rule, day, memory};
  rbk_value value;
  rbk_decimal first, every;
  *out = (rbk_step){.series = -1};
  rbk_status status = look(&f, day, &value, &first, &every);
  if (status != RBK_OK || value.known == RBK_NO_DATA) return status;
  status = highest(&value, first, every, out);
  if (status != RBK_OK || !out->reached) return status;
  series found;
  status = series_of(&f, value.n / value.d, &found);
  if (status != RBK_OK) return status;
  out->series = found.number;
  out->label = found.label;
  return RBK_OK;
}
