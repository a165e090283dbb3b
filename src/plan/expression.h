/* A policy's figures and conditions as it wrote them: with parameters by name,
 * with rules, flags and stages by name, of one file. Binding (plan/bind.h)
 * turns them into numbers. Everything lives in the arena of its layer and is
 * immutable once the layer is made. */
#ifndef RBK_PLAN_EXPRESSION_H
#define RBK_PLAN_EXPRESSION_H

#include "measure/timeline.h"

/* Where a thing was written. */
typedef struct rbk_where {
  const char *file; /* as given to the loader */
  uint32_t line;    /* from 1 */
} rbk_where;

/* A list of texts; `list` when the script wrote a list, even of one. */
typedef struct rbk_names {
  const char **items;
  size_t count;
  bool list;
} rbk_names;

/* What may stand for a number, a text or a code set: itself, or a parameter. */
typedef enum rbk_operand_kind {
  RBK_OPERAND_NONE,
  RBK_OPERAND_NUMBER,
  RBK_OPERAND_TEXT,
  RBK_OPERAND_PARAMETER
} rbk_operand_kind;
typedef struct rbk_operand {
  rbk_operand_kind kind;
  rbk_decimal number;
  const char *text; /* the text, or the parameter's name */
  rbk_where where;
} rbk_operand;

typedef enum rbk_set_kind {
  RBK_SET_MASK,  /* codes and classes are known when the script loads */
  RBK_SET_NAMED, /* of code_sets */
  RBK_SET_PARAMETER,
  RBK_SET_UNION,
  RBK_SET_MINUS
} rbk_set_kind;
typedef struct rbk_set_expression {
  rbk_set_kind kind;
  rbk_code_set mask;
  const char *name;
  const struct rbk_set_expression *left, *right;
  rbk_where where;
} rbk_set_expression;

typedef struct rbk_match_expression {
  const char *event_kind;
  struct {
    const char *field;
    rbk_operand value;
  } filters[RBK_FILTERS];
  size_t filter_count;
} rbk_match_expression;

typedef struct rbk_window_expression {
  rbk_window_kind kind;
  rbk_operand n;
  rbk_span_unit unit;
  rbk_operand from, to; /* BETWEEN, BETWEEN_EACH: "2024-09-01" or "09-01" */
  const char *name;     /* PERIOD: period; SINCE, AFTER, BEFORE: event kind;
                           SINCE_STAGE: stage id */
  const rbk_match_expression *match; /* SINCE, AFTER, BEFORE: which of them;
                                        NULL: any of the kind */
  const struct rbk_window_expression *inner;
  rbk_where where;
} rbk_window_expression;

typedef enum rbk_group_kind {
  RBK_GROUP_COHORT,
  RBK_GROUP_SAME, /* pupils with the same value of an attribute */
  RBK_GROUP_SIBLINGS,
  RBK_GROUP_EVERYONE
} rbk_group_kind;
typedef enum rbk_group_measure {
  RBK_GROUP_SIZE,
  RBK_GROUP_COUNT,
  RBK_GROUP_SHARE,
  RBK_GROUP_POOLED,
  RBK_GROUP_MEDIAN
} rbk_group_measure;

typedef struct rbk_condition rbk_condition;

typedef struct rbk_figure_expression {
  rbk_figure_kind kind;
  const rbk_set_expression *set, *of;
  const rbk_window_expression *windows[RBK_FIGURE_WINDOWS];
  size_t window_count;
  uint8_t weekdays, sessions; /* as in rbk_figure_spec */
  bool beside_closure, any_school;
  const rbk_match_expression *restart, *as_at, *match;
  const char *restart_field; /* NULL: the event's own date */
  const char *field;         /* RECORDED */
  const char *name;          /* ATTRIBUTE; DAYS_IN_STAGE: the stage */
  rbk_operand rounded, step; /* NONE where not said */
  rbk_operand constant;      /* CONSTANT: a number or a parameter */
  const struct rbk_figure_expression *left, *right; /* arithmetic */
  /* GROUP */
  rbk_group_kind group;
  const char *group_name;
  rbk_group_measure group_measure;
  const struct rbk_figure_expression *group_figure;
  const rbk_condition *group_condition;
  /* a figure that a function gives: its number in the layer; RBK_NONE: none.
   * `kind` is then RBK_FIGURE_KINDS */
  uint32_t function;
  const char *label; /* its name in `measures`; NULL: unnamed */
  rbk_where where;
} rbk_figure_expression;

typedef enum rbk_condition_kind {
  RBK_CONDITION_AND,
  RBK_CONDITION_OR,
  RBK_CONDITION_NOT,
  RBK_CONDITION_ANY_OF,    /* an OR that shows every branch that held */
  RBK_CONDITION_LEAF,      /* any rbk_leaf_kind */
  RBK_CONDITION_SCHOOL,    /* school "phase":is "primary" */
  RBK_CONDITION_PARAMETER, /* param.mode:is "percent": `name` is the parameter,
                              right_side the text or number it is compared with;
                              a constant once bound, dated as parameters are */
  RBK_CONDITION_WITHIN,
  RBK_CONDITION_THROUGHOUT,
  RBK_CONDITION_BAND, /* band "b":is "x" */
  RBK_CONDITION_FLAG,
  RBK_CONDITION_FUNCTION,
  RBK_CONDITION_FIRED,
  RBK_CONDITION_IN_STAGE,
  RBK_CONDITION_STAGE_COMPLETE,
  RBK_CONDITION_KINDS
} rbk_condition_kind;

typedef struct rbk_branch { /* of any_of */
  const rbk_condition *condition;
  rbk_names clauses;
} rbk_branch;

struct rbk_condition {
  rbk_condition_kind kind;
  const rbk_condition *left,
      *right;                 /* AND, OR; NOT, WITHIN, THROUGHOUT: left */
  const rbk_branch *branches; /* ANY_OF */
  size_t branch_count;
  /* LEAF */
  rbk_leaf_kind leaf;
  const rbk_figure_expression *figure;
  rbk_comparison comparison;
  rbk_operand right_side; /* COMPARE with a number or parameter; ATTRIBUTE_IS,
                             SCHOOL, IN_TERM, BAND: the text; ON_OR_AFTER: the
                             date as text; RUN_ENDED: n */
  const rbk_figure_expression *right_figure;
  rbk_operand
      by_half_term; /* a list parameter: by(half_term_number, param.x) */
  const rbk_match_expression *match;
  const rbk_set_expression *set;
  rbk_weekday weekday;
  rbk_period_kind period;
  const char *name; /* attribute, field, school fact, band, flag, rule, stage */
  /* WITHIN, THROUGHOUT; ON_RECORD and FIRED with :within */
  const rbk_window_expression *windows[RBK_FIGURE_WINDOWS];
  size_t window_count;
  uint32_t function; /* FUNCTION: its number in the layer */
  rbk_where where;
};

/* A span of time in `due` and `review`. */
typedef enum rbk_due_kind {
  RBK_DUE_NONE,
  RBK_DUE_SPAN,
  RBK_DUE_CLOCK,
  RBK_DUE_RECORDED,
  RBK_DUE_LAST_DAY_OF,
  RBK_DUE_FUNCTION
} rbk_due_kind;
typedef struct rbk_due {
  rbk_due_kind kind;
  rbk_span_unit unit;
  rbk_operand n;
  rbk_operand clock;                 /* "11:45" or a parameter */
  const rbk_match_expression *match; /* RECORDED */
  const char *field;
  rbk_period_kind period;
  uint32_t function;
  rbk_where where;
} rbk_due;

#endif
