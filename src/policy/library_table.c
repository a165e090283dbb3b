/* table: each function is charged for the entries it handles before it moves
 * the first of them. */
#include <lauxlib.h>

#include "policy/library.h"

static lua_Integer list_argument(lua_State *L, int index) {
  if (!lua_istable(L, index)) rbk_bad_argument(L, index, "a table");
  return luaL_len(L, index);
}

static lua_Integer place_argument(lua_State *L, int index,
                                  lua_Integer otherwise) {
  if (lua_isnoneornil(L, index)) return otherwise;
  int exact = 0;
  lua_Integer whole =
      lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &exact) : 0;
  if (!exact) rbk_bad_argument(L, index, "a place, a whole number");
  return whole;
}

static int list_insert(lua_State *L) {
  lua_Integer n = list_argument(L, 1);
  if (lua_gettop(L) == 2) {
    lua_seti(L, 1, n + 1);
    return 0;
  }
  if (lua_gettop(L) != 3) rbk_bad_argument(L, 4, "two or three values");
  lua_Integer place = place_argument(L, 2, n + 1);
  if (place < 1 || place > n + 1) rbk_bad_argument(L, 2, "a place in the list");
  rbk_charge(L, (size_t)(n + 1 - place));
  for (lua_Integer i = n; i >= place; i--) {
    lua_geti(L, 1, i);
    lua_seti(L, 1, i + 1);
  }
  lua_settop(L, 3);
  lua_seti(L, 1, place);
  return 0;
}

static int list_remove(lua_State *L) {
  lua_Integer n = list_argument(L, 1);
  lua_Integer place = place_argument(L, 2, n);
  if (n == 0 && lua_isnoneornil(L, 2)) {
    lua_pushnil(L);
    return 1;
  }
  if (place < 1 || place > n + 1) rbk_bad_argument(L, 2, "a place in the list");
  rbk_charge(L, (size_t)(n + 1 - place));
  lua_geti(L, 1, place);
  for (lua_Integer i = place; i < n; i++) {
    lua_geti(L, 1, i + 1);
    lua_seti(L, 1, i);
  }
  if (place <= n) {
    lua_pushnil(L);
    lua_seti(L, 1, n);
  }
  return 1;
}

static int list_concat(lua_State *L) {
  lua_Integer n = list_argument(L, 1);
  lua_Integer first = place_argument(L, 3, 1), last = place_argument(L, 4, n);
  if (!lua_isnoneornil(L, 2) && lua_type(L, 2) != LUA_TSTRING) {
    rbk_bad_argument(L, 2, "a text");
  }
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_pushliteral(L, "");
    lua_replace(L, 2);
  }
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (lua_Integer i = first; i <= last; i++) {
    int type = lua_geti(L, 1, i);
    if (type != LUA_TSTRING && type != LUA_TNUMBER) {
      rbk_bad_argument(L, -1, "a list of texts and numbers");
    }
    if (type == LUA_TNUMBER) {
      rbk_push_text(L, -1);
      lua_remove(L, -2);
    }
    rbk_charge(L, 1 + lua_rawlen(L, -1) / 16);
    luaL_addvalue(&buffer);
    if (i < last) {
      lua_pushvalue(L, 2);
      luaL_addvalue(&buffer);
    }
    rbk_check_length(L, luaL_bufflen(&buffer));
    if (i == last) break; /* i may be the greatest number there is */
  }
  luaL_pushresult(&buffer);
  return 1;
}

static int list_unpack(lua_State *L) {
  lua_Integer n = list_argument(L, 1);
  lua_Integer first = place_argument(L, 2, 1), last = place_argument(L, 3, n);
  if (first > last) return 0;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first + 1;
  if (count > RBK_ARGUMENT_LIMIT || count == 0) {
    rbk_raise(L, RBK_SAY_MANY_ARGUMENTS, 0, NULL);
  }
  rbk_charge(L, (size_t)count);
  luaL_checkstack(L, (int)count, NULL);
  for (lua_Unsigned i = 0; i < count; i++) {
    lua_geti(L, 1, (lua_Integer)((lua_Unsigned)first + i));
  }
  return (int)count;
}

/* --- sort ------------------------------------------------------------------
 */

/* Whether entry a stands before entry b; function or nil at index 2. */
static bool before(lua_State *L, lua_Integer a, lua_Integer b) {
  bool result;
  rbk_charge(L, 2);
  if (lua_isnil(L, 2)) {
    lua_geti(L, 1, a);
    lua_geti(L, 1, b);
    result = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
  } else {
    lua_pushvalue(L, 2);
    lua_geti(L, 1, a);
    lua_geti(L, 1, b);
    lua_call(L, 2, 1);
    result = lua_toboolean(L, -1);
    lua_pop(L, 1);
  }
  return result;
}

static void swap(lua_State *L, lua_Integer a, lua_Integer b) {
  lua_geti(L, 1, a);
  lua_geti(L, 1, b);
  lua_seti(L, 1, a);
  lua_seti(L, 1, b);
}

static void settle(lua_State *L, lua_Integer root, lua_Integer count) {
  for (;;) {
    lua_Integer child = 2 * root;
    if (child > count) return;
    if (child < count && before(L, child, child + 1)) child++;
    if (!before(L, root, child)) return;
    swap(L, root, child);
    root = child;
  }
}

/* A heap sort: it ends whatever the comparison says, and takes no memory. */
static int list_sort(lua_State *L) {
  lua_Integer n = list_argument(L, 1);
  if (!lua_isnoneornil(L, 2) && !lua_isfunction(L, 2)) {
    rbk_bad_argument(L, 2, "a function (a, b) that says whether a is before b");
  }
  lua_settop(L, 2);
  rbk_charge(L, (size_t)n);
  for (lua_Integer i = n / 2; i >= 1; i--) settle(L, i, n);
  for (lua_Integer end = n; end > 1; end--) {
    swap(L, 1, end);
    settle(L, 1, end - 1);
  }
  return 0;
}

const rbk_library_entry rbk_table_library[] = {
    {"concat", list_concat, "table.concat(list, between)", "one text of many"},
    {"insert", list_insert, "table.insert(list, place, value)",
     "puts a value in, at the end where no place is given"},
    {"remove", list_remove, "table.remove(list, place)",
     "takes a value out, the last where no place is given"},
    {"sort", list_sort, "table.sort(list, before)",
     "sorts; entries that are equal may change places"},
    {"unpack", list_unpack, "table.unpack(list)", "its entries as values"},
    {NULL, NULL, NULL, NULL}};
