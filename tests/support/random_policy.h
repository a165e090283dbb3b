/* Random policies over random registers (school_random_register): bands, flags,
 * rules and codings with conditions of every sort, drawn from a seed. */
#ifndef TESTS_SUPPORT_RANDOM_POLICY_H
#define TESTS_SUPPORT_RANDOM_POLICY_H

#include "support/engine.h"

/* The same layer for the same seed. With functions only where `functions`;
 * function n answers by pupil, day and n alone and sometimes fails. */
rbk_layer *random_layer(uint64_t seed, bool functions);
/* Answers for those functions, from every thread. */
extern const rbk_callbacks random_callbacks;

#endif
