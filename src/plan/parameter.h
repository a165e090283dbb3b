/* What binding and the checks ask of parameters beyond plan/bind.h. */
#ifndef RBK_PLAN_PARAMETER_H
#define RBK_PLAN_PARAMETER_H

#include "plan/bind.h"

/* The override that decides about a parameter, or NULL. */
const rbk_override *rbk_override_of(const rbk_override *overrides, size_t count,
                                    const char *name);
bool rbk_override_on_command_line(const rbk_override *override);
/* The policy's own value on a date, or NULL. On RBK_NO_DATE the one that holds
 * from the beginning. */
const rbk_parameter_value *rbk_parameter_dated(const rbk_parameter *parameter,
                                               rbk_date date);

/* What values a parameter takes. */
typedef enum rbk_value_type {
  RBK_VALUE_ANY, /* nothing says: required, without a unit */
  RBK_VALUE_NUMBER,
  RBK_VALUE_TEXT
} rbk_value_type;
rbk_value_type rbk_parameter_type(const rbk_parameter *parameter);
/* "a number", "a text" */
const char *rbk_value_type_words(rbk_value_type type);

/* Overrides against the parameters of all editions: unknown names and wrong
 * types. Texts that --param gives take the parameter's type, in `value` too. */
rbk_status rbk_bind_check_overrides(rbk_binding *binding,
                                    const rbk_edition *editions,
                                    size_t edition_count,
                                    rbk_problems *problems);
/* choice.c: a text that the policy chooses by (`param.mode:is "percent"`) must
 * be one that it asks for or sets itself. */
rbk_status rbk_bind_check_choice(const rbk_plan *plan,
                                 const rbk_parameter *parameter,
                                 const rbk_override *override, const char *file,
                                 rbk_arena *arena, rbk_problems *problems);
/* clock.c: one that `clock` reads must be a time of the day. */
rbk_status rbk_bind_check_clock(const rbk_plan *plan,
                                const rbk_parameter *parameter,
                                const rbk_override *override, const char *file,
                                rbk_arena *arena, rbk_problems *problems);
/* Fills in binding->parameters_digest. */
rbk_status rbk_bind_digest_parameters(rbk_binding *binding,
                                      const rbk_edition *editions,
                                      size_t edition_count);

#endif
