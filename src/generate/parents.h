/* Parents of a generated roll: invented names and addresses. */
#ifndef RBK_GENERATE_PARENTS_H
#define RBK_GENERATE_PARENTS_H

#include "generate/generate.h"

/* One or two for each pupil of a finished roll; pupils of one sibling_group
 * have the same. */
rbk_status rbk_parents_make(rbk_register *reg,
                            const rbk_generate_options *options,
                            rbk_error *error);

#endif
