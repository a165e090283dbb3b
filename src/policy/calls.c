#include "policy/calls.h"

#include "base/alloc.h"
#include "policy/voice.h"

/* One worker's states, one for each script that has functions. */
typedef struct session {
  const rbk_alloc *alloc;
  const rbk_binding *binding;
  const rbk_voices *voices;
  rbk_voice *items;
  rbk_arena results; /* of the latest call */
  unsigned depth;
} session;

static void close_session(void *context) {
  session *s = context;
  if (!s) return;
  for (size_t i = 0; i < s->voices->count; i++) rbk_voice_close(&s->items[i]);
  rbk_arena_finish(&s->results);
  rbk_release(s->alloc, s->items);
  rbk_release(s->alloc, s);
}

static rbk_status open_session(void *context, const rbk_alloc *alloc,
                               const rbk_binding *binding, void **out,
                               rbk_error *error) {
  const rbk_voices *voices = context;
  alloc = rbk_alloc_or_default(alloc);
  session *s = rbk_take(alloc, 1, sizeof *s);
  rbk_voice *items = rbk_take(alloc, voices->count + 1, sizeof *items);
  if (!s || !items) {
    rbk_release(alloc, s);
    rbk_release(alloc, items);
    return rbk_no_memory(error);
  }
  *s = (session){
      .alloc = alloc, .binding = binding, .voices = voices, .items = items};
  rbk_arena_init(&s->results, alloc);
  for (size_t i = 0; i < voices->count; i++) {
    items[i].alloc = alloc;
    items[i].script = voices->scripts[i];
  }
  *out = s;
  return RBK_OK;
}

static rbk_voice *voice_of(session *s, const rbk_layer *layer) {
  for (size_t i = 0; i < s->voices->count; i++) {
    if (&s->voices->scripts[i]->layer == layer) return &s->items[i];
  }
  return NULL;
}

static rbk_status ask_layer(session *s, const rbk_layer *layer,
                            uint32_t function, const rbk_ask *ask,
                            rbk_result *result, bool *failed,
                            rbk_failure *failure) {
  rbk_voice *voice = voice_of(s, layer);
  if (!voice || function >= layer->function_count) return RBK_INTERNAL;
  /* A call inside another keeps the outer one's results. */
  if (s->depth == 0) rbk_arena_reset(&s->results);
  result->arena = &s->results;
  s->depth++;
  rbk_status status =
      rbk_voice_ask(voice, function, ask, result, failed, failure);
  s->depth--;
  return status;
}

static rbk_status ask_function(void *context, uint32_t function,
                               const rbk_ask *ask, rbk_result *result,
                               bool *failed, rbk_failure *failure) {
  session *s = context;
  if (function >= s->binding->function_count) return RBK_INTERNAL;
  const rbk_function *asked = &s->binding->functions[function];
  return ask_layer(s, asked->layer, asked->function, ask, result, failed,
                   failure);
}

/* --- the callbacks
 * ------------------------------------------------------------------------------------
 */

static rbk_status condition(void *context, uint32_t function,
                            const rbk_ask *ask, bool *out, bool *failed,
                            rbk_failure *failure) {
  rbk_result result = {.kind = RBK_RESULT_CONDITION};
  rbk_status status =
      ask_function(context, function, ask, &result, failed, failure);
  if (status == RBK_OK && !*failed) *out = result.holds;
  return status;
}

static rbk_status figure(void *context, uint32_t function, const rbk_ask *ask,
                         rbk_value *out, bool *failed, rbk_failure *failure) {
  rbk_result result = {.kind = RBK_RESULT_FIGURE};
  rbk_status status =
      ask_function(context, function, ask, &result, failed, failure);
  if (status == RBK_OK && !*failed) *out = result.figure;
  return status;
}

static rbk_status ask_text(void *context, rbk_result_kind kind,
                           uint32_t function, const rbk_ask *ask,
                           const char **out, bool *failed,
                           rbk_failure *failure) {
  rbk_result result = {.kind = kind};
  rbk_status status =
      ask_function(context, function, ask, &result, failed, failure);
  if (status == RBK_OK && !*failed) *out = result.text;
  return status;
}

static rbk_status owner(void *context, uint32_t function, const rbk_ask *ask,
                        const char **out, bool *failed, rbk_failure *failure) {
  return ask_text(context, RBK_RESULT_OWNER, function, ask, out, failed,
                  failure);
}

static rbk_status text(void *context, uint32_t function, const rbk_ask *ask,
                       const char **out, bool *failed, rbk_failure *failure) {
  return ask_text(context, RBK_RESULT_TEXT, function, ask, out, failed,
                  failure);
}

static rbk_status due(void *context, uint32_t function, const rbk_ask *ask,
                      rbk_date *out, bool *failed, rbk_failure *failure) {
  rbk_result result = {.kind = RBK_RESULT_DUE};
  rbk_status status =
      ask_function(context, function, ask, &result, failed, failure);
  if (status == RBK_OK && !*failed) *out = result.date;
  return status;
}

static rbk_status hook(void *context, const rbk_layer *layer, rbk_hook which,
                       const rbk_ask *ask, rbk_hook_results *out, bool *failed,
                       rbk_failure *failure) {
  rbk_result result = {.kind = RBK_RESULT_HOOK};
  rbk_status status = ask_layer(context, layer, layer->hooks[which], ask,
                                &result, failed, failure);
  if (status == RBK_OK && !*failed) *out = result.hook;
  return status;
}

rbk_callbacks rbk_calls_make(rbk_voices *voices) {
  return (rbk_callbacks){voices, open_session, close_session, condition, figure,
                         owner,  due,          text,          hook};
}
