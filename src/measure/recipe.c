/* Taking the specs of a bound plan apart. */
#include "measure/recipe.h"

#include <string.h>

#include "measure/fact.h"

typedef struct making {
  rbk_measures *measures;
  const rbk_calendar *calendar;
  rbk_arena *arena;
  rbk_recipes *recipes;
} making;

/* --- slots ---------------------------------------------------------------- */

/* The Monday-to-Friday date next to a school day, one way or the other. */
static rbk_date neighbour(rbk_date date, int step) {
  do date += step;
  while (rbk_date_weekday(date) >= RBK_SATURDAY);
  return date;
}

static bool is_beside_closure(const rbk_calendar *calendar, rbk_day d) {
  rbk_date date = calendar->date[d];
  return rbk_calendar_day(calendar, neighbour(date, -1)) == RBK_NO_DAY ||
         rbk_calendar_day(calendar, neighbour(date, 1)) == RBK_NO_DAY;
}

static uint8_t allowed_on(const rbk_calendar *calendar, const rbk_slots *slots,
                          rbk_day d) {
  unsigned weekday = rbk_date_weekday(calendar->date[d]);
  if (slots->weekdays && !(slots->weekdays >> weekday & 1)) return 0;
  if (slots->beside_closure && !is_beside_closure(calendar, d)) return 0;
  return slots->sessions;
}

static rbk_slots wanted_slots(const rbk_figure_spec *spec) {
  return (rbk_slots){.sessions =
                         spec->sessions ? spec->sessions : (RBK_AM | RBK_PM),
                     .weekdays = spec->weekdays,
                     .beside_closure = spec->beside_closure};
}

uint8_t rbk_figure_sessions_on(const rbk_measures *measures, uint32_t figure,
                               rbk_day day) {
  rbk_slots slots = wanted_slots(&measures->figures[figure]);
  return allowed_on(&measures->reg->calendar, &slots, day);
}

static rbk_status fill_slots(making *m, rbk_slots *slots) {
  const rbk_word *taken = m->measures->reg->marks.taken;
  size_t days = m->recipes->days;
  slots->allowed = rbk_arena_take(m->arena, days, 1);
  slots->taken = rbk_arena_take(m->arena, days, 1);
  if (!slots->allowed || !slots->taken) return RBK_NOMEM;
  for (size_t d = 0; d < days; d++) {
    unsigned both = (rbk_bits_get(taken, 2 * d) ? RBK_AM : 0u) |
                    (rbk_bits_get(taken, 2 * d + 1) ? RBK_PM : 0u);
    slots->allowed[d] = allowed_on(m->calendar, slots, (rbk_day)d);
    slots->taken[d] = (uint8_t)(slots->allowed[d] & both);
  }
  slots->all = !slots->beside_closure && slots->weekdays == 0 &&
               slots->sessions == (RBK_AM | RBK_PM);
  return RBK_OK;
}

static rbk_status find_slots(making *m, const rbk_figure_spec *spec,
                             uint32_t *out) {
  rbk_recipes *r = m->recipes;
  rbk_slots wanted = wanted_slots(spec);
  for (uint32_t i = 0; i < r->slots_count; i++) {
    const rbk_slots *slots = &r->slots[i];
    if (slots->sessions == wanted.sessions &&
        slots->weekdays == wanted.weekdays &&
        slots->beside_closure == wanted.beside_closure) {
      *out = i;
      return RBK_OK;
    }
  }
  rbk_status status = fill_slots(m, &wanted);
  if (status != RBK_OK) return status;
  *out = (uint32_t)r->slots_count;
  r->slots[r->slots_count++] = wanted;
  return RBK_OK;
}

/* --- frames --------------------------------------------------------------- */

static bool same_frame(const rbk_frame *a, const rbk_frame *b) {
  return a->window_count == b->window_count && a->restarts == b->restarts &&
         memcmp(a->windows, b->windows,
                a->window_count * sizeof a->windows[0]) == 0 &&
         (!a->restarts || (a->restart_field == b->restart_field &&
                           rbk_event_match_equal(&a->restart, &b->restart)));
}

static rbk_status share_frame(making *m, rbk_frame *frame) {
  const rbk_window_spec all = {.kind = RBK_WINDOW_ALL};
  const rbk_window *windows = m->measures->windows;
  if (frame->window_count == 0)
    return rbk_window_make(m->arena, m->calendar, &all, &frame->shared);
  frame->shared = windows[frame->windows[0]];
  rbk_status status = RBK_OK;
  for (uint8_t i = 1; i < frame->window_count && status == RBK_OK; i++)
    status = rbk_window_common(m->arena, m->calendar, &frame->shared,
                               &windows[frame->windows[i]], &frame->shared);
  return status;
}

static rbk_status find_frame(making *m, const rbk_frame *wanted,
                             uint32_t *out) {
  rbk_recipes *r = m->recipes;
  for (uint32_t i = 0; i < r->frame_count; i++) {
    if (same_frame(&r->frames[i], wanted)) {
      *out = i;
      return RBK_OK;
    }
  }
  rbk_frame frame = *wanted;
  bool by_windows = false;
  for (uint8_t i = 0; i < frame.window_count; i++) {
    uint32_t window = frame.windows[i];
    by_windows |= m->measures->windows[window].by_pupil;
    frame.by_stage |=
        rbk_window_is_by_stage(&m->measures->window_specs[window]);
  }
  frame.by_pupil = frame.restarts || by_windows;
  frame.shares = !by_windows;
  rbk_status status = frame.shares ? share_frame(m, &frame) : RBK_OK;
  if (status != RBK_OK) return status;
  *out = (uint32_t)r->frame_count;
  r->frames[r->frame_count++] = frame;
  return RBK_OK;
}

static rbk_status find_figure_frames(making *m, const rbk_figure_spec *spec,
                                     rbk_figure_recipe *recipe) {
  rbk_frame clip = {.restarts = spec->restarts,
                    .restart = spec->restart,
                    .restart_field = spec->restart_field};
  rbk_frame frame = clip;
  frame.window_count = spec->window_count;
  memcpy(frame.windows, spec->windows, sizeof frame.windows);
  rbk_status status = find_frame(m, &frame, &recipe->frame);
  if (status == RBK_OK && spec->restarts)
    status = find_frame(m, &clip, &recipe->clip);
  return status;
}

/* --- grounds and sums ----------------------------------------------------- */

int32_t rbk_ground_weight(rbk_recipe_unit unit, uint8_t sessions, bool am,
                          bool pm) {
  int32_t counted = ((sessions & RBK_AM) != 0) + ((sessions & RBK_PM) != 0);
  int32_t in_set = ((sessions & RBK_AM) && am) + ((sessions & RBK_PM) && pm);
  if (unit == RBK_RECIPE_ANY_DAYS) return in_set > 0;
  if (unit == RBK_RECIPE_WHOLE_DAYS) return counted > 0 && in_set == counted;
  return in_set;
}

static rbk_status fill_ground(making *m, rbk_ground *ground) {
  const rbk_recipes *r = m->recipes;
  const rbk_slots *slots = &r->slots[ground->slots];
  const rbk_frame *frame = &r->frames[ground->frame];
  ground->before = rbk_arena_take(m->arena, r->days + 1, sizeof(int32_t));
  if (!ground->before) return RBK_NOMEM;
  for (size_t d = 0; d < r->days; d++)
    ground->before[d + 1] =
        ground->before[d] + rbk_ground_weight(ground->unit, slots->taken[d],
                                              ground->am, ground->pm);
  if (frame->by_pupil) return RBK_OK;
  ground->full = rbk_arena_take(m->arena, r->room, sizeof(int32_t));
  if (!ground->full) return RBK_NOMEM;
  const rbk_window *window = &frame->shared;
  for (size_t d = 0; d < r->days; d++)
    if (window->from[d] <= window->to[d])
      ground->full[d] =
          ground->before[window->to[d] + 1] - ground->before[window->from[d]];
  return RBK_OK;
}

static rbk_status find_ground(making *m, const rbk_sum *sum, uint32_t *out) {
  rbk_recipes *r = m->recipes;
  rbk_ground wanted = {
      .slots = sum->slots,
      .frame = sum->frame,
      .unit = sum->unit,
      .am = (sum->set & rbk_code_bit(rbk_code_present_am())) != 0,
      .pm = (sum->set & rbk_code_bit(rbk_code_present_pm())) != 0};
  *out = RBK_NONE;
  if ((!wanted.am && !wanted.pm) || sum->unit == RBK_RECIPE_MINUTES ||
      sum->unit == RBK_RECIPE_UNTIMED)
    return RBK_OK;
  for (uint32_t i = 0; i < r->ground_count; i++) {
    const rbk_ground *ground = &r->grounds[i];
    if (ground->slots == wanted.slots && ground->frame == wanted.frame &&
        ground->unit == wanted.unit && ground->am == wanted.am &&
        ground->pm == wanted.pm) {
      *out = i;
      return RBK_OK;
    }
  }
  rbk_status status = fill_ground(m, &wanted);
  if (status != RBK_OK) return status;
  *out = (uint32_t)r->ground_count;
  r->grounds[r->ground_count++] = wanted;
  return RBK_OK;
}

static rbk_status find_sum(making *m, const rbk_sum *wanted, uint32_t *out) {
  rbk_recipes *r = m->recipes;
  for (uint32_t i = 0; i < r->sum_count; i++) {
    const rbk_sum *sum = &r->sums[i];
    if (sum->unit == wanted->unit && sum->set == wanted->set &&
        sum->slots == wanted->slots && sum->frame == wanted->frame &&
        sum->any_school == wanted->any_school && sum->step == wanted->step) {
      *out = i;
      return RBK_OK;
    }
  }
  rbk_sum sum = *wanted;
  rbk_status status = find_ground(m, &sum, &sum.ground);
  if (status != RBK_OK) return status;
  *out = (uint32_t)r->sum_count;
  r->sums[r->sum_count++] = sum;
  return RBK_OK;
}

static rbk_status find_series(making *m, const rbk_series_recipe *wanted,
                              uint32_t *out) {
  rbk_recipes *r = m->recipes;
  for (uint32_t i = 0; i < r->series_count; i++) {
    const rbk_series_recipe *series = &r->series[i];
    if (series->unit == wanted->unit && series->set == wanted->set &&
        series->slots == wanted->slots &&
        series->any_school == wanted->any_school) {
      *out = i;
      return RBK_OK;
    }
  }
  *out = (uint32_t)r->series_count;
  r->series[r->series_count++] = *wanted;
  return RBK_OK;
}

/* --- figures -------------------------------------------------------------- */

/* What each kind of figure is made of; kinds not named are made otherwise. */
static const struct makeup {
  bool framed, summed, in_series;
  rbk_recipe_unit unit;
} makeups[RBK_FIGURE_KINDS] = {
    [RBK_FIGURE_SESSIONS] = {true, true, false, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_DAYS] = {true, true, false, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_WHOLE_DAYS] = {true, true, false, RBK_RECIPE_WHOLE_DAYS},
    [RBK_FIGURE_ANY_DAYS] = {true, true, false, RBK_RECIPE_ANY_DAYS},
    [RBK_FIGURE_RATE] = {true, true, false, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_SHARE] = {true, true, false, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_MINUTES] = {true, true, false, RBK_RECIPE_MINUTES},
    [RBK_FIGURE_EPISODES] = {true, false, true, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_WEEKS] = {true, false, true, RBK_RECIPE_WEEKS},
    [RBK_FIGURE_RUN] = {true, false, true, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_RUN_DAYS] = {true, false, true, RBK_RECIPE_RUN_DAYS},
    [RBK_FIGURE_LONGEST_RUN] = {true, false, true, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_EVENTS] = {true, false, false, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_DAYS_SINCE] = {true, false, false, RBK_RECIPE_SESSIONS},
    [RBK_FIGURE_RECORDED] = {true, false, false, RBK_RECIPE_SESSIONS},
};

static rbk_status take_sums(making *m, const rbk_figure_spec *spec,
                            rbk_figure_recipe *recipe) {
  rbk_sum sum = {.unit = makeups[spec->kind].unit,
                 .set = spec->set,
                 .frame = recipe->frame,
                 .any_school = spec->any_school};
  rbk_status status = find_slots(m, spec, &sum.slots);
  if (status != RBK_OK) return status;
  if (spec->kind == RBK_FIGURE_MINUTES) sum.step = spec->step;
  status = find_sum(m, &sum, &recipe->sum);
  if (status != RBK_OK) return status;
  if (spec->kind == RBK_FIGURE_MINUTES) {
    sum.unit = RBK_RECIPE_UNTIMED;
    sum.step = 0;
  } else if (spec->kind == RBK_FIGURE_RATE || spec->kind == RBK_FIGURE_SHARE) {
    sum.set = spec->of;
  } else {
    return RBK_OK;
  }
  return find_sum(m, &sum, &recipe->of);
}

bool rbk_figure_is_arithmetic(rbk_figure_kind kind) {
  return kind == RBK_FIGURE_ADD || kind == RBK_FIGURE_SUBTRACT ||
         kind == RBK_FIGURE_MULTIPLY;
}

static bool operand_by_stage(const making *m, const rbk_figure_spec *spec) {
  const rbk_figure_recipe *figures = m->recipes->figures;
  if (spec->kind == RBK_FIGURE_DAYS_IN_STAGE) return true;
  return rbk_figure_is_arithmetic(spec->kind) &&
         (figures[spec->left].by_stage || figures[spec->right].by_stage);
}

static rbk_status take_figure(making *m, uint32_t index) {
  const rbk_figure_spec *spec = &m->measures->figures[index];
  const struct makeup *makeup = &makeups[spec->kind];
  rbk_figure_recipe *recipe = &m->recipes->figures[index];
  *recipe = (rbk_figure_recipe){RBK_NONE, RBK_NONE, RBK_NONE,
                                RBK_NONE, RBK_NONE, operand_by_stage(m, spec)};
  m->recipes->any_school |= spec->any_school;
  if (!makeup->framed) return RBK_OK;
  rbk_status status = find_figure_frames(m, spec, recipe);
  if (status != RBK_OK) return status;
  recipe->by_stage = m->recipes->frames[recipe->frame].by_stage;
  if (makeup->summed) return take_sums(m, spec, recipe);
  if (!makeup->in_series) return RBK_OK;
  rbk_series_recipe series = {
      .unit = makeup->unit, .set = spec->set, .any_school = spec->any_school};
  status = find_slots(m, spec, &series.slots);
  if (status != RBK_OK) return status;
  return find_series(m, &series, &recipe->series);
}

static rbk_status take_leaf(making *m, uint32_t index) {
  const rbk_leaf_spec *spec = &m->measures->leaves[index];
  rbk_leaf_recipe *recipe = &m->recipes->leaves[index];
  *recipe = (rbk_leaf_recipe){RBK_NONE, RBK_NONE, false};
  const rbk_figure_recipe *figures = m->recipes->figures;
  if (spec->kind == RBK_LEAF_COMPARE)
    recipe->by_stage = figures[spec->figure].by_stage ||
                       (spec->right_kind == RBK_RIGHT_FIGURE &&
                        figures[spec->right_figure].by_stage);
  if (spec->kind == RBK_LEAF_ON_RECORD && spec->window_count > 0) {
    rbk_frame frame = {.window_count = spec->window_count};
    memcpy(frame.windows, spec->windows, sizeof frame.windows);
    rbk_status status = find_frame(m, &frame, &recipe->frame);
    if (status != RBK_OK) return status;
    recipe->by_stage = m->recipes->frames[recipe->frame].by_stage;
  }
  if (spec->kind == RBK_LEAF_RUN_ENDED) {
    rbk_series_recipe series = {.unit = RBK_RECIPE_SESSIONS, .set = spec->set};
    rbk_status status = find_slots(m, &(rbk_figure_spec){0}, &series.slots);
    if (status != RBK_OK) return status;
    return find_series(m, &series, &recipe->series);
  }
  return RBK_OK;
}

void rbk_bits_trim(rbk_word *bits, const rbk_recipes *recipes) {
  if (recipes->days % 64 != 0)
    bits[recipes->days / 64] &= ((rbk_word)1 << (recipes->days % 64)) - 1;
  for (size_t i = rbk_bits_words(recipes->days); i < recipes->words; i++)
    bits[i] = 0;
}

/* --- all of it ------------------------------------------------------------ */

static rbk_status fill_half_terms(making *m) {
  rbk_recipes *r = m->recipes;
  r->half_term_number = rbk_arena_take(m->arena, r->room, sizeof(int32_t));
  r->zeros = rbk_arena_take(m->arena, r->room, sizeof(int32_t));
  if (!r->half_term_number || !r->zeros) return RBK_NOMEM;
  for (size_t i = 0; i < 6; i++) {
    r->half_terms[i] = rbk_arena_take(m->arena, r->words, sizeof(rbk_word));
    if (!r->half_terms[i]) return RBK_NOMEM;
  }
  for (rbk_day d = 0; d < (rbk_day)r->days; d++) {
    uint8_t number =
        rbk_calendar_period(m->calendar, RBK_PERIOD_HALF_TERM, d)->number;
    r->half_term_number[d] = number;
    if (number >= 1 && number <= 6)
      rbk_bits_set(r->half_terms[number - 1], (size_t)d);
  }
  return RBK_OK;
}

static rbk_status take_room(making *m) {
  rbk_recipes *r = m->recipes;
  const rbk_measures *of = m->measures;
  size_t figures = of->figure_count, leaves = of->leaf_count;
  r->slots = rbk_arena_take(m->arena, figures + 1, sizeof *r->slots);
  r->frames = rbk_arena_take(m->arena, 2 * figures + leaves, sizeof *r->frames);
  r->grounds = rbk_arena_take(m->arena, 2 * figures, sizeof *r->grounds);
  r->sums = rbk_arena_take(m->arena, 2 * figures, sizeof *r->sums);
  r->series = rbk_arena_take(m->arena, figures + leaves, sizeof *r->series);
  r->figures = rbk_arena_take(m->arena, figures, sizeof *r->figures);
  r->leaves = rbk_arena_take(m->arena, leaves, sizeof *r->leaves);
  return r->slots && r->frames && r->grounds && r->sums && r->series &&
                 r->figures && r->leaves
             ? RBK_OK
             : RBK_NOMEM;
}

static rbk_status take_all(making *m) {
  rbk_status status = take_room(m);
  if (status == RBK_OK) status = fill_half_terms(m);
  for (uint32_t i = 0; i < m->measures->figure_count && status == RBK_OK; i++)
    status = take_figure(m, i);
  for (uint32_t i = 0; i < m->measures->leaf_count && status == RBK_OK; i++)
    status = take_leaf(m, i);
  rbk_recipes *r = m->recipes;
  for (size_t i = 0; i < m->measures->window_count; i++)
    r->by_stage |= rbk_window_is_by_stage(&m->measures->window_specs[i]);
  for (size_t i = 0; i < m->measures->figure_count && status == RBK_OK; i++)
    r->by_stage |= r->figures[i].by_stage;
  return status;
}

rbk_status rbk_recipes_make(rbk_measures *measures, rbk_error *error) {
  const rbk_calendar *calendar = &measures->reg->calendar;
  rbk_recipes *recipes = rbk_arena_take(measures->arena, 1, sizeof *recipes);
  if (!recipes) return rbk_no_memory(error);
  recipes->days = calendar->day_count;
  recipes->room = rbk_days_room(recipes->days);
  recipes->words = recipes->room / 64;
  making m = {measures, calendar, measures->arena, recipes};
  rbk_status status = take_all(&m);
  if (status == RBK_OK)
    measures->recipes = recipes;
  else if (status == RBK_NOMEM)
    return rbk_no_memory(error);
  else
    return rbk_fail(error, status, NULL, 0, 0,
                    "a window of the plan cannot be made");
  return RBK_OK;
}
