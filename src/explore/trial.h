/* A trial: the register as it was known at the close of a day, and days after
 * it as they are supposed to go. The engine runs the pupil over it, so that
 * what would change a decision is computed and not argued. */
#ifndef RBK_EXPLORE_TRIAL_H
#define RBK_EXPLORE_TRIAL_H

#include "engine/prepare.h"
#include "engine/worker.h"

/* Something put on record on the first school day after the day. */
typedef struct rbk_supposed {
  bool attribute;    /* attribute.set; else an event */
  const char *name;  /* of the attribute; the event's kind */
  const char *value; /* of the attribute */
  struct {
    const char *field, *value;
  } fields[RBK_FILTERS]; /* of the event */
  size_t field_count;
} rbk_supposed;

/* Which sessions are supposed to get a mark other than plain present. */
typedef struct rbk_supposed_marks {
  rbk_code code;
  size_t count;
  rbk_day from;    /* the first day on which they may lie */
  uint32_t figure; /* sessions that this figure of the edition looks at; */
  size_t edition;  /* RBK_NONE: all sessions */
} rbk_supposed_marks;

typedef struct rbk_trial rbk_trial;

/* Every session after `day` is supposed to be attended. `preparation` says the
 * rest: its register is copied, its message is not called, its arena must
 * outlive the trial. */
rbk_status rbk_trial_create(const rbk_preparation *preparation, uint32_t pupil,
                            rbk_day day, const rbk_supposed *facts,
                            size_t fact_count, rbk_trial **out,
                            rbk_error *error);
void rbk_trial_destroy(rbk_trial *trial); /* takes NULL */

/* Runs the pupil to the close of `last`, with so many marks (NULL: none). The
 * log stands until the next run. `*placed` is false when there were not enough
 * sessions up to then; nothing is run then. `*end` is the day of the last of
 * the marks. */
rbk_status rbk_trial_run(rbk_trial *trial, const rbk_supposed_marks *marks,
                         rbk_day last, const rbk_log **log, bool *placed,
                         rbk_day *end, rbk_error *error);

#endif
