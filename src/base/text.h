/* Pieces of text, UTF-8, and the nearest word to a misspelt one. Order is the
 * order of bytes, as in every list rollbook prints. */
#ifndef RBK_BASE_TEXT_H
#define RBK_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rbk_text {
  const char *bytes; /* not necessarily ended by a zero byte */
  size_t length;
} rbk_text;

rbk_text rbk_text_of(const char *string);
bool rbk_text_equal(rbk_text a, rbk_text b);
bool rbk_text_is(rbk_text a, const char *string);
/* ASCII letters only; other bytes as they are. */
bool rbk_text_equal_fold(rbk_text a, rbk_text b);
int rbk_text_compare(rbk_text a, rbk_text b); /* <0, 0, >0, byte order */
rbk_text rbk_text_trim(rbk_text text);        /* spaces and tabs */

/* Whether the bytes are UTF-8 (no overlong forms, no surrogates); if not,
 * `*offset` (if not NULL) is where the first malformed character begins. */
bool rbk_utf8_valid(const char *bytes, size_t length, size_t *offset);

/* A whole number without sign, of digits only; false if it does not fit. */
bool rbk_text_number(rbk_text text, int64_t *number);

/* A time of the day in two digits each, 00:00 to 23:59. */
bool rbk_text_is_clock(rbk_text text);

/* The word of `words` nearest to `wrong`, or NULL. For "did you mean ...?": at
 * most two letters off, or a third of its length, and never all of them. A
 * letter is off when it is wrong, missing, too many, or swapped with the next;
 * capitals do not count. The first of equals. */
const char *rbk_nearest(const char *wrong, const char *const *words,
                        size_t count);

#endif
