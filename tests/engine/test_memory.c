/* Memory that runs out at any point of a run: RBK_NOMEM, nothing left behind,
 * and never an answer that is wrong or undetermined. */
#include <string.h>

#include "engine/worker.h"
#include "support/alloc.h"
#include "support/random_policy.h"
#include "support/suite.h"

static rbk_status take_decision(void *context, const rbk_decision *decision) {
  *(size_t *)context += decision->undetermined_count;
  return RBK_OK;
}

static rbk_status take_change(void *context, const rbk_change *change) {
  (void)context;
  (void)change;
  return RBK_OK;
}

/* A few weeks of three pupils with something of everything. */
static rbk_register *small_school(void) {
  school *s = school_begin("weeks-4");
  static const char *const ids[] = {"P0001", "P0002", "P0003"};
  for (size_t i = 0; i < 3; i++) {
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
    school_attribute(s, ids[i], "send", i == 1 ? "K" : "no");
    school_attribute(s, ids[i], "year_group", i == 1 ? "7" : "8");
    school_mark(s, ids[i], "2024-09-04", "II");
    school_mark(s, ids[i], "2024-09-05", "ON");
    school_event(s, ids[i], "2024-09-09", "letter", "outcome=x;to=2024-09-12");
    school_event(s, ids[i], "2024-09-10", "meeting", NULL);
    school_event(s, ids[i], "2024-09-11", "visit", NULL);
    school_event(s, ids[i], "2024-09-12", "notice", NULL);
  }
  school_birth(s, "P0001", "2012-03-04");
  school_birth(s, "P0002", "2012-03-04");
  school_birth(s, "P0003", "2012-03-04");
  school_stray(s, "P0002", "2024-09-07", RBK_AM, "I");
  school_untaken(s, "2024-09-16", RBK_AM);
  school_spell(s, "P0003", NULL, "2024-09-13");
  return school_finish(s);
}

/* Without functions nothing may be undetermined, whatever fails. */
static void run_out(uint64_t seed, bool replay, bool later, unsigned threads) {
  rbk_register *reg = small_school();
  rbk_layer *layer = random_layer(seed, false);
  rbk_plan *plan = plan_of(layer, NULL);
  test_policy p;
  policy_one(&p, plan);
  test_alloc alloc;
  test_alloc_init(&alloc);
  size_t undetermined = 0, rounds = 0;
  rbk_decision_sink decisions = {.context = &undetermined,
                                 .decision = take_decision};
  rbk_change_sink changes = {.change = take_change};
  rbk_run_options options = options_none();
  options.alloc = &alloc.alloc;
  options.threads = threads;
  for (size_t n = 1;; n++, rounds++) {
    rbk_error error = {0};
    test_alloc_fail_at(&alloc, n, later);
    rbk_status status =
        replay ? rbk_replay(reg, &p.policy, &options, &changes, &error)
               : rbk_evaluate(reg, &p.policy, &options, &decisions, &error);
    ck_assert_uint_eq(alloc.blocks, 0);
    if (alloc.failures == 0) {
      ck_assert_msg(status == RBK_OK, "%s", error.text);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_int_eq(error.status, RBK_NOMEM);
  }
  ck_assert_uint_gt(rounds, 20);
  ck_assert_uint_eq(undetermined, 0);
  rbk_plan_destroy(plan);
  layer_destroy(layer);
  rbk_register_destroy(reg);
}

START_TEST(an_evaluation_that_runs_out_of_memory_says_so) {
  for (uint64_t seed = 1; seed <= 6; seed++) run_out(seed, false, false, 1);
  run_out(7, false, true, 1);
}
END_TEST

START_TEST(a_replay_that_runs_out_of_memory_says_so) {
  for (uint64_t seed = 1; seed <= 6; seed++) run_out(seed, true, false, 1);
  run_out(7, true, true, 1);
}
END_TEST

/* --- parents, families, what is assumed and what was recorded ------------- */

static rbk_condition *sick(rbk_window_kind kind, const char *count) {
  return compare(measure(RBK_FIGURE_SESSIONS, "I O", window(kind)),
                 RBK_AT_LEAST, number(count));
}

static rbk_layer *rules_for_people(void) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "letter", NULL);
  layer_fact(l, "agreement", NULL);
  rbk_rule *parents = layer_rule(l, "parents", sick(RBK_WINDOW_DAY, "1"));
  parents->per = RBK_PER_PARENT;
  parents->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  rule_needs(parents, "letter");
  rbk_rule *family = layer_rule(l, "family", sick(RBK_WINDOW_TERM, "2"));
  family->per = RBK_PER_FAMILY;
  family->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  family->supersedes = names_of("own");
  rule_unless(family, on_event(RBK_LEAF_ON_RECORD, "agreement", NULL), "x");
  rbk_rule *steps = layer_rule(l, "steps", NULL);
  steps->per = RBK_PER_FAMILY;
  steps->each.figure =
      measure(RBK_FIGURE_SESSIONS, "I O", window(RBK_WINDOW_TERM));
  steps->each.every = number("1");
  layer_rule(l, "own", sick(RBK_WINDOW_DAY, "1"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("3"));
  layer_rule(l, "after", fired("family"));
  return l;
}

static rbk_register *people(void) {
  school *s = school_begin("weeks-4");
  static const char *const ids[] = {"P0001", "P0002", "P0003"};
  for (size_t i = 0; i < 3; i++) {
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
    if (i < 2) school_attribute(s, ids[i], "sibling_group", "F1");
    school_parent(s, "R1", ids[i], i != 2);
    school_parent(s, "R2", ids[i], i == 0);
  }
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0002", "2024-09-05", "O.");
  school_event(s, "P0001", "2024-09-06", "letter", "parent_id=R2");
  school_event(s, "P0002", "2024-09-09", "agreement", NULL);
  return school_finish(s);
}

static void run_out_of_people(bool replay, bool assume, bool later) {
  rbk_register *reg = people();
  rbk_layer *layer = rules_for_people();
  rbk_plan *plan = plan_of(layer, NULL);
  test_policy p;
  policy_one(&p, plan);
  static const char *const marks[] = {"2024-09-03 AM O", "2024-09-04 AM O"};
  const rbk_recorded_action was[] = {{.pupil = "P0001",
                                      .as_of = "2024-09-10",
                                      .action = {.key = "own/P0001/2024-09-03",
                                                 .rule = "own",
                                                 .fired = "2024-09-03",
                                                 .marks = {marks, 2, true}}},
                                     {.pupil = "P0002",
                                      .as_of = "2024-09-10",
                                      .action = {.key = "gone/P0002/2024-09-03",
                                                 .rule = "gone",
                                                 .fired = "2024-09-03"}}};
  test_alloc alloc;
  test_alloc_init(&alloc);
  size_t undetermined = 0, rounds = 0;
  rbk_decision_sink decisions = {.context = &undetermined,
                                 .decision = take_decision};
  rbk_change_sink changes = {.change = take_change};
  rbk_run_options options = options_none();
  options.alloc = &alloc.alloc;
  options.assume_done = assume;
  options.previous = was;
  options.previous_count = 2;
  for (size_t n = 1;; n++, rounds++) {
    rbk_error error = {0};
    test_alloc_fail_at(&alloc, n, later);
    rbk_status status =
        replay ? rbk_replay(reg, &p.policy, &options, &changes, &error)
               : rbk_evaluate(reg, &p.policy, &options, &decisions, &error);
    ck_assert_uint_eq(alloc.blocks, 0);
    if (alloc.failures == 0) {
      ck_assert_msg(status == RBK_OK, "%s", error.text);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_int_eq(error.status, RBK_NOMEM);
  }
  ck_assert_uint_gt(rounds, 20);
  ck_assert_uint_eq(undetermined, 0);
  rbk_plan_destroy(plan);
  layer_destroy(layer);
  rbk_register_destroy(reg);
}

START_TEST(parents_families_and_earlier_runs_say_so_too) {
  run_out_of_people(false, false, false);
  run_out_of_people(true, false, true);
  run_out_of_people(false, true, false);
  run_out_of_people(true, true, false);
}
END_TEST

/* Running the second pupil and all later ones takes nothing from the allocator
 * beyond what goes into their logs: with logs in a block that is kept, nothing
 * at all. */
START_TEST(a_worker_once_warm_allocates_nothing) {
  rbk_register *reg = small_school();
  rbk_layer *layer = random_layer(3, false);
  rbk_plan *plan = plan_of(layer, NULL);
  rbk_binding *binding = bind_plan(reg, plan);
  test_alloc alloc;
  test_alloc_init(&alloc);
  rbk_worker *worker;
  rbk_error error = {0};
  ck_assert_int_eq(
      rbk_worker_create(&alloc.alloc, binding, NULL, &worker, &error), RBK_OK);
  rbk_arena arena; /* of its own, so that only the worker is counted */
  rbk_arena_init(&arena, NULL);
  rbk_day last = (rbk_day)reg->calendar.day_count - 1;
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < 3; i++) {
      if (round == 1) test_alloc_fail_at(&alloc, 1, true);
      ck_assert_int_eq(rbk_worker_run(worker, i, last, &arena, &error), RBK_OK);
      if (round == 1) ck_assert_uint_eq(alloc.requests, 0);
    }
  test_alloc_fail_at(&alloc, 0, false);
  rbk_worker_destroy(worker);
  ck_assert_uint_eq(alloc.blocks, 0);
  rbk_arena_finish(&arena);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  layer_destroy(layer);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN("memory", an_evaluation_that_runs_out_of_memory_says_so,
                  a_replay_that_runs_out_of_memory_says_so,
                  parents_families_and_earlier_runs_say_so_too,
                  a_worker_once_warm_allocates_nothing);
}
