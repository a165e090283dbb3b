/* The school that the tests of reports look at: Wednesday 4 September 2024 in
 * the morning, the third day of a calendar of two weeks. Class 7A is marked,
 * 7B and P5 of 7C are not yet.
 *
 *   P1  Mon /\  Tue OO  Wed O   attended 2 of 5 (40 %), on Tuesday 2 of 4
 *   P2  Mon /N  Tue /\  Wed /   attended 4 of 5 (80 %), on Monday 1 of 2
 *   P3, P4      there on Monday and Tuesday, 7B
 *   P5          joined on Wednesday: no possible session yet
 */
#ifndef TESTS_REPORT_WORLD_H
#define TESTS_REPORT_WORLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "support/script.h"
#include "support/suite.h"

#define CALENDAR                                                               \
  "{\"school_year\":\"2024/25\",\"half_terms\":[{\"term\":\"autumn\","         \
  "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-09-13\"}],"              \
  "\"school_days\":10,\"sessions\":20}\n"

#define PROFILE                                                                \
  "{\"id\":\"oak\",\"name\":\"Oak & Ash <School>\",\"policy\":\"school/t\","   \
  "\"roles\":{\"office\":\"Front \\\"desk\\\"\"},"                             \
  "\"facts\":{\"phone\":\"01 234\"}}\n"

#define PUPILS                                                                 \
  "pupil_id,name,class,enrolled_from,send,social_worker\n"                     \
  "P1,Zo\xC3\xAB O'Brien,7A,2024-09-02,,\n"                                    \
  "P2,\"<script>alert(\"\"x\"\")</script>\",7A,2024-09-02,K,yes\n"             \
  "P3,\xC5\x81ukasz,7B,2024-09-02,,\n"                                         \
  "P4,Dee,7B,2024-09-02,,\n"                                                   \
  "P5,Eve,7C,2024-09-04,,\n"

#define REGISTER                                                               \
  "pupil_id,start_date,marks\n"                                                \
  "P1,2024-09-02,/\\OOO-\n"                                                    \
  "P2,2024-09-02,/N/\\/-\n"                                                    \
  "P3,2024-09-02,/\\/\\--\n"                                                   \
  "P4,2024-09-02,/\\/\\--\n"

#define PARENTS                                                                \
  "parent_id,pupil_id,name,address,language,responsible,accessible_format\n"   \
  "A1,P1,Ms <b>O'Brien</b>,\"1 \"\"High\"\" St, Town, AB1\",Polish,yes,"       \
  "large print\n"                                                              \
  "A2,P1,Mr O'Brien,,,no,\n"                                                   \
  "A3,P1,,,English,yes,\n"

#define POLICY                                                                 \
  "local attendance = rate(\"attended\"):within(school_year)\n"                \
  "return { api = 1, id = \"school/t\", title = \"T\",\n"                      \
  "  clauses = { C1 = { \"c\", source = \"https://example.org/\" } },\n"       \
  "  params = { below = { 92, unit = \"percent\", clause = \"C1\" } },\n"      \
  "  roles = { office = \"Office\", head = \"Head teacher\",\n"                \
  "    teacher = \"Class teacher\" },\n"                                       \
  "  facts = { contact = {} },\n"                                              \
  "  measures = { attendance = attendance,\n"                                  \
  "    half_days = sessions \"absent\":within(school_year) },\n"               \
  "  rules = {\n"                                                              \
  "    { id = \"letter\", when = attendance:below(param.below),\n"             \
  "      once = \"term\", action = \"send the letter\", letter = \"low\",\n"   \
  "      owner = role.office, due = school_days(5), clause = \"C1\" },\n"      \
  "    { id = \"call\", when = sessions \"N O\":within(day):at_least(1),\n"    \
  "      once = \"day\", action = \"ring home\", owner = role.office,\n"       \
  "      due = clock \"09:45\" },\n"                                           \
  "    { id = \"visit\", once = \"term\",\n"                                   \
  "      when = sessions \"O\":within(school_year):at_least(3),\n"             \
  "      needs = { { \"contact\", clause = \"C1\" } }, action = \"visit\",\n"  \
  "      owner = role.head, due = school_days(2) },\n"                         \
  "    { id = \"meet\", when = attendance:below(85), once = \"term\",\n"       \
  "      unless = { { attr \"social_worker\",\n"                               \
  "        because = \"the social worker leads\" } },\n"                       \
  "      action = \"meet\", owner = { role.head, role.office },\n"             \
  "      due = school_days(10) },\n"                                           \
  "  },\n"                                                                     \
  "  coding = {\n"                                                             \
  "    { id = \"n_open\", codes = codes \"N\", open_for = school_days(5),\n"   \
  "      propose = \"O\", owner = role.office, clause = \"C1\" },\n"           \
  "    { id = \"missing\", codes = codes \"missing\",\n"                       \
  "      owner = role.teacher, due = school_days(0) },\n"                      \
  "  },\n"                                                                     \
  "  letters = { { id = \"low\", title = \"About {pupil.name}\",\n"            \
  "    text = [[\n"                                                            \
  "Dear {parent.name},\n"                                                      \
  "\n"                                                                         \
  "On {fired} it was {fired.attendance} %, today, {day}, it is\n"              \
  "{attendance} %, below {param.below}: {half_days} half days.\n"              \
  "- due {due}\n"                                                              \
  "- ring {school.phone}\n"                                                    \
  "\n"                                                                         \
  "Yours\\\n"                                                                  \
  "{role.office} {{]],\n"                                                      \
  "    variants = { send = \"Dear {parent.name}, about support.\" },\n"        \
  "    reminders = { { attr \"send\", \"ask the coordinator\",\n"              \
  "      clause = \"C1\" } },\n"                                               \
  "  } },\n"                                                                   \
  "}\n"

typedef struct world {
  test_scripts scripts;
  test_folder folder;
  test_load load;
  rbk_register *reg;
} world;

/* With another policy where it is not NULL. */
static inline void world_begin(world *w, const char *policy) {
  rbk_error error = {0};
  w->scripts = scripts_begin(TEST_BINARY_DIR);
  w->folder = folder_begin(TEST_BINARY_DIR);
  scripts_write(&w->scripts, "school/t.lua", policy ? policy : POLICY);
  folder_write(&w->folder, "calendar.json", CALENDAR);
  folder_write(&w->folder, "school.json", PROFILE);
  folder_write(&w->folder, "pupils.csv", PUPILS);
  folder_write(&w->folder, "marks.csv", REGISTER);
  folder_write(&w->folder, "parents.csv", PARENTS);
  rbk_status status = rbk_register_read(w->folder.path, NULL, &w->reg, &error);
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
  load_policy(&w->scripts, w->reg, "school/t", NULL, &w->load);
  ck_assert_str_eq(w->load.said, "");
}

static inline void world_end(world *w) {
  rbk_policy_destroy(w->load.policy);
  rbk_register_destroy(w->reg);
  folder_end(&w->folder);
  scripts_end(&w->scripts);
}

static inline bool has(const char *text, const char *piece) {
  return strstr(text, piece) != NULL;
}
#define EXPECT(text, piece)                                                    \
  ck_assert_msg(has(text, piece), "not there: %s\nin:\n%.3000s", piece, text)
#define EXPECT_NOT(text, piece)                                                \
  ck_assert_msg(!has(text, piece), "there: %s\nin:\n%.3000s", piece, text)

#endif
