/* Layers put on top of each other: one namespace for each section. */
#include <string.h>

#include "base/alloc.h"
#include "plan/checks.h"
#include "plan/sections.h"

/* What stands under one id while the layers are stacked. */
typedef struct entry {
  const void *item;
  const rbk_layer *layer;       /* that declared or replaced it last */
  const rbk_disabled *disabled; /* by whom; NULL: it stands */
  rbk_origin origin;
} entry;

typedef struct section_stack {
  rbk_intern ids; /* number: the place in entries */
  entry *entries;
  size_t capacity;
} section_stack;

typedef struct stacker {
  rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  section_stack sections[RBK_ALL_SECTIONS];
  size_t replaced_capacity, disabled_capacity;
} stacker;

static rbk_status grow_in_arena(rbk_arena *arena, void *items, size_t *capacity,
                                size_t needed, size_t size) {
  if (needed <= *capacity) return RBK_OK;
  size_t wider = *capacity > 0 ? *capacity * 2 : 16;
  void *memory = rbk_arena_take(arena, wider, size), *old;
  if (!memory) return RBK_NOMEM;
  memcpy(&old, items, sizeof old);
  if (old) memcpy(memory, old, *capacity * size);
  memcpy(items, &memory, sizeof memory);
  *capacity = wider;
  return RBK_OK;
}

/* --- declarations --------------------------------------------------------- */

static rbk_status already_there(stacker *s, int section, const entry *first,
                                const rbk_layer *layer, const void *item) {
  const rbk_section_info *info = &rbk_section_infos[section];
  const char *id = rbk_item_id(section, item);
  rbk_where where = rbk_item_where(section, item);
  rbk_where other = rbk_item_where(section, first->item);
  if (first->layer == layer) {
    return RBK_PROBLEM(s->problems, "duplicate-id", where,
                       "%s '%s' is declared twice, here and at %s:%u; give one "
                       "of them another id",
                       info->singular, id, other.file, other.line);
  }
  if (section < RBK_SECTIONS) {
    return RBK_PROBLEM(s->problems, "duplicate-id", where,
                       "%s '%s' is already declared by %s (%s:%u); to alter it "
                       "write it under `replace = { %s = ... }`",
                       info->singular, id, first->layer->id, other.file,
                       other.line, info->name);
  }
  return RBK_PROBLEM(s->problems, "duplicate-id", where,
                     "%s '%s' is already declared by %s (%s:%u); leave it out "
                     "here, it is inherited",
                     info->singular, id, first->layer->id, other.file,
                     other.line);
}

static rbk_status declare(stacker *s, int section, const rbk_layer *layer,
                          const void *item) {
  section_stack *stack = &s->sections[section];
  rbk_text id = rbk_text_of(rbk_item_id(section, item));
  uint32_t number = rbk_intern_find(&stack->ids, id);
  if (number != RBK_NONE) {
    return already_there(s, section, &stack->entries[number], layer, item);
  }
  rbk_status status =
      grow_in_arena(&s->scratch, &stack->entries, &stack->capacity,
                    (size_t)stack->ids.count + 1, sizeof *stack->entries);
  if (status != RBK_OK) return status;
  number = rbk_intern_add(&stack->ids, id);
  if (number == RBK_NONE) return RBK_NOMEM;
  stack->entries[number] = (entry){item, layer, NULL, {layer, layer, layer}};
  return RBK_OK;
}

/* --- replace and disable -------------------------------------------------- */

static bool among(const rbk_rule *rules, size_t count, const char *id) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(rules[i].id, id) == 0) return true;
  return false;
}

static bool stands_in(const rbk_stage *stage, rbk_section section,
                      const char *id) {
  if (section == RBK_SECTION_LADDERS) return strcmp(stage->id, id) == 0;
  return section == RBK_SECTION_RULES &&
         (among(stage->on_entry, stage->on_entry_count, id) ||
          among(stage->on_review, stage->on_review_count, id) ||
          among(stage->on_overdue, stage->on_overdue_count, id));
}

/* The inherited ladder that a stage, or a rule of one, stands in; or NULL. */
static const rbk_ladder *ladder_with(const stacker *s, rbk_section section,
                                     const char *id) {
  const section_stack *ladders = &s->sections[RBK_SECTION_LADDERS];
  for (uint32_t i = 0; i < ladders->ids.count; i++) {
    const rbk_ladder *ladder = ladders->entries[i].item;
    for (size_t j = 0; j < ladder->stage_count; j++)
      if (stands_in(&ladder->stages[j], section, id)) return ladder;
  }
  return NULL;
}

/* The inherited entry that `replace` or `disable` names, or NULL with a
 * problem. */
static rbk_status find_inherited(stacker *s, rbk_section section,
                                 const char *id, rbk_where where,
                                 const char *verb, entry **out) {
  section_stack *stack = &s->sections[section];
  const rbk_section_info *info = &rbk_section_infos[section];
  uint32_t number = rbk_intern_find(&stack->ids, rbk_text_of(id));
  const rbk_ladder *ladder =
      number == RBK_NONE ? ladder_with(s, section, id) : NULL;
  if (ladder != NULL) {
    return RBK_PROBLEM(s->problems, "nothing-inherited", where,
                       "'%s' stands in the ladder '%s' and cannot be %sd by "
                       "itself; give all stages anew under `replace = { "
                       "ladders = { %s = ... } }`",
                       id, ladder->name, verb, ladder->name);
  }
  if (number == RBK_NONE) {
    const char **ids =
        rbk_arena_take(&s->scratch, stack->ids.count, sizeof *ids);
    if (!ids) return RBK_NOMEM;
    for (uint32_t i = 0; i < stack->ids.count; i++) {
      ids[i] = rbk_intern_text(&stack->ids, i);
    }
    const char *near = rbk_nearest(id, ids, stack->ids.count);
    return near ? RBK_PROBLEM(s->problems, "nothing-inherited", where,
                              "no inherited %s '%s' to %s; did you mean '%s'?",
                              info->singular, id, verb, near)
                : RBK_PROBLEM(s->problems, "nothing-inherited", where,
                              "no inherited %s '%s' to %s; declare a new one "
                              "under `%s`",
                              info->singular, id, verb, info->name);
  }
  entry *found = &stack->entries[number];
  if (found->disabled) {
    return RBK_PROBLEM(s->problems, "already-disabled", where,
                       "%s '%s' cannot be %sd, it is disabled at %s:%u; leave "
                       "one of the two out",
                       info->singular, id, verb, found->disabled->where.file,
                       found->disabled->where.line);
  }
  *out = found;
  return RBK_OK;
}

static void set_origin(rbk_origin *origin, const char *key,
                       const rbk_layer *layer) {
  if (strcmp(key, "action") == 0) origin->action = layer;
  if (strcmp(key, "owner") == 0) origin->owner = layer;
  if (strcmp(key, "due") == 0) origin->due = layer;
}

/* The inherited item with the keys that are given from the new one. */
static rbk_status merge(stacker *s, entry *found,
                        const rbk_replacement *replacement,
                        const rbk_layer *layer) {
  int section = (int)replacement->section;
  const rbk_section_info *info = &rbk_section_infos[section];
  void *item = rbk_arena_take(&s->plan->arena, 1, info->item_size);
  if (!item) return RBK_NOMEM;
  memcpy(item, found->item, info->item_size);
  for (size_t i = 0; i < replacement->keys.count; i++) {
    const char *key = replacement->keys.items[i];
    if (!rbk_item_replace(section, key, item, replacement->item)) {
      return RBK_PROBLEM(s->problems, "unknown-key", replacement->where,
                         "a %s has no '%s' to replace; leave it out",
                         info->singular, key);
    }
    set_origin(&found->origin, key, layer);
  }
  /* problems with what was given are shown where it was given */
  memcpy((char *)item + info->where, &replacement->where,
         sizeof replacement->where);
  found->item = item;
  found->layer = layer;
  return RBK_OK;
}

/* A measure is one expression: it is replaced whole, and so is every place
 * that holds the inherited one. */
static rbk_status replace_measure(stacker *s, entry *found,
                                  const rbk_figure_expression *with,
                                  const rbk_layer *layer) {
  rbk_plan *plan = s->plan;
  rbk_status status = grow_in_arena(
      &plan->arena, &plan->replaced_measures, &s->replaced_capacity,
      plan->replaced_measure_count + 1, sizeof *plan->replaced_measures);
  if (status != RBK_OK) return status;
  struct rbk_replaced_measure *replaced =
      &plan->replaced_measures[plan->replaced_measure_count++];
  replaced->was = found->item;
  replaced->is = with;
  found->item = with;
  found->layer = layer;
  return RBK_OK;
}

static rbk_status replace(stacker *s, const rbk_layer *layer,
                          const rbk_replacement *replacement) {
  entry *found = NULL;
  rbk_status status = find_inherited(s, replacement->section, replacement->id,
                                     replacement->where, "replace", &found);
  if (status != RBK_OK || !found) return status;
  return replacement->section == RBK_SECTION_MEASURES
             ? replace_measure(s, found, replacement->item, layer)
             : merge(s, found, replacement, layer);
}

static rbk_status disable(stacker *s, const rbk_disabled *disabled) {
  entry *found = NULL;
  rbk_status status = find_inherited(s, disabled->section, disabled->id,
                                     disabled->where, "disable", &found);
  if (status != RBK_OK || !found) return status;
  found->disabled = disabled;
  rbk_plan *plan = s->plan;
  status = grow_in_arena(&plan->arena, &plan->disabled, &s->disabled_capacity,
                         plan->disabled_count + 1, sizeof *plan->disabled);
  if (status != RBK_OK) return status;
  plan->disabled[plan->disabled_count++] = disabled;
  return RBK_OK;
}

static rbk_status add_layer(stacker *s, const rbk_layer *layer) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < layer->replacement_count && status == RBK_OK; i++) {
    status = replace(s, layer, &layer->replacements[i]);
  }
  for (size_t i = 0; i < layer->disabled_count && status == RBK_OK; i++) {
    status = disable(s, &layer->disabled[i]);
  }
  for (int section = 0; section < RBK_ALL_SECTIONS; section++) {
    size_t count = rbk_layer_count(layer, section);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
      status = declare(s, section, layer, rbk_layer_item(layer, section, i));
    }
  }
  return status;
}

/* --- the plan's lists ----------------------------------------------------- */

static rbk_status hand_over(stacker *s, int section) {
  const rbk_section_info *info = &rbk_section_infos[section];
  const section_stack *stack = &s->sections[section];
  rbk_arena *arena = &s->plan->arena;
  const void **items = rbk_arena_take(arena, stack->ids.count, sizeof *items);
  const rbk_layer **layers =
      rbk_arena_take(arena, stack->ids.count, sizeof *layers);
  rbk_origin *origins =
      rbk_arena_take(arena, stack->ids.count, sizeof *origins);
  if (!items || !layers || !origins) return RBK_NOMEM;
  size_t count = 0;
  for (uint32_t i = 0; i < stack->ids.count; i++) {
    if (stack->entries[i].disabled) continue;
    items[count] = stack->entries[i].item;
    layers[count] = stack->entries[i].layer;
    origins[count++] = stack->entries[i].origin;
  }
  char *plan = (char *)s->plan;
  memcpy(plan + info->plan_list, &items, sizeof items);
  memcpy(plan + info->plan_count, &count, sizeof count);
  if (info->plan_layers) {
    memcpy(plan + info->plan_layers, &layers, sizeof layers);
  }
  if (section == RBK_SECTION_RULES) s->plan->rule_origins = origins;
  if (section == RBK_SECTION_CODING) s->plan->coding_origins = origins;
  return RBK_OK;
}

/* A kind that a rule names in `done` is declared by that, without fields. */
static rbk_status declare_done(stacker *s, const rbk_rule *rule) {
  const char *const *kinds =
      rule->done.count > 0 ? rule->done.items : &rule->id;
  size_t count = rule->done.count > 0 ? rule->done.count : 1;
  const section_stack *facts = &s->sections[RBK_SECTION_FACTS];
  for (size_t i = 0; i < count; i++) {
    if (rbk_intern_find(&facts->ids, rbk_text_of(kinds[i])) != RBK_NONE) {
      continue;
    }
    rbk_fact *fact = rbk_arena_take(&s->plan->arena, 1, sizeof *fact);
    if (!fact) return RBK_NOMEM;
    fact->kind = kinds[i];
    fact->where = rule->where;
    rbk_status status = declare(s, RBK_SECTION_FACTS, NULL, fact);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

static rbk_status declare_done_of_ladder(stacker *s, const rbk_ladder *ladder) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < ladder->stage_count; i++) {
    const rbk_rule *rule;
    for (size_t k = 0; (rule = rbk_stage_rule(&ladder->stages[i], k)); k++)
      if (status == RBK_OK) status = declare_done(s, rule);
  }
  return status;
}

/* Also of rules that a layer above disabled or replaced: what others of their
 * layer read, and what is on record, does not lose its meaning by that. */
static rbk_status declare_all_done(stacker *s) {
  rbk_status status = RBK_OK;
  const rbk_plan *plan = s->plan;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++)
    status = declare_done(s, plan->rules[i]);
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++)
    status = declare_done_of_ladder(s, plan->ladders[i]);
  for (size_t l = 0; l < plan->layer_count; l++) {
    const rbk_layer *layer = plan->layers[l];
    for (size_t i = 0; i < layer->rule_count && status == RBK_OK; i++)
      status = declare_done(s, &layer->rules[i]);
    for (size_t i = 0; i < layer->ladder_count && status == RBK_OK; i++)
      status = declare_done_of_ladder(s, &layer->ladders[i]);
  }
  return status;
}

static rbk_status stack_layers(stacker *s) {
  const rbk_plan *plan = s->plan;
  rbk_status status = RBK_OK;
  for (int i = 0; i < RBK_ALL_SECTIONS; i++) {
    rbk_intern_init(&s->sections[i].ids, &s->scratch);
  }
  for (size_t i = 0; i < plan->layer_count && status == RBK_OK; i++) {
    status = add_layer(s, plan->layers[i]);
  }
  for (int i = 0; i < RBK_ALL_SECTIONS && status == RBK_OK; i++) {
    status = hand_over(s, i);
  }
  if (status == RBK_OK) status = declare_all_done(s);
  return status == RBK_OK ? hand_over(s, RBK_SECTION_FACTS) : status;
}

static rbk_status check(rbk_plan *plan, rbk_problems *problems) {
  size_t before = problems->errors;
  rbk_status status = rbk_plan_check_depth(plan, problems);
  if (status != RBK_OK || problems->errors > before) return status;
  status = rbk_plan_check_parents(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_families(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_names(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_letters(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_units(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_clocks(plan, problems);
  size_t before_cycles = problems->errors;
  if (status == RBK_OK) status = rbk_plan_check_cycles(plan, problems);
  /* strata and reach follow references, so there may be no circle */
  if (status != RBK_OK || problems->errors > before_cycles) return status;
  status = rbk_plan_check_strata(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_groups(plan, problems);
  if (status == RBK_OK) status = rbk_plan_check_reach(plan, problems);
  return status;
}

rbk_status rbk_plan_stack(const rbk_alloc *alloc,
                          const rbk_layer *const *layers, size_t count,
                          rbk_problems *problems, rbk_plan **out) {
  alloc = rbk_alloc_or_default(alloc);
  rbk_plan *plan = rbk_take(alloc, 1, sizeof *plan);
  if (!plan) return RBK_NOMEM;
  rbk_arena_init(&plan->arena, alloc);
  stacker s = {.plan = plan, .problems = problems};
  rbk_arena_init(&s.scratch, alloc);
  size_t before = problems->errors;

  rbk_status status = RBK_NOMEM;
  plan->layers = rbk_arena_take(&plan->arena, count, sizeof *plan->layers);
  if (!plan->layers) goto out;
  if (count > 0) memcpy(plan->layers, layers, count * sizeof *plan->layers);
  plan->layer_count = count;
  status = stack_layers(&s);
  if (status == RBK_OK) status = check(plan, problems);
  if (status == RBK_OK && problems->errors > before) status = RBK_POLICY;
  if (status == RBK_OK) {
    *out = plan;
    plan = NULL;
  }
  rbk_problems_sort(problems);

out:
  rbk_arena_finish(&s.scratch);
  rbk_plan_destroy(plan);
  return status;
}

void rbk_plan_destroy(rbk_plan *plan) {
  if (!plan) return;
  const rbk_alloc *alloc = plan->arena.alloc;
  rbk_arena_finish(&plan->arena);
  rbk_release(alloc, plan);
}
