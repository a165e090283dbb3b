/* rollbook policy list, show, check and test, as a person runs them. */
#include <stdlib.h>
#include <string.h>

#include "support/program.h"
#include "support/suite.h"

static void begin(void) {
  program_begin(ROLLBOOK_PROGRAM);
}

#define X_POLICY(more)                                                         \
  "return { api = 1, id = 'school/x', title = 'X',\n"                          \
  "  effective = { from = '2024-08-19' }, params = { low = { 90, unit = "      \
  "'percent' } },\n"                                                           \
  "  flags = { { id = 'low', label = 'Low',\n"                                 \
  "    when = rate 'attended':within(school_year):at_most(param.low) } }" more \
  " }\n"

/* 19 of 190 days are 10 per cent. */
#define X_TEST(sessions)                                                       \
  "return { { '" sessions                                                      \
  " sessions off', calendar = '190 days', on = '2025-07-21',\n"                \
  "  marks = all_present:sessions(" sessions ", 'C', '2024-11-11'),\n"         \
  "  expect = { flags = { 'low' } } } }\n"

START_TEST(list_and_show_are_texts_and_json) {
  begin();
  program_write("policies/school/x.lua", X_POLICY(""));
  program_gives("policy list", 0,
                "  school/x\n    title: X\n    in force: from 2024-08-19\n",
                "");
  program_gives("policy list --format json", 0,
                "\"id\":\"school/x\",\"title\":\"X\",\"from\":\"2024-08-19\"",
                "");
  program_gives("policy show school/x --on 2024-09-02", 0,
                "    when: per cent of possible sessions that are "
                "attended in this school year is at most 90 (low)\n",
                "");
  program_gives("policy show school/x --on 2024-09-02 --param low=88", 0,
                "set_by: --param", "");
  program_gives("policy show policies/school/x.lua -o shown.txt", 0, "", "");
  char *shown = program_read("shown.txt");
  ck_assert_ptr_nonnull(strstr(shown, "policy: school/x\n"));
  free(shown);
  program_end();
}
END_TEST

START_TEST(show_of_what_does_not_load_exits_3) {
  begin();
  program_gives("policy show school/none", 3, "",
                "there is no policy \"school/none\"");
  program_write("policies/school/x.lua", X_POLICY(", flgs = {}"));
  program_gives("policy show school/x", 3, "",
                "school/x.lua:4: unknown key \"flgs\"");
  program_write("policies/school/x.lua", X_POLICY(""));
  program_gives("policy show school/x --on 2024-08-18", 3, "",
                "in force on 2024-08-18");
  program_end();
}
END_TEST

START_TEST(check_exits_3_with_errors_and_0_with_warnings) {
  begin();
  program_write("policies/school/x.lua", X_POLICY(""));
  program_gives("policy check school/x", 0, "0 errors, 0 warnings\n", "");
  program_write(
      "policies/school/x.lua",
      X_POLICY(
          ", rules = { { id = 'r', when = rate "
          "'attended':within(term):below(90),\n"
          "  action = 'a', owner = 'office' } }, roles = { office = 'O' }"));
  program_gives("policy check school/x", 0, "warning: rule \"r\" fires anew",
                "");
  program_write("policies/school/x.lua", X_POLICY(", flgs = {}"));
  program_gives("policy check school/x", 3,
                "school/x.lua:4: unknown key \"flgs\"", "");
  program_gives("policy check --format json", 3, "{\"errors\":1,", "");
  program_end();
}
END_TEST

START_TEST(check_for_a_school_asks_for_what_the_school_must_give) {
  begin();
  program_write("policies/school/x.lua", X_POLICY(", code_sets = {}"));
  program_gives("policy check school/x --profile oak", 0, "0 errors", "");
  program_gives("policy check --profile oak", 0, "0 errors", "");
  program_gives("policy check school/x --profile elm", 5, "", "elm");
  program_end();
}
END_TEST

START_TEST(test_exits_4_when_a_fixture_fails_or_there_is_none) {
  begin();
  program_write("policies/school/x.lua", X_POLICY(""));
  program_write("policies/school/x_test.lua", X_TEST("38"));
  program_gives("policy test school/x", 0, "1 passed, 0 failed\n", "");
  program_gives("policy test policies/school/x.lua", 0, "1 passed, 0 failed\n",
                "");
  program_gives("policy test policies/school/x_test.lua", 0,
                "1 passed, 0 failed\n", "");
  program_gives("policy test", 0, "1 passed, 0 failed\n", "");
  program_gives("policy test school/x --filter nothing", 4,
                "0 passed, 0 failed\n", "");
  program_write("policies/school/x_test.lua", X_TEST("37"));
  program_gives("policy test school/x", 4,
                "x_test.lua:1: failed: 37 sessions off", "");
  program_gives("policy test school/x --format junit", 4,
                "<failure message=\"expected it, got nothing\">", "");
  program_gives("policy test school/x --format json", 4,
                "{\"passed\":0,\"failed\":1,", "");
  program_gives("policy test school/letter", 4, "0 passed, 0 failed\n", "");
  program_end();
}
END_TEST

START_TEST(test_exits_3_when_a_test_file_or_its_policy_does_not_load) {
  begin();
  program_write("policies/school/x.lua", X_POLICY(""));
  program_write("policies/school/x_test.lua", "return { {");
  program_gives("policy test school/x", 3, NULL, "x_test.lua:1: ");
  program_write("policies/school/x_test.lua", X_TEST("38"));
  program_write("policies/school/x.lua", X_POLICY(", flgs = {}"));
  program_gives("policy test school/x", 3, NULL,
                "school/x.lua:4: unknown key \"flgs\"");
  program_end();
}
END_TEST

START_TEST(wrong_usage_exits_2) {
  begin();
  program_gives("policy", 2, "",
                "policy list, policy show, policy check, policy test");
  program_gives("policy shwo school/letter", 2, "", "rollbook: ");
  program_gives("policy show", 2, "", "there is nothing to show");
  program_gives("policy test --format xlsx", 2, "",
                "write text, json or junit");
  program_gives("policy check --format junit", 2, "", "write text or json");
  program_gives("policy test no/such.lua", 3, "",
                "is no policy, test file or folder");
  program_end();
}
END_TEST

START_TEST(help_has_no_line_beyond_eighty_columns) {
  begin();
  static const char *const verbs[] = {"list", "show", "check", "test"};
  for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    char call[64] = "policy ";
    strcat(strcat(call, verbs[i]), " --help");
    program_result result = program_run(call);
    ck_assert_int_eq(result.exit, 0);
    for (char *line = strtok(result.out, "\n"); line; line = strtok(NULL, "\n"))
      ck_assert_msg(strlen(line) < 80, "%s", line);
    program_free(&result);
  }
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN("policy", list_and_show_are_texts_and_json,
                  show_of_what_does_not_load_exits_3,
                  check_exits_3_with_errors_and_0_with_warnings,
                  check_for_a_school_asks_for_what_the_school_must_give,
                  test_exits_4_when_a_fixture_fails_or_there_is_none,
                  test_exits_3_when_a_test_file_or_its_policy_does_not_load,
                  wrong_usage_exits_2, help_has_no_line_beyond_eighty_columns);
}
