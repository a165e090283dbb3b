/* --keep-going: good rows are taken, bad ones written down with reasons. */
#include "small_school.h"

static const char header[] = "file,line,column,value,reason,row\n";

/* Reads with keep_going; the rejects go into the folder itself. */
static rbk_status keep_going(const test_folder *folder, rbk_register **reg,
                             rbk_error *error) {
  static char path[1024];
  snprintf(path, sizeof path, "%s/rejects.csv", folder->path);
  rbk_register_options options = {
      .size = sizeof options, .keep_going = true, .rejects_file = path};
  *reg = NULL;
  return rbk_register_read(folder->path, &options, reg, error);
}

START_TEST(good_rows_are_taken_and_bad_ones_written_with_their_reasons) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv",
               "pupil_id,date_of_birth\nP0001,\nP0002,31/01/2012\nTotal,2\n");
  folder_write(&folder, "marks.csv",
               LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,Q9\n"
                    "P0002,2024-09-02,AM,/\nP0001,2024-09-03,AM,\"I\"\n"
                    "P0001,2024-09-03,AM,/\n");
  folder_write(&folder, "events.csv",
               "pupil_id,date,kind,of\nP0001,2024-09-03,letter,\n"
               "P0001,2024-09-04,void,\"no, such\"\n");
  rbk_register *reg;
  rbk_error error = {0};
  ck_assert_int_eq(keep_going(&folder, &reg, &error), RBK_REJECTED);
  ck_assert_ptr_nonnull(reg);
  ck_assert_uint_eq(rbk_register_pupils(reg), 1);
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), "/");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_PM), "");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "I");
  ck_assert_uint_eq(reg->history.event_count, 1);
  /* The error tells of the first, and how many there are. */
  ck_assert_uint_eq(error.line, 3);
  ck_assert_uint_eq(error.column, 2);
  ck_assert_ptr_nonnull(strstr(error.text, "date_of_birth '31/01/2012'"));
  ck_assert_ptr_nonnull(strstr(error.text, "(the first of 6 rows left out"));

  char *rejects = folder_text(&folder, "rejects.csv");
  ck_assert(strncmp(rejects, header, strlen(header)) == 0);
  static const char *const lines[] = {
      "/pupils.csv,3,date_of_birth,31/01/2012,\"date_of_birth '31/01/2012' is",
      "/pupils.csv,4,pupil_id,Total,pupil_id 'Total' looks like a row of ",
      " totals; take it out,\"Total,2\"\n",
      "/marks.csv,3,code,Q9,\"code 'Q9' on 2024-09-02 PM is not a register ",
      ",\"P0001,2024-09-02,PM,Q9\"\n",
      "/marks.csv,4,pupil_id,P0002,pupil_id 'P0002' is not in pupils.csv; ",
      "/marks.csv,6,code,/,\"code '/' for P0001 on 2024-09-03 AM differs ",
      "/marks.csv:5; keep one",
      "/events.csv,3,of,\"no, such\",",
      ",\"P0001,2024-09-04,void,\"\"no, such\"\"\"\n"};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    ck_assert_msg(strstr(rejects, lines[i]), "%s is not in %s", lines[i],
                  rejects);
  ck_assert(!folder_has(&folder, "rejects.csv.part"));
  free(rejects);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(a_row_of_many_marks_is_left_out_whole_for_one_bad_mark) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               WEEK "P0001,2024-09-02,/,\\,/,Q9,,,,,,\n"
                    "P0002,2024-09-02,/,\\,/,\\,,,,,,\n");
  folder_write(&folder, "marks2.csv",
               MARKS "P0002,2024-09-02,/\\/L\nP0003,2024-09-02,/\\\n");
  rbk_register *reg;
  ck_assert_int_eq(keep_going(&folder, &reg, NULL), RBK_REJECTED);
  /* P0001 has no good row, so nobody knows of a pupil P0001. */
  ck_assert_uint_eq(rbk_register_pupils(reg), 2);
  ck_assert_str_eq(reg->roll.pupils[0].id, "P0002");
  ck_assert_str_eq(mark_of(reg, "P0002", "2024-09-03", RBK_PM), "\\");
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(several_clashes_each_name_the_place_of_the_first_mark) {
  test_folder folder = small_school();
  folder_write(&folder, "marks-1.csv",
               LONG "P0001,2024-09-02,AM,/\nP0002,2024-09-02,AM,/\n"
                    "P0002,2024-09-02,AM,L\nP0002,2024-09-03,AM,/\n");
  folder_write(&folder, "marks-2.csv",
               LONG "P0003,2024-09-02,AM,/\nP0002,2024-09-03,AM,I\n"
                    "P0001,2024-09-02,AM,O\nP0003,2024-09-02,AM,I\n");
  rbk_register *reg;
  ck_assert_int_eq(keep_going(&folder, &reg, NULL), RBK_REJECTED);
  char *rejects = folder_text(&folder, "rejects.csv");
  static const char *const lines[] = {
      "/marks-1.csv,4,code,L,\"code 'L' for P0002 on 2024-09-02 AM differs",
      "/marks-1.csv:3; ",
      "/marks-2.csv,3,code,I,",
      "/marks-1.csv:5; ",
      "/marks-2.csv,4,code,O,",
      "/marks-1.csv:2; ",
      "/marks-2.csv,5,code,I,",
      "/marks-2.csv:2; "};
  const char *from = rejects;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    from = strstr(from, lines[i]);
    ck_assert_msg(from != NULL, "%s is not next in %s", lines[i], rejects);
  }
  free(rejects);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(a_row_refused_for_a_stray_gives_no_mark_its_place) {
  /* Line 3 clashes on Friday the 6th, which is closed, so its Monday mark is
   * not taken; the mark of Monday is that of line 4. */
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               WEEK "P0001,2024-09-02,,,,,,,,,I,\n"
                    "P0001,2024-09-02,/,,,,,,,,O,\n"
                    "P0001,2024-09-02,/,,,,,,,,,\n"
                    "P0001,2024-09-02,L,,,,,,,,,\n");
  rbk_register *reg;
  ck_assert_int_eq(keep_going(&folder, &reg, NULL), RBK_REJECTED);
  char *rejects = folder_text(&folder, "rejects.csv");
  ck_assert_ptr_nonnull(strstr(rejects, "/marks.csv,3,FriAM,O,"));
  ck_assert_ptr_nonnull(strstr(rejects, "/marks.csv,5,MonAM,L,"));
  ck_assert_ptr_nonnull(strstr(rejects, "/marks.csv:4; keep one"));
  free(rejects);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

START_TEST(without_bad_rows_the_file_of_rejects_holds_its_header_only) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", LONG "P0001,2024-09-02,AM,/\n");
  folder_write(&folder, "rejects.csv", "from an earlier run\n");
  rbk_register *reg;
  ck_assert_int_eq(keep_going(&folder, &reg, NULL), RBK_OK);
  char *rejects = folder_text(&folder, "rejects.csv");
  ck_assert_str_eq(rejects, header);
  free(rejects);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

/* With keep_going too, what is wrong with a whole file refuses it. */
static void still_refused(const char *name, const char *text,
                          const char *what) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", LONG "P0001,2024-09-02,AM,/\n");
  folder_write(&folder, name, text);
  rbk_register *reg;
  rbk_error error = {0};
  ck_assert_int_eq(keep_going(&folder, &reg, &error), RBK_REJECTED);
  ck_assert_ptr_null(reg);
  ck_assert_msg(strstr(error.text, what), "%s", error.text);
  ck_assert(!folder_has(&folder, "rejects.csv"));
  ck_assert(!folder_has(&folder, "rejects.csv.part"));
  folder_end(&folder);
}

START_TEST(a_file_that_is_wrong_as_a_whole_is_refused_all_the_same) {
  still_refused("pupils.csv", "id\nP0001\n", "no column 'pupil_id'");
  still_refused("marks-2.csv", LONG "Zo\xEB,2024-09-02,AM,/\n", "is not UTF-8");
  still_refused("marks-2.csv", LONG "P1,\"2024-09-02,AM,/\n", "never closed");
  still_refused("calendar.json", "{}", "school_year is missing");
}
END_TEST

START_TEST(rejects_that_cannot_be_written_are_an_io_error) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", LONG "P0001,2024-09-02,AM,ZZ\n");
  rbk_register *reg = NULL;
  rbk_error error = {0};
  rbk_register_options options = {.size = sizeof options,
                                  .keep_going = true,
                                  .rejects_file = TEST_BINARY_DIR
                                  "/no-such-folder/rejects.csv"};
  ck_assert_int_eq(rbk_register_read(folder.path, &options, &reg, &error),
                   RBK_IO);
  ck_assert_ptr_null(reg);
  ck_assert_ptr_nonnull(strstr(error.text, "cannot be written"));
  folder_end(&folder);
}
END_TEST

START_TEST(many_rejects_are_all_written) {
  enum { ROWS = 3000 }; /* more than one block of the writer */
  char *marks = malloc(64 + ROWS * 40), *to = marks;
  ck_assert_ptr_nonnull(marks);
  to += sprintf(to, LONG);
  for (int i = 0; i < ROWS; i++)
    to += sprintf(to, "P%05d,2024-09-02,AM,%s\n", i, i % 3 ? "/" : "??");
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", marks);
  rbk_register *reg;
  rbk_error error = {0};
  ck_assert_int_eq(keep_going(&folder, &reg, &error), RBK_REJECTED);
  ck_assert_uint_eq(rbk_register_pupils(reg), ROWS - ROWS / 3);
  ck_assert_ptr_nonnull(strstr(error.text, "the first of 1000 rows"));
  char *rejects = folder_text(&folder, "rejects.csv");
  size_t lines = 0;
  for (const char *c = rejects; *c; c++) lines += *c == '\n';
  ck_assert_uint_eq(lines, 1 + ROWS / 3);
  free(rejects);
  free(marks);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("keep going",
                  good_rows_are_taken_and_bad_ones_written_with_their_reasons,
                  a_row_of_many_marks_is_left_out_whole_for_one_bad_mark,
                  several_clashes_each_name_the_place_of_the_first_mark,
                  a_row_refused_for_a_stray_gives_no_mark_its_place,
                  without_bad_rows_the_file_of_rejects_holds_its_header_only,
                  a_file_that_is_wrong_as_a_whole_is_refused_all_the_same,
                  rejects_that_cannot_be_written_are_an_io_error,
                  many_rejects_are_all_written);
}
