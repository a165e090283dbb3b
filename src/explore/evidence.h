/* The marks and events that a figure is made of. */
#ifndef RBK_EXPLORE_EVIDENCE_H
#define RBK_EXPLORE_EVIDENCE_H

#include "engine/worker.h"
#include "explore/account.h"

/* Adds what stands behind a figure at the close of a day: days with the same
 * marks together. A figure that is mostly plain presence (attendance) is shown
 * by the sessions that lower it. Nothing is added for a figure without marks
 * of its own (an age, a sum of figures). */
rbk_status rbk_evidence(rbk_worker *worker, const rbk_binding *binding,
                        size_t edition, uint32_t pupil, uint32_t figure,
                        rbk_day day, rbk_arena *arena, rbk_told_condition *out);

#endif
