#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64];
static const char *program;

static const char calendar[] =
    "{\"school_year\":\"2024/25\",\"half_terms\":[{\"term\":\"autumn\","
    "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-09-06\"}]}\n";
/* P0001 all there, 10 of 10; P0002 8 of 10; P0003 a day off ill and late. */
static const char marks[] = "pupil_id,start_date,marks\n"
                            "P0001,2024-09-02,/\\/\\/\\/\\/\\\n"
                            "P0002,2024-09-02,OO/\\/\\/\\/\\\n"
                            "P0003,2024-09-02,/\\/\\II/\\L\\\n";
static const char policy[] =
    "local attendance = rate \"attended\":within(school_year)\n"
    "return {\n"
    "  api = 1, id = \"school/letter\", title = \"A letter\",\n"
    "  effective = { from = \"2020-08-01\" },\n"
    "  clauses = { A = { \"Attendance is looked at\", source = \"\" } },\n"
    "  params = { low = { 92, unit = \"percent\", clause = \"A\" } },\n"
    "  roles = { office = \"the office\" },\n"
    "  facts = { letter = {} },\n"
    "  measures = { attendance = attendance },\n"
    "  rules = { { id = \"low\", clause = \"A\", duty = \"should\",\n"
    "    when = attendance:below(param.low), once = \"term\",\n"
    "    action = \"send the letter\", owner = role.office,\n"
    "    due = school_days(1), done = \"letter\" } },\n"
    "}\n";

static char *in_folder(const char *path) {
  static char full[256];
  snprintf(full, sizeof full, "%s%s%s", path[0] == '/' ? "" : folder,
           path[0] == '/' ? "" : "/", path);
  return full;
}

const char *program_folder(void) {
  return folder;
}

void program_write(const char *path, const char *text) {
  FILE *file = fopen(in_folder(path), "w");
  ck_assert_msg(file != NULL, "cannot write %s", path);
  ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
  ck_assert_int_eq(fclose(file), 0);
}

char *program_read(const char *path) {
  FILE *file = fopen(in_folder(path), "r");
  ck_assert_msg(file != NULL, "no %s", path);
  size_t length = 0, capacity = 1 << 16, part;
  char *text = malloc(capacity);
  ck_assert_ptr_nonnull(text);
  while ((part = fread(text + length, 1, capacity - length - 1, file)) > 0) {
    length += part;
    if (capacity - length > 1) continue;
    text = realloc(text, capacity *= 2);
    ck_assert_ptr_nonnull(text);
  }
  fclose(file);
  text[length] = '\0';
  return text;
}

bool program_exists(const char *path) {
  struct stat there;
  return stat(in_folder(path), &there) == 0;
}

static void make_folder(const char *path) {
  ck_assert_int_eq(mkdir(in_folder(path), 0777), 0);
}

void program_begin(const char *path) {
  program = path;
  strcpy(folder, "/tmp/rollbook-program-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  make_folder("oak");
  make_folder("policies");
  make_folder("policies/school");
  program_write("oak/calendar.json", calendar);
  program_write("oak/school.json",
                "{\"id\":\"oak\",\"policy\":\"school/letter\"}\n");
  program_write("oak/marks.csv", marks);
  program_write("policies/school/letter.lua", policy);
}

void program_end(void) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  ck_assert_int_eq(system(command), 0);
}

program_result program_run_with(const char *before, const char *arguments) {
  char command[2048];
  int length =
      snprintf(command, sizeof command,
               "cd %s && { ROLLBOOK_POLICIES=%s/policies %s %s %s ; "
               "} >%s/.out 2>%s/.err </dev/null",
               folder, folder, before, program, arguments, folder, folder);
  ck_assert_int_lt(length, (int)sizeof command);
  int status = system(command);
  program_result result = {.exit = -1};
  if (WIFEXITED(status)) result.exit = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.out = program_read(".out");
  result.err = program_read(".err");
  return result;
}

program_result program_run(const char *arguments) {
  return program_run_with("", arguments);
}

void program_free(program_result *result) {
  free(result->out);
  free(result->err);
}

static void contains(const char *arguments, const char *name, const char *text,
                     const char *part) {
  if (part == NULL) return;
  if (*part == '\0')
    ck_assert_msg(*text == '\0', "%s: %s is not empty: %s", arguments, name,
                  text);
  else
    ck_assert_msg(strstr(text, part) != NULL, "%s: no \"%s\" in %s: %s",
                  arguments, part, name, text);
}

void program_gives(const char *arguments, int exit, const char *out,
                   const char *err) {
  program_result result = program_run(arguments);
  ck_assert_msg(result.exit == exit, "%s: exit %d, not %d: %s%s", arguments,
                result.exit, exit, result.out, result.err);
  contains(arguments, "stdout", result.out, out);
  contains(arguments, "stderr", result.err, err);
  program_free(&result);
}
