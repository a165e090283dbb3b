/* The reference of words. */
#include <string.h>

#include "author/editor.h"
#include "policy/words.h"

/* A chapter: the words that give something, or that stand on it. */
typedef struct chapter {
  const char *title;
  const char *on;      /* NULL: words said by themselves */
  const char *results; /* of those: " measure condition " */
} chapter;

static const chapter chapters[] = {
    {"Code sets", NULL, " codes "},
    {"Measures", NULL, " measure "},
    {"Groups", NULL, " group "},
    {"Windows", NULL, " window "},
    {"Conditions", NULL, " condition school parent band "},
    {"Times, steps and roles", NULL, " due choices steps "},
    {"Parameters and roles by name", NULL, " parameters roles "},
    {"On a measure", "measure", ""},
    {"On a condition", "condition", ""},
    {"On a band", "band", ""},
    {"On a fact of the school", "school", ""},
    {"On a fact of the parent", "parent", ""},
    {"On a parameter", "parameter", ""},
    {"`pupil`, given to functions", "pupil", ""},
    {"`enrolment`", "enrolment", ""},
    {"`case`, given to functions", "case", ""},
    {"`day`, given to functions", "day", ""},
    {"Figures in functions", "figure", ""},
    {"Events in functions", "event", ""},
};

static bool is_of(const chapter *c, const rbk_term *term) {
  if (c->on != NULL) return term->on != NULL && strcmp(c->on, term->on) == 0;
  if (term->on != NULL) return false;
  const char *found = strstr(c->results, term->result);
  return found != NULL && found[-1] == ' ' &&
         found[strlen(term->result)] == ' ';
}

/* A text in a cell of a table: strokes would end it. */
static void put_cell(const char *text, rbk_buffer *out) {
  for (; *text != '\0'; text++) {
    if (*text == '|') rbk_buffer_byte(out, '\\');
    rbk_buffer_byte(out, *text);
  }
}

static void put_row(const rbk_term *term, rbk_buffer *out) {
  rbk_buffer_format(out, "| `%s` | `", term->name);
  put_cell(term->usage, out);
  rbk_buffer_text(out, "` | ");
  put_cell(term->doc, out);
  if (term->on == NULL && term->anytime && !term->value)
    rbk_buffer_text(out, "; also inside functions");
  rbk_buffer_text(out, " |\n");
}

static void put_chapter(const chapter *c, rbk_buffer *out) {
  rbk_buffer_format(out,
                    "\n## %s\n\n| word | for example | what it is |\n"
                    "|---|---|---|\n",
                    c->title);
  for (size_t i = 0; i < rbk_words_count(); i++)
    if (is_of(c, rbk_word_at(i))) put_row(rbk_word_at(i), out);
}

void rbk_editor_words(rbk_buffer *out) {
  rbk_buffer_text(
      out, "# The words of policies\n\nMade by `rollbook policy editor` from "
           "the table that the language is made from.\nWhat they mean exactly "
           "is in [README.md](README.md).\n");
  for (size_t i = 0; i < sizeof chapters / sizeof chapters[0]; i++)
    put_chapter(&chapters[i], out);
  rbk_buffer_text(out, "\n## Of Lua\n\nThis much of Lua's library, and nothing "
                       "else of it.\n\n| name | what it does |\n|---|---|\n");
  const char *usage, *doc;
  for (size_t i = 0; rbk_library_name(i, &usage, &doc) != NULL; i++) {
    rbk_buffer_text(out, "| `");
    put_cell(usage, out);
    rbk_buffer_text(out, "` | ");
    put_cell(doc, out);
    rbk_buffer_text(out, " |\n");
  }
}
