/* The command line as one table: verbs and options. Parsing, the help of every
 * verb and the reference in the README follow from it. A new verb is a row in
 * verbs.c and a file; a new option is a row in options.c and a member here. */
#ifndef RBK_CLI_OPTIONS_H
#define RBK_CLI_OPTIONS_H

#include "base/buffer.h"
#include "rollbook/run.h"
#include "write/writer.h"

struct cli_program;

typedef enum cli_verb_id {
  CLI_EVALUATE,
  CLI_REPLAY,
  CLI_EXPLAIN,
  CLI_DIFF,
  CLI_SWEEP,
  CLI_REPORT_WORKLIST,
  CLI_REPORT_LETTERS,
  CLI_CODES,
  CLI_GENERATE,
  CLI_POLICY_LIST,
  CLI_POLICY_SHOW,
  CLI_POLICY_CHECK,
  CLI_POLICY_TEST,
  CLI_POLICY_COVER,
  CLI_POLICY_CLAUSES,
  CLI_POLICY_NEW,
  CLI_POLICY_EDITOR,
  CLI_VERBS
} cli_verb_id;

typedef struct cli_verb {
  cli_verb_id id;
  const char *name;      /* one word or two: "policy show" */
  const char *arguments; /* as the usage line has them: "SCHOOL" */
  size_t least, most;    /* how many */
  const char *summary;   /* one line */
  const char *text;      /* what else its help says; lines of 78 at most */
  int (*run)(struct cli_program *cli); /* gives the exit code */
} cli_verb;
/* By id. */
const cli_verb *cli_verbs(void);

typedef struct cli_texts { /* an option that may be given again and again */
  const char **items;
  size_t count, capacity;
} cli_texts;

/* Everything that options can say. What was not said is NULL, 0 or false. */
typedef struct cli_options {
  bool help, version, reference;
  const char *as_of, *from, *to, *on; /* dates */
  char today[11]; /* what "today" stands for, once it was asked */
  const char *policy, *policies;
  cli_texts parameters; /* NAME=VALUE */
  const char *pupil, *group, *owner, *letter, *rule, *flag, *band, *against;
  bool format_said;
  rbk_format format;
  const char *previous;
  const char *output, *summary, *expect, *write, *rejects;
  bool keep_going, assume_done, parents;
  const char *kind;                    /* policy new */
  const char *profile, *filter, *form; /* policy verbs; form: their --format */
  const char *pupils, *seed, *calendar, *counts, *shape, *family, *phase;
  size_t shard, shards;
  size_t max_changes, examples; /* diff */
  size_t threads, max_failures, least;
  const char *arguments[4];
  size_t argument_count;
} cli_options;

/* The verb and its options. RBK_USAGE: `error` says what is wrong and what to
 * do; `*verb` is the verb all the same where it was found, else NULL (as for
 * --help and --version alone). */
rbk_status cli_parse(int argc, char **argv, const cli_verb **verb,
                     cli_options *options, rbk_error *error);
void cli_options_finish(cli_options *options);

/* Today's date where the program runs; false: the system has none. */
bool cli_today(char out[11]);

/* The help of a verb, or of rollbook where it is NULL. */
void cli_put_help(rbk_buffer *out, const cli_verb *verb);
/* All of them as Markdown, for the README. */
void cli_put_reference(rbk_buffer *out);

#endif
