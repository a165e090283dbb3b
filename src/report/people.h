/* Whom and what a report names: pupils as the register knows them, roles as
 * the school calls them. */
#ifndef RBK_REPORT_PEOPLE_H
#define RBK_REPORT_PEOPLE_H

#include "engine/callbacks.h"
#include "register/register.h"
#include "rollbook/run.h"

/* An attribute of a pupil on a day; NULL where it is empty or unknown. */
const char *rbk_pupil_attribute(const rbk_register *reg, const char *pupil,
                                const char *attribute, rbk_day day);
/* What the school calls a role, else its title in the policy, else its id. */
const char *rbk_role_called(const rbk_register *reg, const rbk_policy *policy,
                            const char *role);
/* The id of a role by its id or by what the school calls it. RBK_USAGE: there
 * is none. */
rbk_status rbk_role_find(const rbk_register *reg, const rbk_policy *policy,
                         const char *said, const char **out, rbk_error *error);
/* The id of a letter of some version, checked. RBK_USAGE: there is none. */
rbk_status rbk_letter_find(const rbk_policy *policy, const char *said,
                           rbk_error *error);
/* The day asked and the school day it is read at. NULL: the last one with
 * marks. RBK_USAGE: no date, before the calendar, no mark. */
rbk_status rbk_report_day(const rbk_register *reg, const char *said,
                          rbk_date *on, rbk_day *read_at, rbk_error *error);

#endif
