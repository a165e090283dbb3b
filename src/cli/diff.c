/* rollbook diff: who would change with another policy or other parameters. */
#include "explore/diff.h"

#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/status.h"
#include "cli/cli.h"
#include "engine/callbacks.h"

typedef struct diffing {
  rbk_run_options run;
  rbk_diff_format format;
  rbk_buffer text;
  size_t schools, changed; /* so far */
} diffing;

/* "la/bedford with refer=86, concern=91" */
static const char *name_side(rbk_arena *arena, const rbk_policy *policy,
                             const char *said,
                             const rbk_parameter_setting *settings,
                             size_t count) {
  const char *name = said                        ? said
                     : policy->edition_count > 0 ? policy->editions[0].policy
                                                 : "no policy";
  for (size_t i = 0; i < count && name; i++)
    name = rbk_arena_format(arena, "%s%s%s=%s", name, i ? ", " : " with ",
                            settings[i].name, settings[i].value);
  return name;
}

static rbk_status load_other(cli_program *cli, const rbk_register *reg,
                             rbk_policy **out, rbk_error *error) {
  rbk_policy_options options = {.size = sizeof options,
                                .folder = cli->policies,
                                .policy = cli->options.against,
                                .message = cli_message,
                                .context = cli};
  return cli->options.against ? rbk_policy_load(reg, &options, out, error)
                              : RBK_OK;
}

static rbk_status compare(cli_program *cli, const rbk_register *reg,
                          const rbk_policy *policy, const rbk_policy *other,
                          diffing *d, rbk_arena *arena, rbk_error *error) {
  const rbk_run_options *run = &d->run;
  rbk_diff_side before = {.policy = policy}, after = {.policy = other};
  after.parameters = run->parameters;
  after.parameter_count = run->parameter_count;
  before.name = name_side(arena, policy, cli->options.policy, NULL, 0);
  after.name = name_side(arena, other,
                         cli->options.against ? cli->options.against
                                              : cli->options.policy,
                         run->parameters, run->parameter_count);
  if (!before.name || !after.name) return rbk_no_memory(error);
  rbk_diff_options options = {.as_of = cli->options.as_of,
                              .pupil = cli->options.pupil,
                              .threads = run->threads,
                              .examples = cli->options.examples,
                              .message = cli_message,
                              .context = cli};
  rbk_diff diff = {.room = NULL};
  rbk_status status =
      rbk_diff_make(reg, &before, &after, &options, &diff, error);
  if (status != RBK_OK) return status;
  rbk_diff_print(&diff, d->format, options.examples, d->schools++, &d->text);
  d->changed += diff.changed;
  if (diff.failed) cli->exit = cli_worse(cli->exit, CLI_UNDETERMINED);
  rbk_diff_finish(&diff);
  return d->text.status == RBK_OK ? RBK_OK : rbk_no_memory(error);
}

static rbk_status diff_school(cli_program *cli, const rbk_register *reg,
                              const rbk_policy *policy, void *context,
                              rbk_error *error) {
  rbk_policy *other = NULL;
  rbk_arena arena;
  rbk_arena_init(&arena, NULL);
  rbk_status status = load_other(cli, reg, &other, error);
  if (status == RBK_OK)
    status = compare(cli, reg, policy, other ? other : policy, context, &arena,
                     error);
  rbk_policy_destroy(other);
  rbk_arena_finish(&arena);
  return status;
}

static rbk_status look_at(cli_program *cli, diffing *d,
                          rbk_parameter_setting **settings, rbk_error *error) {
  static const char *const forms[] = {"text", "csv", "json", "ndjson"};
  size_t form = 0;
  rbk_status status = cli_find_form(cli, forms, 4, &form, error);
  d->format = (rbk_diff_format)form;
  if (status == RBK_OK) status = cli_run_options(cli, &d->run, settings, error);
  if (status == RBK_OK && !cli->options.against && d->run.parameter_count == 0)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "there is nothing to compare with; name another policy "
                    "with --against, or another value with --param");
  return status;
}

static void judge(cli_program *cli, const diffing *d) {
  rbk_error error;
  if (d->changed <= cli->options.max_changes) return;
  (void)rbk_fail(&error, RBK_USAGE, NULL, 0, 0,
                 "%zu pupils have it otherwise, more than the %zu of "
                 "--max-changes; look at who they are",
                 d->changed, cli->options.max_changes);
  cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, CLI_UNEXPECTED);
}

int cli_diff(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  rbk_output *output = NULL;
  rbk_parameter_setting *settings = NULL;
  diffing d = {.schools = 0};
  size_t schools = 0;
  rbk_buffer_init(&d.text, NULL);
  rbk_status status = look_at(cli, &d, &settings, &error);
  if (status != RBK_OK) {
    cli_say(cli, &error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    goto out;
  }
  /* What goes wrong with a school is said there. */
  status = cli_each_school(cli, diff_school, &d, &schools, &error);
  if (status != RBK_OK || schools == 0) goto out;
  rbk_diff_print_end(d.format, d.schools, &d.text);
  status = cli_open_output(cli->options.output, &output, &error);
  if (status == RBK_OK) status = rbk_output_drain(output, &d.text, &error);
  if (status == RBK_OK) status = rbk_output_commit(output, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  cli->exit = cli_worse(cli->exit, cli_exit_of(status));
  judge(cli, &d);
out:
  rbk_output_destroy(output);
  rbk_release(NULL, settings);
  rbk_buffer_finish(&d.text);
  return cli->exit;
}
