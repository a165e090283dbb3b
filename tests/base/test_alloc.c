#include "base/alloc.h"

#include <stdint.h>

#include "support/alloc.h"
#include "support/suite.h"

START_TEST(without_an_allocator_malloc_serves) {
  unsigned char *bytes = rbk_take(NULL, 3, 5);
  ck_assert_ptr_nonnull(bytes);
  for (size_t i = 0; i < 15; i++) ck_assert_uint_eq(bytes[i], 0);
  bytes = rbk_resize(NULL, bytes, 4000);
  ck_assert_ptr_nonnull(bytes);
  rbk_release(NULL, bytes);
  rbk_release(NULL, NULL);
  ck_assert_ptr_nonnull(rbk_alloc_or_default(NULL));
  const rbk_alloc own = {0};
  ck_assert_ptr_eq(rbk_alloc_or_default(&own), &own);
}
END_TEST

START_TEST(what_is_taken_is_zero_even_where_memory_was_not) {
  test_alloc test;
  test_alloc_init(&test);
  unsigned char *bytes = rbk_take(&test.alloc, 8, 8);
  for (size_t i = 0; i < 64; i++) ck_assert_uint_eq(bytes[i], 0);
  ck_assert_uint_eq(test.blocks, 1);
  ck_assert_uint_eq(test.bytes, 64);
  rbk_release(&test.alloc, bytes);
  ck_assert_uint_eq(test.blocks, 0);
  ck_assert_uint_eq(test.bytes, 0);
}
END_TEST

START_TEST(a_product_that_overflows_takes_nothing) {
  test_alloc test;
  test_alloc_init(&test);
  ck_assert_ptr_null(rbk_take(&test.alloc, SIZE_MAX / 2 + 1, 2));
  ck_assert_uint_eq(test.requests, 0);
}
END_TEST

START_TEST(nothing_taken_is_still_not_null) {
  test_alloc test;
  test_alloc_init(&test);
  void *none = rbk_take(&test.alloc, 0, 8);
  ck_assert_ptr_nonnull(none);
  rbk_release(&test.alloc, none);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(a_growing_array_keeps_its_items) {
  test_alloc test;
  test_alloc_init(&test);
  uint32_t *items = NULL;
  size_t capacity = 0;
  for (uint32_t i = 0; i < 1000; i++) {
    ck_assert_int_eq(
        rbk_grow(&test.alloc, &items, &capacity, i + 1, sizeof *items), RBK_OK);
    ck_assert_uint_gt(capacity, i);
    items[i] = i * i;
  }
  for (uint32_t i = 0; i < 1000; i++) ck_assert_uint_eq(items[i], i * i);
  /* 8 * 1.5^12 > 1000, so a dozen steps and a few for rounding down */
  ck_assert_uint_le(test.requests, 16);
  rbk_release(&test.alloc, items);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(an_array_with_room_is_left_as_it_is) {
  test_alloc test;
  test_alloc_init(&test);
  char *items = NULL;
  size_t capacity = 0;
  ck_assert_int_eq(rbk_grow(&test.alloc, &items, &capacity, 100, 1), RBK_OK);
  char *before = items;
  size_t room = capacity;
  ck_assert_int_eq(rbk_grow(&test.alloc, &items, &capacity, room, 1), RBK_OK);
  ck_assert_ptr_eq(items, before);
  ck_assert_uint_eq(capacity, room);
  rbk_release(&test.alloc, items);
}
END_TEST

START_TEST(an_array_that_cannot_grow_stands) {
  test_alloc test;
  test_alloc_init(&test);
  uint64_t *items = NULL;
  size_t capacity = 0;
  ck_assert_int_eq(rbk_grow(&test.alloc, &items, &capacity, 1, 8), RBK_OK);
  items[0] = 42;
  uint64_t *before = items;
  size_t room = capacity;
  test_alloc_fail_at(&test, 1, true);
  ck_assert_int_eq(rbk_grow(&test.alloc, &items, &capacity, room + 1, 8),
                   RBK_NOMEM);
  ck_assert_int_eq(
      rbk_grow(&test.alloc, &items, &capacity, SIZE_MAX / 8 + 1, 8), RBK_NOMEM);
  ck_assert_ptr_eq(items, before);
  ck_assert_uint_eq(capacity, room);
  ck_assert_uint_eq(items[0], 42);
  rbk_release(&test.alloc, items);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(the_allocator_of_the_tests_fails_when_told_to) {
  test_alloc test;
  test_alloc_init(&test);
  void *blocks[3];
  test_alloc_fail_at(&test, 2, false);
  for (size_t i = 0; i < 3; i++) blocks[i] = rbk_take(&test.alloc, 1, 1);
  ck_assert(blocks[0] && !blocks[1] && blocks[2]);
  ck_assert_uint_eq(test.failures, 1);
  ck_assert_uint_eq(test.blocks, 2);
  test_alloc_fail_at(&test, 2, true);
  blocks[1] = rbk_take(&test.alloc, 1, 1);
  ck_assert_ptr_nonnull(blocks[1]);
  ck_assert_ptr_null(rbk_resize(&test.alloc, blocks[1], 50));
  ck_assert_ptr_null(rbk_take(&test.alloc, 1, 1));
  ck_assert_uint_eq(test.failures, 2);
  for (size_t i = 0; i < 3; i++) rbk_release(&test.alloc, blocks[i]);
  ck_assert_uint_eq(test.blocks, 0);
  ck_assert_uint_eq(test.bytes, 0);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "alloc", without_an_allocator_malloc_serves,
      what_is_taken_is_zero_even_where_memory_was_not,
      a_product_that_overflows_takes_nothing, nothing_taken_is_still_not_null,
      a_growing_array_keeps_its_items, an_array_with_room_is_left_as_it_is,
      an_array_that_cannot_grow_stands,
      the_allocator_of_the_tests_fails_when_told_to);
}
