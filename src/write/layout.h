/* Text in columns, for people: widths are counted in characters, not bytes. */
#ifndef RBK_WRITE_LAYOUT_H
#define RBK_WRITE_LAYOUT_H

#include "base/buffer.h"
#include "write/tally.h"

#define RBK_LINE_WIDTH ((size_t)100) /* no line is wider */

typedef enum rbk_colour {
  RBK_PLAIN,
  RBK_BOLD,
  RBK_RED,
  RBK_YELLOW,
  RBK_GREEN,
  RBK_FAINT
} rbk_colour;

/* How many columns a terminal needs for the text. */
size_t rbk_width(const char *text);
/* The text, cut with "…" where it is wider, filled with spaces where it is
 * narrower. `colours` false: no escapes whatever the colour. */
void rbk_put_cell(rbk_buffer *out, const char *text, size_t width,
                  rbk_colour colour, bool colours);
/* The same, to the right. */
void rbk_put_number_cell(rbk_buffer *out, const char *text, size_t width);
/* As many of the texts as fit into `width`, parted by ", ", and "+2" for the
 * two that did not; the first is cut where it does not fit. Nothing is filled
 * up. */
void rbk_put_fitting(rbk_buffer *out, const char *const *texts, size_t count,
                     size_t width);
/* Spaces at the ends of lines, from byte `from` on, taken away. */
void rbk_trim_line_end(rbk_buffer *out, size_t from);
/* "Bands" and below it one line a group: "  attendance   good 3, poor 1",
 * going on in the next line where it is full. A name "" prints its count
 * alone. Nothing at all for an empty tally. */
void rbk_put_tally(rbk_buffer *out, const char *heading, rbk_tally *tally,
                   bool colours);

#endif
