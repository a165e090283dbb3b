/* Two versions of one policy in one run: Bedford before and after 19 August
 * 2024. The school is open for the weeks of 8 July and 2 September 2024; its
 * one pupil is on holiday without leave in the first, ten sessions. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rollbook/run.h"
#include "support/folder.h"
#include "support/suite.h"

static const char calendar[] =
    "{\"years\": [{\"school_year\": \"2023/24\", \"half_terms\": [{\"term\": "
    "\"summer\", \"number\": 6, \"from\": \"2024-07-08\", \"to\": "
    "\"2024-07-12\"}], \"closures\": []},\n"
    "{\"school_year\": \"2024/25\", \"half_terms\": [{\"term\": \"autumn\", "
    "\"number\": 1, \"from\": \"2024-09-02\", \"to\": \"2024-09-06\"}], "
    "\"closures\": []}]}\n";

static const char marks[] = "pupil_id,week_start,MonAM,MonPM,TueAM,TuePM,WedAM,"
                            "WedPM,ThuAM,ThuPM,FriAM,FriPM\n"
                            "P1,2024-07-08,G,G,G,G,G,G,G,G,G,G\n"
                            "P1,2024-09-02,/,\\,/,\\,/,\\,/,\\,/,\\\n";

typedef struct seen {
  char changes[8][64]; /* of the rules that ask for a notice: date and what */
  size_t count;
} seen;

static rbk_status note(void *context, const rbk_change *change) {
  static const char *const rules[] = {"warn_formally",
                                      "consider_penalty_notice"};
  seen *s = context;
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    if (strcmp(change->id, rules[i]) != 0) continue;
    ck_assert_uint_lt(s->count, 8);
    snprintf(s->changes[s->count++], 64, "%s %s %d", change->date, change->id,
             (int)change->kind);
  }
  return RBK_OK;
}

START_TEST(what_was_asked_under_the_old_page_is_let_go_under_the_framework) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "school.json",
               "{\"id\": \"s\", \"name\": \"S\", \"policy\": \"la/bedford\"}");
  folder_write(&folder, "calendar.json", calendar);
  folder_write(&folder, "marks.csv", marks);
  folder_write(&folder, "pupils.csv",
               "pupil_id,date_of_birth\nP1,2012-03-01\n");
  folder_write(&folder, "parents.csv", "parent_id,pupil_id\nPA1,P1\n");

  rbk_register *reg = NULL;
  rbk_policy *policy = NULL;
  rbk_error error = {0};
  rbk_policy_options how = {.size = sizeof how,
                            .folder = TEST_SOURCE_DIR "/policies"};
  seen s = {.count = 0};
  rbk_change_sink sink = {.context = &s, .change = note};
  rbk_status status = rbk_register_read(folder.path, NULL, &reg, &error);
  if (!status) status = rbk_policy_load(reg, &how, &policy, &error);
  if (!status) status = rbk_replay(reg, policy, NULL, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s: %s", error.file, error.text);

  /* Ten sessions by Friday 12 July. On the first day of the national framework
   * on which there is school the warning lapses; its ten sessions are from
   * before, so nothing is to be considered. */
  char expected[64];
  ck_assert_uint_eq(s.count, 2);
  snprintf(expected, sizeof expected, "2024-07-12 warn_formally %d",
           (int)RBK_CHANGE_ACTION_FIRED);
  ck_assert_str_eq(s.changes[0], expected);
  snprintf(expected, sizeof expected, "2024-09-02 warn_formally %d",
           (int)RBK_CHANGE_ACTION_LAPSED);
  ck_assert_str_eq(s.changes[1], expected);
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "versions",
      what_was_asked_under_the_old_page_is_let_go_under_the_framework);
}
