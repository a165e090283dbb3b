/* Groups explained, compared and swept. The calendar has 20 school days of two
 * sessions from Monday 2 September 2024. */
#include <stdio.h>
#include <stdlib.h>

#include "explore/diff.h"
#include "explore/explain.h"
#include "explore/sweep.h"
#include "explore/world.h"
#include "support/alloc.h"

static rbk_figure_expression *of_group(rbk_group_kind kind, const char *name,
                                       rbk_group_measure ask) {
  rbk_figure_expression *f = figure_plain(RBK_FIGURE_GROUP);
  f->group = kind;
  f->group_name = name;
  f->group_measure = ask;
  return f;
}

/* P0001 is off on 3 and 4 September, P0002 on the 4th, P0003 never; of the
 * cohort "off", those with `least` sessions or more, a rule asks once it has
 * two pupils, and the school when a third of all have that many. */
static void begin(world *w) {
  school *s = world_school(3);
  rbk_layer *l = world_layer();
  layer_parameter(l, "least", RBK_UNIT_SESSIONS, "2");
  layer_parameter(l, "fewest", RBK_UNIT_NONE, "1");
  const rbk_condition *off =
      compare(measure(RBK_FIGURE_SESSIONS, "unauthorised",
                      window(RBK_WINDOW_SCHOOL_YEAR)),
              RBK_AT_LEAST, param("least"));
  layer_cohort(l, "off", off)->minimum = param("fewest");
  rbk_rule *meet =
      layer_rule(l, "meet",
                 compare(of_group(RBK_GROUP_COHORT, "off", RBK_GROUP_SIZE),
                         RBK_AT_LEAST, number("2")));
  meet->has_group = true;
  meet->group = RBK_GROUP_COHORT;
  meet->group_name = "off";
  rbk_figure_expression *share =
      of_group(RBK_GROUP_EVERYONE, NULL, RBK_GROUP_SHARE);
  share->group_condition = off;
  rbk_rule *tell =
      layer_rule(l, "tell", compare(share, RBK_AT_LEAST, number("33")));
  tell->has_group = true;
  tell->group = RBK_GROUP_EVERYONE;
  layer_flag(l, "many", compare(share, RBK_AT_LEAST, number("60")));
  school_mark(s, "P0001", "2024-09-03", "OO");
  school_mark(s, "P0001", "2024-09-04", "OO");
  school_mark(s, "P0002", "2024-09-04", "OO");
  running_begin(w, l, s);
}

static rbk_status explain(const world *w, const char *group, const char *rule,
                          rbk_buffer *text, rbk_error *error) {
  rbk_explain_options options = {.pupil = group ? NULL : "P0001",
                                 .group = group,
                                 .rule = rule,
                                 .as_of = "2024-09-06"};
  bool failed;
  rbk_buffer_init(text, NULL);
  *error = (rbk_error){.status = RBK_OK};
  return rbk_explain(w->reg, &w->policy.policy, &options, text, &failed, error);
}

static void says(const world *w, const char *group, const char *rule,
                 const char *piece) {
  rbk_buffer text;
  rbk_error error;
  ck_assert_msg(explain(w, group, rule, &text, &error) == RBK_OK, "%s",
                error.text);
  holds(rbk_buffer_string(&text), piece);
  lacks(rbk_buffer_string(&text), "Attendance");
  rbk_buffer_finish(&text);
}

/* One of three on the 3rd is 33.33 %; two on the 4th are in the cohort. */
START_TEST(a_group_is_explained_by_its_figures) {
  world w;
  begin(&w);
  says(&w, "everyone", NULL, "everyone at the close of 2024-09-06");
  says(&w, "everyone", NULL, "Action tell/everyone/2024-09-03");
  says(&w, "everyone", NULL, "it is 33.33 (1 of 3)");
  says(&w, "off", NULL, "Action meet/off/2024-09-04");
  says(&w, "off", "meet", "it is 2");
  running_finish(&w);
}
END_TEST

START_TEST(what_no_rule_is_about_is_not_explained) {
  world w;
  begin(&w);
  rbk_buffer text;
  rbk_error error;
  ck_assert_int_eq(explain(&w, "year_7", NULL, &text, &error), RBK_USAGE);
  holds(error.text, "no rule is about a group 'year_7'");
  rbk_buffer_finish(&text);
  ck_assert_int_eq(explain(&w, "everyone", "meet", &text, &error), RBK_USAGE);
  holds(error.text, "'meet' about everyone");
  rbk_buffer_finish(&text);
  /* of a pupil: who to ask about instead */
  ck_assert_int_eq(explain(&w, NULL, "meet", &text, &error), RBK_USAGE);
  holds(error.text, "'meet' is about a group; say --group off instead");
  rbk_buffer_finish(&text);
  ck_assert_int_eq(explain(&w, NULL, "tell", &text, &error), RBK_USAGE);
  holds(error.text, "say --group everyone instead");
  rbk_buffer_finish(&text);
  ck_assert_int_eq(explain(&w, NULL, "none", &text, &error), RBK_USAGE);
  holds(error.text, "'none' about pupils");
  rbk_buffer_finish(&text);
  running_finish(&w);
}
END_TEST

/* With 3 sessions P0001 alone is in the cohort, from the 4th. */
START_TEST(two_policies_are_compared_by_what_they_ask_of_groups) {
  world w;
  begin(&w);
  rbk_parameter_setting setting = {"least", "3"};
  rbk_diff_side before = {.policy = &w.policy.policy, .name = "a"};
  rbk_diff_side after = {.policy = &w.policy.policy,
                         .name = "b",
                         .parameters = &setting,
                         .parameter_count = 1};
  rbk_diff_options options = {.as_of = NULL, .threads = 2};
  rbk_error error = {.status = RBK_OK};
  rbk_diff diff = {.room = NULL};
  ck_assert_msg(
      rbk_diff_make(w.reg, &before, &after, &options, &diff, &error) == RBK_OK,
      "%s", error.text);
  static char text[1024];
  size_t at = 0;
  for (size_t i = 0; i < diff.item_count; i++)
    at += (size_t)snprintf(
        text + at, sizeof text - at, "%s %s %s %s %s\n", diff.items[i].pupil,
        diff.items[i].event, diff.items[i].id,
        diff.items[i].before.there ? diff.items[i].before.date : "-",
        diff.items[i].after.there ? diff.items[i].after.date : "-");
  ck_assert_str_eq(text, "P0001 flag.raised many 2024-09-04 -\n"
                         "P0002 flag.raised many 2024-09-04 -\n"
                         "P0003 flag.raised many 2024-09-04 -\n"
                         "off action.fired meet 2024-09-04 -\n"
                         "everyone action.fired tell 2024-09-03 2024-09-04\n");
  ck_assert_uint_eq(diff.changed, 3); /* groups are no pupils */
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

/* Two of three have 2 sessions, one has 3 and 4, none 5: 66.7, 33.3 and 0 per
 * cent of everyone, and the flag is everybody's from 60 on. */
START_TEST(a_parameter_that_a_group_reads_takes_a_run_for_each_value) {
  world w;
  begin(&w);
  rbk_sweep_options options = {.name = "least",
                               .from = 2 * RBK_DECIMAL_ONE,
                               .to = 5 * RBK_DECIMAL_ONE,
                               .threads = 1};
  rbk_error error = {.status = RBK_OK};
  rbk_sweep sweep = {.room = NULL};
  ck_assert_msg(rbk_sweep_make(w.reg, &w.policy.policy, &options, &sweep,
                               &error) == RBK_OK,
                "%s", error.text);
  ck_assert_uint_eq(sweep.series_count, 1);
  ck_assert_str_eq(sweep.series[0].id, "many");
  ck_assert_ptr_nonnull(sweep.series[0].why);
  static const size_t wanted[] = {3, 0, 0, 0};
  for (size_t i = 0; i < 4; i++)
    ck_assert_uint_eq(sweep.series[0].ever[i], wanted[i]);
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

/* Of a flag by the size of a cohort: one, two and three pupils are enough. */
START_TEST(the_least_size_of_a_cohort_can_be_swept) {
  world w;
  school *s = world_school(3);
  rbk_layer *l = world_layer();
  layer_parameter(l, "fewest", RBK_UNIT_NONE, "1");
  layer_cohort(l, "send", attribute("send"))->minimum = param("fewest");
  layer_flag(l, "some",
             compare(of_group(RBK_GROUP_COHORT, "send", RBK_GROUP_SIZE),
                     RBK_AT_LEAST, number("0")));
  school_attribute(s, "P0001", "send", "K");
  school_attribute(s, "P0002", "send", "E");
  school_attribute(s, "P0003", "send", "");
  running_begin(&w, l, s);
  rbk_sweep_options options = {.name = "fewest",
                               .from = 1 * RBK_DECIMAL_ONE,
                               .to = 3 * RBK_DECIMAL_ONE,
                               .threads = 1};
  rbk_error error = {.status = RBK_OK};
  rbk_sweep sweep = {.room = NULL};
  ck_assert_msg(rbk_sweep_make(w.reg, &w.policy.policy, &options, &sweep,
                               &error) == RBK_OK,
                "%s", error.text);
  static const size_t wanted[] = {3, 3, 0};
  for (size_t i = 0; i < 3; i++)
    ck_assert_uint_eq(sweep.series[0].ever[i], wanted[i]);
  rbk_sweep_finish(&sweep);
  running_finish(&w);
}
END_TEST

/* P0001 is away for as many sessions as the rest of the term has; whoever is
 * away counts in the group too: with P0002 always there the school's rate is
 * half of P0001's, so 10 % takes a fifth of P0001's sessions. */
START_TEST(what_would_change_a_pupil_changes_the_group_it_is_in) {
  world w;
  school *s = world_school(2);
  rbk_layer *l = world_layer();
  rbk_figure_expression *away =
      measure(RBK_FIGURE_RATE, "unauthorised", window(RBK_WINDOW_WEEK));
  rbk_figure_expression *all =
      of_group(RBK_GROUP_EVERYONE, NULL, RBK_GROUP_POOLED);
  all->group_figure = away;
  /* own less the school's: 20 % of the week's ten sessions are two, less the
   * one of twenty that they are of all: 20 - 10 */
  layer_flag(l, "ahead",
             compare(figure_sum(RBK_FIGURE_SUBTRACT, away, all), RBK_AT_LEAST,
                     number("50")))
      ->label = "Ahead";
  running_begin(&w, l, s);
  rbk_explain_options options = {
      .pupil = "P0001", .rule = "ahead", .as_of = "2024-09-06"};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  bool failed;
  rbk_buffer_init(&text, NULL);
  ck_assert_msg(rbk_explain(w.reg, &w.policy.policy, &options, &text, &failed,
                            &error) == RBK_OK,
                "%s", error.text);
  /* On Monday the week has two sessions: off in both is 100 % against 50 %. A
   * group that did not follow would be at 0, and one session would do. */
  holds(rbk_buffer_string(&text), "With two more sessions");
  rbk_buffer_finish(&text);
  running_finish(&w);
}
END_TEST

static rbk_status try_explain(const rbk_alloc *alloc, const world *w) {
  rbk_explain_options options = {
      .alloc = alloc, .group = "off", .as_of = "2024-09-06"};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  bool failed;
  rbk_buffer_init(&text, alloc);
  rbk_status status =
      rbk_explain(w->reg, &w->policy.policy, &options, &text, &failed, &error);
  rbk_buffer_finish(&text);
  return status;
}

START_TEST(every_refused_request_for_memory_is_told_and_nothing_is_left) {
  world w;
  begin(&w);
  rbk_status status = RBK_NOMEM;
  size_t rounds = 0;
  for (; status == RBK_NOMEM; rounds++) {
    test_alloc alloc;
    test_alloc_init(&alloc);
    test_alloc_fail_at(&alloc, rounds + 1, true);
    status = try_explain(&alloc.alloc, &w);
    ck_assert_uint_eq(alloc.blocks, 0);
  }
  ck_assert_int_eq(status, RBK_OK);
  ck_assert_uint_gt(rounds, 20);
  running_finish(&w);
}
END_TEST

int main(void) {
  return TEST_RUN("groups", a_group_is_explained_by_its_figures,
                  what_no_rule_is_about_is_not_explained,
                  two_policies_are_compared_by_what_they_ask_of_groups,
                  a_parameter_that_a_group_reads_takes_a_run_for_each_value,
                  the_least_size_of_a_cohort_can_be_swept,
                  what_would_change_a_pupil_changes_the_group_it_is_in,
                  every_refused_request_for_memory_is_told_and_nothing_is_left);
}
