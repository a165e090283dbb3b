#include "support/random_plan.h"

#include <check.h>
#include <string.h>

enum { WINDOWS = 14, FIGURES = 26, LEAVES = 26 };

typedef struct drawing {
  school_random r;
  const rbk_register *reg;
  rbk_measures *measures;
} drawing;

static uint32_t below(drawing *g, uint32_t limit) {
  return school_random_below(&g->r, limit);
}

static bool chance(drawing *g, uint32_t per_thousand) {
  return school_random_chance(&g->r, per_thousand);
}

/* --- enriching ------------------------------------------------------------ */

static const char *date_text(rbk_register *reg, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  return rbk_arena_copy(&reg->arena, text, 10);
}

/* A number that depends on what the event is, so that registers which agree
 * up to a day agree in this too. */
static uint64_t about(const rbk_event *e, const rbk_intern *kinds) {
  uint64_t sum = (uint64_t)e->date * 1000003u + e->ordinal;
  for (const char *c = rbk_intern_text(kinds, e->kind); *c; c++)
    sum = sum * 31 + (uint64_t)*c;
  school_random r = school_random_from(sum);
  return school_random_next(&r);
}

static void add_fields(rbk_register *reg, rbk_event *e) {
  static const char *const amounts[] = {"12", "12.5", "-3",
                                        "",   "many", "0.1234"};
  static const char *const names[] = {"until", "to", "amount"};
  uint64_t number = about(e, &reg->history.kinds);
  size_t count = e->field_count;
  rbk_field *fields = rbk_arena_take(&reg->arena, count + 3, sizeof *fields);
  if (count > 0) memcpy(fields, e->fields, count * sizeof *fields);
  for (size_t i = 0; i < 3; i++)
    fields[count + i].name =
        rbk_intern_add(&reg->history.fields, rbk_text_of(names[i]));
  rbk_date date = e->date + (rbk_date)(number % 40) - 10;
  fields[count].value = fields[count + 1].value = date_text(reg, date);
  if (number % 11 == 0) fields[count].value = "";
  if (number % 13 == 0) fields[count].value = "soon";
  if (number % 3 == 0) fields[count + 1].value = "";
  if (number % 17 == 0) fields[count + 1].value = "later";
  fields[count + 2].value = amounts[number / 64 % 6];
  e->fields = fields;
  e->field_count = count + 3;
}

void random_plan_enrich(rbk_register *reg) {
  static const char *groups[] = {"Y7", "11"};
  rbk_calendar *c = &reg->calendar;
  for (size_t i = 0; i < reg->history.event_count; i++)
    add_fields(reg, &reg->history.events[i]);
  rbk_named_period *named =
      rbk_arena_take(&reg->arena, c->named_count + 1, sizeof *named);
  memcpy(named, c->named, c->named_count * sizeof *named);
  rbk_date middle = c->date[c->day_count / 2];
  named[c->named_count++] =
      (rbk_named_period){"study", middle - 5, middle + 3, groups, 2};
  c->named = named;
}

/* --- drawing -------------------------------------------------------------- */

static uint32_t draw_kind(drawing *g) {
  static const char *const kinds[] = {"letter", "meeting", "notice", "visit",
                                      "never"};
  return rbk_intern_find(&g->reg->history.kinds,
                         rbk_text_of(kinds[below(g, 5)]));
}

static uint32_t field_named(const drawing *g, const char *name) {
  return rbk_intern_find(&g->reg->history.fields, rbk_text_of(name));
}

static rbk_event_match draw_match(drawing *g) {
  static const char *const outcomes[] = {"attended", "declined", ""};
  rbk_event_match match = {.kind = draw_kind(g)};
  if (chance(g, 300)) {
    match.filter_count = 1;
    match.filters[0] =
        (rbk_filter){field_named(g, "outcome"), outcomes[below(g, 3)]};
  }
  return match;
}

static rbk_date draw_date(drawing *g) {
  const rbk_calendar *c = &g->reg->calendar;
  int span = c->date[c->day_count - 1] - c->date[0];
  return c->date[0] - 10 + (rbk_date)below(g, (uint32_t)span + 20);
}

static rbk_window_spec draw_counted(drawing *g) {
  static const rbk_window_kind kinds[] = {
      RBK_WINDOW_SCHOOL_YEAR,   RBK_WINDOW_TERM,
      RBK_WINDOW_HALF_TERM,     RBK_WINDOW_MONTH,
      RBK_WINDOW_WEEK,          RBK_WINDOW_DAY,
      RBK_WINDOW_SCHOOL_DAYS,   RBK_WINDOW_SCHOOL_WEEKS,
      RBK_WINDOW_CALENDAR_DAYS, RBK_WINDOW_CALENDAR_WEEKS,
      RBK_WINDOW_HALF_TERMS,    RBK_WINDOW_TERMS,
      RBK_WINDOW_YEARS};
  rbk_window_spec w = {.kind = kinds[below(g, 13)]};
  w.n = 1 + (int32_t)below(g, chance(g, 800) ? 6 : 60);
  if (w.kind == RBK_WINDOW_YEARS) w.n = 1 + (int32_t)below(g, 3);
  if (w.kind <= RBK_WINDOW_ALL) w.n = 0;
  return w;
}

static rbk_window_spec draw_plain(drawing *g) {
  static const char *const names[] = {"exams", "study", "nothing"};
  rbk_window_spec w = {.kind = (rbk_window_kind)below(g, RBK_WINDOW_PREVIOUS)};
  switch (w.kind) {
  case RBK_WINDOW_ALL:
  case RBK_WINDOW_SPELL:
  case RBK_WINDOW_SINCE_STAGE:
    break;
  case RBK_WINDOW_SINCE:
    w.event_kind = draw_kind(g);
    break;
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
    w.event_kind = draw_kind(g);
    w.unit = (rbk_span_unit)below(g, 4);
    w.n = 1 + (int32_t)below(g, 12);
    break;
  case RBK_WINDOW_BETWEEN:
    w.from = draw_date(g);
    w.to = w.from + (rbk_date)below(g, 60) - 2;
    break;
  case RBK_WINDOW_BETWEEN_EACH:
    w.from_month = (uint8_t)(1 + below(g, 12));
    w.to_month = (uint8_t)(1 + below(g, 12));
    w.from_day = (uint8_t)(1 + below(g, 31));
    w.to_day = (uint8_t)(1 + below(g, 31));
    break;
  case RBK_WINDOW_PERIOD:
    w.name = names[below(g, 3)];
    break;
  default:
    return draw_counted(g);
  }
  return w;
}

static uint32_t add_window(drawing *g) {
  rbk_window_spec inner = chance(g, 500) ? draw_counted(g) : draw_plain(g);
  rbk_window_spec twice, w = inner;
  uint32_t kind = below(g, 10);
  if (kind < 2) {
    inner = draw_counted(g);
    w = (rbk_window_spec){.kind = RBK_WINDOW_PREVIOUS, .inner = &inner};
    twice = w;
    if (chance(g, 200)) w.inner = &twice;
  } else if (kind < 4) {
    w = (rbk_window_spec){.kind = RBK_WINDOW_LAST_YEAR, .inner = &inner};
  }
  uint32_t number;
  ck_assert_int_eq(rbk_measures_window(g->measures, &w, &number), RBK_OK);
  return number;
}

static rbk_code_set draw_set(drawing *g) {
  rbk_code_set sets[] = {rbk_set_possible(),
                         rbk_set_attended(),
                         rbk_set_absent(),
                         rbk_set_authorised(),
                         rbk_set_unauthorised(),
                         rbk_set_late(),
                         rbk_set_absent() | RBK_MISSING,
                         RBK_MISSING,
                         rbk_code_bit(rbk_code_present_am()),
                         rbk_code_bit(rbk_code_present_pm()),
                         rbk_set_attended() | rbk_set_authorised(),
                         ~(rbk_code_set)0};
  if (chance(g, 750)) return sets[below(g, 12)];
  return school_random_next(&g->r) & school_random_next(&g->r);
}

static uint32_t draw_attribute(drawing *g) {
  static const char *const names[] = {"year_group", "send", "score", "plan",
                                      "shoe_size"};
  return rbk_intern_find(&g->reg->roll.attributes,
                         rbk_text_of(names[below(g, 5)]));
}

static uint8_t draw_windows(drawing *g, uint32_t *windows) {
  uint8_t count = chance(g, 150) ? 0 : chance(g, 800) ? 1 : 2;
  for (uint8_t i = 0; i < count; i++)
    windows[i] = below(g, (uint32_t)g->measures->window_count);
  return count;
}

static void draw_filters(drawing *g, rbk_figure_spec *f) {
  if (chance(g, 150)) f->weekdays = (uint8_t)(1 + below(g, 31));
  if (chance(g, 150)) f->sessions = (uint8_t)(1 + below(g, 3));
  f->beside_closure = chance(g, 100);
  f->any_school = chance(g, 200);
  f->restarts = chance(g, 150);
  if (f->restarts) {
    f->restart = draw_match(g);
    f->restart_field = chance(g, 500) ? RBK_NONE : field_named(g, "until");
  }
  f->frozen = chance(g, 100);
  if (f->frozen) f->as_at = draw_match(g);
  f->rounded = chance(g, 150) ? (int8_t)below(g, 4) : -1;
}

/* A figure that is no arithmetic, for operands must not be (the reference
 * multiplies without care). */
static uint32_t draw_operand(drawing *g) {
  uint32_t count = (uint32_t)g->measures->figure_count, i;
  do i = below(g, count);
  while (g->measures->figures[i].kind >= RBK_FIGURE_ADD);
  return i;
}

static void add_figure(drawing *g, bool first) {
  rbk_figure_spec f = {0};
  do f.kind = (rbk_figure_kind)below(g, RBK_FIGURE_KINDS);
  while (f.kind == RBK_FIGURE_DAYS_IN_STAGE || f.kind == RBK_FIGURE_GROUP ||
         (first && f.kind >= RBK_FIGURE_ADD));
  draw_filters(g, &f);
  f.window_count = draw_windows(g, f.windows);
  f.set = draw_set(g);
  if (f.kind == RBK_FIGURE_RATE) f.of = rbk_set_possible();
  if (f.kind == RBK_FIGURE_SHARE) f.of = draw_set(g);
  if (f.kind == RBK_FIGURE_MINUTES) f.step = (int32_t)below(g, 12);
  f.match = draw_match(g);
  f.field = field_named(g, "amount");
  f.attribute = draw_attribute(g);
  f.constant = (rbk_decimal)below(g, 200000) - 20000;
  if (f.kind >= RBK_FIGURE_ADD) {
    f.left = draw_operand(g);
    f.right = draw_operand(g);
  }
  uint32_t number;
  ck_assert_int_eq(rbk_measures_figure(g->measures, &f, &number), RBK_OK);
}

/* A number that figures may well meet. */
static rbk_decimal draw_threshold(drawing *g) {
  static const rbk_decimal near[] = {0, 1, 2, 5, 10, 50, 85, 90, 95, 100};
  rbk_decimal whole = near[below(g, 10)] * RBK_DECIMAL_ONE;
  if (chance(g, 600)) return whole;
  return whole + (rbk_decimal)below(g, 20000) - 10000;
}

static void draw_comparison(drawing *g, rbk_leaf_spec *l) {
  uint32_t figures = (uint32_t)g->measures->figure_count;
  l->figure = below(g, figures);
  l->comparison = (rbk_comparison)below(g, 5);
  l->right_kind = (rbk_right_kind)(chance(g, 700) ? 0 : below(g, 3));
  l->right = draw_threshold(g);
  l->right_figure = below(g, figures);
  for (int i = 0; i < 6; i++) l->steps[i] = draw_threshold(g);
}

static void add_leaf(drawing *g) {
  static const char *const texts[] = {"Y", "autumn", "spring", ""};
  rbk_leaf_spec l = {0};
  l.kind = chance(g, 400) ? RBK_LEAF_COMPARE
                          : (rbk_leaf_kind)below(g, RBK_LEAF_KINDS);
  if (l.kind == RBK_LEAF_COMPARE) draw_comparison(g, &l);
  l.truth = (rbk_truth)below(g, 3);
  l.attribute = draw_attribute(g);
  l.text = texts[below(g, 4)];
  if (l.kind == RBK_LEAF_PARENT) {
    size_t fields = g->measures->reg->roll.parent_fields.count;
    l.attribute =
        fields && chance(g, 800) ? below(g, (uint32_t)fields) : RBK_NONE;
    if (chance(g, 500)) l.text = NULL;
  }
  l.match = draw_match(g);
  l.field = field_named(g, l.kind == RBK_LEAF_CURRENT ? "to" : "until");
  if (l.kind == RBK_LEAF_ON_RECORD) l.window_count = draw_windows(g, l.windows);
  l.set = draw_set(g);
  l.n = 1 + (int32_t)below(g, 8);
  l.weekday = (rbk_weekday)below(g, 5);
  l.date = draw_date(g);
  l.period = (rbk_period_kind)below(g, RBK_PERIOD_KINDS);
  uint32_t number;
  ck_assert_int_eq(rbk_measures_leaf(g->measures, &l, &number), RBK_OK);
}

void random_plan_make(random_plan *plan, const rbk_register *reg,
                      uint64_t seed) {
  rbk_arena_init(&plan->arena, NULL);
  ck_assert_int_eq(rbk_measures_init(&plan->measures, reg, &plan->arena),
                   RBK_OK);
  drawing g = {school_random_from(seed ^ 0x5eed), reg, &plan->measures};
  for (int i = 0; i < WINDOWS; i++) add_window(&g);
  for (int i = 0; i < FIGURES; i++) add_figure(&g, i == 0);
  for (int i = 0; i < LEAVES; i++) add_leaf(&g);
  ck_assert_int_eq(rbk_measures_fix(&plan->measures, NULL), RBK_OK);
}

void random_plan_finish(random_plan *plan) {
  rbk_arena_finish(&plan->arena);
}
