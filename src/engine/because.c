/* Why: the leaves of a condition that hold on a day, in the order of the
 * script, and the leaf that leaves a condition unknown. */
#include "engine/inside.h"
#include "measure/evidence.h"

#include <stdlib.h>
#include <string.h>

typedef struct finding {
  rbk_worker *w;
  rbk_page *page;
  const rbk_event *event; /* of an event rule */
  rbk_because *items;
  size_t count, capacity;
  rbk_word *sessions; /* marks behind the figures, by session; NULL: unasked */
  rbk_date from, to;  /* of those made at another school too; from > to: none */
  rbk_code_set elsewhere;
} finding;

static const char *const weekday_words[] = {"mon", "tue", "wed", "thu",
                                            "fri", "sat", "sun"};
static const char *const period_words[RBK_PERIOD_KINDS] = {
    "school_year", "term", "half_term", "month", "week", "day"};

/* What a comparison says where it fails. */
static const char *const failing[] = {[RBK_AT_LEAST] = "below",
                                      [RBK_ABOVE] = "at_most",
                                      [RBK_AT_MOST] = "above",
                                      [RBK_BELOW] = "at_least",
                                      [RBK_IS] = "is_not"};

static rbk_because *add(finding *f) {
  if (f->count == f->capacity) {
    size_t wanted = f->capacity ? f->capacity * 2 : 4;
    rbk_because *more = rbk_arena_take(f->w->arena, wanted, sizeof *more);
    if (more == NULL) return NULL;
    if (f->count > 0) memcpy(more, f->items, f->count * sizeof *more);
    f->items = more;
    f->capacity = wanted;
  }
  rbk_because *item = &f->items[f->count++];
  *item = (rbk_because){0};
  return item;
}

static const char *print_date(rbk_worker *w, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  return rbk_arena_copy(w->arena, text, strlen(text));
}

/* --- figures ------------------------------------------------------------- */

int rbk_value_places(int64_t n, int64_t d) {
  int64_t scaled = n;
  for (int places = 0; places <= RBK_DECIMAL_PLACES; places++) {
    if (scaled % d == 0) return places;
    if (!rbk_checked_mul(scaled, 10, &scaled)) break;
  }
  return 2;
}

static const char *print_value(rbk_worker *w, const rbk_value *value,
                               bool ratio) {
  char text[40];
  if (rbk_value_is_suppressed(value)) return "x";
  if (value->known == RBK_NO_DATA) return "no data";
  int length =
      rbk_ratio_print(value->n, value->d,
                      ratio ? 2 : rbk_value_places(value->n, value->d), text);
  return rbk_arena_copy(w->arena, text, (size_t)length);
}

static const char *print_decimal(rbk_worker *w, rbk_decimal value) {
  char text[24];
  int length = rbk_decimal_print(value, text);
  return rbk_arena_copy(w->arena, text, (size_t)length);
}

bool rbk_figure_is_ratio(const rbk_page *page, uint32_t figure) {
  const rbk_figure_spec *spec = &page->edition->measures.figures[figure];
  if (spec->kind == RBK_FIGURE_GROUP) {
    rbk_group_measure measure = page->edition->groups[spec->group].measure;
    return measure == RBK_GROUP_SHARE || measure == RBK_GROUP_POOLED;
  }
  return spec->kind == RBK_FIGURE_RATE || spec->kind == RBK_FIGURE_SHARE;
}

static rbk_status threshold_of(finding *f, const rbk_leaf_spec *leaf,
                               rbk_day day, const char **out) {
  if (leaf->right_kind == RBK_RIGHT_FIGURE) {
    rbk_value value;
    rbk_status status =
        rbk_desk_value(f->page->desk, leaf->right_figure, day, &value);
    if (status != RBK_OK) return status;
    *out = print_value(f->w, &value,
                       rbk_figure_is_ratio(f->page, leaf->right_figure));
    return *out ? RBK_OK : RBK_NOMEM;
  }
  rbk_decimal right = leaf->right;
  if (leaf->right_kind == RBK_RIGHT_BY_HALF_TERM) {
    uint8_t number =
        rbk_calendar_period(f->w->calendar, RBK_PERIOD_HALF_TERM, day)->number;
    right = leaf->steps[number - 1];
  }
  *out = print_decimal(f->w, right);
  return *out ? RBK_OK : RBK_NOMEM;
}

/* Notes the marks that a figure is made of. */
static rbk_status note_marks(finding *f, uint32_t figure, rbk_day day) {
  rbk_desk *desk = f->page->desk;
  const rbk_figure_spec *spec = &f->page->edition->measures.figures[figure];
  if (spec->kind >= RBK_FIGURE_ADD && spec->kind <= RBK_FIGURE_MULTIPLY) {
    rbk_status status = note_marks(f, spec->left, day);
    return status == RBK_OK ? note_marks(f, spec->right, day) : status;
  }
  rbk_behind evidence;
  rbk_status status = rbk_evidence_find(desk, figure, day, &evidence);
  if (status != RBK_OK || !evidence.any) return status;
  size_t count;
  const rbk_exception *marks = rbk_desk_exceptions(desk, &count);
  for (size_t i = 0; i < count; i++)
    if (rbk_evidence_lists(desk, figure, &evidence, &marks[i]))
      rbk_bits_set(f->sessions, (size_t)marks[i].session);
  if (!spec->any_school) return RBK_OK;
  rbk_date from = f->w->calendar->date[evidence.first];
  rbk_date to = f->w->calendar->date[evidence.last];
  bool first = f->from > f->to;
  if (first || from < f->from) f->from = from;
  if (first || to > f->to) f->to = to;
  f->elsewhere |= evidence.set;
  return RBK_OK;
}

static rbk_status add_figure(finding *f, const rbk_leaf_spec *leaf, rbk_day day,
                             bool holds) {
  rbk_value value;
  rbk_status status = rbk_desk_value(f->page->desk, leaf->figure, day, &value);
  if (status != RBK_OK) return status;
  rbk_because *item = add(f);
  if (item == NULL) return RBK_NOMEM;
  bool ratio = rbk_figure_is_ratio(f->page, leaf->figure);
  item->kind = RBK_BECAUSE_MEASURE;
  item->name = rbk_bound_label(f->page->edition, leaf->figure);
  item->value = print_value(f->w, &value, ratio);
  item->ratio = ratio && value.known != RBK_NO_DATA;
  item->n = value.count;
  item->d = value.of;
  item->is =
      holds ? rbk_comparison_name(leaf->comparison) : failing[leaf->comparison];
  item->as_of = print_date(f->w, f->w->calendar->date[day]);
  if (!item->value || !item->as_of) return RBK_NOMEM;
  const char *threshold;
  status = threshold_of(f, leaf, day, &threshold);
  if (status == RBK_OK) item->threshold = threshold;
  if (status == RBK_OK && f->sessions) {
    status = note_marks(f, leaf->figure, day);
    if (status == RBK_OK && leaf->right_kind == RBK_RIGHT_FIGURE)
      status = note_marks(f, leaf->right_figure, day);
  }
  return status;
}

rbk_status rbk_because_figure(rbk_worker *w, rbk_page *page, uint32_t figure,
                              rbk_day day, rbk_because *out) {
  rbk_value value;
  rbk_status status = rbk_desk_value(page->desk, figure, day, &value);
  if (status != RBK_OK) return status;
  bool ratio = rbk_figure_is_ratio(page, figure);
  *out = (rbk_because){.kind = RBK_BECAUSE_MEASURE,
                       .name = rbk_bound_label(page->edition, figure),
                       .value = print_value(w, &value, ratio),
                       .ratio = ratio && value.known != RBK_NO_DATA,
                       .n = value.count,
                       .d = value.of};
  return out->value ? RBK_OK : RBK_NOMEM;
}

/* "la/bedford:12", as unnamed measures are called, or the measure's name. */
static const char *place_of(rbk_worker *w, const rbk_node *node) {
  const rbk_function *function = &w->binding->functions[node->function];
  const rbk_figure_expression *figure = node->source->figure;
  if (figure != NULL && figure->label != NULL) return figure->label;
  uint32_t line = figure ? figure->where.line : node->source->where.line;
  return rbk_bound_place(w->binding, w->arena, function->layer, line);
}

static rbk_status add_function(finding *f, uint32_t number, rbk_day day,
                               bool holds) {
  const rbk_node *node = &f->page->edition->nodes[number];
  const char *place = place_of(f->w, node);
  rbk_because *item = add(f);
  if (item == NULL || place == NULL) return RBK_NOMEM;
  if (node->kind == RBK_NODE_FUNCTION) {
    item->kind = RBK_BECAUSE_HOLDS;
    item->name = rbk_arena_format(f->w->arena, "%sfunction %s",
                                  holds ? "" : "not ", place);
    return item->name ? RBK_OK : RBK_NOMEM;
  }
  const rbk_value *value = rbk_function_value(f->page, number, day);
  item->kind = RBK_BECAUSE_MEASURE;
  item->name = place;
  item->value = print_value(f->w, value, false);
  item->is =
      holds ? rbk_comparison_name(node->comparison) : failing[node->comparison];
  item->threshold = print_decimal(f->w, node->right_side);
  item->as_of = print_date(f->w, f->w->calendar->date[day]);
  return item->value && item->threshold && item->as_of ? RBK_OK : RBK_NOMEM;
}

/* --- other leaves -------------------------------------------------------- */

/* The event that it holds by; under `~` there is none, save the one whose day
 * is not reached. */
static rbk_status event_of(finding *f, const rbk_leaf_spec *leaf,
                           const rbk_node *node, rbk_day day, bool holds,
                           const rbk_event **out) {
  *out = NULL;
  if (!holds && leaf->kind != RBK_LEAF_REACHED) return RBK_OK;
  if (f->event && leaf->kind == RBK_LEAF_EVENT &&
      rbk_event_matches(f->event, &leaf->match)) {
    *out = f->event;
    return RBK_OK;
  }
  return rbk_desk_event_of(f->page->desk, node->leaf, day, out);
}

static rbk_status add_event(finding *f, const rbk_leaf_spec *leaf,
                            const rbk_node *node, rbk_day day, bool holds) {
  const rbk_event *event;
  rbk_status status = event_of(f, leaf, node, day, holds, &event);
  if (status != RBK_OK) return status;
  rbk_because *item = add(f);
  if (item == NULL) return RBK_NOMEM;
  item->kind = RBK_BECAUSE_EVENT;
  if (leaf->match.kind != RBK_NONE)
    item->name = rbk_intern_text(&f->w->reg->history.kinds, leaf->match.kind);
  else if (node->source && node->source->match)
    item->name = node->source->match->event_kind;
  else
    item->name = "";
  if (event == NULL) return RBK_OK;
  item->id = event->id[0] ? event->id : NULL;
  item->date = print_date(f->w, event->date);
  return item->date ? RBK_OK : RBK_NOMEM;
}

static rbk_status add_attribute(finding *f, const rbk_leaf_spec *leaf,
                                const rbk_node *node, rbk_day day) {
  rbk_because *item = add(f);
  if (item == NULL) return RBK_NOMEM;
  const rbk_register *reg = f->w->reg;
  item->kind = RBK_BECAUSE_ATTRIBUTE;
  item->value = "";
  if (leaf->attribute != RBK_NONE) {
    item->name = rbk_intern_text(&reg->roll.attributes, leaf->attribute);
    item->value = rbk_history_attribute(&reg->history, &reg->roll, f->w->pupil,
                                        leaf->attribute, day);
  } else {
    item->name = node->source && node->source->name ? node->source->name : "";
  }
  return RBK_OK;
}

/* "param.mode is percent": what the parameter was compared with. */
static const char *parameter_word(finding *f, const rbk_condition *source) {
  const rbk_operand *with = &source->right_side;
  char number[24];
  if (with->kind == RBK_OPERAND_NUMBER) rbk_decimal_print(with->number, number);
  return rbk_arena_format(f->w->arena, "param.%s is %s", source->name,
                          with->kind == RBK_OPERAND_NUMBER ? number
                                                           : with->text);
}

/* The word of a leaf that has neither figure nor event nor attribute. */
static const char *word_of(finding *f, const rbk_leaf_spec *leaf,
                           const rbk_node *node) {
  rbk_arena *arena = f->w->arena;
  char date[11];
  switch (leaf->kind) {
  case RBK_LEAF_COMPULSORY_AGE:
    return "compulsory_school_age";
  case RBK_LEAF_RUN_ENDED:
    return rbk_arena_format(arena, "run_ended %d", (int)leaf->n);
  case RBK_LEAF_WEEKDAY:
    return rbk_arena_format(arena, "weekday %s", weekday_words[leaf->weekday]);
  case RBK_LEAF_ON_OR_AFTER:
    rbk_date_print(leaf->date, date);
    return rbk_arena_format(arena, "on_or_after %s", date);
  case RBK_LEAF_IN_TERM:
    return rbk_arena_format(arena, "in_term %s", leaf->text);
  case RBK_LEAF_FIRST_DAY_OF:
    return rbk_arena_format(arena, "first_day_of %s",
                            period_words[leaf->period]);
  case RBK_LEAF_LAST_DAY_OF:
    return rbk_arena_format(arena, "last_day_of %s",
                            period_words[leaf->period]);
  default:
    break;
  }
  if (node->source && node->source->kind == RBK_CONDITION_SCHOOL &&
      node->source->name)
    return rbk_arena_format(arena, "school %s", node->source->name);
  if (node->source && node->source->kind == RBK_CONDITION_PARAMETER)
    return parameter_word(f, node->source);
  return "always";
}

static rbk_status add_word(finding *f, const char *word, bool holds) {
  rbk_because *item = add(f);
  if (item == NULL || word == NULL) return RBK_NOMEM;
  item->kind = RBK_BECAUSE_HOLDS;
  item->name = holds ? word : rbk_arena_format(f->w->arena, "not %s", word);
  return item->name ? RBK_OK : RBK_NOMEM;
}

/* "parent language", and what parents.csv says. */
static rbk_status add_parent(finding *f, const rbk_leaf_spec *leaf,
                             const rbk_node *node) {
  rbk_because *item = add(f);
  if (item == NULL) return RBK_NOMEM;
  item->kind = RBK_BECAUSE_ATTRIBUTE;
  item->name = rbk_arena_format(f->w->arena, "parent %s",
                                node->source ? node->source->name : "");
  item->value = rbk_desk_parent_text(f->page->desk, leaf->attribute);
  return item->name ? RBK_OK : RBK_NOMEM;
}

static rbk_status add_leaf(finding *f, const rbk_node *node, rbk_day day,
                           bool holds) {
  const rbk_leaf_spec *leaf = &f->page->edition->measures.leaves[node->leaf];
  switch (leaf->kind) {
  case RBK_LEAF_COMPARE:
    return add_figure(f, leaf, day, holds);
  case RBK_LEAF_ATTRIBUTE:
  case RBK_LEAF_ATTRIBUTE_IS:
  case RBK_LEAF_ATTRIBUTE_EVER:
    return add_attribute(f, leaf, node, day);
  case RBK_LEAF_PARENT:
    return add_parent(f, leaf, node);
  case RBK_LEAF_ON_RECORD:
  case RBK_LEAF_EVENT:
  case RBK_LEAF_CURRENT:
  case RBK_LEAF_LATEST:
  case RBK_LEAF_REACHED:
    return add_event(f, leaf, node, day, holds);
  case RBK_LEAF_CONSTANT: /* without a source it stands for nothing said */
    if (node->source == NULL) return RBK_OK;
    return add_word(f, word_of(f, leaf, node), holds);
  default:
    return add_word(f, word_of(f, leaf, node), holds);
  }
}

/* --- the walk ------------------------------------------------------------ */

/* The last day of the window on which the condition was as wanted: the day
 * that c:within(w) holds by, or c:throughout(w) fails by. */
static rbk_status day_within(finding *f, uint32_t number, rbk_day day,
                             rbk_truth wanted, rbk_day *out) {
  const rbk_window *window = f->page->windows[number];
  *out = day;
  if (window == NULL) return RBK_OK;
  rbk_day from = window->from[day] < 0 ? 0 : window->from[day];
  for (rbk_day d = window->to[day]; d >= from; d--) {
    if (!rbk_bits_get(f->w->on_roll, (size_t)d)) continue;
    rbk_truth truth;
    rbk_status status = rbk_truth_on(
        f->w, f->page, f->page->edition->nodes[number].left, d, &truth);
    if (status != RBK_OK) return status;
    if (truth != wanted) continue;
    *out = d;
    return RBK_OK;
  }
  return RBK_OK;
}

static const char *fired_word(finding *f, const rbk_node *node) {
  return rbk_arena_format(f->w->arena, "fired %s",
                          rbk_intern_text(&f->w->binding->rules, node->rule));
}

static const char *stage_word(finding *f, const rbk_node *node) {
  return rbk_arena_format(f->w->arena, "%s %s",
                          node->kind == RBK_NODE_IN_STAGE ? "in_stage"
                                                          : "stage_complete",
                          rbk_intern_text(&f->w->binding->stages, node->stage));
}

static uint32_t part_on(const rbk_node *node, rbk_day day) {
  for (size_t i = 0; i < node->part_count; i++)
    if (node->parts[i].first <= day && day <= node->parts[i].last)
      return node->parts[i].node;
  return RBK_NONE;
}

/* Lists the leaves whose truth is the one that speaks for the condition:
 * those that hold, under `~` those that fail. */
static rbk_status walk(finding *f, uint32_t number, rbk_day day, bool holds) {
  const rbk_node *node = &f->page->edition->nodes[number];
  rbk_status status = RBK_OK;
  rbk_truth truth;
  rbk_day then;
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    status = walk(f, node->left, day, holds);
    return status == RBK_OK ? walk(f, node->right, day, holds) : status;
  case RBK_NODE_NOT:
    return walk(f, node->left, day, !holds);
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    status = day_within(f, number, day, holds ? RBK_TRUE : RBK_FALSE, &then);
    return status == RBK_OK ? walk(f, node->left, then, holds) : status;
  case RBK_NODE_DATED:
    return walk(f, part_on(node, day), day, holds);
  default:
    break;
  }
  status = rbk_truth_on(f->w, f->page, number, day, &truth);
  if (status != RBK_OK || truth != (holds ? RBK_TRUE : RBK_FALSE))
    return status;
  switch (node->kind) {
  case RBK_NODE_LEAF:
    return add_leaf(f, node, day, holds);
  case RBK_NODE_FUNCTION:
  case RBK_NODE_COMPARE_FUNCTION:
    return add_function(f, number, day, holds);
  case RBK_NODE_FIRED:
  case RBK_NODE_FIRED_WITHIN:
    return add_word(f, fired_word(f, node), holds);
  case RBK_NODE_IN_STAGE:
  case RBK_NODE_STAGE_COMPLETE:
    return add_word(f, stage_word(f, node), holds);
  default:
    return RBK_OK;
  }
}

/* --- marks --------------------------------------------------------------- */

typedef struct shown_mark {
  rbk_date date;
  int session; /* 0, 1 */
  const char *code, *school;
} shown_mark;

static int by_session(const void *left, const void *right) {
  const shown_mark *a = left, *b = right;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->session != b->session) return a->session - b->session;
  return (a->school != NULL) - (b->school != NULL);
}

/* "2025-02-03 AM O", with the school behind it where it is another. There are
 * many, so the parts are put together without a format. */
static const char *print_mark(rbk_worker *w, const shown_mark *mark) {
  char date[11];
  rbk_date_print(mark->date, date);
  const char *half = mark->session == 0 ? "AM" : "PM";
  if (mark->school != NULL)
    return rbk_arena_format(w->arena, "%s %s %s %s", date, half, mark->code,
                            mark->school);
  size_t length = strlen(mark->code);
  char *text = rbk_arena_take(w->arena, sizeof "2025-02-03 AM " + length, 1);
  if (text == NULL) return NULL;
  memcpy(text, date, 10);
  text[10] = ' ';
  memcpy(text + 11, half, 2);
  text[13] = ' ';
  memcpy(text + 14, mark->code, length + 1);
  return text;
}

static rbk_status list_marks(const finding *f, rbk_list *out) {
  rbk_worker *w = f->w;
  size_t count = 0, foreign;
  const rbk_foreign_mark *others =
      rbk_marks_foreign(&w->reg->marks, w->pupil, &foreign);
  size_t most = foreign, sessions = 2 * w->days;
  for (size_t i = rbk_bits_next(f->sessions, sessions, 0); i < sessions;
       i = rbk_bits_next(f->sessions, sessions, i + 1))
    most++;
  shown_mark *marks = rbk_arena_take(&w->scratch, most, sizeof *marks);
  if (marks == NULL) return RBK_NOMEM;
  const uint8_t *bytes = rbk_marks_of(&w->reg->marks, w->pupil);
  for (size_t s = rbk_bits_next(f->sessions, sessions, 0); s < sessions;
       s = rbk_bits_next(f->sessions, sessions, s + 1)) {
    const char *letters = bytes[s] ? rbk_code_letters(bytes[s]) : "-";
    marks[count++] =
        (shown_mark){w->calendar->date[s / 2], (int)(s % 2), letters, NULL};
  }
  for (size_t i = 0; i < foreign; i++) {
    const rbk_foreign_mark *m = &others[i];
    if (m->date < f->from || m->date > f->to ||
        (f->elsewhere & rbk_code_bit(m->code)) == 0)
      continue;
    marks[count++] = (shown_mark){m->date, m->session == RBK_AM ? 0 : 1,
                                  rbk_code_letters(m->code), m->school};
  }
  if (foreign > 0 && count > 0) qsort(marks, count, sizeof *marks, by_session);
  const char **items = rbk_arena_take(w->arena, count, sizeof *items);
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    items[i] = print_mark(w, &marks[i]);
    if (items[i] == NULL) return RBK_NOMEM;
  }
  *out = (rbk_list){items, count, true};
  return RBK_OK;
}

rbk_status rbk_marks_behind(rbk_worker *w, const rbk_ground *ground,
                            rbk_day day, rbk_list *out) {
  finding f = {.w = w, .event = ground->event, .from = 1};
  *out = ground->marks;
  if (ground->given_count > 0 || ground->node == RBK_NONE) return RBK_OK;
  f.page = rbk_page_for(w, &w->pages[ground->edition], ground->party);
  f.sessions = rbk_arena_take(&w->scratch, rbk_bits_words(2 * w->days),
                              sizeof(rbk_word));
  if (f.sessions == NULL) return RBK_NOMEM;
  const rbk_event *before = w->event;
  w->event = ground->event;
  w->explaining = true;
  rbk_status status = walk(&f, ground->node, day, !ground->fell);
  w->explaining = false;
  w->event = before;
  return status == RBK_OK ? list_marks(&f, out) : status;
}

rbk_status rbk_because_of(rbk_worker *w, const rbk_ground *ground, rbk_day day,
                          const rbk_because **items, size_t *count) {
  finding f = {.w = w, .event = ground->event};
  if (ground->given_count > 0) {
    *items = ground->given;
    *count = ground->given_count;
    return RBK_OK;
  }
  if (ground->node != RBK_NONE) {
    f.page = rbk_page_for(w, &w->pages[ground->edition], ground->party);
    const rbk_event *before = w->event;
    w->event = ground->event;
    w->explaining = true;
    rbk_status status = walk(&f, ground->node, day, !ground->fell);
    w->explaining = false;
    w->event = before;
    if (status != RBK_OK) return status;
  }
  *items = f.items;
  *count = f.count;
  return RBK_OK;
}

/* --- what is unknown ----------------------------------------------------- */

static rbk_status unknown_leaf(rbk_worker *w, rbk_page *page,
                               const rbk_node *node, rbk_day day,
                               const char **text) {
  const rbk_leaf_spec *leaf = &page->edition->measures.leaves[node->leaf];
  const char *name = NULL, *says = "has no data";
  if (leaf->kind == RBK_LEAF_COMPARE) {
    rbk_value value;
    rbk_status status = rbk_desk_value(page->desk, leaf->figure, day, &value);
    if (status != RBK_OK) return status;
    uint32_t which = leaf->figure;
    if (value.known == RBK_KNOWN && leaf->right_kind == RBK_RIGHT_FIGURE)
      which = leaf->right_figure;
    if (value.known == RBK_LOWER_BOUND)
      says = "is only known to be that or more";
    if (which != leaf->figure)
      status = rbk_desk_value(page->desk, which, day, &value);
    if (status != RBK_OK) return status;
    if (rbk_value_is_suppressed(&value))
      says = "is x: too few pupils are in the group";
    name = rbk_bound_label(page->edition, which);
  } else if (leaf->kind == RBK_LEAF_COMPULSORY_AGE) {
    name = "compulsory_school_age";
    says = "is not known: no date of birth and no year group";
  } else if (leaf->match.kind != RBK_NONE) {
    name = rbk_intern_text(&w->reg->history.kinds, leaf->match.kind);
  } else if (node->source && node->source->match) {
    name = node->source->match->event_kind;
  }
  *text = rbk_arena_format(w->arena, "%s %s", name ? name : "a window", says);
  return *text ? RBK_OK : RBK_NOMEM;
}

/* Looks for an unknown leaf under an unknown node: for one that failed, or for
 * the first of all. */
static rbk_status look(rbk_worker *w, rbk_page *page, uint32_t number,
                       rbk_day day, bool failed_only, rbk_cause *out,
                       bool *found) {
  const rbk_node *node = &page->edition->nodes[number];
  rbk_truth truth;
  rbk_status status = rbk_truth_on(w, page, number, day, &truth);
  if (status != RBK_OK || truth != RBK_UNKNOWN || *found) return status;
  const rbk_window *window = page->windows[number];
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    status = look(w, page, node->left, day, failed_only, out, found);
    if (status != RBK_OK || *found) return status;
    return look(w, page, node->right, day, failed_only, out, found);
  case RBK_NODE_NOT:
    return look(w, page, node->left, day, failed_only, out, found);
  case RBK_NODE_DATED:
    return look(w, page, part_on(node, day), day, failed_only, out, found);
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    if (window->exists == NULL || rbk_bits_get(window->exists, (size_t)day)) {
      for (rbk_day d = window->to[day];
           status == RBK_OK && d >= 0 && d >= window->from[day]; d--)
        if (rbk_bits_get(w->on_roll, (size_t)d))
          status = look(w, page, node->left, d, failed_only, out, found);
    }
    if (status != RBK_OK || *found || failed_only) return status;
    *out = (rbk_cause){false, "the window holds no day"};
    *found = true;
    return RBK_OK;
  case RBK_NODE_FUNCTION:
  case RBK_NODE_COMPARE_FUNCTION: {
    const char *why = rbk_function_failure(w, page, number, day);
    if (why == NULL && failed_only) return RBK_OK;
    *out =
        (rbk_cause){why != NULL, why ? why : "a function's figure has no data"};
    *found = true;
    return RBK_OK;
  }
  case RBK_NODE_FIRED_WITHIN:
    if (failed_only) return RBK_OK;
    *out = (rbk_cause){false, "the window holds no day"};
    *found = true;
    return RBK_OK;
  case RBK_NODE_LEAF:
    if (failed_only) return RBK_OK;
    out->failed = false;
    *found = true;
    return unknown_leaf(w, page, node, day, &out->text);
  default:
    return RBK_OK;
  }
}

rbk_status rbk_cause_of(rbk_worker *w, rbk_page *page, uint32_t node,
                        rbk_day day, rbk_cause *out, bool *unknown) {
  *unknown = false;
  rbk_cause cause = {false, NULL};
  rbk_status status = RBK_OK;
  w->explaining = true;
  if (w->failures > 0) status = look(w, page, node, day, true, &cause, unknown);
  if (status == RBK_OK && !*unknown)
    status = look(w, page, node, day, false, &cause, unknown);
  w->explaining = false;
  if (status == RBK_OK && *unknown) *out = cause;
  return status;
}

rbk_status rbk_failed_on(rbk_worker *w, rbk_page *page, uint32_t node,
                         rbk_day day, bool *failed) {
  rbk_cause cause;
  *failed = false;
  if (w->failures == 0) return RBK_OK;
  w->explaining = true;
  rbk_status status = look(w, page, node, day, true, &cause, failed);
  w->explaining = false;
  return status;
}
