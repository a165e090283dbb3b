/* Records of named fields, written as text for people or as JSON: what
 * `policy list` and `policy show` are made of. */
#ifndef RBK_AUTHOR_PAGE_H
#define RBK_AUTHOR_PAGE_H

#include "base/buffer.h"
#include "plan/expression.h"

/* JSON: one object, a section a list of objects in it. Text: a heading for each
 * section, a line for each record with its first field, and below it a line for
 * each further field that says something. */
typedef struct rbk_page {
  rbk_buffer *buffer;
  bool json;
  rbk_buffer value; /* of the field being written */
  size_t sections, records, fields;
} rbk_page;

void rbk_page_begin(rbk_page *page, rbk_buffer *buffer, bool json);
/* RBK_NOMEM where some text could not be kept. */
rbk_status rbk_page_end(rbk_page *page);

void rbk_page_section(rbk_page *page, const char *name);
void rbk_page_section_end(rbk_page *page);
void rbk_page_record(rbk_page *page);
void rbk_page_record_end(rbk_page *page);

/* One field; NULL is JSON's null and left out of the text. */
void rbk_page_text(rbk_page *page, const char *name, const char *text);
void rbk_page_date(rbk_page *page, const char *name, rbk_date date);
void rbk_page_list(rbk_page *page, const char *name, const rbk_names *names);
void rbk_page_yes(rbk_page *page, const char *name, bool yes);
/* A field whose text is put into page->value between these two. */
void rbk_page_open(rbk_page *page);
void rbk_page_close(rbk_page *page, const char *name);
/* A member of the page itself, before the first section. */
void rbk_page_head(rbk_page *page, const char *name, const char *text);

#endif
