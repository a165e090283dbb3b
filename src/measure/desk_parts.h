/* The inside of a desk: one pupil's figures as far as they were asked for.
 * Each part is made when `turn` is not the desk's, and then carries it. */
#ifndef RBK_MEASURE_DESK_PARTS_H
#define RBK_MEASURE_DESK_PARTS_H

#include "measure/fact.h"
#include "measure/measures.h"
#include "measure/recipe.h"
#include "measure/sheet.h"
#include "measure/window_parts.h"

typedef struct rbk_made_window {
  uint64_t turn;
  rbk_window window;
} rbk_made_window;

typedef struct rbk_made_frame {
  uint64_t turn;
  const rbk_window *window; /* shared, or `own` */
  rbk_window own;
  const rbk_word *absent; /* days on which it does not exist; NULL: none */
} rbk_made_frame;

typedef struct rbk_made_values { /* of a ground or a sum */
  uint64_t turn, zero_turn;
  const int32_t *values;
  int32_t *own;
  rbk_word *zero; /* days on which the sum is 0 */
} rbk_made_values;

/* Marks of a set in the order of the sessions (or whole days), in groups that
 * follow without a break. */
typedef struct rbk_series {
  uint64_t turn;
  bool empty;     /* no member is possible: the arrays by day are not made */
  int32_t *upto;  /* by day: members on days up to it */
  int32_t *run;   /* by day: members of the group that is unbroken then */
  int32_t *group; /* by member: its group */
  int32_t *begin; /* by group: its first member */
  int32_t *end;   /* by group: one after its last member */
  rbk_day *ended; /* by group: the day on which it was broken, RBK_NO_DAY */
  int32_t members, groups;
} rbk_series;

typedef struct rbk_made_figure {
  uint64_t turn;
  rbk_figure figure;
  int32_t *n, *d; /* room for what has no array elsewhere */
  rbk_word *no_data, *lower;
} rbk_made_figure;

typedef struct rbk_made_leaf {
  uint64_t turn;
  bool known; /* hi is lo */
  rbk_word *lo, *hi;
} rbk_made_leaf;

typedef struct rbk_weight { /* what one mark or day adds */
  rbk_day day;
  int32_t weight;
} rbk_weight;

struct rbk_desk {
  const rbk_alloc *alloc;
  const rbk_measures *measures;
  const rbk_recipes *recipes;
  const rbk_register *reg;
  const rbk_calendar *calendar;
  rbk_arena fixed;   /* as long as the desk */
  rbk_arena passing; /* as long as the pupil */
  uint64_t turn;
  const rbk_pupil *pupil;
  rbk_event_reader reader;
  const rbk_event *events;
  size_t event_count;
  bool throughout; /* on roll on every day */
  rbk_word *on_roll;
  rbk_exception *exceptions;
  size_t exception_count;
  rbk_sheet own, any; /* `any` counts other schools' marks too */
  uint64_t any_turn;
  const rbk_stay_days *stays; /* in the order of entry */
  size_t stay_count;
  rbk_made_window *windows;
  rbk_made_frame *frames;
  rbk_made_values *grounds, *sums;
  rbk_series *series;
  rbk_made_figure *figures;
  const rbk_value **given; /* by figure, what the engine gave; NULL: nothing */
  rbk_made_leaf *leaves;
  /* working room */
  rbk_weight *weights;
  int32_t *column;
  int64_t *sum; /* by day */
  rbk_word *bits, *more_bits;
  const rbk_event **latest;
  const char **texts;
};

/* desk.c */
const rbk_window *rbk_desk_made_window(const rbk_desk *desk, uint32_t window);
rbk_status rbk_desk_frame(rbk_desk *desk, uint32_t frame,
                          const rbk_window **out);
rbk_status rbk_desk_absent(rbk_desk *desk, uint32_t frame,
                           const rbk_word **out);

/* sums.c */
rbk_status rbk_desk_sum(rbk_desk *desk, uint32_t sum, const int32_t **out);
rbk_status rbk_desk_sum_zero(rbk_desk *desk, uint32_t sum,
                             const rbk_word **out);
const rbk_sheet *rbk_desk_sheet(rbk_desk *desk, bool any_school);

/* run.c */
rbk_status rbk_desk_series(rbk_desk *desk, uint32_t series,
                           const rbk_series **out);

/* Makers of figures: each fills desk->figures[figure]. */
rbk_status rbk_desk_make_sum(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_ratio(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_minutes(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_run(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_longest(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_groups(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_events(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_days_since(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_recorded(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_attribute(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_age(rbk_desk *desk, uint32_t figure);
rbk_status rbk_desk_make_days_in_stage(rbk_desk *desk, uint32_t figure);
/* The numbers in desk->texts, by day. */
rbk_status rbk_desk_make_numbers(rbk_desk *desk, uint32_t figure,
                                 bool year_group);

/* fact.c. The latest event of the match that stands, by day, in desk->latest;
 * whether all of some windows, which have been made, hold an event. */
void rbk_desk_find_latest(rbk_desk *desk, const rbk_event_match *match);
bool rbk_desk_event_inside(const rbk_desk *desk, const uint32_t *windows,
                           uint8_t count, const rbk_event *event, rbk_day d);

/* pupil.c: an attribute by day, in desk->texts; the pupil's attribute.set. */
void rbk_desk_attribute(rbk_desk *desk, uint32_t attribute);
/* The day after the last of those from d on that have the text of d. */
size_t rbk_desk_text_end(const rbk_desk *desk, size_t d);
const rbk_dated_value *rbk_desk_values(const rbk_desk *desk, uint32_t attribute,
                                       size_t *count);

/* value.c: the day at which an as_at figure is read, or -1: no data. */
rbk_day rbk_desk_frozen_day(const rbk_desk *desk, const rbk_figure_spec *spec,
                            rbk_day day);
/* Of numbers other than INT64_MIN; 1 or more unless both are 0. */
int64_t rbk_greatest_divisor(int64_t a, int64_t b);

/* compare.c */
rbk_status rbk_desk_compare(rbk_desk *desk, const rbk_leaf_spec *spec,
                            rbk_made_leaf *leaf);
/* linear.c: sets `*done` where it could be compared on all days at once. */
rbk_status rbk_desk_compare_linear(rbk_desk *desk, const rbk_leaf_spec *spec,
                                   rbk_made_leaf *leaf, bool *done);
/* leaf.c */
rbk_status rbk_desk_make_leaf(rbk_desk *desk, uint32_t leaf);

#endif
