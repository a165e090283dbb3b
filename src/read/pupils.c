/* pupils.csv: one row an enrolment spell, every further column an attribute. */
#include "read/draft.h"
#include "read/table.h"

typedef struct pupil_layout {
  size_t pupil, from, to, birth;
  uint32_t *attribute; /* of each column; RBK_NONE: none */
} pupil_layout;

static rbk_status layout_of(rbk_table *table, pupil_layout *layout) {
  rbk_reading *reading = table->reading;
  rbk_status status = rbk_table_need(table, "pupil_id", &layout->pupil);
  if (status) return status;
  layout->from = rbk_table_find(table, "enrolled_from");
  layout->to = rbk_table_find(table, "enrolled_to");
  layout->birth = rbk_table_find(table, "date_of_birth");
  layout->attribute =
      rbk_take(reading->alloc, table->column_count, sizeof(uint32_t));
  if (!layout->attribute) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < table->column_count; i++) {
    layout->attribute[i] = RBK_NONE;
    if (!table->names[i][0] || i == layout->pupil || i == layout->from ||
        i == layout->to)
      continue;
    layout->attribute[i] = rbk_intern_add(&reading->reg->roll.attributes,
                                          rbk_text_of(table->names[i]));
    if (layout->attribute[i] == RBK_NONE) return rbk_reading_no_memory(reading);
  }
  return RBK_OK;
}

static rbk_status values_of(rbk_table *table, const pupil_layout *layout,
                            rbk_draft_spell *spell) {
  rbk_reading *reading = table->reading;
  spell->value_count = reading->reg->roll.attributes.count;
  spell->values = rbk_arena_take(&reading->reg->arena, spell->value_count,
                                 sizeof *spell->values);
  if (!spell->values) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < table->column_count; i++) {
    if (layout->attribute[i] == RBK_NONE) continue;
    const char *text = rbk_draft_text(reading, rbk_table_field(table, i));
    if (!text) return RBK_NOMEM;
    spell->values[layout->attribute[i]] = text;
  }
  return RBK_OK;
}

static rbk_status pupil_row(rbk_table *table, void *context) {
  const pupil_layout *layout = context;
  rbk_reading *reading = table->reading;
  rbk_draft_spell spell = {.from = RBK_NO_DATE,
                           .to = RBK_NO_DATE,
                           .birth = RBK_NO_DATE,
                           .line = table->csv.row_line};
  rbk_text id;
  rbk_status status = rbk_table_pupil_id(table, layout->pupil, &id);
  if (!status && layout->from != RBK_NO_COLUMN)
    status = rbk_table_date(table, layout->from, true, &spell.from);
  if (!status && layout->to != RBK_NO_COLUMN)
    status = rbk_table_date(table, layout->to, true, &spell.to);
  if (!status && layout->birth != RBK_NO_COLUMN)
    status = rbk_table_date(table, layout->birth, true, &spell.birth);
  if (status) return status;
  if (spell.from != RBK_NO_DATE && spell.to != RBK_NO_DATE &&
      spell.to < spell.from)
    return rbk_table_refuse(table, layout->to,
                            "lies before enrolled_from; correct one of them");
  status = values_of(table, layout, &spell);
  if (!status) status = rbk_put_enrol(&reading->draft->put, id, &spell.row);
  return status ? status : rbk_draft_add_spell(reading, &table->csv, &spell);
}

rbk_status rbk_read_pupils(rbk_reading *reading, const rbk_file *file) {
  rbk_table table;
  pupil_layout layout = {0};
  rbk_status status = rbk_table_open(reading, file, &table);
  if (status) return status;
  status = layout_of(&table, &layout);
  if (!status) status = rbk_table_rows(&table, pupil_row, &layout);
  rbk_release(reading->alloc, layout.attribute);
  rbk_table_close(&table);
  reading->draft->put.roll_given = true;
  return status;
}
