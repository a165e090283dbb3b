/* Every family shows what it is named for. */
#include <check.h>

#include "generate/synthetic.h"
#include "support/suite.h"

enum { PUPILS = 60 };

static rbk_register *all_of(const char *family) {
  rbk_generate_options options = {
      .id = "s", .pupils = PUPILS, .seed = 21, .family = family};
  return made(&options);
}

/* The longest run of days with one code in both sessions. */
static int64_t longest(const rbk_register *reg, uint32_t p,
                       const char *letters) {
  int64_t best = 0, run = 0;
  for (size_t d = 0; d < reg->calendar.day_count; d++) {
    const uint8_t *marks = rbk_marks_of(&reg->marks, p);
    bool same = strcmp(rbk_code_letters(marks[2 * d]), letters) == 0 &&
                strcmp(rbk_code_letters(marks[2 * d + 1]), letters) == 0;
    run = same ? run + 1 : 0;
    if (run > best) best = run;
  }
  return best;
}

/* Sessions of absence on days from..behind - 1, and how many were possible. */
static tally stretch_of(const rbk_register *reg, uint32_t p, size_t from,
                        size_t behind) {
  tally sum = {0};
  for (size_t s = 2 * from; s < 2 * behind; s++) {
    rbk_code_set mark = rbk_code_bit(rbk_marks_of(&reg->marks, p)[s]);
    sum.possible += (mark & rbk_set_possible()) != 0;
    sum.unauthorised += (mark & rbk_set_absent()) != 0;
  }
  return sum;
}

START_TEST(weights_are_those_of_a_thousand_pupils) {
  int32_t sum = 0;
  for (size_t i = 0; i < rbk_family_count(); i++)
    sum += rbk_family_at(i)->weight;
  ck_assert_int_eq(sum, 1000);
}
END_TEST

START_TEST(the_column_behaviour_names_the_family) {
  for (size_t i = 0; i < rbk_family_count(); i++) {
    const char *name = rbk_family_at(i)->name;
    rbk_register *reg = all_of(name);
    ck_assert_ptr_eq(rbk_family_find(name), rbk_family_at(i));
    for (uint32_t p = 0; p < PUPILS; p++)
      ck_assert_str_eq(value_of(reg, p, "behaviour"), name);
    rbk_register_destroy(reg);
  }
}
END_TEST

START_TEST(the_steady_attend_at_least_ninety_five_of_a_hundred_sessions) {
  rbk_register *reg = all_of("steady");
  tally sum = {0};
  for (uint32_t p = 0; p < PUPILS; p++) count_pupil(reg, p, &sum);
  ck_assert_int_ge(sum.attended * 100, 95 * sum.possible);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_often_ill_have_many_illnesses_and_no_long_one) {
  rbk_register *reg = all_of("often_ill");
  int64_t ill = 0;
  for (uint32_t p = 0; p < PUPILS; p++) {
    ill += marks_of(reg, p, "I");
    ck_assert_int_lt(longest(reg, p, "I"), 15);
  }
  ck_assert_int_gt(ill, 20 * PUPILS); /* ten days each */
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_long_illness_is_of_fifteen_school_days_or_more) {
  rbk_register *reg = all_of("long_illness");
  for (uint32_t p = 0; p < PUPILS; p++)
    /* Year 11 is not required to attend from July on: the last of its days
     * may cut an illness short. */
    if (strcmp(value_of(reg, p, "year_group"), "11") != 0)
      ck_assert_int_ge(longest(reg, p, "I"), 15);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(friday_absences_fall_on_fridays) {
  rbk_register *reg = all_of("friday_absences");
  size_t patterns = 0;
  for (uint32_t p = 0; p < PUPILS; p++) {
    int64_t on[7] = {0}, all = 0;
    for (size_t d = 0; d < reg->calendar.day_count; d++) {
      int64_t day = stretch_of(reg, p, d, d + 1).unauthorised;
      on[rbk_date_weekday(reg->calendar.date[d])] += day;
      all += day;
    }
    /* Twice a Friday's share at the least, as la/bedford looks for it. */
    patterns += on[RBK_FRIDAY] * 100 >= 40 * all && all >= 10;
  }
  ck_assert_uint_ge(patterns, PUPILS * 9 / 10);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_holiday_in_term_time_is_three_days_or_more_of_g) {
  rbk_register *reg = all_of("term_time_holiday");
  size_t beside = 0;
  for (uint32_t p = 0; p < PUPILS; p++) {
    int64_t g = marks_of(reg, p, "G");
    /* A visit of the year group may take a day out of it. */
    ck_assert_int_ge(g + marks_of(reg, p, "V") + marks_of(reg, p, "W") +
                         marks_of(reg, p, "X"),
                     6);
    ck_assert_int_le(g, 22);
    for (size_t h = 0; h < reg->calendar.period_count[RBK_PERIOD_HALF_TERM];
         h++) {
      const rbk_period *half = &reg->calendar.periods[RBK_PERIOD_HALF_TERM][h];
      const uint8_t *marks = rbk_marks_of(&reg->marks, p);
      beside += strcmp(rbk_code_letters(marks[2 * half->first]), "G") == 0 ||
                strcmp(rbk_code_letters(marks[2 * half->last]), "G") == 0;
    }
  }
  ck_assert_uint_gt(beside, PUPILS / 4);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_chronically_late_are_late_every_other_week_at_least) {
  rbk_register *reg = all_of("chronic_lateness");
  for (uint32_t p = 0; p < PUPILS; p++)
    ck_assert_int_ge(tally_of(reg, p).late, 20); /* of 39 weeks */
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_decline_is_good_attendance_before_and_poor_at_the_end) {
  rbk_register *reg = all_of("decline");
  size_t days = reg->calendar.day_count;
  tally before = {0}, after = {0};
  for (uint32_t p = 0; p < PUPILS; p++) {
    tally first = stretch_of(reg, p, 0, days / 4);
    tally last = stretch_of(reg, p, days * 3 / 4, days);
    before.possible += first.possible;
    before.unauthorised += first.unauthorised;
    after.possible += last.possible;
    after.unauthorised += last.unauthorised;
  }
  ck_assert_int_lt(before.unauthorised * 100, 7 * before.possible);
  ck_assert_int_gt(after.unauthorised * 100, 20 * after.possible);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_severely_absent_are_away_half_of_the_year_or_more) {
  rbk_register *reg = all_of("severe_absence");
  for (uint32_t p = 0; p < PUPILS; p++) {
    tally sum = tally_of(reg, p);
    ck_assert_int_ge(2 * (sum.authorised + sum.unauthorised), sum.possible);
  }
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(joiners_leavers_and_those_with_two_spells_have_such_spells) {
  static const struct {
    const char *family;
    size_t spells;
    bool there_first, there_last;
  } cases[] = {{"joiner", 1, false, true},
               {"leaver", 1, true, false},
               {"two_spells", 2, true, true}};
  for (size_t i = 0; i < 3; i++) {
    rbk_register *reg = all_of(cases[i].family);
    rbk_day last = (rbk_day)reg->calendar.day_count - 1;
    for (uint32_t p = 0; p < PUPILS; p++) {
      const rbk_pupil *pupil = &reg->roll.pupils[p];
      ck_assert_uint_eq(pupil->spell_count, cases[i].spells);
      ck_assert_int_eq(rbk_pupil_on_roll(pupil, 0), cases[i].there_first);
      ck_assert_int_eq(rbk_pupil_on_roll(pupil, last), cases[i].there_last);
      for (rbk_day d = 0; d <= last; d++)
        ck_assert_int_eq(rbk_marks_of(&reg->marks, p)[2 * d] != RBK_NO_CODE,
                         rbk_pupil_on_roll(pupil, d));
    }
    rbk_register_destroy(reg);
  }
}
END_TEST

/* Families that are known by a code: how many marks of it, at least. */
START_TEST(codes_tell_the_families_named_for_them) {
  static const struct {
    const char *family, *code;
    int64_t least;
    size_t pupils; /* of sixty, at least: others may lie beyond Year 11's end,
                      or a visit may have come first */
  } cases[] = {
      {"part_time", "C2", 18, 50},     {"traveller", "T", 38, 50},
      {"suspended", "E", 2, 55},       {"never_established", "N", 6, 50},
      {"without_reason", "O", 18, 50}, {"appointments", "M", 3, 55},
      {"coding_slips", "R", 3, 50},    {"coding_slips", "S", 1, 50}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_register *reg = all_of(cases[i].family);
    size_t showing = 0;
    for (uint32_t p = 0; p < PUPILS; p++)
      showing += marks_of(reg, p, cases[i].code) >= cases[i].least;
    ck_assert_msg(showing >= cases[i].pupils, "%s: %zu show %s",
                  cases[i].family, showing, cases[i].code);
    rbk_register_destroy(reg);
  }
}
END_TEST

START_TEST(a_part_time_pupil_misses_afternoons_only) {
  rbk_register *reg = all_of("part_time");
  for (uint32_t p = 0; p < PUPILS; p++)
    for (size_t s = 0; s < 2 * reg->calendar.day_count; s += 2)
      ck_assert_str_ne(rbk_code_letters(rbk_marks_of(&reg->marks, p)[s]), "C2");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_unmarked_have_sessions_without_a_mark_and_nobody_else_has) {
  for (size_t i = 0; i < rbk_family_count(); i++) {
    const char *name = rbk_family_at(i)->name;
    rbk_register *reg = all_of(name);
    tally sum = {0};
    for (uint32_t p = 0; p < PUPILS; p++) count_pupil(reg, p, &sum);
    if (strcmp(name, "unmarked") == 0)
      ck_assert_int_gt(sum.missing, PUPILS);
    else
      ck_assert_int_eq(sum.missing, 0);
    rbk_register_destroy(reg);
  }
}
END_TEST

START_TEST(before_august_2024_part_time_is_c) {
  static const char calendar[] =
      "{\"school_year\": \"2023/24\", \"half_terms\": ["
      "{\"term\": \"autumn\", \"number\": 1, \"from\": \"2023-09-04\","
      " \"to\": \"2023-12-19\"}]}";
  rbk_generate_options options = {.id = "s",
                                  .pupils = PUPILS,
                                  .seed = 21,
                                  .family = "part_time",
                                  .calendar = calendar,
                                  .calendar_length = sizeof calendar - 1};
  rbk_register *reg = made(&options);
  int64_t c = 0;
  for (uint32_t p = 0; p < PUPILS; p++) {
    c += marks_of(reg, p, "C");
    ck_assert_int_eq(marks_of(reg, p, "C2"), 0);
  }
  ck_assert_int_gt(c, 15 * PUPILS);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN("family", weights_are_those_of_a_thousand_pupils,
                  the_column_behaviour_names_the_family,
                  the_steady_attend_at_least_ninety_five_of_a_hundred_sessions,
                  the_often_ill_have_many_illnesses_and_no_long_one,
                  a_long_illness_is_of_fifteen_school_days_or_more,
                  friday_absences_fall_on_fridays,
                  a_holiday_in_term_time_is_three_days_or_more_of_g,
                  the_chronically_late_are_late_every_other_week_at_least,
                  a_decline_is_good_attendance_before_and_poor_at_the_end,
                  the_severely_absent_are_away_half_of_the_year_or_more,
                  joiners_leavers_and_those_with_two_spells_have_such_spells,
                  codes_tell_the_families_named_for_them,
                  a_part_time_pupil_misses_afternoons_only,
                  the_unmarked_have_sessions_without_a_mark_and_nobody_else_has,
                  before_august_2024_part_time_is_c);
}
