/* One layer bound to one school, for the tests of binding. */
#ifndef TESTS_PLAN_BOUND_H
#define TESTS_PLAN_BOUND_H

#include "support/layers.h"
#include "support/problems.h"
#include "support/school.h"
#include "support/suite.h"

/* One pupil present all year; a letter on file; the attribute send. */
static inline rbk_register *one_year(void) {
  school *s = school_begin("sandwell-2024-25");
  school_named_period(s, "exams", "2025-05-12", "2025-05-23");
  school_identity(s, "S1", "primary");
  school_pupil(s, "P0001");
  school_attribute(s, "P0001", "send", "K");
  school_present(s, "P0001");
  school_event(s, "P0001", "2024-10-01", "letter", "to=2024-11-01;step=1");
  return school_finish(s);
}

typedef struct bound {
  rbk_register *reg;
  rbk_layer *layer;
  rbk_plan *plan;
  rbk_binding *binding;
  const rbk_edition_bound *edition;
} bound;

static inline bound begin(void) {
  bound b = {.reg = one_year(), .layer = layer_begin("la/test", "la/test.lua")};
  layer_fact(b.layer, "letter", "to step");
  return b;
}

static inline void bind_it(bound *b) {
  b->plan = plan_of(b->layer, NULL);
  b->binding = bind_plan(b->reg, b->plan);
  b->edition = &b->binding->editions[0];
}

static inline void end(bound *b) {
  rbk_binding_destroy(b->binding);
  rbk_plan_destroy(b->plan);
  layer_destroy(b->layer);
  rbk_register_destroy(b->reg);
}

static inline const rbk_node *node_at(const bound *b, uint32_t number) {
  ck_assert_uint_lt(number, b->edition->node_count);
  return &b->edition->nodes[number];
}

static inline const rbk_leaf_spec *leaf_at(const bound *b, uint32_t node) {
  ck_assert_int_eq(node_at(b, node)->kind, RBK_NODE_LEAF);
  return &b->edition->measures.leaves[node_at(b, node)->leaf];
}

static inline rbk_window_expression *year(void) {
  return window(RBK_WINDOW_SCHOOL_YEAR);
}

static inline rbk_figure_expression *rate(void) {
  return measure(RBK_FIGURE_RATE, "attended", year());
}

static inline rbk_parameter *dated(rbk_layer *l, const char *name,
                                   rbk_unit unit) {
  rbk_parameter *n = layer_parameter(l, name, unit, "");
  parameter_dated(n, "2013-09-01", "12");
  parameter_dated(n, "2025-01-04", "10"); /* a Saturday */
  return n;
}

#endif
