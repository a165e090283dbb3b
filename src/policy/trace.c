#include "policy/trace.h"

#include "base/alloc.h"
#include "policy/calls.h"
#include "policy/reach.h"

/* The script of a layer; NULL: the policy has no functions of its own. */
static rbk_script *script_of(const rbk_policy *policy, const rbk_layer *layer) {
  if (!policy->callbacks || layer->function_count == 0) return NULL;
  const rbk_voices *voices = policy->callbacks->context;
  for (size_t i = 0; i < voices->count; i++) {
    if (&voices->scripts[i]->layer == layer) return voices->scripts[i];
  }
  return NULL;
}

/* Notes the lines of the function on top. Its last one has Lua's own way out of
 * it, behind every `return`, and so would hardly ever run. */
static void on_value(lua_State *L, void *context) {
  rbk_trace *trace = context;
  if (!lua_isfunction(L, -1) || lua_iscfunction(L, -1)) return;
  lua_Debug at;
  lua_pushvalue(L, -1);
  lua_getinfo(L, ">SL", &at);
  bool one_line = at.linedefined == at.lastlinedefined;
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    size_t line = (size_t)lua_tointeger(L, -2);
    bool way_out = !one_line && line == (size_t)at.lastlinedefined;
    if (line <= trace->line_count && !way_out) {
      trace->lines[line] |= RBK_TRACE_MAY_RUN;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static int find_lines(lua_State *L) {
  rbk_reach reach = {.value = on_value, .context = lua_touserdata(L, 1)};
  rbk_reach_all(L, &reach);
  return 0;
}

/* In a state of its own, as a worker's would be. */
static rbk_status look(rbk_trace *trace, const rbk_script *script) {
  rbk_sandbox sandbox = {0};
  rbk_loader loader = {0};
  rbk_layer layer = {0};
  rbk_problems problems;
  bool broken = false;
  rbk_problems_init(&problems, trace->alloc);
  rbk_status status = rbk_script_run(script, trace->alloc, &sandbox, &loader,
                                     &layer, &problems, &broken);
  if (status == RBK_OK && !broken) {
    lua_pushcfunction(sandbox.state, find_lines);
    lua_pushlightuserdata(sandbox.state, trace);
    status = rbk_sandbox_call(&sandbox, 1, 0, RBK_LOAD_WORK);
    if (status == RBK_POLICY) status = RBK_INTERNAL;
  }
  rbk_problems_finish(&problems);
  rbk_sandbox_close(&sandbox);
  rbk_release(trace->alloc, loader.made);
  rbk_arena_finish(&loader.passing);
  rbk_arena_finish(&layer.arena);
  return status;
}

rbk_status rbk_trace_begin(rbk_trace *trace, const rbk_alloc *alloc,
                           const rbk_policy *policy, const rbk_layer *layer) {
  *trace = (rbk_trace){.alloc = rbk_alloc_or_default(alloc)};
  rbk_script *script = script_of(policy, layer);
  if (!script) return RBK_OK;
  size_t count = 1;
  for (size_t i = 0; i < script->length; i++)
    count += script->source[i] == '\n';
  trace->lines = rbk_take(trace->alloc, count + 1, 1);
  if (!trace->lines) return RBK_NOMEM;
  trace->line_count = count;
  rbk_status status = look(trace, script);
  if (status != RBK_OK) return status;
  trace->script = script;
  script->traced = (rbk_traced){trace->lines, count};
  return RBK_OK;
}

void rbk_trace_end(rbk_trace *trace) {
  if (trace->script) trace->script->traced = (rbk_traced){0};
  trace->script = NULL;
}

void rbk_trace_finish(rbk_trace *trace) {
  rbk_trace_end(trace);
  rbk_release(trace->alloc, trace->lines);
  *trace = (rbk_trace){0};
}
