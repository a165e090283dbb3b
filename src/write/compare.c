/* Lines are matched as `diff` does it, by a longest common subsequence, but
 * only where the texts differ: what they share at both ends is set aside, and
 * a middle too large for a table is compared place by place. */
#include "write/compare.h"

#include <string.h>

#include "base/alloc.h"

#define LARGEST_TABLE ((size_t)4 * 1024 * 1024) /* cells */

typedef struct lines {
  rbk_text *items;
  size_t count, capacity;
} lines;

static rbk_status split(const rbk_alloc *alloc, rbk_text text, lines *out) {
  size_t at = 0;
  while (at < text.length) {
    const char *end = memchr(text.bytes + at, '\n', text.length - at);
    size_t length = end ? (size_t)(end - text.bytes) - at : text.length - at;
    rbk_status status = rbk_grow(alloc, &out->items, &out->capacity,
                                 out->count + 1, sizeof *out->items);
    if (status != RBK_OK) return status;
    rbk_text line = {text.bytes + at, length};
    if (line.length > 0 && line.bytes[line.length - 1] == '\r') line.length--;
    out->items[out->count++] = line;
    at += length + 1;
  }
  return RBK_OK;
}

typedef struct comparison {
  const rbk_alloc *alloc;
  const rbk_text *expected, *got; /* the middles */
  size_t expected_count, got_count;
  size_t before; /* equal lines before both */
  size_t most, told;
  rbk_buffer *out;
  rbk_difference *difference;
} comparison;

static void tell(comparison *c, size_t line, const char *what, rbk_text text) {
  if (c->told >= c->most) return;
  c->told++;
  rbk_buffer_text(c->out, "line ");
  rbk_buffer_number(c->out, (int64_t)line);
  rbk_buffer_text(c->out, what);
  rbk_buffer_add(c->out, text.bytes, text.length);
  rbk_buffer_byte(c->out, '\n');
}

static void tell_missing(comparison *c, size_t index) {
  c->difference->missing++;
  tell(c, c->before + index + 1, ": expected ", c->expected[index]);
}

static void tell_extra(comparison *c, size_t index) {
  c->difference->extra++;
  tell(c, c->before + index + 1, ": got      ", c->got[index]);
}

/* length[i * (m + 1) + j]: of the longest common subsequence of what follows
 * expected i and got j. */
static void by_table(comparison *c, uint32_t *length) {
  size_t n = c->expected_count, m = c->got_count, row = m + 1;
  for (size_t i = n; i-- > 0;)
    for (size_t j = m; j-- > 0;) {
      uint32_t *cell = &length[i * row + j];
      if (rbk_text_equal(c->expected[i], c->got[j]))
        *cell = length[(i + 1) * row + j + 1] + 1;
      else
        *cell = length[(i + 1) * row + j] >= length[i * row + j + 1]
                    ? length[(i + 1) * row + j]
                    : length[i * row + j + 1];
    }
  size_t i = 0, j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && rbk_text_equal(c->expected[i], c->got[j])) {
      i++;
      j++;
    } else if (i < n && (j == m || length[(i + 1) * row + j] >=
                                       length[i * row + j + 1])) {
      tell_missing(c, i++);
    } else {
      tell_extra(c, j++);
    }
  }
}

/* Place by place: too much differs for anything better to help a reader. */
static void by_place(comparison *c) {
  size_t longer =
      c->expected_count > c->got_count ? c->expected_count : c->got_count;
  for (size_t i = 0; i < longer; i++) {
    bool both = i < c->expected_count && i < c->got_count;
    if (both && rbk_text_equal(c->expected[i], c->got[i])) continue;
    if (i < c->expected_count) tell_missing(c, i);
    if (i < c->got_count) tell_extra(c, i);
  }
}

static rbk_status compare(comparison *c) {
  size_t n = c->expected_count + 1, m = c->got_count + 1;
  if (m > LARGEST_TABLE / n) {
    by_place(c);
    return RBK_OK;
  }
  uint32_t *length = rbk_take(c->alloc, n * m, sizeof *length);
  if (length == NULL) return RBK_NOMEM;
  by_table(c, length);
  rbk_release(c->alloc, length);
  return RBK_OK;
}

rbk_status rbk_compare_lines(const rbk_alloc *alloc, rbk_text expected,
                             rbk_text got, size_t most, rbk_buffer *out,
                             rbk_difference *difference) {
  lines a = {0}, b = {0};
  rbk_difference found = {0, 0};
  rbk_status status = split(alloc, expected, &a);
  if (status == RBK_OK) status = split(alloc, got, &b);
  if (status != RBK_OK) goto out;
  size_t head = 0, n = a.count, m = b.count;
  while (head < n && head < m && rbk_text_equal(a.items[head], b.items[head]))
    head++;
  while (n > head && m > head &&
         rbk_text_equal(a.items[n - 1], b.items[m - 1])) {
    n--;
    m--;
  }
  comparison c = {
      .alloc = alloc,
      .expected = n > head ? a.items + head : NULL,
      .got = m > head ? b.items + head : NULL,
      .expected_count = n - head,
      .got_count = m - head,
      .before = head,
      .most = most,
      .out = out,
      .difference = &found,
  };
  status = compare(&c);
  if (status == RBK_OK) status = out->status;
  if (status == RBK_OK) *difference = found;
out:
  rbk_release(alloc, a.items);
  rbk_release(alloc, b.items);
  return status;
}
