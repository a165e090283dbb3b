/* The canonical form of a register: NDJSON, the calendar first, then one pupil
 * a line in roll order with spells, attributes, marks in the marks shape and
 * events by date, kind, id. Whatever shape a register was read from, its
 * canonical form, and so its digest, is the same. */
#ifndef RBK_REGISTER_CANONICAL_H
#define RBK_REGISTER_CANONICAL_H

#include "register/register.h"

/* Hands over one line at a time, each ended by a newline; valid during the
 * call. Whatever the sink answers but RBK_OK ends it. */
typedef rbk_status (*rbk_line_sink)(void *context, const char *bytes,
                                    size_t length);
rbk_status rbk_register_canonical(const rbk_register *reg, rbk_line_sink sink,
                                  void *context);
/* BLAKE2b-256 of the canonical form. */
rbk_status rbk_register_digest(const rbk_register *reg,
                               char out[RBK_DIGEST_HEX + 1]);
/* The same of the table of codes, so that a record says by which it was read.
 */
rbk_status rbk_codes_digest(const rbk_alloc *alloc,
                            char out[RBK_DIGEST_HEX + 1]);

#endif
