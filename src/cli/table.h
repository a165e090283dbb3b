/* Inside of the options: the rows that parsing and help read. */
#ifndef RBK_CLI_TABLE_H
#define RBK_CLI_TABLE_H

#include "cli/options.h"

typedef enum cli_option_kind {
  CLI_SWITCH,  /* bool */
  CLI_TEXT,    /* const char * */
  CLI_DAY,     /* const char *: a date, or "today" */
  CLI_COUNT,   /* size_t, 0 upwards */
  CLI_SETTING, /* cli_texts: NAME=VALUE, again and again */
  CLI_FORMAT,  /* rbk_format, and format_said */
  CLI_SHARD    /* shard and shards: I/N */
} cli_option_kind;

#define CLI_BIT(verb) (1u << (verb))
#define CLI_EVERY     UINT32_MAX /* rollbook without a verb too */
#define CLI_ALONE     0u         /* only there */

typedef struct cli_option {
  const char *name; /* without its dashes */
  char letter;      /* the short form; 0: none */
  cli_option_kind kind;
  size_t offset;     /* of its member in cli_options */
  const char *value; /* what the help calls the value; NULL: a switch */
  uint32_t verbs;    /* CLI_BIT of those that have it */
  const char *help;
} cli_option;
const cli_option *cli_option_table(size_t *count);

/* Whether a verb has the option; NULL: rollbook itself. */
static inline bool cli_option_of(const cli_option *option,
                                 const cli_verb *verb) {
  if (option->verbs == CLI_EVERY) return true;
  if (verb == NULL) return option->verbs == CLI_ALONE;
  return (option->verbs & CLI_BIT(verb->id)) != 0;
}

#endif
