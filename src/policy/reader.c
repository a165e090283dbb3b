#include "policy/reader.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"

/* --- problems
 * ------------------------------------------------------------------ */

void rbk_problem_at(rbk_reader *reader, size_t line, rbk_saying saying,
                    const char *const *with) {
  char text[900];
  const rbk_saying_text *what = rbk_saying_of(saying);
  rbk_say(text, sizeof text, saying, with);
  if (line == 0) line = reader->lines->return_line;
  if (rbk_problems_add(reader->problems, what->severity, what->id,
                       reader->layer->file, line, 0, "%s", text) != RBK_OK) {
    rbk_raise_no_memory(reader->L);
  }
}

size_t rbk_key_line(rbk_reader *reader, const rbk_place *place,
                    const char *key) {
  uint32_t node = rbk_lines_key(reader->lines, place->node, key);
  return rbk_lines_line(reader->lines, node, place->line);
}

/* A word that is none of those to choose from leaves the item what it would be
 * without it, so the stack may still be looked at. */
static bool leaves_whole(const rbk_complaint *complaint) {
  return complaint && (complaint->saying == RBK_SAY_UNKNOWN_CHOICE ||
                       complaint->saying == RBK_SAY_UNKNOWN_UNIT);
}

void rbk_misfit(rbk_reader *reader, const rbk_place *place, const rbk_key *key,
                const rbk_complaint *complaint) {
  size_t line = rbk_key_line(reader, place, key->name);
  if (!leaves_whole(complaint)) reader->broken = true;
  if (complaint && complaint->saying != RBK_SAY_NOTHING) {
    rbk_problem_at(
        reader, line, complaint->saying,
        RBK_WITH(complaint->with[0], complaint->with[1], complaint->with[2]));
    return;
  }
  char name[64];
  snprintf(name, sizeof name, "\"%s\"", key->name);
  rbk_problem_at(
      reader, line, RBK_SAY_WRONG_TYPE,
      RBK_WITH(name, place->what, rbk_kind_of(reader->L, -1), key->must_be));
}

void *rbk_read_take(rbk_reader *reader, size_t count, size_t size) {
  rbk_charge(reader->L, count * size / 16 + 1);
  void *made = rbk_arena_take(&reader->layer->arena, count, size);
  if (!made) rbk_raise_no_memory(reader->L);
  return made;
}

const char *rbk_read_copy(rbk_reader *reader, int index) {
  const char *text = lua_tostring(reader->L, index);
  return rbk_build_text(reader->L, text, strlen(text));
}

rbk_where rbk_read_where(rbk_reader *reader, size_t line) {
  if (line == 0) line = reader->lines->return_line;
  return (rbk_where){reader->layer->file, (uint32_t)line};
}

/* --- items
 * ---------------------------------------------------------------------- */

static const rbk_key *find_key(const rbk_shape *shape, const char *name) {
  for (size_t i = 0; i < shape->key_count; i++) {
    if (strcmp(shape->keys[i].name, name) == 0) return &shape->keys[i];
  }
  return NULL;
}

static void unknown_key(rbk_reader *reader, const rbk_shape *shape,
                        const rbk_place *place, const char *name) {
  const char *names[64];
  char hint[400];
  size_t count = shape->key_count < 64 ? shape->key_count : 64;
  for (size_t i = 0; i < count; i++) names[i] = shape->keys[i].name;
  rbk_suggest(hint, sizeof hint, name, names, count);
  rbk_problem_at(reader, rbk_key_line(reader, place, name), RBK_SAY_UNKNOWN_KEY,
                 RBK_WITH(name, place->what, hint));
}

/* Keys of the table on top that its shape does not know. */
static void check_keys(rbk_reader *reader, const rbk_shape *shape,
                       const rbk_place *place) {
  lua_State *L = reader->L;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    int type = lua_type(L, -2);
    if (type == LUA_TSTRING || lua_isinteger(L, -2)) continue;
    reader->broken = true;
    rbk_problem_at(reader, place->line, RBK_SAY_KEY_TYPE,
                   RBK_WITH(place->what, lua_typename(L, type)));
    lua_pop(L, 2);
    return; /* such keys have no order: one is told */
  }
  rbk_sorted_keys(L, -1);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    if (lua_type(L, -1) == LUA_TSTRING) {
      const char *name = lua_tostring(L, -1);
      if (!find_key(shape, name)) unknown_key(reader, shape, place, name);
    } else if (!shape->has_list) {
      rbk_push_text(L, -1);
      unknown_key(reader, shape, place, lua_tostring(L, -1));
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
}

static void note_given(rbk_names *given, const char *name) {
  if (given && strcmp(name, "because") != 0) {
    given->items[given->count++] = name;
  }
}

void rbk_read_item(rbk_reader *reader, const rbk_shape *shape,
                   const rbk_place *place, bool partial, rbk_names *given,
                   void *item) {
  lua_State *L = reader->L;
  luaL_checkstack(L, 12, NULL);
  check_keys(reader, shape, place);
  if (given) {
    given->items =
        rbk_read_take(reader, shape->key_count + 1, sizeof *given->items);
    given->list = true;
  }
  for (size_t i = 0; i < shape->key_count; i++) {
    const rbk_key *key = &shape->keys[i];
    lua_pushstring(L, key->name);
    if (lua_rawget(L, -2) != LUA_TNIL) {
      note_given(given, key->name);
      key->read(reader, place, key, (char *)item + key->offset);
    } else if (key->required && !partial) {
      reader->broken = true;
      rbk_problem_at(reader, place->line, RBK_SAY_MISSING_KEY,
                     RBK_WITH(place->what, key->name, key->must_be));
    }
    lua_pop(L, 1);
  }
}

/* --- places
 * ---------------------------------------------------------------------- */

void rbk_place_of(rbk_reader *reader, const rbk_place *place, const char *key,
                  rbk_place *out) {
  snprintf(out->what, sizeof out->what, "%s", key);
  out->node = rbk_lines_key(reader->lines, place->node, key);
  out->line = rbk_lines_line(reader->lines, out->node, place->line);
}

/* The first line on which something in the table on top was made. */
static size_t first_made(rbk_reader *reader) {
  lua_State *L = reader->L;
  size_t first = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    rbk_object *object = rbk_object_any(L, -1);
    if (!object || object->made >= reader->loader->made_count) continue;
    size_t line = reader->loader->made[object->made].line;
    if (line && (first == 0 || line < first)) first = line;
  }
  return first;
}

/* The line of an entry: where it is written; else where a table of its id is;
 * else where something in it was made. */
static void find_line(rbk_reader *reader, const rbk_place *place,
                      const char *id, rbk_place *out) {
  if (out->node == RBK_NONE && id) {
    out->node = rbk_lines_by_id(reader->lines, id);
  }
  out->line = rbk_lines_line(reader->lines, out->node, 0);
  if (out->line == 0 && lua_istable(reader->L, -1)) {
    out->line = first_made(reader);
  }
  if (out->line == 0) out->line = place->line;
}

size_t rbk_list_count(rbk_reader *reader, const rbk_place *place,
                      const char *name) {
  lua_State *L = reader->L;
  lua_Integer count = 0, most = 0;
  bool told = false;
  rbk_sorted_keys(L, -1);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    if (lua_isinteger(L, -1)) {
      lua_Integer key = lua_tointeger(L, -1);
      if (key == count + 1) count++;
      if (key > most || key < 1) most = key < 1 ? count + 1 : key;
    } else if (!told) {
      told = true;
      reader->broken = true;
      rbk_problem_at(reader, rbk_key_line(reader, place, lua_tostring(L, -1)),
                     RBK_SAY_LIST_EXPECTED,
                     RBK_WITH(name, lua_tostring(L, -1)));
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
  if (most > count) {
    char hole[32];
    snprintf(hole, sizeof hole, "%lld", (long long)count + 1);
    reader->broken = true;
    rbk_problem_at(reader, place->line, RBK_SAY_HOLE, RBK_WITH(name, hole));
  }
  return (size_t)count;
}

void rbk_list_entry(rbk_reader *reader, const rbk_place *place,
                    const rbk_shape *shape, const char *name, size_t i,
                    rbk_place *out) {
  lua_State *L = reader->L;
  lua_rawgeti(L, -1, (lua_Integer)i);
  const char *id = NULL;
  if (lua_istable(L, -1)) {
    lua_pushliteral(L, "id");
    if (lua_rawget(L, -2) == LUA_TSTRING) id = lua_tostring(L, -1);
    lua_pop(L, 1); /* the table keeps the text */
  }
  if (id && shape) {
    snprintf(out->what, sizeof out->what, "%s \"%.80s\"", shape->singular, id);
  } else {
    snprintf(out->what, sizeof out->what, "%s, entry %zu", name, i);
  }
  out->node = rbk_lines_place(reader->lines, place->node, i);
  find_line(reader, place, id, out);
}

/* Names in the order of the script: each has a node, numbered as written;
 * names without one follow in byte order. */
static void order_names(rbk_reader *reader, const rbk_place *place,
                        size_t count) {
  lua_State *L = reader->L;
  int names = lua_gettop(L);
  size_t bytes = (count + 1) * sizeof(uint32_t);
  uint32_t *nodes = lua_newuserdatauv(L, bytes, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, names, (lua_Integer)i + 1);
    uint32_t node =
        rbk_lines_key(reader->lines, place->node, lua_tostring(L, -1));
    size_t at = i;
    for (; at > 0 && nodes[at - 1] > node; at--) {
      nodes[at] = nodes[at - 1];
      lua_rawgeti(L, names, (lua_Integer)at);
      lua_rawseti(L, names, (lua_Integer)at + 1);
    }
    nodes[at] = node;
    lua_rawseti(L, names, (lua_Integer)at + 1);
  }
  lua_settop(L, names);
}

size_t rbk_map_names(rbk_reader *reader, const rbk_place *place,
                     const char *name) {
  lua_State *L = reader->L;
  size_t all = rbk_sorted_keys(L, -1), count = 0;
  for (size_t i = 1; i <= all; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i) == LUA_TSTRING) {
      lua_rawseti(L, -2, (lua_Integer)++count);
      continue;
    }
    if (i == 1) {
      reader->broken = true;
      rbk_problem_at(reader, place->line, RBK_SAY_WRONG_TYPE,
                     RBK_WITH(name, "the policy", "a list",
                              "a table with names: `name = { ... }`"));
    }
    lua_pop(L, 1);
  }
  order_names(reader, place, count);
  return count;
}

const char *rbk_map_entry(rbk_reader *reader, const rbk_place *place, int map,
                          size_t i, const char *singular, rbk_place *out) {
  lua_State *L = reader->L;
  lua_rawgeti(L, map + 1, (lua_Integer)i);
  const char *name = rbk_read_copy(reader, -1);
  snprintf(out->what, sizeof out->what, "%s \"%.80s\"", singular, name);
  out->node = rbk_lines_key(reader->lines, place->node, name);
  lua_rawget(L, map);
  find_line(reader, place, NULL, out);
  return name;
}

void *rbk_read_rows(rbk_reader *reader, const rbk_place *place,
                    const char *name, const rbk_rows *rows, size_t *count) {
  lua_State *L = reader->L;
  size_t entries = rbk_list_count(reader, place, name);
  char *items = rbk_read_take(reader, entries + 1, rows->item_size);
  size_t kept = 0;
  for (size_t i = 1; i <= entries; i++) {
    rbk_place at;
    char *item = items + kept * rows->item_size;
    rbk_list_entry(reader, place, rows->shape, name, i, &at);
    if (lua_istable(L, -1)) {
      rbk_where where = rbk_read_where(reader, at.line);
      memcpy(item + rows->where, &where, sizeof where);
      if (rows->begin) rows->begin(item);
      rbk_read_item(reader, rows->shape, &at, false, NULL, item);
      kept++;
    } else {
      reader->broken = true;
      rbk_problem_at(
          reader, at.line, RBK_SAY_WRONG_TYPE,
          RBK_WITH(at.what, name, rbk_kind_of(L, -1), "a table `{ ... }`"));
    }
    lua_pop(L, 1);
  }
  *count = kept;
  return items;
}

void *rbk_read_section(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, const rbk_rows *rows,
                       size_t *count) {
  rbk_place list;
  if (!lua_istable(reader->L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return NULL;
  }
  rbk_place_of(reader, place, key->name, &list);
  return rbk_read_rows(reader, &list, key->name, rows, count);
}
