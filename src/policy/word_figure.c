/* Measures and what is said of them: each method gives a new measure and
 * leaves the old one as it was. */
#include <string.h>

#include "policy/library.h"
#include "policy/word.h"

static rbk_figure_expression *build(lua_State *L, rbk_figure_kind kind) {
  rbk_figure_expression *figure = rbk_build(L, sizeof *figure);
  figure->kind = kind;
  figure->function = RBK_NONE;
  figure->where = rbk_build_where(L);
  return figure;
}

static int give(lua_State *L, const rbk_figure_expression *figure) {
  rbk_object_push(L, RBK_OBJECT_FIGURE, figure);
  return 1;
}

static rbk_figure_expression *begin(lua_State *L, int most) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, most);
  return build(L, (rbk_figure_kind)rbk_word_here(L)->code);
}

/* --- words ------------------------------------------------------------------
 */

int rbk_word_measure(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 1);
  figure->set = rbk_take_set(L, 1);
  return give(L, figure);
}

int rbk_word_share(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 2);
  figure->set = rbk_take_set(L, 1);
  figure->of = rbk_take_set(L, 2);
  return give(L, figure);
}

int rbk_word_minutes(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 2);
  figure->set = rbk_take_set(L, 1);
  if (lua_isnoneornil(L, 2)) return give(L, figure);
  if (!lua_istable(L, 2)) rbk_word_argument(L, 2, "{ step = n }", NULL);
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    bool step = lua_type(L, -2) == LUA_TSTRING &&
                strcmp(lua_tostring(L, -2), "step") == 0;
    if (!step) rbk_word_argument(L, 2, "no key but `step`", NULL);
    figure->step = rbk_take_number(L, -1, "whole minutes as step");
    rbk_decimal minutes = figure->step.number;
    if (figure->step.kind == RBK_OPERAND_NUMBER &&
        (minutes <= 0 || minutes % RBK_DECIMAL_ONE != 0)) {
      rbk_word_argument(L, 2, "whole minutes from 1 as step", NULL);
    }
    lua_pop(L, 1);
  }
  return give(L, figure);
}

int rbk_word_events(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 2);
  figure->match = rbk_take_match(L, 1, 2);
  return give(L, figure);
}

int rbk_word_recorded(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 2);
  figure->match = rbk_take_match(L, 1, 0);
  figure->field = rbk_take_text(L, 2, "a field of the event");
  return give(L, figure);
}

int rbk_word_attribute(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 1);
  figure->name = rbk_take_text(L, 1, "the name of an attribute");
  return give(L, figure);
}

int rbk_word_of_pupil(lua_State *L) {
  return give(L, begin(L, 0));
}

int rbk_word_days_in_stage(lua_State *L) {
  rbk_figure_expression *figure = begin(L, 1);
  figure->name = rbk_take_text(L, 1, "the id of a stage");
  return give(L, figure);
}

/* --- groups ------------------------------------------------------------------
 */

int rbk_word_group(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_group_word *group = rbk_build(L, sizeof *group);
  group->kind = (rbk_group_kind)rbk_word_here(L)->code;
  group->name = rbk_take_text(L, 1, "a name");
  rbk_object_push(L, RBK_OBJECT_GROUP, group);
  return 1;
}

int rbk_word_group_value(lua_State *L) {
  rbk_word_in_time(L);
  rbk_group_word *group = rbk_build(L, sizeof *group);
  group->kind = (rbk_group_kind)rbk_word_here(L)->code;
  rbk_object_push(L, RBK_OBJECT_GROUP, group);
  return 1;
}

int rbk_word_of_group(lua_State *L) {
  rbk_word_in_time(L);
  rbk_group_measure measure = (rbk_group_measure)rbk_word_here(L)->code;
  rbk_take_no_more(L, measure == RBK_GROUP_SIZE ? 1 : 2);
  rbk_object *object = rbk_object_at(L, 1, RBK_OBJECT_GROUP);
  if (!object) {
    rbk_word_argument(L, 1,
                      "a group: cohort \"x\", same \"year_group\", "
                      "siblings or everyone",
                      NULL);
  }
  const rbk_group_word *group = object->node;
  rbk_figure_expression *figure = build(L, RBK_FIGURE_GROUP);
  figure->group = group->kind;
  figure->group_name = group->name;
  figure->group_measure = measure;
  if (measure == RBK_GROUP_COUNT || measure == RBK_GROUP_SHARE) {
    figure->group_condition = rbk_take_condition(L, 2);
  } else if (measure != RBK_GROUP_SIZE) {
    figure->group_figure = rbk_take_figure(L, 2);
  }
  if (measure == RBK_GROUP_POOLED &&
      figure->group_figure->kind != RBK_FIGURE_RATE &&
      figure->group_figure->kind != RBK_FIGURE_SHARE) {
    rbk_word_argument(L, 2, "a rate or a share", NULL);
  }
  return give(L, figure);
}

/* --- methods
 * ------------------------------------------------------------------ */

/* A copy of the measure the method is called on. */
static rbk_figure_expression *of_self(lua_State *L) {
  rbk_object *self = rbk_object_at(L, 1, RBK_OBJECT_FIGURE);
  if (!rbk_sandbox_of(L)->loading) {
    rbk_raise(L, RBK_SAY_WORD_TOO_LATE, 0,
              RBK_WITH(rbk_word_here(L)->word.name));
  }
  if (!self) rbk_word_argument(L, 1, "a measure before the colon", NULL);
  rbk_object_use(L, 1);
  rbk_figure_expression *figure = rbk_build(L, sizeof *figure);
  *figure = *(const rbk_figure_expression *)self->node;
  figure->where = rbk_build_where(L);
  figure->label = NULL;
  return figure;
}

static bool of_marks(const rbk_figure_expression *figure) {
  return figure->kind <= RBK_FIGURE_LONGEST_RUN;
}

static rbk_figure_expression *of_marks_self(lua_State *L) {
  rbk_figure_expression *figure = of_self(L);
  if (!of_marks(figure)) {
    rbk_word_argument(L, 1, "a measure of marks before the colon", NULL);
  }
  return figure;
}

/* Adds the windows at arguments 2, 3, ... to a list of them. */
int rbk_figure_windows(lua_State *L, const rbk_window_expression **windows,
                       size_t *count) {
  int top = lua_gettop(L);
  if (top < 2) rbk_word_argument(L, 2, "a window", NULL);
  for (int i = 2; i <= top; i++) {
    const rbk_window_expression *window = rbk_take_window(L, i);
    if (window->n.kind == RBK_OPERAND_NUMBER && window->n.number == 0) {
      rbk_word_argument(L, i, "a window of at least 1", NULL);
    }
    if (*count == RBK_FIGURE_WINDOWS) {
      rbk_raise(L, RBK_SAY_TOO_MANY, 0, RBK_WITH("4", "windows"));
    }
    windows[(*count)++] = window;
  }
  return top - 1;
}

int rbk_method_within(lua_State *L) {
  rbk_object *self = rbk_object_at(L, 1, RBK_OBJECT_FIGURE);
  const rbk_figure_expression *given = self ? self->node : NULL;
  if (!given || given->kind == RBK_FIGURE_ATTRIBUTE) {
    return rbk_condition_within(L, rbk_take_condition(L, 1),
                                RBK_CONDITION_WITHIN);
  }
  if (!of_marks(given) && given->kind != RBK_FIGURE_EVENTS) {
    rbk_word_argument(L, 1, "a measure of marks or `events` before the colon",
                      NULL);
  }
  rbk_figure_expression *figure = of_self(L);
  rbk_figure_windows(L, figure->windows, &figure->window_count);
  return give(L, figure);
}

static const char *const weekdays[] = {"mon", "tue", "wed", "thu",
                                       "fri", "sat", "sun"};

int rbk_method_on(lua_State *L) {
  rbk_figure_expression *figure = of_marks_self(L);
  if (lua_gettop(L) < 2) rbk_word_argument(L, 2, "a weekday", NULL);
  if (figure->weekdays != 0) {
    rbk_raise(L, RBK_SAY_SAID_TWICE, 0,
              RBK_WITH("on", "write `:on(\"mon\", \"fri\")` for Mondays and "
                             "Fridays"));
  }
  for (int i = 2; i <= lua_gettop(L); i++) {
    size_t day = rbk_take_choice(L, i, "weekday", weekdays, 7);
    figure->weekdays = (uint8_t)(figure->weekdays | 1u << day);
  }
  return give(L, figure);
}

int rbk_method_session(lua_State *L) {
  static const char *const sessions[] = {"AM", "PM"};
  rbk_figure_expression *figure = of_marks_self(L);
  rbk_take_no_more(L, 2);
  if (figure->sessions != 0) {
    rbk_raise(L, RBK_SAY_SAID_TWICE, 0,
              RBK_WITH("session", "leave it out for mornings and afternoons"));
  }
  size_t which = rbk_take_choice(L, 2, "session", sessions, 2);
  figure->sessions = which == 0 ? RBK_AM : RBK_PM;
  return give(L, figure);
}

/* beside_closure(), any_school() */
int rbk_method_switch(lua_State *L) {
  rbk_figure_expression *figure = of_marks_self(L);
  rbk_take_no_more(L, 1);
  if (rbk_word_here(L)->code == 0)
    figure->beside_closure = true;
  else
    figure->any_school = true;
  return give(L, figure);
}

int rbk_method_restarting(lua_State *L) {
  rbk_figure_expression *figure = of_marks_self(L);
  rbk_take_no_more(L, 3);
  figure->restart = rbk_take_match(L, 2, 0);
  if (!lua_isnoneornil(L, 3)) {
    figure->restart_field = rbk_take_text(L, 3, "a field of the event");
  }
  return give(L, figure);
}

int rbk_method_as_at(lua_State *L) {
  rbk_figure_expression *figure = of_self(L);
  rbk_take_no_more(L, 2);
  figure->as_at = rbk_take_match(L, 2, 0);
  return give(L, figure);
}

int rbk_method_rounded(lua_State *L) {
  rbk_figure_expression *figure = of_self(L);
  rbk_take_no_more(L, 2);
  figure->rounded = rbk_take_number(L, 2, "decimal places, 0 to 4");
  rbk_decimal places = figure->rounded.number;
  if (figure->rounded.kind == RBK_OPERAND_NUMBER &&
      (places < 0 || places > 4 * RBK_DECIMAL_ONE ||
       places % RBK_DECIMAL_ONE != 0)) {
    rbk_word_argument(L, 2, "decimal places, 0 to 4", NULL);
  }
  return give(L, figure);
}

/* --- arithmetic
 * ---------------------------------------------------------------- */

static const rbk_figure_expression *term(lua_State *L, int index,
                                         const char *operator) {
  const rbk_figure_expression *figure;
  rbk_complaint complaint;
  rbk_operand number;
  if (rbk_as_figure(L, index, &figure, &complaint)) return figure;
  if (complaint.saying == RBK_SAY_NOTHING &&
      rbk_as_number(L, index, &number, &complaint)) {
    rbk_figure_expression *constant = build(L, RBK_FIGURE_CONSTANT);
    constant->constant = number;
    return constant;
  }
  if (complaint.saying != RBK_SAY_NOTHING) {
    rbk_raise(L, complaint.saying, 0,
              RBK_WITH(complaint.with[0], complaint.with[1]));
  }
  rbk_raise(L, RBK_SAY_JOINED, 0,
            RBK_WITH(operator, rbk_kind_of(L, index),
                     "only measures, numbers and parameters can be added and "
                     "multiplied"));
}

int rbk_figure_arithmetic(lua_State *L, rbk_figure_kind kind) {
  const char *operator= kind == RBK_FIGURE_ADD ? "+"
  : kind == RBK_FIGURE_SUBTRACT                ? "-"
                                               : "*";
  if (!rbk_sandbox_of(L)->loading) {
    rbk_raise(L, RBK_SAY_WORD_TOO_LATE, 0, RBK_WITH(operator));
  }
  const rbk_figure_expression *left = term(L, 1, operator);
  const rbk_figure_expression *right = term(L, 2, operator);
  rbk_figure_expression *figure = build(L, kind);
  figure->left = left;
  figure->right = right;
  return give(L, figure);
}
