/* Marks that look wrong: findings, and proposals to recode. A mark is judged on
 * its own day, raised when it has stood open long enough, and shown while no
 * `unless` holds. Nothing here changes a mark. */
#include "engine/inside.h"

#include <string.h>

static rbk_date date_of(const rbk_worker *w, rbk_day day) {
  return w->calendar->date[day];
}

/* --- marks that are wrong whatever a policy says ------------------------- */

typedef enum builtin { STRAY, OFF_ROLL, WITHDRAWN } builtin;
static const struct {
  const char *id, *text;
} builtins[] = {
    [STRAY] = {"stray_mark", "a mark for a session that the calendar does not "
                             "have"},
    [OFF_ROLL] = {"off_roll_mark", "a mark while the pupil is not on roll"},
    [WITHDRAWN] = {"withdrawn_code",
                   "a code that was withdrawn before that day; "
                   "it counts in its last class"},
};

static rbk_status add_builtin(rbk_worker *w, builtin kind, rbk_date date,
                              uint8_t session, const char *code,
                              rbk_day raised) {
  rbk_mark_item *item;
  rbk_status status = rbk_log_item(&w->log, w->arena, &item);
  if (status != RBK_OK) return status;
  item->id = builtins[kind].id;
  item->text = builtins[kind].text;
  item->date = date;
  item->session = session;
  item->code = code;
  item->raised = raised;
  return RBK_OK;
}

/* Marks while off roll: the bytes of the days between spells. */
static rbk_status off_roll_marks(rbk_worker *w) {
  const uint8_t *bytes = rbk_marks_of(&w->reg->marks, w->pupil);
  rbk_status status = RBK_OK;
  size_t end = (size_t)w->log.last + 1;
  rbk_bits_not(w->spare, w->on_roll, w->days);
  for (rbk_day d = 0; status == RBK_OK; d++) {
    d = (rbk_day)rbk_bits_next(w->spare, end, (size_t)d);
    if (d > w->log.last) break;
    for (int s = 0; s < 2 && status == RBK_OK; s++) {
      rbk_code code = bytes[2 * d + s];
      if (code != RBK_NO_CODE)
        status = add_builtin(w, OFF_ROLL, date_of(w, d), s ? RBK_PM : RBK_AM,
                             rbk_code_letters(code), d);
    }
  }
  return status;
}

rbk_status rbk_builtin_items(rbk_worker *w) {
  const rbk_marks *marks = &w->reg->marks;
  rbk_status status = off_roll_marks(w);
  size_t count;
  const rbk_stray *strays = rbk_marks_strays(marks, w->pupil, &count);
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    rbk_day found = rbk_calendar_on_or_after(w->calendar, strays[i].date);
    if (found <= w->log.last)
      status = add_builtin(w, STRAY, strays[i].date, strays[i].session,
                           rbk_code_letters(strays[i].code), found);
  }
  const rbk_mark_note *notes = rbk_marks_notes(marks, w->pupil, &count);
  const uint8_t *bytes = rbk_marks_of(marks, w->pupil);
  for (size_t i = 0; i < count && status == RBK_OK; i++) {
    rbk_day day = notes[i].session / 2;
    if (!notes[i].withdrawn || day > w->log.last ||
        !rbk_bits_get(w->on_roll, (size_t)day))
      continue;
    const char *code =
        notes[i].raw ? notes[i].raw : rbk_code_letters(bytes[notes[i].session]);
    status = add_builtin(w, WITHDRAWN, date_of(w, day),
                         notes[i].session % 2 ? RBK_PM : RBK_AM, code, day);
  }
  return status;
}

/* --- marks that a policy looks at ---------------------------------------- */

typedef struct judging { /* one mark and one coding */
  rbk_worker *w;
  rbk_page *page;
  const rbk_bound_coding *coding;
  rbk_day day;
  int32_t session;
  rbk_code code;
} judging;

static rbk_status holds_on(judging *j, rbk_day day, bool *out) {
  rbk_truth truth = RBK_TRUE;
  rbk_status status = RBK_OK;
  if (j->coding->when != RBK_NONE)
    status = rbk_truth_on(j->w, j->page, j->coding->when, day, &truth);
  if (status != RBK_OK) return status;
  *out = truth == RBK_TRUE;
  if (truth != RBK_UNKNOWN) return RBK_OK;
  const rbk_coding *source = j->coding->source;
  return rbk_fold_failed_node(j->w, j->page, j->coding->when, day, source->id,
                              &source->clauses);
}

static bool is_looked_at(const judging *j, int32_t session) {
  uint8_t wanted = j->coding->source->session;
  if (wanted != 0 && wanted != (session % 2 ? RBK_PM : RBK_AM)) return false;
  const rbk_register *reg = j->w->reg;
  rbk_session_state state =
      rbk_session_state_of(j->w->calendar, &reg->roll.pupils[j->w->pupil],
                           &reg->marks, j->w->pupil, session);
  if (state == RBK_SESSION_MISSING)
    return (j->coding->codes & RBK_MISSING) != 0;
  if (state != RBK_SESSION_MARKED) return false;
  rbk_code code = rbk_marks_of(&reg->marks, j->w->pupil)[session];
  return (j->coding->codes & rbk_code_bit(code)) != 0;
}

/* Whether this is a mark after the n-th that the coding looks at, in the window
 * of `beyond` on the mark's own day. */
static rbk_status is_beyond(judging *j, bool *out) {
  const rbk_window *window;
  rbk_decimal allowed;
  *out = true;
  if (!j->coding->source->beyond.said) return RBK_OK;
  rbk_status status =
      rbk_desk_window(j->page->desk, j->coding->beyond_window, &window);
  if (status == RBK_OK)
    status = rbk_bound_number(j->w->binding, j->page->edition,
                              &j->coding->source->beyond.count,
                              date_of(j->w, j->day), &allowed);
  if (status != RBK_OK) return status;
  int64_t count = 0;
  rbk_day from = window->from[j->day] < 0 ? 0 : window->from[j->day];
  if (window->exists && !rbk_bits_get(window->exists, (size_t)j->day))
    from = j->day + 1;
  for (rbk_day d = from; d <= window->to[j->day]; d++) {
    for (int32_t s = 2 * d; s < 2 * d + 2 && s <= j->session; s++) {
      bool holds = false;
      if (is_looked_at(j, s)) status = holds_on(j, d, &holds);
      if (status != RBK_OK) return status;
      if (holds) count++;
    }
  }
  *out = count * RBK_DECIMAL_ONE > allowed;
  return RBK_OK;
}

/* The close at which the mark has stood open long enough. */
static rbk_status raise_day(judging *j, rbk_day *out) {
  *out = j->day;
  if (!j->coding->source->has_open_for) return RBK_OK;
  rbk_date date, last;
  int32_t left;
  bool known;
  rbk_status status =
      rbk_due_span(j->w, j->page, &j->coding->source->open_for,
                   date_of(j->w, j->day), &date, &left, &last, &known);
  if (status != RBK_OK) return status;
  *out = known ? rbk_calendar_on_or_after(j->w->calendar, date) : RBK_NO_DAY;
  return RBK_OK;
}

static size_t nearness_of(const rbk_page *page, const rbk_layer *layer) {
  const rbk_plan *plan = page->edition->plan;
  for (size_t i = 0; i < plan->layer_count; i++)
    if (plan->layers[i] == layer) return i;
  return 0;
}

static rbk_status add_item(judging *j) {
  rbk_worker *w = j->w;
  const rbk_coding *source = j->coding->source;
  rbk_day raised;
  rbk_status status = raise_day(j, &raised);
  if (status != RBK_OK) return status;
  rbk_mark_item *item;
  status = rbk_log_item(&w->log, w->arena, &item);
  if (status != RBK_OK) return status;
  item->coding = j->coding;
  item->edition = j->page->number;
  item->id = source->id;
  item->text = source->text;
  item->date = date_of(w, j->day);
  item->session = j->session % 2 ? RBK_PM : RBK_AM;
  item->code = rbk_code_letters(j->code);
  item->clause = rbk_list_of(&source->clauses);
  item->nearness = nearness_of(j->page, j->coding->layer);
  item->raised = raised;
  if (source->propose.kind != RBK_OPERAND_NONE)
    status = rbk_bound_text(w->binding, j->page->edition, &source->propose,
                            item->date, &item->propose);
  if (status == RBK_OK)
    status =
        rbk_owner_find(w, j->page, &source->owner, j->coding->owner_function,
                       source->id, j->day, &item->owner);
  return status;
}

static rbk_status judge(judging *j) {
  bool taken = is_looked_at(j, j->session);
  rbk_status status = taken ? holds_on(j, j->day, &taken) : RBK_OK;
  if (status == RBK_OK && taken) status = is_beyond(j, &taken);
  return status == RBK_OK && taken ? add_item(j) : status;
}

static rbk_status look_at_marks(rbk_worker *w, rbk_page *page, rbk_day day) {
  const uint8_t *bytes = rbk_marks_of(&w->reg->marks, w->pupil);
  rbk_status status = RBK_OK;
  for (int32_t s = 2 * day; s < 2 * day + 2; s++) {
    rbk_code code = bytes[s];
    rbk_code_set bit = code == RBK_NO_CODE ? RBK_MISSING : rbk_code_bit(code);
    if ((page->coding_codes & bit) == 0) continue;
    for (size_t i = 0; i < page->edition->coding_count; i++) {
      judging j = {w, page, &page->edition->codings[i], day, s, code};
      status = judge(&j);
      if (status != RBK_OK) return status;
    }
  }
  return status;
}

/* --- what stands --------------------------------------------------------- */

static rbk_status stand(rbk_worker *w, rbk_mark_item *item, rbk_day day,
                        bool *changed) {
  bool before = item->standing;
  item->standing = item->raised <= day;
  const rbk_bound_coding *coding = item->coding;
  if (item->standing != before) *changed = true;
  if (!item->standing || coding == NULL) return RBK_OK;
  rbk_page *page = &w->pages[item->edition];
  if (coding->unless != RBK_NONE) {
    rbk_truth truth;
    rbk_status status = rbk_truth_on(w, page, coding->unless, day, &truth);
    if (status == RBK_OK && truth == RBK_UNKNOWN)
      status = rbk_fold_failed_node(w, page, coding->unless, day, item->id,
                                    &coding->source->clauses);
    if (status != RBK_OK) return status;
    item->standing = truth != RBK_TRUE;
    if (item->standing != before) *changed = true;
  }
  if (!item->standing || before) return RBK_OK;
  rbk_due_found due;
  rbk_due_source source = {&coding->source->due,
                           coding->due_function,
                           &coding->due_match,
                           coding->due_field,
                           item->id,
                           NULL};
  rbk_status status =
      rbk_due_find(w, page, &source, date_of(w, day), day, &due);
  if (status == RBK_OK) item->due = due.text;
  return status;
}

static bool same_mark(const rbk_mark_item *a, const rbk_mark_item *b) {
  return a->date == b->date && a->session == b->session;
}

static bool stands_proposed(const rbk_mark_item *item) {
  return item->standing && item->propose != NULL;
}

/* Of several proposals for one mark the nearest layer's stands, of one layer's
 * the first. The items of a mark that a policy makes stand together. */
static void find_beaten(rbk_log *log) {
  for (size_t i = 0; i < log->item_count; i++) {
    rbk_mark_item *item = log->items[i];
    item->beaten = false;
    if (!stands_proposed(item)) continue;
    for (size_t k = i; k-- > 0 && same_mark(item, log->items[k]);)
      item->beaten =
          item->beaten || (stands_proposed(log->items[k]) &&
                           log->items[k]->nearness >= item->nearness);
    for (size_t k = i + 1;
         k < log->item_count && same_mark(item, log->items[k]); k++)
      item->beaten = item->beaten || (stands_proposed(log->items[k]) &&
                                      log->items[k]->nearness > item->nearness);
  }
}

static rbk_status show(rbk_worker *w, rbk_mark_item *item, rbk_day day) {
  bool changed =
      item->standing && (!item->shown || item->shown_beaten != item->beaten);
  item->shown = item->standing;
  item->shown_beaten = item->beaten;
  if (!changed) return RBK_OK;
  bool proposal = item->propose != NULL && !item->beaten;
  rbk_entry entry = {.day = day,
                     .kind =
                         proposal ? RBK_CHANGE_PROPOSAL : RBK_CHANGE_FINDING,
                     .id = item->id,
                     .due = item->due,
                     .clause = item->clause,
                     .ground = {.node = RBK_NONE}};
  return rbk_log_add(&w->log, w->arena, &entry);
}

/* The first day from `from` on on which what stands may change: something is
 * raised, or has an `unless` that turns. */
static rbk_day find_wake(const rbk_worker *w, rbk_day from) {
  rbk_day wake = (rbk_day)w->days;
  for (size_t i = 0; i < w->log.item_count; i++) {
    const rbk_mark_item *item = w->log.items[i];
    rbk_day turns = wake;
    if (item->raised >= from)
      turns = item->raised;
    else if (item->coding && item->coding->unless != RBK_NONE)
      turns = rbk_truth_until(&w->pages[item->edition], item->coding->unless,
                              from - 1);
    wake = rbk_earlier(wake, turns > from ? turns : from);
  }
  return wake;
}

void rbk_coding_begin(rbk_worker *w) {
  w->items_wake = find_wake(w, 0);
}

/* The days with a mark that a coding of the page looks at. Plain presents are
 * no exceptions: where one is looked at, every day has to be. */
void rbk_coding_find_days(rbk_worker *w, const rbk_page *page) {
  rbk_code_set plain =
      rbk_code_bit(rbk_code_present_am()) | rbk_code_bit(rbk_code_present_pm());
  const rbk_edition_bound *edition = page->edition;
  if (page->coding_codes & plain) {
    rbk_bits_fill(w->coding_days, (size_t)edition->first,
                  (size_t)edition->last);
    return;
  }
  size_t count;
  const rbk_exception *exceptions = rbk_desk_exceptions(page->desk, &count);
  for (size_t i = 0; i < count; i++) {
    rbk_day day = exceptions[i].session / 2;
    if (day >= edition->first && day <= edition->last &&
        (page->coding_codes & rbk_code_bit(exceptions[i].code)) != 0)
      rbk_bits_set(w->coding_days, (size_t)day);
  }
}

rbk_status rbk_coding_day(rbk_worker *w, rbk_page *page, rbk_day day,
                          bool on_roll) {
  rbk_status status = RBK_OK;
  size_t before = w->log.item_count;
  if (page != NULL && on_roll && rbk_bits_get(w->coding_days, (size_t)day))
    status = look_at_marks(w, page, day);
  if (status != RBK_OK) return status;
  if (w->log.item_count > before) w->items_wake = find_wake(w, day);
  if (day < w->items_wake) return RBK_OK;
  w->items_wake = find_wake(w, day + 1);
  bool changed = false;
  for (size_t i = 0; i < w->log.item_count && status == RBK_OK; i++)
    status = stand(w, w->log.items[i], day, &changed);
  if (status != RBK_OK || !changed) return status;
  find_beaten(&w->log);
  for (size_t i = 0; i < w->log.item_count && status == RBK_OK; i++)
    status = show(w, w->log.items[i], day);
  return status;
}
