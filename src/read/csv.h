/* A strict reader of comma-separated values (RFC 4180): quoted fields, lines
 * that end in LF, CR or CRLF, one row at a time with its place. */
#ifndef RBK_READ_CSV_H
#define RBK_READ_CSV_H

#include <stdbool.h>

#include "read/file.h"

#define RBK_LONGEST_LINE ((size_t)1024 * 1024)

typedef struct rbk_csv {
  const rbk_alloc *alloc;
  const rbk_file *file;
  size_t at;     /* where the next row begins */
  size_t line;   /* its line, from 1 */
  size_t end;    /* where the last row ends; only line ends follow */
  bool hopeless; /* the file cannot be read further: not UTF-8, a line that
                    never ends; else a refused row can be left out */
  /* The row last read. Fields stand in the file's bytes, or in `unquoted`
   * where a quote was doubled, until the next row is read. */
  rbk_text *fields;
  size_t field_count, capacity;
  size_t row_line;
  size_t row_from, row_to; /* without the end of the line */
  char *unquoted;
  size_t unquoted_used, unquoted_size;
} rbk_csv;

void rbk_csv_init(rbk_csv *csv, const rbk_alloc *alloc, const rbk_file *file);
void rbk_csv_finish(rbk_csv *csv);
/* The next row; `*got` is false at the end of the file. Empty lines at the
 * end of the file are no rows. After RBK_REJECTED `row_line`, `row_from` and
 * `row_to` tell the row, and the next call goes on behind it. */
rbk_status rbk_csv_next(rbk_csv *csv, bool *got, rbk_error *error);
/* The row last read as it stands in the file. */
rbk_text rbk_csv_raw(const rbk_csv *csv);

#endif
