/* A bar on the standard error, for people who wait: only on a terminal, and
 * only after a second of work. */
#ifndef RBK_CLI_PROGRESS_H
#define RBK_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cli_progress {
  bool wanted;      /* the standard error is a terminal, and the result does not
                       run over it */
  const char *what; /* "reading", "evaluating" */
  long long began, drawn; /* milliseconds */
  bool shown;
} cli_progress;

void cli_progress_init(cli_progress *progress, bool wanted);
/* A new stretch of work. */
void cli_progress_begin(cli_progress *progress, const char *what);
void cli_progress_step(cli_progress *progress, size_t done, size_t total);
/* Takes the bar away, so that something else can be printed. */
void cli_progress_clear(cli_progress *progress);

#endif
