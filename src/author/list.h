/* The policies of a folder, as a list. */
#ifndef RBK_AUTHOR_LIST_H
#define RBK_AUTHOR_LIST_H

#include "base/buffer.h"
#include "policy/catalogue.h"

/* A line a policy in byte order of their ids, versions of one id by their days;
 * JSON: the same as a list of objects. */
rbk_status rbk_policy_list(const rbk_catalogue_entry *entries, size_t count,
                           bool json, rbk_buffer *buffer);

#endif
