#include "write/layout.h"

#include <string.h>

static const char *const escapes[] = {
    [RBK_PLAIN] = "",         [RBK_BOLD] = "\033[1m",
    [RBK_RED] = "\033[31m",   [RBK_YELLOW] = "\033[33m",
    [RBK_GREEN] = "\033[32m", [RBK_FAINT] = "\033[2m",
};

/* Whether a byte begins a character that takes a column: no continuation byte
 * and no combining accent (U+0300 to U+036F, which UTF-8 writes CC 80 to CD
 * AF). */
static bool takes_column(const unsigned char *at) {
  if ((at[0] & 0xC0) == 0x80) return false;
  if (at[0] == 0xCC) return false;
  return !(at[0] == 0xCD && at[1] < 0xB0);
}

size_t rbk_width(const char *text) {
  size_t width = 0;
  for (const unsigned char *c = (const unsigned char *)text; *c; c++)
    width += takes_column(c);
  return width;
}

/* How many bytes of the text take at most `width` columns. */
static size_t bytes_within(const char *text, size_t width) {
  const unsigned char *c = (const unsigned char *)text;
  size_t used = 0;
  for (; *c; c++) {
    if (takes_column(c) && used++ == width) break;
  }
  return (size_t)(c - (const unsigned char *)text);
}

static void spaces(rbk_buffer *out, size_t count) {
  for (size_t i = 0; i < count; i++) rbk_buffer_byte(out, ' ');
}

/* A control character in a name would upset the terminal: it shows as '?'. */
static void put_shown(rbk_buffer *out, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    rbk_buffer_byte(out, c < 0x20 || c == 0x7F ? '?' : text[i]);
  }
}

void rbk_put_cell(rbk_buffer *out, const char *text, size_t width,
                  rbk_colour colour, bool colours) {
  bool coloured = colours && colour != RBK_PLAIN && *text != '\0';
  size_t needed = rbk_width(text);
  if (coloured) rbk_buffer_text(out, escapes[colour]);
  if (needed <= width) {
    put_shown(out, text, strlen(text));
  } else if (width > 0) {
    put_shown(out, text, bytes_within(text, width - 1));
    rbk_buffer_text(out, "\xE2\x80\xA6"); /* … */
    needed = width;
  }
  if (coloured) rbk_buffer_text(out, "\033[0m");
  if (needed < width) spaces(out, width - needed);
}

void rbk_put_number_cell(rbk_buffer *out, const char *text, size_t width) {
  size_t needed = rbk_width(text);
  if (needed < width) spaces(out, width - needed);
  rbk_buffer_text(out, text);
}

static size_t digits_of(size_t number) {
  size_t digits = 1;
  for (; number >= 10; number /= 10) digits++;
  return digits;
}

/* What ", +N" takes for the rest of a list. */
static size_t rest_width(size_t rest) {
  return rest > 0 ? 3 + digits_of(rest) : 0;
}

void rbk_put_fitting(rbk_buffer *out, const char *const *texts, size_t count,
                     size_t width) {
  size_t used = 0, shown = 0;
  for (; shown < count; shown++) {
    size_t next = used + (shown > 0 ? 2 : 0) + rbk_width(texts[shown]);
    if (next + rest_width(count - shown - 1) > width) break;
    used = next;
  }
  for (size_t i = 0; i < shown; i++) {
    if (i > 0) rbk_buffer_text(out, ", ");
    rbk_buffer_text(out, texts[i]);
  }
  if (shown == 0 && count > 0) { /* not even the first: as much as goes */
    size_t rest = rest_width(count - 1);
    rbk_put_cell(out, texts[0], width > rest ? width - rest : 0, RBK_PLAIN,
                 false);
    shown = 1;
  }
  if (shown == count) return;
  rbk_buffer_text(out, ", +");
  rbk_buffer_number(out, (int64_t)(count - shown));
}

void rbk_trim_line_end(rbk_buffer *out, size_t from) {
  while (out->length > from && out->bytes[out->length - 1] == ' ')
    out->length--;
}

/* One "name count" of a group, behind a comma or in a new line. */
static void put_count(rbk_buffer *out, const rbk_tally_entry *entry, bool first,
                      size_t indent, size_t *column) {
  char number[40];
  rbk_ratio_print(entry->count, 1, 0, number);
  size_t name = rbk_width(entry->name);
  size_t width = name + (name > 0 ? 1 : 0) + strlen(number);
  if (!first) {
    rbk_buffer_byte(out, ',');
    if (*column + 2 + width >= RBK_LINE_WIDTH) {
      rbk_buffer_byte(out, '\n');
      spaces(out, indent);
      *column = indent;
    } else {
      rbk_buffer_byte(out, ' ');
      *column += 2;
    }
  }
  if (name > 0) {
    rbk_put_cell(out, entry->name, name, RBK_PLAIN, false);
    rbk_buffer_byte(out, ' ');
  }
  rbk_buffer_text(out, number);
  *column += width;
}

void rbk_put_tally(rbk_buffer *out, const char *heading, rbk_tally *tally,
                   bool colours) {
  size_t count, widest = 16;
  const rbk_tally_entry *entries = rbk_tally_sorted(tally, &count);
  if (count == 0) return;
  for (size_t i = 0; i < count; i++) {
    size_t width = rbk_width(entries[i].group);
    if (width > widest) widest = width;
  }
  if (widest > RBK_LINE_WIDTH / 2) widest = RBK_LINE_WIDTH / 2;
  rbk_buffer_byte(out, '\n');
  rbk_put_cell(out, heading, rbk_width(heading), RBK_BOLD, colours);
  size_t indent = 2 + widest + 2, column = 0;
  for (size_t i = 0; i < count; i++) {
    bool first = i == 0 || strcmp(entries[i].group, entries[i - 1].group) != 0;
    if (first) {
      rbk_buffer_text(out, "\n  ");
      rbk_put_cell(out, entries[i].group, widest, RBK_PLAIN, false);
      spaces(out, 2);
      column = indent;
    }
    put_count(out, &entries[i], first, indent, &column);
  }
  rbk_buffer_byte(out, '\n');
}
