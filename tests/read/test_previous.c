/* Reading the decisions of an earlier run. */
#include <stdio.h>
#include <string.h>

#include "rollbook/run.h"
#include "support/alloc.h"
#include "support/folder.h"
#include "support/suite.h"

static test_folder folder;
static char path[600];

static void begin(const char *text) {
  folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "before.ndjson", text);
  (void)snprintf(path, sizeof path, "%s/before.ndjson", folder.path);
}

static const char two_lines[] =
    "{\"pupil\":\"P1\",\"as_of\":\"2024-09-10\",\"profile\":\"oak\","
    "\"actions\":[{\"key\":\"r/P1/R1/2024-09-04\",\"rule\":\"r\","
    "\"action\":\"ring\",\"duty\":null,\"clause\":[\"C1\",\"C2\"],"
    "\"owner\":\"office\",\"parent\":\"R1\",\"fired\":\"2024-09-04\","
    "\"due\":\"2024-09-05\",\"due_in\":null,\"status\":\"done\","
    "\"done_by\":\"r\",\"done_on\":\"2024-09-06\",\"reason\":null,"
    "\"missing\":[],\"because\":[{\"measure\":\"attendance\",\"value\":\"50."
    "00\""
    ",\"n\":2,\"d\":4,\"is\":\"below\",\"threshold\":\"60\",\"as_of\":"
    "\"2024-09-04\"},{\"event\":\"met\",\"id\":\"m1\",\"date\":\"2024-09-02\"},"
    "{\"attribute\":\"send\",\"value\":\"K\",\"pupil\":\"P2\"},{\"holds\":"
    "\"weekday wed\"}],\"marks\":[\"2024-09-04 AM O\"],\"later\":1}]}\n"
    "\n"
    "{\"group\":\"everyone\",\"as_of\":\"2024-09-10\",\"actions\":[{\"key\":"
    "\"g/everyone/2024-autumn\",\"rule\":\"g\",\"fired\":\"2024-09-04\","
    "\"status\":\"due\"}]}\n"
    "{\"run\":\"4f1c0a9b7de2\",\"pupils\":1}\n";

START_TEST(actions_are_read_as_they_were_written) {
  begin(two_lines);
  rbk_previous *previous;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_previous_read(path, NULL, &previous, &error), RBK_OK);
  const rbk_recorded_action *all;
  ck_assert_uint_eq(rbk_previous_actions(previous, &all), 2);
  const rbk_action_now *a = &all[0].action;
  ck_assert_str_eq(all[0].pupil, "P1");
  ck_assert_str_eq(all[0].profile, "oak");
  ck_assert_str_eq(all[0].as_of, "2024-09-10");
  ck_assert_str_eq(a->key, "r/P1/R1/2024-09-04");
  ck_assert_str_eq(a->parent, "R1");
  ck_assert_ptr_null(a->duty);
  ck_assert_int_eq(a->status, RBK_ACTION_DONE);
  ck_assert_str_eq(a->done_on, "2024-09-06");
  ck_assert_uint_eq(a->clause.count, 2);
  ck_assert(a->clause.list);
  ck_assert_uint_eq(a->owner.count, 1);
  ck_assert(!a->owner.list);
  ck_assert_str_eq(a->marks.items[0], "2024-09-04 AM O");
  ck_assert_uint_eq(a->because_count, 4);
  ck_assert_int_eq(a->because[0].kind, RBK_BECAUSE_MEASURE);
  ck_assert(a->because[0].ratio);
  ck_assert_int_eq(a->because[0].n, 2);
  ck_assert_str_eq(a->because[1].id, "m1");
  ck_assert_str_eq(a->because[2].pupil, "P2");
  ck_assert_str_eq(a->because[3].name, "weekday wed");
  ck_assert_ptr_null(all[1].pupil);
  ck_assert_str_eq(all[1].group, "everyone");
  ck_assert_str_eq(all[1].action.action, "");
  rbk_previous_destroy(previous);
  folder_end(&folder);
}
END_TEST

static void refused(const char *text, size_t line, const char *with) {
  begin(text);
  rbk_previous *previous = NULL;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_previous_read(path, NULL, &previous, &error),
                   RBK_REJECTED);
  ck_assert_ptr_null(previous);
  ck_assert_uint_eq(error.line, line);
  ck_assert_msg(strstr(error.text, with) != NULL, "%s", error.text);
  folder_end(&folder);
}

#define LINE(actions)                                                          \
  "{\"pupil\":\"P1\",\"as_of\":\"2024-09-10\",\"actions\":" actions "}\n"

START_TEST(what_is_no_decision_is_refused_with_its_line) {
  refused("\n[1]\n", 2, "is no object");
  refused("{\"pupil\":\n", 1, "is not JSON");
  refused("{\"pupil\":\"P1\",\"as_of\":\"2024-09-10\"}\n", 1,
          "\"actions\" is missing");
  refused("{\"pupil\":\"P1\",\"actions\":[]}\n", 1, "\"as_of\" is missing");
  refused(LINE("{}"), 1, "\"actions\" is no list");
  refused(LINE("[3]"), 1, "\"actions\" is no list of objects");
  refused(LINE("[{\"rule\":\"r\"}]"), 1, "\"key\" is missing");
  refused(LINE("[{\"key\":\"k\",\"rule\":\"r\",\"fired\":\"soon\"}]"), 1,
          "\"fired\" is not a date");
  refused(LINE("[{\"key\":\"k\",\"rule\":\"r\",\"fired\":\"2024-09-04\","
               "\"status\":\"lost\"}]"),
          1, "\"status\" is no status of an action");
  refused(LINE("[{\"key\":1,\"rule\":\"r\"}]"), 1, "\"key\" is not a text");
  refused(LINE("[{\"key\":\"k\",\"rule\":\"r\",\"marks\":[1]}]"), 1,
          "\"marks\" is not a list of texts");
}
END_TEST

START_TEST(a_file_that_is_not_there_is_said_to_be_so) {
  rbk_previous *previous = NULL;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_previous_read(TEST_BINARY_DIR "/nowhere.ndjson", NULL,
                                     &previous, &error),
                   RBK_REJECTED);
  ck_assert_ptr_null(previous);
}
END_TEST

START_TEST(memory_that_runs_out_leaves_nothing_behind) {
  begin(two_lines);
  test_alloc alloc;
  test_alloc_init(&alloc);
  for (size_t n = 1;; n++) {
    rbk_previous *previous = NULL;
    rbk_error error = {0};
    test_alloc_fail_at(&alloc, n, false);
    rbk_status status =
        rbk_previous_read(path, &alloc.alloc, &previous, &error);
    if (alloc.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      rbk_previous_destroy(previous);
      ck_assert_uint_eq(alloc.blocks, 0);
      ck_assert_uint_gt(n, 3);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_ptr_null(previous);
    ck_assert_uint_eq(alloc.blocks, 0);
  }
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("previous", actions_are_read_as_they_were_written,
                  what_is_no_decision_is_refused_with_its_line,
                  a_file_that_is_not_there_is_said_to_be_so,
                  memory_that_runs_out_leaves_nothing_behind);
}
