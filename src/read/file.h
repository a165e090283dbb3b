/* One input file in memory: mapped, read whole, or handed over as bytes. */
#ifndef RBK_READ_FILE_H
#define RBK_READ_FILE_H

#include "base/alloc.h"
#include "base/text.h"
#include "rollbook/error.h"

typedef struct rbk_file {
  const char *path;  /* for messages; owned when the file was opened */
  const char *name;  /* the last part of the path */
  const char *bytes; /* what follows the byte-order mark */
  size_t length;
  size_t skipped; /* bytes of the byte-order mark, so that offsets in messages
                     count from the true beginning */
  char *own_path;
  void *held; /* what to give back: a block, or a mapping of `mapped` bytes */
  size_t mapped;
} rbk_file;

/* Opens a file. Large ones are mapped, because reading a register is mostly
 * the cost of touching its bytes once: such a file must not be cut short
 * while it is read. RBK_REJECTED: not there, not readable, UTF-16. */
rbk_status rbk_file_open(const rbk_alloc *alloc, const char *path,
                         rbk_file *file, rbk_error *error);
/* The same view of bytes that belong to the caller. */
rbk_status rbk_file_of_bytes(const char *path, const char *bytes, size_t length,
                             rbk_file *file, rbk_error *error);
void rbk_file_close(const rbk_alloc *alloc, rbk_file *file);

/* RBK_REJECTED unless these bytes of the file are UTF-8 without zero bytes;
 * the error names the offset in the file and the command that mends it. */
rbk_status rbk_file_check_text(const rbk_file *file, size_t from, size_t length,
                               size_t line, rbk_error *error);

#endif
