/* The example schools: what their READMEs say of how they were made, and that
 * they show what a newcomer should see. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/callbacks.h"
#include "generate/generate.h"
#include "rollbook/run.h"
#include "support/folder.h"
#include "support/suite.h"
#include "write/folder.h"

static const char examples[] = TEST_SOURCE_DIR "/examples";

static void same_file(const char *example, const test_folder *made,
                      const char *name) {
  test_folder kept;
  ck_assert_int_lt(
      snprintf(kept.path, sizeof kept.path, "%s/%s", examples, example),
      (int)sizeof kept.path);
  char *a = folder_text(&kept, name), *b = folder_text(made, name);
  ck_assert_msg(strcmp(a, b) == 0, "%s/%s is not what its seed gives", example,
                name);
  free(a);
  free(b);
}

static void comes_again(rbk_generate_options options) {
  static const char *const files[] = {"school.json", "calendar.json",
                                      "pupils.csv", "marks.csv"};
  rbk_folder_options how = {.calendar_source = rbk_generate_calendar_source()};
  rbk_register *reg = NULL;
  test_folder made = folder_begin(TEST_BINARY_DIR);
  options.policy = "la/bedford";
  ck_assert_int_eq(rbk_generate(&options, &reg, NULL), RBK_OK);
  ck_assert_int_eq(rbk_folder_write(reg, made.path, &how, NULL), RBK_OK);
  rbk_register_destroy(reg);
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    same_file(options.id, &made, files[i]);
  folder_end(&made);
}

START_TEST(both_schools_come_again_from_their_seeds_byte_by_byte) {
  comes_again((rbk_generate_options){
      .id = "bedford-secondary", .pupils = 900, .seed = 2024});
  comes_again((rbk_generate_options){
      .id = "small-primary", .phase = RBK_PRIMARY, .pupils = 30, .seed = 3});
}
END_TEST

START_TEST(the_secondary_is_smaller_than_a_megabyte) {
  static const char *const files[] = {"school.json", "calendar.json",
                                      "pupils.csv",  "marks.csv",
                                      "events.csv",  "README.md"};
  test_folder folder;
  size_t size = 0;
  snprintf(folder.path, sizeof folder.path, "%s/bedford-secondary", examples);
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char *text = folder_text(&folder, files[i]);
    size += strlen(text);
    free(text);
  }
  ck_assert_uint_lt(size, 1000000);
}
END_TEST

/* --- every band, flag and rule --- */

enum { MOST = 256 };

typedef struct sightings { /* ids of changes seen in the year's replay */
  char ids[MOST][64];
  size_t count;
} sightings;

static rbk_status note(void *context, const rbk_change *change) {
  sightings *seen = context;
  if (change->kind != RBK_CHANGE_BAND &&
      change->kind != RBK_CHANGE_FLAG_RAISED &&
      change->kind != RBK_CHANGE_STAGE_ENTERED &&
      change->kind != RBK_CHANGE_ACTION_FIRED &&
      change->kind != RBK_CHANGE_PROPOSAL && change->kind != RBK_CHANGE_FINDING)
    return RBK_OK;
  for (size_t i = 0; i < seen->count; i++)
    if (strcmp(seen->ids[i], change->id) == 0) return RBK_OK;
  ck_assert_uint_lt(seen->count, MOST);
  ck_assert_uint_lt(strlen(change->id), 64);
  strcpy(seen->ids[seen->count++], change->id);
  return RBK_OK;
}

static bool seen_at_all(const sightings *seen, const char *id) {
  for (size_t i = 0; i < seen->count; i++)
    if (strcmp(seen->ids[i], id) == 0) return true;
  return false;
}

static void must_see(const sightings *seen, const char *id) {
  ck_assert_msg(seen_at_all(seen, id), "nobody shows %s", id);
}

/* What waits for something that nobody recorded of this school, or for a choice
 * or a pattern that it has not got. */
static const char *const of_other_histories[] = {
    "end_part_time",
    "further_sickness_return",
    "judge_notice_to_improve",
    "propose_second_notice",
    "no_third_notice",
    "settle_penalty_notice",
    "notice_for_excluded_pupil",
    "new_pupil_return",
    "deletion_after_leave",
    "deletion_return",
    "tell_social_worker_of_deletion",
    "tell_professionals_daily",
    "update_key_staff",
    "invite_professionals",
    "attendance_in_plan",
    "review_reduced_timetable",
    "possibly_missing",
    "consult_on_school_place",
    "consult_on_managed_move",
    "consult_on_exclusion",
    "consult_on_home_education",
    "consult_on_reduced_timetable",
    "consult_on_medical_needs",
    "meetings_missed",
    "leaves_at_midday",
};

static bool needs_history(const char *id) {
  size_t count = sizeof of_other_histories / sizeof of_other_histories[0];
  for (size_t i = 0; i < count; i++)
    if (strcmp(of_other_histories[i], id) == 0) return true;
  return false;
}

typedef struct year { /* an example school and what its replay shows */
  rbk_register *reg;
  rbk_policy *policy;
  const rbk_plan *plan; /* of the policy's last version */
  sightings *seen;
} year;

static year replayed(const char *example) {
  char path[512];
  year y = {.seen = calloc(1, sizeof *y.seen)};
  rbk_error error = {0};
  rbk_policy_options how = {.size = sizeof how,
                            .folder = TEST_SOURCE_DIR "/policies"};
  rbk_change_sink sink = {.context = y.seen, .change = note};
  ck_assert_ptr_nonnull(y.seen);
  snprintf(path, sizeof path, "%s/%s", examples, example);
  rbk_status status = rbk_register_read(path, NULL, &y.reg, &error);
  if (!status) status = rbk_policy_load(y.reg, &how, &y.policy, &error);
  if (!status) status = rbk_replay(y.reg, y.policy, NULL, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s: %s", error.file, error.text);
  y.plan = y.policy->editions[y.policy->edition_count - 1].plan;
  return y;
}

static void year_end(year *y) {
  free(y->seen);
  rbk_policy_destroy(y->policy);
  rbk_register_destroy(y->reg);
}

START_TEST(the_secondary_shows_every_band_flag_and_rule_of_its_policies) {
  year y = replayed("bedford-secondary");
  const rbk_plan *plan = y.plan;
  const sightings *seen = y.seen;
  ck_assert_uint_ge(plan->rule_count, 14);
  for (size_t i = 0; i < plan->rule_count; i++)
    ck_assert_msg(seen_at_all(seen, plan->rules[i]->id) !=
                      needs_history(plan->rules[i]->id),
                  "%s", plan->rules[i]->id);
  for (size_t i = 0; i < plan->flag_count; i++)
    /* One year has no year before it. */
    if (strcmp(plan->flags[i]->id, "below_last_year") != 0 &&
        !needs_history(plan->flags[i]->id))
      must_see(seen, plan->flags[i]->id);
  for (size_t b = 0; b < plan->band_count; b++)
    for (size_t r = 0; r < plan->bands[b]->row_count; r++) {
      char id[128];
      /* days_off is for profiles that go by days. */
      if (strcmp(plan->bands[b]->name, "days_off") == 0) continue;
      snprintf(id, sizeof id, "%s/%s", plan->bands[b]->name,
               plan->bands[b]->rows[r].id);
      must_see(seen, id);
    }
  year_end(&y);
}
END_TEST

/* What only a choice of the school brings about (who issues notices), a day
 * that is not in the year, a group that does no worse than the school, pupils
 * that a primary school has not got. */
static const char *const not_at_causeway_green[] = {
    "advise_on_notice",
    "issue_first_notice",
    "issue_second_notice",
    "review_policy",
    "lower_than_the_school_looked_after",
    "study_leave_too_young"};

static bool is_out_of_place(const char *id) {
  size_t count = sizeof not_at_causeway_green / sizeof not_at_causeway_green[0];
  for (size_t i = 0; i < count; i++)
    if (strcmp(not_at_causeway_green[i], id) == 0) return true;
  return false;
}

START_TEST(somebody_at_causeway_green_meets_every_part_of_the_policy) {
  year y = replayed("causeway-green");
  ck_assert_uint_ge(y.plan->rule_count, 80);
  for (size_t i = 0; i < y.plan->rule_count; i++)
    ck_assert_msg(seen_at_all(y.seen, y.plan->rules[i]->id) !=
                      is_out_of_place(y.plan->rules[i]->id),
                  "%s", y.plan->rules[i]->id);
  for (size_t i = 0; i < y.plan->flag_count; i++)
    must_see(y.seen, y.plan->flags[i]->id);
  for (size_t i = 0; i < y.plan->coding_count; i++)
    if (!is_out_of_place(y.plan->codings[i]->id))
      must_see(y.seen, y.plan->codings[i]->id);
  for (size_t l = 0; l < y.plan->ladder_count; l++)
    for (size_t i = 0; i < y.plan->ladders[l]->stage_count; i++)
      must_see(y.seen, y.plan->ladders[l]->stages[i].id);
  year_end(&y);
}
END_TEST

int main(void) {
  return TEST_RUN("schools",
                  both_schools_come_again_from_their_seeds_byte_by_byte,
                  the_secondary_is_smaller_than_a_megabyte,
                  the_secondary_shows_every_band_flag_and_rule_of_its_policies,
                  somebody_at_causeway_green_meets_every_part_of_the_policy);
}
