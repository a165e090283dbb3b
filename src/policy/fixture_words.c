/* The words of test files: `all_present` and what can be said of it, `none`,
 * and the guarded Lua library. */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "policy/fixture_lua.h"
#include "policy/fixture_words.h"
#include "policy/library.h"

static const char marks_key[] = "rollbook.marks";
static const char none_key = 'n';

/* Marks are immutable: each word adds a step behind those before it. */
typedef struct step {
  const struct step *before;
  rbk_marking marking;
} step;
typedef struct marks {
  const step *last;
  size_t count;
} marks;

/* --- arguments ------------------------------------------------------------ */

/* What a word is called and takes, in its first upvalue. */
typedef struct marks_word {
  const char *name;
  lua_CFunction call;
  const char *usage;
} marks_word;

_Noreturn static void wrong_argument(lua_State *L, int index,
                                     const char *takes) {
  const marks_word *word = lua_touserdata(L, lua_upvalueindex(1));
  rbk_raise(L, RBK_SAY_ARGUMENT, 0,
            RBK_WITH(word->name, takes, rbk_kind_of(L, index), word->usage));
}

static rbk_date take_date(lua_State *L, int index) {
  size_t length;
  const char *text = lua_type(L, index) == LUA_TSTRING
                         ? lua_tolstring(L, index, &length)
                         : NULL;
  rbk_date date;
  if (text == NULL) wrong_argument(L, index, "a date");
  if (!rbk_date_parse((rbk_text){text, length}, &date))
    rbk_raise(L, RBK_SAY_BAD_DATE, 0, RBK_WITH(text, "2024-11-12"));
  return date;
}

static const char *take_text(lua_State *L, int index) {
  size_t length;
  if (lua_type(L, index) != LUA_TSTRING)
    wrong_argument(L, index, "a text of marks");
  const char *text = lua_tolstring(L, index, &length);
  return rbk_fixture_text(L, text, length);
}

static size_t take_count(lua_State *L, int index) {
  if (!lua_isinteger(L, index) || lua_tointeger(L, index) < 1 ||
      lua_tointeger(L, index) > 100000)
    wrong_argument(L, index, "a whole number from 1");
  return (size_t)lua_tointeger(L, index);
}

static rbk_weekday take_weekday(lua_State *L, int index) {
  static const char *const names[] = {"mon", "tue", "wed", "thu",
                                      "fri", "sat", "sun"};
  const char *text =
      lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "";
  for (int day = 0; day < 7; day++)
    if (strcmp(text, names[day]) == 0) return (rbk_weekday)day;
  wrong_argument(L, index, "a day of the week, as \"fri\"");
}

/* --- steps ---------------------------------------------------------------- */

static const marks *marks_at(lua_State *L, int index) {
  const marks *m = luaL_testudata(L, index, marks_key);
  if (m == NULL) wrong_argument(L, index, "marks before the colon");
  return m;
}

static void push_marks(lua_State *L, const step *last, size_t count) {
  marks *made = lua_newuserdatauv(L, sizeof *made, 0);
  *made = (marks){last, count};
  luaL_setmetatable(L, marks_key);
}

static const step *add(lua_State *L, const step *before,
                       const rbk_marking *marking) {
  step *made = rbk_fixture_take(L, 1, sizeof *made);
  made->before = before;
  made->marking = *marking;
  made->marking.line = rbk_line(L);
  return made;
}

/* The marks with one step more, on the stack. */
static int push_step(lua_State *L, const rbk_marking *marking) {
  const marks *m = marks_at(L, 1);
  push_marks(L, add(L, m->last, marking), m->count + 1);
  return 1;
}

/* :but { ["2024-11-12"] = "II", ... } */
static int word_but(lua_State *L) {
  const marks *m = marks_at(L, 1);
  const step *last = m->last;
  size_t count = m->count;
  if (lua_type(L, 2) != LUA_TTABLE) wrong_argument(L, 2, "a table of days");
  size_t keys = rbk_sorted_keys(L, 2);
  int list = lua_gettop(L);
  for (lua_Integer i = 1; i <= (lua_Integer)keys; i++) {
    lua_rawgeti(L, list, i);
    lua_pushvalue(L, -1);
    lua_rawget(L, 2);
    rbk_marking day = {.kind = RBK_MARKING_DAY,
                       .date = take_date(L, lua_gettop(L) - 1),
                       .text = take_text(L, lua_gettop(L))};
    last = add(L, last, &day);
    count++;
    lua_pop(L, 2);
  }
  push_marks(L, last, count);
  return 1;
}

static int word_stray(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_STRAY,
                         .date = take_date(L, 2),
                         .text = take_text(L, 3)};
  return push_step(L, &marking);
}

static int word_week(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_WEEK,
                         .date = take_date(L, 2),
                         .text = take_text(L, 3)};
  return push_step(L, &marking);
}

static int word_first_days(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_FIRST_DAYS,
                         .n = take_count(L, 2),
                         .text = take_text(L, 3),
                         .date = take_date(L, 4)};
  return push_step(L, &marking);
}

static int word_sessions(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_SESSIONS,
                         .n = take_count(L, 2),
                         .text = take_text(L, 3),
                         .date = take_date(L, 4)};
  return push_step(L, &marking);
}

static int word_every(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_EVERY,
                         .weekday = take_weekday(L, 2),
                         .text = take_text(L, 3),
                         .date = RBK_NO_DATE,
                         .to = RBK_NO_DATE};
  if (!lua_isnoneornil(L, 4)) marking.date = take_date(L, 4);
  if (!lua_isnoneornil(L, 5)) marking.to = take_date(L, 5);
  return push_step(L, &marking);
}

/* :late("2024-11-12", "AM", 35) */
static int word_late(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_LATE,
                         .date = take_date(L, 2),
                         .text = take_text(L, 3),
                         .n = take_count(L, 4)};
  if (strcmp(marking.text, "AM") != 0 && strcmp(marking.text, "PM") != 0)
    wrong_argument(L, 3, "\"AM\" or \"PM\"");
  return push_step(L, &marking);
}

/* :elsewhere("2024-09-09", "II ..", "Other School") */
static int word_elsewhere(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_ELSEWHERE,
                         .date = take_date(L, 2),
                         .text = take_text(L, 3)};
  if (lua_type(L, 4) != LUA_TSTRING || lua_rawlen(L, 4) == 0)
    wrong_argument(L, 4, "the name of the other school");
  marking.school = take_text(L, 4);
  return push_step(L, &marking);
}

static int word_until_day(lua_State *L) {
  rbk_marking marking = {.kind = RBK_MARKING_UNTIL_DAY,
                         .date = take_date(L, 2)};
  return push_step(L, &marking);
}

static const marks_word marks_words[] = {
    {"but", word_but, "all_present:but { [\"2024-11-12\"] = \"II\" }"},
    {"stray", word_stray, "all_present:stray(\"2024-12-25\", \"/.\")"},
    {"week", word_week, "all_present:week(\"2024-11-11\", \".. II .. .. ..\")"},
    {"first_days", word_first_days,
     "all_present:first_days(5, \"II\", \"2024-11-11\")"},
    {"sessions", word_sessions,
     "all_present:sessions(9, \"O\", \"2024-11-11\")"},
    {"every", word_every,
     "all_present:every(\"fri\", \"I.\", \"2024-09-06\", \"2024-12-20\")"},
    {"late", word_late, "all_present:late(\"2024-11-12\", \"AM\", 35)"},
    {"elsewhere", word_elsewhere,
     "all_present:elsewhere(\"2024-09-09\", \"II ..\", \"Other School\")"},
    {"until_day", word_until_day, "all_present:until_day(\"2024-12-20\")"},
};
#define MARKS_WORDS (sizeof marks_words / sizeof marks_words[0])

const char *rbk_fixture_word(size_t index, const char **usage) {
  if (index >= MARKS_WORDS) return NULL;
  if (usage != NULL) *usage = marks_words[index].usage;
  return marks_words[index].name;
}

/* __index: the words by name, with a guess for a misspelt one. */
static int on_word(lua_State *L) {
  const char *names[MARKS_WORDS];
  char hint[400];
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
  for (size_t i = 0; i < MARKS_WORDS; i++) {
    names[i] = marks_words[i].name;
    if (strcmp(name, names[i]) != 0) continue;
    lua_pushlightuserdata(L, (void *)(uintptr_t)&marks_words[i]);
    lua_pushcclosure(L, marks_words[i].call, 1);
    return 1;
  }
  rbk_suggest(hint, sizeof hint, name, names, MARKS_WORDS);
  rbk_raise(L, RBK_SAY_UNKNOWN_FIELD, 0, RBK_WITH(name, "marks", hint));
}

static int on_set(lua_State *L) {
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
  rbk_raise(L, RBK_SAY_READ_ONLY, 0, RBK_WITH(name, "marks"));
}

bool rbk_fixture_markings(lua_State *L, int index, rbk_marking **out,
                          size_t *count) {
  const marks *m = luaL_testudata(L, index, marks_key);
  if (m == NULL) return false;
  rbk_marking *list = rbk_fixture_take(L, m->count, sizeof *list);
  size_t at = m->count;
  for (const step *s = m->last; s != NULL; s = s->before)
    list[--at] = s->marking;
  *out = list;
  *count = m->count;
  return true;
}

/* --- the environment ------------------------------------------------------ */

static void open_marks(lua_State *L) {
  luaL_newmetatable(L, marks_key);
  lua_pushcfunction(L, on_word);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, on_set);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

bool rbk_fixture_is_none(lua_State *L, int index) {
  return lua_islightuserdata(L, index) &&
         lua_touserdata(L, index) == (const void *)&none_key;
}

void rbk_fixture_environment(lua_State *L) {
  static const char *const libraries[] = {"string", "table", "math"};
  open_marks(L);
  lua_newtable(L);
  rbk_library_push(L);
  for (const rbk_library_entry *e = rbk_base_library; e->name != NULL; e++) {
    lua_getfield(L, -1, e->name);
    lua_setfield(L, -3, e->name);
  }
  for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
    lua_getfield(L, -1, libraries[i]);
    lua_setfield(L, -3, libraries[i]);
  }
  lua_pop(L, 1);
  push_marks(L, NULL, 0);
  lua_setfield(L, -2, "all_present");
  lua_pushlightuserdata(L, (void *)(uintptr_t)&none_key);
  lua_setfield(L, -2, "none");
  rbk_library_freeze(L, "a test file");
}
