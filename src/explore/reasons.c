#include "explore/reasons.h"

#include "explore/evidence.h"

#define MOST_FIGURES 64 /* of one condition, as shown */

uint32_t rbk_story_part(const rbk_story *s, const rbk_node *node) {
  for (size_t i = 0; i < node->part_count; i++)
    if (s->day >= node->parts[i].first && s->day <= node->parts[i].last)
      return node->parts[i].node;
  return RBK_NONE;
}

rbk_english rbk_story_english(const rbk_story *s) {
  const rbk_period *half_term =
      rbk_calendar_period(&s->reg->calendar, RBK_PERIOD_HALF_TERM, s->day);
  return (rbk_english){.plan = rbk_story_edition(s)->plan,
                       .overrides = s->binding->overrides,
                       .override_count = s->binding->override_count,
                       .date = s->reg->calendar.date[s->day],
                       .half_term = half_term->number,
                       .buffer = s->room};
}

/* --- figures ------------------------------------------------------------- */

void rbk_put_value(rbk_buffer *out, const rbk_value *value) {
  char text[40];
  int64_t scaled;
  if (value->known == RBK_NO_DATA) {
    rbk_buffer_text(out, rbk_value_is_suppressed(value) ? "x" : "no data");
    return;
  }
  if (value->known == RBK_LOWER_BOUND) rbk_buffer_text(out, "at least ");
  if (value->of > 0) {
    rbk_ratio_print(value->n, value->d, 2, text);
    rbk_buffer_format(out, "%s (%lld of %lld)", text, (long long)value->count,
                      (long long)value->of);
  } else if (rbk_checked_mul(value->n, RBK_DECIMAL_ONE, &scaled) &&
             scaled % value->d == 0) {
    rbk_buffer_decimal(out, scaled / value->d);
  } else {
    rbk_ratio_print(value->n, value->d, 4, text);
    rbk_buffer_text(out, text);
  }
}

static rbk_status value_text(const rbk_story *s, uint32_t figure,
                             const char **out) {
  rbk_value value;
  rbk_status status =
      rbk_worker_value(s->worker, s->edition, figure, s->day, &value);
  if (status != RBK_OK) return status;
  rbk_put_value(s->room, &value);
  *out = rbk_told_text(s->arena, s->room);
  return *out ? RBK_OK : RBK_NOMEM;
}

/* --- the tree ------------------------------------------------------------ */

static const char *words_of(const rbk_story *s, const rbk_node *node) {
  if (node->kind == RBK_NODE_AND) return "all of";
  if (node->kind == RBK_NODE_OR) return "one or more of";
  if (node->kind == RBK_NODE_NOT) return "not";
  if (node->source == NULL) return "a condition of the policy's own making";
  rbk_english english = rbk_story_english(s);
  rbk_english_condition(&english, node->source);
  return rbk_told_text(s->arena, s->room);
}

static rbk_status add_cause(const rbk_story *s, uint32_t number,
                            rbk_told_part *part) {
  rbk_cause cause;
  bool unknown;
  rbk_status status =
      rbk_worker_cause(s->worker, s->edition, number, s->day, &cause, &unknown);
  if (status == RBK_OK && unknown) part->cause = cause.text;
  return status;
}

static rbk_status add_line(const rbk_story *s, uint32_t number, unsigned depth,
                           rbk_told_condition *out) {
  const rbk_node *node = rbk_story_node(s, number);
  rbk_told_part part = {.depth = depth};
  rbk_status status =
      rbk_worker_truth(s->worker, s->edition, number, s->day, &part.truth);
  if (status != RBK_OK) return status;
  part.text = words_of(s, node);
  if (part.text == NULL) return RBK_NOMEM;
  const rbk_leaf_spec *leaf =
      node->kind == RBK_NODE_LEAF
          ? &rbk_story_edition(s)->measures.leaves[node->leaf]
          : NULL;
  if (leaf != NULL && leaf->kind == RBK_LEAF_COMPARE) {
    status = value_text(s, leaf->figure, &part.value);
    if (status == RBK_OK && leaf->right_kind == RBK_RIGHT_FIGURE)
      status = value_text(s, leaf->right_figure, &part.against);
  }
  if (status == RBK_OK && part.truth == RBK_UNKNOWN &&
      node->kind >= RBK_NODE_WITHIN)
    status = add_cause(s, number, &part);
  if (status != RBK_OK) return status;
  rbk_told_part *kept = rbk_told_add(s->arena, &out->parts, &out->part_count,
                                     &out->part_capacity, sizeof *kept);
  if (kept == NULL) return RBK_NOMEM;
  *kept = part;
  return RBK_OK;
}

static rbk_status add_tree(const rbk_story *s, uint32_t number, unsigned depth,
                           rbk_told_condition *out);

/* Parts of the same kind stand side by side: (a & b) & c has three. */
static rbk_status add_parts(const rbk_story *s, uint32_t number,
                            rbk_node_kind kind, unsigned depth,
                            rbk_told_condition *out) {
  const rbk_node *node = rbk_story_node(s, number);
  if (node->kind != kind) return add_tree(s, number, depth, out);
  rbk_status status = add_parts(s, node->left, kind, depth, out);
  return status == RBK_OK ? add_parts(s, node->right, kind, depth, out)
                          : status;
}

static rbk_status add_tree(const rbk_story *s, uint32_t number, unsigned depth,
                           rbk_told_condition *out) {
  const rbk_node *node = rbk_story_node(s, number);
  if (node->kind == RBK_NODE_DATED) {
    uint32_t part = rbk_story_part(s, node);
    return part == RBK_NONE ? RBK_OK : add_tree(s, part, depth, out);
  }
  rbk_status status = add_line(s, number, depth, out);
  if (status != RBK_OK) return status;
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    return add_parts(s, number, node->kind, depth + 1, out);
  case RBK_NODE_NOT:
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    return add_tree(s, node->left, depth + 1, out);
  default:
    return RBK_OK;
  }
}

/* --- the figures of a tree ----------------------------------------------- */

typedef struct figures {
  uint32_t items[MOST_FIGURES];
  size_t count;
} figures;

/* Sums and products are shown by their parts, each once. */
static void add_figure(const rbk_story *s, figures *all, uint32_t figure) {
  const rbk_figure_spec *spec = &rbk_story_edition(s)->measures.figures[figure];
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
  const rbk_node *node = rbk_story_node(s, number);
  const rbk_leaf_spec *leaf;
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    find_figures(s, node->left, all);
    find_figures(s, node->right, all);
    return;
  case RBK_NODE_NOT:
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    find_figures(s, node->left, all);
    return;
  case RBK_NODE_DATED:
    find_figures(s, rbk_story_part(s, node), all);
    return;
  case RBK_NODE_LEAF:
    leaf = &rbk_story_edition(s)->measures.leaves[node->leaf];
    if (leaf->kind != RBK_LEAF_COMPARE) return;
    add_figure(s, all, leaf->figure);
    if (leaf->right_kind == RBK_RIGHT_FIGURE)
      add_figure(s, all, leaf->right_figure);
    return;
  default:
    return;
  }
}

rbk_status rbk_reasons(const rbk_story *s, uint32_t node,
                       rbk_told_condition *out) {
  rbk_status status = add_tree(s, node, 0, out);
  figures all = {.count = 0};
  find_figures(s, node, &all);
  for (size_t i = 0; i < all.count && status == RBK_OK; i++)
    status = rbk_evidence(s->worker, s->binding, s->edition, s->pupil,
                          all.items[i], s->day, s->arena, out);
  return status;
}
