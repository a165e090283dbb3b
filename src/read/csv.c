#include "read/csv.h"

#include <string.h>

#include "base/status.h"

void rbk_csv_init(rbk_csv *csv, const rbk_alloc *alloc, const rbk_file *file) {
  *csv = (rbk_csv){.alloc = alloc, .file = file, .line = 1};
  csv->end = file->length;
  while (csv->end > 0 && (file->bytes[csv->end - 1] == '\n' ||
                          file->bytes[csv->end - 1] == '\r'))
    csv->end--;
}

void rbk_csv_finish(rbk_csv *csv) {
  if (!csv) return;
  rbk_release(csv->alloc, csv->fields);
  rbk_release(csv->alloc, csv->unquoted);
  csv->fields = NULL;
  csv->unquoted = NULL;
}

rbk_text rbk_csv_raw(const rbk_csv *csv) {
  return (rbk_text){csv->file->bytes + csv->row_from,
                    csv->row_to - csv->row_from};
}

/* Behind the end of a line that stands at `at`: CR, LF or CRLF. */
static size_t behind_line_end(const rbk_file *file, size_t at) {
  if (at >= file->length) return at;
  if (file->bytes[at] == '\r' && at + 1 < file->length &&
      file->bytes[at + 1] == '\n')
    return at + 2;
  return at + 1;
}

static size_t end_of_line(const rbk_file *file, size_t at) {
  while (at < file->length && file->bytes[at] != '\n' &&
         file->bytes[at] != '\r')
    at++;
  return at;
}

/* Refuses the line on which the row began and goes on behind it. */
static rbk_status refuse_row(rbk_csv *csv, const char *what, rbk_error *error) {
  csv->row_to = end_of_line(csv->file, csv->row_from);
  csv->at = behind_line_end(csv->file, csv->row_to);
  csv->line = csv->row_line + 1;
  rbk_status status =
      rbk_file_check_text(csv->file, csv->row_from, csv->row_to - csv->row_from,
                          csv->row_line, error);
  if (status) {
    csv->hopeless = true;
    return status;
  }
  size_t column = csv->field_count + 1;
  return rbk_fail(error, RBK_REJECTED, csv->file->path, csv->row_line, column,
                  "field %zu %s", column, what);
}

static rbk_status add_field(rbk_csv *csv, const char *bytes, size_t length,
                            rbk_error *error) {
  if (csv->field_count == csv->capacity &&
      rbk_grow(csv->alloc, &csv->fields, &csv->capacity, csv->field_count + 16,
               sizeof *csv->fields))
    return rbk_no_memory(error);
  csv->fields[csv->field_count++] = (rbk_text){bytes, length};
  return RBK_OK;
}

/* Room for every field of this row that has doubled quotes, taken at once so
 * that fields already handed out do not move. */
static rbk_status room_to_unquote(rbk_csv *csv, rbk_error *error) {
  if (csv->unquoted) return RBK_OK;
  size_t size = csv->file->length < RBK_LONGEST_LINE ? csv->file->length
                                                     : RBK_LONGEST_LINE;
  csv->unquoted = rbk_resize(csv->alloc, NULL, size + 1);
  if (!csv->unquoted) return rbk_no_memory(error);
  csv->unquoted_size = size;
  return RBK_OK;
}

/* Copies a quoted field, each doubled quote as one. */
static rbk_status add_unquoted(rbk_csv *csv, const char *bytes, size_t length,
                               rbk_error *error) {
  rbk_status status = room_to_unquote(csv, error);
  if (status) return status;
  char *to = csv->unquoted + csv->unquoted_used;
  size_t used = 0;
  for (size_t i = 0; i < length; i++) {
    to[used++] = bytes[i];
    if (bytes[i] == '"') i++;
  }
  csv->unquoted_used += used;
  return add_field(csv, to, used, error);
}

/* Where one field ended, and how it failed. */
typedef enum field_end { FIELD_OK, FIELD_BAD, FIELD_FAILED } field_end;

static bool too_long(const rbk_csv *csv, size_t at) {
  return at - csv->row_from > RBK_LONGEST_LINE;
}

/* A quoted field whose opening quote stands at `*at`. */
static field_end quoted(rbk_csv *csv, size_t *at, size_t *lines,
                        const char **what, rbk_error *error) {
  const char *bytes = csv->file->bytes;
  size_t length = csv->file->length, from = *at + 1, i = from;
  bool doubled = false;
  for (;; i++) {
    if (i >= length || too_long(csv, i)) {
      /* What follows may be part of the value or rows: nobody can tell. */
      *what = i >= length
                  ? "opens a quote that is never closed; close it with '\"'"
                  : "opens a quote that is not closed within 1 MiB; close it "
                    "with '\"', or shorten the value";
      csv->hopeless = true;
      return FIELD_BAD;
    }
    if (bytes[i] == '"') {
      if (i + 1 >= length || bytes[i + 1] != '"') break;
      doubled = true;
      i++;
    } else if (bytes[i] == '\n' ||
               (bytes[i] == '\r' &&
                (i + 1 >= length || bytes[i + 1] != '\n'))) {
      ++*lines;
    }
  }
  size_t behind = i + 1;
  if (behind < length && bytes[behind] != ',' && bytes[behind] != '\n' &&
      bytes[behind] != '\r') {
    *what = "has text behind its closing quote; double a quote that belongs "
            "to the value";
    return FIELD_BAD;
  }
  rbk_status status = doubled ? add_unquoted(csv, bytes + from, i - from, error)
                              : add_field(csv, bytes + from, i - from, error);
  *at = behind;
  return status ? FIELD_FAILED : FIELD_OK;
}

static field_end plain(rbk_csv *csv, size_t *at, const char **what,
                       rbk_error *error) {
  const char *bytes = csv->file->bytes;
  size_t i = *at;
  for (; i < csv->file->length; i++) {
    char c = bytes[i];
    if (c == ',' || c == '\n' || c == '\r') break;
    if (c == '"') {
      *what = "has a quote in the middle; put the whole field in quotes and "
              "double those inside";
      return FIELD_BAD;
    }
    if (too_long(csv, i)) break;
  }
  if (add_field(csv, bytes + *at, i - *at, error)) return FIELD_FAILED;
  *at = i;
  return FIELD_OK;
}

static rbk_status line_too_long(rbk_csv *csv, rbk_error *error) {
  csv->hopeless = true;
  csv->row_to = csv->row_from;
  return rbk_fail(error, RBK_REJECTED, csv->file->path, csv->row_line, 0,
                  "the line is over 1 MiB; is this a CSV file?");
}

rbk_status rbk_csv_next(rbk_csv *csv, bool *got, rbk_error *error) {
  const rbk_file *file = csv->file;
  csv->field_count = 0;
  csv->unquoted_used = 0;
  csv->row_from = csv->row_to = csv->at;
  csv->row_line = csv->line;
  if (csv->at >= csv->end) {
    *got = false;
    return RBK_OK;
  }
  size_t at = csv->at, lines = 0;
  for (;;) {
    const char *what = NULL;
    bool opens = at < file->length && file->bytes[at] == '"';
    field_end end = opens ? quoted(csv, &at, &lines, &what, error)
                          : plain(csv, &at, &what, error);
    if (end == FIELD_FAILED) return RBK_NOMEM;
    if (end == FIELD_BAD) return refuse_row(csv, what, error);
    if (too_long(csv, at)) return line_too_long(csv, error);
    if (at >= file->length || file->bytes[at] != ',') break;
    at++;
  }
  rbk_status status = rbk_file_check_text(
      file, csv->row_from, at - csv->row_from, csv->row_line, error);
  csv->row_to = at;
  csv->at = behind_line_end(file, at);
  csv->line += lines + 1;
  if (status) {
    csv->hopeless = true;
    return status;
  }
  *got = true;
  return RBK_OK;
}
