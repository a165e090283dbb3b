#include "policy/reach.h"

#include <lauxlib.h>

/* Stack while walking: the values to visit (a list), those seen (a set). */
enum { WAITING = 1, SEEN = 2 };

static bool interesting(lua_State *L) {
  int type = lua_type(L, -1);
  return type == LUA_TTABLE ||
         (type == LUA_TFUNCTION && !lua_iscfunction(L, -1)) ||
         (type == LUA_TUSERDATA && rbk_object_any(L, -1));
}

/* Puts the value on top, which stays there, on the list. */
static void plan_visit(lua_State *L) {
  if (!interesting(L)) return;
  lua_pushvalue(L, -1);
  bool seen = lua_rawget(L, SEEN) != LUA_TNIL;
  lua_pop(L, 1);
  if (seen) return;
  lua_pushvalue(L, -1);
  lua_pushboolean(L, 1);
  lua_rawset(L, SEEN);
  lua_pushvalue(L, -1);
  lua_rawseti(L, WAITING, (lua_Integer)lua_rawlen(L, WAITING) + 1);
}

static void visit_function(lua_State *L, const rbk_reach *reach) {
  const char *name;
  for (int i = 1; (name = lua_getupvalue(L, -1, i)); i++) {
    rbk_charge(L, 1);
    plan_visit(L);
    lua_pop(L, 1);
    if (reach->upvalue) reach->upvalue(L, i, name, reach->context);
  }
}

static void visit_table(lua_State *L) {
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    rbk_charge(L, 1);
    plan_visit(L);
  }
}

/* Arguments: what to do, and where to begin; nil: at all functions. */
static int walk(lua_State *L) {
  const rbk_reach *reach = lua_touserdata(L, 1);
  size_t functions = rbk_loader_of(L)->layer->function_count;
  lua_remove(L, 1);
  lua_newtable(L);
  lua_insert(L, WAITING);
  lua_newtable(L);
  lua_insert(L, SEEN);
  plan_visit(L);
  for (size_t i = 0; lua_isnil(L, -1) && i < functions; i++) {
    rbk_function_push(L, (uint32_t)i);
    plan_visit(L);
    lua_pop(L, 1);
  }
  lua_settop(L, SEEN);
  for (lua_Integer at = 1; lua_rawgeti(L, WAITING, at) != LUA_TNIL; at++) {
    int type = lua_type(L, -1);
    if (type == LUA_TFUNCTION) visit_function(L, reach);
    if (type == LUA_TTABLE) visit_table(L);
    if (reach->value) reach->value(L, reach->context);
    lua_pop(L, 1);
  }
  return 0;
}

void rbk_reach_all(lua_State *L, const rbk_reach *reach) {
  luaL_checkstack(L, 4, NULL);
  lua_pushnil(L);
  rbk_reach_from(L, reach);
}

void rbk_reach_from(lua_State *L, const rbk_reach *reach) {
  luaL_checkstack(L, 4, NULL);
  lua_pushcfunction(L, walk);
  lua_insert(L, -2);
  lua_pushlightuserdata(L, (void *)(uintptr_t)reach);
  lua_insert(L, -2);
  lua_call(L, 2, 0);
}

/* --- frozen tables
 * ------------------------------------------------------------- */

static const char content_field[] = "content";

static int on_write(lua_State *L) {
  rbk_raise(L, RBK_SAY_FROZEN_TABLE, 0, NULL);
}

static int on_length(lua_State *L) {
  luaL_getmetafield(L, 1, content_field);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
  return 1;
}

bool rbk_frozen_content(lua_State *L, int index) {
  return luaL_getmetafield(L, index, content_field) == LUA_TTABLE;
}

/* The entries go to another table, which the metatable reads: every name the
 * script has for the table sees the same, and none can write. */
void rbk_freeze_table(lua_State *L) {
  int table = lua_gettop(L);
  if (lua_getmetatable(L, table)) {
    lua_pop(L, 1);
    return;
  }
  luaL_checkstack(L, 6, NULL);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, table + 1);
  }
  /* Setting present fields to nil is allowed while walking. */
  for (lua_pushnil(L); lua_next(L, table);) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, table);
  }
  lua_newtable(L);
  lua_pushvalue(L, table + 1);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, table + 1);
  lua_setfield(L, -2, content_field);
  lua_pushcfunction(L, on_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, on_length);
  lua_setfield(L, -2, "__len");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, table);
  lua_settop(L, table);
}
