#include "report/people.h"

#include <string.h>

#include "base/status.h"

const char *rbk_pupil_attribute(const rbk_register *reg, const char *pupil,
                                const char *attribute, rbk_day day) {
  uint32_t number =
      pupil ? rbk_roll_find(&reg->roll, rbk_text_of(pupil)) : RBK_NONE;
  uint32_t column =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of(attribute));
  if (number == RBK_NONE || column == RBK_NONE) return NULL;
  const char *value =
      rbk_history_attribute(&reg->history, &reg->roll, number, column, day);
  return value[0] ? value : NULL;
}

/* --- roles and letters --------------------------------------------------- */

static const rbk_role *role_of(const rbk_policy *policy, const char *id) {
  for (size_t i = policy->edition_count; i-- > 0;) {
    const rbk_role *role = rbk_plan_role(policy->editions[i].plan, id);
    if (role != NULL) return role;
  }
  return NULL;
}

static const char *called_by(const rbk_register *reg, const char *role) {
  for (size_t i = 0; i < reg->school.role_count; i++)
    if (strcmp(reg->school.roles[i].name, role) == 0)
      return reg->school.roles[i].value;
  return NULL;
}

const char *rbk_role_called(const rbk_register *reg, const rbk_policy *policy,
                            const char *role) {
  const char *name = called_by(reg, role);
  if (name != NULL) return name;
  const rbk_role *found = role_of(policy, role);
  return found && found->title ? found->title : role;
}

/* The nearest of the last version's names, or NULL: at most this many are
 * looked at. */
enum { NAMES = 256 };

rbk_status rbk_role_find(const rbk_register *reg, const rbk_policy *policy,
                         const char *said, const char **out, rbk_error *error) {
  const char *names[NAMES];
  size_t count = 0;
  const rbk_role *role = role_of(policy, said);
  if (role != NULL) {
    *out = role->id;
    return RBK_OK;
  }
  for (size_t i = 0; i < reg->school.role_count; i++) {
    if (rbk_text_equal_fold(rbk_text_of(reg->school.roles[i].value),
                            rbk_text_of(said))) {
      *out = reg->school.roles[i].name;
      return RBK_OK;
    }
  }
  for (size_t e = 0; e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    for (size_t i = 0; i < plan->role_count && count < NAMES; i++)
      names[count++] = plan->roles[i]->id;
  }
  const char *near = rbk_nearest(said, names, count);
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  near ? "the policy has no role '%s'; did you mean '%s'?"
                       : "the policy has no role '%s'; `rollbook policy show` "
                         "lists them%s",
                  said, near ? near : "");
}

rbk_status rbk_letter_find(const rbk_policy *policy, const char *said,
                           rbk_error *error) {
  const char *names[NAMES];
  size_t count = 0;
  for (size_t e = 0; e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    if (rbk_plan_letter(plan, said) != NULL) return RBK_OK;
    for (size_t i = 0; i < plan->letter_count && count < NAMES; i++)
      names[count++] = plan->letters[i]->id;
  }
  const char *near = rbk_nearest(said, names, count);
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  near ? "the policy has no letter '%s'; did you mean '%s'?"
                       : "the policy has no letter '%s'; `rollbook policy "
                         "show` lists them%s",
                  said, near ? near : "");
}

/* --- the day ------------------------------------------------------------- */

rbk_status rbk_report_day(const rbk_register *reg, const char *said,
                          rbk_date *on, rbk_day *read_at, rbk_error *error) {
  const rbk_calendar *calendar = &reg->calendar;
  if (said == NULL) {
    if (reg->marks.last_session < 0)
      return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                      "the register holds no mark; say --on");
    *read_at = reg->marks.last_session / 2;
    *on = calendar->date[*read_at];
    return RBK_OK;
  }
  if (!rbk_date_parse(rbk_text_of(said), on))
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "--on '%s' is not a date; write it as 2025-02-14", said);
  *read_at = rbk_calendar_on_or_before(calendar, *on);
  if (*read_at < 0)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "--on %s is before the first school day of the calendar",
                    said);
  return RBK_OK;
}
