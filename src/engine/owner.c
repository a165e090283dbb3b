/* Who an action belongs to, and what it is called: fixed in the policy, or
 * worked out for the pupil on the day of firing. */
#include "engine/inside.h"

#include <string.h>

/* A role may stand for others, by the first condition that holds. Choices may
 * lead to further roles; a chain longer than there are roles goes round. */
static rbk_status resolve(rbk_worker *w, rbk_page *page, const char *role,
                          const char *id, rbk_day day, const char **out) {
  const rbk_plan *plan = page->edition->plan;
  *out = role;
  for (size_t hops = 0; hops <= plan->role_count; hops++) {
    const rbk_role *found = rbk_plan_role(plan, *out);
    const char *next = NULL;
    for (size_t i = 0; found && i < found->choice_count && !next; i++) {
      rbk_truth truth = RBK_TRUE;
      /* a group is nobody for whom a choice could hold: what else */
      if (found->choices[i].when != NULL && w->subject != RBK_NONE) continue;
      if (found->choices[i].when != NULL) {
        uint32_t node =
            rbk_bound_node_of(page->edition, found->choices[i].when);
        if (node == RBK_NONE) return RBK_INTERNAL;
        rbk_status status = rbk_truth_on(w, page, node, day, &truth);
        if (status == RBK_OK && truth == RBK_UNKNOWN)
          status = rbk_fold_failed_node(w, page, node, day, id, NULL);
        if (status != RBK_OK) return status;
      }
      if (truth == RBK_TRUE) next = found->choices[i].role;
    }
    if (next == NULL || strcmp(next, *out) == 0) return RBK_OK;
    *out = next;
  }
  return RBK_OK;
}

static rbk_status ask_owner(rbk_worker *w, rbk_page *page, uint32_t function,
                            const char *id, rbk_day day, const char **out) {
  rbk_asker asker;
  rbk_ask ask;
  rbk_ask_make(w, page, day, &asker, &ask);
  rbk_failure failure = {0};
  bool failed = false;
  const char *role = NULL;
  rbk_status status =
      w->callbacks->owner(w->session, function, &ask, &role, &failed, &failure);
  if (status != RBK_OK) return status;
  if (failed || role == NULL)
    return failed ? rbk_fold_failed(w, day, id, &failure) : RBK_OK;
  *out = rbk_arena_copy(w->arena, role, strlen(role));
  return *out ? RBK_OK : RBK_NOMEM;
}

rbk_status rbk_owner_find(rbk_worker *w, rbk_page *page, const rbk_owner *owner,
                          uint32_t function, const char *id, rbk_day day,
                          rbk_list *out) {
  bool asks = function != RBK_NONE;
  size_t count = asks ? 1 : owner->roles.count;
  *out = (rbk_list){.list = owner->roles.list && !asks};
  if (count == 0) return RBK_OK;
  const char **items = rbk_arena_take(w->arena, count, sizeof *items);
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const char *role = asks ? NULL : owner->roles.items[i];
    rbk_status status = RBK_OK;
    if (asks) status = ask_owner(w, page, function, id, day, &role);
    if (status == RBK_OK && role != NULL)
      status = resolve(w, page, role, id, day, &items[out->count]);
    if (status != RBK_OK) return status;
    if (role != NULL) out->count++;
  }
  out->items = items;
  return RBK_OK;
}

rbk_status rbk_wording_find(rbk_worker *w, rbk_page *page,
                            const rbk_wording *wording, uint32_t function,
                            const char *id, rbk_day day, const char **out) {
  *out = wording->text ? wording->text : "";
  if (function == RBK_NONE) return RBK_OK;
  rbk_asker asker;
  rbk_ask ask;
  rbk_ask_make(w, page, day, &asker, &ask);
  rbk_failure failure = {0};
  bool failed = false;
  const char *text = NULL;
  rbk_status status =
      w->callbacks->text(w->session, function, &ask, &text, &failed, &failure);
  if (status != RBK_OK) return status;
  if (failed) return rbk_fold_failed(w, day, id, &failure);
  if (text == NULL) return RBK_OK;
  *out = rbk_arena_copy(w->arena, text, strlen(text));
  return *out ? RBK_OK : RBK_NOMEM;
}
