/* Inside the reading of test files: what its parts share. Nobody else includes
 * this; see fixture_reader.h. */
#ifndef RBK_POLICY_FIXTURE_LUA_H
#define RBK_POLICY_FIXTURE_LUA_H

#include "policy/fixture_reader.h"
#include "policy/lines.h"
#include "policy/sandbox.h"

/* A calendar spelled out as a table: fixtures that share the table share the
 * calendar. */
typedef struct rbk_known_calendar {
  const void *table;
  const rbk_calendar_spec *spec;
  struct rbk_known_calendar *before;
} rbk_known_calendar;

/* A test file being read: sandbox->host. What is made lives in the arena of the
 * fixtures; what has no memory raises. */
typedef struct rbk_fixture_reading {
  rbk_fixtures *fixtures;
  rbk_problems *problems;
  rbk_lines lines;      /* where the entries of the file's tables stand */
  rbk_fixture *fixture; /* the one at hand; NULL: none, the file's list */
  size_t line;
  uint32_t node; /* of the table at hand, for the lines of its entries */
  rbk_known_calendar *calendars;
} rbk_fixture_reading;

rbk_fixture_reading *rbk_fixture_reading_of(lua_State *L);

void *rbk_fixture_take(lua_State *L, size_t count, size_t size);
const char *rbk_fixture_text(lua_State *L, const char *text, size_t length);
/* Adds a problem about the fixture at hand. */
void rbk_fixture_wrong(lua_State *L, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* fixture_words.c: makes the environment of test files and pushes it. */
void rbk_fixture_environment(lua_State *L);
bool rbk_fixture_is_none(lua_State *L, int index);
/* The steps of a value that `all_present` began; false for another value. */
bool rbk_fixture_markings(lua_State *L, int index, rbk_marking **out,
                          size_t *count);

/* fixture_values.c: values of tables. Each pushes nothing; where a value does
 * not fit, a problem is added that calls it `what`. */

/* A text, a number or a truth value as text; NULL for another value. */
const char *rbk_fixture_scalar(lua_State *L, int index);
/* A date, or RBK_NO_DATE with a problem. */
rbk_date rbk_fixture_date(lua_State *L, int index, const char *what);
/* The date in a field of the table; RBK_NO_DATE where there is none, then
 * with a problem if it is needed. */
rbk_date rbk_fixture_date_field(lua_State *L, int table, const char *name,
                                bool needed, const char *what);
/* The text in a field of the table, or NULL; with a problem likewise. */
const char *rbk_fixture_text_field(lua_State *L, int table, const char *name,
                                   bool needed, const char *what);
/* Adds a problem for each key of the table that is not among the known ones
 * (NULL-ended). Whole numbers are known up to `list`. */
void rbk_fixture_only(lua_State *L, int table, const char *const *known,
                      size_t list, const char *what);
/* The pairs of a table of texts, in byte order, but for `skip` (NULL-ended). */
rbk_pair *rbk_fixture_pairs(lua_State *L, int table, const char *const *skip,
                            const char *what, size_t *count);

/* A table in a field, pushed; false where there is none. */
bool rbk_fixture_open(lua_State *L, int table, const char *name);

/* fixture_people.c: `pupil`, `marks`, `events`, `parents`, `others` and
 * `school_events` of a fixture. */
void rbk_fixture_read_people(lua_State *L, int table, rbk_fixture *fixture);

/* fixture_calendar.c: calendar.json's keys as a table. */
const rbk_calendar_spec *rbk_fixture_calendar_table(lua_State *L, int table);

/* fixture_expect.c */
void rbk_fixture_read_expect(lua_State *L, int table, rbk_fixture *fixture);

#endif
