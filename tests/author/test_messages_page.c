/* policies/MESSAGES.md: every message has an entry with its words, every wrong
 * example gives it, and every right one gives nothing at all. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/author.h"
#include "author/check.h"
#include "author/fixture_register.h"
#include "base/alloc.h"
#include "policy/messages.h"
#include "support/script.h"
#include "support/suite.h"

/* Messages that no script of one file brings about: of files that are not
 * there, of several versions, of schools, of what is too long to be printed.
 * Other tests see to them. */
static const char *const without_example[] = {
    "long-source",       "not-text",         "no-policy-chosen", "unreadable",
    "versions-overlap",  "not-in-force",     "already-disabled", "policy",
    "unknown-parameter", "unknown-role",     "undeclared-kind",  "measures",
    "undeclared-group",  "pooled",           "function-figure",  "leave",
    "expired",           "fixture",          "fixture-marks",    "value",
    "whole-number",      "undeclared-field", "unknown-action",
};

static bool needs_example(const char *id) {
  for (size_t i = 0; i < sizeof without_example / sizeof *without_example; i++)
    if (strcmp(without_example[i], id) == 0) return false;
  return true;
}

static char *read_all(const char *path) {
  FILE *file = fopen(path, "rb");
  ck_assert_msg(file != NULL, "no %s", path);
  char *text = calloc(1, 1 << 20);
  ck_assert_ptr_nonnull(text);
  ck_assert_uint_lt(fread(text, 1, (1 << 20) - 1, file), (1 << 20) - 1);
  fclose(file);
  return text;
}

static char *page(void) {
  return read_all(TEST_SOURCE_DIR "/policies/MESSAGES.md");
}

/* The entry of an id, cut out; NULL: there is none. To be freed. */
static char *entry_of(const char *text, const char *id) {
  char heading[80];
  snprintf(heading, sizeof heading, "\n### %s\n", id);
  const char *at = strstr(text, heading);
  if (at == NULL) return NULL;
  at += strlen(heading);
  const char *end = strstr(at, "\n## "), *next = strstr(at, "\n### ");
  if (end == NULL || (next != NULL && next < end)) end = next;
  size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
  char *entry = calloc(1, length + 1);
  ck_assert_ptr_nonnull(entry);
  memcpy(entry, at, length);
  return entry;
}

START_TEST(every_message_of_the_table_stands_there_with_its_words) {
  char *text = page();
  for (int i = 1; i < RBK_SAYINGS; i++) {
    const rbk_saying_text *said = rbk_saying_of((rbk_saying)i);
    char words[600];
    rbk_say(words, sizeof words, (rbk_saying)i,
            RBK_WITH("\u2026", "\u2026", "\u2026", "\u2026"));
    char *entry = entry_of(text, said->id);
    ck_assert_msg(entry != NULL, "no entry %s", said->id);
    bool own = strcmp(words, "\u2026") == 0; /* the script's own words */
    ck_assert_msg(own || strstr(entry, words) != NULL, "%s: not there: %s",
                  said->id, words);
    free(entry);
  }
  free(text);
}
END_TEST

/* The ids of the problems that the C files of a room tell by name. */
static void check_room(const char *room, const char *text) {
  char path[600];
  snprintf(path, sizeof path, TEST_SOURCE_DIR "/src/%s", room);
  DIR *folder = opendir(path);
  ck_assert_ptr_nonnull(folder);
  for (struct dirent *file; (file = readdir(folder)) != NULL;) {
    const char *dot = strrchr(file->d_name, '.');
    if (dot == NULL || strcmp(dot, ".c") != 0) continue;
    snprintf(path, sizeof path, TEST_SOURCE_DIR "/src/%s/%.200s", room,
             file->d_name);
    char *source = read_all(path);
    for (const char *at = source; at != NULL && *at != '\0';) {
      const char *a = strstr(at, "RBK_PROBLEM("),
                 *b = strstr(at, "rbk_problems_add(");
      at = a == NULL || (b != NULL && b < a) ? b : a;
      if (at == NULL) break;
      at += strcspn(at, "(");
      size_t stop = strcspn(at, ";{");
      const char *quote = memchr(at, '"', stop);
      if (quote == NULL) continue;
      char id[60];
      size_t length = strcspn(quote + 1, "\"");
      if (length >= sizeof id ||
          strspn(quote + 1, "abcdefghijklmnopqrstuvwxyz-") != length)
        continue;
      snprintf(id, sizeof id, "%.*s", (int)length, quote + 1);
      char *entry = entry_of(text, id);
      ck_assert_msg(entry != NULL, "no entry %s, which %s tells", id, path);
      free(entry);
    }
    free(source);
  }
  closedir(folder);
}

START_TEST(every_problem_that_other_rooms_tell_stands_there_too) {
  char *text = page();
  check_room("plan", text);
  check_room("author", text);
  check_room("policy", text);
  free(text);
}
END_TEST

/* --- the examples --------------------------------------------------------- */

/* The block of Lua behind "Wrong:" or "Right:" as a whole script. */
static bool script_of(const char *entry, const char *which, char *out,
                      size_t size) {
  const char *at = strstr(entry, which);
  if (at == NULL) return false;
  at = strstr(at, "```lua\n");
  ck_assert_ptr_nonnull(at);
  at += strlen("```lua\n");
  const char *end = strstr(at, "\n```");
  ck_assert_ptr_nonnull(end);
  char block[2000];
  snprintf(block, sizeof block, "%.*s", (int)(end - at), at);
  const char *gap = strstr(block, "\n\n");
  if (strstr(block, "api =") != NULL)
    snprintf(out, size, "%s\n", block);
  else if (gap != NULL)
    snprintf(out, size,
             "%.*s\nreturn { api = 1, id = \"la/x\", title = \"X\",\n%s }\n",
             (int)(gap - block), block, gap + 2);
  else
    snprintf(out, size,
             "return { api = 1, id = \"la/x\", title = \"X\",\n%s }\n", block);
  return true;
}

static const char fixtures[] =
    "return { { 'x', calendar = '190 days', on = '2024-09-09',\n"
    "  pupil = { date_of_birth = '2012-03-01', year_group = '8', social_worker "
    "= 'no' },\n"
    "  marks = all_present, expect = { attendance = { late = 0 } } } }\n";

static test_scripts folder;
static rbk_fixtures *made;
static rbk_register *reg;
static char told[16384];

static void begin(void) {
  char path[600];
  rbk_problems problems;
  rbk_problems_init(&problems, rbk_alloc_or_default(NULL));
  folder = scripts_begin(TEST_BINARY_DIR);
  char *england = read_all(TEST_SOURCE_DIR "/policies/national/england.lua");
  scripts_write(&folder, "national/england.lua", england);
  free(england);
  scripts_write(&folder, "la/x_test.lua", fixtures);
  snprintf(path, sizeof path, "%s/la/x_test.lua", folder.folder);
  ck_assert_int_eq(rbk_fixtures_read(NULL, path, &problems, &made), RBK_OK);
  rbk_fixture_pupil pupil = {.fixture = &made->items[0], .id = "P0001"};
  ck_assert_int_eq(rbk_fixture_register(NULL, path, &pupil, 1, &problems, &reg),
                   RBK_OK);
  rbk_problems_finish(&problems);
}

static void end(void) {
  rbk_register_destroy(reg);
  rbk_fixtures_destroy(made);
  scripts_end(&folder);
}

/* Checks la/x for the school and fills in `told`; whether a problem has the id.
 */
static bool check_tells(const char *id, size_t *count) {
  rbk_problems problems;
  rbk_check_options options = {
      .policies = folder.folder, .policy = "la/x", .reg = reg};
  rbk_problems_init(&problems, rbk_alloc_or_default(NULL));
  rbk_status status = rbk_policy_check(&options, &problems);
  ck_assert(status == RBK_OK || status == RBK_POLICY);
  bool found = false;
  size_t at = 0;
  told[0] = '\0';
  for (size_t i = 0; i < problems.count; i++) {
    found = found || strcmp(problems.items[i].id, id) == 0;
    at += (size_t)snprintf(told + at, sizeof told - at, "%s: %.600s\n",
                           problems.items[i].id, problems.items[i].text);
  }
  *count = problems.count;
  rbk_problems_finish(&problems);
  return found;
}

/* Runs the fixture; what failed is in `told`. */
static void run_fixture(void) {
  const char *const words[] = {"la/x"};
  rbk_author_options options = {
      .policies = folder.folder, .words = words, .word_count = 1};
  rbk_error error = {0};
  rbk_buffer out;
  bool passed;
  rbk_buffer_init(&out, NULL);
  ck_assert_int_eq(rbk_author_test(&options, &out, &passed, &error), RBK_OK);
  snprintf(told, sizeof told, "%s", rbk_buffer_string(&out));
  rbk_buffer_finish(&out);
}

/* Whether `told` has the words of a message, whatever fills them in. */
static bool has_words(const char *id) {
  for (int i = 1; i < RBK_SAYINGS; i++) {
    if (strcmp(rbk_saying_of((rbk_saying)i)->id, id) != 0) continue;
    const char *from = told, *text = rbk_saying_of((rbk_saying)i)->text;
    while (*text != '\0') {
      char piece[300];
      size_t length = strcspn(text, "{");
      snprintf(piece, sizeof piece, "%.*s", (int)length, text);
      from = strstr(from, piece);
      if (from == NULL) return false;
      from += length;
      text += length;
      if (*text == '{') text += 3;
    }
    return true;
  }
  return false;
}

START_TEST(wrong_examples_give_the_message_and_right_ones_give_none) {
  char *text = page();
  size_t entries = 0;
  begin();
  for (const char *at = text; (at = strstr(at, "\n### ")) != NULL; at++) {
    char id[60], script[3000];
    size_t count;
    snprintf(id, sizeof id, "%.*s", (int)strcspn(at + 5, "\n"), at + 5);
    char *entry = entry_of(text, id);
    ck_assert_ptr_nonnull(entry);
    bool shown = script_of(entry, "\nWrong:", script, sizeof script);
    ck_assert_msg(shown == needs_example(id), "%s %s an example", id,
                  shown ? "has" : "needs");
    if (shown) {
      entries++;
      scripts_write(&folder, "la/x.lua", script);
      bool found = check_tells(id, &count);
      if (count == 0) {
        run_fixture();
        found = has_words(id);
      }
      ck_assert_msg(found, "%s does not come of\n%s\nbut\n%s", id, script,
                    told);
      ck_assert_msg(script_of(entry, "\nRight:", script, sizeof script),
                    "%s has no right example", id);
      scripts_write(&folder, "la/x.lua", script);
      (void)check_tells(id, &count);
      ck_assert_msg(count == 0, "%s, right:\n%s\n%s", id, script, told);
      run_fixture();
      ck_assert_msg(strstr(told, "undetermined") == NULL, "%s, right:\n%s\n%s",
                    id, script, told);
    }
    free(entry);
  }
  ck_assert_uint_gt(entries, 50);
  end();
  free(text);
}
END_TEST

int main(void) {
  return TEST_RUN("messages_page",
                  every_message_of_the_table_stands_there_with_its_words,
                  every_problem_that_other_rooms_tell_stands_there_too,
                  wrong_examples_give_the_message_and_right_ones_give_none);
}
