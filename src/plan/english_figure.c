/* Figures, windows and code sets in English. */
#include <string.h>

#include "plan/english.h"

static void say(const rbk_english *w, const char *text) {
  rbk_buffer_text(w->buffer, text);
}

static void say_value(const rbk_english *w, const rbk_operand *item) {
  if (item->kind == RBK_OPERAND_NUMBER)
    rbk_buffer_decimal(w->buffer, item->number);
  else if (item->text != NULL)
    say(w, item->text);
}

static const rbk_parameter_value *in_force(const rbk_english *w,
                                           const char *name) {
  const rbk_parameter *parameter = rbk_plan_parameter(w->plan, name);
  const char *set_by;
  return parameter == NULL
             ? NULL
             : rbk_parameter_on(w->plan, w->overrides, w->override_count,
                                parameter, w->date, &set_by);
}

static void say_parameter(const rbk_english *w, const char *name) {
  const rbk_parameter_value *value = in_force(w, name);
  if (value == NULL) say(w, "?");
  for (size_t i = 0; value != NULL && i < value->count; i++) {
    if (i > 0) say(w, ", ");
    say_value(w, &value->items[i]);
  }
  if (!w->plain) rbk_buffer_format(w->buffer, " (%s)", name);
}

void rbk_english_operand(const rbk_english *w, const rbk_operand *operand) {
  if (operand->kind == RBK_OPERAND_PARAMETER)
    say_parameter(w, operand->text);
  else if (operand->kind != RBK_OPERAND_NONE)
    say_value(w, operand);
}

void rbk_english_steps(const rbk_english *w, const rbk_operand *operand) {
  const rbk_parameter_value *value =
      w->half_term > 0 && operand->kind == RBK_OPERAND_PARAMETER
          ? in_force(w, operand->text)
          : NULL;
  if (value == NULL || value->count < w->half_term) {
    rbk_english_operand(w, operand);
    say(w, " by half term");
    return;
  }
  say_value(w, &value->items[w->half_term - 1]);
  if (!w->plain) rbk_buffer_format(w->buffer, " (%s)", operand->text);
  say(w, " in this half term");
}

/* --- code sets ------------------------------------------------------------ */

/* Every letter of the set once, in the order of the code table. */
static void say_letters(const rbk_english *w, rbk_code_set set) {
  const char *before = "";
  const char *gap = "";
  if (set & RBK_MISSING) {
    say(w, "missing marks");
    gap = " and ";
  }
  for (size_t c = 1; c <= rbk_codes_count(); c++) {
    const char *letters = rbk_code_letters((rbk_code)c);
    if (!(set & rbk_code_bit((rbk_code)c)) || strcmp(letters, before) == 0)
      continue;
    say(w, gap);
    say(w, letters);
    before = letters;
    gap = " ";
  }
}

static const char *class_of(rbk_code_set set) {
  const char *const *names = rbk_code_class_names();
  for (; *names != NULL; names++) {
    rbk_code_set class;
    if (rbk_code_class_set(rbk_text_of(*names), &class) && class == set)
      return *names;
  }
  return NULL;
}

void rbk_english_set(const rbk_english *w, const rbk_set_expression *set) {
  switch (set->kind) {
  case RBK_SET_MASK: {
    const char *class = class_of(set->mask);
    if (class != NULL)
      say(w, class);
    else
      say_letters(w, set->mask);
    return;
  }
  case RBK_SET_NAMED:
    say(w, set->name);
    return;
  case RBK_SET_PARAMETER:
    say_parameter(w, set->name);
    return;
  case RBK_SET_UNION:
  case RBK_SET_MINUS:
    rbk_english_set(w, set->left);
    say(w, set->kind == RBK_SET_UNION ? " and " : " but not ");
    rbk_english_set(w, set->right);
    return;
  }
}

/* --- windows -------------------------------------------------------------- */

/* "%" stands for the number, "@" for a name, "<" and ">" for the two ends. */
static const char *const window_forms[RBK_WINDOW_KINDS] = {
    [RBK_WINDOW_SCHOOL_YEAR] = "this school year",
    [RBK_WINDOW_TERM] = "this term",
    [RBK_WINDOW_HALF_TERM] = "this half term",
    [RBK_WINDOW_MONTH] = "this month",
    [RBK_WINDOW_WEEK] = "this week",
    [RBK_WINDOW_DAY] = "this day",
    [RBK_WINDOW_ALL] = "all that is on record",
    [RBK_WINDOW_SPELL] = "this enrolment",
    [RBK_WINDOW_SCHOOL_DAYS] = "the last % school days",
    [RBK_WINDOW_SCHOOL_WEEKS] = "the last % school weeks",
    [RBK_WINDOW_CALENDAR_DAYS] = "the last % calendar days",
    [RBK_WINDOW_CALENDAR_WEEKS] = "the last % calendar weeks",
    [RBK_WINDOW_HALF_TERMS] = "the last % half terms",
    [RBK_WINDOW_TERMS] = "the last % terms",
    [RBK_WINDOW_YEARS] = "the last % years",
    [RBK_WINDOW_SINCE] = "the time since @",
    [RBK_WINDOW_AFTER] = "the % # after @",
    [RBK_WINDOW_BEFORE] = "the % # before @",
    [RBK_WINDOW_SINCE_STAGE] = "the time since stage @",
    [RBK_WINDOW_BETWEEN] = "< to >",
    [RBK_WINDOW_BETWEEN_EACH] = "< to > of the year",
    [RBK_WINDOW_PERIOD] = "the period @",
    [RBK_WINDOW_PREVIOUS] = "the one before ^",
    [RBK_WINDOW_LAST_YEAR] = "the same stretch of last year as ^",
};

static const char *unit_words(rbk_span_unit unit) {
  switch (unit) {
  case RBK_SPAN_SCHOOL_DAYS:
    return "school days";
  case RBK_SPAN_CALENDAR_DAYS:
    return "calendar days";
  case RBK_SPAN_WORKING_DAYS:
    return "working days";
  case RBK_SPAN_SCHOOL_WEEKS:
    return "school weeks";
  }
  return "days";
}

void rbk_english_window(const rbk_english *w, const rbk_window_expression *x) {
  for (const char *at = window_forms[x->kind]; *at != '\0'; at++) {
    switch (*at) {
    case '%':
      rbk_english_operand(w, &x->n);
      break;
    case '#':
      say(w, unit_words(x->unit));
      break;
    case '@':
      if (x->match != NULL)
        rbk_english_match(w, x->match);
      else
        say(w, x->name);
      break;
    case '<':
      rbk_english_operand(w, &x->from);
      break;
    case '>':
      rbk_english_operand(w, &x->to);
      break;
    case '^':
      rbk_english_window(w, x->inner);
      break;
    default:
      rbk_buffer_byte(w->buffer, *at);
    }
  }
}

static void say_windows(const rbk_english *w, const rbk_figure_expression *f) {
  for (size_t i = 0; i < f->window_count; i++) {
    say(w, i == 0 ? " in " : " and in ");
    rbk_english_window(w, f->windows[i]);
  }
}

void rbk_english_due(const rbk_english *w, const rbk_due *due) {
  switch (due->kind) {
  case RBK_DUE_NONE:
    return;
  case RBK_DUE_SPAN:
    rbk_english_operand(w, &due->n);
    rbk_buffer_format(w->buffer, " %s", unit_words(due->unit));
    return;
  case RBK_DUE_CLOCK:
    say(w, "that day at ");
    rbk_english_operand(w, &due->clock);
    return;
  case RBK_DUE_RECORDED:
    rbk_buffer_format(w->buffer, "the %s of the latest %s", due->field,
                      due->match->event_kind);
    return;
  case RBK_DUE_LAST_DAY_OF: {
    static const char *const names[RBK_PERIOD_KINDS] = {
        "school year", "term", "half term", "month", "week", "day"};
    rbk_buffer_format(w->buffer, "the last day of the %s", names[due->period]);
    return;
  }
  case RBK_DUE_FUNCTION:
    rbk_buffer_format(w->buffer, "a function (line %u)",
                      (unsigned)due->where.line);
    return;
  }
}

/* --- figures -------------------------------------------------------------- */

/* "*" stands for the set, "/" for the set it is a share of, "@" for a name or
 * a kind of event, "." for a field. */
static const char *const figure_forms[RBK_FIGURE_KINDS] = {
    [RBK_FIGURE_SESSIONS] = "sessions *",
    [RBK_FIGURE_DAYS] = "days *",
    [RBK_FIGURE_WHOLE_DAYS] = "whole days *",
    [RBK_FIGURE_ANY_DAYS] = "days with any *",
    [RBK_FIGURE_RATE] = "per cent of possible sessions that are *",
    [RBK_FIGURE_SHARE] = "per cent of / that are *",
    [RBK_FIGURE_EPISODES] = "episodes of *",
    [RBK_FIGURE_MINUTES] = "minutes late with *",
    [RBK_FIGURE_WEEKS] = "weeks with any *",
    [RBK_FIGURE_RUN] = "* sessions in a row",
    [RBK_FIGURE_RUN_DAYS] = "whole * days in a row",
    [RBK_FIGURE_LONGEST_RUN] = "longest series of sessions of *",
    [RBK_FIGURE_EVENTS] = "number of @",
    [RBK_FIGURE_DAYS_SINCE] = "school days since @",
    [RBK_FIGURE_RECORDED] = "the . of the latest @",
    [RBK_FIGURE_ATTRIBUTE] = "@",
    [RBK_FIGURE_AGE] = "age",
    [RBK_FIGURE_HALF_TERM_NUMBER] = "number of the half term",
    [RBK_FIGURE_DAYS_IN_STAGE] = "days in stage @",
};

void rbk_english_match(const rbk_english *w,
                       const rbk_match_expression *match) {
  say(w, match->event_kind);
  for (size_t i = 0; i < match->filter_count; i++) {
    rbk_buffer_format(w->buffer, "%s%s ", i == 0 ? " with " : " and ",
                      match->filters[i].field);
    rbk_english_operand(w, &match->filters[i].value);
  }
}

static void say_group(const rbk_english *w, const rbk_figure_expression *f) {
  static const char *const measures[] = {"number of pupils in ", "number of ",
                                         "per cent of ", "pooled figure of ",
                                         "median of "};
  say(w, measures[f->group_measure]);
  switch (f->group) {
  case RBK_GROUP_COHORT:
    rbk_buffer_format(w->buffer, "the group %s", f->group_name);
    break;
  case RBK_GROUP_SAME:
    rbk_buffer_format(w->buffer, "pupils of the same %s", f->group_name);
    break;
  case RBK_GROUP_SIBLINGS:
    say(w, "brothers and sisters");
    break;
  case RBK_GROUP_EVERYONE:
    say(w, "everyone");
    break;
  }
  if (f->group_condition != NULL) {
    say(w, " for whom ");
    rbk_english_condition(w, f->group_condition);
  }
  if (f->group_figure != NULL) {
    say(w, ": ");
    rbk_english_figure(w, f->group_figure);
  }
}

static void say_sum(const rbk_english *w, const rbk_figure_expression *f) {
  const char *sign = f->kind == RBK_FIGURE_ADD        ? " + "
                     : f->kind == RBK_FIGURE_SUBTRACT ? " - "
                                                      : " x ";
  say(w, "(");
  rbk_english_figure(w, f->left);
  say(w, sign);
  rbk_english_figure(w, f->right);
  say(w, ")");
}

static void say_days_that_count(const rbk_english *w,
                                const rbk_figure_expression *f) {
  static const char *const weekdays[] = {"Mondays",   "Tuesdays", "Wednesdays",
                                         "Thursdays", "Fridays",  "Saturdays",
                                         "Sundays"};
  const char *gap = " on ";
  for (size_t day = 0; day < 7; day++) {
    if (!(f->weekdays & (1u << day))) continue;
    rbk_buffer_format(w->buffer, "%s%s", gap, weekdays[day]);
    gap = " and ";
  }
  if (f->sessions == RBK_AM) say(w, " in the mornings");
  if (f->sessions == RBK_PM) say(w, " in the afternoons");
  if (f->beside_closure) say(w, " next to holidays and closures");
  if (f->any_school) say(w, " at any school");
  if (f->restart != NULL) {
    say(w, " starting anew at ");
    rbk_english_match(w, f->restart);
  }
  if (f->as_at != NULL) {
    say(w, " as it stood at ");
    rbk_english_match(w, f->as_at);
  }
}

static void say_form(const rbk_english *w, const rbk_figure_expression *f) {
  for (const char *at = figure_forms[f->kind]; *at != '\0'; at++) {
    switch (*at) {
    case '*':
      if (f->set != NULL) rbk_english_set(w, f->set);
      break;
    case '/':
      if (f->of != NULL) rbk_english_set(w, f->of);
      break;
    case '@':
      if (f->match != NULL)
        rbk_english_match(w, f->match);
      else if (f->name != NULL)
        say(w, f->name);
      break;
    case '.':
      if (f->field != NULL) say(w, f->field);
      break;
    default:
      rbk_buffer_byte(w->buffer, *at);
    }
  }
}

void rbk_english_measure(const rbk_english *w, const rbk_figure_expression *f) {
  switch (f->kind) {
  case RBK_FIGURE_CONSTANT:
    rbk_english_operand(w, &f->constant);
    return;
  case RBK_FIGURE_ADD:
  case RBK_FIGURE_SUBTRACT:
  case RBK_FIGURE_MULTIPLY:
    say_sum(w, f);
    break;
  case RBK_FIGURE_GROUP:
    say_group(w, f);
    break;
  case RBK_FIGURE_KINDS:
    rbk_buffer_format(w->buffer, "a function (line %u)",
                      (unsigned)f->where.line);
    return;
  default:
    say_form(w, f);
  }
  say_days_that_count(w, f);
  say_windows(w, f);
  if (f->rounded.kind != RBK_OPERAND_NONE) {
    say(w, " rounded to ");
    rbk_english_operand(w, &f->rounded);
    say(w, " places");
  }
  if (f->step.kind != RBK_OPERAND_NONE) {
    say(w, " in steps of ");
    rbk_english_operand(w, &f->step);
    say(w, " minutes");
  }
}

/* What the policy calls a figure: by its own label, or because it is the same
 * as a measure that some layer names. */
static const char *name_of(const rbk_english *w,
                           const rbk_figure_expression *f) {
  if (f->label != NULL) return f->label;
  const char *name = NULL;
  rbk_buffer mine, other;
  rbk_english to_mine = *w, to_other = *w;
  rbk_buffer_init(&mine, w->buffer->alloc);
  rbk_buffer_init(&other, w->buffer->alloc);
  to_mine.buffer = &mine;
  to_other.buffer = &other;
  rbk_english_measure(&to_mine, f);
  for (size_t i = 0; name == NULL && i < w->plan->measure_count; i++) {
    const rbk_figure_expression *measure = w->plan->measures[i];
    if (measure->kind != f->kind) continue;
    rbk_buffer_clear(&other);
    rbk_english_measure(&to_other, measure);
    if (mine.length == other.length && mine.length > 0 &&
        memcmp(mine.bytes, other.bytes, mine.length) == 0)
      name = measure->label;
  }
  if (mine.status || other.status) w->buffer->status = RBK_NOMEM;
  rbk_buffer_finish(&mine);
  rbk_buffer_finish(&other);
  return name;
}

void rbk_english_figure(const rbk_english *w, const rbk_figure_expression *f) {
  const char *name = name_of(w, f);
  if (name != NULL)
    say(w, name);
  else
    rbk_english_measure(w, f);
}
