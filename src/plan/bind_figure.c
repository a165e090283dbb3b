/* Windows and figures with the values in force in one stretch of days. */
#include <string.h>

#include "plan/binder.h"
#include "plan/strata.h"

/* --- windows -------------------------------------------------------------- */

static bool is_counted(rbk_window_kind kind) {
  return (kind >= RBK_WINDOW_SCHOOL_DAYS && kind <= RBK_WINDOW_YEARS) ||
         kind == RBK_WINDOW_AFTER || kind == RBK_WINDOW_BEFORE;
}

/* "09-01", a day of every year. 29 February is one. */
static bool parse_day_of_year(const char *text, uint8_t *month, uint8_t *day) {
  char whole[11] = "2024-";
  rbk_date date;
  int y, m, d;
  if (strlen(text) != 5) return false;
  memcpy(whole + 5, text, 6);
  if (!rbk_date_parse(rbk_text_of(whole), &date)) return false;
  rbk_date_split(date, &y, &m, &d);
  *month = (uint8_t)m;
  *day = (uint8_t)d;
  return true;
}

/* Which of the two a `between` is, its texts say: a script that writes
 * parameters there does not know them yet. */
static rbk_status bind_between(rbk_binder *b,
                               const rbk_window_expression *window,
                               rbk_window_spec *spec) {
  const char *from, *to;
  rbk_status status = rbk_bind_text(b, &window->from, window->where, &from);
  if (status == RBK_OK) {
    status = rbk_bind_text(b, &window->to, window->where, &to);
  }
  if (status != RBK_OK) return status;
  if (parse_day_of_year(from, &spec->from_month, &spec->from_day) &&
      parse_day_of_year(to, &spec->to_month, &spec->to_day)) {
    spec->kind = RBK_WINDOW_BETWEEN_EACH;
    return RBK_OK;
  }
  spec->from_month = spec->from_day = spec->to_month = spec->to_day = 0;
  spec->kind = RBK_WINDOW_BETWEEN;
  if (rbk_date_parse(rbk_text_of(from), &spec->from) &&
      rbk_date_parse(rbk_text_of(to), &spec->to) && spec->from <= spec->to) {
    return RBK_OK;
  }
  spec->from = spec->to = 0;
  return RBK_PROBLEM(b->problems, "window", window->where,
                     "a window runs between '%s' and '%s'; give two dates in "
                     "order, 2024-09-01 or 09-01 for every year, both alike",
                     from, to);
}

static bool has_period(const rbk_calendar *calendar, const char *name) {
  for (size_t i = 0; i < calendar->named_count; i++) {
    if (strcmp(calendar->named[i].name, name) == 0) return true;
  }
  return false;
}

/* Which events of its kind a window goes by. */
static rbk_status bind_which(rbk_binder *b, const rbk_window_expression *window,
                             rbk_window_spec *spec) {
  rbk_event_match *match = rbk_arena_take(b->arena, 1, sizeof *match);
  if (!match) return RBK_NOMEM;
  spec->match = match;
  return rbk_bind_match(b, window->match, window->where, match);
}

static rbk_status window_spec(rbk_binder *b,
                              const rbk_window_expression *window,
                              rbk_window_spec *spec) {
  rbk_status status = RBK_OK;
  memset(spec, 0, sizeof *spec);
  spec->kind = window->kind;
  spec->event_kind = RBK_NONE;
  if (is_counted(window->kind)) {
    status = rbk_bind_whole(b, &window->n, 1, 100000, window->where, &spec->n);
  }
  if (status != RBK_OK) return status;
  switch (window->kind) {
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
    spec->unit = window->unit; /* and: */
    /* fall through */
  case RBK_WINDOW_SINCE:
    spec->event_kind =
        rbk_intern_find(&b->reg->history.kinds, rbk_text_of(window->name));
    return window->match ? bind_which(b, window, spec) : RBK_OK;
  case RBK_WINDOW_SINCE_STAGE:
    spec->stage =
        rbk_intern_find(&b->binding->stages, rbk_text_of(window->name));
    return spec->stage == RBK_NONE ? RBK_INTERNAL : RBK_OK;
  case RBK_WINDOW_BETWEEN:
  case RBK_WINDOW_BETWEEN_EACH:
    return bind_between(b, window, spec);
  case RBK_WINDOW_PERIOD:
    spec->name = window->name;
    if (has_period(&b->reg->calendar, window->name)) return RBK_OK;
    return rbk_bind_warn(b, "period", window->name, window->where,
                         "there is no such window; name it in calendar.json");
  case RBK_WINDOW_PREVIOUS:
  case RBK_WINDOW_LAST_YEAR: {
    rbk_window_spec *inner = rbk_arena_take(b->arena, 1, sizeof *inner);
    if (!inner) return RBK_NOMEM;
    spec->inner = inner;
    return window_spec(b, window->inner, inner);
  }
  default:
    return RBK_OK;
  }
}

rbk_status rbk_bind_window(rbk_binder *b, const rbk_window_expression *window,
                           uint32_t *out) {
  rbk_pointers *known = &b->windows[b->stretch];
  *out = rbk_pointers_get(known, window);
  if (*out != RBK_NONE) return RBK_OK;
  rbk_window_spec spec;
  rbk_status status = window_spec(b, window, &spec);
  if (status == RBK_OK) {
    status = rbk_measures_window(&b->edition->measures, &spec, out);
  }
  return status == RBK_OK ? rbk_pointers_put(known, window, *out) : status;
}

rbk_status rbk_bind_windows(rbk_binder *b,
                            const rbk_window_expression *const *windows,
                            size_t count, uint32_t *out, uint8_t *out_count) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    status = rbk_bind_window(b, windows[i], &out[i]);
  }
  *out_count = (uint8_t)count;
  return status;
}

/* --- what a figure is called ---------------------------------------------- */

static rbk_status keep_label(rbk_binder *b, uint32_t number,
                             const rbk_figure_expression *figure) {
  rbk_edition_bound *edition = b->edition;
  if (number < edition->label_count) return RBK_OK; /* the first name stays */
  rbk_status status =
      rbk_bind_room(b->arena, &edition->labels, &b->label_capacity,
                    (size_t)number + 1, sizeof *edition->labels);
  if (status != RBK_OK) return status;
  const char *text = figure->label;
  if (!text) {
    const rbk_layer *layer = rbk_plan_layer_at(b->plan, figure->where);
    text = rbk_bound_place(b->binding, b->arena, layer, figure->where.line);
    if (!text) return RBK_NOMEM;
  }
  edition->labels[number] = (rbk_label){number, text};
  edition->label_count = (size_t)number + 1;
  return RBK_OK;
}

/* --- figures -------------------------------------------------------------- */

static rbk_status bind_counts(rbk_binder *b,
                              const rbk_figure_expression *figure,
                              rbk_figure_spec *spec) {
  rbk_status status = rbk_bind_set(b, figure->set, &spec->set);
  if (status == RBK_OK) status = rbk_bind_set(b, figure->of, &spec->of);
  if (status != RBK_OK) return status;
  if (figure->kind == RBK_FIGURE_RATE) spec->of = rbk_set_possible();
  spec->weekdays = figure->weekdays;
  spec->sessions = figure->sessions;
  spec->beside_closure = figure->beside_closure;
  spec->any_school = figure->any_school;
  return rbk_bind_windows(b, figure->windows, figure->window_count,
                          spec->windows, &spec->window_count);
}

static rbk_status bind_events(rbk_binder *b,
                              const rbk_figure_expression *figure,
                              rbk_figure_spec *spec) {
  rbk_status status = RBK_OK;
  if (figure->restart) {
    spec->restarts = true;
    spec->restart_field = rbk_bind_field(b, figure->restart_field);
    status = rbk_bind_match(b, figure->restart, figure->where, &spec->restart);
  }
  if (status == RBK_OK && figure->as_at) {
    spec->frozen = true;
    status = rbk_bind_match(b, figure->as_at, figure->where, &spec->as_at);
  }
  if (status == RBK_OK && figure->match) {
    status = rbk_bind_match(b, figure->match, figure->where, &spec->match);
  }
  if (figure->kind == RBK_FIGURE_RECORDED) {
    spec->field = rbk_bind_field(b, figure->field);
  }
  return status;
}

static rbk_status bind_numbers(rbk_binder *b,
                               const rbk_figure_expression *figure,
                               rbk_figure_spec *spec) {
  rbk_status status = RBK_OK;
  spec->rounded = -1;
  if (figure->rounded.kind != RBK_OPERAND_NONE) {
    int32_t places;
    status = rbk_bind_whole(b, &figure->rounded, 0, RBK_DECIMAL_PLACES,
                            figure->where, &places);
    if (status == RBK_OK) spec->rounded = (int8_t)places;
  }
  if (status == RBK_OK && figure->step.kind != RBK_OPERAND_NONE) {
    status =
        rbk_bind_whole(b, &figure->step, 1, 1440, figure->where, &spec->step);
  }
  if (status == RBK_OK && figure->kind == RBK_FIGURE_CONSTANT) {
    status =
        rbk_bind_number(b, &figure->constant, figure->where, &spec->constant);
  }
  if (status == RBK_OK && figure->kind == RBK_FIGURE_ATTRIBUTE) {
    status =
        rbk_bind_attribute(b, figure->name, figure->where, &spec->attribute);
  }
  if (status == RBK_OK && figure->kind == RBK_FIGURE_DAYS_IN_STAGE) {
    spec->stage =
        rbk_intern_find(&b->binding->stages, rbk_text_of(figure->name));
    if (spec->stage == RBK_NONE) status = RBK_INTERNAL;
  }
  return status;
}

static bool is_arithmetic(rbk_figure_kind kind) {
  return kind == RBK_FIGURE_ADD || kind == RBK_FIGURE_SUBTRACT ||
         kind == RBK_FIGURE_MULTIPLY;
}

static rbk_status bind_plain(rbk_binder *b, const rbk_figure_expression *figure,
                             uint32_t *out) {
  rbk_figure_spec spec;
  memset(&spec, 0, sizeof spec);
  spec.kind = figure->kind;
  rbk_status status = RBK_OK;
  if (figure->kind == RBK_FIGURE_KINDS) {
    spec.kind = RBK_FIGURE_CONSTANT; /* to go on with */
    status = RBK_PROBLEM(b->problems, "function-figure", figure->where,
                         "what a function measures can only be compared with a "
                         "number or a parameter; let the function do the rest");
  }
  if (status == RBK_OK) status = bind_counts(b, figure, &spec);
  if (status == RBK_OK) status = bind_events(b, figure, &spec);
  if (status == RBK_OK) status = bind_numbers(b, figure, &spec);
  if (status == RBK_OK && figure->kind == RBK_FIGURE_GROUP) {
    status = rbk_bind_group(b, figure, &spec.group);
  }
  if (status == RBK_OK && is_arithmetic(figure->kind)) {
    status = rbk_bind_figure(b, figure->left, &spec.left);
    if (status == RBK_OK)
      status = rbk_bind_figure(b, figure->right, &spec.right);
  }
  if (status == RBK_OK) {
    status = rbk_measures_figure(&b->edition->measures, &spec, out);
  }
  return status == RBK_OK ? keep_label(b, *out, figure) : status;
}

/* What stands for a measure that a layer replaced, or the measure itself. A
 * replacement may be made of the measure it replaces. */
static const rbk_figure_expression *
in_force(const rbk_binder *b, const rbk_figure_expression *figure) {
  const rbk_plan *plan = b->plan;
  for (size_t i = 0; i < plan->replaced_measure_count; i++) {
    const struct rbk_replaced_measure *replaced = &plan->replaced_measures[i];
    bool inside = b->replacing && figure->label &&
                  strcmp(b->replacing, figure->label) == 0;
    if (replaced->was == figure && !inside) figure = replaced->is;
  }
  return figure;
}

static rbk_status bind_replaced(rbk_binder *b, const rbk_figure_expression *was,
                                const rbk_figure_expression *is,
                                uint32_t *out) {
  const char *outer = b->replacing;
  rbk_pointers *outer_inside = b->inside, inside;
  rbk_pointers_init(&inside, b->scratch);
  b->replacing = was->label;
  b->inside = &inside;
  rbk_status status = rbk_bind_figure(b, is, out);
  b->replacing = outer;
  b->inside = outer_inside;
  return status;
}

rbk_status rbk_bind_figure(rbk_binder *b, const rbk_figure_expression *figure,
                           uint32_t *out) {
  rbk_pointers *known = b->inside ? b->inside : &b->figures[b->stretch];
  *out = rbk_pointers_get(known, figure);
  if (*out != RBK_NONE) return RBK_OK;
  const rbk_figure_expression *is = in_force(b, figure);
  rbk_status status = is == figure ? bind_plain(b, figure, out)
                                   : bind_replaced(b, figure, is, out);
  return status == RBK_OK ? rbk_pointers_put(known, figure, *out) : status;
}

/* --- in all stretches ----------------------------------------------------- */

rbk_status rbk_bind_figure_always(rbk_binder *b,
                                  const rbk_figure_expression *figure,
                                  const char *what, uint32_t *out) {
  *out = RBK_NONE;
  if (!figure) return RBK_OK;
  rbk_status status = RBK_OK;
  bool differs = false;
  for (size_t s = 0; s < b->edition->stretch_count && status == RBK_OK; s++) {
    uint32_t number;
    b->stretch = s;
    status = rbk_bind_figure(b, figure, &number);
    differs = differs || (s > 0 && number != *out);
    *out = number;
  }
  b->stretch = 0;
  if (status != RBK_OK || !differs) return status;
  *out = RBK_NONE;
  return RBK_PROBLEM(b->problems, "dated-parameter", figure->where,
                     "%s cannot change from day to day, as a dated parameter "
                     "makes this measure do; use one without dates",
                     what);
}

rbk_status rbk_bind_figure_daily(rbk_binder *b,
                                 const rbk_figure_expression *figure) {
  if (figure->kind == RBK_FIGURE_KINDS) return RBK_OK; /* asked by function */
  rbk_status status = RBK_OK;
  for (size_t s = 0; s < b->edition->stretch_count && status == RBK_OK; s++) {
    uint32_t number;
    b->stretch = s;
    status = rbk_bind_figure(b, figure, &number);
  }
  b->stretch = 0;
  return status;
}

rbk_status rbk_bind_window_daily(rbk_binder *b,
                                 const rbk_window_expression *window) {
  rbk_status status = RBK_OK;
  for (size_t s = 0; s < b->edition->stretch_count && status == RBK_OK; s++) {
    uint32_t number;
    b->stretch = s;
    status = rbk_bind_window(b, window, &number);
  }
  b->stretch = 0;
  return status;
}
