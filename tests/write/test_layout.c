/* Columns are counted in characters, and nothing runs over the line. */
#include <string.h>

#include "support/suite.h"
#include "write/layout.h"

static rbk_buffer out;

static void begin(void) {
  rbk_buffer_finish(&out);
  rbk_buffer_init(&out, NULL);
}

static void assert_is(const char *expected) {
  ck_assert_str_eq(rbk_buffer_string(&out), expected);
  begin();
}

START_TEST(letters_count_once_whatever_their_bytes) {
  ck_assert_uint_eq(rbk_width("Zoë"), 3);         /* precomposed */
  ck_assert_uint_eq(rbk_width("Zoe\xCC\x88"), 3); /* e and a diaeresis */
  ck_assert_uint_eq(rbk_width("\xCD\xB0"), 1);    /* U+0370: no accent */
  ck_assert_uint_eq(rbk_width("\xCD\xAF"), 0);    /* U+036F: the last */
  ck_assert_uint_eq(rbk_width("90 % \xE2\x80\xA6"), 6);
  ck_assert_uint_eq(rbk_width(""), 0);
}
END_TEST

START_TEST(a_cell_is_filled_or_cut_between_characters) {
  begin();
  rbk_put_cell(&out, "Zoë", 5, RBK_PLAIN, false);
  assert_is("Zoë  ");
  rbk_put_cell(&out, "Zoë", 3, RBK_PLAIN, false);
  assert_is("Zoë");
  rbk_put_cell(&out, "Zoëlla", 4, RBK_PLAIN, false);
  assert_is("Zoë…");
  rbk_put_cell(&out, "ab", 1, RBK_PLAIN, false);
  assert_is("…");
  rbk_put_cell(&out, "ab", 0, RBK_PLAIN, false);
  assert_is("");
}
END_TEST

START_TEST(control_characters_do_not_reach_the_terminal) {
  begin();
  rbk_put_cell(&out, "a\033[31mb\n", 12, RBK_PLAIN, false);
  assert_is("a?[31mb?    ");
}
END_TEST

START_TEST(colours_stand_around_the_text_and_take_no_room) {
  begin();
  rbk_put_cell(&out, "due", 5, RBK_YELLOW, true);
  assert_is("\033[33mdue\033[0m  ");
  rbk_put_cell(&out, "due", 5, RBK_YELLOW, false);
  assert_is("due  ");
  rbk_put_cell(&out, "", 2, RBK_YELLOW, true);
  assert_is("  ");
}
END_TEST

START_TEST(a_list_shows_what_fits_and_counts_the_rest) {
  static const char *const texts[] = {"red", "amber", "green"};
  begin();
  rbk_put_fitting(&out, texts, 3, 17);
  assert_is("red, amber, green");
  rbk_put_fitting(&out, texts, 3, 16);
  assert_is("red, amber, +1");
  rbk_put_fitting(&out, texts, 3, 14);
  assert_is("red, amber, +1");
  rbk_put_fitting(&out, texts, 3, 13);
  assert_is("red, +2");
  rbk_put_fitting(&out, texts, 3, 7);
  assert_is("red, +2");
  rbk_put_fitting(&out, texts, 3, 6);
  assert_is("r…, +2");
  rbk_put_fitting(&out, texts, 0, 6);
  assert_is("");
}
END_TEST

START_TEST(counts_go_on_in_the_next_line_within_the_width) {
  rbk_tally tally;
  rbk_tally_init(&tally, NULL);
  char name[24] = "row_number_00";
  for (int i = 0; i < 12; i++) {
    name[11] = (char)('0' + i / 10);
    name[12] = (char)('0' + i % 10);
    rbk_tally_add(&tally, "attendance", name, 0, 1000 + i);
  }
  begin();
  rbk_put_tally(&out, "Bands", &tally, false);
  const char *text = rbk_buffer_string(&out);
  size_t line = 0, lines = 0;
  for (const char *c = text; *c; c++) {
    if (*c == '\n') {
      lines++;
      line = 0;
    } else {
      ck_assert_uint_lt(line++, 100);
    }
  }
  ck_assert_uint_gt(lines, 3);
  ck_assert_ptr_nonnull(strstr(text, "\nBands\n  attendance        row_number_"
                                     "00 1000, row_number_01 1001, "));
  ck_assert_ptr_nonnull(strstr(text, "row_number_11 1011\n"));
  ck_assert_ptr_nonnull(strstr(text, ",\n                    row_number_"));
  rbk_tally_finish(&tally);
}
END_TEST

START_TEST(an_empty_tally_prints_nothing) {
  rbk_tally tally;
  rbk_tally_init(&tally, NULL);
  begin();
  rbk_put_tally(&out, "Bands", &tally, false);
  assert_is("");
  rbk_tally_finish(&tally);
}
END_TEST

START_TEST(a_tally_stands_by_group_order_and_name_and_sums) {
  rbk_tally tally;
  rbk_tally_init(&tally, NULL);
  rbk_tally_add(&tally, "b", "x", 1, 1);
  rbk_tally_add(&tally, "b", "y", 0, 2);
  rbk_tally_add(&tally, "a", "z", 0, 3);
  rbk_tally_add(&tally, "b", "x", 1, 4);
  rbk_tally_add(&tally, "ab", "", 0, 5); /* not "a" and "b" run together */
  size_t count;
  const rbk_tally_entry *entries = rbk_tally_sorted(&tally, &count);
  ck_assert_uint_eq(count, 4);
  static const char *const groups[] = {"a", "ab", "b", "b"};
  static const char *const names[] = {"z", "", "y", "x"};
  static const int64_t counts[] = {3, 5, 2, 5};
  for (size_t i = 0; i < count; i++) {
    ck_assert_str_eq(entries[i].group, groups[i]);
    ck_assert_str_eq(entries[i].name, names[i]);
    ck_assert_int_eq(entries[i].count, counts[i]);
  }
  rbk_tally_add(&tally, "a", "z", 0, INT64_MAX);
  ck_assert_int_eq(tally.status, RBK_OVERFLOW);
  rbk_tally_finish(&tally);
}
END_TEST

int main(void) {
  return TEST_RUN("layout", letters_count_once_whatever_their_bytes,
                  a_cell_is_filled_or_cut_between_characters,
                  control_characters_do_not_reach_the_terminal,
                  colours_stand_around_the_text_and_take_no_room,
                  a_list_shows_what_fits_and_counts_the_rest,
                  counts_go_on_in_the_next_line_within_the_width,
                  an_empty_tally_prints_nothing,
                  a_tally_stands_by_group_order_and_name_and_sums);
}
