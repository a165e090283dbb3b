#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "support/alloc.h"
#include "support/suite.h"

START_TEST(what_is_taken_is_zero_aligned_and_apart) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_arena_init(&arena, &test.alloc);
  unsigned char *taken[500];
  for (size_t i = 0; i < 500; i++) {
    taken[i] = rbk_arena_take(&arena, i, 1);
    ck_assert_ptr_nonnull(taken[i]);
    ck_assert_uint_eq((uintptr_t)taken[i] % 16, 0);
    for (size_t b = 0; b < i; b++) ck_assert_uint_eq(taken[i][b], 0);
    memset(taken[i], (int)(i % 251 + 1), i);
  }
  for (size_t i = 0; i < 500; i++) {
    for (size_t b = 0; b < i; b++) {
      if (taken[i][b] != i % 251 + 1) ck_abort_msg("byte %zu of %zu", b, i);
    }
  }
  rbk_arena_finish(&arena);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(nothing_taken_is_a_pointer_of_its_own) {
  rbk_arena arena;
  rbk_arena_init(&arena, NULL);
  void *a = rbk_arena_take(&arena, 0, 8), *b = rbk_arena_take(&arena, 8, 0);
  ck_assert_ptr_nonnull(a);
  ck_assert_ptr_nonnull(b);
  ck_assert_ptr_ne(a, b);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(a_large_request_leaves_the_room_of_the_block_in_use) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_arena_init(&arena, &test.alloc);
  ck_assert_ptr_nonnull(rbk_arena_take(&arena, 1, 16));
  ck_assert_ptr_nonnull(rbk_arena_take(&arena, 1, 3000000));
  ck_assert_ptr_nonnull(rbk_arena_take(&arena, 1, 16));
  ck_assert_uint_eq(test.blocks, 2);
  rbk_arena_finish(&arena);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(many_small_requests_take_few_blocks) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_arena_init(&arena, &test.alloc);
  for (size_t i = 0; i < 65536; i++) {
    ck_assert_ptr_nonnull(rbk_arena_take(&arena, 1, 16));
  }
  /* 1 MB in blocks of 4, 8, ... 512 KB: at most nine of them */
  ck_assert_uint_le(test.blocks, 9);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(a_reset_keeps_the_largest_block_and_gives_zeroes_again) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_arena_init(&arena, &test.alloc);
  rbk_arena_reset(&arena); /* with nothing in it */
  for (size_t i = 0; i < 100; i++) {
    memset(rbk_arena_take(&arena, 1, 1000), 7, 1000);
  }
  memset(rbk_arena_take(&arena, 1, 500000), 7, 500000);
  ck_assert_uint_gt(test.blocks, 2);
  rbk_arena_reset(&arena);
  ck_assert_uint_eq(test.blocks, 1);
  ck_assert_uint_ge(test.bytes, 500000);
  test_alloc_fail_at(&test, 1, true); /* the room is there already */
  unsigned char *bytes = rbk_arena_take(&arena, 1, 400000);
  ck_assert_ptr_nonnull(bytes);
  for (size_t i = 0; i < 400000; i++) {
    if (bytes[i] != 0) ck_abort_msg("byte %zu", i);
  }
  rbk_arena_finish(&arena);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(copies_and_formatted_texts_end_with_a_zero_byte) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_arena_init(&arena, &test.alloc);
  ck_assert_str_eq(rbk_arena_copy(&arena, "P0001,late", 5), "P0001");
  ck_assert_str_eq(rbk_arena_copy(&arena, NULL, 0), "");
  ck_assert_mem_eq(rbk_arena_copy(&arena, "a\0b", 3), "a\0b", 4);
  ck_assert_str_eq(rbk_arena_format(&arena, "row %d: %s", 7, "late"),
                   "row 7: late");
  char *long_text = rbk_arena_format(&arena, "%09999d", 1);
  ck_assert_uint_eq(strlen(long_text), 9999);
  rbk_arena_finish(&arena);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

START_TEST(without_memory_there_is_null_and_the_arena_stands) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_arena arena;
  rbk_arena_init(&arena, &test.alloc);
  test_alloc_fail_at(&test, 1, true);
  ck_assert_ptr_null(rbk_arena_take(&arena, 1, 1));
  ck_assert_ptr_null(rbk_arena_copy(&arena, "a", 1));
  ck_assert_ptr_null(rbk_arena_format(&arena, "%d", 1));
  test_alloc_fail_at(&test, 0, false);
  char *kept = rbk_arena_copy(&arena, "kept", 4);
  test_alloc_fail_at(&test, 1, true);
  ck_assert_ptr_null(rbk_arena_take(&arena, 1, 100000));
  ck_assert_ptr_null(rbk_arena_take(&arena, SIZE_MAX, 1));
  ck_assert_ptr_null(rbk_arena_take(&arena, SIZE_MAX / 2, 3));
  ck_assert_ptr_null(rbk_arena_take(&arena, SIZE_MAX - 16, 1));
  ck_assert_ptr_null(rbk_arena_copy(&arena, "a", SIZE_MAX));
  ck_assert_str_eq(kept, "kept");
  rbk_arena_finish(&arena);
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

int main(void) {
  return TEST_RUN("arena", what_is_taken_is_zero_aligned_and_apart,
                  nothing_taken_is_a_pointer_of_its_own,
                  a_large_request_leaves_the_room_of_the_block_in_use,
                  many_small_requests_take_few_blocks,
                  a_reset_keeps_the_largest_block_and_gives_zeroes_again,
                  copies_and_formatted_texts_end_with_a_zero_byte,
                  without_memory_there_is_null_and_the_arena_stands);
}
