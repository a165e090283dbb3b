/* The calendars that fixtures may name: term dates that schools published. */
#ifndef RBK_AUTHOR_FIXTURE_CALENDAR_H
#define RBK_AUTHOR_FIXTURE_CALENDAR_H

#include "base/status.h"
#include "register/calendar.h"

/* The calendar of one or several names, put together: "190 days" is
 * "sandwell 2024/25", "two years" that and "southwark 2025/26". The spec lives
 * in the arena or is static. RBK_REJECTED for a name there is none of. */
rbk_status rbk_fixture_calendar(rbk_arena *arena, const char *const *names,
                                size_t count, rbk_calendar_spec *spec,
                                rbk_error *error);

#endif
