/* Registers: one school's profile, calendar, roll, marks and case history.
 * A register is immutable once read and may be shared by threads. */
#ifndef ROLLBOOK_REGISTER_H
#define ROLLBOOK_REGISTER_H

#include <stdbool.h>

#include "rollbook/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_register rbk_register;

typedef struct rbk_register_options {
  size_t size;            /* sizeof(rbk_register_options) */
  const rbk_alloc *alloc; /* NULL: malloc */
  /* Take the good rows and put the bad ones, each with its reason, into
   * `rejects_file`; rbk_register_read then gives the register and returns
   * RBK_REJECTED. False: one bad row refuses the file. */
  bool keep_going;
  const char *rejects_file;
  /* Called now and then with bytes read so far and in all; may be NULL. */
  void (*progress)(void *context, size_t done, size_t total);
  void *context;
} rbk_register_options;

/* Reads a school folder (calendar.json, marks*.csv or marks*.ndjson, and where
 * they exist school.json, pupils.csv, parents.csv, events.csv). `options` may
 * be NULL. On success, and on RBK_REJECTED with keep_going where a register
 * could be made, `*out` is the caller's and goes to rbk_register_destroy.
 * RBK_REJECTED: `error` names the file, the row, the column and the value. */
RBK_API rbk_status rbk_register_read(const char *folder,
                                     const rbk_register_options *options,
                                     rbk_register **out, rbk_error *error);
/* Takes NULL. */
RBK_API void rbk_register_destroy(rbk_register *reg);

/* The school's id, its number of pupils and of school days. */
RBK_API const char *rbk_register_school(const rbk_register *reg);
RBK_API size_t rbk_register_pupils(const rbk_register *reg);
RBK_API size_t rbk_register_days(const rbk_register *reg);
/* The last day with marks as "2025-07-21" in `out`; false when there is none.
 */
RBK_API bool rbk_register_last_day(const rbk_register *reg, char out[11]);

#ifdef __cplusplus
}
#endif
#endif
