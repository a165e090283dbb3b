/* rollbook evaluate: decisions on one day. */
#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"
#include "write/summary.h"

typedef struct evaluation {
  cli_program *cli;
  rbk_run_options options;
  rbk_output *output;
  rbk_writer *writer;
  rbk_summary *summary; /* NULL: not asked for */
  rbk_decision_sink sinks[2];
  size_t sink_count;
  rbk_error sunk; /* what went wrong with the output */
} evaluation;

/* The summary's sink has no record of its own to tell what went wrong. */
static rbk_status told(evaluation *e, rbk_status status) {
  if (status == RBK_NOMEM) return rbk_no_memory(&e->sunk);
  if (status == RBK_OVERFLOW)
    return rbk_fail(&e->sunk, RBK_OVERFLOW, e->cli->options.summary, 0, 0,
                    "a sum left 64 bits; summarise fewer schools at a time");
  return status;
}

static rbk_status started(void *context, const rbk_run_record *record) {
  evaluation *e = context;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < e->sink_count && status == RBK_OK; i++)
    if (e->sinks[i].started)
      status = e->sinks[i].started(e->sinks[i].context, record);
  return told(e, status);
}

static rbk_status decision(void *context, const rbk_decision *shown) {
  evaluation *e = context;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < e->sink_count && status == RBK_OK; i++)
    status = e->sinks[i].decision(e->sinks[i].context, shown);
  return told(e, status);
}

static rbk_status finished(void *context, const rbk_run_record *record) {
  evaluation *e = context;
  rbk_status status = RBK_OK;
  cli_progress_clear(&e->cli->progress);
  if (record->undetermined > 0)
    e->cli->exit = cli_worse(e->cli->exit, CLI_UNDETERMINED);
  for (size_t i = 0; i < e->sink_count && status == RBK_OK; i++)
    if (e->sinks[i].finished)
      status = e->sinks[i].finished(e->sinks[i].context, record);
  return told(e, status);
}

static rbk_status evaluate_school(cli_program *cli, const rbk_register *reg,
                                  const rbk_policy *policy, void *context,
                                  rbk_error *error) {
  evaluation *e = context;
  rbk_decision_sink sink = {e, started, decision, finished};
  cli_progress_begin(&cli->progress, "evaluating");
  rbk_status status = rbk_evaluate(reg, policy, &e->options, &sink, error);
  return cli_run_ended(cli, status, &e->sunk, error);
}

static rbk_status open_result(evaluation *e, rbk_error *error) {
  const cli_options *said = &e->cli->options;
  rbk_writer_options options = {.format = cli_format(e->cli)};
  options.colours = cli_colours(e->cli, options.format);
  rbk_status status = cli_open_output(said->output, &e->output, error);
  if (status == RBK_OK)
    status = rbk_writer_decisions(&options, e->output, &e->writer, &e->sunk);
  if (status != RBK_OK) return cli_run_ended(e->cli, status, &e->sunk, error);
  e->sinks[e->sink_count++] = rbk_writer_decision_sink(e->writer);
  if (said->summary == NULL) return RBK_OK;
  status = rbk_summary_create(NULL, &e->summary);
  if (status != RBK_OK) return rbk_no_memory(error);
  e->sinks[e->sink_count++] = rbk_summary_sink(e->summary);
  return RBK_OK;
}

static rbk_status write_summary(evaluation *e, rbk_error *error) {
  if (e->summary == NULL) return RBK_OK;
  rbk_buffer text;
  rbk_buffer_init(&text, NULL);
  rbk_output *output = NULL;
  rbk_status status = told(e, rbk_summary_print(e->summary, &text));
  if (status != RBK_OK) *error = e->sunk;
  if (status == RBK_OK)
    status = cli_open_output(e->cli->options.summary, &output, error);
  if (status == RBK_OK) status = rbk_output_drain(output, &text, error);
  if (status == RBK_OK) status = rbk_output_commit(output, error);
  rbk_output_destroy(output);
  rbk_buffer_finish(&text);
  return status;
}

int cli_evaluate(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  evaluation e = {.cli = cli, .sunk = {.status = RBK_OK}};
  rbk_parameter_setting *settings = NULL;
  rbk_previous *previous = NULL;
  size_t run = 0;
  rbk_status status = cli_run_options(cli, &e.options, &settings, &error);
  if (status == RBK_OK)
    status = cli_previous(cli, &e.options, &previous, &error);
  if (status == RBK_OK) status = open_result(&e, &error);
  if (status != RBK_OK) {
    cli_say(cli, &error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    goto out;
  }
  /* What goes wrong with a school is said there. */
  status = cli_each_school(cli, evaluate_school, &e, &run, &error);
  if (status != RBK_OK || run == 0) goto out;
  status = rbk_writer_end(e.writer);
  if (status != RBK_OK) error = e.sunk;
  if (status == RBK_OK) status = rbk_output_commit(e.output, &error);
  if (status == RBK_OK) status = write_summary(&e, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
out:
  rbk_writer_destroy(e.writer);
  rbk_output_destroy(e.output);
  rbk_summary_destroy(e.summary);
  rbk_release(NULL, settings);
  rbk_previous_destroy(previous);
  return cli->exit;
}
