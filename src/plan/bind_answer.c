/* Flags and bands. What refers to one refers to its very node. */
#include "plan/binder.h"

static rbk_status name_answers(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  rbk_intern_init(&b->flag_names, b->scratch);
  rbk_intern_init(&b->band_names, b->scratch);
  for (size_t i = 0; i < plan->flag_count; i++) {
    rbk_text id = rbk_text_of(plan->flags[i]->id);
    if (rbk_intern_add(&b->flag_names, id) == RBK_NONE) return RBK_NOMEM;
  }
  for (size_t i = 0; i < plan->band_count; i++) {
    rbk_text name = rbk_text_of(plan->bands[i]->name);
    if (rbk_intern_add(&b->band_names, name) == RBK_NONE) return RBK_NOMEM;
  }
  b->flag_nodes =
      rbk_arena_take(b->scratch, plan->flag_count, sizeof *b->flag_nodes);
  b->band_nodes =
      rbk_arena_take(b->scratch, plan->band_count, sizeof *b->band_nodes);
  return b->flag_nodes && b->band_nodes ? RBK_OK : RBK_NOMEM;
}

static rbk_status bind_flag(rbk_binder *b, uint32_t number) {
  const rbk_flag *flag = b->plan->flags[number];
  rbk_bound_flag *bound = &b->edition->flags[number];
  bound->source = flag;
  bound->layer = b->plan->flag_layers[number];
  bound->number = rbk_intern_add(&b->binding->flags, rbk_text_of(flag->id));
  if (bound->number == RBK_NONE) return RBK_NOMEM;
  rbk_status status = rbk_bind_condition(b, flag->when, &bound->when);
  b->flag_nodes[number] = bound->when;
  return status;
}

/* Row i is the band's when the row holds, `only` does and no earlier row does:
 * an unknown earlier row leaves it unknown, as first match wins. */
static rbk_status bind_rows(rbk_binder *b, const rbk_band *band,
                            rbk_bound_band *bound, uint32_t *nodes) {
  uint32_t open = bound->only; /* only & ~row 1 & ~row 2 ... so far */
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < band->row_count && status == RBK_OK; i++) {
    uint32_t row, closed;
    status = rbk_bind_condition(b, band->rows[i].when, &row);
    if (status != RBK_OK) break;
    bound->rows[i] = nodes[i] = row;
    if (open != RBK_NONE) {
      status = rbk_bind_join(b, RBK_NODE_AND, open, row, NULL, &nodes[i]);
    }
    if (status != RBK_OK || i + 1 == band->row_count) break;
    status = rbk_bind_join(b, RBK_NODE_NOT, row, 0, NULL, &closed);
    if (status != RBK_OK) break;
    if (open == RBK_NONE)
      open = closed;
    else
      status = rbk_bind_join(b, RBK_NODE_AND, open, closed, NULL, &open);
  }
  return status;
}

static rbk_status bind_band(rbk_binder *b, size_t number) {
  const rbk_band *band = b->plan->bands[number];
  rbk_bound_band *bound = &b->edition->bands[number];
  bound->source = band;
  bound->layer = b->plan->band_layers[number];
  bound->number = rbk_intern_add(&b->binding->bands, rbk_text_of(band->name));
  bound->rows = rbk_arena_take(b->arena, band->row_count, sizeof *bound->rows);
  uint32_t *nodes = rbk_arena_take(b->scratch, band->row_count, sizeof *nodes);
  if (bound->number == RBK_NONE || !bound->rows || !nodes) return RBK_NOMEM;
  b->band_nodes[number] = nodes;
  rbk_status status = rbk_bind_condition(b, band->only, &bound->only);
  return status == RBK_OK ? bind_rows(b, band, bound, nodes) : status;
}

rbk_status rbk_bind_answers(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  rbk_edition_bound *edition = b->edition;
  edition->flags =
      rbk_arena_take(b->arena, plan->flag_count, sizeof *edition->flags);
  edition->bands =
      rbk_arena_take(b->arena, plan->band_count, sizeof *edition->bands);
  if (!edition->flags || !edition->bands) return RBK_NOMEM;
  edition->flag_count = plan->flag_count;
  edition->band_count = plan->band_count;
  rbk_status status = name_answers(b);
  for (size_t i = 0; i < plan->flag_count + plan->band_count; i++) {
    if (status != RBK_OK) break;
    uint32_t item = plan->order[i];
    status = item < plan->flag_count ? bind_flag(b, item)
                                     : bind_band(b, item - plan->flag_count);
  }
  return status;
}
