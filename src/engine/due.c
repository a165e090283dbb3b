/* When an action or a proposal is due. */
#include "engine/inside.h"

#include <string.h>

static const struct {
  const char *one, *many;
} unit_words[] = {
    [RBK_SPAN_SCHOOL_DAYS] = {"school day", "school days"},
    [RBK_SPAN_CALENDAR_DAYS] = {"calendar day", "calendar days"},
    [RBK_SPAN_WORKING_DAYS] = {"working day", "working days"},
    [RBK_SPAN_SCHOOL_WEEKS] = {"school week", "school weeks"},
};

static rbk_status say_date(rbk_worker *w, rbk_date date, rbk_due_found *out) {
  char text[11];
  rbk_date_print(date, text);
  out->date = date;
  out->text = rbk_arena_copy(w->arena, text, strlen(text));
  return out->text ? RBK_OK : RBK_NOMEM;
}

rbk_status rbk_due_span(rbk_worker *w, const rbk_page *page, const rbk_due *due,
                        rbk_date base, rbk_date *date, int32_t *left,
                        rbk_date *last, bool *known) {
  rbk_decimal n;
  rbk_status status =
      rbk_bound_number(w->binding, page->edition, &due->n, base, &n);
  if (status != RBK_OK) return status;
  *known = rbk_span_after(w->calendar, base, due->unit,
                          (int32_t)(n / RBK_DECIMAL_ONE), date, left, last);
  return RBK_OK;
}

static rbk_status by_span(rbk_worker *w, const rbk_page *page,
                          const rbk_due *due, rbk_date base,
                          rbk_due_found *out) {
  rbk_date date = base, last = base;
  int32_t left = 0;
  bool known;
  rbk_status status =
      rbk_due_span(w, page, due, base, &date, &left, &last, &known);
  if (status != RBK_OK) return status;
  if (known) return say_date(w, date, out);
  char text[11];
  rbk_date_print(last, text);
  out->in = rbk_arena_format(
      w->arena, "%d %s after %s", (int)left,
      left == 1 ? unit_words[due->unit].one : unit_words[due->unit].many, text);
  return out->in ? RBK_OK : RBK_NOMEM;
}

static rbk_status by_clock(rbk_worker *w, const rbk_page *page,
                           const rbk_due *due, rbk_date base,
                           rbk_due_found *out) {
  const char *clock;
  rbk_status status =
      rbk_bound_text(w->binding, page->edition, &due->clock, base, &clock);
  if (status != RBK_OK) return status;
  char date[11];
  rbk_date_print(base, date);
  out->date = base;
  out->text = rbk_arena_format(w->arena, "%sT%s", date, clock);
  return out->text ? RBK_OK : RBK_NOMEM;
}

/* The latest event of any member of a family. */
static const rbk_event *latest_of(const rbk_worker *w,
                                  const rbk_due_source *source, rbk_day day) {
  const rbk_event *latest = NULL;
  for (size_t m = 0; m < source->household->count; m++) {
    size_t count;
    const rbk_event *events =
        rbk_history_of(&w->reg->history, source->household->members[m], &count);
    for (size_t i = 0; i < count; i++)
      if (rbk_event_stands(w, &events[i], day) &&
          rbk_event_matches(&events[i], source->match) &&
          (latest == NULL || events[i].date >= latest->date))
        latest = &events[i];
  }
  return latest;
}

/* The date in a field of the latest event of the kind; none while there is no
 * such event or it holds no date. */
static rbk_status by_record(rbk_worker *w, const rbk_page *page,
                            const rbk_due_source *source, rbk_day day,
                            rbk_due_found *out) {
  if (source->field == RBK_NONE) return RBK_OK;
  const rbk_event *event =
      source->household ? latest_of(w, source, day)
                        : rbk_desk_latest(page->desk, source->match, day);
  const char *text = event ? rbk_event_field(event, source->field) : NULL;
  rbk_date date;
  if (text == NULL || !rbk_date_parse(rbk_text_of(text), &date)) return RBK_OK;
  return say_date(w, date, out);
}

static rbk_status by_period(rbk_worker *w, const rbk_due *due, rbk_date base,
                            rbk_day day, rbk_due_found *out) {
  rbk_day counted = rbk_calendar_on_or_after(w->calendar, base);
  if (counted == RBK_NO_DAY) counted = day;
  const rbk_period *period =
      rbk_calendar_period(w->calendar, due->period, counted);
  return say_date(w, w->calendar->date[period->last], out);
}

static rbk_status by_function(rbk_worker *w, rbk_page *page,
                              const rbk_due_source *source, rbk_day day,
                              rbk_due_found *out) {
  rbk_asker asker;
  rbk_ask ask;
  rbk_ask_make(w, page, day, &asker, &ask);
  rbk_failure failure = {0};
  bool failed = false;
  rbk_date date = RBK_NO_DATE;
  rbk_status status = w->callbacks->due(w->session, source->function, &ask,
                                        &date, &failed, &failure);
  if (status != RBK_OK) return status;
  if (failed) return rbk_fold_failed(w, day, source->id, &failure);
  return date == RBK_NO_DATE ? RBK_OK : say_date(w, date, out);
}

rbk_status rbk_due_find(rbk_worker *w, rbk_page *page,
                        const rbk_due_source *source, rbk_date base,
                        rbk_day day, rbk_due_found *out) {
  const rbk_due *due = source->due;
  rbk_due_found found = {RBK_NO_DATE, NULL, NULL};
  rbk_status status = RBK_OK;
  switch (due->kind) {
  case RBK_DUE_NONE:
    break;
  case RBK_DUE_SPAN:
    status = by_span(w, page, due, base, &found);
    break;
  case RBK_DUE_CLOCK:
    status = by_clock(w, page, due, base, &found);
    break;
  case RBK_DUE_RECORDED:
    status = by_record(w, page, source, day, &found);
    break;
  case RBK_DUE_LAST_DAY_OF:
    status = by_period(w, due, base, day, &found);
    break;
  case RBK_DUE_FUNCTION:
    status = by_function(w, page, source, day, &found);
    break;
  }
  if (status == RBK_OK) *out = found;
  return status;
}
