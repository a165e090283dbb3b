/* The rules about groups and the school, run after all pupils. */
#ifndef RBK_ENGINE_SUBJECTS_H
#define RBK_ENGINE_SUBJECTS_H

#include "engine/worker.h"

/* Runs each subject of the binding to the close of `last`: cohorts in byte
 * order of id, then everyone. After each `take` is called with its worker; what
 * the log holds lives in the arena. */
typedef rbk_status (*rbk_take_subject)(void *context, rbk_worker *worker,
                                       rbk_error *error);
rbk_status rbk_subjects_run(const rbk_alloc *alloc, const rbk_binding *binding,
                            rbk_day last, rbk_arena *arena,
                            rbk_take_subject take, void *context,
                            rbk_error *error);
/* The order of those: cohorts by id, the school last. */
bool rbk_subject_stands_before(const char *a, const char *b);
/* The number of one in the binding's subjects, or RBK_NONE. */
uint32_t rbk_subjects_find(const rbk_binding *binding, const char *id);

#endif
