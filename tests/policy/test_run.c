/* Policies with functions and hooks through a whole run. Weeks begin on Monday
 * 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;
static test_load load;
static rbk_register *reg;

/* P0001 is ill on Tuesday the 10th and Wednesday the 11th, P0002 on Wednesday
 * the 18th. */
static rbk_register *two_pupils(void) {
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-10", "II");
  school_mark(s, "P0001", "2024-09-11", "II");
  school_mark(s, "P0002", "2024-09-18", "II");
  return school_finish(s);
}

static void begin(const char *before, const char *parts) {
  char text[4000];
  (void)snprintf(text, sizeof text,
                 "local ill = sessions \"I\":within(school_year)\n%s\n"
                 "return { api = 1, id = \"la/x\", title = \"x\",\n"
                 "  measures = { ill = ill }, roles = { head = \"Head\", "
                 "office = \"Office\" },\n  %s }\n",
                 before, parts);
  scripts = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&scripts, "la/x.lua", text);
  reg = two_pupils();
  load_policy(&scripts, reg, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
}

static void end(void) {
  rbk_policy_destroy(load.policy);
  rbk_register_destroy(reg);
  scripts_end(&scripts);
}

START_TEST(a_function_raises_a_flag_on_the_day_it_first_holds) {
  begin("", "flags = { { id = \"f\", label = \"f\", when = function(pupil)\n"
            "    return #pupil:dates(\"I\", school_year) >= 2 end } }");
  ck_assert_str_eq(replayed(reg, load.policy, NULL),
                   "2024-09-11 P0001 flag.raised f\n");
  end();
}
END_TEST

START_TEST(a_function_joined_with_a_condition_is_read_with_it) {
  begin("", "rules = { { id = \"r\", action = \"act\", once = \"week\",\n"
            "    when = weekday \"fri\" & function(pupil) return "
            "pupil:value(ill):at_least(2) end } }");
  ck_assert_str_eq(lines_with(replayed(reg, load.policy, NULL), "action.fired"),
                   "2024-09-13 P0001 action.fired r r/P0001/2024-W37\n"
                   "2024-09-20 P0001 action.fired r r/P0001/2024-W38\n"
                   "2024-09-20 P0002 action.fired r r/P0002/2024-W38\n"
                   "2024-09-27 P0001 action.fired r r/P0001/2024-W39\n"
                   "2024-09-27 P0002 action.fired r r/P0002/2024-W39\n");
  end();
}
END_TEST

START_TEST(owner_and_due_day_come_from_functions) {
  begin("",
        "rules = { { id = \"r\", when = ill:at_least(4), once = \"ever\",\n"
        "    action = function(pupil) return \"ring \" .. pupil.id end,\n"
        "    owner = function(_, _, day) return day:is_last_of(week) and "
        "role.head or role.office end,\n"
        "    due = function(_, _, day) return day:add(school_days(3)) end } }");
  ck_assert_str_eq(lines_with(replayed(reg, load.policy, NULL), "action.fired"),
                   "2024-09-11 P0001 action.fired r r/P0001/ever "
                   "due=2024-09-16\n");
  const char *action = decided_only(reg, load.policy, "2024-09-11", "action");
  ck_assert_msg(strstr(action, "owner office") != NULL, "%s", action);
  end();
}
END_TEST

START_TEST(a_hook_fires_rules_and_raises_flags) {
  begin("",
        "flags = { { id = \"f\", label = \"f\", when = ill:at_least(100) } },\n"
        "  rules = { { id = \"r\", when = ill:at_least(100), action = "
        "\"act\" } },\n"
        "  hooks = {\n"
        "    classify = function(pupil) if pupil:value(ill):at_least(4) then "
        "return { { \"f\", sessions = pupil:value(ill) } } end return {} end,\n"
        "    escalate = function(pupil) if pupil:value(ill):at_least(4) then "
        "return { \"r\" } end return {} end }");
  const char *lines = replayed(reg, load.policy, NULL);
  ck_assert_str_eq(lines_with(lines, "flag.raised"),
                   "2024-09-11 P0001 flag.raised f\n");
  ck_assert_str_eq(lines_with(lines, "action.fired"),
                   "2024-09-11 P0001 action.fired r r/P0001/2024-09-11\n");
  end();
}
END_TEST

/* P0002's function fails: that pupil is undetermined, the other is not. */
START_TEST(a_function_that_fails_leaves_its_pupil_undetermined) {
  begin("", "flags = { { id = \"f\", label = \"f\", when = function(pupil)\n"
            "    if pupil.id == \"P0002\" then return pupil.nmae end\n"
            "    return pupil:value(ill):at_least(4) end } }");
  ck_assert_str_eq(lines_with(replayed(reg, load.policy, NULL), "P0001"),
                   "2024-09-11 P0001 flag.raised f\n");
  const char *lines =
      decided_only(reg, load.policy, "2024-09-20", "undetermined");
  ck_assert_msg(strstr(lines, "f") && strstr(lines, "no field \"nmae\" on the "
                                                    "pupil"),
                "%s", lines);
  ck_assert_msg(strstr(lines, "x.lua:6"), "%s", lines);
  end();
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_lines) {
  begin("local steps = { 1, 2, 3, 4 }",
        "flags = { { id = \"f\", label = \"f\", when = function(pupil, case, "
        "day)\n"
        "    local n = 0\n"
        "    for _, s in ipairs(steps) do n = n + s end\n"
        "    return pupil:value(ill):at_least(2) and n == 10 end } }");
  char first[2000];
  (void)snprintf(first, sizeof first, "%s", replayed(reg, load.policy, NULL));
  ck_assert_str_eq(first, "2024-09-10 P0001 flag.raised f\n"
                          "2024-09-18 P0002 flag.raised f\n");
  for (unsigned threads = 2; threads <= 3; threads++) {
    rbk_run_options options = options_none();
    options.threads = threads;
    ck_assert_str_eq(replayed(reg, load.policy, &options), first);
  }
  end();
}
END_TEST

int main(void) {
  return TEST_RUN("policies in a run",
                  a_function_raises_a_flag_on_the_day_it_first_holds,
                  a_function_joined_with_a_condition_is_read_with_it,
                  owner_and_due_day_come_from_functions,
                  a_hook_fires_rules_and_raises_flags,
                  a_function_that_fails_leaves_its_pupil_undetermined,
                  any_number_of_threads_gives_the_same_lines);
}
