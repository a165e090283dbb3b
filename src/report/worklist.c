/* Collecting the list: one pass over the decisions of the day. */
#include "report/worklist.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "report/people.h"
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

typedef struct collecting {
  rbk_worklist *list;
  const rbk_register *reg;
  const rbk_policy *policy;
  rbk_date on;
  rbk_day read_at;
  size_t room, waiting_room, not_known_room;
  rbk_buffer words;
  /* the pupil at hand */
  const rbk_decision *decision;
  const char *pupil, *name, *class_name, *rate;
} collecting;

/* --- keeping what a decision shows --------------------------------------- */

static const char *keep(collecting *c, const char *text) {
  return text ? rbk_arena_copy(&c->list->arena, text, strlen(text)) : NULL;
}

/* Whether `kept` is the copy of `text`. */
static bool lost(const char *text, const char *kept) {
  return text != NULL && kept == NULL;
}

static rbk_status keep_list(collecting *c, const rbk_list *from,
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

static const char *kept_words(collecting *c) {
  const char *text = rbk_buffer_string(&c->words);
  const char *kept = text ? keep(c, text) : NULL;
  rbk_buffer_clear(&c->words);
  return kept;
}

static rbk_status grow(collecting *c, void *items, size_t *room, size_t count,
                       size_t size) {
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

/* A new line about the pupil, or the group, at hand. */
static rbk_work *add(collecting *c, rbk_work_kind kind, bool waiting) {
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
    work->group = keep(c, c->decision->group);
    if (lost(c->decision->group, work->group)) return NULL;
  }
  return work;
}

/* --- when ---------------------------------------------------------------- */

/* By the due day: what is late, what has an hour today, what has a day. */
static void judge_urgency(const collecting *c, rbk_work *work) {
  rbk_date due;
  const char *clock = work->due ? strchr(work->due, 'T') : NULL;
  work->urgency = 3;
  if (work->due == NULL) return;
  rbk_text day = {work->due,
                  clock ? (size_t)(clock - work->due) : strlen(work->due)};
  if (!rbk_date_parse(day, &due)) return;
  work->overdue = due < c->on;
  if (work->overdue) {
    const rbk_calendar *calendar = &c->reg->calendar;
    work->late = rbk_calendar_on_or_before(calendar, c->on) -
                 rbk_calendar_on_or_before(calendar, due);
  }
  work->urgency = work->overdue ? 0 : clock && due == c->on ? 1 : 2;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

/* --- actions ------------------------------------------------------------- */

static bool same_because(const rbk_because *a, const rbk_because *b) {
  return a->kind == b->kind && same_text(a->name, b->name) &&
         same_text(a->value, b->value) && same_text(a->is, b->is) &&
         same_text(a->threshold, b->threshold) && same_text(a->id, b->id) &&
         same_text(a->date, b->date);
}

/* Measures without a name are called by their place, "la/bedford:12". */
static bool is_nameless(const rbk_because *item) {
  return item->kind == RBK_BECAUSE_MEASURE && strchr(item->name, ':') != NULL;
}

/* A few words: each leaf once, without choices of the policy that hold for
 * everybody, and without nameless figures where there are others. */
static rbk_status put_why(collecting *c, const rbk_action_now *action) {
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

static rbk_status say_why(collecting *c, const rbk_action_now *action,
                          rbk_work *work) {
  rbk_status status = put_why(c, action);
  if (status != RBK_OK) return status;
  work->why = kept_words(c);
  if (work->why == NULL) return RBK_NOMEM;
  if (action->status == RBK_ACTION_SUPPRESSED)
    work->waits_for = keep(c, action->reason ? action->reason : "suppressed");
  if (action->status == RBK_ACTION_BLOCKED) {
    rbk_buffer_text(&c->words, "not on record: ");
    rbk_put_joined(&c->words, &action->missing);
    work->waits_for = kept_words(c);
  }
  bool waits = action->status == RBK_ACTION_SUPPRESSED ||
               action->status == RBK_ACTION_BLOCKED;
  return waits && work->waits_for == NULL ? RBK_NOMEM : RBK_OK;
}

static rbk_status add_action(collecting *c, const rbk_action_now *action) {
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

static const char *mark_task(collecting *c, rbk_work_kind kind,
                             const rbk_finding *mark) {
  rbk_buffer *out = &c->words;
  if (kind == RBK_WORK_REGISTER)
    rbk_buffer_format(out, "take the register of %s %s", mark->date,
                      mark->session);
  else if (mark->code == NULL)
    rbk_buffer_format(out, "enter the mark of %s %s", mark->date,
                      mark->session);
  else if (kind == RBK_WORK_PROPOSAL && mark->propose)
    rbk_buffer_format(out, "decide: make the mark %s of %s %s %s", mark->code,
                      mark->date, mark->session, mark->propose);
  else if (kind == RBK_WORK_PENDING && mark->propose)
    rbk_buffer_format(out,
                      "settle the mark %s of %s %s, else it is proposed to be "
                      "%s",
                      mark->code, mark->date, mark->session, mark->propose);
  else
    rbk_buffer_format(out, "look at the mark %s of %s %s", mark->code,
                      mark->date, mark->session);
  return kept_words(c);
}

static rbk_status add_mark(collecting *c, rbk_work_kind kind,
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
  work->why = kept_words(c);
  rbk_buffer_format(&c->words, "%s %s", mark->date, mark->session);
  work->record = kept_words(c);
  if (!work->what || !work->rule || !work->fired || !work->why ||
      !work->record || lost(mark->due, work->due))
    return RBK_NOMEM;
  rbk_status status = keep_list(c, &mark->owner, &work->owner);
  if (status == RBK_OK) status = keep_list(c, &mark->clause, &work->clause);
  judge_urgency(c, work);
  if (work->overdue) work->status = "overdue";
  return status;
}

static rbk_status add_marks(collecting *c) {
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
static bool is_near(const collecting *c, const rbk_stage_now *stage) {
  rbk_date review;
  if (stage->review == NULL ||
      !rbk_date_parse(rbk_text_of(stage->review), &review))
    return false;
  if (review < c->on) return stage->missing.count > 0;
  rbk_day day = rbk_calendar_on_or_before(&c->reg->calendar, review);
  return day - c->read_at <= REVIEW_AHEAD;
}

static rbk_status add_stage(collecting *c, const rbk_stage_now *stage) {
  if (!is_near(c, stage)) return RBK_OK;
  rbk_work *work = add(c, RBK_WORK_REVIEW, false);
  if (work == NULL) return RBK_NOMEM;
  rbk_buffer_format(&c->words, "review stage %s",
                    stage->label ? stage->label : stage->id);
  work->what = kept_words(c);
  rbk_buffer_format(&c->words, "in it since %s", stage->since);
  if (stage->missing.count > 0) {
    rbk_buffer_text(&c->words, "; not on record: ");
    rbk_put_joined(&c->words, &stage->missing);
  }
  work->why = kept_words(c);
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

static rbk_status add_unsure(collecting *c, const rbk_unsure *unsure,
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

static rbk_status add_not_known(collecting *c) {
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
static rbk_status begin_pupil(collecting *c, const rbk_decision *decision) {
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
  collecting *c = context;
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
  collecting *c = context;
  c->list->run = keep(c, record->run);
  return c->list->run ? RBK_OK : RBK_NOMEM;
}

/* --- registers of a class ------------------------------------------------ */

/* A class of which nobody has a mark in a session is one register that was not
 * taken, not thirty marks that are missing. */
typedef struct class_session {
  const char *class_name, *record;
  size_t missing, on_roll;
} class_session;

static bool is_missing_mark(const rbk_work *work) {
  return work->kind == RBK_WORK_FINDING && work->class_name != NULL &&
         work->no_mark;
}

static int by_class_session(const void *left, const void *right) {
  const rbk_work *a = *(const rbk_work *const *)left;
  const rbk_work *b = *(const rbk_work *const *)right;
  int order = strcmp(a->class_name, b->class_name);
  if (order == 0) order = strcmp(a->record, b->record);
  if (order == 0) order = strcmp(a->rule, b->rule);
  return order != 0 ? order : strcmp(a->pupil, b->pupil);
}

/* How many pupils of a class are on roll on a date. */
static size_t class_size(const rbk_register *reg, const char *class_name,
                         const char *date) {
  rbk_date day;
  size_t count = 0;
  if (!rbk_date_parse((rbk_text){date, 10}, &day)) return 0;
  rbk_day at = rbk_calendar_day(&reg->calendar, day);
  for (size_t i = 0; i < reg->roll.pupil_count; i++) {
    const rbk_pupil *pupil = &reg->roll.pupils[i];
    if (at == RBK_NO_DAY || !rbk_pupil_on_roll(pupil, at)) continue;
    const char *its = rbk_pupil_attribute(reg, pupil->id, "class", at);
    count += its && strcmp(its, class_name) == 0;
  }
  return count;
}

static rbk_status one_register(collecting *c, rbk_work **items, size_t count) {
  rbk_work *first = items[0];
  rbk_buffer_format(&c->words, "take the register of class %s, %s",
                    first->class_name, first->record);
  first->what = kept_words(c);
  rbk_buffer_format(&c->words, "none of its %zu pupils has a mark", count);
  first->why = kept_words(c);
  if (!first->what || !first->why) return RBK_NOMEM;
  first->kind = RBK_WORK_REGISTER;
  first->group = first->class_name;
  first->pupil = first->name = first->attendance = NULL;
  for (size_t i = 1; i < count; i++) items[i]->kind = RBK_WORK_KINDS;
  return RBK_OK;
}

static void drop_joined(rbk_worklist *list) {
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].kind != RBK_WORK_KINDS)
      list->items[kept++] = list->items[i];
  list->count = kept;
}

static rbk_status join_registers(collecting *c) {
  rbk_worklist *list = c->list;
  rbk_work **missing =
      rbk_arena_take(&list->arena, list->count, sizeof *missing);
  size_t count = 0, next;
  if (missing == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < list->count; i++)
    if (is_missing_mark(&list->items[i])) missing[count++] = &list->items[i];
  if (count > 1) qsort(missing, count, sizeof *missing, by_class_session);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i = next) {
    const rbk_work *first = missing[i];
    for (next = i + 1;
         next < count && same_text(missing[next]->rule, first->rule) &&
         same_text(missing[next]->class_name, first->class_name) &&
         same_text(missing[next]->record, first->record);)
      next++;
    if (next - i > 1 &&
        next - i == class_size(c->reg, first->class_name, first->record))
      status = one_register(c, missing + i, next - i);
  }
  drop_joined(list);
  return status;
}

/* --- groups and order ---------------------------------------------------- */

static int order_texts(const char *a, const char *b) {
  if (a == NULL || b == NULL) return (a == NULL) - (b == NULL);
  return strcmp(a, b);
}

/* What is late goes by how long, then hours of today, then days; what has no
 * day comes last. */
static int by_urgency(const void *left, const void *right) {
  const rbk_work *a = *(const rbk_work *const *)left;
  const rbk_work *b = *(const rbk_work *const *)right;
  int order = a->urgency - b->urgency;
  if (order == 0) order = order_texts(a->due, b->due);
  if (order == 0) order = (int)a->kind - (int)b->kind;
  if (order == 0) order = order_texts(a->class_name, b->class_name);
  if (order == 0) order = order_texts(a->pupil, b->pupil);
  if (order == 0) order = order_texts(a->group, b->group);
  if (order == 0) order = order_texts(a->rule, b->rule);
  return order != 0 ? order : order_texts(a->record, b->record);
}

static bool belongs_to(const rbk_work *work, const char *role) {
  if (role == NULL) return work->owner.count == 0;
  for (size_t i = 0; i < work->owner.count; i++)
    if (strcmp(work->owner.items[i], role) == 0) return true;
  return false;
}

static rbk_status fill_group(collecting *c, rbk_work_group *group) {
  rbk_worklist *list = c->list;
  group->items = rbk_arena_take(&list->arena, list->count, sizeof(rbk_work *));
  if (group->items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < list->count; i++) {
    const rbk_work *work = &list->items[i];
    if (!belongs_to(work, group->role)) continue;
    group->items[group->count++] = work;
    group->overdue += work->overdue;
  }
  if (group->count > 1)
    qsort(group->items, group->count, sizeof *group->items, by_urgency);
  group->name = group->role ? rbk_role_called(c->reg, c->policy, group->role)
                            : "nobody is named";
  return RBK_OK;
}

/* The roles that own something, in byte order, and at the end what nobody
 * owns. */
static rbk_status list_roles(collecting *c, rbk_intern *roles) {
  rbk_worklist *list = c->list;
  for (size_t i = 0; i < list->count; i++)
    for (size_t k = 0; k < list->items[i].owner.count; k++)
      if (rbk_intern_add(roles, rbk_text_of(list->items[i].owner.items[k])) ==
          RBK_NONE)
        return RBK_NOMEM;
  return RBK_OK;
}

static int by_role(const void *left, const void *right) {
  const rbk_work_group *a = left, *b = right;
  return order_texts(a->role, b->role);
}

static rbk_status make_groups(collecting *c, const char *only) {
  rbk_worklist *list = c->list;
  rbk_intern roles;
  rbk_intern_init(&roles, &list->arena);
  rbk_status status = list_roles(c, &roles);
  if (status != RBK_OK) return status;
  list->groups = rbk_arena_take(&list->arena, (size_t)roles.count + 1,
                                sizeof *list->groups);
  if (list->groups == NULL) return RBK_NOMEM;
  for (uint32_t i = 0; i <= roles.count && status == RBK_OK; i++) {
    const char *role = i < roles.count ? rbk_intern_text(&roles, i) : NULL;
    if (only && (role == NULL || strcmp(role, only) != 0)) continue;
    rbk_work_group *group = &list->groups[list->group_count];
    *group = (rbk_work_group){.role = role};
    status = fill_group(c, group);
    if (group->count > 0) list->group_count++;
  }
  if (list->group_count > 1)
    qsort(list->groups, list->group_count, sizeof *list->groups, by_role);
  return status;
}

/* With --owner the other lists are of that owner, too. */
static void keep_only(rbk_worklist *list, const char *role) {
  size_t kept = 0;
  for (size_t i = 0; i < list->waiting_count; i++)
    if (belongs_to(&list->waiting[i], role))
      list->waiting[kept++] = list->waiting[i];
  list->waiting_count = kept;
}

static int by_waiting(const void *left, const void *right) {
  const rbk_work *a = left, *b = right;
  int order = order_texts(a->class_name, b->class_name);
  if (order == 0) order = order_texts(a->pupil, b->pupil);
  return order != 0 ? order : order_texts(a->record, b->record);
}

/* --- all of it ----------------------------------------------------------- */

/* The last session with a mark on the day that is read. */
static const char *last_session(const rbk_register *reg, rbk_day day) {
  for (int s = 1; s >= 0; s--)
    if (rbk_bits_get(reg->marks.taken, 2 * (size_t)day + (size_t)s))
      return s ? "PM" : "AM";
  return NULL;
}

static rbk_status head(collecting *c, const char *on) {
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

static rbk_status arrange(collecting *c, const char *owner) {
  rbk_worklist *list = c->list;
  rbk_status status = join_registers(c);
  if (status == RBK_OK) status = make_groups(c, owner);
  if (owner) keep_only(list, owner);
  if (list->waiting_count > 1)
    qsort(list->waiting, list->waiting_count, sizeof *list->waiting,
          by_waiting);
  return status;
}

rbk_status rbk_worklist_make(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_worklist_options *options,
                             rbk_worklist *out, rbk_error *error) {
  rbk_worklist list = {0};
  collecting c = {.list = &list, .reg = reg, .policy = policy};
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
  status = arrange(&c, owner);
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
