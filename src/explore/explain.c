#include "explore/explain.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/record.h"
#include "engine/subjects.h"
#include "explore/subjects.h"

/* --- what the day has besides ------------------------------------------- */

static rbk_status tell_findings(rbk_explanation *e, const char *kind,
                                const char *word, const rbk_finding *items,
                                size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!rbk_asked_for(e, items[i].id)) continue;
    rbk_subject *subject = rbk_subject_begin(e, kind, items[i].id);
    if (subject == NULL) return RBK_NOMEM;
    rbk_buffer *room = e->story.room;
    rbk_buffer_format(room, "%s %s: %s %s, %s", word, items[i].id,
                      items[i].date, items[i].session,
                      items[i].code ? items[i].code : "-");
    if (items[i].propose)
      rbk_buffer_format(room, ", to become %s", items[i].propose);
    if (items[i].text) rbk_buffer_format(room, ": %s", items[i].text);
    subject->brief = true;
    subject->holds = true;
    if (!rbk_take_room(e, &subject->heading)) return RBK_NOMEM;
  }
  return RBK_OK;
}

static rbk_status tell_unsure(rbk_explanation *e, const char *kind,
                              const char *word, const rbk_unsure *items,
                              size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!rbk_asked_for(e, items[i].id)) continue;
    rbk_subject *subject = rbk_subject_begin(e, kind, items[i].id);
    if (subject == NULL) return RBK_NOMEM;
    subject->brief = true;
    subject->heading = rbk_arena_format(&e->arena, "%s %s: %s", word,
                                        items[i].id, items[i].cause);
    if (subject->heading == NULL) return RBK_NOMEM;
  }
  return RBK_OK;
}

static rbk_status tell_all(rbk_explanation *e) {
  const rbk_decision *d = &e->decision;
  rbk_status status = RBK_OK;
  if (e->edition != SIZE_MAX && e->options->group == NULL) {
    status = rbk_tell_bands(e);
    if (status == RBK_OK) status = rbk_tell_flags(e);
    if (status == RBK_OK) status = rbk_tell_ladders(e);
  }
  if (status == RBK_OK) status = rbk_tell_rules(e);
  if (status == RBK_OK)
    status = tell_findings(e, "proposal", "Proposal", d->proposals,
                           d->proposal_count);
  if (status == RBK_OK)
    status =
        tell_findings(e, "finding", "Finding", d->findings, d->finding_count);
  if (status == RBK_OK)
    status = tell_unsure(e, "undetermined", "Undetermined", d->undetermined,
                         d->undetermined_count);
  if (status == RBK_OK)
    status =
        tell_unsure(e, "no_data", "No data for", d->no_data, d->no_data_count);
  return status;
}

/* --- the run ------------------------------------------------------------- */

static rbk_status find_day(rbk_explanation *e, const rbk_register *reg,
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

static rbk_status find_pupil(rbk_explanation *e, const rbk_register *reg) {
  e->story.pupil = rbk_roll_find(&reg->roll, rbk_text_of(e->options->pupil));
  if (e->story.pupil != RBK_NONE) return RBK_OK;
  return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                  "there is no pupil '%s' in this register", e->options->pupil);
}

/* A group stands where a pupil stands, in a register of its own. */
static rbk_status find_group(rbk_explanation *e, const rbk_binding *binding) {
  const char *group = e->options->group;
  uint32_t subject = rbk_subjects_find(binding, group);
  if (subject == RBK_NONE)
    return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                    "no rule is about a group '%s'; `rollbook policy show` "
                    "lists what rules are about",
                    group);
  rbk_status status = rbk_worker_create_about(
      e->options->alloc, binding, subject, NULL, &e->story.worker, e->error);
  if (status == RBK_OK) e->story.reg = rbk_worker_register(e->story.worker);
  return status;
}

static rbk_status decide(rbk_explanation *e, rbk_binding *binding) {
  rbk_status status =
      e->options->group
          ? find_group(e, binding)
          : rbk_worker_create(e->options->alloc, binding, e->policy->callbacks,
                              &e->story.worker, e->error);
  if (status == RBK_OK)
    status = rbk_worker_run(e->story.worker, e->story.pupil, e->day, &e->arena,
                            e->error);
  if (status != RBK_OK) return status;
  return e->options->group
             ? rbk_decision_make_of_group(e->story.worker, e->policy,
                                          &e->decision)
             : rbk_decision_make(e->story.worker, e->policy, &e->decision);
}

/* Nothing was found under the name that was asked for. */
static rbk_status not_there(const rbk_explanation *e,
                            const rbk_binding *binding, const char *as_of) {
  const char *name = e->options->rule;
  const rbk_edition_bound *edition = rbk_binding_on(binding, e->day);
  const rbk_rule *rule = edition ? rbk_plan_rule(edition->plan, name) : NULL;
  if (rule != NULL && rule->has_group && e->options->group == NULL)
    return rbk_fail(
        e->error, RBK_USAGE, NULL, 0, 0,
        "rule '%s' is about a group; say --group %s instead of "
        "--pupil",
        name, rule->group == RBK_GROUP_COHORT ? rule->group_name : "everyone");
  return rbk_fail(e->error, RBK_USAGE, NULL, 0, 0,
                  "the policy has no rule, flag, band, stage or ladder '%s' "
                  "about %s on %s; `rollbook policy show` lists them",
                  name, e->options->group ? e->options->group : "pupils",
                  as_of);
}

static rbk_status run_pupil(rbk_explanation *e, rbk_binding *binding) {
  rbk_run_record record;
  const rbk_register *reg = e->story.reg;
  const char *as_of = rbk_told_date(&e->arena, reg->calendar.date[e->day]);
  if (as_of == NULL) return rbk_no_memory(e->error);
  rbk_status status = decide(e, binding);
  if (status == RBK_OK)
    status =
        rbk_record_make(&e->arena, reg, e->policy, binding, as_of, &record);
  if (status != RBK_OK) return status;
  e->account = (rbk_account){.arena = &e->arena,
                             .decision = &e->decision,
                             .profile = record.profile,
                             .run = record.run};
  status = tell_all(e);
  if (status == RBK_OK && e->options->rule && e->account.subject_count == 0)
    return not_there(e, binding, as_of);
  return status;
}

static rbk_status explain(rbk_explanation *e, const rbk_register *reg,
                          const rbk_preparation *preparation,
                          rbk_binding **binding) {
  rbk_status status = e->options->group ? RBK_OK : find_pupil(e, reg);
  if (status == RBK_OK) status = find_day(e, reg, &e->day);
  if (status == RBK_OK) status = rbk_prepare(preparation, binding, e->error);
  if (status != RBK_OK) return status;
  const rbk_edition_bound *edition = rbk_binding_on(*binding, e->day);
  e->edition = edition ? (size_t)(edition - (*binding)->editions) : SIZE_MAX;
  e->story.binding = *binding;
  e->story.reg = reg;
  e->story.day = e->day;
  e->story.edition = e->edition;
  rbk_future_init(&e->future, preparation, e->story.pupil, e->day, e->error);
  return run_pupil(e, *binding);
}

rbk_status rbk_explain(const rbk_register *reg, const rbk_policy *policy,
                       const rbk_explain_options *options, rbk_buffer *out,
                       bool *failed, rbk_error *error) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  rbk_explanation e = {.options = options, .policy = policy, .error = error};
  rbk_binding *binding = NULL;
  rbk_buffer room;
  rbk_buffer_init(&room, alloc);
  rbk_arena_init(&e.arena, alloc);
  e.story.arena = &e.arena;
  e.story.room = &room;
  const rbk_preparation preparation = {.alloc = alloc,
                                       .arena = &e.arena,
                                       .reg = reg,
                                       .policy = policy,
                                       .parameters = options->parameters,
                                       .parameter_count =
                                           options->parameter_count,
                                       .message = options->message,
                                       .context = options->context};
  rbk_status status = explain(&e, reg, &preparation, &binding);
  if (status == RBK_OK && options->json)
    rbk_account_print_json(&e.account, out);
  if (status == RBK_OK && !options->json) rbk_account_print(&e.account, out);
  if (status == RBK_OK) status = out->status;
  if (status == RBK_NOMEM) (void)rbk_no_memory(error);
  *failed = e.decision.undetermined_count > 0;
  rbk_future_finish(&e.future);
  rbk_worker_destroy(e.story.worker);
  rbk_binding_destroy(binding);
  rbk_arena_finish(&e.arena);
  rbk_buffer_finish(&room);
  return status;
}
