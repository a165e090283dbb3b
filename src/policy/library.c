#include "policy/library.h"

#include <lauxlib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "policy/views.h"

static const char environment_key = 'e';

/* --- frozen tables of functions ---------------------------------------------
 */

/* The names a frozen table knows, for "did you mean". */
static size_t known_names(lua_State *L, int table, const char **names,
                          size_t most) {
  size_t count = 0;
  rbk_sorted_keys(L, table);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TSTRING; i++) {
    if (count < most) names[count++] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1); /* the keys stay on the stack, and with them the texts */
  return count;
}

static const char *name_argument(lua_State *L, int index) {
  rbk_push_text(L, index);
  return lua_tostring(L, -1);
}

/* What Lua has and a policy has not: each hides a way out or an endless loop.
 */
static bool left_out(const char *name) {
  static const char *const names[] = {
      "pcall",   "xpcall",  "setmetatable", "getmetatable",
      "rawget",  "rawset",  "rawequal",     "rawlen",
      "next",    "load",    "loadstring",   "loadfile",
      "dofile",  "require", "package",      "io",
      "os",      "debug",   "coroutine",    "collectgarbage",
      "print",   "warn",    "utf8",         "_G",
      "_VERSION"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(names[i], name) == 0) return true;
  }
  return false;
}

/* __index of the table behind; upvalue: its name. */
static int on_unknown(lua_State *L) {
  const char *names[160];
  char hint[400];
  const char *library = lua_tostring(L, lua_upvalueindex(1));
  const char *wrong = name_argument(L, 2);
  bool environment = strcmp(library, "script") == 0;
  if (environment && lua_type(L, 2) == LUA_TSTRING &&
      rbk_word_push_value(L, wrong)) {
    return 1;
  }
  size_t count = known_names(L, 1, names, 120);
  for (size_t i = 0; environment && i < rbk_words_count() && count < 160; i++) {
    const rbk_term *word = rbk_word_at(i);
    if (!word->on && word->value) names[count++] = word->name;
  }
  rbk_suggest(hint, sizeof hint, wrong, names, count);
  if (environment) {
    const char *advice = hint;
    if (left_out(wrong)) {
      advice = "policies do without this part of Lua";
    } else if (!rbk_nearest(wrong, names, count)) {
      advice = "write `local` where it is made, or look for it among the words "
               "of the language";
    }
    rbk_raise(L, RBK_SAY_UNKNOWN_NAME, 0, RBK_WITH(wrong, advice));
  }
  rbk_raise(L, RBK_SAY_UNKNOWN_FIELD, 0, RBK_WITH(wrong, library, hint));
}

static int on_assign(lua_State *L) {
  const char *library = lua_tostring(L, lua_upvalueindex(1));
  const char *name = name_argument(L, 2);
  if (strcmp(library, "script") == 0) {
    rbk_raise(L, RBK_SAY_GLOBAL_ASSIGNED, 0, RBK_WITH(name));
  }
  rbk_raise(L, RBK_SAY_READ_ONLY, 0, RBK_WITH(name, library));
}

void rbk_library_freeze(lua_State *L, const char *name) {
  lua_newtable(L);
  lua_pushstring(L, name);
  lua_pushcclosure(L, on_unknown, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_newuserdatauv(L, 1, 0);
  lua_newtable(L);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, on_assign, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
}

/* --- the environment
 * ---------------------------------------------------------- */

static void set_functions(lua_State *L, const rbk_library_entry *list) {
  for (; list->name; list++) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)list);
    lua_pushcclosure(L, list->call, 1);
    lua_setfield(L, -2, list->name);
  }
}

static void set_library(lua_State *L, const char *name,
                        const rbk_library_entry *list) {
  lua_newtable(L);
  set_functions(L, list);
  if (list == rbk_math_library) {
    lua_pushnumber(L, (lua_Number)HUGE_VAL);
    lua_setfield(L, -2, "huge");
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
  }
  rbk_library_freeze(L, name);
  lua_setfield(L, -2, name);
}

/* Texts have the functions of `string` as methods and nothing else: their
 * metatable is shared by all, so it is locked. */
static void open_texts(lua_State *L) {
  lua_pushliteral(L, "");
  lua_newtable(L);
  lua_getfield(L, -3, "string");
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

void rbk_library_open(lua_State *L) {
  rbk_objects_open(L);
  rbk_views_open(L);
  lua_newtable(L);
  set_functions(L, rbk_base_library);
  set_library(L, "string", rbk_text_library);
  set_library(L, "table", rbk_table_library);
  set_library(L, "math", rbk_math_library);
  rbk_words_open(L);
  open_texts(L);
  rbk_library_freeze(L, "script");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
}

void rbk_library_push(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}
