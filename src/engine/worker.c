#include "engine/worker.h"

#include "base/alloc.h"
#include "engine/assume.h"
#include "engine/family.h"

#include <string.h>

/* --- making -------------------------------------------------------------- */

static rbk_word *take_days(rbk_worker *w) {
  return rbk_arena_take(&w->memory, w->words, sizeof(rbk_word));
}

static rbk_status take_bits(rbk_worker *w) {
  w->zeros = take_days(w);
  w->ones = take_days(w);
  w->spare = take_days(w);
  w->on_roll = take_days(w);
  w->event_days = take_days(w);
  w->turning_days = take_days(w);
  w->coding_days = take_days(w);
  if (!w->zeros || !w->ones || !w->spare || !w->on_roll || !w->event_days ||
      !w->turning_days || !w->coding_days)
    return RBK_NOMEM;
  if (w->days > 0) rbk_bits_fill(w->ones, 0, w->days - 1);
  return RBK_OK;
}

static rbk_status take_states(rbk_worker *w) {
  size_t states = (size_t)w->most_parties * w->rule_count;
  w->rules = rbk_arena_take(&w->memory, states, sizeof *w->rules);
  w->active = rbk_arena_take(&w->memory, states, sizeof *w->active);
  w->flag_possible =
      rbk_arena_take(&w->memory, w->flag_count, sizeof *w->flag_possible);
  w->flag_by_hook =
      rbk_arena_take(&w->memory, w->flag_count, sizeof *w->flag_by_hook);
  w->flag_undetermined =
      rbk_arena_take(&w->memory, w->flag_count, sizeof *w->flag_undetermined);
  w->band_undetermined =
      rbk_arena_take(&w->memory, w->band_count, sizeof *w->band_undetermined);
  w->flag_wake =
      rbk_arena_take(&w->memory, w->flag_count, sizeof *w->flag_wake);
  w->band_wake =
      rbk_arena_take(&w->memory, w->band_count, sizeof *w->band_wake);
  w->ladders = rbk_arena_take(&w->memory, w->ladder_count, sizeof *w->ladders);
  w->stage_undetermined =
      rbk_arena_take(&w->memory, w->stage_count, sizeof *w->stage_undetermined);
  if (!w->flag_wake || !w->band_wake || !w->ladders || !w->stage_undetermined)
    return RBK_NOMEM;
  if (!w->rules || !w->active || !w->flag_possible || !w->flag_by_hook ||
      !w->flag_undetermined || !w->band_undetermined)
    return RBK_NOMEM;
  for (size_t i = 0; i < states; i++) {
    w->rules[i].fired = take_days(w);
    if (w->rules[i].fired == NULL) return RBK_NOMEM;
  }
  return RBK_OK;
}

static rbk_status make_pages(rbk_worker *w) {
  size_t editions = w->binding->edition_count;
  size_t count = editions * w->most_parties;
  w->pages = rbk_arena_take(&w->memory, count, sizeof *w->pages);
  if (w->pages == NULL) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++)
    status = rbk_page_create(w, &w->pages[i], i % editions,
                             (uint32_t)(i / editions));
  return status;
}

static void forget_hooks(rbk_worker *w) {
  w->hook_count = 0;
  for (size_t i = 0; i < w->binding->edition_count; i++)
    w->pages[i].hooks = false;
}

/* A group takes the place of the pupils; hooks know pupils only. */
static rbk_status be_about(rbk_worker *w) {
  rbk_register *reg;
  const char *subject = rbk_intern_text(&w->binding->subjects, w->subject);
  rbk_status status =
      rbk_subject_register(&w->memory, w->binding->reg, subject, &reg);
  if (status != RBK_OK) return status;
  w->reg = reg;
  forget_hooks(w);
  for (size_t i = 0; i < w->binding->edition_count; i++) {
    rbk_desk_read(w->pages[i].desk, reg);
  }
  return RBK_OK;
}

static rbk_status make(rbk_worker *w, rbk_error *error) {
  rbk_status status = rbk_parties_create(w);
  if (status == RBK_OK) status = take_bits(w);
  if (status == RBK_OK) status = take_states(w);
  if (status == RBK_OK) status = rbk_functions_create(w);
  if (status == RBK_OK) status = make_pages(w);
  if (status == RBK_OK) status = rbk_hooks_create(w);
  if (status == RBK_OK && w->subject != RBK_NONE) status = be_about(w);
  if (status != RBK_OK) return rbk_no_memory(error);
  if (w->family || w->alone) forget_hooks(w);
  status = rbk_families_create(w, &w->families, error);
  if (status != RBK_OK) return status;
  if (w->callbacks == NULL) return RBK_OK;
  return w->callbacks->open(w->callbacks->context, w->alloc, w->binding,
                            &w->session, error);
}

/* What a worker is for. */
typedef struct kind {
  uint32_t subject;
  rbk_families *family;
  bool alone;
} kind_of_worker;

static rbk_status create(const rbk_alloc *alloc, const rbk_binding *binding,
                         const kind_of_worker *kind,
                         const rbk_callbacks *callbacks, rbk_worker **out,
                         rbk_error *error) {
  alloc = rbk_alloc_or_default(alloc);
  rbk_worker *w = rbk_take(alloc, 1, sizeof *w);
  if (w == NULL) return rbk_no_memory(error);
  w->alloc = alloc;
  w->binding = binding;
  w->subject = kind->subject;
  w->family = kind->family;
  w->alone = kind->alone;
  w->assume = binding->assume_done && !kind->family && !kind->alone;
  w->reg = binding->reg;
  w->calendar = &binding->reg->calendar;
  w->callbacks = callbacks;
  w->days = w->calendar->day_count;
  w->words = rbk_bits_words(w->days);
  w->rule_count = binding->rules.count;
  w->flag_count = binding->flags.count;
  w->band_count = binding->bands.count;
  w->ladder_count = binding->ladders.count;
  w->stage_count = binding->stages.count;
  w->action_field =
      rbk_intern_find(&w->reg->history.fields, rbk_text_of("action"));
  rbk_arena_init(&w->memory, alloc);
  rbk_arena_init(&w->scratch, alloc);
  rbk_arena_init(&w->today, alloc);
  rbk_status status = make(w, error);
  if (status == RBK_OK)
    *out = w;
  else
    rbk_worker_destroy(w);
  return status;
}

rbk_status rbk_worker_create_about(const rbk_alloc *alloc,
                                   const rbk_binding *binding, uint32_t subject,
                                   const rbk_callbacks *callbacks,
                                   rbk_worker **out, rbk_error *error) {
  const kind_of_worker kind = {subject, NULL, false};
  return create(alloc, binding, &kind, callbacks, out, error);
}

rbk_status rbk_worker_create(const rbk_alloc *alloc, const rbk_binding *binding,
                             const rbk_callbacks *callbacks, rbk_worker **out,
                             rbk_error *error) {
  return rbk_worker_create_about(alloc, binding, RBK_NONE, callbacks, out,
                                 error);
}

rbk_status rbk_worker_create_for_family(const rbk_alloc *alloc,
                                        const rbk_binding *binding,
                                        rbk_families *family, rbk_worker **out,
                                        rbk_error *error) {
  const kind_of_worker kind = {RBK_NONE, family, false};
  return create(alloc, binding, &kind, NULL, out, error);
}

rbk_status rbk_worker_create_alone(const rbk_alloc *alloc,
                                   const rbk_binding *binding, rbk_worker **out,
                                   rbk_error *error) {
  const kind_of_worker kind = {RBK_NONE, NULL, true};
  return create(alloc, binding, &kind, NULL, out, error);
}

void rbk_worker_destroy(rbk_worker *w) {
  if (w == NULL) return;
  if (w->session != NULL) w->callbacks->close(w->session);
  rbk_families_destroy(w->families);
  size_t pages = w->binding->edition_count * w->most_parties;
  for (size_t i = 0; w->pages && i < pages; i++)
    rbk_desk_destroy(w->pages[i].desk);
  rbk_arena_finish(&w->memory);
  rbk_arena_finish(&w->scratch);
  rbk_arena_finish(&w->today);
  rbk_release(w->alloc, w);
}

/* --- running ------------------------------------------------------------- */

rbk_status rbk_worker_failed(const rbk_worker *w, rbk_status status,
                             rbk_error *error) {
  if (status == RBK_NOMEM) return rbk_no_memory(error);
  if (status == RBK_OVERFLOW)
    return rbk_fail(error, status, NULL, 0, 0,
                    "a figure of pupil '%s' leaves 64 bits; look for a product "
                    "or a parameter that is far too large",
                    w->reg->roll.pupils[w->pupil].id);
  return rbk_fail(error, status, NULL, 0, 0,
                  "pupil '%s' could not be evaluated (%s)",
                  w->reg->roll.pupils[w->pupil].id, rbk_status_name(status));
}

rbk_status rbk_worker_run(rbk_worker *w, uint32_t pupil, rbk_day last,
                          rbk_arena *arena, rbk_error *error) {
  w->pupil = pupil;
  w->arena = arena;
  rbk_status status =
      w->assume ? rbk_assume_run(w, pupil, last, arena) : rbk_fold_run(w, last);
  return status == RBK_OK ? status : rbk_worker_failed(w, status, error);
}

const rbk_register *rbk_worker_register(const rbk_worker *w) {
  return w->reg;
}

const rbk_log *rbk_worker_log(const rbk_worker *w) {
  return &w->log;
}

/* --- asking -------------------------------------------------------------- */

uint32_t rbk_worker_parties(const rbk_worker *w) {
  return w->party_count;
}

void rbk_worker_party(rbk_worker *w, uint32_t party) {
  w->asked_party = party < w->party_count ? party : 0;
}

uint32_t rbk_worker_party_at(const rbk_worker *w) {
  return w->asked_party;
}

const char *rbk_worker_parent(const rbk_worker *w, uint32_t party) {
  return w->parties[party].parent;
}

static rbk_status page_of(rbk_worker *w, size_t edition, rbk_page **out) {
  rbk_page *page = rbk_page_for(w, &w->pages[edition], w->asked_party);
  rbk_status status = rbk_page_prepare(w, page);
  if (status == RBK_OK) *out = page;
  return status;
}

rbk_status rbk_worker_truth(rbk_worker *w, size_t edition, uint32_t node,
                            rbk_day day, rbk_truth *out) {
  rbk_page *page;
  rbk_status status = page_of(w, edition, &page);
  return status == RBK_OK ? rbk_truth_on(w, page, node, day, out) : status;
}

rbk_status rbk_worker_value(rbk_worker *w, size_t edition, uint32_t figure,
                            rbk_day day, rbk_value *out) {
  rbk_page *page;
  rbk_status status = page_of(w, edition, &page);
  return status == RBK_OK ? rbk_desk_value(page->desk, figure, day, out)
                          : status;
}

rbk_status rbk_worker_desk(rbk_worker *w, size_t edition, rbk_desk **out) {
  rbk_page *page;
  rbk_status status = page_of(w, edition, &page);
  if (status == RBK_OK) *out = page->desk;
  return status;
}

rbk_status rbk_worker_cause(rbk_worker *w, size_t edition, uint32_t node,
                            rbk_day day, rbk_cause *out, bool *unknown) {
  rbk_page *page;
  rbk_status status = page_of(w, edition, &page);
  return status == RBK_OK ? rbk_cause_of(w, page, node, day, out, unknown)
                          : status;
}

rbk_rule_trace rbk_worker_rule(const rbk_worker *w, uint32_t rule) {
  const rbk_rule_state *state = rbk_state_of(w, rule, w->asked_party);
  rbk_rule_trace trace = {state->outcome, state->armed, state->last_fired};
  const rbk_edition_bound *edition = rbk_binding_on(w->binding, w->log.last);
  if (edition == NULL ||
      w->pages[edition - w->binding->editions].rule_of[rule] == RBK_NONE)
    trace.outcome = RBK_OUTCOME_NO_EDITION;
  else if (!w->log.on_roll)
    trace.outcome = RBK_OUTCOME_OFF_ROLL;
  return trace;
}
