/* What figures are made of: specs taken apart so that equal parts are made
 * once. Made by rbk_measures_fix, immutable afterwards, shared by desks. */
#ifndef RBK_MEASURE_RECIPE_H
#define RBK_MEASURE_RECIPE_H

#include "measure/contribution.h"
#include "measure/measures.h"

/* Which sessions of which days a figure looks at. */
typedef struct rbk_slots {
  uint8_t sessions, weekdays;
  bool beside_closure;
  bool all;         /* every session counts */
  uint8_t *allowed; /* by day: RBK_AM | RBK_PM that count */
  uint8_t *taken;   /* by day: those of them that the school has taken */
} rbk_slots;

/* A figure's windows and restart as one window. */
typedef struct rbk_frame {
  uint32_t windows[RBK_FIGURE_WINDOWS];
  uint8_t window_count;
  bool restarts;
  rbk_event_match restart;
  uint32_t restart_field;
  bool by_pupil, by_stage;
  bool shares;       /* but for the restart it is the same for all */
  rbk_window shared; /* where it is */
} rbk_frame;

typedef enum rbk_recipe_unit {
  RBK_RECIPE_SESSIONS,
  RBK_RECIPE_WHOLE_DAYS,
  RBK_RECIPE_ANY_DAYS,
  RBK_RECIPE_MINUTES,
  RBK_RECIPE_UNTIMED,  /* late marks without minutes */
  RBK_RECIPE_RUN_DAYS, /* of series only */
  RBK_RECIPE_WEEKS     /* of series only */
} rbk_recipe_unit;

/* What plain presents add to a sum, were the pupil always on roll. */
typedef struct rbk_ground {
  uint32_t slots, frame;
  rbk_recipe_unit unit;
  bool am, pm;     /* whether `/` and `\` are in the set */
  int32_t *before; /* day_count + 1: on days before it */
  int32_t *full;   /* by day: in its window; NULL when the frame is by_pupil */
} rbk_ground;

typedef struct rbk_sum {
  rbk_recipe_unit unit;
  rbk_code_set set;
  uint32_t slots, frame;
  uint32_t ground; /* RBK_NONE: plain presents add nothing */
  bool any_school;
  int32_t step;
} rbk_sum;

/* Marks that follow each other, in groups: unbroken series, or school weeks. */
typedef struct rbk_series_recipe {
  rbk_recipe_unit unit; /* SESSIONS, RUN_DAYS, WEEKS */
  rbk_code_set set;
  uint32_t slots;
  bool any_school;
} rbk_series_recipe;

typedef struct rbk_figure_recipe {
  uint32_t frame; /* windows and restart */
  uint32_t clip;  /* the restart alone; RBK_NONE without one */
  uint32_t sum, of;
  uint32_t series;
  bool by_stage;
} rbk_figure_recipe;

typedef struct rbk_leaf_recipe {
  uint32_t frame;  /* ON_RECORD with windows; else RBK_NONE */
  uint32_t series; /* RUN_ENDED */
  bool by_stage;
} rbk_leaf_recipe;

typedef struct rbk_recipes {
  size_t days, room, words;
  rbk_slots *slots;
  rbk_frame *frames;
  rbk_ground *grounds;
  rbk_sum *sums;
  rbk_series_recipe *series;
  size_t slots_count, frame_count, ground_count, sum_count, series_count;
  rbk_figure_recipe *figures; /* one for each figure */
  rbk_leaf_recipe *leaves;    /* one for each leaf */
  rbk_word *half_terms[6];    /* the days of each half term number */
  int32_t *half_term_number;  /* by day */
  int32_t *zeros;             /* room */
  bool by_stage;              /* some window or figure goes by a stage */
  bool any_school;            /* some figure looks at other schools' marks */
} rbk_recipes;

/* The days on which a plain present makes the weight 1 or 2, by unit. */
int32_t rbk_ground_weight(rbk_recipe_unit unit, uint8_t sessions, bool am,
                          bool pm);

bool rbk_figure_is_arithmetic(rbk_figure_kind kind);
/* Clears the bits of the room beyond the last day: they are no days. */
void rbk_bits_trim(rbk_word *bits, const rbk_recipes *recipes);

rbk_status rbk_recipes_make(rbk_measures *measures, rbk_error *error);

#endif
