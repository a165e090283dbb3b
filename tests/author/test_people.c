/* Fixtures with more than one pupil: parents, others, the school's events, and
 * whose result is whose. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "author/author.h"
#include "author/fixture_register.h"
#include "author/test.h"
#include "base/alloc.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts folder;
static char report[65536];
static bool passed;
static rbk_status status;
static char said[4096];

/* Two sessions of I are a call, which a visit discharges. */
static const char policy[] =
    "return { api = 1, id = 'school/x', title = 'X',\n"
    "  effective = { from = '2024-08-19' }, roles = { office = 'Office' },\n"
    "  facts = { call = {}, meeting = {} },\n"
    "  flags = { { id = 'ill', label = 'Ill',\n"
    "    when = sessions(codes 'I'):within(school_year):at_least(1) } },\n"
    "  rules = { { id = 'ring', when = sessions(codes 'I')\n"
    "    :within(school_year):at_least(2), once = 'school_year',\n"
    "    action = 'ring', owner = role.office, due = school_days(1),\n"
    "    done = 'call' },\n"
    "   { id = 'write', when = sessions(codes 'I')\n"
    "    :within(school_year):at_least(3), once = 'school_year',\n"
    "    action = 'write', owner = role.office, due = school_days(1),\n"
    "    letter = 'about' } },\n"
    "  measures = { ill = sessions(codes 'I'):within(school_year) },\n"
    "  letters = { { id = 'about', title = 'About illness', text = [[\n"
    "Dear {parent.name}, {pupil.id} was ill for {ill}\n"
    "sessions.]], variants = { send = 'Call us, {parent.name}.' },\n"
    "    reminders = { { attr 'send', 'ring first' } } } } }\n";

/* Two pupils who were ill are told to the head; siblings of an ill pupil. */
static const char groups[] =
    "return { api = 1, id = 'school/x', title = 'X',\n"
    "  effective = { from = '2024-08-19' }, roles = { head = 'Head' },\n"
    "  facts = { told = {} },\n"
    "  rules = { { id = 'tell', group = everyone, when = count_of(everyone,\n"
    "    sessions(codes 'I'):within(term):at_least(1)):at_least(2),\n"
    "    once = 'term', action = 'tell', owner = role.head,\n"
    "    due = school_days(1), done = 'told' } },\n"
    "  flags = { { id = 'home', label = 'Home', when = count_of(siblings,\n"
    "    sessions(codes 'I'):within(term):at_least(1)):at_least(1) } } }\n";
static const char families[] =
    "return { api = 1, id = 'school/x', title = 'X',\n"
    "  effective = { from = '2024-08-19' },\n"
    "  flags = { { id = 'home', label = 'Home', when = count_of(siblings,\n"
    "    sessions(codes 'I'):within(term):at_least(1)):at_least(1) } } }\n";
static const char *tested = policy;

static void on_message(void *context, const rbk_message *message) {
  (void)context;
  const char *file = strrchr(message->file, '/');
  size_t at = strlen(said);
  snprintf(said + at, sizeof said - at, "%s:%zu: %s\n",
           file ? file + 1 : message->file, message->line, message->text);
}

/* Runs one fixture: what follows its name, calendar and day. */
static void run(const char *fixture) {
  char test[4096];
  snprintf(test, sizeof test,
           "return { { 'x', calendar = '190 days', on = '2024-11-15',\n%s } }",
           fixture);
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "school/x.lua", tested);
  scripts_write(&folder, "school/x_test.lua", test);
  const char *const words[] = {"school/x"};
  rbk_author_options options = {.policies = folder.folder,
                                .words = words,
                                .word_count = 1,
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
  scripts_end(&folder);
}

static void passes(const char *fixture) {
  run(fixture);
  ck_assert_msg(status == RBK_OK && passed, "%s%s", report, said);
}

static void fails(const char *fixture, const char *with) {
  run(fixture);
  ck_assert_int_eq(status, RBK_OK);
  ck_assert_msg(!passed && strstr(report, with) != NULL, "no \"%s\" in\n%s%s",
                with, report, said);
}

static void refused(const char *fixture, const char *with) {
  run(fixture);
  ck_assert_msg(status == RBK_OK && !passed && strstr(said, with) != NULL,
                "no \"%s\" in\n%s%s", with, said, report);
}

#define ILL "marks = all_present:but { ['2024-11-12'] = 'II' }"

START_TEST(a_pupil_is_called_as_the_fixture_says) {
  passes(ILL ", expect = { actions = { { rule = 'ring',\n"
             "  key = 'ring/P1/2024-25' } } }");
  passes("pupil = { id = 'P5' }, " ILL ", expect = { actions = {\n"
         "  { rule = 'ring', key = 'ring/P5/2024-25' } } }");
}
END_TEST

START_TEST(what_comes_to_others_is_looked_at_where_it_is_listed) {
  /* P0 stands before P1 in roll order, P2 behind */
  passes("others = { { id = 'P2', " ILL " }, { id = 'P0' } },\n"
         "expect = { flags = {}, actions = {} }");
  passes("others = { { id = 'P2', " ILL " }, { id = 'P0' } },\n"
         "expect = { flags = { { id = 'ill', pupil = 'P2' } }, actions = {\n"
         "  { rule = 'ring', pupil = 'P2', due = '2024-11-13' } } }");
}
END_TEST

START_TEST(of_others_too_something_may_be_expected_not_to_come) {
#define NONE                                                                   \
  "expect = { flags = { { id = 'ill', pupil = 'P2', since = none } },\n"       \
  "  actions = { { rule = 'ring', pupil = 'P2', status = none } } }"
  passes("others = { { id = 'P2' }, { id = 'P3', " ILL " } },\n" NONE);
  fails("others = { { id = 'P2', " ILL " } },\n" NONE,
        "actions ring of P2: expected nothing, got overdue");
  fails("others = { { id = 'P2', " ILL " } },\n" NONE,
        "flags ill of P2: expected nothing, got");
  refused(
      "others = { { id = 'P2' } }, expect = { actions = {\n"
      "  { rule = 'ring', pupil = 'P2', status = none, due = '2024-11-13' } "
      "} }",
      "says `status = none`, that it is not there, and more about it");
#undef NONE
}
END_TEST

START_TEST(one_action_answers_one_expectation) {
  fails("others = { { id = 'P2', " ILL " } },\n"
        "expect = { actions = { { rule = 'ring', pupil = 'P2' },\n"
        "                       { rule = 'ring', pupil = 'P2' } } }",
        "actions ring of P2: expected it, got nothing");
}
END_TEST

START_TEST(an_expectation_of_another_pupil_is_not_met_by_the_own_one) {
  fails("others = { { id = 'P2' } }, " ILL ",\n"
        "expect = { flags = { 'ill', { id = 'ill', pupil = 'P2' } } }",
        "flags ill of P2: expected it, got nothing");
  /* and the reasons are the other's */
  fails("others = { { id = 'P2', marks = all_present:but {\n"
        "  ['2024-11-12'] = 'I.' } } },\n"
        "expect = { actions = { { rule = 'ring', pupil = 'P2' } } }",
        "it is 1 on 2024-11-15");
}
END_TEST

START_TEST(events_of_others_are_theirs) {
  passes("others = { { id = 'P2', events = {\n"
         "  { date = '2024-11-13', kind = 'call' } }, " ILL " } },\n" ILL ",\n"
         "expect = { actions = { ring = 'overdue',\n"
         "  { rule = 'ring', pupil = 'P2', status = 'done',\n"
         "    done_on = '2024-11-13' } } }");
}
END_TEST

START_TEST(others_are_enrolled_as_their_entry_says) {
  /* ill on the 12th, on roll from the 13th: no flag; from the 12th, one */
  fails("others = { { id = 'P2', enrolled_from = '2024-11-13', " ILL " } },\n"
        "expect = { flags = { { id = 'ill', pupil = 'P2' } } }",
        "flags ill of P2: expected it, got nothing");
  passes("others = { { id = 'P2', enrolled_from = '2024-11-12', " ILL " } },\n"
         "expect = { flags = { { id = 'ill', pupil = 'P2' } } }");
}
END_TEST

/* --- letters ---------------------------------------------------------------
 */

#define THREE                                                                  \
  "marks = all_present:but { ['2024-11-12'] = 'II', ['2024-11-13'] = 'I.' },"  \
  "parents = { { id = 'PA', name = 'A. Lee' }, { id = 'PB' },\n"               \
  "  { id = 'PC', responsible = false } },\n"

START_TEST(letters_are_compared_by_parent_and_by_their_words) {
  passes(THREE "expect = { letters = {\n"
               "  { id = 'about', parent = 'PA', rule = 'write', variant = "
               "none,\n"
               "    contains = { 'Dear A. Lee, P1 was', 'ill for 3 sessions.' "
               "},\n"
               "    lacks = 'Call us', gaps = none, reminders = none },\n"
               "  { id = 'about', parent = 'PB', lacks = 'A. Lee' } } }");
  passes(THREE "expect = { letters = { 'about' } }");
  passes(ILL ", expect = { letters = {} }");
  passes(ILL ", expect = { letters = { about = none } }");
  passes(THREE "pupil = { send = true }, expect = { letters = {\n"
               "  { id = 'about', parent = 'PA', variant = 'send',\n"
               "    contains = 'Call us, A. Lee.', reminders = 'ring first' "
               "},\n"
               "  { id = 'about', parent = 'PB' } } }");
  fails(THREE "expect = { letters = { { id = 'about', parent = 'PA' } } }",
        "letters about: expected nothing, got PB");
  fails(THREE "expect = { letters = {} }",
        "letters about: expected nothing, got PA");
  fails(THREE "expect = { letters = { { id = 'about', parent = 'PA',\n"
              "  contains = 'ill for 4' }, { id = 'about', parent = 'PB',\n"
              "  lacks = 'was ill' } } }",
        "contains: expected ill for 4, got");
  fails(ILL ", expect = { letters = { 'about' } }",
        "letters about: expected it, got nothing");
}
END_TEST

/* --- groups -----------------------------------------------------------------
 */

START_TEST(rules_about_the_school_are_compared_and_explained) {
  tested = groups;
  passes("others = { { id = 'P2', " ILL " } }, " ILL ",\n"
         "expect = { groups = { { rule = 'tell', group = 'everyone',\n"
         "  fired = '2024-11-12', status = 'overdue' } }, actions = {} }");
  passes("others = { { id = 'P2', " ILL " } }, " ILL ",\n"
         "school_events = { { date = '2024-11-13', kind = 'told' } },\n"
         "expect = { groups = { tell = 'done' } }");
  passes(ILL ", expect = { groups = {} }");
  passes(ILL ", expect = { groups = { tell = none } }");
  fails(ILL ", others = { { id = 'P2' } },\n"
            "expect = { groups = { 'tell' } }",
        "groups tell: expected it, got nothing\n"
        "    number of everyone for whom");
  ck_assert_msg(strstr(report, "it is 1 on 2024-11-15") != NULL, "%s", report);
  fails("others = { { id = 'P2', " ILL " } }, " ILL ",\n"
        "expect = { groups = { { rule = 'tell', group = 'boarders' } } }",
        "group: expected boarders, got everyone");
  fails("others = { { id = 'P2', " ILL " } }, " ILL ", expect = { groups = {} "
        "}",
        "groups tell: expected nothing, got group everyone, overdue");
  tested = policy;
}
END_TEST

START_TEST(siblings_of_one_fixture_are_nobodys_in_another) {
  /* Each names the family F1: in one school they would see one another. */
  static const char two[] =
      "pupil = { sibling_group = 'F1' }, others = {\n"
      "  { id = 'P2', sibling_group = 'F1', " ILL " } },\n"
      "expect = { flags = { 'home' } } },\n"
      "{ 'y', calendar = '190 days', on = '2024-11-15', " ILL ",\n"
      "pupil = { sibling_group = 'F1' }, expect = { flags = {} } },\n"
      "{ 'z', calendar = '190 days', on = '2024-11-15',\n"
      "pupil = { sibling_group = 'F1' }, expect = { flags = {} } },\n"
      "{ 'alone', calendar = '190 days', on = '2024-11-15', " ILL ",\n"
      "expect = { flags = {} } },\n"
      "{ 'alone too', calendar = '190 days', on = '2024-11-15',\n"
      "expect = { flags = {} }";
  tested = families;
  passes(two);
  ck_assert_str_eq(report, "5 passed, 0 failed\n");
  tested = groups;
  passes(two);
  tested = policy;
}
END_TEST

START_TEST(an_event_may_name_an_action_by_its_key) {
  passes(ILL ", events = { { date = '2024-11-13', kind = 'meeting',\n"
             "  action = 'ring/P1/2024-25' } }, expect = { actions = { ring = "
             "'done' } }");
}
END_TEST

/* --- the register --------------------------------------------------------- */

static rbk_register *school_of(const char *script, rbk_fixtures **fixtures,
                               uint32_t *number) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "x_test.lua", script);
  char path[600];
  snprintf(path, sizeof path, "%s/x_test.lua", folder.folder);
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  ck_assert_int_eq(rbk_fixtures_read(NULL, path, &problems, fixtures), RBK_OK);
  rbk_register *reg = NULL;
  ck_assert_int_eq(rbk_fixture_school(rbk_alloc_or_default(NULL), path,
                                      &(*fixtures)->items[0], &problems, number,
                                      &reg),
                   RBK_OK);
  rbk_problems_finish(&problems);
  scripts_end(&folder);
  return reg;
}

static const char *parent_value(const rbk_register *reg, size_t parent,
                                const char *field) {
  uint32_t number =
      rbk_intern_find(&reg->roll.parent_fields, rbk_text_of(field));
  ck_assert_uint_ne(number, RBK_NONE);
  return reg->roll.parents[parent].values[number];
}

START_TEST(the_roll_and_the_parents_stand_in_byte_order) {
  rbk_fixtures *fixtures = NULL;
  uint32_t number = 9;
  rbk_register *reg = school_of(
      "return { { 'x', calendar = '190 days', on = '2024-11-15',\n"
      "  parents = { { id = 'PB', language = 'Polish' },\n"
      "              { id = 'PA', name = 'A', responsible = false } },\n"
      "  others = { { id = 'P2', parents = { { id = 'PB' } } },\n"
      "             { id = 'P0', year_group = 7 } },\n"
      "  expect = { flags = {} } } }",
      &fixtures, &number);
  const rbk_roll *roll = &reg->roll;
  ck_assert_uint_eq(roll->pupil_count, 3);
  ck_assert_str_eq(roll->pupils[0].id, "P0");
  ck_assert_str_eq(roll->pupils[1].id, "P1");
  ck_assert_str_eq(roll->pupils[2].id, "P2");
  ck_assert_uint_eq(number, 1);
  ck_assert_uint_eq(roll->parent_count, 3);
  ck_assert_str_eq(roll->parents[0].id, "PA");
  ck_assert_uint_eq(roll->parents[0].pupil, 1);
  ck_assert(!roll->parents[0].responsible);
  ck_assert_str_eq(parent_value(reg, 0, "name"), "A");
  ck_assert_str_eq(parent_value(reg, 0, "language"), "");
  ck_assert_str_eq(parent_value(reg, 0, "responsible"), "false");
  ck_assert_str_eq(roll->parents[1].id, "PB");
  ck_assert(roll->parents[1].responsible);
  ck_assert_str_eq(parent_value(reg, 1, "language"), "Polish");
  ck_assert_str_eq(roll->parents[2].id, "PB");
  ck_assert_uint_eq(roll->parents[2].pupil, 2);
  uint32_t year = rbk_intern_find(&roll->attributes, rbk_text_of("year_group"));
  ck_assert_str_eq(roll->pupils[0].spells[0].values[year], "7");
  ck_assert_str_eq(roll->pupils[1].spells[0].values[year], "");
  rbk_register_destroy(reg);
  rbk_fixtures_destroy(fixtures);
}
END_TEST

START_TEST(the_schools_events_are_nobodys_or_a_groups) {
  rbk_fixtures *fixtures = NULL;
  uint32_t number;
  rbk_register *reg = school_of(
      "return { { 'x', calendar = '190 days', on = '2024-11-15',\n"
      "  events = { { date = '2024-11-12', kind = 'call', group = 'g' } },\n"
      "  school_events = {\n"
      "    { date = '2024-11-13', kind = 'report', by = 'head' },\n"
      "    { date = '2024-11-12', kind = 'meeting', group = 'boarders' } },\n"
      "  expect = { flags = {} } } }",
      &fixtures, &number);
  size_t count;
  const rbk_event *events = rbk_history_of(&reg->history, RBK_NONE, &count);
  ck_assert_uint_eq(count, 2);
  ck_assert_str_eq(events[0].group, "boarders");
  ck_assert_uint_eq(events[0].field_count, 0);
  ck_assert_uint_eq(events[0].line, 5);
  ck_assert_str_eq(events[1].group, "");
  ck_assert_uint_eq(events[1].field_count, 1);
  ck_assert_str_eq(events[1].fields[0].value, "head");
  /* a pupil's own event has `group` as a field like any other */
  events = rbk_history_of(&reg->history, 0, &count);
  ck_assert_uint_eq(count, 1);
  ck_assert_uint_eq(events[0].field_count, 1);
  rbk_register_destroy(reg);
  rbk_fixtures_destroy(fixtures);
}
END_TEST

START_TEST(registers_are_taken_no_further_than_any_pupils_marks_say) {
  rbk_fixtures *fixtures = NULL;
  uint32_t number;
  rbk_register *reg = school_of(
      "return { { 'x', calendar = '190 days', on = '2024-11-15',\n"
      "  others = { { id = 'P2', marks = all_present:until_day('2024-11-12') } "
      "},\n"
      "  expect = { flags = {} } } }",
      &fixtures, &number);
  rbk_day day = rbk_calendar_day(&reg->calendar, reg->calendar.date[0]);
  ck_assert_int_eq(day, 0);
  rbk_date last = reg->calendar.date[reg->marks.last_session / 2];
  char text[11];
  rbk_date_print(last, text);
  ck_assert_str_eq(text, "2024-11-12");
  rbk_register_destroy(reg);
  rbk_fixtures_destroy(fixtures);
}
END_TEST

/* --- mistakes ------------------------------------------------------------- */

#define EXPECT ", expect = { flags = {} }"

START_TEST(mistakes_are_told_with_their_own_line) {
  static const struct {
    const char *fixture, *with;
  } cases[] = {
      {"parents = {\n{ id = 'PA' },\n{ id = 'PA' } }" EXPECT,
       "x_test.lua:4: fixture \"x\": the pupil has another parent \"PA\""},
      {"parents = {\n{ name = 'A' } }" EXPECT,
       "x_test.lua:3: fixture \"x\": a parent has no `id`"},
      {"parents = { { id = 'PA', responsible = 'no' } }" EXPECT,
       "`responsible` of a parent is a text; write true or false"},
      {"parents = { { parent_id = 'PA' } }" EXPECT,
       "a parent has a `parent_id`; write `id`"},
      {"parents = { PA = {} }" EXPECT, "unknown key \"PA\" in parents"},
      {"parents = { 'PA' }" EXPECT,
       "a parent is a text; write { id = \"PA1\" }"},
      {"others = {\n{ id = 'P1' } }" EXPECT,
       "x_test.lua:3: fixture \"x\": two pupils have the id \"P1\""},
      {"others = { { id = 'P2' },\n{ id = 'P2' } }" EXPECT,
       "x_test.lua:3: fixture \"x\": two pupils have the id \"P2\""},
      {"pupil = { id = 'P2' }, others = { { id = 'P2' } }" EXPECT,
       "the pupil of the fixture is \"P2\""},
      {"others = { { year_group = 7 } }" EXPECT, "another pupil has no `id`"},
      {"others = { { id = ' P2' } }" EXPECT,
       "the `id` of another pupil is \" P2\"; write a text without spaces"},
      {"others = { { id = 'P2', marks = 'II' } }" EXPECT,
       "`marks` is a text; begin with `all_present`"},
      {"others = { { id = 'P2',\nevents = {\n{ date = '2024-13-01', kind = "
       "'call' } } } }" EXPECT,
       "x_test.lua:4: fixture \"x\": an event `date` is \"2024-13-01\""},
      {"events = {\n{ date = '2024-11-12' } }" EXPECT,
       "x_test.lua:3: fixture \"x\": an event has no `kind`"},
      {"events = { { date = '2024-11-12', kind = 'call', pupil_id = 'P2' } "
       "}" EXPECT,
       "an event has a `pupil_id`"},
      {"parents = { { id = 'PA' } }, events = {\n{ date = '2024-11-12', kind = "
       "'call', parent_id = 'PB' } }" EXPECT,
       "x_test.lua:3: fixture \"x\": an event names the parent \"PB\", who is "
       "none of \"P1\""},
      {"school_events = { { date = '2024-11-12', kind = 'call', parent_id = "
       "'PA' } }" EXPECT,
       "only a pupil has parents"},
      {"school_events = { { date = '2024-11-12', kind = 'attribute.set', "
       "attribute = 'a', value = 'b' } }" EXPECT,
       "only a pupil has attributes"},
      {"school_events = { { date = '2024-11-12', kind = 'void' } }" EXPECT,
       "takes back another; give the other's id as `of`"},
      {"expect = { flags = { { id = 'ill', pupil = 'P2' } } }",
       "about the pupil \"P2\", who is not among `others`"},
      {"expect = { letters = { { id = 'a', contains = 3 } } }",
       "`contains` in letters is a number"},
      {"expect = { groups = { { rule = 'a', parent = 'PA' } } }",
       "unknown key \"parent\" in groups"},
      {"assume_done = 'yes'" EXPECT,
       "`assume_done` is a text; write true or leave it out"},
      {"parent = {}" EXPECT, "unknown key \"parent\" in the fixture; did you"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    refused(cases[i].fixture, cases[i].with);
}
END_TEST

START_TEST(a_field_that_no_policy_declares_is_a_mistake_of_the_fixture) {
  refused("events = {\n{ date = '2024-11-12', kind = 'call', outcome = 'met' } "
          "}" EXPECT,
          "x_test.lua:3: no policy in force knows a field 'outcome' of 'call'");
  passes("events = { { date = '2024-11-12', kind = 'call', note = 'met' } "
         "}" EXPECT);
}
END_TEST

START_TEST(an_event_may_name_a_parent_on_file_or_one_unknown) {
  passes("parents = { { id = 'PA' } }, events = {\n"
         "{ date = '2024-11-12', kind = 'call', parent_id = 'PA' },\n"
         "{ date = '2024-11-12', kind = 'call', parent_id = 'unknown' },\n"
         "{ date = '2024-11-12', kind = 'call' } }" EXPECT);
  /* without parents on file every id will do, as without parents.csv */
  passes("events = { { date = '2024-11-12', kind = 'call',\n"
         "  parent_id = 'PA' } }" EXPECT);
}
END_TEST

/* --- memory --------------------------------------------------------------- */

/* Every so-many-th request for memory is refused: a clean error, no leak. */
START_TEST(memory_that_runs_out_is_a_clean_error) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "school/x.lua", groups);
  scripts_write(
      &folder, "school/x_test.lua",
      "return { { 'x', calendar = '190 days', on = '2024-09-13',\n"
      "  parents = { { id = 'PB', language = 'Polish' }, { id = 'PA' } },\n"
      "  marks = all_present:first_days(1, 'II', '2024-09-09'),\n"
      "  others = { { id = 'P0', marks = all_present:first_days(1, 'II', "
      "'2024-09-09'),\n"
      "    parents = { { id = 'PA' } } } },\n"
      "  school_events = { { date = '2024-09-10', kind = 'told' } },\n"
      "  expect = { groups = { tell = 'due' }, letters = {} } } }");
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
      ck_assert_uint_eq(tests->failed, 1); /* it is done, not due */
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
  return TEST_RUN("people", a_pupil_is_called_as_the_fixture_says,
                  what_comes_to_others_is_looked_at_where_it_is_listed,
                  of_others_too_something_may_be_expected_not_to_come,
                  one_action_answers_one_expectation,
                  an_expectation_of_another_pupil_is_not_met_by_the_own_one,
                  events_of_others_are_theirs,
                  others_are_enrolled_as_their_entry_says,
                  letters_are_compared_by_parent_and_by_their_words,
                  rules_about_the_school_are_compared_and_explained,
                  siblings_of_one_fixture_are_nobodys_in_another,
                  an_event_may_name_an_action_by_its_key,
                  the_roll_and_the_parents_stand_in_byte_order,
                  the_schools_events_are_nobodys_or_a_groups,
                  registers_are_taken_no_further_than_any_pupils_marks_say,
                  mistakes_are_told_with_their_own_line,
                  a_field_that_no_policy_declares_is_a_mistake_of_the_fixture,
                  an_event_may_name_a_parent_on_file_or_one_unknown,
                  memory_that_runs_out_is_a_clean_error);
}
