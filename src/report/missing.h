/* What letters lack, told once for each thing and not once for each letter. */
#ifndef RBK_REPORT_MISSING_H
#define RBK_REPORT_MISSING_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rollbook/run.h"

typedef struct rbk_missing_item {
  const char *what;  /* as the letter names it: "parent.name" */
  size_t letters;    /* that lack it */
  size_t named;      /* of whom `who` tells */
  const char *who;   /* "P1 to A3, P2 to unknown" */
  const char *pupil; /* the last that it lacked for */
} rbk_missing_item;

typedef struct rbk_missing {
  rbk_arena arena;
  rbk_missing_item *items; /* in the order in which they were met */
  size_t count, room;
  size_t letters; /* that lack something */
} rbk_missing;

void rbk_missing_init(rbk_missing *missing, const rbk_alloc *alloc);
void rbk_missing_finish(rbk_missing *missing);

/* Takes in what a letter lacks: what its text names, and who it goes to. What
 * it lacks is written to `out`, in words for the list of letters. */
rbk_status rbk_missing_add(rbk_missing *missing, const char *pupil,
                           const rbk_letter_now *letter, rbk_buffer *out);
/* A message for each thing. */
rbk_status rbk_missing_tell(rbk_missing *missing, const rbk_run_options *run);

#endif
