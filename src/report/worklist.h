/* What is to be done on a day, by whom: the list a school's attendance officer
 * works through. It is read from the decisions of that day and the register,
 * so it never says anything that `rollbook evaluate` does not. */
#ifndef RBK_REPORT_WORKLIST_H
#define RBK_REPORT_WORKLIST_H

#include "base/arena.h"
#include "base/buffer.h"
#include "register/register.h"
#include "rollbook/run.h"

typedef enum rbk_work_kind { /* in the order of print where all else is equal */
                             RBK_WORK_REGISTER, /* nobody, or no one of a
                                                   class, has a mark */
                             RBK_WORK_ACTION,
                             RBK_WORK_LETTER, /* an action that asks for one */
                             RBK_WORK_REVIEW, /* of a stage */
                             RBK_WORK_PROPOSAL,
                             RBK_WORK_FINDING,
                             RBK_WORK_PENDING, /* a mark that stands open */
                             RBK_WORK_KINDS
} rbk_work_kind;
const char *rbk_work_kind_name(rbk_work_kind kind); /* "action", "mark open" */

/* One line. What does not apply is NULL. */
typedef struct rbk_work {
  rbk_work_kind kind;
  const char *pupil, *name, *class_name; /* pupil NULL: of a group, whose name
                                            is the cohort's title */
  const char *group;                     /* "everyone", a cohort, a class */
  const char *what;                      /* to do */
  const char *rule;                      /* the id of rule, coding or stage */
  const char *duty, *parent, *letter;
  const char *status;     /* "overdue", "due", "blocked", "open", ... */
  const char *due;        /* as decisions have it */
  const char *due_in;     /* where no day is known yet */
  const char *why;        /* figures, events: what it is because of */
  const char *waits_for;  /* why it waits: a reason, or what is missing */
  const char *attendance; /* "89.62", school year to the day */
  int64_t attended, possible;
  const char *fired;  /* the day it came up, or of the mark */
  const char *record; /* what to write when it is done */
  rbk_list owner, clause;
  rbk_list members; /* of a family's action: all its children */
  bool overdue;
  bool no_mark; /* of a mark: there is none */
  int32_t late; /* school days since the due day; 0: not overdue */
  int urgency;  /* 0 overdue, 1 by the clock today, 2 due, 3 without a day */
} rbk_work;

/* A pupil of whom something is not known. */
typedef struct rbk_not_known {
  const char *pupil, *name, *class_name;
  const char *id, *cause;
  bool failed; /* a script failed; else there is no data */
} rbk_not_known;

/* The items of one owner, by urgency. */
typedef struct rbk_work_group {
  const char *role; /* its id; NULL: nobody is named */
  const char *name; /* what the school calls it */
  const rbk_work **items;
  size_t count, overdue;
} rbk_work_group;

typedef struct rbk_worklist {
  rbk_arena arena; /* holds it all */
  const char *school, *school_name, *policy, *run;
  const char *on;      /* the day asked */
  const char *read_at; /* the school day to whose close it is read */
  const char *session; /* the last one taken that day: "AM", "PM"; or NULL */
  rbk_work *items;     /* to be done */
  size_t count;
  rbk_work *waiting; /* suppressed and blocked: shown, not to be done yet */
  size_t waiting_count;
  rbk_work_group *groups;
  size_t group_count;
  rbk_not_known *not_known;
  size_t not_known_count;
  size_t pupils, failed;
} rbk_worklist;

typedef struct rbk_worklist_options {
  const char *on;    /* NULL: the last day with marks */
  const char *owner; /* a role's id, or what the school calls it; NULL: all */
  /* `as_of`, `letters` are set by the making */
  rbk_run_options run;
} rbk_worklist_options;

/* RBK_USAGE: no such day, no such role (with the nearest one). */
rbk_status rbk_worklist_make(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_worklist_options *options,
                             rbk_worklist *out, rbk_error *error);
void rbk_worklist_finish(rbk_worklist *list); /* also of a zeroed one */

typedef enum rbk_worklist_format {
  RBK_WORKLIST_TABLE,
  RBK_WORKLIST_CSV,
  RBK_WORKLIST_JSON
} rbk_worklist_format;

/* `number`: how many schools were printed before into the same output. The
 * buffer's status says whether there was memory. */
void rbk_worklist_print(const rbk_worklist *list, rbk_worklist_format format,
                        size_t number, bool colours, rbk_buffer *out);
/* What comes behind the last school. */
void rbk_worklist_print_end(rbk_worklist_format format, size_t schools,
                            rbk_buffer *out);

#endif
