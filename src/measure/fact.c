/* Events: which stand when, and the figures made of them. */
#include "measure/fact.h"

#include <string.h>

#include "measure/desk_parts.h"

/* --- matching ------------------------------------------------------------- */

static bool same_value(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "") == 0;
}

bool rbk_event_match_equal(const rbk_event_match *a, const rbk_event_match *b) {
  if (a->kind != b->kind || a->filter_count != b->filter_count) return false;
  for (uint8_t i = 0; i < a->filter_count; i++)
    if (a->filters[i].field != b->filters[i].field ||
        !same_value(a->filters[i].value, b->filters[i].value))
      return false;
  return true;
}

static bool passes(const rbk_event *event, const rbk_event_match *match) {
  for (uint8_t i = 0; i < match->filter_count; i++)
    if (!same_value(rbk_event_field(event, match->filters[i].field),
                    match->filters[i].value))
      return false;
  return true;
}

bool rbk_event_matches(const rbk_event *event, const rbk_event_match *match) {
  return match->kind != RBK_NONE && event->kind == match->kind &&
         passes(event, match);
}

bool rbk_event_is_for(const rbk_event *event, const char *parent) {
  return !parent || event->parent[0] == '\0' ||
         strcmp(event->parent, parent) == 0;
}

bool rbk_event_is_read(const rbk_event *event, const rbk_event_reader *reader,
                       const rbk_event_match *match) {
  return rbk_event_matches(event, match) &&
         rbk_event_is_for(event, reader->parent);
}

/* --- time ----------------------------------------------------------------- */

void rbk_event_standing(const rbk_calendar *calendar, const rbk_event *event,
                        rbk_day *first, rbk_day *last) {
  *first = event->effect;
  *last = (rbk_day)calendar->day_count - 1;
  if (event->withdrawn != RBK_NO_DATE)
    *last = rbk_calendar_on_or_before(calendar, event->withdrawn - 1);
}

bool rbk_event_within(const rbk_calendar *calendar, const rbk_event *event,
                      const rbk_window *window, rbk_day d) {
  if (window->exists && !rbk_bits_get(window->exists, (size_t)d)) return false;
  if (!window->by_effect)
    return event->date >= window->from_date[d] &&
           event->date <= window->to_date[d];
  return event->effect >= window->from[d] && event->effect <= window->to[d] &&
         rbk_calendar_covers(calendar, event->date);
}

rbk_status rbk_events_latest(rbk_arena *arena, const rbk_register *reg,
                             const rbk_event_reader *reader,
                             const rbk_event_match *match,
                             const rbk_event ***out) {
  size_t days = reg->calendar.day_count, count;
  const rbk_event **latest = rbk_arena_take(arena, days, sizeof *latest);
  if (!latest) return RBK_NOMEM;
  const rbk_event *events =
      rbk_history_of(&reg->history, reader->pupil, &count);
  for (size_t i = 0; i < count; i++) { /* by date: later ones overwrite */
    rbk_day first, last;
    if (!rbk_event_is_read(&events[i], reader, match)) continue;
    rbk_event_standing(&reg->calendar, &events[i], &first, &last);
    for (rbk_day d = first; d <= last; d++) latest[d] = &events[i];
  }
  *out = latest;
  return RBK_OK;
}

void rbk_desk_find_latest(rbk_desk *desk, const rbk_event_match *match) {
  memset(desk->latest, 0, desk->recipes->days * sizeof *desk->latest);
  for (size_t i = 0; i < desk->event_count; i++) { /* later ones overwrite */
    rbk_day first, last;
    if (!rbk_event_is_read(&desk->events[i], &desk->reader, match)) continue;
    rbk_event_standing(desk->calendar, &desk->events[i], &first, &last);
    for (rbk_day d = first; d <= last; d++) desk->latest[d] = &desk->events[i];
  }
}

const rbk_event *rbk_desk_latest(const rbk_desk *desk,
                                 const rbk_event_match *match, rbk_day day) {
  for (size_t i = desk->event_count; i-- > 0;) {
    const rbk_event *event = &desk->events[i];
    rbk_day first, last;
    if (!rbk_event_is_read(event, &desk->reader, match)) continue;
    rbk_event_standing(desk->calendar, event, &first, &last);
    if (day >= first && day <= last) return event;
  }
  return NULL;
}

/* Whether the event is one that the leaf may hold by on that day. */
static bool speaks_for(const rbk_desk *desk, const rbk_leaf_spec *spec,
                       const rbk_event *event, rbk_day day) {
  rbk_date until;
  rbk_day first, last;
  if (!rbk_event_is_read(event, &desk->reader, &spec->match)) return false;
  rbk_event_standing(desk->calendar, event, &first, &last);
  if (day < first || day > last) return false;
  if (spec->kind == RBK_LEAF_EVENT) return day == first;
  if (spec->kind == RBK_LEAF_ON_RECORD)
    return rbk_desk_event_inside(desk, spec->windows, spec->window_count, event,
                                 day);
  if (spec->kind != RBK_LEAF_CURRENT) return true;
  const char *to = rbk_event_field(event, spec->field);
  if (to == NULL || to[0] == '\0') return true;
  return rbk_date_parse(rbk_text_of(to), &until) &&
         day <= rbk_calendar_on_or_before(desk->calendar, until);
}

rbk_status rbk_desk_event_of(rbk_desk *desk, uint32_t leaf, rbk_day day,
                             const rbk_event **out) {
  const rbk_leaf_spec *spec = &desk->measures->leaves[leaf];
  const rbk_window *window;
  rbk_status status = RBK_OK;
  for (uint8_t i = 0; i < spec->window_count && status == RBK_OK; i++)
    status = rbk_desk_window(desk, spec->windows[i], &window);
  if (status != RBK_OK) return status;
  *out = NULL;
  for (size_t i = desk->event_count; i-- > 0 && *out == NULL;)
    if (speaks_for(desk, spec, &desk->events[i], day)) *out = &desk->events[i];
  return RBK_OK;
}

/* --- in a figure's windows ------------------------------------------------ */

bool rbk_desk_event_inside(const rbk_desk *desk, const uint32_t *windows,
                           uint8_t count, const rbk_event *event, rbk_day d) {
  for (uint8_t i = 0; i < count; i++)
    if (!rbk_event_within(desk->calendar, event,
                          rbk_desk_made_window(desk, windows[i]), d))
      return false;
  return true;
}

/* The figure's windows, and the window that its restart leaves (or NULL). */
static rbk_status make_windows(rbk_desk *desk, uint32_t figure,
                               const rbk_window **restart) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  const rbk_window *window;
  rbk_status status = RBK_OK;
  for (uint8_t i = 0; i < spec->window_count && status == RBK_OK; i++)
    status = rbk_desk_window(desk, spec->windows[i], &window);
  *restart = NULL;
  if (status == RBK_OK && spec->restarts)
    status = rbk_desk_frame(desk, desk->recipes->figures[figure].clip, restart);
  return status;
}

/* Calls `tell` for each event of the match and each day on which it stands
 * within the figure's windows, events in the order of their dates. */
static rbk_status each_event(rbk_desk *desk, uint32_t figure,
                             void (*tell)(rbk_desk *, uint32_t,
                                          const rbk_event *, rbk_day)) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  const rbk_window *restart;
  rbk_status status = make_windows(desk, figure, &restart);
  if (status != RBK_OK) return status;
  for (size_t i = 0; i < desk->event_count; i++) {
    const rbk_event *event = &desk->events[i];
    rbk_day first, last;
    if (!rbk_event_is_read(event, &desk->reader, &spec->match)) continue;
    rbk_event_standing(desk->calendar, event, &first, &last);
    for (rbk_day d = first; d <= last; d++) {
      if (restart && event->date < restart->from_date[d]) continue;
      if (rbk_desk_event_inside(desk, spec->windows, spec->window_count, event,
                                d))
        tell(desk, figure, event, d);
    }
  }
  return RBK_OK;
}

/* --- figures -------------------------------------------------------------- */

static void count_event(rbk_desk *desk, uint32_t figure, const rbk_event *event,
                        rbk_day d) {
  (void)event;
  desk->figures[figure].n[d]++;
}

rbk_status rbk_desk_make_events(rbk_desk *desk, uint32_t figure) {
  rbk_made_figure *made = &desk->figures[figure];
  const rbk_word *absent;
  memset(made->n, 0, desk->recipes->room * sizeof *made->n);
  made->figure = (rbk_figure){.n = made->n, .times = 1, .over = 1};
  rbk_status status =
      rbk_desk_absent(desk, desk->recipes->figures[figure].frame, &absent);
  made->figure.no_data = absent;
  return status == RBK_OK ? each_event(desk, figure, count_event) : status;
}

static void note_latest(rbk_desk *desk, uint32_t figure, const rbk_event *event,
                        rbk_day d) {
  (void)figure;
  desk->latest[d] = event;
}

/* The latest event in the figure's windows, by day, in desk->latest. */
static rbk_status latest_inside(rbk_desk *desk, uint32_t figure) {
  memset(desk->latest, 0, desk->recipes->days * sizeof *desk->latest);
  return each_event(desk, figure, note_latest);
}

/* Where the years between are not all loaded, days at school have passed that
 * nobody can count. */
static bool can_count_days(const rbk_calendar *calendar, const rbk_event *event,
                           rbk_day d) {
  return rbk_calendar_covers(calendar, event->date) &&
         rbk_loaded_from(calendar, d) <= event->effect;
}

rbk_status rbk_desk_make_days_since(rbk_desk *desk, uint32_t figure) {
  rbk_made_figure *made = &desk->figures[figure];
  rbk_status status = latest_inside(desk, figure);
  if (status != RBK_OK) return status;
  rbk_bits_zero(made->no_data, desk->recipes->days);
  rbk_bits_zero(made->lower, desk->recipes->days);
  memset(made->n, 0, desk->recipes->room * sizeof *made->n);
  for (rbk_day d = 0; d < (rbk_day)desk->recipes->days; d++) {
    const rbk_event *event = desk->latest[d];
    if (!event) {
      rbk_bits_set(made->no_data, (size_t)d);
      continue;
    }
    made->n[d] = d - event->effect;
    if (!can_count_days(desk->calendar, event, d))
      rbk_bits_set(made->lower, (size_t)d);
  }
  made->figure = (rbk_figure){made->n, NULL, 1, 1, made->no_data, made->lower};
  return RBK_OK;
}

rbk_status rbk_desk_make_recorded(rbk_desk *desk, uint32_t figure) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  rbk_status status = latest_inside(desk, figure);
  if (status != RBK_OK) return status;
  const char *text = NULL;
  const rbk_event *event = NULL;
  for (size_t d = 0; d < desk->recipes->days; d++) {
    if (desk->latest[d] != event) {
      event = desk->latest[d];
      text = event ? rbk_event_field(event, spec->field) : NULL;
    }
    desk->texts[d] = text ? text : "";
  }
  return rbk_desk_make_numbers(desk, figure, false);
}
