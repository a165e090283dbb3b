/* The letters that are due, as one HTML page that prints a letter a sheet. */
#ifndef RBK_REPORT_LETTERS_H
#define RBK_REPORT_LETTERS_H

#include "base/buffer.h"
#include "register/register.h"
#include "rollbook/run.h"

typedef struct rbk_letters_options {
  const char *on;     /* the day they are made; NULL: the last with marks */
  const char *letter; /* only this one; NULL: all */
  /* `pupil` for one pupil's; `as_of`, `letters` are set by the making. What
   * is not on file goes to its `message`, once for all letters. */
  rbk_run_options run;
} rbk_letters_options;

typedef struct rbk_letters_told { /* what came of it */
  size_t letters, gaps, reminders, waiting, failed;
} rbk_letters_told;

/* `number`: how many schools stand in `out` before; the first writes the head
 * of the page. RBK_USAGE: no such day, pupil or letter. The buffer's status
 * says whether there was memory. */
rbk_status rbk_letters_write(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_letters_options *options, size_t number,
                             rbk_buffer *out, rbk_letters_told *told,
                             rbk_error *error);
/* What comes behind the last school. */
void rbk_letters_write_end(rbk_buffer *out);

#endif
