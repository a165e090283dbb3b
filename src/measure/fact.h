/* Events as figures and leaves see them: which stand at the close of a day. */
#ifndef RBK_MEASURE_FACT_H
#define RBK_MEASURE_FACT_H

#include "measure/figure.h"

/* Whose events are read. */
typedef struct rbk_event_reader {
  uint32_t pupil;
  const char *parent; /* NULL: of all parents; else this one's and those
                         without a parent */
} rbk_event_reader;

bool rbk_event_match_equal(const rbk_event_match *a, const rbk_event_match *b);

/* Whether the event is of the match and may be read. */
bool rbk_event_is_read(const rbk_event *event, const rbk_event_reader *reader,
                       const rbk_event_match *match);

/* The days at whose close the event stands: from the day it takes effect to
 * the last day before it is withdrawn. first > last: never. */
void rbk_event_standing(const rbk_calendar *calendar, const rbk_event *event,
                        rbk_day *first, rbk_day *last);

/* Whether the window holds the event on day d: by the day on which it takes
 * effect or by its own date, see rbk_window.by_effect. */
bool rbk_event_within(const rbk_calendar *calendar, const rbk_event *event,
                      const rbk_window *window, rbk_day d);

/* For each day the latest event of the match that stands at its close, or
 * NULL. */
rbk_status rbk_events_latest(rbk_arena *arena, const rbk_register *reg,
                             const rbk_event_reader *reader,
                             const rbk_event_match *match,
                             const rbk_event ***out);

#endif
