#include "read/shape.h"

typedef struct shape_row {
  rbk_shape shape;
  const char *mark; /* the column that no other shape has */
  rbk_status (*read)(rbk_put *put, rbk_table *table);
} shape_row;

static const shape_row shapes[] = {
    {RBK_SHAPE_LONG, "code", rbk_read_long},
    {RBK_SHAPE_WEEK, "week_start", rbk_read_week},
    {RBK_SHAPE_MARKS, "marks", rbk_read_marks_shape},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

rbk_status rbk_shape_of(rbk_table *table, rbk_shape *shape) {
  const shape_row *found = NULL;
  for (size_t i = 0; i < SHAPES; i++) {
    if (rbk_table_find(table, shapes[i].mark) == RBK_NO_COLUMN) continue;
    if (found)
      return rbk_fail(&table->reading->error, RBK_REJECTED,
                      table->csv.file->path, table->csv.row_line, 0,
                      "has both a column '%s' and a column '%s'; a register "
                      "file has one shape",
                      found->mark, shapes[i].mark);
    found = &shapes[i];
  }
  if (found) {
    *shape = found->shape;
    return RBK_OK;
  }
  size_t column;
  rbk_status status = rbk_table_need(table, "pupil_id", &column);
  if (status) return status;
  return rbk_fail(&table->reading->error, RBK_REJECTED, table->csv.file->path,
                  table->csv.row_line, 0,
                  "has neither a column 'code' (long), 'week_start' (week) "
                  "nor 'marks'; name the columns of one of these shapes, or "
                  "map them under \"columns\" in school.json");
}

rbk_status rbk_read_marks_file(rbk_put *put, const rbk_file *file) {
  rbk_table table;
  rbk_shape shape = RBK_SHAPE_LONG;
  rbk_status status = rbk_table_open(put->reading, file, &table);
  if (status) return status;
  size_t before = put->reading->done;
  rbk_reading_progress(put->reading, table.csv.at);
  status = rbk_shape_of(&table, &shape);
  if (!status) status = shapes[shape].read(put, &table);
  if (!status) { /* refused rows and the file's end have not been told */
    put->reading->done = before + file->length;
    rbk_reading_progress(put->reading, 0);
  }
  rbk_table_close(&table);
  return status;
}
