/* Strict reading of small JSON files: every key known, every value of its
 * kind, every refusal with line and key path. */
#ifndef RBK_READ_JSON_H
#define RBK_READ_JSON_H

#include <jansson.h>

#include "base/date.h"
#include "base/decimal.h"
#include "read/reading.h"

typedef struct rbk_json_file {
  rbk_reading *reading;
  const rbk_file *file;
  json_t *root;
  size_t lines_before; /* of the file, where this is one line of it */
} rbk_json_file;

/* A value and how one gets there; on the stack of whoever walks the file. */
typedef struct rbk_json {
  const rbk_json_file *file;
  const struct rbk_json *parent; /* NULL: the root */
  const char *key;               /* NULL: an item of a list, */
  size_t index;                  /* this one */
  json_t *value;
} rbk_json;

/* RBK_REJECTED: not JSON, a key twice, not UTF-8, no object at the root. */
rbk_status rbk_json_open(rbk_reading *reading, const rbk_file *file,
                         rbk_json_file *out, rbk_json *root);
void rbk_json_close(rbk_json_file *file);

/* "file:line: PATH: what". */
rbk_status rbk_json_refuse(const rbk_json *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* RBK_REJECTED unless it is an object with these keys only (NULL-ended). */
rbk_status rbk_json_only(const rbk_json *object, const char *const *keys);

/* The member of an object; `value` is NULL where there is none. */
rbk_json rbk_json_member(const rbk_json *object, const char *key);
rbk_json rbk_json_item(const rbk_json *list, size_t index);
/* Where a value begins in the file; its line, from 1. */
size_t rbk_json_offset(const rbk_json *at, size_t *line);

/* A text kept in the register's arena. Absent: `absent` (which may be NULL:
 * then it must be there). */
rbk_status rbk_json_text(const rbk_json *at, const char *absent,
                         const char **out);
rbk_status rbk_json_date(const rbk_json *at, rbk_date *out);
/* A whole number from 0 on; absent: -1. */
rbk_status rbk_json_count(const rbk_json *at, int64_t *out);
/* The literal of a number, which must be a decimal of at most four places. */
rbk_status rbk_json_decimal(const rbk_json *at, rbk_decimal *out);
/* The length of a list; absent: 0. */
rbk_status rbk_json_list(const rbk_json *at, size_t *count);

/* Zeroed memory in the register's arena. */
rbk_status rbk_json_take(const rbk_json *at, size_t count, size_t size,
                         void *out);

#endif
