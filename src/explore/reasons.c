#include "explore/reasons.h"

#include "plan/english.h"
#include "explore/evidence.h"

#define MOST_FIGURES 64 /* of one condition, as shown */

static const char *const signs[] = {
    [RBK_FALSE] = "no ", [RBK_TRUE] = "yes", [RBK_UNKNOWN] = "?  "};

static const rbk_edition_bound *edition_of(const rbk_story *s) {
  return &s->binding->editions[s->edition];
}

static const rbk_node *node_of(const rbk_story *s, uint32_t node) {
  return &edition_of(s)->nodes[node];
}

/* The part of a dated condition that is in force on the day. */
static uint32_t part_on(const rbk_node *node, rbk_day day) {
  for (size_t i = 0; i < node->part_count; i++)
    if (day >= node->parts[i].first && day <= node->parts[i].last)
      return node->parts[i].node;
  return RBK_NONE;
}

/* --- figures ------------------------------------------------------------- */

static void say_value(const rbk_story *s, const rbk_value *value) {
  char text[40];
  int64_t scaled;
  if (value->known == RBK_NO_DATA) {
    rbk_buffer_text(s->out, "no data");
    return;
  }
  if (value->known == RBK_LOWER_BOUND) rbk_buffer_text(s->out, "at least ");
  if (value->of > 0) {
    rbk_ratio_print(value->n, value->d, 2, text);
    rbk_buffer_format(s->out, "%s (%lld of %lld)", text,
                      (long long)value->count, (long long)value->of);
  } else if (rbk_checked_mul(value->n, RBK_DECIMAL_ONE, &scaled) &&
             scaled % value->d == 0) {
    rbk_buffer_decimal(s->out, scaled / value->d);
  } else {
    rbk_ratio_print(value->n, value->d, 4, text);
    rbk_buffer_text(s->out, text);
  }
}

static rbk_status say_figures(const rbk_story *s, const rbk_leaf_spec *leaf) {
  rbk_value value;
  rbk_status status =
      rbk_worker_value(s->worker, s->edition, leaf->figure, s->day, &value);
  if (status != RBK_OK) return status;
  rbk_buffer_text(s->out, ": it is ");
  say_value(s, &value);
  if (leaf->right_kind != RBK_RIGHT_FIGURE) return RBK_OK;
  status = rbk_worker_value(s->worker, s->edition, leaf->right_figure, s->day,
                            &value);
  if (status != RBK_OK) return status;
  rbk_buffer_text(s->out, ", against ");
  say_value(s, &value);
  return RBK_OK;
}

/* --- the tree ------------------------------------------------------------ */

static rbk_status say_line(const rbk_story *s, uint32_t number, int indent) {
  const rbk_node *node = node_of(s, number);
  rbk_truth truth;
  rbk_status status =
      rbk_worker_truth(s->worker, s->edition, number, s->day, &truth);
  if (status != RBK_OK) return status;
  rbk_buffer_format(s->out, "%*s%s  ", indent, "", signs[truth]);
  if (node->kind == RBK_NODE_AND) {
    rbk_buffer_text(s->out, "all of:");
  } else if (node->kind == RBK_NODE_OR) {
    rbk_buffer_text(s->out, "one or more of:");
  } else if (node->kind == RBK_NODE_NOT) {
    rbk_buffer_text(s->out, "not:");
  } else if (node->source != NULL) {
    rbk_english english = {.plan = edition_of(s)->plan,
                           .overrides = s->binding->overrides,
                           .override_count = s->binding->override_count,
                           .date = s->reg->calendar.date[s->day],
                           .buffer = s->out};
    rbk_english_condition(&english, node->source);
  } else {
    rbk_buffer_text(s->out, "a condition of the policy's own making");
  }
  const rbk_leaf_spec *leaf =
      node->kind == RBK_NODE_LEAF
          ? &edition_of(s)->measures.leaves[node->leaf]
          : NULL;
  if (leaf != NULL && leaf->kind == RBK_LEAF_COMPARE)
    status = say_figures(s, leaf);
  if (status == RBK_OK && truth == RBK_UNKNOWN && node->kind >= RBK_NODE_WITHIN) {
    rbk_cause cause;
    bool unknown;
    status = rbk_worker_cause(s->worker, s->edition, number, s->day, &cause,
                              &unknown);
    if (status == RBK_OK && unknown)
      rbk_buffer_format(s->out, " (%s)", cause.text);
  }
  rbk_buffer_byte(s->out, '\n');
  return status;
}

/* Parts of the same kind stand side by side: (a & b) & c has three. */
static rbk_status say_parts(const rbk_story *s, uint32_t number,
                            rbk_node_kind kind, int indent) {
  const rbk_node *node = node_of(s, number);
  if (node->kind != kind) return rbk_reasons(s, number, indent);
  rbk_status status = say_parts(s, node->left, kind, indent);
  return status == RBK_OK ? say_parts(s, node->right, kind, indent) : status;
}

rbk_status rbk_reasons(const rbk_story *s, uint32_t number, int indent) {
  const rbk_node *node = node_of(s, number);
  if (node->kind == RBK_NODE_DATED) {
    uint32_t part = part_on(node, s->day);
    return part == RBK_NONE ? RBK_OK : rbk_reasons(s, part, indent);
  }
  rbk_status status = say_line(s, number, indent);
  if (status != RBK_OK) return status;
  switch (node->kind) {
    case RBK_NODE_AND:
    case RBK_NODE_OR: return say_parts(s, number, node->kind, indent + 5);
    case RBK_NODE_NOT:
    case RBK_NODE_WITHIN:
    case RBK_NODE_THROUGHOUT: return rbk_reasons(s, node->left, indent + 5);
    default: return RBK_OK;
  }
}

/* --- the figures of a tree ----------------------------------------------- */

typedef struct figures {
  uint32_t items[MOST_FIGURES];
  size_t count;
} figures;

/* Sums and products are shown by their parts, each once. */
static void add_figure(const rbk_story *s, figures *all, uint32_t figure) {
  const rbk_figure_spec *spec = &edition_of(s)->measures.figures[figure];
  if (spec->kind == RBK_FIGURE_ADD || spec->kind == RBK_FIGURE_SUBTRACT ||
      spec->kind == RBK_FIGURE_MULTIPLY) {
    add_figure(s, all, spec->left);
    add_figure(s, all, spec->right);
    return;
  }
  for (size_t i = 0; i < all->count; i++)
    if (all->items[i] == figure) return;
  if (all->count < MOST_FIGURES) all->items[all->count++] = figure;
}

static void find_figures(const rbk_story *s, uint32_t number, figures *all) {
  if (number == RBK_NONE) return;
  const rbk_node *node = node_of(s, number);
  const rbk_leaf_spec *leaf;
  switch (node->kind) {
    case RBK_NODE_AND:
    case RBK_NODE_OR:
      find_figures(s, node->left, all);
      find_figures(s, node->right, all);
      return;
    case RBK_NODE_NOT:
    case RBK_NODE_WITHIN:
    case RBK_NODE_THROUGHOUT: find_figures(s, node->left, all); return;
    case RBK_NODE_DATED: find_figures(s, part_on(node, s->day), all); return;
    case RBK_NODE_LEAF:
      leaf = &edition_of(s)->measures.leaves[node->leaf];
      if (leaf->kind != RBK_LEAF_COMPARE) return;
      add_figure(s, all, leaf->figure);
      if (leaf->right_kind == RBK_RIGHT_FIGURE)
        add_figure(s, all, leaf->right_figure);
      return;
    default: return;
  }
}

rbk_status rbk_reasons_evidence(const rbk_story *s, uint32_t node, int indent) {
  figures all = {.count = 0};
  find_figures(s, node, &all);
  for (size_t i = 0; i < all.count; i++) {
    rbk_status status =
        rbk_evidence(s->worker, s->binding, s->edition, s->pupil, all.items[i],
                     s->day, indent, s->out);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}
