/* A worker: one thread's means of running one pupil at a time through a bound
 * plan. After it is made, running a pupil allocates nothing but what goes into
 * the arena it is given, and that holds the log.
 *
 * `evaluate` and `replay` print what a run found; `explain` asks further: the
 * truth of any node, the value of any figure, and what became of each rule. */
#ifndef RBK_ENGINE_WORKER_H
#define RBK_ENGINE_WORKER_H

#include "engine/callbacks.h"
#include "engine/log.h"

typedef struct rbk_worker rbk_worker;

/* `callbacks` may be NULL where the plan has no functions. */
rbk_status rbk_worker_create(const rbk_alloc *alloc, const rbk_binding *binding,
                             const rbk_callbacks *callbacks, rbk_worker **out,
                             rbk_error *error);
void rbk_worker_destroy(rbk_worker *worker); /* takes NULL */

/* A worker for the rules about one group or the school: by its number in the
 * binding's subjects. It runs them for a pupil who is none, number 0 of the
 * register that rbk_worker_register gives: who is called as the group is, is on
 * roll on all days, has the group's events and no mark. */
rbk_status rbk_worker_create_about(const rbk_alloc *alloc,
                                   const rbk_binding *binding, uint32_t subject,
                                   const rbk_callbacks *callbacks,
                                   rbk_worker **out, rbk_error *error);
const rbk_register *rbk_worker_register(const rbk_worker *worker);

/* Runs a pupil from the first day to the close of `last`. The log, and all that
 * is asked below, lives in `arena` and stands until the next run. */
rbk_status rbk_worker_run(rbk_worker *worker, uint32_t pupil, rbk_day last,
                          rbk_arena *arena, rbk_error *error);
/* Says in `error` why the pupil at hand could not be run; returns `status`. */
rbk_status rbk_worker_failed(const rbk_worker *worker, rbk_status status,
                             rbk_error *error);
const rbk_log *rbk_worker_log(const rbk_worker *worker);

/* Whom the pupil's rules fire for: party 0 is the pupil, the others the
 * responsible parents (or the one who is unknown), for per = "parent". What is
 * asked below is answered as that party sees it; a run begins with 0. */
uint32_t rbk_worker_parties(const rbk_worker *worker);
void rbk_worker_party(rbk_worker *worker, uint32_t party);
uint32_t rbk_worker_party_at(const rbk_worker *worker);
/* The parent that actions show, or NULL for party 0. */
const char *rbk_worker_parent(const rbk_worker *worker, uint32_t party);

/* The truth of a node of an edition (its place in the binding) at the close of
 * a day up to the last one run. Functions are asked where nobody did before. */
rbk_status rbk_worker_truth(rbk_worker *worker, size_t edition, uint32_t node,
                            rbk_day day, rbk_truth *out);
rbk_status rbk_worker_value(rbk_worker *worker, size_t edition, uint32_t figure,
                            rbk_day day, rbk_value *out);
/* The desk of an edition with the pupil called: events, windows, leaves. */
rbk_status rbk_worker_desk(rbk_worker *worker, size_t edition, rbk_desk **out);

/* Why a node is unknown on a day: the first leaf that failed, else the first
 * without data. NULL where it is not unknown. */
typedef struct rbk_cause {
  bool failed;
  const char *text;
} rbk_cause;
rbk_status rbk_worker_cause(rbk_worker *worker, size_t edition, uint32_t node,
                            rbk_day day, rbk_cause *out, bool *unknown);
/* What became of a rule at the close of the last day run. */
typedef enum rbk_outcome {
  RBK_OUTCOME_NO_EDITION,  /* no version in force has the rule */
  RBK_OUTCOME_OFF_ROLL,    /* the pupil is not on roll */
  RBK_OUTCOME_NOT_CHECKED, /* no day of `checked` */
  RBK_OUTCOME_FALSE,       /* the condition does not hold */
  RBK_OUTCOME_UNKNOWN,     /* it may hold: no data, or failed */
  RBK_OUTCOME_NOT_ARMED,   /* fired before and not armed again since */
  RBK_OUTCOME_GOES_ON,     /* the condition held the day before too */
  RBK_OUTCOME_USED,        /* fired in this period already */
  RBK_OUTCOME_NO_STEP,     /* no step above the last one is reached */
  RBK_OUTCOME_FIRED
} rbk_outcome;
typedef struct rbk_rule_trace {
  rbk_outcome outcome;
  bool armed;         /* an episode rule would fire on a change to true */
  rbk_day last_fired; /* -1: never */
} rbk_rule_trace;
/* By the rule's number in the binding, for the party at hand. The days on which
 * it fired are those of its actions in the log. */
rbk_rule_trace rbk_worker_rule(const rbk_worker *worker, uint32_t rule);

#endif
