/* A CSV file with a header row: columns by name, rows of the right width. */
#ifndef RBK_READ_TABLE_H
#define RBK_READ_TABLE_H

#include "read/reading.h"

#define RBK_NO_COLUMN SIZE_MAX

typedef struct rbk_table {
  rbk_reading *reading;
  rbk_csv csv;
  const char *const *names; /* of the columns, as README.md calls them; ""
                               for one that the profile's map leaves out */
  char **own_names;
  size_t column_count;
} rbk_table;

/* Reads the header and applies the profile's column map. RBK_REJECTED: no
 * header, an empty or repeated name. */
rbk_status rbk_table_open(rbk_reading *reading, const rbk_file *file,
                          rbk_table *table);
void rbk_table_close(rbk_table *table);

/* The column of that name, or RBK_NO_COLUMN. */
size_t rbk_table_find(const rbk_table *table, const char *name);
/* The same for a column that must be there. */
rbk_status rbk_table_need(rbk_table *table, const char *name, size_t *column);
/* RBK_REJECTED for the first column that `known` (NULL-ended) does not have. */
rbk_status rbk_table_only(rbk_table *table, const char *const *known);

/* A field of the row at hand; empty where there is no such column. */
rbk_text rbk_table_field(const rbk_table *table, size_t column);
/* Refuses the row at hand because of a field. */
#define rbk_table_refuse(table, column, ...)                                   \
  rbk_refuse_field((table)->reading, &(table)->csv, (column),                  \
                   (table)->names[column], rbk_table_field((table), (column)), \
                   __VA_ARGS__)
/* A date; an empty field gives RBK_NO_DATE where `may_be_empty`. */
rbk_status rbk_table_date(rbk_table *table, size_t column, bool may_be_empty,
                          rbk_date *date);
/* The id of a pupil: not empty, no totals row, no control characters. */
rbk_status rbk_table_pupil_id(rbk_table *table, size_t column, rbk_text *id);

/* Hands every further row to `row`; refused rows go to the rejects or end it.
 */
typedef rbk_status rbk_row_reader(rbk_table *table, void *context);
rbk_status rbk_table_rows(rbk_table *table, rbk_row_reader *row, void *context);
/* One row of those; `*got` false at the end of the file. */
rbk_status rbk_table_row(rbk_table *table, rbk_row_reader *row, void *context,
                         bool *got);

#endif
