#include "base/intern.h"

#include <stdio.h>

#include "support/alloc.h"
#include "support/suite.h"

START_TEST(texts_are_numbered_once_in_the_order_of_arrival) {
  rbk_arena arena;
  rbk_intern intern;
  rbk_arena_init(&arena, NULL);
  rbk_intern_init(&intern, &arena);
  ck_assert_uint_eq(rbk_intern_find(&intern, rbk_text_of("letter")), RBK_NONE);
  ck_assert_uint_eq(rbk_intern_add(&intern, rbk_text_of("letter")), 0);
  ck_assert_uint_eq(rbk_intern_add(&intern, rbk_text_of("meeting")), 1);
  ck_assert_uint_eq(rbk_intern_add(&intern, rbk_text_of("letter")), 0);
  ck_assert_uint_eq(rbk_intern_add(&intern, rbk_text_of("")), 2);
  ck_assert_uint_eq(rbk_intern_add(&intern, (rbk_text){"meetings", 7}), 1);
  ck_assert_uint_eq(rbk_intern_find(&intern, rbk_text_of("Letter")), RBK_NONE);
  ck_assert_uint_eq(rbk_intern_find(&intern, rbk_text_of("")), 2);
  ck_assert_uint_eq(intern.count, 3);
  ck_assert_str_eq(rbk_intern_text(&intern, 1), "meeting");
  rbk_arena_finish(&arena);
}
END_TEST

static rbk_text numbered(char space[16], unsigned number) {
  snprintf(space, 16, "P%06u", number);
  return rbk_text_of(space);
}

START_TEST(thousands_of_texts_keep_their_numbers_while_the_table_grows) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_intern intern;
  rbk_arena_init(&arena, &test.alloc);
  rbk_intern_init(&intern, &arena);
  char space[16];
  for (uint32_t i = 0; i < 5000; i++) {
    ck_assert_uint_eq(rbk_intern_add(&intern, numbered(space, i)), i);
  }
  for (uint32_t i = 0; i < 5000; i++) {
    rbk_text text = numbered(space, i);
    ck_assert_uint_eq(rbk_intern_find(&intern, text), i);
    ck_assert_uint_eq(rbk_intern_add(&intern, text), i);
    ck_assert_str_eq(rbk_intern_text(&intern, i), text.bytes);
  }
  ck_assert_uint_eq(rbk_intern_find(&intern, numbered(space, 5000)), RBK_NONE);
  rbk_arena_finish(&arena);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(an_intern_without_memory_keeps_what_it_had) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    ck_assert_uint_lt(n, 100);
    rbk_arena arena;
    rbk_intern intern;
    rbk_arena_init(&arena, &test.alloc);
    rbk_intern_init(&intern, &arena);
    test_alloc_fail_at(&test, n, true);
    char space[16];
    uint32_t added = 0;
    while (added < 2000 &&
           rbk_intern_add(&intern, numbered(space, added)) == added) {
      added++;
    }
    ck_assert_uint_eq(intern.count, added);
    ck_assert_uint_eq(rbk_intern_find(&intern, numbered(space, added)),
                      RBK_NONE);
    for (uint32_t i = 0; i < added; i++) {
      ck_assert_uint_eq(rbk_intern_find(&intern, numbered(space, i)), i);
    }
    bool failed = test.failures > 0;
    test_alloc_fail_at(&test, 0, false);
    ck_assert_uint_eq(rbk_intern_add(&intern, numbered(space, added)), added);
    rbk_arena_finish(&arena);
    ck_assert_uint_eq(test.blocks, 0);
    if (!failed) {
      ck_assert_uint_eq(added, 2000);
      ck_assert_uint_gt(n, 3);
      break;
    }
  }
}
END_TEST

int main(void) {
  return TEST_RUN("intern", texts_are_numbered_once_in_the_order_of_arrival,
                  thousands_of_texts_keep_their_numbers_while_the_table_grows,
                  an_intern_without_memory_keeps_what_it_had);
}
