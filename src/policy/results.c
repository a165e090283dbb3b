#include "policy/results.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"

enum { MOST_IDS = 200, MOST_FIGURES = 16 };

static const char *const must_be[] = {
    [RBK_RESULT_CONDITION] = "true or false",
    [RBK_RESULT_FIGURE] = "a figure, a number of at most four decimals, or nil "
                          "for no data",
    [RBK_RESULT_OWNER] = "a role, as role.x",
    [RBK_RESULT_DUE] = "a day, for example day:add(school_days(5))",
    [RBK_RESULT_TEXT] = "a text",
    [RBK_RESULT_HOOK] = "a list of ids such as { \"flag\", \"band/row\", "
                        "{ \"rule\", shown = figure } }",
};

/* --- failures
 * ----------------------------------------------------------------------------
 */

static _Noreturn void wrong(lua_State *L, const rbk_result *result,
                            const char *given) {
  rbk_raise(L, RBK_SAY_WRONG_RESULT, 0, RBK_WITH(given, must_be[result->kind]));
}

static _Noreturn void wrong_value(lua_State *L, const rbk_result *result,
                                  int index) {
  char given[120];
  if (lua_type(L, index) == LUA_TNUMBER) {
    rbk_push_text(L, index);
    snprintf(given, sizeof given, "the number %s", lua_tostring(L, -1));
    wrong(L, result, given);
  }
  wrong(L, result, rbk_kind_of(L, index));
}

static void *take(lua_State *L, const rbk_result *result, size_t count,
                  size_t size) {
  void *made = rbk_arena_take(result->arena, count, size);
  if (!made) rbk_raise_no_memory(L);
  return made;
}

static const char *copy(lua_State *L, const rbk_result *result, int index) {
  const char *text = lua_tostring(L, index);
  const char *made = rbk_arena_copy(result->arena, text, strlen(text));
  if (!made) rbk_raise_no_memory(L);
  return made;
}

/* --- one value
 * ------------------------------------------------------------------------------
 */

static void read_figure(lua_State *L, rbk_result *result) {
  rbk_complaint complaint = {RBK_SAY_NOTHING, {"", "", ""}};
  if (lua_isnil(L, 1)) {
    result->figure = (rbk_value){RBK_NO_DATA, 0, 1, 0, 0};
    return;
  }
  bool plain =
      lua_type(L, 1) == LUA_TNUMBER || rbk_view_at(L, 1, RBK_VIEW_FIGURE);
  if (!plain || !rbk_view_number(L, 1, &result->figure, &complaint)) {
    wrong_value(L, result, 1);
  }
}

static void read_owner(lua_State *L, rbk_result *result) {
  rbk_object *role = rbk_object_at(L, 1, RBK_OBJECT_ROLE);
  if (!role) wrong_value(L, result, 1);
  const rbk_plan *plan = rbk_view_call_of(L)->ask->edition->plan;
  if (!rbk_plan_role(plan, role->node)) {
    const char *names[64];
    char hint[400];
    size_t count = plan->role_count < 64 ? plan->role_count : 64;
    for (size_t i = 0; i < count; i++) names[i] = plan->roles[i]->id;
    rbk_suggest(hint, sizeof hint, role->node, names, count);
    rbk_raise(L, RBK_SAY_UNKNOWN_ID, 0, RBK_WITH(role->node, "role", hint));
  }
  lua_pushstring(L, role->node);
  result->text = copy(L, result, -1);
}

static void read_text(lua_State *L, rbk_result *result) {
  if (lua_type(L, 1) != LUA_TSTRING) wrong_value(L, result, 1);
  size_t length;
  const char *text = lua_tolstring(L, 1, &length);
  if (strlen(text) != length || !rbk_utf8_valid(text, length, NULL)) {
    wrong(L, result, "a text that is not UTF-8");
  }
  result->text = copy(L, result, 1);
}

/* --- hooks
 * ------------------------------------------------------------------------------------
 */

/* The names of what hooks may return, for "did you mean". */
static size_t hook_names(const rbk_plan *plan, const char **names,
                         size_t most) {
  size_t count = 0;
  for (size_t i = 0; i < plan->flag_count && count < most; i++) {
    names[count++] = plan->flags[i]->id;
  }
  for (size_t i = 0; i < plan->rule_count && count < most; i++) {
    if (!plan->rules[i]->has_group) names[count++] = plan->rules[i]->id;
  }
  for (size_t i = 0; i < plan->band_count && count < most; i++) {
    names[count++] = plan->bands[i]->name;
  }
  return count;
}

static _Noreturn void unknown_id(lua_State *L, const rbk_plan *plan,
                                 const char *id) {
  const char *names[96];
  char hint[400];
  rbk_suggest(hint, sizeof hint, id, names, hook_names(plan, names, 96));
  rbk_raise(L, RBK_SAY_UNKNOWN_ID, 0,
            RBK_WITH(id, "flag, rule or band row (band/row)", hint));
}

/* "band/row" */
static bool find_row(lua_State *L, const rbk_result *result,
                     const rbk_plan *plan, const char *id,
                     rbk_hook_result *out) {
  const char *stroke = strchr(id, '/');
  if (!stroke) return false;
  for (size_t i = 0; i < plan->band_count; i++) {
    const rbk_band *band = plan->bands[i];
    rbk_text name = {id, (size_t)(stroke - id)};
    if (!rbk_text_is(name, band->name)) continue;
    for (size_t j = 0; j < band->row_count; j++) {
      if (strcmp(band->rows[j].id, stroke + 1) != 0) continue;
      out->section = RBK_SECTION_BANDS;
      lua_pushstring(L, band->name);
      out->id = copy(L, result, -1);
      lua_pushstring(L, band->rows[j].id);
      out->row = copy(L, result, -1);
      lua_pop(L, 2);
      return true;
    }
  }
  return false;
}

static void find_id(lua_State *L, const rbk_result *result, int index,
                    rbk_hook_result *out) {
  const rbk_plan *plan = rbk_view_call_of(L)->ask->edition->plan;
  const char *id = lua_tostring(L, index);
  bool flag = rbk_plan_flag(plan, id) != NULL;
  const rbk_rule *found = rbk_plan_rule(plan, id);
  bool rule = found != NULL;
  if (rule && (found->per == RBK_PER_FAMILY || found->has_group)) {
    wrong(L, result, "a rule that is not about one pupil");
  }
  if (flag && rule) wrong(L, result, "an id that is both a flag and a rule");
  if (flag || rule) {
    out->section = flag ? RBK_SECTION_FLAGS : RBK_SECTION_RULES;
    out->id = copy(L, result, index);
  } else if (!find_row(L, result, plan, id, out)) {
    unknown_id(L, plan, id);
  }
}

static const char *figure_text(lua_State *L, const rbk_result *result,
                               int index) {
  rbk_value number;
  rbk_complaint complaint;
  int type = lua_type(L, index);
  bool figure = rbk_view_at(L, index, RBK_VIEW_FIGURE) != NULL;
  bool day = rbk_view_at(L, index, RBK_VIEW_DAY) != NULL;
  bool number_like =
      type == LUA_TNUMBER && rbk_view_number(L, index, &number, &complaint);
  if (type != LUA_TSTRING && !figure && !day && !number_like) {
    wrong_value(L, result, index);
  }
  if (number_like) {
    char text[48];
    rbk_figure_text(&number, text);
    lua_pushstring(L, text);
  } else {
    rbk_push_text(L, index);
  }
  const char *text = copy(L, result, -1);
  lua_pop(L, 1);
  return text;
}

/* { "id", attendance = figure, ... } at the top of the stack */
static void read_shown(lua_State *L, const rbk_result *result,
                       rbk_hook_result *out) {
  int row = lua_gettop(L);
  size_t count = rbk_sorted_keys(L, row);
  if (count > MOST_FIGURES + 1) wrong(L, result, "too many figures of one id");
  rbk_hook_figure *figures = take(L, result, count + 1, sizeof *figures);
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, row + 1, (lua_Integer)i);
    if (lua_type(L, -1) == LUA_TSTRING) {
      rbk_hook_figure *figure = &figures[out->figure_count++];
      figure->name = copy(L, result, -1);
      lua_rawget(L, row);
      figure->value = figure_text(L, result, lua_gettop(L));
    } else if (lua_tointeger(L, -1) != 1) {
      wrong(L, result, "more than one id in one entry");
    }
    lua_settop(L, row + 1);
  }
  out->figures = figures;
  lua_settop(L, row);
}

static void read_entry(lua_State *L, const rbk_result *result,
                       rbk_hook_result *out) {
  int at = lua_gettop(L);
  if (lua_istable(L, at)) {
    lua_rawgeti(L, at, 1);
    if (lua_type(L, -1) != LUA_TSTRING) wrong_value(L, result, -1);
    find_id(L, result, lua_gettop(L), out);
    lua_settop(L, at);
    read_shown(L, result, out);
  } else if (lua_type(L, at) == LUA_TSTRING) {
    find_id(L, result, at, out);
  } else {
    wrong_value(L, result, at);
  }
}

static void check_twice(lua_State *L, const rbk_result *result,
                        const rbk_hook_result *items, size_t count) {
  const rbk_hook_result *last = &items[count - 1];
  for (size_t i = 0; i + 1 < count; i++) {
    if (items[i].section == last->section &&
        strcmp(items[i].id, last->id) == 0) {
      wrong(L, result, "one id twice, or two rows of one band");
    }
  }
}

static void read_hook(lua_State *L, rbk_result *result) {
  if (!lua_istable(L, 1)) wrong_value(L, result, 1);
  size_t count = rbk_sorted_keys(L, 1);
  if (count > MOST_IDS) wrong(L, result, "more than 200 ids");
  rbk_hook_result *items = take(L, result, count + 1, sizeof *items);
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, (lua_Integer)i);
    bool in_order =
        lua_isinteger(L, -1) && lua_tointeger(L, -1) == (lua_Integer)i;
    lua_pop(L, 1);
    if (!in_order) wrong(L, result, "a table that is no list");
    lua_rawgeti(L, 1, (lua_Integer)i);
    read_entry(L, result, &items[i - 1]);
    lua_settop(L, 2);
    check_twice(L, result, items, i);
  }
  result->hook = (rbk_hook_results){items, count};
}

void rbk_result_read(lua_State *L, rbk_result *result) {
  int count = lua_gettop(L);
  luaL_checkstack(L, 12, NULL);
  if (count == 0) wrong(L, result, "nothing");
  if (count > 1) {
    char number[16];
    snprintf(number, sizeof number, "%d", count);
    rbk_raise(L, RBK_SAY_EXTRA_RESULTS, 0,
              RBK_WITH(number, must_be[result->kind]));
  }
  switch (result->kind) {
  case RBK_RESULT_CONDITION:
    if (!lua_isboolean(L, 1)) wrong_value(L, result, 1);
    result->holds = lua_toboolean(L, 1);
    break;
  case RBK_RESULT_FIGURE:
    read_figure(L, result);
    break;
  case RBK_RESULT_OWNER:
    read_owner(L, result);
    break;
  case RBK_RESULT_DUE: {
    rbk_view *day = rbk_view_at(L, 1, RBK_VIEW_DAY);
    if (!day) wrong_value(L, result, 1);
    result->date = day->date;
    break;
  }
  case RBK_RESULT_TEXT:
    read_text(L, result);
    break;
  case RBK_RESULT_HOOK:
    read_hook(L, result);
    break;
  }
}
