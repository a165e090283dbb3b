/* Asking a binding: which edition, and what an expression became in it. */
#include <string.h>

#include "plan/bind.h"
#include "plan/pointers.h"

const rbk_edition_bound *rbk_binding_on(const rbk_binding *binding,
                                        rbk_day day) {
  for (size_t i = 0; i < binding->edition_count; i++) {
    const rbk_edition_bound *edition = &binding->editions[i];
    if (day >= edition->first && day <= edition->last) return edition;
  }
  return NULL;
}

const char *rbk_bound_label(const rbk_edition_bound *edition, uint32_t figure) {
  if (figure >= edition->label_count) return "";
  const char *text = edition->labels[figure].text;
  return text ? text : "";
}

/* Whether another file of the run has the same id. */
static bool shares_id(const rbk_binding *binding, const rbk_layer *layer) {
  for (size_t i = 0; i < binding->edition_count; i++) {
    const rbk_plan *plan = binding->editions[i].plan;
    for (size_t j = 0; j < plan->layer_count; j++)
      if (strcmp(plan->layers[j]->id, layer->id) == 0 &&
          strcmp(plan->layers[j]->file, layer->file) != 0)
        return true;
  }
  return false;
}

const char *rbk_bound_place(const rbk_binding *binding, rbk_arena *arena,
                            const rbk_layer *layer, uint32_t line) {
  const char *id = layer ? layer->id : "";
  if (layer == NULL || !shares_id(binding, layer))
    return rbk_arena_format(arena, "%s:%u", id, (unsigned)line);
  /* the folder of the id, and the file's name: no path of a machine */
  const char *slash = strrchr(id, '/'), *name = strrchr(layer->file, '/');
  int folder = slash ? (int)(slash + 1 - id) : 0;
  name = name ? name + 1 : layer->file;
  const char *dot = strrchr(name, '.');
  int length = dot ? (int)(dot - name) : (int)strlen(name);
  return rbk_arena_format(arena, "%.*s%.*s:%u", folder, id, length, name,
                          (unsigned)line);
}

static const rbk_dated_stretch *stretch_on(const rbk_edition_bound *edition,
                                           rbk_day day) {
  for (size_t i = 0; i < edition->stretch_count; i++) {
    if (day <= edition->stretches[i].last) return &edition->stretches[i];
  }
  return NULL;
}

uint32_t rbk_bound_figure_on(const rbk_edition_bound *edition,
                             const rbk_figure_expression *expression,
                             rbk_day day) {
  const rbk_dated_stretch *stretch = stretch_on(edition, day);
  return stretch ? rbk_pointers_get(stretch->figures, expression) : RBK_NONE;
}

uint32_t rbk_bound_window_on(const rbk_edition_bound *edition,
                             const rbk_window_expression *expression,
                             rbk_day day) {
  const rbk_dated_stretch *stretch = stretch_on(edition, day);
  return stretch ? rbk_pointers_get(stretch->windows, expression) : RBK_NONE;
}

uint32_t rbk_bound_node_of(const rbk_edition_bound *edition,
                           const rbk_condition *condition) {
  return rbk_pointers_get(edition->conditions, condition);
}

uint32_t rbk_bound_function(const rbk_binding *binding, const rbk_layer *layer,
                            uint32_t function) {
  if (!layer || function == RBK_NONE) return RBK_NONE;
  for (size_t i = 0; i < binding->function_count; i++) {
    if (binding->functions[i].layer == layer &&
        binding->functions[i].function == function) {
      return (uint32_t)i;
    }
  }
  return RBK_NONE;
}
