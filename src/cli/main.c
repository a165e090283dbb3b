/* rollbook: the program. */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"

/* Text that was asked for: --help, --version, --reference. */
static int print_text(cli_program *cli) {
  rbk_buffer text;
  rbk_buffer_init(&text, NULL);
  if (cli->options.version) {
    rbk_buffer_text(&text, "rollbook ");
    rbk_buffer_text(&text, rbk_version());
    rbk_buffer_byte(&text, '\n');
  } else if (cli->options.reference) {
    cli_put_reference(&text);
  } else {
    cli_put_help(&text, cli->verb);
  }
  rbk_error error = {.status = RBK_OK};
  rbk_output *output = NULL;
  rbk_status status = cli_open_output(NULL, &output, &error);
  if (status == RBK_OK) status = rbk_output_drain(output, &text, &error);
  if (status == RBK_OK) status = rbk_output_commit(output, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  rbk_output_destroy(output);
  rbk_buffer_finish(&text);
  return cli_exit_of(status);
}

/* A bar would run into a result that streams over the same terminal; a table
 * comes all at once at the end. */
static bool wants_progress(const cli_program *cli) {
  return isatty(STDERR_FILENO) &&
         (cli->options.output != NULL || !isatty(STDOUT_FILENO) ||
          cli_format(cli) == RBK_FORMAT_TABLE);
}

int main(int argc, char **argv) {
  cli_program cli = {.exit = CLI_DONE};
  rbk_error error = {.status = RBK_OK};
  cli_catch_signals();
  rbk_status status = cli_parse(argc, argv, &cli.verb, &cli.options, &error);
  if (status != RBK_OK) {
    cli_say(&cli, &error);
    cli.exit = cli_exit_of(status);
  } else if (cli.options.help || cli.options.version || cli.options.reference) {
    cli.exit = print_text(&cli);
  } else {
    char space[4096];
    cli.policies = cli_policies_folder(&cli.options, space);
    cli_progress_init(&cli.progress, wants_progress(&cli));
    cli.exit = cli.verb->run(&cli);
  }
  cli_options_finish(&cli.options);
  return cli.exit;
}
