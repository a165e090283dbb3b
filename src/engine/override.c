#include "engine/override.h"

#include <string.h>

static bool is_number(rbk_text text) {
  rbk_decimal number;
  return rbk_decimal_parse(text, &number);
}

/* The part up to the next comma; `rest` moves behind it. False at the end. */
static bool next_part(rbk_text *rest, rbk_text *part) {
  if (rest->bytes == NULL) return false;
  const char *comma = memchr(rest->bytes, ',', rest->length);
  *part = *rest;
  if (comma == NULL) {
    *rest = (rbk_text){NULL, 0};
  } else {
    part->length = (size_t)(comma - rest->bytes);
    *rest = (rbk_text){comma + 1, rest->length - part->length - 1};
  }
  *part = rbk_text_trim(*part);
  return true;
}

static size_t count_numbers(rbk_text value) {
  size_t count = 0;
  for (rbk_text part; next_part(&value, &part); count++)
    if (!is_number(part)) return 0;
  return count;
}

/* One text or number, or a list of numbers. */
static rbk_status read_value(rbk_arena *arena, const char *value,
                             rbk_setting *setting) {
  rbk_text whole = rbk_text_of(value);
  size_t numbers = count_numbers(whole);
  size_t count = numbers > 0 ? numbers : 1;
  setting->values = rbk_arena_take(arena, count, sizeof *setting->values);
  setting->numbers = rbk_arena_take(arena, count, sizeof *setting->numbers);
  if (!setting->values || !setting->numbers) return RBK_NOMEM;
  setting->value_count = count;
  setting->is_list = count > 1;
  if (numbers == 0) {
    setting->values[0] = rbk_arena_copy(arena, value, strlen(value));
    return setting->values[0] ? RBK_OK : RBK_NOMEM;
  }
  rbk_text part;
  for (size_t i = 0; next_part(&whole, &part); i++) {
    setting->values[i] = rbk_arena_copy(arena, part.bytes, part.length);
    setting->numbers[i] = true;
    if (setting->values[i] == NULL) return RBK_NOMEM;
  }
  return RBK_OK;
}

rbk_status rbk_overrides_make(rbk_arena *arena, const rbk_school *school,
                              const rbk_parameter_setting *settings,
                              size_t count, rbk_override **out,
                              size_t *out_count, rbk_error *error) {
  size_t given = school->parameter_count;
  rbk_override *list = rbk_arena_take(arena, given + count, sizeof *list);
  if (list == NULL) return rbk_no_memory(error);
  for (size_t i = 0; i < given; i++) {
    list[i].setting = school->parameters[i];
    list[i].from = "school.json";
  }
  for (size_t i = 0; i < count; i++) {
    rbk_override *override = &list[given + i];
    if (settings[i].name == NULL || settings[i].name[0] == '\0' ||
        settings[i].value == NULL)
      return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                      "a parameter is set as NAME=VALUE; give both");
    override->from = "--param";
    override->setting.name = settings[i].name;
    rbk_status status =
        read_value(arena, settings[i].value, &override->setting);
    if (status != RBK_OK) return rbk_no_memory(error);
  }
  *out = list;
  *out_count = given + count;
  return RBK_OK;
}
