#define _XOPEN_SOURCE 700 /* realpath */
#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/status.h"

#define FLUSH_FROM ((size_t)64 * 1024)

struct rbk_output {
  const rbk_alloc *alloc;
  rbk_buffer held;  /* not yet handed to the system */
  rbk_buffer *into; /* instead of a handle; else NULL */
  int handle;       /* -1 once closed */
  bool own;         /* the handle is closed here */
  char *name;       /* for messages */
  char *place;      /* where the file ends up; NULL: no file of its own */
  char *part;       /* where it is until then */
  bool committed;
};

static rbk_status cannot_write(const char *name, rbk_error *error) {
  return rbk_fail(error, RBK_IO, name, 0, 0,
                  "cannot be written (%s); check the folder and the space left",
                  errno == ENOSPC || errno == EDQUOT  ? "the disk is full"
                  : errno == EACCES || errno == EPERM ? "permission is denied"
                  : errno == ENOENT || errno == ENOTDIR
                      ? "there is no such folder"
                  : errno == EISDIR ? "it is a folder"
                  : errno == EROFS  ? "the disk is read-only"
                                    : "the system refuses");
}

static char *joined(const rbk_alloc *alloc, const char *text,
                    const char *tail) {
  size_t length = strlen(text), more = strlen(tail);
  char *both = rbk_take(alloc, length + more + 1, 1);
  if (both == NULL) return NULL;
  memcpy(both, text, length);
  memcpy(both + length, tail, more);
  return both;
}

/* The file a path means: where it is a link, what the link points to, so that
 * the link stays. realpath asks malloc itself; its text is copied. */
static char *resolved(const rbk_alloc *alloc, const char *path) {
  struct stat link;
  if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode))
    return joined(alloc, path, "");
  char *target = realpath(path, NULL);
  char *copy = joined(alloc, target ? target : path, "");
  free(target);
  return copy;
}

char *rbk_output_part_of(const rbk_alloc *alloc, const char *path) {
  char *place = resolved(alloc, path);
  char *part = place ? joined(alloc, place, ".part") : NULL;
  rbk_release(alloc, place);
  return part;
}

static rbk_output *make(const rbk_alloc *alloc, const char *name) {
  rbk_output *output = rbk_take(alloc, 1, sizeof *output);
  if (output == NULL) return NULL;
  output->alloc = alloc;
  output->handle = -1;
  rbk_buffer_init(&output->held, alloc);
  output->name = joined(alloc, name, "");
  if (output->name != NULL) return output;
  rbk_output_destroy(output);
  return NULL;
}

rbk_status rbk_output_handle(const rbk_alloc *alloc, int handle,
                             const char *name, rbk_output **out,
                             rbk_error *error) {
  rbk_output *output = make(alloc, name);
  if (output == NULL) return rbk_no_memory(error);
  output->handle = handle;
  *out = output;
  return RBK_OK;
}

rbk_status rbk_output_buffer(const rbk_alloc *alloc, rbk_buffer *into,
                             rbk_output **out, rbk_error *error) {
  rbk_output *output = make(alloc, "");
  if (output == NULL) return rbk_no_memory(error);
  output->into = into;
  *out = output;
  return RBK_OK;
}

/* Opens the part, with the permissions of the file that it will replace. */
static rbk_status open_part(rbk_output *output, const struct stat *old,
                            rbk_error *error) {
  output->place = resolved(output->alloc, output->name);
  output->part = rbk_output_part_of(output->alloc, output->name);
  if (output->place == NULL || output->part == NULL)
    return rbk_no_memory(error);
  output->handle =
      open(output->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (output->handle < 0) {
    rbk_release(output->alloc, output->part);
    output->part = NULL; /* not ours to take away */
    return cannot_write(output->name, error);
  }
  if (old != NULL && fchmod(output->handle, old->st_mode & 0777) != 0)
    return cannot_write(output->name, error);
  return RBK_OK;
}

rbk_status rbk_output_file(const rbk_alloc *alloc, const char *path,
                           rbk_output **out, rbk_error *error) {
  rbk_output *output = make(alloc, path);
  if (output == NULL) return rbk_no_memory(error);
  output->own = true;
  rbk_status status = RBK_OK;
  struct stat old;
  bool exists = stat(path, &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) {
    errno = EISDIR;
    status = cannot_write(path, error);
  } else if (exists && !S_ISREG(old.st_mode)) {
    output->handle = open(path, O_WRONLY | O_CLOEXEC);
    if (output->handle < 0) status = cannot_write(path, error);
  } else {
    status = open_part(output, exists ? &old : NULL, error);
  }
  if (status == RBK_OK)
    *out = output;
  else
    rbk_output_destroy(output);
  return status;
}

static rbk_status write_all(rbk_output *output, const char *bytes,
                            size_t length, rbk_error *error) {
  size_t done = 0;
  if (output->into != NULL) {
    rbk_buffer_add(output->into, bytes, length);
    return output->into->status == RBK_OK ? RBK_OK : rbk_no_memory(error);
  }
  while (done < length) {
    ssize_t part = write(output->handle, bytes + done, length - done);
    if (part < 0 && errno == EINTR) continue;
    if (part < 0 && errno == EPIPE)
      return rbk_fail(error, RBK_STOPPED, output->name, 0, 0,
                      "nobody reads on");
    if (part < 0) return cannot_write(output->name, error);
    done += (size_t)part;
  }
  return RBK_OK;
}

static rbk_status flush(rbk_output *output, rbk_error *error) {
  if (output->held.status != RBK_OK) return rbk_no_memory(error);
  rbk_status status =
      write_all(output, output->held.bytes, output->held.length, error);
  rbk_buffer_clear(&output->held);
  return status;
}

rbk_status rbk_output_add(rbk_output *output, const void *bytes, size_t length,
                          rbk_error *error) {
  rbk_buffer_add(&output->held, bytes, length);
  if (output->held.status == RBK_OK && output->held.length < FLUSH_FROM)
    return RBK_OK;
  return flush(output, error);
}

rbk_status rbk_output_drain(rbk_output *output, rbk_buffer *buffer,
                            rbk_error *error) {
  if (buffer->status == RBK_NOMEM) return rbk_no_memory(error);
  if (buffer->status != RBK_OK)
    return rbk_fail(error, buffer->status, output->name, 0, 0,
                    "a line could not be written");
  rbk_status status =
      rbk_output_add(output, buffer->bytes, buffer->length, error);
  rbk_buffer_clear(buffer);
  return status;
}

static bool close_handle(rbk_output *output) {
  int handle = output->handle;
  output->handle = -1;
  return !output->own || handle < 0 || close(handle) == 0;
}

/* Makes the new name last too. A file system that cannot sync a folder has
 * done what it can. */
static void sync_folder(const char *place) {
  const char *slash = strrchr(place, '/');
  char folder[4096];
  size_t length = slash == NULL ? 0 : (size_t)(slash - place);
  if (length >= sizeof folder) return;
  memcpy(folder, place, length);
  folder[length] = '\0';
  int handle = open(slash == NULL ? "."
                    : length == 0 ? "/"
                                  : folder,
                    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return;
  (void)fsync(handle);
  close(handle);
}

rbk_status rbk_output_commit(rbk_output *output, rbk_error *error) {
  rbk_status status = flush(output, error);
  if (status != RBK_OK) return status;
  if (output->part == NULL)
    return close_handle(output) ? RBK_OK : cannot_write(output->name, error);
  /* A writer may have opened the place by itself; the sync is of the file. */
  int handle = open(output->part, O_RDONLY | O_CLOEXEC);
  bool synced = handle >= 0 && (fsync(handle) == 0 || errno == EINVAL);
  int reason = errno;
  if (handle >= 0) close(handle);
  bool closed = close_handle(output);
  if (!synced) errno = reason;
  if (!synced || !closed || rename(output->part, output->place) != 0)
    return cannot_write(output->name, error);
  output->committed = true;
  sync_folder(output->place);
  return RBK_OK;
}

void rbk_output_destroy(rbk_output *output) {
  if (output == NULL) return;
  (void)close_handle(output);
  if (output->part != NULL && !output->committed) unlink(output->part);
  rbk_buffer_finish(&output->held);
  rbk_release(output->alloc, output->name);
  rbk_release(output->alloc, output->place);
  rbk_release(output->alloc, output->part);
  rbk_release(output->alloc, output);
}

const char *rbk_output_place(const rbk_output *output) {
  return output->part;
}
