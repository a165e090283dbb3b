/* Windows: which days a measure looks at. */
#include <stdio.h>
#include <string.h>

#include "policy/word.h"

static rbk_window_expression *build(lua_State *L, rbk_window_kind kind) {
  rbk_word_in_time(L);
  rbk_window_expression *window = rbk_build(L, sizeof *window);
  window->kind = kind;
  window->where = rbk_build_where(L);
  return window;
}

static int give(lua_State *L, const rbk_window_expression *window) {
  rbk_object_push(L, RBK_OBJECT_WINDOW, window);
  return 1;
}

bool rbk_span_of_window(rbk_window_kind kind, rbk_span_unit *unit) {
  switch (kind) {
  case RBK_WINDOW_SCHOOL_DAYS:
    *unit = RBK_SPAN_SCHOOL_DAYS;
    return true;
  case RBK_WINDOW_CALENDAR_DAYS:
    *unit = RBK_SPAN_CALENDAR_DAYS;
    return true;
  case RBK_WINDOW_SCHOOL_WEEKS:
    *unit = RBK_SPAN_SCHOOL_WEEKS;
    return true;
  default:
    return false;
  }
}

/* A number of days or weeks: a whole number or a parameter. */
static rbk_operand take_count(lua_State *L, int index, rbk_decimal least) {
  rbk_operand n = rbk_take_number(L, index, "a whole number");
  bool whole = n.kind != RBK_OPERAND_NUMBER ||
               (n.number % RBK_DECIMAL_ONE == 0 && n.number >= least &&
                n.number <= 100000 * RBK_DECIMAL_ONE);
  if (!whole) rbk_word_argument(L, index, "a whole number from 1", NULL);
  return n;
}

int rbk_word_period(lua_State *L) {
  return give(L, build(L, (rbk_window_kind)rbk_word_here(L)->code));
}

/* school_days(0) is a time ("that day"), so 0 is taken here and refused where
 * a window is meant (rbk_check_window). */
int rbk_word_counted(lua_State *L) {
  rbk_take_no_more(L, 1);
  rbk_window_expression *window =
      build(L, (rbk_window_kind)rbk_word_here(L)->code);
  rbk_span_unit unit;
  bool span = rbk_span_of_window(window->kind, &unit);
  window->n = take_count(L, 1, span ? 0 : RBK_DECIMAL_ONE);
  return give(L, window);
}

/* since("notice", { kind_of = "holiday" }): which events of the kind. */
static void take_which(lua_State *L, int index, rbk_window_expression *window) {
  if (!lua_isnoneornil(L, index)) window->match = rbk_take_match(L, 1, index);
}

int rbk_word_since(lua_State *L) {
  rbk_window_kind kind = (rbk_window_kind)rbk_word_here(L)->code;
  bool by_event = kind == RBK_WINDOW_SINCE;
  rbk_take_no_more(L, by_event ? 2 : 1);
  rbk_window_expression *window = build(L, kind);
  window->name = rbk_take_text(L, 1, "a name");
  if (by_event) take_which(L, 2, window);
  return give(L, window);
}

int rbk_word_after(lua_State *L) {
  rbk_take_no_more(L, 3);
  rbk_window_expression *window =
      build(L, (rbk_window_kind)rbk_word_here(L)->code);
  window->name = rbk_take_text(L, 1, "a kind of event");
  take_which(L, 3, window);
  rbk_object *span = rbk_object_at(L, 2, RBK_OBJECT_WINDOW);
  rbk_object *due = rbk_object_at(L, 2, RBK_OBJECT_DUE);
  if (span) {
    const rbk_window_expression *counted = span->node;
    if (!rbk_span_of_window(counted->kind, &window->unit)) {
      rbk_word_argument(L, 2,
                        "school_days(n), calendar_days(n), "
                        "working_days(n) or school_weeks(n)",
                        NULL);
    }
    window->n = counted->n;
  } else if (due && ((const rbk_due *)due->node)->kind == RBK_DUE_SPAN) {
    window->unit = ((const rbk_due *)due->node)->unit;
    window->n = ((const rbk_due *)due->node)->n;
  } else {
    window->unit = RBK_SPAN_SCHOOL_DAYS;
    window->n = take_count(L, 2, RBK_DECIMAL_ONE);
  }
  if (window->n.kind == RBK_OPERAND_NUMBER && window->n.number == 0) {
    rbk_word_argument(L, 2, "a span of at least 1", NULL);
  }
  return give(L, window);
}

/* "09-01": a day of every year. */
static bool day_of_year(const char *text) {
  char dated[16];
  rbk_date date;
  if (strlen(text) != 5) return false;
  /* 2024 is a leap year: 02-29 is taken. */
  snprintf(dated, sizeof dated, "2024-%.5s", text);
  return rbk_date_parse(rbk_text_of(dated), &date);
}

static bool full_date(const char *text) {
  rbk_date date;
  return rbk_date_parse(rbk_text_of(text), &date);
}

static void check_end(lua_State *L, const rbk_operand *end, bool each) {
  if (end->kind != RBK_OPERAND_TEXT) return;
  if (each ? day_of_year(end->text) : full_date(end->text)) return;
  rbk_raise(
      L, RBK_SAY_BAD_DATE, 0,
      RBK_WITH(end->text, each ? "09-01, a day of every year" : "2024-09-01"));
}

int rbk_word_between(lua_State *L) {
  rbk_take_no_more(L, 2);
  rbk_window_expression *window = build(L, RBK_WINDOW_BETWEEN);
  window->from = rbk_take_word(L, 1, "a date");
  window->to = rbk_take_word(L, 2, "a date");
  bool each =
      (window->from.kind == RBK_OPERAND_TEXT &&
       strlen(window->from.text) == 5) ||
      (window->to.kind == RBK_OPERAND_TEXT && strlen(window->to.text) == 5);
  check_end(L, &window->from, each);
  check_end(L, &window->to, each);
  bool texts = window->from.kind == RBK_OPERAND_TEXT &&
               window->to.kind == RBK_OPERAND_TEXT;
  if (texts && !each && strcmp(window->from.text, window->to.text) > 0) {
    rbk_raise(L, RBK_SAY_EFFECTIVE_ORDER, 0,
              RBK_WITH(window->from.text, window->to.text));
  }
  if (each) window->kind = RBK_WINDOW_BETWEEN_EACH;
  return give(L, window);
}

int rbk_word_named_period(lua_State *L) {
  rbk_take_no_more(L, 1);
  rbk_window_expression *window = build(L, RBK_WINDOW_PERIOD);
  window->name = rbk_take_text(L, 1, "the name of a period");
  return give(L, window);
}

/* previous(w), last_year(w): of calendar and counted windows. */
int rbk_word_of_window(lua_State *L) {
  rbk_take_no_more(L, 1);
  rbk_window_expression *window =
      build(L, (rbk_window_kind)rbk_word_here(L)->code);
  window->inner = rbk_take_window(L, 1);
  rbk_window_kind inner = window->inner->kind;
  bool whole = inner <= RBK_WINDOW_YEARS && inner != RBK_WINDOW_ALL &&
               inner != RBK_WINDOW_SPELL;
  if (window->kind == RBK_WINDOW_PREVIOUS && !whole) {
    rbk_word_argument(L, 1, "a calendar window or a counted one", NULL);
  }
  return give(L, window);
}
