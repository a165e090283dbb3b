#include "policy/voice.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "policy/reach.h"

/* --- what must not change
 * --------------------------------------------------------------------- */

/* In the registry: function, number, value, name of each upvalue in turn. */
static const char kept_key = 'k';
enum { KEPT_PARTS = 4 };

typedef struct keeping {
  lua_Integer count;
} keeping;

static void on_value(lua_State *L, void *context) {
  (void)context;
  if (lua_istable(L, -1)) rbk_freeze_table(L);
}

/* The function is on top. Upvalues that functions share are noted once. */
static void on_upvalue(lua_State *L, int number, const char *name,
                       void *context) {
  keeping *k = context;
  int function = lua_gettop(L);
  luaL_checkstack(L, 6, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key);
  void *id = lua_upvalueid(L, function, number);
  bool known = lua_rawgetp(L, -1, id) != LUA_TNIL;
  lua_pop(L, 1);
  if (!known) {
    lua_pushboolean(L, 1);
    lua_rawsetp(L, -2, id);
    lua_pushvalue(L, function);
    lua_rawseti(L, -2, ++k->count);
    lua_pushinteger(L, number);
    lua_rawseti(L, -2, ++k->count);
    lua_getupvalue(L, function, number);
    lua_rawseti(L, -2, ++k->count);
    lua_pushstring(L, name);
    lua_rawseti(L, -2, ++k->count);
  }
  lua_settop(L, function);
}

static int keep(lua_State *L) {
  keeping k = {0};
  rbk_reach reach = {on_value, on_upvalue, &k};
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
  rbk_reach_all(L, &reach);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key);
  lua_pushinteger(L, k.count);
  lua_rawseti(L, -2, 0);
  return 0;
}

/* Puts back what a call has changed. Takes no memory and cannot raise. */
static bool put_back(lua_State *L, char name[64]) {
  bool changed = false;
  int top = lua_gettop(L);
  if (!lua_checkstack(L, 6)) return false;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key);
  lua_rawgeti(L, -1, 0);
  lua_Integer count = lua_tointeger(L, -1);
  lua_pop(L, 1);
  for (lua_Integer i = 1; i + KEPT_PARTS - 1 <= count; i += KEPT_PARTS) {
    lua_rawgeti(L, top + 1, i);
    lua_rawgeti(L, top + 1, i + 1);
    int number = (int)lua_tointeger(L, -1);
    lua_rawgeti(L, top + 1, i + 2);
    lua_getupvalue(L, top + 2, number);
    bool same = lua_rawequal(L, -1, -2);
    /* NaN is not equal to itself, but may stay what it is. */
    same = same || (lua_type(L, -1) == LUA_TNUMBER &&
                    !lua_rawequal(L, -1, -1) && !lua_rawequal(L, -2, -2));
    if (!same) {
      lua_pop(L, 1);
      lua_setupvalue(L, top + 2, number);
      lua_rawgeti(L, top + 1, i + 3);
      if (!changed) snprintf(name, 64, "%s", lua_tostring(L, -1));
      changed = true;
    }
    lua_settop(L, top + 1);
  }
  lua_settop(L, top);
  return changed;
}

/* --- opening
 * ------------------------------------------------------------------------------------
 */

void rbk_voice_close(rbk_voice *voice) {
  if (!voice->open) return;
  voice->open = false;
  rbk_sandbox_close(&voice->sandbox);
  rbk_release(voice->alloc, voice->loader.made);
  rbk_arena_finish(&voice->loader.passing);
  rbk_arena_finish(&voice->layer.arena);
}

/* The script has loaded before, and a load is the same each time, so it may
 * fail only for want of memory. */
static rbk_status open_voice(rbk_voice *voice) {
  rbk_problems problems;
  bool broken = false;
  rbk_problems_init(&problems, voice->alloc);
  rbk_status status =
      rbk_script_run(voice->script, voice->alloc, &voice->sandbox,
                     &voice->loader, &voice->layer, &problems, &broken);
  rbk_problems_finish(&problems);
  voice->open = true;
  if (status == RBK_OK && broken) status = RBK_INTERNAL;
  if (status == RBK_OK) {
    lua_pushcfunction(voice->sandbox.state, keep);
    status = rbk_sandbox_call(&voice->sandbox, 0, 0, RBK_LOAD_WORK);
    if (status == RBK_POLICY) status = RBK_INTERNAL;
  }
  voice->sandbox.traced = voice->script->traced;
  if (status != RBK_OK) rbk_voice_close(voice);
  return status;
}

/* --- calls
 * ----------------------------------------------------------------------------------------
 */

typedef struct asking {
  uint32_t function;
  rbk_result *result;
} asking;

/* Everything that may raise happens in here: pushing the views, the function
 * itself, reading what it gives. */
static int perform(lua_State *L) {
  asking *a = lua_touserdata(L, 1);
  lua_settop(L, 0);
  rbk_function_push(L, a->function);
  rbk_view_push(L, RBK_VIEW_PUPIL);
  rbk_view_push(L, RBK_VIEW_CASE);
  rbk_view_push_day(
      L, rbk_view_call_of(L)
             ->ask->reg->calendar.date[rbk_view_call_of(L)->ask->day]);
  lua_call(L, 3, LUA_MULTRET);
  rbk_result_read(L, a->result);
  return 0;
}

static const char *kind_of(const rbk_fault *fault) {
  if (fault->limit == RBK_LIMIT_WORK) return "over its budget";
  if (fault->limit != RBK_LIMIT_NONE) return "over its memory";
  switch (fault->saying) {
  case RBK_SAY_WRONG_RESULT:
  case RBK_SAY_EXTRA_RESULTS:
  case RBK_SAY_UNKNOWN_ID:
    return "wrong result";
  case RBK_SAY_KEEPS_STATE:
    return "keeps state";
  default:
    return "script error";
  }
}

/* Where the function begins, for failures that have no line of their own. */
static size_t function_line(rbk_voice *voice, uint32_t number) {
  lua_State *L = voice->sandbox.state;
  lua_Debug at;
  if (!lua_checkstack(L, 4)) return 1;
  rbk_function_push(L, number);
  if (!lua_isfunction(L, -1)) {
    lua_pop(L, 1);
    return 1;
  }
  lua_getinfo(L, ">S", &at);
  return at.linedefined > 0 ? (size_t)at.linedefined : 1;
}

static void fill_failure(rbk_voice *voice, uint32_t number,
                         rbk_failure *failure) {
  const rbk_fault *fault = &voice->sandbox.fault;
  failure->kind = kind_of(fault);
  snprintf(failure->file, sizeof failure->file, "%s", voice->script->file);
  failure->line = fault->line ? fault->line : function_line(voice, number);
  snprintf(failure->text, sizeof failure->text, "%s", fault->text);
}

static void fail_for_state(rbk_voice *voice, uint32_t number, const char *name,
                           rbk_failure *failure) {
  voice->sandbox.fault = (rbk_fault){.saying = RBK_SAY_KEEPS_STATE};
  rbk_say(voice->sandbox.fault.text, sizeof voice->sandbox.fault.text,
          RBK_SAY_KEEPS_STATE, RBK_WITH(name));
  fill_failure(voice, number, failure);
}

/* One call in the state of the voice. `*capped`: it met the cap on memory. */
static rbk_status ask_once(rbk_voice *voice, uint32_t number,
                           const rbk_ask *ask, rbk_result *result, bool *failed,
                           bool *capped, rbk_failure *failure) {
  rbk_sandbox *sandbox = &voice->sandbox;
  lua_State *L = sandbox->state;
  char name[64] = "";
  rbk_view_call call = {ask, voice->script, ++voice->calls, RBK_OK};
  asking a = {number, result};
  void *outer = sandbox->call;
  if (!lua_checkstack(L, 8)) return RBK_NOMEM;
  if (voice->depth == 0) rbk_arena_reset(&voice->loader.passing);
  sandbox->call = &call;
  voice->depth++;
  lua_pushcfunction(L, perform);
  lua_pushlightuserdata(L, &a);
  rbk_status status = rbk_sandbox_call(sandbox, 1, 0, RBK_CALL_WORK);
  voice->depth--;
  sandbox->call = outer;
  bool changed = voice->depth == 0 && put_back(L, name);
  if (call.status != RBK_OK) return call.status;
  if (status != RBK_OK && status != RBK_POLICY) return status;
  *failed = status == RBK_POLICY;
  *capped = *failed && sandbox->fault.limit == RBK_LIMIT_MEMORY;
  if (*failed)
    fill_failure(voice, number, failure);
  else if (changed) {
    *failed = true;
    fail_for_state(voice, number, name, failure);
  }
  return RBK_OK;
}

/* The same call in a state that nothing has run in. */
static rbk_status ask_afresh(rbk_voice *voice, uint32_t number,
                             const rbk_ask *ask, rbk_result *result,
                             bool *failed, rbk_failure *failure) {
  bool capped = false;
  rbk_voice fresh = {.alloc = voice->alloc, .script = voice->script};
  rbk_arena_reset(result->arena);
  rbk_status status = open_voice(&fresh);
  if (status == RBK_OK) {
    status = ask_once(&fresh, number, ask, result, failed, &capped, failure);
  }
  rbk_voice_close(&fresh);
  return status;
}

rbk_status rbk_voice_ask(rbk_voice *voice, uint32_t number, const rbk_ask *ask,
                         rbk_result *result, bool *failed,
                         rbk_failure *failure) {
  bool capped = false;
  if (!voice->open) {
    rbk_status status = open_voice(voice);
    if (status != RBK_OK) return status;
  }
  rbk_status status =
      ask_once(voice, number, ask, result, failed, &capped, failure);
  if (status != RBK_OK || !capped) return status;
  status = ask_afresh(voice, number, ask, result, failed, failure);
  /* What filled the state goes with it; a call under way still needs it. */
  if (voice->depth == 0) rbk_voice_close(voice);
  return status;
}
