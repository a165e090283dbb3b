/* The register as a whole, through its public accessors. */
#include <check.h>
#include <string.h>

#include "support/alloc.h"
#include "support/school.h"
#include "support/suite.h"

START_TEST(a_register_tells_its_school_pupils_days_and_last_day) {
  school *s = school_begin("bedford-2024-25");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_identity(s, "castle-view", "secondary");
  school_present(s, "P0001");
  school_until(s, "2025-02-14");
  rbk_register *reg = school_finish(s);
  char last[11];
  ck_assert_str_eq(rbk_register_school(reg), "castle-view");
  ck_assert_uint_eq(rbk_register_pupils(reg), 2);
  ck_assert_uint_eq(rbk_register_days(reg), 189);
  ck_assert(rbk_register_last_day(reg, last));
  ck_assert_str_eq(last, "2025-02-14");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(an_empty_register_has_texts_everywhere_and_is_given_back_whole) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_register *reg = NULL;
  ck_assert_int_eq(rbk_register_create(&test.alloc, &reg), RBK_OK);
  ck_assert_str_ne(rbk_register_school(reg), "");
  const char *texts[] = {reg->school.file, reg->school.name, reg->school.phase,
                         reg->school.la, reg->school.precedence};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    ck_assert_str_eq(texts[i], "");
  char last[11];
  ck_assert(!rbk_register_last_day(reg, last));
  ck_assert_uint_eq(rbk_intern_add(&reg->roll.attributes, rbk_text_of("send")),
                    0);
  rbk_register_destroy(reg);
  ck_assert_uint_eq(test.blocks, 0);
  rbk_register_destroy(NULL);
}
END_TEST

START_TEST(without_memory_no_register_is_made) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    test_alloc_fail_at(&test, n, true);
    rbk_register *reg = NULL;
    rbk_status status = rbk_register_create(&test.alloc, &reg);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      rbk_register_destroy(reg);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_ptr_null(reg);
    ck_assert_uint_eq(test.blocks, 0);
  }
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "register", a_register_tells_its_school_pupils_days_and_last_day,
      an_empty_register_has_texts_everywhere_and_is_given_back_whole,
      without_memory_no_register_is_made);
}
