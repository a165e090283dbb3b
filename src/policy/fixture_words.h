/* The words of test files, for editors. */
#ifndef RBK_POLICY_FIXTURE_WORDS_H
#define RBK_POLICY_FIXTURE_WORDS_H

#include <stddef.h>

/* What may follow `all_present`: "week" and an example of it; NULL past the
 * end. `usage` may be NULL. */
const char *rbk_fixture_word(size_t index, const char **usage);

#endif
