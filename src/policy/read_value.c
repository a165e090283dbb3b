/* The values that keys may have. */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

void rbk_read_text(rbk_reader *reader, const rbk_place *place,
                   const rbk_key *key, void *out) {
  rbk_complaint complaint;
  const char **text = out;
  if (!rbk_as_text(reader->L, -1, text, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  }
}

static bool id_like(const char *text) {
  if (!*text) return false;
  for (; *text; text++) {
    bool fits = (*text >= 'a' && *text <= 'z') ||
                (*text >= 'A' && *text <= 'Z') ||
                (*text >= '0' && *text <= '9') || strchr("_.-", *text);
    if (!fits) return false;
  }
  return true;
}

void rbk_read_id(rbk_reader *reader, const rbk_place *place, const rbk_key *key,
                 void *out) {
  const char **text = out;
  rbk_read_text(reader, place, key, out);
  if (!*text || id_like(*text)) return;
  reader->broken = true;
  rbk_problem_at(reader, rbk_key_line(reader, place, key->name), RBK_SAY_BAD_ID,
                 RBK_WITH(*text, place->what));
}

/* A text, or a list of them. */
void rbk_read_names(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_names *names = out;
  if (lua_type(L, -1) == LUA_TSTRING) {
    names->items = rbk_read_take(reader, 1, sizeof *names->items);
    names->items[0] = rbk_read_copy(reader, -1);
    names->count = 1;
    return;
  }
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place list;
  rbk_place_of(reader, place, key->name, &list);
  size_t count = rbk_list_count(reader, &list, key->name);
  names->items = rbk_read_take(reader, count + 1, sizeof *names->items);
  names->list = true;
  for (size_t i = 1; i <= count; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i) == LUA_TSTRING) {
      names->items[names->count++] = rbk_read_copy(reader, -1);
    } else {
      rbk_misfit(reader, place, key, NULL);
    }
    lua_pop(L, 1);
  }
}

void rbk_read_yes_no(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  bool *answer = out;
  if (lua_isboolean(reader->L, -1))
    *answer = lua_toboolean(reader->L, -1);
  else
    rbk_misfit(reader, place, key, NULL);
}

void rbk_read_condition(rbk_reader *reader, const rbk_place *place,
                        const rbk_key *key, void *out) {
  rbk_complaint complaint;
  const rbk_condition **condition = out;
  if (!rbk_as_condition(reader->L, -1, condition, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  }
}

/* A figure that a function gives begins where its key stands. */
void rbk_read_figure(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  rbk_complaint complaint;
  const rbk_figure_expression **figure = out;
  if (!rbk_as_figure(reader->L, -1, figure, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  } else if ((*figure)->where.line == 0) {
    rbk_figure_expression *given = rbk_read_take(reader, 1, sizeof *given);
    *given = **figure;
    given->where =
        rbk_read_where(reader, rbk_key_line(reader, place, key->name));
    *figure = given;
  }
}

void rbk_read_set(rbk_reader *reader, const rbk_place *place,
                  const rbk_key *key, void *out) {
  rbk_complaint complaint;
  const rbk_set_expression **set = out;
  if (!rbk_as_set(reader->L, -1, set, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  } else if ((*set)->where.line == 0) {
    rbk_set_expression *given = rbk_read_take(reader, 1, sizeof *given);
    *given = **set;
    given->where =
        rbk_read_where(reader, rbk_key_line(reader, place, key->name));
    *set = given;
  }
}

void rbk_read_window(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  rbk_complaint complaint;
  const rbk_window_expression **window = out;
  if (!rbk_as_window(reader->L, -1, window, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  }
}

static void set_operand_line(rbk_reader *reader, const rbk_place *place,
                             const rbk_key *key, rbk_operand *operand) {
  operand->where =
      rbk_read_where(reader, rbk_key_line(reader, place, key->name));
}

void rbk_read_number(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  rbk_complaint complaint;
  rbk_operand *number = out;
  if (!rbk_as_number(reader->L, -1, number, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  } else {
    set_operand_line(reader, place, key, number);
  }
}

void rbk_read_word(rbk_reader *reader, const rbk_place *place,
                   const rbk_key *key, void *out) {
  rbk_complaint complaint;
  rbk_operand *word = out;
  if (!rbk_as_word(reader->L, -1, word, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  } else {
    set_operand_line(reader, place, key, word);
  }
}

void rbk_read_due(rbk_reader *reader, const rbk_place *place,
                  const rbk_key *key, void *out) {
  rbk_complaint complaint;
  if (!rbk_as_due(reader->L, -1, out, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  }
}

void rbk_read_date(rbk_reader *reader, const rbk_place *place,
                   const rbk_key *key, void *out) {
  rbk_complaint complaint;
  if (!rbk_as_date(reader->L, -1, out, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  }
}

/* --- owners and wordings
 * ------------------------------------------------------ */

/* role.x, or its id as text. */
static const char *owner_role(rbk_reader *reader, int index) {
  rbk_object *role = rbk_object_at(reader->L, index, RBK_OBJECT_ROLE);
  if (role) return role->node;
  if (lua_type(reader->L, index) != LUA_TSTRING) return NULL;
  return rbk_read_copy(reader, index);
}

static bool is_function(lua_State *L) {
  return lua_isfunction(L, -1) && !lua_iscfunction(L, -1);
}

static void read_owner_list(rbk_reader *reader, const rbk_place *place,
                            const rbk_key *key, rbk_names *roles) {
  rbk_place list;
  rbk_place_of(reader, place, key->name, &list);
  size_t count = rbk_list_count(reader, &list, key->name);
  roles->items = rbk_read_take(reader, count + 1, sizeof *roles->items);
  roles->list = true;
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(reader->L, -1, (lua_Integer)i);
    const char *role = owner_role(reader, -1);
    if (role)
      roles->items[roles->count++] = role;
    else
      rbk_misfit(reader, place, key, NULL);
    lua_pop(reader->L, 1);
  }
}

void rbk_read_owner(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  rbk_owner *owner = out;
  const char *role = owner_role(reader, -1);
  if (role) {
    owner->roles.items = rbk_read_take(reader, 1, sizeof *owner->roles.items);
    owner->roles.items[0] = role;
    owner->roles.count = 1;
  } else if (is_function(reader->L)) {
    owner->function = rbk_as_function(reader->L, -1);
  } else if (lua_istable(reader->L, -1)) {
    read_owner_list(reader, place, key, &owner->roles);
  } else {
    rbk_misfit(reader, place, key, NULL);
  }
}

void rbk_read_wording(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  rbk_wording *wording = out;
  rbk_complaint complaint;
  if (is_function(reader->L)) {
    wording->function = rbk_as_function(reader->L, -1);
  } else if (!rbk_as_text(reader->L, -1, &wording->text, &complaint)) {
    rbk_misfit(reader, place, key, &complaint);
  }
}
