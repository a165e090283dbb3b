/* rbk_evaluate and rbk_replay: a policy is bound to a register, the pupils are
 * run, and what came of it is handed to a sink. */
#include "rollbook/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/crew.h"
#include "engine/decision.h"
#include "engine/letter.h"
#include "engine/named.h"
#include "engine/prepare.h"
#include "engine/previous.h"
#include "engine/record.h"
#include "engine/subjects.h"

typedef struct run {
  rbk_run_options options; /* a copy, whole whatever the caller's size */
  const rbk_register *reg;
  const rbk_policy *policy;
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_binding *binding;
  rbk_named named; /* of whole schools */
  rbk_run_record record;
  uint32_t first; /* pupil of the roll */
  size_t count;
  rbk_recorded_list previous; /* of an earlier run */
  bool school;                /* what concerns the school is part of this run */
  rbk_day from, last;
  const rbk_decision_sink *decisions;
  const rbk_change_sink *changes;
  rbk_error *error;
} run;

/* --- options ------------------------------------------------------------- */

static rbk_status take_options(run *r, const rbk_run_options *options) {
  if (options == NULL) return RBK_OK;
  if (options->size == 0)
    return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                    "rbk_run_options: size is 0; set it to its sizeof");
  size_t size =
      options->size < sizeof r->options ? options->size : sizeof r->options;
  memcpy(&r->options, options, size);
  return RBK_OK;
}

static rbk_status read_date(run *r, const char *name, const char *text,
                            rbk_date *date) {
  if (rbk_date_parse(rbk_text_of(text), date)) return RBK_OK;
  return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                  "%s '%s' is not a date; write it as 2025-02-14", name, text);
}

/* The last school day on or before the day asked for. */
static rbk_status last_day(run *r, const char *name, const char *text,
                           rbk_day *out) {
  const rbk_calendar *calendar = &r->reg->calendar;
  if (text == NULL) {
    if (r->reg->marks.last_session < 0)
      return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                      "the register holds no mark; say %s", name);
    *out = r->reg->marks.last_session / 2;
    return RBK_OK;
  }
  rbk_date date;
  rbk_status status = read_date(r, name, text, &date);
  if (status != RBK_OK) return status;
  rbk_day day = rbk_calendar_on_or_before(calendar, date);
  if (day < 0)
    return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                    "%s %s is before the first school day of the calendar",
                    name, text);
  *out = day;
  return RBK_OK;
}

static rbk_status find_days(run *r) {
  if (r->decisions != NULL)
    return last_day(r, "--as-of", r->options.as_of, &r->last);
  rbk_status status = last_day(r, "--to", r->options.to, &r->last);
  if (status != RBK_OK || r->options.from == NULL) return status;
  rbk_date date, to = RBK_DATE_LAST;
  status = read_date(r, "--from", r->options.from, &date);
  if (status == RBK_OK && r->options.to != NULL)
    status = read_date(r, "--to", r->options.to, &to);
  if (status != RBK_OK) return status;
  if (date > to)
    return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                    "--from %s is after --to %s; no day is asked for",
                    r->options.from, r->options.to);
  r->from = rbk_calendar_on_or_after(&r->reg->calendar, date);
  return RBK_OK;
}

static rbk_status find_pupils(run *r) {
  size_t pupils = r->reg->roll.pupil_count;
  r->count = pupils;
  r->school = true;
  if (r->options.pupil != NULL) {
    r->first = rbk_roll_find(&r->reg->roll, rbk_text_of(r->options.pupil));
    if (r->first == RBK_NONE)
      return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                      "there is no pupil '%s' in this register",
                      r->options.pupil);
    r->count = 1;
    r->school = false;
  }
  size_t shard = r->options.shard, shards = r->options.shards;
  if (shards == 0) return RBK_OK;
  if (shard < 1 || shard > shards)
    return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                    "shard %zu of %zu: the first number is 1 to the second",
                    shard, shards);
  if (r->options.pupil != NULL)
    return rbk_fail(r->error, RBK_USAGE, NULL, 0, 0,
                    "one pupil has no shards; leave one of the two out");
  /* pupils times shards may leave 64 bits, so whole parts and the rest apart */
  size_t whole = pupils / shards, rest = pupils % shards;
  size_t first = (shard - 1) * whole + (shard - 1 < rest ? shard - 1 : rest);
  r->first = (uint32_t)first;
  r->count = whole + (shard - 1 < rest ? 1 : 0);
  r->school = shard == shards;
  return RBK_OK;
}

/* --- binding ------------------------------------------------------------- */

static rbk_status bind(run *r) {
  const rbk_preparation preparation = {.alloc = r->alloc,
                                       .arena = &r->arena,
                                       .reg = r->reg,
                                       .policy = r->policy,
                                       .parameters = r->options.parameters,
                                       .parameter_count =
                                           r->options.parameter_count,
                                       .message = r->options.message,
                                       .context = r->options.context,
                                       .threads = r->options.threads,
                                       .assume_done = r->options.assume_done};
  return rbk_prepare(&preparation, &r->binding, r->error);
}

static rbk_status make_record(run *r) {
  const char *as_of = NULL;
  if (r->decisions != NULL) {
    char date[11];
    rbk_date_print(r->reg->calendar.date[r->last], date);
    as_of = rbk_arena_copy(&r->arena, date, strlen(date));
    if (as_of == NULL) return rbk_no_memory(r->error);
  }
  rbk_status status = rbk_record_make(&r->arena, r->reg, r->policy, r->binding,
                                      as_of, &r->record);
  if (status == RBK_NOMEM) return rbk_no_memory(r->error);
  if (status != RBK_OK)
    return rbk_fail(r->error, status, NULL, 0, 0,
                    "the digests of the run could not be made (%s)",
                    rbk_status_name(status));
  return status;
}

static rbk_status take_previous(run *r) {
  rbk_status status =
      rbk_previous_begin(&r->options, r->reg, &r->arena, &r->previous);
  if (status == RBK_OK && r->school)
    status = rbk_previous_tell(&r->options, r->reg, &r->arena, &r->previous);
  return status == RBK_OK ? status : rbk_no_memory(r->error);
}

/* Whether no pupil is left out: only then is a key that nobody has unknown. */
static bool is_whole(const run *r) {
  return r->school && r->count == r->reg->roll.pupil_count;
}

static rbk_status begin(run *r, const rbk_register *reg,
                        const rbk_policy *policy,
                        const rbk_run_options *options, rbk_error *error) {
  r->reg = reg;
  r->policy = policy;
  r->error = error;
  rbk_status status = take_options(r, options);
  r->alloc = rbk_alloc_or_default(r->options.alloc);
  rbk_arena_init(&r->arena, r->alloc);
  if (status == RBK_OK) status = find_days(r);
  if (status == RBK_OK) status = find_pupils(r);
  if (status == RBK_OK) status = bind(r);
  if (status == RBK_OK) status = make_record(r);
  if (status == RBK_OK) status = take_previous(r);
  if (status == RBK_OK && is_whole(r) &&
      rbk_named_begin(&r->named, r->reg, r->last, &r->arena) != RBK_OK)
    return rbk_no_memory(error);
  return status;
}

static void finish(run *r) {
  rbk_binding_destroy(r->binding);
  rbk_arena_finish(&r->arena);
}

/* --- what both have in common -------------------------------------------- */

static rbk_job job_of(run *r) {
  return (rbk_job){.alloc = r->alloc,
                   .binding = r->binding,
                   .callbacks = r->policy->callbacks,
                   .first = r->first,
                   .count = r->count,
                   .threads = r->options.threads,
                   .context = r};
}

/* Events that name an action which nothing came to. */
static rbk_status tell_named(run *r) {
  rbk_status status = rbk_named_tell(&r->named, &r->arena, r->options.message,
                                     r->options.context);
  return status == RBK_OK ? status : rbk_no_memory(r->error);
}

static void progress(const run *r, size_t place) {
  if (r->options.progress != NULL)
    r->options.progress(r->options.context, place + 1, r->count);
}

static rbk_status too_many_failures(const run *r) {
  size_t most = r->options.max_failures;
  if (most == 0 || r->record.undetermined < most) return RBK_OK;
  return rbk_fail(r->error, RBK_STOPPED, NULL, 0, 0,
                  "stopped after %zu undetermined results; see what failed, or "
                  "raise --max-failures",
                  r->record.undetermined);
}

/* What a sink answered; nothing else has filled in the error. */
static rbk_status sink_said(const run *r, rbk_status status) {
  if (status == RBK_OK) return status;
  return rbk_fail(r->error, status, NULL, 0, 0, "the output ended the run");
}

/* What is found of the school itself, and of the groups that rules are about.
 */
typedef struct school_run {
  run *r;
  rbk_decision school;
  bool said; /* the school's decision was handed over with its actions */
} school_run;

/* --- evaluate ------------------------------------------------------------ */

/* Letters are made on the day asked; their figures are those of the last
 * school day up to it. */
static rbk_status add_letters(const run *r, rbk_worker *worker,
                              rbk_decision *decision) {
  if (!r->options.letters) return RBK_OK;
  rbk_date made = r->reg->calendar.date[r->last];
  if (r->options.as_of != NULL)
    (void)rbk_date_parse(rbk_text_of(r->options.as_of), &made);
  return rbk_letters_make(worker, made, &decision->letters,
                          &decision->letter_count);
}

static rbk_status decide(void *context, rbk_worker *worker, rbk_arena *arena,
                         uint32_t pupil, void *result, rbk_error *error) {
  run *r = context;
  rbk_status status = rbk_worker_run(worker, pupil, r->last, arena, error);
  if (status != RBK_OK) return status;
  status = rbk_previous_apply(worker, &r->previous);
  rbk_named_see(&r->named, rbk_worker_log(worker));
  if (status == RBK_OK) status = rbk_decision_make(worker, r->policy, result);
  if (status == RBK_OK) status = add_letters(r, worker, result);
  return status == RBK_OK ? status : rbk_worker_failed(worker, status, error);
}

static rbk_status hand_decision(run *r, const rbk_decision *decision) {
  r->record.undetermined += decision->undetermined_count;
  r->record.no_data += decision->no_data_count;
  r->record.findings += decision->finding_count + decision->proposal_count;
  r->record.actions += decision->action_count;
  return sink_said(r, r->decisions->decision(r->decisions->context, decision));
}

static rbk_status decision_over(void *context, size_t place, void *result) {
  run *r = context;
  r->record.pupils++;
  rbk_status status = hand_decision(r, result);
  progress(r, place);
  return status == RBK_OK ? too_many_failures(r) : status;
}

/* What the school is found to lack goes with what is asked of it. */
static rbk_status decide_group(void *context, rbk_worker *worker,
                               rbk_error *error) {
  school_run *s = context;
  rbk_decision decision;
  rbk_status status = rbk_previous_apply(worker, &s->r->previous);
  rbk_named_see(&s->r->named, rbk_worker_log(worker));
  if (status == RBK_OK)
    status = rbk_decision_make_of_group(worker, s->r->policy, &decision);
  if (status != RBK_OK) return rbk_worker_failed(worker, status, error);
  if (strcmp(decision.group, RBK_EVERYONE) == 0) {
    decision.findings = s->school.findings;
    decision.finding_count = s->school.finding_count;
    s->said = true;
  }
  if (decision.action_count + decision.finding_count +
          decision.undetermined_count + decision.no_data_count ==
      0)
    return RBK_OK;
  return hand_decision(s->r, &decision);
}

static rbk_status decide_school(run *r) {
  school_run s = {.r = r};
  rbk_status status =
      rbk_school_decision(r->reg, r->policy, &r->arena, r->last, &s.school);
  if (status != RBK_OK) return rbk_no_memory(r->error);
  status = rbk_subjects_run(r->alloc, r->binding, r->last, &r->arena,
                            decide_group, &s, r->error);
  if (status == RBK_OK && !s.said && s.school.finding_count > 0)
    status = hand_decision(r, &s.school);
  return status;
}

static rbk_status evaluate(run *r) {
  const rbk_decision_sink *sink = r->decisions;
  rbk_job job = job_of(r);
  job.result_size = sizeof(rbk_decision);
  job.work = decide;
  job.hand_over = decision_over;
  rbk_crew *crew = NULL;
  rbk_status status = RBK_OK;
  if (sink->started)
    status = sink_said(r, sink->started(sink->context, &r->record));
  if (status == RBK_OK) status = rbk_crew_run(&job, &crew, r->error);
  rbk_crew_finish(crew);
  if (status == RBK_OK && r->school) status = decide_school(r);
  if (status == RBK_OK) status = tell_named(r);
  if (status == RBK_OK && sink->finished)
    status = sink_said(r, sink->finished(sink->context, &r->record));
  return status;
}

rbk_status rbk_evaluate(const rbk_register *reg, const rbk_policy *policy,
                        const rbk_run_options *options,
                        const rbk_decision_sink *sink, rbk_error *error) {
  run r = {.decisions = sink};
  rbk_status status = begin(&r, reg, policy, options, error);
  if (status == RBK_OK) status = evaluate(&r);
  finish(&r);
  return status;
}

/* --- replay -------------------------------------------------------------- */

typedef struct pupil_changes {
  rbk_shown_change *items;
  size_t count;
} pupil_changes;

typedef struct all_changes { /* of the school, to be sorted by date */
  run *r;
  rbk_shown_change **items;
  size_t count, capacity;
} all_changes;

static rbk_status follow(void *context, rbk_worker *worker, rbk_arena *arena,
                         uint32_t pupil, void *result, rbk_error *error) {
  run *r = ((all_changes *)context)->r;
  pupil_changes *changes = result;
  rbk_status status = rbk_worker_run(worker, pupil, r->last, arena, error);
  if (status != RBK_OK) return status;
  status = rbk_previous_apply(worker, &r->previous);
  rbk_named_see(&r->named, rbk_worker_log(worker));
  if (status == RBK_OK)
    status = rbk_changes_make(worker, r->from, r->last, &changes->items,
                              &changes->count);
  return status == RBK_OK ? status : rbk_worker_failed(worker, status, error);
}

static rbk_status gather(all_changes *all, const pupil_changes *changes) {
  run *r = all->r;
  rbk_status status =
      rbk_grow(r->alloc, &all->items, &all->capacity,
               all->count + changes->count, sizeof(rbk_shown_change *));
  if (status != RBK_OK) return rbk_no_memory(r->error);
  for (size_t i = 0; i < changes->count; i++) {
    rbk_shown_change *change = &changes->items[i];
    rbk_change_kind kind = change->change.kind;
    all->items[all->count++] = change;
    if (kind == RBK_CHANGE_UNDETERMINED) r->record.undetermined++;
    if (kind == RBK_CHANGE_ACTION_FIRED) r->record.actions++;
    if (kind == RBK_CHANGE_FINDING || kind == RBK_CHANGE_PROPOSAL)
      r->record.findings++;
  }
  return RBK_OK;
}

static rbk_status changes_over(void *context, size_t place, void *result) {
  all_changes *all = context;
  rbk_status status = gather(all, result);
  all->r->record.pupils++;
  progress(all->r, place);
  return status == RBK_OK ? too_many_failures(all->r) : status;
}

static rbk_status gather_group(void *context, rbk_worker *worker,
                               rbk_error *error) {
  all_changes *all = context;
  pupil_changes changes;
  rbk_status status = rbk_previous_apply(worker, &all->r->previous);
  rbk_named_see(&all->r->named, rbk_worker_log(worker));
  if (status == RBK_OK)
    status = rbk_changes_make(worker, all->r->from, all->r->last,
                              &changes.items, &changes.count);
  if (status != RBK_OK) return rbk_worker_failed(worker, status, error);
  return gather(all, &changes);
}

static rbk_status gather_school(all_changes *all) {
  run *r = all->r;
  pupil_changes changes;
  rbk_status status = rbk_school_changes(r->reg, &r->arena, r->from, r->last,
                                         &changes.items, &changes.count);
  if (status != RBK_OK) return rbk_no_memory(r->error);
  status = gather(all, &changes);
  return status == RBK_OK
             ? rbk_subjects_run(r->alloc, r->binding, r->last, &r->arena,
                                gather_group, all, r->error)
             : status;
}

static rbk_status hand_changes(const all_changes *all) {
  const run *r = all->r;
  const rbk_change_sink *sink = r->changes;
  rbk_status status = RBK_OK;
  if (all->count > 0)
    qsort(all->items, all->count, sizeof(rbk_shown_change *), rbk_change_order);
  for (size_t i = 0; i < all->count && status == RBK_OK; i++)
    status = sink_said(r, sink->change(sink->context, &all->items[i]->change));
  if (status == RBK_OK && sink->finished)
    status = sink_said(r, sink->finished(sink->context, &r->record));
  return status;
}

static rbk_status replay(run *r) {
  all_changes all = {.r = r};
  rbk_job job = job_of(r);
  job.keep = true;
  job.result_size = sizeof(pupil_changes);
  job.context = &all;
  job.work = follow;
  job.hand_over = changes_over;
  rbk_crew *crew = NULL;
  rbk_status status = RBK_OK;
  if (r->changes->started)
    status = sink_said(r, r->changes->started(r->changes->context, &r->record));
  if (status == RBK_OK) status = rbk_crew_run(&job, &crew, r->error);
  if (status == RBK_OK && r->school) status = gather_school(&all);
  if (status == RBK_OK) status = tell_named(r);
  if (status == RBK_OK) status = hand_changes(&all);
  rbk_crew_finish(crew);
  rbk_release(r->alloc, all.items);
  return status;
}

rbk_status rbk_replay(const rbk_register *reg, const rbk_policy *policy,
                      const rbk_run_options *options,
                      const rbk_change_sink *sink, rbk_error *error) {
  run r = {.changes = sink};
  rbk_status status = begin(&r, reg, policy, options, error);
  if (status == RBK_OK) status = replay(&r);
  finish(&r);
  return status;
}
