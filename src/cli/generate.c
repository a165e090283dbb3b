/* rollbook generate: synthetic school folders. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/status.h"
#include "cli/cli.h"
#include "generate/counts.h"
#include "generate/family.h"
#include "read/file.h"
#include "write/folder.h"

enum { USUAL_PUPILS = 300 };

typedef struct generation {
  cli_program *cli;
  rbk_error *error;
  rbk_arena arena;
  rbk_generate_options options;
  rbk_folder_options folder;
  rbk_file calendar;  /* of --calendar */
  const char *target; /* --output without slashes at its end */
  rbk_buffer told;    /* a line a school, for the standard output */
} generation;

static rbk_status usage(generation *g, const char *what) {
  return rbk_fail(g->error, RBK_USAGE, NULL, 0, 0,
                  "%s (see rollbook generate --help)", what);
}

/* --- what was asked --- */

/* The last part of a path, where that names something. */
static const char *name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  bool none = !name[0] || strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
  return none ? "school" : name;
}

static rbk_status number_of(generation *g, const char *name, const char *text,
                            int64_t *number) {
  if (text == NULL || rbk_text_number(rbk_text_of(text), number)) return RBK_OK;
  return rbk_fail(g->error, RBK_USAGE, NULL, 0, 0,
                  "--%s cannot be %s; write a whole number (see rollbook "
                  "generate --help)",
                  name, text);
}

static rbk_status take_target(generation *g) {
  const char *output = g->cli->options.output;
  if (output == NULL)
    return usage(g, "--output is missing; name the folder to be made");
  size_t length = strlen(output);
  while (length > 1 && output[length - 1] == '/') length--;
  g->target = rbk_arena_copy(&g->arena, output, length);
  return g->target ? RBK_OK : rbk_no_memory(g->error);
}

static rbk_status take_calendar(generation *g) {
  const cli_options *said = &g->cli->options;
  if (said->calendar == NULL) return RBK_OK;
  rbk_status status =
      rbk_file_open(NULL, said->calendar, &g->calendar, g->error);
  if (status) return status;
  g->options.calendar = g->calendar.bytes;
  g->options.calendar_length = g->calendar.length;
  g->options.calendar_name = said->calendar;
  return RBK_OK;
}

static rbk_status take_options(generation *g) {
  const cli_options *said = &g->cli->options;
  int64_t pupils = USUAL_PUPILS, seed = 1;
  g->options.policy = said->policy;
  g->options.family = said->family;
  g->options.parents = said->parents;
  if (said->phase && !rbk_phase_find(said->phase, &g->options.phase))
    return usage(g, "--phase is primary or secondary; choose one");
  if (said->shape && !rbk_folder_shape_find(said->shape, &g->folder.shape))
    return usage(g, "--shape is marks, long or week; choose one");
  if (said->counts && (said->pupils || said->family))
    return usage(g, "--counts says how many pupils there are and what they "
                    "do; leave --pupils and --family out");
  if (said->counts && said->parents)
    return usage(g, "--counts makes pupils of whom nothing but marks is known; "
                    "leave --parents out");
  rbk_status status = number_of(g, "pupils", said->pupils, &pupils);
  if (!status) status = number_of(g, "seed", said->seed, &seed);
  if (!status) status = take_target(g);
  if (!status) status = take_calendar(g);
  g->options.pupils = (size_t)pupils;
  g->options.seed = (uint64_t)seed;
  return status;
}

/* --- one school --- */

static rbk_status progress(void *context, size_t done, size_t total) {
  generation *g = context;
  cli_progress_step(&g->cli->progress, done, total);
  return cli_signalled() ? RBK_STOPPED : RBK_OK;
}

static void tell(generation *g, const rbk_register *reg) {
  const rbk_calendar *calendar = &reg->calendar;
  size_t pupils = rbk_register_pupils(reg), days = calendar->day_count;
  rbk_buffer_format(&g->told, "%s: %zu pupil%s, %zu school day%s, ",
                    rbk_register_school(reg), pupils, pupils == 1 ? "" : "s",
                    days, days == 1 ? "" : "s");
  rbk_buffer_date(&g->told, calendar->date[0]);
  rbk_buffer_text(&g->told, " to ");
  rbk_buffer_date(&g->told, calendar->date[days - 1]);
  rbk_buffer_byte(&g->told, '\n');
}

/* Writes the register and gives it back. */
static rbk_status keep(generation *g, rbk_register *reg, const char *folder) {
  rbk_status status = rbk_folder_write(reg, folder, &g->folder, g->error);
  if (!status) tell(g, reg);
  rbk_register_destroy(reg);
  return status;
}

static rbk_status one_school(generation *g) {
  rbk_register *reg = NULL;
  g->options.id = name_of(g->target);
  if (g->options.calendar == NULL)
    g->folder.calendar_source = rbk_generate_calendar_source();
  rbk_status status = rbk_generate(&g->options, &reg, g->error);
  return status ? status : keep(g, reg, g->target);
}

/* --- a school for each group of a counts file --- */

static void warn_passed_over(generation *g, const rbk_counts *counts) {
  size_t count;
  const char *const *names = rbk_counts_passed_over(counts, &count);
  rbk_buffer text;
  if (count == 0) return;
  rbk_buffer_init(&text, NULL);
  rbk_buffer_text(&text, "passed over, being no codes: ");
  for (size_t i = 0; i < count; i++) {
    if (i) rbk_buffer_text(&text, ", ");
    rbk_buffer_text(&text, names[i]);
  }
  const char *string = rbk_buffer_string(&text);
  rbk_message message = {.warning = true,
                         .file = g->cli->options.counts,
                         .line = 1,
                         .text = string ? string : ""};
  cli_message(g->cli, &message);
  rbk_buffer_finish(&text);
}

static rbk_status all_groups(generation *g, const rbk_counts *counts,
                             const char *part, size_t *written) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < rbk_counts_groups(counts) && !status; i++) {
    rbk_register *reg = NULL;
    const char *folder = rbk_arena_format(&g->arena, "%s/%s", part,
                                          rbk_counts_folder(counts, i));
    if (!folder) return rbk_no_memory(g->error);
    if (cli_signalled()) return RBK_STOPPED;
    status = rbk_counts_register(counts, i, &g->options, &reg, g->error);
    if (!status) status = keep(g, reg, folder);
    if (!status) ++*written;
  }
  return status;
}

static rbk_status name_target(generation *g, const char *part) {
  if (rename(part, g->target) == 0) return RBK_OK;
  bool taken = errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR;
  return rbk_fail(g->error, taken ? RBK_USAGE : RBK_IO, g->target, 0, 0,
                  taken ? "is there and not an empty folder; give a new one"
                        : "cannot be given its name; check the folder it is "
                          "in");
}

/* All of them or none: they are made beside the target, which then gets its
 * name. */
static rbk_status schools_of(generation *g, const rbk_counts *counts) {
  size_t written = 0;
  const char *part = rbk_arena_format(&g->arena, "%s.part", g->target);
  if (!part) return rbk_no_memory(g->error);
  if (mkdir(part, 0777) != 0)
    return rbk_fail(g->error, errno == EEXIST ? RBK_USAGE : RBK_IO, part, 0, 0,
                    errno == EEXIST ? "is in the way; remove it"
                                    : "cannot be made; check the folder it "
                                      "would be in");
  rbk_status status = all_groups(g, counts, part, &written);
  if (!status) status = name_target(g, part);
  if (!status) return RBK_OK;
  for (size_t i = 0; i < written; i++) {
    const char *folder = rbk_arena_format(&g->arena, "%s/%s", part,
                                          rbk_counts_folder(counts, i));
    if (folder) rbk_folder_remove(folder);
  }
  rmdir(part);
  return status;
}

static rbk_status counted_schools(generation *g) {
  rbk_counts *counts = NULL;
  rbk_status status =
      rbk_counts_read(NULL, g->cli->options.counts, &counts, g->error);
  if (status) return status;
  warn_passed_over(g, counts);
  status = schools_of(g, counts);
  rbk_counts_destroy(counts);
  return status;
}

/* --- the verb --- */

static void list_families(rbk_buffer *out) {
  for (size_t i = 0; i < rbk_family_count(); i++) {
    const rbk_family *family = rbk_family_at(i);
    rbk_buffer_format(out, "%-18s %4d of 1000  %s\n", family->name,
                      (int)family->weight, family->says);
  }
}

static rbk_status print(generation *g) {
  rbk_output *output = NULL;
  rbk_status status = cli_open_output(NULL, &output, g->error);
  if (!status) status = rbk_output_drain(output, &g->told, g->error);
  if (!status) status = rbk_output_commit(output, g->error);
  rbk_output_destroy(output);
  return status;
}

int cli_generate(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  generation g = {.cli = cli, .error = &error};
  rbk_status status = RBK_OK;
  rbk_arena_init(&g.arena, NULL);
  rbk_buffer_init(&g.told, NULL);
  g.options.progress = g.folder.progress = progress;
  g.options.context = g.folder.context = &g;
  cli_progress_begin(&cli->progress, "generating");
  if (cli->options.family && strcmp(cli->options.family, "list") == 0) {
    list_families(&g.told);
  } else {
    cli_hold_signals();
    status = take_options(&g);
    if (!status)
      status = cli->options.counts ? counted_schools(&g) : one_school(&g);
    cli_progress_clear(&cli->progress);
    cli_let_signals_go();
  }
  if (!status) status = print(&g);
  if (status) cli_say(cli, &error);
  if (g.calendar.path) rbk_file_close(NULL, &g.calendar);
  rbk_buffer_finish(&g.told);
  rbk_arena_finish(&g.arena);
  return cli_exit_of(status);
}
