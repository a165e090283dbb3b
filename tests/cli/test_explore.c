/* explain, diff and sweep as a person runs them. The school `oak` has three
 * pupils and one week of ten sessions; P0002 and P0003 end it with 8 of 10. */
#include <stdlib.h>
#include <string.h>

#include "support/program.h"
#include "support/suite.h"

static void begin(void) {
  program_begin(ROLLBOOK_PROGRAM);
}

START_TEST(explain_writes_text_and_json) {
  begin();
  program_gives("explain oak --pupil P0002", 0,
                "Action low/P0002/2024-autumn: send the letter\n", "");
  program_gives("explain oak --pupil P0002", 0,
                "  On 2 September 2024: Attendance is 0 per cent (0 of 2 "
                "sessions), which is less\n  than 92 per cent.",
                "");
  program_gives("explain oak --pupil P0001 --rule low --format json", 0,
                "\"in_the_way\":\"Attendance is 100 per cent (10 of 10 "
                "sessions), which is not less than 92 per cent\"",
                "");
  program_gives("explain oak --pupil P0001 --format yaml", 2, "",
                "--format cannot be yaml; write text or json");
  program_end();
}
END_TEST

START_TEST(explain_calls_a_role_what_the_school_calls_it) {
  begin();
  program_gives("explain oak --pupil P0002 --rule low", 0,
                "it falls\n  to: office.", "");
  program_write("oak/school.json",
                "{\"id\":\"oak\",\"policy\":\"school/letter\","
                "\"roles\":{\"office\":\"Front desk\"}}");
  program_gives("explain oak --pupil P0002 --rule low", 0,
                "it falls\n  to: Front desk.", "");
  program_end();
}
END_TEST

/* P0001 on Thursday: 8 of 8. One session missed on Friday is 9 of 10, 90 per
 * cent, below 92. On Friday no school day is left. */
START_TEST(explain_tells_what_would_bring_the_letter) {
  begin();
  program_gives("explain oak --pupil P0001 --rule low --as-of 2024-09-05", 0,
                "With one more session of\n  absence (tried with O), by 6 "
                "September 2024, the rule fires;",
                "");
  program_gives("explain oak --pupil P0001 --rule low", 0,
                "No school day is left\n  in this school year.", "");
  program_end();
}
END_TEST

/* Below 80 nobody ends the week, but on Monday P0002 had 0 of 2, and P0003 6 of
 * 8 at no time: on Wednesday 4 of 6, 66.67. So 80 changes no firing; 60 keeps
 * P0003's from coming. */
START_TEST(diff_counts_who_changes_and_exits_4_beyond_what_is_allowed) {
  begin();
  program_gives("diff oak --param low=80", 0,
                "0 of 3 pupils have it otherwise.", "");
  program_gives("diff oak --param low=60", 0,
                "1 of 3 pupils have it otherwise.", "");
  program_gives("diff oak --param low=60", 0, "P0003  goes: 2024-09-04", "");
  program_gives("diff oak --param low=60 --max-changes 1", 0, NULL, "");
  program_gives("diff oak --param low=60 --max-changes 0", 4,
                "1 of 3 pupils have it otherwise.",
                "1 pupils have it otherwise, more than the 0 of --max-changes");
  program_gives("diff oak --param low=60 --as-of 2024-09-03", 0,
                "What stands on 2024-09-03: 0 of 3 pupils", "");
  program_gives("diff oak --param low=60 --format csv", 0,
                "oak,P0003,action.fired,low,goes,2024-09-04,,"
                "low/P0003/2024-autumn,2024-09-05,,,,\n",
                "");
  program_gives("diff oak --param low=60 -f json -o d.json && cat d.json", 0,
                "\"after\":\"school/letter with low=60\"", "");
  program_gives("diff oak --param low=60 -f ndjson", 0,
                "{\"school\":\"oak\",\"pupil\":\"P0003\"", "");
  program_gives("diff oak", 2, "", "there is nothing to compare with");
  program_gives("diff oak --param lo=60", 3, "", "lo");
  program_end();
}
END_TEST

/* The other policy has the letter under another name: the old one goes, the new
 * one comes. */
START_TEST(diff_takes_another_policy) {
  begin();
  char *text = program_read("policies/school/letter.lua");
  char other[4096] = "";
  for (const char *at = text; *at;) {
    const char *id = strstr(at, "id = \"low\"");
    const char *name = strstr(at, "school/letter");
    const char *next = id && (!name || id < name) ? id : name;
    if (next == NULL) {
      strcat(other, at);
      break;
    }
    strncat(other, at, (size_t)(next - at));
    strcat(other, next == id ? "id = \"lower\"" : "school/other");
    at = next + (next == id ? strlen("id = \"low\"") : strlen("school/letter"));
  }
  free(text);
  program_write("policies/school/other.lua", other);
  program_gives("diff oak --against school/other", 0,
                "oak: school/letter, then school/other\n", "");
  program_gives("diff oak --against school/other", 0,
                "\n  action.fired low           2      0      0      2\n", "");
  program_gives("diff oak --against school/other", 0,
                "\n  action.fired lower         0      2      0      2\n", "");
  program_gives("diff oak --against school/none", 3, "", "school/none");
  program_end();
}
END_TEST

START_TEST(diff_has_the_same_bytes_on_any_number_of_threads) {
  begin();
  static const char *const forms[] = {"text", "csv", "json", "ndjson"};
  for (size_t i = 0; i < 4; i++) {
    char call[160];
    strcpy(call, "diff oak --param low=60 -j 1 -o one -f ");
    strcat(call, forms[i]);
    program_gives(call, 0, "", "");
    strcpy(call, "diff oak --param low=60 -j 3 -o many -f ");
    strcat(call, forms[i]);
    program_gives(call, 0, "", "");
    char *one = program_read("one"), *many = program_read("many");
    ck_assert_str_eq(one, many);
    free(one);
    free(many);
  }
  program_end();
}
END_TEST

/* Lowest on any day: P0001 100, P0002 0, P0003 66.67 on Wednesday. At the end
 * P0002 and P0003 have 80. */
START_TEST(sweep_counts_each_value_in_each_format) {
  begin();
  program_gives("sweep oak --param low=60..100:20", 0,
                "rule low: send the letter\n"
                "         low     fired   on day\n"
                "          60         1        0\n"
                "          80         2        0\n"
                "         100         2        2\n",
                "");
  program_gives("sweep oak --param low=60..80:20 --rule low -f csv", 0,
                "oak,low,60,rule,low,1,0,,\noak,low,80,rule,low,2,0,,\n", "");
  program_gives("sweep oak --param low=60..80:20 -f json", 0,
                "\"by_runs_because\":null,\"ever\":[1,2],\"on_day\":[0,0]", "");
  program_gives("sweep oak --param low=60..80:20 -o s.svg && cat s.svg", 0,
                "<svg xmlns=\"http://www.w3.org/2000/svg\"", "");
  program_end();
}
END_TEST

START_TEST(sweep_says_what_is_wrong_with_a_range) {
  begin();
  program_gives("sweep oak", 2, "", "sweep needs --param NAME=FROM..TO:STEP");
  program_gives("sweep oak --param low=60", 2, "", "sweep needs --param");
  program_gives("sweep oak --param low=9..8", 2, "", "ends before it begins");
  program_gives("sweep oak --param lo=8..9", 2, "", "has no parameter lo");
  program_gives("sweep oak --param low=8..9 --flag x", 2, "", "no such flag");
  program_gives("sweep oak --param low=8..9 --param low=1..2", 2, "",
                "both have a range");
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN("explore", explain_writes_text_and_json,
                  explain_calls_a_role_what_the_school_calls_it,
                  explain_tells_what_would_bring_the_letter,
                  diff_counts_who_changes_and_exits_4_beyond_what_is_allowed,
                  diff_takes_another_policy,
                  diff_has_the_same_bytes_on_any_number_of_threads,
                  sweep_counts_each_value_in_each_format,
                  sweep_says_what_is_wrong_with_a_range);
}
