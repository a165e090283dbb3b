/* The list for spreadsheets and programs. */
#include <string.h>

#include "report/worklist_forms.h"
#include "write/pieces.h"

void rbk_put_when(rbk_buffer *out, const rbk_worklist *list,
                  const rbk_work *work) {
  const char *clock = work->due ? strchr(work->due, 'T') : NULL;
  if (work->overdue)
    rbk_buffer_format(out, work->late == 1 ? "1 day late" : "%d days late",
                      (int)work->late);
  else if (work->due == NULL)
    rbk_buffer_text(out, work->due_in ? work->due_in : "no day");
  else if (clock && work->urgency == 1)
    rbk_buffer_format(out, "%s today", clock + 1);
  else if (strcmp(work->due, list->on) == 0)
    rbk_buffer_text(out, "today");
  else
    rbk_buffer_text(out, work->due);
}

/* --- CSV ------------------------------------------------------------------ */

typedef struct row {
  const rbk_worklist *list;
  const rbk_work_group *group; /* NULL: not of one */
  const rbk_work *work;
} row;

static void field(rbk_buffer *out, const char *text) {
  if (text) rbk_buffer_csv(out, text, strlen(text));
}

static void list_field(rbk_buffer *out, const rbk_list *list) {
  rbk_buffer joined;
  rbk_buffer_init(&joined, out->alloc);
  rbk_put_joined(&joined, list);
  field(out, rbk_buffer_string(&joined));
  if (joined.status != RBK_OK) out->status = joined.status;
  rbk_buffer_finish(&joined);
}

static void put_school(rbk_buffer *out, const row *r) {
  field(out, r->list->school);
}
static void put_on(rbk_buffer *out, const row *r) {
  field(out, r->list->on);
}
static void put_owner(rbk_buffer *out, const row *r) {
  if (r->group)
    field(out, r->group->role);
  else
    list_field(out, &r->work->owner);
}
static void put_owner_name(rbk_buffer *out, const row *r) {
  if (r->group && r->group->role) field(out, r->group->name);
}
static void put_kind(rbk_buffer *out, const row *r) {
  bool listed = r->work->kind < RBK_WORK_KINDS;
  field(out, listed ? rbk_work_kind_name(r->work->kind) : "not known");
}
static void put_row_when(rbk_buffer *out, const row *r) {
  rbk_buffer when;
  rbk_buffer_init(&when, out->alloc);
  if (r->group) rbk_put_when(&when, r->list, r->work);
  field(out, rbk_buffer_string(&when));
  if (when.status != RBK_OK) out->status = when.status;
  rbk_buffer_finish(&when);
}
static void put_late(rbk_buffer *out, const row *r) {
  if (r->work->overdue) rbk_buffer_number(out, r->work->late);
}
static void put_clause(rbk_buffer *out, const row *r) {
  list_field(out, &r->work->clause);
}
static void put_members(rbk_buffer *out, const row *r) {
  list_field(out, &r->work->members);
}
static void put_attended(rbk_buffer *out, const row *r) {
  if (r->work->attendance) rbk_buffer_number(out, r->work->attended);
}
static void put_possible(rbk_buffer *out, const row *r) {
  if (r->work->attendance) rbk_buffer_number(out, r->work->possible);
}

/* A column is put together by a function, or is a text of the item. */
static const struct {
  const char *name;
  void (*put)(rbk_buffer *out, const row *r);
  size_t text;
} columns[] = {
    {"school", put_school, 0},
    {"on", put_on, 0},
    {"owner", put_owner, 0},
    {"owner_name", put_owner_name, 0},
    {"when", put_row_when, 0},
    {"days_late", put_late, 0},
    {"kind", put_kind, 0},
    {"status", NULL, offsetof(rbk_work, status)},
    {"duty", NULL, offsetof(rbk_work, duty)},
    {"pupil", NULL, offsetof(rbk_work, pupil)},
    {"name", NULL, offsetof(rbk_work, name)},
    {"class", NULL, offsetof(rbk_work, class_name)},
    {"group", NULL, offsetof(rbk_work, group)},
    {"what", NULL, offsetof(rbk_work, what)},
    {"due", NULL, offsetof(rbk_work, due)},
    {"due_in", NULL, offsetof(rbk_work, due_in)},
    {"why", NULL, offsetof(rbk_work, why)},
    {"waits_for", NULL, offsetof(rbk_work, waits_for)},
    {"attendance", NULL, offsetof(rbk_work, attendance)},
    {"attended", put_attended, 0},
    {"possible", put_possible, 0},
    {"clause", put_clause, 0},
    {"rule", NULL, offsetof(rbk_work, rule)},
    {"letter", NULL, offsetof(rbk_work, letter)},
    {"parent", NULL, offsetof(rbk_work, parent)},
    {"members", put_members, 0},
    {"since", NULL, offsetof(rbk_work, fired)},
    {"record", NULL, offsetof(rbk_work, record)},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void put_row(rbk_buffer *out, const row *r) {
  for (size_t i = 0; i < COLUMNS; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    if (columns[i].put) {
      columns[i].put(out, r);
      continue;
    }
    const char *text;
    memcpy(&text, (const char *)r->work + columns[i].text, sizeof text);
    field(out, text);
  }
  rbk_buffer_byte(out, '\n');
}

void rbk_worklist_put_csv(const rbk_worklist *list, size_t number,
                          rbk_buffer *out) {
  for (size_t i = 0; i < COLUMNS && number == 0; i++)
    rbk_buffer_format(out, "%s%s", columns[i].name,
                      i + 1 < COLUMNS ? "," : "\n");
  for (size_t g = 0; g < list->group_count; g++) {
    const rbk_work_group *group = &list->groups[g];
    for (size_t i = 0; i < group->count; i++) {
      row r = {list, group, group->items[i]};
      put_row(out, &r);
    }
  }
  for (size_t i = 0; i < list->waiting_count; i++) {
    row r = {list, NULL, &list->waiting[i]};
    put_row(out, &r);
  }
  for (size_t i = 0; i < list->not_known_count; i++) {
    const rbk_not_known *item = &list->not_known[i];
    rbk_work work = {.kind = RBK_WORK_KINDS,
                     .pupil = item->pupil,
                     .name = item->name,
                     .class_name = item->class_name,
                     .what = "find out what is not known",
                     .status = item->failed ? "undetermined" : "no data",
                     .rule = item->id,
                     .why = item->cause};
    row r = {list, NULL, &work};
    put_row(out, &r);
  }
}

/* --- JSON ----------------------------------------------------------------- */

static void first_member(rbk_buffer *out, const char *name, const char *text) {
  rbk_buffer_format(out, "{\"%s\":", name);
  rbk_put_text(out, text);
}

static void put_work(rbk_buffer *out, const rbk_work *work) {
  first_member(out, "kind", rbk_work_kind_name(work->kind));
  rbk_put_text_member(out, "status", work->status);
  rbk_put_text_member(out, "pupil", work->pupil);
  rbk_put_text_member(out, "name", work->name);
  rbk_put_text_member(out, "class", work->class_name);
  rbk_put_text_member(out, "group", work->group);
  rbk_put_text_member(out, "what", work->what);
  rbk_put_text_member(out, "rule", work->rule);
  rbk_put_text_member(out, "duty", work->duty);
  rbk_put_list_member(out, "clause", &work->clause);
  rbk_put_list_member(out, "owner", &work->owner);
  rbk_put_text_member(out, "due", work->due);
  rbk_put_text_member(out, "due_in", work->due_in);
  rbk_put_key(out, "days_late");
  if (work->overdue)
    rbk_buffer_number(out, work->late);
  else
    rbk_buffer_text(out, "null");
  rbk_put_text_member(out, "since", work->fired);
  rbk_put_text_member(out, "why", work->why);
  rbk_put_text_member(out, "waits_for", work->waits_for);
  rbk_put_text_member(out, "attendance", work->attendance);
  rbk_put_number_member(out, "attended", work->attended);
  rbk_put_number_member(out, "possible", work->possible);
  rbk_put_text_member(out, "letter", work->letter);
  rbk_put_text_member(out, "parent", work->parent);
  rbk_put_list_member(out, "members", &work->members);
  rbk_put_text_member(out, "record", work->record);
  rbk_buffer_byte(out, '}');
}

static void put_group(rbk_buffer *out, const rbk_work_group *group) {
  first_member(out, "role", group->role);
  rbk_put_text_member(out, "name", group->role ? group->name : NULL);
  rbk_put_number_member(out, "overdue", (int64_t)group->overdue);
  rbk_put_key(out, "items");
  for (size_t i = 0; i < group->count; i++) {
    rbk_buffer_byte(out, i ? ',' : '[');
    put_work(out, group->items[i]);
  }
  rbk_buffer_text(out, "]}");
}

static void put_not_known(rbk_buffer *out, const rbk_not_known *item) {
  first_member(out, "pupil", item->pupil);
  rbk_put_text_member(out, "name", item->name);
  rbk_put_text_member(out, "class", item->class_name);
  rbk_put_text_member(out, "id", item->id);
  rbk_put_text_member(out, "cause", item->cause);
  rbk_put_key(out, "failed");
  rbk_buffer_text(out, item->failed ? "true}" : "false}");
}

void rbk_worklist_put_json(const rbk_worklist *list, size_t number,
                           rbk_buffer *out) {
  rbk_buffer_text(out, number == 0 ? "[" : ",\n");
  first_member(out, "school", list->school);
  rbk_put_text_member(out, "name", list->school_name);
  rbk_put_text_member(out, "policy", list->policy);
  rbk_put_text_member(out, "run", list->run);
  rbk_put_text_member(out, "on", list->on);
  rbk_put_text_member(out, "read_at", list->read_at);
  rbk_put_text_member(out, "last_session", list->session);
  rbk_put_number_member(out, "pupils", (int64_t)list->pupils);
  rbk_put_key(out, "owners");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < list->group_count; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    put_group(out, &list->groups[i]);
  }
  rbk_buffer_byte(out, ']');
  rbk_put_key(out, "waiting");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < list->waiting_count; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    put_work(out, &list->waiting[i]);
  }
  rbk_buffer_byte(out, ']');
  rbk_put_key(out, "not_known");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < list->not_known_count; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    put_not_known(out, &list->not_known[i]);
  }
  rbk_buffer_text(out, "]}");
}

/* --- any of them ---------------------------------------------------------- */

void rbk_worklist_print(const rbk_worklist *list, rbk_worklist_format format,
                        size_t number, bool colours, rbk_buffer *out) {
  switch (format) {
  case RBK_WORKLIST_TABLE:
    rbk_worklist_put_table(list, number, colours, out);
    break;
  case RBK_WORKLIST_CSV:
    rbk_worklist_put_csv(list, number, out);
    break;
  case RBK_WORKLIST_JSON:
    rbk_worklist_put_json(list, number, out);
    break;
  }
}

void rbk_worklist_print_end(rbk_worklist_format format, size_t schools,
                            rbk_buffer *out) {
  if (format == RBK_WORKLIST_JSON)
    rbk_buffer_text(out, schools == 0 ? "[]\n" : "]\n");
}
