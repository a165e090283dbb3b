/* Letters as scripts write them: every kind of placeholder right and wrong,
 * variants as a map and as a list, reminders. */
#include <string.h>

#include "plan/bind.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;

static void begin(void) {
  scripts = scripts_begin(TEST_BINARY_DIR);
}
static void end(void) {
  scripts_end(&scripts);
}

/* A policy whose letter stands on line 10, its text on line 11. */
#define POLICY(letter)                                                         \
  "return { api = 1, id = \"la/x\", title = \"x\",\n"                          \
  "  clauses = { C1 = { \"c\", source = \"https://example.org/\" } },\n"       \
  "  params = { below = { 92, unit = \"percent\" } },\n"                       \
  "  roles = { head = \"Head teacher\" },\n"                                   \
  "  measures = { attendance = rate(\"attended\"):within(school_year),\n"      \
  "    guess = function(pupil) return 1 end },\n"                              \
  "  rules = { { id = \"r\", when = attr \"carer\", action = \"write\",\n"     \
  "    letter = \"l\" } },\n"                                                  \
  "  letters = {\n"                                                            \
  "    { id = \"l\", title = \"About attendance\",\n" letter "    },\n"        \
  "  },\n"                                                                     \
  "}\n"

static const char *says(const char *text) {
  static test_load load;
  load_text(&scripts, text, &load);
  rbk_policy_destroy(load.policy);
  return load.said;
}

#define ACCEPT(letter) ck_assert_str_eq(says(POLICY(letter)), "")
#define REFUSE(letter, expected)                                               \
  ck_assert_str_eq(says(POLICY(letter)),                                       \
                   "la/x.lua:11: letter 'l', " expected "\n")

START_TEST(every_kind_of_placeholder_that_names_what_there_is_is_accepted) {
  begin();
  ACCEPT("      text = [[{attendance} {fired.attendance} {param.below} {day}\n"
         "{fired} {due} {family} {pupil.name} {pupil.class} {pupil.carer}\n"
         "{parent.name} {parent.address} {school.name} {school.phone}\n"
         "{role.head} { day } and {{ a brace }]],\n");
  end();
}
END_TEST

START_TEST(a_misspelt_placeholder_is_refused_with_its_line_and_the_nearest) {
  begin();
  REFUSE("      text = \"{attendence}\",\n",
         "line 1 of the text: there is no measure 'attendence'; did you mean "
         "{attendance}?");
  REFUSE("      text = \"one\\ntwo {fired.atendance}\",\n",
         "line 2 of the text: there is no measure 'atendance'; did you mean "
         "{fired.attendance}?");
  REFUSE("      text = \"{param.belo}\",\n",
         "line 1 of the text: there is no parameter 'belo'; did you mean "
         "{param.below}?");
  REFUSE("      text = \"{pupil.nmae}\",\n",
         "line 1 of the text: there is no column of pupils 'nmae'; did you "
         "mean {pupil.name}?");
  REFUSE("      text = \"{parent.adress}\",\n",
         "line 1 of the text: there is no column of parents 'adress'; did you "
         "mean {parent.address}?");
  REFUSE("      text = \"{role.haed}\",\n",
         "line 1 of the text: there is no role 'haed'; did you mean "
         "{role.head}?");
  REFUSE("      text = \"{pupl.name}\",\n",
         "line 1 of the text: nothing can be filled in for {pupl.name}; did "
         "you mean {pupil.name}?");
  REFUSE("      text = \"{dya}\",\n",
         "line 1 of the text: there is no measure 'dya'; did you mean {day}?");
  end();
}
END_TEST

START_TEST(what_names_nothing_is_refused_with_what_to_do) {
  begin();
  REFUSE("      text = \"{lateness}\",\n",
         "line 1 of the text: there is no measure 'lateness' for {lateness}; "
         "name it under `measures`, here or in a policy that this one extends, "
         "or write {{ for a brace");
  REFUSE("      text = \"{pupil.shoe_size}\",\n",
         "line 1 of the text: there is no column of pupils 'shoe_size' for "
         "{pupil.shoe_size}; name one that every school has, or that a "
         "condition `attr \"...\"` of the policy reads, or write {{ for a "
         "brace");
  REFUSE("      text = \"{xyzzy.name}\",\n",
         "line 1 of the text: nothing can be filled in for {xyzzy.name}; "
         "before the dot stands fired, param, pupil, parent, school or role");
  REFUSE("      text = \"{school.}\",\n",
         "line 1 of the text: {school.} names nothing; write what is meant "
         "behind the dot");
  end();
}
END_TEST

START_TEST(a_column_of_parents_may_be_named_once_the_policy_reads_it) {
  begin();
  REFUSE("      text = \"{parent.title}\",\n",
         "line 1 of the text: there is no column of parents 'title' for "
         "{parent.title}; name one that every school has, or that a condition "
         "`parent \"...\"` of the policy reads, or write {{ for a brace");
  ACCEPT("      text = \"{parent.title}\",\n"
         "      reminders = { { parent \"title\", \"use the title\" } },\n");
  end();
}
END_TEST

START_TEST(a_brace_that_is_not_closed_is_refused) {
  begin();
  REFUSE("      text = \"ring {school.phone\\nsoon\",\n",
         "line 1 of the text: the brace before 'school.phone' is not closed on "
         "its line; write } behind it, or {{ for a brace");
  REFUSE("      text = \"end {\",\n",
         "line 1 of the text: the brace before '' is not closed on its line; "
         "write } behind it, or {{ for a brace");
  end();
}
END_TEST

START_TEST(a_measure_that_a_function_gives_is_not_quoted) {
  begin();
  REFUSE("      text = \"{guess}\",\n",
         "line 1 of the text: the measure 'guess' (la/x.lua:6) is given by a "
         "function; a letter quotes measures that are written with words");
  end();
}
END_TEST

START_TEST(titles_and_variants_are_looked_at_too) {
  begin();
  ck_assert_str_eq(
      says(POLICY("      text = \"t\",\n"
                  "      variants = { send = \"{pupil.nam}\" },\n")),
      "la/x.lua:12: letter 'l', line 1 of the text of variant 'send': there is "
      "no column of pupils 'nam'; did you mean {pupil.name}?\n");
  ck_assert_str_eq(
      says(POLICY(
          "      text = \"t\", variants = {\n"
          "        { id = \"a\", when = attr \"x\", text = \"a\" },\n"
          "        { id = \"a\", when = attr \"y\", text = \"b\" } },\n")),
      "la/x.lua:13: letter 'l' has two variants 'a', here and at la/x.lua:12; "
      "give one of them another id\n");
  end();
}
END_TEST

START_TEST(a_letter_that_no_policy_declares_is_refused) {
  begin();
  ck_assert_str_eq(
      says("return { api = 1, id = \"la/x\", title = \"x\",\n"
           "  rules = { { id = \"r\", when = attr \"send\",\n"
           "    action = \"write\", letter = \"frist\" } },\n"
           "  letters = { { id = \"first\", title = \"t\", text = \"t\" } },\n"
           "}\n"),
      "la/x.lua:2: no letter 'frist'; did you mean 'first'?\n");
  end();
}
END_TEST

START_TEST(the_keys_of_letters_and_reminders_are_strict) {
  begin();
  ck_assert_str_eq(
      says(POLICY("      text = \"t\", variant = {},\n")),
      "la/x.lua:11: unknown key \"variant\" in letter \"l\"; did you mean "
      "\"variants\"?\n");
  ck_assert_str_eq(
      says(POLICY("      text = \"t\",\n"
                  "      reminders = { { attr \"x\" } },\n")),
      "la/x.lua:12: \"reminders\" in letter \"l\" is a table; it must be a "
      "list of { condition, \"what to remember\" }\n");
  ck_assert_str_eq(says(POLICY("      text = \"t\", clause = \"C2\",\n")),
                   "la/x.lua:10: no clause 'C2'; did you mean 'C1'?\n");
  ck_assert_str_eq(
      says(POLICY("      text = \"t\",\n"
                  "      reminders = { { attr \"x\", \"do\", clause = \"D\" } "
                  "},\n")),
      "la/x.lua:12: no clause 'D'; declare it under `clauses`, here or in a "
      "policy that this one extends\n");
  end();
}
END_TEST

/* The ids of the variants of the loaded policy's letter, in order. */
static const char *order_of(const char *text) {
  static char ids[200];
  static test_load load;
  load_text(&scripts, text, &load);
  ck_assert_str_eq(load.said, "");
  const rbk_letter *letter = &layer_of(load.policy, "la/x")->letters[0];
  ids[0] = '\0';
  for (size_t i = 0; i < letter->variant_count; i++) {
    strcat(ids, letter->variants[i].id);
    strcat(ids, " ");
  }
  rbk_policy_destroy(load.policy);
  return ids;
}

START_TEST(variants_of_a_map_stand_in_byte_order_and_of_a_list_as_written) {
  begin();
  ck_assert_str_eq(
      order_of(POLICY("      text = \"t\", variants = { send = \"s\",\n"
                      "        medical = \"m\", eal = \"e\" },\n")),
      "eal medical send ");
  ck_assert_str_eq(
      order_of(POLICY(
          "      text = \"t\", variants = {\n"
          "        { id = \"send\", when = attr \"send\", text = \"s\" },\n"
          "        { id = \"eal\", when = attr \"eal\", text = \"e\" } },\n")),
      "send eal ");
  end();
}
END_TEST

START_TEST(a_replaced_letter_keeps_what_is_not_given) {
  begin();
  scripts_write(&scripts, "la/x.lua",
                POLICY("      text = \"old\", clause = \"C1\",\n"));
  scripts_write(&scripts, "school/y.lua",
                "return { api = 1, id = \"school/y\", title = \"y\",\n"
                "  extends = \"la/x\",\n"
                "  replace = { letters = { l = { because = \"our words\",\n"
                "    text = \"new {attendence}\" } } },\n"
                "}\n");
  static test_load load;
  load_policy(&scripts, NULL, "school/y", NULL, &load);
  ck_assert_str_eq(load.said,
                   "school/y.lua:4: letter 'l', line 1 of the text: there is "
                   "no measure 'attendence'; did you mean {attendance}?\n");
  rbk_policy_destroy(load.policy);
  end();
}
END_TEST

START_TEST(refused_memory_is_told_while_letters_are_read) {
  begin();
  test_alloc test;
  test_alloc_init(&test);
  scripts_write(&scripts, "la/x.lua",
                POLICY("      text = [[{attendance} {fired.attendance}\n"
                       "{pupil.name} {parent.name} {day} {{]],\n"
                       "      variants = { send = \"{pupil.name}\" },\n"
                       "      reminders = { { attr \"x\", \"y\" } },\n"));
  for (size_t n = 1;; n += 3) { /* every third: a load asks often */
    static test_load load;
    size_t before = test.blocks;
    test_alloc_fail_at(&test, n, false);
    load_policy(&scripts, NULL, "la/x", &test.alloc, &load);
    if (test.failures == 0) {
      ck_assert_str_eq(load.said, "");
      rbk_policy_destroy(load.policy);
      break;
    }
    ck_assert_int_eq(load.status, RBK_NOMEM);
    ck_assert_uint_eq(test.blocks, before);
  }
  end();
}
END_TEST

int main(void) {
  return TEST_RUN(
      "letters", every_kind_of_placeholder_that_names_what_there_is_is_accepted,
      a_misspelt_placeholder_is_refused_with_its_line_and_the_nearest,
      what_names_nothing_is_refused_with_what_to_do,
      a_column_of_parents_may_be_named_once_the_policy_reads_it,
      a_brace_that_is_not_closed_is_refused,
      a_measure_that_a_function_gives_is_not_quoted,
      titles_and_variants_are_looked_at_too,
      a_letter_that_no_policy_declares_is_refused,
      the_keys_of_letters_and_reminders_are_strict,
      variants_of_a_map_stand_in_byte_order_and_of_a_list_as_written,
      a_replaced_letter_keeps_what_is_not_given,
      refused_memory_is_told_while_letters_are_read);
}
