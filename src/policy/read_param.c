/* params: what a policy leaves to be set. */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

static void bad_parameter(rbk_reader *reader, size_t line, const char *name,
                          const char *what) {
  reader->broken = true;
  rbk_problem_at(reader, line, RBK_SAY_PARAMETER_VALUE, RBK_WITH(name, what));
}

/* One value on top of the stack: a number or a text, no parameter. */
static bool read_one(rbk_reader *reader, size_t line, const char *name,
                     rbk_operand *out) {
  lua_State *L = reader->L;
  rbk_complaint complaint = {RBK_SAY_NOTHING, {"", "", ""}};
  bool plain = lua_type(L, -1) == LUA_TNUMBER || lua_type(L, -1) == LUA_TSTRING;
  bool fits = plain && (lua_type(L, -1) == LUA_TNUMBER
                            ? rbk_as_number(L, -1, out, &complaint)
                            : rbk_as_word(L, -1, out, &complaint));
  out->where = rbk_read_where(reader, line);
  if (fits) return true;
  if (complaint.saying != RBK_SAY_NOTHING) {
    reader->broken = true;
    rbk_problem_at(reader, line, complaint.saying, RBK_WITH(complaint.with[0]));
  } else {
    char what[120];
    snprintf(what, sizeof what, "has %s as value", rbk_kind_of(L, -1));
    bad_parameter(reader, line, name, what);
  }
  return false;
}

/* A value, or a list of values, on top of the stack. */
static bool read_value(rbk_reader *reader, const rbk_place *place,
                       const char *name, rbk_parameter_value *out) {
  lua_State *L = reader->L;
  if (!lua_istable(L, -1)) {
    out->items = rbk_read_take(reader, 1, sizeof *out->items);
    out->count = 1;
    return read_one(reader, place->line, name, out->items);
  }
  size_t count = rbk_list_count(reader, place, place->what);
  out->items = rbk_read_take(reader, count + 1, sizeof *out->items);
  out->list = true;
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    bool fits = read_one(reader, place->line, name, &out->items[out->count]);
    lua_pop(L, 1);
    if (!fits) return false;
    out->count++;
  }
  if (count == 0) bad_parameter(reader, place->line, name, "has an empty list");
  return count > 0;
}

/* --- keys
 * ------------------------------------------------------------------------- */

static void read_unit(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  rbk_unit *unit = out;
  if (lua_type(reader->L, -1) != LUA_TSTRING) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  const char *text = lua_tostring(reader->L, -1);
  if (rbk_unit_parse(rbk_text_of(text), unit)) return;
  const char *names[RBK_UNITS];
  char hint[300];
  for (int i = 1; i < RBK_UNITS; i++) names[i - 1] = rbk_unit_name((rbk_unit)i);
  rbk_suggest(hint, sizeof hint, text, names, RBK_UNITS - 1);
  reader->broken = true;
  rbk_problem_at(reader, rbk_key_line(reader, place, key->name),
                 RBK_SAY_UNKNOWN_UNIT, RBK_WITH(text, place->what, hint));
}

/* dated = { ["2013-09-01"] = 12, ... }: in order of date. */
static void read_dated(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_parameter *parameter = out; /* the key's offset is 0 */
  rbk_place list;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &list);
  int map = lua_gettop(L);
  size_t count = rbk_sorted_keys(L, -1); /* ISO dates sort as texts do */
  parameter->values =
      rbk_read_take(reader, count + 1, sizeof *parameter->values);
  for (size_t i = 1; i <= count; i++) {
    rbk_parameter_value *value = &parameter->values[parameter->value_count];
    rbk_complaint complaint;
    lua_rawgeti(L, map + 1, (lua_Integer)i);
    if (!rbk_as_date(L, -1, &value->from, &complaint)) {
      rbk_misfit(reader, place, key, &complaint);
    } else {
      lua_rawget(L, map);
      if (read_value(reader, &list, parameter->name, value)) {
        parameter->value_count++;
      }
    }
    lua_pop(L, 1);
  }
  if (count == 0) {
    bad_parameter(reader, list.line, parameter->name, "has no dated value");
  }
  lua_settop(L, map);
}

#define PARAM(field) offsetof(rbk_parameter, field)
#define PARAM_KEYS                                                             \
  {"required", rbk_read_yes_no, PARAM(required), false, "true"},               \
      {"dated", read_dated, 0, false, "{ [\"2024-08-19\"] = value }"},         \
      {"unit", read_unit, PARAM(unit), false, "a text such as \"percent\""},   \
      {"step", rbk_read_number, PARAM(step), false, "a number"},               \
      {"clause", rbk_read_names, PARAM(clauses), false,                        \
       "a clause or a list of them"},                                          \
  {                                                                            \
    "note", rbk_read_text, PARAM(note), false, "a text"                        \
  }
static const rbk_key param_keys[] = {PARAM_KEYS};
typedef struct replacing {
  rbk_parameter parameter; /* first: the keys' places are the same */
  const char *because;
} replacing;
static const rbk_key param_replacing_keys[] = {PARAM_KEYS,
                                               {"because", rbk_read_text,
                                                offsetof(replacing, because),
                                                true, "the reason"}};
static const rbk_shape param_shape = RBK_SHAPE("parameter", param_keys, true);
static const rbk_shape param_replacing =
    RBK_SHAPE("parameter", param_replacing_keys, true);

/* --- declarations
 * ------------------------------------------------------------------- */

/* The plain value of the declaration on top: { 90, ... }. */
static void read_plain(rbk_reader *reader, const rbk_place *place,
                       rbk_parameter *parameter) {
  lua_State *L = reader->L;
  parameter->values = rbk_read_take(reader, 1, sizeof *parameter->values);
  parameter->values[0].from = RBK_NO_DATE;
  lua_rawgeti(L, -1, 1);
  if (read_value(reader, place, parameter->name, &parameter->values[0])) {
    parameter->value_count = 1;
  }
  lua_pop(L, 1);
}

/* Exactly one of: a value, `dated`, `required`. */
static void check_values(rbk_reader *reader, const rbk_place *place,
                         const rbk_parameter *parameter, size_t plain) {
  bool dated =
      parameter->value_count > 0 && parameter->values[0].from != RBK_NO_DATE;
  int ways = (plain > 0) + dated + parameter->required;
  if (plain > 1) {
    bad_parameter(reader, place->line, parameter->name,
                  "has several values; a list is written `{ { 1, 2 } }`");
  } else if (ways == 0 && !reader->broken) {
    bad_parameter(reader, place->line, parameter->name, "has no value");
  } else if (ways > 1) {
    bad_parameter(reader, place->line, parameter->name,
                  "has more than one of a value, `dated` and `required`");
  }
}

static void read_param(rbk_reader *reader, const rbk_place *place,
                       rbk_parameter *parameter) {
  size_t plain = lua_rawlen(reader->L, -1);
  rbk_read_item(reader, &param_shape, place, false, NULL, parameter);
  if (plain == 1 && parameter->value_count == 0) {
    read_plain(reader, place, parameter);
  }
  check_values(reader, place, parameter, plain);
}

void rbk_read_params(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_layer *layer = out;
  rbk_place list, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &list);
  int map = lua_gettop(L);
  size_t count = rbk_map_names(reader, &list, key->name);
  layer->parameters =
      rbk_read_take(reader, count + 1, sizeof *layer->parameters);
  for (size_t i = 1; i <= count; i++) {
    rbk_parameter *parameter = &layer->parameters[layer->parameter_count];
    parameter->name = rbk_map_entry(reader, &list, map, i, "parameter", &at);
    parameter->where = rbk_read_where(reader, at.line);
    if (lua_istable(L, -1)) {
      read_param(reader, &at, parameter);
      layer->parameter_count++;
    } else {
      char what[80];
      snprintf(what, sizeof what, "is %s", rbk_kind_of(L, -1));
      bad_parameter(reader, at.line, parameter->name, what);
    }
    lua_pop(L, 1);
  }
  lua_settop(L, map);
}

/* replace = { params = { refer = { 86, because = "..." } } } */
void rbk_replace_param(rbk_reader *reader, const rbk_place *place,
                       const char *id, rbk_replacement *out) {
  replacing *read = rbk_read_take(reader, 1, sizeof *read);
  size_t plain = lua_rawlen(reader->L, -1);
  read->parameter.name = id;
  read->parameter.where = out->where;
  rbk_replace_item(reader, place, &param_replacing, out, read);
  out->because = read->because;
  if (plain == 0) return;
  if (read->parameter.value_count == 0) {
    read_plain(reader, place, &read->parameter);
    out->keys.items[out->keys.count++] = "value";
  }
  check_values(reader, place, &read->parameter, plain);
}
