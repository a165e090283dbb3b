/* What has been read so far, before it is put in order: pupils and spells as
 * their rows came, events with voids among them. Everything is numbered by
 * row of marks (put.ids); finish.c turns that into roll order. */
#ifndef RBK_READ_DRAFT_H
#define RBK_READ_DRAFT_H

#include "read/put.h"

typedef struct rbk_draft_spell {
  uint32_t row;
  rbk_date from, to; /* RBK_NO_DATE: open */
  rbk_date birth;
  size_t line;
  const char **values; /* by attribute number, `value_count` of them */
  size_t value_count;
  uint32_t before; /* the same pupil's spell read before this one */
} rbk_draft_spell;

typedef struct rbk_draft_parent {
  uint32_t row;
  const char *id;
  bool responsible;
  const char **values; /* by parent field, `value_count` of them */
  size_t value_count;
} rbk_draft_parent;

typedef enum rbk_event_part { /* what a row of events.csv does */
                              RBK_EVENT_PLAIN,
                              RBK_EVENT_ATTRIBUTE, /* attribute.set */
                              RBK_EVENT_VOID,
                              RBK_EVENT_WITHDRAWN
} rbk_event_part;

typedef struct rbk_draft_event {
  rbk_event_part part;
  uint32_t row; /* RBK_NONE: the school's or a group's */
  uint32_t kind;
  rbk_date date;
  const char *id, *parent, *group;
  rbk_field *fields;
  size_t field_count;
  uint32_t attribute; /* of attribute.set */
  const char *value;
  const char *of;       /* of void and withdrawn */
  rbk_date withdrawn;   /* said with the event itself; RBK_NO_DATE */
  const rbk_file *file; /* where its row stands, for messages and rejects */
  size_t line, from, to;
} rbk_draft_event;

struct rbk_draft {
  rbk_put put;
  rbk_draft_spell *spells;
  size_t spell_count, spell_capacity;
  uint32_t *last_spell; /* by row of marks; RBK_NONE */
  size_t last_spell_count, last_spell_capacity;
  rbk_draft_parent *parents;
  size_t parent_count, parent_capacity;
  bool parents_given;
  rbk_intern parent_ids;
  rbk_keys parent_at; /* row, parent -> line of parents.csv */
  rbk_draft_event *events;
  size_t event_count, event_capacity;
  rbk_intern event_ids;
  rbk_keys event_at; /* row, id -> event */
  rbk_intern values; /* texts of attributes, each once */
  rbk_file *marks;   /* the register's files, in byte order of their names */
  uint32_t marks_count;
};

/* The readers of the school's other files; each takes its whole file. */
rbk_status rbk_read_school(rbk_reading *reading, const rbk_file *file);
rbk_status rbk_read_calendar(rbk_reading *reading, const rbk_file *file);
rbk_status rbk_read_pupils(rbk_reading *reading, const rbk_file *file);
rbk_status rbk_read_parents(rbk_reading *reading, const rbk_file *file);
rbk_status rbk_read_events(rbk_reading *reading, const rbk_file *file);
/* One pupil a line with roll, marks and events together. */
rbk_status rbk_read_ndjson(rbk_reading *reading, const rbk_file *file);

/* A text kept once, in the register's arena; NULL without memory. */
const char *rbk_draft_text(rbk_reading *reading, rbk_text text);

/* Takes one spell, or refuses the row at hand; `values` has `value_count`
 * places. Used by pupils.csv and by NDJSON. */
rbk_status rbk_draft_add_spell(rbk_reading *reading, const rbk_csv *csv,
                               const rbk_draft_spell *spell);
/* Whether two spells share a day. */
bool rbk_draft_overlap(const rbk_draft_spell *a, const rbk_draft_spell *b);
rbk_status rbk_draft_add_parent(rbk_reading *reading,
                                const rbk_draft_parent *parent);
/* Takes one event, or refuses the row at hand for an id that stands twice. */
rbk_status rbk_draft_add_event(rbk_reading *reading, const rbk_csv *csv,
                               const rbk_draft_event *event);

/* A draft for a register whose profile and calendar have been read. */
rbk_status rbk_draft_init(rbk_draft *draft, rbk_reading *reading);
void rbk_draft_finish(rbk_draft *draft);

/* Puts everything in order into the register: roll, marks, history.
 * `*pupil_of_row` is the caller's to release. */
rbk_status rbk_finish_roll(rbk_reading *reading, uint32_t **pupil_of_row);
rbk_status rbk_finish_marks(rbk_reading *reading, const uint32_t *pupil_of_row);
rbk_status rbk_finish_parents(rbk_reading *reading,
                              const uint32_t *pupil_of_row);
rbk_status rbk_finish_history(rbk_reading *reading,
                              const uint32_t *pupil_of_row);

#endif
