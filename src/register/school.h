/* The profile of a school: what school.json says. Plain data; the words in it
 * (policies, parameters, roles) are understood by the rooms above. */
#ifndef RBK_REGISTER_SCHOOL_H
#define RBK_REGISTER_SCHOOL_H

#include "base/date.h"
#include "base/status.h"

typedef struct rbk_policy_choice { /* in force from a day on */
  rbk_date from;                   /* RBK_NO_DATE: from the beginning */
  const char *policy;              /* id or file */
} rbk_policy_choice;

/* A parameter's value, as given: a number, a text, or a list of either. */
typedef struct rbk_setting {
  const char *name;
  const char **values; /* each as text; numbers in the shape of a decimal */
  bool *numbers;       /* whether it was a number */
  size_t value_count;
  bool is_list;
  size_t line; /* of school.json, 0 when from the command line */
} rbk_setting;

typedef struct rbk_pair {
  const char *name, *value;
} rbk_pair;

typedef struct rbk_school {
  const char *file; /* where it was read, for messages; "" if nowhere */
  const char *id, *name, *phase, *la; /* "" where not said; id is never "" */
  rbk_policy_choice *policies;        /* by date */
  size_t policy_count;
  rbk_setting *parameters;
  size_t parameter_count;
  rbk_pair *roles; /* role id -> what the school calls it */
  size_t role_count;
  rbk_pair *aliases; /* text in the register -> code */
  size_t alias_count;
  rbk_pair *columns; /* column of the file -> its name in src/read/README.md */
  size_t column_count;
  rbk_pair *facts; /* configuration the policy asks for, any further text */
  size_t fact_count;
  const char *precedence; /* "first" | "last" for two different marks of one
                             session; "" refuses them */
  bool uk_dates;          /* dd/mm/yyyy */
} rbk_school;

/* What the profile says under a name: its id, name, phase, la, or a fact; NULL:
 * nothing. */
const char *rbk_school_text(const rbk_school *school, const char *name);

#endif
