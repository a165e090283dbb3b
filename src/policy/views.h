/* What functions are given: the pupil, the case and the day, read-only and
 * only for as long as the call lasts. */
#ifndef RBK_POLICY_VIEWS_H
#define RBK_POLICY_VIEWS_H

#include "engine/callbacks.h"
#include "policy/script.h"
#include "policy/word.h"

/* The call in progress: sandbox->call. */
typedef struct rbk_view_call {
  const rbk_ask *ask;
  const rbk_script *script; /* whose layer the engine has bound */
  uint64_t number;          /* views made in another call have expired */
  rbk_status status;        /* what the engine said, when it failed */
} rbk_view_call;

typedef enum rbk_view_kind {
  RBK_VIEW_PUPIL,
  RBK_VIEW_ATTRIBUTES,
  RBK_VIEW_ENROLMENT,
  RBK_VIEW_CASE,
  RBK_VIEW_DAY,
  RBK_VIEW_EVENT,
  RBK_VIEW_FIGURE,
  RBK_VIEW_KINDS
} rbk_view_kind;

typedef struct rbk_view {
  rbk_view_kind kind;
  uint64_t call;
  rbk_date date; /* DAY; RBK_NO_DATE: after the calendar ends */
  const rbk_event *event;
  rbk_value value;
} rbk_view;

void rbk_views_open(lua_State *L);
/* Pushes a view of the call in progress. */
rbk_view *rbk_view_push(lua_State *L, rbk_view_kind kind);
void rbk_view_push_day(lua_State *L, rbk_date date);
void rbk_view_push_figure(lua_State *L, const rbk_value *value);
/* The view at an index, or NULL; raises when it has expired. */
rbk_view *rbk_view_at(lua_State *L, int index, rbk_view_kind kind);
/* As above, for the value before a colon or a point: raises. */
rbk_view *rbk_view_self(lua_State *L, rbk_view_kind kind);
rbk_view_call *rbk_view_call_of(lua_State *L);
/* Ends the call with a status of the engine. */
_Noreturn void rbk_view_failed(lua_State *L, rbk_status status);

/* The layer's own node of what a function holds, or NULL. */
const void *rbk_view_node(lua_State *L, const rbk_object *object);
/* The figure as text: a rate with two decimals, else as short as it is. */
void rbk_figure_text(const rbk_value *value, char out[48]);
/* The value at an index as an exact figure: a number, a parameter, a figure. */
/* Inside a function a parameter is the number in force that day: how it stands
 * to a number, a figure or another parameter, argument 1 to argument 2. False
 * where neither is a parameter, where one is something else, or while the
 * script loads; raises for a parameter that is no number. */
bool rbk_view_parameter_order(lua_State *L, int *order);
bool rbk_view_number(lua_State *L, int index, rbk_value *out,
                     rbk_complaint *complaint);
/* The codes at an index: a set or a text. */
rbk_code_set rbk_view_codes(lua_State *L, int index);
/* The days of a window at an index, up to the day asked: from > to: none. */
void rbk_view_window(lua_State *L, int index, rbk_day *from, rbk_day *to);
_Noreturn void rbk_view_unknown(lua_State *L, const char *field, const char *of,
                                const char *const *names, size_t count);

/* The functions of the views, for the table of words. */
int rbk_pupil_id(lua_State *L);
int rbk_pupil_enrolment(lua_State *L);
int rbk_pupil_attributes(lua_State *L);
int rbk_pupil_value_of(lua_State *L);
int rbk_pupil_holds(lua_State *L);
int rbk_pupil_mark(lua_State *L);
int rbk_pupil_exceptions(lua_State *L);
int rbk_pupil_dates(lua_State *L);
int rbk_enrolment_end(lua_State *L);
int rbk_case_event(lua_State *L);
int rbk_case_parent(lua_State *L);
int rbk_case_on_record(lua_State *L);
int rbk_case_count(lua_State *L);
int rbk_case_last(lua_State *L);
int rbk_case_events(lua_State *L);
int rbk_event_property(lua_State *L);
int rbk_event_declared(lua_State *L); /* a declared field, by its name */
int rbk_day_date(lua_State *L);
int rbk_day_period(lua_State *L);
int rbk_day_add(lua_State *L);
int rbk_day_is_last_of(lua_State *L);
int rbk_figure_part(lua_State *L);
int rbk_figure_compare(lua_State *L);

#endif
