/* A calendar spelled out in a test file, under the keys of calendar.json. */
#include <lauxlib.h>
#include <string.h>

#include "policy/fixture_lua.h"
#include "policy/library.h"
#include "register/codes.h"

/* Calls `read` with each table of a list in a field; gives how many there are.
 * A field that is not there is an empty list. */
typedef void entry_reader(lua_State *L, int table, const char *what, void *out);

static size_t entries(lua_State *L, int table, const char *name, size_t size,
                      entry_reader *read, void **out) {
  lua_getfield(L, table, name);
  int list = lua_gettop(L);
  size_t count = 0;
  if (lua_istable(L, list))
    count = (size_t)lua_rawlen(L, list);
  else if (!lua_isnil(L, list))
    rbk_fixture_wrong(L, "`%s` is %s; write a list of tables", name,
                      rbk_kind_of(L, list));
  char *items = rbk_fixture_take(L, count, size);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    const char *what = rbk_arena_format(
        &rbk_fixture_reading_of(L)->fixtures->arena, "`%s`", name);
    if (what == NULL) rbk_raise_no_memory(L);
    if (lua_istable(L, -1))
      read(L, lua_gettop(L), what, items + i * size);
    else
      rbk_fixture_wrong(L, "entry %zu of `%s` is %s; write a table", i + 1,
                        name, rbk_kind_of(L, lua_gettop(L)));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  *out = items;
  return count;
}

static void read_half_term(lua_State *L, int table, const char *what,
                           void *out) {
  static const char *const known[] = {"name", "term", "number",
                                      "from", "to",   NULL};
  rbk_half_term_spec *half = out;
  rbk_fixture_only(L, table, known, 0, what);
  const char *term = rbk_fixture_text_field(L, table, "term", true, what);
  half->term = term ? term : "autumn";
  half->from = rbk_fixture_date_field(L, table, "from", true, what);
  half->to = rbk_fixture_date_field(L, table, "to", true, what);
  lua_getfield(L, table, "number");
  lua_Integer number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
  if (number < 1 || number > 6)
    rbk_fixture_wrong(L, "%s needs a `number` from 1 to 6", what);
  else
    half->number = (uint8_t)number;
  lua_pop(L, 1);
}

/* `date` for one day, or `from` and `to`. */
static void read_closure(lua_State *L, int table, const char *what, void *out) {
  static const char *const known[] = {"date", "from", "to", "reason", NULL};
  rbk_closure *closure = out;
  rbk_fixture_only(L, table, known, 0, what);
  const char *reason = rbk_fixture_text_field(L, table, "reason", false, what);
  closure->reason = reason ? reason : "";
  lua_getfield(L, table, "date");
  bool one_day = !lua_isnil(L, -1);
  lua_pop(L, 1);
  const char *first = one_day ? "date" : "from";
  closure->from = rbk_fixture_date_field(L, table, first, true, what);
  closure->to = one_day ? closure->from
                        : rbk_fixture_date_field(L, table, "to", true, what);
}

static void read_single(lua_State *L, int table, const char *what, void *out) {
  static const char *const known[] = {"date", "session", "reason", NULL};
  rbk_single_session *single = out;
  rbk_fixture_only(L, table, known, 0, what);
  single->date = rbk_fixture_date_field(L, table, "date", true, what);
  const char *session = rbk_fixture_text_field(L, table, "session", true, what);
  single->sessions = session && strcmp(session, "PM") == 0 ? RBK_PM : RBK_AM;
  if (session && strcmp(session, "AM") != 0 && strcmp(session, "PM") != 0)
    rbk_fixture_wrong(L,
                      "`session` of %s is \"%s\"; write AM or PM, the one "
                      "that is held",
                      what, session);
}

static void read_period(lua_State *L, int table, const char *what, void *out) {
  static const char *const known[] = {"name", "from", "to", "year_groups",
                                      NULL};
  rbk_named_period *period = out;
  rbk_fixture_only(L, table, known, 0, what);
  const char *name = rbk_fixture_text_field(L, table, "name", true, what);
  period->name = name ? name : "";
  period->from = rbk_fixture_date_field(L, table, "from", true, what);
  period->to = rbk_fixture_date_field(L, table, "to", true, what);
  lua_getfield(L, table, "year_groups");
  if (lua_istable(L, -1)) {
    period->year_group_count = (size_t)lua_rawlen(L, -1);
    period->year_groups =
        rbk_fixture_take(L, period->year_group_count, sizeof(char *));
    for (size_t i = 0; i < period->year_group_count; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i + 1);
      const char *group = rbk_fixture_scalar(L, lua_gettop(L));
      period->year_groups[i] = group ? group : "";
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

static void read_bank_holidays(lua_State *L, int table,
                               rbk_calendar_spec *spec) {
  lua_getfield(L, table, "bank_holidays");
  size_t count = lua_istable(L, -1) ? (size_t)lua_rawlen(L, -1) : 0;
  rbk_date *dates = rbk_fixture_take(L, count, sizeof *dates);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    dates[i] = rbk_fixture_date(L, lua_gettop(L), "a bank holiday");
    lua_pop(L, 1);
  }
  spec->bank_holidays = dates;
  spec->bank_holiday_count = count;
  lua_pop(L, 1);
}

const rbk_calendar_spec *rbk_fixture_calendar_table(lua_State *L, int table) {
  static const char *const known[] = {"half_terms",      "closures",
                                      "single_sessions", "periods",
                                      "bank_holidays",   NULL};
  rbk_fixture_reading *reading = rbk_fixture_reading_of(L);
  const void *key = lua_topointer(L, table);
  for (rbk_known_calendar *c = reading->calendars; c != NULL; c = c->before)
    if (c->table == key) return c->spec;
  rbk_calendar_spec *spec = rbk_fixture_take(L, 1, sizeof *spec);
  void *items;
  rbk_fixture_only(L, table, known, 0, "the calendar");
  spec->half_term_count = entries(
      L, table, "half_terms", sizeof *spec->half_terms, read_half_term, &items);
  spec->half_terms = items;
  spec->closure_count = entries(L, table, "closures", sizeof *spec->closures,
                                read_closure, &items);
  spec->closures = items;
  spec->single_session_count =
      entries(L, table, "single_sessions", sizeof *spec->single_sessions,
              read_single, &items);
  spec->single_sessions = items;
  spec->named_count =
      entries(L, table, "periods", sizeof *spec->named, read_period, &items);
  spec->named = items;
  read_bank_holidays(L, table, spec);
  rbk_known_calendar *known_one = rbk_fixture_take(L, 1, sizeof *known_one);
  *known_one = (rbk_known_calendar){key, spec, reading->calendars};
  reading->calendars = known_one;
  return spec;
}
