/* Letters that open actions ask for, filled in. */
#ifndef RBK_ENGINE_LETTER_H
#define RBK_ENGINE_LETTER_H

#include "engine/worker.h"

/* Those of the pupil the worker ran last, made on a date on or after the last
 * day run: of every action that is due or overdue and asks for a letter, one
 * for each parent responsible for the pupil, or for the action's own parent.
 * Sorted by the action's key, then parent_id. In the arena of that run. */
rbk_status rbk_letters_make(rbk_worker *worker, rbk_date made,
                            const rbk_letter_now **out, size_t *count);

#endif
