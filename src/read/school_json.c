/* school.json: the profile of a school. */
#include <string.h>

#include "read/draft.h"
#include "read/json.h"

static const char *const keys[] = {
    "id",         "name",       "phase",         "la",      "policy",
    "parameters", "roles",      "aliases",       "columns", "facts",
    "dates",      "precedence", "session_times", NULL};

static size_t members(const rbk_json *object) {
  return object->value ? json_object_size(object->value) : 0;
}

static rbk_status need_object(const rbk_json *at) {
  if (!at->value || json_is_object(at->value)) return RBK_OK;
  return rbk_json_refuse(at, "must be an object, { ... }");
}

static rbk_status copy_key(const rbk_json *at, const char **out) {
  rbk_reading *reading = at->file->reading;
  *out = rbk_arena_copy(&reading->reg->arena, at->key, strlen(at->key));
  return *out ? RBK_OK : rbk_reading_no_memory(reading);
}

/* A number as the shortest decimal that is the same. */
static rbk_status number_text(const rbk_json *at, const char **out) {
  rbk_decimal value;
  char text[24];
  rbk_reading *reading = at->file->reading;
  rbk_status status = rbk_json_decimal(at, &value);
  if (status) return status;
  int length = rbk_decimal_print(value, text);
  *out = rbk_arena_copy(&reading->reg->arena, text, (size_t)length);
  return *out ? RBK_OK : rbk_reading_no_memory(reading);
}

/* An object of texts, in the order of the file. */
static rbk_status pairs(const rbk_json *root, const char *name, rbk_pair **out,
                        size_t *count) {
  rbk_json object = rbk_json_member(root, name);
  rbk_status status = need_object(&object);
  if (!status)
    status = rbk_json_take(root, members(&object), sizeof **out, (void *)out);
  if (status || !object.value) return status;
  const char *key;
  json_t *value;
  json_object_foreach(object.value, key, value) {
    rbk_json at = rbk_json_member(&object, key);
    status = copy_key(&at, &(*out)[*count].name);
    if (!status) status = rbk_json_text(&at, NULL, &(*out)[*count].value);
    if (status) return status;
    ++*count;
  }
  return RBK_OK;
}

/* --- facts: texts, numbers, yes or no, and objects of these --- */

static rbk_status fact_value(const rbk_json *at, const char **out) {
  if (json_is_boolean(at->value)) {
    *out = json_is_true(at->value) ? "true" : "false";
    return RBK_OK;
  }
  if (json_is_number(at->value)) return number_text(at, out);
  if (json_is_string(at->value)) return rbk_json_text(at, NULL, out);
  return rbk_json_refuse(at, "must be a text, a number, true or false");
}

static size_t fact_leaves(const json_t *value) {
  const char *key;
  json_t *member;
  size_t count = 0;
  json_object_foreach((json_t *)value, key, member) {
    count += json_is_object(member) ? json_object_size(member) : 1;
  }
  return count;
}

/* `prefix` and the members of an object, joined by a point. */
static rbk_status add_facts(const rbk_json *object, const char *prefix,
                            rbk_school *school) {
  rbk_reading *reading = object->file->reading;
  const char *key;
  json_t *value;
  json_object_foreach(object->value, key, value) {
    rbk_json at = rbk_json_member(object, key);
    if (!prefix[0] && json_is_object(value)) {
      rbk_status status = add_facts(&at, key, school);
      if (status) return status;
      continue;
    }
    rbk_pair *fact = &school->facts[school->fact_count];
    fact->name = rbk_arena_format(&reading->reg->arena, "%s%s%s", prefix,
                                  prefix[0] ? "." : "", key);
    if (!fact->name) return rbk_reading_no_memory(reading);
    rbk_status status = fact_value(&at, &fact->value);
    if (status) return status;
    for (size_t i = 0; i < school->fact_count; i++)
      if (strcmp(school->facts[i].name, fact->name) == 0)
        return rbk_json_refuse(&at, "is the same fact as another; keep one");
    school->fact_count++;
  }
  return RBK_OK;
}

static rbk_status facts(const rbk_json *root, rbk_school *school) {
  rbk_json given = rbk_json_member(root, "facts");
  rbk_json times = rbk_json_member(root, "session_times");
  rbk_status status = need_object(&given);
  if (!status) status = need_object(&times);
  size_t most = fact_leaves(given.value) + members(&times);
  if (!status)
    status = rbk_json_take(root, most + 1, sizeof *school->facts,
                           (void *)&school->facts);
  if (!status && given.value) status = add_facts(&given, "", school);
  if (!status && times.value)
    status = add_facts(&times, "session_times", school);
  return status;
}

/* --- parameters --- */

static rbk_status setting_value(const rbk_json *at, rbk_setting *setting,
                                size_t index) {
  if (json_is_number(at->value)) {
    setting->numbers[index] = true;
    return number_text(at, &setting->values[index]);
  }
  if (json_is_string(at->value))
    return rbk_json_text(at, NULL, &setting->values[index]);
  return rbk_json_refuse(at, "must be a number, a text, or a list of these");
}

static rbk_status setting_of(const rbk_json *at, rbk_setting *setting) {
  setting->is_list = json_is_array(at->value);
  setting->value_count = setting->is_list ? json_array_size(at->value) : 1;
  rbk_json_offset(at, &setting->line);
  rbk_status status = copy_key(at, &setting->name);
  if (!status)
    status = rbk_json_take(at, setting->value_count, sizeof *setting->values,
                           (void *)&setting->values);
  if (!status)
    status = rbk_json_take(at, setting->value_count, sizeof *setting->numbers,
                           (void *)&setting->numbers);
  if (status) return status;
  if (!setting->is_list) return setting_value(at, setting, 0);
  for (size_t i = 0; i < setting->value_count && !status; i++) {
    rbk_json item = rbk_json_item(at, i);
    status = setting_value(&item, setting, i);
  }
  return status;
}

static rbk_status parameters(const rbk_json *root, rbk_school *school) {
  rbk_json object = rbk_json_member(root, "parameters");
  rbk_status status = need_object(&object);
  if (!status)
    status = rbk_json_take(root, members(&object), sizeof *school->parameters,
                           (void *)&school->parameters);
  if (status || !object.value) return status;
  const char *key;
  json_t *value;
  json_object_foreach(object.value, key, value) {
    rbk_json at = rbk_json_member(&object, key);
    status = setting_of(&at, &school->parameters[school->parameter_count]);
    if (status) return status;
    school->parameter_count++;
  }
  return RBK_OK;
}

/* --- policies --- */

static rbk_status policy_id(const rbk_json *at, const char **out) {
  rbk_status status = rbk_json_text(at, NULL, out);
  if (!status && !(*out)[0])
    status = rbk_json_refuse(at, "is empty; name a policy");
  return status;
}

/* Takes one choice into its place by date. */
static rbk_status add_choice(const rbk_json *at, rbk_school *school,
                             rbk_policy_choice choice) {
  size_t place = school->policy_count;
  for (; place > 0 && school->policies[place - 1].from >= choice.from;
       place--) {
    if (school->policies[place - 1].from == choice.from)
      return rbk_json_refuse(at, "begins on the same day as another policy; "
                                 "keep one of them");
    school->policies[place] = school->policies[place - 1];
  }
  school->policies[place] = choice;
  school->policy_count++;
  return RBK_OK;
}

static rbk_status choice_of(const rbk_json *at, rbk_school *school) {
  static const char *const choice_keys[] = {"from", "policy", NULL};
  rbk_policy_choice choice = {.from = RBK_NO_DATE};
  rbk_json from = rbk_json_member(at, "from");
  rbk_json policy = rbk_json_member(at, "policy");
  rbk_status status = rbk_json_only(at, choice_keys);
  if (!status && from.value) status = rbk_json_date(&from, &choice.from);
  if (!status) status = policy_id(&policy, &choice.policy);
  return status ? status : add_choice(at, school, choice);
}

static rbk_status policies(const rbk_json *root, rbk_school *school) {
  rbk_json at = rbk_json_member(root, "policy");
  if (!at.value) return RBK_OK;
  bool is_list = json_is_array(at.value);
  size_t count = is_list ? json_array_size(at.value) : 1;
  rbk_status status = rbk_json_take(root, count, sizeof *school->policies,
                                    (void *)&school->policies);
  if (!status && is_list && count == 0)
    status = rbk_json_refuse(&at, "is an empty list; name a policy");
  if (!status && !is_list) {
    rbk_policy_choice choice = {.from = RBK_NO_DATE};
    status = policy_id(&at, &choice.policy);
    return status ? status : add_choice(&at, school, choice);
  }
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json item = rbk_json_item(&at, i);
    status = choice_of(&item, school);
  }
  return status;
}

/* --- the rest --- */

static rbk_status how_to_read(const rbk_json *root, rbk_school *school) {
  const char *dates;
  rbk_json dates_at = rbk_json_member(root, "dates");
  rbk_json precedence = rbk_json_member(root, "precedence");
  rbk_status status = rbk_json_text(&dates_at, "iso", &dates);
  if (!status) status = rbk_json_text(&precedence, "", &school->precedence);
  if (status) return status;
  school->uk_dates = strcmp(dates, "dd/mm/yyyy") == 0;
  if (!school->uk_dates && strcmp(dates, "iso") != 0)
    return rbk_json_refuse(&dates_at, "must be \"iso\" or \"dd/mm/yyyy\"");
  if (precedence.value && strcmp(school->precedence, "first") != 0 &&
      strcmp(school->precedence, "last") != 0)
    return rbk_json_refuse(&precedence, "must be \"first\" or \"last\"");
  return RBK_OK;
}

/* An alias must mean a code that exists, or "-" for no mark. */
static rbk_status check_aliases(const rbk_json *root,
                                const rbk_school *school) {
  rbk_json object = rbk_json_member(root, "aliases");
  for (size_t i = 0; i < school->alias_count; i++) {
    rbk_code code;
    rbk_text text = rbk_text_of(school->aliases[i].value);
    /* On the latest of days no code lies in the future. */
    if (rbk_text_is(text, "-") ||
        rbk_code_find(text, RBK_DATE(9999, 12, 31), &code) != RBK_CODE_UNKNOWN)
      continue;
    rbk_json at = rbk_json_member(&object, school->aliases[i].name);
    char shown[RBK_SHOWN];
    return rbk_json_refuse(&at,
                           "'%s' is not a register code; give a code, or "
                           "\"-\" for no mark",
                           rbk_shown(text, shown));
  }
  return RBK_OK;
}

static rbk_status profile(const rbk_json *root, rbk_school *school) {
  rbk_json id = rbk_json_member(root, "id");
  rbk_json name = rbk_json_member(root, "name");
  rbk_json phase = rbk_json_member(root, "phase");
  rbk_json la = rbk_json_member(root, "la");
  rbk_status status = rbk_json_only(root, keys);
  if (!status) status = rbk_json_text(&id, school->id, &school->id);
  if (!status && !school->id[0])
    status = rbk_json_refuse(&id, "is empty; give the school an id");
  if (!status) status = rbk_json_text(&name, "", &school->name);
  if (!status) status = rbk_json_text(&phase, "", &school->phase);
  if (!status) status = rbk_json_text(&la, "", &school->la);
  if (!status) status = policies(root, school);
  if (!status) status = parameters(root, school);
  if (!status)
    status = pairs(root, "roles", &school->roles, &school->role_count);
  if (!status)
    status = pairs(root, "aliases", &school->aliases, &school->alias_count);
  if (!status) status = check_aliases(root, school);
  if (!status)
    status = pairs(root, "columns", &school->columns, &school->column_count);
  if (!status) status = facts(root, school);
  if (!status) status = how_to_read(root, school);
  return status;
}

rbk_status rbk_read_school(rbk_reading *reading, const rbk_file *file) {
  rbk_json_file json;
  rbk_json root;
  rbk_school *school = &reading->reg->school;
  school->file =
      rbk_arena_copy(&reading->reg->arena, file->path, strlen(file->path));
  if (!school->file) return rbk_reading_no_memory(reading);
  rbk_status status = rbk_json_open(reading, file, &json, &root);
  if (status) return status;
  status = profile(&root, school);
  rbk_json_close(&json);
  return status;
}
