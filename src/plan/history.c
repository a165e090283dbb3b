/* The case history against what the policies know: an event of a kind that no
 * policy declares would discharge nothing and excuse nothing, without a word.
 */
#include <string.h>

#include "plan/checks.h"

static bool is_declared(const rbk_edition *editions, size_t count,
                        const char *kind) {
  for (size_t i = 0; i < count; i++) {
    if (rbk_plan_fact(editions[i].plan, kind)) return true;
  }
  return false;
}

bool rbk_profile_is_of_others(const rbk_school *school,
                              const rbk_edition *editions, size_t count) {
  for (size_t i = 0; i < school->policy_count; i++) {
    const char *own = school->policies[i].policy;
    size_t length = strlen(own);
    if (length > 4 && strcmp(own + length - 4, ".lua") == 0) return false;
    for (size_t j = 0; j < count; j++) {
      if (editions[j].policy && strcmp(own, editions[j].policy) == 0)
        return false;
    }
  }
  return school->policy_count > 0;
}

static const char *nearest(rbk_arena *arena, const rbk_edition *editions,
                           size_t edition_count, const char *kind) {
  size_t all = 0, count = 0;
  for (size_t i = 0; i < edition_count; i++) {
    all += editions[i].plan->fact_count;
  }
  const char **kinds = rbk_arena_take(arena, all, sizeof *kinds);
  if (!kinds) return NULL; /* a hint less */
  for (size_t i = 0; i < edition_count; i++) {
    for (size_t j = 0; j < editions[i].plan->fact_count; j++) {
      kinds[count++] = editions[i].plan->facts[j]->kind;
    }
  }
  return rbk_nearest(kind, kinds, count);
}

/* "contact, visit", each once, in the order of the layers; NULL: no memory. */
static const char *list_kinds(rbk_arena *arena, const rbk_edition *editions,
                              size_t count) {
  size_t size = 1;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < editions[i].plan->fact_count; j++)
      size += strlen(editions[i].plan->facts[j]->kind) + 2;
  char *text = rbk_arena_take(arena, size, 1), *to = text;
  for (size_t i = 0; i < count && text; i++) {
    for (size_t j = 0; j < editions[i].plan->fact_count; j++) {
      const char *kind = editions[i].plan->facts[j]->kind;
      if (is_declared(editions, i, kind)) continue;
      if (to > text) {
        *to++ = ',';
        *to++ = ' ';
      }
      memcpy(to, kind, strlen(kind));
      to += strlen(kind);
    }
  }
  return text;
}

/* An error says what there is; a warning comes of another policy's events, and
 * many of them. */
static rbk_status undeclared(rbk_arena *arena, const rbk_edition *editions,
                             size_t count, rbk_severity severity,
                             const char *kind, const rbk_event *event,
                             rbk_problems *problems) {
  const char *near = nearest(arena, editions, count, kind);
  const char *known =
      severity == RBK_ERROR ? list_kinds(arena, editions, count) : "";
  if (!known) return RBK_NOMEM;
  return rbk_problems_add(
      problems, severity, "undeclared-kind", event->file, event->line, 0,
      "no policy in force declares kind '%s'; %s%s%s%s%s", kind,
      near ? "did you mean '" : "correct it, or declare it under `facts`",
      near ? near : "", near ? "'?" : "",
      known[0] ? near ? " They know " : "; they know " : "", known);
}

/* --- events of groups ----------------------------------------------------- */

static bool has_cohort(const rbk_edition *editions, size_t count,
                       const char *id) {
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < editions[i].plan->cohort_count; j++) {
      if (strcmp(editions[i].plan->cohorts[j]->id, id) == 0) return true;
    }
  }
  return false;
}

/* "send, year_7", each once; NULL: no memory. */
static const char *list_cohorts(rbk_arena *arena, const rbk_edition *editions,
                                size_t count) {
  const char *text = "";
  for (size_t i = 0; i < count && text; i++) {
    const rbk_plan *plan = editions[i].plan;
    for (size_t j = 0; j < plan->cohort_count && text; j++) {
      const char *id = plan->cohorts[j]->id;
      if (has_cohort(editions, i, id)) continue;
      text = rbk_arena_format(arena, "%s%s%s", text, text[0] ? ", " : "", id);
    }
  }
  return text;
}

/* The school's events stand last. Of each group the first row tells. */
static rbk_status check_groups(const rbk_history *history, rbk_arena *arena,
                               const rbk_edition *editions, size_t count,
                               rbk_severity severity, rbk_problems *problems) {
  size_t event_count;
  const rbk_event *events = rbk_history_of(history, RBK_NONE, &event_count);
  rbk_intern told;
  rbk_intern_init(&told, arena);
  for (size_t i = 0; i < event_count; i++) {
    const char *group = events[i].group;
    if (!group[0] || has_cohort(editions, count, group)) continue;
    if (rbk_intern_find(&told, rbk_text_of(group)) != RBK_NONE) continue;
    const char *known = list_cohorts(arena, editions, count);
    if (!known || rbk_intern_add(&told, rbk_text_of(group)) == RBK_NONE)
      return RBK_NOMEM;
    rbk_status status = rbk_problems_add(
        problems, severity, "undeclared-group", events[i].file, events[i].line,
        0,
        "no policy in force has a cohort '%s'; %s%s, or leave `group` empty "
        "for the school",
        group, known[0] ? "they have " : "they have none at all", known);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

/* --- fields --------------------------------------------------------------- */

/* What any event may have, whatever its kind. */
static const char *const any_event[] = {"id",     "parent_id", "of", "group",
                                        "action", "note",      "to"};
#define ANY_EVENT (sizeof any_event / sizeof any_event[0])

static bool is_field(const rbk_edition *editions, size_t count,
                     const char *kind, const char *field) {
  for (size_t i = 0; i < ANY_EVENT; i++)
    if (strcmp(any_event[i], field) == 0) return true;
  for (size_t i = 0; i < count; i++) {
    const rbk_fact *fact = rbk_plan_fact(editions[i].plan, kind);
    for (size_t f = 0; fact && f < fact->field_count; f++)
      if (strcmp(fact->fields[f], field) == 0) return true;
  }
  return false;
}

/* The field of the kind that was meant, or NULL. */
static const char *nearest_field(rbk_arena *arena, const rbk_edition *editions,
                                 size_t edition_count, const char *kind,
                                 const char *field) {
  size_t all = ANY_EVENT, count = 0;
  for (size_t i = 0; i < edition_count; i++) {
    const rbk_fact *fact = rbk_plan_fact(editions[i].plan, kind);
    if (fact) all += fact->field_count;
  }
  const char **names = rbk_arena_take(arena, all, sizeof *names);
  if (!names) return NULL; /* a hint less */
  for (size_t i = 0; i < edition_count; i++) {
    const rbk_fact *fact = rbk_plan_fact(editions[i].plan, kind);
    for (size_t f = 0; fact && f < fact->field_count; f++)
      names[count++] = fact->fields[f];
  }
  for (size_t i = 0; i < ANY_EVENT; i++) names[count++] = any_event[i];
  return rbk_nearest(field, names, count);
}

static rbk_status undeclared_field(rbk_arena *arena,
                                   const rbk_edition *editions, size_t count,
                                   const char *kind, const char *field,
                                   const rbk_event *event,
                                   rbk_problems *problems) {
  const char *near = nearest_field(arena, editions, count, kind, field);
  return near ? rbk_problems_add(problems, RBK_WARNING, "undeclared-field",
                                 event->file, event->line, 0,
                                 "no policy in force knows a field '%s' of "
                                 "'%s'; did you mean '%s'?",
                                 field, kind, near)
              : rbk_problems_add(problems, RBK_WARNING, "undeclared-field",
                                 event->file, event->line, 0,
                                 "no policy in force knows a field '%s' of "
                                 "'%s', so nothing reads it; declare it under "
                                 "`facts`, or write it in `note`",
                                 field, kind);
}

/* A field that nothing declares is read by nothing: a date in it would be lost
 * without a word. Of each kind and field the first row tells. */
static rbk_status check_fields(const rbk_history *history, rbk_arena *arena,
                               const rbk_edition *editions, size_t count,
                               rbk_problems *problems) {
  size_t width = history->fields.count;
  const rbk_event **first =
      rbk_arena_take(arena, history->kinds.count * width, sizeof *first);
  if (!first) return RBK_NOMEM;
  for (size_t i = 0; i < history->event_count; i++) {
    const rbk_event *event = &history->events[i];
    for (size_t f = 0; f < event->field_count; f++) {
      if (!event->fields[f].value[0]) continue;
      size_t place = event->kind * width + event->fields[f].name;
      if (!first[place] || event->line < first[place]->line)
        first[place] = event;
    }
  }
  for (size_t place = 0; place < history->kinds.count * width; place++) {
    if (!first[place]) continue;
    const char *kind =
        rbk_intern_text(&history->kinds, (uint32_t)(place / width));
    const char *field =
        rbk_intern_text(&history->fields, (uint32_t)(place % width));
    if (!is_declared(editions, count, kind) ||
        is_field(editions, count, kind, field))
      continue;
    rbk_status status = undeclared_field(arena, editions, count, kind, field,
                                         first[place], problems);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

rbk_status rbk_bind_check_history(const rbk_register *reg, rbk_arena *arena,
                                  const rbk_edition *editions, size_t count,
                                  rbk_problems *problems) {
  const rbk_history *history = &reg->history;
  if (history->event_count == 0 || count == 0) return RBK_OK;
  rbk_severity severity =
      rbk_profile_is_of_others(&reg->school, editions, count) ? RBK_WARNING
                                                              : RBK_ERROR;
  /* Of each kind the first row in the file tells. */
  const rbk_event **first =
      rbk_arena_take(arena, history->kinds.count, sizeof *first);
  if (!first) return RBK_NOMEM;
  for (size_t i = 0; i < history->event_count; i++) {
    const rbk_event *event = &history->events[i];
    const rbk_event *known = first[event->kind];
    if (!known || event->line < known->line) first[event->kind] = event;
  }
  rbk_status status = RBK_OK;
  for (uint32_t k = 0; k < history->kinds.count && status == RBK_OK; k++) {
    const char *kind = rbk_intern_text(&history->kinds, k);
    if (first[k] && !is_declared(editions, count, kind)) {
      status = undeclared(arena, editions, count, severity, kind, first[k],
                          problems);
    }
  }
  if (status == RBK_OK)
    status = check_fields(history, arena, editions, count, problems);
  return status == RBK_OK
             ? check_groups(history, arena, editions, count, severity, problems)
             : status;
}
