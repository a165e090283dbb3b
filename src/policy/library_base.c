/* assert error ipairs pairs select tonumber tostring type, and math. */
#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "policy/library.h"
#include "policy/object.h"

/* --- keys in order ---------------------------------------------------------
 */

typedef struct key {
  bool whole;
  lua_Integer number;
  rbk_text text;
} key;

static bool key_before(const key *a, const key *b) {
  if (a->whole != b->whole) return a->whole;
  if (a->whole) return a->number < b->number;
  return rbk_text_compare(a->text, b->text) < 0;
}

static void sift(key *keys, size_t root, size_t count) {
  for (;;) {
    size_t child = 2 * root + 1;
    if (child >= count) return;
    if (child + 1 < count && key_before(&keys[child], &keys[child + 1]))
      child++;
    if (!key_before(&keys[root], &keys[child])) return;
    key kept = keys[root];
    keys[root] = keys[child];
    keys[child] = kept;
    root = child;
  }
}

/* A heap sort: the C library's qsort may take memory of its own. */
static void sort_keys(key *keys, size_t count) {
  for (size_t i = count / 2; i-- > 0;) sift(keys, i, count);
  for (size_t end = count; end-- > 1;) {
    key kept = keys[0];
    keys[0] = keys[end];
    keys[end] = kept;
    sift(keys, 0, end);
  }
}

static size_t count_keys(lua_State *L, int table) {
  size_t count = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    int type = lua_type(L, -2);
    if (type != LUA_TSTRING && !lua_isinteger(L, -2)) {
      rbk_raise(L, RBK_SAY_PAIRS_KEY, 0, RBK_WITH(lua_typename(L, type)));
    }
    count++;
    rbk_charge(L, 4); /* about the comparisons that sorting it takes */
  }
  return count;
}

size_t rbk_sorted_keys(lua_State *L, int table) {
  table = lua_absindex(L, table);
  luaL_checkstack(L, 8, NULL);
  size_t count = count_keys(L, table);
  key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
  size_t at = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    key *next = &keys[at++];
    next->whole = lua_isinteger(L, -2);
    /* The texts stay alive: they are keys of the table. */
    if (next->whole)
      next->number = lua_tointeger(L, -2);
    else
      next->text.bytes = lua_tolstring(L, -2, &next->text.length);
  }
  sort_keys(keys, count);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    if (keys[i].whole)
      lua_pushinteger(L, keys[i].number);
    else
      lua_pushlstring(L, keys[i].text.bytes, keys[i].text.length);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_remove(L, -2);
  return count;
}

/* --- errors ----------------------------------------------------------------
 */

void rbk_bad_argument(lua_State *L, int index, const char *takes) {
  const rbk_library_entry *entry = lua_touserdata(L, lua_upvalueindex(1));
  rbk_raise(L, RBK_SAY_ARGUMENT, 0,
            RBK_WITH(entry->name, takes, rbk_kind_of(L, index), entry->usage));
}

static int base_error(lua_State *L) {
  int level = lua_isinteger(L, 2) ? (int)lua_tointeger(L, 2) : 1;
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING && level > 0 && level < 100) {
    luaL_where(L, level);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int base_assert(lua_State *L) {
  if (lua_gettop(L) == 0) rbk_bad_argument(L, 1, "a value");
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  if (lua_isnoneornil(L, 2))
    lua_settop(L, 0);
  else
    lua_remove(L, 1);
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) {
    lua_pushliteral(L, "assertion failed");
    lua_replace(L, 1);
  }
  if (lua_type(L, 1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

/* --- walking ---------------------------------------------------------------
 */

static int ipairs_next(lua_State *L) {
  lua_Integer i = lua_tointeger(L, 2) + 1;
  lua_pushinteger(L, i);
  return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L) {
  if (!lua_istable(L, 1)) rbk_bad_argument(L, 1, "a table");
  lua_pushcfunction(L, ipairs_next);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

/* Upvalues: the table, its keys in order, how far it has come. A key that was
 * taken out on the way is passed over. */
static int pairs_next(lua_State *L) {
  lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
  for (;;) {
    at++;
    rbk_charge(L, 1);
    if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_gettable(L, lua_upvalueindex(1)) != LUA_TNIL) break;
    lua_pop(L, 2);
  }
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

static int base_pairs(lua_State *L) {
  if (!lua_istable(L, 1)) rbk_bad_argument(L, 1, "a table");
  lua_settop(L, 1);
  if (rbk_frozen_content(L, 1)) {
    rbk_sorted_keys(L, -1);
    lua_remove(L, -2);
  } else {
    rbk_sorted_keys(L, 1);
  }
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, pairs_next, 3);
  return 1;
}

static int base_select(lua_State *L) {
  int count = lua_gettop(L);
  rbk_charge(L, (size_t)count);
  size_t length;
  const char *hash =
      lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
  if (hash && strcmp(hash, "#") == 0) {
    lua_pushinteger(L, count - 1);
    return 1;
  }
  lua_Integer from = lua_isinteger(L, 1) ? lua_tointeger(L, 1) : 0;
  if (from < 0) from = count + from;
  if (from < 1) rbk_bad_argument(L, 1, "a place from 1 or \"#\"");
  return from >= count ? 0 : count - (int)from;
}

/* --- values ----------------------------------------------------------------
 */

static int base_tonumber(lua_State *L) {
  if (lua_type(L, 1) == LUA_TNUMBER) {
    lua_settop(L, 1);
    return 1;
  }
  size_t length = 0;
  const char *text =
      lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
  rbk_charge(L, length);
  if (text && lua_stringtonumber(L, text) == length + 1) return 1;
  lua_pushnil(L);
  return 1;
}

static void push_number(lua_State *L, int index) {
  char text[64];
  if (lua_isinteger(L, index)) {
    (void)snprintf(text, sizeof text, "%lld",
                   (long long)lua_tointeger(L, index));
    lua_pushstring(L, text);
    return;
  }
  lua_Number number = lua_tonumber(L, index);
  if (isnan(number)) {
    lua_pushliteral(L, "nan");
  } else if (isinf(number)) {
    lua_pushstring(L, number > 0 ? "inf" : "-inf");
  } else {
    (void)snprintf(text, sizeof text, "%.14g", number);
    bool whole = text[strspn(text, "-0123456789")] == '\0';
    lua_pushfstring(L, whole ? "%s.0" : "%s", text);
  }
}

void rbk_push_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  switch (lua_type(L, index)) {
  case LUA_TNIL:
    lua_pushliteral(L, "nil");
    break;
  case LUA_TBOOLEAN:
    lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
    break;
  case LUA_TNUMBER:
    push_number(L, index);
    break;
  case LUA_TSTRING:
    lua_pushvalue(L, index);
    break;
  case LUA_TUSERDATA:
    if (rbk_view_push_text(L, index)) break;
    lua_pushstring(L, rbk_kind_of(L, index));
    break;
  default:
    lua_pushstring(L, lua_typename(L, lua_type(L, index)));
  }
}

static int base_tostring(lua_State *L) {
  if (lua_isnone(L, 1)) rbk_bad_argument(L, 1, "a value");
  rbk_push_text(L, 1);
  return 1;
}

static int base_type(lua_State *L) {
  if (lua_isnone(L, 1)) rbk_bad_argument(L, 1, "a value");
  lua_pushstring(L, lua_typename(L, lua_type(L, 1)));
  return 1;
}

const rbk_library_entry rbk_base_library[] = {
    {"assert", base_assert, "assert(value, message)",
     "ends with the message when the value is false or nil"},
    {"error", base_error, "error(message)", "ends with the message"},
    {"ipairs", base_ipairs, "ipairs(list)", "walks 1, 2, 3, ..."},
    {"pairs", base_pairs, "pairs(table)",
     "walks whole numbers ascending, then texts in byte order"},
    {"select", base_select, "select(n, ...)", "the values from the n-th on"},
    {"tonumber", base_tonumber, "tonumber(text)",
     "the number a text says, or nil"},
    {"tostring", base_tostring, "tostring(value)", "the value as text"},
    {"type", base_type, "type(value)", "the name of the value's type"},
    {NULL, NULL, NULL, NULL}};

/* --- math ------------------------------------------------------------------
 */

static lua_Number number_argument(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TNUMBER) rbk_bad_argument(L, index, "a number");
  return lua_tonumber(L, index);
}

static int math_abs(lua_State *L) {
  lua_Number number = number_argument(L, 1);
  if (lua_isinteger(L, 1)) {
    lua_Integer whole = lua_tointeger(L, 1);
    lua_pushinteger(L, whole < 0 ? (lua_Integer)(0u - (lua_Unsigned)whole)
                                 : whole);
  } else {
    lua_pushnumber(L, fabs(number));
  }
  return 1;
}

static void push_whole(lua_State *L, lua_Number number) {
  lua_Integer whole;
  if (lua_numbertointeger(number, &whole))
    lua_pushinteger(L, whole);
  else
    lua_pushnumber(L, number);
}

/* Towards minus infinity: by the integer it is cut to, where it has one. */
static lua_Number floor_of(lua_Number number) {
  lua_Integer whole;
  if (!(number > -9007199254740992.0 && number < 9007199254740992.0)) {
    return number; /* no number that large has a fraction */
  }
  whole = (lua_Integer)number;
  return (lua_Number)(whole - ((lua_Number)whole > number));
}

static int math_ceil(lua_State *L) {
  lua_Number number = number_argument(L, 1);
  if (lua_isinteger(L, 1))
    lua_settop(L, 1);
  else
    push_whole(L, -floor_of(-number));
  return 1;
}

static int math_floor(lua_State *L) {
  lua_Number number = number_argument(L, 1);
  if (lua_isinteger(L, 1))
    lua_settop(L, 1);
  else
    push_whole(L, floor_of(number));
  return 1;
}

/* The sign is that of the first. Of numbers without sign, Lua's own remainder
 * is the same. */
static int math_fmod(lua_State *L) {
  lua_Number a = number_argument(L, 1), b = number_argument(L, 2);
  if (lua_isinteger(L, 1) && lua_isinteger(L, 2)) {
    lua_Integer left = lua_tointeger(L, 1), right = lua_tointeger(L, 2);
    if (right == 0) rbk_bad_argument(L, 2, "a number other than 0");
    lua_pushinteger(L, right == -1 ? 0 : left % right);
    return 1;
  }
  lua_pushnumber(L, fabs(a));
  lua_pushnumber(L, fabs(b));
  lua_arith(L, LUA_OPMOD);
  if (a < 0) lua_arith(L, LUA_OPUNM);
  return 1;
}

static int extreme(lua_State *L, bool most) {
  int count = lua_gettop(L), best = 1;
  rbk_charge(L, (size_t)count);
  for (int i = 1; i <= count || i == 1; i++) {
    number_argument(L, i);
    bool better = most ? lua_compare(L, best, i, LUA_OPLT)
                       : lua_compare(L, i, best, LUA_OPLT);
    if (better) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}
static int math_max(lua_State *L) {
  return extreme(L, true);
}
static int math_min(lua_State *L) {
  return extreme(L, false);
}

static int math_tointeger(lua_State *L) {
  lua_Integer whole = 0;
  int exact = 0;
  if (lua_type(L, 1) == LUA_TNUMBER) whole = lua_tointegerx(L, 1, &exact);
  if (exact)
    lua_pushinteger(L, whole);
  else
    lua_pushnil(L);
  return 1;
}

static int math_type(lua_State *L) {
  if (lua_isnone(L, 1)) rbk_bad_argument(L, 1, "a value");
  if (lua_type(L, 1) != LUA_TNUMBER)
    lua_pushnil(L);
  else
    lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
  return 1;
}

const rbk_library_entry rbk_math_library[] = {
    {"abs", math_abs, "math.abs(x)", "the number without its sign"},
    {"ceil", math_ceil, "math.ceil(x)", "the next whole number upwards"},
    {"floor", math_floor, "math.floor(x)", "the next whole number downwards"},
    {"fmod", math_fmod, "math.fmod(x, y)",
     "the rest of a division towards zero"},
    {"max", math_max, "math.max(x, ...)", "the greatest"},
    {"min", math_min, "math.min(x, ...)", "the least"},
    {"tointeger", math_tointeger, "math.tointeger(x)",
     "the number as a whole number, or nil"},
    {"type", math_type, "math.type(x)", "\"integer\", \"float\" or nil"},
    {NULL, NULL, NULL, NULL}};
