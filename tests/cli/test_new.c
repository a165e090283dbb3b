/* rollbook policy new, cover and editor, as a person runs them. */
#include <stdlib.h>
#include <string.h>

#include "support/program.h"
#include "support/suite.h"

static void begin(void) {
  program_begin(ROLLBOOK_PROGRAM);
}

#define SHIPPED " --policies " TEST_SOURCE_DIR "/policies"

START_TEST(a_new_policy_loads_passes_and_is_covered) {
  begin();
  program_gives("policy new oak_hill" SHIPPED, 0,
                "oak_hill/oak_hill.lua\noak_hill/oak_hill_test.lua\n", "");
  program_gives("policy check oak_hill" SHIPPED, 0, "0 errors, 0 warnings\n",
                "");
  program_gives("policy test oak_hill" SHIPPED, 0, "4 passed, 0 failed\n", "");
  program_gives("policy cover oak_hill --min 100" SHIPPED, 0, "100 % covered\n",
                "");
  program_end();
}
END_TEST

START_TEST(one_for_an_authority_does_too) {
  begin();
  program_gives("policy new 'North Shire/' --kind la" SHIPPED, 0,
                "North Shire/north_shire.lua\n", "");
  char *text = program_read("North Shire/north_shire.lua");
  ck_assert_ptr_nonnull(strstr(text, "id        = \"la/north_shire\""));
  ck_assert_ptr_nonnull(
      strstr(text, "title     = \"North shire: guidance on attendance\""));
  free(text);
  program_gives("policy check 'North Shire'" SHIPPED, 0,
                "0 errors, 0 warnings\n", "");
  program_gives("policy test 'North Shire'" SHIPPED, 0, "6 passed, 0 failed\n",
                "");
  program_gives("policy cover 'North Shire' --min 100" SHIPPED, 0,
                "100 % covered\n", "");
  program_end();
}
END_TEST

START_TEST(an_id_goes_to_the_folder_of_policies) {
  begin();
  program_gives("policy new la/north_shire --policies mine", 0,
                "mine/la/north_shire.lua\nmine/la/north_shire_test.lua\n", "");
  program_gives("policy new la/north_shire --policies mine --kind school", 2,
                "", "is an id of the other kind");
  program_gives("policy new school/Oak --policies mine", 2, "",
                "\"school/Oak\" cannot be an id");
  program_end();
}
END_TEST

START_TEST(nothing_is_overwritten) {
  begin();
  program_write("oak/oak_test.lua", "return {}\n");
  program_gives("policy new oak" SHIPPED, 2, "",
                "\"oak/oak_test.lua\" is there already");
  char *kept = program_read("oak/oak_test.lua");
  ck_assert_str_eq(kept, "return {}\n");
  free(kept);
  program_gives("policy check oak" SHIPPED, 0, "0 errors, 0 warnings\n", "");
  program_end();
}
END_TEST

START_TEST(what_is_no_name_is_refused) {
  begin();
  program_gives("policy new /" SHIPPED, 2, "", "gives no name to a policy");
  program_gives("policy new oak --kind academy" SHIPPED, 2, "",
                "--kind cannot be academy; write school or la");
  program_gives("policy new" SHIPPED, 2, "", "policy new");
  program_write("file", "x");
  program_gives("policy new file/oak" SHIPPED, 5, "", "cannot be written");
  program_end();
}
END_TEST

START_TEST(cover_exits_4_below_the_least) {
  begin();
  program_gives("policy new oak" SHIPPED, 0, NULL, "");
  program_write("oak/oak_test.lua",
                "return { { 'none', calendar = '190 days', on = '2024-09-05',\n"
                "  marks = all_present, expect = { actions = {} } } }\n");
  program_gives("policy cover oak" SHIPPED, 0, "0 % covered\n", "");
  program_gives("policy cover oak --min 0" SHIPPED, 0, "0 % covered\n", "");
  program_gives("policy cover oak --min 1" SHIPPED, 4, "0 % covered\n", "");
  program_gives("policy cover oak --format json" SHIPPED, 0,
                "{\"percent\":0,\"policies\":[{\"policy\":\"school/oak\"", "");
  program_gives("policy cover oak --format junit" SHIPPED, 2, "",
                "--format cannot be junit");
  program_gives("policy cover nothing" SHIPPED, 3, "", "nothing");
  program_end();
}
END_TEST

START_TEST(cover_of_what_does_not_load_exits_3) {
  begin();
  program_write("oak/oak.lua", "return { api = 1, flgs = {} }\n");
  program_gives("policy cover oak" SHIPPED, 3, "0 % covered\n",
                "unknown key \"flgs\"");
  program_end();
}
END_TEST

START_TEST(editor_writes_three_files_into_a_folder) {
  begin();
  program_gives("policy editor oak", 0,
                "oak/rollbook.d.lua\noak/.luacheckrc\noak/WORDS.md\n", "");
  char *text = program_read("oak/rollbook.d.lua");
  ck_assert_ptr_nonnull(strstr(text, "---@meta\n"));
  free(text);
  program_gives("policy editor nowhere", 5, "", "name a folder that is there");
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN("new", a_new_policy_loads_passes_and_is_covered,
                  one_for_an_authority_does_too,
                  an_id_goes_to_the_folder_of_policies, nothing_is_overwritten,
                  what_is_no_name_is_refused, cover_exits_4_below_the_least,
                  cover_of_what_does_not_load_exits_3,
                  editor_writes_three_files_into_a_folder);
}
