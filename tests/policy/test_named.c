/* Events that name an action nothing came to. Weeks begin on Monday 2 September
 * 2024; P0001 and P0002 are ill on the 10th and the 18th. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;
static test_load load;
static rbk_register *reg;
static char told[4000];

static const char policy[] =
    "return { api = 1, id = \"la/x\", title = \"x\", facts = { rung = {} },\n"
    "  rules = { { id = \"ring\", action = \"ring\", once = \"ever\",\n"
    "    when = sessions \"I\":within(day):at_least(1), done = \"rung\" },\n"
    "    { id = \"tell\", action = \"tell\", once = \"week\", group = "
    "everyone,\n"
    "      when = weekday \"fri\", done = \"told\" } } }\n";

static void on_message(void *context, const rbk_message *message) {
  (void)context;
  size_t at = strlen(told);
  snprintf(told + at, sizeof told - at, "%s%s:%zu %s: %s\n",
           message->warning ? "" : "error ", message->file, message->line,
           message->id, message->text);
}

static school *two_pupils(void) {
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-10", "II");
  school_mark(s, "P0002", "2024-09-18", "II");
  return s;
}

static void begin(school *s) {
  scripts = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&scripts, "la/x.lua", policy);
  reg = school_finish(s);
  for (size_t i = 0; i < reg->history.event_count; i++) {
    reg->history.events[i].file = "events.csv";
    reg->history.events[i].line = i + 2;
  }
  load_policy(&scripts, reg, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
}

static void end(void) {
  rbk_policy_destroy(load.policy);
  rbk_register_destroy(reg);
  scripts_end(&scripts);
}

static const char *said_by(rbk_run_options options, bool replay) {
  told[0] = '\0';
  options.message = on_message;
  if (replay)
    (void)replayed(reg, load.policy, &options);
  else
    (void)decided(reg, load.policy, &options);
  return told;
}

#define UNKNOWN(line, key)                                                     \
  "events.csv:" line " unknown-action: no action '" key "' came of this run, " \
  "so this event discharges by its kind alone; correct `action`, or leave it " \
  "empty\n"

START_TEST(a_key_that_nothing_came_to_is_told_once_at_its_first_row) {
  school *s = two_pupils();
  school_event(s, "P0001", "2024-09-11", "rung", "action=ring/P0001/ever");
  school_event(s, "P0001", "2024-09-12", "rung", "action=ring/P0001/evre");
  school_event(s, "P0001", "2024-09-13", "rung", "action=ring/P0001/evre");
  /* another pupil's is one that came */
  school_event(s, "P0002", "2024-09-19", "rung", "action=ring/P0001/ever");
  begin(s);
  ck_assert_str_eq(said_by(options_as_of("2024-09-20"), false),
                   UNKNOWN("3", "ring/P0001/evre"));
  ck_assert_str_eq(said_by(options_none(), true),
                   UNKNOWN("3", "ring/P0001/evre"));
  end();
}
END_TEST

START_TEST(keys_of_the_schools_actions_are_known_too) {
  school *s = two_pupils();
  school_event(s, NULL, "2024-09-07", "told", "action=tell/everyone/2024-W36");
  school_event(s, NULL, "2024-09-07", "told", "action=tell/everyone/2024-W63");
  begin(s);
  ck_assert_str_eq(said_by(options_none(), true),
                   UNKNOWN("3", "tell/everyone/2024-W63"));
  end();
}
END_TEST

START_TEST(events_after_the_day_asked_say_nothing_yet) {
  school *s = two_pupils();
  school_event(s, "P0002", "2024-09-19", "rung", "action=ring/P0002/ever");
  begin(s);
  /* P0002 was not ill before the 18th */
  ck_assert_str_eq(said_by(options_as_of("2024-09-17"), false), "");
  ck_assert_str_eq(said_by(options_as_of("2024-09-19"), false), "");
  end();
}
END_TEST

START_TEST(a_run_of_a_part_of_the_school_cannot_tell) {
  school *s = two_pupils();
  school_event(s, "P0001", "2024-09-12", "rung", "action=ring/P0002/ever");
  begin(s);
  rbk_run_options options = options_none();
  options.pupil = "P0001";
  ck_assert_str_eq(said_by(options, true), "");
  options.pupil = NULL;
  options.shard = 2;
  options.shards = 2;
  ck_assert_str_eq(said_by(options, true), "");
  options.shard = options.shards = 1;
  ck_assert_str_eq(said_by(options, true), "");
  end();
}
END_TEST

START_TEST(threads_tell_the_same) {
  school *s = two_pupils();
  school_event(s, "P0001", "2024-09-12", "rung", "action=ring/P0002/ever");
  school_event(s, "P0002", "2024-09-19", "rung", "action=ring/P0003/ever");
  begin(s);
  rbk_run_options options = options_none();
  options.threads = 4;
  ck_assert_str_eq(said_by(options, true), UNKNOWN("3", "ring/P0003/ever"));
  end();
}
END_TEST

int main(void) {
  return TEST_RUN(
      "named", a_key_that_nothing_came_to_is_told_once_at_its_first_row,
      keys_of_the_schools_actions_are_known_too,
      events_after_the_day_asked_say_nothing_yet,
      a_run_of_a_part_of_the_school_cannot_tell, threads_tell_the_same);
}
