/* Stages of ladders, explained: why the pupil is in one, what is missing in it,
 * what leads out of it, and why one was not entered. */
#include <string.h>

#include "explore/subjects.h"

/* --- where the pupil stands ----------------------------------------------- */

static const rbk_stage_now *stage_now(const rbk_explanation *e,
                                      const char *ladder) {
  for (size_t i = 0; i < e->decision.stage_count; i++)
    if (strcmp(e->decision.stages[i].ladder, ladder) == 0)
      return &e->decision.stages[i];
  return NULL;
}

/* The entry into the stay that lasts, or NULL. */
static const rbk_entry *entry_of(const rbk_explanation *e, const char *stage) {
  const rbk_log *log = rbk_worker_log(e->story.worker);
  for (size_t i = log->entry_count; i-- > 0;)
    if (log->entries[i].kind == RBK_CHANGE_STAGE_ENTERED &&
        strcmp(log->entries[i].id, stage) == 0)
      return &log->entries[i];
  return NULL;
}

static void say_list(rbk_buffer *out, const rbk_list *list) {
  for (size_t i = 0; i < list->count; i++)
    rbk_buffer_format(out, "%s%s", i ? ", " : "", list->items[i]);
}

/* "since 2024-11-13; review 2024-11-20; owner tutor; not on record: meeting" */
static bool stage_state(rbk_explanation *e, const rbk_stage_now *now,
                        const char **out) {
  rbk_buffer *room = e->story.room;
  rbk_buffer_format(room, "since %s", now->since);
  if (now->review) rbk_buffer_format(room, "; review %s", now->review);
  if (now->owner.count > 0) {
    rbk_buffer_text(room, "; owner ");
    say_list(room, &now->owner);
  }
  if (now->missing.count > 0) {
    rbk_buffer_text(room, "; not on record: ");
    say_list(room, &now->missing);
  }
  return rbk_take_room(e, out);
}

/* --- the stage the pupil is in -------------------------------------------- */

/* As of the day of entry, in the words of the policy in force then. */
static rbk_status say_entry(rbk_explanation *e, const rbk_bound_stage *stage,
                            const rbk_entry *entry, const rbk_stage_now *now) {
  rbk_story story = e->story;
  rbk_speakers speakers = {.count = 0};
  rbk_status status = RBK_OK;
  rbk_buffer_text(story.room, "On ");
  rbk_say_day(&story, now->since);
  rbk_buffer_text(story.room, ": ");
  if (entry && entry->ground.node != RBK_NONE) {
    story.edition = entry->ground.edition;
    story.day = entry->day;
    status = rbk_speakers_find(&story, entry->ground.node, &speakers);
    if (status == RBK_OK) status = rbk_say_leaves(&story, &speakers);
  }
  rbk_say_maker(&e->story, stage->layer);
  rbk_buffer_format(story.room, " puts the pupil in stage \"%s\". ",
                    stage->source->label);
  if (now->missing.count > 0) {
    rbk_buffer_text(story.room, "Not on record since then: ");
    say_list(story.room, &now->missing);
    rbk_buffer_text(story.room, ". ");
  }
  return status;
}

static rbk_status say_leaving(rbk_explanation *e, const rbk_bound_stage *stage,
                              rbk_subject *subject) {
  size_t count = stage->source->leave_count;
  rbk_goal goal = {RBK_GOAL_STAGE_LEFT, stage->source->id, "the stage is left",
                   "the stage is not left"};
  if (count == 0)
    rbk_buffer_text(e->story.room, "Only a higher stage leads out of it. ");
  if (count != 1) return rbk_say_future(e, &goal, NULL, 0, subject);
  rbk_hurdle leave = {stage->leave[0].when, RBK_TRUE};
  rbk_status status = rbk_say_in_the_way(e, &leave, 1, subject);
  return status == RBK_OK ? rbk_say_future(e, &goal, &leave, 1, subject)
                          : status;
}

static rbk_status tell_leave(rbk_explanation *e, const rbk_bound_stage *stage,
                             rbk_subject *subject) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < stage->source->leave_count && status == RBK_OK; i++) {
    const char *to = stage->source->leave[i].to;
    const char *heading =
        to ? rbk_arena_format(&e->arena, "left for %s when", to)
           : "left for no stage when";
    status = heading
                 ? rbk_subject_condition(e, heading, e->edition,
                                         stage->leave[i].when, e->day, subject)
                 : RBK_NOMEM;
  }
  return status;
}

static rbk_status tell_held(rbk_explanation *e, const rbk_bound_ladder *ladder,
                            const rbk_bound_stage *stage,
                            const rbk_stage_now *now) {
  const rbk_stage *source = stage->source;
  const rbk_entry *entry = entry_of(e, source->id);
  rbk_subject *subject = rbk_subject_begin(e, "stage", source->id);
  if (subject == NULL) return RBK_NOMEM;
  subject->key = ladder->source->name;
  subject->since = now->since;
  subject->holds = true;
  subject->heading =
      rbk_arena_format(&e->arena, "Stage %s of %s: %s (since %s)", source->id,
                       ladder->source->name, source->label, now->since);
  if (subject->heading == NULL || !stage_state(e, now, &subject->state))
    return RBK_NOMEM;
  rbk_status status = say_entry(e, stage, entry, now);
  if (status == RBK_OK) status = say_leaving(e, stage, subject);
  if (status == RBK_OK && !rbk_take_room(e, &subject->paragraph))
    return RBK_NOMEM;
  if (status == RBK_OK)
    status = rbk_subject_clauses(e, rbk_story_edition(&e->story)->plan,
                                 &source->clauses, subject);
  if (status == RBK_OK && entry)
    status = rbk_subject_condition(e, "entered when", entry->ground.edition,
                                   entry->ground.node, entry->day, subject);
  return status == RBK_OK ? tell_leave(e, stage, subject) : status;
}

/* --- a stage the pupil is not in ------------------------------------------ */

/* "Its doors": from which stages `enter` leads to it. */
static void say_doors(rbk_explanation *e, const rbk_bound_ladder *ladder,
                      const rbk_bound_stage *stage) {
  const rbk_names *from = &stage->source->from;
  rbk_buffer *room = e->story.room;
  rbk_buffer_text(room, "It is entered from ");
  if (from->count == 0)
    rbk_buffer_text(room, stage->place == 0
                              ? "no stage"
                              : ladder->stages[stage->place - 1].source->id);
  for (size_t i = 0; i < from->count; i++) {
    const char *name = from->items[i];
    rbk_buffer_format(room, "%s%s", i ? " or " : "",
                      strcmp(name, "none") == 0  ? "no stage"
                      : strcmp(name, "any") == 0 ? "any stage below it or none"
                                                 : name);
  }
  rbk_buffer_text(room, "; ");
}

static rbk_status say_other(rbk_explanation *e, const rbk_bound_ladder *ladder,
                            const rbk_bound_stage *stage,
                            const rbk_stage_now *now, rbk_subject *subject) {
  rbk_hurdle enter = {stage->enter, RBK_TRUE};
  rbk_goal goal = {RBK_GOAL_STAGE_ENTERED, stage->source->id,
                   "the stage is entered", "the stage is not entered"};
  if (stage->enter == RBK_NONE)
    rbk_buffer_text(e->story.room, "Only leaving another stage leads to it; ");
  else
    say_doors(e, ladder, stage);
  rbk_buffer_format(e->story.room, "the pupil is in %s. ",
                    now ? now->id : "no stage of this ladder");
  rbk_status status = rbk_say_in_the_way(e, &enter, 1, subject);
  return status == RBK_OK ? rbk_say_future(e, &goal, &enter,
                                           stage->enter != RBK_NONE, subject)
                          : status;
}

static rbk_status tell_other(rbk_explanation *e, const rbk_bound_ladder *ladder,
                             const rbk_bound_stage *stage,
                             const rbk_stage_now *now) {
  const rbk_stage *source = stage->source;
  rbk_subject *subject = rbk_subject_begin(e, "stage", source->id);
  if (subject == NULL) return RBK_NOMEM;
  subject->key = ladder->source->name;
  subject->heading =
      rbk_arena_format(&e->arena, "Stage %s of %s: %s (the pupil is not in it)",
                       source->id, ladder->source->name, source->label);
  if (subject->heading == NULL) return RBK_NOMEM;
  rbk_status status = say_other(e, ladder, stage, now, subject);
  if (status == RBK_OK && !rbk_take_room(e, &subject->paragraph))
    return RBK_NOMEM;
  if (status == RBK_OK)
    status = rbk_subject_clauses(e, rbk_story_edition(&e->story)->plan,
                                 &source->clauses, subject);
  return status == RBK_OK ? rbk_subject_condition(e, "entered when", e->edition,
                                                  stage->enter, e->day, subject)
                          : status;
}

/* --- all ------------------------------------------------------------------ */

rbk_status rbk_tell_ladders(rbk_explanation *e) {
  const rbk_edition_bound *edition = rbk_story_edition(&e->story);
  rbk_status status = RBK_OK;
  for (size_t l = 0; l < edition->ladder_count; l++) {
    const rbk_bound_ladder *ladder = &edition->ladders[l];
    const rbk_stage_now *now = stage_now(e, ladder->source->name);
    bool whole = e->options->rule && rbk_asked_for(e, ladder->source->name);
    for (size_t i = 0; i < ladder->source->stage_count; i++) {
      const rbk_bound_stage *stage = &ladder->stages[i];
      bool held = now && strcmp(now->id, stage->source->id) == 0;
      if (status != RBK_OK) return status;
      if (!whole && !rbk_asked_for(e, stage->source->id)) continue;
      if (held)
        status = tell_held(e, ladder, stage, now);
      else if (e->options->rule)
        status = tell_other(e, ladder, stage, now);
    }
  }
  return status;
}
