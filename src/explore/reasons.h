/* A condition as a tree of what holds, what does not and what cannot be said,
 * with the figures of the day. */
#ifndef RBK_EXPLORE_REASONS_H
#define RBK_EXPLORE_REASONS_H

#include "base/buffer.h"
#include "engine/worker.h"

/* What is being explained, and to where. */
typedef struct rbk_story {
  const rbk_binding *binding;
  const rbk_register *reg;
  rbk_worker *worker;
  uint32_t pupil;
  size_t edition; /* its place in the binding */
  rbk_day day;
  rbk_buffer *out;
} rbk_story;

/* Appends the tree of a node, each line after `indent` spaces. */
rbk_status rbk_reasons(const rbk_story *story, uint32_t node, int indent);
/* Appends the marks and events behind every figure of a node, once each. */
rbk_status rbk_reasons_evidence(const rbk_story *story, uint32_t node,
                                int indent);

#endif
