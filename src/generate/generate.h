/* Synthetic schools: registers in which pupils behave as they do in schools,
 * the same from the same seed on every machine. Nobody in them is real. */
#ifndef RBK_GENERATE_GENERATE_H
#define RBK_GENERATE_GENERATE_H

#include "register/register.h"

typedef enum rbk_phase {
  RBK_PHASE_NOT_SAID, /* made as a secondary school */
  RBK_PRIMARY,
  RBK_SECONDARY
} rbk_phase;

/* More pupils than this are no school. */
#define RBK_MOST_PUPILS ((size_t)1000000)

typedef struct rbk_generate_options {
  const rbk_alloc *alloc; /* NULL: malloc */
  const char *id, *name;  /* of the school; a NULL name is made up */
  const char *policy;     /* of the profile; NULL: none */
  rbk_phase phase;
  size_t pupils; /* in all; over several years their year groups come and go */
  uint64_t seed;
  const char *family; /* all pupils of this one; NULL: mixed */
  /* The text of a calendar.json and its name for messages; NULL: the built-in
   * one, a secondary school in Bedford, 2024/25. */
  const char *calendar, *calendar_name;
  size_t calendar_length;
  /* Called now and then with pupils made so far and in all; anything but
   * RBK_OK ends the work with that. NULL: not called. */
  rbk_status (*progress)(void *context, size_t done, size_t total);
  void *context;
  bool parents; /* with invented parents, and names of pupils */
} rbk_generate_options;

/* Makes the register of a school. RBK_USAGE: too many pupils, or none; no such
 * family. RBK_REJECTED: the calendar. `*out` is the caller's. */
rbk_status rbk_generate(const rbk_generate_options *options, rbk_register **out,
                        rbk_error *error);

/* Where the built-in calendar comes from, for calendar.json. */
const char *rbk_generate_calendar_source(void);

/* "primary", "secondary"; "" where not said */
const char *rbk_phase_name(rbk_phase phase);
bool rbk_phase_find(const char *name, rbk_phase *phase);

#endif
