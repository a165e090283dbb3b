/* One pass over the figure: each day's value is held against all the values of
 * the parameter at once, and the conditions above are put together for each of
 * them. What does not depend on the parameter is the engine's. */
#include <string.h>

#include "explore/sweep_parts.h"

/* --- which nodes --------------------------------------------------------- */

static bool reads_parameter(const rbk_node *node,
                            const rbk_edition_bound *edition,
                            const char *name) {
  const rbk_condition *source = node->source;
  if (node->kind != RBK_NODE_LEAF || source == NULL ||
      source->kind != RBK_CONDITION_LEAF ||
      source->right_side.kind != RBK_OPERAND_PARAMETER ||
      strcmp(source->right_side.text, name) != 0)
    return false;
  const rbk_leaf_spec *leaf = &edition->measures.leaves[node->leaf];
  return leaf->kind == RBK_LEAF_COMPARE &&
         leaf->right_kind == RBK_RIGHT_CONSTANT;
}

static bool has_left(rbk_node_kind kind) {
  return kind >= RBK_NODE_AND && kind <= RBK_NODE_THROUGHOUT;
}

/* Parts stand before the node, so one walk upwards sees all. */
rbk_status rbk_swept_nodes_find(rbk_arena *arena,
                                const rbk_edition_bound *edition,
                                const char *name, rbk_swept_nodes *out) {
  size_t count = edition->node_count;
  out->leaf = rbk_arena_take(arena, count, sizeof *out->leaf);
  out->below = rbk_arena_take(arena, count, sizeof *out->below);
  out->why = rbk_arena_take(arena, count, sizeof *out->why);
  if (!out->leaf || !out->below || !out->why) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_node *node = &edition->nodes[i];
    bool both = node->kind == RBK_NODE_AND || node->kind == RBK_NODE_OR;
    out->leaf[i] = out->below[i] = reads_parameter(node, edition, name);
    if (has_left(node->kind)) {
      out->below[i] = out->below[node->left];
      out->why[i] = out->why[node->left];
    }
    if (both) {
      out->below[i] |= out->below[node->right];
      if (out->why[i] == NULL) out->why[i] = out->why[node->right];
    }
    for (size_t p = 0; p < node->part_count; p++) {
      out->below[i] |= out->below[node->parts[p].node];
      if (out->why[i] == NULL) out->why[i] = out->why[node->parts[p].node];
    }
    if (node->stratum >= RBK_STRATUM_GROUP && out->why[i] == NULL)
      out->why[i] = "a function, a group or what fired before";
    if (out->below[i] && out->why[i] == NULL &&
        (node->kind == RBK_NODE_WITHIN || node->kind == RBK_NODE_THROUGHOUT))
      out->why[i] = "a condition over a window";
  }
  return RBK_OK;
}

/* --- timelines, one for each value --------------------------------------- */

/* Timeline t begins t * stride words in; stride 0: all are one. */
typedef struct lines {
  rbk_word *lo, *hi;
  size_t stride;
} lines;

typedef struct pass {
  const rbk_swept_pass *p;
  rbk_worker *worker;
  rbk_arena *arena;
  size_t edition;
  rbk_day first, last; /* of the edition, as far as was run */
  size_t words;
} pass;

static rbk_status take_lines(const pass *s, bool many, lines *out) {
  size_t each = s->words * (many ? s->p->value_count : 1);
  out->lo = rbk_arena_take(s->arena, each, sizeof *out->lo);
  out->hi = rbk_arena_take(s->arena, each, sizeof *out->hi);
  out->stride = many ? s->words : 0;
  return out->lo && out->hi ? RBK_OK : RBK_NOMEM;
}

/* What the engine says of a node that does not read the parameter. */
static rbk_status engine_lines(const pass *s, uint32_t node, lines *out) {
  rbk_status status = take_lines(s, false, out);
  for (rbk_day d = s->first; d <= s->last && status == RBK_OK; d++) {
    rbk_truth truth;
    status = rbk_worker_truth(s->worker, s->edition, node, d, &truth);
    if (status != RBK_OK) return status;
    if (truth == RBK_TRUE) rbk_bits_set(out->lo, (size_t)d);
    if (truth != RBK_FALSE) rbk_bits_set(out->hi, (size_t)d);
  }
  return status;
}

static rbk_truth against(const pass *s, const rbk_value *value,
                         rbk_comparison comparison, size_t t) {
  rbk_value right = {.n = s->p->values[t], .d = RBK_DECIMAL_ONE};
  return rbk_value_compare(value, comparison, &right);
}

static void put(const lines *out, size_t from, size_t to, rbk_day day,
                rbk_truth truth) {
  for (size_t t = from; t < to && truth != RBK_FALSE; t++) {
    if (truth == RBK_TRUE) rbk_bits_set(out->lo + t * out->stride, (size_t)day);
    rbk_bits_set(out->hi + t * out->stride, (size_t)day);
  }
}

/* The values ascend, so for all comparisons but "is" the answer changes once
 * among them: it is looked for by halves. */
static void put_day(const pass *s, const lines *out, rbk_day day,
                    const rbk_value *value, rbk_comparison comparison) {
  size_t count = s->p->value_count;
  if (comparison == RBK_IS) {
    for (size_t t = 0; t < count; t++)
      put(out, t, t + 1, day, against(s, value, comparison, t));
    return;
  }
  rbk_truth low = against(s, value, comparison, 0);
  rbk_truth high = against(s, value, comparison, count - 1);
  size_t begin = 0, end = count - 1; /* the first that answers as the last */
  while (low != high && begin < end) {
    size_t middle = begin + (end - begin) / 2;
    if (against(s, value, comparison, middle) == low)
      begin = middle + 1;
    else
      end = middle;
  }
  if (low == high) begin = 0;
  put(out, 0, begin, day, low);
  put(out, begin, count, day, high);
}

static rbk_status leaf_lines(const pass *s, const rbk_node *node, lines *out) {
  const rbk_edition_bound *edition = &s->p->binding->editions[s->edition];
  const rbk_leaf_spec *leaf = &edition->measures.leaves[node->leaf];
  rbk_status status = take_lines(s, true, out);
  for (rbk_day d = s->first; d <= s->last && status == RBK_OK; d++) {
    rbk_value value;
    status = rbk_worker_value(s->worker, s->edition, leaf->figure, d, &value);
    if (status == RBK_OK) put_day(s, out, d, &value, leaf->comparison);
  }
  return status;
}

static rbk_status node_lines(const pass *s, uint32_t number, lines *out);

static rbk_status joined_lines(const pass *s, const rbk_node *node,
                               lines *out) {
  lines a, b;
  rbk_status status = node_lines(s, node->left, &a);
  if (status == RBK_OK) status = node_lines(s, node->right, &b);
  if (status == RBK_OK) status = take_lines(s, true, out);
  for (size_t t = 0; t < s->p->value_count && status == RBK_OK; t++)
    for (size_t w = 0; w < s->words; w++) {
      size_t i = t * a.stride + w, j = t * b.stride + w;
      size_t k = t * out->stride + w;
      bool all = node->kind == RBK_NODE_AND;
      out->lo[k] = all ? a.lo[i] & b.lo[j] : a.lo[i] | b.lo[j];
      out->hi[k] = all ? a.hi[i] & b.hi[j] : a.hi[i] | b.hi[j];
    }
  return status;
}

/* Bits outside the edition are set by this; they are masked at the end. */
static rbk_status negated_lines(const pass *s, const rbk_node *node,
                                lines *out) {
  lines a;
  rbk_status status = node_lines(s, node->left, &a);
  if (status == RBK_OK) status = take_lines(s, true, out);
  for (size_t t = 0; t < s->p->value_count && status == RBK_OK; t++)
    for (size_t w = 0; w < s->words; w++) {
      out->lo[t * out->stride + w] = ~a.hi[t * a.stride + w];
      out->hi[t * out->stride + w] = ~a.lo[t * a.stride + w];
    }
  return status;
}

static rbk_status dated_lines(const pass *s, const rbk_node *node, lines *out) {
  rbk_status status = take_lines(s, true, out);
  for (size_t p = 0; p < node->part_count && status == RBK_OK; p++) {
    const rbk_dated_part *part = &node->parts[p];
    lines a;
    status = node_lines(s, part->node, &a);
    if (status != RBK_OK) return status;
    rbk_day from = part->first > s->first ? part->first : s->first;
    rbk_day to = part->last < s->last ? part->last : s->last;
    for (size_t t = 0; t < s->p->value_count; t++)
      for (rbk_day d = from; d <= to; d++) {
        rbk_bits_put(out->lo + t * out->stride, (size_t)d,
                     rbk_bits_get(a.lo + t * a.stride, (size_t)d));
        rbk_bits_put(out->hi + t * out->stride, (size_t)d,
                     rbk_bits_get(a.hi + t * a.stride, (size_t)d));
      }
  }
  return status;
}

static rbk_status node_lines(const pass *s, uint32_t number, lines *out) {
  const rbk_swept_nodes *nodes = &s->p->nodes[s->edition];
  const rbk_node *node = &s->p->binding->editions[s->edition].nodes[number];
  if (!nodes->below[number]) return engine_lines(s, number, out);
  if (nodes->leaf[number]) return leaf_lines(s, node, out);
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    return joined_lines(s, node, out);
  case RBK_NODE_NOT:
    return negated_lines(s, node, out);
  case RBK_NODE_DATED:
    return dated_lines(s, node, out);
  default:
    return RBK_INTERNAL; /* such a node was put down for runs */
  }
}

/* --- subjects ------------------------------------------------------------ */

/* Makes `held` what holds as well where `line` surely does (or, `not`, surely
 * does not). A node that is not there always holds. */
static rbk_status hold(const pass *s, uint32_t node, bool not, lines *held) {
  lines a;
  if (node == RBK_NONE) return RBK_OK;
  rbk_status status = node_lines(s, node, &a);
  for (size_t t = 0; t < s->p->value_count && status == RBK_OK; t++)
    for (size_t w = 0; w < s->words; w++) {
      size_t i = t * a.stride + w, k = t * held->stride + w;
      rbk_word lo = a.lo[i], hi = a.hi[i];
      held->lo[k] &= not ? ~hi : lo;
      held->hi[k] &= not ? ~lo : hi;
    }
  return status;
}

/* The days of the edition on which the subject holds. */
static rbk_status subject_lines(const pass *s, const rbk_swept_place *in,
                                lines *held) {
  rbk_status status = take_lines(s, true, held);
  if (status != RBK_OK) return status;
  for (size_t t = 0; t < s->p->value_count; t++) {
    rbk_bits_fill(held->lo + t * s->words, (size_t)s->first, (size_t)s->last);
    rbk_bits_fill(held->hi + t * s->words, (size_t)s->first, (size_t)s->last);
  }
  if (in->flag) return hold(s, in->flag->when, false, held);
  if (in->rule) {
    status = hold(s, in->rule->when, false, held);
    return status;
  }
  status = hold(s, in->band->only, false, held);
  for (size_t r = 0; r < in->row && status == RBK_OK; r++)
    status = hold(s, in->band->rows[r], true, held);
  return status == RBK_OK ? hold(s, in->band->rows[in->row], false, held)
                          : status;
}

/* A flag stays up while nobody can say whether it still holds. */
static bool flag_is_up(const rbk_word *lo, const rbk_word *hi,
                       const rbk_word *on_roll, rbk_day last) {
  for (rbk_day d = last; d >= 0; d--) {
    if (!rbk_bits_get(on_roll, (size_t)d)) continue;
    if (rbk_bits_get(lo, (size_t)d)) return true;
    if (!rbk_bits_get(hi, (size_t)d)) return false;
  }
  return false;
}

/* Of one item over all editions, for each value. */
static rbk_status item_lines(pass *s, const rbk_swept_item *item, lines *when,
                             lines *fires) {
  const rbk_binding *binding = s->p->binding;
  rbk_status status = take_lines(s, true, when);
  if (status == RBK_OK) status = take_lines(s, true, fires);
  for (size_t e = 0; e < binding->edition_count && status == RBK_OK; e++) {
    const rbk_edition_bound *edition = &binding->editions[e];
    const rbk_swept_place *in = &item->in[e];
    s->edition = e;
    s->first = edition->first;
    s->last = edition->last < s->p->last ? edition->last : s->p->last;
    if ((!in->flag && !in->band && !in->rule) || s->first > s->last) continue;
    lines held;
    status = subject_lines(s, in, &held);
    size_t all = s->words * s->p->value_count;
    for (size_t w = 0; w < all && status == RBK_OK; w++) {
      when->lo[w] |= held.lo[w];
      when->hi[w] |= held.hi[w];
    }
    if (status == RBK_OK && in->rule)
      status = hold(s, in->rule->checked, false, &held);
    for (size_t w = 0; w < all && status == RBK_OK; w++)
      fires->lo[w] |= held.lo[w];
  }
  return status;
}

rbk_status rbk_swept_pass_pupil(const rbk_swept_pass *p, rbk_worker *worker,
                                rbk_arena *arena, bool *ever, bool *on_day) {
  pass s = {.p = p, .worker = worker, .arena = arena};
  s.words = rbk_bits_words(p->binding->reg->calendar.day_count);
  rbk_desk *desk;
  rbk_status status = p->binding->edition_count == 0
                          ? RBK_OK
                          : rbk_worker_desk(worker, 0, &desk);
  if (status != RBK_OK || p->binding->edition_count == 0) return status;
  const rbk_word *on_roll = rbk_desk_on_roll(desk);
  bool here = rbk_bits_get(on_roll, (size_t)p->last);
  for (size_t i = 0; i < p->item_count && status == RBK_OK; i++) {
    const rbk_swept_item *item = &p->items[i];
    if (item->series.why != NULL) continue;
    lines when, fires;
    status = item_lines(&s, item, &when, &fires);
    bool is_flag = strcmp(item->series.kind, "flag") == 0;
    for (size_t t = 0; t < p->value_count && status == RBK_OK; t++) {
      const rbk_word *lo = when.lo + t * s.words, *hi = when.hi + t * s.words;
      const rbk_word *fired = fires.lo + t * s.words;
      size_t place = i * p->value_count + t;
      for (size_t w = 0; w < s.words; w++)
        ever[place] |= (fired[w] & on_roll[w]) != 0;
      on_day[place] = here && (is_flag ? flag_is_up(lo, hi, on_roll, p->last)
                                       : rbk_bits_get(lo, (size_t)p->last));
    }
  }
  return status;
}
