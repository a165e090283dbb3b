/* What two policies, or one under other parameters, make of the same register:
 * who changes band, flag, stage and action, and when. */
#ifndef RBK_EXPLORE_DIFF_H
#define RBK_EXPLORE_DIFF_H

#include "base/buffer.h"
#include "rollbook/run.h"

typedef struct rbk_diff_side {
  const rbk_policy *policy;
  const char *name; /* for people: "la/bedford with refer=86" */
  const rbk_parameter_setting *parameters;
  size_t parameter_count;
} rbk_diff_side;

typedef struct rbk_diff_options {
  const rbk_alloc *alloc; /* NULL: malloc */
  const char *as_of; /* compare what stands on this day; NULL: every change of
                        every day up to the last with marks */
  const char *pupil; /* only this one; NULL: all */
  unsigned threads;
  size_t examples; /* of each kind, in text */
  void (*message)(void *context, const rbk_message *message);
  void *context;
} rbk_diff_options;

/* How one side has a thing. */
typedef struct rbk_diff_state {
  bool there;
  const char *value;     /* what stands on the day: "concerned", "raised",
                            "overdue"; NULL where changes are compared */
  const char *date;      /* of the change; since when it stands */
  const char *key, *due; /* of actions; else NULL */
} rbk_diff_state;

/* One thing that is otherwise. Where changes are compared both sides may have
 * it on other days, under another key or with another due day. */
typedef struct rbk_difference_item {
  const char *pupil;
  const char *event; /* "band", "flag.raised", "action.fired", ...; of what
                        stands: "band", "flag", "stage", "action", ... */
  const char *id;    /* "attendance/concerned"; what stands: "attendance" */
  rbk_diff_state before, after;
} rbk_difference_item;

typedef struct rbk_diff_count { /* of one event and id */
  const char *event, *id;
  size_t gone, come, moved; /* only before, only after, both but otherwise */
  size_t pupils;
} rbk_diff_count;

typedef struct rbk_diff {
  const char *school, *before, *after; /* names */
  const char *run_before, *run_after;  /* ids of the two runs */
  const char *as_of;                   /* or NULL */
  const char *last;                    /* the last day looked at */
  size_t pupils, changed;              /* of the register; with a difference */
  const rbk_difference_item *items; /* in roll order, then by day, event, id */
  size_t item_count;
  const rbk_diff_count *counts; /* by event, then id */
  size_t count_count;
  bool failed; /* something is undetermined on one side or both */
  struct rbk_diff_room *room;
} rbk_diff;

/* `*out` is the caller's; the register and both policies must outlive it. */
rbk_status rbk_diff_make(const rbk_register *reg, const rbk_diff_side *before,
                         const rbk_diff_side *after,
                         const rbk_diff_options *options, rbk_diff *out,
                         rbk_error *error);
void rbk_diff_finish(rbk_diff *diff); /* a zeroed one too */

typedef enum rbk_diff_format {
  RBK_DIFF_TEXT,
  RBK_DIFF_CSV,
  RBK_DIFF_JSON,
  RBK_DIFF_NDJSON
} rbk_diff_format;
/* `number` is how many schools were printed before: a CSV has one head, a JSON
 * list goes on. rbk_diff_print_end closes what was opened, also of no school.
 */
void rbk_diff_print(const rbk_diff *diff, rbk_diff_format format,
                    size_t examples, size_t number, rbk_buffer *out);
void rbk_diff_print_end(rbk_diff_format format, size_t number, rbk_buffer *out);

#endif
