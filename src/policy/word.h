/* Inside the language: the entry behind each word, and how words take their
 * arguments. A word's function finds its entry in its first upvalue. */
#ifndef RBK_POLICY_WORD_H
#define RBK_POLICY_WORD_H

#include "policy/object.h"

typedef struct rbk_word_entry {
  rbk_term word;
  lua_CFunction call;
  int code; /* what one function needs to tell its words apart */
} rbk_word_entry;

const rbk_word_entry *rbk_word_here(lua_State *L);
/* Raises where a word of loading is said inside a function. */
void rbk_word_in_time(lua_State *L);
_Noreturn void rbk_word_argument(lua_State *L, int index, const char *takes,
                                 const rbk_complaint *complaint);

/* Arguments of words: as rbk_as_..., but raising. */
const char *rbk_take_text(lua_State *L, int index, const char *takes);
const rbk_set_expression *rbk_take_set(lua_State *L, int index);
const rbk_window_expression *rbk_take_window(lua_State *L, int index);
const rbk_figure_expression *rbk_take_figure(lua_State *L, int index);
const rbk_condition *rbk_take_condition(lua_State *L, int index);
rbk_operand rbk_take_number(lua_State *L, int index, const char *takes);
rbk_operand rbk_take_word(lua_State *L, int index, const char *takes);
/* The kind of event at `kind` and, unless 0, the filters at `filter`. */
const rbk_match_expression *rbk_take_match(lua_State *L, int kind, int filter);
/* The number of one of the names; raises with what there is. */
size_t rbk_take_choice(lua_State *L, int index, const char *what,
                       const char *const *names, size_t count);
/* Raises where more than `most` arguments are given. */
void rbk_take_no_more(lua_State *L, int most);

/* The spans that a counted window may also stand for, in times. */
bool rbk_span_of_window(rbk_window_kind kind, rbk_span_unit *unit);

/* word_set.c */
int rbk_word_codes(lua_State *L);
int rbk_set_add(lua_State *L);
int rbk_set_subtract(lua_State *L);
/* word_window.c */
int rbk_word_period(lua_State *L);
int rbk_word_counted(lua_State *L);
int rbk_word_since(lua_State *L);
int rbk_word_after(lua_State *L);
int rbk_word_between(lua_State *L);
int rbk_word_named_period(lua_State *L);
int rbk_word_of_window(lua_State *L);
/* word_figure.c */
int rbk_word_measure(lua_State *L);
int rbk_word_share(lua_State *L);
int rbk_word_minutes(lua_State *L);
int rbk_word_events(lua_State *L);
int rbk_word_recorded(lua_State *L);
int rbk_word_attribute(lua_State *L);
int rbk_word_of_pupil(lua_State *L);
int rbk_word_days_in_stage(lua_State *L);
int rbk_word_group(lua_State *L);
int rbk_word_group_value(lua_State *L);
int rbk_word_of_group(lua_State *L);
int rbk_figure_windows(lua_State *L, const rbk_window_expression **windows,
                       size_t *count);
int rbk_method_within(lua_State *L);
int rbk_method_on(lua_State *L);
int rbk_method_session(lua_State *L);
int rbk_method_switch(lua_State *L);
int rbk_method_restarting(lua_State *L);
int rbk_method_as_at(lua_State *L);
int rbk_method_rounded(lua_State *L);
int rbk_figure_arithmetic(lua_State *L, rbk_figure_kind kind);
/* word_compare.c */
int rbk_method_compare(lua_State *L);
int rbk_method_is(lua_State *L);
int rbk_method_is_between(lua_State *L);
int rbk_method_ever(lua_State *L);
int rbk_method_band_is(lua_State *L);
int rbk_method_school_is(lua_State *L);
int rbk_method_parent_is(lua_State *L);
int rbk_method_parameter_is(lua_State *L);
int rbk_word_by(lua_State *L);
/* word_condition.c */
int rbk_word_fact(lua_State *L);
int rbk_word_reached(lua_State *L);
int rbk_word_run_ended(lua_State *L);
int rbk_word_named(lua_State *L);
int rbk_word_band(lua_State *L);
int rbk_word_school(lua_State *L);
int rbk_word_parent(lua_State *L);
int rbk_word_compulsory_age(lua_State *L);
int rbk_word_day_of(lua_State *L);
int rbk_word_weekday(lua_State *L);
int rbk_word_on_or_after(lua_State *L);
int rbk_word_in_term(lua_State *L);
int rbk_word_any_of(lua_State *L);
int rbk_method_throughout(lua_State *L);
int rbk_condition_join(lua_State *L, rbk_condition_kind kind);
int rbk_condition_not(lua_State *L);
int rbk_condition_within(lua_State *L, const rbk_condition *inner,
                         rbk_condition_kind kind);
/* word_due.c */
int rbk_word_working_days(lua_State *L);
int rbk_word_clock(lua_State *L);
int rbk_word_first_of(lua_State *L);
int rbk_param_index(lua_State *L);
int rbk_role_index(lua_State *L);

#endif
