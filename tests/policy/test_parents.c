/* Rules with per = "parent" as scripts write them. Weeks begin on Monday 2
 * September 2024. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;
static test_load load;
static rbk_register *reg;

/* P0001 is away on Wednesday the 4th; R001 speaks Polish, R002 needs an
 * interpreter. P0002 is away too and has nobody on file. */
static rbk_register *two_pupils(void) {
  school *s = school_begin("weeks-4");
  school_pupil(s, "P0001");
  school_pupil(s, "P0002");
  school_present(s, "P0001");
  school_present(s, "P0002");
  school_parent(s, "R001", "P0001", true);
  school_parent(s, "R002", "P0001", true);
  school_parent_field(s, "R001", "P0001", "language", "Polish");
  school_parent_field(s, "R002", "P0001", "language", "polish");
  school_parent_field(s, "R001", "P0001", "interpreter", "No");
  school_parent_field(s, "R002", "P0001", "interpreter", "yes");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0002", "2024-09-04", "II");
  school_event(s, "P0001", "2024-09-03", "call", "parent_id=R002");
  return school_finish(s);
}

static void begin(const char *parts) {
  char text[4000];
  (void)snprintf(text, sizeof text,
                 "local away = sessions \"I\":within(day):at_least(1)\n"
                 "return { api = 1, id = \"la/x\", title = \"x\",\n"
                 "  facts = { call = {} }, roles = { head = \"Head\", "
                 "office = \"Office\" },\n  rules = { { id = \"r\", per = "
                 "\"parent\", action = \"act\", %s } } }\n",
                 parts);
  scripts = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&scripts, "la/x.lua", text);
  reg = two_pupils();
  load_policy(&scripts, reg, "la/x", NULL, &load);
  ck_assert_msg(load.status == RBK_OK, "%s", load.said);
}

static void end(void) {
  rbk_policy_destroy(load.policy);
  rbk_register_destroy(reg);
  scripts_end(&scripts);
}

static const char *firings(void) {
  return lines_with(replayed(reg, load.policy, NULL), "action.fired");
}

START_TEST(a_column_is_compared_exactly) {
  begin("when = away & parent \"language\":is \"Polish\"");
  ck_assert_str_eq(firings(), "2024-09-04 P0001 action.fired r "
                              "r/P0001/R001/2024-09-04\n");
  end();
}
END_TEST

START_TEST(a_column_alone_is_true_as_attributes_are) {
  begin("when = away & parent \"interpreter\"");
  ck_assert_str_eq(firings(), "2024-09-04 P0001 action.fired r "
                              "r/P0001/R002/2024-09-04\n");
  end();
}
END_TEST

START_TEST(of_a_parent_who_is_unknown_every_column_is_false) {
  begin("when = away & ~(parent \"interpreter\")");
  ck_assert_str_eq(firings(), "2024-09-04 P0001 action.fired r "
                              "r/P0001/R001/2024-09-04\n"
                              "2024-09-04 P0002 action.fired r "
                              "r/P0002/unknown/2024-09-04\n");
  end();
}
END_TEST

START_TEST(a_column_is_given_as_a_reason) {
  begin("when = away & parent \"language\":is \"Polish\"");
  ck_assert_ptr_nonnull(strstr(replayed_because(reg, load.policy, NULL),
                               "parent language=Polish]"));
  end();
}
END_TEST

START_TEST(unless_and_needs_may_read_the_parent_too) {
  begin("when = away, unless = { { parent \"interpreter\", because = \"by "
        "phone\" } }, needs = { { parent \"language\":is \"Polish\", \"a "
        "translation\" } }");
  const char *all = replayed(reg, load.policy, NULL);
  ck_assert_str_eq(lines_with(all, "suppressed"),
                   "2024-09-04 P0001 action.suppressed r "
                   "r/P0001/R002/2024-09-04\n");
  ck_assert_str_eq(lines_with(all, "blocked"),
                   "2024-09-04 P0002 action.blocked r "
                   "r/P0002/unknown/2024-09-04\n");
  end();
}
END_TEST

START_TEST(functions_see_the_parent_and_that_parents_events) {
  begin("when = away & function(_, case) return case:on_record(\"call\") "
        "end, owner = function(_, case) return case.parent == \"R002\" and "
        "role.head or role.office end");
  ck_assert_str_eq(decided_only(reg, load.policy, "2024-09-04", "action"),
                   "action r/P0001/R002/2024-09-04 due fired 2024-09-04 owner "
                   "head [la/x:1=2 at_least 1 as of 2024-09-04; function "
                   "la/x:4]\n");
  end();
}
END_TEST

START_TEST(a_function_is_told_of_a_parent_who_is_unknown) {
  begin("when = away, owner = function(_, case) return case.parent == "
        "\"unknown\" and role.head or role.office end");
  ck_assert_ptr_nonnull(
      strstr(decided_only(reg, load.policy, "2024-09-04", "action"),
             "action r/P0002/unknown/2024-09-04 blocked fired 2024-09-04 owner "
             "head missing parents not on file"));
  end();
}
END_TEST

/* Where no parent is meant it is refused, at its line. */
static void refused(const char *rules) {
  char text[1000];
  (void)snprintf(text, sizeof text,
                 "return { api = 1, id = \"la/x\", title = \"x\",\n%s }\n",
                 rules);
  scripts = scripts_begin(TEST_BINARY_DIR);
  load_text(&scripts, text, &load);
  ck_assert_int_eq(load.status, RBK_POLICY);
  ck_assert_msg(strstr(load.said, "la/x.lua:2: parent \"language\" is read "
                                  "where no parent is meant") != NULL,
                "%s", load.said);
  scripts_end(&scripts);
}

START_TEST(a_column_of_a_parent_is_refused_where_there_is_none) {
  refused("rules = { { id = \"r\", when = parent \"language\", action = "
          "\"act\" } }");
  refused("flags = { { id = \"f\", label = \"f\", when = parent "
          "\"language\":is \"Polish\" } }");
  refused("rules = { { id = \"r\", when = compulsory_school_age, per = "
          "\"family\", unless = { { parent \"language\", because = \"x\" } "
          "}, action = \"act\" } }");
}
END_TEST

int main(void) {
  return TEST_RUN("parents", a_column_is_compared_exactly,
                  a_column_alone_is_true_as_attributes_are,
                  of_a_parent_who_is_unknown_every_column_is_false,
                  a_column_is_given_as_a_reason,
                  unless_and_needs_may_read_the_parent_too,
                  functions_see_the_parent_and_that_parents_events,
                  a_function_is_told_of_a_parent_who_is_unknown,
                  a_column_of_a_parent_is_refused_where_there_is_none);
}
