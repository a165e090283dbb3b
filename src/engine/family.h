/* Rules with per = "family": one action for a sibling group. Before a pupil's
 * own days are run, the families the pupil ever belongs to are: each of their
 * members is looked at, what the rules' conditions say of them is joined, and
 * the rules fire as they do for a pupil. What fires tells the pupil's own rules
 * (`fired`, `supersedes`); when these are through, the actions that stand under
 * the pupil are taken into the pupil's log. So a family looks the same from
 * each member, whichever are run, in whatever order. */
#ifndef RBK_ENGINE_FAMILY_H
#define RBK_ENGINE_FAMILY_H

#include "engine/inside.h"

/* NULL in `*out` where no rule is for a family. */
rbk_status rbk_families_create(rbk_worker *w, rbk_families **out,
                               rbk_error *error);
void rbk_families_destroy(rbk_families *families); /* takes NULL */

/* Runs the families of the pupil at hand up to `last`; after the worker has
 * forgotten the pupil before. */
rbk_status rbk_families_run(rbk_worker *w, rbk_day last);
/* Takes what stands under the pupil into the log. */
rbk_status rbk_families_take(rbk_worker *w);

/* Whether a family's rule fires for the pupil on the day, and what its firings
 * take the place of. */
bool rbk_families_fire(const rbk_worker *w, rbk_day day);
void rbk_families_supersede(rbk_worker *w, rbk_day day);
/* Whether a rule for families fired for the pupil on a day of from .. to before
 * `day`, and was not superseded by then. */
bool rbk_families_fired(const rbk_worker *w, uint32_t rule, rbk_day from,
                        rbk_day to, rbk_day day);

/* Whether an action of one of the pupil's families has that key. */
bool rbk_families_have(const rbk_worker *w, const char *key);

/* --- what the fold of a family asks; w->family is set -------------------- */

/* Fills in whom a new action is for; `event` as of an event rule. */
rbk_status rbk_family_fire(rbk_worker *w, rbk_action *a,
                           const rbk_event *event);
/* The truth of an `unless` of the action's rule, and whether a need is met:
 * those of any member for whom the rule fired. */
rbk_truth rbk_family_unless(const rbk_worker *w, const rbk_page *page,
                            const rbk_action *a, size_t unless, rbk_day day);
rbk_truth rbk_family_need(const rbk_worker *w, const rbk_page *page,
                          const rbk_action *a, size_t need, rbk_day day);
/* Whether the last member leaves on the day or has left. */
bool rbk_family_leaves(const rbk_worker *w, const rbk_action *a, rbk_day day);
/* Whether an event may fire a rule: its pupil is a member that day, and the
 * rest of the condition holds for that one. */
rbk_truth rbk_family_event(const rbk_worker *w, const rbk_page *page,
                           const rbk_bound_rule *rule, const rbk_event *event,
                           rbk_day day);
/* The highest new step of any member for whom the rule's condition holds;
 * `*label` NULL: none. What fires is remembered. */
rbk_status rbk_family_step(rbk_worker *w, const rbk_page *page,
                           const rbk_bound_rule *rule, rbk_rule_state *state,
                           rbk_day day, const char **label);
/* The worker that answers for texts, owners and due days of an action: the one
 * whose pupil it stands under; NULL: nobody now. */
rbk_worker *rbk_family_speaker(const rbk_worker *w, const rbk_action *a);

/* Whether an event of that pupil is one of the action's: any member's. */
static inline bool rbk_household_has(const rbk_household *household,
                                     uint32_t pupil) {
  for (size_t i = 0; i < household->count; i++)
    if (household->members[i] == pupil) return true;
  return false;
}
/* The same of the members for whom the rule fired. */
static inline bool rbk_household_fired_for(const rbk_household *household,
                                           uint32_t pupil) {
  for (size_t i = 0; i < household->count; i++)
    if (household->members[i] == pupil) return household->holds[i];
  return false;
}

#endif
