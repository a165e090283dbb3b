/* Letters: their texts taken apart, their conditions as nodes. */
#include <string.h>

#include "plan/binder.h"
#include "plan/letter.h"

/* A fact that the profile does not give is told before a letter lacks it. */
static rbk_status look_for_facts(rbk_binder *b, const rbk_pieces *pieces,
                                 rbk_where where) {
  const rbk_school *school = &b->reg->school;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < pieces->count && status == RBK_OK; i++) {
    const rbk_piece *piece = &pieces->items[i];
    if (piece->kind != RBK_PIECE_SCHOOL) continue;
    if (rbk_school_text(school, piece->text) != NULL) continue;
    status = rbk_bind_warn(b, "school fact", piece->text, where,
                           "letters have a gap there; add it to school.json");
  }
  return status;
}

static rbk_status take_apart(rbk_binder *b, const char *text, rbk_where where,
                             rbk_pieces *out) {
  rbk_status status = rbk_pieces_of(b->arena, text, out);
  return status == RBK_OK ? look_for_facts(b, out, where) : status;
}

static rbk_status bind_variants(rbk_binder *b, const rbk_letter *letter,
                                rbk_bound_letter *bound) {
  bound->variants =
      rbk_arena_take(b->arena, letter->variant_count, sizeof *bound->variants);
  if (!bound->variants) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < letter->variant_count && status == RBK_OK; i++) {
    const rbk_variant *variant = &letter->variants[i];
    status = rbk_bind_condition(b, rbk_variant_when(b->plan, variant),
                                &bound->variants[i].when);
    if (status == RBK_OK) {
      status = take_apart(b, variant->text, variant->where,
                          &bound->variants[i].text);
    }
  }
  return status;
}

static rbk_status bind_letter(rbk_binder *b, const rbk_letter *letter,
                              rbk_bound_letter *bound) {
  bound->source = letter;
  bound->reminders =
      rbk_arena_take(b->arena, letter->reminder_count, sizeof(uint32_t));
  if (!bound->reminders) return RBK_NOMEM;
  rbk_status status =
      take_apart(b, letter->title, letter->where, &bound->title);
  if (status == RBK_OK) {
    status = take_apart(b, letter->text, letter->text_where, &bound->text);
  }
  if (status == RBK_OK) status = bind_variants(b, letter, bound);
  for (size_t i = 0; i < letter->reminder_count && status == RBK_OK; i++) {
    status =
        rbk_bind_condition(b, letter->reminders[i].when, &bound->reminders[i]);
  }
  return status;
}

rbk_status rbk_bind_letters(rbk_binder *b) {
  const rbk_plan *plan = b->plan;
  b->edition->letters =
      rbk_arena_take(b->arena, plan->letter_count, sizeof *b->edition->letters);
  if (!b->edition->letters) return RBK_NOMEM;
  b->edition->letter_count = plan->letter_count;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < plan->letter_count && status == RBK_OK; i++) {
    status = bind_letter(b, plan->letters[i], &b->edition->letters[i]);
  }
  return status;
}

const rbk_bound_letter *rbk_bound_letter_of(const rbk_edition_bound *edition,
                                            const char *id) {
  for (size_t i = 0; i < edition->letter_count; i++) {
    if (strcmp(edition->letters[i].source->id, id) == 0) {
      return &edition->letters[i];
    }
  }
  return NULL;
}
