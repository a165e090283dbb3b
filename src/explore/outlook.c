#include "explore/outlook.h"

#include <string.h>

#include "explore/levers.h"
#include "explore/words.h"

void rbk_future_init(rbk_future *f, const rbk_preparation *preparation,
                     uint32_t pupil, rbk_day day, rbk_error *error) {
  const rbk_period *year = rbk_calendar_period(&preparation->reg->calendar,
                                               RBK_PERIOD_SCHOOL_YEAR, day);
  *f = (rbk_future){.preparation = preparation,
                    .pupil = pupil,
                    .day = day,
                    .last = year->last,
                    .error = error};
}

void rbk_future_finish(rbk_future *f) {
  rbk_trial_destroy(f->trial);
}

/* --- one try ------------------------------------------------------------- */

/* A search at hand. */
typedef struct quest {
  rbk_future *future;
  const rbk_story *story;
  const rbk_goal *goal;
  rbk_trial *trial; /* the future's, or one with something put on record */
} quest;

typedef struct answer {
  bool reached;
  rbk_day day;      /* on which the goal comes */
  rbk_day end;      /* of the last of the marks */
  const char *into; /* of a band that is left: "band/row" or "band" */
} answer;

static bool is_entry(const rbk_goal *goal, const rbk_entry *entry) {
  size_t length = strlen(goal->id);
  switch (goal->kind) {
  case RBK_GOAL_BAND:
    return entry->kind == RBK_CHANGE_BAND && strcmp(entry->id, goal->id) == 0;
  case RBK_GOAL_LEAVES:
    return entry->kind == RBK_CHANGE_BAND &&
           strncmp(entry->id, goal->id, length) == 0 &&
           (entry->id[length] == '\0' || entry->id[length] == '/');
  case RBK_GOAL_RAISED:
    return entry->kind == RBK_CHANGE_FLAG_RAISED &&
           strcmp(entry->id, goal->id) == 0;
  case RBK_GOAL_CLEARED:
    return entry->kind == RBK_CHANGE_FLAG_CLEARED &&
           strcmp(entry->id, goal->id) == 0;
  case RBK_GOAL_STAGE_ENTERED:
    return entry->kind == RBK_CHANGE_STAGE_ENTERED &&
           strcmp(entry->id, goal->id) == 0;
  case RBK_GOAL_STAGE_LEFT:
    return entry->kind == RBK_CHANGE_STAGE_LEFT &&
           strcmp(entry->id, goal->id) == 0;
  case RBK_GOAL_FIRES:
    return entry->kind == RBK_CHANGE_ACTION_FIRED &&
           strcmp(entry->id, goal->id) == 0;
  }
  return false;
}

static rbk_status try_marks(const quest *q, const rbk_supposed_marks *marks,
                            bool *placed, answer *out) {
  const rbk_log *log;
  out->reached = false;
  rbk_status status = rbk_trial_run(q->trial, marks, q->future->last, &log,
                                    placed, &out->end, q->future->error);
  if (status != RBK_OK || !*placed) return status;
  for (size_t i = 0; i < log->entry_count && !out->reached; i++) {
    const rbk_entry *entry = &log->entries[i];
    if (entry->day <= q->future->day || !is_entry(q->goal, entry)) continue;
    out->reached = true;
    out->day = entry->day;
    out->into = entry->id;
  }
  return RBK_OK;
}

static rbk_status open_trial(rbk_future *f) {
  if (f->trial != NULL) return RBK_OK;
  return rbk_trial_create(f->preparation, f->pupil, f->day, NULL, 0, &f->trial,
                          f->error);
}

static const char *date_of(const quest *q, rbk_day day) {
  return rbk_told_date(q->story->arena, q->story->reg->calendar.date[day]);
}

/* --- every session attended ---------------------------------------------- */

/* "the band becomes "Concerned"" from "attendance/concerned". */
static const char *band_words(const quest *q, const char *into) {
  const rbk_story *s = q->story;
  const char *slash = strchr(into, '/'), *label = NULL;
  const rbk_edition_bound *edition = rbk_story_edition(s);
  for (size_t i = 0; slash && i < edition->band_count; i++) {
    const rbk_band *band = edition->bands[i].source;
    if (strcmp(band->name, q->goal->id) != 0) continue;
    for (size_t r = 0; r < band->row_count; r++)
      if (strcmp(band->rows[r].id, slash + 1) == 0) label = band->rows[r].label;
  }
  rbk_buffer_text(s->room, "the band becomes ");
  if (slash == NULL)
    rbk_buffer_text(s->room, "none");
  else
    rbk_buffer_format(s->room, "\"%s\"", label ? label : slash + 1);
  return rbk_told_text(s->arena, s->room);
}

static rbk_status attended(const quest *q, rbk_outlook *out, bool *reached) {
  answer a = {false};
  bool placed;
  rbk_status status = try_marks(q, NULL, &placed, &a);
  if (status != RBK_OK) return status;
  *reached = a.reached;
  if (!a.reached) return RBK_OK;
  out->kind = RBK_OUTLOOK_ATTENDED;
  out->then = date_of(q, a.day);
  if (q->goal->kind == RBK_GOAL_LEAVES) {
    const char *into = rbk_arena_copy(q->story->arena, a.into, strlen(a.into));
    out->what = into ? band_words(q, into) : NULL;
  }
  return out->then && out->what ? RBK_OK : RBK_NOMEM;
}

static rbk_status begin(rbk_future *f, const rbk_story *s, const rbk_goal *goal,
                        rbk_outlook *out, quest *q) {
  memset(out, 0, sizeof *out);
  out->kind = RBK_OUTLOOK_NEVER;
  out->what = goal->what;
  out->never = goal->never;
  *q = (quest){.future = f, .story = s, .goal = goal};
  if (f->day >= f->last) return RBK_OK;
  out->until = date_of(q, f->last);
  if (out->until == NULL) return rbk_no_memory(f->error);
  rbk_status status = open_trial(f);
  q->trial = f->trial;
  return status;
}

rbk_status rbk_outlook_attended(rbk_future *f, const rbk_story *s,
                                const rbk_goal *goal, rbk_outlook *out) {
  quest q;
  bool reached;
  rbk_status status = begin(f, s, goal, out, &q);
  out->attended_only = true;
  if (status != RBK_OK || out->until == NULL) return status;
  return attended(&q, out, &reached);
}

/* --- further marks ------------------------------------------------------- */

/* The least number of marks from the next school day on; 0: no number up to
 * `most` does it. */
static rbk_status least_number(const quest *q, rbk_supposed_marks *marks,
                               size_t most, answer *out) {
  for (marks->count = 1; marks->count <= most; marks->count++) {
    bool placed;
    rbk_status status = try_marks(q, marks, &placed, out);
    if (status != RBK_OK || out->reached) return status;
    if (!placed) break;
  }
  marks->count = 0;
  return RBK_OK;
}

/* The latest the marks may come and still do it: put off day by day. */
static rbk_status latest_day(const quest *q, rbk_supposed_marks marks,
                             rbk_day *out) {
  for (; marks.from <= q->future->last; marks.from++) {
    bool placed;
    answer a;
    rbk_status status = try_marks(q, &marks, &placed, &a);
    if (status != RBK_OK) return status;
    if (!placed || !a.reached) break;
    *out = a.end;
  }
  return RBK_OK;
}

static rbk_status by_marks(const quest *q, const rbk_levers *levers,
                           rbk_outlook *out, bool *reached) {
  rbk_supposed_marks best = {.count = 0};
  answer then = {false};
  size_t which = 0;
  for (size_t i = 0; i < levers->mark_count; i++) {
    rbk_supposed_marks marks = {.code = levers->marks[i].code,
                                .from = q->future->day + 1,
                                .figure = levers->marks[i].figure,
                                .edition = q->story->edition};
    answer a = {false};
    size_t most = best.count > 0 ? best.count - 1 : SIZE_MAX;
    rbk_status status = least_number(q, &marks, most, &a);
    if (status != RBK_OK) return status;
    if (marks.count == 0) continue;
    best = marks;
    then = a;
    which = i;
  }
  *reached = best.count > 0;
  if (!*reached) return RBK_OK;
  rbk_day by = then.end;
  rbk_status status = latest_day(q, best, &by);
  if (status != RBK_OK) return status;
  out->kind = RBK_OUTLOOK_SESSIONS;
  out->sessions = best.count;
  out->set = levers->marks[which].set;
  out->where = levers->marks[which].where;
  out->code = rbk_code_letters(best.code);
  out->then = date_of(q, then.day);
  out->by = date_of(q, by);
  return out->then && out->by ? RBK_OK : rbk_no_memory(q->future->error);
}

/* --- something put on record --------------------------------------------- */

static rbk_status with_facts(quest *q, const rbk_levers *levers, size_t first,
                             size_t count, bool marks, rbk_outlook *out,
                             bool *reached) {
  rbk_future *f = q->future;
  rbk_trial *kept = q->trial;
  rbk_status status =
      rbk_trial_create(f->preparation, f->pupil, f->day, levers->facts + first,
                       count, &q->trial, f->error);
  if (status != RBK_OK) {
    q->trial = kept;
    return status;
  }
  status = attended(q, out, reached);
  if (status == RBK_OK && *reached) {
    out->kind = RBK_OUTLOOK_FACT;
  } else if (status == RBK_OK && marks) {
    status = by_marks(q, levers, out, reached);
    if (*reached) out->kind = RBK_OUTLOOK_BOTH;
  }
  rbk_trial_destroy(q->trial);
  q->trial = kept;
  if (status != RBK_OK || !*reached) return status;
  for (size_t i = first; i < first + count; i++)
    rbk_buffer_format(q->story->room, "%s%s", i > first ? ", " : "",
                      levers->fact_words[i]);
  out->facts = rbk_told_text(q->story->arena, q->story->room);
  return out->facts ? RBK_OK : rbk_no_memory(f->error);
}

/* One record by itself, then all of them, then all of them and marks. */
static rbk_status by_facts(quest *q, const rbk_levers *levers, rbk_outlook *out,
                           bool *reached) {
  rbk_status status = RBK_OK;
  *reached = false;
  for (size_t i = 0; i < levers->fact_count && status == RBK_OK && !*reached;
       i++)
    status = with_facts(q, levers, i, 1, false, out, reached);
  if (status == RBK_OK && !*reached && levers->fact_count > 0)
    status = with_facts(q, levers, 0, levers->fact_count, true, out, reached);
  return status;
}

rbk_status rbk_outlook_find(rbk_future *f, const rbk_story *s,
                            const rbk_goal *goal, const rbk_hurdle *hurdles,
                            size_t hurdle_count, rbk_outlook *out) {
  quest q;
  bool reached;
  rbk_levers levers;
  rbk_status status = begin(f, s, goal, out, &q);
  if (status != RBK_OK || out->until == NULL) return status;
  status = attended(&q, out, &reached);
  if (status != RBK_OK || reached) return status;
  status = rbk_levers_find(s, hurdles, hurdle_count, &levers);
  if (status == RBK_OK) status = by_marks(&q, &levers, out, &reached);
  if (status == RBK_OK && !reached)
    status = by_facts(&q, &levers, out, &reached);
  return status;
}

/* --- in words ------------------------------------------------------------ */

static void say_count(const rbk_story *s, size_t count) {
  static const char *const words[] = {"no",    "one",  "two", "three",
                                      "four",  "five", "six", "seven",
                                      "eight", "nine", "ten"};
  if (count < sizeof words / sizeof words[0])
    rbk_buffer_text(s->room, words[count]);
  else
    rbk_buffer_number(s->room, (int64_t)count);
}

/* What people call sessions of a class of codes; letters stay as they are. */
static const char *class_noun(const char *set) {
  static const struct {
    const char *class, *noun;
  } nouns[] = {{"absent", "absence"},
               {"authorised", "authorised absence"},
               {"unauthorised", "unauthorised absence"},
               {"late", "lateness"}};
  for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++)
    if (strcmp(set, nouns[i].class) == 0) return nouns[i].noun;
  return set;
}

static void say_marks(const rbk_story *s, const rbk_outlook *o,
                      const char *with) {
  rbk_buffer_text(s->room, with);
  say_count(s, o->sessions);
  const char *more = o->sessions == 1 ? " more session" : " more sessions";
  rbk_buffer_text(s->room, more);
  if (*o->code == '\0')
    rbk_buffer_format(s->room, " without a mark%s", o->where);
  else if (strcmp(o->code, o->set) == 0)
    rbk_buffer_format(s->room, " of %s%s", o->code, o->where);
  else
    rbk_buffer_format(s->room, " of %s%s (tried with %s)", class_noun(o->set),
                      o->where, o->code);
  rbk_buffer_text(s->room, o->sessions == 1 ? ", by " : ", all of them by ");
  rbk_say_day(s, o->by);
}

void rbk_say_outlook(const rbk_story *s, const rbk_outlook *o) {
  rbk_buffer *out = s->room;
  switch (o->kind) {
  case RBK_OUTLOOK_ATTENDED:
    rbk_buffer_format(out, "If every session from here is attended, %s on ",
                      o->what);
    rbk_say_day(s, o->then);
    break;
  case RBK_OUTLOOK_SESSIONS:
    say_marks(s, o, "With ");
    rbk_buffer_format(out, ", %s; begun on the next school day, on ", o->what);
    rbk_say_day(s, o->then);
    break;
  case RBK_OUTLOOK_FACT:
    rbk_buffer_format(out,
                      "Once this is on record, %s: %s (recorded on the "
                      "next school day, on ",
                      o->what, o->facts);
    rbk_say_day(s, o->then);
    rbk_buffer_byte(out, ')');
    break;
  case RBK_OUTLOOK_BOTH:
    rbk_buffer_format(out, "Once this is on record: %s, and ", o->facts);
    say_marks(s, o, "with ");
    rbk_buffer_format(out, ", %s; begun on the next school day, on ", o->what);
    rbk_say_day(s, o->then);
    break;
  case RBK_OUTLOOK_NEVER:
    if (o->until == NULL) {
      rbk_buffer_text(out, "No school day is left in this school year");
      break;
    }
    rbk_buffer_text(out, o->attended_only
                             ? "Even if every session from here is attended, "
                             : "Neither full attendance nor further marks or "
                               "records, as far as they were tried, change "
                               "this: ");
    rbk_buffer_format(out, "%s before the school year ends on ", o->never);
    rbk_say_day(s, o->until);
    break;
  }
  rbk_buffer_byte(out, '.');
}
