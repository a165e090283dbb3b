#include "engine/group_part.h"

#include <string.h>

size_t rbk_group_part_count(const rbk_binding *binding) {
  size_t count = 0;
  for (size_t i = 0; i < binding->edition_count; i++)
    count += binding->editions[i].group_count;
  return count;
}

/* --- who is a member ----------------------------------------------------- */

static void find_members(const rbk_worker *w, const rbk_page *page,
                         const rbk_bound_group *group, rbk_group_part *part) {
  rbk_bits_copy(part->members, w->on_roll, w->days);
  if (group->kind != RBK_GROUP_COHORT) return;
  uint32_t when = page->edition->cohorts[group->cohort].when;
  rbk_bits_and(part->members, page->lines[when].lo, w->days);
}

static rbk_status find_texts(const rbk_worker *w, const rbk_page *page,
                             const rbk_bound_group *group, rbk_arena *arena,
                             rbk_group_part *part) {
  if (group->kind != RBK_GROUP_SAME && group->kind != RBK_GROUP_SIBLINGS)
    return RBK_OK;
  part->texts = rbk_arena_take(arena, w->days, sizeof *part->texts);
  if (part->texts == NULL) return RBK_NOMEM;
  const char *const *texts = rbk_desk_texts(page->desk, group->attribute);
  memcpy(part->texts, texts, w->days * sizeof *texts);
  return RBK_OK;
}

/* --- what is asked of each ----------------------------------------------- */

static rbk_status ask_nothing(const rbk_worker *w, const rbk_page *page,
                              const rbk_bound_group *group,
                              rbk_group_part *part) {
  (void)page;
  (void)group;
  for (size_t d = 0; d < w->days; d++) part->n[d] = part->d[d] = 1;
  return RBK_OK;
}

/* A pupil for whom nobody knows whether it holds is left out. */
static rbk_status ask_condition(const rbk_worker *w, const rbk_page *page,
                                const rbk_bound_group *group,
                                rbk_group_part *part) {
  const rbk_timeline *line = &page->lines[group->node];
  for (size_t d = 0; d < w->days; d++) {
    rbk_truth truth = rbk_timeline_at(line, (rbk_day)d);
    part->n[d] = truth == RBK_TRUE;
    part->d[d] = truth != RBK_UNKNOWN;
  }
  return RBK_OK;
}

static rbk_status ask_rate(const rbk_worker *w, const rbk_page *page,
                           const rbk_bound_group *group, rbk_group_part *part) {
  for (size_t d = 0; d < w->days; d++) {
    if (!rbk_bits_get(part->members, d)) continue;
    rbk_value value;
    rbk_status status =
        rbk_desk_value(page->desk, group->figure, (rbk_day)d, &value);
    if (status != RBK_OK) return status;
    if (value.known == RBK_NO_DATA) continue;
    part->n[d] = value.count;
    part->d[d] = value.of;
  }
  return RBK_OK;
}

static rbk_status ask_figure(const rbk_worker *w, const rbk_page *page,
                             const rbk_bound_group *group,
                             rbk_group_part *part) {
  for (size_t d = 0; d < w->days; d++) {
    if (!rbk_bits_get(part->members, d)) continue;
    rbk_value value;
    rbk_status status =
        rbk_desk_value(page->desk, group->figure, (rbk_day)d, &value);
    if (status != RBK_OK) return status;
    if (value.known == RBK_NO_DATA) continue;
    part->n[d] = value.n;
    part->d[d] = value.d;
    rbk_bits_put(part->lower, d, value.known == RBK_LOWER_BOUND);
  }
  return RBK_OK;
}

static rbk_status (*const asks[])(const rbk_worker *, const rbk_page *,
                                  const rbk_bound_group *, rbk_group_part *) = {
    [RBK_GROUP_SIZE] = ask_nothing,    [RBK_GROUP_COUNT] = ask_condition,
    [RBK_GROUP_SHARE] = ask_condition, [RBK_GROUP_POOLED] = ask_rate,
    [RBK_GROUP_MEDIAN] = ask_figure,
};

static rbk_status make_part(rbk_worker *w, rbk_page *page,
                            const rbk_bound_group *group, rbk_arena *arena,
                            rbk_group_part *part) {
  part->members = rbk_arena_take(arena, w->words, sizeof *part->members);
  part->lower = rbk_arena_take(arena, w->words, sizeof *part->lower);
  part->n = rbk_arena_take(arena, w->days, sizeof *part->n);
  part->d = rbk_arena_take(arena, w->days, sizeof *part->d);
  if (!part->members || !part->lower || !part->n || !part->d) return RBK_NOMEM;
  find_members(w, page, group, part);
  rbk_status status = find_texts(w, page, group, arena, part);
  return status == RBK_OK ? asks[group->measure](w, page, group, part) : status;
}

rbk_status rbk_group_parts(rbk_worker *w, uint32_t pupil, rbk_arena *arena,
                           rbk_group_part *parts) {
  w->pupil = pupil;
  w->arena = arena;
  rbk_fold_find_on_roll(w);
  rbk_status status = RBK_OK;
  for (size_t e = 0; e < w->binding->edition_count && status == RBK_OK; e++) {
    rbk_page *page = &w->pages[e];
    size_t count = page->edition->group_count;
    if (count > 0) status = rbk_page_look(w, page);
    for (size_t g = 0; g < count && status == RBK_OK; g++)
      status = make_part(w, page, &page->edition->groups[g], arena, parts++);
  }
  return status;
}
