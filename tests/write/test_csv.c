/* CSV rows are for a spreadsheet: one a pupil and item. */
#include <stdlib.h>
#include <string.h>

#include "support/decisions.h"
#include "support/suite.h"

static void has(const char *text, const char *part) {
  ck_assert_msg(strstr(text, part) != NULL, "no %s in %s", part, text);
}

static size_t lines_of(const char *text) {
  size_t count = 0;
  for (; *text; text++) count += *text == '\n';
  return count;
}

START_TEST(every_item_has_a_row_and_a_pupil_without_any_has_one_too) {
  char *text = decisions_written(RBK_FORMAT_CSV, false, 1);
  /* header; P0001: 1 flag, 1 action; P0002: 2 bands, 2 flags, 1 stage, 4
   * actions, 1 proposal, 1 finding, 1 undetermined, 1 no data; P0003: itself;
   * everyone: 1 action */
  ck_assert_uint_eq(lines_of(text), 1 + 2 + 13 + 1 + 1);
  has(text, "\ncauseway-green,4f1c0a9b7de2,2025-02-14,school/causeway_green,"
            "P0003,,0,0,0,0,0,0,,,,,,,,,,,,,,,,,,,,\n");
  free(text);
}
END_TEST

START_TEST(an_action_has_its_status_owner_days_and_reason_in_words) {
  char *text = decisions_written(RBK_FORMAT_CSV, false, 1);
  has(text, "P0001,,212,190,12,10,3,0,89.62,action,letter_below_92,"
            "send the 92 % letter with the certificate,overdue,should,SAND-32,"
            "attendance_officer,,,2025-02-03,,,,2025-02-10,,,,"
            "attendance 91.92 (182 of 198) is below 92 on 2025-02-03,"
            "letter_below_92/P0001/2025-spring\n");
  has(text, "unauthorised in ten weeks 10 is at least 10 on 2025-02-07; "
            "meeting on 2025-01-20 (E7); send is K; "
            "compulsory school age holds");
  free(text);
}
END_TEST

START_TEST(fields_with_commas_and_quotes_are_quoted) {
  char *text = decisions_written(RBK_FORMAT_CSV, false, 1);
  has(text, ",call_home,\"ring, \"\"first day\"\" call\",done,");
  has(text, ",notice,consider a penalty notice,blocked,must,PN-1; PN-2,"
            "head; la_officer,M1,");
  free(text);
}
END_TEST

START_TEST(every_row_has_as_many_fields_as_the_header) {
  char *text = decisions_written(RBK_FORMAT_CSV, false, 1);
  size_t header = 0, fields = 0;
  bool quoted = false;
  for (const char *c = text; *c; c++) {
    if (*c == '"') quoted = !quoted;
    if (*c == ',' && !quoted) fields++;
    if (*c != '\n') continue;
    if (header == 0) header = fields;
    ck_assert_uint_eq(fields, header);
    fields = 0;
  }
  free(text);
}
END_TEST

START_TEST(the_header_stands_once_for_several_runs) {
  char *text = decisions_written(RBK_FORMAT_CSV, false, 2);
  has(text, "school,run,as_of,policy,pupil,");
  ck_assert_ptr_null(strstr(text + 1, "\nschool,run,as_of,"));
  ck_assert_uint_eq(lines_of(text), 1 + 2 * 17);
  free(text);
}
END_TEST

START_TEST(a_change_is_one_row_with_its_reason_in_words) {
  char *text = changes_written(RBK_FORMAT_CSV, 1);
  ck_assert_str_eq(
      text, "school,run,date,pupil,event,id,parent,due,because,clause,key\n"
            "causeway-green,4f1c0a9b7de2,2025-02-03,P0001,action.fired,"
            "letter_below_92,,2025-02-10,"
            "attendance 91.92 (182 of 198) is below 92 on 2025-02-03,SAND-32,"
            "letter_below_92/P0001/2025-spring\n"
            "causeway-green,4f1c0a9b7de2,2025-02-11,P0001,action.overdue,"
            "letter_below_92,,2025-02-10,,SAND-32,"
            "letter_below_92/P0001/2025-spring\n"
            "causeway-green,4f1c0a9b7de2,2025-02-12,,flag.raised,"
            "persistent_absence,,,,SAND-36; SAND-37,\n");
  free(text);
}
END_TEST

int main(void) {
  return TEST_RUN("csv",
                  every_item_has_a_row_and_a_pupil_without_any_has_one_too,
                  an_action_has_its_status_owner_days_and_reason_in_words,
                  fields_with_commas_and_quotes_are_quoted,
                  every_row_has_as_many_fields_as_the_header,
                  the_header_stands_once_for_several_runs,
                  a_change_is_one_row_with_its_reason_in_words);
}
