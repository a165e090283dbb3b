/* Ladders: which move is made on which day, and what stages ask for. Marks say
 * when: a day of I, M, C or S makes a condition true on that day alone. Weeks
 * begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

static void on(school *s, const char *date, const char *marks) {
  school_mark(s, "P0001", date, marks);
}

/* P0001, off roll from one day to the day before another. */
static school *away(const char *until, const char *from) {
  school *s = one_pupil_in("weeks-4");
  school_pupil(s, "P0002"); /* so that registers are taken meanwhile */
  school_present(s, "P0002");
  school_marks(s, "P0001", "2024-09-06", "2024-09-11", "--");
  school_marks(s, "P0001", from, "2024-09-13", "/\\");
  school_spell(s, "P0001", "2024-09-02", until);
  school_spell(s, "P0001", from, NULL);
  return s;
}

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

/* One, entered on a day of I; two, on a day of M. */
static rbk_ladder *two_stages(rbk_layer *l, rbk_stage **one, rbk_stage **two) {
  rbk_ladder *ladder = layer_ladder(l, "help");
  *one = ladder_stage(ladder, "one", today("I"));
  *two = ladder_stage(ladder, "two", today("M"));
  return ladder;
}

#define CHANGES(text)                                                          \
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL), text)
#define STANDS(as_of, text)                                                    \
  ck_assert_str_eq(decided_only(r.reg, &r.policy.policy, as_of, "stage"), text)

/* --- moves ---------------------------------------------------------------- */

START_TEST(a_stage_opens_from_the_one_before_it_and_no_other) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "MM"); /* from none the second is not open */
  on(s, "2024-09-04", "II");
  on(s, "2024-09-05", "II"); /* no way back up to where the pupil is */
  on(s, "2024-09-09", "MM");
  on(s, "2024-09-10", "II"); /* enter leads upwards only */
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-04 P0001 stage.entered one\n"
          "2024-09-09 P0001 stage.left one\n"
          "2024-09-09 P0001 stage.entered two\n");
  STANDS("2024-09-03", "");
  STANDS("2024-09-04", "stage help one since 2024-09-04\n");
  STANDS("2024-09-06", "stage help one since 2024-09-04\n");
  STANDS("2024-09-09", "stage help two since 2024-09-09\n");
  running_finish(&r);
}
END_TEST

START_TEST(of_several_open_stages_the_highest_is_entered) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  rbk_ladder *ladder = two_stages(l, &one, &two);
  two->from = names_of("none one");
  ladder_stage(ladder, "three", today("S"))->from = names_of("any");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "IM");
  on(s, "2024-09-05", "MS");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 stage.entered two\n"
          "2024-09-05 P0001 stage.entered three\n"
          "2024-09-05 P0001 stage.left two\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_pupil_moves_once_a_day) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  two->enter = today("I"); /* both hold at once */
  school *s = one_pupil_in("weeks-4");
  school_marks(s, "P0001", "2024-09-03", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  STANDS("2024-09-03", "stage help one since 2024-09-03\n");
  STANDS("2024-09-04", "stage help two since 2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(leaving_comes_before_entering_and_its_first_row_that_holds_wins) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  rbk_ladder *ladder = two_stages(l, &one, &two);
  rbk_stage *three = ladder_stage(ladder, "three", today("S"));
  stage_leave(two, "one", today("C"));
  stage_leave(three, NULL, today("C"));
  stage_leave(three, "one", today("C H"));
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-02", "II");
  on(s, "2024-09-03", "MM");
  on(s, "2024-09-04", "CS"); /* to one; three would be open too */
  on(s, "2024-09-05", "MM");
  on(s, "2024-09-06", "SS");
  on(s, "2024-09-09", "HH"); /* the second row: to one */
  on(s, "2024-09-10", "MM");
  on(s, "2024-09-11", "SS");
  on(s, "2024-09-12", "CH"); /* the first */
  running r;
  running_begin(&r, l, s);
  STANDS("2024-09-04", "stage help one since 2024-09-04\n");
  STANDS("2024-09-06", "stage help three since 2024-09-06\n");
  STANDS("2024-09-09", "stage help one since 2024-09-09\n");
  STANDS("2024-09-11", "stage help three since 2024-09-11\n");
  STANDS("2024-09-12", "");
  running_finish(&r);
}
END_TEST

START_TEST(a_move_names_what_it_came_of) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, in_stage("one"));
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  const char *text = replayed_because(r.reg, &r.policy.policy, NULL);
  ck_assert_ptr_nonnull(
      strstr(text, "2024-09-03 P0001 stage.entered one [la/"));
  ck_assert_ptr_nonnull(
      strstr(text, "2024-09-04 P0001 stage.left one [in_stage one]\n"));
  running_finish(&r);
}
END_TEST

START_TEST(ladders_do_not_know_of_each_other) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  ladder_stage(layer_ladder(l, "fines"), "first", today("I"));
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  STANDS("2024-09-03", "stage fines first since 2024-09-03\n"
                       "stage help one since 2024-09-03\n");
  running_finish(&r);
}
END_TEST

/* --- as the day opened ---------------------------------------------------- */

START_TEST(in_stage_is_read_as_the_day_opened) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, today("C"));
  layer_rule(l, "r", in_stage("one"))->once = RBK_ONCE_DAY;
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-04", "II");
  on(s, "2024-09-06", "CC");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-04 P0001 stage.entered one\n"
          "2024-09-05 P0001 action.fired r r/P0001/2024-09-05\n"
          "2024-09-06 P0001 stage.left one\n"
          "2024-09-06 P0001 action.fired r r/P0001/2024-09-06\n");
  running_finish(&r);
}
END_TEST

/* In the stage from the 3rd to the 11th, and again from the 12th to the 20th:
 * 3 days on the 6th and 5 on the 10th, then 3 on the 17th and 5 on the 19th. */
START_TEST(steps_of_days_in_a_stage_begin_anew_with_each_stay) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, today("C"));
  rbk_rule *r = layer_rule(l, "r", in_stage("one"));
  r->each.figure = days_in_stage("one");
  r->each.first = number("3");
  r->each.every = number("2");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  on(s, "2024-09-11", "CC");
  on(s, "2024-09-12", "II");
  on(s, "2024-09-20", "CC");
  running k;
  running_begin(&k, l, s);
  ck_assert_str_eq(
      lines_with(replayed(k.reg, &k.policy.policy, NULL), "action.fired"),
      "2024-09-06 P0001 action.fired r r/P0001/2024-09-03/3\n"
      "2024-09-10 P0001 action.fired r r/P0001/2024-09-03/5\n"
      "2024-09-17 P0001 action.fired r r/P0001/2024-09-12/3\n"
      "2024-09-19 P0001 action.fired r r/P0001/2024-09-12/5\n");
  running_finish(&k);
}
END_TEST

/* Entered on Wednesday the 4th; off roll on the 6th and the 9th. Days on roll
 * from the entry to the opening: 1 on the 5th, 2 on the 10th, 3 on the 11th. */
START_TEST(days_in_stage_counts_days_on_roll_up_to_the_opening) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL,
              compare(days_in_stage("one"), RBK_AT_LEAST, number("3")));
  layer_rule(l, "first", compare(days_in_stage("one"), RBK_IS, number("1")));
  layer_rule(l, "second", compare(days_in_stage("one"), RBK_IS, number("2")));
  layer_rule(l, "none", compare(days_in_stage("one"), RBK_BELOW, number("1")));
  school *s = away("2024-09-05", "2024-09-10");
  on(s, "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-04 P0001 stage.entered one\n"
          "2024-09-05 P0001 action.fired first first/P0001/2024-09-05\n"
          "2024-09-05 P0001 action.lapsed first first/P0001/2024-09-05\n"
          "2024-09-10 P0001 action.fired second second/P0001/2024-09-10\n"
          "2024-09-11 P0001 stage.left one\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_window_since_a_stage_begins_on_the_day_of_entry) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, today("C"));
  layer_rule(l, "r",
             compare(measure(RBK_FIGURE_SESSIONS, "I", since_stage("one")),
                     RBK_AT_LEAST, number("3")));
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-02", "MM");
  on(s, "2024-09-04", "II"); /* 2 since entry, but only from tomorrow */
  on(s, "2024-09-06", "CI"); /* 3, also on the day of leaving */
  on(s, "2024-09-10",
     "II"); /* again: as it opened since the 4th there were 5 */
  on(s, "2024-09-12", "I\\");
  running r;
  running_begin(&r, l, s);
  /* on the 11th the count begins again at 2, so the rule is armed */
  CHANGES("2024-09-04 P0001 stage.entered one\n"
          "2024-09-06 P0001 stage.left one\n"
          "2024-09-06 P0001 action.fired r r/P0001/2024-09-06\n"
          "2024-09-10 P0001 stage.entered one\n"
          "2024-09-12 P0001 action.fired r r/P0001/2024-09-12\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_stage_is_complete_from_the_day_after_its_needs_are_on_record) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_needs(one, "plan");
  stage_needs(one, "meeting");
  stage_leave(one, NULL, today("C"));
  layer_fact(l, "plan", "");
  layer_fact(l, "meeting", "");
  layer_rule(l, "r", stage_complete("one"));
  school *s = one_pupil_in("weeks-4");
  school_event(s, "P0001", "2024-09-03", "plan", NULL); /* before the stay */
  on(s, "2024-09-04", "II");
  school_event(s, "P0001", "2024-09-04", "meeting", NULL);
  school_event(s, "P0001", "2024-09-09", "plan", NULL);
  on(s, "2024-09-11", "CC"); /* of the latest stay, ended or not */
  on(s, "2024-09-16", "II"); /* a new stay needs them anew, from tomorrow */
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-04 P0001 stage.entered one\n"
          "2024-09-10 P0001 action.fired r r/P0001/2024-09-10\n"
          "2024-09-11 P0001 stage.left one\n"
          "2024-09-16 P0001 stage.entered one\n");
  STANDS("2024-09-04", "stage help one since 2024-09-04 missing plan\n");
  STANDS("2024-09-09", "stage help one since 2024-09-04\n");
  STANDS("2024-09-16",
         "stage help one since 2024-09-16 missing plan,meeting\n");
  running_finish(&r);
}
END_TEST

/* --- what stages ask for -------------------------------------------------- */

START_TEST(every_stay_asks_anew_keyed_by_the_day) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, today("C"));
  stage_rule(one, RBK_ON_ENTRY, "call")->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("9"));
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  on(s, "2024-09-04", "CC");
  on(s, "2024-09-05", "II");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 action.fired call call/P0001/2024-09-03 "
          "due=2024-09-16\n"
          "2024-09-03 P0001 stage.entered one\n"
          "2024-09-04 P0001 stage.left one\n"
          "2024-09-05 P0001 action.fired call call/P0001/2024-09-05 "
          "due=2024-09-18\n"
          "2024-09-05 P0001 stage.entered one\n"
          "2024-09-17 P0001 action.overdue call call/P0001/2024-09-03 "
          "due=2024-09-16\n"
          "2024-09-19 P0001 action.overdue call call/P0001/2024-09-05 "
          "due=2024-09-18\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_of_a_stage_may_lapse_with_it) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, today("C"));
  stage_rule(one, RBK_ON_ENTRY, "call")->lapse = true;
  stage_rule(one, RBK_ON_ENTRY, "write");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  on(s, "2024-09-12", "CC");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 action.fired call call/P0001/2024-09-03\n"
          "2024-09-03 P0001 stage.entered one\n"
          "2024-09-03 P0001 action.fired write write/P0001/2024-09-03\n"
          "2024-09-12 P0001 action.lapsed call call/P0001/2024-09-03\n"
          "2024-09-12 P0001 stage.left one\n");
  ck_assert_ptr_nonnull(
      strstr(decided_only(r.reg, &r.policy.policy, "2024-09-12", "action call"),
             "the stage was left"));
  running_finish(&r);
}
END_TEST

START_TEST(actions_fall_to_the_owner_of_the_stage_unless_they_say_otherwise) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  layer_role(l, "tutor");
  role_choice(layer_role(l, "lead"), attribute("send"), "senco");
  layer_role(l, "senco");
  one->owner.roles = names_of("lead");
  stage_rule(one, RBK_ON_ENTRY, "call");
  stage_rule(one, RBK_ON_ENTRY, "write")->owner.roles = names_of("tutor");
  school *s = one_pupil_in("weeks-4");
  school_attribute(s, "P0001", "send", "yes");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  const char *text =
      decided_only(r.reg, &r.policy.policy, "2024-09-03", "action");
  ck_assert_ptr_nonnull(strstr(lines_with(text, "call"), "senco"));
  ck_assert_ptr_nonnull(strstr(lines_with(text, "write"), "tutor"));
  STANDS("2024-09-03", "stage help one since 2024-09-03 owner senco\n");
  running_finish(&r);
}
END_TEST

START_TEST(firings_of_stages_are_read_like_any_other) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_rule(one, RBK_ON_ENTRY, "call");
  layer_rule(l, "r", fired("call"))->supersedes = names_of("call");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 action.fired call call/P0001/2024-09-03\n"
          "2024-09-03 P0001 stage.entered one\n"
          "2024-09-04 P0001 action.superseded call call/P0001/2024-09-03\n"
          "2024-09-04 P0001 action.fired r r/P0001/2024-09-04\n");
  running_finish(&r);
}
END_TEST

/* --- review --------------------------------------------------------------- */

/* Five school days after Tuesday the 3rd: the 10th. */
START_TEST(a_review_is_counted_from_entry_and_what_is_missing_falls_due_after) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  layer_fact(l, "plan", "");
  one->review = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  stage_needs(one, "plan");
  stage_rule(one, RBK_ON_REVIEW, "meet");
  stage_rule(one, RBK_ON_OVERDUE, "chase");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 stage.entered one\n"
          "2024-09-10 P0001 action.fired meet meet/P0001/2024-09-10\n"
          "2024-09-10 P0001 stage.review one\n"
          "2024-09-11 P0001 action.fired chase chase/P0001/2024-09-11\n");
  STANDS("2024-09-09",
         "stage help one since 2024-09-03 review 2024-09-10 missing plan\n");
  STANDS("2024-09-20",
         "stage help one since 2024-09-03 review 2024-09-10 missing plan\n");
  running_finish(&r);
}
END_TEST

/* On record by the close of the day after the review: nothing is chased. */
START_TEST(what_came_on_record_by_the_day_after_is_not_chased) {
  static const char *const days[] = {"2024-09-03", "2024-09-11", "2024-09-12"};
  for (size_t i = 0; i < 3; i++) {
    rbk_layer *l = layer();
    rbk_stage *one, *two;
    two_stages(l, &one, &two);
    layer_fact(l, "plan", "");
    one->review = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
    stage_needs(one, "plan");
    stage_rule(one, RBK_ON_OVERDUE, "chase");
    school *s = one_pupil_in("weeks-4");
    on(s, "2024-09-03", "II");
    school_event(s, "P0001", days[i], "plan", NULL);
    running r;
    running_begin(&r, l, s);
    const char *chased =
        strstr(replayed(r.reg, &r.policy.policy, NULL), "action.fired chase");
    ck_assert_msg((chased != NULL) == (i == 2), "plan on %s", days[i]);
    running_finish(&r);
  }
}
END_TEST

START_TEST(a_review_off_roll_falls_to_the_next_day_on_roll) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  one->review = due_span(RBK_SPAN_CALENDAR_DAYS, number("4")); /* a Saturday */
  stage_needs_condition(one, today("C"), "a talk");
  stage_rule(one, RBK_ON_OVERDUE, "chase");
  school *s = away("2024-09-05", "2024-09-12");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 stage.entered one\n"
          "2024-09-12 P0001 stage.review one\n"
          "2024-09-13 P0001 action.fired chase chase/P0001/2024-09-13\n");
  /* as known then: the first school day on or after the 7th; off roll, the
   * next school day */
  STANDS("2024-09-05",
         "stage help one since 2024-09-03 review 2024-09-09 missing a talk\n");
  STANDS("2024-09-10",
         "stage help one since 2024-09-03 review 2024-09-11 missing a talk\n");
  STANDS("2024-09-12",
         "stage help one since 2024-09-03 review 2024-09-12 missing a talk\n");
  running_finish(&r);
}
END_TEST

START_TEST(the_latest_event_of_the_stay_says_when_the_review_is) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  layer_fact(l, "plan", "review");
  one->review = due_recorded("plan", "review");
  school *s = one_pupil_in("weeks-4");
  school_event(s, "P0001", "2024-09-03", "plan", "review=2024-09-05");
  on(s, "2024-09-04", "II");
  school_event(s, "P0001", "2024-09-06", "plan", "review=2024-09-11");
  school_event(s, "P0001", "2024-09-10", "plan", "review=2024-09-13");
  school_event(s, "P0001", "2024-09-17", "plan", "review=2024-09-24");
  school_event(s, "P0001", "2024-09-25", "plan", "review=2024-09-18");
  running r;
  running_begin(&r, l, s);
  /* the 5th is of an event before the stay; the 11th was moved to the 13th
   * before it came; the 18th lies before the last review */
  CHANGES("2024-09-04 P0001 stage.entered one\n"
          "2024-09-13 P0001 stage.review one\n"
          "2024-09-24 P0001 stage.review one\n");
  STANDS("2024-09-05", "stage help one since 2024-09-04\n");
  STANDS("2024-09-09", "stage help one since 2024-09-04 review 2024-09-11\n");
  STANDS("2024-09-10", "stage help one since 2024-09-04 review 2024-09-13\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_review_belongs_to_the_stage_held_when_the_day_opened) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  one->review = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  stage_rule(one, RBK_ON_REVIEW, "meet");
  stage_needs_condition(one, today("S"), "a talk");
  stage_rule(one, RBK_ON_OVERDUE, "chase"); /* the day after it is over */
  two->review = due_span(RBK_SPAN_SCHOOL_DAYS, number("0"));
  stage_rule(two, RBK_ON_REVIEW, "see");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  on(s, "2024-09-05", "MM");
  running r;
  running_begin(&r, l, s);
  /* the second stage, reviewed at once, is held from the 6th on */
  CHANGES("2024-09-03 P0001 stage.entered one\n"
          "2024-09-05 P0001 action.fired meet meet/P0001/2024-09-05\n"
          "2024-09-05 P0001 stage.left one\n"
          "2024-09-05 P0001 stage.review one\n"
          "2024-09-05 P0001 stage.entered two\n"
          "2024-09-06 P0001 action.fired see see/P0001/2024-09-06\n"
          "2024-09-06 P0001 stage.review two\n");
  running_finish(&r);
}
END_TEST

/* --- what nobody knows ---------------------------------------------------- */

/* No session is possible in the first two days, so there is no rate. */
START_TEST(a_condition_without_data_moves_nobody_and_is_listed) {
  rbk_layer *l = layer();
  ladder_stage(layer_ladder(l, "help"), "one",
               compare(measure(RBK_FIGURE_RATE, "attended",
                               window(RBK_WINDOW_SCHOOL_YEAR)),
                       RBK_AT_LEAST, number("0")));
  school *s = one_pupil_in("weeks-4");
  school_marks(s, "P0001", "2024-09-02", "2024-09-03", "Y1Y1");
  running r;
  running_begin(&r, l, s);
  STANDS("2024-09-03", "");
  ck_assert_ptr_nonnull(strstr(
      decided_only(r.reg, &r.policy.policy, "2024-09-03", "no_data"), " one "));
  CHANGES("2024-09-04 P0001 stage.entered one\n");
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-04", "no_data"), "");
  running_finish(&r);
}
END_TEST

static rbk_status open_nothing(void *context, const rbk_alloc *alloc,
                               const rbk_binding *binding, void **session,
                               rbk_error *error) {
  (void)context;
  (void)alloc;
  (void)binding;
  (void)error;
  *session = NULL;
  return RBK_OK;
}

static void close_nothing(void *session) {
  (void)session;
}

static void fill_in_failure(rbk_failure *failure) {
  failure->kind = "script error";
  (void)snprintf(failure->file, sizeof failure->file, "la/test.lua");
  failure->line = 7;
  (void)snprintf(failure->text, sizeof failure->text, "made to fail");
}

/* Fails on the third day and holds on all others. */
static rbk_status answer(void *session, uint32_t function, const rbk_ask *ask,
                         bool *result, bool *failed, rbk_failure *failure) {
  (void)session;
  (void)function;
  *result = true;
  *failed = ask->day == 2;
  if (*failed) fill_in_failure(failure);
  return RBK_OK;
}

static rbk_status no_owner(void *session, uint32_t function, const rbk_ask *ask,
                           const char **result, bool *failed,
                           rbk_failure *failure) {
  (void)session;
  (void)function;
  (void)ask;
  (void)result;
  *failed = true;
  fill_in_failure(failure);
  return RBK_OK;
}

static const rbk_callbacks failing = {.open = open_nothing,
                                      .close = close_nothing,
                                      .condition = answer,
                                      .owner = no_owner};

START_TEST(a_condition_that_failed_moves_nobody_and_is_undetermined) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_leave(one, NULL, both(today("C S"), asks(layer_function(l))));
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-02", "II");
  on(s, "2024-09-04", "CC"); /* asked, and fails */
  on(s, "2024-09-06", "SS"); /* not asked again */
  running r;
  running_begin(&r, l, s);
  r.policy.policy.callbacks = &failing;
  CHANGES("2024-09-02 P0001 stage.entered one\n"
          "2024-09-04 P0001 undetermined one\n");
  STANDS("2024-09-06", "stage help one since 2024-09-02\n");
  ck_assert_ptr_nonnull(strstr(
      decided_only(r.reg, &r.policy.policy, "2024-09-06", "undetermined"),
      "la/test.lua:7: script error: made to fail"));
  running_finish(&r);
}
END_TEST

START_TEST(an_owner_that_failed_leaves_a_stage_without_one) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  one->owner.function = layer_function(l);
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  r.policy.policy.callbacks = &failing;
  CHANGES("2024-09-03 P0001 stage.entered one\n"
          "2024-09-03 P0001 undetermined one\n");
  STANDS("2024-09-03", "stage help one since 2024-09-03\n");
  running_finish(&r);
}
END_TEST

/* --- what stands still and what carries over ------------------------------ */

START_TEST(stages_stand_off_roll_and_their_actions_are_asked_for_again) {
  rbk_layer *l = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  stage_rule(one, RBK_ON_ENTRY, "call");
  school *s = away("2024-09-05", "2024-09-12");
  on(s, "2024-09-03", "II");
  running r;
  running_begin(&r, l, s);
  CHANGES("2024-09-03 P0001 action.fired call call/P0001/2024-09-03\n"
          "2024-09-03 P0001 stage.entered one\n"
          "2024-09-05 P0001 action.lapsed call call/P0001/2024-09-03\n"
          "2024-09-12 P0001 action.fired call call/P0001/2024-09-12\n");
  STANDS("2024-09-09", "stage help one since 2024-09-03\n");
  running_finish(&r);
}
END_TEST

/* Two versions of the same ladder; the second may lack a stage. */
static const char *with_versions(bool keeps, running *r) {
  rbk_layer *l = layer(), *later = layer();
  rbk_stage *one, *two;
  two_stages(l, &one, &two);
  rbk_ladder *ladder = layer_ladder(later, "help");
  if (keeps) ladder_stage(ladder, "one", today("S"));
  ladder_stage(ladder, "two", today("M"))->from = names_of("any");
  school *s = one_pupil_in("weeks-4");
  on(s, "2024-09-03", "II");
  on(s, "2024-09-11", "MM");
  memset(r, 0, sizeof *r);
  r->layer = l;
  r->nation = later;
  r->reg = school_finish(s);
  r->plan = plan_of(l, NULL);
  rbk_plan *second = plan_of(later, NULL);
  policy_add(&r->policy, r->plan, NULL, "2024-09-08");
  policy_add(&r->policy, second, "2024-09-09", NULL);
  const char *text = replayed(r->reg, &r->policy.policy, NULL);
  rbk_plan_destroy(second);
  return text;
}

START_TEST(a_stage_carries_over_to_the_next_version) {
  running r;
  ck_assert_str_eq(with_versions(true, &r),
                   "2024-09-03 P0001 stage.entered one\n"
                   "2024-09-11 P0001 stage.left one\n"
                   "2024-09-11 P0001 stage.entered two\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_stage_that_no_version_in_force_has_is_left) {
  running r;
  ck_assert_str_eq(with_versions(false, &r),
                   "2024-09-03 P0001 stage.entered one\n"
                   "2024-09-09 P0001 stage.left one\n"
                   "2024-09-11 P0001 stage.entered two\n");
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "ladders", a_stage_opens_from_the_one_before_it_and_no_other,
      of_several_open_stages_the_highest_is_entered, a_pupil_moves_once_a_day,
      leaving_comes_before_entering_and_its_first_row_that_holds_wins,
      a_move_names_what_it_came_of, ladders_do_not_know_of_each_other,
      in_stage_is_read_as_the_day_opened,
      steps_of_days_in_a_stage_begin_anew_with_each_stay,
      days_in_stage_counts_days_on_roll_up_to_the_opening,
      a_window_since_a_stage_begins_on_the_day_of_entry,
      a_stage_is_complete_from_the_day_after_its_needs_are_on_record,
      every_stay_asks_anew_keyed_by_the_day,
      an_action_of_a_stage_may_lapse_with_it,
      actions_fall_to_the_owner_of_the_stage_unless_they_say_otherwise,
      firings_of_stages_are_read_like_any_other,
      a_review_is_counted_from_entry_and_what_is_missing_falls_due_after,
      what_came_on_record_by_the_day_after_is_not_chased,
      a_review_off_roll_falls_to_the_next_day_on_roll,
      the_latest_event_of_the_stay_says_when_the_review_is,
      a_review_belongs_to_the_stage_held_when_the_day_opened,
      a_condition_without_data_moves_nobody_and_is_listed,
      a_condition_that_failed_moves_nobody_and_is_undetermined,
      an_owner_that_failed_leaves_a_stage_without_one,
      stages_stand_off_roll_and_their_actions_are_asked_for_again,
      a_stage_carries_over_to_the_next_version,
      a_stage_that_no_version_in_force_has_is_left);
}
