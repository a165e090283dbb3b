/* Published days rebuilt as registers, written, read, evaluated: the published
 * totals come back. The figures and their source: README.md beside this. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate/synthetic.h"
#include "rollbook/policy.h"
#include "rollbook/run.h"
#include "support/folder.h"
#include "support/suite.h"
#include "write/folder.h"

enum { ROWS = 24, COLUMNS = 36, LINE = 1024 };

typedef struct published {
  char header[LINE], line[LINE];
  char *name[COLUMNS], *value[COLUMNS];
  size_t columns;
} published;

/* No field of this file is quoted. */
static size_t fields_of(char *line, char **out) {
  size_t count = 0;
  line[strcspn(line, "\r\n")] = '\0';
  for (char *at = line; at; count++) {
    ck_assert_uint_lt(count, COLUMNS);
    out[count] = at;
    at = strchr(at, ',');
    if (at) *at++ = '\0';
  }
  return count;
}

static bool next_row(published *row, FILE *file) {
  if (!fgets(row->line, LINE, file)) return false;
  ck_assert_uint_eq(fields_of(row->line, row->value), row->columns);
  return true;
}

static int64_t figure(const published *row, const char *column) {
  for (size_t i = 0; i < row->columns; i++) {
    int64_t number = -1;
    if (strcmp(row->name[i], column) != 0) continue;
    ck_assert(rbk_text_number(rbk_text_of(row->value[i]), &number));
    return number;
  }
  ck_abort_msg("no column %s", column);
}

typedef struct sums {
  size_t pupils, undetermined;
  rbk_attendance attendance;
  int64_t codes[64]; /* by rbk_code as of the day */
  rbk_date day;
} sums;

static rbk_status add(void *context, const rbk_decision *decision) {
  sums *all = context;
  const rbk_attendance *one = &decision->attendance;
  if (!decision->pupil) return RBK_OK;
  all->pupils++;
  all->undetermined += decision->undetermined_count;
  all->attendance.possible += one->possible;
  all->attendance.attended += one->attended;
  all->attendance.authorised += one->authorised;
  all->attendance.unauthorised += one->unauthorised;
  all->attendance.late += one->late;
  for (size_t i = 0; i < decision->code_count; i++) {
    rbk_code code = RBK_NO_CODE;
    rbk_code_find(rbk_text_of(decision->codes[i].code), all->day, &code);
    all->codes[code] += decision->codes[i].count;
  }
  return RBK_OK;
}

static sums evaluated(const char *folder, rbk_date day) {
  rbk_register *reg = NULL;
  rbk_policy *policy = NULL;
  rbk_error error = {0};
  sums all = {.day = day};
  rbk_policy_options how = {.size = sizeof how,
                            .folder = TEST_SOURCE_DIR "/policies",
                            .policy = "national/england"};
  rbk_decision_sink sink = {.context = &all, .decision = add};
  rbk_status status = rbk_register_read(folder, NULL, &reg, &error);
  if (!status) status = rbk_policy_load(reg, &how, &policy, &error);
  if (!status) status = rbk_evaluate(reg, policy, NULL, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
  return all;
}

static void check_row(const published *row, const sums *all) {
  const rbk_attendance *sum = &all->attendance;
  const char *group = row->value[0];
  ck_assert_msg(all->pupils == (size_t)figure(row, "pupils"), "%s", group);
  ck_assert_uint_eq(all->undetermined, 0);
#define SAME(figure_of, column)                                                \
  ck_assert_msg((figure_of) == figure(row, column),                            \
                "%s: %s is %lld, not %lld", group, column,                     \
                (long long)(figure_of), (long long)figure(row, column))
  SAME(sum->possible, "published_possible_sessions");
  SAME(sum->attended, "published_overall_attendance");
  SAME(sum->authorised, "published_authorised_absence");
  SAME(sum->unauthorised, "published_unauthorised_absence");
  SAME(sum->authorised + sum->unauthorised, "published_overall_absence");
  SAME(sum->late, "published_late_sessions");
  for (size_t i = 0; i < row->columns; i++) {
    rbk_code code = RBK_NO_CODE;
    rbk_code_standing standing =
        rbk_code_find(rbk_text_of(row->name[i]), all->day, &code);
    if (standing == RBK_CODE_IN_FORCE || standing == RBK_CODE_WITHDRAWN)
      SAME(all->codes[code], row->name[i]);
  }
}

START_TEST(all_published_days_come_back_exactly) {
  FILE *file =
      fopen(TEST_SOURCE_DIR "/tests/generate/counts-2023-24-days.csv", "r");
  published row = {.columns = 0};
  rbk_counts *counts = NULL;
  rbk_error error = {0};
  ck_assert_ptr_nonnull(file);
  ck_assert_ptr_nonnull(fgets(row.header, LINE, file));
  row.columns = fields_of(row.header, row.name);
  ck_assert_int_eq(rbk_counts_read(NULL,
                                   TEST_SOURCE_DIR
                                   "/tests/generate/counts-2023-24-days.csv",
                                   &counts, &error),
                   RBK_OK);
  ck_assert_uint_eq(rbk_counts_groups(counts), ROWS);
  rbk_generate_options options = {.seed = 1};
  for (size_t i = 0; i < ROWS; i++) {
    rbk_register *reg = NULL;
    rbk_date day;
    /* Every shape is used: each row goes by another. */
    rbk_folder_options how = {.shape =
                                  (rbk_folder_shape)(i % RBK_FOLDER_SHAPES)};
    test_folder folder = folder_begin(TEST_BINARY_DIR);
    ck_assert(next_row(&row, file));
    ck_assert(rbk_date_parse(rbk_text_of(row.value[1]), &day));
    ck_assert_msg(rbk_counts_register(counts, i, &options, &reg, &error) ==
                      RBK_OK,
                  "%s", error.text);
    ck_assert_int_eq(reg->calendar.date[0], day);
    ck_assert_int_eq(rbk_folder_write(reg, folder.path, &how, &error), RBK_OK);
    rbk_register_destroy(reg);
    sums all = evaluated(folder.path, day);
    check_row(&row, &all);
    folder_end(&folder);
  }
  ck_assert(!next_row(&row, file));
  fclose(file);
  rbk_counts_destroy(counts);
}
END_TEST

int main(void) {
  return TEST_RUN("published", all_published_days_come_back_exactly);
}
