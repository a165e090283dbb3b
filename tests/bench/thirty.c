#include "bench/thirty.h"

#include "base/bits.h"
#include "base/status.h"

enum { WINDOWS = 4, SETS = 12, RATES = 14, CONDITIONS = 30 };

static const rbk_window_spec windows[WINDOWS] = {
    {.kind = RBK_WINDOW_SCHOOL_YEAR},
    {.kind = RBK_WINDOW_HALF_TERM},
    {.kind = RBK_WINDOW_SCHOOL_WEEKS, .n = 10},
    {.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 20},
};

static const char *const sets[SETS] = {
    "G N O U", "I",   "G", "/ \\ L", "M",         "O",
    "L U",     "I M", "N", "U",      "C E G I M", "B K P V W",
};

static rbk_status add(thirty *conditions, size_t number,
                      const uint32_t *window) {
  bool rate = number < RATES;
  rbk_figure_spec figure = {
      .kind = rate ? RBK_FIGURE_RATE : RBK_FIGURE_SESSIONS,
      /* A set comes back with another window, so all thirty differ. */
      .windows = {window[(number + number / SETS) % WINDOWS]},
      .window_count = 1,
      .rounded = -1,
  };
  rbk_text unknown;
  if (!rbk_code_list_set(rbk_text_of(sets[number % SETS]), &figure.set,
                         &unknown))
    return RBK_INTERNAL;
  rbk_leaf_spec leaf = {
      .kind = RBK_LEAF_COMPARE,
      .comparison = RBK_AT_LEAST,
      .right = (rbk_decimal)(2 + number % 9) * RBK_DECIMAL_ONE,
  };
  rbk_status status =
      rbk_measures_figure(&conditions->measures, &figure, &leaf.figure);
  if (status) return status;
  return rbk_measures_leaf(&conditions->measures, &leaf,
                           &conditions->leaves[number]);
}

rbk_status thirty_begin(thirty *conditions, const rbk_register *reg,
                        rbk_error *error) {
  *conditions = (thirty){.held = 0};
  rbk_measures *measures = &conditions->measures;
  uint32_t window[WINDOWS];
  rbk_arena_init(&conditions->arena, NULL);
  rbk_status status = rbk_measures_init(measures, reg, &conditions->arena);
  for (size_t i = 0; i < WINDOWS && !status; i++)
    status = rbk_measures_window(measures, &windows[i], &window[i]);
  for (size_t i = 0; i < CONDITIONS && !status; i++)
    status = add(conditions, i, window);
  if (!status) status = rbk_measures_fix(measures, error);
  if (!status) status = rbk_desk_create(NULL, measures, &conditions->desk);
  if (status) thirty_end(conditions);
  return status;
}

void thirty_end(thirty *conditions) {
  rbk_desk_destroy(conditions->desk);
  rbk_arena_finish(&conditions->arena);
}

rbk_status thirty_run(thirty *conditions) {
  const rbk_register *reg = conditions->measures.reg;
  size_t days = reg->calendar.day_count;
  conditions->held = 0;
  for (size_t pupil = 0; pupil < reg->roll.pupil_count; pupil++) {
    rbk_status status = rbk_desk_pupil(conditions->desk, (uint32_t)pupil);
    for (size_t i = 0; i < CONDITIONS && !status; i++) {
      rbk_timeline line;
      status = rbk_desk_leaf(conditions->desk, conditions->leaves[i], &line);
      if (!status) conditions->held += rbk_bits_count(line.lo, days);
    }
    if (status) return status;
  }
  return RBK_OK;
}
