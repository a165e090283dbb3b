/* The shape of NDJSON is a contract: the expected lines are those of the
 * description of the formats, written out. */
#include <stdlib.h>
#include <string.h>

#include "support/decisions.h"
#include "support/suite.h"
#include "write/format.h"

static const char example_line[] =
    "{\"pupil\":\"P0001\",\"as_of\":\"2025-02-14\",\"profile\":\"causeway-"
    "green\","
    "\"policy\":\"school/causeway_green\",\"run\":\"4f1c0a9b7de2\","
    "\"attendance\":{\"possible\":212,\"attended\":190,\"authorised\":12,"
    "\"unauthorised\":10,\"late\":3,\"missing\":0,\"rate\":\"89.62\"},"
    "\"codes\":{\"/\":95,\"\\\\\":92,\"L\":3,\"I\":12,\"O\":10},\"bands\":{},"
    "\"flags\":[{\"id\":\"persistent_absence\",\"clause\":\"SAND-36\","
    "\"since\":\"2025-02-12\"}],\"stages\":{},\"actions\":[{"
    "\"key\":\"letter_below_92/P0001/"
    "2025-spring\",\"rule\":\"letter_below_92\","
    "\"action\":\"send the 92 % letter with the certificate\","
    "\"duty\":\"should\",\"clause\":\"SAND-32\",\"owner\":\"attendance_"
    "officer\","
    "\"parent\":null,\"fired\":\"2025-02-03\",\"due\":\"2025-02-10\","
    "\"due_in\":null,\"status\":\"overdue\",\"done_by\":\"letter.below_92\","
    "\"done_on\":null,\"reason\":null,\"missing\":[],\"because\":[{"
    "\"measure\":\"attendance\",\"value\":\"91.92\",\"n\":182,\"d\":198,"
    "\"is\":\"below\",\"threshold\":\"92\",\"as_of\":\"2025-02-03\"}],"
    "\"marks\":[\"2025-01-30 PM I\",\"2025-02-03 AM O\"]}],"
    "\"proposals\":[],\"findings\":[],\"undetermined\":[],\"no_data\":[]}\n";

START_TEST(the_example_of_the_description_is_written_word_for_word) {
  char *text = decisions_written(RBK_FORMAT_NDJSON, false, 1);
  size_t length = strlen(example_line);
  ck_assert_uint_gt(strlen(text), length);
  text[length] = '\0';
  ck_assert_str_eq(text, example_line);
  free(text);
}
END_TEST

static char *line_of(rbk_format format, size_t number) {
  char *text = decisions_written(format, false, 1);
  char *at = text;
  for (size_t i = 0; i < number; i++) at = strchr(at, '\n') + 1;
  *strchr(at, '\n') = '\0';
  char *line = strdup(at);
  free(text);
  return line;
}

static void has(const char *text, const char *part) {
  ck_assert_msg(strstr(text, part) != NULL, "no %s in %s", part, text);
}

START_TEST(bands_are_objects_or_null_and_clauses_are_as_the_policy_wrote_them) {
  char *line = line_of(RBK_FORMAT_NDJSON, 1);
  has(line, "\"bands\":{\"attendance\":{\"id\":\"very_concerning\","
            "\"label\":\"Very concerning\",\"clause\":[\"BED-16\",\"BED-17\"],"
            "\"since\":\"2025-01-10\"},\"punctuality\":null}");
  has(line, "{\"id\":\"severe_absence\",\"clause\":null,"
            "\"since\":\"2025-01-10\"}");
  free(line);
}
END_TEST

START_TEST(stages_name_their_owners_review_and_what_is_missing) {
  char *line = line_of(RBK_FORMAT_NDJSON, 1);
  has(line, "\"stages\":{\"support\":{\"id\":\"stage_2\",\"clause\":\"BED-20\","
            "\"since\":\"2025-01-13\",\"owner\":[\"head\",\"school_lead\"],"
            "\"review\":\"2025-03-10\",\"missing\":[\"meeting\"]}}");
  free(line);
}
END_TEST

START_TEST(because_has_a_shape_for_each_kind_of_leaf) {
  char *line = line_of(RBK_FORMAT_NDJSON, 1);
  has(line, "\"because\":[{\"measure\":\"unauthorised_in_ten_weeks\","
            "\"value\":\"10\",\"is\":\"at_least\",\"threshold\":\"10\","
            "\"as_of\":\"2025-02-07\"},"
            "{\"event\":\"meeting\",\"id\":\"E7\",\"date\":\"2025-01-20\"},"
            "{\"attribute\":\"send\",\"value\":\"K\"},"
            "{\"holds\":\"compulsory_school_age\"}]");
  free(line);
}
END_TEST

START_TEST(a_blocked_action_has_no_due_day_and_names_what_is_missing) {
  char *line = line_of(RBK_FORMAT_NDJSON, 1);
  has(line, "\"parent\":\"M1\",\"fired\":\"2025-02-07\",\"due\":null,"
            "\"due_in\":null,\"status\":\"blocked\",\"done_by\":[\"notice\","
            "\"no_notice\"],\"done_on\":null,\"reason\":null,"
            "\"missing\":[\"support offered\"]");
  has(line, "\"due\":null,\"due_in\":\"2 school days after 2025-07-21\"");
  free(line);
}
END_TEST

START_TEST(findings_and_proposals_have_one_shape) {
  char *line = line_of(RBK_FORMAT_NDJSON, 1);
  has(line, "\"proposals\":[{\"id\":\"n_after_five_days\","
            "\"date\":\"2025-02-03\",\"session\":\"AM\",\"code\":\"N\","
            "\"propose\":\"O\",\"owner\":\"office\",\"due\":\"2025-02-10\","
            "\"clause\":\"REG-10-8\"}]");
  has(line, "\"findings\":[{\"id\":\"withdrawn_code\",\"date\":\"2025-02-04\","
            "\"session\":\"PM\",\"code\":\"H\",\"propose\":null,"
            "\"owner\":\"office\",\"due\":null,\"clause\":\"CODES\"}]");
  has(line, "\"undetermined\":[{\"id\":\"letter_90\","
            "\"cause\":\"script error at school/x.lua:12\"}],"
            "\"no_data\":[{\"id\":\"trend\","
            "\"cause\":\"no possible sessions\"}]}");
  free(line);
}
END_TEST

START_TEST(a_pupil_without_possible_sessions_has_the_rate_null) {
  char *line = line_of(RBK_FORMAT_NDJSON, 2);
  has(line, "{\"pupil\":\"P0003\"");
  has(line, "\"missing\":0,\"rate\":null},\"codes\":{},\"bands\":{},"
            "\"flags\":[],\"stages\":{},\"actions\":[],");
  free(line);
}
END_TEST

START_TEST(a_group_has_its_actions_and_nothing_of_a_pupil) {
  char *line = line_of(RBK_FORMAT_NDJSON, 3);
  static const char beginning[] =
      "{\"group\":\"everyone\",\"as_of\":\"2025-02-14\","
      "\"profile\":\"causeway-green\","
      "\"policy\":\"school/causeway_green\",\"run\":\"4f1c0a9b7de2\","
      "\"actions\":[{\"key\":";
  ck_assert_int_eq(strncmp(line, beginning, strlen(beginning)), 0);
  static const char end[] = "\"because\":[],\"marks\":[]}]}";
  ck_assert_str_eq(line + strlen(line) - strlen(end), end);
  free(line);
}
END_TEST

START_TEST(a_register_not_taken_is_said_of_everyone) {
  const rbk_finding finding = {
      .id = "register_not_taken", .date = "2025-02-12", .session = "PM"};
  const rbk_decision everyone = {.group = "everyone",
                                 .as_of = "2025-02-14",
                                 .findings = &finding,
                                 .finding_count = 1};
  const rbk_run_head head = {.profile = "school", .run = "4f1c0a9b7de2"};
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  rbk_put_decision(&out, &head, &everyone);
  ck_assert_str_eq(
      rbk_buffer_string(&out),
      "{\"group\":\"everyone\",\"as_of\":\"2025-02-14\","
      "\"profile\":\"school\",\"policy\":null,\"run\":\"4f1c0a9b7de2\","
      "\"actions\":[],\"findings\":[{\"id\":\"register_not_taken\","
      "\"date\":\"2025-02-12\",\"session\":\"PM\",\"code\":null,"
      "\"propose\":null,\"owner\":null,\"due\":null,\"clause\":null}]}");
  rbk_buffer_finish(&out);
}
END_TEST

START_TEST(changes_are_written_with_null_and_empty_where_nothing_applies) {
  char *text = changes_written(RBK_FORMAT_NDJSON, 1);
  ck_assert_str_eq(
      text,
      "{\"date\":\"2025-02-03\",\"pupil\":\"P0001\",\"event\":\"action.fired\","
      "\"id\":\"letter_below_92\",\"key\":\"letter_below_92/P0001/"
      "2025-spring\","
      "\"parent\":null,\"clause\":\"SAND-32\",\"due\":\"2025-02-10\","
      "\"because\":[{\"measure\":\"attendance\",\"value\":\"91.92\",\"n\":182,"
      "\"d\":198,\"is\":\"below\",\"threshold\":\"92\","
      "\"as_of\":\"2025-02-03\"}]}\n"
      "{\"date\":\"2025-02-11\",\"pupil\":\"P0001\","
      "\"event\":\"action.overdue\",\"id\":\"letter_below_92\","
      "\"key\":\"letter_below_92/P0001/2025-spring\",\"parent\":null,"
      "\"clause\":\"SAND-32\",\"due\":\"2025-02-10\",\"because\":[]}\n"
      "{\"date\":\"2025-02-12\",\"pupil\":null,\"event\":\"flag.raised\","
      "\"id\":\"persistent_absence\",\"key\":null,\"parent\":null,"
      "\"clause\":[\"SAND-36\",\"SAND-37\"],\"due\":null,\"because\":[]}\n");
  free(text);
}
END_TEST

/* The text without its line ends, brackets and the commas between lines. */
static void same_objects(const char *json, const char *ndjson) {
  ck_assert_int_eq(json[0], '[');
  json++;
  while (*ndjson) {
    size_t length = strcspn(ndjson, "\n");
    ck_assert_int_eq(json[0], '\n');
    ck_assert_int_eq(strncmp(json + 1, ndjson, length), 0);
    json += 1 + length;
    ndjson += length + 1;
    if (*ndjson) {
      ck_assert_int_eq(json[0], ',');
      json++;
    }
  }
  ck_assert_str_eq(json, "\n]\n");
}

START_TEST(json_is_one_list_of_the_same_objects_of_all_runs) {
  char *json = decisions_written(RBK_FORMAT_JSON, false, 2);
  char *ndjson = decisions_written(RBK_FORMAT_NDJSON, false, 2);
  same_objects(json, ndjson);
  free(json);
  free(ndjson);
  json = changes_written(RBK_FORMAT_JSON, 2);
  ndjson = changes_written(RBK_FORMAT_NDJSON, 2);
  same_objects(json, ndjson);
  free(json);
  free(ndjson);
}
END_TEST

START_TEST(json_without_any_run_is_an_empty_list) {
  char *json = decisions_written(RBK_FORMAT_JSON, false, 0);
  ck_assert_str_eq(json, "[\n]\n");
  free(json);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "ndjson", the_example_of_the_description_is_written_word_for_word,
      bands_are_objects_or_null_and_clauses_are_as_the_policy_wrote_them,
      stages_name_their_owners_review_and_what_is_missing,
      because_has_a_shape_for_each_kind_of_leaf,
      a_blocked_action_has_no_due_day_and_names_what_is_missing,
      findings_and_proposals_have_one_shape,
      a_pupil_without_possible_sessions_has_the_rate_null,
      a_group_has_its_actions_and_nothing_of_a_pupil,
      a_register_not_taken_is_said_of_everyone,
      changes_are_written_with_null_and_empty_where_nothing_applies,
      json_is_one_list_of_the_same_objects_of_all_runs,
      json_without_any_run_is_an_empty_list);
}
