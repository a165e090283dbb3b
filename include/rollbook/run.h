/* Running a policy over a register: decisions of a day, or every change.
 *
 * The sink is called in roll order from the calling thread, whatever the
 * number of threads. What it is shown is valid during the call only. */
#ifndef ROLLBOOK_RUN_H
#define ROLLBOOK_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "rollbook/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All dates below are texts "2025-02-14"; NULL is JSON's null. */

typedef struct rbk_list { /* texts; `list` where the policy wrote a list */
  const char *const *items;
  size_t count;
  bool list;
} rbk_list;

typedef enum rbk_because_kind {
  RBK_BECAUSE_MEASURE,
  RBK_BECAUSE_EVENT,
  RBK_BECAUSE_ATTRIBUTE,
  RBK_BECAUSE_HOLDS
} rbk_because_kind;

/* One leaf of a condition that held (under `~`: that failed). */
typedef struct rbk_because {
  rbk_because_kind kind;
  const char *name;  /* measure; event kind; attribute; word */
  const char *value; /* measure: as printed, rates with two decimals;
                        attribute: its text */
  bool ratio;        /* n and d are set: a rate or a share */
  int64_t n, d;
  const char *is;        /* "below", ... */
  const char *threshold; /* as printed */
  const char *as_of;     /* measures: the day of the figure */
  const char *id, *date; /* events */
  const char *pupil; /* of a family's action: the other member meant; NULL: the
                        pupil it stands under */
} rbk_because;

typedef struct rbk_code_count {
  const char *code;
  int64_t count;
} rbk_code_count;

typedef struct rbk_attendance { /* school year to the day asked */
  int64_t possible, attended, authorised, unauthorised, late, missing;
  const char *rate; /* "89.62", or NULL without possible sessions */
} rbk_attendance;

typedef struct rbk_band_now {
  const char *name; /* of the band */
  const char *id;   /* of the row; NULL: null (no row, or no data) */
  const char *label, *since;
  rbk_list clause;
  const char *otherwise; /* what the policy says where `only` fails, or NULL */
} rbk_band_now;

typedef struct rbk_flag_now {
  const char *id, *label, *since;
  rbk_list clause;
} rbk_flag_now;

typedef struct rbk_stage_now {
  const char *ladder, *id, *label, *since, *review;
  rbk_list clause, owner, missing;
} rbk_stage_now;

typedef enum rbk_action_status {
  RBK_ACTION_WITHDRAWN,
  RBK_ACTION_DONE,
  RBK_ACTION_SUPERSEDED,
  RBK_ACTION_SUPPRESSED,
  RBK_ACTION_BLOCKED,
  RBK_ACTION_LAPSED,
  RBK_ACTION_OVERDUE,
  RBK_ACTION_DUE
} rbk_action_status;
RBK_API const char *rbk_action_status_name(rbk_action_status status);

typedef struct rbk_action_now {
  const char *key, *rule, *action, *duty, *parent;
  rbk_list clause, owner;
  const char *fired, *due, *due_in;
  rbk_action_status status;
  rbk_list done_by;
  const char *done_on, *reason;
  rbk_list missing;
  const rbk_because *because;
  size_t because_count;
  const char *letter; /* the id of the letter it asks for, or NULL */
  rbk_list members;   /* of a family's action, as it fired; else none */
  rbk_list marks;     /* behind its figures as it fired: "2025-02-03 AM O" */
} rbk_action_now;

/* A stretch of a letter. */
typedef enum rbk_letter_part_kind {
  RBK_LETTER_WORDS, /* of the policy */
  RBK_LETTER_VALUE, /* filled in */
  RBK_LETTER_GAP    /* what is not on file, in brackets */
} rbk_letter_part_kind;
typedef struct rbk_letter_part {
  const char *text;
  rbk_letter_part_kind kind;
} rbk_letter_part;

/* What whoever sends a letter is to remember: said by the policy, or by what
 * parents.csv says of the parent. */
typedef struct rbk_letter_reminder {
  const char *text;
  rbk_list clause;
} rbk_letter_reminder;

/* A letter that an action asks for, with its figures as of the day it is made:
 * one for each parent responsible for the pupil. */
typedef struct rbk_letter_now {
  const char *id, *title;
  const char *variant;    /* its id; NULL: the letter's own text */
  const char *key, *rule; /* of the action */
  rbk_action_status status;
  const char *parent; /* "unknown" where none is on file */
  /* of the parent; "" where not on file */
  const char *parent_name, *address, *language;
  const char *children;    /* whom it is about, by name; NULL: not on file */
  const char *made_on;     /* the day the letter is made */
  const char *figures_for; /* the school day to whose close they count */
  const char *fired, *due;
  const char *text;             /* filled in; gaps in brackets */
  const rbk_letter_part *parts; /* the same, in parts */
  size_t part_count;
  rbk_list gaps; /* what is not on file, as the letter names it */
  const rbk_letter_reminder *reminders;
  size_t reminder_count;
  rbk_list clause;
  /* beside each gap: "at least 12" of a figure that is a lower bound, else ""
   */
  rbk_list bounds;
} rbk_letter_now;

/* A finding or a proposal about a mark. */
typedef struct rbk_finding {
  const char *id, *date, *session; /* session: "AM" or "PM" */
  const char *code;                /* NULL: a missing mark */
  const char *propose;             /* NULL: a finding only */
  const char *text, *due;
  rbk_list owner, clause;
} rbk_finding;

typedef struct rbk_unsure {
  const char *id;    /* rule, flag or band */
  const char *cause; /* why there is no data, or what failed and where */
} rbk_unsure;

/* Everything about one pupil on the day asked, in the order of
 * src/write/README.md. */
typedef struct rbk_decision {
  const char *pupil; /* NULL: the object of a group */
  const char *group; /* its id or "everyone"; NULL for a pupil */
  const char *as_of;
  const char *policy; /* id in force that day; NULL: none */
  bool on_roll;
  rbk_attendance attendance;
  const rbk_code_count *codes;
  size_t code_count;
  const rbk_band_now *bands;
  size_t band_count;
  const rbk_flag_now *flags;
  size_t flag_count;
  const rbk_stage_now *stages;
  size_t stage_count;
  const rbk_action_now *actions;
  size_t action_count;
  const rbk_finding *proposals;
  size_t proposal_count;
  const rbk_finding *findings;
  size_t finding_count;
  const rbk_unsure *undetermined;
  size_t undetermined_count;
  const rbk_unsure *no_data;
  size_t no_data_count;
  /* where rbk_run_options asks for them: those of actions due and overdue, in
   * the order of actions, then of parents */
  const rbk_letter_now *letters;
  size_t letter_count;
  /* marks that stand open: they become proposals or findings on the day `due`
   * (NULL: after the calendar) unless they are put right before */
  const rbk_finding *pending;
  size_t pending_count;
} rbk_decision;

typedef enum rbk_change_kind { /* in the order of print on one day */
                               RBK_CHANGE_BAND,
                               RBK_CHANGE_FLAG_RAISED,
                               RBK_CHANGE_FLAG_CLEARED,
                               RBK_CHANGE_STAGE_ENTERED,
                               RBK_CHANGE_STAGE_LEFT,
                               RBK_CHANGE_STAGE_REVIEW,
                               RBK_CHANGE_ACTION_FIRED,
                               RBK_CHANGE_ACTION_DUE,
                               RBK_CHANGE_ACTION_OVERDUE,
                               RBK_CHANGE_ACTION_DONE,
                               RBK_CHANGE_ACTION_SUPERSEDED,
                               RBK_CHANGE_ACTION_SUPPRESSED,
                               RBK_CHANGE_ACTION_BLOCKED,
                               RBK_CHANGE_ACTION_LAPSED,
                               RBK_CHANGE_ACTION_WITHDRAWN,
                               RBK_CHANGE_PROPOSAL,
                               RBK_CHANGE_FINDING,
                               RBK_CHANGE_UNDETERMINED
} rbk_change_kind;
RBK_API const char *rbk_change_name(rbk_change_kind kind); /* "flag.raised" */

typedef struct rbk_change {
  const char *date, *pupil, *id, *key, *parent, *due;
  rbk_change_kind kind;
  rbk_list clause;
  const rbk_because *because;
  size_t because_count;
} rbk_change;

/* What a run was made of: digests are 64 hex digits of BLAKE2b-256. */
typedef struct rbk_digest_of {
  const char *name; /* policy id and file */
  const char *digest;
} rbk_digest_of;
typedef struct rbk_run_record {
  const char *run; /* the first 12 hex digits of the digest of them all */
  const char *profile;
  const char *as_of; /* evaluate; else NULL */
  const rbk_digest_of *policies;
  size_t policy_count;
  const char *parameters, *codes, *reg;
  size_t pupils, undetermined, no_data, findings, actions;
} rbk_run_record;

typedef struct rbk_parameter_setting { /* --param NAME=VALUE */
  const char *name, *value;
} rbk_parameter_setting;

/* An action as an earlier run decided it: what rbk_previous_read gives. */
typedef struct rbk_recorded_action {
  const char *profile;       /* of the school; NULL: of whichever is run */
  const char *pupil, *group; /* one of the two */
  const char *as_of;
  rbk_action_now action;
} rbk_recorded_action;

typedef struct rbk_previous rbk_previous;
/* Reads the decisions of an earlier run, as `evaluate --format ndjson` wrote
 * them. `*out` is the caller's and goes to rbk_previous_destroy. RBK_REJECTED:
 * `error` names the file and the line. */
RBK_API rbk_status rbk_previous_read(const char *file, const rbk_alloc *alloc,
                                     rbk_previous **out, rbk_error *error);
/* How many actions it has, and in `*out` these, in the order of the file; they
 * live as long as it. */
RBK_API size_t rbk_previous_actions(const rbk_previous *previous,
                                    const rbk_recorded_action **out);
RBK_API void rbk_previous_destroy(rbk_previous *previous); /* takes NULL */

typedef struct rbk_run_options {
  size_t size;            /* sizeof(rbk_run_options) */
  const rbk_alloc *alloc; /* NULL: malloc */
  const char *as_of;      /* evaluate: the day asked; NULL: last with marks */
  const char *from, *to;  /* replay: the days printed; NULL: all */
  const char *pupil;      /* only this one; NULL: all */
  const rbk_parameter_setting *parameters;
  size_t parameter_count;
  unsigned threads;     /* 0, 1: the calling thread alone */
  size_t shard, shards; /* the I-th (from 1) of N parts of the roll; 0: all */
  size_t max_failures;  /* stop after so many undetermined; 0: never */
  void (*message)(void *context, const rbk_message *message);
  void (*progress)(void *context, size_t done, size_t total);
  void *context;    /* of message and progress */
  bool letters;     /* evaluate: fill in the letters that actions ask for; they
                       are made on the day asked */
  bool assume_done; /* every action is done on its due day, or the first school
                       day after it, by an event that the run supplies */
  /* What an earlier run decided: what is derived no longer is shown as
   * withdrawn; keys and `done` pass to what is the same. NULL: nothing. */
  const rbk_recorded_action *previous;
  size_t previous_count;
} rbk_run_options;

/* Called in roll order; groups and the school last. Anything but RBK_OK ends
 * the run with that status. `started` comes once, before the first (counts are
 * still 0); `finished` once, after the last; both may be NULL. */
typedef struct rbk_decision_sink {
  void *context;
  rbk_status (*started)(void *context, const rbk_run_record *record);
  rbk_status (*decision)(void *context, const rbk_decision *decision);
  rbk_status (*finished)(void *context, const rbk_run_record *record);
} rbk_decision_sink;

/* As above; changes come in order of date, roll order, id, key, kind. */
typedef struct rbk_change_sink {
  void *context;
  rbk_status (*started)(void *context, const rbk_run_record *record);
  rbk_status (*change)(void *context, const rbk_change *change);
  rbk_status (*finished)(void *context, const rbk_run_record *record);
} rbk_change_sink;

/* Decisions on one day. RBK_OK also when something is undetermined: the record
 * counts it. RBK_POLICY: parameters do not fit the policy. */
RBK_API rbk_status rbk_evaluate(const rbk_register *reg,
                                const rbk_policy *policy,
                                const rbk_run_options *options,
                                const rbk_decision_sink *sink,
                                rbk_error *error);
/* Every change of every day. */
RBK_API rbk_status rbk_replay(const rbk_register *reg, const rbk_policy *policy,
                              const rbk_run_options *options,
                              const rbk_change_sink *sink, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
