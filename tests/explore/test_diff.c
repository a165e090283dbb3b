/* Two policies over the same register, and who has it otherwise. */
#include <stdio.h>
#include <stdlib.h>

#include "explore/diff.h"
#include "explore/world.h"
#include "support/alloc.h"

/* A flag, a band and a rule from `least` sessions without leave on. P0001 has
 * 4 (3 and 4 September), P0002 6 (3 to 5), P0003 none. */
static void begin(world *w) {
  school *s = world_school(3);
  rbk_layer *l = world_layer();
  layer_parameter(l, "least", RBK_UNIT_SESSIONS, "4");
  layer_parameter(l, "days", RBK_UNIT_SCHOOL_DAYS, "2");
  rbk_figure_expression *figure = measure(RBK_FIGURE_SESSIONS, "unauthorised",
                                          window(RBK_WINDOW_SCHOOL_YEAR));
  const rbk_condition *many = compare(figure, RBK_AT_LEAST, param("least"));
  layer_flag(l, "many", many);
  rbk_rule *rule = layer_rule(l, "letter", many);
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, param("days"));
  school_mark(s, "P0001", "2024-09-03", "OO");
  school_mark(s, "P0001", "2024-09-04", "OO");
  school_marks(s, "P0002", "2024-09-03", "2024-09-05", "OO");
  running_begin(w, l, s);
}

static rbk_diff compared(const world *w, const char *name, const char *value,
                         const char *as_of, unsigned threads) {
  rbk_parameter_setting setting = {name, value};
  rbk_diff_side before = {.policy = &w->policy.policy, .name = "as it is"};
  rbk_diff_side after = {.policy = &w->policy.policy,
                         .name = "otherwise",
                         .parameters = &setting,
                         .parameter_count = name ? 1 : 0};
  rbk_diff_options options = {.as_of = as_of, .threads = threads};
  rbk_error error = {.status = RBK_OK};
  rbk_diff diff = {.room = NULL};
  rbk_status status =
      rbk_diff_make(w->reg, &before, &after, &options, &diff, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return diff;
}

/* A line an item: pupil, event, id, and both sides as date/value/due. */
static const char *lines_of(const rbk_diff *diff) {
  static char text[8192];
  size_t at = 0;
  text[0] = '\0';
  for (size_t i = 0; i < diff->item_count; i++) {
    const rbk_difference_item *item = &diff->items[i];
    at += (size_t)snprintf(text + at, sizeof text - at, "%s %s %s", item->pupil,
                           item->event, item->id);
    const rbk_diff_state *sides[] = {&item->before, &item->after};
    for (size_t k = 0; k < 2; k++)
      at += (size_t)snprintf(
          text + at, sizeof text - at, " %s%s%s%s%s",
          sides[k]->there ? sides[k]->date ? sides[k]->date : "" : "-",
          sides[k]->value ? "/" : "", sides[k]->value ? sides[k]->value : "",
          sides[k]->due ? " due " : "", sides[k]->due ? sides[k]->due : "");
    at += (size_t)snprintf(text + at, sizeof text - at, "\n");
  }
  return text;
}

START_TEST(a_policy_against_itself_has_no_difference) {
  world w;
  begin(&w);
  rbk_diff diff = compared(&w, NULL, NULL, NULL, 1);
  ck_assert_uint_eq(diff.item_count, 0);
  ck_assert_uint_eq(diff.changed, 0);
  ck_assert_uint_eq(diff.pupils, 3);
  ck_assert_str_eq(diff.run_before, diff.run_after);
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

/* With 6 instead of 4: P0001 never gets there; P0002 on the 5th instead of the
 * 4th, due on Monday 9th instead of Friday 6th, two school days later. Overdue
 * follows a school day after: 9th and 10th. */
START_TEST(what_goes_and_what_moves_is_told_with_both_days) {
  world w;
  begin(&w);
  rbk_diff diff = compared(&w, "least", "6", NULL, 1);
  ck_assert_str_eq(
      lines_of(&diff),
      "P0001 action.fired letter 2024-09-04 due 2024-09-06 -\n"
      "P0001 flag.raised many 2024-09-04 -\n"
      "P0001 action.overdue letter 2024-09-09 due 2024-09-06 -\n"
      "P0002 action.fired letter 2024-09-04 due 2024-09-06 2024-09-05 due "
      "2024-09-09\n"
      "P0002 flag.raised many 2024-09-04 2024-09-05\n"
      "P0002 action.overdue letter 2024-09-09 due 2024-09-06 2024-09-10 due "
      "2024-09-09\n");
  ck_assert_uint_eq(diff.changed, 2);
  ck_assert_uint_eq(diff.count_count, 3);
  ck_assert_str_eq(diff.counts[2].event, "flag.raised");
  ck_assert_uint_eq(diff.counts[2].gone, 1);
  ck_assert_uint_eq(diff.counts[2].come, 0);
  ck_assert_uint_eq(diff.counts[2].moved, 1);
  ck_assert_uint_eq(diff.counts[2].pupils, 2);
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

/* With 7 nobody is left; with 1 both have it on the 3rd. */
START_TEST(counts_tell_going_from_coming) {
  world w;
  begin(&w);
  rbk_diff diff = compared(&w, "least", "7", NULL, 1);
  ck_assert_uint_eq(diff.counts[0].gone, 2);
  ck_assert_uint_eq(diff.counts[0].moved, 0);
  rbk_diff_finish(&diff);
  diff = compared(&w, "least", "1", NULL, 1);
  ck_assert_uint_eq(diff.counts[0].gone, 0);
  ck_assert_uint_eq(diff.counts[0].moved, 2);
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

/* Three days instead of two: the same firing, due on Monday instead of
 * Friday. */
START_TEST(another_due_day_is_a_difference_of_the_same_action) {
  world w;
  begin(&w);
  rbk_diff diff = compared(&w, "days", "3", NULL, 1);
  ck_assert_str_eq(lines_with(lines_of(&diff), "P0001 action.fired"),
                   "P0001 action.fired letter 2024-09-04 due 2024-09-06 "
                   "2024-09-04 due 2024-09-09\n");
  ck_assert_str_eq(lines_with(lines_of(&diff), "flag"), "");
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

/* On Thursday 5 September: P0001 loses flag and action; P0002's flag is up
 * under both, though since another day; its action is another one, as its key
 * holds the day it fired. */
START_TEST(what_stands_on_a_day_is_compared_by_what_it_is) {
  world w;
  begin(&w);
  rbk_diff diff = compared(&w, "least", "6", "2024-09-05", 1);
  ck_assert_str_eq(lines_of(&diff),
                   "P0001 action letter 2024-09-04/due due 2024-09-06 -\n"
                   "P0001 flag many 2024-09-04/raised -\n"
                   "P0002 action letter 2024-09-04/due due 2024-09-06 -\n"
                   "P0002 action letter - 2024-09-05/due due 2024-09-09\n");
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

static char *printed(const rbk_diff *diff, rbk_diff_format format) {
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  rbk_diff_print(diff, format, 5, 0, &out);
  rbk_diff_print_end(format, 1, &out);
  char *text = strdup(rbk_buffer_string(&out));
  rbk_buffer_finish(&out);
  return text;
}

START_TEST(threads_make_no_difference_in_any_format) {
  world w;
  begin(&w);
  for (int format = RBK_DIFF_TEXT; format <= RBK_DIFF_NDJSON; format++) {
    char *texts[2];
    for (unsigned i = 0; i < 2; i++) {
      rbk_diff diff = compared(&w, "least", "6", NULL, i ? 3 : 1);
      texts[i] = printed(&diff, (rbk_diff_format)format);
      rbk_diff_finish(&diff);
    }
    ck_assert_str_eq(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
  }
  running_finish(&w);
}
END_TEST

START_TEST(text_has_counts_first_and_then_examples) {
  world w;
  begin(&w);
  rbk_diff diff = compared(&w, "least", "6", NULL, 1);
  char *text = printed(&diff, RBK_DIFF_TEXT);
  holds(text, "Every change up to 2024-09-27: 2 of 3 pupils have it "
              "otherwise.\n");
  holds(text, "  flag.raised many            1      0      1      2\n");
  holds(text, "\nflag.raised many\n  P0001  goes: 2024-09-04\n  P0002  "
              "2024-09-05 instead of 2024-09-04\n");
  free(text);
  text = printed(&diff, RBK_DIFF_CSV);
  holds(text, "school,P0001,flag.raised,many,goes,2024-09-04,,,,,,,\n");
  free(text);
  text = printed(&diff, RBK_DIFF_NDJSON);
  holds(text, "\"pupil\":\"P0001\",\"event\":\"flag.raised\",\"id\":\"many\","
              "\"change\":\"goes\",\"before\":{\"date\":\"2024-09-04\"");
  holds(text, "\"pupils\":3,\"changed\":2,\"counts\":[");
  free(text);
  rbk_diff_finish(&diff);
  running_finish(&w);
}
END_TEST

START_TEST(a_value_that_does_not_fit_is_refused) {
  world w;
  begin(&w);
  rbk_parameter_setting setting = {"lest", "6"};
  rbk_diff_side before = {.policy = &w.policy.policy, .name = "a"};
  rbk_diff_side after = before;
  after.parameters = &setting;
  after.parameter_count = 1;
  rbk_diff_options options = {.threads = 1};
  rbk_error error = {.status = RBK_OK};
  rbk_diff diff = {.room = NULL};
  ck_assert_int_eq(
      rbk_diff_make(w.reg, &before, &after, &options, &diff, &error),
      RBK_POLICY);
  ck_assert_ptr_null(diff.room);
  holds(error.text, "lest");
  running_finish(&w);
}
END_TEST

START_TEST(every_refused_request_for_memory_is_told_and_nothing_is_left) {
  world w;
  begin(&w);
  test_alloc test;
  test_alloc_init(&test);
  rbk_parameter_setting setting = {"least", "6"};
  rbk_diff_side before = {.policy = &w.policy.policy, .name = "a"};
  rbk_diff_side after = before;
  after.parameters = &setting;
  after.parameter_count = 1;
  rbk_diff_options options = {.alloc = &test.alloc, .threads = 1};
  for (size_t n = 1;; n++) {
    rbk_error error = {.status = RBK_OK};
    rbk_diff diff = {.room = NULL};
    test_alloc_fail_at(&test, n, false);
    rbk_status status =
        rbk_diff_make(w.reg, &before, &after, &options, &diff, &error);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      rbk_diff_finish(&diff);
      ck_assert_uint_eq(test.blocks, 0);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_int_eq(error.status, RBK_NOMEM);
    ck_assert_uint_eq(test.blocks, 0);
  }
  running_finish(&w);
}
END_TEST

int main(void) {
  return TEST_RUN("diff", a_policy_against_itself_has_no_difference,
                  what_goes_and_what_moves_is_told_with_both_days,
                  counts_tell_going_from_coming,
                  another_due_day_is_a_difference_of_the_same_action,
                  what_stands_on_a_day_is_compared_by_what_it_is,
                  threads_make_no_difference_in_any_format,
                  text_has_counts_first_and_then_examples,
                  a_value_that_does_not_fit_is_refused,
                  every_refused_request_for_memory_is_told_and_nothing_is_left);
}
