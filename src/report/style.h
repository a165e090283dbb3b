/* How a page of letters looks, on the screen and on paper. */
#ifndef RBK_REPORT_STYLE_H
#define RBK_REPORT_STYLE_H

extern const char *const rbk_letter_style; /* CSS, without its element */

#endif
