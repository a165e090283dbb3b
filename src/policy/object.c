#include "policy/object.h"

#include <lauxlib.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "policy/library.h"
#include "policy/views.h"
#include "policy/word.h"

rbk_loader *rbk_loader_of(lua_State *L) {
  return rbk_sandbox_of(L)->host;
}

/* --- memory of the layer ---------------------------------------------------
 */

static rbk_arena *arena_of(lua_State *L) {
  rbk_loader *loader = rbk_loader_of(L);
  return loader->sandbox->loading ? &loader->layer->arena : &loader->passing;
}

/* The arena lies outside the state's memory: the budget of work bounds it. */
void *rbk_build(lua_State *L, size_t size) {
  rbk_charge(L, size / 4);
  void *made = rbk_arena_take(arena_of(L), 1, size);
  if (!made) rbk_raise_no_memory(L);
  return made;
}

const char *rbk_build_text(lua_State *L, const char *text, size_t length) {
  rbk_charge(L, length / 4);
  const char *copy = rbk_arena_copy(arena_of(L), text, length);
  if (!copy) rbk_raise_no_memory(L);
  return copy;
}

rbk_where rbk_build_where(lua_State *L) {
  return (rbk_where){rbk_loader_of(L)->layer->file, (uint32_t)rbk_line(L)};
}

/* --- objects ---------------------------------------------------------------
 */

typedef struct object_type {
  const char *key;     /* in the registry */
  const char *name;    /* in messages */
  const char *methods; /* what `on` says in the table of words; or NULL */
} object_type;

static const object_type types[RBK_OBJECT_KINDS] = {
    [RBK_OBJECT_SET] = {"rollbook.set", "a code set", NULL},
    [RBK_OBJECT_WINDOW] = {"rollbook.window", "a window", NULL},
    [RBK_OBJECT_FIGURE] = {"rollbook.measure", "a measure", "measure"},
    [RBK_OBJECT_CONDITION] = {"rollbook.condition", "a condition", "condition"},
    [RBK_OBJECT_PARAMETER] = {"rollbook.parameter", "a parameter", "parameter"},
    [RBK_OBJECT_ROLE] = {"rollbook.role", "a role", NULL},
    [RBK_OBJECT_GROUP] = {"rollbook.group", "a group", NULL},
    [RBK_OBJECT_BAND] = {"rollbook.band", "a band without `:is`", "band"},
    [RBK_OBJECT_SCHOOL] = {"rollbook.school",
                           "a fact of the school without `:is`", "school"},
    [RBK_OBJECT_PARENT] = {"rollbook.parent", "a fact of the parent", "parent"},
    [RBK_OBJECT_STEPS] = {"rollbook.steps", "steps by half term", NULL},
    [RBK_OBJECT_CHOICES] = {"rollbook.choices", "a choice of roles", NULL},
    [RBK_OBJECT_DUE] = {"rollbook.due", "a time", NULL},
};

rbk_object *rbk_object_at(lua_State *L, int index, rbk_object_kind kind) {
  return luaL_testudata(L, index, types[kind].key);
}

rbk_object *rbk_object_any(lua_State *L, int index) {
  for (int kind = 0; kind < RBK_OBJECT_KINDS; kind++) {
    rbk_object *object = rbk_object_at(L, index, (rbk_object_kind)kind);
    if (object) return object;
  }
  return NULL;
}

static uint32_t remember(lua_State *L, rbk_object_kind kind, const void *node) {
  rbk_loader *loader = rbk_loader_of(L);
  rbk_sandbox *sandbox = loader->sandbox;
  if (!sandbox->loading) return RBK_NONE;
  if (rbk_grow(sandbox->alloc, &loader->made, &loader->made_capacity,
               loader->made_count + 1, sizeof *loader->made) != RBK_OK) {
    rbk_raise_no_memory(L);
  }
  rbk_made *made = &loader->made[loader->made_count];
  *made = (rbk_made){kind, false, (uint32_t)rbk_line(L), node};
  return (uint32_t)loader->made_count++;
}

rbk_object *rbk_object_push(lua_State *L, rbk_object_kind kind,
                            const void *node) {
  luaL_checkstack(L, 4, NULL);
  rbk_object *object = lua_newuserdatauv(L, sizeof *object, 0);
  rbk_loader *loader = rbk_loader_of(L);
  *object = (rbk_object){kind, RBK_NONE, loader->weight + 1, node};
  loader->weight = 0;
  if (object->weight > RBK_MOST_PARTS) {
    rbk_raise(L, RBK_SAY_TOO_MANY, 0,
              RBK_WITH("4096", "parts in one condition or measure"));
  }
  luaL_setmetatable(L, types[kind].key);
  object->made = remember(L, kind, node);
  return object;
}

void rbk_object_use(lua_State *L, int index) {
  rbk_object *object = rbk_object_any(L, index);
  rbk_loader *loader = rbk_loader_of(L);
  bool building = loader->sandbox->loading;
  if (object && building && loader->weight <= RBK_MOST_PARTS) {
    loader->weight += object->weight;
  }
  if (object && object->made < loader->made_count) {
    loader->made[object->made].used = true;
  }
}

/* --- operators -------------------------------------------------------------
 */

static bool is_set(lua_State *L, int index) {
  return rbk_object_at(L, index, RBK_OBJECT_SET) != NULL;
}

/* A text among them means codes: measures are not added to texts. */
static bool sets(lua_State *L) {
  return is_set(L, 1) || is_set(L, 2) || lua_type(L, 1) == LUA_TSTRING ||
         lua_type(L, 2) == LUA_TSTRING;
}

static int on_add(lua_State *L) {
  if (sets(L)) return rbk_set_add(L);
  return rbk_figure_arithmetic(L, RBK_FIGURE_ADD);
}
static int on_subtract(lua_State *L) {
  if (sets(L)) return rbk_set_subtract(L);
  return rbk_figure_arithmetic(L, RBK_FIGURE_SUBTRACT);
}
static int on_multiply(lua_State *L) {
  return rbk_figure_arithmetic(L, RBK_FIGURE_MULTIPLY);
}
static int on_and(lua_State *L) {
  return rbk_condition_join(L, RBK_CONDITION_AND);
}
static int on_or(lua_State *L) {
  return rbk_condition_join(L, RBK_CONDITION_OR);
}
static int on_not(lua_State *L) {
  return rbk_condition_not(L);
}

static _Noreturn void compared(lua_State *L, const char *operator) {
  int index = rbk_object_any(L, 1) || lua_isfunction(L, 1) ? 1 : 2;
  rbk_raise(L, RBK_SAY_COMPARED, 0, RBK_WITH(rbk_kind_of(L, index), operator));
}

/* Lua hands `a > b` over as `b < a`, so nobody knows which was written. */
static int on_less(lua_State *L) {
  int order;
  if (!rbk_view_parameter_order(L, &order)) compared(L, "`<` or `>`");
  lua_pushboolean(L, order < 0);
  return 1;
}
static int on_less_equal(lua_State *L) {
  int order;
  if (!rbk_view_parameter_order(L, &order)) compared(L, "`<=` or `>=`");
  lua_pushboolean(L, order <= 0);
  return 1;
}

/* Roles and parameters are names and may be compared. */
static int on_equal(lua_State *L) {
  static const rbk_object_kind names[] = {RBK_OBJECT_ROLE,
                                          RBK_OBJECT_PARAMETER};
  for (size_t i = 0; i < 2; i++) {
    rbk_object *a = rbk_object_at(L, 1, names[i]);
    rbk_object *b = rbk_object_at(L, 2, names[i]);
    if (a && b) {
      lua_pushboolean(L, strcmp(a->node, b->node) == 0);
      return 1;
    }
  }
  int order;
  if (!rbk_view_parameter_order(L, &order)) compared(L, "`==` or `~=`");
  lua_pushboolean(L, order == 0);
  return 1;
}

static const luaL_Reg operators[] = {
    {"__add", on_add},  {"__sub", on_subtract},  {"__mul", on_multiply},
    {"__band", on_and}, {"__bor", on_or},        {"__bnot", on_not},
    {"__lt", on_less},  {"__le", on_less_equal}, {"__eq", on_equal},
    {NULL, NULL}};

static int on_write(lua_State *L) {
  size_t length;
  const char *name = luaL_tolstring(L, 2, &length);
  rbk_raise(L, RBK_SAY_READ_ONLY, 0, RBK_WITH(name, rbk_kind_of(L, 1)));
}

/* --- methods ---------------------------------------------------------------
 */

/* Upvalue: what messages call the thing. */
static int on_unknown_method(lua_State *L) {
  const char *names[64];
  size_t count = 0;
  char hint[400];
  rbk_sorted_keys(L, 1);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TSTRING; i++) {
    if (count < 64) names[count++] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  rbk_push_text(L, 2);
  const char *wrong = lua_tostring(L, -1);
  rbk_suggest(hint, sizeof hint, wrong, names, count);
  rbk_raise(L, RBK_SAY_UNKNOWN_FIELD, 0,
            RBK_WITH(wrong, lua_tostring(L, lua_upvalueindex(1)), hint));
}

/* Pushes the table of methods of a kind, which raises on others. */
static void push_methods(lua_State *L, const char *on, const char *name) {
  lua_newtable(L);
  for (size_t i = 0; on && i < rbk_words_count(); i++) {
    const rbk_term *word = rbk_word_at(i);
    if (!word->on || strcmp(word->on, on) != 0) continue;
    const rbk_word_entry *entry = (const rbk_word_entry *)(const void *)word;
    if (!entry->call) continue;
    lua_pushlightuserdata(L, (void *)(uintptr_t)entry);
    lua_pushcclosure(L, entry->call, 1);
    lua_setfield(L, -2, word->name);
  }
  lua_newtable(L);
  lua_pushstring(L, name);
  lua_pushcclosure(L, on_unknown_method, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

static void fill_metatable(lua_State *L, const object_type *type) {
  luaL_setfuncs(L, operators, 0);
  push_methods(L, type->methods, type->name);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, on_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, type->name);
  lua_setfield(L, -2, "__name");
}

void rbk_objects_open(lua_State *L) {
  static const object_type function = {"rollbook.function", "a function",
                                       "measure"};
  for (int kind = 0; kind < RBK_OBJECT_KINDS; kind++) {
    luaL_newmetatable(L, types[kind].key);
    fill_metatable(L, &types[kind]);
    lua_pop(L, 1);
  }
  /* Functions stand where measures and conditions stand, so they have the
   * same operators and comparisons. */
  lua_pushcfunction(L, on_write);
  lua_newtable(L);
  fill_metatable(L, &function);
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

/* --- functions -------------------------------------------------------------
 */

static const char functions_key = 'f';

uint32_t rbk_as_function(lua_State *L, int index) {
  index = lua_absindex(L, index);
  rbk_layer *layer = rbk_loader_of(L)->layer;
  if (layer->function_count == 0) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
  }
  uint32_t number = (uint32_t)layer->function_count++;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
  lua_pushvalue(L, index);
  lua_rawseti(L, -2, (lua_Integer)number + 1);
  lua_pop(L, 1);
  return number;
}

void rbk_function_push(lua_State *L, uint32_t number) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key) == LUA_TTABLE) {
    lua_rawgeti(L, -1, (lua_Integer)number + 1);
  } else {
    lua_pushnil(L);
  }
  lua_remove(L, -2);
}

/* --- kinds of values, for messages ------------------------------------------
 */

const char *rbk_kind_of(lua_State *L, int index) {
  static const char *const plain[] = {"nothing",   "true or false", "a value",
                                      "a number",  "a text",        "a table",
                                      "a function"};
  int type = lua_type(L, index);
  if (type == LUA_TNONE) return "nothing";
  if (type == LUA_TUSERDATA) {
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
      const char *name = lua_tostring(L, -1); /* kept by the metatable */
      lua_pop(L, 1);
      return name;
    }
    return "a value";
  }
  return type >= 0 && type <= LUA_TFUNCTION ? plain[type] : "a value";
}
