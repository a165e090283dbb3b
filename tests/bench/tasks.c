#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "bench/bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"
#include "generate/generate.h"
#include "write/writer.h"

static const char *const policy_ids[BENCH_POLICIES] = {"la/bedford",
                                                       "national/england"};

static const rbk_folder_shape shapes[] = {RBK_FOLDER_MARKS, RBK_FOLDER_LONG};
enum { SHAPES = sizeof shapes / sizeof *shapes };

/* --- the year --- */

rbk_status bench_place(bench *b) {
  const char *under = getenv("TMPDIR");
  if (!under) under = "/tmp";
  int length =
      snprintf(b->place, sizeof b->place, "%s/rollbook-bench-XXXXXX", under);
  if (length < 0 || (size_t)length >= sizeof b->place || !mkdtemp(b->place)) {
    b->place[0] = '\0';
    return rbk_fail(&b->error, RBK_IO, under, 0, 0,
                    "no temporary folder can be made there");
  }
  for (size_t i = 0; i < SHAPES; i++)
    snprintf(b->folder[shapes[i]], sizeof b->folder[shapes[i]], "%s/%s",
             b->place, rbk_folder_shape_name(shapes[i]));
  return RBK_OK;
}

rbk_status bench_generate(bench *b, const rbk_alloc *alloc) {
  rbk_register *reg = NULL;
  rbk_generate_options options = {.alloc = alloc,
                                  .id = "bench",
                                  .name = "Bench",
                                  .pupils = b->pupils,
                                  .seed = 1};
  rbk_status status = rbk_generate(&options, &reg, &b->error);
  for (size_t i = 0; i < SHAPES && !status; i++) {
    rbk_folder_options form = {.alloc = alloc, .shape = shapes[i]};
    status = rbk_folder_write(reg, b->folder[shapes[i]], &form, &b->error);
  }
  rbk_register_destroy(reg);
  return status;
}

void bench_remove(bench *b) {
  if (!b->place[0]) return;
  for (size_t i = 0; i < SHAPES; i++) rbk_folder_remove(b->folder[shapes[i]]);
  rmdir(b->place);
}

rbk_status bench_open(bench *b, const rbk_alloc *alloc) {
  rbk_status status = bench_read(b, RBK_FOLDER_MARKS, alloc, &b->reg);
  for (size_t i = 0; i < BENCH_POLICIES && !status; i++) {
    rbk_policy_options options = {.size = sizeof options,
                                  .alloc = alloc,
                                  .folder = TEST_SOURCE_DIR "/policies",
                                  .policy = policy_ids[i]};
    status = rbk_policy_load(b->reg, &options, &b->policies[i], &b->error);
  }
  return status;
}

void bench_close(bench *b) {
  for (size_t i = 0; i < BENCH_POLICIES; i++)
    rbk_policy_destroy(b->policies[i]);
  rbk_register_destroy(b->reg);
}

/* --- reading --- */

rbk_status bench_read(bench *b, rbk_folder_shape shape, const rbk_alloc *alloc,
                      rbk_register **out) {
  rbk_register_options options = {.size = sizeof options, .alloc = alloc};
  return rbk_register_read(b->folder[shape], &options, out, &b->error);
}

static rbk_status read_folder(bench *b, const bench_task *task) {
  rbk_register *reg = NULL;
  rbk_status status = bench_read(b, task->shape, NULL, &reg);
  rbk_register_destroy(reg);
  return status;
}

/* --- running --- */

static rbk_status no_decision(void *context, const rbk_decision *decision) {
  *(uint64_t *)context += decision->action_count;
  return RBK_OK;
}
static rbk_status no_change(void *context, const rbk_change *change) {
  *(uint64_t *)context += (uint64_t)change->kind;
  return RBK_OK;
}

rbk_status bench_run(bench *b, bench_policy policy, bool replay,
                     const rbk_alloc *alloc) {
  rbk_run_options options = {
      .size = sizeof options, .alloc = alloc, .threads = b->threads};
  rbk_decision_sink decisions = {&b->sink, NULL, no_decision, NULL};
  rbk_change_sink changes = {&b->sink, NULL, no_change, NULL};
  return replay ? rbk_replay(b->reg, b->policies[policy], &options, &changes,
                             &b->error)
                : rbk_evaluate(b->reg, b->policies[policy], &options,
                               &decisions, &b->error);
}

static rbk_status evaluate(bench *b, const bench_task *task) {
  return bench_run(b, task->policy, false, NULL);
}
static rbk_status replay(bench *b, const bench_task *task) {
  return bench_run(b, task->policy, true, NULL);
}

/* --- running and writing --- */

static rbk_status write_to(bench *b, const bench_task *task, bool all_days,
                           rbk_output *output) {
  rbk_writer *writer = NULL;
  rbk_writer_options form = {.format = RBK_FORMAT_NDJSON};
  rbk_run_options options = {.size = sizeof options, .threads = b->threads};
  const rbk_policy *policy = b->policies[task->policy];
  rbk_status status =
      all_days ? rbk_writer_changes(&form, output, &writer, &b->error)
               : rbk_writer_decisions(&form, output, &writer, &b->error);
  if (!status && all_days) {
    rbk_change_sink sink = rbk_writer_change_sink(writer);
    status = rbk_replay(b->reg, policy, &options, &sink, &b->error);
  } else if (!status) {
    rbk_decision_sink sink = rbk_writer_decision_sink(writer);
    status = rbk_evaluate(b->reg, policy, &options, &sink, &b->error);
  }
  if (!status) status = rbk_writer_end(writer);
  if (!status) status = rbk_output_commit(output, &b->error);
  rbk_writer_destroy(writer);
  return status;
}

static rbk_status to_nowhere(bench *b, const bench_task *task, bool all_days) {
  rbk_output *output = NULL;
  int handle = open("/dev/null", O_WRONLY);
  if (handle < 0)
    return rbk_fail(&b->error, RBK_IO, "/dev/null", 0, 0, "cannot be opened");
  rbk_status status =
      rbk_output_handle(NULL, handle, "/dev/null", &output, &b->error);
  if (!status) status = write_to(b, task, all_days, output);
  rbk_output_destroy(output);
  close(handle);
  return status;
}

static rbk_status evaluate_and_write(bench *b, const bench_task *task) {
  return to_nowhere(b, task, false);
}
static rbk_status replay_and_write(bench *b, const bench_task *task) {
  return to_nowhere(b, task, true);
}

/* --- the yardstick, and the figures alone --- */

static rbk_status histogram(bench *b, const bench_task *task) {
  const rbk_register *reg = b->reg;
  size_t sessions = 2 * reg->calendar.day_count;
  uint32_t counts[256] = {0};
  (void)task;
  for (size_t i = 0; i < reg->roll.pupil_count; i++) {
    const uint8_t *marks = rbk_marks_of(&reg->marks, (uint32_t)i);
    for (size_t s = 0; s < sessions; s++) counts[marks[s]]++;
  }
  for (size_t i = 0; i < 256; i++) b->sink = b->sink * 31 + counts[i];
  return RBK_OK;
}

static rbk_status figures(bench *b, const bench_task *task) {
  (void)task;
  return thirty_run(&b->conditions);
}

const bench_task bench_tasks[] = {
    {.name = "byte histogram of the marks", .run = histogram},
    {.name = "read, long shape", .run = read_folder, .shape = RBK_FOLDER_LONG},
    {.name = "read, marks shape",
     .run = read_folder,
     .shape = RBK_FOLDER_MARKS},
    {.name = "30 conditions, every day", .run = figures},
    {.name = "evaluate one day, national/england",
     .run = evaluate,
     .policy = BENCH_ENGLAND},
    {.name = "evaluate one day, la/bedford",
     .run = evaluate,
     .policy = BENCH_BEDFORD},
    {.name = "  the same, written as NDJSON",
     .run = evaluate_and_write,
     .policy = BENCH_BEDFORD},
    {.name = "replay all days, national/england",
     .run = replay,
     .policy = BENCH_ENGLAND},
    {.name = "replay all days, la/bedford",
     .run = replay,
     .policy = BENCH_BEDFORD},
    {.name = "  the same, written as NDJSON",
     .run = replay_and_write,
     .policy = BENCH_BEDFORD},
};
const size_t bench_task_count = sizeof bench_tasks / sizeof *bench_tasks;
