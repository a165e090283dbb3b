/* CSV for spreadsheets: one row a pupil and item, or a change. The header
 * stands once, however many runs follow. */
#include "base/alloc.h"
#include "write/rows.h"

typedef struct csv_state {
  uint32_t kinds; /* what this table holds: which columns it has */
  rbk_buffer cell;
} csv_state;

static rbk_status open_csv(rbk_writer *writer, uint32_t kinds) {
  csv_state *state = rbk_take(writer->options.alloc, 1, sizeof *state);
  if (state == NULL) return RBK_NOMEM;
  writer->state = state;
  state->kinds = kinds;
  rbk_buffer_init(&state->cell, writer->options.alloc);
  size_t count;
  const rbk_column *columns = rbk_columns(&count);
  bool first = true;
  for (size_t i = 0; i < count; i++) {
    if (!rbk_column_in(&columns[i], kinds)) continue;
    if (!first) rbk_buffer_byte(&writer->line, ',');
    first = false;
    rbk_buffer_text(&writer->line, columns[i].name);
  }
  rbk_buffer_byte(&writer->line, '\n');
  return RBK_OK;
}

static rbk_status open_decisions(rbk_writer *writer) {
  return open_csv(writer, RBK_ROW_BIT(RBK_ROW_CHANGE) - 1);
}

static rbk_status open_changes(rbk_writer *writer) {
  return open_csv(writer, RBK_ROW_BIT(RBK_ROW_CHANGE));
}

static rbk_status put_row(void *context, const rbk_row *row) {
  rbk_writer *writer = context;
  csv_state *state = writer->state;
  size_t count;
  const rbk_column *columns = rbk_columns(&count);
  bool first = true;
  for (size_t i = 0; i < count; i++) {
    if (!rbk_column_in(&columns[i], state->kinds)) continue;
    if (!first) rbk_buffer_byte(&writer->line, ',');
    first = false;
    rbk_buffer_clear(&state->cell);
    if (rbk_column_in(&columns[i], RBK_ROW_BIT(row->kind)))
      columns[i].cell(&state->cell, row);
    rbk_buffer_csv(&writer->line, state->cell.bytes, state->cell.length);
  }
  rbk_buffer_byte(&writer->line, '\n');
  return state->cell.status;
}

static rbk_status decision(rbk_writer *writer, const rbk_decision *shown) {
  return rbk_rows_of_decision(&writer->head, shown, put_row, writer);
}

static rbk_status change(rbk_writer *writer, const rbk_change *shown) {
  rbk_row row = rbk_row_of_change(&writer->head, shown);
  return put_row(writer, &row);
}

static void close_csv(rbk_writer *writer) {
  csv_state *state = writer->state;
  if (state == NULL) return;
  rbk_buffer_finish(&state->cell);
  rbk_release(writer->options.alloc, state);
}

const rbk_format_parts rbk_decision_csv = {
    .open = open_decisions, .decision = decision, .close = close_csv};
const rbk_format_parts rbk_change_csv = {
    .open = open_changes, .change = change, .close = close_csv};
