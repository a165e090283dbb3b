/* What an earlier run recorded meets what is derived now. Keys and `done` pass
 * to the derived action of the same key, and to one of the same rule and parent
 * whose episode overlaps; what is derived no longer is withdrawn, and the
 * marks, events, attributes or figures that changed are named. */
#ifndef RBK_ENGINE_PREVIOUS_H
#define RBK_ENGINE_PREVIOUS_H

#include "engine/worker.h"

typedef struct rbk_recorded_list { /* by pupil or group */
  const rbk_recorded_action **items;
  size_t count;
} rbk_recorded_list;

/* The recorded actions of this school, in the arena. */
rbk_status rbk_previous_begin(const rbk_run_options *options,
                              const rbk_register *reg, rbk_arena *arena,
                              rbk_recorded_list *out);
/* Warns of recorded actions of pupils who are not in the register. */
rbk_status rbk_previous_tell(const rbk_run_options *options,
                             const rbk_register *reg, rbk_arena *arena,
                             const rbk_recorded_list *list);
/* For the pupil or group that the worker ran last. */
rbk_status rbk_previous_apply(rbk_worker *worker,
                              const rbk_recorded_list *list);

#endif
