/* The making of one bound edition: what bind*.c share. */
#ifndef RBK_PLAN_BINDER_H
#define RBK_PLAN_BINDER_H

#include "plan/bind.h"
#include "plan/checks.h"
#include "plan/parameter.h"
#include "plan/pointers.h"

typedef struct rbk_binder {
  rbk_binding *binding;
  rbk_edition_bound *edition;
  const rbk_plan *plan;
  const rbk_register *reg;
  rbk_problems *problems;
  rbk_arena *arena;   /* the binding's */
  rbk_arena *scratch; /* until this edition is made */
  rbk_intern *warned; /* what the register lacks, said once for all editions */
  /* the stretch of days in whose values things are bound now */
  size_t stretch;
  rbk_pointers *figures, *windows, *sets; /* one of each for every stretch */
  rbk_code_set *set_values;               /* by the numbers in `sets` */
  size_t set_count, set_capacity;
  rbk_pointers *conditions;
  /* nodes, found again by their content */
  size_t node_capacity;
  uint32_t *slots; /* RBK_NONE: free */
  size_t slot_count;
  size_t label_capacity, group_capacity;
  uint8_t *figure_strata;
  size_t figure_strata_capacity;
  /* flags and bands by name */
  rbk_intern flag_names, band_names;
  uint32_t *flag_nodes;
  uint32_t **band_nodes; /* by band and row: only & ~earlier rows & row */
  /* measures that are not replaced while their replacement is bound */
  const char *replacing;
  rbk_pointers *inside; /* figures bound meanwhile; NULL: none */
} rbk_binder;

/* --- values (bind_value.c) ------------------------------------------------ */
/* Each reads an operand in the stretch at hand. Where it has no fitting value
 * a problem is added and *out is a value to go on with. */
rbk_status rbk_bind_number(rbk_binder *b, const rbk_operand *operand,
                           rbk_where where, rbk_decimal *out);
rbk_status rbk_bind_whole(rbk_binder *b, const rbk_operand *operand,
                          int32_t least, int32_t most, rbk_where where,
                          int32_t *out);
/* A number is printed. */
rbk_status rbk_bind_text(rbk_binder *b, const rbk_operand *operand,
                         rbk_where where, const char **out);
rbk_status rbk_bind_date(rbk_binder *b, const rbk_operand *operand,
                         rbk_where where, rbk_date *out);
/* A list parameter of six numbers. */
rbk_status rbk_bind_steps(rbk_binder *b, const rbk_operand *operand,
                          rbk_where where, rbk_decimal out[6]);
rbk_status rbk_bind_set(rbk_binder *b, const rbk_set_expression *set,
                        rbk_code_set *out);
rbk_status rbk_bind_match(rbk_binder *b, const rbk_match_expression *match,
                          rbk_where where, rbk_event_match *out);
/* Numbers by which the register knows a name, or RBK_NONE. */
uint32_t rbk_bind_field(const rbk_binder *b, const char *field);
rbk_status rbk_bind_attribute(rbk_binder *b, const char *name, rbk_where where,
                              uint32_t *out);
rbk_status rbk_bind_parent_field(rbk_binder *b, const char *name,
                                 rbk_where where, uint32_t *out);
/* A warning that is given once for a thing of the register. */
rbk_status rbk_bind_warn(rbk_binder *b, const char *id, const char *name,
                         rbk_where where, const char *text);

/* --- figures (bind_figure.c) ---------------------------------------------- */
rbk_status rbk_bind_window(rbk_binder *b, const rbk_window_expression *window,
                           uint32_t *out);
rbk_status rbk_bind_windows(rbk_binder *b,
                            const rbk_window_expression *const *windows,
                            size_t count, uint32_t *out, uint8_t *out_count);
rbk_status rbk_bind_figure(rbk_binder *b, const rbk_figure_expression *figure,
                           uint32_t *out);
/* In all stretches; RBK_NONE with a problem where they differ. */
rbk_status rbk_bind_figure_always(rbk_binder *b,
                                  const rbk_figure_expression *figure,
                                  const char *what, uint32_t *out);
/* In all stretches, for those who ask by day. */
rbk_status rbk_bind_figure_daily(rbk_binder *b,
                                 const rbk_figure_expression *figure);
rbk_status rbk_bind_window_daily(rbk_binder *b,
                                 const rbk_window_expression *window);

/* --- nodes (bind_node.c) and conditions (bind_condition.c) ---------------- */
rbk_status rbk_bind_node(rbk_binder *b, const rbk_node *node, uint32_t *out);
rbk_status rbk_bind_join(rbk_binder *b, rbk_node_kind kind, uint32_t left,
                         uint32_t right, const rbk_condition *source,
                         uint32_t *out);
rbk_status rbk_bind_leaf(rbk_binder *b, const rbk_leaf_spec *leaf,
                         const rbk_condition *source, uint32_t *out);
/* RBK_NONE for NULL. */
rbk_status rbk_bind_condition(rbk_binder *b, const rbk_condition *condition,
                              uint32_t *out);

/* --- what a policy declares (bind_answer.c, bind_rule.c,
 * bind_ladder.c)  ------------------ */
rbk_status rbk_bind_answers(rbk_binder *b); /* flags and bands */
rbk_status rbk_bind_rules(rbk_binder *b);   /* but not those of stages */
/* One rule; `origin` says whose functions it calls. */
rbk_status rbk_bind_rule(rbk_binder *b, const rbk_rule *rule,
                         const rbk_layer *layer, const rbk_origin *origin,
                         rbk_bound_rule *bound);
rbk_status rbk_bind_need_list(rbk_binder *b, const rbk_need *needs,
                              size_t count, rbk_bound_need **out);
rbk_status rbk_bind_due(rbk_binder *b, const rbk_due *due,
                        const rbk_layer *layer, const char *what,
                        uint32_t *function, rbk_event_match *match,
                        uint32_t *field);
/* Numbers of stages, ladders and their rules, before anything reads them. */
rbk_status rbk_bind_number_stages(rbk_binder *b);
rbk_status rbk_bind_ladders(rbk_binder *b);
rbk_status rbk_bind_codings(rbk_binder *b);
rbk_status rbk_bind_letters(rbk_binder *b); /* bind_letter.c */
/* The shortest calendar window of a leaf under a node; RBK_PERIOD_KINDS. */
rbk_status rbk_bind_rearm_period(rbk_binder *b, uint32_t node,
                                 rbk_period_kind *out);

/* --- groups (bind_group.c) ------------------------------------------------ */
rbk_status rbk_bind_cohorts(rbk_binder *b); /* before anything is bound */
/* The number in the edition's groups of what a figure of a group asks. */
rbk_status rbk_bind_group(rbk_binder *b, const rbk_figure_expression *figure,
                          uint32_t *out);
/* Who is in a cohort and what is counted, once flags and bands are bound. */
rbk_status rbk_bind_group_conditions(rbk_binder *b);

/* Makes room in a list of the binding's arena; grown lists leave their old
 * memory behind. */
rbk_status rbk_bind_room(rbk_arena *arena, void *items, size_t *capacity,
                         size_t needed, size_t size);

#endif
