/* Records of named fields, written as text for people or as JSON: what
 * `policy list` and `policy show` are made of. */
#ifndef RBK_AUTHOR_LISTING_H
#define RBK_AUTHOR_LISTING_H

#include "base/buffer.h"
#include "plan/expression.h"

/* JSON: one object, a section a list of objects in it. Text: a heading for each
 * section, a line for each record with its first field, and below it a line for
 * each further field that says something. */
typedef struct rbk_listing {
  rbk_buffer *buffer;
  bool json;
  rbk_buffer value; /* of the field being written */
  size_t sections, records, fields;
} rbk_listing;

void rbk_listing_begin(rbk_listing *page, rbk_buffer *buffer, bool json);
/* RBK_NOMEM where some text could not be kept. */
rbk_status rbk_listing_end(rbk_listing *page);

void rbk_listing_section(rbk_listing *page, const char *name);
void rbk_listing_section_end(rbk_listing *page);
void rbk_listing_record(rbk_listing *page);
void rbk_listing_record_end(rbk_listing *page);

/* One field; NULL is JSON's null and left out of the text. */
void rbk_listing_text(rbk_listing *page, const char *name, const char *text);
void rbk_listing_date(rbk_listing *page, const char *name, rbk_date date);
void rbk_listing_list(rbk_listing *page, const char *name,
                      const rbk_names *names);
void rbk_listing_yes(rbk_listing *page, const char *name, bool yes);
/* A field whose text is put into page->value between these two. */
void rbk_listing_open(rbk_listing *page);
void rbk_listing_close(rbk_listing *page, const char *name);
/* A member of the page itself, before the first section. */
void rbk_listing_head(rbk_listing *page, const char *name, const char *text);

#endif
