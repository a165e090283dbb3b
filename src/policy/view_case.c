/* The case history as functions see it, and days. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/views.h"

static const rbk_register *register_of(lua_State *L) {
  return rbk_view_call_of(L)->ask->reg;
}

/* --- events
 * -------------------------------------------------------------------------------
 */

static void push_event(lua_State *L, const rbk_event *event) {
  rbk_view_push(L, RBK_VIEW_EVENT)->event = event;
}

int rbk_case_event(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_CASE);
  const rbk_event *event = rbk_view_call_of(L)->ask->event;
  if (event)
    push_event(L, event);
  else
    lua_pushnil(L);
  return 1;
}

int rbk_case_parent(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_CASE);
  lua_pushstring(L, rbk_view_call_of(L)->ask->parent); /* nil where NULL */
  return 1;
}

/* Raises for a kind that no layer declares. */
static const rbk_fact *declared_kind(lua_State *L, const char *kind) {
  const rbk_plan *plan = rbk_view_call_of(L)->ask->edition->plan;
  const rbk_fact *fact = rbk_plan_fact(plan, kind);
  if (fact) return fact;
  const char *names[64];
  char hint[400];
  size_t count = plan->fact_count < 64 ? plan->fact_count : 64;
  for (size_t i = 0; i < count; i++) names[i] = plan->facts[i]->kind;
  rbk_suggest(hint, sizeof hint, kind, names, count);
  rbk_raise(L, RBK_SAY_UNKNOWN_CHOICE, 0, RBK_WITH(kind, "fact", hint));
}

/* The kind and the filters at arguments 2 and 3, as the register knows them. */
static rbk_event_match take_match(lua_State *L) {
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  const rbk_history *history = &ask->reg->history;
  const rbk_match_expression *given = rbk_take_match(L, 2, 3);
  rbk_date date = register_of(L)->calendar.date[ask->day];
  declared_kind(L, given->event_kind);
  rbk_event_match match = {0};
  match.kind = rbk_intern_find(&history->kinds, rbk_text_of(given->event_kind));
  for (size_t i = 0; i < given->filter_count; i++) {
    rbk_filter *filter = &match.filters[match.filter_count++];
    rbk_text field = rbk_text_of(given->filters[i].field);
    filter->field = rbk_intern_find(&history->fields, field);
    if (rbk_bound_text(ask->binding, ask->edition, &given->filters[i].value,
                       date, &filter->value) != RBK_OK) {
      rbk_raise(L, RBK_SAY_UNKNOWN_CHOICE, 0,
                RBK_WITH(given->filters[i].value.text, "parameter",
                         "declare it under `params` as a text"));
    }
  }
  return match;
}

/* What stands at the close of the day, for this parent where there is one. */
static bool stands(const rbk_ask *ask, const rbk_event *event) {
  rbk_date today = ask->reg->calendar.date[ask->day];
  bool in_time = event->effect <= ask->day &&
                 (event->withdrawn == RBK_NO_DATE || event->withdrawn > today);
  bool of_parent = !ask->reader || !event->parent[0] ||
                   strcmp(event->parent, ask->reader) == 0;
  return in_time && of_parent;
}

/* Walks the pupil's events that match; NULL at the end. */
static const rbk_event *next_event(lua_State *L, const rbk_event_match *match,
                                   size_t *at) {
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  size_t count;
  const rbk_event *events =
      rbk_history_of(&ask->reg->history, ask->pupil, &count);
  while (*at < count) {
    const rbk_event *event = &events[(*at)++];
    rbk_charge(L, 1);
    if (rbk_event_matches(event, match) && stands(ask, event)) return event;
  }
  return NULL;
}

int rbk_case_on_record(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_CASE);
  rbk_event_match match = take_match(L);
  size_t at = 0;
  lua_pushboolean(L, next_event(L, &match, &at) != NULL);
  return 1;
}

int rbk_case_count(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_CASE);
  rbk_event_match match = take_match(L);
  lua_Integer count = 0;
  for (size_t at = 0; next_event(L, &match, &at);) count++;
  lua_pushinteger(L, count);
  return 1;
}

int rbk_case_last(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_CASE);
  rbk_event_match match = take_match(L);
  const rbk_event *last = NULL, *event;
  for (size_t at = 0; (event = next_event(L, &match, &at));) last = event;
  if (last)
    push_event(L, last);
  else
    lua_pushnil(L);
  return 1;
}

int rbk_case_events(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_CASE);
  rbk_event_match match = take_match(L);
  const rbk_event *event;
  lua_newtable(L);
  lua_Integer count = 0;
  for (size_t at = 0; (event = next_event(L, &match, &at));) {
    rbk_charge(L, 8);
    push_event(L, event);
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

typedef enum property { KIND, DATE, ID, PARENT } property;

int rbk_event_property(lua_State *L) {
  const rbk_event *event = rbk_view_self(L, RBK_VIEW_EVENT)->event;
  switch ((property)rbk_word_here(L)->code) {
  case DATE:
    rbk_view_push_day(L, event->date);
    break;
  case ID:
    lua_pushstring(L, event->id);
    break;
  case PARENT:
    lua_pushstring(L, event->parent);
    break;
  default:
    lua_pushstring(
        L, rbk_intern_text(&register_of(L)->history.kinds, event->kind));
  }
  return 1;
}

/* A field of the event's kind: a day where it holds a date, else its text; nil
 * where this event says nothing. */
int rbk_event_declared(lua_State *L) {
  const rbk_event *event = rbk_view_at(L, 1, RBK_VIEW_EVENT)->event;
  const rbk_history *history = &register_of(L)->history;
  const rbk_fact *fact =
      declared_kind(L, rbk_intern_text(&history->kinds, event->kind));
  rbk_push_text(L, 2);
  const char *name = lua_tostring(L, -1);
  uint32_t field = rbk_intern_find(&history->fields, rbk_text_of(name));
  const char *text = field == RBK_NONE ? NULL : rbk_event_field(event, field);
  bool declared = text != NULL;
  for (size_t i = 0; i < fact->field_count && !declared; i++) {
    declared = strcmp(fact->fields[i], name) == 0;
  }
  if (!declared) {
    rbk_view_unknown(L, name, "this kind of event", fact->fields,
                     fact->field_count);
  }
  rbk_date date;
  if (!text || !*text)
    lua_pushnil(L);
  else if (rbk_date_parse(rbk_text_of(text), &date))
    rbk_view_push_day(L, date);
  else
    lua_pushstring(L, text);
  return 1;
}

/* --- days
 * ------------------------------------------------------------------------------------
 */

int rbk_day_date(lua_State *L) {
  char text[11];
  rbk_date_print(rbk_view_self(L, RBK_VIEW_DAY)->date, text);
  lua_pushstring(L, text);
  return 1;
}

static const rbk_period *period_of(lua_State *L, const rbk_view *view,
                                   rbk_period_kind kind) {
  const rbk_calendar *calendar = &register_of(L)->calendar;
  rbk_day day = view->date == RBK_NO_DATE
                    ? RBK_NO_DAY
                    : rbk_calendar_day(calendar, view->date);
  return day == RBK_NO_DAY ? NULL : rbk_calendar_period(calendar, kind, day);
}

/* term, half_term, week: as keys print them; nil on a day without school. */
int rbk_day_period(lua_State *L) {
  const rbk_view *view = rbk_view_self(L, RBK_VIEW_DAY);
  const rbk_period *period =
      period_of(L, view, (rbk_period_kind)rbk_word_here(L)->code);
  lua_pushstring(L, period ? period->label : NULL);
  return 1;
}

/* Later by a span; after the calendar's end there is one day for all. */
int rbk_day_add(lua_State *L) {
  const rbk_view *view = rbk_view_self(L, RBK_VIEW_DAY);
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  rbk_due due;
  rbk_complaint complaint = {RBK_SAY_NOTHING, {"", "", ""}};
  rbk_decimal n;
  if (!rbk_as_due(L, 2, &due, &complaint) || due.kind != RBK_DUE_SPAN) {
    rbk_word_argument(L, 2, "a span such as school_days(5)", &complaint);
  }
  rbk_date today = register_of(L)->calendar.date[ask->day];
  if (rbk_bound_number(ask->binding, ask->edition, &due.n, today, &n) !=
          RBK_OK ||
      n < 0 || n % RBK_DECIMAL_ONE != 0 || n > 100000 * RBK_DECIMAL_ONE) {
    rbk_word_argument(L, 2, "a span of a whole number", NULL);
  }
  rbk_date date = RBK_NO_DATE, last;
  int32_t left;
  rbk_charge(L, (size_t)(n / RBK_DECIMAL_ONE));
  bool inside =
      view->date != RBK_NO_DATE &&
      rbk_span_after(&register_of(L)->calendar, view->date, due.unit,
                     (int32_t)(n / RBK_DECIMAL_ONE), &date, &left, &last);
  rbk_view_push_day(L, inside ? date : RBK_NO_DATE);
  return 1;
}

int rbk_day_is_last_of(lua_State *L) {
  static const char *const names[] = {"school_year", "term", "half_term",
                                      "month",       "week", "day"};
  static const rbk_period_kind kinds[] = {
      RBK_PERIOD_SCHOOL_YEAR, RBK_PERIOD_TERM, RBK_PERIOD_HALF_TERM,
      RBK_PERIOD_MONTH,       RBK_PERIOD_WEEK, RBK_PERIOD_DAY};
  const rbk_view *view = rbk_view_self(L, RBK_VIEW_DAY);
  rbk_object *window = rbk_object_at(L, 2, RBK_OBJECT_WINDOW);
  const rbk_window_expression *node = window ? window->node : NULL;
  size_t which;
  if (node && node->kind <= RBK_WINDOW_DAY) {
    which = (size_t)(node->kind - RBK_WINDOW_SCHOOL_YEAR);
  } else {
    which = rbk_take_choice(L, 2, "period", names, 6);
  }
  const rbk_period *period = period_of(L, view, kinds[which]);
  const rbk_calendar *calendar = &register_of(L)->calendar;
  lua_pushboolean(L, period && calendar->date[period->last] == view->date);
  return 1;
}
