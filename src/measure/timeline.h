/* Timelines: whether a condition holds at the close of each day, in three
 * values, and the leaves that conditions are made of. */
#ifndef RBK_MEASURE_TIMELINE_H
#define RBK_MEASURE_TIMELINE_H

#include "measure/figure.h"

/* Bit d of lo: surely true on day d. Bit d of hi: possibly true. lo is within
 * hi. hi == lo where nothing can be unknown. */
typedef struct rbk_timeline {
  rbk_word *lo, *hi;
} rbk_timeline;

typedef enum rbk_truth { RBK_FALSE, RBK_TRUE, RBK_UNKNOWN } rbk_truth;

static inline rbk_truth rbk_timeline_at(const rbk_timeline *line, rbk_day day) {
  if (rbk_bits_get(line->lo, (size_t)day)) return RBK_TRUE;
  return rbk_bits_get(line->hi, (size_t)day) ? RBK_UNKNOWN : RBK_FALSE;
}

typedef enum rbk_comparison {
  RBK_AT_LEAST,
  RBK_ABOVE,
  RBK_AT_MOST,
  RBK_BELOW,
  RBK_IS
} rbk_comparison;

/* "at_least", "above", ...: as policies and decisions write it. */
const char *rbk_comparison_name(rbk_comparison comparison);

typedef enum rbk_leaf_kind {
  RBK_LEAF_CONSTANT,       /* `truth` on every day */
  RBK_LEAF_COMPARE,        /* figure against constant, steps or right figure */
  RBK_LEAF_ATTRIBUTE,      /* attr "x" */
  RBK_LEAF_ATTRIBUTE_IS,   /* raw text, exact */
  RBK_LEAF_ATTRIBUTE_EVER, /* true on some day up to d, on roll or not */
  RBK_LEAF_COMPULSORY_AGE,
  RBK_LEAF_ON_RECORD, /* an event of the match, perhaps within windows */
  RBK_LEAF_EVENT,     /* on the day it takes effect */
  RBK_LEAF_CURRENT,   /* from its date to its `to` */
  RBK_LEAF_LATEST,    /* the latest of the kind matches the filters */
  RBK_LEAF_REACHED,   /* d on or after the date in a field of the latest */
  RBK_LEAF_RUN_ENDED, /* on d a series of at least n sessions of set ended */
  RBK_LEAF_WEEKDAY,
  RBK_LEAF_ON_OR_AFTER,
  RBK_LEAF_IN_TERM,
  RBK_LEAF_FIRST_DAY_OF, /* the pupil's first day on roll in a period */
  RBK_LEAF_LAST_DAY_OF,  /* the school's last school day in it */
  RBK_LEAF_PARENT, /* a column of parents.csv: as ATTRIBUTE, or exact; false
                      where the desk reads for no parent */
  RBK_LEAF_KINDS
} rbk_leaf_kind;

typedef enum rbk_right_kind {
  RBK_RIGHT_CONSTANT,
  RBK_RIGHT_FIGURE,
  RBK_RIGHT_BY_HALF_TERM /* steps[half term number - 1] */
} rbk_right_kind;

/* One leaf with every parameter filled in. Zero the struct first. */
typedef struct rbk_leaf_spec {
  rbk_leaf_kind kind;
  rbk_truth truth; /* CONSTANT */
  /* COMPARE */
  uint32_t figure;
  rbk_comparison comparison;
  rbk_right_kind right_kind;
  rbk_decimal right;
  uint32_t right_figure;
  rbk_decimal steps[6];
  /* ATTRIBUTE.. */
  uint32_t attribute; /* number in roll->attributes; PARENT: in
                         roll->parent_fields; RBK_NONE: not known */
  const char *text;   /* ATTRIBUTE_IS, IN_TERM: what it is compared with;
                         PARENT: the same, or NULL */
  /* events */
  rbk_event_match match;
  uint32_t field; /* REACHED; CURRENT: the number of `to` */
  uint32_t windows[RBK_FIGURE_WINDOWS]; /* ON_RECORD */
  uint8_t window_count;
  /* RUN_ENDED */
  rbk_code_set set;
  int32_t n;
  /* calendar */
  rbk_weekday weekday;
  rbk_date date;          /* ON_OR_AFTER */
  rbk_period_kind period; /* FIRST_DAY_OF, LAST_DAY_OF */
} rbk_leaf_spec;

/* c:within(w) and c:throughout(w): whether c holds on some day, or every day
 * on roll, that the window holds; over an empty or absent window no data.
 * Off-roll days are passed over. `out` has room for day_count bits each. */
void rbk_timeline_within(const rbk_timeline *condition,
                         const rbk_window *window, const rbk_word *on_roll,
                         size_t days, rbk_timeline *out);
void rbk_timeline_throughout(const rbk_timeline *condition,
                             const rbk_window *window, const rbk_word *on_roll,
                             size_t days, rbk_timeline *out);
/* What comparing one value gives. */
rbk_truth rbk_value_compare(const rbk_value *value, rbk_comparison comparison,
                            const rbk_value *right);

#endif
