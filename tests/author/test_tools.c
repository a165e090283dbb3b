/* policy list, show and check. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "author/author.h"
#include "base/alloc.h"
#include "register/register.h"
#include "support/school.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts folder;
static char text[65536];

static void on_message(void *context, const rbk_message *message) {
  (void)context, (void)message;
}

typedef rbk_status verb(const rbk_author_options *options, rbk_buffer *out,
                        rbk_error *error);

static rbk_status run(verb *what, rbk_author_options *options,
                      rbk_error *error) {
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  options->policies = folder.folder;
  options->message = on_message;
  rbk_status status = what(options, &buffer, error);
  /* without the name of the folder */
  const char *from = rbk_buffer_string(&buffer);
  size_t at = 0, length = strlen(folder.folder);
  while (*from != '\0' && at + 1 < sizeof text) {
    if (strncmp(from, folder.folder, length) == 0) {
      from += length + (from[length] == '/');
      continue;
    }
    text[at++] = *from++;
  }
  text[at] = '\0';
  rbk_buffer_finish(&buffer);
  return status;
}

static void says(const char *line) {
  ck_assert_msg(strstr(text, line) != NULL, "no \"%s\" in\n%s", line, text);
}
static void says_not(const char *line) {
  ck_assert_msg(strstr(text, line) == NULL, "\"%s\" in\n%s", line, text);
}

#define HEAD(id, from)                                                         \
  "return { api = 1, id = '" id "', title = 'T', effective = { " from " },\n"

static void policies(void) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(
      &folder, "national/n.lua",
      HEAD("national/n",
           "from = '2024-08-19'") "  clauses = { ['N-1'] = { 'The law', source "
                                  "= 'https://example.org' } },\n"
                                  "  params = { low = { 90, unit = 'percent', "
                                  "clause = 'N-1', note = 'inclusive' },\n"
                                  "    wait = { dated = { ['2024-08-19'] = 5, "
                                  "['2025-01-06'] = 7 }, unit = 'school_days' "
                                  "} },\n"
                                  "  roles = { office = 'Office' },\n"
                                  "  measures = { attendance = rate "
                                  "'attended':within(school_year) },\n"
                                  "  flags = { { id = 'low', label = 'Low', "
                                  "clause = 'N-1',\n"
                                  "    when = rate "
                                  "'attended':within(school_year):at_most("
                                  "param.low) } } }\n");
  scripts_write(
      &folder, "school/s.lua",
      "local absent = sessions 'unauthorised':within(school_weeks(4), "
      "school_year)\n" HEAD(
          "school/s",
          "from = '2024-08-19'") "  extends = 'national/n', facts = { meeting "
                                 "= { 'to' }, plan = {} },\n"
                                 "  rules = { { id = 'ask', duty = 'should', "
                                 "once = 'term', action = 'ask', owner = "
                                 "role.office,\n"
                                 "    when = absent:at_least(3) & ~(attr "
                                 "'send' | on_record('plan')) & in_term "
                                 "'autumn',\n"
                                 "    unless = { { current 'meeting', because "
                                 "= 'they meet' } }, needs = { 'plan' },\n"
                                 "    due = school_days(param.wait) } } }\n");
}

static rbk_author_options of_word(const char *const *word) {
  return (rbk_author_options){
      .words = word, .word_count = 1, .on = RBK_DATE(2024, 11, 12)};
}

START_TEST(a_list_has_every_version_in_order_and_says_what_does_not_load) {
  policies();
  scripts_write(&folder, "school/s_2025.lua",
                HEAD("school/s", "from = '2025-09-01'") "}");
  scripts_write(&folder, "school/s.lua",
                HEAD("school/s", "from = '2024-08-19', to = '2025-08-31'") "}");
  scripts_write(&folder, "la/broken.lua", HEAD("la/broken", "") " rules = 5 }");
  scripts_write(&folder, "school/s_test.lua", "return {}");
  rbk_author_options options = {0};
  ck_assert_int_eq(run(rbk_author_list, &options, NULL), RBK_OK);
  ck_assert_str_eq(text, "policies\n"
                         "  la/broken\n    title: T\n    file: la/broken.lua\n"
                         "    does not load: see policy check\n"
                         "  national/n\n    title: T\n    in force: from "
                         "2024-08-19\n    file: national/n.lua\n"
                         "  school/s\n    title: T\n    in force: from "
                         "2024-08-19 to 2025-08-31\n    file: school/s.lua\n"
                         "  school/s\n    title: T\n    in force: from "
                         "2025-09-01\n    file: school/s_2025.lua\n");
  options.format = RBK_AUTHOR_JSON;
  ck_assert_int_eq(run(rbk_author_list, &options, NULL), RBK_OK);
  json_t *root = json_loads(text, 0, NULL);
  json_t *list = json_object_get(root, "policies");
  ck_assert_uint_eq(json_array_size(list), 4);
  ck_assert_str_eq(
      json_string_value(json_object_get(json_array_get(list, 2), "to")),
      "2025-08-31");
  ck_assert(json_is_false(json_object_get(json_array_get(list, 0), "loads")));
  json_decref(root);
  scripts_end(&folder);
}
END_TEST

START_TEST(show_says_conditions_in_words_with_the_values_in_force) {
  policies();
  const char *const word[] = {"school/s"};
  rbk_author_options options = of_word(word);
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  says("policy: school/s\non: 2024-11-12\n");
  says("  low\n    value: 90\n    unit: percent\n    set_by: national/n\n    "
       "layer: national/n\n"
       "    clause: N-1\n    note: inclusive\n");
  /* the flag's own expression is the measure that the layer names */
  says("    when: attendance is at most 90 (low)\n    layer: national/n\n    "
       "clause: N-1\n");
  says("    when: sessions unauthorised in the last 4 school weeks and in this "
       "school year is at "
       "least 3 and not (send or plan is on record) and autumn term\n");
  says("    once: a term\n    unless: meeting is current (they meet)\n    "
       "needs: plan\n");
  says("    due: 5 (wait) school days\n    layer: school/s\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(show_says_whom_rules_are_about_and_who_is_in_a_cohort) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(
      &folder, "school/g.lua",
      HEAD("school/g", "from = '2024-08-19'") "  clauses = { G = { 'g', source "
                                              "= '' } },\n"
                                              "  cohorts = { { id = 'send', "
                                              "title = 'Needs', when = attr "
                                              "'send', clause = 'G' },\n"
                                              "    { id = 'late', title = "
                                              "'Late', when = sessions "
                                              "'late':within(term):at_least(5),"
                                              " minimum = 10 } },\n"
                                              "  rules = { { id = 'meet', "
                                              "group = cohort 'send', action = "
                                              "'meet', when = size_of(cohort "
                                              "'late'):at_least(9) },\n"
                                              "    { id = 'tell', group = "
                                              "everyone, action = 'tell', when "
                                              "= last_day_of(term) } } }\n");
  const char *const word[] = {"school/g"};
  rbk_author_options options = of_word(word);
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  says("  meet\n    action: meet\n    group: send\n");
  says("  tell\n    action: tell\n    group: everyone\n");
  /* 3 where the policy says nothing */
  says("cohorts\n  send\n    title: Needs\n    when: send\n    minimum: 3\n"
       "    layer: school/g\n    clause: G\n");
  says("  late\n    title: Late\n");
  says("    minimum: 10\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(show_takes_the_value_of_the_day_and_says_who_set_it) {
  policies();
  const char *const word[] = {"school/s"};
  rbk_parameter_setting setting = {"low", "85.5"};
  rbk_author_options options = of_word(word);
  options.on = RBK_DATE(2025, 1, 6);
  options.parameters = &setting;
  options.parameter_count = 1;
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  says("    due: 7 (wait) school days\n");
  says("  low\n    value: 85.5\n    unit: percent\n    set_by: --param\n");
  says("attendance is at most 85.5 (low)");
  options.on = RBK_DATE(2025, 1, 5); /* the day before */
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  says("    due: 5 (wait) school days\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(show_takes_a_schools_values) {
  policies();
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_policy(s, NULL, "school/s");
  school_parameter(s, "low", "88", true);
  rbk_register *reg = school_finish(s);
  rbk_author_options options = {.reg = reg, .on = RBK_DATE(2024, 11, 12)};
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  says("policy: school/s\n");
  says("    value: 88\n    unit: percent\n    set_by: school.json\n");
  rbk_register_destroy(reg);
  scripts_end(&folder);
}
END_TEST

START_TEST(show_is_json_too) {
  policies();
  const char *const word[] = {"school/s"};
  rbk_author_options options = of_word(word);
  options.format = RBK_AUTHOR_JSON;
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  json_error_t problem;
  json_t *root = json_loads(text, 0, &problem);
  ck_assert_msg(root != NULL, "%s", problem.text);
  ck_assert_uint_eq(json_array_size(json_object_get(root, "layers")), 2);
  json_t *rule = json_array_get(json_object_get(root, "rules"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(rule, "duty")), "should");
  ck_assert(json_is_null(json_object_get(rule, "rearm")));
  ck_assert(json_is_false(json_object_get(rule, "lapse")));
  json_t *flag = json_array_get(json_object_get(root, "flags"), 0);
  ck_assert_str_eq(
      json_string_value(json_array_get(json_object_get(flag, "clause"), 0)),
      "N-1");
  json_decref(root);
  scripts_end(&folder);
}
END_TEST

START_TEST(show_says_what_was_replaced_and_why) {
  policies();
  scripts_write(
      &folder, "school/r.lua",
      HEAD("school/r", "from = '2024-08-19'") "  extends = 'school/s', replace "
                                              "= { rules = { ask = {\n"
                                              "    because = 'we are quicker', "
                                              "due = school_days(1) } } } }\n");
  const char *const word[] = {"school/r"};
  rbk_author_options options = of_word(word);
  ck_assert_int_eq(run(rbk_author_show, &options, NULL), RBK_OK);
  says("replaced\n  ask\n    section: rules\n    keys: due\n    because: we "
       "are quicker\n    layer: school/r\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(show_refuses_a_day_without_a_version_and_an_unknown_parameter) {
  policies();
  const char *const word[] = {"school/s"};
  rbk_error error = {0};
  rbk_author_options options = of_word(word);
  options.on = RBK_DATE(2024, 8, 18);
  ck_assert_int_eq(run(rbk_author_show, &options, &error), RBK_POLICY);
  ck_assert_ptr_nonnull(strstr(error.text, "in force on 2024-08-18"));
  rbk_parameter_setting setting = {"lwo", "85.5"};
  options = of_word(word);
  options.parameters = &setting;
  options.parameter_count = 1;
  ck_assert_int_eq(run(rbk_author_show, &options, &error), RBK_POLICY);
  ck_assert_ptr_nonnull(strstr(error.text, "did you mean \"low\"?"));
  scripts_end(&folder);
}
END_TEST

START_TEST(check_finds_nothing_wrong_with_a_good_policy) {
  policies();
  const char *const word[] = {"school/s"};
  rbk_author_options options = of_word(word);
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  ck_assert_str_eq(text, "0 errors, 0 warnings\n");
  options.word_count = 0; /* all of the folder */
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  scripts_end(&folder);
}
END_TEST

START_TEST(check_tells_all_problems_at_once_with_file_and_line) {
  policies();
  scripts_write(
      &folder, "school/bad.lua",
      HEAD(
          "school/bad",
          "from = '2024-08-19'") "  rules = {\n"
                                 "    { id = 'a', whn = compulsory_school_age, "
                                 "action = 'a', owner = role.nobody },\n"
                                 "    { id = 'b', when = 5, action = 'b' } } "
                                 "}\n");
  const char *const word[] = {"school/bad"};
  rbk_author_options options = of_word(word);
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_POLICY);
  says("school/bad.lua:3: unknown key \"whn\"");
  says("school/bad.lua:4: \"when\" in rule \"b\" is a number");
  says(" errors, 0 warnings\n");
  options.format = RBK_AUTHOR_JSON;
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_POLICY);
  json_t *root = json_loads(text, 0, NULL);
  json_t *problem = json_array_get(json_object_get(root, "problems"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(problem, "severity")),
                   "error");
  ck_assert_int_eq(json_integer_value(json_object_get(problem, "line")), 3);
  json_decref(root);
  scripts_end(&folder);
}
END_TEST

#define RATE_RULE(more)                                                        \
  HEAD("school/r", "from = '2024-08-19'")                                      \
  "  rules = { { id = 'r', when = rate 'attended':within(term):below(90),\n"   \
  "    action = 'a', owner = 'office'" more                                    \
  " } }, roles = { office = 'O' } }\n"

START_TEST(check_warns_of_an_episode_rule_over_a_rate) {
  policies();
  const char *const word[] = {"school/r"};
  rbk_author_options options = of_word(word);
  scripts_write(&folder, "school/r.lua", RATE_RULE(""));
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says("school/r.lua:2: warning: rule \"r\" fires anew each time a percentage "
       "crosses");
  says("0 errors, 1 warning\n");
  scripts_write(&folder, "school/r.lua", RATE_RULE(", once = 'term'"));
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says_not("warning:");
  scripts_write(
      &folder, "school/r.lua",
      RATE_RULE(", rearm = rate 'attended':within(term):at_least(95)"));
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says_not("warning:");
  /* a rule about events fires for each of them, however the rate goes */
#define WHEN(when)                                                             \
  HEAD("school/r", "from = '2024-08-19'")                                      \
  "  facts = { met = {} }, rules = { { id = 'r', action = 'a',\n"              \
  "    when = " when " } } }\n"
#define LOW "rate 'attended':within(term):below(90)"
  scripts_write(&folder, "school/r.lua",
                WHEN(LOW " & (attr 'send' & event 'met')"));
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says_not("warning:");
  scripts_write(&folder, "school/r.lua", WHEN(LOW " & on_record 'met'"));
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says("0 errors, 1 warning\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(check_warns_of_nothing_that_a_layer_above_disabled) {
  policies();
  const char *const low[] = {"national/l"}, *const high[] = {"school/h"};
  static const char body[] =
      "  facts = { call = {} },\n"
      "  cohorts = { { id = 'c', title = 'C', when = attr 'send' } },\n"
      "  letters = { { id = 'dear', title = 'D', text = 'T' } },\n"
      "  flags = { { id = 'f', label = 'F', when = size_of(cohort 'c')\n"
      "    :at_least(3) } },\n";
  char script[2000];
  snprintf(script, sizeof script,
           HEAD("national/l",
                "from = '2024-08-19'") "%s"
                                       "  rules = { { id = 'r', when = event "
                                       "'call', action = 'write',\n"
                                       "    letter = 'dear' } } }\n",
           body);
  scripts_write(&folder, "national/l.lua", script);
  scripts_write(
      &folder, "school/h.lua",
      HEAD("school/h", "from = '2024-08-19'") "  extends = 'national/l',\n"
                                              "  disable = { rules = { r = 'x' "
                                              "}, flags = { f = 'x' } } }\n");
  rbk_author_options options = of_word(high);
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  ck_assert_str_eq(text, "0 errors, 0 warnings\n");
  /* without such a rule and flag at all it warns */
  snprintf(script, sizeof script,
           HEAD("national/l",
                "from = '2024-08-19'") "  cohorts = { { id = 'c', title = 'C', "
                                       "when = attr 'send' } },\n"
                                       "  letters = { { id = 'dear', title = "
                                       "'D', text = 'T' } } }\n");
  scripts_write(&folder, "national/l.lua", script);
  options = of_word(low);
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says("letter \"dear\" is asked for by no rule");
  says("cohort \"c\" is looked at by nothing");
  scripts_end(&folder);
}
END_TEST

START_TEST(check_warns_of_what_never_or_always_holds) {
  policies();
  const char *const word[] = {"school/a"};
  rbk_author_options options = of_word(word);
  scripts_write(
      &folder, "school/a.lua",
      "local a = rate 'attended':within(school_year)\n"
      "return { api = 1, id = 'school/a', title = 'T', extends = "
      "'national/n',\n"
      "  rules = {\n"
      "    { id = 'shut', when = a:below(90) & a:above(95), once = 'term', "
      "action = 'x' },\n"
      "    { id = 'open', when = a:at_least(0), once = 'term', action = 'x' "
      "},\n"
      "    { id = 'mute', when = a:below(90), once = 'term', action = 'x',\n"
      "      unless = { { a:at_most(100), because = 'x' } } } },\n"
      "  flags = {\n"
      "    { id = 'shut', label = 'x', when = a:above(100) },\n"
      "    { id = 'open', label = 'x', when = a:below(90) | a:above(80) } },\n"
      "  bands = { b = { only = a:above(100),\n"
      "    { id = 'x', label = 'x', when = compulsory_school_age },\n"
      "    { id = 'y', label = 'y', when = a:below(0) & compulsory_school_age "
      "} } },\n"
      "  coding = { { id = 'c', codes = codes 'N', when = a:below(0) } } }\n");
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  says("school/a.lua:4: warning: rule \"shut\" can never fire: no figures meet "
       "all that its condition asks; correct a threshold, or take the rule "
       "out\n");
  says("school/a.lua:5: warning: rule \"open\" holds whatever the figures "
       "are;");
  says("school/a.lua:6: warning: rule \"mute\" is always suppressed: ");
  says("school/a.lua:9: warning: flag \"shut\" can never be raised: ");
  says("school/a.lua:10: warning: flag \"open\" is raised whatever the figures "
       "are;");
  says("school/a.lua:11: warning: band \"b\" is for nobody: ");
  says("school/a.lua:13: warning: row \"y\" can never hold: ");
  says("school/a.lua:14: warning: coding \"c\" finds nothing: ");
  says("0 errors, 8 warnings\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(check_of_a_folder_looks_at_versions_together) {
  policies();
  scripts_write(&folder, "school/s_2025.lua",
                HEAD("school/s", "from = '2025-07-01'") "}");
  rbk_author_options options = {0};
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_POLICY);
  says("is also in force in");
  scripts_end(&folder);
}
END_TEST

START_TEST(check_against_a_school_asks_for_required_parameters) {
  policies();
  scripts_write(
      &folder, "school/q.lua",
      HEAD("school/q",
           "from = '2024-08-19'") "  params = { least = { required = true, "
                                  "unit = 'percent' } },\n"
                                  "  flags = { { id = 'f', label = 'F',\n"
                                  "    when = rate "
                                  "'attended':within(term):below(param.least) "
                                  "} } }\n");
  const char *const word[] = {"school/q"};
  rbk_author_options options = of_word(word);
  ck_assert_int_eq(run(rbk_author_check, &options, NULL), RBK_OK);
  for (int given = 0; given < 2; given++) {
    school *s = school_begin("sandwell-2024-25");
    school_pupil(s, "P0001");
    if (given) school_parameter(s, "least", "92", true);
    rbk_register *reg = school_finish(s);
    options.reg = reg;
    ck_assert_int_eq(run(rbk_author_check, &options, NULL),
                     given ? RBK_OK : RBK_POLICY);
    if (!given) says("school/q.lua:2: ");
    if (!given) says("least");
    rbk_register_destroy(reg);
  }
  scripts_end(&folder);
}
END_TEST

START_TEST(memory_that_runs_out_is_a_clean_error) {
  static verb *const verbs[] = {rbk_author_list, rbk_author_show,
                                rbk_author_check};
  policies();
  const char *const word[] = {"school/s"};
  for (size_t v = 0; v < 3; v++) {
    test_alloc alloc;
    test_alloc_init(&alloc);
    for (size_t n = 1, step = 1;; n += step, step += 2) {
      rbk_author_options options = of_word(word);
      if (v == 0) options.word_count = 0;
      options.alloc = &alloc.alloc;
      test_alloc_fail_at(&alloc, n, true);
      rbk_error error = {0};
      rbk_status status = run(verbs[v], &options, &error);
      size_t failures = alloc.failures;
      test_alloc_fail_at(&alloc, 0, false);
      ck_assert_msg(status == (failures ? RBK_NOMEM : RBK_OK),
                    "verb %zu request %zu: %s", v, n, rbk_status_name(status));
      ck_assert_uint_eq(alloc.blocks, 0);
      if (failures == 0) break;
    }
  }
  scripts_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("tools",
                  a_list_has_every_version_in_order_and_says_what_does_not_load,
                  show_says_conditions_in_words_with_the_values_in_force,
                  show_says_whom_rules_are_about_and_who_is_in_a_cohort,
                  show_takes_the_value_of_the_day_and_says_who_set_it,
                  show_takes_a_schools_values, show_is_json_too,
                  show_says_what_was_replaced_and_why,
                  show_refuses_a_day_without_a_version_and_an_unknown_parameter,
                  check_finds_nothing_wrong_with_a_good_policy,
                  check_tells_all_problems_at_once_with_file_and_line,
                  check_warns_of_an_episode_rule_over_a_rate,
                  check_warns_of_nothing_that_a_layer_above_disabled,
                  check_warns_of_what_never_or_always_holds,
                  check_of_a_folder_looks_at_versions_together,
                  check_against_a_school_asks_for_required_parameters,
                  memory_that_runs_out_is_a_clean_error);
}
