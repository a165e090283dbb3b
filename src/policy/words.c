#include "policy/words.h"

#include <stdint.h>
#include <string.h>

#include "policy/library.h"
#include "policy/views.h"

/* clang-format off */
#define WORD(name, call, code, arguments, result, usage, doc) \
  {{name, NULL, false, false, arguments, result, usage, doc}, call, code}
#define ANYTIME(name, call, code, arguments, result, usage, doc) \
  {{name, NULL, false, true, arguments, result, usage, doc}, call, code}
#define VALUE(name, call, code, result, doc) \
  {{name, NULL, true, false, "", result, name, doc}, call, code}
#define METHOD(on, name, call, code, arguments, result, usage, doc) \
  {{name, on, false, false, arguments, result, usage, doc}, call, code}
/* A value that may be said inside functions, too. */
#define PERIOD(name, call, code, result, doc) \
  {{name, NULL, true, true, "", result, name, doc}, call, code}
/* Fields and methods of what functions are given. */
#define FIELD(on, name, call, code, result, doc) \
  {{name, on, true, true, "", result, on "." name, doc}, call, code}
#define ASKED(on, name, call, code, arguments, result, usage, doc) \
  {{name, on, false, true, arguments, result, usage, doc}, call, code}

static const rbk_word_entry entries[] = {
  /* code sets */
  WORD("codes", rbk_word_codes, 0, "list: codes|string", "codes", "codes \"G N O U\"",
    "register codes by letters, by class (absent authorised unauthorised attended present late possible missing) or by the name of a set"),

  /* measures of marks */
  WORD("sessions", rbk_word_measure, RBK_FIGURE_SESSIONS, "set: codes|string", "measure", "sessions \"absent\"", "sessions with one of the codes"),
  WORD("days", rbk_word_measure, RBK_FIGURE_DAYS, "set: codes|string", "measure", "days \"absent\"", "sessions divided by two"),
  WORD("whole_days", rbk_word_measure, RBK_FIGURE_WHOLE_DAYS, "set: codes|string", "measure", "whole_days \"absent\"", "days whose possible sessions all have one of the codes, none missing"),
  WORD("any_days", rbk_word_measure, RBK_FIGURE_ANY_DAYS, "set: codes|string", "measure", "any_days \"absent\"", "days with at least one such session"),
  WORD("rate", rbk_word_measure, RBK_FIGURE_RATE, "set: codes|string", "measure", "rate \"attended\"", "per cent of possible sessions"),
  WORD("share", rbk_word_share, RBK_FIGURE_SHARE, "set: codes|string, of: codes|string", "measure", "share(\"I\", \"absent\")", "per cent of the sessions of another set"),
  WORD("episodes", rbk_word_measure, RBK_FIGURE_EPISODES, "set: codes|string", "measure", "episodes \"I\"", "unbroken series of such sessions"),
  WORD("run", rbk_word_measure, RBK_FIGURE_RUN, "set: codes|string", "measure", "run \"absent\"", "sessions of the unbroken series that reaches the day"),
  WORD("run_days", rbk_word_measure, RBK_FIGURE_RUN_DAYS, "set: codes|string", "measure", "run_days \"unauthorised\"", "whole school days of that series"),
  WORD("longest_run", rbk_word_measure, RBK_FIGURE_LONGEST_RUN, "set: codes|string", "measure", "longest_run \"absent\"", "sessions of the longest series"),
  WORD("minutes", rbk_word_minutes, RBK_FIGURE_MINUTES, "set: codes|string, options?: { step: number }", "measure", "minutes(\"L U\", { step = 5 })", "minutes late, in whole steps a mark where a step is given"),
  WORD("weeks", rbk_word_measure, RBK_FIGURE_WEEKS, "set: codes|string", "measure", "weeks \"absent\"", "school weeks with at least one such session"),

  /* measures of facts */
  WORD("events", rbk_word_events, RBK_FIGURE_EVENTS, "kind: string, filter?: table", "measure", "events(\"letter.sent\", { outcome = \"none\" })", "how many events of a kind"),
  WORD("days_since", rbk_word_events, RBK_FIGURE_DAYS_SINCE, "kind: string, filter?: table", "measure", "days_since \"home_visit\"", "school days after the latest one took effect"),
  WORD("recorded", rbk_word_recorded, RBK_FIGURE_RECORDED, "kind: string, field: string", "measure", "recorded(\"plan\", \"review\")", "what a field of the latest one says: a number or a date"),

  /* of the pupil */
  WORD("attr", rbk_word_attribute, RBK_FIGURE_ATTRIBUTE, "name: string", "measure", "attr \"send\"", "an attribute of the pupil: a condition, a text or a number"),
  VALUE("age", rbk_word_of_pupil, RBK_FIGURE_AGE, "measure", "whole years of age on the day"),
  WORD("days_in_stage", rbk_word_days_in_stage, RBK_FIGURE_DAYS_IN_STAGE, "stage: string", "measure", "days_in_stage \"support\"", "the pupil's days on roll since the stage was entered"),
  VALUE("half_term_number", rbk_word_of_pupil, RBK_FIGURE_HALF_TERM_NUMBER, "measure", "the number of the half term, 1 to 6"),

  /* of groups */
  WORD("cohort", rbk_word_group, RBK_GROUP_COHORT, "id: string", "group", "cohort \"send\"", "the pupils of a declared cohort"),
  WORD("same", rbk_word_group, RBK_GROUP_SAME, "attribute: string", "group", "same \"year_group\"", "the pupils with the same value of an attribute"),
  VALUE("siblings", rbk_word_group_value, RBK_GROUP_SIBLINGS, "group", "the pupil's siblings, without the pupil"),
  VALUE("everyone", rbk_word_group_value, RBK_GROUP_EVERYONE, "group", "all pupils on roll"),
  WORD("size_of", rbk_word_of_group, RBK_GROUP_SIZE, "group: group", "measure", "size_of(cohort \"send\")", "how many pupils are in it"),
  WORD("count_of", rbk_word_of_group, RBK_GROUP_COUNT, "group: group, condition: condition", "measure", "count_of(everyone, flag \"persistent_absence\")", "for how many of them it holds"),
  WORD("share_of", rbk_word_of_group, RBK_GROUP_SHARE, "group: group, condition: condition", "measure", "share_of(everyone, flag \"persistent_absence\")", "for what per cent of them it holds"),
  WORD("pooled", rbk_word_of_group, RBK_GROUP_POOLED, "group: group, rate: measure", "measure", "pooled(same \"year_group\", attendance)", "the rate of all their sessions together"),
  WORD("median_of", rbk_word_of_group, RBK_GROUP_MEDIAN, "group: group, measure: measure", "measure", "median_of(everyone, attendance)", "the middle one of their figures"),

  /* windows */
  PERIOD("school_year", rbk_word_period, RBK_WINDOW_SCHOOL_YEAR, "window", "from 1 August to the day"),
  PERIOD("term", rbk_word_period, RBK_WINDOW_TERM, "window", "from the first day of the term to the day"),
  PERIOD("half_term", rbk_word_period, RBK_WINDOW_HALF_TERM, "window", "from the first day of the half term to the day"),
  PERIOD("month", rbk_word_period, RBK_WINDOW_MONTH, "window", "from the first of the month to the day"),
  PERIOD("week", rbk_word_period, RBK_WINDOW_WEEK, "window", "from Monday to the day"),
  PERIOD("day", rbk_word_period, RBK_WINDOW_DAY, "window", "the day itself"),
  VALUE("all", rbk_word_period, RBK_WINDOW_ALL, "window", "everything loaded, up to the day"),
  VALUE("spell", rbk_word_period, RBK_WINDOW_SPELL, "window", "the pupil's enrolment, up to the day"),
  ANYTIME("school_days", rbk_word_counted, RBK_WINDOW_SCHOOL_DAYS, "n: number|parameter", "window", "school_days(10)", "the last n school days; in times n school days later"),
  ANYTIME("school_weeks", rbk_word_counted, RBK_WINDOW_SCHOOL_WEEKS, "n: number|parameter", "window", "school_weeks(10)", "the last n school weeks; in times n school weeks later"),
  ANYTIME("calendar_days", rbk_word_counted, RBK_WINDOW_CALENDAR_DAYS, "n: number|parameter", "window", "calendar_days(28)", "the last n days; in times n days later"),
  WORD("calendar_weeks", rbk_word_counted, RBK_WINDOW_CALENDAR_WEEKS, "n: number|parameter", "window", "calendar_weeks(4)", "the last n weeks, Monday to Sunday"),
  WORD("half_terms", rbk_word_counted, RBK_WINDOW_HALF_TERMS, "n: number|parameter", "window", "half_terms(2)", "the last n half terms"),
  WORD("terms", rbk_word_counted, RBK_WINDOW_TERMS, "n: number|parameter", "window", "terms(2)", "the last n terms"),
  WORD("years", rbk_word_counted, RBK_WINDOW_YEARS, "n: number|parameter", "window", "years(3)", "the last n years"),
  WORD("since", rbk_word_since, RBK_WINDOW_SINCE, "kind: string, filter?: table", "window", "since(\"notice\", { about = \"holiday\" })", "from the day after the latest such event"),
  WORD("after", rbk_word_after, RBK_WINDOW_AFTER, "kind: string, span: window|due|number, filter?: table", "window", "after(\"letter.sent\", school_weeks(4))", "so long after the latest event of a kind, or the latest that a filter matches"),
  WORD("before", rbk_word_after, RBK_WINDOW_BEFORE, "kind: string, span: window|due|number, filter?: table", "window", "before(\"meeting\", school_days(10))", "so long up to the latest event of a kind, or the latest that a filter matches"),
  WORD("since_stage", rbk_word_since, RBK_WINDOW_SINCE_STAGE, "stage: string", "window", "since_stage \"support\"", "from the day of the latest entry into a stage"),
  WORD("between", rbk_word_between, RBK_WINDOW_BETWEEN, "from: string|parameter, to: string|parameter", "window", "between(\"2024-09-02\", \"2024-12-20\")", "fixed dates, or \"09-01\", \"09-14\" of every year"),
  WORD("period", rbk_word_named_period, RBK_WINDOW_PERIOD, "name: string", "window", "period \"exams\"", "a named period of the calendar"),
  WORD("previous", rbk_word_of_window, RBK_WINDOW_PREVIOUS, "window: window", "window", "previous(term)", "the whole window before"),
  WORD("last_year", rbk_word_of_window, RBK_WINDOW_LAST_YEAR, "window: window", "window", "last_year(term)", "the same stretch of the year before"),

  /* conditions */
  WORD("on_record", rbk_word_fact, RBK_LEAF_ON_RECORD, "kind: string, filter?: table", "condition", "on_record \"letter.sent\"", "such an event is on record"),
  WORD("event", rbk_word_fact, RBK_LEAF_EVENT, "kind: string, filter?: table", "condition", "event(\"meeting\", { attended = \"no\" })", "such an event takes effect that day"),
  WORD("current", rbk_word_fact, RBK_LEAF_CURRENT, "kind: string, filter?: table", "condition", "current \"early_help\"", "from its date to its `to`"),
  WORD("latest", rbk_word_fact, RBK_LEAF_LATEST, "kind: string, filter: table", "condition", "latest(\"meeting\", { attended = \"no\" })", "the latest event of the kind is such a one"),
  WORD("reached", rbk_word_reached, 0, "recorded: measure", "condition", "reached(recorded(\"plan\", \"review\"))", "the day is on or after a recorded date"),
  WORD("run_ended", rbk_word_run_ended, 0, "set: codes|string, sessions: number|parameter", "condition", "run_ended(\"absent\", 6)", "a series of at least so many sessions ended that day"),
  WORD("school", rbk_word_school, 0, "fact: string", "school", "school \"phase\":is \"primary\"", "a fact of school.json"),
  WORD("parent", rbk_word_parent, 0, "column: string", "parent", "parent \"language\":is \"Polish\"", "a column of parents.csv, in rules with per = \"parent\" and in letters: a condition"),
  VALUE("compulsory_school_age", rbk_word_compulsory_age, 0, "condition", "the pupil is of compulsory school age on the day"),
  WORD("in_stage", rbk_word_named, RBK_CONDITION_IN_STAGE, "stage: string", "condition", "in_stage \"support\"", "the pupil was in the stage when the day opened"),
  WORD("stage_complete", rbk_word_named, RBK_CONDITION_STAGE_COMPLETE, "stage: string", "condition", "stage_complete \"support\"", "what the stage needs is on record"),
  WORD("fired", rbk_word_named, RBK_CONDITION_FIRED, "rule: string", "condition", "fired \"letter_1\"", "the rule fired on the pupil's day before"),
  WORD("band", rbk_word_band, 0, "name: string", "band", "band \"attendance\":is \"concerned\"", "the pupil's band"),
  WORD("flag", rbk_word_named, RBK_CONDITION_FLAG, "id: string", "condition", "flag \"persistent_absence\"", "the flag is raised"),
  WORD("first_day_of", rbk_word_day_of, RBK_LEAF_FIRST_DAY_OF, "window: window", "condition", "first_day_of(term)", "the pupil's first day on roll in it"),
  WORD("last_day_of", rbk_word_day_of, RBK_LEAF_LAST_DAY_OF, "window: window", "condition", "last_day_of(term)", "the school's last day in it; also a time"),
  WORD("weekday", rbk_word_weekday, 0, "day: string", "condition", "weekday \"mon\"", "it is that day of the week"),
  WORD("on_or_after", rbk_word_on_or_after, 0, "date: string|parameter", "condition", "on_or_after \"2024-08-19\"", "the day is that date or later"),
  WORD("in_term", rbk_word_in_term, 0, "term: string|parameter", "condition", "in_term \"autumn\"", "the day is in that term"),
  WORD("any_of", rbk_word_any_of, 0, "rows: table", "condition", "any_of { { c, clause = \"X-1\" } }", "at least one holds; every one that held is shown"),
  WORD("by", rbk_word_by, 0, "number: measure, steps: parameter", "steps", "by(half_term_number, param.steps)", "the value for the half term, to compare with"),

  /* times and roles */
  ANYTIME("working_days", rbk_word_working_days, 0, "n: number|parameter", "due", "working_days(3)", "n days of Monday to Friday outside bank holidays later"),
  WORD("clock", rbk_word_clock, 0, "time: string|parameter", "due", "clock \"11:45\"", "that day at a time"),
  WORD("first_of", rbk_word_first_of, 0, "rows: table", "choices", "first_of { { attr \"social_worker\", role.social_worker }, role.school_lead }", "the first role whose condition holds"),
  {{"param", NULL, true, true, "", "parameters", "param.refer", "the declared parameters, by name"}, NULL, 0},
  {{"role", NULL, true, true, "", "roles", "role.attendance_officer", "the roles, by id"}, NULL, 0},

  /* on measures */
  METHOD("measure", "within", rbk_method_within, 0, "window: window, ...: window", "measure", "m:within(term)", "over these days; several windows mean their common days"),
  METHOD("measure", "on", rbk_method_on, 0, "weekday: string, ...: string", "measure", "m:on(\"mon\", \"fri\")", "only on these days of the week: Mondays and Fridays"),
  METHOD("measure", "session", rbk_method_session, 0, "session: string", "measure", "m:session \"AM\"", "only mornings or afternoons"),
  METHOD("measure", "beside_closure", rbk_method_switch, 0, "", "measure", "m:beside_closure()", "only days next to a closed weekday"),
  METHOD("measure", "any_school", rbk_method_switch, 1, "", "measure", "m:any_school()", "marks of other schools too"),
  METHOD("measure", "restarting_at", rbk_method_restarting, 0, "kind: string, field?: string", "measure", "m:restarting_at(\"notice.issued\")", "only sessions after the latest event, or after the date in its field"),
  METHOD("measure", "as_at", rbk_method_as_at, 0, "kind: string", "measure", "m:as_at(\"meeting\")", "as it stood at the latest event of a kind"),
  METHOD("measure", "rounded", rbk_method_rounded, 0, "places: number|parameter", "measure", "m:rounded(1)", "rounded half up, where the source rounds"),
  METHOD("measure", "at_least", rbk_method_compare, RBK_AT_LEAST, "value: number|parameter|measure|steps", "condition", "m:at_least(10)", "this or more"),
  METHOD("measure", "above", rbk_method_compare, RBK_ABOVE, "value: number|parameter|measure|steps", "condition", "m:above(10)", "more than this"),
  METHOD("measure", "at_most", rbk_method_compare, RBK_AT_MOST, "value: number|parameter|measure|steps", "condition", "m:at_most(90)", "this or less"),
  METHOD("measure", "below", rbk_method_compare, RBK_BELOW, "value: number|parameter|measure|steps", "condition", "m:below(90)", "less than this"),
  METHOD("measure", "is", rbk_method_is, RBK_IS, "value: number|string|parameter|measure|steps", "condition", "m:is(100)", "exactly this; of an attribute also a text"),
  METHOD("measure", "between", rbk_method_is_between, 0, "least: number|parameter|measure, most: number|parameter|measure", "condition", "m:between(90, 95)", "both ends included"),
  METHOD("measure", "ever", rbk_method_ever, 0, "", "condition", "attr(\"x\"):ever()", "the attribute held on some day so far"),
  METHOD("measure", "throughout", rbk_method_throughout, 0, "window: window, ...: window", "condition", "attr(\"x\"):throughout(term)", "of an attribute or a function: on every day of the window"),

  /* on conditions */
  METHOD("condition", "within", rbk_method_within, 0, "window: window, ...: window", "condition", "c:within(term)", "on some day of the window"),
  METHOD("condition", "throughout", rbk_method_throughout, 0, "window: window, ...: window", "condition", "c:throughout(half_term)", "on every day of the window"),
  METHOD("band", "is", rbk_method_band_is, 0, "id: string|parameter", "condition", "band \"b\":is \"x\"", "the pupil is in this row"),
  METHOD("parent", "is", rbk_method_parent_is, 0, "text: string|parameter", "condition", "parent \"language\":is \"Polish\"", "parents.csv says this of the parent"),
  METHOD("school", "is", rbk_method_school_is, 0, "text: string|parameter", "condition", "school \"phase\":is \"primary\"", "school.json says this"),

  METHOD("parameter", "is", rbk_method_parameter_is, 0, "value: string|number", "condition", "param.mode:is \"percent\"", "the parameter has this value"),

  /* given to functions */
  FIELD("pupil", "id", rbk_pupil_id, 0, "string", "the pupil's id"),
  FIELD("pupil", "enrolment", rbk_pupil_enrolment, 0, "enrolment", "the enrolment of the day: `from` and `to`, days or nil"),
  FIELD("enrolment", "from", rbk_enrolment_end, 0, "day", "its first day, or nil"),
  FIELD("enrolment", "to", rbk_enrolment_end, 1, "day", "its last day once that has come, else nil"),
  FIELD("pupil", "attributes", rbk_pupil_attributes, 0, "attributes", "attributes by name: texts, \"\" when empty"),
  ASKED("pupil", "value", rbk_pupil_value_of, 0, "measure: measure", "figure", "pupil:value(attendance)", "a measure's figure on the day, or nil without data"),
  ASKED("pupil", "holds", rbk_pupil_holds, 0, "condition: condition", "boolean", "pupil:holds(enough)", "whether a condition holds on the day, or nil when that is not known"),
  ASKED("pupil", "mark", rbk_pupil_mark, 0, "date: string|day, session: string", "string", "pupil:mark(\"2024-11-12\", \"AM\")", "the code of a mark, or nil"),
  ASKED("pupil", "exceptions", rbk_pupil_exceptions, 0, "window: window", "table", "pupil:exceptions(term)", "marks that are not plain present: { date, session, code }"),
  ASKED("pupil", "dates", rbk_pupil_dates, 0, "set: codes|string, window: window", "table", "pupil:dates(late, term)", "the days with such a mark, in order"),
  FIELD("case", "event", rbk_case_event, 0, "event", "the event the rule fires for, or nil"),
  FIELD("case", "parent", rbk_case_parent, 0, "string", "the parent the rule fires for, `unknown` where none is on file, or nil"),
  ASKED("case", "on_record", rbk_case_on_record, 0, "kind: string, filter?: table", "boolean", "case:on_record \"letter.sent\"", "such an event is on record"),
  ASKED("case", "count", rbk_case_count, 0, "kind: string, filter?: table", "number", "case:count \"letter.sent\"", "how many there are"),
  ASKED("case", "last", rbk_case_last, 0, "kind: string, filter?: table", "event", "case:last \"meeting\"", "the latest of them, or nil"),
  ASKED("case", "events", rbk_case_events, 0, "kind: string, filter?: table", "table", "case:events \"meeting\"", "all of them by date"),
  FIELD("day", "date", rbk_day_date, 0, "string", "2025-02-14"),
  FIELD("day", "term", rbk_day_period, RBK_PERIOD_TERM, "string", "the term, as keys print it: 2024-autumn"),
  FIELD("day", "half_term", rbk_day_period, RBK_PERIOD_HALF_TERM, "string", "2024-25-h1"),
  FIELD("day", "week", rbk_day_period, RBK_PERIOD_WEEK, "string", "2024-W45"),
  ASKED("day", "add", rbk_day_add, 0, "span: window|due", "day", "day:add(school_days(5))", "so much later"),
  ASKED("day", "is_last_of", rbk_day_is_last_of, 0, "window: window|string", "boolean", "day:is_last_of(term)", "the school's last day in a term, half_term, month, week or school_year"),
  FIELD("figure", "n", rbk_figure_part, 0, "number", "what is counted"),
  FIELD("figure", "d", rbk_figure_part, 1, "number", "out of how many"),
  ASKED("figure", "at_least", rbk_figure_compare, RBK_AT_LEAST, "value: number|parameter|figure", "boolean", "f:at_least(10)", "exactly compared"),
  ASKED("figure", "above", rbk_figure_compare, RBK_ABOVE, "value: number|parameter|figure", "boolean", "f:above(10)", "exactly compared"),
  ASKED("figure", "at_most", rbk_figure_compare, RBK_AT_MOST, "value: number|parameter|figure", "boolean", "f:at_most(90)", "exactly compared"),
  ASKED("figure", "below", rbk_figure_compare, RBK_BELOW, "value: number|parameter|figure", "boolean", "f:below(90)", "exactly compared"),
  ASKED("figure", "is", rbk_figure_compare, RBK_IS, "value: number|parameter|figure", "boolean", "f:is(100)", "exactly compared"),
  FIELD("event", "kind", rbk_event_property, 0, "string", "its kind"),
  FIELD("event", "date", rbk_event_property, 1, "day", "its date"),
  FIELD("event", "id", rbk_event_property, 2, "string", "its id, \"\" where none"),
  FIELD("event", "parent", rbk_event_property, 3, "string", "its parent, \"\" where none"),
};
/* clang-format on */

enum { ENTRIES = sizeof entries / sizeof entries[0] };

size_t rbk_words_count(void) {
  return ENTRIES;
}

const rbk_term *rbk_word_at(size_t index) {
  return index < ENTRIES ? &entries[index].word : NULL;
}

const char *rbk_library_name(size_t index, const char **usage,
                             const char **doc) {
  static const rbk_library_entry *const lists[] = {
      rbk_base_library, rbk_text_library, rbk_table_library, rbk_math_library};
  for (size_t list = 0; list < 4; list++) {
    for (const rbk_library_entry *at = lists[list]; at->name; at++) {
      if (index-- > 0) continue;
      if (usage) *usage = at->usage;
      if (doc) *doc = at->doc;
      return at->name;
    }
  }
  return NULL;
}

/* --- in the environment -----------------------------------------------------
 */

static void push_entry(lua_State *L, const rbk_word_entry *entry) {
  lua_pushlightuserdata(L, (void *)(uintptr_t)entry);
  lua_pushcclosure(L, entry->call, 1);
}

/* `param` and `role` take any name; whether it is declared is known when the
 * layers are stacked. */
static void register_names(lua_State *L, const char *name,
                           lua_CFunction index) {
  lua_newuserdatauv(L, 1, 0);
  lua_newtable(L);
  lua_pushcfunction(L, index);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, name);
}

void rbk_words_open(lua_State *L) {
  for (size_t i = 0; i < ENTRIES; i++) {
    const rbk_word_entry *entry = &entries[i];
    if (entry->word.on || entry->word.value || !entry->call) continue;
    push_entry(L, entry);
    lua_setfield(L, -2, entry->word.name);
  }
  register_names(L, "param", rbk_param_index);
  register_names(L, "role", rbk_role_index);
}

bool rbk_word_push_value(lua_State *L, const char *name) {
  for (size_t i = 0; i < ENTRIES; i++) {
    const rbk_word_entry *entry = &entries[i];
    if (entry->word.on || !entry->word.value || !entry->call) continue;
    if (strcmp(entry->word.name, name) != 0) continue;
    push_entry(L, entry);
    lua_call(L, 0, 1);
    return true;
  }
  return false;
}
