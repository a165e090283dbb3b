#include "author/test.h"

#include <string.h>

#include "author/fixture_register.h"
#include "author/why.h"
#include "base/alloc.h"
#include "plan/walk.h"

/* One fixture of the file at hand. */
typedef struct trial {
  const rbk_fixture *fixture;
  size_t number;     /* of its case in the report */
  rbk_result result; /* as it came out alone */
  bool settled;      /* has been compared with its like */
} trial;

/* What is at hand while a test file is run. */
typedef struct test_job {
  const rbk_test_options *options;
  rbk_test_report *report;
  rbk_error *error;
  rbk_fixtures *fixtures;
  const char *policy_file, *folder;
  trial *trials;
  size_t count;
} test_job;

/* --- messages of loads and runs ------------------------------------------- */

typedef struct message_catch {
  rbk_problems *problems;
  rbk_status status;
} message_catch;

static void on_message(void *context, const rbk_message *message) {
  message_catch *c = context;
  if (message->warning || c->status) return;
  c->status = rbk_problems_add(c->problems, RBK_ERROR, "policy", message->file,
                               message->line, 0, "%s", message->text);
}

/* A failure whose text went to the error record alone is a problem too. */
static rbk_status tell(test_job *job, message_catch *c, size_t errors,
                       rbk_status status, const rbk_error *error) {
  if (c->status) return c->status;
  if (status == RBK_POLICY && job->report->problems.errors == errors) {
    rbk_status added =
        rbk_problems_add(&job->report->problems, RBK_ERROR, "policy",
                         error->file, error->line, 0, "%s", error->text);
    if (added) return added;
  }
  if (status && status != RBK_POLICY && job->error != NULL)
    *job->error = *error;
  return status;
}

static rbk_status load(test_job *job, const rbk_register *reg,
                       rbk_policy **out) {
  message_catch c = {.problems = &job->report->problems};
  rbk_error error = {0};
  size_t errors = job->report->problems.errors;
  rbk_policy_options options = {.size = sizeof options,
                                .alloc = job->options->alloc,
                                .folder = job->folder,
                                .policy = job->policy_file,
                                .message = on_message,
                                .context = &c};
  rbk_status status = rbk_policy_load(reg, &options, out, &error);
  rbk_status told = tell(job, &c, errors, status, &error);
  if (told && !status) {
    rbk_policy_destroy(*out);
    *out = NULL;
  }
  return told;
}

/* --- running -------------------------------------------------------------- */

/* Where the decisions of a run go: to the pupil's result. */
typedef struct catcher {
  rbk_result *results; /* by pupil */
  const rbk_register *reg;
} catcher;

static rbk_result *result_of(const catcher *c, const char *pupil) {
  if (pupil == NULL) return NULL;
  uint32_t number = rbk_roll_find(&c->reg->roll, rbk_text_of(pupil));
  return number == RBK_NONE ? NULL : &c->results[number];
}

static rbk_status on_decision(void *context, const rbk_decision *decision) {
  rbk_result *result = result_of(context, decision->pupil);
  return result ? rbk_result_decision(result, decision) : RBK_OK;
}

static rbk_status on_change(void *context, const rbk_change *change) {
  rbk_result *result = result_of(context, change->pupil);
  return result ? rbk_result_change(result, change) : RBK_OK;
}

static const char *date_text(rbk_date date, char out[11]) {
  if (date == RBK_NO_DATE) return NULL;
  rbk_date_print(date, out);
  return out;
}

/* Runs all pupils of the register, as the fixture asks. */
static rbk_status run_register(test_job *job, const rbk_register *reg,
                               const rbk_policy *policy,
                               const rbk_fixture *fixture,
                               rbk_result *results) {
  char on[11], from[11], to[11];
  catcher c = {.results = results, .reg = reg};
  message_catch messages = {.problems = &job->report->problems};
  rbk_error error = {0};
  size_t errors = job->report->problems.errors;
  rbk_date last = fixture->to != RBK_NO_DATE ? fixture->to : fixture->on;
  rbk_run_options options = {.size = sizeof options,
                             .alloc = job->options->alloc,
                             .as_of = date_text(fixture->on, on),
                             .from = date_text(fixture->from, from),
                             .to = date_text(last, to),
                             .message = on_message,
                             .context = &messages};
  rbk_status status = RBK_OK;
  if (fixture->on != RBK_NO_DATE) {
    rbk_decision_sink sink = {.context = &c, .decision = on_decision};
    status = rbk_evaluate(reg, policy, &options, &sink, &error);
  }
  if (!status && fixture->expect[RBK_FIXTURE_CHANGES].named) {
    rbk_change_sink sink = {.context = &c, .change = on_change};
    status = rbk_replay(reg, policy, &options, &sink, &error);
  }
  return tell(job, &messages, errors, status, &error);
}

static rbk_status make_register(test_job *job, const rbk_fixture_pupil *pupils,
                                size_t count, rbk_register **out) {
  rbk_status status =
      rbk_fixture_register(job->options->alloc, job->fixtures->file, pupils,
                           count, &job->report->problems, out);
  return status == RBK_REJECTED ? RBK_POLICY : status;
}

/* --- one fixture alone ---------------------------------------------------- */

/* The layer of the policy under test: the one nearest the school. */
static const rbk_layer *own_layer(const rbk_policy *policy) {
  const rbk_plan *plan = policy->editions[policy->edition_count - 1].plan;
  return plan->layers[plan->layer_count - 1];
}

/* Adds what the fixture expected and did not get, with the reasons. */
static rbk_status judge(test_job *job, trial *t, const rbk_register *reg,
                        const rbk_policy *policy) {
  rbk_test_case *test = &job->report->cases[t->number];
  const rbk_fixture *fixture = t->fixture;
  rbk_status status = rbk_fixture_compare(
      fixture, &t->result, own_layer(policy), &test->differences);
  if (status || test->differences.count == 0) return status;
  test->verdict = RBK_TEST_FAILED;
  rbk_date on = fixture->on != RBK_NO_DATE ? fixture->on : fixture->to;
  if (on == RBK_NO_DATE) on = INT32_MAX;
  return rbk_why_fill(job->options->alloc, reg, policy, 0, on,
                      &test->differences);
}

static rbk_status run_alone(test_job *job, trial *t, rbk_policy *policy) {
  rbk_fixture_pupil pupil = {.fixture = t->fixture, .id = RBK_RESULT_PUPIL};
  rbk_register *reg = NULL;
  rbk_status status = make_register(job, &pupil, 1, &reg);
  t->result.arena = &job->report->arena;
  t->result.pupil = pupil.id;
  if (!status) status = run_register(job, reg, policy, t->fixture, &t->result);
  if (!status) status = judge(job, t, reg, policy);
  rbk_register_destroy(reg);
  return status;
}

/* --- together ------------------------------------------------------------- */

typedef struct order {
  const char *name;
  bool backwards;
  size_t times; /* each fixture so many times on end */
} order;

static const order orders[] = {{"in order", false, 1},
                               {"in reverse order", true, 1},
                               {"each twice", false, 2}};

/* Whether two fixtures can be pupils of one run. */
static bool same_run(const rbk_fixture *a, const rbk_fixture *b) {
  return a->on == b->on && a->from == b->from && a->to == b->to &&
         a->expect[RBK_FIXTURE_CHANGES].named ==
             b->expect[RBK_FIXTURE_CHANGES].named &&
         rbk_fixture_same_school(a, b);
}

static rbk_status see_figure(void *context,
                             const rbk_figure_expression *figure) {
  if (figure->kind == RBK_FIGURE_GROUP) *(bool *)context = true;
  return RBK_OK;
}

/* Pupils of one run would be part of each other's groups, so where the policy
 * looks at groups a fixture is only run with itself. */
static rbk_status looks_at_groups(rbk_arena *arena, const rbk_policy *policy,
                                  bool *groups) {
  *groups = false;
  rbk_status status = RBK_OK;
  for (size_t e = 0; !status && e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    rbk_walk walk = {.context = groups, .figure = see_figure};
    rbk_walk_begin(&walk, arena);
    status = rbk_walk_plan(&walk, plan);
    for (size_t i = 0; i < plan->rule_count; i++)
      if (plan->rules[i]->has_group || plan->rules[i]->per == RBK_PER_FAMILY)
        *groups = true;
  }
  return status;
}

static rbk_status note_state(test_job *job, trial *t, const order *how,
                             const rbk_result *together) {
  rbk_test_case *test = &job->report->cases[t->number];
  rbk_status status = RBK_OK;
  const char *line =
      rbk_result_differs(&job->report->arena, &t->result, together, &status);
  if (status || line == NULL || test->state != NULL) return status;
  test->state =
      rbk_arena_format(&job->report->arena,
                       "alone and %s the results differ: %s", how->name, line);
  test->verdict = RBK_TEST_FAILED;
  return test->state ? RBK_OK : RBK_NOMEM;
}

/* One run of fixtures as pupils of one school. */
static rbk_status run_together(test_job *job, trial **members, size_t count,
                               rbk_policy *policy, const order *how) {
  size_t total = count * how->times;
  rbk_arena arena;
  rbk_arena_init(&arena, job->options->alloc);
  rbk_register *reg = NULL;
  rbk_status status = RBK_NOMEM;
  rbk_fixture_pupil *pupils = rbk_arena_take(&arena, total, sizeof *pupils);
  rbk_result *results = rbk_arena_take(&arena, total, sizeof *results);
  trial **who = rbk_arena_take(&arena, total, sizeof(trial *));
  if (pupils == NULL || results == NULL || who == NULL) goto out;
  for (size_t i = 0; i < total; i++) {
    size_t at = i / how->times;
    who[i] = members[how->backwards ? count - 1 - at : at];
    pupils[i].fixture = who[i]->fixture;
    pupils[i].id = rbk_arena_format(&arena, "P%06zu", i + 1);
    results[i].arena = &arena;
    results[i].pupil = pupils[i].id;
    if (pupils[i].id == NULL) goto out;
  }
  status = make_register(job, pupils, total, &reg);
  if (!status)
    status = run_register(job, reg, policy, members[0]->fixture, results);
  for (size_t i = 0; !status && i < total; i++)
    status = note_state(job, who[i], how, &results[i]);
out:
  rbk_register_destroy(reg);
  rbk_arena_finish(&arena);
  return status;
}

/* The fixtures that can share a run with this one, itself first. */
static size_t gather(test_job *job, size_t first, bool alone, trial **members) {
  size_t count = 0;
  for (size_t i = first; i < job->count; i++) {
    trial *t = &job->trials[i];
    if (t->settled || (i > first && alone)) continue;
    if (!same_run(job->trials[first].fixture, t->fixture)) continue;
    t->settled = true;
    members[count++] = t;
  }
  return count;
}

static rbk_status look_for_state(test_job *job, rbk_policy *policy) {
  rbk_arena *arena = &job->report->arena;
  trial **members = rbk_arena_take(arena, job->count, sizeof(trial *));
  if (members == NULL) return RBK_NOMEM;
  bool groups;
  rbk_status status = looks_at_groups(arena, policy, &groups);
  for (size_t i = 0; !status && i < job->count; i++) {
    if (job->trials[i].settled) continue;
    size_t count = gather(job, i, groups, members);
    for (size_t o = 0; !status && o < sizeof orders / sizeof *orders; o++) {
      if (groups && orders[o].times > 1) continue;
      status = run_together(job, members, count, policy, &orders[o]);
    }
  }
  return status;
}

/* --- a test file ---------------------------------------------------------- */

static rbk_status add_case(test_job *job, const rbk_fixture *fixture) {
  rbk_test_report *report = job->report;
  if (rbk_grow(report->alloc, &report->cases, &report->capacity,
               report->count + 1, sizeof *report->cases))
    return RBK_NOMEM;
  rbk_test_case *test = &report->cases[report->count++];
  *test = (rbk_test_case){.line = fixture->line};
  test->differences.arena = &report->arena;
  test->name =
      rbk_arena_copy(&report->arena, fixture->name, strlen(fixture->name));
  test->file = rbk_arena_copy(&report->arena, job->fixtures->file,
                              strlen(job->fixtures->file));
  if (test->name == NULL || test->file == NULL) return RBK_NOMEM;
  if (fixture->skip == NULL) {
    job->trials[job->count++] =
        (trial){.fixture = fixture, .number = report->count - 1};
    return RBK_OK;
  }
  test->verdict = RBK_TEST_SKIPPED;
  test->skip =
      rbk_arena_copy(&report->arena, fixture->skip, strlen(fixture->skip));
  return test->skip ? RBK_OK : RBK_NOMEM;
}

static rbk_status choose(test_job *job) {
  const char *filter = job->options->filter;
  rbk_fixtures *all = job->fixtures;
  job->trials = rbk_arena_take(&all->arena, all->count, sizeof *job->trials);
  if (job->trials == NULL) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < all->count; i++)
    if (filter == NULL || strstr(all->items[i].name, filter) != NULL)
      status = add_case(job, &all->items[i]);
  return status;
}

/* A policy is loaded for a school; which of the fixtures' schools matters to
 * nothing in it. */
static rbk_status load_for(test_job *job, const rbk_fixture *fixture,
                           rbk_policy **out) {
  rbk_fixture_pupil pupil = {.fixture = fixture, .id = RBK_RESULT_PUPIL};
  rbk_register *reg = NULL;
  rbk_status status = make_register(job, &pupil, 1, &reg);
  if (!status) status = load(job, reg, out);
  rbk_register_destroy(reg);
  return status;
}

static rbk_status run_trials(test_job *job, rbk_policy *policy) {
  rbk_status status = RBK_OK;
  bool refused = false;
  for (size_t i = 0; !status && i < job->count; i++) {
    status = run_alone(job, &job->trials[i], policy);
    if (status != RBK_POLICY) continue;
    /* Mistakes of all fixtures are told together. */
    refused = true;
    status = RBK_OK;
  }
  if (!status && refused) status = RBK_POLICY;
  return status ? status : look_for_state(job, policy);
}

static void count_verdicts(rbk_test_report *report) {
  report->passed = report->failed = report->skipped = 0;
  for (size_t i = 0; i < report->count; i++) {
    rbk_test_verdict verdict = report->cases[i].verdict;
    report->passed += verdict == RBK_TEST_PASSED;
    report->failed += verdict == RBK_TEST_FAILED;
    report->skipped += verdict == RBK_TEST_SKIPPED;
  }
}

/* Verdicts of a file that does not load would be half true. */
static rbk_status finish(test_job *job, size_t before, rbk_status status) {
  if (status) job->report->count = before;
  count_verdicts(job->report);
  return status == RBK_NOMEM ? rbk_no_memory(job->error) : status;
}

rbk_status rbk_test_fixtures(const rbk_test_options *options,
                             rbk_fixtures *fixtures, rbk_policy *policy,
                             rbk_test_report *report, rbk_error *error) {
  test_job job = {.options = options,
                  .report = report,
                  .error = error,
                  .fixtures = fixtures};
  size_t before = report->count;
  rbk_status status = choose(&job);
  if (!status) status = run_trials(&job, policy);
  return finish(&job, before, status);
}

rbk_status rbk_test_run(const rbk_test_options *options, const char *file,
                        rbk_test_report *report, rbk_error *error) {
  test_job job = {.options = options, .report = report, .error = error};
  job.policy_file = rbk_policy_of_test(&report->arena, file);
  if (job.policy_file == NULL) return rbk_no_memory(error);
  job.folder = rbk_folder_of_policy(&report->arena, file);
  if (job.folder == NULL) job.folder = options->policies;
  size_t before = report->count;
  rbk_policy *policy = NULL;
  rbk_status status =
      rbk_fixtures_read(options->alloc, file, &report->problems, &job.fixtures);
  if (!status) status = choose(&job);
  if (!status && job.count > 0) {
    status = load_for(&job, job.trials[0].fixture, &policy);
    if (!status) status = run_trials(&job, policy);
  }
  rbk_policy_destroy(policy);
  rbk_fixtures_destroy(job.fixtures);
  return finish(&job, before, status);
}

rbk_status rbk_test_report_create(const rbk_test_options *options,
                                  rbk_test_report **out) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  rbk_test_report *report = rbk_take(alloc, 1, sizeof *report);
  if (report == NULL) return RBK_NOMEM;
  report->alloc = alloc;
  rbk_arena_init(&report->arena, alloc);
  rbk_problems_init(&report->problems, alloc);
  *out = report;
  return RBK_OK;
}

void rbk_test_report_destroy(rbk_test_report *report) {
  if (report == NULL) return;
  const rbk_alloc *alloc = report->alloc;
  rbk_problems_finish(&report->problems);
  rbk_release(alloc, report->cases);
  rbk_arena_finish(&report->arena);
  rbk_release(alloc, report);
}
