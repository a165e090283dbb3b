#include "explore/sweep.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/crew.h"
#include "explore/sweep_parts.h"

struct rbk_sweep_room {
  const rbk_alloc *alloc;
  rbk_arena arena;
};

/* --- the range ----------------------------------------------------------- */

bool rbk_sweep_parse(const char *range, rbk_decimal *from, rbk_decimal *to,
                     rbk_decimal *step) {
  const char *dots = strstr(range, "..");
  if (dots == NULL) return false;
  const char *colon = strchr(dots, ':');
  rbk_text first = {range, (size_t)(dots - range)};
  rbk_text second = {dots + 2,
                     colon ? (size_t)(colon - dots) - 2 : strlen(dots + 2)};
  *step = 0;
  return rbk_decimal_parse(first, from) && rbk_decimal_parse(second, to) &&
         (colon == NULL ||
          (rbk_decimal_parse(rbk_text_of(colon + 1), step) && *step > 0));
}

static const rbk_parameter *find_parameter(const rbk_sweeping *s) {
  for (size_t i = 0; i < s->policy->edition_count; i++) {
    const rbk_parameter *found =
        rbk_plan_parameter(s->policy->editions[i].plan, s->options->name);
    if (found) return found;
  }
  return NULL;
}

static rbk_decimal step_of(const rbk_sweeping *s,
                           const rbk_parameter *parameter) {
  if (s->options->step > 0) return s->options->step;
  if (parameter->step.kind == RBK_OPERAND_NUMBER && parameter->step.number > 0)
    return parameter->step.number;
  return parameter->unit == RBK_UNIT_PERCENT ? RBK_DECIMAL_ONE / 10
                                             : RBK_DECIMAL_ONE;
}

static rbk_status make_values(rbk_sweeping *s, const rbk_parameter *parameter) {
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
  s->settings =
      rbk_arena_take(s->arena, o->parameter_count + 1, sizeof *s->settings);
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

static rbk_status find_last(rbk_sweeping *s) {
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
static rbk_status bind(rbk_sweeping *s, size_t value, bool tell,
                       rbk_error *error) {
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
                                 .context = s->options->context,
                                 .threads = s->options->threads};
  s->binding = NULL;
  return rbk_prepare(&preparation, &s->binding, error);
}

static void unbind(rbk_sweeping *s) {
  rbk_binding_destroy(s->binding);
  s->binding = NULL;
  rbk_arena_reset(&s->scratch);
}

/* With which values the policy loads at all; some one must. */
static rbk_status try_values(rbk_sweeping *s, size_t *first) {
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
    s->refused[i] = rbk_arena_copy(s->arena, error.text, strlen(error.text));
    if (s->refused[i] == NULL) return rbk_no_memory(s->error);
  }
  if (*first < s->value_count) return RBK_OK;
  if (s->error) *s->error = first_error;
  return RBK_POLICY;
}

static rbk_status take_counts(rbk_sweeping *s) {
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
  const rbk_sweeping *s = context;
  out->ever = rbk_arena_take(arena, room, sizeof(bool));
  out->on_day = rbk_arena_take(arena, room, sizeof(bool));
  out->overdue = rbk_arena_take(arena, room, sizeof(bool));
  if (!out->ever || !out->on_day || !out->overdue) return rbk_no_memory(error);
  return rbk_worker_run(worker, pupil, s->last, arena, error);
}

static rbk_status pass_pupil(void *context, rbk_worker *worker,
                             rbk_arena *arena, uint32_t pupil, void *result,
                             rbk_error *error) {
  const rbk_sweeping *s = context;
  seen *out = result;
  rbk_status status = run(context, worker, arena, pupil, out,
                          s->item_count * s->value_count, error);
  if (status != RBK_OK) return status;
  status =
      rbk_swept_pass_pupil(&s->pass, worker, arena, out->ever, out->on_day);
  return status == RBK_OK ? status : rbk_worker_failed(worker, status, error);
}

static rbk_status count_pass(void *context, size_t place, void *result) {
  rbk_sweeping *s = context;
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

static rbk_status see_rule(const rbk_sweeping *s, const rbk_swept_item *item,
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

static void see_stage(const rbk_swept_item *item, const rbk_log *log, seen *out,
                      size_t i) {
  const char *id = item->series.id;
  out->ever[i] = changed(log, RBK_CHANGE_STAGE_ENTERED, id);
  for (size_t k = 0; k < log->stay_count && log->on_roll; k++)
    if (log->stays[k]->left == RBK_NO_DAY &&
        strcmp(log->stays[k]->stage->source->id, id) == 0)
      out->on_day[i] = true;
}

static rbk_status run_pupil(void *context, rbk_worker *worker, rbk_arena *arena,
                            uint32_t pupil, void *result, rbk_error *error) {
  const rbk_sweeping *s = context;
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
    } else if (strcmp(item->series.kind, "stage") == 0) {
      see_stage(item, log, out, i);
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
  rbk_sweeping *s = context;
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

static rbk_status work(rbk_sweeping *s, bool pass) {
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

static rbk_status one_pass(rbk_sweeping *s, size_t first) {
  rbk_status status = bind(s, first, true, s->error);
  if (status != RBK_OK) return status;
  rbk_swept_place_items(s);
  status = rbk_swept_find_nodes(s);
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

static rbk_status by_runs(rbk_sweeping *s) {
  bool any = false;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < s->item_count; i++)
    any = any || s->items[i].series.why != NULL;
  for (size_t t = 0; t < s->value_count && any && status == RBK_OK; t++) {
    if (s->refused[t]) continue;
    s->value = t;
    status = bind(s, t, false, s->error);
    if (status != RBK_OK) return status;
    rbk_swept_place_items(s);
    status = work(s, false);
    unbind(s);
  }
  return status;
}

/* A function may read anything. Of what was not asked for by name, those that
 * need runs for a function alone stay only where they change with the value. */
static bool shows(const rbk_sweeping *s, const rbk_sweep_series *series) {
  if (rbk_swept_said(s) || series->why == NULL ||
      strcmp(series->why, "a function") != 0)
    return true;
  for (size_t t = 1; t < s->value_count; t++)
    if (series->ever[t] != series->ever[0] ||
        series->on_day[t] != series->on_day[0])
      return true;
  return false;
}

static rbk_status hand_over(rbk_sweeping *s, const rbk_parameter *parameter,
                            rbk_sweep *out) {
  rbk_sweep_series *series =
      rbk_arena_take(s->arena, s->item_count, sizeof *series);
  char to[11];
  rbk_date_print(s->reg->calendar.date[s->last], to);
  out->to = rbk_arena_copy(s->arena, to, strlen(to));
  out->name =
      rbk_arena_copy(s->arena, s->options->name, strlen(s->options->name));
  if (!series || !out->to || !out->name) return rbk_no_memory(s->error);
  size_t shown = 0;
  for (size_t i = 0; i < s->item_count; i++)
    if (shows(s, &s->items[i].series)) series[shown++] = s->items[i].series;
  out->school = s->reg->school.id;
  out->policy =
      s->policy->edition_count > 0 ? s->policy->editions[0].policy : "";
  for (size_t i = 0; i < s->policy->edition_count; i++) {
    const rbk_edition *edition = &s->policy->editions[i];
    rbk_date last = s->reg->calendar.date[s->last];
    if ((edition->from == RBK_NO_DATE || edition->from <= last) &&
        (edition->to == RBK_NO_DATE || last <= edition->to))
      out->policy = edition->policy;
  }
  out->unit =
      parameter->unit == RBK_UNIT_NONE ? "" : rbk_unit_name(parameter->unit);
  out->pupils = s->reg->roll.pupil_count;
  out->values = s->values;
  out->value_count = s->value_count;
  out->refused = s->refused;
  out->series = series;
  out->series_count = shown;
  return RBK_OK;
}

static rbk_status sweep(rbk_sweeping *s, rbk_sweep *out) {
  const rbk_parameter *parameter = find_parameter(s);
  if (parameter == NULL)
    return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                    "the policy has no parameter %s; `rollbook policy show` "
                    "lists them",
                    s->options->name);
  size_t first = 0;
  rbk_status status = make_values(s, parameter);
  if (status == RBK_OK) status = find_last(s);
  if (status == RBK_OK) status = rbk_swept_choose(s);
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
  rbk_sweeping s = {.reg = reg,
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
  if (status == RBK_OK)
    *out = made;
  else
    rbk_sweep_finish(&made);
  return status;
}

void rbk_sweep_finish(rbk_sweep *sweep) {
  struct rbk_sweep_room *room = sweep->room;
  if (room == NULL) return;
  rbk_arena_finish(&room->arena);
  rbk_release(room->alloc, room);
  sweep->room = NULL;
}
