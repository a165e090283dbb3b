/* Memory that runs out at any moment of reading gives a clean error. */
#include "small_school.h"
#include "support/alloc.h"

static test_folder whole_school(void) {
  test_folder folder = small_school();
  folder_write(&folder, "school.json",
               "{\"id\":\"s1\",\"policy\":[{\"policy\":\"a\"}],"
               "\"parameters\":{\"a\":[1,\"x\"]},\"roles\":{\"r\":\"x\"},"
               "\"aliases\":{\"7\":\"I\"},\"facts\":{\"f\":1}}");
  folder_write(&folder, "pupils.csv",
               "pupil_id,enrolled_from,enrolled_to,name\n"
               "P0002,,2024-09-03,\"a \"\"b\"\"\"\nP0001,,,x\n"
               "P0002,2024-09-09,,y\n");
  folder_write(&folder, "parents.csv", "parent_id,pupil_id,name\nR1,P0001,x\n");
  folder_write(&folder, "events.csv",
               "pupil_id,date,kind,id,of,attribute,value\n"
               "P0001,2024-09-03,letter,a,,,\n"
               "P0001,2024-09-04,withdrawn,,a,,\n"
               "P0001,2024-09-03,attribute.set,,,send,Y\n");
  folder_write(&folder, "marks-1.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,\\\n"
                    "P0002,2024-09-02,PM,7\nP0002,2024-09-06,PM,I\n");
  folder_write(&folder, "marks-2.csv",
               "pupil_id,date,session,code,comment,school\n"
               "P0001,2024-09-03,AM,L,bus,\nP0001,2024-09-03,PM,I,,S2\n");
  folder_write(&folder, "marks-3.csv", WEEK "P0001,2024-09-09,/,,,,,,,,,\n");
  folder_write(&folder, "marks-4.csv", MARKS "P0001,2024-09-10,/\\\n");
  return folder;
}

/* Refuses every allocation in turn, alone or with all that follow. */
static void fails_cleanly(const test_folder *folder, bool keep_going,
                          bool later, rbk_status in_the_end) {
  char rejects[1024];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", folder->path);
  test_alloc test;
  test_alloc_init(&test);
  size_t failed = 0;
  for (size_t n = 1;; n++) {
    rbk_register *reg = NULL;
    rbk_error error = {0};
    rbk_register_options options = {.size = sizeof options,
                                    .alloc = &test.alloc,
                                    .keep_going = keep_going,
                                    .rejects_file = rejects};
    test_alloc_fail_at(&test, n, later);
    rbk_status status = rbk_register_read(folder->path, &options, &reg, &error);
    if (test.failures == 0) {
      ck_assert_int_eq(status, in_the_end);
      rbk_register_destroy(reg);
      ck_assert_uint_eq(test.blocks, 0);
      break;
    }
    failed++;
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_int_eq(error.status, RBK_NOMEM);
    ck_assert_ptr_null(reg);
    ck_assert_uint_eq(test.blocks, 0);
    ck_assert(!folder_has(folder, "rejects.csv.part"));
  }
  ck_assert_uint_gt(failed, 30);
}

START_TEST(each_refused_allocation_gives_a_clean_error) {
  test_folder folder = whole_school();
  fails_cleanly(&folder, false, false, RBK_OK);
  fails_cleanly(&folder, false, true, RBK_OK);
  folder_end(&folder);
}
END_TEST

START_TEST(so_does_one_refused_while_lines_are_read) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.ndjson",
               "{\"pupil\":\"P2\",\"start\":\"2024-09-02\",\"marks\":"
               "\"L\\\\\",\"notes\":[{\"date\":\"2024-09-02\",\"session\":"
               "\"AM\",\"minutes_late\":5,\"comment\":\"bus\"}],\"parents\":[{"
               "\"id\":\"R1\",\"fields\":{\"name\":\"x\"}}],\"events\":[{"
               "\"date\":\"2024-09-02\",\"kind\":\"a\",\"id\":\"x\","
               "\"fields\":{\"f\":\"1\"}}]}\n"
               "{\"pupil\":\"P1\",\"spells\":[{\"attributes\":{\"a\":\"b\"}}],"
               "\"strays\":[{\"date\":\"2024-09-06\",\"session\":\"AM\","
               "\"code\":\"I\"}]}\n");
  fails_cleanly(&folder, false, false, RBK_OK);
  folder_end(&folder);
}
END_TEST

START_TEST(so_does_one_refused_while_bad_rows_are_told) {
  test_folder folder = whole_school();
  folder_write(&folder, "marks-5.csv",
               LONG "P0001,2024-09-02,AM,I\nP0001,2024-09-03,AM,ZZ\n");
  fails_cleanly(&folder, true, false, RBK_REJECTED);
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("memory", each_refused_allocation_gives_a_clean_error,
                  so_does_one_refused_while_lines_are_read,
                  so_does_one_refused_while_bad_rows_are_told);
}
