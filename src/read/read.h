/* Reading a register, for the rooms above and for tests. The folder reader is
 * the public rbk_register_read; this is the same from memory. */
#ifndef RBK_READ_READ_H
#define RBK_READ_READ_H

#include "rollbook/register.h"

typedef struct rbk_bytes { /* one file of a school folder */
  const char *name;        /* "calendar.json", "marks.csv", ... */
  const char *bytes;
  size_t length;
} rbk_bytes;

/* Reads a school from files in memory, which must stay as they are during the
 * call. `school_id` is the id where school.json gives none. Else as
 * rbk_register_read, but that keep_going may do without rejects_file: the
 * error then tells of the first refused row and how many there were. */
rbk_status rbk_register_read_bytes(const rbk_bytes *files, size_t count,
                                   const char *school_id,
                                   const rbk_register_options *options,
                                   rbk_register **out, rbk_error *error);

#endif
