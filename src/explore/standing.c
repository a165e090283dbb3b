/* Bands and flags, explained. */
#include <string.h>

#include "explore/subjects.h"

enum { MOST_HURDLES = 64 }; /* of one row: `only`, itself, the rows before */

/* --- bands --------------------------------------------------------------- */

static const rbk_band_now *band_now(const rbk_explanation *e,
                                    const char *name) {
  for (size_t i = 0; i < e->decision.band_count; i++)
    if (strcmp(e->decision.bands[i].name, name) == 0)
      return &e->decision.bands[i];
  return NULL;
}

static size_t hurdles_of(const rbk_bound_band *band, size_t row,
                         rbk_hurdle hurdles[MOST_HURDLES]) {
  size_t count = 0;
  if (band->only != RBK_NONE)
    hurdles[count++] = (rbk_hurdle){band->only, RBK_TRUE};
  hurdles[count++] = (rbk_hurdle){band->rows[row], RBK_TRUE};
  for (size_t i = 0; i < row && count < MOST_HURDLES; i++)
    hurdles[count++] = (rbk_hurdle){band->rows[i], RBK_FALSE};
  return count;
}

static rbk_status say_other_row(rbk_explanation *e, const rbk_bound_band *band,
                                size_t row, rbk_subject *subject) {
  const rbk_band *source = band->source;
  const char *label = source->rows[row].label;
  rbk_hurdle hurdles[MOST_HURDLES];
  rbk_goal goal = {.kind = RBK_GOAL_BAND};
  goal.id =
      rbk_arena_format(&e->arena, "%s/%s", source->name, source->rows[row].id);
  goal.what = rbk_arena_format(&e->arena, "the band becomes \"%s\"", label);
  goal.never =
      rbk_arena_format(&e->arena, "the band does not become \"%s\"", label);
  if (!goal.id || !goal.what || !goal.never) return RBK_NOMEM;
  return rbk_say_future(e, &goal, hurdles, hurdles_of(band, row, hurdles),
                        subject);
}

static rbk_status say_leaving(rbk_explanation *e, const rbk_band *source,
                              const rbk_band_row *row, rbk_subject *subject) {
  rbk_goal goal = {RBK_GOAL_LEAVES, source->name, "the band changes", NULL};
  goal.never =
      rbk_arena_format(&e->arena, "the band is still \"%s\"", row->label);
  if (goal.never == NULL) return RBK_NOMEM;
  return rbk_say_future(e, &goal, NULL, 0, subject);
}

/* Between two rows: the figure, where the rows compare one. */
static rbk_status say_plain_figure(rbk_explanation *e, uint32_t row) {
  const rbk_node *node = rbk_story_node(&e->story, row);
  if (node->kind != RBK_NODE_LEAF ||
      rbk_story_edition(&e->story)->measures.leaves[node->leaf].kind !=
          RBK_LEAF_COMPARE)
    return RBK_OK;
  rbk_status status = rbk_say_figure(&e->story, row);
  rbk_buffer_text(e->story.room, ". ");
  return status;
}

static rbk_status say_band(rbk_explanation *e, const rbk_bound_band *band,
                           size_t held, const rbk_band_now *now,
                           rbk_subject *subject) {
  const rbk_band *source = band->source;
  rbk_status status = RBK_OK;
  if (held < source->row_count) {
    const rbk_band_row *row = &source->rows[held];
    status = rbk_say_called(e, band->rows[held], band->layer, row->label,
                            &row->clauses);
    rbk_buffer_text(e->story.room, "It has been so since ");
    rbk_say_day(&e->story, now->since);
    rbk_buffer_text(e->story.room, ". ");
    if (status == RBK_OK) status = say_leaving(e, source, row, subject);
  } else {
    rbk_hurdle only = {band->only, RBK_TRUE};
    rbk_buffer_text(e->story.room, "No row of the band applies");
    if (now && now->otherwise)
      rbk_buffer_format(e->story.room, ": %s", now->otherwise);
    rbk_buffer_text(e->story.room, ". ");
    status = rbk_say_in_the_way(e, &only, 1, subject);
    if (status == RBK_OK && subject->in_the_way == NULL)
      status = say_plain_figure(e, band->rows[0]);
  }
  for (size_t r = 0; r < source->row_count && status == RBK_OK; r++)
    if (r != held && e->options->rule != NULL)
      status = say_other_row(e, band, r, subject);
  return status;
}

static bool band_heading(rbk_explanation *e, const rbk_band *source,
                         const rbk_band_now *now, const rbk_band_row *row,
                         rbk_subject *subject) {
  rbk_buffer *room = e->story.room;
  rbk_buffer_format(room, "Band %s: %s", source->name,
                    row ? row->label : "none");
  if (row)
    rbk_buffer_format(room, " (since %s)", now->since);
  else if (now && now->otherwise)
    rbk_buffer_format(room, " (%s)", now->otherwise);
  subject->holds = row != NULL;
  subject->since = row ? now->since : NULL;
  return rbk_take_room(e, &subject->heading);
}

static rbk_status tell_band(rbk_explanation *e, const rbk_bound_band *band) {
  const rbk_band *source = band->source;
  const rbk_band_now *now = band_now(e, source->name);
  size_t held = source->row_count;
  if (!rbk_asked_for(e, source->name)) return RBK_OK;
  for (size_t r = 0; now && now->id && r < source->row_count; r++)
    if (strcmp(source->rows[r].id, now->id) == 0) held = r;
  const rbk_band_row *row =
      held < source->row_count ? &source->rows[held] : NULL;
  rbk_subject *subject = rbk_subject_begin(e, "band", source->name);
  if (subject == NULL || !band_heading(e, source, now, row, subject))
    return RBK_NOMEM;
  subject->key = row ? row->id : NULL;
  rbk_status status = say_band(e, band, held, now, subject);
  if (status == RBK_OK && !rbk_take_room(e, &subject->paragraph))
    return RBK_NOMEM;
  if (status == RBK_OK && row)
    status = rbk_subject_clauses(e, e->story.binding->editions[e->edition].plan,
                                 &row->clauses, subject);
  if (status == RBK_OK && !row)
    status = rbk_subject_condition(e, "only where", e->edition, band->only,
                                   e->day, subject);
  for (size_t r = 0; r < source->row_count && status == RBK_OK; r++)
    /* Of a band without a row every row is shown when it is asked for. */
    if (r == held || (!row && e->options->rule))
      status = rbk_subject_condition(e, source->rows[r].label, e->edition,
                                     band->rows[r], e->day, subject);
  return status;
}

rbk_status rbk_tell_bands(rbk_explanation *e) {
  const rbk_edition_bound *edition = rbk_story_edition(&e->story);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < edition->band_count && status == RBK_OK; i++)
    status = tell_band(e, &edition->bands[i]);
  return status;
}

/* --- flags --------------------------------------------------------------- */

static rbk_status say_flag(rbk_explanation *e, const rbk_bound_flag *flag,
                           const rbk_flag_now *now, rbk_subject *subject) {
  const rbk_flag *source = flag->source;
  rbk_hurdle when = {flag->when, RBK_TRUE};
  rbk_status status;
  if (now == NULL) {
    rbk_goal goal = {RBK_GOAL_RAISED, source->id, "the flag is raised",
                     "the flag is not raised"};
    rbk_buffer_format(e->story.room, "\"%s\" is not said of the pupil. ",
                      source->label);
    status = rbk_say_in_the_way(e, &when, 1, subject);
    return status == RBK_OK ? rbk_say_future(e, &goal, &when, 1, subject)
                            : status;
  }
  rbk_goal goal = {RBK_GOAL_CLEARED, source->id, "the flag is cleared",
                   "the flag is not cleared"};
  status = rbk_say_called(e, flag->when, flag->layer, source->label,
                          &source->clauses);
  rbk_buffer_text(e->story.room, "It has been so since ");
  rbk_say_day(&e->story, now->since);
  rbk_buffer_text(e->story.room, ". ");
  return status == RBK_OK ? rbk_say_future(e, &goal, NULL, 0, subject) : status;
}

static rbk_status tell_flag(rbk_explanation *e, const rbk_bound_flag *flag) {
  const rbk_flag *source = flag->source;
  const rbk_flag_now *now = NULL;
  for (size_t i = 0; i < e->decision.flag_count; i++)
    if (strcmp(e->decision.flags[i].id, source->id) == 0)
      now = &e->decision.flags[i];
  if (!rbk_asked_for(e, source->id) ||
      (now == NULL && e->options->rule == NULL))
    return RBK_OK;
  rbk_subject *subject = rbk_subject_begin(e, "flag", source->id);
  if (subject == NULL) return RBK_NOMEM;
  subject->holds = now != NULL;
  subject->since = now ? now->since : NULL;
  subject->heading =
      now ? rbk_arena_format(&e->arena, "Flag %s: %s (since %s)", source->id,
                             source->label, now->since)
          : rbk_arena_format(&e->arena, "Flag %s: %s (not raised)", source->id,
                             source->label);
  if (subject->heading == NULL) return RBK_NOMEM;
  rbk_status status = say_flag(e, flag, now, subject);
  if (status == RBK_OK && !rbk_take_room(e, &subject->paragraph))
    return RBK_NOMEM;
  if (status == RBK_OK)
    status = rbk_subject_clauses(e, rbk_story_edition(&e->story)->plan,
                                 &source->clauses, subject);
  return status == RBK_OK ? rbk_subject_condition(e, "raised when", e->edition,
                                                  flag->when, e->day, subject)
                          : status;
}

rbk_status rbk_tell_flags(rbk_explanation *e) {
  const rbk_edition_bound *edition = rbk_story_edition(&e->story);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < edition->flag_count && status == RBK_OK; i++)
    status = tell_flag(e, &edition->flags[i]);
  return status;
}
