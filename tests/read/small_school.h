/* The small school that the tests of this room read: two weeks from Monday 2
 * September 2024, closed on Friday the 6th, mornings only on Wednesday the
 * 11th; and one week in June 2024, under the older code set. */
#ifndef TESTS_READ_SMALL_SCHOOL_H
#define TESTS_READ_SMALL_SCHOOL_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "support/school.h"
#include "support/suite.h"

#define SMALL_CALENDAR                                                         \
  "{\"years\":[\n"                                                             \
  "{\"school_year\":\"2023/24\",\"half_terms\":[{\"name\":\"Summer 2\","       \
  "\"term\":\"summer\",\"number\":6,\"from\":\"2024-06-03\","                  \
  "\"to\":\"2024-06-07\"}],\"school_days\":5,\"sessions\":10},\n"              \
  "{\"school_year\":\"2024/25\",\"half_terms\":[{\"name\":\"Autumn 1\","       \
  "\"term\":\"autumn\",\"number\":1,\"from\":\"2024-09-02\","                  \
  "\"to\":\"2024-09-13\"}],\n"                                                 \
  "\"closures\":[{\"date\":\"2024-09-06\",\"reason\":\"training\"}],\n"        \
  "\"single_sessions\":[{\"date\":\"2024-09-11\",\"session\":\"AM\"}],\n"      \
  "\"school_days\":9,\"sessions\":17}]}\n"

#define LONG "pupil_id,date,session,code\n"
#define WEEK                                                                   \
  "pupil_id,week_start,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,"       \
  "FriAM,FriPM\n"
#define MARKS "pupil_id,start_date,marks\n"

/* A folder with the small calendar and a profile that names it. */
static inline test_folder small_school(void) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "calendar.json", SMALL_CALENDAR);
  folder_write(&folder, "school.json", "{\"id\":\"small\"}");
  return folder;
}

/* Reads a folder that must be accepted, and takes it away. */
static inline rbk_register *read_and_end(const test_folder *folder) {
  rbk_register *reg = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_register_read(folder->path, NULL, &reg, &error);
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
  folder_end(folder);
  return reg;
}

/* The small school with one register file. */
static inline rbk_register *read_marks(const char *marks) {
  test_folder folder = small_school();
  folder_write(&folder, "marks.csv", marks);
  return read_and_end(&folder);
}

/* Reads a folder that must be refused, at that place, in words that hold
 * `what`, and takes it away. */
static inline void refused_and_end(const test_folder *folder, const char *file,
                                   size_t line, size_t column,
                                   const char *what) {
  rbk_register *reg = NULL;
  rbk_error error = {0};
  char path[1024];
  rbk_status status = rbk_register_read(folder->path, NULL, &reg, &error);
  snprintf(path, sizeof path, "%s%s%s", folder->path, file[0] ? "/" : "", file);
  if (strlen(path) > 255) path[255] = '\0'; /* as rbk_error cuts it */
  ck_assert_int_eq(status, RBK_REJECTED);
  ck_assert_int_eq(error.status, RBK_REJECTED);
  ck_assert_ptr_null(reg);
  ck_assert_msg(strstr(error.text, what), "'%s' is not in '%s'", what,
                error.text);
  ck_assert_str_eq(error.file, path);
  ck_assert_msg(error.line == line && error.column == column, "%zu:%zu: %s",
                error.line, error.column, error.text);
  folder_end(folder);
}

/* What a register says of one session: the code's letters, "" for none. */
static inline const char *mark_of(const rbk_register *reg, const char *pupil,
                                  const char *date, uint8_t session) {
  return rbk_code_letters(rbk_marks_of(
      &reg->marks,
      school_index(reg, pupil))[school_session(reg, date, session)]);
}

#endif
