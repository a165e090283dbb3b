/* An explanation as text for a terminal. */
#include <string.h>

#include "explore/account.h"

enum { WIDTH = 80, MARKS_COLUMN = 26 };

/* The text in lines of at most WIDTH, each behind two spaces. */
static void put_paragraph(rbk_buffer *out, const char *text) {
  size_t column = 0;
  while (*text != '\0') {
    size_t word = strcspn(text, " ");
    if (column > 0 && column + 1 + word > WIDTH) {
      rbk_buffer_byte(out, '\n');
      column = 0;
    }
    rbk_buffer_text(out, column == 0 ? "  " : " ");
    rbk_buffer_add(out, text, word);
    column += word + (column == 0 ? 2 : 1);
    text += word;
    text += strspn(text, " ");
  }
  if (column > 0) rbk_buffer_byte(out, '\n');
}

static void put_head(const rbk_account *account, rbk_buffer *out) {
  const rbk_decision *d = account->decision;
  const rbk_attendance *a = &d->attendance;
  rbk_buffer_format(out, "%s at the close of %s\n",
                    d->group ? d->group : d->pupil, d->as_of);
  rbk_buffer_format(out, "School %s, policy %s, run %s\n", account->profile,
                    d->policy ? d->policy : "(none in force)", account->run);
  if (d->group) return;
  if (!d->on_roll) rbk_buffer_text(out, "Not on roll that day.\n");
  rbk_buffer_format(out, "Attendance this school year: %s",
                    a->rate ? a->rate : "no possible session yet");
  if (a->rate)
    rbk_buffer_format(out, " %% (%lld of %lld possible sessions)",
                      (long long)a->attended, (long long)a->possible);
  rbk_buffer_format(out,
                    "; absent %lld with leave, %lld without; late %lld; "
                    "missing %lld\nMarks:",
                    (long long)a->authorised, (long long)a->unauthorised,
                    (long long)a->late, (long long)a->missing);
  for (size_t i = 0; i < d->code_count; i++)
    rbk_buffer_format(out, " %s %lld", d->codes[i].code,
                      (long long)d->codes[i].count);
  rbk_buffer_byte(out, '\n');
}

static void put_part(const rbk_told_part *part, rbk_buffer *out) {
  static const char *const signs[] = {
      [RBK_FALSE] = "no ", [RBK_TRUE] = "yes", [RBK_UNKNOWN] = "?  "};
  rbk_buffer_format(out, "%*s%s  %s", 4 + (int)part->depth * 5, "",
                    signs[part->truth], part->text);
  if (part->value) rbk_buffer_format(out, ": it is %s", part->value);
  if (part->against) rbk_buffer_format(out, ", against %s", part->against);
  if (part->cause) rbk_buffer_format(out, " (%s)", part->cause);
  rbk_buffer_byte(out, '\n');
}

static bool has_parts(const rbk_told_condition *condition, size_t i) {
  return i + 1 < condition->part_count &&
         condition->parts[i + 1].depth > condition->parts[i].depth;
}

static void put_days(const rbk_told_days *days, rbk_buffer *out) {
  size_t from = out->length;
  rbk_buffer_format(out, "      %s", days->from);
  if (days->days > 1) rbk_buffer_format(out, " to %s", days->to);
  size_t used = out->length - from;
  rbk_buffer_format(out, "%*s  %s",
                    used < MARKS_COLUMN + 4 ? (int)(MARKS_COLUMN + 4 - used)
                                            : 0,
                    "", days->marks);
  if (days->id && *days->id) rbk_buffer_format(out, " %s", days->id);
  if (days->school) rbk_buffer_format(out, " at %s", days->school);
  if (days->days > 1)
    rbk_buffer_format(out, "  on %zu school days", days->days);
  rbk_buffer_byte(out, '\n');
}

static void put_marks(const rbk_told_marks *marks, rbk_buffer *out) {
  rbk_buffer_format(out, "    %s behind %s", marks->events ? "events" : "marks",
                    marks->figure);
  if (marks->from) rbk_buffer_format(out, ", %s to %s", marks->from, marks->to);
  if (marks->events)
    rbk_buffer_format(out, ": %zu\n", marks->count);
  else
    rbk_buffer_format(out, ": %s%lld sessions\n",
                      marks->against ? "against it " : "",
                      (long long)marks->sessions);
  for (size_t i = 0; i < marks->count; i++) put_days(&marks->items[i], out);
}

static void put_condition(const rbk_told_condition *told, rbk_buffer *out) {
  rbk_buffer_format(out, "  %s, on %s:\n", told->heading, told->day);
  for (size_t i = 0; i < told->part_count; i++) {
    put_part(&told->parts[i], out);
    if (!has_parts(told, i) || out->length == 0) continue;
    out->length--; /* "all of" is followed by what it is all of */
    rbk_buffer_text(out, ":\n");
  }
  for (size_t i = 0; i < told->mark_count; i++) put_marks(&told->marks[i], out);
}

static void put_subject(const rbk_subject *subject, rbk_buffer *out) {
  rbk_buffer_format(out, "\n%s\n", subject->heading);
  if (subject->state) rbk_buffer_format(out, "  %s\n", subject->state);
  if (subject->brief) return;
  if (subject->paragraph) put_paragraph(out, subject->paragraph);
  for (size_t i = 0; i < subject->clause_count; i++) {
    const rbk_told_clause *clause = &subject->clauses[i];
    rbk_buffer_format(out, "  %s", clause->id);
    if (*clause->text) rbk_buffer_format(out, ": %s", clause->text);
    if (*clause->source) rbk_buffer_format(out, "\n      %s", clause->source);
    rbk_buffer_byte(out, '\n');
  }
  for (size_t i = 0; i < subject->condition_count; i++)
    put_condition(&subject->conditions[i], out);
}

void rbk_account_print(const rbk_account *account, rbk_buffer *out) {
  put_head(account, out);
  for (size_t i = 0; i < account->subject_count; i++)
    put_subject(&account->subjects[i], out);
  if (account->subject_count == 0)
    rbk_buffer_text(out, "\nNothing else to say.\n");
}
