/* What may refer to what: the strata of a symbolic plan. */
#ifndef RBK_PLAN_STRATA_H
#define RBK_PLAN_STRATA_H

#include "plan/bind.h"

/* The lowest stratum in which a leaf, a figure, a condition of this kind can
 * stand, whatever its parts. */
rbk_stratum rbk_leaf_stratum(rbk_leaf_kind kind);
rbk_stratum rbk_figure_stratum(rbk_figure_kind kind);
rbk_stratum rbk_condition_stratum(rbk_condition_kind kind);

#endif
