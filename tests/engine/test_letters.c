/* Letters as the engine fills them in: what each value prints as, which version
 * words them, when there is none. Weeks begin on Monday 2 September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_condition *away(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_ALL)),
                 RBK_AT_LEAST, number("1"));
}

/* A rule that fires on the first O and sends a letter of this text. */
static rbk_rule *sends(rbk_layer *l, const char *text) {
  rbk_rule *rule = layer_rule(l, "r", away("O"));
  rule->letter = "letter";
  layer_letter(l, "letter")->text = text;
  return rule;
}

typedef struct caught {
  char text[1000], gaps[200];
  size_t count, pending;
  char due[16];
} caught;

static rbk_status catch (void *context, const rbk_decision *d) {
  caught *c = context;
  if (d->pupil == NULL) return RBK_OK;
  c->count += d->letter_count;
  for (size_t i = 0; i < d->letter_count; i++) {
    const rbk_letter_now *letter = &d->letters[i];
    strcat(c->text, letter->text);
    ck_assert_uint_eq(letter->bounds.count, letter->gaps.count);
    for (size_t g = 0; g < letter->gaps.count; g++) {
      strcat(c->gaps, letter->gaps.items[g]);
      if (letter->bounds.items[g][0] == '\0') continue;
      strcat(strcat(strcat(c->gaps, " ("), letter->bounds.items[g]), ")");
    }
  }
  c->pending += d->pending_count;
  for (size_t i = 0; i < d->pending_count; i++)
    snprintf(c->due, sizeof c->due, "%s",
             d->pending[i].due ? d->pending[i].due : "none");
  return RBK_OK;
}

static caught on(const running *r, const char *day) {
  caught c = {.count = 0};
  rbk_error error = {0};
  rbk_run_options options = options_as_of(day);
  options.letters = true;
  rbk_decision_sink sink = {.context = &c, .decision = catch};
  rbk_status status =
      rbk_evaluate(r->reg, &r->policy.policy, &options, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return c;
}

static school *one_away(void) {
  school *s = one_pupil_in("weeks-4");
  school_parent(s, "A1", "P0001", true);
  school_mark(s, "P0001", "2024-09-03", "O\\");
  return s;
}

#define FILLED(l, s, day, expected)                                            \
  do {                                                                         \
    running filled;                                                            \
    running_begin(&filled, l, s);                                              \
    ck_assert_str_eq(on(&filled, day).text, expected);                         \
    running_finish(&filled);                                                   \
  } while (0)

/* Attended 3 of 4 on Tuesday, 5 of 6 on Wednesday: 83.333 per cent. */
START_TEST(rates_print_half_up_and_counts_exactly) {
  rbk_layer *l = layer();
  layer_measure(l, "rate",
                measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_ALL)));
  layer_measure(l, "days",
                measure(RBK_FIGURE_DAYS, "absent", window(RBK_WINDOW_ALL)));
  sends(l, "{rate} {fired.rate} {days}");
  FILLED(l, one_away(), "2024-09-04", "83.33 75.00 0.5");
  l = layer();
  rbk_figure_expression *whole =
      measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_ALL));
  whole->rounded = number("0");
  layer_measure(l, "rate", whole);
  sends(l, "{rate}");
  FILLED(l, one_away(), "2024-09-04", "83");
}
END_TEST

/* Twelve minutes on one day, on another nobody wrote how many: a parent is not
 * told a figure that is too low, and the school is told what is known. */
START_TEST(a_figure_that_is_only_a_lower_bound_is_a_gap) {
  rbk_layer *l = layer();
  layer_measure(l, "late",
                measure(RBK_FIGURE_MINUTES, "late", window(RBK_WINDOW_ALL)));
  layer_measure(l, "away",
                measure(RBK_FIGURE_SESSIONS, "O", window(RBK_WINDOW_ALL)));
  sends(l, "{away} {late} {fired.late}");
  school *s = one_away();
  school_mark(s, "P0001", "2024-09-02", "L\\");
  school_minutes(s, "P0001", "2024-09-02", RBK_AM, 12);
  school_mark(s, "P0001", "2024-09-04", "L\\");
  running r;
  running_begin(&r, l, s);
  caught c = on(&r, "2024-09-03"); /* every minute is on file */
  ck_assert_str_eq(c.text, "1 12 12");
  ck_assert_str_eq(c.gaps, "");
  c = on(&r, "2024-09-04");
  ck_assert_str_eq(c.text, "1 [late: not on file] 12");
  ck_assert_str_eq(c.gaps, "late (at least 12)");
  running_finish(&r);
}
END_TEST

/* No minute on file at all. */
START_TEST(at_least_nothing_is_not_told) {
  rbk_layer *l = layer();
  layer_measure(l, "late",
                measure(RBK_FIGURE_MINUTES, "late", window(RBK_WINDOW_ALL)));
  sends(l, "{late}");
  school *s = one_away();
  school_mark(s, "P0001", "2024-09-04", "L\\");
  running r;
  running_begin(&r, l, s);
  caught c = on(&r, "2024-09-04");
  ck_assert_str_eq(c.text, "[late: not on file]");
  ck_assert_str_eq(c.gaps, "late (at least 0)");
  running_finish(&r);
}
END_TEST

START_TEST(parameters_print_as_people_write_them) {
  rbk_layer *l = layer();
  layer_parameter(l, "steps", RBK_UNIT_NONE, "5 7.5 10");
  layer_parameter_text(l, "from", RBK_UNIT_TEXT, "2024-09-01");
  rbk_parameter *dated = layer_parameter(l, "limit", RBK_UNIT_NONE, "");
  parameter_dated(dated, "2024-01-01", "3");
  parameter_dated(dated, "2024-09-05", "4");
  sends(l, "{param.steps}, {param.from}, {param.limit}");
  running r;
  running_begin(&r, l, one_away());
  ck_assert_str_eq(on(&r, "2024-09-04").text,
                   "5, 7.5 and 10, 1 September 2024, 3");
  ck_assert_str_eq(on(&r, "2024-09-05").text,
                   "5, 7.5 and 10, 1 September 2024, 4");
  running_finish(&r);
}
END_TEST

START_TEST(a_measure_without_data_is_a_gap) {
  rbk_layer *l = layer();
  rbk_figure_expression *nothing =
      measure(RBK_FIGURE_SHARE, "late", window(RBK_WINDOW_ALL));
  nothing->of = set_of("G");
  layer_measure(l, "share", nothing);
  sends(l, "[{share}]");
  FILLED(l, one_away(), "2024-09-04", "[[share: not on file]]");
}
END_TEST

START_TEST(there_is_no_letter_while_it_waits_or_once_it_is_done) {
  rbk_layer *l = layer();
  layer_fact(l, "contact", NULL);
  rbk_rule *rule = sends(l, "x");
  rule_needs(rule, "contact");
  rule_unless(rule, attribute("exempt"), "exempt");
  school *s = one_away();
  school_event(s, "P0001", "2024-09-05", "contact", NULL);
  school_set(s, "P0001", "2024-09-06", "exempt", "1");
  school_set(s, "P0001", "2024-09-09", "exempt", "0");
  school_event(s, "P0001", "2024-09-10", "r", NULL);
  running r;
  running_begin(&r, l, s);
  ck_assert_uint_eq(on(&r, "2024-09-02").count, 0); /* not fired */
  ck_assert_uint_eq(on(&r, "2024-09-04").count, 0); /* blocked */
  ck_assert_uint_eq(on(&r, "2024-09-05").count, 1);
  ck_assert_uint_eq(on(&r, "2024-09-06").count, 0); /* suppressed */
  ck_assert_uint_eq(on(&r, "2024-09-09").count, 1);
  ck_assert_uint_eq(on(&r, "2024-09-10").count, 0); /* done */
  running_finish(&r);
}
END_TEST

/* The rule fired under the first version; a letter of the second week has the
 * words of the second. */
START_TEST(the_version_in_force_words_the_letter) {
  rbk_layer *first = layer(), *second = layer();
  sends(first, "old");
  sends(second, "new");
  rbk_plan *plans[] = {plan_of(first, NULL), plan_of(second, NULL)};
  test_policy policy = {0};
  policy_add(&policy, plans[0], NULL, "2024-09-08");
  policy_add(&policy, plans[1], "2024-09-09", NULL);
  running r = {.reg = school_finish(one_away()), .policy = policy};
  r.policy.policy.editions = r.policy.editions;
  ck_assert_str_eq(on(&r, "2024-09-06").text, "old");
  ck_assert_str_eq(on(&r, "2024-09-09").text, "new");
  rbk_register_destroy(r.reg);
  for (size_t i = 0; i < 2; i++) rbk_plan_destroy(plans[i]);
  layer_destroy(first);
  layer_destroy(second);
}
END_TEST

/* Nothing dated after the day changes what a letter of the day says. */
START_TEST(a_later_mark_changes_no_letter_of_before) {
  rbk_layer *l = layer();
  layer_measure(l, "n",
                measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_ALL)));
  sends(l, "{n}");
  school *s = one_away();
  school_marks(s, "P0001", "2024-09-05", "2024-09-20", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(on(&r, "2024-09-04").text, "1");
  ck_assert_str_eq(on(&r, "2024-09-05").text, "3");
  running_finish(&r);
}
END_TEST

/* An N of Tuesday 3, open for five school days: raised on Tuesday 10. */
START_TEST(an_open_mark_is_pending_until_the_day_it_is_raised) {
  rbk_layer *l = layer();
  rbk_coding *coding = layer_coding(l, "n", "N");
  coding->has_open_for = true;
  coding->open_for = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-03", "N\\");
  running r;
  running_begin(&r, l, s);
  ck_assert_uint_eq(on(&r, "2024-09-02").pending, 0);
  caught c = on(&r, "2024-09-03");
  ck_assert_uint_eq(c.pending, 1);
  ck_assert_str_eq(c.due, "2024-09-10");
  ck_assert_uint_eq(on(&r, "2024-09-09").pending, 1);
  ck_assert_uint_eq(on(&r, "2024-09-10").pending, 0);
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("letters", rates_print_half_up_and_counts_exactly,
                  a_figure_that_is_only_a_lower_bound_is_a_gap,
                  at_least_nothing_is_not_told,
                  parameters_print_as_people_write_them,
                  a_measure_without_data_is_a_gap,
                  there_is_no_letter_while_it_waits_or_once_it_is_done,
                  the_version_in_force_words_the_letter,
                  a_later_mark_changes_no_letter_of_before,
                  an_open_mark_is_pending_until_the_day_it_is_raised);
}
