/* The engine against the slow reference, and the law that nothing dated after
 * a day changes anything up to it: on random registers with random plans. A
 * failure names the seed. */
#include <stdlib.h>

#include "support/random_plan.h"
#include "support/reference.h"
#include "support/school.h"
#include "support/suite.h"

enum { REGISTERS = 2000, LAW_REGISTERS = 400, PUPILS = 2, DAYS_CHECKED = 7 };

/* Check writes a line for every assertion that it is handed, millions here. */
#define EXPECT(condition, ...)                                                 \
  do {                                                                         \
    if (!(condition)) ck_abort_msg(__VA_ARGS__);                               \
  } while (0)

typedef struct trial {
  uint64_t seed;
  rbk_register *reg;
  random_plan plan;
  rbk_desk *desk;
  reference reference;
  school_random random;
} trial;

static void begin(trial *t, uint64_t seed, rbk_register *reg) {
  t->seed = seed;
  t->reg = reg;
  t->random = school_random_from(seed + 77);
  random_plan_enrich(t->reg);
  random_plan_make(&t->plan, t->reg, seed);
  EXPECT(rbk_desk_create(NULL, &t->plan.measures, &t->desk) == RBK_OK,
         "seed %lu", t->seed);
  t->reference = (reference){t->reg, &t->plan.measures, 0, NULL, NULL, 0};
}

static void end(trial *t) {
  rbk_desk_destroy(t->desk);
  random_plan_finish(&t->plan);
  rbk_register_destroy(t->reg);
}

/* --- one day -------------------------------------------------------------- */

static void check_window(trial *t, uint32_t window, rbk_day d) {
  static bool held[4096];
  const rbk_window *made;
  EXPECT(rbk_desk_window(t->desk, window, &made) == RBK_OK, "seed %lu",
         t->seed);
  bool exists = reference_window(
      &t->reference, &t->plan.measures.window_specs[window], d, held);
  EXPECT(exists == (!made->exists || rbk_bits_get(made->exists, (size_t)d)),
         "seed %lu pupil %u: window %u on day %d: exists", t->seed,
         t->reference.pupil, window, d);
  for (rbk_day x = 0; (size_t)x < t->reg->calendar.day_count; x++) {
    bool by_day = x >= made->from[d] && x <= made->to[d];
    EXPECT(by_day == held[x],
           "seed %lu pupil %u: window %u (kind %d) on day %d: day %d", t->seed,
           t->reference.pupil, window,
           (int)t->plan.measures.window_specs[window].kind, d, x);
    if (!made->first) continue;
    bool by_x = d >= made->first[x] && d <= made->last[x];
    EXPECT(by_x == held[x], "seed %lu pupil %u: window %u by day %d: day %d",
           t->seed, t->reference.pupil, window, x, d);
  }
}

static void check_figure(trial *t, uint32_t figure, rbk_day d) {
  rbk_value made, wanted = reference_value(&t->reference, figure, d);
  const rbk_figure_spec *spec = &t->plan.measures.figures[figure];
  EXPECT(rbk_desk_value(t->desk, figure, d, &made) == RBK_OK, "seed %lu",
         t->seed);
  bool same = made.known == wanted.known;
  if (same && wanted.known != RBK_NO_DATA)
    same = made.n * wanted.d == wanted.n * made.d;
  if (same && spec->kind <= RBK_FIGURE_SHARE && spec->rounded < 0)
    same = made.count == wanted.count && made.of == wanted.of;
  EXPECT(same,
         "seed %lu pupil %u: figure %u (kind %d) on day %d is %ld/%ld "
         "(%d), wanted %ld/%ld (%d)",
         t->seed, t->reference.pupil, figure, (int)spec->kind, d, (long)made.n,
         (long)made.d, (int)made.known, (long)wanted.n, (long)wanted.d,
         (int)wanted.known);
}

static void check_leaf(trial *t, uint32_t leaf, rbk_day d) {
  rbk_timeline line;
  EXPECT(rbk_desk_leaf(t->desk, leaf, &line) == RBK_OK, "seed %lu", t->seed);
  rbk_truth wanted = reference_leaf(&t->reference, leaf, d);
  const rbk_leaf_spec *spec = &t->plan.measures.leaves[leaf];
  EXPECT(rbk_timeline_at(&line, d) == wanted,
         "seed %lu pupil %u: leaf %u (kind %d, figure kind %d) on day "
         "%d is %d, wanted %d",
         t->seed, t->reference.pupil, leaf, (int)spec->kind,
         (int)t->plan.measures.figures[spec->figure].kind, d,
         (int)rbk_timeline_at(&line, d), (int)wanted);
}

/* c:within(w) and c:throughout(w) of one leaf and one window. */
static void check_look_back(trial *t, uint32_t leaf, uint32_t window,
                            rbk_day d) {
  rbk_word lo[64] = {0}, hi[64] = {0};
  size_t days = t->reg->calendar.day_count;
  rbk_timeline line, out = {lo, hi};
  const rbk_window *made;
  const rbk_window_spec *spec = &t->plan.measures.window_specs[window];
  EXPECT(rbk_desk_leaf(t->desk, leaf, &line) == RBK_OK, "seed %lu", t->seed);
  EXPECT(rbk_desk_window(t->desk, window, &made) == RBK_OK, "seed %lu",
         t->seed);
  rbk_timeline_within(&line, made, rbk_desk_on_roll(t->desk), days, &out);
  rbk_truth wanted =
      reference_over_window(&t->reference, &line, spec, false, d);
  EXPECT(rbk_timeline_at(&out, d) == wanted,
         "seed %lu pupil %u: leaf %u within window %u on day %d", t->seed,
         t->reference.pupil, leaf, window, d);
  rbk_timeline_throughout(&line, made, rbk_desk_on_roll(t->desk), days, &out);
  wanted = reference_over_window(&t->reference, &line, spec, true, d);
  EXPECT(rbk_timeline_at(&out, d) == wanted,
         "seed %lu pupil %u: leaf %u throughout window %u on day %d", t->seed,
         t->reference.pupil, leaf, window, d);
}

static void check_day(trial *t, rbk_day d) {
  const rbk_measures *m = &t->plan.measures;
  for (uint32_t w = 0; w < m->window_count; w++) check_window(t, w, d);
  for (uint32_t f = 0; f < m->figure_count; f++) check_figure(t, f, d);
  for (uint32_t l = 0; l < m->leaf_count; l++) check_leaf(t, l, d);
  check_look_back(t, school_random_below(&t->random, (uint32_t)m->leaf_count),
                  school_random_below(&t->random, (uint32_t)m->window_count),
                  d);
}

static void check_days(trial *t, rbk_day from) {
  rbk_day days = (rbk_day)t->reg->calendar.day_count;
  check_day(t, days - 1);
  for (int i = 0; i < DAYS_CHECKED; i++)
    check_day(t, from + (rbk_day)school_random_below(&t->random,
                                                     (uint32_t)(days - from)));
}

/* --- one register --------------------------------------------------------- */

static void check_pupil(trial *t, uint32_t pupil) {
  t->reference.pupil = pupil;
  t->reference.parent = NULL;
  t->reference.stays = NULL;
  t->reference.stay_count = 0;
  EXPECT(rbk_desk_pupil(t->desk, pupil) == RBK_OK, "seed %lu", t->seed);
  check_days(t, 0);
  if (school_random_chance(&t->random, 100)) {
    t->reference.parent = "R042";
    rbk_desk_parent(t->desk, "R042");
    check_days(t, 0);
  }
  if (school_random_chance(&t->random, 150)) {
    rbk_day day = (rbk_day)school_random_below(
        &t->random, (uint32_t)t->reg->calendar.day_count);
    const rbk_stay_days stays[] = {
        {0, day / 3, day / 2}, {1, day / 2, day}, {0, day, RBK_NO_DAY}};
    for (size_t count = 1; count <= 3; count++) {
      t->reference.stays = stays;
      t->reference.stay_count = count;
      rbk_desk_stays(t->desk, stays, count);
      check_days(t, 0);
    }
  }
}

static void check_seeds(uint64_t first, uint64_t count) {
  for (uint64_t seed = first; seed < first + count; seed++) {
    trial t;
    begin(&t, seed, school_random_register(seed, PUPILS));
    if (t.reg->calendar.day_count <= 1200)
      for (uint32_t p = 0; p < t.reg->roll.pupil_count; p++) check_pupil(&t, p);
    end(&t);
  }
}

START_TEST(every_figure_window_and_leaf_is_what_the_slow_reference_says) {
  const char *one = getenv("ROLLBOOK_SEED");
  if (one)
    check_seeds(strtoull(one, NULL, 10), 1);
  else
    check_seeds(1, REGISTERS);
}
END_TEST

/* --- the law -------------------------------------------------------------- */

static void check_same(trial *a, trial *b, rbk_day last) {
  const rbk_measures *m = &a->plan.measures;
  for (rbk_day d = 0; d <= last; d++) {
    for (uint32_t f = 0; f < m->figure_count; f++) {
      rbk_value x, y;
      EXPECT(rbk_desk_value(a->desk, f, d, &x) == RBK_OK, "seed %lu", a->seed);
      EXPECT(rbk_desk_value(b->desk, f, d, &y) == RBK_OK, "seed %lu", a->seed);
      EXPECT(x.known == y.known && x.n == y.n && x.d == y.d &&
                 x.count == y.count && x.of == y.of,
             "seed %lu: figure %u (kind %d) on day %d knows of what is "
             "dated after day %d",
             a->seed, f, (int)m->figures[f].kind, d, last);
    }
    for (uint32_t l = 0; l < m->leaf_count; l++) {
      rbk_timeline x, y;
      EXPECT(rbk_desk_leaf(a->desk, l, &x) == RBK_OK, "seed %lu", a->seed);
      EXPECT(rbk_desk_leaf(b->desk, l, &y) == RBK_OK, "seed %lu", a->seed);
      EXPECT(rbk_timeline_at(&x, d) == rbk_timeline_at(&y, d),
             "seed %lu: leaf %u (kind %d) on day %d knows of what is "
             "dated after day %d",
             a->seed, l, (int)m->leaves[l].kind, d, last);
    }
  }
}

START_TEST(what_is_dated_after_a_day_changes_nothing_up_to_it) {
  for (uint64_t seed = 5001; seed < 5001 + LAW_REGISTERS; seed++) {
    trial a, b;
    begin(&a, seed, school_random_register(seed, PUPILS));
    rbk_day last = (rbk_day)school_random_below(
        &a.random, (uint32_t)a.reg->calendar.day_count);
    begin(&b, seed,
          school_random_changed(seed, PUPILS, a.reg->calendar.date[last],
                                seed * 3 + 1));
    for (uint32_t p = 0; p < a.reg->roll.pupil_count; p++) {
      EXPECT(rbk_desk_pupil(a.desk, p) == RBK_OK, "seed %lu", seed);
      EXPECT(rbk_desk_pupil(b.desk, p) == RBK_OK, "seed %lu", seed);
      check_same(&a, &b, last);
    }
    end(&a);
    end(&b);
  }
}
END_TEST

int main(void) {
  setenv("CK_DEFAULT_TIMEOUT", "240", 0); /* thousands of registers */
  return TEST_RUN("measure: property",
                  every_figure_window_and_leaf_is_what_the_slow_reference_says,
                  what_is_dated_after_a_day_changes_nothing_up_to_it);
}
