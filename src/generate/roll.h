/* Who is on a generated roll: year groups that fit the phase, dates of birth
 * that fit the year groups, invented ids; names only with parents. */
#ifndef RBK_GENERATE_ROLL_H
#define RBK_GENERATE_ROLL_H

#include "generate/family.h"
#include "generate/generate.h"

typedef struct rbk_sketch { /* of one pupil */
  const rbk_family *family;
  int entry;     /* school year in which the pupil's lowest year group was */
  uint32_t form; /* which class of the year group */
} rbk_sketch;

/* The streams of a seed: one a pupil for its marks, one for who it is, and
 * what the school does for all. */
typedef enum rbk_stream {
  RBK_STREAM_ROLL = 1,
  RBK_STREAM_SIBLINGS,
  RBK_STREAM_MARKS,
  RBK_STREAM_SCHOOL,
  RBK_STREAM_PARENTS
} rbk_stream;
static inline uint64_t rbk_stream_of(rbk_stream stream, uint64_t item) {
  return (uint64_t)stream << 56 | item;
}

/* Year groups of a phase: 0 is Reception. */
int rbk_lowest_year_group(rbk_phase phase);
int rbk_highest_year_group(rbk_phase phase);

/* "P0001", as wide as the last of `count` pupils needs. */
const char *rbk_roll_id(rbk_arena *arena, size_t index, size_t count);

/* Fills roll, attributes and their dated changes. `*sketches`, one a pupil, is
 * the caller's to release. */
rbk_status rbk_roll_make(rbk_register *reg, const rbk_generate_options *options,
                         rbk_sketch **sketches, rbk_error *error);

#endif
