/* c:within(w) and c:throughout(w). */
#include "measure/timeline.h"

/* Of the word the bits of days from..to; `word` is its number. */
static rbk_word days_of_word(size_t word, size_t from, size_t to) {
  rbk_word bits = ~(rbk_word)0;
  if (word == from / 64) bits &= ~(rbk_word)0 << (from % 64);
  if (word == to / 64) bits &= ~(rbk_word)0 >> (63 - to % 64);
  return bits;
}

/* The days on roll that a window holds on one day. */
typedef struct held {
  size_t from, to;
  const rbk_word *on_roll;
} held;

/* Whether a day on roll among them has its bit as `wanted`. */
static bool any_day(const held *h, const rbk_word *bits, bool wanted) {
  for (size_t word = h->from / 64; word <= h->to / 64; word++) {
    rbk_word found = wanted ? bits[word] : ~bits[word];
    if (found & h->on_roll[word] & days_of_word(word, h->from, h->to))
      return true;
  }
  return false;
}

static bool is_empty(const held *h) {
  return !any_day(h, h->on_roll, true);
}

/* Asks each day's window; `all` wants every day, else some day. */
static void look_back(const rbk_timeline *condition, const rbk_window *window,
                      const rbk_word *on_roll, size_t days, bool all,
                      rbk_timeline *out) {
  for (size_t d = 0; d < days; d++) {
    bool exists = !window->exists || rbk_bits_get(window->exists, d);
    bool surely = false, possibly = true; /* no data */
    if (exists && window->from[d] <= window->to[d]) {
      held h = {(size_t)window->from[d], (size_t)window->to[d], on_roll};
      if (!is_empty(&h)) {
        surely = all ? !any_day(&h, condition->lo, false)
                     : any_day(&h, condition->lo, true);
        possibly = all ? !any_day(&h, condition->hi, false)
                       : any_day(&h, condition->hi, true);
      }
    }
    rbk_bits_put(out->lo, d, surely);
    rbk_bits_put(out->hi, d, possibly);
  }
}

void rbk_timeline_within(const rbk_timeline *condition,
                         const rbk_window *window, const rbk_word *on_roll,
                         size_t days, rbk_timeline *out) {
  look_back(condition, window, on_roll, days, false, out);
}

void rbk_timeline_throughout(const rbk_timeline *condition,
                             const rbk_window *window, const rbk_word *on_roll,
                             size_t days, rbk_timeline *out) {
  look_back(condition, window, on_roll, days, true, out);
}
