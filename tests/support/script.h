/* Policies as texts for tests: a policy folder on disk, what loading says of
 * it, and asking the functions of one loaded policy for one pupil and day. */
#ifndef TESTS_SUPPORT_SCRIPT_H
#define TESTS_SUPPORT_SCRIPT_H

#include "engine/callbacks.h"
#include "rollbook/policy.h"
#include "support/alloc.h"

typedef struct test_scripts {
  char folder[512];
} test_scripts;

/* An empty policy folder with national/, la/ and school/, under `where`
 * (TEST_BINARY_DIR). */
test_scripts scripts_begin(const char *where);
void scripts_write(const test_scripts *scripts, const char *name,
                   const char *text);
void scripts_write_bytes(const test_scripts *scripts, const char *name,
                         const char *bytes, size_t length);
/* Takes the folder and all its files away. */
void scripts_end(const test_scripts *scripts);

/* What a load said: one line a message, "la/x.lua:3: text\n" with the folder's
 * name left out, warnings beginning with "warning: ". Each with its id in
 * brackets when `ids`. */
typedef struct test_load {
  rbk_status status;
  rbk_policy *policy; /* NULL: it did not load */
  rbk_error error;
  char said[16384];
} test_load;

void load_policy(const test_scripts *scripts, const rbk_register *reg,
                 const char *policy, const rbk_alloc *alloc, test_load *out);
/* The same for one script, as "la/x.lua" with id "la/x". */
void load_text(const test_scripts *scripts, const char *text, test_load *out);

/* The layer that was read from a file, or NULL. */
const rbk_layer *layer_of(const rbk_policy *policy, const char *id);

/* A worker that asks functions: the policy bound to a register, with a desk and
 * a session of its callbacks. */
typedef struct test_worker {
  const rbk_policy *policy;
  const rbk_register *reg;
  rbk_binding *binding;
  rbk_desk *desk;
  void *session;
  rbk_ask ask;
  bool failed;
  rbk_failure failure;
  rbk_status status;
} test_worker;

void worker_begin(test_worker *worker, const rbk_policy *policy,
                  const rbk_register *reg, const rbk_alloc *alloc);
void worker_end(test_worker *worker);
/* Calls a pupil to the desk and sets the day. */
void worker_at(test_worker *worker, const char *pupil, const char *date);
/* Asks function `number` of the first layer of the edition. */
bool worker_condition(test_worker *worker, uint32_t number);
rbk_value worker_figure(test_worker *worker, uint32_t number);
const char *worker_owner(test_worker *worker, uint32_t number);
const char *worker_text(test_worker *worker, uint32_t number);
rbk_date worker_due(test_worker *worker, uint32_t number);
rbk_hook_results worker_hook(test_worker *worker, rbk_hook hook);
/* "over its budget 4: text", or "" when the latest call did not fail. */
const char *worker_said(const test_worker *worker);

#endif
