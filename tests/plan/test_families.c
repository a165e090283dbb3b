/* What a rule with per = "family" may be. */
#include <string.h>

#include "support/layers.h"
#include "support/problems.h"
#include "support/suite.h"

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_rule *family_rule(rbk_layer *l, const char *id,
                             const rbk_condition *when) {
  rbk_rule *rule = layer_rule(l, id, when);
  rule->per = RBK_PER_FAMILY;
  return rule;
}

START_TEST(marks_events_and_attributes_may_be_read) {
  rbk_layer *l = layer();
  layer_fact(l, "met", NULL);
  rule_unless(family_rule(l, "r", attribute("ill")),
              on_event(RBK_LEAF_ON_RECORD, "met", NULL), "met");
  expect_accepted(l);
}
END_TEST

START_TEST(functions_and_firings_may_not) {
  rbk_layer *l = layer();
  at_line(7);
  family_rule(l, "r", asks(layer_function(l)));
  expect_refused(l, "la/test.lua:7", "refers-upwards",
                 "a rule with per = \"family\"");
  l = layer();
  layer_rule(l, "own", attribute("ill"));
  at_line(8);
  family_rule(l, "r", fired("own"));
  expect_refused(l, "la/test.lua:8", "refers-upwards", "a function, a firing");
  l = layer();
  layer_rule(l, "own", attribute("ill"));
  at_line(9);
  rule_unless(family_rule(l, "r", attribute("ill")), fired("own"), "x");
  expect_refused(l, "la/test.lua:9", "refers-upwards", "a function, a firing");
}
END_TEST

START_TEST(a_stage_has_none) {
  rbk_layer *l = layer();
  rbk_stage *stage =
      ladder_stage(layer_ladder(l, "help"), "one", attribute("ill"));
  at_line(12);
  stage_rule(stage, RBK_ON_ENTRY, "letter")->per = RBK_PER_FAMILY;
  expect_refused(l, "la/test.lua:12", "family-rule", "belongs to a stage");
}
END_TEST

START_TEST(only_its_own_kind_supersedes_it) {
  rbk_layer *l = layer();
  at_line(3);
  family_rule(l, "joint", attribute("ill"));
  at_line(4);
  layer_rule(l, "court", attribute("ill"))->supersedes = names_of("joint");
  expect_refused(l, "la/test.lua:4", "family-rule", "'joint' (la/test.lua:3)");
  l = layer();
  family_rule(l, "joint", attribute("ill"));
  family_rule(l, "court", attribute("ill"))->supersedes = names_of("joint");
  expect_accepted(l);
}
END_TEST

int main(void) {
  return TEST_RUN("families", marks_events_and_attributes_may_be_read,
                  functions_and_firings_may_not, a_stage_has_none,
                  only_its_own_kind_supersedes_it);
}
