#include "plan/strata.h"

#include "plan/checks.h"
#include "plan/walk.h"

/* Where only part of the calendar is looked at, the school's own stratum; what
 * is not named here reads the pupil. */
rbk_stratum rbk_leaf_stratum(rbk_leaf_kind kind) {
  switch (kind) {
  case RBK_LEAF_CONSTANT:
  case RBK_LEAF_COMPARE: /* as its figures */
  case RBK_LEAF_WEEKDAY:
  case RBK_LEAF_ON_OR_AFTER:
  case RBK_LEAF_IN_TERM:
  case RBK_LEAF_LAST_DAY_OF:
    return RBK_STRATUM_SCHOOL;
  default:
    return RBK_STRATUM_PUPIL;
  }
}

rbk_stratum rbk_figure_stratum(rbk_figure_kind kind) {
  switch (kind) {
  case RBK_FIGURE_CONSTANT:
  case RBK_FIGURE_HALF_TERM_NUMBER:
  case RBK_FIGURE_ADD: /* as their parts */
  case RBK_FIGURE_SUBTRACT:
  case RBK_FIGURE_MULTIPLY:
    return RBK_STRATUM_SCHOOL;
  case RBK_FIGURE_GROUP:
    return RBK_STRATUM_AGAINST;
  case RBK_FIGURE_DAYS_IN_STAGE:
  case RBK_FIGURE_KINDS:
    return RBK_STRATUM_FOLD; /* a function's */
  default:
    return RBK_STRATUM_PUPIL;
  }
}

rbk_stratum rbk_condition_stratum(rbk_condition_kind kind) {
  switch (kind) {
  case RBK_CONDITION_FUNCTION:
  case RBK_CONDITION_FIRED:
  case RBK_CONDITION_IN_STAGE:
  case RBK_CONDITION_STAGE_COMPLETE:
    return RBK_STRATUM_FOLD;
  case RBK_CONDITION_WITHIN: /* they pass over days off roll */
  case RBK_CONDITION_THROUGHOUT:
    return RBK_STRATUM_PUPIL;
  default:
    return RBK_STRATUM_SCHOOL;
  }
}

/* How high an expression stands, and which part of it makes it so. */
typedef struct height {
  rbk_stratum stratum;
  rbk_where where;
} height;

typedef struct checker {
  const rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  rbk_pointers known; /* expression -> place in heights */
  height *heights;
  size_t count, capacity;
  rbk_intern flags, bands;
  height *flag_heights, *band_heights;
  rbk_status status;
} checker;

static void raise_to(height *h, height part) {
  if (part.stratum > h->stratum) *h = part;
}

static height remember(checker *c, const void *expression, height h) {
  if (c->status != RBK_OK) return h;
  if (c->count == c->capacity) {
    size_t wider = c->capacity > 0 ? c->capacity * 2 : 64;
    height *heights = rbk_arena_take(&c->scratch, wider, sizeof *heights);
    if (!heights) {
      c->status = RBK_NOMEM;
      return h;
    }
    for (size_t i = 0; i < c->count; i++) heights[i] = c->heights[i];
    c->heights = heights;
    c->capacity = wider;
  }
  c->heights[c->count] = h;
  c->status = rbk_pointers_put(&c->known, expression, (uint32_t)c->count++);
  return h;
}

static height height_of_windows(const rbk_window_expression *const *windows,
                                size_t count, rbk_where where) {
  height h = {RBK_STRATUM_SCHOOL, where};
  for (size_t i = 0; i < count; i++) {
    for (const rbk_window_expression *w = windows[i]; w; w = w->inner) {
      if (w->kind == RBK_WINDOW_SINCE_STAGE) {
        raise_to(&h, (height){RBK_STRATUM_FOLD, w->where});
      }
    }
  }
  return h;
}

static height height_of_figure(checker *c,
                               const rbk_figure_expression *figure) {
  if (!figure) return (height){RBK_STRATUM_SCHOOL, {0}};
  uint32_t known = rbk_pointers_get(&c->known, figure);
  if (known != RBK_NONE) return c->heights[known];
  height h = {rbk_figure_stratum(figure->kind), figure->where};
  raise_to(&h, height_of_windows(figure->windows, figure->window_count,
                                 figure->where));
  raise_to(&h, height_of_figure(c, figure->left));
  raise_to(&h, height_of_figure(c, figure->right));
  return remember(c, figure, h);
}

static height height_of(checker *c, const rbk_condition *condition);

static height height_of_name(checker *c, const rbk_condition *condition) {
  bool flag = condition->kind == RBK_CONDITION_FLAG;
  const rbk_intern *names = flag ? &c->flags : &c->bands;
  uint32_t number = rbk_intern_find(names, rbk_text_of(condition->name));
  if (number == RBK_NONE) return (height){RBK_STRATUM_SCHOOL, {0}};
  return flag ? c->flag_heights[number] : c->band_heights[number];
}

static height height_of_parts(checker *c, const rbk_condition *condition) {
  height h = {rbk_condition_stratum(condition->kind), condition->where};
  if (condition->kind == RBK_CONDITION_LEAF) {
    h.stratum = rbk_leaf_stratum(condition->leaf);
  }
  if (condition->kind == RBK_CONDITION_FLAG ||
      condition->kind == RBK_CONDITION_BAND) {
    raise_to(&h, height_of_name(c, condition));
  }
  raise_to(&h, height_of_windows(condition->windows, condition->window_count,
                                 condition->where));
  raise_to(&h, height_of_figure(c, condition->figure));
  raise_to(&h, height_of_figure(c, condition->right_figure));
  raise_to(&h, height_of(c, condition->left));
  raise_to(&h, height_of(c, condition->right));
  for (size_t i = 0; i < condition->branch_count; i++) {
    raise_to(&h, height_of(c, condition->branches[i].condition));
  }
  return h;
}

static height height_of(checker *c, const rbk_condition *condition) {
  if (!condition) return (height){RBK_STRATUM_SCHOOL, {0}};
  uint32_t known = rbk_pointers_get(&c->known, condition);
  if (known != RBK_NONE) return c->heights[known];
  return remember(c, condition, height_of_parts(c, condition));
}

/* --- flags and bands, in the order in which they read each other ---------- */

static height height_of_band(checker *c, const rbk_band *band) {
  height h = {RBK_STRATUM_SCHOOL, band->where};
  raise_to(&h, height_of(c, band->only));
  for (size_t i = 0; i < band->row_count; i++) {
    raise_to(&h, height_of(c, band->rows[i].when));
  }
  return h;
}

static rbk_status find_heights(checker *c) {
  const rbk_plan *plan = c->plan;
  size_t flags = plan->flag_count, bands = plan->band_count;
  rbk_intern_init(&c->flags, &c->scratch);
  rbk_intern_init(&c->bands, &c->scratch);
  c->flag_heights = rbk_arena_take(&c->scratch, flags, sizeof(height));
  c->band_heights = rbk_arena_take(&c->scratch, bands, sizeof(height));
  if (!c->flag_heights || !c->band_heights) return RBK_NOMEM;
  for (size_t i = 0; i < flags; i++) {
    rbk_text id = rbk_text_of(plan->flags[i]->id);
    if (rbk_intern_add(&c->flags, id) == RBK_NONE) return RBK_NOMEM;
  }
  for (size_t i = 0; i < bands; i++) {
    rbk_text name = rbk_text_of(plan->bands[i]->name);
    if (rbk_intern_add(&c->bands, name) == RBK_NONE) return RBK_NOMEM;
  }
  for (size_t i = 0; i < flags + bands; i++) {
    uint32_t item = plan->order[i];
    if (item < flags) {
      c->flag_heights[item] = height_of(c, plan->flags[item]->when);
    } else {
      c->band_heights[item - flags] =
          height_of_band(c, plan->bands[item - flags]);
    }
  }
  return c->status;
}

/* --- what refers upwards -------------------------------------------------- */

static const char *const stratum_words[] = {
    [RBK_STRATUM_SCHOOL] = "the calendar",
    [RBK_STRATUM_PUPIL] = "the pupil's own marks, events or attributes",
    [RBK_STRATUM_GROUP] = "a group",
    [RBK_STRATUM_AGAINST] = "a group",
    [RBK_STRATUM_FOLD] = "a function, a firing or a stage",
    [RBK_STRATUM_AFTER] = "a rule about a group",
};

static rbk_status hold_below(checker *c, const rbk_condition *condition,
                             const rbk_figure_expression *figure,
                             rbk_stratum highest, const char *what,
                             rbk_where where) {
  height h = figure ? height_of_figure(c, figure) : height_of(c, condition);
  if (h.stratum <= highest) return c->status;
  return RBK_PROBLEM(c->problems, "refers-upwards", where,
                     "%s is worked out before what %s:%u reads: %s; make it of "
                     "marks, events and attributes alone",
                     what, h.where.file, h.where.line,
                     stratum_words[h.stratum]);
}

static rbk_status check_rule(checker *c, const rbk_rule *rule,
                             const char *what) {
  const rbk_condition *conditions[] = {rule->when, rule->checked, rule->rearm};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < 3 && status == RBK_OK; i++) {
    status = hold_below(c, conditions[i], NULL, RBK_STRATUM_AGAINST, what,
                        rule->where);
  }
  for (size_t i = 0; i < rule->unless_count && status == RBK_OK; i++) {
    status = hold_below(c, rule->unless[i].condition, NULL, RBK_STRATUM_AGAINST,
                        what, rule->where);
  }
  for (size_t i = 0; i < rule->need_count && status == RBK_OK; i++) {
    status = hold_below(c, rule->needs[i].condition, NULL, RBK_STRATUM_AGAINST,
                        what, rule->where);
  }
  if (status == RBK_OK && rule->each.figure) {
    status = hold_below(c, NULL, rule->each.figure, RBK_STRATUM_AGAINST, what,
                        rule->where);
  }
  return status;
}

/* The parts of one expression that look at a group, and readers of rules about
 * groups, which come after everything. */
static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  checker *c = context;
  if (figure->kind != RBK_FIGURE_GROUP) return RBK_OK;
  rbk_status status =
      hold_below(c, NULL, figure->group_figure, RBK_STRATUM_PUPIL,
                 "a group's figure", figure->where);
  if (status != RBK_OK) return status;
  return hold_below(c, figure->group_condition, NULL, RBK_STRATUM_PUPIL,
                    "a group's figure", figure->where);
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  checker *c = context;
  if (condition->kind != RBK_CONDITION_FIRED) return RBK_OK;
  const rbk_rule *rule = rbk_plan_rule(c->plan, condition->name);
  if (!rule || !rule->has_group) return RBK_OK;
  return RBK_PROBLEM(c->problems, "refers-upwards", condition->where,
                     "rule '%s' (%s:%u) is about a group and comes after "
                     "everything about pupils; nothing may read its firings",
                     rule->id, rule->where.file, rule->where.line);
}

static rbk_status check_all(checker *c) {
  const rbk_plan *plan = c->plan;
  rbk_walk walk = {
      .context = c, .figure = on_figure, .condition = on_condition};
  rbk_walk_begin(&walk, &c->scratch);
  rbk_status status = rbk_walk_plan(&walk, plan);
  for (size_t i = 0; i < plan->cohort_count && status == RBK_OK; i++) {
    status = hold_below(c, plan->cohorts[i]->when, NULL, RBK_STRATUM_PUPIL,
                        "a cohort", plan->cohorts[i]->where);
  }
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    const rbk_rule *rule = plan->rules[i];
    if (rule->has_group)
      status = check_rule(c, rule, "a condition over a group");
    if (rule->per == RBK_PER_FAMILY)
      status = check_rule(c, rule, "a rule with per = \"family\"");
  }
  return status;
}

rbk_status rbk_plan_check_strata(const rbk_plan *plan, rbk_problems *problems) {
  checker c = {.plan = plan, .problems = problems};
  rbk_arena_init(&c.scratch, plan->arena.alloc);
  rbk_pointers_init(&c.known, &c.scratch);
  rbk_status status = find_heights(&c);
  if (status == RBK_OK) status = check_all(&c);
  rbk_arena_finish(&c.scratch);
  return status;
}
