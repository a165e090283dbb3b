/* One register, some figures and leaves, one pupil: for tests by hand. */
#ifndef TESTS_MEASURE_CASE_H
#define TESTS_MEASURE_CASE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure/measures.h"
#include "support/school.h"

typedef struct test_case {
  rbk_register *reg;
  rbk_arena arena;
  rbk_measures measures;
  rbk_desk *desk;
} test_case;

static inline void case_begin(test_case *c, school *s) {
  *c = (test_case){.reg = school_finish(s)};
  rbk_arena_init(&c->arena, NULL);
  ck_assert_int_eq(rbk_measures_init(&c->measures, c->reg, &c->arena), RBK_OK);
}

static inline void case_end(test_case *c) {
  rbk_desk_destroy(c->desk);
  rbk_arena_finish(&c->arena);
  rbk_register_destroy(c->reg);
}

static inline uint32_t case_window(test_case *c, rbk_window_spec spec) {
  uint32_t number;
  ck_assert_int_eq(rbk_measures_window(&c->measures, &spec, &number), RBK_OK);
  return number;
}

static inline uint32_t case_figure(test_case *c, rbk_figure_spec spec) {
  uint32_t number;
  ck_assert_int_eq(rbk_measures_figure(&c->measures, &spec, &number), RBK_OK);
  return number;
}

static inline uint32_t case_leaf(test_case *c, rbk_leaf_spec spec) {
  uint32_t number;
  ck_assert_int_eq(rbk_measures_leaf(&c->measures, &spec, &number), RBK_OK);
  return number;
}

/* A figure of a set in one window, not rounded. */
static inline rbk_figure_spec case_of(rbk_figure_kind kind, rbk_code_set set,
                                      uint32_t window) {
  return (rbk_figure_spec){.kind = kind,
                           .set = set,
                           .windows = {window},
                           .window_count = 1,
                           .rounded = -1};
}

static inline rbk_code_set case_set(const char *codes) {
  rbk_code_set set;
  rbk_text unknown;
  ck_assert_msg(rbk_code_list_set(rbk_text_of(codes), &set, &unknown),
                "no codes: %s", codes);
  return set;
}

static inline uint32_t case_kind(const test_case *c, const char *kind) {
  return rbk_intern_find(&c->reg->history.kinds, rbk_text_of(kind));
}

static inline uint32_t case_field(const test_case *c, const char *field) {
  return rbk_intern_find(&c->reg->history.fields, rbk_text_of(field));
}

/* Everything is added: calls the first pupil. */
static inline void case_ready(test_case *c) {
  ck_assert_int_eq(rbk_measures_fix(&c->measures, NULL), RBK_OK);
  ck_assert_int_eq(rbk_desk_create(NULL, &c->measures, &c->desk), RBK_OK);
  ck_assert_int_eq(rbk_desk_pupil(c->desk, 0), RBK_OK);
}

/* The figure at the close of a date as text: "17/2" in lowest terms, "5",
 * "no data", with "+" behind a lower bound. */
static inline const char *case_value(test_case *c, uint32_t figure,
                                     const char *date) {
  static char texts[4][64];
  static int next;
  char *out = texts[next++ % 4];
  rbk_value v;
  rbk_day day = rbk_calendar_on_or_before(&c->reg->calendar, school_date(date));
  ck_assert_int_eq(rbk_desk_value(c->desk, figure, day, &v), RBK_OK);
  if (v.known == RBK_NO_DATA) return "no data";
  int64_t a = v.n < 0 ? -v.n : v.n, b = v.d;
  while (b) {
    int64_t rest = a % b;
    a = b, b = rest;
  }
  if (a == 0) a = 1;
  const char *more = v.known == RBK_LOWER_BOUND ? "+" : "";
  if (v.d / a == 1)
    snprintf(out, sizeof texts[0], "%ld%s", (long)(v.n / a), more);
  else
    snprintf(out, sizeof texts[0], "%ld/%ld%s", (long)(v.n / a),
             (long)(v.d / a), more);
  return out;
}

static inline const char *case_truth(test_case *c, uint32_t leaf,
                                     const char *date) {
  rbk_timeline line;
  rbk_day day = rbk_calendar_on_or_before(&c->reg->calendar, school_date(date));
  ck_assert_int_eq(rbk_desk_leaf(c->desk, leaf, &line), RBK_OK);
  rbk_truth truth = rbk_timeline_at(&line, day);
  return truth == RBK_TRUE ? "true" : truth == RBK_FALSE ? "false" : "unknown";
}

/* The days a window holds on a date, as text: "2024-09-02..2024-09-06",
 * "nothing", or "none" where it does not exist. */
static inline const char *case_held(test_case *c, uint32_t window,
                                    const char *date) {
  static char text[32];
  const rbk_window *w;
  const rbk_calendar *calendar = &c->reg->calendar;
  size_t day = (size_t)rbk_calendar_on_or_before(calendar, school_date(date));
  ck_assert_int_eq(rbk_desk_window(c->desk, window, &w), RBK_OK);
  if (w->exists && !rbk_bits_get(w->exists, day)) return "none";
  if (w->from[day] > w->to[day]) return "nothing";
  rbk_date_print(calendar->date[w->from[day]], text);
  memcpy(text + 10, "..", 2);
  rbk_date_print(calendar->date[w->to[day]], text + 12);
  return text;
}

#endif
