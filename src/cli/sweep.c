/* rollbook sweep: how many pupils each value of a parameter would touch. */
#include "explore/sweep.h"

#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"

typedef struct sweeping {
  rbk_sweep_options options;
  rbk_sweep_format format;
  rbk_buffer text;
  size_t schools; /* so far */
} sweeping;

static rbk_status sweep_school(cli_program *cli, const rbk_register *reg,
                               const rbk_policy *policy, void *context,
                               rbk_error *error) {
  sweeping *s = context;
  rbk_sweep sweep = {.room = NULL};
  (void)cli;
  if (s->format == RBK_SWEEP_SVG && s->schools > 0)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "a plot is of one school; name a single school folder");
  rbk_status status = rbk_sweep_make(reg, policy, &s->options, &sweep, error);
  if (status != RBK_OK) return status;
  rbk_sweep_print(&sweep, s->format, s->schools++, &s->text);
  rbk_sweep_finish(&sweep);
  return s->text.status == RBK_OK ? RBK_OK : rbk_no_memory(error);
}

/* By what was said, else by the name of the output file. */
static rbk_status find_format(cli_program *cli, sweeping *s, rbk_error *error) {
  static const char *const forms[] = {"table", "csv", "json", "svg"};
  size_t form = 0;
  rbk_status status = cli_find_form(cli, forms, 4, &form, error);
  const char *output = cli->options.output;
  const char *point = output ? strrchr(output, '.') : NULL;
  for (size_t i = 1; i < 4 && point && !cli->options.form; i++)
    if (strcmp(point + 1, forms[i]) == 0) form = i;
  s->format = (rbk_sweep_format)form;
  return status;
}

/* One of the parameters has a range, the others a value. */
static rbk_status find_range(sweeping *s, rbk_parameter_setting *settings,
                             size_t count, rbk_error *error) {
  size_t swept = count;
  for (size_t i = 0; i < count; i++) {
    rbk_decimal from, to, step;
    if (!rbk_sweep_parse(settings[i].value, &from, &to, &step)) continue;
    if (swept < count)
      return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                      "%s and %s both have a range; sweep one at a time",
                      settings[swept].name, settings[i].name);
    swept = i;
    s->options.name = settings[i].name;
    s->options.from = from;
    s->options.to = to;
    s->options.step = step;
  }
  if (swept == count)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "sweep needs --param NAME=FROM..TO:STEP, as "
                    "concern=85..95:0.5");
  for (size_t i = swept; i + 1 < count; i++) settings[i] = settings[i + 1];
  s->options.parameters = settings;
  s->options.parameter_count = count - 1;
  return RBK_OK;
}

int cli_sweep(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  rbk_output *output = NULL;
  rbk_parameter_setting *settings = NULL;
  rbk_run_options run = {.size = 0};
  size_t schools = 0;
  sweeping s = {.schools = 0};
  rbk_buffer_init(&s.text, NULL);
  rbk_status status = find_format(cli, &s, &error);
  if (status == RBK_OK) status = cli_run_options(cli, &run, &settings, &error);
  if (status == RBK_OK)
    status = find_range(&s, settings, run.parameter_count, &error);
  if (status != RBK_OK) {
    cli_say(cli, &error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    goto out;
  }
  s.options.rule = cli->options.rule;
  s.options.flag = cli->options.flag;
  s.options.band = cli->options.band;
  s.options.as_of = cli->options.as_of;
  s.options.threads = run.threads;
  s.options.message = cli_message;
  s.options.context = cli;
  /* What goes wrong with a school is said there. */
  status = cli_each_school(cli, sweep_school, &s, &schools, &error);
  if (status != RBK_OK || schools == 0) goto out;
  rbk_sweep_print_end(s.format, s.schools, &s.text);
  status = cli_open_output(cli->options.output, &output, &error);
  if (status == RBK_OK) status = rbk_output_drain(output, &s.text, &error);
  if (status == RBK_OK) status = rbk_output_commit(output, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
out:
  rbk_output_destroy(output);
  rbk_release(NULL, settings);
  rbk_buffer_finish(&s.text);
  return cli->exit;
}
