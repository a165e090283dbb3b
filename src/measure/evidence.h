/* The marks that a figure is made of, for decisions that name them and for
 * whoever asks why. */
#ifndef RBK_MEASURE_EVIDENCE_H
#define RBK_MEASURE_EVIDENCE_H

#include "measure/measures.h"

typedef struct rbk_behind {
  bool any;            /* the figure is of marks, and some day counts */
  rbk_day first, last; /* days that count */
  rbk_code_set set;    /* codes to list, see rbk_telling_codes */
} rbk_behind;

/* The codes to list for a figure. Where it counts plain presence (attendance),
 * what it does not count is the news. */
rbk_code_set rbk_telling_codes(const rbk_figure_spec *spec);

/* Where the marks behind a figure stand, as of the close of a day: in its
 * windows and after its restart; of a series the days it has lasted. Nothing
 * for a figure without marks of its own (an age, a sum of figures). */
rbk_status rbk_evidence_find(rbk_desk *desk, uint32_t figure, rbk_day day,
                             rbk_behind *out);

/* Whether one of the pupil's exceptions is listed. */
bool rbk_evidence_lists(const rbk_desk *desk, uint32_t figure,
                        const rbk_behind *evidence, const rbk_exception *mark);

#endif
