/* Hooks: functions of a layer that name the bands, flags and rules that hold
 * on a day. Edges, periods, keys and statuses stay the engine's. */
#include "engine/inside.h"

#include <string.h>

static const char *const hook_words[RBK_HOOKS] = {"classify", "escalate"};

rbk_status rbk_hooks_create(rbk_worker *w) {
  size_t most = 0;
  for (size_t e = 0; e < w->binding->edition_count; e++)
    most += w->binding->editions[e].plan->layer_count * RBK_HOOKS;
  w->hooks = rbk_arena_take(&w->memory, most, sizeof *w->hooks);
  w->hooked_rules =
      rbk_arena_take(&w->memory, w->rule_count, sizeof *w->hooked_rules);
  w->hooked_flags =
      rbk_arena_take(&w->memory, w->flag_count, sizeof *w->hooked_flags);
  w->hooked_bands =
      rbk_arena_take(&w->memory, w->band_count, sizeof *w->hooked_bands);
  if (!w->hooks || !w->hooked_rules || !w->hooked_flags || !w->hooked_bands)
    return RBK_NOMEM;
  for (size_t e = 0; e < w->binding->edition_count; e++) {
    const rbk_plan *plan = w->binding->editions[e].plan;
    for (size_t l = 0; l < plan->layer_count; l++) {
      for (int h = 0; h < RBK_HOOKS; h++) {
        if (plan->layers[l]->hooks[h] == RBK_NONE) continue;
        rbk_hook_state *state = &w->hooks[w->hook_count++];
        state->layer = plan->layers[l];
        state->edition = e;
        state->hook = (rbk_hook)h;
        while (w->hooks[state->twin].hook != state->hook ||
               !rbk_same_script(w->hooks[state->twin].layer, state->layer))
          state->twin++;
        state->id = rbk_arena_format(&w->memory, "%s %s", plan->layers[l]->id,
                                     hook_words[h]);
        if (state->id == NULL) return RBK_NOMEM;
        for (uint32_t p = 0; p < w->most_parties; p++)
          rbk_page_for(w, &w->pages[e], p)->hooks = true;
      }
    }
  }
  return RBK_OK;
}

/* The figures a hook shows, as `because` has them. */
static rbk_status keep_figures(rbk_worker *w, const rbk_hook_state *state,
                               const rbk_hook_result *result,
                               rbk_hooked *hooked) {
  size_t count = result->figure_count;
  rbk_because *items =
      rbk_arena_take(&w->today, count > 0 ? count : 1, sizeof *items);
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const rbk_hook_figure *figure = &result->figures[i];
    items[i].kind = RBK_BECAUSE_MEASURE;
    items[i].name =
        rbk_arena_copy(&w->today, figure->name, strlen(figure->name));
    items[i].value =
        rbk_arena_copy(&w->today, figure->value, strlen(figure->value));
    if (!items[i].name || !items[i].value) return RBK_NOMEM;
  }
  if (count == 0) {
    items[0].kind = RBK_BECAUSE_HOLDS;
    items[0].name = state->id;
    count = 1;
  }
  hooked->figures = items;
  hooked->figure_count = count;
  return RBK_OK;
}

static rbk_hooked *hooked_of(rbk_worker *w, const rbk_hook_result *result) {
  rbk_text id = rbk_text_of(result->id);
  const rbk_intern *names;
  rbk_hooked *list;
  if (result->section == RBK_SECTION_RULES) {
    names = &w->binding->rules;
    list = w->hooked_rules;
  } else if (result->section == RBK_SECTION_FLAGS) {
    names = &w->binding->flags;
    list = w->hooked_flags;
  } else {
    names = &w->binding->bands;
    list = w->hooked_bands;
  }
  uint32_t number = rbk_intern_find(names, id);
  return number == RBK_NONE ? NULL : &list[number];
}

static rbk_status keep_results(rbk_worker *w, const rbk_hook_state *state,
                               const rbk_hook_results *results) {
  for (size_t i = 0; i < results->count; i++) {
    const rbk_hook_result *result = &results->items[i];
    rbk_hooked *hooked = hooked_of(w, result);
    if (hooked == NULL) continue; /* of an id that this edition disables */
    hooked->said = true;
    if (result->row != NULL) {
      hooked->row = rbk_arena_copy(&w->today, result->row, strlen(result->row));
      if (hooked->row == NULL) return RBK_NOMEM;
    }
    rbk_status status = keep_figures(w, state, result, hooked);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

static rbk_status ask(rbk_worker *w, rbk_page *page, rbk_hook_state *state,
                      rbk_day day) {
  rbk_ask question;
  rbk_asker asker;
  rbk_ask_make(w, page, day, &asker, &question);
  rbk_hook_results results = {0};
  rbk_failure failure = {0};
  bool failed = false;
  rbk_status status =
      w->callbacks->hook(w->session, state->layer, state->hook, &question,
                         &results, &failed, &failure);
  if (status != RBK_OK) return status;
  if (!failed) return keep_results(w, state, &results);
  rbk_hook_state *twin = &w->hooks[state->twin];
  twin->failed = day;
  twin->why = rbk_failure_text(w, &failure);
  twin->shown = rbk_arena_copy(w->arena, twin->id, strlen(twin->id));
  if (twin->why == NULL || twin->shown == NULL) return RBK_NOMEM;
  return rbk_fold_undetermined(w, day, twin->shown, NULL);
}

void rbk_hooks_forget(rbk_worker *w) {
  for (size_t i = 0; i < w->hook_count; i++) {
    w->hooks[i].failed = RBK_NO_DAY;
    w->hooks[i].why = w->hooks[i].shown = NULL;
  }
}

bool rbk_hooks_failed(const rbk_worker *w, const rbk_page *page, rbk_day day) {
  for (size_t i = 0; i < w->hook_count; i++)
    if (w->hooks[i].edition == page->number &&
        w->hooks[w->hooks[i].twin].failed <= day)
      return true;
  return false;
}

rbk_status rbk_hooks_ask(rbk_worker *w, rbk_page *page, rbk_day day) {
  if (w->hook_count == 0) return RBK_OK;
  rbk_arena_reset(&w->today);
  memset(w->hooked_rules, 0, w->rule_count * sizeof *w->hooked_rules);
  memset(w->hooked_flags, 0, w->flag_count * sizeof *w->hooked_flags);
  memset(w->hooked_bands, 0, w->band_count * sizeof *w->hooked_bands);
  for (size_t i = 0; i < w->hook_count; i++) {
    rbk_hook_state *state = &w->hooks[i];
    if (page == NULL || state->edition != page->number ||
        w->hooks[state->twin].failed <= day)
      continue;
    rbk_status status = ask(w, page, state, day);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

/* What hooks show lives for a day; what the log shows, as long as the log. */
rbk_status rbk_hooked_keep(rbk_worker *w, const rbk_hooked *hooked,
                           rbk_ground *ground) {
  rbk_because *items =
      rbk_arena_take(w->arena, hooked->figure_count, sizeof *items);
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < hooked->figure_count; i++) {
    const rbk_because *figure = &hooked->figures[i];
    items[i] = *figure;
    items[i].name =
        rbk_arena_copy(w->arena, figure->name, strlen(figure->name));
    if (items[i].name == NULL) return RBK_NOMEM;
    if (figure->value == NULL) continue;
    items[i].value =
        rbk_arena_copy(w->arena, figure->value, strlen(figure->value));
    if (items[i].value == NULL) return RBK_NOMEM;
  }
  ground->node = RBK_NONE;
  ground->given = items;
  ground->given_count = hooked->figure_count;
  return RBK_OK;
}
