/* The events by which an action's condition held, or those that were not there.
 * Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "rollbook/run.h"
#include "support/folder.h"
#include "support/script.h"
#include "support/suite.h"

#define CALENDAR                                                               \
  "{\"school_year\":\"2024/25\",\"half_terms\":[{\"term\":\"autumn\","         \
  "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-09-13\"}],"              \
  "\"school_days\":10,\"sessions\":20}\n"

/* The whole fortnight, the weekend in its middle. */
#define MARKS                                                                  \
  "pupil_id,start_date,marks\nP1,2024-09-02,/\\/\\/\\/\\/\\####/\\/\\/\\/\\/"  \
  "\\\n"

static rbk_status take(void *context, const rbk_decision *d) {
  char *out = context;
  for (size_t i = 0; i < d->action_count; i++)
    for (size_t k = 0; k < d->actions[i].because_count; k++) {
      const rbk_because *item = &d->actions[i].because[k];
      if (item->kind != RBK_BECAUSE_EVENT) continue;
      size_t length = strlen(out);
      snprintf(out + length, 512 - length, "%s %s %s %s\n", d->actions[i].fired,
               item->name, item->id ? item->id : "-",
               item->date ? item->date : "-");
    }
  return RBK_OK;
}

/* What a rule with this condition shows of events, a line each. */
static const char *events_behind(const char *when, const char *events) {
  static char out[512];
  char script[1024];
  rbk_error error = {0};
  rbk_register *reg = NULL;
  test_load load;
  test_scripts scripts = scripts_begin(TEST_BINARY_DIR);
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  snprintf(script, sizeof script,
           "return { api = 1, id = \"school/t\", title = \"T\",\n"
           "  facts = { call = {}, help = { \"to\" } },\n"
           "  rules = { { id = \"r\", when = %s, action = \"act\" } } }\n",
           when);
  scripts_write(&scripts, "school/t.lua", script);
  folder_write(&folder, "calendar.json", CALENDAR);
  folder_write(&folder, "school.json", "{\"id\":\"oak\"}\n");
  folder_write(&folder, "marks.csv", MARKS);
  folder_write(&folder, "events.csv", events);
  rbk_status status = rbk_register_read(folder.path, NULL, &reg, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  load_policy(&scripts, reg, "school/t", NULL, &load);
  ck_assert_str_eq(load.said, "");
  rbk_run_options options = {.size = sizeof options};
  rbk_decision_sink sink = {.context = out, .decision = take};
  out[0] = '\0';
  ck_assert_int_eq(rbk_evaluate(reg, load.policy, &options, &sink, &error),
                   RBK_OK);
  rbk_policy_destroy(load.policy);
  rbk_register_destroy(reg);
  folder_end(&folder);
  scripts_end(&scripts);
  return out;
}

/* C2 is later, and not in the window. */
START_TEST(a_window_shows_the_event_that_is_in_it) {
  ck_assert_str_eq(
      events_behind("on_record(\"call\"):within(between(\"2024-09-02\", "
                    "\"2024-09-04\")) & on_or_after(\"2024-09-06\")",
                    "pupil_id,date,kind,id\nP1,2024-09-03,call,C1\n"
                    "P1,2024-09-05,call,C2\n"),
      "2024-09-06 call C1 2024-09-03\n");
}
END_TEST

/* H2, which began later, is over on Wednesday 4. */
START_TEST(what_is_current_is_shown_and_not_what_is_over) {
  ck_assert_str_eq(
      events_behind("current(\"help\") & on_or_after(\"2024-09-05\")",
                    "pupil_id,date,kind,id,to\n"
                    "P1,2024-09-02,help,H1,2024-09-12\n"
                    "P1,2024-09-03,help,H2,2024-09-04\n"),
      "2024-09-05 help H1 2024-09-02\n");
}
END_TEST

/* The call of the week before is no reason why there is none this week. */
START_TEST(what_is_not_there_has_no_event) {
  ck_assert_str_eq(
      events_behind("~on_record(\"call\"):within(week) & "
                    "on_or_after(\"2024-09-10\")",
                    "pupil_id,date,kind,id\nP1,2024-09-03,call,C1\n"),
      "2024-09-10 call - -\n");
}
END_TEST

int main(void) {
  return TEST_RUN("because", a_window_shows_the_event_that_is_in_it,
                  what_is_current_is_shown_and_not_what_is_over,
                  what_is_not_there_has_no_event);
}
