/* rollbook replay: every change, printed, kept, or compared with what was
 * kept. */
#include <stdio.h>

#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"
#include "read/file.h"
#include "write/compare.h"

#define MOST_DIFFERENCES ((size_t)20) /* lines; the rest is counted */

typedef struct replay {
  cli_program *cli;
  rbk_run_options options;
  rbk_buffer text; /* the result, where it is compared */
  rbk_output *output;
  rbk_writer *writer;
  rbk_change_sink sink;
  rbk_error sunk; /* what went wrong with the output */
} replay;

static rbk_status started(void *context, const rbk_run_record *record) {
  replay *r = context;
  return r->sink.started(r->sink.context, record);
}

static rbk_status change(void *context, const rbk_change *shown) {
  replay *r = context;
  return r->sink.change(r->sink.context, shown);
}

static rbk_status finished(void *context, const rbk_run_record *record) {
  replay *r = context;
  cli_progress_clear(&r->cli->progress);
  if (record->undetermined > 0)
    r->cli->exit = cli_worse(r->cli->exit, CLI_UNDETERMINED);
  return r->sink.finished(r->sink.context, record);
}

static rbk_status replay_school(cli_program *cli, const rbk_register *reg,
                                const rbk_policy *policy, void *context,
                                rbk_error *error) {
  replay *r = context;
  rbk_change_sink sink = {r, started, change, finished};
  cli_progress_begin(&cli->progress, "replaying");
  rbk_status status = rbk_replay(reg, policy, &r->options, &sink, error);
  return cli_run_ended(cli, status, &r->sunk, error);
}

/* What is kept and compared is NDJSON, whole, in a file of its own. */
static rbk_status check_options(const cli_options *said, rbk_error *error) {
  if (said->expect == NULL && said->write == NULL) return RBK_OK;
  const char *with = said->expect && said->write ? "--write"
                     : said->output              ? "--output"
                                                 : NULL;
  const char *which = said->expect ? "--expect" : "--write";
  if (with != NULL)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "%s and %s say different things about where the result "
                    "goes; leave one of them out",
                    which, with);
  if (said->format_said && said->format != RBK_FORMAT_NDJSON)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "%s works on ndjson; leave --format out", which);
  return RBK_OK;
}

static rbk_status open_result(replay *r, rbk_error *error) {
  const cli_options *said = &r->cli->options;
  rbk_status status = check_options(said, error);
  if (status != RBK_OK) return status;
  bool whole = said->expect != NULL || said->write != NULL;
  rbk_writer_options options = {.format = whole ? RBK_FORMAT_NDJSON
                                                : cli_format(r->cli),
                                .from = said->from,
                                .to = said->to};
  options.colours = cli_colours(r->cli, options.format);
  if (said->expect != NULL)
    status = rbk_output_buffer(NULL, &r->text, &r->output, error);
  else
    status = cli_open_output(said->write ? said->write : said->output,
                             &r->output, error);
  if (status == RBK_OK)
    status = rbk_writer_changes(&options, r->output, &r->writer, &r->sunk);
  if (status == RBK_OK) r->sink = rbk_writer_change_sink(r->writer);
  return cli_run_ended(r->cli, status, &r->sunk, error);
}

static rbk_status print(rbk_buffer *text, rbk_error *error) {
  rbk_output *output = NULL;
  rbk_status status = cli_open_output(NULL, &output, error);
  if (status == RBK_OK) status = rbk_output_drain(output, text, error);
  if (status == RBK_OK) status = rbk_output_commit(output, error);
  rbk_output_destroy(output);
  return status;
}

/* The difference goes where the result would have gone, its size to the
 * standard error. */
static rbk_status compare(replay *r, rbk_error *error) {
  const char *path = r->cli->options.expect;
  rbk_file expected;
  rbk_status status = rbk_file_open(NULL, path, &expected, error);
  if (status != RBK_OK) return status;
  rbk_buffer account;
  rbk_buffer_init(&account, NULL);
  rbk_difference difference = {0, 0};
  status = rbk_compare_lines(NULL, (rbk_text){expected.bytes, expected.length},
                             (rbk_text){r->text.bytes, r->text.length},
                             MOST_DIFFERENCES, &account, &difference);
  if (status != RBK_OK) status = rbk_no_memory(error);
  bool differs = difference.missing + difference.extra > 0;
  if (status == RBK_OK && differs) status = print(&account, error);
  if (status == RBK_OK && differs) {
    rbk_error told;
    (void)rbk_fail(&told, RBK_USAGE, path, 0, 0,
                   "%zu lines expected did not come, %zu lines came unexpected "
                   "(the first %zu differences are printed); if the change is "
                   "meant, write the file anew with --write",
                   difference.missing, difference.extra, MOST_DIFFERENCES);
    cli_say(r->cli, &told);
    r->cli->exit = cli_worse(r->cli->exit, CLI_UNEXPECTED);
  }
  rbk_buffer_finish(&account);
  rbk_file_close(NULL, &expected);
  return status;
}

int cli_replay(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  replay r = {.cli = cli, .sunk = {.status = RBK_OK}};
  rbk_parameter_setting *settings = NULL;
  rbk_previous *previous = NULL;
  size_t run = 0;
  rbk_buffer_init(&r.text, NULL);
  rbk_status status = cli_run_options(cli, &r.options, &settings, &error);
  if (status == RBK_OK)
    status = cli_previous(cli, &r.options, &previous, &error);
  if (status == RBK_OK) status = open_result(&r, &error);
  if (status != RBK_OK) {
    cli_say(cli, &error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    goto out;
  }
  status = cli_each_school(cli, replay_school, &r, &run, &error);
  if (status != RBK_OK || run == 0) goto out;
  status = rbk_writer_end(r.writer);
  if (status != RBK_OK) error = r.sunk;
  if (status == RBK_OK) status = rbk_output_commit(r.output, &error);
  if (status == RBK_OK && cli->options.expect != NULL)
    status = compare(&r, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
out:
  rbk_writer_destroy(r.writer);
  rbk_output_destroy(r.output);
  rbk_buffer_finish(&r.text);
  rbk_release(NULL, settings);
  rbk_previous_destroy(previous);
  return cli->exit;
}
