/* Operands, code sets and event matches with the values in force. */
#include <string.h>

#include "plan/binder.h"

/* --- parameters ----------------------------------------------------------- */

static bool outside_edition(const rbk_binder *b) {
  const rbk_dated_stretch *stretch = &b->edition->stretches[b->stretch];
  return stretch->last < b->edition->first || stretch->first > b->edition->last;
}

/* The values of a parameter in the stretch at hand, or NULL with a problem
 * (a required one without a value has its own, see rbk_bind). */
static rbk_status values_of(rbk_binder *b, const char *name, rbk_where where,
                            const rbk_parameter_value **out) {
  const rbk_binding *binding = b->binding;
  const rbk_parameter *parameter = rbk_plan_parameter(b->plan, name);
  rbk_date date = b->edition->stretches[b->stretch].date;
  *out = NULL;
  if (!parameter) return RBK_INTERNAL;
  *out = rbk_parameter_on(b->plan, binding->overrides, binding->override_count,
                          parameter, date, NULL);
  if (*out || parameter->value_count == 0) return RBK_OK;
  if (outside_edition(b)) { /* only windows look there */
    *out = &parameter->values[0];
    return RBK_OK;
  }
  char text[11];
  rbk_date_print(date, text);
  return RBK_PROBLEM(b->problems, "no-value", where,
                     "parameter '%s' (%s:%u) has no value on %s; date one from "
                     "earlier on, or let the policy take effect later",
                     name, parameter->where.file, parameter->where.line, text);
}

static rbk_where place_of(const rbk_operand *operand, rbk_where where) {
  return operand->where.file ? operand->where : where;
}

/* The one value of an operand, or NULL (with a problem, or one elsewhere). */
static rbk_status value_of(rbk_binder *b, const rbk_operand *operand,
                           rbk_where where, const rbk_operand **out) {
  *out = operand;
  if (operand->kind != RBK_OPERAND_PARAMETER) return RBK_OK;
  const rbk_parameter_value *values;
  rbk_status status =
      values_of(b, operand->text, place_of(operand, where), &values);
  *out = NULL;
  if (status != RBK_OK || !values) return status;
  if (values->count == 1) {
    *out = &values->items[0];
    return RBK_OK;
  }
  return RBK_PROBLEM(b->problems, "parameter-type", place_of(operand, where),
                     "parameter '%s' is a list where one value is needed; use "
                     "another parameter",
                     operand->text);
}

static rbk_status wrong_value(rbk_binder *b, const rbk_operand *operand,
                              const rbk_operand *value, rbk_where where,
                              const char *wanted) {
  char number[24];
  const char *text = value->text;
  if (value->kind == RBK_OPERAND_NUMBER) {
    rbk_decimal_print(value->number, number);
    text = number;
  }
  if (operand->kind == RBK_OPERAND_PARAMETER) {
    return RBK_PROBLEM(b->problems, "parameter-value", place_of(operand, where),
                       "parameter '%s' is '%s' here, which is not %s; correct "
                       "its value",
                       operand->text, text, wanted);
  }
  return RBK_PROBLEM(b->problems, "value", place_of(operand, where),
                     "'%s' is not %s", text, wanted);
}

rbk_status rbk_bind_number(rbk_binder *b, const rbk_operand *operand,
                           rbk_where where, rbk_decimal *out) {
  const rbk_operand *value;
  *out = 0;
  rbk_status status = value_of(b, operand, where, &value);
  if (status != RBK_OK || !value) return status;
  if (value->kind != RBK_OPERAND_NUMBER) {
    return wrong_value(b, operand, value, where, "a number");
  }
  *out = value->number;
  return RBK_OK;
}

rbk_status rbk_bind_whole(rbk_binder *b, const rbk_operand *operand,
                          int32_t least, int32_t most, rbk_where where,
                          int32_t *out) {
  const rbk_operand *value;
  *out = least;
  rbk_status status = value_of(b, operand, where, &value);
  if (status != RBK_OK || !value) return status;
  if (value->kind == RBK_OPERAND_NUMBER &&
      value->number % RBK_DECIMAL_ONE == 0 &&
      value->number >= least * RBK_DECIMAL_ONE &&
      value->number <= most * RBK_DECIMAL_ONE) {
    *out = (int32_t)(value->number / RBK_DECIMAL_ONE);
    return RBK_OK;
  }
  const char *wanted = rbk_arena_format(
      b->scratch, "a whole number from %d to %d", (int)least, (int)most);
  return wanted ? wrong_value(b, operand, value, where, wanted) : RBK_NOMEM;
}

rbk_status rbk_bind_text(rbk_binder *b, const rbk_operand *operand,
                         rbk_where where, const char **out) {
  const rbk_operand *value;
  *out = "";
  rbk_status status = value_of(b, operand, where, &value);
  if (status != RBK_OK || !value) return status;
  if (value->kind == RBK_OPERAND_TEXT) {
    *out = value->text;
    return RBK_OK;
  }
  char number[24];
  int length = rbk_decimal_print(value->number, number);
  *out = rbk_arena_copy(b->arena, number, (size_t)length);
  return *out ? RBK_OK : RBK_NOMEM;
}

rbk_status rbk_bind_date(rbk_binder *b, const rbk_operand *operand,
                         rbk_where where, rbk_date *out) {
  const rbk_operand *value;
  *out = 0;
  rbk_status status = value_of(b, operand, where, &value);
  if (status != RBK_OK || !value) return status;
  if (value->kind == RBK_OPERAND_TEXT &&
      rbk_date_parse(rbk_text_of(value->text), out)) {
    return RBK_OK;
  }
  return wrong_value(b, operand, value, where, "a date such as 2024-09-01");
}

rbk_status rbk_bind_steps(rbk_binder *b, const rbk_operand *operand,
                          rbk_where where, rbk_decimal out[6]) {
  const rbk_parameter_value *values;
  where = place_of(operand, where);
  for (int i = 0; i < 6; i++) out[i] = 0;
  rbk_status status = values_of(b, operand->text, where, &values);
  if (status != RBK_OK || !values) return status;
  bool fits = values->count == 6;
  for (size_t i = 0; fits && i < 6; i++) {
    fits = values->items[i].kind == RBK_OPERAND_NUMBER;
    out[i] = values->items[i].number;
  }
  if (fits) return RBK_OK;
  return RBK_PROBLEM(b->problems, "parameter-value", where,
                     "parameter '%s' is not a list of six numbers, one for "
                     "each half term; correct its value",
                     operand->text);
}

/* --- code sets ------------------------------------------------------------ */

static rbk_status set_of_values(rbk_binder *b, const rbk_set_expression *set,
                                rbk_code_set *out) {
  const rbk_parameter_value *values;
  rbk_status status = values_of(b, set->name, set->where, &values);
  *out = 0;
  if (status != RBK_OK || !values) return status;
  for (size_t i = 0; i < values->count; i++) {
    const rbk_operand *item = &values->items[i];
    rbk_text unknown =
        rbk_text_of(item->kind == RBK_OPERAND_TEXT ? item->text : "number");
    rbk_code_set some = 0;
    if (item->kind == RBK_OPERAND_TEXT &&
        (rbk_code_class_set(rbk_text_of(item->text), &some) ||
         rbk_code_list_set(rbk_text_of(item->text), &some, &unknown))) {
      *out |= some;
      continue;
    }
    return RBK_PROBLEM(b->problems, "parameter-value", set->where,
                       "parameter '%s' holds '%.*s', which is no code; correct "
                       "its value",
                       set->name, (int)unknown.length, unknown.bytes);
  }
  return RBK_OK;
}

static rbk_status bind_set_plain(rbk_binder *b, const rbk_set_expression *set,
                                 rbk_code_set *out) {
  rbk_code_set left, right;
  rbk_status status = rbk_bind_set(b, set->left, &left);
  if (status == RBK_OK) status = rbk_bind_set(b, set->right, &right);
  if (status != RBK_OK) return status;
  const rbk_named_set *named;
  switch (set->kind) {
  case RBK_SET_MASK:
    *out = set->mask;
    return RBK_OK;
  case RBK_SET_UNION:
    *out = left | right;
    return RBK_OK;
  case RBK_SET_MINUS:
    *out = left & ~right;
    return RBK_OK;
  case RBK_SET_PARAMETER:
    return set_of_values(b, set, out);
  case RBK_SET_NAMED:
    named = rbk_plan_code_set(b->plan, set->name);
    return named ? rbk_bind_set(b, named->set, out) : RBK_INTERNAL;
  }
  return RBK_INTERNAL;
}

/* Sets share their parts, so each is worked out once. */
rbk_status rbk_bind_set(rbk_binder *b, const rbk_set_expression *set,
                        rbk_code_set *out) {
  *out = 0;
  if (!set) return RBK_OK;
  rbk_pointers *known = &b->sets[b->stretch];
  uint32_t place = rbk_pointers_get(known, set);
  if (place != RBK_NONE) {
    *out = b->set_values[place];
    return RBK_OK;
  }
  rbk_status status = bind_set_plain(b, set, out);
  if (status == RBK_OK) {
    status = rbk_bind_room(b->scratch, &b->set_values, &b->set_capacity,
                           b->set_count + 1, sizeof *b->set_values);
  }
  if (status != RBK_OK) return status;
  b->set_values[b->set_count] = *out;
  return rbk_pointers_put(known, set, (uint32_t)b->set_count++);
}

/* --- the register's names ------------------------------------------------- */

uint32_t rbk_bind_field(const rbk_binder *b, const char *field) {
  return field ? rbk_intern_find(&b->reg->history.fields, rbk_text_of(field))
               : RBK_NONE;
}

rbk_status rbk_bind_match(rbk_binder *b, const rbk_match_expression *match,
                          rbk_where where, rbk_event_match *out) {
  memset(out, 0, sizeof *out);
  out->kind =
      rbk_intern_find(&b->reg->history.kinds, rbk_text_of(match->event_kind));
  for (size_t i = 0; i < match->filter_count; i++) {
    rbk_filter *filter = &out->filters[out->filter_count++];
    filter->field = rbk_bind_field(b, match->filters[i].field);
    rbk_status status =
        rbk_bind_text(b, &match->filters[i].value, where, &filter->value);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

rbk_status rbk_bind_warn(rbk_binder *b, const char *id, const char *name,
                         rbk_where where, const char *text) {
  const char *key = rbk_arena_format(b->scratch, "%s %s", id, name);
  if (!key) return RBK_NOMEM;
  if (rbk_intern_find(b->warned, rbk_text_of(key)) != RBK_NONE) return RBK_OK;
  if (rbk_intern_add(b->warned, rbk_text_of(key)) == RBK_NONE) {
    return RBK_NOMEM;
  }
  return rbk_problems_add(b->problems, RBK_WARNING, id, where.file, where.line,
                          0, "the register has no %s '%s'; %s", id, name, text);
}

rbk_status rbk_bind_attribute(rbk_binder *b, const char *name, rbk_where where,
                              uint32_t *out) {
  *out = rbk_intern_find(&b->reg->roll.attributes, rbk_text_of(name));
  if (*out != RBK_NONE) return RBK_OK;
  return rbk_bind_warn(b, "attribute", name, where,
                       "it is read as empty; add the column to pupils.csv");
}

rbk_status rbk_bind_parent_field(rbk_binder *b, const char *name,
                                 rbk_where where, uint32_t *out) {
  const rbk_roll *roll = &b->reg->roll;
  *out = rbk_intern_find(&roll->parent_fields, rbk_text_of(name));
  if (*out != RBK_NONE || roll->parent_count == 0) return RBK_OK;
  return rbk_bind_warn(b, "column of a parent", name, where,
                       "it is read as empty; add it to parents.csv");
}
