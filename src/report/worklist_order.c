/* Putting the list in order: registers of classes, owners, urgency. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "report/people.h"
#include "report/worklist_parts.h"

/* --- registers of a class ------------------------------------------------ */

/* A class of which nobody has a mark in a session is one register that was not
 * taken, not thirty marks that are missing. */
typedef struct class_session {
  const char *class_name, *record;
  size_t missing, on_roll;
} class_session;

static bool is_missing_mark(const rbk_work *work) {
  return work->kind == RBK_WORK_FINDING && work->class_name != NULL &&
         work->no_mark;
}

static int by_class_session(const void *left, const void *right) {
  const rbk_work *a = *(const rbk_work *const *)left;
  const rbk_work *b = *(const rbk_work *const *)right;
  int order = strcmp(a->class_name, b->class_name);
  if (order == 0) order = strcmp(a->record, b->record);
  if (order == 0) order = strcmp(a->rule, b->rule);
  return order != 0 ? order : strcmp(a->pupil, b->pupil);
}

/* How many pupils of a class are on roll on a date. */
static size_t class_size(const rbk_register *reg, const char *class_name,
                         const char *date) {
  rbk_date day;
  size_t count = 0;
  if (!rbk_date_parse((rbk_text){date, 10}, &day)) return 0;
  rbk_day at = rbk_calendar_day(&reg->calendar, day);
  for (size_t i = 0; i < reg->roll.pupil_count; i++) {
    const rbk_pupil *pupil = &reg->roll.pupils[i];
    if (at == RBK_NO_DAY || !rbk_pupil_on_roll(pupil, at)) continue;
    const char *its = rbk_pupil_attribute(reg, pupil->id, "class", at);
    count += its && strcmp(its, class_name) == 0;
  }
  return count;
}

static rbk_status one_register(rbk_collecting *c, rbk_work **items,
                               size_t count) {
  rbk_work *first = items[0];
  rbk_buffer_format(&c->words, "take the register of class %s, %s",
                    first->class_name, first->record);
  first->what = rbk_kept_words(c);
  rbk_buffer_format(&c->words, "none of its %zu pupils has a mark", count);
  first->why = rbk_kept_words(c);
  if (!first->what || !first->why) return RBK_NOMEM;
  first->kind = RBK_WORK_REGISTER;
  first->group = first->class_name;
  first->pupil = first->name = first->attendance = NULL;
  for (size_t i = 1; i < count; i++) items[i]->kind = RBK_WORK_KINDS;
  return RBK_OK;
}

static void drop_joined(rbk_worklist *list) {
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].kind != RBK_WORK_KINDS)
      list->items[kept++] = list->items[i];
  list->count = kept;
}

static rbk_status join_registers(rbk_collecting *c) {
  rbk_worklist *list = c->list;
  rbk_work **missing =
      rbk_arena_take(&list->arena, list->count, sizeof *missing);
  size_t count = 0, next;
  if (missing == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < list->count; i++)
    if (is_missing_mark(&list->items[i])) missing[count++] = &list->items[i];
  if (count > 1) qsort(missing, count, sizeof *missing, by_class_session);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i = next) {
    const rbk_work *first = missing[i];
    for (next = i + 1;
         next < count && rbk_same_text(missing[next]->rule, first->rule) &&
         rbk_same_text(missing[next]->class_name, first->class_name) &&
         rbk_same_text(missing[next]->record, first->record);)
      next++;
    if (next - i > 1 &&
        next - i == class_size(c->reg, first->class_name, first->record))
      status = one_register(c, missing + i, next - i);
  }
  drop_joined(list);
  return status;
}

/* --- groups and order ---------------------------------------------------- */

static int order_texts(const char *a, const char *b) {
  if (a == NULL || b == NULL) return (a == NULL) - (b == NULL);
  return strcmp(a, b);
}

/* What is late goes by how long, then hours of today, then days; what has no
 * day comes last. */
static int by_urgency(const void *left, const void *right) {
  const rbk_work *a = *(const rbk_work *const *)left;
  const rbk_work *b = *(const rbk_work *const *)right;
  int order = a->urgency - b->urgency;
  if (order == 0) order = order_texts(a->due, b->due);
  if (order == 0) order = (int)a->kind - (int)b->kind;
  if (order == 0) order = order_texts(a->class_name, b->class_name);
  if (order == 0) order = order_texts(a->pupil, b->pupil);
  if (order == 0) order = order_texts(a->group, b->group);
  if (order == 0) order = order_texts(a->rule, b->rule);
  return order != 0 ? order : order_texts(a->record, b->record);
}

static bool belongs_to(const rbk_work *work, const char *role) {
  if (role == NULL) return work->owner.count == 0;
  for (size_t i = 0; i < work->owner.count; i++)
    if (strcmp(work->owner.items[i], role) == 0) return true;
  return false;
}

static rbk_status fill_group(rbk_collecting *c, rbk_work_group *group) {
  rbk_worklist *list = c->list;
  group->items = rbk_arena_take(&list->arena, list->count, sizeof(rbk_work *));
  if (group->items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < list->count; i++) {
    const rbk_work *work = &list->items[i];
    if (!belongs_to(work, group->role)) continue;
    group->items[group->count++] = work;
    group->overdue += work->overdue;
  }
  if (group->count > 1)
    qsort(group->items, group->count, sizeof *group->items, by_urgency);
  group->name = group->role ? rbk_role_called(c->reg, c->policy, group->role)
                            : "nobody is named";
  return RBK_OK;
}

/* The roles that own something, in byte order, and at the end what nobody
 * owns. */
static rbk_status list_roles(rbk_collecting *c, rbk_intern *roles) {
  rbk_worklist *list = c->list;
  for (size_t i = 0; i < list->count; i++)
    for (size_t k = 0; k < list->items[i].owner.count; k++)
      if (rbk_intern_add(roles, rbk_text_of(list->items[i].owner.items[k])) ==
          RBK_NONE)
        return RBK_NOMEM;
  return RBK_OK;
}

static int by_role(const void *left, const void *right) {
  const rbk_work_group *a = left, *b = right;
  return order_texts(a->role, b->role);
}

static rbk_status make_groups(rbk_collecting *c, const char *only) {
  rbk_worklist *list = c->list;
  rbk_intern roles;
  rbk_intern_init(&roles, &list->arena);
  rbk_status status = list_roles(c, &roles);
  if (status != RBK_OK) return status;
  list->groups = rbk_arena_take(&list->arena, (size_t)roles.count + 1,
                                sizeof *list->groups);
  if (list->groups == NULL) return RBK_NOMEM;
  for (uint32_t i = 0; i <= roles.count && status == RBK_OK; i++) {
    const char *role = i < roles.count ? rbk_intern_text(&roles, i) : NULL;
    if (only && (role == NULL || strcmp(role, only) != 0)) continue;
    rbk_work_group *group = &list->groups[list->group_count];
    *group = (rbk_work_group){.role = role};
    status = fill_group(c, group);
    if (group->count > 0) list->group_count++;
  }
  if (list->group_count > 1)
    qsort(list->groups, list->group_count, sizeof *list->groups, by_role);
  return status;
}

/* With --owner the other lists are of that owner, too. */
static void keep_only(rbk_worklist *list, const char *role) {
  size_t kept = 0;
  for (size_t i = 0; i < list->waiting_count; i++)
    if (belongs_to(&list->waiting[i], role))
      list->waiting[kept++] = list->waiting[i];
  list->waiting_count = kept;
}

static int by_waiting(const void *left, const void *right) {
  const rbk_work *a = left, *b = right;
  int order = order_texts(a->class_name, b->class_name);
  if (order == 0) order = order_texts(a->pupil, b->pupil);
  return order != 0 ? order : order_texts(a->record, b->record);
}

rbk_status rbk_worklist_arrange(rbk_collecting *c, const char *owner) {
  rbk_worklist *list = c->list;
  rbk_status status = join_registers(c);
  if (status == RBK_OK) status = make_groups(c, owner);
  if (owner) keep_only(list, owner);
  if (list->waiting_count > 1)
    qsort(list->waiting, list->waiting_count, sizeof *list->waiting,
          by_waiting);
  return status;
}
