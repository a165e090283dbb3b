/* Whom rules fire for. A rule with per = "parent" has its own arms, periods and
 * actions for each responsible parent, and reads that parent's events and those
 * without a parent: each party has its own pages and its own states. */
#include "engine/inside.h"

#include <string.h>

/* --- the parties --------------------------------------------------------- */

/* Letters go to parents, and may ask about theirs. */
static bool any_per_parent(const rbk_binding *binding) {
  for (size_t e = 0; e < binding->edition_count; e++) {
    const rbk_edition_bound *edition = &binding->editions[e];
    if (edition->letter_count > 0) return true;
    for (size_t i = 0; i < edition->rule_count; i++)
      if (edition->rules[i].source->per == RBK_PER_PARENT) return true;
  }
  return false;
}

/* Parents stand by pupil: the longest stretch of responsible ones. */
static uint32_t most_parents(const rbk_roll *roll) {
  uint32_t most = 0, here = 0;
  for (size_t i = 0; i < roll->parent_count; i++) {
    if (i > 0 && roll->parents[i].pupil != roll->parents[i - 1].pupil) here = 0;
    here += roll->parents[i].responsible;
    if (here > most) most = here;
  }
  return most;
}

rbk_status rbk_parties_create(rbk_worker *w) {
  uint32_t parents = 0;
  if (w->subject == RBK_NONE && !w->alone && any_per_parent(w->binding)) {
    parents = most_parents(&w->reg->roll);
    if (parents == 0) parents = 1; /* the one who is unknown */
  }
  w->most_parties = 1 + parents;
  w->parties = rbk_arena_take(&w->memory, w->most_parties, sizeof *w->parties);
  return w->parties ? RBK_OK : RBK_NOMEM;
}

static size_t first_parent_of(const rbk_roll *roll, uint32_t pupil) {
  size_t low = 0, high = roll->parent_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (roll->parents[middle].pupil < pupil)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void rbk_parties_find(rbk_worker *w) {
  const rbk_roll *roll = &w->reg->roll;
  w->party_count = 1;
  w->asked_party = 0;
  if (w->most_parties == 1) return;
  for (size_t i = first_parent_of(roll, w->pupil);
       i < roll->parent_count && roll->parents[i].pupil == w->pupil; i++) {
    const rbk_parent *parent = &roll->parents[i];
    if (!parent->responsible) continue;
    w->parties[w->party_count++] = (rbk_party){parent->id, parent->id, false};
  }
  if (w->party_count > 1) return;
  w->parties[w->party_count++] = (rbk_party){"unknown", NULL, true};
}

/* --- nodes that read events ---------------------------------------------- */

static bool window_reads_events(const rbk_measures *measures, uint32_t window) {
  const rbk_window_spec *spec = &measures->window_specs[window];
  while (spec->inner) spec = spec->inner;
  return spec->kind == RBK_WINDOW_SINCE || spec->kind == RBK_WINDOW_AFTER ||
         spec->kind == RBK_WINDOW_BEFORE;
}

static bool windows_read_events(const rbk_measures *measures,
                                const uint32_t *windows, uint8_t count) {
  for (uint8_t i = 0; i < count; i++)
    if (window_reads_events(measures, windows[i])) return true;
  return false;
}

static bool figure_reads_events(const rbk_measures *measures, uint32_t figure) {
  const rbk_figure_spec *spec = &measures->figures[figure];
  switch (spec->kind) {
  case RBK_FIGURE_EVENTS:
  case RBK_FIGURE_DAYS_SINCE:
  case RBK_FIGURE_RECORDED:
    return true;
  case RBK_FIGURE_ADD:
  case RBK_FIGURE_SUBTRACT:
  case RBK_FIGURE_MULTIPLY:
    return figure_reads_events(measures, spec->left) ||
           figure_reads_events(measures, spec->right);
  default:
    return spec->restarts || spec->frozen ||
           windows_read_events(measures, spec->windows, spec->window_count);
  }
}

static bool leaf_reads_events(const rbk_measures *measures, uint32_t leaf) {
  const rbk_leaf_spec *spec = &measures->leaves[leaf];
  switch (spec->kind) {
  case RBK_LEAF_ON_RECORD:
  case RBK_LEAF_EVENT:
  case RBK_LEAF_CURRENT:
  case RBK_LEAF_LATEST:
  case RBK_LEAF_REACHED:
  case RBK_LEAF_PARENT:
    return true;
  case RBK_LEAF_COMPARE:
    return figure_reads_events(measures, spec->figure) ||
           (spec->right_kind == RBK_RIGHT_FIGURE &&
            figure_reads_events(measures, spec->right_figure));
  default:
    return windows_read_events(measures, spec->windows, spec->window_count);
  }
}

/* Parts stand before the node, so one pass finds all. */
void rbk_party_nodes(const rbk_edition_bound *edition, bool *by_party) {
  const rbk_measures *measures = &edition->measures;
  for (size_t i = 0; i < edition->node_count; i++) {
    const rbk_node *node = &edition->nodes[i];
    bool reads =
        windows_read_events(measures, node->windows, node->window_count);
    switch (node->kind) {
    case RBK_NODE_LEAF:
      reads = reads || leaf_reads_events(measures, node->leaf);
      break;
    case RBK_NODE_AND:
    case RBK_NODE_OR:
      reads = reads || by_party[node->right];
      /* fall through */
    case RBK_NODE_NOT:
    case RBK_NODE_WITHIN:
    case RBK_NODE_THROUGHOUT:
      reads = reads || by_party[node->left];
      break;
    case RBK_NODE_DATED:
      for (size_t p = 0; p < node->part_count; p++)
        reads = reads || by_party[node->parts[p].node];
      break;
    default:
      break;
    }
    by_party[i] = reads;
  }
}
