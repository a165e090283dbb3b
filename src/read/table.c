#include "read/table.h"

#include <string.h>

/* What the profile calls this column, or its own name. */
static rbk_text mapped_name(const rbk_school *school, rbk_text name) {
  for (size_t i = 0; i < school->column_count; i++)
    if (rbk_text_is(name, school->columns[i].name))
      return rbk_text_of(school->columns[i].value);
  return name;
}

static rbk_status refuse_header(rbk_table *table, size_t column,
                                const char *name, const char *what) {
  char shown[RBK_SHOWN];
  rbk_reading *reading = table->reading;
  return rbk_fail(&reading->error, RBK_REJECTED, table->csv.file->path,
                  table->csv.row_line, column, "column '%s' %s",
                  rbk_shown(rbk_text_of(name), shown), what);
}

static rbk_status name_column(rbk_table *table, size_t column) {
  rbk_reading *reading = table->reading;
  rbk_text given = table->csv.fields[column];
  rbk_text name = mapped_name(&reading->reg->school, given);
  char *copy = rbk_take(reading->alloc, name.length + 1, 1);
  if (!copy) return rbk_reading_no_memory(reading);
  memcpy(copy, name.bytes, name.length);
  table->own_names[column] = copy;
  table->column_count = column + 1;
  if (given.length == 0)
    return refuse_header(table, column + 1, "",
                         "has no name; name it or take it out");
  for (size_t i = 0; i < column && copy[0]; i++)
    if (strcmp(table->names[i], copy) == 0)
      return refuse_header(table, column + 1, copy,
                           "stands twice; keep one of them");
  return RBK_OK;
}

rbk_status rbk_table_open(rbk_reading *reading, const rbk_file *file,
                          rbk_table *table) {
  *table = (rbk_table){.reading = reading};
  rbk_csv_init(&table->csv, reading->alloc, file);
  bool got = false;
  rbk_status status = rbk_csv_next(&table->csv, &got, &reading->error);
  if (status == RBK_OK && !got)
    status = rbk_fail(&reading->error, RBK_REJECTED, file->path, 1, 0,
                      "is empty; the first line must name the columns");
  if (status) goto out;
  table->own_names = rbk_take(reading->alloc, table->csv.field_count,
                              sizeof *table->own_names);
  table->names = (const char *const *)table->own_names;
  if (!table->own_names) {
    status = rbk_reading_no_memory(reading);
    goto out;
  }
  for (size_t i = 0; i < table->csv.field_count && !status; i++)
    status = name_column(table, i);

out:
  if (status) rbk_table_close(table);
  return status;
}

void rbk_table_close(rbk_table *table) {
  if (!table || !table->reading) return;
  const rbk_alloc *alloc = table->reading->alloc;
  for (size_t i = 0; table->own_names && i < table->column_count; i++)
    rbk_release(alloc, table->own_names[i]);
  rbk_release(alloc, table->own_names);
  rbk_csv_finish(&table->csv);
  *table = (rbk_table){0};
}

size_t rbk_table_find(const rbk_table *table, const char *name) {
  for (size_t i = 0; i < table->column_count; i++)
    if (strcmp(table->names[i], name) == 0) return i;
  return RBK_NO_COLUMN;
}

rbk_status rbk_table_need(rbk_table *table, const char *name, size_t *column) {
  *column = rbk_table_find(table, name);
  if (*column != RBK_NO_COLUMN) return RBK_OK;
  const char *hint =
      table->column_count == 1 &&
              (strchr(table->names[0], ';') || strchr(table->names[0], '\t'))
          ? "part the fields with commas"
          : "add it, or map a column to it under \"columns\" in school.json";
  return rbk_fail(&table->reading->error, RBK_REJECTED, table->csv.file->path,
                  table->csv.row_line, 0, "there is no column '%s'; %s", name,
                  hint);
}

rbk_status rbk_table_only(rbk_table *table, const char *const *known) {
  for (size_t i = 0; i < table->column_count; i++) {
    if (!table->names[i][0]) continue;
    size_t k = 0;
    while (known[k] && strcmp(known[k], table->names[i]) != 0) k++;
    if (!known[k])
      return refuse_header(table, i + 1, table->names[i],
                           "is not one of a register; take it out, or map it "
                           "to \"\" under \"columns\" in school.json");
  }
  return RBK_OK;
}

rbk_text rbk_table_field(const rbk_table *table, size_t column) {
  if (column >= table->csv.field_count) return (rbk_text){"", 0};
  return table->csv.fields[column];
}

rbk_status rbk_table_date(rbk_table *table, size_t column, bool may_be_empty,
                          rbk_date *date) {
  rbk_text text = rbk_table_field(table, column);
  if (text.length == 0 && may_be_empty) {
    *date = RBK_NO_DATE;
    return RBK_OK;
  }
  if (rbk_reading_date(table->reading, text, date)) return RBK_OK;
  return rbk_table_refuse(table, column, "%s",
                          rbk_reading_date_form(table->reading));
}

rbk_status rbk_table_pupil_id(rbk_table *table, size_t column, rbk_text *id) {
  static const char *const totals[] = {"total", "totals", "grand total"};
  rbk_text text = rbk_table_field(table, column);
  if (text.length == 0)
    return rbk_table_refuse(table, column,
                            "is empty; is this a row of totals? take it out");
  for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++)
    if (rbk_text_equal_fold(text, rbk_text_of(totals[i])))
      return rbk_table_refuse(table, column,
                              "looks like a row of totals; take it out");
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.bytes[i] < 0x20 || text.bytes[i] == 0x7F)
      return rbk_table_refuse(table, column,
                              "holds a control character; take it out");
  /* Nobody sees the space that makes two pupils of one. */
  if (text.bytes[0] == ' ' || text.bytes[text.length - 1] == ' ')
    return rbk_table_refuse(table, column,
                            "begins or ends with a space; take it out");
  *id = text;
  return RBK_OK;
}

static rbk_status right_width(rbk_table *table) {
  const rbk_csv *csv = &table->csv;
  if (csv->field_count == table->column_count) return RBK_OK;
  if (csv->row_from == csv->row_to)
    return rbk_refuse_row(table->reading, csv,
                          "the line is empty; take it out");
  return rbk_refuse_row(table->reading, csv,
                        "the row has %zu fields, the header %zu; put a field "
                        "that holds a comma in quotes",
                        csv->field_count, table->column_count);
}

rbk_status rbk_table_row(rbk_table *table, rbk_row_reader *row, void *context,
                         bool *got) {
  rbk_reading *reading = table->reading;
  reading->column = NULL;
  reading->value = (rbk_text){NULL, 0};
  rbk_status status = rbk_csv_next(&table->csv, got, &reading->error);
  if (status == RBK_OK && !*got) return RBK_OK;
  if (status == RBK_OK) status = right_width(table);
  if (status == RBK_OK) status = row(table, context);
  if (status == RBK_REJECTED) {
    *got = true;
    status = rbk_reading_reject(reading, &table->csv);
  }
  return status;
}

rbk_status rbk_table_rows(rbk_table *table, rbk_row_reader *row,
                          void *context) {
  bool got = true;
  while (got) {
    rbk_status status = rbk_table_row(table, row, context, &got);
    if (status) return status;
  }
  return RBK_OK;
}
