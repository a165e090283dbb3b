/* The fixture runner: what passes, what fails and how it says so. */
#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "author/author.h"
#include "author/test.h"
#include "base/alloc.h"
#include "engine/callbacks.h"
#include "support/script.h"
#include "support/suite.h"

/* A policy with one of each thing that a fixture can expect. */
static const char policy[] =
    "local attendance = rate 'attended':within(school_year)\n"
    "return {\n"
    "  api = 1, id = 'school/x', title = 'X', effective = { from = "
    "'2024-08-19' },\n"
    "  extends = 'national/base',\n"
    "  params = { low = { 90, unit = 'percent' } },\n"
    "  measures = { attendance = attendance },\n"
    "  facts = { meeting = {} },\n"
    "  bands = { word = {\n"
    "    { id = 'good', label = 'Good', when = attendance:above(param.low) },\n"
    "    { id = 'poor', label = 'Poor', when = attendance:at_most(param.low) } "
    "} },\n"
    "  flags = { { id = 'low', label = 'Low', when = "
    "attendance:at_most(param.low) } },\n"
    "  rules = { { id = 'talk', when = sessions(codes "
    "'O'):within(half_term):at_least(2),\n"
    "    once = 'half_term', needs = { 'meeting' }, action = 'talk', owner = "
    "role.office,\n"
    "    due = school_days(5) } },\n"
    "  coding = { { id = 'n_open', codes = codes 'N', open_for = "
    "school_days(2), propose = 'O',\n"
    "    owner = role.office, due = school_days(0) } },\n"
    "}\n";
static const char base[] =
    "return { api = 1, id = 'national/base', title = 'Base',\n"
    "  effective = { from = '2024-08-19' }, roles = { office = 'Office' },\n"
    "  flags = { { id = 'late', label = 'Late',\n"
    "    when = sessions(codes 'L'):within(school_year):at_least(1) } } }\n";

static test_scripts folder;
static char report[65536];
static bool passed;
static rbk_status status;
static char said[4096];

static void on_message(void *context, const rbk_message *message) {
  (void)context;
  const char *file = strrchr(message->file, '/');
  size_t at = strlen(said);
  snprintf(said + at, sizeof said - at, "%s:%zu: %s\n",
           file ? file + 1 : message->file, message->line, message->text);
}

static void open_folder(void) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "national/base.lua", base);
  scripts_write(&folder, "school/x.lua", policy);
}

static void run_in(rbk_author_format format, const char *filter) {
  const char *const words[] = {"school/x"};
  rbk_author_options options = {.policies = folder.folder,
                                .words = words,
                                .word_count = 1,
                                .filter = filter,
                                .format = format,
                                .message = on_message};
  rbk_error error = {0};
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  said[0] = '\0';
  passed = true;
  status = rbk_author_test(&options, &buffer, &passed, &error);
  const char *text = rbk_buffer_string(&buffer);
  snprintf(report, sizeof report, "%s", text ? text : "");
  rbk_buffer_finish(&buffer);
}

/* Runs a test file whose fixtures are these, and takes the folder away. */
static void run(const char *fixtures) {
  open_folder();
  scripts_write(&folder, "school/x_test.lua", fixtures);
  run_in(RBK_AUTHOR_TEXT, NULL);
  scripts_end(&folder);
}

static void says(const char *text) {
  ck_assert_msg(strstr(report, text) != NULL, "no \"%s\" in\n%s%s", text,
                report, said);
}
static void says_not(const char *text) {
  ck_assert_msg(strstr(report, text) == NULL, "\"%s\" in\n%s", text, report);
}

START_TEST(what_comes_as_expected_passes) {
  /* 38 sessions of 380 are 10 per cent. */
  run("return { { '19 days off', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present:sessions(38, 'C', '2024-11-11'),\n"
      "  expect = { flags = { 'low' }, bands = { word = 'poor' }, actions = "
      "{},\n"
      "    attendance = { possible = 380, rate = 90 } } } }");
  ck_assert_int_eq(status, RBK_OK);
  ck_assert(passed);
  ck_assert_str_eq(report, "1 passed, 0 failed\n");
}
END_TEST

START_TEST(a_flag_that_did_not_rise_shows_figure_threshold_and_days) {
  /* 37 of 380 missed: 343, 90.26 per cent. The lowest was at the close of the
   * 18th and a half day of absence, day 60: 120 - 37 = 83 of 120. */
  run("return { { '18.5 days off', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present:sessions(37, 'C', '2024-11-11'),\n"
      "  expect = { flags = { 'low' } } } }");
  ck_assert_int_eq(status, RBK_OK);
  ck_assert(!passed);
  says("school/x_test.lua:1: failed: 18.5 days off\n"
       "  flags low: expected it, got nothing\n"
       "    attendance is at most 90 (low) does not hold: it is 90.26 (343 of "
       "380) on 2025-07-21, lowest 69.17 (83 of 120) on 2024-12-05\n");
  says("0 passed, 1 failed\n");
}
END_TEST

START_TEST(a_flag_nobody_expected_fails) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present:sessions(38, 'C', '2024-11-11'),\n"
      "  expect = { flags = {} } } }");
  ck_assert(!passed);
  says("flags low: expected nothing, got ");
  says("it is 90.00 (342 of 380) on 2025-07-21");
}
END_TEST

START_TEST(silence_covers_the_named_sections_only) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present:sessions(38, 'C', '2024-11-11'),\n"
      "  expect = { actions = {} } } }");
  ck_assert(passed);
}
END_TEST

START_TEST(silence_does_not_cover_ids_of_a_layer_below) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present:but { ['2024-11-11'] = 'L.' },\n"
      "  expect = { flags = {} } } }");
  ck_assert(passed);
}
END_TEST

START_TEST(none_covers_them) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present:but { ['2024-11-11'] = 'L.' },\n"
      "  expect = { flags = { late = none } } } }");
  ck_assert(!passed);
  says("flags late: expected nothing, got 2024-11-11\n");
}
END_TEST

START_TEST(a_band_of_another_row_says_both) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present, expect = { bands = { word = 'poor' } } } }");
  ck_assert(!passed);
  says("bands word: expected poor, got good\n");
  says("poor where attendance is at most 90 (low) does not hold: it is 100.00 "
       "(380 of 380)");
}
END_TEST

START_TEST(a_band_expected_to_be_null_may_not_have_a_row) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present, expect = { bands = {} } } }");
  ck_assert(!passed);
  says("bands word: expected nothing, got good, since 2024-09-05\n");
}
END_TEST

/* Two O on Monday 11 November. Five school days later is the 18th. */
#define TALK                                                                   \
  "calendar = '190 days', on = '2024-11-12', marks = all_present:but "         \
  "{ ['2024-11-11'] = 'OO' }"

START_TEST(a_status_and_a_due_day_that_differ_are_told_with_the_figures) {
  run("return { { 'x', " TALK ",\n"
      "  events = { { date = '2024-11-04', kind = 'meeting' } },\n"
      "  expect = { actions = { { rule = 'talk', status = 'overdue',\n"
      "    due = '2024-11-19', owner = 'office' } } } } }");
  ck_assert(!passed);
  says("actions talk: due: expected 2024-11-19, got 2024-11-18\n");
  says("actions talk: expected overdue, got due\n");
  says(" 2 at_least 2, on 2024-11-11\n");
  says_not("owner");
}
END_TEST

START_TEST(an_action_blocked_instead_of_due_says_so) {
  run("return { { 'x', " TALK ", expect = { actions = { talk = 'due' } } } }");
  ck_assert(!passed);
  says("actions talk: expected due, got blocked\n");
}
END_TEST

START_TEST(an_action_that_did_not_fire_says_what_was_missing) {
  run("return { { 'x', calendar = '190 days', on = '2024-11-12',\n"
      "  marks = all_present:but { ['2024-11-11'] = 'O.' },\n"
      "  expect = { actions = { talk = 'due' } } } }");
  ck_assert(!passed);
  says("actions talk: expected due, got nothing\n"
       "    sessions O in this half term is at least 2 does not hold: it is 1 "
       "on 2024-11-12\n");
}
END_TEST

START_TEST(an_action_that_was_not_expected_says_all_about_it) {
  run("return { { 'x', " TALK ", expect = { actions = {} } } }");
  ck_assert(!passed);
  says("actions talk: expected nothing, got blocked, fired 2024-11-11, owner "
       "office, missing meeting\n");
}
END_TEST

START_TEST(of_two_actions_of_a_rule_each_is_expected) {
  /* one in each of the two half terms of autumn */
  const char *one =
      "return { { 'x', calendar = '190 days', on = '2024-11-12',\n"
      "  marks = all_present:but { ['2024-09-10'] = 'OO', ['2024-11-11'] = "
      "'OO' },\n"
      "  expect = { actions = { { rule = 'talk', fired = '2024-11-11' } } } } "
      "}";
  run(one);
  ck_assert(!passed);
  says("actions talk: expected nothing, got blocked, fired 2024-09-10");
  run("return { { 'x', calendar = '190 days', on = '2024-11-12',\n"
      "  marks = all_present:but { ['2024-09-10'] = 'OO', ['2024-11-11'] = "
      "'OO' },\n"
      "  expect = { actions = { { rule = 'talk', fired = '2024-11-11' },\n"
      "    { rule = 'talk', fired = '2024-09-10' } } } } }");
  ck_assert(passed);
  run("return { { 'x', calendar = '190 days', on = '2024-11-12',\n"
      "  marks = all_present:but { ['2024-09-10'] = 'OO', ['2024-11-11'] = "
      "'OO' },\n"
      "  expect = { actions = { 'talk' } } } }");
  ck_assert(passed);
}
END_TEST

START_TEST(attendance_figures_are_compared_as_printed) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21', marks = "
      "all_present:but\n"
      "  { ['2024-11-11'] = 'C.' }, expect = { attendance = { attended = 380, "
      "rate = '99.74' } } } }");
  ck_assert(!passed);
  says("attendance attended: expected 380, got 379\n");
  says_not("rate");
}
END_TEST

START_TEST(proposals_are_compared_field_by_field) {
  /* two school days after Monday 11 November: Wednesday */
  run("return { { 'x', calendar = '190 days', on = '2024-11-13', marks = "
      "all_present:but\n"
      "  { ['2024-11-11'] = '.N' }, expect = { proposals = { { id = 'n_open', "
      "session = 'AM',\n"
      "  date = '2024-11-11', propose = 'O' } } } },\n"
      " { 'y', calendar = '190 days', on = '2024-11-12', marks = "
      "all_present:but\n"
      "  { ['2024-11-11'] = '.N' }, expect = { proposals = {} } } }");
  ck_assert(!passed);
  says("proposals n_open: session: expected AM, got PM\n");
  says("1 passed, 1 failed\n");
}
END_TEST

#define CHANGES(day)                                                           \
  "return { { 'x', calendar = '190 days', from = '2024-11-04', to = "          \
  "'2024-11-15',\n"                                                            \
  "  marks = all_present:but { ['2024-11-11'] = 'OO' },\n"                     \
  "  expect = { changes = { { id = 'talk', event = 'action.fired', date = "    \
  "'" day "' },\n"                                                             \
  "    { id = 'talk', event = 'action.blocked', date = '2024-11-11' } } } } }"

START_TEST(changes_between_two_days_are_compared) {
  run(CHANGES("2024-11-11"));
  ck_assert_msg(passed, "%s", report);
  run(CHANGES("2024-11-12"));
  ck_assert(!passed);
  says("changes talk: date: expected 2024-11-12, got 2024-11-11\n");
}
END_TEST

START_TEST(parameters_of_a_fixture_stand_in_for_the_policys) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21', parameters = "
      "{ low = 91 },\n"
      "  marks = all_present:sessions(37, 'C', '2024-11-11'), expect = { flags "
      "= { 'low' } } } }");
  ck_assert(passed);
}
END_TEST

START_TEST(an_unknown_parameter_is_a_mistake_of_the_fixture) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21', parameters = "
      "{ lwo = 91 },\n"
      "  marks = all_present, expect = { flags = {} } } }");
  ck_assert_int_eq(status, RBK_OK);
  ck_assert(!passed);
  ck_assert_msg(strstr(said, "lwo") != NULL, "%s", said);
  says("0 passed, 1 failed\n");
}
END_TEST

#define GOOD(name)                                                             \
  "  { '" name "', calendar = '190 days', on = '2025-07-21', marks = "         \
  "all_present,\n    expect = { flags = {} } },\n"

/* Mistakes that are seen when the file is read, when the school is made and
 * when the policy meets it: the first, the third, the fourth and the sixth. */
START_TEST(a_wrong_fixture_fails_itself_and_the_others_run) {
  run("return {\n"
      "  { 'no year', calendar = 190, on = '2025-07-21', expect = { flags = {} "
      "} },\n" GOOD(
          "one") "  { 'a year of no school', calendar = '191 days', on = "
                 "'2025-07-21',\n"
                 "    marks = all_present, expect = { flags = {} } },\n"
                 "  { 'a wrong parameter', calendar = '190 days', on = "
                 "'2025-07-21',\n"
                 "    parameters = { lwo = 1 }, marks = all_present, expect = "
                 "{ flags = {} "
                 "} },\n" GOOD(
                     "two") "  { 'no such policy', policy = 'school/y', "
                            "calendar = '190 days',\n"
                            "    on = '2025-07-21', marks = all_present, "
                            "expect = { flags = {} } },\n"
                            "}");
  ck_assert_int_eq(status, RBK_OK);
  ck_assert(!passed);
  says("x_test.lua:2: failed: no year\n  it cannot be run: fixture \"no "
       "year\": `calendar` is a number");
  says("x_test.lua:5: failed: a year of no school\n  it cannot be run: there "
       "is no calendar '191 days'");
  says("x_test.lua:7: failed: a wrong parameter\n  it cannot be run: ");
  says("x_test.lua:11: failed: no such policy\n  it cannot be run: ");
  says("2 passed, 4 failed\n");
  ck_assert_msg(strstr(said, "x_test.lua:2: fixture \"no year\"") != NULL, "%s",
                said);
}
END_TEST

START_TEST(a_skipped_fixture_is_counted_and_gives_its_reason) {
  run("return { { 'x', calendar = '190 days', on = '2025-07-21', marks = "
      "all_present,\n"
      "  expect = { flags = { 'low' } }, skip = 'the LA has not answered' },\n"
      " { 'y', calendar = '190 days', on = '2025-07-21', marks = all_present,\n"
      "  expect = { flags = {} } } }");
  ck_assert(passed);
  says("skipped: x\n  because the LA has not answered\n");
  says("1 passed, 0 failed, 1 skipped\n");
}
END_TEST

START_TEST(no_fixture_at_all_is_a_failure) {
  run("return {}");
  ck_assert_int_eq(status, RBK_OK);
  ck_assert(!passed);
  says("0 passed, 0 failed\n");
}
END_TEST

START_TEST(no_test_file_is_a_failure_too) {
  open_folder();
  run_in(RBK_AUTHOR_TEXT, NULL);
  scripts_end(&folder);
  ck_assert_int_eq(status, RBK_OK);
  ck_assert(!passed);
}
END_TEST

START_TEST(a_policy_that_does_not_load_is_told_and_nothing_passes) {
  open_folder();
  scripts_write(&folder, "school/x.lua",
                "return { api = 1, id = 'school/x', title = 'X',\n"
                "  effective = { from = '2024-08-19' }, flgs = {} }");
  scripts_write(&folder, "school/x_test.lua",
                "return { { 'x', calendar = '190 days', on = '2025-07-21',\n"
                "  marks = all_present, expect = { flags = {} } } }");
  run_in(RBK_AUTHOR_TEXT, NULL);
  scripts_end(&folder);
  ck_assert_int_eq(status, RBK_POLICY);
  ck_assert_msg(strstr(said, "x.lua:2: unknown key \"flgs\"") != NULL, "%s",
                said);
  says("0 passed, 0 failed\n");
}
END_TEST

START_TEST(a_failing_function_fails_a_fixture_that_says_nothing_of_it) {
  open_folder();
  scripts_write(
      &folder, "school/x.lua",
      "return { api = 1, id = 'school/x', title = 'X',\n"
      "  effective = { from = '2024-08-19' },\n"
      "  flags = { { id = 'odd', label = 'Odd', when = function(pupil)\n"
      "    error('broken') end } } }");
  scripts_write(&folder, "school/x_test.lua",
                "return { { 'x', calendar = '190 days', on = '2024-09-06',\n"
                "  marks = all_present, expect = { flags = {} } } }");
  run_in(RBK_AUTHOR_TEXT, NULL);
  scripts_end(&folder);
  ck_assert(!passed);
  says("undetermined odd: expected nothing, got ");
  says("broken");
}
END_TEST

START_TEST(a_failing_hook_fails_a_fixture_that_says_nothing_of_it) {
  open_folder();
  scripts_write(
      &folder, "school/x.lua",
      "return { api = 1, id = 'school/x', title = 'X', effective = { from = "
      "'2024-08-19' },\n"
      "  flags = { { id = 'low', label = 'L', when = function() return false "
      "end } },\n"
      "  hooks = { classify = function(pupil) return { low = true } end } }");
  scripts_write(&folder, "school/x_test.lua",
                "return { { 'x', calendar = '190 days', on = '2024-09-06', "
                "expect = { flags = {} } } }");
  run_in(RBK_AUTHOR_TEXT, NULL);
  scripts_end(&folder);
  ck_assert(!passed);
  says("undetermined school/x classify: expected nothing, got ");
}
END_TEST

START_TEST(a_filter_takes_the_fixtures_whose_names_hold_it) {
  open_folder();
  scripts_write(
      &folder, "school/x_test.lua",
      "return { { 'one day', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present, expect = { flags = {} } },\n"
      " { 'two days', calendar = '190 days', on = '2025-07-21',\n"
      "  marks = all_present, expect = { flags = { 'low' } } } }");
  run_in(RBK_AUTHOR_TEXT, "one");
  ck_assert(passed);
  ck_assert_str_eq(report, "1 passed, 0 failed\n");
  run_in(RBK_AUTHOR_TEXT, "three");
  ck_assert(!passed);
  scripts_end(&folder);
}
END_TEST

START_TEST(the_report_is_json_and_junit_too) {
  open_folder();
  scripts_write(&folder, "school/x_test.lua",
                "return { { 'is <low> & \"bad\"', calendar = '190 days', on = "
                "'2025-07-21',\n"
                "  marks = all_present, expect = { flags = { 'low' } } },\n"
                " { 'later', calendar = '190 days', on = '2025-07-21', skip = "
                "'no time',\n"
                "  marks = all_present, expect = { flags = {} } } }");
  run_in(RBK_AUTHOR_JSON, NULL);
  json_error_t problem;
  json_t *root = json_loads(report, 0, &problem);
  ck_assert_msg(root != NULL, "%s in %s", problem.text, report);
  ck_assert_int_eq(json_integer_value(json_object_get(root, "failed")), 1);
  ck_assert_int_eq(json_integer_value(json_object_get(root, "skipped")), 1);
  json_t *first = json_array_get(json_object_get(root, "fixtures"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(first, "name")),
                   "is <low> & \"bad\"");
  json_t *difference = json_array_get(json_object_get(first, "differences"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(difference, "id")), "low");
  ck_assert_uint_eq(json_array_size(json_object_get(difference, "why")), 1);
  json_decref(root);
  run_in(RBK_AUTHOR_JUNIT, NULL);
  says("tests=\"2\" failures=\"1\" skipped=\"1\"");
  says("name=\"is &lt;low&gt; &amp; &quot;bad&quot;\"");
  says("<skipped message=\"no time\"/>");
  scripts_end(&folder);
}
END_TEST

/* --- rules that keep state -------------------------------------------------
 */

/* Answers that depend on how often a session was asked: what the sandbox keeps
 * scripts from, so it is done in C. */
typedef struct counting {
  size_t asked;
} counting;

static rbk_status open_counting(void *context, const rbk_alloc *alloc,
                                const rbk_binding *binding, void **session,
                                rbk_error *error) {
  (void)context, (void)binding, (void)error;
  *session = rbk_take(alloc, 1, sizeof(counting));
  return *session ? RBK_OK : RBK_NOMEM;
}
static void close_counting(void *session) {
  rbk_release(NULL, session);
}
static rbk_status tenth(void *session, uint32_t function, const rbk_ask *ask,
                        bool *result, bool *failed, rbk_failure *failure) {
  (void)function, (void)ask, (void)failure;
  *result = ++((counting *)session)->asked > 4;
  *failed = false;
  return RBK_OK;
}

START_TEST(a_rule_that_keeps_state_is_found_out) {
  open_folder();
  scripts_write(&folder, "school/x.lua",
                "return { api = 1, id = 'school/x', title = 'X',\n"
                "  effective = { from = '2024-08-19' },\n"
                "  flags = { { id = 'odd', label = 'Odd', when = function() "
                "return false end } } }");
  scripts_write(
      &folder, "school/x_test.lua",
      /* two days, so two questions a pupil; the third pupil's come fifth */
      "local list = {}\n"
      "for i = 1, 3 do list[i] = { 'pupil ' .. i, calendar = '190 days',\n"
      "  on = '2024-09-06', marks = all_present, expect = { flags = {} } } "
      "end\n"
      "return list");
  char test[600], file[600];
  snprintf(test, sizeof test, "%s/school/x_test.lua", folder.folder);
  snprintf(file, sizeof file, "%s/school/x.lua", folder.folder);
  rbk_problems problems;
  rbk_problems_init(&problems, rbk_alloc_or_default(NULL));
  rbk_fixtures *fixtures = NULL;
  ck_assert_int_eq(rbk_fixtures_read(NULL, test, &problems, &fixtures), RBK_OK);
  test_load loaded;
  load_policy(&folder, NULL, file, NULL, &loaded);
  ck_assert_msg(loaded.policy != NULL, "%s", loaded.said);
  rbk_callbacks callbacks = *loaded.policy->callbacks;
  callbacks.open = open_counting;
  callbacks.close = close_counting;
  callbacks.condition = tenth;
  rbk_policy stateful = *loaded.policy;
  stateful.callbacks = &callbacks;
  rbk_test_options options = {0};
  rbk_test_report *tests = NULL;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_test_report_create(&options, &tests), RBK_OK);
  ck_assert_int_eq(
      rbk_test_fixtures(&options, fixtures, &stateful, tests, &error), RBK_OK);
  /* alone nothing is ever asked more than four times */
  for (size_t i = 0; i < 3; i++)
    ck_assert_uint_eq(tests->cases[i].differences.count, 0);
  ck_assert_uint_gt(tests->failed, 0);
  ck_assert_msg(strstr(tests->cases[2].state,
                       "alone and in order the results differ: flags odd: only "
                       "there") != NULL,
                "%s", tests->cases[2].state);
  /* in reverse order it is the first fixture that comes late */
  ck_assert_ptr_nonnull(tests->cases[0].state);
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  rbk_test_print(tests, RBK_TEST_TEXT, &buffer);
  ck_assert_ptr_nonnull(
      strstr(rbk_buffer_string(&buffer), "the rule keeps state: alone and"));
  rbk_buffer_finish(&buffer);
  rbk_test_report_destroy(tests);
  rbk_fixtures_destroy(fixtures);
  rbk_problems_finish(&problems);
  rbk_policy_destroy(loaded.policy);
  scripts_end(&folder);
}
END_TEST

START_TEST(a_script_that_counts_its_calls_is_found_out) {
  open_folder();
  scripts_write(&folder, "school/x.lua",
                "local n = 0\n"
                "return { api = 1, id = 'school/x', title = 'X',\n"
                "  effective = { from = '2024-08-19' },\n"
                "  flags = { { id = 'odd', label = 'Odd', when = function()\n"
                "    n = n + 1 return n > 4 end } } }");
  scripts_write(&folder, "school/x_test.lua",
                "return { { 'x', calendar = '190 days', on = '2024-09-06',\n"
                "  marks = all_present, expect = { flags = {} } } }");
  run_in(RBK_AUTHOR_TEXT, NULL);
  scripts_end(&folder);
  ck_assert(!passed);
  says("undetermined odd: expected nothing, got ");
  says("keeps state");
}
END_TEST

/* Every so-many-th request for memory is refused: a clean error, no leak. */
START_TEST(memory_that_runs_out_is_a_clean_error) {
  open_folder();
  scripts_write(
      &folder, "school/x_test.lua",
      "return { { 'x', " TALK
      ", expect = { actions = { talk = 'due' }, flags = { 'low' } } } }");
  char file[600];
  snprintf(file, sizeof file, "%s/school/x_test.lua", folder.folder);
  test_alloc alloc;
  test_alloc_init(&alloc);
  for (size_t n = 1, step = 1;; n += step, step += 3) {
    rbk_test_options options = {.alloc = &alloc.alloc,
                                .policies = folder.folder};
    rbk_test_report *tests = NULL;
    rbk_error error = {0};
    test_alloc_fail_at(&alloc, n, true);
    rbk_status made = rbk_test_report_create(&options, &tests);
    if (!made) made = rbk_test_run(&options, file, tests, &error);
    size_t failures = alloc.failures;
    test_alloc_fail_at(&alloc, 0, false);
    if (failures == 0) {
      ck_assert_int_eq(made, RBK_OK);
      ck_assert_uint_eq(tests->failed, 1);
    } else {
      ck_assert_msg(made == RBK_NOMEM, "request %zu: %s", n,
                    rbk_status_name(made));
    }
    rbk_test_report_destroy(tests);
    ck_assert_msg(alloc.blocks == 0, "request %zu: %zu blocks left", n,
                  alloc.blocks);
    if (failures == 0) break;
  }
  scripts_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "runner", what_comes_as_expected_passes,
      a_flag_that_did_not_rise_shows_figure_threshold_and_days,
      a_flag_nobody_expected_fails, silence_covers_the_named_sections_only,
      silence_does_not_cover_ids_of_a_layer_below, none_covers_them,
      a_band_of_another_row_says_both,
      a_band_expected_to_be_null_may_not_have_a_row,
      a_status_and_a_due_day_that_differ_are_told_with_the_figures,
      an_action_blocked_instead_of_due_says_so,
      an_action_that_did_not_fire_says_what_was_missing,
      an_action_that_was_not_expected_says_all_about_it,
      of_two_actions_of_a_rule_each_is_expected,
      attendance_figures_are_compared_as_printed,
      proposals_are_compared_field_by_field,
      changes_between_two_days_are_compared,
      a_wrong_fixture_fails_itself_and_the_others_run,
      parameters_of_a_fixture_stand_in_for_the_policys,
      an_unknown_parameter_is_a_mistake_of_the_fixture,
      a_skipped_fixture_is_counted_and_gives_its_reason,
      no_fixture_at_all_is_a_failure, no_test_file_is_a_failure_too,
      a_policy_that_does_not_load_is_told_and_nothing_passes,
      a_failing_function_fails_a_fixture_that_says_nothing_of_it,
      a_failing_hook_fails_a_fixture_that_says_nothing_of_it,
      a_filter_takes_the_fixtures_whose_names_hold_it,
      the_report_is_json_and_junit_too, a_rule_that_keeps_state_is_found_out,
      a_script_that_counts_its_calls_is_found_out,
      memory_that_runs_out_is_a_clean_error);
}
