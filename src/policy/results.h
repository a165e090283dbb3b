/* Reading what a function gives, strictly: anything but one value of the right
 * kind is a failure, never a default. */
#ifndef RBK_POLICY_RESULTS_H
#define RBK_POLICY_RESULTS_H

#include "policy/views.h"

typedef enum rbk_result_kind {
  RBK_RESULT_CONDITION,
  RBK_RESULT_FIGURE,
  RBK_RESULT_OWNER,
  RBK_RESULT_DUE,
  RBK_RESULT_TEXT,
  RBK_RESULT_HOOK
} rbk_result_kind;

typedef struct rbk_result {
  rbk_result_kind kind;
  bool holds;
  rbk_value figure;
  const char *text; /* owner, text: in `arena` */
  rbk_date date;
  rbk_hook_results hook; /* in `arena` */
  rbk_arena *arena;
} rbk_result;

/* Reads the values from stack index 1 to the top; raises where they are wrong.
 */
void rbk_result_read(lua_State *L, rbk_result *result);

#endif
