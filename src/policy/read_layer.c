/* The returned table as a whole, with replace, disable and hooks. */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

/* --- replace and disable
 * -------------------------------------------------------- */

typedef struct section {
  const char *name, *singular;
  rbk_section section;
  rbk_read_replacement *read;
} section;

static const section sections[] = {
    {"params", "parameter", RBK_SECTION_PARAMS, rbk_replace_param},
    {"rules", "rule", RBK_SECTION_RULES, rbk_replace_rule},
    {"flags", "flag", RBK_SECTION_FLAGS, rbk_replace_flag},
    {"bands", "band", RBK_SECTION_BANDS, rbk_replace_band},
    {"coding", "coding", RBK_SECTION_CODING, rbk_replace_coding},
    {"ladders", "ladder", RBK_SECTION_LADDERS, rbk_replace_ladder},
    {"letters", "letter", RBK_SECTION_LETTERS, rbk_replace_letter},
    {"cohorts", "cohort", RBK_SECTION_COHORTS, rbk_replace_cohort},
    {"code_sets", "code set", RBK_SECTION_CODE_SETS, rbk_replace_code_set},
    {"measures", "measure", RBK_SECTION_MEASURES, rbk_replace_measure},
    {"roles", "role", RBK_SECTION_ROLES, rbk_replace_role},
};
enum { SECTIONS = sizeof sections / sizeof sections[0] };

void rbk_replace_item(rbk_reader *reader, const rbk_place *place,
                      const rbk_shape *shape, rbk_replacement *out,
                      void *item) {
  lua_State *L = reader->L;
  lua_pushliteral(L, "because");
  int type = lua_rawget(L, -2);
  lua_pop(L, 1);
  if (type == LUA_TNIL) {
    reader->broken = true;
    rbk_problem_at(
        reader, place->line, RBK_SAY_MISSING_KEY,
        RBK_WITH(place->what, "because", "the reason, which is shown"));
  }
  out->item = item;
  rbk_read_item(reader, shape, place, true, &out->keys, item);
}

typedef void read_change(rbk_reader *reader, const rbk_place *place,
                         const section *what, const char *id,
                         const rbk_key *key, void *item);

static void misfit(rbk_reader *reader, const rbk_place *place,
                   const rbk_key *key, const char *must_be) {
  reader->broken = true;
  rbk_problem_at(
      reader, place->line, RBK_SAY_WRONG_TYPE,
      RBK_WITH(place->what, key->name, rbk_kind_of(reader->L, -1), must_be));
}

static void read_replaced(rbk_reader *reader, const rbk_place *place,
                          const section *what, const char *id,
                          const rbk_key *key, void *item) {
  rbk_replacement *out = item;
  out->section = what->section;
  out->id = id;
  out->where = rbk_read_where(reader, place->line);
  if (lua_istable(reader->L, -1)) {
    what->read(reader, place, id, out);
  } else {
    misfit(reader, place, key, "{ because = \"...\" } with what changes");
  }
}

static void read_disabled(rbk_reader *reader, const rbk_place *place,
                          const section *what, const char *id,
                          const rbk_key *key, void *item) {
  rbk_disabled *out = item;
  out->section = what->section;
  out->id = id;
  out->where = rbk_read_where(reader, place->line);
  if (lua_type(reader->L, -1) == LUA_TSTRING) {
    out->because = rbk_read_copy(reader, -1);
  } else {
    misfit(reader, place, key, "the reason as text");
  }
}

/* The names of the sections on top, as keys of the table that holds them. */
static void check_sections(rbk_reader *reader, const rbk_place *place) {
  rbk_key keys[SECTIONS];
  for (size_t i = 0; i < SECTIONS; i++) {
    keys[i] = (rbk_key){sections[i].name, NULL, 0, false, "a table"};
  }
  rbk_shape none = {"section", keys, SECTIONS, false};
  lua_State *L = reader->L;
  rbk_sorted_keys(L, -1);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    rbk_push_text(L, -1);
    const char *name = lua_tostring(L, -1);
    bool known = false;
    for (size_t j = 0; j < SECTIONS; j++) {
      known = known || strcmp(sections[j].name, name) == 0;
    }
    if (!known) {
      const char *names[SECTIONS];
      char hint[300];
      for (size_t j = 0; j < SECTIONS; j++) names[j] = none.keys[j].name;
      rbk_suggest(hint, sizeof hint, name, names, SECTIONS);
      rbk_problem_at(reader, rbk_key_line(reader, place, name),
                     RBK_SAY_UNKNOWN_KEY, RBK_WITH(name, place->what, hint));
    }
    lua_pop(L, 2);
  }
  lua_pop(L, 2);
}

/* How many entries the sections of the table on top have together. */
static size_t count_changes(rbk_reader *reader) {
  lua_State *L = reader->L;
  size_t count = 0;
  for (size_t i = 0; i < SECTIONS; i++) {
    lua_getfield(L, -1, sections[i].name);
    if (lua_istable(L, -1)) {
      for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) count++;
    }
    lua_pop(L, 1);
  }
  return count;
}

static void *read_changes(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, size_t size, read_change *read,
                          size_t *kept) {
  lua_State *L = reader->L;
  rbk_place whole, list, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return NULL;
  }
  rbk_place_of(reader, place, key->name, &whole);
  check_sections(reader, &whole);
  char *items = rbk_read_take(reader, count_changes(reader) + 1, size);
  for (size_t i = 0; i < SECTIONS; i++) {
    lua_getfield(L, -1, sections[i].name);
    int map = lua_gettop(L);
    rbk_place_of(reader, &whole, sections[i].name, &list);
    if (lua_istable(L, map)) {
      size_t count = rbk_map_names(reader, &list, sections[i].name);
      for (size_t j = 1; j <= count; j++) {
        const char *id =
            rbk_map_entry(reader, &list, map, j, sections[i].singular, &at);
        read(reader, &at, &sections[i], id, key, items + *kept * size);
        (*kept)++;
        lua_settop(L, map + 1);
      }
    } else if (!lua_isnil(L, map)) {
      rbk_misfit(reader, &whole, key, NULL);
    }
    lua_settop(L, map - 1);
  }
  return items;
}

void rbk_read_replace(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->replacements =
      read_changes(reader, place, key, sizeof *layer->replacements,
                   read_replaced, &layer->replacement_count);
}

void rbk_read_disable(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->disabled = read_changes(reader, place, key, sizeof *layer->disabled,
                                 read_disabled, &layer->disabled_count);
}

/* --- hooks
 * ------------------------------------------------------------------------- */

static void read_hook(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  uint32_t *hook = out;
  if (lua_isfunction(reader->L, -1) && !lua_iscfunction(reader->L, -1)) {
    *hook = rbk_as_function(reader->L, -1);
  } else {
    rbk_misfit(reader, place, key, NULL);
  }
}

#define HOOK(which) ((which) * sizeof(uint32_t))
static const rbk_key hook_keys[] = {
    {"classify", read_hook, HOOK(RBK_HOOK_CLASSIFY), false, "a function"},
    {"escalate", read_hook, HOOK(RBK_HOOK_ESCALATE), false, "a function"},
};
static const rbk_shape hook_shape = RBK_SHAPE("hooks", hook_keys, false);

void rbk_read_hooks(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  rbk_place at;
  if (!lua_istable(reader->L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &at);
  rbk_read_item(reader, &hook_shape, &at, false, NULL, layer->hooks);
}

/* --- identity
 * ----------------------------------------------------------------------- */

static void read_api(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  (void)out;
  if (lua_isinteger(L, -1) && lua_tointeger(L, -1) == 1) return;
  reader->broken = true;
  rbk_push_text(L, -1);
  rbk_problem_at(reader, rbk_key_line(reader, place, key->name),
                 RBK_SAY_BAD_API, RBK_WITH(lua_tostring(L, -1)));
  lua_pop(L, 1);
}

static const rbk_key effective_keys[] = {
    {"from", rbk_read_date, offsetof(rbk_layer, from), false, "a date as text"},
    {"to", rbk_read_date, offsetof(rbk_layer, to), false, "a date as text"},
};
static const rbk_shape effective_shape =
    RBK_SHAPE("effective", effective_keys, false);

static void read_effective(rbk_reader *reader, const rbk_place *place,
                           const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  rbk_place at;
  if (!lua_istable(reader->L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &at);
  rbk_read_item(reader, &effective_shape, &at, false, NULL, layer);
  if (layer->from == RBK_NO_DATE || layer->to == RBK_NO_DATE ||
      layer->from <= layer->to) {
    return;
  }
  char from[11], to[11];
  rbk_date_print(layer->from, from);
  rbk_date_print(layer->to, to);
  reader->broken = true;
  rbk_problem_at(reader, at.line, RBK_SAY_EFFECTIVE_ORDER, RBK_WITH(from, to));
}

/* A policy id: a path, so with strokes. */
static void read_policy_id(rbk_reader *reader, const rbk_place *place,
                           const rbk_key *key, void *out) {
  const char **id = out;
  rbk_read_text(reader, place, key, out);
  if (!*id) return;
  bool fits =
      **id != '/' && **id != '\0' && !strstr(*id, "..") && !strstr(*id, "//");
  for (const char *at = *id; *at && fits; at++) {
    fits = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
           (*at >= '0' && *at <= '9') || strchr("_.-/", *at);
  }
  if (fits) return;
  reader->broken = true;
  rbk_problem_at(reader, rbk_key_line(reader, place, key->name), RBK_SAY_BAD_ID,
                 RBK_WITH(*id, place->what));
}

static const char a_table[] = "a table";
static const char a_list[] = "a list of tables";
static const rbk_key layer_keys[] = {
    {"api", read_api, 0, true, "1"},
    {"id", read_policy_id, offsetof(rbk_layer, id), true,
     "the path below the policy folder"},
    {"title", rbk_read_text, offsetof(rbk_layer, title), true, "a text"},
    {"extends", read_policy_id, offsetof(rbk_layer, extends), false,
     "the id of a policy"},
    {"effective", read_effective, 0, false, "{ from = \"2024-08-19\" }"},
    {"clauses", rbk_read_clauses, 0, false, a_table},
    {"params", rbk_read_params, 0, false, a_table},
    {"roles", rbk_read_roles, 0, false, a_table},
    {"measures", rbk_read_measures, 0, false, a_table},
    {"facts", rbk_read_facts, 0, false, a_table},
    {"code_sets", rbk_read_code_sets, 0, false, a_table},
    {"aliases", rbk_read_aliases, 0, false, a_table},
    {"coding", rbk_read_coding, 0, false, a_list},
    {"bands", rbk_read_bands, 0, false, a_table},
    {"flags", rbk_read_flags, 0, false, a_list},
    {"rules", rbk_read_rules, 0, false, a_list},
    {"ladders", rbk_read_ladders, 0, false, a_table},
    {"cohorts", rbk_read_cohorts, 0, false, a_list},
    {"letters", rbk_read_letters, 0, false, a_list},
    {"replace", rbk_read_replace, 0, false, a_table},
    {"disable", rbk_read_disable, 0, false, a_table},
    {"hooks", rbk_read_hooks, 0, false, a_table},
};
static const rbk_shape layer_shape = RBK_SHAPE("policy", layer_keys, false);

void rbk_read_layer(rbk_reader *reader) {
  lua_State *L = reader->L;
  rbk_place place = {"the policy", reader->lines->returned,
                     reader->lines->return_line};
  if (!lua_istable(L, -1)) {
    reader->broken = true;
    rbk_problem_at(reader, place.line, RBK_SAY_NO_TABLE,
                   RBK_WITH(rbk_kind_of(L, -1)));
    return;
  }
  rbk_read_item(reader, &layer_shape, &place, false, NULL, reader->layer);
}
