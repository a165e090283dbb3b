/* A policy bound to a register for one run. */
#ifndef RBK_ENGINE_PREPARE_H
#define RBK_ENGINE_PREPARE_H

#include "engine/callbacks.h"
#include "rollbook/run.h"

typedef struct rbk_preparation {
  const rbk_alloc *alloc;
  rbk_arena *arena; /* holds the overrides and what is assumed; must
                       outlive the binding */
  const rbk_register *reg;
  const rbk_policy *policy;
  const rbk_parameter_setting *parameters; /* of the command line */
  size_t parameter_count;
  void (*message)(void *context, const rbk_message *message); /* or NULL */
  void *context;
  unsigned threads; /* for what groups are; 0, 1: the calling thread alone */
  bool assume_done; /* every action is done in time, see assume.h */
} rbk_preparation;

/* Binds, and finds what groups are over all pupils. Every problem goes to
 * `message`, in the order of file and line; `error` has the first that is an
 * error. `*out` goes to rbk_binding_destroy. */
rbk_status rbk_prepare(const rbk_preparation *preparation, rbk_binding **out,
                       rbk_error *error);

#endif
