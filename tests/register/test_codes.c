/* The code table. What is expected comes from the regulations of 2024
 * (SI 2024/208), the statutory guidance of August 2024 and, for the list
 * before it, Annex B of the methodology of the absence statistics. */
#include <check.h>
#include <string.h>

#include "register/codes.h"
#include "support/suite.h"

#define NEW_SET RBK_DATE(2024, 8, 19)

static rbk_code_standing find(const char *text, rbk_date date, rbk_code *code) {
  *code = RBK_NO_CODE;
  return rbk_code_find(rbk_text_of(text), date, code);
}

static rbk_code_class class_on(const char *text, rbk_date date) {
  rbk_code code;
  rbk_code_standing standing = find(text, date, &code);
  ck_assert_msg(standing == RBK_CODE_IN_FORCE || standing == RBK_CODE_WITHDRAWN,
                "'%s' means nothing on that day", text);
  return rbk_code_info_of(code)->class;
}

/* The letters in force on a day, in order, parted by spaces. */
static void in_force(rbk_date date, char out[256]) {
  out[0] = '\0';
  for (rbk_code c = 1; c <= rbk_codes_count(); c++) {
    const rbk_code_info *info = rbk_code_info_of(c);
    if (info->from != RBK_NO_DATE && info->from > date) continue;
    if (info->to != RBK_NO_DATE && info->to < date) continue;
    if (out[0]) strcat(out, " ");
    strcat(out, info->code);
  }
}

/* 9 attending or attending elsewhere (with D), 12 absences with leave and
 * their like, Y1 to Y7, 4 unauthorised, 2 administrative: 34. */
START_TEST(thirty_four_codes_are_in_force_on_19_august_2024) {
  char letters[256];
  in_force(NEW_SET, letters);
  ck_assert_str_eq(letters, "/ \\ L K V P W B D C1 M J1 S X C2 C T R I E Q "
                            "Y1 Y2 Y3 Y4 Y5 Y6 Y7 G N O U Z #");
  size_t spaces = 0;
  for (const char *c = letters; *c; c++) spaces += *c == ' ';
  ck_assert_uint_eq(spaces + 1, 34);
}
END_TEST

/* K, C1, C2, J1, Q and Y1 to Y7 are the twelve new ones; J, H and Y went. F
 * had gone in 2014. 34 - 12 + 3 = 25. */
START_TEST(the_day_before_has_twelve_codes_fewer_and_three_that_then_went) {
  char letters[256];
  in_force(NEW_SET - 1, letters);
  ck_assert_str_eq(letters, "/ \\ L V P W B J D M S X C H T R I E Y "
                            "G N O U Z #");
}
END_TEST

START_TEST(a_letter_has_one_row_a_day_and_no_day_without_one_between) {
  for (rbk_code c = 1; c < rbk_codes_count(); c++) {
    const rbk_code_info *row = rbk_code_info_of(c);
    const rbk_code_info *next = rbk_code_info_of((rbk_code)(c + 1));
    if (strcmp(row->code, next->code) == 0) {
      ck_assert_int_ne(row->to, RBK_NO_DATE);
      ck_assert_int_eq(next->from, row->to + 1);
      continue;
    }
    for (rbk_code d = (rbk_code)(c + 1); d <= rbk_codes_count(); d++)
      ck_assert_msg(strcmp(rbk_code_letters(d), row->code) != 0,
                    "the rows of '%s' are parted", row->code);
  }
}
END_TEST

START_TEST(every_row_says_what_it_means_and_where_that_stands) {
  ck_assert_uint_le(rbk_codes_count(), 63);
  for (rbk_code c = 1; c <= rbk_codes_count(); c++) {
    const rbk_code_info *info = rbk_code_info_of(c);
    ck_assert_uint_gt(strlen(info->meaning), 0);
    ck_assert_ptr_nonnull(strstr(info->source, "http"));
    ck_assert(info->sessions != 0);
  }
  ck_assert_ptr_null(rbk_code_info_of(RBK_NO_CODE));
  ck_assert_ptr_null(rbk_code_info_of((rbk_code)(rbk_codes_count() + 1)));
  ck_assert_str_eq(rbk_code_letters(RBK_NO_CODE), "");
}
END_TEST

START_TEST(slash_is_for_mornings_backslash_for_afternoons_the_rest_for_both) {
  for (rbk_code c = 1; c <= rbk_codes_count(); c++) {
    const rbk_code_info *info = rbk_code_info_of(c);
    unsigned expected = RBK_AM | RBK_PM;
    if (strcmp(info->code, "/") == 0) expected = RBK_AM;
    if (strcmp(info->code, "\\") == 0) expected = RBK_PM;
    ck_assert_uint_eq(info->sessions, expected);
  }
}
END_TEST

/* The statistical classes of 19 August 2024, letter by letter. */
START_TEST(each_code_of_today_is_in_its_class) {
  static const struct {
    rbk_code_class class;
    const char *letters;
  } groups[] = {
      {RBK_CLASS_PRESENT, "/ \\ L"},
      {RBK_CLASS_ACTIVITY, "K V P W B"},
      {RBK_CLASS_AUTHORISED, "C1 M J1 S C2 C T R I E"},
      {RBK_CLASS_UNAUTHORISED, "G N O U"},
      {RBK_CLASS_NOT_POSSIBLE, "D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7"},
      {RBK_CLASS_ADMINISTRATIVE, "Z #"},
  };
  size_t count = 0;
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
    char letters[64];
    strcpy(letters, groups[i].letters);
    for (char *word = strtok(letters, " "); word; word = strtok(NULL, " ")) {
      ck_assert_msg(class_on(word, NEW_SET) == groups[i].class,
                    "'%s' is in another class", word);
      count++;
    }
  }
  ck_assert_uint_eq(count, 34);
}
END_TEST

START_TEST(an_interview_was_attendance_and_is_leave_under_its_new_code) {
  ck_assert_int_eq(class_on("J", NEW_SET - 1), RBK_CLASS_ACTIVITY);
  ck_assert_int_eq(class_on("J1", NEW_SET), RBK_CLASS_AUTHORISED);
}
END_TEST

START_TEST(a_withdrawn_code_keeps_the_class_it_had_last) {
  rbk_code code;
  ck_assert_int_eq(find("J", NEW_SET - 1, &code), RBK_CODE_IN_FORCE);
  ck_assert_int_eq(find("J", NEW_SET, &code), RBK_CODE_WITHDRAWN);
  ck_assert_int_eq(rbk_code_info_of(code)->class, RBK_CLASS_ACTIVITY);
  ck_assert_int_eq(find("H", NEW_SET + 300, &code), RBK_CODE_WITHDRAWN);
  ck_assert_int_eq(rbk_code_info_of(code)->class, RBK_CLASS_AUTHORISED);
  ck_assert_int_eq(find("F", NEW_SET - 1, &code), RBK_CODE_WITHDRAWN);
  ck_assert_int_eq(rbk_code_info_of(code)->class, RBK_CLASS_AUTHORISED);
  ck_assert_int_eq(find("Y", NEW_SET, &code), RBK_CODE_WITHDRAWN);
  ck_assert_int_eq(rbk_code_info_of(code)->class, RBK_CLASS_NOT_POSSIBLE);
}
END_TEST

START_TEST(a_code_before_its_first_day_is_not_yet_one) {
  static const char *const twelve[] = {"K",  "C1", "C2", "J1", "Q",  "Y1",
                                       "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"};
  for (size_t i = 0; i < 12; i++) {
    rbk_code code = 99;
    ck_assert_int_eq(rbk_code_find(rbk_text_of(twelve[i]), NEW_SET - 1, &code),
                     RBK_CODE_NOT_YET);
    ck_assert_uint_eq(code, 99); /* left alone */
    ck_assert_int_eq(find(twelve[i], NEW_SET, &code), RBK_CODE_IN_FORCE);
  }
  rbk_code code;
  ck_assert_int_eq(find("Y", RBK_DATE(2006, 8, 31), &code), RBK_CODE_NOT_YET);
  ck_assert_int_eq(find("Y", RBK_DATE(2006, 9, 1), &code), RBK_CODE_IN_FORCE);
}
END_TEST

START_TEST(dual_registration_counted_as_attendance_until_september_2011) {
  ck_assert_int_eq(class_on("D", RBK_DATE(2011, 7, 20)), RBK_CLASS_ACTIVITY);
  ck_assert_int_eq(class_on("D", RBK_DATE(2011, 8, 31)), RBK_CLASS_ACTIVITY);
  ck_assert_int_eq(class_on("D", RBK_DATE(2011, 9, 1)), RBK_CLASS_NOT_POSSIBLE);
}
END_TEST

START_TEST(b_c_and_the_closure_mean_something_narrower_from_19_august_2024) {
  static const char *const letters[] = {"B", "C", "#"};
  for (size_t i = 0; i < 3; i++) {
    rbk_code before, after;
    ck_assert_int_eq(find(letters[i], NEW_SET - 1, &before), RBK_CODE_IN_FORCE);
    ck_assert_int_eq(find(letters[i], NEW_SET, &after), RBK_CODE_IN_FORCE);
    ck_assert_uint_ne(before, after);
    ck_assert_int_eq(rbk_code_info_of(before)->class,
                     rbk_code_info_of(after)->class);
    ck_assert_str_ne(rbk_code_info_of(before)->meaning,
                     rbk_code_info_of(after)->meaning);
  }
}
END_TEST

START_TEST(only_exact_text_is_a_code) {
  static const char *const wrong[] = {
      "",  "i",   "y1", "Y8", "Y0", "C3", "I ",  " I",  "//", "A",
      "-", "C11", "7",  "8",  "9",  "X1", "x01", "X10", "I03"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    rbk_code code;
    ck_assert_msg(find(wrong[i], NEW_SET, &code) == RBK_CODE_UNKNOWN,
                  "'%s' is read as a code", wrong[i]);
    ck_assert_uint_eq(code, RBK_NO_CODE);
  }
}
END_TEST

/* Sub-codes came on 8 March 2021; X stopped standing for coronavirus in April
 * 2022; I02 was withdrawn in August 2022. */
START_TEST(a_sub_code_counts_as_its_letter_between_its_dates) {
  static const struct {
    const char *code, *parent;
    rbk_date before, first, last, after;
  } cases[] = {
      {"I02", "I", RBK_DATE(2021, 3, 7), RBK_DATE(2021, 3, 8),
       RBK_DATE(2022, 7, 31), RBK_DATE(2022, 8, 1)},
      {"X02", "X", RBK_DATE(2021, 3, 7), RBK_DATE(2021, 3, 8),
       RBK_DATE(2022, 3, 31), RBK_DATE(2022, 4, 1)},
      {"X07", "X", RBK_DATE(2021, 3, 7), RBK_DATE(2021, 3, 8),
       RBK_DATE(2022, 3, 31), RBK_DATE(2022, 4, 1)},
      {"X08", "X", RBK_DATE(2021, 7, 31), RBK_DATE(2021, 8, 1),
       RBK_DATE(2022, 3, 31), RBK_DATE(2022, 4, 1)},
      {"X09", "X", RBK_DATE(2021, 7, 31), RBK_DATE(2021, 8, 1),
       RBK_DATE(2022, 3, 31), RBK_DATE(2022, 4, 1)},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_code code, parent;
    ck_assert_int_eq(find(cases[i].code, cases[i].before, &code),
                     RBK_CODE_NOT_YET);
    ck_assert_int_eq(find(cases[i].code, cases[i].first, &code),
                     RBK_CODE_IN_FORCE);
    ck_assert_int_eq(find(cases[i].code, cases[i].last, &code),
                     RBK_CODE_IN_FORCE);
    find(cases[i].parent, cases[i].last, &parent);
    ck_assert_uint_eq(code, parent);
    ck_assert_int_eq(find(cases[i].code, cases[i].after, &code),
                     RBK_CODE_WITHDRAWN);
    find(cases[i].parent, cases[i].after, &parent);
    ck_assert_uint_eq(code, parent);
  }
  rbk_code code;
  ck_assert_int_eq(find("I01", NEW_SET, &code), RBK_CODE_IN_FORCE);
}
END_TEST

START_TEST(eleven_sub_codes_are_listed_with_their_sources) {
  ck_assert_uint_eq(rbk_sub_codes_count(), 11); /* I01 I02, X01 to X09 */
  for (size_t i = 0; i < rbk_sub_codes_count(); i++) {
    const rbk_sub_code *sub = rbk_sub_code_at(i);
    ck_assert_int_eq(sub->code[0], sub->parent[0]);
    ck_assert_ptr_nonnull(strstr(sub->source, "http"));
  }
  ck_assert_ptr_null(rbk_sub_code_at(11));
}
END_TEST

/* X out of the denominator throughout: in information systems it always was,
 * though the national statistics of 2020/21 and 2021/22 counted it in. */
START_TEST(x_is_never_possible_and_says_when_it_meant_coronavirus) {
  rbk_code before, during, after;
  find("X", RBK_DATE(2020, 7, 31), &before);
  find("X", RBK_DATE(2021, 1, 11), &during);
  find("X", RBK_DATE(2022, 4, 1), &after);
  ck_assert_uint_ne(before, during);
  ck_assert_uint_ne(during, after);
  ck_assert_ptr_nonnull(
      strstr(rbk_code_info_of(during)->meaning, "coronavirus"));
  ck_assert_ptr_null(strstr(rbk_code_info_of(after)->meaning, "coronavirus"));
  rbk_code_set all =
      rbk_code_bit(before) | rbk_code_bit(during) | rbk_code_bit(after);
  ck_assert_uint_eq(all & rbk_set_possible(), 0);
}
END_TEST

/* What DfE's published file obeys on every row: attendance = / \ L and the
 * activities, unauthorised = G U O N, possible = attendance + authorised +
 * unauthorised, late = L + U. */
START_TEST(the_sets_add_up_as_the_published_figures_do) {
  ck_assert_uint_eq(rbk_set_attended() | rbk_set_absent(), rbk_set_possible());
  ck_assert_uint_eq(rbk_set_attended() & rbk_set_absent(), 0);
  ck_assert_uint_eq(rbk_set_authorised() | rbk_set_unauthorised(),
                    rbk_set_absent());
  ck_assert_uint_eq(rbk_set_authorised() & rbk_set_unauthorised(), 0);
  rbk_code_set set;
  rbk_text unknown;
  ck_assert(rbk_code_list_set(rbk_text_of("G U O N"), &set, &unknown));
  ck_assert_uint_eq(set, rbk_set_unauthorised());
  ck_assert(rbk_code_list_set(rbk_text_of("L U"), &set, &unknown));
  ck_assert_uint_eq(set, rbk_set_late());
  ck_assert(
      rbk_code_list_set(rbk_text_of("/ \\ L B J P V W K"), &set, &unknown));
  /* and D as it was before September 2011 */
  rbk_code dual;
  find("D", RBK_DATE(2011, 8, 31), &dual);
  ck_assert_uint_eq(set | rbk_code_bit(dual), rbk_set_attended());
  ck_assert_uint_eq(rbk_set_possible() & RBK_MISSING, 0);
}
END_TEST

START_TEST(a_class_word_is_its_set) {
  rbk_code_set set;
  rbk_text unknown;
  rbk_code_set present;
  ck_assert(rbk_code_class_set(rbk_text_of("present"), &set));
  ck_assert(rbk_code_list_set(rbk_text_of("/ \\ L"), &present, &unknown));
  ck_assert_uint_eq(set, present);
  ck_assert(rbk_code_class_set(rbk_text_of("missing"), &set));
  ck_assert_uint_eq(set, RBK_MISSING);
  ck_assert(rbk_code_class_set(rbk_text_of("possible"), &set));
  ck_assert_uint_eq(set, rbk_set_possible());
  ck_assert(rbk_code_class_set(rbk_text_of("late"), &set));
  ck_assert_uint_eq(set, rbk_set_late());
  set = 77;
  ck_assert(!rbk_code_class_set(rbk_text_of("Absent"), &set));
  ck_assert(!rbk_code_class_set(rbk_text_of(""), &set));
  ck_assert_uint_eq(set, 77);
  size_t names = 0;
  for (const char *const *n = rbk_code_class_names(); *n; n++, names++)
    ck_assert(rbk_code_class_set(rbk_text_of(*n), &set));
  ck_assert_uint_eq(names, 8);
}
END_TEST

START_TEST(a_list_takes_every_row_of_each_letter) {
  rbk_code_set set;
  rbk_text unknown;
  ck_assert(rbk_code_list_set(rbk_text_of("  D  C1 "), &set, &unknown));
  rbk_code early, late, c1;
  find("D", RBK_DATE(2010, 1, 11), &early);
  find("D", NEW_SET, &late);
  find("C1", NEW_SET, &c1);
  ck_assert_uint_eq(set, rbk_code_bit(early) | rbk_code_bit(late) |
                             rbk_code_bit(c1));
  ck_assert(rbk_code_list_set(rbk_text_of(""), &set, &unknown));
  ck_assert_uint_eq(set, 0);
}
END_TEST

START_TEST(a_list_with_an_unknown_code_names_it) {
  rbk_code_set set = 77;
  rbk_text unknown = {NULL, 0};
  ck_assert(!rbk_code_list_set(rbk_text_of("G Y9 O"), &set, &unknown));
  ck_assert(rbk_text_is(unknown, "Y9"));
  ck_assert(!rbk_code_list_set(rbk_text_of("G,N"), &set, &unknown));
  ck_assert(rbk_text_is(unknown, "G,N"));
  ck_assert_uint_eq(set, 77);
}
END_TEST

START_TEST(the_plain_present_marks_are_slash_and_backslash) {
  ck_assert_str_eq(rbk_code_letters(rbk_code_present_am()), "/");
  ck_assert_str_eq(rbk_code_letters(rbk_code_present_pm()), "\\");
}
END_TEST

START_TEST(where_the_pupil_is_goes_with_the_code) {
  static const struct {
    const char *code;
    rbk_physical physical;
  } cases[] = {{"/", RBK_AT_SCHOOL},
               {"L", RBK_AT_SCHOOL_LATE},
               {"U", RBK_ON_SITE_LATER},
               {"V", RBK_ELSEWHERE},
               {"I", RBK_ELSEWHERE}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_code code;
    find(cases[i].code, NEW_SET, &code);
    ck_assert_int_eq(rbk_code_info_of(code)->physical, cases[i].physical);
  }
  ck_assert_str_eq(rbk_code_class_name(RBK_CLASS_UNAUTHORISED),
                   "unauthorised absence");
  ck_assert_str_eq(rbk_physical_name(RBK_ON_SITE_LATER), "on site later");
}
END_TEST

int main(void) {
  return TEST_RUN(
      "codes", thirty_four_codes_are_in_force_on_19_august_2024,
      the_day_before_has_twelve_codes_fewer_and_three_that_then_went,
      a_letter_has_one_row_a_day_and_no_day_without_one_between,
      every_row_says_what_it_means_and_where_that_stands,
      slash_is_for_mornings_backslash_for_afternoons_the_rest_for_both,
      each_code_of_today_is_in_its_class,
      an_interview_was_attendance_and_is_leave_under_its_new_code,
      a_withdrawn_code_keeps_the_class_it_had_last,
      a_code_before_its_first_day_is_not_yet_one,
      dual_registration_counted_as_attendance_until_september_2011,
      b_c_and_the_closure_mean_something_narrower_from_19_august_2024,
      only_exact_text_is_a_code,
      a_sub_code_counts_as_its_letter_between_its_dates,
      eleven_sub_codes_are_listed_with_their_sources,
      x_is_never_possible_and_says_when_it_meant_coronavirus,
      the_sets_add_up_as_the_published_figures_do, a_class_word_is_its_set,
      a_list_takes_every_row_of_each_letter,
      a_list_with_an_unknown_code_names_it,
      the_plain_present_marks_are_slash_and_backslash,
      where_the_pupil_is_goes_with_the_code);
}
