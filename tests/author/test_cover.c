/* What fixtures leave open: items, thresholds, lines of functions. */
#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "author/author.h"
#include "author/cover.h"
#include "base/alloc.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts folder;
static char report[65536];
static unsigned percent;
static rbk_status status;

#define HEAD                                                                   \
  "return { api = 1, id = 'school/x', title = 'X',\n"                          \
  "  effective = { from = '2024-08-19' }, extends = 'national/base',\n"
#define LOW                                                                    \
  "  flags = { { id = 'low', label = 'Low',\n"                                 \
  "    when = rate 'attended':within(school_year):at_most(param.low) } } }\n"
#define PLAIN HEAD "  params = { low = { 90, unit = 'percent' } },\n" LOW

/* A fixture about the flag `low`: so many sessions missed of 380. */
#define MISSED(sessions, more, flags)                                          \
  "  { '" sessions " missed', calendar = '190 days', on = '2025-07-21',\n"     \
  "    marks = all_present:sessions(" sessions ", 'C', '2024-11-11')," more    \
  "\n    expect = { flags = " flags " } },\n"

static void begin(const char *policy, const char *fixtures) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "national/base.lua",
                "return { api = 1, id = 'national/base', title = 'Base',\n"
                "  effective = { from = '2024-08-19' },\n"
                "  params = { least = { 20, unit = 'sessions' } },\n"
                "  roles = { office = 'Office' } }\n");
  scripts_write(&folder, "school/x.lua", policy);
  if (fixtures != NULL) scripts_write(&folder, "school/x_test.lua", fixtures);
}

static void cover(rbk_author_format format) {
  const char *const words[] = {"school/x"};
  rbk_author_options options = {.policies = folder.folder,
                                .words = words,
                                .word_count = 1,
                                .format = format};
  rbk_error error = {0};
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  percent = 101;
  status = rbk_author_cover(&options, &buffer, &percent, &error);
  const char *text = rbk_buffer_string(&buffer);
  snprintf(report, sizeof report, "%s", text ? text : "");
  rbk_buffer_finish(&buffer);
}

static void run(const char *policy, const char *fixtures) {
  begin(policy, fixtures);
  cover(RBK_AUTHOR_TEXT);
  scripts_end(&folder);
  ck_assert_int_eq(status, RBK_OK);
}

static void says(const char *text) {
  ck_assert_msg(strstr(report, text) != NULL, "no \"%s\" in\n%s", text, report);
}
static void says_not(const char *text) {
  ck_assert_msg(strstr(report, text) == NULL, "\"%s\" in\n%s", text, report);
}

/* 38 of 380 are 90 per cent attended exactly. 37 are 90.26, 39 are 89.74. On
 * day 101, 14 February, 20 of 202 are 90.099: at most 90.1. */
#define AT_90_1                                                                \
  "  { 'nearly', calendar = '190 days', on = '2025-02-14',\n"                  \
  "    marks = all_present:sessions(20, 'C', '2024-11-11'),\n"                 \
  "    expect = { flags = {} } },\n"

START_TEST(a_threshold_with_a_fixture_on_each_side_is_tested) {
  run(PLAIN, "return {" MISSED("38", "", "{ 'low' }") AT_90_1 "}");
  says("school/x: 2 fixtures\n");
  says("  flag low: fired in 1, not in 1\n");
  says("  threshold low = 90, step 0.1: tested\n");
  says("  1 of 1 came and stayed away, 1 of 1 thresholds tested, 0 of 0 lines "
       "of functions run\n100 % covered\n");
  ck_assert_uint_eq(percent, 100);
}
END_TEST

START_TEST(a_threshold_that_can_move_is_told_with_the_way_it_can_move) {
  /* 37 missed are 90.26, which 90.1 leaves alone. */
  run(PLAIN,
      "return {" MISSED("38", "", "{ 'low' }") MISSED("37", "", "{}") "}");
  says("school/x.lua:3: untested: with 90.1, one step up, no fixture fails\n");
  says_not("one step down");
  ck_assert_uint_eq(percent, 0);
  run(PLAIN, "return {" MISSED("39", "", "{ 'low' }") AT_90_1 "}");
  says("untested: with 89.9, one step down, no fixture fails\n");
  says_not("one step up");
}
END_TEST

START_TEST(a_fixture_about_another_policy_counts_for_nothing) {
  static const char fixtures[] =
      "return {" MISSED("38", " policy = 'national/base',", "{}")
          MISSED("39", "", "{ 'low' }") AT_90_1 "}";
  run(PLAIN, fixtures);
  says("school/x: 2 fixtures; 1 more name another policy and count here for "
       "nothing\n");
  says("untested: with 89.9, one step down, no fixture fails\n");
  begin(PLAIN, fixtures);
  cover(RBK_AUTHOR_JSON);
  scripts_end(&folder);
  says("\"fixtures\":2,\"failed\":0,\"other_policy\":1,");
}
END_TEST

START_TEST(a_parameter_may_say_what_a_step_is) {
  run(HEAD "  params = { low = { 90, unit = 'percent', step = 0.3 } },\n" LOW,
      "return {" MISSED("38", "", "{ 'low' }") MISSED("37", "", "{}") "}");
  says("  threshold low = 90, step 0.3: tested\n");
  ck_assert_uint_eq(percent, 100);
}
END_TEST

START_TEST(counts_move_by_one_and_days_by_a_half) {
  run(HEAD
      "  params = { n = { 2, unit = 'sessions' }, d = { 3, unit = 'days' } },\n"
      "  flags = { { id = 'a', label = 'A', when = sessions(codes 'O')\n"
      "      :within(school_year):at_least(param.n) },\n"
      "    { id = 'b', label = 'B', when = days(codes 'I')\n"
      "      :within(school_year):at_least(param.d) } } }\n",
      "return {\n"
      "  { 'on', calendar = '190 days', on = '2024-09-30',\n"
      "    marks = all_present:sessions(2, 'O', '2024-09-09')\n"
      "      :sessions(6, 'I', '2024-09-16'),\n"
      "    expect = { flags = { 'a', 'b' } } },\n"
      "  { 'under', calendar = '190 days', on = '2024-09-30',\n"
      "    marks = all_present:sessions(1, 'O', '2024-09-09')\n"
      "      :sessions(5, 'I', '2024-09-16'),\n"
      "    expect = { flags = {} } } }\n");
  says("  threshold n = 2, step 1: tested\n");
  says("  threshold d = 3, step 0.5: tested\n");
}
END_TEST

START_TEST(a_fixtures_own_parameters_win) {
  /* The fixtures are about 88, so nothing is said about the policy's 90. */
  run(PLAIN, "return {" MISSED("38", " parameters = { low = 88 },", "{}")
                 MISSED("57", " parameters = { low = 88 },", "{ 'low' }") "}");
  says("untested: with 90.1, one step up, no fixture fails\n");
  says("untested: with 89.9, one step down, no fixture fails\n");
}
END_TEST

START_TEST(of_dated_values_each_is_moved) {
  run(HEAD "  params = { low = { dated = { ['2024-08-19'] = 90,\n"
           "    ['2025-02-14'] = 80 }, unit = 'percent' } },\n" LOW,
      "return {" MISSED("76", "", "{ 'low' }") "}"); /* 304 of 380: 80 */
  says("  threshold low = 90 (from 2024-08-19), step 0.1: untested\n");
  says("  threshold low = 80 (from 2025-02-14), step 0.1: untested\n");
  says("with 80.1, one step up, no fixture fails\n");
  says_not("with 79.9");
}
END_TEST

START_TEST(of_a_list_each_entry_is_moved) {
  run(HEAD
      "  params = { steps = { { 2, 4, 4, 4, 4, 4 }, unit = 'sessions' } },\n"
      "  flags = { { id = 'a', label = 'A', when = sessions(codes 'O')\n"
      "    :within(half_term):at_least(by(half_term_number, param.steps)) } } "
      "}\n",
      "return {\n"
      "  { 'on', calendar = '190 days', on = '2024-09-30',\n"
      "    marks = all_present:sessions(2, 'O', '2024-09-09'),\n"
      "    expect = { flags = { 'a' } } },\n"
      "  { 'under', calendar = '190 days', on = '2024-09-30',\n"
      "    marks = all_present:sessions(1, 'O', '2024-09-09'),\n"
      "    expect = { flags = {} } } }\n");
  says("  threshold steps = 2 (entry 1), step 1: tested\n");
  says("  threshold steps = 4 (entry 2), step 1: untested\n");
}
END_TEST

START_TEST(of_a_required_parameter_the_fixtures_values_are_moved) {
  const char *policy =
      HEAD "  params = { low = { required = true, unit = 'percent' } },\n" LOW;
  run(policy,
      "return {" MISSED("38", " parameters = { low = 90 },", "{ 'low' }")
          MISSED("76", " parameters = { low = 79.9 },", "{}") "}");
  says("  threshold low (required, as fixtures give it), step 0.1: tested\n");
  run(policy,
      "return {" MISSED("38", " parameters = { low = 90 },", "{ 'low' }") "}");
  says("untested: one step up, no fixture fails\n");
}
END_TEST

START_TEST(an_inherited_parameter_is_tested_where_it_is_first_read) {
  run(HEAD "  flags = { { id = 'a', label = 'A', when = sessions(codes 'O')\n"
           "    :within(school_year):at_least(param.least) } } }\n",
      "return { { 'none', calendar = '190 days', on = '2024-09-30',\n"
      "  marks = all_present, expect = { flags = {} } } }\n");
  says("  threshold least = 20, step 1: untested\n");
  run(HEAD
      "  params = { idle = { 3, unit = 'sessions' } },\n"
      "  flags = { { id = 'a', label = 'A', when = compulsory_school_age } } }",
      "return { { 'none', calendar = '190 days', on = '2024-09-30',\n"
      "  marks = all_present, expect = { flags = {} } } }\n");
  says("0 of 0 thresholds");
}
END_TEST

START_TEST(a_value_that_does_not_bind_is_no_value_to_be_tested) {
  /* Nothing can be the last 0 school days. */
  run(HEAD "  params = { n = { 1, unit = 'school_days' } },\n"
           "  flags = { { id = 'a', label = 'A', when = sessions(codes 'O')\n"
           "    :within(school_days(param.n)):at_least(1) } } }\n",
      "return {\n"
      "  { 'today', calendar = '190 days', on = '2024-09-09',\n"
      "    marks = all_present:but { ['2024-09-09'] = 'O.' },\n"
      "    expect = { flags = { 'a' } } },\n"
      "  { 'yesterday', calendar = '190 days', on = '2024-09-10',\n"
      "    marks = all_present:but { ['2024-09-09'] = 'O.' },\n"
      "    expect = { flags = {} } } }\n");
  says("  threshold n = 1, step 1: tested\n");
}
END_TEST

#define RULES                                                                  \
  HEAD                                                                         \
      "  rules = { { id = 'talk', when = sessions(codes 'O')\n"                \
      "      :within(half_term):at_least(2), once = 'half_term',\n"            \
      "    action = 'talk', owner = role.office, due = school_days(5) } } }\n"
#define TWO_O(expect)                                                          \
  "  { 'two', calendar = '190 days', on = '2024-09-30', marks = all_present\n" \
  "      :sessions(2, 'O', '2024-09-09'), expect = { " expect " } },\n"
#define ONE_O(expect)                                                          \
  "  { 'one', calendar = '190 days', on = '2024-09-30', marks = all_present\n" \
  "      :sessions(1, 'O', '2024-09-09'), expect = { " expect " } },\n"

START_TEST(a_rule_must_fire_in_one_fixture_and_not_in_another) {
  run(RULES, "return {" TWO_O("actions = { 'talk' }") "}");
  says("  rule talk: fired in 1, not in 0\n    ");
  says("school/x.lua:3: never seen to stay away\n");
  run(RULES, "return {" ONE_O("actions = {}") "}");
  says("school/x.lua:3: never fired\n");
  run(RULES,
      "return {" TWO_O("actions = { 'talk' }") ONE_O("actions = {}") "}");
  says("  rule talk: fired in 1, not in 1\n");
  ck_assert_uint_eq(percent, 100);
}
END_TEST

START_TEST(a_fixture_that_says_nothing_of_actions_proves_nothing_about_rules) {
  run(RULES, "return {" TWO_O("bands = {}") ONE_O("attendance = {}") "}");
  says("school/x.lua:3: never evaluated\n");
  ck_assert_uint_eq(percent, 0);
}
END_TEST

START_TEST(changes_between_two_days_count_too) {
  run(RULES,
      "return {\n"
      "  { 'two', calendar = '190 days', from = '2024-09-05',\n"
      "    to = '2024-09-30', marks = all_present\n"
      "      :sessions(2, 'O', '2024-09-09'), expect = { changes = {\n"
      "      { id = 'talk', event = 'action.fired', date = '2024-09-09' },\n"
      "      { id = 'talk', event = 'action.overdue', date = '2024-09-17' } } "
      "} },\n" ONE_O("actions = {}") "}");
  says("  rule talk: fired in 1, not in 1\n");
}
END_TEST

START_TEST(rows_of_bands_are_counted_one_by_one) {
  run(HEAD "  bands = { word = {\n"
           "    { id = 'good', label = 'Good', when = rate 'attended'\n"
           "      :within(school_year):above(90) },\n"
           "    { id = 'poor', label = 'Poor', when = rate 'attended'\n"
           "      :within(school_year):at_most(90) } } } }\n",
      "return {\n"
      "  { 'good', calendar = '190 days', on = '2024-09-05',\n"
      "    marks = all_present, expect = { bands = { word = 'good' } } },\n"
      "  { 'new', calendar = '190 days', on = '2024-09-05',\n"
      "    marks = all_present:but { ['2024-09-05'] = 'Y1Y1' },\n"
      "    expect = { bands = {}, no_data = { 'word' } } } }\n");
  says("  band word/good: fired in 1, not in 0, no data in 1\n");
  says("  band word/poor: fired in 0, not in 1, no data in 1\n");
}
END_TEST

START_TEST(codings_are_seen_as_findings_and_proposals) {
  run(HEAD
      "  coding = { { id = 'n_open', codes = codes 'N', open_for = "
      "school_days(2),\n"
      "    propose = 'O', owner = role.office, due = school_days(0) } } }\n",
      "return {\n"
      "  { 'open', calendar = '190 days', on = '2024-09-11',\n"
      "    marks = all_present:but { ['2024-09-09'] = 'N.' },\n"
      "    expect = { proposals = { 'n_open' } } },\n"
      "  { 'not yet', calendar = '190 days', on = '2024-09-10',\n"
      "    marks = all_present:but { ['2024-09-09'] = 'N.' },\n"
      "    expect = { proposals = {} } } }\n");
  says("  coding n_open: fired in 1, not in 1\n");
}
END_TEST

#define FUNCTION                                                               \
  HEAD "  flags = { { id = 'f', label = 'F', when = function(pupil)\n"         \
       "    if pupil.attributes.vulnerable == 'yes' then\n"                    \
       "      return true\n"                                                   \
       "    end\n"                                                             \
       "    return false\n"                                                    \
       "  end } } }\n"
#define VULNERABLE(answer, flags)                                              \
  "  { 'vulnerable " answer "', calendar = '190 days', on = '2024-09-05',\n"   \
  "    pupil = { vulnerable = '" answer "' }, marks = all_present,\n"          \
  "    expect = { flags = " flags " } },\n"

START_TEST(lines_of_functions_that_never_run_are_told) {
  run(FUNCTION, "return {" VULNERABLE("no", "{}") "}");
  says("school/x.lua:5: this line of a function never ran\n");
  says_not("school/x.lua:7: this line");
  run(FUNCTION,
      "return {" VULNERABLE("no", "{}") VULNERABLE("yes", "{ 'f' }") "}");
  says_not("never ran");
  says("1 of 1 came and stayed away, 0 of 0 thresholds tested, 3 of 3 lines of "
       "functions run\n");
  ck_assert_uint_eq(percent, 100);
}
END_TEST

START_TEST(helpers_of_functions_have_lines_too) {
  run("local function known(pupil)\n"
      "  if pupil.attributes.vulnerable ~= 'yes' then return false end\n"
      "  return true\n"
      "end\n" HEAD "  flags = { { id = 'f', label = 'F',\n"
      "    when = function(pupil) return known(pupil) end } } }\n",
      "return {" VULNERABLE("no", "{}") "}");
  says("school/x.lua:3: this line of a function never ran\n");
}
END_TEST

START_TEST(a_fixture_that_fails_covers_nothing) {
  run(PLAIN, "return {" MISSED("38", "", "{}") AT_90_1 "}");
  says("school/x: 2 fixtures, 1 of them fail; see `policy test`\n");
  ck_assert_uint_eq(percent, 0);
}
END_TEST

START_TEST(a_policy_without_fixtures_is_covered_nowhere) {
  run(PLAIN, NULL);
  says("school/x: 0 fixtures\n");
  says("school/x.lua:4: never evaluated\n");
  ck_assert_uint_eq(percent, 0);
}
END_TEST

START_TEST(the_report_is_json_too) {
  begin(PLAIN, "return {" MISSED("38", "", "{ 'low' }") AT_90_1 "}");
  cover(RBK_AUTHOR_JSON);
  scripts_end(&folder);
  json_error_t wrong;
  json_t *all = json_loads(report, 0, &wrong);
  ck_assert_msg(all != NULL, "%s in\n%s", wrong.text, report);
  ck_assert_int_eq(json_integer_value(json_object_get(all, "percent")), 100);
  json_t *file = json_array_get(json_object_get(all, "policies"), 0);
  json_t *flag = json_array_get(json_object_get(file, "items"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(flag, "id")), "low");
  ck_assert_int_eq(json_integer_value(json_object_get(flag, "fired")), 1);
  json_t *threshold = json_array_get(json_object_get(file, "thresholds"), 0);
  json_t *up = json_object_get(threshold, "up");
  ck_assert_str_eq(json_string_value(json_object_get(up, "value")), "90.1");
  ck_assert_str_eq(json_string_value(json_object_get(up, "fails")), "nearly");
  json_decref(all);
}
END_TEST

START_TEST(what_does_not_load_is_told_and_the_rest_is_covered) {
  begin("return { api = 1, flgs = {} }", NULL);
  cover(RBK_AUTHOR_TEXT);
  scripts_end(&folder);
  ck_assert_int_eq(status, RBK_POLICY);
}
END_TEST

START_TEST(memory_that_runs_out_is_a_clean_error) {
  begin(FUNCTION, "return {" VULNERABLE("yes", "{ 'f' }") "}");
  char file[600];
  snprintf(file, sizeof file, "%s/school/x.lua", folder.folder);
  test_alloc alloc;
  test_alloc_init(&alloc);
  for (size_t n = 1;; n += 1 + n / 20) {
    rbk_arena arena;
    rbk_problems problems;
    rbk_cover_file covered;
    rbk_error error = {0};
    rbk_arena_init(&arena, &alloc.alloc);
    rbk_problems_init(&problems, &alloc.alloc);
    rbk_cover_options options = {.alloc = &alloc.alloc};
    test_alloc_fail_at(&alloc, n, true);
    rbk_status made =
        rbk_cover_run(&options, file, &arena, &problems, &covered, &error);
    size_t failures = alloc.failures;
    test_alloc_fail_at(&alloc, 0, false);
    ck_assert_msg(made == (failures > 0 ? RBK_NOMEM : RBK_OK),
                  "request %zu: %s", n, rbk_status_name(made));
    rbk_problems_finish(&problems);
    rbk_arena_finish(&arena);
    ck_assert_msg(alloc.blocks == 0, "request %zu: %zu blocks left", n,
                  alloc.blocks);
    if (failures == 0) break;
  }
  scripts_end(&folder);
}
END_TEST

#define LETTER                                                                 \
  HEAD "  rules = { { id = 'write', when = sessions(codes 'O')\n"              \
       "    :within(school_year):at_least(2), once = 'school_year',\n"         \
       "    action = 'write', owner = role.office, due = school_days(5),\n"    \
       "    letter = 'about' } },\n"                                           \
       "  letters = { { id = 'about', title = 'About', text = 'Dear "          \
       "parent',\n"                                                            \
       "    variants = { send = 'Call us' } } } }\n"
#define WITH(sessions, more)                                                   \
  "  { '" sessions " " more "', calendar = '190 days', on = '2024-09-13',\n"   \
  "    marks = all_present:sessions(" sessions ", 'O', '2024-09-09')," more

START_TEST(a_letter_is_asked_for_or_not_and_each_variant_used_or_not) {
  /* actions show that the letter is asked for, not which variant */
  run(LETTER,
      "return {" WITH("2", "") "expect = { actions = { write = 'due' "
                               "} } },\n" WITH(
                                   "1", "") "expect = { actions = {} } } }");
  says("  letter about: asked for in 1, not in 1\n");
  says("  variant about/send: used in 0, not in 0\n");
  says("never evaluated");
  run(LETTER,
      "return {" WITH("2", "") "expect = { letters = { 'about' } } },\n" WITH(
          "1", "") "expect = { letters = {} } } }");
  says("  letter about: asked for in 1, not in 1\n");
  says("  variant about/send: used in 0, not in 2\n");
  says("never used");
  run(LETTER,
      "return {" WITH(
          "2", "") "expect = { letters = { { id = 'about', variant "
                   "= none } } } },\n" WITH(
                       "3",
                       "pupil = { send = true },") "expect = { letters = { { "
                                                   "id = 'about', variant = "
                                                   "'send' } } } },\n"
                                                   "{ 'nobody', calendar = "
                                                   "'190 days', on = "
                                                   "'2024-09-13', marks = "
                                                   "all_present,\n"
                                                   "  expect = { letters = {}, "
                                                   "actions = {} } } }");
  says("  letter about: asked for in 2, not in 1\n");
  says("  variant about/send: used in 1, not in 2\n");
}
END_TEST

START_TEST(a_cohort_has_members_and_others_at_the_schools_of_its_fixtures) {
  const char *policy =
      HEAD "  cohorts = { { id = 'aided', title = 'Aided', minimum = 1, when = "
           "attr 'aid' "
           "} },\n"
           "  flags = { { id = 'many', label = 'Many', when =\n"
           "    size_of(cohort 'aided'):at_least(1) } } }\n";
  run(policy, "return { { 'one', calendar = '190 days', on = '2024-09-13',\n"
              "  pupil = { aid = true }, marks = all_present,\n"
              "  expect = { flags = { 'many' } } } }");
  says("  cohort aided: with members in 1, not in 0\n");
  says("never with a pupil outside it");
  run(policy, "return { { 'one', calendar = '190 days', on = '2024-09-13',\n"
              "  marks = all_present, expect = { flags = {} } } }");
  says("  cohort aided: with members in 0, not in 1\n");
  says("never with a member");
  /* P2 is in it, P1 is not: one fixture for both */
  run(policy, "return { { 'one', calendar = '190 days', on = '2024-09-13',\n"
              "  others = { { id = 'P2', aid = true } },\n"
              "  marks = all_present, expect = { flags = { 'many' } } } }");
  says("  cohort aided: with members in 1, not in 1\n");
  /* nor does a pupil count who is not on roll */
  run(policy,
      "return { { 'one', calendar = '190 days', on = '2024-09-13',\n"
      "  others = { { id = 'P2', aid = true, enrolled_from = '2024-09-16' } "
      "},\n"
      "  marks = all_present, expect = { flags = {} } } }");
  says("  cohort aided: with members in 0, not in 1\n");
}
END_TEST

START_TEST(a_rule_per_parent_must_come_for_a_parent_on_file) {
  const char *policy =
      HEAD "  rules = { { id = 'write', per = 'parent', once = 'term', when =\n"
           "    sessions(codes 'O'):within(term):at_least(2),\n"
           "    action = 'write', owner = role.office, due = school_days(5) } "
           "} }\n";
  run(policy,
      "return {" WITH("2", "") "expect = { actions = { write = "
                               "'blocked' } } },\n" WITH(
                                   "1", "") "expect = { actions = {} } } }");
  says("  rule write: fired in 0, not in 1, for no parent on file in 1\n");
  says("never fired for a parent on file");
  run(policy,
      "return {" WITH(
          "2", "parents = { { id = [[PA]] } },") "expect = { actions "
                                                 "= { write = 'due' "
                                                 "} } },\n" WITH(
                                                     "1", "") "expect = { "
                                                              "actions = "
                                                              "{} } } }");
  says("  rule write: fired in 1, not in 1\n");
}
END_TEST

START_TEST(of_others_only_what_a_fixture_lists_counts) {
  const char *policy =
      HEAD "  flags = { { id = 'o', label = 'O', when =\n"
           "    sessions(codes 'O'):within(school_year):at_least(1) } } }\n";
  run(policy, "return { { 'one', calendar = '190 days', on = '2024-09-13',\n"
              "  others = { { id = 'P2', marks = all_present:sessions(1, 'O', "
              "'2024-09-09') } },\n"
              "  marks = all_present, expect = { flags = {} } } }");
  says("  flag o: fired in 0, not in 1\n");
  run(policy, "return { { 'one', calendar = '190 days', on = '2024-09-13',\n"
              "  others = { { id = 'P2', marks = all_present:sessions(1, 'O', "
              "'2024-09-09') } },\n"
              "  marks = all_present,\n"
              "  expect = { flags = { { id = 'o', pupil = 'P2' } } } } }");
  says("  flag o: fired in 1, not in 0\n");
}
END_TEST

int main(void) {
  return TEST_RUN(
      "cover", a_letter_is_asked_for_or_not_and_each_variant_used_or_not,
      a_cohort_has_members_and_others_at_the_schools_of_its_fixtures,
      a_rule_per_parent_must_come_for_a_parent_on_file,
      of_others_only_what_a_fixture_lists_counts,
      a_threshold_with_a_fixture_on_each_side_is_tested,
      a_threshold_that_can_move_is_told_with_the_way_it_can_move,
      a_fixture_about_another_policy_counts_for_nothing,
      a_parameter_may_say_what_a_step_is, counts_move_by_one_and_days_by_a_half,
      a_fixtures_own_parameters_win, of_dated_values_each_is_moved,
      of_a_list_each_entry_is_moved,
      of_a_required_parameter_the_fixtures_values_are_moved,
      an_inherited_parameter_is_tested_where_it_is_first_read,
      a_value_that_does_not_bind_is_no_value_to_be_tested,
      a_rule_must_fire_in_one_fixture_and_not_in_another,
      a_fixture_that_says_nothing_of_actions_proves_nothing_about_rules,
      changes_between_two_days_count_too, rows_of_bands_are_counted_one_by_one,
      codings_are_seen_as_findings_and_proposals,
      lines_of_functions_that_never_run_are_told,
      helpers_of_functions_have_lines_too, a_fixture_that_fails_covers_nothing,
      a_policy_without_fixtures_is_covered_nowhere, the_report_is_json_too,
      what_does_not_load_is_told_and_the_rest_is_covered,
      memory_that_runs_out_is_a_clean_error);
}
