#include "author/test.h"

#include <string.h>

#include "author/runner.h"
#include "author/why.h"
#include "base/alloc.h"
#include "plan/walk.h"

/* One fixture of the file at hand. */
typedef struct trial {
  const rbk_fixture *fixture;
  size_t number;     /* of its case in the report */
  rbk_result result; /* as it came out alone */
  bool settled;      /* has been compared with its like */
  bool wrong;        /* could not be run */
} trial;

/* What is at hand while a test file is run. */
typedef struct test_job {
  const rbk_test_options *options;
  rbk_test_report *report;
  rbk_runner runner;
  trial *trials;
  size_t count;
} test_job;

/* --- fixtures that are wrong ---------------------------------------------- */

/* Fails it with the first of the problems found since `before`. */
static rbk_status fail(test_job *job, rbk_test_case *test, size_t before) {
  const rbk_problems *problems = &job->report->problems;
  const char *text = before < problems->count ? problems->items[before].text
                                              : "its policy does not load";
  test->verdict = RBK_TEST_FAILED;
  test->wrong = rbk_arena_copy(&job->report->arena, text, strlen(text));
  return test->wrong ? RBK_OK : RBK_NOMEM;
}

static rbk_status fail_trial(test_job *job, trial *t, size_t before) {
  t->wrong = true;
  return fail(job, &job->report->cases[t->number], before);
}

/* Takes those that were not run from among the trials. */
static void drop_wrong(test_job *job) {
  size_t kept = 0;
  for (size_t i = 0; i < job->count; i++)
    if (!job->trials[i].wrong) job->trials[kept++] = job->trials[i];
  job->count = kept;
}

/* --- one fixture alone ---------------------------------------------------- */

/* Adds what the fixture expected and did not get, with the reasons. */
static rbk_status judge(test_job *job, trial *t, const rbk_register *reg,
                        const rbk_policy *policy, uint32_t pupil) {
  rbk_test_case *test = &job->report->cases[t->number];
  const rbk_fixture *fixture = t->fixture;
  rbk_status status =
      rbk_fixture_compare(fixture, &t->result, policy, &test->differences);
  if (status || test->differences.count == 0) return status;
  test->verdict = RBK_TEST_FAILED;
  rbk_date on = fixture->on != RBK_NO_DATE ? fixture->on : fixture->to;
  if (on == RBK_NO_DATE) on = INT32_MAX;
  return rbk_why_fill(job->options->alloc, reg, policy, pupil, on,
                      &test->differences);
}

static rbk_status run_alone(test_job *job, trial *t, rbk_policy *policy) {
  rbk_register *reg = NULL;
  uint32_t pupil = 0;
  rbk_status status = rbk_runner_school(&job->runner, t->fixture, &pupil, &reg);
  if (!status)
    status = rbk_runner_run_school(&job->runner, reg, policy, t->fixture,
                                   &job->report->arena, &t->result);
  if (!status) status = judge(job, t, reg, policy, pupil);
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

/* What of a policy looks past the pupil at hand. */
typedef struct outlook {
  bool groups;   /* at pupils of any kind: every fixture needs its own school */
  bool families; /* at siblings: a fixture that names a sibling group does */
} outlook;

static rbk_status see_figure(void *context,
                             const rbk_figure_expression *figure) {
  outlook *o = context;
  if (figure->kind != RBK_FIGURE_GROUP) return RBK_OK;
  if (figure->group == RBK_GROUP_SIBLINGS)
    o->families = true;
  else
    o->groups = true;
  return RBK_OK;
}

static rbk_status look_about(rbk_arena *arena, const rbk_policy *policy,
                             outlook *o) {
  *o = (outlook){0};
  rbk_status status = RBK_OK;
  for (size_t e = 0; !status && e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    rbk_walk walk = {.context = o, .figure = see_figure};
    rbk_walk_begin(&walk, arena);
    status = rbk_walk_plan(&walk, plan);
    for (size_t i = 0; i < plan->rule_count; i++) {
      if (plan->rules[i]->has_group) o->groups = true;
      if (plan->rules[i]->per == RBK_PER_FAMILY) o->families = true;
    }
  }
  return status;
}

static bool has_family(const rbk_fixture_person *person) {
  for (size_t i = 0; i < person->attribute_count; i++)
    if (strcmp(person->attributes[i].name, "sibling_group") == 0) return true;
  for (size_t e = 0; e < person->event_count; e++)
    for (size_t f = 0; f < person->events[e].field_count; f++)
      if (strcmp(person->events[e].fields[f].value, "sibling_group") == 0)
        return true; /* attribute.set */
  return false;
}

/* Whether two fixtures can be pupils of one run. */
static bool same_run(const outlook *o, const rbk_fixture *a,
                     const rbk_fixture *b) {
  if (a == b) return true;
  if (o->groups ||
      (o->families && (has_family(&a->pupil) || has_family(&b->pupil))))
    return false;
  return a->on == b->on && a->from == b->from && a->to == b->to &&
         a->expect[RBK_FIXTURE_CHANGES].named ==
             b->expect[RBK_FIXTURE_CHANGES].named &&
         a->expect[RBK_FIXTURE_LETTERS].named ==
             b->expect[RBK_FIXTURE_LETTERS].named &&
         rbk_fixture_same_school(a, b);
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

/* The fixtures of one school. */
typedef struct class {
  trial **members;
  size_t count;
} class;

/* One run of fixtures as pupils of one school. */
static rbk_status run_together(test_job *job, const class *of,
                               rbk_policy *policy, const order *how) {
  size_t total = of->count * how->times;
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
    who[i] = of->members[how->backwards ? of->count - 1 - at : at];
    pupils[i].fixture = who[i]->fixture;
    pupils[i].id = rbk_arena_format(&arena, "P%06zu", i + 1);
    results[i].arena = &arena;
    results[i].pupil = pupils[i].id;
    results[i].shown = who[i]->fixture->pupil.id;
    if (pupils[i].id == NULL) goto out;
  }
  status = rbk_runner_register(&job->runner, pupils, total, &reg);
  if (!status)
    status =
        rbk_runner_run(&job->runner, reg, policy, who[0]->fixture, results);
  for (size_t i = 0; !status && i < total; i++)
    status = note_state(job, who[i], how, &results[i]);
out:
  rbk_register_destroy(reg);
  rbk_arena_finish(&arena);
  return status;
}

/* A fixture that has its school to itself, once more among the runs of the
 * others. */
static rbk_status run_again(test_job *job, trial *t, rbk_policy *policy,
                            const order *how) {
  rbk_arena arena;
  rbk_result result;
  rbk_register *reg = NULL;
  uint32_t pupil;
  rbk_arena_init(&arena, job->options->alloc);
  rbk_status status = rbk_runner_school(&job->runner, t->fixture, &pupil, &reg);
  for (size_t i = 0; !status && i < how->times; i++) {
    status = rbk_runner_run_school(&job->runner, reg, policy, t->fixture,
                                   &arena, &result);
    if (!status) status = note_state(job, t, how, &result);
  }
  rbk_register_destroy(reg);
  rbk_arena_finish(&arena);
  return status;
}

/* The fixtures that can share a run with this one, itself first. */
static void gather(test_job *job, const outlook *o, size_t first, class *out) {
  for (size_t i = first; i < job->count; i++) {
    trial *t = &job->trials[i];
    if (t->settled || !same_run(o, job->trials[first].fixture, t->fixture))
      continue;
    t->settled = true;
    out->members[out->count++] = t;
  }
}

static rbk_status run_class(test_job *job, const class *of, bool own_school,
                            rbk_policy *policy, const order *how) {
  if (own_school) return run_again(job, of->members[0], policy, how);
  return run_together(job, of, policy, how);
}

static rbk_status look_for_state(test_job *job, rbk_policy *policy) {
  rbk_arena *arena = &job->report->arena;
  class *classes = rbk_arena_take(arena, job->count, sizeof *classes);
  trial **members = rbk_arena_take(arena, job->count, sizeof(trial *));
  if (classes == NULL || members == NULL) return RBK_NOMEM;
  outlook o;
  size_t count = 0;
  rbk_status status = look_about(arena, policy, &o);
  for (size_t i = 0; !status && i < job->count; i++) {
    if (job->trials[i].settled) continue;
    classes[count].members = members;
    gather(job, &o, i, &classes[count]);
    members += classes[count++].count;
  }
  for (size_t h = 0; h < sizeof orders / sizeof *orders; h++) {
    for (size_t i = 0; !status && i < count; i++) {
      const class *of = &classes[orders[h].backwards ? count - 1 - i : i];
      const rbk_fixture *first = of->members[0]->fixture;
      bool own = of->count == 1 &&
                 (o.groups || o.families || rbk_fixture_stands_alone(first));
      status = run_class(job, of, own, policy, &orders[h]);
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
  test->file = rbk_arena_copy(&report->arena, job->runner.fixtures->file,
                              strlen(job->runner.fixtures->file));
  if (test->name == NULL || test->file == NULL) return RBK_NOMEM;
  if (fixture->faults != NULL) {
    size_t before = report->problems.count;
    rbk_status status =
        rbk_fixture_tell(job->runner.fixtures, fixture, &report->problems);
    return status ? status : fail(job, test, before);
  }
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
  rbk_fixtures *all = job->runner.fixtures;
  job->trials = rbk_arena_take(&all->arena, all->count, sizeof *job->trials);
  if (job->trials == NULL) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < all->count; i++)
    if (filter == NULL || strstr(all->items[i].name, filter) != NULL)
      status = add_case(job, &all->items[i]);
  return status;
}

static rbk_status run_trials(test_job *job, rbk_policy *policy) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < job->count; i++) {
    size_t before = job->report->problems.count;
    trial *t = &job->trials[i];
    if (t->wrong) continue;
    status = run_alone(job, t, policy);
    if (status == RBK_POLICY) status = fail_trial(job, t, before);
  }
  drop_wrong(job);
  return status ? status : look_for_state(job, policy);
}

/* Whether the policy beside the file loads for no school at all: then what is
 * wrong with it for a fixture's school is wrong with the fixture. */
static rbk_status try_own_policy(test_job *job) {
  rbk_policy *policy = NULL;
  if (job->trials[0].fixture->policy_count > 0) return RBK_OK;
  rbk_status status = rbk_runner_load(&job->runner, NULL, &policy);
  rbk_policy_destroy(policy);
  return status;
}

/* Loads the policy for the first fixture that has a school; those before it are
 * wrong. Where all are, the policy stays NULL. */
static rbk_status load_policy(test_job *job, rbk_policy **policy) {
  rbk_status status = try_own_policy(job);
  for (size_t i = 0; !status && *policy == NULL && i < job->count; i++) {
    size_t before = job->report->problems.count;
    trial *t = &job->trials[i];
    status = rbk_runner_load(&job->runner, t->fixture, policy);
    if (status == RBK_POLICY) status = fail_trial(job, t, before);
  }
  return status;
}

/* Runs the trials at hand, which are about one policy. */
static rbk_status run_policy(test_job *job) {
  rbk_policy *policy = NULL;
  rbk_status status = load_policy(job, &policy);
  if (!status && policy != NULL) status = run_trials(job, policy);
  rbk_policy_destroy(policy);
  return status;
}

/* Those about one policy after those about another, the first named first.
 * What is wrong with one does not keep the others from being told. */
static rbk_status run_policies(test_job *job) {
  trial *rest = job->trials;
  size_t left = job->count;
  bool refused = false;
  rbk_status status = RBK_OK;
  job->trials =
      rbk_arena_take(&job->runner.fixtures->arena, left, sizeof *job->trials);
  if (job->trials == NULL) return RBK_NOMEM;
  while (left > 0 && !status) {
    const rbk_fixture *first = rest[0].fixture;
    size_t kept = 0;
    job->count = 0;
    for (size_t i = 0; i < left; i++) {
      if (rbk_fixture_same_policy(first, rest[i].fixture))
        job->trials[job->count++] = rest[i];
      else
        rest[kept++] = rest[i];
    }
    left = kept;
    status = run_policy(job);
    if (status != RBK_POLICY) continue;
    refused = true;
    status = RBK_OK;
  }
  return !status && refused ? RBK_POLICY : status;
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
  return status == RBK_NOMEM ? rbk_no_memory(job->runner.error) : status;
}

static test_job begin(const rbk_test_options *options, rbk_test_report *report,
                      rbk_error *error) {
  return (test_job){.options = options,
                    .report = report,
                    .runner = {.alloc = options->alloc,
                               .problems = &report->problems,
                               .error = error}};
}

rbk_status rbk_test_fixtures(const rbk_test_options *options,
                             rbk_fixtures *fixtures, rbk_policy *policy,
                             rbk_test_report *report, rbk_error *error) {
  test_job job = begin(options, report, error);
  job.runner.fixtures = fixtures;
  size_t before = report->count;
  rbk_status status = choose(&job);
  if (!status) status = run_trials(&job, policy);
  return finish(&job, before, status);
}

rbk_status rbk_test_run(const rbk_test_options *options, const char *file,
                        rbk_test_report *report, rbk_error *error) {
  test_job job = begin(options, report, error);
  size_t before = report->count;
  rbk_status status = rbk_runner_open(&job.runner, &report->arena,
                                      options->policies, file, true);
  if (!status) status = choose(&job);
  if (!status && job.count > 0) status = run_policies(&job);
  rbk_runner_close(&job.runner);
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
