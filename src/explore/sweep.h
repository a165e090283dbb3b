/* How many pupils each value of a parameter would touch. */
#ifndef RBK_EXPLORE_SWEEP_H
#define RBK_EXPLORE_SWEEP_H

#include "base/buffer.h"
#include "base/decimal.h"
#include "rollbook/run.h"

enum { RBK_MOST_SWEPT = 1000 }; /* values of one sweep */

typedef struct rbk_sweep_options {
  const rbk_alloc *alloc; /* NULL: malloc */
  const char *name;       /* of the parameter */
  rbk_decimal from, to;
  rbk_decimal step; /* 0: the parameter's own, else 0.1 for per cent, else 1 */
  const rbk_parameter_setting *parameters; /* the others' values */
  size_t parameter_count;
  const char *rule, *flag, *band; /* only these; all NULL: all that read it */
  const char *as_of; /* up to this day; NULL: the last with marks */
  unsigned threads;
  bool runs; /* a run for each value, even where one pass would do */
  void (*message)(void *context, const rbk_message *message);
  void *context;
} rbk_sweep_options;

typedef struct rbk_sweep_series { /* a flag, a row of a band, a rule, ... */
  const char *kind;  /* "flag", "band", "stage", "rule", "coding" */
  const char *id;    /* of a band: "attendance/concerned" */
  const char *label; /* in words; of a rule its action, or NULL */
  const char *why;   /* why it took a run for each value; NULL: one pass */
  /* pupils, by value */
  size_t *ever;    /* raised, entered, fired or found on some day */
  size_t *on_day;  /* up, in force, its condition true, or standing on the last
                      day */
  size_t *overdue; /* rules by runs: with an action overdue on the last day;
                      else NULL */
} rbk_sweep_series;

typedef struct rbk_sweep {
  const char *school, *policy, *name;
  const char *unit; /* "" where it has none */
  const char *to;   /* the last day */
  size_t pupils;
  const rbk_decimal *values;
  size_t value_count;
  const char *const *refused; /* by value: why the policy does not load with it;
                                 its counts are 0 */
  const rbk_sweep_series *series;
  size_t series_count;
  struct rbk_sweep_room *room;
} rbk_sweep;

/* `*out` is the caller's; register and policy must outlive it. RBK_USAGE: no
 * such parameter, a range that is none, nothing that reads it. */
rbk_status rbk_sweep_make(const rbk_register *reg, const rbk_policy *policy,
                          const rbk_sweep_options *options, rbk_sweep *out,
                          rbk_error *error);
void rbk_sweep_finish(rbk_sweep *sweep); /* a zeroed one too */

/* "80..95:0.5"; without a step *step is 0. */
bool rbk_sweep_parse(const char *range, rbk_decimal *from, rbk_decimal *to,
                     rbk_decimal *step);

typedef enum rbk_sweep_format {
  RBK_SWEEP_TABLE,
  RBK_SWEEP_CSV,
  RBK_SWEEP_JSON,
  RBK_SWEEP_SVG /* of one school */
} rbk_sweep_format;
/* `number` is how many schools were printed before, as in explore/diff.h. */
void rbk_sweep_print(const rbk_sweep *sweep, rbk_sweep_format format,
                     size_t number, rbk_buffer *out);
void rbk_sweep_print_end(rbk_sweep_format format, size_t number,
                         rbk_buffer *out);
void rbk_sweep_plot(const rbk_sweep *sweep, rbk_buffer *out);

#endif
