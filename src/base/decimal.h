/* Exact decimals with at most four places: thresholds and parameters.
 * Comparisons with figures cross-multiply in integers; nothing is ever a
 * floating-point number. */
#ifndef RBK_BASE_DECIMAL_H
#define RBK_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef int64_t rbk_decimal; /* in ten-thousandths */

#define RBK_DECIMAL_ONE    ((rbk_decimal)10000)
#define RBK_DECIMAL_PLACES 4

/* An optional sign, digits, optionally a point and one to four digits. False
 * for anything else and for what does not fit. A point, in every locale. */
bool rbk_decimal_parse(rbk_text text, rbk_decimal *value);
/* A double that is exactly the nearest to a decimal of at most four places
 * gives that decimal (Lua hands over 98.9 so); false for others, NaN,
 * infinities and what does not fit. From 2^53 ten-thousandths on, where doubles
 * lie further apart than the decimals, only exact ones are taken. */
bool rbk_decimal_from_double(double number, rbk_decimal *value);
/* Shortest form: 92, 98.9, -0.0001. Returns the length; `out` holds 24. */
int rbk_decimal_print(rbk_decimal value, char out[24]);

/* n / d (d > 0) as a decimal number with `places` digits after the point,
 * rounded half up (away from zero), all `places` printed: 8962/100 with 2 is
 * "89.62". A figure that rounds to zero has no sign. `places` is 0 to 18.
 * Returns the length; `out` holds 40. */
int rbk_ratio_print(int64_t n, int64_t d, int places, char out[40]);

/* The sign of a/b - c/d for b, d > 0, exact for all 64-bit values. */
int rbk_ratio_compare(int64_t a, int64_t b, int64_t c, int64_t d);

/* Checked sums and products: false on overflow, then *out is untouched. */
bool rbk_checked_add(int64_t a, int64_t b, int64_t *out);
bool rbk_checked_mul(int64_t a, int64_t b, int64_t *out);

#endif
