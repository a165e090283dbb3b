/* The program from end to end: exit codes, messages, files. */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/program.h"
#include "support/suite.h"

static void begin(void) {
  program_begin(ROLLBOOK_PROGRAM);
}

START_TEST(help_and_version_are_results_and_no_errors) {
  begin();
  program_gives("--help", 0, "Usage: rollbook VERB", "");
  program_gives("--version", 0, "rollbook ", "");
  static const char *const verbs[] = {"evaluate", "replay", "codes"};
  for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    char call[64], usage[64];
    snprintf(call, sizeof call, "%s --help", verbs[i]);
    snprintf(usage, sizeof usage, "Usage: rollbook %s ", verbs[i]);
    program_gives(call, 0, usage, "");
    snprintf(usage, sizeof usage, "### `rollbook %s ", verbs[i]);
    program_gives("--reference", 0, usage, "");
  }
  program_end();
}
END_TEST

START_TEST(help_has_no_line_beyond_a_terminals_eighty_columns) {
  begin();
  static const char *const calls[] = {"--help", "evaluate --help",
                                      "replay --help", "codes --help"};
  for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
    program_result result = program_run(calls[i]);
    for (char *line = strtok(result.out, "\n"); line; line = strtok(NULL, "\n"))
      ck_assert_msg(strlen(line) < 80, "%s", line);
    program_free(&result);
  }
  program_end();
}
END_TEST

START_TEST(wrong_usage_says_what_and_what_to_do_and_exits_2) {
  static const struct {
    const char *call, *message;
  } wrong[] = {
      {"",
       "rollbook: there is no verb; name one of them (see rollbook --help)"},
      {"evalaute oak", "there is no verb evalaute; did you mean evaluate?"},
      {"evaluate", "SCHOOL is missing; name it (see rollbook evaluate --help)"},
      {"evaluate oak elm", "there is one word too many: elm"},
      {"evaluate oak --as-off 2024-09-03", "did you mean --as-of?"},
      {"evaluate oak --frm 2024-09-03", "there is no option --frm"},
      {"evaluate oak --from 2024-09-03", "there is no option --from"},
      {"evaluate oak --as-of", "a value is missing behind --as-of"},
      {"evaluate oak --as-of=2024-02-30",
       "--as-of cannot be 2024-02-30; write a"},
      {"evaluate oak --as-of 3/9/2024", "--as-of cannot be 3/9/2024"},
      {"evaluate oak --format pdf", "write table, ndjson, json, csv or xlsx"},
      {"evaluate oak --threads many", "--threads cannot be many"},
      {"evaluate oak --shard 3/2", "--shard cannot be 3/2; write I/N"},
      {"evaluate oak --shard 0/2", "--shard cannot be 0/2"},
      {"evaluate oak --param low", "--param cannot be low; write NAME=VALUE"},
      {"evaluate oak --keep-going=yes", "there is no value to give in"},
      {"evaluate oak --format xlsx", "name a file with --output"},
      {"evaluate oak --pupil P0009", "oak: there is no pupil P0009 on roll"},
      {"replay oak --expect a --write b", "--expect and --write say different"},
      {"replay oak --write b --format csv", "--write works on ndjson"},
      {"codes --format xlsx", "codes cannot be written as xlsx"},
      {"codes 2024-08-19", "there is one word too many: 2024-08-19"},
  };
  begin();
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    program_gives(wrong[i].call, 2, "", wrong[i].message);
  program_end();
}
END_TEST

START_TEST(short_options_and_both_ways_of_giving_a_value_are_understood) {
  begin();
  program_gives("evaluate oak -f csv", 0, "school,run,as_of", "");
  program_gives("evaluate oak -fcsv", 0, "school,run,as_of", "");
  program_gives("evaluate -f=csv oak", 2, "", "--format cannot be =csv");
  program_gives("evaluate --format=csv -- oak", 0, "school,run,as_of", "");
  program_gives("evaluate oak -o a.csv && cat a.csv", 0, "school,run,as_of",
                "");
  program_end();
}
END_TEST

/* P0002: OO then present: 0 of 2 on the first day, 8 of 10 at the end. The
 * letter fires on Monday, is due on Tuesday, overdue from Wednesday. P0003: 8
 * of 10 as well, but only from Wednesday (4 of 6), due on Thursday. */
START_TEST(evaluate_decides_as_of_the_day_asked) {
  begin();
  program_gives("evaluate oak", 0,
                "{\"pupil\":\"P0001\",\"as_of\":\"2024-09-06\"", "");
  program_gives("evaluate oak --pupil P0002", 0,
                "\"key\":\"low/P0002/2024-autumn\",\"rule\":\"low\"", "");
  program_gives("evaluate oak --pupil P0002 --as-of 2024-09-02", 0,
                "\"due\":\"2024-09-03\",\"due_in\":null,\"status\":\"due\"",
                "");
  program_gives("evaluate oak --pupil P0002 --as-of 2024-09-03", 0,
                "\"status\":\"due\"", "");
  program_gives("evaluate oak --pupil P0002 --as-of 2024-09-04", 0,
                "\"status\":\"overdue\"", "");
  program_gives("evaluate oak --pupil P0003 --as-of 2024-09-03", 0,
                "\"actions\":[]", "");
  program_gives("evaluate oak --pupil P0003 --as-of 2024-09-04", 0,
                "\"value\":\"66.67\",\"n\":4,\"d\":6,\"is\":\"below\","
                "\"threshold\":\"92\"",
                "");
  program_end();
}
END_TEST

START_TEST(a_parameter_on_the_command_line_holds_instead_of_the_policys) {
  begin();
  program_gives("evaluate oak --pupil P0003 --param low=66.66", 0,
                "\"actions\":[]", "");
  program_gives("evaluate oak --pupil P0003 --param low=66.67", 0,
                "\"threshold\":\"66.67\"", "");
  program_gives("evaluate oak --param lwo=80", 3, "", "lwo");
  program_end();
}
END_TEST

START_TEST(a_policy_that_does_not_load_is_told_by_file_and_line_and_exits_3) {
  begin();
  program_write("policies/school/letter.lua", "return {\n  api = 1,\n");
  program_gives("evaluate oak", 3, "", "policies/school/letter.lua:");
  program_gives("evaluate oak --policy school/none", 3, "", "school/none");
  program_end();
}
END_TEST

START_TEST(a_refused_register_is_told_by_file_line_and_value_and_exits_5) {
  begin();
  program_write("oak/marks.csv", "pupil_id,date,session,code\n"
                                 "P0001,2024-09-02,AM,/\n"
                                 "P0001,2024-09-02,PM,%\n");
  program_gives("evaluate oak -o a.ndjson", 5, "",
                "rollbook: oak/marks.csv:3: ");
  ck_assert(!program_exists("a.ndjson"));
  ck_assert(!program_exists("a.ndjson.part"));
  program_gives("evaluate elm", 5, "", "rollbook: elm: ");
  program_end();
}
END_TEST

START_TEST(keep_going_takes_the_good_rows_and_writes_the_bad_ones) {
  begin();
  program_write("oak/marks.csv", "pupil_id,date,session,code\n"
                                 "P0001,2024-09-02,AM,/\n"
                                 "P0001,2024-09-02,PM,%\n");
  program_gives("evaluate oak --keep-going", 5, "\"possible\":1,", "marks.csv");
  char *rejects = program_read("oak-rejects.csv");
  ck_assert_ptr_nonnull(strstr(rejects, "P0001,2024-09-02,PM,%"));
  free(rejects);
  program_gives("evaluate oak --keep-going --rejects bad.csv", 5, NULL, NULL);
  ck_assert(program_exists("bad.csv"));
  program_end();
}
END_TEST

START_TEST(an_output_file_appears_whole_and_nothing_else_is_printed) {
  begin();
  program_result printed = program_run("evaluate oak");
  program_gives("evaluate oak --output a.ndjson --summary s.json", 0, "", "");
  char *file = program_read("a.ndjson"), *summary = program_read("s.json");
  ck_assert_str_eq(file, printed.out);
  ck_assert_ptr_nonnull(strstr(summary, "\"pupils\":{\"all\":3,\"on_roll\":3,"
                                        "\"with_possible\":3,"
                                        "\"persistent_absence\":2,"
                                        "\"severe_absence\":0}"));
  ck_assert(!program_exists("a.ndjson.part"));
  ck_assert(!program_exists("s.json.part"));
  free(file);
  free(summary);
  program_free(&printed);
  program_gives("evaluate oak --output none/a.ndjson", 1, "",
                "none/a.ndjson: cannot be written (there is no such folder)");
  program_end();
}
END_TEST

START_TEST(every_format_is_written_and_follows_the_name_of_the_file) {
  begin();
  program_gives("evaluate oak --format table", 0, "School      oak\n", "");
  program_gives("evaluate oak --format json", 0, "[\n{\"pupil\":", "");
  program_gives("evaluate oak -o a.CSV && cat a.CSV", 0, "school,run,", "");
  program_gives("evaluate oak -o a.xlsx && head -c 2 a.xlsx", 0, "PK", "");
  program_gives("replay oak -o r.xlsx && head -c 2 r.xlsx", 0, "PK", "");
  program_gives("replay oak --format table", 0, "Changes     ", "");
  program_gives("evaluate oak --format table | cat", 0, "P0002   80.00", "");
  program_end();
}
END_TEST

START_TEST(threads_change_no_byte) {
  begin();
  static const char *const verbs[] = {"evaluate", "replay"};
  for (size_t i = 0; i < 2; i++) {
    char call[64];
    snprintf(call, sizeof call, "%s oak --threads 1", verbs[i]);
    program_result one = program_run(call);
    snprintf(call, sizeof call, "%s oak --threads 3", verbs[i]);
    program_result three = program_run(call);
    ck_assert_int_eq(one.exit, 0);
    ck_assert_str_eq(one.out, three.out);
    program_free(&one);
    program_free(&three);
  }
  program_end();
}
END_TEST

START_TEST(shards_together_are_the_whole) {
  begin();
  program_result whole = program_run("evaluate oak");
  program_result parts;
  char call[1024];
  snprintf(call, sizeof call,
           "evaluate oak --shard 1/2 -o 1.ndjson && "
           "ROLLBOOK_POLICIES=policies %s evaluate oak --shard 2/2 "
           "-o 2.ndjson && cat 1.ndjson 2.ndjson",
           ROLLBOOK_PROGRAM);
  parts = program_run(call);
  ck_assert_int_eq(parts.exit, 0);
  ck_assert_str_eq(parts.out, whole.out);
  program_free(&whole);
  program_free(&parts);
  program_end();
}
END_TEST

START_TEST(replay_prints_the_days_asked) {
  begin();
  program_gives("replay oak", 0,
                "{\"date\":\"2024-09-02\",\"pupil\":\"P0002\","
                "\"event\":\"action.fired\",\"id\":\"low\"",
                "");
  program_gives("replay oak --from 2024-09-03 --to 2024-09-03", 0, "", "");
  program_gives("replay oak --from 2024-09-04 --to 2024-09-04", 0,
                "{\"date\":\"2024-09-04\",\"pupil\":\"P0002\","
                "\"event\":\"action.overdue\"",
                "");
  program_end();
}
END_TEST

START_TEST(replay_keeps_a_result_and_finds_what_differs_from_it) {
  begin();
  program_gives("replay oak --write golden.ndjson", 0, "", "");
  program_gives("replay oak --expect golden.ndjson", 0, "", "");
  program_gives("replay oak --expect golden.ndjson --param low=70", 4,
                "line 3: expected {\"date\":\"2024-09-04\",\"pupil\":\"P0003\"",
                "rollbook: golden.ndjson: ");
  program_gives("replay oak --expect none.ndjson", 5, "", "none.ndjson");
  program_end();
}
END_TEST

START_TEST(a_folder_of_schools_is_run_in_the_order_of_their_names) {
  begin();
  program_gives("codes >/dev/null && mkdir all && cp -r oak all/b && "
                "cp -r oak all/a && cp -r oak all/c",
                0, "", "");
  program_write("all/a/school.json",
                "{\"id\":\"ash\",\"policy\":\"school/letter\"}\n");
  program_write("all/b/school.json",
                "{\"id\":\"birch\",\"policy\":\"school/letter\"}\n");
  program_write("all/c/marks.csv", "nonsense\n");
  program_result result = program_run("evaluate all --format csv");
  ck_assert_int_eq(result.exit, 5); /* c is refused, the others stand */
  const char *ash = strstr(result.out, "\nash,");
  const char *birch = strstr(result.out, "\nbirch,");
  ck_assert_ptr_nonnull(ash);
  ck_assert_ptr_nonnull(birch);
  ck_assert(ash < birch);
  ck_assert_ptr_nonnull(strstr(result.err, "all/c/marks.csv:1: "));
  ck_assert_ptr_null(strstr(result.out + 1, "school,run,"));
  program_free(&result);
  program_gives("evaluate all --pupil P0002 --summary s.json >/dev/null; "
                "grep -c '\"all\":2,' s.json",
                0, "1\n", NULL);
  program_end();
}
END_TEST

START_TEST(a_closed_pipe_ends_quietly) {
  begin();
  static const char *const calls[] = {"evaluate oak", "replay oak", "--help",
                                      "evaluate oak --format table",
                                      "codes --format csv"};
  for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
    char call[512];
    /* the reader has gone before the program writes */
    snprintf(call, sizeof call,
             "--version >/dev/null; { sleep 0.1; ROLLBOOK_POLICIES=policies "
             "%s %s; echo $? >code; } | true; cat code",
             ROLLBOOK_PROGRAM, calls[i]);
    program_gives(call, 0, "0\n", "");
  }
  program_end();
}
END_TEST

START_TEST(results_that_are_no_file_go_where_they_are_sent) {
  begin();
  program_gives("evaluate oak --output /dev/stdout", 0, "{\"pupil\":", "");
  program_gives("evaluate oak --output - --format csv", 0, "school,run", "");
  program_gives("evaluate oak --output /dev/full", 1, "", "the disk is full");
  program_end();
}
END_TEST

/* A school large enough for the output to be written while it runs. */
static void write_many(void) {
  char *all = malloc(1 << 20), *at = all;
  at += sprintf(at, "pupil_id,start_date,marks\n");
  for (int i = 0; i < 400; i++)
    at += sprintf(at, "P%04d,2024-09-02,OO/\\/\\/\\/\\\n", i);
  program_write("oak/marks.csv", all);
  free(all);
}

START_TEST(what_stops_the_output_in_the_middle_is_told_and_leaves_nothing) {
  begin();
  write_many();
  program_gives("evaluate oak --output /dev/full", 1, "",
                "rollbook: /dev/full: cannot be written (the disk is full)");
  program_gives("replay oak --output /dev/full", 1, "",
                "rollbook: /dev/full: cannot be written (the disk is full)");
  program_gives("evaluate oak | head -c 1", 0, "{", "");
  program_end();
}
END_TEST

/* A condition that always fails: 400 pupils undetermined. */
START_TEST(undetermined_pupils_are_shown_and_counted_and_may_stop_the_run) {
  begin();
  write_many();
  program_write(
      "policies/school/letter.lua",
      "return { api = 1, id = \"school/letter\", title = \"T\",\n"
      "  effective = { from = \"2020-08-01\" },\n"
      "  clauses = { A = { \"A\", source = \"\" } },\n"
      "  flags = { { id = \"f\", label = \"F\", clause = \"A\",\n"
      "    when = function(pupil) return pupil.nothing.x end } } }\n");
  program_gives("evaluate oak", 6, "\"undetermined\":[{\"id\":\"f\",", NULL);
  program_gives("evaluate oak --max-failures 3 -o a.ndjson", 6, "",
                "--max-failures");
  ck_assert(!program_exists("a.ndjson"));
  program_end();
}
END_TEST

START_TEST(colours_stay_away_from_files_and_pipes) {
  begin();
  program_result result =
      program_run_with("TERM=xterm", "evaluate oak --format table");
  ck_assert_int_eq(result.exit, 0);
  ck_assert_ptr_null(strchr(result.out, '\033'));
  ck_assert_str_eq(result.err, "");
  program_free(&result);
  program_end();
}
END_TEST

/* What the program prints when its standard output is a terminal. */
static char *on_a_terminal(const char *name, const char *value) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  ck_assert_int_ge(terminal, 0);
  ck_assert_int_eq(grantpt(terminal), 0);
  ck_assert_int_eq(unlockpt(terminal), 0);
  pid_t child = fork();
  ck_assert_int_ge(child, 0);
  if (child == 0) {
    int other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    if (other < 0 || dup2(other, STDOUT_FILENO) < 0 ||
        chdir(program_folder()) != 0)
      _exit(99);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    setenv(name, value, 1);
    execl(ROLLBOOK_PROGRAM, "rollbook", "evaluate", "oak", "--policies",
          "policies", (char *)NULL);
    _exit(99);
  }
  char *text = calloc(1, 1 << 16);
  size_t length = 0;
  int status;
  bool ended = false;
  while (length < (1 << 16) - 1) {
    ssize_t part = 0;
    struct pollfd ready = {.fd = terminal, .events = POLLIN};
    if (poll(&ready, 1, 20) > 0 && (ready.revents & POLLIN))
      part = read(terminal, text + length, (1 << 16) - 1 - length);
    if (part > 0)
      length += (size_t)part;
    else if (ended)
      break;
    else
      ended = waitpid(child, &status, WNOHANG) == child;
  }
  close(terminal);
  ck_assert(ended && WIFEXITED(status));
  ck_assert_int_eq(WEXITSTATUS(status), 0);
  return text;
}

/* A bare tree without /dev/pts has none. */
static bool terminals_can_be_made(void) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) {
    fputs("colours on a terminal not tested: no terminal can be made here\n",
          stderr);
    return false;
  }
  close(terminal);
  return true;
}

START_TEST(a_terminal_gets_a_table_in_colour_unless_they_are_refused) {
  if (!terminals_can_be_made()) return;
  begin();
  char *text = on_a_terminal("TERM", "xterm");
  ck_assert_ptr_nonnull(strstr(text, "\033[1mSchool"));
  ck_assert_ptr_nonnull(strstr(text, "\033[31mlow overdue 2024-09-03"));
  free(text);
  text = on_a_terminal("NO_COLOR", "1");
  ck_assert_ptr_nonnull(strstr(text, "School      oak"));
  ck_assert_ptr_null(strchr(text, '\033'));
  free(text);
  text = on_a_terminal("TERM", "dumb");
  ck_assert_ptr_null(strchr(text, '\033'));
  free(text);
  program_end();
}
END_TEST

START_TEST(a_locale_with_a_decimal_comma_changes_nothing) {
  begin();
  program_result plain = program_run("evaluate oak --format csv");
  program_result german =
      program_run_with("LC_ALL=de_DE.UTF-8", "evaluate oak --format csv");
  ck_assert_str_eq(plain.out, german.out);
  program_free(&plain);
  program_free(&german);
  program_end();
}
END_TEST

/* Starts `rollbook evaluate oak -o a.ndjson` on a register that is a pipe
 * which nobody fills, and waits until its .part is there. */
static pid_t start_waiting(void) {
  pid_t child = fork();
  ck_assert_int_ge(child, 0);
  if (child == 0) {
    if (chdir(program_folder()) != 0) _exit(99);
    execl(ROLLBOOK_PROGRAM, "rollbook", "evaluate", "oak", "-o", "a.ndjson",
          "--policies", "policies", (char *)NULL);
    _exit(99);
  }
  for (int i = 0; i < 300 && !program_exists("a.ndjson.part"); i++)
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  ck_assert(program_exists("a.ndjson.part"));
  return child;
}

START_TEST(a_signal_leaves_no_half_file_and_ends_as_signals_do) {
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  begin();
  program_gives("--version; rm oak/marks.csv; mkfifo oak/marks.csv", 0, NULL,
                "");
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    pid_t child = start_waiting();
    ck_assert_int_eq(kill(child, signals[i]), 0);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
    ck_assert_int_eq(WTERMSIG(status), signals[i]);
    ck_assert(!program_exists("a.ndjson.part"));
    ck_assert(!program_exists("a.ndjson"));
  }
  program_end();
}
END_TEST

START_TEST(codes_before_and_after_the_new_set_differ) {
  begin();
  /* SI 2024/208 came into force on 19 August 2024: 34 codes with Z and # */
  program_gives("codes --on 2024-08-19", 0, "\n34 codes and ", "");
  program_gives("codes --on 2024-08-19", 0, "\nY7    not possible", "");
  program_gives("codes --on 2024-08-18", 0,
                "\nH     authorised                  Family holiday", "");
  program_gives("codes --on 2024-08-18 | grep -c ^Y7", 1, "0\n", "");
  program_gives("codes --on 2024-08-19 | grep -c '^H '", 1, "0\n", "");
  program_gives("codes --on 2024-08-18 --format csv | grep ^J,", 0,
                "J,,approved educational activity,yes,yes,", "");
  program_gives("codes --on 2024-08-19 --format ndjson", 0,
                "{\"code\":\"J1\",\"counts_as\":null,"
                "\"class\":\"authorised absence\",\"possible\":true,"
                "\"attended\":false,",
                "");
  program_gives("codes --on 2021-08-01 --format csv | grep ^X02,", 0, "X02,X,",
                "");
  program_gives("codes", 0, " codes and ", "");
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN(
      "program", help_and_version_are_results_and_no_errors,
      help_has_no_line_beyond_a_terminals_eighty_columns,
      wrong_usage_says_what_and_what_to_do_and_exits_2,
      short_options_and_both_ways_of_giving_a_value_are_understood,
      evaluate_decides_as_of_the_day_asked,
      a_parameter_on_the_command_line_holds_instead_of_the_policys,
      a_policy_that_does_not_load_is_told_by_file_and_line_and_exits_3,
      a_refused_register_is_told_by_file_line_and_value_and_exits_5,
      keep_going_takes_the_good_rows_and_writes_the_bad_ones,
      an_output_file_appears_whole_and_nothing_else_is_printed,
      every_format_is_written_and_follows_the_name_of_the_file,
      threads_change_no_byte, shards_together_are_the_whole,
      replay_prints_the_days_asked,
      replay_keeps_a_result_and_finds_what_differs_from_it,
      a_folder_of_schools_is_run_in_the_order_of_their_names,
      a_closed_pipe_ends_quietly,
      results_that_are_no_file_go_where_they_are_sent,
      what_stops_the_output_in_the_middle_is_told_and_leaves_nothing,
      undetermined_pupils_are_shown_and_counted_and_may_stop_the_run,
      colours_stay_away_from_files_and_pipes,
      a_terminal_gets_a_table_in_colour_unless_they_are_refused,
      a_locale_with_a_decimal_comma_changes_nothing,
      a_signal_leaves_no_half_file_and_ends_as_signals_do,
      codes_before_and_after_the_new_set_differ);
}
