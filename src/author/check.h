/* Everything that can be found out about a policy without a register's marks,
 * all at once. */
#ifndef RBK_AUTHOR_CHECK_H
#define RBK_AUTHOR_CHECK_H

#include "base/buffer.h"
#include "base/status.h"
#include "plan/plan.h"
#include "rollbook/policy.h"

typedef struct rbk_check_options {
  const rbk_alloc *alloc;
  const char *policies; /* the folder of policies */
  const char *policy;   /* id or file; NULL: what the school's profile asks */
  const rbk_register *reg; /* the school it is checked for: required
                              parameters, attributes, periods; NULL: none */
} rbk_check_options;

/* Problems of loading, of binding to the school, and what is likely a mistake
 * (warnings) are added to the list. RBK_OK: no error among them. RBK_POLICY:
 * some. */
rbk_status rbk_policy_check(const rbk_check_options *options,
                            rbk_problems *problems);

/* What is likely a mistake in a plan: rules over a rate that fire at each
 * wobble, what can never hold or always does, stages that cannot be reached or
 * are left at once. */
rbk_status rbk_plan_warn(const rbk_alloc *alloc, const rbk_plan *plan,
                         rbk_problems *problems);

/* Sorts them and writes a line each, "file:line: what; what to do", and one
 * that counts them; or JSON. */
void rbk_problems_print(rbk_problems *problems, bool json, rbk_buffer *buffer);

#endif
