/* Bands and flags, day by day on roll. A band has the first row that surely
 * matches, unless one before it may match: then it has none. A flag is up from
 * the day its condition is surely true to the day it is surely false. */
#include "engine/inside.h"

#include <string.h>

static rbk_status note(rbk_worker *w, rbk_day day, rbk_change_kind kind,
                       const char *id, const rbk_names *clauses,
                       const rbk_ground *ground) {
  rbk_entry entry = {.day = day, .kind = kind, .id = id, .ground = *ground};
  if (clauses != NULL) entry.clause = rbk_list_of(clauses);
  return rbk_log_add(&w->log, w->arena, &entry);
}

/* --- bands --------------------------------------------------------------- */

typedef struct row_found {
  const rbk_band_row *row; /* NULL: none */
  uint32_t node;           /* its condition */
  bool by_hook;
  const char *otherwise;
  uint32_t unknown; /* the node that leaves it open, or RBK_NONE */
} row_found;

static rbk_status find_row(rbk_worker *w, rbk_page *page,
                           const rbk_bound_band *band, rbk_day day,
                           row_found *out) {
  const rbk_hooked *hooked =
      page->hooks ? &w->hooked_bands[band->number] : NULL;
  rbk_truth truth = RBK_TRUE;
  *out = (row_found){.unknown = RBK_NONE};
  if (band->only != RBK_NONE) {
    rbk_status status = rbk_truth_on(w, page, band->only, day, &truth);
    if (status != RBK_OK) return status;
  }
  if (truth == RBK_FALSE) out->otherwise = band->source->otherwise;
  if (truth == RBK_UNKNOWN) out->unknown = band->only;
  if (truth != RBK_TRUE) return RBK_OK;
  for (size_t i = 0; i < band->source->row_count; i++) {
    const rbk_band_row *row = &band->source->rows[i];
    rbk_status status = rbk_truth_on(w, page, band->rows[i], day, &truth);
    if (status != RBK_OK) return status;
    out->by_hook = truth != RBK_TRUE && hooked && hooked->said && hooked->row &&
                   strcmp(hooked->row, row->id) == 0;
    if (truth == RBK_FALSE && !out->by_hook) continue;
    if (truth == RBK_UNKNOWN && !out->by_hook) {
      out->unknown = band->rows[i];
      return RBK_OK;
    }
    out->row = row;
    out->node = band->rows[i];
    return RBK_OK;
  }
  return RBK_OK;
}

static bool same_row(const rbk_band_row *a, const rbk_band_row *b) {
  return a == b || (a && b && strcmp(a->id, b->id) == 0);
}

static rbk_status enter_row(rbk_worker *w, rbk_page *page, uint32_t number,
                            const row_found *found, rbk_day day) {
  rbk_band_state *state = &w->log.bands[number];
  const char *name = rbk_intern_text(&w->binding->bands, number);
  rbk_ground ground = {.node = RBK_NONE};
  const char *id = name;
  if (found->row != NULL) {
    id = rbk_key_join(w->arena, name, found->row->id, NULL);
    if (id == NULL) return RBK_NOMEM;
    ground.edition = page->number;
    if (!found->by_hook)
      ground.node = found->node;
    else if (rbk_hooked_keep(w, &w->hooked_bands[number], &ground) != RBK_OK)
      return RBK_NOMEM;
  }
  state->since = day;
  return note(w, day, RBK_CHANGE_BAND, id,
              found->row ? &found->row->clauses : NULL, &ground);
}

static rbk_status band_day(rbk_worker *w, rbk_page *page, uint32_t number,
                           rbk_day day) {
  rbk_band_state *state = &w->log.bands[number];
  uint32_t place = page ? page->band_of[number] : RBK_NONE;
  row_found found = {.unknown = RBK_NONE};
  rbk_status status = RBK_OK;
  if (place != RBK_NONE)
    status = find_row(w, page, &page->edition->bands[place], day, &found);
  if (status == RBK_OK && !same_row(state->row, found.row))
    status = enter_row(w, page, number, &found, day);
  if (status != RBK_OK) return status;
  state->row = found.row;
  state->otherwise = found.otherwise;
  bool failed = false;
  if (found.unknown != RBK_NONE)
    status = rbk_failed_on(w, page, found.unknown, day, &failed);
  if (status == RBK_OK && failed && !w->band_undetermined[number])
    status = rbk_fold_undetermined(
        w, day, rbk_intern_text(&w->binding->bands, number), NULL);
  w->band_undetermined[number] = failed;
  return status;
}

rbk_status rbk_band_unknown(rbk_worker *w, rbk_page *page,
                            const rbk_bound_band *band, rbk_day day,
                            uint32_t *node) {
  row_found found;
  rbk_status status = find_row(w, page, band, day, &found);
  if (status == RBK_OK) *node = found.unknown;
  return status;
}

/* --- flags --------------------------------------------------------------- */

/* What the condition and the hooks together say. While a hook that raised it
 * has failed, nobody knows whether it holds. */
static rbk_status flag_truth(rbk_worker *w, rbk_page *page, uint32_t number,
                             const rbk_bound_flag *flag, rbk_day day,
                             rbk_truth *out) {
  rbk_status status = rbk_truth_on(w, page, flag->when, day, out);
  if (status != RBK_OK || !page->hooks) return status;
  if (*out == RBK_TRUE || w->hooked_flags[number].said) {
    w->flag_by_hook[number] = *out != RBK_TRUE;
    *out = RBK_TRUE;
  } else if (*out == RBK_FALSE && w->flag_by_hook[number] &&
             rbk_hooks_failed(w, page, day)) {
    *out = RBK_UNKNOWN;
  }
  return RBK_OK;
}

static rbk_status turn(rbk_worker *w, rbk_page *page, uint32_t number,
                       bool raised, rbk_day day) {
  rbk_flag_state *state = &w->log.flags[number];
  rbk_ground ground = {.node = RBK_NONE, .fell = !raised};
  if (page != NULL && page->flag_of[number] != RBK_NONE) {
    const rbk_bound_flag *flag = &page->edition->flags[page->flag_of[number]];
    ground.edition = page->number;
    ground.node = flag->when;
    if (raised && w->flag_by_hook[number] &&
        rbk_hooked_keep(w, &w->hooked_flags[number], &ground) != RBK_OK)
      return RBK_NOMEM;
  }
  state->raised = raised;
  state->since = day;
  return note(w, day, raised ? RBK_CHANGE_FLAG_RAISED : RBK_CHANGE_FLAG_CLEARED,
              rbk_intern_text(&w->binding->flags, number),
              state->bound ? &state->bound->source->clauses : NULL, &ground);
}

static rbk_status flag_day(rbk_worker *w, rbk_page *page, uint32_t number,
                           rbk_day day) {
  rbk_flag_state *state = &w->log.flags[number];
  uint32_t place = page ? page->flag_of[number] : RBK_NONE;
  rbk_truth truth = RBK_FALSE;
  rbk_status status = RBK_OK;
  bool failed = false;
  if (place != RBK_NONE) {
    const rbk_bound_flag *flag = &page->edition->flags[place];
    state->bound = flag;
    status = flag_truth(w, page, number, flag, day, &truth);
    if (status == RBK_OK && truth == RBK_UNKNOWN)
      status = rbk_failed_on(w, page, flag->when, day, &failed);
  }
  if (status != RBK_OK) return status;
  if (truth == RBK_TRUE && !state->raised)
    status = turn(w, page, number, true, day);
  else if (truth == RBK_FALSE && state->raised)
    status = turn(w, page, number, false, day);
  if (status == RBK_OK && failed && !w->flag_undetermined[number])
    status = rbk_fold_undetermined(w, day,
                                   rbk_intern_text(&w->binding->flags, number),
                                   &state->bound->source->clauses);
  w->flag_undetermined[number] = failed;
  return status;
}

/* --- days that are like the one before ----------------------------------- */

static rbk_day band_wake(const rbk_page *page, uint32_t number, rbk_day day) {
  if (page == NULL || page->hooks) return day + 1;
  uint32_t place = page->band_of[number];
  if (place == RBK_NONE) return page->edition->last + 1;
  const rbk_bound_band *band = &page->edition->bands[place];
  rbk_day wake = page->edition->last + 1;
  if (band->only != RBK_NONE) wake = rbk_truth_until(page, band->only, day);
  for (size_t i = 0; i < band->source->row_count; i++) {
    wake = rbk_earlier(wake, rbk_truth_until(page, band->rows[i], day));
  }
  return wake;
}

static rbk_day flag_wake(const rbk_page *page, uint32_t number, rbk_day day) {
  if (page == NULL || page->hooks) return day + 1;
  uint32_t place = page->flag_of[number];
  if (place == RBK_NONE) return page->edition->last + 1;
  return rbk_truth_until(page, page->edition->flags[place].when, day);
}

rbk_status rbk_standing_day(rbk_worker *w, rbk_page *page, rbk_day day) {
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < w->band_count && status == RBK_OK; i++) {
    if (day >= w->band_wake[i]) {
      status = band_day(w, page, i, day);
      w->band_wake[i] = band_wake(page, i, day);
    }
    w->wake = rbk_earlier(w->wake, w->band_wake[i]);
  }
  for (uint32_t i = 0; i < w->flag_count && status == RBK_OK; i++) {
    if (!w->flag_possible[i]) continue;
    if (day >= w->flag_wake[i]) {
      status = flag_day(w, page, i, day);
      w->flag_wake[i] = flag_wake(page, i, day);
    }
    w->wake = rbk_earlier(w->wake, w->flag_wake[i]);
  }
  return status;
}
