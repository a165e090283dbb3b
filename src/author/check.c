#include "author/check.h"

#include <string.h>

#include "base/alloc.h"
#include "engine/callbacks.h"
#include "engine/override.h"
#include "plan/ever.h"
#include "plan/walk.h"
#include "register/register.h"

/* --- loading -------------------------------------------------------------- */

typedef struct message_catch {
  rbk_problems *problems;
  rbk_status status;
} message_catch;

static void on_message(void *context, const rbk_message *message) {
  message_catch *c = context;
  if (c->status) return;
  c->status = rbk_problems_add(
      c->problems, message->warning ? RBK_WARNING : RBK_ERROR, message->id,
      message->file, message->line, 0, "%s", message->text);
}

static rbk_status load(const rbk_check_options *options, rbk_problems *problems,
                       rbk_policy **out) {
  message_catch c = {.problems = problems};
  rbk_error error = {0};
  size_t errors = problems->errors;
  rbk_policy_options load = {.size = sizeof load,
                             .alloc = options->alloc,
                             .folder = options->policies,
                             .policy = options->policy,
                             .message = on_message,
                             .context = &c};
  rbk_status status = rbk_policy_load(options->reg, &load, out, &error);
  if (status == RBK_POLICY && !c.status && problems->errors == errors)
    c.status = rbk_problems_add(problems, RBK_ERROR, "policy", error.file,
                                error.line, 0, "%s", error.text);
  if (!status && c.status) {
    rbk_policy_destroy(*out);
    *out = NULL;
  }
  return c.status ? c.status : status;
}

/* --- what is likely a mistake --------------------------------------------- */

/* What a condition is made of, as far as the warnings ask. */
typedef struct ingredients {
  const rbk_plan *plan;   /* NULL: flags, bands and rules are not looked up */
  const rbk_stage *stage; /* whose rules tell of the stay */
  rbk_walk *walk;         /* under way */
  bool rate;              /* a rate or a share */
  bool marks; /* any figure of marks: it goes to and fro as they come */
  bool stay;  /* something about the time in a stage */
} ingredients;

static bool is_of_marks(rbk_figure_kind kind) {
  return kind <= RBK_FIGURE_LONGEST_RUN; /* the first kinds are sums of them */
}

static rbk_status see_figure(void *context,
                             const rbk_figure_expression *figure) {
  ingredients *seen = context;
  if (figure->kind == RBK_FIGURE_RATE || figure->kind == RBK_FIGURE_SHARE)
    seen->rate = true;
  if (is_of_marks(figure->kind)) seen->marks = true;
  if (figure->kind == RBK_FIGURE_DAYS_IN_STAGE) seen->stay = true;
  return RBK_OK;
}

static rbk_status see_window(void *context,
                             const rbk_window_expression *window) {
  if (window->kind == RBK_WINDOW_SINCE_STAGE)
    ((ingredients *)context)->stay = true;
  return RBK_OK;
}

static bool is_among(const rbk_rule *rules, size_t count, const char *id) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(rules[i].id, id) == 0) return true;
  return false;
}

/* Whether a rule tells of the stay: one of the stage's own, or one that asks
 * for the stage. */
static rbk_status see_fired(ingredients *seen, const char *id) {
  const rbk_stage *stage = seen->stage;
  if (stage == NULL) return RBK_OK;
  if (is_among(stage->on_entry, stage->on_entry_count, id) ||
      is_among(stage->on_review, stage->on_review_count, id) ||
      is_among(stage->on_overdue, stage->on_overdue_count, id))
    seen->stay = true;
  const rbk_rule *rule = rbk_plan_rule(seen->plan, id);
  if (rule == NULL || seen->stay) return RBK_OK;
  bool marks = seen->marks; /* those behind another rule are no matter */
  rbk_status status = rbk_walk_condition(seen->walk, rule->when);
  seen->marks = marks;
  return status;
}

static rbk_status see_flag(ingredients *seen, const char *id) {
  const rbk_flag *flag =
      seen->plan != NULL ? rbk_plan_flag(seen->plan, id) : NULL;
  return flag ? rbk_walk_condition(seen->walk, flag->when) : RBK_OK;
}

static rbk_status see_band(ingredients *seen, const char *name) {
  const rbk_band *band =
      seen->plan != NULL ? rbk_plan_band(seen->plan, name) : NULL;
  return band ? rbk_walk_band(seen->walk, band) : RBK_OK;
}

static rbk_status see_condition(void *context, const rbk_condition *condition) {
  ingredients *seen = context;
  switch (condition->kind) {
  case RBK_CONDITION_STAGE_COMPLETE:
  case RBK_CONDITION_IN_STAGE:
    seen->stay = true;
    return RBK_OK;
  case RBK_CONDITION_FIRED:
    return see_fired(seen, condition->name);
  case RBK_CONDITION_FLAG:
    return see_flag(seen, condition->name);
  case RBK_CONDITION_BAND:
    return see_band(seen, condition->name);
  default:
    return RBK_OK;
  }
}

static rbk_status look_into(rbk_arena *arena, const rbk_condition *condition,
                            const rbk_plan *plan, const rbk_stage *stage,
                            ingredients *seen) {
  rbk_walk walk = {.context = seen,
                   .condition = see_condition,
                   .figure = see_figure,
                   .window = see_window};
  rbk_walk_begin(&walk, arena);
  *seen = (ingredients){.plan = plan, .stage = stage, .walk = &walk};
  return rbk_walk_condition(&walk, condition);
}

/* Whether `event(...)` stands among what `&` joins: then the rule fires for the
 * events, whatever a rate beside them does. */
static rbk_status fires_for_event(rbk_pointers *seen,
                                  const rbk_condition *condition, bool *does) {
  if (*does || rbk_pointers_get(seen, condition) != RBK_NONE) return RBK_OK;
  rbk_status status = rbk_pointers_put(seen, condition, 1);
  if (status) return status;
  if (condition->kind == RBK_CONDITION_LEAF)
    *does = condition->leaf == RBK_LEAF_EVENT;
  if (condition->kind != RBK_CONDITION_AND) return RBK_OK;
  status = fires_for_event(seen, condition->left, does);
  return status ? status : fires_for_event(seen, condition->right, does);
}

/* A rate goes up and down about its threshold, some eighteen times a year, and
 * an episode rule fires each time that it crosses. */
static rbk_status warn_of_wobble(rbk_arena *arena, const rbk_rule *rule,
                                 rbk_problems *problems) {
  ingredients seen;
  if (rule->once != RBK_ONCE_EPISODE || rule->rearm != NULL ||
      rule->each.figure != NULL || rule->when == NULL)
    return RBK_OK;
  rbk_pointers met;
  bool for_event = false;
  rbk_pointers_init(&met, arena);
  rbk_status status = look_into(arena, rule->when, NULL, NULL, &seen);
  if (!status) status = fires_for_event(&met, rule->when, &for_event);
  if (status || !seen.rate || for_event) return status;
  return rbk_problems_add(problems, RBK_WARNING, "wobble", rule->where.file,
                          rule->where.line, 0,
                          "rule \"%s\" fires anew each time a percentage "
                          "crosses its threshold; say "
                          "`once = \"term\"` or the like, or give `rearm`",
                          rule->id);
}

/* Marks alone go to and fro, so a stage that is left for them may be left on
 * the day that it was entered. */
static rbk_status warn_of_leave(rbk_arena *arena, const rbk_plan *plan,
                                const rbk_stage *stage,
                                rbk_problems *problems) {
  for (size_t i = 0; i < stage->leave_count; i++) {
    ingredients seen;
    const rbk_move *move = &stage->leave[i];
    if (move->when == NULL) continue;
    rbk_status status = look_into(arena, move->when, plan, stage, &seen);
    if (!status && seen.marks && !seen.stay)
      status = rbk_problems_add(
          problems, RBK_WARNING, "leave", stage->where.file, stage->where.line,
          0,
          "stage \"%s\" is left for \"%s\" whatever happened in it, on marks "
          "alone; join something about the stay, as `stage_complete \"%s\"` "
          "or a count since_stage \"%s\"",
          stage->id, move->to != NULL ? move->to : "none", stage->id,
          stage->id);
    if (status) return status;
  }
  return RBK_OK;
}

/* What says so of a condition that has one answer whatever the figures are. */
typedef struct one_answer {
  const char *never, *always; /* what to do; NULL: no matter */
} one_answer;

static rbk_status warn_of_answer(const rbk_plan *plan,
                                 const rbk_condition *condition,
                                 const char *what, const char *id,
                                 rbk_where where, const one_answer *say,
                                 rbk_problems *problems) {
  rbk_ever ever;
  rbk_status status = rbk_plan_ever(plan, condition, &ever);
  if (status || ever == RBK_EVER_SOMETIMES) return status;
  bool never = ever == RBK_EVER_NEVER;
  const char *then = never ? say->never : say->always;
  if (then == NULL) return RBK_OK;
  return rbk_problems_add(problems, RBK_WARNING, never ? "never" : "always",
                          where.file, where.line, 0, "%s \"%s\" %s", what, id,
                          then);
}

static rbk_status warn_of_rule(const rbk_plan *plan, const rbk_rule *rule,
                               rbk_problems *problems) {
  static const one_answer when = {
      "can never fire: no figures meet all that its condition asks; correct a "
      "threshold, or take the rule out",
      "holds whatever the figures are; correct a threshold, or say what it is "
      "to depend on"};
  static const one_answer unless = {
      NULL, "is always suppressed: an `unless` of it holds whatever the "
            "figures are; correct its threshold"};
  rbk_status status = warn_of_answer(plan, rule->when, "rule", rule->id,
                                     rule->where, &when, problems);
  for (size_t i = 0; !status && i < rule->unless_count; i++)
    status = warn_of_answer(plan, rule->unless[i].condition, "rule", rule->id,
                            rule->where, &unless, problems);
  return status;
}

static rbk_status warn_of_flag(const rbk_plan *plan, const rbk_flag *flag,
                               rbk_problems *problems) {
  static const one_answer when = {
      "can never be raised: no figures meet all that its condition asks; "
      "correct a threshold, or take the flag out",
      "is raised whatever the figures are; correct a threshold, or say what it "
      "is to depend on"};
  return warn_of_answer(plan, flag->when, "flag", flag->id, flag->where, &when,
                        problems);
}

static rbk_status warn_of_rows(const rbk_plan *plan, const rbk_band *band,
                               rbk_problems *problems) {
  static const one_answer only = {
      "is for nobody: no figures meet its `only`; correct a threshold", NULL};
  static const one_answer when = {
      "can never hold: no figures meet all that its condition asks; correct a "
      "threshold, or take the row out",
      NULL};
  rbk_status status = warn_of_answer(plan, band->only, "band", band->name,
                                     band->where, &only, problems);
  for (size_t i = 0; !status && i < band->row_count; i++)
    status = warn_of_answer(plan, band->rows[i].when, "row", band->rows[i].id,
                            band->rows[i].where, &when, problems);
  return status;
}

static rbk_status warn_of_coding(const rbk_plan *plan, const rbk_coding *coding,
                                 rbk_problems *problems) {
  static const one_answer when = {
      "finds nothing: no figures meet all that its condition asks; correct a "
      "threshold, or take the row out",
      NULL};
  return warn_of_answer(plan, coding->when, "coding", coding->id, coding->where,
                        &when, problems);
}

/* --- ladders -------------------------------------------------------------- */

static bool names_stage(const rbk_names *from, const char *id) {
  for (size_t i = 0; i < from->count; i++)
    if (strcmp(from->items[i], id) == 0) return true;
  return false;
}

/* Whether a stage is entered from where a pupil can be. */
static rbk_status can_enter(const rbk_plan *plan, const rbk_ladder *ladder,
                            size_t number, const bool *reached, bool *can) {
  const rbk_stage *stage = &ladder->stages[number];
  rbk_ever ever;
  rbk_status status = rbk_plan_ever(plan, stage->enter, &ever);
  *can = false;
  if (status || ever == RBK_EVER_NEVER) return status;
  if (stage->from.count == 0) {
    *can = number == 0 || reached[number - 1];
    return RBK_OK;
  }
  *can = names_stage(&stage->from, "none") || names_stage(&stage->from, "any");
  /* `enter` leads upwards only, so a higher stage is no way in */
  for (size_t i = 0; !*can && i < number; i++)
    *can = reached[i] && names_stage(&stage->from, ladder->stages[i].id);
  return RBK_OK;
}

/* Whether some stage that can be reached is left for this one. */
static bool is_left_for(const rbk_ladder *ladder, size_t number,
                        const bool *reached) {
  for (size_t i = 0; i < ladder->stage_count; i++) {
    const rbk_stage *stage = &ladder->stages[i];
    for (size_t m = 0; reached[i] && m < stage->leave_count; m++) {
      const char *to = stage->leave[m].to;
      if (to != NULL && strcmp(to, ladder->stages[number].id) == 0) return true;
    }
  }
  return false;
}

static rbk_status warn_of_stages(rbk_arena *arena, const rbk_plan *plan,
                                 const rbk_ladder *ladder,
                                 rbk_problems *problems) {
  bool *reached = rbk_arena_take(arena, ladder->stage_count, sizeof(bool));
  rbk_status status = reached != NULL ? RBK_OK : RBK_NOMEM;
  for (bool more = true; !status && more;) {
    more = false;
    for (size_t i = 0; !status && i < ladder->stage_count; i++) {
      bool can = false;
      if (reached[i]) continue;
      status = can_enter(plan, ladder, i, reached, &can);
      if (can || is_left_for(ladder, i, reached)) reached[i] = more = true;
    }
  }
  for (size_t i = 0; !status && i < ladder->stage_count; i++)
    if (!reached[i])
      status = rbk_problems_add(
          problems, RBK_WARNING, "never", ladder->stages[i].where.file,
          ladder->stages[i].where.line, 0,
          "stage \"%s\" can never be reached; correct its `enter` or its "
          "`from`",
          ladder->stages[i].id);
  return status;
}

static rbk_status warn_of_answers(rbk_arena *arena, const rbk_plan *plan,
                                  rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < plan->rule_count; i++)
    status = warn_of_rule(plan, plan->rules[i], problems);
  for (size_t i = 0; !status && i < plan->flag_count; i++)
    status = warn_of_flag(plan, plan->flags[i], problems);
  for (size_t i = 0; !status && i < plan->band_count; i++)
    status = warn_of_rows(plan, plan->bands[i], problems);
  for (size_t i = 0; !status && i < plan->coding_count; i++)
    status = warn_of_coding(plan, plan->codings[i], problems);
  for (size_t i = 0; !status && i < plan->ladder_count; i++)
    status = warn_of_stages(arena, plan, plan->ladders[i], problems);
  return status;
}

/* --- letters -------------------------------------------------------------- */

static bool asks_for(const rbk_rule *rules, size_t count, const char *letter) {
  for (size_t i = 0; i < count; i++)
    if (rules[i].letter != NULL && strcmp(rules[i].letter, letter) == 0)
      return true;
  return false;
}

static bool stage_asks_for(const rbk_stage *stage, const char *letter) {
  return asks_for(stage->on_entry, stage->on_entry_count, letter) ||
         asks_for(stage->on_review, stage->on_review_count, letter) ||
         asks_for(stage->on_overdue, stage->on_overdue_count, letter);
}

static bool ladder_asks_for(const rbk_ladder *ladder, const char *letter) {
  for (size_t i = 0; i < ladder->stage_count; i++)
    if (stage_asks_for(&ladder->stages[i], letter)) return true;
  return false;
}

/* A rule that a layer above disabled, or gave another letter, asks for it too:
 * whoever declared the letter forgot nothing. */
static bool is_asked_for(const rbk_plan *plan, const char *letter) {
  for (size_t i = 0; i < plan->rule_count; i++)
    if (asks_for(plan->rules[i], 1, letter)) return true;
  for (size_t l = 0; l < plan->ladder_count; l++)
    if (ladder_asks_for(plan->ladders[l], letter)) return true;
  for (size_t i = 0; i < plan->layer_count; i++) {
    const rbk_layer *layer = plan->layers[i];
    if (asks_for(layer->rules, layer->rule_count, letter)) return true;
    for (size_t l = 0; l < layer->ladder_count; l++)
      if (ladder_asks_for(&layer->ladders[l], letter)) return true;
  }
  return false;
}

/* A letter that is never sent, or a `letter` that was forgotten. */
static rbk_status warn_of_letters(const rbk_plan *plan,
                                  rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < plan->letter_count; i++) {
    const rbk_letter *letter = plan->letters[i];
    if (is_asked_for(plan, letter->id)) continue;
    status = rbk_problems_add(
        problems, RBK_WARNING, "letter", letter->where.file, letter->where.line,
        0,
        "letter \"%s\" is asked for by no rule; write `letter = \"%s\"` in "
        "the rule that sends it, or take it out",
        letter->id, letter->id);
  }
  return status;
}

/* --- cohorts -------------------------------------------------------------- */

typedef struct cohort_use {
  const char *id;
  bool used;
} cohort_use;

static rbk_status see_group(void *context,
                            const rbk_figure_expression *figure) {
  cohort_use *use = context;
  if (figure->kind == RBK_FIGURE_GROUP && figure->group == RBK_GROUP_COHORT &&
      strcmp(figure->group_name, use->id) == 0)
    use->used = true;
  return RBK_OK;
}

static bool is_variant(const rbk_letter *letter, const char *id) {
  for (size_t v = 0; v < letter->variant_count; v++)
    if (strcmp(letter->variants[v].id, id) == 0) return true;
  return false;
}

static bool is_subject(const rbk_rule *rule, const char *id) {
  return rule->has_group && rule->group == RBK_GROUP_COHORT &&
         strcmp(rule->group_name, id) == 0;
}

static bool is_named(const rbk_plan *plan, const char *id) {
  for (size_t i = 0; i < plan->letter_count; i++)
    if (is_variant(plan->letters[i], id)) return true;
  for (size_t i = 0; i < plan->rule_count; i++)
    if (is_subject(plan->rules[i], id)) return true;
  for (size_t l = 0; l < plan->layer_count; l++) { /* disabled ones, too */
    const rbk_layer *layer = plan->layers[l];
    for (size_t i = 0; i < layer->letter_count; i++)
      if (is_variant(&layer->letters[i], id)) return true;
    for (size_t i = 0; i < layer->rule_count; i++)
      if (is_subject(&layer->rules[i], id)) return true;
  }
  return false;
}

/* A cohort that nothing looks at. */
static rbk_status warn_of_cohorts(rbk_arena *arena, const rbk_plan *plan,
                                  rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < plan->cohort_count; i++) {
    const rbk_cohort *cohort = plan->cohorts[i];
    cohort_use use = {.id = cohort->id};
    rbk_walk walk = {.context = &use, .figure = see_group};
    rbk_walk_begin(&walk, arena);
    status = rbk_walk_plan(&walk, plan);
    for (size_t l = 0; !status && l < plan->layer_count; l++)
      status = rbk_walk_layer(&walk, plan->layers[l]);
    if (status || use.used || is_named(plan, cohort->id)) continue;
    status = rbk_problems_add(
        problems, RBK_WARNING, "cohort", cohort->where.file, cohort->where.line,
        0,
        "cohort \"%s\" is looked at by nothing: no rule is about it, no figure "
        "and no letter; write `group = cohort \"%s\"` or take it out",
        cohort->id, cohort->id);
  }
  return status;
}

rbk_status rbk_plan_warn(const rbk_alloc *alloc, const rbk_plan *plan,
                         rbk_problems *problems) {
  rbk_arena arena;
  rbk_arena_init(&arena, rbk_alloc_or_default(alloc));
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < plan->rule_count; i++)
    status = warn_of_wobble(&arena, plan->rules[i], problems);
  if (!status) status = warn_of_answers(&arena, plan, problems);
  if (!status) status = warn_of_letters(plan, problems);
  if (!status) status = warn_of_cohorts(&arena, plan, problems);
  for (size_t l = 0; l < plan->ladder_count; l++)
    for (size_t i = 0; !status && i < plan->ladders[l]->stage_count; i++)
      status =
          warn_of_leave(&arena, plan, &plan->ladders[l]->stages[i], problems);
  rbk_arena_finish(&arena);
  return status;
}

/* --- against a school ----------------------------------------------------- */

static rbk_status bind_to(const rbk_check_options *options,
                          const rbk_policy *policy, rbk_problems *problems) {
  const rbk_alloc *alloc = rbk_alloc_or_default(options->alloc);
  rbk_override *overrides = NULL;
  size_t count = 0;
  rbk_binding *binding = NULL;
  rbk_arena arena;
  rbk_arena_init(&arena, alloc);
  rbk_status status = rbk_overrides_make(&arena, &options->reg->school, NULL, 0,
                                         &overrides, &count, NULL);
  if (!status)
    status =
        rbk_bind(alloc, options->reg, policy->editions, policy->edition_count,
                 overrides, count, problems, &binding);
  rbk_binding_destroy(binding);
  rbk_arena_finish(&arena);
  return status;
}

rbk_status rbk_policy_check(const rbk_check_options *options,
                            rbk_problems *problems) {
  rbk_policy *policy = NULL;
  rbk_status status = load(options, problems, &policy);
  for (size_t i = 0; !status && i < policy->edition_count; i++)
    status = rbk_plan_warn(options->alloc, policy->editions[i].plan, problems);
  if (!status && options->reg != NULL)
    status = bind_to(options, policy, problems);
  rbk_policy_destroy(policy);
  return status;
}

/* --- print ---------------------------------------------------------------- */

static void print_text(const rbk_problem *problem, rbk_buffer *buffer) {
  if (problem->file != NULL && problem->file[0] != '\0') {
    rbk_buffer_text(buffer, problem->file);
    if (problem->line > 0) rbk_buffer_format(buffer, ":%zu", problem->line);
    rbk_buffer_text(buffer, ": ");
  }
  if (problem->severity == RBK_WARNING) rbk_buffer_text(buffer, "warning: ");
  rbk_buffer_text(buffer, problem->text);
  rbk_buffer_byte(buffer, '\n');
}

static void json_text(rbk_buffer *buffer, const char *name, const char *text) {
  rbk_buffer_format(buffer, "\"%s\":", name);
  rbk_buffer_json(buffer, text, strlen(text));
  rbk_buffer_byte(buffer, ',');
}

static void print_json(const rbk_problem *problem, rbk_buffer *buffer) {
  rbk_buffer_byte(buffer, '{');
  json_text(buffer, "severity",
            problem->severity == RBK_WARNING ? "warning" : "error");
  json_text(buffer, "id", problem->id);
  json_text(buffer, "file", problem->file != NULL ? problem->file : "");
  json_text(buffer, "text", problem->text);
  rbk_buffer_format(buffer, "\"line\":%zu}", problem->line);
}

static void print_counts(size_t errors, size_t warnings, rbk_buffer *buffer) {
  rbk_buffer_format(buffer, "%zu error%s, %zu warning%s\n", errors,
                    errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
}

void rbk_problems_print(rbk_problems *problems, bool json, rbk_buffer *buffer) {
  rbk_problems_sort(problems);
  if (json)
    rbk_buffer_format(buffer, "{\"errors\":%zu,\"warnings\":%zu,\"problems\":[",
                      problems->errors, problems->count - problems->errors);
  for (size_t i = 0; i < problems->count; i++) {
    if (json && i > 0) rbk_buffer_byte(buffer, ',');
    if (json)
      print_json(&problems->items[i], buffer);
    else
      print_text(&problems->items[i], buffer);
  }
  if (json)
    rbk_buffer_text(buffer, "]}\n");
  else
    print_counts(problems->errors, problems->count - problems->errors, buffer);
}
