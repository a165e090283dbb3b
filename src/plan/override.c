/* What a profile and the command line say about parameters. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "plan/checks.h"
#include "plan/parameter.h"

rbk_value_type rbk_parameter_type(const rbk_parameter *parameter) {
  for (size_t i = 0; i < parameter->value_count; i++) {
    if (parameter->values[i].count == 0) continue;
    return parameter->values[i].items[0].kind == RBK_OPERAND_NUMBER
               ? RBK_VALUE_NUMBER
               : RBK_VALUE_TEXT;
  }
  switch (parameter->unit) {
  case RBK_UNIT_NONE:
    return RBK_VALUE_ANY;
  case RBK_UNIT_CODES:
  case RBK_UNIT_TEXT:
    return RBK_VALUE_TEXT;
  default:
    return RBK_VALUE_NUMBER;
  }
}

const char *rbk_value_type_words(rbk_value_type type) {
  static const char *const words[] = {"a value", "a number", "a text"};
  return words[type];
}

static bool is_list(const rbk_parameter *parameter) {
  return parameter->value_count > 0 && parameter->values[0].list;
}

/* Whether one list or one value is what the parameter takes. Codes may be
 * either: "G N O U" or { "G", "N" }. */
static bool right_shape(const rbk_parameter *parameter,
                        const rbk_override *override) {
  const rbk_parameter_value *value = &override->value;
  if (value->count == 0) return false;
  if (parameter->unit == RBK_UNIT_CODES || parameter->value_count == 0) {
    return true;
  }
  if (is_list(parameter)) {
    return value->list || rbk_override_on_command_line(override);
  }
  return !value->list;
}

/* The command line has only texts; a parameter of texts may look like one of
 * numbers there. */
static void read_as(rbk_operand *item, rbk_value_type type) {
  if (type == RBK_VALUE_TEXT) item->kind = RBK_OPERAND_TEXT;
  if (type == RBK_VALUE_NUMBER &&
      rbk_decimal_parse(rbk_text_of(item->text), &item->number)) {
    item->kind = RBK_OPERAND_NUMBER;
  }
}

static const char *file_of(const rbk_register *reg,
                           const rbk_override *override) {
  return rbk_override_on_command_line(override) ? override->from
                                                : reg->school.file;
}

static rbk_status check_type(const rbk_register *reg,
                             const rbk_parameter *parameter,
                             rbk_override *override, rbk_problems *problems) {
  bool command_line = rbk_override_on_command_line(override);
  const char *file = file_of(reg, override);
  rbk_value_type type = rbk_parameter_type(parameter);
  if (!right_shape(parameter, override)) {
    return rbk_problems_add(
        problems, RBK_ERROR, "parameter-type", file, override->setting.line, 0,
        "parameter '%s' is %s (%s:%u); give %s", parameter->name,
        is_list(parameter) ? "a list" : "one value", parameter->where.file,
        parameter->where.line, is_list(parameter) ? "a list" : "one value");
  }
  if (type == RBK_VALUE_ANY) return RBK_OK;
  for (size_t i = 0; i < override->value.count; i++) {
    rbk_operand *item = &override->value.items[i];
    if (command_line) read_as(item, type);
    bool number = item->kind == RBK_OPERAND_NUMBER;
    if (number == (type == RBK_VALUE_NUMBER)) continue;
    return rbk_problems_add(
        problems, RBK_ERROR, "parameter-type", file, override->setting.line, 0,
        "parameter '%s' is %s (%s:%u), not '%s'; %s", parameter->name,
        rbk_value_type_words(type), parameter->where.file,
        parameter->where.line, item->text,
        type == RBK_VALUE_NUMBER
            ? "give a number of at most four decimals, without quotes"
            : "put it in quotes");
  }
  return RBK_OK;
}

static rbk_status unknown_parameter(const rbk_register *reg,
                                    const rbk_override *override,
                                    const rbk_edition *editions,
                                    size_t edition_count, rbk_arena *arena,
                                    rbk_problems *problems) {
  size_t count = 0, all = 0;
  for (size_t i = 0; i < edition_count; i++) {
    all += editions[i].plan->parameter_count;
  }
  const char **names = rbk_arena_take(arena, all, sizeof *names);
  if (!names) return RBK_NOMEM;
  for (size_t i = 0; i < edition_count; i++) {
    const rbk_plan *plan = editions[i].plan;
    for (size_t j = 0; j < plan->parameter_count; j++) {
      names[count++] = plan->parameters[j]->name;
    }
  }
  const char *file = file_of(reg, override);
  const char *name = override->setting.name;
  bool tried_out =
      !rbk_override_on_command_line(override) &&
      rbk_profile_is_of_others(&reg->school, editions, edition_count);
  rbk_severity severity = tried_out ? RBK_WARNING : RBK_ERROR;
  const char *near = rbk_nearest(name, names, count);
  return near ? rbk_problems_add(problems, severity, "unknown-parameter", file,
                                 override->setting.line, 0,
                                 "no parameter '%s'; did you mean '%s'?", name,
                                 near)
              : rbk_problems_add(problems, severity, "unknown-parameter", file,
                                 override->setting.line, 0,
                                 "no policy in force has a parameter '%s'; "
                                 "leave it out",
                                 name);
}

rbk_status rbk_bind_check_overrides(rbk_binding *binding,
                                    const rbk_edition *editions,
                                    size_t edition_count,
                                    rbk_problems *problems) {
  rbk_override *overrides = rbk_arena_take(
      &binding->arena, binding->override_count, sizeof *overrides);
  if (!overrides) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < binding->override_count && status == RBK_OK; i++) {
    overrides[i] = binding->overrides[i];
    status = rbk_override_read(&binding->arena, &overrides[i]);
    bool known = false;
    for (size_t j = 0; j < edition_count && status == RBK_OK; j++) {
      const rbk_parameter *parameter =
          rbk_plan_parameter(editions[j].plan, overrides[i].setting.name);
      if (!parameter) continue;
      known = true;
      size_t errors = problems->errors;
      status = check_type(binding->reg, parameter, &overrides[i], problems);
      if (status == RBK_OK && problems->errors == errors)
        status = rbk_bind_check_choice(
            editions[j].plan, parameter, &overrides[i],
            file_of(binding->reg, &overrides[i]), &binding->arena, problems);
      if (status == RBK_OK && problems->errors == errors)
        status = rbk_bind_check_clock(
            editions[j].plan, parameter, &overrides[i],
            file_of(binding->reg, &overrides[i]), &binding->arena, problems);
    }
    if (status == RBK_OK && !known) {
      status = unknown_parameter(binding->reg, &overrides[i], editions,
                                 edition_count, &binding->arena, problems);
    }
  }
  binding->overrides = overrides;
  return status;
}

/* --- the digest of all values --------------------------------------------- */

/* name=90, name[2024-08-19]=10, name="G N O U", name={1,2} */
static void print_value(rbk_buffer *line, const char *name,
                        const rbk_parameter_value *value) {
  rbk_buffer_text(line, name);
  if (value->from != RBK_NO_DATE) {
    rbk_buffer_byte(line, '[');
    rbk_buffer_date(line, value->from);
    rbk_buffer_byte(line, ']');
  }
  rbk_buffer_byte(line, '=');
  if (value->list) rbk_buffer_byte(line, '{');
  for (size_t i = 0; i < value->count; i++) {
    const rbk_operand *item = &value->items[i];
    if (i > 0) rbk_buffer_byte(line, ',');
    if (item->kind == RBK_OPERAND_NUMBER) {
      rbk_buffer_decimal(line, item->number);
    } else {
      rbk_buffer_json(line, item->text, strlen(item->text));
    }
  }
  if (value->list) rbk_buffer_byte(line, '}');
}

typedef struct lines {
  rbk_arena *arena;
  rbk_buffer buffer;
  const char **items;
  size_t count;
} lines;

static rbk_status add_line(lines *all, const char *name,
                           const rbk_parameter_value *value) {
  rbk_buffer_clear(&all->buffer);
  print_value(&all->buffer, name, value);
  if (all->buffer.status != RBK_OK) return all->buffer.status;
  const char *line =
      rbk_arena_copy(all->arena, all->buffer.bytes, all->buffer.length);
  if (!line) return RBK_NOMEM;
  all->items[all->count++] = line;
  return RBK_OK;
}

static rbk_status add_parameter(lines *all, const rbk_binding *binding,
                                const rbk_parameter *parameter) {
  const rbk_override *override = rbk_override_of(
      binding->overrides, binding->override_count, parameter->name);
  if (override) return add_line(all, parameter->name, &override->value);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < parameter->value_count && status == RBK_OK; i++) {
    status = add_line(all, parameter->name, &parameter->values[i]);
  }
  return status;
}

/* From when to when the profile's choice stands: the same scripts in force on
 * other days decide otherwise. */
static rbk_status add_edition(lines *all, const rbk_edition *edition) {
  if (edition->from == RBK_NO_DATE && edition->to == RBK_NO_DATE) return RBK_OK;
  char from[11], to[11];
  rbk_date_print(edition->from, from);
  rbk_date_print(edition->to, to);
  const char *line = rbk_arena_format(all->arena, "edition %s..%s %s", from, to,
                                      edition->policy ? edition->policy : "");
  if (!line) return RBK_NOMEM;
  all->items[all->count++] = line;
  return RBK_OK;
}

static int by_text(const void *a, const void *b) {
  const char *const *left = a, *const *right = b;
  return strcmp(*left, *right);
}

rbk_status rbk_bind_digest_parameters(rbk_binding *binding,
                                      const rbk_edition *editions,
                                      size_t edition_count) {
  lines all = {.arena = &binding->arena};
  rbk_buffer_init(&all.buffer, binding->alloc);
  size_t room = edition_count;
  for (size_t i = 0; i < edition_count; i++) {
    for (size_t j = 0; j < editions[i].plan->parameter_count; j++) {
      room += editions[i].plan->parameters[j]->value_count + 1;
    }
  }
  rbk_status status = RBK_OK;
  all.items = rbk_arena_take(all.arena, room, sizeof *all.items);
  if (!all.items) status = RBK_NOMEM;
  for (size_t i = 0; i < edition_count; i++) {
    const rbk_plan *plan = editions[i].plan;
    if (status == RBK_OK) status = add_edition(&all, &editions[i]);
    for (size_t j = 0; j < plan->parameter_count && status == RBK_OK; j++) {
      status = add_parameter(&all, binding, plan->parameters[j]);
    }
  }
  if (status == RBK_OK) {
    if (all.count > 1) qsort(all.items, all.count, sizeof *all.items, by_text);
    rbk_digest digest;
    rbk_digest_init(&digest);
    for (size_t i = 0; i < all.count; i++) {
      if (i > 0 && strcmp(all.items[i], all.items[i - 1]) == 0) continue;
      rbk_digest_add(&digest, all.items[i], strlen(all.items[i]));
      rbk_digest_add(&digest, "\n", 1);
    }
    rbk_digest_hex(&digest, binding->parameters_digest);
  }
  rbk_buffer_finish(&all.buffer);
  return status;
}
