/* A because entry as a sentence. */
#include <string.h>

#include "support/suite.h"
#include "write/pieces.h"

static void says(rbk_because because, const char *expected) {
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  rbk_put_because_words(&out, &because, 1);
  ck_assert_str_eq(rbk_buffer_string(&out), expected);
  rbk_buffer_finish(&out);
}

START_TEST(a_rate_names_its_numerator_and_denominator) {
  says((rbk_because){.kind = RBK_BECAUSE_MEASURE,
                     .name = "attendance",
                     .value = "91.92",
                     .ratio = true,
                     .n = 182,
                     .d = 198,
                     .is = "below",
                     .threshold = "92",
                     .as_of = "2025-02-03"},
       "attendance 91.92 (182 of 198) is below 92 on 2025-02-03");
}
END_TEST

START_TEST(words_of_the_policy_lose_their_underscores) {
  says((rbk_because){.kind = RBK_BECAUSE_MEASURE,
                     .name = "days_off",
                     .value = "8.5",
                     .is = "at_least",
                     .threshold = "8.5"},
       "days off 8.5 is at least 8.5");
}
END_TEST

START_TEST(equality_is_said_once) {
  says((rbk_because){.kind = RBK_BECAUSE_MEASURE,
                     .name = "attendance",
                     .value = "100.00",
                     .is = "is",
                     .threshold = "100"},
       "attendance 100.00 is 100");
}
END_TEST

START_TEST(an_unnamed_measure_is_called_by_its_place) {
  says((rbk_because){.kind = RBK_BECAUSE_MEASURE,
                     .name = "la/bedford:12",
                     .value = "3",
                     .is = "above",
                     .threshold = "2"},
       "la/bedford:12 3 is above 2");
}
END_TEST

START_TEST(events_attributes_and_words_have_their_own_sentences) {
  says((rbk_because){.kind = RBK_BECAUSE_EVENT,
                     .name = "meeting",
                     .date = "2025-01-20"},
       "meeting on 2025-01-20");
  says((rbk_because){.kind = RBK_BECAUSE_EVENT,
                     .name = "meeting",
                     .id = "E7",
                     .date = "2025-01-20"},
       "meeting on 2025-01-20 (E7)");
  says((rbk_because){.kind = RBK_BECAUSE_EVENT, .name = "attendance_plan"},
       "no attendance_plan on record");
  says((rbk_because){.kind = RBK_BECAUSE_ATTRIBUTE,
                     .name = "social_worker",
                     .value = "yes"},
       "social worker is yes");
  says(
      (rbk_because){.kind = RBK_BECAUSE_ATTRIBUTE, .name = "send", .value = ""},
      "send is empty");
  says(
      (rbk_because){.kind = RBK_BECAUSE_HOLDS, .name = "compulsory_school_age"},
      "compulsory school age holds");
  says((rbk_because){.kind = RBK_BECAUSE_HOLDS, .name = "in_stage stage_two"},
       "in stage stage_two holds");
}
END_TEST

START_TEST(several_are_parted_by_semicolons_and_none_is_nothing) {
  const rbk_because two[] = {{.kind = RBK_BECAUSE_HOLDS, .name = "a"},
                             {.kind = RBK_BECAUSE_HOLDS, .name = "b"}};
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  rbk_put_because_words(&out, two, 0);
  ck_assert_str_eq(rbk_buffer_string(&out), "");
  rbk_put_because_words(&out, two, 2);
  ck_assert_str_eq(rbk_buffer_string(&out), "a holds; b holds");
  rbk_buffer_finish(&out);
}
END_TEST

int main(void) {
  return TEST_RUN("because", a_rate_names_its_numerator_and_denominator,
                  words_of_the_policy_lose_their_underscores,
                  equality_is_said_once,
                  an_unnamed_measure_is_called_by_its_place,
                  events_attributes_and_words_have_their_own_sentences,
                  several_are_parted_by_semicolons_and_none_is_nothing);
}
