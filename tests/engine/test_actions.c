/* What becomes of an action: every status, and each boundary one step either
 * side. Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

static rbk_condition *ever(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_ALL)),
                 RBK_AT_LEAST, number("1"));
}

static void off(school *s, const char *date) {
  school_mark(s, "P0001", date, "II");
}

/* The line of the one action of the rule (or key) on a day, from its status on
 * and without what it is because of. "" where there is none. */
static const char *status_on(running *r, const char *rule, const char *as_of) {
  static char out[256];
  char piece[64];
  (void)snprintf(piece, sizeof piece, "action %s", rule);
  const char *line = lines_with(
      decided_only(r->reg, &r->policy.policy, as_of, "action"), piece);
  out[0] = '\0';
  if (*line == '\0') return out;
  const char *status = strchr(strchr(line, ' ') + 1, ' ') + 1;
  const char *end = strstr(status, " [");
  ck_assert_ptr_nonnull(end);
  ck_assert_msg(strchr(line, '\n')[1] == '\0', "several: %s", line);
  (void)snprintf(out, sizeof out, "%.*s", (int)(end - status), status);
  return out;
}

#define EXPECT(rule, as_of, text)                                              \
  ck_assert_str_eq(status_on(&r, rule, as_of), text)

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

START_TEST(an_action_is_overdue_at_the_first_close_after_the_due_day) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04"); /* a Wednesday; the fifth school day after: the 11th */
  running r;
  running_begin(&r, l, s);
  EXPECT("r", "2024-09-03", "");
  EXPECT("r", "2024-09-04", "due fired 2024-09-04 due 2024-09-11");
  EXPECT("r", "2024-09-11", "due fired 2024-09-04 due 2024-09-11");
  EXPECT("r", "2024-09-12", "overdue fired 2024-09-04 due 2024-09-11");
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 action.fired r r/P0001/2024-09-04 "
                   "due=2024-09-11\n"
                   "2024-09-12 P0001 action.overdue r r/P0001/2024-09-04 "
                   "due=2024-09-11\n");
  running_finish(&r);
}
END_TEST

START_TEST(due_days_count_as_their_units_say) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("0"));
  layer_rule(l, "b", today("I"))->due =
      due_span(RBK_SPAN_CALENDAR_DAYS, number("3"));
  layer_rule(l, "c", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_WEEKS, number("1"));
  rbk_rule *d = layer_rule(l, "d", today("I"));
  d->due.kind = RBK_DUE_CLOCK;
  d->due.clock = words("11:45");
  rbk_rule *e = layer_rule(l, "e", today("I"));
  e->due.kind = RBK_DUE_LAST_DAY_OF;
  e->due.period = RBK_PERIOD_WEEK;
  layer_rule(l, "f", today("I"));
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-04", "due fired 2024-09-04 due 2024-09-04");
  EXPECT("a", "2024-09-05", "overdue fired 2024-09-04 due 2024-09-04");
  EXPECT("b", "2024-09-06", "due fired 2024-09-04 due 2024-09-07");
  EXPECT("b", "2024-09-09", "overdue fired 2024-09-04 due 2024-09-07");
  EXPECT("c", "2024-09-11", "due fired 2024-09-04 due 2024-09-11");
  EXPECT("d", "2024-09-04", "due fired 2024-09-04 due 2024-09-04T11:45");
  EXPECT("d", "2024-09-05", "overdue fired 2024-09-04 due 2024-09-04T11:45");
  EXPECT("e", "2024-09-06", "due fired 2024-09-04 due 2024-09-06");
  EXPECT("f", "2024-09-27", "due fired 2024-09-04");
  running_finish(&r);
}
END_TEST

START_TEST(a_due_day_after_the_calendar_is_said_in_words) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("4"));
  school *s = one_pupil_in("weeks-2");
  off(s, "2024-09-11"); /* Thursday and Friday follow, then two are left */
  running r;
  running_begin(&r, l, s);
  EXPECT("r", "2024-09-13",
         "due fired 2024-09-11 due in 2 school days after 2024-09-13");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_of_the_kind_discharges_from_the_firing_on) {
  rbk_layer *l = layer();
  layer_fact(l, "sent", NULL);
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->done = names_of("sent");
  a->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  off(s, "2024-09-17");
  school_event(s, "P0001", "2024-09-03", "sent", NULL); /* too early */
  school_event(s, "P0001", "2024-09-07", "sent", NULL); /* Saturday */
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-06", "due fired 2024-09-04 due 2024-09-11");
  EXPECT("a", "2024-09-09",
         "done fired 2024-09-04 due 2024-09-11 done 2024-09-07");
  /* the one of 17 September is open: that letter was sent before it */
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "2024-09-17"),
      "2024-09-17 P0001 action.fired a a/P0001/2024-09-17 due=2024-09-24\n"
      "2024-09-25 P0001 action.overdue a a/P0001/2024-09-17 due=2024-09-24\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_on_the_day_of_firing_discharges) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I")); /* done by its own id */
  school *s = one_pupil_in("weeks-2");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-04", "a", NULL);
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
                   "2024-09-04 P0001 action.done a a/P0001/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_earlier_event_of_the_same_period_discharges) {
  rbk_layer *l = layer();
  layer_rule(l, "m", today("I"))->once = RBK_ONCE_MONTH;
  school *s = one_pupil_in("weeks-6");
  off(s, "2024-09-12");
  off(s, "2024-10-01");
  school_event(s, "P0001", "2024-09-03", "m", NULL);
  running r;
  running_begin(&r, l, s);
  EXPECT("m/P0001/2024-09", "2024-09-12",
         "done fired 2024-09-12 done 2024-09-03");
  EXPECT("m/P0001/2024-10", "2024-10-01", "due fired 2024-10-01");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_naming_a_key_discharges_that_one_and_no_other) {
  rbk_layer *l = layer();
  layer_fact(l, "note", "action");
  layer_fact(l, "a", "action");
  layer_rule(l, "a", today("I"));
  layer_rule(l, "b", today("I"));
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-04");
  /* of another kind and dated before the firing; and of a's own kind */
  school_event(s, "P0001", "2024-09-02", "note", "action=b/P0001/2024-09-04");
  school_event(s, "P0001", "2024-09-05", "a", "action=b/P0001/2024-09-04");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-13", "due fired 2024-09-04");
  EXPECT("b", "2024-09-04", "done fired 2024-09-04 done 2024-09-02");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_that_is_withdrawn_no_longer_discharges) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-05", "a", "withdrawn=2024-09-10");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-09",
         "done fired 2024-09-04 due 2024-09-05 done 2024-09-05");
  EXPECT("a", "2024-09-10", "overdue fired 2024-09-04 due 2024-09-05");
  running_finish(&r);
}
END_TEST

START_TEST(an_unless_suppresses_and_the_due_day_counts_from_its_end) {
  rbk_layer *l = layer();
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  layer_fact(l, "plan", "to");
  rule_unless(a, on_event(RBK_LEAF_CURRENT, "plan", NULL), "a plan runs");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-03", "plan", "to=2024-09-10");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-04", "suppressed fired 2024-09-04 reason a plan runs");
  EXPECT("a", "2024-09-10", "suppressed fired 2024-09-04 reason a plan runs");
  EXPECT("a", "2024-09-11", "due fired 2024-09-04 due 2024-09-13");
  EXPECT("a", "2024-09-13", "due fired 2024-09-04 due 2024-09-13");
  EXPECT("a", "2024-09-16", "overdue fired 2024-09-04 due 2024-09-13");
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
      "2024-09-04 P0001 action.suppressed a a/P0001/2024-09-04\n"
      "2024-09-11 P0001 action.due a a/P0001/2024-09-04 due=2024-09-13\n"
      "2024-09-16 P0001 action.overdue a a/P0001/2024-09-04 due=2024-09-13\n");
  running_finish(&r);
}
END_TEST

START_TEST(missing_needs_block_and_the_due_day_counts_from_the_last) {
  rbk_layer *l = layer();
  layer_fact(l, "meeting", NULL);
  layer_fact(l, "visit", NULL);
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  rule_needs(a, "meeting");
  rule_needs(a, "visit");
  layer_clause(l, "C-1");
  a->needs[1].clauses = names_of("C-1");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-03", "meeting", NULL);
  school_event(s, "P0001", "2024-09-07", "visit", NULL); /* Saturday */
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-06", "blocked fired 2024-09-04 missing visit (C-1)");
  /* two school days after Saturday the 7th */
  EXPECT("a", "2024-09-09", "due fired 2024-09-04 due 2024-09-10");
  EXPECT("a", "2024-09-11", "overdue fired 2024-09-04 due 2024-09-10");
  running_finish(&r);
}
END_TEST

START_TEST(needs_on_record_before_the_firing_do_not_move_the_due_day) {
  rbk_layer *l = layer();
  layer_fact(l, "meeting", NULL);
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  rule_needs(a, "meeting");
  rule_needs_condition(a, ever("M"), "a medical mark");
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-02", "M.");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-03", "meeting", NULL);
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-04", "due fired 2024-09-04 due 2024-09-05");
  running_finish(&r);
}
END_TEST

START_TEST(a_need_that_is_a_condition_is_named_and_met_by_the_day) {
  rbk_layer *l = layer();
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  rule_needs_condition(a, ever("M"), "a medical mark");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  school_mark(s, "P0001", "2024-09-10", "M.");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-09", "blocked fired 2024-09-04 missing a medical mark");
  EXPECT("a", "2024-09-10", "due fired 2024-09-04 due 2024-09-11");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_lapses_when_its_rule_says_so_and_the_condition_ends) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"))->lapse = true;
  layer_rule(l, "b", today("I"));
  school *s = one_pupil_in("weeks-2");
  off(s, "2024-09-04");
  off(s, "2024-09-05");
  /* too late for a, which is final; b is done by it */
  school_event(s, "P0001", "2024-09-09", "a", NULL);
  school_event(s, "P0001", "2024-09-09", "b", NULL);
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-05", "due fired 2024-09-04");
  EXPECT("a", "2024-09-06",
         "lapsed fired 2024-09-04 reason the condition is false again");
  EXPECT("a", "2024-09-13",
         "lapsed fired 2024-09-04 reason the condition is false again");
  EXPECT("b", "2024-09-13", "done fired 2024-09-04 done 2024-09-09");
  running_finish(&r);
}
END_TEST

START_TEST(a_checked_rule_keeps_its_value_for_lapse) {
  rbk_layer *l = layer();
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->lapse = true;
  a->checked = weekday(RBK_FRIDAY);
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-06"); /* a Friday; true no day after */
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-12", "due fired 2024-09-06");
  EXPECT("a", "2024-09-13",
         "lapsed fired 2024-09-06 reason the condition is false again");
  running_finish(&r);
}
END_TEST

START_TEST(a_firing_supersedes_what_is_open_of_the_rules_it_lists) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"));
  layer_rule(l, "b", today("M"))->supersedes = names_of("a");
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-04");
  school_mark(s, "P0001", "2024-09-06", "M.");
  off(s, "2024-09-11"); /* after b fired: stays open */
  school_event(s, "P0001", "2024-09-12", "a", NULL); /* final for the first */
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
                   "2024-09-06 P0001 action.superseded a a/P0001/2024-09-04\n"
                   "2024-09-06 P0001 action.fired b b/P0001/2024-09-06\n"
                   "2024-09-11 P0001 action.fired a a/P0001/2024-09-11\n"
                   "2024-09-12 P0001 action.done a a/P0001/2024-09-11\n");
  EXPECT("a", "2024-09-06",
         "superseded fired 2024-09-04 reason superseded by "
         "b/P0001/2024-09-06");
  running_finish(&r);
}
END_TEST

START_TEST(rules_that_fire_on_one_day_supersede_all_at_once) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"));
  layer_rule(l, "b", today("I"))->supersedes = names_of("a");
  layer_rule(l, "c", today("I"))->supersedes = names_of("b");
  school *s = one_pupil_in("weeks-2");
  off(s, "2024-09-04");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-04",
         "superseded fired 2024-09-04 reason superseded by "
         "b/P0001/2024-09-04");
  EXPECT("b", "2024-09-04",
         "superseded fired 2024-09-04 reason superseded by "
         "c/P0001/2024-09-04");
  EXPECT("c", "2024-09-04", "due fired 2024-09-04");
  running_finish(&r);
}
END_TEST

START_TEST(a_suppressed_firing_supersedes_nothing) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"));
  rbk_rule *b = layer_rule(l, "b", today("M"));
  b->supersedes = names_of("a");
  rule_unless(b, ever("L"), "was late");
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-02", "L.");
  off(s, "2024-09-04");
  school_mark(s, "P0001", "2024-09-06", "M.");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-13", "due fired 2024-09-04");
  EXPECT("b", "2024-09-13", "suppressed fired 2024-09-06 reason was late");
  running_finish(&r);
}
END_TEST

START_TEST(done_comes_before_superseded_on_one_day) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"));
  layer_rule(l, "b", today("M"))->supersedes = names_of("a");
  school *s = one_pupil_in("weeks-2");
  off(s, "2024-09-04");
  school_mark(s, "P0001", "2024-09-06", "M.");
  school_event(s, "P0001", "2024-09-06", "a", NULL);
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-06", "done fired 2024-09-04 done 2024-09-06");
  running_finish(&r);
}
END_TEST

START_TEST(a_key_named_later_makes_even_a_superseded_action_done) {
  rbk_layer *l = layer();
  layer_fact(l, "a", "action");
  layer_rule(l, "a", today("I"));
  layer_rule(l, "b", today("M"))->supersedes = names_of("a");
  school *s = one_pupil_in("weeks-3");
  off(s, "2024-09-04");
  school_mark(s, "P0001", "2024-09-06", "M.");
  school_event(s, "P0001", "2024-09-10", "a", "action=a/P0001/2024-09-04");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-09",
         "superseded fired 2024-09-04 reason superseded by "
         "b/P0001/2024-09-06");
  EXPECT("a", "2024-09-10", "done fired 2024-09-04 done 2024-09-10");
  running_finish(&r);
}
END_TEST

START_TEST(open_actions_lapse_at_the_close_of_a_spells_last_day) {
  rbk_layer *l = layer();
  layer_rule(l, "a", ever("I"));
  school *s = one_pupil_in("weeks-4");
  school_spell(s, "P0001", NULL, "2024-09-11");
  school_spell(s, "P0001", "2024-09-18", NULL);
  off(s, "2024-09-04");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-10", "due fired 2024-09-04");
  EXPECT("a", "2024-09-11",
         "lapsed fired 2024-09-04 reason the enrolment ended");
  EXPECT("a", "2024-09-17",
         "lapsed fired 2024-09-04 reason the enrolment ended");
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "action."),
      "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
      "2024-09-11 P0001 action.lapsed a a/P0001/2024-09-04\n"
      "2024-09-18 P0001 action.fired a a/P0001/2024-09-18\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_spell_that_ends_with_the_calendar_lapses_only_if_it_says_so) {
  rbk_layer *l = layer();
  layer_rule(l, "a", ever("I"));
  school *s = one_pupil_in("weeks-2");
  off(s, "2024-09-04");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_spell(s, "P0002", NULL, "2025-07-31"); /* the year's end */
  school_mark(s, "P0002", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  EXPECT("a/P0001", "2024-09-13", "due fired 2024-09-04");
  EXPECT("a/P0002", "2024-09-12", "due fired 2024-09-04");
  EXPECT("a/P0002", "2024-09-13",
         "lapsed fired 2024-09-04 reason the enrolment ended");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_named_while_off_roll_is_done) {
  rbk_layer *l = layer();
  layer_fact(l, "a", "action");
  layer_rule(l, "a", ever("I"));
  school *s = one_pupil_in("weeks-3");
  school_spell(s, "P0001", NULL, "2024-09-06");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-10", "a", NULL); /* nothing is open */
  school_event(s, "P0001", "2024-09-11", "a", "action=a/P0001/2024-09-04");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-10",
         "lapsed fired 2024-09-04 reason the enrolment ended");
  EXPECT("a", "2024-09-11", "done fired 2024-09-04 done 2024-09-11");
  running_finish(&r);
}
END_TEST

START_TEST(due_follows_the_date_that_is_on_record) {
  rbk_layer *l = layer();
  layer_fact(l, "plan", "review");
  layer_rule(l, "a", today("I"))->due = due_recorded("plan", "review");
  school *s = one_pupil_in("weeks-4");
  off(s, "2024-09-04");
  school_event(s, "P0001", "2024-09-05", "plan", "review=2024-09-06");
  school_event(s, "P0001", "2024-09-11", "plan", "review=2024-09-20");
  running r;
  running_begin(&r, l, s);
  EXPECT("a", "2024-09-04", "due fired 2024-09-04");
  EXPECT("a", "2024-09-06", "due fired 2024-09-04 due 2024-09-06");
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
      "2024-09-09 P0001 action.overdue a a/P0001/2024-09-04 due=2024-09-06\n"
      "2024-09-11 P0001 action.due a a/P0001/2024-09-04 due=2024-09-20\n"
      "2024-09-23 P0001 action.overdue a a/P0001/2024-09-04 due=2024-09-20\n");
  running_finish(&r);
}
END_TEST

START_TEST(owners_are_roles_resolved_for_the_pupil) {
  rbk_layer *l = layer();
  layer_role(l, "head");
  layer_role(l, "social_worker");
  rbk_role *lead = layer_role(l, "lead");
  role_choice(lead, attribute("social"), "social_worker");
  role_choice(lead, NULL, "head");
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->owner.roles = names_of("lead");
  school *s = one_pupil_in("weeks-2");
  school_attribute(s, "P0001", "social", "no");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_attribute(s, "P0002", "social", "yes");
  off(s, "2024-09-04");
  school_mark(s, "P0002", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  EXPECT("a/P0001", "2024-09-04", "due fired 2024-09-04 owner head");
  EXPECT("a/P0002", "2024-09-04", "due fired 2024-09-04 owner social_worker");
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("actions",
                  an_action_is_overdue_at_the_first_close_after_the_due_day,
                  due_days_count_as_their_units_say,
                  a_due_day_after_the_calendar_is_said_in_words,
                  an_event_of_the_kind_discharges_from_the_firing_on,
                  an_event_on_the_day_of_firing_discharges,
                  an_earlier_event_of_the_same_period_discharges,
                  an_event_naming_a_key_discharges_that_one_and_no_other,
                  an_event_that_is_withdrawn_no_longer_discharges,
                  an_unless_suppresses_and_the_due_day_counts_from_its_end,
                  missing_needs_block_and_the_due_day_counts_from_the_last,
                  needs_on_record_before_the_firing_do_not_move_the_due_day,
                  a_need_that_is_a_condition_is_named_and_met_by_the_day,
                  an_action_lapses_when_its_rule_says_so_and_the_condition_ends,
                  a_checked_rule_keeps_its_value_for_lapse,
                  a_firing_supersedes_what_is_open_of_the_rules_it_lists,
                  rules_that_fire_on_one_day_supersede_all_at_once,
                  a_suppressed_firing_supersedes_nothing,
                  done_comes_before_superseded_on_one_day,
                  a_key_named_later_makes_even_a_superseded_action_done,
                  open_actions_lapse_at_the_close_of_a_spells_last_day,
                  a_spell_that_ends_with_the_calendar_lapses_only_if_it_says_so,
                  an_action_named_while_off_roll_is_done,
                  due_follows_the_date_that_is_on_record,
                  owners_are_roles_resolved_for_the_pupil);
}
