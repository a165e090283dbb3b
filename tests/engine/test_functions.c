/* Functions and hooks, answered in C: when they are asked, and what a failure
 * makes unknown. Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

/* What the tests' functions do, and how often they were asked. */
static struct {
  int asked[4];        /* by function */
  rbk_day fails_on;    /* function 0 fails on that day */
  rbk_status status;   /* of a call to function 0 */
  rbk_day hook_fails;  /* the hook fails from that day on */
  uint32_t holds_node; /* function 1 asks for that node */
  const rbk_event *event;
} play;

static rbk_status open_session(void *context, const rbk_alloc *alloc,
                               const rbk_binding *binding, void **session,
                               rbk_error *error) {
  (void)context;
  (void)alloc;
  (void)binding;
  (void)error;
  *session = &play;
  return RBK_OK;
}

static void close_session(void *session) {
  (void)session;
}

static void fell_over(bool *failed, rbk_failure *failure, const char *text) {
  *failed = true;
  failure->kind = "script error";
  (void)snprintf(failure->file, sizeof failure->file, "la/test.lua");
  failure->line = 41;
  (void)snprintf(failure->text, sizeof failure->text, "%s", text);
}

/* 0: true, but fails on a day. 1: what it asks for. 2: true for events with an
 * id. 3: true on Wednesdays. */
static rbk_status condition(void *session, uint32_t function,
                            const rbk_ask *ask, bool *result, bool *failed,
                            rbk_failure *failure) {
  (void)session;
  uint32_t which = ask->binding->functions[function].function;
  rbk_date date = ask->binding->reg->calendar.date[ask->day];
  rbk_truth truth;
  play.asked[which]++;
  switch (which) {
  case 0:
    if (play.status != RBK_OK) return play.status;
    if (ask->day == play.fails_on)
      fell_over(failed, failure, "attempt to add nil");
    *result = true;
    return RBK_OK;
  case 1:
    *result = false;
    if (ask->holds(ask->engine, play.holds_node, &truth) != RBK_OK)
      return RBK_INTERNAL;
    *result = truth == RBK_TRUE;
    return RBK_OK;
  case 2:
    play.event = ask->event;
    *result = ask->event != NULL && ask->event->id[0] != '\0';
    return RBK_OK;
  default:
    *result = rbk_date_weekday(date) == RBK_WEDNESDAY;
    return RBK_OK;
  }
}

/* The number of the day, counted from 0. */
static rbk_status figure(void *session, uint32_t function, const rbk_ask *ask,
                         rbk_value *result, bool *failed,
                         rbk_failure *failure) {
  (void)session;
  (void)function;
  (void)failed;
  (void)failure;
  *result = (rbk_value){.known = RBK_KNOWN, .n = ask->day, .d = 1};
  return RBK_OK;
}

static rbk_status owner(void *session, uint32_t function, const rbk_ask *ask,
                        const char **result, bool *failed,
                        rbk_failure *failure) {
  (void)session;
  (void)function;
  if (ask->day == play.fails_on)
    fell_over(failed, failure, "no such role");
  else
    *result = "head";
  return RBK_OK;
}

static rbk_status due(void *session, uint32_t function, const rbk_ask *ask,
                      rbk_date *result, bool *failed, rbk_failure *failure) {
  (void)session;
  (void)function;
  (void)failed;
  (void)failure;
  *result = ask->binding->reg->calendar.date[ask->day] + 1;
  return RBK_OK;
}

static rbk_status text(void *session, uint32_t function, const rbk_ask *ask,
                       const char **result, bool *failed,
                       rbk_failure *failure) {
  (void)session;
  (void)function;
  (void)failed;
  (void)failure;
  static char said[32];
  (void)snprintf(said, sizeof said, "on day %d", (int)ask->day);
  *result = said;
  return RBK_OK;
}

/* From 4 September the flag f and on the 4th and 5th the rule r hold. */
static rbk_status hook(void *session, const rbk_layer *layer, rbk_hook which,
                       const rbk_ask *ask, rbk_hook_results *result,
                       bool *failed, rbk_failure *failure) {
  static const rbk_hook_figure figures[] = {{"broken weeks", "3"}};
  static const rbk_hook_result both_of[] = {
      {RBK_SECTION_FLAGS, "f", NULL, figures, 1},
      {RBK_SECTION_BANDS, "b", "low", NULL, 0}};
  static const rbk_hook_result rule = {RBK_SECTION_RULES, "r", NULL, figures,
                                       1};
  (void)session;
  (void)layer;
  if (ask->day >= play.hook_fails) {
    fell_over(failed, failure, "over its budget");
    return RBK_OK;
  }
  if (which == RBK_HOOK_CLASSIFY && ask->day >= 2)
    *result = (rbk_hook_results){both_of, 2};
  if (which == RBK_HOOK_ESCALATE && (ask->day == 2 || ask->day == 3))
    *result = (rbk_hook_results){&rule, 1};
  return RBK_OK;
}

static const rbk_callbacks callbacks = {NULL,      open_session, close_session,
                                        condition, figure,       owner,
                                        due,       text,         hook};

static rbk_layer *layer(void) {
  memset(&play, 0, sizeof play);
  play.fails_on = play.hook_fails = RBK_NO_DAY;
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  for (int i = 0; i < 4; i++) (void)layer_function(l);
  return l;
}

static void begin_asking(running *r, rbk_layer *l, school *s) {
  running_begin(r, l, s);
  r->policy.policy.callbacks = &callbacks;
}

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

START_TEST(a_function_is_asked_only_where_the_rest_leaves_it_open) {
  rbk_layer *l = layer();
  /* the function stands first; `I` decides all days but two */
  layer_rule(l, "a", both(asks(0), today("I")));
  layer_rule(l, "b",
             both(both(asks(3), today("possible")), both(today("O"), asks(2))));
  layer_rule(l, "c", either(asks(1), today("possible")));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-10", "II");
  running r;
  begin_asking(&r, l, s);
  (void)replayed(r.reg, &r.policy.policy, NULL);
  ck_assert_int_eq(play.asked[0], 2);
  ck_assert_int_eq(play.asked[1], 0);
  ck_assert_int_eq(play.asked[2], 0);
  ck_assert_int_eq(play.asked[3], 0);
  running_finish(&r);
}
END_TEST

START_TEST(after_a_failure_the_condition_is_unknown_and_not_asked_again) {
  rbk_layer *l = layer();
  at_line(12);
  layer_rule(l, "a", both(asks(0), today("I")));
  layer_flag(l, "f", today("I"));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-03", "II");
  school_mark(s, "P0001", "2024-09-05", "II");
  school_mark(s, "P0001", "2024-09-11", "II");
  running r;
  begin_asking(&r, l, s);
  play.fails_on = 3; /* 5 September */
  ck_assert_str_eq(lines_with(replayed(r.reg, &r.policy.policy, NULL), " a"),
                   "2024-09-03 P0001 action.fired a a/P0001/2024-09-03\n"
                   "2024-09-05 P0001 undetermined a\n"
                   "2024-09-11 P0001 undetermined a\n");
  ck_assert_int_eq(play.asked[0], 2);
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-04", "undetermined"), "");
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-05", "undetermined"),
      "undetermined a la/test.lua:41: script error: attempt to add nil\n");
  /* on a day that the rest decides, nothing is unknown */
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-06", "undetermined"), "");
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-11", "undetermined"),
      "undetermined a la/test.lua:41: script error: attempt to add nil\n");
  running_finish(&r);
}
END_TEST

START_TEST(what_fails_beside_the_condition_is_undetermined_too) {
  rbk_layer *l = layer();
  layer_rule(l, "a", today("I"))->checked = asks(0);
  rule_unless(layer_rule(l, "b", today("I")), asks(0), "an exemption");
  rule_needs_condition(layer_rule(l, "c", today("I")), asks(0), "a thing");
  layer_rule(l, "d", today("I"))->rearm = asks(0);
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  running r;
  begin_asking(&r, l, s);
  play.fails_on = 2; /* 4 September */
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 undetermined a\n"
                   "2024-09-04 P0001 undetermined b\n"
                   "2024-09-04 P0001 action.fired b b/P0001/2024-09-04\n"
                   "2024-09-04 P0001 undetermined c\n"
                   "2024-09-04 P0001 action.fired c c/P0001/2024-09-04\n"
                   "2024-09-04 P0001 action.blocked c c/P0001/2024-09-04\n"
                   "2024-09-04 P0001 undetermined d\n"
                   "2024-09-04 P0001 action.fired d d/P0001/2024-09-04\n");
  const char *why = "la/test.lua:41: script error: attempt to add nil";
  const char *given =
      decided_only(r.reg, &r.policy.policy, "2024-09-06", "undetermined");
  for (const char *id = "abcd"; *id; id++) {
    char line[128];
    (void)snprintf(line, sizeof line, "undetermined %c %s\n", *id, why);
    ck_assert_ptr_nonnull(strstr(given, line));
  }
  running_finish(&r);
}
END_TEST

START_TEST(conditions_of_marks_and_roles_that_fail_are_undetermined) {
  rbk_layer *l = layer();
  layer_role(l, "head");
  role_choice(layer_role(l, "lead"), asks(0), "head");
  layer_rule(l, "a", today("I"))->owner.roles = names_of("lead");
  layer_coding(l, "b", "I")->when = asks(0);
  rbk_coding *c = layer_coding(l, "c", "I");
  c->unless = asks(0);
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "I.");
  running r;
  begin_asking(&r, l, s);
  play.fails_on = 2;
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "undetermined"),
      "2024-09-04 P0001 undetermined a\n"
      "2024-09-04 P0001 undetermined b\n"
      "2024-09-04 P0001 undetermined c\n");
  const char *given =
      decided_only(r.reg, &r.policy.policy, "2024-09-13", "undetermined");
  ck_assert_ptr_nonnull(strstr(given, "undetermined a la/test.lua:41: "));
  ck_assert_ptr_nonnull(strstr(given, "undetermined b la/test.lua:41: "));
  ck_assert_ptr_nonnull(strstr(given, "undetermined c la/test.lua:41: "));
  running_finish(&r);
}
END_TEST

START_TEST(a_failure_is_one_pupils_and_nothing_else_is_suspended) {
  rbk_layer *l = layer();
  layer_rule(l, "a", both(asks(0), today("I")));
  school *s = one_pupil_in("weeks-2");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_mark(s, "P0001", "2024-09-05", "II");
  school_mark(s, "P0002", "2024-09-06", "II");
  running r;
  begin_asking(&r, l, s);
  play.fails_on = 3;
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-05 P0001 undetermined a\n"
                   "2024-09-06 P0002 action.fired a a/P0002/2024-09-06\n");
  running_finish(&r);
}
END_TEST

START_TEST(memory_that_runs_out_in_a_function_ends_the_run) {
  rbk_layer *l = layer();
  layer_rule(l, "a", asks(0));
  running r;
  begin_asking(&r, l, one_pupil_in("weeks-2"));
  play.status = RBK_NOMEM;
  rbk_decision_sink sink = {0};
  rbk_error error = {0};
  ck_assert_int_eq(rbk_evaluate(r.reg, &r.policy.policy, NULL, &sink, &error),
                   RBK_NOMEM);
  ck_assert_int_eq(error.status, RBK_NOMEM);
  running_finish(&r);
}
END_TEST

START_TEST(a_function_may_ask_for_conditions_but_not_for_itself) {
  rbk_layer *l = layer();
  layer_rule(l, "a", asks(1));
  layer_rule(l, "b", today("I"));
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  running r;
  begin_asking(&r, l, s);
  rbk_problems problems;
  rbk_problems_init(&problems, NULL);
  rbk_binding *binding;
  ck_assert_int_eq(rbk_bind(NULL, r.reg, r.policy.policy.editions, 1, NULL, 0,
                            &problems, &binding),
                   RBK_OK);
  play.holds_node = binding->editions[0].rules[1].when;
  ck_assert_str_eq(replayed(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 action.fired a a/P0001/2024-09-04\n"
                   "2024-09-04 P0001 action.fired b b/P0001/2024-09-04\n");
  play.holds_node = binding->editions[0].rules[0].when;
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-02", "undetermined"),
      "undetermined a asks itself: the function asks for a condition that the "
      "function is part of\n");
  rbk_binding_destroy(binding);
  rbk_problems_finish(&problems);
  running_finish(&r);
}
END_TEST

START_TEST(a_function_of_an_event_rule_is_asked_for_each_event) {
  rbk_layer *l = layer();
  layer_fact(l, "visit", NULL);
  layer_rule(l, "a", both(on_event(RBK_LEAF_EVENT, "visit", NULL), asks(2)));
  school *s = one_pupil_in("weeks-2");
  school_event(s, "P0001", "2024-09-04", "visit", "id=E1");
  school_event(s, "P0001", "2024-09-04", "visit", NULL);
  running r;
  begin_asking(&r, l, s);
  ck_assert_str_eq(replayed_because(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 action.fired a a/P0001/E1 [visit #E1 on "
                   "2024-09-04; function la/test:1]\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_functions_figure_is_compared_and_shown) {
  rbk_layer *l = layer();
  at_line(30);
  layer_rule(l, "a", compare(figure_function(0), RBK_AT_LEAST, number("2")));
  running r;
  begin_asking(&r, l, one_pupil_in("weeks-2"));
  ck_assert_str_eq(replayed_because(r.reg, &r.policy.policy, NULL),
                   "2024-09-04 P0001 action.fired a a/P0001/2024-09-04 "
                   "[la/test:30=2 at_least 2 as of 2024-09-04]\n");
  running_finish(&r);
}
END_TEST

START_TEST(owner_due_and_text_may_be_functions) {
  rbk_layer *l = layer();
  layer_role(l, "head");
  rbk_rule *a = layer_rule(l, "a", today("I"));
  a->owner.function = 0;
  a->due.kind = RBK_DUE_FUNCTION;
  a->due.function = 1;
  a->action.function = 2;
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-06", "II");
  running r;
  begin_asking(&r, l, s);
  play.fails_on = 4; /* the owner of the second fails */
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-09", "action"),
      "action a/P0001/2024-09-04 overdue fired 2024-09-04 due 2024-09-05 owner "
      "head [la/test:1=2 at_least 1 as of 2024-09-04]\n"
      "action a/P0001/2024-09-06 overdue fired 2024-09-06 due 2024-09-07 "
      "[la/test:1=2 at_least 1 as of 2024-09-06]\n");
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-09", "undetermined"),
      "undetermined a la/test.lua:41: script error: no such role\n");
  running_finish(&r);
}
END_TEST

/* --- hooks ------------------------------------------------------------------
 */

static rbk_layer *hooked(void) {
  rbk_layer *l = layer();
  l->hooks[RBK_HOOK_CLASSIFY] = 0;
  l->hooks[RBK_HOOK_ESCALATE] = 1;
  layer_flag(l, "f", today("M"));
  rbk_band *band = layer_band(l, "b");
  band_row(band, "low", today("O"));
  band_row(band, "high", today("M"));
  layer_rule(l, "r", today("M"));
  return l;
}

START_TEST(hooks_say_what_holds_and_the_engine_keeps_the_edges) {
  rbk_layer *l = hooked();
  school *s = one_pupil_in("weeks-2");
  school_mark(s, "P0001", "2024-09-03", "MM");
  running r;
  begin_asking(&r, l, s);
  ck_assert_str_eq(
      replayed_because(r.reg, &r.policy.policy, NULL),
      "2024-09-03 P0001 band b/high [la/test:1=2 at_least 1 as of 2024-09-03]\n"
      "2024-09-03 P0001 flag.raised f [la/test:1=2 at_least 1 as of "
      "2024-09-03]\n"
      "2024-09-03 P0001 action.fired r r/P0001/2024-09-03 [la/test:1=2 "
      "at_least "
      "1 as of 2024-09-03]\n"
      /* the hook goes on where the condition ends: no edge for f and r */
      "2024-09-04 P0001 band b/low [la/test classify]\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_rule_that_a_hook_names_fires_with_its_figures) {
  running r;
  begin_asking(&r, hooked(), one_pupil_in("weeks-2"));
  ck_assert_str_eq(
      lines_with(replayed_because(r.reg, &r.policy.policy, NULL), "fired"),
      "2024-09-04 P0001 action.fired r r/P0001/2024-09-04 [broken weeks=3]\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_hook_that_fails_is_undetermined_and_clears_nothing) {
  running r;
  begin_asking(&r, hooked(), one_pupil_in("weeks-2"));
  play.hook_fails = 5;
  ck_assert_str_eq(decided_only(r.reg, &r.policy.policy, "2024-09-13", "flag"),
                   "flag f since 2024-09-04\n");
  ck_assert_str_eq(
      decided_only(r.reg, &r.policy.policy, "2024-09-13", "undetermined"),
      "undetermined la/test classify la/test.lua:41: script error: over its "
      "budget\n"
      "undetermined la/test escalate la/test.lua:41: script error: over its "
      "budget\n");
  ck_assert_str_eq(
      lines_with(replayed(r.reg, &r.policy.policy, NULL), "undetermined"),
      "2024-09-09 P0001 undetermined la/test classify\n"
      "2024-09-09 P0001 undetermined la/test escalate\n");
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("functions",
                  a_function_is_asked_only_where_the_rest_leaves_it_open,
                  after_a_failure_the_condition_is_unknown_and_not_asked_again,
                  what_fails_beside_the_condition_is_undetermined_too,
                  conditions_of_marks_and_roles_that_fail_are_undetermined,
                  a_failure_is_one_pupils_and_nothing_else_is_suspended,
                  memory_that_runs_out_in_a_function_ends_the_run,
                  a_function_may_ask_for_conditions_but_not_for_itself,
                  a_function_of_an_event_rule_is_asked_for_each_event,
                  a_functions_figure_is_compared_and_shown,
                  owner_due_and_text_may_be_functions,
                  hooks_say_what_holds_and_the_engine_keeps_the_edges,
                  a_rule_that_a_hook_names_fires_with_its_figures,
                  a_hook_that_fails_is_undetermined_and_clears_nothing);
}
