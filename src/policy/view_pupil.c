/* The pupil as functions see it. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/views.h"

static const rbk_register *register_of(lua_State *L) {
  return rbk_view_call_of(L)->ask->reg;
}

int rbk_pupil_id(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_PUPIL);
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  lua_pushstring(L, register_of(L)->roll.pupils[ask->pupil].id);
  return 1;
}

/* --- attributes
 * ------------------------------------------------------------------------ */

static const char *attribute_text(lua_State *L, const char *name) {
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  const rbk_register *reg = ask->reg;
  uint32_t number = rbk_intern_find(&reg->roll.attributes, rbk_text_of(name));
  if (number == RBK_NONE) return NULL;
  return rbk_history_attribute(&reg->history, &reg->roll, ask->pupil, number,
                               ask->day);
}

/* `pupil.attributes`, and `pupil.attributes.send`. */
int rbk_pupil_attributes(lua_State *L) {
  if (rbk_view_at(L, 1, RBK_VIEW_PUPIL)) {
    rbk_view_push(L, RBK_VIEW_ATTRIBUTES);
    return 1;
  }
  const rbk_roll *roll = &register_of(L)->roll;
  rbk_push_text(L, 2);
  const char *name = lua_tostring(L, -1);
  const char *text = attribute_text(L, name);
  if (!text) {
    const char *names[64];
    size_t count = roll->attributes.count < 64 ? roll->attributes.count : 64;
    for (uint32_t i = 0; i < count; i++) {
      names[i] = rbk_intern_text(&roll->attributes, i);
    }
    rbk_view_unknown(L, name, "the pupil's attributes", names, count);
  }
  lua_pushstring(L, text);
  return 1;
}

/* --- enrolment
 * ------------------------------------------------------------------------- */

int rbk_pupil_enrolment(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_PUPIL);
  rbk_view_push(L, RBK_VIEW_ENROLMENT);
  return 1;
}

/* Its first or last day; nil where it is open. A last day that lies ahead is
 * not known yet. */
int rbk_enrolment_end(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_ENROLMENT);
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  const rbk_register *reg = register_of(L);
  const rbk_spell *spell =
      rbk_pupil_spell(&reg->roll.pupils[ask->pupil], ask->day);
  bool first = rbk_word_here(L)->code == 0;
  rbk_date date = first ? spell->from : spell->to;
  bool known =
      date != RBK_NO_DATE && (first || date <= reg->calendar.date[ask->day]);
  if (known)
    rbk_view_push_day(L, date);
  else
    lua_pushnil(L);
  return 1;
}

/* --- figures and conditions
 * ---------------------------------------------------------------- */

static _Noreturn void not_bound(lua_State *L, const char *takes) {
  rbk_raise(L, RBK_SAY_NO_FIGURE, 0,
            RBK_WITH(rbk_word_here(L)->word.usage, takes));
}

int rbk_pupil_value_of(lua_State *L) {
  static const char takes[] = "a measure that says its days";
  rbk_view_self(L, RBK_VIEW_PUPIL);
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  rbk_object *object = rbk_object_at(L, 2, RBK_OBJECT_FIGURE);
  if (!object) rbk_word_argument(L, 2, "a measure", NULL);
  const rbk_figure_expression *node = rbk_view_node(L, object);
  if (!node) not_bound(L, takes);
  uint32_t figure = rbk_bound_figure_on(ask->edition, node, ask->day);
  if (figure == RBK_NONE) not_bound(L, takes);
  rbk_value value;
  rbk_status status = rbk_desk_value(ask->desk, figure, ask->day, &value);
  if (status == RBK_OVERFLOW) {
    rbk_raise(L, RBK_SAY_SCRIPT_ERROR, 0,
              RBK_WITH("the figure leaves 64 bits; use smaller numbers"));
  }
  if (status != RBK_OK) rbk_view_failed(L, status);
  if (value.known == RBK_KNOWN)
    rbk_view_push_figure(L, &value);
  else
    lua_pushnil(L);
  return 1;
}

/* Asking the engine may lead to another function of this script. */
static rbk_status ask_engine(lua_State *L, uint32_t node, rbk_truth *out) {
  rbk_sandbox *sandbox = rbk_sandbox_of(L);
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  rbk_sandbox_pause pause;
  rbk_sandbox_suspend(sandbox, &pause);
  rbk_status status = ask->holds(ask->engine, node, out);
  rbk_sandbox_resume(sandbox, &pause);
  return status;
}

int rbk_pupil_holds(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_PUPIL);
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  rbk_object *figure = rbk_object_at(L, 2, RBK_OBJECT_FIGURE);
  const rbk_figure_expression *attribute = figure ? figure->node : NULL;
  if (attribute && attribute->kind == RBK_FIGURE_ATTRIBUTE) {
    const char *text = attribute_text(L, attribute->name);
    lua_pushboolean(L, text && rbk_attribute_true(text));
    return 1;
  }
  rbk_object *object = rbk_object_at(L, 2, RBK_OBJECT_CONDITION);
  if (!object) rbk_word_argument(L, 2, "a condition", NULL);
  const rbk_condition *condition = rbk_view_node(L, object);
  uint32_t node =
      condition ? rbk_bound_node_of(ask->edition, condition) : RBK_NONE;
  if (node == RBK_NONE) not_bound(L, "a condition");
  rbk_truth truth = RBK_UNKNOWN;
  rbk_status status = ask_engine(L, node, &truth);
  if (status != RBK_OK) rbk_view_failed(L, status);
  if (truth == RBK_UNKNOWN)
    lua_pushnil(L);
  else
    lua_pushboolean(L, truth == RBK_TRUE);
  return 1;
}

/* --- windows and codes
 * ----------------------------------------------------------------------- */

static rbk_code_set resolve(lua_State *L, const rbk_set_expression *set) {
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  const rbk_named_set *named;
  const char *text = NULL;
  switch (set->kind) {
  case RBK_SET_MASK:
    return set->mask;
  case RBK_SET_UNION:
    return resolve(L, set->left) | resolve(L, set->right);
  case RBK_SET_MINUS:
    return resolve(L, set->left) & ~resolve(L, set->right);
  case RBK_SET_NAMED:
    named = rbk_plan_code_set(ask->edition->plan, set->name);
    if (named) return resolve(L, named->set);
    rbk_raise(L, RBK_SAY_UNKNOWN_CHOICE, 0,
              RBK_WITH(set->name, "code set", "declare it in code_sets"));
  case RBK_SET_PARAMETER:
    break;
  }
  rbk_operand operand = {.kind = RBK_OPERAND_PARAMETER, .text = set->name};
  rbk_date date = register_of(L)->calendar.date[ask->day];
  rbk_set_expression read = {.kind = RBK_SET_MASK};
  rbk_complaint complaint;
  if (rbk_bound_text(ask->binding, ask->edition, &operand, date, &text) !=
          RBK_OK ||
      !rbk_set_of_text(L, text, strlen(text), &read, &complaint) ||
      read.kind != RBK_SET_MASK) {
    rbk_raise(L, RBK_SAY_UNKNOWN_CHOICE, 0,
              RBK_WITH(set->name, "parameter", "declare it as codes"));
  }
  return read.mask;
}

rbk_code_set rbk_view_codes(lua_State *L, int index) {
  return resolve(L, rbk_take_set(L, index));
}

/* Windows that a function says itself: periods of the calendar. */
static bool plain_window(lua_State *L, const rbk_window_expression *window,
                         rbk_day *from) {
  static const rbk_period_kind periods[] = {
      [RBK_WINDOW_SCHOOL_YEAR] = RBK_PERIOD_SCHOOL_YEAR,
      [RBK_WINDOW_TERM] = RBK_PERIOD_TERM,
      [RBK_WINDOW_HALF_TERM] = RBK_PERIOD_HALF_TERM,
      [RBK_WINDOW_MONTH] = RBK_PERIOD_MONTH,
      [RBK_WINDOW_WEEK] = RBK_PERIOD_WEEK,
      [RBK_WINDOW_DAY] = RBK_PERIOD_DAY};
  const rbk_calendar *calendar = &register_of(L)->calendar;
  rbk_day day = rbk_view_call_of(L)->ask->day;
  if (window->kind > RBK_WINDOW_DAY) return false;
  *from = rbk_calendar_period(calendar, periods[window->kind], day)->first;
  return true;
}

void rbk_view_window(lua_State *L, int index, rbk_day *from, rbk_day *to) {
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  rbk_object *object = rbk_object_at(L, index, RBK_OBJECT_WINDOW);
  if (!object) rbk_word_argument(L, index, "a window", NULL);
  *to = ask->day;
  if (plain_window(L, object->node, from)) return;
  const rbk_window_expression *node = rbk_view_node(L, object);
  uint32_t number =
      node ? rbk_bound_window_on(ask->edition, node, ask->day) : RBK_NONE;
  if (number == RBK_NONE) not_bound(L, "a window");
  const rbk_window *window;
  rbk_status status = rbk_desk_window(ask->desk, number, &window);
  if (status != RBK_OK) rbk_view_failed(L, status);
  *from = 0;
  if (window->exists && !rbk_bits_get(window->exists, (size_t)ask->day)) {
    *to = -1;
    return;
  }
  *from = window->from[ask->day];
  if (window->to[ask->day] < *to) *to = window->to[ask->day];
}

/* --- marks
 * ------------------------------------------------------------------------------------
 */

static rbk_session_state state_of(lua_State *L, int32_t session,
                                  rbk_code *code) {
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  const rbk_register *reg = ask->reg;
  *code = rbk_marks_of(&reg->marks, ask->pupil)[session];
  return rbk_session_state_of(&reg->calendar, &reg->roll.pupils[ask->pupil],
                              &reg->marks, ask->pupil, session);
}

static rbk_day day_argument(lua_State *L, int index) {
  const rbk_calendar *calendar = &register_of(L)->calendar;
  rbk_view *view = rbk_view_at(L, index, RBK_VIEW_DAY);
  rbk_date date;
  rbk_complaint complaint = {RBK_SAY_NOTHING, {"", "", ""}};
  if (view)
    date = view->date;
  else if (!rbk_as_date(L, index, &date, &complaint)) {
    rbk_word_argument(L, index, "a day or a date as text", &complaint);
  }
  return date == RBK_NO_DATE ? RBK_NO_DAY : rbk_calendar_day(calendar, date);
}

int rbk_pupil_mark(lua_State *L) {
  static const char *const sessions[] = {"AM", "PM"};
  rbk_view_self(L, RBK_VIEW_PUPIL);
  rbk_day day = day_argument(L, 2);
  int32_t half = (int32_t)rbk_take_choice(L, 3, "session", sessions, 2);
  rbk_code code;
  if (day != RBK_NO_DAY && day <= rbk_view_call_of(L)->ask->day &&
      state_of(L, 2 * day + half, &code) == RBK_SESSION_MARKED) {
    lua_pushstring(L, rbk_code_letters(code));
  } else {
    lua_pushnil(L);
  }
  return 1;
}

static void push_exception(lua_State *L, int32_t session, rbk_code code) {
  lua_createtable(L, 0, 3);
  rbk_view_push_day(L, register_of(L)->calendar.date[session / 2]);
  lua_setfield(L, -2, "date");
  lua_pushstring(L, session % 2 == 0 ? "AM" : "PM");
  lua_setfield(L, -2, "session");
  lua_pushstring(L, rbk_code_letters(code)); /* "" where it is missing */
  lua_setfield(L, -2, "code");
}

int rbk_pupil_exceptions(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_PUPIL);
  rbk_day from, to;
  rbk_view_window(L, 2, &from, &to);
  size_t count;
  const rbk_exception *list =
      rbk_desk_exceptions(rbk_view_call_of(L)->ask->desk, &count);
  rbk_charge(L, count);
  lua_newtable(L);
  lua_Integer at = 0;
  for (size_t i = 0; i < count; i++) {
    rbk_day day = list[i].session / 2;
    if (day < from || day > to) continue;
    rbk_charge(L, 8);
    push_exception(L, list[i].session, list[i].code);
    lua_rawseti(L, -2, ++at);
  }
  return 1;
}

int rbk_pupil_dates(lua_State *L) {
  rbk_view_self(L, RBK_VIEW_PUPIL);
  rbk_code_set set = rbk_view_codes(L, 2);
  rbk_day from, to;
  rbk_view_window(L, 3, &from, &to);
  if (from <= to) rbk_charge(L, (size_t)(to - from) + 1);
  lua_newtable(L);
  lua_Integer at = 0;
  for (rbk_day day = from; day <= to; day++) {
    bool found = false;
    for (int32_t half = 0; half < 2 && !found; half++) {
      rbk_code code;
      rbk_session_state state = state_of(L, 2 * day + half, &code);
      if (state == RBK_SESSION_MARKED) found = (set & rbk_code_bit(code)) != 0;
      if (state == RBK_SESSION_MISSING) found = (set & RBK_MISSING) != 0;
    }
    if (!found) continue;
    rbk_charge(L, 4);
    rbk_view_push_day(L, register_of(L)->calendar.date[day]);
    lua_rawseti(L, -2, ++at);
  }
  return 1;
}
