/* The thresholds of each measure cut the line of numbers into cells, within
 * which every comparison has one answer (see reach.c). Each choice of one cell
 * a measure is tried: what else a condition asks stays unknown, so that an
 * answer holds whatever comes of it. */
#include "plan/ever.h"

#include <stdlib.h>

#include "plan/domain.h"
#include "plan/parameter.h"

enum {
  MOST_FIGURES = 8, /* of one condition; more is not looked into */
  MOST_POINTS = 24, /* thresholds of one figure */
  MOST_CHOICES = 20000,
  MOST_PARTS = 2000 /* of a condition with its flags and bands */
};

typedef struct axis { /* one measure */
  const rbk_figure_expression *figure;
  rbk_domain domain;
  rbk_decimal points[MOST_POINTS]; /* ascending, once sorted */
  size_t count;
  size_t cell; /* the one that is tried */
} axis;

typedef struct question {
  const rbk_plan *plan;
  rbk_date date; /* whose values are read */
  axis axes[MOST_FIGURES];
  size_t axis_count;
  unsigned parts;
  bool too_much; /* more than is looked into */
} question;

typedef struct answer { /* surely, possibly */
  bool lo, hi;
} answer;

static const answer unknown = {false, true};

/* --- comparisons ---------------------------------------------------------- */

static const rbk_figure_expression *
in_force(const rbk_plan *plan, const rbk_figure_expression *figure) {
  for (size_t i = 0; i < plan->replaced_measure_count; i++) {
    if (plan->replaced_measures[i].was == figure) {
      figure = plan->replaced_measures[i].is;
    }
  }
  return figure;
}

/* The number that a leaf compares with; false: it is no such leaf, or the
 * parameter has no value on the date. */
static bool threshold_of(const question *q, const rbk_condition *condition,
                         rbk_decimal *out) {
  if (condition->kind != RBK_CONDITION_LEAF ||
      condition->leaf != RBK_LEAF_COMPARE || condition->right_figure ||
      condition->by_half_term.kind != RBK_OPERAND_NONE) {
    return false;
  }
  const rbk_operand *operand = &condition->right_side;
  if (operand->kind == RBK_OPERAND_PARAMETER) {
    const rbk_parameter *parameter = rbk_plan_parameter(q->plan, operand->text);
    const rbk_parameter_value *value =
        parameter ? rbk_parameter_dated(parameter, q->date) : NULL;
    /* before the first date its value is read, too */
    if (parameter && !value && parameter->value_count > 0) {
      value = &parameter->values[0];
    }
    if (!value || value->count != 1) return false;
    operand = &value->items[0];
  }
  if (operand->kind != RBK_OPERAND_NUMBER) return false;
  *out = operand->number;
  return true;
}

static axis *axis_of(question *q, const rbk_figure_expression *figure) {
  figure = in_force(q->plan, figure);
  for (size_t i = 0; i < q->axis_count; i++) {
    if (rbk_figures_alike(q->axes[i].figure, figure)) return &q->axes[i];
  }
  if (q->axis_count == MOST_FIGURES) return NULL;
  axis *a = &q->axes[q->axis_count++];
  *a = (axis){.figure = figure, .domain = rbk_domain_of(figure)};
  return a;
}

static void add_point(question *q, axis *a, rbk_decimal number) {
  for (size_t i = 0; a && i < a->count; i++) {
    if (a->points[i] == number) return;
  }
  if (!a || a->count == MOST_POINTS) {
    q->too_much = true;
  } else {
    a->points[a->count++] = number;
  }
}

/* --- visiting ------------------------------------------------------------- */

/* What is asked of each part: its points are gathered, or its answer found. */
static answer ask(question *q, const rbk_condition *condition, bool gathering);

static answer ask_leaf(question *q, const rbk_condition *condition,
                       bool gathering) {
  rbk_decimal number;
  if (!threshold_of(q, condition, &number)) return unknown;
  axis *a = axis_of(q, condition->figure);
  if (gathering) {
    add_point(q, a, number);
    return unknown;
  }
  size_t at = 0;
  while (a->points[at] < number) at++;
  at = 2 * at + 1;
  bool holds = false;
  switch (condition->comparison) {
  case RBK_AT_LEAST:
    holds = a->cell >= at;
    break;
  case RBK_ABOVE:
    holds = a->cell > at;
    break;
  case RBK_AT_MOST:
    holds = a->cell <= at;
    break;
  case RBK_BELOW:
    holds = a->cell < at;
    break;
  case RBK_IS:
    holds = a->cell == at;
    break;
  }
  return (answer){holds, holds};
}

static answer both(answer a, answer b) {
  return (answer){a.lo && b.lo, a.hi && b.hi};
}

static answer either(answer a, answer b) {
  return (answer){a.lo || b.lo, a.hi || b.hi};
}

static answer opposite(answer a) {
  return (answer){!a.hi, !a.lo};
}

static answer ask_any_of(question *q, const rbk_condition *condition,
                         bool gathering) {
  answer any = {false, false};
  for (size_t i = 0; i < condition->branch_count; i++) {
    any = either(any, ask(q, condition->branches[i].condition, gathering));
  }
  return any;
}

/* The row named, and none before it. */
static answer ask_band(question *q, const rbk_condition *condition,
                       bool gathering) {
  const rbk_band *band = rbk_plan_band(q->plan, condition->name);
  if (!band || condition->right_side.kind != RBK_OPERAND_TEXT) return unknown;
  answer so_far =
      band->only ? ask(q, band->only, gathering) : (answer){true, true};
  for (size_t i = 0; i < band->row_count; i++) {
    answer row = ask(q, band->rows[i].when, gathering);
    if (rbk_text_is(rbk_text_of(band->rows[i].id),
                    condition->right_side.text)) {
      return both(so_far, row);
    }
    so_far = both(so_far, opposite(row));
  }
  return unknown;
}

static answer ask(question *q, const rbk_condition *condition, bool gathering) {
  if (gathering && ++q->parts > MOST_PARTS) q->too_much = true;
  if (q->too_much) return unknown;
  switch (condition->kind) {
  case RBK_CONDITION_AND:
    return both(ask(q, condition->left, gathering),
                ask(q, condition->right, gathering));
  case RBK_CONDITION_OR:
    return either(ask(q, condition->left, gathering),
                  ask(q, condition->right, gathering));
  case RBK_CONDITION_NOT:
    return opposite(ask(q, condition->left, gathering));
  case RBK_CONDITION_ANY_OF:
    return ask_any_of(q, condition, gathering);
  case RBK_CONDITION_BAND:
    return ask_band(q, condition, gathering);
  case RBK_CONDITION_FLAG: {
    const rbk_flag *flag = rbk_plan_flag(q->plan, condition->name);
    return flag ? ask(q, flag->when, gathering) : unknown;
  }
  case RBK_CONDITION_LEAF:
    return ask_leaf(q, condition, gathering);
  default:
    return unknown;
  }
}

/* --- choices -------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
  rbk_decimal left = *(const rbk_decimal *)a, right = *(const rbk_decimal *)b;
  return (left > right) - (left < right);
}

/* Whether the measure can have a value in the cell. */
static bool is_possible(const axis *a, size_t cell) {
  size_t i = cell / 2;
  if (cell % 2 == 1) return rbk_domain_has(&a->domain, a->points[i]);
  if (i == 0) {
    return !a->domain.has_low || (a->count > 0 && a->domain.low < a->points[0]);
  }
  if (i == a->count) {
    return !a->domain.has_high || a->domain.high > a->points[i - 1];
  }
  return rbk_domain_has_between(&a->domain, a->points[i - 1], a->points[i]);
}

/* The first possible cell from `cell` on; false: there is none. */
static bool settle(axis *a, size_t cell) {
  for (; cell <= 2 * a->count; cell++) {
    if (!is_possible(a, cell)) continue;
    a->cell = cell;
    return true;
  }
  return false;
}

/* The next choice of a cell for each measure, like the hands of a clock. */
static bool turn(question *q) {
  for (size_t i = 0; i < q->axis_count; i++) {
    if (settle(&q->axes[i], q->axes[i].cell + 1)) return true;
    if (!settle(&q->axes[i], 0)) return false;
  }
  return false;
}

static size_t count_choices(question *q) {
  size_t choices = 1;
  for (size_t i = 0; i < q->axis_count && choices <= MOST_CHOICES; i++) {
    axis *a = &q->axes[i];
    qsort(a->points, a->count, sizeof *a->points, by_number);
    choices *= 2 * a->count + 1;
  }
  return choices;
}

static rbk_ever ever_on(question *q, const rbk_condition *condition) {
  bool never = true, always = true;
  q->axis_count = 0;
  q->parts = 0;
  q->too_much = false;
  (void)ask(q, condition, true);
  if (q->too_much || count_choices(q) > MOST_CHOICES) return RBK_EVER_SOMETIMES;
  for (size_t i = 0; i < q->axis_count; i++) {
    if (!settle(&q->axes[i], 0)) return RBK_EVER_SOMETIMES;
  }
  do {
    answer found = ask(q, condition, false);
    never = never && !found.hi;
    always = always && found.lo;
  } while ((never || always) && turn(q));
  return never ? RBK_EVER_NEVER : always ? RBK_EVER_ALWAYS : RBK_EVER_SOMETIMES;
}

/* The first date after `last` on which a parameter changes; RBK_NO_DATE. */
static rbk_date next_change(const rbk_plan *plan, rbk_date last) {
  rbk_date next = RBK_NO_DATE;
  for (size_t i = 0; i < plan->parameter_count; i++) {
    const rbk_parameter *parameter = plan->parameters[i];
    for (size_t j = 0; j < parameter->value_count; j++) {
      rbk_date from = parameter->values[j].from;
      if (from > last && (next == RBK_NO_DATE || from < next)) next = from;
    }
  }
  return next;
}

rbk_status rbk_plan_ever(const rbk_plan *plan, const rbk_condition *condition,
                         rbk_ever *out) {
  *out = RBK_EVER_SOMETIMES;
  if (!condition) return RBK_OK;
  rbk_arena scratch;
  rbk_arena_init(&scratch, plan->arena.alloc);
  question *q = rbk_arena_take(&scratch, 1, sizeof *q);
  if (q) {
    q->plan = plan;
    q->date = RBK_NO_DATE;
    rbk_ever found = ever_on(q, condition);
    rbk_ever same = found;
    while (same != RBK_EVER_SOMETIMES) {
      q->date = next_change(plan, q->date);
      if (q->date == RBK_NO_DATE) break;
      found = ever_on(q, condition);
      if (found != same) same = RBK_EVER_SOMETIMES;
    }
    *out = same;
  }
  rbk_arena_finish(&scratch);
  return q ? RBK_OK : RBK_NOMEM;
}
