#include "policy/views.h"

#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"

typedef struct view_type {
  const char *key;   /* in the registry */
  const char *name;  /* in messages */
  const char *words; /* what `on` says in the table of words */
} view_type;

static const view_type types[RBK_VIEW_KINDS] = {
    [RBK_VIEW_PUPIL] = {"rollbook.pupil", "the pupil", "pupil"},
    [RBK_VIEW_ATTRIBUTES] = {"rollbook.attributes", "the pupil's attributes",
                             "attributes"},
    [RBK_VIEW_ENROLMENT] = {"rollbook.enrolment", "an enrolment", "enrolment"},
    [RBK_VIEW_CASE] = {"rollbook.case", "the case", "case"},
    [RBK_VIEW_DAY] = {"rollbook.day", "a day", "day"},
    [RBK_VIEW_EVENT] = {"rollbook.event", "an event", "event"},
    [RBK_VIEW_FIGURE] = {"rollbook.figure", "a figure", "figure"},
};

/* --- views
 * ------------------------------------------------------------------------- */

rbk_view_call *rbk_view_call_of(lua_State *L) {
  return rbk_sandbox_of(L)->call;
}

rbk_view *rbk_view_push(lua_State *L, rbk_view_kind kind) {
  luaL_checkstack(L, 4, NULL);
  rbk_view *view = lua_newuserdatauv(L, sizeof *view, 0);
  *view = (rbk_view){.kind = kind, .call = rbk_view_call_of(L)->number};
  luaL_setmetatable(L, types[kind].key);
  return view;
}

void rbk_view_push_day(lua_State *L, rbk_date date) {
  rbk_view_push(L, RBK_VIEW_DAY)->date = date;
}

void rbk_view_push_figure(lua_State *L, const rbk_value *value) {
  rbk_view_push(L, RBK_VIEW_FIGURE)->value = *value;
}

rbk_view *rbk_view_at(lua_State *L, int index, rbk_view_kind kind) {
  rbk_view *view = luaL_testudata(L, index, types[kind].key);
  rbk_view_call *call = rbk_view_call_of(L);
  if (view && (!call || view->call != call->number)) {
    rbk_raise(L, RBK_SAY_EXPIRED, 0, RBK_WITH(types[kind].name));
  }
  return view;
}

rbk_view *rbk_view_self(lua_State *L, rbk_view_kind kind) {
  rbk_view *view = rbk_view_at(L, 1, kind);
  if (!view) rbk_word_argument(L, 1, types[kind].name, NULL);
  return view;
}

void rbk_view_failed(lua_State *L, rbk_status status) {
  if (status == RBK_NOMEM) rbk_raise_no_memory(L);
  rbk_view_call_of(L)->status = status;
  rbk_raise(L, RBK_SAY_SCRIPT_ERROR, 0, RBK_WITH(rbk_status_name(status)));
}

void rbk_view_unknown(lua_State *L, const char *field, const char *of,
                      const char *const *names, size_t count) {
  char hint[400];
  rbk_suggest(hint, sizeof hint, field, names, count);
  rbk_raise(L, RBK_SAY_UNKNOWN_FIELD, 0, RBK_WITH(field, of, hint));
}

const void *rbk_view_node(lua_State *L, const rbk_object *object) {
  const rbk_script *script = rbk_view_call_of(L)->script;
  return object->made < script->made_count ? script->made[object->made].node
                                           : NULL;
}

/* --- metatables
 * ---------------------------------------------------------------------- */

static rbk_view_kind kind_of(lua_State *L, int index) {
  for (int kind = 0; kind < RBK_VIEW_KINDS; kind++) {
    if (luaL_testudata(L, index, types[kind].key)) return (rbk_view_kind)kind;
  }
  return RBK_VIEW_KINDS;
}

/* Upvalues: the functions of fields and methods by name, and the set of names
 * that are fields. Fields that nobody wrote down are asked of the view. */
static int on_index(lua_State *L) {
  rbk_view_kind kind = kind_of(L, 1);
  rbk_view_at(L, 1, kind);
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) == LUA_TNIL) {
      lua_pop(L, 1);
      return 1;
    }
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_call(L, 2, 1);
    return 1;
  }
  lua_pop(L, 1);
  if (kind == RBK_VIEW_ATTRIBUTES) return rbk_pupil_attributes(L);
  if (kind == RBK_VIEW_EVENT) return rbk_event_declared(L);
  const char *names[32];
  size_t count = 0;
  rbk_sorted_keys(L, lua_upvalueindex(1));
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TSTRING && count < 32;
       i++) {
    names[count++] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  rbk_push_text(L, 2);
  rbk_view_unknown(L, lua_tostring(L, -1), types[kind].name, names, count);
}

static int on_write(lua_State *L) {
  rbk_push_text(L, 2);
  rbk_raise(L, RBK_SAY_READ_ONLY, 0,
            RBK_WITH(lua_tostring(L, -1), rbk_kind_of(L, 1)));
}

/* Days by their dates, figures exactly. -1, 0, 1. */
static int order(lua_State *L, const char *operator) {
  int stands;
  if (rbk_view_parameter_order(L, &stands)) return stands;
  rbk_view *a = rbk_view_at(L, 1, RBK_VIEW_DAY);
  rbk_view *b = rbk_view_at(L, 2, RBK_VIEW_DAY);
  if (a && b) {
    int64_t x = a->date == RBK_NO_DATE ? INT64_MAX : a->date;
    int64_t y = b->date == RBK_NO_DATE ? INT64_MAX : b->date;
    return (x > y) - (x < y);
  }
  a = rbk_view_at(L, 1, RBK_VIEW_FIGURE);
  b = rbk_view_at(L, 2, RBK_VIEW_FIGURE);
  if (a && b) {
    return rbk_ratio_compare(a->value.n, a->value.d, b->value.n, b->value.d);
  }
  int index = kind_of(L, 1) < RBK_VIEW_KINDS ? 1 : 2;
  rbk_raise(L, RBK_SAY_COMPARED, 0, RBK_WITH(rbk_kind_of(L, index), operator));
}

/* Lua hands `a > b` over as `b < a`, so nobody knows which was written. */
static int on_less(lua_State *L) {
  lua_pushboolean(L, order(L, "`<` or `>`") < 0);
  return 1;
}
static int on_less_equal(lua_State *L) {
  lua_pushboolean(L, order(L, "`<=` or `>=`") <= 0);
  return 1;
}
/* Other views are equal when they are the same. */
static int on_equal(lua_State *L) {
  int stands;
  if (rbk_view_parameter_order(L, &stands)) {
    lua_pushboolean(L, stands == 0);
    return 1;
  }
  rbk_view_kind kind = kind_of(L, 1);
  bool ordered = (kind == RBK_VIEW_DAY || kind == RBK_VIEW_FIGURE) &&
                 kind_of(L, 2) == kind;
  const rbk_view *a = lua_touserdata(L, 1), *b = lua_touserdata(L, 2);
  bool same = ordered ? order(L, "`==` or `~=`") == 0
                      : kind == RBK_VIEW_EVENT && kind_of(L, 2) == kind &&
                            a->event == b->event;
  lua_pushboolean(L, same);
  return 1;
}

static const luaL_Reg operators[] = {{"__lt", on_less},
                                     {"__le", on_less_equal},
                                     {"__eq", on_equal},
                                     {"__newindex", on_write},
                                     {NULL, NULL}};

static void push_index(lua_State *L, const char *on) {
  lua_newtable(L);
  lua_newtable(L);
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *word = rbk_word_at(i);
    if (!word->on || strcmp(word->on, on) != 0) continue;
    const rbk_word_entry *entry = (const rbk_word_entry *)(const void *)word;
    lua_pushlightuserdata(L, (void *)(uintptr_t)entry);
    lua_pushcclosure(L, entry->call, 1);
    lua_setfield(L, -3, word->name);
    if (!word->value) continue;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, word->name);
  }
  lua_pushcclosure(L, on_index, 2);
}

void rbk_views_open(lua_State *L) {
  for (int kind = 0; kind < RBK_VIEW_KINDS; kind++) {
    luaL_newmetatable(L, types[kind].key);
    luaL_setfuncs(L, operators, 0);
    push_index(L, types[kind].words);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushstring(L, types[kind].name);
    lua_setfield(L, -2, "__name");
    lua_pop(L, 1);
  }
}

bool rbk_view_push_text(lua_State *L, int index) {
  char text[48];
  rbk_view *day = rbk_view_at(L, index, RBK_VIEW_DAY);
  if (day) {
    rbk_date_print(day->date, text);
    lua_pushstring(L, day->date == RBK_NO_DATE ? "after the calendar" : text);
    return true;
  }
  rbk_view *figure = rbk_view_at(L, index, RBK_VIEW_FIGURE);
  if (!figure) return false;
  rbk_figure_text(&figure->value, text);
  lua_pushstring(L, text);
  return true;
}

/* --- exact figures
 * ---------------------------------------------------------------------- */

static bool ratio(const rbk_value *value) {
  return value->of != 0;
}

void rbk_figure_text(const rbk_value *value, char out[48]) {
  if (ratio(value)) {
    rbk_ratio_print(value->n, value->d, 2, out);
    return;
  }
  rbk_ratio_print(value->n, value->d, RBK_DECIMAL_PLACES, out);
  size_t length = strlen(out);
  while (length && out[length - 1] == '0') length--;
  if (length && out[length - 1] == '.') length--;
  out[length] = '\0';
}

bool rbk_view_number(lua_State *L, int index, rbk_value *out,
                     rbk_complaint *complaint) {
  rbk_view *figure = rbk_view_at(L, index, RBK_VIEW_FIGURE);
  if (figure) {
    *out = figure->value;
    return true;
  }
  rbk_operand operand;
  rbk_decimal number;
  if (!rbk_as_number(L, index, &operand, complaint)) return false;
  const rbk_ask *ask = rbk_view_call_of(L)->ask;
  rbk_date date = ask->reg->calendar.date[ask->day];
  if (rbk_bound_number(ask->binding, ask->edition, &operand, date, &number) !=
      RBK_OK) {
    rbk_complain(complaint, RBK_SAY_UNKNOWN_CHOICE, operand.text, "parameter",
                 "declare it under `params` as a number");
    return false;
  }
  *out = (rbk_value){RBK_KNOWN, number, RBK_DECIMAL_ONE, 0, 0};
  return true;
}

bool rbk_view_parameter_order(lua_State *L, int *out) {
  rbk_value values[2];
  bool any = false;
  if (rbk_sandbox_of(L)->loading || rbk_view_call_of(L) == NULL) return false;
  for (int i = 1; i <= 2; i++) {
    bool parameter = rbk_object_at(L, i, RBK_OBJECT_PARAMETER) != NULL;
    any = any || parameter;
    if (!parameter && lua_type(L, i) != LUA_TNUMBER &&
        rbk_view_at(L, i, RBK_VIEW_FIGURE) == NULL)
      return false;
  }
  for (int i = 1; any && i <= 2; i++) {
    rbk_complaint complaint = {RBK_SAY_NOTHING, {"", "", ""}};
    if (rbk_view_number(L, i, &values[i - 1], &complaint)) continue;
    if (complaint.saying == RBK_SAY_NOTHING) return false;
    rbk_raise(
        L, complaint.saying, 0,
        RBK_WITH(complaint.with[0], complaint.with[1], complaint.with[2]));
  }
  if (any)
    *out =
        rbk_ratio_compare(values[0].n, values[0].d, values[1].n, values[1].d);
  return any;
}

int rbk_figure_part(lua_State *L) {
  const rbk_value *value = &rbk_view_self(L, RBK_VIEW_FIGURE)->value;
  bool first = rbk_word_here(L)->code == 0;
  int64_t part = ratio(value) ? (first ? value->count : value->of)
                              : (first ? value->n : value->d);
  lua_pushinteger(L, part);
  return 1;
}

int rbk_figure_compare(lua_State *L) {
  rbk_complaint complaint = {RBK_SAY_NOTHING, {"", "", ""}};
  rbk_value right;
  const rbk_view *self = rbk_view_self(L, RBK_VIEW_FIGURE);
  if (!rbk_view_number(L, 2, &right, &complaint)) {
    rbk_word_argument(L, 2, "a number, a parameter or a figure", &complaint);
  }
  rbk_comparison comparison = (rbk_comparison)rbk_word_here(L)->code;
  lua_pushboolean(L, rbk_value_compare(&self->value, comparison, &right) ==
                         RBK_TRUE);
  return 1;
}
