/* Fixtures made into a register: one with all that its school holds, or several
 * as pupils of one school who do not see one another. */
#ifndef RBK_AUTHOR_FIXTURE_REGISTER_H
#define RBK_AUTHOR_FIXTURE_REGISTER_H

#include "policy/fixture_reader.h"
#include "register/register.h"

/* One pupil of the register: what the fixture says of it, under this id. */
typedef struct rbk_fixture_pupil {
  const rbk_fixture *fixture;
  const char *id;
  const rbk_fixture_person *person; /* NULL: whom the fixture is about */
} rbk_fixture_pupil;

/* Whether two fixtures are about the same policy. */
bool rbk_fixture_same_policy(const rbk_fixture *a, const rbk_fixture *b);
/* Whether a fixture needs its school to itself: it has other pupils, events of
 * the school, or one that names an action, whose key holds the pupil's id. */
bool rbk_fixture_stands_alone(const rbk_fixture *fixture);
/* Whether two fixtures may be pupils of one school: the same policy, calendar,
 * profile and parameters, registers taken until the same day, parents on file
 * in both or in neither; and neither stands alone. */
bool rbk_fixture_same_school(const rbk_fixture *a, const rbk_fixture *b);

/* A register with these pupils (the others of their fixtures only where they
 * are listed), who must be in byte order of their ids and
 * whose fixtures must fit one school. Registers are taken on every session of
 * the calendar (until `until_day`), as at a school with other pupils, so that a
 * session without a mark is a missing one.
 * RBK_REJECTED: the fixtures do not fit the calendar; the problems say where.
 * `*out` is the caller's and borrows texts from the fixtures. */
rbk_status rbk_fixture_register(const rbk_alloc *alloc, const char *file,
                                const rbk_fixture_pupil *pupils, size_t count,
                                rbk_problems *problems, rbk_register **out);

/* The fixture's own school: its pupil, the others, the school's events.
 * `*number` is its pupil's. As above. */
rbk_status rbk_fixture_school(const rbk_alloc *alloc, const char *file,
                              const rbk_fixture *fixture,
                              rbk_problems *problems, uint32_t *number,
                              rbk_register **out);

#endif
