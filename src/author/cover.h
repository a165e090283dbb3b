/* What the fixtures of a policy leave open: what they never see come or stay
 * away, and which thresholds could be moved without any of them failing. */
#ifndef RBK_AUTHOR_COVER_H
#define RBK_AUTHOR_COVER_H

#include "author/runner.h"

typedef enum rbk_cover_kind {
  RBK_COVER_BAND, /* a row of one */
  RBK_COVER_FLAG,
  RBK_COVER_RULE,
  RBK_COVER_CODING,
  RBK_COVER_GROUP_RULE, /* about a group or the school */
  RBK_COVER_STAGE,
  RBK_COVER_LETTER,
  RBK_COVER_VARIANT, /* of a letter */
  RBK_COVER_COHORT,
  RBK_COVER_KINDS
} rbk_cover_kind;

/* One thing that the policy's own layer declares or replaces, and what became
 * of it in the fixtures that say anything about its section: how many saw what.
 */
typedef struct rbk_cover_item {
  rbk_cover_kind kind;
  const char *id; /* of a row: "band/row"; of a variant: "letter/variant" */
  rbk_where where;
  bool per_parent; /* a rule that acts for each parent */
  size_t fired, not_fired, no_data, undetermined;
  size_t parentless; /* came for no parent on file, and counts for nothing */
} rbk_cover_item;
/* Covered: it came in one fixture and stayed away in another. */
bool rbk_cover_item_done(const rbk_cover_item *item);

/* A threshold moved one step. */
typedef struct rbk_cover_move {
  const char *value;   /* what it was moved to; NULL: it was never tried */
  bool refused;        /* the policy does not bind with that value */
  const char *fixture; /* the name of one that fails then; NULL: none does */
} rbk_cover_move;

/* A number among the parameters: those that the policy's own layer declares or
 * replaces and something reads, and those that it is the first to read. */
typedef struct rbk_cover_threshold {
  const char *name;
  rbk_where where;
  const char *value; /* in the policy; NULL: a fixture's (it is required) */
  const char *note;  /* "from 2024-08-19", "entry 2"; or NULL */
  const char *step;
  rbk_cover_move up, down;
} rbk_cover_threshold;
bool rbk_cover_threshold_done(const rbk_cover_threshold *threshold);

/* The lines of a policy's functions. */
typedef struct rbk_cover_lines {
  size_t *missed; /* those that no fixture runs, ascending */
  size_t missed_count, count;
} rbk_cover_lines;

typedef struct rbk_cover_file { /* what one policy came to */
  const char *policy;           /* its file */
  const char *id;
  size_t fixtures; /* that were run */
  size_t failed;   /* fail as they are, and so show nothing */
  size_t others;   /* beside them, about another policy: not run */
  rbk_cover_item *items;
  size_t item_count;
  rbk_cover_threshold *thresholds;
  size_t threshold_count;
  rbk_cover_lines lines;
} rbk_cover_file;

typedef struct rbk_cover_options {
  const rbk_alloc *alloc;
  const char *policies; /* the folder of policies for files that stand in none
                         */
} rbk_cover_options;

/* Runs the fixtures beside one policy file, which need not be there, as often
 * as it takes. All of `out` lives in the arena. RBK_POLICY: the policy or its
 * test does not load; the problems say where. */
rbk_status rbk_cover_run(const rbk_cover_options *options, const char *file,
                         rbk_arena *arena, rbk_problems *problems,
                         rbk_cover_file *out, rbk_error *error);

/* The lowest, over items, thresholds and lines of all files, of the per cent
 * that is covered, rounded down; 0 where a fixture fails or there is no file.
 * Nothing to cover is covered. */
unsigned rbk_cover_percent(const rbk_cover_file *files, size_t count);
void rbk_cover_print(const rbk_cover_file *files, size_t count, bool json,
                     rbk_buffer *buffer);

/* --- inside --------------------------------------------------------------- */

/* Policies and fixtures are gone before the report is: what is said of them is
 * copied. `*failed` becomes true without memory; NULL stays NULL. */
const char *rbk_cover_keep(rbk_arena *arena, const char *text, bool *failed);

/* cover_items.c: what the policy's own layer has, never seen as yet. */
rbk_status rbk_cover_items(rbk_arena *arena, const rbk_policy *policy,
                           rbk_cover_file *out);
/* Counts what one fixture came to, but for cohorts. */
void rbk_cover_count(const rbk_policy *policy, const rbk_fixture *fixture,
                     const rbk_result *result, rbk_cover_file *out);

/* cover_cohorts.c: counts, for each cohort, whether a pupil of the fixture's
 * school is in it on the day asked, and whether one is not. */
rbk_status rbk_cover_cohorts(const rbk_alloc *alloc, const rbk_register *reg,
                             const rbk_policy *policy,
                             const rbk_fixture *fixture, rbk_cover_file *out);

/* cover_uses.c: which layers read a parameter. */
typedef struct rbk_cover_use {
  bool own;   /* the policy's own layer */
  bool below; /* one that it extends */
} rbk_cover_use;
rbk_status rbk_cover_find_use(const rbk_policy *policy, const char *parameter,
                              rbk_cover_use *out);

/* cover_moves.c: whether a fixture passes under this policy; `*refused` when
 * the two do not bind. */
typedef struct rbk_cover_bench {
  rbk_runner *runner;
  rbk_arena *arena; /* of the report */
  const rbk_policy *policy;
  const rbk_fixture **fixtures; /* that pass as they are */
  rbk_register **registers;     /* of each */
  size_t count;
} rbk_cover_bench;
rbk_status rbk_cover_passes(const rbk_cover_bench *bench,
                            const rbk_fixture *fixture, const rbk_register *reg,
                            const rbk_policy *policy, bool *passes,
                            bool *refused);
rbk_status rbk_cover_thresholds(const rbk_cover_bench *bench,
                                rbk_cover_file *out);

#endif
