/* What was expected against what came, line by line. */
#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"
#include "support/suite.h"
#include "write/compare.h"

static rbk_buffer out;
static rbk_difference difference;

static const char *compared(const char *expected, const char *got,
                            size_t most) {
  rbk_buffer_finish(&out);
  rbk_buffer_init(&out, NULL);
  ck_assert_int_eq(rbk_compare_lines(NULL, rbk_text_of(expected),
                                     rbk_text_of(got), most, &out, &difference),
                   RBK_OK);
  return rbk_buffer_string(&out);
}

static void counts(size_t missing, size_t extra) {
  ck_assert_uint_eq(difference.missing, missing);
  ck_assert_uint_eq(difference.extra, extra);
}

START_TEST(equal_texts_differ_in_nothing) {
  ck_assert_str_eq(compared("a\nb\n", "a\nb\n", 9), "");
  counts(0, 0);
  ck_assert_str_eq(compared("", "", 9), "");
  counts(0, 0);
}
END_TEST

START_TEST(line_ends_of_an_editor_are_no_difference) {
  ck_assert_str_eq(compared("a\r\nb", "a\nb\n", 9), "");
  counts(0, 0);
}
END_TEST

START_TEST(a_changed_line_is_shown_from_both_sides) {
  ck_assert_str_eq(compared("a\nb\nc\n", "a\nB\nc\n", 9),
                   "line 2: expected b\nline 2: got      B\n");
  counts(1, 1);
}
END_TEST

START_TEST(an_inserted_line_is_one_difference_and_the_rest_is_found_again) {
  ck_assert_str_eq(compared("a\nb\nc\nd\n", "a\nx\nb\nc\nd\n", 9),
                   "line 2: got      x\n");
  counts(0, 1);
  ck_assert_str_eq(compared("a\nx\nb\nc\nd\n", "a\nb\nc\nd\n", 9),
                   "line 2: expected x\n");
  counts(1, 0);
}
END_TEST

START_TEST(two_changes_apart_are_two_differences) {
  ck_assert_str_eq(compared("1\n2\n3\n4\n5\n", "1\n3\n4\nx\n5\n", 9),
                   "line 2: expected 2\nline 4: got      x\n");
  counts(1, 1);
}
END_TEST

START_TEST(everything_missing_or_unexpected_is_counted) {
  ck_assert_str_eq(compared("a\nb\n", "", 9),
                   "line 1: expected a\nline 2: expected b\n");
  counts(2, 0);
  ck_assert_str_eq(compared("", "a\n", 9), "line 1: got      a\n");
  counts(0, 1);
}
END_TEST

START_TEST(only_the_first_are_shown_but_all_are_counted) {
  ck_assert_str_eq(compared("a\nb\nc\n", "", 1), "line 1: expected a\n");
  counts(3, 0);
}
END_TEST

START_TEST(large_texts_that_share_nothing_are_compared_place_by_place) {
  enum { LINES = 3000 }; /* 9 million cells would be too large a table */
  char *a = malloc(LINES * 2 + 1), *b = malloc(LINES * 2 + 1);
  for (size_t i = 0; i < LINES; i++) {
    memcpy(a + 2 * i, "a\n", 2);
    memcpy(b + 2 * i, i == 1500 ? "a\n" : "b\n", 2);
  }
  a[LINES * 2] = b[LINES * 2] = '\0';
  ck_assert_str_eq(compared(a, b, 2),
                   "line 1: expected a\nline 1: got      b\n");
  counts(LINES - 1, LINES - 1);
  free(a);
  free(b);
}
END_TEST

START_TEST(without_memory_it_says_so_and_leaks_nothing) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    rbk_buffer account;
    rbk_buffer_init(&account, &test.alloc);
    rbk_difference found = {7, 7};
    test_alloc_fail_at(&test, n, false);
    rbk_status status =
        rbk_compare_lines(&test.alloc, rbk_text_of("a\nb\nc\n"),
                          rbk_text_of("a\nc\nd\n"), 9, &account, &found);
    rbk_buffer_finish(&account);
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) break;
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_uint_eq(found.missing, 7);
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "compare", equal_texts_differ_in_nothing,
      line_ends_of_an_editor_are_no_difference,
      a_changed_line_is_shown_from_both_sides,
      an_inserted_line_is_one_difference_and_the_rest_is_found_again,
      two_changes_apart_are_two_differences,
      everything_missing_or_unexpected_is_counted,
      only_the_first_are_shown_but_all_are_counted,
      large_texts_that_share_nothing_are_compared_place_by_place,
      without_memory_it_says_so_and_leaks_nothing);
}
