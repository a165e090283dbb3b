/* The summary holds whole numbers that can be added to those of others. */
#include <string.h>

#include "support/decisions.h"
#include "support/suite.h"
#include "write/summary.h"

static rbk_buffer out;

static const char *summary_of(const rbk_decision *const *all, size_t count,
                              size_t runs) {
  rbk_summary *summary;
  ck_assert_int_eq(rbk_summary_create(NULL, &summary), RBK_OK);
  rbk_decision_sink sink = rbk_summary_sink(summary);
  for (size_t run = 0; run < runs; run++) {
    for (size_t i = 0; i < count; i++)
      ck_assert_int_eq(sink.decision(sink.context, all[i]), RBK_OK);
    ck_assert_int_eq(sink.finished(sink.context, &decisions_record), RBK_OK);
  }
  rbk_buffer_finish(&out);
  rbk_buffer_init(&out, NULL);
  ck_assert_int_eq(rbk_summary_print(summary, &out), RBK_OK);
  rbk_summary_destroy(summary);
  return rbk_buffer_string(&out);
}

static const rbk_decision *const samples[] = {
    &decisions_example, &decisions_full, &decisions_quiet, &decisions_group};

static void has(const char *text, const char *part) {
  ck_assert_msg(strstr(text, part) != NULL, "no %s in %s", part, text);
}

START_TEST(pupils_are_counted_by_band_flag_stage_and_rule) {
  const char *text = summary_of(samples, 4, 1);
  has(text, "\"bands\":{\"attendance\":{\"very_concerning\":1},"
            "\"punctuality\":{\"\":1}},"
            "\"flags\":{\"persistent_absence\":2,\"severe_absence\":1},"
            "\"stages\":{\"support\":{\"stage_2\":1}},");
  /* two notices for one pupil: one pupil, two actions */
  has(text, "\"rules\":{\"call_home\":{\"done\":1},"
            "\"letter_below_92\":{\"overdue\":1},\"notice\":{\"blocked\":1},"
            "\"visit\":{\"due\":1}},"
            "\"actions\":{\"blocked\":2,\"done\":1,\"due\":1,\"overdue\":1},"
            "\"group_rules\":{\"tell_governors\":{\"due\":1}},"
            "\"proposals\":{\"n_after_five_days\":1},"
            "\"findings\":{\"withdrawn_code\":1},"
            "\"undetermined\":{\"letter_90\":1},\"no_data\":{\"trend\":1}}\n");
}
END_TEST

START_TEST(sessions_are_summed_by_class_and_by_code_in_the_order_of_the_codes) {
  const char *text = summary_of(samples, 4, 1);
  has(text, "\"attendance\":{\"possible\":214,\"attended\":191,"
            "\"authorised\":12,\"unauthorised\":11,\"late\":3,\"missing\":1},"
            "\"codes\":{\"/\":96,\"\\\\\":92,\"L\":3,\"I\":12,\"O\":11},");
}
END_TEST

START_TEST(the_record_of_every_run_stands_with_its_digests) {
  const char *text = summary_of(samples, 4, 2);
  has(text, "{\"version\":\"0.1.0\",\"runs\":[{\"run\":\"4f1c0a9b7de2\","
            "\"profile\":\"causeway-green\",\"as_of\":\"2025-02-14\","
            "\"policies\":[{\"policy\":\"school/causeway_green\",\"digest\":\""
            "1111111111111111111111111111111111111111111111111111111111111111"
            "\"},{\"policy\":\"national/england\",\"digest\":\"");
  has(text, "\"register\":\""
            "5555555555555555555555555555555555555555555555555555555555555555"
            "\",\"pupils\":3,\"actions\":5,\"findings\":1,"
            "\"undetermined\":1,\"no_data\":1},{\"run\":");
  has(text, "\"pupils\":{\"all\":6,\"on_roll\":4,\"with_possible\":4,");
}
END_TEST

static void absence(int64_t possible, int64_t authorised, int64_t unauthorised,
                    const char *expected) {
  rbk_decision decision = decisions_quiet;
  decision.attendance =
      (rbk_attendance){possible,   possible - authorised - unauthorised,
                       authorised, unauthorised,
                       0,          0,
                       "x"};
  const rbk_decision *all[] = {&decision};
  has(summary_of(all, 1, 1), expected);
}

/* 10 % or more of the pupil's own possible sessions, whole numbers compared:
 * 38 of 380 is persistent, 37 is not; 190 of 380 is severe, 189 is not. */
START_TEST(persistent_and_severe_absence_begin_exactly_at_their_thresholds) {
  absence(380, 20, 17,
          "\"with_possible\":1,\"persistent_absence\":0,"
          "\"severe_absence\":0}");
  absence(380, 20, 18,
          "\"with_possible\":1,\"persistent_absence\":1,"
          "\"severe_absence\":0}");
  absence(380, 100, 89, "\"persistent_absence\":1,\"severe_absence\":0}");
  absence(380, 100, 90, "\"persistent_absence\":1,\"severe_absence\":1}");
  absence(379, 20, 17, "\"persistent_absence\":0,"); /* 370 < 379 */
  absence(369, 20, 17, "\"persistent_absence\":1,"); /* 370 >= 369 */
}
END_TEST

START_TEST(a_pupil_without_possible_sessions_is_in_no_denominator) {
  absence(0, 0, 0,
          "\"all\":1,\"on_roll\":0,\"with_possible\":0,"
          "\"persistent_absence\":0,\"severe_absence\":0}");
}
END_TEST

START_TEST(a_sum_that_leaves_64_bits_is_an_error_and_never_wraps) {
  rbk_decision decision = decisions_quiet;
  decision.attendance.late = INT64_MAX;
  rbk_summary *summary;
  ck_assert_int_eq(rbk_summary_create(NULL, &summary), RBK_OK);
  rbk_decision_sink sink = rbk_summary_sink(summary);
  ck_assert_int_eq(sink.decision(sink.context, &decision), RBK_OK);
  ck_assert_int_eq(sink.decision(sink.context, &decision), RBK_OVERFLOW);
  rbk_summary_destroy(summary);
}
END_TEST

START_TEST(no_run_at_all_is_a_summary_of_noughts) {
  has(summary_of(samples, 0, 0),
      "\"runs\":[],\"pupils\":{\"all\":0,\"on_roll\":0,\"with_possible\":0,"
      "\"persistent_absence\":0,\"severe_absence\":0},");
}
END_TEST

int main(void) {
  return TEST_RUN(
      "summary", pupils_are_counted_by_band_flag_stage_and_rule,
      sessions_are_summed_by_class_and_by_code_in_the_order_of_the_codes,
      the_record_of_every_run_stands_with_its_digests,
      persistent_and_severe_absence_begin_exactly_at_their_thresholds,
      a_pupil_without_possible_sessions_is_in_no_denominator,
      a_sum_that_leaves_64_bits_is_an_error_and_never_wraps,
      no_run_at_all_is_a_summary_of_noughts);
}
