/* Functions of a policy: what they are given, and how strictly their answers
 * are read. Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/school.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;
static test_load load;
static test_worker worker;
static rbk_register *reg;

/* P0001: absent (I) on Tuesday 10 September, late (L) on the morning of
 * Thursday the 12th, no mark on the afternoon of Friday the 13th. */
static rbk_register *example_school(void) {
  school *s = school_begin("weeks-6");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-10", "II");
  school_mark(s, "P0001", "2024-09-12", "L.");
  school_mark(s, "P0001", "2024-09-13", ".-");
  school_attribute(s, "P0001", "send", "K");
  school_attribute(s, "P0002", "send", "");
  school_spell(s, "P0001", "2024-09-03", "2025-07-01");
  school_event(s, "P0001", "2024-09-11", "letter",
               "id=E1;outcome=none;reply=2024-09-20");
  school_event(s, "P0001", "2024-09-14", "letter", "id=E2;outcome=met");
  school_event(s, "P0001", "2024-09-12", "visit", "id=E3;withdrawn=2024-09-16");
  return school_finish(s);
}

/* A policy with one condition function, body given; measures are at hand. */
static void begin(const char *before, const char *body, const char *rest) {
  char text[6000];
  (void)snprintf(
      text, sizeof text,
      "local attendance = rate \"attended\":within(school_year)\n"
      "local absences = days \"absent\":within(school_year)\n"
      "local recent = school_days(3)\n"
      "%s\n"
      "return { api = 1, id = \"la/x\", title = \"x\",\n"
      "  params = { limit = { 90 }, late = { \"L U\", unit = \"codes\" } },\n"
      "  roles = { head = \"Head\", office = \"Office\" },\n"
      "  facts = { letter = { \"outcome\", \"reply\", \"sent_by\" }, visit = "
      "{} },\n"
      "  code_sets = { ill = codes \"I\" },\n"
      "  measures = { attendance = attendance, absences = absences },\n"
      "  bands = { b = { { id = \"low\", label = \"Low\", when = "
      "absences:at_least(0) } } },\n"
      "  flags = { { id = \"f\", label = \"f\", when = function(pupil, case, "
      "day)\n"
      "    local _ = { attendance, absences, recent }\n"
      "    %s\n"
      "  end } },\n"
      "  %s }\n",
      before, body, rest);
  scripts = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&scripts, "la/x.lua", text);
  reg = example_school();
  load_policy(&scripts, reg, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
  worker_begin(&worker, load.policy, reg, NULL);
  worker_at(&worker, "P0001", "2024-09-13");
}

static void end(void) {
  worker_end(&worker);
  rbk_policy_destroy(load.policy);
  rbk_register_destroy(reg);
  scripts_end(&scripts);
}

/* Every line of the body must be true of P0001 on Friday 13 September. */
static void holds(const char *body) {
  char text[4000];
  (void)snprintf(text, sizeof text, "%s return true", body);
  begin("", text, "");
  bool answer = worker_condition(&worker, 0);
  ck_assert_msg(!worker.failed && answer, "%s: %s", body, worker_said(&worker));
  end();
}

/* The failure of a body, without its kind. */
static const char *fails(const char *body) {
  static char said[900];
  begin("", body, "");
  (void)worker_condition(&worker, 0);
  ck_assert_int_eq(worker.status, RBK_OK);
  ck_assert_msg(worker.failed, "%s", body);
  /* What is wrong stands in line 14; the function begins in line 12. */
  bool result = strcmp(worker.failure.kind, "wrong result") == 0;
  ck_assert_uint_eq(worker.failure.line, result ? 12 : 14);
  (void)snprintf(said, sizeof said, "%s: %s", worker.failure.kind,
                 worker.failure.text);
  end();
  return said;
}

START_TEST(a_function_sees_the_pupil_and_the_days_marks) {
  holds("assert(pupil.id == \"P0001\") "
        "assert(pupil.attributes.send == \"K\") "
        "assert(pupil.enrolment.from.date == \"2024-09-03\") "
        "assert(pupil.enrolment.to == nil) "
        "assert(pupil:mark(\"2024-09-10\", \"AM\") == \"I\") "
        "assert(pupil:mark(\"2024-09-12\", \"PM\") == \"\\\\\") "
        "assert(pupil:mark(\"2024-09-13\", \"PM\") == nil) "
        "assert(pupil:mark(\"2024-09-02\", \"AM\") == nil) "
        "assert(pupil:mark(\"2024-09-16\", \"AM\") == nil) "
        "assert(pupil:mark(day, \"AM\") == \"/\")");
}
END_TEST

/* From 3 to 13 September: 18 sessions, one of them missing, so 17 possible;
 * two absent, 15 attended: 15/17 is 88.235... per cent. */
START_TEST(figures_are_exact_and_print_themselves) {
  holds("local a = pupil:value(attendance) "
        "assert(tostring(a) == \"88.24\") assert(a.n == 15 and a.d == 17) "
        "assert(a:below(88.2353)) assert(not a:below(88.2352)) "
        "assert(a:above(88.2352)) assert(a:at_most(param.limit)) "
        "local d = pupil:value(absences) "
        "assert(tostring(d) == \"1\") assert(d:is(1)) assert(d < a) "
        "assert(string.format(\"%s of %d\", a, a.d) == \"88.24 of 17\")");
}
END_TEST

/* The limit is 90, attendance 15 of 17, 88.2353 per cent. */
START_TEST(a_parameter_is_the_number_in_force_that_day) {
  holds("local points = 90 "
        "assert(points >= param.limit) assert(points <= param.limit) "
        "assert(not (points > param.limit)) assert(not (points < param.limit)) "
        "assert(89.9999 < param.limit) assert(not (89.9999 >= param.limit)) "
        "assert(90.0001 > param.limit) assert(not (90.0001 <= param.limit)) "
        "local a = pupil:value(attendance) "
        "assert(a < param.limit) assert(param.limit > a) "
        "assert(not (a >= param.limit)) assert(a ~= param.limit) "
        "assert(param.limit <= param.limit) assert(a:below(param.limit)) ");
}
END_TEST

#define FAILS(body, with)                                                      \
  do {                                                                         \
    const char *said = fails(body);                                            \
    ck_assert_msg(strstr(said, with) != NULL, "%s: %s", body, said);           \
  } while (0)

START_TEST(what_is_no_number_is_not_compared_with_a_parameter) {
  FAILS("return param.limit < 'a'",
        "a parameter is compared with `<` or `>`; write");
  FAILS("return 'a' >= param.limit",
        "a parameter is compared with `<=` or `>=`; write");
  FAILS("return 1 / 3 < param.limit",
        "is not a number of at most four decimals");
  FAILS("return 5 < param.late", "declare it under `params` as a number");
  FAILS("return pupil:value(attendance) >= 90",
        "a figure is compared with `<=` or `>=`; write `:at_least(n)`");
}
END_TEST

START_TEST(a_measure_without_data_is_nil) {
  begin("", "return pupil:value(attendance) == nil", "");
  worker_at(&worker, "P0001", "2024-09-02"); /* not yet on roll */
  ck_assert(worker_condition(&worker, 0));
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  worker_at(&worker, "P0001", "2024-09-03");
  ck_assert(!worker_condition(&worker, 0));
  end();
}
END_TEST

START_TEST(exceptions_and_dates_go_by_window_and_codes) {
  holds("local e = pupil:exceptions(school_year) assert(#e == 4) "
        "assert(e[1].date.date == \"2024-09-10\" and e[1].session == \"AM\" "
        "and e[2].session == \"PM\" and e[1].code == \"I\") "
        "assert(e[3].code == \"L\") assert(e[4].code == \"\") "
        "local r = pupil:exceptions(recent) assert(#r == 2) "
        "local l = pupil:dates(param.late, week) "
        "assert(#l == 1 and l[1].date == \"2024-09-12\") "
        "assert(#pupil:dates(\"ill\", week) == 1) "
        "assert(#pupil:dates(\"missing\", term) == 1)");
}
END_TEST

START_TEST(the_case_shows_what_stands_at_the_close_of_the_day) {
  holds("assert(case:on_record \"letter\") assert(case:count \"letter\" == 1) "
        "assert(case:count(\"letter\", { outcome = \"met\" }) == 0) "
        "local e = case:last \"letter\" "
        "assert(e.id == \"E1\" and e.kind == \"letter\") "
        "assert(e.date.date == \"2024-09-11\") assert(e.outcome == \"none\") "
        "assert(e.reply.date == \"2024-09-20\") assert(day < e.reply) "
        "assert(e.sent_by == nil) assert(e.parent == \"\") "
        "assert(case:on_record \"visit\") assert(#case:events \"visit\" == 1) "
        "assert(case.event == nil and case.parent == nil)");
  /* The letter of Saturday the 14th takes effect on Monday; the visit is
   * withdrawn from then on. */
  begin("",
        "return case:count \"letter\" == 2 and not case:on_record \"visit\" "
        "and case:last(\"letter\").outcome == \"met\"",
        "");
  ck_assert(!worker_condition(&worker, 0));
  worker_at(&worker, "P0001", "2024-09-16");
  ck_assert(worker_condition(&worker, 0));
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  worker_at(&worker, "P0002", "2024-09-16");
  ck_assert(!worker_condition(&worker, 0));
  end();
}
END_TEST

START_TEST(the_event_a_rule_fires_for_is_at_hand) {
  begin("",
        "return case.event.id == \"E1\" and case.event == case:last \"letter\" "
        "and case.parent == \"Q1\"",
        "");
  size_t count;
  worker.ask.event = rbk_history_of(&reg->history, worker.ask.pupil, &count);
  worker.ask.parent = "Q1";
  ck_assert(worker_condition(&worker, 0));
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  end();
}
END_TEST

START_TEST(days_know_their_periods_and_can_be_counted_on) {
  holds("assert(day.date == \"2024-09-13\") assert(tostring(day) == day.date) "
        "assert(day.week == \"2024-W37\") assert(day.half_term == "
        "\"2024-25-h1\") "
        "assert(day.term == \"2024-autumn\") "
        "assert(day:is_last_of(week) and not day:is_last_of(term)) "
        "assert(day:is_last_of \"week\") "
        "local m = day:add(school_days(1)) assert(m.date == \"2024-09-16\") "
        "assert(not m:is_last_of(week)) assert(day < m and m == "
        "day:add(calendar_days(3))) "
        "assert(day:add(working_days(5)).date == \"2024-09-20\") "
        "assert(day:add(school_weeks(1)).date == \"2024-09-20\") "
        "assert(day:add(school_days(0)) == day) "
        "local late = day:add(school_days(5000)) assert(m < late)");
}
END_TEST

START_TEST(a_function_may_ask_conditions_and_other_functions) {
  begin(
      "local ill = (sessions \"I\":within(week)):at_least(2)\n"
      "local friday = weekday \"fri\"\n"
      "local twin = function(pupil) return pupil:value(absences):is(1) end\n"
      "local joined = ill & twin\n",
      "return pupil:holds(ill) and pupil:holds(friday) and pupil:holds(joined) "
      "and pupil:holds(friday)",
      "");
  uint32_t number = 1; /* twin was met first */
  ck_assert(worker_condition(&worker, number));
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  worker_at(&worker, "P0002", "2024-09-13");
  ck_assert(!worker_condition(&worker, number));
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  end();
}
END_TEST

START_TEST(fields_and_kinds_that_are_not_there_are_named) {
  ck_assert_str_eq(fails("return pupil.attendence"),
                   "script error: no field \"attendence\" on the pupil; there "
                   "are attributes, dates, enrolment, exceptions, holds, id, "
                   "mark, value");
  ck_assert_str_eq(fails("return pupil.attributes.sned == \"K\""),
                   "script error: no field \"sned\" on the pupil's attributes; "
                   "did you mean \"send\"?");
  ck_assert_str_eq(fails("return case:last(\"letter\").outcom"),
                   "script error: no field \"outcom\" on this kind of event; "
                   "did you mean \"outcome\"?");
  ck_assert_str_eq(fails("return case:count \"leter\" > 0"),
                   "script error: \"leter\" is no fact; did you mean "
                   "\"letter\"?");
  ck_assert_str_eq(fails("return pupil:value(attendance) < 90"),
                   "script error: a figure is compared with `<` or `>`; write "
                   "`:at_least(n)`, `:above(n)`, `:at_most(n)`, `:below(n)` or "
                   "`:is(n)`");
  ck_assert_str_eq(fails("local r = rate \"attended\" return r"),
                   "script error: `rate` is said inside a function; make it at "
                   "the top of the script and use its name in the function");
  ck_assert_str_eq(fails("day.date = \"2025-01-01\""),
                   "script error: \"date\" of a day is set, but it is "
                   "read-only; keep your own values in local names");
  ck_assert_str_eq(fails("return pupil:value(attendance):below(param.limt)"),
                   "script error: \"limt\" is no parameter; declare it under "
                   "`params` as a number");
}
END_TEST

/* --- results
 * ---------------------------------------------------------------------- */

START_TEST(a_condition_must_give_one_truth_value) {
  ck_assert_str_eq(fails("return 1"),
                   "wrong result: the function gives the number 1; it must "
                   "give true or false");
}
END_TEST

/* Functions after the flag's are numbered in the order of a rule's keys. */
START_TEST(owners_dues_and_texts_are_asked_and_read) {
  begin(
      "", "return true",
      "rules = { { id = \"r\", when = attendance:at_most(100),\n"
      "  action = function(pupil) return \"write about \" .. pupil.id end,\n"
      "  owner = function(pupil) if pupil.attributes.send == \"K\" then return "
      "role.head end return role.office end,\n"
      "  due = function(_, _, day) return day:add(school_days(5)) end } }");
  ck_assert_str_eq(worker_text(&worker, 1), "write about P0001");
  ck_assert_str_eq(worker_owner(&worker, 2), "head");
  ck_assert_int_eq(worker_due(&worker, 3), RBK_DATE(2024, 9, 20));
  ck_assert(!worker.failed);
  worker_at(&worker, "P0002", "2024-09-13");
  ck_assert_str_eq(worker_owner(&worker, 2), "office");
  end();
}
END_TEST

START_TEST(wrong_owners_dues_and_texts_are_failures) {
  begin("", "return true",
        "rules = { { id = \"r\", when = attendance:at_most(100),\n"
        "  action = function() return 5 end,\n"
        "  owner = function() return role.haed end,\n"
        "  due = function() return \"2024-09-20\" end },\n"
        "  { id = \"s\", when = attendance:at_most(100), action = \"x\",\n"
        "  owner = function() return \"head\" end } }");
  (void)worker_text(&worker, 1);
  ck_assert_str_eq(worker_said(&worker), "wrong result 17: the function gives "
                                         "the number 5; it must give a text");
  (void)worker_owner(&worker, 2);
  ck_assert_str_eq(worker_said(&worker),
                   "wrong result 18: the function names \"haed\", which is no "
                   "role of this policy; did you mean \"head\"?");
  (void)worker_due(&worker, 3);
  ck_assert_str_eq(worker_said(&worker),
                   "wrong result 19: the function gives a text; it must give a "
                   "day, for example day:add(school_days(5))");
  (void)worker_owner(&worker, 4);
  ck_assert_str_eq(worker_said(&worker),
                   "wrong result 21: the function gives a text; it must give a "
                   "role, as role.x");
  end();
}
END_TEST

/* The figure of `(function ... end):at_least(1)`, first met of all. */
static void figure_of(const char *body) {
  char before[600];
  (void)snprintf(before, sizeof before,
                 "local odd = (function(pupil) %s end):at_least(1)\n", body);
  begin(before, "return pupil:holds(odd)", "");
}

START_TEST(a_figure_may_be_a_number_a_figure_or_no_data) {
  figure_of("return pupil:value(attendance)");
  rbk_value value = worker_figure(&worker, 0);
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  ck_assert_int_eq(value.known, RBK_KNOWN);
  ck_assert_int_eq(value.count, 15);
  ck_assert_int_eq(value.of, 17);
  end();
  figure_of("return 2.5");
  value = worker_figure(&worker, 0);
  ck_assert_int_eq(rbk_ratio_compare(value.n, value.d, 5, 2), 0);
  end();
  figure_of("return nil");
  value = worker_figure(&worker, 0);
  ck_assert(!worker.failed);
  ck_assert_int_eq(value.known, RBK_NO_DATA);
  end();
}
END_TEST

START_TEST(a_figure_that_is_no_exact_number_is_a_failure) {
  static const char *const bodies[] = {
      "return 1/3", "return 0/0", "return math.huge", "return \"5\"",
      "return {}",  "return",     "return 1, 2"};
  static const char *const given[] = {"gives the number 0.33333333333333",
                                      "gives the number nan",
                                      "gives the number inf",
                                      "gives a text",
                                      "gives a table",
                                      "gives nothing",
                                      "gives 2 results"};
  for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
    figure_of(bodies[i]);
    (void)worker_figure(&worker, 0);
    ck_assert(worker.failed);
    ck_assert_str_eq(worker.failure.kind, "wrong result");
    ck_assert_uint_eq(worker.failure.line, 4);
    ck_assert_msg(strstr(worker.failure.text, given[i]) != NULL, "%s",
                  worker.failure.text);
    end();
  }
}
END_TEST

/* --- hooks
 * ------------------------------------------------------------------------- */

static void begin_hook(const char *body) {
  char rest[2000];
  (void)snprintf(rest, sizeof rest,
                 "rules = { { id = \"r\", when = attendance:at_most(100), "
                 "action = \"act\" },\n"
                 "  { id = \"g\", group = everyone, when = last_day_of(term), "
                 "action = \"act\" } },\n"
                 "  hooks = { classify = function(pupil, case, day) %s end }",
                 body);
  begin("", "return true", rest);
}

START_TEST(a_hook_gives_ids_of_flags_rules_and_band_rows_with_figures) {
  begin_hook(
      "return { \"f\", \"b/low\", { \"r\", attendance = "
      "pupil:value(attendance), seen = day, note = \"x\", count = 1.5 } }");
  rbk_hook_results results = worker_hook(&worker, RBK_HOOK_CLASSIFY);
  ck_assert_msg(!worker.failed, "%s", worker_said(&worker));
  ck_assert_uint_eq(results.count, 3);
  ck_assert_int_eq(results.items[0].section, RBK_SECTION_FLAGS);
  ck_assert_str_eq(results.items[0].id, "f");
  ck_assert_int_eq(results.items[1].section, RBK_SECTION_BANDS);
  ck_assert_str_eq(results.items[1].id, "b");
  ck_assert_str_eq(results.items[1].row, "low");
  const rbk_hook_result *rule = &results.items[2];
  ck_assert_int_eq(rule->section, RBK_SECTION_RULES);
  ck_assert_uint_eq(rule->figure_count, 4);
  ck_assert_str_eq(rule->figures[0].name, "attendance");
  ck_assert_str_eq(rule->figures[0].value, "88.24");
  ck_assert_str_eq(rule->figures[1].value, "1.5");
  ck_assert_str_eq(rule->figures[2].value, "x");
  ck_assert_str_eq(rule->figures[3].value, "2024-09-13");
  end();
}
END_TEST

START_TEST(an_empty_list_is_an_answer) {
  begin_hook("return {}");
  ck_assert_uint_eq(worker_hook(&worker, RBK_HOOK_CLASSIFY).count, 0);
  ck_assert(!worker.failed);
  end();
}
END_TEST

START_TEST(a_hook_that_answers_otherwise_is_a_failure) {
  static const struct {
    const char *body, *told;
  } cases[] = {
      {"return { \"ff\" }", "names \"ff\", which is no flag, rule or band row"},
      {"return { \"b/lo\" }", "names \"b/lo\""},
      {"return { \"b\" }", "names \"b\""},
      {"return { \"g\" }", "a rule that is not about one pupil"},
      {"return { \"f\", \"f\" }", "one id twice"},
      {"return { f = true }", "a table that is no list"},
      {"return { true }", "gives true or false"},
      {"return { { \"f\", { 1 } } }", "more than one id in one entry"},
      {"return { { \"f\", x = { 1 } } }", "gives a table"},
      {"return { { \"f\", x = 1/3 } }", "the number 0.33333333333333"},
      {"local t = {} t[1] = t return t", "gives a table"},
      {"return \"f\"", "gives a text"},
      {"return nil", "gives nothing"},
      {"return", "gives nothing"},
      {"return {}, {}", "gives 2 results"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    begin_hook(cases[i].body);
    (void)worker_hook(&worker, RBK_HOOK_CLASSIFY);
    ck_assert_msg(worker.failed, "%s", cases[i].body);
    ck_assert_str_eq(worker.failure.kind, "wrong result");
    ck_assert_msg(strstr(worker.failure.text, cases[i].told) != NULL, "%s: %s",
                  cases[i].body, worker.failure.text);
    end();
  }
}
END_TEST

/* --- nothing is kept
 * ------------------------------------------------------------------ */

START_TEST(a_failure_leaves_the_next_call_as_it_was) {
  begin("local count = 0\n",
        "count = count + 1 if pupil.id == \"P0001\" then error(\"no\") end "
        "return "
        "count == 1",
        "");
  (void)worker_condition(&worker, 0);
  ck_assert(worker.failed);
  worker_at(&worker, "P0002", "2024-09-13");
  (void)worker_condition(&worker, 0);
  /* It changes a name of the script: that is told, not the answer. */
  ck_assert_str_eq(worker_said(&worker),
                   "keeps state 13: the function changed \"count\", which "
                   "outlives the call; a function may only change names of its "
                   "own");
  end();
}
END_TEST

/* `spy` keeps the view of its own call for the function that asked. */
START_TEST(a_view_is_gone_when_its_call_is) {
  begin("local kept\n"
        "local spy = function(pupil) kept = pupil return true end\n"
        "local asked = compulsory_school_age & spy\n",
        "pupil:holds(asked) return kept.id == \"P0001\"", "");
  (void)worker_condition(&worker, 1);
  ck_assert_str_eq(worker_said(&worker),
                   "script error 17: the pupil is used outside its call; ask "
                   "for it again in each call");
  end();
}
END_TEST

START_TEST(what_binding_does_not_know_cannot_be_asked) {
  ck_assert_str_eq(fails("return pupil:value(param.limit)"),
                   "script error: `value` takes a measure, not a parameter; "
                   "write it as `pupil:value(attendance)`");
  ck_assert_str_eq(fails("return #pupil:exceptions(school_days(5)) > 0"),
                   "script error: `pupil:exceptions(term)` takes a window; "
                   "make it at the top of the script and use its name");
}
END_TEST

START_TEST(tables_of_the_script_can_be_read_in_every_way) {
  begin("local steps = { 10, 20, 30, names = { \"a\", \"b\" } }\n",
        "assert(#steps == 3 and steps[2] == 20 and #steps.names == 2) "
        "local sum = 0 for _, v in ipairs(steps) do sum = sum + v end "
        "local keys = {} for k in pairs(steps) do keys[#keys + 1] = "
        "tostring(k) end "
        "assert(table.concat(keys, \",\") == \"1,2,3,names\") "
        "assert(select(\"#\", table.unpack(steps)) == 3) "
        "return sum == 60 and table.concat(steps.names) == \"ab\"",
        "");
  ck_assert_msg(worker_condition(&worker, 0), "%s", worker_said(&worker));
  end();
}
END_TEST

START_TEST(memory_that_runs_out_in_a_call_ends_it_and_is_no_failure) {
  test_alloc test;
  test_alloc_init(&test);
  begin("",
        "local t = {} for i = 1, 50 do t[i] = pupil.id .. i end return "
        "pupil:value(attendance) ~= nil",
        "");
  for (size_t n = 1;; n += n < 300 ? 1 : 41) {
    void *session = NULL;
    bool failed = false, out = false;
    rbk_failure failure;
    test_alloc_fail_at(&test, n, true);
    rbk_status status = load.policy->callbacks->open(
        load.policy->callbacks->context, &test.alloc, worker.binding, &session,
        NULL);
    if (status == RBK_OK) {
      status = load.policy->callbacks->condition(session, 0, &worker.ask, &out,
                                                 &failed, &failure);
      load.policy->callbacks->close(session);
    }
    ck_assert_uint_eq(test.blocks, 0);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      ck_assert(!failed && out);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert(!failed);
  }
  end();
}
END_TEST

int main(void) {
  return TEST_RUN(
      "functions", a_function_sees_the_pupil_and_the_days_marks,
      figures_are_exact_and_print_themselves,
      a_parameter_is_the_number_in_force_that_day,
      what_is_no_number_is_not_compared_with_a_parameter,
      a_measure_without_data_is_nil,
      exceptions_and_dates_go_by_window_and_codes,
      the_case_shows_what_stands_at_the_close_of_the_day,
      the_event_a_rule_fires_for_is_at_hand,
      days_know_their_periods_and_can_be_counted_on,
      a_function_may_ask_conditions_and_other_functions,
      fields_and_kinds_that_are_not_there_are_named,
      a_condition_must_give_one_truth_value,
      owners_dues_and_texts_are_asked_and_read,
      wrong_owners_dues_and_texts_are_failures,
      a_figure_may_be_a_number_a_figure_or_no_data,
      a_figure_that_is_no_exact_number_is_a_failure,
      a_hook_gives_ids_of_flags_rules_and_band_rows_with_figures,
      an_empty_list_is_an_answer, a_hook_that_answers_otherwise_is_a_failure,
      a_failure_leaves_the_next_call_as_it_was, a_view_is_gone_when_its_call_is,
      what_binding_does_not_know_cannot_be_asked,
      tables_of_the_script_can_be_read_in_every_way,
      memory_that_runs_out_in_a_call_ends_it_and_is_no_failure);
}
