#include "write/summary.h"

#include <string.h>

#include "base/alloc.h"
#include "register/codes.h"
#include "write/pieces.h"
#include "write/tally.h"

typedef enum section {
  BANDS,
  FLAGS,
  STAGES,
  RULES,
  ACTIONS,
  GROUP_RULES,
  PROPOSALS,
  FINDINGS,
  UNDETERMINED,
  NO_DATA,
  SECTIONS
} section;

/* In the order of print; nested ones count by two names. */
static const struct {
  const char *name;
  bool nested;
} sections[SECTIONS] = {
    [BANDS] = {"bands", true},
    [FLAGS] = {"flags", false},
    [STAGES] = {"stages", true},
    [RULES] = {"rules", true},
    [ACTIONS] = {"actions", false},
    [GROUP_RULES] = {"group_rules", true},
    [PROPOSALS] = {"proposals", false},
    [FINDINGS] = {"findings", false},
    [UNDETERMINED] = {"undetermined", false},
    [NO_DATA] = {"no_data", false},
};

typedef enum figure { /* the numbers that have no names of their own */
                      PUPILS,
                      ON_ROLL,
                      WITH_POSSIBLE,
                      PERSISTENT,
                      SEVERE,
                      POSSIBLE,
                      ATTENDED,
                      AUTHORISED,
                      UNAUTHORISED,
                      LATE,
                      MISSING,
                      FIGURES
} figure;

static const char *const figure_names[FIGURES] = {
    [PUPILS] = "all",
    [ON_ROLL] = "on_roll",
    [WITH_POSSIBLE] = "with_possible",
    [PERSISTENT] = "persistent_absence",
    [SEVERE] = "severe_absence",
    [POSSIBLE] = "possible",
    [ATTENDED] = "attended",
    [AUTHORISED] = "authorised",
    [UNAUTHORISED] = "unauthorised",
    [LATE] = "late",
    [MISSING] = "missing",
};

struct rbk_summary {
  const rbk_alloc *alloc;
  rbk_tally sections[SECTIONS];
  rbk_tally codes;
  int64_t figures[FIGURES];
  bool overflow;
  rbk_buffer runs; /* the records, as they will be printed */
};

rbk_status rbk_summary_create(const rbk_alloc *alloc, rbk_summary **out) {
  rbk_summary *summary = rbk_take(alloc, 1, sizeof *summary);
  if (summary == NULL) return RBK_NOMEM;
  summary->alloc = alloc;
  for (size_t i = 0; i < SECTIONS; i++)
    rbk_tally_init(&summary->sections[i], alloc);
  rbk_tally_init(&summary->codes, alloc);
  rbk_buffer_init(&summary->runs, alloc);
  *out = summary;
  return RBK_OK;
}

void rbk_summary_destroy(rbk_summary *summary) {
  if (summary == NULL) return;
  for (size_t i = 0; i < SECTIONS; i++) rbk_tally_finish(&summary->sections[i]);
  rbk_tally_finish(&summary->codes);
  rbk_buffer_finish(&summary->runs);
  rbk_release(summary->alloc, summary);
}

static void add(rbk_summary *summary, figure which, int64_t more) {
  int64_t *sum = &summary->figures[which];
  if (!rbk_checked_add(*sum, more, sum)) summary->overflow = true;
}

/* A pupil's own absence against the pupil's own possible sessions, compared
 * as whole numbers: 10 % or more is persistent (the DfE's test since 2015/16,
 * methodology 3.2.2), 50 % or more severe. */
static void add_absence(rbk_summary *summary, const rbk_attendance *figures) {
  int64_t absent, tenfold, twofold;
  if (figures->possible <= 0) return;
  add(summary, WITH_POSSIBLE, 1);
  if (!rbk_checked_add(figures->authorised, figures->unauthorised, &absent) ||
      !rbk_checked_mul(10, absent, &tenfold) ||
      !rbk_checked_mul(2, absent, &twofold)) {
    summary->overflow = true;
    return;
  }
  if (tenfold >= figures->possible) add(summary, PERSISTENT, 1);
  if (twofold >= figures->possible) add(summary, SEVERE, 1);
}

static void add_figures(rbk_summary *summary, const rbk_decision *decision) {
  const rbk_attendance *figures = &decision->attendance;
  add(summary, PUPILS, 1);
  if (decision->on_roll) add(summary, ON_ROLL, 1);
  add(summary, POSSIBLE, figures->possible);
  add(summary, ATTENDED, figures->attended);
  add(summary, AUTHORISED, figures->authorised);
  add(summary, UNAUTHORISED, figures->unauthorised);
  add(summary, LATE, figures->late);
  add(summary, MISSING, figures->missing);
  add_absence(summary, figures);
  for (size_t i = 0; i < decision->code_count; i++)
    rbk_tally_add(&summary->codes, decision->codes[i].code, "", 0,
                  decision->codes[i].count);
}

static void add_one(rbk_summary *summary, section where, const char *group,
                    const char *name) {
  rbk_tally_add(&summary->sections[where], group, name, 0, 1);
}

/* A pupil with two letters of one rule and status is one pupil. */
static bool seen_before(const rbk_decision *decision, size_t index) {
  const rbk_action_now *action = &decision->actions[index];
  for (size_t i = 0; i < index; i++)
    if (decision->actions[i].status == action->status &&
        strcmp(decision->actions[i].rule, action->rule) == 0)
      return true;
  return false;
}

static void add_actions(rbk_summary *summary, const rbk_decision *decision) {
  bool of_group = decision->group != NULL;
  for (size_t i = 0; i < decision->action_count; i++) {
    const rbk_action_now *action = &decision->actions[i];
    const char *status = rbk_action_status_name(action->status);
    if (of_group || !seen_before(decision, i))
      add_one(summary, of_group ? GROUP_RULES : RULES, action->rule, status);
    if (!of_group) add_one(summary, ACTIONS, status, "");
  }
}

static void add_findings(rbk_summary *summary, section where,
                         const rbk_finding *findings, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool again = false;
    for (size_t j = 0; j < i && !again; j++)
      again = strcmp(findings[j].id, findings[i].id) == 0;
    if (!again) add_one(summary, where, findings[i].id, "");
  }
}

static void add_unsure(rbk_summary *summary, section where,
                       const rbk_unsure *unsure, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool again = false;
    for (size_t j = 0; j < i && !again; j++)
      again = strcmp(unsure[j].id, unsure[i].id) == 0;
    if (!again) add_one(summary, where, unsure[i].id, "");
  }
}

static void add_standing(rbk_summary *summary, const rbk_decision *decision) {
  for (size_t i = 0; i < decision->band_count; i++) {
    const rbk_band_now *band = &decision->bands[i];
    add_one(summary, BANDS, band->name, band->id ? band->id : "");
  }
  for (size_t i = 0; i < decision->flag_count; i++)
    add_one(summary, FLAGS, decision->flags[i].id, "");
  for (size_t i = 0; i < decision->stage_count; i++)
    add_one(summary, STAGES, decision->stages[i].ladder,
            decision->stages[i].id);
}

static rbk_status status_of(const rbk_summary *summary) {
  if (summary->overflow) return RBK_OVERFLOW;
  for (size_t i = 0; i < SECTIONS; i++)
    if (summary->sections[i].status != RBK_OK)
      return summary->sections[i].status;
  return summary->codes.status;
}

static rbk_status decision(void *context, const rbk_decision *shown) {
  rbk_summary *summary = context;
  add_actions(summary, shown);
  add_unsure(summary, UNDETERMINED, shown->undetermined,
             shown->undetermined_count);
  add_unsure(summary, NO_DATA, shown->no_data, shown->no_data_count);
  if (shown->group == NULL) {
    add_figures(summary, shown);
    add_standing(summary, shown);
    add_findings(summary, PROPOSALS, shown->proposals, shown->proposal_count);
    add_findings(summary, FINDINGS, shown->findings, shown->finding_count);
  }
  return status_of(summary);
}

/* The run record: what a decision was made of. */
static rbk_status finished(void *context, const rbk_run_record *record) {
  rbk_summary *summary = context;
  rbk_buffer *out = &summary->runs;
  if (out->length > 0) rbk_buffer_byte(out, ',');
  rbk_buffer_byte(out, '{');
  rbk_put_text_member(out, "run", record->run);
  rbk_put_text_member(out, "profile", record->profile);
  rbk_put_text_member(out, "as_of", record->as_of);
  rbk_put_key(out, "policies");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < record->policy_count; i++) {
    rbk_buffer_text(out, i > 0 ? ",{" : "{");
    rbk_put_text_member(out, "policy", record->policies[i].name);
    rbk_put_text_member(out, "digest", record->policies[i].digest);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
  rbk_put_text_member(out, "parameters", record->parameters);
  rbk_put_text_member(out, "codes", record->codes);
  rbk_put_text_member(out, "register", record->reg);
  const struct {
    const char *name;
    size_t count;
  } counts[] = {
      {"pupils", record->pupils},     {"actions", record->actions},
      {"findings", record->findings}, {"undetermined", record->undetermined},
      {"no_data", record->no_data},
  };
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
    rbk_put_number_member(out, counts[i].name, (int64_t)counts[i].count);
  rbk_buffer_byte(out, '}');
  return out->status;
}

rbk_decision_sink rbk_summary_sink(rbk_summary *summary) {
  return (rbk_decision_sink){summary, NULL, decision, finished};
}

/* ---- printing ---- */

static void put_figures(const rbk_summary *summary, rbk_buffer *out,
                        const char *name, figure first, figure last) {
  rbk_put_key(out, name);
  rbk_buffer_byte(out, '{');
  for (int i = (int)first; i <= (int)last; i++)
    rbk_put_number_member(out, figure_names[i], summary->figures[i]);
  rbk_buffer_byte(out, '}');
}

/* In the order of the table of codes; the rows of one letter stand together.
 * Only a code that no table knows would be left, and there is none. */
static void put_codes(rbk_summary *summary, rbk_buffer *out) {
  size_t count;
  const rbk_tally_entry *entries = rbk_tally_sorted(&summary->codes, &count);
  const char *before = "";
  rbk_put_key(out, "codes");
  rbk_buffer_byte(out, '{');
  for (size_t code = 1; code <= rbk_codes_count(); code++) {
    const char *letters = rbk_code_letters((rbk_code)code);
    if (strcmp(letters, before) == 0) continue;
    before = letters;
    for (size_t i = 0; i < count; i++)
      if (strcmp(entries[i].group, letters) == 0)
        rbk_put_number_member(out, letters, entries[i].count);
  }
  rbk_buffer_byte(out, '}');
}

static void put_section(rbk_summary *summary, rbk_buffer *out, section which) {
  size_t count;
  const rbk_tally_entry *entries =
      rbk_tally_sorted(&summary->sections[which], &count);
  bool nested = sections[which].nested;
  rbk_put_key(out, sections[which].name);
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < count; i++) {
    const rbk_tally_entry *entry = &entries[i];
    if (!nested) {
      rbk_put_number_member(out, entry->group, entry->count);
      continue;
    }
    bool first = i == 0 || strcmp(entry->group, entries[i - 1].group) != 0;
    if (first && i > 0) rbk_buffer_byte(out, '}');
    if (first) {
      rbk_put_key(out, entry->group);
      rbk_buffer_byte(out, '{');
    }
    rbk_put_number_member(out, entry->name, entry->count);
  }
  if (nested && count > 0) rbk_buffer_byte(out, '}');
  rbk_buffer_byte(out, '}');
}

rbk_status rbk_summary_print(rbk_summary *summary, rbk_buffer *out) {
  rbk_buffer_byte(out, '{');
  rbk_put_text_member(out, "version", rbk_version());
  rbk_put_key(out, "runs");
  rbk_buffer_byte(out, '[');
  rbk_buffer_add(out, summary->runs.bytes, summary->runs.length);
  rbk_buffer_byte(out, ']');
  put_figures(summary, out, "pupils", PUPILS, SEVERE);
  put_figures(summary, out, "attendance", POSSIBLE, MISSING);
  put_codes(summary, out);
  for (int i = 0; i < SECTIONS; i++) put_section(summary, out, (section)i);
  rbk_buffer_text(out, "}\n");
  rbk_status status = status_of(summary);
  if (status == RBK_OK) status = summary->runs.status;
  return status != RBK_OK ? status : out->status;
}
