#include "policy/shelf.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "policy/lines.h"

void rbk_shelf_init(rbk_shelf *shelf, const rbk_alloc *alloc,
                    const char *folder, rbk_problems *problems) {
  *shelf = (rbk_shelf){.alloc = rbk_alloc_or_default(alloc),
                       .folder = folder,
                       .problems = problems};
  rbk_arena_init(&shelf->arena, shelf->alloc);
  rbk_intern_init(&shelf->folders, &shelf->arena);
}

void rbk_shelf_finish(rbk_shelf *shelf) {
  for (size_t i = 0; i < shelf->count; i++)
    rbk_script_destroy(shelf->scripts[i]);
  rbk_release(shelf->alloc, shelf->scripts);
  rbk_arena_finish(&shelf->arena);
}

/* --- folders
 * ---------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), tail = strlen(end);
  return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* Inserts a text into an ordered list in an arena. */
typedef struct names {
  rbk_arena *arena;
  const char **items;
  size_t count, capacity;
} names;

static rbk_status add_name(names *list, const char *name) {
  const char *copy = rbk_arena_copy(list->arena, name, strlen(name));
  if (!copy) return RBK_NOMEM;
  if (list->count == list->capacity) {
    size_t capacity = list->capacity * 2 + 16;
    const char **grown = rbk_arena_take(list->arena, capacity, sizeof *grown);
    if (!grown) return RBK_NOMEM;
    if (list->count) {
      memcpy(grown, list->items, list->count * sizeof *grown);
    }
    list->items = grown;
    list->capacity = capacity;
  }
  size_t at = list->count++;
  for (; at > 0 && strcmp(list->items[at - 1], copy) > 0; at--) {
    list->items[at] = list->items[at - 1];
  }
  list->items[at] = copy;
  return RBK_OK;
}

/* The entries of a folder in byte order; an unreadable one has none. */
static rbk_status list_folder(const char *path, names *list) {
  DIR *folder = opendir(path);
  if (!folder) return RBK_OK;
  rbk_status status = RBK_OK;
  const struct dirent *entry;
  while (status == RBK_OK && (entry = readdir(folder))) {
    if (entry->d_name[0] != '.') status = add_name(list, entry->d_name);
  }
  closedir(folder);
  return status;
}

/* --- files
 * ------------------------------------------------------------------------ */

static rbk_script *find_file(const rbk_shelf *shelf, const char *file) {
  for (size_t i = 0; i < shelf->count; i++) {
    if (strcmp(shelf->scripts[i]->file, file) == 0) return shelf->scripts[i];
  }
  return NULL;
}

/* Puts a file on the shelf. RBK_REJECTED with why. */
static rbk_status take_file(rbk_shelf *shelf, const char *file,
                            rbk_script **out, const char **why) {
  *out = find_file(shelf, file);
  if (*out) return RBK_OK;
  rbk_status status = rbk_grow(shelf->alloc, &shelf->scripts, &shelf->capacity,
                               shelf->count + 1, sizeof(void *));
  if (status == RBK_OK) status = rbk_script_open(shelf->alloc, file, out, why);
  if (status == RBK_OK) shelf->scripts[shelf->count++] = *out;
  return status;
}

/* Puts every script of the folder that holds an id on the shelf. */
static rbk_status take_folder(rbk_shelf *shelf, const char *id) {
  const char *stroke = strrchr(id, '/');
  int part = stroke ? (int)(stroke - id) : 0;
  char *path =
      rbk_arena_format(&shelf->arena, "%s/%.*s", shelf->folder, part, id);
  if (!path) return RBK_NOMEM;
  rbk_text name = rbk_text_of(path);
  if (rbk_intern_find(&shelf->folders, name) != RBK_NONE) return RBK_OK;
  if (rbk_intern_add(&shelf->folders, name) == RBK_NONE) return RBK_NOMEM;
  names list = {.arena = &shelf->arena};
  rbk_status status = list_folder(path, &list);
  for (size_t i = 0; i < list.count && status == RBK_OK; i++) {
    if (!ends_with(list.items[i], ".lua")) continue;
    rbk_script *script;
    const char *why;
    const char *between = part ? "/" : "";
    char *file =
        rbk_arena_format(&shelf->arena, "%s%s%s", path, between, list.items[i]);
    if (!file) return RBK_NOMEM;
    status = take_file(shelf, file, &script, &why);
    if (status == RBK_REJECTED) status = RBK_OK; /* found when asked for */
  }
  return status;
}

static rbk_status load(rbk_script *script, rbk_problems *problems) {
  return script->loaded ? RBK_OK : rbk_script_load(script, problems);
}

static rbk_status tell(rbk_shelf *shelf, const char *file, size_t line,
                       rbk_saying saying, const char *const *with) {
  char text[900];
  const rbk_saying_text *what = rbk_saying_of(saying);
  rbk_say(text, sizeof text, saying, with);
  return rbk_problems_add(shelf->problems, what->severity, what->id, file, line,
                          0, "%s", text);
}

rbk_status rbk_shelf_file(rbk_shelf *shelf, const char *file,
                          const rbk_asker *asker, rbk_script **out) {
  const char *why = "";
  (void)asker;
  *out = NULL;
  rbk_status status = take_file(shelf, file, out, &why);
  if (status == RBK_REJECTED) {
    return tell(shelf, file, 0, RBK_SAY_UNREADABLE, RBK_WITH(why));
  }
  return status == RBK_OK ? load(*out, shelf->problems) : status;
}

/* --- versions
 * ---------------------------------------------------------------------- */

static bool overlap(const rbk_layer *a, const rbk_layer *b) {
  bool a_first =
      a->to != RBK_NO_DATE && b->from != RBK_NO_DATE && a->to < b->from;
  bool b_first =
      b->to != RBK_NO_DATE && a->from != RBK_NO_DATE && b->to < a->from;
  return !a_first && !b_first;
}

static rbk_status check_overlaps(rbk_shelf *shelf, rbk_script **versions,
                                 size_t count) {
  rbk_status status = RBK_OK;
  for (size_t i = 1; i < count && status == RBK_OK; i++) {
    const rbk_script *script = versions[i];
    for (size_t j = 0; j < i && status == RBK_OK; j++) {
      if (!overlap(&versions[j]->layer, &script->layer)) continue;
      status = tell(shelf, script->file, script->effective_line,
                    RBK_SAY_VERSIONS_OVERLAP,
                    RBK_WITH(script->layer.id, versions[j]->file));
    }
  }
  return status;
}

static rbk_status tell_none(rbk_shelf *shelf, const char *id,
                            const rbk_asker *asker) {
  rbk_policy_entry *entries = NULL;
  size_t count = 0;
  char hint[400];
  rbk_status status = rbk_policy_entries(shelf->alloc, shelf->folder,
                                         &shelf->arena, &entries, &count, NULL);
  if (status == RBK_NOMEM) return status;
  if (status != RBK_OK) count = 0;
  const char **ids = rbk_arena_take(&shelf->arena, count + 1, sizeof *ids);
  if (!ids) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) ids[i] = entries[i].id;
  rbk_suggest(hint, sizeof hint, id, ids, count);
  return tell(shelf, asker->file, asker->line, RBK_SAY_NO_SUCH_POLICY,
              RBK_WITH(id, shelf->folder, hint));
}

/* The file whose path is the id is a version of it, and so is every file of
 * that folder whose text says so. */
static bool may_be(const rbk_script *script, const char *path, const char *id) {
  return strcmp(script->file, path) == 0 || strcmp(script->id, id) == 0;
}

rbk_status rbk_shelf_versions(rbk_shelf *shelf, const char *id,
                              const rbk_asker *asker, rbk_script ***out,
                              size_t *count) {
  char *path = rbk_arena_format(&shelf->arena, "%s/%s.lua", shelf->folder, id);
  rbk_status status = path ? take_folder(shelf, id) : RBK_NOMEM;
  if (status != RBK_OK) return status;
  rbk_script **found =
      rbk_arena_take(&shelf->arena, shelf->count + 1, sizeof(void *));
  if (!found) return RBK_NOMEM;
  size_t candidates = 0, kept = 0;
  for (size_t i = 0; i < shelf->count && status == RBK_OK; i++) {
    rbk_script *script = shelf->scripts[i];
    if (!may_be(script, path, id)) continue;
    candidates++;
    status = load(script, shelf->problems);
    if (status != RBK_OK || !script->layer.id) continue;
    if (strcmp(script->layer.id, id) != 0) {
      if (strcmp(script->file, path) == 0) {
        status = tell(shelf, script->file, script->id_line, RBK_SAY_MISNAMED,
                      RBK_WITH(script->layer.id, id));
      }
      continue;
    }
    size_t at = kept++;
    for (; at > 0 && found[at - 1]->layer.from > script->layer.from; at--) {
      found[at] = found[at - 1];
    }
    found[at] = script;
  }
  if (status == RBK_OK && candidates == 0) status = tell_none(shelf, id, asker);
  if (status == RBK_OK) status = check_overlaps(shelf, found, kept);
  if (status != RBK_OK) return status;
  *out = found;
  *count = kept;
  return RBK_OK;
}

/* --- listing
 * ------------------------------------------------------------------------ */

typedef struct listing {
  const rbk_alloc *alloc;
  rbk_arena *arena;
  rbk_policy_entry *entries;
  size_t count, capacity;
} listing;

static rbk_status add_entry(listing *list, const char *file) {
  rbk_script *script;
  const char *why;
  rbk_lines lines;
  rbk_status status = rbk_script_open(list->alloc, file, &script, &why);
  if (status != RBK_OK) return status == RBK_REJECTED ? RBK_OK : status;
  if (!script->id[0]) goto out;
  status = rbk_lines_read(&lines, list->alloc, script->source, script->length);
  if (status != RBK_OK) goto out;
  rbk_text title = rbk_lines_text(&lines, "title");
  rbk_policy_entry entry = {
      rbk_arena_copy(list->arena, script->id, strlen(script->id)),
      rbk_arena_copy(list->arena, title.bytes ? title.bytes : "", title.length),
      rbk_arena_copy(list->arena, file, strlen(file))};
  rbk_lines_finish(&lines);
  if (!entry.id || !entry.title || !entry.file) {
    status = RBK_NOMEM;
    goto out;
  }
  status = rbk_grow(list->alloc, &list->entries, &list->capacity,
                    list->count + 1, sizeof *list->entries);
  if (status != RBK_OK) goto out;
  size_t at = list->count++;
  for (; at > 0 && strcmp(list->entries[at - 1].id, entry.id) > 0; at--) {
    list->entries[at] = list->entries[at - 1];
  }
  list->entries[at] = entry;
out:
  rbk_script_destroy(script);
  return status;
}

enum { DEEPEST = 6 }; /* folders below the policy folder: no endless links */

static rbk_status list_below(listing *list, const char *path, int depth) {
  names entries = {.arena = list->arena};
  rbk_status status = list_folder(path, &entries);
  for (size_t i = 0; i < entries.count && status == RBK_OK; i++) {
    struct stat about;
    char *file = rbk_arena_format(list->arena, "%s/%s", path, entries.items[i]);
    if (!file) return RBK_NOMEM;
    if (stat(file, &about) != 0) continue;
    if (S_ISDIR(about.st_mode) && depth < DEEPEST) {
      status = list_below(list, file, depth + 1);
    } else if (S_ISREG(about.st_mode) && ends_with(file, ".lua")) {
      status = add_entry(list, file);
    }
  }
  return status;
}

rbk_status rbk_policy_entries(const rbk_alloc *alloc, const char *folder,
                              rbk_arena *arena, rbk_policy_entry **out,
                              size_t *count, rbk_error *error) {
  struct stat about;
  listing list = {.alloc = rbk_alloc_or_default(alloc), .arena = arena};
  if (stat(folder, &about) != 0 || !S_ISDIR(about.st_mode)) {
    return rbk_fail(error, RBK_REJECTED, folder, 0, 0,
                    "there is no such policy folder; give another one");
  }
  rbk_status status = list_below(&list, folder, 0);
  rbk_policy_entry *copy = NULL;
  if (status == RBK_OK) {
    copy = rbk_arena_take(arena, list.count + 1, sizeof *copy);
    if (!copy)
      status = RBK_NOMEM;
    else if (list.count)
      memcpy(copy, list.entries, list.count * sizeof *copy);
  }
  rbk_release(list.alloc, list.entries);
  if (status != RBK_OK) return rbk_no_memory(error);
  *out = copy;
  *count = list.count;
  return RBK_OK;
}
