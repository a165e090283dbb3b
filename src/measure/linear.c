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
  rbk_status status = rbk_desk_figure(desk, figure, &out->terms[0]);
  if (status != RBK_OK) return status;
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

static bool holds(int64_t difference, rbk_comparison comparison) {
  switch (comparison) {
  case RBK_AT_LEAST:
    return difference >= 0;
  case RBK_ABOVE:
    return difference > 0;
  case RBK_AT_MOST:
    return difference <= 0;
  case RBK_BELOW:
    return difference < 0;
  default:
    return difference == 0;
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
  add_up(desk, &sum);
  for (size_t i = 0; i < r->words; i++) leaf->lo[i] = 0;
  for (size_t d = 0; d < r->days; d++)
    leaf->lo[d / 64] |= (rbk_word)holds(desk->sum[d], spec->comparison)
                        << d % 64;
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
