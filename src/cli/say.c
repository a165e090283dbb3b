/* What is said on the standard error. */
#include <stdio.h>

#include "cli/cli.h"

static void say(cli_program *cli, const char *file, size_t line,
                const char *before, const char *text) {
  cli_progress_clear(&cli->progress);
  fputs("rollbook: ", stderr);
  if (file != NULL && *file != '\0') {
    fputs(file, stderr);
    if (line > 0) fprintf(stderr, ":%zu", line);
    fputs(": ", stderr);
  }
  fprintf(stderr, "%s%s\n", before, text);
}

void cli_say(cli_program *cli, const rbk_error *error) {
  if (error->status == RBK_STOPPED || error->status == RBK_OK) return;
  say(cli, error->file, error->line, "", error->text);
}

void cli_message(void *context, const rbk_message *message) {
  cli_program *told = context;
  if (!message->warning) told->errors_told++;
  say(told, message->file, message->line, message->warning ? "warning: " : "",
      message->text);
}
