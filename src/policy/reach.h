/* What the functions of a policy can reach: the names of the script that they
 * use (upvalues), and what tables and functions behind those names hold. */
#ifndef RBK_POLICY_REACH_H
#define RBK_POLICY_REACH_H

#include "policy/object.h"

typedef struct rbk_reach {
  /* A value at the top of the stack, seen for the first time: a Lua function,
   * a table, an object. May be NULL. */
  void (*value)(lua_State *L, void *context);
  /* Upvalue `number` of the function at the top of the stack. May be NULL. */
  void (*upvalue)(lua_State *L, int number, const char *name, void *context);
  void *context;
} rbk_reach;

/* Visits everything that the functions registered by rbk_as_function reach. */
void rbk_reach_all(lua_State *L, const rbk_reach *reach);
/* Visits everything that the value on top reaches, which is popped. */
void rbk_reach_from(lua_State *L, const rbk_reach *reach);

/* Makes the table on top read-only for scripts, where it is not yet. */
void rbk_freeze_table(lua_State *L);

#endif
