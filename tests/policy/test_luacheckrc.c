/* The names that .luacheckrc allows are those that scripts have: no more, so
 * that luacheck sees a misspelt word, and no fewer. */
#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include "policy/words.h"
#include "support/suite.h"

static lua_State *opened(void) {
  lua_State *L = luaL_newstate();
  ck_assert_ptr_nonnull(L);
  luaL_openlibs(L);
  lua_newtable(L);
  lua_setglobal(L, "stds");
  lua_newtable(L);
  lua_setglobal(L, "files");
  if (luaL_dofile(L, TEST_SOURCE_DIR "/.luacheckrc") != LUA_OK)
    ck_abort_msg("%s", lua_tostring(L, -1));
  /* allowed(std) gives a set of "pairs", "string.rep", ... */
  static const char flatten[] =
      "function allowed(std)\n"
      "  local set = {}\n"
      "  local function add(name)\n"
      "    assert(not set[name], name .. ' is there twice')\n"
      "    set[name] = true\n"
      "  end\n"
      "  for key, value in pairs(stds[std].read_globals) do\n"
      "    if type(key) == 'number' then add(value)\n"
      "    elseif value.other_fields then add(key)\n"
      "    else for _, field in ipairs(value.fields) do add(key .. '.' .. "
      "field) end\n"
      "    end\n"
      "  end\n"
      "  return set\n"
      "end\n";
  ck_assert_int_eq(luaL_dostring(L, flatten), LUA_OK);
  return L;
}

/* Pushes allowed(std). */
static void push_allowed(lua_State *L, const char *std) {
  lua_getglobal(L, "allowed");
  lua_pushstring(L, std);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) ck_abort_msg("%s", lua_tostring(L, -1));
}

/* Takes a name out of the set on top. */
static void take(lua_State *L, const char *name) {
  if (lua_getfield(L, -1, name) != LUA_TBOOLEAN)
    ck_abort_msg("scripts have %s; .luacheckrc does not", name);
  lua_pop(L, 1);
  lua_pushnil(L);
  lua_setfield(L, -2, name);
}

static void take_library(lua_State *L) {
  const char *usage;
  for (size_t i = 0; rbk_library_name(i, &usage, NULL); i++) {
    lua_pushlstring(L, usage, strcspn(usage, "(")); /* string.rep(text, n) */
    const char *name = lua_tostring(L, -1);
    lua_insert(L, -2);
    take(L, name);
    lua_remove(L, -2);
  }
}

static void nothing_is_left(lua_State *L) {
  lua_pushnil(L);
  if (lua_next(L, -2))
    ck_abort_msg(".luacheckrc has %s; scripts do not", lua_tostring(L, -2));
}

START_TEST(policies_may_say_the_words_and_the_guarded_library) {
  lua_State *L = opened();
  push_allowed(L, "policy");
  for (size_t i = 0; i < rbk_words_count(); i++)
    if (!rbk_word_at(i)->on) take(L, rbk_word_at(i)->name);
  take_library(L);
  nothing_is_left(L);
  lua_close(L);
}
END_TEST

START_TEST(test_files_may_say_marks_none_and_the_guarded_library) {
  lua_State *L = opened();
  push_allowed(L, "fixtures");
  take(L, "all_present");
  take(L, "none");
  take_library(L);
  nothing_is_left(L);
  lua_close(L);
}
END_TEST

int main(void) {
  return TEST_RUN("luacheckrc",
                  policies_may_say_the_words_and_the_guarded_library,
                  test_files_may_say_marks_none_and_the_guarded_library);
}
