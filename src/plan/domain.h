/* Which values a measure can have, and whether two expressions are the same
 * measure: what reach and gaps of bands are judged by. */
#ifndef RBK_PLAN_DOMAIN_H
#define RBK_PLAN_DOMAIN_H

#include "plan/plan.h"

typedef struct rbk_domain {
  bool has_low, has_high;
  rbk_decimal low, high; /* both may be taken */
  rbk_decimal step;      /* only its multiples may; 0: anything between */
} rbk_domain;

rbk_domain rbk_domain_of(const rbk_figure_expression *figure);
/* Whether a number may be taken; whether any between a and b (neither of them)
 * may. */
bool rbk_domain_has(const rbk_domain *domain, rbk_decimal value);
bool rbk_domain_has_between(const rbk_domain *domain, rbk_decimal a,
                            rbk_decimal b);
/* Two expressions of the same measure, part by part. Very large ones are taken
 * for different. */
bool rbk_figures_alike(const rbk_figure_expression *a,
                       const rbk_figure_expression *b);

#endif
