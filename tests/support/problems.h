/* What a policy that is not right is told, and where. */
#ifndef TESTS_SUPPORT_PROBLEMS_H
#define TESTS_SUPPORT_PROBLEMS_H

#include "plan/bind.h"

/* Stacks the layers (the second may be NULL) or binds one plan for all days,
 * and gives what was found; rbk_problems_finish it. The status must be
 * RBK_POLICY if there is an error and RBK_OK if there is none. */
rbk_problems stack_problems(const rbk_layer *nation,
                            const rbk_layer *school_or_null);
rbk_problems bind_problems(const rbk_register *reg, const rbk_plan *plan,
                           const rbk_override *overrides, size_t count);

/* One of them stands there ("la/test.lua:12", "--param:0"), has that id and
 * holds those words. */
void expect_problem(const rbk_problems *problems, const char *place,
                    const char *id, const char *words);
void expect_warning(const rbk_problems *problems, const char *place,
                    const char *id, const char *words);
/* There are so many, and no more; the list is finished. */
void expect_count(rbk_problems *problems, size_t count);

/* A layer that is wrong in one way: stacked alone it has this one problem. The
 * layer is destroyed. */
void expect_refused(rbk_layer *layer, const char *place, const char *id,
                    const char *words);
/* It stacks without a word. The layer is destroyed. */
void expect_accepted(rbk_layer *layer);

#endif
