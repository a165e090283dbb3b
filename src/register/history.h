/* Case history: dated events of pupils, groups and the school. */
#ifndef RBK_REGISTER_HISTORY_H
#define RBK_REGISTER_HISTORY_H

#include "base/intern.h"
#include "register/calendar.h"
#include "register/roll.h"

typedef struct rbk_field { /* a field as it stood in the file */
  uint32_t name;           /* number in history->fields */
  const char *value;
} rbk_field;

typedef struct rbk_event {
  uint32_t pupil;     /* RBK_NONE: the school's or a group's */
  uint32_t kind;      /* number in history->kinds */
  rbk_date date;      /* its own date */
  rbk_date withdrawn; /* from this date it no longer stands; RBK_NO_DATE */
  rbk_day effect;     /* the first school day on or after its date */
  const char *id;     /* "" where none */
  const char *parent; /* "" where none */
  const char *group;  /* "" where none */
  const rbk_field *fields;
  size_t field_count;
  uint32_t ordinal; /* 1, 2, ... among that kind of that pupil that day */
  const char *file; /* where it stands, for messages; NULL: nowhere */
  size_t line;
  bool assumed; /* supplied by a run, see engine/assume.h; never recorded */
} rbk_event;

/* An attribute that attribute.set changed: from that day on. */
typedef struct rbk_dated_value {
  uint32_t pupil;
  uint32_t attribute; /* number in roll->attributes */
  rbk_date date;
  rbk_day effect;
  const char *value;
} rbk_dated_value;

typedef struct rbk_history {
  rbk_event *events; /* by pupil (the school's last), date, kind text, id */
  size_t event_count;
  rbk_intern kinds, fields;
  rbk_dated_value *values; /* by pupil, attribute, date */
  size_t value_count;
} rbk_history;

/* This pupil's events (RBK_NONE: the school's and the groups'). */
const rbk_event *rbk_history_of(const rbk_history *history, uint32_t pupil,
                                size_t *count);
/* The text of a field, or NULL where the event has none. */
const char *rbk_event_field(const rbk_event *event, uint32_t field);
/* An attribute at the close of a day: the latest attribute.set, else
 * pupils.csv. "" when empty. */
const char *rbk_history_attribute(const rbk_history *history,
                                  const rbk_roll *roll, uint32_t pupil,
                                  uint32_t attribute, rbk_day day);
/* False when empty or, in any case, 0 n no none false. */
bool rbk_attribute_true(const char *value);

#endif
