#include "read/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/suite.h"

static rbk_file file_of(const char *text) {
  rbk_file file;
  ck_assert_int_eq(rbk_file_of_bytes("in.csv", text, strlen(text), &file, NULL),
                   RBK_OK);
  return file;
}

/* Reads all rows as "a|b;c|d;", with the line of each row before it. */
static void read_rows(const char *text, char *out, size_t size) {
  rbk_file file = file_of(text);
  rbk_csv csv;
  rbk_error error = {0};
  rbk_csv_init(&csv, NULL, &file);
  out[0] = '\0';
  for (;;) {
    bool got = false;
    ck_assert_msg(rbk_csv_next(&csv, &got, &error) == RBK_OK, "%s", error.text);
    if (!got) break;
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%zu:", csv.row_line);
    for (size_t i = 0; i < csv.field_count; i++) {
      used = strlen(out);
      snprintf(out + used, size - used, "%s%.*s", i ? "|" : "",
               (int)csv.fields[i].length, csv.fields[i].bytes);
    }
    used = strlen(out);
    snprintf(out + used, size - used, ";");
  }
  rbk_csv_finish(&csv);
}

static void rows_are(const char *text, const char *expected) {
  char out[512];
  read_rows(text, out, sizeof out);
  ck_assert_str_eq(out, expected);
}

static void refused(const char *text, size_t line, size_t column,
                    const char *what) {
  rbk_file file = file_of(text);
  rbk_csv csv;
  rbk_error error = {0};
  rbk_csv_init(&csv, NULL, &file);
  bool got = true;
  rbk_status status = RBK_OK;
  while (status == RBK_OK && got) status = rbk_csv_next(&csv, &got, &error);
  ck_assert_int_eq(status, RBK_REJECTED);
  ck_assert_str_eq(error.file, "in.csv");
  ck_assert_uint_eq(error.line, line);
  ck_assert_uint_eq(error.column, column);
  ck_assert_msg(strstr(error.text, what), "'%s' in '%s'", what, error.text);
  rbk_csv_finish(&csv);
}

START_TEST(lines_end_in_lf_cr_or_crlf_and_the_last_may_end_in_nothing) {
  rows_are("a,b\nc,d\n", "1:a|b;2:c|d;");
  rows_are("a,b\rc,d\r", "1:a|b;2:c|d;");
  rows_are("a,b\r\nc,d\r\n", "1:a|b;2:c|d;");
  rows_are("a,b\r\nc,d", "1:a|b;2:c|d;");
  rows_are("a\rb\nc\r\nd", "1:a;2:b;3:c;4:d;");
}
END_TEST

START_TEST(empty_lines_at_the_end_are_no_rows_but_count_in_the_middle) {
  rows_are("a\n\n\r\n\n", "1:a;");
  rows_are("a\n\nb\n", "1:a;2:;3:b;");
  rows_are("", "");
  rows_are("\n\n", "");
}
END_TEST

START_TEST(quoted_fields_hold_commas_line_ends_and_doubled_quotes) {
  rows_are("\"a,b\",c\n", "1:a,b|c;");
  rows_are("\"say \"\"no\"\"\",\"\"\"\"\n", "1:say \"no\"|\";");
  rows_are("\"\",x,\n", "1:|x|;");
  rows_are("\"one\ntwo\",x\nlast,y\n", "1:one\ntwo|x;3:last|y;");
  rows_are("\"one\r\ntwo\",x\r\nlast,y\r\n", "1:one\r\ntwo|x;3:last|y;");
  rows_are("\"a\"", "1:a;");
}
END_TEST

START_TEST(a_quote_out_of_place_is_refused_with_its_line_and_field) {
  refused("a,b\nc,d\"e\n", 2, 2, "quote in the middle");
  refused("a,b\n\"c\"d,e\n", 2, 1, "behind its closing quote");
  refused("a,b\nx,\"never\nends\n", 2, 2, "never closed");
  /* A value of over 1 MiB, closed or not. */
  size_t most = (size_t)1 << 20;
  char *text = calloc(1, most + 32);
  ck_assert_ptr_nonnull(text);
  memcpy(text, "a,b\nx,\"", 7);
  memset(text + 7, 'y', most);
  memcpy(text + 7 + most, "\"\n", 2);
  refused(text, 2, 2, "not closed within 1 MiB");
  free(text);
}
END_TEST

START_TEST(a_row_in_another_encoding_is_refused_with_offset_and_command) {
  /* "a,b\n" is 4 bytes, "Zo" 2: the Latin-1 byte 0xEB is byte 6. */
  refused("a,b\nZo\xEB,c\n", 2, 0, "byte 6 (0xEB)");
  refused("a,b\nZo\xEB,c\n", 2, 0,
          "`iconv -f WINDOWS-1252 -t UTF-8 in.csv > utf8-in.csv`");
  /* With a byte-order mark the offset still counts from the file's start. */
  refused("\xEF\xBB\xBF"
          "a,b\nZo\xEB,c\n",
          2, 0, "byte 9 (0xEB)");
}
END_TEST

START_TEST(utf16_is_refused_by_its_byte_order_mark) {
  rbk_file file;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_file_of_bytes("in.csv",
                                     "\xFF\xFE"
                                     "a\0",
                                     4, &file, &error),
                   RBK_REJECTED);
  ck_assert_ptr_nonnull(strstr(error.text, "`iconv -f UTF-16 -t UTF-8"));
}
END_TEST

START_TEST(a_line_of_one_mebibyte_passes_and_one_byte_more_is_refused) {
  size_t most = RBK_LONGEST_LINE;
  char *text = malloc(most + 16);
  ck_assert_ptr_nonnull(text);
  for (int quoted = 0; quoted < 2; quoted++) {
    for (size_t over = 0; over < 2; over++) {
      memset(text, 'x', most + 1);
      if (quoted) text[0] = text[most + over - 1] = '"';
      strcpy(text + most + over, "\nb\n");
      rbk_file file = file_of(text);
      rbk_csv csv;
      rbk_error error = {0};
      bool got = false;
      rbk_csv_init(&csv, NULL, &file);
      rbk_status status = rbk_csv_next(&csv, &got, &error);
      ck_assert_int_eq(status, over ? RBK_REJECTED : RBK_OK);
      if (over) ck_assert(csv.hopeless);
      rbk_csv_finish(&csv);
    }
  }
  free(text);
}
END_TEST

START_TEST(after_a_refused_row_reading_goes_on_behind_its_line) {
  rbk_file file = file_of("a\nb\"b\nc\n");
  rbk_csv csv;
  bool got = false;
  rbk_csv_init(&csv, NULL, &file);
  ck_assert_int_eq(rbk_csv_next(&csv, &got, NULL), RBK_OK);
  ck_assert_int_eq(rbk_csv_next(&csv, &got, NULL), RBK_REJECTED);
  ck_assert(!csv.hopeless);
  rbk_text raw = rbk_csv_raw(&csv);
  ck_assert(rbk_text_is(raw, "b\"b"));
  ck_assert_int_eq(rbk_csv_next(&csv, &got, NULL), RBK_OK);
  ck_assert(got);
  ck_assert_uint_eq(csv.row_line, 3);
  rbk_csv_finish(&csv);
}
END_TEST

int main(void) {
  return TEST_RUN("csv",
                  lines_end_in_lf_cr_or_crlf_and_the_last_may_end_in_nothing,
                  empty_lines_at_the_end_are_no_rows_but_count_in_the_middle,
                  quoted_fields_hold_commas_line_ends_and_doubled_quotes,
                  a_quote_out_of_place_is_refused_with_its_line_and_field,
                  a_row_in_another_encoding_is_refused_with_offset_and_command,
                  utf16_is_refused_by_its_byte_order_mark,
                  a_line_of_one_mebibyte_passes_and_one_byte_more_is_refused,
                  after_a_refused_row_reading_goes_on_behind_its_line);
}
