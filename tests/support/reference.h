/* Figures, windows and leaves the slow, obvious way: for each pupil and day
 * from scratch, mark by mark, by walking over days and dates. Nothing of
 * src/measure is used but the specs; what a session holds is asked of
 * rbk_session_state_of. */
#ifndef TESTS_SUPPORT_REFERENCE_H
#define TESTS_SUPPORT_REFERENCE_H

#include "measure/measures.h"

typedef struct reference {
  const rbk_register *reg;
  const rbk_measures *measures;
  uint32_t pupil;
  const char *parent; /* NULL: all */
  const rbk_stay_days *stays;
  size_t stay_count;
} reference;

/* Whether the window exists on day d; held[x] for each day x of the axis. */
bool reference_window(const reference *r, const rbk_window_spec *spec,
                      rbk_day d, bool *held);
rbk_value reference_value(const reference *r, uint32_t figure, rbk_day d);
rbk_truth reference_leaf(const reference *r, uint32_t leaf, rbk_day d);
/* What comparing gives, and what a condition over a window gives. */
rbk_truth reference_compare(rbk_value left, rbk_comparison comparison,
                            rbk_value right);
rbk_truth reference_over_window(const reference *r,
                                const rbk_timeline *condition,
                                const rbk_window_spec *spec, bool throughout,
                                rbk_day d);

#endif
