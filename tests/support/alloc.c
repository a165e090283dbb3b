#include "support/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUBBISH = 0xA5 };

/* Before each block. Its mark tells a block of ours from any other pointer. */
typedef struct header {
  _Alignas(16) size_t size;
  uint64_t mark;
} header;

static const uint64_t alive = UINT64_C(0x616c697665626c6b);

static header *header_of(void *block) {
  header *head = (header *)block - 1;
  if (head->mark != alive) {
    fputs("test_alloc: resized or freed a block that is not alive\n", stderr);
    abort();
  }
  return head;
}

static void give_back(test_alloc *test, void *block) {
  header *head = header_of(block);
  test->blocks--;
  test->bytes -= head->size;
  memset(block, RUBBISH, head->size);
  head->mark = 0;
  free(head);
}

static void *take(test_alloc *test, size_t size) {
  test->requests++;
  bool refused = test->fail_at != 0 &&
                 (test->requests == test->fail_at ||
                  (test->fail_later && test->requests > test->fail_at));
  header *head = NULL;
  if (!refused && size <= SIZE_MAX - sizeof *head) {
    head = malloc(sizeof *head + size);
  }
  if (!head) {
    test->failures++;
    return NULL;
  }
  head->size = size;
  head->mark = alive;
  memset(head + 1, RUBBISH, size);
  test->blocks++;
  test->bytes += size;
  if (test->bytes > test->most_bytes) test->most_bytes = test->bytes;
  return head + 1;
}

static void *resize(void *context, void *block, size_t size) {
  test_alloc *test = context;
  if (size == 0) {
    if (block) give_back(test, block);
    return NULL;
  }
  void *moved = take(test, size);
  if (moved && block) {
    size_t old = header_of(block)->size;
    memcpy(moved, block, old < size ? old : size);
    give_back(test, block);
  }
  return moved;
}

void test_alloc_init(test_alloc *test) {
  *test = (test_alloc){.alloc = {resize, test}};
}

void test_alloc_fail_at(test_alloc *test, size_t fail_at, bool fail_later) {
  test->requests = test->failures = 0;
  test->fail_at = fail_at;
  test->fail_later = fail_later;
}
