#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

const char *rbk_status_name(rbk_status status) {
  static const char *const names[] = {
      [RBK_OK] = "ok",
      [RBK_NOMEM] = "nomem",
      [RBK_OVERFLOW] = "overflow",
      [RBK_IO] = "io",
      [RBK_USAGE] = "usage",
      [RBK_REJECTED] = "rejected",
      [RBK_POLICY] = "policy",
      [RBK_STOPPED] = "stopped",
      [RBK_INTERNAL] = "internal",
  };
  size_t number = (size_t)status;
  return number < sizeof names / sizeof names[0] ? names[number] : "unknown";
}

const char *rbk_version(void) {
  return ROLLBOOK_VERSION;
}

/* Takes half a character off the end of a text that was cut. */
static void drop_half_character(char *text) {
  size_t length = strlen(text), lead = length;
  do {
    if (lead == 0) return;
    lead--;
  } while (((unsigned char)text[lead] & 0xC0) == 0x80);
  if (!rbk_utf8_valid(text + lead, length - lead, NULL)) text[lead] = '\0';
}

static void copy_cut(char *to, size_t size, const char *from) {
  size_t length = strlen(from);
  bool cut = length >= size;
  if (cut) length = size - 1;
  memmove(to, from, length);
  to[length] = '\0';
  if (cut) drop_half_character(to);
}

rbk_status rbk_fail(rbk_error *error, rbk_status status, const char *file,
                    size_t line, size_t column, const char *format, ...) {
  if (!error) return status;
  /* The arguments may be texts of the very error that is filled in. */
  char text[sizeof error->text];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (length < 0) text[0] = '\0';
  if (length >= (int)sizeof text) drop_half_character(text);

  error->status = status;
  error->line = line;
  error->column = column;
  copy_cut(error->file, sizeof error->file, file ? file : "");
  copy_cut(error->text, sizeof error->text, text);
  return status;
}

rbk_status rbk_no_memory(rbk_error *error) {
  return rbk_fail(error, RBK_NOMEM, NULL, 0, 0,
                  "memory ran out; free some, or ask for less at once");
}

void rbk_problems_init(rbk_problems *problems, const rbk_alloc *alloc) {
  *problems = (rbk_problems){.alloc = alloc};
  rbk_arena_init(&problems->arena, alloc);
}

void rbk_problems_finish(rbk_problems *problems) {
  rbk_release(problems->alloc, problems->items);
  rbk_arena_finish(&problems->arena);
  rbk_problems_init(problems, problems->alloc);
}

rbk_status rbk_problems_add(rbk_problems *problems, rbk_severity severity,
                            const char *id, const char *file, size_t line,
                            size_t column, const char *format, ...) {
  if (!file) file = "";
  va_list arguments;
  va_start(arguments, format);
  const char *text = rbk_arena_format_list(&problems->arena, format, arguments);
  va_end(arguments);
  const char *own_file = rbk_arena_copy(&problems->arena, file, strlen(file));
  if (!text || !own_file) return RBK_NOMEM;

  rbk_status status =
      rbk_grow(problems->alloc, &problems->items, &problems->capacity,
               problems->count + 1, sizeof *problems->items);
  if (status != RBK_OK) return status;
  size_t number = problems->count++;
  problems->items[number] =
      (rbk_problem){severity, id, own_file, line, column, text, number};
  if (severity == RBK_ERROR) problems->errors++;
  return RBK_OK;
}

static int compare_sizes(size_t a, size_t b) {
  return (a > b) - (a < b);
}

static int compare_places(const rbk_problem *a, const rbk_problem *b) {
  int order = strcmp(a->file, b->file);
  if (order == 0) order = compare_sizes(a->line, b->line);
  return order != 0 ? order : compare_sizes(a->column, b->column);
}

static int compare_wording(const rbk_problem *a, const rbk_problem *b) {
  int order = (int)a->severity - (int)b->severity;
  if (order == 0) order = strcmp(a->id, b->id);
  return order != 0 ? order : strcmp(a->text, b->text);
}

static int by_place(const void *left, const void *right) {
  const rbk_problem *a = left, *b = right;
  int order = compare_places(a, b);
  return order != 0 ? order : compare_sizes(a->found, b->found);
}

/* Brings repetitions next to each other, the first found first. */
static int by_wording(const void *left, const void *right) {
  const rbk_problem *a = left, *b = right;
  int order = compare_places(a, b);
  if (order == 0) order = compare_wording(a, b);
  return order != 0 ? order : compare_sizes(a->found, b->found);
}

void rbk_problems_sort(rbk_problems *problems) {
  rbk_problem *items = problems->items;
  if (problems->count < 2) return;
  qsort(items, problems->count, sizeof *items, by_wording);
  size_t kept = 1;
  for (size_t i = 1; i < problems->count; i++) {
    const rbk_problem *last = &items[kept - 1];
    if (compare_places(last, &items[i]) == 0 &&
        compare_wording(last, &items[i]) == 0) {
      if (items[i].severity == RBK_ERROR) problems->errors--;
    } else {
      items[kept++] = items[i];
    }
  }
  problems->count = kept;
  qsort(items, kept, sizeof *items, by_place);
}
