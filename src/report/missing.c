#include "report/missing.h"

#include <string.h>

#include "base/alloc.h"

enum { NAMED = 3 }; /* pupils that a message names */

void rbk_missing_init(rbk_missing *missing, const rbk_alloc *alloc) {
  *missing = (rbk_missing){.count = 0};
  rbk_arena_init(&missing->arena, rbk_alloc_or_default(alloc));
}

void rbk_missing_finish(rbk_missing *missing) {
  rbk_release(missing->arena.alloc, missing->items);
  rbk_arena_finish(&missing->arena);
}

static rbk_missing_item *item_of(rbk_missing *missing, const char *what) {
  for (size_t i = 0; i < missing->count; i++)
    if (strcmp(missing->items[i].what, what) == 0) return &missing->items[i];
  const char *kept = rbk_arena_copy(&missing->arena, what, strlen(what));
  if (kept == NULL ||
      rbk_grow(missing->arena.alloc, &missing->items, &missing->room,
               missing->count + 1, sizeof *missing->items) != RBK_OK)
    return NULL;
  rbk_missing_item *item = &missing->items[missing->count++];
  *item = (rbk_missing_item){.what = kept, .who = "", .pupil = ""};
  return item;
}

/* "P1"; "P1 to A3" where it is the parent's; "P1: at least 12" where a bound
 * is known. */
static rbk_status name(rbk_missing *missing, rbk_missing_item *item,
                       const char *pupil, const char *parent,
                       const char *bound) {
  rbk_arena *arena = &missing->arena;
  bool of_parent = strncmp(item->what, "parent.", strlen("parent.")) == 0;
  bool again = !of_parent && strcmp(item->pupil, pupil) == 0;
  if (again || item->named > NAMED) return RBK_OK;
  const char *comma = item->named > 0 ? ", " : "";
  if (item->named++ == NAMED)
    item->who = rbk_arena_format(arena, "%s, ...", item->who);
  else if (of_parent)
    item->who = rbk_arena_format(arena, "%s%s%s to %s", item->who, comma, pupil,
                                 parent);
  else
    item->who = rbk_arena_format(arena, "%s%s%s%s%s", item->who, comma, pupil,
                                 bound[0] ? ": " : "", bound);
  item->pupil = rbk_arena_copy(arena, pupil, strlen(pupil));
  return item->who && item->pupil ? RBK_OK : RBK_NOMEM;
}

static rbk_status add(rbk_missing *missing, const char *what, const char *pupil,
                      const char *parent, const char *bound, rbk_buffer *out) {
  rbk_missing_item *item = item_of(missing, what);
  if (item == NULL) return RBK_NOMEM;
  item->letters++;
  rbk_buffer_format(out, "%s%s", out->length ? ", " : "", what);
  if (bound[0]) rbk_buffer_format(out, " (%s)", bound);
  return name(missing, item, pupil, parent, bound);
}

static bool is_among(const rbk_list *list, const char *what) {
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i], what) == 0) return true;
  return false;
}

rbk_status rbk_missing_add(rbk_missing *missing, const char *pupil,
                           const rbk_letter_now *letter, rbk_buffer *out) {
  const struct {
    const char *what, *value;
  } own[] = {{"parent.name", letter->parent_name},
             {"parent.address", letter->address}};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < letter->gaps.count && status == RBK_OK; i++)
    status = add(missing, letter->gaps.items[i], pupil, letter->parent,
                 letter->bounds.items[i], out);
  for (size_t i = 0; i < 2 && status == RBK_OK; i++)
    if (own[i].value[0] == '\0' && !is_among(&letter->gaps, own[i].what))
      status = add(missing, own[i].what, pupil, letter->parent, "", out);
  if (out->length > 0) missing->letters++;
  return status == RBK_OK ? out->status : status;
}

rbk_status rbk_missing_tell(rbk_missing *missing, const rbk_run_options *run) {
  for (size_t i = 0; i < missing->count && run->message != NULL; i++) {
    const rbk_missing_item *item = &missing->items[i];
    const char *text = rbk_arena_format(
        &missing->arena,
        "%s is not on file: %zu letter%s (%s); fill it in before %s out",
        item->what, item->letters, item->letters == 1 ? "" : "s", item->who,
        item->letters == 1 ? "it goes" : "they go");
    if (text == NULL) return RBK_NOMEM;
    rbk_message message = {true, "letter-gap", "", 0, text};
    run->message(run->context, &message);
  }
  return RBK_OK;
}
