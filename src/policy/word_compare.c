/* Comparisons: they make a condition of a measure. */
#include <string.h>

#include "policy/word.h"

static rbk_condition *build(lua_State *L, rbk_condition_kind kind) {
  rbk_condition *condition = rbk_build(L, sizeof *condition);
  condition->kind = kind;
  condition->function = RBK_NONE;
  condition->where = rbk_build_where(L);
  return condition;
}

static int give(lua_State *L, const rbk_condition *condition) {
  rbk_object_push(L, RBK_OBJECT_CONDITION, condition);
  return 1;
}

static void in_time(lua_State *L) {
  if (rbk_sandbox_of(L)->loading) return;
  rbk_raise(L, RBK_SAY_WORD_TOO_LATE, 0, RBK_WITH(rbk_word_here(L)->word.name));
}

/* A number, a parameter, a measure, or steps by half term. */
static void take_right(lua_State *L, int index, rbk_condition *out) {
  rbk_object *steps = rbk_object_at(L, index, RBK_OBJECT_STEPS);
  rbk_complaint complaint;
  if (steps) {
    out->by_half_term = (rbk_operand){.kind = RBK_OPERAND_PARAMETER,
                                      .text = steps->node,
                                      .where = rbk_build_where(L)};
    return;
  }
  if (rbk_as_number(L, index, &out->right_side, &complaint)) return;
  if (complaint.saying == RBK_SAY_NOTHING &&
      rbk_as_figure(L, index, &out->right_figure, &complaint)) {
    return;
  }
  rbk_word_argument(L, index,
                    "a number of at most four decimals, a parameter "
                    "or a measure",
                    &complaint);
}

static rbk_condition *compare(lua_State *L, rbk_comparison comparison,
                              int right) {
  rbk_condition *condition = build(L, RBK_CONDITION_LEAF);
  condition->leaf = RBK_LEAF_COMPARE;
  condition->comparison = comparison;
  condition->figure = rbk_take_figure(L, 1);
  take_right(L, right, condition);
  return condition;
}

int rbk_method_compare(lua_State *L) {
  in_time(L);
  rbk_take_no_more(L, 2);
  return give(L, compare(L, (rbk_comparison)rbk_word_here(L)->code, 2));
}

static const rbk_figure_expression *attribute_at(lua_State *L, int index) {
  rbk_object *object = rbk_object_at(L, index, RBK_OBJECT_FIGURE);
  const rbk_figure_expression *figure = object ? object->node : NULL;
  return figure && figure->kind == RBK_FIGURE_ATTRIBUTE ? figure : NULL;
}

/* attr("x"):is "K" compares texts, any other measure numbers. */
int rbk_method_is(lua_State *L) {
  in_time(L);
  rbk_take_no_more(L, 2);
  const rbk_figure_expression *attribute = attribute_at(L, 1);
  bool text = lua_type(L, 2) == LUA_TSTRING ||
              rbk_object_at(L, 2, RBK_OBJECT_PARAMETER);
  if (!attribute || !text) return give(L, compare(L, RBK_IS, 2));
  rbk_object_use(L, 1);
  rbk_condition *condition = build(L, RBK_CONDITION_LEAF);
  condition->leaf = RBK_LEAF_ATTRIBUTE_IS;
  condition->name = attribute->name;
  condition->right_side = rbk_take_word(L, 2, "a text");
  return give(L, condition);
}

/* Both ends belong to it. */
int rbk_method_is_between(lua_State *L) {
  in_time(L);
  rbk_take_no_more(L, 3);
  rbk_condition *condition = build(L, RBK_CONDITION_AND);
  condition->left = compare(L, RBK_AT_LEAST, 2);
  condition->right = compare(L, RBK_AT_MOST, 3);
  return give(L, condition);
}

int rbk_method_ever(lua_State *L) {
  in_time(L);
  rbk_take_no_more(L, 1);
  const rbk_figure_expression *attribute = attribute_at(L, 1);
  if (!attribute) {
    rbk_word_argument(L, 1, "an attribute before the colon", NULL);
  }
  rbk_object_use(L, 1);
  rbk_condition *condition = build(L, RBK_CONDITION_LEAF);
  condition->leaf = RBK_LEAF_ATTRIBUTE_EVER;
  condition->name = attribute->name;
  return give(L, condition);
}

static int named_is(lua_State *L, rbk_object_kind kind,
                    rbk_condition_kind made) {
  in_time(L);
  rbk_take_no_more(L, 2);
  rbk_object *self = rbk_object_at(L, 1, kind);
  if (!self) rbk_word_argument(L, 1, "a name before the colon", NULL);
  rbk_condition *condition = build(L, made);
  condition->name = self->node;
  condition->right_side = rbk_take_word(L, 2, "a text");
  return give(L, condition);
}

int rbk_method_band_is(lua_State *L) {
  return named_is(L, RBK_OBJECT_BAND, RBK_CONDITION_BAND);
}
int rbk_method_school_is(lua_State *L) {
  return named_is(L, RBK_OBJECT_SCHOOL, RBK_CONDITION_SCHOOL);
}

int rbk_method_parent_is(lua_State *L) {
  in_time(L);
  rbk_take_no_more(L, 2);
  rbk_object *self = rbk_object_at(L, 1, RBK_OBJECT_PARENT);
  if (!self) rbk_word_argument(L, 1, "a column before the colon", NULL);
  rbk_object_use(L, 1);
  rbk_condition *condition = build(L, RBK_CONDITION_LEAF);
  const rbk_condition *column = self->node;
  condition->leaf = RBK_LEAF_PARENT;
  condition->name = column->name;
  condition->right_side = rbk_take_word(L, 2, "a text");
  return give(L, condition);
}

/* param.mode:is "percent": the same on every day, unless the parameter is
 * dated. */
int rbk_method_parameter_is(lua_State *L) {
  in_time(L);
  rbk_take_no_more(L, 2);
  rbk_object *self = rbk_object_at(L, 1, RBK_OBJECT_PARAMETER);
  if (!self) rbk_word_argument(L, 1, "a parameter before the colon", NULL);
  rbk_condition *condition = build(L, RBK_CONDITION_PARAMETER);
  condition->name = self->node;
  condition->right_side = lua_type(L, 2) == LUA_TNUMBER
                              ? rbk_take_number(L, 2, "a number")
                              : rbk_take_word(L, 2, "a text or a number");
  return give(L, condition);
}

/* by(half_term_number, param.steps) */
int rbk_word_by(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 2);
  rbk_object *number = rbk_object_at(L, 1, RBK_OBJECT_FIGURE);
  const rbk_figure_expression *figure = number ? number->node : NULL;
  if (!figure || figure->kind != RBK_FIGURE_HALF_TERM_NUMBER) {
    rbk_word_argument(L, 1, "half_term_number", NULL);
  }
  rbk_object_use(L, 1);
  rbk_object *steps = rbk_object_at(L, 2, RBK_OBJECT_PARAMETER);
  if (!steps) rbk_word_argument(L, 2, "a parameter that is a list", NULL);
  rbk_object_push(L, RBK_OBJECT_STEPS, steps->node);
  return 1;
}
