/* The case history against what policies read as a number or a date: "two" or
 * "95%" in such a field would be no data, without a word. */
#include "plan/checks.h"
#include "plan/walk.h"

typedef struct readings {
  const rbk_history *history;
  rbk_where *first; /* by kind and field: who reads it; file NULL: nobody */
} readings;

static void note(readings *all, const rbk_match_expression *match,
                 const char *field, rbk_where where) {
  if (!match || !match->event_kind || !field) return;
  uint32_t kind =
      rbk_intern_find(&all->history->kinds, rbk_text_of(match->event_kind));
  uint32_t name = rbk_intern_find(&all->history->fields, rbk_text_of(field));
  if (kind == RBK_NONE || name == RBK_NONE) return; /* on no row */
  rbk_where *first = &all->first[kind * all->history->fields.count + name];
  if (!first->file) *first = where;
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  if (figure->kind == RBK_FIGURE_RECORDED)
    note(context, figure->match, figure->field, figure->where);
  note(context, figure->restart, figure->restart_field, figure->where);
  return RBK_OK;
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  if (condition->kind == RBK_CONDITION_LEAF &&
      condition->leaf == RBK_LEAF_REACHED)
    note(context, condition->match, condition->name, condition->where);
  return RBK_OK;
}

static rbk_status on_due(void *context, const rbk_due *due) {
  if (due->kind == RBK_DUE_RECORDED)
    note(context, due->match, due->field, due->where);
  return RBK_OK;
}

static rbk_status check_event(const readings *all, const rbk_event *event,
                              rbk_problems *problems) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < event->field_count && status == RBK_OK; i++) {
    const rbk_field *field = &event->fields[i];
    const rbk_where *by =
        &all->first[event->kind * all->history->fields.count + field->name];
    rbk_text value = rbk_text_of(field->value);
    rbk_decimal number;
    rbk_date date;
    if (!by->file || value.length == 0 || rbk_decimal_parse(value, &number) ||
        rbk_date_parse(value, &date))
      continue;
    status = rbk_problems_add(
        problems, RBK_WARNING, "unreadable-field", event->file, event->line, 0,
        "'%s' of '%s' is '%s' here, which is neither a number of at most four "
        "decimals nor a date such as 2024-09-01, but %s:%u reads it as one; it "
        "counts as not on record, so correct it",
        rbk_intern_text(&all->history->fields, field->name),
        rbk_intern_text(&all->history->kinds, event->kind), field->value,
        by->file, (unsigned)by->line);
  }
  return status;
}

rbk_status rbk_bind_check_readings(const rbk_register *reg, rbk_arena *arena,
                                   const rbk_edition *editions, size_t count,
                                   rbk_problems *problems) {
  const rbk_history *history = &reg->history;
  readings all = {.history = history};
  size_t places = (size_t)history->kinds.count * history->fields.count;
  if (history->event_count == 0 || places == 0) return RBK_OK;
  all.first = rbk_arena_take(arena, places, sizeof *all.first);
  if (!all.first) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    rbk_walk walk = {.context = &all,
                     .condition = on_condition,
                     .figure = on_figure,
                     .due = on_due};
    rbk_walk_begin(&walk, arena);
    status = rbk_walk_plan(&walk, editions[i].plan);
  }
  for (size_t i = 0; i < history->event_count && status == RBK_OK; i++)
    status = check_event(&all, &history->events[i], problems);
  return status;
}
