/* Taking what words made, and plain values, back out of Lua. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/word.h"

void rbk_complain(rbk_complaint *complaint, rbk_saying saying, const char *a,
                  const char *b, const char *c) {
  const char *const given[3] = {a, b, c};
  complaint->saying = saying;
  for (int i = 0; i < 3; i++) {
    size_t length = given[i] ? strlen(given[i]) : 0;
    size_t room = sizeof complaint->with[i] - 1;
    if (length > room) length = room;
    memcpy(complaint->with[i], given[i] ? given[i] : "", length);
    complaint->with[i][length] = '\0';
  }
}

static bool wrong_type(rbk_complaint *complaint) {
  complaint->saying = RBK_SAY_NOTHING;
  return false;
}

bool rbk_as_text(lua_State *L, int index, const char **out,
                 rbk_complaint *complaint) {
  if (lua_type(L, index) != LUA_TSTRING) return wrong_type(complaint);
  size_t length;
  const char *text = lua_tolstring(L, index, &length);
  *out = rbk_build_text(L, text, strlen(text));
  return true;
}

bool rbk_as_window(lua_State *L, int index, const rbk_window_expression **out,
                   rbk_complaint *complaint) {
  rbk_object *object = rbk_object_at(L, index, RBK_OBJECT_WINDOW);
  if (!object) return wrong_type(complaint);
  rbk_object_use(L, index);
  *out = object->node;
  return true;
}

/* --- numbers ---------------------------------------------------------------
 */

static void number_text(lua_State *L, int index, char out[64]) {
  rbk_push_text(L, index);
  size_t length;
  const char *text = lua_tolstring(L, -1, &length);
  if (length > 63) length = 63;
  memcpy(out, text, length);
  out[length] = '\0';
  lua_pop(L, 1);
}

static bool decimal_of(lua_State *L, int index, rbk_decimal *out) {
  if (!lua_isinteger(L, index)) {
    return rbk_decimal_from_double(lua_tonumber(L, index), out);
  }
  return rbk_checked_mul(lua_tointeger(L, index), RBK_DECIMAL_ONE, out);
}

bool rbk_as_number(lua_State *L, int index, rbk_operand *out,
                   rbk_complaint *complaint) {
  rbk_object *parameter = rbk_object_at(L, index, RBK_OBJECT_PARAMETER);
  rbk_operand operand = {.where = rbk_build_where(L)};
  if (parameter) {
    operand.kind = RBK_OPERAND_PARAMETER;
    operand.text = parameter->node;
  } else if (lua_type(L, index) == LUA_TNUMBER) {
    operand.kind = RBK_OPERAND_NUMBER;
    if (!decimal_of(L, index, &operand.number)) {
      char text[64];
      number_text(L, index, text);
      rbk_complain(complaint, RBK_SAY_MANY_DECIMALS, text, NULL, NULL);
      return false;
    }
  } else {
    return wrong_type(complaint);
  }
  *out = operand;
  return true;
}

bool rbk_as_word(lua_State *L, int index, rbk_operand *out,
                 rbk_complaint *complaint) {
  rbk_object *parameter = rbk_object_at(L, index, RBK_OBJECT_PARAMETER);
  rbk_operand operand = {.where = rbk_build_where(L)};
  if (parameter) {
    operand.kind = RBK_OPERAND_PARAMETER;
    operand.text = parameter->node;
  } else {
    operand.kind = RBK_OPERAND_TEXT;
    if (!rbk_as_text(L, index, &operand.text, complaint)) return false;
  }
  *out = operand;
  return true;
}

bool rbk_as_date(lua_State *L, int index, rbk_date *out,
                 rbk_complaint *complaint) {
  if (lua_type(L, index) != LUA_TSTRING) return wrong_type(complaint);
  const char *text = lua_tostring(L, index);
  if (rbk_date_parse(rbk_text_of(text), out)) return true;
  rbk_complain(complaint, RBK_SAY_BAD_DATE, text, "2024-09-01", NULL);
  return false;
}

/* --- code sets -------------------------------------------------------------
 */

bool rbk_as_set(lua_State *L, int index, const rbk_set_expression **out,
                rbk_complaint *complaint) {
  rbk_object *object = rbk_object_at(L, index, RBK_OBJECT_SET);
  if (object) {
    *out = object->node;
    rbk_object_use(L, index);
    return true;
  }
  rbk_set_expression set = {.where = rbk_build_where(L)};
  rbk_object *parameter = rbk_object_at(L, index, RBK_OBJECT_PARAMETER);
  if (parameter) {
    set.kind = RBK_SET_PARAMETER;
    set.name = parameter->node;
  } else if (lua_type(L, index) == LUA_TSTRING) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    if (!rbk_set_of_text(L, text, length, &set, complaint)) return false;
  } else {
    return wrong_type(complaint);
  }
  rbk_set_expression *made = rbk_build(L, sizeof *made);
  *made = set;
  *out = made;
  return true;
}

/* --- measures and conditions ------------------------------------------------
 */

/* Measures that count in a window; the others look at all there is. */
static bool needs_window(const rbk_figure_expression *figure) {
  return figure->kind <= RBK_FIGURE_WEEKS && figure->window_count == 0;
}

bool rbk_as_figure(lua_State *L, int index, const rbk_figure_expression **out,
                   rbk_complaint *complaint) {
  rbk_object *object = rbk_object_at(L, index, RBK_OBJECT_FIGURE);
  if (object) {
    rbk_object_use(L, index);
    if (needs_window(object->node)) {
      rbk_complain(complaint, RBK_SAY_NO_WINDOW, NULL, NULL, NULL);
      return false;
    }
    *out = object->node;
    return true;
  }
  if (!lua_isfunction(L, index)) return wrong_type(complaint);
  if (lua_iscfunction(L, index)) {
    rbk_complain(complaint, RBK_SAY_NOT_CALLED, NULL, NULL, NULL);
    return false;
  }
  rbk_figure_expression *figure = rbk_build(L, sizeof *figure);
  figure->kind = RBK_FIGURE_KINDS;
  figure->where = rbk_build_where(L);
  figure->function = rbk_as_function(L, index);
  *out = figure;
  return true;
}

/* The line of a function that stands in the table: where it begins. */
static uint32_t function_line(lua_State *L, int index) {
  lua_Debug at;
  lua_pushvalue(L, index);
  lua_getinfo(L, ">S", &at);
  return at.linedefined > 0 ? (uint32_t)at.linedefined : 1;
}

static rbk_condition *build_condition(lua_State *L, rbk_condition_kind kind) {
  rbk_condition *condition = rbk_build(L, sizeof *condition);
  condition->kind = kind;
  condition->function = RBK_NONE;
  condition->where = rbk_build_where(L);
  return condition;
}

bool rbk_as_condition(lua_State *L, int index, const rbk_condition **out,
                      rbk_complaint *complaint) {
  rbk_object *object = rbk_object_at(L, index, RBK_OBJECT_CONDITION);
  if (object) {
    rbk_object_use(L, index);
    *out = object->node;
    return true;
  }
  rbk_object *figure = rbk_object_at(L, index, RBK_OBJECT_FIGURE);
  const rbk_figure_expression *attribute = figure ? figure->node : NULL;
  if (attribute && attribute->kind == RBK_FIGURE_ATTRIBUTE) {
    rbk_object_use(L, index);
    rbk_condition *made = build_condition(L, RBK_CONDITION_LEAF);
    made->leaf = RBK_LEAF_ATTRIBUTE;
    made->name = attribute->name;
    made->where = attribute->where;
    *out = made;
    return true;
  }
  rbk_object *parent = rbk_object_at(L, index, RBK_OBJECT_PARENT);
  if (parent) {
    rbk_object_use(L, index);
    *out = parent->node;
    return true;
  }
  if (!lua_isfunction(L, index)) return wrong_type(complaint);
  if (lua_iscfunction(L, index)) {
    rbk_complain(complaint, RBK_SAY_NOT_CALLED, NULL, NULL, NULL);
    return false;
  }
  rbk_condition *made = build_condition(L, RBK_CONDITION_FUNCTION);
  made->where.line = function_line(L, index);
  made->function = rbk_as_function(L, index);
  *out = made;
  return true;
}

/* --- times -----------------------------------------------------------------
 */

static bool due_of_window(const rbk_window_expression *window, rbk_due *out) {
  if (!rbk_span_of_window(window->kind, &out->unit)) return false;
  out->kind = RBK_DUE_SPAN;
  out->n = window->n;
  out->where = window->where;
  return true;
}

static bool due_of_figure(const rbk_figure_expression *figure, rbk_due *out) {
  if (figure->kind != RBK_FIGURE_RECORDED) return false;
  out->kind = RBK_DUE_RECORDED;
  out->match = figure->match;
  out->field = figure->field;
  out->where = figure->where;
  return true;
}

static bool due_of_condition(const rbk_condition *condition, rbk_due *out) {
  if (condition->kind != RBK_CONDITION_LEAF ||
      condition->leaf != RBK_LEAF_LAST_DAY_OF) {
    return false;
  }
  out->kind = RBK_DUE_LAST_DAY_OF;
  out->period = condition->period;
  out->where = condition->where;
  return true;
}

bool rbk_as_due(lua_State *L, int index, rbk_due *out,
                rbk_complaint *complaint) {
  rbk_due due = {.function = RBK_NONE};
  bool fits = false;
  rbk_object *object = rbk_object_any(L, index);
  rbk_object_use(L, index);
  if (object && object->kind == RBK_OBJECT_DUE) {
    due = *(const rbk_due *)object->node;
    fits = true;
  } else if (object && object->kind == RBK_OBJECT_WINDOW) {
    fits = due_of_window(object->node, &due);
  } else if (object && object->kind == RBK_OBJECT_FIGURE) {
    fits = due_of_figure(object->node, &due);
  } else if (object && object->kind == RBK_OBJECT_CONDITION) {
    fits = due_of_condition(object->node, &due);
  } else if (lua_isfunction(L, index) && !lua_iscfunction(L, index)) {
    due.kind = RBK_DUE_FUNCTION;
    due.where = rbk_build_where(L);
    due.where.line = function_line(L, index);
    due.function = rbk_as_function(L, index);
    fits = true;
  }
  if (!fits) return wrong_type(complaint);
  *out = due;
  return true;
}

/* --- arguments of words -----------------------------------------------------
 */

const rbk_word_entry *rbk_word_here(lua_State *L) {
  return lua_touserdata(L, lua_upvalueindex(1));
}

void rbk_word_in_time(lua_State *L) {
  const rbk_word_entry *entry = rbk_word_here(L);
  if (rbk_sandbox_of(L)->loading || entry->word.anytime) return;
  rbk_raise(L, RBK_SAY_WORD_TOO_LATE, 0, RBK_WITH(entry->word.name));
}

void rbk_word_argument(lua_State *L, int index, const char *takes,
                       const rbk_complaint *complaint) {
  const rbk_term *word = &rbk_word_here(L)->word;
  if (complaint && complaint->saying != RBK_SAY_NOTHING) {
    rbk_raise(
        L, complaint->saying, 0,
        RBK_WITH(complaint->with[0], complaint->with[1], complaint->with[2]));
  }
  rbk_raise(L, RBK_SAY_ARGUMENT, 0,
            RBK_WITH(word->name, takes, rbk_kind_of(L, index), word->usage));
}

void rbk_take_no_more(lua_State *L, int most) {
  if (lua_gettop(L) > most) {
    rbk_word_argument(L, most + 1, "no further value", NULL);
  }
}

const char *rbk_take_text(lua_State *L, int index, const char *takes) {
  const char *text;
  rbk_complaint complaint;
  if (!rbk_as_text(L, index, &text, &complaint) || !*text) {
    rbk_word_argument(L, index, takes, NULL);
  }
  return text;
}

const rbk_set_expression *rbk_take_set(lua_State *L, int index) {
  const rbk_set_expression *set;
  rbk_complaint complaint;
  if (!rbk_as_set(L, index, &set, &complaint)) {
    rbk_word_argument(L, index, "a code set", &complaint);
  }
  return set;
}

const rbk_window_expression *rbk_take_window(lua_State *L, int index) {
  const rbk_window_expression *window;
  rbk_complaint complaint;
  if (!rbk_as_window(L, index, &window, &complaint)) {
    rbk_word_argument(L, index, "a window", &complaint);
  }
  return window;
}

const rbk_figure_expression *rbk_take_figure(lua_State *L, int index) {
  const rbk_figure_expression *figure;
  rbk_complaint complaint;
  if (!rbk_as_figure(L, index, &figure, &complaint)) {
    rbk_word_argument(L, index, "a measure", &complaint);
  }
  return figure;
}

const rbk_condition *rbk_take_condition(lua_State *L, int index) {
  const rbk_condition *condition;
  rbk_complaint complaint;
  if (!rbk_as_condition(L, index, &condition, &complaint)) {
    rbk_word_argument(L, index, "a condition", &complaint);
  }
  return condition;
}

rbk_operand rbk_take_number(lua_State *L, int index, const char *takes) {
  rbk_operand operand;
  rbk_complaint complaint;
  if (!rbk_as_number(L, index, &operand, &complaint)) {
    rbk_word_argument(L, index, takes, &complaint);
  }
  return operand;
}

rbk_operand rbk_take_word(lua_State *L, int index, const char *takes) {
  rbk_operand operand;
  rbk_complaint complaint;
  if (!rbk_as_word(L, index, &operand, &complaint)) {
    rbk_word_argument(L, index, takes, &complaint);
  }
  return operand;
}

static void take_filters(lua_State *L, int index, rbk_match_expression *match) {
  if (lua_isnoneornil(L, index)) return;
  if (!lua_istable(L, index)) {
    rbk_word_argument(L, index, "a table of fields", NULL);
  }
  size_t count = rbk_sorted_keys(L, index);
  int keys = lua_gettop(L);
  if (count > RBK_FILTERS) {
    rbk_raise(L, RBK_SAY_TOO_MANY, 0, RBK_WITH("8", "fields are filtered by"));
  }
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, keys, (lua_Integer)i + 1) != LUA_TSTRING) {
      rbk_word_argument(L, index, "fields by their names", NULL);
    }
    match->filters[i].field = rbk_take_text(L, -1, "a field");
    lua_gettable(L, index);
    match->filters[i].value =
        rbk_take_word(L, -1, "texts or parameters as values of fields");
    lua_pop(L, 1);
  }
  match->filter_count = count;
  lua_pop(L, 1);
}

const rbk_match_expression *rbk_take_match(lua_State *L, int kind, int filter) {
  rbk_match_expression *match = rbk_build(L, sizeof *match);
  match->event_kind = rbk_take_text(L, kind, "a kind of event");
  if (filter) take_filters(L, filter, match);
  return match;
}

size_t rbk_take_choice(lua_State *L, int index, const char *what,
                       const char *const *names, size_t count) {
  const char *text = rbk_take_text(L, index, what);
  for (size_t i = 0; i < count; i++) {
    if (strcmp(text, names[i]) == 0) return i;
  }
  char hint[300];
  rbk_suggest(hint, sizeof hint, text, names, count);
  rbk_raise(L, RBK_SAY_UNKNOWN_CHOICE, 0, RBK_WITH(text, what, hint));
}
