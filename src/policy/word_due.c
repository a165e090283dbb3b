/* Times, roles and parameters. */
#include <string.h>

#include "base/text.h"
#include "policy/word.h"

int rbk_word_working_days(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_due *due = rbk_build(L, sizeof *due);
  due->kind = RBK_DUE_SPAN;
  due->unit = RBK_SPAN_WORKING_DAYS;
  due->function = RBK_NONE;
  due->n = rbk_take_number(L, 1, "a whole number");
  due->where = rbk_build_where(L);
  if (due->n.kind == RBK_OPERAND_NUMBER &&
      (due->n.number < 0 || due->n.number % RBK_DECIMAL_ONE != 0 ||
       due->n.number > 100000 * RBK_DECIMAL_ONE)) {
    rbk_word_argument(L, 1, "a whole number from 0", NULL);
  }
  rbk_object_push(L, RBK_OBJECT_DUE, due);
  return 1;
}

int rbk_word_clock(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_due *due = rbk_build(L, sizeof *due);
  due->kind = RBK_DUE_CLOCK;
  due->function = RBK_NONE;
  due->clock = rbk_take_word(L, 1, "a time of day");
  due->where = rbk_build_where(L);
  if (due->clock.kind == RBK_OPERAND_TEXT &&
      !rbk_text_is_clock(rbk_text_of(due->clock.text))) {
    rbk_raise(L, RBK_SAY_BAD_CLOCK, 0, RBK_WITH(due->clock.text));
  }
  rbk_object_push(L, RBK_OBJECT_DUE, due);
  return 1;
}

/* param.x and role.x: userdata of these names with an index of their own. */
static int named(lua_State *L, rbk_object_kind kind) {
  if (lua_type(L, 2) != LUA_TSTRING) {
    rbk_raise(L, RBK_SAY_UNKNOWN_FIELD, 0,
              RBK_WITH("(not a text)",
                       kind == RBK_OBJECT_ROLE ? "role" : "param",
                       "write a name after the point"));
  }
  size_t length;
  const char *name = lua_tolstring(L, 2, &length);
  rbk_object_push(L, kind, rbk_build_text(L, name, strlen(name)));
  return 1;
}

int rbk_param_index(lua_State *L) {
  return named(L, RBK_OBJECT_PARAMETER);
}
int rbk_role_index(lua_State *L) {
  return named(L, RBK_OBJECT_ROLE);
}

/* { condition, role.x } or role.x at the top of the stack */
static void take_choice(lua_State *L, rbk_role_choice *out) {
  int at = lua_gettop(L);
  rbk_object *role = rbk_object_at(L, at, RBK_OBJECT_ROLE);
  if (role) {
    out->role = role->node;
    return;
  }
  if (!lua_istable(L, at)) {
    rbk_word_argument(L, at, "{ condition, role.x } or role.x", NULL);
  }
  lua_rawgeti(L, at, 1);
  out->when = rbk_take_condition(L, -1);
  lua_rawgeti(L, at, 2);
  role = rbk_object_at(L, -1, RBK_OBJECT_ROLE);
  if (!role) rbk_word_argument(L, -1, "{ condition, role.x }", NULL);
  out->role = role->node;
  lua_settop(L, at);
}

int rbk_word_first_of(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  if (!lua_istable(L, 1)) {
    rbk_word_argument(L, 1, "a list of { condition, role.x } and role.x", NULL);
  }
  size_t count = (size_t)lua_rawlen(L, 1);
  if (count == 0) rbk_word_argument(L, 1, "at least one role", NULL);
  rbk_charge(L, count);
  rbk_role *role = rbk_build(L, sizeof *role);
  role->choices = rbk_build(L, count * sizeof *role->choices);
  role->choice_count = count;
  role->where = rbk_build_where(L);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    take_choice(L, &role->choices[i]);
    lua_pop(L, 1);
  }
  rbk_object_push(L, RBK_OBJECT_CHOICES, role);
  return 1;
}
