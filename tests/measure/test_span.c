/* Counting due days. "weeks-8": seven school weeks from 2 September to 18
 * October 2024, a week's holiday, one from 28 October to 1 November. */
#include "measure/case.h"
#include "support/suite.h"

typedef struct asked {
  const char *from;
  rbk_span_unit unit;
  int32_t n;
  const char *wanted; /* a date, or "2 after 2024-11-01" */
} asked;

static void check(const rbk_calendar *calendar, const asked *a) {
  char text[40], date[11];
  rbk_date out = 0, last = 0;
  int32_t left = 0;
  if (rbk_span_after(calendar, school_date(a->from), a->unit, a->n, &out, &left,
                     &last)) {
    rbk_date_print(out, text);
  } else {
    rbk_date_print(last, date);
    snprintf(text, sizeof text, "%d after %s", left, date);
  }
  ck_assert_msg(strcmp(text, a->wanted) == 0, "%d from %s: %s, wanted %s", a->n,
                a->from, text, a->wanted);
}

START_TEST(units_after_a_day_do_not_count_the_day_itself) {
  static const asked cases[] = {
      {"2024-10-16", RBK_SPAN_SCHOOL_DAYS, 0, "2024-10-16"},
      {"2024-10-16", RBK_SPAN_SCHOOL_DAYS, 2, "2024-10-18"},
      {"2024-10-16", RBK_SPAN_SCHOOL_DAYS, 3, "2024-10-29"}, /* 28 is closed */
      {"2024-10-20", RBK_SPAN_SCHOOL_DAYS, 1, "2024-10-29"},
      {"2024-10-16", RBK_SPAN_CALENDAR_DAYS, 3, "2024-10-19"},
      {"2024-12-24", RBK_SPAN_CALENDAR_DAYS, 10, "2025-01-03"},
      /* 21 October is made a bank holiday; closures are working days. */
      {"2024-10-18", RBK_SPAN_WORKING_DAYS, 1, "2024-10-22"},
      {"2024-10-18", RBK_SPAN_WORKING_DAYS, 5, "2024-10-28"},
      {"2024-10-16", RBK_SPAN_SCHOOL_WEEKS, 1, "2024-10-30"},
      {"2024-10-11", RBK_SPAN_SCHOOL_WEEKS, 1, "2024-10-18"},
      {"2024-10-12", RBK_SPAN_SCHOOL_WEEKS, 1, "2024-10-18"}, /* Saturday */
      {"2024-10-14", RBK_SPAN_SCHOOL_WEEKS, 1, "2024-10-18"}, /* 28 is closed */
  };
  school *s = school_begin("weeks-8");
  school_close(s, "2024-10-28", "2024-10-28", "training day");
  school_bank_holiday(s, "2024-10-21");
  school_pupil(s, "P0001");
  rbk_register *reg = school_finish(s);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    check(&reg->calendar, &cases[i]);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_span_beyond_the_calendar_says_what_is_left_and_from_when) {
  static const asked cases[] = {
      {"2024-10-30", RBK_SPAN_SCHOOL_DAYS, 2, "2024-11-01"},
      {"2024-10-30", RBK_SPAN_SCHOOL_DAYS, 3, "1 after 2024-11-01"},
      {"2024-11-04", RBK_SPAN_SCHOOL_DAYS, 3, "3 after 2024-11-01"},
      {"2024-10-23", RBK_SPAN_SCHOOL_WEEKS, 1, "2024-10-30"},
      {"2024-10-23", RBK_SPAN_SCHOOL_WEEKS, 3, "2 after 2024-11-01"},
      /* Bank holidays are known to 31 July 2025, a Thursday. */
      {"2025-07-30", RBK_SPAN_WORKING_DAYS, 1, "2025-07-31"},
      {"2025-07-30", RBK_SPAN_WORKING_DAYS, 2, "2 after 2025-07-30"},
      {"2025-08-04", RBK_SPAN_SCHOOL_DAYS, 1, "1 after 2025-08-04"},
      {"2024-07-31", RBK_SPAN_SCHOOL_DAYS, 1, "1 after 2024-07-31"},
      {"2024-08-01", RBK_SPAN_SCHOOL_DAYS, 1, "2024-09-02"},
  };
  school *s = school_begin("weeks-8");
  school_pupil(s, "P0001");
  rbk_register *reg = school_finish(s);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    check(&reg->calendar, &cases[i]);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_year_that_is_not_loaded_is_not_counted_across) {
  static const rbk_half_term_spec halves[] = {
      {"autumn", 1, RBK_DATE(2022, 9, 5), RBK_DATE(2022, 9, 9)},
      {"autumn", 1, RBK_DATE(2024, 9, 2), RBK_DATE(2024, 9, 6)},
  };
  static const rbk_calendar_spec spec = {.half_terms = halves,
                                         .half_term_count = 2};
  static const asked cases[] = {
      {"2022-09-07", RBK_SPAN_SCHOOL_DAYS, 2, "2022-09-09"},
      {"2022-09-07", RBK_SPAN_SCHOOL_DAYS, 3, "1 after 2022-09-09"},
      {"2023-09-07", RBK_SPAN_SCHOOL_DAYS, 1, "1 after 2023-09-07"},
      {"2024-08-30", RBK_SPAN_SCHOOL_WEEKS, 1, "2024-09-06"},
  };
  school *s = school_begin_with(&spec);
  school_pupil(s, "P0001");
  rbk_register *reg = school_finish(s);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    check(&reg->calendar, &cases[i]);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN("measure: span",
                  units_after_a_day_do_not_count_the_day_itself,
                  a_span_beyond_the_calendar_says_what_is_left_and_from_when,
                  a_year_that_is_not_loaded_is_not_counted_across);
}
