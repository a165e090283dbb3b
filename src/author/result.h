/* What a run said of one fixture's pupil, as items with fields of text: the
 * shape in which a fixture's expectations are written, so that the two can be
 * laid side by side. */
#ifndef RBK_AUTHOR_RESULT_H
#define RBK_AUTHOR_RESULT_H

#include "base/buffer.h"
#include "policy/fixture_reader.h"
#include "rollbook/run.h"

typedef struct rbk_result_item {
  const char *id;
  const char *pupil; /* another of the fixture's school; NULL: its own */
  rbk_pair *fields;  /* value NULL: null */
  size_t field_count;
  const char **why; /* the figures behind it, a line each */
  size_t why_count;
} rbk_result_item;

typedef struct rbk_result_list {
  rbk_result_item *items;
  size_t count, capacity;
} rbk_result_list;

typedef struct rbk_result {
  rbk_arena *arena;
  const char *pupil; /* its id in the run */
  const char *shown; /* what the fixture calls it, so in keys and texts */
  rbk_result_list sections[RBK_FIXTURE_SECTIONS];
} rbk_result;

/* Copies a decision, or one change, into the result: of its own pupil, of
 * another, or of a group; all of it lives in the result's arena. RBK_NOMEM. */
rbk_status rbk_result_decision(rbk_result *result,
                               const rbk_decision *decision);
rbk_status rbk_result_change(rbk_result *result, const rbk_change *change);

/* A field of an item; NULL where it has none or it is null. */
const char *rbk_result_field(const rbk_result_item *item, const char *name);

/* The first thing in which two results of the same fixture differ, as a line
 * of text in the arena; NULL: nothing. `*status` is RBK_NOMEM when there was no
 * memory for the line. */
const char *rbk_result_differs(rbk_arena *arena, const rbk_result *a,
                               const rbk_result *b, rbk_status *status);

/* "attendance 85.26 (324 of 380) at_most 85, on 2025-07-21". */
void rbk_because_print(rbk_buffer *buffer, const rbk_because *because);

#endif
