/* The windows, figures and leaves of a bound plan over one register, and a
 * worker's copy of them for the pupil at hand.
 *
 * rbk_measures is immutable once made and shared by threads; rbk_desk belongs
 * to one worker. A figure is computed when it is first asked for and kept
 * until the next pupil is called. */
#ifndef RBK_MEASURE_MEASURES_H
#define RBK_MEASURE_MEASURES_H

#include "measure/figure.h"
#include "measure/timeline.h"
#include "register/exceptions.h"

typedef struct rbk_measures {
  const rbk_register *reg;
  rbk_arena *arena; /* the bound plan's */
  rbk_window_spec *window_specs;
  rbk_window *windows;
  size_t window_count, window_capacity;
  rbk_figure_spec *figures;
  size_t figure_count, figure_capacity;
  rbk_leaf_spec *leaves;
  size_t leaf_count, leaf_capacity;
  struct rbk_recipes *recipes; /* what figures are made of; NULL until
                                  rbk_measures_fix was called */
} rbk_measures;

rbk_status rbk_measures_init(rbk_measures *measures, const rbk_register *reg,
                             rbk_arena *arena);
/* Each gives the number of an equal one where there is one; the spec is copied,
 * texts too. A figure's windows and operands, and a leaf's figures, must have
 * been added before: RBK_USAGE for numbers that are not there, for a spec that
 * rbk_window_make refuses, and after rbk_measures_fix. `of` of a RATE may be
 * left 0: the possible sessions. */
rbk_status rbk_measures_window(rbk_measures *measures,
                               const rbk_window_spec *spec, uint32_t *out);
rbk_status rbk_measures_figure(rbk_measures *measures,
                               const rbk_figure_spec *spec, uint32_t *out);
rbk_status rbk_measures_leaf(rbk_measures *measures, const rbk_leaf_spec *spec,
                             uint32_t *out);
/* Makes the shared windows and tables. Nothing may be added afterwards. */
rbk_status rbk_measures_fix(rbk_measures *measures, rbk_error *error);
/* Which sessions of a day (RBK_AM | RBK_PM) a figure looks at, by its weekdays,
 * its sessions and beside_closure. */
uint8_t rbk_figure_sessions_on(const rbk_measures *measures, uint32_t figure,
                               rbk_day day);

/* --- one worker ---------------------------------------------------------- */

typedef struct rbk_desk rbk_desk;

rbk_status rbk_desk_create(const rbk_alloc *alloc, const rbk_measures *measures,
                           rbk_desk **out);
void rbk_desk_destroy(rbk_desk *desk);
/* From here on pupils are of another register: of the same calendar and
 * sessions taken, with the same numbers of kinds, fields and attributes. */
void rbk_desk_read(rbk_desk *desk, const rbk_register *reg);
/* Calls the next pupil: figures and leaves of the one before are gone, and so
 * are the parent and the stages. */
rbk_status rbk_desk_pupil(rbk_desk *desk, uint32_t pupil);
/* From here on only the events of this parent, and those without a parent, are
 * seen; NULL: all. What was asked before is computed anew when asked again, in
 * the same place: timelines to be kept must be copied. What the engine
 * gave stays. `parent` must live until the next pupil. */
void rbk_desk_parent(rbk_desk *desk, const char *parent);
/* The pupil's times in stages so far, in the order of entry; none after
 * rbk_desk_pupil. Windows since a stage, days in a stage and what is made of
 * them are computed anew when next asked; up to the day of the last move they
 * are what they were. The list must live until the next call or pupil. */
void rbk_desk_stays(rbk_desk *desk, const rbk_stay_days *stays, size_t count);

/* The days on which the pupil is on roll. */
const rbk_word *rbk_desk_on_roll(const rbk_desk *desk);
/* The pupil's exceptions (register/exceptions.h), ascending. */
const rbk_exception *rbk_desk_exceptions(const rbk_desk *desk, size_t *count);

/* A figure over all days, computed on first use; valid until the next pupil.
 * Figures of groups are taken from what rbk_desk_give gave.
 * Arithmetic figures have no rbk_figure: ask rbk_desk_value. */
rbk_status rbk_desk_figure(rbk_desk *desk, uint32_t figure, rbk_figure *out);
/* Lets the engine give a figure it alone knows (GROUP), for this pupil, by day
 * and without a copy: `values` must live until the next pupil is called or
 * other ones are given. NULL takes back what was given. Not given, such a
 * figure is no data on every day. as_at is not applied to them, rounding is. A
 * leaf asked before is computed anew. */
void rbk_desk_give(rbk_desk *desk, uint32_t figure, const rbk_value *values);
/* The text of an attribute on every day ("" where empty), day_count of them;
 * valid until anything else is asked of the desk. */
const char *const *rbk_desk_texts(rbk_desk *desk, uint32_t attribute);
/* One figure on one day, arithmetic and rounding included. RBK_OVERFLOW when
 * exact arithmetic leaves 64 bits. */
rbk_status rbk_desk_value(rbk_desk *desk, uint32_t figure, rbk_day day,
                          rbk_value *out);
/* The exact mean of two figures that have data. RBK_OVERFLOW as above. */
rbk_status rbk_value_mean(const rbk_value *a, const rbk_value *b,
                          rbk_value *out);
/* A leaf over all days, computed on first use. Valid until the next pupil. */
rbk_status rbk_desk_leaf(rbk_desk *desk, uint32_t leaf, rbk_timeline *out);
/* The window of a figure or of `c:within(w)` for this pupil. */
rbk_status rbk_desk_window(rbk_desk *desk, uint32_t window,
                           const rbk_window **out);

/* What parents.csv says in a column (a number in roll->parent_fields, or
 * RBK_NONE) of the parent the desk reads for; "" where nothing. */
const char *rbk_desk_parent_text(const rbk_desk *desk, uint32_t field);
/* The latest event that matches (by date, then as they stand in the history)
 * and has taken effect by the close of `day` (withdrawn ones only until their
 * withdrawal), or NULL. */
const rbk_event *rbk_desk_latest(const rbk_desk *desk,
                                 const rbk_event_match *match, rbk_day day);
/* The latest event by which a leaf about events holds on `day`: that is on
 * record within its windows, current, of that day; NULL where there is none. */
rbk_status rbk_desk_event_of(rbk_desk *desk, uint32_t leaf, rbk_day day,
                             const rbk_event **out);
/* Whether an event matches, whatever its date. */
bool rbk_event_matches(const rbk_event *event, const rbk_event_match *match);
/* Whether who sees that parent's events sees this one; NULL sees all. */
bool rbk_event_is_for(const rbk_event *event, const char *parent);

#endif
