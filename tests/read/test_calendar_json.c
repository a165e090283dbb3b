/* calendar.json, strictly. */
#include "small_school.h"

#define HALF                                                                   \
  "{\"name\":\"Autumn 1\",\"term\":\"autumn\",\"number\":1,"                   \
  "\"from\":\"2024-09-02\",\"to\":\"2024-09-13\"}"
/* One year with these further members. */
#define YEAR(more)                                                             \
  "{\n\"school_year\":\"2024/25\",\n\"half_terms\":[\n" HALF "\n]" more "\n}"  \
  "\n"

static rbk_register *read_calendar(const char *calendar) {
  test_folder folder = folder_begin(TEST_BINARY_DIR);
  folder_write(&folder, "calendar.json", calendar);
  folder_write(&folder, "marks.csv", LONG);
  return read_and_end(&folder);
}

START_TEST(term_dates_give_the_days_their_source_states) {
  /* The published counts of school days stand in the files themselves and
   * are checked when they are read: 190 days are 380 sessions. */
  rbk_register *reg = read_calendar(
      "{\"school_year\":\"2024/25\",\"source\":\"a secondary, Bedford\","
      "\"half_terms\":["
      "{\"term\":\"autumn\",\"number\":1,\"from\":\"2024-09-03\","
      "\"to\":\"2024-10-25\"},"
      "{\"term\":\"autumn\",\"number\":2,\"from\":\"2024-11-05\","
      "\"to\":\"2024-12-20\"},"
      "{\"term\":\"spring\",\"number\":3,\"from\":\"2025-01-07\","
      "\"to\":\"2025-02-14\"},"
      "{\"term\":\"spring\",\"number\":4,\"from\":\"2025-02-24\","
      "\"to\":\"2025-04-04\"},"
      "{\"term\":\"summer\",\"number\":5,\"from\":\"2025-04-23\","
      "\"to\":\"2025-05-23\"},"
      "{\"term\":\"summer\",\"number\":6,\"from\":\"2025-06-02\","
      "\"to\":\"2025-07-18\"}],"
      "\"closures\":[{\"date\":\"2025-05-05\",\"reason\":\"bank holiday\"}],"
      "\"school_days\":189,\"sessions\":378}");
  ck_assert_uint_eq(rbk_register_days(reg), 189);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(everything_a_calendar_may_say_arrives) {
  rbk_register *reg = read_calendar(
      YEAR(",\"closures\":[{\"from\":\"2024-09-05\",\"to\":\"2024-09-06\"}],"
           "\"single_sessions\":[{\"date\":\"2024-09-11\",\"session\":\"PM\","
           "\"reason\":\"boiler\"}],"
           "\"periods\":[{\"name\":\"exams\",\"from\":\"2024-09-09\","
           "\"to\":\"2024-09-10\",\"year_groups\":[\"11\",13]},"
           "{\"name\":\"tour\",\"from\":\"2024-09-09\",\"to\":\"2024-09-10\"}],"
           "\"bank_holidays\":[\"2025-05-26\",\"2025-05-05\"],"
           "\"school_days\":8,\"sessions\":15"));
  const rbk_calendar *c = &reg->calendar;
  ck_assert_uint_eq(c->day_count, 8); /* ten weekdays less two */
  ck_assert_uint_eq(c->sessions[school_day(reg, "2024-09-11")], RBK_PM);
  ck_assert_uint_eq(c->named_count, 2);
  ck_assert_uint_eq(c->named[0].year_group_count, 2);
  ck_assert_str_eq(c->named[0].year_groups[1], "13");
  ck_assert_ptr_null(c->named[1].year_groups);
  ck_assert_uint_eq(c->bank_holiday_count, 2);
  ck_assert(rbk_calendar_is_bank_holiday(c, RBK_DATE(2025, 5, 5)));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(several_years_stand_in_one_file) {
  rbk_register *reg = read_calendar(SMALL_CALENDAR);
  ck_assert_uint_eq(rbk_register_days(reg), 14); /* 5 + 9 */
  rbk_register_destroy(reg);
}
END_TEST

typedef struct refusal {
  const char *calendar;
  size_t line;
  const char *text;
} refusal;

static const refusal refusals[] = {
    {"{\n\"school_year\":\n}", 3, "is not JSON"},
    {"[]", 1, "must be an object"},
    {"{\"a\":1,\"a\":2}", 1, "is not JSON"},
    {YEAR(",\n\"closure\":[]"), 6,
     "closure is not known here; did you mean 'closures'?"},
    {"{\"years\":[],\n\"school_year\":\"2024/25\"}", 2,
     "school_year is not known here"},
    {"{\"years\":[]}", 1, "years is empty"},
    {"{\n\"half_terms\":[" HALF "]}", 1, "school_year is missing"},
    {"{\n\"school_year\":\"2024/26\",\n\"half_terms\":[" HALF "]}", 2,
     "school_year must be a school year such as"},
    {"{\n\"school_year\":\"2024/25\"}", 1, "half_terms is missing or empty"},
    {"{\n\"school_year\":\"2024/25\",\"half_terms\":{}}", 2,
     "half_terms must be a list"},
    {"{\"years\":[{\"school_year\":\"2024/25\",\"half_terms\":[" HALF
     "]},\n{\"school_year\":\"2024/25\",\"half_terms\":[" HALF "]}]}",
     2, "years[1].school_year stands twice"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[\n{\"term\":\"winter\","
     "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-09-13\"}]}",
     2, "half_terms[0].term must be autumn, spring or summer"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[\n{\"term\":\"autumn\","
     "\"number\":7,\"from\":\"2024-09-02\",\"to\":\"2024-09-13\"}]}",
     2, "half_terms[0].number must be a number from 1 to 6"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[\n{\"term\":\"autumn\","
     "\"number\":1,\"from\":\"2024-09-02\"}]}",
     2, "half_terms[0].to is missing"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[\n{\"term\":\"autumn\","
     "\"number\":1,\"from\":\"2024-09-02\",\n\"to\":\"13/09/2024\"}]}",
     3, "half_terms[0].to '13/09/2024' is no date"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[\n{\"term\":\"autumn\","
     "\"number\":1,\"from\":\"2023-09-02\",\n\"to\":\"2024-09-13\"}]}",
     2, "from '2023-09-02' is not in the school year 2024/25"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[\n{\"term\":\"autumn\","
     "\"number\":1,\"from\":\"2024-09-14\",\n\"to\":\"2024-09-13\"}]}",
     3, "half_terms[0].to lies before 'from'"},
    {"{\"school_year\":\"2024/25\",\"half_terms\":[" HALF ",\n{\"term\":"
     "\"autumn\",\"number\":2,\"from\":\"2024-09-13\",\"to\":"
     "\"2024-09-20\"}]}",
     1, "overlap"},
    {YEAR(",\n\"closures\":[{\"date\":\"2024-09-05\",\"to\":"
          "\"2024-09-05\"}]"),
     6, "closures[0] has 'date' and 'from' or 'to'"},
    {YEAR(",\n\"closures\":[{\"date\":\"2025-09-05\"}]"), 6,
     "closures[0].date '2025-09-05' is not in the school year 2024/25"},
    {YEAR(",\n\"single_sessions\":[{\"date\":\"2024-09-05\","
          "\"session\":\"am\"}]"),
     6, "single_sessions[0].session must be AM or PM"},
    {YEAR(",\n\"single_sessions\":[{\"date\":\"2024-09-07\","
          "\"session\":\"AM\"}]"),
     1, "the school is closed then"},
    {YEAR(",\n\"periods\":[{\"name\":\"\",\"from\":\"2024-09-05\",\"to\":"
          "\"2024-09-05\"}]"),
     6, "periods[0].name is empty"},
    {YEAR(",\n\"periods\":[{\"name\":\"x\",\"from\":\"2024-09-05\",\"to\":"
          "\"2024-09-05\",\"year_groups\":[]}]"),
     6, "periods[0].year_groups is empty"},
    {YEAR(",\n\"bank_holidays\":[\"2025-02-29\"]"), 6,
     "bank_holidays[0] '2025-02-29' is no date"},
    {YEAR(",\n\"school_days\":190"), 6,
     "school_days is 190, but the half terms less the closures make 10"},
    {YEAR(",\n\"school_days\":10,\n\"sessions\":19"), 7,
     "sessions is 19, but the school days make 20"},
    {YEAR(",\n\"sessions\":-1"), 6, "sessions must be a whole number"},
};
enum { REFUSALS = sizeof refusals / sizeof refusals[0] };

START_TEST(each_bad_calendar_is_refused_with_line_and_path) {
  for (size_t i = 0; i < REFUSALS; i++) {
    test_folder folder = folder_begin(TEST_BINARY_DIR);
    folder_write(&folder, "calendar.json", refusals[i].calendar);
    folder_write(&folder, "marks.csv", LONG);
    rbk_register *reg = NULL;
    rbk_error error = {0};
    ck_assert_int_eq(rbk_register_read(folder.path, NULL, &reg, &error),
                     RBK_REJECTED);
    ck_assert_msg(strstr(error.text, refusals[i].text), "%zu: %s", i,
                  error.text);
    ck_assert_msg(error.line == refusals[i].line, "%zu: line %zu: %s", i,
                  error.line, error.text);
    folder_end(&folder);
  }
}
END_TEST

int main(void) {
  return TEST_RUN("calendar.json", term_dates_give_the_days_their_source_states,
                  everything_a_calendar_may_say_arrives,
                  several_years_stand_in_one_file,
                  each_bad_calendar_is_refused_with_line_and_path);
}
