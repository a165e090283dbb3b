/* Chance: the published generator, and what is drawn from it. */
#include <check.h>

#include "generate/prng.h"
#include "support/suite.h"

START_TEST(the_generator_gives_the_numbers_known_for_it) {
  /* xoshiro256** from the state 1, 2, 3, 4: the first of the numbers in the
   * test of the Rust crate rand_xoshiro, made with the authors' C program.
   * The first two by hand: rotl(2 * 5, 7) * 9 = 1280 * 9; then s1 is
   * 2 ^ (3 ^ 1) = 0. */
  static const uint64_t known[] = {11520, 0, UINT64_C(1509978240),
                                   UINT64_C(1215971899390074240)};
  rbk_prng prng = {{1, 2, 3, 4}};
  for (size_t i = 0; i < 4; i++)
    ck_assert_uint_eq(rbk_prng_next(&prng), known[i]);
}
END_TEST

START_TEST(seeds_and_streams_give_other_numbers) {
  rbk_prng a, b, c, again;
  rbk_prng_seed(&a, 1, 1);
  rbk_prng_seed(&b, 2, 1);
  rbk_prng_seed(&c, 1, 2);
  rbk_prng_seed(&again, 1, 1);
  uint64_t first = rbk_prng_next(&a);
  ck_assert_uint_eq(rbk_prng_next(&again), first);
  ck_assert_uint_ne(rbk_prng_next(&b), first);
  ck_assert_uint_ne(rbk_prng_next(&c), first);
}
END_TEST

START_TEST(draws_stay_within_their_bounds_and_reach_both) {
  rbk_prng prng;
  rbk_prng_seed(&prng, 7, 0);
  bool low = false, high = false;
  for (size_t i = 0; i < 2000; i++) {
    int32_t draw = rbk_prng_between(&prng, -3, 4);
    ck_assert_int_ge(draw, -3);
    ck_assert_int_le(draw, 4);
    low = low || draw == -3;
    high = high || draw == 4;
    ck_assert_uint_eq(rbk_prng_below(&prng, 1), 0);
    ck_assert_int_eq(rbk_prng_between(&prng, 5, 5), 5);
  }
  ck_assert(low && high);
}
END_TEST

START_TEST(every_outcome_is_as_likely_as_another) {
  /* 60000 throws of a die: 10000 a side, standard deviation
   * sqrt(60000 * 1/6 * 5/6) = 91.3; six of those are 548. */
  size_t counts[6] = {0};
  rbk_prng prng;
  rbk_prng_seed(&prng, 11, 0);
  for (size_t i = 0; i < 60000; i++) counts[rbk_prng_below(&prng, 6)]++;
  for (size_t i = 0; i < 6; i++) {
    ck_assert_uint_gt(counts[i], 10000 - 548);
    ck_assert_uint_lt(counts[i], 10000 + 548);
  }
}
END_TEST

START_TEST(no_chance_is_never_and_a_thousand_parts_are_always) {
  rbk_prng prng;
  rbk_prng_seed(&prng, 3, 0);
  for (size_t i = 0; i < 2000; i++) {
    ck_assert(!rbk_prng_chance(&prng, 0));
    ck_assert(rbk_prng_chance(&prng, 1000));
  }
}
END_TEST

int main(void) {
  return TEST_RUN("prng", the_generator_gives_the_numbers_known_for_it,
                  seeds_and_streams_give_other_numbers,
                  draws_stay_within_their_bounds_and_reach_both,
                  every_outcome_is_as_likely_as_another,
                  no_chance_is_never_and_a_thousand_parts_are_always);
}
