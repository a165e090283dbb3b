/* What explain.c and the subjects it gathers share. Nobody else includes
 * this. */
#ifndef RBK_EXPLORE_SUBJECTS_H
#define RBK_EXPLORE_SUBJECTS_H

#include "engine/decision.h"
#include "explore/explain.h"
#include "explore/outlook.h"
#include "explore/words.h"

typedef struct rbk_explanation {
  const rbk_explain_options *options;
  const rbk_policy *policy;
  rbk_story story;
  rbk_arena arena; /* of the run: overrides, log, decision, account */
  rbk_decision decision;
  rbk_account account;
  rbk_future future;
  rbk_day day;    /* the day asked */
  size_t edition; /* in force then; SIZE_MAX: none */
  rbk_error *error;
} rbk_explanation;

/* subjects.c: what they have in common. */
bool rbk_asked_for(const rbk_explanation *e, const char *id);
rbk_subject *rbk_subject_begin(rbk_explanation *e, const char *kind,
                               const char *id);
/* The room's text as long as the account; false without memory. */
bool rbk_take_room(rbk_explanation *e, const char **out);
rbk_status rbk_subject_clauses(rbk_explanation *e, const rbk_plan *plan,
                               const rbk_names *names, rbk_subject *subject);
/* One condition: its tree and the marks behind it; nothing for RBK_NONE. */
rbk_status rbk_subject_condition(rbk_explanation *e, const char *heading,
                                 size_t edition, uint32_t node, rbk_day day,
                                 rbk_subject *subject);
/* "Attendance is ... (160 of 190 sessions). Bedford Borough calls 85 per cent
 * or less "Very concerning" (BED-17)." to the room. */
rbk_status rbk_say_called(rbk_explanation *e, uint32_t node,
                          const rbk_layer *layer, const char *label,
                          const rbk_names *clauses);
/* What stands in the way of the first of the hurdles that is not cleared, to
 * the room and to the subject. */
rbk_status rbk_say_in_the_way(rbk_explanation *e, const rbk_hurdle *hurdles,
                              size_t count, rbk_subject *subject);
/* What would bring the goal about, to the room and to the subject. */
rbk_status rbk_say_future(rbk_explanation *e, const rbk_goal *goal,
                          const rbk_hurdle *hurdles, size_t count,
                          rbk_subject *subject);

/* Bands and flags; stages; actions and rules. */
rbk_status rbk_tell_bands(rbk_explanation *e);
rbk_status rbk_tell_flags(rbk_explanation *e);
rbk_status rbk_tell_ladders(rbk_explanation *e);
rbk_status rbk_tell_rules(rbk_explanation *e);

#endif
