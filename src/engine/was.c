#include "engine/was.h"

#include <string.h>

#include "base/buffer.h"

/* Named one by one; the rest is counted. */
enum { MOST_NAMED = 6 };

typedef struct search {
  rbk_worker *w;
  const rbk_recorded_action *recorded;
  rbk_date fired;
  rbk_buffer said;
  size_t count;
} search;

/* Begins one more thing that changed; false: it is only counted. */
static bool begin(search *s) {
  if (s->count++ >= MOST_NAMED) return false;
  if (s->count > 1) rbk_buffer_text(&s->said, "; ");
  return true;
}

static uint32_t pupil_named(const search *s, rbk_text id) {
  return id.length == 0 ? s->w->pupil : rbk_roll_find(&s->w->reg->roll, id);
}

/* --- marks --------------------------------------------------------------- */

typedef struct mark {
  rbk_text pupil, code, school;
  rbk_date date;
  uint8_t session;
} mark;

static rbk_text next_word(const char **at) {
  while (**at == ' ') (*at)++;
  const char *from = *at;
  while (**at && **at != ' ') (*at)++;
  return (rbk_text){from, (size_t)(*at - from)};
}

/* "[pupil ]2024-11-04 AM O[ school]"; false: no mark. */
static bool read_mark(const char *text, mark *out) {
  const char *at = text;
  for (;;) {
    const char *here = at;
    rbk_text word = next_word(&at);
    if (word.length == 0) return false;
    if (!rbk_date_parse(word, &out->date)) continue;
    rbk_text half = next_word(&at);
    if (!rbk_text_is(half, "AM") && !rbk_text_is(half, "PM")) continue;
    out->session = rbk_text_is(half, "AM") ? RBK_AM : RBK_PM;
    out->code = next_word(&at);
    while (*at == ' ') at++;
    out->school = rbk_text_of(at);
    out->pupil = (rbk_text){text, (size_t)(here - text)};
    return out->code.length > 0;
  }
}

static bool is_there(const search *s, const mark *m, uint32_t pupil) {
  size_t count;
  const rbk_foreign_mark *marks =
      rbk_marks_foreign(&s->w->reg->marks, pupil, &count);
  for (size_t i = 0; i < count; i++)
    if (marks[i].date == m->date && marks[i].session == m->session &&
        rbk_text_is(m->school, marks[i].school) &&
        rbk_text_is(m->code, rbk_code_letters(marks[i].code)))
      return true;
  return false;
}

/* What stands there now: a code, or why there is none. */
static const char *mark_now(const search *s, const mark *m, uint32_t pupil) {
  const rbk_calendar *calendar = s->w->calendar;
  rbk_day day = rbk_calendar_day(calendar, m->date);
  if (day == RBK_NO_DAY || (calendar->sessions[day] & m->session) == 0)
    return "no session of the calendar";
  if (!rbk_pupil_on_roll(&s->w->reg->roll.pupils[pupil], day))
    return "off roll";
  const uint8_t *bytes = rbk_marks_of(&s->w->reg->marks, pupil);
  rbk_code code = bytes[2 * day + (m->session == RBK_PM)];
  return code == RBK_NO_CODE ? "missing" : rbk_code_letters(code);
}

static void compare_mark(search *s, const char *text) {
  mark m;
  if (!read_mark(text, &m)) return;
  rbk_text id = m.pupil;
  while (id.length > 0 && id.bytes[id.length - 1] == ' ') id.length--;
  uint32_t pupil = pupil_named(s, id);
  if (pupil == RBK_NONE) return;
  const char *now = "gone";
  if (m.school.length > 0) {
    if (is_there(s, &m, pupil)) return;
  } else {
    now = mark_now(s, &m, pupil);
    bool missing = rbk_text_is(m.code, "-") && strcmp(now, "missing") == 0;
    if (missing || rbk_text_is(m.code, now)) return;
  }
  if (!begin(s)) return;
  char date[11];
  rbk_date_print(m.date, date);
  if (id.length > 0)
    rbk_buffer_format(&s->said, "%.*s ", (int)id.length, id.bytes);
  bool missing = rbk_text_is(m.code, "-");
  rbk_buffer_format(&s->said, "%s %s was %.*s, is now %s", date,
                    m.session == RBK_AM ? "AM" : "PM",
                    missing ? 7 : (int)m.code.length,
                    missing ? "missing" : m.code.bytes, now);
}

/* --- events and attributes ----------------------------------------------- */

static bool is_event(const search *s, const rbk_event *event,
                     const rbk_because *because) {
  rbk_date date;
  const rbk_intern *kinds = &s->w->reg->history.kinds;
  if (strcmp(rbk_intern_text(kinds, event->kind), because->name) != 0)
    return false;
  if (because->id && because->id[0]) return strcmp(event->id, because->id) == 0;
  return because->date && rbk_date_parse(rbk_text_of(because->date), &date) &&
         date == event->date;
}

static void say_event(search *s, const rbk_because *because, const char *what) {
  if (!begin(s)) return;
  rbk_buffer_text(&s->said, because->name);
  if (because->date) rbk_buffer_format(&s->said, " on %s", because->date);
  if (because->id && because->id[0])
    rbk_buffer_format(&s->said, " (%s)", because->id);
  rbk_buffer_text(&s->said, what);
}

static void compare_event(search *s, const rbk_because *because,
                          uint32_t pupil) {
  if (because->date == NULL && because->id == NULL) return;
  size_t count;
  const rbk_event *events = rbk_history_of(&s->w->reg->history, pupil, &count);
  for (size_t i = 0; i < count; i++) {
    const rbk_event *event = &events[i];
    rbk_date date;
    if (!is_event(s, event, because)) continue;
    if (event->withdrawn != RBK_NO_DATE && event->withdrawn <= s->fired) {
      say_event(s, because, " was withdrawn");
    } else if (because->date &&
               rbk_date_parse(rbk_text_of(because->date), &date) &&
               date != event->date) {
      char now[32] = " is now dated ";
      rbk_date_print(event->date, now + strlen(now));
      say_event(s, because, now);
    }
    return;
  }
  say_event(s, because, " is no longer on record");
}

static void compare_attribute(search *s, const rbk_because *because,
                              uint32_t pupil) {
  const rbk_register *reg = s->w->reg;
  rbk_day day = rbk_calendar_on_or_before(s->w->calendar, s->fired);
  uint32_t attribute =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of(because->name));
  if (strncmp(because->name, "parent ", 7) == 0 || day < 0) return;
  const char *now = attribute == RBK_NONE
                        ? ""
                        : rbk_history_attribute(&reg->history, &reg->roll,
                                                pupil, attribute, day);
  const char *then = because->value ? because->value : "";
  if (strcmp(now, then) == 0 || !begin(s)) return;
  rbk_buffer_format(&s->said, "%s was %s, is now %s", because->name,
                    then[0] ? then : "empty", now[0] ? now : "empty");
}

static void compare_facts(search *s) {
  const rbk_action_now *action = &s->recorded->action;
  for (size_t i = 0; i < action->because_count; i++) {
    const rbk_because *because = &action->because[i];
    uint32_t pupil =
        pupil_named(s, rbk_text_of(because->pupil ? because->pupil : ""));
    if (pupil == RBK_NONE || because->name == NULL) continue;
    if (because->kind == RBK_BECAUSE_EVENT)
      compare_event(s, because, pupil);
    else if (because->kind == RBK_BECAUSE_ATTRIBUTE)
      compare_attribute(s, because, pupil);
  }
}

/* --- figures, then the rule ---------------------------------------------- */

static void put_figure(rbk_buffer *out, const char *value, bool ratio,
                       int64_t n, int64_t d) {
  rbk_buffer_text(out, value);
  if (ratio)
    rbk_buffer_format(out, " (%lld of %lld)", (long long)n, (long long)d);
}

static rbk_status compare_figure(search *s, rbk_page *page,
                                 const rbk_because *then) {
  const rbk_edition_bound *edition = page->edition;
  rbk_date date;
  if (then->as_of == NULL || !rbk_date_parse(rbk_text_of(then->as_of), &date))
    date = s->fired;
  rbk_day day = rbk_calendar_on_or_before(s->w->calendar, date);
  for (uint32_t i = 0; day >= 0 && i < edition->measures.figure_count; i++) {
    const char *label = rbk_bound_label(edition, i);
    if (label == NULL || strcmp(label, then->name) != 0) continue;
    rbk_because now;
    rbk_status status = rbk_because_figure(s->w, page, i, day, &now);
    if (status != RBK_OK) return status;
    bool same = strcmp(now.value, then->value ? then->value : "") == 0 &&
                now.n == then->n && now.d == then->d;
    if (same || !begin(s)) return RBK_OK;
    rbk_buffer_format(&s->said, "%s was ", then->name);
    put_figure(&s->said, then->value ? then->value : "no data", then->ratio,
               then->n, then->d);
    rbk_buffer_text(&s->said, ", is now ");
    put_figure(&s->said, now.value, now.ratio, now.n, now.d);
    return RBK_OK;
  }
  return RBK_OK;
}

static rbk_status compare_figures(search *s, rbk_page *page) {
  const rbk_action_now *action = &s->recorded->action;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < action->because_count && status == RBK_OK; i++) {
    const rbk_because *because = &action->because[i];
    if (because->kind == RBK_BECAUSE_MEASURE && because->name &&
        because->pupil == NULL)
      status = compare_figure(s, page, because);
  }
  return status;
}

static bool has_rule(const rbk_worker *w, const rbk_page *page,
                     const char *id) {
  uint32_t number = rbk_intern_find(&w->binding->rules, rbk_text_of(id));
  return page != NULL && number != RBK_NONE &&
         page->rule_of[number] != RBK_NONE;
}

static rbk_status find(search *s) {
  rbk_worker *w = s->w;
  const rbk_action_now *action = &s->recorded->action;
  rbk_day day = rbk_calendar_on_or_before(w->calendar, s->fired);
  rbk_page *page = day >= 0 ? rbk_page_on(w, day) : NULL;
  if (!has_rule(w, page, action->rule)) {
    begin(s);
    rbk_buffer_format(&s->said, "no version in force on %s has the rule '%s'",
                      action->fired, action->rule);
    return RBK_OK;
  }
  for (size_t i = 0; i < action->marks.count; i++)
    compare_mark(s, action->marks.items[i]);
  compare_facts(s);
  if (s->count == 0 && !rbk_bits_get(w->on_roll, (size_t)day)) {
    begin(s);
    rbk_buffer_format(&s->said, "not on roll on %s", action->fired);
  }
  return s->count == 0 ? compare_figures(s, page) : RBK_OK;
}

rbk_status rbk_was_find(rbk_worker *w, const rbk_recorded_action *recorded,
                        const char **out) {
  search s = {.w = w, .recorded = recorded};
  if (!rbk_date_parse(rbk_text_of(recorded->action.fired), &s.fired))
    return RBK_USAGE;
  rbk_buffer_init(&s.said, w->alloc);
  rbk_status status = find(&s);
  if (s.count > MOST_NAMED)
    rbk_buffer_format(&s.said, "; and %zu more", s.count - MOST_NAMED);
  if (s.count == 0)
    rbk_buffer_text(&s.said,
                    "its marks, events and figures stand; the policy, its "
                    "parameters or another rule changed");
  const char *text = rbk_buffer_string(&s.said);
  *out = text ? rbk_arena_copy(w->arena, text, strlen(text)) : NULL;
  rbk_buffer_finish(&s.said);
  if (status != RBK_OK) return status;
  return *out ? RBK_OK : RBK_NOMEM;
}
