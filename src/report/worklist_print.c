/* The list for a terminal: an owner after another, two lines for each thing to
 * do. Nothing is cut: what does not fit goes on below. */
#include <string.h>

#include "report/worklist.h"
#include "report/worklist_forms.h"
#include "write/layout.h"
#include "write/pieces.h"

enum { INDENT = 2, WHEN = 14, WHO = 34 };

typedef struct page {
  rbk_buffer *out;
  rbk_buffer line; /* a text being put together */
  bool colours;
} page;

static void pad(rbk_buffer *out, size_t count) {
  while (count-- > 0) rbk_buffer_byte(out, ' ');
}

/* The words of a text from column `indent` on, the first line being under way
 * there. */
static void put_wrapped(page *p, const char *text, size_t indent,
                        rbk_colour colour) {
  size_t width = RBK_LINE_WIDTH - indent, used = 0;
  rbk_buffer word;
  rbk_buffer_init(&word, p->out->alloc);
  while (*text != '\0') {
    size_t length = strcspn(text, " \n\t");
    rbk_buffer_clear(&word);
    rbk_buffer_add(&word, text, length);
    const char *shown = rbk_buffer_string(&word);
    size_t needed = shown ? rbk_width(shown) : 0;
    if (used > 0 && used + 1 + needed > width) {
      rbk_buffer_byte(p->out, '\n');
      pad(p->out, indent);
      used = 0;
    }
    if (used > 0) {
      rbk_buffer_byte(p->out, ' ');
      used++;
    }
    if (shown) rbk_put_cell(p->out, shown, needed, colour, p->colours);
    used += needed;
    text += length;
    text += strspn(text, " \n\t");
  }
  if (word.status != RBK_OK) p->out->status = word.status;
  rbk_buffer_finish(&word);
  rbk_buffer_byte(p->out, '\n');
}

static const char *line_text(page *p) {
  const char *text = rbk_buffer_string(&p->line);
  return text ? text : "";
}

/* --- one line of the list ------------------------------------------------- */

static void put_when(page *p, const rbk_worklist *list, const rbk_work *work) {
  rbk_colour colour = work->overdue        ? RBK_RED
                      : work->urgency == 1 ? RBK_YELLOW
                                           : RBK_PLAIN;
  rbk_buffer_clear(&p->line);
  if (work->waits_for)
    rbk_buffer_text(&p->line, work->status);
  else if (work->due == NULL && work->due_in) /* stands below */
    rbk_buffer_text(&p->line, "later");
  else
    rbk_put_when(&p->line, list, work);
  rbk_put_cell(p->out, line_text(p), WHEN - 1, colour, p->colours);
  pad(p->out, 1);
}

static void name_who(rbk_buffer *out, const rbk_work *work) {
  if (work->pupil == NULL && work->group == NULL) return;
  if (work->pupil == NULL && work->class_name)
    rbk_buffer_format(out, "class %s", work->class_name);
  else if (work->pupil == NULL)
    rbk_buffer_text(out, strcmp(work->group, "everyone") == 0 ? "the school"
                         : work->name                         ? work->name
                                                              : work->group);
  else
    rbk_buffer_text(out, work->name ? work->name : work->pupil);
  if (work->pupil && work->class_name)
    rbk_buffer_format(out, ", %s", work->class_name);
  if (work->pupil && work->name) rbk_buffer_format(out, " (%s)", work->pupil);
}

/* "Zoe Brown, 7B (P0001)". A name is never cut: what comes next stands below
 * where there is no room beside it. */
static void put_who(page *p, const rbk_work *work) {
  rbk_buffer_clear(&p->line);
  name_who(&p->line, work);
  const char *who = line_text(p);
  size_t width = rbk_width(who);
  rbk_put_cell(p->out, who, width < WHO - 1 ? WHO - 1 : width, RBK_PLAIN,
               false);
  if (width >= WHO) {
    rbk_buffer_byte(p->out, '\n');
    pad(p->out, INDENT + WHEN + WHO);
  } else {
    pad(p->out, 1);
  }
}

static void put_more(rbk_buffer *out, const char *word, const char *text) {
  if (text == NULL || text[0] == '\0') return;
  if (out->length > 0) rbk_buffer_text(out, " | ");
  if (word[0] != '\0') rbk_buffer_format(out, "%s ", word);
  rbk_buffer_text(out, text);
}

/* What it is because of, in which clause, and what to record. */
static void put_details(page *p, const rbk_work *work) {
  rbk_buffer *line = &p->line;
  rbk_buffer_clear(line);
  put_more(line, "", work->waits_for);
  if (!work->waits_for) put_more(line, "due", work->due_in);
  put_more(line, "", work->why);
  if (work->attendance)
    rbk_buffer_format(line, "%sthis year %s %%", line->length ? " | " : "",
                      work->attendance);
  if (work->members.count > 1) {
    rbk_buffer_text(line, line->length ? " | children " : "children ");
    rbk_put_joined(line, &work->members);
  }
  put_more(line, "letter", work->letter);
  put_more(line, "parent", work->parent);
  if (work->clause.count > 0) {
    rbk_buffer_text(line, line->length ? " | " : "");
    rbk_put_joined(line, &work->clause);
  }
  put_more(line, "record", work->record);
  pad(p->out, INDENT + WHEN);
  put_wrapped(p, line_text(p), INDENT + WHEN, RBK_FAINT);
}

static void put_work(page *p, const rbk_worklist *list, const rbk_work *work) {
  pad(p->out, INDENT);
  put_when(p, list, work);
  put_who(p, work);
  put_wrapped(p, work->what, INDENT + WHEN + WHO,
              work->overdue ? RBK_RED : RBK_PLAIN);
  put_details(p, work);
}

/* --- sections ------------------------------------------------------------- */

static void put_heading(page *p, const char *text) {
  rbk_buffer_byte(p->out, '\n');
  rbk_put_cell(p->out, text, rbk_width(text), RBK_BOLD, p->colours);
  rbk_buffer_byte(p->out, '\n');
}

static void put_group(page *p, const rbk_worklist *list,
                      const rbk_work_group *group) {
  rbk_buffer_clear(&p->line);
  rbk_buffer_text(&p->line, group->name);
  if (group->role && strcmp(group->role, group->name) != 0)
    rbk_buffer_format(&p->line, " (%s)", group->role);
  rbk_buffer_format(&p->line, ": %zu to do", group->count);
  if (group->overdue > 0)
    rbk_buffer_format(&p->line, ", %zu overdue", group->overdue);
  put_heading(p, line_text(p));
  for (size_t i = 0; i < group->count; i++) put_work(p, list, group->items[i]);
}

static void put_waiting(page *p, const rbk_worklist *list) {
  if (list->waiting_count == 0) return;
  put_heading(p, "Waiting: not to be done yet");
  for (size_t i = 0; i < list->waiting_count; i++)
    put_work(p, list, &list->waiting[i]);
}

static bool same_cause(const rbk_not_known *a, const rbk_not_known *b) {
  return a->failed == b->failed && strcmp(a->id, b->id) == 0 &&
         strcmp(a->cause, b->cause) == 0;
}

/* Whom the same thing is not known of, all in one line. */
static void put_cause(page *p, const rbk_worklist *list, size_t first) {
  const rbk_not_known *cause = &list->not_known[first];
  rbk_buffer *line = &p->line;
  size_t count = 0;
  rbk_buffer_clear(line);
  rbk_buffer_format(line, "%s: %s |", cause->id, cause->cause);
  for (size_t i = first; i < list->not_known_count; i++) {
    const rbk_not_known *item = &list->not_known[i];
    if (!same_cause(item, cause)) continue;
    rbk_work who = {.pupil = item->pupil,
                    .name = item->name,
                    .class_name = item->class_name};
    rbk_buffer_text(line, count++ > 0 ? "; " : " ");
    name_who(line, &who);
  }
  pad(p->out, INDENT);
  rbk_put_cell(p->out, cause->failed ? "failed" : "no data", WHEN - 1,
               cause->failed ? RBK_RED : RBK_PLAIN, p->colours);
  pad(p->out, 1);
  put_wrapped(p, line_text(p), INDENT + WHEN, RBK_PLAIN);
}

static void put_not_known(page *p, const rbk_worklist *list) {
  if (list->not_known_count == 0) return;
  put_heading(p, "Not known");
  for (size_t i = 0; i < list->not_known_count; i++) {
    bool said = false;
    for (size_t k = 0; k < i && !said; k++)
      said = same_cause(&list->not_known[k], &list->not_known[i]);
    if (!said) put_cause(p, list, i);
  }
}

static void put_field(page *p, const char *name, const char *text) {
  rbk_put_cell(p->out, name, 9, RBK_PLAIN, false);
  put_wrapped(p, text, 9, RBK_PLAIN);
}

static void put_head(page *p, const rbk_worklist *list) {
  size_t overdue = 0;
  for (size_t i = 0; i < list->count; i++) overdue += list->items[i].overdue;
  rbk_buffer_clear(&p->line);
  rbk_buffer_text(&p->line, list->school);
  if (list->school_name[0])
    rbk_buffer_format(&p->line, ", %s", list->school_name);
  put_field(p, "School", line_text(p));
  put_field(p, "Policy", list->policy ? list->policy : "none in force");
  rbk_buffer_clear(&p->line);
  rbk_buffer_text(&p->line, list->on);
  if (strcmp(list->on, list->read_at) != 0)
    rbk_buffer_format(&p->line, ", no school; registers up to %s",
                      list->read_at);
  if (list->session)
    rbk_buffer_format(&p->line, ", %s",
                      strcmp(list->session, "AM") == 0
                          ? "the afternoon is not yet taken"
                          : "registers taken to the end of the day");
  else
    rbk_buffer_text(&p->line, ", no register of the day is taken yet");
  put_field(p, "Day", line_text(p));
  rbk_buffer_clear(&p->line);
  rbk_buffer_format(&p->line,
                    "%zu things, %zu of them overdue; %zu waiting; %zu not "
                    "known; %zu pupils",
                    list->count, overdue, list->waiting_count,
                    list->not_known_count, list->pupils);
  put_field(p, "To do", line_text(p));
}

void rbk_worklist_put_table(const rbk_worklist *list, size_t number,
                            bool colours, rbk_buffer *out) {
  page p = {.out = out, .colours = colours};
  rbk_buffer_init(&p.line, out->alloc);
  if (number > 0) rbk_buffer_text(out, "\n\n");
  put_head(&p, list);
  for (size_t i = 0; i < list->group_count; i++)
    put_group(&p, list, &list->groups[i]);
  put_waiting(&p, list);
  put_not_known(&p, list);
  if (p.line.status != RBK_OK) out->status = p.line.status;
  rbk_buffer_finish(&p.line);
}
