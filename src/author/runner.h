/* A test file with the policy it tests, and running its fixtures: what `test`
 * and `cover` have in common. */
#ifndef RBK_AUTHOR_RUNNER_H
#define RBK_AUTHOR_RUNNER_H

#include "author/fixture_register.h"
#include "author/result.h"
#include "plan/plan.h"

typedef struct rbk_runner {
  const rbk_alloc *alloc;
  rbk_problems *problems; /* of files that do not load and fixtures that do not
                             fit their calendar */
  rbk_error *error;       /* filled in for all that is no problem of theirs */
  const char *policy_file, *folder;
  rbk_fixtures *fixtures; /* NULL: there is no test file */
} rbk_runner;

/* Reads the fixtures of a test file, if there is one. `each`: what is wrong
 * with single fixtures stays with them, see rbk_fixtures_read_each. `policies`
 * is the folder of policies for a file that stands in none; names live in the
 * arena. */
rbk_status rbk_runner_open(rbk_runner *runner, rbk_arena *arena,
                           const char *policies, const char *file, bool each);
void rbk_runner_close(rbk_runner *runner);

/* Loads the policy that a fixture is about, for its school; for others of the
 * same policy it is the same. NULL: the policy beside the file, for no school.
 * `*out` is the caller's. */
rbk_status rbk_runner_load(rbk_runner *runner, const rbk_fixture *fixture,
                           rbk_policy **out);

/* A register with these pupils (see author/fixture_register.h). */
rbk_status rbk_runner_register(rbk_runner *runner,
                               const rbk_fixture_pupil *pupils, size_t count,
                               rbk_register **out);

/* The fixture's own school; `*number` is its pupil's. */
rbk_status rbk_runner_school(rbk_runner *runner, const rbk_fixture *fixture,
                             uint32_t *number, rbk_register **out);

/* Runs all pupils of the register as the fixture asks; `results` are by pupil,
 * with their arenas and pupils set. */
rbk_status rbk_runner_run(rbk_runner *runner, const rbk_register *reg,
                          const rbk_policy *policy, const rbk_fixture *fixture,
                          rbk_result *results);
/* Runs the fixture's own school; what comes of every pupil and of the school is
 * in the one result, made here in this arena. */
rbk_status rbk_runner_run_school(rbk_runner *runner, const rbk_register *reg,
                                 const rbk_policy *policy,
                                 const rbk_fixture *fixture, rbk_arena *arena,
                                 rbk_result *result);

/* The plan and the layer of the policy under test: those nearest the school, in
 * the latest version. */
const rbk_plan *rbk_own_plan(const rbk_policy *policy);
const rbk_layer *rbk_own_layer(const rbk_policy *policy);

#endif
