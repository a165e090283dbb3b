/* What a run was made of, so that the same decisions can be made again. */
#ifndef RBK_ENGINE_RECORD_H
#define RBK_ENGINE_RECORD_H

#include "engine/callbacks.h"
#include "rollbook/run.h"

/* Everything but the counts. Texts live in the arena. `as_of` may be NULL. */
rbk_status rbk_record_make(rbk_arena *arena, const rbk_register *reg,
                           const rbk_policy *policy, const rbk_binding *binding,
                           const char *as_of, rbk_run_record *out);

#endif
