/* Bytes that grow. The first failure sticks: later calls do nothing, and
 * `status` is asked once at the end. Nothing here consults the locale. */
#ifndef RBK_BASE_BUFFER_H
#define RBK_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "rollbook/error.h"

typedef struct rbk_buffer {
  const rbk_alloc *alloc;
  char *bytes; /* not ended by a zero byte, see rbk_buffer_text */
  size_t length, capacity;
  rbk_status status;
} rbk_buffer;

void rbk_buffer_init(rbk_buffer *buffer, const rbk_alloc *alloc);
void rbk_buffer_finish(rbk_buffer *buffer);
/* Forgets the bytes but keeps the room, and keeps a failure: a buffer that is
 * emptied into a file piece by piece is still asked only once. */
void rbk_buffer_clear(rbk_buffer *buffer);

void rbk_buffer_add(rbk_buffer *buffer, const void *bytes, size_t length);
void rbk_buffer_text(rbk_buffer *buffer, const char *text);
void rbk_buffer_byte(rbk_buffer *buffer, char byte);
void rbk_buffer_number(rbk_buffer *buffer, int64_t number);
void rbk_buffer_date(rbk_buffer *buffer, rbk_date date);        /* 2025-02-14 */
void rbk_buffer_decimal(rbk_buffer *buffer, rbk_decimal value); /* 92, 98.9 */
void rbk_buffer_format(rbk_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The text as a JSON string with its quotes: `"` `\` and control characters
 * escaped, UTF-8 as it is. */
void rbk_buffer_json(rbk_buffer *buffer, const char *text, size_t length);
/* The text as one CSV field, quoted only where it must be. */
void rbk_buffer_csv(rbk_buffer *buffer, const char *text, size_t length);
/* The bytes ended by a zero byte (which is not counted), or NULL on failure. */
const char *rbk_buffer_string(rbk_buffer *buffer);

#endif
