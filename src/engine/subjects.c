#include "engine/subjects.h"

#include <string.h>

#include "engine/inside.h"

uint32_t rbk_subjects_find(const rbk_binding *binding, const char *id) {
  return rbk_intern_find(&binding->subjects, rbk_text_of(id));
}

bool rbk_subject_stands_before(const char *a, const char *b) {
  bool school_a = strcmp(a, RBK_EVERYONE) == 0;
  bool school_b = strcmp(b, RBK_EVERYONE) == 0;
  return school_a != school_b ? school_b : strcmp(a, b) < 0;
}

/* The next one behind `last` (NULL: the first); NULL: there is none. */
static const char *next_of(const rbk_intern *subjects, const char *last) {
  const char *best = NULL;
  for (uint32_t i = 0; i < subjects->count; i++) {
    const char *id = rbk_intern_text(subjects, i);
    if ((last == NULL || rbk_subject_stands_before(last, id)) &&
        (best == NULL || rbk_subject_stands_before(id, best)))
      best = id;
  }
  return best;
}

/* No rule about a group asks a function. */
static rbk_status run_one(const rbk_alloc *alloc, const rbk_binding *binding,
                          const char *id, rbk_day last, rbk_arena *arena,
                          rbk_take_subject take, void *context,
                          rbk_error *error) {
  rbk_worker *worker = NULL;
  rbk_status status = rbk_worker_create_about(
      alloc, binding, rbk_subjects_find(binding, id), NULL, &worker, error);
  if (status == RBK_OK) status = rbk_worker_run(worker, 0, last, arena, error);
  if (status == RBK_OK) status = take(context, worker, error);
  rbk_worker_destroy(worker);
  return status;
}

rbk_status rbk_subjects_run(const rbk_alloc *alloc, const rbk_binding *binding,
                            rbk_day last, rbk_arena *arena,
                            rbk_take_subject take, void *context,
                            rbk_error *error) {
  const char *id = next_of(&binding->subjects, NULL);
  rbk_status status = RBK_OK;
  for (; id && status == RBK_OK; id = next_of(&binding->subjects, id))
    status = run_one(alloc, binding, id, last, arena, take, context, error);
  return status;
}
