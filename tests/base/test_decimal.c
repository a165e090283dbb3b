#include "base/decimal.h"

#include <math.h>
#include <string.h>

#include "support/suite.h"

static rbk_decimal decimal(const char *text) {
  rbk_decimal value;
  ck_assert_msg(rbk_decimal_parse(rbk_text_of(text), &value), "%s", text);
  return value;
}

static void assert_ratio(int64_t n, int64_t d, int places,
                         const char *expected) {
  char text[40];
  int length = rbk_ratio_print(n, d, places, text);
  ck_assert_str_eq(text, expected);
  ck_assert_uint_eq((size_t)length, strlen(expected));
}

START_TEST(decimals_are_read_in_ten_thousandths) {
  ck_assert_int_eq(decimal("92"), 920000);
  ck_assert_int_eq(decimal("98.9"), 989000);
  ck_assert_int_eq(decimal("0.0001"), 1);
  ck_assert_int_eq(decimal("-0.0001"), -1);
  ck_assert_int_eq(decimal("+1.50"), 15000);
  ck_assert_int_eq(decimal("007"), 70000);
  ck_assert_int_eq(decimal("-0"), 0);
}
END_TEST

START_TEST(what_is_not_a_decimal_of_four_places_is_refused) {
  static const char *const wrong[] = {
      "",    "-",   "+",    ".",   "1.",   ".5",    "1.23456",
      "1,5", "1e3", " 1",   "1 ",  "--1",  "1.2.3", "0x10",
      "nan", "inf", "1.0 ", "92%", "1.-5", "1.+5"};
  rbk_decimal value = 77;
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    ck_assert_msg(!rbk_decimal_parse(rbk_text_of(wrong[i]), &value), "%s",
                  wrong[i]);
    ck_assert_int_eq(value, 77);
  }
}
END_TEST

/* 2^63 - 1 is 9223372036854775807. */
START_TEST(the_outermost_decimals_fit_and_one_step_further_does_not) {
  rbk_decimal value = 77;
  ck_assert_int_eq(decimal("922337203685477.5807"), INT64_MAX);
  ck_assert_int_eq(decimal("-922337203685477.5808"), INT64_MIN);
  ck_assert(!rbk_decimal_parse(rbk_text_of("922337203685477.5808"), &value));
  ck_assert(!rbk_decimal_parse(rbk_text_of("-922337203685477.5809"), &value));
  ck_assert(!rbk_decimal_parse(rbk_text_of("922337203685478"), &value));
  ck_assert(!rbk_decimal_parse(rbk_text_of("99999999999999999999999"), &value));
  ck_assert(!rbk_decimal_parse(rbk_text_of("18446744073709551616"), &value));
  ck_assert_int_eq(value, 77);
}
END_TEST

START_TEST(a_double_that_stands_for_a_short_decimal_gives_that_decimal) {
  static const struct {
    double number;
    rbk_decimal value;
  } cases[] = {{98.9, 989000},
               {85, 850000},
               {-98.9, -989000},
               {0.1, 1000},
               {0.0001, 1},
               {-0.0001, -1},
               {0, 0},
               {-0.0, 0},
               {99.9999, 999999},
               {1e9 + 0.1, INT64_C(10000000001000)},
               {900719925473.9999, INT64_C(9007199254739999)}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_decimal value = 77;
    ck_assert(rbk_decimal_from_double(cases[i].number, &value));
    ck_assert_int_eq(value, cases[i].value);
  }
}
END_TEST

START_TEST(a_double_that_is_no_short_decimal_is_refused) {
  static const double wrong[] = {98.90001, 98.89999, 0.00001,
                                 1.0 / 3,  1e-300,   -0.00015};
  rbk_decimal value = 77;
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    ck_assert_msg(!rbk_decimal_from_double(wrong[i], &value), "case %zu", i);
  }
  ck_assert(!rbk_decimal_from_double(nextafter(98.9, 99), &value));
  ck_assert(!rbk_decimal_from_double(nextafter(98.9, 98), &value));
  ck_assert(!rbk_decimal_from_double((double)NAN, &value));
  ck_assert(!rbk_decimal_from_double((double)INFINITY, &value));
  ck_assert(!rbk_decimal_from_double(-(double)INFINITY, &value));
  ck_assert(!rbk_decimal_from_double(1e15, &value));
  ck_assert(!rbk_decimal_from_double(-1e300, &value));
  ck_assert_int_eq(value, 77);
}
END_TEST

START_TEST(large_doubles_count_only_when_they_are_the_decimal_exactly) {
  rbk_decimal value = 77;
  ck_assert(rbk_decimal_from_double(922337203685477.0, &value));
  ck_assert_int_eq(value, INT64_C(9223372036854770000));
  ck_assert(rbk_decimal_from_double(-922337203685477.5, &value));
  ck_assert_int_eq(value, INT64_C(-9223372036854775000));
  ck_assert(rbk_decimal_from_double(1e12 + 0.0625, &value));
  ck_assert_int_eq(value, INT64_C(10000000000000625));
  value = 77;
  ck_assert(!rbk_decimal_from_double(1e12 + 0.1, &value));
  ck_assert(!rbk_decimal_from_double(922337203685478.0, &value));
  ck_assert_int_eq(value, 77);
}
END_TEST

/* Each decimal of two whole and four further digits goes through the C
 * compiler's own reading of its quotient, which is correctly rounded. */
START_TEST(every_percentage_of_four_places_survives_a_double) {
  for (rbk_decimal expected = -1000000; expected <= 1000000; expected++) {
    rbk_decimal value;
    if (!rbk_decimal_from_double((double)expected / 10000, &value) ||
        value != expected) {
      ck_abort_msg("%lld ten-thousandths", (long long)expected);
    }
  }
}
END_TEST

START_TEST(decimals_print_in_their_shortest_form) {
  static const struct {
    rbk_decimal value;
    const char *text;
  } cases[] = {{920000, "92"},
               {989000, "98.9"},
               {-1, "-0.0001"},
               {0, "0"},
               {10, "0.001"},
               {-985000, "-98.5"},
               {1000000, "100"},
               {100050, "10.005"},
               {INT64_MAX, "922337203685477.5807"},
               {INT64_MIN, "-922337203685477.5808"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[24];
    int length = rbk_decimal_print(cases[i].value, text);
    ck_assert_str_eq(text, cases[i].text);
    ck_assert_uint_eq((size_t)length, strlen(cases[i].text));
    ck_assert_int_eq(decimal(text), cases[i].value);
  }
}
END_TEST

START_TEST(a_ratio_prints_all_its_places) {
  assert_ratio(8962, 100, 2, "89.62");
  assert_ratio(90, 1, 1, "90.0");
  assert_ratio(0, 7, 2, "0.00");
  assert_ratio(1, 3, 4, "0.3333");
  assert_ratio(2, 3, 4, "0.6667");
  assert_ratio(100 * 171, 190, 1, "90.0"); /* 171 of 190 days in percent */
  assert_ratio(100 * 170, 190, 1, "89.5"); /* 89.4736... */
}
END_TEST

START_TEST(a_ratio_rounds_halves_away_from_zero) {
  assert_ratio(1, 2, 0, "1");
  assert_ratio(-1, 2, 0, "-1");
  assert_ratio(3, 2, 0, "2");
  assert_ratio(-3, 2, 0, "-2");
  assert_ratio(5, 2, 0, "3");
  assert_ratio(8945, 1000, 2, "8.95"); /* 8.945 */
  assert_ratio(-8945, 1000, 2, "-8.95");
  assert_ratio(8944, 1000, 2, "8.94");
  assert_ratio(89449, 10000, 2, "8.94");
  assert_ratio(-89449, 10000, 2, "-8.94");
  assert_ratio(89999, 1000, 1, "90.0"); /* 89.999 carries over */
  assert_ratio(9995, 1000, 2, "10.00"); /* 9.995 too */
}
END_TEST

START_TEST(a_ratio_that_rounds_to_zero_has_no_sign) {
  assert_ratio(-1, 3, 0, "0");
  assert_ratio(-1, 1000, 2, "0.00");
  assert_ratio(-5, 1000, 2, "-0.01");
}
END_TEST

START_TEST(the_largest_ratios_print_without_overflow) {
  assert_ratio(INT64_MAX, 1, 0, "9223372036854775807");
  assert_ratio(INT64_MIN, 1, 18, "-9223372036854775808.000000000000000000");
  assert_ratio(INT64_MAX, INT64_MAX, 2, "1.00");
  assert_ratio(INT64_MIN, INT64_MAX, 18, "-1.000000000000000000");
  assert_ratio(1, INT64_MAX, 2, "0.00");
}
END_TEST

START_TEST(ratios_compare_exactly) {
  ck_assert_int_eq(rbk_ratio_compare(171, 190, 9, 10), 0); /* 90 % exactly */
  ck_assert_int_eq(rbk_ratio_compare(170, 190, 9, 10), -1);
  ck_assert_int_eq(rbk_ratio_compare(172, 190, 9, 10), 1);
  ck_assert_int_eq(rbk_ratio_compare(-1, 2, 1, 2), -1);
  ck_assert_int_eq(rbk_ratio_compare(-1, 3, -1, 2), 1);
  ck_assert_int_eq(rbk_ratio_compare(0, 5, 0, 9), 0);
}
END_TEST

/* With M = 2^63 - 1: (M-1)/M < M/M, and M/(M-1) > (M-1)/(M-2) is false since
 * M(M-2) = (M-1)^2 - 1. No double tells these apart. */
START_TEST(ratios_of_64_bit_values_compare_without_overflow) {
  const int64_t m = INT64_MAX;
  ck_assert_int_eq(rbk_ratio_compare(m - 1, m, m, m), -1);
  ck_assert_int_eq(rbk_ratio_compare(m, m - 1, m - 1, m - 2), -1);
  ck_assert_int_eq(rbk_ratio_compare(m - 1, m - 2, m, m - 1), 1);
  ck_assert_int_eq(rbk_ratio_compare(INT64_MIN, 1, INT64_MIN, 1), 0);
  ck_assert_int_eq(rbk_ratio_compare(INT64_MIN, 1, m, 1), -1);
  ck_assert_int_eq(rbk_ratio_compare(INT64_MIN, m, -m, m), -1);
}
END_TEST

START_TEST(checked_arithmetic_refuses_to_wrap) {
  int64_t out = 77;
  ck_assert(!rbk_checked_add(INT64_MAX, 1, &out));
  ck_assert(!rbk_checked_add(INT64_MIN, -1, &out));
  ck_assert(!rbk_checked_mul(INT64_MAX, 2, &out));
  ck_assert(!rbk_checked_mul(INT64_MIN, -1, &out));
  ck_assert_int_eq(out, 77);
  ck_assert(rbk_checked_add(INT64_MAX - 1, 1, &out));
  ck_assert_int_eq(out, INT64_MAX);
  ck_assert(rbk_checked_mul(INT64_C(3037000499), INT64_C(3037000499), &out));
  ck_assert_int_eq(out, INT64_C(9223372030926249001));
  ck_assert(!rbk_checked_mul(INT64_C(3037000500), INT64_C(3037000500), &out));
}
END_TEST

/* ABS-4: 12,946,834 present and 42,437 at approved activities were published as
 * an overall attendance of 95.34 per cent, so the possible sessions lie between
 * 13,623,443 and 13,624,871. One session either side prints another figure.
 * https://explore-education-statistics.service.gov.uk/data-catalogue/data-set/ffb5f5b8-ae5d-4237-a0fd-f1dec13df445
 */
START_TEST(ABS_4_a_published_national_rate_comes_back) {
  const int64_t attended = 12946834 + 42437;
  static const struct {
    int64_t possible;
    const char *printed;
  } cases[] = {{13623442, "95.35"},
               {13623443, "95.34"},
               {13624871, "95.34"},
               {13624872, "95.33"}};
  ck_assert_int_eq(attended, 12989271);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[40];
    rbk_ratio_print(100 * attended, cases[i].possible, 2, text);
    ck_assert_str_eq(text, cases[i].printed);
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "decimal", ABS_4_a_published_national_rate_comes_back,
      decimals_are_read_in_ten_thousandths,
      what_is_not_a_decimal_of_four_places_is_refused,
      the_outermost_decimals_fit_and_one_step_further_does_not,
      a_double_that_stands_for_a_short_decimal_gives_that_decimal,
      a_double_that_is_no_short_decimal_is_refused,
      large_doubles_count_only_when_they_are_the_decimal_exactly,
      every_percentage_of_four_places_survives_a_double,
      decimals_print_in_their_shortest_form, a_ratio_prints_all_its_places,
      a_ratio_rounds_halves_away_from_zero,
      a_ratio_that_rounds_to_zero_has_no_sign,
      the_largest_ratios_print_without_overflow, ratios_compare_exactly,
      ratios_of_64_bit_values_compare_without_overflow,
      checked_arithmetic_refuses_to_wrap);
}
