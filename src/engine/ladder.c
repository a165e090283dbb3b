/* Ladders: each pupil is in at most one stage of each and moves at most once a
 * day. What a stage asks for fires on entry, on its review day, and on the day
 * after that while something it needs is missing. */
#include "engine/inside.h"

#include <string.h>

typedef struct step { /* one ladder on one day */
  rbk_worker *w;
  rbk_page *page;
  const rbk_bound_ladder *ladder; /* NULL: no version in force has it */
  rbk_ladder_state *state;
  uint32_t number;
  rbk_day day;
} step;

typedef struct move {
  bool made;
  const rbk_bound_stage *to; /* NULL: out of all stages */
  rbk_ground ground;
} move;

void rbk_ladders_forget(rbk_worker *w) {
  memset(w->ladders, 0, w->ladder_count * sizeof *w->ladders);
  memset(w->stage_undetermined, 0,
         w->stage_count * sizeof *w->stage_undetermined);
}

/* --- rules of stages ------------------------------------------------------ */

/* The page is the pupil's, or that of the one parent it fires for again. */
static rbk_status fire(step *s, rbk_page *page, const rbk_bound_rule *rule,
                       const rbk_stay *stay, const rbk_ground *ground) {
  rbk_rule_state *state = &s->w->rules[rule->number];
  char date[11];
  rbk_date_print(s->w->calendar->date[s->day], date);
  state->last_fired = s->day;
  rbk_bits_set(state->fired, (size_t)s->day);
  rbk_firing firing = {rule, s->day, date, NULL, false, stay, ground};
  return rbk_action_fire(s->w, page, &firing);
}

static rbk_status fire_all(step *s, const rbk_bound_stage *stage,
                           rbk_moment moment, const rbk_stay *stay,
                           const rbk_ground *ground) {
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < stage->rule_count && status == RBK_OK; i++) {
    const rbk_bound_rule *rule =
        &s->page->edition->rules[stage->first_rule + i];
    if (rule->moment == moment) status = fire(s, s->page, rule, stay, ground);
  }
  return status;
}

/* What lapsed because the pupil left the school is asked for again on return,
 * as long as the stay goes on. */
static rbk_status fire_again(step *s, const rbk_stay *stay) {
  rbk_worker *w = s->w;
  const rbk_ground ground = {.edition = s->page->number, .node = RBK_NONE};
  size_t count = w->log.action_count;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    rbk_action *a = w->log.actions[i];
    uint32_t place = s->page->rule_of[a->rule];
    if (!a->left || a->stay != stay || place == RBK_NONE) continue;
    a->left = false;
    status = fire(s, rbk_page_for(w, s->page, a->party),
                  &s->page->edition->rules[place], stay, &ground);
  }
  return status;
}

/* --- finding the move ----------------------------------------------------- */

static rbk_status ask(step *s, const rbk_bound_stage *stage, uint32_t node,
                      rbk_truth *out) {
  rbk_worker *w = s->w;
  bool failed = false;
  rbk_status status = rbk_truth_on(w, s->page, node, s->day, out);
  if (status == RBK_OK && *out == RBK_UNKNOWN)
    status = rbk_failed_on(w, s->page, node, s->day, &failed);
  bool *noted = &w->stage_undetermined[stage->number];
  if (status == RBK_OK && failed && !*noted)
    status = rbk_fold_undetermined(w, s->day, stage->source->id,
                                   &stage->source->clauses);
  *noted = *noted || failed;
  return status;
}

static void settle(step *s, const rbk_bound_stage *to, uint32_t node,
                   move *out) {
  out->made = true;
  out->to = to;
  out->ground = (rbk_ground){.edition = s->page->number, .node = node};
}

static rbk_status find_leave(step *s, const rbk_bound_stage *now, move *out) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < now->source->leave_count; i++) {
    const rbk_bound_move *row = &now->leave[i];
    rbk_truth truth;
    status = ask(s, now, row->when, &truth);
    if (status != RBK_OK || truth != RBK_TRUE) continue;
    settle(s, row->to == RBK_NONE ? NULL : s->page->stages[row->to], row->when,
           out);
    break;
  }
  return status;
}

/* Whether `enter` of a stage is open to a pupil in the present one (NULL:
 * none). */
static bool is_open(const rbk_bound_stage *stage, const rbk_bound_stage *now) {
  const rbk_names *from = &stage->source->from;
  if (stage->enter == RBK_NONE || (now != NULL && stage->place <= now->place))
    return false;
  if (from->count == 0)
    return now == NULL ? stage->place == 0 : stage->place == now->place + 1;
  const char *present = now ? now->source->id : "none";
  for (size_t i = 0; i < from->count; i++)
    if (strcmp(from->items[i], "any") == 0 ||
        strcmp(from->items[i], present) == 0)
      return true;
  return false;
}

static rbk_status find_enter(step *s, const rbk_bound_stage *now, move *out) {
  for (size_t i = s->ladder->source->stage_count; i-- > 0;) {
    const rbk_bound_stage *stage = &s->ladder->stages[i];
    rbk_truth truth;
    if (!is_open(stage, now)) continue;
    rbk_status status = ask(s, stage, stage->enter, &truth);
    if (status != RBK_OK) return status;
    if (truth != RBK_TRUE) continue;
    settle(s, stage, stage->enter, out);
    break;
  }
  return RBK_OK;
}

/* The stage of the stay as the version in force has it, or NULL. */
static const rbk_bound_stage *stage_now(const step *s, const rbk_stay *stay) {
  const rbk_bound_stage *stage =
      s->page ? s->page->stages[stay->stage->number] : NULL;
  return stage != NULL && stage->ladder == s->number ? stage : NULL;
}

/* A stage that no version in force has is left. */
static rbk_status find_move(step *s, move *out) {
  const rbk_stay *stay = s->state->opened;
  const rbk_bound_stage *now = stay ? stage_now(s, stay) : NULL;
  *out = (move){.ground = {.node = RBK_NONE}};
  if (stay != NULL && now == NULL) {
    out->made = true;
    return RBK_OK;
  }
  if (s->ladder == NULL) return RBK_OK;
  rbk_status status = now ? find_leave(s, now, out) : RBK_OK;
  return status == RBK_OK && !out->made ? find_enter(s, now, out) : status;
}

/* --- making it ------------------------------------------------------------ */

static rbk_status note(step *s, rbk_change_kind kind, const rbk_stage *stage,
                       const rbk_ground *ground) {
  rbk_entry entry = {.day = s->day,
                     .kind = kind,
                     .id = stage->id,
                     .clause = rbk_list_of(&stage->clauses),
                     .ground = *ground};
  return rbk_log_add(&s->w->log, s->w->arena, &entry);
}

static rbk_status begin_stay(step *s, const rbk_bound_stage *stage,
                             rbk_stay **out) {
  rbk_worker *w = s->w;
  rbk_stay *stay;
  rbk_status status = rbk_log_stay(&w->log, w->arena, &stay);
  if (status != RBK_OK) return status;
  *stay = (rbk_stay){.stage = stage,
                     .edition = s->page->number,
                     .entered = s->day,
                     .left = RBK_NO_DAY,
                     .reviewed = -1};
  w->log.standing[s->number] = stay;
  *out = stay;
  status =
      rbk_owner_find(w, s->page, &stage->source->owner, stage->owner_function,
                     stage->source->id, s->day, &stay->owner);
  return status == RBK_OK ? rbk_stay_count_review(w, s->page, stay) : status;
}

static rbk_status make_move(step *s, const move *made) {
  rbk_worker *w = s->w;
  rbk_stay *before = s->state->opened, *stay = NULL;
  rbk_status status = RBK_OK;
  if (before != NULL) {
    before->left = s->day;
    w->log.standing[s->number] = NULL;
    status =
        note(s, RBK_CHANGE_STAGE_LEFT, before->stage->source, &made->ground);
  }
  if (status == RBK_OK && made->to != NULL)
    status = begin_stay(s, made->to, &stay);
  if (status == RBK_OK) status = rbk_stays_tell(w);
  if (status != RBK_OK || stay == NULL) return status;
  status = note(s, RBK_CHANGE_STAGE_ENTERED, made->to->source, &made->ground);
  return status == RBK_OK
             ? fire_all(s, made->to, RBK_ON_ENTRY, stay, &made->ground)
             : status;
}

static rbk_status move_one(step *s) {
  move made;
  rbk_status status = find_move(s, &made);
  if (status != RBK_OK) return status;
  if (made.made) {
    s->w->actions_wake = s->day; /* some may lapse */
    return make_move(s, &made);
  }
  return s->state->opened ? fire_again(s, s->state->opened) : RBK_OK;
}

/* --- review --------------------------------------------------------------- */

static rbk_status review(step *s, const rbk_bound_stage *stage,
                         rbk_stay *stay) {
  const rbk_ground ground = {.edition = s->page->number, .node = RBK_NONE};
  stay->reviewed = s->day;
  rbk_status status = note(s, RBK_CHANGE_STAGE_REVIEW, stage->source, &ground);
  return status == RBK_OK ? fire_all(s, stage, RBK_ON_REVIEW, stay, &ground)
                          : status;
}

static rbk_status overdue(step *s, const rbk_bound_stage *stage,
                          const rbk_stay *stay) {
  const rbk_ground ground = {.edition = s->page->number, .node = RBK_NONE};
  rbk_list missing;
  rbk_status status =
      rbk_stay_missing(s->w, s->page, stage, stay, s->day, &missing);
  return status == RBK_OK && missing.count > 0
             ? fire_all(s, stage, RBK_ON_OVERDUE, stay, &ground)
             : status;
}

/* The review of the stage held when the day opened: on its day, or on the first
 * on roll after it. */
static rbk_status time_one(step *s) {
  rbk_stay *stay = s->state->opened;
  const rbk_bound_stage *stage = stay ? stage_now(s, stay) : NULL;
  if (stage == NULL) return RBK_OK;
  rbk_day day = rbk_stay_review(s->w, stage, stay, s->day);
  if (day <= s->day && stay->reviewed < day) return review(s, stage, stay);
  if (stay->reviewed >= 0 && day <= stay->reviewed &&
      stay->reviewed == s->w->previous)
    return overdue(s, stage, stay);
  return RBK_OK;
}

/* --- days that are like the one before ------------------------------------ */

/* The first day on which something else may come of the ladder, if no event
 * takes effect before it. */
static rbk_day wake_of(const step *s) {
  const rbk_page *page = s->page;
  const rbk_stay *stay = s->state->opened;
  if (page == NULL || s->w->log.standing[s->number] != stay) return s->day + 1;
  rbk_day wake = page->edition->last + 1;
  if (s->ladder == NULL) return wake;
  const rbk_bound_stage *now = stay ? stage_now(s, stay) : NULL;
  for (size_t i = 0; now && i < now->source->leave_count; i++)
    wake = rbk_earlier(wake, rbk_truth_until(page, now->leave[i].when, s->day));
  for (size_t i = 0; i < s->ladder->source->stage_count; i++)
    if (is_open(&s->ladder->stages[i], now))
      wake = rbk_earlier(
          wake, rbk_truth_until(page, s->ladder->stages[i].enter, s->day));
  if (now == NULL) return wake;
  if (stay->reviewed == s->day) return s->day + 1;
  rbk_day next = rbk_stay_review(s->w, now, stay, s->day);
  return stay->reviewed < next ? rbk_earlier(wake, next) : wake;
}

/* --- all ladders ---------------------------------------------------------- */

static step step_of(rbk_worker *w, rbk_page *page, uint32_t number,
                    rbk_day day) {
  uint32_t place = page ? page->ladder_of[number] : RBK_NONE;
  return (step){.w = w,
                .page = page,
                .ladder =
                    place == RBK_NONE ? NULL : &page->edition->ladders[place],
                .state = &w->ladders[number],
                .number = number,
                .day = day};
}

rbk_status rbk_ladders_move(rbk_worker *w, rbk_page *page, rbk_day day) {
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < w->ladder_count && status == RBK_OK; i++) {
    step s = step_of(w, page, i, day);
    s.state->awake =
        day >= s.state->wake || rbk_bits_get(w->turning_days, (size_t)day);
    if (!s.state->awake) continue;
    s.state->opened = w->log.standing[i];
    status = move_one(&s);
  }
  return status;
}

rbk_status rbk_ladders_time(rbk_worker *w, rbk_page *page, rbk_day day) {
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < w->ladder_count && status == RBK_OK; i++) {
    step s = step_of(w, page, i, day);
    if (s.state->awake) {
      status = time_one(&s);
      s.state->wake = wake_of(&s);
    }
    w->wake = rbk_earlier(w->wake, s.state->wake);
  }
  return status;
}

/* --- what is not known at the end ----------------------------------------- */

rbk_status rbk_ladders_unsure(rbk_worker *w, rbk_page *page, rbk_day day) {
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < w->ladder_count && status == RBK_OK; i++) {
    step s = step_of(w, page, i, day);
    if (s.ladder == NULL) continue;
    const rbk_stay *stay = s.state->opened;
    const rbk_bound_stage *now = stay ? stage_now(&s, stay) : NULL;
    for (size_t j = 0; now && j < now->source->leave_count; j++)
      if (status == RBK_OK)
        status =
            rbk_fold_unsure(w, page, now->source->id, now->leave[j].when, day);
    for (size_t j = 0; j < s.ladder->source->stage_count; j++) {
      const rbk_bound_stage *stage = &s.ladder->stages[j];
      if (status == RBK_OK && is_open(stage, now))
        status = rbk_fold_unsure(w, page, stage->source->id, stage->enter, day);
    }
  }
  return status;
}
