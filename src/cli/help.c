/* Help, from the tables of verbs and options. */
#include <string.h>

#include "cli/cli.h"
#include "cli/table.h"
#include "write/layout.h"

#define COLUMN ((size_t)26) /* where the explanations begin */
#define WIDTH  ((size_t)79)

static const struct {
  int code;
  const char *meaning;
} exits[] = {
    {CLI_DONE, "done; pupils to act on are no error"},
    {CLI_INTERNAL, "internal error, or a file could not be written"},
    {CLI_WRONG_USAGE, "wrong usage"},
    {CLI_NO_POLICY, "the policy or the profile does not load"},
    {CLI_UNEXPECTED, "tests or expectations failed"},
    {CLI_REFUSED, "input rejected, in whole or in part"},
    {CLI_UNDETERMINED, "done, but something is undetermined"},
    {CLI_STORE, "the store refused"},
};

static void spaces(rbk_buffer *out, size_t count) {
  for (size_t i = 0; i < count; i++) rbk_buffer_byte(out, ' ');
}

/* The text in lines that begin at `indent`, the first of them at `column`. */
static void put_wrapped(rbk_buffer *out, const char *text, size_t column,
                        size_t indent) {
  bool first = true;
  while (*text != '\0') {
    size_t word = strcspn(text, " ");
    if (!first && column + 1 + word > WIDTH) {
      rbk_buffer_byte(out, '\n');
      spaces(out, indent);
      column = indent;
    } else if (!first) {
      rbk_buffer_byte(out, ' ');
      column++;
    }
    rbk_buffer_add(out, text, word);
    column += word;
    first = false;
    text += word;
    text += strspn(text, " ");
  }
  rbk_buffer_byte(out, '\n');
}

/* "  NAME   what it is", the name on a line of its own where it is long. */
static void put_entry(rbk_buffer *out, const char *name, size_t length,
                      const char *text) {
  spaces(out, 2);
  rbk_buffer_add(out, name, length);
  if (2 + length + 2 > COLUMN) {
    rbk_buffer_byte(out, '\n');
    spaces(out, COLUMN);
  } else {
    spaces(out, COLUMN - 2 - length);
  }
  put_wrapped(out, text, COLUMN, COLUMN);
}

static void put_option(rbk_buffer *out, const cli_option *option) {
  char name[64] = "";
  if (option->letter) {
    char shortly[] = {'-', option->letter, ',', ' ', '\0'};
    strcat(name, shortly);
  }
  strcat(name, "--");
  strncat(name, option->name, 24);
  if (option->value) {
    strcat(name, " ");
    strncat(name, option->value, 24);
  }
  put_entry(out, name, strlen(name), option->help);
}

static void put_options(rbk_buffer *out, const cli_verb *verb) {
  size_t count;
  const cli_option *options = cli_option_table(&count);
  for (size_t i = 0; i < count; i++)
    if (cli_option_of(&options[i], verb)) put_option(out, &options[i]);
}

static void put_usage(rbk_buffer *out, const cli_verb *verb) {
  rbk_buffer_text(out, "rollbook ");
  rbk_buffer_text(out, verb->name);
  if (*verb->arguments) rbk_buffer_byte(out, ' ');
  rbk_buffer_text(out, verb->arguments);
  rbk_buffer_text(out, " [OPTION]...");
}

static void put_general_help(rbk_buffer *out) {
  const cli_verb *verbs = cli_verbs();
  rbk_buffer_text(out, "rollbook: a rules engine for English school attendance "
                       "registers\n\nUsage: rollbook VERB [ARGUMENT]... "
                       "[OPTION]...\n\nVerbs:\n");
  for (size_t i = 0; i < CLI_VERBS; i++)
    put_entry(out, verbs[i].name, strlen(verbs[i].name), verbs[i].summary);
  rbk_buffer_text(out, "\nOptions:\n");
  put_options(out, NULL);
  rbk_buffer_text(out, "\nExit codes:\n");
  for (size_t i = 0; i < sizeof exits / sizeof exits[0]; i++) {
    char code = (char)('0' + exits[i].code);
    put_entry(out, &code, 1, exits[i].meaning);
  }
  rbk_buffer_text(out, "\n`rollbook VERB --help` says what a verb does.\n");
}

void cli_put_help(rbk_buffer *out, const cli_verb *verb) {
  if (verb == NULL) {
    put_general_help(out);
    return;
  }
  rbk_buffer_text(out, "Usage: ");
  put_usage(out, verb);
  rbk_buffer_text(out, "\n\n");
  rbk_buffer_text(out, verb->name);
  rbk_buffer_text(out, ": ");
  rbk_buffer_text(out, verb->summary);
  rbk_buffer_text(out, "\n\n");
  rbk_buffer_text(out, verb->text);
  rbk_buffer_text(out, "\n\nOptions:\n");
  put_options(out, verb);
}

/* A pipe would end the cell of a Markdown table. */
static void put_markdown(rbk_buffer *out, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '|') rbk_buffer_byte(out, '\\');
    rbk_buffer_byte(out, *text);
  }
}

static void put_option_row(rbk_buffer *out, const cli_option *option) {
  rbk_buffer_text(out, "| `");
  if (option->letter) {
    rbk_buffer_byte(out, '-');
    rbk_buffer_byte(out, option->letter);
    rbk_buffer_text(out, "`, `");
  }
  rbk_buffer_text(out, "--");
  rbk_buffer_text(out, option->name);
  if (option->value) {
    rbk_buffer_byte(out, ' ');
    put_markdown(out, option->value);
  }
  rbk_buffer_text(out, "` | ");
  put_markdown(out, option->help);
  rbk_buffer_text(out, " |\n");
}

void cli_put_reference(rbk_buffer *out) {
  const cli_verb *verbs = cli_verbs();
  size_t count;
  const cli_option *options = cli_option_table(&count);
  for (size_t v = 0; v < CLI_VERBS; v++) {
    rbk_buffer_text(out, "### `");
    put_usage(out, &verbs[v]);
    rbk_buffer_text(out, "`\n\n");
    rbk_buffer_text(out, verbs[v].summary);
    rbk_buffer_text(out, ".\n\n");
    rbk_buffer_text(out, verbs[v].text);
    rbk_buffer_text(out, "\n\n| option | meaning |\n|---|---|\n");
    for (size_t i = 0; i < count; i++)
      if (options[i].verbs != CLI_EVERY &&
          cli_option_of(&options[i], &verbs[v]))
        put_option_row(out, &options[i]);
    rbk_buffer_byte(out, '\n');
  }
  rbk_buffer_text(out, "### Exit codes\n\n| exit | meaning |\n|---|---|\n");
  for (size_t i = 0; i < sizeof exits / sizeof exits[0]; i++)
    rbk_buffer_format(out, "| %d | %s |\n", exits[i].code, exits[i].meaning);
}
