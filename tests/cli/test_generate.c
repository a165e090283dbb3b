/* rollbook generate, as one runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate/family.h"
#include "support/program.h"
#include "support/suite.h"

START_TEST(a_school_is_made_and_evaluated) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("generate --output made --pupils 40 --policy school/letter", 0,
                "made: 40 pupils, 189 school days, 2024-09-03 to 2025-07-18\n",
                "");
  program_gives("evaluate made --pupil P0040", 0, "\"profile\":\"made\"", "");
  program_gives("generate -o made/../again/ --pupils 40 --seed 1 "
                "--policy school/letter && cmp made/marks.csv again/marks.csv "
                "&& cmp made/pupils.csv again/pupils.csv",
                0, "again: 40 pupils", "");
  program_gives("generate -o other --pupils 40 --seed 2 >/dev/null && "
                "cmp made/marks.csv other/marks.csv",
                1, "differ", "");
  program_end();
}
END_TEST

START_TEST(shape_phase_and_calendar_are_taken) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("generate -o long --pupils 5 --shape long && head -1 "
                "long/marks.csv",
                0, "pupil_id,date,session,code\n", "");
  program_gives("generate -o week --pupils 5 --shape week --phase primary && "
                "head -1 week/marks.csv && grep -c ',R,RA,' week/pupils.csv",
                0, "pupil_id,week_start,MonAM", "");
  program_gives("generate -o short --pupils 5 --calendar oak/calendar.json", 0,
                "short: 5 pupils, 5 school days, 2024-09-02 to 2024-09-06\n",
                "");
  program_gives("evaluate long --policy school/letter", 0, NULL, "");
  program_end();
}
END_TEST

START_TEST(parents_are_written_where_they_are_asked_for) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("generate -o plain --pupils 20 && test ! -e plain/parents.csv",
                0, "plain: 20 pupils", "");
  program_gives("generate -o with --pupils 20 --parents && "
                "head -1 with/parents.csv && "
                "cmp plain/marks.csv with/marks.csv",
                0, "parent_id,pupil_id,name,address,language,responsible\n",
                "");
  program_gives("generate -o again --pupils 20 --parents >/dev/null && "
                "cmp with/parents.csv again/parents.csv && "
                "cmp with/pupils.csv again/pupils.csv && "
                "grep -c ',Pupil 0020,' with/pupils.csv",
                0, "1\n", "");
  program_gives("evaluate with --policy school/letter --pupil P0001", 0, NULL,
                "");
  program_gives("generate -o new --counts c.csv --parents", 2, "",
                "leave --parents out");
  program_end();
}
END_TEST

START_TEST(families_are_listed_and_chosen) {
  program_begin(ROLLBOOK_PROGRAM);
  for (size_t i = 0; i < rbk_family_count(); i++)
    program_gives("generate --family list", 0, rbk_family_at(i)->name, "");
  program_gives("generate -o t --pupils 3 --family traveller >/dev/null && "
                "grep -c ',traveller$' t/pupils.csv",
                0, "3\n", "");
  program_end();
}
END_TEST

START_TEST(wrong_usage_makes_nothing_and_exits_2) {
  static const struct {
    const char *call, *message;
  } wrong[] = {
      {"generate", "--output is missing; name the folder to be made"},
      {"generate -o new --pupils 0", "ask for 1 to 1000000"},
      {"generate -o new --pupils many", "--pupils cannot be many"},
      {"generate -o new --pupils -3", "--pupils cannot be -3"},
      {"generate -o new --seed 1.5", "--seed cannot be 1.5"},
      {"generate -o new --shape wide", "--shape is marks, long or week"},
      {"generate -o new --phase nursery", "--phase is primary or secondary"},
      {"generate -o new --family travelers", "did you mean 'traveller'?"},
      {"generate -o new --counts c.csv --pupils 3", "leave --pupils"},
      {"generate -o oak", "oak: is not empty; give a new folder"},
  };
  program_begin(ROLLBOOK_PROGRAM);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    program_gives(wrong[i].call, 2, "", wrong[i].message);
    ck_assert(!program_exists("new"));
    ck_assert(!program_exists("new.part"));
  }
  program_end();
}
END_TEST

START_TEST(files_that_cannot_be_used_are_named_and_exit_5) {
  program_begin(ROLLBOOK_PROGRAM);
  program_gives("generate -o new --calendar nowhere.json", 5, "",
                "rollbook: nowhere.json: ");
  program_write("bad.json", "{\"school_year\": \"2024\"}\n");
  program_gives("generate -o new --calendar bad.json", 5, "",
                "rollbook: bad.json:1: ");
  program_gives("generate -o new --counts nowhere.csv", 5, "",
                "rollbook: nowhere.csv: ");
  program_write("bad.csv", "group,pupils,/\none,3,1\ntwo,x,1\n");
  program_gives("generate -o new --counts bad.csv", 5, "",
                "rollbook: bad.csv:3: pupils 'x' is not a whole number");
  ck_assert(!program_exists("new"));
  program_end();
}
END_TEST

START_TEST(counts_make_a_school_for_each_group_or_none_at_all) {
  program_begin(ROLLBOOK_PROGRAM);
  program_write("c.csv", "group,date,pupils,/,\\,I,total\n"
                         "Oak Tree,2024-09-10,4,3,3,1,7\n"
                         "Elm,2024-09-11,2,2,2,0,4\n");
  program_gives("generate -o all --counts c.csv", 0,
                "oak-tree: 4 pupils, 1 school day, 2024-09-10 to 2024-09-10\n"
                "elm: 2 pupils, 1 school day, 2024-09-11 to 2024-09-11\n",
                "c.csv:1: warning: passed over, being no codes: total\n");
  /* 3 + 3 + 1 marks, eight sessions: one is missing. */
  program_gives("evaluate all/oak-tree --policy school/letter | "
                "grep -c '\"missing\":1'",
                0, "1\n", "");
  program_gives("generate -o all --counts c.csv", 2, "",
                "all: is there and not an empty folder");
  program_write("late.csv", "group,date,pupils,/\n"
                            "Oak,2024-09-10,4,3\n"
                            "Elm,2024-09-11,2,3\n");
  program_gives("generate -o none --counts late.csv", 5, "",
                "late.csv:3: group 'Elm' has 3 morning marks, but 2 pupils "
                "have 2 morning sessions on 1 school day");
  ck_assert(!program_exists("none"));
  ck_assert(!program_exists("none.part"));
  ck_assert(!program_exists("all.part"));
  program_end();
}
END_TEST

START_TEST(a_signal_leaves_a_whole_school_or_nothing) {
  program_begin(ROLLBOOK_PROGRAM);
  program_result result =
      program_run("generate -o big --pupils 100000 >out 2>err & "
                  "sleep 0.3; kill -TERM $!; wait $!");
  ck_assert(!program_exists("big.part"));
  /* 128 + 15; on a very fast machine it had finished. */
  if (result.exit == 0)
    ck_assert(program_exists("big/marks.csv"));
  else {
    ck_assert_int_eq(result.exit, 143);
    ck_assert(!program_exists("big"));
  }
  program_free(&result);
  program_end();
}
END_TEST

int main(void) {
  return TEST_RUN("generate", a_school_is_made_and_evaluated,
                  shape_phase_and_calendar_are_taken,
                  parents_are_written_where_they_are_asked_for,
                  families_are_listed_and_chosen,
                  wrong_usage_makes_nothing_and_exits_2,
                  files_that_cannot_be_used_are_named_and_exit_5,
                  counts_make_a_school_for_each_group_or_none_at_all,
                  a_signal_leaves_a_whole_school_or_nothing);
}
