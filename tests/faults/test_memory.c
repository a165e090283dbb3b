/* Memory that runs out at every possible moment. A school of three pupils is
 * read, its policy loaded, evaluated, replayed and written, with the Nth
 * request for memory refused, for every N: each time there must be one clean
 * RBK_NOMEM, nothing left over, and never a decision that reads as
 * "undetermined". A request that only asked for less (a block of Lua's that
 * shrinks stays as it is) may be refused without harm; then the bytes must be
 * those of an undisturbed run.
 *
 * The short tier tries every request up to the 300th and then one in STRIDE;
 * with ROLLBOOK_LONG set in the environment the tests try them all. */
#include <stdlib.h>
#include <string.h>

#include "rollbook/run.h"
#include "support/alloc.h"
#include "support/suite.h"
#include "write/writer.h"

#define SCHOOL   TEST_SOURCE_DIR "/tests/faults/school"
#define POLICIES TEST_SOURCE_DIR "/policies"

/* Prime, so that no loop of requests is always met at the same place. */
#define STRIDE 37

typedef struct tally { /* what the sinks saw */
  rbk_decision_sink decisions;
  rbk_change_sink changes;
  size_t undetermined, seen;
} tally;

static rbk_status started(void *context, const rbk_run_record *record) {
  tally *sums = context;
  return sums->decisions.started(sums->decisions.context, record);
}
static rbk_status decision(void *context, const rbk_decision *shown) {
  tally *sums = context;
  sums->undetermined += shown->undetermined_count;
  sums->seen++;
  return sums->decisions.decision(sums->decisions.context, shown);
}
static rbk_status finished(void *context, const rbk_run_record *record) {
  tally *sums = context;
  return sums->decisions.finished(sums->decisions.context, record);
}

/* Everything the program does for one school, with one allocator. */
static rbk_status whole_job(const rbk_alloc *alloc, rbk_buffer *bytes,
                            tally *sums, rbk_error *error) {
  rbk_register *reg = NULL;
  rbk_policy *policy = NULL;
  rbk_output *output = NULL;
  rbk_writer *decisions = NULL, *changes = NULL;
  rbk_register_options reading = {.size = sizeof reading, .alloc = alloc};
  rbk_policy_options loading = {
      .size = sizeof loading, .alloc = alloc, .folder = POLICIES};
  rbk_run_options run = {.size = sizeof run, .alloc = alloc};
  rbk_writer_options form = {.alloc = alloc, .format = RBK_FORMAT_NDJSON};
  rbk_decision_sink sink = {sums, started, decision, finished};

  rbk_status status = rbk_register_read(SCHOOL, &reading, &reg, error);
  if (status != RBK_OK) goto out;
  status = rbk_policy_load(reg, &loading, &policy, error);
  if (status != RBK_OK) goto out;
  status = rbk_output_buffer(alloc, bytes, &output, error);
  if (status != RBK_OK) goto out;
  status = rbk_writer_decisions(&form, output, &decisions, error);
  if (status != RBK_OK) goto out;
  sums->decisions = rbk_writer_decision_sink(decisions);
  status = rbk_evaluate(reg, policy, &run, &sink, error);
  if (status != RBK_OK) goto out;
  status = rbk_writer_end(decisions);
  if (status != RBK_OK) goto out;
  status = rbk_writer_changes(&form, output, &changes, error);
  if (status != RBK_OK) goto out;
  sums->changes = rbk_writer_change_sink(changes);
  status = rbk_replay(reg, policy, &run, &sums->changes, error);
  if (status != RBK_OK) goto out;
  status = rbk_writer_end(changes);
  if (status != RBK_OK) goto out;
  status = rbk_output_commit(output, error);
out:
  rbk_writer_destroy(changes);
  rbk_writer_destroy(decisions);
  rbk_output_destroy(output);
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
  return status;
}

static void every_request_refused(bool later) {
  test_alloc memory;
  test_alloc_init(&memory);
  rbk_buffer expected, got;
  rbk_buffer_init(&expected, NULL);
  rbk_buffer_init(&got, NULL);
  rbk_error error = {.status = RBK_OK};
  tally whole = {.seen = 0};
  rbk_status status = whole_job(&memory.alloc, &expected, &whole, &error);
  ck_assert_msg(status == RBK_OK, "%s: %s", error.file, error.text);
  ck_assert_uint_eq(whole.seen, 3);
  ck_assert_uint_eq(memory.blocks, 0);

  size_t last = memory.requests, step = getenv("ROLLBOOK_LONG") ? 1 : STRIDE;
  ck_assert_uint_gt(last, 300);
  for (size_t n = 1; n <= last; n += n < 300 ? 1 : step) {
    tally sums = {.seen = 0};
    rbk_buffer_clear(&got);
    test_alloc_fail_at(&memory, n, later);
    status = whole_job(&memory.alloc, &got, &sums, &error);
    ck_assert_msg(memory.failures > 0, "request %zu is not made again", n);
    ck_assert_msg(memory.blocks == 0, "request %zu: %zu blocks left over", n,
                  memory.blocks);
    ck_assert_msg(sums.undetermined == 0, "request %zu: read as undetermined",
                  n);
    ck_assert_msg(status == RBK_NOMEM ||
                      (status == RBK_OK && got.length == expected.length &&
                       memcmp(got.bytes, expected.bytes, got.length) == 0),
                  "request %zu: %s, %s", n, rbk_status_name(status),
                  status ? error.text : "but other bytes");
  }
  rbk_buffer_finish(&got);
  rbk_buffer_finish(&expected);
}

START_TEST(one_refused_request_is_one_clean_error) {
  every_request_refused(false);
}
END_TEST

START_TEST(memory_gone_for_good_is_one_clean_error) {
  every_request_refused(true);
}
END_TEST

int main(void) {
  return TEST_RUN("memory", one_refused_request_is_one_clean_error,
                  memory_gone_for_good_is_one_clean_error);
}
