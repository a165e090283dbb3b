#include "policy/fixture_reader.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "policy/fixture_lua.h"
#include "policy/library.h"

/* --- what the parts share ------------------------------------------------- */

rbk_fixture_reading *rbk_fixture_reading_of(lua_State *L) {
  return rbk_sandbox_of(L)->host;
}

void *rbk_fixture_take(lua_State *L, size_t count, size_t size) {
  void *made =
      rbk_arena_take(&rbk_fixture_reading_of(L)->fixtures->arena, count, size);
  if (made == NULL) rbk_raise_no_memory(L);
  return made;
}

const char *rbk_fixture_text(lua_State *L, const char *text, size_t length) {
  const char *copy =
      rbk_arena_copy(&rbk_fixture_reading_of(L)->fixtures->arena, text, length);
  if (copy == NULL) rbk_raise_no_memory(L);
  return copy;
}

static void add_fault(lua_State *L, rbk_fixture *fixture, size_t line,
                      const char *text) {
  rbk_fixture_fault *fault = rbk_fixture_take(L, 1, sizeof *fault);
  rbk_fixture_fault **last = &fixture->faults;
  while (*last != NULL) last = &(*last)->next;
  *fault = (rbk_fixture_fault){.line = line, .text = text};
  *last = fault;
}

void rbk_fixture_wrong(lua_State *L, const char *format, ...) {
  rbk_fixture_reading *reading = rbk_fixture_reading_of(L);
  va_list arguments;
  va_start(arguments, format);
  const char *text =
      rbk_arena_format_list(&reading->fixtures->arena, format, arguments);
  va_end(arguments);
  if (text == NULL) rbk_raise_no_memory(L);
  if (reading->fixture != NULL)
    add_fault(L, reading->fixture, reading->line, text);
  else if (rbk_problems_add(reading->problems, RBK_ERROR, "fixture",
                            reading->fixtures->file, reading->line, 0, "%s",
                            text))
    rbk_raise_no_memory(L);
}

/* --- parts of a fixture --------------------------------------------------- */

/* One year of `calendar`, or all of it. */
static void add_calendar(lua_State *L, int at, const char *what,
                         rbk_fixture *fixture) {
  rbk_fixture_calendar *calendar = &fixture->calendars[fixture->calendar_count];
  if (lua_type(L, at) == LUA_TSTRING)
    calendar->name = rbk_fixture_scalar(L, at);
  else if (lua_istable(L, at))
    calendar->spec = rbk_fixture_calendar_table(L, at);
  else
    rbk_fixture_wrong(L,
                      "%s is %s; name a year, as \"190 days\", or give its "
                      "half terms",
                      what, rbk_kind_of(L, at));
  if (calendar->name != NULL || calendar->spec != NULL)
    fixture->calendar_count++;
}

static void read_calendar(lua_State *L, int table, rbk_fixture *fixture) {
  static const char *const none[] = {NULL};
  lua_getfield(L, table, "calendar");
  int at = lua_gettop(L);
  size_t count = lua_istable(L, at) ? (size_t)lua_rawlen(L, at) : 0;
  fixture->calendars =
      rbk_fixture_take(L, count + 1, sizeof *fixture->calendars);
  if (count == 0) add_calendar(L, at, "`calendar`", fixture);
  if (count > 0) rbk_fixture_only(L, at, none, count, "the list of calendars");
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, at, (lua_Integer)i);
    add_calendar(L, lua_gettop(L), "an entry of `calendar`", fixture);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

bool rbk_fixture_open(lua_State *L, int table, const char *name) {
  lua_getfield(L, table, name);
  if (lua_istable(L, -1)) return true;
  if (!lua_isnil(L, -1))
    rbk_fixture_wrong(L, "`%s` is %s; write a table", name,
                      rbk_kind_of(L, lua_gettop(L)));
  lua_pop(L, 1);
  return false;
}

static void read_school(lua_State *L, int table, rbk_fixture *fixture) {
  static const char *const none[] = {NULL};
  if (!rbk_fixture_open(L, table, "school")) return;
  fixture->school = rbk_fixture_pairs(L, lua_gettop(L), none, "the school",
                                      &fixture->school_count);
  lua_pop(L, 1);
}

/* One value of a parameter, or one of its list. */
static void read_value(lua_State *L, int index, const char *name, size_t place,
                       rbk_setting *setting) {
  bool number = lua_type(L, index) == LUA_TNUMBER;
  const char *text = number || lua_type(L, index) == LUA_TSTRING
                         ? rbk_fixture_scalar(L, index)
                         : NULL;
  if (text == NULL)
    rbk_fixture_wrong(L,
                      "parameter `%s` is %s; write a number of at most four "
                      "decimals, a text, or a list of either",
                      name, rbk_kind_of(L, index));
  setting->values[place] = text ? text : "";
  setting->numbers[place] = number;
}

static void read_parameter(lua_State *L, int index, const char *name,
                           rbk_setting *setting) {
  setting->name = rbk_fixture_text(L, name, strlen(name));
  setting->is_list = lua_istable(L, index);
  setting->line = rbk_fixture_reading_of(L)->line;
  size_t count = setting->is_list ? (size_t)lua_rawlen(L, index) : 1;
  setting->values = rbk_fixture_take(L, count, sizeof *setting->values);
  setting->numbers = rbk_fixture_take(L, count, sizeof *setting->numbers);
  setting->value_count = count;
  if (!setting->is_list) {
    read_value(L, index, name, 0, setting);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, index, (lua_Integer)i + 1);
    read_value(L, lua_gettop(L), name, i, setting);
    lua_pop(L, 1);
  }
}

static void read_parameters(lua_State *L, int table, rbk_fixture *fixture) {
  if (!rbk_fixture_open(L, table, "parameters")) return;
  int parameters = lua_gettop(L);
  size_t keys = rbk_sorted_keys(L, parameters);
  int list = lua_gettop(L);
  fixture->parameters = rbk_fixture_take(L, keys, sizeof *fixture->parameters);
  for (size_t i = 1; i <= keys; i++) {
    lua_rawgeti(L, list, (lua_Integer)i);
    lua_pushvalue(L, -1);
    lua_rawget(L, parameters);
    if (lua_type(L, -2) == LUA_TSTRING)
      read_parameter(L, lua_gettop(L), lua_tostring(L, -2),
                     &fixture->parameters[fixture->parameter_count++]);
    else
      rbk_fixture_wrong(L, "`parameters` has an entry without a name; name "
                           "the parameter");
    lua_pop(L, 2);
  }
  lua_pop(L, 2);
}

/* Takes a choice into its place by date. */
static void add_choice(lua_State *L, rbk_fixture *fixture,
                       rbk_policy_choice choice) {
  size_t place = fixture->policy_count;
  if (choice.policy[0] == '\0')
    rbk_fixture_wrong(L, "`policy` is empty; name a policy by its id, as "
                         "\"school/green_lane\"");
  for (; place > 0 && fixture->policies[place - 1].from >= choice.from;
       place--) {
    if (fixture->policies[place - 1].from == choice.from)
      rbk_fixture_wrong(L, "`policy` lists two that begin on the same day; "
                           "keep one of them");
    fixture->policies[place] = fixture->policies[place - 1];
  }
  fixture->policies[place] = choice;
  fixture->policy_count++;
}

static void read_choice(lua_State *L, int table, rbk_fixture *fixture) {
  static const char *const known[] = {"from", "policy", NULL};
  static const char what[] = "an entry of `policy`";
  rbk_policy_choice choice = {.from = RBK_NO_DATE};
  rbk_fixture_only(L, table, known, 0, what);
  choice.from = rbk_fixture_date_field(L, table, "from", false, what);
  choice.policy = rbk_fixture_text_field(L, table, "policy", true, what);
  if (choice.policy != NULL) add_choice(L, fixture, choice);
}

/* As in school.json: an id, or a list of ids with the days they begin on. */
static void read_policy(lua_State *L, int table, rbk_fixture *fixture) {
  static const char *const none[] = {NULL};
  lua_getfield(L, table, "policy");
  int at = lua_gettop(L);
  bool listed = lua_istable(L, at) && lua_rawlen(L, at) > 0;
  size_t count = listed ? (size_t)lua_rawlen(L, at) : 1;
  fixture->policies = rbk_fixture_take(L, count, sizeof *fixture->policies);
  if (lua_type(L, at) == LUA_TSTRING)
    add_choice(L, fixture,
               (rbk_policy_choice){RBK_NO_DATE, rbk_fixture_scalar(L, at)});
  else if (!listed && !lua_isnil(L, at))
    rbk_fixture_wrong(L,
                      "`policy` is %s; name a policy by its id, or write a "
                      "list of { from = , policy = }",
                      lua_istable(L, at) ? "an empty list"
                                         : rbk_kind_of(L, at));
  if (listed) rbk_fixture_only(L, at, none, count, "`policy`");
  for (size_t i = 1; listed && i <= count; i++) {
    lua_rawgeti(L, at, (lua_Integer)i);
    if (lua_istable(L, -1))
      read_choice(L, lua_gettop(L), fixture);
    else
      rbk_fixture_wrong(L,
                        "an entry of `policy` is %s; write { from = , "
                        "policy = }",
                        rbk_kind_of(L, lua_gettop(L)));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static void read_assume_done(lua_State *L, int table, rbk_fixture *fixture) {
  lua_getfield(L, table, "assume_done");
  if (lua_isboolean(L, -1))
    fixture->assume_done = lua_toboolean(L, -1);
  else if (!lua_isnil(L, -1))
    rbk_fixture_wrong(L, "`assume_done` is %s; write true or leave it out",
                      rbk_kind_of(L, lua_gettop(L)));
  lua_pop(L, 1);
}

static void read_skip(lua_State *L, int table, rbk_fixture *fixture) {
  lua_getfield(L, table, "skip");
  if (!lua_isnil(L, -1)) {
    fixture->skip = lua_type(L, -1) == LUA_TSTRING && lua_rawlen(L, -1) > 0
                        ? rbk_fixture_scalar(L, lua_gettop(L))
                        : NULL;
    if (fixture->skip == NULL)
      rbk_fixture_wrong(L, "`skip` gives no reason; say in a sentence why");
  }
  lua_pop(L, 1);
}

static void read_days(lua_State *L, int table, rbk_fixture *fixture) {
  fixture->on = rbk_fixture_date_field(L, table, "on", false, "the fixture's");
  fixture->from =
      rbk_fixture_date_field(L, table, "from", false, "the fixture's");
  fixture->to = rbk_fixture_date_field(L, table, "to", false, "the fixture's");
  bool changes = fixture->expect[RBK_FIXTURE_CHANGES].named;
  bool others = false;
  for (size_t s = 0; s < RBK_FIXTURE_SECTIONS; s++)
    if (s != RBK_FIXTURE_CHANGES && fixture->expect[s].named) others = true;
  if (others && fixture->on == RBK_NO_DATE)
    rbk_fixture_wrong(L, "`on` is missing; give the day that is asked, as "
                         "on = \"2025-07-21\"");
  if (!changes && (fixture->from != RBK_NO_DATE || fixture->to != RBK_NO_DATE))
    rbk_fixture_wrong(L, "`from` and `to` are for `changes`; expect some, or "
                         "take them out");
}

static void read_fixture(lua_State *L, int table, rbk_fixture *fixture) {
  static const char *const known[] = {
      "policy",     "calendar",    "pupil",
      "parents",    "others",      "school",
      "marks",      "events",      "school_events",
      "parameters", "assume_done", "on",
      "from",       "to",          "expect",
      "skip",       NULL};
  lua_rawgeti(L, table, 1);
  if (lua_type(L, -1) == LUA_TSTRING)
    fixture->name = rbk_fixture_scalar(L, lua_gettop(L));
  else {
    fixture->name = "";
    rbk_fixture_wrong(L, "a fixture begins with its name, a sentence");
  }
  lua_pop(L, 1);
  rbk_fixture_only(L, table, known, 1, "the fixture");
  read_policy(L, table, fixture);
  read_calendar(L, table, fixture);
  rbk_fixture_read_people(L, table, fixture);
  read_school(L, table, fixture);
  read_parameters(L, table, fixture);
  read_assume_done(L, table, fixture);
  read_skip(L, table, fixture);
  if (rbk_fixture_open(L, table, "expect")) {
    rbk_fixture_read_expect(L, lua_gettop(L), fixture);
    lua_pop(L, 1);
  } else if (fixture->skip == NULL) {
    rbk_fixture_wrong(L, "`expect` is missing; say what is to come of it");
  }
  read_days(L, table, fixture);
}

/* --- the file ------------------------------------------------------------- */

/* The line of a fixture: of its entry in the file; else, when a loop made it,
 * of its marks. */
static size_t line_of(lua_State *L, int table) {
  const rbk_lines *lines = &rbk_fixture_reading_of(L)->lines;
  uint32_t node = rbk_fixture_reading_of(L)->node;
  rbk_marking *marks;
  size_t count = 0, line = lines->return_line;
  lua_getfield(L, table, "marks");
  if (rbk_fixture_markings(L, lua_gettop(L), &marks, &count) && count > 0)
    line = marks[0].line;
  lua_pop(L, 1);
  return rbk_lines_line(lines, node, line);
}

static void check_names(lua_State *L, const rbk_fixtures *fixtures) {
  for (size_t i = 1; i < fixtures->count; i++)
    for (size_t j = 0; j < i; j++)
      if (strcmp(fixtures->items[i].name, fixtures->items[j].name) == 0) {
        rbk_fixture_reading_of(L)->fixture = &fixtures->items[i];
        rbk_fixture_reading_of(L)->line = fixtures->items[i].line;
        rbk_fixture_wrong(L,
                          "another fixture has this name; give each its own");
        break;
      }
}

/* Argument: what the script returned. */
static int read_result(lua_State *L) {
  rbk_fixture_reading *reading = rbk_fixture_reading_of(L);
  rbk_fixtures *fixtures = reading->fixtures;
  reading->line = reading->lines.return_line;
  if (!lua_istable(L, 1)) {
    rbk_fixture_wrong(L,
                      "the test file returns %s; it returns a list of "
                      "fixtures, `return { { \"...\", ... } }`",
                      rbk_kind_of(L, 1));
    return 0;
  }
  static const char *const none[] = {NULL};
  size_t count = (size_t)lua_rawlen(L, 1);
  rbk_fixture_only(L, 1, none, count, "the list of fixtures");
  fixtures->items = rbk_fixture_take(L, count, sizeof *fixtures->items);
  for (size_t i = 0; i < count; i++) {
    rbk_fixture *fixture = &fixtures->items[i];
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    int table = lua_gettop(L);
    reading->fixture = fixture;
    fixture->name = "";
    reading->node =
        rbk_lines_place(&reading->lines, reading->lines.returned, i + 1);
    if (lua_istable(L, table)) {
      fixture->line = reading->line = line_of(L, table);
      read_fixture(L, table, fixture);
    } else {
      fixture->line = reading->line = rbk_lines_line(
          &reading->lines, reading->node, reading->lines.return_line);
      rbk_fixture_wrong(L, "entry %zu of the list is %s; a fixture is a table",
                        i + 1, rbk_kind_of(L, table));
    }
    lua_pop(L, 1);
  }
  fixtures->count = count;
  check_names(L, fixtures);
  return 0;
}

/* Gives the script on the stack its environment. */
static int set_environment(lua_State *L) {
  rbk_fixture_environment(L);
  lua_setupvalue(L, 1, 1);
  return 1;
}

static rbk_status refused(rbk_fixture_reading *reading,
                          const rbk_sandbox *sandbox) {
  const rbk_fault *fault = &sandbox->fault;
  rbk_status status = rbk_problems_add(
      reading->problems, RBK_ERROR, rbk_saying_of(fault->saying)->id,
      reading->fixtures->file, fault->line, 0, "%s", fault->text);
  return status ? status : RBK_POLICY;
}

static rbk_status run_script(rbk_fixture_reading *reading,
                             const rbk_alloc *alloc, const char *source,
                             size_t length) {
  rbk_sandbox sandbox;
  rbk_status status =
      rbk_sandbox_open(&sandbox, alloc, reading->fixtures->file);
  if (!status) {
    sandbox.host = reading;
    lua_pushcfunction(sandbox.state, set_environment);
    status = rbk_sandbox_compile(&sandbox, source, length);
  }
  if (!status) status = rbk_sandbox_call(&sandbox, 1, 1, RBK_LOAD_WORK);
  if (!status) status = rbk_sandbox_call(&sandbox, 0, 1, RBK_LOAD_WORK);
  if (!status) {
    lua_pushcfunction(sandbox.state, read_result);
    lua_insert(sandbox.state, -2);
    status = rbk_sandbox_call(&sandbox, 1, 0, RBK_LOAD_WORK);
  }
  if (status == RBK_POLICY) status = refused(reading, &sandbox);
  rbk_sandbox_close(&sandbox);
  return status;
}

/* The bytes of the file; a script over its limit is refused when compiled. */
static rbk_status read_file(rbk_fixture_reading *reading,
                            const rbk_alloc *alloc, char **out,
                            size_t *length) {
  const char *path = reading->fixtures->file;
  size_t room = RBK_SOURCE_LIMIT + 1;
  rbk_status status = RBK_OK;
  char *bytes = rbk_take(alloc, room, 1);
  if (bytes == NULL) return RBK_NOMEM;
  FILE *file = fopen(path, "rb");
  *length = file != NULL ? fread(bytes, 1, room, file) : 0;
  if (file == NULL || ferror(file)) {
    status =
        rbk_problems_add(reading->problems, RBK_ERROR, "unreadable", path, 0, 0,
                         "the file cannot be read: %s; check its "
                         "name and its permissions",
                         strerror(errno));
    if (!status) status = RBK_POLICY;
  }
  if (file != NULL) fclose(file);
  if (status)
    rbk_release(alloc, bytes);
  else
    *out = bytes;
  return status;
}

rbk_status rbk_fixtures_read_each(const rbk_alloc *alloc, const char *file,
                                  rbk_problems *problems, rbk_fixtures **out) {
  alloc = rbk_alloc_or_default(alloc);
  rbk_fixtures *fixtures = rbk_take(alloc, 1, sizeof *fixtures);
  if (fixtures == NULL) return RBK_NOMEM;
  fixtures->alloc = alloc;
  rbk_arena_init(&fixtures->arena, alloc);
  rbk_fixture_reading reading = {.fixtures = fixtures, .problems = problems};
  size_t errors = problems->errors;
  char *source = NULL;
  size_t length = 0;
  rbk_status status = RBK_NOMEM;
  fixtures->file = rbk_arena_copy(&fixtures->arena, file, strlen(file));
  if (fixtures->file != NULL)
    status = read_file(&reading, alloc, &source, &length);
  if (!status) status = rbk_lines_read(&reading.lines, alloc, source, length);
  if (!status) status = run_script(&reading, alloc, source, length);
  if (!status && problems->errors > errors) status = RBK_POLICY;
  rbk_lines_finish(&reading.lines);
  rbk_release(alloc, source);
  if (status)
    rbk_fixtures_destroy(fixtures);
  else
    *out = fixtures;
  return status;
}

rbk_status rbk_fixture_tell(const rbk_fixtures *fixtures,
                            const rbk_fixture *fixture,
                            rbk_problems *problems) {
  rbk_status status = RBK_OK;
  bool named = fixture->name[0] != '\0';
  for (const rbk_fixture_fault *f = fixture->faults; f != NULL && !status;
       f = f->next)
    status = rbk_problems_add(problems, RBK_ERROR, "fixture", fixtures->file,
                              f->line, 0, "%s%s%s%s", named ? "fixture \"" : "",
                              fixture->name, named ? "\": " : "", f->text);
  return status;
}

rbk_status rbk_fixtures_read(const rbk_alloc *alloc, const char *file,
                             rbk_problems *problems, rbk_fixtures **out) {
  rbk_fixtures *fixtures = NULL;
  size_t errors = problems->errors;
  rbk_status status = rbk_fixtures_read_each(alloc, file, problems, &fixtures);
  for (size_t i = 0; !status && i < fixtures->count; i++)
    status = rbk_fixture_tell(fixtures, &fixtures->items[i], problems);
  if (!status && problems->errors > errors) status = RBK_POLICY;
  if (status)
    rbk_fixtures_destroy(fixtures);
  else
    *out = fixtures;
  return status;
}

void rbk_fixtures_destroy(rbk_fixtures *fixtures) {
  if (fixtures == NULL) return;
  const rbk_alloc *alloc = fixtures->alloc;
  rbk_arena_finish(&fixtures->arena);
  rbk_release(alloc, fixtures);
}
