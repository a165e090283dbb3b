/* Rules about a group or the school: they have no pupil, so nothing of theirs
 * may ask for one. */
#include <string.h>

#include "plan/checks.h"
#include "plan/walk.h"

typedef struct checker {
  rbk_problems *problems;
  const rbk_rule *rule; /* that is being looked at */
} checker;

/* Leaves that ask the pupil; the others ask the calendar or the events. */
static const bool leaf_asks_nobody[RBK_LEAF_KINDS] = {
    [RBK_LEAF_CONSTANT] = true,     [RBK_LEAF_COMPARE] = true, /* its figures */
    [RBK_LEAF_ON_RECORD] = true,    [RBK_LEAF_EVENT] = true,
    [RBK_LEAF_CURRENT] = true,      [RBK_LEAF_LATEST] = true,
    [RBK_LEAF_REACHED] = true,      [RBK_LEAF_WEEKDAY] = true,
    [RBK_LEAF_ON_OR_AFTER] = true,  [RBK_LEAF_IN_TERM] = true,
    [RBK_LEAF_FIRST_DAY_OF] = true, [RBK_LEAF_LAST_DAY_OF] = true,
};

/* Figures likewise; stages and functions are told of by plan/strata.c. */
static const bool figure_asks_nobody[RBK_FIGURE_KINDS + 1] = {
    [RBK_FIGURE_EVENTS] = true,           [RBK_FIGURE_DAYS_SINCE] = true,
    [RBK_FIGURE_RECORDED] = true,         [RBK_FIGURE_CONSTANT] = true,
    [RBK_FIGURE_HALF_TERM_NUMBER] = true, [RBK_FIGURE_ADD] = true,
    [RBK_FIGURE_SUBTRACT] = true,         [RBK_FIGURE_MULTIPLY] = true,
    [RBK_FIGURE_DAYS_IN_STAGE] = true,    [RBK_FIGURE_KINDS] = true,
};

static rbk_status asks_a_pupil(const checker *c, rbk_where where) {
  return RBK_PROBLEM(c->problems, "group-rule", c->rule->where,
                     "rule '%s' is about a group, and %s:%u asks for one "
                     "pupil's marks, attributes or group; ask for figures of "
                     "the group, as pooled(everyone, ...)",
                     c->rule->id, where.file, where.line);
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  bool of_all =
      figure->kind == RBK_FIGURE_GROUP && (figure->group == RBK_GROUP_COHORT ||
                                           figure->group == RBK_GROUP_EVERYONE);
  if (of_all || figure_asks_nobody[figure->kind]) return RBK_OK;
  return asks_a_pupil(context, figure->where);
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  bool asks = condition->kind == RBK_CONDITION_BAND ||
              condition->kind == RBK_CONDITION_FLAG ||
              (condition->kind == RBK_CONDITION_LEAF &&
               !leaf_asks_nobody[condition->leaf]);
  return asks ? asks_a_pupil(context, condition->where) : RBK_OK;
}

static rbk_status check_conditions(const rbk_plan *plan, checker *c) {
  rbk_arena scratch;
  rbk_arena_init(&scratch, plan->arena.alloc);
  rbk_walk walk = {.context = c,
                   .figure = on_figure,
                   .condition = on_condition,
                   .outside_groups = true};
  rbk_walk_begin(&walk, &scratch);
  rbk_status status = rbk_walk_rule(&walk, c->rule);
  rbk_arena_finish(&scratch);
  return status;
}

static rbk_status refuse(const checker *c, const char *what) {
  return RBK_PROBLEM(c->problems, "group-rule", c->rule->where,
                     "rule '%s' is about a group: %s", c->rule->id, what);
}

static bool has_function(const rbk_rule *rule) {
  return rule->action.function != RBK_NONE ||
         rule->owner.function != RBK_NONE ||
         (rule->due.kind == RBK_DUE_FUNCTION);
}

static rbk_status check_rule(const rbk_plan *plan, checker *c) {
  const rbk_rule *rule = c->rule;
  rbk_status status = RBK_OK;
  if (rule->group != RBK_GROUP_COHORT && rule->group != RBK_GROUP_EVERYONE) {
    status = refuse(c, "`group` is cohort \"x\" or everyone; which pupils are "
                       "the same or siblings depends on a pupil");
  }
  if (status == RBK_OK && rule->per != RBK_PER_PUPIL) {
    status = refuse(c, "it has no parents and no family; take `per` out");
  }
  if (status == RBK_OK && rule->letter) {
    status = refuse(c, "it has no parents to write to; take `letter` out");
  }
  if (status == RBK_OK && has_function(rule)) {
    status = refuse(c, "functions look at one pupil; write its action, owner "
                       "and due day without one");
  }
  return status == RBK_OK ? check_conditions(plan, c) : status;
}

/* --- who supersedes whom -------------------------------------------------- */

static bool same_subject(const rbk_rule *a, const rbk_rule *b) {
  if (a->has_group != b->has_group) return false;
  if (!a->has_group) return true;
  if (a->group != b->group) return false;
  return a->group != RBK_GROUP_COHORT ||
         strcmp(a->group_name, b->group_name) == 0;
}

static rbk_status check_supersedes(const rbk_plan *plan, const checker *c) {
  const rbk_rule *rule = c->rule;
  for (size_t i = 0; i < rule->supersedes.count; i++) {
    const rbk_rule *other = rbk_plan_rule(plan, rule->supersedes.items[i]);
    if (!other || same_subject(rule, other)) continue;
    rbk_status status = RBK_PROBLEM(
        c->problems, "group-rule", rule->where,
        "rule '%s' supersedes '%s' (%s:%u), which is not about the same: each "
        "pupil, or the one group; take it out of `supersedes`",
        rule->id, other->id, other->where.file, other->where.line);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

/* --- stages and cohorts --------------------------------------------------- */

static rbk_status check_stage_rules(checker *c, const rbk_rule *rules,
                                    size_t count) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    c->rule = &rules[i];
    if (rules[i].has_group)
      status = refuse(c, "a stage is one pupil's; move it to `rules`");
  }
  return status;
}

static rbk_status check_ladder(checker *c, const rbk_ladder *ladder) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < ladder->stage_count && status == RBK_OK; i++) {
    const rbk_stage *s = &ladder->stages[i];
    status = check_stage_rules(c, s->on_entry, s->on_entry_count);
    if (status == RBK_OK)
      status = check_stage_rules(c, s->on_review, s->on_review_count);
    if (status == RBK_OK)
      status = check_stage_rules(c, s->on_overdue, s->on_overdue_count);
  }
  return status;
}

static rbk_status check_cohort(const checker *c, const rbk_cohort *cohort) {
  if (strcmp(cohort->id, RBK_EVERYONE) != 0) return RBK_OK;
  return RBK_PROBLEM(c->problems, "group-rule", cohort->where,
                     "a cohort cannot be called '%s': that is the whole "
                     "school; give it another id",
                     cohort->id);
}

rbk_status rbk_plan_check_groups(const rbk_plan *plan, rbk_problems *problems) {
  checker c = {.problems = problems};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->cohort_count && status == RBK_OK; i++) {
    status = check_cohort(&c, plan->cohorts[i]);
  }
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    c.rule = plan->rules[i];
    status = check_supersedes(plan, &c);
    if (status == RBK_OK && c.rule->has_group) status = check_rule(plan, &c);
  }
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++) {
    status = check_ladder(&c, plan->ladders[i]);
  }
  return status;
}
