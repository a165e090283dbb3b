/* One figure on one day: arithmetic, rounding, comparing. */
#include "measure/desk_parts.h"

rbk_day rbk_desk_frozen_day(const rbk_desk *desk, const rbk_figure_spec *spec,
                            rbk_day day) {
  const rbk_event *event = rbk_desk_latest(desk, &spec->as_at, day);
  return event ? rbk_calendar_on_or_before(desk->calendar, event->date) : -1;
}

int64_t rbk_greatest_divisor(int64_t a, int64_t b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static const rbk_value no_data = {RBK_NO_DATA, 0, 1, 0, 0};

/* --- rounding ------------------------------------------------------------- */

/* Half up, as figures are printed: 89.95 to one place is 90.0. */
static rbk_status round_value(rbk_value *value, int places) {
  if (places < 0 || value->known == RBK_NO_DATA) return RBK_OK;
  int64_t scale = 1, n, doubled, d;
  for (int i = 0; i < places; i++)
    if (!rbk_checked_mul(scale, 10, &scale)) return RBK_OVERFLOW;
  bool negative = value->n < 0;
  if (value->n == INT64_MIN ||
      !rbk_checked_mul(negative ? -value->n : value->n, scale, &n) ||
      !rbk_checked_mul(n, 2, &doubled) ||
      !rbk_checked_add(doubled, value->d, &doubled) ||
      !rbk_checked_mul(value->d, 2, &d))
    return RBK_OVERFLOW;
  value->n = negative ? -(doubled / d) : doubled / d;
  value->d = scale;
  return RBK_OK;
}

/* --- arithmetic ----------------------------------------------------------- */

/* What is known of the result: a lower bound stays one where the other part
 * can only make it greater by a known amount. */
static rbk_knowledge combine(rbk_figure_kind kind, const rbk_value *a,
                             const rbk_value *b) {
  if (a->known == RBK_NO_DATA || b->known == RBK_NO_DATA) return RBK_NO_DATA;
  if (a->known == RBK_KNOWN && b->known == RBK_KNOWN) return RBK_KNOWN;
  if (kind == RBK_FIGURE_ADD) return RBK_LOWER_BOUND;
  if (kind == RBK_FIGURE_SUBTRACT)
    return b->known == RBK_KNOWN ? RBK_LOWER_BOUND : RBK_NO_DATA;
  return a->n >= 0 && b->n >= 0 ? RBK_LOWER_BOUND : RBK_NO_DATA;
}

static bool multiply(const rbk_value *a, const rbk_value *b, rbk_value *out) {
  return rbk_checked_mul(a->n, b->n, &out->n) &&
         rbk_checked_mul(a->d, b->d, &out->d);
}

static bool add(const rbk_value *a, const rbk_value *b, int64_t sign,
                rbk_value *out) {
  int64_t divisor = rbk_greatest_divisor(a->d, b->d);
  int64_t left, right;
  return rbk_checked_mul(a->n, b->d / divisor, &left) &&
         rbk_checked_mul(b->n, a->d / divisor, &right) &&
         rbk_checked_mul(right, sign, &right) &&
         rbk_checked_add(left, right, &out->n) &&
         rbk_checked_mul(a->d, b->d / divisor, &out->d);
}

static void reduce(rbk_value *value) {
  if (value->n == INT64_MIN) return;
  int64_t divisor = rbk_greatest_divisor(value->n, value->d);
  value->n /= divisor;
  value->d /= divisor;
}

static rbk_status calculate(rbk_figure_kind kind, rbk_value a, rbk_value b,
                            rbk_value *out) {
  rbk_value result = {combine(kind, &a, &b), 0, 1, 0, 0};
  if (result.known == RBK_NO_DATA) {
    *out = no_data;
    if (rbk_value_is_suppressed(&a) || rbk_value_is_suppressed(&b))
      out->count = RBK_SUPPRESSED;
    return RBK_OK;
  }
  reduce(&a);
  reduce(&b);
  bool fits = kind == RBK_FIGURE_MULTIPLY
                  ? multiply(&a, &b, &result)
                  : add(&a, &b, kind == RBK_FIGURE_ADD ? 1 : -1, &result);
  if (!fits) return RBK_OVERFLOW;
  reduce(&result);
  *out = result;
  return RBK_OK;
}

rbk_status rbk_value_mean(const rbk_value *a, const rbk_value *b,
                          rbk_value *out) {
  rbk_value sum;
  rbk_status status = calculate(RBK_FIGURE_ADD, *a, *b, &sum);
  if (status != RBK_OK) return status;
  if (!rbk_checked_mul(sum.d, 2, &sum.d)) return RBK_OVERFLOW;
  reduce(&sum);
  *out = sum;
  return RBK_OK;
}

/* --- reading -------------------------------------------------------------- */

static rbk_value read_figure(const rbk_figure *figure, bool ratio,
                             rbk_day day) {
  size_t d = (size_t)day;
  if (figure->no_data && rbk_bits_get(figure->no_data, d)) return no_data;
  rbk_value value = {RBK_KNOWN, (int64_t)figure->n[d] * figure->times,
                     (int64_t)(figure->d ? figure->d[d] : 1) * figure->over, 0,
                     0};
  if (figure->lower && rbk_bits_get(figure->lower, d))
    value.known = RBK_LOWER_BOUND;
  if (ratio) {
    value.count = figure->n[d];
    value.of = figure->d ? figure->d[d] : 1;
  }
  return value;
}

static rbk_status read_parts(rbk_desk *desk, const rbk_figure_spec *spec,
                             rbk_day day, rbk_value *out) {
  rbk_value left, right;
  if (spec->frozen) day = rbk_desk_frozen_day(desk, spec, day);
  if (day < 0) {
    *out = no_data;
    return RBK_OK;
  }
  if (spec->kind == RBK_FIGURE_CONSTANT) {
    *out = (rbk_value){RBK_KNOWN, spec->constant, RBK_DECIMAL_ONE, 0, 0};
    return RBK_OK;
  }
  rbk_status status = rbk_desk_value(desk, spec->left, day, &left);
  if (status == RBK_OK) status = rbk_desk_value(desk, spec->right, day, &right);
  if (status == RBK_OK) status = calculate(spec->kind, left, right, out);
  return status;
}

static rbk_status read_arrays(rbk_desk *desk, uint32_t figure,
                              rbk_figure_kind kind, rbk_day day,
                              rbk_value *out) {
  rbk_figure made;
  bool ratio = kind == RBK_FIGURE_RATE || kind == RBK_FIGURE_SHARE;
  rbk_status status = rbk_desk_figure(desk, figure, &made);
  if (status != RBK_OK) return status;
  *out = read_figure(&made, ratio, day);
  /* How finely the array is divided depends on all its numbers, later ones
   * too; the value must not. */
  if (kind == RBK_FIGURE_RECORDED || kind == RBK_FIGURE_ATTRIBUTE) reduce(out);
  return RBK_OK;
}

rbk_status rbk_desk_value(rbk_desk *desk, uint32_t figure, rbk_day day,
                          rbk_value *out) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  rbk_value value;
  bool in_parts =
      spec->kind == RBK_FIGURE_CONSTANT || rbk_figure_is_arithmetic(spec->kind);
  rbk_status status = RBK_OK;
  if (desk->given[figure])
    value = desk->given[figure][day];
  else if (in_parts)
    status = read_parts(desk, spec, day, &value);
  else
    status = read_arrays(desk, figure, spec->kind, day, &value);
  if (status == RBK_OK) status = round_value(&value, spec->rounded);
  if (status == RBK_OK) *out = value;
  return status;
}

/* --- comparing ------------------------------------------------------------ */

static rbk_truth truth_of(bool holds) {
  return holds ? RBK_TRUE : RBK_FALSE;
}

/* What is surely so of a lower bound: that it, and so the true figure, is
 * above something. */
static rbk_truth if_true(bool holds) {
  return holds ? RBK_TRUE : RBK_UNKNOWN;
}

rbk_truth rbk_value_compare(const rbk_value *value, rbk_comparison comparison,
                            const rbk_value *right) {
  if (value->known == RBK_NO_DATA || right->known == RBK_NO_DATA)
    return RBK_UNKNOWN;
  int sign = rbk_ratio_compare(value->n, value->d, right->n, right->d);
  bool upward = comparison == RBK_AT_LEAST || comparison == RBK_ABOVE;
  bool downward = comparison == RBK_AT_MOST || comparison == RBK_BELOW;
  bool holds = comparison == RBK_AT_LEAST  ? sign >= 0
               : comparison == RBK_ABOVE   ? sign > 0
               : comparison == RBK_AT_MOST ? sign <= 0
               : comparison == RBK_BELOW   ? sign < 0
                                           : sign == 0;
  if (value->known == RBK_KNOWN && right->known == RBK_KNOWN)
    return truth_of(holds);
  if (value->known == RBK_LOWER_BOUND && right->known == RBK_KNOWN && upward)
    return if_true(holds);
  if (value->known == RBK_KNOWN && right->known == RBK_LOWER_BOUND && downward)
    return if_true(holds);
  return RBK_UNKNOWN;
}
