/* Actions: what a rule asks for, from the day it fires. Each day brings, in
 * this order: events that discharge, what suppresses or blocks, rules that
 * supersede, lapses, and the due day. The status is the first that holds. */
#include "engine/assume.h"
#include "engine/family.h"

#include <string.h>

static bool is_open(const rbk_action *a) {
  return a->done == NULL && a->superseded_by == NULL &&
         a->lapsed_because == NULL;
}

static rbk_date date_of(const rbk_worker *w, rbk_day day) {
  return w->calendar->date[day];
}

/* The rule of an action in the version in force, or NULL. */
static const rbk_bound_rule *rule_now(const rbk_page *page,
                                      const rbk_action *a) {
  if (page == NULL || page->rule_of[a->rule] == RBK_NONE) return NULL;
  return &page->edition->rules[page->rule_of[a->rule]];
}

/* --- firing -------------------------------------------------------------- */

static bool key_is_taken(const rbk_log *log, const char *key) {
  for (size_t i = 0; i < log->action_count; i++)
    if (log->actions[i]->key != NULL && strcmp(log->actions[i]->key, key) == 0)
      return true;
  return false;
}

/* A pupil who returned may be asked for again in a period that was used: the
 * day of firing then tells the two apart. */
static const char *make_key(rbk_worker *w, const rbk_firing *firing,
                            const char *parent) {
  const char *who = w->reg->roll.pupils[w->pupil].id;
  if (parent != NULL) who = rbk_key_join(w->arena, who, parent, NULL);
  if (who == NULL) return NULL;
  const char *key =
      rbk_key_join(w->arena, firing->rule->source->id, who, firing->label);
  if (key == NULL || !key_is_taken(&w->log, key)) return key;
  char date[11];
  rbk_date_print(date_of(w, firing->day), date);
  return rbk_key_join(w->arena, key, date, NULL);
}

/* What it is called and whom it belongs to. Of a family's action the pupil it
 * stands under is asked. */
static rbk_status word_action(rbk_worker *w, rbk_page *page, rbk_action *a) {
  rbk_worker *speaker = rbk_family_speaker(w, a);
  const rbk_bound_rule *rule = a->bound;
  const char *id = rule->source->id;
  a->action = "";
  if (speaker == NULL) return RBK_OK;
  if (speaker != w) page = &speaker->pages[page->number];
  const rbk_event *before = speaker->event;
  speaker->event = a->ground.event;
  rbk_status status =
      rbk_wording_find(speaker, page, &rule->source->action,
                       rule->action_function, id, a->fired, &a->action);
  if (status == RBK_OK)
    status = rbk_owner_find(speaker, page, rule->owner, rule->owner_function,
                            id, a->fired, &a->owner);
  speaker->event = before;
  return status;
}

/* The page is that of the party that the action is for. */
static rbk_status fire_one(rbk_worker *w, rbk_page *page,
                           const rbk_firing *firing) {
  const rbk_bound_rule *rule = firing->rule;
  const rbk_party *party = &w->parties[page->party];
  const rbk_ground *ground = firing->ground;
  const char *key = make_key(w, firing, party->parent);
  if (key == NULL) return RBK_NOMEM;
  rbk_action *a;
  rbk_status status = rbk_log_action(&w->log, w->arena, &a);
  if (status != RBK_OK) return status;
  const rbk_period *period = firing->period;
  a->rule = rule->number;
  a->party = page->party;
  a->parent = party->parent;
  a->reader = party->reader;
  a->edition = page->number;
  a->bound = rule;
  a->key = key;
  a->fired = firing->day;
  a->stay = firing->stay;
  a->period_from = a->period_to = RBK_NO_DATE;
  if (period != NULL) {
    a->period_from = period->from;
    a->period_to = period->to;
  } else if (firing->ever) {
    a->period_from = RBK_DATE_FIRST;
    a->period_to = RBK_DATE_LAST;
  }
  a->ground = *ground;
  if (w->family) status = rbk_family_fire(w, a, ground->event);
  if (status != RBK_OK) return status;
  /* whoever asks without being one of the parents sees the firings of all */
  rbk_bits_set(rbk_state_of(w, a->rule, a->party)->fired, (size_t)a->fired);
  rbk_bits_set(rbk_state_of(w, a->rule, 0)->fired, (size_t)a->fired);
  a->unless_ended = a->needs_met = RBK_NO_DATE;
  a->due_base = a->due_date = RBK_NO_DATE;
  const rbk_rule *source = rule->source;
  status = word_action(w, page, a);
  if (status != RBK_OK) return status;
  rbk_entry entry = {.day = firing->day,
                     .kind = RBK_CHANGE_ACTION_FIRED,
                     .id = source->id,
                     .key = key,
                     .parent = a->parent,
                     .clause = rbk_list_of(&source->clauses),
                     .ground = *ground};
  return rbk_log_add(&w->log, w->arena, &entry);
}

rbk_status rbk_action_fire(rbk_worker *w, rbk_page *page,
                           const rbk_firing *firing) {
  const rbk_rule *source = firing->rule->source;
  if (rbk_party_has(source, page->party)) return fire_one(w, page, firing);
  rbk_status status = RBK_OK;
  for (uint32_t p = 1; p < w->party_count && status == RBK_OK; p++)
    status = fire_one(w, rbk_page_for(w, page, p), firing);
  return status;
}

/* --- done ---------------------------------------------------------------- */

bool rbk_event_stands(const rbk_worker *w, const rbk_event *event,
                      rbk_day day) {
  return event->effect <= day && (event->withdrawn == RBK_NO_DATE ||
                                  event->withdrawn > date_of(w, day));
}

/* The key of the action that an event names, or NULL. */
static const char *key_named(const rbk_worker *w, const rbk_event *event) {
  const char *key = w->action_field == RBK_NONE
                        ? NULL
                        : rbk_event_field(event, w->action_field);
  if (key == NULL || key[0] == '\0') return NULL;
  bool taken =
      key_is_taken(&w->log, key) || (w->families && rbk_families_have(w, key));
  return taken ? key : NULL;
}

/* Whether an event names an action of some rule: "rule/...". */
static bool names_any(const rbk_worker *w, const rbk_event *event) {
  const char *key = w->action_field == RBK_NONE
                        ? NULL
                        : rbk_event_field(event, w->action_field);
  const char *stroke = key ? strchr(key, '/') : NULL;
  if (stroke == NULL) return false;
  rbk_text rule = {key, (size_t)(stroke - key)};
  return rbk_intern_find(&w->binding->rules, rule) != RBK_NONE;
}

static bool asks_for(const rbk_action *a, const rbk_bound_rule *rule,
                     uint32_t kind) {
  if (rule == NULL) rule = a->bound;
  for (size_t i = 0; i < rule->done_count; i++)
    if (rule->done[i] == kind) return true;
  return false;
}

static bool discharges(const rbk_worker *w, const rbk_action *a,
                       const rbk_bound_rule *rule, const rbk_event *event,
                       bool by_kind) {
  if (a->household && !rbk_household_has(a->household, event->pupil))
    return false;
  const char *named = key_named(w, event);
  if (named != NULL) return strcmp(named, a->key) == 0;
  /* a member's event may name an action of that pupil's own */
  if (a->household && names_any(w, event)) return false;
  if (!by_kind || !asks_for(a, rule, event->kind)) return false;
  if (!rbk_event_is_for(event, a->reader)) return false;
  if (event->date >= date_of(w, a->fired)) return true;
  return a->period_from != RBK_NO_DATE && event->date >= a->period_from &&
         event->date <= a->period_to;
}

/* What was supplied does so on its own day already. */
static bool discharges_on(const rbk_worker *w, const rbk_event *event,
                          rbk_day day) {
  return event->assumed ? event->date <= date_of(w, day)
                        : rbk_event_stands(w, event, day);
}

/* The first event that discharges the action. Off roll, and once it is
 * superseded or has lapsed, only one that names its key does. */
static void find_done(rbk_worker *w, rbk_page *page, rbk_action *a, rbk_day day,
                      bool on_roll) {
  if (a->done != NULL && discharges_on(w, a->done, day)) return;
  a->done = NULL;
  bool by_kind = on_roll && is_open(a);
  const rbk_bound_rule *rule = rule_now(page, a);
  for (size_t i = 0; i < w->event_count; i++) {
    const rbk_event *event = &w->events[i];
    if (!discharges_on(w, event, day)) continue;
    if (!discharges(w, a, rule, event, by_kind)) continue;
    a->done = event;
    return;
  }
}

/* --- unless and needs ---------------------------------------------------- */

/* Notes once that nobody knows an `unless` or a need, because it failed. */
static rbk_status note_failure(rbk_worker *w, rbk_page *page,
                               const rbk_bound_rule *rule, uint32_t node,
                               rbk_day day) {
  bool *noted =
      &rbk_state_of(w, rule->number, page->party)->action_undetermined;
  bool failed;
  rbk_status status = rbk_failed_on(w, page, node, day, &failed);
  if (status != RBK_OK || !failed || *noted) return status;
  *noted = true;
  return rbk_fold_undetermined(w, day, rule->source->id,
                               &rule->source->clauses);
}

static rbk_status find_suppressed(rbk_worker *w, rbk_page *page,
                                  const rbk_bound_rule *rule, rbk_action *a,
                                  rbk_day day) {
  a->suppressed_because = NULL;
  for (size_t i = 0; i < rule->source->unless_count; i++) {
    rbk_truth truth;
    rbk_status status = RBK_OK;
    if (a->household)
      truth = rbk_family_unless(w, page, a, i, day);
    else
      status = rbk_truth_on(w, page, rule->unless[i], day, &truth);
    if (status == RBK_OK && truth == RBK_UNKNOWN && !a->household)
      status = note_failure(w, page, rule, rule->unless[i], day);
    if (status != RBK_OK) return status;
    if (truth != RBK_TRUE) continue;
    const char *because = rule->source->unless[i].because;
    a->suppressed_because = because ? because : "an exemption holds";
    break;
  }
  if (a->suppressed_because == NULL && a->suppressed_before)
    a->unless_ended = date_of(w, day);
  a->suppressed_before = a->suppressed_because != NULL;
  return RBK_OK;
}

const char *rbk_need_text(rbk_worker *w, const rbk_need *need) {
  const char *what = need->event_kind ? need->event_kind : need->what;
  const char *text = what ? what : "a condition";
  for (size_t i = 0; text && i < need->clauses.count; i++)
    text = rbk_arena_format(w->arena, i == 0 ? "%s (%s" : "%s, %s", text,
                            need->clauses.items[i]);
  if (text && need->clauses.count > 0)
    text = rbk_arena_format(w->arena, "%s)", text);
  return text;
}

/* The day a kind of event came on record: the date of the first that stands. */
static rbk_date on_record_since(const rbk_worker *w,
                                const rbk_event_match *match,
                                const rbk_action *a, rbk_day day) {
  for (size_t i = 0; i < w->event_count; i++) {
    const rbk_event *event = &w->events[i];
    if (rbk_event_stands(w, event, day) && rbk_event_is_for(event, a->reader) &&
        (!a->household ||
         rbk_household_fired_for(a->household, event->pupil)) &&
        rbk_event_matches(event, match))
      return event->date;
  }
  return RBK_NO_DATE;
}

static rbk_status need_is_met(rbk_worker *w, rbk_page *page,
                              const rbk_bound_rule *rule,
                              const rbk_bound_need *need, const rbk_action *a,
                              rbk_day day, bool *met) {
  if (a->household) {
    size_t place = (size_t)(need - rule->needs);
    *met = need->source->event_kind
               ? on_record_since(w, &need->match, a, day) != RBK_NO_DATE
               : rbk_family_need(w, page, a, place, day) == RBK_TRUE;
    return RBK_OK;
  }
  if (need->source->event_kind != NULL) {
    *met = rbk_desk_latest(page->desk, &need->match, day) != NULL;
    return RBK_OK;
  }
  rbk_truth truth;
  rbk_status status = rbk_truth_on(w, page, need->node, day, &truth);
  if (status != RBK_OK) return status;
  *met = truth == RBK_TRUE;
  return truth == RBK_UNKNOWN ? note_failure(w, page, rule, need->node, day)
                              : RBK_OK;
}

/* The last of the needs came on record: of events their own date counts, of a
 * condition the day that found it true. */
static rbk_date met_on(const rbk_worker *w, const rbk_bound_rule *rule,
                       const rbk_action *a, rbk_day day) {
  rbk_date latest = RBK_NO_DATE;
  bool condition = false;
  for (size_t i = 0; i < rule->source->need_count; i++) {
    const rbk_bound_need *need = &rule->needs[i];
    if (need->source->event_kind == NULL) {
      condition = true;
      continue;
    }
    rbk_date date = on_record_since(w, &need->match, a, day);
    if (date > latest) latest = date;
  }
  return condition ? date_of(w, day) : latest;
}

static rbk_status find_blocked(rbk_worker *w, rbk_page *page,
                               const rbk_bound_rule *rule, rbk_action *a,
                               rbk_day day) {
  bool nobody = w->parties[a->party].unknown;
  size_t count = rule->source->need_count, missing = 0;
  a->missing_count = 0;
  if (a->missing_capacity < count + nobody) {
    a->missing_capacity = count + nobody;
    a->missing =
        rbk_arena_take(w->arena, a->missing_capacity, sizeof *a->missing);
    if (a->missing == NULL) return RBK_NOMEM;
  }
  if (nobody) a->missing[missing++] = "parents not on file";
  for (size_t i = 0; i < count; i++) {
    bool met;
    rbk_status status =
        need_is_met(w, page, rule, &rule->needs[i], a, day, &met);
    if (status != RBK_OK) return status;
    if (met) continue;
    const char *text = rbk_need_text(w, rule->needs[i].source);
    if (text == NULL) return RBK_NOMEM;
    a->missing[missing++] = text;
  }
  a->missing_count = missing;
  a->blocked = missing > 0;
  if (!a->blocked && a->blocked_before) a->needs_met = met_on(w, rule, a, day);
  a->blocked_before = a->blocked;
  return RBK_OK;
}

/* --- due ----------------------------------------------------------------- */

static rbk_date latest_of(rbk_date a, rbk_date b) {
  return a > b ? a : b;
}

static rbk_status find_due(rbk_worker *w, rbk_action *a, rbk_day day) {
  const rbk_due *due = &a->bound->source->due;
  rbk_date base =
      latest_of(date_of(w, a->fired), latest_of(a->unless_ended, a->needs_met));
  if (base == a->due_base && due->kind != RBK_DUE_RECORDED) return RBK_OK;
  a->due_base = base;
  rbk_due_found found;
  rbk_worker *speaker = rbk_family_speaker(w, a);
  if (speaker == NULL) return RBK_OK;
  const rbk_event *before = speaker->event;
  speaker->event = a->ground.event;
  rbk_due_source source = {due,
                           a->bound->due_function,
                           &a->bound->due_match,
                           a->bound->due_field,
                           a->bound->source->id,
                           a->household};
  rbk_status status = rbk_due_find(
      speaker, rbk_page_for(speaker, &speaker->pages[a->edition], a->party),
      &source, base, day, &found);
  speaker->event = before;
  if (status != RBK_OK) return status;
  a->due_date = found.date;
  a->due = found.text;
  a->due_in = found.in;
  return RBK_OK;
}

/* --- superseded ---------------------------------------------------------- */

static bool lists(const rbk_bound_rule *rule, uint32_t number) {
  for (size_t i = 0; i < rule->supersedes_count; i++)
    if (rule->supersedes[i] == number) return true;
  return false;
}

void rbk_action_supersede(rbk_action *a, const rbk_action *by, rbk_day day) {
  if (a == by || !is_open(a) || !lists(by->bound, a->rule)) return;
  /* what is sent to one parent leaves the other's alone */
  if (by->party > 0 && a->party > 0 && by->party != a->party) return;
  a->superseded_by = by->key;
  a->superseded_on = day;
}

/* Today's firings, unless suppressed themselves, take the place of what is open
 * of the rules they list. All at once: one that is superseded supersedes too.
 */
static void supersede(rbk_worker *w, rbk_day day) {
  size_t count = w->log.action_count;
  if (w->families) rbk_families_supersede(w, day);
  for (size_t i = w->first_today; i < count; i++) {
    const rbk_action *by = w->log.actions[i];
    if (by->suppressed_because != NULL || by->bound->supersedes_count == 0)
      continue;
    for (size_t j = 0; j < count; j++) {
      rbk_action_supersede(w->log.actions[j], by, day);
    }
  }
}

/* --- the status ---------------------------------------------------------- */

static rbk_action_status status_of(const rbk_worker *w, const rbk_action *a,
                                   rbk_day day) {
  if (a->done != NULL) return RBK_ACTION_DONE;
  if (a->superseded_by != NULL) return RBK_ACTION_SUPERSEDED;
  if (a->lapsed_because != NULL) return RBK_ACTION_LAPSED;
  if (a->suppressed_because != NULL) return RBK_ACTION_SUPPRESSED;
  if (a->blocked) return RBK_ACTION_BLOCKED;
  if (a->due_date != RBK_NO_DATE && date_of(w, day) > a->due_date)
    return RBK_ACTION_OVERDUE;
  return RBK_ACTION_DUE;
}

static rbk_change_kind change_of(rbk_action_status status) {
  static const rbk_change_kind kinds[] = {
      [RBK_ACTION_WITHDRAWN] = RBK_CHANGE_ACTION_WITHDRAWN,
      [RBK_ACTION_DONE] = RBK_CHANGE_ACTION_DONE,
      [RBK_ACTION_SUPERSEDED] = RBK_CHANGE_ACTION_SUPERSEDED,
      [RBK_ACTION_SUPPRESSED] = RBK_CHANGE_ACTION_SUPPRESSED,
      [RBK_ACTION_BLOCKED] = RBK_CHANGE_ACTION_BLOCKED,
      [RBK_ACTION_LAPSED] = RBK_CHANGE_ACTION_LAPSED,
      [RBK_ACTION_OVERDUE] = RBK_CHANGE_ACTION_OVERDUE,
      [RBK_ACTION_DUE] = RBK_CHANGE_ACTION_DUE,
  };
  return kinds[status];
}

/* Notes a new status. An action begins as due: `action.fired` says so. */
static rbk_status settle(rbk_worker *w, rbk_action *a, rbk_day day) {
  rbk_action_status status = status_of(w, a, day);
  rbk_action_status before = a->fired == day ? RBK_ACTION_DUE : a->status;
  a->status = status;
  if (status == before) return RBK_OK;
  rbk_entry entry = {.day = day,
                     .kind = change_of(status),
                     .id = a->bound->source->id,
                     .key = a->key,
                     .parent = a->parent,
                     .due = a->due,
                     .clause = rbk_list_of(&a->bound->source->clauses),
                     .ground = {.node = RBK_NONE}};
  return rbk_log_add(&w->log, w->arena, &entry);
}

/* The due day is known only after the firing was noted. */
static void fill_in_due(rbk_worker *w, rbk_day day) {
  if (w->first_today == w->log.action_count) return;
  for (size_t i = w->log.entry_count; i-- > 0;) {
    rbk_entry *entry = &w->log.entries[i];
    if (entry->day != day) return;
    if (entry->kind != RBK_CHANGE_ACTION_FIRED) continue;
    for (size_t j = w->first_today; j < w->log.action_count; j++)
      if (w->log.actions[j]->key == entry->key)
        entry->due = w->log.actions[j]->due;
  }
}

bool rbk_spell_ends(const rbk_worker *w, const rbk_pupil *pupil, rbk_day day) {
  for (size_t i = 0; i < pupil->spell_count; i++) {
    const rbk_spell *spell = &pupil->spells[i];
    if (spell->last_day == day && spell->first_day <= day &&
        spell->to != RBK_NO_DATE && rbk_calendar_covers(w->calendar, spell->to))
      return true;
  }
  return false;
}

/* An open action on a day on roll, before today's firings supersede. */
static rbk_status prepare_open(rbk_worker *w, rbk_page *page, rbk_action *a,
                               rbk_day day) {
  const rbk_bound_rule *rule = rule_now(page, a);
  if (rule == NULL) return RBK_OK; /* it lapses below */
  const rbk_event *before = w->event;
  w->event = a->ground.event;
  page = rbk_page_for(w, page, a->party);
  rbk_status status = find_suppressed(w, page, rule, a, day);
  if (status == RBK_OK) status = find_blocked(w, page, rule, a, day);
  w->event = before;
  return status;
}

static void lapse(rbk_worker *w, rbk_page *page, rbk_action *a, bool held,
                  bool leaving) {
  const rbk_bound_rule *rule = rule_now(page, a);
  if (leaving) {
    a->lapsed_because = "the enrolment ended";
    a->left = a->stay != NULL;
    rbk_state_of(w, a->rule, a->party)->left = a->stay == NULL;
  } else if (rule == NULL) {
    a->lapsed_because = "no version in force has the rule";
  } else if (held || !rule->source->lapse) {
    return;
  } else if (a->stay != NULL) {
    if (a->stay->left != RBK_NO_DAY) a->lapsed_because = "the stage was left";
  } else if (rbk_state_of(w, a->rule, a->party)->value == RBK_FALSE) {
    a->lapsed_because = "the condition is false again";
  }
}

/* The end of the day for an action that is open or fired today. */
static rbk_status finish(rbk_worker *w, rbk_page *page, rbk_action *a,
                         rbk_day day, bool leaving) {
  bool held = a->suppressed_because != NULL || a->blocked;
  if (a->household) leaving = rbk_family_leaves(w, a, day);
  if (a->fired == day) a->suppressed_at_first = a->suppressed_because != NULL;
  if (is_open(a)) lapse(w, page, a, held, leaving);
  if (!held) return find_due(w, a, day);
  a->due_base = a->due_date = RBK_NO_DATE;
  a->due = a->due_in = NULL;
  return RBK_OK;
}

/* --- days that bring nothing --------------------------------------------- */

/* The first day after `day` on which an open action may change without event,
 * firing or end of a spell: what suppresses, blocks or lapses it turns, or it
 * is overdue. Needs of events turn with the events. */
static rbk_day wake_of(const rbk_worker *w, const rbk_page *page,
                       const rbk_action *a, rbk_day day) {
  const rbk_bound_rule *rule = rule_now(page, a);
  if (rule == NULL || a->household) return day + 1;
  page = rbk_page_for(w, page, a->party);
  rbk_day wake = (rbk_day)w->days;
  for (size_t i = 0; i < rule->source->unless_count; i++)
    wake = rbk_earlier(wake, rbk_truth_until(page, rule->unless[i], day));
  for (size_t i = 0; i < rule->source->need_count; i++)
    if (rule->needs[i].source->event_kind == NULL)
      wake = rbk_earlier(wake, rbk_truth_until(page, rule->needs[i].node, day));
  /* moves wake the actions of stages */
  if (rule->source->lapse && a->stay == NULL)
    wake = rbk_earlier(wake, rbk_state_of(w, a->rule, a->party)->wake);
  if (a->status == RBK_ACTION_DUE && a->due_date != RBK_NO_DATE) {
    rbk_date first = w->assume ? a->due_date : a->due_date + 1;
    rbk_day late = rbk_calendar_on_or_after(w->calendar, first);
    if (late != RBK_NO_DAY) wake = rbk_earlier(wake, late);
  }
  return wake > day ? wake : day + 1;
}

static void look_ahead(rbk_worker *w, const rbk_page *page, rbk_day day,
                       bool leaving) {
  w->actions_page = page;
  w->actions_wake = leaving ? day + 1 : (rbk_day)w->days;
  for (size_t i = 0; i < w->log.action_count; i++)
    if (is_open(w->log.actions[i]))
      w->actions_wake = rbk_earlier(w->actions_wake,
                                    wake_of(w, page, w->log.actions[i], day));
}

static bool brings_nothing(const rbk_worker *w, const rbk_page *page,
                           rbk_day day, bool leaving) {
  return w->first_today == w->log.action_count && !leaving &&
         day < w->actions_wake && page == w->actions_page &&
         !rbk_bits_get(w->event_days, (size_t)day) &&
         !(w->families && rbk_families_fire(w, day));
}

static rbk_status bring(rbk_worker *w, rbk_page *page, rbk_day day,
                        bool on_roll, bool leaving) {
  bool event_day = rbk_bits_get(w->event_days, (size_t)day);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < w->log.action_count && status == RBK_OK; i++) {
    rbk_action *a = w->log.actions[i];
    if (event_day || a->fired == day) find_done(w, page, a, day, on_roll);
    if (on_roll && is_open(a)) status = prepare_open(w, page, a, day);
  }
  if (status == RBK_OK && on_roll) supersede(w, day);
  for (size_t i = 0; i < w->log.action_count && status == RBK_OK; i++) {
    rbk_action *a = w->log.actions[i];
    if (is_open(a) || a->fired == day)
      status = finish(w, page, a, day, leaving);
    if (status == RBK_OK) status = settle(w, a, day);
  }
  if (status == RBK_OK) fill_in_due(w, day);
  if (w->assume && on_roll) rbk_assume_note(w, day);
  return status;
}

rbk_status rbk_actions_day(rbk_worker *w, rbk_page *page, rbk_day day,
                           bool on_roll) {
  bool leaving =
      !on_roll ||
      (!w->family && rbk_spell_ends(w, &w->reg->roll.pupils[w->pupil], day));
  rbk_status status = RBK_OK;
  if (w->log.action_count == 0) return RBK_OK;
  if (!brings_nothing(w, page, day, leaving)) {
    status = bring(w, page, day, on_roll, leaving);
    look_ahead(w, page, day, leaving);
  }
  w->wake = rbk_earlier(w->wake, w->actions_wake);
  return status;
}
