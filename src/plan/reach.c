/* Bands whose rows all compare one measure with numbers: a row that is never
 * reached, a stretch that no row covers and no gap declares, a gap that is no
 * such stretch.
 *
 * The thresholds cut the line of numbers into cells: each threshold is one, and
 * so is what lies between two. Within a cell every comparison has one answer,
 * so asking each row once for each cell decides everything. Cell 2i + 1 is
 * threshold i, cell 2i the open stretch before it. */
#include <stdlib.h>

#include "plan/checks.h"
#include "plan/domain.h"
#include "plan/parameter.h"

typedef struct checker {
  const rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  const rbk_override *overrides;
  size_t override_count;
  rbk_date date;       /* whose values are read */
  bool dated;          /* the answer may be another one on other days */
  const char *on_date; /* which days are meant, for messages */
} checker;

typedef struct line {
  const rbk_band *band;
  rbk_domain domain;
  rbk_decimal *points; /* thresholds, ascending */
  size_t point_count;
  bool *taken; /* by cell: some row takes it */
} line;

/* --- which bands are meant ------------------------------------------------ */

enum { MOST_PARTS = 1000 }; /* of a row's condition; more is not looked into */

static bool is_threshold(const rbk_operand *operand) {
  return operand->kind == RBK_OPERAND_NUMBER ||
         operand->kind == RBK_OPERAND_PARAMETER;
}

/* Whether a condition is made of comparisons of one measure with numbers;
 * `*figure` is the measure, NULL before the first comparison. */
static bool is_plain(const rbk_condition *condition,
                     const rbk_figure_expression **figure, unsigned *parts) {
  if (++*parts > MOST_PARTS) return false;
  switch (condition->kind) {
  case RBK_CONDITION_AND:
  case RBK_CONDITION_OR:
    return is_plain(condition->left, figure, parts) &&
           is_plain(condition->right, figure, parts);
  case RBK_CONDITION_NOT:
    return is_plain(condition->left, figure, parts);
  case RBK_CONDITION_ANY_OF:
    for (size_t i = 0; i < condition->branch_count; i++) {
      if (!is_plain(condition->branches[i].condition, figure, parts)) {
        return false;
      }
    }
    return true;
  case RBK_CONDITION_LEAF:
    if (condition->leaf != RBK_LEAF_COMPARE || condition->right_figure ||
        condition->by_half_term.kind != RBK_OPERAND_NONE ||
        !is_threshold(&condition->right_side)) {
      return false;
    }
    if (!*figure) *figure = condition->figure;
    return rbk_figures_alike(*figure, condition->figure);
  default:
    return false;
  }
}

/* The one measure that all rows compare, or NULL. */
static const rbk_figure_expression *measure_of(const rbk_band *band) {
  const rbk_figure_expression *figure = NULL;
  for (size_t i = 0; i < band->row_count; i++) {
    unsigned parts = 0;
    if (!is_plain(band->rows[i].when, &figure, &parts)) return NULL;
  }
  return figure;
}

/* --- thresholds ----------------------------------------------------------- */

static bool number_of(const checker *c, const rbk_operand *operand,
                      rbk_decimal *out) {
  if (operand->kind == RBK_OPERAND_PARAMETER) {
    const rbk_parameter *parameter = rbk_plan_parameter(c->plan, operand->text);
    const rbk_parameter_value *value =
        parameter ? rbk_parameter_on(c->plan, c->overrides, c->override_count,
                                     parameter, c->date, NULL)
                  : NULL;
    if (!value || value->count != 1) return false;
    operand = &value->items[0];
  }
  if (operand->kind != RBK_OPERAND_NUMBER) return false;
  *out = operand->number;
  return true;
}

/* Calls back with each threshold of a condition. */
typedef bool (*on_operand)(void *context, const rbk_operand *operand);

static bool each_threshold(const rbk_condition *condition, on_operand call,
                           void *context) {
  if (condition->kind == RBK_CONDITION_LEAF) {
    return call(context, &condition->right_side);
  }
  for (size_t i = 0; i < condition->branch_count; i++) {
    if (!each_threshold(condition->branches[i].condition, call, context)) {
      return false;
    }
  }
  return (!condition->left || each_threshold(condition->left, call, context)) &&
         (!condition->right || each_threshold(condition->right, call, context));
}

static bool each_threshold_of_band(const rbk_band *band, on_operand call,
                                   void *context) {
  for (size_t i = 0; i < band->row_count; i++) {
    if (!each_threshold(band->rows[i].when, call, context)) return false;
  }
  return true;
}

static bool each_end_of_gap(const rbk_band *band, on_operand call,
                            void *context) {
  for (size_t i = 0; i < band->gap_count; i++) {
    if (!call(context, &band->gaps[i].from) ||
        !call(context, &band->gaps[i].to)) {
      return false;
    }
  }
  return true;
}

static bool count_one(void *context, const rbk_operand *operand) {
  (void)operand;
  ++*(size_t *)context;
  return true;
}

typedef struct gathering {
  const checker *checker;
  line *line;
} gathering;

static bool gather_one(void *context, const rbk_operand *operand) {
  gathering *g = context;
  rbk_decimal number;
  if (!number_of(g->checker, operand, &number)) return false;
  g->line->points[g->line->point_count++] = number;
  return true;
}

static bool has_value(void *context, const rbk_operand *operand) {
  rbk_decimal number;
  return operand->kind == RBK_OPERAND_NONE ||
         number_of(context, operand, &number);
}

static int by_number(const void *a, const void *b) {
  rbk_decimal left = *(const rbk_decimal *)a, right = *(const rbk_decimal *)b;
  return (left > right) - (left < right);
}

/* All thresholds and the ends of the domain. `*known` is false when one of them
 * or an end of a gap has no value on the date. */
static rbk_status gather(checker *c, line *l, bool *known) {
  size_t count = 2;
  (void)each_threshold_of_band(l->band, count_one, &count);
  l->points = rbk_arena_take(&c->scratch, count, sizeof *l->points);
  if (!l->points) return RBK_NOMEM;
  gathering g = {c, l};
  *known = each_threshold_of_band(l->band, gather_one, &g) &&
           each_end_of_gap(l->band, has_value, c);
  if (l->domain.has_low) l->points[l->point_count++] = l->domain.low;
  if (l->domain.has_high) l->points[l->point_count++] = l->domain.high;
  if (!*known || l->point_count == 0) return RBK_OK;
  qsort(l->points, l->point_count, sizeof *l->points, by_number);
  size_t kept = 1;
  for (size_t i = 1; i < l->point_count; i++) {
    if (l->points[i] != l->points[kept - 1]) l->points[kept++] = l->points[i];
  }
  l->point_count = kept;
  return RBK_OK;
}

/* --- cells ---------------------------------------------------------------- */

static bool is_point(size_t cell) {
  return cell % 2 == 1;
}

/* Whether the measure can have a value in the cell. */
static bool is_possible(const line *l, size_t cell) {
  size_t i = cell / 2;
  if (is_point(cell)) return rbk_domain_has(&l->domain, l->points[i]);
  if (i == 0) return !l->domain.has_low;
  if (i == l->point_count) return !l->domain.has_high;
  return rbk_domain_has_between(&l->domain, l->points[i - 1], l->points[i]);
}

/* The cell of a threshold. */
static size_t cell_of(const line *l, rbk_decimal number) {
  size_t i = 0;
  while (l->points[i] < number) i++;
  return 2 * i + 1;
}

static bool holds(const checker *c, const line *l,
                  const rbk_condition *condition, size_t cell) {
  rbk_decimal number = 0;
  size_t at;
  switch (condition->kind) {
  case RBK_CONDITION_AND:
    return holds(c, l, condition->left, cell) &&
           holds(c, l, condition->right, cell);
  case RBK_CONDITION_OR:
    return holds(c, l, condition->left, cell) ||
           holds(c, l, condition->right, cell);
  case RBK_CONDITION_NOT:
    return !holds(c, l, condition->left, cell);
  case RBK_CONDITION_ANY_OF:
    for (size_t i = 0; i < condition->branch_count; i++) {
      if (holds(c, l, condition->branches[i].condition, cell)) return true;
    }
    return false;
  default:
    break;
  }
  (void)number_of(c, &condition->right_side, &number);
  at = cell_of(l, number);
  switch (condition->comparison) {
  case RBK_AT_LEAST:
    return cell >= at;
  case RBK_ABOVE:
    return cell > at;
  case RBK_AT_MOST:
    return cell <= at;
  case RBK_BELOW:
    return cell < at;
  case RBK_IS:
    return cell == at;
  }
  return false;
}

/* " with the values of 2024-08-19", where those of other days differ. */
static rbk_status name_date(checker *c) {
  char text[11];
  c->on_date = "";
  if (!c->dated) return RBK_OK;
  rbk_date_print(c->date, text);
  c->on_date =
      *text ? rbk_arena_format(&c->scratch, " with the values of %s", text)
            : " with the first values";
  return c->on_date ? RBK_OK : RBK_NOMEM;
}

/* --- rows ----------------------------------------------------------------- */

static rbk_status report_row(checker *c, const line *l, size_t row,
                             size_t taken_by) {
  const rbk_band_row *rows = l->band->rows;
  if (taken_by == row) {
    return RBK_PROBLEM(c->problems, "unreachable", rows[row].where,
                       "row '%s' of band '%s' is never reached%s: the measure "
                       "has no such value; correct its threshold",
                       rows[row].id, l->band->name, c->on_date);
  }
  return RBK_PROBLEM(c->problems, "unreachable", rows[row].where,
                     "row '%s' of band '%s' is never reached%s: row '%s' "
                     "(%s:%u) takes its values first; put it before that row "
                     "or correct a threshold",
                     rows[row].id, l->band->name, c->on_date, rows[taken_by].id,
                     rows[taken_by].where.file, rows[taken_by].where.line);
}

static rbk_status check_rows(checker *c, line *l, size_t cells) {
  rbk_status status = RBK_OK;
  size_t *first = rbk_arena_take(&c->scratch, cells, sizeof *first);
  l->taken = rbk_arena_take(&c->scratch, cells, sizeof *l->taken);
  if (!first || !l->taken) return RBK_NOMEM;
  for (size_t row = 0; row < l->band->row_count && status == RBK_OK; row++) {
    bool reached = false;
    size_t taken_by = row;
    for (size_t cell = 0; cell < cells; cell++) {
      if (!is_possible(l, cell) ||
          !holds(c, l, l->band->rows[row].when, cell)) {
        continue;
      }
      if (l->taken[cell]) {
        if (taken_by == row) taken_by = first[cell];
        continue;
      }
      reached = l->taken[cell] = true;
      first[cell] = row;
    }
    if (!reached) status = report_row(c, l, row, taken_by);
  }
  return status;
}

/* --- gaps ----------------------------------------------------------------- */

/* A stretch that no row covers: cells first..last. */
typedef struct open_stretch {
  size_t first, last;
  bool declared;
} open_stretch;

/* The multiple of the step next to a number that lies in the direction asked.
 */
static rbk_decimal next_count(rbk_decimal number, rbk_decimal step, bool up) {
  rbk_decimal below = number - (number % step + step) % step;
  return up || below == number ? below + (up ? step : -step) : below;
}

/* Whether `end` names an end of the stretch: the threshold there. Of counts a
 * stretch may also be named by its first and last count, and by those just
 * outside it. */
static bool names_end(const checker *c, const line *l, const rbk_operand *end,
                      size_t cell, bool low) {
  size_t i = cell / 2;
  bool point = is_point(cell);
  bool open = !point && (low ? i == 0 : i == l->point_count);
  rbk_decimal number;
  if (end->kind == RBK_OPERAND_NONE) return open;
  if (open || !number_of(c, end, &number)) return false;
  rbk_decimal bound = l->points[point || !low ? i : i - 1];
  if (number == bound) return true;
  if (l->domain.step == 0) return false;
  /* an open stretch reaches inwards from its threshold to the first count in
   * it; one that ends on a count, outwards to the one beyond */
  return number == next_count(bound, l->domain.step, point != low);
}

/* "the stretch from 90 to 95"; NULL without memory. */
static const char *words_of(checker *c, const line *l,
                            const open_stretch *stretch) {
  char low[24], high[24];
  size_t first = stretch->first / 2, last = stretch->last / 2;
  bool no_low = !is_point(stretch->first) && first == 0;
  bool no_high = !is_point(stretch->last) && last == l->point_count;
  if (no_low && no_high) return "any value";
  if (!no_low) {
    rbk_decimal_print(l->points[is_point(stretch->first) ? first : first - 1],
                      low);
  }
  if (!no_high) rbk_decimal_print(l->points[last], high);
  const char *text =
      no_low    ? rbk_arena_format(&c->scratch, "values up to %s", high)
      : no_high ? rbk_arena_format(&c->scratch, "values from %s on", low)
      : stretch->first == stretch->last && is_point(stretch->first)
          ? rbk_arena_format(&c->scratch, "the value %s", low)
          : rbk_arena_format(&c->scratch, "the stretch from %s to %s", low,
                             high);
  return text;
}

/* A gap is written with two numbers, so only such a stretch can be one. */
static bool has_ends(const line *l, const open_stretch *stretch) {
  return stretch->first > 0 && stretch->last < 2 * l->point_count;
}

static rbk_status find_open(checker *c, const line *l, size_t cells,
                            open_stretch **out, size_t *out_count) {
  open_stretch *open = rbk_arena_take(&c->scratch, cells, sizeof *open);
  size_t count = 0;
  bool running = false;
  if (!open) return RBK_NOMEM;
  for (size_t cell = 0; cell < cells; cell++) {
    if (!is_possible(l, cell)) continue;
    if (l->taken[cell]) {
      running = false;
    } else if (running) {
      open[count - 1].last = cell;
    } else {
      open[count++] = (open_stretch){cell, cell, false};
      running = true;
    }
  }
  *out = open;
  *out_count = count;
  return RBK_OK;
}

static rbk_status report_gap(checker *c, const line *l, const rbk_gap *gap) {
  char from[24] = "the lowest value", to[24] = "the highest value";
  rbk_decimal number;
  if (number_of(c, &gap->from, &number)) rbk_decimal_print(number, from);
  if (number_of(c, &gap->to, &number)) rbk_decimal_print(number, to);
  rbk_where where = gap->from.where.file ? gap->from.where : l->band->where;
  return RBK_PROBLEM(c->problems, "gap", where,
                     "band '%s' declares a gap from %s to %s, which is no "
                     "stretch that its rows leave open%s; correct the gap or a "
                     "threshold",
                     l->band->name, from, to, c->on_date);
}

static rbk_status check_gaps(checker *c, const line *l, size_t cells) {
  open_stretch *open;
  size_t count;
  const rbk_band *band = l->band;
  rbk_status status = find_open(c, l, cells, &open, &count);
  for (size_t i = 0; i < band->gap_count && status == RBK_OK; i++) {
    bool found = false;
    for (size_t j = 0; j < count && !found; j++) {
      found = !open[j].declared &&
              names_end(c, l, &band->gaps[i].from, open[j].first, true) &&
              names_end(c, l, &band->gaps[i].to, open[j].last, false);
      open[j].declared = open[j].declared || found;
    }
    if (!found) status = report_gap(c, l, &band->gaps[i]);
  }
  for (size_t j = 0; j < count && status == RBK_OK; j++) {
    if (open[j].declared) continue;
    const char *words = words_of(c, l, &open[j]);
    if (!words) return RBK_NOMEM;
    status = RBK_PROBLEM(c->problems, "gap", band->where,
                         "no row of band '%s' covers %s%s; %s", band->name,
                         words, c->on_date,
                         has_ends(l, &open[j]) ? "add a row, or say so in `gap`"
                                               : "add a row that does");
  }
  return status;
}

/* --- one band ------------------------------------------------------------- */

static rbk_status check_on(checker *c, const rbk_band *band,
                           const rbk_figure_expression *figure) {
  line l = {.band = band, .domain = rbk_domain_of(figure)};
  bool known;
  rbk_status status = gather(c, &l, &known);
  if (status != RBK_OK || !known) return status;
  size_t cells = 2 * l.point_count + 1;
  status = name_date(c);
  if (status == RBK_OK) status = check_rows(c, &l, cells);
  return status == RBK_OK ? check_gaps(c, &l, cells) : status;
}

/* Which dates an operand knows: asked of each until one says no. */
typedef struct dates {
  const checker *checker;
  rbk_date after, until; /* a change between the two is looked for */
} dates;

static const rbk_parameter *dated_parameter(const checker *c,
                                            const rbk_operand *operand) {
  if (operand->kind != RBK_OPERAND_PARAMETER) return NULL;
  const rbk_parameter *parameter = rbk_plan_parameter(c->plan, operand->text);
  bool fixed =
      !parameter || parameter->value_count <= 1 ||
      rbk_override_of(c->overrides, c->override_count, parameter->name) != NULL;
  return fixed ? NULL : parameter;
}

static bool has_no_dates(void *context, const rbk_operand *operand) {
  const dates *asked = context;
  return dated_parameter(asked->checker, operand) == NULL;
}

static bool has_no_change(void *context, const rbk_operand *operand) {
  const dates *asked = context;
  const rbk_parameter *parameter = dated_parameter(asked->checker, operand);
  for (size_t i = 0; parameter && i < parameter->value_count; i++) {
    rbk_date from = parameter->values[i].from;
    if (from > asked->after && from <= asked->until) return false;
  }
  return true;
}

static bool all_of_band(const rbk_band *band, on_operand call, dates *asked) {
  return each_threshold_of_band(band, call, asked) &&
         each_end_of_gap(band, call, asked);
}

static const rbk_figure_expression *
measure_in_force(const rbk_plan *plan, const rbk_figure_expression *figure) {
  for (size_t i = 0; i < plan->replaced_measure_count; i++) {
    if (plan->replaced_measures[i].was == figure) {
      figure = plan->replaced_measures[i].is;
    }
  }
  return figure;
}

/* The bands whose thresholds changed between `after` and the date; all of them
 * the first time. */
static rbk_status check_bands(checker *c, bool first, rbk_date after) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < c->plan->band_count && status == RBK_OK; i++) {
    const rbk_band *band = c->plan->bands[i];
    const rbk_figure_expression *figure = measure_of(band);
    dates asked = {c, after, c->date};
    if (figure) {
      if (!first && all_of_band(band, has_no_change, &asked)) continue;
      c->dated = !all_of_band(band, has_no_dates, &asked);
      status = check_on(c, band, measure_in_force(c->plan, figure));
    } else if (first && band->gap_count > 0) {
      status = RBK_PROBLEM(c->problems, "gap", band->where,
                           "band '%s' has a `gap`, but its rows do not all "
                           "compare one measure with numbers, so nothing can "
                           "check it; leave it out",
                           band->name);
    }
  }
  return status;
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

rbk_status rbk_plan_check_reach(const rbk_plan *plan, rbk_problems *problems) {
  checker c = {.plan = plan, .problems = problems, .date = RBK_NO_DATE};
  rbk_arena_init(&c.scratch, plan->arena.alloc);
  rbk_status status = check_bands(&c, true, RBK_NO_DATE);
  while (status == RBK_OK) {
    rbk_date last = c.date;
    c.date = next_change(plan, last);
    if (c.date == RBK_NO_DATE) break;
    status = check_bands(&c, false, last);
  }
  rbk_arena_finish(&c.scratch);
  return status;
}

rbk_status rbk_bind_check_reach(const rbk_binding *binding,
                                const rbk_edition_bound *edition,
                                rbk_problems *problems) {
  checker c = {.plan = edition->plan,
               .problems = problems,
               .overrides = binding->overrides,
               .override_count = binding->override_count};
  rbk_arena_init(&c.scratch, binding->alloc);
  rbk_status status = RBK_OK;
  bool first = true;
  for (size_t i = 0; i < edition->stretch_count && status == RBK_OK; i++) {
    const rbk_dated_stretch *stretch = &edition->stretches[i];
    if (stretch->last < edition->first || stretch->first > edition->last) {
      continue;
    }
    rbk_day day =
        stretch->first > edition->first ? stretch->first : edition->first;
    rbk_date last = c.date;
    c.date = binding->reg->calendar.date[day];
    status = check_bands(&c, first, last);
    first = false;
  }
  rbk_arena_finish(&c.scratch);
  return status;
}
