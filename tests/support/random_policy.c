#include "support/random_policy.h"

#include <stdio.h>
#include <string.h>

typedef struct drawing {
  school_random random;
  rbk_layer *layer;
  bool functions; /* may conditions ask functions? */
  bool fold;      /* may they look at firings and stages? */
  bool groups;    /* may they look at groups? */
} drawing;

static uint32_t below(drawing *d, uint32_t limit) {
  return school_random_below(&d->random, limit);
}

#define PICK(d, list) ((list)[below(d, sizeof(list) / sizeof((list)[0]))])

enum { RULES = 7 };
static const char *const rule_ids[RULES] = {"ra", "rb", "rc", "rd",
                                            "re", "rf", "rg"};
static const char *const kinds[] = {"letter", "meeting", "notice", "visit"};

static rbk_operand whole(uint32_t n) {
  static const char *const texts[] = {"0", "1", "2",  "3",  "4",  "5",  "6",
                                      "7", "8", "10", "12", "15", "20", "40"};
  return number(texts[n % 14]);
}

static rbk_window_expression *a_window(drawing *d) {
  static const rbk_window_kind plain[] = {
      RBK_WINDOW_SCHOOL_YEAR, RBK_WINDOW_TERM, RBK_WINDOW_HALF_TERM,
      RBK_WINDOW_MONTH,       RBK_WINDOW_WEEK, RBK_WINDOW_DAY,
      RBK_WINDOW_ALL,         RBK_WINDOW_SPELL};
  static const rbk_window_kind counted[] = {RBK_WINDOW_SCHOOL_DAYS,
                                            RBK_WINDOW_SCHOOL_WEEKS,
                                            RBK_WINDOW_CALENDAR_WEEKS};
  switch (below(d, 8)) {
  case 0:
    return window_since(PICK(d, kinds));
  case 1:
    return window_last(PICK(d, counted), whole(1 + below(d, 8)));
  default:
    return window(PICK(d, plain));
  }
}

static rbk_figure_expression *a_figure(drawing *d) {
  static const char *const sets[] = {"absent", "unauthorised", "I",
                                     "late",   "attended",     "missing"};
  static const rbk_figure_kind summed[] = {
      RBK_FIGURE_SESSIONS, RBK_FIGURE_DAYS,  RBK_FIGURE_WHOLE_DAYS,
      RBK_FIGURE_ANY_DAYS, RBK_FIGURE_WEEKS, RBK_FIGURE_EPISODES};
  switch (below(d, 5)) {
  case 0:
    return measure(RBK_FIGURE_RUN, below(d, 2) ? "absent" : "I", NULL);
  case 1:
    return figure_of_event(RBK_FIGURE_DAYS_SINCE, PICK(d, kinds), NULL, NULL);
  default:
    return measure(PICK(d, summed), PICK(d, sets), a_window(d));
  }
}

static rbk_condition *a_comparison(drawing *d);

/* Of each pupil's own marks alone, as groups ask. */
static rbk_condition *an_own_comparison(drawing *d) {
  bool groups = d->groups;
  d->groups = false;
  rbk_condition *c = a_comparison(d);
  d->groups = groups;
  return c;
}

/* Of a cohort or everyone; with `of_pupil` of the pupil's own group too. */
static rbk_figure_expression *a_group(drawing *d, bool of_pupil) {
  static const char *const attributes[] = {"year_group", "send"};
  rbk_figure_expression *f = figure_plain(RBK_FIGURE_GROUP);
  f->group = RBK_GROUP_EVERYONE;
  if (below(d, 3) == 0) {
    f->group = RBK_GROUP_COHORT;
    f->group_name = "year-7";
  } else if (of_pupil && below(d, 2)) {
    f->group = RBK_GROUP_SAME;
    f->group_name = PICK(d, attributes);
  }
  f->group_measure = (rbk_group_measure)below(d, 5);
  if (f->group_measure == RBK_GROUP_COUNT ||
      f->group_measure == RBK_GROUP_SHARE)
    f->group_condition = an_own_comparison(d);
  if (f->group_measure == RBK_GROUP_POOLED)
    f->group_figure = measure(RBK_FIGURE_RATE, "attended", a_window(d));
  if (f->group_measure == RBK_GROUP_MEDIAN) f->group_figure = a_figure(d);
  return f;
}

static rbk_condition *a_group_comparison(drawing *d, bool of_pupil) {
  static const rbk_comparison ways[] = {RBK_AT_LEAST, RBK_BELOW};
  static const char *const cents[] = {"50", "80", "90", "100"};
  rbk_figure_expression *f = a_group(d, of_pupil);
  rbk_comparison way = PICK(d, ways);
  if (f->group_measure == RBK_GROUP_POOLED ||
      f->group_measure == RBK_GROUP_SHARE)
    return of_pupil && below(d, 2)
               ? compare_figure(
                     measure(RBK_FIGURE_RATE, "attended", a_window(d)), way, f)
               : compare(f, way, number(PICK(d, cents)));
  return compare(f, way, whole(below(d, 6)));
}

static rbk_condition *a_comparison(drawing *d) {
  static const rbk_comparison ways[] = {RBK_AT_LEAST, RBK_ABOVE, RBK_AT_MOST,
                                        RBK_BELOW, RBK_IS};
  static const char *const cents[] = {"50", "80", "90", "95", "100"};
  if (d->groups && below(d, 8) == 0) return a_group_comparison(d, true);
  if (below(d, 3) == 0)
    return compare(measure(RBK_FIGURE_RATE, "attended", a_window(d)),
                   PICK(d, ways), number(PICK(d, cents)));
  return compare(a_figure(d), PICK(d, ways), whole(below(d, 14)));
}

enum { STAGES = 4 };
static const char *const stage_ids[STAGES] = {"la1", "la2", "la3", "lb1"};

/* Something about the time in a stage. */
static rbk_condition *of_stage(drawing *d) {
  const char *stage = stage_ids[below(d, STAGES)];
  switch (below(d, 6)) {
  case 0:
    return stage_complete(stage);
  case 1:
    return compare(days_in_stage(stage), below(d, 2) ? RBK_AT_LEAST : RBK_BELOW,
                   whole(1 + below(d, 8)));
  case 2:
    return compare(measure(RBK_FIGURE_SESSIONS, "absent", since_stage(stage)),
                   RBK_AT_LEAST, whole(1 + below(d, 4)));
  case 3:
    return within(on_event(RBK_LEAF_ON_RECORD, PICK(d, kinds), NULL),
                  since_stage(stage));
  case 4:
    return within(a_comparison(d), since_stage(stage));
  default:
    return in_stage(stage);
  }
}

static rbk_condition *a_leaf(drawing *d) {
  static const rbk_leaf_kind events[] = {RBK_LEAF_ON_RECORD, RBK_LEAF_EVENT,
                                         RBK_LEAF_LATEST, RBK_LEAF_CURRENT};
  static const rbk_period_kind periods[] = {RBK_PERIOD_TERM, RBK_PERIOD_MONTH,
                                            RBK_PERIOD_WEEK};
  switch (below(d, 12)) {
  case 0:
    return on_event(PICK(d, events), PICK(d, kinds), NULL);
  case 1:
    return attribute("send");
  case 2:
    return leaf_of(RBK_LEAF_COMPULSORY_AGE);
  case 3:
    return weekday((rbk_weekday)below(d, 5));
  case 4:
    return below(d, 2) ? first_day_of(PICK(d, periods))
                       : last_day_of(PICK(d, periods));
  case 5:
    if (d->fold && below(d, 2)) return of_stage(d);
    if (d->fold) return fired(rule_ids[below(d, RULES)]);
    return run_ended("absent", whole(1 + below(d, 5)));
  case 6:
    if (d->functions) return asks(below(d, 3));
    return in_term("spring");
  default:
    return a_comparison(d);
  }
}

static rbk_condition *a_condition(drawing *d, int depth) {
  if (depth == 0) return a_leaf(d);
  switch (below(d, 6)) {
  case 0:
    return both(a_condition(d, depth - 1), a_condition(d, depth - 1));
  case 1:
    return either(a_condition(d, depth - 1), a_condition(d, depth - 1));
  case 2:
    return not_so(a_condition(d, depth - 1));
  case 3:
    return below(d, 2)
               ? within(a_comparison(d), window(RBK_WINDOW_WEEK))
               : throughout(a_comparison(d),
                            window_last(RBK_WINDOW_SCHOOL_DAYS, number("3")));
  default:
    return a_leaf(d);
  }
}

static void a_rule(drawing *d, size_t i) {
  static const rbk_once ways[] = {
      RBK_ONCE_EPISODE, RBK_ONCE_EPISODE, RBK_ONCE_EPISODE,     RBK_ONCE_WEEK,
      RBK_ONCE_MONTH,   RBK_ONCE_TERM,    RBK_ONCE_SCHOOL_YEAR, RBK_ONCE_EVER};
  static const rbk_span_unit units[] = {
      RBK_SPAN_SCHOOL_DAYS, RBK_SPAN_CALENDAR_DAYS, RBK_SPAN_SCHOOL_WEEKS};
  rbk_rule *r = layer_rule(d->layer, rule_ids[i], a_condition(d, 2));
  r->once = PICK(d, ways);
  if (below(d, 4) == 0) r->checked = weekday((rbk_weekday)below(d, 5));
  if (r->once == RBK_ONCE_EPISODE && below(d, 3) == 0)
    r->rearm = a_condition(d, 1);
  if (below(d, 6) == 0) {
    r->once = RBK_ONCE_EPISODE;
    r->rearm = NULL;
    static const rbk_window_kind kinds_of_window[] = {
        RBK_WINDOW_TERM, RBK_WINDOW_MONTH, RBK_WINDOW_SCHOOL_WEEKS};
    rbk_window_kind kind = PICK(d, kinds_of_window);
    r->each.figure =
        measure(RBK_FIGURE_SESSIONS, "absent",
                kind == RBK_WINDOW_SCHOOL_WEEKS ? window_last(kind, number("2"))
                                                : window(kind));
    r->each.first = number("2");
    r->each.every = number("3");
  }
  r->lapse = below(d, 3) == 0;
  if (below(d, 3) == 0) rule_unless(r, a_condition(d, 1), "an exemption");
  if (below(d, 4) == 0) rule_needs(r, PICK(d, kinds));
  if (below(d, 6) == 0) rule_needs_condition(r, a_condition(d, 1), "a thing");
  if (below(d, 3) > 0) r->done = names_of(PICK(d, kinds));
  if (below(d, 3) == 0) r->supersedes = names_of(rule_ids[below(d, RULES)]);
  if (below(d, 4) > 0) r->due = due_span(PICK(d, units), whole(below(d, 6)));
}

static rbk_condition *of_no_pupil(drawing *d) {
  switch (below(d, 5)) {
  case 0:
    return on_event(RBK_LEAF_EVENT, PICK(d, kinds), NULL);
  case 1:
    return weekday((rbk_weekday)below(d, 5));
  case 2:
    return both(a_group_comparison(d, false), in_term("autumn"));
  default:
    return a_group_comparison(d, false);
  }
}

static void a_group_rule(drawing *d, const char *id, rbk_group_kind group) {
  static const rbk_once ways[] = {RBK_ONCE_EPISODE, RBK_ONCE_WEEK,
                                  RBK_ONCE_TERM};
  rbk_rule *r = layer_rule(d->layer, id, of_no_pupil(d));
  r->has_group = true;
  r->group = group;
  r->group_name = group == RBK_GROUP_COHORT ? "year-7" : NULL;
  r->once = PICK(d, ways);
  r->lapse = below(d, 2) == 0;
  if (below(d, 3) == 0) rule_unless(r, of_no_pupil(d), "an exemption");
  if (below(d, 3) == 0) rule_needs(r, PICK(d, kinds));
  r->done = names_of(PICK(d, kinds));
  r->due = due_span(RBK_SPAN_SCHOOL_DAYS, whole(below(d, 6)));
}

static void groups(drawing *d) {
  rbk_cohort *c = layer_cohort(
      d->layer, "year-7",
      either(attribute_is("year_group", words("7")), an_own_comparison(d)));
  c->minimum = number(below(d, 2) ? "1" : "2");
  a_group_rule(d, "ga", RBK_GROUP_EVERYONE);
  a_group_rule(d, "gb", RBK_GROUP_COHORT);
}

/* --- ladders -------------------------------------------------------------- */

static void a_stage_rule(drawing *d, rbk_stage *stage, rbk_moment moment,
                         const char *id) {
  rbk_rule *r = stage_rule(stage, moment, id);
  r->lapse = below(d, 2) == 0;
  if (below(d, 3) == 0) rule_unless(r, a_condition(d, 1), "an exemption");
  if (below(d, 3) == 0) rule_needs(r, PICK(d, kinds));
  if (below(d, 2) == 0) r->done = names_of(PICK(d, kinds));
  if (below(d, 3) == 0) r->supersedes = names_of(rule_ids[below(d, RULES)]);
  r->due = due_span(RBK_SPAN_SCHOOL_DAYS, whole(below(d, 6)));
}

/* Needs read no stage: they would read each other in a circle. */
static void needs_of(drawing *d, rbk_stage *stage) {
  bool fold = d->fold;
  d->fold = false;
  for (uint32_t i = below(d, 3); i > 0; i--) stage_needs(stage, PICK(d, kinds));
  if (below(d, 3) == 0)
    stage_needs_condition(stage, a_condition(d, 1), "a thing");
  d->fold = fold;
}

static void a_stage(drawing *d, rbk_ladder *ladder, const char *id,
                    const char *below_it, const char *const rules[3]) {
  rbk_stage *stage =
      ladder_stage(ladder, id, either(a_comparison(d), a_condition(d, 1)));
  if (below(d, 3) == 0) stage->from = names_of("any");
  if (below(d, 4) == 0) stage->enter = both(stage->enter, of_stage(d));
  stage_leave(stage, below(d, 3) ? below_it : NULL,
              both(of_stage(d), a_condition(d, 1)));
  if (below(d, 2)) stage_leave(stage, NULL, both(a_leaf(d), of_stage(d)));
  needs_of(d, stage);
  if (below(d, 3) == 0)
    stage->review = due_recorded(PICK(d, kinds), "to");
  else
    stage->review = due_span(RBK_SPAN_SCHOOL_DAYS, whole(below(d, 9)));
  a_stage_rule(d, stage, RBK_ON_ENTRY, rules[0]);
  a_stage_rule(d, stage, RBK_ON_REVIEW, rules[1]);
  a_stage_rule(d, stage, RBK_ON_OVERDUE, rules[2]);
}

static void ladders(drawing *d) {
  static const char *const rules[STAGES][3] = {{"ea1", "va1", "oa1"},
                                               {"ea2", "va2", "oa2"},
                                               {"ea3", "va3", "oa3"},
                                               {"eb1", "vb1", "ob1"}};
  rbk_ladder *a = layer_ladder(d->layer, "la");
  for (size_t i = 0; i < 3; i++)
    a_stage(d, a, stage_ids[i], i > 0 ? stage_ids[i - 1] : NULL, rules[i]);
  a_stage(d, layer_ladder(d->layer, "lb"), stage_ids[3], NULL, rules[3]);
}

static void bands_and_flags(drawing *d) {
  bool functions = d->functions;
  d->fold = d->functions = false;
  rbk_band *band = layer_band(d->layer, "ba");
  band->only = a_condition(d, 1);
  band_row(band, "first", a_condition(d, 1));
  band_row(band, "second", both(attribute("send"), a_comparison(d)));
  band_row(band, "third", a_comparison(d));
  layer_flag(d->layer, "fa", a_condition(d, 2));
  layer_flag(d->layer, "fb", either(flag_is("fa"), a_comparison(d)));
  layer_flag(d->layer, "fc", band_is("ba", "second"));
  d->functions = functions;
}

static void codings(drawing *d) {
  d->fold = d->functions = false;
  rbk_coding *open = layer_coding(d->layer, "ca", "N I");
  open->has_open_for = true;
  open->open_for = due_span(RBK_SPAN_SCHOOL_DAYS, number("5"));
  open->unless = a_condition(d, 1);
  open->propose = words("O");
  open->due = due_span(RBK_SPAN_SCHOOL_DAYS, number("2"));
  rbk_coding *beyond = layer_coding(d->layer, "cb", "I L");
  beyond->beyond.said = true;
  beyond->beyond.count = number("4");
  beyond->beyond.window = window(RBK_WINDOW_TERM);
  beyond->when = a_condition(d, 1);
  rbk_coding *missing = layer_coding(d->layer, "cc", "missing");
  missing->propose = words("N");
  layer_coding(d->layer, "cd", "N")->propose = words("C");
}

rbk_layer *random_layer(uint64_t seed, bool functions) {
  drawing d = {.random = school_random_from(seed), .functions = functions};
  d.layer = layer_begin("la/random", "la/random.lua");
  for (int i = 0; i < 3 && functions; i++) (void)layer_function(d.layer);
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    layer_fact(d.layer, kinds[i], "outcome to action");
  d.groups = true;
  bands_and_flags(&d);
  groups(&d);
  d.fold = true;
  for (size_t i = 0; i < RULES; i++) a_rule(&d, i);
  ladders(&d);
  codings(&d);
  return d.layer;
}

/* --- functions ------------------------------------------------------------ */

static rbk_status open_session(void *context, const rbk_alloc *alloc,
                               const rbk_binding *binding, void **session,
                               rbk_error *error) {
  (void)context;
  (void)alloc;
  (void)binding;
  (void)error;
  *session = (void *)&random_callbacks; /* nothing to keep */
  return RBK_OK;
}

static void close_session(void *session) {
  (void)session;
}

static rbk_status answer(void *session, uint32_t function, const rbk_ask *ask,
                         bool *result, bool *failed, rbk_failure *failure) {
  (void)session;
  uint64_t seed = ask->pupil * UINT64_C(1000003) + (uint64_t)ask->day * 17 +
                  ask->binding->functions[function].function;
  school_random random = school_random_from(seed);
  if (school_random_below(&random, 40) == 0) {
    *failed = true;
    failure->kind = "script error";
    (void)snprintf(failure->file, sizeof failure->file, "la/random.lua");
    failure->line = 7;
    (void)snprintf(failure->text, sizeof failure->text, "drawn to fail");
    return RBK_OK;
  }
  *result = school_random_below(&random, 3) > 0;
  return RBK_OK;
}

const rbk_callbacks random_callbacks = {
    .open = open_session, .close = close_session, .condition = answer};
