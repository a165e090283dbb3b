/* parents.csv: one row for each parent of each pupil. */
#include "read/draft.h"
#include "read/table.h"

typedef struct parent_layout {
  size_t parent, pupil, responsible;
  uint32_t *field; /* of each column; RBK_NONE: none */
} parent_layout;

static rbk_status layout_of(rbk_table *table, parent_layout *layout) {
  rbk_reading *reading = table->reading;
  rbk_status status = rbk_table_need(table, "parent_id", &layout->parent);
  if (!status) status = rbk_table_need(table, "pupil_id", &layout->pupil);
  if (status) return status;
  layout->responsible = rbk_table_find(table, "responsible");
  layout->field =
      rbk_take(reading->alloc, table->column_count, sizeof(uint32_t));
  if (!layout->field) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < table->column_count; i++) {
    layout->field[i] = RBK_NONE;
    if (!table->names[i][0] || i == layout->parent || i == layout->pupil)
      continue;
    layout->field[i] = rbk_intern_add(&reading->reg->roll.parent_fields,
                                      rbk_text_of(table->names[i]));
    if (layout->field[i] == RBK_NONE) return rbk_reading_no_memory(reading);
  }
  return RBK_OK;
}

/* The pupil and the parent of a row, who may stand together only once. */
static rbk_status who(rbk_table *table, const parent_layout *layout,
                      rbk_draft_parent *parent) {
  rbk_reading *reading = table->reading;
  rbk_text pupil, id = rbk_table_field(table, layout->parent);
  if (id.length == 0)
    return rbk_table_refuse(table, layout->parent,
                            "is empty; every parent needs an id");
  rbk_status status = rbk_table_pupil_id(table, layout->pupil, &pupil);
  if (status) return status;
  parent->row = rbk_intern_find(&reading->draft->put.ids, pupil);
  if (parent->row == RBK_NONE)
    return rbk_table_refuse(table, layout->pupil,
                            "is not on the roll; correct the id or take the "
                            "row out");
  rbk_draft *draft = reading->draft;
  uint32_t number = rbk_intern_add(&draft->parent_ids, id);
  if (number == RBK_NONE) return rbk_reading_no_memory(reading);
  parent->id = rbk_intern_text(&draft->parent_ids, number);
  uint64_t key = (uint64_t)parent->row << 32 | number;
  uint32_t line = rbk_keys_find(&draft->parent_at, key);
  if (line != RBK_NONE)
    return rbk_table_refuse(table, layout->parent,
                            "stands already on line %u for the same pupil; "
                            "keep one of them",
                            (unsigned)line);
  if (rbk_keys_set(&draft->parent_at, key, (uint32_t)table->csv.row_line))
    return rbk_reading_no_memory(reading);
  return RBK_OK;
}

static rbk_status parent_row(rbk_table *table, void *context) {
  const parent_layout *layout = context;
  rbk_reading *reading = table->reading;
  rbk_draft_parent parent = {.responsible = true,
                             .value_count =
                                 reading->reg->roll.parent_fields.count};
  parent.values = rbk_arena_take(&reading->reg->arena, parent.value_count,
                                 sizeof *parent.values);
  if (!parent.values) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < table->column_count; i++) {
    if (layout->field[i] == RBK_NONE) continue;
    const char *text = rbk_draft_text(reading, rbk_table_field(table, i));
    if (!text) return RBK_NOMEM;
    parent.values[layout->field[i]] = text;
    if (i == layout->responsible) parent.responsible = rbk_attribute_true(text);
  }
  rbk_status status = who(table, layout, &parent);
  return status ? status : rbk_draft_add_parent(reading, &parent);
}

rbk_status rbk_read_parents(rbk_reading *reading, const rbk_file *file) {
  rbk_table table;
  parent_layout layout = {0};
  rbk_status status = rbk_table_open(reading, file, &table);
  if (status) return status;
  status = layout_of(&table, &layout);
  if (!status) status = rbk_table_rows(&table, parent_row, &layout);
  rbk_release(reading->alloc, layout.field);
  rbk_table_close(&table);
  reading->draft->parents_given = true;
  return status;
}
