/* What a generated register begins with: a calendar and nobody on roll. */
#ifndef RBK_GENERATE_BASE_H
#define RBK_GENERATE_BASE_H

#include "generate/generate.h"

/* A register with the calendar of the options, or the built-in one: school
 * year 2024/25 of a secondary school in Bedford. `*out` is the caller's. */
rbk_status rbk_base_create(const rbk_generate_options *options,
                           rbk_register **out, rbk_error *error);
/* The same with a calendar that has one school day only. */
rbk_status rbk_base_of_day(const rbk_alloc *alloc, rbk_date date,
                           rbk_register **out, rbk_error *error);

/* Fills the profile from the options. */
rbk_status rbk_base_profile(rbk_register *reg,
                            const rbk_generate_options *options,
                            rbk_error *error);
/* Room for the marks of all pupils of the roll, row by row in roll order. */
rbk_status rbk_base_marks(rbk_register *reg, rbk_error *error);

#endif
