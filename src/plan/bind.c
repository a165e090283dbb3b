/* A policy's editions meet a register. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "plan/binder.h"

/* --- editions and their stretches ----------------------------------------- */

/* The school days of an edition; false: none. */
static bool days_of(const rbk_calendar *calendar, const rbk_edition *edition,
                    rbk_day *first, rbk_day *last) {
  *first = edition->from == RBK_NO_DATE
               ? 0
               : rbk_calendar_on_or_after(calendar, edition->from);
  *last = edition->to == RBK_NO_DATE
              ? (rbk_day)calendar->day_count - 1
              : rbk_calendar_on_or_before(calendar, edition->to);
  return *first != RBK_NO_DAY && *first <= *last;
}

static int by_day(const void *a, const void *b) {
  rbk_day left = *(const rbk_day *)a, right = *(const rbk_day *)b;
  return (left > right) - (left < right);
}

/* The first days of the stretches: 0, and wherever a dated value that no
 * override replaces comes into force. Sorted, each once. */
static rbk_status find_changes(const rbk_binder *b, rbk_day **out,
                               size_t *out_count) {
  const rbk_plan *plan = b->plan;
  const rbk_binding *binding = b->binding;
  size_t room = 1, count = 0;
  for (size_t i = 0; i < plan->parameter_count; i++) {
    room += plan->parameters[i]->value_count;
  }
  rbk_day *days = rbk_arena_take(b->scratch, room, sizeof *days);
  if (!days) return RBK_NOMEM;
  days[count++] = 0;
  for (size_t i = 0; i < plan->parameter_count; i++) {
    const rbk_parameter *parameter = plan->parameters[i];
    if (rbk_override_of(binding->overrides, binding->override_count,
                        parameter->name)) {
      continue;
    }
    for (size_t j = 0; j < parameter->value_count; j++) {
      rbk_date from = parameter->values[j].from;
      rbk_day day = from == RBK_NO_DATE
                        ? 0
                        : rbk_calendar_on_or_after(&b->reg->calendar, from);
      if (day != RBK_NO_DAY) days[count++] = day;
    }
  }
  qsort(days, count, sizeof *days, by_day);
  size_t kept = 1;
  for (size_t i = 1; i < count; i++) {
    if (days[i] != days[kept - 1]) days[kept++] = days[i];
  }
  *out = days;
  *out_count = kept;
  return RBK_OK;
}

static rbk_status make_stretches(rbk_binder *b) {
  const rbk_calendar *calendar = &b->reg->calendar;
  rbk_edition_bound *edition = b->edition;
  rbk_day *changes;
  size_t count;
  rbk_status status = find_changes(b, &changes, &count);
  if (status != RBK_OK) return status;
  edition->stretches =
      rbk_arena_take(b->arena, count, sizeof *edition->stretches);
  b->figures = rbk_arena_take(b->arena, count, sizeof *b->figures);
  b->windows = rbk_arena_take(b->arena, count, sizeof *b->windows);
  b->sets = rbk_arena_take(b->scratch, count, sizeof *b->sets);
  if (!edition->stretches || !b->figures || !b->windows || !b->sets) {
    return RBK_NOMEM;
  }
  edition->stretch_count = count;
  for (size_t i = 0; i < count; i++) {
    rbk_pointers_init(&b->figures[i], b->arena);
    rbk_pointers_init(&b->windows[i], b->arena);
    rbk_pointers_init(&b->sets[i], b->scratch);
    rbk_day last =
        i + 1 < count ? changes[i + 1] - 1 : (rbk_day)calendar->day_count - 1;
    edition->stretches[i] =
        (rbk_dated_stretch){changes[i], last, calendar->date[changes[i]],
                            &b->figures[i], &b->windows[i]};
  }
  return RBK_OK;
}

/* --- one edition ---------------------------------------------------------- */

/* Everything that a policy may ask about, so that it has a number: what it
 * names in `measures`, what its roles choose by, what its functions hold. */
static rbk_status bind_asked(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  rbk_status status = RBK_OK;
  uint32_t node;
  for (size_t i = 0; i < plan->role_count; i++) {
    const rbk_role *role = plan->roles[i];
    for (size_t j = 0; j < role->choice_count && status == RBK_OK; j++) {
      status = rbk_bind_condition(b, role->choices[j].when, &node);
    }
  }
  for (size_t i = 0; i < plan->layer_count; i++) {
    const rbk_layer *layer = plan->layers[i];
    for (size_t j = 0; j < layer->asked_figure_count && status == RBK_OK; j++) {
      status = rbk_bind_figure_daily(b, layer->asked_figures[j]);
    }
    for (size_t j = 0; j < layer->asked_condition_count && status == RBK_OK;
         j++) {
      status = rbk_bind_condition(b, layer->asked_conditions[j], &node);
    }
    for (size_t j = 0; j < layer->asked_window_count && status == RBK_OK; j++) {
      status = rbk_bind_window_daily(b, layer->asked_windows[j]);
    }
  }
  return status;
}

static rbk_status bind_named_measures(rbk_binder *b) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < b->plan->measure_count && status == RBK_OK; i++) {
    status = rbk_bind_figure_daily(b, b->plan->measures[i]);
  }
  return status;
}

static rbk_status check_required(const rbk_binder *b) {
  const rbk_binding *binding = b->binding;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < b->plan->parameter_count && status == RBK_OK; i++) {
    const rbk_parameter *parameter = b->plan->parameters[i];
    bool codes = parameter->unit == RBK_UNIT_CODES; /* units of texts */
    bool counts = parameter->unit != RBK_UNIT_NONE && !codes &&
                  parameter->unit != RBK_UNIT_TEXT;
    if (parameter->value_count > 0 ||
        rbk_override_of(binding->overrides, binding->override_count,
                        parameter->name)) {
      continue;
    }
    status = RBK_PROBLEM(
        b->problems, "required-parameter", parameter->where,
        "the source gives no value for parameter '%s'; put \"%s\": %s under "
        "\"parameters\" in school.json%s%s",
        parameter->name, parameter->name,
        codes ? "codes in a text"
              : rbk_value_type_words(rbk_parameter_type(parameter)),
        counts ? ", in " : "", counts ? rbk_unit_name(parameter->unit) : "");
  }
  return status;
}

/* Rule numbers first: any rule may be read before it is bound. */
static rbk_status number_rules(rbk_binder *b) {
  for (size_t i = 0; i < b->plan->rule_count; i++) {
    rbk_text id = rbk_text_of(b->plan->rules[i]->id);
    if (rbk_intern_add(&b->binding->rules, id) == RBK_NONE) return RBK_NOMEM;
  }
  return rbk_bind_number_stages(b);
}

static rbk_status bind_parts(rbk_binder *b) {
  size_t before = b->problems->errors;
  rbk_status status = make_stretches(b);
  if (status == RBK_OK) status = number_rules(b);
  if (status == RBK_OK) status = rbk_bind_cohorts(b);
  if (status == RBK_OK) status = bind_named_measures(b);
  if (status == RBK_OK) status = rbk_bind_answers(b);
  if (status == RBK_OK) status = rbk_bind_rules(b);
  if (status == RBK_OK) status = rbk_bind_ladders(b);
  if (status == RBK_OK) status = rbk_bind_codings(b);
  if (status == RBK_OK) status = rbk_bind_letters(b);
  if (status == RBK_OK) status = bind_asked(b);
  if (status == RBK_OK) status = rbk_bind_group_conditions(b);
  if (status == RBK_OK && b->problems->errors == before) {
    status = rbk_bind_check_reach(b->binding, b->edition, b->problems);
  }
  return status;
}

static rbk_status bind_edition(rbk_binding *binding, rbk_edition_bound *edition,
                               rbk_intern *warned, rbk_problems *problems) {
  rbk_arena scratch;
  rbk_arena_init(&scratch, binding->alloc);
  rbk_binder b = {.binding = binding,
                  .edition = edition,
                  .plan = edition->plan,
                  .reg = binding->reg,
                  .problems = problems,
                  .arena = &binding->arena,
                  .scratch = &scratch,
                  .warned = warned};
  rbk_status status = RBK_NOMEM;
  b.conditions = rbk_arena_take(b.arena, 1, sizeof *b.conditions);
  if (!b.conditions) goto out;
  rbk_pointers_init(b.conditions, b.arena);
  edition->conditions = b.conditions;
  status = rbk_measures_init(&edition->measures, binding->reg, b.arena);
  if (status == RBK_OK) status = check_required(&b);
  if (status == RBK_OK) status = bind_parts(&b);
  if (status == RBK_OK) {
    rbk_error error = {0};
    status = rbk_measures_fix(&edition->measures, &error);
  }

out:
  rbk_arena_finish(&scratch);
  return status;
}

/* --- the whole ------------------------------------------------------------ */

static rbk_status add_functions(rbk_binding *binding, const rbk_layer *layer,
                                size_t *capacity) {
  for (size_t i = 0; i < binding->function_count; i++) {
    if (binding->functions[i].layer == layer) return RBK_OK;
  }
  rbk_status status =
      rbk_bind_room(&binding->arena, &binding->functions, capacity,
                    binding->function_count + layer->function_count,
                    sizeof *binding->functions);
  for (uint32_t i = 0; status == RBK_OK && i < layer->function_count; i++) {
    binding->functions[binding->function_count++] = (rbk_function){layer, i};
  }
  return status;
}

static rbk_status take_editions(rbk_binding *binding,
                                const rbk_edition *editions, size_t count) {
  size_t capacity = 0;
  binding->editions =
      rbk_arena_take(&binding->arena, count, sizeof *binding->editions);
  if (!binding->editions) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_plan *plan = editions[i].plan;
    rbk_day first, last;
    if (!days_of(&binding->reg->calendar, &editions[i], &first, &last)) {
      continue;
    }
    if (binding->edition_count > 0 &&
        binding->editions[binding->edition_count - 1].last >= first) {
      return RBK_USAGE; /* they overlap */
    }
    rbk_edition_bound *bound = &binding->editions[binding->edition_count++];
    bound->first = first;
    bound->last = last;
    bound->plan = plan;
    for (size_t j = 0; j < plan->layer_count; j++) {
      rbk_status status = add_functions(binding, plan->layers[j], &capacity);
      if (status != RBK_OK) return status;
    }
  }
  return RBK_OK;
}

static rbk_status create(const rbk_alloc *alloc, const rbk_register *reg,
                         rbk_binding **out) {
  rbk_binding *binding = rbk_take(alloc, 1, sizeof *binding);
  if (!binding) return RBK_NOMEM;
  binding->alloc = alloc;
  binding->reg = reg;
  rbk_arena_init(&binding->arena, alloc);
  rbk_arena_init(&binding->group_arena, alloc);
  rbk_intern *interns[] = {
      &binding->rules,  &binding->flags,   &binding->bands,   &binding->codings,
      &binding->stages, &binding->ladders, &binding->subjects};
  for (size_t i = 0; i < sizeof interns / sizeof interns[0]; i++) {
    rbk_intern_init(interns[i], &binding->arena);
  }
  *out = binding;
  return RBK_OK;
}

rbk_status rbk_bind(const rbk_alloc *alloc, const rbk_register *reg,
                    const rbk_edition *editions, size_t edition_count,
                    const rbk_override *overrides, size_t override_count,
                    rbk_problems *problems, rbk_binding **out) {
  size_t before = problems->errors;
  rbk_binding *binding = NULL;
  rbk_intern warned;
  rbk_status status = create(rbk_alloc_or_default(alloc), reg, &binding);
  if (status != RBK_OK) return status;
  rbk_intern_init(&warned, &binding->arena);
  binding->overrides = overrides;
  binding->override_count = override_count;
  status = take_editions(binding, editions, edition_count);
  if (status == RBK_OK) {
    status =
        rbk_bind_check_overrides(binding, editions, edition_count, problems);
  }
  if (status == RBK_OK) {
    status = rbk_bind_check_history(reg, &binding->arena, editions,
                                    edition_count, problems);
  }
  if (status == RBK_OK) {
    status = rbk_bind_check_readings(reg, &binding->arena, editions,
                                     edition_count, problems);
  }
  if (status == RBK_OK) {
    status = rbk_bind_check_roles(reg, &binding->arena, editions, edition_count,
                                  problems);
  }
  for (size_t i = 0; i < binding->edition_count && status == RBK_OK; i++) {
    status = bind_edition(binding, &binding->editions[i], &warned, problems);
  }
  if (status == RBK_OK) {
    status = rbk_bind_digest_parameters(binding, editions, edition_count);
  }
  if (status == RBK_OK && problems->errors > before) status = RBK_POLICY;
  rbk_problems_sort(problems);
  if (status == RBK_OK)
    *out = binding;
  else
    rbk_binding_destroy(binding);
  return status;
}

void rbk_binding_destroy(rbk_binding *binding) {
  if (!binding) return;
  const rbk_alloc *alloc = binding->alloc;
  rbk_arena_finish(&binding->group_arena);
  rbk_arena_finish(&binding->arena);
  rbk_release(alloc, binding);
}
