/* The desk: sharing, memory, refusals, and the two short routines in which
 * SSE2 and plain C must agree with a loop. */
#include "measure/case.h"
#include "measure/contribution.h"
#include "support/alloc.h"
#include "support/random_plan.h"
#include "support/suite.h"

START_TEST(equal_windows_figures_and_leaves_are_one) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  rbk_window_spec week = {.kind = RBK_WINDOW_WEEK},
                  day = {.kind = RBK_WINDOW_DAY};
  uint32_t w = case_window(&c, week), d = case_window(&c, day);
  ck_assert_uint_ne(w, d);
  ck_assert_uint_eq(case_window(&c, week), w);
  rbk_figure_spec spec = case_of(RBK_FIGURE_SESSIONS, rbk_set_absent(), w);
  spec.window_count = 2;
  spec.windows[1] = d;
  uint32_t figure = case_figure(&c, spec);
  spec.windows[0] = d;
  spec.windows[1] = w; /* the same common days */
  ck_assert_uint_eq(case_figure(&c, spec), figure);
  spec.sessions = RBK_AM | RBK_PM; /* the same as none named */
  ck_assert_uint_eq(case_figure(&c, spec), figure);
  spec.rounded = 0;
  ck_assert_uint_ne(case_figure(&c, spec), figure);
  rbk_leaf_spec leaf = {.kind = RBK_LEAF_IN_TERM, .text = "autumn"};
  uint32_t l = case_leaf(&c, leaf);
  char again[] = "autumn";
  leaf.text = again;
  ck_assert_uint_eq(case_leaf(&c, leaf), l);
  case_end(&c);
}
END_TEST

START_TEST(numbers_that_are_not_there_are_refused) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t number = 77;
  rbk_figure_spec figure = case_of(RBK_FIGURE_RUN, rbk_set_absent(), 0);
  ck_assert_int_eq(rbk_measures_figure(&c.measures, &figure, &number),
                   RBK_USAGE);
  figure = (rbk_figure_spec){.kind = RBK_FIGURE_ADD};
  ck_assert_int_eq(rbk_measures_figure(&c.measures, &figure, &number),
                   RBK_USAGE);
  rbk_leaf_spec leaf = {.kind = RBK_LEAF_COMPARE};
  ck_assert_int_eq(rbk_measures_leaf(&c.measures, &leaf, &number), RBK_USAGE);
  rbk_desk *none = NULL;
  ck_assert_int_eq(rbk_desk_create(NULL, &c.measures, &none), RBK_USAGE);
  ck_assert_ptr_null(none);
  rbk_desk_destroy(none);
  case_ready(&c);
  rbk_window_spec late = {.kind = RBK_WINDOW_WEEK};
  ck_assert_int_eq(rbk_measures_window(&c.measures, &late, &number), RBK_USAGE);
  ck_assert_int_eq(rbk_measures_fix(&c.measures, NULL), RBK_USAGE);
  ck_assert_int_eq(rbk_desk_pupil(c.desk, 1), RBK_USAGE);
  ck_assert_uint_eq(number, 77);
  case_end(&c);
}
END_TEST

START_TEST(what_the_engine_supplies_is_compared_like_any_figure) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t group = case_figure(
      &c, (rbk_figure_spec){.kind = RBK_FIGURE_GROUP, .rounded = -1});
  uint32_t leaf = case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPARE,
                                                .figure = group,
                                                .comparison = RBK_ABOVE,
                                                .right = 25000});
  case_ready(&c);
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-02"), "unknown");
  static const int32_t n[10] = {4, 5, 6, 7, 8, 9, 1, 2, 3};
  rbk_value given[10];
  for (int i = 0; i < 9; i++) given[i] = (rbk_value){RBK_KNOWN, n[i], 2, 0, 0};
  given[9] = (rbk_value){RBK_NO_DATA, 0, 1, 0, 0};
  rbk_desk_give(c.desk, group, given);
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-02"), "false"); /* 2 */
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-03"), "false"); /* 2.5 */
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-04"), "true");  /* 3 */
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-13"), "unknown");
  rbk_desk_parent(c.desk, "R001");
  ck_assert_str_eq(case_value(&c, group, "2024-09-04"), "3");
  rbk_desk_give(c.desk, group, NULL);
  ck_assert_str_eq(case_value(&c, group, "2024-09-04"), "no data");
  case_end(&c);
}
END_TEST

/* 900 pupils of 380 sessions: 342,000 possible, far beyond 16 bits. 90 per cent
 * are 307,800. */
START_TEST(a_given_figure_may_be_of_a_whole_school_or_negative) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t group = case_figure(
      &c, (rbk_figure_spec){.kind = RBK_FIGURE_GROUP, .rounded = -1});
  rbk_leaf_spec spec = {.kind = RBK_LEAF_COMPARE,
                        .figure = group,
                        .comparison = RBK_AT_LEAST,
                        .right = 900000};
  uint32_t ninety = case_leaf(&c, spec);
  spec.comparison = RBK_BELOW;
  spec.right = 0;
  uint32_t negative = case_leaf(&c, spec);
  spec.right = INT64_MAX;
  uint32_t all = case_leaf(&c, spec);
  case_ready(&c);
  static const int64_t n[10] = {307799, 307800, 307801, -1, INT32_MAX};
  rbk_value given[10];
  for (int i = 0; i < 10; i++)
    given[i] = (rbk_value){RBK_KNOWN, 100 * n[i], 342000, n[i], 342000};
  rbk_desk_give(c.desk, group, given);
  ck_assert_str_eq(case_truth(&c, ninety, "2024-09-02"), "false");
  ck_assert_str_eq(case_truth(&c, ninety, "2024-09-03"), "true");
  ck_assert_str_eq(case_truth(&c, ninety, "2024-09-04"), "true");
  ck_assert_str_eq(case_truth(&c, ninety, "2024-09-05"), "false");
  ck_assert_str_eq(case_truth(&c, negative, "2024-09-05"), "true");
  ck_assert_str_eq(case_truth(&c, negative, "2024-09-09"), "false");
  ck_assert_str_eq(case_truth(&c, all, "2024-09-06"), "true");
  case_end(&c);
}
END_TEST

/* --- memory --------------------------------------------------------------- */

static rbk_status evaluate(rbk_desk *desk, const rbk_measures *m) {
  rbk_status status = RBK_OK;
  for (uint32_t p = 0; p < m->reg->roll.pupil_count && status == RBK_OK; p++) {
    rbk_value value;
    rbk_timeline line;
    status = rbk_desk_pupil(desk, p);
    for (uint32_t f = 0; f < m->figure_count && status == RBK_OK; f++)
      status = rbk_desk_value(desk, f, 0, &value);
    for (uint32_t l = 0; l < m->leaf_count && status == RBK_OK; l++)
      status = rbk_desk_leaf(desk, l, &line);
  }
  return status;
}

START_TEST(evaluation_asks_for_no_memory_once_the_desk_is_made) {
  for (uint64_t seed = 1; seed <= 60; seed++) {
    test_alloc memory;
    random_plan plan;
    rbk_desk *desk;
    rbk_register *reg = school_random_register(seed, 3);
    random_plan_enrich(reg);
    random_plan_make(&plan, reg, seed);
    test_alloc_init(&memory);
    ck_assert_int_eq(rbk_desk_create(&memory.alloc, &plan.measures, &desk),
                     RBK_OK);
    test_alloc_fail_at(&memory, 1, true);
    ck_assert_int_eq(evaluate(desk, &plan.measures), RBK_OK);
    ck_assert_uint_eq(memory.requests, 0);
    rbk_desk_destroy(desk);
    ck_assert_uint_eq(memory.blocks, 0);
    random_plan_finish(&plan);
    rbk_register_destroy(reg);
  }
}
END_TEST

/* Everything from an empty plan to values, with memory from `alloc`. */
static rbk_status make_and_evaluate(const rbk_alloc *alloc,
                                    const rbk_register *reg,
                                    const rbk_measures *like) {
  rbk_arena arena;
  rbk_measures m;
  rbk_desk *desk = NULL;
  uint32_t number;
  rbk_arena_init(&arena, alloc);
  rbk_status status = rbk_measures_init(&m, reg, &arena);
  for (size_t i = 0; i < like->window_count && status == RBK_OK; i++)
    status = rbk_measures_window(&m, &like->window_specs[i], &number);
  for (size_t i = 0; i < like->figure_count && status == RBK_OK; i++)
    status = rbk_measures_figure(&m, &like->figures[i], &number);
  for (size_t i = 0; i < like->leaf_count && status == RBK_OK; i++)
    status = rbk_measures_leaf(&m, &like->leaves[i], &number);
  if (status == RBK_OK) status = rbk_measures_fix(&m, NULL);
  if (status == RBK_OK) status = rbk_desk_create(alloc, &m, &desk);
  if (status == RBK_OK) status = evaluate(desk, &m);
  rbk_desk_destroy(desk);
  rbk_arena_finish(&arena);
  return status;
}

START_TEST(every_refused_request_for_memory_ends_cleanly) {
  for (uint64_t seed = 1; seed <= 5; seed++) {
    random_plan plan;
    rbk_register *reg = school_random_register(seed, 2);
    random_plan_enrich(reg);
    random_plan_make(&plan, reg, seed);
    test_alloc memory;
    test_alloc_init(&memory);
    for (size_t n = 1;; n++) {
      test_alloc_fail_at(&memory, n, n % 2 == 0);
      rbk_status status = make_and_evaluate(&memory.alloc, reg, &plan.measures);
      ck_assert_uint_eq(memory.blocks, 0);
      if (memory.failures == 0) {
        ck_assert_int_eq(status, RBK_OK);
        break;
      }
      ck_assert_int_eq(status, RBK_NOMEM);
    }
    random_plan_finish(&plan);
    rbk_register_destroy(reg);
  }
}
END_TEST

/* --- the short routines --------------------------------------------------- */

enum { ROOM = 192 };

START_TEST(contributions_add_up_as_a_loop_does) {
  school_random r = school_random_from(7);
  for (int round = 0; round < 200; round++) {
    int32_t sums[ROOM] = {0}, ground[ROOM], slow[ROOM] = {0}, fast[ROOM];
    for (int i = 0; i < ROOM; i++)
      ground[i] = (int32_t)school_random_below(&r, 1000) - 500;
    for (int k = 0; k < 30; k++) {
      int32_t first = (int32_t)school_random_below(&r, ROOM - 1);
      int32_t last = first + (int32_t)school_random_below(
                                 &r, (uint32_t)(ROOM - 1 - first));
      int32_t weight = (int32_t)school_random_below(&r, 9) - 4;
      rbk_contribute(sums, first, last, weight);
      for (int32_t d = first; d <= last; d++) slow[d] += weight;
    }
    rbk_contributions_sum(sums, round % 2 ? ground : NULL, ROOM, fast);
    for (int d = 0; d < ROOM; d++)
      ck_assert_int_eq(fast[d], slow[d] + (round % 2 ? ground[d] : 0));
  }
}
END_TEST

START_TEST(bits_are_what_comparing_each_day_gives) {
  school_random r = school_random_from(8);
  for (int round = 0; round < 200; round++) {
    int32_t n[ROOM], d[ROOM];
    rbk_word bits[ROOM / 64], products[ROOM / 64];
    int32_t bound = (int32_t)school_random_below(&r, 50) - 5;
    int16_t a = (int16_t)school_random_below(&r, 32768);
    int16_t b = (int16_t)((int32_t)school_random_below(&r, 65535) - 32767);
    if (round == 0) a = INT16_MAX, b = INT16_MAX;
    if (round == 1) a = INT16_MAX, b = -INT16_MAX;
    for (int i = 0; i < ROOM; i++) {
      n[i] = (int32_t)school_random_below(&r, round < 9 ? 32768 : 60);
      d[i] = (int32_t)school_random_below(&r, round < 9 ? 32768 : 60);
      if (round > 8 && i % 5 == 0) n[i] = bound < 0 ? 0 : bound;
    }
    rbk_bits_at_least(n, bound, ROOM, bits);
    rbk_bits_products(n, d, a, b, round % 2, ROOM, products);
    for (size_t i = 0; i < ROOM; i++) {
      ck_assert_int_eq(rbk_bits_get(bits, i), n[i] >= bound);
      ck_assert_int_eq(rbk_bits_get(products, i),
                       (int64_t)n[i] * a - (int64_t)d[i] * b >= round % 2);
    }
  }
}
END_TEST

int main(void) {
  setenv("CK_DEFAULT_TIMEOUT", "120", 0);
  return TEST_RUN("measure: desk", equal_windows_figures_and_leaves_are_one,
                  numbers_that_are_not_there_are_refused,
                  what_the_engine_supplies_is_compared_like_any_figure,
                  a_given_figure_may_be_of_a_whole_school_or_negative,
                  evaluation_asks_for_no_memory_once_the_desk_is_made,
                  every_refused_request_for_memory_ends_cleanly,
                  contributions_add_up_as_a_loop_does,
                  bits_are_what_comparing_each_day_gives);
}
