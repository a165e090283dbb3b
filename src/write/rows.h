/* Decisions and changes as rows of a spreadsheet. The columns are one table;
 * CSV and workbooks follow from it. */
#ifndef RBK_WRITE_ROWS_H
#define RBK_WRITE_ROWS_H

#include "write/format.h"

typedef enum rbk_row_kind {
  RBK_ROW_PUPIL, /* nothing to say of this pupil but the figures */
  RBK_ROW_BAND,
  RBK_ROW_FLAG,
  RBK_ROW_STAGE,
  RBK_ROW_ACTION,
  RBK_ROW_PROPOSAL,
  RBK_ROW_FINDING,
  RBK_ROW_UNDETERMINED,
  RBK_ROW_NO_DATA,
  RBK_ROW_CHANGE,
  RBK_ROW_KINDS
} rbk_row_kind;

/* One item laid flat: what does not apply is NULL or empty. */
typedef struct rbk_row {
  rbk_row_kind kind;
  const char *school, *run, *as_of, *policy, *pupil, *group;
  const rbk_attendance *attendance; /* NULL: a group's row */
  const char *event;                /* of a change */
  const char *band, *id;            /* a band's row: its name and the row's */
  const char *label, *status, *duty, *parent, *since, *session;
  const char *code, *propose;
  const char *due, *done_on, *reason, *key;
  rbk_list clause, owner, missing, members;
  const rbk_because *because;
  size_t because_count;
} rbk_row;

typedef rbk_status rbk_row_sink(void *context, const rbk_row *row);
/* The rows of a decision in the order of its lists; at least one. */
rbk_status rbk_rows_of_decision(const rbk_run_head *head,
                                const rbk_decision *decision,
                                rbk_row_sink *sink, void *context);
/* What all of them share: the pupil, or group, and its figures. */
rbk_row rbk_row_of_pupil(const rbk_run_head *head,
                         const rbk_decision *decision);
rbk_row rbk_row_of_change(const rbk_run_head *head, const rbk_change *change);

/* Bits of a set of kinds: where a column has something to say. */
#define RBK_ROW_BIT(kind) (1u << (kind))

typedef struct rbk_column {
  const char *name;
  uint32_t kinds; /* of RBK_ROW_BIT */
  bool number;    /* its cells are numbers, or empty */
  uint8_t width;  /* in a workbook, in characters */
  void (*cell)(rbk_buffer *out, const rbk_row *row);
} rbk_column;
const rbk_column *rbk_columns(size_t *count);
/* Whether a table that holds these kinds has the column. */
static inline bool rbk_column_in(const rbk_column *column, uint32_t kinds) {
  return (column->kinds & kinds) != 0;
}

#endif
