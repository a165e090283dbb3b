#include "write/rows.h"

#include "write/pieces.h"

static const char *const kind_names[RBK_ROW_KINDS] = {
    [RBK_ROW_PUPIL] = "",          [RBK_ROW_BAND] = "band",
    [RBK_ROW_FLAG] = "flag",       [RBK_ROW_STAGE] = "stage",
    [RBK_ROW_ACTION] = "action",   [RBK_ROW_PROPOSAL] = "proposal",
    [RBK_ROW_FINDING] = "finding", [RBK_ROW_UNDETERMINED] = "undetermined",
    [RBK_ROW_NO_DATA] = "no_data", [RBK_ROW_CHANGE] = "change",
};

/* ---- columns ---- */

static void text(rbk_buffer *out, const char *value) {
  if (value != NULL) rbk_buffer_text(out, value);
}

#define TEXT_CELL(name)                                                        \
  static void name##_cell(rbk_buffer *out, const rbk_row *row) {               \
    text(out, row->name);                                                      \
  }
TEXT_CELL(school)
TEXT_CELL(run)
TEXT_CELL(as_of)
TEXT_CELL(policy)
TEXT_CELL(pupil)
TEXT_CELL(group)
TEXT_CELL(event)
TEXT_CELL(label)
TEXT_CELL(status)
TEXT_CELL(duty)
TEXT_CELL(parent)
TEXT_CELL(since)
TEXT_CELL(session)
TEXT_CELL(code)
TEXT_CELL(propose)
TEXT_CELL(due)
TEXT_CELL(done_on)
TEXT_CELL(reason)
TEXT_CELL(key)

#define LIST_CELL(name)                                                        \
  static void name##_cell(rbk_buffer *out, const rbk_row *row) {               \
    rbk_put_joined(out, &row->name);                                           \
  }
LIST_CELL(clause)
LIST_CELL(owner)
LIST_CELL(missing)
LIST_CELL(members)

#define FIGURE_CELL(name)                                                      \
  static void name##_cell(rbk_buffer *out, const rbk_row *row) {               \
    if (row->attendance) rbk_buffer_number(out, row->attendance->name);        \
  }
FIGURE_CELL(possible)
FIGURE_CELL(attended)
FIGURE_CELL(authorised)
FIGURE_CELL(unauthorised)
FIGURE_CELL(late)

static void not_marked_cell(rbk_buffer *out, const rbk_row *row) {
  if (row->attendance) rbk_buffer_number(out, row->attendance->missing);
}

static void rate_cell(rbk_buffer *out, const rbk_row *row) {
  if (row->attendance) text(out, row->attendance->rate);
}

static void kind_cell(rbk_buffer *out, const rbk_row *row) {
  rbk_buffer_text(out, kind_names[row->kind]);
}

/* Bands as a replay names them: "attendance/very_concerning". */
static void id_cell(rbk_buffer *out, const rbk_row *row) {
  text(out, row->band);
  if (row->band && row->id) rbk_buffer_byte(out, '/');
  text(out, row->id);
}

static void because_cell(rbk_buffer *out, const rbk_row *row) {
  rbk_put_because_words(out, row->because, row->because_count);
}

#define BIT(kind) RBK_ROW_BIT(RBK_ROW_##kind)
#define CHANGES   BIT(CHANGE)
#define ALL       (BIT(KINDS) - 1)
#define DECISIONS (ALL & ~CHANGES)
#define MARKS     (BIT(PROPOSAL) | BIT(FINDING))
#define UNSURE    (BIT(UNDETERMINED) | BIT(NO_DATA))
#define ITEMS     (DECISIONS & ~BIT(PUPIL))

static const rbk_column columns[] = {
    {"school", ALL, false, 16, school_cell},
    {"run", ALL, false, 14, run_cell},
    {"as_of", DECISIONS, false, 11, as_of_cell},
    {"date", CHANGES, false, 11, since_cell},
    {"policy", DECISIONS, false, 18, policy_cell},
    {"pupil", ALL, false, 12, pupil_cell},
    {"group", BIT(ACTION) | UNSURE, false, 10, group_cell},
    {"possible", DECISIONS, true, 9, possible_cell},
    {"attended", DECISIONS, true, 9, attended_cell},
    {"authorised", DECISIONS, true, 10, authorised_cell},
    {"unauthorised", DECISIONS, true, 12, unauthorised_cell},
    {"late", DECISIONS, true, 6, late_cell},
    {"missing", DECISIONS, true, 8, not_marked_cell},
    {"rate", DECISIONS, true, 8, rate_cell},
    {"kind", ITEMS, false, 13, kind_cell},
    {"event", CHANGES, false, 18, event_cell},
    {"id", ITEMS | CHANGES, false, 28, id_cell},
    {"label", BIT(BAND) | BIT(FLAG) | BIT(STAGE) | BIT(ACTION) | MARKS, false,
     40, label_cell},
    {"status", BIT(ACTION), false, 11, status_cell},
    {"duty", BIT(ACTION), false, 8, duty_cell},
    {"clause", ITEMS & ~UNSURE, false, 14, clause_cell},
    {"owner", BIT(STAGE) | BIT(ACTION) | MARKS, false, 20, owner_cell},
    {"parent", BIT(ACTION) | CHANGES, false, 10, parent_cell},
    {"members", BIT(ACTION), false, 20, members_cell},
    {"since", ITEMS & ~UNSURE, false, 11, since_cell},
    {"session", MARKS, false, 8, session_cell},
    {"code", MARKS, false, 6, code_cell},
    {"propose", BIT(PROPOSAL), false, 8, propose_cell},
    {"due", BIT(STAGE) | BIT(ACTION) | MARKS | CHANGES, false, 24, due_cell},
    {"done_on", BIT(ACTION), false, 11, done_on_cell},
    {"reason", BIT(ACTION) | UNSURE, false, 40, reason_cell},
    {"still_missing", BIT(STAGE) | BIT(ACTION), false, 30, missing_cell},
    {"because", BIT(ACTION) | CHANGES, false, 60, because_cell},
    {"clause", CHANGES, false, 14, clause_cell},
    {"key", BIT(ACTION) | CHANGES, false, 44, key_cell},
};

const rbk_column *rbk_columns(size_t *count) {
  *count = sizeof columns / sizeof columns[0];
  return columns;
}

/* ---- rows ---- */

typedef struct rows {
  rbk_row base; /* what all rows of the decision share */
  rbk_row_sink *sink;
  void *context;
  size_t given;
  rbk_status status;
} rows;

static void give(rows *r, const rbk_row *row) {
  if (r->status != RBK_OK) return;
  r->status = r->sink(r->context, row);
  r->given++;
}

static void give_bands(rows *r, const rbk_decision *decision) {
  for (size_t i = 0; i < decision->band_count; i++) {
    const rbk_band_now *band = &decision->bands[i];
    rbk_row row = r->base;
    row.kind = RBK_ROW_BAND;
    row.band = band->name;
    row.id = band->id;
    row.label = band->id ? band->label : band->otherwise;
    row.since = band->since;
    row.clause = band->clause;
    give(r, &row);
  }
}

static void give_flags(rows *r, const rbk_decision *decision) {
  for (size_t i = 0; i < decision->flag_count; i++) {
    const rbk_flag_now *flag = &decision->flags[i];
    rbk_row row = r->base;
    row.kind = RBK_ROW_FLAG;
    row.id = flag->id;
    row.label = flag->label;
    row.since = flag->since;
    row.clause = flag->clause;
    give(r, &row);
  }
}

static void give_stages(rows *r, const rbk_decision *decision) {
  for (size_t i = 0; i < decision->stage_count; i++) {
    const rbk_stage_now *stage = &decision->stages[i];
    rbk_row row = r->base;
    row.kind = RBK_ROW_STAGE;
    row.id = stage->id;
    row.label = stage->label;
    row.since = stage->since;
    row.due = stage->review;
    row.clause = stage->clause;
    row.owner = stage->owner;
    row.missing = stage->missing;
    give(r, &row);
  }
}

static void give_actions(rows *r, const rbk_decision *decision) {
  for (size_t i = 0; i < decision->action_count; i++) {
    const rbk_action_now *action = &decision->actions[i];
    rbk_row row = r->base;
    row.kind = RBK_ROW_ACTION;
    row.id = action->rule;
    row.label = action->action;
    row.status = rbk_action_status_name(action->status);
    row.duty = action->duty;
    row.parent = action->parent;
    row.since = action->fired;
    row.due = action->due ? action->due : action->due_in;
    row.done_on = action->done_on;
    row.reason = action->reason;
    row.key = action->key;
    row.clause = action->clause;
    row.owner = action->owner;
    row.missing = action->missing;
    row.members = action->members;
    row.because = action->because;
    row.because_count = action->because_count;
    give(r, &row);
  }
}

static void give_findings(rows *r, rbk_row_kind kind,
                          const rbk_finding *findings, size_t count) {
  for (size_t i = 0; i < count; i++) {
    rbk_row row = r->base;
    row.kind = kind;
    row.id = findings[i].id;
    row.label = findings[i].text;
    row.since = findings[i].date;
    row.session = findings[i].session;
    row.code = findings[i].code;
    row.due = findings[i].due;
    row.clause = findings[i].clause;
    row.owner = findings[i].owner;
    row.propose = findings[i].propose;
    give(r, &row);
  }
}

static void give_unsure(rows *r, rbk_row_kind kind, const rbk_unsure *unsure,
                        size_t count) {
  for (size_t i = 0; i < count; i++) {
    rbk_row row = r->base;
    row.kind = kind;
    row.id = unsure[i].id;
    row.reason = unsure[i].cause;
    give(r, &row);
  }
}

rbk_row rbk_row_of_pupil(const rbk_run_head *head,
                         const rbk_decision *decision) {
  return (rbk_row){
      .kind = RBK_ROW_PUPIL,
      .school = head->profile,
      .run = head->run,
      .as_of = decision->as_of,
      .policy = decision->policy,
      .pupil = decision->pupil,
      .group = decision->group,
      .attendance = decision->group == NULL ? &decision->attendance : NULL,
  };
}

rbk_status rbk_rows_of_decision(const rbk_run_head *head,
                                const rbk_decision *decision,
                                rbk_row_sink *sink, void *context) {
  rows r = {.base = rbk_row_of_pupil(head, decision),
            .sink = sink,
            .context = context,
            .status = RBK_OK};
  give_bands(&r, decision);
  give_flags(&r, decision);
  give_stages(&r, decision);
  give_actions(&r, decision);
  give_findings(&r, RBK_ROW_PROPOSAL, decision->proposals,
                decision->proposal_count);
  give_findings(&r, RBK_ROW_FINDING, decision->findings,
                decision->finding_count);
  give_unsure(&r, RBK_ROW_UNDETERMINED, decision->undetermined,
              decision->undetermined_count);
  give_unsure(&r, RBK_ROW_NO_DATA, decision->no_data, decision->no_data_count);
  if (r.given == 0) give(&r, &r.base);
  return r.status;
}

rbk_row rbk_row_of_change(const rbk_run_head *head, const rbk_change *change) {
  return (rbk_row){
      .kind = RBK_ROW_CHANGE,
      .school = head->profile,
      .run = head->run,
      .pupil = change->pupil,
      .event = rbk_change_name(change->kind),
      .id = change->id,
      .key = change->key,
      .parent = change->parent,
      .since = change->date,
      .due = change->due,
      .clause = change->clause,
      .because = change->because,
      .because_count = change->because_count,
  };
}
