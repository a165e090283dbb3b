/* Texts, dates and pairs of the tables in a test file. */
#include <lauxlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/decimal.h"
#include "policy/fixture_lua.h"
#include "policy/library.h"

const char *rbk_fixture_scalar(lua_State *L, int index) {
  size_t length;
  char number[24];
  rbk_decimal decimal;
  switch (lua_type(L, index)) {
  case LUA_TSTRING: {
    const char *text = lua_tolstring(L, index, &length);
    return rbk_fixture_text(L, text, length);
  }
  case LUA_TNUMBER:
    if (!rbk_decimal_from_double((double)lua_tonumber(L, index), &decimal))
      return NULL;
    length = (size_t)rbk_decimal_print(decimal, number);
    return rbk_fixture_text(L, number, length);
  case LUA_TBOOLEAN:
    return lua_toboolean(L, index) ? "true" : "false";
  default:
    return NULL;
  }
}

rbk_date rbk_fixture_date(lua_State *L, int index, const char *what) {
  size_t length;
  rbk_date date;
  if (lua_type(L, index) != LUA_TSTRING) {
    rbk_fixture_wrong(L, "%s is %s; write a date, as \"2024-11-12\"", what,
                      rbk_kind_of(L, index));
    return RBK_NO_DATE;
  }
  const char *text = lua_tolstring(L, index, &length);
  if (rbk_date_parse((rbk_text){text, length}, &date)) return date;
  rbk_fixture_wrong(L, "%s is \"%s\"; write a date, as \"2024-11-12\"", what,
                    text);
  return RBK_NO_DATE;
}

static const char *named(lua_State *L, const char *what, const char *name) {
  const char *text = rbk_arena_format(
      &rbk_fixture_reading_of(L)->fixtures->arena, "%s `%s`", what, name);
  if (text == NULL) rbk_raise_no_memory(L);
  return text;
}

rbk_date rbk_fixture_date_field(lua_State *L, int table, const char *name,
                                bool needed, const char *what) {
  rbk_date date = RBK_NO_DATE;
  lua_getfield(L, table, name);
  if (!lua_isnil(L, -1))
    date = rbk_fixture_date(L, lua_gettop(L), named(L, what, name));
  else if (needed)
    rbk_fixture_wrong(L, "%s has no `%s`; add it", what, name);
  lua_pop(L, 1);
  return date;
}

const char *rbk_fixture_text_field(lua_State *L, int table, const char *name,
                                   bool needed, const char *what) {
  const char *text = NULL;
  lua_getfield(L, table, name);
  if (lua_type(L, -1) == LUA_TSTRING)
    text = rbk_fixture_scalar(L, -1);
  else if (!lua_isnil(L, -1))
    rbk_fixture_wrong(L, "%s is %s; write a text", named(L, what, name),
                      rbk_kind_of(L, lua_gettop(L)));
  else if (needed)
    rbk_fixture_wrong(L, "%s has no `%s`; add it", what, name);
  lua_pop(L, 1);
  return text;
}

static size_t listed(const char *const *names) {
  size_t count = 0;
  while (names[count] != NULL) count++;
  return count;
}

static bool among(const char *const *names, const char *name) {
  for (; *names != NULL; names++)
    if (strcmp(*names, name) == 0) return true;
  return false;
}

void rbk_fixture_only(lua_State *L, int table, const char *const *known,
                      size_t list, const char *what) {
  char hint[400];
  size_t keys = rbk_sorted_keys(L, table);
  for (size_t i = 1; i <= keys; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    if (lua_isinteger(L, -1)) {
      lua_Integer place = lua_tointeger(L, -1);
      if (place < 1 || (size_t)place > list)
        rbk_fixture_wrong(L,
                          "%s has an entry %lld without a name; name it or "
                          "take it out",
                          what, (long long)place);
    } else {
      const char *name = lua_tostring(L, -1);
      if (!among(known, name)) {
        rbk_suggest(hint, sizeof hint, name, known, listed(known));
        rbk_fixture_wrong(L, "unknown key \"%s\" in %s; %s", name, what, hint);
      }
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

rbk_pair *rbk_fixture_pairs(lua_State *L, int table, const char *const *skip,
                            const char *what, size_t *count) {
  size_t keys = rbk_sorted_keys(L, table);
  int list = lua_gettop(L);
  rbk_pair *pairs = rbk_fixture_take(L, keys, sizeof *pairs);
  *count = 0;
  for (size_t i = 1; i <= keys; i++) {
    lua_rawgeti(L, list, (lua_Integer)i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    bool text_key = lua_type(L, -2) == LUA_TSTRING;
    const char *name = text_key ? lua_tostring(L, -2) : "";
    if (!text_key)
      rbk_fixture_wrong(L, "%s has an entry without a name; name it", what);
    else if (!among(skip, name)) {
      const char *value = rbk_fixture_scalar(L, lua_gettop(L));
      if (value == NULL)
        rbk_fixture_wrong(L,
                          "%s is %s; write a text, a number of at most four "
                          "decimals, true or false",
                          named(L, what, name), rbk_kind_of(L, lua_gettop(L)));
      else
        pairs[(*count)++] =
            (rbk_pair){rbk_fixture_text(L, name, strlen(name)), value};
    }
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
  return pairs;
}
