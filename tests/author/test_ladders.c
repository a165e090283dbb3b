/* What is told of ladders; the plans are made here. */
#include <check.h>
#include <string.h>

#include "author/check.h"
#include "base/alloc.h"
#include "support/suite.h"

static const rbk_where where = {"x.lua", 1};
static const rbk_condition any_day = {.kind = RBK_CONDITION_LEAF,
                                      .leaf = RBK_LEAF_WEEKDAY};
static const rbk_condition complete = {.kind = RBK_CONDITION_STAGE_COMPLETE,
                                       .name = "one"};
/* sessions below 0 */
static const rbk_set_expression absent = {.kind = RBK_SET_MASK};
static const rbk_figure_expression sessions = {.kind = RBK_FIGURE_SESSIONS,
                                               .set = &absent};
static const rbk_condition never = {
    .kind = RBK_CONDITION_LEAF,
    .leaf = RBK_LEAF_COMPARE,
    .figure = &sessions,
    .comparison = RBK_BELOW,
    .right_side = {.kind = RBK_OPERAND_NUMBER, .number = 0}};

/* sessions below 5 */
static const rbk_condition few = {
    .kind = RBK_CONDITION_LEAF,
    .leaf = RBK_LEAF_COMPARE,
    .figure = &sessions,
    .comparison = RBK_BELOW,
    .right_side = {.kind = RBK_OPERAND_NUMBER, .number = 5 * RBK_DECIMAL_ONE}};

static rbk_problems problems;

/* Warns of a ladder with these stages; gives what was said of one, or NULL. */
static void warn(rbk_stage *stages, size_t count) {
  rbk_ladder ladder = {.name = "l", .stages = stages, .stage_count = count};
  const rbk_ladder *ladders[] = {&ladder};
  rbk_plan plan = {.ladders = ladders, .ladder_count = 1};
  plan.arena.alloc = rbk_alloc_or_default(NULL);
  rbk_problems_init(&problems, NULL);
  ck_assert_int_eq(rbk_plan_warn(NULL, &plan, &problems), RBK_OK);
}

static bool says(const char *id, const char *text) {
  for (size_t i = 0; i < problems.count; i++)
    if (strcmp(problems.items[i].id, id) == 0 &&
        strstr(problems.items[i].text, text) != NULL)
      return true;
  return false;
}

#define STAGE(name, condition)                                                 \
  { .id = name, .enter = (condition), .where = where }

START_TEST(a_stage_whose_condition_never_holds_is_told_and_what_follows_it) {
  rbk_stage stages[] = {STAGE("one", &any_day), STAGE("two", &never),
                        STAGE("three", &any_day)};
  warn(stages, 3);
  ck_assert(says("never", "stage \"two\" can never be reached"));
  ck_assert(says("never", "stage \"three\" can never be reached"));
  ck_assert_uint_eq(problems.count, 2);
  rbk_problems_finish(&problems);
}
END_TEST

START_TEST(from_opens_another_way_in) {
  const char *one[] = {"one"}, *any[] = {"any"}, *three[] = {"three"};
  rbk_stage stages[] = {STAGE("one", &any_day), STAGE("two", &never),
                        STAGE("three", &any_day), STAGE("four", &any_day)};
  stages[2].from = (rbk_names){one, 1, true};
  warn(stages, 4);
  ck_assert(says("never", "\"two\""));
  ck_assert_uint_eq(problems.count, 1);
  rbk_problems_finish(&problems);
  stages[2].from = (rbk_names){any, 1, true};
  warn(stages, 4);
  ck_assert_uint_eq(problems.count, 1);
  rbk_problems_finish(&problems);
  /* only from itself */
  stages[2].from = (rbk_names){three, 1, true};
  warn(stages, 4);
  ck_assert(says("never", "\"two\"") && says("never", "\"three\"") &&
            says("never", "\"four\""));
  rbk_problems_finish(&problems);
}
END_TEST

START_TEST(a_higher_stage_is_no_way_in) {
  const char *one[] = {"one"}, *two[] = {"two"};
  rbk_stage stages[] = {STAGE("one", &any_day), STAGE("two", &any_day)};
  stages[1].from = (rbk_names){one, 1, true};
  warn(stages, 2);
  ck_assert_uint_eq(problems.count, 0);
  rbk_problems_finish(&problems);
  stages[0].from = (rbk_names){two, 1, true};
  stages[1].from = (rbk_names){0};
  warn(stages, 2);
  ck_assert(says("never", "\"one\"") && says("never", "\"two\""));
  rbk_problems_finish(&problems);
}
END_TEST

START_TEST(a_stage_that_another_is_left_for_is_reached) {
  rbk_stage stages[] = {STAGE("one", &any_day), STAGE("two", &never)};
  rbk_move move = {"two", &complete};
  stages[0].leave = &move;
  stages[0].leave_count = 1;
  warn(stages, 2);
  ck_assert_uint_eq(problems.count, 0);
  rbk_problems_finish(&problems);
}
END_TEST

START_TEST(leaving_on_marks_alone_is_told_with_where_it_leads) {
  rbk_stage stages[] = {STAGE("one", &any_day), STAGE("two", &any_day)};
  rbk_condition both = {
      .kind = RBK_CONDITION_AND, .left = &complete, .right = &few};
  rbk_move moves[] = {{NULL, &few}, {"two", &few}};
  stages[0].leave = moves;
  stages[0].leave_count = 2;
  warn(stages, 2);
  ck_assert(says("leave", "stage \"one\" is left for \"none\" whatever"));
  ck_assert(says("leave", "stage \"one\" is left for \"two\" whatever"));
  ck_assert_uint_eq(problems.count, 2);
  rbk_problems_finish(&problems);
  moves[0].when = &complete;
  moves[1].when = &any_day;
  warn(stages, 2);
  ck_assert_uint_eq(problems.count, 0);
  rbk_problems_finish(&problems);
  moves[1].when = &both;
  warn(stages, 2);
  ck_assert_uint_eq(problems.count, 0);
  rbk_problems_finish(&problems);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "ladders",
      a_stage_whose_condition_never_holds_is_told_and_what_follows_it,
      from_opens_another_way_in, a_higher_stage_is_no_way_in,
      a_stage_that_another_is_left_for_is_reached,
      leaving_on_marks_alone_is_told_with_where_it_leads);
}
