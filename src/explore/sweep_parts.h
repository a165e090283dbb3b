/* What the files of the sweep share. Nobody else includes this. */
#ifndef RBK_EXPLORE_SWEEP_PARTS_H
#define RBK_EXPLORE_SWEEP_PARTS_H

#include "engine/prepare.h"
#include "engine/worker.h"
#include "explore/sweep.h"

/* What a series looks at in one edition. */
typedef struct rbk_swept_place {
  const rbk_bound_flag *flag;
  const rbk_bound_band *band;
  size_t row;                 /* of the band */
  const rbk_bound_rule *rule; /* all NULL: the edition does not have it */
} rbk_swept_place;

typedef struct rbk_swept_item {
  rbk_sweep_series series;
  uint32_t number;     /* of flag, band or rule in the binding */
  const char *row;     /* of a band */
  rbk_swept_place *in; /* by edition of the binding at hand */
} rbk_swept_item;

/* How a subject reads a parameter. */
typedef struct rbk_swept_reading {
  bool reads;
  const char *why; /* why it takes runs; NULL: one pass will do */
} rbk_swept_reading;

/* How a flag, a band or a rule of a plan reads the parameter, going by what the
 * policy wrote. Functions may read anything. */
rbk_status rbk_swept_flag(const rbk_plan *plan, const rbk_flag *flag,
                          const char *name, rbk_arena *scratch,
                          rbk_swept_reading *out);
rbk_status rbk_swept_band(const rbk_plan *plan, const rbk_band *band,
                          const char *name, rbk_arena *scratch,
                          rbk_swept_reading *out);
rbk_status rbk_swept_rule(const rbk_plan *plan, const rbk_rule *rule,
                          const char *name, rbk_arena *scratch,
                          rbk_swept_reading *out);

/* Of a check of marks, which is always done by runs. */
/* Of a stage, by all that moves pupils on its ladder: by runs always. */
rbk_status rbk_swept_stage(const rbk_plan *plan, const rbk_stage *stage,
                           const char *name, rbk_arena *scratch,
                           rbk_swept_reading *out);
rbk_status rbk_swept_coding(const rbk_plan *plan, const rbk_coding *coding,
                            const char *name, rbk_arena *scratch,
                            rbk_swept_reading *out);

/* Which nodes of an edition are a comparison with the parameter, or have one
 * among their parts. */
typedef struct rbk_swept_nodes {
  bool *leaf, *below; /* by node */
  const char **why;   /* by node: why it cannot be done in one pass; or NULL */
} rbk_swept_nodes;
rbk_status rbk_swept_nodes_find(rbk_arena *arena,
                                const rbk_edition_bound *edition,
                                const char *name, rbk_swept_nodes *out);

/* One pass: the pupil that the worker ran, at every value. Sets ever and
 * on_day, value_count for each item, where one pass will do. */
typedef struct rbk_swept_pass {
  const rbk_binding *binding;
  const rbk_swept_nodes *nodes; /* by edition */
  const rbk_decimal *values;
  size_t value_count;
  const rbk_swept_item *items;
  size_t item_count;
  rbk_day last;
} rbk_swept_pass;
rbk_status rbk_swept_pass_pupil(const rbk_swept_pass *pass, rbk_worker *worker,
                                rbk_arena *arena, bool *ever, bool *on_day);

/* A sweep at work. */
typedef struct rbk_sweeping {
  const rbk_register *reg;
  const rbk_policy *policy;
  const rbk_sweep_options *options;
  const rbk_alloc *alloc;
  rbk_arena *arena; /* of the result */
  rbk_arena scratch;
  rbk_parameter_setting *settings; /* the others, and last the one swept */
  rbk_decimal *values;
  char (*texts)[24]; /* of the values */
  size_t value_count;
  const char **refused;
  rbk_swept_item *items;
  size_t item_count, item_capacity;
  rbk_swept_pass pass;
  rbk_binding *binding; /* at hand */
  size_t value;         /* of the run at hand */
  rbk_day last;
  rbk_error *error;
} rbk_sweeping;

/* Finds the subjects in all editions. RBK_USAGE: none. */
rbk_status rbk_swept_choose(rbk_sweeping *s);
/* Whether only what was named is swept. */
bool rbk_swept_said(const rbk_sweeping *s);
/* Says where the subjects are in the binding at hand. */
void rbk_swept_place_items(rbk_sweeping *s);
/* Finds the nodes for one pass, and for which subjects it will not do. */
rbk_status rbk_swept_find_nodes(rbk_sweeping *s);

#endif
