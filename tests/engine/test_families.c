/* Rules with per = "family": one action for a sibling group. Weeks begin on
 * Monday 2 September 2024. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

static rbk_condition *today(const char *codes) {
  return compare(measure(RBK_FIGURE_SESSIONS, codes, window(RBK_WINDOW_DAY)),
                 RBK_AT_LEAST, number("1"));
}

static rbk_layer *layer(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_rule *family_rule(rbk_layer *l, const char *id,
                             const rbk_condition *when) {
  rbk_rule *rule = layer_rule(l, id, when);
  rule->per = RBK_PER_FAMILY;
  return rule;
}

static void child(school *s, const char *id, const char *group) {
  school_pupil(s, id);
  school_present(s, id);
  if (group) school_attribute(s, id, "sibling_group", group);
}

/* P1, P2 and P4 are siblings, P3 is of another family, P5 has no group. */
static school *families(void) {
  school *s = school_begin("weeks-4");
  child(s, "P1", "F1");
  child(s, "P2", "F1");
  child(s, "P3", "F2");
  child(s, "P4", "F1");
  child(s, "P5", NULL);
  return s;
}

static const char *all(running *r) {
  return lines_with(replayed(r->reg, &r->policy.policy, NULL), " action.");
}

START_TEST(a_family_has_one_action_under_its_first_member) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  school *s = families();
  school_mark(s, "P4", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-05", "II"); /* the condition goes on */
  school_mark(s, "P2", "2024-09-11", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(all(&r), "2024-09-04 P1 action.fired letter "
                            "letter/family:F1/2024-09-04 due=2024-09-06\n"
                            "2024-09-09 P1 action.overdue letter "
                            "letter/family:F1/2024-09-04 due=2024-09-06\n"
                            "2024-09-11 P1 action.fired letter "
                            "letter/family:F1/2024-09-11 due=2024-09-13\n"
                            "2024-09-16 P1 action.overdue letter "
                            "letter/family:F1/2024-09-11 due=2024-09-13\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_pupil_without_a_group_is_a_family_alone) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  school *s = families();
  school_mark(s, "P5", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(all(&r), "2024-09-04 P5 action.fired letter "
                            "letter/family:P5/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(without_the_column_each_pupil_is_a_family) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(all(&r), "2024-09-04 P0001 action.fired letter "
                            "letter/family:P0001/2024-09-04\n");
  running_finish(&r);
}
END_TEST

typedef struct seen {
  char text[512];
} seen;

static rbk_status take_members(void *context, const rbk_decision *d) {
  seen *out = context;
  for (size_t i = 0; i < d->action_count; i++) {
    const rbk_action_now *a = &d->actions[i];
    strcat(out->text, d->pupil);
    strcat(out->text, ":");
    for (size_t m = 0; m < a->members.count; m++) {
      strcat(out->text, " ");
      strcat(out->text, a->members.items[m]);
    }
    strcat(out->text, ";");
    for (size_t b = 0; b < a->because_count; b++) {
      strcat(out->text, " ");
      strcat(out->text, a->because[b].pupil ? a->because[b].pupil : "own");
      strcat(out->text, "=");
      strcat(out->text, a->because[b].value);
    }
    strcat(out->text, "\n");
  }
  return RBK_OK;
}

START_TEST(members_are_listed_as_at_firing_with_whose_figures_they_are) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  school *s = families();
  school_spell(s, "P2", "2024-09-09", NULL); /* joins later */
  school_spell(s, "P1", NULL, "2024-09-06"); /* leaves before */
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P4", "2024-09-04", "I.");
  school_mark(s, "P4", "2024-09-11", "II");
  running r;
  running_begin(&r, l, s);
  seen out = {""};
  rbk_run_options options = options_none();
  rbk_decision_sink sink = {.context = &out, .decision = take_members};
  rbk_error error = {0};
  ck_assert_int_eq(
      rbk_evaluate(r.reg, &r.policy.policy, &options, &sink, &error), RBK_OK);
  ck_assert_str_eq(out.text, "P1: P1 P4; own=2 P4=1\n"
                             "P2: P2 P4; P4=2\n");
  running_finish(&r);
}
END_TEST

START_TEST(any_members_event_discharges) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II");
  school_event(s, "P4", "2024-09-06", "letter", NULL);
  school_event(s, "P3", "2024-09-05", "letter", NULL); /* another family's */
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r),
      "2024-09-04 P1 action.fired letter letter/family:F1/2024-09-04\n"
      "2024-09-06 P1 action.done letter letter/family:F1/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_that_names_the_key_discharges_nothing_else) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"))->done = names_of("sent");
  layer_rule(l, "note", today("I"))->done = names_of("sent");
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II");
  school_event(s, "P1", "2024-09-05", "sent", "action=note/P1/2024-09-04");
  school_event(s, "P4", "2024-09-06", "sent",
               "action=letter/family:F1/2024-09-04");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      lines_with(all(&r), "done"),
      "2024-09-05 P1 action.done note note/P1/2024-09-04\n"
      "2024-09-06 P1 action.done letter letter/family:F1/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(unless_and_needs_are_those_of_members_for_whom_it_fired) {
  rbk_layer *l = layer();
  layer_fact(l, "support", "to");
  layer_fact(l, "call", NULL);
  rbk_rule *rule = family_rule(l, "letter", today("I"));
  rule_unless(rule, on_event(RBK_LEAF_CURRENT, "support", NULL), "supported");
  rule_needs(rule, "call");
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-04", "II");
  /* P4 is there: neither P4's support nor P4's call counts */
  school_event(s, "P4", "2024-09-02", "support", NULL);
  school_event(s, "P4", "2024-09-05", "call", NULL);
  school_event(s, "P2", "2024-09-06", "call", NULL);
  school_event(s, "P1", "2024-09-09", "support", "to=2024-09-10");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r),
      "2024-09-04 P1 action.fired letter letter/family:F1/2024-09-04\n"
      "2024-09-04 P1 action.blocked letter letter/family:F1/2024-09-04\n"
      "2024-09-06 P1 action.due letter letter/family:F1/2024-09-04\n"
      "2024-09-09 P1 action.suppressed letter letter/family:F1/2024-09-04\n"
      "2024-09-11 P1 action.due letter letter/family:F1/2024-09-04\n");
  running_finish(&r);
}
END_TEST

START_TEST(it_supersedes_for_every_member_it_lists) {
  rbk_layer *l = layer();
  layer_rule(l, "note", today("I"));
  family_rule(l, "letter", today("O"))->supersedes = names_of("note");
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-05", "II");
  school_mark(s, "P3", "2024-09-05", "II");
  school_mark(s, "P4", "2024-09-10", "OO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(all(&r), "superseded"),
                   "2024-09-10 P1 action.superseded note note/P1/2024-09-04\n"
                   "2024-09-10 P2 action.superseded note note/P2/2024-09-05\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_firing_that_is_suppressed_supersedes_nothing) {
  rbk_layer *l = layer();
  layer_rule(l, "note", today("I"));
  rbk_rule *rule = family_rule(l, "letter", today("O"));
  rule->supersedes = names_of("note");
  rule_unless(rule, attribute("exempt"), "exempt");
  school *s = families();
  school_attribute(s, "P4", "exempt", "yes");
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P4", "2024-09-10", "OO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(lines_with(all(&r), "superseded"), "");
  ck_assert_str_eq(lines_with(all(&r), "suppressed"),
                   "2024-09-10 P1 action.suppressed letter "
                   "letter/family:F1/2024-09-10\n");
  running_finish(&r);
}
END_TEST

START_TEST(fired_is_true_for_every_member_it_listed) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  layer_rule(l, "file", fired("letter"));
  layer_rule(l, "later",
             within(fired("letter"),
                    window_last(RBK_WINDOW_SCHOOL_DAYS, number("3"))));
  school *s = families();
  school_spell(s, "P2", "2024-09-09", NULL);
  school_mark(s, "P1", "2024-09-04", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r), "2024-09-04 P1 action.fired letter letter/family:F1/2024-09-04\n"
               "2024-09-05 P1 action.fired file file/P1/2024-09-05\n"
               "2024-09-05 P1 action.fired later later/P1/2024-09-05\n"
               "2024-09-05 P4 action.fired file file/P4/2024-09-05\n"
               "2024-09-05 P4 action.fired later later/P4/2024-09-05\n");
  running_finish(&r);
}
END_TEST

START_TEST(a_period_is_the_familys) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"))->once = RBK_ONCE_WEEK;
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-06", "II");
  school_mark(s, "P2", "2024-09-10", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r), "2024-09-04 P1 action.fired letter letter/family:F1/2024-W36\n"
               "2024-09-10 P1 action.fired letter letter/family:F1/2024-W37\n");
  running_finish(&r);
}
END_TEST

/* An explicit `rearm` waits for all children: one who is well does not arm the
 * rule anew for one who is not. */
START_TEST(it_is_armed_again_when_all_members_say_so) {
  rbk_layer *l = layer();
  rbk_figure_expression *ill =
      measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_WEEK));
  rbk_rule *rule =
      family_rule(l, "letter", compare(ill, RBK_AT_LEAST, number("2")));
  rule->rearm = compare(ill, RBK_AT_MOST, number("0"));
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P1", "2024-09-16", "I.");
  school_mark(s, "P2", "2024-09-19", "II");
  running r;
  running_begin(&r, l, s);
  /* the week's window arms it on Monday the 9th; on the 16th P1 has one */
  ck_assert_str_eq(
      all(&r), "2024-09-04 P1 action.fired letter letter/family:F1/2024-09-04\n"
               "2024-09-19 P1 action.fired letter "
               "letter/family:F1/2024-09-19\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_event_rule_fires_for_each_members_event) {
  rbk_layer *l = layer();
  layer_fact(l, "notice", NULL);
  family_rule(l, "answer", on_event(RBK_LEAF_EVENT, "notice", NULL));
  school *s = families();
  school_event(s, "P4", "2024-09-05", "notice", NULL);
  school_event(s, "P2", "2024-09-05", "notice", NULL);
  school_event(s, "P2", "2024-09-09", "notice", "id=n1");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r),
      "2024-09-05 P1 action.fired answer answer/family:F1/2024-09-05/1\n"
      "2024-09-05 P1 action.fired answer answer/family:F1/2024-09-05/2\n"
      "2024-09-09 P1 action.fired answer answer/family:F1/n1\n");
  running_finish(&r);
}
END_TEST

START_TEST(steps_are_the_familys_in_a_period) {
  rbk_layer *l = layer();
  rbk_figure_expression *ill =
      measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_TERM));
  rbk_rule *rule = family_rule(l, "letter", NULL);
  rule->each.figure = ill;
  rule->each.every = number("2");
  school *s = families();
  school_mark(s, "P1", "2024-09-04", "II"); /* 2 */
  school_mark(s, "P2", "2024-09-05", "II"); /* 2 again: fired already */
  school_mark(s, "P2", "2024-09-09", "II"); /* 4 */
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r),
      "2024-09-04 P1 action.fired letter letter/family:F1/2024-autumn/2\n"
      "2024-09-09 P1 action.fired letter letter/family:F1/2024-autumn/4\n");
  running_finish(&r);
}
END_TEST

START_TEST(an_action_lapses_when_the_last_member_leaves) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  school *s = families();
  school_spell(s, "P1", NULL, "2024-09-06");
  school_spell(s, "P2", NULL, "2024-09-10");
  school_spell(s, "P4", NULL, "2024-09-12");
  school_spell(s, "P4", "2024-09-18", NULL);
  school_mark(s, "P1", "2024-09-04", "II");
  school_mark(s, "P4", "2024-09-18", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r),
      "2024-09-04 P1 action.fired letter letter/family:F1/2024-09-04\n"
      "2024-09-12 P1 action.lapsed letter letter/family:F1/2024-09-04\n"
      "2024-09-18 P4 action.fired letter letter/family:F1/2024-09-18\n");
  running_finish(&r);
}
END_TEST

START_TEST(who_changes_family_counts_in_the_new_one_from_that_day) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"));
  school *s = families();
  school_set(s, "P2", "2024-09-09", "sibling_group", "F2");
  school_mark(s, "P2", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-11", "II");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r), "2024-09-04 P1 action.fired letter letter/family:F1/2024-09-04\n"
               "2024-09-11 P2 action.fired letter "
               "letter/family:F2/2024-09-11\n");
  running_finish(&r);
}
END_TEST

START_TEST(one_letter_for_a_family_supersedes_another) {
  rbk_layer *l = layer();
  family_rule(l, "first", today("I"));
  family_rule(l, "second", today("O"))->supersedes = names_of("first");
  school *s = families();
  school_spell(s, "P1", NULL, "2024-09-06"); /* it stands under P1, then P2 */
  school_mark(s, "P4", "2024-09-04", "II");
  school_mark(s, "P2", "2024-09-10", "OO");
  running r;
  running_begin(&r, l, s);
  ck_assert_str_eq(
      all(&r),
      "2024-09-04 P1 action.fired first first/family:F1/2024-09-04\n"
      "2024-09-10 P1 action.superseded first first/family:F1/2024-09-04\n"
      "2024-09-10 P2 action.fired second second/family:F1/2024-09-10\n");
  running_finish(&r);
}
END_TEST

/* A big school of families, some of them in one register only. */
static school *many(void) {
  school *s = school_begin("weeks-4");
  char id[8], group[8];
  for (int i = 0; i < 60; i++) {
    (void)snprintf(id, sizeof id, "P%02d", i);
    (void)snprintf(group, sizeof group, "F%d", i % 17);
    child(s, id, i % 5 == 0 ? NULL : group);
    if (i % 3 == 0)
      school_mark(s, id, i % 2 ? "2024-09-04" : "2024-09-11", "II");
    if (i % 7 == 0) school_event(s, id, "2024-09-12", "letter", NULL);
    if (i % 4 == 0) school_mark(s, id, "2024-09-17", "OO");
  }
  return s;
}

static rbk_layer *many_rules(void) {
  rbk_layer *l = layer();
  family_rule(l, "letter", today("I"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  family_rule(l, "court", today("O"))->supersedes = names_of("letter note");
  layer_rule(l, "note", today("I"));
  layer_rule(l, "file", fired("letter"));
  return l;
}

START_TEST(threads_shards_and_one_pupil_give_the_same) {
  running r;
  running_begin(&r, many_rules(), many());
  rbk_run_options options = options_none();
  char *alone = strdup(decided(r.reg, &r.policy.policy, &options));
  options.threads = 3;
  ck_assert_int_eq(strcmp(decided(r.reg, &r.policy.policy, &options), alone),
                   0);
  options.threads = 1;
  char *joined = calloc(1, strlen(alone) + 1);
  for (size_t shard = 1; shard <= 4; shard++) {
    options.shard = shard;
    options.shards = 4;
    strcat(joined, decided(r.reg, &r.policy.policy, &options));
  }
  ck_assert_int_eq(strcmp(joined, alone), 0);
  joined[0] = '\0';
  options.shards = 0;
  for (size_t i = 0; i < r.reg->roll.pupil_count; i++) {
    options.pupil = r.reg->roll.pupils[i].id;
    strcat(joined, decided(r.reg, &r.policy.policy, &options));
  }
  ck_assert_int_eq(strcmp(joined, alone), 0);
  ck_assert_ptr_nonnull(strstr(alone, "superseded by court/family:"));
  free(joined);
  free(alone);
  running_finish(&r);
}
END_TEST

/* A family of one is that pupil: the same days and statuses. */
START_TEST(a_family_alone_has_what_a_pupil_has) {
  rbk_layer *l = layer();
  rbk_rule *rules[] = {layer_rule(l, "own", today("I")),
                       family_rule(l, "fam", today("I"))};
  for (size_t i = 0; i < 2; i++) {
    rules[i]->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
    rules[i]->done = names_of("sent");
    rules[i]->lapse = true;
    rule_unless(rules[i], attribute("exempt"), "exempt");
  }
  school *s = one_pupil_in("weeks-4");
  school_mark(s, "P0001", "2024-09-04", "II");
  school_mark(s, "P0001", "2024-09-10", "II");
  school_mark(s, "P0001", "2024-09-16", "II");
  school_event(s, "P0001", "2024-09-10", "sent", NULL);
  school_set(s, "P0001", "2024-09-16", "exempt", "yes");
  running r;
  running_begin(&r, l, s);
  const char *text = all(&r);
  const char *own = lines_with(text, " own/"), *fam = lines_with(text, " fam/");
  while (*own && *fam) { /* "date pupil event id ..." */
    size_t upto = (size_t)(strstr(own, " own ") - own);
    ck_assert_int_eq(strncmp(own, fam, upto), 0);
    own = strchr(own, '\n') + 1;
    fam = strchr(fam, '\n') + 1;
  }
  ck_assert_str_eq(own, "");
  ck_assert_str_eq(fam, "");
  ck_assert_ptr_nonnull(strstr(text, "action.lapsed fam"));
  ck_assert_ptr_nonnull(strstr(text, "action.done fam"));
  ck_assert_ptr_nonnull(strstr(text, "action.suppressed fam"));
  running_finish(&r);
}
END_TEST

int main(void) {
  return TEST_RUN("families", a_family_has_one_action_under_its_first_member,
                  a_pupil_without_a_group_is_a_family_alone,
                  without_the_column_each_pupil_is_a_family,
                  members_are_listed_as_at_firing_with_whose_figures_they_are,
                  any_members_event_discharges,
                  an_event_that_names_the_key_discharges_nothing_else,
                  unless_and_needs_are_those_of_members_for_whom_it_fired,
                  it_supersedes_for_every_member_it_lists,
                  a_firing_that_is_suppressed_supersedes_nothing,
                  fired_is_true_for_every_member_it_listed,
                  a_period_is_the_familys,
                  it_is_armed_again_when_all_members_say_so,
                  an_event_rule_fires_for_each_members_event,
                  steps_are_the_familys_in_a_period,
                  an_action_lapses_when_the_last_member_leaves,
                  who_changes_family_counts_in_the_new_one_from_that_day,
                  one_letter_for_a_family_supersedes_another,
                  threads_shards_and_one_pupil_give_the_same,
                  a_family_alone_has_what_a_pupil_has);
}
