#include "engine/decision.h"

#include "engine/inside.h"

#include <stdlib.h>
#include <string.h>

const char *rbk_policy_on(const rbk_policy *policy, rbk_date date) {
  for (size_t i = 0; i < policy->edition_count; i++) {
    const rbk_edition *edition = &policy->editions[i];
    if ((edition->from == RBK_NO_DATE || edition->from <= date) &&
        (edition->to == RBK_NO_DATE || date <= edition->to))
      return edition->policy;
  }
  return NULL;
}

static const char *print_day(const rbk_worker *w, rbk_day day) {
  char text[11];
  rbk_date_print(w->calendar->date[day], text);
  return rbk_arena_copy(w->arena, text, strlen(text));
}

static const char *print_date(const rbk_worker *w, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  return rbk_arena_copy(w->arena, text, strlen(text));
}

/* --- attendance ---------------------------------------------------------- */

#define CODES 64 /* rows of the table of codes fit a mask */

/* Counts the marks of the school year that holds the day, up to it. */
static int64_t count_marks(const rbk_worker *w, int64_t counts[CODES]) {
  const uint8_t *bytes = rbk_marks_of(&w->reg->marks, w->pupil);
  const rbk_word *taken = w->reg->marks.taken;
  rbk_day first =
      rbk_calendar_period(w->calendar, RBK_PERIOD_SCHOOL_YEAR, w->log.last)
          ->first;
  int64_t missing = 0;
  for (rbk_day d = first; d <= w->log.last; d++) {
    if (!rbk_bits_get(w->on_roll, (size_t)d)) continue;
    for (int s = 0; s < 2; s++) {
      size_t session = 2 * (size_t)d + (size_t)s;
      if (bytes[session] != RBK_NO_CODE)
        counts[bytes[session]]++;
      else if (rbk_bits_get(taken, session))
        missing++;
    }
  }
  return missing;
}

static int64_t sum_of(const int64_t counts[CODES], rbk_code_set set) {
  int64_t sum = 0;
  for (size_t c = 1; c < CODES; c++)
    if (set & rbk_code_bit((rbk_code)c)) sum += counts[c];
  return sum;
}

static rbk_status list_codes(const rbk_worker *w, const int64_t counts[CODES],
                             rbk_decision *out) {
  rbk_code_count *list = rbk_arena_take(w->arena, CODES, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  size_t count = 0;
  for (size_t c = 1; c <= rbk_codes_count(); c++) {
    if (counts[c] == 0) continue;
    const char *letters = rbk_code_letters((rbk_code)c);
    if (count > 0 && strcmp(list[count - 1].code, letters) == 0)
      list[count - 1].count += counts[c];
    else
      list[count++] = (rbk_code_count){letters, counts[c]};
  }
  out->codes = list;
  out->code_count = count;
  return RBK_OK;
}

static rbk_status attendance_of(const rbk_worker *w, rbk_decision *out) {
  int64_t counts[CODES] = {0};
  rbk_attendance *a = &out->attendance;
  a->missing = count_marks(w, counts);
  a->possible = sum_of(counts, rbk_set_possible());
  a->attended = sum_of(counts, rbk_set_attended());
  a->authorised = sum_of(counts, rbk_set_authorised());
  a->unauthorised = sum_of(counts, rbk_set_unauthorised());
  a->late = sum_of(counts, rbk_set_late());
  if (a->possible > 0) {
    char text[40];
    int length = rbk_ratio_print(100 * a->attended, a->possible, 2, text);
    a->rate = rbk_arena_copy(w->arena, text, (size_t)length);
    if (a->rate == NULL) return RBK_NOMEM;
  }
  return list_codes(w, counts, out);
}

/* --- bands and flags ----------------------------------------------------- */

static int by_band_name(const void *left, const void *right) {
  const rbk_band_now *a = left, *b = right;
  return strcmp(a->name, b->name);
}

static int by_flag_id(const void *left, const void *right) {
  const rbk_flag_now *a = left, *b = right;
  return strcmp(a->id, b->id);
}

/* The bands of the edition in force on the last day read. */
static rbk_status bands_of(rbk_worker *w, rbk_decision *out) {
  const rbk_page *page = rbk_page_on(w, w->log.last);
  size_t count = page ? page->edition->band_count : 0;
  rbk_band_now *list = rbk_arena_take(w->arena, count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_bound_band *band = &page->edition->bands[i];
    const rbk_band_state *state = &w->log.bands[band->number];
    list[i].name = band->source->name;
    list[i].otherwise = state->otherwise;
    if (state->row == NULL) continue;
    list[i].id = state->row->id;
    list[i].label = state->row->label;
    list[i].clause = rbk_list_of(&state->row->clauses);
    list[i].since = print_day(w, state->since);
    if (list[i].since == NULL) return RBK_NOMEM;
  }
  qsort(list, count, sizeof *list, by_band_name);
  out->bands = list;
  out->band_count = count;
  return RBK_OK;
}

static rbk_status flags_of(rbk_worker *w, rbk_decision *out) {
  rbk_flag_now *list = rbk_arena_take(w->arena, w->flag_count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  size_t count = 0;
  for (uint32_t i = 0; i < w->flag_count; i++) {
    const rbk_flag_state *state = &w->log.flags[i];
    if (!state->raised) continue;
    rbk_flag_now *flag = &list[count++];
    flag->id = state->bound->source->id;
    flag->label = state->bound->source->label;
    flag->clause = rbk_list_of(&state->bound->source->clauses);
    flag->since = print_day(w, state->since);
    if (flag->since == NULL) return RBK_NOMEM;
  }
  qsort(list, count, sizeof *list, by_flag_id);
  out->flags = list;
  out->flag_count = count;
  return RBK_OK;
}

/* --- stages -------------------------------------------------------------- */

static int by_ladder(const void *left, const void *right) {
  const rbk_stage_now *a = left, *b = right;
  return strcmp(a->ladder, b->ladder);
}

/* The day of the last review while no later one is set, else the day from which
 * the next is held: no day of the past, for the pupil was not on roll then. */
static rbk_status review_of(rbk_worker *w, const rbk_bound_stage *stage,
                            const rbk_stay *stay, rbk_stage_now *out) {
  rbk_day day = rbk_stay_review(w, stage, stay, w->log.last);
  if (day <= stay->reviewed)
    day = stay->reviewed;
  else if (day <= w->log.last)
    day = w->log.last + 1;
  if (day >= (rbk_day)w->days) return RBK_OK;
  out->review = print_day(w, day);
  return out->review ? RBK_OK : RBK_NOMEM;
}

static rbk_status stage_of(rbk_worker *w, rbk_page *page,
                           const rbk_bound_ladder *ladder, const rbk_stay *stay,
                           rbk_stage_now *out) {
  const rbk_bound_stage *stage = page->stages[stay->stage->number];
  *out = (rbk_stage_now){.ladder = ladder->source->name,
                         .id = stage->source->id,
                         .label = stage->source->label,
                         .since = print_day(w, stay->entered),
                         .clause = rbk_list_of(&stage->source->clauses),
                         .owner = stay->owner};
  if (out->since == NULL) return RBK_NOMEM;
  rbk_status status = review_of(w, stage, stay, out);
  return status == RBK_OK ? rbk_stay_missing(w, page, stage, stay, w->log.last,
                                             &out->missing)
                          : status;
}

/* Of the ladders in force on the last day: one that has not the stage is left
 * on the pupil's next day on roll. */
static rbk_status stages_of(rbk_worker *w, rbk_decision *out) {
  rbk_page *page = rbk_page_on(w, w->log.last);
  size_t most = page ? page->edition->ladder_count : 0, count = 0;
  rbk_stage_now *list = rbk_arena_take(w->arena, most, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < most; i++) {
    const rbk_bound_ladder *ladder = &page->edition->ladders[i];
    const rbk_stay *stay = w->log.standing[ladder->number];
    const rbk_bound_stage *stage =
        stay ? page->stages[stay->stage->number] : NULL;
    if (stage == NULL || stage->ladder != ladder->number) continue;
    rbk_status status = stage_of(w, page, ladder, stay, &list[count++]);
    if (status != RBK_OK) return status;
  }
  qsort(list, count, sizeof *list, by_ladder);
  out->stages = list;
  out->stage_count = count;
  return RBK_OK;
}

/* --- actions ------------------------------------------------------------- */

static int by_key(const void *left, const void *right) {
  const rbk_action_now *a = left, *b = right;
  return strcmp(a->key, b->key);
}

static const char *duty_words[] = {NULL, "must", "should", "may"};

static const char *reason_of(rbk_worker *w, const rbk_action *a) {
  if (a->recorded_because != NULL &&
      (a->status == RBK_ACTION_DONE || a->status == RBK_ACTION_DUE ||
       a->status == RBK_ACTION_OVERDUE || a->status == RBK_ACTION_BLOCKED))
    return a->recorded_because;
  if (a->recorded_done != NULL)
    return "recorded as done by an earlier run; no event on file says so";
  if (a->status == RBK_ACTION_SUPPRESSED) return a->suppressed_because;
  if (a->status == RBK_ACTION_LAPSED) return a->lapsed_because;
  if (a->status == RBK_ACTION_SUPERSEDED)
    return rbk_arena_format(w->arena, "superseded by %s", a->superseded_by);
  return NULL;
}

static rbk_list members_of(const rbk_action *a) {
  if (a->household == NULL) return (rbk_list){0};
  return (rbk_list){a->household->ids, a->household->count, true};
}

static rbk_status action_of(rbk_worker *w, const rbk_action *a,
                            rbk_action_now *out) {
  const rbk_rule *source = a->bound->source;
  *out = (rbk_action_now){.key = a->key,
                          .rule = source->id,
                          .action = a->action,
                          .duty = duty_words[source->duty],
                          .parent = a->parent,
                          .members = members_of(a),
                          .clause = rbk_list_of(&source->clauses),
                          .owner = a->owner,
                          .fired = print_day(w, a->fired),
                          .due = a->due,
                          .due_in = a->due_in,
                          .status = a->status,
                          .done_by = rbk_list_of(&source->done),
                          .reason = reason_of(w, a),
                          .letter = source->letter};
  if (source->done.count == 0) { /* the default: the rule's own id */
    const char **own = rbk_arena_take(w->arena, 1, sizeof *own);
    if (own == NULL) return RBK_NOMEM;
    own[0] = source->id;
    out->done_by = (rbk_list){own, 1, false};
  }
  if (a->status == RBK_ACTION_BLOCKED)
    out->missing = (rbk_list){a->missing, a->missing_count, true};
  if (a->recorded_done != NULL) {
    out->done_on = a->recorded_done;
  } else if (a->done != NULL) {
    out->done_on = print_date(w, a->done->date);
    if (out->done_on == NULL) return RBK_NOMEM;
  }
  bool says = a->status == RBK_ACTION_SUPPRESSED ||
              a->status == RBK_ACTION_LAPSED ||
              a->status == RBK_ACTION_SUPERSEDED;
  if (out->fired == NULL || (says && out->reason == NULL)) return RBK_NOMEM;
  rbk_status status = rbk_marks_behind(w, &a->ground, a->fired, &out->marks);
  return status == RBK_OK ? rbk_because_of(w, &a->ground, a->fired,
                                           &out->because, &out->because_count)
                          : status;
}

/* As it was recorded, but for what has become of it. */
static void withdrawn_of(const rbk_withdrawn *item, rbk_action_now *out) {
  *out = item->recorded->action;
  out->status = RBK_ACTION_WITHDRAWN;
  out->reason = item->because;
}

static rbk_status actions_of(rbk_worker *w, rbk_decision *out) {
  size_t count = w->log.action_count + w->log.withdrawn_count;
  rbk_action_now *list = rbk_arena_take(w->arena, count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < w->log.action_count; i++) {
    rbk_status status = action_of(w, w->log.actions[i], &list[i]);
    if (status != RBK_OK) return status;
  }
  for (size_t i = 0; i < w->log.withdrawn_count; i++)
    withdrawn_of(&w->log.withdrawn[i], &list[w->log.action_count + i]);
  qsort(list, count, sizeof *list, by_key);
  out->actions = list;
  out->action_count = count;
  return RBK_OK;
}

/* --- marks --------------------------------------------------------------- */

static int by_mark(const void *left, const void *right) {
  const rbk_finding *a = left, *b = right;
  int order = strcmp(a->id, b->id);
  if (order == 0) order = strcmp(a->date, b->date);
  if (order == 0) order = strcmp(a->session, b->session);
  return order;
}

static rbk_status marks_of(rbk_worker *w, rbk_decision *out) {
  size_t count = w->log.item_count, proposals = 0, findings = 0;
  rbk_finding *proposed = rbk_arena_take(w->arena, count, sizeof *proposed);
  rbk_finding *found = rbk_arena_take(w->arena, count, sizeof *found);
  if (proposed == NULL || found == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_mark_item *item = w->log.items[i];
    if (!item->standing) continue;
    bool proposal = item->propose != NULL && !item->beaten;
    rbk_finding *row = proposal ? &proposed[proposals++] : &found[findings++];
    *row = (rbk_finding){.id = item->id,
                         .date = print_date(w, item->date),
                         .session = item->session == RBK_AM ? "AM" : "PM",
                         .code = item->code[0] ? item->code : NULL,
                         .propose = item->propose,
                         .text = item->text,
                         .due = item->due,
                         .owner = item->owner,
                         .clause = item->clause};
    if (row->date == NULL) return RBK_NOMEM;
  }
  qsort(proposed, proposals, sizeof *proposed, by_mark);
  qsort(found, findings, sizeof *found, by_mark);
  out->proposals = proposed;
  out->proposal_count = proposals;
  out->findings = found;
  out->finding_count = findings;
  return RBK_OK;
}

/* Marks that a policy looks at and has not raised yet. */
static rbk_status pending_of(rbk_worker *w, rbk_decision *out) {
  size_t count = w->log.item_count, kept = 0;
  rbk_finding *list = rbk_arena_take(w->arena, count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_mark_item *item = w->log.items[i];
    if (item->raised <= w->log.last) continue;
    rbk_finding *row = &list[kept++];
    *row = (rbk_finding){.id = item->id,
                         .date = print_date(w, item->date),
                         .session = item->session == RBK_AM ? "AM" : "PM",
                         .code = item->code[0] ? item->code : NULL,
                         .propose = item->propose,
                         .text = item->text,
                         .owner = item->owner,
                         .clause = item->clause};
    if (item->raised != RBK_NO_DAY) row->due = print_day(w, item->raised);
    if (row->date == NULL || (item->raised != RBK_NO_DAY && !row->due))
      return RBK_NOMEM;
  }
  qsort(list, kept, sizeof *list, by_mark);
  out->pending = list;
  out->pending_count = kept;
  return RBK_OK;
}

/* --- what is not known --------------------------------------------------- */

static int by_id(const void *left, const void *right) {
  const rbk_unsure *a = left, *b = right;
  int order = strcmp(a->id, b->id);
  return order != 0 ? order : strcmp(a->cause, b->cause);
}

static rbk_status unsure_of(rbk_worker *w, bool failed,
                            const rbk_unsure **items, size_t *out) {
  rbk_unsure *list =
      rbk_arena_take(w->arena, w->log.unsure_count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  size_t count = 0;
  for (size_t i = 0; i < w->log.unsure_count; i++)
    if (w->log.unsure[i].failed == failed)
      list[count++] = (rbk_unsure){w->log.unsure[i].id, w->log.unsure[i].cause};
  qsort(list, count, sizeof *list, by_id);
  *items = list;
  *out = count;
  return RBK_OK;
}

rbk_status rbk_decision_make(rbk_worker *w, const rbk_policy *policy,
                             rbk_decision *out) {
  rbk_decision d = {0};
  d.pupil = w->reg->roll.pupils[w->pupil].id;
  d.as_of = print_day(w, w->log.last);
  d.policy = rbk_policy_on(policy, w->calendar->date[w->log.last]);
  d.on_roll = w->log.on_roll;
  rbk_status status = d.as_of ? attendance_of(w, &d) : RBK_NOMEM;
  if (status == RBK_OK) status = bands_of(w, &d);
  if (status == RBK_OK) status = flags_of(w, &d);
  if (status == RBK_OK) status = stages_of(w, &d);
  if (status == RBK_OK) status = actions_of(w, &d);
  if (status == RBK_OK) status = marks_of(w, &d);
  if (status == RBK_OK) status = pending_of(w, &d);
  if (status == RBK_OK)
    status = unsure_of(w, true, &d.undetermined, &d.undetermined_count);
  if (status == RBK_OK)
    status = unsure_of(w, false, &d.no_data, &d.no_data_count);
  if (status == RBK_OK) *out = d;
  return status;
}

rbk_status rbk_decision_make_of_group(rbk_worker *w, const rbk_policy *policy,
                                      rbk_decision *out) {
  rbk_decision d = {0};
  d.group = w->reg->roll.pupils[w->pupil].id;
  d.as_of = print_day(w, w->log.last);
  d.policy = rbk_policy_on(policy, w->calendar->date[w->log.last]);
  rbk_status status = d.as_of ? actions_of(w, &d) : RBK_NOMEM;
  if (status == RBK_OK)
    status = unsure_of(w, true, &d.undetermined, &d.undetermined_count);
  if (status == RBK_OK)
    status = unsure_of(w, false, &d.no_data, &d.no_data_count);
  if (status == RBK_OK) *out = d;
  return status;
}
