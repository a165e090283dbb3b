/* The steps of `each`: multiples of a figure, one firing for each. */
#ifndef RBK_ENGINE_STEP_H
#define RBK_ENGINE_STEP_H

#include "engine/inside.h"

typedef struct rbk_step {
  bool reached;      /* the figure is at the first step or above; else the rest
                        is not set */
  int64_t series;    /* steps begin anew where it differs */
  rbk_decimal step;  /* the highest one not above the figure */
  const char *label; /* of the series: "2024-autumn" or its first day */
} rbk_step;

/* `memory` is zero before the first day; days come in order. */
rbk_status rbk_step_find(rbk_worker *w, rbk_page *page,
                         const rbk_bound_rule *rule, rbk_day day,
                         rbk_step_memory *memory, rbk_step *out);

#endif
