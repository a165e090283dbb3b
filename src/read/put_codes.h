/* What the text of a mark means on its day. */
#ifndef RBK_READ_PUT_CODES_H
#define RBK_READ_PUT_CODES_H

#include "read/put.h"

/* The code of a cell through the profile's aliases and the code set of its
 * date; RBK_NO_CODE where it says that no mark was made. `*withdrawn`: the
 * code was out of date by then. `*differs`: the text is not the code's own. */
rbk_status rbk_read_code(rbk_put *put, rbk_table *table, const rbk_cell *cell,
                         rbk_code *code, bool *withdrawn, bool *differs);
/* "-": taken by the school, not marked for this pupil. */
bool rbk_missing_text(rbk_text text);

/* Fills the quick codes, one table for each stretch without a change. */
rbk_status rbk_put_eras(rbk_put *put);
/* Fills what is known of the texts of codes and aliases: put->longest, second,
 * plain_closure. */
void rbk_put_lengths(rbk_put *put);
/* How many bytes the next mark of a string of marks takes: the longest text
 * that is a code, a sub-code or an alias; else one character. */
size_t rbk_longest_code(const rbk_put *put, rbk_text rest, rbk_date date);

#endif
