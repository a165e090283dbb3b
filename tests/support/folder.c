#include "support/folder.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "register/canonical.h"

test_folder folder_begin(const char *where) {
  test_folder folder;
  int length =
      snprintf(folder.path, sizeof folder.path, "%s/school-XXXXXX", where);
  ck_assert(length > 0 && (size_t)length < sizeof folder.path);
  ck_assert_ptr_nonnull(mkdtemp(folder.path));
  return folder;
}

static FILE *open_in(const test_folder *folder, const char *name,
                     const char *mode) {
  char path[1024];
  int length = snprintf(path, sizeof path, "%s/%s", folder->path, name);
  ck_assert(length > 0 && (size_t)length < sizeof path);
  return fopen(path, mode);
}

void folder_write_bytes(const test_folder *folder, const char *name,
                        const char *bytes, size_t length) {
  FILE *file = open_in(folder, name, "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
  ck_assert_int_eq(fclose(file), 0);
}

void folder_write(const test_folder *folder, const char *name,
                  const char *text) {
  folder_write_bytes(folder, name, text, strlen(text));
}

void folder_drop(const test_folder *folder, const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder->path, name);
  ck_assert_int_eq(unlink(path), 0);
}

bool folder_has(const test_folder *folder, const char *name) {
  FILE *file = open_in(folder, name, "rb");
  if (file) fclose(file);
  return file != NULL;
}

char *folder_text(const test_folder *folder, const char *name) {
  FILE *file = open_in(folder, name, "rb");
  ck_assert_ptr_nonnull(file);
  ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
  long length = ftell(file);
  ck_assert(length >= 0);
  rewind(file);
  char *text = malloc((size_t)length + 1);
  ck_assert_ptr_nonnull(text);
  ck_assert_uint_eq(fread(text, 1, (size_t)length, file), (size_t)length);
  text[length] = '\0';
  fclose(file);
  return text;
}

void folder_end(const test_folder *folder) {
  DIR *handle = opendir(folder->path);
  ck_assert_ptr_nonnull(handle);
  const struct dirent *entry;
  while ((entry = readdir(handle)) != NULL)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      folder_drop(folder, entry->d_name);
  closedir(handle);
  ck_assert_int_eq(rmdir(folder->path), 0);
}

typedef struct text_sink {
  char *text;
  size_t length;
} text_sink;

static rbk_status add_line(void *context, const char *bytes, size_t length) {
  text_sink *sink = context;
  sink->text = realloc(sink->text, sink->length + length + 1);
  ck_assert_ptr_nonnull(sink->text);
  memcpy(sink->text + sink->length, bytes, length);
  sink->length += length;
  sink->text[sink->length] = '\0';
  return RBK_OK;
}

char *canonical_text(const rbk_register *reg) {
  text_sink sink = {0};
  ck_assert_int_eq(rbk_register_canonical(reg, add_line, &sink), RBK_OK);
  return sink.text;
}

void same_register(const rbk_register *a, const rbk_register *b) {
  char *one = canonical_text(a), *other = canonical_text(b);
  ck_assert_str_eq(one, other);
  /* What the canonical form leaves out. */
  ck_assert_uint_eq(a->marks.note_count, b->marks.note_count);
  for (size_t i = 0; i < a->marks.note_count; i++)
    ck_assert_int_eq(a->marks.notes[i].withdrawn, b->marks.notes[i].withdrawn);
  ck_assert_int_eq(a->marks.last_session, b->marks.last_session);
  for (size_t s = 0; s < 2 * a->calendar.day_count; s++)
    ck_assert_int_eq(rbk_bits_get(a->marks.taken, s),
                     rbk_bits_get(b->marks.taken, s));
  for (size_t i = 0; i < a->history.event_count; i++) {
    ck_assert_uint_eq(a->history.events[i].ordinal,
                      b->history.events[i].ordinal);
    ck_assert_int_eq(a->history.events[i].effect, b->history.events[i].effect);
  }
  for (size_t p = 0; p < a->roll.pupil_count; p++)
    for (size_t s = 0; s < a->roll.pupils[p].spell_count; s++) {
      const rbk_spell *x = &a->roll.pupils[p].spells[s];
      const rbk_spell *y = &b->roll.pupils[p].spells[s];
      ck_assert_int_eq(x->first_day, y->first_day);
      ck_assert_int_eq(x->last_day, y->last_day);
    }
  free(one);
  free(other);
}
