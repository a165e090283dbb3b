/* What the table on a terminal says of one pupil or group: short texts for
 * each cell, most urgent first, so that as many as fit can be shown. */
#ifndef RBK_WRITE_TABLE_LINE_H
#define RBK_WRITE_TABLE_LINE_H

#include "base/arena.h"
#include "rollbook/run.h"
#include "write/layout.h"

typedef struct rbk_line_cell {
  const char **items;
  size_t count;
} rbk_line_cell;

typedef struct rbk_table_line {
  const char *name, *rate; /* pupil or group; rate "-" where there is none */
  rbk_line_cell bands, flags, stages, actions;
  rbk_colour colour; /* of the actions */
} rbk_table_line;

/* The line of a decision, with everything it needs in the arena. RBK_NOMEM. */
rbk_status rbk_table_line_of(rbk_arena *arena, const rbk_decision *decision,
                             rbk_table_line *line);
/* Whether somebody has something to do about the pupil: a flag, a stage, a
 * proposal, something undetermined, an action that is overdue, due or blocked.
 */
bool rbk_wants_somebody(const rbk_decision *decision);

#endif
