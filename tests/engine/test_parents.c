/* Rules with per = "parent": an action for each responsible parent, who has
 * arms, periods and events of their own. Weeks begin on Monday 2 September
 * 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_rule *parent_rule(rbk_layer *l, const char *id,
                             const rbk_condition *when) {
  rbk_rule *rule = layer_rule(l, id, when);
  rule->per = RBK_PER_PARENT;
  return rule;
}

/* P0001 with two responsible parents and one who is not. */
static school *with_parents(void) {
  school *s = one_pupil_in("weeks-4");
  school_parent(s, "R002", "P0001", true);
  school_parent(s, "R001", "P0001", true);
  school_parent(s, "R003", "P0001", false);
  school_mark(s, "P0001", "2024-09-04", "II");
  return s;
}

static const char *actions_on(running *r, const char *as_of) {
  return decided_only(r->reg, &r->policy.policy, as_of, "action");
}

START_TEST(each_responsible_parent_has_an_action) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  running r;
  running_begin(&r, l, with_parents());
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 action.fired letter letter/P0001/R001/2024-09-04 "
      "due=2024-09-11\n"
      "2024-09-04 P0001 action.fired letter letter/P0001/R002/2024-09-04 "
      "due=2024-09-11\n"
      "2024-09-12 P0001 action.overdue letter letter/P0001/R001/2024-09-04 "
      "due=2024-09-11\n"
      "2024-09-12 P0001 action.overdue letter letter/P0001/R002/2024-09-04 "
      "due=2024-09-11\n");
  running_finish(&r);
}
END_TEST

static rbk_status take_parents(void *context, const rbk_decision *d) {
  char *out = context;
  for (size_t i = 0; i < d->action_count; i++) {
    strcat(out, d->actions[i].parent ? d->actions[i].parent : "none");
    strcat(out, " ");
  }
  return RBK_OK;
}

static rbk_status take_change(void *context, const rbk_change *change) {
  char *out = context;
  strcat(out, change->parent ? change->parent : "none");
  strcat(out, " ");
  return RBK_OK;
}

START_TEST(decisions_and_changes_say_whose_parent_it_is) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"));
  layer_rule(l, "note", today("I"));
  running r;
  running_begin(&r, l, with_parents());
  char decided_parents[64] = "", changed_parents[64] = "";
  rbk_run_options options = options_none();
  rbk_decision_sink decisions = {.context = decided_parents,
                                 .decision = take_parents};
  rbk_change_sink changes = {.context = changed_parents, .change = take_change};
  rbk_error error = {0};
  ck_assert_int_eq(
      rbk_evaluate(r.reg, &r.policy.policy, &options, &decisions, &error),
      RBK_OK);
  ck_assert_int_eq(
      rbk_replay(r.reg, &r.policy.policy, &options, &changes, &error), RBK_OK);
  ck_assert_str_eq(decided_parents, "R001 R002 none ");
  ck_assert_str_eq(changed_parents, "R001 R002 none ");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_of_one_parent_discharges_that_parents_action) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"));
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "letter", "parent_id=R002");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      actions_on(&r, "2024-09-09"),
      "action letter/P0001/R001/2024-09-04 due fired 2024-09-04 [la/test:1=2 "
      "at_least 1 as of 2024-09-04]\n"
      "action letter/P0001/R002/2024-09-04 done fired 2024-09-04 done "
      "2024-09-05 [la/test:1=2 at_least 1 as of 2024-09-04]\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_without_a_parent_discharges_for_all) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"));
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "letter", NULL);
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "done"),
      "2024-09-05 P0001 action.done letter letter/P0001/R001/2024-09-04\n"
      "2024-09-05 P0001 action.done letter letter/P0001/R002/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_that_names_a_key_discharges_whoever_it_is_of) {
  rbk_layer *l = layer();
  layer_fact(l, "phone_call", "action");
  parent_rule(l, "letter", today("I"));
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "phone_call",
               "parent_id=R002;action=letter/P0001/R001/2024-09-04");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "done"),
      "2024-09-05 P0001 action.done letter letter/P0001/R001/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(nobody_on_file_gives_one_action_that_is_blocked) {
  rbk_layer *l = layer();
  layer_fact(l, "meeting", NULL);
  rule_needs(parent_rule(l, "letter", today("I")), "meeting");
  school *s = one_pupil_in("weeks-4");
  school_parent(s, "R003", "P0001", false); /* not responsible: not counted */
  school_mark(s, "P0001", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      actions_on(&r, "2024-09-09"),
      "action letter/P0001/unknown/2024-09-04 blocked fired 2024-09-04 missing "
      "parents not on file,meeting [la/test:1=2 at_least 1 as of "
      "2024-09-04]\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_for_an_unknown_parent_can_still_be_done) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_event(s, "P0001", "2024-09-06", "letter", NULL);
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 action.fired letter letter/P0001/unknown/2024-09-04\n"
      "2024-09-04 P0001 action.blocked letter "
      "letter/P0001/unknown/2024-09-04\n"
      "2024-09-06 P0001 action.done letter letter/P0001/unknown/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(conditions_read_the_parents_own_events_and_those_of_nobody) {
  rbk_layer *l = layer();
  layer_fact(l, "meeting", NULL);
  layer_fact(l, "visit", NULL);
  parent_rule(l, "met", on_event(RBK_LEAF_ON_RECORD, "meeting", NULL));
  parent_rule(l, "seen", on_event(RBK_LEAF_ON_RECORD, "visit", NULL));
  parent_rule(l, "many",
              compare(figure_of_event(RBK_FIGURE_EVENTS, "meeting", NULL,
                                      window(RBK_WINDOW_ALL)),
                      RBK_AT_LEAST, number("2")));
  layer_rule(l, "any",
             compare(figure_of_event(RBK_FIGURE_EVENTS, "meeting", NULL,
                                     window(RBK_WINDOW_ALL)),
                     RBK_AT_LEAST, number("2")));
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "meeting", "parent_id=R001");
  school_event(s, "P0001", "2024-09-06", "meeting", "parent_id=R002");
  school_event(s, "P0001", "2024-09-09", "visit", NULL);
  school_event(s, "P0001", "2024-09-10", "meeting", "parent_id=R002");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-05 P0001 action.fired met met/P0001/R001/2024-09-05\n"
      "2024-09-06 P0001 action.fired any any/P0001/2024-09-06\n"
      "2024-09-06 P0001 action.fired met met/P0001/R002/2024-09-06\n"
      "2024-09-09 P0001 action.fired seen seen/P0001/R001/2024-09-09\n"
      "2024-09-09 P0001 action.fired seen seen/P0001/R002/2024-09-09\n"
      "2024-09-10 P0001 action.fired many many/P0001/R002/2024-09-10\n");
  running_finish(&r);
}
END_TEST

START_TEST(windows_since_an_event_begin_with_the_parents_own) {
  rbk_layer *l = layer();
  layer_fact(l, "warning", NULL);
  parent_rule(
      l, "notice",
      compare(measure(RBK_FIGURE_SESSIONS, "I", window_since("warning")),
              RBK_AT_LEAST, number("2")));
  school *s = with_parents();
  school_mark(s, "P0001", "2024-09-09", "II");
  school_event(s, "P0001", "2024-09-03", "warning", "parent_id=R001");
  school_event(s, "P0001", "2024-09-05", "warning", "parent_id=R002");
  running r;
  running_begin(&r, l, s);
  /* R001: from the 4th on, the 4th's two. R002: from the 6th on, the 9th's. */
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 action.fired notice notice/P0001/R001/2024-09-04\n"
      "2024-09-09 P0001 action.fired notice notice/P0001/R002/2024-09-09\n");
  running_finish(&r);
}
END_TEST

START_TEST(needs_and_unless_are_each_parents_own) {
  rbk_layer *l = layer();
  layer_fact(l, "call", NULL);
  layer_fact(l, "agreement", "to");
  rbk_rule *rule = parent_rule(l, "letter", today("I"));
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  rule_needs(rule, "call");
  rule_unless(rule, on_event(RBK_LEAF_CURRENT, "agreement", NULL), "agreed");
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "call", "parent_id=R001");
  school_event(s, "P0001", "2024-09-03", "agreement",
               "parent_id=R002;to=2024-09-09");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-04 P0001 action.fired letter letter/P0001/R001/2024-09-04\n"
      "2024-09-04 P0001 action.blocked letter letter/P0001/R001/2024-09-04\n"
      "2024-09-04 P0001 action.fired letter letter/P0001/R002/2024-09-04\n"
      "2024-09-04 P0001 action.suppressed letter "
      "letter/P0001/R002/2024-09-04\n"
      "2024-09-05 P0001 action.due letter letter/P0001/R001/2024-09-04 "
      "due=2024-09-06\n"
      "2024-09-09 P0001 action.overdue letter letter/P0001/R001/2024-09-04 "
      "due=2024-09-06\n"
      "2024-09-10 P0001 action.blocked letter letter/P0001/R002/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(periods_and_arms_are_each_parents_own) {
  rbk_layer *l = layer();
  layer_fact(l, "moved", NULL);
  rbk_rule *weekly = parent_rule(
      l, "weekly", not_so(on_event(RBK_LEAF_ON_RECORD, "moved", NULL)));
  weekly->once = RBK_ONCE_WEEK;
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-06", "moved", "parent_id=R001");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-02 P0001 action.fired weekly weekly/P0001/R001/2024-W36\n"
      "2024-09-02 P0001 action.fired weekly weekly/P0001/R002/2024-W36\n"
      "2024-09-09 P0001 action.fired weekly weekly/P0001/R002/2024-W37\n"
      "2024-09-16 P0001 action.fired weekly weekly/P0001/R002/2024-W38\n"
      "2024-09-23 P0001 action.fired weekly weekly/P0001/R002/2024-W39\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_rule_for_an_event_fires_for_the_parent_it_is_of) {
  rbk_layer *l = layer();
  layer_fact(l, "complaint", NULL);
  parent_rule(l, "answer", on_event(RBK_LEAF_EVENT, "complaint", NULL));
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "complaint", "id=c1;parent_id=R002");
  school_event(s, "P0001", "2024-09-06", "complaint", "id=c2");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-05 P0001 action.fired answer answer/P0001/R002/c1\n"
                   "2024-09-06 P0001 action.fired answer answer/P0001/R001/c2\n"
                   "2024-09-06 P0001 action.fired answer "
                   "answer/P0001/R002/c2\n");
  running_finish(&r);
}
END_TEST

START_TEST(fired_means_the_parents_own_firing_and_elsewhere_any) {
  rbk_layer *l = layer();
  layer_fact(l, "complaint", NULL);
  parent_rule(l, "answer", on_event(RBK_LEAF_EVENT, "complaint", NULL));
  parent_rule(l, "follow_up", fired("answer"));
  layer_rule(l, "file", fired("answer"));
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "complaint", "id=c1;parent_id=R002");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-05 P0001 action.fired answer answer/P0001/R002/c1\n"
                   "2024-09-06 P0001 action.fired file file/P0001/2024-09-06\n"
                   "2024-09-06 P0001 action.fired follow_up "
                   "follow_up/P0001/R002/2024-09-06\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_rule_supersedes_what_is_open_for_every_parent) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"));
  layer_rule(l, "court", today("O"))->supersedes = names_of("letter");
  school *s = with_parents();
  school_mark(s, "P0001", "2024-09-10", "OO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "superseded"),
      "2024-09-10 P0001 action.superseded letter "
      "letter/P0001/R001/2024-09-04\n"
      "2024-09-10 P0001 action.superseded letter "
      "letter/P0001/R002/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_parents_letter_leaves_the_other_parents_open) {
  rbk_layer *l = layer();
  layer_fact(l, "complaint", NULL);
  parent_rule(l, "letter", today("I"));
  parent_rule(l, "visit", on_event(RBK_LEAF_EVENT, "complaint", NULL))
      ->supersedes = names_of("letter");
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "complaint", "id=c1;parent_id=R002");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "superseded"),
      "2024-09-05 P0001 action.superseded letter "
      "letter/P0001/R002/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_lapses_for_the_parent_for_whom_it_is_false_again) {
  rbk_layer *l = layer();
  layer_fact(l, "refusal", "to");
  parent_rule(l, "talk", on_event(RBK_LEAF_CURRENT, "refusal", NULL))->lapse =
      true;
  school *s = with_parents();
  school_event(s, "P0001", "2024-09-05", "refusal",
               "parent_id=R001;to=2024-09-06");
  school_event(s, "P0001", "2024-09-05", "refusal", "parent_id=R002");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, NULL),
      "2024-09-05 P0001 action.fired talk talk/P0001/R001/2024-09-05\n"
      "2024-09-05 P0001 action.fired talk talk/P0001/R002/2024-09-05\n"
      "2024-09-09 P0001 action.lapsed talk talk/P0001/R001/2024-09-05\n");
  running_finish(&r);
}
END_TEST

/* What a stage asks for on entry, once for each parent; after time off roll
 * again for the parent whose action was still open. */
START_TEST(a_stage_asks_each_parent) {
  rbk_layer *l = layer();
  rbk_stage *one = ladder_stage(layer_ladder(l, "help"), "one", today("I"));
  stage_rule(one, RBK_ON_ENTRY, "call")->per = RBK_PER_PARENT;
  school *s = with_parents();
  school_pupil(s, "P0002"); /* so that registers are taken meanwhile */
  school_present(s, "P0002");
  school_event(s, "P0001", "2024-09-05", "call", "parent_id=R1");
  school_event(s, "P0001", "2024-09-05", "call", "parent_id=R001");
  school_marks(s, "P0001", "2024-09-09", "2024-09-11", "--");
  school_spell(s, "P0001", "2024-09-02", "2024-09-06");
  school_spell(s, "P0001", "2024-09-12", NULL);
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "action."),
      "2024-09-04 P0001 action.fired call call/P0001/R001/2024-09-04\n"
      "2024-09-04 P0001 action.fired call call/P0001/R002/2024-09-04\n"
      "2024-09-05 P0001 action.done call call/P0001/R001/2024-09-04\n"
      "2024-09-06 P0001 action.lapsed call call/P0001/R002/2024-09-04\n"
      "2024-09-12 P0001 action.fired call call/P0001/R002/2024-09-12\n");
  running_finish(&r);
}
END_TEST

/* The laws below: where no event is a parent's, a rule per parent is the same
 * rule, once for each of them. */
START_TEST(without_events_of_parents_all_have_what_the_pupil_has) {
  static const char *const ids[] = {"R001", "R002"};
  rbk_layer *l = layer();
  layer_rule(l, "one", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  parent_rule(l, "two", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  school *s = with_parents();
  school_mark(s, "P0001", "2024-09-12", "I.");
  school_mark(s, "P0001", "2024-09-16", "II");
  running r;
  running_begin(&r, l, s);
  const char *all = replayed(r.reg, &r.policy.policy, NULL);
  const char *one = lines_with(all, "/P0001/2024");
  for (size_t i = 0; i < 2; i++) {
    char piece[32];
    (void)snprintf(piece, sizeof piece, "P0001/%s/", ids[i]);
    const char *two = lines_with(all, piece), *at = one;
    size_t lines = 0;
    for (; *two; lines++) { /* date, event, and what follows the key's middle */
      const char *end_one = strchr(at, '\n'), *end_two = strchr(two, '\n');
      ck_assert_ptr_nonnull(end_one);
      ck_assert_int_eq(strncmp(at, two, 10), 0);
      size_t tail = strlen("2024-09-04 due=2024-09-06");
      ck_assert_int_eq(strncmp(end_one - tail, end_two - tail, tail), 0);
      at = end_one + 1;
      two = end_two + 1;
    }
    ck_assert_str_eq(at, "");
    ck_assert_uint_ge(lines, 6); /* three firings, each overdue in time */
  }
  running_finish(&r);
}
END_TEST

START_TEST(threads_do_not_change_what_parents_get) {
  rbk_layer *l = layer();
  parent_rule(l, "letter", today("I"));
  school *s = school_begin("weeks-4");
  char id[8], parent[8];
  for (int i = 1; i <= 40; i++) {
    (void)snprintf(id, sizeof id, "P%04d", i);
    school_pupil(s, id);
    school_present(s, id);
    school_mark(s, id, "2024-09-04", "II");
    for (int p = 0; p < i % 4; p++) {
      (void)snprintf(parent, sizeof parent, "R%d", p);
      school_parent(s, parent, id, p != 2);
      if (p == i % 2) school_event(s, id, "2024-09-06", "letter", NULL);
    }
  }
  running r;
  running_begin(&r, l, s);
  rbk_run_options options = options_none();
  const char *alone = decided(r.reg, &r.policy.policy, &options);
  options.threads = 3;
  ck_assert_str_eq(decided(r.reg, &r.policy.policy, &options), alone);
  ck_assert_ptr_nonnull(strstr(alone, "letter/P0004/unknown/2024-09-04"));
  ck_assert_ptr_nonnull(strstr(alone, "letter/P0003/R1/2024-09-04"));
  ck_assert_ptr_null(strstr(alone, "letter/P0003/R2/"));
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("parents", each_responsible_parent_has_an_action,
                  decisions_and_changes_say_whose_parent_it_is,
                  an_event_of_one_parent_discharges_that_parents_action,
                  an_event_without_a_parent_discharges_for_all,
                  an_event_that_names_a_key_discharges_whoever_it_is_of,
                  nobody_on_file_gives_one_action_that_is_blocked,
                  an_action_for_an_unknown_parent_can_still_be_done,
                  conditions_read_the_parents_own_events_and_those_of_nobody,
                  windows_since_an_event_begin_with_the_parents_own,
                  needs_and_unless_are_each_parents_own,
                  periods_and_arms_are_each_parents_own,
                  a_rule_for_an_event_fires_for_the_parent_it_is_of,
                  fired_means_the_parents_own_firing_and_elsewhere_any,
                  a_rule_supersedes_what_is_open_for_every_parent,
                  a_parents_letter_leaves_the_other_parents_open,
                  an_action_lapses_for_the_parent_for_whom_it_is_false_again,
                  a_stage_asks_each_parent,
                  without_events_of_parents_all_have_what_the_pupil_has,
                  threads_do_not_change_what_parents_get);
}
