/* Comparing a figure with a number on all days at once. Every comparison comes
 * down to "the figure reaches p / q": at or above it, or strictly above. */
#include "measure/desk_parts.h"

static const char *const names[] = {
    [RBK_AT_LEAST] = "at_least",
    [RBK_ABOVE] = "above",
    [RBK_AT_MOST] = "at_most",
    [RBK_BELOW] = "below",
    [RBK_IS] = "is",
};

const char *rbk_comparison_name(rbk_comparison comparison) {
  return names[comparison];
}

/* A figure reaches p / q (q > 0), or with `above` is greater. */
typedef struct bound {
  int64_t p, q;
  bool above;
} bound;

/* Day by day in 128 bits, for numbers that are too large for the rest. */
static void reach_exactly(const rbk_figure *figure, const bound *b,
                          const rbk_recipes *r, rbk_word *out) {
  for (size_t d = 0; d < r->words; d++) out[d] = 0;
  for (size_t d = 0; d < r->days; d++) {
    int64_t over = (int64_t)(figure->d ? figure->d[d] : 1) * figure->over;
    if (over <= 0) continue; /* no data there */
    int sign = rbk_ratio_compare((int64_t)figure->n[d] * figure->times, over,
                                 b->p, b->q);
    if (b->above ? sign > 0 : sign >= 0) rbk_bits_set(out, d);
  }
}

/* The least whole number at or above (or strictly above) b / a, a > 0. */
static int64_t least_whole(int64_t a, int64_t b, bool above) {
  int64_t floor = b / a - (b % a != 0 && b < 0);
  return above || floor * a != b ? floor + 1 : floor;
}

/* n * times * q against p * d * over, in as few bits as will do. `counted`: n
 * and d are numbers of the pupil's sessions. */
static void reach(const rbk_figure *figure, bool counted, const bound *b,
                  const rbk_recipes *r, rbk_word *out) {
  const int64_t small = INT16_MAX, wide = INT32_MAX;
  int64_t left = (int64_t)figure->times * b->q, right;
  bool fits = b->q <= wide && rbk_checked_mul(b->p, figure->over, &right);
  if (!fits || right == INT64_MIN) {
    reach_exactly(figure, b, r, out);
    return;
  }
  int64_t divisor = rbk_greatest_divisor(left, right);
  left /= divisor;
  right /= divisor;
  if (!figure->d) {
    int64_t least = least_whole(left, right, b->above);
    if (least < INT32_MIN) least = INT32_MIN;
    if (least > INT32_MAX) /* no figure gets there */
      for (size_t i = 0; i < r->words; i++) out[i] = 0;
    else
      rbk_bits_at_least(figure->n, (int32_t)least, r->room, out);
  } else if (counted && left <= small && right <= small && right >= -small &&
             r->days <= (size_t)small / 2) {
    rbk_bits_products(figure->n, figure->d, (int16_t)left, (int16_t)right,
                      b->above, r->room, out);
  } else {
    reach_exactly(figure, b, r, out);
    return;
  }
  rbk_bits_trim(out, r);
}

/* The bound at which the rounded figure, which is not negative, reaches g /
 * scale: rounding half up, from (2g - 1) / (2 scale) on. */
static bool rounded_bound(rbk_decimal right, int places, bool above,
                          bound *out) {
  int64_t scale = 1, scaled;
  for (int i = 0; i < places; i++)
    if (!rbk_checked_mul(scale, 10, &scale)) return false;
  if (!rbk_checked_mul(right, scale, &scaled)) return false;
  int64_t g = least_whole(RBK_DECIMAL_ONE, scaled, above);
  if (!rbk_checked_mul(g, 2, &g) || scale > INT32_MAX / 2) return false;
  *out = (bound){g - 1, 2 * scale, false};
  return true;
}

static bool bound_of(const rbk_figure_spec *spec, rbk_decimal right, bool above,
                     bound *out) {
  if (spec->rounded >= 0)
    return rounded_bound(right, spec->rounded, above, out);
  *out = (bound){right, RBK_DECIMAL_ONE, above};
  return true;
}

/* Whether figures of the kind are never negative: then rounding half up is one
 * step of a stair, and a rounded figure can be compared on all days at once. */
static bool is_never_negative(rbk_figure_kind kind) {
  return kind != RBK_FIGURE_RECORDED && kind != RBK_FIGURE_ATTRIBUTE &&
         kind != RBK_FIGURE_AGE && kind != RBK_FIGURE_GROUP;
}

/* Where the comparison holds of the arrays, whatever is known of them. False
 * when it must be done day by day. */
static bool holds_on(rbk_desk *desk, const rbk_figure_spec *spec,
                     const rbk_figure *figure, rbk_comparison comparison,
                     rbk_decimal right, rbk_word *out) {
  const rbk_recipes *r = desk->recipes;
  bound at, above;
  if (!bound_of(spec, right, false, &at) ||
      !bound_of(spec, right, true, &above))
    return false;
  bool strict = comparison == RBK_ABOVE || comparison == RBK_AT_MOST;
  bool counted =
      spec->kind == RBK_FIGURE_RATE || spec->kind == RBK_FIGURE_SHARE;
  reach(figure, counted, strict ? &above : &at, r, out);
  if (comparison == RBK_IS) {
    reach(figure, counted, &above, r, desk->more_bits);
    for (size_t i = 0; i < r->words; i++) out[i] &= ~desk->more_bits[i];
  } else if (comparison == RBK_AT_MOST || comparison == RBK_BELOW) {
    for (size_t i = 0; i < r->words; i++) out[i] = ~out[i];
    rbk_bits_trim(out, r);
  }
  return true;
}

/* Turns what the arrays say into what is known: no data may be either; of a
 * lower bound only that it is reached is known. */
static void admit_doubt(const rbk_figure *figure, rbk_comparison comparison,
                        size_t words, rbk_made_leaf *leaf) {
  bool upward = comparison == RBK_AT_LEAST || comparison == RBK_ABOVE;
  rbk_word doubt = 0;
  for (size_t i = 0; i < words; i++) {
    rbk_word unknown = figure->no_data ? figure->no_data[i] : 0;
    rbk_word lower = figure->lower ? figure->lower[i] : 0;
    unknown |= upward ? lower & ~leaf->lo[i] : lower;
    leaf->hi[i] = leaf->lo[i] | unknown;
    leaf->lo[i] &= ~unknown;
    doubt |= unknown;
  }
  leaf->known = doubt == 0;
}

/* The days on which a figure has no data, so that nothing is known whatever the
 * other one is; NULL: none, or not known beforehand. Last year's figures are so
 * in every first year, and what an event begins for all who have none. */
static rbk_status find_unknown(rbk_desk *desk, uint32_t figure,
                               const rbk_word **out) {
  rbk_figure made;
  rbk_figure_kind kind = desk->measures->figures[figure].kind;
  *out = NULL;
  if (kind == RBK_FIGURE_CONSTANT || rbk_figure_is_arithmetic(kind) ||
      desk->given[figure])
    return RBK_OK;
  rbk_status status = rbk_desk_figure(desk, figure, &made);
  if (status == RBK_OK) *out = made.no_data;
  return status;
}

static bool is_unknown(const rbk_word *days, rbk_day day) {
  return days != NULL && rbk_bits_get(days, (size_t)day);
}

static rbk_status compare_by_day(rbk_desk *desk, const rbk_leaf_spec *spec,
                                 rbk_made_leaf *leaf) {
  const rbk_recipes *r = desk->recipes;
  const rbk_word *left_unknown, *right_unknown = NULL;
  rbk_status status = find_unknown(desk, spec->figure, &left_unknown);
  if (status == RBK_OK && spec->right_kind == RBK_RIGHT_FIGURE)
    status = find_unknown(desk, spec->right_figure, &right_unknown);
  if (status != RBK_OK) return status;
  rbk_value value, right = {RBK_KNOWN, spec->right, RBK_DECIMAL_ONE, 0, 0};
  for (size_t i = 0; i < r->words; i++) leaf->lo[i] = leaf->hi[i] = 0;
  for (rbk_day d = 0; d < (rbk_day)r->days; d++) {
    if (is_unknown(left_unknown, d) || is_unknown(right_unknown, d)) {
      rbk_bits_set(leaf->hi, (size_t)d);
      continue;
    }
    status = rbk_desk_value(desk, spec->figure, d, &value);
    if (spec->right_kind == RBK_RIGHT_FIGURE && status == RBK_OK)
      status = rbk_desk_value(desk, spec->right_figure, d, &right);
    if (status != RBK_OK) return status;
    if (spec->right_kind == RBK_RIGHT_BY_HALF_TERM)
      right.n = spec->steps[r->half_term_number[d] - 1];
    rbk_truth truth = rbk_value_compare(&value, spec->comparison, &right);
    if (truth == RBK_TRUE) rbk_bits_set(leaf->lo, (size_t)d);
    if (truth != RBK_FALSE) rbk_bits_set(leaf->hi, (size_t)d);
  }
  leaf->known = false;
  return RBK_OK;
}

/* One pass for each number among the steps. */
static bool holds_by_half_term(rbk_desk *desk, const rbk_leaf_spec *spec,
                               const rbk_figure_spec *figure_spec,
                               const rbk_figure *figure, rbk_word *out) {
  const rbk_recipes *r = desk->recipes;
  for (size_t i = 0; i < r->words; i++) out[i] = 0;
  for (size_t step = 0; step < 6; step++) {
    if (!holds_on(desk, figure_spec, figure, spec->comparison,
                  spec->steps[step], desk->bits))
      return false;
    for (size_t i = 0; i < r->words; i++)
      out[i] |= desk->bits[i] & r->half_terms[step][i];
  }
  return true;
}

rbk_status rbk_desk_compare(rbk_desk *desk, const rbk_leaf_spec *spec,
                            rbk_made_leaf *leaf) {
  const rbk_figure_spec *figure_spec = &desk->measures->figures[spec->figure];
  bool by_day =
      spec->right_kind == RBK_RIGHT_FIGURE ||
      rbk_figure_is_arithmetic(figure_spec->kind) ||
      figure_spec->kind == RBK_FIGURE_CONSTANT || desk->given[spec->figure] ||
      (figure_spec->rounded >= 0 && !is_never_negative(figure_spec->kind));
  rbk_figure figure;
  rbk_status status;
  bool done = false;
  if (by_day) {
    status = rbk_desk_compare_linear(desk, spec, leaf, &done);
    return status != RBK_OK || done ? status : compare_by_day(desk, spec, leaf);
  }
  status = rbk_desk_figure(desk, spec->figure, &figure);
  if (status != RBK_OK) return status;
  done = spec->right_kind == RBK_RIGHT_BY_HALF_TERM
             ? holds_by_half_term(desk, spec, figure_spec, &figure, leaf->lo)
             : holds_on(desk, figure_spec, &figure, spec->comparison,
                        spec->right, leaf->lo);
  if (!done) return compare_by_day(desk, spec, leaf);
  admit_doubt(&figure, spec->comparison, desk->recipes->words, leaf);
  return RBK_OK;
}
