#include "base/text.h"

#include <string.h>

#include "support/suite.h"

/* Bytes that may hold zero bytes, from a literal. */
#define BYTES(literal) (literal), sizeof(literal) - 1

static rbk_text text(const char *string) {
  return rbk_text_of(string);
}

START_TEST(texts_are_equal_when_their_bytes_are) {
  ck_assert(rbk_text_equal(text("late"), (rbk_text){"latex", 4}));
  ck_assert(!rbk_text_equal(text("late"), text("lat")));
  ck_assert(!rbk_text_equal(text("late"), text("Late")));
  ck_assert(rbk_text_equal(text(""), (rbk_text){NULL, 0}));
  ck_assert(rbk_text_is((rbk_text){"latex", 4}, "late"));
  ck_assert(!rbk_text_is(text("late"), "later"));
  ck_assert_uint_eq(rbk_text_of(NULL).length, 0);
}
END_TEST

START_TEST(folding_takes_ascii_letters_alone) {
  ck_assert(rbk_text_equal_fold(text("Pupil_ID"), text("pupil_id")));
  ck_assert(!rbk_text_equal_fold(text("[a"), text("{a")));
  ck_assert(!rbk_text_equal_fold(text("@"), text("`")));
  ck_assert(!rbk_text_equal_fold(text("\xC3\x89"), text("\xC3\xA9")));
  ck_assert(!rbk_text_equal_fold(text("ab"), text("abc")));
}
END_TEST

START_TEST(texts_are_ordered_by_bytes_and_a_beginning_comes_first) {
  ck_assert_int_lt(rbk_text_compare(text("P0001"), text("P0002")), 0);
  ck_assert_int_gt(rbk_text_compare(text("b"), text("B")), 0);
  ck_assert_int_lt(rbk_text_compare(text("P1"), text("P10")), 0);
  ck_assert_int_gt(rbk_text_compare(text("P10"), text("P1")), 0);
  ck_assert_int_gt(rbk_text_compare(text("\xC3\xA9"), text("z")), 0);
  ck_assert_int_eq(rbk_text_compare(text("x"), text("x")), 0);
  ck_assert_int_eq(rbk_text_compare((rbk_text){NULL, 0}, text("")), 0);
  ck_assert_int_lt(rbk_text_compare((rbk_text){NULL, 0}, text("a")), 0);
}
END_TEST

START_TEST(trimming_takes_spaces_and_tabs_off_both_ends) {
  ck_assert(rbk_text_is(rbk_text_trim(text(" \t a b\t ")), "a b"));
  ck_assert(rbk_text_is(rbk_text_trim(text("ab")), "ab"));
  ck_assert_uint_eq(rbk_text_trim(text(" \t ")).length, 0);
  ck_assert(rbk_text_is(rbk_text_trim(text("\na\r")), "\na\r"));
}
END_TEST

START_TEST(well_formed_utf8_is_accepted_up_to_its_limits) {
  static const struct {
    const char *bytes;
    size_t length;
  } good[] = {{BYTES("")},
              {BYTES("plain ASCII of more than eight bytes\x7F")},
              {BYTES("a\0b")},
              {BYTES("\xC2\x80")},         /* U+0080, the first of two bytes */
              {BYTES("\xDF\xBF")},         /* U+07FF, the last */
              {BYTES("\xE0\xA0\x80")},     /* U+0800, the first of three */
              {BYTES("\xED\x9F\xBF")},     /* U+D7FF, below the surrogates */
              {BYTES("\xEE\x80\x80")},     /* U+E000, above them */
              {BYTES("\xEF\xBF\xBF")},     /* U+FFFF */
              {BYTES("\xF0\x90\x80\x80")}, /* U+10000, the first of four */
              {BYTES("\xF4\x8F\xBF\xBF")}, /* U+10FFFF, the last of all */
              {BYTES("1234567\xC3\xA9"
                     "1234567")}};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    size_t offset = 77;
    ck_assert_msg(rbk_utf8_valid(good[i].bytes, good[i].length, &offset),
                  "case %zu", i);
    ck_assert_uint_eq(offset, 77);
  }
}
END_TEST

START_TEST(malformed_utf8_is_refused_where_it_begins) {
  static const struct {
    const char *bytes;
    size_t length, offset;
  } bad[] = {{BYTES("\x80"), 0}, /* a continuation alone */
             {BYTES("abc\xBF"), 3},
             {BYTES("\xC0\x80"), 0},         /* overlong NUL */
             {BYTES("\xC1\xBF"), 0},         /* overlong U+007F */
             {BYTES("\xE0\x9F\xBF"), 0},     /* overlong U+07FF */
             {BYTES("\xF0\x8F\xBF\xBF"), 0}, /* overlong U+FFFF */
             {BYTES("\xED\xA0\x80"), 0},     /* U+D800, a surrogate */
             {BYTES("\xED\xBF\xBF"), 0},     /* U+DFFF, a surrogate */
             {BYTES("\xF4\x90\x80\x80"), 0}, /* U+110000 */
             {BYTES("\xF5\x80\x80\x80"), 0},
             {BYTES("\xFE"), 0},
             {BYTES("\xFF"), 0},
             {BYTES("ab\xC3"), 2}, /* cut short */
             {BYTES("ab\xE2\x82"), 2},
             {BYTES("ab\xF0\x9F\x98"), 2},
             {BYTES("ab\xC3(cd"), 2}, /* not continued */
             {BYTES("ab\xE2\x82(cd"), 2},
             {BYTES("ab\xF0\x9F\x98(cd"), 2},
             {BYTES("0123456789abcdefCaf\xE9"), 19}, /* Latin-1 */
             {BYTES("01234567\xC3\xA9\xE9"), 10}};
  ck_assert(
      !rbk_utf8_valid("\xE2\x82\xAC", 2, NULL)); /* whole one byte later */
  ck_assert(!rbk_utf8_valid("\xF0\x9F\x98\x80", 3, NULL));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    size_t offset = 77;
    ck_assert_msg(!rbk_utf8_valid(bad[i].bytes, bad[i].length, &offset),
                  "case %zu", i);
    ck_assert_msg(offset == bad[i].offset, "case %zu at %zu", i, offset);
    ck_assert(!rbk_utf8_valid(bad[i].bytes, bad[i].length, NULL));
  }
}
END_TEST

START_TEST(whole_numbers_are_digits_only_and_must_fit) {
  int64_t number = 77;
  static const char *const wrong[] = {"",
                                      "-1",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "x",
                                      "9223372036854775808",
                                      "99999999999999999999"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    ck_assert_msg(!rbk_text_number(text(wrong[i]), &number), "%s", wrong[i]);
    ck_assert_int_eq(number, 77);
  }
  ck_assert(rbk_text_number(text("0"), &number));
  ck_assert_int_eq(number, 0);
  ck_assert(rbk_text_number(text("0190"), &number));
  ck_assert_int_eq(number, 190);
  ck_assert(rbk_text_number(text("9223372036854775807"), &number));
  ck_assert_int_eq(number, INT64_MAX);
}
END_TEST

static const char *const words[] = {"attendance", "authorised", "unauthorised",
                                    "late",       "days",       "present",
                                    "am",         "pm"};

static const char *nearest(const char *wrong) {
  return rbk_nearest(wrong, words, sizeof words / sizeof words[0]);
}

START_TEST(a_time_of_day_has_two_digits_for_hours_and_for_minutes) {
  static const char *const right[] = {"00:00", "09:30", "11:45", "23:59"};
  static const char *const wrong[] = {"24:00", "25:00", "23:60",  "9:30",
                                      "9:5",   "09.30", "09:30 ", "half nine",
                                      "",      "-9:30", "0a:30"};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++)
    ck_assert_msg(rbk_text_is_clock(rbk_text_of(right[i])), "%s", right[i]);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    ck_assert_msg(!rbk_text_is_clock(rbk_text_of(wrong[i])), "%s", wrong[i]);
}
END_TEST

START_TEST(the_nearest_word_is_found_for_a_slip_of_one_or_two_letters) {
  ck_assert_str_eq(nearest("attendence"), "attendance");
  ck_assert_str_eq(nearest("atendence"), "attendance");
  ck_assert_str_eq(nearest("rpesetn"), "present"); /* two swaps, four changes */
  ck_assert_str_eq(nearest("authorized"), "authorised");
  ck_assert_str_eq(nearest("unauthorized"), "unauthorised");
  ck_assert_str_eq(nearest("lates"), "late");
  ck_assert_str_eq(nearest("day"), "days");
  ck_assert_str_eq(nearest("Present"), "present");
  ck_assert_str_eq(nearest("PM"), "pm");
}
END_TEST

START_TEST(a_long_word_may_be_off_by_a_third_and_a_short_one_by_two) {
  static const char *const one[] = {"abcdefghijkl"}; /* twelve letters */
  ck_assert_ptr_nonnull(rbk_nearest("XXXXefghijkl", one, 1)); /* four off */
  ck_assert_ptr_null(rbk_nearest("XXXXXfghijkl", one, 1));    /* five off */
  static const char *const five[] = {"abcde"};
  ck_assert_ptr_nonnull(rbk_nearest("XXcde", five, 1));
  ck_assert_ptr_null(rbk_nearest("XXXde", five, 1));
}
END_TEST

START_TEST(a_word_that_shares_nothing_is_not_suggested) {
  ck_assert_ptr_null(nearest("holiday_letter"));
  ck_assert_ptr_null(nearest("xy"));
  ck_assert_ptr_null(nearest("x"));
  ck_assert_ptr_null(nearest("a")); /* one letter is no misspelt "am" */
  ck_assert_ptr_null(nearest(""));
  ck_assert_ptr_null(rbk_nearest("late", words, 0));
}
END_TEST

START_TEST(the_closest_word_wins_and_the_first_among_equals) {
  static const char *const near[] = {"marks", "mark", "bark", "dark"};
  ck_assert_str_eq(rbk_nearest("mark", near, 4), "mark");
  ck_assert_str_eq(rbk_nearest("park", near, 4), "mark");
  ck_assert_str_eq(rbk_nearest("markss", near, 4), "marks");
}
END_TEST

START_TEST(a_word_of_more_than_63_letters_is_left_alone) {
  char longest[64], longer[65];
  memset(longest, 'a', 63);
  memset(longer, 'a', 64);
  longest[63] = longer[64] = '\0';
  const char *both[] = {longer, longest};
  ck_assert_ptr_null(rbk_nearest(longer, both, 2));
  ck_assert_ptr_eq(rbk_nearest(longest, both, 2), longest);
}
END_TEST

int main(void) {
  return TEST_RUN("text", texts_are_equal_when_their_bytes_are,
                  folding_takes_ascii_letters_alone,
                  texts_are_ordered_by_bytes_and_a_beginning_comes_first,
                  trimming_takes_spaces_and_tabs_off_both_ends,
                  well_formed_utf8_is_accepted_up_to_its_limits,
                  malformed_utf8_is_refused_where_it_begins,
                  whole_numbers_are_digits_only_and_must_fit,
                  a_time_of_day_has_two_digits_for_hours_and_for_minutes,
                  the_nearest_word_is_found_for_a_slip_of_one_or_two_letters,
                  a_long_word_may_be_off_by_a_third_and_a_short_one_by_two,
                  a_word_that_shares_nothing_is_not_suggested,
                  the_closest_word_wins_and_the_first_among_equals,
                  a_word_of_more_than_63_letters_is_left_alone);
}
