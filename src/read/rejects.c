/* The file of refused rows: where each stood, why, and the row itself. It is
 * written beside its place and given its name only once all is read. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "read/reading.h"

#define FLUSH_FROM ((size_t)64 * 1024)

static rbk_status cannot_write(rbk_reading *reading, const char *path) {
  return rbk_fail(&reading->error, RBK_IO, path, 0, 0,
                  "cannot be written (%s); check the folder and the space "
                  "left",
                  errno == ENOSPC   ? "the disk is full"
                  : errno == EACCES ? "permission is denied"
                  : errno == ENOENT ? "there is no such folder"
                                    : "the system refuses");
}

static rbk_status flush(rbk_reading *reading) {
  rbk_rejects *rejects = &reading->rejects;
  if (rejects->buffer.status) return rbk_reading_no_memory(reading);
  size_t done = 0;
  while (done < rejects->buffer.length) {
    ssize_t part = write(rejects->handle, rejects->buffer.bytes + done,
                         rejects->buffer.length - done);
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) return cannot_write(reading, rejects->part);
    done += (size_t)part;
  }
  rbk_buffer_clear(&rejects->buffer);
  return RBK_OK;
}

static char *joined(const rbk_alloc *alloc, const char *path,
                    const char *tail) {
  size_t size = strlen(path) + strlen(tail) + 1;
  char *text = rbk_take(alloc, size, 1);
  if (text) snprintf(text, size, "%s%s", path, tail);
  return text;
}

rbk_status rbk_rejects_open(rbk_reading *reading, const char *path) {
  rbk_rejects *rejects = &reading->rejects;
  rejects->path = joined(reading->alloc, path, "");
  rejects->part = joined(reading->alloc, path, ".part");
  if (!rejects->path || !rejects->part) return rbk_reading_no_memory(reading);
  rejects->handle =
      open(rejects->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (rejects->handle < 0) return cannot_write(reading, rejects->part);
  rbk_buffer_text(&rejects->buffer, "file,line,column,value,reason,row\n");
  return RBK_OK;
}

rbk_status rbk_rejects_close(rbk_reading *reading, bool keep) {
  rbk_rejects *rejects = &reading->rejects;
  rbk_status status = RBK_OK;
  if (rejects->handle >= 0) {
    if (keep) {
      status = flush(reading);
      if (!status && fsync(rejects->handle) != 0 && errno != EINVAL)
        status = cannot_write(reading, rejects->part);
    }
    if (close(rejects->handle) != 0 && !status)
      status = cannot_write(reading, rejects->part);
    if (keep && !status && rename(rejects->part, rejects->path) != 0)
      status = cannot_write(reading, rejects->path);
    if (!keep || status) unlink(rejects->part);
    rejects->handle = -1;
  }
  rbk_buffer_finish(&rejects->buffer);
  rbk_release(reading->alloc, rejects->path);
  rbk_release(reading->alloc, rejects->part);
  rejects->path = rejects->part = NULL;
  return status;
}

static rbk_status write_row(rbk_reading *reading, const rbk_csv *csv) {
  rbk_buffer *out = &reading->rejects.buffer;
  const rbk_error *error = &reading->error;
  const char *column = reading->column ? reading->column : "";
  rbk_text raw = rbk_csv_raw(csv);
  rbk_buffer_csv(out, csv->file->path, strlen(csv->file->path));
  rbk_buffer_byte(out, ',');
  rbk_buffer_number(out, (int64_t)error->line);
  rbk_buffer_byte(out, ',');
  rbk_buffer_csv(out, column, strlen(column));
  rbk_buffer_byte(out, ',');
  if (reading->value.length)
    rbk_buffer_csv(out, reading->value.bytes, reading->value.length);
  rbk_buffer_byte(out, ',');
  rbk_buffer_csv(out, error->text, strlen(error->text));
  rbk_buffer_byte(out, ',');
  rbk_buffer_csv(out, raw.bytes, raw.length);
  rbk_buffer_byte(out, '\n');
  if (out->status) return rbk_reading_no_memory(reading);
  return out->length < FLUSH_FROM ? RBK_OK : flush(reading);
}

rbk_status rbk_reading_reject(rbk_reading *reading, const rbk_csv *csv) {
  if (csv->hopeless || !reading->keep_going) return RBK_REJECTED;
  if (reading->quiet) return RBK_OK;
  if (reading->rejected++ == 0) reading->first = reading->error;
  rbk_status status = RBK_OK;
  if (reading->rejects.handle >= 0) status = write_row(reading, csv);
  return status;
}
