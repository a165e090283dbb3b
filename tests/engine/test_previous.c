/* What an earlier run recorded meets what is derived now. Weeks begin on Monday
 * 2 September 2024. */
#include <stdio.h>
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

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

/* r for P0001 on Wednesday the 4th, as recorded on the 10th. */
static rbk_recorded_action recorded(void) {
  return (rbk_recorded_action){.pupil = "P0001",
                               .as_of = "2024-09-10",
                               .action = {.key = "r/P0001/2024-09-04",
                                          .rule = "r",
                                          .action = "ring",
                                          .fired = "2024-09-04",
                                          .status = RBK_ACTION_DUE}};
}

static rbk_run_options with(const rbk_recorded_action *items, size_t count) {
  rbk_run_options options = options_none();
  options.previous = items;
  options.previous_count = count;
  return options;
}

static const char *actions(running *r, const rbk_recorded_action *items,
                           size_t count) {
  rbk_run_options options = with(items, count);
  return lines_with(decided(r->reg, &r->policy.policy, &options), "action ");
}

static const char *const marks_o[] = {"2024-09-04 AM O", "2024-09-04 PM O"};

START_TEST(what_is_derived_no_longer_is_withdrawn_with_the_marks) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "I-"); /* corrected */
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was = recorded();
  was.action.marks = (rbk_list){marks_o, 2, true};
  ck_assert_str_eq(actions(&r, &was, 1),
                   "action r/P0001/2024-09-04 withdrawn fired 2024-09-04 "
                   "reason 2024-09-04 AM was O, is now I; 2024-09-04 PM was "
                   "O, is now missing []\n");
  running_finish(&r);
}
END_TEST

START_TEST(what_still_follows_is_not_withdrawn) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "OO");
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was = recorded();
  ck_assert_str_eq(actions(&r, &was, 1), actions(&r, NULL, 0));
  running_finish(&r);
}
END_TEST

START_TEST(replay_prints_it_on_the_last_day) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  running r;
  running_begin(&r, l, one_pupil_in("weeks-4"));
  rbk_recorded_action was = recorded();
  rbk_run_options options = with(&was, 1);
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, &options),
                   "2024-09-27 P0001 action.withdrawn r r/P0001/2024-09-04\n");
  was.action.status = RBK_ACTION_WITHDRAWN; /* known already */
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, &options), "");
  running_finish(&r);
}
END_TEST

START_TEST(before_it_fired_it_is_not_withdrawn_but_yet_to_come) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  running r;
  running_begin(&r, l, one_pupil_in("weeks-4"));
  rbk_recorded_action was = recorded();
  rbk_run_options options = with(&was, 1);
  options.as_of = "2024-09-03";
  ck_assert_str_eq(
      lines_with(decided(r.reg, &r.policy.policy, &options), "action "), "");
  options.as_of = "2024-09-04";
  ck_assert_ptr_nonnull(
      strstr(decided(r.reg, &r.policy.policy, &options), "withdrawn"));
  running_finish(&r);
}
END_TEST

START_TEST(an_event_that_is_gone_or_moved_is_named) {
  rbk_layer *l = layer();
  layer_fact(l, "meeting", NULL);
  layer_rule(l, "r", on_event(RBK_LEAF_EVENT, "meeting", NULL));
  school *s = one_pupil_in("weeks-4");
  school_event(s, "P0001", "2024-09-12", "meeting", "id=m2");
  school_event(s, "P0001", "2024-09-03", "meeting",
               "id=m3;withdrawn=2024-09-03");
  running r;
  running_begin(&r, l, s);
  const rbk_because gone = {.kind = RBK_BECAUSE_EVENT,
                            .name = "meeting",
                            .id = "m1",
                            .date = "2024-09-04"};
  rbk_because moved = gone, taken = gone;
  moved.id = "m2";
  taken.id = "m3";
  taken.date = "2024-09-03";
  rbk_recorded_action was = recorded();
  was.action.key = "r/P0001/m1";
  was.action.because = &gone;
  was.action.because_count = 1;
  ck_assert_ptr_nonnull(
      strstr(actions(&r, &was, 1),
             "reason meeting on 2024-09-04 (m1) is no longer on record ["));
  was.action.because = &moved;
  ck_assert_ptr_nonnull(
      strstr(actions(&r, &was, 1),
             "reason meeting on 2024-09-04 (m2) is now dated 2024-09-12 ["));
  was.action.because = &taken;
  ck_assert_ptr_nonnull(
      strstr(actions(&r, &was, 1),
             "reason meeting on 2024-09-03 (m3) was withdrawn ["));
  running_finish(&r);
}
END_TEST

START_TEST(an_attribute_that_changed_is_named) {
  rbk_layer *l = layer();
  layer_rule(l, "r", attribute_is("send", words("K")));
  school *s = one_pupil_in("weeks-4");
  school_attribute(s, "P0001", "send", "E");
  running r;
  running_begin(&r, l, s);
  const rbk_because was_k = {
      .kind = RBK_BECAUSE_ATTRIBUTE, .name = "send", .value = "K"};
  rbk_recorded_action was = recorded();
  was.action.because = &was_k;
  was.action.because_count = 1;
  ck_assert_ptr_nonnull(
      strstr(actions(&r, &was, 1), "reason send was K, is now E ["));
  running_finish(&r);
}
END_TEST

/* A missing session was filled in: 4 of 6 then, 5 of 8 ... here 4 of 8 O. */
START_TEST(where_marks_stand_the_figures_then_and_now_are_named) {
  rbk_layer *l = layer();
  layer_measure(
      l, "attendance",
      measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR)));
  rbk_figure_expression *attendance =
      measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR));
  attendance->label = "attendance";
  layer_rule(l, "r", compare(attendance, RBK_BELOW, number("60")));
  school *s = one_pupil_in("weeks-4");
  /* three days, two sessions away: 4 of 6 is 66.67 */
  school_mark(s, "P0001", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  static const char *const marks[] = {"2024-09-04 AM I", "2024-09-04 PM I"};
  const rbk_because figure = {.kind = RBK_BECAUSE_MEASURE,
                              .name = "attendance",
                              .value = "50.00",
                              .ratio = true,
                              .n = 2,
                              .d = 4,
                              .is = "below",
                              .threshold = "60",
                              .as_of = "2024-09-04"};
  rbk_recorded_action was = recorded();
  was.action.marks = (rbk_list){marks, 2, true};
  was.action.because = &figure;
  was.action.because_count = 1;
  ck_assert_ptr_nonnull(strstr(actions(&r, &was, 1),
                               "reason attendance was 50.00 (2 of 4), is now "
                               "66.67 (4 of 6) ["));
  running_finish(&r);
}
END_TEST

START_TEST(a_rule_that_is_gone_is_named) {
  rbk_layer *l = layer();
  layer_rule(l, "other", today("O"));
  running r;
  running_begin(&r, l, one_pupil_in("weeks-4"));
  rbk_recorded_action was = recorded();
  ck_assert_ptr_nonnull(
      strstr(actions(&r, &was, 1),
             "reason no version in force on 2024-09-04 has the rule 'r' ["));
  running_finish(&r);
}
END_TEST

START_TEST(a_pupil_who_was_not_on_roll_is_said_to_be_so) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  school *s = one_pupil_in("weeks-4");
  school_spell(s, "P0001", "2024-09-09", NULL);
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was = recorded();
  ck_assert_ptr_nonnull(
      strstr(actions(&r, &was, 1), "reason not on roll on 2024-09-04 ["));
  running_finish(&r);
}
END_TEST

START_TEST(recorded_done_passes_to_the_same_key) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "OO");
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was = recorded();
  was.action.status = RBK_ACTION_DONE;
  was.action.done_on = "2024-09-05";
  ck_assert_ptr_nonnull(strstr(
      actions(&r, &was, 1),
      "action r/P0001/2024-09-04 done fired 2024-09-04 due 2024-09-05 done "
      "2024-09-05 reason recorded as done by an earlier run; no event on file "
      "says so ["));
  running_finish(&r);
}
END_TEST

/* The condition went on from the 4th to the 6th; the 4th and the 5th were
 * corrected, so it holds from the 6th. */
START_TEST(an_episode_that_overlaps_keeps_the_recorded_key) {
  rbk_layer *l = layer();
  layer_rule(l, "r", ever("O", "2"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "O/");
  school_mark(s, "P0001", "2024-09-06", "O.");
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was = recorded();
  was.action.marks = (rbk_list){marks_o, 2, true};
  ck_assert_str_eq(actions(&r, &was, 1),
                   "action r/P0001/2024-09-04 due fired 2024-09-06 reason "
                   "recorded as fired on 2024-09-04: 2024-09-04 PM was O, is "
                   "now / [la/test:1=2 at_least 2 as of 2024-09-06]\n");
  rbk_run_options options = with(&was, 1);
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, &options), "action."),
      "2024-09-06 P0001 action.fired r r/P0001/2024-09-04\n");
  running_finish(&r);
}
END_TEST

/* Another day's call is another call: the earlier run saw only to the 5th. */
START_TEST(an_episode_that_came_later_is_another_action) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-06", "OO");
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was = recorded();
  was.as_of = "2024-09-05";
  const char *text = actions(&r, &was, 1);
  ck_assert_ptr_nonnull(
      strstr(text, "action r/P0001/2024-09-04 withdrawn fired 2024-09-04"));
  ck_assert_ptr_nonnull(
      strstr(text, "action r/P0001/2024-09-06 due fired 2024-09-06"));
  running_finish(&r);
}
END_TEST

START_TEST(parents_are_told_apart) {
  rbk_layer *l = layer();
  layer_rule(l, "r", ever("O", "2"))->per = RBK_PER_PARENT;
  school *s = one_pupil_in("weeks-4");
  school_parent(s, "R1", "P0001", true);
  school_mark(s, "P0001", "2024-09-06", "OO");
  running r;
  running_begin(&r, l, s);
  rbk_recorded_action was[2] = {recorded(), recorded()};
  was[0].action.key = "r/P0001/R1/2024-09-04";
  was[0].action.parent = "R1";
  was[1].action.key = "r/P0001/R2/2024-09-04";
  was[1].action.parent = "R2";
  const char *text = actions(&r, was, 2);
  ck_assert_ptr_nonnull(
      strstr(text, "action r/P0001/R1/2024-09-04 due fired 2024-09-06 reason "
                   "recorded as fired on 2024-09-04"));
  ck_assert_ptr_nonnull(strstr(text, "action r/P0001/R2/2024-09-04 withdrawn"));
  running_finish(&r);
}
END_TEST

typedef struct heard {
  size_t count;
  char text[256];
} heard;

static void hear(void *context, const rbk_message *message) {
  heard *h = context;
  h->count++;
  (void)snprintf(h->text, sizeof h->text, "%s", message->text);
}

START_TEST(pupils_who_are_gone_from_the_register_are_told_of) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  running r;
  running_begin(&r, l, one_pupil_in("weeks-4"));
  rbk_recorded_action was = recorded();
  was.pupil = "P9999";
  heard h = {0};
  rbk_run_options options = with(&was, 1);
  options.message = hear;
  options.context = &h;
  ck_assert_str_eq(
      lines_with(decided(r.reg, &r.policy.policy, &options), "action "), "");
  ck_assert_uint_eq(h.count, 1);
  ck_assert_str_eq(h.text,
                   "the earlier run has 1 action of pupil 'P9999', who is not "
                   "in this register; nothing is said of it");
  running_finish(&r);
}
END_TEST

START_TEST(another_schools_actions_are_left_alone) {
  rbk_layer *l = layer();
  layer_rule(l, "r", today("O"));
  running r;
  running_begin(&r, l, one_pupil_in("weeks-4"));
  rbk_recorded_action was = recorded();
  was.profile = "quite another school";
  ck_assert_str_eq(actions(&r, &was, 1), "");
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "previous", what_is_derived_no_longer_is_withdrawn_with_the_marks,
      what_still_follows_is_not_withdrawn, replay_prints_it_on_the_last_day,
      before_it_fired_it_is_not_withdrawn_but_yet_to_come,
      an_event_that_is_gone_or_moved_is_named,
      an_attribute_that_changed_is_named,
      where_marks_stand_the_figures_then_and_now_are_named,
      a_rule_that_is_gone_is_named,
      a_pupil_who_was_not_on_roll_is_said_to_be_so,
      recorded_done_passes_to_the_same_key,
      an_episode_that_overlaps_keeps_the_recorded_key,
      an_episode_that_came_later_is_another_action, parents_are_told_apart,
      pupils_who_are_gone_from_the_register_are_told_of,
      another_schools_actions_are_left_alone);
}
