/* The making of a worklist: what worklist.c and worklist_order.c share. */
#ifndef RBK_REPORT_WORKLIST_PARTS_H
#define RBK_REPORT_WORKLIST_PARTS_H

#include <string.h>

#include "report/worklist.h"

typedef struct rbk_collecting {
  rbk_worklist *list;
  const rbk_register *reg;
  const rbk_policy *policy;
  rbk_date on;
  rbk_day read_at;
  size_t room, waiting_room, not_known_room;
  rbk_buffer words;
  /* the pupil at hand */
  const rbk_decision *decision;
  const char *pupil, *name, *class_name, *rate;
} rbk_collecting;

static inline bool rbk_same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

/* The words put together so far, kept as long as the list; NULL: no memory. */
const char *rbk_kept_words(rbk_collecting *c);

/* Joins the marks that a whole class lacks, and sorts everything by owner and
 * urgency. `owner` not NULL: that one alone. RBK_NOMEM. */
rbk_status rbk_worklist_arrange(rbk_collecting *c, const char *owner);

#endif
