/* Visiting every part of a plan's expressions once. */
#ifndef RBK_PLAN_WALK_H
#define RBK_PLAN_WALK_H

#include "plan/plan.h"
#include "plan/pointers.h"

/* How deep expressions may be nested. Scripts build them in loops, and what
 * reads them recurses. */
enum { RBK_DEEPEST = 1000 };

/* What is called on each kind of part, before its own parts; NULL: nothing.
 * Anything but RBK_OK ends the walk. References to flags, bands and named code
 * sets are not followed. */
typedef struct rbk_walk {
  void *context;
  rbk_status (*condition)(void *context, const rbk_condition *condition);
  rbk_status (*figure)(void *context, const rbk_figure_expression *figure);
  rbk_status (*window)(void *context, const rbk_window_expression *window);
  rbk_status (*set)(void *context, const rbk_set_expression *set);
  rbk_status (*match)(void *context, const rbk_match_expression *match,
                      rbk_where where);
  rbk_status (*due)(void *context, const rbk_due *due);
  bool outside_groups; /* what is asked of a group's pupils is left out */
  /* the walk's own */
  rbk_pointers seen;
  unsigned depth;
  bool too_deep; /* something was nested deeper than RBK_DEEPEST: */
  rbk_where deepest;
} rbk_walk;

/* Gets ready; what has been seen is kept in the arena. */
void rbk_walk_begin(rbk_walk *walk, rbk_arena *arena);
/* Each takes NULL. */
rbk_status rbk_walk_condition(rbk_walk *walk, const rbk_condition *condition);
rbk_status rbk_walk_figure(rbk_walk *walk, const rbk_figure_expression *figure);
rbk_status rbk_walk_window(rbk_walk *walk, const rbk_window_expression *window);
rbk_status rbk_walk_set(rbk_walk *walk, const rbk_set_expression *set);
rbk_status rbk_walk_band(rbk_walk *walk, const rbk_band *band);
rbk_status rbk_walk_rule(rbk_walk *walk, const rbk_rule *rule);
rbk_status rbk_walk_needs(rbk_walk *walk, const rbk_need *needs, size_t count);
rbk_status rbk_walk_coding(rbk_walk *walk, const rbk_coding *coding);
/* Everything in the plan, and what the functions of its layers hold. */
rbk_status rbk_walk_plan(rbk_walk *walk, const rbk_plan *plan);
/* What a layer itself declares, whatever became of it in a stack. */
rbk_status rbk_walk_layer(rbk_walk *walk, const rbk_layer *layer);

#endif
