/* Ladders as scripts write them: what fixtures expect of stages, what cover
 * counts, what check warns of. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "author/author.h"
#include "base/alloc.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts folder;
static char report[65536];
static bool passed;
static unsigned percent;

#define LOST "sessions(codes 'O'):within(school_year)"
#define HEAD                                                                   \
  "return { api = 1, id = 'school/x', title = 'X',\n"                          \
  "  effective = { from = '2024-08-19' },\n"                                   \
  "  roles = { head = 'Head', lead = 'Lead' }, facts = { meeting = {} },\n"    \
  "  params = { one = { 2, unit = 'sessions' }, stay = { 5, unit = "           \
  "'school_days', step = 1 },\n"                                               \
  "    again = { 10, unit = 'school_days' } },\n"

/* Two sessions lead to the first stage, six and a meeting to the second; five
 * days without more lead out again. */
static const char policy[] = HEAD
    "  ladders = { support = {\n"
    "    { id = 's1', label = 'One', owner = role.lead,\n"
    "      enter = " LOST ":at_least(param.one), needs = { 'meeting' },\n"
    "      review = school_days(param.again),\n"
    "      leave = sessions(codes 'O'):within(since_stage 's1'):is(0)\n"
    "        & days_in_stage 's1':at_least(param.stay),\n"
    "      on_entry = { { id = 'invite', action = 'invite', due = "
    "school_days(3), done = 'meeting' } },\n"
    "      on_review = { { id = 'look', action = 'look', due = school_days(0) "
    "} },\n"
    "      on_overdue = { { id = 'chase', action = 'chase', due = "
    "school_days(1) } } },\n"
    "    { id = 's2', label = 'Two', owner = role.head,\n"
    "      enter = " LOST ":at_least(6) & stage_complete 's1' } } } }\n";

#define FIXTURE(name, day, sessions, more)                                     \
  "{ '" name "', calendar = '190 days', on = '" day "',\n"                     \
  "  marks = all_present:sessions(" sessions ", 'O', '2024-11-11'),\n" more    \
  " },\n"

static void begin(const char *script, const char *fixtures) {
  char test[8192];
  snprintf(test, sizeof test, "return {\n%s}\n", fixtures);
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "school/x.lua", script);
  scripts_write(&folder, "school/x_test.lua", test);
}

typedef enum tool { CHECK, TEST, COVER } tool;

static void use(tool which) {
  const char *const words[] = {"school/x"};
  rbk_author_options options = {
      .policies = folder.folder, .words = words, .word_count = 1};
  rbk_error error = {0};
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  rbk_status status = which == CHECK ? rbk_author_check(&options, &out, &error)
                      : which == TEST
                          ? rbk_author_test(&options, &out, &passed, &error)
                          : rbk_author_cover(&options, &out, &percent, &error);
  snprintf(report, sizeof report, "%s", rbk_buffer_string(&out));
  rbk_buffer_finish(&out);
  ck_assert_msg(status == RBK_OK, "%s", report);
}

static void says(const char *text) {
  ck_assert_msg(strstr(report, text) != NULL, "no \"%s\" in\n%s", text, report);
}

START_TEST(a_stage_is_expected_by_name_or_in_detail_or_not_at_all) {
  /* Monday the 11th is the day of both sessions; ten school days later is
   * Monday the 25th. */
  begin(policy,
        FIXTURE("one session", "2024-11-15", "1",
                "expect = { stages = { support = none }, actions = {} }")
            FIXTURE("silence", "2024-11-15", "1", "expect = { stages = {} }")
                FIXTURE("two", "2024-11-11", "2",
                        "expect = { stages = { support = 's1' } }")
                    FIXTURE("two, in detail", "2024-11-14", "2",
                            "expect = { stages = { { id = 'support', stage = "
                            "'s1', since = '2024-11-11', review = "
                            "'2024-11-25', owner = 'lead', missing = { "
                            "'meeting' } } }, actions = { invite = 'due' } }"));
  use(TEST);
  says("4 passed, 0 failed\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(another_stage_is_told_with_the_ways_in_and_out) {
  begin(policy, FIXTURE("two", "2024-11-12", "2",
                        "expect = { stages = { support = 's2' } }"));
  use(TEST);
  says("stages support: expected s2, got s1\n");
  says("s1 is left where days in stage s1 is at least 5 (stay) does not hold: "
       "it is 1 on 2024-11-12");
  says("s2 is entered where "
       "stage s1 is complete does not hold");
  scripts_end(&folder);
  begin(policy, FIXTURE("two", "2024-11-12", "2", "expect = { stages = {} }"));
  use(TEST);
  says("stages support: expected nothing, got s1");
  scripts_end(&folder);
}
END_TEST

START_TEST(cover_counts_entries_and_what_happens_in_a_stage) {
  begin(policy,
        FIXTURE("one session", "2024-11-15", "1",
                "expect = { stages = {}, actions = {} }")
            FIXTURE("two", "2024-11-11", "2",
                    "expect = { stages = { support = 's1' }, actions = { "
                    "invite = 'due' } }"));
  use(COVER);
  says("  stage s1: entered in 1, not in 1\n");
  says("  stage s2: entered in 0, not in 2\n");
  says(": never entered\n");
  says("  rule invite: fired in 1, not in 1\n");
  says("  rule look: fired in 0, not in 2\n");
  says("  rule chase: fired in 0, not in 2\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(numbers_of_enter_leave_and_review_are_moved) {
  /* Entered on the 11th: on Monday the 18th five days in the stage lie behind
   * the pupil, on Friday the 15th four. The review is on the 25th. */
  static const char steps[] =
      HEAD "  ladders = { support = {\n"
           "    { id = 's1', label = 'One', owner = role.lead,\n"
           "      enter = " LOST ":at_least(param.one),\n"
           "      review = school_days(param.again),\n"
           "      leave = days_in_stage 's1':at_least(param.stay) } } } }\n";
  begin(steps,
        FIXTURE("one session", "2024-11-15", "1", "expect = { stages = {} }")
            FIXTURE("two", "2024-11-11", "2",
                    "expect = { stages = { { id = 'support', stage = 's1', "
                    "review = '2024-11-25' } } }")
                FIXTURE("four days", "2024-11-15", "2",
                        "expect = { stages = { support = 's1' } }"));
  use(COVER);
  says("  threshold one = 2, step 1: tested\n");
  says("  threshold again = 10, step 1: tested\n");
  /* one step down the pupil has left on the 15th; up, nobody notices */
  says("  threshold stay = 5, step 1: untested\n");
  says("with 6, one step up, no fixture fails");
  ck_assert_ptr_null(strstr(report, "with 4, one step down"));
  scripts_end(&folder);
}
END_TEST

/* A stage whose `leave` is this list, beside a flag, and a rule that fires in
 * the stage. */
#define LEFT(list)                                                             \
  HEAD "  flags = { { id = 'often', label = 'Often', when = " LOST             \
       ":at_least(3) } },\n"                                                   \
       "  rules = { { id = 'ask', when = in_stage 's1', once = 'term',\n"      \
       "              action = 'Ask.' } },\n"                                  \
       "  ladders = { support = {\n"                                           \
       "    { id = 's1', label = 'One', enter = " LOST ":at_least(1),\n"       \
       "      on_entry = { { id = 'meet', action = 'Meet.' } },\n"             \
       "      leave = { " list " } } } } }\n"

START_TEST(what_is_no_figure_of_marks_may_end_a_stage_by_itself) {
  static const char *const plain[] = {
      LEFT("{ to = 'none', when = attr 'social_worker' }"),
      LEFT("{ to = 'none', when = first_day_of(school_year) }"),
      LEFT("{ to = 'none', when = ~fired 'ask' }"),
      LEFT("{ to = 'none', when = on_record('meeting') }"),
      /* marks, and something about the stay */
      LEFT("{ to = 'none', when = " LOST ":at_most(1) & fired 'meet' }"),
      LEFT("{ to = 'none', when = " LOST ":at_most(1) & fired 'ask' }"),
      LEFT("{ to = 'none', when = " LOST ":at_most(1) & in_stage 's1' }"),
  };
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
    begin(plain[i], "");
    use(CHECK);
    ck_assert_msg(strstr(report, "whatever happened") == NULL, "%zu: %s", i,
                  report);
    says("0 errors, ");
    scripts_end(&folder);
  }
}
END_TEST

START_TEST(the_entry_that_leaves_on_marks_alone_is_named) {
  begin(LEFT("{ to = 'none', when = attr 'social_worker' },\n"
             "{ to = 'none', when = days_in_stage 's1':at_least(5) },\n"
             "{ to = 'none', when = ~flag 'often' }"),
        "");
  use(CHECK);
  const char *told = strstr(
      report, "stage \"s1\" is left for \"none\" whatever happened in it");
  ck_assert_msg(told != NULL, "%s", report);
  /* the other two are not */
  ck_assert_ptr_null(strstr(strchr(told, '\n'), "whatever"));
  scripts_end(&folder);
}
END_TEST

START_TEST(a_stage_that_is_never_entered_and_a_leave_without_a_stay_are_told) {
  static const char never[] =
      HEAD "  ladders = { support = {\n"
           "    { id = 's1', label = 'One', enter = " LOST ":below(0) },\n"
           "    { id = 's2', label = 'Two', enter = " LOST ":at_least(4),\n"
           "      leave = " LOST ":at_most(1) } } } }\n";
  begin(never, "");
  use(CHECK);
  says("stage \"s1\" can never be reached");
  says("stage \"s2\" can never be reached");
  says("stage \"s2\" is left for \"s1\" whatever happened in it");
  says("0 errors, ");
  scripts_end(&folder);
  begin(policy, "");
  use(CHECK);
  says("0 errors, 0 warnings\n");
  scripts_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "stages", a_stage_is_expected_by_name_or_in_detail_or_not_at_all,
      another_stage_is_told_with_the_ways_in_and_out,
      cover_counts_entries_and_what_happens_in_a_stage,
      numbers_of_enter_leave_and_review_are_moved,
      what_is_no_figure_of_marks_may_end_a_stage_by_itself,
      the_entry_that_leaves_on_marks_alone_is_named,
      a_stage_that_is_never_entered_and_a_leave_without_a_stay_are_told);
}
