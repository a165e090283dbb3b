/* Conditions in English. */
#include "plan/english.h"

static void say(const rbk_english *w, const char *text) {
  rbk_buffer_text(w->buffer, text);
}

static const char *const period_names[RBK_PERIOD_KINDS] = {
    "school year", "term", "half term", "month", "week", "day"};

static const char *const weekday_names[] = {"Monday",   "Tuesday", "Wednesday",
                                            "Thursday", "Friday",  "Saturday",
                                            "Sunday"};

static void say_windows(const rbk_english *w, const rbk_condition *c,
                        const char *before) {
  for (size_t i = 0; i < c->window_count; i++) {
    say(w, i == 0 ? before : " and ");
    rbk_english_window(w, c->windows[i]);
  }
}

static void say_comparison(const rbk_english *w, const rbk_condition *c) {
  static const char *const forms[] = {[RBK_AT_LEAST] = " is at least ",
                                      [RBK_ABOVE] = " is above ",
                                      [RBK_AT_MOST] = " is at most ",
                                      [RBK_BELOW] = " is below ",
                                      [RBK_IS] = " is "};
  rbk_english_figure(w, c->figure);
  say(w, forms[c->comparison]);
  if (c->right_figure != NULL)
    rbk_english_figure(w, c->right_figure);
  else if (c->by_half_term.kind != RBK_OPERAND_NONE)
    rbk_english_steps(w, &c->by_half_term);
  else
    rbk_english_operand(w, &c->right_side);
}

static void say_leaf(const rbk_english *w, const rbk_condition *c) {
  switch (c->leaf) {
  case RBK_LEAF_CONSTANT:
    say(w, "a fixed answer");
    return;
  case RBK_LEAF_COMPARE:
    say_comparison(w, c);
    return;
  case RBK_LEAF_ATTRIBUTE:
    say(w, c->name);
    return;
  case RBK_LEAF_ATTRIBUTE_IS:
    rbk_buffer_format(w->buffer, "%s is ", c->name);
    rbk_english_operand(w, &c->right_side);
    return;
  case RBK_LEAF_PARENT:
    rbk_buffer_format(w->buffer, "the parent's %s", c->name);
    if (c->right_side.kind == RBK_OPERAND_NONE) return;
    say(w, " is ");
    rbk_english_operand(w, &c->right_side);
    return;
  case RBK_LEAF_ATTRIBUTE_EVER:
    rbk_buffer_format(w->buffer, "%s at some time", c->name);
    return;
  case RBK_LEAF_COMPULSORY_AGE:
    say(w, "of compulsory school age");
    return;
  case RBK_LEAF_ON_RECORD:
    rbk_english_match(w, c->match);
    say(w, " is on record");
    say_windows(w, c, " in ");
    return;
  case RBK_LEAF_EVENT:
    say(w, "on ");
    rbk_english_match(w, c->match);
    return;
  case RBK_LEAF_CURRENT:
    rbk_english_match(w, c->match);
    say(w, " is current");
    return;
  case RBK_LEAF_LATEST:
    say(w, "the latest is ");
    rbk_english_match(w, c->match);
    return;
  case RBK_LEAF_REACHED:
    say(w, "the ");
    say(w, c->name != NULL ? c->name : "date");
    say(w, " of the latest ");
    rbk_english_match(w, c->match);
    say(w, " is reached");
    return;
  case RBK_LEAF_RUN_ENDED:
    say(w, "a series of at least ");
    rbk_english_operand(w, &c->right_side);
    say(w, " sessions of ");
    rbk_english_set(w, c->set);
    say(w, " ends");
    return;
  case RBK_LEAF_WEEKDAY:
    say(w, weekday_names[c->weekday]);
    return;
  case RBK_LEAF_ON_OR_AFTER:
    say(w, "on or after ");
    rbk_english_operand(w, &c->right_side);
    return;
  case RBK_LEAF_IN_TERM:
    rbk_english_operand(w, &c->right_side);
    say(w, " term");
    return;
  case RBK_LEAF_FIRST_DAY_OF:
  case RBK_LEAF_LAST_DAY_OF:
    rbk_buffer_format(w->buffer, "%s day of the %s",
                      c->leaf == RBK_LEAF_FIRST_DAY_OF ? "first" : "last",
                      period_names[c->period]);
    return;
  case RBK_LEAF_KINDS:
    return;
  }
}

/* In brackets where it is made of parts joined by another word. */
static void say_part(const rbk_english *w, const rbk_condition *part,
                     rbk_condition_kind around) {
  bool joined = part->kind == RBK_CONDITION_AND ||
                part->kind == RBK_CONDITION_OR ||
                part->kind == RBK_CONDITION_ANY_OF;
  bool brackets = joined && part->kind != around;
  if (brackets) say(w, "(");
  rbk_english_condition(w, part);
  if (brackets) say(w, ")");
}

static void say_any_of(const rbk_english *w, const rbk_condition *c) {
  for (size_t i = 0; i < c->branch_count; i++) {
    if (i > 0) say(w, " or ");
    say_part(w, c->branches[i].condition, RBK_CONDITION_ANY_OF);
  }
}

static void say_named(const rbk_english *w, const rbk_condition *c,
                      const char *what) {
  rbk_buffer_format(w->buffer, "%s %s is ", what, c->name);
  rbk_english_operand(w, &c->right_side);
}

void rbk_english_condition(const rbk_english *w, const rbk_condition *c) {
  if (c == NULL) {
    say(w, "always");
    return;
  }
  switch (c->kind) {
  case RBK_CONDITION_AND:
  case RBK_CONDITION_OR:
    say_part(w, c->left, c->kind);
    say(w, c->kind == RBK_CONDITION_AND ? " and " : " or ");
    say_part(w, c->right, c->kind);
    return;
  case RBK_CONDITION_NOT:
    say(w, "not ");
    say_part(w, c->left, RBK_CONDITION_NOT);
    return;
  case RBK_CONDITION_ANY_OF:
    say_any_of(w, c);
    return;
  case RBK_CONDITION_LEAF:
    say_leaf(w, c);
    return;
  case RBK_CONDITION_SCHOOL:
    say_named(w, c, "the school's");
    return;
  case RBK_CONDITION_PARAMETER: {
    rbk_operand parameter = {.kind = RBK_OPERAND_PARAMETER, .text = c->name};
    say(w, "the parameter, ");
    rbk_english_operand(w, &parameter);
    say(w, ", is ");
    rbk_english_operand(w, &c->right_side);
    return;
  }
  case RBK_CONDITION_WITHIN:
  case RBK_CONDITION_THROUGHOUT:
    say_part(w, c->left, c->kind);
    say_windows(w, c,
                c->kind == RBK_CONDITION_WITHIN ? " on some day of "
                                                : " on every day of ");
    return;
  case RBK_CONDITION_BAND:
    say_named(w, c, "band");
    return;
  case RBK_CONDITION_FLAG:
    rbk_buffer_format(w->buffer, "flag %s", c->name);
    return;
  case RBK_CONDITION_FUNCTION:
    rbk_buffer_format(w->buffer, "a function (line %u)",
                      (unsigned)c->where.line);
    return;
  case RBK_CONDITION_FIRED:
    rbk_buffer_format(w->buffer, "%s fired", c->name);
    say_windows(w, c, " in ");
    return;
  case RBK_CONDITION_IN_STAGE:
    rbk_buffer_format(w->buffer, "in stage %s", c->name);
    return;
  case RBK_CONDITION_STAGE_COMPLETE:
    rbk_buffer_format(w->buffer, "stage %s is complete", c->name);
    return;
  case RBK_CONDITION_KINDS:
    return;
  }
}
