#include "report/html.h"

#include <string.h>

#include "base/date.h"

static void put_character(rbk_buffer *out, char c) {
  switch (c) {
  case '&':
    rbk_buffer_text(out, "&amp;");
    break;
  case '<':
    rbk_buffer_text(out, "&lt;");
    break;
  case '>':
    rbk_buffer_text(out, "&gt;");
    break;
  case '"':
    rbk_buffer_text(out, "&quot;");
    break;
  case '\'':
    rbk_buffer_text(out, "&#39;");
    break;
  default:
    rbk_buffer_byte(out, (unsigned char)c < ' ' || c == 0x7f ? ' ' : c);
  }
}

void rbk_put_html(rbk_buffer *out, const char *text) {
  for (; text && *text; text++) put_character(out, *text);
}

void rbk_put_html_lines(rbk_buffer *out, const char *text) {
  for (; text && *text; text++) {
    if (*text == '\n')
      rbk_buffer_text(out, "<br>");
    else if (*text != '\r')
      put_character(out, *text);
  }
}

void rbk_put_html_day(rbk_buffer *out, const char *text) {
  rbk_date date;
  char words[24];
  const char *clock = text ? strchr(text, 'T') : NULL;
  size_t length = clock ? (size_t)(clock - text) : text ? strlen(text) : 0;
  if (text && rbk_date_parse((rbk_text){text, length}, &date)) {
    if (clock) {
      rbk_put_html(out, clock + 1);
      rbk_buffer_text(out, " on ");
    }
    rbk_date_words(date, words);
    text = words;
  }
  rbk_put_html(out, text);
}

/* --- the text of a letter ------------------------------------------------- */

typedef enum block { NO_BLOCK, PARAGRAPH, ITEMS } block;

typedef struct setting {
  rbk_buffer *out;
  block block;
  unsigned ends; /* line ends since the last thing that was printed */
  bool broken;   /* the line before ended with a backslash */
  bool space;    /* a space is owed */
} setting;

static void close_block(setting *s) {
  if (s->block == PARAGRAPH) rbk_buffer_text(s->out, "</p>\n");
  if (s->block == ITEMS) rbk_buffer_text(s->out, "</li></ul>\n");
  s->block = NO_BLOCK;
}

static void open_block(setting *s, block which) {
  close_block(s);
  rbk_buffer_text(s->out, which == ITEMS ? "<ul><li>" : "<p>");
  s->block = which;
  s->space = false;
}

/* Makes the place for what comes next: `item` where it begins one of a list. */
static void make_place(setting *s, bool item) {
  bool begins = s->block == NO_BLOCK || s->ends > 1;
  if (item && s->block == ITEMS && s->ends <= 1)
    rbk_buffer_text(s->out, "</li>\n<li>");
  else if (item)
    open_block(s, ITEMS);
  else if (begins)
    open_block(s, PARAGRAPH);
  else if (s->ends == 1 && s->broken)
    rbk_buffer_text(s->out, "<br>\n");
  else if (s->ends == 1 || s->space)
    rbk_buffer_byte(s->out, s->ends ? '\n' : ' ');
  s->ends = 0;
  s->broken = s->space = false;
}

static bool at_line_begin(const setting *s) {
  return s->ends > 0 || s->block == NO_BLOCK;
}

/* The policy's own words, with the few signs that shape them. */
static void put_words(setting *s, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '\r') continue;
    if (*text == '\n') {
      s->ends++;
      s->space = false;
    } else if (*text == ' ' || *text == '\t') {
      if (!at_line_begin(s)) s->space = true;
    } else if (*text == '\\' && (text[1] == '\n' || text[1] == '\0')) {
      s->broken = true;
    } else if (*text == '-' && text[1] == ' ' && at_line_begin(s)) {
      make_place(s, true);
      text++; /* the space */
    } else {
      if (at_line_begin(s) || s->space) make_place(s, false);
      put_character(s->out, *text);
    }
  }
}

static void put_value(setting *s, const rbk_letter_part *part) {
  if (at_line_begin(s) || s->space) make_place(s, false);
  bool gap = part->kind == RBK_LETTER_GAP;
  if (gap) rbk_buffer_text(s->out, "<mark class=\"gap\">");
  rbk_put_html_lines(s->out, part->text);
  if (gap) rbk_buffer_text(s->out, "</mark>");
}

void rbk_put_html_letter(rbk_buffer *out, const rbk_letter_part *parts,
                         size_t count) {
  setting s = {.out = out};
  for (size_t i = 0; i < count; i++) {
    if (parts[i].kind == RBK_LETTER_WORDS)
      put_words(&s, parts[i].text);
    else
      put_value(&s, &parts[i]);
  }
  close_block(&s);
}
