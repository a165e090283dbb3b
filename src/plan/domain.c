#include "plan/domain.h"

#include <string.h>

/* --- values --------------------------------------------------------------- */

enum { WHOLE = RBK_DECIMAL_ONE, HALF = RBK_DECIMAL_ONE / 2 };

/* Counts of whole things and of half days from 0 on; what is not named can be
 * any number. */
static rbk_domain plain_domain(rbk_figure_kind kind) {
  const rbk_domain counts = {.has_low = true, .step = WHOLE};
  switch (kind) {
  case RBK_FIGURE_SESSIONS:
  case RBK_FIGURE_WHOLE_DAYS:
  case RBK_FIGURE_ANY_DAYS:
  case RBK_FIGURE_EPISODES:
  case RBK_FIGURE_MINUTES:
  case RBK_FIGURE_WEEKS:
  case RBK_FIGURE_RUN:
  case RBK_FIGURE_RUN_DAYS:
  case RBK_FIGURE_LONGEST_RUN:
  case RBK_FIGURE_EVENTS:
  case RBK_FIGURE_DAYS_SINCE:
  case RBK_FIGURE_AGE:
  case RBK_FIGURE_DAYS_IN_STAGE:
    return counts;
  case RBK_FIGURE_DAYS:
    return (rbk_domain){.has_low = true, .step = HALF};
  case RBK_FIGURE_HALF_TERM_NUMBER:
    return (rbk_domain){.has_low = true,
                        .has_high = true,
                        .low = 1 * WHOLE,
                        .high = 6 * WHOLE,
                        .step = WHOLE};
  case RBK_FIGURE_RATE:
    return (rbk_domain){.has_low = true, .has_high = true, .high = 100 * WHOLE};
  case RBK_FIGURE_SHARE:
    return (rbk_domain){.has_low = true};
  default:
    return (rbk_domain){0};
  }
}

/* A set that is known without parameters and names. */
static bool plain_set(const rbk_set_expression *set, rbk_code_set *mask) {
  if (!set || set->kind != RBK_SET_MASK) return false;
  *mask = set->mask;
  return true;
}

/* What figures of groups can be: counts, per cent of pupils, and rates like
 * those of one pupil. A median lies among the figures, or between two. */
static rbk_domain group_domain(const rbk_figure_expression *figure) {
  rbk_domain domain = {.has_low = true, .step = WHOLE};
  switch (figure->group_measure) {
  case RBK_GROUP_SIZE:
  case RBK_GROUP_COUNT:
    break;
  case RBK_GROUP_SHARE:
    domain.step = 0;
    domain.has_high = true;
    domain.high = 100 * WHOLE;
    break;
  case RBK_GROUP_POOLED:
  case RBK_GROUP_MEDIAN:
    domain = rbk_domain_of(figure->group_figure);
    domain.step = 0;
    break;
  }
  return domain;
}

rbk_domain rbk_domain_of(const rbk_figure_expression *figure) {
  rbk_domain domain = figure->kind == RBK_FIGURE_GROUP
                          ? group_domain(figure)
                          : plain_domain(figure->kind);
  rbk_code_set set, of;
  if (figure->kind == RBK_FIGURE_SHARE && plain_set(figure->set, &set) &&
      plain_set(figure->of, &of) && (set & ~of) == 0) {
    domain.has_high = true; /* a part of the whole */
    domain.high = 100 * WHOLE;
  }
  if (figure->rounded.kind == RBK_OPERAND_NUMBER) {
    rbk_decimal step = WHOLE;
    for (rbk_decimal i = 0; i < figure->rounded.number; i += WHOLE) step /= 10;
    if (domain.step < step) domain.step = step;
  }
  return domain;
}

static bool within_ends(const rbk_domain *domain, rbk_decimal value) {
  return (!domain->has_low || value >= domain->low) &&
         (!domain->has_high || value <= domain->high);
}

bool rbk_domain_has(const rbk_domain *domain, rbk_decimal value) {
  return within_ends(domain, value) &&
         (domain->step == 0 || value % domain->step == 0);
}

bool rbk_domain_has_between(const rbk_domain *domain, rbk_decimal a,
                            rbk_decimal b) {
  if (domain->has_low && b <= domain->low) return false;
  if (domain->has_high && a >= domain->high) return false;
  if (domain->step == 0) return true;
  rbk_decimal next = a - a % domain->step; /* towards zero */
  while (next <= a) next += domain->step;
  return next < b && within_ends(domain, next);
}

/* --- likeness ------------------------------------------------------------- */

enum { MOST_STEPS = 10000 };

static bool operands_alike(const rbk_operand *a, const rbk_operand *b) {
  if (a->kind != b->kind) return false;
  switch (a->kind) {
  case RBK_OPERAND_NONE:
    return true;
  case RBK_OPERAND_NUMBER:
    return a->number == b->number;
  default:
    return strcmp(a->text, b->text) == 0;
  }
}

static bool texts_alike(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static bool sets_alike(const rbk_set_expression *a, const rbk_set_expression *b,
                       unsigned *steps) {
  if (a == b) return true;
  if (!a || !b || ++*steps > MOST_STEPS) return false;
  return a->kind == b->kind && a->mask == b->mask &&
         texts_alike(a->name, b->name) && sets_alike(a->left, b->left, steps) &&
         sets_alike(a->right, b->right, steps);
}

static bool matches_alike(const rbk_match_expression *a,
                          const rbk_match_expression *b) {
  if (a == b) return true;
  if (!a || !b || a->filter_count != b->filter_count ||
      !texts_alike(a->event_kind, b->event_kind)) {
    return false;
  }
  for (size_t i = 0; i < a->filter_count; i++) {
    if (!texts_alike(a->filters[i].field, b->filters[i].field) ||
        !operands_alike(&a->filters[i].value, &b->filters[i].value)) {
      return false;
    }
  }
  return true;
}

static bool windows_alike(const rbk_window_expression *a,
                          const rbk_window_expression *b) {
  for (; a && b && a != b; a = a->inner, b = b->inner) {
    if (a->kind != b->kind || a->unit != b->unit ||
        !operands_alike(&a->n, &b->n) || !operands_alike(&a->from, &b->from) ||
        !operands_alike(&a->to, &b->to) || !texts_alike(a->name, b->name) ||
        !matches_alike(a->match, b->match)) {
      return false;
    }
  }
  return a == b;
}

static bool plain_parts_alike(const rbk_figure_expression *a,
                              const rbk_figure_expression *b) {
  return a->kind == b->kind && a->weekdays == b->weekdays &&
         a->sessions == b->sessions && a->beside_closure == b->beside_closure &&
         a->any_school == b->any_school && a->function == b->function &&
         (a->function == RBK_NONE ||
          texts_alike(a->where.file, b->where.file)) &&
         texts_alike(a->restart_field, b->restart_field) &&
         texts_alike(a->field, b->field) && texts_alike(a->name, b->name) &&
         operands_alike(&a->rounded, &b->rounded) &&
         operands_alike(&a->step, &b->step) &&
         operands_alike(&a->constant, &b->constant) && a->group == b->group &&
         texts_alike(a->group_name, b->group_name) &&
         a->group_measure == b->group_measure &&
         a->group_condition == b->group_condition;
}

static bool alike(const rbk_figure_expression *a,
                  const rbk_figure_expression *b, unsigned *steps) {
  if (a == b) return true;
  if (!a || !b || ++*steps > MOST_STEPS || !plain_parts_alike(a, b)) {
    return false;
  }
  if (a->window_count != b->window_count) return false;
  for (size_t i = 0; i < a->window_count; i++) {
    if (!windows_alike(a->windows[i], b->windows[i])) return false;
  }
  return sets_alike(a->set, b->set, steps) && sets_alike(a->of, b->of, steps) &&
         matches_alike(a->restart, b->restart) &&
         matches_alike(a->as_at, b->as_at) &&
         matches_alike(a->match, b->match) && alike(a->left, b->left, steps) &&
         alike(a->right, b->right, steps) &&
         alike(a->group_figure, b->group_figure, steps);
}

bool rbk_figures_alike(const rbk_figure_expression *a,
                       const rbk_figure_expression *b) {
  unsigned steps = 0;
  return alike(a, b, &steps);
}
