#include "author/show.h"

#include "author/listing.h"
#include "plan/letter.h"

/* What is at hand while a policy is shown. */
typedef struct showing {
  const rbk_show_options *options;
  const rbk_plan *plan;
  rbk_listing page;
  rbk_english words;          /* into page.value */
  const char *stage, *moment; /* of the rule at hand; NULL: of none */
} showing;

/* --- fields --------------------------------------------------------------- */

static void show_condition(showing *s, const char *name,
                           const rbk_condition *condition) {
  if (condition == NULL) {
    rbk_listing_text(&s->page, name, NULL);
    return;
  }
  rbk_listing_open(&s->page);
  rbk_english_condition(&s->words, condition);
  rbk_listing_close(&s->page, name);
}

static void show_due(showing *s, const char *name, const rbk_due *due) {
  rbk_listing_open(&s->page);
  rbk_english_due(&s->words, due);
  rbk_listing_close(&s->page, name);
}

static void show_set(showing *s, const char *name,
                     const rbk_set_expression *set) {
  rbk_listing_open(&s->page);
  if (set != NULL) rbk_english_set(&s->words, set);
  rbk_listing_close(&s->page, name);
}

static void show_operand(showing *s, const char *name,
                         const rbk_operand *operand) {
  rbk_listing_open(&s->page);
  rbk_english_operand(&s->words, operand);
  rbk_listing_close(&s->page, name);
}

static void show_owner(showing *s, const rbk_owner *owner) {
  if (owner->function != RBK_NONE && owner->roles.count == 0)
    rbk_listing_text(&s->page, "owner", "found by a function");
  else
    rbk_listing_list(&s->page, "owner", &owner->roles);
}

static void show_layer(showing *s, rbk_where where) {
  const rbk_layer *layer = rbk_plan_layer_at(s->plan, where);
  rbk_listing_text(&s->page, "layer", layer != NULL ? layer->id : NULL);
}

static void show_needs(showing *s, const rbk_need *needs, size_t count) {
  rbk_listing_open(&s->page);
  for (size_t i = 0; i < count; i++) {
    const rbk_need *need = &needs[i];
    if (i > 0) rbk_buffer_text(&s->page.value, "; ");
    rbk_buffer_text(&s->page.value, need->event_kind != NULL ? need->event_kind
                                    : need->what != NULL     ? need->what
                                                             : "");
    if (need->event_kind != NULL || need->condition == NULL) continue;
    rbk_buffer_text(&s->page.value, " (");
    rbk_english_condition(&s->words, need->condition);
    rbk_buffer_byte(&s->page.value, ')');
  }
  rbk_listing_close(&s->page, "needs");
}

static void show_unless(showing *s, const rbk_unless *unless, size_t count) {
  rbk_listing_open(&s->page);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) rbk_buffer_text(&s->page.value, "; ");
    rbk_english_condition(&s->words, unless[i].condition);
    if (unless[i].because != NULL)
      rbk_buffer_format(&s->page.value, " (%s)", unless[i].because);
  }
  rbk_listing_close(&s->page, "unless");
}

/* --- sections ------------------------------------------------------------- */

static void show_layers(showing *s) {
  rbk_listing_section(&s->page, "layers");
  for (size_t i = 0; i < s->plan->layer_count; i++) {
    const rbk_layer *layer = s->plan->layers[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", layer->id);
    rbk_listing_text(&s->page, "title", layer->title);
    rbk_listing_date(&s->page, "from", layer->from);
    rbk_listing_date(&s->page, "to", layer->to);
    rbk_listing_text(&s->page, "file", layer->file);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_value(showing *s, const rbk_parameter_value *value) {
  rbk_listing_open(&s->page);
  for (size_t i = 0; value != NULL && i < value->count; i++) {
    if (i > 0) rbk_buffer_text(&s->page.value, ", ");
    rbk_english_operand(&s->words, &value->items[i]);
  }
  rbk_listing_close(&s->page, "value");
}

static void show_parameters(showing *s) {
  const rbk_show_options *o = s->options;
  rbk_listing_section(&s->page, "parameters");
  for (size_t i = 0; i < s->plan->parameter_count; i++) {
    const rbk_parameter *parameter = s->plan->parameters[i];
    const char *set_by = NULL;
    const rbk_parameter_value *value = rbk_parameter_on(
        s->plan, o->overrides, o->override_count, parameter, o->date, &set_by);
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "name", parameter->name);
    show_value(s, value);
    rbk_listing_text(&s->page, "unit",
                     parameter->unit == RBK_UNIT_NONE
                         ? NULL
                         : rbk_unit_name(parameter->unit));
    rbk_listing_text(&s->page, "set_by",
                     value != NULL         ? set_by
                     : parameter->required ? "nobody yet: a school must give it"
                                           : "nobody on this day");
    show_layer(s, parameter->where);
    rbk_listing_list(&s->page, "clause", &parameter->clauses);
    rbk_listing_text(&s->page, "note", parameter->note);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_measures(showing *s) {
  rbk_listing_section(&s->page, "measures");
  for (size_t i = 0; i < s->plan->measure_count; i++) {
    const rbk_figure_expression *measure = s->plan->measures[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "name", measure->label);
    rbk_listing_open(&s->page);
    rbk_english_measure(&s->words, measure);
    rbk_listing_close(&s->page, "is");
    show_layer(s, measure->where);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_bands(showing *s) {
  rbk_listing_section(&s->page, "bands");
  for (size_t b = 0; b < s->plan->band_count; b++) {
    const rbk_band *band = s->plan->bands[b];
    for (size_t r = 0; r < band->row_count; r++) {
      const rbk_band_row *row = &band->rows[r];
      rbk_listing_record(&s->page);
      rbk_listing_open(&s->page);
      rbk_buffer_format(&s->page.value, "%s/%s", band->name, row->id);
      rbk_listing_close(&s->page, "id");
      rbk_listing_text(&s->page, "label", row->label);
      show_condition(s, "when", row->when);
      show_condition(s, "only", band->only);
      rbk_listing_text(&s->page, "otherwise", band->otherwise);
      rbk_listing_text(&s->page, "layer", s->plan->band_layers[b]->id);
      rbk_listing_list(&s->page, "clause", &row->clauses);
      rbk_listing_record_end(&s->page);
    }
  }
  rbk_listing_section_end(&s->page);
}

static void show_flags(showing *s) {
  rbk_listing_section(&s->page, "flags");
  for (size_t i = 0; i < s->plan->flag_count; i++) {
    const rbk_flag *flag = s->plan->flags[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", flag->id);
    rbk_listing_text(&s->page, "label", flag->label);
    show_condition(s, "when", flag->when);
    rbk_listing_text(&s->page, "layer", s->plan->flag_layers[i]->id);
    rbk_listing_list(&s->page, "clause", &flag->clauses);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

/* Whom the rule is about, where that is no pupil. */
static const char *group_of(const rbk_rule *rule) {
  if (!rule->has_group) return NULL;
  return rule->group == RBK_GROUP_COHORT ? rule->group_name : RBK_EVERYONE;
}

static void show_rule(showing *s, const rbk_rule *rule,
                      const rbk_layer *layer) {
  static const char *const onces[] = {[RBK_ONCE_EPISODE] = "an episode",
                                      [RBK_ONCE_DAY] = "a day",
                                      [RBK_ONCE_WEEK] = "a week",
                                      [RBK_ONCE_MONTH] = "a month",
                                      [RBK_ONCE_HALF_TERM] = "a half term",
                                      [RBK_ONCE_TERM] = "a term",
                                      [RBK_ONCE_SCHOOL_YEAR] = "a school year",
                                      [RBK_ONCE_EVER] = "ever"};
  static const char *const duties[] = {[RBK_DUTY_NONE] = NULL,
                                       [RBK_MUST] = "must",
                                       [RBK_SHOULD] = "should",
                                       [RBK_MAY] = "may"};
  static const char *const pers[] = {[RBK_PER_PUPIL] = NULL,
                                     [RBK_PER_PARENT] = "parent",
                                     [RBK_PER_FAMILY] = "family"};
  rbk_listing *page = &s->page;
  rbk_listing_record(page);
  rbk_listing_text(page, "id", rule->id);
  rbk_listing_text(page, "action",
                   rule->action.text != NULL ? rule->action.text
                                             : "worded by a function");
  rbk_listing_text(page, "duty", duties[rule->duty]);
  rbk_listing_text(page, "group", group_of(rule));
  show_condition(s, "when", rule->when);
  show_condition(s, "checked", rule->checked);
  if (s->stage != NULL) {
    rbk_listing_open(page);
    rbk_buffer_format(&page->value, "%s of %s", s->moment, s->stage);
    rbk_listing_close(page, "on");
  } else {
    rbk_listing_text(page, "once", onces[rule->once]);
  }
  show_condition(s, "rearm", rule->rearm);
  rbk_listing_yes(page, "lapse", rule->lapse);
  show_unless(s, rule->unless, rule->unless_count);
  show_needs(s, rule->needs, rule->need_count);
  rbk_listing_list(page, "done", &rule->done);
  rbk_listing_list(page, "supersedes", &rule->supersedes);
  rbk_listing_text(page, "per", pers[rule->per]);
  show_owner(s, &rule->owner);
  show_due(s, "due", &rule->due);
  rbk_listing_text(page, "letter", rule->letter);
  rbk_listing_text(page, "layer", layer != NULL ? layer->id : NULL);
  rbk_listing_list(page, "clause", &rule->clauses);
  rbk_listing_record_end(page);
}

static void show_rules(showing *s) {
  rbk_listing_section(&s->page, "rules");
  for (size_t i = 0; i < s->plan->rule_count; i++)
    show_rule(s, s->plan->rules[i], s->plan->rule_layers[i]);
  rbk_listing_section_end(&s->page);
}

static void show_codings(showing *s) {
  rbk_listing_section(&s->page, "coding");
  for (size_t i = 0; i < s->plan->coding_count; i++) {
    const rbk_coding *coding = s->plan->codings[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", coding->id);
    show_set(s, "codes", coding->codes);
    rbk_listing_text(&s->page, "session",
                     coding->session == RBK_AM   ? "AM"
                     : coding->session == RBK_PM ? "PM"
                                                 : NULL);
    show_condition(s, "when", coding->when);
    if (coding->has_open_for)
      show_due(s, "open_for", &coding->open_for);
    else
      rbk_listing_text(&s->page, "open_for", NULL);
    rbk_listing_open(&s->page);
    if (coding->beyond.said) {
      rbk_english_operand(&s->words, &coding->beyond.count);
      rbk_buffer_text(&s->page.value, " in ");
      rbk_english_window(&s->words, coding->beyond.window);
    }
    rbk_listing_close(&s->page, "beyond");
    show_condition(s, "unless", coding->unless);
    show_operand(s, "propose", &coding->propose);
    show_owner(s, &coding->owner);
    show_due(s, "due", &coding->due);
    rbk_listing_text(&s->page, "layer", s->plan->coding_layers[i]->id);
    rbk_listing_list(&s->page, "clause", &coding->clauses);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_stage(showing *s, const rbk_ladder *ladder,
                       const rbk_stage *stage, const rbk_layer *layer) {
  rbk_listing *page = &s->page;
  rbk_listing_record(page);
  rbk_listing_open(page);
  rbk_buffer_format(&page->value, "%s/%s", ladder->name, stage->id);
  rbk_listing_close(page, "id");
  rbk_listing_text(page, "label", stage->label);
  show_condition(s, "enter", stage->enter);
  rbk_listing_list(page, "from", &stage->from);
  rbk_listing_open(page);
  for (size_t i = 0; i < stage->leave_count; i++) {
    const rbk_move *move = &stage->leave[i];
    if (i > 0) rbk_buffer_text(&page->value, "; ");
    rbk_buffer_format(&page->value, "to %s when ",
                      move->to != NULL ? move->to : "none");
    rbk_english_condition(&s->words, move->when);
  }
  rbk_listing_close(page, "leave");
  show_needs(s, stage->needs, stage->need_count);
  show_due(s, "review", &stage->review);
  show_owner(s, &stage->owner);
  rbk_listing_text(page, "layer", layer->id);
  rbk_listing_list(page, "clause", &stage->clauses);
  rbk_listing_record_end(page);
}

static void show_stage_rules(showing *s, const char *stage, const char *when,
                             const rbk_rule *rules, size_t count,
                             const rbk_layer *layer) {
  for (size_t i = 0; i < count; i++) {
    s->stage = stage;
    s->moment = when;
    show_rule(s, &rules[i], layer);
  }
  s->stage = s->moment = NULL;
}

static void show_ladders(showing *s) {
  if (s->plan->ladder_count == 0) return;
  rbk_listing_section(&s->page, "ladders");
  for (size_t l = 0; l < s->plan->ladder_count; l++)
    for (size_t i = 0; i < s->plan->ladders[l]->stage_count; i++)
      show_stage(s, s->plan->ladders[l], &s->plan->ladders[l]->stages[i],
                 s->plan->ladder_layers[l]);
  rbk_listing_section_end(&s->page);
  rbk_listing_section(&s->page, "rules_of_stages");
  for (size_t l = 0; l < s->plan->ladder_count; l++) {
    const rbk_layer *layer = s->plan->ladder_layers[l];
    for (size_t i = 0; i < s->plan->ladders[l]->stage_count; i++) {
      const rbk_stage *stage = &s->plan->ladders[l]->stages[i];
      show_stage_rules(s, stage->id, "entry", stage->on_entry,
                       stage->on_entry_count, layer);
      show_stage_rules(s, stage->id, "review", stage->on_review,
                       stage->on_review_count, layer);
      show_stage_rules(s, stage->id, "overdue", stage->on_overdue,
                       stage->on_overdue_count, layer);
    }
  }
  rbk_listing_section_end(&s->page);
}

static void show_variants(showing *s, const rbk_letter *letter) {
  rbk_listing_open(&s->page);
  for (size_t i = 0; i < letter->variant_count; i++) {
    const rbk_variant *variant = &letter->variants[i];
    if (i > 0) rbk_buffer_text(&s->page.value, "; ");
    rbk_buffer_format(&s->page.value, "%s when ", variant->id);
    rbk_english_condition(&s->words, rbk_variant_when(s->plan, variant));
    rbk_buffer_format(&s->page.value, ":\n%s", variant->text);
  }
  rbk_listing_close(&s->page, "variants");
}

static void show_reminders(showing *s, const rbk_letter *letter) {
  rbk_listing_open(&s->page);
  for (size_t i = 0; i < letter->reminder_count; i++) {
    const rbk_reminder *reminder = &letter->reminders[i];
    if (i > 0) rbk_buffer_text(&s->page.value, "; ");
    rbk_buffer_format(&s->page.value, "%s when ", reminder->what);
    rbk_english_condition(&s->words, reminder->when);
  }
  rbk_listing_close(&s->page, "reminders");
}

static void show_letters(showing *s) {
  if (s->plan->letter_count == 0) return;
  rbk_listing_section(&s->page, "letters");
  for (size_t i = 0; i < s->plan->letter_count; i++) {
    const rbk_letter *letter = s->plan->letters[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", letter->id);
    rbk_listing_text(&s->page, "title", letter->title);
    rbk_listing_text(&s->page, "text", letter->text);
    show_variants(s, letter);
    show_reminders(s, letter);
    show_layer(s, letter->where);
    rbk_listing_list(&s->page, "clause", &letter->clauses);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_cohorts(showing *s) {
  if (s->plan->cohort_count == 0) return;
  rbk_listing_section(&s->page, "cohorts");
  for (size_t i = 0; i < s->plan->cohort_count; i++) {
    const rbk_cohort *cohort = s->plan->cohorts[i];
    rbk_operand least = cohort->minimum;
    if (least.kind == RBK_OPERAND_NONE)
      least = (rbk_operand){.kind = RBK_OPERAND_NUMBER,
                            .number = RBK_LEAST_PUPILS * RBK_DECIMAL_ONE};
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", cohort->id);
    rbk_listing_text(&s->page, "title", cohort->title);
    show_condition(s, "when", cohort->when);
    show_operand(s, "minimum", &least);
    show_layer(s, cohort->where);
    rbk_listing_list(&s->page, "clause", &cohort->clauses);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

/* What a layer changed of one below, by its own words. */
static void show_replaced(showing *s) {
  size_t count = 0;
  for (size_t l = 0; l < s->plan->layer_count; l++)
    count += s->plan->layers[l]->replacement_count;
  if (count == 0) return;
  rbk_listing_section(&s->page, "replaced");
  for (size_t l = 0; l < s->plan->layer_count; l++) {
    const rbk_layer *layer = s->plan->layers[l];
    for (size_t i = 0; i < layer->replacement_count; i++) {
      const rbk_replacement *replaced = &layer->replacements[i];
      rbk_listing_record(&s->page);
      rbk_listing_text(&s->page, "id", replaced->id);
      rbk_listing_text(&s->page, "section",
                       rbk_section_name(replaced->section));
      rbk_listing_list(&s->page, "keys", &replaced->keys);
      rbk_listing_text(&s->page, "because", replaced->because);
      rbk_listing_text(&s->page, "layer", layer->id);
      rbk_listing_record_end(&s->page);
    }
  }
  rbk_listing_section_end(&s->page);
}

static void show_disabled(showing *s) {
  if (s->plan->disabled_count == 0) return;
  rbk_listing_section(&s->page, "disabled");
  for (size_t i = 0; i < s->plan->disabled_count; i++) {
    const rbk_disabled *disabled = s->plan->disabled[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", disabled->id);
    rbk_listing_text(&s->page, "section", rbk_section_name(disabled->section));
    rbk_listing_text(&s->page, "because", disabled->because);
    show_layer(s, disabled->where);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_roles(showing *s) {
  rbk_listing_section(&s->page, "roles");
  for (size_t i = 0; i < s->plan->role_count; i++) {
    const rbk_role *role = s->plan->roles[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", role->id);
    rbk_listing_text(&s->page, "title", role->title);
    show_layer(s, role->where);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

static void show_clauses(showing *s) {
  rbk_listing_section(&s->page, "clauses");
  for (size_t i = 0; i < s->plan->clause_count; i++) {
    const rbk_clause *clause = s->plan->clauses[i];
    rbk_listing_record(&s->page);
    rbk_listing_text(&s->page, "id", clause->id);
    rbk_listing_text(&s->page, "text", clause->text);
    rbk_listing_text(&s->page, "source", clause->source);
    rbk_listing_text(&s->page, "out_of_reach", clause->out_of_reach);
    show_layer(s, clause->where);
    rbk_listing_record_end(&s->page);
  }
  rbk_listing_section_end(&s->page);
}

rbk_status rbk_policy_show(const rbk_show_options *options,
                           rbk_buffer *buffer) {
  showing s = {.options = options, .plan = options->plan};
  rbk_listing_begin(&s.page, buffer, options->json);
  s.words = (rbk_english){.plan = options->plan,
                          .overrides = options->overrides,
                          .override_count = options->override_count,
                          .date = options->date,
                          .buffer = &s.page.value};
  char on[11];
  rbk_date_print(options->date, on);
  rbk_listing_head(&s.page, "policy", options->policy);
  rbk_listing_head(&s.page, "on", on);
  show_layers(&s);
  show_parameters(&s);
  show_measures(&s);
  show_codings(&s);
  show_bands(&s);
  show_flags(&s);
  show_rules(&s);
  show_ladders(&s);
  show_letters(&s);
  show_cohorts(&s);
  show_roles(&s);
  show_clauses(&s);
  show_replaced(&s);
  show_disabled(&s);
  return rbk_listing_end(&s.page);
}
