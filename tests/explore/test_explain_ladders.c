/* What is said of stages: why the pupil is in one, what leads out of it, why
 * another was not entered and what would change that. The calendar has 20
 * school days of two sessions, from Monday 2 September 2024. */
#include <stdlib.h>

#include "explore/explain.h"
#include "explore/world.h"

/* To be freed. Line breaks inside paragraphs are made spaces. */
static char *explained(const world *w, const char *rule, const char *as_of) {
  rbk_explain_options options = {
      .pupil = "P0001", .rule = rule, .as_of = as_of};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  bool failed = false;
  rbk_buffer_init(&text, NULL);
  rbk_status status =
      rbk_explain(w->reg, &w->policy.policy, &options, &text, &failed, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  char *copy = strdup(rbk_buffer_string(&text)), *to = copy;
  rbk_buffer_finish(&text);
  ck_assert_ptr_nonnull(copy);
  for (char *from = copy; *from; from++) {
    bool wrapped =
        *from == '\n' && from[1] == ' ' && from[2] == ' ' && from[3] != ' ';
    *to++ = wrapped ? ' ' : *from;
    if (wrapped) from += 2;
  }
  *to = '\0';
  return copy;
}

static void says(const world *w, const char *rule, const char *as_of,
                 const char *piece) {
  char *text = explained(w, rule, as_of);
  holds(text, piece);
  free(text);
}

/* Watched from two sessions of absence on, left once a meeting is on record;
 * a plan from four, once that is so. */
static void begin(world *w) {
  rbk_layer *l = world_layer();
  layer_measure(
      l, "absence",
      measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_TERM)));
  rbk_figure_expression *absence =
      measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_SCHOOL_YEAR));
  layer_fact(l, "meeting", "");
  layer_fact(l, "talk", "");
  layer_role(l, "tutor");
  rbk_ladder *ladder = layer_ladder(l, "help");
  rbk_stage *watch = ladder_stage(ladder, "watch",
                                  compare(absence, RBK_AT_LEAST, number("2")));
  watch->label = "Watched";
  watch->owner.roles = names_of("tutor");
  watch->review = due_span(RBK_SPAN_SCHOOL_DAYS, number("3"));
  stage_needs(watch, "meeting");
  stage_leave(watch, NULL,
              both(stage_complete("watch"),
                   on_event(RBK_LEAF_ON_RECORD, "talk", NULL)));
  stage_rule(watch, RBK_ON_ENTRY, "call");
  stage_rule(watch, RBK_ON_OVERDUE, "chase");
  rbk_stage *plan =
      ladder_stage(ladder, "plan",
                   both(compare(absence, RBK_AT_LEAST, number("4")),
                        stage_complete("watch")));
  plan->label = "Plan";
  school *s = world_school(1);
  school_mark(s, "P0001", "2024-09-03", "OO");
  school_mark(s, "P0001", "2024-09-04", "OO");
  running_begin(w, l, s);
}

/* The third school day after Tuesday the 3rd is Friday the 6th. */
START_TEST(a_stage_says_why_it_was_entered_and_what_it_waits_for) {
  world w;
  begin(&w);
  says(&w, NULL, "2024-09-05",
       "Stage watch of help: Watched (since 2024-09-03)");
  says(&w, NULL, "2024-09-05",
       "since 2024-09-03; review 2024-09-06; owner tutor; not on record: "
       "meeting");
  says(&w, NULL, "2024-09-05",
       "On 3 September 2024: The number of sessions absent in this school year "
       "is 2, which is 2 or more. Testborough puts the pupil in stage "
       "\"Watched\". Not on record since then: meeting.");
  says(&w, NULL, "2024-09-05", "entered when, on 2024-09-03:");
  says(&w, NULL, "2024-09-05", "left for no stage when, on 2024-09-05:");
  running_finish(&w);
}
END_TEST

/* On record on Friday the 6th, complete as Monday the 9th opens. */
START_TEST(
    a_stage_not_entered_says_what_stands_in_the_way_and_what_would_help) {
  world w;
  begin(&w);
  says(&w, "plan", "2024-09-05",
       "Stage plan of help: Plan (the pupil is not in it)");
  says(&w, "plan", "2024-09-05",
       "It is entered from watch; the pupil is in watch. What stands in the "
       "way: It is not so: stage watch is complete. Once this is on record, "
       "the stage is entered: meeting (recorded on the next school day, on 9 "
       "September 2024).");
  running_finish(&w);
}
END_TEST

START_TEST(the_name_of_a_ladder_tells_all_its_stages) {
  world w;
  begin(&w);
  says(&w, "help", "2024-09-05", "Stage watch of help: Watched (since");
  says(&w, "help", "2024-09-05", "Stage plan of help: Plan (the pupil is not");
  running_finish(&w);
}
END_TEST

START_TEST(actions_of_stages_say_what_they_came_of) {
  world w;
  begin(&w);
  says(&w, "call", "2024-09-05",
       "On 3 September 2024: the pupil is in stage watch.");
  says(&w, "chase", "2024-09-05",
       "Rule chase: nothing so far; it is asked for on the day after the "
       "review, while something is missing, of stage watch");
  says(&w, "chase", "2024-09-09",
       "On 9 September 2024: the review of stage watch is over, and something "
       "it needs is not on record.");
  running_finish(&w);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "explain_ladders", a_stage_says_why_it_was_entered_and_what_it_waits_for,
      a_stage_not_entered_says_what_stands_in_the_way_and_what_would_help,
      the_name_of_a_ladder_tells_all_its_stages,
      actions_of_stages_say_what_they_came_of);
}
