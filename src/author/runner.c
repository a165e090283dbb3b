#include "author/runner.h"

#include <string.h>

#include "author/files.h"
#include "engine/callbacks.h"

/* --- messages of loads and runs ------------------------------------------- */

typedef struct message_catch {
  rbk_problems *problems;
  rbk_status status;
} message_catch;

/* A field that nothing declares is a slip of the fixture, not of a school that
 * records more than the policy asks for. */
static bool matters(const rbk_message *message) {
  return !message->warning || strcmp(message->id, "undeclared-field") == 0;
}

static void on_message(void *context, const rbk_message *message) {
  message_catch *c = context;
  if (!matters(message) || c->status) return;
  c->status =
      rbk_problems_add(c->problems, RBK_ERROR, message->id, message->file,
                       message->line, 0, "%s", message->text);
}

/* A failure whose text went to the error record alone is a problem too. */
static rbk_status tell(rbk_runner *runner, message_catch *c, size_t errors,
                       rbk_status status, const rbk_error *error) {
  if (c->status) return c->status;
  if (status == RBK_POLICY && runner->problems->errors == errors) {
    rbk_status added =
        rbk_problems_add(runner->problems, RBK_ERROR, "policy", error->file,
                         error->line, 0, "%s", error->text);
    if (added) return added;
  }
  if (status && status != RBK_POLICY && runner->error != NULL)
    *runner->error = *error;
  if (!status && runner->problems->errors > errors) return RBK_POLICY;
  return status;
}

/* `file` NULL: what the school asks for. */
static rbk_status load(rbk_runner *runner, const rbk_register *reg,
                       const char *file, rbk_policy **out) {
  message_catch c = {.problems = runner->problems};
  rbk_error error = {0};
  size_t errors = runner->problems->errors;
  rbk_policy_options options = {.size = sizeof options,
                                .alloc = runner->alloc,
                                .folder = runner->folder,
                                .policy = file,
                                .message = on_message,
                                .context = &c};
  rbk_status status = rbk_policy_load(reg, &options, out, &error);
  rbk_status told = tell(runner, &c, errors, status, &error);
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
  rbk_result *whole;   /* or of all together */
  const rbk_register *reg;
} catcher;

static rbk_result *result_of(const catcher *c, const char *pupil) {
  if (c->whole != NULL) return c->whole;
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

static rbk_status run_all(rbk_runner *runner, const rbk_policy *policy,
                          const rbk_fixture *fixture, catcher *c) {
  const rbk_register *reg = c->reg;
  char on[11], from[11], to[11];
  message_catch messages = {.problems = runner->problems};
  rbk_error error = {0};
  size_t errors = runner->problems->errors;
  rbk_date last = fixture->to != RBK_NO_DATE ? fixture->to : fixture->on;
  rbk_run_options options = {.size = sizeof options,
                             .alloc = runner->alloc,
                             .as_of = date_text(fixture->on, on),
                             .from = date_text(fixture->from, from),
                             .to = date_text(last, to),
                             .message = on_message,
                             .context = &messages,
                             .letters =
                                 fixture->expect[RBK_FIXTURE_LETTERS].named,
                             .assume_done = fixture->assume_done};
  rbk_status status = RBK_OK;
  if (fixture->on != RBK_NO_DATE) {
    rbk_decision_sink sink = {.context = c, .decision = on_decision};
    status = rbk_evaluate(reg, policy, &options, &sink, &error);
  }
  if (!status && fixture->expect[RBK_FIXTURE_CHANGES].named) {
    rbk_change_sink sink = {.context = c, .change = on_change};
    status = rbk_replay(reg, policy, &options, &sink, &error);
  }
  return tell(runner, &messages, errors, status, &error);
}

rbk_status rbk_runner_run(rbk_runner *runner, const rbk_register *reg,
                          const rbk_policy *policy, const rbk_fixture *fixture,
                          rbk_result *results) {
  catcher c = {.results = results, .reg = reg};
  return run_all(runner, policy, fixture, &c);
}

rbk_status rbk_runner_run_school(rbk_runner *runner, const rbk_register *reg,
                                 const rbk_policy *policy,
                                 const rbk_fixture *fixture, rbk_arena *arena,
                                 rbk_result *result) {
  catcher c = {.whole = result, .reg = reg};
  *result = (rbk_result){
      .arena = arena, .pupil = fixture->pupil.id, .shown = fixture->pupil.id};
  return run_all(runner, policy, fixture, &c);
}

rbk_status rbk_runner_school(rbk_runner *runner, const rbk_fixture *fixture,
                             uint32_t *number, rbk_register **out) {
  rbk_status status =
      rbk_fixture_school(runner->alloc, runner->fixtures->file, fixture,
                         runner->problems, number, out);
  return status == RBK_REJECTED ? RBK_POLICY : status;
}

rbk_status rbk_runner_register(rbk_runner *runner,
                               const rbk_fixture_pupil *pupils, size_t count,
                               rbk_register **out) {
  rbk_status status =
      rbk_fixture_register(runner->alloc, runner->fixtures->file, pupils, count,
                           runner->problems, out);
  return status == RBK_REJECTED ? RBK_POLICY : status;
}

/* --- the file ------------------------------------------------------------- */

rbk_status rbk_runner_load(rbk_runner *runner, const rbk_fixture *fixture,
                           rbk_policy **out) {
  rbk_register *reg = NULL;
  uint32_t number;
  rbk_status status = RBK_OK;
  if (fixture != NULL)
    status = rbk_runner_school(runner, fixture, &number, &reg);
  bool other = fixture != NULL && fixture->policy_count > 0;
  if (!status)
    status = load(runner, reg, other ? NULL : runner->policy_file, out);
  rbk_register_destroy(reg);
  return status;
}

rbk_status rbk_runner_open(rbk_runner *runner, rbk_arena *arena,
                           const char *policies, const char *file, bool each) {
  runner->policy_file = rbk_policy_of_test(arena, file);
  if (runner->policy_file == NULL) return rbk_no_memory(runner->error);
  runner->folder = rbk_folder_of_policy(arena, file);
  if (runner->folder == NULL) runner->folder = policies;
  if (!rbk_is_file(file)) return RBK_OK;
  return (each ? rbk_fixtures_read_each : rbk_fixtures_read)(
      runner->alloc, file, runner->problems, &runner->fixtures);
}

void rbk_runner_close(rbk_runner *runner) {
  rbk_fixtures_destroy(runner->fixtures);
  runner->fixtures = NULL;
}

const rbk_plan *rbk_own_plan(const rbk_policy *policy) {
  return policy->editions[policy->edition_count - 1].plan;
}

const rbk_layer *rbk_own_layer(const rbk_policy *policy) {
  const rbk_plan *plan = rbk_own_plan(policy);
  return plan->layers[plan->layer_count - 1];
}
