/* Actions, and rules that did not fire, explained. */
#include <string.h>

#include "engine/subjects.h"
#include "explore/subjects.h"
#include "write/pieces.h"

/* --- actions ------------------------------------------------------------- */

static void say_list(rbk_buffer *out, const rbk_list *list) {
  for (size_t i = 0; i < list->count; i++)
    rbk_buffer_format(out, "%s%s", i ? ", " : "", list->items[i]);
}

/* "fired on 2025-06-19; due, due 2025-07-18; owner attendance_officer" */
static bool action_state(rbk_explanation *e, const rbk_action_now *now,
                         const char **out) {
  rbk_buffer *room = e->story.room;
  rbk_buffer_format(room, "fired on %s; %s", now->fired,
                    rbk_action_status_name(now->status));
  if (now->due) rbk_buffer_format(room, ", due %s", now->due);
  if (now->due_in) rbk_buffer_format(room, ", due %s", now->due_in);
  if (now->done_on) rbk_buffer_format(room, ", done on %s", now->done_on);
  if (now->reason) rbk_buffer_format(room, ": %s", now->reason);
  if (now->missing.count > 0) {
    rbk_buffer_text(room, ": not on record: ");
    say_list(room, &now->missing);
  }
  if (now->owner.count > 0) {
    rbk_buffer_text(room, "; owner ");
    say_list(room, &now->owner);
  }
  return rbk_take_room(e, out);
}

static void say_names(const rbk_story *s, const rbk_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    if (i > 0) rbk_buffer_text(s->room, i + 1 < list->count ? ", " : " and ");
    rbk_say_name(s, list->items[i]);
  }
}

/* What the school's profile calls a role; NULL: nothing of its own. */
static const char *called(const rbk_school *school, const char *role) {
  for (size_t i = 0; i < school->role_count; i++)
    if (strcmp(school->roles[i].name, role) == 0) return school->roles[i].value;
  return NULL;
}

static void say_owners(const rbk_story *s, const rbk_list *owners) {
  for (size_t i = 0; i < owners->count; i++) {
    const char *own = called(&s->reg->school, owners->items[i]);
    if (i > 0) rbk_buffer_text(s->room, i + 1 < owners->count ? ", " : " and ");
    if (own)
      rbk_buffer_text(s->room, own);
    else
      rbk_say_name(s, owners->items[i]);
  }
}

static void say_standing(const rbk_story *s, const rbk_action_now *now) {
  rbk_buffer *room = s->room;
  switch (now->status) {
  case RBK_ACTION_DUE:
  case RBK_ACTION_OVERDUE:
    if (now->due == NULL && now->due_in == NULL) {
      rbk_buffer_text(room, "It is open, without a day by which");
      break;
    }
    rbk_buffer_text(room, now->status == RBK_ACTION_DUE ? "It is due "
                                                        : "It was due ");
    if (now->due) {
      rbk_buffer_text(room, "on ");
      rbk_say_day(s, now->due);
    } else {
      rbk_buffer_text(room, now->due_in);
    }
    if (now->status == RBK_ACTION_OVERDUE)
      rbk_buffer_text(room, " and is overdue");
    break;
  case RBK_ACTION_DONE:
    rbk_buffer_text(room, "It was done");
    if (now->done_on) {
      rbk_buffer_text(room, " on ");
      rbk_say_day(s, now->done_on);
    }
    break;
  case RBK_ACTION_BLOCKED:
    rbk_buffer_text(room, "It waits for what is not on record yet: ");
    say_names(s, &now->missing);
    break;
  case RBK_ACTION_SUPPRESSED:
    rbk_buffer_format(room, "It is held back: %s",
                      now->reason ? now->reason : "no reason is given");
    break;
  default:
    rbk_buffer_format(room, "It is over (%s)",
                      rbk_action_status_name(now->status));
    if (now->reason) rbk_buffer_format(room, ": %s", now->reason);
  }
  rbk_buffer_text(room, ". ");
}

static const char *duty_words(rbk_duty duty) {
  static const char *const words[] = {[RBK_DUTY_NONE] = "is",
                                      [RBK_MUST] = "must",
                                      [RBK_SHOULD] = "should",
                                      [RBK_MAY] = "may"};
  return words[duty];
}

/* What it means for a rule of a stage to fire; nothing for others. */
static void say_moment(const rbk_story *s, const rbk_bound_rule *rule) {
  static const char *const words[] = {
      [RBK_ON_ENTRY] = "the pupil is in stage %s. ",
      [RBK_ON_REVIEW] = "stage %s is to be reviewed. ",
      [RBK_ON_OVERDUE] = "the review of stage %s is over, and something it "
                         "needs is not on record. "};
  if (rule->moment == RBK_MOMENT_CONDITION) return;
  const char *stage = rbk_intern_text(&s->binding->stages, rule->stage);
  const char *text = words[rule->moment], *at = strstr(text, "%s");
  rbk_buffer_add(s->room, text, (size_t)(at - text));
  rbk_say_name(s, stage);
  rbk_buffer_text(s->room, at + 2);
}

/* Of a family, whom it is for and why, each in the words of the decisions. */
static void say_members(const rbk_story *s, const rbk_action_now *now) {
  rbk_buffer_text(s->room, "for ");
  for (size_t i = 0; i < now->members.count; i++)
    rbk_buffer_format(s->room, "%s%s",
                      i == 0                       ? ""
                      : i + 1 < now->members.count ? ", "
                                                   : " and ",
                      now->members.items[i]);
  if (now->because_count > 0) rbk_buffer_text(s->room, ", because ");
  rbk_put_because_words(s->room, now->because, now->because_count);
  rbk_buffer_text(s->room, ". ");
}

/* As of the day it fired, in the words of the policy in force then. */
static rbk_status say_action(rbk_explanation *e, const rbk_action *action,
                             const rbk_action_now *now) {
  rbk_story story = e->story;
  const rbk_rule *rule = action->bound->source;
  story.edition = action->edition;
  story.day = action->fired;
  rbk_speakers speakers = {.count = 0};
  rbk_status status = RBK_OK;
  rbk_buffer_text(story.room, "On ");
  rbk_say_day(&story, now->fired);
  rbk_buffer_text(story.room, ": ");
  say_moment(&story, action->bound);
  if (action->household != NULL) say_members(&story, now);
  if (action->ground.node != RBK_NONE)
    status = rbk_speakers_find(&story, action->ground.node, &speakers);
  if (status == RBK_OK) status = rbk_say_leaves(&story, &speakers);
  if (status != RBK_OK) return status;
  rbk_say_maker(&story, action->bound->layer);
  if (rule->duty == RBK_DUTY_NONE)
    rbk_buffer_format(story.room, " asks for this: %s", now->action);
  else
    rbk_buffer_format(story.room, " says the school %s: %s",
                      duty_words(rule->duty), now->action);
  if (now->owner.count > 0) {
    rbk_buffer_text(story.room, "; it falls to: ");
    say_owners(&story, &now->owner);
  }
  rbk_buffer_text(story.room, ". ");
  say_standing(&story, now);
  return RBK_OK;
}

static bool is_open(rbk_action_status status) {
  return status == RBK_ACTION_DUE || status == RBK_ACTION_OVERDUE ||
         status == RBK_ACTION_BLOCKED || status == RBK_ACTION_SUPPRESSED;
}

static rbk_status tell_action(rbk_explanation *e, const rbk_action *action,
                              bool *told) {
  const rbk_action_now *now = NULL;
  for (size_t i = 0; i < e->decision.action_count; i++)
    if (strcmp(e->decision.actions[i].key, action->key) == 0)
      now = &e->decision.actions[i];
  if (now == NULL) return RBK_OK;
  *told = true;
  rbk_subject *subject =
      rbk_subject_begin(e, "action", action->bound->source->id);
  if (subject == NULL || !action_state(e, now, &subject->state))
    return RBK_NOMEM;
  subject->key = now->key;
  subject->since = now->fired;
  subject->holds = true;
  subject->heading =
      rbk_arena_format(&e->arena, "Action %s: %s", now->key, now->action);
  if (subject->heading == NULL) return RBK_NOMEM;
  /* What is over and done with is not argued again, unless asked for. */
  subject->brief = !is_open(now->status) && e->options->rule == NULL;
  if (subject->brief) return RBK_OK;
  rbk_status status = say_action(e, action, now);
  if (status == RBK_OK && !rbk_take_room(e, &subject->paragraph))
    return RBK_NOMEM;
  if (status == RBK_OK)
    status =
        rbk_subject_clauses(e, e->story.binding->editions[action->edition].plan,
                            &action->bound->source->clauses, subject);
  /* of a family the condition may hold for another member */
  if (status != RBK_OK || action->household != NULL) return status;
  return rbk_subject_condition(e, "when", action->edition, action->bound->when,
                               action->fired, subject);
}

/* --- rules that did not fire --------------------------------------------- */

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

static rbk_status say_rule(rbk_explanation *e, const rbk_bound_rule *rule,
                           rbk_outcome outcome, rbk_subject *subject) {
  const rbk_rule *source = rule->source;
  rbk_hurdle hurdles[] = {{rule->when, RBK_TRUE}, {rule->checked, RBK_TRUE}};
  rbk_goal goal = {RBK_GOAL_FIRES, source->id, "the rule fires",
                   "the rule does not fire"};
  rbk_say_maker(&e->story, rule->layer);
  if (source->action.text)
    rbk_buffer_format(e->story.room, " would have the school do this: %s",
                      source->action.text);
  else
    rbk_buffer_text(e->story.room, " has such a rule");
  rbk_buffer_format(e->story.room, ". Not on this day: %s. ",
                    outcomes[outcome]);
  rbk_status status = rbk_say_in_the_way(e, hurdles, 2, subject);
  return status == RBK_OK ? rbk_say_future(e, &goal, hurdles, 2, subject)
                          : status;
}

/* A rule of a stage that has not fired for the pupil: it has no condition of
 * its own. */
static rbk_status tell_stage_rule(rbk_explanation *e,
                                  const rbk_bound_rule *rule) {
  static const char *const when[] = {
      [RBK_ON_ENTRY] = "on entry into",
      [RBK_ON_REVIEW] = "on the review day of",
      [RBK_ON_OVERDUE] = "on the day after the review, while something is "
                         "missing, of"};
  rbk_subject *subject = rbk_subject_begin(e, "rule", rule->source->id);
  if (subject == NULL) return RBK_NOMEM;
  subject->heading = rbk_arena_format(
      &e->arena, "Rule %s: nothing so far; it is asked for %s stage %s",
      rule->source->id, when[rule->moment],
      rbk_intern_text(&e->story.binding->stages, rule->stage));
  return subject->heading
             ? rbk_subject_clauses(e, rbk_story_edition(&e->story)->plan,
                                   &rule->source->clauses, subject)
             : RBK_NOMEM;
}

static rbk_status tell_rule(rbk_explanation *e, const rbk_bound_rule *rule) {
  if (rule->moment != RBK_MOMENT_CONDITION) return tell_stage_rule(e, rule);
  rbk_rule_trace trace = rbk_worker_rule(e->story.worker, rule->number);
  rbk_subject *subject = rbk_subject_begin(e, "rule", rule->source->id);
  if (subject == NULL) return RBK_NOMEM;
  uint32_t party = rbk_worker_party_at(e->story.worker);
  const char *parent = rbk_worker_parent(e->story.worker, party);
  const char *whose =
      parent ? rbk_arena_format(&e->arena, " (parent %s)", parent) : "";
  if (whose == NULL) return RBK_NOMEM;
  subject->heading =
      rbk_arena_format(&e->arena, "Rule %s%s: nothing on this day, for %s",
                       rule->source->id, whose, outcomes[trace.outcome]);
  if (subject->heading == NULL) return RBK_NOMEM;
  rbk_status status = say_rule(e, rule, trace.outcome, subject);
  if (status == RBK_OK && !rbk_take_room(e, &subject->paragraph))
    return RBK_NOMEM;
  if (status == RBK_OK)
    status = rbk_subject_clauses(e, rbk_story_edition(&e->story)->plan,
                                 &rule->source->clauses, subject);
  if (status == RBK_OK)
    status = rbk_subject_condition(e, "when", e->edition, rule->when, e->day,
                                   subject);
  return status == RBK_OK
             ? rbk_subject_condition(e, "read on", e->edition, rule->checked,
                                     e->day, subject)
             : status;
}

static bool has_action(const rbk_log *log, uint32_t rule, uint32_t party) {
  for (size_t i = 0; i < log->action_count; i++)
    if (log->actions[i]->rule == rule && log->actions[i]->party == party)
      return true;
  return false;
}

/* A rule for each parent may have come to nothing for some, for each in its own
 * way. */
static rbk_status tell_parties(rbk_explanation *e, const rbk_bound_rule *rule,
                               bool told) {
  rbk_worker *worker = e->story.worker;
  if (rule->source->per != RBK_PER_PARENT)
    return told ? RBK_OK : tell_rule(e, rule);
  rbk_status status = RBK_OK;
  for (uint32_t p = 1; p < rbk_worker_parties(worker); p++) {
    if (has_action(rbk_worker_log(worker), rule->number, p)) continue;
    rbk_worker_party(worker, p);
    if (status == RBK_OK) status = tell_rule(e, rule);
  }
  rbk_worker_party(worker, 0);
  return status;
}

rbk_status rbk_tell_rules(rbk_explanation *e) {
  const rbk_log *log = rbk_worker_log(e->story.worker);
  rbk_status status = RBK_OK;
  bool told = false;
  for (size_t i = 0; i < log->action_count && status == RBK_OK; i++) {
    if (!rbk_asked_for(e, log->actions[i]->bound->source->id)) continue;
    rbk_worker_party(e->story.worker, log->actions[i]->party);
    status = tell_action(e, log->actions[i], &told);
  }
  rbk_worker_party(e->story.worker, 0);
  if (e->options->rule == NULL || e->edition == SIZE_MAX) return status;
  const rbk_edition_bound *bound = rbk_story_edition(&e->story);
  uint32_t asked = e->options->group
                       ? rbk_subjects_find(e->story.binding, e->options->group)
                       : RBK_NONE;
  for (size_t i = 0; i < bound->rule_count && status == RBK_OK; i++)
    if (rbk_asked_for(e, bound->rules[i].source->id) &&
        bound->rules[i].subject == asked)
      status = tell_parties(e, &bound->rules[i], told);
  return status;
}
