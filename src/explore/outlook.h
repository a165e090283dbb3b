/* What would change a decision, found by trying it on the engine: the days to
 * come up to the end of the school year, with every session attended, with so
 * many further marks, with something put on record. */
#ifndef RBK_EXPLORE_OUTLOOK_H
#define RBK_EXPLORE_OUTLOOK_H

#include "explore/reasons.h"
#include "explore/trial.h"

/* What is hoped for or feared. */
typedef enum rbk_goal_kind {
  RBK_GOAL_BAND,    /* the band's row is entered; id: "band/row" */
  RBK_GOAL_LEAVES,  /* the band takes another row, or none; id: the band */
  RBK_GOAL_RAISED,  /* the flag is raised */
  RBK_GOAL_CLEARED, /* ... cleared */
  RBK_GOAL_STAGE_ENTERED,
  RBK_GOAL_STAGE_LEFT,
  RBK_GOAL_FIRES /* the rule fires */
} rbk_goal_kind;
typedef struct rbk_goal {
  rbk_goal_kind kind;
  const char *id;
  const char *what;  /* in words: "the flag is raised" */
  const char *never; /* "the flag is not raised" */
} rbk_goal;

/* A condition that ought to be true (or false) for the goal. */
typedef struct rbk_hurdle {
  uint32_t node;
  rbk_truth wanted;
} rbk_hurdle;

/* One pupil's future from a day on; makes its trials as they are needed. */
typedef struct rbk_future {
  const rbk_preparation *preparation;
  uint32_t pupil;
  rbk_day day, last; /* day == last: no school day is left in the year */
  rbk_trial *trial;  /* without anything put on record; NULL until needed */
  rbk_error *error;
} rbk_future;
void rbk_future_init(rbk_future *future, const rbk_preparation *preparation,
                     uint32_t pupil, rbk_day day, rbk_error *error);
void rbk_future_finish(rbk_future *future);

/* When the goal comes if every session is attended: ATTENDED or NEVER. Of a
 * band that is left, `what` says to which row. */
rbk_status rbk_outlook_attended(rbk_future *future, const rbk_story *story,
                                const rbk_goal *goal, rbk_outlook *out);
/* The least that would bring the goal about, given what stands in its way. */
rbk_status rbk_outlook_find(rbk_future *future, const rbk_story *story,
                            const rbk_goal *goal, const rbk_hurdle *hurdles,
                            size_t hurdle_count, rbk_outlook *out);
/* As a sentence with its full stop, to the story's room. */
void rbk_say_outlook(const rbk_story *story, const rbk_outlook *outlook);

#endif
