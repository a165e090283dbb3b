/* Decisions and changes as the public API shows them, read from a log. */
#ifndef RBK_ENGINE_DECISION_H
#define RBK_ENGINE_DECISION_H

#include "engine/worker.h"

/* Everything about the pupil the worker ran last, at the close of the last day
 * run. Texts live in the arena of that run, in the register or in the policy.
 */
rbk_status rbk_decision_make(rbk_worker *worker, const rbk_policy *policy,
                             rbk_decision *out);

/* The same of the subject of a worker that was made about one: its actions and
 * what is not known. */
rbk_status rbk_decision_make_of_group(rbk_worker *worker,
                                      const rbk_policy *policy,
                                      rbk_decision *out);

/* A change with what it is sorted by. */
typedef struct rbk_shown_change {
  rbk_change change;
  rbk_day day;
  uint32_t pupil; /* RBK_NONE: the school's */
  size_t sequence;
} rbk_shown_change;

/* The changes of that run dated from .. to, in the order of happening. */
rbk_status rbk_changes_make(rbk_worker *worker, rbk_day from, rbk_day to,
                            rbk_shown_change **out, size_t *count);
/* By date, roll order, id, key, kind: for qsort over pointers to changes. */
int rbk_change_order(const void *left, const void *right);

/* The id of the policy in force on a date, or NULL. */
const char *rbk_policy_on(const rbk_policy *policy, rbk_date date);

/* --- of the school ------------------------------------------------------- */

/* Sessions in which no pupil has a mark, found by the close of `last`. */
rbk_status rbk_school_decision(const rbk_register *reg,
                               const rbk_policy *policy, rbk_arena *arena,
                               rbk_day last, rbk_decision *out);
rbk_status rbk_school_changes(const rbk_register *reg, rbk_arena *arena,
                              rbk_day from, rbk_day to, rbk_shown_change **out,
                              size_t *count);

#endif
