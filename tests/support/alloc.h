/* An allocator for tests: it counts what is alive, fails when told to, moves
 * every block that is resized, and fills what is new or freed with rubbish, so
 * that stale pointers and unset memory show. Not for several threads. */
#ifndef TESTS_SUPPORT_ALLOC_H
#define TESTS_SUPPORT_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

#include "rollbook/error.h"

typedef struct test_alloc {
  rbk_alloc alloc; /* what is passed down */
  size_t requests; /* allocations and resizes asked for since the last start */
  size_t failures; /* how many of them were refused */
  size_t fail_at;  /* the request to refuse, counting from 1; 0 for none */
  bool fail_later; /* and every one after it */
  size_t blocks;   /* alive now */
  size_t bytes;    /* in them */
  size_t most_bytes;
} test_alloc;

void test_alloc_init(test_alloc *test);

/* Counts requests anew and refuses number `fail_at` (0: none), or that one and
 * all after it. The loop over a fallible operation is
 *
 *   for (size_t n = 1;; n++) {
 *     test_alloc_fail_at(&test, n, later);
 *     status = operation(&test.alloc);
 *     if (test.failures == 0) break;   -- n is beyond the last request
 *     ck_assert(status == RBK_NOMEM);
 *     ck_assert_uint_eq(test.blocks, before);
 *   }
 */
void test_alloc_fail_at(test_alloc *test, size_t fail_at, bool fail_later);

#endif
