/* Where results go, and where policies are found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"

#define LONGEST ((size_t)4096)

rbk_format cli_format(const cli_program *cli) {
  const cli_options *options = &cli->options;
  rbk_format format;
  if (options->format_said) return options->format;
  if (options->output != NULL && rbk_format_of_file(options->output, &format))
    return format;
  bool terminal = options->output == NULL && isatty(STDOUT_FILENO);
  return terminal ? RBK_FORMAT_TABLE : RBK_FORMAT_NDJSON;
}

rbk_status cli_find_form(const cli_program *cli, const char *const *names,
                         size_t count, size_t *out, rbk_error *error) {
  const char *said = cli->options.form;
  char known[96] = "";
  *out = 0;
  if (said == NULL) return RBK_OK;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(said, names[i]) == 0) {
      *out = i;
      return RBK_OK;
    }
    if (i > 0) strcat(known, i + 1 < count ? ", " : " or ");
    strncat(known, names[i], 10);
  }
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  "--format cannot be %s; write %s (see rollbook %s --help)",
                  said, known, cli->verb->name);
}

bool cli_colours(const cli_program *cli, rbk_format format) {
  const char *refused = getenv("NO_COLOR");
  const char *terminal = getenv("TERM");
  return format == RBK_FORMAT_TABLE && cli->options.output == NULL &&
         isatty(STDOUT_FILENO) && (refused == NULL || *refused == '\0') &&
         terminal != NULL && strcmp(terminal, "dumb") != 0;
}

rbk_status cli_open_output(const char *path, rbk_output **out,
                           rbk_error *error) {
  if (path == NULL || strcmp(path, "-") == 0)
    return rbk_output_handle(NULL, STDOUT_FILENO, "standard output", out,
                             error);
  struct stat there;
  if (stat(path, &there) != 0 || S_ISREG(there.st_mode))
    cli_remove_on_signal(path);
  return rbk_output_file(NULL, path, out, error);
}

static bool is_folder(const char *path) {
  struct stat there;
  return stat(path, &there) == 0 && S_ISDIR(there.st_mode);
}

/* PREFIX/share/rollbook/policies for a program in PREFIX/bin, so that an
 * installation may be moved. */
static bool beside_program(char *space) {
  static const char behind[] = "share/rollbook/policies";
  ssize_t length = readlink("/proc/self/exe", space, LONGEST - sizeof behind);
  if (length <= 0) return false;
  space[length] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(space, '/');
    if (slash == NULL) return false;
    *slash = '\0';
  }
  strcat(space, "/");
  strcat(space, behind);
  return is_folder(space);
}

const char *cli_policies_folder(const cli_options *options, char *space) {
  if (options->policies != NULL) return options->policies;
  const char *chosen = getenv("ROLLBOOK_POLICIES");
  if (chosen != NULL && *chosen != '\0') return chosen;
  if (beside_program(space)) return space;
  if (is_folder(ROLLBOOK_SOURCE_POLICIES)) return ROLLBOOK_SOURCE_POLICIES;
  return ROLLBOOK_INSTALLED_POLICIES;
}
