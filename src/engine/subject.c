/* A group as a pupil who is none, so that rules about it fire, wait and are
 * done as all others. */
#include "engine/inside.h"

#include <string.h>

static rbk_status make_roll(rbk_arena *arena, const rbk_register *reg,
                            const char *subject, rbk_roll *out) {
  size_t attributes = reg->roll.attributes.count;
  rbk_pupil *pupil = rbk_arena_take(arena, 1, sizeof *pupil);
  rbk_spell *spell = rbk_arena_take(arena, 1, sizeof *spell);
  const char **values = rbk_arena_take(arena, attributes, sizeof *values);
  if (!pupil || !spell || !values) return RBK_NOMEM;
  for (size_t i = 0; i < attributes; i++) values[i] = "";
  *spell = (rbk_spell){.from = RBK_NO_DATE,
                       .to = RBK_NO_DATE,
                       .last_day = (rbk_day)reg->calendar.day_count - 1,
                       .values = values};
  *pupil = (rbk_pupil){
      .id = subject, .birth = RBK_NO_DATE, .spells = spell, .spell_count = 1};
  out->pupils = pupil;
  out->pupil_count = 1;
  out->parents = NULL;
  out->parent_count = 0;
  return RBK_OK;
}

static rbk_status make_marks(rbk_arena *arena, rbk_marks *out) {
  out->bytes = rbk_arena_take(arena, out->stride, 1);
  out->row = rbk_arena_take(arena, 1, sizeof *out->row);
  if (!out->bytes || !out->row) return RBK_NOMEM;
  out->notes = NULL;
  out->foreign = NULL;
  out->strays = NULL;
  out->note_count = out->foreign_count = out->stray_count = 0;
  return RBK_OK;
}

/* The school's events are those without a group. */
static rbk_status make_history(rbk_arena *arena, const rbk_register *reg,
                               const char *subject, rbk_history *out) {
  size_t count, kept = 0;
  const rbk_event *events = rbk_history_of(&reg->history, RBK_NONE, &count);
  const char *group = strcmp(subject, RBK_EVERYONE) == 0 ? "" : subject;
  out->events = rbk_arena_take(arena, count, sizeof *out->events);
  if (out->events == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(events[i].group, group) != 0) continue;
    out->events[kept] = events[i];
    out->events[kept++].pupil = 0;
  }
  out->event_count = kept;
  out->values = NULL;
  out->value_count = 0;
  return RBK_OK;
}

rbk_status rbk_subject_register(rbk_arena *arena, const rbk_register *reg,
                                const char *subject, rbk_register **out) {
  rbk_register *made = rbk_arena_take(arena, 1, sizeof *made);
  if (made == NULL) return RBK_NOMEM;
  *made = *reg;
  rbk_status status = make_roll(arena, reg, subject, &made->roll);
  if (status == RBK_OK) status = make_marks(arena, &made->marks);
  if (status == RBK_OK)
    status = make_history(arena, reg, subject, &made->history);
  if (status == RBK_OK) *out = made;
  return status;
}
