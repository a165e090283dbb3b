/* Comparing sums and multiples of counts on all days at once: on_day * 100 with
 * absences * 40. Left less right is brought to one sum of figures times whole
 * numbers, of which the sign is asked. What is no such sum, or large, is left
 * to exact arithmetic day by day. */
#include "measure/desk_parts.h"

enum { TERMS = 8 };

/* Factors this small keep sums of 32-bit figures far within 64 bits, here and
 * where the same figures are worked out one day at a time. */
static const int64_t most = 1 << 20;

/* A sum of figures times factors, and a constant, all divided by `over`. */
typedef struct linear {
  size_t count;
  rbk_figure terms[TERMS];
  bool counted[TERMS]; /* 0 or more, and no more than the pupil's sessions */
  int64_t factors[TERMS];
  int64_t constant, over;
} linear;

static bool scale(linear *sum, int64_t by, int64_t over) {
  if (by > most || by < -most || over > most) return false;
  sum->constant *= by;
  sum->over *= over;
  bool fits = sum->over <= most && sum->constant <= most * most &&
              sum->constant >= -most * most;
  for (size_t i = 0; i < sum->count; i++) {
    sum->factors[i] *= by;
    fits &= sum->factors[i] <= most && sum->factors[i] >= -most;
  }
  return fits;
}

/* sum += sign * other */
static bool add(linear *sum, linear *other, int64_t sign) {
  int64_t divisor = rbk_greatest_divisor(sum->over, other->over);
  int64_t up = other->over / divisor, down = sum->over / divisor;
  if (sum->count + other->count > TERMS || !scale(sum, up, up) ||
      !scale(other, sign * down, down))
    return false;
  for (size_t i = 0; i < other->count; i++, sum->count++) {
    sum->terms[sum->count] = other->terms[i];
    sum->counted[sum->count] = other->counted[i];
    sum->factors[sum->count] = other->factors[i];
  }
  sum->constant += other->constant;
  return true;
}

static bool of_constant(rbk_decimal constant, linear *out) {
  if (constant > most * most || constant < -most * most) return false;
  int64_t divisor = rbk_greatest_divisor(constant, RBK_DECIMAL_ONE);
  *out = (linear){.constant = constant / divisor,
                  .over = RBK_DECIMAL_ONE / divisor};
  return true;
}

static rbk_status of_figure(rbk_desk *desk, uint32_t figure, linear *out,
                            bool *fits) {
  *out = (linear){.count = 1, .over = 1};
  *fits = !desk->given[figure];
  if (!*fits) return RBK_OK;
  rbk_status status = rbk_desk_figure(desk, figure, &out->terms[0]);
  if (status != RBK_OK) return status;
  rbk_figure_kind kind = desk->measures->figures[figure].kind;
  out->counted[0] = kind <= RBK_FIGURE_ANY_DAYS;
  out->factors[0] = out->terms[0].times;
  out->over = out->terms[0].over;
  *fits = !out->terms[0].d && !out->terms[0].lower && scale(out, 1, 1);
  return RBK_OK;
}

static bool is_constant(const linear *sum) {
  return sum->count == 0;
}

static rbk_status of(rbk_desk *desk, uint32_t figure, linear *out, bool *fits) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  bool in_parts = rbk_figure_is_arithmetic(spec->kind);
  *fits = spec->rounded < 0 && !(spec->frozen && in_parts);
  if (!*fits) return RBK_OK;
  if (spec->kind == RBK_FIGURE_CONSTANT) {
    *fits = !spec->frozen && of_constant(spec->constant, out);
    return RBK_OK;
  }
  if (!in_parts) return of_figure(desk, figure, out, fits);
  linear right;
  rbk_status status = of(desk, spec->left, out, fits);
  if (status == RBK_OK && *fits) status = of(desk, spec->right, &right, fits);
  if (status != RBK_OK || !*fits) return status;
  if (spec->kind != RBK_FIGURE_MULTIPLY) {
    *fits = add(out, &right, spec->kind == RBK_FIGURE_ADD ? 1 : -1);
  } else if (is_constant(&right)) {
    *fits = scale(out, right.constant, right.over);
  } else if (is_constant(out)) {
    *fits = scale(&right, out->constant, out->over);
    *out = right;
  } else {
    *fits = false;
  }
  return RBK_OK;
}

/* The sums on all days, in desk->sum. */
static void add_up(rbk_desk *desk, const linear *sum) {
  size_t days = desk->recipes->days;
  for (size_t d = 0; d < days; d++) desk->sum[d] = sum->constant;
  for (size_t i = 0; i < sum->count; i++) {
    const int32_t *n = sum->terms[i].n;
    for (size_t d = 0; d < days; d++) desk->sum[d] += sum->factors[i] * n[d];
  }
}

/* Whether the sum is of two counts with factors of 16 bits, all days of which
 * are compared at once. */
static bool is_of_two_counts(const rbk_desk *desk, const linear *sum) {
  const int64_t small = INT16_MAX;
  bool fits = sum->count == 2 && desk->recipes->days <= (size_t)small / 2 &&
              sum->constant < INT32_MAX && sum->constant > -INT32_MAX;
  for (size_t i = 0; i < sum->count && fits; i++)
    fits = sum->counted[i] && sum->factors[i] <= small &&
           sum->factors[i] >= -small;
  return fits;
}

/* Bit d: the sum is 0 or more, or with `above` more than 0. */
static void reach(rbk_desk *desk, const linear *sum, bool above,
                  rbk_word *out) {
  const rbk_recipes *r = desk->recipes;
  if (is_of_two_counts(desk, sum)) {
    rbk_bits_products(sum->terms[0].n, sum->terms[1].n,
                      (int16_t)sum->factors[0], (int16_t)-sum->factors[1],
                      (int32_t)(above - sum->constant), r->room, out);
    rbk_bits_trim(out, r);
    return;
  }
  add_up(desk, sum);
  for (size_t i = 0; i < r->words; i++) out[i] = 0;
  for (size_t d = 0; d < r->days; d++)
    out[d / 64] |= (rbk_word)(desk->sum[d] >= above) << d % 64;
}

/* Where the comparison of the sum with 0 holds, whatever is known of it. */
static void compare_with_zero(rbk_desk *desk, const linear *sum,
                              rbk_comparison comparison, rbk_word *out) {
  const rbk_recipes *r = desk->recipes;
  bool strict = comparison == RBK_ABOVE || comparison == RBK_AT_MOST;
  reach(desk, sum, strict, out);
  if (comparison == RBK_IS) {
    reach(desk, sum, true, desk->more_bits);
    for (size_t i = 0; i < r->words; i++) out[i] &= ~desk->more_bits[i];
  } else if (comparison == RBK_AT_MOST || comparison == RBK_BELOW) {
    rbk_bits_not(out, out, r->days);
  }
}

rbk_status rbk_desk_compare_linear(rbk_desk *desk, const rbk_leaf_spec *spec,
                                   rbk_made_leaf *leaf, bool *done) {
  const rbk_recipes *r = desk->recipes;
  linear sum, right;
  *done = spec->right_kind != RBK_RIGHT_BY_HALF_TERM;
  if (!*done) return RBK_OK;
  rbk_status status = of(desk, spec->figure, &sum, done);
  if (status != RBK_OK || !*done) return status;
  if (spec->right_kind == RBK_RIGHT_FIGURE)
    status = of(desk, spec->right_figure, &right, done);
  else
    *done = of_constant(spec->right, &right);
  if (status == RBK_OK && *done) *done = add(&sum, &right, -1);
  if (status != RBK_OK || !*done) return status;
  compare_with_zero(desk, &sum, spec->comparison, leaf->lo);
  leaf->known = true;
  for (size_t i = 0; i < r->words; i++) {
    rbk_word unknown = 0;
    for (size_t t = 0; t < sum.count; t++)
      if (sum.terms[t].no_data) unknown |= sum.terms[t].no_data[i];
    leaf->hi[i] = leaf->lo[i] | unknown;
    leaf->lo[i] &= ~unknown;
    leaf->known &= unknown == 0;
  }
  return RBK_OK;
}
