/* school.json and calendar.json. */
#include <string.h>

#include "write/folder_parts.h"
#include "write/pieces.h"

/* Begins the next member of an object, on a line of its own. */
static void member(rbk_buffer *out, const char *name, bool *first) {
  rbk_buffer_text(out, *first ? "\n  " : ",\n  ");
  *first = false;
  rbk_put_text(out, name);
  rbk_buffer_text(out, ": ");
}

static void text_member(rbk_buffer *out, const char *name, const char *text,
                        bool *first) {
  if (text[0] == '\0') return;
  member(out, name, first);
  rbk_put_text(out, text);
}

/* --- school.json --- */

static void put_policies(rbk_buffer *out, const rbk_school *school) {
  const rbk_policy_choice *choices = school->policies;
  if (school->policy_count == 1 && choices[0].from == RBK_NO_DATE) {
    rbk_put_text(out, choices[0].policy);
    return;
  }
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < school->policy_count; i++) {
    rbk_buffer_text(out, i ? ",\n    {" : "\n    {");
    if (choices[i].from != RBK_NO_DATE) {
      rbk_buffer_text(out, "\"from\": \"");
      rbk_buffer_date(out, choices[i].from);
      rbk_buffer_text(out, "\", ");
    }
    rbk_buffer_text(out, "\"policy\": ");
    rbk_put_text(out, choices[i].policy);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_text(out, "\n  ]");
}

static void put_value(rbk_buffer *out, const rbk_setting *setting, size_t i) {
  if (setting->numbers[i])
    rbk_buffer_text(out, setting->values[i]);
  else
    rbk_put_text(out, setting->values[i]);
}

static void put_parameters(rbk_buffer *out, const rbk_school *school) {
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < school->parameter_count; i++) {
    const rbk_setting *setting = &school->parameters[i];
    rbk_buffer_text(out, i ? ",\n    " : "\n    ");
    rbk_put_text(out, setting->name);
    rbk_buffer_text(out, ": ");
    if (setting->is_list) rbk_buffer_byte(out, '[');
    for (size_t v = 0; v < setting->value_count; v++) {
      if (v) rbk_buffer_text(out, ", ");
      put_value(out, setting, v);
    }
    if (setting->is_list) rbk_buffer_byte(out, ']');
  }
  rbk_buffer_text(out, "\n  }");
}

static void pairs_member(rbk_buffer *out, const char *name,
                         const rbk_pair *pairs, size_t count, bool *first) {
  if (count == 0) return;
  member(out, name, first);
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < count; i++) {
    rbk_buffer_text(out, i ? ",\n    " : "\n    ");
    rbk_put_text(out, pairs[i].name);
    rbk_buffer_text(out, ": ");
    rbk_put_text(out, pairs[i].value);
  }
  rbk_buffer_text(out, "\n  }");
}

void rbk_put_school(rbk_buffer *out, const rbk_school *school) {
  bool first = true;
  rbk_buffer_byte(out, '{');
  text_member(out, "id", school->id, &first);
  text_member(out, "name", school->name, &first);
  text_member(out, "phase", school->phase, &first);
  text_member(out, "la", school->la, &first);
  if (school->policy_count) {
    member(out, "policy", &first);
    put_policies(out, school);
  }
  if (school->parameter_count) {
    member(out, "parameters", &first);
    put_parameters(out, school);
  }
  pairs_member(out, "roles", school->roles, school->role_count, &first);
  pairs_member(out, "aliases", school->aliases, school->alias_count, &first);
  pairs_member(out, "facts", school->facts, school->fact_count, &first);
  rbk_buffer_text(out, "\n}\n");
}

/* --- calendar.json --- */

typedef struct calendar_writer {
  rbk_buffer *out;
  const rbk_calendar *calendar;
  const rbk_period *year;
  const char *indent; /* of the members of a year */
  bool first;         /* member of the year */
  size_t items;       /* written of the list at hand */
} calendar_writer;

static void year_member(calendar_writer *w, const char *name) {
  rbk_buffer_text(w->out, w->first ? "\n" : ",\n");
  w->first = false;
  rbk_buffer_text(w->out, w->indent);
  rbk_put_text(w->out, name);
  rbk_buffer_text(w->out, ": ");
}

/* Opens the next object of a list; the list itself before its first. */
static void item(calendar_writer *w, const char *list) {
  if (w->items == 0) {
    year_member(w, list);
    rbk_buffer_byte(w->out, '[');
  }
  rbk_buffer_text(w->out, w->items++ ? ",\n  " : "\n  ");
  rbk_buffer_text(w->out, w->indent);
  rbk_buffer_byte(w->out, '{');
}

static void end_list(calendar_writer *w) {
  if (w->items) {
    rbk_buffer_byte(w->out, '\n');
    rbk_buffer_text(w->out, w->indent);
    rbk_buffer_byte(w->out, ']');
  }
  w->items = 0;
}

/* `"name": ` of an object on one line. */
static void key(calendar_writer *w, const char *name) {
  if (w->out->length && w->out->bytes[w->out->length - 1] != '{')
    rbk_buffer_text(w->out, ", ");
  rbk_put_text(w->out, name);
  rbk_buffer_text(w->out, ": ");
}

static void text_key(calendar_writer *w, const char *name, const char *text) {
  if (!text || !text[0]) return;
  key(w, name);
  rbk_put_text(w->out, text);
}

static void date_key(calendar_writer *w, const char *name, rbk_date date) {
  key(w, name);
  rbk_buffer_byte(w->out, '"');
  rbk_buffer_date(w->out, date);
  rbk_buffer_byte(w->out, '"');
}

static void put_half_terms(calendar_writer *w) {
  const rbk_calendar *calendar = w->calendar;
  for (size_t i = 0; i < calendar->period_count[RBK_PERIOD_HALF_TERM]; i++) {
    const rbk_period *half = &calendar->periods[RBK_PERIOD_HALF_TERM][i];
    if (half->year != w->year->year) continue;
    item(w, "half_terms");
    text_key(w, "term", half->name);
    key(w, "number");
    rbk_buffer_number(w->out, half->number);
    date_key(w, "from", half->from);
    date_key(w, "to", half->to);
    rbk_buffer_byte(w->out, '}');
  }
  end_list(w);
}

static bool in_year(const calendar_writer *w, rbk_date date) {
  return date >= w->year->from && date <= w->year->to;
}

static void put_closures(calendar_writer *w) {
  for (size_t i = 0; i < w->calendar->closure_count; i++) {
    const rbk_closure *closure = &w->calendar->closures[i];
    if (!in_year(w, closure->from)) continue;
    item(w, "closures");
    if (closure->from == closure->to)
      date_key(w, "date", closure->from);
    else {
      date_key(w, "from", closure->from);
      date_key(w, "to", closure->to);
    }
    text_key(w, "reason", closure->reason);
    rbk_buffer_byte(w->out, '}');
  }
  end_list(w);
}

static void put_single_sessions(calendar_writer *w) {
  for (rbk_day day = w->year->first; day <= w->year->last; day++) {
    uint8_t held = w->calendar->sessions[day];
    if (held == (RBK_AM | RBK_PM)) continue;
    item(w, "single_sessions");
    date_key(w, "date", w->calendar->date[day]);
    text_key(w, "session", held == RBK_AM ? "AM" : "PM");
    rbk_buffer_byte(w->out, '}');
  }
  end_list(w);
}

static void put_named(calendar_writer *w) {
  for (size_t i = 0; i < w->calendar->named_count; i++) {
    const rbk_named_period *named = &w->calendar->named[i];
    if (!in_year(w, named->from)) continue;
    item(w, "periods");
    text_key(w, "name", named->name);
    date_key(w, "from", named->from);
    date_key(w, "to", named->to);
    if (named->year_groups) key(w, "year_groups");
    for (size_t g = 0; named->year_groups && g < named->year_group_count; g++) {
      rbk_buffer_text(w->out, g ? ", " : "[");
      rbk_put_text(w->out, named->year_groups[g]);
    }
    rbk_buffer_text(w->out, named->year_groups ? "]}" : "}");
  }
  end_list(w);
}

static void put_year(calendar_writer *w, const char *source) {
  const rbk_calendar *calendar = w->calendar;
  int first_year = rbk_school_year_of(w->year->from);
  w->first = true;
  year_member(w, "school_year");
  rbk_buffer_format(w->out, "\"%04d/%02d\"", first_year,
                    (first_year + 1) % 100);
  if (source) {
    year_member(w, "source");
    rbk_put_text(w->out, source);
  }
  put_half_terms(w);
  put_closures(w);
  put_single_sessions(w);
  put_named(w);
  year_member(w, "school_days");
  rbk_buffer_number(w->out, w->year->last - w->year->first + 1);
  year_member(w, "sessions");
  rbk_buffer_number(w->out, calendar->sessions_before[w->year->last + 1] -
                                calendar->sessions_before[w->year->first]);
}

static void put_bank_holidays(rbk_buffer *out, const rbk_calendar *calendar) {
  if (calendar->bank_holiday_count == 0) return;
  rbk_buffer_text(out, ",\n  \"bank_holidays\": [");
  for (size_t i = 0; i < calendar->bank_holiday_count; i++) {
    rbk_buffer_text(out, i ? ",\n    \"" : "\n    \"");
    rbk_buffer_date(out, calendar->bank_holidays[i]);
    rbk_buffer_byte(out, '"');
  }
  rbk_buffer_text(out, "\n  ]");
}

void rbk_put_calendar(rbk_buffer *out, const rbk_calendar *calendar,
                      const char *source) {
  size_t years = calendar->period_count[RBK_PERIOD_SCHOOL_YEAR];
  calendar_writer w = {.out = out, .calendar = calendar, .indent = "  "};
  rbk_buffer_byte(out, '{');
  if (years > 1) {
    w.indent = "      ";
    rbk_buffer_text(out, "\n  \"years\": [");
  }
  for (size_t i = 0; i < years; i++) {
    w.year = &calendar->periods[RBK_PERIOD_SCHOOL_YEAR][i];
    if (years > 1) rbk_buffer_text(out, i ? ",\n    {" : "\n    {");
    put_year(&w, source);
    if (years > 1) rbk_buffer_text(out, "\n    }");
  }
  if (years > 1) rbk_buffer_text(out, "\n  ]");
  put_bank_holidays(out, calendar);
  rbk_buffer_text(out, "\n}\n");
}
