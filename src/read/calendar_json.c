/* calendar.json: the terms, closures and single sessions of one or several
 * school years. */
#include <string.h>

#include "read/draft.h"
#include "read/json.h"

typedef struct year_claim { /* what a year's part says of itself */
  int first_year;
  int64_t school_days, sessions; /* -1: not said */
} year_claim;

typedef struct calendar_draft {
  rbk_half_term_spec *half_terms;
  rbk_closure *closures;
  rbk_single_session *singles;
  rbk_named_period *named;
  rbk_date *bank_holidays;
  year_claim *years;
  rbk_calendar_spec spec; /* the counts; its pointers are set at the end */
  size_t year_count;
  int first_year; /* of the year being read, for its dates */
} calendar_draft;

static const char *const year_keys[] = {
    "school_year",     "half_terms", "closures",
    "single_sessions", "periods",    "school_days",
    "sessions",        "source",     NULL};
static const char *const one_year_keys[] = {
    "school_year", "half_terms", "closures", "single_sessions", "periods",
    "school_days", "sessions",   "source",   "bank_holidays",   NULL};
static const char *const many_years_keys[] = {"years", "bank_holidays", NULL};

/* A date that must lie in the school year at hand. */
static rbk_status year_date(const calendar_draft *draft, const rbk_json *at,
                            rbk_date *out) {
  rbk_status status = rbk_json_date(at, out);
  if (status) return status;
  if (rbk_school_year_of(*out) == draft->first_year) return RBK_OK;
  char text[11];
  rbk_date_print(*out, text);
  return rbk_json_refuse(at, "'%s' is not in the school year %d/%02d", text,
                         draft->first_year, (draft->first_year + 1) % 100);
}

/* from and to, in order. */
static rbk_status stretch(const calendar_draft *draft, const rbk_json *object,
                          rbk_date *from, rbk_date *to) {
  rbk_json first = rbk_json_member(object, "from");
  rbk_json last = rbk_json_member(object, "to");
  rbk_status status = year_date(draft, &first, from);
  if (!status) status = year_date(draft, &last, to);
  if (!status && *to < *from)
    status = rbk_json_refuse(&last, "lies before 'from'; correct one of them");
  return status;
}

static rbk_status half_term(calendar_draft *draft, const rbk_json *object) {
  static const char *const keys[] = {"name", "term", "number",
                                     "from", "to",   NULL};
  static const char *const terms[] = {"autumn", "spring", "summer"};
  rbk_half_term_spec *half = &draft->half_terms[draft->spec.half_term_count];
  const char *name;
  int64_t number;
  rbk_json name_at = rbk_json_member(object, "name");
  rbk_json term_at = rbk_json_member(object, "term");
  rbk_json number_at = rbk_json_member(object, "number");
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = rbk_json_text(&name_at, "", &name);
  if (!status) status = rbk_json_text(&term_at, NULL, &half->term);
  if (!status) status = rbk_json_count(&number_at, &number);
  if (!status) status = stretch(draft, object, &half->from, &half->to);
  if (status) return status;
  size_t t = 0;
  while (t < 3 && strcmp(terms[t], half->term) != 0) t++;
  if (t == 3)
    return rbk_json_refuse(&term_at, "must be autumn, spring or summer");
  if (number < 1 || number > 6)
    return rbk_json_refuse(&number_at, "must be a number from 1 to 6");
  half->number = (uint8_t)number;
  draft->spec.half_term_count++;
  return RBK_OK;
}

static rbk_status closure(calendar_draft *draft, const rbk_json *object) {
  static const char *const keys[] = {"date", "from", "to", "reason", NULL};
  rbk_closure *made = &draft->closures[draft->spec.closure_count];
  rbk_json date = rbk_json_member(object, "date");
  rbk_json from = rbk_json_member(object, "from");
  rbk_json to = rbk_json_member(object, "to");
  rbk_json reason = rbk_json_member(object, "reason");
  rbk_status status = rbk_json_only(object, keys);
  if (!status && date.value && (from.value || to.value))
    status =
        rbk_json_refuse(object, "has 'date' and 'from' or 'to'; one day has "
                                "'date', a stretch 'from' and 'to'");
  if (!status) status = rbk_json_text(&reason, "", &made->reason);
  if (!status && date.value) {
    status = year_date(draft, &date, &made->from);
    made->to = made->from;
  } else if (!status) {
    status = stretch(draft, object, &made->from, &made->to);
  }
  if (!status) draft->spec.closure_count++;
  return status;
}

static rbk_status single_session(calendar_draft *draft,
                                 const rbk_json *object) {
  static const char *const keys[] = {"date", "session", "reason", NULL};
  rbk_single_session *made = &draft->singles[draft->spec.single_session_count];
  const char *session, *text;
  rbk_json date = rbk_json_member(object, "date");
  rbk_json which = rbk_json_member(object, "session");
  rbk_json reason = rbk_json_member(object, "reason");
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = year_date(draft, &date, &made->date);
  if (!status) status = rbk_json_text(&which, NULL, &session);
  if (!status) status = rbk_json_text(&reason, "", &text);
  if (status) return status;
  if (strcmp(session, "AM") == 0)
    made->sessions = RBK_AM;
  else if (strcmp(session, "PM") == 0)
    made->sessions = RBK_PM;
  else
    return rbk_json_refuse(&which,
                           "must be AM or PM: the session that is held");
  draft->spec.single_session_count++;
  return RBK_OK;
}

/* A year group as a text or a number. */
static rbk_status year_group(const rbk_json *at, const char **out) {
  if (!json_is_integer(at->value)) return rbk_json_text(at, NULL, out);
  rbk_reading *reading = at->file->reading;
  *out = rbk_arena_format(&reading->reg->arena, "%lld",
                          (long long)json_integer_value(at->value));
  return *out ? RBK_OK : rbk_reading_no_memory(reading);
}

static rbk_status period(calendar_draft *draft, const rbk_json *object) {
  static const char *const keys[] = {"name", "from", "to", "year_groups", NULL};
  rbk_named_period *made = &draft->named[draft->spec.named_count];
  rbk_json name = rbk_json_member(object, "name");
  rbk_json groups = rbk_json_member(object, "year_groups");
  rbk_status status = rbk_json_only(object, keys);
  if (!status) status = rbk_json_text(&name, NULL, &made->name);
  if (!status && !made->name[0])
    status = rbk_json_refuse(&name, "is empty; name the period");
  if (!status) status = stretch(draft, object, &made->from, &made->to);
  if (!status) status = rbk_json_list(&groups, &made->year_group_count);
  if (!status && groups.value && made->year_group_count == 0)
    status =
        rbk_json_refuse(&groups, "is empty; leave it out for all year groups");
  if (!status && groups.value)
    status =
        rbk_json_take(&groups, made->year_group_count,
                      sizeof *made->year_groups, (void *)&made->year_groups);
  for (size_t i = 0; i < made->year_group_count && !status; i++) {
    rbk_json group = rbk_json_item(&groups, i);
    status = year_group(&group, &made->year_groups[i]);
  }
  if (!status) draft->spec.named_count++;
  return status;
}

/* Reads a list of objects onto the end of an array, which grows in the arena
 * of the register. */
static rbk_status
objects(calendar_draft *draft, const rbk_json *year, const char *key,
        void *items, size_t used, size_t size,
        rbk_status (*read)(calendar_draft *draft, const rbk_json *object)) {
  rbk_json list = rbk_json_member(year, key);
  size_t count;
  char *old, *longer;
  memcpy(&old, items, sizeof old);
  rbk_status status = rbk_json_list(&list, &count);
  if (status || count == 0) return status;
  status = rbk_json_take(year, used + count, size, (void *)&longer);
  if (status) return status;
  if (used) memcpy(longer, old, used * size);
  memcpy(items, &longer, sizeof longer);
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json item = rbk_json_item(&list, i);
    status = read(draft, &item);
  }
  return status;
}

/* "2024/25" */
static rbk_status year_name(const rbk_json *at, int *first_year) {
  const char *text = json_string_value(at->value);
  int64_t first, second;
  if (text && strlen(text) == 7 && text[4] == '/' &&
      rbk_text_number((rbk_text){text, 4}, &first) &&
      rbk_text_number((rbk_text){text + 5, 2}, &second) && first > 0 &&
      first < 9999 && (first + 1) % 100 == second) {
    *first_year = (int)first;
    return RBK_OK;
  }
  return rbk_json_refuse(at, at->value ? "must be a school year such as "
                                         "\"2024/25\""
                                       : "is missing; add it");
}

static rbk_status one_year(calendar_draft *draft, const rbk_json *year) {
  year_claim *claim = &draft->years[draft->year_count];
  rbk_json name = rbk_json_member(year, "school_year");
  rbk_json source = rbk_json_member(year, "source");
  rbk_json halves = rbk_json_member(year, "half_terms");
  rbk_json days = rbk_json_member(year, "school_days");
  rbk_json sessions = rbk_json_member(year, "sessions");
  const char *text;
  size_t count;
  rbk_status status = year_name(&name, &claim->first_year);
  draft->first_year = claim->first_year;
  for (size_t i = 0; i < draft->year_count && !status; i++)
    if (draft->years[i].first_year == claim->first_year)
      status = rbk_json_refuse(&name, "stands twice; keep one of them");
  if (!status) status = rbk_json_text(&source, "", &text);
  if (!status) status = rbk_json_list(&halves, &count);
  if (!status && count == 0)
    status = rbk_json_refuse(&halves, "is missing or empty; a school year "
                                      "has half terms");
  if (!status) status = rbk_json_count(&days, &claim->school_days);
  if (!status) status = rbk_json_count(&sessions, &claim->sessions);
  if (status) return status;
  draft->year_count++;

  rbk_calendar_spec *spec = &draft->spec;
  status = objects(draft, year, "half_terms", &draft->half_terms,
                   spec->half_term_count, sizeof *draft->half_terms, half_term);
  if (!status)
    status = objects(draft, year, "closures", &draft->closures,
                     spec->closure_count, sizeof *draft->closures, closure);
  if (!status)
    status = objects(draft, year, "single_sessions", &draft->singles,
                     spec->single_session_count, sizeof *draft->singles,
                     single_session);
  if (!status)
    status = objects(draft, year, "periods", &draft->named, spec->named_count,
                     sizeof *draft->named, period);
  return status;
}

static rbk_status bank_holidays(calendar_draft *draft, const rbk_json *root) {
  rbk_json list = rbk_json_member(root, "bank_holidays");
  rbk_calendar_spec *spec = &draft->spec;
  size_t count;
  rbk_status status = rbk_json_list(&list, &count);
  if (!status)
    status = rbk_json_take(root, count, sizeof *draft->bank_holidays,
                           (void *)&draft->bank_holidays);
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json item = rbk_json_item(&list, i);
    status = rbk_json_date(&item, &draft->bank_holidays[i]);
    spec->bank_holiday_count = i + 1;
  }
  return status;
}

static rbk_status all_years(calendar_draft *draft, const rbk_json *root) {
  rbk_json list = rbk_json_member(root, "years");
  size_t count = 1;
  rbk_status status =
      rbk_json_only(root, list.value ? many_years_keys : one_year_keys);
  if (!status && list.value) status = rbk_json_list(&list, &count);
  if (!status && count == 0)
    status = rbk_json_refuse(&list, "is empty; give at least one year");
  if (!status)
    status =
        rbk_json_take(root, count, sizeof *draft->years, (void *)&draft->years);
  if (!status && !list.value) return one_year(draft, root);
  for (size_t i = 0; i < count && !status; i++) {
    rbk_json year = rbk_json_item(&list, i);
    status = rbk_json_only(&year, year_keys);
    if (!status) status = one_year(draft, &year);
  }
  return status;
}

/* What a year says of its days and sessions must be what its terms make. */
static rbk_status check_claim(const rbk_calendar *calendar,
                              const rbk_json *root, size_t index,
                              const year_claim *claim) {
  rbk_json list = rbk_json_member(root, "years");
  rbk_json year = list.value ? rbk_json_item(&list, index) : *root;
  rbk_json days_at = rbk_json_member(&year, "school_days");
  rbk_json sessions_at = rbk_json_member(&year, "sessions");
  int64_t days = 0, sessions = 0;
  for (size_t i = 0; i < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR]; i++) {
    const rbk_period *found = &calendar->periods[RBK_PERIOD_SCHOOL_YEAR][i];
    if (rbk_school_year_of(found->from) != claim->first_year) continue;
    days = found->last - found->first + 1;
    sessions = calendar->sessions_before[found->last + 1] -
               calendar->sessions_before[found->first];
  }
  if (claim->school_days >= 0 && claim->school_days != days)
    return rbk_json_refuse(&days_at,
                           "is %lld, but the half terms less the closures "
                           "make %lld; correct the dates or the number",
                           (long long)claim->school_days, (long long)days);
  if (claim->sessions >= 0 && claim->sessions != sessions)
    return rbk_json_refuse(&sessions_at,
                           "is %lld, but the school days make %lld; correct "
                           "the dates or the number",
                           (long long)claim->sessions, (long long)sessions);
  return RBK_OK;
}

static rbk_status make(calendar_draft *draft, const rbk_json *root) {
  rbk_reading *reading = root->file->reading;
  rbk_calendar *calendar = &reading->reg->calendar;
  draft->spec.half_terms = draft->half_terms;
  draft->spec.closures = draft->closures;
  draft->spec.single_sessions = draft->singles;
  draft->spec.named = draft->named;
  draft->spec.bank_holidays = draft->bank_holidays;
  rbk_error problem = {0};
  rbk_status status =
      rbk_calendar_make(&reading->reg->arena, &draft->spec, calendar, &problem);
  if (status == RBK_REJECTED) return rbk_json_refuse(root, "%s", problem.text);
  if (status) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < draft->year_count && !status; i++)
    status = check_claim(calendar, root, i, &draft->years[i]);
  return status;
}

rbk_status rbk_read_calendar(rbk_reading *reading, const rbk_file *file) {
  rbk_json_file json;
  rbk_json root;
  calendar_draft draft = {0};
  rbk_status status = rbk_json_open(reading, file, &json, &root);
  if (status) return status;
  status = all_years(&draft, &root);
  if (!status) status = bank_holidays(&draft, &root);
  if (!status) status = make(&draft, &root);
  rbk_json_close(&json);
  return status;
}
