/* What one pupil adds to a figure of a group, day by day. Nobody outside the
 * group pass includes this. */
#ifndef RBK_ENGINE_GROUP_PART_H
#define RBK_ENGINE_GROUP_PART_H

#include "engine/inside.h"

typedef struct rbk_group_part {
  rbk_word *members; /* days on which the pupil is one of them, or may be one:
                        on roll, and in the cohort */
  int64_t *n, *d;    /* by day: what is summed, or the figure n / d; d is 0
                        where the pupil has no data and is left out */
  rbk_word *lower;   /* days on which n / d is a lower bound */
  /* SAME, SIBLINGS: by day, the text that makes the group; "": none */
  const char **texts;
} rbk_group_part;

/* Looks at a pupil and fills in a part for each group of each edition, in the
 * order of both. What they hold lives in the arena. */
rbk_status rbk_group_parts(rbk_worker *w, uint32_t pupil, rbk_arena *arena,
                           rbk_group_part *parts);
/* How many parts there are. */
size_t rbk_group_part_count(const rbk_binding *binding);

#endif
