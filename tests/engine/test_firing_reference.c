/* Firing against a slow, obvious reference: for each day all days before it are
 * gone through again, by what the words of the guide say and nothing of the
 * engine. Timelines are random; they are made of marks, so that the engine
 * reads them from a register.
 *
 * AM: I the condition holds, / it does not, Y1 nobody knows.
 * PM: M `rearm` holds, V `checked` holds, B both, \ neither. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "support/engine.h"
#include "support/suite.h"

enum { ROUNDS = 200, MOST_DAYS = 400 };

typedef enum truth { NO, YES, UNKNOWN } truth;

typedef struct timelines {
  int days;
  truth holds[MOST_DAYS];
  bool rearm[MOST_DAYS], checked[MOST_DAYS], on_roll[MOST_DAYS];
  const rbk_calendar *calendar;
  signed char fired[MOST_DAYS]; /* 0: not asked yet, 1: no, 2: yes */
} timelines;

typedef struct rule { /* as the reference sees it */
  rbk_once once;
  bool has_rearm, has_checked;
  int first, every; /* of `each`; 0: none */
  int rolling;      /* over the last so many school days; 0: over the term */
  bool weekly;      /* a window of a week stands in the condition */
} rule;

/* --- the reference ---------------------------------------------------------
 */

/* A stretch on roll stands for itself: off-roll days are as if they were not
 * there. */
static int day_before(const timelines *t, int d) {
  do d--;
  while (d >= 0 && !t->on_roll[d]);
  return d;
}

static bool read_on(timelines *t, const rule *r, int d) {
  return t->on_roll[d] && (!r->has_checked || t->checked[d]);
}

static const char *label_of(const timelines *t, rbk_period_kind kind, int d) {
  return rbk_calendar_period(t->calendar, kind, d)->label;
}

static bool begins(const timelines *t, rbk_period_kind kind, int d) {
  int before = day_before(t, d);
  return before >= 0 &&
         strcmp(label_of(t, kind, d), label_of(t, kind, before)) != 0;
}

/* The value that the condition has at the close of d as the rule knows it: the
 * last one read, passing over days when nobody knows. A week's first day makes
 * the days before it false. */
static bool held_before(timelines *t, const rule *r, int d) {
  if (r->weekly && begins(t, RBK_PERIOD_WEEK, d)) return false;
  for (int x = day_before(t, d); x >= 0; x = day_before(t, x)) {
    if (read_on(t, r, x) && t->holds[x] != UNKNOWN) return t->holds[x] == YES;
    if (r->weekly && begins(t, RBK_PERIOD_WEEK, x)) return false;
  }
  return false;
}

static bool fires(timelines *t, const rule *r, int d);

/* Armed when d is looked at: never fired, or since the last firing something
 * armed it. */
static bool armed_on(timelines *t, const rule *r, int d) {
  for (int x = d; x >= 0; x--) {
    if (!t->on_roll[x]) continue;
    if (x < d && fires(t, r, x)) return false;
    if (r->weekly && begins(t, RBK_PERIOD_WEEK, x)) return true;
    if (r->has_rearm && t->rearm[x]) {
      /* a day on which it fired does not arm it anew */
      if (x == d || !fires(t, r, x)) return true;
    }
    if (!r->has_rearm && x < d && read_on(t, r, x) && t->holds[x] == NO)
      return true;
  }
  return true;
}

static bool fires_by_episode(timelines *t, const rule *r, int d) {
  return !held_before(t, r, d) && armed_on(t, r, d);
}

static rbk_period_kind period_of(rbk_once once) {
  switch (once) {
  case RBK_ONCE_DAY:
    return RBK_PERIOD_DAY;
  case RBK_ONCE_WEEK:
    return RBK_PERIOD_WEEK;
  case RBK_ONCE_MONTH:
    return RBK_PERIOD_MONTH;
  case RBK_ONCE_HALF_TERM:
    return RBK_PERIOD_HALF_TERM;
  case RBK_ONCE_TERM:
    return RBK_PERIOD_TERM;
  default:
    return RBK_PERIOD_SCHOOL_YEAR;
  }
}

/* The first day of the period on which it was read true. */
static bool fires_by_period(timelines *t, const rule *r, int d) {
  for (int x = 0; x < d; x++) {
    bool same = r->once == RBK_ONCE_EVER ||
                strcmp(label_of(t, period_of(r->once), x),
                       label_of(t, period_of(r->once), d)) == 0;
    if (same && read_on(t, r, x) && t->holds[x] == YES) return false;
  }
  return true;
}

/* Mornings with I in the term, or on the last few school days, up to d. */
static int count_to(const timelines *t, const rule *r, int d) {
  int count = 0, from = r->rolling > 0 ? d - r->rolling + 1 : 0;
  for (int x = from < 0 ? 0 : from; x <= d; x++)
    if (t->on_roll[x] && t->holds[x] == YES &&
        (r->rolling > 0 || strcmp(label_of(t, RBK_PERIOD_TERM, x),
                                  label_of(t, RBK_PERIOD_TERM, d)) == 0))
      count++;
  return count;
}

static int step_to(timelines *t, const rule *r, int d) {
  int step = 0, count = count_to(t, r, d);
  for (int s = r->first; s <= count; s += r->every) step = s;
  return step;
}

/* Steps begin anew with the term; where no window does that, when the figure
 * was below the first one in between. */
static bool same_series(const timelines *t, const rule *r, int x, int d) {
  if (r->rolling == 0)
    return strcmp(label_of(t, RBK_PERIOD_TERM, x),
                  label_of(t, RBK_PERIOD_TERM, d)) == 0;
  for (int y = x; y <= d; y++)
    if (t->on_roll[y] && count_to(t, r, y) < r->first) return false;
  return true;
}

static int fired_step(timelines *t, const rule *r, int d) {
  int last = 0;
  for (int x = 0; x < d; x++)
    if (read_on(t, r, x) && t->holds[x] == YES && same_series(t, r, x, d) &&
        step_to(t, r, x) > last)
      last = step_to(t, r, x);
  return last;
}

static bool fires(timelines *t, const rule *r, int d) {
  if (t->fired[d]) return t->fired[d] > 1;
  bool answer = read_on(t, r, d) && t->holds[d] == YES;
  if (answer && r->every > 0)
    answer = step_to(t, r, d) > fired_step(t, r, d);
  else if (answer && r->once == RBK_ONCE_EPISODE)
    answer = fires_by_episode(t, r, d);
  else if (answer)
    answer = fires_by_period(t, r, d);
  t->fired[d] = answer ? 2 : 1;
  return answer;
}

/* --- making both -----------------------------------------------------------
 */

static rbk_figure_expression *of_session(rbk_figure_kind kind,
                                         const char *codes, uint8_t session,
                                         rbk_window_kind w) {
  rbk_figure_expression *figure = measure(kind, codes, window(w));
  figure->sessions = session;
  return figure;
}

static rbk_condition *afternoon(const char *codes) {
  return compare(of_session(RBK_FIGURE_SESSIONS, codes, RBK_PM, RBK_WINDOW_DAY),
                 RBK_AT_LEAST, number("1"));
}

static rbk_layer *layer_of(const rule *r) {
  rbk_layer *l = layer_begin("la/test", "la/test.lua");
  rbk_condition *when =
      compare(of_session(RBK_FIGURE_RATE, "I", RBK_AM, RBK_WINDOW_DAY),
              RBK_AT_LEAST, number("50"));
  if (r->weekly) /* always true, but by a window of a week */
    when = both(when, compare(of_session(RBK_FIGURE_SESSIONS, "I", RBK_AM,
                                         RBK_WINDOW_WEEK),
                              RBK_AT_LEAST, number("0")));
  rbk_rule *made = layer_rule(l, "r", when);
  made->once = r->once;
  if (r->has_rearm) made->rearm = afternoon("M B");
  if (r->has_checked) made->checked = afternoon("V B");
  if (r->every > 0) {
    char *first = rbk_arena_format(&l->arena, "%d", r->first);
    char *every = rbk_arena_format(&l->arena, "%d", r->every);
    rbk_figure_expression *figure =
        of_session(RBK_FIGURE_SESSIONS, "I", RBK_AM, RBK_WINDOW_TERM);
    if (r->rolling > 0)
      figure->windows[0] =
          window_last(RBK_WINDOW_SCHOOL_DAYS,
                      number(rbk_arena_format(&l->arena, "%d", r->rolling)));
    made->each.figure = figure;
    made->each.first = number(first);
    made->each.every = number(every);
  }
  return l;
}

/* Runs of equal days are more telling than a new throw every day. */
static rbk_register *register_of(school_random *random, timelines *t) {
  static const char *const ams[] = {"/", "I", "Y1"};
  static const char *const pms[] = {"\\", "M", "V", "B"};
  school *s =
      school_begin(school_random_below(random, 2) ? "weeks-14" : "weeks-5");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  if (school_random_below(random, 2)) {
    school_spell(s, "P0001", "2024-09-04", "2024-09-12");
    school_spell(s, "P0001", "2024-09-18", NULL);
  }
  /* what fires is done the same day: a spell's end finds nothing open, so it
   * gives no arms back (test_firing.c tells what it does else) */
  for (rbk_date date = RBK_DATE(2024, 9, 2); date < RBK_DATE(2025, 1, 31);
       date++) {
    char text[11];
    rbk_date_print(date, text);
    school_event(s, "P0001", text, "r", NULL);
  }
  rbk_register *reg = school_finish(s);
  memset(t, 0, sizeof *t);
  t->calendar = &reg->calendar;
  t->days = (int)reg->calendar.day_count;
  uint8_t *bytes = reg->marks.bytes;
  uint32_t am = 0, pm = 0;
  for (int d = 0; d < t->days; d++) {
    if (school_random_below(random, 3) == 0)
      am = school_random_below(random, 3);
    if (school_random_below(random, 2) == 0)
      pm = school_random_below(random, 4);
    bytes[2 * d] = school_code(ams[am]);
    bytes[2 * d + 1] = school_code(pms[pm]);
    t->holds[d] = am == 1 ? YES : am == 2 ? UNKNOWN : NO;
    t->rearm[d] = pm == 1 || pm == 3;
    t->checked[d] = pm == 2 || pm == 3;
    t->on_roll[d] = rbk_pupil_on_roll(&reg->roll.pupils[0], d);
  }
  return reg;
}

static void draw_rule(school_random *random, rule *r) {
  memset(r, 0, sizeof *r);
  r->has_checked = school_random_below(random, 3) == 0;
  if (school_random_below(random, 4) == 0) {
    r->first = 1 + (int)school_random_below(random, 4);
    r->every = 1 + (int)school_random_below(random, 3);
    if (school_random_below(random, 2))
      r->rolling = 2 + (int)school_random_below(random, 9);
    return;
  }
  if (school_random_below(random, 2)) {
    r->once = (rbk_once)(1 + school_random_below(random, RBK_ONCE_EVER));
    return;
  }
  r->has_rearm = school_random_below(random, 2) == 0;
  r->weekly = school_random_below(random, 3) == 0;
}

static const char *expected(timelines *t, const rule *r, rbk_buffer *out) {
  rbk_buffer_clear(out);
  for (int d = 0; d < t->days; d++) {
    if (!t->on_roll[d] || !fires(t, r, d)) continue;
    rbk_buffer_date(out, t->calendar->date[d]);
    rbk_buffer_byte(out, '\n');
  }
  return rbk_buffer_string(out);
}

static rbk_status take_firing(void *context, const rbk_change *change) {
  if (change->kind != RBK_CHANGE_ACTION_FIRED) return RBK_OK;
  rbk_buffer_text(context, change->date);
  rbk_buffer_byte(context, '\n');
  return RBK_OK;
}

START_TEST(rules_fire_on_the_days_that_the_reference_says) {
  size_t fired = 0, rolled = 0; /* over the last few days */
  rbk_buffer wanted, given;
  rbk_buffer_init(&wanted, NULL);
  rbk_buffer_init(&given, NULL);
  for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
    school_random random = school_random_from(seed);
    timelines t;
    rule r;
    rbk_register *reg = register_of(&random, &t);
    draw_rule(&random, &r);
    rbk_layer *l = layer_of(&r);
    rbk_plan *plan = plan_of(l, NULL);
    test_policy p;
    policy_one(&p, plan);
    rbk_change_sink sink = {.context = &given, .change = take_firing};
    rbk_run_options options = options_none();
    char last[11];
    rbk_date_print(t.calendar->date[t.days - 1], last);
    options.to = last;
    rbk_error error = {0};
    rbk_buffer_clear(&given);
    ck_assert_msg(rbk_replay(reg, &p.policy, &options, &sink, &error) == RBK_OK,
                  "%s", error.text);
    ck_assert_msg(
        strcmp(expected(&t, &r, &wanted), rbk_buffer_string(&given)) == 0,
        "seed %llu, once %d, rearm %d, checked %d, each %d %d over %d, "
        "weekly %d: expected\n%sgot\n%s",
        (unsigned long long)seed, (int)r.once, r.has_rearm, r.has_checked,
        r.first, r.every, r.rolling, r.weekly, rbk_buffer_string(&wanted),
        rbk_buffer_string(&given));
    fired += given.length / 11;
    if (r.rolling > 0) rolled += given.length / 11;
    rbk_plan_destroy(plan);
    layer_destroy(l);
    rbk_register_destroy(reg);
  }
  rbk_buffer_finish(&wanted);
  rbk_buffer_finish(&given);
  ck_assert_uint_gt(fired, 500);
  ck_assert_uint_gt(rolled, 40);
}
END_TEST

int main(void) {
  return TEST_RUN("firing_reference",
                  rules_fire_on_the_days_that_the_reference_says);
}
