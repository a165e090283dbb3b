/* Every refusal of a register file names file, row, column and value. */
#include "small_school.h"

typedef struct refusal {
  const char *marks;
  size_t line, column;
  const char *text;
} refusal;

static const refusal refusals[] = {
    /* headers */
    {"", 1, 0, "is empty"},
    {"pupil_id,date,session\n", 1, 0, "neither a column 'code' (long)"},
    {"id,date,session,code\n", 1, 0, "there is no column 'pupil_id'"},
    {"pupil_id,day,session,code\n", 1, 0, "there is no column 'date'"},
    {"pupil_id,date,half,code\n", 1, 0, "there is no column 'session'"},
    {"pupil_id;date;session;code\n", 1, 0, "part the fields with commas"},
    {"pupil_id,date,session,code,room\n", 1, 5, "column 'room'"},
    {"pupil_id,date,session,code,date\n", 1, 5, "'date' stands twice"},
    {"pupil_id,date,session,code,\n", 1, 5, "has no name"},
    {"pupil_id,date,session,code,marks\n", 1, 0,
     "both a column 'code' and a column 'marks'"},
    {"pupil_id,week_start,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,"
     "FriAM\n",
     1, 0, "there is no column 'FriPM'"},
    {"pupil_id,marks\n", 1, 0, "there is no column 'start_date'"},
    {"pupil_id,start_date,marks,class\n", 1, 4, "column 'class'"},
    /* rows */
    {LONG "P0001,2024-09-02,AM\n", 2, 0, "3 fields, the header 4"},
    {LONG "P0001,2024-09-02,AM,/,x\n", 2, 0, "5 fields, the header 4"},
    {LONG "P0001,2024-09-02,AM,/\n\nP0001,2024-09-02,PM,\\\n", 3, 0,
     "the line is empty"},
    {LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,\"PM,\\\n", 3, 3,
     "field 3 opens a quote"},
    /* pupils */
    {LONG ",2024-09-02,AM,/\n", 2, 1, "pupil_id '' is empty"},
    {LONG "Total,2024-09-02,AM,/\n", 2, 1,
     "pupil_id 'Total' looks like a row of totals"},
    {LONG "\"P\t1\",2024-09-02,AM,/\n", 2, 1, "control character"},
    {LONG "P0001 ,2024-09-02,AM,/\n", 2, 1,
     "pupil_id 'P0001 ' begins or ends with a space"},
    {LONG " P0001,2024-09-02,AM,/\n", 2, 1, "begins or ends with a space"},
    /* dates */
    {LONG "P0001,2024-09-31,AM,/\n", 2, 2, "date '2024-09-31' is no date"},
    {LONG "P0001,02/09/2024,AM,/\n", 2, 2, "date '02/09/2024' is no date"},
    {LONG "P0001,,AM,/\n", 2, 2, "date '' is no date"},
    {LONG "P0001,2023-07-31,AM,/\n", 2, 2,
     "date '2023-07-31' lies in no school year"},
    {LONG "P0001,2025-08-01,AM,/\n", 2, 2,
     "date '2025-08-01' lies in no school year"},
    {WEEK "P0001,2024-09-03,,,,,,,,,,\n", 2, 2, "is not a Monday"},
    {WEEK "P0001,2025-07-28,,,,,,,,,/,\n", 2, 11,
     "FriAM '/' on 2025-08-01 lies in no school year"},
    {MARKS "P0001,2025-07-31,#####/\n", 2, 3,
     "marks '/' on 2025-08-02 lies in no school year"},
    {MARKS "P0001,2025-07-31,##-#\n", 2, 3,
     "marks '-' on 2025-08-01 lies in no school year"},
    /* sessions */
    {LONG "P0001,2024-09-02,am,/\n", 2, 3, "session 'am' is no session"},
    {LONG "P0001,2024-09-02,,/\n", 2, 3, "session '' is no session"},
    /* codes */
    {LONG "P0001,2024-09-02,AM,ZZ\n", 2, 4,
     "code 'ZZ' on 2024-09-02 AM is not a register code"},
    {LONG "P0001,2024-09-02,AM,\n", 2, 4, "code '' on 2024-09-02 AM is empty"},
    {LONG "P0001,2024-09-02,AM,i\n", 2, 4, "codes are written in capitals"},
    {LONG "P0001,2024-06-03,AM,K\n", 2, 4,
     "code 'K' on 2024-06-03 AM is a code only from 2024-08-19"},
    {LONG "P0001,2024-09-02,PM,/\n", 2, 4, "stands for mornings only"},
    {LONG "P0001,2024-09-02,AM,\\\n", 2, 4, "stands for afternoons only"},
    {WEEK "P0001,2024-09-02,/,\\,/,Q9,,,,,,\n", 2, 6,
     "TuePM 'Q9' on 2024-09-03 PM is not a register code"},
    {LONG "P0001,2024-09-14,AM,/\n", 2, 4,
     "code '/' on 2024-09-14 stands after the last school day of "
     "calendar.json, 2024-09-13"},
    {MARKS "P0001,2024-09-02,/\\/8\n", 2, 3,
     "marks '8' on 2024-09-03 PM is not a register code"},
    {MARKS "P0001,2024-09-02,/\\/\xC3\xA9\n", 2, 3,
     "marks '\xC3\xA9' on 2024-09-03 PM is not"},
    {MARKS "P0001,2024-06-03,/Y1\n", 2, 3,
     "marks 'Y1' on 2024-06-03 PM is a code only from 2024-08-19"},
    {MARKS "P0001,2024-09-02,\\/\n", 2, 3,
     "marks '\\' on 2024-09-02 AM stands for afternoons only"},
    /* counts */
    {MARKS "P0001,2024-09-02,/\\/\n", 2, 3,
     "holds 3 marks, an odd number, and ends with 2024-09-03 AM"},
    {MARKS "P0001,2024-09-02,/C1/C1L\n", 2, 3, "holds 5 marks"},
    {MARKS "P0001,2024-09-02,\n", 2, 3, "marks '' is empty"},
    /* minutes */
    {"pupil_id,date,session,code,minutes_late\nP0001,2024-09-02,AM,L,-5\n", 2,
     5, "minutes_late '-5' is no whole number"},
    {"pupil_id,date,session,code,minutes_late\nP0001,2024-09-02,AM,L,1441\n", 2,
     5, "minutes_late '1441'"},
};
enum { REFUSALS = sizeof refusals / sizeof refusals[0] };

START_TEST(each_bad_register_is_refused_at_its_exact_place) {
  const refusal *bad = &refusals[_i];
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", bad->marks);
  refused_and_end(&folder, "marks.csv", bad->line, bad->column, bad->text);
}
END_TEST

START_TEST(the_same_refusals_stand_behind_rows_that_were_predicted) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,\\\n"
                    "P0001,2024-09-03,AM,/\nP0001,2024-09-03,PM,\\\n"
                    "P0001,2024-09-04,AM,/\nP0001,2024-09-04,PM,/\n"
                    "P0001,2024-09-05,AM,/\nP0001,2024-09-05,PM,\\\n");
  refused_and_end(&folder, "marks.csv", 7, 4, "'/' on 2024-09-04 PM");
}
END_TEST

START_TEST(a_clash_is_refused_on_rows_that_were_predicted) {
  /* The fifth row follows the fourth as the pupil's next session does. */
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,\\\n"
                    "P0001,2024-09-03,AM,/\nP0001,2024-09-02,AM,/\n"
                    "P0001,2024-09-02,PM,I\nP0001,2024-09-03,AM,/\n");
  refused_and_end(&folder, "marks.csv", 6, 4, "/marks.csv:3; keep one");
  /* Here as the next pupil's same session does. */
  folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0002,2024-09-02,AM,/\n"
                    "P0001,2024-09-02,AM,/\nP0002,2024-09-02,AM,O\n"
                    "P0001,2024-09-03,AM,/\nP0002,2024-09-03,AM,/\n");
  refused_and_end(&folder, "marks.csv", 5, 4, "/marks.csv:3; keep one");
}
END_TEST

START_TEST(a_pupil_who_is_not_in_pupils_csv_is_refused) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv", "pupil_id\nP0001\n");
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0002,2024-09-02,AM,/\n");
  refused_and_end(&folder, "marks.csv", 3, 1,
                  "pupil_id 'P0002' is not in pupils.csv");
}
END_TEST

START_TEST(two_different_marks_of_a_session_are_refused_naming_both_places) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,\\\n"
                    "P0001,2024-09-03,AM,/\nP0001,2024-09-02,PM,I\n");
  refused_and_end(&folder, "marks.csv", 5, 4,
                  "for P0001 on 2024-09-02 PM differs from '\\' at ");
  folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,\\\n"
                    "P0001,2024-09-03,AM,/\nP0001,2024-09-02,PM,I\n");
  refused_and_end(&folder, "marks.csv", 5, 4, "/marks.csv:3; keep one");
}
END_TEST

START_TEST(marks_that_clash_across_files_and_shapes_name_both_files) {
  test_folder folder = small_school();
  folder_write(&folder, "marks-1.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-03,AM,I\n");
  folder_write(&folder, "marks-2.csv",
               WEEK "P0002,2024-09-02,/,,,,,,,,,\n"
                    "P0001,2024-09-02,/,,/,,,,,,,\n");
  refused_and_end(&folder, "marks-2.csv", 3, 5, "/marks-1.csv:3; keep one");
  folder = small_school();
  folder_write(&folder, "marks-1.csv", MARKS "P0001,2024-09-02,/\\/\\\n");
  folder_write(&folder, "marks-2.csv", MARKS "P0001,2024-09-03,L\\\n");
  refused_and_end(&folder, "marks-2.csv", 2, 3,
                  "marks 'L' for P0001 on 2024-09-03 AM differs from '/' at ");
}
END_TEST

START_TEST(strays_and_minutes_that_clash_are_refused_too) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-06,AM,I\nP0001,2024-09-06,AM,O\n");
  refused_and_end(&folder, "marks.csv", 3, 4, "differs from 'I' at ");
  folder = small_school();
  folder_write(&folder, "marks.csv",
               "pupil_id,date,session,code,minutes_late\n"
               "P0001,2024-09-02,AM,L,5\nP0001,2024-09-02,AM,L,6\n");
  refused_and_end(&folder, "marks.csv", 3, 4,
                  "has other minutes or another comment than 'L'");
}
END_TEST

START_TEST(a_file_in_another_encoding_is_refused_with_the_command) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv", "pupil_id,name\nP0001,Zo\xEB\n");
  folder_write(&folder, "marks.csv", LONG);
  /* "pupil_id,name\n" is 14 bytes and "P0001,Zo" 8. */
  refused_and_end(&folder, "pupils.csv", 2, 0,
                  "is not UTF-8 at byte 22 (0xEB); run `iconv -f "
                  "WINDOWS-1252 -t UTF-8 pupils.csv > utf8-pupils.csv`");
}
END_TEST

START_TEST(a_folder_without_calendar_or_register_says_what_is_missing) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "marks.csv", LONG);
  refused_and_end(&folder, "", 0, 0, "holds no calendar.json");
  folder = small_school();
  refused_and_end(&folder, "", 0, 0, "holds no register");
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_refused) {
  rbk_register *reg = NULL;
  rbk_error error = {0};
  ck_assert_int_eq(
      rbk_register_read(TEST_BINARY_DIR "/no-such-school", NULL, &reg, &error),
      RBK_REJECTED);
  ck_assert_ptr_nonnull(strstr(error.text, "there is no such folder"));
}
END_TEST

START_TEST(a_file_whose_name_differs_in_capitals_is_not_passed_over) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", LONG);
  folder_write(&folder, "Events.csv", "pupil_id,date,kind\n");
  refused_and_end(&folder, "Events.csv", 0, 0, "rename it to events.csv");
}
END_TEST

START_TEST(a_transfer_file_is_refused_rather_than_passed_over) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", LONG);
  folder_write(&folder, "marks.xml", "<CTfile/>\n");
  refused_and_end(&folder, "marks.xml", 0, 0, "is not read by this version");
}
END_TEST

START_TEST(options_of_another_size_and_keep_going_without_a_file_are_usage) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", LONG);
  rbk_register *reg = NULL;
  rbk_register_options options = {.size = sizeof options - 1};
  ck_assert_int_eq(rbk_register_read(folder.path, &options, &reg, NULL),
                   RBK_USAGE);
  options = (rbk_register_options){.size = sizeof options, .keep_going = true};
  ck_assert_int_eq(rbk_register_read(folder.path, &options, &reg, NULL),
                   RBK_USAGE);
  ck_assert_ptr_null(reg);
  folder_end(&folder);
}
END_TEST

static Suite *suite_of_refusals(void) {
  Suite *suite = suite_create("refusals");
  TCase *table = tcase_create("each place");
  tcase_add_loop_test(table, each_bad_register_is_refused_at_its_exact_place, 0,
                      REFUSALS);
  suite_add_tcase(suite, table);
  return suite;
}

int main(void) {
  SRunner *runner = srunner_create(suite_of_refusals());
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  int rest = TEST_RUN(
      "refusals", the_same_refusals_stand_behind_rows_that_were_predicted,
      a_clash_is_refused_on_rows_that_were_predicted,
      a_pupil_who_is_not_in_pupils_csv_is_refused,
      two_different_marks_of_a_session_are_refused_naming_both_places,
      marks_that_clash_across_files_and_shapes_name_both_files,
      strays_and_minutes_that_clash_are_refused_too,
      a_file_in_another_encoding_is_refused_with_the_command,
      a_folder_without_calendar_or_register_says_what_is_missing,
      a_folder_that_is_not_there_is_refused,
      a_file_whose_name_differs_in_capitals_is_not_passed_over,
      a_transfer_file_is_refused_rather_than_passed_over,
      options_of_another_size_and_keep_going_without_a_file_are_usage);
  return failed ? EXIT_FAILURE : rest;
}
