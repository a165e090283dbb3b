/* Which lines of a policy's functions run. */
#ifndef RBK_POLICY_TRACE_H
#define RBK_POLICY_TRACE_H

#include "engine/callbacks.h"
#include "rollbook/policy.h"

enum {
  RBK_TRACE_MAY_RUN = 1, /* a function that the policy can call has it */
  RBK_TRACE_RAN = 2
};

typedef struct rbk_trace {
  const rbk_alloc *alloc;
  unsigned char
      *lines; /* by number, from 1; NULL: the layer has no functions */
  size_t line_count;
  struct rbk_script *script; /* the layer's */
} rbk_trace;

/* From now on the lines that functions of the layer run are noted. Until
 * rbk_trace_end the policy may only be run by one thread, and its workers must
 * be gone before. RBK_NOMEM. */
rbk_status rbk_trace_begin(rbk_trace *trace, const rbk_alloc *alloc,
                           const rbk_policy *policy, const rbk_layer *layer);
void rbk_trace_end(rbk_trace *trace);
/* Takes one that was not begun, too (all zero). */
void rbk_trace_finish(rbk_trace *trace);

#endif
