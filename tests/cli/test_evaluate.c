/* rollbook evaluate and replay with an earlier run and with what is assumed.
 * The school `oak` has three pupils and one week; P0002 was absent on Monday
 * without authorisation, P0003 ill on Wednesday: the letter `low` is due one
 * school day after. */
#include <stdlib.h>
#include <string.h>

#include "support/program.h"
#include "support/suite.h"

static void correct_monday(void) {
  program_write("oak/marks.csv", "pupil_id,start_date,marks\n"
                                 "P0001,2024-09-02,/\\/\\/\\/\\/\\\n"
                                 "P0002,2024-09-02,/\\/\\/\\/\\/\\\n"
                                 "P0003,2024-09-02,/\\/\\II/\\L\\\n");
}

START_TEST(a_corrected_mark_withdraws_what_followed_from_it) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("evaluate oak -o before.ndjson", 0, "", "");
  char *before = program_read("before.ndjson");
  ck_assert_ptr_nonnull(
      strstr(before, "\"marks\":[\"2024-09-02 AM O\",\"2024-09-02 PM O\"]"));
  free(before);
  correct_monday();
  program_gives("evaluate oak --previous before.ndjson --format ndjson", 0,
                "\"key\":\"low/P0002/2024-autumn\",\"rule\":\"low\",\"action\":"
                "\"send the letter\",\"duty\":\"should\",\"clause\":\"A\","
                "\"owner\":\"office\",\"parent\":null,\"fired\":\"2024-09-02\","
                "\"due\":\"2024-09-03\",\"due_in\":null,\"status\":"
                "\"withdrawn\",\"done_by\":\"letter\",\"done_on\":null,"
                "\"reason\":\"2024-09-02 AM was O, is now /; 2024-09-02 PM was "
                "O, is now \\\\\"",
                "");
  program_gives("replay oak --previous before.ndjson --format csv", 0,
                "2024-09-06,P0002,action.withdrawn,low,", "");
  program_end();
}
END_TEST

START_TEST(nothing_is_withdrawn_where_nothing_changed) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("evaluate oak -o before.ndjson", 0, "", "");
  program_gives("evaluate oak --previous before.ndjson -o after.ndjson", 0, "",
                "");
  char *before = program_read("before.ndjson");
  char *after = program_read("after.ndjson");
  ck_assert_str_eq(before, after);
  free(before);
  free(after);
  program_end();
}
END_TEST

START_TEST(a_file_that_is_no_decisions_is_refused) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("evaluate oak --format json -o before.json", 0, "", "");
  program_gives("evaluate oak --previous before.json", 5, "",
                "before.json:1: ");
  program_gives("evaluate oak --previous nowhere.ndjson", 5, "",
                "nowhere.ndjson");
  program_end();
}
END_TEST

START_TEST(all_may_be_assumed_to_be_done_in_time) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("replay oak --assume-done --format csv", 0,
                "2024-09-03,P0002,action.done,low,", "");
  program_gives("evaluate oak --assume-done --format csv", 0, ",done,should,",
                "");
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN("evaluate", a_corrected_mark_withdraws_what_followed_from_it,
                  nothing_is_withdrawn_where_nothing_changed,
                  a_file_that_is_no_decisions_is_refused,
                  all_may_be_assumed_to_be_done_in_time);
}
