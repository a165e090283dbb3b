/* Findings and proposals on marks. Weeks begin on Monday 2 September 2024. */
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

#define EXPECT(as_of, word, text)                                              \
  ck_assert_str_eq(decided_only(r.reg, &r.policy.policy, as_of, word), text)

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

START_TEST(open_for_raises_at_the_close_of_the_fifth_school_day_after) {
  rbk_layer *l = layer();
  layer_role(l, "office");
  rbk_coding *n = layer_coding(l, "n_to_o", "N");
  n->has_open_for = true;
  n->open_for = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  n->propose = words("O");
  n->owner.roles = names_of("office");
  n->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  school *s = one_pupil_in("weeks-3");
  school_mark(s, "P0001", "2024-09-04", "N."); /* Wednesday */
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-10", "proposal", "");
  EXPECT("2024-09-11", "proposal",
         "proposal n_to_o 2024-09-04 AM N -> O due "
         "2024-09-13 owner office\n");
  EXPECT("2024-09-20", "proposal",
         "proposal n_to_o 2024-09-04 AM N -> O due "
         "2024-09-13 owner office\n");
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-11 P0001 proposal n_to_o due=2024-09-13\n");
  running_finish(&r);
}
END_TEST

START_TEST(without_a_proposal_it_is_a_finding_of_that_day) {
  rbk_layer *l = layer();
  layer_coding(l, "odd", "I M");
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "MI");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-03", "finding", "");
  EXPECT("2024-09-04", "finding",
         "finding odd 2024-09-04 AM M\n"
         "finding odd 2024-09-04 PM I\n");
  running_finish(&r);
}
END_TEST

START_TEST(when_is_read_on_the_marks_own_day) {
  rbk_layer *l = layer();
  rbk_coding *odd = layer_coding(l, "odd", "I");
  odd->when = weekday(RBK_WEDNESDAY);
  odd->has_open_for = true;
  odd->open_for = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-03", "I.");
  school_mark(s, "P0001", "2024-09-04", "I.");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-04", "finding", "");
  EXPECT("2024-09-13", "finding", "finding odd 2024-09-04 AM I\n");
  running_finish(&r);
}
END_TEST

START_TEST(beyond_takes_only_marks_after_the_fourth_in_its_window) {
  rbk_layer *l = layer();
  rbk_coding *cap = layer_coding(l, "cap", "C");
  cap->beyond.said = true;
  cap->beyond.count = number("4");
  cap->beyond.window = window(RBK_WINDOW_MONTH);
  school *s = one_pupil_in("weeks-6");
  school_mark(s, "P0001", "2024-09-04", "CC");
  school_mark(s, "P0001", "2024-09-27", "CC");
  school_mark(s, "P0001", "2024-09-30", "/C"); /* the fifth of September */
  school_mark(s, "P0001", "2024-10-01", "CC"); /* a new month */
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-27", "finding", "");
  EXPECT("2024-10-11", "finding", "finding cap 2024-09-30 PM C\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_session_leaves_the_other_half_of_the_day_alone) {
  rbk_layer *l = layer();
  layer_coding(l, "odd", "L")->session = RBK_PM;
  rbk_coding *second = layer_coding(l, "second", "L");
  second->session = RBK_PM; /* mornings do not count towards it either */
  second->beyond.said = true;
  second->beyond.count = number("1");
  second->beyond.window = window(RBK_WINDOW_MONTH);
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-03", "L.");
  school_mark(s, "P0001", "2024-09-04", "LL");
  school_mark(s, "P0001", "2024-09-05", ".L");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-05", "finding",
         "finding odd 2024-09-04 PM L\nfinding odd 2024-09-05 PM L\n"
         "finding second 2024-09-05 PM L\n");
  running_finish(&r);
}
END_TEST

START_TEST(while_unless_holds_nothing_is_proposed) {
  rbk_layer *l = layer();
  layer_fact(l, "leave", "to");
  rbk_coding *n = layer_coding(l, "n", "N");
  n->propose = words("O");
  n->unless = on_event(RBK_LEAF_CURRENT, "leave", NULL);
  n->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "N.");
  school_event(s, "P0001", "2024-09-03", "leave", "to=2024-09-05");
  school_event(s, "P0001", "2024-09-10", "leave", "to=2024-09-10");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-05", "proposal", "");
  EXPECT("2024-09-06", "proposal",
         "proposal n 2024-09-04 AM N -> O due 2024-09-09\n");
  EXPECT("2024-09-10", "proposal", "");
  EXPECT("2024-09-11", "proposal",
         "proposal n 2024-09-04 AM N -> O due 2024-09-12\n");
  running_finish(&r);
}
END_TEST

START_TEST(of_two_proposals_the_layer_nearest_the_school_wins) {
  rbk_layer *nation = layer_begin("national/test", "national/test.lua");
  layer_coding(nation, "far", "N")->propose = words("O");
  rbk_layer *l = layer_begin("school/test", "school/test.lua");
  l->extends = "national/test";
  rbk_coding *near = layer_coding(l, "near", "N");
  near->propose = words("G");
  near->has_open_for = true;
  near->open_for = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "N.");
  running r;
  running_begin_two(&r, nation, l, s);
  EXPECT("2024-09-04", "proposal", "proposal far 2024-09-04 AM N -> O\n");
  EXPECT("2024-09-05", "proposal", "proposal near 2024-09-04 AM N -> G\n");
  EXPECT("2024-09-05", "finding", "finding far 2024-09-04 AM N -> O\n");
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 proposal far\n"
                   "2024-09-05 P0001 finding far\n"
                   "2024-09-05 P0001 proposal near\n");
  running_finish(&r);
}
END_TEST

START_TEST(missing_marks_can_be_looked_for) {
  rbk_layer *l = layer();
  layer_coding(l, "unmarked", "missing");
  school *s = one_pupil_in("weeks-2");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-04", "-.");
  running r;
  running_begin(&r, l, s);
  EXPECT("2024-09-04", "finding", "finding unmarked 2024-09-04 AM\n");
  running_finish(&r);
}
END_TEST

START_TEST(strays_are_found_at_the_first_close_on_or_after_their_date) {
  school *s = one_pupil_in("weeks-2");
  school_stray(s, "P0001", "2024-09-07", RBK_AM, "I"); /* a Saturday */
  running r;
  running_begin(&r, layer(), s);
  EXPECT("2024-09-06", "finding", "");
  EXPECT("2024-09-09", "finding", "finding stray_mark 2024-09-07 AM I\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_withdrawn_code_is_a_finding_and_counts_in_its_last_class) {
  /* Y on its own was withdrawn on 19 August 2024 */
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "Y.");
  running r;
  running_begin(&r, layer(), s);
  EXPECT("2024-09-04", "finding", "finding withdrawn_code 2024-09-04 AM Y\n");
  /* not possible then: 5 of the 6 sessions so far */
  const char *line =
      decided_only(r.reg, &r.policy.policy, "2024-09-04", "attendance");
  ck_assert_ptr_nonnull(strstr(line, "attendance 5 of 5"));
  running_finish(&r);
}
END_TEST

START_TEST(a_register_not_taken_is_found_once_with_the_next_mark) {
  school *s = one_pupil_in("weeks-2");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_untaken(s, "2024-09-04", RBK_PM);
  school_untaken(s, "2024-09-05", RBK_AM | RBK_PM);
  running r;
  running_begin(&r, layer(), s);
  EXPECT("2024-09-05", "finding", "");
  EXPECT("2024-09-06", "finding",
         "finding register_not_taken 2024-09-04 PM\n"
         "finding register_not_taken 2024-09-05 AM\n"
         "finding register_not_taken 2024-09-05 PM\n");
  EXPECT("2024-09-06", "pupil everyone", "pupil everyone 2024-09-06 la/test\n");
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-06 - finding register_not_taken\n"
                   "2024-09-06 - finding register_not_taken\n"
                   "2024-09-06 - finding register_not_taken\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_morning_not_taken_is_found_that_afternoon) {
  school *s = one_pupil_in("weeks-2");
  school_untaken(s, "2024-09-04", RBK_AM);
  running r;
  running_begin(&r, layer(), s);
  EXPECT("2024-09-03", "finding", "");
  EXPECT("2024-09-04", "finding", "finding register_not_taken 2024-09-04 AM\n");
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("coding",
                  open_for_raises_at_the_close_of_the_fifth_school_day_after,
                  without_a_proposal_it_is_a_finding_of_that_day,
                  when_is_read_on_the_marks_own_day,
                  beyond_takes_only_marks_after_the_fourth_in_its_window,
                  a_session_leaves_the_other_half_of_the_day_alone,
                  while_unless_holds_nothing_is_proposed,
                  of_two_proposals_the_layer_nearest_the_school_wins,
                  missing_marks_can_be_looked_for,
                  strays_are_found_at_the_first_close_on_or_after_their_date,
                  a_withdrawn_code_is_a_finding_and_counts_in_its_last_class,
                  a_register_not_taken_is_found_once_with_the_next_mark,
                  a_morning_not_taken_is_found_that_afternoon);
}
