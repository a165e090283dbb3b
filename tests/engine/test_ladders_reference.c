/* Moves and reviews against a slow, obvious reference, on random registers and
 * policies: every day on roll in order, every condition of it asked anew, by
 * what the guide says and nothing of the fold but the truth of conditions. */
#include <string.h>

#include "base/alloc.h"
#include "engine/worker.h"
#include "support/random_policy.h"
#include "support/suite.h"

enum { REGISTERS = 40, MOST = 400 };

typedef struct happening {
  rbk_day day;
  rbk_change_kind kind;
  const char *stage;
} happening;

typedef struct trial {
  rbk_register *reg;
  const rbk_edition_bound *edition;
  rbk_worker *worker;
  const rbk_event *events;
  size_t event_count;
  happening items[MOST];
  size_t count;
  uint64_t seed;
} trial;

static void happen(trial *t, rbk_day day, rbk_change_kind kind,
                   const rbk_bound_stage *stage) {
  ck_assert_uint_lt(t->count, MOST);
  t->items[t->count++] = (happening){day, kind, stage->source->id};
}

static bool surely(trial *t, uint32_t node, rbk_day day) {
  rbk_truth truth;
  ck_assert_int_eq(rbk_worker_truth(t->worker, 0, node, day, &truth), RBK_OK);
  return truth == RBK_TRUE;
}

/* --- one move ------------------------------------------------------------- */

static const rbk_bound_stage *named(const rbk_bound_ladder *ladder,
                                    uint32_t number) {
  for (size_t i = 0; i < ladder->source->stage_count; i++)
    if (ladder->stages[i].number == number) return &ladder->stages[i];
  return NULL;
}

static bool opens(const rbk_bound_stage *stage, const rbk_bound_stage *now) {
  const rbk_names *from = &stage->source->from;
  int present = now ? (int)now->place : -1;
  if ((int)stage->place <= present) return false;
  if (from->count == 0) return (int)stage->place == present + 1;
  return strcmp(from->items[0], "any") == 0; /* what random policies say */
}

static bool moves(trial *t, const rbk_bound_ladder *ladder, rbk_day day,
                  const rbk_bound_stage *now, const rbk_bound_stage **to) {
  for (size_t i = 0; now && i < now->source->leave_count; i++) {
    if (!surely(t, now->leave[i].when, day)) continue;
    *to = named(ladder, now->leave[i].to);
    return true;
  }
  const rbk_bound_stage *best = NULL;
  for (size_t i = 0; i < ladder->source->stage_count; i++) {
    const rbk_bound_stage *stage = &ladder->stages[i];
    if (opens(stage, now) && surely(t, stage->enter, day)) best = stage;
  }
  if (best) *to = best;
  return best != NULL;
}

/* --- reviews -------------------------------------------------------------- */

static bool stands(const trial *t, const rbk_event *event, rbk_day day) {
  return event->effect <= day &&
         (event->withdrawn == RBK_NO_DATE ||
          event->withdrawn > t->reg->calendar.date[day]);
}

/* The date from which a review is to be held, as known on a day. */
static rbk_date review_date(const trial *t, const rbk_bound_stage *stage,
                            rbk_day entered, rbk_day day) {
  const rbk_calendar *calendar = &t->reg->calendar;
  const rbk_due *due = &stage->source->review;
  rbk_date date = RBK_NO_DATE, last;
  int32_t left;
  if (due->kind == RBK_DUE_SPAN) {
    if (!rbk_span_after(calendar, calendar->date[entered], due->unit,
                        (int32_t)(due->n.number / RBK_DECIMAL_ONE), &date,
                        &left, &last))
      return RBK_NO_DATE;
    return date;
  }
  const rbk_event *latest = NULL;
  for (size_t i = 0; i < t->event_count; i++) {
    const rbk_event *event = &t->events[i];
    if (event->kind != stage->review_match.kind || !stands(t, event, day) ||
        event->date < calendar->date[entered])
      continue;
    if (!latest || event->date >= latest->date) latest = event;
  }
  if (!latest || stage->review_field == RBK_NONE) return RBK_NO_DATE;
  const char *text = rbk_event_field(latest, stage->review_field);
  return text && rbk_date_parse(rbk_text_of(text), &date) ? date : RBK_NO_DATE;
}

/* --- one ladder ----------------------------------------------------------- */

static void go_through(trial *t, const rbk_bound_ladder *ladder) {
  const rbk_calendar *calendar = &t->reg->calendar;
  const rbk_pupil *pupil =
      &t->reg->roll.pupils[rbk_worker_log(t->worker)->pupil];
  const rbk_bound_stage *now = NULL;
  rbk_day entered = -1, reviewed = -1;
  for (rbk_day day = 0; day < (rbk_day)calendar->day_count; day++) {
    if (!rbk_pupil_on_roll(pupil, day)) continue;
    const rbk_bound_stage *held = now, *to = NULL;
    if (held) {
      rbk_date date = review_date(t, held, entered, day);
      if (date != RBK_NO_DATE && date <= calendar->date[day] &&
          (reviewed < 0 || calendar->date[reviewed] < date)) {
        happen(t, day, RBK_CHANGE_STAGE_REVIEW, held);
        reviewed = day;
      }
    }
    if (!moves(t, ladder, day, held, &to)) continue;
    if (held) happen(t, day, RBK_CHANGE_STAGE_LEFT, held);
    if (to) happen(t, day, RBK_CHANGE_STAGE_ENTERED, to);
    now = to;
    entered = day;
    reviewed = -1;
  }
}

static bool is_of_stage(rbk_change_kind kind) {
  return kind == RBK_CHANGE_STAGE_ENTERED || kind == RBK_CHANGE_STAGE_LEFT ||
         kind == RBK_CHANGE_STAGE_REVIEW;
}

static size_t count_of(const trial *t, const rbk_entry *entry) {
  size_t count = 0;
  for (size_t i = 0; i < t->count; i++)
    count += t->items[i].day == entry->day && t->items[i].kind == entry->kind &&
             strcmp(t->items[i].stage, entry->id) == 0;
  return count;
}

/* The log has each happening once, and no other. */
static size_t expect_log(const trial *t) {
  const rbk_log *log = rbk_worker_log(t->worker);
  size_t logged = 0;
  for (size_t i = 0; i < log->entry_count; i++) {
    const rbk_entry *entry = &log->entries[i];
    if (!is_of_stage(entry->kind)) continue;
    logged++;
    ck_assert_msg(count_of(t, entry) == 1,
                  "seed %llu, pupil %u: %s of %s on day %d is not expected",
                  (unsigned long long)t->seed, log->pupil,
                  rbk_change_name(entry->kind), entry->id, (int)entry->day);
  }
  ck_assert_msg(logged == t->count, "seed %llu, pupil %u: %zu, expected %zu",
                (unsigned long long)t->seed, log->pupil, logged, t->count);
  return logged;
}

START_TEST(stages_are_entered_left_and_reviewed_as_the_reference_says) {
  size_t happened = 0;
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    trial t = {.seed = seed};
    t.reg = school_random_register(seed, 3);
    rbk_layer *layer = random_layer(seed, false);
    rbk_plan *plan = plan_of(layer, NULL);
    rbk_binding *binding = bind_plan(t.reg, plan);
    rbk_error error = {0};
    ck_assert_int_eq(
        rbk_worker_create(NULL, binding, &random_callbacks, &t.worker, &error),
        RBK_OK);
    t.edition = &binding->editions[0];
    for (uint32_t p = 0; p < t.reg->roll.pupil_count; p++) {
      rbk_arena arena;
      rbk_arena_init(&arena, rbk_alloc_or_default(NULL));
      ck_assert_int_eq(rbk_worker_run(t.worker, p,
                                      (rbk_day)t.reg->calendar.day_count - 1,
                                      &arena, &error),
                       RBK_OK);
      t.events = rbk_history_of(&t.reg->history, p, &t.event_count);
      t.count = 0;
      for (size_t i = 0; i < t.edition->ladder_count; i++)
        go_through(&t, &t.edition->ladders[i]);
      happened += expect_log(&t);
      rbk_arena_finish(&arena);
    }
    rbk_worker_destroy(t.worker);
    rbk_binding_destroy(binding);
    rbk_plan_destroy(plan);
    layer_destroy(layer);
    rbk_register_destroy(t.reg);
  }
  ck_assert_uint_gt(happened, 300);
}
END_TEST

int main(void) {
  return TEST_RUN("ladders_reference",
                  stages_are_entered_left_and_reviewed_as_the_reference_says);
}
