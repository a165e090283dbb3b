/* Filling in an error record, and a list of the problems of one load.
 * A load (a policy, a register with --keep-going) finds everything it can
 * before it gives up, so a list is kept; one call fails with one rbk_error. */
#ifndef RBK_BASE_STATUS_H
#define RBK_BASE_STATUS_H

#include <stdarg.h>
#include <stdbool.h>

#include "base/arena.h"
#include "rollbook/error.h"

/* Fills `error` (if not NULL) and returns `status`, so that a function can end
 * with `return rbk_fail(...)`. `file` may be NULL. No locale is consulted. */
rbk_status rbk_fail(rbk_error *error, rbk_status status, const char *file,
                    size_t line, size_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* RBK_NOMEM with the text every such error has. */
rbk_status rbk_no_memory(rbk_error *error);

typedef enum rbk_severity { RBK_WARNING, RBK_ERROR } rbk_severity;

typedef struct rbk_problem {
  rbk_severity severity;
  const char *id;   /* short stable name, e.g. "unknown-key"; a literal */
  const char *file; /* owned by the list */
  size_t line, column;
  const char *text; /* owned by the list */
  size_t found;     /* place in the order of finding */
} rbk_problem;

/* Problems in the order in which they were found, until they are sorted. */
typedef struct rbk_problems {
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_problem *items;
  size_t count, capacity;
  size_t errors; /* how many of them are RBK_ERROR */
} rbk_problems;

void rbk_problems_init(rbk_problems *problems, const rbk_alloc *alloc);
void rbk_problems_finish(rbk_problems *problems);
/* RBK_NOMEM if the problem could not be kept, else RBK_OK. */
rbk_status rbk_problems_add(rbk_problems *problems, rbk_severity severity,
                            const char *id, const char *file, size_t line,
                            size_t column, const char *format, ...)
    __attribute__((format(printf, 7, 8)));
/* Sorts by file, line, column, then the order of finding, and drops exact
 * repetitions. */
void rbk_problems_sort(rbk_problems *problems);

#endif
