/* Collecting the windows, figures and leaves of a bound plan, each once. */
#include "measure/measures.h"

#include <string.h>

#include "measure/fact.h"
#include "measure/recipe.h"

rbk_status rbk_measures_init(rbk_measures *measures, const rbk_register *reg,
                             rbk_arena *arena) {
  *measures = (rbk_measures){.reg = reg, .arena = arena};
  return RBK_OK;
}

/* Room for one more item; arrays double within the arena. `items` is the
 * address of the array's pointer. */
static rbk_status make_room(rbk_arena *arena, void *items, size_t count,
                            size_t *capacity, size_t size) {
  if (count < *capacity) return RBK_OK;
  size_t wider = *capacity ? 2 * *capacity : 16;
  void *grown = rbk_arena_take(arena, wider, size);
  if (!grown) return RBK_NOMEM;
  void *old;
  memcpy(&old, items, sizeof old);
  if (count > 0) memcpy(grown, old, count * size);
  memcpy(items, &grown, sizeof grown);
  *capacity = wider;
  return RBK_OK;
}

static rbk_status keep_text(rbk_arena *arena, const char **text) {
  if (!*text) return RBK_OK;
  *text = rbk_arena_copy(arena, *text, strlen(*text));
  return *text ? RBK_OK : RBK_NOMEM;
}

static rbk_status keep_match(rbk_arena *arena, rbk_event_match *match) {
  rbk_status status = RBK_OK;
  for (uint8_t i = 0; i < match->filter_count && status == RBK_OK; i++)
    status = keep_text(arena, &match->filters[i].value);
  return status;
}

/* --- windows -------------------------------------------------------------- */

static rbk_status keep_window(rbk_arena *arena, const rbk_window_spec *from,
                              rbk_window_spec *to) {
  *to = *from;
  rbk_status status = keep_text(arena, &to->name);
  if (status != RBK_OK || !from->inner) return status;
  rbk_window_spec *inner = rbk_arena_take(arena, 1, sizeof *inner);
  if (!inner) return RBK_NOMEM;
  to->inner = inner;
  return keep_window(arena, from->inner, inner);
}

rbk_status rbk_measures_window(rbk_measures *measures,
                               const rbk_window_spec *spec, uint32_t *out) {
  if (measures->recipes) return RBK_USAGE;
  for (size_t i = 0; i < measures->window_count; i++) {
    if (rbk_window_spec_equal(&measures->window_specs[i], spec)) {
      *out = (uint32_t)i;
      return RBK_OK;
    }
  }
  size_t count = measures->window_count, capacity = measures->window_capacity;
  rbk_arena *arena = measures->arena;
  rbk_window window;
  rbk_status status =
      rbk_window_make(arena, &measures->reg->calendar, spec, &window);
  if (status == RBK_OK)
    status =
        make_room(arena, &measures->windows, count, &capacity, sizeof window);
  if (status == RBK_OK)
    status = make_room(arena, &measures->window_specs, count,
                       &measures->window_capacity, sizeof *spec);
  if (status == RBK_OK)
    status = keep_window(arena, spec, &measures->window_specs[count]);
  if (status != RBK_OK) return status;
  measures->windows[count] = window;
  *out = (uint32_t)count;
  measures->window_count++;
  return RBK_OK;
}

/* --- figures -------------------------------------------------------------- */

static bool same_figure(const rbk_figure_spec *a, const rbk_figure_spec *b) {
  return a->kind == b->kind && a->set == b->set && a->of == b->of &&
         a->window_count == b->window_count &&
         memcmp(a->windows, b->windows,
                a->window_count * sizeof a->windows[0]) == 0 &&
         a->weekdays == b->weekdays && a->sessions == b->sessions &&
         a->beside_closure == b->beside_closure &&
         a->any_school == b->any_school && a->restarts == b->restarts &&
         rbk_event_match_equal(&a->restart, &b->restart) &&
         a->restart_field == b->restart_field && a->frozen == b->frozen &&
         rbk_event_match_equal(&a->as_at, &b->as_at) &&
         a->rounded == b->rounded && a->step == b->step &&
         rbk_event_match_equal(&a->match, &b->match) && a->field == b->field &&
         a->attribute == b->attribute && a->group == b->group &&
         a->stage == b->stage && a->constant == b->constant &&
         a->left == b->left && a->right == b->right;
}

/* Windows are a set: ascending and each once, so that equal figures look
 * equal. */
static uint8_t sort_windows(uint32_t *windows, uint8_t count) {
  for (uint8_t i = 1; i < count; i++)
    for (uint8_t j = i; j > 0 && windows[j - 1] > windows[j]; j--) {
      uint32_t swapped = windows[j];
      windows[j] = windows[j - 1];
      windows[j - 1] = swapped;
    }
  uint8_t kept = 0;
  for (uint8_t i = 0; i < count; i++)
    if (kept == 0 || windows[kept - 1] != windows[i])
      windows[kept++] = windows[i];
  return kept;
}

static bool has_windows(const rbk_measures *measures, const uint32_t *windows,
                        uint8_t count) {
  if (count > RBK_FIGURE_WINDOWS) return false;
  for (uint8_t i = 0; i < count; i++)
    if (windows[i] >= measures->window_count) return false;
  return true;
}

rbk_status rbk_measures_figure(rbk_measures *measures,
                               const rbk_figure_spec *spec, uint32_t *out) {
  if (measures->recipes || spec->kind >= RBK_FIGURE_KINDS ||
      !has_windows(measures, spec->windows, spec->window_count))
    return RBK_USAGE;
  if (rbk_figure_is_arithmetic(spec->kind) &&
      (spec->left >= measures->figure_count ||
       spec->right >= measures->figure_count))
    return RBK_USAGE;
  rbk_figure_spec figure = *spec;
  figure.window_count = sort_windows(figure.windows, figure.window_count);
  if (figure.sessions == (RBK_AM | RBK_PM)) figure.sessions = 0;
  if (figure.kind == RBK_FIGURE_RATE && figure.of == 0)
    figure.of = rbk_set_possible();
  for (size_t i = 0; i < measures->figure_count; i++) {
    if (same_figure(&measures->figures[i], &figure)) {
      *out = (uint32_t)i;
      return RBK_OK;
    }
  }
  size_t count = measures->figure_count;
  rbk_arena *arena = measures->arena;
  rbk_status status = make_room(arena, &measures->figures, count,
                                &measures->figure_capacity, sizeof figure);
  if (status == RBK_OK) status = keep_match(arena, &figure.restart);
  if (status == RBK_OK) status = keep_match(arena, &figure.as_at);
  if (status == RBK_OK) status = keep_match(arena, &figure.match);
  if (status != RBK_OK) return status;
  measures->figures[count] = figure;
  *out = (uint32_t)count;
  measures->figure_count++;
  return RBK_OK;
}

/* --- leaves --------------------------------------------------------------- */

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_leaf(const rbk_leaf_spec *a, const rbk_leaf_spec *b) {
  return a->kind == b->kind && a->truth == b->truth && a->figure == b->figure &&
         a->comparison == b->comparison && a->right_kind == b->right_kind &&
         a->right == b->right && a->right_figure == b->right_figure &&
         memcmp(a->steps, b->steps, sizeof a->steps) == 0 &&
         a->attribute == b->attribute && same_text(a->text, b->text) &&
         rbk_event_match_equal(&a->match, &b->match) && a->field == b->field &&
         a->window_count == b->window_count &&
         memcmp(a->windows, b->windows,
                a->window_count * sizeof a->windows[0]) == 0 &&
         a->set == b->set && a->n == b->n && a->weekday == b->weekday &&
         a->date == b->date && a->period == b->period;
}

static bool is_sound_leaf(const rbk_measures *measures,
                          const rbk_leaf_spec *spec) {
  if (spec->kind >= RBK_LEAF_KINDS ||
      !has_windows(measures, spec->windows, spec->window_count))
    return false;
  if ((spec->kind == RBK_LEAF_ATTRIBUTE_IS || spec->kind == RBK_LEAF_IN_TERM) &&
      !spec->text)
    return false;
  if (spec->kind != RBK_LEAF_COMPARE) return true;
  return spec->figure < measures->figure_count &&
         (spec->right_kind != RBK_RIGHT_FIGURE ||
          spec->right_figure < measures->figure_count);
}

rbk_status rbk_measures_leaf(rbk_measures *measures, const rbk_leaf_spec *spec,
                             uint32_t *out) {
  if (measures->recipes || !is_sound_leaf(measures, spec)) return RBK_USAGE;
  rbk_leaf_spec leaf = *spec;
  leaf.window_count = sort_windows(leaf.windows, leaf.window_count);
  for (size_t i = 0; i < measures->leaf_count; i++) {
    if (same_leaf(&measures->leaves[i], &leaf)) {
      *out = (uint32_t)i;
      return RBK_OK;
    }
  }
  size_t count = measures->leaf_count;
  rbk_arena *arena = measures->arena;
  rbk_status status = make_room(arena, &measures->leaves, count,
                                &measures->leaf_capacity, sizeof leaf);
  if (status == RBK_OK) status = keep_text(arena, &leaf.text);
  if (status == RBK_OK) status = keep_match(arena, &leaf.match);
  if (status != RBK_OK) return status;
  measures->leaves[count] = leaf;
  *out = (uint32_t)count;
  measures->leaf_count++;
  return RBK_OK;
}

rbk_status rbk_measures_fix(rbk_measures *measures, rbk_error *error) {
  if (measures->recipes)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "the measures of this plan were fixed before");
  return rbk_recipes_make(measures, error);
}
