#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

void rbk_buffer_init(rbk_buffer *buffer, const rbk_alloc *alloc) {
  *buffer = (rbk_buffer){.alloc = alloc, .status = RBK_OK};
}

void rbk_buffer_finish(rbk_buffer *buffer) {
  rbk_release(buffer->alloc, buffer->bytes);
  buffer->bytes = NULL;
  buffer->length = buffer->capacity = 0;
}

void rbk_buffer_clear(rbk_buffer *buffer) {
  buffer->length = 0;
}

static bool grow(rbk_buffer *buffer, size_t more) {
  if (more > SIZE_MAX - buffer->length) {
    buffer->status = RBK_NOMEM;
  } else {
    buffer->status = rbk_grow(buffer->alloc, &buffer->bytes, &buffer->capacity,
                              buffer->length + more, 1);
  }
  return buffer->status == RBK_OK;
}

/* Whether `more` bytes now fit behind the length. Kept short: output is a great
 * many small pieces. */
static inline bool make_room(rbk_buffer *buffer, size_t more) {
  if (buffer->status != RBK_OK) return false;
  return more <= buffer->capacity - buffer->length || grow(buffer, more);
}

void rbk_buffer_add(rbk_buffer *buffer, const void *bytes, size_t length) {
  if (length == 0 || !make_room(buffer, length)) return;
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

void rbk_buffer_text(rbk_buffer *buffer, const char *text) {
  rbk_buffer_add(buffer, text, strlen(text));
}

void rbk_buffer_byte(rbk_buffer *buffer, char byte) {
  if (make_room(buffer, 1)) buffer->bytes[buffer->length++] = byte;
}

void rbk_buffer_number(rbk_buffer *buffer, int64_t number) {
  char digits[20]; /* -9223372036854775808 */
  size_t at = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (number < 0) digits[--at] = '-';
  rbk_buffer_add(buffer, digits + at, sizeof digits - at);
}

void rbk_buffer_date(rbk_buffer *buffer, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  rbk_buffer_text(buffer, text);
}

void rbk_buffer_decimal(rbk_buffer *buffer, rbk_decimal value) {
  char text[24];
  int length = rbk_decimal_print(value, text);
  rbk_buffer_add(buffer, text, (size_t)length);
}

void rbk_buffer_format(rbk_buffer *buffer, const char *format, ...) {
  if (buffer->status != RBK_OK) return;
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  if (length < 0) {
    buffer->status = RBK_INTERNAL;
  } else if (make_room(buffer, (size_t)length + 1)) {
    (void)vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format,
                    again);
    buffer->length += (size_t)length;
  }
  va_end(again);
  va_end(arguments);
}

/* Whether a byte stands for itself in a JSON string. */
static bool is_plain(char c) {
  unsigned char byte = (unsigned char)c;
  return byte >= 0x20 && byte != '"' && byte != '\\';
}

/* The escape of a byte that does not. */
static const char *json_escape(char c, char space[7]) {
  unsigned char byte = (unsigned char)c;
  static const char hex[] = "0123456789abcdef";
  switch (byte) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\b':
    return "\\b";
  case '\f':
    return "\\f";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    break;
  }
  memcpy(space, "\\u00", 4);
  space[4] = hex[byte >> 4];
  space[5] = hex[byte & 15];
  space[6] = '\0';
  return space;
}

void rbk_buffer_json(rbk_buffer *buffer, const char *text, size_t length) {
  size_t plain = 0; /* where the bytes begin that were not added yet */
  rbk_buffer_byte(buffer, '"');
  for (size_t i = 0; i < length; i++) {
    char space[7];
    if (is_plain(text[i])) continue;
    rbk_buffer_add(buffer, text + plain, i - plain);
    rbk_buffer_text(buffer, json_escape(text[i], space));
    plain = i + 1;
  }
  if (length > plain) rbk_buffer_add(buffer, text + plain, length - plain);
  rbk_buffer_byte(buffer, '"');
}

static bool csv_needs_quotes(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (c == ',' || c == '"' || c == '\n' || c == '\r') return true;
  }
  return false;
}

void rbk_buffer_csv(rbk_buffer *buffer, const char *text, size_t length) {
  if (!csv_needs_quotes(text, length)) {
    rbk_buffer_add(buffer, text, length);
    return;
  }
  rbk_buffer_byte(buffer, '"');
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '"') rbk_buffer_byte(buffer, '"');
    rbk_buffer_byte(buffer, text[i]);
  }
  rbk_buffer_byte(buffer, '"');
}

const char *rbk_buffer_string(rbk_buffer *buffer) {
  if (!make_room(buffer, 1)) return NULL;
  buffer->bytes[buffer->length] = '\0';
  return buffer->bytes;
}
