/* Two results line by line: what was expected, and what came. */
#ifndef RBK_WRITE_COMPARE_H
#define RBK_WRITE_COMPARE_H

#include "base/buffer.h"
#include "base/text.h"
#include "rollbook/error.h"

typedef struct rbk_difference {
  size_t missing; /* lines expected that did not come */
  size_t extra;   /* lines that came and were not expected */
} rbk_difference;

/* Compares two NDJSON texts and appends a readable account of the first
 * `most` differences to `out` (nothing if they are equal):
 *
 *   line 12: expected {"date":...}
 *   line 12: got      {"date":...}
 *
 * The line is that of the expected file, or of the result for a line that was
 * not expected. An extra line in the middle is one difference: what follows
 * it is found again. */
rbk_status rbk_compare_lines(const rbk_alloc *alloc, rbk_text expected,
                             rbk_text got, size_t most, rbk_buffer *out,
                             rbk_difference *difference);

#endif
