/* school.json, strictly. */
#include <locale.h>

#include "small_school.h"

static rbk_register *read_profile(const char *profile) {
  test_folder folder = small_school();
  folder_write(&folder, "school.json", profile);
  folder_write(&folder, "marks.csv", LONG);
  return read_and_end(&folder);
}

START_TEST(without_a_profile_the_school_is_named_after_its_folder) {
  test_folder folder = small_school();
  folder_drop(&folder, "school.json");
  folder_write(&folder, "marks.csv", LONG);
  rbk_register *reg = NULL;
  ck_assert_int_eq(rbk_register_read(folder.path, NULL, &reg, NULL), RBK_OK);
  ck_assert_str_eq(rbk_register_school(reg), strrchr(folder.path, '/') + 1);
  ck_assert_uint_eq(reg->school.policy_count, 0);
  ck_assert_str_eq(reg->school.file, "");
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(everything_a_profile_may_say_arrives) {
  rbk_register *reg = read_profile(
      "{\"id\":\"s1\",\"name\":\"One School\",\"phase\":\"primary\",\n"
      "\"la\":\"822\",\"policy\":\"la/bedford\",\n"
      "\"parameters\":{\"refer\":85,\n\"concern\":[90,92.5,\"x\"],\n"
      "\"tiny\":-0.0001},\n"
      "\"roles\":{\"officer\":\"Attendance Lead\"},\n"
      "\"session_times\":{\"AM\":\"08:50\"},\n"
      "\"facts\":{\"website\":true,\"pages\":3.50,\"lead\":{\"day\":\"Mon\"}},"
      "\n"
      "\"aliases\":{\"7\":\"I\"},\"columns\":{\"UPN\":\"upn\"},\n"
      "\"dates\":\"iso\",\"precedence\":\"last\"}");
  const rbk_school *s = &reg->school;
  ck_assert_str_eq(s->id, "s1");
  ck_assert_str_eq(s->name, "One School");
  ck_assert_str_eq(s->phase, "primary");
  ck_assert_str_eq(s->la, "822");
  ck_assert_uint_eq(s->policy_count, 1);
  ck_assert_int_eq(s->policies[0].from, RBK_NO_DATE);
  ck_assert_str_eq(s->policies[0].policy, "la/bedford");
  ck_assert_uint_eq(s->parameter_count, 3);
  ck_assert_str_eq(s->parameters[0].name, "refer");
  ck_assert_str_eq(s->parameters[0].values[0], "85");
  ck_assert(s->parameters[0].numbers[0]);
  ck_assert(!s->parameters[0].is_list);
  ck_assert_uint_eq(s->parameters[0].line, 3);
  ck_assert(s->parameters[1].is_list);
  ck_assert_uint_eq(s->parameters[1].line, 4);
  ck_assert_uint_eq(s->parameters[1].value_count, 3);
  ck_assert_str_eq(s->parameters[1].values[1], "92.5");
  ck_assert(!s->parameters[1].numbers[2]);
  ck_assert_str_eq(s->parameters[2].values[0], "-0.0001");
  ck_assert_str_eq(s->roles[0].value, "Attendance Lead");
  ck_assert_uint_eq(s->fact_count, 4);
  ck_assert_str_eq(s->facts[0].value, "true");
  ck_assert_str_eq(s->facts[1].value, "3.5");
  ck_assert_str_eq(s->facts[2].name, "lead.day");
  ck_assert_str_eq(s->facts[3].name, "session_times.AM");
  ck_assert_str_eq(s->aliases[0].value, "I");
  ck_assert_str_eq(s->columns[0].value, "upn");
  ck_assert_str_eq(s->precedence, "last");
  ck_assert(!s->uk_dates);
  ck_assert_ptr_nonnull(strstr(s->file, "/school.json"));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_list_of_policies_is_put_in_order_of_date) {
  rbk_register *reg = read_profile(
      "{\"policy\":[{\"from\":\"2025-01-01\",\"policy\":\"b\"},"
      "{\"policy\":\"first\"},{\"from\":\"2024-09-01\",\"policy\":\"a\"}]}");
  ck_assert_uint_eq(reg->school.policy_count, 3);
  ck_assert_str_eq(reg->school.policies[0].policy, "first");
  ck_assert_str_eq(reg->school.policies[1].policy, "a");
  ck_assert_int_eq(reg->school.policies[1].from, RBK_DATE(2024, 9, 1));
  ck_assert_str_eq(reg->school.policies[2].policy, "b");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(numbers_are_exact_whatever_the_locale) {
  static const char *const locales[] = {"C", "de_DE.UTF-8", "de_DE.utf8"};
  for (size_t i = 0; i < 3; i++) {
    if (!setlocale(LC_ALL, locales[i])) continue;
    rbk_register *reg = read_profile(
        "{\"parameters\":{\"a\":98.9,\"b\":0.1,\"c\":123456789012.3456}}");
    ck_assert_str_eq(reg->school.parameters[0].values[0], "98.9");
    ck_assert_str_eq(reg->school.parameters[1].values[0], "0.1");
    ck_assert_str_eq(reg->school.parameters[2].values[0], "123456789012.3456");
    rbk_register_destroy(reg);
  }
  setlocale(LC_ALL, "C");
}
END_TEST

typedef struct refusal {
  const char *profile;
  size_t line;
  const char *text;
} refusal;

static const refusal refusals[] = {
    {"{\n\"id\":\n", 3, "is not JSON"},
    {"\"s1\"", 1, "is not JSON"},
    {"{\n\"nmae\":\"x\"}", 2, "nmae is not known here; did you mean 'name'?"},
    {"{\"id\":\"a\",\n\"id\":\"b\"}", 2, "is not JSON"},
    {"{\n\"id\":\"\"}", 2, "id is empty"},
    {"{\n\"id\":5}", 2, "id must be a text"},
    {"{\n\"policy\":5}", 2, "policy must be a text"},
    {"{\n\"policy\":\"\"}", 2, "policy is empty"},
    {"{\n\"policy\":[]}", 2, "policy is an empty list"},
    {"{\"policy\":[{\"from\":\"2024-09-01\"\n}]}", 1,
     "policy[0].policy is missing"},
    {"{\"policy\":[{\"from\":\"2024-09-01\",\"policy\":\"a\"},\n"
     "{\"from\":\"2024-09-01\",\"policy\":\"b\"}]}",
     2, "policy[1] begins on the same day"},
    {"{\"policy\":[{\"form\":\"2024-09-01\",\"policy\":\"a\"}]}", 1,
     "policy[0].form is not known here; did you mean 'from'?"},
    {"{\"parameters\":{\n\"a\":1.00001}}", 2,
     "parameters.a 1.00001 is not a number of at most four decimals"},
    {"{\"parameters\":{\n\"a\":[1,\n2e3]}}", 3, "parameters.a[1] 2e3 is not"},
    {"{\"parameters\":{\n\"a\":true}}", 2,
     "parameters.a must be a number, a text, or a list"},
    {"{\"parameters\":[]}", 1, "parameters must be an object"},
    {"{\"roles\":{\n\"lead\":null}}", 2, "roles.lead must be a text"},
    {"{\"facts\":{\n\"a\":[1]}}", 2, "facts.a must be a text, a number"},
    {"{\"facts\":{\"a.b\":\"1\",\n\"a\":{\"b\":\"2\"}}}", 2,
     "facts.a.b is the same fact as another"},
    {"{\"aliases\":{\n\"x\":\"ZZ\"}}", 2,
     "aliases.x 'ZZ' is not a register code"},
    {"{\n\"dates\":\"mm/dd/yyyy\"}", 2, "dates must be \"iso\""},
    {"{\n\"precedence\":\"best\"}", 2, "precedence must be \"first\""},
    {"{\"parameters\":{\"\\u0061b\":1,\n\"c\\u0064\":1.00001}}", 2,
     "parameters.cd 1.00001"},
};
enum { REFUSALS = sizeof refusals / sizeof refusals[0] };

START_TEST(each_bad_profile_is_refused_with_line_and_path) {
  for (size_t i = 0; i < REFUSALS; i++) {
    test_folder folder = small_school();
    folder_write(&folder, "school.json", refusals[i].profile);
    folder_write(&folder, "marks.csv", LONG);
    rbk_register *reg = NULL;
    rbk_error error = {0};
    ck_assert_int_eq(rbk_register_read(folder.path, NULL, &reg, &error),
                     RBK_REJECTED);
    ck_assert_msg(strstr(error.text, refusals[i].text), "%zu: %s", i,
                  error.text);
    ck_assert_msg(error.line == refusals[i].line, "%zu: line %zu: %s", i,
                  error.line, error.text);
    folder_end(&folder);
  }
}
END_TEST

int main(void) {
  return TEST_RUN("school.json",
                  without_a_profile_the_school_is_named_after_its_folder,
                  everything_a_profile_may_say_arrives,
                  a_list_of_policies_is_put_in_order_of_date,
                  numbers_are_exact_whatever_the_locale,
                  each_bad_profile_is_refused_with_line_and_path);
}
