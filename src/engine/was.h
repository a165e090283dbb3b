/* What has changed since an action was recorded. */
#ifndef RBK_ENGINE_WAS_H
#define RBK_ENGINE_WAS_H

#include "engine/inside.h"

/* "2024-11-04 AM was O, is now I; ...": the recorded marks against the
 * register, the recorded events against the history, attributes; where all
 * these stand, the figures then and now, else what is known of the rule. In the
 * log's arena. */
rbk_status rbk_was_find(rbk_worker *w, const rbk_recorded_action *recorded,
                        const char **out);

#endif
