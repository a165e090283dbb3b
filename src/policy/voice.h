/* A script as one worker runs it: its own state, in which nothing outlives a
 * call. Tables made at loading are frozen, and a name of the script that a
 * function has assigned is a failure and is put back. */
#ifndef RBK_POLICY_VOICE_H
#define RBK_POLICY_VOICE_H

#include "policy/results.h"

typedef struct rbk_voice {
  const rbk_alloc *alloc;
  const rbk_script *script;
  rbk_sandbox sandbox;
  rbk_loader loader;
  rbk_layer layer; /* the worker's own reading; only its functions are used */
  bool open;
  unsigned depth; /* calls under way in it */
  uint64_t calls;
} rbk_voice;

void rbk_voice_close(rbk_voice *voice);

/* Asks function `number` of the script. RBK_OK with the result, or with
 * `*failed` and the failure; RBK_NOMEM, or a status of the engine. A call that
 * meets the cap on memory is made once more in a fresh state. */
rbk_status rbk_voice_ask(rbk_voice *voice, uint32_t number, const rbk_ask *ask,
                         rbk_result *result, bool *failed,
                         rbk_failure *failure);

#endif
