#include "explore/sweep.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/crew.h"
#include "explore/sweep_parts.h"

struct rbk_sweep_room {
  const rbk_alloc *alloc;
  rbk_arena arena;
};

/* A sweep at work. */
typedef struct sweeping {
  const rbk_register *reg;
  const rbk_policy *policy;
  const rbk_sweep_options *options;
  const rbk_alloc *alloc;
  rbk_arena *arena; /* of the result */
  rbk_arena scratch;
  rbk_parameter_setting *settings; /* the others, and last the one swept */
  rbk_decimal *values;
  char (*texts)[24]; /* of the values */
  size_t value_count;
  const char **refused;
  rbk_swept_item *items;
  size_t item_count, item_capacity;
  rbk_swept_pass pass;
  rbk_binding *binding; /* at hand */
  size_t value;         /* of the run at hand */
  rbk_day last;
  rbk_error *error;
} sweeping;

/* --- the range ----------------------------------------------------------- */

bool rbk_sweep_parse(const char *range, rbk_decimal *from, rbk_decimal *to,
                     rbk_decimal *step) {
  const char *dots = strstr(range, "..");
  if (dots == NULL) return false;
  const char *colon = strchr(dots, ':');
  rbk_text first = {range, (size_t)(dots - range)};
  rbk_text second = {dots + 2, colon ? (size_t)(colon - dots) - 2
                                     : strlen(dots + 2)};
  *step = 0;
  return rbk_decimal_parse(first, from) && rbk_decimal_parse(second, to) &&
         (colon == NULL ||
          (rbk_decimal_parse(rbk_text_of(colon + 1), step) && *step > 0));
}

static const rbk_parameter *find_parameter(const sweeping *s) {
  for (size_t i = 0; i < s->policy->edition_count; i++) {
    const rbk_parameter *found =
        rbk_plan_parameter(s->policy->editions[i].plan, s->options->name);
    if (found) return found;
  }
  return NULL;
}

static rbk_decimal step_of(const sweeping *s, const rbk_parameter *parameter) {
  if (s->options->step > 0) return s->options->step;
  if (parameter->step.kind == RBK_OPERAND_NUMBER && parameter->step.number > 0)
    return parameter->step.number;
  return parameter->unit == RBK_UNIT_PERCENT ? RBK_DECIMAL_ONE / 10
                                             : RBK_DECIMAL_ONE;
}

static rbk_status make_values(sweeping *s, const rbk_parameter *parameter) {
  const rbk_sweep_options *o = s->options;
  rbk_decimal step = step_of(s, parameter);
  if (o->from > o->to)
    return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                    "the range of %s ends before it begins; write FROM..TO "
                    "with the smaller number first",
                    o->name);
  uint64_t count = ((uint64_t)o->to - (uint64_t)o->from) / (uint64_t)step + 1;
  if (count > RBK_MOST_SWEPT)
    return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                    "the range of %s has more than %d values; take a larger "
                    "step",
                    o->name, RBK_MOST_SWEPT);
  s->value_count = (size_t)count;
  s->values = rbk_arena_take(s->arena, s->value_count, sizeof *s->values);
  s->texts = rbk_arena_take(s->arena, s->value_count, sizeof *s->texts);
  s->refused = rbk_arena_take(s->arena, s->value_count, sizeof *s->refused);
  s->settings = rbk_arena_take(s->arena, o->parameter_count + 1,
                               sizeof *s->settings);
  if (!s->values || !s->texts || !s->refused || !s->settings)
    return rbk_no_memory(s->error);
  for (size_t i = 0; i < s->value_count; i++) {
    s->values[i] = o->from + (rbk_decimal)i * step;
    rbk_decimal_print(s->values[i], s->texts[i]);
  }
  if (o->parameter_count > 0)
    memcpy(s->settings, o->parameters,
           o->parameter_count * sizeof *s->settings);
  return RBK_OK;
}

static rbk_status find_last(sweeping *s) {
  const rbk_register *reg = s->reg;
  const char *text = s->options->as_of;
  rbk_date date;
  if (text == NULL && reg->marks.last_session < 0)
    return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                    "the register holds no mark; say --as-of");
  s->last = reg->marks.last_session / 2;
  if (text == NULL) return RBK_OK;
  if (!rbk_date_parse(rbk_text_of(text), &date))
    return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                    "--as-of '%s' is not a date; write it as 2025-02-14", text);
  s->last = rbk_calendar_on_or_before(&reg->calendar, date);
  if (s->last >= 0) return RBK_OK;
  return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                  "--as-of %s is before the first school day of the calendar",
                  text);
}

/* --- binding ------------------------------------------------------------- */

/* Binds the policy at one value. Its warnings are told once, with the first
 * value that loads. */
static rbk_status bind(sweeping *s, size_t value, bool tell, rbk_error *error) {
  size_t others = s->options->parameter_count;
  s->settings[others] =
      (rbk_parameter_setting){s->options->name, s->texts[value]};
  rbk_preparation preparation = {.alloc = s->alloc,
                                 .arena = &s->scratch,
                                 .reg = s->reg,
                                 .policy = s->policy,
                                 .parameters = s->settings,
                                 .parameter_count = others + 1,
                                 .message = tell ? s->options->message : NULL,
                                 .context = s->options->context};
  s->binding = NULL;
  return rbk_prepare(&preparation, &s->binding, error);
}

static void unbind(sweeping *s) {
  rbk_binding_destroy(s->binding);
  s->binding = NULL;
  rbk_arena_reset(&s->scratch);
}

/* With which values the policy loads at all; some one must. */
static rbk_status try_values(sweeping *s, size_t *first) {
  rbk_error first_error = {.status = RBK_OK};
  *first = s->value_count;
  for (size_t i = 0; i < s->value_count; i++) {
    rbk_error error = {.status = RBK_OK};
    rbk_status status = bind(s, i, false, &error);
    unbind(s);
    if (status == RBK_OK && *first == s->value_count) *first = i;
    if (status == RBK_OK) continue;
    if (status != RBK_POLICY) {
      if (s->error) *s->error = error;
      return status;
    }
    if (first_error.status == RBK_OK) first_error = error;
    s->refused[i] =
        rbk_arena_copy(s->arena, error.text, strlen(error.text));
    if (s->refused[i] == NULL) return rbk_no_memory(s->error);
  }
  if (*first < s->value_count) return RBK_OK;
  if (s->error) *s->error = first_error;
  return RBK_POLICY;
}

/* --- subjects ------------------------------------------------------------ */

static bool said(const sweeping *s) {
  return s->options->rule || s->options->flag || s->options->band;
}

static bool wanted(const char *asked, const char *id) {
  return asked && strcmp(asked, id) == 0;
}

static rbk_swept_item *find_item(sweeping *s, const char *kind,
                                 const char *id) {
  for (size_t i = 0; i < s->item_count; i++)
    if (strcmp(s->items[i].series.kind, kind) == 0 &&
        strcmp(s->items[i].series.id, id) == 0)
      return &s->items[i];
  return NULL;
}

/* The item of that name; made where a plan shows it for the first time. */
static rbk_status add_item(sweeping *s, const char *kind, const char *id,
                           const char *label, const rbk_swept_reading *reading,
                           rbk_swept_item **out) {
  rbk_swept_item *item = find_item(s, kind, id);
  if (item == NULL) {
    rbk_status status =
        rbk_grow(s->alloc, &s->items, &s->item_capacity, s->item_count + 1,
                 sizeof *s->items);
    if (status != RBK_OK) return status;
    item = &s->items[s->item_count++];
    *item = (rbk_swept_item){.series = {.kind = kind, .label = label}};
    item->series.id = rbk_arena_copy(s->arena, id, strlen(id));
    size_t editions = s->policy->edition_count + 1;
    item->in = rbk_arena_take(s->arena, editions, sizeof *item->in);
    if (!item->series.id || !item->in) return RBK_NOMEM;
  }
  if (item->series.why == NULL) item->series.why = reading->why;
  if (s->options->runs && item->series.why == NULL)
    item->series.why = "asked for";
  *out = item;
  return RBK_OK;
}

static rbk_status add_flags(sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->flag_count && status == RBK_OK; i++) {
    const rbk_flag *flag = plan->flags[i];
    rbk_swept_reading reading;
    rbk_swept_item *item;
    status = rbk_swept_flag(plan, flag, s->options->name, &s->scratch, &reading);
    if (status != RBK_OK) return status;
    if (said(s) ? wanted(s->options->flag, flag->id) : reading.reads)
      status = add_item(s, "flag", flag->id, flag->label, &reading, &item);
  }
  return status;
}

/* A row is what it is by the rows before it too. */
static rbk_status add_row(sweeping *s, const rbk_plan *plan,
                          const rbk_band *band, size_t row) {
  rbk_band part = *band;
  part.row_count = row + 1;
  rbk_swept_reading reading;
  rbk_swept_item *item;
  rbk_status status =
      rbk_swept_band(plan, &part, s->options->name, &s->scratch, &reading);
  if (status != RBK_OK) return status;
  if (!(said(s) ? wanted(s->options->band, band->name) : reading.reads))
    return RBK_OK;
  const char *id = rbk_arena_format(s->arena, "%s/%s", band->name,
                                    band->rows[row].id);
  if (id == NULL) return RBK_NOMEM;
  status = add_item(s, "band", id, band->rows[row].label, &reading, &item);
  if (status == RBK_OK) item->row = band->rows[row].id;
  return status;
}

static rbk_status add_bands(sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->band_count; i++)
    for (size_t r = 0; r < plan->bands[i]->row_count && status == RBK_OK; r++)
      status = add_row(s, plan, plan->bands[i], r);
  return status;
}

static rbk_status add_codings(sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->coding_count && status == RBK_OK; i++) {
    const rbk_coding *coding = plan->codings[i];
    rbk_swept_reading reading;
    rbk_swept_item *item;
    status = rbk_swept_coding(plan, coding, s->options->name, &s->scratch,
                              &reading);
    if (status == RBK_OK && !said(s) && reading.reads)
      status = add_item(s, "coding", coding->id, coding->text, &reading, &item);
  }
  return status;
}

static rbk_status add_rules(sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    const rbk_rule *rule = plan->rules[i];
    rbk_swept_reading reading;
    rbk_swept_item *item;
    if (rule->has_group) continue; /* it is about no pupil */
    status = rbk_swept_rule(plan, rule, s->options->name, &s->scratch, &reading);
    if (status != RBK_OK) return status;
    if (said(s) ? wanted(s->options->rule, rule->id) : reading.reads)
      status = add_item(s, "rule", rule->id, rule->action.text, &reading, &item);
  }
  return status;
}

static rbk_status choose(sweeping *s) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < s->policy->edition_count && status == RBK_OK; i++) {
    const rbk_plan *plan = s->policy->editions[i].plan;
    status = add_bands(s, plan);
    if (status == RBK_OK) status = add_flags(s, plan);
    if (status == RBK_OK) status = add_rules(s, plan);
    if (status == RBK_OK) status = add_codings(s, plan);
  }
  if (status != RBK_OK) return rbk_no_memory(s->error);
  if (s->item_count > 0) return RBK_OK;
  return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                  said(s) ? "the policy has no such flag, band or rule; "
                            "`rollbook policy show` lists them (%s)"
                          : "no flag, band or rule reads the parameter %s; "
                            "sweep another",
                  s->options->name);
}

/* --- where the subjects are in a binding --------------------------------- */

static bool of_band(const rbk_swept_item *item, const char *name) {
  size_t length = strlen(name);
  return strncmp(item->series.id, name, length) == 0 &&
         item->series.id[length] == '/' &&
         strcmp(item->series.id + length + 1, item->row) == 0;
}

static rbk_swept_place place_in(const rbk_edition_bound *edition,
                                const rbk_swept_item *item) {
  rbk_swept_place in = {.flag = NULL};
  const char *id = item->series.id;
  if (strcmp(item->series.kind, "flag") == 0) {
    for (size_t i = 0; i < edition->flag_count; i++)
      if (strcmp(edition->flags[i].source->id, id) == 0)
        in.flag = &edition->flags[i];
  } else if (strcmp(item->series.kind, "rule") == 0) {
    for (size_t i = 0; i < edition->rule_count; i++)
      if (strcmp(edition->rules[i].source->id, id) == 0)
        in.rule = &edition->rules[i];
  } else if (item->row != NULL) {
    for (size_t i = 0; i < edition->band_count; i++) {
      const rbk_band *band = edition->bands[i].source;
      if (!of_band(item, band->name)) continue;
      for (size_t r = 0; r < band->row_count; r++) {
        if (strcmp(band->rows[r].id, item->row) != 0) continue;
        in.band = &edition->bands[i];
        in.row = r;
      }
    }
  }
  return in;
}

static void place_items(sweeping *s) {
  for (size_t i = 0; i < s->item_count; i++)
    for (size_t e = 0; e < s->binding->edition_count; e++) {
      rbk_swept_place in = place_in(&s->binding->editions[e], &s->items[i]);
      s->items[i].in[e] = in;
      if (in.flag) s->items[i].number = in.flag->number;
      if (in.band) s->items[i].number = in.band->number;
      if (in.rule) s->items[i].number = in.rule->number;
    }
}

/* Nodes that no comparison of values can do, and rules of their own kind. */
static void note_why(rbk_swept_item *item, const rbk_swept_nodes *nodes,
                     const rbk_swept_place *in) {
  uint32_t asked[3] = {RBK_NONE, RBK_NONE, RBK_NONE};
  if (in->flag) asked[0] = in->flag->when;
  if (in->rule) {
    asked[0] = in->rule->when;
    asked[1] = in->rule->checked;
    if (in->rule->event_leaf != RBK_NONE && item->series.why == NULL)
      item->series.why = "a rule for each event";
  }
  if (in->band) asked[0] = in->band->only;
  for (size_t i = 0; i < 3; i++)
    if (asked[i] != RBK_NONE && item->series.why == NULL)
      item->series.why = nodes->why[asked[i]];
  for (size_t r = 0; in->band && r <= in->row; r++)
    if (item->series.why == NULL)
      item->series.why = nodes->why[in->band->rows[r]];
}

static rbk_status find_nodes(sweeping *s) {
  size_t editions = s->binding->edition_count;
  rbk_swept_nodes *nodes =
      rbk_arena_take(s->arena, editions + 1, sizeof *nodes);
  if (nodes == NULL) return RBK_NOMEM;
  for (size_t e = 0; e < editions; e++) {
    rbk_status status =
        rbk_swept_nodes_find(s->arena, &s->binding->editions[e],
                             s->options->name, &nodes[e]);
    if (status != RBK_OK) return status;
    for (size_t i = 0; i < s->item_count; i++)
      note_why(&s->items[i], &nodes[e], &s->items[i].in[e]);
  }
  s->pass = (rbk_swept_pass){.binding = s->binding,
                             .nodes = nodes,
                             .values = s->values,
                             .value_count = s->value_count,
                             .items = s->items,
                             .item_count = s->item_count,
                             .last = s->last};
  return RBK_OK;
}

static rbk_status take_counts(sweeping *s) {
  for (size_t i = 0; i < s->item_count; i++) {
    rbk_sweep_series *series = &s->items[i].series;
    bool overdue = series->why && strcmp(series->kind, "rule") == 0;
    size_t room = s->value_count;
    series->ever = rbk_arena_take(s->arena, room, sizeof(size_t));
    series->on_day = rbk_arena_take(s->arena, room, sizeof(size_t));
    if (overdue)
      series->overdue = rbk_arena_take(s->arena, room, sizeof(size_t));
    if (!series->ever || !series->on_day || (overdue && !series->overdue))
      return RBK_NOMEM;
  }
  return RBK_OK;
}

/* --- one pass ------------------------------------------------------------ */

typedef struct seen { /* of one pupil, by item and value */
  bool *ever, *on_day, *overdue;
} seen;

static rbk_status run(void *context, rbk_worker *worker, rbk_arena *arena,
                      uint32_t pupil, seen *out, size_t room,
                      rbk_error *error) {
  const sweeping *s = context;
  out->ever = rbk_arena_take(arena, room, sizeof(bool));
  out->on_day = rbk_arena_take(arena, room, sizeof(bool));
  out->overdue = rbk_arena_take(arena, room, sizeof(bool));
  if (!out->ever || !out->on_day || !out->overdue) return rbk_no_memory(error);
  return rbk_worker_run(worker, pupil, s->last, arena, error);
}

static rbk_status pass_pupil(void *context, rbk_worker *worker,
                             rbk_arena *arena, uint32_t pupil, void *result,
                             rbk_error *error) {
  const sweeping *s = context;
  seen *out = result;
  rbk_status status = run(context, worker, arena, pupil, out,
                          s->item_count * s->value_count, error);
  if (status != RBK_OK) return status;
  status =
      rbk_swept_pass_pupil(&s->pass, worker, arena, out->ever, out->on_day);
  return status == RBK_OK ? status : rbk_worker_failed(worker, status, error);
}

static rbk_status count_pass(void *context, size_t place, void *result) {
  sweeping *s = context;
  const seen *found = result;
  (void)place;
  for (size_t i = 0; i < s->item_count; i++)
    for (size_t t = 0; t < s->value_count && !s->items[i].series.why; t++) {
      size_t at = i * s->value_count + t;
      if (s->refused[t]) continue;
      s->items[i].series.ever[t] += found->ever[at];
      s->items[i].series.on_day[t] += found->on_day[at];
    }
  return RBK_OK;
}

/* --- a run for each value ------------------------------------------------ */

static bool changed(const rbk_log *log, rbk_change_kind kind, const char *id) {
  for (size_t i = 0; i < log->entry_count; i++)
    if (log->entries[i].kind == kind && strcmp(log->entries[i].id, id) == 0)
      return true;
  return false;
}

static rbk_status see_rule(const sweeping *s, const rbk_swept_item *item,
                           rbk_worker *worker, seen *out, size_t i) {
  const rbk_log *log = rbk_worker_log(worker);
  const rbk_edition_bound *now = rbk_binding_on(s->binding, s->last);
  for (size_t a = 0; a < log->action_count; a++)
    if (log->actions[a]->rule == item->number &&
        log->actions[a]->status == RBK_ACTION_OVERDUE)
      out->overdue[i] = true;
  out->ever[i] = changed(log, RBK_CHANGE_ACTION_FIRED, item->series.id);
  if (now == NULL || !log->on_roll) return RBK_OK;
  size_t e = (size_t)(now - s->binding->editions);
  if (item->in[e].rule == NULL) return RBK_OK;
  rbk_truth truth;
  rbk_status status =
      rbk_worker_truth(worker, e, item->in[e].rule->when, s->last, &truth);
  out->on_day[i] = status == RBK_OK && truth == RBK_TRUE;
  return status;
}

static void see_coding(const rbk_swept_item *item, const rbk_log *log,
                       seen *out, size_t i) {
  const char *id = item->series.id;
  out->ever[i] = changed(log, RBK_CHANGE_PROPOSAL, id) ||
                 changed(log, RBK_CHANGE_FINDING, id);
  for (size_t m = 0; m < log->item_count; m++)
    if (strcmp(log->items[m]->id, id) == 0 && log->items[m]->standing)
      out->on_day[i] = true;
}

static rbk_status run_pupil(void *context, rbk_worker *worker,
                            rbk_arena *arena, uint32_t pupil, void *result,
                            rbk_error *error) {
  const sweeping *s = context;
  seen *out = result;
  rbk_status status =
      run(context, worker, arena, pupil, out, s->item_count, error);
  const rbk_log *log = rbk_worker_log(worker);
  for (size_t i = 0; i < s->item_count && status == RBK_OK; i++) {
    const rbk_swept_item *item = &s->items[i];
    if (item->series.why == NULL) continue;
    if (strcmp(item->series.kind, "rule") == 0) {
      status = see_rule(s, item, worker, out, i);
      if (status != RBK_OK) return rbk_worker_failed(worker, status, error);
    } else if (strcmp(item->series.kind, "flag") == 0) {
      out->ever[i] = changed(log, RBK_CHANGE_FLAG_RAISED, item->series.id);
      out->on_day[i] = log->on_roll && log->flags[item->number].raised;
    } else if (strcmp(item->series.kind, "coding") == 0) {
      see_coding(item, log, out, i);
    } else {
      const rbk_band_row *row = log->bands[item->number].row;
      out->ever[i] = changed(log, RBK_CHANGE_BAND, item->series.id);
      out->on_day[i] = log->on_roll && row && strcmp(row->id, item->row) == 0;
    }
  }
  return status;
}

static rbk_status count_run(void *context, size_t place, void *result) {
  sweeping *s = context;
  const seen *found = result;
  (void)place;
  for (size_t i = 0; i < s->item_count; i++) {
    rbk_sweep_series *series = &s->items[i].series;
    if (series->why == NULL) continue;
    series->ever[s->value] += found->ever[i];
    series->on_day[s->value] += found->on_day[i];
    if (series->overdue) series->overdue[s->value] += found->overdue[i];
  }
  return RBK_OK;
}

/* --- the whole ----------------------------------------------------------- */

static rbk_status work(sweeping *s, bool pass) {
  rbk_crew *crew = NULL;
  rbk_job job = {.alloc = s->alloc,
                 .binding = s->binding,
                 .callbacks = s->policy->callbacks,
                 .count = s->reg->roll.pupil_count,
                 .threads = s->options->threads,
                 .result_size = sizeof(seen),
                 .context = s,
                 .work = pass ? pass_pupil : run_pupil,
                 .hand_over = pass ? count_pass : count_run};
  rbk_status status = rbk_crew_run(&job, &crew, s->error);
  rbk_crew_finish(crew);
  if (status == RBK_NOMEM) return rbk_no_memory(s->error);
  return status;
}

static rbk_status one_pass(sweeping *s, size_t first) {
  rbk_status status = bind(s, first, true, s->error);
  if (status != RBK_OK) return status;
  place_items(s);
  status = find_nodes(s);
  if (status == RBK_OK) status = take_counts(s);
  if (status != RBK_OK) {
    (void)rbk_no_memory(s->error);
  } else {
    bool any = false;
    for (size_t i = 0; i < s->item_count; i++)
      any = any || s->items[i].series.why == NULL;
    if (any) status = work(s, true);
  }
  unbind(s);
  return status;
}

static rbk_status by_runs(sweeping *s) {
  bool any = false;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < s->item_count; i++)
    any = any || s->items[i].series.why != NULL;
  for (size_t t = 0; t < s->value_count && any && status == RBK_OK; t++) {
    if (s->refused[t]) continue;
    s->value = t;
    status = bind(s, t, false, s->error);
    if (status != RBK_OK) return status;
    place_items(s);
    status = work(s, false);
    unbind(s);
  }
  return status;
}

/* A function may read anything. Of what was not asked for by name, those that
 * need runs for a function alone stay only where they change with the value. */
static bool shows(const sweeping *s, const rbk_sweep_series *series) {
  if (said(s) || series->why == NULL || strcmp(series->why, "a function") != 0)
    return true;
  for (size_t t = 1; t < s->value_count; t++)
    if (series->ever[t] != series->ever[0] ||
        series->on_day[t] != series->on_day[0])
      return true;
  return false;
}

static rbk_status hand_over(sweeping *s, const rbk_parameter *parameter,
                            rbk_sweep *out) {
  rbk_sweep_series *series =
      rbk_arena_take(s->arena, s->item_count, sizeof *series);
  char to[11];
  rbk_date_print(s->reg->calendar.date[s->last], to);
  out->to = rbk_arena_copy(s->arena, to, strlen(to));
  out->name = rbk_arena_copy(s->arena, s->options->name,
                             strlen(s->options->name));
  if (!series || !out->to || !out->name) return rbk_no_memory(s->error);
  size_t shown = 0;
  for (size_t i = 0; i < s->item_count; i++)
    if (shows(s, &s->items[i].series)) series[shown++] = s->items[i].series;
  out->school = s->reg->school.id;
  out->policy = s->policy->edition_count > 0 ? s->policy->editions[0].policy
                                             : "";
  for (size_t i = 0; i < s->policy->edition_count; i++) {
    const rbk_edition *edition = &s->policy->editions[i];
    rbk_date last = s->reg->calendar.date[s->last];
    if ((edition->from == RBK_NO_DATE || edition->from <= last) &&
        (edition->to == RBK_NO_DATE || last <= edition->to))
      out->policy = edition->policy;
  }
  out->unit = parameter->unit == RBK_UNIT_NONE ? ""
                                               : rbk_unit_name(parameter->unit);
  out->pupils = s->reg->roll.pupil_count;
  out->values = s->values;
  out->value_count = s->value_count;
  out->refused = s->refused;
  out->series = series;
  out->series_count = shown;
  return RBK_OK;
}

static rbk_status sweep(sweeping *s, rbk_sweep *out) {
  const rbk_parameter *parameter = find_parameter(s);
  if (parameter == NULL)
    return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                    "the policy has no parameter %s; `rollbook policy show` "
                    "lists them",
                    s->options->name);
  size_t first = 0;
  rbk_status status = make_values(s, parameter);
  if (status == RBK_OK) status = find_last(s);
  if (status == RBK_OK) status = choose(s);
  if (status == RBK_OK) status = try_values(s, &first);
  if (status == RBK_OK) status = one_pass(s, first);
  if (status == RBK_OK) status = by_runs(s);
  return status == RBK_OK ? hand_over(s, parameter, out) : status;
}

rbk_status rbk_sweep_make(const rbk_register *reg, const rbk_policy *policy,
                          const rbk_sweep_options *options, rbk_sweep *out,
                          rbk_error *error) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  rbk_sweep made = {.room = rbk_take(alloc, 1, sizeof *made.room)};
  if (made.room == NULL) return rbk_no_memory(error);
  made.room->alloc = alloc;
  rbk_arena_init(&made.room->arena, alloc);
  sweeping s = {.reg = reg,
                .policy = policy,
                .options = options,
                .alloc = alloc,
                .arena = &made.room->arena,
                .error = error};
  rbk_arena_init(&s.scratch, alloc);
  rbk_status status = sweep(&s, &made);
  rbk_binding_destroy(s.binding);
  rbk_arena_finish(&s.scratch);
  rbk_release(alloc, s.items);
  if (status == RBK_OK) *out = made;
  else rbk_sweep_finish(&made);
  return status;
}

void rbk_sweep_finish(rbk_sweep *sweep) {
  struct rbk_sweep_room *room = sweep->room;
  if (room == NULL) return;
  rbk_arena_finish(&room->arena);
  rbk_release(room->alloc, room);
  sweep->room = NULL;
}
