/* A locale that writes 1,5 for 1.5 changes nothing, neither in what is read nor
 * in what is written. The library and the program never call setlocale; a
 * program that embeds the library may have. German stands for any locale with a
 * decimal comma and points between thousands; CMakeLists.txt has it built into
 * LOCPATH.
 *
 * The policy has thresholds of 98.9 and 85.53 per cent, the run's parameters
 * another decimal, and the figures that come out have two places. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/author.h"
#include "generate/generate.h"
#include "read/file.h"
#include "support/folder.h"
#include "support/suite.h"
#include "write/folder.h"
#include "write/writer.h"

#define SCHOOL   TEST_SOURCE_DIR "/tests/faults/school"
#define POLICIES TEST_SOURCE_DIR "/policies"

static const rbk_parameter_setting settings[] = {{"refer", "84.75"}};

static rbk_error error;

static void must(rbk_status status) {
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
}

static void run_into(rbk_output *output, const rbk_register *reg,
                     const rbk_policy *policy, rbk_format format,
                     bool all_days) {
  rbk_writer *writer = NULL;
  rbk_writer_options form = {.format = format};
  rbk_run_options options = {
      .size = sizeof options, .parameters = settings, .parameter_count = 1};
  if (all_days) {
    must(rbk_writer_changes(&form, output, &writer, &error));
    rbk_change_sink sink = rbk_writer_change_sink(writer);
    must(rbk_replay(reg, policy, &options, &sink, &error));
  } else {
    must(rbk_writer_decisions(&form, output, &writer, &error));
    rbk_decision_sink sink = rbk_writer_decision_sink(writer);
    must(rbk_evaluate(reg, policy, &options, &sink, &error));
  }
  must(rbk_writer_end(writer));
  must(rbk_output_commit(output, &error));
  rbk_writer_destroy(writer);
}

/* A workbook needs a file of its own. */
static void workbook_into(rbk_buffer *out, const rbk_register *reg,
                          const rbk_policy *policy, bool all_days) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  rbk_output *output = NULL;
  rbk_file file;
  char path[sizeof folder.path + 16];
  snprintf(path, sizeof path, "%s/book.xlsx", folder.path);
  must(rbk_output_file(NULL, path, &output, &error));
  run_into(output, reg, policy, RBK_FORMAT_XLSX, all_days);
  rbk_output_destroy(output);
  must(rbk_file_open(NULL, path, &file, &error));
  ck_assert_uint_gt(file.length, 1000);
  rbk_buffer_add(out, file.bytes, file.length);
  rbk_file_close(NULL, &file);
  folder_end(&folder);
}

/* Reads a school folder, loads its policy, and writes decisions and changes in
 * every format. */
static void school_into(const char *folder, rbk_buffer *out) {
  rbk_register *reg = NULL;
  rbk_policy *policy = NULL;
  rbk_policy_options loading = {
      .size = sizeof loading, .folder = POLICIES, .policy = "la/bedford"};
  must(rbk_register_read(folder, NULL, &reg, &error));
  must(rbk_policy_load(reg, &loading, &policy, &error));
  for (int format = 0; format < RBK_FORMATS; format++)
    for (int all_days = 0; all_days < 2; all_days++) {
      rbk_output *output = NULL;
      if (format == RBK_FORMAT_XLSX) {
        workbook_into(out, reg, policy, all_days);
        continue;
      }
      must(rbk_output_buffer(NULL, out, &output, &error));
      run_into(output, reg, policy, (rbk_format)format, all_days);
      rbk_output_destroy(output);
    }
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
}

/* Makes a school, writes it as a folder, and goes on as above. */
static void generated_into(rbk_buffer *out) {
  static const char *const names[] = {"calendar.json", "pupils.csv",
                                      "marks.csv", "school.json"};
  rbk_register *reg = NULL;
  rbk_generate_options options = {.id = "comma", .pupils = 40, .seed = 7};
  rbk_folder_options form = {.shape = RBK_FOLDER_LONG};
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  must(rbk_generate(&options, &reg, &error));
  must(rbk_folder_write(reg, folder.path, &form, &error));
  rbk_register_destroy(reg);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char *text = folder_text(&folder, names[i]);
    rbk_buffer_text(out, text);
    free(text);
  }
  school_into(folder.path, out);
  folder_end(&folder);
}

/* The policy spelled out with its parameters. */
static void policy_into(rbk_buffer *out) {
  const char *word = "la/bedford";
  rbk_author_options options = {.policies = POLICIES,
                                .words = &word,
                                .word_count = 1,
                                .parameters = settings,
                                .parameter_count = 1};
  ck_assert(rbk_date_parse(rbk_text_of("2024-11-29"), &options.on));
  must(rbk_author_show(&options, out, &error));
  options.format = RBK_AUTHOR_JSON;
  must(rbk_author_show(&options, out, &error));
}

static void everything_into(rbk_buffer *out) {
  rbk_buffer_init(out, NULL);
  policy_into(out); /* the texts first: workbooks hold zero bytes */
  ck_assert_ptr_nonnull(strstr(rbk_buffer_string(out), "85.53"));
  school_into(SCHOOL, out);
  generated_into(out);
  ck_assert_ptr_nonnull(rbk_buffer_string(out));
}

START_TEST(a_decimal_comma_changes_no_byte) {
  rbk_buffer plain, german;
  char *number = NULL;
  everything_into(&plain);
  ck_assert_msg(setlocale(LC_ALL, "de_DE.UTF-8") != NULL,
                "no German in LOCPATH=%s", getenv("LOCPATH"));
  ck_assert_str_eq(localeconv()->decimal_point, ",");
  ck_assert(strtod("1,5", &number) > 1.25 && *number == '\0');
  everything_into(&german);
  ck_assert_uint_eq(plain.length, german.length);
  size_t same = 0;
  while (same < plain.length && plain.bytes[same] == german.bytes[same]) same++;
  ck_assert_msg(same == plain.length, "in C: %.40s\nnow: %.40s",
                plain.bytes + same, german.bytes + same);
  setlocale(LC_ALL, "C");
  rbk_buffer_finish(&plain);
  rbk_buffer_finish(&german);
}
END_TEST

int main(void) {
  return TEST_RUN("decimal_comma", a_decimal_comma_changes_no_byte);
}
