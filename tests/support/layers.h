/* Policies built in C, for tests of the plan and of the engine.
 *
 *   rbk_layer *l = layer_begin("la/test", "la/test.lua");
 *   layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
 *   rbk_figure_expression *attendance =
 *       measure(RBK_FIGURE_RATE, "attended", window(RBK_WINDOW_SCHOOL_YEAR));
 *   at_line(12);
 *   layer_flag(l, "low", compare(attendance, RBK_AT_MOST, param("concern")));
 *   rbk_plan *plan = plan_of(l, NULL);
 *   rbk_binding *binding = bind_plan(reg, plan);
 *
 * Everything is made in the arena of the layer that was begun last, and is
 * written in its file at the line that at_line() said last (1 at the start of
 * a layer). What is returned may be altered until the layer is stacked; texts
 * are kept as pointers. A mistake in a call stops the test. */
#ifndef TESTS_SUPPORT_LAYERS_H
#define TESTS_SUPPORT_LAYERS_H

#include "plan/bind.h"

rbk_layer *layer_begin(const char *id, const char *file);
void layer_destroy(rbk_layer *layer); /* takes NULL */
/* Makes an earlier layer the one in which things are made. */
void layer_resume(rbk_layer *layer);
rbk_arena *layer_arena(void); /* of the layer in which things are made */
/* The line of what is made from now on. */
void at_line(uint32_t line);
void layer_effective(rbk_layer *layer, const char *from, const char *to);

/* Values. A list of names is parted by spaces; names_of("a") is one name and
 * no list, names_of("a b") a list. */
rbk_operand nothing(void);
rbk_operand number(const char *decimal);
rbk_operand words(const char *text);
rbk_operand param(const char *name);
rbk_names names_of(const char *words_or_null);

/* Code sets: a class ("absent"), "missing", or codes ("G N O U"). */
rbk_set_expression *set_of(const char *class_or_codes);
rbk_set_expression *set_named(const char *name);
rbk_set_expression *set_param(const char *name);
rbk_set_expression *set_plus(const rbk_set_expression *a,
                             const rbk_set_expression *b);
rbk_set_expression *set_minus(const rbk_set_expression *a,
                              const rbk_set_expression *b);

/* Windows. */
rbk_window_expression *window(rbk_window_kind kind); /* no number, no name */
rbk_window_expression *window_last(rbk_window_kind kind, rbk_operand n);
rbk_window_expression *window_since(const char *event_kind);
/* RBK_WINDOW_AFTER, RBK_WINDOW_BEFORE */
rbk_window_expression *window_beside(rbk_window_kind kind,
                                     const char *event_kind, rbk_operand n,
                                     rbk_span_unit unit);
/* Texts "2024-09-01" (BETWEEN) or "09-01" (BETWEEN_EACH), or parameters. */
rbk_window_expression *window_between(rbk_operand from, rbk_operand to);
rbk_window_expression *window_period(const char *name);
/* RBK_WINDOW_PREVIOUS, RBK_WINDOW_LAST_YEAR */
rbk_window_expression *window_of(rbk_window_kind kind,
                                 const rbk_window_expression *inner);

/* Which events. `filters` is NULL or "field=value;field=value". */
rbk_match_expression *match_of(const char *kind, const char *filters);

/* Figures. A NULL window leaves `within` unsaid. */
rbk_figure_expression *measure(rbk_figure_kind kind, const char *set,
                               const rbk_window_expression *window_or_null);
rbk_figure_expression *measure_set(rbk_figure_kind kind,
                                   const rbk_set_expression *set,
                                   const rbk_window_expression *window_or_null);
rbk_figure_expression *share_of(const char *set, const char *of,
                                const rbk_window_expression *window_or_null);
/* EVENTS, DAYS_SINCE, RECORDED; `field` is NULL for the first two. */
rbk_figure_expression *
figure_of_event(rbk_figure_kind kind, const char *event_kind, const char *field,
                const rbk_window_expression *window_or_null);
rbk_figure_expression *figure_attribute(const char *name);
rbk_figure_expression *figure_plain(rbk_figure_kind kind); /* AGE, ... */
rbk_figure_expression *figure_number(rbk_operand constant);
rbk_figure_expression *figure_sum(rbk_figure_kind kind,
                                  const rbk_figure_expression *left,
                                  const rbk_figure_expression *right);
rbk_figure_expression *figure_function(uint32_t function);
/* One more window. */
void figure_within(rbk_figure_expression *figure,
                   const rbk_window_expression *also);

/* Conditions. */
rbk_condition *compare(const rbk_figure_expression *figure,
                       rbk_comparison comparison, rbk_operand right);
rbk_condition *compare_figure(const rbk_figure_expression *figure,
                              rbk_comparison comparison,
                              const rbk_figure_expression *right);
/* :between(a, b), as the reader hands it over */
rbk_condition *compare_between(const rbk_figure_expression *figure,
                               rbk_operand low, rbk_operand high);
/* by(half_term_number, param.x) */
rbk_condition *compare_by_half_term(const rbk_figure_expression *figure,
                                    rbk_comparison comparison,
                                    const char *parameter);
rbk_condition *both(const rbk_condition *a, const rbk_condition *b);
rbk_condition *either(const rbk_condition *a, const rbk_condition *b);
rbk_condition *not_so(const rbk_condition *a);
/* any_of with room for more: any_branch adds to it. */
rbk_condition *any_of(void);
void any_branch(rbk_condition *any, const rbk_condition *condition,
                const char *clauses_or_null);
/* c:within(w), c:throughout(w); on_record and fired keep the window. */
rbk_condition *within(const rbk_condition *a, const rbk_window_expression *w);
rbk_condition *throughout(const rbk_condition *a,
                          const rbk_window_expression *w);
rbk_condition *
leaf_of(rbk_leaf_kind kind); /* COMPULSORY_AGE, ...; to fill in */
/* ON_RECORD, EVENT, CURRENT, LATEST */
rbk_condition *on_event(rbk_leaf_kind kind, const char *event_kind,
                        const char *filters);
rbk_condition *reached(const char *event_kind, const char *field);
rbk_condition *attribute(const char *name);
rbk_condition *attribute_is(const char *name, rbk_operand text);
rbk_condition *on_or_after(const char *date);
rbk_condition *weekday(rbk_weekday day);
rbk_condition *in_term(const char *term);
rbk_condition *run_ended(const char *set, rbk_operand n);
rbk_condition *first_day_of(rbk_period_kind period);
rbk_condition *last_day_of(rbk_period_kind period);
rbk_condition *school_is(const char *name, const char *text);
rbk_condition *flag_is(const char *id);
rbk_condition *band_is(const char *band, const char *row);
rbk_condition *fired(const char *rule);
rbk_condition *asks(uint32_t function);
rbk_condition *in_stage(const char *stage);
rbk_condition *stage_complete(const char *stage);
rbk_figure_expression *days_in_stage(const char *stage);
rbk_window_expression *since_stage(const char *stage);

/* Spans of `due`. */
rbk_due due_none(void);
rbk_due due_span(rbk_span_unit unit, rbk_operand n);
rbk_due due_recorded(const char *event_kind, const char *field);

/* Parts of a layer, at most 64 of each; the item may be altered. Lists of
 * names are parted by spaces, NULL for none. */
rbk_clause *layer_clause(rbk_layer *layer, const char *id);
/* Values parted by spaces, each a number or else a text ("" is required);
 * several are a list. */
rbk_parameter *layer_parameter(rbk_layer *layer, const char *name,
                               rbk_unit unit, const char *values);
/* One text, which may hold spaces. */
rbk_parameter *layer_parameter_text(rbk_layer *layer, const char *name,
                                    rbk_unit unit, const char *text);
/* One more value, in force from a date (in order of dates); the first call on
 * a parameter made with "" makes it a dated one. */
void parameter_dated(rbk_parameter *parameter, const char *from,
                     const char *values);
rbk_fact *layer_fact(rbk_layer *layer, const char *kind, const char *fields);
rbk_role *layer_role(rbk_layer *layer, const char *id);
void role_choice(rbk_role *role, const rbk_condition *when, const char *choice);
rbk_named_set *layer_code_set(rbk_layer *layer, const char *name,
                              const rbk_set_expression *set);
void layer_measure(rbk_layer *layer, const char *name,
                   rbk_figure_expression *figure);
rbk_band *layer_band(rbk_layer *layer, const char *name);
rbk_band_row *band_row(rbk_band *band, const char *id,
                       const rbk_condition *when);
void band_gap(rbk_band *band, rbk_operand from, rbk_operand to);
rbk_flag *layer_flag(rbk_layer *layer, const char *id,
                     const rbk_condition *when);
/* A rule that fires once an episode, without owner, due, clause. Its action
 * reads as its id. */
rbk_rule *layer_rule(rbk_layer *layer, const char *id,
                     const rbk_condition *when);
void rule_unless(rbk_rule *rule, const rbk_condition *condition,
                 const char *because);
void rule_needs(rbk_rule *rule, const char *event_kind);
void rule_needs_condition(rbk_rule *rule, const rbk_condition *condition,
                          const char *what);
rbk_coding *layer_coding(rbk_layer *layer, const char *id, const char *codes);
rbk_cohort *layer_cohort(rbk_layer *layer, const char *id,
                         const rbk_condition *when);
rbk_letter *layer_letter(rbk_layer *layer, const char *id);
rbk_ladder *layer_ladder(rbk_layer *layer, const char *name);
/* A stage that the condition enters, from the one before; a row of its `leave`
 * (NULL: to none); what it needs; a rule of its on_entry, on_review or
 * on_overdue. */
rbk_stage *ladder_stage(rbk_ladder *ladder, const char *id,
                        const rbk_condition *enter);
void stage_leave(rbk_stage *stage, const char *to, const rbk_condition *when);
void stage_needs(rbk_stage *stage, const char *event_kind);
void stage_needs_condition(rbk_stage *stage, const rbk_condition *condition,
                           const char *what);
rbk_rule *stage_rule(rbk_stage *stage, rbk_moment moment, const char *id);
/* An item to replace an inherited one with; not one of the layer's own. */
rbk_rule *rule_apart(const char *id, const rbk_condition *when);
rbk_flag *flag_apart(const char *id, const rbk_condition *when);
rbk_band *band_apart(const char *name);
rbk_parameter *parameter_apart(const char *name, const char *values);
rbk_replacement *layer_replace(rbk_layer *layer, rbk_section section,
                               const char *id, const void *item,
                               const char *keys);
rbk_disabled *layer_disable(rbk_layer *layer, rbk_section section,
                            const char *id);
/* The number of a new function; what functions ask for. */
uint32_t layer_function(rbk_layer *layer);
void layer_asks_figure(rbk_layer *layer, const rbk_figure_expression *figure);
void layer_asks_condition(rbk_layer *layer, const rbk_condition *condition);
void layer_asks_window(rbk_layer *layer, const rbk_window_expression *w);

/* Stacking and binding where no problem is meant: one stops the test, with its
 * text (warnings too). `school` may be NULL: the nation alone. */
rbk_plan *plan_of(const rbk_layer *nation, const rbk_layer *school_or_null);
/* In force on every day. */
rbk_binding *bind_plan(const rbk_register *reg, const rbk_plan *plan);
rbk_binding *bind_editions(const rbk_register *reg, const rbk_edition *editions,
                           size_t count, const rbk_override *overrides,
                           size_t override_count);
/* An override as school.json (line 7) or --param gives it: one number or text,
 * or several parted by spaces: a list. */
rbk_override override_of(const char *from, const char *name,
                         const char *values);

#endif
