#include "author/author.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "author/check.h"
#include "author/clauses.h"
#include "author/cover.h"
#include "author/editor.h"
#include "author/files.h"
#include "author/list.h"
#include "author/new.h"
#include "author/show.h"
#include "author/test.h"
#include "base/alloc.h"
#include "engine/callbacks.h"
#include "engine/override.h"
#include "register/register.h"

static const char *folder_of(const rbk_author_options *options) {
  return options->word_count > 0 ? options->words[0] : options->policies;
}

/* Hands the problems to whoever listens. */
static void tell(const rbk_author_options *options, rbk_problems *problems) {
  rbk_problems_sort(problems);
  for (size_t i = 0; options->message != NULL && i < problems->count; i++) {
    const rbk_problem *problem = &problems->items[i];
    rbk_message message = {problem->severity == RBK_WARNING, problem->id,
                           problem->file, problem->line, problem->text};
    options->message(options->context, &message);
  }
}

/* The folder that a policy given by its path extends others from: its own. */
static const char *root_of(const rbk_author_options *options, rbk_arena *arena,
                           const char *word) {
  if (word == NULL || !rbk_is_file(word)) return options->policies;
  const char *root = rbk_folder_of_policy(arena, word);
  return root != NULL ? root : options->policies;
}

/* --- list ----------------------------------------------------------------- */

rbk_status rbk_author_list(const rbk_author_options *options, rbk_buffer *out,
                           rbk_error *error) {
  rbk_arena arena;
  rbk_problems problems;
  rbk_catalogue_entry *entries = NULL;
  size_t count = 0;
  rbk_arena_init(&arena, rbk_alloc_or_default(options->alloc));
  rbk_problems_init(&problems, rbk_alloc_or_default(options->alloc));
  rbk_status status =
      rbk_catalogue_read(options->alloc, folder_of(options), &arena, &problems,
                         &entries, &count, error);
  if (!status) {
    status = rbk_policy_list(entries, count, options->format == RBK_AUTHOR_JSON,
                             out);
    tell(options, &problems);
  }
  rbk_problems_finish(&problems);
  rbk_arena_finish(&arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- show ----------------------------------------------------------------- */

/* The policy that is shown, and the values that stand in for its own. */
typedef struct exhibit {
  const rbk_author_options *options;
  rbk_arena arena;
  rbk_policy *policy;
  rbk_override *overrides;
  size_t override_count;
} exhibit;

/* A problem whose text is about to be told as the error is not told twice. */
static void on_message(void *context, const rbk_message *message) {
  const rbk_author_options *options = context;
  if (options->message != NULL) options->message(options->context, message);
}

static rbk_status load_exhibit(exhibit *e, rbk_error *error) {
  const rbk_author_options *o = e->options;
  rbk_policy_options load = {.size = sizeof load,
                             .alloc = o->alloc,
                             .message = on_message,
                             .context = (void *)(uintptr_t)o};
  if (o->word_count > 0) load.policy = o->words[0];
  load.folder = root_of(o, &e->arena, load.policy);
  return rbk_policy_load(o->reg, &load, &e->policy, error);
}

static rbk_status read_overrides(exhibit *e, rbk_error *error) {
  static const rbk_school nobody = {.file = ""};
  const rbk_author_options *o = e->options;
  rbk_status status = rbk_overrides_make(
      &e->arena, o->reg != NULL ? &o->reg->school : &nobody, o->parameters,
      o->parameter_count, &e->overrides, &e->override_count, error);
  for (size_t i = 0; !status && i < e->override_count; i++)
    status = rbk_override_read(&e->arena, &e->overrides[i]);
  return status;
}

static rbk_status unknown_parameter(const rbk_plan *plan,
                                    const rbk_override *override,
                                    rbk_arena *arena, rbk_error *error) {
  const char **names =
      rbk_arena_take(arena, plan->parameter_count, sizeof *names);
  if (names == NULL) return rbk_no_memory(error);
  for (size_t i = 0; i < plan->parameter_count; i++)
    names[i] = plan->parameters[i]->name;
  const char *near =
      rbk_nearest(override->setting.name, names, plan->parameter_count);
  return rbk_fail(
      error, RBK_POLICY, NULL, 0, 0,
      "%s sets \"%s\", which is no parameter of this policy; %s%s%s",
      override->from, override->setting.name,
      near ? "did you mean \"" : "see `policy show` for those it has",
      near ? near : "", near ? "\"?" : "");
}

static const rbk_edition *edition_on(const rbk_policy *policy, rbk_date on) {
  for (size_t i = 0; i < policy->edition_count; i++) {
    const rbk_edition *edition = &policy->editions[i];
    if ((edition->from == RBK_NO_DATE || edition->from <= on) &&
        (edition->to == RBK_NO_DATE || on <= edition->to))
      return edition;
  }
  return NULL;
}

static rbk_status show_edition(exhibit *e, rbk_buffer *out, rbk_error *error) {
  const rbk_author_options *o = e->options;
  const rbk_edition *edition = edition_on(e->policy, o->on);
  char on[11];
  rbk_date_print(o->on, on);
  if (edition == NULL)
    return rbk_fail(error, RBK_POLICY, NULL, 0, 0,
                    "no version of the policy is in force on %s; ask for "
                    "another day with --on, see `policy list`",
                    on);
  for (size_t i = 0; i < e->override_count; i++)
    if (rbk_plan_parameter(edition->plan, e->overrides[i].setting.name) == NULL)
      return unknown_parameter(edition->plan, &e->overrides[i], &e->arena,
                               error);
  rbk_show_options show = {.policy = edition->policy,
                           .plan = edition->plan,
                           .overrides = e->overrides,
                           .override_count = e->override_count,
                           .date = o->on,
                           .json = o->format == RBK_AUTHOR_JSON};
  return rbk_policy_show(&show, out);
}

rbk_status rbk_author_show(const rbk_author_options *options, rbk_buffer *out,
                           rbk_error *error) {
  exhibit e = {.options = options};
  rbk_arena_init(&e.arena, rbk_alloc_or_default(options->alloc));
  rbk_status status = load_exhibit(&e, error);
  if (!status) status = read_overrides(&e, error);
  if (!status) status = show_edition(&e, out, error);
  rbk_policy_destroy(e.policy);
  rbk_arena_finish(&e.arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- check ---------------------------------------------------------------- */

static rbk_status check_one(const rbk_author_options *options,
                            const char *policies, const char *policy,
                            rbk_problems *problems) {
  rbk_check_options check = {.alloc = options->alloc,
                             .policies = policies,
                             .policy = policy,
                             .reg = options->reg};
  rbk_status status = rbk_policy_check(&check, problems);
  return status == RBK_POLICY ? RBK_OK : status;
}

/* Versions of one id, which may not overlap, are looked at together, too. */
static rbk_status check_versions(const rbk_author_options *options,
                                 rbk_arena *arena, const char *root,
                                 rbk_problems *problems, rbk_error *error) {
  rbk_catalogue_entry *entries = NULL;
  size_t count = 0;
  rbk_status status = rbk_catalogue_read(options->alloc, root, arena, problems,
                                         &entries, &count, error);
  for (size_t i = 1; !status && i < count; i++) {
    bool again = strcmp(entries[i].id, entries[i - 1].id) == 0;
    bool told = i > 1 && strcmp(entries[i].id, entries[i - 2].id) == 0;
    if (again && !told)
      status = check_one(options, root, entries[i].id, problems);
  }
  return status;
}

/* Every policy file of a folder, as if it were asked for by its path. */
static rbk_status check_folder(const rbk_author_options *options,
                               rbk_arena *arena, const char *folder,
                               rbk_problems *problems, rbk_error *error) {
  rbk_paths files = {0};
  const char *root = options->policies;
  rbk_status status = rbk_lua_files(arena, folder, &files, error);
  for (size_t i = 0; !status && i < files.count; i++) {
    if (rbk_is_test_file(files.items[i])) continue;
    root = root_of(options, arena, files.items[i]);
    status = check_one(options, root, files.items[i], problems);
  }
  if (status || files.count == 0) return status;
  return check_versions(options, arena, root, problems, error);
}

static rbk_status check_all(const rbk_author_options *options, rbk_arena *arena,
                            rbk_problems *problems, rbk_error *error) {
  if (options->word_count == 0 && options->reg != NULL)
    return check_one(options, options->policies, NULL, problems);
  if (options->word_count == 0)
    return check_folder(options, arena, options->policies, problems, error);
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < options->word_count; i++) {
    const char *word = options->words[i];
    status =
        rbk_is_folder(word)
            ? check_folder(options, arena, word, problems, error)
            : check_one(options, root_of(options, arena, word), word, problems);
  }
  return status;
}

rbk_status rbk_author_check(const rbk_author_options *options, rbk_buffer *out,
                            rbk_error *error) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  rbk_arena arena;
  rbk_problems problems;
  rbk_arena_init(&arena, alloc);
  rbk_problems_init(&problems, alloc);
  rbk_status status = check_all(options, &arena, &problems, error);
  if (!status) {
    rbk_problems_print(&problems, options->format == RBK_AUTHOR_JSON, out);
    if (problems.errors > 0) status = RBK_POLICY;
  }
  rbk_problems_finish(&problems);
  rbk_arena_finish(&arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- test ----------------------------------------------------------------- */

static rbk_status test_file(const rbk_test_options *options, const char *file,
                            rbk_test_report *report, bool *refused,
                            rbk_error *error) {
  rbk_status status = rbk_test_run(options, file, report, error);
  if (status != RBK_POLICY) return status;
  *refused = true;
  return RBK_OK;
}

static rbk_status test_word(const rbk_author_options *options,
                            const rbk_test_options *test, rbk_arena *arena,
                            const char *word, rbk_test_report *report,
                            bool *refused, rbk_error *error) {
  rbk_paths files = {0};
  rbk_status status =
      rbk_test_files(arena, options->policies, word, &files, error);
  for (size_t i = 0; !status && i < files.count; i++)
    status = test_file(test, files.items[i], report, refused, error);
  return status;
}

static rbk_status print_report(const rbk_author_options *options,
                               const rbk_test_report *report, rbk_buffer *out) {
  static const rbk_test_format formats[] = {[RBK_AUTHOR_TEXT] = RBK_TEST_TEXT,
                                            [RBK_AUTHOR_JSON] = RBK_TEST_JSON,
                                            [RBK_AUTHOR_JUNIT] =
                                                RBK_TEST_JUNIT};
  rbk_test_print(report, formats[options->format], out);
  return out->status;
}

rbk_status rbk_author_test(const rbk_author_options *options, rbk_buffer *out,
                           bool *passed, rbk_error *error) {
  const char *const folder[] = {options->policies};
  const char *const *words = options->word_count ? options->words : folder;
  size_t count = options->word_count ? options->word_count : 1;
  rbk_test_options test = {.alloc = options->alloc, .filter = options->filter};
  rbk_test_report *report = NULL;
  bool refused = false;
  rbk_arena arena;
  rbk_arena_init(&arena, rbk_alloc_or_default(options->alloc));
  rbk_status status = rbk_test_report_create(&test, &report);
  if (!status) test.policies = options->policies;
  for (size_t i = 0; !status && i < count; i++)
    status =
        test_word(options, &test, &arena, words[i], report, &refused, error);
  if (!status) {
    tell(options, &report->problems);
    *passed = report->failed == 0 && report->passed + report->skipped > 0;
    status = print_report(options, report, out);
  }
  if (!status && refused)
    status = rbk_fail(error, RBK_POLICY, NULL, 0, 0,
                      "not every test could be run; mend what is told above");
  rbk_test_report_destroy(report);
  rbk_arena_finish(&arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- cover ---------------------------------------------------------------- */

typedef struct survey {
  const rbk_author_options *options;
  rbk_arena arena;
  rbk_problems problems;
  rbk_cover_file *files;
  size_t count, capacity;
  bool refused;
} survey;

static rbk_status cover_word(survey *s, const char *word, rbk_error *error) {
  const rbk_author_options *o = s->options;
  rbk_cover_options cover = {.alloc = o->alloc, .policies = o->policies};
  rbk_paths files = {0};
  rbk_status status =
      rbk_policy_files(&s->arena, o->policies, word, &files, error);
  for (size_t i = 0; !status && i < files.count; i++) {
    status = rbk_grow(s->arena.alloc, &s->files, &s->capacity, s->count + 1,
                      sizeof *s->files);
    if (!status)
      status = rbk_cover_run(&cover, files.items[i], &s->arena, &s->problems,
                             &s->files[s->count], error);
    if (!status) s->count++;
    if (status != RBK_POLICY) continue;
    s->refused = true;
    status = RBK_OK;
  }
  return status;
}

rbk_status rbk_author_cover(const rbk_author_options *options, rbk_buffer *out,
                            unsigned *percent, rbk_error *error) {
  const char *const folder[] = {options->policies};
  const char *const *words = options->word_count ? options->words : folder;
  size_t count = options->word_count ? options->word_count : 1;
  survey s = {.options = options};
  rbk_status status = RBK_OK;
  rbk_arena_init(&s.arena, rbk_alloc_or_default(options->alloc));
  rbk_problems_init(&s.problems, s.arena.alloc);
  for (size_t i = 0; !status && i < count; i++)
    status = cover_word(&s, words[i], error);
  if (!status) {
    tell(options, &s.problems);
    *percent = rbk_cover_percent(s.files, s.count);
    rbk_cover_print(s.files, s.count, options->format == RBK_AUTHOR_JSON, out);
    status = out->status;
  }
  if (!status && s.refused)
    status = rbk_fail(error, RBK_POLICY, NULL, 0, 0,
                      "not every policy could be run; mend what is told above");
  rbk_release(s.arena.alloc, s.files);
  rbk_problems_finish(&s.problems);
  rbk_arena_finish(&s.arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- clauses -------------------------------------------------------------- */

/* `own`: without what the policy extends. */
static rbk_status add_clauses(const rbk_author_options *options,
                              rbk_clause_table *table, const char *word,
                              bool own, bool *refused, rbk_error *error) {
  rbk_policy *policy = NULL;
  rbk_policy_options load = {.size = sizeof load,
                             .alloc = options->alloc,
                             .folder = root_of(options, table->arena, word),
                             .policy = word,
                             .message = on_message,
                             .context = (void *)(uintptr_t)options};
  rbk_status status = rbk_policy_load(NULL, &load, &policy, error);
  for (size_t i = 0; !status && i < policy->edition_count; i++)
    status = rbk_clause_table_add(table, policy->editions[i].plan, own);
  rbk_policy_destroy(policy);
  if (status != RBK_POLICY) return status;
  *refused = true;
  return RBK_OK;
}

static rbk_status add_folder(const rbk_author_options *options,
                             rbk_clause_table *table, const char *folder,
                             bool *refused, rbk_error *error) {
  rbk_paths files = {0};
  rbk_status status =
      rbk_policy_files(table->arena, options->policies, folder, &files, error);
  for (size_t i = 0; !status && i < files.count; i++)
    status = add_clauses(options, table, files.items[i], true, refused, error);
  return status;
}

rbk_status rbk_author_clauses(const rbk_author_options *options,
                              rbk_buffer *out, size_t *open, rbk_error *error) {
  const char *const folder[] = {options->policies};
  const char *const *words = options->word_count ? options->words : folder;
  size_t count = options->word_count ? options->word_count : 1;
  rbk_arena arena;
  rbk_arena_init(&arena, rbk_alloc_or_default(options->alloc));
  rbk_clause_table table = {.arena = &arena};
  bool refused = false;
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < count; i++)
    status =
        rbk_is_folder(words[i])
            ? add_folder(options, &table, words[i], &refused, error)
            : add_clauses(options, &table, words[i], false, &refused, error);
  if (!status) {
    *open = table.states[RBK_CLAUSE_OPEN];
    rbk_clause_table_print(&table, options->format, out);
    status = out->status;
  }
  if (!status && refused)
    status = rbk_fail(error, RBK_POLICY, NULL, 0, 0,
                      "not every policy could be read; mend what is told "
                      "above");
  rbk_arena_finish(&arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}

/* --- new ------------------------------------------------------------------ */

rbk_status rbk_author_new(const rbk_author_options *options, rbk_buffer *out,
                          rbk_error *error) {
  static const char *const names[] = {
      [RBK_NEW_SCHOOL] = "school", [RBK_NEW_LA] = "la"};
  rbk_new_kind kind = RBK_NEW_FOLLOWS;
  if (options->kind != NULL)
    for (int i = RBK_NEW_SCHOOL; i <= RBK_NEW_LA; i++)
      if (strcmp(options->kind, names[i]) == 0) kind = (rbk_new_kind)i;
  if (options->kind != NULL && kind == RBK_NEW_FOLLOWS)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "--kind cannot be %s; write school or la", options->kind);
  return rbk_policy_new(options->alloc, options->policies, options->words[0],
                        kind, out, error);
}

/* --- editor --------------------------------------------------------------- */

static rbk_status write_page(const rbk_author_options *options,
                             const char *path, void (*make)(rbk_buffer *out),
                             rbk_error *error) {
  rbk_buffer page;
  rbk_buffer_init(&page, rbk_alloc_or_default(options->alloc));
  make(&page);
  rbk_status status = page.status;
  FILE *file = status ? NULL : fopen(path, "w");
  bool written =
      file != NULL && fwrite(page.bytes, 1, page.length, file) == page.length;
  if (file != NULL && fclose(file) != 0) written = false;
  if (!status && !written)
    status = rbk_fail(error, RBK_REJECTED, path, 0, 0,
                      "cannot be written: %s; name a folder that is there",
                      strerror(errno));
  rbk_buffer_finish(&page);
  return status;
}

rbk_status rbk_author_editor(const rbk_author_options *options, rbk_buffer *out,
                             rbk_error *error) {
  static const struct {
    const char *name;
    void (*make)(rbk_buffer *out);
  } pages[] = {{"rollbook.d.lua", rbk_editor_definitions},
               {".luacheckrc", rbk_editor_luacheck},
               {"WORDS.md", rbk_editor_words}};
  rbk_status status = RBK_OK;
  rbk_arena arena;
  rbk_arena_init(&arena, rbk_alloc_or_default(options->alloc));
  for (size_t i = 0; !status && i < sizeof pages / sizeof pages[0]; i++) {
    const char *path =
        rbk_arena_format(&arena, "%s/%s", options->words[0], pages[i].name);
    status = path ? write_page(options, path, pages[i].make, error) : RBK_NOMEM;
    if (!status) rbk_buffer_format(out, "%s\n", path);
  }
  rbk_arena_finish(&arena);
  if (!status) status = out->status;
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}
