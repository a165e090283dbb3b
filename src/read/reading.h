/* What every reader of this room is handed: the register being made, how a
 * refused row is told and kept, and the draft of what has been read so far. */
#ifndef RBK_READ_READING_H
#define RBK_READ_READING_H

#include "base/buffer.h"
#include "read/csv.h"
#include "register/register.h"

typedef struct rbk_draft rbk_draft;

typedef struct rbk_rejects { /* the file of refused rows */
  int handle;                /* -1: none is written */
  char *path, *part;
  rbk_buffer buffer;
} rbk_rejects;

typedef struct rbk_reading {
  const rbk_alloc *alloc;
  rbk_register *reg;
  rbk_draft *draft;
  bool keep_going;
  bool quiet; /* reading rows a second time: refused ones were told before */
  rbk_error error;    /* the refusal at hand */
  const char *column; /* its column and value, for the rejects; */
  rbk_text value;     /* NULL where a whole row or file is meant */
  rbk_error first;    /* the first row refused under keep_going */
  size_t rejected;
  rbk_rejects rejects;
  void (*progress)(void *context, size_t done, size_t total);
  void *context;
  size_t done, total, told; /* bytes of marks files */
} rbk_reading;

/* Refuses a row because of one field: "NAME 'VALUE' WHAT". `column` counts
 * from 0. Always RBK_REJECTED. */
rbk_status rbk_refuse_field(rbk_reading *reading, const rbk_csv *csv,
                            size_t column, const char *name, rbk_text value,
                            const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* Refuses a row as a whole. */
rbk_status rbk_refuse_row(rbk_reading *reading, const rbk_csv *csv,
                          const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What to do about a refused row: with keep_going it goes to the rejects and
 * reading goes on (RBK_OK), else the refusal stands (RBK_REJECTED). */
rbk_status rbk_reading_reject(rbk_reading *reading, const rbk_csv *csv);

/* `path`.part is opened, and given its name or taken away at the end. */
rbk_status rbk_rejects_open(rbk_reading *reading, const char *path);
rbk_status rbk_rejects_close(rbk_reading *reading, bool keep);

/* Tells the caller how far reading has come, now and then. */
void rbk_reading_progress(rbk_reading *reading, size_t more);

/* RBK_NOMEM with its text in the reading's error. */
rbk_status rbk_reading_no_memory(rbk_reading *reading);

/* A value as messages show it: control characters as '?', long ones cut. */
#define RBK_SHOWN 64
const char *rbk_shown(rbk_text value, char out[RBK_SHOWN]);

/* A date as this school writes it; `how` for the message when it is none. */
bool rbk_reading_date(const rbk_reading *reading, rbk_text text,
                      rbk_date *date);
const char *rbk_reading_date_form(const rbk_reading *reading);

#endif
