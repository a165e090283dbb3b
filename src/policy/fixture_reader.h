/* The test file beside a policy, as plain data: what each fixture says of the
 * calendar, the pupil, the marks and the events, and what it expects. The words
 * of a test file are described in policies/README.md; what they mean for a
 * register is the author room's. */
#ifndef RBK_POLICY_FIXTURE_READER_H
#define RBK_POLICY_FIXTURE_READER_H

#include "base/status.h"
#include "register/calendar.h"
#include "register/school.h"

#define RBK_FIXTURE_PUPIL "P1" /* unless the fixture gives it another id */

/* One step of `all_present:but {...}:week(...)`, in the order written. */
typedef enum rbk_marking_kind {
  RBK_MARKING_DAY,        /* `text` on `date` */
  RBK_MARKING_STRAY,      /* the same on a day that the school is closed */
  RBK_MARKING_WEEK,       /* `text` day by day through the week of `date` */
  RBK_MARKING_FIRST_DAYS, /* `text` on each of `n` school days from `date` */
  RBK_MARKING_SESSIONS,   /* the code `text` on `n` sessions from `date` */
  RBK_MARKING_EVERY,      /* `text` on every `weekday` of `date` .. `to` */
  RBK_MARKING_LATE,       /* the late mark in session `text` of `date`: by `n`
                             minutes */
  RBK_MARKING_ELSEWHERE,  /* `text` day by day from `date`, made by `school` */
  RBK_MARKING_UNTIL_DAY   /* nothing is taken after `date` */
} rbk_marking_kind;

typedef struct rbk_marking {
  rbk_marking_kind kind;
  rbk_date date, to;
  rbk_weekday weekday;
  size_t n;
  const char *text;
  const char *school; /* another than the fixture's */
  size_t line;        /* of the test file */
} rbk_marking;

typedef struct rbk_fixture_spell { /* RBK_NO_DATE: open */
  rbk_date from, to;
} rbk_fixture_spell;

typedef struct rbk_fixture_event {
  rbk_date date;
  const char *kind;
  rbk_pair *fields; /* the rest as written: id, parent_id, to, ... */
  size_t field_count;
  size_t line; /* of the test file */
} rbk_fixture_event;

typedef struct rbk_fixture_parent { /* a row of parents.csv */
  const char *id;
  bool responsible;
  rbk_pair *fields; /* name, language, ...; `responsible` too where written */
  size_t field_count;
} rbk_fixture_parent;

/* A pupil: the one that a fixture is about, or another of its school. */
typedef struct rbk_fixture_person {
  const char *id;
  size_t line;
  rbk_pair *attributes; /* date_of_birth among them */
  size_t attribute_count;
  rbk_fixture_spell *spells; /* none: on roll throughout */
  size_t spell_count;
  rbk_marking *markings;
  size_t marking_count;
  rbk_fixture_event *events;
  size_t event_count;
  rbk_fixture_parent *parents;
  size_t parent_count;
} rbk_fixture_person;

/* What may be expected; the order in which differences are told. */
typedef enum rbk_fixture_section {
  RBK_FIXTURE_ATTENDANCE,
  RBK_FIXTURE_BANDS,
  RBK_FIXTURE_FLAGS,
  RBK_FIXTURE_STAGES,
  RBK_FIXTURE_ACTIONS,
  RBK_FIXTURE_LETTERS, /* that the due and overdue actions ask for */
  RBK_FIXTURE_GROUPS,  /* actions about a group or the school */
  RBK_FIXTURE_PROPOSALS,
  RBK_FIXTURE_FINDINGS,
  RBK_FIXTURE_UNDETERMINED,
  RBK_FIXTURE_NO_DATA,
  RBK_FIXTURE_CHANGES,
  RBK_FIXTURE_SECTIONS
} rbk_fixture_section;

typedef struct rbk_section_info {
  const char *name; /* "bands" */
  const char *id;   /* the field that names an item: "rule"; elsewhere "id" */
  const char *main; /* the field that `name = "text"` means; NULL: none */
  /* what may be said of an item, NULL-ended, `id` and `main` included */
  const char *const *fields;
} rbk_section_info;
const rbk_section_info *rbk_fixture_section_info(rbk_fixture_section section);

typedef struct rbk_expected {
  const char *id;
  const char *pupil; /* another pupil of the fixture; NULL: its own */
  bool absent;       /* `none`: expected not to be there, whoever declares it */
  bool whole; /* given as a table: one item, to be told from others of its id;
                 else whatever there is of this id must fit */
  rbk_pair *fields; /* value NULL: expected to be null */
  size_t field_count;
} rbk_expected;

typedef struct rbk_expectation {
  bool named; /* the fixture has this section */
  rbk_expected *items;
  size_t count;
} rbk_expectation;

/* What is wrong with a fixture: a line of the test file, and a text. */
typedef struct rbk_fixture_fault {
  size_t line;
  const char *text;
  struct rbk_fixture_fault *next;
} rbk_fixture_fault;

/* One or several years: a built-in calendar, or one spelled out. */
typedef struct rbk_fixture_calendar {
  const char *name;              /* NULL: spelled out */
  const rbk_calendar_spec *spec; /* NULL: by name */
} rbk_fixture_calendar;

typedef struct rbk_fixture {
  const char *name;
  size_t line; /* where its name stands in the file; 0: made by the script */
  const char *skip;                /* why it is skipped, or NULL */
  rbk_policy_choice *policies;     /* by date, as in school.json */
  size_t policy_count;             /* none: the policy beside the test file */
  rbk_fixture_calendar *calendars; /* put together */
  size_t calendar_count;
  rbk_fixture_person pupil; /* whom it is about */
  rbk_fixture_person *others;
  size_t other_count;
  rbk_fixture_event *school_events; /* of the school, or of a `group` */
  size_t school_event_count;
  bool assume_done; /* every action is done on its due day */
  rbk_setting *parameters;
  size_t parameter_count;
  rbk_pair *school;
  size_t school_count;
  rbk_date on;       /* RBK_NO_DATE: only `changes` are expected */
  rbk_date from, to; /* of changes; RBK_NO_DATE: open */
  rbk_expectation expect[RBK_FIXTURE_SECTIONS];
  rbk_fixture_fault *faults; /* NULL: none, it may be run */
} rbk_fixture;

typedef struct rbk_fixtures {
  const rbk_alloc *alloc;
  rbk_arena arena;
  const char *file;
  rbk_fixture *items;
  size_t count;
} rbk_fixtures;

/* Runs a test file in the sandbox and reads what it returns. Every problem goes
 * to the list; RBK_POLICY if there is one. A file that returns an empty list
 * gives no fixture and no problem. `*out` is the caller's. */
rbk_status rbk_fixtures_read(const rbk_alloc *alloc, const char *file,
                             rbk_problems *problems, rbk_fixtures **out);
/* The same, but what is wrong with single fixtures stays with them: only a file
 * that is wrong as a whole is refused. */
rbk_status rbk_fixtures_read_each(const rbk_alloc *alloc, const char *file,
                                  rbk_problems *problems, rbk_fixtures **out);
/* Adds the faults of a fixture to the list. */
rbk_status rbk_fixture_tell(const rbk_fixtures *fixtures,
                            const rbk_fixture *fixture, rbk_problems *problems);
/* Takes NULL. */
void rbk_fixtures_destroy(rbk_fixtures *fixtures);

#endif
