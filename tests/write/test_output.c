/* A file appears only once it is whole. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "support/suite.h"
#include "write/output.h"

static char folder[64];

static const char *in_folder(const char *name) {
  static char paths[4][128];
  static size_t next;
  char *path = paths[next++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

static void begin(void) {
  strcpy(folder, "/tmp/rollbook-output-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void end(void) {
  static const char *const names[] = {"a.txt", "a.txt.part", "link.txt",
                                      "b.txt", "b.txt.part"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    unlink(in_folder(names[i]));
  ck_assert_int_eq(rmdir(folder), 0);
}

static bool exists(const char *path) {
  struct stat there;
  return lstat(path, &there) == 0;
}

static void holds(const char *path, const char *expected) {
  char text[64] = "";
  FILE *file = fopen(path, "r");
  ck_assert_ptr_nonnull(file);
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = '\0';
  ck_assert_str_eq(text, expected);
}

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  ck_assert_ptr_nonnull(file);
  fputs(text, file);
  fclose(file);
}

static rbk_output *open_file(const char *path) {
  rbk_output *output = NULL;
  rbk_error error;
  rbk_status status = rbk_output_file(NULL, path, &output, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return output;
}

START_TEST(a_file_has_its_name_only_after_the_commit) {
  begin();
  rbk_output *output = open_file(in_folder("a.txt"));
  ck_assert_int_eq(rbk_output_add(output, "whole\n", 6, NULL), RBK_OK);
  ck_assert(!exists(in_folder("a.txt")));
  ck_assert(exists(in_folder("a.txt.part")));
  ck_assert_str_eq(rbk_output_place(output), in_folder("a.txt.part"));
  ck_assert_int_eq(rbk_output_commit(output, NULL), RBK_OK);
  rbk_output_destroy(output);
  holds(in_folder("a.txt"), "whole\n");
  ck_assert(!exists(in_folder("a.txt.part")));
  end();
}
END_TEST

START_TEST(without_a_commit_nothing_is_left_and_the_old_file_stands) {
  begin();
  write_file(in_folder("a.txt"), "old");
  rbk_output *output = open_file(in_folder("a.txt"));
  ck_assert_int_eq(rbk_output_add(output, "new", 3, NULL), RBK_OK);
  rbk_output_destroy(output);
  holds(in_folder("a.txt"), "old");
  ck_assert(!exists(in_folder("a.txt.part")));
  end();
}
END_TEST

START_TEST(a_file_keeps_its_permissions_and_a_link_its_place) {
  begin();
  write_file(in_folder("b.txt"), "old");
  ck_assert_int_eq(chmod(in_folder("b.txt"), 0640), 0);
  ck_assert_int_eq(symlink(in_folder("b.txt"), in_folder("link.txt")), 0);
  rbk_output *output = open_file(in_folder("link.txt"));
  ck_assert_int_eq(rbk_output_add(output, "new", 3, NULL), RBK_OK);
  ck_assert_int_eq(rbk_output_commit(output, NULL), RBK_OK);
  rbk_output_destroy(output);
  struct stat there;
  ck_assert_int_eq(lstat(in_folder("link.txt"), &there), 0);
  ck_assert(S_ISLNK(there.st_mode));
  holds(in_folder("b.txt"), "new");
  ck_assert_int_eq(stat(in_folder("b.txt"), &there), 0);
  ck_assert_uint_eq(there.st_mode & 0777, 0640);
  end();
}
END_TEST

START_TEST(a_device_is_written_to_and_never_replaced) {
  rbk_output *output = open_file("/dev/null");
  ck_assert_ptr_null(rbk_output_place(output));
  ck_assert_int_eq(rbk_output_add(output, "gone", 4, NULL), RBK_OK);
  ck_assert_int_eq(rbk_output_commit(output, NULL), RBK_OK);
  rbk_output_destroy(output);
  struct stat there;
  ck_assert_int_eq(stat("/dev/null", &there), 0);
  ck_assert(S_ISCHR(there.st_mode));
}
END_TEST

START_TEST(a_place_that_cannot_be_written_is_named_with_the_reason) {
  rbk_output *output = NULL;
  rbk_error error;
  ck_assert_int_eq(
      rbk_output_file(NULL, "/no/such/folder/a.txt", &output, &error), RBK_IO);
  ck_assert_ptr_null(output);
  ck_assert_str_eq(error.file, "/no/such/folder/a.txt");
  ck_assert_str_eq(error.text, "cannot be written (there is no such folder); "
                               "check the folder and the space left");
  ck_assert_int_eq(rbk_output_file(NULL, "/tmp", &output, &error), RBK_IO);
  ck_assert_str_eq(error.text, "cannot be written (it is a folder); check the "
                               "folder and the space left");
}
END_TEST

START_TEST(a_full_disk_is_told_and_leaves_nothing) {
  int full = open("/dev/full", O_WRONLY);
  if (full < 0) return; /* a system without that device */
  rbk_output *output = NULL;
  rbk_error error;
  ck_assert_int_eq(rbk_output_handle(NULL, full, "full", &output, &error),
                   RBK_OK);
  ck_assert_int_eq(rbk_output_add(output, "x", 1, &error), RBK_OK);
  ck_assert_int_eq(rbk_output_commit(output, &error), RBK_IO);
  ck_assert_ptr_nonnull(strstr(error.text, "the disk is full"));
  rbk_output_destroy(output);
  close(full);
}
END_TEST

START_TEST(nobody_reading_on_stops_the_result_without_a_fault) {
  int ends[2];
  ck_assert_int_eq(pipe(ends), 0);
  signal(SIGPIPE, SIG_IGN);
  close(ends[0]);
  rbk_output *output = NULL;
  rbk_error error;
  ck_assert_int_eq(rbk_output_handle(NULL, ends[1], "pipe", &output, &error),
                   RBK_OK);
  ck_assert_int_eq(rbk_output_add(output, "x", 1, &error), RBK_OK);
  ck_assert_int_eq(rbk_output_commit(output, &error), RBK_STOPPED);
  rbk_output_destroy(output);
  close(ends[1]);
}
END_TEST

START_TEST(a_handle_stays_open_and_gets_every_byte_in_order) {
  int ends[2];
  ck_assert_int_eq(pipe(ends), 0);
  rbk_output *output = NULL;
  ck_assert_int_eq(rbk_output_handle(NULL, ends[1], "pipe", &output, NULL),
                   RBK_OK);
  rbk_buffer line;
  rbk_buffer_init(&line, NULL);
  for (int i = 0; i < 3; i++) {
    rbk_buffer_number(&line, i);
    ck_assert_int_eq(rbk_output_drain(output, &line, NULL), RBK_OK);
    ck_assert_uint_eq(line.length, 0);
  }
  ck_assert_int_eq(rbk_output_commit(output, NULL), RBK_OK);
  rbk_output_destroy(output);
  rbk_buffer_finish(&line);
  ck_assert_int_eq(write(ends[1], "!", 1), 1);
  char text[8] = "";
  ck_assert_int_eq(read(ends[0], text, sizeof text - 1), 4);
  ck_assert_str_eq(text, "012!");
  close(ends[0]);
  close(ends[1]);
}
END_TEST

START_TEST(a_failed_buffer_is_not_written) {
  rbk_buffer into, line;
  rbk_buffer_init(&into, NULL);
  rbk_buffer_init(&line, NULL);
  rbk_output *output = NULL;
  rbk_error error;
  ck_assert_int_eq(rbk_output_buffer(NULL, &into, &output, &error), RBK_OK);
  line.status = RBK_NOMEM;
  ck_assert_int_eq(rbk_output_drain(output, &line, &error), RBK_NOMEM);
  ck_assert_int_eq(error.status, RBK_NOMEM);
  rbk_output_destroy(output);
  ck_assert_uint_eq(into.length, 0);
}
END_TEST

int main(void) {
  return TEST_RUN("output", a_file_has_its_name_only_after_the_commit,
                  without_a_commit_nothing_is_left_and_the_old_file_stands,
                  a_file_keeps_its_permissions_and_a_link_its_place,
                  a_device_is_written_to_and_never_replaced,
                  a_place_that_cannot_be_written_is_named_with_the_reason,
                  a_full_disk_is_told_and_leaves_nothing,
                  nobody_reading_on_stops_the_result_without_a_fault,
                  a_handle_stays_open_and_gets_every_byte_in_order,
                  a_failed_buffer_is_not_written);
}
