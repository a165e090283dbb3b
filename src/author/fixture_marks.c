#include "author/fixture_marks.h"

#include <string.h>

#include "base/alloc.h"

/* What is at hand while the steps of one fixture are taken. */
typedef struct marking_job {
  const rbk_calendar *calendar;
  const char *file;
  rbk_problems *problems;
  uint8_t *row;
  rbk_marks_list *list;
  uint32_t pupil;
  const rbk_marking *step;
} marking_job;

#define mistake(job, ...)                                                      \
  rbk_problems_add((job)->problems, RBK_ERROR, "fixture-marks", (job)->file,   \
                   (job)->step->line, 0, __VA_ARGS__)

/* One mark of a text: plain present, missing, or a code. */
typedef struct one_mark {
  enum { MARK_PRESENT, MARK_MISSING, MARK_CODE } kind;
  rbk_code code;
  bool withdrawn;
  rbk_text text;
} one_mark;

#define LONGEST_MARK 3 /* of codes and sub-codes: X01 */

/* The next mark of a text, by longest match. `*got` is false for what is no
 * code on that day; `rest` then stands before it. */
static void next_mark(rbk_text *rest, rbk_date date, one_mark *mark,
                      bool *got) {
  *got = true;
  *mark = (one_mark){.kind = MARK_CODE, .text = {rest->bytes, 1}};
  if (rest->bytes[0] == '.')
    mark->kind = MARK_PRESENT;
  else if (rest->bytes[0] == '-')
    mark->kind = MARK_MISSING;
  size_t length = mark->kind == MARK_CODE ? LONGEST_MARK : 1;
  if (length > rest->length) length = rest->length;
  for (; mark->kind == MARK_CODE; length--) {
    if (length == 0) {
      *got = false;
      return;
    }
    mark->text.length = length;
    rbk_code_standing standing = rbk_code_find(mark->text, date, &mark->code);
    mark->withdrawn = standing == RBK_CODE_WITHDRAWN;
    if (standing == RBK_CODE_IN_FORCE || mark->withdrawn) break;
  }
  rest->bytes += mark->text.length;
  rest->length -= mark->text.length;
}

/* The marks of one day's text, at most two. */
static rbk_status marks_of_day(marking_job *job, rbk_text text, rbk_date date,
                               one_mark marks[2], size_t *count) {
  rbk_text rest = rbk_text_trim(text);
  *count = 0;
  char day[11];
  rbk_date_print(date, day);
  while (rest.length > 0) {
    one_mark mark;
    bool got;
    next_mark(&rest, date, &mark, &got);
    if (!got) {
      *count = 0;
      return mistake(job,
                     "'%.*s' begins with no code that was in force on %s; "
                     "write '.' for present, '-' for missing, or a code",
                     (int)rest.length, rest.bytes, day);
    }
    if (*count == 2) {
      *count = 0;
      return mistake(job,
                     "'%.*s' is more than two marks for %s; write the morning "
                     "and the afternoon",
                     (int)text.length, text.bytes, day);
    }
    marks[(*count)++] = mark;
  }
  if (*count == 0)
    return mistake(job, "there is no mark for %s; write one for each session",
                   day);
  return RBK_OK;
}

static rbk_status note(marking_job *job, rbk_day day, size_t half,
                       const one_mark *mark) {
  rbk_mark_note *n = &job->list->notes[2 * (size_t)day + half];
  *n = (rbk_mark_note){.pupil = job->pupil,
                       .session = (int32_t)(2 * (size_t)day + half),
                       .minutes = -1,
                       .withdrawn = mark->withdrawn};
  if (rbk_text_is(mark->text, rbk_code_letters(mark->code))) return RBK_OK;
  n->raw =
      rbk_arena_copy(job->list->arena, mark->text.bytes, mark->text.length);
  return n->raw ? RBK_OK : RBK_NOMEM;
}

static uint8_t session_bit(size_t half) {
  return half == 0 ? RBK_AM : RBK_PM;
}

static rbk_status wrong_session(marking_job *job, const one_mark *mark,
                                size_t half) {
  return mistake(job,
                 "'%.*s' is no mark for %s; `/` is for mornings and `\\` "
                 "for afternoons, '.' is right for both",
                 (int)mark->text.length, mark->text.bytes,
                 half == 0 ? "a morning" : "an afternoon");
}

/* Puts one mark on a session that the calendar has. */
static rbk_status put(marking_job *job, rbk_day day, size_t half,
                      const one_mark *mark) {
  uint8_t *cell = &job->row[2 * (size_t)day + half];
  memset(&job->list->notes[2 * (size_t)day + half], 0,
         sizeof *job->list->notes);
  if (mark->kind == MARK_MISSING) {
    *cell = RBK_NO_CODE;
    return RBK_OK;
  }
  if (mark->kind == MARK_PRESENT) {
    *cell = half == 0 ? rbk_code_present_am() : rbk_code_present_pm();
    return RBK_OK;
  }
  if (!(rbk_code_info_of(mark->code)->sessions & session_bit(half)))
    return wrong_session(job, mark, half);
  *cell = mark->code;
  return note(job, day, half, mark);
}

/* Puts a text on a school day. On a day with one session one mark is enough,
 * and of two the session's own is taken. */
static rbk_status put_day(marking_job *job, rbk_day day, rbk_text text) {
  one_mark marks[2];
  size_t count;
  rbk_date date = job->calendar->date[day];
  rbk_status status = marks_of_day(job, text, date, marks, &count);
  if (status || count == 0) return status;
  uint8_t sessions = job->calendar->sessions[day];
  if (sessions != (RBK_AM | RBK_PM)) {
    size_t half = sessions == RBK_AM ? 0 : 1;
    return put(job, day, half, &marks[count == 2 ? half : 0]);
  }
  if (count == 1) {
    char shown[11];
    rbk_date_print(date, shown);
    return mistake(job,
                   "'%.*s' is one mark, %s has two sessions; write the morning "
                   "and the afternoon",
                   (int)text.length, text.bytes, shown);
  }
  status = put(job, day, 0, &marks[0]);
  return status ? status : put(job, day, 1, &marks[1]);
}

static rbk_status closed(marking_job *job, rbk_date date) {
  char day[11];
  rbk_date_print(date, day);
  return mistake(job,
                 "the school is closed on %s; take another day, or write "
                 ":stray(\"%s\", ...) if that is what is tested",
                 day, day);
}

static rbk_status step_day(marking_job *job) {
  rbk_day day = rbk_calendar_day(job->calendar, job->step->date);
  if (day == RBK_NO_DAY) return closed(job, job->step->date);
  return put_day(job, day, rbk_text_of(job->step->text));
}

static rbk_status add_stray(marking_job *job, size_t half, rbk_code code) {
  rbk_marks_list *list = job->list;
  if (list->stray_count == list->stray_capacity) {
    size_t capacity = 2 * list->stray_capacity + 4;
    rbk_stray *more = rbk_arena_take(list->arena, capacity, sizeof *more);
    if (more == NULL) return RBK_NOMEM;
    if (list->stray_count > 0)
      memcpy(more, list->strays, list->stray_count * sizeof *more);
    list->strays = more;
    list->stray_capacity = capacity;
  }
  list->strays[list->stray_count++] = (rbk_stray){.pupil = job->pupil,
                                                  .date = job->step->date,
                                                  .session = session_bit(half),
                                                  .code = code};
  return RBK_OK;
}

/* A mistake where the calendar has no such year. */
static rbk_status uncovered(marking_job *job, rbk_date date) {
  if (rbk_calendar_covers(job->calendar, date)) return RBK_OK;
  char shown[11];
  rbk_date_print(date, shown);
  return mistake(job,
                 "%s lies in no school year of the calendar; take a day "
                 "of its years",
                 shown);
}

static rbk_status step_stray(marking_job *job) {
  rbk_date date = job->step->date;
  char shown[11];
  rbk_date_print(date, shown);
  if (!rbk_calendar_covers(job->calendar, date)) return uncovered(job, date);
  rbk_day day = rbk_calendar_day(job->calendar, date);
  uint8_t open = day == RBK_NO_DAY ? 0 : job->calendar->sessions[day];
  if (open == (RBK_AM | RBK_PM))
    return mistake(job,
                   "the school is open on %s, a mark there is no stray; "
                   "use :but",
                   shown);
  one_mark marks[2];
  size_t count;
  rbk_status status =
      marks_of_day(job, rbk_text_of(job->step->text), date, marks, &count);
  for (size_t half = 0; !status && half < count; half++) {
    if (open & session_bit(half))
      status = put(job, day, half, &marks[half]);
    else if (marks[half].kind == MARK_CODE)
      status = add_stray(job, half, marks[half].code);
  }
  return status;
}

/* The next word of a text, and what follows it. */
static rbk_text next_word(rbk_text *rest) {
  *rest = rbk_text_trim(*rest);
  rbk_text word = {rest->bytes, 0};
  while (word.length < rest->length && rest->bytes[word.length] != ' ')
    word.length++;
  rest->bytes += word.length;
  rest->length -= word.length;
  return word;
}

static bool says_nothing(rbk_text word) {
  return rbk_text_is(word, "..") || rbk_text_is(word, "--") ||
         rbk_text_is(word, "##");
}

static rbk_status step_week(marking_job *job) {
  rbk_date date = job->step->date;
  char shown[11];
  if (rbk_date_weekday(date) != RBK_MONDAY) {
    rbk_date_print(rbk_date_monday(date), shown);
    return mistake(job, "a week begins on its Monday; write %s", shown);
  }
  rbk_text rest = rbk_text_of(job->step->text);
  size_t open = 0;
  for (size_t i = 0; rbk_text_trim(rest).length > 0; i++) {
    rbk_text word = next_word(&rest);
    if (i == 7)
      return mistake(job, "a week has seven days; write one word for each");
    rbk_day day = rbk_calendar_day(job->calendar, date + (rbk_date)i);
    rbk_status status = RBK_OK;
    if (day != RBK_NO_DAY) {
      open++;
      status = put_day(job, day, word);
    } else if (!says_nothing(word)) {
      status = closed(job, date + (rbk_date)i);
    }
    if (status) return status;
  }
  if (open > 0) return RBK_OK;
  rbk_date_print(date, shown);
  return mistake(job,
                 "no day written of the week of %s is a school day; take "
                 "another week",
                 shown);
}

static rbk_status too_few(marking_job *job, const char *what) {
  char shown[11];
  rbk_date_print(job->step->date, shown);
  return mistake(job,
                 "the calendar has no %zu %s from %s on; take fewer or "
                 "begin earlier",
                 job->step->n, what, shown);
}

/* A mark written again takes the place of the one before it. */
static rbk_status add_foreign(marking_job *job, rbk_foreign_mark mark) {
  rbk_marks_list *list = job->list;
  for (size_t i = 0; i < list->foreign_count; i++) {
    rbk_foreign_mark *other = &list->foreign[i];
    if (other->date != mark.date || other->session != mark.session ||
        strcmp(other->school, mark.school) != 0)
      continue;
    *other = mark;
    return RBK_OK;
  }
  if (list->foreign_count == list->foreign_capacity) {
    size_t capacity = 2 * list->foreign_capacity + 10;
    rbk_foreign_mark *more =
        rbk_arena_take(list->arena, capacity, sizeof *more);
    if (more == NULL) return RBK_NOMEM;
    if (list->foreign_count > 0)
      memcpy(more, list->foreign, list->foreign_count * sizeof *more);
    list->foreign = more;
    list->foreign_capacity = capacity;
  }
  list->foreign[list->foreign_count++] = mark;
  return RBK_OK;
}

static rbk_status foreign_day(marking_job *job, rbk_date date, rbk_text text) {
  one_mark marks[2];
  size_t count;
  rbk_status status = marks_of_day(job, text, date, marks, &count);
  for (size_t half = 0; !status && half < count; half++) {
    rbk_code present =
        half == 0 ? rbk_code_present_am() : rbk_code_present_pm();
    rbk_code code =
        marks[half].kind == MARK_PRESENT ? present : marks[half].code;
    if (marks[half].kind == MARK_MISSING) continue;
    if (!(rbk_code_info_of(code)->sessions & session_bit(half)))
      status = wrong_session(job, &marks[half], half);
    else
      status =
          add_foreign(job, (rbk_foreign_mark){.pupil = job->pupil,
                                              .date = date,
                                              .session = session_bit(half),
                                              .code = code,
                                              .school = job->step->school});
  }
  return status;
}

/* Marks of another school, whose calendar nobody knows: any day of the loaded
 * years will do. */
static rbk_status step_elsewhere(marking_job *job) {
  rbk_text rest = rbk_text_of(job->step->text);
  rbk_status status = RBK_OK;
  rbk_date date = job->step->date;
  for (; !status && rbk_text_trim(rest).length > 0; date++) {
    rbk_text word = next_word(&rest);
    status = uncovered(job, date);
    if (!status) status = foreign_day(job, date, word);
  }
  if (date == job->step->date)
    return mistake(job, "there is no mark in it; write a day's, or those of "
                        "days on end");
  return status;
}

static rbk_status step_first_days(marking_job *job) {
  rbk_day day = rbk_calendar_on_or_after(job->calendar, job->step->date);
  size_t days = job->calendar->day_count;
  if (day == RBK_NO_DAY || job->step->n > days - (size_t)day)
    return too_few(job, "school days");
  rbk_status status = RBK_OK;
  for (size_t i = 0; !status && i < job->step->n; i++)
    status = put_day(job, day + (rbk_day)i, rbk_text_of(job->step->text));
  return status;
}

static rbk_status step_sessions(marking_job *job) {
  const rbk_calendar *c = job->calendar;
  size_t left = job->step->n;
  rbk_day day = rbk_calendar_on_or_after(c, job->step->date);
  for (; left > 0; day++) {
    if (day == RBK_NO_DAY || (size_t)day >= c->day_count)
      return too_few(job, "sessions");
    one_mark marks[2];
    size_t count;
    rbk_status status = marks_of_day(job, rbk_text_of(job->step->text),
                                     c->date[day], marks, &count);
    if (status || count == 0) return status;
    if (count != 1)
      return mistake(job,
                     "'%s' is more than one mark; :sessions takes the one "
                     "that every session gets",
                     job->step->text);
    for (size_t half = 0; half < 2 && left > 0; half++) {
      if (!(c->sessions[day] & session_bit(half))) continue;
      status = put(job, day, half, &marks[0]);
      if (status) return status;
      left--;
    }
  }
  return RBK_OK;
}

static rbk_status step_every(marking_job *job) {
  const rbk_calendar *c = job->calendar;
  size_t met = 0;
  for (size_t day = 0; day < c->day_count; day++) {
    rbk_date date = c->date[day];
    if (rbk_date_weekday(date) != job->step->weekday) continue;
    if (job->step->date != RBK_NO_DATE && date < job->step->date) continue;
    if (job->step->to != RBK_NO_DATE && date > job->step->to) continue;
    met++;
    rbk_status status =
        put_day(job, (rbk_day)day, rbk_text_of(job->step->text));
    if (status) return status;
  }
  if (met > 0) return RBK_OK;
  return mistake(job, "there is no such day of the week between the two dates; "
                      "take other dates");
}

/* Minutes belong to a late mark that stands there already. */
static rbk_status step_late(marking_job *job) {
  char shown[11];
  rbk_date_print(job->step->date, shown);
  rbk_day day = rbk_calendar_day(job->calendar, job->step->date);
  if (day == RBK_NO_DAY) return closed(job, job->step->date);
  size_t half = strcmp(job->step->text, "AM") == 0 ? 0 : 1;
  rbk_code code = job->row[2 * (size_t)day + half];
  if (code == RBK_NO_CODE || !(rbk_set_late() & rbk_code_bit(code)))
    return mistake(job,
                   "there is no late mark on %s in the %s; write L or U "
                   "before `:late`",
                   shown, half == 0 ? "morning" : "afternoon");
  job->list->notes[2 * (size_t)day + half].minutes = (int32_t)job->step->n;
  return RBK_OK;
}

static rbk_status step_until(marking_job *job) {
  return uncovered(job, job->step->date);
}

static rbk_status (*const steps[])(marking_job *) = {
    [RBK_MARKING_DAY] = step_day,
    [RBK_MARKING_STRAY] = step_stray,
    [RBK_MARKING_WEEK] = step_week,
    [RBK_MARKING_FIRST_DAYS] = step_first_days,
    [RBK_MARKING_SESSIONS] = step_sessions,
    [RBK_MARKING_EVERY] = step_every,
    [RBK_MARKING_LATE] = step_late,
    [RBK_MARKING_ELSEWHERE] = step_elsewhere,
    [RBK_MARKING_UNTIL_DAY] = step_until,
};

static rbk_date person_until(const rbk_fixture_person *person) {
  rbk_date until = INT32_MAX;
  for (size_t i = 0; i < person->marking_count; i++) {
    const rbk_marking *step = &person->markings[i];
    if (step->kind == RBK_MARKING_UNTIL_DAY && step->date < until)
      until = step->date;
  }
  return until;
}

rbk_date rbk_fixture_until(const rbk_fixture *fixture) {
  rbk_date until = person_until(&fixture->pupil);
  for (size_t i = 0; i < fixture->other_count; i++) {
    rbk_date other = person_until(&fixture->others[i]);
    if (other < until) until = other;
  }
  return until;
}

static void all_present(const rbk_calendar *calendar, uint8_t *row) {
  for (size_t day = 0; day < calendar->day_count; day++) {
    if (calendar->sessions[day] & RBK_AM) row[2 * day] = rbk_code_present_am();
    if (calendar->sessions[day] & RBK_PM)
      row[2 * day + 1] = rbk_code_present_pm();
  }
}

static void nothing_after(const rbk_calendar *calendar, rbk_date until,
                          uint8_t *row) {
  for (size_t day = 0; day < calendar->day_count; day++)
    if (calendar->date[day] > until)
      row[2 * day] = row[2 * day + 1] = RBK_NO_CODE;
}

rbk_status rbk_fixture_marks(const rbk_calendar *calendar,
                             const rbk_fixture_person *person, rbk_date until,
                             const char *file, uint32_t pupil,
                             rbk_problems *problems, uint8_t *row,
                             rbk_marks_list *list) {
  marking_job job = {.calendar = calendar,
                     .file = file,
                     .problems = problems,
                     .row = row,
                     .list = list,
                     .pupil = pupil};
  list->notes =
      rbk_arena_take(list->arena, 2 * calendar->day_count, sizeof *list->notes);
  if (list->notes == NULL) return RBK_NOMEM;
  all_present(calendar, row);
  for (size_t i = 0; i < person->marking_count; i++) {
    job.step = &person->markings[i];
    rbk_status status = steps[job.step->kind](&job);
    if (status) return status;
  }
  nothing_after(calendar, until, row);
  return RBK_OK;
}
