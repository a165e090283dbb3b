/* Inside of the write room: what a format is made of. */
#ifndef RBK_WRITE_FORMAT_H
#define RBK_WRITE_FORMAT_H

#include "base/arena.h"
#include "write/writer.h"

/* The run at hand, kept because a record is valid during its call only. */
typedef struct rbk_run_head {
  const char *profile, *run, *as_of; /* as_of: NULL in a replay */
} rbk_run_head;

struct rbk_writer {
  rbk_writer_options options;
  const struct rbk_format_parts *parts;
  rbk_output *output;
  rbk_error *error;
  rbk_buffer line; /* what is being written; drained after every call */
  rbk_arena arena; /* of the run at hand */
  rbk_run_head head;
  const rbk_run_record *record; /* during `started` and `finished` */
  size_t runs;                  /* begun so far */
  size_t objects;               /* written so far, of all runs */
  void *state;                  /* the format's own */
};

/* Parts a format does without are NULL. Each appends to writer->line or keeps
 * what it needs in its state; failures go through the buffer's status or the
 * answer. `open` makes the state, `close` frees it, also after a failure. */
typedef struct rbk_format_parts {
  rbk_status (*open)(rbk_writer *writer);
  rbk_status (*started)(rbk_writer *writer);
  rbk_status (*decision)(rbk_writer *writer, const rbk_decision *decision);
  rbk_status (*change)(rbk_writer *writer, const rbk_change *change);
  rbk_status (*finished)(rbk_writer *writer);
  rbk_status (*end)(rbk_writer *writer);
  void (*close)(rbk_writer *writer);
} rbk_format_parts;

extern const rbk_format_parts rbk_decision_ndjson, rbk_decision_json,
    rbk_decision_csv, rbk_decision_xlsx, rbk_decision_table;
extern const rbk_format_parts rbk_change_ndjson, rbk_change_json,
    rbk_change_csv, rbk_change_xlsx, rbk_change_table;

/* One object without the end of its line. */
void rbk_put_decision(rbk_buffer *out, const rbk_run_head *head,
                      const rbk_decision *decision);
void rbk_put_change(rbk_buffer *out, const rbk_change *change);

#endif
