#include "read/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_PATH = 160, DEEPEST = 32 };

rbk_status rbk_json_open(rbk_reading *reading, const rbk_file *file,
                         rbk_json_file *out, rbk_json *root) {
  rbk_status status =
      rbk_file_check_text(file, 0, file->length, 0, &reading->error);
  if (status) return status;
  json_error_t problem;
  json_t *value =
      json_loadb(file->bytes, file->length, JSON_REJECT_DUPLICATES, &problem);
  if (!value) {
    if (json_error_code(&problem) == json_error_out_of_memory)
      return rbk_reading_no_memory(reading);
    return rbk_fail(&reading->error, RBK_REJECTED, file->path,
                    problem.line > 0 ? (size_t)problem.line : 0,
                    problem.column > 0 ? (size_t)problem.column : 0,
                    "is not JSON: %s; correct it", problem.text);
  }
  *out = (rbk_json_file){.reading = reading, .file = file, .root = value};
  *root = (rbk_json){.file = out, .value = value};
  if (json_is_object(value)) return RBK_OK;
  status = rbk_json_refuse(root, "must be an object, { ... }");
  rbk_json_close(out);
  return status;
}

void rbk_json_close(rbk_json_file *file) {
  if (file && file->root) json_decref(file->root);
  if (file) *file = (rbk_json_file){0};
}

/* --- where a value stands --- */

/* jansson does not say, so the text, already known to be JSON, is walked. */
typedef struct walker {
  const char *bytes;
  size_t length, at, line;
} walker;

static void skip_space(walker *w) {
  for (; w->at < w->length && strchr(" \t\r\n", w->bytes[w->at]); w->at++)
    if (w->bytes[w->at] == '\n') w->line++;
}

static void skip_string(walker *w) {
  for (w->at++; w->at < w->length && w->bytes[w->at] != '"'; w->at++)
    if (w->bytes[w->at] == '\\') w->at++;
  w->at++;
}

static void skip_value(walker *w) {
  size_t depth = 0;
  do {
    skip_space(w);
    if (w->at >= w->length) return;
    char c = w->bytes[w->at];
    if (c == '"') {
      skip_string(w);
    } else if (c == '{' || c == '[') {
      depth++;
      w->at++;
    } else if (c == '}' || c == ']') {
      depth--;
      w->at++;
    } else if (c == ',' || c == ':') {
      w->at++;
    } else {
      while (w->at < w->length && !strchr(",:]} \t\r\n", w->bytes[w->at]))
        w->at++;
    }
  } while (depth > 0);
}

/* Whether the string at hand is this key. Keys written with escapes are
 * decoded by jansson, one at a time. */
static bool at_key(const walker *w, const char *key) {
  walker end = *w;
  skip_string(&end);
  const char *from = w->bytes + w->at + 1;
  size_t length = end.at - w->at - 2;
  if (!memchr(from, '\\', length))
    return strlen(key) == length && memcmp(from, key, length) == 0;
  json_t *text = json_loadb(from - 1, length + 2, JSON_DECODE_ANY, NULL);
  bool same = text && strcmp(json_string_value(text), key) == 0;
  json_decref(text);
  return same;
}

static void enter(walker *w, const rbk_json *step) {
  skip_space(w);
  w->at++; /* the bracket */
  for (size_t i = 0; w->at < w->length; i++) {
    skip_space(w);
    bool here = !step->key && i == step->index;
    if (step->key) {
      here = at_key(w, step->key);
      skip_string(w);
      skip_space(w);
      w->at++; /* the colon */
    }
    skip_space(w);
    if (here) return;
    skip_value(w);
    skip_space(w);
    w->at++; /* the comma */
  }
}

size_t rbk_json_offset(const rbk_json *at, size_t *line) {
  const rbk_json *steps[DEEPEST];
  size_t count = 0;
  for (const rbk_json *step = at; step->parent && count < DEEPEST;
       step = step->parent)
    steps[count++] = step;
  walker w = {at->file->file->bytes, at->file->file->length, 0, 1};
  skip_space(&w);
  while (count > 0) enter(&w, steps[--count]);
  *line = at->file->lines_before + w.line;
  return w.at < w.length ? w.at : w.length;
}

static size_t print_path(const rbk_json *at, char *out, size_t size) {
  size_t used = at->parent ? print_path(at->parent, out, size) : 0;
  if (!at->parent || used + 1 >= size) {
    out[used] = '\0';
    return used;
  }
  char shown[RBK_SHOWN];
  int more = at->key
                 ? snprintf(out + used, size - used, "%s%s", used ? "." : "",
                            rbk_shown(rbk_text_of(at->key), shown))
                 : snprintf(out + used, size - used, "[%zu]", at->index);
  used += more < 0 ? 0 : (size_t)more;
  return used < size ? used : size - 1;
}

rbk_status rbk_json_refuse(const rbk_json *at, const char *format, ...) {
  char path[LONGEST_PATH], what[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  /* A value that is not there is missing from its parent. */
  const rbk_json *place = at->value || !at->parent ? at : at->parent;
  size_t line;
  rbk_json_offset(place, &line);
  print_path(at, path, sizeof path);
  return rbk_fail(&at->file->reading->error, RBK_REJECTED, at->file->file->path,
                  line, 0, "%s%s%s", path, path[0] ? " " : "", what);
}

rbk_status rbk_json_only(const rbk_json *object, const char *const *keys) {
  if (!json_is_object(object->value))
    return rbk_json_refuse(object, "must be an object, { ... }");
  size_t count = 0;
  while (keys[count]) count++;
  const char *key;
  json_t *value;
  json_object_foreach(object->value, key, value) {
    size_t k = 0;
    while (k < count && strcmp(keys[k], key) != 0) k++;
    if (k < count) continue;
    rbk_json member = rbk_json_member(object, key);
    const char *near = rbk_nearest(key, keys, count);
    return near ? rbk_json_refuse(&member,
                                  "is not known here; did you mean '%s'?", near)
                : rbk_json_refuse(&member, "is not known here; take it out");
  }
  return RBK_OK;
}

/* --- values --- */

rbk_json rbk_json_member(const rbk_json *object, const char *key) {
  return (rbk_json){.file = object->file,
                    .parent = object,
                    .key = key,
                    .value = json_object_get(object->value, key)};
}

rbk_json rbk_json_item(const rbk_json *list, size_t index) {
  return (rbk_json){.file = list->file,
                    .parent = list,
                    .index = index,
                    .value = json_array_get(list->value, index)};
}

rbk_status rbk_json_text(const rbk_json *at, const char *absent,
                         const char **out) {
  if (!at->value && absent) {
    *out = absent;
    return RBK_OK;
  }
  if (!at->value) return rbk_json_refuse(at, "is missing; add it");
  if (!json_is_string(at->value))
    return rbk_json_refuse(at, "must be a text in quotes");
  rbk_reading *reading = at->file->reading;
  char *copy =
      rbk_arena_copy(&reading->reg->arena, json_string_value(at->value),
                     json_string_length(at->value));
  if (!copy) return rbk_reading_no_memory(reading);
  *out = copy;
  return RBK_OK;
}

rbk_status rbk_json_date(const rbk_json *at, rbk_date *out) {
  if (!at->value) return rbk_json_refuse(at, "is missing; add it");
  const char *text = json_string_value(at->value);
  if (text && rbk_date_parse(rbk_text_of(text), out)) return RBK_OK;
  char shown[RBK_SHOWN];
  return rbk_json_refuse(at, "'%s' is no date; write it as \"2025-02-14\"",
                         text ? rbk_shown(rbk_text_of(text), shown) : "");
}

rbk_status rbk_json_count(const rbk_json *at, int64_t *out) {
  if (!at->value) {
    *out = -1;
    return RBK_OK;
  }
  if (!json_is_integer(at->value) || json_integer_value(at->value) < 0)
    return rbk_json_refuse(at, "must be a whole number");
  *out = json_integer_value(at->value);
  return RBK_OK;
}

rbk_status rbk_json_decimal(const rbk_json *at, rbk_decimal *out) {
  size_t line, from = rbk_json_offset(at, &line);
  const rbk_file *file = at->file->file;
  size_t to = from;
  while (to < file->length && !strchr(",:]} \t\r\n", file->bytes[to])) to++;
  rbk_text literal = {file->bytes + from, to - from};
  if (rbk_decimal_parse(literal, out)) return RBK_OK;
  char shown[RBK_SHOWN];
  return rbk_json_refuse(at,
                         "%s is not a number of at most four decimals, such "
                         "as 98.9",
                         rbk_shown(literal, shown));
}

rbk_status rbk_json_list(const rbk_json *at, size_t *count) {
  if (at->value && !json_is_array(at->value))
    return rbk_json_refuse(at, "must be a list, [ ... ]");
  *count = at->value ? json_array_size(at->value) : 0;
  return RBK_OK;
}

rbk_status rbk_json_take(const rbk_json *at, size_t count, size_t size,
                         void *out) {
  rbk_reading *reading = at->file->reading;
  void *memory = rbk_arena_take(&reading->reg->arena, count, size);
  if (!memory) return rbk_reading_no_memory(reading);
  memcpy(out, &memory, sizeof memory);
  return RBK_OK;
}
