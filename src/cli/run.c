/* Every school that the command line means, one after another. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/status.h"
#include "cli/cli.h"
#include "register/register.h"

typedef struct schools {
  rbk_arena arena;
  char **items;
  size_t count, capacity;
  bool several;                   /* SCHOOL was a folder of school folders */
  bool pupil_found, pupil_missed; /* --pupil is in one of them; in one not */
} schools;

static bool is_school(rbk_arena *arena, const char *folder) {
  struct stat there;
  const char *calendar = rbk_arena_format(arena, "%s/calendar.json", folder);
  return calendar != NULL && stat(calendar, &there) == 0;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static rbk_status add_school(schools *list, char *folder) {
  if (folder == NULL) return RBK_NOMEM;
  rbk_status status = rbk_grow(NULL, &list->items, &list->capacity,
                               list->count + 1, sizeof *list->items);
  if (status == RBK_OK) list->items[list->count++] = folder;
  return status;
}

/* A folder without a calendar of its own, but with school folders inside, is
 * a folder of schools. Anything else is left to the reader to refuse. */
static rbk_status find_schools(const char *folder, schools *list) {
  rbk_status status = RBK_OK;
  DIR *entries = is_school(&list->arena, folder) ? NULL : opendir(folder);
  if (entries != NULL) {
    const struct dirent *entry;
    while (status == RBK_OK && (entry = readdir(entries)) != NULL) {
      if (entry->d_name[0] == '.') continue;
      char *inside =
          rbk_arena_format(&list->arena, "%s/%s", folder, entry->d_name);
      if (inside == NULL || is_school(&list->arena, inside))
        status = add_school(list, inside);
    }
    closedir(entries);
  }
  list->several = list->count > 0;
  if (list->several)
    qsort(list->items, list->count, sizeof *list->items, by_bytes);
  else if (status == RBK_OK)
    status =
        add_school(list, rbk_arena_copy(&list->arena, folder, strlen(folder)));
  return status;
}

/* The last part of a path, without slashes at its end. */
static rbk_text name_of(const char *folder) {
  size_t length = strlen(folder);
  while (length > 1 && folder[length - 1] == '/') length--;
  size_t from = length;
  while (from > 0 && folder[from - 1] != '/') from--;
  rbk_text name = {folder + from, length - from};
  return rbk_text_is(name, ".") || name.length == 0 ? rbk_text_of("school")
                                                    : name;
}

/* One rejects file a school: of several schools none may overwrite another's,
 * so the school's name goes before the ending. */
static const char *rejects_file(cli_program *cli, schools *list,
                                const char *folder) {
  const char *said = cli->options.rejects;
  rbk_text name = name_of(folder);
  if (said == NULL)
    return rbk_arena_format(&list->arena, "%.*s-rejects.csv", (int)name.length,
                            name.bytes);
  if (!list->several) return said;
  const char *slash = strrchr(said, '/'), *point = strrchr(said, '.');
  if (point == NULL || (slash != NULL && point < slash))
    point = said + strlen(said);
  return rbk_arena_format(&list->arena, "%.*s-%.*s%s", (int)(point - said),
                          said, (int)name.length, name.bytes, point);
}

static void step(void *context, size_t done, size_t total) {
  cli_program *told = context;
  cli_progress_step(&told->progress, done, total);
}

static rbk_status read_school(cli_program *cli, schools *list,
                              const char *folder, rbk_register **reg,
                              rbk_error *error) {
  rbk_register_options options = {.size = sizeof options,
                                  .keep_going = cli->options.keep_going,
                                  .progress = step,
                                  .context = cli};
  if (options.keep_going) {
    options.rejects_file = rejects_file(cli, list, folder);
    if (options.rejects_file == NULL) return rbk_no_memory(error);
    cli_remove_on_signal(options.rejects_file);
  }
  cli_progress_begin(&cli->progress, "reading");
  rbk_status status = rbk_register_read(folder, &options, reg, error);
  cli_progress_clear(&cli->progress);
  if (status != RBK_REJECTED || *reg == NULL) return status;
  /* Some rows were left out: told, and gone on without them. */
  cli_say(cli, error);
  cli->exit = cli_worse(cli->exit, CLI_REFUSED);
  return RBK_OK;
}

static rbk_status load_policy(cli_program *cli, const rbk_register *reg,
                              rbk_policy **policy, rbk_error *error) {
  rbk_policy_options options = {.size = sizeof options,
                                .folder = cli->policies,
                                .policy = cli->options.policy,
                                .message = cli_message,
                                .context = cli};
  return rbk_policy_load(reg, &options, policy, error);
}

/* Whether there is anything to ask this school: of several, one has the pupil
 * that was named. */
static bool has_pupil(const cli_program *cli, const rbk_register *reg) {
  const char *pupil = cli->options.pupil;
  return pupil == NULL ||
         rbk_roll_find(&reg->roll, rbk_text_of(pupil)) != RBK_NONE;
}

static rbk_status run_school(cli_program *cli, schools *list,
                             const char *folder, cli_school_verb *verb,
                             void *context, bool *ran, rbk_error *error) {
  rbk_register *reg = NULL;
  rbk_policy *policy = NULL;
  cli->errors_told = 0;
  rbk_status status = read_school(cli, list, folder, &reg, error);
  if (status == RBK_OK && !has_pupil(cli, reg)) {
    list->pupil_missed = true;
    goto out;
  }
  if (status == RBK_OK) list->pupil_found = true;
  if (status == RBK_OK) status = load_policy(cli, reg, &policy, error);
  if (status == RBK_OK) status = verb(cli, reg, policy, context, error);
  *ran = status == RBK_OK;
out:
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
  return status;
}

rbk_status cli_each_school(cli_program *cli, cli_school_verb *verb,
                           void *context, size_t *run, rbk_error *error) {
  schools list = {0};
  rbk_arena_init(&list.arena, NULL);
  rbk_status status = find_schools(cli->options.arguments[0], &list);
  if (status != RBK_OK) status = rbk_no_memory(error);
  *run = 0;
  for (size_t i = 0; status == RBK_OK && i < list.count; i++) {
    bool ran = false;
    status = run_school(cli, &list, list.items[i], verb, context, &ran, error);
    if (ran) ++*run;
    if (status == RBK_OK || status == RBK_STOPPED) continue;
    /* What a load said message by message need not be said again. */
    if (status != RBK_POLICY || cli->errors_told == 0) cli_say(cli, error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
    if (status == RBK_REJECTED || status == RBK_POLICY) status = RBK_OK;
  }
  cli_progress_clear(&cli->progress);
  if (status == RBK_OK && list.pupil_missed && !list.pupil_found) {
    status = rbk_fail(error, RBK_USAGE, cli->options.arguments[0], 0, 0,
                      "there is no pupil %s on roll; write the pupil_id as the "
                      "register has it",
                      cli->options.pupil);
    cli_say(cli, error);
    cli->exit = cli_worse(cli->exit, cli_exit_of(status));
  }
  rbk_release(NULL, list.items);
  rbk_arena_finish(&list.arena);
  return status;
}

rbk_status cli_run_ended(cli_program *cli, rbk_status status,
                         const rbk_error *sunk, rbk_error *error) {
  if (status == RBK_OK) return RBK_OK;
  if (sunk->status != RBK_OK) {
    *error = *sunk;
    return sunk->status;
  }
  if (status != RBK_STOPPED) return status;
  rbk_error told = *error;
  told.status = RBK_INTERNAL; /* nobody closed a pipe: worth a word */
  cli_say(cli, &told);
  cli->exit = cli_worse(cli->exit, CLI_UNDETERMINED);
  return RBK_STOPPED;
}

static unsigned processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > 256 ? 256 : (unsigned)count;
}

rbk_status cli_run_options(cli_program *cli, rbk_run_options *options,
                           rbk_parameter_setting **settings, rbk_error *error) {
  const cli_options *said = &cli->options;
  size_t count = said->parameters.count;
  /* The settings, and behind them the names: a value stays where it is. */
  size_t names = 0;
  for (size_t i = 0; i < count; i++)
    names += strlen(said->parameters.items[i]) + 1;
  rbk_parameter_setting *list = rbk_take(NULL, count * sizeof *list + names, 1);
  if (list == NULL) return rbk_no_memory(error);
  char *at = (char *)(list + count);
  for (size_t i = 0; i < count; i++) {
    const char *text = said->parameters.items[i];
    const char *equals = strchr(text, '=');
    memcpy(at, text, (size_t)(equals - text)); /* the parser has seen one */
    list[i] = (rbk_parameter_setting){at, equals + 1};
    at += equals - text + 1;
  }
  *settings = list;
  *options = (rbk_run_options){
      .size = sizeof *options,
      .as_of = said->as_of,
      .from = said->from,
      .to = said->to,
      .pupil = said->pupil,
      .parameters = list,
      .parameter_count = count,
      .threads = said->threads == 0 ? processors() : (unsigned)said->threads,
      .shard = said->shard,
      .shards = said->shards,
      .max_failures = said->max_failures,
      .assume_done = said->assume_done,
      .message = cli_message,
      .progress = step,
      .context = cli,
  };
  return RBK_OK;
}

rbk_status cli_previous(cli_program *cli, rbk_run_options *options,
                        rbk_previous **out, rbk_error *error) {
  *out = NULL;
  if (cli->options.previous == NULL) return RBK_OK;
  rbk_status status =
      rbk_previous_read(cli->options.previous, NULL, out, error);
  if (status == RBK_OK)
    options->previous_count = rbk_previous_actions(*out, &options->previous);
  return status;
}
