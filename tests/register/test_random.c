/* The random registers that properties are tested on: they must hold what they
 * promise, or the properties say little. */
#include <check.h>
#include <string.h>

#include "support/school.h"
#include "support/suite.h"

/* How often each thing that makes a register awkward was met. */
typedef struct seen {
  size_t two_years, single_sessions, closures, joiners, leavers, gaps, empty,
      missing, not_taken, not_yet, off_roll_marks, withdrawn, minutes, foreign,
      strays, events, of_school, withdrawn_events, values, parents, no_birth;
} tally;

static void look_at_pupil(const rbk_register *reg, uint32_t p, tally *seen) {
  const rbk_pupil *pupil = &reg->roll.pupils[p];
  const rbk_spell *first = &pupil->spells[0];
  const rbk_spell *last = &pupil->spells[pupil->spell_count - 1];
  seen->joiners += first->first_day > 0;
  seen->leavers += (size_t)last->last_day + 1 < reg->calendar.day_count;
  seen->gaps += pupil->spell_count > 1;
  seen->no_birth += pupil->birth == RBK_NO_DATE;
  for (size_t i = 0; i < pupil->spell_count; i++)
    seen->empty += pupil->spells[i].first_day > pupil->spells[i].last_day;
  for (size_t i = 0; i < 2 * reg->calendar.day_count; i++) {
    rbk_session_state state =
        rbk_session_state_of(&reg->calendar, pupil, &reg->marks, p, (int32_t)i);
    seen->missing += state == RBK_SESSION_MISSING;
    seen->not_taken += state == RBK_SESSION_NOT_TAKEN;
    seen->not_yet += state == RBK_SESSION_NOT_YET_TAKEN;
    seen->off_roll_marks += state == RBK_SESSION_OFF_ROLL &&
                            rbk_marks_of(&reg->marks, p)[i] != RBK_NO_CODE;
  }
}

static void look_at(const rbk_register *reg, tally *seen) {
  const rbk_calendar *c = &reg->calendar;
  seen->two_years += c->period_count[RBK_PERIOD_SCHOOL_YEAR] > 1;
  seen->closures += c->closure_count;
  for (size_t d = 0; d < c->day_count; d++)
    seen->single_sessions += c->sessions[d] != (RBK_AM | RBK_PM);
  for (size_t p = 0; p < reg->roll.pupil_count; p++)
    look_at_pupil(reg, (uint32_t)p, seen);
  for (size_t i = 0; i < reg->marks.note_count; i++) {
    seen->withdrawn += reg->marks.notes[i].withdrawn;
    seen->minutes += reg->marks.notes[i].minutes >= 0;
  }
  for (size_t i = 0; i < reg->history.event_count; i++) {
    seen->of_school += reg->history.events[i].pupil == RBK_NONE;
    seen->withdrawn_events += reg->history.events[i].withdrawn != RBK_NO_DATE;
  }
  seen->foreign += reg->marks.foreign_count;
  seen->strays += reg->marks.stray_count;
  seen->events += reg->history.event_count;
  seen->values += reg->history.value_count;
  seen->parents += reg->roll.parent_count;
}

START_TEST(random_registers_hold_everything_that_makes_registers_awkward) {
  tally seen = {0};
  for (uint64_t seed = 1; seed <= 150; seed++) {
    rbk_register *reg = school_random_register(seed, 5);
    look_at(reg, &seen);
    rbk_register_destroy(reg);
  }
  const size_t counts[] = {
      seen.two_years, seen.single_sessions, seen.closures,
      seen.joiners,   seen.leavers,         seen.gaps,
      seen.empty,     seen.missing,         seen.not_taken,
      seen.not_yet,   seen.off_roll_marks,  seen.withdrawn,
      seen.minutes,   seen.foreign,         seen.strays,
      seen.events,    seen.of_school,       seen.withdrawn_events,
      seen.values,    seen.parents,         seen.no_birth,
  };
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
    ck_assert_msg(counts[i] >= 5, "thing %zu was met %zu times", i, counts[i]);
}
END_TEST

/* Marks of days first .. last, all pupils. */
static bool same_marks(const rbk_register *a, const rbk_register *b,
                       size_t first, size_t end) {
  for (size_t p = 0; p < a->roll.pupil_count; p++)
    if (memcmp(rbk_marks_of(&a->marks, (uint32_t)p) + 2 * first,
               rbk_marks_of(&b->marks, (uint32_t)p) + 2 * first,
               2 * (end - first)) != 0)
      return false;
  return true;
}

static size_t events_until(const rbk_register *reg, rbk_date date) {
  size_t count = 0;
  for (size_t i = 0; i < reg->history.event_count; i++)
    count += reg->history.events[i].date <= date;
  return count;
}

START_TEST(a_changed_register_differs_only_after_the_day) {
  size_t marks_differ = 0;
  for (uint64_t seed = 1; seed <= 60; seed++) {
    rbk_register *a = school_random_register(seed, 4);
    size_t days = a->calendar.day_count, middle = days / 2;
    rbk_date after = a->calendar.date[middle];
    rbk_register *b = school_random_changed(seed, 4, after, seed + 1000);
    ck_assert_uint_eq(b->calendar.day_count, days);
    ck_assert_uint_eq(b->roll.pupil_count, a->roll.pupil_count);
    for (size_t p = 0; p < a->roll.pupil_count; p++)
      ck_assert_str_eq(a->roll.pupils[p].id, b->roll.pupils[p].id);
    ck_assert(same_marks(a, b, 0, middle + 1));
    ck_assert_uint_eq(events_until(a, after), events_until(b, after));
    marks_differ += !same_marks(a, b, middle + 1, days);
    rbk_register_destroy(b);
    rbk_register_destroy(a);
  }
  ck_assert_uint_ge(marks_differ, 30);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_register) {
  for (uint64_t seed = 1; seed <= 20; seed++) {
    rbk_register *a = school_random_register(seed, 4);
    rbk_register *b = school_random_register(seed, 4);
    ck_assert_uint_eq(a->roll.pupil_count, b->roll.pupil_count);
    ck_assert_uint_eq(a->calendar.day_count, b->calendar.day_count);
    ck_assert(same_marks(a, b, 0, a->calendar.day_count));
    rbk_register_destroy(b);
    rbk_register_destroy(a);
  }
}
END_TEST

int main(void) {
  return TEST_RUN("random registers",
                  random_registers_hold_everything_that_makes_registers_awkward,
                  a_changed_register_differs_only_after_the_day,
                  the_same_seed_gives_the_same_register);
}
