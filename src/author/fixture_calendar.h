/* The calendars that fixtures may name: term dates that schools published. */
#ifndef RBK_AUTHOR_FIXTURE_CALENDAR_H
#define RBK_AUTHOR_FIXTURE_CALENDAR_H

#include "policy/fixture_reader.h"

/* The calendars of a fixture, put together: "190 days" is "sandwell 2024/25",
 * "two years" that and "southwark 2025/26". A year by name brings England's
 * bank holidays. The spec lives in the arena or is static, or is the fixture's
 * own. RBK_REJECTED for a name there is none of. */
rbk_status rbk_fixture_calendar_of(rbk_arena *arena,
                                   const rbk_fixture_calendar *calendars,
                                   size_t count, rbk_calendar_spec *spec,
                                   rbk_error *error);

#endif
