/* One policy file as plain data: what it declares, in the order in which it
 * declares it. */
#ifndef RBK_PLAN_LAYER_H
#define RBK_PLAN_LAYER_H

#include "base/digest.h"
#include "plan/expression.h"

typedef struct rbk_clause {
  const char *id, *text, *source; /* source: URL or "" */
  const char *out_of_reach;       /* why no register can decide it, or NULL */
  rbk_where where;
} rbk_clause;

typedef enum rbk_unit {
  RBK_UNIT_NONE,
  RBK_UNIT_PERCENT,
  RBK_UNIT_SESSIONS,
  RBK_UNIT_DAYS,
  RBK_UNIT_SCHOOL_DAYS,
  RBK_UNIT_CALENDAR_DAYS,
  RBK_UNIT_WORKING_DAYS,
  RBK_UNIT_SCHOOL_WEEKS,
  RBK_UNIT_CALENDAR_WEEKS,
  RBK_UNIT_MINUTES,
  RBK_UNIT_EPISODES,
  RBK_UNIT_EVENTS,
  RBK_UNIT_YEARS,
  RBK_UNIT_CODES,
  RBK_UNIT_TEXT,
  RBK_UNITS
} rbk_unit;
const char *rbk_unit_name(rbk_unit unit);
bool rbk_unit_parse(rbk_text text, rbk_unit *unit);

/* A value of a parameter: numbers or texts, one or a list. */
typedef struct rbk_parameter_value {
  rbk_date from; /* in force from this day; RBK_NO_DATE: from the beginning */
  rbk_operand *items; /* NUMBER or TEXT */
  size_t count;
  bool list;
} rbk_parameter_value;

typedef struct rbk_parameter {
  const char *name;
  rbk_unit unit;
  bool required;               /* the source gives no value: a profile must */
  rbk_parameter_value *values; /* by `from`; none where required */
  size_t value_count;
  rbk_operand step; /* for threshold strength; NONE where not said */
  rbk_names clauses;
  const char *note; /* or NULL */
  rbk_where where;
} rbk_parameter;

typedef struct rbk_fact { /* a kind of event the policy knows */
  const char *kind;
  const char **fields;
  size_t field_count;
  rbk_where where;
} rbk_fact;

typedef struct rbk_role_choice { /* of first_of */
  const rbk_condition *when;     /* NULL: otherwise */
  const char *role;
} rbk_role_choice;
typedef struct rbk_role {
  const char *id, *title;
  rbk_role_choice *choices; /* none: the role is itself */
  size_t choice_count;
  rbk_where where;
} rbk_role;

typedef struct rbk_named_set {
  const char *name;
  const rbk_set_expression *set;
  rbk_where where;
} rbk_named_set;

typedef struct rbk_alias {
  const char *text, *code;
  rbk_where where;
} rbk_alias;

/* An owner: a role, or a function that names one. */
typedef struct rbk_owner {
  rbk_names roles;
  uint32_t function; /* RBK_NONE: none */
} rbk_owner;

typedef struct rbk_band_row {
  const char *id, *label;
  const rbk_condition *when;
  rbk_names clauses;
  rbk_where where;
} rbk_band_row;
typedef struct rbk_gap {
  rbk_operand from, to;
  const char *note;
} rbk_gap;
typedef struct rbk_band {
  const char *name;
  const rbk_condition *only; /* NULL: always */
  const char *otherwise;     /* what is said where `only` does not hold */
  rbk_band_row *rows;
  size_t row_count;
  rbk_gap *gaps;
  size_t gap_count;
  rbk_where where;
} rbk_band;

typedef struct rbk_flag {
  const char *id, *label;
  const rbk_condition *when;
  rbk_names clauses;
  rbk_where where;
} rbk_flag;

typedef enum rbk_once {
  RBK_ONCE_EPISODE,
  RBK_ONCE_DAY,
  RBK_ONCE_WEEK,
  RBK_ONCE_MONTH,
  RBK_ONCE_HALF_TERM,
  RBK_ONCE_TERM,
  RBK_ONCE_SCHOOL_YEAR,
  RBK_ONCE_EVER
} rbk_once;
typedef enum rbk_duty { RBK_DUTY_NONE, RBK_MUST, RBK_SHOULD, RBK_MAY } rbk_duty;
typedef enum rbk_per { RBK_PER_PUPIL, RBK_PER_PARENT, RBK_PER_FAMILY } rbk_per;

typedef struct rbk_unless {
  const rbk_condition *condition;
  const char *because;
  rbk_names clauses;
} rbk_unless;
typedef struct rbk_need { /* a kind of event, or a condition with its name */
  const char *event_kind; /* or NULL */
  const rbk_condition *condition; /* or NULL */
  const char *what;               /* of a condition: what is missing */
  rbk_names clauses;
} rbk_need;

/* A text that is fixed, or that a function gives. */
typedef struct rbk_wording {
  const char *text;
  uint32_t function; /* RBK_NONE: none */
} rbk_wording;

typedef struct rbk_rule {
  const char *id;
  const rbk_condition *when;
  const rbk_condition *checked; /* NULL: every day */
  const rbk_condition *rearm;   /* NULL: the condition being false */
  rbk_once once;
  bool once_said; /* also where it says what would be so anyway */
  struct {
    const rbk_figure_expression *figure; /* NULL: no `each` */
    rbk_operand first, every;
  } each;
  bool lapse;
  rbk_unless *unless;
  size_t unless_count;
  rbk_need *needs;
  size_t need_count;
  rbk_names done; /* kinds; the default is the rule's id */
  rbk_per per;
  bool has_group; /* a rule about a group: */
  rbk_group_kind group;
  const char *group_name;
  rbk_names supersedes;
  rbk_wording action;
  rbk_owner owner;
  rbk_due due;
  const char *letter; /* or NULL */
  rbk_duty duty;
  rbk_names clauses;
  rbk_where where;
} rbk_rule;

typedef struct rbk_coding {
  const char *id;
  const rbk_set_expression *codes;
  uint8_t session;           /* RBK_AM or RBK_PM only; 0: both */
  const rbk_condition *when; /* read on the mark's own day; NULL: always */
  bool has_open_for;
  rbk_due open_for; /* a span of school days after the mark's day */
  struct {
    bool said;
    rbk_operand count;
    const rbk_window_expression *window;
  } beyond;
  const rbk_condition *unless; /* NULL: none */
  rbk_operand propose;         /* a code; NONE: a finding only */
  const char *text;            /* what is wrong, for people; or NULL */
  rbk_owner owner;
  rbk_due due;
  rbk_names clauses;
  rbk_where where;
} rbk_coding;

/* Ladders. The fold has their place (engine/fold.h); words for them come with
 * the policies that need them. */
typedef struct rbk_move { /* a row of `leave` */
  const char *to;         /* stage id, or NULL for "none" */
  const rbk_condition *when;
} rbk_move;
typedef struct rbk_stage {
  const char *id, *label;
  const rbk_condition *enter;
  rbk_names from; /* none: the stage before */
  rbk_move *leave;
  size_t leave_count;
  rbk_owner owner;
  rbk_need *needs;
  size_t need_count;
  rbk_due review;
  rbk_rule *on_entry, *on_review, *on_overdue;
  size_t on_entry_count, on_review_count, on_overdue_count;
  rbk_names clauses;
  rbk_where where;
} rbk_stage;
typedef struct rbk_ladder {
  const char *name;
  rbk_stage *stages;
  size_t stage_count;
  rbk_where where;
} rbk_ladder;

typedef struct rbk_cohort {
  const char *id, *title;
  const rbk_condition *when;
  rbk_operand minimum;
  rbk_names clauses;
  rbk_where where;
} rbk_cohort;

/* Another text of a letter, for some pupils or parents. */
typedef struct rbk_variant {
  const char *id;
  const char *text;
  const rbk_condition *when; /* of a key: that the attribute is true */
  bool by_name; /* the id is a key: a cohort's or an attribute's name */
  rbk_where where;
} rbk_variant;
/* What whoever sends a letter is to remember. */
typedef struct rbk_reminder {
  const rbk_condition *when;
  const char *what;
  rbk_names clauses;
  rbk_where where;
} rbk_reminder;
typedef struct rbk_letter {
  const char *id, *title, *text;
  rbk_variant *variants; /* the first that holds is used */
  size_t variant_count;
  rbk_reminder *reminders;
  size_t reminder_count;
  rbk_names clauses;
  rbk_where where, text_where; /* where its text begins */
} rbk_letter;

/* `replace` and `disable`, resolved by plan/stack.c. A replacing rule, band ...
 * is held whole in `item` with `keys` saying which keys it gives; the others
 * stay as inherited. Keys are those of the language (plan/sections.c has them
 * all); "value" is a parameter's plain value, "rows" a band's rows, "stages" a
 * ladder's, "set" a code set's codes. A measure is replaced whole. */
typedef enum rbk_section {
  RBK_SECTION_PARAMS,
  RBK_SECTION_RULES,
  RBK_SECTION_FLAGS,
  RBK_SECTION_BANDS,
  RBK_SECTION_CODING,
  RBK_SECTION_LADDERS,
  RBK_SECTION_LETTERS,
  RBK_SECTION_COHORTS,
  RBK_SECTION_CODE_SETS,
  RBK_SECTION_MEASURES,
  RBK_SECTION_ROLES,
  RBK_SECTIONS
} rbk_section;
const char *rbk_section_name(rbk_section section);

typedef struct rbk_replacement {
  rbk_section section;
  const char *id;
  const char *because;
  const void *item; /* an rbk_rule, rbk_flag ... by section */
  rbk_names keys;   /* those the replacement gives: "due", "when", ... */
  rbk_where where;
} rbk_replacement;
typedef struct rbk_disabled {
  rbk_section section;
  const char *id, *because;
  rbk_where where;
} rbk_disabled;

typedef enum rbk_hook {
  RBK_HOOK_CLASSIFY,
  RBK_HOOK_ESCALATE,
  RBK_HOOKS
} rbk_hook;

/* One loaded file. */
typedef struct rbk_layer {
  rbk_arena arena;
  const char *file, *id, *title;
  const char *extends;             /* or NULL */
  rbk_date from, to;               /* effective; RBK_NO_DATE: open */
  char digest[RBK_DIGEST_HEX + 1]; /* of the script's bytes */
  rbk_clause *clauses;
  size_t clause_count;
  rbk_parameter *parameters;
  size_t parameter_count;
  rbk_fact *facts;
  size_t fact_count;
  rbk_role *roles;
  size_t role_count;
  rbk_named_set *code_sets;
  size_t code_set_count;
  rbk_alias *aliases;
  size_t alias_count;
  const rbk_figure_expression **measures; /* named ones: label is set */
  size_t measure_count;
  rbk_coding *codings;
  size_t coding_count;
  rbk_band *bands;
  size_t band_count;
  rbk_flag *flags;
  size_t flag_count;
  rbk_rule *rules;
  size_t rule_count;
  rbk_ladder *ladders;
  size_t ladder_count;
  rbk_cohort *cohorts;
  size_t cohort_count;
  rbk_letter *letters;
  size_t letter_count;
  rbk_replacement *replacements;
  size_t replacement_count;
  rbk_disabled *disabled;
  size_t disabled_count;
  /* functions in the order in which a reader of the table meets them */
  size_t function_count;
  uint32_t hooks[RBK_HOOKS]; /* numbers of functions; RBK_NONE */
  /* what functions hold as upvalues, so that binding knows it too: by the
   * order of making */
  const rbk_figure_expression **asked_figures;
  size_t asked_figure_count;
  const rbk_condition **asked_conditions;
  size_t asked_condition_count;
  const rbk_window_expression **asked_windows;
  size_t asked_window_count;
} rbk_layer;

#endif
