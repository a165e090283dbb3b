#include "base/status.h"

#include <string.h>

#include "base/text.h"
#include "support/alloc.h"
#include "support/suite.h"

START_TEST(every_status_has_its_name) {
  static const char *const names[] = {"ok",     "nomem",   "overflow",
                                      "io",     "usage",   "rejected",
                                      "policy", "stopped", "internal"};
  for (int i = RBK_OK; i <= RBK_INTERNAL; i++) {
    ck_assert_str_eq(rbk_status_name((rbk_status)i), names[i]);
  }
  ck_assert_str_eq(rbk_status_name((rbk_status)(RBK_INTERNAL + 1)), "unknown");
}
END_TEST

START_TEST(the_version_is_three_numbers) {
  const char *version = rbk_version();
  ck_assert_uint_eq(strspn(version, "0123456789."), strlen(version));
  size_t points = 0;
  for (const char *c = version; *c; c++) points += *c == '.';
  ck_assert_uint_eq(points, 2);
}
END_TEST

START_TEST(a_failure_fills_the_record_and_gives_its_status) {
  rbk_error error;
  memset(&error, 0x55, sizeof error);
  ck_assert_int_eq(rbk_fail(&error, RBK_REJECTED, "marks.csv", 12, 3,
                            "'%s' is no code; use one of %d", "Å", 34),
                   RBK_REJECTED);
  ck_assert_int_eq(error.status, RBK_REJECTED);
  ck_assert_str_eq(error.file, "marks.csv");
  ck_assert_uint_eq(error.line, 12);
  ck_assert_uint_eq(error.column, 3);
  ck_assert_str_eq(error.text, "'Å' is no code; use one of 34");
  rbk_fail(&error, RBK_USAGE, NULL, 0, 0, "wrong");
  ck_assert_str_eq(error.file, "");
  ck_assert_uint_eq(error.line, 0);
  ck_assert_str_eq(error.text, "wrong");
}
END_TEST

START_TEST(nobody_needs_to_ask_for_the_details) {
  ck_assert_int_eq(rbk_fail(NULL, RBK_IO, "f", 1, 1, "x"), RBK_IO);
  ck_assert_int_eq(rbk_no_memory(NULL), RBK_NOMEM);
}
END_TEST

START_TEST(no_memory_says_so) {
  rbk_error error;
  ck_assert_int_eq(rbk_no_memory(&error), RBK_NOMEM);
  ck_assert_int_eq(error.status, RBK_NOMEM);
  ck_assert_str_eq(error.file, "");
  ck_assert_ptr_nonnull(strstr(error.text, "memory"));
}
END_TEST

START_TEST(an_error_can_be_wrapped_in_its_own_words) {
  rbk_error error;
  rbk_fail(&error, RBK_REJECTED, "a.csv", 1, 2, "not a date");
  rbk_fail(&error, RBK_REJECTED, error.file, error.line, error.column,
           "first_day: %s", error.text);
  ck_assert_str_eq(error.file, "a.csv");
  ck_assert_uint_eq(error.line, 1);
  ck_assert_str_eq(error.text, "first_day: not a date");
}
END_TEST

/* Room for 767 bytes of text and 255 of the file. An e with acute accent takes
 * two: 767 = 1 + 383 * 2, and 255 = 1 + 127 * 2, so one letter before them
 * makes them fit exactly and none cuts one in half. */
START_TEST(texts_too_long_are_cut_at_a_whole_character) {
  char accents[1201];
  for (size_t i = 0; i < 1200; i += 2) memcpy(accents + i, "\xC3\xA9", 2);
  accents[1200] = '\0';
  rbk_error error;
  rbk_fail(&error, RBK_POLICY, accents, 0, 0, "%s", accents);
  ck_assert_uint_eq(strlen(error.text), 766);
  ck_assert_uint_eq(strlen(error.file), 254);
  ck_assert(rbk_utf8_valid(error.text, 766, NULL));
  ck_assert(rbk_utf8_valid(error.file, 254, NULL));
  char shifted[1202] = "x";
  strcat(shifted, accents);
  rbk_fail(&error, RBK_POLICY, shifted, 0, 0, "%s", shifted);
  ck_assert_uint_eq(strlen(error.text), 767);
  ck_assert_uint_eq(strlen(error.file), 255);
  ck_assert(rbk_utf8_valid(error.text, 767, NULL));
}
END_TEST

START_TEST(a_text_that_fits_exactly_is_not_cut) {
  char text[768];
  memset(text, 'a', 767);
  text[767] = '\0';
  rbk_error error;
  rbk_fail(&error, RBK_POLICY, NULL, 0, 0, "%s", text);
  ck_assert_str_eq(error.text, text);
}
END_TEST

static void add(rbk_problems *problems, rbk_severity severity, const char *id,
                const char *file, size_t line, size_t column,
                const char *text) {
  ck_assert_int_eq(
      rbk_problems_add(problems, severity, id, file, line, column, "%s", text),
      RBK_OK);
}

START_TEST(problems_are_kept_in_the_order_of_finding_with_texts_of_their_own) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_problems problems;
  rbk_problems_init(&problems, &test.alloc);
  char file[] = "policy.lua";
  ck_assert_int_eq(rbk_problems_add(&problems, RBK_ERROR, "unknown-key", file,
                                    7, 5, "no field '%s'", "attendence"),
                   RBK_OK);
  memset(file, 'x', 6);
  add(&problems, RBK_WARNING, "unused", NULL, 0, 0, "unused");
  ck_assert_uint_eq(problems.count, 2);
  ck_assert_uint_eq(problems.errors, 1);
  ck_assert_str_eq(problems.items[0].file, "policy.lua");
  ck_assert_str_eq(problems.items[0].text, "no field 'attendence'");
  ck_assert_str_eq(problems.items[0].id, "unknown-key");
  ck_assert_uint_eq(problems.items[0].line, 7);
  ck_assert_uint_eq(problems.items[0].column, 5);
  ck_assert_int_eq(problems.items[1].severity, RBK_WARNING);
  ck_assert_str_eq(problems.items[1].file, "");
  rbk_problems_finish(&problems);
  ck_assert_uint_eq(test.blocks, 0);
  rbk_problems_finish(&problems); /* once more does no harm */
}
END_TEST

START_TEST(sorted_problems_go_by_file_line_column_and_finding) {
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  add(&problems, RBK_ERROR, "z", "b.lua", 1, 1, "seventh");
  add(&problems, RBK_ERROR, "z", "a.lua", 10, 1, "fifth");
  add(&problems, RBK_ERROR, "z", "a.lua", 9, 2, "third");
  add(&problems, RBK_ERROR, "z", "a.lua", 9, 1, "second");
  add(&problems, RBK_WARNING, "z", "a.lua", 9, 2, "fourth");
  add(&problems, RBK_ERROR, "a", "a.lua", 10, 1, "after fifth, found later");
  add(&problems, RBK_ERROR, "z", NULL, 0, 0, "first");
  rbk_problems_sort(&problems);
  static const char *const expected[] = {"first",  "second",
                                         "third",  "fourth",
                                         "fifth",  "after fifth, found later",
                                         "seventh"};
  ck_assert_uint_eq(problems.count, 7);
  for (size_t i = 0; i < 7; i++) {
    ck_assert_str_eq(problems.items[i].text, expected[i]);
  }
  rbk_problems_finish(&problems);
}
END_TEST

START_TEST(exact_repetitions_are_dropped_when_sorted_and_near_ones_kept) {
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_problems_sort(&problems); /* nothing to sort */
  add(&problems, RBK_ERROR, "id", "f", 1, 1, "same");
  add(&problems, RBK_ERROR, "id", "f", 1, 1, "other text");
  add(&problems, RBK_ERROR, "id", "f", 1, 1, "same");
  add(&problems, RBK_WARNING, "id", "f", 1, 1, "same");
  add(&problems, RBK_ERROR, "id2", "f", 1, 1, "same");
  add(&problems, RBK_ERROR, "id", "f", 1, 2, "same");
  add(&problems, RBK_ERROR, "id", "f", 1, 1, "same");
  ck_assert_uint_eq(problems.errors, 6);
  rbk_problems_sort(&problems);
  ck_assert_uint_eq(problems.count, 5);
  ck_assert_uint_eq(problems.errors, 4);
  ck_assert_str_eq(problems.items[0].text, "same");
  ck_assert_str_eq(problems.items[1].text, "other text");
  ck_assert_int_eq(problems.items[2].severity, RBK_WARNING);
  ck_assert_str_eq(problems.items[3].id, "id2");
  ck_assert_uint_eq(problems.items[4].column, 2);
  rbk_problems_finish(&problems);
}
END_TEST

START_TEST(a_problem_that_cannot_be_kept_is_no_memory_and_the_list_stands) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    ck_assert_uint_lt(n, 100);
    rbk_problems problems;
    rbk_problems_init(&problems, &test.alloc);
    test_alloc_fail_at(&test, n, true);
    size_t kept = 0;
    rbk_status status = RBK_OK;
    while (status == RBK_OK && kept < 300) {
      status = rbk_problems_add(&problems, RBK_ERROR, "id", "file", kept, 1,
                                "problem %zu", kept);
      if (status == RBK_OK) kept++;
    }
    ck_assert_uint_eq(problems.count, kept);
    ck_assert_uint_eq(problems.errors, kept);
    if (kept > 0) ck_assert_uint_eq(problems.items[kept - 1].line, kept - 1);
    rbk_problems_finish(&problems);
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) {
      ck_assert_uint_eq(kept, 300);
      ck_assert_uint_gt(n, 3);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "status", every_status_has_its_name, the_version_is_three_numbers,
      a_failure_fills_the_record_and_gives_its_status,
      nobody_needs_to_ask_for_the_details, no_memory_says_so,
      an_error_can_be_wrapped_in_its_own_words,
      texts_too_long_are_cut_at_a_whole_character,
      a_text_that_fits_exactly_is_not_cut,
      problems_are_kept_in_the_order_of_finding_with_texts_of_their_own,
      sorted_problems_go_by_file_line_column_and_finding,
      exact_repetitions_are_dropped_when_sorted_and_near_ones_kept,
      a_problem_that_cannot_be_kept_is_no_memory_and_the_list_stands);
}
