/* The budget of work: what a call may do before it is stopped. */
#ifndef RBK_POLICY_BUDGET_H
#define RBK_POLICY_BUDGET_H

#include "policy/sandbox.h"

/* Gives a fresh budget and has the state's instructions counted. */
void rbk_budget_start(rbk_sandbox *sandbox, int64_t work);
void rbk_budget_stop(rbk_sandbox *sandbox);
/* Counts a string of so many bytes; for the allocator: never raises, the next
 * count of instructions stops the script where it then is. */
void rbk_budget_string(rbk_sandbox *sandbox, size_t bytes);

#endif
