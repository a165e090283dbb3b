/* pupils.csv and parents.csv. */
#include "small_school.h"

static rbk_register *read_roll(const char *pupils, const char *parents) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv", pupils);
  if (parents) folder_write(&folder, "parents.csv", parents);
  folder_write(&folder, "marks.csv", LONG);
  return read_and_end(&folder);
}

static void refused_pupils(const char *pupils, size_t line, size_t column,
                           const char *what) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv", pupils);
  folder_write(&folder, "marks.csv", LONG);
  refused_and_end(&folder, "pupils.csv", line, column, what);
}

static void refused_parents(const char *parents, size_t line, size_t column,
                            const char *what) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv", "pupil_id\nP0001\nP0002\n");
  folder_write(&folder, "parents.csv", parents);
  folder_write(&folder, "marks.csv", LONG);
  refused_and_end(&folder, "parents.csv", line, column, what);
}

static const char *value_on(const rbk_register *reg, const char *pupil,
                            const char *attribute, const char *date) {
  uint32_t number =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of(attribute));
  ck_assert_uint_ne(number, RBK_NONE);
  return rbk_pupil_value(&reg->roll.pupils[school_index(reg, pupil)], number,
                         school_day(reg, date));
}

START_TEST(every_further_column_is_an_attribute_and_ids_are_put_in_order) {
  rbk_register *reg =
      read_roll("send,pupil_id,name,date_of_birth,year_group\n"
                "Y,P0002,\"Doe, Jo\",2012-05-01,7\n,P0001,,,8\n",
                NULL);
  ck_assert_uint_eq(reg->roll.pupil_count, 2);
  ck_assert_str_eq(reg->roll.pupils[0].id, "P0001");
  ck_assert_int_eq(reg->roll.pupils[0].birth, RBK_NO_DATE);
  ck_assert_int_eq(reg->roll.pupils[1].birth, RBK_DATE(2012, 5, 1));
  ck_assert_uint_eq(reg->roll.attributes.count, 4);
  ck_assert_str_eq(value_on(reg, "P0002", "name", "2024-09-02"), "Doe, Jo");
  ck_assert_str_eq(value_on(reg, "P0002", "date_of_birth", "2024-09-02"),
                   "2012-05-01");
  ck_assert_str_eq(value_on(reg, "P0001", "send", "2024-09-02"), "");
  ck_assert_str_eq(value_on(reg, "P0001", "year_group", "2024-09-02"), "8");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(several_rows_are_several_spells_in_order_of_date) {
  rbk_register *reg = read_roll("pupil_id,enrolled_from,enrolled_to,class\n"
                                "P0001,2024-09-10,,B\nP0001,,2024-09-03,A\n",
                                NULL);
  const rbk_pupil *pupil = &reg->roll.pupils[0];
  ck_assert_uint_eq(reg->roll.pupil_count, 1);
  ck_assert_uint_eq(pupil->spell_count, 2);
  ck_assert_int_eq(pupil->spells[0].from, RBK_NO_DATE);
  ck_assert_int_eq(pupil->spells[0].to, RBK_DATE(2024, 9, 3));
  ck_assert_int_eq(pupil->spells[1].from, RBK_DATE(2024, 9, 10));
  ck_assert_int_eq(pupil->spells[1].first_day, school_day(reg, "2024-09-10"));
  ck_assert_str_eq(value_on(reg, "P0001", "class", "2024-09-03"), "A");
  ck_assert_str_eq(value_on(reg, "P0001", "class", "2024-09-10"), "B");
  ck_assert(!rbk_pupil_on_roll(pupil, school_day(reg, "2024-09-04")));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(spells_may_touch_but_not_share_a_day) {
  rbk_register *reg = read_roll("pupil_id,enrolled_from,enrolled_to\n"
                                "P0001,,2024-09-03\nP0001,2024-09-04,\n",
                                NULL);
  ck_assert_uint_eq(reg->roll.pupils[0].spell_count, 2);
  rbk_register_destroy(reg);
  refused_pupils("pupil_id,enrolled_from,enrolled_to\n"
                 "P0001,,2024-09-03\nP0001,2024-09-03,\n",
                 3, 0,
                 "pupil_id 'P0001': this enrolment overlaps the one of line 2");
  refused_pupils("pupil_id\nP0001\nP0002\nP0001\n", 4, 0,
                 "overlaps the one of line 2");
}
END_TEST

START_TEST(bad_rows_of_pupils_are_refused_at_their_place) {
  refused_pupils("id,name\n", 1, 0, "there is no column 'pupil_id'");
  refused_pupils("pupil_id,enrolled_from\nP0001,1/9/2024\n", 2, 2,
                 "enrolled_from '1/9/2024' is no date");
  refused_pupils("pupil_id,enrolled_to,enrolled_from\n"
                 "P0001,2024-09-03,2024-09-04\n",
                 2, 2, "enrolled_to '2024-09-03' lies before enrolled_from");
  refused_pupils("pupil_id,date_of_birth\nP0001,2012-02-30\n", 2, 2,
                 "date_of_birth '2012-02-30' is no date");
  refused_pupils("pupil_id,class\nP0001,A\n,240\n", 3, 1,
                 "pupil_id '' is empty; is this a row of totals?");
  refused_pupils("pupil_id,class\nP0001,A\nTOTAL,240\n", 3, 1,
                 "'TOTAL' looks like a row of totals");
  refused_pupils("pupil_id,enrolled_from,enrolled_to,date_of_birth\n"
                 "P0001,,2024-09-03,2012-01-01\n"
                 "P0001,2024-09-04,,2012-01-02\n",
                 3, 0, "date_of_birth is not that of line 2");
}
END_TEST

START_TEST(a_pupil_without_marks_is_on_roll_when_pupils_csv_says_so) {
  rbk_register *reg = read_roll("pupil_id\nP0001\n", NULL);
  ck_assert_uint_eq(rbk_register_pupils(reg), 1);
  char last[11];
  ck_assert(!rbk_register_last_day(reg, last));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(parents_stand_by_pupil_and_id_with_their_fields) {
  rbk_register *reg =
      read_roll("pupil_id\nP0002\nP0001\n",
                "parent_id,pupil_id,name,responsible\n"
                "R2,P0001,B,yes\nR1,P0002,A,no\nR1,P0001,A,\nR3,P0001,C,0\n");
  const rbk_parent *parents = reg->roll.parents;
  ck_assert_uint_eq(reg->roll.parent_count, 4);
  ck_assert_str_eq(parents[0].id, "R1");
  ck_assert_str_eq(parents[1].id, "R2");
  ck_assert_str_eq(parents[2].id, "R3");
  ck_assert_uint_eq(parents[3].pupil, 1);
  /* An empty cell is false, as for every attribute. */
  ck_assert(!parents[0].responsible);
  ck_assert(parents[1].responsible);
  ck_assert(!parents[2].responsible);
  ck_assert(!parents[3].responsible);
  uint32_t name =
      rbk_intern_find(&reg->roll.parent_fields, rbk_text_of("name"));
  ck_assert_str_eq(parents[1].values[name], "B");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(without_a_column_responsible_every_parent_is) {
  rbk_register *reg =
      read_roll("pupil_id\nP0001\n", "parent_id,pupil_id\nR1,P0001\n");
  ck_assert(reg->roll.parents[0].responsible);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(bad_rows_of_parents_are_refused_at_their_place) {
  refused_parents("pupil_id,name\n", 1, 0, "there is no column 'parent_id'");
  refused_parents("parent_id,pupil_id\n,P0001\n", 2, 1,
                  "parent_id '' is empty");
  refused_parents("parent_id,pupil_id\nR1,P0003\n", 2, 2,
                  "pupil_id 'P0003' is not on the roll");
  refused_parents("parent_id,pupil_id\nR1,P0001\nR1,P0002\nR1,P0001\n", 4, 1,
                  "parent_id 'R1' stands already on line 2");
}
END_TEST

int main(void) {
  return TEST_RUN("roll",
                  every_further_column_is_an_attribute_and_ids_are_put_in_order,
                  several_rows_are_several_spells_in_order_of_date,
                  spells_may_touch_but_not_share_a_day,
                  bad_rows_of_pupils_are_refused_at_their_place,
                  a_pupil_without_marks_is_on_roll_when_pupils_csv_says_so,
                  parents_stand_by_pupil_and_id_with_their_fields,
                  without_a_column_responsible_every_parent_is,
                  bad_rows_of_parents_are_refused_at_their_place);
}
