/* Binding: a policy's editions meet a profile and a register. Parameters become
 * numbers, names become indices, figures and leaves go into one rbk_measures,
 * conditions into one list of nodes in which every node stands behind its
 * parts. Immutable once made; shared by all workers. */
#ifndef RBK_PLAN_BIND_H
#define RBK_PLAN_BIND_H

#include "measure/measures.h"
#include "plan/letter.h"

/* What may refer to what (see policies/MEANING.md). A node's stratum is the
 * highest of its parts. */
typedef enum rbk_stratum {
  RBK_STRATUM_SCHOOL,  /* calendar and parameters */
  RBK_STRATUM_PUPIL,   /* the pupil's own marks, events, attributes */
  RBK_STRATUM_GROUP,   /* groups, over all pupils */
  RBK_STRATUM_AGAINST, /* the pupil against a group */
  RBK_STRATUM_FOLD,    /* functions, firings, stages: day by day */
  RBK_STRATUM_AFTER    /* rules about groups and the school */
} rbk_stratum;

typedef enum rbk_node_kind {
  RBK_NODE_LEAF, /* a leaf of measures */
  RBK_NODE_AND,
  RBK_NODE_OR,
  RBK_NODE_NOT,
  RBK_NODE_WITHIN,     /* left, in window */
  RBK_NODE_THROUGHOUT, /* left, in window */
  RBK_NODE_DATED,      /* a dated parameter: which part holds on which days */
  /* the fold's */
  RBK_NODE_FUNCTION,         /* a condition that a function answers */
  RBK_NODE_COMPARE_FUNCTION, /* a function's figure against a number */
  RBK_NODE_FIRED,            /* rule fired on the day before */
  RBK_NODE_FIRED_WITHIN,     /* ... on a day of the window, before d */
  RBK_NODE_IN_STAGE,         /* as the day opened */
  RBK_NODE_STAGE_COMPLETE /* the needs of its latest stay, as the day opened */
} rbk_node_kind;

typedef struct rbk_dated_part {
  rbk_day first, last;
  uint32_t node;
} rbk_dated_part;

typedef struct rbk_node {
  rbk_node_kind kind;
  rbk_stratum stratum;
  uint32_t left, right; /* numbers of nodes, smaller than its own */
  uint32_t leaf;
  uint32_t windows[RBK_FIGURE_WINDOWS];
  uint8_t window_count;
  rbk_dated_part *parts; /* DATED: cover all days, in order */
  size_t part_count;
  uint32_t function;         /* number in rbk_binding's functions */
  rbk_comparison comparison; /* COMPARE_FUNCTION */
  rbk_decimal right_side;
  uint32_t rule, stage;        /* numbers in rbk_binding's names */
  const rbk_condition *source; /* for explanations; NULL where made */
  rbk_names clauses;           /* of a branch of any_of */
} rbk_node;

/* Figures and clauses of explanations: what a figure is called. */
typedef struct rbk_label {
  uint32_t figure;  /* number in measures */
  const char *text; /* its name in `measures`, else "policy-id:line" */
} rbk_label;

typedef struct rbk_bound_band {
  const rbk_band *source;
  const rbk_layer *layer;
  uint32_t number; /* in rbk_binding's bands */
  uint32_t only;   /* node or RBK_NONE */
  uint32_t *rows;  /* nodes */
} rbk_bound_band;

typedef struct rbk_bound_flag {
  const rbk_flag *source;
  const rbk_layer *layer;
  uint32_t number, when;
} rbk_bound_flag;

typedef struct rbk_bound_need {
  const rbk_need *source;
  rbk_event_match match; /* where source->event_kind */
  uint32_t node;         /* where source->condition; else RBK_NONE */
} rbk_bound_need;

/* When a rule of a stage fires; the others go by their condition. */
typedef enum rbk_moment {
  RBK_MOMENT_CONDITION,
  RBK_ON_ENTRY,
  RBK_ON_REVIEW,
  RBK_ON_OVERDUE
} rbk_moment;

typedef struct rbk_bound_rule {
  const rbk_rule *source;
  const rbk_layer *layer;
  uint32_t number; /* in rbk_binding's rules: the same in every edition */
  rbk_moment moment;
  uint32_t stage; /* whose rule it is; RBK_NONE: of none */
  /* who the action belongs to: the rule's own, else the stage's */
  const rbk_owner *owner;
  /* whom it is about: in rbk_binding's subjects; RBK_NONE: each pupil */
  uint32_t subject;
  uint32_t when, checked, rearm; /* nodes; RBK_NONE where not said */
  uint32_t each_figure;          /* RBK_NONE: no `each` */
  /* the calendar window of a leaf of `when`, the shortest: its first day arms
   * an episode rule anew. RBK_PERIOD_KINDS: none */
  rbk_period_kind rearm_period;
  /* `when` is event(...), or that joined by & with others: fires for each
   * matching event. RBK_NONE: not so; else the leaf that is event(...) */
  uint32_t event_leaf;
  uint32_t event_rest; /* the node of the others; RBK_NONE: none */
  uint32_t *unless;    /* nodes, by source->unless */
  rbk_bound_need *needs;
  uint32_t *done; /* kinds, numbers in history->kinds or RBK_NONE */
  size_t done_count;
  uint32_t *supersedes; /* numbers of rules */
  size_t supersedes_count;
  /* numbers in rbk_binding's functions; RBK_NONE: none */
  uint32_t action_function, owner_function, due_function;
  rbk_event_match due_match; /* due RECORDED */
  uint32_t due_field;        /* its field; RBK_NONE: no event has it */
} rbk_bound_rule;

typedef struct rbk_bound_move { /* a row of `leave` */
  uint32_t to;                  /* number of a stage; RBK_NONE: out of all */
  uint32_t when;
} rbk_bound_move;

typedef struct rbk_bound_stage {
  const rbk_stage *source;
  const rbk_layer *layer;
  uint32_t number; /* in rbk_binding's stages */
  uint32_t ladder; /* in rbk_binding's ladders */
  uint32_t place;  /* on its ladder, from 0 */
  uint32_t enter;  /* RBK_NONE: only another's `leave` leads here */
  rbk_bound_move *leave;
  rbk_bound_need *needs;
  uint32_t owner_function, review_function; /* as in rbk_bound_rule */
  rbk_event_match review_match;
  uint32_t review_field;
  uint32_t first_rule, rule_count; /* its places among the edition's rules */
} rbk_bound_stage;

typedef struct rbk_bound_ladder {
  const rbk_ladder *source;
  const rbk_layer *layer;
  uint32_t number;         /* in rbk_binding's ladders */
  rbk_bound_stage *stages; /* lowest first */
} rbk_bound_ladder;

typedef struct rbk_bound_coding {
  const rbk_coding *source;
  const rbk_layer *layer;
  uint32_t number;
  rbk_code_set codes;
  uint32_t when, unless;                 /* nodes */
  uint32_t beyond_window;                /* window or RBK_NONE */
  uint32_t owner_function, due_function; /* as in rbk_bound_rule */
  rbk_event_match due_match;
  uint32_t due_field;
} rbk_bound_coding;

/* Where a cohort has no minimum, figures of one or two pupils are kept back, as
 * the published statistics keep them back. */
#define RBK_LEAST_PUPILS 3

typedef struct rbk_bound_cohort {
  const rbk_cohort *source;
  uint32_t when; /* node */
} rbk_bound_cohort;

/* What a figure of a group is made of; two equal ones are one. */
typedef struct rbk_bound_group {
  rbk_group_kind kind;
  uint32_t cohort;    /* COHORT: place in the edition's cohorts */
  uint32_t attribute; /* SAME, SIBLINGS: number in roll->attributes; RBK_NONE:
                         no pupil has it */
  int32_t minimum;    /* of fewer pupils nothing is said; 0: always said */
  rbk_group_measure measure;
  uint32_t figure;                /* POOLED, MEDIAN: of each pupil */
  const rbk_condition *condition; /* COUNT, SHARE, and its node: */
  uint32_t node;
} rbk_bound_group;

/* A letter with its texts taken apart (plan/letter.h). */
typedef struct rbk_bound_variant {
  uint32_t when; /* node */
  rbk_pieces text;
} rbk_bound_variant;
typedef struct rbk_bound_letter {
  const rbk_letter *source;
  rbk_pieces title, text;
  rbk_bound_variant *variants; /* by source->variants */
  uint32_t *reminders;         /* nodes, by source->reminders */
} rbk_bound_letter;

/* Where an expression of a layer went: expression -> number. */
typedef struct rbk_pointers rbk_pointers;

/* A stretch of days on which no dated parameter changes. On days before the
 * edition on which a parameter has no value yet its first one is read. */
typedef struct rbk_dated_stretch {
  rbk_day first, last;
  rbk_date date; /* of its first day */
  const rbk_pointers *figures, *windows;
} rbk_dated_stretch;

/* One stretch of days on which the same stack of layers is in force. */
typedef struct rbk_edition_bound {
  rbk_day first, last;
  const rbk_plan *plan;
  rbk_measures measures;
  rbk_node *nodes;
  size_t node_count;
  rbk_label *labels;
  size_t label_count;
  rbk_bound_band *bands;
  size_t band_count;
  rbk_bound_flag *flags;
  size_t flag_count;
  rbk_bound_rule *rules; /* those of stages last */
  size_t rule_count;
  rbk_bound_ladder *ladders;
  size_t ladder_count;
  rbk_bound_coding *codings;
  size_t coding_count;
  rbk_bound_cohort *cohorts;
  size_t cohort_count;
  rbk_bound_group *groups; /* by rbk_figure_spec.group */
  size_t group_count;

  rbk_bound_letter *letters; /* by the plan's letters */
  size_t letter_count;
  rbk_dated_stretch *stretches; /* in order; they cover the axis */
  size_t stretch_count;
  const rbk_pointers *conditions;
} rbk_edition_bound;

/* A function of a layer, as the engine asks for it. */
typedef struct rbk_function {
  const rbk_layer *layer;
  uint32_t function; /* its number in the layer */
} rbk_function;

/* A stretch of dates and the plan in force: what the policy room hands over.
 * In order, not overlapping; dates outside have no plan. */
typedef struct rbk_edition {
  rbk_date from, to; /* RBK_NO_DATE: open */
  const rbk_plan *plan;
  const char *policy; /* the id that the profile chose */
} rbk_edition;

/* A value that a profile or --param gives: holds for every layer. */
typedef struct rbk_override {
  rbk_setting setting;
  const char *from; /* "school.json" or "--param", for messages and show */
  /* what the setting says, filled in by rbk_override_read; rbk_bind does that
   * for its own copy */
  rbk_parameter_value value;
} rbk_override;

/* Fills in `value` from `setting`, in the arena. A number that is no decimal of
 * at most four places stays a text. */
rbk_status rbk_override_read(rbk_arena *arena, rbk_override *override);

/* The school, among the subjects of rules; no cohort may be called so. */
#define RBK_EVERYONE "everyone"

typedef struct rbk_binding {
  const rbk_alloc *alloc;
  rbk_arena arena;
  const rbk_register *reg;
  rbk_edition_bound *editions;
  size_t edition_count;
  /* ids that are the same thing in every edition */
  rbk_intern rules, flags, bands, codings, stages, ladders;
  /* whom rules about groups are about: cohorts by id, and RBK_EVERYONE */
  rbk_intern subjects;
  rbk_function *functions;
  size_t function_count;
  const rbk_override *overrides;
  size_t override_count;
  char parameters_digest[RBK_DIGEST_HEX + 1];
  /* what the engine found of groups over all pupils (engine/groups.h), in an
   * arena of its own; NULL: nothing yet, or nothing asks */
  const struct rbk_groups *groups;
  rbk_arena group_arena;
  bool assume_done; /* the engine's: actions are taken to be done in time */
} rbk_binding;

/* Problems (all of them) go to the list: an override of a parameter that no
 * edition declares, of the wrong type or unit; a required parameter without a
 * value (file and line of its declaration and what to put in school.json); a
 * band that can never be reached, a stretch between rows that no band covers
 * and no gap declares; an attribute column, a named period that the register
 * does not have is a warning. RBK_POLICY if any is an error. */
rbk_status rbk_bind(const rbk_alloc *alloc, const rbk_register *reg,
                    const rbk_edition *editions, size_t edition_count,
                    const rbk_override *overrides, size_t override_count,
                    rbk_problems *problems, rbk_binding **out);
void rbk_binding_destroy(rbk_binding *binding);

/* The edition in force on a day, or NULL. */
const rbk_edition_bound *rbk_binding_on(const rbk_binding *binding,
                                        rbk_day day);

/* The value in force on a date of an operand: itself, or its parameter's
 * (override first). RBK_POLICY if it has none or is not a number. */
rbk_status rbk_bound_number(const rbk_binding *binding,
                            const rbk_edition_bound *edition,
                            const rbk_operand *operand, rbk_date date,
                            rbk_decimal *out);
rbk_status rbk_bound_text(const rbk_binding *binding,
                          const rbk_edition_bound *edition,
                          const rbk_operand *operand, rbk_date date,
                          const char **out);
/* The values of a parameter in force on a date and who set them (a policy's id,
 * "school.json", "--param"), for `policy show`; NULL: required and not given,
 * or a dated one before its first value. The overrides have been read
 * (rbk_override_read); those of a binding have. Of several of one name
 * "--param" wins, then the last. */
const rbk_parameter_value *rbk_parameter_on(const rbk_plan *plan,
                                            const rbk_override *overrides,
                                            size_t override_count,
                                            const rbk_parameter *parameter,
                                            rbk_date date, const char **set_by);
/* The letter of that id, or NULL. */
const rbk_bound_letter *rbk_bound_letter_of(const rbk_edition_bound *edition,
                                            const char *id);
/* "la/bedford:12", what has no name; where versions of one id stand in several
 * files, by the file instead: "la/bedford_before:12". NULL: no memory. */
const char *rbk_bound_place(const rbk_binding *binding, rbk_arena *arena,
                            const rbk_layer *layer, uint32_t line);
/* What a figure is called in explanations. */
const char *rbk_bound_label(const rbk_edition_bound *edition, uint32_t figure);
/* The bound number of an expression of a layer, also of those that functions
 * hold (for the policy room's views); RBK_NONE if the binding does not know it.
 * A figure or window with a dated parameter is another one from day to day. */
uint32_t rbk_bound_figure_on(const rbk_edition_bound *edition,
                             const rbk_figure_expression *expression,
                             rbk_day day);
uint32_t rbk_bound_node_of(const rbk_edition_bound *edition,
                           const rbk_condition *condition);
uint32_t rbk_bound_window_on(const rbk_edition_bound *edition,
                             const rbk_window_expression *expression,
                             rbk_day day);
/* The number in rbk_binding's functions of one of a layer's; RBK_NONE: none. */
uint32_t rbk_bound_function(const rbk_binding *binding, const rbk_layer *layer,
                            uint32_t function);

#endif
