/* What a school under construction holds; for the files of the builder. */
#ifndef TESTS_SUPPORT_SCHOOL_ROWS_H
#define TESTS_SUPPORT_SCHOOL_ROWS_H

#include "support/school.h"

/* In rows a pupil is the number of its row, in order of arrival. */
typedef struct pupil_row {
  const char *id;
  rbk_date birth;
  uint8_t *bytes;
} pupil_row;
typedef struct spell_row {
  size_t pupil;
  rbk_date from, to;
} spell_row;
typedef struct attribute_row {
  size_t pupil, spell;
  uint32_t attribute;
  const char *value;
} attribute_row;
typedef struct parent_row {
  const char *id;
  size_t pupil;
  bool responsible;
  const char *values[4]; /* by number in parent_fields */
} parent_row;
typedef struct note_row {
  size_t pupil;
  int32_t session;
  int32_t minutes;           /* -1: not this */
  const char *comment, *raw; /* NULL: not this */
  bool withdrawn;
  size_t seq;
} note_row;
typedef struct event_row {
  rbk_event event;
  const char *kind;
  size_t line;
} event_row;
typedef struct value_row {
  rbk_dated_value value;
  size_t seq;
} value_row;

#define LIST(type)                                                             \
  struct {                                                                     \
    type *items;                                                               \
    size_t count, capacity;                                                    \
  }

struct school {
  rbk_register *reg;
  size_t stride; /* 0 until the calendar is fixed */
  LIST(rbk_half_term_spec) halves;
  LIST(rbk_closure) closures;
  LIST(rbk_single_session) singles;
  LIST(rbk_named_period) named;
  LIST(rbk_date) bank_holidays;
  LIST(pupil_row) pupils;
  LIST(spell_row) spells;
  LIST(attribute_row) attributes;
  LIST(parent_row) parents;
  LIST(note_row) notes;
  LIST(rbk_foreign_mark) foreign;
  LIST(rbk_stray) strays;
  LIST(event_row) events;
  LIST(value_row) values;
  LIST(rbk_policy_choice) policies;
  LIST(rbk_setting) parameters;
};

#endif
