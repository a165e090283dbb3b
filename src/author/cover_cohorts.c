/* Who is in a cohort: nothing that a fixture expects says so, so each pupil of
 * its school is asked. */
#include <string.h>

#include "author/cover.h"
#include "base/alloc.h"
#include "engine/prepare.h"
#include "engine/worker.h"

/* What is at hand while the pupils of one fixture are asked. */
typedef struct asking {
  const rbk_alloc *alloc;
  const rbk_register *reg;
  const rbk_policy *policy;
  rbk_arena arena;
  rbk_binding *binding;
  rbk_worker *worker;
  rbk_day day;
  const rbk_edition_bound *edition; /* in force on the day; NULL: none */
} asking;

static bool has_cohorts(const rbk_cover_file *out) {
  for (size_t i = 0; i < out->item_count; i++)
    if (out->items[i].kind == RBK_COVER_COHORT) return true;
  return false;
}

static rbk_status open_school(asking *a) {
  const rbk_preparation preparation = {.alloc = a->alloc,
                                       .arena = &a->arena,
                                       .reg = a->reg,
                                       .policy = a->policy};
  rbk_error error = {0};
  rbk_status status = rbk_prepare(&preparation, &a->binding, &error);
  if (!status)
    status = rbk_worker_create(a->alloc, a->binding, a->policy->callbacks,
                               &a->worker, &error);
  if (!status) a->edition = rbk_binding_on(a->binding, a->day);
  return status;
}

static const rbk_bound_cohort *cohort_of(const asking *a, const char *id) {
  for (size_t i = 0; a->edition != NULL && i < a->edition->cohort_count; i++)
    if (strcmp(a->edition->cohorts[i].source->id, id) == 0)
      return &a->edition->cohorts[i];
  return NULL;
}

/* Whether the school has a member, and somebody else. */
typedef struct membership {
  bool in, out, unsure;
} membership;

static rbk_status ask_pupil(asking *a, uint32_t pupil,
                            const rbk_cover_file *out, membership *found) {
  rbk_error error = {0};
  rbk_arena arena;
  if (!rbk_pupil_on_roll(&a->reg->roll.pupils[pupil], a->day)) return RBK_OK;
  rbk_arena_init(&arena, a->alloc);
  rbk_status status = rbk_worker_run(a->worker, pupil, a->day, &arena, &error);
  for (size_t i = 0; !status && i < out->item_count; i++) {
    if (out->items[i].kind != RBK_COVER_COHORT) continue;
    const rbk_bound_cohort *cohort = cohort_of(a, out->items[i].id);
    rbk_truth truth;
    if (cohort == NULL) continue;
    status =
        rbk_worker_truth(a->worker, (size_t)(a->edition - a->binding->editions),
                         cohort->when, a->day, &truth);
    if (status) break;
    found[i].in |= truth == RBK_TRUE;
    found[i].out |= truth == RBK_FALSE;
    found[i].unsure |= truth == RBK_UNKNOWN;
  }
  rbk_arena_finish(&arena);
  return status;
}

rbk_status rbk_cover_cohorts(const rbk_alloc *alloc, const rbk_register *reg,
                             const rbk_policy *policy,
                             const rbk_fixture *fixture, rbk_cover_file *out) {
  if (!has_cohorts(out)) return RBK_OK;
  asking a = {.alloc = alloc, .reg = reg, .policy = policy};
  rbk_date on = fixture->on != RBK_NO_DATE ? fixture->on : fixture->to;
  if (on == RBK_NO_DATE) on = INT32_MAX;
  a.day = rbk_calendar_on_or_before(&reg->calendar, on);
  if (a.day < 0) return RBK_OK;
  rbk_arena_init(&a.arena, alloc);
  membership *found = rbk_take(alloc, out->item_count, sizeof *found);
  rbk_status status = found != NULL ? open_school(&a) : RBK_NOMEM;
  for (uint32_t p = 0; !status && p < reg->roll.pupil_count; p++)
    status = ask_pupil(&a, p, out, found);
  for (size_t i = 0; !status && i < out->item_count; i++) {
    out->items[i].fired += found[i].in;
    out->items[i].not_fired += found[i].out;
    out->items[i].no_data += found[i].unsure && !found[i].in && !found[i].out;
  }
  rbk_release(alloc, found);
  rbk_worker_destroy(a.worker);
  rbk_binding_destroy(a.binding);
  rbk_arena_finish(&a.arena);
  return status;
}
