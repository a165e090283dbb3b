/* Fixtures that say which policy they are about. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "author/author.h"
#include "author/test.h"
#include "support/alloc.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts folder;
static char report[16384], said[4096];
static bool passed;
static rbk_status status;

static void on_message(void *context, const rbk_message *message) {
  (void)context;
  const char *file = strrchr(message->file, '/');
  size_t at = strlen(said);
  snprintf(said + at, sizeof said - at, "%s:%zu: %s\n",
           file ? file + 1 : message->file, message->line, message->text);
}

/* A policy with one flag, raised by so many sessions of illness in a week. */
static void write_policy(const char *id, const char *flag, int sessions) {
  char name[64], text[600];
  snprintf(name, sizeof name, "%s.lua", id);
  snprintf(text, sizeof text,
           "return { api = 1, id = '%s', title = 'X',\n"
           "  effective = { from = '2024-08-19' },\n"
           "  flags = { { id = '%s', label = 'Ill',\n"
           "    when = sessions(codes 'I'):within(week):at_least(%d) } } }\n",
           id, flag, sessions);
  scripts_write(&folder, name, text);
}

static void begin(const char *fixtures) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "school/x_test.lua", fixtures);
  write_policy("school/two", "ill", 2);
  write_policy("school/three", "ill", 3);
  write_policy("school/other", "poorly", 1);
}

static void run(void) {
  char file[600];
  snprintf(file, sizeof file, "%s/school/x_test.lua", folder.folder);
  const char *const words[] = {file};
  rbk_author_options options = {.policies = folder.folder,
                                .words = words,
                                .word_count = 1,
                                .message = on_message};
  rbk_error error = {0};
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  said[0] = '\0';
  passed = true;
  status = rbk_author_test(&options, &buffer, &passed, &error);
  snprintf(report, sizeof report, "%s", rbk_buffer_string(&buffer));
  rbk_buffer_finish(&buffer);
  scripts_end(&folder);
}

static void says(const char *text) {
  ck_assert_msg(strstr(report, text) != NULL, "no \"%s\" in\n%s%s", text,
                report, said);
}

/* Two sessions of illness in the week of 11 November 2024. */
#define TWO(name, policy, expect)                                              \
  "  { '" name "', policy = " policy                                           \
  ", calendar = '190 days', on = '2024-11-13',\n"                              \
  "    marks = all_present:first_days(1, 'II', '2024-11-12')"                  \
  "      :elsewhere('2024-11-04', 'II II II', 'Other'), expect = "             \
  "{ " expect " } },\n"

START_TEST(each_fixture_is_run_on_the_policy_it_names) {
  /* there is no school/x beside the file */
  begin("return {\n" TWO("a", "'school/two'", "flags = { 'ill' }")
            TWO("b", "'school/three'", "flags = {}")
                TWO("c", "'school/two'", "flags = { ill = '2024-11-12' }")
                    TWO("d", "'other.lua'", "flags = { 'poorly' }") "}");
  run();
  ck_assert_int_eq(status, RBK_OK);
  ck_assert_msg(passed, "%s%s", report, said);
  ck_assert_str_eq(report, "4 passed, 0 failed\n");
}
END_TEST

START_TEST(others_are_about_the_policy_beside_the_file) {
  begin("return {\n" TWO("a", "nil", "flags = { 'x_ill' }")
            TWO("b", "'school/three'", "flags = { 'ill' }") "}");
  write_policy("school/x", "x_ill", 2);
  run();
  ck_assert_int_eq(status, RBK_OK);
  says("x_test.lua:4: failed: b\n  flags ill: expected it, got nothing\n");
  says("1 passed, 1 failed\n");
}
END_TEST

START_TEST(a_list_changes_the_policy_in_the_year) {
  /* Until Tuesday two sessions are asked for, from Wednesday on three. */
#define CHANGED                                                                \
  "{ { from = '2024-11-13', policy = 'school/three' },\n"                      \
  "    { from = '2024-09-01', policy = 'school/two' } }"
  begin("return {\n" TWO("a", CHANGED,
                         "flags = {}, changes = {\n"
                         "  { id = 'ill', event = 'flag.raised', date = "
                         "'2024-11-12' },\n"
                         "  { id = 'ill', event = 'flag.cleared', date = "
                         "'2024-11-13' } }") "}");
  run();
  ck_assert_int_eq(status, RBK_OK);
  ck_assert_msg(passed, "%s%s", report, said);
}
END_TEST

START_TEST(silence_covers_what_any_of_the_list_declares) {
  begin("return {\n" TWO("a",
                         "{ { from = '2024-09-01', policy = 'school/other' },\n"
                         "  { from = '2024-11-13', policy = 'school/two' } }",
                         "flags = { 'ill' }, changes = {\n"
                         "  { id = 'ill', event = 'flag.raised' } }") "}");
  run();
  says("changes poorly: expected nothing, got ");
  ck_assert(!passed);
}
END_TEST

START_TEST(what_is_wrong_with_one_policy_hides_nothing_of_another) {
  begin("return {\n" TWO("a", "'school/nought'", "flags = {}")
            TWO("b", "'la/nought'", "flags = {}") "}");
  run();
  ck_assert_int_eq(status, RBK_OK);
  says("0 passed, 2 failed\n");
  ck_assert_msg(strstr(said, "school/nought") != NULL, "%s", said);
  ck_assert_msg(strstr(said, "la/nought") != NULL, "%s", said);
}
END_TEST

/* Every so-many-th request for memory is refused: a clean error, no leak. */
START_TEST(memory_that_runs_out_is_a_clean_error) {
  begin("return {\n" TWO("a", CHANGED, "flags = {}")
            TWO("b", "'school/two'", "flags = { 'ill' }") "}");
  char file[600];
  snprintf(file, sizeof file, "%s/school/x_test.lua", folder.folder);
  test_alloc alloc;
  test_alloc_init(&alloc);
  for (size_t n = 1, step = 1;; n += step, step += 5) {
    rbk_test_options options = {.alloc = &alloc.alloc,
                                .policies = folder.folder};
    rbk_test_report *tests = NULL;
    rbk_error error = {0};
    test_alloc_fail_at(&alloc, n, true);
    rbk_status made = rbk_test_report_create(&options, &tests);
    if (!made) made = rbk_test_run(&options, file, tests, &error);
    size_t failures = alloc.failures;
    test_alloc_fail_at(&alloc, 0, false);
    if (failures == 0)
      ck_assert_uint_eq(tests->passed, 2);
    else
      ck_assert_msg(made == RBK_NOMEM, "request %zu: %s", n,
                    rbk_status_name(made));
    rbk_test_report_destroy(tests);
    ck_assert_uint_eq(alloc.blocks, 0);
    if (failures == 0) break;
  }
  scripts_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("policies", each_fixture_is_run_on_the_policy_it_names,
                  others_are_about_the_policy_beside_the_file,
                  a_list_changes_the_policy_in_the_year,
                  silence_covers_what_any_of_the_list_declares,
                  what_is_wrong_with_one_policy_hides_nothing_of_another,
                  memory_that_runs_out_is_a_clean_error);
}
