/* policy clauses: what becomes of each. */
#include <check.h>
#include <jansson.h>
#include <string.h>

#include "author/author.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts folder;
static char text[16384];

static void national(void) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(
      &folder, "national/n.lua",
      "return { api = 1, id = 'national/n', title = 'N',\n"
      "  clauses = { ['N-1'] = { 'One', source = 'https://example.org' },\n"
      "    ['N-2'] = { 'Two' }, ['N-3'] = { 'Three' }, ['N-4'] = { 'Four' },\n"
      "    ['N-5'] = { 'Five', out_of_reach = 'it is about minds' },\n"
      "    ['N-6'] = { 'Six' }, ['N-7'] = { 'Seven' } },\n"
      "  params = { low = { 90, unit = 'percent', clause = 'N-1' },\n"
      "    high = { required = true, unit = 'percent', clause = 'N-2' } },\n"
      "  roles = { office = 'Office' }, facts = { plan = {} },\n"
      "  flags = { { id = 'low', label = 'Low', clause = { 'N-1', 'N-3' },\n"
      "    when = rate 'attended':within(school_year):below(param.low) } },\n"
      "  rules = { { id = 'ask', clause = 'N-4', duty = 'should', once = "
      "'term',\n"
      "    when = rate 'attended':within(school_year):below(param.high),\n"
      "    needs = { { 'plan', clause = 'N-6' } }, action = 'ask',\n"
      "    owner = role.office, due = school_days(1) } } }\n");
}

static void school(void) {
  scripts_write(&folder, "school/s.lua",
                "return { api = 1, id = 'school/s', title = 'S',\n"
                "  extends = 'national/n',\n"
                "  clauses = { ['S-1'] = { 'Own' } },\n"
                "  rules = { { id = 'own', clause = { 'S-1', 'N-7' }, duty = "
                "'may', when = weekday 'mon', once = 'week',\n"
                "    action = 'own', owner = role.office } },\n"
                "  disable = { rules = { ask = 'the office asks anyway' } } "
                "}\n");
}

/* Gives how many are covered by nothing. */
static size_t run(const char *word, rbk_author_format format) {
  rbk_author_options options = {.policies = folder.folder,
                                .words = &word,
                                .word_count = word != NULL ? 1 : 0,
                                .format = format};
  rbk_error error = {0};
  rbk_buffer out;
  size_t open = 99;
  rbk_buffer_init(&out, NULL);
  ck_assert_int_eq(rbk_author_clauses(&options, &out, &open, &error), RBK_OK);
  ck_assert_uint_lt(out.length, sizeof text);
  strcpy(text, rbk_buffer_string(&out));
  rbk_buffer_finish(&out);
  return open;
}

static void says(const char *line) {
  ck_assert_msg(strstr(text, line) != NULL, "no \"%s\" in\n%s", line, text);
}
static void says_not(const char *line) {
  ck_assert_msg(strstr(text, line) == NULL, "\"%s\" in\n%s", line, text);
}

START_TEST(each_clause_is_listed_with_all_that_names_it_and_its_line) {
  national();
  ck_assert_uint_eq(run("national/n", RBK_AUTHOR_TEXT), 1);
  says("  N-1           One\n                parameter low (line 6)\n"
       "                flag low (line 9)\n");
  says("  N-2           Two\n                required parameter high (line "
       "7)\n");
  says("  N-3           Three\n                flag low (line 9)\n");
  says("  N-4           Four\n                rule ask (line 11)\n");
  says("  N-6           Six\n                evidence plan (line 11)\n");
  says("\n7 clauses: 5 covered, 0 switched off, 1 out of reach, 1 covered by "
       "nothing\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(
    a_clause_out_of_reach_says_why_and_one_that_nothing_names_what_to_do) {
  national();
  run("national/n", RBK_AUTHOR_TEXT);
  says("  N-5           Five\n                out of reach: it is about "
       "minds\n");
  says("  N-7           Seven\n                covered by nothing (line 5); "
       "name "
       "it as `clause`");
  scripts_end(&folder);
}
END_TEST

START_TEST(a_layer_above_covers_and_switches_off_what_it_extends) {
  national();
  school();
  ck_assert_uint_eq(run("school/s", RBK_AUTHOR_TEXT), 0);
  says("  N-7           Seven\n                rule own (");
  says("school/s.lua:4)\n");
  says("rule ask (line 11; disabled: the office asks anyway)\n");
  says("\n8 clauses: 5 covered, 2 switched off, 1 out of reach, 0 covered by "
       "nothing\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(of_a_folder_every_policy_answers_for_its_own_clauses) {
  national();
  school();
  ck_assert_uint_eq(run(NULL, RBK_AUTHOR_TEXT), 1); /* N-7 of national/n */
  says_not("disabled");
  says("\n8 clauses: 6 covered, 0 switched off, 1 out of reach, 1 covered by "
       "nothing\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(letters_and_what_they_remind_of_name_clauses_too) {
  folder = scripts_begin(TEST_BINARY_DIR);
  scripts_write(&folder, "school/l.lua",
                "return { api = 1, id = 'school/l', title = 'L',\n"
                "  clauses = { ['L-1'] = { 'One' }, ['L-2'] = { 'Two' } },\n"
                "  roles = { office = 'Office' },\n"
                "  rules = { { id = 'write', when = weekday 'mon', once = "
                "'term', action = 'write',\n"
                "    owner = role.office, letter = 'about' } },\n"
                "  letters = { { id = 'about', title = 'T', text = 'T',\n"
                "    clause = 'L-1',\n"
                "    reminders = { { attr 'send', 'ring', clause = 'L-2' } } "
                "} } }\n");
  ck_assert_uint_eq(run("school/l", RBK_AUTHOR_TEXT), 0);
  says("  L-1           One\n                letter about (line 6)\n");
  says("  L-2           Two\n                reminder of about (line 8)\n");
  scripts_end(&folder);
}
END_TEST

START_TEST(csv_has_a_row_for_each_clause) {
  national();
  run("national/n", RBK_AUTHOR_CSV);
  says("policy,clause,says,state,how,out_of_reach,source,file,line\n");
  says("national/n,N-1,One,covered,parameter low (line 6); flag low (line "
       "9),,https://example.org,");
  says("national/n,N-5,Five,out of reach,,it is about minds,,");
  scripts_end(&folder);
}
END_TEST

START_TEST(json_has_them_with_their_places) {
  national();
  run("national/n", RBK_AUTHOR_JSON);
  json_t *root = json_loads(text, 0, NULL);
  ck_assert_ptr_nonnull(root);
  ck_assert_int_eq(json_integer_value(json_object_get(root, "open")), 1);
  json_t *row = json_array_get(json_object_get(root, "clauses"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(row, "clause")), "N-1");
  json_t *use = json_array_get(json_object_get(row, "uses"), 1);
  ck_assert_str_eq(json_string_value(json_object_get(use, "kind")), "flag");
  ck_assert_int_eq(json_integer_value(json_object_get(use, "line")), 9);
  json_decref(root);
  scripts_end(&folder);
}
END_TEST

START_TEST(a_policy_that_does_not_load_is_told) {
  national();
  scripts_write(&folder, "school/broken.lua", "return 5");
  rbk_author_options options = {.policies = folder.folder};
  rbk_error error = {0};
  rbk_buffer out;
  size_t open;
  rbk_buffer_init(&out, NULL);
  ck_assert_int_eq(rbk_author_clauses(&options, &out, &open, &error),
                   RBK_POLICY);
  ck_assert_uint_gt(out.length, 0); /* the others are listed all the same */
  rbk_buffer_finish(&out);
  scripts_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "clauses", each_clause_is_listed_with_all_that_names_it_and_its_line,
      a_clause_out_of_reach_says_why_and_one_that_nothing_names_what_to_do,
      a_layer_above_covers_and_switches_off_what_it_extends,
      of_a_folder_every_policy_answers_for_its_own_clauses,
      letters_and_what_they_remind_of_name_clauses_too,
      csv_has_a_row_for_each_clause, json_has_them_with_their_places,
      a_policy_that_does_not_load_is_told);
}
