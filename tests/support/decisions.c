#include "support/decisions.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ONE(text)                                                              \
  { (const char *const[]){text}, 1, false }
#define TWO(a, b)                                                              \
  { (const char *const[]){a, b}, 2, true }

static const rbk_digest_of policies[] = {
    {"school/causeway_green",
     "1111111111111111111111111111111111111111111111111111111111111111"},
    {"national/england",
     "2222222222222222222222222222222222222222222222222222222222222222"},
};
const rbk_run_record decisions_record = {
    .run = "4f1c0a9b7de2",
    .profile = "causeway-green",
    .as_of = "2025-02-14",
    .policies = policies,
    .policy_count = COUNT(policies),
    .parameters =
        "3333333333333333333333333333333333333333333333333333333333333333",
    .codes = "4444444444444444444444444444444444444444444444444444444444444444",
    .reg = "5555555555555555555555555555555555555555555555555555555555555555",
    .pupils = 3,
    .undetermined = 1,
    .no_data = 1,
    .findings = 1,
    .actions = 5,
};

static const char *const marks_below_92[] = {"2025-01-30 PM I",
                                             "2025-02-03 AM O"};
static const rbk_because below_92[] = {{
    .kind = RBK_BECAUSE_MEASURE,
    .name = "attendance",
    .value = "91.92",
    .ratio = true,
    .n = 182,
    .d = 198,
    .is = "below",
    .threshold = "92",
    .as_of = "2025-02-03",
}};

/* ---- P0001: the example of the description, word for word ---- */

static const rbk_code_count example_codes[] = {
    {"/", 95}, {"\\", 92}, {"L", 3}, {"I", 12}, {"O", 10}};
static const rbk_flag_now example_flags[] = {{"persistent_absence",
                                              "Persistently absent",
                                              "2025-02-12", ONE("SAND-36")}};
static const rbk_action_now example_actions[] = {{
    .key = "letter_below_92/P0001/2025-spring",
    .rule = "letter_below_92",
    .action = "send the 92 % letter with the certificate",
    .duty = "should",
    .clause = ONE("SAND-32"),
    .owner = ONE("attendance_officer"),
    .fired = "2025-02-03",
    .due = "2025-02-10",
    .status = RBK_ACTION_OVERDUE,
    .done_by = ONE("letter.below_92"),
    .missing = {NULL, 0, true},
    .because = below_92,
    .because_count = 1,
    .marks = {marks_below_92, 2, true},
}};
const rbk_decision decisions_example = {
    .pupil = "P0001",
    .as_of = "2025-02-14",
    .policy = "school/causeway_green",
    .on_roll = true,
    .attendance = {212, 190, 12, 10, 3, 0, "89.62"},
    .codes = example_codes,
    .code_count = COUNT(example_codes),
    .flags = example_flags,
    .flag_count = COUNT(example_flags),
    .actions = example_actions,
    .action_count = COUNT(example_actions),
};

/* ---- P0002: something of everything ---- */

static const rbk_code_count full_codes[] = {{"/", 1}, {"O", 1}};
static const rbk_band_now full_bands[] = {
    {"attendance", "very_concerning", "Very concerning", "2025-01-10",
     TWO("BED-16", "BED-17"), NULL},
    {"punctuality", NULL, NULL, NULL, {NULL, 0, false}, "too few sessions yet"},
};
static const rbk_flag_now full_flags[] = {
    {"persistent_absence", "Persistently absent", "2025-01-10", ONE("SAND-36")},
    {"severe_absence", "Severely absent", "2025-01-10", {NULL, 0, false}},
};
static const rbk_stage_now full_stages[] = {{
    "support",
    "stage_2",
    "Stage 2: formal support",
    "2025-01-13",
    "2025-03-10",
    ONE("BED-20"),
    TWO("head", "school_lead"),
    {(const char *const[]){"meeting"}, 1, true},
}};
static const rbk_because of_all_kinds[] = {
    {.kind = RBK_BECAUSE_MEASURE,
     .name = "unauthorised_in_ten_weeks",
     .value = "10",
     .is = "at_least",
     .threshold = "10",
     .as_of = "2025-02-07"},
    {.kind = RBK_BECAUSE_EVENT,
     .name = "meeting",
     .id = "E7",
     .date = "2025-01-20"},
    {.kind = RBK_BECAUSE_ATTRIBUTE, .name = "send", .value = "K"},
    {.kind = RBK_BECAUSE_HOLDS, .name = "compulsory_school_age"},
};
static const rbk_action_now full_actions[] = {
    {.key = "call_home/P0002/2025-02-13",
     .rule = "call_home",
     .action = "ring, \"first day\" call",
     .duty = "must",
     .clause = ONE("C1"),
     .owner = ONE("office"),
     .fired = "2025-02-13",
     .due = "2025-02-13T11:45",
     .status = RBK_ACTION_DONE,
     .done_by = ONE("call"),
     .done_on = "2025-02-13",
     .missing = {NULL, 0, true}},
    {.key = "notice/P0002/M1/2025-02-07",
     .rule = "notice",
     .action = "consider a penalty notice",
     .duty = "must",
     .clause = TWO("PN-1", "PN-2"),
     .owner = TWO("head", "la_officer"),
     .parent = "M1",
     .fired = "2025-02-07",
     .status = RBK_ACTION_BLOCKED,
     .done_by = TWO("notice", "no_notice"),
     .missing = {(const char *const[]){"support offered"}, 1, true},
     .because = of_all_kinds,
     .because_count = COUNT(of_all_kinds)},
    {.key = "notice/P0002/M2/2025-02-07",
     .rule = "notice",
     .action = "consider a penalty notice",
     .duty = "must",
     .clause = TWO("PN-1", "PN-2"),
     .owner = TWO("head", "la_officer"),
     .parent = "M2",
     .fired = "2025-02-07",
     .status = RBK_ACTION_BLOCKED,
     .done_by = TWO("notice", "no_notice"),
     .missing = {(const char *const[]){"support offered"}, 1, true},
     .because = of_all_kinds,
     .because_count = COUNT(of_all_kinds)},
    {.key = "visit/P0002/2025-02-10",
     .rule = "visit",
     .action = "visit the home",
     .duty = "may",
     .clause = ONE("C9"),
     .owner = ONE("ews"),
     .fired = "2025-02-10",
     .due_in = "2 school days after 2025-07-21",
     .status = RBK_ACTION_DUE,
     .done_by = ONE("visit"),
     .missing = {NULL, 0, true}},
};
static const rbk_finding full_proposals[] = {{
    "n_after_five_days",
    "2025-02-03",
    "AM",
    "N",
    "O",
    "reason not found in time",
    "2025-02-10",
    ONE("office"),
    ONE("REG-10-8"),
}};
static const rbk_finding full_findings[] = {{
    "withdrawn_code",
    "2025-02-04",
    "PM",
    "H",
    NULL,
    "code withdrawn in 2024",
    NULL,
    ONE("office"),
    ONE("CODES"),
}};
static const rbk_unsure full_undetermined[] = {
    {"letter_90", "script error at school/x.lua:12"}};
static const rbk_unsure full_no_data[] = {{"trend", "no possible sessions"}};
const rbk_decision decisions_full = {
    .pupil = "P0002",
    .as_of = "2025-02-14",
    .policy = "school/causeway_green",
    .on_roll = true,
    .attendance = {2, 1, 0, 1, 0, 1, "50.00"},
    .codes = full_codes,
    .code_count = COUNT(full_codes),
    .bands = full_bands,
    .band_count = COUNT(full_bands),
    .flags = full_flags,
    .flag_count = COUNT(full_flags),
    .stages = full_stages,
    .stage_count = COUNT(full_stages),
    .actions = full_actions,
    .action_count = COUNT(full_actions),
    .proposals = full_proposals,
    .proposal_count = COUNT(full_proposals),
    .findings = full_findings,
    .finding_count = COUNT(full_findings),
    .undetermined = full_undetermined,
    .undetermined_count = COUNT(full_undetermined),
    .no_data = full_no_data,
    .no_data_count = COUNT(full_no_data),
};

const rbk_decision decisions_quiet = {
    .pupil = "P0003",
    .as_of = "2025-02-14",
    .policy = "school/causeway_green",
    .attendance = {0, 0, 0, 0, 0, 0, NULL},
};

static const rbk_action_now group_actions[] = {{
    .key = "tell_governors/everyone/2025-spring",
    .rule = "tell_governors",
    .action = "tell the governors",
    .duty = "should",
    .clause = ONE("G1"),
    .owner = ONE("head"),
    .fired = "2025-02-03",
    .due = "2025-02-28",
    .status = RBK_ACTION_DUE,
    .done_by = ONE("governors.told"),
    .missing = {NULL, 0, true},
}};
const rbk_decision decisions_group = {
    .group = "everyone",
    .as_of = "2025-02-14",
    .policy = "school/causeway_green",
    .actions = group_actions,
    .action_count = COUNT(group_actions),
};

const rbk_change decisions_changes[] = {
    {.date = "2025-02-03",
     .pupil = "P0001",
     .kind = RBK_CHANGE_ACTION_FIRED,
     .id = "letter_below_92",
     .key = "letter_below_92/P0001/2025-spring",
     .due = "2025-02-10",
     .clause = ONE("SAND-32"),
     .because = below_92,
     .because_count = 1},
    {.date = "2025-02-11",
     .pupil = "P0001",
     .kind = RBK_CHANGE_ACTION_OVERDUE,
     .id = "letter_below_92",
     .key = "letter_below_92/P0001/2025-spring",
     .due = "2025-02-10",
     .clause = ONE("SAND-32")},
    {.date = "2025-02-12",
     .pupil = NULL,
     .kind = RBK_CHANGE_FLAG_RAISED,
     .id = "persistent_absence",
     .clause = TWO("SAND-36", "SAND-37")},
};
const size_t decisions_change_count = COUNT(decisions_changes);

static rbk_status open_output(const rbk_alloc *alloc, const char *path,
                              rbk_buffer *into, rbk_output **output,
                              rbk_error *error) {
  return path ? rbk_output_file(alloc, path, output, error)
              : rbk_output_buffer(alloc, into, output, error);
}

rbk_status decisions_write(const rbk_writer_options *options, const char *path,
                           size_t runs, rbk_buffer *into, rbk_error *error) {
  static const rbk_decision *const all[] = {&decisions_example, &decisions_full,
                                            &decisions_quiet, &decisions_group};
  rbk_output *output = NULL;
  rbk_writer *writer = NULL;
  rbk_status status = open_output(options->alloc, path, into, &output, error);
  if (status == RBK_OK)
    status = rbk_writer_decisions(options, output, &writer, error);
  for (size_t run = 0; run < runs && status == RBK_OK; run++) {
    rbk_decision_sink sink = rbk_writer_decision_sink(writer);
    status = sink.started(sink.context, &decisions_record);
    for (size_t i = 0; i < COUNT(all) && status == RBK_OK; i++)
      status = sink.decision(sink.context, all[i]);
    if (status == RBK_OK)
      status = sink.finished(sink.context, &decisions_record);
  }
  if (status == RBK_OK) status = rbk_writer_end(writer);
  if (status == RBK_OK) status = rbk_output_commit(output, error);
  rbk_writer_destroy(writer);
  rbk_output_destroy(output);
  return status;
}

rbk_status changes_write(const rbk_writer_options *options, const char *path,
                         size_t runs, rbk_buffer *into, rbk_error *error) {
  rbk_output *output = NULL;
  rbk_writer *writer = NULL;
  rbk_run_record record = decisions_record;
  record.as_of = NULL;
  rbk_status status = open_output(options->alloc, path, into, &output, error);
  if (status == RBK_OK)
    status = rbk_writer_changes(options, output, &writer, error);
  for (size_t run = 0; run < runs && status == RBK_OK; run++) {
    rbk_change_sink sink = rbk_writer_change_sink(writer);
    status = sink.started(sink.context, &record);
    for (size_t i = 0; i < decisions_change_count && status == RBK_OK; i++)
      status = sink.change(sink.context, &decisions_changes[i]);
    if (status == RBK_OK) status = sink.finished(sink.context, &record);
  }
  if (status == RBK_OK) status = rbk_writer_end(writer);
  if (status == RBK_OK) status = rbk_output_commit(output, error);
  rbk_writer_destroy(writer);
  rbk_output_destroy(output);
  return status;
}

static char *text_of(rbk_status status, const rbk_error *error,
                     rbk_buffer *buffer) {
  ck_assert_msg(status == RBK_OK, "status %d: %s", (int)status, error->text);
  const char *text = rbk_buffer_string(buffer);
  ck_assert_ptr_nonnull(text);
  char *copy = strdup(text);
  ck_assert_ptr_nonnull(copy);
  rbk_buffer_finish(buffer);
  return copy;
}

char *decisions_written(rbk_format format, bool colours, size_t runs) {
  rbk_writer_options options = {.format = format, .colours = colours};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  rbk_status status = decisions_write(&options, NULL, runs, &buffer, &error);
  return text_of(status, &error, &buffer);
}

char *changes_written(rbk_format format, size_t runs) {
  rbk_writer_options options = {.format = format};
  rbk_error error = {.status = RBK_OK};
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, NULL);
  rbk_status status = changes_write(&options, NULL, runs, &buffer, &error);
  return text_of(status, &error, &buffer);
}
