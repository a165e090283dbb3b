/* Who is on roll, when, and what is recorded of them. Pupils stand in roll
 * order: byte order of pupil_id. */
#ifndef RBK_REGISTER_ROLL_H
#define RBK_REGISTER_ROLL_H

#include "base/arena.h"
#include "base/date.h"
#include "base/intern.h"
#include "register/calendar.h"

/* One enrolment. Both ends inclusive; RBK_NO_DATE: open. first_day > last_day
 * where no school day falls inside; first_day is at most the number of school
 * days, last_day at least -1. */
typedef struct rbk_spell {
  rbk_date from, to;
  rbk_day first_day, last_day;
  const char **values; /* by attribute number, as many as roll->attributes
                          has in the end; "" where empty */
} rbk_spell;

typedef struct rbk_pupil {
  const char *id;
  rbk_date birth;    /* RBK_NO_DATE: not known */
  rbk_spell *spells; /* in order, not overlapping; at least one */
  size_t spell_count;
} rbk_pupil;

/* A row of parents.csv; several rows may share a parent_id. */
typedef struct rbk_parent {
  const char *id;
  uint32_t pupil;
  bool responsible;
  const char **values; /* by number in parent_fields */
} rbk_parent;

typedef struct rbk_roll {
  rbk_pupil *pupils;
  size_t pupil_count;
  rbk_intern attributes; /* names: every column of pupils.csv but pupil_id,
                            enrolled_from, enrolled_to (date_of_birth,
                            year_group, name too), and of attribute.set */
  rbk_parent *parents;   /* by pupil, then parent_id */
  size_t parent_count;
  rbk_intern parent_fields;
} rbk_roll;

/* The pupil of that id, or RBK_NONE. */
uint32_t rbk_roll_find(const rbk_roll *roll, rbk_text id);
/* The spell that holds a day, else the latest that ended before it, else the
 * first. Never NULL. */
const rbk_spell *rbk_pupil_spell(const rbk_pupil *pupil, rbk_day day);
bool rbk_pupil_on_roll(const rbk_pupil *pupil, rbk_day day);
/* An attribute by pupils.csv alone on a day ("" when empty or unknown). What
 * attribute.set events say is history's, see rbk_history_attribute. */
const char *rbk_pupil_value(const rbk_pupil *pupil, uint32_t attribute,
                            rbk_day day);
/* Year groups as numbers: "7", "07", "Y7", "Year 7" are 7, "0", "R",
 * "Reception" 0, "N1", "N2", "N", "Nursery" -1. False for anything else. */
bool rbk_year_group_number(const char *text, int *number);
/* Sets first_day and last_day of every spell. */
void rbk_roll_place(rbk_roll *roll, const rbk_calendar *calendar);

#endif
