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
#include "read/read.h"
#include "support/script.h"
#include "support/suite.h"

/* Messages that no example brings about: the last resort of what fails without
 * a word, and views kept for later, where keeping anything is told before. */
static const char *const without_example[] = {"policy", "expired"};

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

#define LONGEST 400000 /* of one file */
#define FILES   6      /* of one example */

/* One file of an example: of the policy folder, or of the school's. */
typedef struct example_file {
  char name[80];
  char *text; /* to be freed */
  size_t length;
} example_file;

typedef struct example {
  example_file files[FILES];
  size_t count;
} example;

static const example_file *file_of(const example *e, const char *name) {
  for (size_t i = 0; i < e->count; i++)
    if (strcmp(e->files[i].name, name) == 0) return &e->files[i];
  return NULL;
}

static bool ends(const char *text, const char *with) {
  size_t length = strlen(text), tail = strlen(with);
  return length >= tail && strcmp(text + length - tail, with) == 0;
}

/* A script that is not whole stands in a table of its own. */
static void write_script(example_file *file, const char *block) {
  const char *gap = strstr(block, "\n\n");
  if (strstr(block, "api =") != NULL || ends(file->name, "_test.lua"))
    snprintf(file->text, LONGEST, "%s\n", block);
  else if (gap != NULL)
    snprintf(file->text, LONGEST,
             "%.*s\nreturn { api = 1, id = \"la/x\", title = \"X\",\n%s }\n",
             (int)(gap - block), block, gap + 2);
  else
    snprintf(file->text, LONGEST,
             "return { api = 1, id = \"la/x\", title = \"X\",\n%s }\n", block);
  file->length = strlen(file->text);
}

/* What cannot stand on the page: <E9> is that byte, <- * 300> three hundred
 * strokes. */
static void expand(example_file *file) {
  char *out = calloc(1, LONGEST), *to = out;
  ck_assert_ptr_nonnull(out);
  for (const char *at = file->text; *at != '\0'; at++) {
    unsigned byte, times;
    char letter, close;
    if (sscanf(at, "<%2X%c", &byte, &close) == 2 && close == '>') {
      *to++ = (char)byte;
      at += 3;
    } else if (sscanf(at, "<%c * %u%c", &letter, &times, &close) == 3 &&
               close == '>') {
      memset(to, letter, times);
      to += times;
      at += strcspn(at, ">");
    } else {
      *to++ = *at;
    }
  }
  free(file->text);
  file->text = out;
  file->length = (size_t)(to - out);
}

/* One block: "```lua", "```lua la/x_test.lua", "```json school.json",
 * "```bytes la/x.lua". Gives what follows it. */
static const char *read_block(const char *at, example *e) {
  char kind[20] = "", name[80] = "", line[120];
  ck_assert_uint_lt(e->count, FILES);
  example_file *file = &e->files[e->count++];
  snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
  (void)sscanf(line, "```%19s %79s", kind, name);
  snprintf(file->name, sizeof file->name, "%s", name[0] ? name : "la/x.lua");
  at += strlen(line) + 1;
  const char *end = strstr(at, "\n```");
  ck_assert_msg(end != NULL, "a block without an end: %s", line);
  char *block = calloc(1, (size_t)(end - at) + 1);
  file->text = calloc(1, LONGEST);
  ck_assert_ptr_nonnull(block);
  ck_assert_ptr_nonnull(file->text);
  memcpy(block, at, (size_t)(end - at));
  if (ends(file->name, ".lua"))
    write_script(file, block);
  else
    file->length = (size_t)snprintf(file->text, LONGEST, "%s\n", block);
  if (strcmp(kind, "bytes") == 0) expand(file);
  free(block);
  return end + strlen("\n```");
}

/* The blocks behind "Wrong:" or "Right:", up to the next of these. */
static bool read_example(const char *entry, const char *which, example *e) {
  *e = (example){.count = 0};
  const char *at = strstr(entry, which);
  if (at == NULL) return false;
  at += strlen(which);
  const char *stop = strstr(at, "\nRight:");
  if (stop == NULL) stop = at + strlen(at);
  for (at = strstr(at, "\n```"); at != NULL && at < stop;
       at = strstr(at, "\n```"))
    at = read_block(at + 1, e);
  ck_assert_msg(e->count > 0, "no block behind %s", which);
  return true;
}

static void end_example(example *e) {
  for (size_t i = 0; i < e->count; i++) free(e->files[i].text);
  e->count = 0;
}

static const char fixtures[] =
    "return { { 'x', calendar = '190 days', on = '2024-09-09',\n"
    "  pupil = { date_of_birth = '2012-03-01', year_group = '8', social_worker "
    "= '' },\n"
    "  marks = all_present, expect = { attendance = { late = 0 } } } }\n";

/* Where an example has no school of its own. */
static const char calendar[] =
    "{\"years\":[{\"school_year\":\"2024/25\",\"half_terms\":[{\"name\":"
    "\"Autumn 1\",\"term\":\"autumn\",\"number\":1,\"from\":\"2024-09-02\","
    "\"to\":\"2024-09-13\"}],\"school_days\":10,\"sessions\":20}]}\n";
static const char pupils[] = "pupil_id,date_of_birth,year_group,send\n"
                             "P1,2012-03-01,8,K\nP2,2012-04-01,8,\n";
static const char marks[] = "pupil_id,start_date,marks\n"
                            "P1,2024-09-02,/\\OO/\\/\\/\\\n"
                            "P2,2024-09-02,/\\/\\/\\/\\/\\\n";
static const char profile[] = "{\"policy\":[{\"from\":\"2024-08-01\","
                              "\"policy\":\"la/x\"}]}\n";

static test_scripts folder;
static rbk_fixtures *made;
static rbk_register *reg;
static char told[16384];

/* The policies of an example, on a folder of its own with the nation's. */
static void begin(const example *e) {
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
  for (size_t i = 0; i < e->count; i++) {
    if (ends(e->files[i].name, ".lua"))
      scripts_write_bytes(&folder, e->files[i].name, e->files[i].text,
                          e->files[i].length);
  }
}

static void end(void) {
  rbk_register_destroy(reg);
  rbk_fixtures_destroy(made);
  reg = NULL;
  made = NULL;
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

static const char *wanted;
static bool fixture_told;
static size_t fixture_problems;

static void on_fixture(void *context, const rbk_message *message) {
  (void)context;
  fixture_problems++;
  if (strcmp(message->id, wanted) == 0) fixture_told = true;
  size_t at = strlen(told);
  snprintf(told + at, sizeof told - at, "%s: %s\n", message->id, message->text);
}

/* Runs the fixtures; what failed is in `told`. */
static bool run_fixture(const char *id, size_t *count) {
  const char *const words[] = {"la/x"};
  rbk_author_options options = {.policies = folder.folder,
                                .words = words,
                                .word_count = 1,
                                .message = on_fixture};
  rbk_error error = {0};
  rbk_buffer out;
  bool passed;
  wanted = id;
  fixture_told = false;
  fixture_problems = 0;
  told[0] = '\0';
  rbk_buffer_init(&out, NULL);
  rbk_status status = rbk_author_test(&options, &out, &passed, &error);
  ck_assert(status == RBK_OK || status == RBK_POLICY);
  size_t at = strlen(told);
  snprintf(told + at, sizeof told - at, "%s", rbk_buffer_string(&out));
  rbk_buffer_finish(&out);
  *count = fixture_problems;
  return fixture_told;
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

/* --- a school of the example's own ---------------------------------------- */

static size_t messages;
static bool message_found;
static const char *message_wanted;

static void on_message(void *context, const rbk_message *message) {
  (void)context;
  size_t at = strlen(told);
  snprintf(told + at, sizeof told - at, "%s:%zu %s: %s\n",
           message->file ? message->file : "", message->line, message->id,
           message->text);
  messages++;
  if (strcmp(message->id, message_wanted) == 0) message_found = true;
}

static rbk_bytes bytes_of(const example *e, const char *name,
                          const char *otherwise) {
  const example_file *file = file_of(e, name);
  const char *text = file ? file->text : otherwise;
  return (rbk_bytes){name, text, strlen(text)};
}

static rbk_status no_decision(void *context, const rbk_decision *decision) {
  (void)context, (void)decision;
  return RBK_OK;
}

/* Reads the school, loads its policy and asks for decisions. */
static bool school_tells(const example *e, const char *id, size_t *count) {
  const rbk_bytes files[] = {
      bytes_of(e, "calendar.json", calendar), bytes_of(e, "pupils.csv", pupils),
      bytes_of(e, "marks.csv", marks), bytes_of(e, "school.json", profile),
      bytes_of(e, "events.csv", "pupil_id,date,kind\n")};
  rbk_register *school = NULL;
  rbk_policy *policy = NULL;
  rbk_error error = {0};
  told[0] = '\0';
  messages = 0;
  message_found = false;
  message_wanted = id;
  rbk_status status = rbk_register_read_bytes(
      files, sizeof files / sizeof *files, "s", NULL, &school, &error);
  ck_assert_msg(status == RBK_OK, "%s: %s:%zu: %s", id, error.file, error.line,
                error.text);
  rbk_policy_options load = {
      .size = sizeof load, .folder = folder.folder, .message = on_message};
  status = rbk_policy_load(school, &load, &policy, &error);
  if (status == RBK_OK) {
    rbk_run_options options = {.size = sizeof options, .message = on_message};
    rbk_decision_sink sink = {.decision = no_decision};
    status = rbk_evaluate(school, policy, &options, &sink, &error);
  }
  ck_assert_msg(status == RBK_OK || status == RBK_POLICY || status == RBK_USAGE,
                "%s: %s", id, error.text);
  rbk_policy_destroy(policy);
  rbk_register_destroy(school);
  *count = messages;
  return message_found;
}

/* --- all of them ---------------------------------------------------------- */

static bool has_school(const example *e) {
  return file_of(e, "school.json") != NULL || file_of(e, "events.csv") != NULL;
}

/* Whether the message comes of an example; `*count`: how many came in all. */
static bool tells(const example *e, const char *id, size_t *count) {
  bool found;
  begin(e);
  if (has_school(e)) {
    found = school_tells(e, id, count);
  } else if (file_of(e, "la/x_test.lua") != NULL) {
    found = run_fixture(id, count) || has_words(id);
    if (strstr(told, "undetermined") != NULL) ++*count;
  } else {
    found = check_tells(id, count);
    if (*count == 0) {
      found = run_fixture(id, count) || has_words(id);
      if (strstr(told, "undetermined") != NULL) ++*count;
    }
  }
  end();
  return found;
}

START_TEST(wrong_examples_give_the_message_and_right_ones_give_none) {
  char *text = page();
  size_t entries = 0, wrong = 0;
  for (const char *at = text; (at = strstr(at, "\n### ")) != NULL; at++) {
    char id[60];
    size_t count;
    example e;
    snprintf(id, sizeof id, "%.*s", (int)strcspn(at + 5, "\n"), at + 5);
    char *entry = entry_of(text, id);
    ck_assert_ptr_nonnull(entry);
    bool shown = read_example(entry, "\nWrong:", &e);
    ck_assert_msg(shown == needs_example(id), "%s %s an example", id,
                  shown ? "has" : "needs");
    if (shown) {
      entries++;
      if (!tells(&e, id, &count)) {
        printf("%s does not come of\n%.900s\nbut\n%s\n", id, e.files[0].text,
               told);
        wrong++;
      }
      end_example(&e);
      ck_assert_msg(read_example(entry, "\nRight:", &e),
                    "%s has no right example", id);
      (void)tells(&e, id, &count);
      if (count != 0) {
        printf("%s, right:\n%.900s\n%s\n", id, e.files[0].text, told);
        wrong++;
      }
    }
    end_example(&e);
    free(entry);
  }
  ck_assert_uint_eq(wrong, 0);
  ck_assert_uint_gt(entries, 50);
  free(text);
}
END_TEST

int main(void) {
  return TEST_RUN("messages_page",
                  every_message_of_the_table_stands_there_with_its_words,
                  every_problem_that_other_rooms_tell_stands_there_too,
                  wrong_examples_give_the_message_and_right_ones_give_none);
}
