/* Figures of groups against the slow, obvious way: for each pupil and day a
 * loop over all pupils, their own figures asked mark by mark. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/groups.h"
#include "engine/worker.h"
#include "support/engine.h"
#include "support/reference.h"
#include "support/suite.h"

enum { ROUNDS = 12, PUPILS = 12, FIGURES = 5 * 4 };

/* --- the register --------------------------------------------------------- */

static void draw_attributes(school *s, school_random *r, const char *id) {
  static const char *const years[] = {"7", "7", "8", ""};
  static const char *const families[] = {"F1", "F2", "", ""};
  static const char *const sends[] = {"", "K", "E"};
  school_attribute(s, id, "year_group", years[school_random_below(r, 4)]);
  school_attribute(s, id, "sibling_group", families[school_random_below(r, 4)]);
  school_attribute(s, id, "send", sends[school_random_below(r, 3)]);
  if (school_random_below(r, 3) == 0)
    school_set(s, id, "2024-09-12", "year_group",
               years[school_random_below(r, 4)]);
  if (school_random_below(r, 3) == 0)
    school_set(s, id, "2024-09-18", "sibling_group",
               families[school_random_below(r, 4)]);
  if (school_random_below(r, 3) == 0)
    school_set(s, id, "2024-09-20", "send", sends[school_random_below(r, 3)]);
}

static void draw_spells(school *s, school_random *r, const char *id) {
  switch (school_random_below(r, 4)) {
  case 0:
    school_spell(s, id, "2024-09-05", "2024-09-19");
    break;
  case 1:
    school_spell(s, id, "2024-09-02", "2024-09-10");
    school_spell(s, id, "2024-09-16", NULL);
    break;
  default:
    break;
  }
}

static rbk_register *register_of(school_random *r) {
  static const char *const codes[] = {"/\\", "/\\", "II", "OO",
                                      "--",  "L\\", "/-", "XX"};
  static char ids[PUPILS][16];
  size_t pupils = 1 + school_random_below(r, PUPILS);
  school *s = school_begin("weeks-5");
  for (size_t i = 0; i < pupils; i++) {
    (void)snprintf(ids[i], sizeof ids[i], "P%04zu", i + 1);
    school_pupil(s, ids[i]);
    draw_spells(s, r, ids[i]);
    draw_attributes(s, r, ids[i]);
    school_present(s, ids[i]);
    for (rbk_date d = RBK_DATE(2024, 9, 2); d < RBK_DATE(2024, 10, 4); d++) {
      char text[11];
      rbk_date_print(d, text);
      if (rbk_date_weekday(d) >= RBK_SATURDAY) continue;
      if (school_random_below(r, 3) == 0)
        school_mark(s, ids[i], text, codes[school_random_below(r, 8)]);
    }
  }
  return school_finish(s);
}

/* --- the plan ------------------------------------------------------------- */

typedef struct asked {
  rbk_layer *layer;
  rbk_figure_expression *attendance, *late, *groups[FIGURES];
  rbk_condition *often, *in_cohort;
  rbk_plan *plan;
  rbk_binding *binding;
} asked;

static rbk_figure_expression *of_group(rbk_group_kind kind, const char *name,
                                       rbk_group_measure ask, const asked *a) {
  rbk_figure_expression *f = figure_plain(RBK_FIGURE_GROUP);
  f->group = kind;
  f->group_name = name;
  f->group_measure = ask;
  if (ask == RBK_GROUP_COUNT || ask == RBK_GROUP_SHARE)
    f->group_condition = a->often;
  if (ask == RBK_GROUP_POOLED) f->group_figure = a->attendance;
  if (ask == RBK_GROUP_MEDIAN) f->group_figure = a->late;
  return f;
}

static const struct {
  rbk_group_kind kind;
  const char *name;
} kinds[] = {{RBK_GROUP_COHORT, "send"},
             {RBK_GROUP_SAME, "year_group"},
             {RBK_GROUP_SIBLINGS, NULL},
             {RBK_GROUP_EVERYONE, NULL}};

static void ask_all(asked *a, school_random *r) {
  static const char *const names[] = {
      "f0",  "f1",  "f2",  "f3",  "f4",  "f5",  "f6",  "f7",  "f8",  "f9",
      "f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17", "f18", "f19"};
  a->layer = layer_begin("la/test", "la/test.lua");
  rbk_window_expression *w = window_last(RBK_WINDOW_SCHOOL_DAYS, number("4"));
  a->attendance = measure(RBK_FIGURE_RATE, "attended", w);
  a->late = school_random_below(r, 2) ? measure(RBK_FIGURE_MINUTES, "late", w)
                                      : measure(RBK_FIGURE_RATE, "absent", w);
  a->often = compare(a->attendance, RBK_BELOW, number("90"));
  a->in_cohort = attribute("send");
  layer_cohort(a->layer, "send", a->in_cohort)->minimum = number("3");
  for (size_t i = 0; i < FIGURES; i++) {
    a->groups[i] = of_group(kinds[i % 4].kind, kinds[i % 4].name,
                            (rbk_group_measure)(i / 4), a);
    layer_measure(a->layer, names[i], a->groups[i]);
  }
}

static void bind_all(asked *a, const rbk_register *reg, unsigned threads) {
  rbk_error error = {0};
  a->plan = plan_of(a->layer, NULL);
  a->binding = bind_plan(reg, a->plan);
  ck_assert_msg(rbk_groups_make(a->binding, threads, &error) == RBK_OK, "%s",
                error.text);
}

static void release(asked *a) {
  rbk_binding_destroy(a->binding);
  rbk_plan_destroy(a->plan);
}

/* --- the obvious way ------------------------------------------------------ */

typedef struct obvious {
  const rbk_register *reg;
  const rbk_edition_bound *edition;
  const asked *a;
} obvious;

static const char *text_of(const obvious *o, uint32_t pupil, const char *name,
                           rbk_day d) {
  uint32_t attribute =
      rbk_intern_find(&o->reg->roll.attributes, rbk_text_of(name));
  return rbk_history_attribute(&o->reg->history, &o->reg->roll, pupil,
                               attribute, d);
}

static bool is_member(const obvious *o, rbk_group_kind kind, uint32_t of,
                      uint32_t who, rbk_day d) {
  const char *name = kind == RBK_GROUP_SAME ? "year_group" : "sibling_group";
  if (!rbk_pupil_on_roll(&o->reg->roll.pupils[who], d)) return false;
  if (kind == RBK_GROUP_EVERYONE) return true;
  if (kind == RBK_GROUP_COHORT)
    return rbk_attribute_true(text_of(o, who, "send", d));
  if (kind == RBK_GROUP_SIBLINGS && who == of) return false;
  return text_of(o, of, name, d)[0] != '\0' &&
         strcmp(text_of(o, of, name, d), text_of(o, who, name, d)) == 0;
}

static rbk_value ask(const obvious *o, const rbk_figure_expression *figure,
                     uint32_t pupil, rbk_day d) {
  reference r = {
      .reg = o->reg, .measures = &o->edition->measures, .pupil = pupil};
  return reference_value(&r, rbk_bound_figure_on(o->edition, figure, 0), d);
}

static int by_size(const void *left, const void *right) {
  const rbk_value *a = left, *b = right;
  return rbk_ratio_compare(a->n, a->d, b->n, b->d);
}

static rbk_value middle(rbk_value *values, size_t count, bool lower) {
  rbk_value none = {RBK_NO_DATA, 0, 1, 0, 0};
  if (count == 0) return none;
  qsort(values, count, sizeof *values, by_size);
  const rbk_value *a = &values[(count - 1) / 2], *b = &values[count / 2];
  return (rbk_value){lower ? RBK_LOWER_BOUND : RBK_KNOWN,
                     a->n * b->d + b->n * a->d, 2 * a->d * b->d, 0, 0};
}

static rbk_value obvious_value(const obvious *o, size_t f, uint32_t of,
                               rbk_day d) {
  const rbk_figure_expression *figure = o->a->groups[f];
  rbk_group_kind kind = figure->group;
  rbk_value ninety = {RBK_KNOWN, 90, 1, 0, 0}, values[PUPILS];
  rbk_value result = {RBK_NO_DATA, 0, 1, 0, 0};
  int64_t members = 0, holds = 0, known = 0, count = 0, out_of = 0;
  size_t figures = 0;
  bool lower = false;
  for (uint32_t i = 0; i < o->reg->roll.pupil_count; i++) {
    if (!is_member(o, kind, of, i, d)) continue;
    members++;
    rbk_value attendance = ask(o, o->a->attendance, i, d);
    rbk_value late = ask(o, o->a->late, i, d);
    rbk_truth often = reference_compare(attendance, RBK_BELOW, ninety);
    holds += often == RBK_TRUE;
    known += often != RBK_UNKNOWN;
    count += attendance.count;
    out_of += attendance.of;
    if (late.known != RBK_NO_DATA) values[figures++] = late;
    lower = lower || late.known == RBK_LOWER_BOUND;
  }
  if (kind == RBK_GROUP_COHORT && members < 3) {
    result.count = RBK_SUPPRESSED;
    return result;
  }
  if (kind == RBK_GROUP_SAME && text_of(o, of, "year_group", d)[0] == '\0')
    return result;
  switch (figure->group_measure) {
  case RBK_GROUP_SIZE:
    return (rbk_value){RBK_KNOWN, members, 1, 0, 0};
  case RBK_GROUP_COUNT:
    return (rbk_value){RBK_KNOWN, holds, 1, 0, 0};
  case RBK_GROUP_SHARE:
    if (known == 0) return result;
    return (rbk_value){RBK_KNOWN, 100 * holds, known, holds, known};
  case RBK_GROUP_POOLED:
    if (out_of == 0) return result;
    return (rbk_value){RBK_KNOWN, 100 * count, out_of, count, out_of};
  case RBK_GROUP_MEDIAN:
    return middle(values, figures, lower);
  }
  return result;
}

/* --- the tests ------------------------------------------------------------ */

typedef struct tried {
  size_t known, suppressed, empty, lower;
} tried;

static void compare_day(const obvious *o, rbk_worker *w, size_t f,
                        uint32_t pupil, rbk_day d, tried *t) {
  rbk_value given, wanted = obvious_value(o, f, pupil, d);
  uint32_t number = rbk_bound_figure_on(o->edition, o->a->groups[f], 0);
  ck_assert_int_eq(rbk_worker_value(w, 0, number, d, &given), RBK_OK);
  bool same = given.known == wanted.known && given.count == wanted.count &&
              given.of == wanted.of &&
              rbk_ratio_compare(given.n, given.d, wanted.n, wanted.d) == 0;
  ck_assert_msg(same,
                "figure %zu of pupil %u on day %d: %d %lld/%lld (%lld of %lld)"
                ", not %d %lld/%lld (%lld of %lld)",
                f, pupil, (int)d, (int)given.known, (long long)given.n,
                (long long)given.d, (long long)given.count, (long long)given.of,
                (int)wanted.known, (long long)wanted.n, (long long)wanted.d,
                (long long)wanted.count, (long long)wanted.of);
  t->known += wanted.known == RBK_KNOWN;
  t->lower += wanted.known == RBK_LOWER_BOUND;
  t->suppressed += rbk_value_is_suppressed(&wanted);
  t->empty += wanted.known == RBK_NO_DATA;
}

static void compare_all(const asked *a, const rbk_register *reg, tried *t) {
  rbk_error error = {0};
  rbk_arena arena;
  rbk_worker *w = NULL;
  obvious o = {reg, &a->binding->editions[0], a};
  rbk_arena_init(&arena, NULL);
  ck_assert_int_eq(rbk_worker_create(NULL, a->binding, NULL, &w, &error),
                   RBK_OK);
  rbk_day last = (rbk_day)reg->calendar.day_count - 1;
  for (uint32_t i = 0; i < reg->roll.pupil_count; i++) {
    rbk_arena_reset(&arena);
    ck_assert_int_eq(rbk_worker_run(w, i, last, &arena, &error), RBK_OK);
    for (size_t f = 0; f < FIGURES; f++)
      for (rbk_day d = 0; d <= last; d++) compare_day(&o, w, f, i, d, t);
  }
  rbk_worker_destroy(w);
  rbk_arena_finish(&arena);
}

START_TEST(every_figure_of_every_group_is_what_a_loop_over_pupils_finds) {
  tried t = {0};
  for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
    school_random random = school_random_from(seed);
    rbk_register *reg = register_of(&random);
    asked a = {0};
    ask_all(&a, &random);
    static const unsigned threads[] = {1, 2, 8};
    bind_all(&a, reg, threads[seed % 3]);
    compare_all(&a, reg, &t);
    release(&a);
    layer_destroy(a.layer);
    rbk_register_destroy(reg);
  }
  ck_assert_uint_gt(t.known, 5000);
  ck_assert_uint_gt(t.lower, 100);
  ck_assert_uint_gt(t.suppressed, 100);
  ck_assert_uint_gt(t.empty, t.suppressed + 500);
}
END_TEST

int main(void) {
  return TEST_RUN("groups_reference",
                  every_figure_of_every_group_is_what_a_loop_over_pupils_finds);
}
