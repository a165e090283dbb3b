/* A worker's desk: makes what is asked for, once a pupil. */
#include <string.h>

#include "base/alloc.h"
#include "measure/desk_parts.h"

/* --- room ----------------------------------------------------------------- */

/* Takes arrays one after the other and remembers whether one failed. */
typedef struct taker {
  rbk_arena *arena;
  const rbk_recipes *recipes;
  bool failed;
} taker;

static void *take(taker *t, size_t count, size_t size) {
  void *block = rbk_arena_take(t->arena, count, size);
  t->failed |= block == NULL;
  return block;
}

static int32_t *take_column(taker *t) {
  return take(t, t->recipes->room, sizeof(int32_t));
}

static rbk_word *take_bits(taker *t) {
  return take(t, t->recipes->words, sizeof(rbk_word));
}

static void take_working_room(taker *t, rbk_desk *desk) {
  size_t days = t->recipes->days, sessions = 2 * days;
  desk->on_roll = take_bits(t);
  desk->bits = take_bits(t);
  desk->more_bits = take_bits(t);
  desk->exceptions = take(t, sessions, sizeof *desk->exceptions);
  desk->own.items = take(t, sessions, sizeof *desk->own.items);
  desk->own.days = take(t, sessions, sizeof *desk->own.days);
  if (t->recipes->any_school)
    desk->any.items = take(t, sessions, sizeof *desk->any.items);
  /* Notes too are one a session at most. */
  desk->weights = take(t, sessions, sizeof *desk->weights);
  desk->column = take_column(t);
  desk->sum = take(t, days, sizeof *desk->sum);
  desk->latest = take(t, days, sizeof *desk->latest);
  desk->texts = take(t, days, sizeof *desk->texts);
}

static void take_parts(taker *t, rbk_desk *desk) {
  const rbk_recipes *r = t->recipes;
  const rbk_measures *of = desk->measures;
  desk->windows = take(t, of->window_count, sizeof *desk->windows);
  desk->frames = take(t, r->frame_count, sizeof *desk->frames);
  desk->grounds = take(t, r->ground_count, sizeof *desk->grounds);
  desk->sums = take(t, r->sum_count, sizeof *desk->sums);
  desk->series = take(t, r->series_count, sizeof *desk->series);
  desk->figures = take(t, of->figure_count, sizeof *desk->figures);
  desk->given = take(t, of->figure_count, sizeof *desk->given);
  desk->leaves = take(t, of->leaf_count, sizeof *desk->leaves);
}

static void take_series(taker *t, rbk_series *series) {
  size_t sessions = 2 * t->recipes->days;
  series->upto = take_column(t);
  series->run = take_column(t);
  series->group = take(t, sessions, sizeof *series->group);
  series->begin = take(t, sessions, sizeof *series->begin);
  series->end = take(t, sessions, sizeof *series->end);
  series->ended = take(t, sessions, sizeof *series->ended);
}

static void take_arrays(taker *t, rbk_desk *desk) {
  const rbk_recipes *r = t->recipes;
  for (size_t i = 0; i < r->ground_count; i++)
    desk->grounds[i].own = take_column(t);
  for (size_t i = 0; i < r->sum_count; i++) {
    desk->sums[i].own = take_column(t);
    desk->sums[i].zero = take_bits(t);
  }
  for (size_t i = 0; i < r->series_count; i++) take_series(t, &desk->series[i]);
  for (size_t i = 0; i < desk->measures->figure_count; i++) {
    desk->figures[i].n = take_column(t);
    desk->figures[i].d = take_column(t);
    desk->figures[i].no_data = take_bits(t);
    desk->figures[i].lower = take_bits(t);
  }
  for (size_t i = 0; i < desk->measures->leaf_count; i++) {
    desk->leaves[i].lo = take_bits(t);
    desk->leaves[i].hi = take_bits(t);
  }
}

/* What the windows of one pupil may take, so that one block holds it. */
static size_t passing_room(const rbk_desk *desk) {
  const rbk_recipes *r = desk->recipes;
  size_t windows = 0;
  for (size_t i = 0; i < desk->measures->window_count; i++)
    windows += desk->measures->windows[i].by_pupil ? 2 : 0;
  for (size_t i = 0; i < r->frame_count; i++)
    if (r->frames[i].by_pupil) windows += 2u + r->frames[i].window_count;
  /* Seven arrays by day and room for the latest events, dates and bits. */
  return windows * r->room * (7 * sizeof(int32_t) + 2 * sizeof(void *)) + 4096;
}

static rbk_status reserve(rbk_desk *desk) {
  if (!rbk_arena_take(&desk->passing, passing_room(desk), 1)) return RBK_NOMEM;
  rbk_arena_reset(&desk->passing);
  return RBK_OK;
}

rbk_status rbk_desk_create(const rbk_alloc *alloc, const rbk_measures *measures,
                           rbk_desk **out) {
  if (!measures->recipes) return RBK_USAGE;
  rbk_desk *desk = rbk_take(alloc, 1, sizeof *desk);
  if (!desk) return RBK_NOMEM;
  desk->alloc = alloc;
  desk->measures = measures;
  desk->recipes = measures->recipes;
  desk->reg = measures->reg;
  desk->calendar = &measures->reg->calendar;
  desk->reader = (rbk_event_reader){RBK_NONE, NULL};
  rbk_arena_init(&desk->fixed, alloc);
  rbk_arena_init(&desk->passing, alloc);
  taker t = {&desk->fixed, desk->recipes, false};
  take_working_room(&t, desk);
  take_parts(&t, desk);
  if (!t.failed) take_arrays(&t, desk);
  if (t.failed || reserve(desk) != RBK_OK) {
    rbk_desk_destroy(desk);
    return RBK_NOMEM;
  }
  *out = desk;
  return RBK_OK;
}

void rbk_desk_destroy(rbk_desk *desk) {
  if (!desk) return;
  rbk_arena_finish(&desk->fixed);
  rbk_arena_finish(&desk->passing);
  rbk_release(desk->alloc, desk);
}

void rbk_desk_read(rbk_desk *desk, const rbk_register *reg) {
  desk->reg = reg;
  desk->calendar = &reg->calendar;
}

/* --- the pupil ------------------------------------------------------------ */

static void mark_on_roll(rbk_desk *desk) {
  size_t on_roll = 0;
  rbk_bits_zero(desk->on_roll, desk->recipes->days);
  for (size_t s = 0; s < desk->pupil->spell_count; s++) {
    const rbk_spell *spell = &desk->pupil->spells[s];
    if (spell->first_day > spell->last_day) continue;
    rbk_bits_fill(desk->on_roll, (size_t)spell->first_day,
                  (size_t)spell->last_day);
    on_roll += (size_t)(spell->last_day - spell->first_day) + 1;
  }
  desk->throughout = on_roll == desk->recipes->days;
}

rbk_status rbk_desk_pupil(rbk_desk *desk, uint32_t pupil) {
  const rbk_register *reg = desk->reg;
  if (pupil >= reg->roll.pupil_count) return RBK_USAGE;
  rbk_arena_reset(&desk->passing);
  desk->turn++;
  desk->pupil = &reg->roll.pupils[pupil];
  desk->reader = (rbk_event_reader){pupil, NULL};
  desk->events = rbk_history_of(&reg->history, pupil, &desk->event_count);
  desk->stays = NULL;
  desk->stay_count = 0;
  mark_on_roll(desk);
  desk->exception_count = rbk_exceptions_find(
      desk->calendar, desk->pupil, &reg->marks, pupil, desk->exceptions);
  rbk_sheet_own(desk->exceptions, desk->exception_count, &desk->own);
  return RBK_OK;
}

void rbk_desk_parent(rbk_desk *desk, const char *parent) {
  desk->turn++;
  desk->reader.parent = parent;
}

void rbk_desk_stays(rbk_desk *desk, const rbk_stay_days *stays, size_t count) {
  const rbk_recipes *r = desk->recipes;
  desk->stays = stays;
  desk->stay_count = count;
  if (!r->by_stage) return;
  for (size_t i = 0; i < desk->measures->window_count; i++)
    if (rbk_window_is_by_stage(&desk->measures->window_specs[i]))
      desk->windows[i].turn = 0;
  for (size_t i = 0; i < r->frame_count; i++)
    if (r->frames[i].by_stage) desk->frames[i].turn = 0;
  for (size_t i = 0; i < r->ground_count; i++)
    if (r->frames[r->grounds[i].frame].by_stage) desk->grounds[i].turn = 0;
  for (size_t i = 0; i < r->sum_count; i++)
    if (r->frames[r->sums[i].frame].by_stage) desk->sums[i].turn = 0;
  for (size_t i = 0; i < desk->measures->figure_count; i++)
    if (r->figures[i].by_stage) desk->figures[i].turn = 0;
  for (size_t i = 0; i < desk->measures->leaf_count; i++)
    if (r->leaves[i].by_stage) desk->leaves[i].turn = 0;
}

const rbk_word *rbk_desk_on_roll(const rbk_desk *desk) {
  return desk->on_roll;
}

const rbk_exception *rbk_desk_exceptions(const rbk_desk *desk, size_t *count) {
  *count = desk->exception_count;
  return desk->exceptions;
}

/* --- windows and frames --------------------------------------------------- */

rbk_status rbk_desk_window(rbk_desk *desk, uint32_t window,
                           const rbk_window **out) {
  const rbk_window *shared = &desk->measures->windows[window];
  rbk_made_window *made = &desk->windows[window];
  if (shared->by_pupil && made->turn != desk->turn) {
    rbk_window_owner owner = {desk->reader.pupil, desk->reader.parent,
                              desk->stays, desk->stay_count};
    rbk_status status = rbk_window_of_pupil(
        &desk->passing, desk->reg, &owner,
        &desk->measures->window_specs[window], &made->window);
    if (status != RBK_OK) return status;
    made->turn = desk->turn;
  }
  *out = shared->by_pupil ? &made->window : shared;
  return RBK_OK;
}

const rbk_window *rbk_desk_made_window(const rbk_desk *desk, uint32_t window) {
  const rbk_window *shared = &desk->measures->windows[window];
  return shared->by_pupil ? &desk->windows[window].window : shared;
}

/* The date up to which the latest restart drops sessions. */
static rbk_date restart_date(const rbk_event *event, uint32_t field) {
  rbk_date date;
  const char *text = field == RBK_NONE ? NULL : rbk_event_field(event, field);
  return text && rbk_date_parse(rbk_text_of(text), &date) ? date : event->date;
}

static rbk_status make_restart(rbk_desk *desk, const rbk_frame *frame,
                               rbk_window *out) {
  const rbk_event **latest;
  size_t days = desk->recipes->days;
  rbk_date *after = rbk_arena_take(&desk->passing, days, sizeof *after);
  if (!after) return RBK_NOMEM;
  rbk_status status = rbk_events_latest(
      &desk->passing, desk->reg, &desk->reader, &frame->restart, &latest);
  if (status != RBK_OK) return status;
  for (size_t d = 0; d < days; d++)
    after[d] =
        latest[d] ? restart_date(latest[d], frame->restart_field) : RBK_NO_DATE;
  return rbk_window_after_dates(&desk->passing, desk->calendar, after, out);
}

/* The frame's windows and its restart, one after the other made common. */
static rbk_status make_frame(rbk_desk *desk, const rbk_frame *frame,
                             rbk_made_frame *made) {
  const rbk_window *window = NULL;
  rbk_status status = RBK_OK;
  rbk_window restart;
  if (frame->restarts) {
    status = make_restart(desk, frame, &restart);
    made->own = restart;
    window = &made->own;
  }
  for (uint8_t i = 0; i < frame->window_count && status == RBK_OK; i++) {
    const rbk_window *next;
    status = rbk_desk_window(desk, frame->windows[i], &next);
    if (status != RBK_OK) break;
    if (!window) {
      window = next;
      continue;
    }
    rbk_window common;
    status = rbk_window_common(&desk->passing, desk->calendar, window, next,
                               &common);
    made->own = common;
    window = &made->own;
  }
  made->window = window;
  return status;
}

static rbk_status find_absent(rbk_desk *desk, rbk_made_frame *made) {
  made->absent = NULL;
  if (!made->window->exists) return RBK_OK;
  rbk_word *absent =
      rbk_arena_take(&desk->passing, desk->recipes->words, sizeof *absent);
  if (!absent) return RBK_NOMEM;
  rbk_bits_not(absent, made->window->exists, desk->recipes->days);
  made->absent = absent;
  return RBK_OK;
}

/* Whether the frame is the pupil's own. One that only restarts at an event is
 * everybody's as long as there is no such event, and most pupils have none. */
static bool is_own(const rbk_desk *desk, const rbk_frame *frame) {
  if (!frame->by_pupil || !frame->shares) return frame->by_pupil;
  for (size_t i = 0; i < desk->event_count; i++)
    if (rbk_event_is_read(&desk->events[i], &desk->reader, &frame->restart))
      return true;
  return false;
}

rbk_status rbk_desk_frame(rbk_desk *desk, uint32_t frame,
                          const rbk_window **out) {
  const rbk_frame *recipe = &desk->recipes->frames[frame];
  rbk_made_frame *made = &desk->frames[frame];
  if (made->turn != desk->turn) {
    rbk_status status = RBK_OK;
    made->window = &recipe->shared;
    if (is_own(desk, recipe)) status = make_frame(desk, recipe, made);
    if (status == RBK_OK) status = find_absent(desk, made);
    if (status != RBK_OK) return status;
    made->turn = desk->turn;
  }
  *out = made->window;
  return RBK_OK;
}

rbk_status rbk_desk_absent(rbk_desk *desk, uint32_t frame,
                           const rbk_word **out) {
  const rbk_window *window;
  rbk_status status = rbk_desk_frame(desk, frame, &window);
  if (status == RBK_OK) *out = desk->frames[frame].absent;
  return status;
}

/* --- figures -------------------------------------------------------------- */

static rbk_status make_half_term_number(rbk_desk *desk, uint32_t figure) {
  desk->figures[figure].figure =
      (rbk_figure){desk->recipes->half_term_number, NULL, 1, 1, NULL, NULL};
  return RBK_OK;
}

/* What the engine gives, where it has not given it. */
static rbk_status make_not_given(rbk_desk *desk, uint32_t figure) {
  rbk_made_figure *made = &desk->figures[figure];
  rbk_bits_zero(made->no_data, desk->recipes->days);
  rbk_bits_fill(made->no_data, 0, desk->recipes->days - 1);
  made->figure =
      (rbk_figure){desk->recipes->zeros, NULL, 1, 1, made->no_data, NULL};
  return RBK_OK;
}

static rbk_status make_constant(rbk_desk *desk, uint32_t figure) {
  rbk_made_figure *made = &desk->figures[figure];
  rbk_decimal constant = desk->measures->figures[figure].constant;
  if (constant > INT32_MAX || constant < INT32_MIN) return RBK_OVERFLOW;
  for (size_t d = 0; d < desk->recipes->days; d++)
    made->n[d] = (int32_t)constant;
  made->figure =
      (rbk_figure){made->n, NULL, 1, (int32_t)RBK_DECIMAL_ONE, NULL, NULL};
  return RBK_OK;
}

static rbk_status (*const makers[RBK_FIGURE_KINDS])(rbk_desk *, uint32_t) = {
    [RBK_FIGURE_SESSIONS] = rbk_desk_make_sum,
    [RBK_FIGURE_DAYS] = rbk_desk_make_sum,
    [RBK_FIGURE_WHOLE_DAYS] = rbk_desk_make_sum,
    [RBK_FIGURE_ANY_DAYS] = rbk_desk_make_sum,
    [RBK_FIGURE_RATE] = rbk_desk_make_ratio,
    [RBK_FIGURE_SHARE] = rbk_desk_make_ratio,
    [RBK_FIGURE_EPISODES] = rbk_desk_make_groups,
    [RBK_FIGURE_MINUTES] = rbk_desk_make_minutes,
    [RBK_FIGURE_WEEKS] = rbk_desk_make_groups,
    [RBK_FIGURE_RUN] = rbk_desk_make_run,
    [RBK_FIGURE_RUN_DAYS] = rbk_desk_make_run,
    [RBK_FIGURE_LONGEST_RUN] = rbk_desk_make_longest,
    [RBK_FIGURE_EVENTS] = rbk_desk_make_events,
    [RBK_FIGURE_DAYS_SINCE] = rbk_desk_make_days_since,
    [RBK_FIGURE_RECORDED] = rbk_desk_make_recorded,
    [RBK_FIGURE_ATTRIBUTE] = rbk_desk_make_attribute,
    [RBK_FIGURE_AGE] = rbk_desk_make_age,
    [RBK_FIGURE_HALF_TERM_NUMBER] = make_half_term_number,
    [RBK_FIGURE_DAYS_IN_STAGE] = rbk_desk_make_days_in_stage,
    [RBK_FIGURE_GROUP] = make_not_given,
    [RBK_FIGURE_CONSTANT] = make_constant,
};

/* as_at: on each day what the figure was on the day of the event. That day is
 * never later, so the arrays can be rewritten in place from the end. */
static void freeze(rbk_desk *desk, uint32_t figure) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  rbk_made_figure *made = &desk->figures[figure];
  rbk_figure from = made->figure;
  for (rbk_day d = (rbk_day)desk->recipes->days; d-- > 0;) {
    rbk_day at = rbk_desk_frozen_day(desk, spec, d);
    size_t day = (size_t)d, then = at < 0 ? 0 : (size_t)at;
    bool unknown = at < 0 || (from.no_data && rbk_bits_get(from.no_data, then));
    bool lower = !unknown && from.lower && rbk_bits_get(from.lower, then);
    made->n[d] = from.n[then];
    made->d[d] = from.d ? from.d[then] : 1;
    rbk_bits_put(made->no_data, day, unknown);
    rbk_bits_put(made->lower, day, lower);
  }
  made->figure.n = made->n;
  made->figure.d = from.d ? made->d : NULL;
  made->figure.no_data = made->no_data;
  made->figure.lower = from.lower ? made->lower : NULL;
}

rbk_status rbk_desk_figure(rbk_desk *desk, uint32_t figure, rbk_figure *out) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  rbk_made_figure *made = &desk->figures[figure];
  if (!makers[spec->kind]) return RBK_USAGE;
  if (made->turn != desk->turn) {
    rbk_status status = makers[spec->kind](desk, figure);
    if (status != RBK_OK) return status;
    if (spec->frozen) freeze(desk, figure);
    made->turn = desk->turn;
  }
  *out = made->figure;
  return RBK_OK;
}

/* Whether a figure is made of another. */
static bool is_made_of(const rbk_desk *desk, uint32_t figure, uint32_t part) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  if (figure == part) return true;
  return rbk_figure_is_arithmetic(spec->kind) &&
         (is_made_of(desk, spec->left, part) ||
          is_made_of(desk, spec->right, part));
}

static bool is_compared(const rbk_desk *desk, const rbk_leaf_spec *leaf,
                        uint32_t figure) {
  return leaf->kind == RBK_LEAF_COMPARE &&
         (is_made_of(desk, leaf->figure, figure) ||
          (leaf->right_kind == RBK_RIGHT_FIGURE &&
           is_made_of(desk, leaf->right_figure, figure)));
}

/* Leaves that were compared with another value of the figure. */
static void forget_leaves(rbk_desk *desk, uint32_t figure) {
  for (size_t i = 0; i < desk->measures->leaf_count; i++)
    if (is_compared(desk, &desk->measures->leaves[i], figure))
      desk->leaves[i].turn = 0;
}

void rbk_desk_give(rbk_desk *desk, uint32_t figure, const rbk_value *values) {
  if (desk->given[figure] == values) return;
  desk->given[figure] = values;
  forget_leaves(desk, figure);
}

const char *const *rbk_desk_texts(rbk_desk *desk, uint32_t attribute) {
  rbk_desk_attribute(desk, attribute);
  return desk->texts;
}

/* --- leaves --------------------------------------------------------------- */

rbk_status rbk_desk_leaf(rbk_desk *desk, uint32_t leaf, rbk_timeline *out) {
  rbk_made_leaf *made = &desk->leaves[leaf];
  if (made->turn != desk->turn) {
    rbk_status status = rbk_desk_make_leaf(desk, leaf);
    if (status != RBK_OK) return status;
    made->turn = desk->turn;
  }
  *out = (rbk_timeline){made->lo, made->known ? made->lo : made->hi};
  return RBK_OK;
}
