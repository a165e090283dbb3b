/* Conditions, figures and windows in English, with the parameters' values. */
#ifndef RBK_PLAN_ENGLISH_H
#define RBK_PLAN_ENGLISH_H

#include "base/buffer.h"
#include "plan/bind.h"

/* In whose words: the plan that declares the parameters, and the day on which
 * their values are meant. */
typedef struct rbk_english {
  const rbk_plan *plan;
  const rbk_override *overrides;
  size_t override_count;
  rbk_date date;
  rbk_buffer *buffer; /* what is written goes to its end */
  uint8_t half_term;  /* of that day: a list by half term is told by the number
                         in force alone; 0: whole */
  bool plain; /* parameters by their value alone: "85", not "85 (refer)" */
} rbk_english;

/* "attendance is at most 85 (refer) and not (...)". NULL: "always". */
void rbk_english_condition(const rbk_english *w,
                           const rbk_condition *condition);
/* "unexcused" where the policy names it; else as rbk_english_measure. */
void rbk_english_figure(const rbk_english *w, const rbk_figure_expression *f);
/* "sessions of G N O U in the last 10 (pn_weeks) school weeks". */
void rbk_english_measure(const rbk_english *w, const rbk_figure_expression *f);
void rbk_english_window(const rbk_english *w, const rbk_window_expression *x);
void rbk_english_set(const rbk_english *w, const rbk_set_expression *set);
/* "notice with result paid". */
void rbk_english_match(const rbk_english *w, const rbk_match_expression *match);
/* "90 (concern)", "5". */
void rbk_english_operand(const rbk_english *w, const rbk_operand *operand);
/* The value of a list by half term: "96 (steps) in this half term", or all. */
void rbk_english_steps(const rbk_english *w, const rbk_operand *operand);
/* "5 (n_days) school days"; nothing where none is said. */
void rbk_english_due(const rbk_english *w, const rbk_due *due);

#endif
