/* The marks shape: one string a pupil, AM then PM for every calendar date
 * from the start. */
#include "read/put_codes.h"
#include "read/shape.h"

typedef struct marks_layout {
  rbk_put *put;
  size_t pupil, start, marks;
  size_t columns[14];
} marks_layout;

static rbk_status layout_of(rbk_table *table, marks_layout *layout) {
  static const char *const known[] = {"pupil_id", "start_date", "marks", NULL};
  rbk_status status = rbk_table_need(table, "pupil_id", &layout->pupil);
  if (!status) status = rbk_table_need(table, "start_date", &layout->start);
  if (!status) status = rbk_table_need(table, "marks", &layout->marks);
  for (size_t i = 0; i < 14; i++) layout->columns[i] = layout->marks;
  return status ? status : rbk_table_only(table, known);
}

/* One mark of the string, of `*length` bytes from the front of `rest`. */
static rbk_status one_mark(rbk_put *put, rbk_table *table, size_t column,
                           rbk_text rest, rbk_date date, bool afternoon,
                           size_t *length) {
  unsigned char byte = (unsigned char)rest.bytes[0];
  int32_t day = rbk_put_day(put, date);
  bool one_byte = rbk_put_one_byte(put, rest);
  if (day >= 0 && one_byte &&
      (put->calendar->sessions[day] & (afternoon ? RBK_PM : RBK_AM))) {
    rbk_code quick = rbk_put_quick_code(put, day, afternoon, byte);
    if (quick) {
      *length = 1;
      rbk_put_quick(put, 2 * day + afternoon, quick);
      return RBK_OK;
    }
  }
  /* Closed days are most of what is left: no need to look `#` up. A string
   * runs through all dates, so a year that is not loaded may lie in it. */
  if (day < 0 && byte == '#' && one_byte && put->plain_closure) {
    *length = 1;
    return RBK_OK;
  }
  *length = rbk_longest_code(put, rest, date);
  rbk_cell cell = {.column = column,
                   .date = date,
                   .session = afternoon ? RBK_PM : RBK_AM,
                   .text = {rest.bytes, *length},
                   .minutes = -1};
  return rbk_put_mark(put, table, &cell);
}

rbk_status rbk_put_string(rbk_put *put, rbk_table *table, size_t column,
                          rbk_date start, rbk_text marks) {
  rbk_text rest = marks;
  size_t count = 0;
  while (rest.length > 0) {
    size_t length;
    rbk_status status =
        one_mark(put, table, column, rest, start + (rbk_date)(count / 2),
                 count % 2 != 0, &length);
    if (status) return status;
    rest.bytes += length;
    rest.length -= length;
    count++;
  }
  if (count % 2 == 0) return RBK_OK;
  char date[11];
  rbk_date_print(start + (rbk_date)(count / 2), date);
  return rbk_refuse_field(
      put->reading, &table->csv, column, table->names[column], marks,
      "holds %zu marks, an odd number, and ends with %s AM; every date has "
      "two: look for a mark left out or a code of two characters cut short",
      count, date);
}

static rbk_status marks_row(rbk_table *table, void *context) {
  marks_layout *layout = context;
  rbk_date date;
  rbk_status status = rbk_put_begin(layout->put, table, layout->pupil);
  if (!status) status = rbk_table_date(table, layout->start, false, &date);
  if (status) return status;
  rbk_text marks = rbk_table_field(table, layout->marks);
  if (marks.length == 0)
    return rbk_table_refuse(table, layout->marks,
                            "is empty; leave the row out or give its marks");
  status = rbk_put_string(layout->put, table, layout->marks, date, marks);
  if (status) return status;
  status = rbk_put_commit(layout->put, table, layout->columns);
  rbk_reading_progress(table->reading, table->csv.at - table->csv.row_from);
  return status;
}

rbk_status rbk_read_marks_shape(rbk_put *put, rbk_table *table) {
  marks_layout layout = {.put = put};
  rbk_status status = layout_of(table, &layout);
  return status ? status : rbk_table_rows(table, marks_row, &layout);
}
