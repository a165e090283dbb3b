/* A first policy for somebody who has none yet. */
#ifndef RBK_AUTHOR_NEW_H
#define RBK_AUTHOR_NEW_H

#include "base/buffer.h"
#include "base/status.h"

typedef enum rbk_new_kind {
  RBK_NEW_FOLLOWS, /* the id: la/... or school/... */
  RBK_NEW_SCHOOL,
  RBK_NEW_LA
} rbk_new_kind;

/* Writes a small policy and its test, making folders where they are missing and
 * overwriting nothing. `word` is an id, school/green_lane or la/somewhere, for
 * the folder of policies; or a folder to put both into. The files' names go to
 * `out`, a line each. RBK_USAGE: the word is no good name, the kind does not
 * fit it, or a file is there already; nothing is written then. RBK_REJECTED:
 * the files cannot be written. */
rbk_status rbk_policy_new(const rbk_alloc *alloc, const char *policies,
                          const char *word, rbk_new_kind kind, rbk_buffer *out,
                          rbk_error *error);

#endif
