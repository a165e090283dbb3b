/* An explanation as plain data, before it is printed as text or as JSON.
 * Everything lives in the arena of the account. */
#ifndef RBK_EXPLORE_ACCOUNT_H
#define RBK_EXPLORE_ACCOUNT_H

#include "base/buffer.h"
#include "measure/timeline.h"
#include "rollbook/run.h"

/* A line of a condition's tree. A line's parts follow it, one deeper. */
typedef struct rbk_told_part {
  unsigned depth;
  rbk_truth truth;
  const char *text;    /* in English: "attendance is at most 85 (refer)" */
  const char *value;   /* of a comparison: "84.21 (160 of 190)"; else NULL */
  const char *against; /* the figure it is compared with; else NULL */
  const char *cause;   /* why it is unknown, where that is worth a word */
} rbk_told_part;

/* Days that follow each other with the same marks, another school's mark, or an
 * event. */
typedef struct rbk_told_days {
  const char *from, *to; /* the same for one day */
  size_t days;           /* school days; 0: an event or another school's mark */
  const char *marks;     /* "II", ".O"; of an event: its kind */
  const char *id;        /* of an event; else NULL */
  const char *school;    /* who made the mark, where another school did */
} rbk_told_days;

/* What stands behind one figure. */
typedef struct rbk_told_marks {
  const char *figure;    /* its name */
  const char *from, *to; /* the days it looks at; NULL: none */
  bool against;          /* the marks that lower it are listed */
  bool events;           /* events are listed; `sessions` says nothing */
  int64_t sessions;
  rbk_told_days *items;
  size_t count, capacity;
} rbk_told_marks;

typedef struct rbk_told_condition {
  const char *heading; /* "when", "only where", a row's label */
  const char *day;
  rbk_told_part *parts;
  size_t part_count, part_capacity;
  rbk_told_marks *marks;
  size_t mark_count, mark_capacity;
} rbk_told_condition;

typedef enum rbk_outlook_kind {
  RBK_OUTLOOK_ATTENDED, /* comes to it if every session is attended */
  RBK_OUTLOOK_SESSIONS, /* ... if so many more sessions get such a mark */
  RBK_OUTLOOK_FACT,     /* ... if something is put on record */
  RBK_OUTLOOK_BOTH,     /* ... if both happens */
  RBK_OUTLOOK_NEVER     /* nothing that was tried does before the year ends */
} rbk_outlook_kind;
const char *rbk_outlook_name(rbk_outlook_kind kind); /* "attended", ... */

/* What the engine said of a register in which the days to come were supposed
 * to go one way or another. */
typedef struct rbk_outlook {
  rbk_outlook_kind kind;
  const char *what;   /* what it would come to: "the flag is raised" */
  const char *never;  /* and what else: "the flag is not raised" */
  bool attended_only; /* nothing but full attendance was tried */
  size_t sessions;    /* SESSIONS, BOTH: the least number */
  const char *set;    /* of which marks: "unauthorised", "G N O U" */
  const char *where;  /* "on Fridays"; "" where any session would do */
  const char *code;   /* the one that was tried */
  const char *by; /* all of them up to the close of this day, at the latest */
  const char *facts; /* FACT, BOTH: what is put on record */
  const char *then;  /* the day it comes to it (SESSIONS, BOTH: when they begin
                        on the next school day) */
  const char *until; /* the last day that was looked at; NULL: no day is left */
} rbk_outlook;

typedef struct rbk_told_clause {
  const char *id, *text, *source; /* text and source: "" where not said */
} rbk_told_clause;

typedef struct rbk_subject {
  const char *kind; /* "band", "flag", "action", "rule", "proposal", ... */
  const char *id, *key;
  const char *heading; /* the first line: "Band attendance: Concerned" */
  const char *state;   /* the second, of actions; else NULL */
  const char *since;
  bool holds;
  bool brief;             /* over and done with: the first line alone */
  const char *paragraph;  /* for a head teacher; NULL where there is nothing */
  const char *in_the_way; /* the first condition in the way; or NULL */
  const rbk_told_clause *clauses;
  size_t clause_count;
  rbk_told_condition *conditions;
  size_t condition_count, condition_capacity;
  rbk_outlook *outlooks;
  size_t outlook_count, outlook_capacity;
} rbk_subject;

typedef struct rbk_account {
  rbk_arena *arena;
  const rbk_decision *decision;
  const char *profile, *run;
  rbk_subject *subjects;
  size_t subject_count, subject_capacity;
} rbk_account;

/* One more item of a list in an arena, zeroed; NULL without memory. `items` is
 * the address of the list's pointer. */
void *rbk_told_add(rbk_arena *arena, void *items, size_t *count,
                   size_t *capacity, size_t size);
/* The buffer's text as long as the arena, or NULL; the buffer is emptied. */
const char *rbk_told_text(rbk_arena *arena, rbk_buffer *buffer);
const char *rbk_told_date(rbk_arena *arena, rbk_date date); /* 2025-06-03 */

void rbk_account_print(const rbk_account *account, rbk_buffer *out);
void rbk_account_print_json(const rbk_account *account, rbk_buffer *out);

#endif
