/* The functions of a loaded policy, as the engine asks for them. */
#ifndef RBK_POLICY_CALLS_H
#define RBK_POLICY_CALLS_H

#include "engine/callbacks.h"
#include "policy/script.h"

/* Whose functions they are: the scripts of a policy, and their allocator. */
typedef struct rbk_voices {
  const rbk_alloc *alloc;
  rbk_script *const *scripts; /* those that were loaded */
  size_t count;
} rbk_voices;

/* Callbacks whose context is `voices`, which must live as long. */
rbk_callbacks rbk_calls_make(rbk_voices *voices);

#endif
