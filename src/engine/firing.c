/* Firing: on which days a rule asks for its action. Each rule reads firings as
 * they stood when the day opened, so the rules have no order among themselves.
 */
#include "engine/family.h"
#include "engine/step.h"

#include <string.h>

typedef struct firing { /* one rule on one day */
  rbk_worker *w;
  rbk_page *page;
  const rbk_bound_rule *rule;
  rbk_rule_state *state;
  rbk_day day;
} firing;

/* The calendar period that a rule fires once in; RBK_PERIOD_KINDS for those
 * that go by no period. */
static const rbk_period_kind period_of_once[] = {
    [RBK_ONCE_EPISODE] = RBK_PERIOD_KINDS,
    [RBK_ONCE_DAY] = RBK_PERIOD_DAY,
    [RBK_ONCE_WEEK] = RBK_PERIOD_WEEK,
    [RBK_ONCE_MONTH] = RBK_PERIOD_MONTH,
    [RBK_ONCE_HALF_TERM] = RBK_PERIOD_HALF_TERM,
    [RBK_ONCE_TERM] = RBK_PERIOD_TERM,
    [RBK_ONCE_SCHOOL_YEAR] = RBK_PERIOD_SCHOOL_YEAR,
    [RBK_ONCE_EVER] = RBK_PERIOD_KINDS,
};

static bool same_period(const rbk_worker *w, rbk_period_kind kind, rbk_day a,
                        rbk_day b) {
  const uint32_t *period_of = w->calendar->period_of[kind];
  return period_of[a] == period_of[b];
}

static rbk_status fire(firing *f, const char *label, const rbk_period *period,
                       bool ever, const rbk_event *event) {
  rbk_ground ground = {.edition = f->page->number,
                       .party = f->page->party,
                       .node = f->rule->when,
                       .event = event};
  if (f->state->by_hook) {
    rbk_status status =
        rbk_hooked_keep(f->w, &f->w->hooked_rules[f->rule->number], &ground);
    if (status != RBK_OK) return status;
  }
  f->state->last_fired = f->day;
  f->state->free = false;
  f->state->armed = false;
  f->state->outcome = RBK_OUTCOME_FIRED;
  rbk_firing made = {f->rule, f->day, label, period, ever, NULL, &ground};
  return rbk_action_fire(f->w, f->page, &made);
}

static rbk_status fire_on_day(firing *f) {
  char date[11];
  rbk_date_print(f->w->calendar->date[f->day], date);
  return fire(f, date, NULL, false, NULL);
}

/* --- arms ---------------------------------------------------------------- */

/* A return arms the rules whose actions lapsed when the pupil left; the first
 * day on roll in a new period arms rules whose windows begin with it. Both
 * count the day before as false. */
static rbk_status arm(firing *f) {
  rbk_rule_state *state = f->state;
  if (state->left) {
    state->left = false;
    state->free = true;
    state->armed = true;
    state->holding = false;
    state->stepped = false;
  }
  rbk_period_kind kind = f->rule->rearm_period;
  if (kind < RBK_PERIOD_KINDS && f->w->previous >= 0 &&
      !same_period(f->w, kind, f->w->previous, f->day)) {
    state->armed = true;
    state->holding = false;
  }
  if (state->armed || f->rule->rearm == RBK_NONE) return RBK_OK;
  rbk_truth rearm;
  rbk_status status =
      rbk_truth_on(f->w, f->page, f->rule->rearm, f->day, &rearm);
  if (status == RBK_OK && rearm == RBK_TRUE) state->armed = true;
  return status;
}

/* --- the four ways of firing --------------------------------------------- */

static rbk_status by_episode(firing *f) {
  rbk_rule_state *state = f->state;
  bool changed = !state->holding;
  state->holding = true;
  if (!changed) {
    state->outcome = state->armed ? RBK_OUTCOME_GOES_ON : RBK_OUTCOME_NOT_ARMED;
    return RBK_OK;
  }
  if (!state->armed) {
    state->outcome = RBK_OUTCOME_NOT_ARMED;
    return RBK_OK;
  }
  return fire_on_day(f);
}

static rbk_status by_period(firing *f) {
  rbk_rule_state *state = f->state;
  rbk_once once = f->rule->source->once;
  bool ever = once == RBK_ONCE_EVER;
  rbk_period_kind kind = period_of_once[once];
  bool used = state->last_fired >= 0 && !state->free &&
              (ever || same_period(f->w, kind, state->last_fired, f->day));
  if (used) {
    state->outcome = RBK_OUTCOME_USED;
    return RBK_OK;
  }
  if (ever) return fire(f, "ever", NULL, true, NULL);
  const rbk_period *period = rbk_calendar_period(f->w->calendar, kind, f->day);
  return fire(f, period->label, period, false, NULL);
}

static rbk_status by_family_step(firing *f) {
  const char *label;
  rbk_status status =
      rbk_family_step(f->w, f->page, f->rule, f->state, f->day, &label);
  if (status != RBK_OK) return status;
  f->state->outcome = RBK_OUTCOME_NO_STEP;
  return label ? fire(f, label, NULL, false, NULL) : RBK_OK;
}

static rbk_status by_step(firing *f) {
  rbk_rule_state *state = f->state;
  rbk_step step;
  if (f->w->family) return by_family_step(f);
  rbk_status status =
      rbk_step_find(f->w, f->page, f->rule, f->day, &state->steps, &step);
  if (status != RBK_OK) return status;
  bool used = step.reached && state->stepped && step.series == state->series &&
              step.step <= state->step;
  if (!step.reached || used) {
    state->outcome = RBK_OUTCOME_NO_STEP;
    return RBK_OK;
  }
  state->stepped = true;
  state->series = step.series;
  state->step = step.step;
  char printed[24];
  rbk_decimal_print(step.step, printed);
  const char *label = rbk_key_join(f->w->arena, step.label, printed, NULL);
  return label ? fire(f, label, NULL, false, NULL) : RBK_NOMEM;
}

/* One firing for each matching event that takes effect today. */
static rbk_status by_event(firing *f) {
  rbk_worker *w = f->w;
  const rbk_event_match *match =
      &f->page->edition->measures.leaves[f->rule->event_leaf].match;
  f->state->value = RBK_FALSE;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < w->event_count && status == RBK_OK; i++) {
    const rbk_event *event = &w->events[i];
    if (event->effect != f->day || !rbk_event_matches(event, match) ||
        !rbk_event_is_for(event, w->parties[f->page->party].reader) ||
        (event->withdrawn != RBK_NO_DATE &&
         event->withdrawn <= w->calendar->date[f->day]))
      continue;
    rbk_truth rest = RBK_TRUE;
    w->event = event;
    if (w->family)
      rest = rbk_family_event(w, f->page, f->rule, event, f->day);
    else if (f->rule->event_rest != RBK_NONE)
      status = rbk_truth_on(w, f->page, f->rule->event_rest, f->day, &rest);
    if (status == RBK_OK && rest == RBK_TRUE) {
      char date[11];
      rbk_date_print(event->date, date);
      const char *label = event->id[0]
                              ? event->id
                              : rbk_arena_format(w->arena, "%s/%u", date,
                                                 (unsigned)event->ordinal);
      status = label ? fire(f, label, NULL, false, event) : RBK_NOMEM;
    }
    w->event = NULL;
    if (rest == RBK_TRUE)
      f->state->value = RBK_TRUE;
    else if (rest == RBK_UNKNOWN && f->state->value == RBK_FALSE)
      f->state->value = RBK_UNKNOWN;
  }
  return status;
}

static bool goes_by_event(const rbk_bound_rule *rule) {
  return rule->event_leaf != RBK_NONE &&
         rule->source->once == RBK_ONCE_EPISODE &&
         rule->each_figure == RBK_NONE;
}

/* --- one rule on one day ------------------------------------------------- */

/* What the condition and the hooks say together. */
static rbk_status read_condition(firing *f) {
  rbk_rule_state *state = f->state;
  rbk_truth value = RBK_TRUE;
  rbk_status status = RBK_OK;
  if (f->rule->when != RBK_NONE)
    status = rbk_truth_on(f->w, f->page, f->rule->when, f->day, &value);
  if (status != RBK_OK) return status;
  if (f->page->hooks && value != RBK_TRUE) {
    if (f->w->hooked_rules[f->rule->number].said) {
      state->by_hook = true;
      value = RBK_TRUE;
    } else if (value == RBK_FALSE && state->by_hook) {
      /* whether a hook that failed still holds it, nobody knows */
      state->by_hook = rbk_hooks_failed(f->w, f->page, f->day);
      if (state->by_hook) value = RBK_UNKNOWN;
    }
  } else {
    state->by_hook = false;
  }
  state->value = value;
  return RBK_OK;
}

static rbk_status fire_if_due(firing *f) {
  rbk_rule_state *state = f->state;
  if (state->value == RBK_UNKNOWN) {
    state->outcome = RBK_OUTCOME_UNKNOWN;
    return RBK_OK;
  }
  if (state->value == RBK_FALSE) {
    state->outcome = RBK_OUTCOME_FALSE;
    state->holding = false;
    if (f->rule->rearm == RBK_NONE) state->armed = true;
    return RBK_OK;
  }
  if (f->rule->each_figure != RBK_NONE) return by_step(f);
  return f->rule->source->once == RBK_ONCE_EPISODE ? by_episode(f)
                                                   : by_period(f);
}

/* Whether something that says when the rule fires failed: its condition, or
 * what it is checked or armed again by. */
static rbk_status find_failure(firing *f, bool *failed) {
  const rbk_bound_rule *rule = f->rule;
  const uint32_t nodes[] = {
      rule->checked, f->state->armed ? RBK_NONE : rule->rearm,
      f->state->value == RBK_UNKNOWN ? rule->when : RBK_NONE};
  *failed = false;
  for (size_t i = 0; i < 3 && !*failed; i++) {
    if (nodes[i] == RBK_NONE) continue;
    rbk_day day = i == 2 ? f->state->read_on : f->day;
    if (day < 0) continue;
    rbk_status status = rbk_failed_on(f->w, f->page, nodes[i], day, failed);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

static rbk_status note_failure(firing *f) {
  bool failed;
  if (f->w->failures == 0) return RBK_OK;
  rbk_status status = find_failure(f, &failed);
  if (status == RBK_OK && failed && !f->state->undetermined)
    status = rbk_fold_undetermined(f->w, f->day, f->rule->source->id,
                                   &f->rule->source->clauses);
  f->state->undetermined = failed;
  return status;
}

static rbk_status read_and_fire(firing *f) {
  f->state->outcome = RBK_OUTCOME_FALSE;
  f->state->read_on = f->day;
  if (goes_by_event(f->rule)) return by_event(f);
  rbk_status status = read_condition(f);
  return status == RBK_OK ? fire_if_due(f) : status;
}

static rbk_status rule_day(firing *f) {
  rbk_truth checked = RBK_TRUE;
  rbk_status status = arm(f);
  if (status == RBK_OK && f->rule->checked != RBK_NONE)
    status = rbk_truth_on(f->w, f->page, f->rule->checked, f->day, &checked);
  if (status != RBK_OK) return status;
  if (checked == RBK_TRUE)
    status = read_and_fire(f);
  else
    f->state->outcome = RBK_OUTCOME_NOT_CHECKED;
  return status == RBK_OK ? note_failure(f) : status;
}

/* When the condition may have another outcome, as long as the rule is checked
 * and nothing else arms it. */
static rbk_day condition_wake(const firing *f) {
  const rbk_bound_rule *rule = f->rule;
  rbk_truth value = f->state->value;
  if (goes_by_event(rule)) {
    if (rbk_bits_get(f->w->event_days, (size_t)f->day)) return f->day + 1;
    return (rbk_day)rbk_bits_next(f->w->event_days, f->w->days,
                                  (size_t)f->day + 1);
  }
  bool each = rule->each_figure != RBK_NONE;
  if (rule->when == RBK_NONE || value == RBK_UNKNOWN ||
      (each && value == RBK_TRUE))
    return f->day + 1;
  return rbk_truth_until(f->page, rule->when, f->day);
}

/* The first day on which something else may come of the rule: days between are
 * like this one, so they need not be looked at. */
static rbk_day wake_of(const firing *f) {
  const rbk_bound_rule *rule = f->rule;
  const rbk_rule_state *state = f->state;
  if (f->page->hooks || state->outcome == RBK_OUTCOME_FIRED) return f->day + 1;
  rbk_day wake = f->page->edition->last + 1;
  if (rule->checked != RBK_NONE)
    wake = rbk_truth_until(f->page, rule->checked, f->day);
  if (rule->rearm != RBK_NONE && !state->armed)
    wake = rbk_earlier(wake, rbk_truth_until(f->page, rule->rearm, f->day));
  if (state->outcome != RBK_OUTCOME_NOT_CHECKED)
    wake = rbk_earlier(wake, condition_wake(f));
  rbk_period_kind kinds[] = {rule->rearm_period,
                             period_of_once[rule->source->once]};
  for (size_t i = 0; i < 2; i++) {
    if (kinds[i] == RBK_PERIOD_KINDS) continue;
    wake = rbk_earlier(
        wake, rbk_calendar_period(f->w->calendar, kinds[i], f->day)->last + 1);
  }
  return wake;
}

/* The version of a rule in force that fires for the party, or NULL. */
static const rbk_bound_rule *rule_for(const rbk_page *page, uint32_t number,
                                      uint32_t party) {
  if (page == NULL || page->rule_of[number] == RBK_NONE) return NULL;
  const rbk_bound_rule *rule = &page->edition->rules[page->rule_of[number]];
  return rbk_party_has(rule->source, party) ? rule : NULL;
}

rbk_status rbk_firing_day(rbk_worker *w, rbk_page *page, rbk_day day) {
  for (size_t i = 0; i < w->active_count; i++) {
    uint32_t number = w->active[i] % w->rule_count;
    uint32_t party = w->active[i] / w->rule_count;
    rbk_rule_state *state = &w->rules[w->active[i]];
    if (day < state->wake && !state->left) {
      w->wake = rbk_earlier(w->wake, state->wake);
      continue;
    }
    const rbk_bound_rule *rule = rule_for(page, number, party);
    if (rule == NULL) {
      state->outcome = RBK_OUTCOME_NO_EDITION;
      state->undetermined = false;
      continue; /* until an edition begins: a turning day */
    }
    firing f = {.w = w,
                .page = rbk_page_for(w, page, party),
                .state = state,
                .day = day,
                .rule = rule};
    rbk_status status = rule_day(&f);
    if (status != RBK_OK) return status;
    state->wake = wake_of(&f);
    w->wake = rbk_earlier(w->wake, state->wake);
  }
  return RBK_OK;
}
