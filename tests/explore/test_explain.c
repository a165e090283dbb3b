/* What is said of one pupil, and what would change it. The calendar has 20
 * school days of two sessions; expected numbers are worked out beside each
 * test. */
#include <stdlib.h>

#include "explore/explain.h"
#include "explore/world.h"
#include "support/alloc.h"

typedef struct asked {
  const char *rule, *as_of;
  bool json;
} asked;

/* To be freed. Line breaks inside paragraphs are made spaces. */
static char *explained(const world *w, const asked *a) {
  rbk_explain_options options = {
      .pupil = "P0001", .rule = a->rule, .as_of = a->as_of, .json = a->json};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  bool failed = false;
  rbk_buffer_init(&text, NULL);
  rbk_status status =
      rbk_explain(w->reg, &w->policy.policy, &options, &text, &failed, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  char *copy = strdup(rbk_buffer_string(&text));
  rbk_buffer_finish(&text);
  ck_assert_ptr_nonnull(copy);
  char *to = copy;
  for (char *from = copy; *from; from++) {
    bool wrapped = !a->json && *from == '\n' && from[1] == ' ' &&
                   from[2] == ' ' && from[3] != ' ';
    *to++ = wrapped ? ' ' : *from;
    if (wrapped) from += 2;
  }
  *to = '\0';
  return copy;
}

static void says(const world *w, const char *rule, const char *as_of,
                 const char *piece) {
  asked a = {.rule = rule, .as_of = as_of};
  char *text = explained(w, &a);
  holds(text, piece);
  free(text);
}

static rbk_figure_expression *without_leave(void) {
  return measure(RBK_FIGURE_SESSIONS, "unauthorised",
                 window(RBK_WINDOW_SCHOOL_YEAR));
}

static rbk_figure_expression *absence(void) {
  rbk_figure_expression *figure =
      measure(RBK_FIGURE_RATE, "absent", window(RBK_WINDOW_SCHOOL_YEAR));
  figure->label = "absence";
  return figure;
}

/* A flag from so many sessions without leave on, by a parameter. */
static void with_sessions(world *w, school *s, const char *least) {
  rbk_layer *l = world_layer();
  layer_parameter(l, "least", RBK_UNIT_SESSIONS, least);
  rbk_flag *flag = layer_flag(
      l, "many", compare(without_leave(), RBK_AT_LEAST, param("least")));
  flag->label = "Many";
  running_begin(w, l, s);
}

static void with_absence(world *w, school *s) {
  rbk_layer *l = world_layer();
  layer_measure(l, "absence", absence());
  rbk_flag *flag = layer_flag(l, "persistent",
                              compare(absence(), RBK_AT_LEAST, number("10")));
  flag->label = "Persistent";
  running_begin(w, l, s);
}

/* ---- what holds ---- */

/* 2 of 10 sessions are 20 per cent. */
START_TEST(a_paragraph_gives_the_figure_and_who_calls_it_what) {
  world w;
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  with_absence(&w, s);
  says(&w, NULL, "2024-09-06",
       "Absence is 20 per cent (2 of 10 sessions). Testborough calls 10 per "
       "cent or more \"Persistent\". It has been so since 3 September 2024.");
  says(&w, NULL, "2024-09-06",
       "yes  absence is at least 10: it is 20.00 (2 of 10)");
  says(&w, NULL, "2024-09-06", "2024-09-03                OO");
  running_finish(&w);
}
END_TEST

/* In the first half term the first of the steps is in force. */
START_TEST(of_a_list_by_half_term_the_number_in_force_is_told) {
  world w;
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  rbk_layer *l = world_layer();
  layer_parameter(l, "steps", RBK_UNIT_PERCENT, "11 97 96 95 94 93");
  layer_measure(l, "absence", absence());
  layer_flag(l, "many", compare_by_half_term(absence(), RBK_AT_LEAST, "steps"));
  running_begin(&w, l, s);
  says(&w, NULL, "2024-09-06",
       "yes  absence is at least 11 (steps) in this half term: it is 20.00 (2 "
       "of 10)");
  asked a = {.as_of = "2024-09-06"};
  char *text = explained(&w, &a);
  lacks(text, "97");
  free(text);
  running_finish(&w);
}
END_TEST

/* 2 of 10 + 2n is below 10 per cent when 10 + 2n is above 20: after six more
 * days, 9 to 13 and 16 September. On the fifth it is 2 of 20, 10 per cent. */
START_TEST(it_recovers_on_the_first_day_below_if_every_session_is_attended) {
  world w;
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  with_absence(&w, s);
  says(&w, NULL, "2024-09-06",
       "If every session from here is attended, the flag is cleared on 16 "
       "September 2024.");
  running_finish(&w);
}
END_TEST

/* 4 of all 40 sessions are 10 per cent still: no day is below. */
START_TEST(
    what_full_attendance_cannot_mend_is_said_with_the_last_day_of_the_year) {
  world w;
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  school_mark(s, "P0001", "2024-09-04", "OO");
  with_absence(&w, s);
  says(&w, NULL, "2024-09-06",
       "Even if every session from here is attended, the flag is not cleared "
       "before the school year ends on 27 September 2024.");
  says(&w, NULL, "2024-09-27", "No school day is left in this school year.");
  running_finish(&w);
}
END_TEST

/* ---- what did not come ---- */

/* 2 of 4 sessions: two more, at any time of the year. Begun on Monday both are
 * had that day. */
START_TEST(the_least_number_of_sessions_and_the_last_day_for_them_are_found) {
  world w;
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  with_sessions(&w, s, "4");
  says(&w, "many", "2024-09-06",
       "What stands in the way: The number of sessions unauthorised in this "
       "school year is 2, which is not 4 or more. With two more sessions of "
       "unauthorised absence (tried with O), all of them by 27 September 2024, "
       "the flag is raised; begun on the next school day, on 9 September "
       "2024.");
  running_finish(&w);
}
END_TEST

/* Of 10 sessions none was missed. One on the next day is 1 of 12, 8.3 per cent,
 * and two are 2 of 12. Two by the close of the tenth day are 2 of 20, 10 per
 * cent; on the eleventh 2 of 22 would be 9.09. */
START_TEST(a_rate_leaves_less_time_the_longer_it_is_attended) {
  world w;
  with_absence(&w, world_school(1));
  says(&w, "persistent", "2024-09-06",
       "With two more sessions of absence (tried with O), all of them by 13 "
       "September 2024, the flag is raised; begun on the next school day, on 9 "
       "September 2024.");
  running_finish(&w);
}
END_TEST

/* The same on registers where it really went so: the two on the 13th raise the
 * flag, on the 16th they do not, and one on the 9th does not. */
START_TEST(the_least_and_the_last_are_so_when_the_marks_are_really_made) {
  static const struct {
    const char *date, *codes;
    bool raised;
  } cases[] = {{"2024-09-13", "OO", true},
               {"2024-09-16", "OO", false},
               {"2024-09-09", "O.", false},
               {"2024-09-09", "OO", true}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    world w;
    school *s = world_school(1);
    school_mark(s, "P0001", cases[i].date, cases[i].codes);
    with_absence(&w, s);
    const char *lines = replayed(w.reg, &w.policy.policy, NULL);
    ck_assert_msg((strstr(lines, "flag.raised") != NULL) == cases[i].raised,
                  "%s %s: %s", cases[i].date, cases[i].codes, lines);
    running_finish(&w);
  }
}
END_TEST

/* Sessions of the last 10 school days. The two of 3 September count up to 16
 * September, the tenth day from there; then the two of the window's own would
 * be too few. Begun on Friday 13th in the afternoon they are not: whole days
 * are put off, so Monday 16th is the last. */
START_TEST(a_window_that_moves_on_sets_the_last_day) {
  world w;
  school *s = world_school(1);
  rbk_layer *l = world_layer();
  school_mark(s, "P0001", "2024-09-03", "OO");
  layer_flag(l, "many",
             compare(measure(RBK_FIGURE_SESSIONS, "unauthorised",
                             window_last(RBK_WINDOW_SCHOOL_DAYS, number("10"))),
                     RBK_AT_LEAST, number("4")));
  running_begin(&w, l, s);
  says(&w, "many", "2024-09-06", "all of them by 16 September 2024");
  running_finish(&w);
}
END_TEST

/* Three days in a row, one of them Friday: four sessions more, on Monday and
 * Tuesday; a day later the row is broken, and by then six would be needed. */
START_TEST(a_series_must_go_on_without_a_break) {
  world w;
  school *s = world_school(1);
  rbk_layer *l = world_layer();
  school_mark(s, "P0001", "2024-09-06", "OO");
  layer_rule(l, "three",
             compare(measure(RBK_FIGURE_RUN_DAYS, "unauthorised", NULL),
                     RBK_AT_LEAST, number("3")));
  running_begin(&w, l, s);
  says(&w, "three", "2024-09-06",
       "With four more sessions of unauthorised absence (tried with O), all of "
       "them by 10 September 2024, the rule fires; begun on the next school "
       "day, on 10 September 2024.");
  running_finish(&w);
}
END_TEST

/* Fridays: the 13th and, being two sessions each, the 20th make three. */
START_TEST(marks_that_count_on_some_days_alone_are_put_there_and_said_so) {
  world w;
  rbk_layer *l = world_layer();
  rbk_figure_expression *fridays = without_leave();
  fridays->weekdays = 1u << RBK_FRIDAY;
  layer_flag(l, "fridays", compare(fridays, RBK_AT_LEAST, number("3")));
  running_begin(&w, l, world_school(1));
  says(
      &w, "fridays", "2024-09-06",
      "With three more sessions of unauthorised absence on Fridays (tried with "
      "O), all of them by 27 September 2024, the flag is raised; begun on the "
      "next school day, on 20 September 2024.");
  running_finish(&w);
}
END_TEST

/* The term's condition is true of itself once there are 20 possible sessions,
 * at the close of the tenth day. */
START_TEST(what_time_alone_brings_needs_no_further_absence) {
  world w;
  school *s = world_school(1);
  rbk_layer *l = world_layer();
  layer_rule(l, "enough",
             compare(measure(RBK_FIGURE_SESSIONS, "possible",
                             window(RBK_WINDOW_SCHOOL_YEAR)),
                     RBK_AT_LEAST, number("20")));
  running_begin(&w, l, s);
  says(&w, "enough", "2024-09-06",
       "If every session from here is attended, the rule fires on 13 September "
       "2024.");
  running_finish(&w);
}
END_TEST

START_TEST(a_record_that_is_missing_is_tried_even_of_a_kind_nobody_recorded) {
  world w;
  rbk_layer *l = world_layer();
  layer_fact(l, "meeting", "outcome");
  layer_rule(l, "after_meeting",
             on_event(RBK_LEAF_ON_RECORD, "meeting", "outcome=agreed"));
  running_begin(&w, l, world_school(1));
  says(&w, "after_meeting", "2024-09-06",
       "Once this is on record, the rule fires: meeting with outcome agreed "
       "(recorded on the next school day, on 9 September 2024).");
  running_finish(&w);
}
END_TEST

START_TEST(a_record_and_marks_are_tried_together_where_one_is_not_enough) {
  world w;
  rbk_layer *l = world_layer();
  layer_fact(l, "meeting", NULL);
  layer_rule(l, "two",
             both(on_event(RBK_LEAF_ON_RECORD, "meeting", NULL),
                  compare(without_leave(), RBK_AT_LEAST, number("3"))));
  running_begin(&w, l, world_school(1));
  says(&w, "two", "2024-09-06",
       "Once this is on record: meeting, and with three more sessions of "
       "unauthorised absence (tried with O), all of them by 27 September 2024, "
       "the rule fires; begun on the next school day, on 10 September 2024.");
  running_finish(&w);
}
END_TEST

START_TEST(several_records_are_tried_together) {
  world w;
  rbk_layer *l = world_layer();
  layer_fact(l, "visit", NULL);
  layer_fact(l, "meeting", NULL);
  layer_rule(l, "both",
             both(on_event(RBK_LEAF_ON_RECORD, "visit", NULL),
                  on_event(RBK_LEAF_ON_RECORD, "meeting", NULL)));
  running_begin(&w, l, world_school(1));
  says(
      &w, "both", "2024-09-06",
      "Once this is on record, the rule fires: visit, meeting (recorded on the "
      "next school day, on 9 September 2024).");
  running_finish(&w);
}
END_TEST

/* 41 sessions in a year of 40. */
START_TEST(what_nothing_brings_before_the_year_ends_is_said) {
  world w;
  with_sessions(&w, world_school(1), "41");
  says(&w, "many", "2024-09-06",
       "Neither full attendance nor further marks or records, as far as they "
       "were tried, change this: the flag is not raised before the school year "
       "ends on 27 September 2024.");
  running_finish(&w);
}
END_TEST

/* 10 of 10 are 100 per cent. With one session missed it is 11 of 12, 91.67, up
 * to 95 per cent: "poor"; until the tenth day, when it is 19 of 20, 95 exactly.
 * On the eleventh, Monday 16th, 21 of 22 are 95.45: "good". */
START_TEST(every_other_row_of_a_band_is_looked_for) {
  world w;
  rbk_layer *l = world_layer();
  rbk_figure_expression *attended =
      measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR));
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "full", compare(attended, RBK_IS, number("100")));
  band_row(band, "good", compare(attended, RBK_ABOVE, number("95")));
  band_row(band, "poor", compare(attended, RBK_AT_MOST, number("95")));
  running_begin(&w, l, world_school(1));
  asked a = {.rule = "attendance", .as_of = "2024-09-06"};
  char *text = explained(&w, &a);
  holds(text, "Band attendance: full (since 2024-09-02)");
  holds(text, "Even if every session from here is attended, the band is still "
              "\"full\" before the school year ends");
  holds(text,
        "With one more session of absence (tried with O), by 27 September "
        "2024, the band becomes \"good\"; begun on the next school day, "
        "on 16 September 2024.");
  holds(text, "by 13 September 2024, the band becomes \"poor\"; begun on the "
              "next school day, on 9 "
              "September 2024.");
  free(text);
  running_finish(&w);
}
END_TEST

/* ---- the days to come are not looked at ---- */

START_TEST(marks_and_events_after_the_day_change_nothing_that_is_said) {
  char *texts[2];
  for (int later = 0; later < 2; later++) {
    world w;
    rbk_layer *l = world_layer();
    school *s = world_school(1);
    layer_fact(l, "meeting", NULL);
    layer_rule(l, "two",
               both(on_event(RBK_LEAF_ON_RECORD, "meeting", NULL),
                    compare(without_leave(), RBK_AT_LEAST, number("3"))));
    school_mark(s, "P0001", "2024-09-03", "O.");
    if (later) {
      school_marks(s, "P0001", "2024-09-09", "2024-09-20", "OO");
      school_event(s, "P0001", "2024-09-10", "meeting", NULL);
    }
    running_begin(&w, l, s);
    asked a = {.rule = "two", .as_of = "2024-09-06"};
    texts[later] = explained(&w, &a);
    running_finish(&w);
  }
  /* Behind the head, which names the run. */
  ck_assert_str_eq(strstr(texts[0], "Rule two"), strstr(texts[1], "Rule two"));
  free(texts[0]);
  free(texts[1]);
}
END_TEST

/* ---- actions ---- */

static void with_letter(world *w, const char *done_on) {
  school *s = world_school(1);
  rbk_layer *l = world_layer();
  layer_fact(l, "letter", NULL);
  rbk_rule *rule = layer_rule(
      l, "letter", compare(without_leave(), RBK_AT_LEAST, number("2")));
  rule->duty = RBK_SHOULD;
  rule->action.text = "send the letter";
  rule->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  school_mark(s, "P0001", "2024-09-03", "OO");
  if (done_on) school_event(s, "P0001", done_on, "letter", NULL);
  running_begin(w, l, s);
}

/* Two school days after the 3rd: the 5th. */
START_TEST(an_open_action_is_argued_as_of_the_day_it_fired) {
  world w;
  with_letter(&w, NULL);
  says(
      &w, NULL, "2024-09-06",
      "On 3 September 2024: The number of sessions unauthorised in this school "
      "year is 2, which is 2 or more. Testborough says the school should: send "
      "the letter. It was due on 5 September 2024 and is overdue.");
  says(&w, NULL, "2024-09-05", "It is due on 5 September 2024.");
  running_finish(&w);
}
END_TEST

START_TEST(what_is_done_takes_one_line_unless_it_is_asked_for) {
  world w;
  with_letter(&w, "2024-09-04");
  asked none = {.as_of = "2024-09-06"};
  char *text = explained(&w, &none);
  holds(text, "Action letter/P0001/2024-09-03: send the letter fired on "
              "2024-09-03; done, due 2024-09-05, done on 2024-09-04");
  lacks(text, "Testborough says");
  lacks(text, "when, on");
  free(text);
  says(&w, "letter", "2024-09-06", "It was done on 4 September 2024.");
  says(&w, "letter", "2024-09-06", "when, on 2024-09-03:");
  running_finish(&w);
}
END_TEST

/* ---- JSON and errors ---- */

START_TEST(json_says_the_same_in_members) {
  world w;
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  with_sessions(&w, s, "4");
  asked a = {.rule = "many", .as_of = "2024-09-06", .json = true};
  char *text = explained(&w, &a);
  holds(text, "{\"pupil\":\"P0001\",\"as_of\":\"2024-09-06\"");
  holds(text, "\"kind\":\"flag\",\"id\":\"many\",\"key\":null,\"holds\":false");
  holds(text,
        "\"outlook\":[{\"if\":\"sessions\",\"then\":\"the flag is raised\","
        "\"on\":\"2024-09-09\",\"sessions\":2,\"of\":\"unauthorised\","
        "\"where\":null,\"tried\":\"O\",\"by\":\"2024-09-27\",\"record\":null,"
        "\"looked_until\":\"2024-09-27\"}]");
  holds(text,
        "\"tree\":{\"holds\":false,\"is\":\"sessions unauthorised in this "
        "school year is at least 4 (least)\",\"value\":\"2\"}");
  holds(text, "\"sessions\":2,\"days\":[{\"from\":\"2024-09-03\",\"to\":"
              "\"2024-09-03\",\"marks\":\"OO\",\"school_days\":1}]");
  free(text);
  running_finish(&w);
}
END_TEST

START_TEST(a_name_that_is_none_is_wrong_usage) {
  world w;
  with_sessions(&w, world_school(1), "4");
  rbk_explain_options options = {.pupil = "P0001", .rule = "few"};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  bool failed;
  rbk_buffer_init(&text, NULL);
  ck_assert_int_eq(
      rbk_explain(w.reg, &w.policy.policy, &options, &text, &failed, &error),
      RBK_USAGE);
  holds(error.text,
        "the policy has no rule, flag, band, stage or ladder 'few'");
  options = (rbk_explain_options){.pupil = "P0009"};
  ck_assert_int_eq(
      rbk_explain(w.reg, &w.policy.policy, &options, &text, &failed, &error),
      RBK_USAGE);
  holds(error.text, "there is no pupil 'P0009'");
  rbk_buffer_finish(&text);
  running_finish(&w);
}
END_TEST

/* A rule for each parent is told for each, whoever it came to nothing for. */
START_TEST(a_rule_for_each_parent_is_told_for_each) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "met", NULL);
  rbk_rule *rule = layer_rule(
      l, "letter", not_so(on_event(RBK_LEAF_ON_RECORD, "met", NULL)));
  rule->per = RBK_PER_PARENT;
  rule->once = RBK_ONCE_TERM;
  school *s = one_pupil_in("weeks-4");
  school_parent(s, "R1", "P0001", true);
  school_parent(s, "R2", "P0001", true);
  school_event(s, "P0001", "2024-09-02", "met", "parent_id=R2");
  running r;
  running_begin(&r, l, s);
  world w = {.reg = r.reg, .policy = r.policy};
  says(&w, "letter", "2024-09-04", "Action letter/P0001/R1/2024-autumn: ");
  says(&w, "letter", "2024-09-04",
       "Rule letter (parent R2): nothing on this day, for its condition does "
       "not hold");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_for_a_family_says_for_whom_and_why) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_rule(l, "letter",
             compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_DAY)),
                     RBK_AT_LEAST, number("1")))
      ->per = RBK_PER_FAMILY;
  school *s = one_pupil_in("weeks-4");
  school_attribute(s, "P0001", "sibling_group", "F1");
  school_pupil(s, "P0002");
  school_present(s, "P0002");
  school_attribute(s, "P0002", "sibling_group", "F1");
  school_mark(s, "P0002", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  world w = {.reg = r.reg, .policy = r.policy};
  says(&w, "letter", "2024-09-04",
       "for P0001 and P0002, because P0002: la/test:1 2 is at least 1 on "
       "2024-09-04. ");
  running_finish(&r);
}
END_TEST

static void refuse_memory(const world *w, const char *rule, bool json) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_explain_options options = {.alloc = &test.alloc,
                                 .pupil = "P0001",
                                 .rule = rule,
                                 .json = json,
                                 .as_of = "2024-09-06"};
  for (size_t n = 1;; n++) {
    rbk_buffer text;
    rbk_error error = {.status = RBK_OK};
    bool failed;
    test_alloc_fail_at(&test, n, false);
    rbk_buffer_init(&text, &test.alloc);
    rbk_status status = rbk_explain(w->reg, &w->policy.policy, &options, &text,
                                    &failed, &error);
    rbk_buffer_finish(&text);
    bool refused = test.failures > 0;
    ck_assert_int_eq(status, refused ? RBK_NOMEM : RBK_OK);
    ck_assert_int_eq(error.status, refused ? RBK_NOMEM : RBK_OK);
    ck_assert_uint_eq(test.blocks, 0);
    if (!refused) return;
  }
}

START_TEST(every_refused_request_for_memory_is_told_and_nothing_is_left) {
  world w;
  school *s = world_school(1);
  rbk_layer *l = world_layer();
  layer_fact(l, "meeting", NULL);
  layer_fact(l, "visit", NULL);
  layer_rule(l, "two",
             both(both(on_event(RBK_LEAF_ON_RECORD, "meeting", NULL),
                       on_event(RBK_LEAF_ON_RECORD, "visit", NULL)),
                  compare(without_leave(), RBK_AT_LEAST, number("3"))));
  layer_rule(l, "one", compare(without_leave(), RBK_AT_LEAST, number("1")));
  layer_flag(l, "persistent", compare(absence(), RBK_AT_LEAST, number("10")));
  rbk_band *band = layer_band(l, "attendance");
  band_row(band, "high", compare(absence(), RBK_AT_LEAST, number("10")));
  band_row(band, "low", compare(absence(), RBK_BELOW, number("10")));
  school_mark(s, "P0001", "2024-09-03", "O.");
  running_begin(&w, l, s);
  refuse_memory(&w, NULL, true);
  refuse_memory(&w, "two", false);
  refuse_memory(&w, "attendance", false);
  refuse_memory(&w, "persistent", false);
  running_finish(&w);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "explain", a_paragraph_gives_the_figure_and_who_calls_it_what,
      of_a_list_by_half_term_the_number_in_force_is_told,
      it_recovers_on_the_first_day_below_if_every_session_is_attended,
      what_full_attendance_cannot_mend_is_said_with_the_last_day_of_the_year,
      the_least_number_of_sessions_and_the_last_day_for_them_are_found,
      a_rate_leaves_less_time_the_longer_it_is_attended,
      the_least_and_the_last_are_so_when_the_marks_are_really_made,
      a_window_that_moves_on_sets_the_last_day,
      a_series_must_go_on_without_a_break,
      marks_that_count_on_some_days_alone_are_put_there_and_said_so,
      what_time_alone_brings_needs_no_further_absence,
      a_record_that_is_missing_is_tried_even_of_a_kind_nobody_recorded,
      a_record_and_marks_are_tried_together_where_one_is_not_enough,
      several_records_are_tried_together,
      what_nothing_brings_before_the_year_ends_is_said,
      every_other_row_of_a_band_is_looked_for,
      marks_and_events_after_the_day_change_nothing_that_is_said,
      an_open_action_is_argued_as_of_the_day_it_fired,
      what_is_done_takes_one_line_unless_it_is_asked_for,
      json_says_the_same_in_members, a_name_that_is_none_is_wrong_usage,
      a_rule_for_each_parent_is_told_for_each,
      an_action_for_a_family_says_for_whom_and_why,
      every_refused_request_for_memory_is_told_and_nothing_is_left);
}
