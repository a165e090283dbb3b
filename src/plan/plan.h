/* A plan: a stack of layers, from the nation to the school, with one namespace
 * for each section. Still symbolic: parameters have names. */
#ifndef RBK_PLAN_PLAN_H
#define RBK_PLAN_PLAN_H

#include "base/status.h"
#include "plan/layer.h"

/* Whose functions a rule or a finding calls: after `replace` its keys may come
 * from several layers. */
typedef struct rbk_origin {
  const rbk_layer *action, *owner, *due;
} rbk_origin;

typedef struct rbk_plan {
  rbk_arena arena;
  const rbk_layer **layers; /* national first; owned by the policy */
  size_t layer_count;
  /* the union of the layers, replacements made, disabled ones out; in the order
   * of layers and of declaration */
  const rbk_parameter **parameters;
  size_t parameter_count;
  const rbk_rule **rules;
  const rbk_layer **rule_layers; /* that declared or replaced it last */
  const rbk_origin *rule_origins;
  size_t rule_count;
  const rbk_flag **flags;
  const rbk_layer **flag_layers;
  size_t flag_count;
  const rbk_band **bands;
  const rbk_layer **band_layers;
  size_t band_count;
  const rbk_coding **codings;
  const rbk_layer **coding_layers;
  const rbk_origin *coding_origins;
  size_t coding_count;
  const rbk_ladder **ladders;
  const rbk_layer **ladder_layers;
  size_t ladder_count;
  const rbk_role **roles;
  size_t role_count;
  const rbk_fact **facts; /* and every kind named in `done` */
  size_t fact_count;
  const rbk_named_set **code_sets;
  size_t code_set_count;
  const rbk_figure_expression **measures;
  size_t measure_count;
  const rbk_clause **clauses;
  size_t clause_count;
  const rbk_cohort **cohorts;
  size_t cohort_count;
  const rbk_letter **letters;
  size_t letter_count;
  const rbk_alias **aliases;
  size_t alias_count;
  const rbk_disabled **disabled;
  size_t disabled_count;
  /* flags (their place in `flags`) and bands (flag_count + their place), each
   * behind those that it reads */
  uint32_t *order;
  /* measures that were replaced: `was` reads as `is` wherever it stands */
  struct rbk_replaced_measure {
    const rbk_figure_expression *was, *is;
  } * replaced_measures;
  size_t replaced_measure_count;
} rbk_plan;

/* Stacks the layers (national first) and checks the whole: ids declared twice
 * outside `replace` (both places named), replacing or disabling what is not
 * there, names that nothing declares (parameters, flags, bands and their rows,
 * rules, stages, roles, facts and their fields, clauses, code sets), cycles
 * among bands and flags, units that disagree with what a parameter is compared
 * to, what refers upwards in strata (both lines), gaps and reach of bands whose
 * parameters are plain numbers. Problems go to the list; RBK_POLICY if any is
 * an error. `*out` is the caller's. */
rbk_status rbk_plan_stack(const rbk_alloc *alloc,
                          const rbk_layer *const *layers, size_t count,
                          rbk_problems *problems, rbk_plan **out);
void rbk_plan_destroy(rbk_plan *plan);

const rbk_parameter *rbk_plan_parameter(const rbk_plan *plan, const char *name);
const rbk_flag *rbk_plan_flag(const rbk_plan *plan, const char *id);
const rbk_band *rbk_plan_band(const rbk_plan *plan, const char *name);
const rbk_rule *rbk_plan_rule(const rbk_plan *plan, const char *id);
/* Also one that a stage holds. */
const rbk_rule *rbk_plan_any_rule(const rbk_plan *plan, const char *id);
/* A stage of any ladder; `*ladder` may be NULL. */
const rbk_stage *rbk_plan_stage(const rbk_plan *plan, const char *id,
                                const rbk_ladder **ladder);
/* How many rules the stages of all ladders hold. */
size_t rbk_plan_stage_rule_count(const rbk_plan *plan);
/* The rule of that place among those of a stage (on_entry, on_review,
 * on_overdue, in this order), or NULL behind the last. */
const rbk_rule *rbk_stage_rule(const rbk_stage *stage, size_t place);
/* Who took an item out of the stack, or NULL (disabled.c). */
const rbk_disabled *rbk_plan_disabled(const rbk_plan *plan, rbk_section section,
                                      const char *id);
/* The same of the ladder that has a stage, or whose stages have a rule. */
const rbk_disabled *rbk_plan_disabled_stage(const rbk_plan *plan,
                                            const char *id);
const rbk_disabled *rbk_plan_disabled_stage_rule(const rbk_plan *plan,
                                                 const char *id);
const rbk_role *rbk_plan_role(const rbk_plan *plan, const char *id);
const rbk_named_set *rbk_plan_code_set(const rbk_plan *plan, const char *name);
const rbk_fact *rbk_plan_fact(const rbk_plan *plan, const char *kind);
/* The layer whose file a thing was written in, or NULL: numbers of functions
 * are those of that layer. */
const rbk_layer *rbk_plan_layer_at(const rbk_plan *plan, rbk_where where);

#endif
