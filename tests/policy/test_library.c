/* What of Lua a script has: exactly the listed names, each bounded, none
 * depending on the machine, the process or the locale. */
#include <lauxlib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"
#include "policy/object.h"
#include "policy/words.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;
static test_load load;

/* Runs statements; what they assert must hold. */
static void holds(const char *statements) {
  char text[4000];
  (void)snprintf(text, sizeof text,
                 "%s\nreturn { api = 1, id = \"la/x\", title = \"x\" }\n",
                 statements);
  load_text(&scripts, text, &load);
  ck_assert_msg(load.status == RBK_OK, "%s: %s", statements, load.said);
  rbk_policy_destroy(load.policy);
}

static void begin(void) {
  scripts = scripts_begin(TEST_BINARY_DIR);
}
static void end(void) {
  scripts_end(&scripts);
}

/* --- names
 * -------------------------------------------------------------------- */

static bool listed(const char *name) {
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *word = rbk_word_at(i);
    if (!word->on && strcmp(word->name, name) == 0) return true;
  }
  const char *known;
  for (size_t i = 0; (known = rbk_library_name(i, NULL, NULL)); i++) {
    if (strcmp(known, name) == 0) return true;
  }
  return strcmp(name, "string") == 0 || strcmp(name, "table") == 0 ||
         strcmp(name, "math") == 0;
}

START_TEST(the_environment_holds_the_listed_names_and_no_other) {
  rbk_sandbox sandbox;
  size_t count = 0;
  ck_assert_int_eq(rbk_sandbox_open(&sandbox, NULL, "x.lua"), RBK_OK);
  lua_State *L = sandbox.state;
  rbk_library_push(L);
  ck_assert_int_eq(lua_type(L, -1), LUA_TUSERDATA); /* nothing can be put in */
  ck_assert_int_eq(luaL_getmetafield(L, -1, "__index"), LUA_TTABLE);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    const char *name = lua_tostring(L, -2);
    ck_assert_msg(listed(name), "%s is not listed", name);
    ck_assert_msg(!lua_istable(L, -1), "%s can be written to", name);
    count++;
  }
  /* base library 8, three libraries, words that are functions, param, role */
  size_t words = 0;
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *word = rbk_word_at(i);
    words += !word->on && (!word->value || strcmp(word->name, "param") == 0 ||
                           strcmp(word->name, "role") == 0);
  }
  ck_assert_uint_eq(count, 8 + 3 + words);
  /* The globals of the state itself, which no script can reach, are empty. */
  lua_pushglobaltable(L);
  lua_pushnil(L);
  ck_assert_int_eq(lua_next(L, -2), 0);
  rbk_sandbox_close(&sandbox);
}
END_TEST

START_TEST(every_word_has_its_line_and_its_example) {
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *word = rbk_word_at(i);
    ck_assert_msg(word->doc && word->doc[0], "%s", word->name);
    ck_assert_msg(word->result && word->result[0], "%s", word->name);
    ck_assert_msg(strstr(word->usage, word->name) != NULL, "%s", word->name);
    for (size_t j = 0; j < i; j++) {
      const rbk_term *other = rbk_word_at(j);
      bool same = strcmp(word->name, other->name) == 0 &&
                  (word->on == other->on ||
                   (word->on && other->on && strcmp(word->on, other->on) == 0));
      ck_assert_msg(!same, "%s twice", word->name);
    }
  }
}
END_TEST

/* What the reference shows must work: each example of a word of loading. */
START_TEST(the_example_of_every_word_is_accepted) {
  begin();
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *word = rbk_word_at(i);
    bool given = word->on && word->anytime; /* of what functions are given */
    if (given) continue;
    char text[1200];
    (void)snprintf(
        text, sizeof text,
        "local m = rate \"attended\":within(term)\n"
        "local attendance, c = m, compulsory_school_age\n"
        "local made = %s\n"
        "return { api = 1, id = \"la/x\", title = made and \"x\" }\n",
        word->usage);
    load_text(&scripts, text, &load);
    rbk_policy_destroy(load.policy);
    /* All that may be told is that it is not used. */
    for (char *line = strtok(load.said, "\n"); line;
         line = strtok(NULL, "\n")) {
      ck_assert_msg(strstr(line, "never used") != NULL, "%s: %s", word->usage,
                    line);
    }
  }
  end();
}
END_TEST

/* --- behaviour
 * ------------------------------------------------------------------ */

START_TEST(pairs_walks_in_the_same_order_always) {
  begin();
  holds("local t = { z = 1, a = 2, [2] = 3, [1] = 4, M = 5, [-1] = 6 }\n"
        "local out = {}\n"
        "for k, v in pairs(t) do out[#out + 1] = k .. \"=\" .. v end\n"
        "assert(table.concat(out, \" \") == \"-1=6 1=4 2=3 M=5 a=2 z=1\")");
  holds("local n = 0\n"
        "local t = { a = 1, b = 2, c = 3 }\n"
        "for k in pairs(t) do t[k] = nil t.b = nil n = n + 1 end\n"
        "assert(n == 2)");
  holds("for _ in pairs({}) do error(\"none\") end\n"
        "local s = 0 for i, v in ipairs { 5, 6, nil, 7 } do s = s + i * v end\n"
        "assert(s == 17)");
  end();
}
END_TEST

START_TEST(values_print_without_addresses) {
  begin();
  holds("assert(tostring({}) == \"table\")\n"
        "assert(tostring(pairs) == \"function\")\n"
        "assert(tostring(nil) == \"nil\" and tostring(true) == \"true\")\n"
        "assert(tostring(12) == \"12\" and tostring(-0.5) == \"-0.5\")\n"
        "assert(tostring(3.0) == \"3.0\" and tostring(1e15) == \"1e+15\")\n"
        "assert(tostring(math.huge) == \"inf\" and tostring(0/0) == \"nan\")\n"
        "assert(tostring(school_year) == \"a window\")");
  end();
}
END_TEST

START_TEST(texts_have_the_bounded_functions_as_methods) {
  begin();
  holds(
      "assert((\"Abc\"):upper() == \"ABC\" and (\"Abc\"):lower() == \"abc\")\n"
      "assert((\"abc\"):reverse() == \"cba\" and #\"abc\" == 3)\n"
      "assert((\"abc\"):rep(3) == \"abcabcabc\" and (\"x\"):rep(0) == \"\")\n"
      "assert((\"x\"):rep(-1) == \"\" and (\"\"):rep(1000000) == \"\")\n"
      "assert(#(\"ab\"):rep(2048) == 4096)\n"
      "assert((\"abcdef\"):sub(2, -2) == \"bcde\" and (\"abc\"):sub(-2) == "
      "\"bc\")\n"
      "assert((\"abc\"):sub(5) == \"\" and (\"abc\"):sub(0, 99) == \"abc\")\n"
      "assert((\"abc\"):starts(\"ab\") and not (\"abc\"):starts(\"b\"))\n"
      "assert((\"a.c\"):contains(\".\") and not (\"abc\"):contains(\".\"))\n"
      "assert((\"abc\"):contains(\"\") and not (\"\"):contains(\"a\"))\n"
      "local a, b = (\"AB\"):byte(1, 2) assert(a == 65 and b == 66)\n"
      "assert((\"abc\"):len() == 3)");
  end();
}
END_TEST

START_TEST(format_pads_and_rounds_as_c_does) {
  begin();
  holds(
      "local f = string.format\n"
      "assert(f(\"%d|%5d|%-5d|%05d\", 42, 42, 42, -42) == \"42|   42|42   "
      "|-0042\")\n"
      "assert(f(\"%.2f|%8.3f|%g\", 1.005, 2.5, 0.1) == \"1.00|   2.500|0.1\")\n"
      "assert(f(\"%s|%6s|%-6s|%.2s\", \"ab\", \"ab\", \"ab\", \"abc\") == "
      "\"ab|    ab|ab    |ab\")\n"
      "assert(f(\"%x %%\", 255) == \"ff %\")\n"
      "assert(f(\"%s %s\", nil, {}) == \"nil table\")");
  end();
}
END_TEST

START_TEST(lists_can_be_changed_sorted_and_joined) {
  begin();
  holds("local t = { 3, 1, 2 }\n"
        "table.sort(t) assert(table.concat(t, \",\") == \"1,2,3\")\n"
        "table.sort(t, function(a, b) return a > b end)\n"
        "assert(table.concat(t, \",\") == \"3,2,1\")\n"
        "table.insert(t, 0) table.insert(t, 1, 9)\n"
        "assert(table.concat(t, \",\") == \"9,3,2,1,0\")\n"
        "assert(table.remove(t) == 0 and table.remove(t, 1) == 9 and #t == 3)\n"
        "assert(table.remove({}) == nil)\n"
        "local a, b, c = table.unpack(t) assert(a == 3 and b == 2 and c == 1)\n"
        "assert(select(\"#\", table.unpack(t, 2, 3)) == 2)\n"
        "assert(select(-1, 7, 8) == 8 and select(2, 7, 8) == 8)\n"
        "assert(table.concat({}, \",\") == \"\" and table.concat({ 1.5, \"x\" "
        "}) == "
        "\"1.5x\")\n"
        "local words = { \"b\", \"B\", \"a\", \"\\xc3\\xa9\" } "
        "table.sort(words)\n"
        "assert(table.concat(words) == \"Bab\\xc3\\xa9\")");
  end();
}
END_TEST

START_TEST(numbers_are_luas_own) {
  begin();
  holds("assert(math.floor(2.5) == 2 and math.floor(-2.5) == -3)\n"
        "assert(math.ceil(2.5) == 3 and math.ceil(-2.5) == -2)\n"
        "assert(math.type(math.floor(2.0)) == \"integer\")\n"
        "assert(math.floor(1e300) == 1e300 and math.abs(-3) == 3)\n"
        "assert(math.max(1, 3, 2) == 3 and math.min(2, 1.5) == 1.5)\n"
        "assert(math.fmod(-7, 3) == -1 and math.fmod(7, -3) == 1)\n"
        "assert(math.fmod(-7.5, 2) == -1.5 and math.tointeger(3.0) == 3)\n"
        "assert(math.tointeger(3.5) == nil and math.type(1) == \"integer\")\n"
        "assert(tonumber(\"0x10\") == 16 and tonumber(\" 98.9 \") == 98.9)\n"
        "assert(tonumber(\"x\") == nil and tonumber({}) == nil)\n"
        "assert(math.maxinteger + 1 < 0)");
  end();
}
END_TEST

/* A locale with a decimal comma where the machine has one; tests/locale makes
 * one and holds a whole run to it. */
START_TEST(a_decimal_comma_changes_nothing) {
  static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8",
                                      "fr_FR.UTF-8", "de_DE"};
  begin();
  for (size_t i = 0; i < 4; i++) {
    if (setlocale(LC_ALL, names[i])) break;
  }
  holds("assert(1.5 .. \"\" == \"1.5\" and tostring(98.9) == \"98.9\")\n"
        "assert(string.format(\"%.1f\", 0.5) == \"0.5\")\n"
        "assert(tonumber(\"1.5\") == 1.5 and tonumber(\"1,5\") == nil)\n"
        "assert(\"Z\" < \"a\" and \"a\" < \"\\xc3\\xa9\")");
  (void)setlocale(LC_ALL, "C");
  end();
}
END_TEST

/* --- the budget
 * -------------------------------------------------------------------- */

/* Turns of a loop that fit into a budget, in a state that has made `calls`
 * calls before. */
static lua_Integer turns(int calls) {
  static const char text[] = "local n = 0\n"
                             "return function()\n"
                             "  while true do\n"
                             "    n = n + 1\n"
                             "    local s = (\"x\"):rep(n % 300) .. n\n"
                             "    if s:contains(\"y\") then return end\n"
                             "  end\n"
                             "end\n";
  rbk_sandbox sandbox;
  lua_Integer before = 0, after = 0;
  ck_assert_int_eq(rbk_sandbox_open(&sandbox, NULL, "x.lua"), RBK_OK);
  lua_State *L = sandbox.state;
  ck_assert_int_eq(rbk_sandbox_compile(&sandbox, text, sizeof text - 1),
                   RBK_OK);
  rbk_library_push(L);
  lua_setupvalue(L, -2, 1);
  ck_assert_int_eq(rbk_sandbox_call(&sandbox, 0, 1, 1000), RBK_OK);
  for (int i = 0; i <= calls; i++) {
    before = after;
    lua_pushvalue(L, -1);
    ck_assert_int_eq(rbk_sandbox_call(&sandbox, 0, 0, 100000), RBK_POLICY);
    ck_assert_int_eq(sandbox.fault.limit, RBK_LIMIT_WORK);
    ck_assert_uint_ge(sandbox.fault.line, 3);
    ck_assert_str_eq(lua_getupvalue(L, -1, 1), "n");
    after = lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (i < calls) {
      lua_pushinteger(L, after = 0);
      lua_setupvalue(L, -2, 1);
    }
  }
  rbk_sandbox_close(&sandbox);
  return after - before;
}

/* Lua uses short texts again that earlier calls have made; the budget counts
 * work and nothing else. */
START_TEST(the_budget_ends_at_the_same_turn_every_time) {
  lua_Integer first = turns(0);
  ck_assert_int_gt(first, 1000);
  ck_assert_int_lt(first, 100000 / 8); /* a turn is more than 8 units */
  ck_assert_int_eq(turns(0), first);
  ck_assert_int_eq(turns(1), first);
  ck_assert_int_eq(turns(7), first);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "library", the_environment_holds_the_listed_names_and_no_other,
      every_word_has_its_line_and_its_example,
      the_example_of_every_word_is_accepted,
      pairs_walks_in_the_same_order_always, values_print_without_addresses,
      texts_have_the_bounded_functions_as_methods,
      format_pads_and_rounds_as_c_does, lists_can_be_changed_sorted_and_joined,
      numbers_are_luas_own, a_decimal_comma_changes_nothing,
      the_budget_ends_at_the_same_turn_every_time);
}
