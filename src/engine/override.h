/* Values that stand in for a policy's own: the profile's, then --param's. */
#ifndef RBK_ENGINE_OVERRIDE_H
#define RBK_ENGINE_OVERRIDE_H

#include "plan/bind.h"
#include "rollbook/run.h"

/* The profile's parameters first. A value of --param is a number where it reads
 * as one, a list where it has commas and numbers only ("6,12"), else a text.
 * Lives in the arena. RBK_USAGE: a setting without a name or a value. */
rbk_status rbk_overrides_make(rbk_arena *arena, const rbk_school *school,
                              const rbk_parameter_setting *settings,
                              size_t count, rbk_override **out,
                              size_t *out_count, rbk_error *error);

#endif
