/* What the verbs have in common: what was asked, what was said, and how it
 * will end. */
#ifndef RBK_CLI_CLI_H
#define RBK_CLI_CLI_H

#include "cli/options.h"
#include "cli/progress.h"
#include "rollbook/run.h"
#include "write/output.h"

/* Exit codes; where several apply, see cli_worse. */
enum {
  CLI_DONE = 0,
  CLI_INTERNAL = 1,
  CLI_WRONG_USAGE = 2,
  CLI_NO_POLICY = 3,
  CLI_UNEXPECTED = 4,
  CLI_REFUSED = 5,
  CLI_UNDETERMINED = 6,
  CLI_STORE = 7
};

typedef struct cli_program {
  const cli_verb *verb;
  cli_options options;
  const char *policies; /* the folder of policies */
  cli_progress progress;
  size_t errors_told; /* messages of the load at hand that were errors */
  int exit;           /* so far */
} cli_program;

/* The verbs. */
int cli_evaluate(cli_program *cli);
int cli_replay(cli_program *cli);
int cli_explain(cli_program *cli);
int cli_diff(cli_program *cli);
int cli_sweep(cli_program *cli);
int cli_report_worklist(cli_program *cli);
int cli_report_letters(cli_program *cli);
int cli_codes(cli_program *cli);
int cli_generate(cli_program *cli);
int cli_policy_list(cli_program *cli);
int cli_policy_show(cli_program *cli);
int cli_policy_check(cli_program *cli);
int cli_policy_test(cli_program *cli);
int cli_policy_cover(cli_program *cli);
int cli_policy_clauses(cli_program *cli);
int cli_policy_new(cli_program *cli);
int cli_policy_editor(cli_program *cli);

/* exit.c */
int cli_exit_of(rbk_status status);
/* The one that counts where two apply: the first of 7 2 3 1 5 4 6, then 0. */
int cli_worse(int a, int b);

/* say.c: on the standard error, `rollbook: FILE:LINE: what; what to do`. A
 * stopped result (nobody reads on) is not worth a word. */
void cli_say(cli_program *cli, const rbk_error *error);
/* For rbk_policy_options.message and rbk_run_options.message: `context` is
 * the cli. */
void cli_message(void *context, const rbk_message *message);

/* run.c: hands over every school that SCHOOL means, one after another, each
 * with the policy its profile asks for. A school that is refused is told and
 * the next one comes; anything worse ends it. The exit code so far is in
 * cli->exit; `*run` is how many came through. RBK_OK or what ended it. */
typedef rbk_status cli_school_verb(cli_program *cli, const rbk_register *reg,
                                   const rbk_policy *policy, void *context,
                                   rbk_error *error);
rbk_status cli_each_school(cli_program *cli, cli_school_verb *verb,
                           void *context, size_t *run, rbk_error *error);
/* What the answer of a run comes to. The engine does not know why a sink ended
 * it; `sunk` is the record that the sink filled in. Where --max-failures ended
 * it, that is said here. */
rbk_status cli_run_ended(cli_program *cli, rbk_status status,
                         const rbk_error *sunk, rbk_error *error);
/* The options that evaluate and replay share. The settings go to
 * `*settings`, which rbk_release frees. */
rbk_status cli_run_options(cli_program *cli, rbk_run_options *options,
                           rbk_parameter_setting **settings, rbk_error *error);
/* Reads what --previous names into the options; `*out` goes to
 * rbk_previous_destroy after the run. */
rbk_status cli_previous(cli_program *cli, rbk_run_options *options,
                        rbk_previous **out, rbk_error *error);

/* place.c: where results go and policies are found. */
rbk_format cli_format(const cli_program *cli);
/* --format of a verb with names of its own for it: the place of what was said,
 * 0 where nothing was. */
rbk_status cli_find_form(const cli_program *cli, const char *const *names,
                         size_t count, size_t *out, rbk_error *error);
bool cli_colours(const cli_program *cli, rbk_format format);
/* A file by its name (taken away on a signal), or the standard output. */
rbk_status cli_open_output(const char *path, rbk_output **out,
                           rbk_error *error);
/* `space` holds 4096 bytes. */
const char *cli_policies_folder(const cli_options *options, char *space);

/* signals.c: SIGINT and SIGTERM take half files away and end the program as
 * they would have; a closed pipe is an error of write, not a signal. */
void cli_catch_signals(void);
void cli_remove_on_signal(const char *path);
/* For work that leaves whole folders behind: a signal is only noted, the work
 * looks at cli_signalled now and then and tidies up, and letting go ends the
 * program as the signal would have. */
void cli_hold_signals(void);
bool cli_signalled(void);
void cli_let_signals_go(void);

#endif
