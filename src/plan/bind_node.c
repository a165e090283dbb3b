/* Nodes: each different one once, every node behind its parts. */
#include <string.h>

#include "plan/binder.h"
#include "plan/strata.h"

rbk_status rbk_bind_room(rbk_arena *arena, void *items, size_t *capacity,
                         size_t needed, size_t size) {
  if (needed <= *capacity) return RBK_OK;
  size_t wider = *capacity * 2 > needed ? *capacity * 2 : needed + 16;
  void *memory = rbk_arena_take(arena, wider, size), *old;
  if (!memory) return RBK_NOMEM;
  memcpy(&old, items, sizeof old);
  if (old) memcpy(memory, old, *capacity * size);
  memcpy(items, &memory, sizeof memory);
  *capacity = wider;
  return RBK_OK;
}

/* --- strata --------------------------------------------------------------- */

static rbk_stratum higher(rbk_stratum a, rbk_stratum b) {
  return a > b ? a : b;
}

/* What goes by a stage is the fold's, whatever it measures. */
static rbk_stratum of_windows(const rbk_binder *b, const uint32_t *windows,
                              uint8_t count) {
  const rbk_window_spec *specs = b->edition->measures.window_specs;
  for (uint8_t i = 0; i < count; i++) {
    if (rbk_window_is_by_stage(&specs[windows[i]])) return RBK_STRATUM_FOLD;
  }
  return RBK_STRATUM_SCHOOL;
}

/* Figures stand behind their operands, so each is asked of those before it. */
static rbk_status figure_stratum(rbk_binder *b, uint32_t figure,
                                 rbk_stratum *out) {
  const rbk_measures *measures = &b->edition->measures;
  size_t known = b->figure_strata_capacity;
  if (figure >= known) {
    rbk_status status =
        rbk_bind_room(b->scratch, &b->figure_strata, &b->figure_strata_capacity,
                      (size_t)figure + 1, 1);
    if (status != RBK_OK) return status;
    /* 0: not looked at yet; strata are kept as their number + 1 */
  }
  for (uint32_t i = 0; i <= figure; i++) {
    if (b->figure_strata[i]) continue;
    const rbk_figure_spec *spec = &measures->figures[i];
    rbk_stratum stratum =
        higher(rbk_figure_stratum(spec->kind),
               of_windows(b, spec->windows, spec->window_count));
    if (spec->kind == RBK_FIGURE_ADD || spec->kind == RBK_FIGURE_SUBTRACT ||
        spec->kind == RBK_FIGURE_MULTIPLY) {
      int left = b->figure_strata[spec->left] - 1;
      int right = b->figure_strata[spec->right] - 1;
      stratum = (rbk_stratum)(left > right ? left : right);
    }
    b->figure_strata[i] = (uint8_t)(stratum + 1);
  }
  *out = (rbk_stratum)(b->figure_strata[figure] - 1);
  return RBK_OK;
}

static rbk_status leaf_stratum(rbk_binder *b, uint32_t leaf, rbk_stratum *out) {
  const rbk_leaf_spec *spec = &b->edition->measures.leaves[leaf];
  *out = higher(rbk_leaf_stratum(spec->kind),
                of_windows(b, spec->windows, spec->window_count));
  if (spec->kind != RBK_LEAF_COMPARE) return RBK_OK;
  rbk_stratum left = RBK_STRATUM_SCHOOL, right = RBK_STRATUM_SCHOOL;
  rbk_status status = figure_stratum(b, spec->figure, &left);
  if (status == RBK_OK && spec->right_kind == RBK_RIGHT_FIGURE) {
    status = figure_stratum(b, spec->right_figure, &right);
  }
  *out = higher(left, right);
  return status;
}

static rbk_status node_stratum(rbk_binder *b, const rbk_node *node,
                               rbk_stratum *out) {
  const rbk_node *nodes = b->edition->nodes;
  switch (node->kind) {
  case RBK_NODE_LEAF:
    return leaf_stratum(b, node->leaf, out);
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    *out = higher(nodes[node->left].stratum, nodes[node->right].stratum);
    return RBK_OK;
  case RBK_NODE_NOT:
    *out = nodes[node->left].stratum;
    return RBK_OK;
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    *out = higher(nodes[node->left].stratum,
                  higher(RBK_STRATUM_PUPIL,
                         of_windows(b, node->windows, node->window_count)));
    return RBK_OK;
  case RBK_NODE_DATED:
    *out = RBK_STRATUM_SCHOOL;
    for (size_t i = 0; i < node->part_count; i++) {
      *out = higher(*out, nodes[node->parts[i].node].stratum);
    }
    return RBK_OK;
  default:
    *out = RBK_STRATUM_FOLD;
    return RBK_OK;
  }
}

/* --- finding an equal one ------------------------------------------------- */

/* An any_of shows every branch that held, so it is not the same as `|`. */
static bool shows_branches(const rbk_node *node) {
  return node->kind == RBK_NODE_OR && node->source &&
         node->source->kind == RBK_CONDITION_ANY_OF;
}

static bool same_parts(const rbk_node *a, const rbk_node *b) {
  if (a->part_count != b->part_count) return false;
  for (size_t i = 0; i < a->part_count; i++) {
    if (a->parts[i].first != b->parts[i].first ||
        a->parts[i].last != b->parts[i].last ||
        a->parts[i].node != b->parts[i].node) {
      return false;
    }
  }
  return true;
}

/* Explanations quote the source of a leaf, so two that only come to the same
 * (by other parameters of the same value) stay two. Their timelines are one:
 * leaves are kept once by rbk_measures. */
static bool same_words(const rbk_node *a, const rbk_node *b) {
  return a->kind != RBK_NODE_LEAF || a->source == b->source;
}

static bool same_node(const rbk_node *a, const rbk_node *b) {
  return a->kind == b->kind && same_words(a, b) && a->left == b->left &&
         a->right == b->right && a->leaf == b->leaf &&
         a->function == b->function && a->comparison == b->comparison &&
         a->right_side == b->right_side && a->rule == b->rule &&
         a->stage == b->stage && a->window_count == b->window_count &&
         memcmp(a->windows, b->windows,
                a->window_count * sizeof a->windows[0]) == 0 &&
         a->clauses.items == b->clauses.items &&
         a->clauses.count == b->clauses.count &&
         shows_branches(a) == shows_branches(b) && same_parts(a, b);
}

static uint64_t mix(uint64_t hash, uint64_t value) {
  return (hash ^ value) * UINT64_C(0x100000001B3);
}

static size_t hash_of(const rbk_node *node) {
  uint64_t hash = mix(UINT64_C(0xCBF29CE484222325), (uint64_t)node->kind);
  hash = mix(mix(hash, node->left), node->right);
  hash = mix(mix(hash, node->leaf), node->function);
  hash = mix(mix(hash, node->rule), (uint64_t)node->right_side);
  hash = mix(hash, node->stage);
  for (size_t i = 0; i < node->window_count; i++) {
    hash = mix(hash, node->windows[i]);
  }
  for (size_t i = 0; i < node->part_count; i++) {
    hash = mix(hash, node->parts[i].node);
  }
  return (size_t)(hash ^ hash >> 32);
}

static uint32_t *slot_of(const rbk_binder *b, const rbk_node *node) {
  size_t mask = b->slot_count - 1, slot = hash_of(node) & mask;
  while (b->slots[slot] != RBK_NONE &&
         !same_node(&b->edition->nodes[b->slots[slot]], node)) {
    slot = (slot + 1) & mask;
  }
  return &b->slots[slot];
}

static rbk_status widen_slots(rbk_binder *b) {
  b->slot_count = b->slot_count > 0 ? b->slot_count * 2 : 64;
  b->slots = rbk_arena_take(b->scratch, b->slot_count, sizeof *b->slots);
  if (!b->slots) return RBK_NOMEM;
  memset(b->slots, 0xFF, b->slot_count * sizeof *b->slots); /* RBK_NONE */
  for (size_t i = 0; i < b->edition->node_count; i++) {
    *slot_of(b, &b->edition->nodes[i]) = (uint32_t)i;
  }
  return RBK_OK;
}

rbk_status rbk_bind_node(rbk_binder *b, const rbk_node *node, uint32_t *out) {
  rbk_edition_bound *edition = b->edition;
  rbk_status status = RBK_OK;
  if (edition->node_count >= b->slot_count / 2) status = widen_slots(b);
  if (status != RBK_OK) return status;
  uint32_t *slot = slot_of(b, node);
  if (*slot != RBK_NONE) {
    *out = *slot;
    return RBK_OK;
  }
  rbk_node made = *node;
  status = node_stratum(b, node, &made.stratum);
  if (status == RBK_OK) {
    status = rbk_bind_room(b->arena, &edition->nodes, &b->node_capacity,
                           edition->node_count + 1, sizeof *edition->nodes);
  }
  if (status != RBK_OK) return status;
  *out = *slot = (uint32_t)edition->node_count;
  edition->nodes[edition->node_count++] = made;
  return RBK_OK;
}

rbk_status rbk_bind_join(rbk_binder *b, rbk_node_kind kind, uint32_t left,
                         uint32_t right, const rbk_condition *source,
                         uint32_t *out) {
  rbk_node node = {
      .kind = kind, .left = left, .right = right, .source = source};
  return rbk_bind_node(b, &node, out);
}

rbk_status rbk_bind_leaf(rbk_binder *b, const rbk_leaf_spec *leaf,
                         const rbk_condition *source, uint32_t *out) {
  rbk_node node = {.kind = RBK_NODE_LEAF, .source = source};
  rbk_status status =
      rbk_measures_leaf(&b->edition->measures, leaf, &node.leaf);
  return status == RBK_OK ? rbk_bind_node(b, &node, out) : status;
}
