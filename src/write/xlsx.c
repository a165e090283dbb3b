/* Workbooks for people who live in them: the rows of the CSV, one sheet a
 * kind, and what the run was made of on the last. The same results give the
 * same bytes: nothing in the file says when it was made. */
#include <locale.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/alloc.h"
#include "base/status.h"
#include "write/rows.h"

/* The day that every entry of the archive bears too: 1 January 1980. */
#define NO_TIME      ((time_t)315532800)
#define LONGEST_CELL ((size_t)32000) /* of 32,767 that a cell may hold */

static const struct {
  const char *name;
  rbk_row_kind kind;
  bool of_changes;
} sheets[] = {
    {"Pupils", RBK_ROW_PUPIL, false},
    {"Bands", RBK_ROW_BAND, false},
    {"Flags", RBK_ROW_FLAG, false},
    {"Stages", RBK_ROW_STAGE, false},
    {"Actions", RBK_ROW_ACTION, false},
    {"Proposals", RBK_ROW_PROPOSAL, false},
    {"Findings", RBK_ROW_FINDING, false},
    {"Undetermined", RBK_ROW_UNDETERMINED, false},
    {"No data", RBK_ROW_NO_DATA, false},
    {"Changes", RBK_ROW_CHANGE, true},
};

typedef struct sheet {
  lxw_worksheet *worksheet; /* NULL: this workbook has no such kind */
  lxw_row_t next;
} sheet;

typedef struct xlsx_state {
  lxw_workbook *book;
  lxw_format *heading, *two_places;
  sheet sheets[RBK_ROW_KINDS]; /* by kind */
  sheet run;
  rbk_buffer cell;
} xlsx_state;

static rbk_status failed(rbk_writer *writer, lxw_error error) {
  switch (error) {
  case LXW_NO_ERROR:
    return RBK_OK;
  case LXW_ERROR_MEMORY_MALLOC_FAILED:
    return RBK_NOMEM;
  case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
    return rbk_fail(writer->error, RBK_IO, NULL, 0, 0,
                    "a sheet of a workbook cannot hold so many rows; use "
                    "--format csv");
  default:
    return rbk_fail(writer->error, RBK_IO, NULL, 0, 0,
                    "the workbook could not be written (%s); check the space "
                    "left",
                    lxw_strerror(error));
  }
}

static rbk_status add_sheet(xlsx_state *state, const char *name, sheet *added) {
  added->worksheet = workbook_add_worksheet(state->book, name);
  if (added->worksheet == NULL) return RBK_NOMEM;
  worksheet_freeze_panes(added->worksheet, 1, 0);
  added->next = 1;
  return RBK_OK;
}

static rbk_status put_headings(rbk_writer *writer, rbk_row_kind kind) {
  xlsx_state *state = writer->state;
  lxw_worksheet *worksheet = state->sheets[kind].worksheet;
  size_t count;
  const rbk_column *columns = rbk_columns(&count);
  lxw_col_t at = 0;
  lxw_error error = LXW_NO_ERROR;
  for (size_t i = 0; i < count && error == LXW_NO_ERROR; i++) {
    if (!rbk_column_in(&columns[i], RBK_ROW_BIT(kind))) continue;
    error = worksheet_set_column(worksheet, at, at, columns[i].width, NULL);
    if (error == LXW_NO_ERROR)
      error = worksheet_write_string(worksheet, 0, at, columns[i].name,
                                     state->heading);
    at++;
  }
  return failed(writer, error);
}

static rbk_status make_sheets(rbk_writer *writer, bool of_changes) {
  xlsx_state *state = writer->state;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
    if (sheets[i].of_changes != of_changes) continue;
    rbk_row_kind kind = sheets[i].kind;
    status = add_sheet(state, sheets[i].name, &state->sheets[kind]);
    if (status == RBK_OK) status = put_headings(writer, kind);
    if (status != RBK_OK) return status;
  }
  status = add_sheet(state, "Run", &state->run);
  state->run.next = 0; /* names and values, no headings */
  if (status != RBK_OK) return status;
  return failed(writer,
                worksheet_set_column(state->run.worksheet, 0, 1, 32, NULL));
}

static rbk_status open_book(rbk_writer *writer, bool of_changes) {
  xlsx_state *state = rbk_take(writer->options.alloc, 1, sizeof *state);
  if (state == NULL) return RBK_NOMEM;
  writer->state = state;
  rbk_buffer_init(&state->cell, writer->options.alloc);
  state->book = workbook_new(rbk_output_place(writer->output));
  if (state->book == NULL) return RBK_NOMEM;
  lxw_doc_properties properties = {.created = NO_TIME};
  lxw_error error = workbook_set_properties(state->book, &properties);
  state->heading = workbook_add_format(state->book);
  state->two_places = workbook_add_format(state->book);
  if (error != LXW_NO_ERROR || !state->heading || !state->two_places)
    return RBK_NOMEM;
  format_set_bold(state->heading);
  format_set_num_format(state->two_places, "0.00");
  return make_sheets(writer, of_changes);
}

static rbk_status open_decisions(rbk_writer *writer) {
  return open_book(writer, false);
}

static rbk_status open_changes(rbk_writer *writer) {
  return open_book(writer, true);
}

/* A text as a cell, cut between two characters where it is too long. */
static lxw_error put_text(lxw_worksheet *worksheet, lxw_row_t row,
                          lxw_col_t column, rbk_buffer *text) {
  if (text->length > LONGEST_CELL) {
    text->length = LONGEST_CELL;
    while (((unsigned char)text->bytes[text->length] & 0xC0) == 0x80)
      text->length--;
    rbk_buffer_text(text, "\xE2\x80\xA6"); /* … */
  }
  const char *string = rbk_buffer_string(text);
  if (string == NULL) return LXW_ERROR_MEMORY_MALLOC_FAILED;
  return worksheet_write_string(worksheet, row, column, string, NULL);
}

static lxw_error put_cell(xlsx_state *state, lxw_worksheet *worksheet,
                          lxw_row_t row, lxw_col_t column, bool number) {
  rbk_buffer *cell = &state->cell;
  if (cell->status != RBK_OK) return LXW_ERROR_MEMORY_MALLOC_FAILED;
  if (cell->length == 0) return LXW_NO_ERROR;
  rbk_decimal value;
  rbk_text text = {cell->bytes, cell->length};
  if (!number || !rbk_decimal_parse(text, &value))
    return put_text(worksheet, row, column, cell);
  bool places = memchr(text.bytes, '.', text.length) != NULL;
  return worksheet_write_number(worksheet, row, column,
                                (double)value / (double)RBK_DECIMAL_ONE,
                                places ? state->two_places : NULL);
}

static rbk_status put_row(rbk_writer *writer, const rbk_row *row) {
  xlsx_state *state = writer->state;
  sheet *to = &state->sheets[row->kind];
  size_t count;
  const rbk_column *columns = rbk_columns(&count);
  lxw_col_t at = 0;
  lxw_error error = LXW_NO_ERROR;
  for (size_t i = 0; i < count && error == LXW_NO_ERROR; i++) {
    if (!rbk_column_in(&columns[i], RBK_ROW_BIT(row->kind))) continue;
    rbk_buffer_clear(&state->cell);
    columns[i].cell(&state->cell, row);
    error = put_cell(state, to->worksheet, to->next, at++, columns[i].number);
  }
  to->next++;
  return failed(writer, error);
}

static rbk_status put_item(void *context, const rbk_row *row) {
  return row->kind == RBK_ROW_PUPIL ? RBK_OK : put_row(context, row);
}

/* Every pupil has a row on the first sheet, whatever else there is. */
static rbk_status decision(rbk_writer *writer, const rbk_decision *shown) {
  rbk_status status = RBK_OK;
  if (shown->group == NULL) {
    rbk_row row = rbk_row_of_pupil(&writer->head, shown);
    status = put_row(writer, &row);
  }
  if (status != RBK_OK) return status;
  return rbk_rows_of_decision(&writer->head, shown, put_item, writer);
}

static rbk_status change(rbk_writer *writer, const rbk_change *shown) {
  rbk_row row = rbk_row_of_change(&writer->head, shown);
  return put_row(writer, &row);
}

static rbk_status put_pair(rbk_writer *writer, const char *name,
                           const char *value) {
  xlsx_state *state = writer->state;
  if (value == NULL) return RBK_OK;
  lxw_row_t row = state->run.next++;
  lxw_error error =
      worksheet_write_string(state->run.worksheet, row, 0, name, NULL);
  if (error == LXW_NO_ERROR)
    error = worksheet_write_string(state->run.worksheet, row, 1, value, NULL);
  return failed(writer, error);
}

static rbk_status finished(rbk_writer *writer) {
  const rbk_run_record *record = writer->record;
  const struct {
    const char *name, *value;
  } pairs[] = {
      {"school", record->profile}, {"run", record->run},
      {"as_of", record->as_of},    {"parameters", record->parameters},
      {"codes", record->codes},    {"register", record->reg},
  };
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0] && status == RBK_OK;
       i++)
    status = put_pair(writer, pairs[i].name, pairs[i].value);
  for (size_t i = 0; i < record->policy_count && status == RBK_OK; i++)
    status =
        put_pair(writer, record->policies[i].name, record->policies[i].digest);
  return status;
}

/* Closing formats numbers through the C library: with a decimal point, in
 * whatever locale the caller is. It also frees the workbook. */
static lxw_error close_in_c_locale(lxw_workbook *book) {
  locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  locale_t before = plain ? uselocale(plain) : (locale_t)0;
  lxw_error error = workbook_close(book);
  if (plain) {
    uselocale(before);
    freelocale(plain);
  }
  return error;
}

static rbk_status end_book(rbk_writer *writer) {
  xlsx_state *state = writer->state;
  size_t count;
  const rbk_column *columns = rbk_columns(&count);
  for (size_t kind = 0; kind < RBK_ROW_KINDS; kind++) {
    sheet *to = &state->sheets[kind];
    lxw_col_t width = 0;
    for (size_t i = 0; i < count; i++)
      width += rbk_column_in(&columns[i], RBK_ROW_BIT(kind));
    if (to->worksheet != NULL && to->next > 1)
      worksheet_autofilter(to->worksheet, 0, 0, to->next - 1,
                           (lxw_col_t)(width - 1));
  }
  lxw_workbook *book = state->book;
  state->book = NULL;
  return failed(writer, close_in_c_locale(book));
}

static void close_book(rbk_writer *writer) {
  xlsx_state *state = writer->state;
  if (state == NULL) return;
  if (state->book != NULL) lxw_workbook_free(state->book);
  rbk_buffer_finish(&state->cell);
  rbk_release(writer->options.alloc, state);
}

const rbk_format_parts rbk_decision_xlsx = {.open = open_decisions,
                                            .decision = decision,
                                            .finished = finished,
                                            .end = end_book,
                                            .close = close_book};
const rbk_format_parts rbk_change_xlsx = {.open = open_changes,
                                          .change = change,
                                          .finished = finished,
                                          .end = end_book,
                                          .close = close_book};
