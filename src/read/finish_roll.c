/* The roll in order: pupils by id, spells by date, parents by pupil. */
#include <stdlib.h>
#include <string.h>

#include "read/draft.h"

typedef struct named_row {
  rbk_text id;
  uint32_t row;
} named_row;

static int by_id(const void *a, const void *b) {
  return rbk_text_compare(((const named_row *)a)->id,
                          ((const named_row *)b)->id);
}

/* The values of a spell, one for every attribute that anyone names. */
static rbk_status all_values(rbk_reading *reading, rbk_spell *spell,
                             const rbk_draft_spell *draft) {
  size_t count = reading->reg->roll.attributes.count;
  size_t given = draft ? draft->value_count : 0;
  spell->values =
      rbk_arena_take(&reading->reg->arena, count, sizeof *spell->values);
  if (!spell->values) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < count; i++)
    spell->values[i] = i < given && draft->values[i] ? draft->values[i] : "";
  return RBK_OK;
}

static void sort_spells(rbk_spell *spells, size_t count) {
  for (size_t i = 1; i < count; i++) {
    rbk_spell moved = spells[i];
    size_t at = i;
    for (; at > 0 && spells[at - 1].from > moved.from; at--)
      spells[at] = spells[at - 1];
    spells[at] = moved;
  }
}

static rbk_status spells_of(rbk_reading *reading, rbk_pupil *pupil,
                            uint32_t row) {
  const rbk_draft *draft = reading->draft;
  uint32_t last =
      row < draft->last_spell_count ? draft->last_spell[row] : RBK_NONE;
  size_t count = 0;
  for (uint32_t s = last; s != RBK_NONE; s = draft->spells[s].before) count++;
  pupil->spell_count = count ? count : 1;
  pupil->spells = rbk_arena_take(&reading->reg->arena, pupil->spell_count,
                                 sizeof *pupil->spells);
  if (!pupil->spells) return rbk_reading_no_memory(reading);
  if (count == 0) { /* on roll because marks were made */
    pupil->spells[0].from = pupil->spells[0].to = RBK_NO_DATE;
    return all_values(reading, &pupil->spells[0], NULL);
  }
  for (uint32_t s = last; s != RBK_NONE; s = draft->spells[s].before) {
    rbk_spell *spell = &pupil->spells[--count];
    spell->from = draft->spells[s].from;
    spell->to = draft->spells[s].to;
    pupil->birth = draft->spells[s].birth;
    rbk_status status = all_values(reading, spell, &draft->spells[s]);
    if (status) return status;
  }
  sort_spells(pupil->spells, pupil->spell_count);
  return RBK_OK;
}

rbk_status rbk_finish_roll(rbk_reading *reading, uint32_t **pupil_of_row) {
  const rbk_intern *ids = &reading->draft->put.ids;
  rbk_roll *roll = &reading->reg->roll;
  rbk_status status = RBK_OK;
  named_row *rows = rbk_take(reading->alloc, ids->count + 1, sizeof *rows);
  uint32_t *numbers = rbk_take(reading->alloc, ids->count + 1, sizeof *numbers);
  roll->pupils =
      rbk_arena_take(&reading->reg->arena, ids->count, sizeof *roll->pupils);
  reading->reg->marks.row =
      rbk_arena_take(&reading->reg->arena, ids->count, sizeof(uint32_t));
  if (!rows || !numbers || !roll->pupils || !reading->reg->marks.row) {
    status = rbk_reading_no_memory(reading);
    goto out;
  }
  for (uint32_t r = 0; r < ids->count; r++)
    rows[r] = (named_row){ids->texts[r], r};
  qsort(rows, ids->count, sizeof *rows, by_id);
  for (uint32_t p = 0; p < ids->count && !status; p++) {
    roll->pupils[p].id = rows[p].id.bytes;
    roll->pupils[p].birth = RBK_NO_DATE;
    reading->reg->marks.row[p] = rows[p].row;
    numbers[rows[p].row] = p;
    status = spells_of(reading, &roll->pupils[p], rows[p].row);
  }
  if (status) goto out;
  roll->pupil_count = ids->count;
  rbk_roll_place(roll, &reading->reg->calendar);
  *pupil_of_row = numbers;
  numbers = NULL;

out:
  rbk_release(reading->alloc, rows);
  rbk_release(reading->alloc, numbers);
  return status;
}

/* Values of a parent as many as there are fields in the end. */
static rbk_status all_fields(rbk_reading *reading, rbk_parent *to,
                             const rbk_draft_parent *from) {
  size_t count = reading->reg->roll.parent_fields.count;
  to->values = rbk_arena_take(&reading->reg->arena, count, sizeof *to->values);
  if (!to->values) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < count; i++)
    to->values[i] =
        i < from->value_count && from->values[i] ? from->values[i] : "";
  return RBK_OK;
}

static int by_pupil_and_id(const void *a, const void *b) {
  const rbk_parent *x = a, *y = b;
  if (x->pupil != y->pupil) return x->pupil < y->pupil ? -1 : 1;
  return strcmp(x->id, y->id);
}

rbk_status rbk_finish_parents(rbk_reading *reading,
                              const uint32_t *pupil_of_row) {
  const rbk_draft *draft = reading->draft;
  rbk_roll *roll = &reading->reg->roll;
  roll->parents = rbk_arena_take(&reading->reg->arena, draft->parent_count,
                                 sizeof *roll->parents);
  if (!roll->parents) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < draft->parent_count; i++) {
    const rbk_draft_parent *parent = &draft->parents[i];
    roll->parents[i] = (rbk_parent){.id = parent->id,
                                    .pupil = pupil_of_row[parent->row],
                                    .responsible = parent->responsible};
    rbk_status status = all_fields(reading, &roll->parents[i], parent);
    if (status) return status;
  }
  roll->parent_count = draft->parent_count;
  if (roll->parent_count)
    qsort(roll->parents, roll->parent_count, sizeof *roll->parents,
          by_pupil_and_id);
  return RBK_OK;
}
