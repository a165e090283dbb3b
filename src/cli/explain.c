/* rollbook explain: why a policy says what it says of one pupil. */
#include "explore/explain.h"

#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"

typedef struct explaining {
  rbk_explain_options options;
  rbk_buffer text;
} explaining;

static rbk_status explain_school(cli_program *cli, const rbk_register *reg,
                                 const rbk_policy *policy, void *context,
                                 rbk_error *error) {
  explaining *e = context;
  bool failed = false;
  rbk_status status =
      rbk_explain(reg, policy, &e->options, &e->text, &failed, error);
  if (failed) cli->exit = cli_worse(cli->exit, CLI_UNDETERMINED);
  return status;
}

int cli_explain(cli_program *cli) {
  static const char *const forms[] = {"text", "json"};
  rbk_error error = {.status = RBK_OK};
  rbk_output *output = NULL;
  rbk_parameter_setting *settings = NULL;
  rbk_run_options run;
  size_t schools = 0, form = 0;
  explaining e = {.text.alloc = NULL};
  rbk_buffer_init(&e.text, NULL);
  rbk_status status = cli_run_options(cli, &run, &settings, &error);
  if (status == RBK_OK) status = cli_find_form(cli, forms, 2, &form, &error);
  if (status == RBK_OK &&
      (cli->options.pupil == NULL) == (cli->options.group == NULL))
    status = rbk_fail(&error, RBK_USAGE, NULL, 0, 0,
                      "explain needs --pupil ID or --group ID, one of the two; "
                      "say whom it is about");
  if (status != RBK_OK) {
    cli_say(cli, &error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    goto out;
  }
  e.options = (rbk_explain_options){.pupil = cli->options.pupil,
                                    .group = cli->options.group,
                                    .rule = cli->options.rule,
                                    .as_of = cli->options.as_of,
                                    .json = form == 1,
                                    .parameters = run.parameters,
                                    .parameter_count = run.parameter_count,
                                    .message = cli_message,
                                    .context = cli};
  /* What goes wrong with a school is said there. */
  status = cli_each_school(cli, explain_school, &e, &schools, &error);
  if (status != RBK_OK || schools == 0) goto out;
  status = cli_open_output(cli->options.output, &output, &error);
  if (status == RBK_OK) status = rbk_output_drain(output, &e.text, &error);
  if (status == RBK_OK) status = rbk_output_commit(output, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
out:
  rbk_output_destroy(output);
  rbk_release(NULL, settings);
  rbk_buffer_finish(&e.text);
  return cli->exit;
}
