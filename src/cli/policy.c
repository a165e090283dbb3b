/* rollbook policy new, list, show, check, test, cover, clauses and editor: for
 * authors. */
#include <string.h>

#include "author/author.h"
#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"

typedef rbk_status author_verb(const rbk_author_options *options,
                               rbk_buffer *out, rbk_error *error);

typedef struct author_call {
  cli_program *cli;
  rbk_author_options options;
  rbk_register *reg;
  rbk_parameter_setting *settings;
  char *names; /* of the settings */
} author_call;

static rbk_status find_form(const cli_program *cli, rbk_author_format *form,
                            rbk_error *error) {
  static const char *const names[] = {[RBK_AUTHOR_TEXT] = "text",
                                      [RBK_AUTHOR_JSON] = "json",
                                      [RBK_AUTHOR_JUNIT] = "junit",
                                      [RBK_AUTHOR_CSV] = "csv"};
  const char *said = cli->options.form;
  cli_verb_id verb = cli->verb->id;
  int further = verb == CLI_POLICY_TEST      ? RBK_AUTHOR_JUNIT
                : verb == CLI_POLICY_CLAUSES ? RBK_AUTHOR_CSV
                                             : RBK_AUTHOR_JSON;
  *form = RBK_AUTHOR_TEXT;
  if (said == NULL) return RBK_OK;
  for (int i = RBK_AUTHOR_TEXT; i <= RBK_AUTHOR_CSV; i++)
    if (strcmp(said, names[i]) == 0 && (i <= RBK_AUTHOR_JSON || i == further)) {
      *form = (rbk_author_format)i;
      return RBK_OK;
    }
  bool three = further != RBK_AUTHOR_JSON;
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  "--format cannot be %s; write text%s json%s%s (see rollbook "
                  "%s --help)",
                  said, three ? "," : " or", three ? " or " : "",
                  three ? names[further] : "", cli->verb->name);
}

static rbk_status find_day(author_call *call, rbk_error *error) {
  cli_options *said = &call->cli->options;
  if (call->cli->verb->id != CLI_POLICY_SHOW) return RBK_OK;
  if (said->on == NULL && cli_today(said->today)) said->on = said->today;
  if (said->on != NULL &&
      rbk_date_parse(rbk_text_of(said->on), &call->options.on))
    return RBK_OK;
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  "the system does not know the date; say --on DAY");
}

/* NAME=VALUE, taken apart in a copy. */
static rbk_status find_settings(author_call *call, rbk_error *error) {
  const cli_texts *said = &call->cli->options.parameters;
  size_t length = 1, at = 0;
  for (size_t i = 0; i < said->count; i++) length += strlen(said->items[i]) + 1;
  call->settings = rbk_take(NULL, said->count + 1, sizeof *call->settings);
  call->names = rbk_take(NULL, length, 1);
  if (call->settings == NULL || call->names == NULL)
    return rbk_no_memory(error);
  for (size_t i = 0; i < said->count; i++) {
    const char *equals = strchr(said->items[i], '=');
    size_t name = (size_t)(equals - said->items[i]);
    memcpy(call->names + at, said->items[i], name);
    call->settings[i].name = call->names + at;
    call->settings[i].value = equals + 1;
    at += name + 1;
  }
  call->options.parameters = call->settings;
  call->options.parameter_count = said->count;
  return RBK_OK;
}

static rbk_status find_school(author_call *call, rbk_error *error) {
  const char *folder = call->cli->options.profile;
  rbk_register_options options = {.size = sizeof options};
  if (folder == NULL) return RBK_OK;
  rbk_status status = rbk_register_read(folder, &options, &call->reg, error);
  call->options.reg = call->reg;
  return status;
}

static rbk_status prepare(author_call *call, rbk_error *error) {
  cli_program *cli = call->cli;
  rbk_author_options *o = &call->options;
  o->policies = cli->policies;
  o->words = cli->options.arguments;
  o->word_count = cli->options.argument_count;
  o->filter = cli->options.filter;
  o->kind = cli->options.kind;
  o->message = cli_message;
  o->context = cli;
  bool show = cli->verb->id == CLI_POLICY_SHOW;
  if (show && o->word_count == 0 && cli->options.profile == NULL)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "there is nothing to show; name a policy, or a school with "
                    "--profile (see rollbook policy show --help)");
  rbk_status status = find_form(cli, &o->format, error);
  if (status == RBK_OK) status = find_day(call, error);
  if (status == RBK_OK) status = find_settings(call, error);
  return status == RBK_OK ? find_school(call, error) : status;
}

static rbk_status write_out(const cli_program *cli, rbk_buffer *text,
                            rbk_error *error) {
  rbk_output *output = NULL;
  rbk_status status = cli_open_output(cli->options.output, &output, error);
  if (status == RBK_OK) status = rbk_output_drain(output, text, error);
  if (status == RBK_OK) status = rbk_output_commit(output, error);
  rbk_output_destroy(output);
  return status;
}

/* Runs a verb and writes its text; the text of a check and of tests also when
 * something is wrong with the policies. */
static int run(cli_program *cli, author_verb *verb) {
  author_call call = {.cli = cli};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  rbk_buffer_init(&text, NULL);
  rbk_status status = prepare(&call, &error);
  if (status == RBK_OK) status = verb(&call.options, &text, &error);
  /* Messages have told what is wrong, and so has the text of a check. */
  bool told =
      status == RBK_POLICY && (cli->errors_told > 0 || error.status == RBK_OK);
  if (status != RBK_OK && !told) cli_say(cli, &error);
  int code = cli_worse(cli->exit, cli_exit_of(status));
  if (status == RBK_OK || (status == RBK_POLICY && text.length > 0)) {
    error = (rbk_error){.status = RBK_OK};
    rbk_status written = write_out(cli, &text, &error);
    if (written != RBK_OK) cli_say(cli, &error);
    code = cli_worse(code, cli_exit_of(written));
  }
  rbk_register_destroy(call.reg);
  rbk_release(NULL, call.settings);
  rbk_release(NULL, call.names);
  rbk_buffer_finish(&text);
  return code;
}

static rbk_status test(const rbk_author_options *options, rbk_buffer *out,
                       rbk_error *error) {
  cli_program *cli = options->context;
  bool passed = true;
  rbk_status status = rbk_author_test(options, out, &passed, error);
  if (!passed) cli->exit = cli_worse(cli->exit, CLI_UNEXPECTED);
  return status;
}

static rbk_status cover(const rbk_author_options *options, rbk_buffer *out,
                        rbk_error *error) {
  cli_program *cli = options->context;
  unsigned percent = 0;
  rbk_status status = rbk_author_cover(options, out, &percent, error);
  if (status == RBK_OK && percent < cli->options.least)
    cli->exit = cli_worse(cli->exit, CLI_UNEXPECTED);
  return status;
}

static rbk_status clauses(const rbk_author_options *options, rbk_buffer *out,
                          rbk_error *error) {
  cli_program *cli = options->context;
  size_t open = 0;
  rbk_status status = rbk_author_clauses(options, out, &open, error);
  if (open > 0) cli->exit = cli_worse(cli->exit, CLI_UNEXPECTED);
  return status;
}

int cli_policy_list(cli_program *cli) {
  return run(cli, rbk_author_list);
}
int cli_policy_show(cli_program *cli) {
  return run(cli, rbk_author_show);
}
int cli_policy_check(cli_program *cli) {
  return run(cli, rbk_author_check);
}
int cli_policy_test(cli_program *cli) {
  return run(cli, test);
}
int cli_policy_cover(cli_program *cli) {
  return run(cli, cover);
}
int cli_policy_clauses(cli_program *cli) {
  return run(cli, clauses);
}
int cli_policy_new(cli_program *cli) {
  return run(cli, rbk_author_new);
}
int cli_policy_editor(cli_program *cli) {
  return run(cli, rbk_author_editor);
}
