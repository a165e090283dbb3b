/* Sums and multiples of figures compared on all days at once: by hand, and on
 * random registers against exact arithmetic done one day at a time. */
#include "measure/case.h"
#include "support/suite.h"

enum { REGISTERS = 300, TREES = 24, LEAVES = 12 };

static uint32_t joined(test_case *c, rbk_figure_kind kind, uint32_t left,
                       uint32_t right) {
  return case_figure(
      c, (rbk_figure_spec){
             .kind = kind, .left = left, .right = right, .rounded = -1});
}

static uint32_t constant(test_case *c, rbk_decimal number) {
  return case_figure(c, (rbk_figure_spec){.kind = RBK_FIGURE_CONSTANT,
                                          .constant = number,
                                          .rounded = -1});
}

static uint32_t compared(test_case *c, uint32_t left, rbk_comparison comparison,
                         uint32_t right) {
  return case_leaf(c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPARE,
                                      .figure = left,
                                      .comparison = comparison,
                                      .right_kind = RBK_RIGHT_FIGURE,
                                      .right_figure = right});
}

/* Of 3 + 1 + 1 sessions absent, on a Monday 2, then 3, then 3, then 4:
 *   Mon 2: 2 of 2; Tue 3: 2 of 3; Wed 4: 2 of 4; Mon 9: 3 of 5.
 * 50 per cent or more is on_day * 100 >= all * 50: always. 60.1: 200 >= 240.4
 * fails on the Wednesday, 300 >= 300.5 on the second Monday. */
START_TEST(a_share_of_one_weekday_is_weighed_exactly) {
  test_case c;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_mark(s, "P0001", "2024-09-02", "OO");
  school_mark(s, "P0001", "2024-09-03", "O\\");
  school_mark(s, "P0001", "2024-09-04", "O\\");
  school_mark(s, "P0001", "2024-09-09", "/O");
  case_begin(&c, s);
  uint32_t year =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_YEAR});
  rbk_figure_spec spec = case_of(RBK_FIGURE_SESSIONS, rbk_set_absent(), year);
  uint32_t all = case_figure(&c, spec);
  spec.weekdays = 1 << RBK_MONDAY;
  uint32_t on_day = case_figure(&c, spec);
  uint32_t hundred = constant(&c, 100 * RBK_DECIMAL_ONE);
  uint32_t left = joined(&c, RBK_FIGURE_MULTIPLY, on_day, hundred);
  uint32_t half =
      joined(&c, RBK_FIGURE_MULTIPLY, constant(&c, 50 * RBK_DECIMAL_ONE), all);
  uint32_t more = joined(&c, RBK_FIGURE_MULTIPLY, all, constant(&c, 601000));
  uint32_t at_half = compared(&c, left, RBK_AT_LEAST, half);
  uint32_t above_half = compared(&c, left, RBK_ABOVE, half);
  uint32_t at_more = compared(&c, left, RBK_AT_LEAST, more);
  uint32_t is_half = compared(&c, left, RBK_IS, half);
  case_ready(&c);
  ck_assert_str_eq(case_truth(&c, at_half, "2024-09-04"), "true");
  ck_assert_str_eq(case_truth(&c, above_half, "2024-09-04"), "false");
  ck_assert_str_eq(case_truth(&c, is_half, "2024-09-04"), "true");
  ck_assert_str_eq(case_truth(&c, is_half, "2024-09-03"), "false");
  ck_assert_str_eq(case_truth(&c, at_more, "2024-09-03"), "true");
  ck_assert_str_eq(case_truth(&c, at_more, "2024-09-04"), "false");
  ck_assert_str_eq(case_truth(&c, at_more, "2024-09-09"), "false");
  case_end(&c);
}
END_TEST

/* --- random trees ----------------------------------------------------------
 */

static uint32_t random_leaf_figure(test_case *c, school_random *random) {
  static const rbk_window_kind kinds[] = {
      RBK_WINDOW_SCHOOL_YEAR, RBK_WINDOW_TERM, RBK_WINDOW_WEEK,
      RBK_WINDOW_SPELL, RBK_WINDOW_LAST_YEAR};
  static const rbk_figure_kind measures[] = {
      RBK_FIGURE_SESSIONS, RBK_FIGURE_DAYS, RBK_FIGURE_RUN,
      RBK_FIGURE_MINUTES,  RBK_FIGURE_RATE, RBK_FIGURE_ANY_DAYS};
  static const rbk_window_spec year = {.kind = RBK_WINDOW_SCHOOL_YEAR};
  rbk_window_spec window = {.kind = kinds[school_random_below(random, 5)]};
  if (window.kind == RBK_WINDOW_LAST_YEAR) window.inner = &year;
  rbk_figure_kind kind = measures[school_random_below(random, 6)];
  rbk_code_set set = kind == RBK_FIGURE_MINUTES ? rbk_set_late()
                     : school_random_chance(random, 500)
                         ? rbk_set_absent()
                         : rbk_set_unauthorised();
  return case_figure(c, case_of(kind, set, case_window(c, window)));
}

static uint32_t random_tree(test_case *c, school_random *random, int depth) {
  static const rbk_decimal numbers[] = {
      0, 1, -1, 5000, 10000, 25000, 333333, 1000000, -70000, 30000000000};
  static const rbk_figure_kind joints[] = {RBK_FIGURE_ADD, RBK_FIGURE_SUBTRACT,
                                           RBK_FIGURE_MULTIPLY};
  uint32_t what = school_random_below(random, 10);
  if (depth == 0 || what < 2) return random_leaf_figure(c, random);
  if (what < 4) return constant(c, numbers[school_random_below(random, 10)]);
  rbk_figure_kind joint = joints[school_random_below(random, 3)];
  uint32_t left = random_tree(c, random, depth - 1);
  return joined(c, joint, left, random_tree(c, random, depth - 1));
}

static uint32_t random_comparison(test_case *c, school_random *random,
                                  const uint32_t trees[TREES]) {
  rbk_comparison comparison = (rbk_comparison)school_random_below(random, 5);
  uint32_t left = trees[school_random_below(random, TREES)];
  if (school_random_chance(random, 700))
    return compared(c, left, comparison,
                    trees[school_random_below(random, TREES)]);
  return case_leaf(c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPARE,
                                      .figure = left,
                                      .comparison = comparison,
                                      .right = 20000});
}

/* Counts the days on which the answer is true or unknown, so that the test
 * shows that it met both. */
static void check_by_day(test_case *c, uint64_t seed, uint32_t leaf,
                         size_t met[3]) {
  const rbk_leaf_spec *spec = &c->measures.leaves[leaf];
  rbk_timeline line;
  rbk_status status = rbk_desk_leaf(c->desk, leaf, &line);
  rbk_status expected = status;
  if (status != RBK_OK && status != RBK_OVERFLOW)
    ck_abort_msg("seed %lu: not compared", seed);
  for (rbk_day d = 0; d < (rbk_day)c->reg->calendar.day_count; d++) {
    rbk_value left, right = {RBK_KNOWN, spec->right, RBK_DECIMAL_ONE, 0, 0};
    status = rbk_desk_value(c->desk, spec->figure, d, &left);
    if (status == RBK_OK && spec->right_kind == RBK_RIGHT_FIGURE)
      status = rbk_desk_value(c->desk, spec->right_figure, d, &right);
    if (status != RBK_OK && status == expected) return;
    if (status != RBK_OK) ck_abort_msg("seed %lu: no value", seed);
    if (expected != RBK_OK) continue;
    rbk_truth truth = rbk_value_compare(&left, spec->comparison, &right);
    met[truth]++;
    if (truth != rbk_timeline_at(&line, d))
      ck_abort_msg("seed %lu: leaf %u on day %d", seed, leaf, d);
  }
  if (expected != RBK_OK)
    ck_abort_msg("seed %lu: leaf %u overflows on no day", seed, leaf);
}

START_TEST(all_days_at_once_are_as_each_day_by_itself) {
  size_t met[3] = {0};
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    test_case c = {.reg = school_random_register(seed, 2)};
    school_random random = school_random_from(seed);
    uint32_t trees[TREES], leaves[LEAVES];
    rbk_arena_init(&c.arena, NULL);
    ck_assert_int_eq(rbk_measures_init(&c.measures, c.reg, &c.arena), RBK_OK);
    for (size_t i = 0; i < TREES; i++) trees[i] = random_tree(&c, &random, 3);
    for (size_t i = 0; i < LEAVES; i++)
      leaves[i] = random_comparison(&c, &random, trees);
    case_ready(&c);
    for (uint32_t pupil = 0; pupil < c.reg->roll.pupil_count; pupil++) {
      ck_assert_int_eq(rbk_desk_pupil(c.desk, pupil), RBK_OK);
      for (size_t i = 0; i < LEAVES; i++)
        check_by_day(&c, seed, leaves[i], met);
    }
    case_end(&c);
  }
  ck_assert_uint_gt(met[RBK_TRUE], 1000);
  ck_assert_uint_gt(met[RBK_FALSE], 1000);
  ck_assert_uint_gt(met[RBK_UNKNOWN], 1000);
}
END_TEST

int main(void) {
  return TEST_RUN("measure: linear", a_share_of_one_weekday_is_weighed_exactly,
                  all_days_at_once_are_as_each_day_by_itself);
}
