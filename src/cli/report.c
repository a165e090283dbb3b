/* rollbook report: the documents people work with. */
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"
#include "report/letters.h"
#include "report/worklist.h"

typedef struct reporting {
  rbk_run_options run;
  rbk_worklist_format format;
  bool colours;
  rbk_buffer text;
  size_t schools; /* so far */
} reporting;

/* Both print what every school gives into one result. */
static int report(cli_program *cli, cli_school_verb *verb, reporting *r,
                  void (*end)(reporting *r)) {
  rbk_error error = {.status = RBK_OK};
  rbk_output *output = NULL;
  rbk_parameter_setting *settings = NULL;
  size_t schools = 0;
  rbk_buffer_init(&r->text, NULL);
  rbk_status status = cli_run_options(cli, &r->run, &settings, &error);
  if (status != RBK_OK) {
    cli_say(cli, &error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    goto out;
  }
  /* What goes wrong with a school is said there. */
  status = cli_each_school(cli, verb, r, &schools, &error);
  if (status != RBK_OK || schools == 0) goto out;
  end(r);
  status = cli_open_output(cli->options.output, &output, &error);
  if (status == RBK_OK) status = rbk_output_drain(output, &r->text, &error);
  if (status == RBK_OK) status = rbk_output_commit(output, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
out:
  rbk_output_destroy(output);
  rbk_release(NULL, settings);
  rbk_buffer_finish(&r->text);
  return cli->exit;
}

static rbk_status enough_room(const reporting *r, rbk_error *error) {
  return r->text.status == RBK_OK ? RBK_OK : rbk_no_memory(error);
}

/* --- worklist ------------------------------------------------------------- */

static rbk_status list_school(cli_program *cli, const rbk_register *reg,
                              const rbk_policy *policy, void *context,
                              rbk_error *error) {
  reporting *r = context;
  rbk_worklist list = {0};
  rbk_worklist_options options = {
      .on = cli->options.on, .owner = cli->options.owner, .run = r->run};
  cli_progress_begin(&cli->progress, "listing");
  rbk_status status = rbk_worklist_make(reg, policy, &options, &list, error);
  cli_progress_clear(&cli->progress);
  if (status != RBK_OK) return status;
  rbk_worklist_print(&list, r->format, r->schools++, r->colours, &r->text);
  if (list.failed > 0) cli->exit = cli_worse(cli->exit, CLI_UNDETERMINED);
  rbk_worklist_finish(&list);
  return enough_room(r, error);
}

static void end_list(reporting *r) {
  rbk_worklist_print_end(r->format, r->schools, &r->text);
}

/* What --format says, else the name of the output. */
static rbk_status find_format(const cli_program *cli, reporting *r,
                              rbk_error *error) {
  static const char *const forms[] = {"table", "csv", "json"};
  size_t form = 0;
  rbk_status status = cli_find_form(cli, forms, 3, &form, error);
  rbk_format named;
  const char *output = cli->options.output;
  if (cli->options.form == NULL && output != NULL &&
      rbk_format_of_file(output, &named)) {
    if (named == RBK_FORMAT_CSV) form = 1;
    if (named == RBK_FORMAT_JSON) form = 2;
  }
  r->format = (rbk_worklist_format)form;
  r->colours = form == 0 && cli_colours(cli, RBK_FORMAT_TABLE);
  return status;
}

int cli_report_worklist(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  reporting r = {.schools = 0};
  rbk_status status = find_format(cli, &r, &error);
  if (status == RBK_OK) return report(cli, list_school, &r, end_list);
  cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
  return cli->exit;
}

/* --- letters -------------------------------------------------------------- */

static rbk_status write_school(cli_program *cli, const rbk_register *reg,
                               const rbk_policy *policy, void *context,
                               rbk_error *error) {
  reporting *r = context;
  rbk_letters_options options = {
      .on = cli->options.on, .letter = cli->options.letter, .run = r->run};
  rbk_letters_told told = {0};
  cli_progress_begin(&cli->progress, "writing letters");
  rbk_status status = rbk_letters_write(reg, policy, &options, r->schools,
                                        &r->text, &told, error);
  cli_progress_clear(&cli->progress);
  if (status != RBK_OK) return status;
  r->schools++;
  if (told.failed > 0) cli->exit = cli_worse(cli->exit, CLI_UNDETERMINED);
  return enough_room(r, error);
}

static void end_letters(reporting *r) {
  rbk_letters_write_end(&r->text);
}

int cli_report_letters(cli_program *cli) {
  reporting r = {.schools = 0};
  return report(cli, write_school, &r, end_letters);
}
