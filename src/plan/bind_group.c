/* Cohorts and the figures of groups. What is asked of each pupil stands before
 * any group in the strata, so it is bound like everything else. */
#include <string.h>

#include "plan/binder.h"

enum { MOST_PUPILS = 100000 };

rbk_status rbk_bind_cohorts(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  rbk_edition_bound *edition = b->edition;
  edition->cohorts =
      rbk_arena_take(b->arena, plan->cohort_count, sizeof *edition->cohorts);
  if (!edition->cohorts) return RBK_NOMEM;
  edition->cohort_count = plan->cohort_count;
  for (size_t i = 0; i < plan->cohort_count; i++) {
    edition->cohorts[i] = (rbk_bound_cohort){plan->cohorts[i], RBK_NONE};
  }
  return RBK_OK;
}

static rbk_status bind_cohort(rbk_binder *b,
                              const rbk_figure_expression *figure,
                              rbk_bound_group *group) {
  for (size_t i = 0; i < b->edition->cohort_count; i++) {
    const rbk_cohort *cohort = b->edition->cohorts[i].source;
    if (strcmp(cohort->id, figure->group_name) != 0) continue;
    group->cohort = (uint32_t)i;
    group->minimum = RBK_LEAST_PUPILS;
    if (cohort->minimum.kind == RBK_OPERAND_NONE) return RBK_OK;
    return rbk_bind_whole(b, &cohort->minimum, 1, MOST_PUPILS, cohort->where,
                          &group->minimum);
  }
  return RBK_INTERNAL; /* plan/names.c knows them all */
}

static rbk_status describe(rbk_binder *b, const rbk_figure_expression *figure,
                           rbk_bound_group *group) {
  group->kind = figure->group;
  group->measure = figure->group_measure;
  group->cohort = group->attribute = RBK_NONE;
  group->figure = group->node = RBK_NONE;
  group->condition = figure->group_condition;
  rbk_status status = RBK_OK;
  if (figure->group == RBK_GROUP_COHORT) {
    status = bind_cohort(b, figure, group);
  } else if (figure->group != RBK_GROUP_EVERYONE) {
    const char *name =
        figure->group == RBK_GROUP_SAME ? figure->group_name : "sibling_group";
    status = rbk_bind_attribute(b, name, figure->where, &group->attribute);
  }
  if (status != RBK_OK || !figure->group_figure) return status;
  status = rbk_bind_figure(b, figure->group_figure, &group->figure);
  if (status != RBK_OK || figure->group_measure != RBK_GROUP_POOLED) {
    return status;
  }
  /* the script gave a rate, but a layer may have replaced it */
  rbk_figure_kind kind = b->edition->measures.figures[group->figure].kind;
  if (kind == RBK_FIGURE_RATE || kind == RBK_FIGURE_SHARE) return RBK_OK;
  return RBK_PROBLEM(b->problems, "pooled", figure->where,
                     "`pooled` sums the sessions behind a rate or a share; "
                     "what replaces this measure is neither");
}

static bool same_group(const rbk_bound_group *a, const rbk_bound_group *b) {
  return a->kind == b->kind && a->cohort == b->cohort &&
         a->attribute == b->attribute && a->minimum == b->minimum &&
         a->measure == b->measure && a->figure == b->figure &&
         a->condition == b->condition;
}

rbk_status rbk_bind_group(rbk_binder *b, const rbk_figure_expression *figure,
                          uint32_t *out) {
  rbk_edition_bound *edition = b->edition;
  rbk_bound_group group;
  memset(&group, 0, sizeof group);
  rbk_status status = describe(b, figure, &group);
  if (status != RBK_OK) return status;
  for (size_t i = 0; i < edition->group_count; i++) {
    if (!same_group(&edition->groups[i], &group)) continue;
    *out = (uint32_t)i;
    return RBK_OK;
  }
  status = rbk_bind_room(b->arena, &edition->groups, &b->group_capacity,
                         edition->group_count + 1, sizeof *edition->groups);
  if (status != RBK_OK) return status;
  *out = (uint32_t)edition->group_count;
  edition->groups[edition->group_count++] = group;
  return RBK_OK;
}

rbk_status rbk_bind_group_conditions(rbk_binder *b) {
  rbk_edition_bound *edition = b->edition;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < edition->cohort_count && status == RBK_OK; i++) {
    status = rbk_bind_condition(b, edition->cohorts[i].source->when,
                                &edition->cohorts[i].when);
  }
  for (size_t i = 0; i < edition->group_count && status == RBK_OK; i++) {
    uint32_t node;
    status = rbk_bind_condition(b, edition->groups[i].condition, &node);
    if (status == RBK_OK) edition->groups[i].node = node;
  }
  return status;
}
