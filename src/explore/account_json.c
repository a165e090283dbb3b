/* An explanation as one JSON object. */
#include <string.h>

#include "explore/account.h"
#include "write/pieces.h"

static void put_bool_member(rbk_buffer *out, const char *name, bool value) {
  rbk_put_key(out, name);
  rbk_buffer_text(out, value ? "true" : "false");
}

static void open_list(rbk_buffer *out, const char *name) {
  rbk_put_key(out, name);
  rbk_buffer_byte(out, '[');
}

static void next(rbk_buffer *out, size_t i) {
  if (i > 0) rbk_buffer_byte(out, ',');
  rbk_buffer_byte(out, '{');
}

static void put_head(const rbk_account *account, rbk_buffer *out) {
  const rbk_decision *d = account->decision;
  const rbk_attendance *a = &d->attendance;
  if (d->group)
    rbk_put_text_member(out, "group", d->group);
  else
    rbk_put_text_member(out, "pupil", d->pupil);
  rbk_put_text_member(out, "as_of", d->as_of);
  rbk_put_text_member(out, "profile", account->profile);
  rbk_put_text_member(out, "policy", d->policy);
  rbk_put_text_member(out, "run", account->run);
  if (d->group) return;
  put_bool_member(out, "on_roll", d->on_roll);
  rbk_put_key(out, "attendance");
  rbk_buffer_byte(out, '{');
  rbk_put_number_member(out, "possible", a->possible);
  rbk_put_number_member(out, "attended", a->attended);
  rbk_put_number_member(out, "authorised", a->authorised);
  rbk_put_number_member(out, "unauthorised", a->unauthorised);
  rbk_put_number_member(out, "late", a->late);
  rbk_put_number_member(out, "missing", a->missing);
  rbk_put_text_member(out, "rate", a->rate);
  rbk_buffer_byte(out, '}');
  rbk_put_key(out, "codes");
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < d->code_count; i++)
    rbk_put_number_member(out, d->codes[i].code, d->codes[i].count);
  rbk_buffer_byte(out, '}');
}

/* The part at `*at` with all that is deeper; `*at` moves behind them. */
static void put_part(rbk_buffer *out, const rbk_told_condition *told,
                     size_t *at) {
  static const char *const words[] = {
      [RBK_FALSE] = "false", [RBK_TRUE] = "true", [RBK_UNKNOWN] = "null"};
  const rbk_told_part *part = &told->parts[(*at)++];
  rbk_buffer_byte(out, '{');
  rbk_put_key(out, "holds");
  rbk_buffer_text(out, words[part->truth]);
  rbk_put_text_member(out, "is", part->text);
  if (part->value) rbk_put_text_member(out, "value", part->value);
  if (part->against) rbk_put_text_member(out, "against", part->against);
  if (part->cause) rbk_put_text_member(out, "cause", part->cause);
  if (*at < told->part_count && told->parts[*at].depth > part->depth) {
    open_list(out, "parts");
    for (size_t i = 0;
         *at < told->part_count && told->parts[*at].depth > part->depth; i++) {
      if (i > 0) rbk_buffer_byte(out, ',');
      put_part(out, told, at);
    }
    rbk_buffer_byte(out, ']');
  }
  rbk_buffer_byte(out, '}');
}

static void put_days(rbk_buffer *out, const rbk_told_marks *marks,
                     const rbk_told_days *days) {
  rbk_put_text_member(out, "from", days->from);
  rbk_put_text_member(out, "to", days->to);
  rbk_put_text_member(out, marks->events ? "kind" : "marks", days->marks);
  if (marks->events)
    rbk_put_text_member(out, "id", days->id);
  else
    rbk_put_number_member(out, "school_days", (int64_t)days->days);
  if (days->school) rbk_put_text_member(out, "school", days->school);
}

static void put_marks(rbk_buffer *out, const rbk_told_marks *marks) {
  rbk_put_text_member(out, "behind", marks->figure);
  rbk_put_text_member(out, "from", marks->from);
  rbk_put_text_member(out, "to", marks->to);
  put_bool_member(out, "against", marks->against);
  if (!marks->events) rbk_put_number_member(out, "sessions", marks->sessions);
  open_list(out, marks->events ? "events" : "days");
  for (size_t i = 0; i < marks->count; i++) {
    next(out, i);
    put_days(out, marks, &marks->items[i]);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
}

static void put_condition(rbk_buffer *out, const rbk_told_condition *told) {
  size_t at = 0;
  rbk_put_text_member(out, "heading", told->heading);
  rbk_put_text_member(out, "on", told->day);
  rbk_put_key(out, "tree");
  if (told->part_count > 0)
    put_part(out, told, &at);
  else
    rbk_buffer_text(out, "null");
  open_list(out, "evidence");
  for (size_t i = 0; i < told->mark_count; i++) {
    next(out, i);
    put_marks(out, &told->marks[i]);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
}

static void put_outlook(rbk_buffer *out, const rbk_outlook *o) {
  bool marks = o->kind == RBK_OUTLOOK_SESSIONS || o->kind == RBK_OUTLOOK_BOTH;
  rbk_put_text_member(out, "if", rbk_outlook_name(o->kind));
  rbk_put_text_member(out, "then",
                      o->kind == RBK_OUTLOOK_NEVER ? o->never : o->what);
  rbk_put_text_member(out, "on", o->then);
  rbk_put_key(out, "sessions");
  if (marks)
    rbk_buffer_number(out, (int64_t)o->sessions);
  else
    rbk_buffer_text(out, "null");
  rbk_put_text_member(out, "of", o->set);
  rbk_put_text_member(out, "where",
                      o->where && *o->where ? o->where + 1 : NULL);
  rbk_put_text_member(out, "tried", o->code);
  rbk_put_text_member(out, "by", o->by);
  rbk_put_text_member(out, "record", o->facts);
  rbk_put_text_member(out, "looked_until", o->until);
}

static void put_subject(rbk_buffer *out, const rbk_subject *s) {
  rbk_put_text_member(out, "kind", s->kind);
  rbk_put_text_member(out, "id", s->id);
  rbk_put_text_member(out, "key", s->key);
  put_bool_member(out, "holds", s->holds);
  rbk_put_text_member(out, "since", s->since);
  rbk_put_text_member(out, "heading", s->heading);
  rbk_put_text_member(out, "state", s->state);
  rbk_put_text_member(out, "text", s->paragraph);
  rbk_put_text_member(out, "in_the_way", s->in_the_way);
  open_list(out, "clauses");
  for (size_t i = 0; i < s->clause_count; i++) {
    next(out, i);
    rbk_put_text_member(out, "id", s->clauses[i].id);
    rbk_put_text_member(out, "text", s->clauses[i].text);
    rbk_put_text_member(out, "source", s->clauses[i].source);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
  open_list(out, "outlook");
  for (size_t i = 0; i < s->outlook_count; i++) {
    next(out, i);
    put_outlook(out, &s->outlooks[i]);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
  open_list(out, "conditions");
  for (size_t i = 0; i < s->condition_count; i++) {
    next(out, i);
    put_condition(out, &s->conditions[i]);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
}

void rbk_account_print_json(const rbk_account *account, rbk_buffer *out) {
  rbk_buffer_byte(out, '{');
  put_head(account, out);
  open_list(out, "subjects");
  for (size_t i = 0; i < account->subject_count; i++) {
    next(out, i);
    put_subject(out, &account->subjects[i]);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_text(out, "]}\n");
}
