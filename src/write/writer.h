/* Decisions and changes as text or as a workbook: one interface, one table of
 * formats behind it. A writer takes the results of one run or of several, one
 * after another (a folder of schools), into one output. */
#ifndef RBK_WRITE_WRITER_H
#define RBK_WRITE_WRITER_H

#include "rollbook/run.h"
#include "write/output.h"

typedef enum rbk_format {
  RBK_FORMAT_TABLE,  /* for a terminal */
  RBK_FORMAT_NDJSON, /* one object a line, as README.md has it */
  RBK_FORMAT_JSON,   /* the same objects, one list */
  RBK_FORMAT_CSV,    /* one row a pupil and item */
  RBK_FORMAT_XLSX,   /* the same rows, one sheet a kind; needs a file */
  RBK_FORMATS
} rbk_format;

/* "table", "ndjson", ... */
const char *rbk_format_name(rbk_format format);
bool rbk_format_find(const char *name, rbk_format *format);
/* By the ending of a file's name; false when it says nothing. */
bool rbk_format_of_file(const char *path, rbk_format *format);

typedef struct rbk_writer rbk_writer;

typedef struct rbk_writer_options {
  const rbk_alloc *alloc;
  rbk_format format;
  bool colours; /* tables only */
  /* The days a replay prints, for the head of its table; NULL: not said. */
  const char *from, *to;
} rbk_writer_options;

/* `output` and `error` stay the caller's and outlive the writer. What the
 * sinks answer is a bare status; its details are in `error`. RBK_USAGE: this
 * format needs a file. */
rbk_status rbk_writer_decisions(const rbk_writer_options *options,
                                rbk_output *output, rbk_writer **out,
                                rbk_error *error);
rbk_status rbk_writer_changes(const rbk_writer_options *options,
                              rbk_output *output, rbk_writer **out,
                              rbk_error *error);
/* Where a run puts its results; valid as long as the writer. */
rbk_decision_sink rbk_writer_decision_sink(rbk_writer *writer);
rbk_change_sink rbk_writer_change_sink(rbk_writer *writer);
/* What comes behind the last run. The output is not committed. */
rbk_status rbk_writer_end(rbk_writer *writer);
/* Takes NULL. */
void rbk_writer_destroy(rbk_writer *writer);

#endif
