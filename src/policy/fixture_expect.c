/* `expect = { ... }`: each section as a list of what is to be there. */
#include <lauxlib.h>
#include <string.h>

#include "base/decimal.h"
#include "policy/fixture_lua.h"
#include "policy/library.h"

static const char *const value_fields[] = {"id", "value", NULL};
static const char *const band_fields[] = {"id", "row", "label", "since", NULL};
static const char *const flag_fields[] = {"id", "since", "label", NULL};
static const char *const stage_fields[] = {
    "id", "stage", "since", "review", "owner", "missing", NULL};
static const char *const action_fields[] = {
    "rule", "status", "fired",  "due",   "due_in",  "done_on", "reason",
    "duty", "parent", "action", "owner", "missing", "key",     NULL};
static const char *const finding_fields[] = {
    "id", "date", "session", "code", "propose", "due", "owner", NULL};
static const char *const unsure_fields[] = {"id", "cause", NULL};
static const char *const change_fields[] = {"id",     "event", "date", "due",
                                            "parent", "key",   NULL};

static const rbk_section_info sections[RBK_FIXTURE_SECTIONS] = {
    [RBK_FIXTURE_ATTENDANCE] = {"attendance", "id", "value", value_fields},
    [RBK_FIXTURE_BANDS] = {"bands", "id", "row", band_fields},
    [RBK_FIXTURE_FLAGS] = {"flags", "id", "since", flag_fields},
    [RBK_FIXTURE_STAGES] = {"stages", "id", "stage", stage_fields},
    [RBK_FIXTURE_ACTIONS] = {"actions", "rule", "status", action_fields},
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

/* { rule = "x", status = "due", ... }; `id` is given where the key names it. */
static void read_table(lua_State *L, const rbk_section_info *info, int table,
                       const char *id, rbk_expected *out) {
  size_t keys = rbk_sorted_keys(L, table);
  int list = lua_gettop(L);
  out->whole = true;
  out->id = id;
  out->fields = rbk_fixture_take(L, keys, sizeof *out->fields);
  for (size_t i = 1; i <= keys; i++) {
    lua_rawgeti(L, list, (lua_Integer)i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    const char *name =
        lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
    const char *value;
    bool is_id = strcmp(name, info->id) == 0;
    if (!field_value(L, lua_gettop(L), NULL, &value))
      wrong_field(L, info, name, lua_gettop(L));
    else if (is_id && id == NULL)
      out->id = value;
    else if (name[0] != '\0' && !is_id)
      out->fields[out->field_count++] =
          (rbk_pair){rbk_fixture_text(L, name, strlen(name)), value};
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
  rbk_fixture_only(L, table, info->fields, 0, info->name);
  if (out->id != NULL) return;
  rbk_fixture_wrong(L, "an entry of %s has no `%s`; say which is meant",
                    info->name, info->id);
  out->id = "";
}

/* An entry of the list: an id, or a table. */
static void read_entry(lua_State *L, const rbk_section_info *info, int index,
                       rbk_expected *out) {
  out->id = "";
  if (lua_type(L, index) == LUA_TSTRING)
    out->id = rbk_fixture_scalar(L, index);
  else if (lua_istable(L, index))
    read_table(L, info, index, NULL, out);
  else
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

void rbk_fixture_read_expect(lua_State *L, int table, rbk_fixture *fixture) {
  const char *names[RBK_FIXTURE_SECTIONS + 1] = {NULL};
  size_t named = 0;
  for (size_t s = 0; s < RBK_FIXTURE_SECTIONS; s++) {
    names[s] = sections[s].name;
    lua_getfield(L, table, sections[s].name);
    if (lua_istable(L, -1)) {
      read_section(L, &sections[s], lua_gettop(L), &fixture->expect[s]);
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
