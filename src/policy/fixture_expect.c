/* `expect = { ... }`: each section as a list of what is to be there. */
#include <lauxlib.h>
#include <string.h>

#include "base/decimal.h"
#include "policy/fixture_lua.h"
#include "policy/library.h"

static const char *const value_fields[] = {"id", "value", NULL};
static const char *const band_fields[] = {"id",    "row",   "label",
                                          "since", "pupil", NULL};
static const char *const flag_fields[] = {"id", "since", "label", "pupil",
                                          NULL};
static const char *const stage_fields[] = {
    "id", "stage", "since", "review", "owner", "missing", "pupil", NULL};
static const char *const action_fields[] = {
    "rule",    "status",  "fired", "due",    "due_in",
    "done_on", "reason",  "duty",  "parent", "action",
    "owner",   "missing", "key",   "pupil",  NULL};
static const char *const letter_fields[] = {
    "id",    "parent", "variant",   "rule",  "contains",
    "lacks", "gaps",   "reminders", "pupil", NULL};
static const char *const group_fields[] = {
    "rule",   "group", "status", "fired", "due",     "due_in", "done_on",
    "reason", "duty",  "action", "owner", "missing", "key",    NULL};
static const char *const finding_fields[] = {
    "id", "date", "session", "code", "propose", "due", "owner", "pupil", NULL};
static const char *const unsure_fields[] = {"id", "cause", "pupil", NULL};
static const char *const change_fields[] = {"id",     "event", "date",  "due",
                                            "parent", "key",   "pupil", NULL};

static const rbk_section_info sections[RBK_FIXTURE_SECTIONS] = {
    [RBK_FIXTURE_ATTENDANCE] = {"attendance", "id", "value", value_fields},
    [RBK_FIXTURE_BANDS] = {"bands", "id", "row", band_fields},
    [RBK_FIXTURE_FLAGS] = {"flags", "id", "since", flag_fields},
    [RBK_FIXTURE_STAGES] = {"stages", "id", "stage", stage_fields},
    [RBK_FIXTURE_ACTIONS] = {"actions", "rule", "status", action_fields},
    [RBK_FIXTURE_LETTERS] = {"letters", "id", "parent", letter_fields},
    [RBK_FIXTURE_GROUPS] = {"groups", "rule", "status", group_fields},
    [RBK_FIXTURE_PROPOSALS] = {"proposals", "id", "propose", finding_fields},
    [RBK_FIXTURE_FINDINGS] = {"findings", "id", "date", finding_fields},
    [RBK_FIXTURE_UNDETERMINED] = {"undetermined", "id", "cause", unsure_fields},
    [RBK_FIXTURE_NO_DATA] = {"no_data", "id", "cause", unsure_fields},
    [RBK_FIXTURE_CHANGES] = {"changes", "id", "event", change_fields},
};

const rbk_section_info *rbk_fixture_section_info(rbk_fixture_section section) {
  return &sections[section];
}

/* A list of texts as one, "a, b", as results have it. */
static const char *joined(lua_State *L, int table) {
  rbk_arena *arena = &rbk_fixture_reading_of(L)->fixtures->arena;
  const char *text = "";
  size_t count = (size_t)lua_rawlen(L, table);
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, table, (lua_Integer)i);
    const char *part = rbk_fixture_scalar(L, lua_gettop(L));
    lua_pop(L, 1);
    if (part == NULL) return NULL;
    text = rbk_arena_format(arena, "%s%s%s", text, i > 1 ? ", " : "", part);
    if (text == NULL) rbk_raise_no_memory(L);
  }
  return count > 0 ? text : NULL;
}

/* Rates are printed with two decimals; a number is meant so. */
static const char *rate_text(lua_State *L, int index) {
  char text[40];
  rbk_decimal value;
  if (lua_type(L, index) != LUA_TNUMBER ||
      !rbk_decimal_from_double((double)lua_tonumber(L, index), &value))
    return rbk_fixture_scalar(L, index);
  int length = rbk_ratio_print(value, RBK_DECIMAL_ONE, 2, text);
  return rbk_fixture_text(L, text, (size_t)length);
}

/* One field of an item. `none` and an empty list mean null. */
static bool field_value(lua_State *L, int index, const char *id,
                        const char **out) {
  *out = NULL;
  if (rbk_fixture_is_none(L, index)) return true;
  if (lua_istable(L, index)) {
    *out = joined(L, index);
    return *out != NULL || lua_rawlen(L, index) == 0;
  }
  *out = id != NULL && strcmp(id, "rate") == 0 ? rate_text(L, index)
                                               : rbk_fixture_scalar(L, index);
  return *out != NULL;
}

static void wrong_field(lua_State *L, const rbk_section_info *info,
                        const char *name, int index) {
  rbk_fixture_wrong(L,
                    "`%s` in %s is %s; write a text, a number, a list of "
                    "texts or `none`",
                    name, info->name, rbk_kind_of(L, index));
}

/* Words that a letter has or lacks; several are a field each. */
static bool is_words(const char *name) {
  return strcmp(name, "contains") == 0 || strcmp(name, "lacks") == 0;
}

static size_t value_count(lua_State *L, int table, int keys, size_t count) {
  size_t values = 0;
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, keys, (lua_Integer)i);
    lua_rawget(L, table);
    values += lua_istable(L, -1) ? (size_t)lua_rawlen(L, -1) + 1 : 1;
    lua_pop(L, 1);
  }
  return values;
}

static void add_words(lua_State *L, const rbk_section_info *info,
                      const char *name, int index, rbk_expected *out) {
  bool list = lua_istable(L, index);
  size_t count = list ? (size_t)lua_rawlen(L, index) : 1;
  for (size_t i = 1; i <= count; i++) {
    if (list)
      lua_rawgeti(L, index, (lua_Integer)i);
    else
      lua_pushvalue(L, index);
    const char *value = lua_type(L, -1) == LUA_TSTRING
                            ? rbk_fixture_scalar(L, lua_gettop(L))
                            : NULL;
    if (value == NULL || value[0] == '\0')
      wrong_field(L, info, name, lua_gettop(L));
    else
      out->fields[out->field_count++] = (rbk_pair){name, value};
    lua_pop(L, 1);
  }
}

/* One field of an item, whose value is on the top of the stack. */
static void read_field(lua_State *L, const rbk_section_info *info,
                       const char *name, const char *id, rbk_expected *out) {
  const char *value;
  int index = lua_gettop(L);
  bool is_id = strcmp(name, info->id) == 0;
  const char *kept = rbk_fixture_text(L, name, strlen(name));
  if (is_words(name))
    add_words(L, info, kept, index, out);
  else if (!field_value(L, index, NULL, &value))
    wrong_field(L, info, name, index);
  else if (is_id && id == NULL)
    out->id = value;
  else if (strcmp(name, "pupil") == 0)
    out->pupil = value;
  else if (name[0] != '\0' && !is_id)
    out->fields[out->field_count++] = (rbk_pair){kept, value};
}

/* { rule = "x", status = "due", ... }; `id` is given where the key names it. */
static void read_table(lua_State *L, const rbk_section_info *info, int table,
                       const char *id, rbk_expected *out) {
  size_t keys = rbk_sorted_keys(L, table);
  int list = lua_gettop(L);
  out->whole = true;
  out->id = id;
  out->fields = rbk_fixture_take(L, value_count(L, table, list, keys),
                                 sizeof *out->fields);
  for (size_t i = 1; i <= keys; i++) {
    lua_rawgeti(L, list, (lua_Integer)i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    read_field(L, info,
               lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "", id,
               out);
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
  rbk_fixture_only(L, table, info->fields, 0, info->name);
  if (out->id != NULL) return;
  rbk_fixture_wrong(L, "an entry of %s has no `%s`; say which is meant",
                    info->name, info->id);
  out->id = "";
}

/* `{ rule = "x", pupil = "P2", status = none }`: there is no such thing. */
static void read_absence(lua_State *L, const rbk_section_info *info,
                         rbk_expected *out) {
  for (size_t i = 0; i < out->field_count && !out->absent; i++)
    out->absent = info->main != NULL && out->fields[i].value == NULL &&
                  strcmp(out->fields[i].name, info->main) == 0;
  if (!out->absent) return;
  if (out->field_count > 1)
    rbk_fixture_wrong(L,
                      "an entry of %s says `%s = none`, that it is not there, "
                      "and more about it; keep one of the two",
                      info->name, info->main);
  out->whole = false;
  out->field_count = 0;
}

/* An entry of the list: an id, or a table. */
static void read_entry(lua_State *L, const rbk_section_info *info, int index,
                       rbk_expected *out) {
  out->id = "";
  if (lua_type(L, index) == LUA_TSTRING)
    out->id = rbk_fixture_scalar(L, index);
  else if (lua_istable(L, index)) {
    read_table(L, info, index, NULL, out);
    read_absence(L, info, out);
  } else
    rbk_fixture_wrong(L, "an entry of %s is %s; write an id or a table",
                      info->name, rbk_kind_of(L, index));
}

/* id = "due", id = none, id = { ... }. */
static void read_named(lua_State *L, const rbk_section_info *info,
                       const char *name, int index, rbk_expected *out) {
  out->id = rbk_fixture_text(L, name, strlen(name));
  bool is_value = info == &sections[RBK_FIXTURE_ATTENDANCE];
  if (rbk_fixture_is_none(L, index) && !is_value) {
    out->absent = true;
    return;
  }
  if (lua_istable(L, index) && !is_value) {
    read_table(L, info, index, out->id, out);
    read_absence(L, info, out);
    return;
  }
  out->fields = rbk_fixture_take(L, 1, sizeof *out->fields);
  out->field_count = 1;
  out->fields[0].name = info->main;
  if (!field_value(L, index, out->id, &out->fields[0].value))
    wrong_field(L, info, name, index);
}

static void read_section(lua_State *L, const rbk_section_info *info, int table,
                         rbk_expectation *out) {
  size_t keys = rbk_sorted_keys(L, table);
  int list = lua_gettop(L);
  out->named = true;
  out->items = rbk_fixture_take(L, keys, sizeof *out->items);
  for (size_t i = 1; i <= keys; i++) {
    lua_rawgeti(L, list, (lua_Integer)i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    rbk_expected *item = &out->items[out->count++];
    if (lua_type(L, -2) == LUA_TSTRING)
      read_named(L, info, lua_tostring(L, -2), lua_gettop(L), item);
    else
      read_entry(L, info, lua_gettop(L), item);
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
}

/* The fixture's own pupil needs no name; another is one of its school. */
static void whose(lua_State *L, const rbk_fixture *fixture,
                  const rbk_section_info *info, rbk_expected *item) {
  if (item->pupil == NULL) return;
  if (strcmp(item->pupil, fixture->pupil.id) == 0) {
    item->pupil = NULL;
    return;
  }
  for (size_t i = 0; i < fixture->other_count; i++)
    if (strcmp(fixture->others[i].id, item->pupil) == 0) return;
  rbk_fixture_wrong(L,
                    "an entry of %s is about the pupil \"%s\", who is not "
                    "among `others`; correct the id",
                    info->name, item->pupil);
}

void rbk_fixture_read_expect(lua_State *L, int table, rbk_fixture *fixture) {
  const char *names[RBK_FIXTURE_SECTIONS + 1] = {NULL};
  size_t named = 0;
  for (size_t s = 0; s < RBK_FIXTURE_SECTIONS; s++) {
    names[s] = sections[s].name;
    lua_getfield(L, table, sections[s].name);
    if (lua_istable(L, -1)) {
      rbk_expectation *section = &fixture->expect[s];
      read_section(L, &sections[s], lua_gettop(L), section);
      for (size_t i = 0; i < section->count; i++)
        whose(L, fixture, &sections[s], &section->items[i]);
      named++;
    } else if (!lua_isnil(L, -1)) {
      rbk_fixture_wrong(L, "`%s` in expect is %s; write a table, `{}` for none",
                        sections[s].name, rbk_kind_of(L, lua_gettop(L)));
    }
    lua_pop(L, 1);
  }
  rbk_fixture_only(L, table, names, 0, "expect");
  if (named == 0)
    rbk_fixture_wrong(L,
                      "nothing is expected; name a section, as `flags = {}`");
}
