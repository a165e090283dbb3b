/* What editors, luacheck and readers are told of the language. */
#include <check.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/editor.h"
#include "policy/words.h"
#include "support/suite.h"

static char *read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  char *text = calloc(1, 1 << 20);
  ck_assert_ptr_nonnull(text);
  ck_assert_uint_lt(fread(text, 1, (1 << 20) - 1, file), (1 << 20) - 1);
  fclose(file);
  return text;
}

static void is_fresh(const char *path, void (*make)(rbk_buffer *out)) {
  rbk_buffer page;
  rbk_buffer_init(&page, NULL);
  make(&page);
  const char *text = rbk_buffer_string(&page);
  ck_assert_ptr_nonnull(text);
  char *kept = read_file(path);
  ck_assert_msg(kept != NULL && strcmp(kept, text) == 0,
                "%s is not what `rollbook policy editor` writes; write it "
                "there anew",
                path);
  free(kept);
  rbk_buffer_finish(&page);
}

START_TEST(the_files_in_the_tree_are_what_the_program_writes) {
  is_fresh(TEST_SOURCE_DIR "/policies/rollbook.d.lua", rbk_editor_definitions);
  is_fresh(TEST_SOURCE_DIR "/.luacheckrc", rbk_editor_luacheck);
  is_fresh(TEST_SOURCE_DIR "/policies/WORDS.md", rbk_editor_words);
}
END_TEST

START_TEST(the_definitions_are_lua) {
  lua_State *L = luaL_newstate();
  ck_assert_ptr_nonnull(L);
  luaL_openlibs(L);
  int status = luaL_dofile(L, TEST_SOURCE_DIR "/policies/rollbook.d.lua");
  ck_assert_msg(status == LUA_OK, "%s", lua_tostring(L, -1));
  lua_close(L);
}
END_TEST

static size_t count(const char *text, const char *part) {
  size_t found = 0;
  for (; (text = strstr(text, part)) != NULL; text++) found++;
  return found;
}

START_TEST(every_word_is_in_the_definitions_and_in_the_reference) {
  char *definitions = read_file(TEST_SOURCE_DIR "/policies/rollbook.d.lua");
  char *words = read_file(TEST_SOURCE_DIR "/policies/WORDS.md");
  ck_assert(definitions != NULL && words != NULL);
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *term = rbk_word_at(i);
    char line[160];
    if (term->value)
      snprintf(line, sizeof line, "\n%s%s%s = nil\n", term->on ? term->on : "",
               term->on ? "_." : "", term->name);
    else
      snprintf(line, sizeof line, "\nfunction %s%s%s(",
               term->on ? term->on : "", term->on ? "_:" : "", term->name);
    ck_assert_msg(count(definitions, line) == 1, "%s is there %zu times", line,
                  count(definitions, line));
    snprintf(line, sizeof line, "| `%s` | ", term->name);
    ck_assert_msg(strstr(words, line) != NULL, "no row %s", line);
  }
  /* a row for each word, and none twice: rows have three cells */
  ck_assert_uint_eq(count(words, "\n| `"),
                    rbk_words_count() +
                        count(strstr(words, "## Of Lua"), "\n| `"));
  free(definitions);
  free(words);
}
END_TEST

START_TEST(arguments_and_results_are_typed) {
  char *text = read_file(TEST_SOURCE_DIR "/policies/rollbook.d.lua");
  ck_assert_ptr_nonnull(text);
  ck_assert_ptr_nonnull(
      strstr(text, "\n---@param set rollbook.codes|string\n"
                   "---@param options? table\n---@return rollbook.measure\n"
                   "function minutes(set, options) end\n"));
  ck_assert_ptr_nonnull(strstr(text, "\n---@param window rollbook.window\n"
                                     "---@param ... rollbook.window\n"
                                     "---@return rollbook.measure\n"
                                     "function measure_:within(window, ...) "
                                     "end\n"));
  ck_assert_ptr_nonnull(strstr(text, "\n---@type table<string, "
                                     "rollbook.parameter>\nparam = nil\n"));
  free(text);
}
END_TEST

int main(void) {
  return TEST_RUN("editor", the_files_in_the_tree_are_what_the_program_writes,
                  the_definitions_are_lua,
                  every_word_is_in_the_definitions_and_in_the_reference,
                  arguments_and_results_are_typed);
}
