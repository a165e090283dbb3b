/* rbk_policy_load: from a profile's choices to editions, each a stack of the
 * versions in force. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "policy/calls.h"
#include "policy/shelf.h"
#include "register/register.h"
#include "rollbook/policy.h"

typedef struct loaded_policy {
  rbk_policy base; /* first: it is what callers hold */
  rbk_problems problems;
  rbk_shelf shelf;
  rbk_arena arena;
  rbk_callbacks callbacks;
  rbk_voices voices;
  rbk_plan **plans;
  size_t plan_count, plan_capacity;
  rbk_edition *editions;
  size_t edition_count, edition_capacity;
} loaded_policy;

enum { LAYERS = 16 }; /* a stack no deeper than this */

/* What is being loaded: one choice of the profile. */
typedef struct choosing {
  loaded_policy *policy;
  const rbk_register *reg; /* or NULL */
  rbk_date from, until;    /* its days; `until` is INT32_MAX where open */
  const char *id;
  rbk_script *file; /* chosen by its path, or NULL */
  rbk_asker asker;
  const char *path[LAYERS]; /* of ids, while walking `extends` */
  size_t depth;
  rbk_date *turns; /* days on which some version begins or has ended */
  size_t turn_count, turn_capacity;
} choosing;

/* --- versions
 * ----------------------------------------------------------------------- */

static rbk_status versions_of(choosing *c, const char *id,
                              const rbk_asker *asker, rbk_script ***out,
                              size_t *count) {
  if (c->file && c->file->layer.id && strcmp(id, c->file->layer.id) == 0) {
    *out = &c->file;
    *count = 1;
    return RBK_OK;
  }
  return rbk_shelf_versions(&c->policy->shelf, id, asker, out, count);
}

static rbk_status add_turn(choosing *c, rbk_date date) {
  if (date <= c->from || date >= c->until) return RBK_OK;
  for (size_t i = 0; i < c->turn_count; i++) {
    if (c->turns[i] == date) return RBK_OK;
  }
  rbk_status status =
      rbk_grow(c->policy->base.alloc, &c->turns, &c->turn_capacity,
               c->turn_count + 1, sizeof *c->turns);
  if (status != RBK_OK) return status;
  size_t at = c->turn_count++;
  for (; at > 0 && c->turns[at - 1] > date; at--)
    c->turns[at] = c->turns[at - 1];
  c->turns[at] = date;
  return RBK_OK;
}

static rbk_status tell(choosing *c, const char *file, size_t line,
                       rbk_saying saying, const char *const *with) {
  char text[900];
  const rbk_saying_text *what = rbk_saying_of(saying);
  rbk_say(text, sizeof text, saying, with);
  return rbk_problems_add(&c->policy->problems, what->severity, what->id, file,
                          line, 0, "%s", text);
}

/* "a -> b -> a" */
static rbk_status tell_circle(choosing *c, const char *id,
                              const rbk_asker *asker) {
  char circle[600];
  size_t at = 0;
  bool inside = false;
  circle[0] = '\0';
  for (size_t i = 0; i < c->depth; i++) {
    inside = inside || strcmp(c->path[i], id) == 0;
    if (!inside || at + strlen(c->path[i]) + 5 > sizeof circle) continue;
    at +=
        (size_t)snprintf(circle + at, sizeof circle - at, "%s -> ", c->path[i]);
  }
  snprintf(circle + at, sizeof circle - at, "%s", id);
  return tell(c, asker->file, asker->line, RBK_SAY_CIRCLE, RBK_WITH(circle));
}

/* Loads every version of an id and of what they extend, and notes the days on
 * which one follows another. */
static rbk_status visit(choosing *c, const char *id, const rbk_asker *asker) {
  for (size_t i = 0; i < c->depth; i++) {
    if (strcmp(c->path[i], id) == 0) return tell_circle(c, id, asker);
  }
  if (c->depth == LAYERS) {
    return tell(c, asker->file, asker->line, RBK_SAY_TOO_MANY,
                RBK_WITH("16", "policies extend one another"));
  }
  rbk_script **versions = NULL;
  size_t count = 0;
  rbk_status status = versions_of(c, id, asker, &versions, &count);
  c->path[c->depth++] = id;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    const rbk_layer *layer = &versions[i]->layer;
    if (layer->from != RBK_NO_DATE) status = add_turn(c, layer->from);
    if (status == RBK_OK && layer->to != RBK_NO_DATE) {
      status = add_turn(c, layer->to + 1);
    }
    if (status == RBK_OK && layer->extends) {
      rbk_asker next = {layer->file, versions[i]->extends_line};
      status = visit(c, layer->extends, &next);
    }
  }
  c->depth--;
  return status;
}

/* --- stacks
 * ---------------------------------------------------------------------------
 */

typedef struct stack {
  const rbk_layer *layers[LAYERS]; /* nearest the school first */
  size_t count;
  const char *missing; /* the id that no version is in force of, or NULL */
} stack;

static bool in_force(const rbk_layer *layer, rbk_date date) {
  return (layer->from == RBK_NO_DATE || layer->from <= date) &&
         (layer->to == RBK_NO_DATE || date <= layer->to);
}

static rbk_status stack_on(choosing *c, rbk_date date, stack *out) {
  const char *id = c->id;
  rbk_asker asker = c->asker;
  *out = (stack){.count = 0};
  while (id) {
    rbk_script **versions = NULL;
    size_t count = 0;
    rbk_status status = versions_of(c, id, &asker, &versions, &count);
    if (status != RBK_OK) return status;
    const rbk_layer *found = NULL;
    for (size_t i = 0; i < count; i++) {
      if (in_force(&versions[i]->layer, date)) found = &versions[i]->layer;
    }
    if (!found || out->count == LAYERS) {
      out->missing = id;
      return RBK_OK;
    }
    out->layers[out->count++] = found;
    id = found->extends;
  }
  return RBK_OK;
}

/* The plan of a stack, made once for all stretches that have it. */
static rbk_status plan_of(loaded_policy *policy, const stack *layers,
                          const rbk_plan **out) {
  const rbk_layer *national_first[LAYERS];
  for (size_t i = 0; i < layers->count; i++) {
    national_first[i] = layers->layers[layers->count - 1 - i];
  }
  for (size_t i = 0; i < policy->plan_count; i++) {
    const rbk_plan *plan = policy->plans[i];
    if (plan->layer_count == layers->count &&
        memcmp(plan->layers, national_first, layers->count * sizeof(void *)) ==
            0) {
      *out = plan;
      return RBK_OK;
    }
  }
  rbk_status status =
      rbk_grow(policy->base.alloc, &policy->plans, &policy->plan_capacity,
               policy->plan_count + 1, sizeof(void *));
  if (status != RBK_OK) return status;
  rbk_plan *plan = NULL;
  status = rbk_plan_stack(policy->base.alloc, national_first, layers->count,
                          &policy->problems, &plan);
  if (status == RBK_OK) {
    policy->plans[policy->plan_count++] = plan;
    *out = plan;
  }
  return status;
}

static rbk_status add_edition(choosing *c, rbk_date from, rbk_date until,
                              const rbk_plan *plan) {
  loaded_policy *policy = c->policy;
  rbk_date to = until == INT32_MAX ? RBK_NO_DATE : until - 1;
  if (policy->edition_count > 0) {
    rbk_edition *last = &policy->editions[policy->edition_count - 1];
    if (last->plan == plan && last->to != RBK_NO_DATE && last->to + 1 == from &&
        strcmp(last->policy, c->id) == 0) {
      last->to = to;
      return RBK_OK;
    }
  }
  rbk_status status =
      rbk_grow(policy->base.alloc, &policy->editions, &policy->edition_capacity,
               policy->edition_count + 1, sizeof *policy->editions);
  if (status != RBK_OK) return status;
  policy->editions[policy->edition_count++] =
      (rbk_edition){from, to, plan, c->id};
  return RBK_OK;
}

/* Days of the calendar on which the choice has no policy. */
static rbk_status tell_gap(choosing *c, rbk_date from, rbk_date until,
                           const stack *layers) {
  if (!c->reg || c->reg->calendar.day_count == 0) return RBK_OK;
  const rbk_calendar *calendar = &c->reg->calendar;
  rbk_date first = calendar->date[0];
  rbk_date last = calendar->date[calendar->day_count - 1];
  if (first < from) first = from;
  if (last >= until) last = until - 1;
  if (first > last) return RBK_OK;
  char from_text[11], to_text[11];
  rbk_date_print(first, from_text);
  rbk_date_print(last, to_text);
  const rbk_layer *asker =
      layers->count ? layers->layers[layers->count - 1] : NULL;
  return tell(c, asker ? asker->file : c->asker.file, asker ? 1 : c->asker.line,
              RBK_SAY_NOT_IN_FORCE,
              RBK_WITH(layers->missing, from_text, to_text, c->id));
}

static rbk_status make_stretch(choosing *c, rbk_date from, rbk_date until) {
  stack layers;
  const rbk_plan *plan = NULL;
  rbk_status status = stack_on(c, from, &layers);
  if (status != RBK_OK) return status;
  if (layers.missing) return tell_gap(c, from, until, &layers);
  status = plan_of(c->policy, &layers, &plan);
  if (status == RBK_POLICY) return RBK_OK; /* it is among the problems */
  return status == RBK_OK ? add_edition(c, from, until, plan) : status;
}

/* Scripts that lack something are not stacked: what they lack would be told
 * once more as unknown. */
static bool stackable(const loaded_policy *policy) {
  for (size_t i = 0; i < policy->shelf.count; i++) {
    const rbk_script *script = policy->shelf.scripts[i];
    if (script->loaded && script->broken) return false;
  }
  return true;
}

/* Problems that leave an item without a word it may do without. */
static bool harmless(const rbk_problem *problem) {
  static const rbk_saying sayings[] = {RBK_SAY_UNKNOWN_KEY, RBK_SAY_UNUSED,
                                       RBK_SAY_UNKNOWN_CHOICE,
                                       RBK_SAY_UNKNOWN_UNIT};
  for (size_t i = 0; i < sizeof sayings / sizeof sayings[0]; i++)
    if (strcmp(problem->id, rbk_saying_of(sayings[i])->id) == 0) return true;
  return problem->severity != RBK_ERROR;
}

/* Whether the problems so far leave every layer whole, so that what only the
 * stack shows can be told in the same load. */
static bool whole(const loaded_policy *policy) {
  for (size_t i = 0; i < policy->problems.count; i++)
    if (!harmless(&policy->problems.items[i])) return false;
  return stackable(policy);
}

/* --- choices
 * ---------------------------------------------------------------------------
 */

static bool is_path(const char *choice) {
  size_t length = strlen(choice);
  return length > 4 && strcmp(choice + length - 4, ".lua") == 0;
}

/* A path in school.json is relative to it. */
static const char *path_of(choosing *c, const char *choice, bool from_profile) {
  const char *file = from_profile ? c->reg->school.file : "";
  const char *stroke = file ? strrchr(file, '/') : NULL;
  if (!stroke || choice[0] == '/') return choice;
  return rbk_arena_format(&c->policy->arena, "%.*s/%s", (int)(stroke - file),
                          file, choice);
}

static rbk_status choose(choosing *c, const char *choice, bool from_profile) {
  rbk_status status = RBK_OK;
  c->id = choice;
  if (is_path(choice)) {
    const char *path = path_of(c, choice, from_profile);
    if (!path) return RBK_NOMEM;
    status = rbk_shelf_file(&c->policy->shelf, path, &c->asker, &c->file);
    if (status != RBK_OK || !c->file || !c->file->layer.id) return status;
    c->id = c->file->layer.id;
  }
  status = visit(c, c->id, &c->asker);
  if (status != RBK_OK || !whole(c->policy)) return status;
  rbk_date from = c->from;
  for (size_t i = 0; i <= c->turn_count && status == RBK_OK; i++) {
    rbk_date until = i < c->turn_count ? c->turns[i] : c->until;
    status = make_stretch(c, from, until);
    from = until;
  }
  return status;
}

static rbk_status load_choices(loaded_policy *policy, const rbk_register *reg,
                               const char *chosen) {
  const rbk_school *school = reg ? &reg->school : NULL;
  size_t count = chosen ? 1 : (school ? school->policy_count : 0);
  if (count == 0) {
    choosing none = {.policy = policy};
    return tell(&none, school ? school->file : "", 0, RBK_SAY_NO_POLICY_CHOSEN,
                NULL);
  }
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    choosing c = {.policy = policy,
                  .reg = reg,
                  .from = RBK_NO_DATE,
                  .until = INT32_MAX,
                  .asker = {chosen ? "" : school->file, 0}};
    if (!chosen) {
      c.from = school->policies[i].from;
      if (i + 1 < count) c.until = school->policies[i + 1].from;
    }
    status = choose(&c, chosen ? chosen : school->policies[i].policy, !chosen);
    rbk_release(policy->base.alloc, c.turns);
  }
  return status;
}

/* --- the policy
 * ---------------------------------------------------------------------------
 */

static void destroy(rbk_policy *base) {
  loaded_policy *policy = (loaded_policy *)base;
  const rbk_alloc *alloc = base->alloc;
  for (size_t i = 0; i < policy->plan_count; i++) {
    rbk_plan_destroy(policy->plans[i]);
  }
  rbk_release(alloc, policy->plans);
  rbk_release(alloc, policy->editions);
  rbk_shelf_finish(&policy->shelf);
  rbk_problems_finish(&policy->problems);
  rbk_arena_finish(&policy->arena);
  rbk_release(alloc, policy);
}

/* Whatever can be asked for: conditions, figures, owners, texts, hooks. */
static bool has_functions(const loaded_policy *policy) {
  for (size_t i = 0; i < policy->shelf.count; i++) {
    const rbk_script *script = policy->shelf.scripts[i];
    if (script->loaded && script->layer.function_count > 0) return true;
  }
  return false;
}

static rbk_status give_out(loaded_policy *policy,
                           const rbk_policy_options *options,
                           rbk_error *error) {
  rbk_problems *problems = &policy->problems;
  rbk_problems_sort(problems);
  const rbk_problem *first = NULL;
  for (size_t i = 0; i < problems->count; i++) {
    const rbk_problem *problem = &problems->items[i];
    if (problem->severity == RBK_ERROR && !first) first = problem;
    if (!options || !options->message) continue;
    rbk_message message = {problem->severity == RBK_WARNING, problem->id,
                           problem->file, problem->line, problem->text};
    options->message(options->context, &message);
  }
  if (!first) return RBK_OK;
  return rbk_fail(error, RBK_POLICY, first->file, first->line, first->column,
                  "%s", first->text);
}

rbk_status rbk_policy_load(const rbk_register *reg,
                           const rbk_policy_options *options, rbk_policy **out,
                           rbk_error *error) {
  if (options && options->size != sizeof *options) {
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "the options of the policy are of another version; set "
                    "their size");
  }
  const rbk_alloc *alloc =
      rbk_alloc_or_default(options ? options->alloc : NULL);
  loaded_policy *policy = rbk_take(alloc, 1, sizeof *policy);
  if (!policy) return rbk_no_memory(error);
  policy->base.alloc = alloc;
  policy->base.destroy = destroy;
  rbk_arena_init(&policy->arena, alloc);
  rbk_problems_init(&policy->problems, alloc);
  const char *folder = options && options->folder ? options->folder
                                                  : ROLLBOOK_INSTALLED_POLICIES;
  rbk_shelf_init(&policy->shelf, alloc, folder, &policy->problems);
  rbk_status status =
      load_choices(policy, reg, options ? options->policy : NULL);
  if (status == RBK_NOMEM) rbk_no_memory(error);
  if (status == RBK_OK) status = give_out(policy, options, error);
  if (status != RBK_OK) {
    destroy(&policy->base);
    return status;
  }
  policy->base.editions = policy->editions;
  policy->base.edition_count = policy->edition_count;
  policy->voices =
      (rbk_voices){alloc, policy->shelf.scripts, policy->shelf.count};
  policy->callbacks = rbk_calls_make(&policy->voices);
  if (has_functions(policy)) policy->base.callbacks = &policy->callbacks;
  *out = &policy->base;
  return RBK_OK;
}

void rbk_policy_destroy(rbk_policy *policy) {
  if (policy) policy->destroy(policy);
}
