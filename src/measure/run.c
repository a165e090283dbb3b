/* Series: runs, episodes, weeks. One walk over the pupil's sessions lists the
 * members of a set in groups; every figure is then a difference of places in
 * that list. */
#include <string.h>

#include "measure/desk_parts.h"

/* --- the walk ------------------------------------------------------------- */

typedef struct walk {
  const rbk_series_recipe *recipe;
  const rbk_slots *slots;
  const rbk_sheet *sheet;
  const rbk_desk *desk;
  rbk_series *series;
  rbk_code_set possible, plain[2];
  bool open;     /* the last group is unbroken */
  uint32_t week; /* WEEKS: of the last group */
  rbk_day day;
  /* RUN_DAYS: possible sessions of the day, and those of them in the set */
  int32_t day_possible, day_in_set;
} walk;

static void add_member(walk *w) {
  rbk_series *s = w->series;
  if (!w->open) {
    s->begin[s->groups] = s->members;
    s->ended[s->groups++] = RBK_NO_DAY;
    w->open = true;
  }
  s->group[s->members++] = s->groups - 1;
  s->end[s->groups - 1] = s->members;
}

static void break_off(walk *w) {
  if (w->open) w->series->ended[w->series->groups - 1] = w->day;
  w->open = false;
}

/* One session of the pupil. */
static void feed(walk *w, rbk_code_set bit) {
  bool in_set = (bit & w->recipe->set) != 0;
  bool possible = (bit & w->possible) != 0;
  switch (w->recipe->unit) {
  case RBK_RECIPE_WEEKS:
    if (in_set) add_member(w);
    break;
  case RBK_RECIPE_RUN_DAYS:
    w->day_possible += possible;
    w->day_in_set += possible && in_set;
    break;
  default:
    if (possible && in_set)
      add_member(w);
    else if (possible)
      break_off(w);
  }
}

static void begin_day(walk *w, rbk_day d) {
  w->day = d;
  w->day_possible = w->day_in_set = 0;
  if (w->recipe->unit != RBK_RECIPE_WEEKS) return;
  uint32_t week = w->desk->calendar->period_of[RBK_PERIOD_WEEK][d];
  if (week != w->week) w->open = false;
  w->week = week;
}

static void end_day(walk *w) {
  rbk_series *s = w->series;
  if (w->day_possible > 0) {
    if (w->day_in_set == w->day_possible)
      add_member(w);
    else
      break_off(w);
  }
  s->upto[w->day] = s->members;
  s->run[w->day] = w->open ? s->members - s->begin[s->groups - 1] : 0;
}

/* The day's sessions: items from *next on, plain presents in between. */
static void feed_day(walk *w, rbk_day d, size_t *next) {
  uint8_t plain =
      rbk_bits_get(w->desk->on_roll, (size_t)d) ? w->slots->taken[d] : 0;
  for (int32_t half = 0; half < 2; half++) {
    uint8_t session = half ? RBK_PM : RBK_AM;
    const rbk_item *item =
        *next < w->sheet->count ? &w->sheet->items[*next] : NULL;
    if (item && item->session == 2 * d + half) {
      ++*next;
      if (w->slots->allowed[d] & session) feed(w, item->bit);
    } else if (plain & session) {
      feed(w, w->plain[half]);
    }
  }
}

/* Days that no exception touches, while plain presents are outside the set:
 * the first of them that has a session breaks what is open, the rest do
 * nothing. */
static rbk_day pass_over(walk *w, rbk_day d, rbk_day end) {
  while (d < end && w->open) {
    size_t next = w->sheet->count;
    begin_day(w, d);
    feed_day(w, d, &next);
    end_day(w);
    d++;
  }
  for (; d < end; d++) {
    w->series->upto[d] = w->series->members;
    w->series->run[d] = 0;
  }
  return end;
}

static void walk_all(walk *w) {
  rbk_day days = (rbk_day)w->desk->recipes->days;
  bool plain_outside = !((w->plain[0] | w->plain[1]) & w->recipe->set);
  size_t next = 0;
  for (rbk_day d = 0; d < days;) {
    rbk_day touched = next < w->sheet->count ? w->sheet->items[next].day : days;
    if (plain_outside && d < touched) {
      d = pass_over(w, d, touched);
      continue;
    }
    begin_day(w, d);
    feed_day(w, d, &next);
    end_day(w);
    d++;
  }
}

/* Whether any of the pupil's marks can be a member. Most pupils have none of
 * the rarer codes, so that there is nothing to walk for. */
static bool can_have_members(const walk *w) {
  rbk_code_set present = w->sheet->codes | w->plain[0] | w->plain[1];
  return (present & w->recipe->set) != 0;
}

rbk_status rbk_desk_series(rbk_desk *desk, uint32_t series,
                           const rbk_series **out) {
  rbk_series *made = &desk->series[series];
  if (made->turn != desk->turn) {
    const rbk_series_recipe *recipe = &desk->recipes->series[series];
    walk w = {.recipe = recipe,
              .slots = &desk->recipes->slots[recipe->slots],
              .sheet = rbk_desk_sheet(desk, recipe->any_school),
              .desk = desk,
              .series = made,
              .possible = rbk_set_possible(),
              .plain = {rbk_code_bit(rbk_code_present_am()),
                        rbk_code_bit(rbk_code_present_pm())},
              .week = UINT32_MAX};
    made->members = made->groups = 0;
    made->empty = !can_have_members(&w);
    if (!made->empty) walk_all(&w);
    made->turn = desk->turn;
  }
  *out = made;
  return RBK_OK;
}

/* --- figures -------------------------------------------------------------- */

/* Members on days before day d. */
static int32_t before(const rbk_series *series, rbk_day d) {
  return d > 0 ? series->upto[d - 1] : 0;
}

/* What a figure of series needs on every day. An empty one's arrays by day
 * are not made: its figures are 0 throughout. */
typedef struct view {
  const rbk_series *series;
  const rbk_window *window;
  const rbk_window *clip; /* after the restart; NULL */
  rbk_made_figure *made;
  size_t days;
} view;

static rbk_status open_view(rbk_desk *desk, uint32_t figure, view *v) {
  const rbk_figure_recipe *recipe = &desk->recipes->figures[figure];
  *v = (view){.made = &desk->figures[figure], .days = desk->recipes->days};
  v->made->figure = (rbk_figure){.n = v->made->n, .times = 1, .over = 1};
  rbk_status status = rbk_desk_series(desk, recipe->series, &v->series);
  if (status == RBK_OK)
    status = rbk_desk_frame(desk, recipe->frame, &v->window);
  if (status == RBK_OK)
    status = rbk_desk_absent(desk, recipe->frame, &v->made->figure.no_data);
  if (status == RBK_OK && recipe->clip != RBK_NONE)
    status = rbk_desk_frame(desk, recipe->clip, &v->clip);
  if (status == RBK_OK && v->series->empty) {
    v->made->figure.n = desk->recipes->zeros;
    v->days = 0;
  }
  return status;
}

/* Members first..last - 1 lie in the window on day d. */
static bool members_in(const view *v, size_t d, int32_t *first, int32_t *last) {
  rbk_day from = v->window->from[d], to = v->window->to[d];
  if (from > to) return false;
  *first = before(v->series, from);
  *last = v->series->upto[to];
  return *first < *last;
}

/* The unbroken series that reaches the last possible session up to the
 * window's end; of it what lies in the window: members are in the order of
 * sessions, so those of the window are the last ones. */
rbk_status rbk_desk_make_run(rbk_desk *desk, uint32_t figure) {
  view v;
  rbk_status status = open_view(desk, figure, &v);
  if (status != RBK_OK) return status;
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  if (v.series->empty) return RBK_OK;
  if (spec->window_count == 0 && !spec->restarts) {
    v.made->figure.n = v.series->run;
    return RBK_OK;
  }
  for (size_t d = 0; d < v.days; d++) {
    int32_t first, last;
    v.made->n[d] = 0;
    if (!members_in(&v, d, &first, &last)) continue;
    int32_t run = v.series->run[v.window->to[d]];
    v.made->n[d] = run < last - first ? run : last - first;
  }
  return RBK_OK;
}

/* Episodes, and weeks with at least one: groups with a member inside. */
rbk_status rbk_desk_make_groups(rbk_desk *desk, uint32_t figure) {
  view v;
  rbk_status status = open_view(desk, figure, &v);
  if (status != RBK_OK) return status;
  for (size_t d = 0; d < v.days; d++) {
    int32_t first, last;
    v.made->n[d] = 0;
    if (members_in(&v, d, &first, &last))
      v.made->n[d] = v.series->group[last - 1] - v.series->group[first] + 1;
  }
  return RBK_OK;
}

static int32_t length(const rbk_series *series, int32_t group, int32_t first,
                      int32_t last) {
  int32_t begin = series->begin[group], end = series->end[group];
  if (begin < first) begin = first;
  if (end > last) end = last;
  return end - begin;
}

/* The longest of the whole groups low..high; `memory` keeps the last answer,
 * since from day to day the range mostly grows by one at its end. */
typedef struct longest_memory {
  int32_t low, high, group; /* the longest one's number; low > high: none */
} longest_memory;

static int32_t longest_whole(const rbk_series *series, int32_t low,
                             int32_t high, longest_memory *memory) {
  if (low > high) return 0;
  bool grows = memory->low <= memory->high && memory->low <= low &&
               memory->group >= low && memory->high <= high;
  int32_t best = grows ? memory->group : low;
  int32_t from = grows ? memory->high + 1 : low + 1;
  for (int32_t group = from; group <= high; group++)
    if (length(series, group, 0, series->members) >=
        length(series, best, 0, series->members))
      best = group;
  *memory = (longest_memory){low, high, best};
  return length(series, best, 0, series->members);
}

/* The longest series with a session in the window: whole ones, and the first
 * and the last as far as the restart and the window's end let them count. */
rbk_status rbk_desk_make_longest(rbk_desk *desk, uint32_t figure) {
  view v;
  rbk_status status = open_view(desk, figure, &v);
  if (status != RBK_OK) return status;
  longest_memory memory = {0, -1, 0};
  for (size_t d = 0; d < v.days; d++) {
    int32_t first, last, start = 0;
    v.made->n[d] = 0;
    if (!members_in(&v, d, &first, &last)) continue;
    if (v.clip) start = before(v.series, v.clip->from[d]);
    int32_t low = v.series->group[first], high = v.series->group[last - 1];
    int32_t best = length(v.series, low, start, last);
    int32_t other = length(v.series, high, start, last);
    if (other > best) best = other;
    other = longest_whole(v.series, low + 1, high - 1, &memory);
    v.made->n[d] = other > best ? other : best;
  }
  return RBK_OK;
}
