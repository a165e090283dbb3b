/* Test files read, and their marks laid on a calendar. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "author/fixture_calendar.h"
#include "author/fixture_register.h"
#include "base/alloc.h"
#include "support/school.h"
#include "support/script.h"
#include "support/suite.h"

static char said[8192]; /* "line: text\n" for each problem */

static void keep_problems(rbk_problems *problems) {
  said[0] = '\0';
  rbk_problems_sort(problems);
  for (size_t i = 0; i < problems->count; i++) {
    size_t at = strlen(said);
    snprintf(said + at, sizeof said - at, "%zu: %s\n", problems->items[i].line,
             problems->items[i].text);
  }
  rbk_problems_finish(problems);
}

/* Reads a test file and makes a register of its first fixture. NULL: something
 * is wrong, and `said` says what. */
static rbk_fixtures *fixtures;
static rbk_register *read_text(const char *text) {
  test_scripts folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "school/x_test.lua", text);
  char file[600];
  snprintf(file, sizeof file, "%s/school/x_test.lua", folder.folder);
  rbk_problems problems;
  rbk_problems_init(&problems, rbk_alloc_or_default(NULL));
  rbk_register *reg = NULL;
  fixtures = NULL;
  rbk_status status = rbk_fixtures_read(NULL, file, &problems, &fixtures);
  if (!status && fixtures->count > 0) {
    rbk_fixture_pupil pupil = {.fixture = &fixtures->items[0], .id = "P0001"};
    status = rbk_fixture_register(rbk_alloc_or_default(NULL), file, &pupil, 1,
                                  &problems, &reg);
  }
  ck_assert_int_eq(status == RBK_OK, problems.errors == 0);
  keep_problems(&problems);
  scripts_end(&folder);
  return reg;
}

/* The marks of one fixture, on Sandwell's calendar of 2024/25. */
static rbk_register *marks(const char *marks_text) {
  char text[2048];
  snprintf(text, sizeof text,
           "return { { 'x',\n  calendar = '190 days', on = '2025-07-21',\n"
           "  marks = %s,\n  expect = { flags = {} } } }",
           marks_text);
  return read_text(text);
}

/* The two codes of a day as text; '-' for none. */
static const char *day(const rbk_register *reg, const char *date) {
  static char text[16];
  rbk_day number = school_day(reg, date);
  const uint8_t *bytes = rbk_marks_of(&reg->marks, 0) + 2 * (size_t)number;
  snprintf(text, sizeof text, "%s%s",
           bytes[0] ? rbk_code_letters(bytes[0]) : "-",
           bytes[1] ? rbk_code_letters(bytes[1]) : "-");
  return text;
}

static void done(rbk_register *reg) {
  rbk_register_destroy(reg);
  rbk_fixtures_destroy(fixtures);
}

static void refused(rbk_register *reg, const char *with) {
  ck_assert_ptr_null(reg);
  ck_assert_msg(strstr(said, with) != NULL, "no \"%s\" in\n%s", with, said);
  rbk_fixtures_destroy(fixtures);
}

START_TEST(the_built_in_calendars_have_the_days_their_schools_published) {
  static const struct {
    const char *name;
    size_t days;
  } calendars[] = {{"sandwell 2023/24", 190}, {"sandwell 2024/25", 190},
                   {"bedford 2023/24", 190},  {"bedford 2024/25", 189},
                   {"bedford 2025/26", 190},  {"southwark 2025/26", 190},
                   {"190 days", 190},         {"two years", 380}};
  for (size_t i = 0; i < sizeof calendars / sizeof calendars[0]; i++) {
    rbk_arena arena;
    rbk_calendar_spec spec;
    rbk_calendar calendar = {0};
    rbk_error error = {0};
    rbk_arena_init(&arena, rbk_alloc_or_default(NULL));
    const rbk_fixture_calendar named = {.name = calendars[i].name};
    ck_assert_int_eq(rbk_fixture_calendar_of(&arena, &named, 1, &spec, &error),
                     RBK_OK);
    ck_assert_int_eq(rbk_calendar_make(&arena, &spec, &calendar, &error),
                     RBK_OK);
    ck_assert_uint_eq(calendar.day_count, calendars[i].days);
    rbk_arena_finish(&arena);
  }
}
END_TEST

START_TEST(an_unknown_calendar_is_refused_with_the_nearest_name) {
  refused(
      read_text(
          "return { { 'x', calendar = 'bedford 2024/26', on = '2025-07-21',\n"
          "  marks = all_present, expect = { flags = {} } } }"),
      "did you mean 'bedford 2024/25'?");
}
END_TEST

START_TEST(all_present_is_a_mark_for_every_session) {
  rbk_register *reg = marks("all_present");
  ck_assert_ptr_nonnull(reg);
  ck_assert_str_eq(day(reg, "2024-09-05"), "/\\");
  ck_assert_str_eq(day(reg, "2025-07-21"), "/\\");
  ck_assert_int_eq(reg->marks.last_session, 379);
  done(reg);
}
END_TEST

START_TEST(but_changes_single_days_and_a_point_leaves_presence) {
  rbk_register *reg =
      marks("all_present:but { ['2024-11-12'] = 'I.', ['2024-11-13'] = '-C2',"
            " ['2024-11-14'] = 'C1Y7', ['2024-11-15'] = '/\\\\' }");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_str_eq(day(reg, "2024-11-12"), "I\\");
  ck_assert_str_eq(day(reg, "2024-11-13"), "-C2");
  ck_assert_str_eq(day(reg, "2024-11-14"), "C1Y7");
  ck_assert_str_eq(day(reg, "2024-11-15"), "/\\");
  ck_assert_int_eq(
      rbk_session_state_of(&reg->calendar, &reg->roll.pupils[0], &reg->marks, 0,
                           school_session(reg, "2024-11-13", RBK_AM)),
      RBK_SESSION_MISSING);
  done(reg);
}
END_TEST

START_TEST(a_week_is_written_day_by_day_with_closed_days_left_out) {
  /* 17 March is a training day */
  rbk_register *reg = marks("all_present:week('2025-03-17', '## OO .O')");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_str_eq(day(reg, "2025-03-18"), "OO");
  ck_assert_str_eq(day(reg, "2025-03-19"), "/O");
  ck_assert_str_eq(day(reg, "2025-03-20"), "/\\");
  done(reg);
}
END_TEST

START_TEST(first_days_counts_school_days) {
  /* Friday 14 February, then the half-term holiday, then 24 and 25 February */
  rbk_register *reg = marks("all_present:first_days(3, 'II', '2025-02-14')");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_str_eq(day(reg, "2025-02-13"), "/\\");
  ck_assert_str_eq(day(reg, "2025-02-14"), "II");
  ck_assert_str_eq(day(reg, "2025-02-25"), "II");
  ck_assert_str_eq(day(reg, "2025-02-26"), "/\\");
  done(reg);
}
END_TEST

START_TEST(sessions_counts_sessions) {
  rbk_register *reg = marks("all_present:sessions(3, 'O', '2025-02-14')");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_str_eq(day(reg, "2025-02-14"), "OO");
  ck_assert_str_eq(day(reg, "2025-02-24"), "O\\");
  done(reg);
}
END_TEST

START_TEST(every_takes_a_weekday_between_two_days) {
  rbk_register *reg =
      marks("all_present:every('fri', 'U.', '2024-09-13', '2024-09-27')");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_str_eq(day(reg, "2024-09-06"), "/\\");
  ck_assert_str_eq(day(reg, "2024-09-13"), "U\\");
  ck_assert_str_eq(day(reg, "2024-09-27"), "U\\");
  ck_assert_str_eq(day(reg, "2024-10-11"), "/\\");
  done(reg);
}
END_TEST

START_TEST(until_day_leaves_later_sessions_untaken) {
  rbk_register *reg = marks("all_present:until_day('2024-12-20')");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_int_eq(reg->marks.last_session, 141); /* 71 days */
  ck_assert_int_eq(rbk_session_state_of(&reg->calendar, &reg->roll.pupils[0],
                                        &reg->marks, 0, 142),
                   RBK_SESSION_NOT_YET_TAKEN);
  done(reg);
}
END_TEST

START_TEST(late_says_by_how_many_minutes) {
  rbk_register *reg = marks("all_present:but { ['2024-11-12'] = 'LU' }"
                            ":late('2024-11-12', 'PM', 35)");
  ck_assert_ptr_nonnull(reg);
  ck_assert_uint_eq(reg->marks.note_count, 1);
  ck_assert_int_eq(reg->marks.notes[0].session % 2, 1);
  ck_assert_int_eq(reg->marks.notes[0].minutes, 35);
  done(reg);
}
END_TEST

START_TEST(a_stray_is_a_mark_on_a_closed_day) {
  rbk_register *reg =
      marks("all_present:stray('2025-03-17', '/O'):stray('2024-10-04', '.I')");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_uint_eq(reg->marks.stray_count, 3);
  ck_assert_int_eq(reg->marks.strays[0].date, school_date("2024-10-04"));
  ck_assert_int_eq(reg->marks.strays[0].session, RBK_PM);
  ck_assert_int_eq(reg->marks.strays[1].session, RBK_AM);
  done(reg);
}
END_TEST

START_TEST(elsewhere_is_a_mark_of_another_school) {
  /* Friday to Monday; a mark written twice stands once; `-` is none */
  rbk_register *reg =
      marks("all_present:elsewhere('2024-11-15', 'II .. .. O-', 'Other')"
            ":elsewhere('2024-11-15', '.C', 'Other')"
            ":elsewhere('2024-11-14', 'II', 'Third')");
  ck_assert_msg(reg != NULL, "%s", said);
  static const struct {
    const char *date, *code, *school;
    uint8_t session;
  } want[] = {{"2024-11-14", "I", "Third", RBK_AM},
              {"2024-11-14", "I", "Third", RBK_PM},
              {"2024-11-15", "/", "Other", RBK_AM},
              {"2024-11-15", "C", "Other", RBK_PM},
              {"2024-11-16", "/", "Other", RBK_AM},
              {"2024-11-16", "\\", "Other", RBK_PM},
              {"2024-11-17", "/", "Other", RBK_AM},
              {"2024-11-17", "\\", "Other", RBK_PM},
              {"2024-11-18", "O", "Other", RBK_AM}};
  ck_assert_uint_eq(reg->marks.foreign_count, sizeof want / sizeof want[0]);
  for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
    const rbk_foreign_mark *mark = &reg->marks.foreign[i];
    ck_assert_int_eq(mark->date, school_date(want[i].date));
    ck_assert_int_eq(mark->session, want[i].session);
    ck_assert_str_eq(rbk_code_letters(mark->code), want[i].code);
    ck_assert_str_eq(mark->school, want[i].school);
  }
  ck_assert_str_eq(day(reg, "2024-11-15"), "/\\"); /* here nothing changes */
  done(reg);
}
END_TEST

START_TEST(what_does_not_fit_the_calendar_is_a_mistake_with_its_line) {
  static const struct {
    const char *marks, *says;
  } wrong[] = {
      {"all_present:but { ['2024-12-25'] = 'II' }",
       "3: the school is closed on 2024-12-25"},
      {"all_present:but { ['2024-11-12'] = 'IIO' }", "more than two marks"},
      {"all_present:but { ['2024-11-12'] = 'I' }", "is one mark"},
      {"all_present:but { ['2024-11-12'] = 'I?' }", "'?' begins with no code"},
      {"all_present:but { ['2024-11-12'] = './' }",
       "'/' is no mark for an afternoon"},
      {"all_present:week('2024-11-12', 'II')", "write 2024-11-11"},
      {"all_present:week('2025-03-17', 'II')", "closed on 2025-03-17"},
      {"all_present:first_days(3, 'II', '2025-07-18')",
       "has no 3 school days from 2025-07-18 on"},
      {"all_present:sessions(3, 'I', '2025-07-21')", "has no 3 sessions"},
      {"all_present:sessions(3, 'II', '2025-02-14')", "more than one mark"},
      {"all_present:every('sat', 'I.')", "no such day of the week"},
      {"all_present:until_day('2030-01-01')",
       "2030-01-01 lies in no school year"},
      {"all_present:late('2024-11-12', 'AM', 5)",
       "there is no late mark on 2024-11-12 in the morning"},
      {"all_present:but { ['2024-11-12'] = 'L.' }:late('2024-11-12', 'PM', 5)",
       "in the afternoon; write L or U"},
      {"all_present:late('2024-12-25', 'AM', 5)", "closed on 2024-12-25"},
      {"all_present:stray('2024-11-12', 'I.')",
       "the school is open on 2024-11-12"},
      {"all_present:elsewhere('2030-01-01', 'I.', 'Other')",
       "2030-01-01 lies in no school year"},
      {"all_present:elsewhere('2024-11-12', ' ', 'Other')",
       "3: there is no mark in it"},
      {"all_present:elsewhere('2024-11-12', './', 'Other')",
       "'/' is no mark for an afternoon"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    refused(marks(wrong[i].marks), wrong[i].says);
}
END_TEST

START_TEST(several_mistakes_are_told_together) {
  refused(
      marks("all_present:but { ['2024-12-25'] = 'II', ['2024-12-26'] = 'II' }"),
      "closed on 2024-12-25");
  ck_assert_ptr_nonnull(strstr(said, "closed on 2024-12-26"));
}
END_TEST

START_TEST(what_is_written_wrongly_in_a_test_file_is_told_with_its_line) {
  static const struct {
    const char *text, *says;
  } wrong[] = {
      {"return 5", "the test file returns a number"},
      {"return { 'x' }", "entry 1 of the list is a text"},
      {"return { { calendar = '190 days', expect = { flags = {} }, on = "
       "'2025-07-21' } }",
       "a fixture begins with its name"},
      {"return { { 'x', expect = { flags = {} }, on = '2025-07-21' } }",
       "`calendar` is nothing"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21' } }",
       "`expect` is missing"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', expect = {} "
       "} }",
       "nothing is expected"},
      {"return { { 'x', calendar = '190 days', expect = { flags = {} } } }",
       "`on` is missing"},
      {"return { { 'x', calendar = '190 days', on = '21/07/2025', expect = { "
       "flags = {} } } }",
       "write a date"},
      {"return {\n { 'x', calendar = '190 days', on = '2025-07-21', mraks = 1, "
       "expect = { flags = {} } } }",
       "2: fixture \"x\": unknown key \"mraks\" in the fixture; did you mean "
       "\"marks\"?"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', expect = { "
       "flgs = {} } } }",
       "unknown key \"flgs\" in expect"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', expect = { "
       "actions = {\n"
       "  { rule = 'a', stauts = 'due' } } } } }",
       "did you mean \"status\"?"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', expect = { "
       "actions = {\n"
       "  { status = 'due' } } } } }",
       "has no `rule`"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', skip = true, "
       "expect = { flags = {} } } }",
       "`skip` gives no reason"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', marks = 'I', "
       "expect = { flags = {} } } }",
       "begin with `all_present`"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', events = { { "
       "kind = 'a' } },\n"
       "  expect = { flags = {} } } }",
       "an event has no `date`"},
      {"return { { 'x', calendar = '190 days', on = '2025-07-21', expect = { "
       "flags = {} } },\n"
       "  { 'x', calendar = '190 days', on = '2025-07-21', expect = { flags = "
       "{} } } }",
       "another fixture has this name"},
      {"return {\n { 'x', calendar = '190 days', marks = all_present:buut {} } "
       "}",
       "2: no field \"buut\" on marks; did you mean \"but\"?"},
      {"return {\n { 'x', marks = all_present:first_days('II') } }",
       "2: `first_days` takes"},
      {"return {\n { 'x', marks = all_present:elsewhere('2024-11-12', 'II') } "
       "}",
       "2: `elsewhere` takes the name of the other school"},
#define ABOUT(policy)                                                          \
  "return { { 'x', calendar = '190 days', on = '2025-07-21',\n  policy "       \
  "= " policy ", expect = { flags = {} } } }"
      {ABOUT("5"), "`policy` is a number; name a policy by its id"},
      {ABOUT("''"), "`policy` is empty"},
      {ABOUT("{}"), "`policy` is an empty list"},
      {ABOUT("{ 'school/x' }"), "an entry of `policy` is a text"},
      {ABOUT("{ { policy = 'school/x' }, more = 1 }"),
       "unknown key \"more\" in `policy`"},
      {ABOUT("{ { from = '2024-09-01' } }"),
       "an entry of `policy` has no `policy`"},
      {ABOUT("{ { from = 'now', policy = 'school/x' } }"), "write a date"},
      {ABOUT("{ { form = '2024-09-01', policy = 'school/x' } }"),
       "did you mean \"from\"?"},
      {ABOUT("{ { from = '2024-09-01', policy = 'school/x' }, { from = "
             "'2024-09-01', policy = 'school/y' } }"),
       "two that begin on the same day"},
#undef ABOUT
      {"x = 1\nreturn {}", "1: \"x\" of a test file is set"},
      {"return { { codes 'I' } }", "no field \"codes\" on a test file"},
      {"while true do end", "over its budget of work"},
      {"return { {", "not Lua as it stands"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    refused(read_text(wrong[i].text), wrong[i].says);
}
END_TEST

START_TEST(a_calendar_may_be_spelled_out) {
  rbk_register *reg = read_text(
      "return { { 'x', on = '2024-09-13', marks = all_present:but { "
      "['2024-09-04'] = 'I' },\n"
      "  calendar = { half_terms = { { term = 'autumn', number = 1, from = "
      "'2024-09-02', to = '2024-09-13' } },\n"
      "    closures = { { date = '2024-09-03', reason = 'polling day' } },\n"
      "    single_sessions = { { date = '2024-09-04', session = 'PM' } },\n"
      "    periods = { { name = 'exams', from = '2024-09-09', to = "
      "'2024-09-10' } } },\n"
      "  expect = { flags = {} } } }");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_uint_eq(reg->calendar.day_count, 9);
  ck_assert_str_eq(day(reg, "2024-09-04"), "-I");
  ck_assert_uint_eq(reg->calendar.named_count, 1);
  done(reg);
  refused(read_text("return { { 'x', on = '2024-09-13', marks = all_present, "
                    "calendar = { half_terms = {\n"
                    "  { term = 'autumn', number = 1, from = '2024-09-13', to "
                    "= '2024-09-02' } } },\n"
                    "  expect = { flags = {} } } }"),
          "ends before it begins");
}
END_TEST

/* Two weeks of one year, two days of the next, and a built-in year between: ten
 * days less a closure, 190, and two less a bank holiday that is no closure. */
START_TEST(several_calendars_are_put_together_named_or_spelled_out) {
  rbk_register *reg = read_text(
      "local before = { half_terms = { { term = 'autumn', number = 1, from = "
      "'2023-09-04', to = '2023-09-15' } },\n"
      "  closures = { { date = '2023-09-05', reason = 'polling day' } } }\n"
      "local after = { half_terms = { { term = 'autumn', number = 1, from = "
      "'2025-09-01', to = '2025-09-02' } },\n"
      "  single_sessions = { { date = '2025-09-02', session = 'AM' } },\n"
      "  bank_holidays = { '2025-12-25' } }\n"
      "return { { 'x', on = '2025-09-02', marks = all_present,\n"
      "  calendar = { after, '190 days', before }, expect = { flags = {} } } "
      "}");
  ck_assert_msg(reg != NULL, "%s", said);
  ck_assert_uint_eq(reg->calendar.day_count, 9 + 190 + 2);
  ck_assert_uint_eq(reg->calendar.period_count[RBK_PERIOD_SCHOOL_YEAR], 3);
  ck_assert_int_eq(reg->calendar.sessions[9 + 190 + 1], RBK_AM);
  ck_assert(
      rbk_calendar_is_bank_holiday(&reg->calendar, school_date("2025-12-25")));
  done(reg);
  refused(read_text("return { { 'x', on = '2025-09-02', marks = all_present, "
                    "calendar = { '190 days', 5 }, expect = { flags = {} } } "
                    "}"),
          "an entry of `calendar` is a number; name a year");
  refused(read_text("return { { 'x', on = '2025-09-02', marks = all_present, "
                    "calendar = { '190 days', closures = {} }, expect = { "
                    "flags = {} } } }"),
          "unknown key \"closures\" in the list of calendars");
}
END_TEST

START_TEST(pupils_have_attributes_and_spells_events_and_voids) {
  rbk_register *reg = read_text(
      "return { { 'x', calendar = '190 days', on = '2025-07-21', marks = "
      "all_present,\n"
      "  pupil = { date_of_birth = '2012-03-01', year_group = 8, send = true,\n"
      "    spells = { { '2024-09-05', '2024-10-25' }, { '2025-01-06' } } },\n"
      "  school = { phase = 'primary', trust = 'x' },\n"
      "  events = { { date = '2024-09-10', kind = 'meeting', id = 'a', outcome "
      "= 'fine' },\n"
      "    { date = '2024-09-11', kind = 'meeting', id = 'b' },\n"
      "    { date = '2024-09-12', kind = 'void', of = 'b' },\n"
      "    { date = '2024-10-01', kind = 'withdrawn', of = 'a' },\n"
      "    { date = '2025-02-03', kind = 'attribute.set', attribute = "
      "'early_help', value = 'yes' } },\n"
      "  expect = { flags = {} } } }");
  ck_assert_msg(reg != NULL, "%s", said);
  const rbk_pupil *pupil = &reg->roll.pupils[0];
  ck_assert_int_eq(pupil->birth, school_date("2012-03-01"));
  ck_assert_uint_eq(pupil->spell_count, 2);
  ck_assert(!rbk_pupil_on_roll(pupil, school_day(reg, "2024-11-04")));
  ck_assert(rbk_pupil_on_roll(pupil, school_day(reg, "2025-01-06")));
  uint32_t group =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of("year_group"));
  ck_assert_str_eq(rbk_pupil_value(pupil, group, 0), "8");
  uint32_t help =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of("early_help"));
  ck_assert_str_eq(rbk_history_attribute(&reg->history, &reg->roll, 0, help,
                                         school_day(reg, "2025-01-31")),
                   "");
  ck_assert_str_eq(rbk_history_attribute(&reg->history, &reg->roll, 0, help,
                                         school_day(reg, "2025-02-03")),
                   "yes");
  ck_assert_str_eq(reg->school.phase, "primary");
  ck_assert_uint_eq(reg->school.fact_count, 1);
  ck_assert_uint_eq(reg->history.event_count, 1);
  ck_assert_int_eq(reg->history.events[0].withdrawn, school_date("2024-10-01"));
  done(reg);
  refused(read_text("return { { 'x', calendar = '190 days', on = '2025-07-21', "
                    "marks = all_present,\n"
                    "  events = { { date = '2024-09-12', kind = 'void', of = "
                    "'b' } }, expect = { flags = {} } } }"),
          "is the id of no other event");
}
END_TEST

int main(void) {
  return TEST_RUN(
      "marks", the_built_in_calendars_have_the_days_their_schools_published,
      an_unknown_calendar_is_refused_with_the_nearest_name,
      all_present_is_a_mark_for_every_session,
      but_changes_single_days_and_a_point_leaves_presence,
      a_week_is_written_day_by_day_with_closed_days_left_out,
      first_days_counts_school_days, sessions_counts_sessions,
      every_takes_a_weekday_between_two_days,
      until_day_leaves_later_sessions_untaken, late_says_by_how_many_minutes,
      a_stray_is_a_mark_on_a_closed_day, elsewhere_is_a_mark_of_another_school,
      what_does_not_fit_the_calendar_is_a_mistake_with_its_line,
      several_mistakes_are_told_together,
      what_is_written_wrongly_in_a_test_file_is_told_with_its_line,
      a_calendar_may_be_spelled_out,
      several_calendars_are_put_together_named_or_spelled_out,
      pupils_have_attributes_and_spells_events_and_voids);
}
