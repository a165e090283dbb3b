/* Which flags, bands, stages, rules and checks of marks a sweep counts, and
 * where they are in a binding. */
#include <string.h>

#include "base/alloc.h"
#include "explore/sweep_parts.h"

/* --- subjects ------------------------------------------------------------ */

bool rbk_swept_said(const rbk_sweeping *s) {
  return s->options->rule || s->options->flag || s->options->band;
}

static bool wanted(const char *asked, const char *id) {
  return asked && strcmp(asked, id) == 0;
}

static rbk_swept_item *find_item(rbk_sweeping *s, const char *kind,
                                 const char *id) {
  for (size_t i = 0; i < s->item_count; i++)
    if (strcmp(s->items[i].series.kind, kind) == 0 &&
        strcmp(s->items[i].series.id, id) == 0)
      return &s->items[i];
  return NULL;
}

/* The item of that name; made where a plan shows it for the first time. */
static rbk_status add_item(rbk_sweeping *s, const char *kind, const char *id,
                           const char *label, const rbk_swept_reading *reading,
                           rbk_swept_item **out) {
  rbk_swept_item *item = find_item(s, kind, id);
  if (item == NULL) {
    rbk_status status = rbk_grow(s->alloc, &s->items, &s->item_capacity,
                                 s->item_count + 1, sizeof *s->items);
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

static rbk_status add_flags(rbk_sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->flag_count && status == RBK_OK; i++) {
    const rbk_flag *flag = plan->flags[i];
    rbk_swept_reading reading;
    rbk_swept_item *item;
    status =
        rbk_swept_flag(plan, flag, s->options->name, &s->scratch, &reading);
    if (status != RBK_OK) return status;
    if (rbk_swept_said(s) ? wanted(s->options->flag, flag->id) : reading.reads)
      status = add_item(s, "flag", flag->id, flag->label, &reading, &item);
  }
  return status;
}

/* A row is what it is by the rows before it too. */
static rbk_status add_row(rbk_sweeping *s, const rbk_plan *plan,
                          const rbk_band *band, size_t row) {
  rbk_band part = *band;
  part.row_count = row + 1;
  rbk_swept_reading reading;
  rbk_swept_item *item;
  rbk_status status =
      rbk_swept_band(plan, &part, s->options->name, &s->scratch, &reading);
  if (status != RBK_OK) return status;
  if (!(rbk_swept_said(s) ? wanted(s->options->band, band->name)
                          : reading.reads))
    return RBK_OK;
  const char *id =
      rbk_arena_format(s->arena, "%s/%s", band->name, band->rows[row].id);
  if (id == NULL) return RBK_NOMEM;
  status = add_item(s, "band", id, band->rows[row].label, &reading, &item);
  if (status == RBK_OK) item->row = band->rows[row].id;
  return status;
}

static rbk_status add_bands(rbk_sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->band_count; i++)
    for (size_t r = 0; r < plan->bands[i]->row_count && status == RBK_OK; r++)
      status = add_row(s, plan, plan->bands[i], r);
  return status;
}

static rbk_status add_codings(rbk_sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->coding_count && status == RBK_OK; i++) {
    const rbk_coding *coding = plan->codings[i];
    rbk_swept_reading reading;
    rbk_swept_item *item;
    status =
        rbk_swept_coding(plan, coding, s->options->name, &s->scratch, &reading);
    if (status == RBK_OK && !rbk_swept_said(s) && reading.reads)
      status = add_item(s, "coding", coding->id, coding->text, &reading, &item);
  }
  return status;
}

/* They have no option of their own: the rule's names them too. */
static rbk_status add_stages(rbk_sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t l = 0; l < plan->ladder_count; l++)
    for (size_t i = 0; i < plan->ladders[l]->stage_count; i++) {
      const rbk_stage *stage = &plan->ladders[l]->stages[i];
      rbk_swept_reading reading;
      rbk_swept_item *item;
      if (status == RBK_OK)
        status = rbk_swept_stage(plan, stage, s->options->name, &s->scratch,
                                 &reading);
      if (status != RBK_OK) return status;
      if (rbk_swept_said(s) ? wanted(s->options->rule, stage->id)
                            : reading.reads)
        status = add_item(s, "stage", stage->id, stage->label, &reading, &item);
    }
  return status;
}

static rbk_status add_rules(rbk_sweeping *s, const rbk_plan *plan) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    const rbk_rule *rule = plan->rules[i];
    rbk_swept_reading reading;
    rbk_swept_item *item;
    if (rule->has_group) continue; /* it is about no pupil */
    status =
        rbk_swept_rule(plan, rule, s->options->name, &s->scratch, &reading);
    if (status != RBK_OK) return status;
    if (rbk_swept_said(s) ? wanted(s->options->rule, rule->id) : reading.reads)
      status =
          add_item(s, "rule", rule->id, rule->action.text, &reading, &item);
  }
  return status;
}

rbk_status rbk_swept_choose(rbk_sweeping *s) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < s->policy->edition_count && status == RBK_OK; i++) {
    const rbk_plan *plan = s->policy->editions[i].plan;
    status = add_bands(s, plan);
    if (status == RBK_OK) status = add_flags(s, plan);
    if (status == RBK_OK) status = add_stages(s, plan);
    if (status == RBK_OK) status = add_rules(s, plan);
    if (status == RBK_OK) status = add_codings(s, plan);
  }
  if (status != RBK_OK) return rbk_no_memory(s->error);
  if (s->item_count > 0) return RBK_OK;
  return rbk_fail(s->error, RBK_USAGE, NULL, 0, 0,
                  rbk_swept_said(s)
                      ? "the policy has no such flag, band, stage or rule; "
                        "`rollbook policy show` lists them (%s)"
                      : "no flag, band, stage or rule reads the parameter %s; "
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

void rbk_swept_place_items(rbk_sweeping *s) {
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

rbk_status rbk_swept_find_nodes(rbk_sweeping *s) {
  size_t editions = s->binding->edition_count;
  rbk_swept_nodes *nodes =
      rbk_arena_take(s->arena, editions + 1, sizeof *nodes);
  if (nodes == NULL) return RBK_NOMEM;
  for (size_t e = 0; e < editions; e++) {
    rbk_status status = rbk_swept_nodes_find(s->arena, &s->binding->editions[e],
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
