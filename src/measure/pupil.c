/* Figures of the pupil and the calendar: attributes, age. */
#include <string.h>

#include "measure/desk_parts.h"

/* --- attributes ----------------------------------------------------------- */

/* The first of the values, which stand by pupil and attribute, that is not
 * before the given ones. */
static size_t first_value(const rbk_history *history, uint64_t pupil,
                          uint64_t attribute) {
  size_t low = 0, high = history->value_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const rbk_dated_value *value = &history->values[middle];
    if (value->pupil < pupil ||
        (value->pupil == pupil && value->attribute < attribute))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const rbk_dated_value *rbk_desk_values(const rbk_desk *desk, uint32_t attribute,
                                       size_t *count) {
  const rbk_history *history = &desk->reg->history;
  size_t first = first_value(history, desk->reader.pupil, attribute);
  *count =
      first_value(history, desk->reader.pupil, (uint64_t)attribute + 1) - first;
  return *count ? history->values + first : NULL;
}

void rbk_desk_attribute(rbk_desk *desk, uint32_t attribute) {
  const rbk_register *reg = desk->reg;
  size_t days = desk->recipes->days;
  if (attribute == RBK_NONE) {
    for (size_t d = 0; d < days; d++) desk->texts[d] = "";
    return;
  }
  /* It changes only where a spell begins or attribute.set takes effect. */
  rbk_word *changes = desk->bits;
  rbk_bits_zero(changes, days);
  rbk_bits_set(changes, 0);
  for (size_t s = 0; s < desk->pupil->spell_count; s++) {
    rbk_day first = desk->pupil->spells[s].first_day;
    if (first >= 0 && (size_t)first < days)
      rbk_bits_set(changes, (size_t)first);
  }
  size_t count;
  const rbk_dated_value *values = rbk_desk_values(desk, attribute, &count);
  for (size_t i = 0; i < count; i++)
    if (values[i].effect >= 0 && (size_t)values[i].effect < days)
      rbk_bits_set(changes, (size_t)values[i].effect);
  for (size_t d = 0; d < days;) {
    const char *text = rbk_history_attribute(
        &reg->history, &reg->roll, desk->reader.pupil, attribute, (rbk_day)d);
    size_t end = rbk_bits_next(changes, days, d + 1);
    while (d < end) desk->texts[d++] = text;
  }
}

size_t rbk_desk_text_end(const rbk_desk *desk, size_t d) {
  const char *text = desk->texts[d];
  do d++;
  while (d < desk->recipes->days && desk->texts[d] == text);
  return d;
}

/* --- numbers in texts ----------------------------------------------------- */

static bool read_number(const char *text, bool year_group, rbk_decimal *out) {
  int number;
  if (year_group && rbk_year_group_number(text, &number)) {
    *out = number * RBK_DECIMAL_ONE;
    return true;
  }
  return rbk_decimal_parse(rbk_text_of(text), out);
}

/* The fewest parts of one in which every number is whole. */
static int32_t choose_parts(const rbk_desk *desk, bool year_group) {
  int32_t parts = 1;
  for (size_t d = 0; d < desk->recipes->days; d = rbk_desk_text_end(desk, d)) {
    rbk_decimal number;
    if (!read_number(desk->texts[d], year_group, &number)) continue;
    while (number % (RBK_DECIMAL_ONE / parts) != 0) parts *= 10;
  }
  return parts;
}

rbk_status rbk_desk_make_numbers(rbk_desk *desk, uint32_t figure,
                                 bool year_group) {
  rbk_made_figure *made = &desk->figures[figure];
  int32_t parts = choose_parts(desk, year_group);
  rbk_bits_zero(made->no_data, desk->recipes->days);
  for (size_t d = 0; d < desk->recipes->days;) {
    size_t end = rbk_desk_text_end(desk, d);
    rbk_decimal read;
    bool known = read_number(desk->texts[d], year_group, &read);
    int64_t number = known ? read / (RBK_DECIMAL_ONE / parts) : 0;
    if (number > INT32_MAX || number < INT32_MIN) return RBK_OVERFLOW;
    if (!known) rbk_bits_fill(made->no_data, d, end - 1);
    while (d < end) made->n[d++] = (int32_t)number;
  }
  made->figure = (rbk_figure){made->n, NULL, 1, parts, made->no_data, NULL};
  return RBK_OK;
}

rbk_status rbk_desk_make_attribute(rbk_desk *desk, uint32_t figure) {
  uint32_t attribute = desk->measures->figures[figure].attribute;
  rbk_desk_attribute(desk, attribute);
  bool year_group = attribute != RBK_NONE &&
                    attribute == rbk_intern_find(&desk->reg->roll.attributes,
                                                 rbk_text_of("year_group"));
  return rbk_desk_make_numbers(desk, figure, year_group);
}

/* --- age ------------------------------------------------------------------ */

/* The first day after d on which the pupil is older, or the end of the axis. */
static size_t next_birthday(const rbk_desk *desk, size_t d) {
  rbk_date birth = desk->pupil->birth;
  int age = rbk_age_on(birth, desk->calendar->date[d]);
  size_t low = d + 1, high = desk->recipes->days;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rbk_age_on(birth, desk->calendar->date[middle]) > age)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

rbk_status rbk_desk_make_age(rbk_desk *desk, uint32_t figure) {
  rbk_made_figure *made = &desk->figures[figure];
  size_t days = desk->recipes->days;
  made->figure = (rbk_figure){made->n, NULL, 1, 1, NULL, NULL};
  memset(made->n, 0, desk->recipes->room * sizeof *made->n);
  if (desk->pupil->birth == RBK_NO_DATE) {
    rbk_bits_zero(made->no_data, days);
    rbk_bits_fill(made->no_data, 0, days - 1);
    made->figure.no_data = made->no_data;
    return RBK_OK;
  }
  for (size_t d = 0; d < days;) {
    size_t end = next_birthday(desk, d);
    int age = rbk_age_on(desk->pupil->birth, desk->calendar->date[d]);
    for (; d < end; d++) made->n[d] = age;
  }
  return RBK_OK;
}

/* --- stages --------------------------------------------------------------- */

/* The days on roll from the day of entry to the opening of each day on which
 * the pupil is in the stage as it opens. */
rbk_status rbk_desk_make_days_in_stage(rbk_desk *desk, uint32_t figure) {
  rbk_made_figure *made = &desk->figures[figure];
  uint32_t stage = desk->measures->figures[figure].stage;
  rbk_day days = (rbk_day)desk->recipes->days;
  rbk_bits_zero(made->no_data, desk->recipes->days);
  rbk_bits_fill(made->no_data, 0, desk->recipes->days - 1);
  memset(made->n, 0, desk->recipes->room * sizeof *made->n);
  for (size_t i = 0; i < desk->stay_count; i++) {
    const rbk_stay_days *stay = &desk->stays[i];
    int32_t count = 0;
    if (stay->stage != stage) continue;
    for (rbk_day d = stay->entered; d < days && d <= stay->left; d++) {
      if (d > stay->entered) {
        made->n[d] = count;
        rbk_bits_put(made->no_data, (size_t)d, false);
      }
      if (rbk_bits_get(desk->on_roll, (size_t)d)) count++;
    }
  }
  made->figure = (rbk_figure){made->n, NULL, 1, 1, made->no_data, NULL};
  return RBK_OK;
}
