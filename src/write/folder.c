#include "write/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/status.h"
#include "write/folder_parts.h"
#include "write/output.h"

/* Marks go to the disk piece by piece. */
enum { DRAIN_FROM = 64 * 1024 };

typedef struct folder_writer {
  const rbk_register *reg;
  const rbk_folder_options *options;
  const rbk_alloc *alloc;
  rbk_arena arena;
  const char *folder, *part; /* the files are made in part */
  rbk_error *error;
} folder_writer;

static rbk_status refuse(const folder_writer *w, rbk_status status,
                         const char *what) {
  return rbk_fail(w->error, status, w->folder, 0, 0, "%s", what);
}

/* --- its files --- */

typedef struct folder_file {
  const char *name;
  bool (*wanted)(const folder_writer *w); /* NULL: always */
  /* Fills the buffer, and hands it on where it grows large. */
  rbk_status (*put)(const folder_writer *w, rbk_buffer *out,
                    rbk_output *output);
} folder_file;

static rbk_status school_json(const folder_writer *w, rbk_buffer *out,
                              rbk_output *output) {
  (void)output;
  rbk_put_school(out, &w->reg->school);
  return RBK_OK;
}

static rbk_status calendar_json(const folder_writer *w, rbk_buffer *out,
                                rbk_output *output) {
  (void)output;
  rbk_put_calendar(out, &w->reg->calendar, w->options->calendar_source);
  return RBK_OK;
}

static rbk_status pupils_csv(const folder_writer *w, rbk_buffer *out,
                             rbk_output *output) {
  (void)output;
  rbk_put_pupils(out, &w->reg->roll);
  return RBK_OK;
}

static rbk_status parents_csv(const folder_writer *w, rbk_buffer *out,
                              rbk_output *output) {
  (void)output;
  rbk_put_parents(out, &w->reg->roll);
  return RBK_OK;
}

static rbk_status events_csv(const folder_writer *w, rbk_buffer *out,
                             rbk_output *output) {
  (void)output;
  rbk_put_events(out, w->reg);
  return RBK_OK;
}

/* Hands on what has come together, and tells the caller. */
static rbk_status drain(const folder_writer *w, rbk_buffer *out,
                        rbk_output *output, size_t done) {
  const rbk_folder_options *options = w->options;
  if (out->length < DRAIN_FROM) return RBK_OK;
  rbk_status status = rbk_output_drain(output, out, w->error);
  if (!status && options->progress)
    status =
        options->progress(options->context, done, w->reg->roll.pupil_count);
  return status;
}

static rbk_status marks_csv(const folder_writer *w, rbk_buffer *out,
                            rbk_output *output) {
  rbk_status status = RBK_OK;
  rbk_put_marks_header(out, w->options->shape);
  for (uint32_t p = 0; p < w->reg->roll.pupil_count && !status; p++) {
    rbk_put_marks(out, w->reg, p, w->options->shape);
    status = drain(w, out, output, p);
  }
  return status;
}

static rbk_status more_csv(const folder_writer *w, rbk_buffer *out,
                           rbk_output *output) {
  rbk_status status = RBK_OK;
  rbk_put_more_header(out);
  for (uint32_t p = 0; p < w->reg->roll.pupil_count && !status; p++) {
    rbk_put_more_marks(out, w->reg, p);
    status = drain(w, out, output, p);
  }
  return status;
}

static bool has_parents(const folder_writer *w) {
  return w->reg->roll.parent_count > 0;
}

static bool has_events(const folder_writer *w) {
  return rbk_any_events(&w->reg->history);
}

static bool has_more_marks(const folder_writer *w) {
  return rbk_any_more_marks(w->reg);
}

static const folder_file files[] = {
    {"school.json", NULL, school_json},
    {"calendar.json", NULL, calendar_json},
    {"pupils.csv", NULL, pupils_csv},
    {"marks.csv", NULL, marks_csv},
    {"marks-more.csv", has_more_marks, more_csv},
    {"parents.csv", has_parents, parents_csv},
    {"events.csv", has_events, events_csv},
};
#define FILES (sizeof files / sizeof files[0])

static const char *path_of(folder_writer *w, const char *folder,
                           const char *name) {
  return rbk_arena_format(&w->arena, "%s/%s", folder, name);
}

static rbk_status write_file(folder_writer *w, const folder_file *file) {
  rbk_output *output = NULL;
  rbk_buffer buffer;
  const char *path = path_of(w, w->part, file->name);
  if (!path) return rbk_no_memory(w->error);
  rbk_status status = rbk_output_file(w->alloc, path, &output, w->error);
  if (status) return status;
  rbk_buffer_init(&buffer, w->alloc);
  status = file->put(w, &buffer, output);
  if (!status) status = rbk_output_drain(output, &buffer, w->error);
  if (!status) status = rbk_output_commit(output, w->error);
  rbk_buffer_finish(&buffer);
  rbk_output_destroy(output);
  return status;
}

/* --- the folder --- */

static rbk_status check_free(folder_writer *w) {
  struct stat there;
  if (lstat(w->folder, &there) != 0) return RBK_OK;
  DIR *handle = S_ISDIR(there.st_mode) ? opendir(w->folder) : NULL;
  if (!handle) return refuse(w, RBK_USAGE, "is no folder; give a new one");
  bool empty = true;
  const struct dirent *entry;
  while (empty && (entry = readdir(handle)) != NULL)
    empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
  closedir(handle);
  return empty ? RBK_OK
               : refuse(w, RBK_USAGE,
                        "is not empty; give a new folder, so "
                        "that nothing is written over");
}

static rbk_status make_part(folder_writer *w) {
  if (mkdir(w->part, 0777) == 0) return RBK_OK;
  switch (errno) {
  case EEXIST:
    return rbk_fail(w->error, RBK_IO, w->part, 0, 0,
                    "is in the way, perhaps from a run that was cut off; "
                    "remove it");
  case ENOENT:
  case ENOTDIR:
    return refuse(w, RBK_IO,
                  "cannot be made: there is no folder to make it in");
  case EACCES:
  case EPERM:
    return refuse(w, RBK_IO, "cannot be made: permission is denied");
  default:
    return refuse(w, RBK_IO, "cannot be made; check the disk");
  }
}

void rbk_folder_remove(const char *folder) {
  int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle >= 0) {
    for (size_t i = 0; i < FILES; i++) unlinkat(handle, files[i].name, 0);
    close(handle);
  }
  rmdir(folder);
}

static rbk_status write_all(folder_writer *w) {
  rbk_status status = check_free(w);
  if (!status) status = make_part(w);
  if (status) return status;
  for (size_t i = 0; i < FILES && !status; i++)
    if (!files[i].wanted || files[i].wanted(w))
      status = write_file(w, &files[i]);
  if (!status && rename(w->part, w->folder) != 0)
    status = refuse(w, RBK_IO,
                    "cannot be given its name; check the folder it is in");
  if (status) rbk_folder_remove(w->part);
  return status;
}

rbk_status rbk_folder_write(const rbk_register *reg, const char *folder,
                            const rbk_folder_options *options,
                            rbk_error *error) {
  folder_writer w = {.reg = reg,
                     .options = options,
                     .alloc = rbk_alloc_or_default(options->alloc),
                     .error = error};
  rbk_arena_init(&w.arena, w.alloc);
  size_t length = strlen(folder);
  while (length > 1 && folder[length - 1] == '/') length--;
  w.folder = rbk_arena_copy(&w.arena, folder, length);
  w.part = w.folder ? rbk_arena_format(&w.arena, "%s.part", w.folder) : NULL;
  rbk_status status = w.part ? write_all(&w) : rbk_no_memory(error);
  rbk_arena_finish(&w.arena);
  return status;
}
