/* Workbooks: the same results give the same bytes, on any day. */
#define _XOPEN_SOURCE 700 /* mkdtemp, and popen of unzip */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/decisions.h"
#include "support/suite.h"

static char folder[64], path[4][128];

static void begin(void) {
  strcpy(folder, "/tmp/rollbook-xlsx-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  for (int i = 0; i < 4; i++)
    snprintf(path[i], sizeof path[i], "%s/%d.xlsx", folder, i);
}

static void end(void) {
  for (int i = 0; i < 4; i++) unlink(path[i]);
  ck_assert_int_eq(rmdir(folder), 0);
}

static char *bytes_of(FILE *file, size_t *length) {
  char *bytes = NULL;
  size_t capacity = 0, part;
  *length = 0;
  do {
    capacity += 1 << 16;
    bytes = realloc(bytes, capacity + 1);
    ck_assert_ptr_nonnull(bytes);
    part = fread(bytes + *length, 1, capacity - *length, file);
    *length += part;
  } while (part > 0);
  bytes[*length] = '\0';
  return bytes;
}

static void write_book(const char *to, bool changes) {
  rbk_writer_options options = {.format = RBK_FORMAT_XLSX};
  rbk_error error = {.status = RBK_OK};
  rbk_status status = changes ? changes_write(&options, to, 1, NULL, &error)
                              : decisions_write(&options, to, 1, NULL, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
}

/* One file inside the archive, or NULL where the system has no unzip. */
static char *inside(const char *book, const char *name) {
  char command[256];
  size_t length;
  snprintf(command, sizeof command, "unzip -p %s %s 2>/dev/null", book, name);
  FILE *file = popen(command, "r");
  ck_assert_ptr_nonnull(file);
  char *text = bytes_of(file, &length);
  if (pclose(file) == 0) return text;
  free(text);
  return NULL;
}

static void same_bytes(const char *one, const char *other) {
  size_t length[2];
  char *bytes[2];
  for (int i = 0; i < 2; i++) {
    FILE *file = fopen(i == 0 ? one : other, "rb");
    ck_assert_ptr_nonnull(file);
    bytes[i] = bytes_of(file, &length[i]);
    fclose(file);
  }
  ck_assert_uint_gt(length[0], 1000);
  ck_assert_uint_eq(length[0], length[1]);
  ck_assert_int_eq(memcmp(bytes[0], bytes[1], length[0]), 0);
  free(bytes[0]);
  free(bytes[1]);
}

START_TEST(two_workbooks_of_the_same_results_have_the_same_bytes) {
  begin();
  write_book(path[0], false);
  write_book(path[1], true);
  sleep(2); /* an archive's times have two seconds' precision */
  write_book(path[2], false);
  write_book(path[3], true);
  same_bytes(path[0], path[2]);
  same_bytes(path[1], path[3]);
  end();
}
END_TEST

START_TEST(there_is_a_sheet_a_kind_and_figures_are_numbers) {
  begin();
  write_book(path[0], false);
  char *book = inside(path[0], "xl/workbook.xml");
  if (book == NULL) { /* cannot look inside here */
    end();
    return;
  }
  static const char *const sheets[] = {
      "Pupils",    "Bands",    "Flags",        "Stages",  "Actions",
      "Proposals", "Findings", "Undetermined", "No data", "Run"};
  const char *at = book;
  for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
    char name[64];
    snprintf(name, sizeof name, "<sheet name=\"%s\"", sheets[i]);
    at = strstr(at, name);
    ck_assert_msg(at != NULL, "no sheet %s", sheets[i]);
  }
  free(book);
  /* the pupils' sheet: three pupils below the heading, 89.62 as a number */
  char *pupils = inside(path[0], "xl/worksheets/sheet1.xml");
  ck_assert_ptr_nonnull(pupils);
  ck_assert_ptr_nonnull(strstr(pupils, "<v>89.62"));
  ck_assert_ptr_nonnull(strstr(pupils, "<row r=\"4\""));
  ck_assert_ptr_null(strstr(pupils, "<row r=\"5\""));
  free(pupils);
  end();
}
END_TEST

START_TEST(a_workbook_needs_a_file) {
  rbk_writer_options options = {.format = RBK_FORMAT_XLSX};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer into;
  rbk_buffer_init(&into, NULL);
  ck_assert_int_eq(decisions_write(&options, NULL, 1, &into, &error),
                   RBK_USAGE);
  ck_assert_ptr_nonnull(strstr(error.text, "name a file with --output"));
  rbk_buffer_finish(&into);
}
END_TEST

START_TEST(a_workbook_that_fails_leaves_no_file) {
  begin();
  rbk_writer_options options = {.format = RBK_FORMAT_XLSX};
  rbk_output *output = NULL;
  rbk_writer *writer = NULL;
  rbk_error error = {.status = RBK_OK};
  ck_assert_int_eq(rbk_output_file(NULL, path[0], &output, &error), RBK_OK);
  ck_assert_int_eq(rbk_writer_decisions(&options, output, &writer, &error),
                   RBK_OK);
  rbk_decision_sink sink = rbk_writer_decision_sink(writer);
  ck_assert_int_eq(sink.started(sink.context, &decisions_record), RBK_OK);
  ck_assert_int_eq(sink.decision(sink.context, &decisions_full), RBK_OK);
  rbk_writer_destroy(writer);
  rbk_output_destroy(output);
  ck_assert_int_ne(access(path[0], F_OK), 0);
  end(); /* the folder is empty */
}
END_TEST

int main(void) {
  return TEST_RUN("xlsx", two_workbooks_of_the_same_results_have_the_same_bytes,
                  there_is_a_sheet_a_kind_and_figures_are_numbers,
                  a_workbook_needs_a_file,
                  a_workbook_that_fails_leaves_no_file);
}
