/* The four laws, on random registers and random policies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/random_policy.h"
#include "support/suite.h"

enum { REGISTERS = 60, DAYS = 6 };

typedef struct world {
  rbk_register *reg;
  rbk_layer *layer;
  rbk_plan *plan;
  test_policy policy;
} world;

static void begin(world *w, uint64_t seed) {
  w->reg = school_random_register(seed, 3);
  w->layer = random_layer(seed, seed % 2 == 0);
  w->plan = plan_of(w->layer, NULL);
  policy_one(&w->policy, w->plan);
  w->policy.policy.callbacks = &random_callbacks;
}

static void finish(world *w) {
  rbk_plan_destroy(w->plan);
  layer_destroy(w->layer);
  rbk_register_destroy(w->reg);
}

static const char *date_on(const world *w, rbk_day day, char out[11]) {
  rbk_date_print(w->reg->calendar.date[day], out);
  return out;
}

/* A few days, the first and the last among them. */
static rbk_day pick_day(const world *w, school_random *random, int i) {
  uint32_t days = (uint32_t)w->reg->calendar.day_count;
  if (i == 0) return 0;
  if (i == 1) return (rbk_day)days - 1;
  return (rbk_day)school_random_below(random, days);
}

/* --- evaluate at d is replay read at d ------------------------------------ */

enum { MOST = 4000 };

typedef struct standing { /* what the changes so far amount to */
  char what[96];          /* "P0001 flag fa", "P0001 band ba", an action */
  char says[128];
} standing;

typedef struct reading {
  standing items[MOST];
  size_t count;
} reading;

static standing *item_of(reading *r, const char *pupil, const char *kind,
                         const char *id) {
  char what[96];
  (void)snprintf(what, sizeof what, "%s %s %s", pupil, kind, id);
  for (size_t i = 0; i < r->count; i++)
    if (strcmp(r->items[i].what, what) == 0) return &r->items[i];
  ck_assert_uint_lt(r->count, MOST);
  standing *item = &r->items[r->count++];
  memcpy(item->what, what, sizeof what);
  item->says[0] = '\0';
  return item;
}

static void read_band(reading *r, const rbk_change *c) {
  char name[64];
  (void)snprintf(name, sizeof name, "%s", c->id);
  char *slash = strchr(name, '/');
  if (slash) *slash = '\0';
  standing *item = item_of(r, c->pupil, "band", name);
  item->says[0] = '\0';
  if (slash)
    (void)snprintf(item->says, sizeof item->says, "%s since %s", slash + 1,
                   c->date);
}

static void read_action(reading *r, const rbk_change *c, const char *status) {
  standing *item = item_of(r, c->pupil ? c->pupil : "-", "action", c->key);
  (void)snprintf(item->says, sizeof item->says, "%s due %s", status,
                 c->due ? c->due : "-");
}

/* One that is left for itself is entered again that day. */
static void read_left(reading *r, const rbk_change *c) {
  standing *item = item_of(r, c->pupil, "stage", c->id);
  if (strcmp(item->says + strlen("since "), c->date) != 0) item->says[0] = '\0';
}

static rbk_status read_change(void *context, const rbk_change *c) {
  reading *r = context;
  switch (c->kind) {
  case RBK_CHANGE_BAND:
    read_band(r, c);
    break;
  case RBK_CHANGE_FLAG_RAISED:
    (void)snprintf(item_of(r, c->pupil, "flag", c->id)->says, 128, "since %s",
                   c->date);
    break;
  case RBK_CHANGE_FLAG_CLEARED:
    item_of(r, c->pupil, "flag", c->id)->says[0] = '\0';
    break;
  case RBK_CHANGE_STAGE_ENTERED:
    (void)snprintf(item_of(r, c->pupil, "stage", c->id)->says, 128, "since %s",
                   c->date);
    break;
  case RBK_CHANGE_STAGE_LEFT:
    read_left(r, c);
    break;
  case RBK_CHANGE_ACTION_FIRED:
    read_action(r, c, "due");
    break;
  default:
    if (c->kind >= RBK_CHANGE_ACTION_DUE && c->kind < RBK_CHANGE_PROPOSAL)
      read_action(r, c, rbk_change_name(c->kind) + strlen("action."));
    break;
  }
  return RBK_OK;
}

static rbk_status read_decision(void *context, const rbk_decision *d) {
  reading *r = context;
  const char *pupil = d->pupil ? d->pupil : "-"; /* of groups: actions */
  for (size_t i = 0; i < d->band_count; i++)
    if (d->bands[i].id)
      (void)snprintf(item_of(r, d->pupil, "band", d->bands[i].name)->says, 128,
                     "%s since %s", d->bands[i].id, d->bands[i].since);
  for (size_t i = 0; i < d->flag_count; i++)
    (void)snprintf(item_of(r, d->pupil, "flag", d->flags[i].id)->says, 128,
                   "since %s", d->flags[i].since);
  for (size_t i = 0; i < d->stage_count; i++)
    (void)snprintf(item_of(r, d->pupil, "stage", d->stages[i].id)->says, 128,
                   "since %s", d->stages[i].since);
  for (size_t i = 0; i < d->action_count; i++) {
    const rbk_action_now *a = &d->actions[i];
    (void)snprintf(item_of(r, pupil, "action", a->key)->says, 128, "%s due %s",
                   rbk_action_status_name(a->status), a->due ? a->due : "-");
  }
  return RBK_OK;
}

static void expect_same(const reading *a, const reading *b, const char *date) {
  for (size_t i = 0; i < a->count; i++) {
    const standing *item = &a->items[i], *other = NULL;
    if (item->says[0] == '\0') continue;
    for (size_t k = 0; k < b->count; k++)
      if (strcmp(b->items[k].what, item->what) == 0) other = &b->items[k];
    ck_assert_msg(other && strcmp(other->says, item->says) == 0,
                  "%s: %s is '%s' and '%s'", date, item->what, item->says,
                  other ? other->says : "nothing");
  }
}

static void expect_evaluate_is_replay(world *w, rbk_day day) {
  static reading replay, evaluate;
  replay.count = evaluate.count = 0;
  char date[11];
  rbk_run_options options = options_as_of(date_on(w, day, date));
  rbk_decision_sink decisions = {.context = &evaluate,
                                 .decision = read_decision};
  rbk_error error = {0};
  ck_assert_msg(rbk_evaluate(w->reg, &w->policy.policy, &options, &decisions,
                             &error) == RBK_OK,
                "%s", error.text);
  /* all of the replay, read up to the day */
  rbk_run_options whole = options_none();
  char end[11];
  whole.to = date_on(w, (rbk_day)w->reg->calendar.day_count - 1, end);
  const char *text = replayed(w->reg, &w->policy.policy, &whole);
  /* the changes are read from the lines that `replayed` prints */
  while (*text) {
    char line[512], pupil[16], event[32], id[64], key[96] = "", due[32] = "";
    const char *stop = strchr(text, '\n');
    ck_assert_uint_lt((size_t)(stop - text), sizeof line);
    memcpy(line, text, (size_t)(stop - text));
    line[stop - text] = '\0';
    text = stop + 1;
    char at[11];
    memcpy(at, line, 10);
    at[10] = '\0';
    if (strcmp(at, date) > 0) break;
    char *mark = strstr(line, " due=");
    if (mark) {
      (void)snprintf(due, sizeof due, "%s", mark + 5);
      *mark = '\0';
    }
    int parts = sscanf(line + 11, "%15s %31s %63s %95s", pupil, event, id, key);
    ck_assert_int_ge(parts, 3);
    rbk_change change = {.date = at,
                         .pupil = pupil[0] == '-' ? NULL : pupil,
                         .id = id,
                         .key = parts == 4 ? key : NULL,
                         .due = mark ? due : NULL};
    while (strcmp(rbk_change_name(change.kind), event) != 0) change.kind++;
    read_change(&replay, &change);
  }
  expect_same(&replay, &evaluate, date);
  expect_same(&evaluate, &replay, date);
}

START_TEST(evaluate_at_a_day_is_replay_read_at_that_day) {
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    world w;
    begin(&w, seed);
    school_random random = school_random_from(seed);
    for (int i = 0; i < DAYS; i++)
      expect_evaluate_is_replay(&w, pick_day(&w, &random, i));
    finish(&w);
  }
}
END_TEST

/* --- the laws are about something ------------------------------------------
 */

static rbk_status count_kind(void *context, const rbk_change *change) {
  bool of_group = change->pupil == NULL && change->key != NULL;
  ((size_t(*)[RBK_CHANGE_UNDETERMINED + 1]) context)[of_group][change->kind]++;
  return RBK_OK;
}

START_TEST(random_policies_bring_about_every_kind_of_change) {
  static const rbk_change_kind wanted[] = {RBK_CHANGE_BAND,
                                           RBK_CHANGE_FLAG_RAISED,
                                           RBK_CHANGE_FLAG_CLEARED,
                                           RBK_CHANGE_STAGE_ENTERED,
                                           RBK_CHANGE_STAGE_LEFT,
                                           RBK_CHANGE_STAGE_REVIEW,
                                           RBK_CHANGE_ACTION_FIRED,
                                           RBK_CHANGE_ACTION_DUE,
                                           RBK_CHANGE_ACTION_OVERDUE,
                                           RBK_CHANGE_ACTION_DONE,
                                           RBK_CHANGE_ACTION_SUPERSEDED,
                                           RBK_CHANGE_ACTION_SUPPRESSED,
                                           RBK_CHANGE_ACTION_BLOCKED,
                                           RBK_CHANGE_ACTION_LAPSED,
                                           RBK_CHANGE_PROPOSAL,
                                           RBK_CHANGE_FINDING,
                                           RBK_CHANGE_UNDETERMINED};
  /* of pupils, and of groups */
  size_t counts[2][RBK_CHANGE_UNDETERMINED + 1] = {{0}};
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    world w;
    begin(&w, seed);
    rbk_change_sink sink = {.context = counts, .change = count_kind};
    rbk_run_options options = options_none();
    char last[11];
    options.to = date_on(&w, (rbk_day)w.reg->calendar.day_count - 1, last);
    rbk_error error = {0};
    ck_assert_msg(
        rbk_replay(w.reg, &w.policy.policy, &options, &sink, &error) == RBK_OK,
        "%s", error.text);
    finish(&w);
  }
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    ck_assert_msg(counts[0][wanted[i]] >= 10, "%s only %zu times",
                  rbk_change_name(wanted[i]), counts[0][wanted[i]]);
  ck_assert_uint_ge(counts[1][RBK_CHANGE_ACTION_FIRED], 100);
  ck_assert_uint_ge(counts[1][RBK_CHANGE_ACTION_DONE], 10);
  ck_assert_uint_ge(counts[1][RBK_CHANGE_ACTION_SUPPRESSED], 10);
  ck_assert_uint_ge(counts[1][RBK_CHANGE_ACTION_BLOCKED], 10);
  ck_assert_uint_ge(counts[1][RBK_CHANGE_ACTION_LAPSED], 10);
}
END_TEST

/* --- the future changes nothing --------------------------------------------
 */

START_TEST(what_is_dated_after_a_day_changes_nothing_up_to_it) {
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    world w;
    begin(&w, seed);
    school_random random = school_random_from(seed);
    for (int i = 0; i < DAYS; i++) {
      rbk_day day = pick_day(&w, &random, i);
      char date[11];
      rbk_run_options options = options_as_of(date_on(&w, day, date));
      options.to = date;
      rbk_register *other = school_random_changed(
          seed, 3, w.reg->calendar.date[day], seed + (uint64_t)i);
      const rbk_policy *policy = &w.policy.policy;
      ck_assert_str_eq(replayed_because(w.reg, policy, &options),
                       replayed_because(other, policy, &options));
      ck_assert_str_eq(decided(w.reg, policy, &options),
                       decided(other, policy, &options));
      rbk_register_destroy(other);
    }
    finish(&w);
  }
}
END_TEST

/* --- threads, pupils, shards -----------------------------------------------
 */

START_TEST(threads_and_the_choice_of_pupils_change_nothing) {
  for (uint64_t seed = 1; seed <= REGISTERS / 3; seed++) {
    world w;
    begin(&w, seed);
    char last[11];
    rbk_run_options one = options_as_of(
        date_on(&w, (rbk_day)w.reg->calendar.day_count - 1, last));
    one.to = last;
    rbk_run_options three = one;
    three.threads = 3;
    const rbk_policy *policy = &w.policy.policy;
    char *whole = strdup(decided(w.reg, policy, &one));
    ck_assert_ptr_nonnull(whole);
    ck_assert_str_eq(whole, decided(w.reg, policy, &three));
    ck_assert_str_eq(replayed_because(w.reg, policy, &one),
                     replayed_because(w.reg, policy, &three));
    rbk_buffer parts;
    rbk_buffer_init(&parts, NULL);
    for (size_t i = 1; i <= 2; i++) {
      rbk_run_options shard = one;
      shard.shard = i;
      shard.shards = 2;
      rbk_buffer_text(&parts, decided(w.reg, policy, &shard));
    }
    ck_assert_str_eq(whole, rbk_buffer_string(&parts));
    rbk_buffer_finish(&parts);
    for (size_t i = 0; i < w.reg->roll.pupil_count; i++) {
      rbk_run_options alone = one;
      alone.pupil = w.reg->roll.pupils[i].id;
      ck_assert_ptr_nonnull(strstr(whole, decided(w.reg, policy, &alone)));
    }
    free(whole);
    finish(&w);
  }
}
END_TEST

/* --- two equal versions ----------------------------------------------------
 */

START_TEST(splitting_a_run_between_two_equal_versions_changes_nothing) {
  for (uint64_t seed = 1; seed <= REGISTERS; seed++) {
    world w;
    begin(&w, seed);
    rbk_layer *again = random_layer(seed, seed % 2 == 0);
    rbk_plan *plan = plan_of(again, NULL);
    school_random random = school_random_from(seed + 7);
    rbk_day day = pick_day(&w, &random, 2);
    char first[11], before[11];
    rbk_date_print(w.reg->calendar.date[day], first);
    rbk_date_print(w.reg->calendar.date[day] - 1, before);
    test_policy split;
    memset(&split, 0, sizeof split);
    policy_add(&split, w.plan, NULL, before);
    policy_add(&split, plan, first, NULL);
    split.policy.callbacks = &random_callbacks;
    char last[11];
    rbk_run_options options = options_as_of(
        date_on(&w, (rbk_day)w.reg->calendar.day_count - 1, last));
    options.to = last;
    ck_assert_str_eq(replayed_because(w.reg, &w.policy.policy, &options),
                     replayed_because(w.reg, &split.policy, &options));
    ck_assert_str_eq(decided(w.reg, &w.policy.policy, &options),
                     decided(w.reg, &split.policy, &options));
    rbk_plan_destroy(plan);
    layer_destroy(again);
    finish(&w);
  }
}
END_TEST

int main(void) {
  return TEST_RUN("laws", random_policies_bring_about_every_kind_of_change,
                  evaluate_at_a_day_is_replay_read_at_that_day,
                  what_is_dated_after_a_day_changes_nothing_up_to_it,
                  threads_and_the_choice_of_pupils_change_nothing,
                  splitting_a_run_between_two_equal_versions_changes_nothing);
}
