/* Collecting the letters of a day, and the page they stand on. */
#include "report/letters.h"

#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "report/html.h"
#include "report/missing.h"
#include "report/people.h"
#include "report/style.h"

typedef struct writing {
  const rbk_letters_options *options;
  const rbk_register *reg;
  rbk_day read_at;
  size_t number;      /* of the school */
  rbk_buffer letters; /* the sheets */
  rbk_buffer rows;    /* the list of them */
  rbk_buffer waiting; /* the list of those that are not written */
  rbk_letters_told *told;
  rbk_missing missing;
  const char *name, *class_name; /* of the pupil at hand */
} writing;

static const char *fact(const writing *w, const char *name) {
  const char *text = rbk_school_text(&w->reg->school, name);
  return text && text[0] ? text : NULL;
}

static bool is_wanted(const writing *w, const char *letter) {
  return letter && (w->options->letter == NULL ||
                    strcmp(letter, w->options->letter) == 0);
}

/* --- one sheet ------------------------------------------------------------ */

static void put_letterhead(writing *w) {
  static const char *const facts[] = {"address", "phone", "telephone", "email",
                                      "website"};
  rbk_buffer *out = &w->letters;
  bool any = false;
  rbk_buffer_text(out, "<header><p class=\"school\">");
  rbk_put_html(out, w->reg->school.name[0] ? w->reg->school.name
                                           : w->reg->school.id);
  rbk_buffer_text(out, "</p>\n<p class=\"contact\">");
  for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
    const char *text = fact(w, facts[i]);
    if (text == NULL) continue;
    if (any) rbk_buffer_text(out, " &middot; ");
    rbk_put_html(out, text);
    any = true;
  }
  rbk_buffer_text(out, "</p></header>\n");
}

static void put_gap(rbk_buffer *out, const char *what) {
  rbk_buffer_text(out, "<mark class=\"gap\">[");
  rbk_put_html(out, what);
  rbk_buffer_text(out, ": not on file]</mark>");
}

/* A line for each line, or each part behind a comma, of an address. */
static void put_address_lines(rbk_buffer *out, const char *address) {
  bool lines = strchr(address, '\n') != NULL;
  while (*address != '\0') {
    size_t length = strcspn(address, lines ? "\n" : ",");
    rbk_text part = rbk_text_trim((rbk_text){address, length});
    for (size_t i = 0; i < part.length; i++) {
      char one[2] = {part.bytes[i], '\0'};
      if (one[0] != '\r') rbk_put_html(out, one);
    }
    address += length;
    if (*address != '\0') {
      address++;
      if (part.length > 0) rbk_buffer_text(out, "<br>\n");
    }
  }
}

static bool is_on_file(const rbk_letter_now *letter) {
  return strcmp(letter->parent, "unknown") != 0;
}

static void put_address(writing *w, const rbk_letter_now *letter) {
  rbk_buffer *out = &w->letters;
  rbk_buffer_text(out, "<address>");
  if (letter->parent_name[0])
    rbk_put_html(out, letter->parent_name);
  else
    put_gap(out, is_on_file(letter) ? "parent.name" : "parent");
  rbk_buffer_text(out, "<br>\n");
  if (letter->address[0])
    put_address_lines(out, letter->address);
  else
    put_gap(out, "parent.address");
  rbk_buffer_text(out, "</address>\n");
}

static void put_child(writing *w, rbk_buffer *out, const char *pupil) {
  if (w->name) {
    rbk_put_html(out, w->name);
  } else {
    rbk_put_html(out, pupil);
  }
  if (w->class_name) {
    rbk_buffer_text(out, ", ");
    rbk_put_html(out, w->class_name);
  }
}

static void put_foot(writing *w, const rbk_letter_now *letter) {
  rbk_buffer *out = &w->letters;
  rbk_buffer_text(out, "<footer><p>Attendance figures in this letter are those "
                       "in the registers on ");
  rbk_put_html_day(out, letter->figures_for);
  rbk_buffer_text(out, ".</p><p>Our reference: ");
  rbk_put_html(out, letter->key);
  rbk_buffer_text(out, "</p></footer>\n");
}

static void put_sheet(writing *w, const char *pupil,
                      const rbk_letter_now *letter) {
  rbk_buffer *out = &w->letters;
  rbk_buffer_format(out, "<article class=\"letter\" id=\"letter-%zu-%zu\">\n",
                    w->number + 1, w->told->letters);
  put_letterhead(w);
  put_address(w, letter);
  rbk_buffer_text(out, "<p class=\"date\">");
  rbk_put_html_day(out, letter->made_on);
  rbk_buffer_text(out, "</p>\n<p class=\"about\">");
  if (letter->children && (!w->name || strcmp(letter->children, w->name) != 0))
    rbk_put_html(out, letter->children); /* a family's */
  else
    put_child(w, out, pupil);
  rbk_buffer_text(out, "</p>\n<h2>");
  rbk_put_html(out, letter->title);
  rbk_buffer_text(out, "</h2>\n<div class=\"text\">\n");
  rbk_put_html_letter(out, letter->parts, letter->part_count);
  rbk_buffer_text(out, "</div>\n");
  put_foot(w, letter);
  rbk_buffer_text(out, "</article>\n");
}

/* --- the list ------------------------------------------------------------- */

static void put_reminders(writing *w, const rbk_letter_now *letter,
                          const char *gaps) {
  rbk_buffer *out = &w->rows;
  if (letter->reminder_count == 0 && gaps[0] == '\0') return;
  rbk_buffer_text(out, "<ul>");
  if (gaps[0]) {
    rbk_buffer_text(out, "<li class=\"missing\">not on file: ");
    rbk_put_html(out, gaps);
    rbk_buffer_text(out, "</li>");
  }
  for (size_t i = 0; i < letter->reminder_count; i++) {
    const rbk_letter_reminder *reminder = &letter->reminders[i];
    rbk_buffer_text(out, "<li>");
    rbk_put_html(out, reminder->text);
    for (size_t k = 0; k < reminder->clause.count; k++) {
      rbk_buffer_text(out, k ? ", " : " (");
      rbk_put_html(out, reminder->clause.items[k]);
    }
    rbk_buffer_text(out, reminder->clause.count ? ")</li>" : "</li>");
  }
  rbk_buffer_text(out, "</ul>");
}

static void put_due(rbk_buffer *out, const char *due,
                    rbk_action_status status) {
  bool late = status == RBK_ACTION_OVERDUE;
  if (late) rbk_buffer_text(out, "<strong class=\"late\">overdue</strong> ");
  if (due)
    rbk_put_html_day(out, due);
  else
    rbk_buffer_text(out, "no day");
}

static void put_pupil_cell(writing *w, rbk_buffer *out, const char *pupil) {
  rbk_buffer_text(out, "<td>");
  put_child(w, out, pupil);
  if (w->name) {
    rbk_buffer_text(out, "<br><small>");
    rbk_put_html(out, pupil);
    rbk_buffer_text(out, "</small>");
  }
  rbk_buffer_text(out, "</td>");
}

static void put_row(writing *w, const char *pupil, const rbk_letter_now *letter,
                    const char *gaps) {
  rbk_buffer *out = &w->rows;
  rbk_buffer_format(out, "<tr><td><a href=\"#letter-%zu-%zu\">%zu</a></td>",
                    w->number + 1, w->told->letters, w->told->letters);
  put_pupil_cell(w, out, pupil);
  rbk_buffer_text(out, "<td>");
  rbk_put_html(out, letter->id);
  if (letter->variant) {
    rbk_buffer_text(out, "<br><small>for ");
    rbk_put_html(out, letter->variant);
    rbk_buffer_text(out, "</small>");
  }
  rbk_buffer_text(out, "</td><td>");
  rbk_put_html(out,
               letter->parent_name[0] ? letter->parent_name : letter->parent);
  rbk_buffer_text(out, "<br><small>");
  rbk_put_html(out, letter->parent);
  if (letter->language[0]) {
    rbk_buffer_text(out, ", ");
    rbk_put_html(out, letter->language);
  }
  rbk_buffer_text(out, "</small></td><td>");
  put_due(out, letter->due, letter->status);
  rbk_buffer_text(out, "</td><td>");
  put_reminders(w, letter, gaps);
  rbk_buffer_text(out, "</td><td><code>");
  rbk_put_html(out, letter->key);
  rbk_buffer_text(out, "</code></td></tr>\n");
}

static rbk_status add_letter(writing *w, const char *pupil,
                             const rbk_letter_now *letter) {
  rbk_buffer gaps;
  rbk_buffer_init(&gaps, w->letters.alloc);
  rbk_status status = rbk_missing_add(&w->missing, pupil, letter, &gaps);
  const char *missing = rbk_buffer_string(&gaps);
  if (status == RBK_OK && missing == NULL) status = RBK_NOMEM;
  if (status == RBK_OK) {
    w->told->letters++;
    w->told->reminders += letter->reminder_count > 0;
    put_sheet(w, pupil, letter);
    put_row(w, pupil, letter, missing);
  }
  rbk_buffer_finish(&gaps);
  return status;
}

/* A letter that is asked for and may not go out yet. */
static void add_waiting(writing *w, const char *pupil,
                        const rbk_action_now *action) {
  rbk_buffer *out = &w->waiting;
  w->told->waiting++;
  rbk_buffer_text(out, "<tr>");
  put_pupil_cell(w, out, pupil);
  rbk_buffer_text(out, "<td>");
  rbk_put_html(out, action->letter);
  rbk_buffer_format(out, "</td><td>%s</td><td>",
                    rbk_action_status_name(action->status));
  rbk_put_html(out, action->reason);
  for (size_t i = 0; i < action->missing.count; i++) {
    rbk_buffer_text(out, i ? ", " : "not on record: ");
    rbk_put_html(out, action->missing.items[i]);
  }
  rbk_buffer_text(out, "</td><td><code>");
  rbk_put_html(out, action->key);
  rbk_buffer_text(out, "</code></td></tr>\n");
}

/* --- the run -------------------------------------------------------------- */

static bool waits(const rbk_action_now *action) {
  return action->status == RBK_ACTION_SUPPRESSED ||
         action->status == RBK_ACTION_BLOCKED;
}

static rbk_status on_decision(void *context, const rbk_decision *decision) {
  writing *w = context;
  rbk_status status = RBK_OK;
  if (decision->pupil == NULL) return RBK_OK;
  w->name = rbk_pupil_attribute(w->reg, decision->pupil, "name", w->read_at);
  w->class_name =
      rbk_pupil_attribute(w->reg, decision->pupil, "class", w->read_at);
  w->told->failed += decision->undetermined_count;
  for (size_t i = 0; i < decision->letter_count && status == RBK_OK; i++)
    if (is_wanted(w, decision->letters[i].id))
      status = add_letter(w, decision->pupil, &decision->letters[i]);
  for (size_t i = 0; i < decision->action_count; i++)
    if (waits(&decision->actions[i]) &&
        is_wanted(w, decision->actions[i].letter))
      add_waiting(w, decision->pupil, &decision->actions[i]);
  return status;
}

/* --- the page ------------------------------------------------------------- */

static void put_head(rbk_buffer *out, const char *title) {
  rbk_buffer_text(
      out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" "
           "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  rbk_put_html(out, title);
  rbk_buffer_format(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n",
                    rbk_letter_style);
}

static void put_count(rbk_buffer *out, size_t count, const char *one,
                      const char *many) {
  if (count == 1)
    rbk_buffer_format(out, "<li>1 %s</li>", one);
  else if (count > 1)
    rbk_buffer_format(out, "<li>%zu %s</li>", count, many);
}

static void put_index(writing *w, const char *on, rbk_buffer *out) {
  const rbk_letters_told *told = w->told;
  rbk_buffer_text(out, "<section class=\"index\">\n<h1>Letters of ");
  rbk_put_html_day(out, on);
  rbk_buffer_text(out, "</h1>\n<p>");
  rbk_put_html(out, w->reg->school.name[0] ? w->reg->school.name
                                           : w->reg->school.id);
  rbk_buffer_text(out, ". This list stays on the screen; printing gives the "
                       "letters, one a sheet.</p>\n<ul class=\"counts\">");
  if (told->letters == 0) rbk_buffer_text(out, "<li>no letter is due</li>");
  put_count(out, told->letters, "letter", "letters");
  put_count(out, told->gaps, "of them lacks something",
            "of them lack something");
  put_count(out, told->reminders, "of them has something to remember",
            "of them have something to remember");
  put_count(out, told->waiting, "waits and is not written",
            "wait and are not written");
  rbk_buffer_text(out, "</ul>\n");
  if (told->letters > 0) {
    rbk_buffer_text(out, "<table>\n<thead><tr><th>No.</th><th>Pupil</th>"
                         "<th>Letter</th><th>To</th><th>Due</th>"
                         "<th>Remember</th><th>Record</th></tr></thead>\n"
                         "<tbody>\n");
    rbk_buffer_add(out, w->rows.bytes, w->rows.length);
    rbk_buffer_text(out, "</tbody>\n</table>\n");
  }
  if (told->waiting > 0) {
    rbk_buffer_text(out, "<h2>Not written yet</h2>\n<table>\n<thead><tr>"
                         "<th>Pupil</th><th>Letter</th><th>Status</th>"
                         "<th>Why</th><th>Key</th></tr></thead>\n<tbody>\n");
    rbk_buffer_add(out, w->waiting.bytes, w->waiting.length);
    rbk_buffer_text(out, "</tbody>\n</table>\n");
  }
  rbk_buffer_text(out, "</section>\n");
}

static rbk_status write_page(writing *w, const char *on, rbk_buffer *out) {
  rbk_buffer title;
  rbk_buffer_init(&title, out->alloc);
  rbk_buffer_format(&title, "Letters of %s, %s", on, w->reg->school.id);
  const char *text = rbk_buffer_string(&title);
  if (text && w->number == 0) put_head(out, text);
  rbk_buffer_finish(&title);
  put_index(w, on, out);
  rbk_buffer_add(out, w->letters.bytes, w->letters.length);
  bool lost = text == NULL || w->letters.status != RBK_OK ||
              w->rows.status != RBK_OK || w->waiting.status != RBK_OK ||
              out->status != RBK_OK;
  return lost ? RBK_NOMEM : RBK_OK;
}

rbk_status rbk_letters_write(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_letters_options *options, size_t number,
                             rbk_buffer *out, rbk_letters_told *told,
                             rbk_error *error) {
  writing w = {.options = options, .reg = reg, .number = number, .told = told};
  rbk_run_options run = options->run;
  rbk_date date;
  char on[11];
  rbk_buffer_init(&w.letters, run.alloc);
  rbk_buffer_init(&w.rows, run.alloc);
  rbk_buffer_init(&w.waiting, run.alloc);
  rbk_missing_init(&w.missing, run.alloc);
  rbk_status status =
      rbk_report_day(reg, options->on, &date, &w.read_at, error);
  if (status == RBK_OK && options->letter)
    status = rbk_letter_find(policy, options->letter, error);
  if (status == RBK_OK) {
    rbk_date_print(date, on);
    run.as_of = on;
    run.letters = true;
    rbk_decision_sink sink = {.context = &w, .decision = on_decision};
    status = rbk_evaluate(reg, policy, &run, &sink, error);
    told->gaps += w.missing.letters;
    if (status == RBK_OK) status = write_page(&w, on, out);
    if (status == RBK_OK) status = rbk_missing_tell(&w.missing, &run);
    if (status == RBK_NOMEM) (void)rbk_no_memory(error);
  }
  rbk_buffer_finish(&w.letters);
  rbk_buffer_finish(&w.rows);
  rbk_buffer_finish(&w.waiting);
  rbk_missing_finish(&w.missing);
  return status;
}

void rbk_letters_write_end(rbk_buffer *out) {
  rbk_buffer_text(out, "</body>\n</html>\n");
}
