/* Generated schools as a whole: the same from the same seed, fit to be read,
 * and about as often away as pupils in England are. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate/synthetic.h"
#include "support/alloc.h"
#include "support/folder.h"
#include "support/suite.h"
#include "write/folder.h"

static const char two_years[] =
    "{\"years\": ["
    "{\"school_year\": \"2023/24\", \"half_terms\": ["
    "{\"term\": \"autumn\", \"number\": 1, \"from\": \"2023-09-04\","
    " \"to\": \"2023-10-20\"},"
    "{\"term\": \"spring\", \"number\": 3, \"from\": \"2024-01-04\","
    " \"to\": \"2024-02-16\"}]},"
    "{\"school_year\": \"2024/25\", \"half_terms\": ["
    "{\"term\": \"autumn\", \"number\": 1, \"from\": \"2024-09-03\","
    " \"to\": \"2024-10-25\"},"
    "{\"term\": \"summer\", \"number\": 6, \"from\": \"2025-06-02\","
    " \"to\": \"2025-07-18\"}],"
    "\"single_sessions\": [{\"date\": \"2025-07-18\", \"session\": \"AM\"}]}"
    "]}";

static char *text_of(const rbk_generate_options *options) {
  rbk_register *reg = made(options);
  char *text = canonical_text(reg);
  rbk_register_destroy(reg);
  return text;
}

START_TEST(the_same_seed_gives_the_same_register_and_another_another) {
  rbk_generate_options options = {.id = "s", .pupils = 120, .seed = 5};
  char *first = text_of(&options), *again = text_of(&options);
  options.seed = 6;
  char *other = text_of(&options);
  ck_assert(strcmp(first, again) == 0);
  ck_assert(strcmp(first, other) != 0);
  free(first);
  free(again);
  free(other);
}
END_TEST

/* Writes, reads back, compares every field. */
static void round_trip(const rbk_generate_options *options,
                       rbk_folder_shape shape) {
  rbk_register *reg = made(options), *read = NULL;
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  rbk_folder_options how = {.shape = shape};
  rbk_error error = {0};
  ck_assert_msg(rbk_folder_write(reg, folder.path, &how, &error) == RBK_OK,
                "%s", error.text);
  ck_assert_msg(rbk_register_read(folder.path, NULL, &read, &error) == RBK_OK,
                "%s:%zu: %s", error.file, error.line, error.text);
  char *before = canonical_text(reg), *after = canonical_text(read);
  ck_assert(strcmp(before, after) == 0);
  /* Nothing in it is out of date on its day or stands on a closed one. */
  ck_assert_uint_eq(read->marks.note_count, 0);
  ck_assert_uint_eq(read->marks.stray_count, 0);
  free(before);
  free(after);
  rbk_register_destroy(reg);
  rbk_register_destroy(read);
  folder_end(&folder);
}

START_TEST(a_school_reads_back_as_it_was_made_in_every_shape) {
  rbk_generate_options options = {
      .id = "s", .pupils = 150, .seed = 2, .policy = "la/bedford"};
  for (rbk_folder_shape shape = 0; shape < RBK_FOLDER_SHAPES; shape++)
    for (rbk_phase phase = RBK_PRIMARY; phase <= RBK_SECONDARY; phase++) {
      options.phase = phase;
      round_trip(&options, shape);
    }
}
END_TEST

START_TEST(several_years_over_a_change_of_codes_read_back_too) {
  rbk_generate_options options = {.id = "s",
                                  .pupils = 200,
                                  .seed = 3,
                                  .calendar = two_years,
                                  .calendar_length = sizeof two_years - 1,
                                  .calendar_name = "two.json"};
  for (rbk_folder_shape shape = 0; shape < RBK_FOLDER_SHAPES; shape++)
    round_trip(&options, shape);
}
END_TEST

START_TEST(year_groups_come_and_go_over_the_years) {
  rbk_generate_options options = {.id = "s",
                                  .pupils = 60,
                                  .seed = 3,
                                  .family = "steady",
                                  .phase = RBK_SECONDARY,
                                  .calendar = two_years,
                                  .calendar_length = sizeof two_years - 1};
  rbk_register *reg = made(&options);
  uint32_t year_group =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of("year_group"));
  rbk_day first_of_second =
      reg->calendar.periods[RBK_PERIOD_SCHOOL_YEAR][1].first;
  /* Years 7 to 11 of two years are six years of entry, ten pupils each; the
   * youngest stand first. */
  for (uint32_t p = 0; p < 60; p++) {
    const rbk_pupil *pupil = &reg->roll.pupils[p];
    int group, entry = 2024 - (int)(p / 10);
    bool in_first = entry <= 2023, in_second = entry + 4 >= 2024;
    ck_assert_int_eq(rbk_pupil_on_roll(pupil, 0), in_first);
    ck_assert_int_eq(rbk_pupil_on_roll(pupil, first_of_second), in_second);
    if (in_first) {
      ck_assert(rbk_year_group_number(
          rbk_history_attribute(&reg->history, &reg->roll, p, year_group, 0),
          &group));
      ck_assert_int_eq(group, 7 + 2023 - entry);
    }
    if (!in_second) continue;
    ck_assert(rbk_year_group_number(
        rbk_history_attribute(&reg->history, &reg->roll, p, year_group,
                              first_of_second),
        &group));
    ck_assert_int_eq(group, 7 + 2024 - entry);
  }
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(years_that_do_not_follow_one_another_have_their_pupils) {
  static const char gap[] =
      "{\"years\": ["
      "{\"school_year\": \"2020/21\", \"half_terms\": ["
      "{\"term\": \"autumn\", \"number\": 1, \"from\": \"2020-09-01\","
      " \"to\": \"2020-10-16\"}]},"
      "{\"school_year\": \"2030/31\", \"half_terms\": ["
      "{\"term\": \"autumn\", \"number\": 1, \"from\": \"2030-09-02\","
      " \"to\": \"2030-10-18\"}]}]}";
  rbk_generate_options options = {.id = "s",
                                  .pupils = 140,
                                  .seed = 3,
                                  .calendar = gap,
                                  .calendar_length = sizeof gap - 1};
  for (rbk_phase phase = RBK_PRIMARY; phase <= RBK_SECONDARY; phase++) {
    options.phase = phase;
    round_trip(&options, RBK_FOLDER_MARKS);
    rbk_register *reg = made(&options);
    rbk_day second = reg->calendar.periods[RBK_PERIOD_SCHOOL_YEAR][1].first;
    /* Nobody stays eleven years: half are there in the one year, half in the
     * other, but for joiners and leavers. */
    size_t there[2] = {0};
    for (uint32_t p = 0; p < 140; p++) {
      bool early = rbk_pupil_on_roll(&reg->roll.pupils[p], second - 1);
      bool late = rbk_pupil_on_roll(&reg->roll.pupils[p], second);
      ck_assert(!(early && late));
      there[0] += early;
      there[1] += late;
    }
    ck_assert_uint_gt(there[0], 60);
    ck_assert_uint_gt(there[1], 60);
    rbk_register_destroy(reg);
  }
}
END_TEST

static void check_ages(rbk_phase phase, int lowest, int highest) {
  rbk_generate_options options = {
      .id = "s", .pupils = 400, .seed = 9, .phase = phase};
  rbk_register *reg = made(&options);
  bool seen[12] = {false};
  for (uint32_t p = 0; p < 400; p++) {
    int group;
    ck_assert(rbk_year_group_number(value_of(reg, p, "year_group"), &group));
    ck_assert_int_ge(group, lowest);
    ck_assert_int_le(group, highest);
    seen[group] = true;
    /* Year n is the year in which a pupil turns n + 5: on 31 August before it
     * the pupil is n + 4, that is 4 in Reception and 11 in Year 7. */
    ck_assert_int_eq(
        rbk_age_on(reg->roll.pupils[p].birth, RBK_DATE(2024, 8, 31)),
        group + 4);
  }
  for (int group = lowest; group <= highest; group++) ck_assert(seen[group]);
  rbk_register_destroy(reg);
}

START_TEST(year_groups_fit_the_phase_and_ages_the_year_groups) {
  check_ages(RBK_PRIMARY, 0, 6);
  check_ages(RBK_SECONDARY, 7, 11);
}
END_TEST

START_TEST(nobody_below_compulsory_age_is_away_without_leave) {
  rbk_generate_options options = {
      .id = "s", .pupils = 2000, .seed = 4, .phase = RBK_PRIMARY};
  rbk_register *reg = made(&options);
  rbk_code c2;
  ck_assert_int_eq(rbk_code_find(rbk_text_of("C2"), RBK_DATE(2024, 9, 3), &c2),
                   RBK_CODE_IN_FORCE);
  rbk_code_set wrong = rbk_set_unauthorised() | rbk_code_bit(c2);
  size_t young = 0;
  for (uint32_t p = 0; p < 2000; p++) {
    rbk_date from = rbk_compulsory_from(reg->roll.pupils[p].birth);
    for (size_t s = 0; s < 2 * reg->calendar.day_count; s++) {
      if (reg->calendar.date[s / 2] >= from) continue;
      young++;
      ck_assert(!(rbk_code_bit(rbk_marks_of(&reg->marks, p)[s]) & wrong));
    }
  }
  ck_assert_uint_gt(young, 0);
  rbk_register_destroy(reg);
}
END_TEST

/* Published figures for the middle 2020s are 7.4 % absence, 2.2 % without
 * leave, 23.6 % persistently and 1.1 % severely absent; a mixed school comes
 * near them, year in, year out. */
static void check_shares(rbk_phase phase, uint64_t seed) {
  enum { PUPILS = 6000 };
  rbk_generate_options options = {
      .id = "s", .pupils = PUPILS, .seed = seed, .phase = phase};
  rbk_register *reg = made(&options);
  tally all = {0};
  int64_t persistent = 0, severe = 0;
  for (uint32_t p = 0; p < PUPILS; p++) {
    tally one = tally_of(reg, p);
    int64_t absent = one.authorised + one.unauthorised;
    persistent += one.possible && 10 * absent >= one.possible;
    severe += one.possible && 2 * absent >= one.possible;
    count_pupil(reg, p, &all);
  }
  int64_t absent = all.authorised + all.unauthorised;
  ck_assert_int_gt(absent * 1000, 63 * all.possible); /* 6.3 to 8 % */
  ck_assert_int_lt(absent * 1000, 80 * all.possible);
  ck_assert_int_gt(all.unauthorised * 1000, 16 * all.possible);
  ck_assert_int_lt(all.unauthorised * 1000, 25 * all.possible);
  ck_assert_int_gt(persistent * 100, 19 * PUPILS);
  ck_assert_int_lt(persistent * 100, 26 * PUPILS);
  ck_assert_int_gt(severe * 1000, 7 * PUPILS);
  ck_assert_int_lt(severe * 1000, 20 * PUPILS);
  rbk_register_destroy(reg);
}

START_TEST(a_mixed_school_is_away_about_as_much_as_english_pupils) {
  check_shares(RBK_SECONDARY, 1);
  check_shares(RBK_SECONDARY, 2);
  check_shares(RBK_PRIMARY, 1);
}
END_TEST

START_TEST(ids_keep_their_order_beyond_four_digits) {
  rbk_generate_options options = {.id = "s", .pupils = 9999, .seed = 1};
  rbk_register *reg = made(&options);
  ck_assert_str_eq(reg->roll.pupils[9998].id, "P9999");
  rbk_register_destroy(reg);
  options.pupils = 10000;
  reg = made(&options);
  ck_assert_str_eq(reg->roll.pupils[0].id, "P00001");
  ck_assert_str_eq(reg->roll.pupils[9999].id, "P10000");
  for (size_t p = 1; p < 10000; p++)
    ck_assert_int_lt(strcmp(reg->roll.pupils[p - 1].id, reg->roll.pupils[p].id),
                     0);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(siblings_stand_in_pairs) {
  rbk_generate_options options = {.id = "s", .pupils = 300, .seed = 8};
  rbk_register *reg = made(&options);
  size_t grouped = 0;
  for (uint32_t p = 0; p < 300; p++) {
    const char *mine = value_of(reg, p, "sibling_group");
    size_t same = 0;
    for (uint32_t q = 0; q < 300; q++)
      same += strcmp(mine, value_of(reg, q, "sibling_group")) == 0;
    if (mine[0]) ck_assert_uint_eq(same, 2);
    grouped += mine[0] != 0;
  }
  ck_assert_uint_gt(grouped, 30);
  rbk_register_destroy(reg);
}
END_TEST

static const char *parent_value(const rbk_register *reg, size_t parent,
                                const char *field) {
  uint32_t number =
      rbk_intern_find(&reg->roll.parent_fields, rbk_text_of(field));
  ck_assert_uint_ne(number, RBK_NONE);
  return reg->roll.parents[parent].values[number];
}

/* Parents of a pupil stand on end. */
static size_t parents_of(const rbk_register *reg, uint32_t pupil,
                         size_t *first) {
  size_t count = 0;
  for (size_t i = 0; i < reg->roll.parent_count; i++)
    if (reg->roll.parents[i].pupil == pupil && count++ == 0) *first = i;
  return count;
}

START_TEST(every_pupil_has_a_responsible_parent_and_siblings_share_them) {
  rbk_generate_options options = {
      .id = "s", .pupils = 300, .seed = 8, .parents = true};
  rbk_register *reg = made(&options);
  const rbk_parent *parents = reg->roll.parents;
  size_t two = 0, shared = 0, first = 0, other = 0;
  for (uint32_t p = 0; p < 300; p++) {
    size_t count = parents_of(reg, p, &first);
    ck_assert(count == 1 || count == 2);
    ck_assert(parents[first].responsible);
    two += count == 2;
    const char *mine = value_of(reg, p, "sibling_group");
    for (uint32_t q = 0; q < 300; q++) {
      size_t its = parents_of(reg, q, &other);
      bool same = strcmp(parents[first].id, parents[other].id) == 0;
      bool family =
          p == q ||
          (mine[0] && !strcmp(mine, value_of(reg, q, "sibling_group")));
      ck_assert_int_eq(same, family);
      if (!family || p == q) continue;
      shared++;
      ck_assert_uint_eq(its, count);
      ck_assert_str_eq(parents[first + count - 1].id,
                       parents[other + its - 1].id);
    }
  }
  ck_assert_uint_gt(shared, 30);
  ck_assert(two > 150 && two < 290); /* three quarters are 225 */
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_few_parents_are_not_responsible_or_have_another_language) {
  rbk_generate_options options = {
      .id = "s", .pupils = 1000, .seed = 3, .parents = true};
  rbk_register *reg = made(&options);
  size_t count = reg->roll.parent_count;
  size_t irresponsible = 0, foreign = 0, nowhere = 0;
  for (size_t i = 0; i < count; i++) {
    const rbk_parent *parent = &reg->roll.parents[i];
    char name[40];
    snprintf(name, sizeof name, "Parent %s", parent->id);
    ck_assert_str_eq(parent_value(reg, i, "name"), name);
    ck_assert_int_eq(parent->responsible,
                     !strcmp(parent_value(reg, i, "responsible"), "yes"));
    const char *address = parent_value(reg, i, "address");
    ck_assert(address[0] == '\0' || strstr(address, ", Exampleton, ZZ"));
    nowhere += address[0] == '\0';
    irresponsible += !parent->responsible;
    foreign += strcmp(parent_value(reg, i, "language"), "English") != 0;
    if (i > 0 && parent[-1].pupil == parent->pupil)
      ck_assert_int_lt(strcmp(parent[-1].id, parent->id), 0);
  }
  /* about 8 % of three in seven, 11 % and 2 % */
  ck_assert(irresponsible > count / 100 && irresponsible < count / 12);
  ck_assert(foreign > count / 20 && foreign < count / 4);
  ck_assert(nowhere > 0 && nowhere < count / 20);
  ck_assert_str_eq(value_of(reg, 0, "name"), "Pupil 0001");
  ck_assert_str_eq(value_of(reg, 999, "name"), "Pupil 1000");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(parents_read_back_and_change_nothing_else) {
  rbk_generate_options options = {
      .id = "s", .pupils = 120, .seed = 5, .parents = true};
  round_trip(&options, RBK_FOLDER_MARKS);
  rbk_register *with = made(&options);
  options.parents = false;
  rbk_register *without = made(&options);
  ck_assert_uint_eq(without->roll.parent_count, 0);
  ck_assert_uint_eq(
      rbk_intern_find(&without->roll.attributes, rbk_text_of("name")),
      RBK_NONE);
  ck_assert_uint_eq(with->marks.stride, without->marks.stride);
  ck_assert_mem_eq(with->marks.bytes, without->marks.bytes,
                   120 * with->marks.stride);
  for (uint32_t p = 0; p < 120; p++)
    for (uint32_t a = 0; a < without->roll.attributes.count; a++) {
      const char *attribute = rbk_intern_text(&without->roll.attributes, a);
      ck_assert_str_eq(value_of(with, p, attribute),
                       value_of(without, p, attribute));
    }
  rbk_register_destroy(with);
  rbk_register_destroy(without);
}
END_TEST

static void refused(rbk_generate_options options, rbk_status expected,
                    const char *file, const char *text) {
  rbk_register *reg = NULL;
  rbk_error error = {0};
  ck_assert_int_eq(rbk_generate(&options, &reg, &error), expected);
  ck_assert_ptr_null(reg);
  ck_assert_str_eq(error.file, file);
  ck_assert_msg(strstr(error.text, text) != NULL, "%s", error.text);
}

START_TEST(what_cannot_be_made_is_refused_with_what_to_do) {
  rbk_generate_options options = {.id = "s", .pupils = 0, .seed = 1};
  refused(options, RBK_USAGE, "", "ask for 1 to 1000000");
  options.pupils = RBK_MOST_PUPILS + 1;
  refused(options, RBK_USAGE, "", "1000001 pupils");
  options.pupils = 10;
  options.family = "traveler";
  refused(options, RBK_USAGE, "", "did you mean 'traveller'?");
  options.family = NULL;
  options.calendar = "{\"school_year\": \"2024/26\"}";
  options.calendar_length = strlen(options.calendar);
  options.calendar_name = "my/calendar.json";
  refused(options, RBK_REJECTED, "my/calendar.json", "school_year");
}
END_TEST

START_TEST(without_memory_nothing_is_made_and_nothing_is_lost) {
  test_alloc test;
  test_alloc_init(&test);
  rbk_generate_options options = {.alloc = &test.alloc,
                                  .id = "s",
                                  .pupils = 12,
                                  .seed = 1,
                                  .policy = "la/bedford",
                                  .calendar = two_years,
                                  .calendar_length = sizeof two_years - 1,
                                  .parents = true};
  for (size_t n = 1;; n++) {
    rbk_register *reg = NULL;
    rbk_error error = {0};
    test_alloc_fail_at(&test, n, true);
    rbk_status status = rbk_generate(&options, &reg, &error);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      rbk_register_destroy(reg);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_ptr_null(reg);
    ck_assert_uint_eq(test.blocks, 0);
  }
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "generate", the_same_seed_gives_the_same_register_and_another_another,
      a_school_reads_back_as_it_was_made_in_every_shape,
      several_years_over_a_change_of_codes_read_back_too,
      year_groups_come_and_go_over_the_years,
      years_that_do_not_follow_one_another_have_their_pupils,
      year_groups_fit_the_phase_and_ages_the_year_groups,
      nobody_below_compulsory_age_is_away_without_leave,
      a_mixed_school_is_away_about_as_much_as_english_pupils,
      ids_keep_their_order_beyond_four_digits, siblings_stand_in_pairs,
      every_pupil_has_a_responsible_parent_and_siblings_share_them,
      a_few_parents_are_not_responsible_or_have_another_language,
      parents_read_back_and_change_nothing_else,
      what_cannot_be_made_is_refused_with_what_to_do,
      without_memory_nothing_is_made_and_nothing_is_lost);
}
