#include "author/result.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

/* --- making items --------------------------------------------------------- */

#define FIELDS 16

/* One item while it is put together. */
typedef struct draft {
  rbk_result *result;
  rbk_result_item item;
  rbk_pair fields[FIELDS];
  bool failed;
} draft;

/* A text with the id that the pupil has in the run replaced by the one that the
 * fixture gives it: in keys, in letters, in what functions say. */
static void put_renamed(rbk_buffer *out, const char *text,
                        const rbk_result *result) {
  for (const char *at; (at = strstr(text, result->pupil)) != NULL;
       text = at + strlen(result->pupil)) {
    rbk_buffer_add(out, text, (size_t)(at - text));
    rbk_buffer_text(out, result->shown);
  }
  rbk_buffer_text(out, text);
}

static const char *kept(draft *d, const char *text, size_t length) {
  const char *copy = rbk_arena_copy(d->result->arena, text, length);
  if (copy == NULL) d->failed = true;
  return copy;
}

static const char *copy(draft *d, const char *text) {
  if (text == NULL) return NULL;
  if (strcmp(d->result->pupil, d->result->shown) == 0)
    return kept(d, text, strlen(text));
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, d->result->arena->alloc);
  put_renamed(&buffer, text, d->result);
  const char *renamed = rbk_buffer_string(&buffer);
  const char *out = NULL;
  if (renamed != NULL)
    out = kept(d, renamed, buffer.length);
  else
    d->failed = true;
  rbk_buffer_finish(&buffer);
  return out;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static draft begin(rbk_result *result, const char *pupil, const char *id) {
  draft d = {.result = result};
  bool other = pupil != NULL && !same_text(pupil, result->pupil);
  d.item.id = copy(&d, id);
  d.item.pupil = copy(&d, other ? pupil : NULL);
  return d;
}

static void field(draft *d, const char *name, const char *value) {
  d->fields[d->item.field_count++] = (rbk_pair){name, copy(d, value)};
}

/* A list as one text, "a, b"; null when it is empty. */
static void list_field(draft *d, const char *name, const rbk_list *list) {
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, d->result->arena->alloc);
  for (size_t i = 0; i < list->count; i++) {
    if (i > 0) rbk_buffer_text(&buffer, ", ");
    rbk_buffer_text(&buffer, list->items[i]);
  }
  const char *text = rbk_buffer_string(&buffer);
  if (text == NULL) d->failed = true;
  field(d, name, list->count == 0 ? NULL : text);
  rbk_buffer_finish(&buffer);
}

static void why(draft *d, const rbk_because *because, size_t count) {
  d->item.why = rbk_arena_take(d->result->arena, count, sizeof(char *));
  if (d->item.why == NULL) {
    d->failed = true;
    return;
  }
  for (size_t i = 0; i < count; i++) {
    rbk_buffer buffer;
    rbk_buffer_init(&buffer, d->result->arena->alloc);
    rbk_because_print(&buffer, &because[i]);
    const char *text = rbk_buffer_string(&buffer);
    if (text == NULL)
      d->failed = true;
    else
      d->item.why[d->item.why_count++] = copy(d, text);
    rbk_buffer_finish(&buffer);
  }
}

static rbk_status end(draft *d, rbk_fixture_section section) {
  rbk_arena *arena = d->result->arena;
  rbk_result_list *list = &d->result->sections[section];
  if (list->count == list->capacity) {
    size_t capacity = 2 * list->capacity + 8;
    rbk_result_item *more = rbk_arena_take(arena, capacity, sizeof *more);
    if (more == NULL) return RBK_NOMEM;
    if (list->count > 0) memcpy(more, list->items, list->count * sizeof *more);
    list->items = more;
    list->capacity = capacity;
  }
  d->item.fields =
      rbk_arena_take(arena, d->item.field_count, sizeof *d->item.fields);
  if (d->failed || d->item.fields == NULL) return RBK_NOMEM;
  memcpy(d->item.fields, d->fields,
         d->item.field_count * sizeof *d->item.fields);
  list->items[list->count++] = d->item;
  return RBK_OK;
}

/* --- from a decision ------------------------------------------------------ */

static rbk_status one_value(rbk_result *result, const char *pupil,
                            rbk_fixture_section section, const char *id,
                            const char *name, const char *value) {
  draft d = begin(result, pupil, id);
  field(&d, name, value);
  return end(&d, section);
}

static rbk_status take_attendance(rbk_result *result, const char *pupil,
                                  const rbk_attendance *a) {
  const struct {
    const char *name;
    int64_t count;
  } counts[] = {{"possible", a->possible},
                {"attended", a->attended},
                {"authorised", a->authorised},
                {"unauthorised", a->unauthorised},
                {"late", a->late},
                {"missing", a->missing}};
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)counts[i].count);
    rbk_status status = one_value(result, pupil, RBK_FIXTURE_ATTENDANCE,
                                  counts[i].name, "value", text);
    if (status) return status;
  }
  return one_value(result, pupil, RBK_FIXTURE_ATTENDANCE, "rate", "value",
                   a->rate);
}

/* A band that is null is not there. */
static rbk_status take_band(rbk_result *result, const char *pupil,
                            const rbk_band_now *band) {
  if (band->id == NULL) return RBK_OK;
  draft d = begin(result, pupil, band->name);
  field(&d, "row", band->id);
  field(&d, "label", band->label);
  field(&d, "since", band->since);
  return end(&d, RBK_FIXTURE_BANDS);
}

static rbk_status take_flag(rbk_result *result, const char *pupil,
                            const rbk_flag_now *flag) {
  draft d = begin(result, pupil, flag->id);
  field(&d, "since", flag->since);
  field(&d, "label", flag->label);
  return end(&d, RBK_FIXTURE_FLAGS);
}

static rbk_status take_stage(rbk_result *result, const char *pupil,
                             const rbk_stage_now *stage) {
  draft d = begin(result, pupil, stage->ladder);
  field(&d, "stage", stage->id);
  field(&d, "since", stage->since);
  field(&d, "review", stage->review);
  list_field(&d, "owner", &stage->owner);
  list_field(&d, "missing", &stage->missing);
  return end(&d, RBK_FIXTURE_STAGES);
}

/* `group` is NULL for a pupil's. */
static rbk_status take_action(rbk_result *result, const char *pupil,
                              const char *group, const rbk_action_now *action) {
  draft d = begin(result, pupil, action->rule);
  if (group != NULL) field(&d, "group", group);
  field(&d, "status", rbk_action_status_name(action->status));
  field(&d, "fired", action->fired);
  field(&d, "due", action->due);
  field(&d, "due_in", action->due_in);
  field(&d, "done_on", action->done_on);
  field(&d, "reason", action->reason);
  field(&d, "duty", action->duty);
  field(&d, "parent", action->parent);
  field(&d, "action", action->action);
  field(&d, "key", action->key);
  list_field(&d, "owner", &action->owner);
  list_field(&d, "missing", &action->missing);
  why(&d, action->because, action->because_count);
  return end(&d, group != NULL ? RBK_FIXTURE_GROUPS : RBK_FIXTURE_ACTIONS);
}

static rbk_status take_finding(rbk_result *result, const char *pupil,
                               rbk_fixture_section section,
                               const rbk_finding *finding) {
  draft d = begin(result, pupil, finding->id);
  field(&d, "date", finding->date);
  field(&d, "session", finding->session);
  field(&d, "code", finding->code);
  field(&d, "propose", finding->propose);
  field(&d, "due", finding->due);
  list_field(&d, "owner", &finding->owner);
  return end(&d, section);
}

static rbk_status take_unsure(rbk_result *result, const char *pupil,
                              rbk_fixture_section section,
                              const rbk_unsure *items, size_t count) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < count; i++)
    status =
        one_value(result, pupil, section, items[i].id, "cause", items[i].cause);
  return status;
}

static void reminders_field(draft *d, const rbk_letter_now *letter) {
  rbk_list list = {.count = letter->reminder_count};
  const char **texts =
      rbk_arena_take(d->result->arena, list.count, sizeof *texts);
  if (texts == NULL) {
    d->failed = true;
    return;
  }
  for (size_t i = 0; i < list.count; i++) texts[i] = letter->reminders[i].text;
  list.items = texts;
  list_field(d, "reminders", &list);
}

static rbk_status take_letter(rbk_result *result, const char *pupil,
                              const rbk_letter_now *letter) {
  draft d = begin(result, pupil, letter->id);
  field(&d, "parent", letter->parent);
  field(&d, "variant", letter->variant);
  field(&d, "rule", letter->rule);
  field(&d, "text", letter->text);
  list_field(&d, "gaps", &letter->gaps);
  reminders_field(&d, letter);
  return end(&d, RBK_FIXTURE_LETTERS);
}

static rbk_status take_pupil(rbk_result *result, const rbk_decision *d) {
  const char *pupil = d->pupil;
  rbk_status status = take_attendance(result, pupil, &d->attendance);
  for (size_t i = 0; !status && i < d->band_count; i++)
    status = take_band(result, pupil, &d->bands[i]);
  for (size_t i = 0; !status && i < d->flag_count; i++)
    status = take_flag(result, pupil, &d->flags[i]);
  for (size_t i = 0; !status && i < d->stage_count; i++)
    status = take_stage(result, pupil, &d->stages[i]);
  for (size_t i = 0; !status && i < d->action_count; i++)
    status = take_action(result, pupil, NULL, &d->actions[i]);
  for (size_t i = 0; !status && i < d->letter_count; i++)
    status = take_letter(result, pupil, &d->letters[i]);
  for (size_t i = 0; !status && i < d->proposal_count; i++)
    status =
        take_finding(result, pupil, RBK_FIXTURE_PROPOSALS, &d->proposals[i]);
  for (size_t i = 0; !status && i < d->finding_count; i++)
    status = take_finding(result, pupil, RBK_FIXTURE_FINDINGS, &d->findings[i]);
  return status;
}

/* What a group's or the school's rules came to; that a register was not taken
 * is the marks' doing and no fixture's. */
static rbk_status take_group(rbk_result *result, const rbk_decision *d) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < d->action_count; i++)
    status = take_action(result, NULL, d->group, &d->actions[i]);
  return status;
}

rbk_status rbk_result_decision(rbk_result *result, const rbk_decision *d) {
  rbk_status status =
      d->group != NULL ? take_group(result, d) : take_pupil(result, d);
  if (!status)
    status = take_unsure(result, d->pupil, RBK_FIXTURE_UNDETERMINED,
                         d->undetermined, d->undetermined_count);
  if (!status)
    status = take_unsure(result, d->pupil, RBK_FIXTURE_NO_DATA, d->no_data,
                         d->no_data_count);
  return status;
}

rbk_status rbk_result_change(rbk_result *result, const rbk_change *change) {
  draft d = begin(result, change->pupil, change->id);
  field(&d, "date", change->date);
  field(&d, "event", rbk_change_name(change->kind));
  field(&d, "due", change->due);
  field(&d, "parent", change->parent);
  field(&d, "key", change->key);
  why(&d, change->because, change->because_count);
  return end(&d, RBK_FIXTURE_CHANGES);
}

/* --- reading results ----------------------------------------------------- */

const char *rbk_result_field(const rbk_result_item *item, const char *name) {
  for (size_t i = 0; i < item->field_count; i++)
    if (strcmp(item->fields[i].name, name) == 0) return item->fields[i].value;
  return NULL;
}

/* The name of the first field that differs, or NULL. */
static const char *field_that_differs(const rbk_result_item *a,
                                      const rbk_result_item *b) {
  for (size_t i = 0; i < a->field_count; i++)
    if (!same_text(a->fields[i].value, b->fields[i].value))
      return a->fields[i].name;
  for (size_t i = 0; i < a->why_count && i < b->why_count; i++)
    if (!same_text(a->why[i], b->why[i])) return "because";
  return a->why_count == b->why_count ? NULL : "because";
}

static const char *shown(const char *text) {
  return text ? text : "nothing";
}

static const char *items_differ(rbk_arena *arena, const char *section,
                                const rbk_result_item *a,
                                const rbk_result_item *b) {
  const char *name = field_that_differs(a, b);
  if (name == NULL) return NULL;
  return rbk_arena_format(arena, "%s %s: %s is %s here and %s there", section,
                          a->id, name, shown(rbk_result_field(a, name)),
                          shown(rbk_result_field(b, name)));
}

const char *rbk_result_differs(rbk_arena *arena, const rbk_result *a,
                               const rbk_result *b, rbk_status *status) {
  for (int s = 0; s < RBK_FIXTURE_SECTIONS; s++) {
    const char *name = rbk_fixture_section_info((rbk_fixture_section)s)->name;
    const rbk_result_list *x = &a->sections[s], *y = &b->sections[s];
    size_t count = x->count < y->count ? x->count : y->count;
    const char *line = NULL;
    for (size_t i = 0; line == NULL && i < count; i++) {
      const rbk_result_item *here = &x->items[i], *there = &y->items[i];
      if (strcmp(here->id, there->id) != 0 ||
          !same_text(here->pupil, there->pupil))
        line = rbk_arena_format(arena, "%s: %s here and %s there", name,
                                here->id, there->id);
      else if (field_that_differs(here, there) != NULL)
        line = items_differ(arena, name, here, there);
      else
        continue;
      if (line == NULL) *status = RBK_NOMEM;
      return line;
    }
    if (x->count == y->count) continue;
    const rbk_result_list *longer = x->count > y->count ? x : y;
    line =
        rbk_arena_format(arena, "%s %s: only %s", name, longer->items[count].id,
                         longer == x ? "here" : "there");
    if (line == NULL) *status = RBK_NOMEM;
    return line;
  }
  return NULL;
}

void rbk_because_print(rbk_buffer *buffer, const rbk_because *because) {
  rbk_buffer_text(buffer, because->name);
  switch (because->kind) {
  case RBK_BECAUSE_MEASURE:
    rbk_buffer_format(buffer, " %s", shown(because->value));
    if (because->ratio)
      rbk_buffer_format(buffer, " (%lld of %lld)", (long long)because->n,
                        (long long)because->d);
    if (because->is != NULL)
      rbk_buffer_format(buffer, " %s %s", because->is,
                        shown(because->threshold));
    if (because->as_of != NULL)
      rbk_buffer_format(buffer, ", on %s", because->as_of);
    return;
  case RBK_BECAUSE_EVENT:
    rbk_buffer_format(buffer, " on %s", shown(because->date));
    return;
  case RBK_BECAUSE_ATTRIBUTE:
    rbk_buffer_format(buffer, " is '%s'",
                      because->value != NULL ? because->value : "");
    return;
  case RBK_BECAUSE_HOLDS:
    rbk_buffer_text(buffer, " holds");
    return;
  }
}
