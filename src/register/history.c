/* Case history: who has which events, and what an attribute was on a day. */
#include "register/history.h"

/* The first event whose pupil is not below; the school's own events carry
 * RBK_NONE, the highest number there is, and stand last. */
static size_t first_event(const rbk_history *history, uint64_t pupil) {
  size_t low = 0, high = history->event_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (history->events[middle].pupil < pupil)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const rbk_event *rbk_history_of(const rbk_history *history, uint32_t pupil,
                                size_t *count) {
  size_t first = first_event(history, pupil);
  *count = first_event(history, (uint64_t)pupil + 1) - first;
  return *count ? history->events + first : NULL;
}

const char *rbk_event_field(const rbk_event *event, uint32_t field) {
  for (size_t i = 0; i < event->field_count; i++)
    if (event->fields[i].name == field) return event->fields[i].value;
  return NULL;
}

/* The first dated value that belongs to a later pupil, a later attribute, or
 * takes effect later than the day: the one before it is the latest. */
static size_t after_value(const rbk_history *history, uint32_t pupil,
                          uint32_t attribute, rbk_day day) {
  size_t low = 0, high = history->value_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const rbk_dated_value *v = &history->values[middle];
    bool later = v->pupil != pupil           ? v->pupil > pupil
                 : v->attribute != attribute ? v->attribute > attribute
                                             : v->effect > day;
    if (later)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

const char *rbk_history_attribute(const rbk_history *history,
                                  const rbk_roll *roll, uint32_t pupil,
                                  uint32_t attribute, rbk_day day) {
  size_t after = after_value(history, pupil, attribute, day);
  if (after > 0) {
    const rbk_dated_value *v = &history->values[after - 1];
    if (v->pupil == pupil && v->attribute == attribute) return v->value;
  }
  return rbk_pupil_value(&roll->pupils[pupil], attribute, day);
}

bool rbk_attribute_true(const char *value) {
  static const char *const falses[] = {"", "0", "n", "no", "none", "false"};
  if (value == NULL) return false;
  for (size_t i = 0; i < sizeof falses / sizeof falses[0]; i++)
    if (rbk_text_equal_fold(rbk_text_of(value), rbk_text_of(falses[i])))
      return false;
  return true;
}
