/* What was made and never used: a condition joined by `and` instead of `&` is
 * lost without a word, unless somebody looks. */
#include <stdio.h>
#include <string.h>

#include "policy/reach.h"
#include "policy/reader.h"

/* What functions hold is used, and binding must know it. */
typedef struct marks {
  rbk_loader *loader;
  bool *asked; /* by number of what was made */
} marks;

static void mark(lua_State *L, void *context) {
  marks *m = context;
  rbk_object *object = rbk_object_any(L, -1);
  if (!object || object->made >= m->loader->made_count) return;
  m->loader->made[object->made].used = true;
  m->asked[object->made] = true;
}

static size_t count_asked(const marks *m, rbk_object_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < m->loader->made_count; i++) {
    count += m->asked[i] && m->loader->made[i].kind == kind;
  }
  return count;
}

/* What stands in a table that could not be read as a whole. */
static void mark_used(lua_State *L, void *context) {
  rbk_loader *loader = context;
  rbk_object *object = rbk_object_any(L, -1);
  if (!object || object->made >= loader->made_count) return;
  loader->made[object->made].used = true;
}

/* Fills a list of pointers, by the order of making. */
static void *collect(rbk_reader *reader, const marks *m, rbk_object_kind kind,
                     size_t *count) {
  const void **list =
      rbk_read_take(reader, count_asked(m, kind) + 1, sizeof *list);
  for (size_t i = 0; i < m->loader->made_count; i++) {
    if (m->asked[i] && m->loader->made[i].kind == kind) {
      list[(*count)++] = m->loader->made[i].node;
    }
  }
  return list;
}

static void report(rbk_reader *reader, const rbk_made *made) {
  char line[16];
  snprintf(line, sizeof line, "%u", (unsigned)made->line);
  rbk_problem_at(
      reader, made->line, RBK_SAY_UNUSED,
      RBK_WITH(made->kind == RBK_OBJECT_FIGURE ? "a measure" : "a condition",
               line));
}

void rbk_read_unused(rbk_reader *reader) {
  rbk_loader *loader = reader->loader;
  rbk_layer *layer = reader->layer;
  marks m = {loader,
             rbk_read_take(reader, loader->made_count + 1, sizeof(bool))};
  rbk_reach reach = {mark, NULL, &m};
  rbk_reach in_table = {mark_used, NULL, loader};
  rbk_reach_all(reader->L, &reach);
  /* What a broken entry leaves out is not what the author forgot. */
  if (reader->broken) {
    lua_pushvalue(reader->L, -1);
    rbk_reach_from(reader->L, &in_table);
  }
  layer->asked_figures =
      collect(reader, &m, RBK_OBJECT_FIGURE, &layer->asked_figure_count);
  layer->asked_conditions =
      collect(reader, &m, RBK_OBJECT_CONDITION, &layer->asked_condition_count);
  layer->asked_windows =
      collect(reader, &m, RBK_OBJECT_WINDOW, &layer->asked_window_count);
  for (size_t i = 0; i < loader->made_count; i++) {
    const rbk_made *made = &loader->made[i];
    bool must =
        made->kind == RBK_OBJECT_FIGURE || made->kind == RBK_OBJECT_CONDITION;
    if (must && !made->used) report(reader, made);
  }
}
