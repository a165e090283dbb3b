/* A condition as a tree of what holds, what does not and what cannot be said,
 * with the figures of the day. */
#ifndef RBK_EXPLORE_REASONS_H
#define RBK_EXPLORE_REASONS_H

#include "engine/worker.h"
#include "explore/account.h"
#include "plan/english.h"

/* What is being explained. */
typedef struct rbk_story {
  const rbk_binding *binding;
  const rbk_register *reg;
  rbk_worker *worker;
  uint32_t pupil;
  size_t edition; /* its place in the binding */
  rbk_day day;
  rbk_arena *arena;
  rbk_buffer *room; /* for texts in the making; empty between calls */
} rbk_story;

static inline const rbk_edition_bound *rbk_story_edition(const rbk_story *s) {
  return &s->binding->editions[s->edition];
}
static inline const rbk_node *rbk_story_node(const rbk_story *s,
                                             uint32_t node) {
  return &rbk_story_edition(s)->nodes[node];
}
/* The part of a dated condition that is in force on the day, or RBK_NONE. */
uint32_t rbk_story_part(const rbk_story *s, const rbk_node *node);
/* In whose words; what is written goes to `room`. */
rbk_english rbk_story_english(const rbk_story *s);

/* "84.21 (160 of 190)", "12", "no data", to the end of `out`. */
void rbk_put_value(rbk_buffer *out, const rbk_value *value);
/* Adds the tree of a node, and the marks and events behind every figure of it,
 * once each. */
rbk_status rbk_reasons(const rbk_story *story, uint32_t node,
                       rbk_told_condition *out);

#endif
