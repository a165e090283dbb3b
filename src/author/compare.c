#include "author/compare.h"

#include <string.h>

#include "engine/callbacks.h"
#include "plan/plan.h"

/* --- whose ids ------------------------------------------------------------ */

static bool same(const char *a, const char *b) {
  return strcmp(a, b) == 0;
}

static bool has_band(const rbk_layer *layer, const char *id) {
  for (size_t i = 0; i < layer->band_count; i++) {
    const char *name = layer->bands[i].name;
    size_t length = strlen(name);
    if (strncmp(name, id, length) == 0 &&
        (id[length] == '\0' || id[length] == '/'))
      return true;
  }
  return false;
}

static bool has_flag(const rbk_layer *layer, const char *id) {
  for (size_t i = 0; i < layer->flag_count; i++)
    if (same(layer->flags[i].id, id)) return true;
  return false;
}

static bool among_rules(const rbk_rule *rules, size_t count, const char *id) {
  for (size_t i = 0; i < count; i++)
    if (same(rules[i].id, id)) return true;
  return false;
}

static bool has_rule(const rbk_layer *layer, const char *id) {
  if (among_rules(layer->rules, layer->rule_count, id)) return true;
  for (size_t l = 0; l < layer->ladder_count; l++) {
    for (size_t s = 0; s < layer->ladders[l].stage_count; s++) {
      const rbk_stage *stage = &layer->ladders[l].stages[s];
      if (among_rules(stage->on_entry, stage->on_entry_count, id) ||
          among_rules(stage->on_review, stage->on_review_count, id) ||
          among_rules(stage->on_overdue, stage->on_overdue_count, id))
        return true;
    }
  }
  return false;
}

static bool has_coding(const rbk_layer *layer, const char *id) {
  for (size_t i = 0; i < layer->coding_count; i++)
    if (same(layer->codings[i].id, id)) return true;
  return false;
}

static bool has_letter(const rbk_layer *layer, const char *id) {
  for (size_t i = 0; i < layer->letter_count; i++)
    if (same(layer->letters[i].id, id)) return true;
  return false;
}

/* A ladder, or one of its stages: changes are called by the stage. */
static bool has_stage(const rbk_layer *layer, const char *id) {
  for (size_t l = 0; l < layer->ladder_count; l++) {
    if (same(layer->ladders[l].name, id)) return true;
    for (size_t s = 0; s < layer->ladders[l].stage_count; s++)
      if (same(layer->ladders[l].stages[s].id, id)) return true;
  }
  return false;
}

/* A hook is called by its layer and its name, "la/x classify". */
static bool has_hook(const rbk_layer *layer, const char *id) {
  size_t length = layer->id != NULL ? strlen(layer->id) : 0;
  return length > 0 && strncmp(id, layer->id, length) == 0 && id[length] == ' ';
}

static bool has_replaced(const rbk_layer *layer, rbk_section section,
                         const char *id) {
  for (size_t i = 0; i < layer->replacement_count; i++)
    if (layer->replacements[i].section == section &&
        same(layer->replacements[i].id, id))
      return true;
  return false;
}

bool rbk_layer_declares(const rbk_layer *layer, rbk_fixture_section section,
                        const char *id) {
  static const struct {
    bool (*has)(const rbk_layer *layer, const char *id);
    rbk_section section;
    rbk_fixture_section expected; /* the section, or RBK_FIXTURE_SECTIONS for
                                     all that mix them */
  } kinds[] = {
      {has_band, RBK_SECTION_BANDS, RBK_FIXTURE_BANDS},
      {has_flag, RBK_SECTION_FLAGS, RBK_FIXTURE_FLAGS},
      {has_stage, RBK_SECTION_LADDERS, RBK_FIXTURE_STAGES},
      {has_rule, RBK_SECTION_RULES, RBK_FIXTURE_ACTIONS},
      {has_rule, RBK_SECTION_RULES, RBK_FIXTURE_GROUPS},
      {has_letter, RBK_SECTION_LETTERS, RBK_FIXTURE_LETTERS},
      {has_coding, RBK_SECTION_CODING, RBK_FIXTURE_PROPOSALS},
      {has_coding, RBK_SECTION_CODING, RBK_FIXTURE_FINDINGS},
  };
  if (section == RBK_FIXTURE_UNDETERMINED && has_hook(layer, id)) return true;
  bool mixed = section == RBK_FIXTURE_UNDETERMINED ||
               section == RBK_FIXTURE_NO_DATA || section == RBK_FIXTURE_CHANGES;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (!mixed && kinds[i].expected != section) continue;
    if (kinds[i].has(layer, id) || has_replaced(layer, kinds[i].section, id))
      return true;
  }
  return false;
}

/* Whether some version of the policy declares it, in the layer nearest the
 * school. */
static bool declared(const rbk_policy *policy, rbk_fixture_section section,
                     const char *id) {
  for (size_t e = 0; e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    if (rbk_layer_declares(plan->layers[plan->layer_count - 1], section, id))
      return true;
  }
  return false;
}

/* --- differences ---------------------------------------------------------- */

rbk_status rbk_differences_add(rbk_differences *all,
                               rbk_fixture_section section, const char *id,
                               const char *pupil, const rbk_result_item *item,
                               const char *format, ...) {
  if (all->count == all->capacity) {
    size_t capacity = 2 * all->capacity + 4;
    rbk_difference *more = rbk_arena_take(all->arena, capacity, sizeof *more);
    if (more == NULL) return RBK_NOMEM;
    if (all->count > 0) memcpy(more, all->items, all->count * sizeof *more);
    all->items = more;
    all->capacity = capacity;
  }
  va_list arguments;
  va_start(arguments, format);
  const char *text = rbk_arena_format_list(all->arena, format, arguments);
  va_end(arguments);
  const char *kept = rbk_arena_copy(all->arena, id, strlen(id));
  const char *whose =
      pupil ? rbk_arena_copy(all->arena, pupil, strlen(pupil)) : NULL;
  if (text == NULL || kept == NULL || (pupil != NULL && whose == NULL))
    return RBK_NOMEM;
  rbk_difference *difference = &all->items[all->count++];
  *difference = (rbk_difference){
      .section = section, .id = kept, .pupil = whose, .text = text};
  if (item != NULL) {
    difference->why = item->why;
    difference->why_count = item->why_count;
  }
  return RBK_OK;
}

/* --- laying side by side -------------------------------------------------- */

typedef struct comparison {
  const rbk_fixture *fixture;
  const rbk_result *result;
  const rbk_policy *policy;
  rbk_differences *differences;
  rbk_fixture_section section;
  bool *claimed; /* items of the section that an expectation speaks of */
} comparison;

static const char *shown(const char *text) {
  return text ? text : "nothing";
}

static const char *main_of(const comparison *c) {
  const rbk_section_info *info = rbk_fixture_section_info(c->section);
  return info->main != NULL ? info->main : info->id;
}

/* The field of a result that an expected one speaks of: the words of a letter
 * stand in its text. */
static const char *got_of(const rbk_result_item *item, const char *name) {
  bool words = same(name, "contains") || same(name, "lacks");
  return rbk_result_field(item, words ? "text" : name);
}

static bool blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Whether the words begin the text; breaks of lines are as good as spaces. */
static bool begins(const char *text, const char *words) {
  while (*words != '\0') {
    if (blank(*words) != blank(*text)) return false;
    if (blank(*words)) {
      while (blank(*words)) words++;
      while (blank(*text)) text++;
    } else if (*words++ != *text++) {
      return false;
    }
  }
  return true;
}

static bool has_words(const char *text, const char *words) {
  for (; text != NULL && *text != '\0'; text++)
    if (begins(text, words)) return true;
  return false;
}

static bool fits(const rbk_result_item *item, const rbk_pair *field) {
  const char *got = got_of(item, field->name);
  if (same(field->name, "contains")) return has_words(got, field->value);
  if (same(field->name, "lacks")) return !has_words(got, field->value);
  if (got == NULL || field->value == NULL) return got == field->value;
  return same(got, field->value);
}

static size_t fields_that_fit(const rbk_result_item *item,
                              const rbk_expected *expected) {
  size_t count = 0;
  for (size_t i = 0; i < expected->field_count; i++)
    count += fits(item, &expected->fields[i]);
  return count;
}

/* What came of an item that nobody expected: "due, fired 2025-02-03, ...". */
static const char *summary(const comparison *c, const rbk_result_item *item) {
  rbk_arena *arena = c->differences->arena;
  const char *text = "";
  for (size_t i = 0; i < item->field_count && text != NULL; i++) {
    const rbk_pair *field = &item->fields[i];
    bool dull = field->value == NULL || same(field->name, "key") ||
                same(field->name, "label") || same(field->name, "action") ||
                same(field->name, "text") || same(field->name, "duty");
    if (dull) continue;
    const char *gap = text[0] == '\0' ? "" : ", ";
    text = same(field->name, main_of(c))
               ? rbk_arena_format(arena, "%s%s%s", text, gap, field->value)
               : rbk_arena_format(arena, "%s%s%s %s", text, gap, field->name,
                                  field->value);
  }
  return text;
}

static rbk_status not_expected(comparison *c, const rbk_result_item *item) {
  const char *text = summary(c, item);
  if (text == NULL) return RBK_NOMEM;
  return rbk_differences_add(c->differences, c->section, item->id, item->pupil,
                             item, "expected nothing, got %s",
                             text[0] == '\0' ? "it" : text);
}

static rbk_status nothing_came(comparison *c, const rbk_expected *expected) {
  const char *text = "";
  for (size_t i = 0; i < expected->field_count && text != NULL; i++) {
    const rbk_pair *field = &expected->fields[i];
    bool is_main = same(field->name, main_of(c));
    text = rbk_arena_format(c->differences->arena, "%s%s%s%s%s", text,
                            i == 0 ? "" : ", ", is_main ? "" : field->name,
                            is_main ? "" : " ", shown(field->value));
  }
  if (text == NULL) return RBK_NOMEM;
  rbk_status status = rbk_differences_add(
      c->differences, c->section, expected->id, expected->pupil, NULL,
      "expected %s, got nothing", text[0] == '\0' ? "it" : text);
  if (!status) c->differences->items[c->differences->count - 1].missing = true;
  return status;
}

static rbk_status wrong_fields(comparison *c, const rbk_expected *expected,
                               const rbk_result_item *item) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < expected->field_count; i++) {
    const rbk_pair *field = &expected->fields[i];
    if (fits(item, field)) continue;
    bool is_main = same(field->name, main_of(c));
    status = rbk_differences_add(
        c->differences, c->section, expected->id, expected->pupil, item,
        "%s%sexpected %s, got %s", is_main ? "" : field->name,
        is_main ? "" : ": ", shown(field->value),
        shown(got_of(item, field->name)));
  }
  return status;
}

/* Whether an expectation speaks of an item not yet spoken of. */
static bool speaks_of(const comparison *c, const rbk_expected *expected,
                      size_t item) {
  const rbk_result_item *got = &c->result->sections[c->section].items[item];
  if (c->claimed[item] || !same(got->id, expected->id)) return false;
  if (got->pupil == NULL || expected->pupil == NULL)
    return got->pupil == expected->pupil;
  return same(got->pupil, expected->pupil);
}

/* The item not yet spoken of that fits best, or SIZE_MAX. */
static size_t best_item(const comparison *c, const rbk_expected *expected) {
  const rbk_result_list *list = &c->result->sections[c->section];
  size_t best = SIZE_MAX, most = 0;
  for (size_t i = 0; i < list->count; i++) {
    if (!speaks_of(c, expected, i)) continue;
    size_t fit = fields_that_fit(&list->items[i], expected);
    if (best != SIZE_MAX && fit <= most) continue;
    best = i;
    most = fit;
  }
  return best;
}

static rbk_status compare_one(comparison *c, const rbk_expected *expected) {
  size_t best = best_item(c, expected);
  if (best == SIZE_MAX) return nothing_came(c, expected);
  c->claimed[best] = true;
  return wrong_fields(c, expected,
                      &c->result->sections[c->section].items[best]);
}

/* An id alone, or with its main field: all there is of it must fit. */
static rbk_status compare_all(comparison *c, const rbk_expected *expected) {
  const rbk_result_list *list = &c->result->sections[c->section];
  rbk_status status = RBK_OK;
  bool any = false;
  for (size_t i = 0; !status && i < list->count; i++) {
    if (!speaks_of(c, expected, i)) continue;
    c->claimed[i] = any = true;
    status = expected->absent ? not_expected(c, &list->items[i])
                              : wrong_fields(c, expected, &list->items[i]);
  }
  if (status || any || expected->absent) return status;
  return nothing_came(c, expected);
}

/* Items given whole take theirs first; of those, the ones that fit in every
 * field come before the ones that do not. */
static rbk_status compare_whole(comparison *c) {
  const rbk_expectation *named = &c->fixture->expect[c->section];
  const rbk_result_list *list = &c->result->sections[c->section];
  bool *settled = rbk_arena_take(c->differences->arena, named->count, 1);
  if (settled == NULL) return RBK_NOMEM;
  for (size_t e = 0; e < named->count; e++) {
    const rbk_expected *expected = &named->items[e];
    if (!expected->whole) continue;
    size_t best = best_item(c, expected);
    if (best == SIZE_MAX ||
        fields_that_fit(&list->items[best], expected) < expected->field_count)
      continue;
    c->claimed[best] = settled[e] = true;
  }
  rbk_status status = RBK_OK;
  for (size_t e = 0; !status && e < named->count; e++)
    if (named->items[e].whole && !settled[e])
      status = compare_one(c, &named->items[e]);
  return status;
}

static rbk_status compare_rest(comparison *c) {
  const rbk_result_list *list = &c->result->sections[c->section];
  rbk_status status = RBK_OK;
  bool everybody = c->section == RBK_FIXTURE_UNDETERMINED;
  for (size_t i = 0; !status && i < list->count; i++)
    if (!c->claimed[i] && (everybody || list->items[i].pupil == NULL) &&
        declared(c->policy, c->section, list->items[i].id))
      status = not_expected(c, &list->items[i]);
  return status;
}

static rbk_status compare_section(comparison *c) {
  const rbk_expectation *named = &c->fixture->expect[c->section];
  const rbk_result_list *list = &c->result->sections[c->section];
  if (!named->named && c->section != RBK_FIXTURE_UNDETERMINED) return RBK_OK;
  c->claimed = rbk_arena_take(c->differences->arena, list->count, 1);
  if (c->claimed == NULL) return RBK_NOMEM;
  rbk_status status = compare_whole(c);
  for (size_t e = 0; !status && e < named->count; e++)
    if (!named->items[e].whole) status = compare_all(c, &named->items[e]);
  return status ? status : compare_rest(c);
}

rbk_status rbk_fixture_compare(const rbk_fixture *fixture,
                               const rbk_result *result,
                               const rbk_policy *policy,
                               rbk_differences *differences) {
  comparison c = {.fixture = fixture,
                  .result = result,
                  .policy = policy,
                  .differences = differences};
  rbk_status status = RBK_OK;
  for (int s = 0; !status && s < RBK_FIXTURE_SECTIONS; s++) {
    c.section = (rbk_fixture_section)s;
    status = compare_section(&c);
  }
  return status;
}
