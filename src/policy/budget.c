/* One unit is one instruction of the script, one item that a C function
 * handles, or 32 bytes of a string. All are counted before the work is done
 * and none depends on what ran before, so a script meets its budget at the
 * same place every time and on every machine. Of strings only long ones are
 * counted when they are made: Lua keeps short ones and uses them again, so
 * whether one is made depends on earlier calls. */
#include "policy/budget.h"

#include <string.h>

#include "policy/trace.h"

enum {
  STRIDE = 100, /* instructions from one look at the budget to the next */
  UNIT_BYTES = 32,
  ALWAYS_MADE = 64 /* strings from this size on are never used again */
};

static _Noreturn void over(lua_State *L, rbk_sandbox *sandbox, size_t line) {
  sandbox->over = true;
  rbk_raise(L, RBK_SAY_OVER_WORK, line, NULL);
}

/* Whether the running function was handed more values than it may: `f(1, ...)`
 * calling itself copies ever more of them with each instruction. */
static bool many_arguments(lua_State *L, lua_Debug *at) {
  if (!lua_getlocal(L, at, -(RBK_ARGUMENT_LIMIT + 1))) return false;
  lua_pop(L, 1);
  return true;
}

static void on_count(lua_State *L, lua_Debug *at) {
  rbk_sandbox *sandbox = rbk_sandbox_of(L);
  sandbox->work -= STRIDE;
  if (sandbox->work >= 0 && !many_arguments(L, at)) return;
  lua_getinfo(L, "Sl", at);
  size_t line = at->currentline > 0 ? (size_t)at->currentline : rbk_line(L);
  if (sandbox->work < 0) over(L, sandbox, line);
  rbk_raise(L, RBK_SAY_MANY_ARGUMENTS, line, NULL);
}

static void on_line_or_count(lua_State *L, lua_Debug *at) {
  const rbk_traced *traced = &rbk_sandbox_of(L)->traced;
  if (at->event != LUA_HOOKLINE) {
    on_count(L, at);
  } else if (at->currentline > 0 && (size_t)at->currentline <= traced->count) {
    traced->lines[at->currentline] |= RBK_TRACE_RAN;
  }
}

void rbk_budget_start(rbk_sandbox *sandbox, int64_t work) {
  sandbox->work = work;
  sandbox->over = false;
  if (sandbox->traced.lines) {
    lua_sethook(sandbox->state, on_line_or_count, LUA_MASKCOUNT | LUA_MASKLINE,
                STRIDE);
  } else {
    lua_sethook(sandbox->state, on_count, LUA_MASKCOUNT, STRIDE);
  }
}

void rbk_budget_stop(rbk_sandbox *sandbox) {
  lua_sethook(sandbox->state, NULL, 0, 0);
}

void rbk_budget_string(rbk_sandbox *sandbox, size_t bytes) {
  if (bytes >= ALWAYS_MADE) sandbox->work -= (int64_t)(bytes / UNIT_BYTES);
}

void rbk_charge(lua_State *L, size_t units) {
  rbk_sandbox *sandbox = rbk_sandbox_of(L);
  if (units > (size_t)RBK_LOAD_WORK) units = (size_t)RBK_LOAD_WORK;
  sandbox->work -= (int64_t)units;
  if (sandbox->work < 0) over(L, sandbox, 0);
}
