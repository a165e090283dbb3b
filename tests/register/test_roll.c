/* Who is on roll on which day, and what pupils.csv says of them that day. */
#include <check.h>
#include <string.h>

#include "support/school.h"
#include "support/suite.h"

/* Two school weeks, 2 to 13 September 2024: days 0 to 9. */
static rbk_register *two_weeks(const char *from, const char *to,
                               const char *again) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  if (from || to) school_spell(s, "P0001", from, to);
  if (again) school_spell(s, "P0001", again, NULL);
  return school_finish(s);
}

/* Bit d: on roll on day d. */
static unsigned days_on_roll(const rbk_register *reg) {
  unsigned bits = 0;
  for (rbk_day d = 0; d < (rbk_day)reg->calendar.day_count; d++)
    if (rbk_pupil_on_roll(&reg->roll.pupils[0], d)) bits |= 1u << d;
  return bits;
}

START_TEST(a_spell_holds_both_of_its_ends_and_no_day_beyond) {
  static const struct {
    const char *from, *to, *again;
    unsigned days;
  } cases[] = {
      {NULL, NULL, NULL, 0x3ff},
      {"2024-09-04", NULL, NULL, 0x3fc}, /* Wednesday is day 2 */
      {NULL, "2024-09-04", NULL, 0x007},
      {"2024-09-04", "2024-09-04", NULL, 0x004},
      {"2024-09-07", NULL, NULL, 0x3e0},         /* a Saturday: from Monday */
      {NULL, "2024-09-08", NULL, 0x01f},         /* a Sunday: to Friday */
      {"2024-09-07", "2024-09-08", NULL, 0x000}, /* a weekend */
      {"2024-08-01", "2024-09-01", NULL, 0x000}, /* over before the first day */
      {"2024-09-14", NULL, NULL, 0x000},         /* begins after the last */
      {"2024-08-01", "2024-10-01", NULL, 0x3ff},
      {NULL, "2024-09-03", "2024-09-06", 0x3f3}, /* away days 2 and 3 */
      {NULL, "2024-09-03", "2024-09-04", 0x3ff}, /* no day between */
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_register *reg = two_weeks(cases[i].from, cases[i].to, cases[i].again);
    ck_assert_msg(days_on_roll(reg) == cases[i].days, "case %zu gives %x", i,
                  days_on_roll(reg));
    const rbk_pupil *pupil = &reg->roll.pupils[0];
    for (size_t k = 0; k < pupil->spell_count; k++) {
      ck_assert_int_ge(pupil->spells[k].first_day, 0);
      ck_assert_int_lt(pupil->spells[k].last_day, 10);
    }
    ck_assert_int_eq(pupil->spells[0].first_day > pupil->spells[0].last_day,
                     cases[i].days == 0);
    rbk_register_destroy(reg);
  }
}
END_TEST

START_TEST(a_day_off_roll_belongs_to_the_spell_before_it_else_to_the_first) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", "2024-09-03", "2024-09-04"); /* days 1, 2 */
  school_spell(s, "P0001", "2024-09-06", "2024-09-09"); /* days 4, 5 */
  rbk_register *reg = school_finish(s);
  const rbk_pupil *pupil = &reg->roll.pupils[0];
  static const size_t expected[] = {0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
  for (rbk_day d = 0; d < 10; d++)
    ck_assert_ptr_eq(rbk_pupil_spell(pupil, d), &pupil->spells[expected[d]]);
  ck_assert_ptr_eq(rbk_pupil_spell(pupil, -1), &pupil->spells[0]);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_spell_in_a_holiday_is_the_latest_once_it_is_over) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", NULL, "2024-09-04");
  school_spell(s, "P0001", "2024-09-07", "2024-09-08"); /* a weekend */
  school_spell(s, "P0001", "2024-09-11", NULL);
  rbk_register *reg = school_finish(s);
  const rbk_pupil *pupil = &reg->roll.pupils[0];
  ck_assert_ptr_eq(rbk_pupil_spell(pupil, 4), &pupil->spells[0]);
  ck_assert_ptr_eq(rbk_pupil_spell(pupil, 5), &pupil->spells[1]);
  ck_assert_ptr_eq(rbk_pupil_spell(pupil, 7), &pupil->spells[2]);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(an_attribute_is_that_of_the_row_in_force) {
  school *s = school_begin("weeks-2");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", NULL, "2024-09-03");
  school_spell(s, "P0001", "2024-09-06", NULL);
  school_attribute(s, "P0001", "class", "7A");
  school_spell_attribute(s, "P0001", 1, "class", "7B");
  school_spell_attribute(s, "P0001", 1, "send", "Y");
  rbk_register *reg = school_finish(s);
  const rbk_pupil *pupil = &reg->roll.pupils[0];
  uint32_t class = rbk_intern_find(&reg->roll.attributes, rbk_text_of("class"));
  uint32_t send = rbk_intern_find(&reg->roll.attributes, rbk_text_of("send"));
  ck_assert_str_eq(rbk_pupil_value(pupil, class, -1), "7A");
  ck_assert_str_eq(rbk_pupil_value(pupil, class, 1), "7A");
  ck_assert_str_eq(rbk_pupil_value(pupil, class, 3), "7A"); /* away */
  ck_assert_str_eq(rbk_pupil_value(pupil, class, 4), "7B");
  ck_assert_str_eq(rbk_pupil_value(pupil, send, 3), "");
  ck_assert_str_eq(rbk_pupil_value(pupil, send, 4), "Y");
  ck_assert_str_eq(rbk_pupil_value(pupil, RBK_NONE, 4), "");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(pupils_stand_in_byte_order_and_are_found_by_id) {
  school *s = school_begin("weeks-1");
  static const char *const ids[] = {"P0010", "p0001", "P0001", "P1", "P0009"};
  for (size_t i = 0; i < 5; i++) school_pupil(s, ids[i]);
  rbk_register *reg = school_finish(s);
  static const char *const order[] = {"P0001", "P0009", "P0010", "P1", "p0001"};
  for (uint32_t i = 0; i < 5; i++) {
    ck_assert_str_eq(reg->roll.pupils[i].id, order[i]);
    ck_assert_uint_eq(rbk_roll_find(&reg->roll, rbk_text_of(order[i])), i);
  }
  static const char *const none[] = {"", "P", "P00010", "P0002", "q"};
  for (size_t i = 0; i < 5; i++)
    ck_assert_uint_eq(rbk_roll_find(&reg->roll, rbk_text_of(none[i])),
                      RBK_NONE);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(year_groups_are_read_as_numbers) {
  static const struct {
    const char *text;
    int number;
  } cases[] = {
      {"7", 7},         {"Y7", 7},        {"Year 7", 7}, {"year 11", 11},
      {"y13", 13},      {" Y10 ", 10},    {"1", 1},      {"R", 0},
      {"Reception", 0}, {"reception", 0}, {"N", -1},     {"N1", -1},
      {"N2", -1},       {"Nursery", -1},  {"0", 0},      {"07", 7},
      {"11", 11},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int number = 99;
    ck_assert_msg(rbk_year_group_number(cases[i].text, &number), "'%s'",
                  cases[i].text);
    ck_assert_int_eq(number, cases[i].number);
  }
}
END_TEST

START_TEST(what_is_no_year_group_is_no_number) {
  static const char *const wrong[] = {
      "",   "Y",    "Year", "Year ",      "7A",  "Y-7",       "-7",
      "+7", "2018", "N3",   "Receptions", "7.5", "Year 7 ext"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    int number = 99;
    ck_assert_msg(!rbk_year_group_number(wrong[i], &number), "'%s'", wrong[i]);
    ck_assert_int_eq(number, 99);
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "roll", a_spell_holds_both_of_its_ends_and_no_day_beyond,
      a_day_off_roll_belongs_to_the_spell_before_it_else_to_the_first,
      a_spell_in_a_holiday_is_the_latest_once_it_is_over,
      an_attribute_is_that_of_the_row_in_force,
      pupils_stand_in_byte_order_and_are_found_by_id,
      year_groups_are_read_as_numbers, what_is_no_year_group_is_no_number);
}
