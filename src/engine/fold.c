/* The fold: the days of one pupil in order, and what each brings. On a day on
 * roll the hooks are asked, bands and flags turn, rules fire, actions move on;
 * off roll only marks and events that name an action count. Ladders move before
 * rules fire, and their reviews come after. */
#include "engine/family.h"

#include <string.h>

/* --- the pupil at hand --------------------------------------------------- */

void rbk_fold_find_on_roll(rbk_worker *w) {
  const rbk_pupil *pupil = &w->reg->roll.pupils[w->pupil];
  rbk_bits_zero(w->on_roll, w->days);
  for (size_t i = 0; i < pupil->spell_count; i++) {
    const rbk_spell *spell = &pupil->spells[i];
    if (spell->first_day <= spell->last_day)
      rbk_bits_fill(w->on_roll, (size_t)spell->first_day,
                    (size_t)spell->last_day);
  }
}

static void find_event_days(rbk_worker *w) {
  rbk_bits_zero(w->event_days, w->days);
  for (size_t i = 0; i < w->event_count; i++) {
    const rbk_event *event = &w->events[i];
    if (event->assumed) /* it discharges on its day, and is seen later */
      rbk_bits_set(w->event_days,
                   (size_t)rbk_calendar_on_or_after(w->calendar, event->date));
    if (event->effect >= 0 && (size_t)event->effect < w->days)
      rbk_bits_set(w->event_days, (size_t)event->effect);
    if (event->withdrawn == RBK_NO_DATE) continue;
    rbk_day gone = rbk_calendar_on_or_after(w->calendar, event->withdrawn);
    if (gone != RBK_NO_DAY) rbk_bits_set(w->event_days, (size_t)gone);
  }
}

/* Event days, and those on which spells or editions begin or end. */
static void find_turning_days(rbk_worker *w) {
  const rbk_pupil *pupil = &w->reg->roll.pupils[w->pupil];
  rbk_bits_copy(w->turning_days, w->event_days, w->days);
  for (size_t i = 0; i < pupil->spell_count; i++) {
    const rbk_spell *spell = &pupil->spells[i];
    if (spell->first_day > spell->last_day) continue;
    rbk_bits_set(w->turning_days, (size_t)spell->first_day);
    rbk_bits_set(w->turning_days, (size_t)spell->last_day);
  }
}

static void forget_rules(rbk_worker *w) {
  size_t states = (size_t)w->most_parties * w->rule_count;
  for (size_t i = 0; i < states; i++) {
    rbk_word *fired = w->rules[i].fired;
    rbk_bits_zero(fired, w->days);
    w->rules[i] = (rbk_rule_state){.armed = true,
                                   .value = RBK_UNKNOWN,
                                   .read_on = -1,
                                   .last_fired = -1,
                                   .fired = fired,
                                   .outcome = RBK_OUTCOME_FALSE};
  }
}

static bool may_hold(const rbk_page *page, uint32_t node, rbk_day last) {
  const rbk_edition_bound *edition = page->edition;
  if (node == RBK_NONE || page->hooks) return true;
  rbk_day to = last < edition->last ? last : edition->last;
  return rbk_bits_next(page->lines[node].hi, (size_t)to + 1,
                       (size_t)edition->first) <= (size_t)to;
}

/* Rules and flags that cannot hold on any day need not be followed. */
static void find_possible(rbk_worker *w, const rbk_page *page, rbk_day last) {
  const rbk_edition_bound *edition = page->edition;
  for (size_t i = 0; i < edition->rule_count; i++) {
    const rbk_bound_rule *rule = &edition->rules[i];
    if (rule->moment != RBK_MOMENT_CONDITION) continue;
    if (page->rule_of[rule->number] == RBK_NONE) continue;
    if (!rbk_party_has(rule->source, page->party)) continue;
    rbk_rule_state *state = rbk_state_of(w, rule->number, page->party);
    state->possible = state->possible || may_hold(page, rule->when, last);
  }
  if (page->party > 0) return;
  for (size_t i = 0; i < edition->flag_count; i++) {
    bool *possible = &w->flag_possible[edition->flags[i].number];
    *possible = *possible || may_hold(page, edition->flags[i].when, last);
  }
}

static rbk_status begin_log(rbk_worker *w, rbk_day last) {
  w->log = (rbk_log){.pupil = w->pupil, .last = last, .read = -1};
  w->log.bands = rbk_arena_take(w->arena, w->band_count, sizeof *w->log.bands);
  w->log.flags = rbk_arena_take(w->arena, w->flag_count, sizeof *w->log.flags);
  w->log.standing =
      rbk_arena_take(w->arena, w->ladder_count, sizeof *w->log.standing);
  if (!w->log.bands || !w->log.flags || !w->log.standing) return RBK_NOMEM;
  w->log.on_roll = rbk_bits_get(w->on_roll, (size_t)last);
  return RBK_OK;
}

/* What every run begins with. */
static void begin_days(rbk_worker *w) {
  w->previous = -1;
  w->failures = 0;
  w->event = NULL;
  w->wake = w->actions_wake = 0;
  w->actions_page = NULL;
  rbk_parties_find(w);
  find_event_days(w);
}

static rbk_status begin(rbk_worker *w, rbk_day last) {
  rbk_arena_reset(&w->scratch);
  w->events = rbk_history_of(&w->reg->history, w->pupil, &w->event_count);
  rbk_fold_find_on_roll(w);
  begin_days(w);
  find_turning_days(w);
  rbk_bits_zero(w->coding_days, w->days);
  forget_rules(w);
  memset(w->flag_possible, 0, w->flag_count * sizeof *w->flag_possible);
  memset(w->flag_wake, 0, w->flag_count * sizeof *w->flag_wake);
  memset(w->band_wake, 0, w->band_count * sizeof *w->band_wake);
  memset(w->flag_by_hook, 0, w->flag_count * sizeof *w->flag_by_hook);
  memset(w->flag_undetermined, 0, w->flag_count * sizeof *w->flag_undetermined);
  memset(w->band_undetermined, 0, w->band_count * sizeof *w->band_undetermined);
  rbk_functions_forget(w);
  rbk_hooks_forget(w);
  rbk_ladders_forget(w);
  rbk_status status = begin_log(w, last);
  size_t pages = w->binding->edition_count * w->most_parties;
  for (size_t i = 0; i < pages; i++) w->pages[i].ready = false;
  pages = w->binding->edition_count * w->party_count;
  for (size_t i = 0; i < pages && status == RBK_OK; i++) {
    rbk_page *page = &w->pages[i];
    if (page->edition->first > last ||
        page->edition->first > page->edition->last)
      continue;
    status = rbk_page_prepare(w, page);
    if (status != RBK_OK) break;
    find_possible(w, page, last);
    if (w->subject == RBK_NONE && page->party == 0)
      rbk_coding_find_days(w, page);
  }
  w->active_count = 0;
  uint32_t states = w->party_count * w->rule_count;
  for (uint32_t i = 0; i < states; i++)
    if (w->rules[i].possible) w->active[w->active_count++] = i;
  return status;
}

/* --- failures ------------------------------------------------------------ */

rbk_status rbk_fold_undetermined(rbk_worker *w, rbk_day day, const char *id,
                                 const rbk_names *clauses) {
  for (size_t i = w->log.entry_count; i-- > 0;) { /* another parent's rule */
    const rbk_entry *said = &w->log.entries[i];
    if (said->day != day) break;
    if (said->kind == RBK_CHANGE_UNDETERMINED && strcmp(said->id, id) == 0)
      return RBK_OK;
  }
  rbk_entry entry = {.day = day,
                     .kind = RBK_CHANGE_UNDETERMINED,
                     .id = id,
                     .ground = {.node = RBK_NONE}};
  if (clauses != NULL) entry.clause = rbk_list_of(clauses);
  return rbk_log_add(&w->log, w->arena, &entry);
}

static bool is_listed(const rbk_log *log, const char *id, const char *cause) {
  for (size_t i = 0; i < log->unsure_count; i++)
    if (strcmp(log->unsure[i].id, id) == 0 &&
        strcmp(log->unsure[i].cause, cause) == 0)
      return true;
  return false;
}

/* A failure that stays is listed once, however often it comes back. */
static rbk_status add_lasting(rbk_worker *w, rbk_day day, const char *id,
                              const char *cause, const rbk_names *clauses) {
  if (is_listed(&w->log, id, cause)) return RBK_OK;
  rbk_unsure_entry entry = {id, cause, true};
  rbk_status status = rbk_log_unsure(&w->log, w->arena, &entry);
  return status == RBK_OK ? rbk_fold_undetermined(w, day, id, clauses) : status;
}

rbk_status rbk_fold_failed(rbk_worker *w, rbk_day day, const char *id,
                           const rbk_failure *failure) {
  const char *cause = rbk_failure_text(w, failure);
  return cause ? add_lasting(w, day, id, cause, NULL) : RBK_NOMEM;
}

rbk_status rbk_fold_failed_node(rbk_worker *w, rbk_page *page, uint32_t node,
                                rbk_day day, const char *id,
                                const rbk_names *clauses) {
  rbk_cause cause;
  bool unknown;
  if (w->failures == 0) return RBK_OK;
  rbk_status status = rbk_cause_of(w, page, node, day, &cause, &unknown);
  if (status != RBK_OK || !unknown || !cause.failed) return status;
  return add_lasting(w, day, id, cause.text, clauses);
}

/* --- what is unknown at the end ------------------------------------------ */

rbk_status rbk_fold_unsure(rbk_worker *w, rbk_page *page, const char *id,
                           uint32_t node, rbk_day day) {
  rbk_cause cause;
  bool unknown;
  rbk_status status = rbk_cause_of(w, page, node, day, &cause, &unknown);
  if (status != RBK_OK || !unknown) return status;
  /* what is unknown for several parents alike is told once */
  if (page->party > 1 && is_listed(&w->log, id, cause.text)) return RBK_OK;
  rbk_unsure_entry entry = {id, cause.text, cause.failed};
  return rbk_log_unsure(&w->log, w->arena, &entry);
}

static rbk_status unsure_standing(rbk_worker *w, rbk_page *page, rbk_day day) {
  const rbk_edition_bound *edition = page->edition;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < edition->band_count && status == RBK_OK; i++) {
    const rbk_bound_band *band = &edition->bands[i];
    uint32_t node = RBK_NONE;
    status = rbk_band_unknown(w, page, band, day, &node);
    if (status == RBK_OK && node != RBK_NONE)
      status = rbk_fold_unsure(w, page, band->source->name, node, day);
  }
  for (size_t i = 0; i < edition->flag_count && status == RBK_OK; i++) {
    const rbk_bound_flag *flag = &edition->flags[i];
    if (w->flag_possible[flag->number])
      status = rbk_fold_unsure(w, page, flag->source->id, flag->when, day);
  }
  return status;
}

static bool has_open(const rbk_log *log, uint32_t rule, uint32_t party) {
  for (size_t i = 0; i < log->action_count; i++) {
    rbk_action_status status = log->actions[i]->status;
    if (log->actions[i]->rule == rule && log->actions[i]->party == party &&
        (status == RBK_ACTION_DUE || status == RBK_ACTION_OVERDUE ||
         status == RBK_ACTION_SUPPRESSED || status == RBK_ACTION_BLOCKED))
      return true;
  }
  return false;
}

/* An `unless` that nobody can tell does not suppress, a need that nobody can
 * tell blocks; either is said to be unsure. */
static rbk_status unsure_actions(rbk_worker *w, rbk_page *page,
                                 const rbk_bound_rule *rule, rbk_day day) {
  rbk_status status = RBK_OK;
  if (!has_open(&w->log, rule->number, page->party)) return RBK_OK;
  for (size_t i = 0; i < rule->source->unless_count && status == RBK_OK; i++)
    status = rbk_fold_unsure(w, page, rule->source->id, rule->unless[i], day);
  for (size_t i = 0; i < rule->source->need_count && status == RBK_OK; i++)
    if (rule->needs[i].node != RBK_NONE)
      status =
          rbk_fold_unsure(w, page, rule->source->id, rule->needs[i].node, day);
  return status;
}

/* What a rule is checked or armed again by is listed only where it failed: it
 * may well be without data on most days. */
static rbk_status unsure_times(rbk_worker *w, rbk_page *page,
                               const rbk_bound_rule *rule, rbk_day day) {
  const uint32_t nodes[] = {rule->checked, rule->rearm};
  for (size_t i = 0; i < 2; i++) {
    if (nodes[i] == RBK_NONE) continue;
    if (i == 1 && rbk_state_of(w, rule->number, page->party)->armed) continue;
    bool failed;
    rbk_status status = rbk_failed_on(w, page, nodes[i], day, &failed);
    if (status == RBK_OK && failed)
      status = rbk_fold_unsure(w, page, rule->source->id, nodes[i], day);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

/* Of a rule for families each member is listed who leaves it open. */
static rbk_status unsure_member(rbk_worker *w, rbk_page *page,
                                const rbk_bound_rule *rule, rbk_day day) {
  if (rule->when == RBK_NONE ||
      rbk_state_of(w, rule->number, 0)->value != RBK_UNKNOWN)
    return RBK_OK;
  return rbk_fold_unsure(w, page, rule->source->id, rule->when, day);
}

static rbk_status unsure_rules(rbk_worker *w, rbk_page *page, rbk_day day) {
  const rbk_edition_bound *edition = page->edition;
  for (size_t i = 0; i < edition->rule_count; i++) {
    const rbk_bound_rule *rule = &edition->rules[i];
    const rbk_rule_state *state = rbk_state_of(w, rule->number, page->party);
    if (page->rule_of[rule->number] == RBK_NONE) continue;
    if (rule->source->per == RBK_PER_FAMILY && page->party == 0) {
      rbk_status unsure = unsure_member(w, page, rule, day);
      if (unsure != RBK_OK) return unsure;
    }
    if (!rbk_party_has(rule->source, page->party)) continue;
    rbk_status status = RBK_OK;
    if (rule->moment != RBK_MOMENT_CONDITION) {
      status = unsure_actions(w, page, rule, day);
      if (status != RBK_OK) return status;
    }
    if (!state->possible) continue;
    if (state->value == RBK_UNKNOWN && state->read_on >= 0 &&
        rule->when != RBK_NONE)
      status = rbk_fold_unsure(w, page, rule->source->id, rule->when,
                               state->read_on);
    if (status == RBK_OK) status = unsure_times(w, page, rule, day);
    if (status == RBK_OK) status = unsure_actions(w, page, rule, day);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

static rbk_status find_unsure(rbk_worker *w) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < w->hook_count && status == RBK_OK; i++) {
    const rbk_hook_state *hook = &w->hooks[i];
    rbk_unsure_entry entry = {hook->shown, hook->why, true};
    if (hook->failed <= w->log.last)
      status = rbk_log_unsure(&w->log, w->arena, &entry);
  }
  rbk_page *page = w->previous >= 0 ? rbk_page_on(w, w->previous) : NULL;
  if (status == RBK_OK && page != NULL && w->subject == RBK_NONE)
    status = unsure_standing(w, page, w->previous);
  if (status == RBK_OK && page != NULL)
    status = unsure_rules(w, page, w->previous);
  if (status == RBK_OK && page != NULL && w->subject == RBK_NONE)
    status = rbk_ladders_unsure(w, page, w->previous);
  for (uint32_t p = 1; p < w->party_count && page != NULL; p++)
    if (status == RBK_OK)
      status = unsure_rules(w, rbk_page_for(w, page, p), w->previous);
  return status;
}

/* --- the days ------------------------------------------------------------ */

/* The parts say in `wake` when they want to be asked again. */
static rbk_status day_on_roll(rbk_worker *w, rbk_page *page, rbk_day day) {
  size_t before =
      day > 0 ? rbk_bits_previous(w->on_roll, (size_t)day - 1) : SIZE_MAX;
  w->previous = before == SIZE_MAX ? -1 : (rbk_day)before;
  w->wake = page == NULL || page->hooks ? day + 1 : page->edition->last + 1;
  rbk_status status = RBK_OK;
  if (w->subject == RBK_NONE) { /* of groups there are rules only */
    status = rbk_hooks_ask(w, page, day);
    if (status == RBK_OK) status = rbk_standing_day(w, page, day);
    if (status == RBK_OK) status = rbk_ladders_move(w, page, day);
  }
  if (status == RBK_OK) status = rbk_firing_day(w, page, day);
  if (status == RBK_OK && w->subject == RBK_NONE)
    status = rbk_ladders_time(w, page, day);
  if (status == RBK_OK) status = rbk_actions_day(w, page, day, true);
  return status;
}

/* The first day from `day` on that brings something. */
static rbk_day next_day(const rbk_worker *w, rbk_day day) {
  size_t from = (size_t)day;
  size_t awake = w->wake > day ? (size_t)w->wake : from;
  size_t next = rbk_bits_next(w->on_roll, w->days, awake);
  size_t other = rbk_bits_next(w->turning_days, w->days, from);
  if (other < next) next = other;
  other = rbk_bits_next(w->coding_days, w->days, from);
  if (other < next) next = other;
  return rbk_earlier((rbk_day)next, w->items_wake > day ? w->items_wake : day);
}

rbk_status rbk_fold_run(rbk_worker *w, rbk_day last) {
  rbk_status status = begin(w, last);
  if (status == RBK_OK && w->subject == RBK_NONE) status = rbk_builtin_items(w);
  if (status == RBK_OK) rbk_coding_begin(w);
  if (status == RBK_OK && w->families) status = rbk_families_run(w, last);
  for (rbk_day day = 0; status == RBK_OK; day++) {
    day = next_day(w, day);
    if (day > last) break;
    rbk_page *page = rbk_page_on(w, day);
    bool on_roll = rbk_bits_get(w->on_roll, (size_t)day);
    w->first_today = w->log.action_count;
    if (on_roll)
      status = day_on_roll(w, page, day);
    else if (rbk_bits_get(w->event_days, (size_t)day))
      status = rbk_actions_day(w, page, day, false);
    if (status == RBK_OK) status = rbk_coding_day(w, page, day, on_roll);
    if (w->want.action != NULL) break; /* what follows is found again */
  }
  if (status == RBK_OK && w->families) status = rbk_families_take(w);
  size_t read = rbk_bits_previous(w->on_roll, (size_t)last);
  w->previous = w->log.read = read == SIZE_MAX ? -1 : (rbk_day)read;
  if (status == RBK_OK) status = find_unsure(w);
  return status;
}

/* --- families ------------------------------------------------------------ */

static rbk_status family_day(rbk_worker *w, rbk_day day) {
  rbk_page *page = rbk_page_on(w, day);
  w->first_today = w->log.action_count;
  if (!rbk_bits_get(w->on_roll, (size_t)day))
    return rbk_bits_get(w->event_days, (size_t)day)
               ? rbk_actions_day(w, page, day, false)
               : RBK_OK;
  w->wake = day + 1;
  rbk_status status = rbk_firing_day(w, page, day);
  if (status == RBK_OK) status = rbk_actions_day(w, page, day, true);
  w->previous = day;
  return status;
}

rbk_status rbk_fold_family(rbk_worker *w, rbk_day last) {
  begin_days(w);
  forget_rules(w);
  rbk_status status = begin_log(w, last);
  for (size_t i = 0; i < w->binding->edition_count; i++)
    find_possible(w, &w->pages[i], last);
  w->active_count = 0;
  for (uint32_t i = 0; i < w->rule_count; i++)
    if (w->rules[i].possible) w->active[w->active_count++] = i;
  for (rbk_day day = 0; day <= last && status == RBK_OK; day++) {
    status = family_day(w, day);
    if (w->want.action != NULL) break;
  }
  return status;
}

rbk_status rbk_fold_look(rbk_worker *w, rbk_day last) {
  rbk_arena_reset(&w->scratch);
  w->events = rbk_history_of(&w->reg->history, w->pupil, &w->event_count);
  rbk_fold_find_on_roll(w);
  begin_days(w);
  rbk_status status = begin_log(w, last);
  for (size_t i = 0; i < w->binding->edition_count && status == RBK_OK; i++) {
    rbk_page *page = &w->pages[i];
    page->ready = false;
    if (page->edition->first <= last &&
        page->edition->first <= page->edition->last)
      status = rbk_page_prepare(w, page);
  }
  return status;
}
