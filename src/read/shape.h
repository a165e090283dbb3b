/* The shapes of a register: which one a header is, and how each is read. */
#ifndef RBK_READ_SHAPE_H
#define RBK_READ_SHAPE_H

#include "read/put.h"

typedef enum rbk_shape {
  RBK_SHAPE_LONG,
  RBK_SHAPE_WEEK,
  RBK_SHAPE_MARKS
} rbk_shape;

/* The shape whose own column the header has (`code`, `week_start`, `marks`). */
rbk_status rbk_shape_of(rbk_table *table, rbk_shape *shape);

/* Each reads all rows of a file whose header has been read. */
rbk_status rbk_read_long(rbk_put *put, rbk_table *table);
rbk_status rbk_read_week(rbk_put *put, rbk_table *table);
rbk_status rbk_read_marks_shape(rbk_put *put, rbk_table *table);

/* Stages a string of marks, AM then PM for every date from the start; an odd
 * number of them is refused. */
rbk_status rbk_put_string(rbk_put *put, rbk_table *table, size_t column,
                          rbk_date start, rbk_text marks);

/* One register file, whatever its shape. */
rbk_status rbk_read_marks_file(rbk_put *put, const rbk_file *file);

#endif
