/* Sums of marks by hand: sessions, days, rates, shares, minutes, weeks. */
#include "measure/case.h"
#include "support/suite.h"

#define IS(figure, date, text)                                                 \
  ck_assert_str_eq(case_value(&c, figure, date), text)

static uint32_t year_window(test_case *c) {
  return case_window(c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_YEAR});
}

/* Eight days with both sessions and one afternoon: 17 sessions are 8.5 days. */
START_TEST(seventeen_sessions_are_eight_and_a_half_days) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-02", "2024-09-11", "II"); /* 8 days */
  school_mark(s, "P0001", "2024-09-12", "/I");
  case_begin(&c, s);
  uint32_t year = year_window(&c);
  uint32_t sessions =
      case_figure(&c, case_of(RBK_FIGURE_SESSIONS, case_set("I"), year));
  uint32_t days =
      case_figure(&c, case_of(RBK_FIGURE_DAYS, case_set("I"), year));
  uint32_t whole =
      case_figure(&c, case_of(RBK_FIGURE_WHOLE_DAYS, case_set("I"), year));
  uint32_t any =
      case_figure(&c, case_of(RBK_FIGURE_ANY_DAYS, case_set("I"), year));
  rbk_leaf_spec spec = {.kind = RBK_LEAF_COMPARE,
                        .figure = days,
                        .comparison = RBK_AT_LEAST,
                        .right = 85000};
  uint32_t enough = case_leaf(&c, spec);
  spec.right = 90000;
  uint32_t nine = case_leaf(&c, spec);
  case_ready(&c);
  IS(sessions, "2024-09-12", "17");
  IS(days, "2024-09-12", "17/2");
  IS(days, "2024-09-11", "8");
  IS(whole, "2024-09-12", "8");
  IS(any, "2024-09-12", "9");
  ck_assert_str_eq(case_truth(&c, enough, "2024-09-11"), "false");
  ck_assert_str_eq(case_truth(&c, enough, "2024-09-12"), "true");
  ck_assert_str_eq(case_truth(&c, nine, "2024-09-12"), "false");
  case_end(&c);
}
END_TEST

START_TEST(a_whole_day_has_a_possible_session_none_missing_and_all_in_the_set) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_single_session(s, "2024-09-06", RBK_AM);
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "IX"); /* the afternoon not possible */
  school_mark(s, "P0001", "2024-09-03", "I-"); /* the afternoon missing */
  school_mark(s, "P0001", "2024-09-04", "XX"); /* nothing possible */
  school_mark(s, "P0001", "2024-09-05", "IM"); /* M is not in the set */
  school_mark(s, "P0001", "2024-09-06", "I");  /* one session */
  school_pupil(s, "P0002");
  school_present(s, "P0002"); /* so that 3 September's afternoon is taken */
  case_begin(&c, s);
  uint32_t year = year_window(&c);
  uint32_t whole =
      case_figure(&c, case_of(RBK_FIGURE_WHOLE_DAYS, case_set("I"), year));
  uint32_t present =
      case_figure(&c, case_of(RBK_FIGURE_WHOLE_DAYS, rbk_set_attended(), year));
  case_ready(&c);
  IS(whole, "2024-09-02", "1");
  IS(whole, "2024-09-03", "1");
  IS(whole, "2024-09-04", "1");
  IS(whole, "2024-09-05", "1");
  IS(whole, "2024-09-06", "2");
  IS(present, "2024-09-06", "0");
  IS(present, "2024-09-13", "5"); /* the second week */
  case_end(&c);
}
END_TEST

/* Nine of ten sessions attended are exactly 90 per cent; of the next day's two
 * both missed, 9/12 = 75. Before the first possible session there is no data:
 * not 0, and not above or below anything. */
START_TEST(a_rate_is_exact_and_over_nothing_possible_it_is_no_data) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "XX");
  school_mark(s, "P0001", "2024-09-09", "/O"); /* sessions 9 and 10 */
  school_mark(s, "P0001", "2024-09-10", "OO");
  case_begin(&c, s);
  uint32_t rate = case_figure(
      &c, case_of(RBK_FIGURE_RATE, rbk_set_attended(), year_window(&c)));
  rbk_leaf_spec spec = {
      .kind = RBK_LEAF_COMPARE, .figure = rate, .right = 900000};
  uint32_t leaves[5];
  for (int i = 0; i < 5; i++) {
    spec.comparison = (rbk_comparison)i;
    leaves[i] = case_leaf(&c, spec);
  }
  case_ready(&c);
  IS(rate, "2024-09-02", "no data");
  IS(rate, "2024-09-03", "100");
  IS(rate, "2024-09-09", "90");
  IS(rate, "2024-09-10", "75");
  static const char *const at[5] = {"true", "false", "true", "false", "true"};
  static const char *const under[5] = {"false", "false", "true", "true",
                                       "false"};
  for (int i = 0; i < 5; i++) {
    ck_assert_str_eq(case_truth(&c, leaves[i], "2024-09-02"), "unknown");
    ck_assert_str_eq(case_truth(&c, leaves[i], "2024-09-09"), at[i]);
    ck_assert_str_eq(case_truth(&c, leaves[i], "2024-09-10"), under[i]);
  }
  rbk_value v;
  ck_assert_int_eq(
      rbk_desk_value(c.desk, rate, school_day(c.reg, "2024-09-10"), &v),
      RBK_OK);
  ck_assert_int_eq(v.count, 9);
  ck_assert_int_eq(v.of, 12);
  case_end(&c);
}
END_TEST

/* 190 days are 380 sessions; 27.0, 27.5, 28.0, 28.5 and 29.0 days off leave
 * 326, 325, 324, 323, 322: at 85 per cent 380 * 0.85 = 323 is the line. */
START_TEST(eighty_five_per_cent_of_190_days_is_28_and_a_half_days_off) {
  test_case c;
  school *s = school_begin("sandwell-2024-25");
  static const char *const ids[] = {"P0540", "P0550", "P0560", "P0570",
                                    "P0580"};
  for (int i = 0; i < 5; i++) {
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
  }
  rbk_register *reg = school_finish(s);
  for (uint32_t i = 0; i < 5; i++) /* the first 54 + i sessions */
    for (uint32_t session = 0; session < 54 + i; session++)
      reg->marks.bytes[reg->marks.row[i] * reg->marks.stride + session] =
          school_code("O");
  c = (test_case){.reg = reg};
  rbk_arena_init(&c.arena, NULL);
  ck_assert_int_eq(rbk_measures_init(&c.measures, c.reg, &c.arena), RBK_OK);
  uint32_t rate = case_figure(
      &c, case_of(RBK_FIGURE_RATE, rbk_set_attended(), year_window(&c)));
  uint32_t low = case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPARE,
                                               .figure = rate,
                                               .comparison = RBK_AT_MOST,
                                               .right = 850000});
  case_ready(&c);
  rbk_day last = (rbk_day)c.reg->calendar.day_count - 1;
  ck_assert_int_eq(last, 189);
  static const rbk_truth wanted[] = {RBK_FALSE, RBK_FALSE, RBK_FALSE, RBK_TRUE,
                                     RBK_TRUE};
  for (uint32_t i = 0; i < 5; i++) {
    rbk_timeline line;
    rbk_value v;
    ck_assert_int_eq(rbk_desk_pupil(c.desk, i), RBK_OK);
    ck_assert_int_eq(rbk_desk_value(c.desk, rate, last, &v), RBK_OK);
    ck_assert_int_eq(v.count, 326 - (int)i);
    ck_assert_int_eq(v.of, 380);
    ck_assert_int_eq(rbk_desk_leaf(c.desk, low, &line), RBK_OK);
    ck_assert_int_eq(rbk_timeline_at(&line, last), wanted[i]);
  }
  case_end(&c);
}
END_TEST

/* 19 of 20 are 95, 199 of 200 would be 99.5: here 2 of 3 = 66.666... */
START_TEST(only_a_rounded_figure_is_compared_rounded) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_single_session(s, "2024-09-03", RBK_AM);
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "/O");
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_RATE, rbk_set_attended(), year_window(&c));
  uint32_t exact = case_figure(&c, spec);
  spec.rounded = 1;
  uint32_t tenth = case_figure(&c, spec);
  spec.rounded = 0;
  uint32_t whole = case_figure(&c, spec);
  rbk_leaf_spec leaf = {
      .kind = RBK_LEAF_COMPARE, .comparison = RBK_AT_LEAST, .right = 667000};
  leaf.figure = exact;
  uint32_t exact_met = case_leaf(&c, leaf);
  leaf.figure = tenth;
  uint32_t tenth_met = case_leaf(&c, leaf);
  leaf.right = 667001; /* 66.7001 */
  uint32_t beyond = case_leaf(&c, leaf);
  leaf.comparison = RBK_IS;
  leaf.right = 667000;
  uint32_t is = case_leaf(&c, leaf);
  case_ready(&c);
  IS(exact, "2024-09-03", "200/3");
  IS(tenth, "2024-09-03", "667/10");
  IS(whole, "2024-09-03", "67");
  ck_assert_str_eq(case_truth(&c, exact_met, "2024-09-03"), "false");
  ck_assert_str_eq(case_truth(&c, tenth_met, "2024-09-03"), "true");
  ck_assert_str_eq(case_truth(&c, beyond, "2024-09-03"), "false");
  ck_assert_str_eq(case_truth(&c, is, "2024-09-03"), "true");
  case_end(&c);
}
END_TEST

START_TEST(a_share_is_per_cent_of_another_set) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-03", "IO");
  school_mark(s, "P0001", "2024-09-04", "II");
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_SHARE, case_set("I"), year_window(&c));
  spec.of = rbk_set_absent();
  uint32_t share = case_figure(&c, spec);
  case_ready(&c);
  IS(share, "2024-09-02", "no data"); /* of no absence at all */
  IS(share, "2024-09-03", "50");
  IS(share, "2024-09-04", "75");
  case_end(&c);
}
END_TEST

/* 7 and 12 minutes; in whole steps of five 5 + 10. A late mark without minutes
 * on 5 September: at least 19. */
START_TEST(minutes_add_up_and_one_unsaid_makes_a_lower_bound) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "L\\");
  school_minutes(s, "P0001", "2024-09-02", RBK_AM, 7);
  school_mark(s, "P0001", "2024-09-03", "/U");
  school_minutes(s, "P0001", "2024-09-03", RBK_PM, 12);
  school_mark(s, "P0001", "2024-09-05", "L\\");
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_MINUTES, case_set("L U"), year_window(&c));
  uint32_t minutes = case_figure(&c, spec);
  spec.step = 5;
  uint32_t steps = case_figure(&c, spec);
  rbk_leaf_spec leaf = {.kind = RBK_LEAF_COMPARE, .figure = minutes};
  static const struct {
    rbk_comparison comparison;
    rbk_decimal right;
    const char *before, *after; /* on 4 and on 5 September */
  } cases[] = {
      {RBK_AT_LEAST, 190000, "true", "true"},
      {RBK_AT_LEAST, 200000, "false", "unknown"},
      {RBK_ABOVE, 180000, "true", "true"},
      {RBK_ABOVE, 190000, "false", "unknown"},
      {RBK_AT_MOST, 190000, "true", "unknown"},
      {RBK_AT_MOST, 180000, "false", "unknown"},
      {RBK_BELOW, 200000, "true", "unknown"},
      {RBK_IS, 190000, "true", "unknown"},
  };
  uint32_t leaves[8];
  for (int i = 0; i < 8; i++) {
    leaf.comparison = cases[i].comparison;
    leaf.right = cases[i].right;
    leaves[i] = case_leaf(&c, leaf);
  }
  case_ready(&c);
  IS(minutes, "2024-09-02", "7");
  IS(minutes, "2024-09-04", "19");
  IS(minutes, "2024-09-05", "19+");
  IS(steps, "2024-09-04", "15");
  for (int i = 0; i < 8; i++) {
    ck_assert_str_eq(case_truth(&c, leaves[i], "2024-09-04"), cases[i].before);
    ck_assert_str_eq(case_truth(&c, leaves[i], "2024-09-05"), cases[i].after);
  }
  case_end(&c);
}
END_TEST

/* A note belongs to this school's mark, and goes when another school's mark
 * takes the place of that; a late mark made there has no minutes. */
START_TEST(minutes_do_not_pass_to_another_schools_mark) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-03", "X\\");
  school_minutes(s, "P0001", "2024-09-03", RBK_AM, 5);
  school_foreign(s, "P0001", "2024-09-03", RBK_AM, "O", "S2");
  school_mark(s, "P0001", "2024-09-05", "X\\");
  school_minutes(s, "P0001", "2024-09-05", RBK_AM, 3);
  school_foreign(s, "P0001", "2024-09-05", RBK_AM, "L", "S2");
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_MINUTES, case_set("X O L"), year_window(&c));
  uint32_t own = case_figure(&c, spec);
  spec.any_school = true;
  uint32_t any = case_figure(&c, spec);
  case_ready(&c);
  IS(own, "2024-09-03", "5");
  IS(any, "2024-09-03", "0");
  IS(own, "2024-09-05", "8");
  IS(any, "2024-09-05", "0+");
  case_end(&c);
}
END_TEST

START_TEST(minutes_beyond_32_bits_are_an_overflow_and_not_wrapped) {
  test_case c;
  school *s = school_begin("weeks-1");
  school_pupil(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "LL");
  school_minutes(s, "P0001", "2024-09-02", RBK_AM, INT32_MAX);
  school_minutes(s, "P0001", "2024-09-02", RBK_PM, 1);
  case_begin(&c, s);
  uint32_t minutes = case_figure(
      &c, case_of(RBK_FIGURE_MINUTES, case_set("L"), year_window(&c)));
  case_ready(&c);
  rbk_value v = {RBK_KNOWN, 5, 1, 0, 0};
  ck_assert_int_eq(rbk_desk_value(c.desk, minutes, 0, &v), RBK_OVERFLOW);
  ck_assert_int_eq(v.n, 5);
  case_end(&c);
}
END_TEST

START_TEST(weeks_count_school_weeks_with_at_least_one) {
  test_case c;
  school *s = school_begin("weeks-8");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-03", "O\\");
  school_mark(s, "P0001", "2024-09-05", "OO");
  school_mark(s, "P0001", "2024-09-13", "/O");
  school_mark(s, "P0001", "2024-10-28", "OO"); /* after the holiday */
  case_begin(&c, s);
  uint32_t broken = case_figure(
      &c, case_of(RBK_FIGURE_WEEKS, case_set("O"), year_window(&c)));
  uint32_t last_two = case_figure(
      &c,
      case_of(RBK_FIGURE_WEEKS, case_set("O"),
              case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_WEEKS,
                                                .n = 2})));
  case_ready(&c);
  IS(broken, "2024-09-02", "0");
  IS(broken, "2024-09-06", "1");
  IS(broken, "2024-09-13", "2");
  IS(broken, "2024-10-28", "3");
  IS(last_two, "2024-09-20", "1");
  IS(last_two, "2024-09-23", "0");
  case_end(&c);
}
END_TEST

START_TEST(weekdays_sessions_and_days_beside_a_closure_can_be_chosen) {
  test_case c;
  school *s = school_begin("weeks-3");
  school_close(s, "2024-09-11", "2024-09-11", "training day"); /* Wednesday */
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-02", "2024-09-20", "OI");
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_SESSIONS, rbk_set_absent(), year_window(&c));
  spec.weekdays = 1u << RBK_FRIDAY;
  uint32_t fridays = case_figure(&c, spec);
  spec.sessions = RBK_AM;
  uint32_t friday_mornings = case_figure(&c, spec);
  spec.weekdays = spec.sessions = 0;
  spec.beside_closure = true;
  uint32_t beside = case_figure(&c, spec);
  case_ready(&c);
  IS(fridays, "2024-09-19", "4");
  IS(fridays, "2024-09-20", "6");
  IS(friday_mornings, "2024-09-20", "3");
  /* 2 September follows the holidays (30 August is no school day); 10 and 12
   * September lie about the closure; 20 September is the last day of all. */
  IS(beside, "2024-09-02", "2");
  IS(beside, "2024-09-09", "2");
  IS(beside, "2024-09-10", "4");
  IS(beside, "2024-09-19", "6");
  IS(beside, "2024-09-20", "8");
  case_end(&c);
}
END_TEST

/* Missing, not taken, not yet taken, off roll: none of them is possible. */
START_TEST(sessions_without_a_mark_count_only_where_missing_is_asked_for) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-03", NULL);
  school_present(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-04", "-\\");
  school_untaken(s, "2024-09-05", RBK_PM);
  school_until(s, "2024-09-09");
  case_begin(&c, s);
  uint32_t year = year_window(&c);
  uint32_t missing =
      case_figure(&c, case_of(RBK_FIGURE_SESSIONS, RBK_MISSING, year));
  uint32_t possible =
      case_figure(&c, case_of(RBK_FIGURE_SESSIONS, rbk_set_possible(), year));
  case_ready(&c);
  IS(missing, "2024-09-13", "1");
  IS(possible, "2024-09-02", "0"); /* off roll */
  IS(possible, "2024-09-03", "2");
  IS(possible, "2024-09-04", "3");
  IS(possible, "2024-09-05", "4");
  IS(possible, "2024-09-09", "8");
  IS(possible, "2024-09-13", "8"); /* not yet taken */
  case_end(&c);
}
END_TEST

START_TEST(another_schools_marks_count_where_this_school_has_none_possible) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-04", NULL);
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-05", "DD");
  school_foreign(s, "P0001", "2024-09-03", RBK_AM, "O", "S2"); /* off roll */
  school_foreign(s, "P0001", "2024-09-04", RBK_AM, "O",
                 "S2"); /* present here */
  school_foreign(s, "P0001", "2024-09-05", RBK_PM, "O", "S2"); /* dual */
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_SESSIONS, case_set("O"), year_window(&c));
  uint32_t own = case_figure(&c, spec);
  spec.any_school = true;
  uint32_t any = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_RATE;
  uint32_t rate = case_figure(&c, spec);
  case_ready(&c);
  IS(own, "2024-09-13", "0");
  IS(any, "2024-09-03", "1");
  IS(any, "2024-09-04", "1");
  IS(any, "2024-09-05", "2");
  IS(rate, "2024-09-05", "50"); /* 2 of 4: 3rd AM, 4th both, 5th PM */
  case_end(&c);
}
END_TEST

START_TEST(of_several_other_schools_marks_the_first_possible_one_counts) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-09", NULL);
  school_present(s, "P0001");
  case_begin(&c, s);
  rbk_code x = school_code("X"), i = school_code("I"), o = school_code("O");
  rbk_foreign_mark marks[] = {
      {0, RBK_DATE(2024, 9, 3), RBK_AM, x, "S2"},
      {0, RBK_DATE(2024, 9, 3), RBK_AM, o, "S3"},
      {0, RBK_DATE(2024, 9, 4), RBK_AM, i, "S2"},
      {0, RBK_DATE(2024, 9, 4), RBK_AM, o, "S3"},
      {0, RBK_DATE(2024, 9, 7), RBK_AM, o, "S3"}, /* a Saturday */
  };
  c.reg->marks.foreign = marks;
  c.reg->marks.foreign_count = 5;
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_SESSIONS, case_set("O"), year_window(&c));
  spec.any_school = true;
  uint32_t any = case_figure(&c, spec);
  case_ready(&c);
  IS(any, "2024-09-02", "0");
  IS(any, "2024-09-03", "1");
  IS(any, "2024-09-04", "1");
  IS(any, "2024-09-13", "1");
  case_end(&c);
}
END_TEST

/* Notices on 10 September (by its field up to 6 September) and without the
 * field on 13 September: used sessions do not count again. */
START_TEST(a_restart_drops_sessions_up_to_the_event_or_the_date_in_its_field) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-02", "2024-09-16", "OO");
  school_event(s, "P0001", "2024-09-10", "notice", "until=2024-09-06");
  school_event(s, "P0001", "2024-09-13", "notice", NULL);
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_SESSIONS, case_set("O"), year_window(&c));
  spec.restarts = true;
  spec.restart.kind = case_kind(&c, "notice");
  spec.restart_field = case_field(&c, "until");
  uint32_t by_field = case_figure(&c, spec);
  spec.restart_field = RBK_NONE;
  uint32_t by_date = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_RUN;
  spec.window_count = 0;
  uint32_t run = case_figure(&c, spec);
  case_ready(&c);
  IS(by_field, "2024-09-09", "12");
  IS(by_field, "2024-09-10", "4"); /* 9 and 10 September */
  IS(by_date, "2024-09-10", "0");
  IS(by_date, "2024-09-12", "4");
  IS(by_field, "2024-09-13", "0");
  IS(by_field, "2024-09-16", "2");
  IS(run, "2024-09-09", "12");
  IS(run, "2024-09-12", "4");
  IS(run, "2024-09-16", "2");
  case_end(&c);
}
END_TEST

START_TEST(as_at_reads_the_figure_at_the_last_close_up_to_the_event) {
  test_case c;
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-05", "2024-09-10", "OO");
  school_event(s, "P0001", "2024-09-07", "meeting", NULL); /* a Saturday */
  case_begin(&c, s);
  rbk_figure_spec spec =
      case_of(RBK_FIGURE_SESSIONS, case_set("O"), year_window(&c));
  spec.frozen = true;
  spec.as_at.kind = case_kind(&c, "meeting");
  uint32_t then = case_figure(&c, spec);
  case_ready(&c);
  IS(then, "2024-09-06", "no data");
  IS(then, "2024-09-09", "4"); /* 5 and 6 September */
  IS(then, "2024-09-27", "4");
  case_end(&c);
}
END_TEST

START_TEST(arithmetic_is_exact_and_no_data_stays_no_data) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "XX");
  school_mark(s, "P0001", "2024-09-03", "/O");
  school_mark(s, "P0001", "2024-09-04", "/\\");
  case_begin(&c, s);
  uint32_t year = year_window(&c);
  uint32_t rate =
      case_figure(&c, case_of(RBK_FIGURE_RATE, rbk_set_absent(), year));
  uint32_t days =
      case_figure(&c, case_of(RBK_FIGURE_DAYS, rbk_set_absent(), year));
  uint32_t third =
      case_figure(&c, (rbk_figure_spec){.kind = RBK_FIGURE_CONSTANT,
                                        .constant = 3000,
                                        .rounded = -1}); /* 0.3 */
  rbk_figure_spec spec = {
      .kind = RBK_FIGURE_ADD, .left = rate, .right = days, .rounded = -1};
  uint32_t sum = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_SUBTRACT;
  uint32_t difference = case_figure(&c, spec);
  spec.kind = RBK_FIGURE_MULTIPLY;
  spec.right = third;
  uint32_t product = case_figure(&c, spec);
  case_ready(&c);
  IS(sum, "2024-09-02", "no data");
  IS(sum, "2024-09-03", "101/2");       /* 50 + 1/2 */
  IS(difference, "2024-09-04", "49/2"); /* 25 - 1/2 */
  IS(product, "2024-09-04", "15/2");    /* 25 * 0.3 */
  case_end(&c);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "measure: figure", seventeen_sessions_are_eight_and_a_half_days,
      a_whole_day_has_a_possible_session_none_missing_and_all_in_the_set,
      a_rate_is_exact_and_over_nothing_possible_it_is_no_data,
      eighty_five_per_cent_of_190_days_is_28_and_a_half_days_off,
      only_a_rounded_figure_is_compared_rounded,
      a_share_is_per_cent_of_another_set,
      minutes_add_up_and_one_unsaid_makes_a_lower_bound,
      minutes_do_not_pass_to_another_schools_mark,
      minutes_beyond_32_bits_are_an_overflow_and_not_wrapped,
      weeks_count_school_weeks_with_at_least_one,
      weekdays_sessions_and_days_beside_a_closure_can_be_chosen,
      sessions_without_a_mark_count_only_where_missing_is_asked_for,
      another_schools_marks_count_where_this_school_has_none_possible,
      of_several_other_schools_marks_the_first_possible_one_counts,
      a_restart_drops_sessions_up_to_the_event_or_the_date_in_its_field,
      as_at_reads_the_figure_at_the_last_close_up_to_the_event,
      arithmetic_is_exact_and_no_data_stays_no_data);
}
