/* The maps of the table: clauses, facts, roles, code_sets, aliases, measures.
 */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

/* Reads one entry of a map, on top of the stack, into a zeroed item; false
 * where it does not fit and is left out. */
typedef bool read_entry(rbk_reader *reader, const rbk_place *place,
                        const rbk_key *key, const char *name, void *item);

static void *read_map(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, const char *singular, size_t size,
                      read_entry *read, size_t *kept) {
  lua_State *L = reader->L;
  rbk_place list, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return NULL;
  }
  rbk_place_of(reader, place, key->name, &list);
  int map = lua_gettop(L);
  size_t count = rbk_map_names(reader, &list, key->name);
  char *items = rbk_read_take(reader, count + 1, size);
  for (size_t i = 1; i <= count; i++) {
    const char *name = rbk_map_entry(reader, &list, map, i, singular, &at);
    if (read(reader, &at, key, name, items + *kept * size)) (*kept)++;
    lua_pop(L, 1);
  }
  lua_settop(L, map);
  return items;
}

/* A problem with the value on top, which stands at `place`. */
static bool misfit_here(rbk_reader *reader, const rbk_place *place,
                        const char *section, const char *must_be,
                        const rbk_complaint *complaint) {
  reader->broken = true;
  if (complaint && complaint->saying != RBK_SAY_NOTHING) {
    rbk_problem_at(
        reader, place->line, complaint->saying,
        RBK_WITH(complaint->with[0], complaint->with[1], complaint->with[2]));
  } else {
    rbk_problem_at(
        reader, place->line, RBK_SAY_WRONG_TYPE,
        RBK_WITH(place->what, section, rbk_kind_of(reader->L, -1), must_be));
  }
  return false;
}

/* --- clauses
 * --------------------------------------------------------------------- */

static const rbk_key clause_keys[] = {
    {"source", rbk_read_text, offsetof(rbk_clause, source), false, "a text"},
    {"out_of_reach", rbk_read_text, offsetof(rbk_clause, out_of_reach), false,
     "why no register can decide it"},
};
static const rbk_shape clause_shape = RBK_SHAPE("clause", clause_keys, true);

/* ["BED-13"] = { "what it says", source = "https://..." } */
static bool read_clause(rbk_reader *reader, const rbk_place *place,
                        const rbk_key *key, const char *name, void *item) {
  lua_State *L = reader->L;
  rbk_clause *clause = item;
  static const char must_be[] = "{ \"what it says\", source = \"...\" }";
  if (!lua_istable(L, -1) || lua_rawlen(L, -1) != 1) {
    return misfit_here(reader, place, key->name, must_be, NULL);
  }
  *clause = (rbk_clause){.id = name, .source = ""};
  clause->where = rbk_read_where(reader, place->line);
  rbk_read_item(reader, &clause_shape, place, false, NULL, clause);
  lua_rawgeti(L, -1, 1);
  bool text = lua_type(L, -1) == LUA_TSTRING;
  if (text) clause->text = rbk_read_copy(reader, -1);
  lua_pop(L, 1);
  return text || misfit_here(reader, place, key->name, must_be, NULL);
}

void rbk_read_clauses(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->clauses = read_map(reader, place, key, "clause", sizeof(rbk_clause),
                            read_clause, &layer->clause_count);
}

/* --- facts
 * ------------------------------------------------------------------------ */

/* What events.csv has for every kind. `note` and `to` are fields, too. */
static bool is_column(const char *field) {
  static const char *const columns[] = {"pupil_id",  "date",  "kind",   "id",
                                        "parent_id", "group", "action", "of"};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    if (strcmp(columns[i], field) == 0) return true;
  return false;
}

static void read_field(rbk_reader *reader, const rbk_place *place,
                       rbk_fact *fact) {
  const char *field = rbk_read_copy(reader, -1);
  if (is_column(field)) {
    reader->broken = true;
    rbk_problem_at(reader, place->line, RBK_SAY_EVENT_COLUMN,
                   RBK_WITH(field, fact->kind));
    return;
  }
  fact->fields[fact->field_count++] = field;
}

/* home_visit = { "outcome", "seen" } */
static bool read_fact(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, const char *name, void *item) {
  lua_State *L = reader->L;
  rbk_fact *fact = item;
  if (!lua_istable(L, -1)) {
    return misfit_here(reader, place, key->name,
                       "a list of its fields, `{}` where it has none", NULL);
  }
  *fact = (rbk_fact){.kind = name};
  fact->where = rbk_read_where(reader, place->line);
  size_t count = rbk_list_count(reader, place, place->what);
  fact->fields = rbk_read_take(reader, count + 1, sizeof *fact->fields);
  for (size_t i = 1; i <= count; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i) == LUA_TSTRING) {
      read_field(reader, place, fact);
    } else {
      misfit_here(reader, place, key->name, "a list of the names of fields",
                  NULL);
    }
    lua_pop(L, 1);
  }
  return true;
}

void rbk_read_facts(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->facts = read_map(reader, place, key, "fact", sizeof(rbk_fact),
                          read_fact, &layer->fact_count);
}

/* --- roles
 * ------------------------------------------------------------------------ */

static const char role_must_be[] =
    "its title as text, first_of { ... }, or { title = \"...\", first_of = "
    "first_of { ... } }";

static bool role_choices(rbk_reader *reader, rbk_role *role) {
  rbk_object *object = rbk_object_at(reader->L, -1, RBK_OBJECT_CHOICES);
  if (!object) return false;
  const rbk_role *choices = object->node;
  role->choices = choices->choices;
  role->choice_count = choices->choice_count;
  return true;
}

static void read_first_of(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, void *out) {
  /* the key's offset is 0 */
  if (!role_choices(reader, out)) rbk_misfit(reader, place, key, NULL);
}

#define ROLE_KEYS                                                              \
  {"title", rbk_read_text, offsetof(rbk_role, title), false, "a text"}, {      \
    "first_of", read_first_of, 0, false, "first_of { ... }"                    \
  }
static const rbk_key role_keys[] = {ROLE_KEYS};
static const rbk_key role_replacing_keys[] = {
    {"because", rbk_read_text, offsetof(rbk_role, id), true, "the reason"},
    ROLE_KEYS};
static const rbk_shape role_shape = RBK_SHAPE("role", role_keys, false);
static const rbk_shape role_replacing =
    RBK_SHAPE("role", role_replacing_keys, false);

static bool read_role(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, const char *name, void *item) {
  lua_State *L = reader->L;
  rbk_role *role = item;
  *role = (rbk_role){.id = name};
  role->where = rbk_read_where(reader, place->line);
  if (lua_type(L, -1) == LUA_TSTRING) {
    role->title = rbk_read_copy(reader, -1);
    return true;
  }
  if (lua_istable(L, -1)) {
    rbk_read_item(reader, &role_shape, place, false, NULL, role);
    return true;
  }
  return role_choices(reader, role) ||
         misfit_here(reader, place, key->name, role_must_be, NULL);
}

void rbk_read_roles(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->roles = read_map(reader, place, key, "role", sizeof(rbk_role),
                          read_role, &layer->role_count);
}

void rbk_replace_role(rbk_reader *reader, const rbk_place *place,
                      const char *id, rbk_replacement *out) {
  rbk_role *role = rbk_read_take(reader, 1, sizeof *role);
  role->where = out->where;
  rbk_replace_item(reader, place, &role_replacing, out, role);
  out->because = role->id;
  role->id = id;
}

/* --- code sets and aliases
 * --------------------------------------------------------- */

static const char set_must_be[] = "a code set such as codes \"G N\"";

static bool read_code_set(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, const char *name, void *item) {
  rbk_named_set *set = item;
  rbk_complaint complaint;
  *set = (rbk_named_set){.name = name};
  set->where = rbk_read_where(reader, place->line);
  return rbk_as_set(reader->L, -1, &set->set, &complaint) ||
         misfit_here(reader, place, key->name, set_must_be, &complaint);
}

void rbk_read_code_sets(rbk_reader *reader, const rbk_place *place,
                        const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->code_sets =
      read_map(reader, place, key, "code set", sizeof(rbk_named_set),
               read_code_set, &layer->code_set_count);
}

static bool read_alias(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, const char *name, void *item) {
  rbk_alias *alias = item;
  rbk_code_set set;
  rbk_text unknown;
  *alias = (rbk_alias){.text = name};
  alias->where = rbk_read_where(reader, place->line);
  if (lua_type(reader->L, -1) != LUA_TSTRING) {
    return misfit_here(reader, place, key->name, "a code as text", NULL);
  }
  alias->code = rbk_read_copy(reader, -1);
  rbk_text code = rbk_text_of(alias->code);
  if (code.length <= 2 && rbk_code_list_set(code, &set, &unknown)) return true;
  rbk_complaint complaint;
  rbk_complain(&complaint, RBK_SAY_UNKNOWN_CODE, alias->code,
               "an alias stands for one code; `rollbook codes` lists them",
               NULL);
  return misfit_here(reader, place, key->name, "", &complaint);
}

void rbk_read_aliases(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->aliases = read_map(reader, place, key, "alias", sizeof(rbk_alias),
                            read_alias, &layer->alias_count);
}

/* --- measures
 * ----------------------------------------------------------------------- */

/* The measure itself takes the name, so that conditions made of it show it;
 * one that has a name already is copied. */
static const rbk_figure_expression *named(rbk_reader *reader,
                                          const rbk_figure_expression *figure,
                                          const char *name, size_t line) {
  rbk_figure_expression *own = NULL;
  for (size_t i = 0; i < reader->loader->made_count && !figure->label; i++) {
    const rbk_made *made = &reader->loader->made[i];
    if (made->node == figure) own = (rbk_figure_expression *)(uintptr_t)figure;
  }
  if (!own) {
    own = rbk_read_take(reader, 1, sizeof *own);
    *own = *figure;
  }
  own->label = name;
  if (own->where.line == 0) own->where = rbk_read_where(reader, line);
  return own;
}

static bool read_measure(rbk_reader *reader, const rbk_place *place,
                         const rbk_key *key, const char *name, void *item) {
  const rbk_figure_expression **out = item;
  const rbk_figure_expression *figure;
  rbk_complaint complaint;
  if (!rbk_as_figure(reader->L, -1, &figure, &complaint)) {
    return misfit_here(reader, place, key->name, "a measure", &complaint);
  }
  *out = named(reader, figure, name, place->line);
  return true;
}

void rbk_read_measures(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, void *out) {
  rbk_layer *layer = out;
  layer->measures = read_map(reader, place, key, "measure", sizeof(void *),
                             read_measure, &layer->measure_count);
}

/* --- replacing what stands in maps
 * ----------------------------------------------------- */

typedef struct replacing {
  const char *because;
} replacing;
static const rbk_key replacing_keys[] = {
    {"because", rbk_read_text, offsetof(replacing, because), true,
     "the reason"},
};
static const rbk_shape replacing_shape =
    RBK_SHAPE("replacement", replacing_keys, true);

/* replace = { code_sets = { x = { codes "G", because = "..." } } }: pushes the
 * new value. */
static void push_replacing(rbk_reader *reader, const rbk_place *place,
                           rbk_replacement *out) {
  replacing read = {NULL};
  rbk_replace_item(reader, place, &replacing_shape, out, &read);
  out->because = read.because;
  lua_rawgeti(reader->L, -1, 1);
}

void rbk_replace_code_set(rbk_reader *reader, const rbk_place *place,
                          const char *id, rbk_replacement *out) {
  static const rbk_key key = {"code_sets", NULL, 0, true, set_must_be};
  rbk_named_set *set = rbk_read_take(reader, 1, sizeof *set);
  push_replacing(reader, place, out);
  read_code_set(reader, place, &key, id, set);
  out->item = set;
  out->keys.items[out->keys.count++] = "set";
  lua_pop(reader->L, 1);
}

void rbk_replace_measure(rbk_reader *reader, const rbk_place *place,
                         const char *id, rbk_replacement *out) {
  static const rbk_key key = {"measures", NULL, 0, true, "a measure"};
  const rbk_figure_expression *figure = NULL;
  push_replacing(reader, place, out);
  read_measure(reader, place, &key, id, &figure);
  out->item = figure;
  lua_pop(reader->L, 1);
}
