/* rollbook report as a person runs it. The school `oak` has three pupils and
 * one week of ten sessions; P0002 was absent on Monday, P0003 ends it with 8 of
 * 10: both are asked for by the rule `low`, due one school day later. */
#include <stdlib.h>
#include <string.h>

#include "support/program.h"
#include "support/suite.h"

static const char with_letter[] =
    "local attendance = rate \"attended\":within(school_year)\n"
    "return {\n"
    "  api = 1, id = \"school/letter\", title = \"A letter\",\n"
    "  effective = { from = \"2020-08-01\" },\n"
    "  params = { low = { 92, unit = \"percent\" } },\n"
    "  roles = { office = \"the office\" },\n"
    "  measures = { attendance = attendance },\n"
    "  rules = { { id = \"low\", when = attendance:below(param.low),\n"
    "    once = \"term\", action = \"send the letter\", letter = \"low\",\n"
    "    owner = role.office, due = school_days(1) } },\n"
    "  letters = { { id = \"low\", title = \"About school\",\n"
    "    text = \"Dear {parent.name}, {attendance} % on {day}.\" } },\n"
    "}\n";

static void begin(void) {
  program_begin(ROLLBOOK_PROGRAM);
}

START_TEST(worklist_writes_a_table_csv_and_json) {
  begin();
  program_gives("report worklist oak --on 2024-09-06", 0,
                "\nthe office (office): 2 to do, 2 overdue\n", "");
  program_gives("report worklist oak --on 2024-09-06", 0,
                "  3 days late   P0002", "");
  program_gives("report worklist oak --format csv", 0,
                "school,on,owner,owner_name,when,days_late,kind,status,duty,",
                "");
  program_gives("report worklist oak -o list.json", 0, "", "");
  char *text = program_read("list.json");
  ck_assert_ptr_nonnull(strstr(text, "[{\"school\":\"oak\""));
  free(text);
  program_gives("report worklist oak --format yaml", 2, "",
                "--format cannot be yaml; write table, csv or json");
  program_gives("report worklist oak --owner offise", 2, "",
                "the policy has no role 'offise'; did you mean 'office'?");
  program_gives("report worklist oak --on 2023-01-01", 2, "",
                "--on 2023-01-01 is before the first school day");
  program_end();
}
END_TEST

START_TEST(a_parameter_changes_the_list) {
  begin();
  program_gives("report worklist oak --param low=1", 0, "To do    1 things",
                "");
  program_end();
}
END_TEST

START_TEST(letters_are_one_page_and_gaps_are_told) {
  begin();
  program_write("policies/school/letter.lua", with_letter);
  program_gives("report letters oak --on 2024-09-06", 0,
                "80.00 % on 6 September 2024.</p>",
                "rollbook: warning: parent.name is not on file: 2 letters "
                "(P0002 to unknown, P0003 to unknown); fill it in before they "
                "go out\n");
  program_gives("report letters oak --letter lo", 2, "",
                "the policy has no letter 'lo'; did you mean 'low'?");
  program_gives("report letters oak --pupil P0001 -o letters.html", 0, "", "");
  char *text = program_read("letters.html");
  ck_assert_ptr_nonnull(strstr(text, "<li>no letter is due</li>"));
  ck_assert_ptr_null(strstr(text, "<article"));
  free(text);
  program_end();
}
END_TEST

START_TEST(report_alone_names_its_documents) {
  begin();
  program_gives("report", 2, "", "report worklist");
  program_gives("report letters --help", 0, "--letter ID", "");
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN("report", worklist_writes_a_table_csv_and_json,
                  a_parameter_changes_the_list,
                  letters_are_one_page_and_gaps_are_told,
                  report_alone_names_its_documents);
}
