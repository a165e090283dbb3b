/* The marks of a generated school. */
#ifndef RBK_GENERATE_MARKS_H
#define RBK_GENERATE_MARKS_H

#include "generate/roll.h"

/* Fills the register's marks, for which there is room already. */
rbk_status rbk_marks_make(rbk_register *reg,
                          const rbk_generate_options *options,
                          const rbk_sketch *sketches, rbk_error *error);

#endif
