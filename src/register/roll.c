/* Who is on roll, when, and what pupils.csv says of them. */
#include "register/roll.h"

uint32_t rbk_roll_find(const rbk_roll *roll, rbk_text id) {
  size_t low = 0, high = roll->pupil_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = rbk_text_compare(rbk_text_of(roll->pupils[middle].id), id);
    if (order == 0) return (uint32_t)middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return RBK_NONE;
}

static bool holds(const rbk_spell *spell, rbk_day day) {
  return day >= spell->first_day && day <= spell->last_day;
}

const rbk_spell *rbk_pupil_spell(const rbk_pupil *pupil, rbk_day day) {
  const rbk_spell *latest = &pupil->spells[0];
  for (size_t i = 0; i < pupil->spell_count; i++) {
    if (holds(&pupil->spells[i], day)) return &pupil->spells[i];
    if (pupil->spells[i].last_day < day) latest = &pupil->spells[i];
  }
  return latest;
}

bool rbk_pupil_on_roll(const rbk_pupil *pupil, rbk_day day) {
  for (size_t i = 0; i < pupil->spell_count; i++)
    if (holds(&pupil->spells[i], day)) return true;
  return false;
}

const char *rbk_pupil_value(const rbk_pupil *pupil, uint32_t attribute,
                            rbk_day day) {
  if (attribute == RBK_NONE) return "";
  const rbk_spell *spell = rbk_pupil_spell(pupil, day);
  if (spell->values == NULL || spell->values[attribute] == NULL) return "";
  return spell->values[attribute];
}

/* Whole words for year groups below 1. */
static const struct {
  const char *word;
  int number;
} early_years[] = {
    {"r", 0},   {"reception", 0}, {"n", -1},
    {"n1", -1}, {"n2", -1},       {"nursery", -1},
};

bool rbk_year_group_number(const char *text, int *number) {
  static const char *const prefixes[] = {"year ", "y", ""};
  rbk_text group = rbk_text_trim(rbk_text_of(text));
  for (size_t i = 0; i < sizeof early_years / sizeof early_years[0]; i++) {
    if (!rbk_text_equal_fold(group, rbk_text_of(early_years[i].word))) continue;
    *number = early_years[i].number;
    return true;
  }
  for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    rbk_text prefix = rbk_text_of(prefixes[i]);
    if (group.length < prefix.length) continue;
    rbk_text head = {group.bytes, prefix.length};
    if (!rbk_text_equal_fold(head, prefix)) continue;
    rbk_text digits = {group.bytes + prefix.length,
                       group.length - prefix.length};
    int64_t value;
    /* One or two digits: a longer number is a year of entry or an id. */
    if (digits.length < 1 || digits.length > 2 ||
        !rbk_text_number(digits, &value))
      continue;
    *number = (int)value;
    return true;
  }
  return false;
}

void rbk_roll_place(rbk_roll *roll, const rbk_calendar *calendar) {
  for (size_t p = 0; p < roll->pupil_count; p++) {
    rbk_pupil *pupil = &roll->pupils[p];
    for (size_t s = 0; s < pupil->spell_count; s++) {
      rbk_spell *spell = &pupil->spells[s];
      spell->first_day = 0;
      if (spell->from != RBK_NO_DATE)
        spell->first_day = rbk_calendar_on_or_after(calendar, spell->from);
      /* A number that can be counted with, not the one that says "none". */
      if (spell->first_day == RBK_NO_DAY)
        spell->first_day = (rbk_day)calendar->day_count;
      spell->last_day = (rbk_day)calendar->day_count - 1;
      if (spell->to != RBK_NO_DATE)
        spell->last_day = rbk_calendar_on_or_before(calendar, spell->to);
    }
  }
}
