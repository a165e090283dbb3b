#include "explore/explain.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/decision.h"
#include "engine/prepare.h"
#include "engine/record.h"
#include "explore/reasons.h"

typedef struct explanation {
  const rbk_explain_options *options;
  const rbk_policy *policy;
  rbk_story story;
  rbk_arena arena; /* of the run: overrides, log, decision */
  rbk_decision decision;
  size_t told; /* subjects so far */
  rbk_error *error;
} explanation;

/* --- words --------------------------------------------------------------- */

static void say_day(const explanation *e, rbk_day day) {
  rbk_buffer_date(e->story.out, e->story.reg->calendar.date[day]);
}

/* The clauses with what they say and where it is written. */
static void say_clauses(const explanation *e, const rbk_plan *plan,
                        const rbk_names *names) {
  rbk_buffer *out = e->story.out;
  for (size_t i = 0; i < names->count; i++) {
    rbk_buffer_format(out, "  %s", names->items[i]);
    for (size_t c = 0; c < plan->clause_count; c++) {
      const rbk_clause *clause = plan->clauses[c];
      if (strcmp(clause->id, names->items[i]) != 0) continue;
      rbk_buffer_format(out, ": %s", clause->text);
      if (clause->source[0]) rbk_buffer_format(out, "\n      %s", clause->source);
    }
    rbk_buffer_byte(out, '\n');
  }
}

static void say_list(rbk_buffer *out, const rbk_list *list) {
  for (size_t i = 0; i < list->count; i++)
    rbk_buffer_format(out, "%s%s", i ? ", " : "", list->items[i]);
}

/* One condition of the subject at hand: its tree and the marks behind it. */
static rbk_status say_condition(explanation *e, const char *heading,
                                size_t edition, uint32_t node, rbk_day day) {
  if (node == RBK_NONE) return RBK_OK;
  e->story.edition = edition;
  e->story.day = day;
  rbk_buffer_format(e->story.out, "  %s, on ", heading);
  say_day(e, day);
  rbk_buffer_text(e->story.out, ":\n");
  rbk_status status = rbk_reasons(&e->story, node, 4);
  if (status != RBK_OK) return status;
  return rbk_reasons_evidence(&e->story, node, 4);
}

/* --- what the day has ---------------------------------------------------- */

static void say_head(const explanation *e, const rbk_run_record *record) {
  const rbk_attendance *a = &e->decision.attendance;
  rbk_buffer *out = e->story.out;
  rbk_buffer_format(out, "%s at the close of %s\n", e->decision.pupil,
                    e->decision.as_of);
  rbk_buffer_format(out, "School %s, policy %s, run %s\n", record->profile,
                    e->decision.policy ? e->decision.policy : "(none in force)",
                    record->run);
  if (!e->decision.on_roll) rbk_buffer_text(out, "Not on roll that day.\n");
  rbk_buffer_format(out, "Attendance this school year: %s",
                    a->rate ? a->rate : "no possible session yet");
  if (a->rate)
    rbk_buffer_format(out, " %% (%lld of %lld possible sessions)",
                      (long long)a->attended, (long long)a->possible);
  rbk_buffer_format(out,
                    "; absent %lld with leave, %lld without; late %lld; "
                    "missing %lld\nMarks:",
                    (long long)a->authorised, (long long)a->unauthorised,
                    (long long)a->late, (long long)a->missing);
  for (size_t i = 0; i < e->decision.code_count; i++)
    rbk_buffer_format(out, " %s %lld", e->decision.codes[i].code,
                      (long long)e->decision.codes[i].count);
  rbk_buffer_byte(out, '\n');
}

static bool asked_for(const explanation *e, const char *id) {
  return e->options->rule == NULL || strcmp(e->options->rule, id) == 0;
}

static void begin_subject(explanation *e) {
  rbk_buffer_byte(e->story.out, '\n');
  e->told++;
}

static const rbk_band_now *band_now(const explanation *e, const char *name) {
  for (size_t i = 0; i < e->decision.band_count; i++)
    if (strcmp(e->decision.bands[i].name, name) == 0)
      return &e->decision.bands[i];
  return NULL;
}

static rbk_status tell_band(explanation *e, size_t edition,
                            const rbk_bound_band *band, rbk_day day) {
  const rbk_band *source = band->source;
  const rbk_band_now *now = band_now(e, source->name);
  rbk_buffer *out = e->story.out;
  bool none = now == NULL || now->id == NULL;
  if (!asked_for(e, source->name)) return RBK_OK;
  begin_subject(e);
  rbk_buffer_format(out, "Band %s: %s", source->name,
                    none ? "none" : now->label);
  if (!none) rbk_buffer_format(out, " (since %s)", now->since);
  else if (now && now->otherwise)
    rbk_buffer_format(out, " (%s)", now->otherwise);
  rbk_buffer_byte(out, '\n');
  rbk_status status = RBK_OK;
  if (none)
    status = say_condition(e, "only where", edition, band->only, day);
  for (size_t r = 0; r < source->row_count && status == RBK_OK; r++) {
    const rbk_band_row *row = &source->rows[r];
    bool held = !none && strcmp(row->id, now->id) == 0;
    if (held) say_clauses(e, e->story.binding->editions[edition].plan,
                          &row->clauses);
    /* Of a band without a row every row is shown when it is asked for. */
    if (held || (none && e->options->rule))
      status = say_condition(e, row->label, edition, band->rows[r], day);
  }
  return status;
}

static rbk_status tell_flag(explanation *e, size_t edition,
                            const rbk_bound_flag *flag, rbk_day day) {
  const rbk_flag *source = flag->source;
  const rbk_flag_now *now = NULL;
  for (size_t i = 0; i < e->decision.flag_count; i++)
    if (strcmp(e->decision.flags[i].id, source->id) == 0)
      now = &e->decision.flags[i];
  if (!asked_for(e, source->id) || (now == NULL && e->options->rule == NULL))
    return RBK_OK;
  begin_subject(e);
  rbk_buffer_format(e->story.out, "Flag %s: %s", source->id, source->label);
  if (now) rbk_buffer_format(e->story.out, " (since %s)\n", now->since);
  else rbk_buffer_text(e->story.out, " (not raised)\n");
  say_clauses(e, e->story.binding->editions[edition].plan, &source->clauses);
  return say_condition(e, "raised when", edition, flag->when, day);
}

/* --- actions ------------------------------------------------------------- */

static const char *const outcomes[] = {
    [RBK_OUTCOME_NO_EDITION] = "no version of the policy has the rule that day",
    [RBK_OUTCOME_OFF_ROLL] = "the pupil is not on roll",
    [RBK_OUTCOME_NOT_CHECKED] = "it is not read on this day",
    [RBK_OUTCOME_FALSE] = "its condition does not hold",
    [RBK_OUTCOME_UNKNOWN] = "whether its condition holds cannot be said",
    [RBK_OUTCOME_NOT_ARMED] = "it fired before and has not been armed again",
    [RBK_OUTCOME_GOES_ON] = "its condition held the day before too",
    [RBK_OUTCOME_USED] = "it has fired in this period already",
    [RBK_OUTCOME_NO_STEP] = "no step above the last one is reached",
    [RBK_OUTCOME_FIRED] = "it fired",
};

static void say_status(const explanation *e, const rbk_action_now *now) {
  rbk_buffer *out = e->story.out;
  rbk_buffer_format(out, "  fired on %s; %s", now->fired,
                    rbk_action_status_name(now->status));
  if (now->due) rbk_buffer_format(out, ", due %s", now->due);
  if (now->due_in) rbk_buffer_format(out, ", due %s", now->due_in);
  if (now->done_on) rbk_buffer_format(out, ", done on %s", now->done_on);
  if (now->reason) rbk_buffer_format(out, ": %s", now->reason);
  if (now->missing.count > 0) {
    rbk_buffer_text(out, ": not on record: ");
    say_list(out, &now->missing);
  }
  if (now->owner.count > 0) {
    rbk_buffer_text(out, "; owner ");
    say_list(out, &now->owner);
  }
  rbk_buffer_byte(out, '\n');
}

static rbk_status tell_action(explanation *e, const rbk_action *action) {
  const rbk_action_now *now = NULL;
  for (size_t i = 0; i < e->decision.action_count; i++)
    if (strcmp(e->decision.actions[i].key, action->key) == 0)
      now = &e->decision.actions[i];
  if (now == NULL) return RBK_OK;
  begin_subject(e);
  rbk_buffer_format(e->story.out, "Action %s: %s\n", now->key, now->action);
  say_clauses(e, e->story.binding->editions[action->edition].plan,
              &action->bound->source->clauses);
  say_status(e, now);
  /* What is over and done with is not argued again, unless asked for. */
  bool open = now->status == RBK_ACTION_DUE ||
              now->status == RBK_ACTION_OVERDUE ||
              now->status == RBK_ACTION_BLOCKED ||
              now->status == RBK_ACTION_SUPPRESSED;
  if (!open && e->options->rule == NULL) return RBK_OK;
  return say_condition(e, "when", action->edition, action->bound->when,
                       action->fired);
}

/* A rule that was asked for by name and has no action. */
static rbk_status tell_rule(explanation *e, size_t edition,
                            const rbk_bound_rule *rule, rbk_day day) {
  rbk_rule_trace trace = rbk_worker_rule(e->story.worker, rule->number);
  begin_subject(e);
  rbk_buffer_format(e->story.out, "Rule %s: nothing on this day, for %s\n",
                    rule->source->id, outcomes[trace.outcome]);
  say_clauses(e, e->story.binding->editions[edition].plan,
              &rule->source->clauses);
  rbk_status status = say_condition(e, "when", edition, rule->when, day);
  if (status == RBK_OK)
    status = say_condition(e, "read on", edition, rule->checked, day);
  return status;
}

static rbk_status tell_rules(explanation *e, size_t edition, rbk_day day) {
  const rbk_edition_bound *bound = &e->story.binding->editions[edition];
  const rbk_log *log = rbk_worker_log(e->story.worker);
  rbk_status status = RBK_OK;
  size_t before = e->told;
  for (size_t i = 0; i < log->action_count && status == RBK_OK; i++)
    if (asked_for(e, log->actions[i]->bound->source->id))
      status = tell_action(e, log->actions[i]);
  if (e->options->rule == NULL || e->told > before) return status;
  for (size_t i = 0; i < bound->rule_count && status == RBK_OK; i++)
    if (asked_for(e, bound->rules[i].source->id))
      status = tell_rule(e, edition, &bound->rules[i], day);
  return status;
}

static void tell_findings(explanation *e, const char *word,
                          const rbk_finding *items, size_t count) {
  rbk_buffer *out = e->story.out;
  for (size_t i = 0; i < count; i++) {
    if (!asked_for(e, items[i].id)) continue;
    begin_subject(e);
    rbk_buffer_format(out, "%s %s: %s %s, %s", word, items[i].id, items[i].date,
                      items[i].session, items[i].code ? items[i].code : "-");
    if (items[i].propose)
      rbk_buffer_format(out, ", to become %s", items[i].propose);
    if (items[i].text) rbk_buffer_format(out, ": %s", items[i].text);
    rbk_buffer_byte(out, '\n');
  }
}

static void tell_unsure(explanation *e, const char *word,
                        const rbk_unsure *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!asked_for(e, items[i].id)) continue;
    begin_subject(e);
    rbk_buffer_format(e->story.out, "%s %s: %s\n", word, items[i].id,
                      items[i].cause);
  }
}

static rbk_status tell_all(explanation *e, rbk_day day) {
  const rbk_decision *d = &e->decision;
  rbk_status status = RBK_OK;
  const rbk_edition_bound *edition = rbk_binding_on(e->story.binding, day);
  if (edition != NULL) {
    size_t number = (size_t)(edition - e->story.binding->editions);
    for (size_t i = 0; i < edition->band_count && status == RBK_OK; i++)
      status = tell_band(e, number, &edition->bands[i], day);
    for (size_t i = 0; i < edition->flag_count && status == RBK_OK; i++)
      status = tell_flag(e, number, &edition->flags[i], day);
    if (status == RBK_OK) status = tell_rules(e, number, day);
  }
  tell_findings(e, "Proposal", d->proposals, d->proposal_count);
  tell_findings(e, "Finding", d->findings, d->finding_count);
  tell_unsure(e, "Undetermined", d->undetermined, d->undetermined_count);
  tell_unsure(e, "No data for", d->no_data, d->no_data_count);
  return status;
}

/* --- the run ------------------------------------------------------------- */

static rbk_status find_day(explanation *e, const rbk_register *reg,
                           rbk_day *out) {
  const char *text = e->options->as_of;
  rbk_date date;
  if (text == NULL && reg->marks.last_session >= 0) {
    *out = reg->marks.last_session / 2;
    return RBK_OK;
  }
  if (text == NULL)
    return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                    "the register holds no mark; say --as-of");
  if (!rbk_date_parse(rbk_text_of(text), &date))
    return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                    "--as-of '%s' is not a date; write it as 2025-02-14", text);
  *out = rbk_calendar_on_or_before(&reg->calendar, date);
  if (*out >= 0) return RBK_OK;
  return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                  "--as-of %s is before the first school day of the calendar",
                  text);
}

static rbk_status find_pupil(explanation *e, const rbk_register *reg) {
  e->story.pupil =
      rbk_roll_find(&reg->roll, rbk_text_of(e->options->pupil));
  if (e->story.pupil != RBK_NONE) return RBK_OK;
  return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                  "there is no pupil '%s' in this register", e->options->pupil);
}

static rbk_status run_pupil(explanation *e, rbk_binding *binding, rbk_day day) {
  rbk_run_record record;
  char as_of[11];
  rbk_date_print(e->story.reg->calendar.date[day], as_of);
  rbk_status status =
      rbk_worker_create(e->options->alloc, binding, e->policy->callbacks,
                        &e->story.worker, e->error);
  if (status == RBK_OK)
    status = rbk_worker_run(e->story.worker, e->story.pupil, day, &e->arena,
                            e->error);
  if (status == RBK_OK)
    status = rbk_decision_make(e->story.worker, e->policy, &e->decision);
  if (status == RBK_OK)
    status = rbk_record_make(&e->arena, e->story.reg, e->policy, binding, as_of,
                             &record);
  if (status != RBK_OK) return status;
  say_head(e, &record);
  status = tell_all(e, day);
  if (status == RBK_OK && e->options->rule && e->told == 0)
    return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                    "the policy has no rule, flag or band '%s' on %s; `rollbook "
                    "policy show` lists them",
                    e->options->rule, as_of);
  if (status == RBK_OK && e->told == 0)
    rbk_buffer_text(e->story.out, "\nNothing else to say.\n");
  return status;
}

rbk_status rbk_explain(const rbk_register *reg, const rbk_policy *policy,
                       const rbk_explain_options *options, rbk_buffer *out,
                       bool *failed, rbk_error *error) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  explanation e = {.options = options, .policy = policy, .error = error};
  rbk_binding *binding = NULL;
  rbk_day day = -1;
  rbk_arena_init(&e.arena, alloc);
  rbk_preparation preparation = {.alloc = alloc,
                                 .arena = &e.arena,
                                 .reg = reg,
                                 .policy = policy,
                                 .parameters = options->parameters,
                                 .parameter_count = options->parameter_count,
                                 .message = options->message,
                                 .context = options->context};
  rbk_status status = find_pupil(&e, reg);
  if (status == RBK_OK) status = find_day(&e, reg, &day);
  if (status == RBK_OK) status = rbk_prepare(&preparation, &binding, error);
  if (status != RBK_OK) goto out;
  e.story.binding = binding;
  e.story.reg = reg;
  e.story.out = out;
  status = run_pupil(&e, binding, day);
  if (status == RBK_OK) status = out->status;
  if (status == RBK_NOMEM) (void)rbk_no_memory(error);
  *failed = e.decision.undetermined_count > 0;
out:
  rbk_worker_destroy(e.story.worker);
  rbk_binding_destroy(binding);
  rbk_arena_finish(&e.arena);
  return status;
}
