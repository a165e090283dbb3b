/* What becomes of each clause of a policy: which rule, band or parameter says
 * it, or why no register can. */
#ifndef RBK_AUTHOR_CLAUSES_H
#define RBK_AUTHOR_CLAUSES_H

#include "author/author.h"
#include "plan/plan.h"

typedef enum rbk_clause_state {
  RBK_CLAUSE_COVERED,
  RBK_CLAUSE_SWITCHED_OFF, /* all that said it is disabled, with a reason */
  RBK_CLAUSE_OUT_OF_REACH, /* the policy says why nothing can decide it */
  RBK_CLAUSE_OPEN,         /* nothing says it */
  RBK_CLAUSE_STATES
} rbk_clause_state;

/* One thing that names a clause. */
typedef struct rbk_clause_use {
  const char *kind, *id; /* "rule", "first_letter" */
  const char *disabled;  /* why it is switched off, or NULL */
  const char *file;
  uint32_t line;
} rbk_clause_use;

typedef struct rbk_clause_row {
  const char *policy, *id, *text, *source;
  const char *out_of_reach; /* or NULL */
  const char *file;
  uint32_t line;
  rbk_clause_state state;
  rbk_clause_use *uses; /* in the order of file and line */
  size_t use_count;
} rbk_clause_row;

typedef struct rbk_clause_table {
  rbk_arena *arena; /* holds everything */
  rbk_clause_row *rows;
  size_t count, capacity;
  size_t states[RBK_CLAUSE_STATES];
} rbk_clause_table;

/* Adds the clauses of a plan, in the order of its layers, each once; `own`: of
 * its last layer alone. What names them is looked for in the whole plan. */
rbk_status rbk_clause_table_add(rbk_clause_table *table, const rbk_plan *plan,
                                bool own);
void rbk_clause_table_print(const rbk_clause_table *table,
                            rbk_author_format format, rbk_buffer *out);

#endif
