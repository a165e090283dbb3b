/* Calendar facts come from the Gregorian rule and ISO 8601; compulsory school
 * age from the Education Act 1996 s8 and
 * https://www.ipsea.org.uk/faqs/compulsory-school-age */
#include "base/date.h"
#include "support/suite.h"

static rbk_date day(const char *iso) {
  rbk_date date;
  ck_assert_msg(rbk_date_parse(rbk_text_of(iso), &date), "%s is a date", iso);
  return date;
}

static void assert_day(rbk_date actual, const char *expected) {
  char text[11];
  rbk_date_print(actual, text);
  ck_assert_str_eq(text, expected);
}

START_TEST(day_numbers_count_from_1970) {
  ck_assert_int_eq(RBK_DATE(1970, 1, 1), 0);
  ck_assert_int_eq(RBK_DATE(1970, 1, 2), 1);
  ck_assert_int_eq(RBK_DATE(1969, 12, 31), -1);
  /* 30 years of 365 days and the leap days of 1972, 76, 80, 84, 88, 92, 96 */
  ck_assert_int_eq(RBK_DATE(2000, 1, 1), 30 * 365 + 7);
  static const rbk_date table[] = {RBK_DATE(2024, 8, 19)};
  ck_assert_int_eq(table[0], day("2024-08-19"));
}
END_TEST

START_TEST(every_day_of_eight_centuries_splits_into_its_date_and_back) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  rbk_date expected = RBK_DATE(1600, 1, 1);
  for (int year = 1600; year < 2400; year++) {
    int leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    for (int month = 1; month <= 12; month++) {
      int length = lengths[month - 1] + (month == 2 ? leap : 0);
      for (int of_month = 1; of_month <= length; of_month++, expected++) {
        rbk_date date;
        int y, m, d;
        ck_assert(rbk_date_make(year, month, of_month, &date));
        rbk_date_split(date, &y, &m, &d);
        if (date != expected || y != year || m != month || d != of_month) {
          ck_abort_msg("%d-%d-%d is day %d", year, month, of_month, date);
        }
      }
    }
  }
}
END_TEST

/* 0 is a leap year by the rule, as 2000 is, though no date may name it. */
START_TEST(days_before_the_first_year_still_split) {
  int year, month, of_month;
  rbk_date_split(RBK_DATE(1, 1, 1) - 306, &year, &month, &of_month);
  ck_assert(year == 0 && month == 3 && of_month == 1);
  rbk_date_split(RBK_DATE(1, 1, 1) - 307, &year, &month, &of_month);
  ck_assert(year == 0 && month == 2 && of_month == 29);
  rbk_date_split(RBK_DATE(1, 1, 1) - 367, &year, &month, &of_month);
  ck_assert(year == -1 && month == 12 && of_month == 31);
}
END_TEST

START_TEST(a_day_that_does_not_exist_is_refused_and_nothing_is_changed) {
  static const int wrong[][3] = {
      {2023, 2, 29}, {2024, 2, 30}, {1900, 2, 29}, {2100, 2, 29}, {2025, 4, 31},
      {2025, 0, 1},  {2025, 13, 1}, {2025, 1, 0},  {2025, 1, 32}, {0, 1, 1},
      {10000, 1, 1}, {-1, 1, 1},    {2025, 6, -5}};
  rbk_date date = 77;
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    ck_assert(!rbk_date_make(wrong[i][0], wrong[i][1], wrong[i][2], &date));
    ck_assert_int_eq(date, 77);
  }
}
END_TEST

START_TEST(the_first_and_last_day_that_can_be_written_are_accepted) {
  rbk_date date;
  ck_assert(rbk_date_make(1, 1, 1, &date));
  assert_day(date, "0001-01-01");
  ck_assert(rbk_date_make(9999, 12, 31, &date));
  assert_day(date, "9999-12-31");
}
END_TEST

START_TEST(
    leap_days_exist_every_fourth_year_but_not_in_three_of_four_centuries) {
  rbk_date date;
  ck_assert(rbk_date_make(2024, 2, 29, &date));
  ck_assert(rbk_date_make(2000, 2, 29, &date));
  ck_assert(!rbk_date_make(1900, 2, 29, &date));
  ck_assert(!rbk_date_make(2025, 2, 29, &date));
  ck_assert_int_eq(RBK_DATE(2024, 3, 1) - RBK_DATE(2024, 2, 28), 2);
  ck_assert_int_eq(RBK_DATE(2025, 3, 1) - RBK_DATE(2025, 2, 28), 1);
  ck_assert_int_eq(RBK_DATE(2000, 3, 1) - RBK_DATE(2000, 2, 28), 2);
  ck_assert_int_eq(RBK_DATE(1900, 3, 1) - RBK_DATE(1900, 2, 28), 1);
}
END_TEST

START_TEST(an_iso_date_is_read_in_its_one_form_only) {
  rbk_date date = 77;
  static const char *const wrong[] = {
      "",           "2025-2-14",        "2025-02-14 ", " 2025-02-14",
      "2025-02-1",  "14/02/2025",       "2025/02/14",  "20250214",
      "2025-02-30", "2025-02-14T00:00", "25-02-14",    "+025-02-14",
      "2025-0x-14", "2025-02-141",      "2025--2-14"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    ck_assert_msg(!rbk_date_parse(rbk_text_of(wrong[i]), &date), "%s",
                  wrong[i]);
    ck_assert_int_eq(date, 77);
  }
  ck_assert(rbk_date_parse(rbk_text_of("2025-02-14"), &date));
  ck_assert_int_eq(date, RBK_DATE(2025, 2, 14));
}
END_TEST

START_TEST(a_date_is_read_no_further_than_its_text_goes) {
  rbk_date date = 77;
  ck_assert(!rbk_date_parse((rbk_text){"2025-02-14", 9}, &date));
  ck_assert(rbk_date_parse((rbk_text){"2025-02-14/", 10}, &date));
}
END_TEST

START_TEST(a_uk_date_puts_the_day_first) {
  rbk_date date = 77;
  ck_assert(!rbk_date_parse_uk(rbk_text_of("2025-02-14"), &date));
  ck_assert(!rbk_date_parse_uk(rbk_text_of("02/14/2025"), &date));
  ck_assert(!rbk_date_parse_uk(rbk_text_of("4/02/2025"), &date));
  ck_assert(!rbk_date_parse_uk(rbk_text_of("04/02/25"), &date));
  ck_assert(!rbk_date_parse_uk(rbk_text_of("29/02/2025"), &date));
  ck_assert_int_eq(date, 77);
  ck_assert(rbk_date_parse_uk(rbk_text_of("04/02/2025"), &date));
  assert_day(date, "2025-02-04");
}
END_TEST

START_TEST(no_date_prints_as_nothing) {
  char text[11] = "untouched";
  rbk_date_print(RBK_NO_DATE, text);
  ck_assert_str_eq(text, "");
  rbk_date_print(RBK_DATE(9999, 12, 31) + 1, text);
  ck_assert_str_eq(text, "");
  rbk_date_print(RBK_DATE(1, 1, 1) - 1, text);
  ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(weekdays_follow_one_another_from_a_known_thursday) {
  ck_assert_int_eq(rbk_date_weekday(RBK_DATE(1970, 1, 1)), RBK_THURSDAY);
  for (rbk_date date = -800; date < 800; date++) {
    int expected = (RBK_THURSDAY + 7 * 200 + date) % 7;
    ck_assert_int_eq((int)rbk_date_weekday(date), expected);
  }
  /* 28 June 2024 was a Friday: test vector CSA-2 */
  ck_assert_int_eq(rbk_date_weekday(RBK_DATE(2024, 6, 28)), RBK_FRIDAY);
}
END_TEST

START_TEST(a_week_begins_on_its_monday) {
  assert_day(rbk_date_monday(day("2025-02-10")), "2025-02-10"); /* Monday */
  assert_day(rbk_date_monday(day("2025-02-14")), "2025-02-10"); /* Friday */
  assert_day(rbk_date_monday(day("2025-02-16")), "2025-02-10"); /* Sunday */
  assert_day(rbk_date_monday(day("2025-02-17")), "2025-02-17");
  assert_day(rbk_date_monday(day("2025-02-09")), "2025-02-03");
  assert_day(rbk_date_monday(day("1970-01-01")), "1969-12-29");
}
END_TEST

/* A week is of the year that holds its Thursday. */
START_TEST(an_iso_week_belongs_to_the_year_of_its_thursday) {
  static const struct {
    const char *date;
    int year, week;
  } cases[] = {
      {"2024-12-29", 2024, 52}, {"2024-12-30", 2025, 1}, /* Sunday, Monday */
      {"2025-01-05", 2025, 1},  {"2025-01-06", 2025, 2},
      {"2025-12-28", 2025, 52}, {"2025-12-29", 2026, 1},
      {"2020-12-31", 2020, 53}, {"2021-01-03", 2020, 53}, /* a Thursday */
      {"2021-01-04", 2021, 1},  {"2026-12-31", 2026, 53},
      {"2027-01-03", 2026, 53}, {"2027-01-04", 2027, 1},
      {"2023-01-01", 2022, 52}, {"2023-01-02", 2023, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int year, week;
    rbk_date_iso_week(day(cases[i].date), &year, &week);
    ck_assert_msg(year == cases[i].year && week == cases[i].week,
                  "%s is in %d-W%02d", cases[i].date, year, week);
  }
}
END_TEST

START_TEST(a_leap_day_becomes_28_february_in_a_common_year) {
  assert_day(rbk_date_add_years(day("2020-02-29"), 1), "2021-02-28");
  assert_day(rbk_date_add_years(day("2020-02-29"), 4), "2024-02-29");
  assert_day(rbk_date_add_years(day("2020-02-28"), 4), "2024-02-28");
  assert_day(rbk_date_add_years(day("2020-03-01"), 1), "2021-03-01");
  assert_day(rbk_date_add_years(day("2024-02-29"), -4), "2020-02-29");
}
END_TEST

START_TEST(years_beyond_the_calendar_are_no_date) {
  ck_assert_int_eq(rbk_date_add_years(day("9999-01-01"), 1), RBK_NO_DATE);
  ck_assert_int_eq(rbk_date_add_years(day("0001-01-01"), -1), RBK_NO_DATE);
  ck_assert_int_eq(rbk_date_add_years(day("2025-01-01"), 2147483647),
                   RBK_NO_DATE);
  ck_assert_int_eq(rbk_date_add_years(RBK_NO_DATE, 5), RBK_NO_DATE);
}
END_TEST

START_TEST(a_school_year_runs_from_1_august_to_31_july) {
  ck_assert_int_eq(rbk_school_year_of(day("2024-07-31")), 2023);
  ck_assert_int_eq(rbk_school_year_of(day("2024-08-01")), 2024);
  ck_assert_int_eq(rbk_school_year_of(day("2024-12-31")), 2024);
  ck_assert_int_eq(rbk_school_year_of(day("2025-01-01")), 2024);
  ck_assert_int_eq(rbk_school_year_of(day("2025-07-31")), 2024);
  ck_assert_int_eq(rbk_school_year_of(day("2025-08-01")), 2025);
  assert_day(rbk_school_year_first(2024), "2024-08-01");
  assert_day(rbk_school_year_last(2024), "2025-07-31");
}
END_TEST

START_TEST(
    csa_1_a_child_who_turns_five_on_10_february_2024_starts_on_31_march) {
  assert_day(rbk_compulsory_from(day("2019-02-10")), "2024-03-31");
}
END_TEST

START_TEST(a_birthday_on_a_prescribed_day_counts_that_day_and_no_day_later) {
  static const struct {
    const char *birth, *from;
  } cases[] = {{"2019-03-30", "2024-03-31"}, {"2019-03-31", "2024-03-31"},
               {"2019-04-01", "2024-08-31"}, {"2019-08-30", "2024-08-31"},
               {"2019-08-31", "2024-08-31"}, {"2019-09-01", "2024-12-31"},
               {"2019-12-30", "2024-12-31"}, {"2019-12-31", "2024-12-31"},
               {"2020-01-01", "2025-03-31"}, {"2020-02-29", "2025-03-31"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_day(rbk_compulsory_from(day(cases[i].birth)), cases[i].from);
  }
}
END_TEST

START_TEST(csa_2_a_pupil_born_on_23_september_2007_ceases_on_28_june_2024) {
  assert_day(rbk_compulsory_until(day("2007-09-23")), "2024-06-28");
}
END_TEST

/* The last Friday in June was the 28th in 2024, the 30th in 2023 and is the
 * 27th in 2025, by the calendar. A birthday between it and the next school
 * year still belongs to that June. */
START_TEST(pupils_who_turn_16_in_july_or_august_cease_in_the_june_before) {
  static const struct {
    const char *birth, *until;
  } cases[] = {{"2008-06-27", "2024-06-28"}, {"2008-06-28", "2024-06-28"},
               {"2008-06-29", "2024-06-28"}, {"2008-07-01", "2024-06-28"},
               {"2008-07-31", "2024-06-28"}, {"2008-08-01", "2024-06-28"},
               {"2008-08-31", "2024-06-28"}, {"2008-09-01", "2025-06-27"},
               {"2007-08-31", "2023-06-30"}, {"2007-09-01", "2024-06-28"},
               {"2008-01-01", "2024-06-28"}, {"2008-02-29", "2024-06-28"},
               {"2008-12-31", "2025-06-27"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_day(rbk_compulsory_until(day(cases[i].birth)), cases[i].until);
  }
}
END_TEST

START_TEST(
    compulsory_age_always_ends_on_a_friday_within_the_last_week_of_june) {
  for (rbk_date birth = RBK_DATE(2000, 1, 1); birth < RBK_DATE(2030, 1, 1);
       birth++) {
    rbk_date until = rbk_compulsory_until(birth);
    int year, month, of_month;
    rbk_date_split(until, &year, &month, &of_month);
    if (rbk_date_weekday(until) != RBK_FRIDAY || month != 6 || of_month < 24) {
      ck_abort_msg("born on day %d", birth);
    }
  }
}
END_TEST

START_TEST(without_a_date_of_birth_there_is_no_compulsory_age) {
  ck_assert_int_eq(rbk_compulsory_from(RBK_NO_DATE), RBK_NO_DATE);
  ck_assert_int_eq(rbk_compulsory_until(RBK_NO_DATE), RBK_NO_DATE);
}
END_TEST

START_TEST(a_year_of_age_is_complete_on_the_birthday) {
  rbk_date birth = day("2010-09-15");
  ck_assert_int_eq(rbk_age_on(birth, day("2025-09-14")), 14);
  ck_assert_int_eq(rbk_age_on(birth, day("2025-09-15")), 15);
  ck_assert_int_eq(rbk_age_on(birth, day("2025-09-16")), 15);
  ck_assert_int_eq(rbk_age_on(birth, birth), 0);
  ck_assert_int_eq(rbk_age_on(birth, birth - 1), -1);
  ck_assert_int_eq(rbk_age_on(day("2020-02-29"), day("2025-02-27")), 4);
  ck_assert_int_eq(rbk_age_on(day("2020-02-29"), day("2025-02-28")), 5);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "date", day_numbers_count_from_1970,
      every_day_of_eight_centuries_splits_into_its_date_and_back,
      days_before_the_first_year_still_split,
      a_day_that_does_not_exist_is_refused_and_nothing_is_changed,
      the_first_and_last_day_that_can_be_written_are_accepted,
      leap_days_exist_every_fourth_year_but_not_in_three_of_four_centuries,
      an_iso_date_is_read_in_its_one_form_only,
      a_date_is_read_no_further_than_its_text_goes,
      a_uk_date_puts_the_day_first, no_date_prints_as_nothing,
      weekdays_follow_one_another_from_a_known_thursday,
      a_week_begins_on_its_monday,
      an_iso_week_belongs_to_the_year_of_its_thursday,
      a_leap_day_becomes_28_february_in_a_common_year,
      years_beyond_the_calendar_are_no_date,
      a_school_year_runs_from_1_august_to_31_july,
      csa_1_a_child_who_turns_five_on_10_february_2024_starts_on_31_march,
      a_birthday_on_a_prescribed_day_counts_that_day_and_no_day_later,
      csa_2_a_pupil_born_on_23_september_2007_ceases_on_28_june_2024,
      pupils_who_turn_16_in_july_or_august_cease_in_the_june_before,
      compulsory_age_always_ends_on_a_friday_within_the_last_week_of_june,
      without_a_date_of_birth_there_is_no_compulsory_age,
      a_year_of_age_is_complete_on_the_birthday);
}
