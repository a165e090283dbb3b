/* Why a policy says what it says of one pupil, or of a group: every band, flag,
 * rule and finding in a paragraph for people, with its clause, the condition
 * with the figures of the day, the marks behind them, and what would change it.
 */
#ifndef RBK_EXPLORE_EXPLAIN_H
#define RBK_EXPLORE_EXPLAIN_H

#include "base/buffer.h"
#include "rollbook/run.h"

typedef struct rbk_explain_options {
  const rbk_alloc *alloc; /* NULL: malloc */
  const char *pupil;      /* the pupil's id */
  const char *group;      /* instead: a cohort's id or "everyone": what rules
                             ask of it; NULL: a pupil */
  const char *rule;       /* the id of one rule, flag or band, also of one that
                             did not come; NULL: all that holds */
  const char *as_of;      /* NULL: the last day with marks */
  const rbk_parameter_setting *parameters;
  size_t parameter_count;
  bool json; /* one JSON object instead of text */
  void (*message)(void *context, const rbk_message *message);
  void *context;
} rbk_explain_options;

/* Appends the explanation to `out`. RBK_USAGE: there is no such pupil, rule or
 * day; RBK_POLICY: the parameters do not fit the policy. `*failed` is set when
 * something about the pupil is undetermined. */
rbk_status rbk_explain(const rbk_register *reg, const rbk_policy *policy,
                       const rbk_explain_options *options, rbk_buffer *out,
                       bool *failed, rbk_error *error);

#endif
