/* The change log of one pupil: what happened on which day, the actions that
 * came of it, and what stands at the end. Decisions and replays are read from
 * it; there is no second copy of what it says. */
#ifndef RBK_ENGINE_LOG_H
#define RBK_ENGINE_LOG_H

#include "plan/bind.h"
#include "rollbook/run.h"

/* Where a change comes from, so that its `because` can be written when asked
 * for: a node on a day, or the figures of a hook. */
typedef struct rbk_ground {
  size_t edition;           /* place in the binding */
  uint32_t party;           /* whose events were read: 0 the pupil's */
  uint32_t node;            /* RBK_NONE: none */
  bool fell;                /* list what fails instead of what holds */
  const rbk_event *event;   /* of an event rule */
  const rbk_because *given; /* figures that a hook showed */
  size_t given_count;
  rbk_list marks; /* behind what was given */
} rbk_ground;

/* Whom an action for a family is for: those on roll when it fired, in roll
 * order; the first is whom it stands under. */
typedef struct rbk_household {
  uint32_t *members;
  bool *holds;      /* by member: the rule fired for this one */
  const char **ids; /* of the members */
  size_t count;
} rbk_household;

/* Why an action has the status it has. */
typedef struct rbk_action {
  uint32_t rule;               /* number in the binding */
  uint32_t party;              /* whom it fired for: 0 the pupil */
  const char *parent;          /* of per = "parent", or NULL */
  const char *reader;          /* whose events it sees; NULL: everybody's */
  size_t edition;              /* in which it fired */
  const rbk_bound_rule *bound; /* the rule as it stood then */
  const char *key;
  const rbk_household *household; /* of per = "family", or NULL */
  rbk_day fired;
  const struct rbk_stay *stay; /* of a rule that a stage holds, or NULL */
  bool left; /* lapsed when a spell ended: fires again if the stay goes on */
  rbk_date period_from, period_to; /* of `once = P`; RBK_NO_DATE: none */
  rbk_ground ground;
  const char *action;
  rbk_list owner;
  /* what the days brought */
  const rbk_event *done;     /* the event that discharged it */
  const char *superseded_by; /* a key, or NULL */
  rbk_day superseded_on;
  const char *lapsed_because;     /* or NULL */
  const char *suppressed_because; /* while an `unless` holds, or NULL */
  bool blocked;
  bool suppressed_before, blocked_before;
  bool suppressed_at_first; /* on the day of firing */
  const char **missing;     /* while blocked */
  size_t missing_count, missing_capacity;
  rbk_date unless_ended, needs_met; /* RBK_NO_DATE: no such day */
  /* the due day, while neither suppressed nor blocked */
  rbk_date due_base, due_date; /* RBK_NO_DATE: none */
  const char *due, *due_in;
  rbk_action_status status;
  /* what an earlier run knew, see previous.h */
  const char *recorded_done;    /* the day it was done, without an event now */
  const char *recorded_because; /* it was recorded as fired on another day */
} rbk_action;

/* An action of an earlier run that is derived no longer. */
typedef struct rbk_withdrawn {
  const rbk_recorded_action *recorded;
  const char *because;
} rbk_withdrawn;

/* A finding or a proposal about one mark. */
typedef struct rbk_mark_item {
  const rbk_bound_coding *coding; /* NULL: one that rollbook itself makes */
  size_t edition;
  const char *id;
  rbk_date date; /* of the mark */
  uint8_t session;
  const char *code;
  const char *propose; /* or NULL */
  const char *text;
  rbk_list owner, clause;
  size_t nearness; /* of its layer to the school */
  rbk_day raised;  /* RBK_NO_DAY: after the calendar */
  const char *due;
  bool standing; /* raised, and no `unless` holds */
  bool beaten;   /* a proposal of a nearer layer stands for the mark */
  bool shown, shown_beaten; /* as the log last said */
} rbk_mark_item;

typedef struct rbk_entry {
  rbk_day day;
  rbk_change_kind kind;
  const char *id, *key, *due, *parent;
  rbk_list clause;
  rbk_ground ground;
  size_t sequence; /* in the order of happening */
} rbk_entry;

/* One time in a stage of a ladder. */
typedef struct rbk_stay {
  const rbk_bound_stage *stage; /* as on the day of entry */
  size_t edition;               /* then */
  rbk_day entered, left;        /* left: RBK_NO_DAY while it lasts */
  rbk_list owner;
  rbk_date review;  /* as counted from entry; RBK_NO_DATE: not so, or none */
  rbk_day reviewed; /* the last review; -1: none yet */
} rbk_stay;

/* A band or a flag as it stands. */
typedef struct rbk_band_state {
  const rbk_band_row *row; /* NULL: none */
  const char *otherwise;   /* what is said where `only` does not hold */
  rbk_day since;
} rbk_band_state;
typedef struct rbk_flag_state {
  bool raised;
  const rbk_bound_flag *bound; /* as last read */
  rbk_day since;
} rbk_flag_state;

typedef struct rbk_unsure_entry {
  const char *id;
  const char *cause;
  bool failed;
} rbk_unsure_entry;

typedef struct rbk_log {
  uint32_t pupil;
  rbk_day last;       /* the last day run */
  rbk_day read;       /* the last day on roll up to it; -1: none */
  bool on_roll;       /* on the last day */
  rbk_entry *entries; /* in the order of happening */
  size_t entry_count, entry_capacity;
  rbk_action **actions; /* in the order of firing */
  size_t action_count, action_capacity;
  rbk_withdrawn *withdrawn;
  size_t withdrawn_count, withdrawn_capacity;
  rbk_mark_item **items;
  size_t item_count, item_capacity;
  rbk_band_state *bands; /* by number in the binding */
  rbk_flag_state *flags;
  rbk_stay **stays; /* in the order of entry */
  size_t stay_count, stay_capacity;
  rbk_stay **standing;      /* by ladder: the stay that lasts, or NULL */
  rbk_stay_days *stay_days; /* of all stays, as desks want them */
  rbk_unsure_entry *unsure; /* on the last day */
  size_t unsure_count, unsure_capacity;
} rbk_log;

rbk_status rbk_log_add(rbk_log *log, rbk_arena *arena, const rbk_entry *entry);
rbk_status rbk_log_action(rbk_log *log, rbk_arena *arena, rbk_action **out);
rbk_status rbk_log_stay(rbk_log *log, rbk_arena *arena, rbk_stay **out);
rbk_status rbk_log_item(rbk_log *log, rbk_arena *arena, rbk_mark_item **out);
rbk_status rbk_log_withdrawn(rbk_log *log, rbk_arena *arena,
                             const rbk_withdrawn *item);
/* `id` and `cause` are kept as they are. */
rbk_status rbk_log_unsure(rbk_log *log, rbk_arena *arena,
                          const rbk_unsure_entry *entry);
rbk_list rbk_list_of(const rbk_names *names);
/* "a/b/c", or "a/b" where c is NULL; NULL: no memory. */
const char *rbk_key_join(rbk_arena *arena, const char *a, const char *b,
                         const char *c);

#endif
