/* Every allocation of every format may fail: a clean status, no leak, no
 * file. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/alloc.h"
#include "support/decisions.h"
#include "support/suite.h"
#include "write/summary.h"

typedef rbk_status writes(const rbk_writer_options *options, const char *path,
                          size_t runs, rbk_buffer *into, rbk_error *error);

static void fail_everywhere(writes *write, rbk_format format,
                            const char *path) {
  test_alloc test;
  test_alloc_init(&test);
  for (int later = 0; later < 2; later++) {
    for (size_t n = 1;; n++) {
      rbk_writer_options options = {.alloc = &test.alloc, .format = format};
      rbk_error error = {.status = RBK_OK};
      rbk_buffer into;
      rbk_buffer_init(&into, &test.alloc);
      test_alloc_fail_at(&test, n, later);
      rbk_status status = write(&options, path, 2, &into, &error);
      rbk_buffer_finish(&into);
      ck_assert_uint_eq(test.blocks, 0);
      if (test.failures == 0) {
        ck_assert_int_eq(status, RBK_OK);
        if (path) ck_assert_int_eq(unlink(path), 0);
        break;
      }
      ck_assert_int_eq(status, RBK_NOMEM);
      ck_assert_int_eq(error.status, RBK_NOMEM);
      if (path) ck_assert_int_ne(access(path, F_OK), 0);
    }
  }
}

START_TEST(text_formats_survive_every_failing_allocation) {
  for (int format = 0; format < RBK_FORMAT_XLSX; format++) {
    fail_everywhere(decisions_write, (rbk_format)format, NULL);
    fail_everywhere(changes_write, (rbk_format)format, NULL);
  }
}
END_TEST

START_TEST(files_and_workbooks_survive_every_failing_allocation) {
  char folder[] = "/tmp/rollbook-memory-XXXXXX", path[64];
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/a", folder);
  fail_everywhere(decisions_write, RBK_FORMAT_NDJSON, path);
  fail_everywhere(decisions_write, RBK_FORMAT_XLSX, path);
  fail_everywhere(changes_write, RBK_FORMAT_XLSX, path);
  ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

static rbk_status summarise(const rbk_alloc *alloc) {
  rbk_summary *summary = NULL;
  rbk_buffer out;
  rbk_buffer_init(&out, alloc);
  rbk_status status = rbk_summary_create(alloc, &summary);
  if (status == RBK_OK) {
    rbk_decision_sink sink = rbk_summary_sink(summary);
    status = sink.decision(sink.context, &decisions_full);
    if (status == RBK_OK)
      status = sink.decision(sink.context, &decisions_group);
    if (status == RBK_OK)
      status = sink.finished(sink.context, &decisions_record);
    if (status == RBK_OK) status = rbk_summary_print(summary, &out);
  }
  rbk_summary_destroy(summary);
  rbk_buffer_finish(&out);
  return status;
}

START_TEST(the_summary_survives_every_failing_allocation) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    test_alloc_fail_at(&test, n, false);
    rbk_status status = summarise(&test.alloc);
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) break;
    ck_assert_int_eq(status, RBK_NOMEM);
  }
}
END_TEST

int main(void) {
  return TEST_RUN("memory", text_formats_survive_every_failing_allocation,
                  files_and_workbooks_survive_every_failing_allocation,
                  the_summary_survives_every_failing_allocation);
}
