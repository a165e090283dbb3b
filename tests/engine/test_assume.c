/* --assume-done: every action is done in time by an event that the run
 * supplies. Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

static rbk_condition *ever(const char *codes, const char *count) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_ALL)),
                 RBK_AT_LEAST, number(count));
}

static rbk_condition *on_file(const char *kind) {
  return on_event(RBK_LEAF_ON_RECORD, kind, NULL);
}

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_rule *due_in(rbk_rule *rule, const char *days) {
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, number(days));
  return rule;
}

static school *one(void) {
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "II");
  return s;
}

static const char *assumed(running *r) {
  rbk_run_options options = options_none();
  options.assume_done = true;
  return lines_with(replayed(r->reg, &r->policy.policy, &options), " action.");
}

START_TEST(an_action_is_done_on_its_due_day) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "r", today("I")), "2");
  running r;
  running_begin(&r, l, one());
  ck_assert_str_eq(assumed(&r),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04 "
                   "due=2024-09-06\n"
                   "2024-09-06 P0001 action.done r r/P0001/2024-09-04 "
                   "due=2024-09-06\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_due_day_without_school_is_met_on_the_next) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("I"))->due =
      due_span(RBK_SPAN_CALENDAR_DAYS, number("3")); /* Saturday the 7th */
  running r;
  running_begin(&r, l, one());
  ck_assert_str_eq(lines_with(assumed(&r), "done"),
                   "2024-09-09 P0001 action.done r r/P0001/2024-09-04 "
                   "due=2024-09-07\n");
  ck_assert_str_eq(lines_with(assumed(&r), "overdue"), "");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_without_a_due_day_stays_open) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("I"));
  running r;
  running_begin(&r, l, one());
  ck_assert_str_eq(lines_with(assumed(&r), "done"), "");
  running_finish(&r);
}
END_TEST

START_TEST(what_was_recorded_is_not_supplied_again) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "r", today("I")), "2");
  layer_rule(l, "twice",
             compare(figure_of_event(RBK_FIGURE_EVENTS, "r", NULL,
                                     window(RBK_WINDOW_ALL)),
                     RBK_AT_LEAST, number("2")));
  school *s = one();
  school_event(s, "P0001", "2024-09-05", "r", NULL);
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(assumed(&r),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04 "
                   "due=2024-09-06\n"
                   "2024-09-05 P0001 action.done r r/P0001/2024-09-04 "
                   "due=2024-09-06\n");
  running_finish(&r);
}
END_TEST

/* The ladder of letters: each only once the one before was sent. */
START_TEST(conditions_see_it_when_the_next_day_opens) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "first", today("I")), "2");
  due_in(layer_rule(l, "second", on_file("first")), "1");
  due_in(layer_rule(l, "third", on_file("second")), "1");
  running r;
  running_begin(&r, l, one());
  ck_assert_str_eq(assumed(&r),
                   "2024-09-04 P0001 action.fired first first/P0001/2024-09-04 "
                   "due=2024-09-06\n"
                   "2024-09-06 P0001 action.done first first/P0001/2024-09-04 "
                   "due=2024-09-06\n"
                   "2024-09-09 P0001 action.fired second "
                   "second/P0001/2024-09-09 due=2024-09-10\n"
                   "2024-09-10 P0001 action.done second "
                   "second/P0001/2024-09-09 due=2024-09-10\n"
                   "2024-09-11 P0001 action.fired third third/P0001/2024-09-11 "
                   "due=2024-09-12\n"
                   "2024-09-12 P0001 action.done third third/P0001/2024-09-11 "
                   "due=2024-09-12\n");
  running_finish(&r);
}
END_TEST

/* Due on the day it fires, and not to be done twice: the supplied event may not
 * take back the firing that asked for it. */
START_TEST(an_action_does_not_undo_its_own_condition) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "r", both(ever("I", "1"), not_so(on_file("r")))), "0");
  running r;
  running_begin(&r, l, one());
  ck_assert_str_eq(assumed(&r),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04 "
                   "due=2024-09-04\n"
                   "2024-09-04 P0001 action.done r r/P0001/2024-09-04 "
                   "due=2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(one_event_discharges_all_that_ask_for_its_kind) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "a", today("I")), "2")->done = names_of("sent");
  due_in(layer_rule(l, "b", today("I")), "5")->done = names_of("sent");
  layer_rule(l, "once",
             compare(figure_of_event(RBK_FIGURE_EVENTS, "sent", NULL,
                                     window(RBK_WINDOW_ALL)),
                     RBK_AT_LEAST, number("1")));
  layer_rule(l, "twice",
             compare(figure_of_event(RBK_FIGURE_EVENTS, "sent", NULL,
                                     window(RBK_WINDOW_ALL)),
                     RBK_AT_LEAST, number("2")));
  running r;
  running_begin(&r, l, one());
  const char *all = assumed(&r);
  ck_assert_str_eq(lines_with(all, "done"),
                   "2024-09-06 P0001 action.done a a/P0001/2024-09-04 "
                   "due=2024-09-06\n"
                   "2024-09-06 P0001 action.done b b/P0001/2024-09-04 "
                   "due=2024-09-11\n");
  ck_assert_ptr_nonnull(strstr(all, "fired once"));
  ck_assert_ptr_null(strstr(all, "fired twice"));
  running_finish(&r);
}
END_TEST

START_TEST(what_is_blocked_is_done_after_its_needs_are) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "call", today("I")), "3"); /* the 9th */
  rule_needs(due_in(layer_rule(l, "visit", today("I")), "1"), "call");
  running r;
  running_begin(&r, l, one());
  /* the call is on record from the 9th, seen on the 10th: due that day */
  ck_assert_str_eq(
      lines_with(assumed(&r), "visit"),
      "2024-09-04 P0001 action.fired visit visit/P0001/2024-09-04\n"
      "2024-09-04 P0001 action.blocked visit visit/P0001/2024-09-04\n"
      "2024-09-10 P0001 action.done visit visit/P0001/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(each_parents_action_is_done_by_an_event_of_that_parent) {
  rbk_layer *l = layer();
  layer_fact(l, "met", NULL);
  rbk_rule *rule = due_in(layer_rule(l, "letter", today("I")), "1");
  rule->per = RBK_PER_PARENT;
  rule_unless(rule, on_file("met"), "met");
  rbk_rule *next = layer_rule(l, "next", on_file("letter"));
  next->per = RBK_PER_PARENT;
  school *s = one();
  school_parent(s, "R1", "P0001", true);
  school_parent(s, "R2", "P0001", true);
  school_event(s, "P0001", "2024-09-03", "met", "parent_id=R2");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(assumed(&r), "done"),
                   "2024-09-05 P0001 action.done letter "
                   "letter/P0001/R1/2024-09-04 due=2024-09-05\n");
  ck_assert_str_eq(lines_with(assumed(&r), "next"),
                   "2024-09-06 P0001 action.fired next "
                   "next/P0001/R1/2024-09-06\n");
  running_finish(&r);
}
END_TEST

static void sibling(school *s, const char *id) {
  school_pupil(s, id);
  school_present(s, id);
  school_attribute(s, id, "sibling_group", "F1");
}

/* A rule about the school is done by an event of the school. */
START_TEST(what_is_asked_of_the_school_is_done_too) {
  rbk_layer *l = layer();
  rbk_rule *rule = due_in(layer_rule(l, "report", weekday(RBK_WEDNESDAY)), "2");
  rule->has_group = true;
  rule->group = RBK_GROUP_EVERYONE;
  rule->once = RBK_ONCE_EVER;
  rbk_rule *next = layer_rule(l, "next", on_file("report"));
  next->has_group = true;
  next->group = RBK_GROUP_EVERYONE;
  running r;
  running_begin(&r, l, one());
  ck_assert_str_eq(
      assumed(&r),
      "2024-09-04 - action.fired report report/everyone/ever due=2024-09-06\n"
      "2024-09-06 - action.done report report/everyone/ever due=2024-09-06\n"
      "2024-09-09 - action.fired next next/everyone/2024-09-09\n");
  running_finish(&r);
}
END_TEST

/* P2's own letter, supplied, makes the family's; that one, under P1, P2's. */
START_TEST(families_are_found_out_together) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "own", today("I")), "1");
  due_in(layer_rule(l, "joint", on_file("own")), "1")->per = RBK_PER_FAMILY;
  layer_rule(l, "seen", fired("joint"));
  school *s = school_begin("weeks-4");
  sibling(s, "P1");
  sibling(s, "P2");
  school_mark(s, "P2", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      assumed(&r),
      "2024-09-04 P2 action.fired own own/P2/2024-09-04 due=2024-09-05\n"
      "2024-09-05 P2 action.done own own/P2/2024-09-04 due=2024-09-05\n"
      "2024-09-06 P1 action.fired joint joint/family:F1/2024-09-06 "
      "due=2024-09-09\n"
      "2024-09-09 P1 action.done joint joint/family:F1/2024-09-06 "
      "due=2024-09-09\n"
      "2024-09-09 P1 action.fired seen seen/P1/2024-09-09\n"
      "2024-09-09 P2 action.fired seen seen/P2/2024-09-09\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_group_that_reads_what_is_supplied_is_refused) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "letter", today("I")), "1");
  rbk_figure_expression *count = figure_plain(RBK_FIGURE_GROUP);
  count->group = RBK_GROUP_EVERYONE;
  count->group_measure = RBK_GROUP_COUNT;
  count->group_condition = on_file("letter");
  layer_flag(l, "many", compare(count, RBK_AT_LEAST, number("2")));
  running r;
  running_begin(&r, l, one());
  rbk_run_options options = options_none();
  options.assume_done = true;
  rbk_change_sink sink = {0};
  rbk_error error = {0};
  ck_assert_int_eq(rbk_replay(r.reg, &r.policy.policy, &options, &sink, &error),
                   RBK_POLICY);
  ck_assert_ptr_nonnull(strstr(error.text, "--assume-done supplies"));
  running_finish(&r);
}
END_TEST

/* --- laws ----------------------------------------------------------------- */

static rbk_layer *some_rules(void) {
  rbk_layer *l = layer();
  due_in(layer_rule(l, "first", ever("I", "2")), "3");
  rbk_rule *second = due_in(
      layer_rule(l, "second", both(on_file("first"), ever("I", "4"))), "2");
  rule_needs(second, "first");
  due_in(layer_rule(l, "weekly", today("I")), "1")->once = RBK_ONCE_WEEK;
  due_in(layer_rule(l, "answer", on_event(RBK_LEAF_EVENT, "second", NULL)),
         "1");
  return l;
}

static school *some_pupils(uint32_t seed) {
  school *s = school_begin("weeks-4");
  char id[8], date[16];
  for (int p = 0; p < 6; p++) {
    (void)snprintf(id, sizeof id, "P%d", p);
    school_pupil(s, id);
    school_present(s, id);
    for (int d = 2; d <= 27; d++) {
      seed = seed * 1103515245u + 12345u;
      (void)snprintf(date, sizeof date, "2024-09-%02d", d);
      if (d % 7 == 0 || d % 7 == 1 || (seed >> 16) % 5 != 0) continue;
      school_mark(s, id, date, (seed >> 20) % 2 ? "II" : "I.");
    }
  }
  return s;
}

static rbk_status no_overdue(void *context, const rbk_change *change) {
  ck_assert_int_ne(change->kind, RBK_CHANGE_ACTION_OVERDUE);
  *(size_t *)context += change->kind == RBK_CHANGE_ACTION_DONE;
  return RBK_OK;
}

START_TEST(nothing_is_ever_overdue) {
  for (uint32_t seed = 1; seed <= 8; seed++) {
    running r;
    running_begin(&r, some_rules(), some_pupils(seed));
    rbk_run_options options = options_none();
    options.assume_done = true;
    size_t done = 0;
    rbk_change_sink sink = {.context = &done, .change = no_overdue};
    rbk_error error = {0};
    ck_assert_int_eq(
        rbk_replay(r.reg, &r.policy.policy, &options, &sink, &error), RBK_OK);
    ck_assert_uint_gt(done, 0);
    running_finish(&r);
  }
}
END_TEST

/* What is assumed later changes nothing before: a run up to a day is the
 * beginning of a longer one. */
START_TEST(a_shorter_run_is_the_beginning_of_a_longer_one) {
  for (uint32_t seed = 1; seed <= 4; seed++) {
    running r;
    running_begin(&r, some_rules(), some_pupils(seed));
    rbk_run_options options = options_none();
    options.assume_done = true;
    char *whole = strdup(replayed(r.reg, &r.policy.policy, &options));
    options.to = "2024-09-17";
    const char *part = replayed(r.reg, &r.policy.policy, &options);
    ck_assert_uint_gt(strlen(part), 0);
    ck_assert_int_eq(strncmp(whole, part, strlen(part)), 0);
    ck_assert_int_gt(strncmp(whole + strlen(part), "2024-09-17", 10), 0);
    free(whole);
    running_finish(&r);
  }
}
END_TEST

START_TEST(decisions_agree_with_changes_and_threads_with_one) {
  running r;
  running_begin(&r, some_rules(), some_pupils(3));
  rbk_run_options options = options_none();
  options.assume_done = true;
  char *alone = strdup(decided(r.reg, &r.policy.policy, &options));
  options.threads = 3;
  ck_assert_int_eq(strcmp(decided(r.reg, &r.policy.policy, &options), alone),
                   0);
  ck_assert_ptr_nonnull(strstr(alone, " done fired "));
  ck_assert_ptr_null(strstr(alone, " overdue fired "));
  free(alone);
  running_finish(&r);
}
END_TEST

static rbk_status keep_id(void *context, const rbk_run_record *record) {
  (void)snprintf(context, 16, "%s", record->run);
  return RBK_OK;
}

static rbk_status pass_over(void *context, const rbk_change *change) {
  (void)context;
  (void)change;
  return RBK_OK;
}

START_TEST(the_run_has_an_id_of_its_own) {
  running r;
  running_begin(&r, some_rules(), some_pupils(1));
  char plain[16], other[16];
  rbk_run_options options = options_none();
  rbk_change_sink sink = {
      .context = plain, .started = keep_id, .change = pass_over};
  rbk_error error = {0};
  ck_assert_int_eq(rbk_replay(r.reg, &r.policy.policy, &options, &sink, &error),
                   RBK_OK);
  options.assume_done = true;
  sink.context = other;
  ck_assert_int_eq(rbk_replay(r.reg, &r.policy.policy, &options, &sink, &error),
                   RBK_OK);
  ck_assert_str_ne(plain, other);
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "assume", an_action_is_done_on_its_due_day,
      a_due_day_without_school_is_met_on_the_next,
      an_action_without_a_due_day_stays_open,
      what_was_recorded_is_not_supplied_again,
      conditions_see_it_when_the_next_day_opens,
      an_action_does_not_undo_its_own_condition,
      one_event_discharges_all_that_ask_for_its_kind,
      what_is_blocked_is_done_after_its_needs_are,
      each_parents_action_is_done_by_an_event_of_that_parent,
      what_is_asked_of_the_school_is_done_too, families_are_found_out_together,
      a_group_that_reads_what_is_supplied_is_refused, nothing_is_ever_overdue,
      a_shorter_run_is_the_beginning_of_a_longer_one,
      decisions_agree_with_changes_and_threads_with_one,
      the_run_has_an_id_of_its_own);
}
