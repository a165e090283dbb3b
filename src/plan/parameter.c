/* The values of parameters: which is in force on a date, and who set it. */
#include "plan/parameter.h"

#include <string.h>

rbk_status rbk_override_read(rbk_arena *arena, rbk_override *override) {
  const rbk_setting *setting = &override->setting;
  rbk_operand *items =
      rbk_arena_take(arena, setting->value_count, sizeof *items);
  if (!items) return RBK_NOMEM;
  for (size_t i = 0; i < setting->value_count; i++) {
    items[i].where = (rbk_where){override->from, (uint32_t)setting->line};
    items[i].text = setting->values[i];
    items[i].kind = RBK_OPERAND_TEXT;
    if (setting->numbers[i] &&
        rbk_decimal_parse(rbk_text_of(setting->values[i]), &items[i].number)) {
      items[i].kind = RBK_OPERAND_NUMBER;
    }
  }
  override->value = (rbk_parameter_value){
      RBK_NO_DATE, items, setting->value_count, setting->is_list};
  return RBK_OK;
}

bool rbk_override_on_command_line(const rbk_override *override) {
  return strcmp(override->from, "--param") == 0;
}

const rbk_override *rbk_override_of(const rbk_override *overrides, size_t count,
                                    const char *name) {
  const rbk_override *found = NULL;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(overrides[i].setting.name, name) != 0) continue;
    bool yields = found && rbk_override_on_command_line(found) &&
                  !rbk_override_on_command_line(&overrides[i]);
    if (!yields) found = &overrides[i];
  }
  return found;
}

/* The layer that gave a parameter its values last. */
static const char *setter_of(const rbk_plan *plan,
                             const rbk_parameter *parameter) {
  const rbk_layer *layer = rbk_plan_layer_at(plan, parameter->where);
  return layer ? layer->id : "";
}

const rbk_parameter_value *rbk_parameter_dated(const rbk_parameter *parameter,
                                               rbk_date date) {
  const rbk_parameter_value *found = NULL;
  for (size_t i = 0; i < parameter->value_count; i++) {
    const rbk_parameter_value *value = &parameter->values[i];
    if (value->from == RBK_NO_DATE || value->from <= date) found = value;
  }
  return found;
}

const rbk_parameter_value *
rbk_parameter_on(const rbk_plan *plan, const rbk_override *overrides,
                 size_t override_count, const rbk_parameter *parameter,
                 rbk_date date, const char **set_by) {
  const rbk_override *override =
      rbk_override_of(overrides, override_count, parameter->name);
  const rbk_parameter_value *value =
      override ? &override->value : rbk_parameter_dated(parameter, date);
  if (set_by) {
    *set_by = override ? override->from
              : value  ? setter_of(plan, parameter)
                       : NULL;
  }
  return value;
}

/* The one value that an operand has on a date, or NULL. */
static const rbk_operand *operand_on(const rbk_binding *binding,
                                     const rbk_edition_bound *edition,
                                     const rbk_operand *operand,
                                     rbk_date date) {
  if (operand->kind != RBK_OPERAND_PARAMETER) return operand;
  const rbk_parameter *parameter =
      rbk_plan_parameter(edition->plan, operand->text);
  if (!parameter) return NULL;
  const rbk_parameter_value *value =
      rbk_parameter_on(edition->plan, binding->overrides,
                       binding->override_count, parameter, date, NULL);
  return value && value->count == 1 ? &value->items[0] : NULL;
}

rbk_status rbk_bound_number(const rbk_binding *binding,
                            const rbk_edition_bound *edition,
                            const rbk_operand *operand, rbk_date date,
                            rbk_decimal *out) {
  const rbk_operand *value = operand_on(binding, edition, operand, date);
  if (!value || value->kind != RBK_OPERAND_NUMBER) return RBK_POLICY;
  *out = value->number;
  return RBK_OK;
}

rbk_status rbk_bound_text(const rbk_binding *binding,
                          const rbk_edition_bound *edition,
                          const rbk_operand *operand, rbk_date date,
                          const char **out) {
  const rbk_operand *value = operand_on(binding, edition, operand, date);
  if (!value || value->kind != RBK_OPERAND_TEXT) return RBK_POLICY;
  *out = value->text;
  return RBK_OK;
}
