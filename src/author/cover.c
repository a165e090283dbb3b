#include "author/cover.h"

#include <string.h>

#include "author/compare.h"
#include "author/files.h"
#include "base/alloc.h"
#include "policy/trace.h"

const char *rbk_cover_keep(rbk_arena *arena, const char *text, bool *failed) {
  if (text == NULL) return NULL;
  const char *kept = rbk_arena_copy(arena, text, strlen(text));
  if (kept == NULL) *failed = true;
  return kept;
}

/* The first fixture about the policy beside the file; NULL: there is none. */
static const rbk_fixture *first_own(const rbk_runner *runner) {
  const rbk_fixtures *all = runner->fixtures;
  for (size_t i = 0; all != NULL && i < all->count; i++)
    if (all->items[i].policy_count == 0) return &all->items[i];
  return NULL;
}

static size_t fixture_count(const rbk_runner *runner) {
  return runner->fixtures != NULL ? runner->fixtures->count : 0;
}

/* --- the fixtures as they are --------------------------------------------- */

/* Runs one fixture and counts what it came to; one that fails shows nothing. */
static rbk_status run_fixture(rbk_cover_bench *bench,
                              const rbk_fixture *fixture, rbk_cover_file *out) {
  rbk_arena arena;
  rbk_register *reg = NULL;
  uint32_t number;
  rbk_result result;
  rbk_arena_init(&arena, bench->arena->alloc);
  rbk_differences differences = {.arena = &arena};
  rbk_status status = rbk_runner_school(bench->runner, fixture, &number, &reg);
  if (!status)
    status = rbk_runner_run_school(bench->runner, reg, bench->policy, fixture,
                                   &arena, &result);
  if (!status)
    status = rbk_fixture_compare(fixture, &result, bench->policy, &differences);
  if (status) goto out;
  out->fixtures++;
  if (differences.count > 0) {
    out->failed++;
    goto out;
  }
  rbk_cover_count(bench->policy, fixture, &result, out);
  status =
      rbk_cover_cohorts(bench->arena->alloc, reg, bench->policy, fixture, out);
  if (status) goto out;
  bench->fixtures[bench->count] = fixture;
  bench->registers[bench->count++] = reg;
  reg = NULL;
out:
  rbk_register_destroy(reg);
  rbk_arena_finish(&arena);
  return status;
}

static rbk_status run_fixtures(rbk_cover_bench *bench, rbk_cover_file *out) {
  size_t count = fixture_count(bench->runner);
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < count; i++) {
    const rbk_fixture *fixture = &bench->runner->fixtures->items[i];
    if (fixture->policy_count > 0)
      out->others++;
    else if (fixture->skip == NULL)
      status = run_fixture(bench, fixture, out);
  }
  return status;
}

/* --- lines ---------------------------------------------------------------- */

static rbk_status keep_lines(rbk_arena *arena, const rbk_trace *trace,
                             rbk_cover_lines *out) {
  out->missed = rbk_arena_take(arena, trace->line_count + 1, sizeof(size_t));
  if (out->missed == NULL) return RBK_NOMEM;
  for (size_t line = 1; line <= trace->line_count; line++) {
    if (trace->lines[line] == 0) continue;
    out->count++;
    if (!(trace->lines[line] & RBK_TRACE_RAN))
      out->missed[out->missed_count++] = line;
  }
  return RBK_OK;
}

/* --- a policy ------------------------------------------------------------- */

/* The fixtures with every line they run noted, then the thresholds. */
static rbk_status measure(rbk_cover_bench *bench, rbk_cover_file *out) {
  const rbk_layer *own = rbk_own_layer(bench->policy);
  rbk_trace trace;
  rbk_status status =
      rbk_trace_begin(&trace, bench->runner->alloc, bench->policy, own);
  if (!status) status = run_fixtures(bench, out);
  rbk_trace_end(&trace);
  if (!status) status = keep_lines(bench->arena, &trace, &out->lines);
  rbk_trace_finish(&trace);
  return status ? status : rbk_cover_thresholds(bench, out);
}

static rbk_status cover(rbk_cover_bench *bench, rbk_cover_file *out) {
  size_t count = fixture_count(bench->runner);
  rbk_policy *policy = NULL;
  bench->fixtures = rbk_arena_take(bench->arena, count, sizeof(void *));
  bench->registers = rbk_arena_take(bench->arena, count, sizeof(void *));
  if (bench->fixtures == NULL || bench->registers == NULL) return RBK_NOMEM;
  rbk_status status =
      rbk_runner_load(bench->runner, first_own(bench->runner), &policy);
  if (status) return status;
  bench->policy = policy;
  const char *id = rbk_own_layer(policy)->id;
  out->id = rbk_arena_copy(bench->arena, id, strlen(id));
  status = out->id ? rbk_cover_items(bench->arena, policy, out) : RBK_NOMEM;
  if (!status) status = measure(bench, out);
  for (size_t i = 0; i < bench->count; i++)
    rbk_register_destroy(bench->registers[i]);
  rbk_policy_destroy(policy);
  return status;
}

rbk_status rbk_cover_run(const rbk_cover_options *options, const char *file,
                         rbk_arena *arena, rbk_problems *problems,
                         rbk_cover_file *out, rbk_error *error) {
  rbk_runner runner = {
      .alloc = options->alloc, .problems = problems, .error = error};
  rbk_cover_bench bench = {.runner = &runner, .arena = arena};
  *out = (rbk_cover_file){.policy = file};
  const char *test = rbk_test_of_policy(arena, file);
  rbk_status status =
      test == NULL
          ? RBK_NOMEM
          : rbk_runner_open(&runner, arena, options->policies, test, false);
  if (!status) status = cover(&bench, out);
  rbk_runner_close(&runner);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- how much ------------------------------------------------------------- */

static unsigned per_cent(size_t part, size_t whole) {
  return whole == 0 ? 100 : (unsigned)(100 * part / whole);
}

unsigned rbk_cover_percent(const rbk_cover_file *files, size_t count) {
  size_t items = 0, came = 0, thresholds = 0, pinned = 0, lines = 0, missed = 0;
  if (count == 0) return 0;
  for (size_t f = 0; f < count; f++) {
    const rbk_cover_file *file = &files[f];
    if (file->failed > 0) return 0;
    items += file->item_count;
    thresholds += file->threshold_count;
    lines += file->lines.count;
    missed += file->lines.missed_count;
    for (size_t i = 0; i < file->item_count; i++)
      came += rbk_cover_item_done(&file->items[i]);
    for (size_t i = 0; i < file->threshold_count; i++)
      pinned += rbk_cover_threshold_done(&file->thresholds[i]);
  }
  unsigned least = per_cent(came, items);
  unsigned other = per_cent(pinned, thresholds);
  if (other < least) least = other;
  other = per_cent(lines - missed, lines);
  return other < least ? other : least;
}
