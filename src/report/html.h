/* Texts as HTML. Whatever a register or a policy holds comes out as text: no
 * value can become markup. */
#ifndef RBK_REPORT_HTML_H
#define RBK_REPORT_HTML_H

#include "base/buffer.h"
#include "rollbook/run.h"

/* `& < > " '` escaped, control characters as spaces. NULL: nothing. */
void rbk_put_html(rbk_buffer *out, const char *text);
/* The same with line ends as <br>. */
void rbk_put_html_lines(rbk_buffer *out, const char *text);
/* A date in ISO form, perhaps with a time, in words: "11:45 on 3 February
 * 2025". Any other text as it is. */
void rbk_put_html_day(rbk_buffer *out, const char *text);
/* The text of a letter. A blank line parts paragraphs; lines that begin with
 * "- " are a list; a line that ends with a backslash is broken there; other
 * line ends are spaces. Gaps are marked. */
void rbk_put_html_letter(rbk_buffer *out, const rbk_letter_part *parts,
                         size_t count);

#endif
