/* A trial is the register as it was known on the day: up to then the engine
 * says of it what it says of the register. */
#include <stdlib.h>

#include "base/buffer.h"
#include "explore/trial.h"
#include "explore/world.h"
#include "support/random_policy.h"

enum { WORLDS = 80 };

/* Entries up to the day, a line each; to be freed. */
static char *entries(const rbk_log *log, rbk_day day) {
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  for (size_t i = 0; i < log->entry_count; i++) {
    const rbk_entry *entry = &log->entries[i];
    if (entry->day > day) continue;
    rbk_buffer_format(&out, "%d %s %s %s\n", (int)entry->day,
                      rbk_change_name(entry->kind), entry->id,
                      entry->key ? entry->key : "-");
  }
  char *text = strdup(rbk_buffer_string(&out));
  ck_assert_ptr_nonnull(text);
  rbk_buffer_finish(&out);
  return text;
}

static char *of_register(const rbk_preparation *preparation, uint32_t pupil,
                         rbk_day day) {
  rbk_binding *binding = NULL;
  rbk_worker *worker = NULL;
  rbk_arena arena;
  rbk_error error;
  rbk_arena_init(&arena, NULL);
  ck_assert_int_eq(rbk_prepare(preparation, &binding, &error), RBK_OK);
  ck_assert_int_eq(rbk_worker_create(NULL, binding,
                                     preparation->policy->callbacks, &worker,
                                     &error),
                   RBK_OK);
  ck_assert_int_eq(rbk_worker_run(worker, pupil, day, &arena, &error), RBK_OK);
  char *text = entries(rbk_worker_log(worker), day);
  rbk_worker_destroy(worker);
  rbk_binding_destroy(binding);
  rbk_arena_finish(&arena);
  return text;
}

static char *of_trial(const rbk_preparation *preparation, uint32_t pupil,
                      rbk_day day, rbk_day last, const rbk_supposed *facts,
                      size_t count) {
  rbk_trial *trial = NULL;
  rbk_error error;
  const rbk_log *log;
  bool placed;
  rbk_day end;
  ck_assert_int_eq(
      rbk_trial_create(preparation, pupil, day, facts, count, &trial, &error),
      RBK_OK);
  ck_assert_int_eq(
      rbk_trial_run(trial, NULL, last, &log, &placed, &end, &error), RBK_OK);
  char *text = entries(log, day);
  rbk_trial_destroy(trial);
  return text;
}

START_TEST(up_to_the_day_a_trial_is_the_register_itself) {
  size_t compared = 0, lines = 0;
  for (uint64_t seed = 1; seed <= WORLDS; seed++) {
    school_random random = school_random_from(seed + 1000);
    rbk_register *reg = school_random_register(seed, 3);
    rbk_layer *layer = random_layer(seed, seed % 2 == 0);
    layer_fact(layer, "new_kind", NULL); /* that the register has none of */
    rbk_plan *plan = plan_of(layer, NULL);
    test_policy policy;
    policy_one(&policy, plan);
    policy.policy.callbacks = &random_callbacks;
    rbk_arena arena;
    rbk_arena_init(&arena, NULL);
    rbk_preparation preparation = {
        .arena = &arena, .reg = reg, .policy = &policy.policy};
    rbk_day days = (rbk_day)reg->calendar.day_count;
    /* A record on the day after is after it, too. */
    rbk_supposed fact = {.name = seed % 3 ? "meeting" : "new_kind"};
    for (uint32_t p = 0; p < reg->roll.pupil_count && days > 1; p++) {
      rbk_day day = (rbk_day)school_random_below(&random, (uint32_t)days - 1);
      char *known = of_register(&preparation, p, day);
      char *tried = of_trial(&preparation, p, day, days - 1, NULL, 0);
      char *more = of_trial(&preparation, p, day, days - 1, &fact, 1);
      ck_assert_msg(strcmp(known, tried) == 0, "seed %d, day %d:\n%s--\n%s",
                    (int)seed, (int)day, known, tried);
      ck_assert_str_eq(known, more);
      compared++;
      lines += strlen(known) > 0;
      free(known);
      free(tried);
      free(more);
    }
    rbk_arena_finish(&arena);
    rbk_plan_destroy(plan);
    layer_destroy(layer);
    rbk_register_destroy(reg);
  }
  ck_assert_uint_gt(compared, 100);
  ck_assert_uint_gt(lines, 80);
}
END_TEST

/* Two marks from Wednesday of the second week on, one of them in the afternoon
 * only looked at: the first two afternoons. */
START_TEST(marks_are_placed_on_the_first_sessions_that_the_figure_looks_at) {
  world w;
  rbk_layer *l = world_layer();
  rbk_figure_expression *afternoons = measure(
      RBK_FIGURE_SESSIONS, "unauthorised", window(RBK_WINDOW_SCHOOL_YEAR));
  afternoons->sessions = RBK_PM;
  layer_flag(l, "two", compare(afternoons, RBK_AT_LEAST, number("2")));
  running_begin(&w, l, world_school(1));
  rbk_arena arena;
  rbk_arena_init(&arena, NULL);
  rbk_preparation preparation = {
      .arena = &arena, .reg = w.reg, .policy = &w.policy.policy};
  rbk_trial *trial = NULL;
  rbk_error error;
  ck_assert_int_eq(
      rbk_trial_create(&preparation, 0, 4, NULL, 0, &trial, &error), RBK_OK);
  rbk_supposed_marks marks = {
      .code = school_code("O"), .count = 2, .from = 7, .figure = 0};
  const rbk_log *log;
  bool placed;
  rbk_day end = -1;
  ck_assert_int_eq(
      rbk_trial_run(trial, &marks, 19, &log, &placed, &end, &error), RBK_OK);
  ck_assert(placed);
  ck_assert_int_eq(end, 8);
  char *text = entries(log, 19);
  ck_assert_str_eq(text, "8 flag.raised two -\n");
  free(text);
  /* Fifteen afternoons are left from the sixth day on, not sixteen. */
  marks.from = 5;
  marks.count = 16;
  ck_assert_int_eq(
      rbk_trial_run(trial, &marks, 19, &log, &placed, &end, &error), RBK_OK);
  ck_assert(!placed);
  marks.count = 15;
  ck_assert_int_eq(
      rbk_trial_run(trial, &marks, 19, &log, &placed, &end, &error), RBK_OK);
  ck_assert(placed);
  rbk_trial_destroy(trial);
  rbk_arena_finish(&arena);
  running_finish(&w);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "trial", up_to_the_day_a_trial_is_the_register_itself,
      marks_are_placed_on_the_first_sessions_that_the_figure_looks_at);
}
