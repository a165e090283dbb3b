/* NDJSON: one pupil a line. */
#include "small_school.h"

static rbk_register *read_lines(const char *lines) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.ndjson", lines);
  return read_and_end(&folder);
}

static void refused_lines(const char *lines, size_t line, const char *what) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.ndjson", lines);
  refused_and_end(&folder, "marks.ndjson", line, 0, what);
}

START_TEST(a_line_holds_roll_marks_and_events_of_a_pupil) {
  rbk_register *reg = read_lines(
      "{\"pupil\":\"P0002\",\"attributes\":{\"send\":\"Y\"},\"marks\":{"
      "\"start\":\"2024-09-02\",\"codes\":\"/\\\\C1L\"}}\n"
      "{\"pupil\":\"P0001\",\"date_of_birth\":\"2012-05-01\",\"spells\":[{"
      "\"from\":\"2024-09-03\",\"to\":\"2024-09-04\",\"attributes\":{"
      "\"class\":\"A\"}},{\"from\":\"2024-09-09\"}],\"start\":\"2024-09-03\","
      "\"marks\":\"I-##\",\"notes\":[{\"date\":\"2024-09-03\",\"session\":"
      "\"AM\",\"comment\":\"rang\"}],\"parents\":[{\"id\":\"R1\"}],"
      "\"elsewhere\":[{\"date\":\"2024-09-10\",\"session\":\"PM\",\"code\":"
      "\"\\\\\",\"school\":\"S2\"}],\"strays\":[{\"date\":\"2024-09-06\","
      "\"session\":\"AM\",\"code\":\"I\"}],\"attribute_set\":[{\"attribute\":"
      "\"send\",\"date\":\"2024-09-10\",\"value\":\"N\"}],\"events\":[{"
      "\"date\":\"2024-09-04\",\"kind\":\"visit\",\"id\":\"v\","
      "\"withdrawn\":\"2024-09-10\",\"fields\":{\"outcome\":\"seen\"}}]}\r\n"
      "{\"events\":[{\"date\":\"2024-09-05\",\"kind\":\"assembly\",\"group\":"
      "\"year-7\"}]}");
  ck_assert_uint_eq(rbk_register_pupils(reg), 2);
  const rbk_pupil *one = &reg->roll.pupils[0];
  ck_assert_str_eq(one->id, "P0001");
  ck_assert_int_eq(one->birth, RBK_DATE(2012, 5, 1));
  ck_assert_uint_eq(one->spell_count, 2);
  ck_assert_int_eq(one->spells[1].to, RBK_NO_DATE);
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-03", RBK_AM), "I");
  ck_assert_str_eq(mark_of(reg, "P0001", "2024-09-04", RBK_AM), "#");
  ck_assert_str_eq(mark_of(reg, "P0002", "2024-09-03", RBK_AM), "C1");
  ck_assert_uint_eq(reg->marks.note_count, 1);
  ck_assert_str_eq(reg->marks.notes[0].comment, "rang");
  ck_assert_uint_eq(reg->marks.foreign_count, 1);
  ck_assert_uint_eq(reg->marks.stray_count, 1);
  ck_assert_uint_eq(reg->roll.parent_count, 1);
  ck_assert(reg->roll.parents[0].responsible);
  ck_assert_uint_eq(reg->history.value_count, 1);
  ck_assert_uint_eq(reg->history.event_count, 2);
  ck_assert_int_eq(reg->history.events[0].withdrawn, RBK_DATE(2024, 9, 10));
  ck_assert_str_eq(reg->history.events[1].group, "year-7");
  uint32_t send = rbk_intern_find(&reg->roll.attributes, rbk_text_of("send"));
  ck_assert_str_eq(rbk_pupil_value(&reg->roll.pupils[1], send, 8), "Y");
  ck_assert_str_eq(rbk_pupil_value(one, send, 8), "");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(bad_lines_are_refused_with_line_and_path) {
  refused_lines("{\"pupil\":\"P1\"}\n{\"pupil\":\n", 2, "is not JSON");
  refused_lines("{\"pupil\":\"P1\"}\n[]\n", 2, "must be an object");
  refused_lines("{\"pupil\":\"P1\",\"mark\":\"\"}", 1,
                "mark is not known here; did you mean 'marks'?");
  refused_lines("{\"pupil\":\"P1\"}\n{\"pupil\":\"P1\"}", 2,
                "pupil 'P1' stands already");
  refused_lines("{\"pupil\":\"\"}", 1, "pupil '' is empty");
  refused_lines("{\"calendar\":{}}", 1, "the line of the calendar");
  refused_lines("{\"pupil\":\"P1\",\"marks\":\"/\"}", 1, "start is missing");
  refused_lines("{\"pupil\":\"P1\",\"start\":\"2024-09-02\",\"marks\":\"/\"}",
                1, "holds 1 marks, an odd number");
  refused_lines("{\"pupil\":\"P1\",\"start\":\"2024-09-02\",\"marks\":\"/8\"}",
                1, "marks '8' on 2024-09-02 PM is not a register code");
  refused_lines("{\"pupil\":\"P1\",\"spells\":[{\"to\":\"2024-09-03\"},{"
                "\"from\":\"2024-09-03\"}]}",
                1, "spells[1] overlaps spells[0]");
  refused_lines("{\"pupil\":\"P1\",\"notes\":[{\"date\":\"2024-09-02\","
                "\"session\":\"AM\",\"comment\":\"x\"}]}",
                1, "there is no mark on 2024-09-02 AM");
  refused_lines("{\"pupil\":\"P1\",\"start\":\"2024-09-02\",\"marks\":\"L-\","
                "\"notes\":[{\"date\":\"2024-09-02\",\"session\":\"AM\","
                "\"minutes_late\":5},{\"date\":\"2024-09-02\",\"session\":"
                "\"AM\",\"minutes_late\":6}]}",
                1, "notes: two for one mark differ");
  refused_lines("{\"pupil\":\"P1\",\"start\":\"2024-09-06\",\"marks\":\"I#\","
                "\"strays\":[{\"date\":\"2024-09-06\",\"session\":\"AM\","
                "\"code\":\"O\"}]}",
                1, "has two different marks for 2024-09-06 AM");
  refused_lines("{\"pupil\":\"P1\",\"strays\":[{\"date\":\"2024-09-02\","
                "\"session\":\"AM\",\"code\":\"I\"}]}",
                1, "strays[0] is a session of the calendar");
  refused_lines("{\"pupil\":\"P1\",\"events\":[{\"date\":\"2024-09-02\","
                "\"kind\":\"void\"}]}",
                1, "events[0].kind 'void' has its own place");
  refused_lines("{\"pupil\":\"P1\",\"events\":[{\"date\":\"2024-09-02\","
                "\"kind\":\"a\",\"id\":\"x\"},{\"date\":\"2024-09-03\","
                "\"kind\":\"b\",\"id\":\"x\"}]}",
                1, "events[1] clashes with one before it");
  refused_lines("{\"pupil\":\"P1\"}\n{\"pupil\":\"Zo\xEB\"}\n", 2,
                "is not UTF-8 at byte 27 (0xEB)"); /* 15 + 12 */
}
END_TEST

START_TEST(ndjson_stands_alone) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.ndjson", "{\"pupil\":\"P1\"}\n");
  folder_write(&folder, "pupils.csv", "pupil_id\nP1\n");
  refused_and_end(&folder, "marks.ndjson", 0, 0, "without pupils.csv");
  folder = small_school();
  folder_write(&folder, "marks.ndjson", "{\"pupil\":\"P1\"}\n");
  folder_write(&folder, "marks.csv", LONG);
  refused_and_end(&folder, "marks.ndjson", 0, 0, "without other marks files");
}
END_TEST

START_TEST(a_refused_line_leaves_nothing_of_itself_behind) {
  test_folder folder = small_school();
  char rejects[1024];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", folder.path);
  folder_write(&folder, "marks.ndjson",
               "{\"pupil\":\"P1\",\"start\":\"2024-09-02\",\"marks\":\"/\\\\\","
               "\"events\":[{\"date\":\"2024-09-02\",\"kind\":\"\"}]}\n"
               "{\"pupil\":\"P2\",\"start\":\"2024-09-02\",\"marks\":\"I\\\\\","
               "\"events\":[{\"date\":\"2024-09-02\",\"kind\":\"a\"}]}\n");
  rbk_register *reg = NULL;
  rbk_register_options options = {
      .size = sizeof options, .keep_going = true, .rejects_file = rejects};
  ck_assert_int_eq(rbk_register_read(folder.path, &options, &reg, NULL),
                   RBK_REJECTED);
  ck_assert_uint_eq(rbk_register_pupils(reg), 1);
  ck_assert_str_eq(mark_of(reg, "P2", "2024-09-02", RBK_AM), "I");
  ck_assert_uint_eq(reg->history.event_count, 1);
  ck_assert_uint_eq(reg->history.events[0].pupil, 0);
  char *text = folder_text(&folder, "rejects.csv");
  ck_assert_ptr_nonnull(strstr(text, "events[0].kind is empty"));
  free(text);
  rbk_register_destroy(reg);
  folder_end(&folder);
}
END_TEST

int main(void) {
  return TEST_RUN("ndjson", a_line_holds_roll_marks_and_events_of_a_pupil,
                  bad_lines_are_refused_with_line_and_path, ndjson_stands_alone,
                  a_refused_line_leaves_nothing_of_itself_behind);
}
