/* Ladders: their stages, and the rules that stages hold. */
#include "plan/binder.h"

#include <string.h>

/* --- numbers -------------------------------------------------------------- */

static rbk_status number_stage(rbk_binder *b, const rbk_stage *stage) {
  rbk_binding *binding = b->binding;
  if (rbk_intern_add(&binding->stages, rbk_text_of(stage->id)) == RBK_NONE) {
    return RBK_NOMEM;
  }
  const rbk_rule *rule;
  for (size_t i = 0; (rule = rbk_stage_rule(stage, i)) != NULL; i++) {
    if (rbk_intern_add(&binding->rules, rbk_text_of(rule->id)) == RBK_NONE) {
      return RBK_NOMEM;
    }
  }
  return RBK_OK;
}

rbk_status rbk_bind_number_stages(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++) {
    const rbk_ladder *ladder = plan->ladders[i];
    rbk_text name = rbk_text_of(ladder->name);
    if (rbk_intern_add(&b->binding->ladders, name) == RBK_NONE) {
      return RBK_NOMEM;
    }
    for (size_t j = 0; j < ladder->stage_count && status == RBK_OK; j++) {
      status = number_stage(b, &ladder->stages[j]);
    }
  }
  return status;
}

/* --- a stage -------------------------------------------------------------- */

static rbk_status bind_leave(rbk_binder *b, const rbk_stage *stage,
                             rbk_bound_stage *bound) {
  bound->leave =
      rbk_arena_take(b->arena, stage->leave_count, sizeof *bound->leave);
  if (!bound->leave) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < stage->leave_count && status == RBK_OK; i++) {
    const rbk_move *move = &stage->leave[i];
    bound->leave[i].to = RBK_NONE;
    if (move->to) {
      bound->leave[i].to =
          rbk_intern_find(&b->binding->stages, rbk_text_of(move->to));
    }
    status = rbk_bind_condition(b, move->when, &bound->leave[i].when);
  }
  return status;
}

static rbk_moment moment_of(const rbk_stage *stage, size_t place) {
  if (place < stage->on_entry_count) return RBK_ON_ENTRY;
  return place < stage->on_entry_count + stage->on_review_count
             ? RBK_ON_REVIEW
             : RBK_ON_OVERDUE;
}

static bool owns(const rbk_owner *owner) {
  return owner->roles.count > 0 || owner->function != RBK_NONE;
}

/* Its rules go behind all that the edition has so far. */
static rbk_status bind_rules(rbk_binder *b, const rbk_stage *stage,
                             rbk_bound_stage *bound) {
  const rbk_origin origin = {bound->layer, bound->layer, bound->layer};
  const rbk_rule *rule;
  rbk_status status = RBK_OK;
  bound->first_rule = (uint32_t)b->edition->rule_count;
  for (size_t i = 0; status == RBK_OK; i++) {
    rule = rbk_stage_rule(stage, i);
    if (!rule) break;
    rbk_bound_rule *made = &b->edition->rules[b->edition->rule_count++];
    status = rbk_bind_rule(b, rule, bound->layer, &origin, made);
    made->moment = moment_of(stage, i);
    made->stage = bound->number;
    if (owns(&rule->owner)) continue;
    made->owner = &stage->owner;
    made->owner_function = bound->owner_function;
  }
  bound->rule_count = (uint32_t)b->edition->rule_count - bound->first_rule;
  return status;
}

static rbk_status bind_stage(rbk_binder *b, const rbk_ladder *ladder,
                             size_t place, rbk_bound_ladder *into) {
  const rbk_stage *stage = &ladder->stages[place];
  rbk_bound_stage *bound = &into->stages[place];
  bound->source = stage;
  bound->layer = into->layer;
  bound->number = rbk_intern_find(&b->binding->stages, rbk_text_of(stage->id));
  bound->ladder = into->number;
  bound->place = (uint32_t)place;
  bound->owner_function =
      rbk_bound_function(b->binding, into->layer, stage->owner.function);
  rbk_status status = rbk_bind_condition(b, stage->enter, &bound->enter);
  if (status == RBK_OK) status = bind_leave(b, stage, bound);
  if (status == RBK_OK) {
    status =
        rbk_bind_need_list(b, stage->needs, stage->need_count, &bound->needs);
  }
  if (status == RBK_OK) {
    status = rbk_bind_due(b, &stage->review, into->layer, "a review",
                          &bound->review_function, &bound->review_match,
                          &bound->review_field);
  }
  return status == RBK_OK ? bind_rules(b, stage, bound) : status;
}

rbk_status rbk_bind_ladders(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  rbk_edition_bound *edition = b->edition;
  edition->ladders =
      rbk_arena_take(b->arena, plan->ladder_count, sizeof *edition->ladders);
  if (!edition->ladders) return RBK_NOMEM;
  edition->ladder_count = plan->ladder_count;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->ladder_count && status == RBK_OK; i++) {
    const rbk_ladder *ladder = plan->ladders[i];
    rbk_bound_ladder *bound = &edition->ladders[i];
    bound->source = ladder;
    bound->layer = plan->ladder_layers[i];
    bound->number =
        rbk_intern_find(&b->binding->ladders, rbk_text_of(ladder->name));
    bound->stages =
        rbk_arena_take(b->arena, ladder->stage_count, sizeof *bound->stages);
    if (!bound->stages) return RBK_NOMEM;
    for (size_t j = 0; j < ladder->stage_count && status == RBK_OK; j++) {
      status = bind_stage(b, ladder, j, bound);
    }
  }
  return status;
}
