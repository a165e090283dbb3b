/* How many pupils each value would touch: by hand, and one pass against a run
 * for each value. */
#include <stdio.h>
#include <stdlib.h>

#include "explore/sweep.h"
#include "explore/world.h"
#include "support/alloc.h"
#include "support/random_policy.h"

static rbk_sweep swept(const rbk_register *reg, const rbk_policy *policy,
                       const rbk_sweep_options *options) {
  rbk_error error = {.status = RBK_OK};
  rbk_sweep sweep = {.room = NULL};
  rbk_status status = rbk_sweep_make(reg, policy, options, &sweep, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return sweep;
}

static const rbk_sweep_series *series_of(const rbk_sweep *sweep,
                                         const char *id) {
  for (size_t i = 0; i < sweep->series_count; i++)
    if (strcmp(sweep->series[i].id, id) == 0) return &sweep->series[i];
  ck_abort_msg("no series %s", id);
}

static const char *counts(const size_t *list, size_t count) {
  static char texts[4][256];
  static size_t turn;
  char *text = texts[turn++ % 4];
  size_t at = 0;
  for (size_t i = 0; i < count; i++)
    at += (size_t)snprintf(text + at, sizeof texts[0] - at, "%s%zu",
                           i ? " " : "", list[i]);
  return text;
}

/* Sessions without leave in the last five school days: P0001 4 on 3 and 4
 * September, P0002 6 on 25 to 27 September, P0003 none. */
static void begin(world *w) {
  school *s = world_school(3);
  rbk_layer *l = world_layer();
  layer_parameter(l, "least", RBK_UNIT_SESSIONS, "4");
  layer_parameter(l, "days", RBK_UNIT_SCHOOL_DAYS, "5");
  layer_parameter(l, "wait", RBK_UNIT_SCHOOL_DAYS, "2");
  rbk_figure_expression *figure =
      measure(RBK_FIGURE_SESSIONS, "unauthorised",
              window_last(RBK_WINDOW_SCHOOL_DAYS, param("days")));
  const rbk_condition *many = compare(figure, RBK_AT_LEAST, param("least"));
  layer_flag(l, "many", many);
  layer_flag(l, "few", not_so(many));
  rbk_rule *rule = layer_rule(l, "letter", many);
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, param("wait"));
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "low", many);
  band_row(band, "fine", not_so(many));
  school_mark(s, "P0001", "2024-09-03", "OO");
  school_mark(s, "P0001", "2024-09-04", "OO");
  school_marks(s, "P0002", "2024-09-25", "2024-09-27", "OO");
  running_begin(w, l, s);
}

/* From 3 to 7 by 1: two pupils have 3 or 4, one has 5 or 6, none 7. On the last
 * day only P0002's marks are within five school days. */
START_TEST(one_pass_counts_the_pupils_of_each_value) {
  world w;
  begin(&w);
  rbk_sweep_options options = {.name = "least",
                               .from = 3 * RBK_DECIMAL_ONE,
                               .to = 7 * RBK_DECIMAL_ONE,
                               .threads = 1};
  rbk_sweep sweep = swept(w.reg, &w.policy.policy, &options);
  ck_assert_uint_eq(sweep.value_count, 5);
  ck_assert_uint_eq(sweep.series_count, 5);
  static const char *const ids[] = {"many", "letter", "attendance/low"};
  for (size_t i = 0; i < 3; i++) {
    const rbk_sweep_series *series = series_of(&sweep, ids[i]);
    ck_assert_ptr_null(series->why);
    ck_assert_str_eq(counts(series->ever, 5), "2 2 1 1 0");
    ck_assert_str_eq(counts(series->on_day, 5), "1 1 1 1 0");
  }
  static const char *const others[] = {"few", "attendance/fine"};
  for (size_t i = 0; i < 2; i++) {
    const rbk_sweep_series *series = series_of(&sweep, others[i]);
    ck_assert_str_eq(counts(series->ever, 5), "3 3 3 3 3");
    ck_assert_str_eq(counts(series->on_day, 5), "2 2 2 2 3");
  }
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

/* A window of one day holds 2 sessions at most, of two days 4. */
START_TEST(a_window_takes_runs_and_says_so) {
  world w;
  begin(&w);
  rbk_sweep_options options = {.name = "days",
                               .from = RBK_DECIMAL_ONE,
                               .to = 3 * RBK_DECIMAL_ONE,
                               .flag = "many",
                               .threads = 2};
  rbk_sweep sweep = swept(w.reg, &w.policy.policy, &options);
  ck_assert_uint_eq(sweep.series_count, 1);
  ck_assert_str_eq(sweep.series[0].why, "a window");
  ck_assert_str_eq(counts(sweep.series[0].ever, 3), "0 2 2");
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

/* Away two sessions on the 3rd (P0001), four on the 3rd and 4th (P0002); who is
 * in stage one leaves it after five days in it. So two, one and none are in it
 * on some day, by 2, 3 and 5 sessions, none on the last; a flag of who is in it
 * is swept with it. */
START_TEST(stages_and_who_asks_for_them_take_runs) {
  world w;
  school *s = world_school(2);
  rbk_layer *l = world_layer();
  layer_parameter(l, "least", RBK_UNIT_SESSIONS, "4");
  rbk_stage *one = ladder_stage(
      layer_ladder(l, "help"), "one",
      compare(measure(RBK_FIGURE_SESSIONS, "absent",
                      window_last(RBK_WINDOW_SCHOOL_DAYS, number("3"))),
              RBK_AT_LEAST, param("least")));
  stage_leave(one, NULL,
              compare(days_in_stage("one"), RBK_AT_LEAST, number("5")));
  layer_flag(l, "helped", in_stage("one"));
  layer_flag(l, "other", attribute("year_group"));
  school_attribute(s, "P0001", "year_group", "7");
  school_mark(s, "P0001", "2024-09-03", "OO");
  school_marks(s, "P0002", "2024-09-03", "2024-09-04", "OO");
  running_begin(&w, l, s);
  rbk_sweep_options options = {.name = "least",
                               .from = 2 * RBK_DECIMAL_ONE,
                               .to = 5 * RBK_DECIMAL_ONE,
                               .step = RBK_DECIMAL_ONE,
                               .threads = 1};
  rbk_sweep sweep = swept(w.reg, &w.policy.policy, &options);
  ck_assert_uint_eq(sweep.series_count, 2);
  const rbk_sweep_series *stage = series_of(&sweep, "one");
  ck_assert_str_eq(stage->kind, "stage");
  ck_assert_str_eq(stage->why, "the stage the pupil is in");
  ck_assert_str_eq(counts(stage->ever, 4), "2 1 1 0");
  ck_assert_str_eq(counts(stage->on_day, 4), "0 0 0 0");
  ck_assert_str_eq(counts(series_of(&sweep, "helped")->ever, 4), "2 1 1 0");
  rbk_sweep_finish(&sweep);
  options.rule = "one"; /* named, as a rule would be */
  sweep = swept(w.reg, &w.policy.policy, &options);
  ck_assert_uint_eq(sweep.series_count, 1);
  ck_assert_str_eq(counts(series_of(&sweep, "one")->ever, 4), "2 1 1 0");
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

/* P0001's letter fires on the 4th and P0002's on Thursday 26th, the fourth
 * session; with no day's wait both are overdue on the 27th, with one only
 * P0001's. */
START_TEST(a_due_date_takes_runs_and_counts_what_is_overdue) {
  world w;
  begin(&w);
  rbk_sweep_options options = {
      .name = "wait", .from = 0, .to = 2 * RBK_DECIMAL_ONE, .threads = 1};
  rbk_sweep sweep = swept(w.reg, &w.policy.policy, &options);
  ck_assert_uint_eq(sweep.series_count, 1);
  ck_assert_str_eq(sweep.series[0].id, "letter");
  ck_assert_str_eq(sweep.series[0].why, "a due date");
  ck_assert_str_eq(counts(sweep.series[0].ever, 3), "2 2 2");
  ck_assert_str_eq(counts(sweep.series[0].overdue, 3), "2 1 1");
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

/* ---- the two ways agree ---- */

enum { WORLDS = 120, VALUES = 12 };

/* Compares with the parameter where a number was written, now and then, or with
 * one that changes from a date on. */
static void put_parameter(rbk_condition *c, school_random *random) {
  if (c == NULL) return;
  if (c->kind == RBK_CONDITION_LEAF) {
    if (c->leaf == RBK_LEAF_COMPARE &&
        c->right_side.kind == RBK_OPERAND_NUMBER &&
        school_random_below(random, 3) > 0)
      c->right_side = param(school_random_below(random, 4) ? "x" : "y");
    return;
  }
  put_parameter((rbk_condition *)c->left, random);
  put_parameter((rbk_condition *)c->right, random);
}

typedef struct random_world {
  rbk_register *reg;
  rbk_layer *layer;
  rbk_plan *plan;
  test_policy policy;
  char first[11], before[11], second[11]; /* dates of changes */
} random_world;

static void random_begin(random_world *w, uint64_t seed) {
  school_random random = school_random_from(seed * 7 + 3);
  w->reg = school_random_register(seed, 4);
  w->layer = random_layer(seed, seed % 4 == 0);
  layer_resume(w->layer);
  layer_parameter(w->layer, "x", RBK_UNIT_NONE, "3");
  rbk_day days = (rbk_day)w->reg->calendar.day_count;
  rbk_date_print(w->reg->calendar.date[days / 3], w->first);
  rbk_date_print(w->reg->calendar.date[days / 2] - 1, w->before);
  rbk_date_print(w->reg->calendar.date[days / 2], w->second);
  rbk_parameter *dated = layer_parameter(w->layer, "y", RBK_UNIT_NONE, "");
  parameter_dated(dated, "1990-01-01", "2");
  parameter_dated(dated, w->first, "5");
  for (size_t i = 0; i < w->layer->flag_count; i++)
    put_parameter((rbk_condition *)w->layer->flags[i].when, &random);
  for (size_t i = 0; i < w->layer->rule_count; i++)
    put_parameter((rbk_condition *)w->layer->rules[i].when, &random);
  for (size_t b = 0; b < w->layer->band_count; b++)
    for (size_t r = 0; r < w->layer->bands[b].row_count; r++)
      put_parameter((rbk_condition *)w->layer->bands[b].rows[r].when, &random);
  w->plan = plan_of(w->layer, NULL);
  if (seed % 5 != 0) {
    policy_one(&w->policy, w->plan);
  } else { /* not in force at first, then twice the same */
    memset(&w->policy, 0, sizeof w->policy);
    policy_add(&w->policy, w->plan, w->first, w->before);
    policy_add(&w->policy, w->plan, w->second, NULL);
  }
  w->policy.policy.callbacks = &random_callbacks;
}

static void random_end(random_world *w) {
  rbk_plan_destroy(w->plan);
  layer_destroy(w->layer);
  rbk_register_destroy(w->reg);
}

START_TEST(one_pass_equals_a_run_for_each_value_on_random_policies) {
  size_t passes = 0, touched = 0;
  for (uint64_t seed = 1; seed <= WORLDS; seed++) {
    random_world w;
    random_begin(&w, seed);
    rbk_sweep_options options = {.name = "x",
                                 .from = 0,
                                 .to = (VALUES - 1) * (seed % 2 ? 1 : 9) *
                                       RBK_DECIMAL_ONE,
                                 .step = (seed % 2 ? 1 : 9) * RBK_DECIMAL_ONE,
                                 .threads = 1};
    char as_of[11];
    size_t days = w.reg->calendar.day_count;
    if (seed % 3 == 0) {
      rbk_date_print(w.reg->calendar.date[days * 2 / 3], as_of);
      options.as_of = as_of;
    }
    rbk_error error = {.status = RBK_OK};
    rbk_sweep pass = {.room = NULL}, runs = {.room = NULL};
    rbk_status status =
        rbk_sweep_make(w.reg, &w.policy.policy, &options, &pass, &error);
    options.runs = true;
    rbk_status second =
        rbk_sweep_make(w.reg, &w.policy.policy, &options, &runs, &error);
    ck_assert_int_eq(status, second);
    /* Now and then the draw leaves nothing that reads it, or no mark. */
    if (status != RBK_OK) ck_assert_int_eq(status, RBK_USAGE);
    for (size_t i = 0; i < pass.series_count; i++) {
      const rbk_sweep_series *a = &pass.series[i];
      const rbk_sweep_series *b = series_of(&runs, a->id);
      ck_assert_msg(
          memcmp(a->ever, b->ever, VALUES * sizeof(size_t)) == 0 &&
              memcmp(a->on_day, b->on_day, VALUES * sizeof(size_t)) == 0,
          "seed %d %s: ever %s, by runs %s; on day %s, by runs %s", (int)seed,
          a->id, counts(a->ever, VALUES), counts(b->ever, VALUES),
          counts(a->on_day, VALUES), counts(b->on_day, VALUES));
      if (a->why != NULL) continue;
      passes++;
      for (size_t t = 0; t < VALUES; t++) touched += a->ever[t];
    }
    rbk_sweep_finish(&pass);
    rbk_sweep_finish(&runs);
    random_end(&w);
  }
  /* Or nothing was compared at all. */
  ck_assert_uint_gt(passes, 200);
  ck_assert_uint_gt(touched, 1000);
}
END_TEST

/* ---- ranges, refusals, print ---- */

START_TEST(a_range_is_read_as_it_is_written) {
  rbk_decimal from, to, step;
  ck_assert(rbk_sweep_parse("80..95:0.5", &from, &to, &step));
  ck_assert_int_eq(from, 800000);
  ck_assert_int_eq(to, 950000);
  ck_assert_int_eq(step, 5000);
  ck_assert(rbk_sweep_parse("1..3", &from, &to, &step));
  ck_assert_int_eq(step, 0);
  static const char *const wrong[] = {
      "80", "80..", "..95", "80..95:0", "80..95:-1", "80..95:", "a..b"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    ck_assert_msg(!rbk_sweep_parse(wrong[i], &from, &to, &step), "%s",
                  wrong[i]);
}
END_TEST

static void refuses(const world *w, const char *name, int from, int to,
                    const char *flag, const char *piece) {
  rbk_sweep_options options = {.name = name,
                               .from = from * RBK_DECIMAL_ONE,
                               .to = to * RBK_DECIMAL_ONE,
                               .flag = flag,
                               .threads = 1};
  rbk_error error = {.status = RBK_OK};
  rbk_sweep sweep = {.room = NULL};
  ck_assert_int_eq(
      rbk_sweep_make(w->reg, &w->policy.policy, &options, &sweep, &error),
      RBK_USAGE);
  ck_assert_ptr_null(sweep.room);
  holds(error.text, piece);
}

START_TEST(what_cannot_be_swept_is_wrong_usage) {
  world w;
  begin(&w);
  refuses(&w, "most", 1, 2, NULL, "the policy has no parameter most");
  refuses(&w, "least", 3, 2, NULL, "ends before it begins");
  refuses(&w, "least", 0, 1000, NULL, "more than 1000 values");
  refuses(&w, "least", 1, 2, "none", "no such flag, band, stage or rule");
  running_finish(&w);
}
END_TEST

/* With 95 and more the row behind is never reached: the policy does not load,
 * whichever way it is counted. 97 is left out too, as the two rows then
 * overlap. */
START_TEST(a_value_with_which_the_policy_does_not_load_has_no_counts) {
  for (int way = 0; way < 2; way++) {
    world w;
    rbk_layer *l = world_layer();
    layer_parameter(l, "low", RBK_UNIT_PERCENT, "90");
    rbk_figure_expression *attended =
        measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR));
    rbk_band *band = layer_band(l, "attendance");
    band_row(band, "low", compare(attended, RBK_AT_MOST, param("low")));
    band_row(band, "middle", compare(attended, RBK_AT_MOST, number("95")));
    band_row(band, "high", compare(attended, RBK_ABOVE, number("95")));
    running_begin(&w, l, world_school(1));
    rbk_sweep_options options = {.name = "low",
                                 .from = 93 * RBK_DECIMAL_ONE,
                                 .to = 96 * RBK_DECIMAL_ONE,
                                 .step = RBK_DECIMAL_ONE,
                                 .threads = 1,
                                 .runs = way == 1};
    rbk_sweep sweep = swept(w.reg, &w.policy.policy, &options);
    ck_assert_ptr_null(sweep.refused[0]);
    ck_assert_ptr_null(sweep.refused[1]);
    ck_assert_ptr_nonnull(sweep.refused[2]);
    holds(sweep.refused[2], "never reached");
    ck_assert_ptr_nonnull(sweep.refused[3]);
    ck_assert_str_eq(counts(series_of(&sweep, "attendance/high")->ever, 4),
                     "1 1 0 0");
    rbk_sweep_finish(&sweep);
    running_finish(&w);
  }
}
END_TEST

static char *printed(const rbk_sweep *sweep, rbk_sweep_format format) {
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  rbk_sweep_print(sweep, format, 0, &out);
  rbk_sweep_print_end(format, 1, &out);
  char *text = strdup(rbk_buffer_string(&out));
  rbk_buffer_finish(&out);
  return text;
}

/* Two values stand at the two ends of an axis 600 wide that begins at 70; two
 * pupils of five (the top of the smallest scale) are 144 of 360 up from 420. */
START_TEST(each_format_has_the_counts) {
  world w;
  begin(&w);
  rbk_sweep_options options = {.name = "least",
                               .from = 4 * RBK_DECIMAL_ONE,
                               .to = 5 * RBK_DECIMAL_ONE,
                               .flag = "many",
                               .threads = 1};
  rbk_sweep sweep = swept(w.reg, &w.policy.policy, &options);
  char *text = printed(&sweep, RBK_SWEEP_TABLE);
  holds(text, "flag many: many\n       least    raised   on day\n           4  "
              "       2        1\n           5         1        1\n");
  free(text);
  text = printed(&sweep, RBK_SWEEP_CSV);
  holds(text, "school,least,4,flag,many,2,1,,\nschool,least,5,flag,many,1,1,"
              ",\n");
  free(text);
  text = printed(&sweep, RBK_SWEEP_JSON);
  holds(text, "\"values\":[\"4\",\"5\"]");
  holds(text, "\"ever\":[2,1],\"on_day\":[1,1],\"overdue\":null");
  free(text);
  text = printed(&sweep, RBK_SWEEP_SVG);
  ck_assert_int_eq(strncmp(text, "<svg xmlns=", 11), 0);
  holds(text, "stroke-width=\"2\" points=\"70,276 670,348\"/>");
  holds(text, "stroke-dasharray=\"5 4\" points=\"70,348 670,348\"/>");
  holds(text, "</svg>\n");
  free(text);
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

static void refuse_memory(const world *w, bool runs) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_sweep_options options = {.alloc = &test.alloc,
                               .name = "least",
                               .from = 4 * RBK_DECIMAL_ONE,
                               .to = 5 * RBK_DECIMAL_ONE,
                               .threads = 1,
                               .runs = runs};
  for (size_t n = 1;; n++) {
    rbk_error error = {.status = RBK_OK};
    rbk_sweep sweep = {.room = NULL};
    test_alloc_fail_at(&test, n, false);
    rbk_status status =
        rbk_sweep_make(w->reg, &w->policy.policy, &options, &sweep, &error);
    bool refused = test.failures > 0;
    ck_assert_int_eq(status, refused ? RBK_NOMEM : RBK_OK);
    ck_assert_int_eq(error.status, refused ? RBK_NOMEM : RBK_OK);
    rbk_sweep_finish(&sweep);
    ck_assert_uint_eq(test.blocks, 0);
    if (!refused) return;
  }
}

START_TEST(every_refused_request_for_memory_is_told_and_nothing_is_left) {
  world w;
  begin(&w);
  refuse_memory(&w, false);
  refuse_memory(&w, true);
  running_finish(&w);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "sweep", one_pass_counts_the_pupils_of_each_value,
      a_window_takes_runs_and_says_so, stages_and_who_asks_for_them_take_runs,
      a_due_date_takes_runs_and_counts_what_is_overdue,
      one_pass_equals_a_run_for_each_value_on_random_policies,
      a_range_is_read_as_it_is_written, what_cannot_be_swept_is_wrong_usage,
      a_value_with_which_the_policy_does_not_load_has_no_counts,
      each_format_has_the_counts,
      every_refused_request_for_memory_is_told_and_nothing_is_left);
}
