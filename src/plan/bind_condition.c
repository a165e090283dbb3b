/* Conditions: leaves with the values in force, joined as they were written. */
#include <string.h>

#include "plan/binder.h"

/* --- leaves --------------------------------------------------------------- */

static rbk_status constant(rbk_binder *b, bool holds,
                           const rbk_condition *source, uint32_t *out) {
  rbk_leaf_spec leaf;
  memset(&leaf, 0, sizeof leaf);
  leaf.kind = RBK_LEAF_CONSTANT;
  leaf.truth = holds ? RBK_TRUE : RBK_FALSE;
  return rbk_bind_leaf(b, &leaf, source, out);
}

static rbk_status
compare_function(rbk_binder *b, const rbk_condition *condition, uint32_t *out) {
  const rbk_figure_expression *figure = condition->figure;
  if (condition->right_figure ||
      condition->by_half_term.kind != RBK_OPERAND_NONE) {
    rbk_status added =
        RBK_PROBLEM(b->problems, "function-figure", condition->where,
                    "what a function measures can only be compared with a "
                    "number or a parameter; let the function do the rest");
    return added == RBK_OK ? constant(b, false, condition, out) : added;
  }
  rbk_node node = {.kind = RBK_NODE_COMPARE_FUNCTION,
                   .comparison = condition->comparison,
                   .source = condition};
  node.function = rbk_bound_function(
      b->binding, rbk_plan_layer_at(b->plan, figure->where), figure->function);
  rbk_status status = rbk_bind_number(b, &condition->right_side,
                                      condition->where, &node.right_side);
  if (status == RBK_OK && node.function == RBK_NONE) return RBK_INTERNAL;
  return status == RBK_OK ? rbk_bind_node(b, &node, out) : status;
}

static rbk_status compare(rbk_binder *b, const rbk_condition *condition,
                          rbk_leaf_spec *leaf) {
  leaf->comparison = condition->comparison;
  rbk_status status = rbk_bind_figure(b, condition->figure, &leaf->figure);
  if (status != RBK_OK) return status;
  if (condition->right_figure) {
    leaf->right_kind = RBK_RIGHT_FIGURE;
    return rbk_bind_figure(b, condition->right_figure, &leaf->right_figure);
  }
  if (condition->by_half_term.kind != RBK_OPERAND_NONE) {
    leaf->right_kind = RBK_RIGHT_BY_HALF_TERM;
    return rbk_bind_steps(b, &condition->by_half_term, condition->where,
                          leaf->steps);
  }
  leaf->right_kind = RBK_RIGHT_CONSTANT;
  return rbk_bind_number(b, &condition->right_side, condition->where,
                         &leaf->right);
}

static rbk_status leaf_spec(rbk_binder *b, const rbk_condition *condition,
                            rbk_leaf_spec *leaf) {
  rbk_where where = condition->where;
  rbk_status status = RBK_OK;
  memset(leaf, 0, sizeof *leaf);
  leaf->kind = condition->leaf;
  if (condition->match) {
    status = rbk_bind_match(b, condition->match, where, &leaf->match);
  }
  if (status != RBK_OK) return status;
  switch (condition->leaf) {
  case RBK_LEAF_COMPARE:
    return compare(b, condition, leaf);
  case RBK_LEAF_ATTRIBUTE:
  case RBK_LEAF_ATTRIBUTE_EVER:
    return rbk_bind_attribute(b, condition->name, where, &leaf->attribute);
  case RBK_LEAF_ATTRIBUTE_IS:
    status = rbk_bind_attribute(b, condition->name, where, &leaf->attribute);
    if (status != RBK_OK) return status;
    return rbk_bind_text(b, &condition->right_side, where, &leaf->text);
  case RBK_LEAF_PARENT:
    status = rbk_bind_parent_field(b, condition->name, where, &leaf->attribute);
    if (status != RBK_OK || condition->right_side.kind == RBK_OPERAND_NONE)
      return status;
    return rbk_bind_text(b, &condition->right_side, where, &leaf->text);
  case RBK_LEAF_ON_RECORD:
    return rbk_bind_windows(b, condition->windows, condition->window_count,
                            leaf->windows, &leaf->window_count);
  case RBK_LEAF_CURRENT:
    leaf->field = rbk_bind_field(b, "to");
    break;
  case RBK_LEAF_REACHED:
    leaf->field = rbk_bind_field(b, condition->name);
    break;
  case RBK_LEAF_RUN_ENDED:
    status = rbk_bind_set(b, condition->set, &leaf->set);
    if (status != RBK_OK) return status;
    return rbk_bind_whole(b, &condition->right_side, 1, 100000, where,
                          &leaf->n);
  case RBK_LEAF_WEEKDAY:
    leaf->weekday = condition->weekday;
    break;
  case RBK_LEAF_ON_OR_AFTER:
    return rbk_bind_date(b, &condition->right_side, where, &leaf->date);
  case RBK_LEAF_IN_TERM:
    return rbk_bind_text(b, &condition->right_side, where, &leaf->text);
  case RBK_LEAF_FIRST_DAY_OF:
  case RBK_LEAF_LAST_DAY_OF:
    leaf->period = condition->period;
    break;
  case RBK_LEAF_COMPULSORY_AGE:
  case RBK_LEAF_EVENT:
  case RBK_LEAF_LATEST:
    break; /* the match says it all */
  case RBK_LEAF_CONSTANT:
  case RBK_LEAF_KINDS:
    return RBK_INTERNAL; /* no script can write these */
  }
  return RBK_OK;
}

static rbk_status bind_leaf(rbk_binder *b, const rbk_condition *condition,
                            uint32_t *out) {
  if (condition->leaf == RBK_LEAF_COMPARE &&
      condition->figure->kind == RBK_FIGURE_KINDS) {
    return compare_function(b, condition, out);
  }
  rbk_leaf_spec leaf;
  rbk_status status = leaf_spec(b, condition, &leaf);
  return status == RBK_OK ? rbk_bind_leaf(b, &leaf, condition, out) : status;
}

/* --- the school ----------------------------------------------------------- */

static rbk_status bind_school(rbk_binder *b, const rbk_condition *condition,
                              uint32_t *out) {
  const char *value = rbk_school_text(&b->reg->school, condition->name);
  rbk_status status = RBK_OK;
  if (!value) {
    status = rbk_bind_warn(b, "school fact", condition->name, condition->where,
                           "it is read as empty; add it to school.json");
    value = "";
  }
  if (status != RBK_OK) return status;
  if (condition->right_side.kind == RBK_OPERAND_NONE) {
    return constant(b, rbk_attribute_true(value), condition, out);
  }
  const char *text;
  status = rbk_bind_text(b, &condition->right_side, condition->where, &text);
  if (status != RBK_OK) return status;
  return constant(b, strcmp(value, text) == 0, condition, out);
}

/* --- parameters ----------------------------------------------------------- */

/* param.mode:is "percent" */
static rbk_status bind_parameter(rbk_binder *b, const rbk_condition *condition,
                                 uint32_t *out) {
  const rbk_operand left = {.kind = RBK_OPERAND_PARAMETER,
                            .text = condition->name,
                            .where = condition->where};
  const rbk_operand *right = &condition->right_side;
  if (right->kind == RBK_OPERAND_NUMBER) {
    rbk_decimal number;
    rbk_status status = rbk_bind_number(b, &left, condition->where, &number);
    if (status != RBK_OK) return status;
    return constant(b, number == right->number, condition, out);
  }
  const char *text, *wanted;
  rbk_status status = rbk_bind_text(b, &left, condition->where, &text);
  if (status == RBK_OK) {
    status = rbk_bind_text(b, right, condition->where, &wanted);
  }
  if (status != RBK_OK) return status;
  return constant(b, strcmp(text, wanted) == 0, condition, out);
}

/* --- what may differ from one stretch to the next ------------------------- */

static rbk_status bind_windowed(rbk_binder *b, const rbk_condition *condition,
                                uint32_t *out) {
  bool fired = condition->kind == RBK_CONDITION_FIRED;
  rbk_node node = {.source = condition};
  if (fired) {
    node.kind =
        condition->window_count > 0 ? RBK_NODE_FIRED_WITHIN : RBK_NODE_FIRED;
    node.rule =
        rbk_intern_find(&b->binding->rules, rbk_text_of(condition->name));
  } else {
    node.kind = condition->kind == RBK_CONDITION_WITHIN ? RBK_NODE_WITHIN
                                                        : RBK_NODE_THROUGHOUT;
    node.left = rbk_pointers_get(b->conditions, condition->left);
  }
  rbk_status status =
      rbk_bind_windows(b, condition->windows, condition->window_count,
                       node.windows, &node.window_count);
  return status == RBK_OK ? rbk_bind_node(b, &node, out) : status;
}

typedef rbk_status (*bind_one)(rbk_binder *b, const rbk_condition *condition,
                               uint32_t *out);

static bool all_equal(const uint32_t *nodes, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (nodes[i] != nodes[0]) return false;
  }
  return true;
}

/* Which of the nodes holds on which days. */
static rbk_status bind_dated(rbk_binder *b, const uint32_t *nodes,
                             const rbk_condition *source, uint32_t *out) {
  const rbk_edition_bound *edition = b->edition;
  rbk_node node = {.kind = RBK_NODE_DATED, .source = source};
  node.parts =
      rbk_arena_take(b->arena, edition->stretch_count, sizeof *node.parts);
  if (!node.parts) return RBK_NOMEM;
  for (size_t s = 0; s < edition->stretch_count; s++) {
    const rbk_dated_stretch *stretch = &edition->stretches[s];
    if (s > 0 && nodes[s] == nodes[s - 1]) {
      node.parts[node.part_count - 1].last = stretch->last;
    } else {
      node.parts[node.part_count++] =
          (rbk_dated_part){stretch->first, stretch->last, nodes[s]};
    }
  }
  return rbk_bind_node(b, &node, out);
}

static rbk_status in_each_stretch(rbk_binder *b, bind_one one,
                                  const rbk_condition *condition,
                                  uint32_t *out) {
  size_t count = b->edition->stretch_count;
  uint32_t *nodes = rbk_arena_take(b->scratch, count, sizeof *nodes);
  if (!nodes) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t s = 0; s < count && status == RBK_OK; s++) {
    b->stretch = s;
    status = one(b, condition, &nodes[s]);
  }
  b->stretch = 0;
  if (status != RBK_OK) return status;
  if (!all_equal(nodes, count)) return bind_dated(b, nodes, condition, out);
  *out = nodes[0];
  return RBK_OK;
}

/* --- joining -------------------------------------------------------------- */

/* A branch with clauses is a node of its own, so that what held is shown with
 * its clause. */
static rbk_status bind_branch(rbk_binder *b, const rbk_branch *branch,
                              uint32_t *out) {
  rbk_status status = rbk_bind_condition(b, branch->condition, out);
  if (status != RBK_OK || branch->clauses.count == 0) return status;
  rbk_node node = b->edition->nodes[*out];
  node.clauses = branch->clauses;
  return rbk_bind_node(b, &node, out);
}

static rbk_status bind_any_of(rbk_binder *b, const rbk_condition *condition,
                              uint32_t *out) {
  if (condition->branch_count == 0) return constant(b, false, condition, out);
  rbk_status status = bind_branch(b, &condition->branches[0], out);
  for (size_t i = 1; i < condition->branch_count && status == RBK_OK; i++) {
    uint32_t next;
    status = bind_branch(b, &condition->branches[i], &next);
    if (status == RBK_OK) {
      status = rbk_bind_join(b, RBK_NODE_OR, *out, next, condition, out);
    }
  }
  return status;
}

static rbk_status bind_joined(rbk_binder *b, const rbk_condition *condition,
                              uint32_t *out) {
  uint32_t left, right = 0;
  rbk_status status = rbk_bind_condition(b, condition->left, &left);
  if (condition->kind == RBK_CONDITION_NOT) {
    if (status != RBK_OK) return status;
    return rbk_bind_join(b, RBK_NODE_NOT, left, 0, condition, out);
  }
  if (status == RBK_OK) {
    status = rbk_bind_condition(b, condition->right, &right);
  }
  if (status != RBK_OK) return status;
  return rbk_bind_join(
      b, condition->kind == RBK_CONDITION_AND ? RBK_NODE_AND : RBK_NODE_OR,
      left, right, condition, out);
}

static rbk_status bind_reference(rbk_binder *b, const rbk_condition *condition,
                                 uint32_t *out) {
  rbk_text name = rbk_text_of(condition->name);
  if (condition->kind == RBK_CONDITION_FLAG) {
    uint32_t flag = rbk_intern_find(&b->flag_names, name);
    if (flag == RBK_NONE) return RBK_INTERNAL;
    *out = b->flag_nodes[flag];
    return RBK_OK;
  }
  uint32_t number = rbk_intern_find(&b->band_names, name);
  if (number == RBK_NONE) return RBK_INTERNAL;
  const rbk_band *band = b->plan->bands[number];
  for (size_t i = 0; i < band->row_count; i++) {
    if (strcmp(band->rows[i].id, condition->right_side.text) == 0) {
      *out = b->band_nodes[number][i];
      return RBK_OK;
    }
  }
  return RBK_INTERNAL;
}

static rbk_status bind_function(rbk_binder *b, const rbk_condition *condition,
                                uint32_t *out) {
  rbk_node node = {.kind = RBK_NODE_FUNCTION, .source = condition};
  node.function = rbk_bound_function(
      b->binding, rbk_plan_layer_at(b->plan, condition->where),
      condition->function);
  return node.function == RBK_NONE ? RBK_INTERNAL
                                   : rbk_bind_node(b, &node, out);
}

static rbk_status bind_stage(rbk_binder *b, rbk_node_kind kind,
                             const rbk_condition *condition, uint32_t *out) {
  rbk_node node = {.kind = kind, .source = condition};
  node.stage =
      rbk_intern_find(&b->binding->stages, rbk_text_of(condition->name));
  return node.stage == RBK_NONE ? RBK_INTERNAL : rbk_bind_node(b, &node, out);
}

static rbk_status bind_new(rbk_binder *b, const rbk_condition *condition,
                           uint32_t *out) {
  uint32_t left;
  rbk_status status;
  switch (condition->kind) {
  case RBK_CONDITION_AND:
  case RBK_CONDITION_OR:
  case RBK_CONDITION_NOT:
    return bind_joined(b, condition, out);
  case RBK_CONDITION_ANY_OF:
    return bind_any_of(b, condition, out);
  case RBK_CONDITION_LEAF:
    return in_each_stretch(b, bind_leaf, condition, out);
  case RBK_CONDITION_SCHOOL:
    return in_each_stretch(b, bind_school, condition, out);
  case RBK_CONDITION_PARAMETER:
    return in_each_stretch(b, bind_parameter, condition, out);
  case RBK_CONDITION_WITHIN:
  case RBK_CONDITION_THROUGHOUT:
    status = rbk_bind_condition(b, condition->left, &left);
    if (status != RBK_OK) return status;
    return in_each_stretch(b, bind_windowed, condition, out);
  case RBK_CONDITION_FIRED:
    return in_each_stretch(b, bind_windowed, condition, out);
  case RBK_CONDITION_BAND:
  case RBK_CONDITION_FLAG:
    return bind_reference(b, condition, out);
  case RBK_CONDITION_FUNCTION:
    return bind_function(b, condition, out);
  case RBK_CONDITION_IN_STAGE:
    return bind_stage(b, RBK_NODE_IN_STAGE, condition, out);
  case RBK_CONDITION_STAGE_COMPLETE:
    return bind_stage(b, RBK_NODE_STAGE_COMPLETE, condition, out);
  case RBK_CONDITION_KINDS:
    break;
  }
  return RBK_INTERNAL;
}

rbk_status rbk_bind_condition(rbk_binder *b, const rbk_condition *condition,
                              uint32_t *out) {
  *out = RBK_NONE;
  if (!condition) return RBK_OK;
  *out = rbk_pointers_get(b->conditions, condition);
  if (*out != RBK_NONE) return RBK_OK;
  rbk_status status = bind_new(b, condition, out);
  return status == RBK_OK ? rbk_pointers_put(b->conditions, condition, *out)
                          : status;
}
