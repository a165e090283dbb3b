/* The checks of a stacked plan, in the order in which they are made. Each puts
 * what it finds on the list and returns RBK_OK, or RBK_NOMEM. */
#ifndef RBK_PLAN_CHECKS_H
#define RBK_PLAN_CHECKS_H

#include "plan/bind.h"

/* An error at a place in a policy. */
#define RBK_PROBLEM(problems, id, where, ...)                                  \
  rbk_problems_add((problems), RBK_ERROR, (id), (where).file, (where).line, 0, \
                   __VA_ARGS__)

/* Expressions nested too deeply to be read by what follows. */
rbk_status rbk_plan_check_depth(const rbk_plan *plan, rbk_problems *problems);
/* Every name is declared. */
rbk_status rbk_plan_check_names(const rbk_plan *plan, rbk_problems *problems);
/* What letters say: their placeholders, the ids of their variants. */
rbk_status rbk_plan_check_letters(const rbk_plan *plan, rbk_problems *problems);
/* Flags and bands, code sets, roles that read each other in a circle. Fills in
 * plan->order, without those in a circle. */
rbk_status rbk_plan_check_cycles(rbk_plan *plan, rbk_problems *problems);
/* What refers upwards. */
rbk_status rbk_plan_check_strata(const rbk_plan *plan, rbk_problems *problems);
/* Cohorts, and rules about groups: what they may read and say. */
rbk_status rbk_plan_check_groups(const rbk_plan *plan, rbk_problems *problems);
/* Rules for families: not in stages, superseded by their own kind alone. */
rbk_status rbk_plan_check_families(const rbk_plan *plan,
                                   rbk_problems *problems);
/* parent "x" only where there is a parent. */
rbk_status rbk_plan_check_parents(const rbk_plan *plan, rbk_problems *problems);
/* Units and types of parameters; windows where they must be. */
rbk_status rbk_plan_check_units(const rbk_plan *plan, rbk_problems *problems);
/* Parameters that `clock` reads are times of the day (clock.c). */
rbk_status rbk_plan_check_clocks(const rbk_plan *plan, rbk_problems *problems);
/* Rows that are never reached and gaps, by the values that the policy gives. */
rbk_status rbk_plan_check_reach(const rbk_plan *plan, rbk_problems *problems);
/* The same by the values in force on the edition's days. */
rbk_status rbk_bind_check_reach(const rbk_binding *binding,
                                const rbk_edition_bound *edition,
                                rbk_problems *problems);
/* Whether the profile names only other policies than these: what the school
 * says and records for its own need not mean anything to one that is tried
 * out. */
bool rbk_profile_is_of_others(const rbk_school *school,
                              const rbk_edition *editions, size_t count);
/* Events of kinds that no edition declares, and of groups: an error, or a
 * warning where the profile names other policies than these. The arena is for
 * scratch. */
rbk_status rbk_bind_check_history(const rbk_register *reg, rbk_arena *arena,
                                  const rbk_edition *editions, size_t count,
                                  rbk_problems *problems);
/* Warns of events whose field holds neither a number nor a date where a policy
 * reads one (reading.c). */
rbk_status rbk_bind_check_readings(const rbk_register *reg, rbk_arena *arena,
                                   const rbk_edition *editions, size_t count,
                                   rbk_problems *problems);
/* Warns of roles that the profile names and no edition has. */
rbk_status rbk_bind_check_roles(const rbk_register *reg, rbk_arena *arena,
                                const rbk_edition *editions, size_t count,
                                rbk_problems *problems);

#endif
