/* Collecting the list: one pass over the decisions of the day. */
#include "report/worklist.h"

#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "report/people.h"
#include "report/worklist_parts.h"
#include "write/pieces.h"

/* Reviews are listed from this many school days before their day. */
enum { REVIEW_AHEAD = 5 };

const char *rbk_work_kind_name(rbk_work_kind kind) {
  static const char *const names[RBK_WORK_KINDS] = {
      [RBK_WORK_REGISTER] = "register", [RBK_WORK_ACTION] = "action",
      [RBK_WORK_LETTER] = "letter",     [RBK_WORK_REVIEW] = "review",
      [RBK_WORK_PROPOSAL] = "proposal", [RBK_WORK_FINDING] = "finding",
      [RBK_WORK_PENDING] = "mark open"};
  return names[kind];
}

/* --- keeping what a decision shows --------------------------------------- */

static const char *keep(rbk_collecting *c, const char *text) {
  return text ? rbk_arena_copy(&c->list->arena, text, strlen(text)) : NULL;
}

/* Whether `kept` is the copy of `text`. */
static bool lost(const char *text, const char *kept) {
  return text != NULL && kept == NULL;
}

static rbk_status keep_list(rbk_collecting *c, const rbk_list *from,
                            rbk_list *out) {
  const char **items =
      rbk_arena_take(&c->list->arena, from->count, sizeof *items);
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < from->count; i++) {
    items[i] = keep(c, from->items[i]);
    if (items[i] == NULL) return RBK_NOMEM;
  }
  *out = (rbk_list){items, from->count, from->list};
  return RBK_OK;
}

const char *rbk_kept_words(rbk_collecting *c) {
  const char *text = rbk_buffer_string(&c->words);
  const char *kept = text ? keep(c, text) : NULL;
  rbk_buffer_clear(&c->words);
  return kept;
}

static rbk_status grow(rbk_collecting *c, void *items, size_t *room,
                       size_t count, size_t size) {
  if (count < *room) return RBK_OK;
  size_t wider = *room ? *room * 2 : 64;
  void *more = rbk_arena_take(&c->list->arena, wider, size), *old;
  if (more == NULL) return RBK_NOMEM;
  memcpy(&old, items, sizeof old);
  if (count > 0) memcpy(more, old, count * size);
  memcpy(items, &more, sizeof more);
  *room = wider;
  return RBK_OK;
}

/* What the policy calls the cohort at hand; NULL for the school. */
static const char *group_title(const rbk_collecting *c) {
  const rbk_policy *policy = c->policy;
  if (c->decision->group == NULL) return NULL;
  for (size_t i = policy->edition_count; i-- > 0;) {
    const rbk_plan *plan = policy->editions[i].plan;
    for (size_t k = 0; k < plan->cohort_count; k++)
      if (strcmp(plan->cohorts[k]->id, c->decision->group) == 0)
        return plan->cohorts[k]->title;
  }
  return NULL;
}

/* A new line about the pupil, or the group, at hand. */
static rbk_work *add(rbk_collecting *c, rbk_work_kind kind, bool waiting) {
  rbk_worklist *list = c->list;
  rbk_status status = waiting ? grow(c, &list->waiting, &c->waiting_room,
                                     list->waiting_count, sizeof *list->waiting)
                              : grow(c, &list->items, &c->room, list->count,
                                     sizeof *list->items);
  if (status != RBK_OK) return NULL;
  rbk_work *work = waiting ? &list->waiting[list->waiting_count++]
                           : &list->items[list->count++];
  *work = (rbk_work){.kind = kind,
                     .pupil = c->pupil,
                     .name = c->name,
                     .class_name = c->class_name,
                     .attendance = c->rate,
                     .attended = c->decision->attendance.attended,
                     .possible = c->decision->attendance.possible};
  if (c->pupil == NULL) {
    const char *title = group_title(c);
    work->group = keep(c, c->decision->group);
    work->name = keep(c, title);
    if (lost(c->decision->group, work->group) || lost(title, work->name))
      return NULL;
  }
  return work;
}

/* --- when ---------------------------------------------------------------- */

/* By the due day: what is late, what has an hour today, what has a day. */
static void judge_urgency(const rbk_collecting *c, rbk_work *work) {
  rbk_date due;
  const char *clock = work->due ? strchr(work->due, 'T') : NULL;
  work->urgency = 3;
  if (work->due == NULL) return;
  rbk_text day = {work->due,
                  clock ? (size_t)(clock - work->due) : strlen(work->due)};
  if (!rbk_date_parse(day, &due)) return;
  if (due < c->on) {
    const rbk_calendar *calendar = &c->reg->calendar;
    work->late = rbk_calendar_on_or_before(calendar, c->on) -
                 rbk_calendar_on_or_before(calendar, due);
  }
  /* No school since the due day: not overdue, as in decisions. */
  work->overdue = work->late > 0;
  work->urgency = work->overdue ? 0 : clock && due == c->on ? 1 : 2;
}

/* --- actions ------------------------------------------------------------- */

static bool same_because(const rbk_because *a, const rbk_because *b) {
  return a->kind == b->kind && rbk_same_text(a->name, b->name) &&
         rbk_same_text(a->value, b->value) && rbk_same_text(a->is, b->is) &&
         rbk_same_text(a->threshold, b->threshold) &&
         rbk_same_text(a->id, b->id) && rbk_same_text(a->date, b->date);
}

/* Measures without a name are called by their place, "la/bedford:12". */
static bool is_nameless(const rbk_because *item) {
  return item->kind == RBK_BECAUSE_MEASURE && strchr(item->name, ':') != NULL;
}

/* A few words: each leaf once, without choices of the policy that hold for
 * everybody, and without nameless figures where there are others. */
static rbk_status put_why(rbk_collecting *c, const rbk_action_now *action) {
  size_t count = action->because_count, kept = 0;
  rbk_because *few = rbk_arena_take(&c->list->arena, count, sizeof *few);
  bool named = false;
  if (few == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_because *item = &action->because[i];
    named = named || (item->kind != RBK_BECAUSE_HOLDS && !is_nameless(item));
  }
  for (size_t i = 0; i < count; i++) {
    const rbk_because *item = &action->because[i];
    bool drop =
        named && (is_nameless(item) || (item->kind == RBK_BECAUSE_HOLDS &&
                                        strncmp(item->name, "param.", 6) == 0));
    for (size_t k = 0; k < kept && !drop; k++)
      drop = same_because(&few[k], item);
    if (!drop) few[kept++] = *item;
  }
  rbk_put_because_words(&c->words, few, kept);
  return RBK_OK;
}

static rbk_status say_why(rbk_collecting *c, const rbk_action_now *action,
                          rbk_work *work) {
  rbk_status status = put_why(c, action);
  if (status != RBK_OK) return status;
  work->why = rbk_kept_words(c);
  if (work->why == NULL) return RBK_NOMEM;
  if (action->status == RBK_ACTION_SUPPRESSED)
    work->waits_for = keep(c, action->reason ? action->reason : "suppressed");
  if (action->status == RBK_ACTION_BLOCKED) {
    rbk_buffer_text(&c->words, "not on record: ");
    rbk_put_joined(&c->words, &action->missing);
    work->waits_for = rbk_kept_words(c);
  }
  bool waits = action->status == RBK_ACTION_SUPPRESSED ||
               action->status == RBK_ACTION_BLOCKED;
  return waits && work->waits_for == NULL ? RBK_NOMEM : RBK_OK;
}

static rbk_status add_action(rbk_collecting *c, const rbk_action_now *action) {
  bool waits = action->status == RBK_ACTION_SUPPRESSED ||
               action->status == RBK_ACTION_BLOCKED;
  bool asks =
      action->status == RBK_ACTION_DUE || action->status == RBK_ACTION_OVERDUE;
  if (!waits && !asks) return RBK_OK;
  rbk_work *work =
      add(c, action->letter ? RBK_WORK_LETTER : RBK_WORK_ACTION, waits);
  if (work == NULL) return RBK_NOMEM;
  work->what = keep(c, action->action);
  work->rule = keep(c, action->rule);
  work->duty = action->duty; /* a word of the library */
  work->parent = keep(c, action->parent);
  work->letter = keep(c, action->letter);
  work->status = rbk_action_status_name(action->status);
  work->due = keep(c, action->due);
  work->due_in = keep(c, action->due_in);
  work->fired = keep(c, action->fired);
  work->record = keep(c, action->key);
  if (!work->what || !work->rule || !work->record || !work->fired ||
      lost(action->parent, work->parent) || lost(action->due, work->due) ||
      lost(action->due_in, work->due_in) || lost(action->letter, work->letter))
    return RBK_NOMEM;
  rbk_status status = keep_list(c, &action->owner, &work->owner);
  if (status == RBK_OK) status = keep_list(c, &action->clause, &work->clause);
  if (status == RBK_OK) status = keep_list(c, &action->members, &work->members);
  if (status == RBK_OK) status = say_why(c, action, work);
  judge_urgency(c, work);
  return status;
}

/* --- marks --------------------------------------------------------------- */

/* "the mark N of 2025-02-03 AM", "no mark on 2025-02-03 PM" */
static void put_mark(rbk_buffer *out, const rbk_finding *mark) {
  if (mark->code != NULL)
    rbk_buffer_format(out, "mark %s of %s %s", mark->code, mark->date,
                      mark->session);
  else
    rbk_buffer_format(out, "no mark on %s %s", mark->date, mark->session);
}

static const char *mark_task(rbk_collecting *c, rbk_work_kind kind,
                             const rbk_finding *mark) {
  rbk_buffer *out = &c->words;
  if (kind == RBK_WORK_REGISTER)
    rbk_buffer_format(out, "take the register of %s %s", mark->date,
                      mark->session);
  else if (mark->code == NULL)
    rbk_buffer_format(out, "enter the mark of %s %s", mark->date,
                      mark->session);
  else if (kind == RBK_WORK_PROPOSAL && mark->propose)
    rbk_buffer_format(out, "decide whether the mark %s of %s %s becomes %s",
                      mark->code, mark->date, mark->session, mark->propose);
  else if (kind == RBK_WORK_PENDING && mark->propose)
    rbk_buffer_format(out,
                      "settle the mark %s of %s %s, else it is proposed to be "
                      "%s",
                      mark->code, mark->date, mark->session, mark->propose);
  else
    rbk_buffer_format(out, "look at the mark %s of %s %s", mark->code,
                      mark->date, mark->session);
  return rbk_kept_words(c);
}

static rbk_status add_mark(rbk_collecting *c, rbk_work_kind kind,
                           const rbk_finding *mark) {
  rbk_work *work = add(c, kind, false);
  if (work == NULL) return RBK_NOMEM;
  work->what = mark_task(c, kind, mark);
  work->rule = keep(c, mark->id);
  work->status = "open";
  work->no_mark = mark->code == NULL;
  work->due = keep(c, mark->due);
  work->fired = keep(c, mark->date);
  put_mark(&c->words, mark);
  if (mark->text != NULL) rbk_buffer_format(&c->words, ": %s", mark->text);
  work->why = rbk_kept_words(c);
  rbk_buffer_format(&c->words, "%s %s", mark->date, mark->session);
  work->record = rbk_kept_words(c);
  if (!work->what || !work->rule || !work->fired || !work->why ||
      !work->record || lost(mark->due, work->due))
    return RBK_NOMEM;
  rbk_status status = keep_list(c, &mark->owner, &work->owner);
  if (status == RBK_OK) status = keep_list(c, &mark->clause, &work->clause);
  judge_urgency(c, work);
  if (work->overdue) work->status = "overdue";
  return status;
}

static rbk_status add_marks(rbk_collecting *c) {
  const rbk_decision *d = c->decision;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < d->proposal_count && status == RBK_OK; i++)
    status = add_mark(c, RBK_WORK_PROPOSAL, &d->proposals[i]);
  for (size_t i = 0; i < d->finding_count && status == RBK_OK; i++)
    status = add_mark(c, c->pupil ? RBK_WORK_FINDING : RBK_WORK_REGISTER,
                      &d->findings[i]);
  for (size_t i = 0; i < d->pending_count && status == RBK_OK; i++)
    status = add_mark(c, RBK_WORK_PENDING, &d->pending[i]);
  return status;
}

/* --- stages -------------------------------------------------------------- */

/* A review that comes within a school week, or one that is over while something
 * is missing. */
static bool is_near(const rbk_collecting *c, const rbk_stage_now *stage) {
  rbk_date review;
  if (stage->review == NULL ||
      !rbk_date_parse(rbk_text_of(stage->review), &review))
    return false;
  if (review < c->on) return stage->missing.count > 0;
  rbk_day day = rbk_calendar_on_or_before(&c->reg->calendar, review);
  return day - c->read_at <= REVIEW_AHEAD;
}

static rbk_status add_stage(rbk_collecting *c, const rbk_stage_now *stage) {
  if (!is_near(c, stage)) return RBK_OK;
  rbk_work *work = add(c, RBK_WORK_REVIEW, false);
  if (work == NULL) return RBK_NOMEM;
  rbk_buffer_format(&c->words, "review stage %s",
                    stage->label ? stage->label : stage->id);
  work->what = rbk_kept_words(c);
  rbk_buffer_format(&c->words, "in it since %s", stage->since);
  if (stage->missing.count > 0) {
    rbk_buffer_text(&c->words, "; not on record: ");
    rbk_put_joined(&c->words, &stage->missing);
  }
  work->why = rbk_kept_words(c);
  work->rule = keep(c, stage->id);
  work->due = keep(c, stage->review);
  work->fired = keep(c, stage->since);
  work->record = work->rule;
  if (!work->what || !work->why || !work->rule || !work->due || !work->fired)
    return RBK_NOMEM;
  rbk_status status = keep_list(c, &stage->owner, &work->owner);
  if (status == RBK_OK) status = keep_list(c, &stage->clause, &work->clause);
  judge_urgency(c, work);
  work->status = work->overdue ? "overdue" : "due";
  return status;
}

/* --- what is not known --------------------------------------------------- */

static rbk_status add_unsure(rbk_collecting *c, const rbk_unsure *unsure,
                             bool failed) {
  rbk_worklist *list = c->list;
  rbk_status status = grow(c, &list->not_known, &c->not_known_room,
                           list->not_known_count, sizeof *list->not_known);
  if (status != RBK_OK) return status;
  rbk_not_known *out = &list->not_known[list->not_known_count++];
  *out = (rbk_not_known){.pupil = c->pupil,
                         .name = c->name,
                         .class_name = c->class_name,
                         .id = keep(c, unsure->id),
                         .cause = keep(c, unsure->cause),
                         .failed = failed};
  if (failed) list->failed++;
  return lost(unsure->id, out->id) || lost(unsure->cause, out->cause)
             ? RBK_NOMEM
             : RBK_OK;
}

static rbk_status add_not_known(rbk_collecting *c) {
  const rbk_decision *d = c->decision;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < d->undetermined_count && status == RBK_OK; i++)
    status = add_unsure(c, &d->undetermined[i], true);
  for (size_t i = 0; i < d->no_data_count && status == RBK_OK; i++)
    status = add_unsure(c, &d->no_data[i], false);
  return status;
}

/* --- the run ------------------------------------------------------------- */

/* What is said of a pupil in every line about it. */
static rbk_status begin_pupil(rbk_collecting *c, const rbk_decision *decision) {
  c->decision = decision;
  c->pupil = c->name = c->class_name = c->rate = NULL;
  if (decision->pupil == NULL) return RBK_OK;
  c->list->pupils++;
  c->pupil = keep(c, decision->pupil);
  c->name = rbk_pupil_attribute(c->reg, decision->pupil, "name", c->read_at);
  c->class_name =
      rbk_pupil_attribute(c->reg, decision->pupil, "class", c->read_at);
  c->rate = keep(c, decision->attendance.rate);
  return c->pupil && !lost(decision->attendance.rate, c->rate) ? RBK_OK
                                                               : RBK_NOMEM;
}

static rbk_status on_decision(void *context, const rbk_decision *decision) {
  rbk_collecting *c = context;
  rbk_status status = begin_pupil(c, decision);
  for (size_t i = 0; i < decision->action_count && status == RBK_OK; i++)
    status = add_action(c, &decision->actions[i]);
  if (status == RBK_OK) status = add_marks(c);
  for (size_t i = 0; i < decision->stage_count && status == RBK_OK; i++)
    status = add_stage(c, &decision->stages[i]);
  if (status == RBK_OK) status = add_not_known(c);
  return status == RBK_OK ? c->words.status : status;
}

static rbk_status on_started(void *context, const rbk_run_record *record) {
  rbk_collecting *c = context;
  c->list->run = keep(c, record->run);
  return c->list->run ? RBK_OK : RBK_NOMEM;
}

/* --- all of it ----------------------------------------------------------- */

/* The last session with a mark on the day that is read. */
static const char *last_session(const rbk_register *reg, rbk_day day) {
  for (int s = 1; s >= 0; s--)
    if (rbk_bits_get(reg->marks.taken, 2 * (size_t)day + (size_t)s))
      return s ? "PM" : "AM";
  return NULL;
}

static rbk_status head(rbk_collecting *c, const char *on) {
  rbk_worklist *list = c->list;
  char date[11];
  rbk_date_print(c->on, date);
  list->on = keep(c, on ? on : date);
  rbk_date_print(c->reg->calendar.date[c->read_at], date);
  list->read_at = keep(c, date);
  list->school = c->reg->school.id;
  list->school_name = c->reg->school.name;
  list->session = last_session(c->reg, c->read_at);
  for (size_t i = 0; i < c->policy->edition_count; i++) {
    const rbk_edition *edition = &c->policy->editions[i];
    rbk_date day = c->reg->calendar.date[c->read_at];
    if ((edition->from == RBK_NO_DATE || edition->from <= day) &&
        (edition->to == RBK_NO_DATE || day <= edition->to))
      list->policy = edition->policy;
  }
  return list->on && list->read_at ? RBK_OK : RBK_NOMEM;
}

rbk_status rbk_worklist_make(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_worklist_options *options,
                             rbk_worklist *out, rbk_error *error) {
  rbk_worklist list = {0};
  rbk_collecting c = {.list = &list, .reg = reg, .policy = policy};
  rbk_run_options run = options->run;
  const char *owner = NULL;
  rbk_arena_init(&list.arena, rbk_alloc_or_default(run.alloc));
  rbk_buffer_init(&c.words, run.alloc);
  rbk_status status =
      rbk_report_day(reg, options->on, &c.on, &c.read_at, error);
  if (status == RBK_OK && options->owner)
    status = rbk_role_find(reg, policy, options->owner, &owner, error);
  if (status != RBK_OK) goto out;
  status = head(&c, options->on);
  if (status != RBK_OK) goto memory;
  run.as_of = list.on;
  rbk_decision_sink sink = {&c, on_started, on_decision, NULL};
  status = rbk_evaluate(reg, policy, &run, &sink, error);
  if (status == RBK_NOMEM) goto memory;
  if (status != RBK_OK) goto out;
  status = rbk_worklist_arrange(&c, owner);
  if (status == RBK_OK) {
    *out = list;
    rbk_buffer_finish(&c.words);
    return RBK_OK;
  }
memory:
  status = rbk_no_memory(error);
out:
  rbk_buffer_finish(&c.words);
  rbk_arena_finish(&list.arena);
  return status;
}

void rbk_worklist_finish(rbk_worklist *list) {
  if (list->arena.alloc) rbk_arena_finish(&list->arena);
}
