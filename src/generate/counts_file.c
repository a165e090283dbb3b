/* Reading a file of counts. */
#include <string.h>

#include "base/alloc.h"
#include "generate/counts_file.h"
#include "read/csv.h"
#include "read/reading.h"

#define NO_COLUMN SIZE_MAX

typedef struct count_reader {
  rbk_counts *counts;
  rbk_csv csv;
  size_t group, pupils, date; /* columns, from 0 */
  size_t width;               /* of the header */
  rbk_error *error;
} count_reader;

#define refuse(reader, column, ...)                                            \
  rbk_fail((reader)->error, RBK_REJECTED, (reader)->counts->file,              \
           (reader)->csv.row_line, (column) + 1, __VA_ARGS__)

static const char *keep(count_reader *reader, rbk_text text) {
  return rbk_arena_copy(&reader->counts->arena, text.bytes, text.length);
}

/* --- the header --- */

/* Whether a column's name is a code of some day; sub-codes are not, their
 * marks stand in the column of the code they count as. */
static bool is_code(rbk_text name) {
  for (size_t c = 1; c <= rbk_codes_count(); c++)
    if (rbk_text_is(name, rbk_code_letters((rbk_code)c))) return true;
  return false;
}

static bool is_sub_code(rbk_text name) {
  for (size_t s = 0; s < rbk_sub_codes_count(); s++)
    if (rbk_text_is(name, rbk_sub_code_at(s)->code)) return true;
  return false;
}

static rbk_status stands_twice(count_reader *reader, size_t column,
                               const char *name) {
  return refuse(reader, column, "column '%s' stands twice; keep one of them",
                name);
}

static rbk_status take_code(count_reader *reader, size_t column,
                            rbk_text name) {
  rbk_counts *counts = reader->counts;
  for (size_t i = 0; i < counts->code_count; i++)
    if (rbk_text_is(name, counts->codes[i]))
      return stands_twice(reader, column, counts->codes[i]);
  const char *code = keep(reader, name);
  if (!code) return rbk_no_memory(reader->error);
  counts->codes[counts->code_count] = code;
  counts->columns[counts->code_count++] = column;
  return RBK_OK;
}

static rbk_status take_column(count_reader *reader, size_t column) {
  rbk_text name = rbk_text_trim(reader->csv.fields[column]);
  struct {
    const char *name;
    size_t *at;
  } known[] = {{"group", &reader->group},
               {"pupils", &reader->pupils},
               {"date", &reader->date}};
  for (size_t i = 0; i < 3; i++) {
    if (!rbk_text_is(name, known[i].name)) continue;
    if (*known[i].at != NO_COLUMN)
      return stands_twice(reader, column, known[i].name);
    *known[i].at = column;
    return RBK_OK;
  }
  if (is_code(name)) return take_code(reader, column, name);
  char shown[RBK_SHOWN];
  if (is_sub_code(name))
    return refuse(reader, column,
                  "column '%s' is a sub-code; add its counts to the code it "
                  "counts as",
                  rbk_shown(name, shown));
  const char *other = keep(reader, name);
  if (!other) return rbk_no_memory(reader->error);
  reader->counts->passed_over[reader->counts->passed_over_count++] = other;
  return RBK_OK;
}

static rbk_status read_header(count_reader *reader) {
  rbk_counts *counts = reader->counts;
  bool got = false;
  rbk_status status = rbk_csv_next(&reader->csv, &got, reader->error);
  if (status) return status;
  if (!got)
    return rbk_fail(reader->error, RBK_REJECTED, counts->file, 1, 0,
                    "is empty; the first line must name the columns");
  reader->width = reader->csv.field_count;
  reader->group = reader->pupils = reader->date = NO_COLUMN;
  counts->codes =
      rbk_arena_take(&counts->arena, reader->width, sizeof *counts->codes);
  counts->columns =
      rbk_arena_take(&counts->arena, reader->width, sizeof *counts->columns);
  counts->passed_over = rbk_arena_take(&counts->arena, reader->width,
                                       sizeof *counts->passed_over);
  if (!counts->codes || !counts->columns || !counts->passed_over)
    return rbk_no_memory(reader->error);
  for (size_t i = 0; i < reader->width && !status; i++)
    status = take_column(reader, i);
  if (status) return status;
  const char *lacking = reader->group == NO_COLUMN    ? "group"
                        : reader->pupils == NO_COLUMN ? "pupils"
                        : counts->code_count == 0     ? "/"
                                                      : NULL;
  if (lacking)
    return rbk_fail(reader->error, RBK_REJECTED, counts->file,
                    reader->csv.row_line, 0,
                    "has no column '%s'; it needs group, pupils and one column "
                    "for each code",
                    lacking);
  return RBK_OK;
}

/* --- the rows --- */

/* "Sandwell primary, 4 Oct" -> "sandwell-primary-4-oct" */
static const char *folder_of(count_reader *reader, rbk_text name) {
  char *out = rbk_arena_take(&reader->counts->arena, name.length + 1, 1);
  size_t length = 0;
  if (!out) return NULL;
  for (size_t i = 0; i < name.length; i++) {
    char c = name.bytes[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out[length++] = c;
    else if (length > 0 && out[length - 1] != '-')
      out[length++] = '-';
  }
  if (length > 0 && out[length - 1] == '-') length--;
  out[length] = '\0';
  return out;
}

static rbk_status name_group(count_reader *reader, rbk_count_group *group) {
  rbk_counts *counts = reader->counts;
  rbk_text name = rbk_text_trim(reader->csv.fields[reader->group]);
  char shown[RBK_SHOWN];
  group->name = keep(reader, name);
  group->folder = folder_of(reader, name);
  if (!group->name || !group->folder) return rbk_no_memory(reader->error);
  if (!group->folder[0])
    return refuse(reader, reader->group,
                  "group '%s' has no letter or digit to name a folder by; "
                  "name it",
                  rbk_shown(name, shown));
  for (size_t i = 0; i < counts->group_count; i++)
    if (strcmp(counts->groups[i].folder, group->folder) == 0)
      return refuse(reader, reader->group,
                    "group '%s' would have the folder '%s', as the group of "
                    "line %zu; name it otherwise",
                    rbk_shown(name, shown), group->folder,
                    counts->groups[i].line);
  return RBK_OK;
}

static rbk_status number_at(count_reader *reader, size_t column,
                            const char *name, int64_t *number) {
  rbk_text text = rbk_text_trim(reader->csv.fields[column]);
  char shown[RBK_SHOWN];
  if (rbk_text_number(text, number)) return RBK_OK;
  return refuse(reader, column,
                "%s '%s' is not a whole number; write digits only", name,
                rbk_shown(text, shown));
}

static rbk_status numbers_of(count_reader *reader, rbk_count_group *group) {
  rbk_counts *counts = reader->counts;
  int64_t pupils;
  rbk_status status = number_at(reader, reader->pupils, "pupils", &pupils);
  if (status) return status;
  if (pupils < 1 || (uint64_t)pupils > RBK_MOST_PUPILS)
    return refuse(reader, reader->pupils,
                  "pupils '%lld' cannot be; a group has 1 to %zu",
                  (long long)pupils, RBK_MOST_PUPILS);
  group->pupils = (size_t)pupils;
  group->counts =
      rbk_arena_take(&counts->arena, counts->code_count, sizeof *group->counts);
  if (!group->counts) return rbk_no_memory(reader->error);
  for (size_t i = 0; i < counts->code_count && !status; i++) {
    rbk_text text = rbk_text_trim(reader->csv.fields[counts->columns[i]]);
    if (text.length)
      status = number_at(reader, counts->columns[i], counts->codes[i],
                         &group->counts[i]);
  }
  return status;
}

static rbk_status date_of(count_reader *reader, rbk_count_group *group) {
  group->date = RBK_NO_DATE;
  if (reader->date == NO_COLUMN) return RBK_OK;
  rbk_text text = rbk_text_trim(reader->csv.fields[reader->date]);
  char shown[RBK_SHOWN];
  if (text.length == 0 || rbk_date_parse(text, &group->date)) return RBK_OK;
  return refuse(reader, reader->date,
                "date '%s' is not a date; write it as 2024-09-03",
                rbk_shown(text, shown));
}

static rbk_status read_group(count_reader *reader) {
  rbk_counts *counts = reader->counts;
  rbk_count_group group = {.line = reader->csv.row_line};
  if (reader->csv.field_count != reader->width)
    return rbk_fail(reader->error, RBK_REJECTED, counts->file,
                    reader->csv.row_line, 0,
                    "has %zu fields and the header %zu; correct the row",
                    reader->csv.field_count, reader->width);
  rbk_status status = name_group(reader, &group);
  if (!status) status = numbers_of(reader, &group);
  if (!status) status = date_of(reader, &group);
  if (status) return status;
  if (rbk_grow(counts->alloc, &counts->groups, &counts->group_capacity,
               counts->group_count + 1, sizeof *counts->groups))
    return rbk_no_memory(reader->error);
  counts->groups[counts->group_count++] = group;
  return RBK_OK;
}

static rbk_status read_file(rbk_counts *counts, const rbk_file *file,
                            rbk_error *error) {
  count_reader reader = {.counts = counts, .error = error};
  rbk_csv_init(&reader.csv, counts->alloc, file);
  rbk_status status = read_header(&reader);
  for (bool got = true; got && !status;) {
    status = rbk_csv_next(&reader.csv, &got, error);
    if (!status && got) status = read_group(&reader);
  }
  if (!status && counts->group_count == 0)
    status = rbk_fail(error, RBK_REJECTED, counts->file, 2, 0,
                      "has no row below its header; add one a group");
  rbk_csv_finish(&reader.csv);
  return status;
}

/* --- the file as a whole --- */

static rbk_status read_whole(const rbk_alloc *alloc, const rbk_file *file,
                             rbk_counts **out, rbk_error *error) {
  rbk_counts *counts = rbk_take(alloc, 1, sizeof *counts);
  if (!counts) return rbk_no_memory(error);
  counts->alloc = alloc;
  rbk_arena_init(&counts->arena, alloc);
  counts->file = rbk_arena_copy(&counts->arena, file->path, strlen(file->path));
  rbk_status status =
      counts->file ? read_file(counts, file, error) : rbk_no_memory(error);
  if (status)
    rbk_counts_destroy(counts);
  else
    *out = counts;
  return status;
}

rbk_status rbk_counts_read(const rbk_alloc *alloc, const char *path,
                           rbk_counts **out, rbk_error *error) {
  rbk_file file = {0};
  alloc = rbk_alloc_or_default(alloc);
  rbk_status status = rbk_file_open(alloc, path, &file, error);
  if (status) return status;
  status = read_whole(alloc, &file, out, error);
  rbk_file_close(alloc, &file);
  return status;
}

rbk_status rbk_counts_read_bytes(const rbk_alloc *alloc, const char *name,
                                 const char *bytes, size_t length,
                                 rbk_counts **out, rbk_error *error) {
  rbk_file file = {0};
  alloc = rbk_alloc_or_default(alloc);
  rbk_status status = rbk_file_of_bytes(name, bytes, length, &file, error);
  if (status) return status;
  status = read_whole(alloc, &file, out, error);
  rbk_file_close(alloc, &file);
  return status;
}

void rbk_counts_destroy(rbk_counts *counts) {
  if (!counts) return;
  const rbk_alloc *alloc = counts->alloc;
  rbk_release(alloc, counts->groups);
  rbk_arena_finish(&counts->arena);
  rbk_release(alloc, counts);
}

size_t rbk_counts_groups(const rbk_counts *counts) {
  return counts->group_count;
}

const char *rbk_counts_folder(const rbk_counts *counts, size_t group) {
  return counts->groups[group].folder;
}

const char *const *rbk_counts_passed_over(const rbk_counts *counts,
                                          size_t *count) {
  *count = counts->passed_over_count;
  return counts->passed_over;
}
