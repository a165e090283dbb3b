/* A school from its files: which they are, the order in which they are read,
 * and what becomes of the whole when something is refused. */
#define _XOPEN_SOURCE 700 /* realpath */

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/draft.h"
#include "read/read.h"
#include "read/shape.h"

typedef enum role {
  SCHOOL,
  CALENDAR,
  PUPILS,
  PARENTS,
  EVENTS,
  ROLES,
  MARKS = ROLES,
  NO_PART
} role;

static const char *const role_names[ROLES] = {
    "school.json", "calendar.json", "pupils.csv", "parents.csv", "events.csv"};

/* The opened files of one school. */
typedef struct school_files {
  rbk_file one[ROLES]; /* path NULL: not there */
  rbk_file *marks;     /* in byte order of their names */
  size_t marks_count, marks_capacity;
} school_files;

static bool ends_in(const char *name, const char *tail) {
  size_t length = strlen(name), more = strlen(tail);
  return length >= more && strcmp(name + length - more, tail) == 0;
}

static role role_of(const char *name) {
  for (size_t i = 0; i < ROLES; i++)
    if (strcmp(name, role_names[i]) == 0) return (role)i;
  if (strncmp(name, "marks", 5) == 0 &&
      (ends_in(name, ".csv") || ends_in(name, ".ndjson") ||
       ends_in(name, ".xml")))
    return MARKS;
  return NO_PART;
}

/* A file that is one of ours but for its capitals would be passed over. */
static const char *nearly_role(const char *name) {
  for (size_t i = 0; i < ROLES; i++)
    if (strcmp(name, role_names[i]) != 0 &&
        rbk_text_equal_fold(rbk_text_of(name), rbk_text_of(role_names[i])))
      return role_names[i];
  return NULL;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const rbk_file *)a)->name, ((const rbk_file *)b)->name);
}

static void close_files(const rbk_alloc *alloc, school_files *files) {
  for (size_t i = 0; i < ROLES; i++) rbk_file_close(alloc, &files->one[i]);
  for (size_t i = 0; i < files->marks_count; i++)
    rbk_file_close(alloc, &files->marks[i]);
  rbk_release(alloc, files->marks);
  *files = (school_files){0};
}

/* The place for one more file of that role. */
static rbk_status place_for(rbk_reading *reading, school_files *files,
                            role part, rbk_file **out) {
  if (part != MARKS) {
    *out = &files->one[part];
    return RBK_OK;
  }
  if (rbk_grow(reading->alloc, &files->marks, &files->marks_capacity,
               files->marks_count + 1, sizeof *files->marks))
    return rbk_reading_no_memory(reading);
  *out = &files->marks[files->marks_count];
  return RBK_OK;
}

static void took(school_files *files, role part) {
  if (part == MARKS) files->marks_count++;
}

static rbk_status open_entry(rbk_reading *reading, const char *folder,
                             const char *name, school_files *files) {
  const char *meant = nearly_role(name);
  role part = role_of(name);
  if (part == NO_PART && !meant) return RBK_OK;
  size_t length = strlen(folder), size = length + strlen(name) + 2;
  bool slash = length > 0 && folder[length - 1] == '/';
  char *path = rbk_take(reading->alloc, size, 1);
  if (!path) return rbk_reading_no_memory(reading);
  snprintf(path, size, "%s%s%s", folder, slash ? "" : "/", name);

  rbk_status status;
  rbk_file *file = NULL;
  if (meant) {
    status = rbk_fail(&reading->error, RBK_REJECTED, path, 0, 0,
                      "would be passed over; rename it to %s", meant);
  } else {
    status = place_for(reading, files, part, &file);
    if (!status)
      status = rbk_file_open(reading->alloc, path, file, &reading->error);
    if (!status) took(files, part);
  }
  rbk_release(reading->alloc, path);
  return status;
}

static rbk_status open_folder(rbk_reading *reading, const char *folder,
                              school_files *files) {
  DIR *handle = opendir(folder);
  if (!handle)
    return rbk_fail(&reading->error, RBK_REJECTED, folder, 0, 0,
                    "is not a school folder: %s; give a folder with "
                    "calendar.json and marks.csv",
                    errno == ENOENT    ? "there is no such folder"
                    : errno == ENOTDIR ? "it is no folder"
                    : errno == EACCES  ? "permission is denied"
                                       : "it cannot be opened");
  rbk_status status = RBK_OK;
  const struct dirent *entry;
  while (!status && (entry = readdir(handle)) != NULL)
    status = open_entry(reading, folder, entry->d_name, files);
  closedir(handle);
  return status;
}

static rbk_status open_bytes(rbk_reading *reading, const rbk_bytes *given,
                             size_t count, school_files *files) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && !status; i++) {
    role part = role_of(given[i].name);
    rbk_file *file = NULL;
    if (part == NO_PART) continue;
    status = place_for(reading, files, part, &file);
    if (!status)
      status = rbk_file_of_bytes(given[i].name, given[i].bytes, given[i].length,
                                 file, &reading->error);
    if (!status) took(files, part);
  }
  return status;
}

/* --- reading --- */

static rbk_status read_marks(rbk_reading *reading, uint32_t number) {
  rbk_draft *draft = reading->draft;
  const rbk_file *file = &draft->marks[number];
  draft->put.file = number;
  if (ends_in(file->name, ".csv"))
    return rbk_read_marks_file(&draft->put, file);
  if (ends_in(file->name, ".ndjson")) return rbk_read_ndjson(reading, file);
  return rbk_fail(&reading->error, RBK_REJECTED, file->path, 0, 0,
                  "is not read by this version of rollbook; give the "
                  "register as CSV or NDJSON");
}

static const char *marks_path(const rbk_reading *reading, uint32_t number) {
  return reading->draft->marks[number].path;
}

/* What must be there for a register to be made. */
static rbk_status check_files(rbk_reading *reading, const char *where,
                              const school_files *files) {
  if (!files->one[CALENDAR].path)
    return rbk_fail(&reading->error, RBK_REJECTED, where, 0, 0,
                    "holds no calendar.json; without the terms no session "
                    "can be counted");
  if (files->marks_count == 0)
    return rbk_fail(&reading->error, RBK_REJECTED, where, 0, 0,
                    "holds no register; add marks.csv in the long, week or "
                    "marks shape");
  for (size_t i = 0; i < files->marks_count; i++) {
    bool roll_too = ends_in(files->marks[i].name, ".ndjson");
    if (roll_too && (files->marks_count > 1 || files->one[PUPILS].path))
      return rbk_fail(&reading->error, RBK_REJECTED, files->marks[i].path, 0, 0,
                      "holds roll and register together; give it without "
                      "%s",
                      files->one[PUPILS].path ? "pupils.csv"
                                              : "other marks files");
  }
  return RBK_OK;
}

static rbk_status read_rows(rbk_reading *reading, const school_files *files) {
  rbk_draft *draft = reading->draft;
  rbk_status status = RBK_OK;
  if (files->one[PUPILS].path)
    status = rbk_read_pupils(reading, &files->one[PUPILS]);
  draft->marks = files->marks;
  draft->put.read_file = read_marks;
  draft->put.file_path = marks_path;
  for (size_t i = 0; i < files->marks_count; i++)
    reading->total += files->marks[i].length;
  for (uint32_t i = 0; i < files->marks_count && !status; i++)
    status = read_marks(reading, i);
  if (!status && files->one[PARENTS].path)
    status = rbk_read_parents(reading, &files->one[PARENTS]);
  if (!status && files->one[EVENTS].path)
    status = rbk_read_events(reading, &files->one[EVENTS]);
  return status;
}

static rbk_status put_in_order(rbk_reading *reading) {
  uint32_t *pupil_of_row = NULL;
  rbk_status status = rbk_finish_roll(reading, &pupil_of_row);
  if (!status) status = rbk_finish_marks(reading, pupil_of_row);
  if (!status) status = rbk_finish_parents(reading, pupil_of_row);
  if (!status) status = rbk_finish_history(reading, pupil_of_row);
  rbk_release(reading->alloc, pupil_of_row);
  return status;
}

static rbk_status read_school(rbk_reading *reading, const char *where,
                              const school_files *files) {
  rbk_draft draft = {0};
  reading->draft = &draft;
  rbk_status status = check_files(reading, where, files);
  if (!status && files->one[SCHOOL].path)
    status = rbk_read_school(reading, &files->one[SCHOOL]);
  if (!status) status = rbk_read_calendar(reading, &files->one[CALENDAR]);
  if (!status) status = rbk_draft_init(&draft, reading);
  if (!status) status = read_rows(reading, files);
  if (!status) status = put_in_order(reading);
  rbk_draft_finish(&draft);
  reading->draft = NULL;
  return status;
}

/* What stands in the error when rows were left out. */
static rbk_status some_rejected(rbk_reading *reading,
                                const rbk_register_options *options) {
  rbk_error first = reading->first;
  bool one = reading->rejected == 1;
  const char *path = options ? options->rejects_file : NULL;
  return rbk_fail(&reading->error, RBK_REJECTED, first.file, first.line,
                  first.column, "%s (%s%zu row%s left out%s%s)", first.text,
                  one ? "" : "the first of ", reading->rejected, one ? "" : "s",
                  path ? ", see " : "", path ? path : "");
}

static rbk_status begin(rbk_reading *reading, const char *school_id,
                        const rbk_register_options *options) {
  reading->rejects.handle = -1;
  rbk_buffer_init(&reading->rejects.buffer, reading->alloc);
  rbk_status status = rbk_register_create(reading->alloc, &reading->reg);
  if (status) return rbk_reading_no_memory(reading);
  if (school_id && school_id[0]) {
    reading->reg->school.id =
        rbk_arena_copy(&reading->reg->arena, school_id, strlen(school_id));
    if (!reading->reg->school.id) return rbk_reading_no_memory(reading);
  }
  if (!options) return RBK_OK;
  reading->progress = options->progress;
  reading->context = options->context;
  reading->keep_going = options->keep_going;
  return options->keep_going && options->rejects_file
             ? rbk_rejects_open(reading, options->rejects_file)
             : RBK_OK;
}

static rbk_status check_options(const rbk_register_options *options,
                                rbk_error *error) {
  if (!options) return RBK_OK;
  if (options->size != sizeof *options)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "the options of rbk_register_read are of another size; "
                    "set size to sizeof(rbk_register_options)");
  return RBK_OK;
}

/* A source of files: a folder, or bytes. */
typedef struct source {
  const char *folder; /* NULL: bytes */
  const rbk_bytes *bytes;
  size_t count;
} source;

static rbk_status read_source(const source *from, const char *school_id,
                              const rbk_register_options *options,
                              rbk_register **out, rbk_error *error) {
  rbk_status status = check_options(options, error);
  if (status) return status;
  rbk_reading reading = {
      .alloc = rbk_alloc_or_default(options ? options->alloc : NULL)};
  school_files files = {0};
  const char *where = from->folder ? from->folder : "the school";
  status = begin(&reading, school_id, options);
  if (!status)
    status = from->folder
                 ? open_folder(&reading, from->folder, &files)
                 : open_bytes(&reading, from->bytes, from->count, &files);
  if (!status && files.marks_count)
    qsort(files.marks, files.marks_count, sizeof *files.marks, by_name);
  if (!status) status = read_school(&reading, where, &files);
  rbk_status closed = rbk_rejects_close(&reading, status == RBK_OK);
  if (!status) status = closed;
  close_files(reading.alloc, &files);
  if (status) {
    rbk_register_destroy(reading.reg);
    if (error) *error = reading.error;
    return status;
  }
  *out = reading.reg;
  if (reading.rejected == 0) return RBK_OK;
  status = some_rejected(&reading, options);
  if (error) *error = reading.error;
  return status;
}

rbk_status rbk_register_read_bytes(const rbk_bytes *files, size_t count,
                                   const char *school_id,
                                   const rbk_register_options *options,
                                   rbk_register **out, rbk_error *error) {
  source from = {.bytes = files, .count = count};
  return read_source(&from, school_id, options, out, error);
}

/* The folder's own name, also where the path is "." */
static void folder_name(const char *folder, char *out, size_t size) {
  char real[PATH_MAX];
  const char *path = realpath(folder, real) ? real : folder;
  const char *slash = strrchr(path, '/');
  const char *name = slash && slash[1] ? slash + 1 : path;
  size_t length = strlen(name);
  if (length >= size) length = size - 1;
  memcpy(out, name, length);
  out[length] = '\0';
}

rbk_status rbk_register_read(const char *folder,
                             const rbk_register_options *options,
                             rbk_register **out, rbk_error *error) {
  char name[256];
  source from = {.folder = folder};
  if (options && options->size == sizeof *options && options->keep_going &&
      !options->rejects_file)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "keep_going needs rejects_file: refused rows must not "
                    "vanish");
  folder_name(folder, name, sizeof name);
  return read_source(&from, name, options, out, error);
}
