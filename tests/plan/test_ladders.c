/* Ladders: names and circles that are refused, and what stages and their rules
 * become over a register. */
#include <string.h>

#include "bound.h"
#include "support/problems.h"

static rbk_layer *layer(void) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  layer_fact(l, "plan", "review");
  return l;
}

static rbk_stage *stage_at(unsigned line, rbk_ladder *ladder, const char *id) {
  at_line(line);
  return ladder_stage(ladder, id, attribute("ill"));
}

/* --- names ---------------------------------------------------------------- */

START_TEST(ids_of_stages_and_of_their_rules_are_unique) {
  rbk_layer *l = layer();
  stage_at(3, layer_ladder(l, "help"), "watch");
  stage_at(5, layer_ladder(l, "fines"), "watch");
  expect_refused(l, "la/test.lua:5", "duplicate-id",
                 "stage 'watch' is declared twice");
  l = layer();
  layer_rule(l, "call", attribute("ill"));
  rbk_stage *stage = stage_at(3, layer_ladder(l, "help"), "watch");
  at_line(4);
  stage_rule(stage, RBK_ON_REVIEW, "call");
  expect_refused(l, "la/test.lua:4", "duplicate-id",
                 "rule 'call' is declared twice");
}
END_TEST

START_TEST(moves_stay_on_their_ladder) {
  rbk_layer *l = layer();
  stage_at(3, layer_ladder(l, "help"), "watch");
  rbk_stage *notice = stage_at(5, layer_ladder(l, "fines"), "notice");
  notice->from = names_of("watch");
  expect_refused(l, "la/test.lua:5", "other-ladder",
                 "`from` names stage 'watch' of another ladder");
  l = layer();
  stage_at(3, layer_ladder(l, "help"), "watch");
  notice = stage_at(5, layer_ladder(l, "fines"), "notice");
  stage_leave(notice, "watch", attribute("ill"));
  expect_refused(l, "la/test.lua:5", "other-ladder", "`leave` names stage");
  l = layer();
  notice = stage_at(5, layer_ladder(l, "fines"), "notice");
  stage_leave(notice, "notce", attribute("ill"));
  expect_refused(l, "la/test.lua:5", "unknown-name",
                 "no stage 'notce'; did you mean 'notice'?");
}
END_TEST

START_TEST(what_rules_of_stages_name_is_checked_like_any_other) {
  rbk_layer *l = layer();
  rbk_stage *stage = stage_at(3, layer_ladder(l, "help"), "watch");
  at_line(4);
  stage_rule(stage, RBK_ON_ENTRY, "call")->owner.roles = names_of("nobody");
  expect_refused(l, "la/test.lua:4", "unknown-name", "nobody");
}
END_TEST

START_TEST(a_review_has_no_time_of_the_day) {
  rbk_layer *l = layer();
  rbk_stage *stage = stage_at(3, layer_ladder(l, "help"), "watch");
  stage->review.kind = RBK_DUE_CLOCK;
  stage->review.clock = words("09:30");
  expect_refused(l, "la/test.lua:3", "review", "a review is a day");
}
END_TEST

/* --- circles and what refers upwards -------------------------------------- */

START_TEST(stages_whose_needs_ask_in_a_circle_are_refused) {
  rbk_layer *l = layer();
  rbk_ladder *ladder = layer_ladder(l, "help");
  rbk_stage *watch = stage_at(3, ladder, "watch");
  rbk_stage *plan = stage_at(5, ladder, "plan");
  stage_needs_condition(watch, flag_is("ready"), "a thing");
  stage_needs_condition(plan, stage_complete("watch"), "the first");
  at_line(7);
  layer_flag(l, "ready", stage_complete("plan"));
  rbk_problems problems = stack_problems(l, NULL);
  expect_problem(&problems, "la/test.lua:5", "cycle",
                 "flag 'ready' (la/test.lua:7) reads stage 'plan' "
                 "(la/test.lua:5), which reads stage 'watch' (la/test.lua:3), "
                 "which reads flag 'ready' again");
  expect_count(&problems, 1);
  layer_destroy(l);
}
END_TEST

/* in_stage is read as the day opened, so a ladder may well ask for itself. */
START_TEST(a_ladder_may_ask_for_its_own_stages) {
  rbk_layer *l = layer();
  rbk_ladder *ladder = layer_ladder(l, "help");
  rbk_stage *watch = stage_at(3, ladder, "watch");
  watch->enter = not_so(in_stage("watch"));
  stage_needs_condition(watch, in_stage("watch"), "a day");
  stage_leave(watch, NULL, stage_complete("watch"));
  expect_accepted(l);
}
END_TEST

/* --- binding -------------------------------------------------------------- */

START_TEST(rules_of_stages_stand_behind_all_others_with_their_moment) {
  bound b = begin();
  rbk_ladder *ladder = layer_ladder(b.layer, "help");
  layer_role(b.layer, "tutor");
  layer_role(b.layer, "lead");
  rbk_stage *watch =
      ladder_stage(ladder, "watch", leaf_of(RBK_LEAF_COMPULSORY_AGE));
  watch->owner.roles = names_of("tutor");
  stage_rule(watch, RBK_ON_OVERDUE, "chase");
  stage_rule(watch, RBK_ON_ENTRY, "call")->owner.roles = names_of("lead");
  rbk_stage *plan = ladder_stage(ladder, "plan", NULL);
  stage_rule(plan, RBK_ON_REVIEW, "see");
  layer_rule(b.layer, "r", fired("see"))->supersedes = names_of("chase");
  bind_it(&b);
  const rbk_bound_rule *rules = b.edition->rules;
  static const struct {
    const char *id;
    rbk_moment moment;
    const char *stage, *owner;
  } wanted[] = {{"r", RBK_MOMENT_CONDITION, NULL, NULL},
                {"call", RBK_ON_ENTRY, "watch", "lead"},
                {"chase", RBK_ON_OVERDUE, "watch", "tutor"},
                {"see", RBK_ON_REVIEW, "plan", NULL}};
  ck_assert_uint_eq(b.edition->rule_count, 4);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_str_eq(rules[i].source->id, wanted[i].id);
    ck_assert_int_eq(rules[i].moment, wanted[i].moment);
    ck_assert_uint_eq(
        rules[i].number,
        rbk_intern_find(&b.binding->rules, rbk_text_of(wanted[i].id)));
    ck_assert_uint_eq(rules[i].owner->roles.count, wanted[i].owner != NULL);
    if (wanted[i].owner)
      ck_assert_str_eq(rules[i].owner->roles.items[0], wanted[i].owner);
    if (wanted[i].stage)
      ck_assert_str_eq(rbk_intern_text(&b.binding->stages, rules[i].stage),
                       wanted[i].stage);
    else
      ck_assert_uint_eq(rules[i].stage, RBK_NONE);
  }
  ck_assert_uint_eq(rules[0].supersedes_count, 1);
  ck_assert_uint_eq(rules[0].supersedes[0], rules[2].number);
  ck_assert_uint_eq(node_at(&b, rules[0].when)->rule, rules[3].number);
  const rbk_bound_stage *stages = b.edition->ladders[0].stages;
  ck_assert_uint_eq(stages[0].first_rule, 1);
  ck_assert_uint_eq(stages[0].rule_count, 2);
  ck_assert_uint_eq(stages[1].enter, RBK_NONE);
  end(&b);
}
END_TEST

START_TEST(whatever_goes_by_a_stage_is_of_the_fold) {
  bound b = begin();
  ladder_stage(layer_ladder(b.layer, "help"), "watch",
               leaf_of(RBK_LEAF_COMPULSORY_AGE));
  const rbk_condition *asked[] = {
      in_stage("watch"),
      stage_complete("watch"),
      compare(days_in_stage("watch"), RBK_AT_LEAST, number("3")),
      compare(measure(RBK_FIGURE_SESSIONS, "absent", since_stage("watch")),
              RBK_AT_LEAST, number("3")),
      within(on_event(RBK_LEAF_ON_RECORD, "letter", NULL),
             since_stage("watch")),
      within(leaf_of(RBK_LEAF_COMPULSORY_AGE), since_stage("watch"))};
  static const char *const ids[] = {"a", "b", "c", "d", "e", "f"};
  for (size_t i = 0; i < 6; i++) layer_flag(b.layer, ids[i], asked[i]);
  bind_it(&b);
  for (size_t i = 0; i < 6; i++)
    ck_assert_msg(node_at(&b, b.edition->flags[i].when)->stratum ==
                      RBK_STRATUM_FOLD,
                  "%s", ids[i]);
  end(&b);
}
END_TEST

START_TEST(a_replaced_ladder_is_given_whole) {
  rbk_register *reg = one_year();
  rbk_layer *low = layer_begin("national/test", "national/test.lua");
  layer_fact(low, "letter", "to step");
  rbk_ladder *was = layer_ladder(low, "help");
  stage_rule(ladder_stage(was, "watch", leaf_of(RBK_LEAF_COMPULSORY_AGE)),
             RBK_ON_ENTRY, "call");
  ladder_stage(was, "plan", leaf_of(RBK_LEAF_COMPULSORY_AGE));
  rbk_layer *high = layer_begin("school/test", "school/test.lua");
  rbk_layer *spare = layer_begin("school/spare", "school/spare.lua");
  rbk_ladder *is = layer_ladder(spare, "help");
  ladder_stage(is, "talk", leaf_of(RBK_LEAF_COMPULSORY_AGE));
  layer_replace(high, RBK_SECTION_LADDERS, "help", is, "stages");
  rbk_plan *plan = plan_of(low, high);
  rbk_binding *binding = bind_plan(reg, plan);
  const rbk_edition_bound *edition = &binding->editions[0];
  ck_assert_uint_eq(edition->ladder_count, 1);
  ck_assert_uint_eq(edition->ladders[0].source->stage_count, 1);
  ck_assert_str_eq(edition->ladders[0].stages[0].source->id, "talk");
  ck_assert_ptr_eq(edition->ladders[0].layer, high);
  ck_assert_uint_eq(edition->rule_count, 0);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  layer_destroy(spare);
  layer_destroy(high);
  layer_destroy(low);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN("ladders", ids_of_stages_and_of_their_rules_are_unique,
                  moves_stay_on_their_ladder,
                  what_rules_of_stages_name_is_checked_like_any_other,
                  a_review_has_no_time_of_the_day,
                  stages_whose_needs_ask_in_a_circle_are_refused,
                  a_ladder_may_ask_for_its_own_stages,
                  rules_of_stages_stand_behind_all_others_with_their_moment,
                  whatever_goes_by_a_stage_is_of_the_fold,
                  a_replaced_ladder_is_given_whole);
}
