/* Rules and findings on marks. */
#include "plan/binder.h"

/* --- what must be the same on all days ------------------------------------ */

/* A match is read by the fold, which has no dates of parameters. */
static rbk_status match_always(rbk_binder *b, const rbk_match_expression *match,
                               const char *what, rbk_where where,
                               rbk_event_match *out) {
  for (size_t i = 0; i < match->filter_count; i++) {
    const char *first = NULL;
    for (size_t s = 0; s < b->edition->stretch_count; s++) {
      const char *text;
      b->stretch = s;
      rbk_status status =
          rbk_bind_text(b, &match->filters[i].value, where, &text);
      if (status != RBK_OK) return status;
      if (first && !rbk_text_equal(rbk_text_of(first), rbk_text_of(text))) {
        b->stretch = 0;
        return RBK_PROBLEM(b->problems, "dated-parameter", where,
                           "%s cannot change from day to day, as a dated "
                           "parameter makes it do; use one without dates",
                           what);
      }
      first = text;
    }
  }
  b->stretch = 0;
  return rbk_bind_match(b, match, where, out);
}

rbk_status rbk_bind_due(rbk_binder *b, const rbk_due *due,
                        const rbk_layer *layer, const char *what,
                        uint32_t *function, rbk_event_match *match,
                        uint32_t *field) {
  *function = *field = RBK_NONE;
  if (due->kind == RBK_DUE_FUNCTION) {
    *function = rbk_bound_function(b->binding, layer, due->function);
  }
  if (due->kind != RBK_DUE_RECORDED) return RBK_OK;
  *field = rbk_bind_field(b, due->field);
  return match_always(b, due->match, what, due->where, match);
}

/* --- rearm ---------------------------------------------------------------- */

/* Shortest last, as in rbk_period_kind. */
static rbk_period_kind period_of_window(rbk_window_kind kind) {
  switch (kind) {
  case RBK_WINDOW_SCHOOL_YEAR:
    return RBK_PERIOD_SCHOOL_YEAR;
  case RBK_WINDOW_TERM:
    return RBK_PERIOD_TERM;
  case RBK_WINDOW_HALF_TERM:
    return RBK_PERIOD_HALF_TERM;
  case RBK_WINDOW_MONTH:
    return RBK_PERIOD_MONTH;
  case RBK_WINDOW_WEEK:
    return RBK_PERIOD_WEEK;
  default:
    return RBK_PERIOD_KINDS;
  }
}

static void take_shorter(rbk_period_kind *shortest, rbk_period_kind period) {
  if (period == RBK_PERIOD_KINDS) return;
  if (*shortest == RBK_PERIOD_KINDS || period > *shortest) *shortest = period;
}

static void periods_of_windows(const rbk_measures *measures,
                               const uint32_t *windows, size_t count,
                               rbk_period_kind *shortest) {
  for (size_t i = 0; i < count; i++) {
    take_shorter(shortest,
                 period_of_window(measures->window_specs[windows[i]].kind));
  }
}

/* A figure and its operands, each once. */
static void periods_of_figure(const rbk_measures *measures, uint32_t figure,
                              uint8_t *seen, rbk_period_kind *shortest) {
  if (seen[figure]) return;
  seen[figure] = 1;
  const rbk_figure_spec *spec = &measures->figures[figure];
  periods_of_windows(measures, spec->windows, spec->window_count, shortest);
  if (spec->kind >= RBK_FIGURE_ADD && spec->kind <= RBK_FIGURE_MULTIPLY) {
    periods_of_figure(measures, spec->left, seen, shortest);
    periods_of_figure(measures, spec->right, seen, shortest);
  }
}

static void periods_of_leaf(const rbk_measures *measures, uint32_t leaf,
                            uint8_t *seen, rbk_period_kind *shortest) {
  const rbk_leaf_spec *spec = &measures->leaves[leaf];
  if (spec->kind == RBK_LEAF_COMPARE) {
    periods_of_figure(measures, spec->figure, seen, shortest);
    if (spec->right_kind == RBK_RIGHT_FIGURE) {
      periods_of_figure(measures, spec->right_figure, seen, shortest);
    }
  }
  if (spec->kind == RBK_LEAF_ON_RECORD) {
    periods_of_windows(measures, spec->windows, spec->window_count, shortest);
  }
}

/* Marks the parts of a node; they stand before it. */
static void mark_parts(const rbk_node *node, uint8_t *marked) {
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    marked[node->right] = 1; /* and: */
    /* fall through */
  case RBK_NODE_NOT:
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    marked[node->left] = 1;
    break;
  case RBK_NODE_DATED:
    for (size_t i = 0; i < node->part_count; i++) {
      marked[node->parts[i].node] = 1;
    }
    break;
  default:
    break;
  }
}

rbk_status rbk_bind_rearm_period(rbk_binder *b, uint32_t node,
                                 rbk_period_kind *out) {
  const rbk_edition_bound *edition = b->edition;
  *out = RBK_PERIOD_KINDS;
  if (node == RBK_NONE) return RBK_OK;
  uint8_t *marked = rbk_arena_take(b->scratch, (size_t)node + 1, 1);
  uint8_t *seen = rbk_arena_take(b->scratch, edition->measures.figure_count, 1);
  if (!marked || !seen) return RBK_NOMEM;
  marked[node] = 1;
  for (uint32_t i = node + 1; i-- > 0;) {
    if (!marked[i]) continue;
    const rbk_node *part = &edition->nodes[i];
    mark_parts(part, marked);
    if (part->kind == RBK_NODE_LEAF) {
      periods_of_leaf(&edition->measures, part->leaf, seen, out);
    }
  }
  return RBK_OK;
}

/* --- event(...) ----------------------------------------------------------- */

static bool is_event(const rbk_condition *condition) {
  return condition->kind == RBK_CONDITION_LEAF &&
         condition->leaf == RBK_LEAF_EVENT;
}

/* One of the conditions that `&` joins: the first event is what the rule fires
 * for, everything else is the rest. */
static rbk_status take_conjunct(rbk_binder *b, const rbk_condition *condition,
                                bool take_event, rbk_bound_rule *bound) {
  uint32_t node;
  rbk_status status = rbk_bind_condition(b, condition, &node);
  if (status != RBK_OK) return status;
  if (take_event) {
    const rbk_node *leaf = &b->edition->nodes[node];
    if (leaf->kind == RBK_NODE_LEAF) {
      bound->event_leaf = leaf->leaf;
      return RBK_OK;
    }
    return RBK_PROBLEM(b->problems, "dated-parameter", condition->where,
                       "the event a rule fires for cannot change from day to "
                       "day, as a dated parameter makes it do; use one without "
                       "dates");
  }
  if (bound->event_rest == RBK_NONE) {
    bound->event_rest = node;
    return RBK_OK;
  }
  return rbk_bind_join(b, RBK_NODE_AND, bound->event_rest, node, NULL,
                       &bound->event_rest);
}

typedef struct conjuncts {
  rbk_pointers seen; /* `&` of a thing with itself is the thing */
  const rbk_condition **items;
  size_t count, capacity;
  bool has_event;
} conjuncts;

static rbk_status collect(rbk_binder *b, const rbk_condition *condition,
                          conjuncts *all) {
  if (rbk_pointers_get(&all->seen, condition) != RBK_NONE) return RBK_OK;
  rbk_status status = rbk_pointers_put(&all->seen, condition, 1);
  if (status != RBK_OK) return status;
  if (condition->kind == RBK_CONDITION_AND) {
    status = collect(b, condition->left, all);
    return status == RBK_OK ? collect(b, condition->right, all) : status;
  }
  status = rbk_bind_room(b->scratch, &all->items, &all->capacity,
                         all->count + 1, sizeof *all->items);
  if (status != RBK_OK) return status;
  all->items[all->count++] = condition;
  all->has_event = all->has_event || is_event(condition);
  return RBK_OK;
}

/* Splits `when` into event(...) and what is joined to it by `&`. */
static rbk_status find_event(rbk_binder *b, const rbk_condition *when,
                             rbk_bound_rule *bound) {
  conjuncts all = {0};
  rbk_pointers_init(&all.seen, b->scratch);
  bound->event_leaf = bound->event_rest = RBK_NONE;
  if (!when) return RBK_OK;
  rbk_status status = collect(b, when, &all);
  bool taken = !all.has_event;
  for (size_t i = 0; i < all.count && status == RBK_OK; i++) {
    if (!all.has_event) break;
    bool take_event = !taken && is_event(all.items[i]);
    status = take_conjunct(b, all.items[i], take_event, bound);
    taken = taken || take_event;
  }
  return status;
}

/* --- rules ---------------------------------------------------------------- */

rbk_status rbk_bind_need_list(rbk_binder *b, const rbk_need *needs,
                              size_t count, rbk_bound_need **out) {
  rbk_bound_need *list = rbk_arena_take(b->arena, count, sizeof *list);
  if (!list) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    list[i].source = &needs[i];
    list[i].match.kind = RBK_NONE;
    if (needs[i].event_kind) {
      list[i].match.kind = rbk_intern_find(&b->reg->history.kinds,
                                           rbk_text_of(needs[i].event_kind));
    }
    status = rbk_bind_condition(b, needs[i].condition, &list[i].node);
  }
  *out = list;
  return status;
}

static rbk_status bind_needs(rbk_binder *b, const rbk_rule *rule,
                             rbk_bound_rule *bound) {
  bound->unless =
      rbk_arena_take(b->arena, rule->unless_count, sizeof *bound->unless);
  if (!bound->unless) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < rule->unless_count && status == RBK_OK; i++) {
    status =
        rbk_bind_condition(b, rule->unless[i].condition, &bound->unless[i]);
  }
  return status == RBK_OK ? rbk_bind_need_list(b, rule->needs, rule->need_count,
                                               &bound->needs)
                          : status;
}

static rbk_status bind_done(rbk_binder *b, const rbk_rule *rule,
                            rbk_bound_rule *bound) {
  const char *const *kinds =
      rule->done.count > 0 ? rule->done.items : &rule->id;
  bound->done_count = rule->done.count > 0 ? rule->done.count : 1;
  bound->done =
      rbk_arena_take(b->arena, bound->done_count, sizeof *bound->done);
  if (!bound->done) return RBK_NOMEM;
  for (size_t i = 0; i < bound->done_count; i++) {
    bound->done[i] =
        rbk_intern_find(&b->reg->history.kinds, rbk_text_of(kinds[i]));
  }
  return RBK_OK;
}

/* Rules that are disabled are superseded by nobody. */
static rbk_status bind_supersedes(rbk_binder *b, const rbk_rule *rule,
                                  rbk_bound_rule *bound) {
  bound->supersedes = rbk_arena_take(b->arena, rule->supersedes.count,
                                     sizeof *bound->supersedes);
  if (!bound->supersedes) return RBK_NOMEM;
  for (size_t i = 0; i < rule->supersedes.count; i++) {
    const char *id = rule->supersedes.items[i];
    uint32_t number = rbk_intern_find(&b->binding->rules, rbk_text_of(id));
    if (number != RBK_NONE && rbk_plan_any_rule(b->plan, id)) {
      bound->supersedes[bound->supersedes_count++] = number;
    }
  }
  return RBK_OK;
}

static rbk_status bind_conditions(rbk_binder *b, const rbk_rule *rule,
                                  rbk_bound_rule *bound) {
  rbk_status status = rbk_bind_condition(b, rule->when, &bound->when);
  if (status == RBK_OK) {
    status = rbk_bind_condition(b, rule->checked, &bound->checked);
  }
  if (status == RBK_OK) {
    status = rbk_bind_condition(b, rule->rearm, &bound->rearm);
  }
  if (status == RBK_OK) {
    status = rbk_bind_figure_always(b, rule->each.figure, "`each`",
                                    &bound->each_figure);
  }
  if (status == RBK_OK) status = find_event(b, rule->when, bound);
  return status == RBK_OK
             ? rbk_bind_rearm_period(b, bound->when, &bound->rearm_period)
             : status;
}

static rbk_status bind_subject(rbk_binder *b, const rbk_rule *rule,
                               rbk_bound_rule *bound) {
  bound->subject = RBK_NONE;
  if (!rule->has_group) return RBK_OK;
  const char *name =
      rule->group == RBK_GROUP_COHORT ? rule->group_name : RBK_EVERYONE;
  bound->subject = rbk_intern_add(&b->binding->subjects, rbk_text_of(name));
  return bound->subject == RBK_NONE ? RBK_NOMEM : RBK_OK;
}

rbk_status rbk_bind_rule(rbk_binder *b, const rbk_rule *rule,
                         const rbk_layer *layer, const rbk_origin *origin,
                         rbk_bound_rule *bound) {
  bound->source = rule;
  bound->layer = layer;
  bound->number = rbk_intern_find(&b->binding->rules, rbk_text_of(rule->id));
  bound->stage = RBK_NONE;
  bound->owner = &rule->owner;
  bound->action_function =
      rbk_bound_function(b->binding, origin->action, rule->action.function);
  bound->owner_function =
      rbk_bound_function(b->binding, origin->owner, rule->owner.function);
  rbk_status status = bind_subject(b, rule, bound);
  if (status == RBK_OK) status = bind_conditions(b, rule, bound);
  if (status == RBK_OK) status = bind_needs(b, rule, bound);
  if (status == RBK_OK) status = bind_done(b, rule, bound);
  if (status == RBK_OK) status = bind_supersedes(b, rule, bound);
  if (status == RBK_OK) {
    status = rbk_bind_due(b, &rule->due, origin->due, "a due day",
                          &bound->due_function, &bound->due_match,
                          &bound->due_field);
  }
  return status;
}

rbk_status rbk_bind_rules(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  size_t room = plan->rule_count + rbk_plan_stage_rule_count(plan);
  b->edition->rules = rbk_arena_take(b->arena, room, sizeof *b->edition->rules);
  if (!b->edition->rules) return RBK_NOMEM;
  b->edition->rule_count = plan->rule_count;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = rbk_bind_rule(b, plan->rules[i], plan->rule_layers[i],
                           &plan->rule_origins[i], &b->edition->rules[i]);
  }
  return status;
}

/* --- findings ------------------------------------------------------------- */

static rbk_status bind_codes(rbk_binder *b, const rbk_coding *coding,
                             rbk_bound_coding *bound) {
  for (size_t s = 0; s < b->edition->stretch_count; s++) {
    rbk_code_set codes = 0;
    uint32_t window = RBK_NONE;
    b->stretch = s;
    rbk_status status = rbk_bind_set(b, coding->codes, &codes);
    if (status == RBK_OK && coding->beyond.said) {
      status = rbk_bind_window(b, coding->beyond.window, &window);
    }
    if (status != RBK_OK) return status;
    if (s > 0 && (codes != bound->codes || window != bound->beyond_window)) {
      b->stretch = 0;
      return RBK_PROBLEM(b->problems, "dated-parameter", coding->where,
                         "the codes and the window of a finding cannot change "
                         "from day to day, as a dated parameter makes them do; "
                         "use one without dates");
    }
    bound->codes = codes;
    bound->beyond_window = window;
  }
  b->stretch = 0;
  return RBK_OK;
}

static rbk_status bind_coding(rbk_binder *b, size_t i) {
  const rbk_coding *coding = b->plan->codings[i];
  const rbk_origin *origin = &b->plan->coding_origins[i];
  rbk_bound_coding *bound = &b->edition->codings[i];
  bound->source = coding;
  bound->layer = b->plan->coding_layers[i];
  bound->number = rbk_intern_add(&b->binding->codings, rbk_text_of(coding->id));
  if (bound->number == RBK_NONE) return RBK_NOMEM;
  bound->owner_function =
      rbk_bound_function(b->binding, origin->owner, coding->owner.function);
  rbk_status status = bind_codes(b, coding, bound);
  if (status == RBK_OK) {
    status = rbk_bind_condition(b, coding->when, &bound->when);
  }
  if (status == RBK_OK) {
    status = rbk_bind_condition(b, coding->unless, &bound->unless);
  }
  if (status == RBK_OK) {
    status = rbk_bind_due(b, &coding->due, origin->due, "a due day",
                          &bound->due_function, &bound->due_match,
                          &bound->due_field);
  }
  return status;
}

rbk_status rbk_bind_codings(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  b->edition->codings =
      rbk_arena_take(b->arena, plan->coding_count, sizeof *b->edition->codings);
  if (!b->edition->codings) return RBK_NOMEM;
  b->edition->coding_count = plan->coding_count;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->coding_count && status == RBK_OK; i++) {
    status = bind_coding(b, i);
  }
  return status;
}
