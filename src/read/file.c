#include "read/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"

/* Below this, copying costs less than setting up a mapping. */
#define MAP_FROM ((size_t)256 * 1024)

static const char *last_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static rbk_status cannot(const char *path, const char *what, rbk_error *error) {
  const char *why = errno == ENOENT   ? "there is no such file"
                    : errno == EACCES ? "permission is denied"
                    : errno == EISDIR ? "it is a folder"
                                      : "the system refuses";
  return rbk_fail(error, RBK_REJECTED, path, 0, 0,
                  "cannot %s: %s; check the path and its permissions", what,
                  why);
}

static rbk_status copy_whole(const rbk_alloc *alloc, int handle,
                             const char *path, size_t size, rbk_file *file,
                             rbk_error *error) {
  char *block = rbk_resize(alloc, NULL, size + 1);
  if (!block) return rbk_no_memory(error);
  size_t got = 0;
  while (got < size) {
    ssize_t part = read(handle, block + got, size - got);
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) {
      rbk_release(alloc, block);
      return cannot(path, "read", error);
    }
    if (part == 0) break; /* it was cut short since it was measured */
    got += (size_t)part;
  }
  block[got] = '\0';
  file->held = block;
  file->bytes = block;
  file->length = got;
  return RBK_OK;
}

static rbk_status hold(const rbk_alloc *alloc, int handle, const char *path,
                       rbk_file *file, rbk_error *error) {
  struct stat about;
  if (fstat(handle, &about) != 0) return cannot(path, "read", error);
  if (!S_ISREG(about.st_mode))
    return rbk_fail(error, RBK_REJECTED, path, 0, 0,
                    "is not a plain file; give a file that can be read "
                    "from its beginning");
  size_t size = (size_t)about.st_size;
  if (size < MAP_FROM)
    return copy_whole(alloc, handle, path, size, file, error);
  void *mapping = mmap(NULL, size, PROT_READ, MAP_PRIVATE, handle, 0);
  if (mapping == MAP_FAILED)
    return copy_whole(alloc, handle, path, size, file, error);
  file->held = mapping;
  file->mapped = size;
  file->bytes = mapping;
  file->length = size;
  return RBK_OK;
}

/* Steps over a UTF-8 byte-order mark; refuses those of UTF-16. */
static rbk_status skip_mark(rbk_file *file, rbk_error *error) {
  const unsigned char *bytes = (const unsigned char *)file->bytes;
  if (file->length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB &&
      bytes[2] == 0xBF) {
    file->bytes += 3;
    file->length -= 3;
    file->skipped = 3;
    return RBK_OK;
  }
  if (file->length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) ||
                            (bytes[0] == 0xFE && bytes[1] == 0xFF)))
    return rbk_fail(error, RBK_REJECTED, file->path, 1, 1,
                    "is UTF-16, not UTF-8, from byte 0; run "
                    "`iconv -f UTF-16 -t UTF-8 %s > utf8-%s`",
                    file->name, file->name);
  return RBK_OK;
}

rbk_status rbk_file_open(const rbk_alloc *alloc, const char *path,
                         rbk_file *file, rbk_error *error) {
  rbk_file made = {0};
  rbk_status status = RBK_OK;
  int handle = -1;

  size_t length = strlen(path);
  made.own_path = rbk_resize(alloc, NULL, length + 1);
  if (!made.own_path) {
    status = rbk_no_memory(error);
    goto out;
  }
  memcpy(made.own_path, path, length + 1);
  made.path = made.own_path;
  made.name = last_part(made.path);
  do {
    handle = open(path, O_RDONLY | O_CLOEXEC);
  } while (handle < 0 && errno == EINTR);
  if (handle < 0) {
    status = cannot(path, "open", error);
    goto out;
  }
  status = hold(alloc, handle, path, &made, error);
  if (status) goto out;
  status = skip_mark(&made, error);
  if (status) goto out;
  *file = made;

out:
  if (handle >= 0) close(handle);
  if (status) rbk_file_close(alloc, &made);
  return status;
}

rbk_status rbk_file_of_bytes(const char *path, const char *bytes, size_t length,
                             rbk_file *file, rbk_error *error) {
  rbk_file made = {
      .path = path, .name = last_part(path), .bytes = bytes, .length = length};
  rbk_status status = skip_mark(&made, error);
  if (status == RBK_OK) *file = made;
  return status;
}

void rbk_file_close(const rbk_alloc *alloc, rbk_file *file) {
  if (!file) return;
  if (file->mapped)
    munmap(file->held, file->mapped);
  else
    rbk_release(alloc, file->held);
  rbk_release(alloc, file->own_path);
  *file = (rbk_file){0};
}

rbk_status rbk_file_check_text(const rbk_file *file, size_t from, size_t length,
                               size_t line, rbk_error *error) {
  size_t offset = 0;
  if (!rbk_utf8_valid(file->bytes + from, length, &offset))
    return rbk_fail(error, RBK_REJECTED, file->path, line, 0,
                    "is not UTF-8 at byte %zu (0x%02X); run "
                    "`iconv -f WINDOWS-1252 -t UTF-8 %s > utf8-%s`",
                    file->skipped + from + offset,
                    (unsigned)(unsigned char)file->bytes[from + offset],
                    file->name, file->name);
  const char *zero = length ? memchr(file->bytes + from, '\0', length) : NULL;
  if (zero)
    return rbk_fail(error, RBK_REJECTED, file->path, line, 0,
                    "holds a zero byte at byte %zu; save it again as plain "
                    "UTF-8 text",
                    file->skipped + (size_t)(zero - file->bytes));
  return RBK_OK;
}
