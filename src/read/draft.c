#include "read/draft.h"

const char *rbk_draft_text(rbk_reading *reading, rbk_text text) {
  if (text.length == 0) return "";
  rbk_intern *values = &reading->draft->values;
  uint32_t number = rbk_intern_add(values, text);
  if (number == RBK_NONE) {
    rbk_reading_no_memory(reading);
    return NULL;
  }
  return rbk_intern_text(values, number);
}

/* Makes room for the last spell of a pupil not met before. */
static rbk_status room_for_pupil(rbk_reading *reading, uint32_t row) {
  rbk_draft *draft = reading->draft;
  if (rbk_grow(reading->alloc, &draft->last_spell, &draft->last_spell_capacity,
               (size_t)row + 1, sizeof *draft->last_spell))
    return rbk_reading_no_memory(reading);
  while (draft->last_spell_count <= row)
    draft->last_spell[draft->last_spell_count++] = RBK_NONE;
  return RBK_OK;
}

bool rbk_draft_overlap(const rbk_draft_spell *a, const rbk_draft_spell *b) {
  bool a_ends_before =
      a->to != RBK_NO_DATE && b->from != RBK_NO_DATE && a->to < b->from;
  bool b_ends_before =
      b->to != RBK_NO_DATE && a->from != RBK_NO_DATE && b->to < a->from;
  return !a_ends_before && !b_ends_before;
}

/* Holds a spell against the same pupil's others. */
static rbk_status check_spell(rbk_reading *reading, const rbk_csv *csv,
                              const rbk_draft_spell *spell, uint32_t before) {
  const rbk_draft *draft = reading->draft;
  char shown[RBK_SHOWN];
  const char *pupil = rbk_shown(draft->put.ids.texts[spell->row], shown);
  for (; before != RBK_NONE; before = draft->spells[before].before) {
    const rbk_draft_spell *other = &draft->spells[before];
    if (rbk_draft_overlap(spell, other))
      return rbk_refuse_row(reading, csv,
                            "pupil_id '%s': this enrolment overlaps the one "
                            "of line %zu; correct enrolled_from or "
                            "enrolled_to",
                            pupil, other->line);
    if (spell->birth != other->birth)
      return rbk_refuse_row(reading, csv,
                            "pupil_id '%s': date_of_birth is not that of "
                            "line %zu; correct one of them",
                            pupil, other->line);
  }
  return RBK_OK;
}

rbk_status rbk_draft_add_spell(rbk_reading *reading, const rbk_csv *csv,
                               const rbk_draft_spell *spell) {
  rbk_draft *draft = reading->draft;
  rbk_status status = room_for_pupil(reading, spell->row);
  if (status) return status;
  uint32_t before = draft->last_spell[spell->row];
  status = check_spell(reading, csv, spell, before);
  if (status) return status;
  if (draft->spell_count >= RBK_NONE - 1 ||
      rbk_grow(reading->alloc, &draft->spells, &draft->spell_capacity,
               draft->spell_count + 1, sizeof *draft->spells))
    return rbk_reading_no_memory(reading);
  draft->spells[draft->spell_count] = *spell;
  draft->spells[draft->spell_count].before = before;
  draft->last_spell[spell->row] = (uint32_t)draft->spell_count++;
  return RBK_OK;
}

rbk_status rbk_draft_add_parent(rbk_reading *reading,
                                const rbk_draft_parent *parent) {
  rbk_draft *draft = reading->draft;
  if (rbk_grow(reading->alloc, &draft->parents, &draft->parent_capacity,
               draft->parent_count + 1, sizeof *draft->parents))
    return rbk_reading_no_memory(reading);
  draft->parents[draft->parent_count++] = *parent;
  return RBK_OK;
}

static rbk_status register_id(rbk_reading *reading, const rbk_csv *csv,
                              const rbk_draft_event *event) {
  rbk_draft *draft = reading->draft;
  uint32_t id = rbk_intern_add(&draft->event_ids, rbk_text_of(event->id));
  if (id == RBK_NONE) return rbk_reading_no_memory(reading);
  uint64_t key = (uint64_t)event->row << 32 | id;
  uint32_t known = rbk_keys_find(&draft->event_at, key);
  if (known != RBK_NONE) {
    char shown[RBK_SHOWN];
    const rbk_draft_event *other = &draft->events[known];
    return rbk_refuse_row(reading, csv,
                          "id '%s' stands already at %s:%zu for the same "
                          "pupil; give each event an id of its own",
                          rbk_shown(rbk_text_of(event->id), shown),
                          other->file->path, other->line);
  }
  if (rbk_keys_set(&draft->event_at, key, (uint32_t)draft->event_count))
    return rbk_reading_no_memory(reading);
  return RBK_OK;
}

rbk_status rbk_draft_add_event(rbk_reading *reading, const rbk_csv *csv,
                               const rbk_draft_event *event) {
  rbk_draft *draft = reading->draft;
  if (draft->event_count >= RBK_NONE - 1 ||
      rbk_grow(reading->alloc, &draft->events, &draft->event_capacity,
               draft->event_count + 1, sizeof *draft->events))
    return rbk_reading_no_memory(reading);
  if (event->id[0]) {
    rbk_status status = register_id(reading, csv, event);
    if (status) return status;
  }
  draft->events[draft->event_count++] = *event;
  return RBK_OK;
}

rbk_status rbk_draft_init(rbk_draft *draft, rbk_reading *reading) {
  rbk_arena *arena = &reading->reg->arena;
  rbk_intern_init(&draft->values, arena);
  rbk_intern_init(&draft->event_ids, arena);
  rbk_intern_init(&draft->parent_ids, arena);
  rbk_keys_init(&draft->event_at, reading->alloc);
  rbk_keys_init(&draft->parent_at, reading->alloc);
  return rbk_put_init(&draft->put, reading);
}

void rbk_draft_finish(rbk_draft *draft) {
  rbk_reading *reading = draft->put.reading;
  if (!reading) return;
  const rbk_alloc *alloc = reading->alloc;
  rbk_release(alloc, draft->spells);
  rbk_release(alloc, draft->last_spell);
  rbk_release(alloc, draft->parents);
  rbk_release(alloc, draft->events);
  rbk_keys_finish(&draft->event_at);
  rbk_keys_finish(&draft->parent_at);
  rbk_put_finish(&draft->put);
}
