/* Units and types of parameters against what they are compared to, and the
 * windows that measures must and may have. */
#include <string.h>

#include "plan/checks.h"
#include "plan/parameter.h"
#include "plan/walk.h"

typedef uint32_t unit_set; /* a bit for each unit; 0: any */
#define UNIT(name) ((unit_set)1 << RBK_UNIT_##name)

/* What a figure counts. Whole and any days are school days; nothing else is
 * two things at once, and nothing is converted. */
static const unit_set figure_units[RBK_FIGURE_KINDS + 1] = {
    [RBK_FIGURE_SESSIONS] = UNIT(SESSIONS),
    [RBK_FIGURE_DAYS] = UNIT(DAYS),
    [RBK_FIGURE_WHOLE_DAYS] = UNIT(DAYS) | UNIT(SCHOOL_DAYS),
    [RBK_FIGURE_ANY_DAYS] = UNIT(DAYS) | UNIT(SCHOOL_DAYS),
    [RBK_FIGURE_RATE] = UNIT(PERCENT),
    [RBK_FIGURE_SHARE] = UNIT(PERCENT),
    [RBK_FIGURE_EPISODES] = UNIT(EPISODES),
    [RBK_FIGURE_MINUTES] = UNIT(MINUTES),
    [RBK_FIGURE_WEEKS] = UNIT(SCHOOL_WEEKS),
    [RBK_FIGURE_RUN] = UNIT(SESSIONS),
    [RBK_FIGURE_RUN_DAYS] = UNIT(DAYS) | UNIT(SCHOOL_DAYS),
    [RBK_FIGURE_LONGEST_RUN] = UNIT(SESSIONS),
    [RBK_FIGURE_EVENTS] = UNIT(EVENTS),
    [RBK_FIGURE_DAYS_SINCE] = UNIT(DAYS) | UNIT(SCHOOL_DAYS),
    [RBK_FIGURE_AGE] = UNIT(YEARS),
    [RBK_FIGURE_DAYS_IN_STAGE] = UNIT(DAYS) | UNIT(SCHOOL_DAYS),
};

/* What a window's length, and a span, counts. */
static const unit_set window_units[RBK_WINDOW_KINDS] = {
    [RBK_WINDOW_SCHOOL_DAYS] = UNIT(SCHOOL_DAYS),
    [RBK_WINDOW_SCHOOL_WEEKS] = UNIT(SCHOOL_WEEKS),
    [RBK_WINDOW_CALENDAR_DAYS] = UNIT(CALENDAR_DAYS),
    [RBK_WINDOW_CALENDAR_WEEKS] = UNIT(CALENDAR_WEEKS),
    [RBK_WINDOW_YEARS] = UNIT(YEARS),
};
static const unit_set span_units[] = {
    [RBK_SPAN_SCHOOL_DAYS] = UNIT(SCHOOL_DAYS),
    [RBK_SPAN_CALENDAR_DAYS] = UNIT(CALENDAR_DAYS),
    [RBK_SPAN_WORKING_DAYS] = UNIT(WORKING_DAYS),
    [RBK_SPAN_SCHOOL_WEEKS] = UNIT(SCHOOL_WEEKS),
};

/* What may stand in a place. */
typedef enum shape {
  SHAPE_NUMBER,
  SHAPE_TEXT,
  SHAPE_WORD,  /* a text or a number, read as text */
  SHAPE_CODES, /* one text or a list of them */
  SHAPE_STEPS  /* a list of six numbers */
} shape;

static const char *const shape_words[] = {
    [SHAPE_NUMBER] = "a number",
    [SHAPE_TEXT] = "a text",
    [SHAPE_WORD] = "one value",
    [SHAPE_CODES] = "codes",
    [SHAPE_STEPS] = "a list of six numbers, one for each half term",
};

typedef struct checker {
  const rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  rbk_pointers known; /* figure -> its units */
} checker;

/* --- one operand ---------------------------------------------------------- */

/* "days or school_days"; NULL without memory. */
static const char *unit_words(checker *c, unit_set units) {
  const char *text = "";
  for (int i = 1; i < RBK_UNITS && text; i++) {
    if (!(units >> i & 1)) continue;
    text = rbk_arena_format(&c->scratch, "%s%s%s", text, *text ? " or " : "",
                            rbk_unit_name((rbk_unit)i));
  }
  return text;
}

static bool value_fits(const rbk_parameter_value *value, rbk_unit unit,
                       shape wanted) {
  if (wanted == SHAPE_STEPS && value->count != 6) return false;
  if (wanted != SHAPE_STEPS && wanted != SHAPE_CODES && value->count != 1) {
    return false;
  }
  if (wanted == SHAPE_CODES && unit != RBK_UNIT_CODES && value->list) {
    return false;
  }
  for (size_t i = 0; i < value->count; i++) {
    bool number = value->items[i].kind == RBK_OPERAND_NUMBER;
    bool wants_number = wanted == SHAPE_NUMBER || wanted == SHAPE_STEPS;
    if (wanted != SHAPE_WORD && number != wants_number) return false;
  }
  return true;
}

static rbk_status check_shape(checker *c, const rbk_parameter *parameter,
                              shape wanted, const char *what, rbk_where where) {
  bool fits = true;
  for (size_t i = 0; i < parameter->value_count; i++) {
    fits = fits && value_fits(&parameter->values[i], parameter->unit, wanted);
  }
  if (parameter->value_count == 0) { /* only its unit says what it will be */
    rbk_value_type type = rbk_parameter_type(parameter);
    bool number = wanted == SHAPE_NUMBER || wanted == SHAPE_STEPS;
    fits = wanted == SHAPE_WORD || type == RBK_VALUE_ANY ||
           (type == RBK_VALUE_NUMBER) == number;
  }
  if (fits) return RBK_OK;
  return RBK_PROBLEM(c->problems, "parameter-type", where,
                     "%s needs %s, which parameter '%s' (%s:%u) is not; give "
                     "it another value or use another parameter",
                     what, shape_words[wanted], parameter->name,
                     parameter->where.file, parameter->where.line);
}

/* A parameter in a place that counts `units` and takes what `wanted` says. */
static rbk_status check_parameter(checker *c, const char *name, unit_set units,
                                  shape wanted, const char *what,
                                  rbk_where where) {
  const rbk_parameter *parameter = rbk_plan_parameter(c->plan, name);
  if (!parameter) return RBK_OK; /* reported by the check of names */
  if (units && parameter->unit != RBK_UNIT_NONE &&
      !(units >> parameter->unit & 1)) {
    const char *words = unit_words(c, units);
    if (!words) return RBK_NOMEM;
    return RBK_PROBLEM(c->problems, "unit", where,
                       "%s is in %s, but parameter '%s' (%s:%u) is in %s; "
                       "correct the unit or use another parameter",
                       what, words, parameter->name, parameter->where.file,
                       parameter->where.line, rbk_unit_name(parameter->unit));
  }
  return check_shape(c, parameter, wanted, what, where);
}

static rbk_status check_operand(checker *c, const rbk_operand *operand,
                                unit_set units, shape wanted, const char *what,
                                rbk_where where) {
  if (operand->where.file) where = operand->where;
  if (operand->kind == RBK_OPERAND_PARAMETER) {
    return check_parameter(c, operand->text, units, wanted, what, where);
  }
  bool wants_number = wanted == SHAPE_NUMBER;
  if (operand->kind == RBK_OPERAND_NONE || wanted == SHAPE_WORD ||
      wants_number == (operand->kind == RBK_OPERAND_NUMBER)) {
    return RBK_OK;
  }
  return RBK_PROBLEM(c->problems, "parameter-type", where, "%s needs %s", what,
                     shape_words[wanted]);
}

/* --- figures -------------------------------------------------------------- */

static unit_set units_of(checker *c, const rbk_figure_expression *figure,
                         rbk_status *status);

static unit_set units_of_arithmetic(checker *c,
                                    const rbk_figure_expression *figure,
                                    rbk_status *status) {
  unit_set left = units_of(c, figure->left, status);
  unit_set right = units_of(c, figure->right, status);
  if (figure->kind != RBK_FIGURE_MULTIPLY) return left ? left : right;
  /* twice a number of sessions is a number of sessions; a product of two
   * counts is neither */
  bool plain_left = figure->left->kind == RBK_FIGURE_CONSTANT && left == 0;
  bool plain_right = figure->right->kind == RBK_FIGURE_CONSTANT && right == 0;
  return plain_left ? right : plain_right ? left : 0;
}

static unit_set units_of_constant(checker *c,
                                  const rbk_figure_expression *figure) {
  if (figure->constant.kind != RBK_OPERAND_PARAMETER) return 0;
  const rbk_parameter *parameter =
      rbk_plan_parameter(c->plan, figure->constant.text);
  return parameter && parameter->unit != RBK_UNIT_NONE
             ? (unit_set)1 << parameter->unit
             : 0;
}

static unit_set units_of_group(checker *c, const rbk_figure_expression *figure,
                               rbk_status *status) {
  switch (figure->group_measure) {
  case RBK_GROUP_SHARE:
  case RBK_GROUP_POOLED:
    return UNIT(PERCENT);
  case RBK_GROUP_MEDIAN:
    return units_of(c, figure->group_figure, status);
  default:
    return 0;
  }
}

static unit_set units_of(checker *c, const rbk_figure_expression *figure,
                         rbk_status *status) {
  if (!figure) return 0;
  uint32_t known = rbk_pointers_get(&c->known, figure);
  if (known != RBK_NONE) return known;
  unit_set units = figure_units[figure->kind];
  switch (figure->kind) {
  case RBK_FIGURE_CONSTANT:
    units = units_of_constant(c, figure);
    break;
  case RBK_FIGURE_GROUP:
    units = units_of_group(c, figure, status);
    break;
  case RBK_FIGURE_ADD:
  case RBK_FIGURE_SUBTRACT:
  case RBK_FIGURE_MULTIPLY:
    units = units_of_arithmetic(c, figure, status);
    break;
  default:
    break;
  }
  if (*status == RBK_OK) {
    *status = rbk_pointers_put(&c->known, figure, units);
  }
  return units;
}

/* Measures of marks look at a stretch of days; which, the policy must say. */
static bool needs_window(rbk_figure_kind kind) {
  switch (kind) {
  case RBK_FIGURE_SESSIONS:
  case RBK_FIGURE_DAYS:
  case RBK_FIGURE_WHOLE_DAYS:
  case RBK_FIGURE_ANY_DAYS:
  case RBK_FIGURE_RATE:
  case RBK_FIGURE_SHARE:
  case RBK_FIGURE_EPISODES:
  case RBK_FIGURE_MINUTES:
  case RBK_FIGURE_WEEKS:
    return true;
  default:
    return false;
  }
}

/* A number that the script gives itself and that must be whole. */
static rbk_status check_whole(checker *c, const rbk_operand *operand,
                              rbk_decimal least, rbk_decimal most,
                              const char *what, rbk_where where) {
  if (operand->kind != RBK_OPERAND_NUMBER) return RBK_OK;
  rbk_decimal n = operand->number;
  if (n % RBK_DECIMAL_ONE == 0 && n >= least * RBK_DECIMAL_ONE &&
      n <= most * RBK_DECIMAL_ONE) {
    return RBK_OK;
  }
  char text[24];
  rbk_decimal_print(n, text);
  return RBK_PROBLEM(c->problems, "whole-number", where,
                     "%s is %s; give a whole number from %d to %d", what, text,
                     (int)least, (int)most);
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  checker *c = context;
  rbk_where where = figure->where;
  rbk_status status = RBK_OK;
  if (needs_window(figure->kind) && figure->window_count == 0) {
    status = RBK_PROBLEM(c->problems, "no-window", where,
                         "a measure needs a window; add `:within(...)`");
  }
  if (status == RBK_OK) {
    status =
        check_operand(c, &figure->rounded, 0, SHAPE_NUMBER, "`rounded`", where);
  }
  if (status == RBK_OK) {
    status = check_whole(c, &figure->rounded, 0, RBK_DECIMAL_PLACES,
                         "`rounded`", where);
  }
  if (status == RBK_OK) {
    status = check_operand(c, &figure->step, UNIT(MINUTES), SHAPE_NUMBER,
                           "`step`", where);
  }
  if (status == RBK_OK) {
    status = check_whole(c, &figure->step, 1, 1440, "`step`", where);
  }
  (void)units_of(c, figure, &status);
  return status;
}

/* --- windows and sets ----------------------------------------------------- */

static bool has_previous(rbk_window_kind kind) {
  switch (kind) {
  case RBK_WINDOW_ALL:
  case RBK_WINDOW_SPELL:
    return false;
  case RBK_WINDOW_PREVIOUS:
    return true;
  default:
    return kind <= RBK_WINDOW_YEARS;
  }
}

static rbk_status on_window(void *context,
                            const rbk_window_expression *window) {
  checker *c = context;
  rbk_where where = window->where;
  bool beside =
      window->kind == RBK_WINDOW_AFTER || window->kind == RBK_WINDOW_BEFORE;
  unit_set units =
      beside ? span_units[window->unit] : window_units[window->kind];
  rbk_status status = check_operand(c, &window->n, units, SHAPE_NUMBER,
                                    "the length of a window", where);
  if (status == RBK_OK) {
    status =
        check_whole(c, &window->n, 1, 100000, "the length of a window", where);
  }
  if (status == RBK_OK) {
    status = check_operand(c, &window->from, UNIT(TEXT), SHAPE_TEXT,
                           "the start of a window", where);
  }
  if (status == RBK_OK) {
    status = check_operand(c, &window->to, UNIT(TEXT), SHAPE_TEXT,
                           "the end of a window", where);
  }
  if (status == RBK_OK && window->kind == RBK_WINDOW_PREVIOUS &&
      window->inner && !has_previous(window->inner->kind)) {
    status = RBK_PROBLEM(c->problems, "window", where,
                         "only calendar and counted windows have a previous "
                         "one; name the stretch with `between`");
  }
  return status;
}

static rbk_status on_set(void *context, const rbk_set_expression *set) {
  checker *c = context;
  if (set->kind != RBK_SET_PARAMETER) return RBK_OK;
  return check_parameter(c, set->name, UNIT(CODES), SHAPE_CODES, "a code set",
                         set->where);
}

static rbk_status on_match(void *context, const rbk_match_expression *match,
                           rbk_where where) {
  checker *c = context;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < match->filter_count && status == RBK_OK; i++) {
    status = check_operand(c, &match->filters[i].value, 0, SHAPE_WORD,
                           "a field", where);
  }
  return status;
}

/* --- conditions ----------------------------------------------------------- */

/* Constants stand for numbers. */
static rbk_status check_constants(checker *c,
                                  const rbk_figure_expression *figure) {
  if (!figure || figure->kind != RBK_FIGURE_CONSTANT) return RBK_OK;
  return check_operand(c, &figure->constant, 0, SHAPE_NUMBER,
                       "a comparison or a sum", figure->where);
}

static rbk_status check_compare(checker *c, const rbk_condition *condition) {
  rbk_status status = RBK_OK;
  rbk_where where = condition->where;
  unit_set units = units_of(c, condition->figure, &status);
  unit_set other = units_of(c, condition->right_figure, &status);
  if (status == RBK_OK && units && other && !(units & other)) {
    const char *left = unit_words(c, units), *right = unit_words(c, other);
    if (!left || !right) return RBK_NOMEM;
    status = RBK_PROBLEM(c->problems, "unit", where,
                         "a measure in %s is compared with one in %s; compare "
                         "like with like",
                         left, right);
  }
  if (status == RBK_OK) status = check_constants(c, condition->figure);
  if (status == RBK_OK) status = check_constants(c, condition->right_figure);
  if (status == RBK_OK) {
    status = check_operand(c, &condition->right_side, units, SHAPE_NUMBER,
                           "the measure", where);
  }
  if (status == RBK_OK) {
    status = check_operand(c, &condition->by_half_term, units, SHAPE_STEPS,
                           "the measure", where);
  }
  return status;
}

static rbk_status check_leaf(checker *c, const rbk_condition *condition) {
  rbk_where where = condition->where;
  const rbk_operand *right = &condition->right_side;
  switch (condition->leaf) {
  case RBK_LEAF_COMPARE:
    return check_compare(c, condition);
  case RBK_LEAF_ATTRIBUTE_IS:
    return check_operand(c, right, 0, SHAPE_WORD, "an attribute", where);
  case RBK_LEAF_PARENT:
    if (right->kind == RBK_OPERAND_NONE) return RBK_OK;
    return check_operand(c, right, 0, SHAPE_WORD, "a fact of the parent",
                         where);
  case RBK_LEAF_ON_OR_AFTER:
    return check_operand(c, right, UNIT(TEXT), SHAPE_TEXT, "a date", where);
  case RBK_LEAF_IN_TERM:
    return check_operand(c, right, UNIT(TEXT), SHAPE_TEXT, "a term", where);
  case RBK_LEAF_RUN_ENDED: {
    rbk_status status = check_operand(c, right, UNIT(SESSIONS), SHAPE_NUMBER,
                                      "the length of a series", where);
    if (status != RBK_OK) return status;
    return check_whole(c, right, 1, 100000, "the length of a series", where);
  }
  default:
    return RBK_OK;
  }
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  checker *c = context;
  if (condition->kind == RBK_CONDITION_SCHOOL) {
    return check_operand(c, &condition->right_side, 0, SHAPE_WORD,
                         "a fact of the school", condition->where);
  }
  if (condition->kind == RBK_CONDITION_PARAMETER) {
    bool number = condition->right_side.kind == RBK_OPERAND_NUMBER;
    return check_parameter(
        c, condition->name, 0, number ? SHAPE_NUMBER : SHAPE_TEXT,
        number ? "a comparison with a number" : "a comparison with a text",
        condition->where);
  }
  return condition->kind == RBK_CONDITION_LEAF ? check_leaf(c, condition)
                                               : RBK_OK;
}

/* Figures again, for the constants in arithmetic. */
static rbk_status on_operands(void *context,
                              const rbk_figure_expression *figure) {
  checker *c = context;
  rbk_status status = on_figure(context, figure);
  if (status == RBK_OK) status = check_constants(c, figure->left);
  return status == RBK_OK ? check_constants(c, figure->right) : status;
}

static rbk_status on_due(void *context, const rbk_due *due) {
  checker *c = context;
  if (due->kind == RBK_DUE_SPAN) {
    rbk_status status = check_operand(c, &due->n, span_units[due->unit],
                                      SHAPE_NUMBER, "a span", due->where);
    if (status != RBK_OK) return status;
    return check_whole(c, &due->n, 0, 100000, "a span", due->where);
  }
  return due->kind == RBK_DUE_CLOCK
             ? check_operand(c, &due->clock, UNIT(TEXT), SHAPE_TEXT,
                             "a clock time", due->where)
             : RBK_OK;
}

/* --- declarations --------------------------------------------------------- */

/* What a parameter says of itself: its unit against its values. */
static rbk_status check_declared(checker *c, const rbk_parameter *parameter) {
  rbk_unit unit = parameter->unit;
  if (unit == RBK_UNIT_NONE) return RBK_OK;
  bool text = unit == RBK_UNIT_CODES || unit == RBK_UNIT_TEXT;
  for (size_t i = 0; i < parameter->value_count; i++) {
    const rbk_parameter_value *value = &parameter->values[i];
    for (size_t j = 0; j < value->count; j++) {
      if (text == (value->items[j].kind == RBK_OPERAND_TEXT)) continue;
      return RBK_PROBLEM(c->problems, "parameter-type", parameter->where,
                         "parameter '%s' is in %s, so its value is %s; correct "
                         "the one or the other",
                         parameter->name, rbk_unit_name(unit),
                         text ? "a text" : "a number");
    }
  }
  return RBK_OK;
}

/* Steps fire by themselves, so neither would change anything. */
static rbk_status check_each(checker *c, const rbk_rule *rule) {
  bool once = rule->once_said || rule->once != RBK_ONCE_EPISODE;
  if (!rule->each.figure || (!once && !rule->rearm)) return RBK_OK;
  return RBK_PROBLEM(c->problems, "each", rule->where,
                     "rule '%s' has `each`, which fires once at every step and "
                     "begins anew by itself, so `%s` would change nothing; "
                     "take the one or the other out",
                     rule->id, once ? "once" : "rearm");
}

static rbk_status check_rule(checker *c, const rbk_rule *rule) {
  rbk_status status = check_each(c, rule);
  if (status != RBK_OK) return status;
  unit_set units = units_of(c, rule->each.figure, &status);
  if (status == RBK_OK) {
    status = check_operand(c, &rule->each.first, units, SHAPE_NUMBER,
                           "the first step of `each`", rule->where);
  }
  return status == RBK_OK
             ? check_operand(c, &rule->each.every, units, SHAPE_NUMBER,
                             "the step of `each`", rule->where)
             : status;
}

static rbk_status check_coding(checker *c, const rbk_coding *coding) {
  rbk_status status = RBK_OK;
  if (coding->beyond.said) {
    status = check_operand(c, &coding->beyond.count, UNIT(SESSIONS),
                           SHAPE_NUMBER, "`beyond`", coding->where);
  }
  return status == RBK_OK
             ? check_operand(c, &coding->propose, UNIT(CODES) | UNIT(TEXT),
                             SHAPE_TEXT, "`propose`", coding->where)
             : status;
}

rbk_status rbk_plan_check_units(const rbk_plan *plan, rbk_problems *problems) {
  checker c = {.plan = plan, .problems = problems};
  rbk_arena_init(&c.scratch, plan->arena.alloc);
  rbk_pointers_init(&c.known, &c.scratch);
  rbk_walk walk = {.context = &c,
                   .condition = on_condition,
                   .figure = on_operands,
                   .window = on_window,
                   .set = on_set,
                   .match = on_match,
                   .due = on_due};
  rbk_walk_begin(&walk, &c.scratch);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->parameter_count && status == RBK_OK; i++) {
    status = check_declared(&c, plan->parameters[i]);
  }
  if (status == RBK_OK) status = rbk_walk_plan(&walk, plan);
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = check_rule(&c, plan->rules[i]);
  }
  for (size_t i = 0; i < plan->coding_count && status == RBK_OK; i++) {
    status = check_coding(&c, plan->codings[i]);
  }
  rbk_arena_finish(&c.scratch);
  return status;
}
