/* events.csv: the case history, row by row. What voids what is settled once
 * all rows are read, see finish_events.c. */
#include "read/draft.h"
#include "read/table.h"

typedef struct event_layout {
  size_t pupil, date, kind, id, parent, group, attribute, value, of;
  uint32_t *field; /* of each column that becomes a field; RBK_NONE: none */
} event_layout;

static rbk_status layout_of(rbk_table *table, event_layout *layout) {
  rbk_reading *reading = table->reading;
  rbk_status status = rbk_table_need(table, "pupil_id", &layout->pupil);
  if (!status) status = rbk_table_need(table, "date", &layout->date);
  if (!status) status = rbk_table_need(table, "kind", &layout->kind);
  if (status) return status;
  layout->id = rbk_table_find(table, "id");
  layout->parent = rbk_table_find(table, "parent_id");
  layout->group = rbk_table_find(table, "group");
  layout->attribute = rbk_table_find(table, "attribute");
  layout->value = rbk_table_find(table, "value");
  layout->of = rbk_table_find(table, "of");
  layout->field =
      rbk_take(reading->alloc, table->column_count, sizeof(uint32_t));
  if (!layout->field) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < table->column_count; i++) {
    layout->field[i] = RBK_NONE;
    if (!table->names[i][0] || i == layout->pupil || i == layout->date ||
        i == layout->kind || i == layout->id || i == layout->parent)
      continue;
    layout->field[i] = rbk_intern_add(&reading->reg->history.fields,
                                      rbk_text_of(table->names[i]));
    if (layout->field[i] == RBK_NONE) return rbk_reading_no_memory(reading);
  }
  return RBK_OK;
}

/* Whose event it is: a pupil's, a group's or the school's. */
static rbk_status whose(rbk_table *table, const event_layout *layout,
                        rbk_draft_event *event) {
  rbk_reading *reading = table->reading;
  event->row = RBK_NONE;
  event->group = "";
  if (rbk_table_field(table, layout->pupil).length == 0) {
    event->group =
        rbk_draft_text(reading, rbk_table_field(table, layout->group));
    return event->group ? RBK_OK : RBK_NOMEM;
  }
  rbk_text id;
  rbk_status status = rbk_table_pupil_id(table, layout->pupil, &id);
  if (status) return status;
  event->row = rbk_intern_find(&reading->draft->put.ids, id);
  if (event->row == RBK_NONE)
    return rbk_table_refuse(table, layout->pupil,
                            "is not on the roll; correct the id, or add the "
                            "pupil to pupils.csv");
  return RBK_OK;
}

static rbk_status parent_of(rbk_table *table, const event_layout *layout,
                            rbk_draft_event *event) {
  rbk_text text = rbk_table_field(table, layout->parent);
  event->parent = rbk_draft_text(table->reading, text);
  if (!event->parent) return RBK_NOMEM;
  const rbk_draft *draft = table->reading->draft;
  if (text.length == 0 || !draft->parents_given ||
      rbk_text_is(text, "unknown") || event->row == RBK_NONE)
    return RBK_OK;
  uint32_t number = rbk_intern_find(&draft->parent_ids, text);
  uint64_t key = (uint64_t)event->row << 32 | number;
  if (number != RBK_NONE && rbk_keys_find(&draft->parent_at, key) != RBK_NONE)
    return RBK_OK;
  return rbk_table_refuse(table, layout->parent,
                          "is no parent of this pupil in parents.csv; add "
                          "the parent there or correct the id");
}

/* What the row does, and what it must have to do it. */
static rbk_status part_of(rbk_table *table, const event_layout *layout,
                          rbk_draft_event *event) {
  rbk_reading *reading = table->reading;
  rbk_text kind = rbk_table_field(table, layout->kind);
  if (kind.length == 0)
    return rbk_table_refuse(table, layout->kind, "is empty; say what happened");
  bool voids = rbk_text_is(kind, "void");
  if (voids || rbk_text_is(kind, "withdrawn")) {
    event->part = voids ? RBK_EVENT_VOID : RBK_EVENT_WITHDRAWN;
    rbk_text of = rbk_table_field(table, layout->of);
    if (of.length == 0)
      return rbk_table_refuse(table, layout->kind,
                              "needs the id of another event in a column "
                              "'of'");
    event->of = rbk_draft_text(reading, of);
    return event->of ? RBK_OK : RBK_NOMEM;
  }
  if (!rbk_text_is(kind, "attribute.set")) return RBK_OK;
  event->part = RBK_EVENT_ATTRIBUTE;
  rbk_text attribute = rbk_table_field(table, layout->attribute);
  if (attribute.length == 0 || layout->value == RBK_NO_COLUMN)
    return rbk_table_refuse(table, layout->kind,
                            "needs the columns 'attribute' and 'value'");
  if (event->row == RBK_NONE)
    return rbk_table_refuse(table, layout->kind,
                            "needs a pupil_id: only a pupil has attributes");
  event->attribute = rbk_intern_add(&reading->reg->roll.attributes, attribute);
  event->value = rbk_draft_text(reading, rbk_table_field(table, layout->value));
  if (event->attribute == RBK_NONE) return rbk_reading_no_memory(reading);
  return event->value ? RBK_OK : RBK_NOMEM;
}

/* The kind of a plain event, and every filled column that is no part of the
 * frame. */
static rbk_status fields_of(rbk_table *table, const event_layout *layout,
                            rbk_draft_event *event) {
  rbk_reading *reading = table->reading;
  event->kind = rbk_intern_add(&reading->reg->history.kinds,
                               rbk_table_field(table, layout->kind));
  event->fields = rbk_arena_take(&reading->reg->arena, table->column_count,
                                 sizeof *event->fields);
  if (event->kind == RBK_NONE || !event->fields)
    return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < table->column_count; i++) {
    rbk_text text = rbk_table_field(table, i);
    bool names_group = event->row == RBK_NONE && i == layout->group;
    if (layout->field[i] == RBK_NONE || text.length == 0 || names_group)
      continue;
    const char *value = rbk_draft_text(reading, text);
    if (!value) return RBK_NOMEM;
    event->fields[event->field_count++] = (rbk_field){layout->field[i], value};
  }
  return RBK_OK;
}

static rbk_status event_row(rbk_table *table, void *context) {
  const event_layout *layout = context;
  rbk_reading *reading = table->reading;
  rbk_draft_event event = {.withdrawn = RBK_NO_DATE,
                           .file = table->csv.file,
                           .line = table->csv.row_line,
                           .from = table->csv.row_from,
                           .to = table->csv.row_to};
  rbk_status status = whose(table, layout, &event);
  if (!status) status = rbk_table_date(table, layout->date, false, &event.date);
  if (!status) status = part_of(table, layout, &event);
  if (!status) status = parent_of(table, layout, &event);
  if (status) return status;
  event.id = rbk_draft_text(reading, rbk_table_field(table, layout->id));
  if (!event.id) return RBK_NOMEM;
  if (event.part == RBK_EVENT_PLAIN) status = fields_of(table, layout, &event);
  return status ? status : rbk_draft_add_event(reading, &table->csv, &event);
}

rbk_status rbk_read_events(rbk_reading *reading, const rbk_file *file) {
  rbk_table table;
  event_layout layout = {0};
  rbk_status status = rbk_table_open(reading, file, &table);
  if (status) return status;
  status = layout_of(&table, &layout);
  if (!status) status = rbk_table_rows(&table, event_row, &layout);
  rbk_release(reading->alloc, layout.field);
  rbk_table_close(&table);
  return status;
}
