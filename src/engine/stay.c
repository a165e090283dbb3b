/* Times in stages, as those who ask about them see them: stages are read as
 * they stood when the day opened, so an entry counts from the next day on. */
#include "engine/inside.h"

/* --- telling the desks ---------------------------------------------------- */

static void note_days(rbk_log *log) {
  for (size_t i = 0; i < log->stay_count; i++) {
    const rbk_stay *stay = log->stays[i];
    log->stay_days[i] =
        (rbk_stay_days){stay->stage->number, stay->entered, stay->left};
  }
}

rbk_status rbk_stays_tell(rbk_worker *w) {
  rbk_status status = RBK_OK;
  note_days(&w->log);
  size_t pages = w->binding->edition_count * w->party_count;
  for (size_t i = 0; i < pages && status == RBK_OK; i++)
    if (w->pages[i].ready) status = rbk_stays_tell_page(w, &w->pages[i]);
  return status;
}

/* --- as the day opened ---------------------------------------------------- */

/* The latest stay in a stage that began before the day, or NULL. */
static const rbk_stay *latest_before(const rbk_worker *w, uint32_t stage,
                                     rbk_day day) {
  for (size_t i = w->log.stay_count; i-- > 0;) {
    const rbk_stay *stay = w->log.stays[i];
    if (stay->stage->number == stage && stay->entered < day) return stay;
  }
  return NULL;
}

bool rbk_stay_on(const rbk_worker *w, uint32_t stage, rbk_day day) {
  const rbk_stay *stay = latest_before(w, stage, day);
  return stay != NULL && day <= stay->left;
}

/* --- what the stage needs ------------------------------------------------- */

static rbk_date entry_date(const rbk_worker *w, const rbk_stay *stay) {
  return w->calendar->date[stay->entered];
}

static bool is_on_record(const rbk_worker *w, const rbk_event_match *match,
                         const rbk_stay *stay, rbk_day day) {
  for (size_t i = 0; i < w->event_count; i++) {
    const rbk_event *event = &w->events[i];
    if (event->date >= entry_date(w, stay) && rbk_event_stands(w, event, day) &&
        rbk_event_matches(event, match))
      return true;
  }
  return false;
}

static rbk_status need_on(rbk_worker *w, rbk_page *page,
                          const rbk_bound_need *need, const rbk_stay *stay,
                          rbk_day day, rbk_truth *out) {
  if (need->source->event_kind == NULL)
    return rbk_truth_on(w, page, need->node, day, out);
  *out = is_on_record(w, &need->match, stay, day) ? RBK_TRUE : RBK_FALSE;
  return RBK_OK;
}

rbk_status rbk_stage_complete_on(rbk_worker *w, rbk_page *page, uint32_t stage,
                                 rbk_day day, rbk_truth *out) {
  const rbk_bound_stage *bound = page->stages[stage];
  const rbk_stay *stay = latest_before(w, stage, day);
  *out = RBK_FALSE;
  if (stay == NULL || bound == NULL) return RBK_OK;
  rbk_truth all = RBK_TRUE;
  for (size_t i = 0; i < bound->source->need_count; i++) {
    rbk_truth one;
    rbk_status status = need_on(w, page, &bound->needs[i], stay, day - 1, &one);
    if (status != RBK_OK || one == RBK_FALSE) return status;
    if (one == RBK_UNKNOWN) all = RBK_UNKNOWN;
  }
  *out = all;
  return RBK_OK;
}

rbk_status rbk_stay_missing(rbk_worker *w, rbk_page *page,
                            const rbk_bound_stage *stage, const rbk_stay *stay,
                            rbk_day day, rbk_list *out) {
  size_t count = stage->source->need_count, missing = 0;
  const char **items = rbk_arena_take(w->arena, count, sizeof *items);
  if (items == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    rbk_truth met;
    rbk_status status = need_on(w, page, &stage->needs[i], stay, day, &met);
    if (status != RBK_OK) return status;
    if (met == RBK_TRUE) continue;
    items[missing] = rbk_need_text(w, stage->needs[i].source);
    if (items[missing++] == NULL) return RBK_NOMEM;
  }
  *out = (rbk_list){items, missing, true};
  return RBK_OK;
}

/* --- review --------------------------------------------------------------- */

rbk_status rbk_stay_count_review(rbk_worker *w, rbk_page *page,
                                 rbk_stay *stay) {
  const rbk_bound_stage *stage = stay->stage;
  const rbk_due *review = &stage->source->review;
  stay->review = RBK_NO_DATE;
  if (review->kind == RBK_DUE_NONE || review->kind == RBK_DUE_RECORDED)
    return RBK_OK;
  rbk_due_source source = {review,
                           stage->review_function,
                           &stage->review_match,
                           stage->review_field,
                           stage->source->id,
                           NULL};
  rbk_due_found found;
  rbk_status status = rbk_due_find(w, page, &source, entry_date(w, stay),
                                   stay->entered, &found);
  if (status == RBK_OK) stay->review = found.date;
  return status;
}

/* The date in a field of the latest event dated in the stay. */
static rbk_date recorded_review(const rbk_worker *w,
                                const rbk_bound_stage *stage,
                                const rbk_stay *stay, rbk_day day) {
  const rbk_event *latest = NULL;
  for (size_t i = 0; i < w->event_count; i++) {
    const rbk_event *event = &w->events[i];
    if (event->date >= entry_date(w, stay) && rbk_event_stands(w, event, day) &&
        rbk_event_matches(event, &stage->review_match) &&
        (latest == NULL || event->date >= latest->date))
      latest = event;
  }
  const char *text = latest && stage->review_field != RBK_NONE
                         ? rbk_event_field(latest, stage->review_field)
                         : NULL;
  rbk_date date;
  return text && rbk_date_parse(rbk_text_of(text), &date) ? date : RBK_NO_DATE;
}

rbk_day rbk_stay_review(const rbk_worker *w, const rbk_bound_stage *stage,
                        const rbk_stay *stay, rbk_day day) {
  rbk_date date = stage->source->review.kind == RBK_DUE_RECORDED
                      ? recorded_review(w, stage, stay, day)
                      : stay->review;
  if (date == RBK_NO_DATE) return RBK_NO_DAY;
  rbk_day review = rbk_calendar_on_or_after(w->calendar, date);
  return review > stay->entered ? review : stay->entered + 1;
}
