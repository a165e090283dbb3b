/* A run from end to end: days, pupils, shards, parameters, sinks, records, what
 * is refused, and what a worker can be asked. */
#include <stdio.h>
#include <string.h>

#include "engine/record.h"
#include "engine/worker.h"
#include "register/canonical.h"
#include "support/engine.h"
#include "support/suite.h"

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

/* P0001 .. P000n, all present. */
static school *weeks_of(const char *calendar, int pupils) {
  school *s = school_begin(calendar);
  static char ids[9][16];
  for (int i = 0; i < pupils; i++) {
    (void)snprintf(ids[i], sizeof ids[i], "P%04d", i + 1);
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
  }
  return s;
}

static rbk_condition *off_at_least(rbk_operand n) {
  return compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_ALL)),
                 RBK_AT_LEAST, n);
}

static rbk_status let_pass(void *context, const rbk_decision *decision) {
  (void)context;
  (void)decision;
  return RBK_OK;
}

static rbk_status refused(const running *r, const rbk_run_options *options,
                          rbk_error *error) {
  rbk_decision_sink sink = {.decision = let_pass};
  memset(error, 0, sizeof *error);
  rbk_status status =
      rbk_evaluate(r->reg, &r->policy.policy, options, &sink, error);
  ck_assert_int_eq(status, error->status);
  return status;
}

START_TEST(the_day_asked_is_the_last_with_marks_unless_said) {
  running r;
  school *s = weeks_of("weeks-4", 1);
  school_until(s, "2024-09-11");
  running_begin(&r, layer(), s);
  rbk_run_options none = options_none();
  ck_assert_str_eq(lines_with(decided(r.reg, &r.policy.policy, &none), "pupil"),
                   "pupil P0001 2024-09-11 la/test\n");
  ck_assert_str_eq(lines_with(decided(r.reg, &r.policy.policy, NULL), "pupil"),
                   "pupil P0001 2024-09-11 la/test\n");
  running_finish(&r);
}
END_TEST

START_TEST(what_cannot_be_asked_is_refused) {
  running r;
  running_begin(&r, layer(), weeks_of("weeks-2", 2));
  rbk_error error;
  rbk_run_options options = options_as_of("2024-09-01");
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  options = options_as_of("yesterday");
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  options = options_none();
  options.pupil = "P0009";
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  options = options_none();
  options.shard = 3;
  options.shards = 2;
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  options = options_none();
  options.size = 0;
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  const rbk_parameter_setting nameless = {"", "1"};
  options = options_none();
  options.parameters = &nameless;
  options.parameter_count = 1;
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  running_finish(&r);
}
END_TEST

START_TEST(a_register_without_marks_needs_a_day) {
  running r;
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  running_begin(&r, layer(), s);
  rbk_error error;
  rbk_run_options options = options_none();
  ck_assert_int_eq(refused(&r, &options, &error), RBK_USAGE);
  options.as_of = "2024-09-03";
  ck_assert_int_eq(refused(&r, &options, &error), RBK_OK);
  running_finish(&r);
}
END_TEST

START_TEST(replay_prints_from_to_but_reads_from_the_beginning) {
  running r;
  rbk_layer *l = layer();
  layer_rule(l, "r", off_at_least(number("1")))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  school *s = weeks_of("weeks-4", 1);
  school_mark(s, "P0001", "2024-09-04", "II");
  running_begin(&r, l, s);
  rbk_run_options options = options_none();
  options.from = "2024-09-05";
  options.to = "2024-09-08";
  ck_assert_str_eq(
      replayed(r.reg, &r.policy.policy, &options),
      "2024-09-06 P0001 action.overdue r r/P0001/2024-09-04 due=2024-09-05\n");
  options.from = "2024-09-07";
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, &options), "");
  running_finish(&r);
}
END_TEST

static rbk_status let_change(void *context, const rbk_change *change) {
  (void)context;
  (void)change;
  return RBK_OK;
}

START_TEST(a_replay_that_ends_before_it_begins_is_refused) {
  running r;
  running_begin(&r, layer(), weeks_of("weeks-2", 1));
  rbk_change_sink sink = {.change = let_change};
  rbk_run_options options = options_none();
  rbk_error error = {0};
  options.from = options.to = "2024-09-05";
  ck_assert_int_eq(rbk_replay(r.reg, &r.policy.policy, &options, &sink, &error),
                   RBK_OK);
  options.to = "2024-09-04";
  ck_assert_int_eq(rbk_replay(r.reg, &r.policy.policy, &options, &sink, &error),
                   RBK_USAGE);
  ck_assert_ptr_nonnull(strstr(error.text, "--from 2024-09-05"));
  running_finish(&r);
}
END_TEST

START_TEST(changes_come_by_date_roll_id_key_and_kind) {
  running r;
  rbk_layer *l = layer();
  layer_rule(l, "b", off_at_least(number("1")));
  layer_rule(l, "a", off_at_least(number("1")))->supersedes = names_of("b");
  school *s = weeks_of("weeks-2", 2);
  school_mark(s, "P0002", "2024-09-03", "II");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-03", "I.");
  running_begin(&r, l, s);
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-03 P0001 action.fired a a/P0001/2024-09-03\n"
                   "2024-09-03 P0001 action.fired b b/P0001/2024-09-03\n"
                   "2024-09-03 P0001 action.superseded b b/P0001/2024-09-03\n"
                   "2024-09-03 P0002 action.fired a a/P0002/2024-09-03\n"
                   "2024-09-03 P0002 action.fired b b/P0002/2024-09-03\n"
                   "2024-09-03 P0002 action.superseded b b/P0002/2024-09-03\n");
  running_finish(&r);
}
END_TEST

START_TEST(shards_share_out_the_roll_without_gap_or_overlap) {
  running r;
  running_begin(&r, layer(), weeks_of("weeks-2", 5));
  static const char *const wanted[] = {
      "pupil P0001 2024-09-13 la/test\npupil P0002 2024-09-13 la/test\n",
      "pupil P0003 2024-09-13 la/test\npupil P0004 2024-09-13 la/test\n",
      "pupil P0005 2024-09-13 la/test\n"};
  for (size_t i = 1; i <= 3; i++) {
    rbk_run_options options = options_none();
    options.shard = i;
    options.shards = 3;
    ck_assert_str_eq(
        lines_with(decided(r.reg, &r.policy.policy, &options), "pupil"),
        wanted[i - 1]);
  }
  running_finish(&r);
}
END_TEST

START_TEST(parameters_come_from_the_policy_the_profile_and_the_command_line) {
  running r;
  rbk_layer *l = layer();
  layer_parameter(l, "many", RBK_UNIT_SESSIONS, "6");
  layer_flag(l, "f", off_at_least(param("many")));
  school *s = weeks_of("weeks-2", 1);
  school_parameter(s, "many", "4", true);
  school_mark(s, "P0001", "2024-09-02", "II");
  school_mark(s, "P0001", "2024-09-03", "II");
  school_mark(s, "P0001", "2024-09-04", "II");
  running_begin(&r, l, s);
  rbk_run_options options = options_none();
  ck_assert_str_eq(
      lines_with(decided(r.reg, &r.policy.policy, &options), "flag"),
      "flag f since 2024-09-03\n"); /* the profile's 4 */
  const rbk_parameter_setting setting = {"many", "2"};
  options.parameters = &setting;
  options.parameter_count = 1;
  ck_assert_str_eq(
      lines_with(decided(r.reg, &r.policy.policy, &options), "flag"),
      "flag f since 2024-09-02\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_parameter_nobody_declares_is_refused) {
  running r;
  running_begin(&r, layer(), weeks_of("weeks-2", 1));
  const rbk_parameter_setting setting = {"nonsense", "2"};
  rbk_run_options options = options_none();
  options.parameters = &setting;
  options.parameter_count = 1;
  rbk_error error;
  ck_assert_int_eq(refused(&r, &options, &error), RBK_POLICY);
  ck_assert_ptr_nonnull(strstr(error.text, "nonsense"));
  running_finish(&r);
}
END_TEST

START_TEST(arithmetic_that_leaves_64_bits_is_overflow) {
  running r;
  rbk_layer *l = layer();
  rbk_figure_expression *big = figure_number(number("900000000000000"));
  rbk_figure_expression *square = figure_sum(RBK_FIGURE_MULTIPLY, big, big);
  layer_flag(l, "f",
             compare(figure_sum(RBK_FIGURE_MULTIPLY,
                                measure(RBK_FIGURE_SESSIONS, "possible",
                                        window(RBK_WINDOW_ALL)),
                                square),
                     RBK_ABOVE, number("1")));
  running_begin(&r, l, weeks_of("weeks-2", 1));
  rbk_error error;
  ck_assert_int_eq(refused(&r, NULL, &error), RBK_OVERFLOW);
  ck_assert_ptr_nonnull(strstr(error.text, "P0001"));
  running_finish(&r);
}
END_TEST

/* --- sinks -------------------------------------------------------------------
 */

typedef struct listening {
  size_t started, decisions, finished, steps, stop_at;
  rbk_run_record first, last;
} listening;

static rbk_status on_start(void *context, const rbk_run_record *record) {
  listening *l = context;
  l->started++;
  l->first = *record;
  return RBK_OK;
}

static rbk_status on_decision(void *context, const rbk_decision *decision) {
  listening *l = context;
  (void)decision;
  l->decisions++;
  return l->decisions == l->stop_at ? RBK_STOPPED : RBK_OK;
}

static rbk_status on_finish(void *context, const rbk_run_record *record) {
  listening *l = context;
  l->finished++;
  l->last = *record;
  return RBK_OK;
}

static void on_progress(void *context, size_t done, size_t total) {
  listening *l = context;
  ck_assert_uint_eq(done, ++l->steps);
  ck_assert_uint_eq(total, 5);
}

START_TEST(a_sink_that_stops_ends_the_run_with_any_number_of_threads) {
  running r;
  running_begin(&r, layer(), weeks_of("weeks-2", 5));
  for (unsigned threads = 1; threads <= 4; threads++) {
    listening l = {.stop_at = 3};
    rbk_decision_sink sink = {&l, on_start, on_decision, on_finish};
    rbk_run_options options = options_none();
    options.threads = threads;
    rbk_error error = {0};
    ck_assert_int_eq(
        rbk_evaluate(r.reg, &r.policy.policy, &options, &sink, &error),
        RBK_STOPPED);
    ck_assert_uint_eq(l.started, 1);
    ck_assert_uint_eq(l.decisions, 3);
    ck_assert_uint_eq(l.finished, 0);
  }
  running_finish(&r);
}
END_TEST

START_TEST(the_record_counts_and_names_what_the_run_was_made_of) {
  running r;
  rbk_layer *l = layer();
  layer_rule(l, "r", off_at_least(number("1")));
  layer_flag(l, "f",
             compare(measure(RBK_FIGURE_RATE, "I", window(RBK_WINDOW_ALL)),
                     RBK_ABOVE, number("50")));
  school *s = weeks_of("weeks-2", 5);
  school_identity(s, "causeway-green", "primary");
  school_mark(s, "P0002", "2024-09-03", "II");
  school_marks(s, "P0003", "2024-09-02", "2024-09-13", "Y1Y1");
  school_stray(s, "P0004", "2024-09-07", RBK_AM, "I");
  running_begin(&r, l, s);
  listening heard = {0};
  rbk_decision_sink sink = {&heard, on_start, on_decision, on_finish};
  rbk_run_options options = options_none();
  options.progress = on_progress;
  options.context = &heard;
  rbk_error error = {0};
  ck_assert_int_eq(
      rbk_evaluate(r.reg, &r.policy.policy, &options, &sink, &error), RBK_OK);
  ck_assert_uint_eq(heard.steps, 5);
  ck_assert_uint_eq(heard.first.pupils, 0);
  ck_assert_uint_eq(heard.last.pupils, 5);
  ck_assert_uint_eq(heard.last.actions, 1);
  ck_assert_uint_eq(heard.last.findings, 1);
  ck_assert_uint_eq(heard.last.no_data, 1);
  ck_assert_uint_eq(heard.last.undetermined, 0);
  running_finish(&r);
}
END_TEST

/* The record of a run over the register, in the arena. */
static rbk_run_record record_of(const running *r, rbk_arena *arena,
                                const rbk_binding *binding) {
  rbk_run_record record;
  ck_assert_int_eq(
      rbk_record_make(arena, r->reg, &r->policy.policy, binding, NULL, &record),
      RBK_OK);
  return record;
}

static rbk_binding *bound(const running *r) {
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_binding *binding;
  ck_assert_int_eq(rbk_bind(NULL, r->reg, r->policy.policy.editions,
                            r->policy.policy.edition_count, NULL, 0, &problems,
                            &binding),
                   RBK_OK);
  rbk_problems_finish(&problems);
  return binding;
}

START_TEST(the_id_of_a_run_is_the_digest_of_its_digests) {
  running r;
  running_begin(&r, layer(), weeks_of("weeks-2", 2));
  rbk_binding *binding = bound(&r);
  rbk_arena arena;
  rbk_arena_init(&arena, NULL);
  rbk_run_record record = record_of(&r, &arena, binding);
  char reg[RBK_DIGEST_HEX + 1], codes[RBK_DIGEST_HEX + 1];
  char all[RBK_DIGEST_HEX + 1];
  ck_assert_int_eq(rbk_register_digest(r.reg, reg), RBK_OK);
  ck_assert_int_eq(rbk_codes_digest(NULL, codes), RBK_OK);
  ck_assert_str_eq(record.reg, reg);
  ck_assert_str_eq(record.codes, codes);
  ck_assert_uint_eq(record.policy_count, 1);
  ck_assert_str_eq(record.policies[0].name, "la/test (test.lua)");
  ck_assert_str_eq(record.policies[0].digest, r.layer->digest);
  const char *parts[] = {r.layer->digest, binding->parameters_digest, codes,
                         reg};
  rbk_digest digest;
  rbk_digest_init(&digest);
  for (size_t i = 0; i < 4; i++) {
    rbk_digest_add(&digest, parts[i], RBK_DIGEST_HEX);
    rbk_digest_add(&digest, "\n", 1);
  }
  rbk_digest_hex(&digest, all);
  all[12] = '\0';
  ck_assert_str_eq(record.run, all);
  rbk_arena_finish(&arena);
  rbk_binding_destroy(binding);
  running_finish(&r);
}
END_TEST

START_TEST(another_mark_or_another_value_is_another_run) {
  running a, b;
  running_begin(&a, layer(), weeks_of("weeks-2", 2));
  rbk_layer *other = layer();
  school *s = weeks_of("weeks-2", 2);
  school_mark(s, "P0002", "2024-09-05", "I.");
  running_begin(&b, other, s);
  rbk_arena arena;
  rbk_arena_init(&arena, NULL);
  rbk_binding *of_a = bound(&a), *of_b = bound(&b);
  ck_assert_str_ne(record_of(&a, &arena, of_a).run,
                   record_of(&b, &arena, of_b).run);
  ck_assert_str_eq(record_of(&a, &arena, of_a).run,
                   record_of(&a, &arena, of_a).run);
  rbk_arena_finish(&arena);
  rbk_binding_destroy(of_a);
  rbk_binding_destroy(of_b);
  running_finish(&a);
  running_finish(&b);
}
END_TEST

/* --- failures stop a run that wants it
 * ---------------------------------------- */

static rbk_status always_fails(void *session, uint32_t function,
                               const rbk_ask *ask, bool *result, bool *failed,
                               rbk_failure *failure) {
  (void)session;
  (void)function;
  (void)ask;
  (void)result;
  *failed = true;
  failure->kind = "script error";
  return RBK_OK;
}

static rbk_status no_session(void *context, const rbk_alloc *alloc,
                             const rbk_binding *binding, void **session,
                             rbk_error *error) {
  (void)context;
  (void)alloc;
  (void)binding;
  (void)session;
  (void)error;
  return RBK_OK;
}

START_TEST(max_failures_ends_a_run_after_so_many) {
  static const rbk_callbacks failing = {.open = no_session,
                                        .condition = always_fails};
  running r;
  rbk_layer *l = layer();
  (void)layer_function(l);
  layer_rule(l, "r", asks(0));
  running_begin(&r, l, weeks_of("weeks-2", 5));
  r.policy.policy.callbacks = &failing;
  for (unsigned threads = 1; threads <= 3; threads++) {
    listening heard = {0};
    rbk_decision_sink sink = {&heard, on_start, on_decision, on_finish};
    rbk_run_options options = options_none();
    options.threads = threads;
    rbk_error error = {0};
    ck_assert_int_eq(
        rbk_evaluate(r.reg, &r.policy.policy, &options, &sink, &error), RBK_OK);
    ck_assert_uint_eq(heard.last.undetermined, 5);
    heard.decisions = 0;
    options.max_failures = 2;
    ck_assert_int_eq(
        rbk_evaluate(r.reg, &r.policy.policy, &options, &sink, &error),
        RBK_STOPPED);
    ck_assert_uint_eq(heard.decisions, 2);
  }
  running_finish(&r);
}
END_TEST

/* --- asking a worker
 * ---------------------------------------------------------- */

START_TEST(a_worker_tells_what_became_of_each_rule) {
  running r;
  rbk_layer *l = layer();
  rbk_condition *often = off_at_least(number("2"));
  layer_rule(l, "fires", often);
  layer_rule(l, "never", off_at_least(number("100")));
  layer_rule(l, "fridays", often)->checked = weekday(RBK_FRIDAY);
  layer_rule(l, "year", often)->once = RBK_ONCE_SCHOOL_YEAR;
  layer_rule(l, "open",
             compare(measure(RBK_FIGURE_RATE, "I", window(RBK_WINDOW_DAY)),
                     RBK_AT_LEAST, number("50")));
  school *s = weeks_of("weeks-2", 1);
  school_mark(s, "P0001", "2024-09-03", "II");
  school_mark(s, "P0001", "2024-09-04", "Y1Y1");
  running_begin(&r, l, s);
  rbk_binding *binding = bound(&r);
  rbk_worker *worker;
  rbk_arena arena;
  rbk_error error = {0};
  rbk_arena_init(&arena, NULL);
  ck_assert_int_eq(rbk_worker_create(NULL, binding, NULL, &worker, &error),
                   RBK_OK);
  rbk_day day = school_day(r.reg, "2024-09-04");
  static const rbk_outcome wanted[2][5] = {
      {RBK_OUTCOME_FIRED, RBK_OUTCOME_FALSE, RBK_OUTCOME_NOT_CHECKED,
       RBK_OUTCOME_FIRED, RBK_OUTCOME_FIRED},
      {RBK_OUTCOME_NOT_ARMED, RBK_OUTCOME_FALSE, RBK_OUTCOME_NOT_CHECKED,
       RBK_OUTCOME_USED, RBK_OUTCOME_UNKNOWN}};
  for (int i = 0; i < 2; i++) {
    rbk_arena_reset(&arena);
    ck_assert_int_eq(rbk_worker_run(worker, 0, day - 1 + i, &arena, &error),
                     RBK_OK);
    for (size_t k = 0; k < 5; k++) {
      const rbk_bound_rule *rule = &binding->editions[0].rules[k];
      ck_assert_int_eq(rbk_worker_rule(worker, rule->number).outcome,
                       wanted[i][k]);
    }
  }
  const rbk_bound_rule *fires = &binding->editions[0].rules[0];
  ck_assert_int_eq(rbk_worker_rule(worker, fires->number).last_fired, day - 1);
  rbk_truth truth;
  ck_assert_int_eq(rbk_worker_truth(worker, 0, fires->when, day - 2, &truth),
                   RBK_OK);
  ck_assert_int_eq(truth, RBK_FALSE);
  ck_assert_int_eq(rbk_worker_truth(worker, 0, fires->when, day, &truth),
                   RBK_OK);
  ck_assert_int_eq(truth, RBK_TRUE);
  rbk_cause cause;
  bool unknown;
  const rbk_bound_rule *open = &binding->editions[0].rules[4];
  ck_assert_int_eq(
      rbk_worker_cause(worker, 0, open->when, day, &cause, &unknown), RBK_OK);
  ck_assert(unknown && !cause.failed);
  rbk_worker_destroy(worker);
  rbk_arena_finish(&arena);
  rbk_binding_destroy(binding);
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "run", the_day_asked_is_the_last_with_marks_unless_said,
      what_cannot_be_asked_is_refused, a_register_without_marks_needs_a_day,
      replay_prints_from_to_but_reads_from_the_beginning,
      a_replay_that_ends_before_it_begins_is_refused,
      changes_come_by_date_roll_id_key_and_kind,
      shards_share_out_the_roll_without_gap_or_overlap,
      parameters_come_from_the_policy_the_profile_and_the_command_line,
      a_parameter_nobody_declares_is_refused,
      arithmetic_that_leaves_64_bits_is_overflow,
      a_sink_that_stops_ends_the_run_with_any_number_of_threads,
      the_record_counts_and_names_what_the_run_was_made_of,
      the_id_of_a_run_is_the_digest_of_its_digests,
      another_mark_or_another_value_is_another_run,
      max_failures_ends_a_run_after_so_many,
      a_worker_tells_what_became_of_each_rule);
}
