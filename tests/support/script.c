#include "support/script.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/school.h"

static const char *const parts[] = {"national", "la", "school"};

test_scripts scripts_begin(const char *where) {
  static unsigned number;
  test_scripts scripts;
  char path[600];
  (void)snprintf(scripts.folder, sizeof scripts.folder,
                 "%.400s/policies-%ld-%u", where, (long)getpid(), number++);
  ck_assert_int_eq(mkdir(scripts.folder, 0700), 0);
  for (size_t i = 0; i < 3; i++) {
    (void)snprintf(path, sizeof path, "%s/%s", scripts.folder, parts[i]);
    ck_assert_int_eq(mkdir(path, 0700), 0);
  }
  return scripts;
}

void scripts_write_bytes(const test_scripts *scripts, const char *name,
                         const char *bytes, size_t length) {
  char path[700];
  (void)snprintf(path, sizeof path, "%s/%s", scripts->folder, name);
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
  ck_assert_int_eq(fclose(file), 0);
}

void scripts_write(const test_scripts *scripts, const char *name,
                   const char *text) {
  scripts_write_bytes(scripts, name, text, strlen(text));
}

static void empty(const char *path) {
  DIR *folder = opendir(path);
  const struct dirent *entry;
  while (folder && (entry = readdir(folder))) {
    char file[1000];
    if (entry->d_name[0] == '.') continue;
    (void)snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
    if (unlink(file) != 0) (void)rmdir(file);
  }
  if (folder) closedir(folder);
  (void)rmdir(path);
}

void scripts_end(const test_scripts *scripts) {
  char path[600];
  for (size_t i = 0; i < 3; i++) {
    (void)snprintf(path, sizeof path, "%s/%s", scripts->folder, parts[i]);
    empty(path);
  }
  empty(scripts->folder);
}

/* --- loading -----------------------------------------------------------------
 */

typedef struct hearing {
  const char *folder;
  test_load *out;
} hearing;

/* Copies a text without any mention of the folder. */
static void without(const char *folder, const char *text, char *out,
                    size_t size) {
  size_t at = 0, skip = strlen(folder);
  while (*text && at + 1 < size) {
    if (strncmp(text, folder, skip) == 0) {
      text += skip + (text[skip] == '/');
      continue;
    }
    out[at++] = *text++;
  }
  out[at] = '\0';
}

static void hear(void *context, const rbk_message *message) {
  hearing *h = context;
  char file[400], text[1000];
  size_t at = strlen(h->out->said);
  without(h->folder, message->file, file, sizeof file);
  without(h->folder, message->text, text, sizeof text);
  (void)snprintf(h->out->said + at, sizeof h->out->said - at, "%s%s:%zu: %s\n",
                 message->warning ? "warning: " : "", file, message->line,
                 text);
}

void load_policy(const test_scripts *scripts, const rbk_register *reg,
                 const char *policy, const rbk_alloc *alloc, test_load *out) {
  memset(out, 0, sizeof *out);
  hearing h = {scripts->folder, out};
  rbk_policy_options options = {.size = sizeof options,
                                .alloc = alloc,
                                .folder = scripts->folder,
                                .policy = policy,
                                .message = hear,
                                .context = &h};
  out->status = rbk_policy_load(reg, &options, &out->policy, &out->error);
}

void load_text(const test_scripts *scripts, const char *text, test_load *out) {
  scripts_write(scripts, "la/x.lua", text);
  load_policy(scripts, NULL, "la/x", NULL, out);
}

const rbk_layer *layer_of(const rbk_policy *policy, const char *id) {
  for (size_t i = 0; i < policy->edition_count; i++) {
    const rbk_plan *plan = policy->editions[i].plan;
    for (size_t j = 0; j < plan->layer_count; j++) {
      if (strcmp(plan->layers[j]->id, id) == 0) return plan->layers[j];
    }
  }
  return NULL;
}

/* --- asking
 * ------------------------------------------------------------------- */

/* Conditions of marks alone: what the fold knows is not asked for here. */
static rbk_status holds(void *engine, uint32_t node, rbk_truth *out) {
  test_worker *worker = engine;
  const rbk_node *asked = &worker->ask.edition->nodes[node];
  rbk_truth left, right;
  rbk_timeline line;
  rbk_status status;
  switch (asked->kind) {
  case RBK_NODE_LEAF:
    status = rbk_desk_leaf(worker->desk, asked->leaf, &line);
    if (status == RBK_OK) *out = rbk_timeline_at(&line, worker->ask.day);
    return status;
  case RBK_NODE_NOT:
    status = holds(engine, asked->left, &left);
    *out = left == RBK_UNKNOWN ? left : left == RBK_TRUE ? RBK_FALSE : RBK_TRUE;
    return status;
  case RBK_NODE_AND:
    status = holds(engine, asked->left, &left);
    if (status == RBK_OK) status = holds(engine, asked->right, &right);
    if (status != RBK_OK) return status;
    if (left == RBK_FALSE || right == RBK_FALSE)
      *out = RBK_FALSE;
    else
      *out = left == RBK_TRUE && right == RBK_TRUE ? RBK_TRUE : RBK_UNKNOWN;
    return status;
  case RBK_NODE_FUNCTION: {
    bool answer = false, failed = false;
    rbk_failure failure;
    status = worker->policy->callbacks->condition(worker->session,
                                                  asked->function, &worker->ask,
                                                  &answer, &failed, &failure);
    *out = failed ? RBK_UNKNOWN : answer ? RBK_TRUE : RBK_FALSE;
    return status;
  }
  default:
    return RBK_INTERNAL;
  }
}

void worker_begin(test_worker *worker, const rbk_policy *policy,
                  const rbk_register *reg, const rbk_alloc *alloc) {
  rbk_problems problems;
  *worker = (test_worker){.policy = policy, .reg = reg};
  rbk_problems_init(&problems, NULL);
  rbk_status status =
      rbk_bind(NULL, reg, policy->editions, policy->edition_count, NULL, 0,
               &problems, &worker->binding);
  ck_assert_msg(status == RBK_OK, "%s",
                problems.count ? problems.items[0].text : "binding failed");
  rbk_problems_finish(&problems);
  worker->ask.binding = worker->binding;
  worker->ask.reg = worker->binding->reg;
  worker->ask.holds = holds;
  worker->ask.engine = worker;
  ck_assert_ptr_nonnull(policy->callbacks);
  ck_assert_int_eq(policy->callbacks->open(policy->callbacks->context, alloc,
                                           worker->binding, &worker->session,
                                           NULL),
                   RBK_OK);
}

void worker_end(test_worker *worker) {
  worker->policy->callbacks->close(worker->session);
  rbk_desk_destroy(worker->desk);
  rbk_binding_destroy(worker->binding);
}

void worker_at(test_worker *worker, const char *pupil, const char *date) {
  rbk_day day = school_day(worker->reg, date);
  const rbk_edition_bound *edition = rbk_binding_on(worker->binding, day);
  ck_assert_ptr_nonnull(edition);
  if (edition != worker->ask.edition) {
    rbk_desk_destroy(worker->desk);
    ck_assert_int_eq(rbk_desk_create(NULL, &edition->measures, &worker->desk),
                     RBK_OK);
  }
  worker->ask.edition = edition;
  worker->ask.desk = worker->desk;
  worker->ask.pupil = school_index(worker->reg, pupil);
  worker->ask.day = day;
  ck_assert_int_eq(rbk_desk_pupil(worker->desk, worker->ask.pupil), RBK_OK);
}

static uint32_t bound(const test_worker *worker, uint32_t number) {
  const rbk_layer *layer = worker->ask.edition->plan->layers[0];
  uint32_t function = rbk_bound_function(worker->binding, layer, number);
  ck_assert_uint_ne(function, RBK_NONE);
  return function;
}

static void reset(test_worker *worker) {
  worker->failed = false;
  worker->failure = (rbk_failure){0};
}

bool worker_condition(test_worker *worker, uint32_t number) {
  bool out = false;
  reset(worker);
  worker->status = worker->policy->callbacks->condition(
      worker->session, bound(worker, number), &worker->ask, &out,
      &worker->failed, &worker->failure);
  return out;
}

rbk_value worker_figure(test_worker *worker, uint32_t number) {
  rbk_value out = {0};
  reset(worker);
  worker->status = worker->policy->callbacks->figure(
      worker->session, bound(worker, number), &worker->ask, &out,
      &worker->failed, &worker->failure);
  return out;
}

const char *worker_owner(test_worker *worker, uint32_t number) {
  const char *out = NULL;
  reset(worker);
  worker->status = worker->policy->callbacks->owner(
      worker->session, bound(worker, number), &worker->ask, &out,
      &worker->failed, &worker->failure);
  return out;
}

const char *worker_text(test_worker *worker, uint32_t number) {
  const char *out = NULL;
  reset(worker);
  worker->status = worker->policy->callbacks->text(
      worker->session, bound(worker, number), &worker->ask, &out,
      &worker->failed, &worker->failure);
  return out;
}

rbk_date worker_due(test_worker *worker, uint32_t number) {
  rbk_date out = RBK_NO_DATE;
  reset(worker);
  worker->status = worker->policy->callbacks->due(
      worker->session, bound(worker, number), &worker->ask, &out,
      &worker->failed, &worker->failure);
  return out;
}

rbk_hook_results worker_hook(test_worker *worker, rbk_hook hook) {
  rbk_hook_results out = {0};
  reset(worker);
  worker->status = worker->policy->callbacks->hook(
      worker->session, worker->ask.edition->plan->layers[0], hook, &worker->ask,
      &out, &worker->failed, &worker->failure);
  return out;
}

const char *worker_said(const test_worker *worker) {
  static char text[900];
  text[0] = '\0';
  if (worker->failed) {
    (void)snprintf(text, sizeof text, "%s %zu: %s", worker->failure.kind,
                   worker->failure.line, worker->failure.text);
  }
  return text;
}
