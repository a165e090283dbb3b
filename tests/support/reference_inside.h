/* What the parts of the reference share. */
#ifndef TESTS_SUPPORT_REFERENCE_INSIDE_H
#define TESTS_SUPPORT_REFERENCE_INSIDE_H

#include "support/reference.h"

enum { LONGEST_AXIS = 1200 };

static inline rbk_date date_of(const reference *r, rbk_day d) {
  return r->reg->calendar.date[d];
}

bool reference_read(const reference *r, const rbk_event *e,
                    const rbk_event_match *match);
/* Whether the event stands at the close of day d. */
bool reference_standing(const reference *r, const rbk_event *e, rbk_day d);
const rbk_event *reference_latest(const reference *r,
                                  const rbk_event_match *match, rbk_day d);
/* Whether a window holds an event on day d. */
bool reference_holds_event(const reference *r, const rbk_window_spec *spec,
                           rbk_day d, const rbk_event *e);
/* The first day on or after a date, or the number of days. */
rbk_day reference_close(const reference *r, rbk_date date);
/* An attribute at the close of a day. */
const char *reference_attribute(const reference *r, uint32_t attribute,
                                rbk_day d);

#endif
