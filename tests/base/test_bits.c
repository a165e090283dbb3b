/* Against the slow, obvious way: an array of bool, one a day. */
#include "base/bits.h"

#include "support/suite.h"

enum { DAYS = 200, WORDS = 4 }; /* three whole words and a piece of one */

static void assert_same(const rbk_word *bits, const bool *days) {
  for (size_t d = 0; d < DAYS; d++) {
    ck_assert_msg(rbk_bits_get(bits, d) == days[d], "day %zu", d);
  }
  for (size_t d = DAYS; d < WORDS * 64; d++) {
    ck_assert_msg(!rbk_bits_get(bits, d), "day %zu is beyond the end", d);
  }
}

/* Two sets in which days hold no pattern of words: multiples of 3 and of 7. */
static void make(rbk_word *bits, bool *days, size_t step) {
  rbk_bits_zero(bits, DAYS);
  for (size_t d = 0; d < DAYS; d++) {
    days[d] = d % step == 0;
    rbk_bits_put(bits, d, days[d]);
  }
}

START_TEST(words_are_counted_by_days) {
  ck_assert_uint_eq(rbk_bits_words(0), 0);
  ck_assert_uint_eq(rbk_bits_words(1), 1);
  ck_assert_uint_eq(rbk_bits_words(64), 1);
  ck_assert_uint_eq(rbk_bits_words(65), 2);
}
END_TEST

START_TEST(one_day_is_set_and_cleared_without_its_neighbours) {
  rbk_word bits[WORDS] = {0};
  bool days[DAYS] = {false};
  static const size_t edges[] = {0, 1, 62, 63, 64, 65, 127, 128, 199};
  for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
    rbk_bits_set(bits, edges[i]);
    days[edges[i]] = true;
    assert_same(bits, days);
  }
  rbk_bits_clear(bits, 63);
  days[63] = false;
  rbk_bits_put(bits, 64, false);
  days[64] = false;
  rbk_bits_put(bits, 66, true);
  days[66] = true;
  assert_same(bits, days);
}
END_TEST

START_TEST(a_span_is_filled_from_its_first_to_its_last_day) {
  for (size_t first = 0; first < DAYS; first += 7) {
    for (size_t last = 0; last < DAYS; last++) {
      rbk_word bits[WORDS] = {0};
      rbk_bits_fill(bits, first, last);
      for (size_t d = 0; d < WORDS * 64; d++) {
        if (rbk_bits_get(bits, d) != (d >= first && d <= last)) {
          ck_abort_msg("day %zu of %zu to %zu", d, first, last);
        }
      }
    }
  }
}
END_TEST

START_TEST(filling_keeps_the_days_that_were_set_before) {
  rbk_word bits[WORDS] = {0};
  rbk_bits_set(bits, 0);
  rbk_bits_set(bits, 199);
  rbk_bits_fill(bits, 60, 70);
  ck_assert_uint_eq(rbk_bits_count(bits, DAYS), 13);
}
END_TEST

START_TEST(sets_are_joined_and_cut_day_by_day) {
  rbk_word a[WORDS], b[WORDS], out[WORDS];
  bool threes[DAYS], sevens[DAYS], expected[DAYS];
  make(a, threes, 3);
  make(b, sevens, 7);

  rbk_bits_copy(out, a, DAYS);
  assert_same(out, threes);
  rbk_bits_and(out, b, DAYS);
  for (size_t d = 0; d < DAYS; d++) expected[d] = threes[d] && sevens[d];
  assert_same(out, expected);

  rbk_bits_copy(out, a, DAYS);
  rbk_bits_or(out, b, DAYS);
  for (size_t d = 0; d < DAYS; d++) expected[d] = threes[d] || sevens[d];
  assert_same(out, expected);

  rbk_bits_not(out, a, DAYS);
  for (size_t d = 0; d < DAYS; d++) expected[d] = !threes[d];
  assert_same(out, expected);

  rbk_bits_zero(out, DAYS);
  ck_assert_uint_eq(rbk_bits_count(out, DAYS), 0);
}
END_TEST

START_TEST(the_opposite_of_nothing_is_every_day_and_no_more) {
  static const size_t lengths[] = {1, 63, 64, 65, 128, 190};
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    rbk_word none[WORDS] = {0}, all[WORDS] = {0};
    rbk_bits_not(all, none, lengths[i]);
    ck_assert_uint_eq(rbk_bits_count(all, WORDS * 64), lengths[i]);
    ck_assert(rbk_bits_get(all, lengths[i] - 1));
  }
  rbk_word untouched = 5;
  rbk_bits_not(&untouched, &untouched, 0);
  ck_assert_uint_eq(untouched, 5);
}
END_TEST

START_TEST(days_are_counted) {
  rbk_word bits[WORDS];
  bool days[DAYS];
  make(bits, days, 3);
  ck_assert_uint_eq(rbk_bits_count(bits, DAYS), 67); /* 0, 3, ... 198 */
  ck_assert_uint_eq(rbk_bits_count(bits, 64), 22);   /* 0, 3, ... 63 */
  ck_assert_uint_eq(rbk_bits_count(bits, 63), 21);
  ck_assert_uint_eq(rbk_bits_count(bits, 0), 0);
}
END_TEST

START_TEST(the_next_and_previous_set_day_are_found_from_every_day) {
  rbk_word bits[WORDS];
  bool days[DAYS];
  make(bits, days, 70); /* days 0, 70, 140 */
  rbk_bits_clear(bits, 0);
  days[0] = false;
  for (size_t from = 0; from < DAYS; from++) {
    size_t next = from, previous = from;
    while (next < DAYS && !days[next]) next++;
    while (previous != SIZE_MAX && !days[previous]) previous--;
    ck_assert_uint_eq(rbk_bits_next(bits, DAYS, from), next);
    ck_assert_uint_eq(rbk_bits_previous(bits, from), previous);
  }
}
END_TEST

START_TEST(a_search_stops_at_the_end_of_the_days) {
  rbk_word bits[WORDS] = {0};
  rbk_bits_set(bits, 100);
  ck_assert_uint_eq(rbk_bits_next(bits, 100, 0), 100); /* none in 0..99 */
  ck_assert_uint_eq(rbk_bits_next(bits, 90, 0), 90);
  ck_assert_uint_eq(rbk_bits_next(bits, 101, 0), 100); /* day 100 */
  ck_assert_uint_eq(rbk_bits_next(bits, 101, 101), 101);
  ck_assert_uint_eq(rbk_bits_next(bits, 64, 64), 64);
}
END_TEST

int main(void) {
  return TEST_RUN("bits", words_are_counted_by_days,
                  one_day_is_set_and_cleared_without_its_neighbours,
                  a_span_is_filled_from_its_first_to_its_last_day,
                  filling_keeps_the_days_that_were_set_before,
                  sets_are_joined_and_cut_day_by_day,
                  the_opposite_of_nothing_is_every_day_and_no_more,
                  days_are_counted,
                  the_next_and_previous_set_day_are_found_from_every_day,
                  a_search_stops_at_the_end_of_the_days);
}
