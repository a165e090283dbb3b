/* What several formats print in the same way: the members of JSON objects,
 * lists, and a because entry as a sentence. */
#ifndef RBK_WRITE_PIECES_H
#define RBK_WRITE_PIECES_H

#include "base/buffer.h"
#include "rollbook/run.h"

/* `"name":` behind a comma, unless it is the first of its object. */
void rbk_put_key(rbk_buffer *out, const char *name);
void rbk_put_text(rbk_buffer *out, const char *text); /* NULL: null */
void rbk_put_text_member(rbk_buffer *out, const char *name, const char *text);
void rbk_put_number_member(rbk_buffer *out, const char *name, int64_t number);
/* A text or a list, as the policy wrote it; nothing at all is null. */
void rbk_put_names_member(rbk_buffer *out, const char *name,
                          const rbk_list *names);
/* Always a list, [] when empty. */
void rbk_put_list_member(rbk_buffer *out, const char *name,
                         const rbk_list *list);
void rbk_put_because_member(rbk_buffer *out, const rbk_because *because,
                            size_t count);

/* Items parted by "; ". */
void rbk_put_joined(rbk_buffer *out, const rbk_list *list);

/* because_words.c: "attendance 91.92 (182 of 198) is below 92 on 2025-02-03",
 * several parted by "; ". */
void rbk_put_because_words(rbk_buffer *out, const rbk_because *because,
                           size_t count);

#endif
