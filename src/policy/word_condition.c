/* Conditions, and how they are joined. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
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

static rbk_condition *leaf(lua_State *L, rbk_leaf_kind kind, int most) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, most);
  rbk_condition *condition = build(L, RBK_CONDITION_LEAF);
  condition->leaf = kind;
  return condition;
}

/* --- words
 * -------------------------------------------------------------------- */

/* on_record, event, current, latest */
int rbk_word_fact(lua_State *L) {
  rbk_condition *condition = leaf(L, (rbk_leaf_kind)rbk_word_here(L)->code, 2);
  condition->match = rbk_take_match(L, 1, 2);
  return give(L, condition);
}

int rbk_word_reached(lua_State *L) {
  rbk_condition *condition = leaf(L, RBK_LEAF_REACHED, 1);
  const rbk_figure_expression *recorded = rbk_take_figure(L, 1);
  if (recorded->kind != RBK_FIGURE_RECORDED) {
    rbk_word_argument(L, 1, "recorded(kind, field)", NULL);
  }
  condition->match = recorded->match;
  condition->name = recorded->field;
  return give(L, condition);
}

int rbk_word_run_ended(lua_State *L) {
  rbk_condition *condition = leaf(L, RBK_LEAF_RUN_ENDED, 2);
  condition->set = rbk_take_set(L, 1);
  condition->right_side = rbk_take_number(L, 2, "a number of sessions");
  rbk_decimal n = condition->right_side.number;
  if (condition->right_side.kind == RBK_OPERAND_NUMBER &&
      (n < RBK_DECIMAL_ONE || n % RBK_DECIMAL_ONE != 0)) {
    rbk_word_argument(L, 2, "a whole number of sessions", NULL);
  }
  return give(L, condition);
}

/* flag, fired, in_stage, stage_complete */
int rbk_word_named(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_condition *condition =
      build(L, (rbk_condition_kind)rbk_word_here(L)->code);
  condition->name = rbk_take_text(L, 1, "an id");
  return give(L, condition);
}

int rbk_word_band(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_object_push(L, RBK_OBJECT_BAND, rbk_take_text(L, 1, "a band's name"));
  return 1;
}

int rbk_word_school(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_object_push(L, RBK_OBJECT_SCHOOL,
                  rbk_take_text(L, 1, "the name of a fact in school.json"));
  return 1;
}

int rbk_word_parent(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_condition *condition = build(L, RBK_CONDITION_LEAF);
  condition->leaf = RBK_LEAF_PARENT;
  condition->name = rbk_take_text(L, 1, "the name of a column of parents.csv");
  rbk_object_push(L, RBK_OBJECT_PARENT, condition);
  return 1;
}

int rbk_word_compulsory_age(lua_State *L) {
  return give(L, leaf(L, RBK_LEAF_COMPULSORY_AGE, 0));
}

int rbk_word_day_of(lua_State *L) {
  static const rbk_period_kind periods[] = {
      [RBK_WINDOW_SCHOOL_YEAR] = RBK_PERIOD_SCHOOL_YEAR,
      [RBK_WINDOW_TERM] = RBK_PERIOD_TERM,
      [RBK_WINDOW_HALF_TERM] = RBK_PERIOD_HALF_TERM,
      [RBK_WINDOW_MONTH] = RBK_PERIOD_MONTH,
      [RBK_WINDOW_WEEK] = RBK_PERIOD_WEEK,
      [RBK_WINDOW_DAY] = RBK_PERIOD_DAY};
  rbk_condition *condition = leaf(L, (rbk_leaf_kind)rbk_word_here(L)->code, 1);
  const rbk_window_expression *window = rbk_take_window(L, 1);
  if (window->kind > RBK_WINDOW_DAY) {
    rbk_word_argument(L, 1, "school_year, term, half_term, month, week or day",
                      NULL);
  }
  condition->period = periods[window->kind];
  return give(L, condition);
}

int rbk_word_weekday(lua_State *L) {
  static const char *const days[] = {"mon", "tue", "wed", "thu",
                                     "fri", "sat", "sun"};
  rbk_condition *condition = leaf(L, RBK_LEAF_WEEKDAY, 1);
  condition->weekday = (rbk_weekday)rbk_take_choice(L, 1, "weekday", days, 7);
  return give(L, condition);
}

int rbk_word_on_or_after(lua_State *L) {
  rbk_condition *condition = leaf(L, RBK_LEAF_ON_OR_AFTER, 1);
  condition->right_side = rbk_take_word(L, 1, "a date");
  rbk_date date;
  if (condition->right_side.kind == RBK_OPERAND_TEXT &&
      !rbk_date_parse(rbk_text_of(condition->right_side.text), &date)) {
    rbk_raise(L, RBK_SAY_BAD_DATE, 0,
              RBK_WITH(condition->right_side.text, "2024-09-01"));
  }
  return give(L, condition);
}

int rbk_word_in_term(lua_State *L) {
  rbk_condition *condition = leaf(L, RBK_LEAF_IN_TERM, 1);
  condition->right_side = rbk_take_word(L, 1, "a term");
  if (condition->right_side.kind == RBK_OPERAND_TEXT) {
    static const char *const terms[] = {"autumn", "spring", "summer"};
    rbk_take_choice(L, 1, "term", terms, 3);
  }
  return give(L, condition);
}

/* --- any_of
 * -------------------------------------------------------------------- */

static void take_clauses(lua_State *L, int row, rbk_names *out) {
  lua_getfield(L, row, "clause");
  if (lua_type(L, -1) == LUA_TSTRING) {
    out->items = rbk_build(L, sizeof *out->items);
    out->items[0] = rbk_take_text(L, -1, "a clause");
    out->count = 1;
  } else if (lua_istable(L, -1)) {
    int list = lua_gettop(L);
    size_t count = (size_t)luaL_len(L, list);
    rbk_charge(L, count);
    out->items = rbk_build(L, (count + 1) * sizeof *out->items);
    out->list = true;
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, list, (lua_Integer)i + 1);
      out->items[out->count++] = rbk_take_text(L, -1, "clauses");
      lua_pop(L, 1);
    }
  } else if (!lua_isnil(L, -1)) {
    rbk_word_argument(L, -1, "a clause as text", NULL);
  }
  lua_pop(L, 1);
}

/* { condition, clause = "..." } at the top of the stack */
static void take_branch(lua_State *L, rbk_branch *out) {
  int row = lua_gettop(L);
  if (!lua_istable(L, row)) {
    rbk_word_argument(L, row, "rows { condition, clause = \"...\" }", NULL);
  }
  size_t keys = rbk_sorted_keys(L, row);
  for (size_t i = 0; i < keys; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    bool known = lua_isinteger(L, -1)
                     ? lua_tointeger(L, -1) == 1
                     : strcmp(lua_tostring(L, -1), "clause") == 0;
    if (!known) {
      rbk_word_argument(L, -1, "rows of one condition and `clause`", NULL);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  lua_rawgeti(L, row, 1);
  out->condition = rbk_take_condition(L, -1);
  lua_pop(L, 1);
  take_clauses(L, row, &out->clauses);
}

int rbk_word_any_of(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  if (!lua_istable(L, 1)) {
    rbk_word_argument(L, 1, "a list of { condition, clause = \"...\" }", NULL);
  }
  size_t count = (size_t)luaL_len(L, 1);
  if (count == 0) rbk_word_argument(L, 1, "at least one row", NULL);
  rbk_charge(L, count);
  rbk_condition *condition = build(L, RBK_CONDITION_ANY_OF);
  rbk_branch *branches = rbk_build(L, count * sizeof *branches);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    take_branch(L, &branches[i]);
    lua_pop(L, 1);
  }
  condition->branches = branches;
  condition->branch_count = count;
  return give(L, condition);
}

/* --- joining
 * -------------------------------------------------------------------- */

static const rbk_condition *part(lua_State *L, int index,
                                 const char *operator) {
  const rbk_condition *condition;
  rbk_complaint complaint;
  if (rbk_as_condition(L, index, &condition, &complaint)) return condition;
  if (complaint.saying != RBK_SAY_NOTHING) {
    rbk_raise(L, complaint.saying, 0, RBK_WITH(complaint.with[0]));
  }
  rbk_raise(L, RBK_SAY_JOINED, 0,
            RBK_WITH(operator, rbk_kind_of(L, index),
                     "it joins conditions; a measure becomes one by "
                     "`:at_least(n)`, `:below(n)` ..."));
}

static void join_in_time(lua_State *L, const char *operator) {
  if (rbk_sandbox_of(L)->loading) return;
  rbk_raise(L, RBK_SAY_WORD_TOO_LATE, 0, RBK_WITH(operator));
}

int rbk_condition_join(lua_State *L, rbk_condition_kind kind) {
  const char *operator= kind == RBK_CONDITION_AND ? "&" : "|";
  join_in_time(L, operator);
  const rbk_condition *left = part(L, 1, operator);
  const rbk_condition *right = part(L, 2, operator);
  rbk_condition *condition = build(L, kind);
  condition->left = left;
  condition->right = right;
  return give(L, condition);
}

int rbk_condition_not(lua_State *L) {
  join_in_time(L, "~");
  const rbk_condition *inner = part(L, 1, "~");
  rbk_condition *condition = build(L, RBK_CONDITION_NOT);
  condition->left = inner;
  return give(L, condition);
}

/* --- within and throughout
 * --------------------------------------------------------- */

/* What keeps its own windows: an event dated in w, a firing on a day of w. */
static bool holds_windows(const rbk_condition *condition) {
  return condition->kind == RBK_CONDITION_FIRED ||
         (condition->kind == RBK_CONDITION_LEAF &&
          condition->leaf == RBK_LEAF_ON_RECORD);
}

int rbk_condition_within(lua_State *L, const rbk_condition *inner,
                         rbk_condition_kind kind) {
  if (!rbk_sandbox_of(L)->loading) {
    rbk_raise(L, RBK_SAY_WORD_TOO_LATE, 0,
              RBK_WITH(rbk_word_here(L)->word.name));
  }
  rbk_condition *condition = build(L, kind);
  if (kind == RBK_CONDITION_WITHIN && holds_windows(inner)) {
    rbk_where where = condition->where;
    *condition = *inner;
    condition->where = where;
  } else {
    condition->left = inner;
  }
  rbk_figure_windows(L, condition->windows, &condition->window_count);
  return give(L, condition);
}

int rbk_method_throughout(lua_State *L) {
  return rbk_condition_within(L, rbk_take_condition(L, 1),
                              RBK_CONDITION_THROUGHOUT);
}
