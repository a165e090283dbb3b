/* What is to be done on a day, by whom, the most urgent first. */
#include "report/worklist.h"
#include "world.h"

static rbk_worklist made(const world *w, const char *on, const char *owner) {
  rbk_worklist list = {0};
  rbk_error error = {0};
  rbk_worklist_options options = {.on = on, .owner = owner};
  options.run.size = sizeof options.run;
  rbk_status status =
      rbk_worklist_make(w->reg, w->load.policy, &options, &list, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return list;
}

static const rbk_work_group *group_of(const rbk_worklist *list,
                                      const char *role) {
  for (size_t i = 0; i < list->group_count; i++)
    if (list->groups[i].role && strcmp(list->groups[i].role, role) == 0)
      return &list->groups[i];
  ck_abort_msg("no group %s", role);
  return NULL;
}

/* "record|when", a line an item. */
static const char *order_of(const rbk_worklist *list, const char *role) {
  static char text[2000];
  const rbk_work_group *group = group_of(list, role);
  text[0] = '\0';
  for (size_t i = 0; i < group->count; i++) {
    const rbk_work *work = group->items[i];
    char line[200];
    snprintf(line, sizeof line, "%s %d %s\n", work->record, (int)work->late,
             work->due ? work->due : "-");
    strcat(text, line);
  }
  return text;
}

/* Overdue by how long (the call of Monday by two school days, Tuesday's by
 * one), then the hour today, then days, then what has no day yet. */
START_TEST(each_owner_has_the_most_urgent_first) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  ck_assert_str_eq(order_of(&list, "office"),
                   "call/P2/2024-09-02 2 2024-09-02T09:45\n"
                   "call/P1/2024-09-03 1 2024-09-03T09:45\n"
                   "call/P1/2024-09-04 0 2024-09-04T09:45\n"
                   "letter/P2/2024-autumn 0 2024-09-09\n"
                   "2024-09-02 PM 0 2024-09-09\n"
                   "letter/P1/2024-autumn 0 2024-09-10\n"
                   "meet/P1/2024-autumn 0 -\n");
  ck_assert_uint_eq(group_of(&list, "office")->overdue, 2);
  ck_assert_str_eq(group_of(&list, "office")->name, "Front \"desk\"");
  /* two owners: in both lists */
  ck_assert_str_eq(order_of(&list, "head"), "meet/P1/2024-autumn 0 -\n");
  ck_assert_str_eq(group_of(&list, "head")->items[0]->due_in,
                   "2 school days after 2024-09-13");
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

START_TEST(it_works_in_the_morning_with_the_afternoon_not_yet_taken) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, NULL, NULL);
  ck_assert_str_eq(list.on, "2024-09-04");
  ck_assert_str_eq(list.session, "AM");
  for (size_t i = 0; i < list.count; i++)
    EXPECT_NOT(list.items[i].record, "2024-09-04 PM");
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

/* All two pupils of 7B have no mark on Wednesday morning; of 7C there is one
 * pupil, whose mark is missing. */
START_TEST(a_class_without_any_mark_is_one_register_that_was_not_taken) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  const rbk_work_group *teacher = group_of(&list, "teacher");
  ck_assert_uint_eq(teacher->count, 2);
  ck_assert_int_eq((int)teacher->items[0]->kind, (int)RBK_WORK_REGISTER);
  ck_assert_str_eq(teacher->items[0]->what,
                   "take the register of class 7B, 2024-09-04 AM");
  ck_assert_str_eq(teacher->items[0]->why, "none of its 2 pupils has a mark");
  ck_assert_ptr_null(teacher->items[0]->pupil);
  ck_assert_int_eq((int)teacher->items[1]->kind, (int)RBK_WORK_FINDING);
  ck_assert_str_eq(teacher->items[1]->pupil, "P5");
  ck_assert_str_eq(teacher->items[1]->what, "enter the mark of 2024-09-04 AM");
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

/* The N of Monday afternoon is proposed to be O at the close of the fifth
 * school day after it, Monday 9; until then it is open. */
START_TEST(a_mark_that_stands_open_is_listed_with_the_day_it_falls_due) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  const rbk_work *open = group_of(&list, "office")->items[4];
  ck_assert_int_eq((int)open->kind, (int)RBK_WORK_PENDING);
  ck_assert_str_eq(open->what, "settle the mark N of 2024-09-02 PM, else it is "
                               "proposed to be O");
  ck_assert_str_eq(open->rule, "n_open");
  rbk_worklist_finish(&list);
  list = made(&w, "2024-09-06", NULL); /* the fourth */
  ck_assert_str_eq(strstr(order_of(&list, "office"), "2024-09-02 PM"),
                   "2024-09-02 PM 0 2024-09-09\n"
                   "letter/P1/2024-autumn 0 2024-09-10\n"
                   "meet/P1/2024-autumn 0 -\n");
  rbk_worklist_finish(&list);
  list = made(&w, "2024-09-09", NULL);
  const rbk_work *proposed = NULL;
  for (size_t i = 0; i < list.count; i++)
    if (strcmp(list.items[i].rule, "n_open") == 0) proposed = &list.items[i];
  ck_assert_ptr_nonnull(proposed);
  ck_assert_int_eq((int)proposed->kind, (int)RBK_WORK_PROPOSAL);
  ck_assert_str_eq(proposed->what,
                   "decide whether the mark N of 2024-09-02 PM becomes O");
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

START_TEST(what_waits_stands_apart_with_what_it_waits_for) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  ck_assert_uint_eq(list.waiting_count, 2);
  ck_assert_str_eq(list.waiting[0].record, "visit/P1/2024-autumn");
  ck_assert_str_eq(list.waiting[0].waits_for, "not on record: contact (C1)");
  ck_assert_str_eq(list.waiting[0].status, "blocked");
  ck_assert_str_eq(list.waiting[1].record, "meet/P2/2024-autumn");
  ck_assert_str_eq(list.waiting[1].waits_for, "the social worker leads");
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

START_TEST(pupils_without_data_are_listed_at_the_end) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  ck_assert_uint_eq(list.not_known_count, 2);
  ck_assert_str_eq(list.not_known[0].pupil, "P5");
  ck_assert_str_eq(list.not_known[0].id, "letter");
  ck_assert_str_eq(list.not_known[1].id, "meet");
  ck_assert(!list.not_known[0].failed);
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

START_TEST(one_owner_has_a_list_of_its_own) {
  world w;
  world_begin(&w, NULL);
  rbk_worklist list = made(&w, "2024-09-04", "head");
  ck_assert_uint_eq(list.group_count, 1);
  ck_assert_str_eq(list.groups[0].role, "head");
  ck_assert_uint_eq(list.waiting_count, 2);
  rbk_worklist_finish(&list);
  list = made(&w, "2024-09-04", "front \"DESK\"");
  ck_assert_str_eq(list.groups[0].role, "office");
  rbk_worklist_finish(&list);
  rbk_error error = {0};
  rbk_worklist_options options = {.owner = "haed"};
  options.run.size = sizeof options.run;
  ck_assert_int_eq(
      rbk_worklist_make(w.reg, w.load.policy, &options, &list, &error),
      RBK_USAGE);
  ck_assert_str_eq(error.text,
                   "the policy has no role 'haed'; did you mean 'head'?");
  world_end(&w);
}
END_TEST

/* --- stages and groups ---------------------------------------------------- */

/* P1 enters `watched` on Tuesday, with two sessions away; a review three school
 * days later is Friday 6. */
static const char with_stages[] =
    "return { api = 1, id = \"school/t\", title = \"T\",\n"
    "  roles = { office = \"Office\" },\n"
    "  facts = { plan = {} },\n"
    "  rules = { { id = \"tell\", group = everyone,\n"
    "    when = size_of(everyone):at_least(4), once = \"term\",\n"
    "    action = \"tell the governors\", due = school_days(1) } },\n"
    "  ladders = { care = { { id = \"watched\", label = \"Watched\",\n"
    "    enter = sessions \"O\":within(term):at_least(2), owner = "
    "role.office,\n"
    "    needs = { \"plan\" }, review = school_days(3) } } },\n"
    "}\n";

START_TEST(reviews_of_stages_are_listed_when_they_come_near) {
  world w;
  world_begin(&w, with_stages);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  const rbk_work *review = group_of(&list, "office")->items[0];
  ck_assert_int_eq((int)review->kind, (int)RBK_WORK_REVIEW);
  ck_assert_str_eq(review->what, "review stage Watched");
  ck_assert_str_eq(review->due, "2024-09-06");
  ck_assert_str_eq(review->why, "in it since 2024-09-03; not on record: plan");
  ck_assert_str_eq(review->status, "due");
  rbk_worklist_finish(&list);
  list = made(&w, "2024-09-07", NULL); /* Saturday: no school since Friday */
  review = group_of(&list, "office")->items[0];
  ck_assert_str_eq(review->status, "due");
  ck_assert(!review->overdue);
  ck_assert_int_eq(review->late, 0);
  rbk_worklist_finish(&list);
  list = made(&w, "2024-09-09", NULL); /* the Monday after */
  review = group_of(&list, "office")->items[0];
  ck_assert_str_eq(review->status, "overdue");
  ck_assert_int_eq(review->late, 1);
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

START_TEST(what_a_rule_about_the_school_asks_for_is_listed_too) {
  world w;
  world_begin(&w, with_stages);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  const rbk_work_group *nobody = NULL;
  for (size_t i = 0; i < list.group_count; i++)
    if (list.groups[i].role == NULL) nobody = &list.groups[i];
  ck_assert_ptr_nonnull(nobody);
  ck_assert_uint_eq(nobody->count, 1);
  ck_assert_str_eq(nobody->items[0]->what, "tell the governors");
  ck_assert_str_eq(nobody->items[0]->group, "everyone");
  ck_assert_ptr_null(nobody->items[0]->pupil);
  /* four pupils on Monday 2; a school day later is Tuesday 3 */
  ck_assert_int_eq(nobody->items[0]->late, 1);
  rbk_worklist_finish(&list);
  world_end(&w);
}
END_TEST

/* P2 is the one child with SEND; the title is what people know the group by. */
static const char with_cohort[] =
    "return { api = 1, id = \"school/t\", title = \"T\",\n"
    "  roles = { office = \"Office\" },\n"
    "  cohorts = { { id = \"send\", title = \"Special needs\",\n"
    "    when = attr \"send\", minimum = 1 } },\n"
    "  rules = { { id = \"look\", group = cohort \"send\", owner = "
    "role.office,\n"
    "    when = size_of(cohort \"send\"):at_least(1), once = \"term\",\n"
    "    action = \"look at the group\", due = school_days(5) } },\n"
    "}\n";

START_TEST(a_group_is_called_by_its_title) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, with_cohort);
  rbk_worklist list = made(&w, "2024-09-04", NULL);
  const rbk_work *work = group_of(&list, "office")->items[0];
  ck_assert_str_eq(work->group, "send");
  ck_assert_str_eq(work->name, "Special needs");
  rbk_worklist_print(&list, RBK_WORKLIST_TABLE, 0, false, &out);
  EXPECT(rbk_buffer_string(&out), "  2024-09-09    Special needs  ");
  rbk_worklist_finish(&list);
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

/* --- printed -------------------------------------------------------------- */

static const char *printed(const world *w, rbk_worklist_format format,
                           rbk_buffer *out) {
  rbk_worklist list = made(w, "2024-09-04", NULL);
  rbk_buffer_clear(out);
  rbk_worklist_print(&list, format, 0, false, out);
  rbk_worklist_print_end(format, 1, out);
  rbk_worklist_finish(&list);
  return rbk_buffer_string(out);
}

START_TEST(the_table_names_pupil_class_clause_reason_and_key) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  const char *text = printed(&w, RBK_WORKLIST_TABLE, &out);
  EXPECT(text, "Day      2024-09-04, the afternoon is not yet taken\n");
  EXPECT(text, "To do    9 things, 2 of them overdue; 2 waiting; 2 not known; "
               "5 pupils\n");
  EXPECT(text, "\nFront \"desk\" (office): 7 to do, 2 overdue\n");
  EXPECT(text, "  2 days late   <script>alert(\"x\")</script>, 7A (P2)\n"
               "                                                  ring home\n");
  EXPECT(text, "  09:45 today   Zo\xC3\xAB O'Brien, 7A (P1)              ring "
               "home\n");
  EXPECT(text, "attendance 50.00 (2 of 4) is below 92 on 2024-09-03 | this "
               "year 40.00 % | letter low\n                | C1 | record "
               "letter/P1/2024-autumn\n");
  EXPECT(text, "\nWaiting: not to be done yet\n");
  EXPECT(text, "\nNot known\n");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

START_TEST(csv_has_a_row_for_every_line_and_json_the_same) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  const char *text = printed(&w, RBK_WORKLIST_CSV, &out);
  size_t lines = 0;
  for (const char *c = text; *c; c++) lines += *c == '\n';
  /* head; 7 of the office, 1 of the head, 2 of the teacher; 2 waiting; 2 not
   * known */
  ck_assert_uint_eq(lines, 1 + 10 + 2 + 2);
  EXPECT(text, "oak,2024-09-04,office,\"Front \"\"desk\"\"\",09:45 today,,"
               "action,due,,P1,");
  EXPECT(text, ",not known,no data,,P5,Eve,7C,,");
  text = printed(&w, RBK_WORKLIST_JSON, &out);
  EXPECT(text, "[{\"school\":\"oak\",\"name\":\"Oak & Ash <School>\"");
  EXPECT(text, "\"last_session\":\"AM\"");
  EXPECT(text, "\"days_late\":2,");
  EXPECT(text, "\"waits_for\":\"the social worker leads\"");
  EXPECT(text, "\"not_known\":[{\"pupil\":\"P5\"");
  ck_assert_str_eq(text + strlen(text) - 3, "}]\n");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

START_TEST(every_refused_request_for_memory_is_told_and_nothing_leaks) {
  world w;
  test_alloc test;
  world_begin(&w, NULL);
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    rbk_error error = {0};
    rbk_worklist list = {0};
    rbk_worklist_options options = {.on = "2024-09-04"};
    options.run =
        (rbk_run_options){.size = sizeof options.run, .alloc = &test.alloc};
    size_t before = test.blocks;
    test_alloc_fail_at(&test, n, false);
    rbk_status status =
        rbk_worklist_make(w.reg, w.load.policy, &options, &list, &error);
    if (status == RBK_OK) rbk_worklist_finish(&list);
    ck_assert_uint_eq(test.blocks, before);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      ck_assert_uint_gt(n, 20);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
  }
  world_end(&w);
}
END_TEST

int main(void) {
  return TEST_RUN("worklist", each_owner_has_the_most_urgent_first,
                  it_works_in_the_morning_with_the_afternoon_not_yet_taken,
                  a_class_without_any_mark_is_one_register_that_was_not_taken,
                  a_mark_that_stands_open_is_listed_with_the_day_it_falls_due,
                  what_waits_stands_apart_with_what_it_waits_for,
                  pupils_without_data_are_listed_at_the_end,
                  one_owner_has_a_list_of_its_own,
                  reviews_of_stages_are_listed_when_they_come_near,
                  what_a_rule_about_the_school_asks_for_is_listed_too,
                  a_group_is_called_by_its_title,
                  the_table_names_pupil_class_clause_reason_and_key,
                  csv_has_a_row_for_every_line_and_json_the_same,
                  every_refused_request_for_memory_is_told_and_nothing_leaks);
}
