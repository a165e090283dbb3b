/* What the language must be able to say: a small policy for each, tried by the
 * one fixture file tests/policy/reach_test.lua. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "author/author.h"
#include "base/alloc.h"
#include "policy/fixture_reader.h"
#include "support/suite.h"

#define FOLDER TEST_SOURCE_DIR "/tests/policy/reach"
#define TESTS  TEST_SOURCE_DIR "/tests/policy/reach_test.lua"

/* In the order in which the needs were written down. */
static const char *const capabilities[] = {
    "window_school_days", "window_school_weeks", "window_calendar_weeks",
    "window_half_terms", "window_terms", "window_years",
    "window_since_an_event", "window_after_an_event", "window_before_an_event",
    "rolling_years", "same_stretch_last_year", "fixed_dates",
    "named_period_for_year_groups",
    /* figures */
    "counts_of_sessions", "counts_of_days", "counts_of_episodes",
    "minutes_late", "rates_in_a_window", "runs", "weekdays", "beside_a_holiday",
    "broken_weeks", "products_of_figures",
    /* codes */
    "any_set_of_codes", "split_by_the_dominant_code",
    /* when */
    "only_if_the_last_letter_was_sent", "once_a_period", "on_multiples",
    "expiry", "resets", "step_down_with_approval",
    "counts_that_restart_after_an_event",
    /* what is on record */
    "contact", "visit", "meeting_attended_or_not",
    "plan_with_target_and_review", "evidence", "notices_issued", "notices_paid",
    "notices_withdrawn", "for_each_parent_and_child", "approvals",
    /* pupils and schools */
    "attributes_with_history", "siblings", "joint_letters", "phase",
    "compulsory_age_on_the_day", "marks_from_a_previous_school",
    /* actions */
    "a_due_date", "a_clock_time", "an_owner_for_each_pupil", "may_and_must",
    "recode_after_an_event", "recode_beyond_a_yearly_cap",
    "a_route_up_to_a_bound", "an_exemption_with_its_reason",
    "another_letter_for_a_group",
    /* versions, comparisons, events */
    "two_dated_versions", "thresholds_by_half_term", "against_the_year_group",
    "figures_as_rounded", "an_action_for_each_event", "on_return_after_a_run"};
#define CAPABILITIES (sizeof capabilities / sizeof capabilities[0])

static rbk_author_options options = {.policies = FOLDER};

START_TEST(all_of_them_load_without_a_warning) {
  static const char *const words[] = {FOLDER};
  rbk_buffer text;
  rbk_error error = {0};
  rbk_buffer_init(&text, NULL);
  options.words = words;
  options.word_count = 1;
  rbk_status status = rbk_author_check(&options, &text, &error);
  ck_assert_msg(status == RBK_OK, "%s", rbk_buffer_string(&text));
  ck_assert_str_eq(rbk_buffer_string(&text), "0 errors, 0 warnings\n");
  rbk_buffer_finish(&text);
}
END_TEST

START_TEST(each_says_what_its_fixtures_expect) {
  static const char *const words[] = {TESTS};
  rbk_buffer text;
  rbk_error error = {0};
  bool passed = false;
  rbk_buffer_init(&text, NULL);
  options.words = words;
  options.word_count = 1;
  rbk_status status = rbk_author_test(&options, &text, &passed, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  ck_assert_msg(passed, "%s", rbk_buffer_string(&text));
  ck_assert_ptr_null(strstr(rbk_buffer_string(&text), "skipped"));
  rbk_buffer_finish(&text);
}
END_TEST

/* Fixtures about a policy alone, and about it as one of a list. */
static size_t fixtures_about(const rbk_fixtures *fixtures, const char *id) {
  size_t count = 0;
  for (size_t i = 0; i < fixtures->count; i++)
    if (fixtures->items[i].policy_count == 1 &&
        strcmp(fixtures->items[i].policies[0].policy, id) == 0)
      count++;
  return count;
}

START_TEST(each_has_fixtures_on_both_sides) {
  rbk_problems problems;
  rbk_fixtures *fixtures = NULL;
  rbk_problems_init(&problems, rbk_alloc_or_default(NULL));
  ck_assert_int_eq(rbk_fixtures_read(NULL, TESTS, &problems, &fixtures),
                   RBK_OK);
  ck_assert_uint_eq(CAPABILITIES, 63);
  for (size_t i = 0; i < CAPABILITIES; i++)
    ck_assert_msg(fixtures_about(fixtures, capabilities[i]) >= 2,
                  "%zu fixtures are about %s",
                  fixtures_about(fixtures, capabilities[i]), capabilities[i]);
  for (size_t i = 0; i < fixtures->count; i++)
    ck_assert_msg(fixtures->items[i].policy_count > 0, "\"%s\" is about none",
                  fixtures->items[i].name);
  rbk_fixtures_destroy(fixtures);
  rbk_problems_finish(&problems);
}
END_TEST

/* Whether a file's name is that of a capability, or of its version before. */
static bool is_known(const char *name) {
  char file[128];
  for (size_t i = 0; i < CAPABILITIES; i++) {
    snprintf(file, sizeof file, "%s.lua", capabilities[i]);
    if (strcmp(file, name) == 0) return true;
  }
  return strcmp(name, "two_dated_versions_before.lua") == 0;
}

START_TEST(no_policy_lies_about_untried) {
  size_t count = 0;
  DIR *folder = opendir(FOLDER);
  ck_assert_ptr_nonnull(folder);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    ck_assert_msg(is_known(entry->d_name), "%s is nobody's", entry->d_name);
    count++;
  }
  closedir(folder);
  ck_assert_uint_eq(count, CAPABILITIES + 1);
}
END_TEST

int main(void) {
  return TEST_RUN("reach", all_of_them_load_without_a_warning,
                  each_says_what_its_fixtures_expect,
                  each_has_fixtures_on_both_sides,
                  no_policy_lies_about_untried);
}
