#include "policy/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "policy/shelf.h"

static int by_id_and_day(const void *left, const void *right) {
  const rbk_catalogue_entry *a = left, *b = right;
  int order = strcmp(a->id, b->id);
  if (order == 0) order = (a->from > b->from) - (a->from < b->from);
  return order ? order : strcmp(a->file, b->file);
}

static const char *keep(rbk_arena *arena, const char *text, bool *failed) {
  if (text == NULL) return NULL;
  const char *kept = rbk_arena_copy(arena, text, strlen(text));
  if (kept == NULL) *failed = true;
  return kept;
}

/* The layer's texts die with the shelf, so they are copied. */
static rbk_status take(rbk_arena *arena, const rbk_policy_entry *from,
                       const rbk_script *script, rbk_catalogue_entry *out) {
  bool failed = false;
  bool whole = script != NULL && script->loaded && !script->broken;
  *out = (rbk_catalogue_entry){
      .from = RBK_NO_DATE, .to = RBK_NO_DATE, .broken = !whole};
  out->id = keep(arena, whole ? script->layer.id : from->id, &failed);
  out->file = keep(arena, from->file, &failed);
  out->title = keep(arena, whole ? script->layer.title : from->title, &failed);
  if (whole) {
    out->extends = keep(arena, script->layer.extends, &failed);
    out->from = script->layer.from;
    out->to = script->layer.to;
  }
  return failed ? RBK_NOMEM : RBK_OK;
}

rbk_status rbk_catalogue_read(const rbk_alloc *alloc, const char *folder,
                              rbk_arena *arena, rbk_problems *problems,
                              rbk_catalogue_entry **out, size_t *count,
                              rbk_error *error) {
  static const rbk_asker nobody = {"", 0};
  rbk_shelf shelf;
  rbk_policy_entry *found = NULL;
  size_t many = 0;
  rbk_shelf_init(&shelf, rbk_alloc_or_default(alloc), folder, problems);
  rbk_status status =
      rbk_policy_entries(alloc, folder, arena, &found, &many, error);
  rbk_catalogue_entry *entries = NULL;
  if (!status) {
    entries = rbk_arena_take(arena, many, sizeof *entries);
    if (entries == NULL) {
      rbk_no_memory(error);
      status = RBK_NOMEM;
    }
  }
  for (size_t i = 0; !status && i < many; i++) {
    rbk_script *script = NULL;
    status = rbk_shelf_file(&shelf, found[i].file, &nobody, &script);
    if (!status) status = take(arena, &found[i], script, &entries[i]);
    if (status == RBK_NOMEM) rbk_no_memory(error);
  }
  rbk_shelf_finish(&shelf);
  if (status) return status;
  if (many > 0) qsort(entries, many, sizeof *entries, by_id_and_day);
  *out = entries;
  *count = many;
  return RBK_OK;
}
