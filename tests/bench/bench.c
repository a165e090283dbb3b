/* What a pupil-year costs: see README.md beside this file. */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/status.h"

enum { TASKS = 16 };

/* --- time --- */

/* The processor's time for one thread: what else the machine does then counts
 * less. For several threads the time that passes. */
static double now(const bench *b) {
  struct timespec t;
  clock_gettime(b->threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID,
                &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static rbk_status time_task(bench *b, const bench_task *task, double *best) {
  double begin = now(b);
  rbk_status status = task->run(b, task);
  double took = now(b) - begin;
  if (*best == 0 || took < *best) *best = took;
  return status;
}

static bool is_wanted(const bench *b, size_t task) {
  return task == 0 || !b->only || strstr(bench_tasks[task].name, b->only);
}

/* Every round times every task once, and the yardstick before each: all of them
 * see the same fast and slow minutes of a shared machine. */
static rbk_status time_all(bench *b, double best[TASKS]) {
  rbk_status status = RBK_OK;
  for (unsigned round = 0; round < b->rounds; round++)
    for (size_t i = 1; i < bench_task_count && !status; i++) {
      if (!is_wanted(b, i)) continue;
      status = time_task(b, &bench_tasks[0], &best[0]);
      if (!status) status = time_task(b, &bench_tasks[i], &best[i]);
    }
  return status;
}

static void print_times(const bench *b, const double best[TASKS]) {
  printf("%-36s %10s %14s %12s\n", "", "ms", "ns/pupil-year", "x histogram");
  for (size_t i = 0; i < bench_task_count; i++)
    if (is_wanted(b, i))
      printf("%-36s %10.2f %14.0f %12.2f\n", bench_tasks[i].name, best[i] * 1e3,
             best[i] * 1e9 / (double)b->pupils, best[i] / best[0]);
}

/* --- memory --- */

typedef struct counting { /* an allocator that counts what it is asked */
  rbk_alloc alloc;
  uint64_t requests;
} counting;

static void *count(void *context, void *block, size_t size) {
  if (size) ((counting *)context)->requests++;
  return rbk_resize(NULL, block, size);
}

typedef struct memory { /* what a child process found */
  rbk_status status;
  rbk_error error;
  long resident;     /* at most, in KiB */
  uint64_t requests; /* for memory, from C */
} memory;

typedef enum memory_job {
  GENERATE, /* what all the others look at */
  READ_LONG,
  READ_MARKS,
  EVALUATE,
  REPLAY,
  MEMORY_JOBS
} memory_job;
static const char *const memory_names[MEMORY_JOBS] = {
    "generate, write in two shapes", "read, long shape", "read, marks shape",
    "read marks, evaluate la/bedford", "read marks, replay la/bedford"};

static rbk_status do_memory_job(bench *b, memory_job job, counting *counter) {
  rbk_alloc *alloc = &counter->alloc;
  rbk_register *reg = NULL;
  rbk_status status;
  if (job == GENERATE) return bench_generate(b, alloc);
  if (job == READ_LONG || job == READ_MARKS) {
    status = bench_read(
        b, job == READ_LONG ? RBK_FOLDER_LONG : RBK_FOLDER_MARKS, alloc, &reg);
    rbk_register_destroy(reg);
    return status;
  }
  status = bench_open(b, alloc);
  counter->requests = 0;
  if (!status) status = bench_run(b, BENCH_BEDFORD, job == REPLAY, alloc);
  return status;
}

/* In a process of its own, whose most resident memory is this job's alone. */
static rbk_status in_a_child(bench *b, memory_job job, memory *found) {
  int ends[2];
  *found = (memory){.status = RBK_INTERNAL};
  if (pipe(ends) != 0)
    return rbk_fail(&b->error, RBK_IO, "pipe", 0, 0, "cannot be made");
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    struct rusage used;
    counting counter = {{count, &counter}, 0};
    b->threads = 1; /* the counter is not for several */
    found->status = do_memory_job(b, job, &counter);
    getrusage(RUSAGE_SELF, &used);
    found->error = b->error;
    found->resident = used.ru_maxrss;
    found->requests = counter.requests;
    _exit(write(ends[1], found, sizeof *found) == sizeof *found ? 0 : 1);
  }
  close(ends[1]);
  bool told = child > 0 && read(ends[0], found, sizeof *found) == sizeof *found;
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  if (!told)
    return rbk_fail(&b->error, RBK_INTERNAL, memory_names[job], 0, 0,
                    "its process ended too early");
  b->error = found->error;
  return found->status;
}

static rbk_status measure_memory(bench *b, memory found[MEMORY_JOBS]) {
  rbk_status status = RBK_OK;
  size_t jobs = b->only ? 1 : MEMORY_JOBS; /* the first makes the year */
  for (size_t i = 0; i < jobs && !status; i++)
    status = in_a_child(b, (memory_job)i, &found[i]);
  return status;
}

static void print_memory(const bench *b, const memory found[MEMORY_JOBS]) {
  printf("\n%-36s %10s %14s %12s\n", "peak memory", "MiB", "bytes/pupil",
         "requests");
  for (size_t i = 0; i < MEMORY_JOBS; i++)
    printf("%-36s %10.1f %14.0f %12.2f\n", memory_names[i],
           (double)found[i].resident / 1024,
           (double)found[i].resident * 1024 / (double)b->pupils,
           (double)found[i].requests / (double)b->pupils);
  puts("requests: for memory, a pupil; of evaluate and replay without reading");
}

/* --- the program --- */

static void usage(FILE *out) {
  fputs(
      "Usage: bench [--pupils N] [--threads N] [--rounds N] [--only TEXT]\n"
      "Times rollbook on a synthetic year (10000 pupils, 1 thread, best of 5\n"
      "rounds; only the lines with TEXT in their name); tests/bench/README.md\n"
      "says how to read it.\n",
      out);
}

static bool take_number(const char *text, unsigned long most,
                        unsigned long *out) {
  char *end = NULL;
  if (!text || *text < '1' || *text > '9') return false;
  unsigned long number = strtoul(text, &end, 10);
  if (*end || number > most) return false;
  *out = number;
  return true;
}

static bool take_options(bench *b, int argc, char **argv) {
  for (int i = 1; i < argc; i += 2) {
    unsigned long number;
    if (i + 1 < argc && strcmp(argv[i], "--only") == 0) {
      b->only = argv[i + 1];
      continue;
    }
    if (i + 1 == argc || !take_number(argv[i + 1], 1000000, &number))
      return false;
    if (strcmp(argv[i], "--pupils") == 0)
      b->pupils = number;
    else if (strcmp(argv[i], "--threads") == 0)
      b->threads = (unsigned)number;
    else if (strcmp(argv[i], "--rounds") == 0)
      b->rounds = (unsigned)number;
    else
      return false;
  }
  return true;
}

int main(int argc, char **argv) {
  bench b = {.pupils = 10000, .threads = 1, .rounds = 5};
  double best[TASKS] = {0};
  memory found[MEMORY_JOBS];
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    usage(stdout);
    return EXIT_SUCCESS;
  }
  if (!take_options(&b, argc, argv)) {
    usage(stderr);
    return EXIT_FAILURE;
  }
  rbk_status status = bench_place(&b);
  if (!status) status = measure_memory(&b, found);
  if (!status) status = bench_open(&b, NULL);
  if (!status) status = thirty_begin(&b.conditions, b.reg, &b.error);
  if (!status) {
    printf("%zu pupils, %zu school days, %u thread%s, best of %u\n\n", b.pupils,
           rbk_register_days(b.reg), b.threads,
           b.threads == 1 ? " (its processor time)" : "s", b.rounds);
    status = time_all(&b, best);
    thirty_end(&b.conditions);
  }
  if (!status) print_times(&b, best);
  if (!status && !b.only) print_memory(&b, found);
  bench_close(&b);
  bench_remove(&b);
  if (status)
    fprintf(stderr, "bench: %s:%zu: %s\n", b.error.file, b.error.line,
            b.error.text);
  return status ? EXIT_FAILURE : EXIT_SUCCESS;
}
