/* The marks behind the figures of an action. Weeks begin on Monday 2 September
 * 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_status take(void *context, const rbk_decision *d) {
  char *out = context;
  for (size_t i = 0; i < d->action_count; i++) {
    const rbk_list *marks = &d->actions[i].marks;
    strcat(out, d->actions[i].key);
    for (size_t m = 0; m < marks->count; m++) {
      strcat(out, m == 0 ? ": " : ", ");
      strcat(out, marks->items[m]);
    }
    strcat(out, "\n");
  }
  return RBK_OK;
}

static const char *marks_of(running *r) {
  static char out[2048];
  out[0] = '\0';
  rbk_run_options options = options_none();
  rbk_decision_sink sink = {.context = out, .decision = take};
  rbk_error error = {0};
  ck_assert_int_eq(
      rbk_evaluate(r->reg, &r->policy.policy, &options, &sink, &error), RBK_OK);
  return out;
}

START_TEST(a_count_has_its_marks_up_to_the_day_of_firing) {
  rbk_layer *l = layer();
  layer_rule(
      l, "r",
      compare(measure(RBK_FIGURE_SESSIONS, "I O", window(RBK_WINDOW_ALL)),
              RBK_AT_LEAST, number("3")));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", ".I");
  school_mark(s, "P0001", "2024-09-05", "OM");
  school_mark(s, "P0001", "2024-09-10", "I.");
  school_mark(s, "P0001", "2024-09-12", "II"); /* after the firing */
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/P0001/2024-09-10: 2024-09-03 PM I, 2024-09-05 AM O, "
                   "2024-09-10 AM I\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_window_leaves_out_what_it_does_not_hold) {
  rbk_layer *l = layer();
  layer_rule(l, "r",
             compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_WEEK)),
                     RBK_AT_LEAST, number("2")));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-06", "I."); /* the week before */
  school_mark(s, "P0001", "2024-09-09", "I.");
  school_mark(s, "P0001", "2024-09-10", ".I");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/P0001/2024-09-10: 2024-09-09 AM I, 2024-09-10 PM I\n");
  running_finish(&r);
}
END_TEST

/* 2 of 6 sessions: 66.67 per cent. */
START_TEST(a_rate_of_presence_has_the_marks_that_lower_it) {
  rbk_layer *l = layer();
  layer_rule(l, "r",
             compare(measure(RBK_FIGURE_RATE, "attended",
                             window(RBK_WINDOW_SCHOOL_YEAR)),
                     RBK_BELOW, number("70")));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "IO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/P0001/2024-09-04: 2024-09-04 AM I, 2024-09-04 PM O\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_restart_drops_marks_too) {
  rbk_layer *l = layer();
  layer_fact(l, "notice", NULL);
  rbk_figure_expression *count =
      measure(RBK_FIGURE_SESSIONS, "O", window(RBK_WINDOW_ALL));
  count->restart = match_of("notice", NULL);
  layer_rule(l, "r", compare(count, RBK_AT_LEAST, number("2")));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", "O.");
  school_event(s, "P0001", "2024-09-04", "notice", NULL);
  school_mark(s, "P0001", "2024-09-05", "OO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/P0001/2024-09-05: 2024-09-05 AM O, 2024-09-05 PM O\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_series_has_its_own_marks_alone) {
  rbk_layer *l = layer();
  layer_rule(
      l, "r",
      compare(measure(RBK_FIGURE_RUN, "I", NULL), RBK_AT_LEAST, number("3")));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", "I.");
  school_mark(s, "P0001", "2024-09-05", ".I");
  school_mark(s, "P0001", "2024-09-06", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/P0001/2024-09-06: 2024-09-05 PM I, 2024-09-06 AM I, "
                   "2024-09-06 PM I\n");
  running_finish(&r);
}
END_TEST

START_TEST(marks_of_several_figures_stand_once_by_date) {
  rbk_layer *l = layer();
  rbk_condition *some =
      compare(measure(RBK_FIGURE_SESSIONS, "I O", window(RBK_WINDOW_ALL)),
              RBK_AT_LEAST, number("1"));
  rbk_condition *more =
      compare(measure(RBK_FIGURE_SESSIONS, "O", window(RBK_WINDOW_ALL)),
              RBK_AT_LEAST, number("1"));
  layer_rule(l, "r", both(more, some));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", "I.");
  school_mark(s, "P0001", "2024-09-05", "O.");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/P0001/2024-09-05: 2024-09-03 AM I, 2024-09-05 AM O\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_without_figures_has_none) {
  rbk_layer *l = layer();
  layer_rule(l, "r", attribute("ill"));
  school *s = one_pupil_in("weeks-4");
  school_attribute(s, "P0001", "ill", "yes");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r), "r/P0001/2024-09-02\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_family_has_the_marks_of_those_for_whom_it_fired) {
  rbk_layer *l = layer();
  layer_rule(l, "r",
             compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_ALL)),
                     RBK_AT_LEAST, number("2")))
      ->per = RBK_PER_FAMILY;
  school *s = school_begin("weeks-4");
  static const char *const ids[] = {"P1", "P2", "P3"};
  for (size_t i = 0; i < 3; i++) {
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
    school_attribute(s, ids[i], "sibling_group", "F1");
  }
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-04", "I."); /* one: it does not hold */
  school_mark(s, "P3", "2024-09-03", "I.");
  school_mark(s, "P3", "2024-09-04", ".I");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(marks_of(&r),
                   "r/family:F1/2024-09-04: 2024-09-04 AM I, 2024-09-04 PM I, "
                   "P3 2024-09-03 AM I, P3 2024-09-04 PM I\n");
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("marks", a_count_has_its_marks_up_to_the_day_of_firing,
                  a_window_leaves_out_what_it_does_not_hold,
                  a_rate_of_presence_has_the_marks_that_lower_it,
                  a_restart_drops_marks_too, a_series_has_its_own_marks_alone,
                  marks_of_several_figures_stand_once_by_date,
                  an_action_without_figures_has_none,
                  a_family_has_the_marks_of_those_for_whom_it_fired);
}
