/* --assume-done: how it would go if all were done in time. Each action that is
 * open on its due day, or on the first school day after it, is done that day by
 * an event that nobody recorded. `done` sees it that day; conditions, needs and
 * windows see it when the next school day opens, as they see all that a run
 * brings about. So no action can undo the condition that it fired by, and what
 * stands before a supplied event never changes: the events are found one after
 * the other, each by running the days again with those found before. */
#ifndef RBK_ENGINE_ASSUME_H
#define RBK_ENGINE_ASSUME_H

#include "engine/inside.h"
#include "rollbook/run.h"

/* The same register, knowing the kinds of all events that may be supplied. Its
 * list of kinds is in the arena. */
rbk_status rbk_assumed_register(rbk_arena *arena, const rbk_register *reg,
                                const rbk_policy *policy, rbk_register *out);

/* RBK_POLICY: a figure of a group or a cohort reads a kind that may be
 * supplied, and groups come before what is found day by day. */
rbk_status rbk_assume_check(const rbk_binding *binding, rbk_error *error);

/* Runs the pupil at hand, with what others of the family would have done. */
rbk_status rbk_assume_run(rbk_worker *w, uint32_t pupil, rbk_day last,
                          rbk_arena *arena);

/* What the day leaves to be done: of the actions that are open and due, the
 * first by key. */
void rbk_assume_note(rbk_worker *w, rbk_day day);

#endif
