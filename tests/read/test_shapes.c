/* Whatever shape, order and dress a register comes in, it is the same. */
#include "small_school.h"

/* P0001: Monday / \, Tuesday C1 L, Wednesday missing and I, Thursday Y7 \;
 * P0002: Monday / \, the second Wednesday morning G. */
static const char long_form[] =
    LONG "P0001,2024-09-02,AM,/\nP0001,2024-09-02,PM,\\\n"
         "P0001,2024-09-03,AM,C1\nP0001,2024-09-03,PM,L\n"
         "P0001,2024-09-04,PM,I\n"
         "P0001,2024-09-05,AM,Y7\nP0001,2024-09-05,PM,\\\n"
         "P0002,2024-09-02,AM,/\nP0002,2024-09-02,PM,\\\n"
         "P0002,2024-09-11,AM,G\n";
static const char week_form[] = WEEK "P0001,2024-09-02,/,\\,C1,L,,I,Y7,\\,,\n"
                                     "P0002,2024-09-02,/,\\,,,,,,,,\n"
                                     "P0002,2024-09-09,,,,,G,,,,,\n";
static const char marks_form[] =
    MARKS "P0001,2024-09-02,/\\C1L-IY7\\\n"
          "P0002,2024-09-02,/\\------##--------G#\n";

static void same_as_long(const char *marks) {
  rbk_register *expected = read_marks(long_form);
  rbk_register *reg = read_marks(marks);
  same_register(expected, reg);
  rbk_register_destroy(expected);
  rbk_register_destroy(reg);
}

START_TEST(the_long_shape_puts_each_mark_on_its_session) {
  rbk_register *reg = read_marks(long_form);
  ck_assert_uint_eq(reg->roll.pupil_count, 2);
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), "/");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_PM), "\\");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "C1");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_PM), "L");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-04", RBK_AM), "");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-04", RBK_PM), "I");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-05", RBK_AM), "Y7");
  ck_assert_str_eq(mark_of(reg, "P0002", "2024-09-11", RBK_AM), "G");
  char last[11];
  ck_assert(rbk_register_last_day(reg, last));
  ck_assert_str_eq(last, "2024-09-11");
  ck_assert_uint_eq(reg->marks.note_count, 0);
  ck_assert_uint_eq(reg->marks.stray_count, 0);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_three_shapes_give_the_identical_register) {
  same_as_long(week_form);
  same_as_long(marks_form);
}
END_TEST

/* Copies a text with another end of line. */
static char *with_line_ends(const char *text, const char *end) {
  char *out = calloc(2 * strlen(text) + 1, 1), *to = out;
  ck_assert_ptr_nonnull(out);
  for (; *text; text++) {
    if (*text == '\n')
      to += sprintf(to, "%s", end);
    else
      *to++ = *text;
  }
  return out;
}

START_TEST(line_ends_and_a_byte_order_mark_change_nothing) {
  static const char *const ends[] = {"\r\n", "\r"};
  static const char *const forms[] = {long_form, week_form, marks_form};
  for (size_t f = 0; f < 3; f++)
    for (size_t e = 0; e < 2; e++) {
      char *text = with_line_ends(forms[f], ends[e]);
      same_as_long(text);
      char *marked = malloc(strlen(text) + 4);
      ck_assert_ptr_nonnull(marked);
      sprintf(marked, "\xEF\xBB\xBF%s", text);
      same_as_long(marked);
      free(marked);
      free(text);
    }
}
END_TEST

START_TEST(a_file_without_a_last_line_end_is_read_to_its_end) {
  char text[sizeof long_form];
  strcpy(text, long_form);
  text[strlen(text) - 1] = '\0';
  same_as_long(text);
}
END_TEST

START_TEST(
    quoted_fields_columns_in_any_order_and_repeated_rows_change_nothing) {
  same_as_long("code,\"session\",date,pupil_id\n"
               "/,AM,2024-09-02,P0001\n\\,PM,\"2024-09-02\",P0001\n"
               "C1,AM,2024-09-03,P0001\n\"L\",PM,2024-09-03,P0001\n"
               "I,PM,2024-09-04,\"P0001\"\n"
               "Y7,AM,2024-09-05,P0001\n\\,PM,2024-09-05,P0001\n"
               "/,AM,2024-09-02,P0002\n/,AM,2024-09-02,P0002\n"
               "\\,PM,2024-09-02,P0002\nG,AM,2024-09-11,P0002\n"
               "-,AM,2024-09-11,P0002\n");
}
END_TEST

START_TEST(an_id_with_a_comma_is_never_taken_for_two_fields) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv",
               LONG "\"a,b\",2024-09-02,AM,/\na,b,2024-09-02,PM,\\\n");
  refused_and_end(&folder, "marks.csv", 3, 0, "5 fields, the header 4");
}
END_TEST

START_TEST(two_codes_that_would_read_as_one_are_read_by_longest_match) {
  /* C then 1 does not exist; C1 C, J1, Y1Y2 do. 2 + 2 + 2 marks. */
  rbk_register *reg = read_marks(MARKS "P0001,2024-09-02,C1CJ1Y1Y2C2\n");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), "C1");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_PM), "C");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "J1");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_PM), "Y1");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-04", RBK_AM), "Y2");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-04", RBK_PM), "C2");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_closure_mark_is_dropped_on_a_closed_day_and_other_marks_stray) {
  /* Friday 6 September is closed, Wednesday the 11th has no afternoon. */
  rbk_register *reg =
      read_marks(LONG "P0001,2024-09-06,AM,#\nP0001,2024-09-06,PM,I\n"
                      "P0001,2024-09-07,AM,O\nP0001,2024-09-11,PM,\\\n"
                      "P0001,2024-09-11,AM,#\nP0001,2024-09-06,PM,I\n");
  ck_assert_uint_eq(reg->marks.stray_count, 3);
  const rbk_stray *stray = reg->marks.strays;
  ck_assert_int_eq(stray[0].date, RBK_DATE(2024, 9, 6));
  ck_assert_uint_eq(stray[0].session, RBK_PM);
  ck_assert_str_eq(rbk_code_letters(stray[0].code), "I");
  ck_assert_int_eq(stray[1].date, RBK_DATE(2024, 9, 7));
  ck_assert_int_eq(stray[2].date, RBK_DATE(2024, 9, 11));
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-11", RBK_AM), "#");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_string_may_run_through_dates_of_no_loaded_year_as_closed) {
  /* 31 July, 1 August (no year is loaded from there), 2 August. */
  rbk_register *reg = read_marks(MARKS "P0001,2025-07-31,######\n");
  ck_assert_uint_eq(reg->marks.stray_count, 0);
  ck_assert_int_eq(reg->marks.last_session, -1);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(minutes_comments_and_other_schools_stand_beside_the_marks) {
  rbk_register *reg =
      read_marks("pupil_id,date,session,code,minutes_late,comment,school\n"
                 "P0001,2024-09-02,AM,L,12,\"bus, late\",\n"
                 "P0001,2024-09-02,PM,\\,,,\n"
                 "P0001,2024-09-03,AM,I,,,elsewhere\n");
  ck_assert_uint_eq(reg->marks.note_count, 1);
  ck_assert_int_eq(reg->marks.notes[0].minutes, 12);
  ck_assert_str_eq(reg->marks.notes[0].comment, "bus, late");
  ck_assert_ptr_null(reg->marks.notes[0].raw);
  ck_assert_uint_eq(reg->marks.foreign_count, 1);
  ck_assert_str_eq(reg->marks.foreign[0].school, "elsewhere");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(rows_of_one_mark_complete_each_others_notes) {
  rbk_register *reg =
      read_marks("pupil_id,date,session,code,minutes_late,comment\n"
                 "P0001,2024-09-02,AM,L,,\nP0001,2024-09-02,AM,L,12,\n"
                 "P0001,2024-09-02,AM,L,,bus\nP0001,2024-09-02,AM,L,12,bus\n");
  ck_assert_uint_eq(reg->marks.note_count, 1);
  ck_assert_int_eq(reg->marks.notes[0].minutes, 12);
  ck_assert_str_eq(reg->marks.notes[0].comment, "bus");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(codes_are_read_by_date_and_a_withdrawn_one_is_noted) {
  /* H and J were withdrawn on 19 August 2024; in June they were in force. */
  rbk_register *reg =
      read_marks(LONG "P0001,2024-06-03,AM,H\nP0001,2024-09-02,AM,H\n"
                      "P0001,2024-06-03,PM,J\n");
  ck_assert_uint_eq(reg->marks.note_count, 1);
  ck_assert(reg->marks.notes[0].withdrawn);
  ck_assert_ptr_null(reg->marks.notes[0].raw);
  ck_assert_int_eq(reg->marks.notes[0].session,
                   school_session(reg, "2024-09-02", RBK_AM));
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), "H");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_sub_code_counts_as_its_parent_and_keeps_its_text) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "calendar.json",
               "{\"school_year\":\"2020/21\",\"half_terms\":[{\"term\":"
               "\"summer\",\"number\":6,\"from\":\"2021-06-07\",\"to\":"
               "\"2021-06-11\"}]}");
  folder_write(&folder, "marks.csv", MARKS "P0001,2021-06-07,I02X01\n");
  rbk_register *reg = read_and_end(&folder);
  ck_assert_str_eq(mark_of(reg, "P0001", "2021-06-07", RBK_AM), "I");
  ck_assert_str_eq(mark_of(reg, "P0001", "2021-06-07", RBK_PM), "X");
  ck_assert_uint_eq(reg->marks.note_count, 2);
  ck_assert_str_eq(reg->marks.notes[0].raw, "I02");
  ck_assert_str_eq(reg->marks.notes[1].raw, "X01");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(aliases_columns_and_uk_dates_of_the_profile_are_applied) {
  test_folder folder = small_school();
  folder_write(&folder, "school.json",
               "{\"id\":\"s1\",\"dates\":\"dd/mm/yyyy\","
               "\"aliases\":{\"PRESENT_AM\":\"/\",\"7\":\"I\",\"--\":\"-\"},"
               "\"columns\":{\"STUDENT\":\"pupil_id\",\"DAY\":\"date\","
               "\"MARK\":\"code\",\"PERIOD\":\"session\",\"ROOM\":\"\"}}");
  folder_write(&folder, "marks.csv",
               "STUDENT,DAY,PERIOD,MARK,ROOM\n"
               "P0001,02/09/2024,AM,PRESENT_AM,x\n"
               "P0001,02/09/2024,PM,7,y\nP0001,03/09/2024,AM,--,z\n");
  rbk_register *reg = read_and_end(&folder);
  ck_assert_str_eq(rbk_register_school(reg), "s1");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), "/");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_PM), "I");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "");
  ck_assert_uint_eq(reg->marks.note_count, 2);
  ck_assert_str_eq(reg->marks.notes[0].raw, "PRESENT_AM");
  ck_assert_str_eq(reg->marks.notes[1].raw, "7");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(uk_dates_are_predicted_and_iso_dates_refused_then) {
  test_folder folder = small_school();
  folder_write(&folder, "school.json", "{\"dates\":\"dd/mm/yyyy\"}");
  folder_write(&folder, "marks.csv",
               LONG "P0001,02/09/2024,AM,/\nP0001,02/09/2024,PM,\\\n"
                    "P0001,03/09/2024,AM,/\nP0001,2024-09-03,PM,\\\n");
  refused_and_end(&folder, "marks.csv", 5, 2,
                  "date '2024-09-03' is no date; write it as 14/02/2025");
}
END_TEST

START_TEST(a_precedence_settles_different_marks_instead_of_refusing_them) {
  static const char *const words[] = {"first", "last"};
  static const char *const codes[] = {"/", "L"};
  for (size_t i = 0; i < 2; i++) {
    char profile[64];
    test_folder folder = small_school();
    snprintf(profile, sizeof profile, "{\"precedence\":\"%s\"}", words[i]);
    folder_write(&folder, "school.json", profile);
    folder_write(&folder, "marks-a.csv", LONG "P0001,2024-09-02,AM,/\n");
    folder_write(&folder, "marks-b.csv",
                 "pupil_id,date,session,code,minutes_late\n"
                 "P0001,2024-09-02,AM,L,9\n");
    rbk_register *reg = read_and_end(&folder);
    ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), codes[i]);
    ck_assert_uint_eq(reg->marks.note_count, i);
    rbk_register_destroy(reg);
  }
}
END_TEST

START_TEST(files_are_read_in_byte_order_of_their_names) {
  test_folder folder = small_school();
  folder_write(&folder, "school.json", "{\"precedence\":\"last\"}");
  folder_write(&folder, "marks-Z.csv", LONG "P0001,2024-09-02,AM,I\n");
  folder_write(&folder, "marks-a.csv", LONG "P0001,2024-09-02,AM,O\n");
  folder_write(&folder, "marks.csv", LONG "P0001,2024-09-03,AM,/\n");
  rbk_register *reg = read_and_end(&folder);
  /* '-' is 0x2D, '.' 0x2E; 'Z' 0x5A, 'a' 0x61: marks-a is read after -Z. */
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-02", RBK_AM), "O");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "/");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(without_pupils_csv_the_roll_is_whoever_has_marks_in_byte_order) {
  rbk_register *reg = read_marks(
      LONG "b,2024-09-02,AM,/\nB,2024-09-02,AM,/\na,2024-09-02,AM,/\n"
           "a10,2024-09-02,AM,/\n");
  static const char *const ids[] = {"B", "a", "a10", "b"};
  ck_assert_uint_eq(reg->roll.pupil_count, 4);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_str_eq(reg->roll.pupils[i].id, ids[i]);
    ck_assert_uint_eq(reg->roll.pupils[i].spell_count, 1);
    ck_assert_int_eq(reg->roll.pupils[i].spells[0].from, RBK_NO_DATE);
    ck_assert_int_eq(reg->roll.pupils[i].spells[0].to, RBK_NO_DATE);
  }
  rbk_register_destroy(reg);
}
END_TEST

typedef struct seen {
  size_t calls, done, total;
} seen;

static void note_progress(void *context, size_t done, size_t total) {
  seen *s = context;
  ck_assert_uint_le(s->done, done);
  s->calls++;
  s->done = done;
  s->total = total;
}

START_TEST(progress_grows_and_ends_with_all_bytes) {
  seen s = {0};
  test_folder folder = small_school();
  folder_write(&folder, "marks-1.csv", long_form);
  folder_write(&folder, "marks-2.csv", week_form);
  rbk_register_options options = {
      .size = sizeof options, .progress = note_progress, .context = &s};
  rbk_register *reg = NULL;
  ck_assert_int_eq(rbk_register_read(folder.path, &options, &reg, NULL),
                   RBK_OK);
  size_t length = strlen(long_form) + strlen(week_form);
  ck_assert_uint_ge(s.calls, 1);
  ck_assert_uint_eq(s.total, length);
  ck_assert_uint_eq(s.done, length);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "shapes", the_long_shape_puts_each_mark_on_its_session,
      the_three_shapes_give_the_identical_register,
      line_ends_and_a_byte_order_mark_change_nothing,
      a_file_without_a_last_line_end_is_read_to_its_end,
      quoted_fields_columns_in_any_order_and_repeated_rows_change_nothing,
      an_id_with_a_comma_is_never_taken_for_two_fields,
      two_codes_that_would_read_as_one_are_read_by_longest_match,
      a_closure_mark_is_dropped_on_a_closed_day_and_other_marks_stray,
      a_string_may_run_through_dates_of_no_loaded_year_as_closed,
      minutes_comments_and_other_schools_stand_beside_the_marks,
      rows_of_one_mark_complete_each_others_notes,
      codes_are_read_by_date_and_a_withdrawn_one_is_noted,
      a_sub_code_counts_as_its_parent_and_keeps_its_text,
      aliases_columns_and_uk_dates_of_the_profile_are_applied,
      uk_dates_are_predicted_and_iso_dates_refused_then,
      a_precedence_settles_different_marks_instead_of_refusing_them,
      files_are_read_in_byte_order_of_their_names,
      without_pupils_csv_the_roll_is_whoever_has_marks_in_byte_order,
      progress_grows_and_ends_with_all_bytes);
}
