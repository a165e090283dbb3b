/* Why something did or did not come in a fixture: the conditions in words, with
 * the figure, the threshold and the days. */
#ifndef RBK_AUTHOR_WHY_H
#define RBK_AUTHOR_WHY_H

#include "author/compare.h"
#include "engine/callbacks.h"
#include "register/register.h"

/* Fills in `why` of the differences that have none. `pupil` is the fixture's
 * number in the register. */
rbk_status rbk_why_fill(const rbk_alloc *alloc, const rbk_register *reg,
                        const rbk_policy *policy, uint32_t pupil, rbk_date on,
                        rbk_differences *differences);

#endif
