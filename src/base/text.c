#include "base/text.h"

#include <string.h>

rbk_text rbk_text_of(const char *string) {
  if (!string) string = "";
  return (rbk_text){string, strlen(string)};
}

bool rbk_text_equal(rbk_text a, rbk_text b) {
  return a.length == b.length &&
         (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool rbk_text_is(rbk_text a, const char *string) {
  return rbk_text_equal(a, rbk_text_of(string));
}

static unsigned char fold(char c) {
  unsigned char byte = (unsigned char)c;
  bool capital = byte >= 'A' && byte <= 'Z';
  return capital ? (unsigned char)(byte + ('a' - 'A')) : byte;
}

bool rbk_text_equal_fold(rbk_text a, rbk_text b) {
  if (a.length != b.length) return false;
  for (size_t i = 0; i < a.length; i++) {
    if (fold(a.bytes[i]) != fold(b.bytes[i])) return false;
  }
  return true;
}

int rbk_text_compare(rbk_text a, rbk_text b) {
  size_t shared = a.length < b.length ? a.length : b.length;
  int order = shared > 0 ? memcmp(a.bytes, b.bytes, shared) : 0;
  return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

rbk_text rbk_text_trim(rbk_text text) {
  while (text.length > 0 && is_blank(text.bytes[0])) {
    text.bytes++;
    text.length--;
  }
  while (text.length > 0 && is_blank(text.bytes[text.length - 1])) {
    text.length--;
  }
  return text;
}

/* The well-formed byte sequences of the Unicode standard, table 3-7: after a
 * first byte in `first`..`last`, a second in `low`..`high`, then `more` bytes
 * in 80..BF. */
static const struct utf8_form {
  unsigned char first, last, low, high, more;
} utf8_forms[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 0}, {0xE0, 0xE0, 0xA0, 0xBF, 1},
    {0xE1, 0xEC, 0x80, 0xBF, 1}, {0xED, 0xED, 0x80, 0x9F, 1},
    {0xEE, 0xEF, 0x80, 0xBF, 1}, {0xF0, 0xF0, 0x90, 0xBF, 2},
    {0xF1, 0xF3, 0x80, 0xBF, 2}, {0xF4, 0xF4, 0x80, 0x8F, 2},
};

/* The length of the character of several bytes at `at`, or 0 if malformed. */
static size_t utf8_length(const unsigned char *at, size_t left) {
  const struct utf8_form *form = NULL;
  for (size_t i = 0; i < sizeof utf8_forms / sizeof utf8_forms[0]; i++) {
    if (at[0] >= utf8_forms[i].first && at[0] <= utf8_forms[i].last) {
      form = &utf8_forms[i];
    }
  }
  if (!form || left < (size_t)form->more + 2) return 0;
  if (at[1] < form->low || at[1] > form->high) return 0;
  for (size_t i = 0; i < form->more; i++) {
    if ((at[2 + i] & 0xC0) != 0x80) return 0;
  }
  return (size_t)form->more + 2;
}

bool rbk_utf8_valid(const char *bytes, size_t length, size_t *offset) {
  const unsigned char *at = (const unsigned char *)bytes;
  size_t i = 0;
  while (i < length) {
    uint64_t eight; /* registers are almost all ASCII: eight bytes a step */
    if (length - i >= sizeof eight) {
      memcpy(&eight, at + i, sizeof eight);
      if ((eight & UINT64_C(0x8080808080808080)) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    size_t step = at[i] < 0x80 ? 1 : utf8_length(at + i, length - i);
    if (step == 0) {
      if (offset) *offset = i;
      return false;
    }
    i += step;
  }
  return true;
}

bool rbk_text_number(rbk_text text, int64_t *number) {
  if (text.length == 0) return false;
  int64_t value = 0;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if (c < '0' || c > '9') return false;
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, c - '0', &value)) {
      return false;
    }
  }
  *number = value;
  return true;
}

bool rbk_text_is_clock(rbk_text text) {
  const char *at = text.bytes;
  if (text.length != 5 || at[2] != ':') return false;
  for (int i = 0; i < 5; i++) {
    if (i != 2 && (at[i] < '0' || at[i] > '9')) return false;
  }
  int hours = (at[0] - '0') * 10 + at[1] - '0';
  return hours < 24 && at[3] < '6';
}

enum { LONGEST_WORD = 63 }; /* longer ones are no misspelt words */

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* How many letters `a` is off `b`: the edit distance in which swapping two
 * neighbours is one step (optimal string alignment). */
static size_t letters_off(rbk_text a, rbk_text b) {
  size_t rows[3][LONGEST_WORD + 1];
  size_t *before = rows[0], *last = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b.length; j++) last[j] = j;
  for (size_t i = 1; i <= a.length; i++) {
    unsigned char here = fold(a.bytes[i - 1]);
    row[0] = i;
    for (size_t j = 1; j <= b.length; j++) {
      unsigned char there = fold(b.bytes[j - 1]);
      size_t best = least(last[j], row[j - 1]) + 1;
      best = least(best, last[j - 1] + (here != there));
      if (i > 1 && j > 1 && here == fold(b.bytes[j - 2]) &&
          there == fold(a.bytes[i - 2])) {
        best = least(best, before[j - 2] + 1);
      }
      row[j] = best;
    }
    size_t *spare = before;
    before = last;
    last = row;
    row = spare;
  }
  return last[b.length];
}

const char *rbk_nearest(const char *wrong, const char *const *words,
                        size_t count) {
  rbk_text text = rbk_text_of(wrong);
  if (text.length == 0 || text.length > LONGEST_WORD) return NULL;
  size_t limit = text.length / 3 > 2 ? text.length / 3 : 2;
  limit = least(limit, text.length - 1);
  const char *nearest = NULL;
  for (size_t i = 0; i < count; i++) {
    rbk_text word = rbk_text_of(words[i]);
    if (word.length == 0 || word.length > LONGEST_WORD) continue;
    size_t off = letters_off(text, word);
    if (off > limit || off >= word.length) continue;
    if (nearest && off == limit) continue;
    nearest = words[i];
    limit = off;
    if (off == 0) break;
  }
  return nearest;
}
