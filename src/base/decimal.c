#include "base/decimal.h"

#include <assert.h>
#include <stddef.h>

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 unsigned_wide;

bool rbk_checked_add(int64_t a, int64_t b, int64_t *out) {
  int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return false;
  *out = sum;
  return true;
}

bool rbk_checked_mul(int64_t a, int64_t b, int64_t *out) {
  int64_t product;
  if (__builtin_mul_overflow(a, b, &product)) return false;
  *out = product;
  return true;
}

/* Appends digits to `*value`, going away from zero in the direction of `sign`
 * so that the lowest 64-bit number has a form too. Returns how many digits
 * there were; *fits turns false on overflow. */
static size_t read_digits(rbk_text text, int sign, int64_t *value, bool *fits) {
  size_t i = 0;
  for (; i < text.length; i++) {
    char c = text.bytes[i];
    if (c < '0' || c > '9') break;
    if (!rbk_checked_mul(*value, 10, value) ||
        !rbk_checked_add(*value, sign * (c - '0'), value)) {
      *fits = false;
    }
  }
  return i;
}

static rbk_text skip(rbk_text text, size_t bytes) {
  return (rbk_text){text.bytes + bytes, text.length - bytes};
}

bool rbk_decimal_parse(rbk_text text, rbk_decimal *value) {
  int64_t result = 0;
  int sign = 1;
  bool fits = true;
  if (text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+')) {
    sign = text.bytes[0] == '-' ? -1 : 1;
    text = skip(text, 1);
  }
  size_t digits = read_digits(text, sign, &result, &fits);
  if (digits == 0) return false;
  text = skip(text, digits);

  size_t places = 0;
  if (text.length > 0) {
    if (text.bytes[0] != '.') return false;
    text = skip(text, 1);
    places = read_digits(text, sign, &result, &fits);
    if (places == 0 || places > RBK_DECIMAL_PLACES || places < text.length) {
      return false;
    }
  }
  for (; places < RBK_DECIMAL_PLACES; places++) {
    if (!rbk_checked_mul(result, 10, &result)) return false;
  }
  if (!fits) return false;
  *value = result;
  return true;
}

/* Beyond 2^53 ten-thousandths two decimals may share their nearest double, so
 * only a double that is itself the decimal counts: a whole number of
 * sixteenths, since 10000 is 16 times an odd number. */
static bool exact_decimal(double number, rbk_decimal *value) {
  const double most = 922337203685478.0; /* 2^63 / 10000, rounded up */
  if (!(number > -most && number < most)) return false;
  double sixteenths = number * 16;
  int64_t whole = (int64_t)sixteenths;
  if ((double)whole != sixteenths) return false;
  return rbk_checked_mul(whole, RBK_DECIMAL_ONE / 16, value);
}

bool rbk_decimal_from_double(double number, rbk_decimal *value) {
  const double one = (double)RBK_DECIMAL_ONE;
  const double unambiguous = 9007199254740992.0 / one; /* 2^53 */
  if (!(number > -unambiguous && number < unambiguous)) {
    return exact_decimal(number, value);
  }
  /* Both sides of the division below are exact doubles and IEEE division is
   * correctly rounded, so it gives the double nearest to the decimal. The
   * product above it is rounded too, hence the neighbours. */
  int64_t guess = (int64_t)(number * one + (number < 0 ? -0.5 : 0.5));
  for (int64_t near = guess - 1; near <= guess + 1; near++) {
    if ((double)near / one == number) {
      *value = near;
      return true;
    }
  }
  return false;
}

static uint64_t magnitude(int64_t number) {
  return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

/* Writes `number` with at least `width` digits; returns how many. */
static int print_digits(uint64_t number, int width, char *out) {
  char backwards[20];
  int count = 0;
  do {
    backwards[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0 || count < width);
  for (int i = 0; i < count; i++) out[i] = backwards[count - 1 - i];
  return count;
}

int rbk_decimal_print(rbk_decimal value, char out[24]) {
  uint64_t rest = magnitude(value);
  int length = 0;
  if (value < 0) out[length++] = '-';
  length += print_digits(rest / (uint64_t)RBK_DECIMAL_ONE, 1, out + length);
  uint64_t fraction = rest % (uint64_t)RBK_DECIMAL_ONE;
  if (fraction > 0) {
    out[length++] = '.';
    length += print_digits(fraction, RBK_DECIMAL_PLACES, out + length);
    while (out[length - 1] == '0') length--;
  }
  out[length] = '\0';
  return length;
}

int rbk_ratio_print(int64_t n, int64_t d, int places, char out[40]) {
  assert(d > 0);
  assert(places >= 0 && places <= 18);
  uint64_t unit = 1;
  for (int i = 0; i < places; i++) unit *= 10;
  /* At most 2 * 2^63 * 10^18 + 2^63, which is below 2^125. */
  unsigned_wide doubled = (unsigned_wide)magnitude(n) * unit * 2;
  unsigned_wide rounded = (doubled + (uint64_t)d) / ((unsigned_wide)d * 2);

  int length = 0;
  if (n < 0 && rounded > 0) out[length++] = '-';
  length += print_digits((uint64_t)(rounded / unit), 1, out + length);
  if (places > 0) {
    out[length++] = '.';
    length += print_digits((uint64_t)(rounded % unit), places, out + length);
  }
  out[length] = '\0';
  return length;
}

int rbk_ratio_compare(int64_t a, int64_t b, int64_t c, int64_t d) {
  assert(b > 0 && d > 0);
  wide left = (wide)a * d, right = (wide)c * b;
  return (left > right) - (left < right);
}
