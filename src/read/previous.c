/* The decisions of an earlier run: one object a line, as src/write/README.md
 * has them. What a later version may add is passed over; what must be there to
 * tell actions apart is not guessed. */
#include <jansson.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"
#include "read/file.h"
#include "rollbook/run.h"

struct rbk_previous {
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_recorded_action *actions;
  size_t count, capacity;
};

typedef struct line_reader {
  rbk_previous *previous;
  const rbk_file *file;
  size_t line;
  rbk_error *error;
} line_reader;

static rbk_status refuse(const line_reader *r, const char *key,
                         const char *what) {
  return rbk_fail(r->error, RBK_REJECTED, r->file->path, r->line, 0,
                  "\"%s\" %s; give the decisions that `rollbook evaluate "
                  "--format ndjson` wrote",
                  key, what);
}

/* --- members ------------------------------------------------------------- */

static rbk_status keep(const line_reader *r, const char *text,
                       const char **out) {
  *out = rbk_arena_copy(&r->previous->arena, text, strlen(text));
  return *out ? RBK_OK : rbk_no_memory(r->error);
}

/* Absent and null are NULL. */
static rbk_status text_of(const line_reader *r, const json_t *object,
                          const char *key, const char **out) {
  const json_t *value = json_object_get(object, key);
  *out = NULL;
  if (value == NULL || json_is_null(value)) return RBK_OK;
  if (!json_is_string(value)) return refuse(r, key, "is not a text");
  return keep(r, json_string_value(value), out);
}

static rbk_status needed_text(const line_reader *r, const json_t *object,
                              const char *key, const char **out) {
  rbk_status status = text_of(r, object, key, out);
  return status == RBK_OK && *out == NULL ? refuse(r, key, "is missing")
                                          : status;
}

static rbk_status date_of(const line_reader *r, const json_t *object,
                          const char *key, bool needed, const char **out) {
  rbk_date date;
  rbk_status status =
      needed ? needed_text(r, object, key, out) : text_of(r, object, key, out);
  if (status != RBK_OK || *out == NULL) return status;
  return rbk_date_parse(rbk_text_of(*out), &date)
             ? RBK_OK
             : refuse(r, key, "is not a date");
}

/* A text or a list of texts. */
static rbk_status list_of(const line_reader *r, const json_t *object,
                          const char *key, rbk_list *out) {
  const json_t *value = json_object_get(object, key);
  *out = (rbk_list){NULL, 0, json_is_array(value)};
  if (value == NULL || json_is_null(value)) return RBK_OK;
  size_t count = json_is_array(value) ? json_array_size(value) : 1;
  const char **items =
      rbk_arena_take(&r->previous->arena, count, sizeof *items);
  if (items == NULL) return rbk_no_memory(r->error);
  for (size_t i = 0; i < count; i++) {
    const json_t *item =
        json_is_array(value) ? json_array_get(value, i) : value;
    if (!json_is_string(item)) return refuse(r, key, "is not a list of texts");
    rbk_status status = keep(r, json_string_value(item), &items[i]);
    if (status != RBK_OK) return status;
  }
  out->items = items;
  out->count = count;
  return RBK_OK;
}

static rbk_status number_of(const line_reader *r, const json_t *object,
                            const char *key, bool *there, int64_t *out) {
  const json_t *value = json_object_get(object, key);
  *there = value != NULL && !json_is_null(value);
  if (!*there) return RBK_OK;
  if (!json_is_integer(value)) return refuse(r, key, "is not a whole number");
  *out = json_integer_value(value);
  return RBK_OK;
}

/* --- because ------------------------------------------------------------- */

static rbk_status measure_of(const line_reader *r, const json_t *object,
                             rbk_because *out) {
  bool n = false, d = false;
  rbk_status status = text_of(r, object, "value", &out->value);
  if (status == RBK_OK) status = text_of(r, object, "is", &out->is);
  if (status == RBK_OK)
    status = text_of(r, object, "threshold", &out->threshold);
  if (status == RBK_OK)
    status = date_of(r, object, "as_of", false, &out->as_of);
  if (status == RBK_OK) status = number_of(r, object, "n", &n, &out->n);
  if (status == RBK_OK) status = number_of(r, object, "d", &d, &out->d);
  out->ratio = n && d;
  return status;
}

static rbk_status leaf_of(const line_reader *r, const json_t *object,
                          rbk_because *out) {
  static const char *const keys[] = {[RBK_BECAUSE_MEASURE] = "measure",
                                     [RBK_BECAUSE_EVENT] = "event",
                                     [RBK_BECAUSE_ATTRIBUTE] = "attribute",
                                     [RBK_BECAUSE_HOLDS] = "holds"};
  if (!json_is_object(object))
    return refuse(r, "because", "is no list of objects");
  int kind = RBK_BECAUSE_MEASURE;
  while (kind < RBK_BECAUSE_HOLDS && !json_object_get(object, keys[kind]))
    kind++;
  out->kind = (rbk_because_kind)kind;
  rbk_status status = text_of(r, object, keys[kind], &out->name);
  if (status == RBK_OK) status = text_of(r, object, "pupil", &out->pupil);
  if (status != RBK_OK) return status;
  if (out->kind == RBK_BECAUSE_MEASURE) return measure_of(r, object, out);
  if (out->kind == RBK_BECAUSE_ATTRIBUTE)
    return text_of(r, object, "value", &out->value);
  if (out->kind == RBK_BECAUSE_HOLDS) return RBK_OK;
  status = text_of(r, object, "id", &out->id);
  return status == RBK_OK ? date_of(r, object, "date", false, &out->date)
                          : status;
}

static rbk_status because_of(const line_reader *r, const json_t *object,
                             rbk_action_now *out) {
  const json_t *list = json_object_get(object, "because");
  if (list == NULL || json_is_null(list)) return RBK_OK;
  if (!json_is_array(list)) return refuse(r, "because", "is no list");
  size_t count = json_array_size(list);
  rbk_because *items =
      rbk_arena_take(&r->previous->arena, count, sizeof *items);
  if (items == NULL) return rbk_no_memory(r->error);
  for (size_t i = 0; i < count; i++) {
    rbk_status status = leaf_of(r, json_array_get(list, i), &items[i]);
    if (status != RBK_OK) return status;
  }
  out->because = items;
  out->because_count = count;
  return RBK_OK;
}

/* --- actions ------------------------------------------------------------- */

static rbk_status status_of(const line_reader *r, const json_t *object,
                            rbk_action_status *out) {
  const char *text;
  rbk_status status = needed_text(r, object, "status", &text);
  if (status != RBK_OK) return status;
  for (int s = RBK_ACTION_WITHDRAWN; s <= RBK_ACTION_DUE; s++) {
    if (strcmp(rbk_action_status_name((rbk_action_status)s), text) != 0)
      continue;
    *out = (rbk_action_status)s;
    return RBK_OK;
  }
  return refuse(r, "status", "is no status of an action");
}

static rbk_status texts_of(const line_reader *r, const json_t *object,
                           rbk_action_now *a) {
  const struct {
    const char *key;
    const char **out;
    bool needed;
  } texts[] = {{"key", &a->key, true},        {"rule", &a->rule, true},
               {"action", &a->action, false}, {"duty", &a->duty, false},
               {"parent", &a->parent, false}, {"due", &a->due, false},
               {"due_in", &a->due_in, false}, {"reason", &a->reason, false},
               {"letter", &a->letter, false}};
  const struct {
    const char *key;
    rbk_list *out;
  } lists[] = {{"clause", &a->clause},   {"owner", &a->owner},
               {"done_by", &a->done_by}, {"missing", &a->missing},
               {"marks", &a->marks},     {"members", &a->members}};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < sizeof texts / sizeof *texts && status == RBK_OK; i++)
    status = texts[i].needed
                 ? needed_text(r, object, texts[i].key, texts[i].out)
                 : text_of(r, object, texts[i].key, texts[i].out);
  for (size_t i = 0; i < sizeof lists / sizeof *lists && status == RBK_OK; i++)
    status = list_of(r, object, lists[i].key, lists[i].out);
  return status;
}

static rbk_status action_of(const line_reader *r, const json_t *object,
                            rbk_recorded_action *out) {
  if (!json_is_object(object))
    return refuse(r, "actions", "is no list of objects");
  rbk_action_now *a = &out->action;
  rbk_status status = texts_of(r, object, a);
  if (status == RBK_OK) status = date_of(r, object, "fired", true, &a->fired);
  if (status == RBK_OK)
    status = date_of(r, object, "done_on", false, &a->done_on);
  if (status == RBK_OK) status = status_of(r, object, &a->status);
  if (status == RBK_OK) status = because_of(r, object, a);
  if (status == RBK_OK && a->action == NULL) a->action = "";
  return status;
}

static rbk_status take_actions(const line_reader *r, const json_t *list,
                               const rbk_recorded_action *of) {
  rbk_previous *p = r->previous;
  if (!json_is_array(list)) return refuse(r, "actions", "is no list");
  size_t count = json_array_size(list);
  if (rbk_grow(p->alloc, &p->actions, &p->capacity, p->count + count,
               sizeof *p->actions) != RBK_OK)
    return rbk_no_memory(r->error);
  for (size_t i = 0; i < count; i++) {
    rbk_recorded_action one = *of;
    rbk_status status = action_of(r, json_array_get(list, i), &one);
    if (status != RBK_OK) return status;
    p->actions[p->count++] = one;
  }
  return RBK_OK;
}

/* A line without actions is the record of the run. */
static rbk_status take_line(const line_reader *r, const json_t *object) {
  const json_t *actions = json_object_get(object, "actions");
  rbk_recorded_action of = {.profile = NULL};
  rbk_status status = text_of(r, object, "pupil", &of.pupil);
  if (status == RBK_OK) status = text_of(r, object, "group", &of.group);
  if (status != RBK_OK || (of.pupil == NULL && of.group == NULL)) return status;
  if (actions == NULL) return refuse(r, "actions", "is missing");
  status = text_of(r, object, "profile", &of.profile);
  if (status == RBK_OK) status = date_of(r, object, "as_of", true, &of.as_of);
  return status == RBK_OK ? take_actions(r, actions, &of) : status;
}

static rbk_status read_line(const line_reader *r, const char *bytes,
                            size_t length) {
  json_error_t problem;
  json_t *value = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &problem);
  if (value == NULL) {
    if (json_error_code(&problem) == json_error_out_of_memory)
      return rbk_no_memory(r->error);
    return rbk_fail(r->error, RBK_REJECTED, r->file->path, r->line,
                    problem.column > 0 ? (size_t)problem.column : 0,
                    "is not JSON: %s; give the decisions that `rollbook "
                    "evaluate --format ndjson` wrote",
                    problem.text);
  }
  rbk_status status =
      json_is_object(value)
          ? take_line(r, value)
          : rbk_fail(r->error, RBK_REJECTED, r->file->path, r->line, 0,
                     "is no object; give the decisions that `rollbook evaluate "
                     "--format ndjson` wrote, one a line");
  json_decref(value);
  return status;
}

static bool is_blank(const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (strchr(" \t\r", bytes[i]) == NULL) return false;
  return true;
}

static rbk_status read_lines(line_reader *r) {
  const char *at = r->file->bytes, *end = at + r->file->length;
  rbk_status status =
      rbk_file_check_text(r->file, 0, r->file->length, 0, r->error);
  while (status == RBK_OK && at < end) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    size_t length = (size_t)((stop ? stop : end) - at);
    r->line++;
    if (!is_blank(at, length)) status = read_line(r, at, length);
    at = stop ? stop + 1 : end;
  }
  return status;
}

/* --- the whole ----------------------------------------------------------- */

rbk_status rbk_previous_read(const char *path, const rbk_alloc *alloc,
                             rbk_previous **out, rbk_error *error) {
  alloc = rbk_alloc_or_default(alloc);
  rbk_file file;
  rbk_status status = rbk_file_open(alloc, path, &file, error);
  if (status != RBK_OK) return status;
  rbk_previous *previous = rbk_take(alloc, 1, sizeof *previous);
  if (previous == NULL) {
    rbk_file_close(alloc, &file);
    return rbk_no_memory(error);
  }
  previous->alloc = alloc;
  rbk_arena_init(&previous->arena, alloc);
  line_reader r = {.previous = previous, .file = &file, .error = error};
  status = read_lines(&r);
  rbk_file_close(alloc, &file);
  if (status == RBK_OK)
    *out = previous;
  else
    rbk_previous_destroy(previous);
  return status;
}

size_t rbk_previous_actions(const rbk_previous *previous,
                            const rbk_recorded_action **out) {
  *out = previous->actions;
  return previous->count;
}

void rbk_previous_destroy(rbk_previous *previous) {
  if (previous == NULL) return;
  rbk_release(previous->alloc, previous->actions);
  rbk_arena_finish(&previous->arena);
  rbk_release(previous->alloc, previous);
}
