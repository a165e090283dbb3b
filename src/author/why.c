#include "author/why.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/prepare.h"
#include "engine/worker.h"
#include "plan/english.h"

#define MOST_LINES 12

/* What is at hand while the differences of one fixture are explained. */
typedef struct asking {
  const rbk_alloc *alloc;
  rbk_arena *arena; /* of the differences */
  const rbk_policy *policy;
  rbk_binding *binding;
  const rbk_edition_bound *edition; /* in force on the day */
  size_t number;                    /* its place in the binding */
  rbk_arena running;                /* of what the workers found */
  rbk_worker *worker;               /* for pupils */
  uint32_t pupil;                   /* run by it; RBK_NONE: none yet */
  rbk_worker *about;                /* for a group's rule; NULL: a pupil's */
  rbk_day day;
  const char *lines[MOST_LINES];
  size_t count;
} asking;

/* --- one line ------------------------------------------------------------- */

static void say_date(const asking *a, rbk_buffer *buffer, rbk_day day) {
  rbk_buffer_date(buffer, a->binding->reg->calendar.date[day]);
}

static void say_value(rbk_buffer *buffer, const rbk_value *value) {
  char text[40];
  int64_t scaled;
  if (value->known == RBK_NO_DATA) {
    rbk_buffer_text(buffer, rbk_value_is_suppressed(value) ? "x" : "no data");
    return;
  }
  if (value->of > 0) {
    rbk_ratio_print(value->n, value->d, 2, text);
    rbk_buffer_format(buffer, "%s (%lld of %lld)", text,
                      (long long)value->count, (long long)value->of);
    return;
  }
  if (rbk_checked_mul(value->n, RBK_DECIMAL_ONE, &scaled) &&
      scaled % value->d == 0) {
    rbk_buffer_decimal(buffer, scaled / value->d);
    return;
  }
  rbk_ratio_print(value->n, value->d, 2, text);
  rbk_buffer_text(buffer, text);
}

/* Who answers: the rules about a group have a worker of their own. */
static rbk_worker *answering(const asking *a) {
  return a->about != NULL ? a->about : a->worker;
}

static bool on_roll(const asking *a, rbk_day day) {
  if (a->about != NULL) return true;
  return rbk_pupil_on_roll(&a->binding->reg->roll.pupils[a->pupil], day);
}

/* The day on or before the one asked on which the figure came nearest to
 * holding: the lowest where it must be low, else the highest. */
static rbk_status nearest(asking *a, const rbk_leaf_spec *leaf, rbk_day *day,
                          rbk_value *best) {
  bool low = leaf->comparison == RBK_AT_MOST || leaf->comparison == RBK_BELOW;
  *day = RBK_NO_DAY;
  for (rbk_day d = a->edition->first; d <= a->day; d++) {
    rbk_value value;
    if (!on_roll(a, d)) continue;
    rbk_status status =
        rbk_worker_value(answering(a), a->number, leaf->figure, d, &value);
    if (status) return status;
    if (value.known == RBK_NO_DATA) continue;
    int order = *day == RBK_NO_DAY
                    ? 0
                    : rbk_ratio_compare(value.n, value.d, best->n, best->d);
    if (*day != RBK_NO_DAY && (low ? order >= 0 : order <= 0)) continue;
    *day = d;
    *best = value;
  }
  return RBK_OK;
}

static rbk_status say_figure(asking *a, const rbk_leaf_spec *leaf,
                             rbk_buffer *buffer) {
  rbk_value value, best;
  rbk_day day;
  rbk_status status =
      rbk_worker_value(answering(a), a->number, leaf->figure, a->day, &value);
  if (status) return status;
  rbk_buffer_text(buffer, ": it is ");
  say_value(buffer, &value);
  rbk_buffer_text(buffer, " on ");
  say_date(a, buffer, a->day);
  status = nearest(a, leaf, &day, &best);
  if (status || day == RBK_NO_DAY || day == a->day) return status;
  if (value.known != RBK_NO_DATA &&
      rbk_ratio_compare(value.n, value.d, best.n, best.d) == 0)
    return RBK_OK; /* it is as near on the day itself */
  bool low = leaf->comparison == RBK_AT_MOST || leaf->comparison == RBK_BELOW;
  rbk_buffer_text(buffer, low ? ", lowest " : ", highest ");
  say_value(buffer, &best);
  rbk_buffer_text(buffer, " on ");
  say_date(a, buffer, day);
  return RBK_OK;
}

static rbk_status keep_line(asking *a, rbk_buffer *buffer) {
  const char *text = rbk_buffer_string(buffer);
  if (text == NULL) return buffer->status;
  const char *kept = rbk_arena_copy(a->arena, text, buffer->length);
  if (kept == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < a->count; i++)
    if (strcmp(a->lines[i], kept) == 0) return RBK_OK;
  if (a->count < MOST_LINES) a->lines[a->count++] = kept;
  return RBK_OK;
}

static void say_source(const asking *a, rbk_buffer *buffer,
                       const rbk_node *node) {
  rbk_english words = {.plan = a->edition->plan,
                       .overrides = a->binding->overrides,
                       .override_count = a->binding->override_count,
                       .date = a->binding->reg->calendar.date[a->day],
                       .buffer = buffer};
  if (node->source != NULL)
    rbk_english_condition(&words, node->source);
  else
    rbk_buffer_text(buffer, "a condition");
}

static rbk_status add_line(asking *a, const char *prefix, uint32_t number) {
  static const char *const answers[] = {[RBK_FALSE] = " does not hold",
                                        [RBK_TRUE] = " holds",
                                        [RBK_UNKNOWN] = " cannot be said"};
  const rbk_node *node = &a->edition->nodes[number];
  rbk_truth truth;
  rbk_status status =
      rbk_worker_truth(answering(a), a->number, number, a->day, &truth);
  if (status) return status;
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, a->alloc);
  rbk_buffer_text(&buffer, prefix);
  say_source(a, &buffer, node);
  rbk_buffer_text(&buffer, answers[truth]);
  if (node->kind == RBK_NODE_LEAF) {
    const rbk_leaf_spec *leaf = &a->edition->measures.leaves[node->leaf];
    if (leaf->kind == RBK_LEAF_COMPARE) status = say_figure(a, leaf, &buffer);
  }
  if (!status) status = keep_line(a, &buffer);
  rbk_buffer_finish(&buffer);
  return status;
}

/* --- the leaves of a condition -------------------------------------------- */

static rbk_status add_leaves(asking *a, const char *prefix, uint32_t number) {
  if (number == RBK_NONE) return RBK_OK;
  const rbk_node *node = &a->edition->nodes[number];
  rbk_status status = RBK_OK;
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    status = add_leaves(a, prefix, node->left);
    return status ? status : add_leaves(a, prefix, node->right);
  case RBK_NODE_NOT:
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    return add_leaves(a, prefix, node->left);
  case RBK_NODE_DATED:
    for (size_t i = 0; i < node->part_count; i++)
      if (a->day >= node->parts[i].first && a->day <= node->parts[i].last)
        return add_leaves(a, prefix, node->parts[i].node);
    return RBK_OK;
  default:
    return add_line(a, prefix, number);
  }
}

static rbk_status ask_band(asking *a, const char *id) {
  for (size_t i = 0; i < a->edition->band_count; i++) {
    const rbk_bound_band *band = &a->edition->bands[i];
    if (strcmp(band->source->name, id) != 0) continue;
    rbk_status status = add_leaves(a, "only where ", band->only);
    for (size_t r = 0; !status && r < band->source->row_count; r++) {
      const char *prefix =
          rbk_arena_format(a->arena, "%s where ", band->source->rows[r].id);
      if (prefix == NULL) return RBK_NOMEM;
      status = add_leaves(a, prefix, band->rows[r]);
    }
    return status;
  }
  return RBK_OK;
}

static rbk_status ask_flag(asking *a, const char *id) {
  for (size_t i = 0; i < a->edition->flag_count; i++)
    if (strcmp(a->edition->flags[i].source->id, id) == 0)
      return add_leaves(a, "", a->edition->flags[i].when);
  return RBK_OK;
}

static rbk_status ask_rule(asking *a, const char *id) {
  for (size_t i = 0; i < a->edition->rule_count; i++) {
    const rbk_bound_rule *rule = &a->edition->rules[i];
    if (strcmp(rule->source->id, id) != 0) continue;
    rbk_status status = add_leaves(a, "", rule->when);
    return status ? status : add_leaves(a, "read only on ", rule->checked);
  }
  return RBK_OK;
}

/* Every way into the ladder's stages, and out of them. */
static rbk_status ask_ladder(asking *a, const char *id) {
  for (size_t i = 0; i < a->edition->ladder_count; i++) {
    const rbk_bound_ladder *ladder = &a->edition->ladders[i];
    if (strcmp(ladder->source->name, id) != 0) continue;
    for (size_t s = 0; s < ladder->source->stage_count; s++) {
      const rbk_stage *stage = &ladder->source->stages[s];
      const char *enter =
          rbk_arena_format(a->arena, "%s is entered where ", stage->id);
      const char *leave =
          rbk_arena_format(a->arena, "%s is left where ", stage->id);
      if (enter == NULL || leave == NULL) return RBK_NOMEM;
      rbk_status status = add_leaves(a, enter, ladder->stages[s].enter);
      for (size_t m = 0; !status && m < stage->leave_count; m++)
        status = add_leaves(a, leave, ladder->stages[s].leave[m].when);
      if (status) return status;
    }
    return RBK_OK;
  }
  return RBK_OK;
}

/* The rule about a group is asked of that group. */
static rbk_status ask_group(asking *a, const char *id) {
  rbk_error error = {0};
  for (size_t i = 0; i < a->edition->rule_count; i++) {
    const rbk_bound_rule *rule = &a->edition->rules[i];
    if (strcmp(rule->source->id, id) != 0 || rule->subject == RBK_NONE)
      continue;
    rbk_status status =
        rbk_worker_create_about(a->alloc, a->binding, rule->subject,
                                a->policy->callbacks, &a->about, &error);
    if (!status)
      status = rbk_worker_run(a->about, 0, a->day, &a->running, &error);
    if (!status) status = ask_rule(a, id);
    rbk_worker_destroy(a->about);
    a->about = NULL;
    return status;
  }
  return RBK_OK;
}

static rbk_status ask_coding(asking *a, const char *id) {
  for (size_t i = 0; i < a->edition->coding_count; i++)
    if (strcmp(a->edition->codings[i].source->id, id) == 0)
      return add_leaves(a, "", a->edition->codings[i].when);
  return RBK_OK;
}

static rbk_status (*const asks[RBK_FIXTURE_SECTIONS])(asking *a,
                                                      const char *id) = {
    [RBK_FIXTURE_BANDS] = ask_band,        [RBK_FIXTURE_FLAGS] = ask_flag,
    [RBK_FIXTURE_ACTIONS] = ask_rule,      [RBK_FIXTURE_PROPOSALS] = ask_coding,
    [RBK_FIXTURE_FINDINGS] = ask_coding,   [RBK_FIXTURE_NO_DATA] = ask_rule,
    [RBK_FIXTURE_UNDETERMINED] = ask_rule, [RBK_FIXTURE_STAGES] = ask_ladder,
    [RBK_FIXTURE_GROUPS] = ask_group,
};

/* Runs the pupil whom a difference is about. */
static rbk_status run_pupil(asking *a, const rbk_difference *difference,
                            uint32_t own) {
  rbk_error error = {0};
  uint32_t pupil = own;
  if (difference->pupil != NULL)
    pupil =
        rbk_roll_find(&a->binding->reg->roll, rbk_text_of(difference->pupil));
  if (pupil == a->pupil || pupil == RBK_NONE) return RBK_OK;
  a->pupil = pupil;
  return rbk_worker_run(a->worker, pupil, a->day, &a->running, &error);
}

static rbk_status explain(asking *a, rbk_difference *difference, uint32_t own) {
  if (difference->why_count > 0 || asks[difference->section] == NULL)
    return RBK_OK;
  a->count = 0;
  rbk_status status = run_pupil(a, difference, own);
  if (!status) status = asks[difference->section](a, difference->id);
  if (status) return status;
  difference->why = rbk_arena_take(a->arena, a->count, sizeof(char *));
  if (difference->why == NULL) return RBK_NOMEM;
  memcpy(difference->why, a->lines, a->count * sizeof(char *));
  difference->why_count = a->count;
  return RBK_OK;
}

/* --- making it ready ------------------------------------------------------ */

static rbk_status open_school(asking *a, const rbk_register *reg) {
  const rbk_preparation preparation = {
      .alloc = a->alloc, .arena = a->arena, .reg = reg, .policy = a->policy};
  rbk_error error = {0};
  rbk_status status = rbk_prepare(&preparation, &a->binding, &error);
  if (status) return status;
  a->edition = rbk_binding_on(a->binding, a->day);
  if (a->edition == NULL) return RBK_OK;
  a->number = (size_t)(a->edition - a->binding->editions);
  return rbk_worker_create(a->alloc, a->binding, a->policy->callbacks,
                           &a->worker, &error);
}

rbk_status rbk_why_fill(const rbk_alloc *alloc, const rbk_register *reg,
                        const rbk_policy *policy, uint32_t pupil, rbk_date on,
                        rbk_differences *differences) {
  asking a = {.alloc = alloc,
              .arena = differences->arena,
              .policy = policy,
              .pupil = RBK_NONE};
  a.day = rbk_calendar_on_or_before(&reg->calendar, on);
  if (a.day < 0) return RBK_OK;
  rbk_arena_init(&a.running, alloc);
  rbk_status status = open_school(&a, reg);
  for (size_t i = 0; !status && a.edition && i < differences->count; i++)
    status = explain(&a, &differences->items[i], pupil);
  rbk_worker_destroy(a.worker);
  rbk_binding_destroy(a.binding);
  rbk_arena_finish(&a.running);
  return status;
}
