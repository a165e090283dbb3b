/* The table on a terminal: the summary on top, then a line a pupil. */
#include <stdlib.h>
#include <string.h>

#include "support/decisions.h"
#include "support/suite.h"
#include "write/layout.h"

static void has(const char *text, const char *part) {
  ck_assert_msg(strstr(text, part) != NULL, "no %s in %s", part, text);
}

START_TEST(the_head_names_school_policy_day_run_and_the_schools_own_rate) {
  char *text = decisions_written(RBK_FORMAT_TABLE, false, 1);
  /* 190 + 1 attended of 212 + 2 possible: 191/214 = 89.25 %; 12/214 = 5.61 %;
   * 11/214 = 5.14 % */
  static const char head[] =
      "School      causeway-green\n"
      "Policy      school/causeway_green\n"
      "Day         2025-02-14\n"
      "Run         4f1c0a9b7de2\n"
      "Pupils      3, 1 of them not on roll that day\n"
      "Attendance  89.25 % of 214 possible sessions, authorised absence "
      "5.61 %, unauthorised 5.14 %\n";
  ck_assert_int_eq(strncmp(text, head, strlen(head)), 0);
  free(text);
}
END_TEST

START_TEST(counts_stand_by_band_flag_and_status) {
  char *text = decisions_written(RBK_FORMAT_TABLE, false, 1);
  has(text, "\nBands\n  attendance        very_concerning 1\n"
            "  punctuality       too few sessions yet 1\n");
  has(text, "\nFlags\n  persistent_absence  2\n  severe_absence      1\n");
  has(text, "\nActions\n  call_home         done 1\n"
            "  letter_below_92   overdue 1\n  notice            blocked 2\n"
            "  tell_governors    due 1\n  visit             due 1\n");
  has(text, "\nFindings\n  withdrawn_code    1\n");
  free(text);
}
END_TEST

START_TEST(pupils_who_need_something_have_a_line_and_the_others_none) {
  char *text = decisions_written(RBK_FORMAT_TABLE, false, 1);
  has(text, "\nPupils with something to look at: 2 of 3\n");
  has(text,
      "\npupil    rate  band             flags                   stage    "
      "actions\n");
  has(text,
      "\nP0001   89.62                   persistent_absence               "
      "letter_below_92 overdue 2025-02-10\n");
  has(text,
      "\nP0002   50.00  very_concerning  persistent_absence, +1  stage_2  "
      "1 due, 2 blocked: visit, notice, +2\n");
  ck_assert_ptr_null(strstr(text, "P0003"));
  has(text, "\neveryone              tell_governors due 2025-02-28\n");
  free(text);
}
END_TEST

START_TEST(no_line_is_wider_than_a_hundred_columns) {
  char *text = decisions_written(RBK_FORMAT_TABLE, false, 1);
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
    ck_assert_msg(rbk_width(line) <= 100, "%s", line);
  free(text);
  text = changes_written(RBK_FORMAT_TABLE, 1);
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
    ck_assert_msg(rbk_width(line) <= 100, "%s", line);
  free(text);
}
END_TEST

START_TEST(colours_come_only_where_they_were_asked_for) {
  char *plain = decisions_written(RBK_FORMAT_TABLE, false, 1);
  char *coloured = decisions_written(RBK_FORMAT_TABLE, true, 1);
  ck_assert_ptr_null(strchr(plain, '\033'));
  has(coloured, "\033[31mletter_below_92 overdue 2025-02-10\033[0m");
  free(plain);
  free(coloured);
}
END_TEST

START_TEST(a_second_run_starts_its_counts_anew) {
  char *one = decisions_written(RBK_FORMAT_TABLE, false, 1);
  char *two = decisions_written(RBK_FORMAT_TABLE, false, 2);
  size_t length = strlen(one);
  ck_assert_uint_eq(strlen(two), 2 * length + 1);
  ck_assert_int_eq(strncmp(two, one, length), 0);
  ck_assert_int_eq(two[length], '\n');
  ck_assert_str_eq(two + length + 1, one);
  free(one);
  free(two);
}
END_TEST

START_TEST(changes_are_counted_by_id_and_listed_by_day) {
  char *text = changes_written(RBK_FORMAT_TABLE, 1);
  ck_assert_str_eq(
      text, "School      causeway-green\n"
            "From        the first day\n"
            "To          the last day\n"
            "Run         4f1c0a9b7de2\n"
            "Changes     3\n"
            "\nCounts\n"
            "  letter_below_92     action.fired 1, action.overdue 1\n"
            "  persistent_absence  flag.raised 1\n"
            "\n"
            "2025-02-03  P0001    action.fired       letter_below_92     "
            "due 2025-02-10; attendance 91.92 (182 o…\n"
            "2025-02-11  P0001    action.overdue     letter_below_92     "
            "due 2025-02-10\n"
            "2025-02-12  (group)  flag.raised        persistent_absence\n");
  free(text);
}
END_TEST

int main(void) {
  return TEST_RUN("table",
                  the_head_names_school_policy_day_run_and_the_schools_own_rate,
                  counts_stand_by_band_flag_and_status,
                  pupils_who_need_something_have_a_line_and_the_others_none,
                  no_line_is_wider_than_a_hundred_columns,
                  colours_come_only_where_they_were_asked_for,
                  a_second_run_starts_its_counts_anew,
                  changes_are_counted_by_id_and_listed_by_day);
}
