/* Series by hand: runs, run days, longest runs, episodes, runs that ended. In
 * "weeks-8" the seventh school week ends on Friday 18 October 2024, the eighth
 * begins on Monday 28. */
#include "measure/case.h"
#include "support/suite.h"

#define IS(figure, date, text)                                                 \
  ck_assert_str_eq(case_value(&c, figure, date), text)

static rbk_figure_spec series(rbk_figure_kind kind, const char *codes) {
  return (rbk_figure_spec){.kind = kind, .set = case_set(codes), .rounded = -1};
}

/* Ill from Wednesday 16 October (afternoon) to Tuesday 29 (morning): 1 + 2 + 2
 * before the holiday, 2 + 1 after it, are 8 sessions; whole days are 17, 18
 * and 28 October. */
START_TEST(a_run_goes_on_across_holidays_and_weekends) {
  test_case c;
  school *s = school_begin("weeks-8");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-10-16", "/I");
  school_marks(s, "P0001", "2024-10-17", "2024-10-28", "II");
  school_mark(s, "P0001", "2024-10-29", "I\\");
  case_begin(&c, s);
  uint32_t run = case_figure(&c, series(RBK_FIGURE_RUN, "I"));
  uint32_t days = case_figure(&c, series(RBK_FIGURE_RUN_DAYS, "I"));
  rbk_leaf_spec leaf = {
      .kind = RBK_LEAF_RUN_ENDED, .set = case_set("I"), .n = 8};
  uint32_t ended = case_leaf(&c, leaf);
  leaf.n = 9;
  uint32_t longer = case_leaf(&c, leaf);
  case_ready(&c);
  IS(run, "2024-10-15", "0");
  IS(run, "2024-10-16", "1");
  IS(days, "2024-10-16", "0");
  IS(run, "2024-10-18", "5");
  IS(days, "2024-10-18", "2");
  IS(run, "2024-10-28", "7");
  IS(days, "2024-10-28", "3");
  IS(run, "2024-10-29", "0"); /* back in the afternoon */
  IS(days, "2024-10-29", "0");
  ck_assert_str_eq(case_truth(&c, ended, "2024-10-28"), "false");
  ck_assert_str_eq(case_truth(&c, ended, "2024-10-29"), "true");
  ck_assert_str_eq(case_truth(&c, ended, "2024-10-30"), "false");
  ck_assert_str_eq(case_truth(&c, longer, "2024-10-29"), "false");
  case_end(&c);
}
END_TEST

START_TEST(missing_and_not_possible_marks_neither_break_nor_count) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-03", "O-");
  school_mark(s, "P0001", "2024-09-04", "XX");
  school_mark(s, "P0001", "2024-09-05", "OO");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  case_begin(&c, s);
  uint32_t run = case_figure(&c, series(RBK_FIGURE_RUN, "O"));
  uint32_t days = case_figure(&c, series(RBK_FIGURE_RUN_DAYS, "O"));
  uint32_t episodes = case_figure(&c, series(RBK_FIGURE_EPISODES, "O"));
  case_ready(&c);
  IS(run, "2024-09-03", "1");
  IS(days, "2024-09-03", "1"); /* its only possible session */
  IS(run, "2024-09-04", "1");
  IS(run, "2024-09-05", "3");
  IS(days, "2024-09-05", "2");
  IS(episodes, "2024-09-05", "1");
  IS(run, "2024-09-06", "0");
  case_end(&c);
}
END_TEST

START_TEST(a_run_of_presence_counts_plain_marks) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-04", "O\\");
  case_begin(&c, s);
  rbk_figure_spec spec = series(RBK_FIGURE_RUN, "/ \\ L");
  uint32_t run = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_LONGEST_RUN;
  uint32_t longest = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_RUN;
  spec.weekdays = 1u << RBK_WEDNESDAY;
  spec.set = case_set("O");
  spec.sessions = RBK_AM;
  uint32_t wednesdays = case_figure(&c, spec);
  case_ready(&c);
  IS(run, "2024-09-03", "4");
  IS(run, "2024-09-04", "1");
  IS(run, "2024-09-13", "15"); /* 1 and seven days */
  IS(longest, "2024-09-05", "4");
  IS(longest, "2024-09-06", "5");
  IS(wednesdays, "2024-09-10", "1"); /* other days are not looked at */
  IS(wednesdays, "2024-09-11", "0");
  case_end(&c);
}
END_TEST

/* Series of 4 (2-3 September), 2 (5 September) and 6 (9-11 September). */
START_TEST(longest_run_and_episodes_take_series_that_touch_the_window) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-02", "2024-09-03", "OO");
  school_mark(s, "P0001", "2024-09-05", "OO");
  school_marks(s, "P0001", "2024-09-09", "2024-09-11", "OO");
  case_begin(&c, s);
  rbk_figure_spec spec = series(RBK_FIGURE_LONGEST_RUN, "O");
  spec.window_count = 1;
  spec.windows[0] = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 3});
  uint32_t longest = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_EPISODES;
  uint32_t episodes = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_RUN;
  uint32_t run = case_figure(&c, spec);
  spec.windows[0] =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_YEAR});
  spec.kind = RBK_FIGURE_LONGEST_RUN;
  uint32_t of_year = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_EPISODES;
  uint32_t all = case_figure(&c, spec);
  case_ready(&c);
  IS(longest, "2024-09-04", "4");
  IS(longest, "2024-09-05", "4"); /* 3 to 5 September still touch it */
  IS(longest, "2024-09-06", "2");
  IS(episodes, "2024-09-05", "2");
  IS(episodes, "2024-09-06", "1");
  IS(longest, "2024-09-13", "6"); /* its last session was on the 11th */
  IS(longest, "2024-09-16", "0");
  IS(run, "2024-09-11", "6");
  IS(run, "2024-09-10", "4");
  IS(of_year, "2024-09-10", "4");
  IS(of_year, "2024-09-11", "6");
  IS(all, "2024-09-27", "3");
  case_end(&c);
}
END_TEST

START_TEST(a_run_in_a_window_counts_only_what_lies_in_it) {
  test_case c;
  school *s = school_begin("weeks-8");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-10-17", "2024-10-29", "II");
  case_begin(&c, s);
  rbk_figure_spec spec = series(RBK_FIGURE_RUN, "I");
  spec.window_count = 1;
  spec.windows[0] =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_HALF_TERM});
  uint32_t run = case_figure(&c, spec);
  case_ready(&c);
  IS(run, "2024-10-18", "4");
  IS(run, "2024-10-28", "2");
  IS(run, "2024-10-29", "4");
  IS(run, "2024-10-30", "0");
  case_end(&c);
}
END_TEST

int main(void) {
  return TEST_RUN("measure: run", a_run_goes_on_across_holidays_and_weekends,
                  missing_and_not_possible_marks_neither_break_nor_count,
                  a_run_of_presence_counts_plain_marks,
                  longest_run_and_episodes_take_series_that_touch_the_window,
                  a_run_in_a_window_counts_only_what_lies_in_it);
}
