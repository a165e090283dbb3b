#include "support/layers.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

enum { ROOM = 64, SHORT_ROOM = 24 };

/* The layer being built and the line that what is made says it stands on. */
static struct {
  rbk_layer *layer;
  uint32_t line;
} now;

static void *take(size_t count, size_t size) {
  void *memory = rbk_arena_take(layer_arena(), count, size);
  ck_assert_ptr_nonnull(memory);
  return memory;
}

static rbk_where here(void) {
  ck_assert_msg(now.layer != NULL, "begin a layer first");
  return (rbk_where){now.layer->file, now.line};
}

static rbk_date date_of(const char *text) {
  rbk_date date = RBK_NO_DATE;
  if (!text || !*text) return date;
  ck_assert_msg(rbk_date_parse(rbk_text_of(text), &date), "no date: %s", text);
  return date;
}

rbk_layer *layer_begin(const char *id, const char *file) {
  rbk_layer *layer = rbk_take(NULL, 1, sizeof *layer);
  ck_assert_ptr_nonnull(layer);
  rbk_arena_init(&layer->arena, NULL);
  layer->file = file;
  layer->id = id;
  layer->title = id;
  layer->from = layer->to = RBK_NO_DATE;
  rbk_digest digest;
  rbk_digest_init(&digest);
  rbk_digest_add(&digest, id, strlen(id));
  rbk_digest_hex(&digest, layer->digest);
  for (size_t i = 0; i < RBK_HOOKS; i++) layer->hooks[i] = RBK_NONE;
  now.layer = layer;
  now.line = 1;
  layer->clauses = take(ROOM, sizeof *layer->clauses);
  layer->parameters = take(ROOM, sizeof *layer->parameters);
  layer->facts = take(ROOM, sizeof *layer->facts);
  layer->roles = take(ROOM, sizeof *layer->roles);
  layer->code_sets = take(ROOM, sizeof *layer->code_sets);
  layer->aliases = take(ROOM, sizeof *layer->aliases);
  layer->measures = take(ROOM, sizeof *layer->measures);
  layer->codings = take(ROOM, sizeof *layer->codings);
  layer->bands = take(ROOM, sizeof *layer->bands);
  layer->flags = take(ROOM, sizeof *layer->flags);
  layer->rules = take(ROOM, sizeof *layer->rules);
  layer->ladders = take(ROOM, sizeof *layer->ladders);
  layer->cohorts = take(ROOM, sizeof *layer->cohorts);
  layer->letters = take(ROOM, sizeof *layer->letters);
  layer->replacements = take(ROOM, sizeof *layer->replacements);
  layer->disabled = take(ROOM, sizeof *layer->disabled);
  layer->asked_figures = take(ROOM, sizeof *layer->asked_figures);
  layer->asked_conditions = take(ROOM, sizeof *layer->asked_conditions);
  layer->asked_windows = take(ROOM, sizeof *layer->asked_windows);
  return layer;
}

void layer_destroy(rbk_layer *layer) {
  if (!layer) return;
  if (now.layer == layer) now.layer = NULL;
  rbk_arena_finish(&layer->arena);
  rbk_release(NULL, layer);
}

void layer_resume(rbk_layer *layer) {
  now.layer = layer;
}

rbk_arena *layer_arena(void) {
  ck_assert_msg(now.layer != NULL, "begin a layer first");
  return &now.layer->arena;
}

void at_line(uint32_t line) {
  now.line = line;
}

void layer_effective(rbk_layer *layer, const char *from, const char *to) {
  layer->from = date_of(from);
  layer->to = date_of(to);
}

/* --- values --------------------------------------------------------------- */

rbk_operand nothing(void) {
  return (rbk_operand){.kind = RBK_OPERAND_NONE, .where = here()};
}

rbk_operand number(const char *decimal) {
  rbk_operand operand = {.kind = RBK_OPERAND_NUMBER, .where = here()};
  ck_assert_msg(rbk_decimal_parse(rbk_text_of(decimal), &operand.number),
                "no number: %s", decimal);
  return operand;
}

rbk_operand words(const char *text) {
  return (rbk_operand){.kind = RBK_OPERAND_TEXT, .text = text, .where = here()};
}

rbk_operand param(const char *name) {
  return (rbk_operand){
      .kind = RBK_OPERAND_PARAMETER, .text = name, .where = here()};
}

rbk_names names_of(const char *text) {
  rbk_names names = {0};
  if (!text || !*text) return names;
  names.items = take(ROOM, sizeof *names.items);
  while (*text) {
    const char *space = strchr(text, ' ');
    size_t length = space ? (size_t)(space - text) : strlen(text);
    ck_assert_uint_lt(names.count, ROOM);
    char *word = rbk_arena_copy(layer_arena(), text, length);
    ck_assert_ptr_nonnull(word);
    names.items[names.count++] = word;
    text += length + (space != NULL);
  }
  names.list = names.count > 1;
  return names;
}

/* --- code sets ------------------------------------------------------------ */

static rbk_set_expression *new_set(rbk_set_kind kind) {
  rbk_set_expression *set = take(1, sizeof *set);
  set->kind = kind;
  set->where = here();
  return set;
}

rbk_set_expression *set_of(const char *class_or_codes) {
  rbk_set_expression *set = new_set(RBK_SET_MASK);
  rbk_text unknown, text = rbk_text_of(class_or_codes);
  ck_assert_msg(rbk_code_class_set(text, &set->mask) ||
                    rbk_code_list_set(text, &set->mask, &unknown),
                "no class and no codes: %s", class_or_codes);
  return set;
}

rbk_set_expression *set_named(const char *name) {
  rbk_set_expression *set = new_set(RBK_SET_NAMED);
  set->name = name;
  return set;
}

rbk_set_expression *set_param(const char *name) {
  rbk_set_expression *set = new_set(RBK_SET_PARAMETER);
  set->name = name;
  return set;
}

static rbk_set_expression *set_pair(rbk_set_kind kind,
                                    const rbk_set_expression *a,
                                    const rbk_set_expression *b) {
  rbk_set_expression *set = new_set(kind);
  set->left = a;
  set->right = b;
  return set;
}

rbk_set_expression *set_plus(const rbk_set_expression *a,
                             const rbk_set_expression *b) {
  return set_pair(RBK_SET_UNION, a, b);
}

rbk_set_expression *set_minus(const rbk_set_expression *a,
                              const rbk_set_expression *b) {
  return set_pair(RBK_SET_MINUS, a, b);
}

/* --- windows -------------------------------------------------------------- */

rbk_window_expression *window(rbk_window_kind kind) {
  rbk_window_expression *w = take(1, sizeof *w);
  w->kind = kind;
  w->where = here();
  return w;
}

rbk_window_expression *window_last(rbk_window_kind kind, rbk_operand n) {
  rbk_window_expression *w = window(kind);
  w->n = n;
  return w;
}

rbk_window_expression *window_since(const char *event_kind) {
  rbk_window_expression *w = window(RBK_WINDOW_SINCE);
  w->name = event_kind;
  return w;
}

rbk_window_expression *window_beside(rbk_window_kind kind,
                                     const char *event_kind, rbk_operand n,
                                     rbk_span_unit unit) {
  rbk_window_expression *w = window_last(kind, n);
  w->name = event_kind;
  w->unit = unit;
  return w;
}

rbk_window_expression *window_between(rbk_operand from, rbk_operand to) {
  bool each = from.kind == RBK_OPERAND_TEXT && strlen(from.text) == 5;
  rbk_window_expression *w =
      window(each ? RBK_WINDOW_BETWEEN_EACH : RBK_WINDOW_BETWEEN);
  w->from = from;
  w->to = to;
  return w;
}

rbk_window_expression *window_period(const char *name) {
  rbk_window_expression *w = window(RBK_WINDOW_PERIOD);
  w->name = name;
  return w;
}

rbk_window_expression *window_of(rbk_window_kind kind,
                                 const rbk_window_expression *inner) {
  rbk_window_expression *w = window(kind);
  w->inner = inner;
  return w;
}

rbk_match_expression *match_of(const char *kind, const char *filters) {
  rbk_match_expression *match = take(1, sizeof *match);
  match->event_kind = kind;
  while (filters && *filters) {
    const char *end = strchr(filters, ';');
    size_t length = end ? (size_t)(end - filters) : strlen(filters);
    const char *equals = memchr(filters, '=', length);
    ck_assert_msg(equals && match->filter_count < RBK_FILTERS, "no filters: %s",
                  filters);
    size_t name = (size_t)(equals - filters);
    match->filters[match->filter_count].field =
        rbk_arena_copy(layer_arena(), filters, name);
    match->filters[match->filter_count++].value =
        words(rbk_arena_copy(layer_arena(), equals + 1, length - name - 1));
    filters += length + (end != NULL);
  }
  return match;
}

/* --- figures -------------------------------------------------------------- */

rbk_figure_expression *figure_plain(rbk_figure_kind kind) {
  rbk_figure_expression *figure = take(1, sizeof *figure);
  figure->kind = kind;
  figure->function = RBK_NONE;
  figure->where = here();
  return figure;
}

void figure_within(rbk_figure_expression *figure,
                   const rbk_window_expression *also) {
  ck_assert_uint_lt(figure->window_count, RBK_FIGURE_WINDOWS);
  figure->windows[figure->window_count++] = also;
}

rbk_figure_expression *measure_set(rbk_figure_kind kind,
                                   const rbk_set_expression *set,
                                   const rbk_window_expression *window_given) {
  rbk_figure_expression *figure = figure_plain(kind);
  figure->set = set;
  if (window_given) figure_within(figure, window_given);
  return figure;
}

rbk_figure_expression *measure(rbk_figure_kind kind, const char *set,
                               const rbk_window_expression *window_given) {
  return measure_set(kind, set_of(set), window_given);
}

rbk_figure_expression *share_of(const char *set, const char *of,
                                const rbk_window_expression *window_given) {
  rbk_figure_expression *figure = measure(RBK_FIGURE_SHARE, set, window_given);
  figure->of = set_of(of);
  return figure;
}

rbk_figure_expression *
figure_of_event(rbk_figure_kind kind, const char *event_kind, const char *field,
                const rbk_window_expression *window_given) {
  rbk_figure_expression *figure = figure_plain(kind);
  figure->match = match_of(event_kind, NULL);
  figure->field = field;
  if (window_given) figure_within(figure, window_given);
  return figure;
}

rbk_figure_expression *figure_attribute(const char *name) {
  rbk_figure_expression *figure = figure_plain(RBK_FIGURE_ATTRIBUTE);
  figure->name = name;
  return figure;
}

rbk_figure_expression *figure_number(rbk_operand constant) {
  rbk_figure_expression *figure = figure_plain(RBK_FIGURE_CONSTANT);
  figure->constant = constant;
  return figure;
}

rbk_figure_expression *figure_sum(rbk_figure_kind kind,
                                  const rbk_figure_expression *left,
                                  const rbk_figure_expression *right) {
  rbk_figure_expression *figure = figure_plain(kind);
  figure->left = left;
  figure->right = right;
  return figure;
}

rbk_figure_expression *figure_function(uint32_t function) {
  rbk_figure_expression *figure = figure_plain(RBK_FIGURE_KINDS);
  figure->function = function;
  return figure;
}

/* --- conditions ----------------------------------------------------------- */

static rbk_condition *new_condition(rbk_condition_kind kind) {
  rbk_condition *condition = take(1, sizeof *condition);
  condition->kind = kind;
  condition->function = RBK_NONE;
  condition->where = here();
  return condition;
}

rbk_condition *leaf_of(rbk_leaf_kind kind) {
  rbk_condition *condition = new_condition(RBK_CONDITION_LEAF);
  condition->leaf = kind;
  return condition;
}

rbk_condition *compare(const rbk_figure_expression *figure,
                       rbk_comparison comparison, rbk_operand right) {
  rbk_condition *condition = leaf_of(RBK_LEAF_COMPARE);
  condition->figure = figure;
  condition->comparison = comparison;
  condition->right_side = right;
  return condition;
}

rbk_condition *compare_figure(const rbk_figure_expression *figure,
                              rbk_comparison comparison,
                              const rbk_figure_expression *right) {
  rbk_condition *condition = compare(figure, comparison, nothing());
  condition->right_figure = right;
  return condition;
}

rbk_condition *compare_between(const rbk_figure_expression *figure,
                               rbk_operand low, rbk_operand high) {
  return both(compare(figure, RBK_AT_LEAST, low),
              compare(figure, RBK_AT_MOST, high));
}

rbk_condition *compare_by_half_term(const rbk_figure_expression *figure,
                                    rbk_comparison comparison,
                                    const char *parameter) {
  rbk_condition *condition = compare(figure, comparison, nothing());
  condition->by_half_term = param(parameter);
  return condition;
}

static rbk_condition *joined(rbk_condition_kind kind, const rbk_condition *a,
                             const rbk_condition *b) {
  rbk_condition *condition = new_condition(kind);
  condition->left = a;
  condition->right = b;
  return condition;
}

rbk_condition *both(const rbk_condition *a, const rbk_condition *b) {
  return joined(RBK_CONDITION_AND, a, b);
}

rbk_condition *either(const rbk_condition *a, const rbk_condition *b) {
  return joined(RBK_CONDITION_OR, a, b);
}

rbk_condition *not_so(const rbk_condition *a) {
  return joined(RBK_CONDITION_NOT, a, NULL);
}

rbk_condition *any_of(void) {
  rbk_condition *condition = new_condition(RBK_CONDITION_ANY_OF);
  condition->branches = take(SHORT_ROOM, sizeof *condition->branches);
  return condition;
}

void any_branch(rbk_condition *any, const rbk_condition *condition,
                const char *clauses) {
  ck_assert_uint_lt(any->branch_count, SHORT_ROOM);
  /* made by any_of above, so it may be written */
  rbk_branch *branches = (rbk_branch *)(uintptr_t)any->branches;
  branches[any->branch_count++] = (rbk_branch){condition, names_of(clauses)};
}

static rbk_condition *windowed(rbk_condition_kind kind, const rbk_condition *a,
                               const rbk_window_expression *w) {
  rbk_condition *condition = new_condition(kind);
  bool own = kind == RBK_CONDITION_WITHIN &&
             (a->kind == RBK_CONDITION_FIRED ||
              (a->kind == RBK_CONDITION_LEAF && a->leaf == RBK_LEAF_ON_RECORD));
  if (own)
    *condition = *a;
  else
    condition->left = a;
  ck_assert_uint_lt(condition->window_count, RBK_FIGURE_WINDOWS);
  condition->windows[condition->window_count++] = w;
  return condition;
}

rbk_condition *within(const rbk_condition *a, const rbk_window_expression *w) {
  return windowed(RBK_CONDITION_WITHIN, a, w);
}

rbk_condition *throughout(const rbk_condition *a,
                          const rbk_window_expression *w) {
  return windowed(RBK_CONDITION_THROUGHOUT, a, w);
}

rbk_condition *on_event(rbk_leaf_kind kind, const char *event_kind,
                        const char *filters) {
  rbk_condition *condition = leaf_of(kind);
  condition->match = match_of(event_kind, filters);
  return condition;
}

rbk_condition *reached(const char *event_kind, const char *field) {
  rbk_condition *condition = on_event(RBK_LEAF_REACHED, event_kind, NULL);
  condition->name = field;
  return condition;
}

rbk_condition *attribute(const char *name) {
  rbk_condition *condition = leaf_of(RBK_LEAF_ATTRIBUTE);
  condition->name = name;
  return condition;
}

rbk_condition *attribute_is(const char *name, rbk_operand text) {
  rbk_condition *condition = leaf_of(RBK_LEAF_ATTRIBUTE_IS);
  condition->name = name;
  condition->right_side = text;
  return condition;
}

rbk_condition *on_or_after(const char *date) {
  rbk_condition *condition = leaf_of(RBK_LEAF_ON_OR_AFTER);
  condition->right_side = words(date);
  return condition;
}

rbk_condition *weekday(rbk_weekday day) {
  rbk_condition *condition = leaf_of(RBK_LEAF_WEEKDAY);
  condition->weekday = day;
  return condition;
}

rbk_condition *in_term(const char *term) {
  rbk_condition *condition = leaf_of(RBK_LEAF_IN_TERM);
  condition->right_side = words(term);
  return condition;
}

rbk_condition *run_ended(const char *set, rbk_operand n) {
  rbk_condition *condition = leaf_of(RBK_LEAF_RUN_ENDED);
  condition->set = set_of(set);
  condition->right_side = n;
  return condition;
}

rbk_condition *first_day_of(rbk_period_kind period) {
  rbk_condition *condition = leaf_of(RBK_LEAF_FIRST_DAY_OF);
  condition->period = period;
  return condition;
}

rbk_condition *last_day_of(rbk_period_kind period) {
  rbk_condition *condition = leaf_of(RBK_LEAF_LAST_DAY_OF);
  condition->period = period;
  return condition;
}

static rbk_condition *named(rbk_condition_kind kind, const char *name) {
  rbk_condition *condition = new_condition(kind);
  condition->name = name;
  return condition;
}

rbk_condition *school_is(const char *name, const char *text) {
  rbk_condition *condition = named(RBK_CONDITION_SCHOOL, name);
  condition->right_side = words(text);
  return condition;
}

rbk_condition *flag_is(const char *id) {
  return named(RBK_CONDITION_FLAG, id);
}

rbk_condition *band_is(const char *band, const char *row) {
  rbk_condition *condition = named(RBK_CONDITION_BAND, band);
  condition->right_side = words(row);
  return condition;
}

rbk_condition *fired(const char *rule) {
  return named(RBK_CONDITION_FIRED, rule);
}

rbk_condition *in_stage(const char *stage) {
  return named(RBK_CONDITION_IN_STAGE, stage);
}

rbk_condition *stage_complete(const char *stage) {
  return named(RBK_CONDITION_STAGE_COMPLETE, stage);
}

rbk_figure_expression *days_in_stage(const char *stage) {
  rbk_figure_expression *figure = figure_plain(RBK_FIGURE_DAYS_IN_STAGE);
  figure->name = stage;
  return figure;
}

rbk_window_expression *since_stage(const char *stage) {
  rbk_window_expression *since = window(RBK_WINDOW_SINCE_STAGE);
  since->name = stage;
  return since;
}

rbk_condition *asks(uint32_t function) {
  rbk_condition *condition = new_condition(RBK_CONDITION_FUNCTION);
  condition->function = function;
  return condition;
}

/* --- due ------------------------------------------------------------------ */

rbk_due due_none(void) {
  return (rbk_due){.kind = RBK_DUE_NONE, .function = RBK_NONE, .where = here()};
}

rbk_due due_span(rbk_span_unit unit, rbk_operand n) {
  rbk_due due = due_none();
  due.kind = RBK_DUE_SPAN;
  due.unit = unit;
  due.n = n;
  return due;
}

rbk_due due_recorded(const char *event_kind, const char *field) {
  rbk_due due = due_none();
  due.kind = RBK_DUE_RECORDED;
  due.match = match_of(event_kind, NULL);
  due.field = field;
  return due;
}
