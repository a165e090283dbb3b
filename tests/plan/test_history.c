/* The case history and the profile against what policies declare. */
#include <string.h>

#include "support/layers.h"
#include "support/problems.h"
#include "support/school.h"
#include "support/suite.h"

/* Of a school whose profile names this policy, or none. */
static rbk_register *school_with(const char *policy, const char *kind) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_event(s, "P0001", "2024-10-01", "visit", NULL);
  school_event(s, "P0001", "2024-10-03", kind, NULL);
  school_event(s, "P0001", "2024-10-04", kind, NULL);
  if (policy) school_policy(s, "2024-08-01", policy);
  rbk_register *reg = school_finish(s);
  for (size_t i = 0; i < reg->history.event_count; i++) {
    reg->history.events[i].file = "events.csv";
    reg->history.events[i].line = i + 2;
  }
  return reg;
}

/* What binding a policy that declares `visit` and `meeting` finds. */
static rbk_problems found(const char *policy, const char *kind) {
  rbk_register *reg = school_with(policy, kind);
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "visit", NULL);
  layer_fact(l, "meeting", NULL);
  rbk_plan *plan = plan_of(l, NULL);
  rbk_problems problems = bind_problems(reg, plan, NULL, 0);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
  return problems;
}

START_TEST(a_kind_that_is_declared_is_not_spoken_of) {
  rbk_problems problems = found("la/test", "meeting");
  expect_count(&problems, 0);
}
END_TEST

START_TEST(a_misspelt_kind_is_refused_once_at_its_first_row) {
  rbk_problems problems = found("la/test", "meting");
  expect_problem(&problems, "events.csv:3", "undeclared-kind",
                 "declares kind 'meting'; did you mean 'meeting'?");
  expect_count(&problems, 1);
}
END_TEST

START_TEST(a_kind_unlike_any_says_where_one_is_declared) {
  rbk_problems problems = found(NULL, "telephone");
  expect_problem(&problems, "events.csv:3", "undeclared-kind",
                 "declare it under `facts`");
  expect_count(&problems, 1);
}
END_TEST

START_TEST(an_error_lists_the_kinds_there_are) {
  rbk_problems problems = found(NULL, "telephone");
  expect_problem(&problems, "events.csv:3", "undeclared-kind",
                 "; they know visit, meeting");
  expect_count(&problems, 1);
  problems = found(NULL, "meting");
  expect_problem(&problems, "events.csv:3", "undeclared-kind",
                 "'meeting'? They know visit, meeting");
  expect_count(&problems, 1);
}
END_TEST

START_TEST(a_policy_that_is_only_tried_out_warns) {
  rbk_problems problems = found("la/other", "telephone");
  expect_warning(&problems, "events.csv:3", "undeclared-kind", "'telephone'");
  expect_count(&problems, 1);
}
END_TEST

START_TEST(a_policy_named_by_its_file_is_the_schools_own) {
  rbk_problems problems = found("own.lua", "telephone");
  expect_problem(&problems, "events.csv:3", "undeclared-kind", "'telephone'");
  expect_count(&problems, 1);
}
END_TEST

/* What binding a policy finds that declares `meeting` with two fields, in a
 * school that recorded meetings with these. */
static rbk_problems found_of(const char *first, const char *second) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_event(s, "P0001", "2024-10-01", "meeting", first);
  school_event(s, "P0001", "2024-10-02", "meeting", second);
  school_event(s, "P0001", "2024-10-03", "visit", first);
  rbk_register *reg = school_finish(s);
  for (size_t i = 0; i < reg->history.event_count; i++) {
    reg->history.events[i].file = "events.csv";
    reg->history.events[i].line = i + 2;
  }
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "visit", "outcome agreed_by");
  layer_fact(l, "meeting", "outcome agreed_by");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_problems problems = bind_problems(reg, plan, NULL, 0);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
  return problems;
}

START_TEST(fields_that_are_declared_or_that_any_event_has_are_not_spoken_of) {
  rbk_problems problems =
      found_of("outcome=met;agreed_by=head",
               "id=E1;parent_id=PA;of=E2;group=g;action=a/b/c;note=n;to="
               "2024-10-09");
  expect_count(&problems, 0);
}
END_TEST

START_TEST(a_field_that_no_policy_knows_is_told_once_for_each_kind) {
  rbk_problems problems = found_of("outcom=met", "outcom=met;outcom=left");
  expect_warning(&problems, "events.csv:2", "undeclared-field",
                 "no policy in force knows a field 'outcom' of 'meeting'; did "
                 "you mean 'outcome'?");
  expect_warning(&problems, "events.csv:4", "undeclared-field",
                 "a field 'outcom' of 'visit'");
  expect_count(&problems, 2);
  problems = found_of(NULL, "telephone=1");
  expect_warning(&problems, "events.csv:3", "undeclared-field",
                 "declare it under `facts`, or write it in `note`");
  expect_count(&problems, 1);
}
END_TEST

START_TEST(a_field_left_empty_is_not_spoken_of) {
  rbk_problems problems = found_of(NULL, "telephone=");
  expect_count(&problems, 0);
}
END_TEST

/* Binds a policy that reads n of `visit` as a number and is due by the date in
 * `by`, counts anew from `back` and takes `why` for a text. */
static rbk_problems read_of(const char *visit, const char *meeting) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_event(s, "P0001", "2024-10-01", "visit", visit);
  school_event(s, "P0001", "2024-10-03", "meeting", meeting);
  school_event(s, "P0001", "2024-10-04", "visit", visit);
  rbk_register *reg = school_finish(s);
  for (size_t i = 0; i < reg->history.event_count; i++) {
    reg->history.events[i].file = "events.csv";
    reg->history.events[i].line = i + 2;
  }
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "visit", "n by back end why");
  layer_fact(l, "meeting", "n by back end why");
  at_line(30);
  rbk_figure_expression *since =
      measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_TERM));
  since->restart = match_of("visit", NULL);
  since->restart_field = "back";
  layer_flag(
      l, "f",
      both(compare(figure_of_event(RBK_FIGURE_RECORDED, "visit", "n", NULL),
                   RBK_AT_LEAST, number("2")),
           both(on_event(RBK_LEAF_ON_RECORD, "visit", "why=two"),
                compare(since, RBK_AT_LEAST, number("1")))));
  layer_flag(l, "g", reached("visit", "end"));
  layer_rule(l, "r", flag_is("f"))->due = due_recorded("visit", "by");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_problems problems = bind_problems(reg, plan, NULL, 0);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
  return problems;
}

START_TEST(a_field_that_is_no_number_and_no_date_is_told_on_each_row) {
  rbk_problems problems = read_of("n=two", NULL);
  expect_warning(&problems, "events.csv:2", "unreadable-field",
                 "'n' of 'visit' is 'two' here, which is neither a number");
  expect_warning(&problems, "events.csv:4", "unreadable-field",
                 "but la/test.lua:30 reads it as one");
  expect_count(&problems, 2);
  static const char *const wrong[] = {"n=95%", "n=1.23456", "by=next week",
                                      "back=2024-02-30", "end=soon"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    problems = read_of(wrong[i], NULL);
    expect_count(&problems, 2);
  }
  problems = read_of("n=two;by=soon", NULL);
  expect_count(&problems, 4);
}
END_TEST

START_TEST(a_field_that_is_read_as_a_text_or_not_at_all_may_hold_any) {
  static const char *const right[] = {"n=2",
                                      "n=1.2345",
                                      "n=",
                                      "why=two",
                                      "by=2024-10-05",
                                      "end=2024-10-05",
                                      "back=2024-10-05"};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    rbk_problems problems = read_of(right[i], NULL);
    expect_count(&problems, 0);
  }
  rbk_problems problems = read_of(NULL, "n=two"); /* another kind */
  expect_count(&problems, 0);
}
END_TEST

START_TEST(a_name_for_a_role_that_nobody_has_is_told) {
  rbk_register *reg = school_with("la/test", "visit");
  rbk_pair names[] = {{"head_teacher", "The head"},
                      {"hed_teacher", "Nobody"},
                      {"librarian", "Nobody"}};
  reg->school.file = "school.json";
  reg->school.roles = names;
  reg->school.role_count = 3;
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "visit", NULL);
  layer_role(l, "head_teacher");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_problems problems = bind_problems(reg, plan, NULL, 0);
  expect_warning(&problems, "school.json:0", "unknown-role",
                 "no role 'hed_teacher'; did you mean 'head_teacher'?");
  expect_warning(&problems, "school.json:0", "unknown-role",
                 "has a role 'librarian'; leave it out");
  expect_count(&problems, 2);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "history", a_kind_that_is_declared_is_not_spoken_of,
      a_misspelt_kind_is_refused_once_at_its_first_row,
      a_kind_unlike_any_says_where_one_is_declared,
      an_error_lists_the_kinds_there_are, a_policy_that_is_only_tried_out_warns,
      a_policy_named_by_its_file_is_the_schools_own,
      fields_that_are_declared_or_that_any_event_has_are_not_spoken_of,
      a_field_that_no_policy_knows_is_told_once_for_each_kind,
      a_field_left_empty_is_not_spoken_of,
      a_field_that_is_no_number_and_no_date_is_told_on_each_row,
      a_field_that_is_read_as_a_text_or_not_at_all_may_hold_any,
      a_name_for_a_role_that_nobody_has_is_told);
}
