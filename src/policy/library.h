/* The environment of scripts: an allow-list, made from nothing and frozen. */
#ifndef RBK_POLICY_LIBRARY_H
#define RBK_POLICY_LIBRARY_H

#include "policy/sandbox.h"

/* A function or value that is not one of the policy language's words. */
typedef struct rbk_library_entry {
  const char *name;
  lua_CFunction call;
  const char *usage; /* "string.rep(text, n)" */
  const char *doc;
} rbk_library_entry;

/* The lists end with a NULL name. */
extern const rbk_library_entry rbk_base_library[];
extern const rbk_library_entry rbk_text_library[];
extern const rbk_library_entry rbk_table_library[];
extern const rbk_library_entry rbk_math_library[];

/* Makes the environment and the metatables of texts and functions. */
void rbk_library_open(lua_State *L);
/* Pushes the environment. */
void rbk_library_push(lua_State *L);
/* Replaces the table on top by a read-only view of it that raises on unknown
 * names; `name` is what messages call it. */
void rbk_library_freeze(lua_State *L, const char *name);

/* Pushes an array of the table's keys: whole numbers ascending, then texts in
 * byte order; raises for any other. Returns how many. */
size_t rbk_sorted_keys(lua_State *L, int table);
/* Pushes the value as text, without addresses; numbers by no locale. */
void rbk_push_text(lua_State *L, int index);
/* What a value is, for messages: "a number", "nothing", "a measure". */
const char *rbk_kind_of(lua_State *L, int index);
/* Raises RBK_SAY_ARGUMENT for argument `index` of the library function. */
_Noreturn void rbk_bad_argument(lua_State *L, int index, const char *takes);

#endif
