/* A first policy, when memory or the disk says no. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "author/new.h"
#include "base/alloc.h"
#include "support/alloc.h"
#include "support/script.h"
#include "support/suite.h"

static bool is_there(const test_scripts *folder, const char *name) {
  char path[700];
  snprintf(path, sizeof path, "%s/%s", folder->folder, name);
  return access(path, F_OK) == 0;
}

START_TEST(memory_that_runs_out_leaves_no_file) {
  test_scripts folder = scripts_begin(TEST_BINARY_DIR);
  test_alloc alloc;
  test_alloc_init(&alloc);
  for (size_t n = 1;; n++) {
    rbk_error error = {0};
    rbk_buffer out;
    rbk_buffer_init(&out, &alloc.alloc);
    test_alloc_fail_at(&alloc, n, true);
    rbk_status status = rbk_policy_new(&alloc.alloc, folder.folder, "la/shire",
                                       RBK_NEW_FOLLOWS, &out, &error);
    size_t failures = alloc.failures;
    test_alloc_fail_at(&alloc, 0, false);
    rbk_buffer_finish(&out);
    ck_assert_uint_eq(alloc.blocks, 0);
    if (failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert(!is_there(&folder, "la/shire.lua"));
    ck_assert(!is_there(&folder, "la/shire_test.lua"));
  }
  ck_assert(is_there(&folder, "la/shire.lua"));
  ck_assert(is_there(&folder, "la/shire_test.lua"));
  scripts_end(&folder);
}
END_TEST

START_TEST(a_test_that_is_there_keeps_the_policy_from_being_written) {
  test_scripts folder = scripts_begin(TEST_BINARY_DIR);
  rbk_error error = {0};
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  scripts_write(&folder, "school/oak_test.lua", "return {}\n");
  ck_assert_int_eq(rbk_policy_new(NULL, folder.folder, "school/oak",
                                  RBK_NEW_FOLLOWS, &out, &error),
                   RBK_USAGE);
  ck_assert(!is_there(&folder, "school/oak.lua"));
  ck_assert_uint_eq(out.length, 0);
  rbk_buffer_finish(&out);
  scripts_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("new", memory_that_runs_out_leaves_no_file,
                  a_test_that_is_there_keeps_the_policy_from_being_written);
}
