/* Asking a binding: which edition, and what an expression became in it. */
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
