#include "base/buffer.h"

#include <string.h>

#include "support/alloc.h"
#include "support/suite.h"

static rbk_buffer buffer;

static void begin(void) {
  rbk_buffer_finish(&buffer);
  rbk_buffer_init(&buffer, NULL);
}

static void assert_holds(const char *expected) {
  ck_assert_int_eq(buffer.status, RBK_OK);
  ck_assert_uint_eq(buffer.length, strlen(expected));
  ck_assert_str_eq(rbk_buffer_string(&buffer), expected);
  ck_assert_uint_eq(buffer.length, strlen(expected));
  begin();
}

START_TEST(pieces_follow_one_another) {
  begin();
  rbk_buffer_text(&buffer, "P0001");
  rbk_buffer_byte(&buffer, ',');
  rbk_buffer_number(&buffer, 380);
  rbk_buffer_byte(&buffer, ',');
  rbk_buffer_date(&buffer, RBK_DATE(2025, 2, 14));
  rbk_buffer_byte(&buffer, ',');
  rbk_buffer_decimal(&buffer, 989000);
  rbk_buffer_add(&buffer, "\n\n", 1);
  rbk_buffer_format(&buffer, "%s=%d", "days", 190);
  rbk_buffer_format(&buffer, "%s", "");
  assert_holds("P0001,380,2025-02-14,98.9\ndays=190");
  rbk_buffer_add(&buffer, NULL, 0);
  assert_holds("");
}
END_TEST

START_TEST(numbers_print_from_the_lowest_to_the_highest) {
  begin();
  static const struct {
    int64_t number;
    const char *text;
  } cases[] = {{0, "0"},
               {-1, "-1"},
               {10, "10"},
               {INT64_MAX, "9223372036854775807"},
               {INT64_MIN, "-9223372036854775808"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_buffer_number(&buffer, cases[i].number);
    assert_holds(cases[i].text);
  }
}
END_TEST

START_TEST(a_long_text_is_formatted_whole) {
  begin();
  rbk_buffer_text(&buffer, "x");
  rbk_buffer_format(&buffer, "%0500d", 7);
  ck_assert_uint_eq(buffer.length, 501);
  ck_assert_int_eq(buffer.bytes[1], '0');
  ck_assert_int_eq(buffer.bytes[500], '7');
  rbk_buffer_finish(&buffer);
}
END_TEST

static void assert_json(const char *text, size_t length, const char *expected) {
  rbk_buffer_json(&buffer, text, length);
  assert_holds(expected);
}

/* RFC 8259 section 7: quote, backslash and U+0000 to U+001F must be escaped. */
START_TEST(json_escapes_what_it_must_and_leaves_utf8) {
  begin();
  assert_json("", 0, "\"\"");
  assert_json(NULL, 0, "\"\"");
  assert_json("plain", 5, "\"plain\"");
  assert_json("say \"no\"", 8, "\"say \\\"no\\\"\"");
  assert_json("\\", 1, "\"\\\\\"");
  assert_json("a\nb\r\t\b\f", 7, "\"a\\nb\\r\\t\\b\\f\"");
  assert_json("\0\x01\x1f\x20\x7f", 5, "\"\\u0000\\u0001\\u001f \x7f\"");
  assert_json("Zo\xC3\xAB/\xE2\x82\xAC", 8, "\"Zo\xC3\xAB/\xE2\x82\xAC\"");
}
END_TEST

static void assert_csv(const char *text, const char *expected) {
  rbk_buffer_csv(&buffer, text, strlen(text));
  assert_holds(expected);
}

/* RFC 4180 section 2: commas, quotes and line ends need quotes. */
START_TEST(csv_quotes_a_field_only_where_it_must) {
  begin();
  assert_csv("", "");
  assert_csv("P0001", "P0001");
  assert_csv("below 90 %; see 4.2", "below 90 %; see 4.2");
  assert_csv(" a ", " a ");
  assert_csv("a,b", "\"a,b\"");
  assert_csv("a\nb", "\"a\nb\"");
  assert_csv("a\rb", "\"a\rb\"");
  assert_csv("a \"b\"", "\"a \"\"b\"\"\"");
  assert_csv("\"", "\"\"\"\"");
}
END_TEST

START_TEST(the_first_failure_sticks_and_leaves_what_was_there) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_buffer own;
  rbk_buffer_init(&own, &test.alloc);
  rbk_buffer_text(&own, "kept");
  test_alloc_fail_at(&test, 1,
                     false); /* only the next: the rest could succeed */
  rbk_buffer_format(&own, "%0100d", 1);
  ck_assert_int_eq(own.status, RBK_NOMEM);
  rbk_buffer_byte(&own, 'x');
  rbk_buffer_json(&own, "x", 1);
  rbk_buffer_csv(&own, "x,", 2);
  rbk_buffer_format(&own, "x");
  ck_assert_uint_eq(own.length, 4);
  ck_assert_mem_eq(own.bytes, "kept", 4);
  ck_assert_ptr_null(rbk_buffer_string(&own));
  rbk_buffer_clear(&own);
  rbk_buffer_text(&own, "x");
  ck_assert_int_eq(own.status, RBK_NOMEM);
  ck_assert_uint_eq(own.length, 0);
  rbk_buffer_finish(&own);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(every_allocation_of_a_buffer_may_fail) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    ck_assert_uint_lt(n, 100);
    rbk_buffer own;
    rbk_buffer_init(&own, &test.alloc);
    test_alloc_fail_at(&test, n, true);
    for (int i = 0; i < 50; i++) rbk_buffer_text(&own, "0123456789");
    const char *string = rbk_buffer_string(&own);
    rbk_status status = own.status;
    if (string) ck_assert_uint_eq(strlen(string), 500);
    rbk_buffer_finish(&own);
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) {
      ck_assert_uint_gt(n, 3);
      ck_assert(string);
      break;
    }
    ck_assert_ptr_null(string);
    ck_assert_int_eq(status, RBK_NOMEM);
  }
}
END_TEST

START_TEST(a_length_that_overflows_is_no_memory) {
  rbk_buffer own;
  rbk_buffer_init(&own, NULL);
  rbk_buffer_byte(&own, 'x');
  rbk_buffer_add(&own, "y", SIZE_MAX);
  ck_assert_int_eq(own.status, RBK_NOMEM);
  ck_assert_uint_eq(own.length, 1);
  rbk_buffer_finish(&own);
}
END_TEST

START_TEST(a_cleared_buffer_keeps_its_room) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_buffer own;
  rbk_buffer_init(&own, &test.alloc);
  rbk_buffer_format(&own, "%0100d", 1);
  rbk_buffer_clear(&own);
  ck_assert_uint_eq(own.length, 0);
  test_alloc_fail_at(&test, 1, true);
  rbk_buffer_text(&own, "again");
  ck_assert_str_eq(rbk_buffer_string(&own), "again");
  rbk_buffer_finish(&own);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "buffer", pieces_follow_one_another,
      numbers_print_from_the_lowest_to_the_highest,
      a_long_text_is_formatted_whole, json_escapes_what_it_must_and_leaves_utf8,
      csv_quotes_a_field_only_where_it_must,
      the_first_failure_sticks_and_leaves_what_was_there,
      every_allocation_of_a_buffer_may_fail,
      a_length_that_overflows_is_no_memory, a_cleared_buffer_keeps_its_room);
}
