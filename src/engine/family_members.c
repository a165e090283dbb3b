/* Who belongs to a family, and what the conditions of rules for families say of
 * each member. */
#include <string.h>

#include "engine/family_parts.h"

/* --- who ever had a sibling_group ---------------------------------------- */

static rbk_status room_for(rbk_arena *arena, uint32_t **list, size_t *capacity,
                           size_t wanted) {
  if (wanted <= *capacity) return RBK_OK;
  size_t more = *capacity ? *capacity * 2 : 64;
  if (more < wanted) more = wanted;
  uint32_t *fresh = rbk_arena_take(arena, more, sizeof *fresh);
  if (fresh == NULL) return RBK_NOMEM;
  if (*capacity > 0) memcpy(fresh, *list, *capacity * sizeof *fresh);
  for (size_t i = *capacity; i < more; i++) fresh[i] = RBK_NONE;
  *list = fresh;
  *capacity = more;
  return RBK_OK;
}

/* Notes that a pupil had a value; pupils come in roll order, so a pupil who is
 * noted already is the group's latest. */
static rbk_status note(rbk_families *f, uint32_t pupil, const char *value) {
  rbk_arena *arena = &f->owner->memory;
  if (value == NULL || value[0] == '\0') return RBK_OK;
  uint32_t group = rbk_intern_add(&f->groups, rbk_text_of(value));
  if (group == RBK_NONE) return RBK_NOMEM;
  rbk_status status =
      room_for(arena, &f->first, &f->first_capacity, (size_t)group + 1);
  if (status != RBK_OK) return status;
  if (f->first[group] != RBK_NONE && f->pupil_of[f->first[group]] == pupil)
    return RBK_OK;
  size_t capacity = f->link_capacity;
  status = room_for(arena, &f->pupil_of, &capacity, f->link_count + 1);
  if (status == RBK_OK)
    status = room_for(arena, &f->next, &f->link_capacity, f->link_count + 1);
  if (status != RBK_OK) return status;
  f->pupil_of[f->link_count] = pupil;
  f->next[f->link_count] = f->first[group];
  f->first[group] = (uint32_t)f->link_count++;
  return RBK_OK;
}

rbk_status rbk_family_index(rbk_families *f) {
  const rbk_register *reg = f->owner->reg;
  const rbk_history *history = &reg->history;
  rbk_intern_init(&f->groups, &f->owner->memory);
  f->attribute =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of("sibling_group"));
  if (f->attribute == RBK_NONE) return RBK_OK;
  size_t at = 0; /* of the dated values, which stand by pupil */
  rbk_status status = RBK_OK;
  for (uint32_t p = 0; p < reg->roll.pupil_count && status == RBK_OK; p++) {
    const rbk_pupil *pupil = &reg->roll.pupils[p];
    for (size_t s = 0; s < pupil->spell_count && status == RBK_OK; s++)
      status = note(f, p, pupil->spells[s].values[f->attribute]);
    for (; at < history->value_count && history->values[at].pupil <= p; at++)
      if (history->values[at].pupil == p &&
          history->values[at].attribute == f->attribute && status == RBK_OK)
        status = note(f, p, history->values[at].value);
  }
  return status;
}

/* --- days in a family ---------------------------------------------------- */

static const char *group_on(const rbk_families *f, uint32_t pupil,
                            rbk_day day) {
  const rbk_register *reg = f->owner->reg;
  if (f->attribute == RBK_NONE) return "";
  return rbk_history_attribute(&reg->history, &reg->roll, pupil, f->attribute,
                               day);
}

/* A pupil without a sibling_group is a family alone. */
static bool is_of(const rbk_families *f, uint32_t pupil, rbk_day day,
                  const char *id) {
  const char *group = group_on(f, pupil, day);
  const char *own = f->owner->reg->roll.pupils[pupil].id;
  return strcmp(group[0] ? group : own, id) == 0;
}

static bool is_listed(const rbk_families *f, const char *id) {
  for (size_t i = 0; i < f->id_count; i++)
    if (strcmp(f->ids[i], id) == 0) return true;
  return false;
}

rbk_status rbk_family_ids(rbk_families *f) {
  rbk_worker *w = f->owner;
  const rbk_history *history = &w->reg->history;
  const rbk_pupil *pupil = &w->reg->roll.pupils[w->pupil];
  size_t most = pupil->spell_count + 1;
  for (size_t i = 0; i < history->value_count; i++)
    most += history->values[i].pupil == w->pupil;
  f->id_count = 0;
  f->ids = rbk_arena_take(w->arena, 2 * most, sizeof *f->ids);
  if (f->ids == NULL) return RBK_NOMEM;
  const char *before = NULL;
  for (size_t d = 0; d < w->days; d++) {
    if (!rbk_bits_get(w->on_roll, d)) continue;
    const char *group = group_on(f, w->pupil, (rbk_day)d);
    if (group == before) continue;
    before = group;
    const char *id = group[0] ? group : pupil->id;
    if (!is_listed(f, id)) f->ids[f->id_count++] = id;
  }
  return RBK_OK;
}

/* --- relations ----------------------------------------------------------- */

static bool has_group(const rbk_families *f, uint32_t pupil, uint32_t group) {
  for (uint32_t i = f->first[group]; i != RBK_NONE; i = f->next[i])
    if (f->pupil_of[i] == pupil) return true;
  return rbk_text_equal(rbk_text_of(f->owner->reg->roll.pupils[pupil].id),
                        rbk_text_of(rbk_intern_text(&f->groups, group)));
}

rbk_status rbk_family_relations(const rbk_families *f, uint32_t pupil,
                                rbk_arena *arena, uint32_t **out,
                                size_t *count) {
  size_t pupils = f->owner->reg->roll.pupil_count;
  bool *is_one = rbk_arena_take(arena, pupils, sizeof *is_one);
  bool *seen = rbk_arena_take(arena, f->groups.count, sizeof *seen);
  uint32_t *list = rbk_arena_take(arena, pupils, sizeof *list);
  if (!is_one || !seen || !list) return RBK_NOMEM;
  is_one[pupil] = true;
  for (bool more = true; more;) {
    more = false;
    for (uint32_t g = 0; g < f->groups.count; g++) {
      bool joins = false;
      for (uint32_t p = 0; p < pupils && !seen[g] && !joins; p++)
        joins = is_one[p] && has_group(f, p, g);
      if (!joins) continue;
      seen[g] = more = true;
      for (uint32_t i = f->first[g]; i != RBK_NONE; i = f->next[i])
        is_one[f->pupil_of[i]] = true;
      uint32_t named = rbk_roll_find(
          &f->owner->reg->roll, rbk_text_of(rbk_intern_text(&f->groups, g)));
      if (named != RBK_NONE) is_one[named] = true;
    }
  }
  *count = 0;
  for (uint32_t p = 0; p < pupils; p++)
    if (is_one[p]) list[(*count)++] = p;
  *out = list;
  return RBK_OK;
}

/* --- looking ------------------------------------------------------------- */

rbk_status rbk_family_look(rbk_families *f, uint32_t pupil, rbk_day last) {
  f->looker->pupil = pupil;
  f->looker->arena = f->owner->arena;
  return rbk_fold_look(f->looker, last);
}

static rbk_status keep_line(rbk_families *f, const rbk_page *page,
                            uint32_t node, rbk_timeline *out) {
  if (node == RBK_NONE) return RBK_OK;
  size_t words = f->owner->words;
  out->lo = rbk_arena_take(&f->room, words, sizeof(rbk_word));
  out->hi = rbk_arena_take(&f->room, words, sizeof(rbk_word));
  if (out->lo == NULL || out->hi == NULL) return RBK_NOMEM;
  memcpy(out->lo, page->lines[node].lo, words * sizeof(rbk_word));
  memcpy(out->hi, page->lines[node].hi, words * sizeof(rbk_word));
  return RBK_OK;
}

static rbk_status keep_steps(rbk_families *f, rbk_page *page,
                             const rbk_bound_rule *rule,
                             const rbk_family_member *m,
                             const rbk_timeline *when, rbk_step **out) {
  if (rule->each_figure == RBK_NONE) return RBK_OK;
  rbk_worker *w = f->looker;
  *out = rbk_arena_take(&f->room, w->days, sizeof **out);
  if (*out == NULL) return RBK_NOMEM;
  rbk_step_memory memory = {0};
  rbk_status status = RBK_OK;
  for (rbk_day d = page->edition->first; d <= page->edition->last; d++) {
    bool holds = !when->lo || rbk_bits_get(when->lo, (size_t)d);
    if (status == RBK_OK && holds && rbk_bits_get(m->in, (size_t)d))
      status = rbk_step_find(w, page, rule, d, &memory, &(*out)[d]);
  }
  return status;
}

size_t rbk_family_place(const rbk_families *f, size_t edition, size_t rule) {
  for (size_t e = 0; e < edition; e++) rule += f->editions[e].count;
  return rule;
}

static rbk_status keep_rule(rbk_families *f, rbk_page *page, size_t place,
                            const rbk_family_rule *rule, rbk_family_member *m) {
  const rbk_bound_rule *real = rule->real;
  const uint32_t nodes[LINES] = {real->when, real->checked, real->rearm,
                                 real->event_rest};
  rbk_timeline *lines = &m->lines[rule->first_line];
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < LINES && status == RBK_OK; i++)
    status = keep_line(f, page, nodes[i], &lines[i]);
  lines += LINES;
  for (size_t i = 0; i < real->source->unless_count && status == RBK_OK; i++)
    status = keep_line(f, page, real->unless[i], lines++);
  for (size_t i = 0; i < real->source->need_count && status == RBK_OK; i++)
    status = keep_line(f, page, real->needs[i].node, lines++);
  if (status != RBK_OK) return status;
  return keep_steps(f, page, real, m, &m->lines[rule->first_line + LINE_WHEN],
                    &m->steps[place]);
}

static rbk_status add_member(rbk_families *f, const char *id, uint32_t pupil,
                             rbk_day last) {
  const rbk_pupil *row = &f->owner->reg->roll.pupils[pupil];
  rbk_family_member m = {.pupil = pupil};
  m.in = rbk_arena_take(&f->room, f->owner->words, sizeof(rbk_word));
  m.lines = rbk_arena_take(&f->room, f->line_count, sizeof *m.lines);
  m.steps = rbk_arena_take(&f->room, f->rule_count, sizeof *m.steps);
  if (!m.in || !m.lines || !m.steps) return RBK_NOMEM;
  bool any = false;
  for (size_t d = 0; d < f->owner->days; d++) {
    if (!rbk_pupil_on_roll(row, (rbk_day)d) || !is_of(f, pupil, (rbk_day)d, id))
      continue;
    rbk_bits_set(m.in, d);
    any = true;
  }
  if (!any) return RBK_OK;
  rbk_status status = rbk_family_look(f, pupil, last);
  for (size_t e = 0; e < f->owner->binding->edition_count; e++) {
    rbk_page *page = &f->looker->pages[e];
    if (!page->ready) continue;
    for (size_t r = 0; r < f->editions[e].count && status == RBK_OK; r++)
      status = keep_rule(f, page, rbk_family_place(f, e, r),
                         &f->editions[e].rules[r], &m);
  }
  if (status == RBK_OK) f->members[f->member_count++] = m;
  return status;
}

rbk_status rbk_family_gather(rbk_families *f, const char *id, rbk_day last) {
  uint32_t group = rbk_intern_find(&f->groups, rbk_text_of(id));
  uint32_t alone = rbk_roll_find(&f->owner->reg->roll, rbk_text_of(id));
  size_t count = alone != RBK_NONE, at;
  rbk_arena_reset(&f->room);
  uint32_t link = group == RBK_NONE ? RBK_NONE : f->first[group];
  for (uint32_t i = link; i != RBK_NONE; i = f->next[i]) count++;
  uint32_t *pupils = rbk_arena_take(&f->room, count, sizeof *pupils);
  f->members = rbk_arena_take(&f->room, count, sizeof *f->members);
  f->member_count = 0;
  if (!pupils || !f->members) return RBK_NOMEM;
  /* links stand with the last pupil first */
  at = count - (alone != RBK_NONE);
  for (uint32_t i = link; i != RBK_NONE; i = f->next[i])
    pupils[--at] = f->pupil_of[i];
  count -= alone != RBK_NONE;
  bool there = false;
  for (size_t i = 0; i < count; i++) there = there || pupils[i] == alone;
  if (alone != RBK_NONE && !there) { /* in roll order too */
    for (at = count++; at > 0 && pupils[at - 1] > alone; at--)
      pupils[at] = pupils[at - 1];
    pupils[at] = alone;
  }
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++)
    status = add_member(f, id, pupils[i], last);
  return status;
}
