/* Scripts that would run for ever, eat all memory, reach out of the sandbox or
 * remember pupils: each of tests/policy/hostile is stopped with file and line,
 * the same way twice and with another call before, and leaves no memory.
 *
 * The first line of a script says what stops it:
 *   -- load <id of the message> <line>
 *   -- call <kind of the failure>:<line>         of its one condition */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/school.h"
#include "support/script.h"
#include "support/suite.h"

static const char hostile[] = TEST_SOURCE_DIR "/tests/policy/hostile";

typedef struct hostile_script {
  char name[256], path[600];
  char text[32768];
  size_t length;
  bool call;
  char expected[64];
  unsigned line;
} hostile_script;

static void read_script(const char *name, hostile_script *out) {
  memset(out, 0, sizeof *out);
  (void)snprintf(out->name, sizeof out->name, "%.200s", name);
  (void)snprintf(out->path, sizeof out->path, "%s/%.200s", hostile, name);
  FILE *file = fopen(out->path, "rb");
  ck_assert_ptr_nonnull(file);
  out->length = fread(out->text, 1, sizeof out->text - 1, file);
  (void)fclose(file);
  out->call = strncmp(out->text, "-- call ", 8) == 0;
  int read =
      out->call
          ? sscanf(out->text, "-- call %63[^:]:%u", out->expected, &out->line)
          : sscanf(out->text, "-- load %63s %u", out->expected, &out->line);
  ck_assert_msg(read == 2, "%s does not say what stops it", name);
}

/* Calls `act` for every script of one sort; gives their number. */
static unsigned each_script(bool call, void (*act)(const hostile_script *)) {
  static hostile_script script;
  unsigned count = 0;
  DIR *folder = opendir(hostile);
  ck_assert_ptr_nonnull(folder);
  const struct dirent *entry;
  while ((entry = readdir(folder))) {
    if (entry->d_name[0] == '.') continue;
    read_script(entry->d_name, &script);
    if (script.call != call) continue;
    act(&script);
    count++;
  }
  (void)closedir(folder);
  return count;
}

static char first_id[64];
static size_t first_line;
static void note(void *context, const rbk_message *message) {
  (void)context;
  if (first_id[0]) return;
  (void)snprintf(first_id, sizeof first_id, "%s", message->id);
  first_line = message->line;
}

static void stopped_at_load(const hostile_script *script) {
  for (int time = 0; time < 2; time++) {
    test_alloc test;
    rbk_policy *policy = NULL;
    rbk_error error = {0};
    test_alloc_init(&test);
    rbk_policy_options options = {.size = sizeof options,
                                  .alloc = &test.alloc,
                                  .folder = hostile,
                                  .policy = script->path,
                                  .message = note};
    first_id[0] = '\0';
    rbk_status status = rbk_policy_load(NULL, &options, &policy, &error);
    ck_assert_msg(status == RBK_POLICY, "%s: %s", script->name,
                  rbk_status_name(status));
    ck_assert_msg(strcmp(first_id, script->expected) == 0 &&
                      first_line == script->line,
                  "%s: %s at line %zu: %s", script->name, first_id, first_line,
                  error.text);
    ck_assert_str_eq(error.file, script->path);
    ck_assert_msg(test.blocks == 0, "%s leaves %zu blocks", script->name,
                  test.blocks);
  }
}

START_TEST(a_hostile_script_is_stopped_while_it_loads) {
  ck_assert_uint_ge(each_script(false, stopped_at_load), 35);
}
END_TEST

static rbk_register *small_school(void) {
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-10", "II");
  return school_finish(s);
}

static void check_failure(const hostile_script *script,
                          const test_worker *worker) {
  ck_assert_int_eq(worker->status, RBK_OK);
  ck_assert_msg(worker->failed, "%s was not stopped", script->name);
  ck_assert_msg(strcmp(worker->failure.kind, script->expected) == 0 &&
                    worker->failure.line == script->line,
                "%s: %s", script->name, worker_said(worker));
  ck_assert_str_eq(worker->failure.file, script->path);
}

static void stopped_in_a_call(const hostile_script *script) {
  rbk_register *reg = small_school();
  rbk_policy_options options = {
      .size = sizeof options, .folder = hostile, .policy = script->path};
  rbk_policy *policy = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_policy_load(reg, &options, &policy, &error);
  ck_assert_msg(status == RBK_OK, "%s: %s", script->name, error.text);
  test_alloc test;
  test_worker worker;
  char said[900];
  test_alloc_init(&test);
  worker_begin(&worker, policy, reg, &test.alloc);
  worker_at(&worker, "P0001", "2024-09-12");
  (void)worker_condition(&worker, 0);
  check_failure(script, &worker);
  (void)snprintf(said, sizeof said, "%s", worker_said(&worker));
  /* Again, and with another pupil's call between: the same verdict. */
  (void)worker_condition(&worker, 0);
  ck_assert_str_eq(worker_said(&worker), said);
  worker_at(&worker, "P0002", "2024-09-20");
  (void)worker_condition(&worker, 0);
  worker_at(&worker, "P0001", "2024-09-12");
  (void)worker_condition(&worker, 0);
  ck_assert_str_eq(worker_said(&worker), said);
  worker_end(&worker);
  ck_assert_msg(test.blocks == 0 && test.bytes == 0, "%s leaves %zu bytes",
                script->name, test.bytes);
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
}

START_TEST(a_hostile_function_is_stopped_and_leaves_nothing_behind) {
  ck_assert_uint_ge(each_script(true, stopped_in_a_call), 25);
}
END_TEST

/* What a compiled chunk begins with: refused before Lua sees it. */
START_TEST(a_compiled_chunk_is_refused) {
  test_scripts scripts = scripts_begin(TEST_BINARY_DIR);
  test_load load;
  scripts_write_bytes(&scripts, "la/x.lua", "\x1bLuaT\0\x19\x93", 8);
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_int_eq(load.status, RBK_POLICY);
  ck_assert_ptr_nonnull(strstr(load.said, "la/x.lua:1: the file is not UTF-8 "
                                          "text"));
  scripts_end(&scripts);
}
END_TEST

START_TEST(a_script_longer_than_a_quarter_megabyte_is_refused) {
  enum { LIMIT = 256 * 1024 };
  test_scripts scripts = scripts_begin(TEST_BINARY_DIR);
  test_load load;
  char *text = malloc(LIMIT + 1);
  ck_assert_ptr_nonnull(text);
  memset(text, '\n', LIMIT + 1);
  static const char script[] = "return { api = 1, id = 'la/x', title = 'x' }";
  memcpy(text, script, sizeof script - 1);
  scripts_write_bytes(&scripts, "la/x.lua", text, LIMIT);
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  rbk_policy_destroy(load.policy);
  scripts_write_bytes(&scripts, "la/x.lua", text, LIMIT + 1);
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_int_eq(load.status, RBK_POLICY);
  ck_assert_ptr_nonnull(strstr(load.said, "longer than 262144 bytes"));
  free(text);
  scripts_end(&scripts);
}
END_TEST

int main(void) {
  return TEST_RUN("hostile scripts", a_hostile_script_is_stopped_while_it_loads,
                  a_hostile_function_is_stopped_and_leaves_nothing_behind,
                  a_compiled_chunk_is_refused,
                  a_script_longer_than_a_quarter_megabyte_is_refused);
}
