/* The examples of the guides are run: every block of Lua is marked with the
 * file it is, written to a policy folder, checked and tested. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/author.h"
#include "base/alloc.h"
#include "support/script.h"
#include "support/suite.h"

static char *read_all(const char *path) {
  FILE *file = fopen(path, "rb");
  ck_assert_msg(file != NULL, "no %s", path);
  char *text = calloc(1, 262144);
  ck_assert_ptr_nonnull(text);
  ck_assert_uint_lt(fread(text, 1, 262143, file), 262143);
  fclose(file);
  return text;
}

static void copy_policy(const test_scripts *folder, const char *name) {
  char path[512];
  snprintf(path, sizeof path, TEST_SOURCE_DIR "/policies/%s", name);
  char *text = read_all(path);
  scripts_write(folder, name, text);
  free(text);
}

/* A block that has the name of another would be run in its place. */
static void is_new(const char *readme, const char *block, const char *name) {
  char head[160];
  snprintf(head, sizeof head, "\n```lua %s\n", name);
  ck_assert_msg(strstr(readme, head) + strlen("\n```lua") == block,
                "two blocks are %s", name);
}

/* Writes every block and gives how many there were. */
static size_t write_blocks(const test_scripts *folder, const char *readme) {
  size_t blocks = 0;
  for (const char *at = strstr(readme, "\n```lua"); at != NULL;
       at = strstr(at, "\n```lua")) {
    char name[128] = "";
    at += strlen("\n```lua");
    const char *line = strchr(at, '\n');
    ck_assert_ptr_nonnull(line);
    ck_assert_msg(*at == ' ', "a block of Lua without the name of its file");
    snprintf(name, sizeof name, "%.*s", (int)(line - at - 1), at + 1);
    is_new(readme, at, name);
    const char *end = strstr(line, "\n```");
    ck_assert_ptr_nonnull(end);
    char *text = calloc(1, (size_t)(end - line) + 2);
    ck_assert_ptr_nonnull(text);
    memcpy(text, line + 1, (size_t)(end - line));
    scripts_write(folder, name, text);
    free(text);
    at = end;
    blocks++;
  }
  return blocks;
}

/* Checks and tests all examples of a page; what the tests of the policy `first`
 * (NULL: of all) say goes to `out`. */
static void run_examples(const char *page, const char *first, char *out,
                         size_t size) {
  test_scripts folder = scripts_begin(TEST_BINARY_DIR);
  copy_policy(&folder, "national/england.lua");
  copy_policy(&folder, "la/bedford.lua");
  ck_assert_uint_ge(write_blocks(&folder, page), 2);
  rbk_author_options options = {.policies = folder.folder};
  rbk_error error = {0};
  rbk_buffer text;
  bool passed = false;
  rbk_buffer_init(&text, NULL);
  ck_assert_msg(rbk_author_check(&options, &text, &error) == RBK_OK, "%s",
                rbk_buffer_string(&text));
  ck_assert_msg(strstr(rbk_buffer_string(&text), "0 errors, 0 warnings") ==
                    rbk_buffer_string(&text),
                "%s", rbk_buffer_string(&text));
  rbk_buffer_clear(&text);
  ck_assert_int_eq(rbk_author_test(&options, &text, &passed, &error), RBK_OK);
  ck_assert_msg(passed, "%s", rbk_buffer_string(&text));
  /* what is said of the first example alone */
  const char *const words[] = {first};
  options.words = words;
  options.word_count = first != NULL;
  rbk_buffer_clear(&text);
  ck_assert_int_eq(rbk_author_test(&options, &text, &passed, &error), RBK_OK);
  snprintf(out, size, "%s", rbk_buffer_string(&text));
  rbk_buffer_finish(&text);
  scripts_end(&folder);
}

START_TEST(the_examples_of_the_guide_check_and_pass) {
  char said[64], out[256];
  char *page = read_all(TEST_SOURCE_DIR "/policies/README.md");
  run_examples(page, "school/green_lane", out, sizeof out);
  /* the guide says what the last line is */
  snprintf(said, sizeof said, "It ends with `%.*s`", (int)strcspn(out, "\n"),
           out);
  ck_assert_msg(strstr(page, said) != NULL, "the guide does not say: %s", said);
  free(page);
}
END_TEST

START_TEST(the_examples_of_what_words_mean_check_and_pass) {
  char out[256];
  char *page = read_all(TEST_SOURCE_DIR "/policies/MEANING.md");
  run_examples(page, NULL, out, sizeof out);
  free(page);
}
END_TEST

/* The guide is enough to write a policy from. */
START_TEST(the_guide_has_every_word_as_the_reference_has_it) {
  char *guide = read_all(TEST_SOURCE_DIR "/policies/README.md");
  char *words = read_all(TEST_SOURCE_DIR "/policies/WORDS.md");
  char *end = strstr(words, "## Of Lua");
  ck_assert_ptr_nonnull(end);
  *end = '\0';
  size_t rows = 0;
  for (char *row = strtok(words, "\n"); row != NULL; row = strtok(NULL, "\n")) {
    if (strncmp(row, "| `", 3) != 0) continue;
    ck_assert_msg(strstr(guide, row) != NULL, "not in the guide: %s", row);
    rows++;
  }
  ck_assert_uint_gt(rows, 100);
  free(guide);
  free(words);
}
END_TEST

int main(void) {
  return TEST_RUN("readme", the_examples_of_the_guide_check_and_pass,
                  the_examples_of_what_words_mean_check_and_pass,
                  the_guide_has_every_word_as_the_reference_has_it);
}
