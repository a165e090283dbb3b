/* What there is to be covered in a policy's own layer, and what one fixture
 * says of it. */
#include <string.h>

#include "author/cover.h"

static bool same(const char *a, const char *b) {
  return strcmp(a, b) == 0;
}

/* --- what there is -------------------------------------------------------- */

/* The items of one kind are told twice: to be counted, and to be kept. */
typedef struct gathering {
  rbk_arena *arena;
  const char *file;      /* of the own layer */
  rbk_cover_item *items; /* NULL: they are counted */
  size_t count;
  bool failed;
} gathering;

/* `within` is the band of a row, the letter of a variant; NULL: of nothing. */
static rbk_cover_item *add(gathering *g, rbk_cover_kind kind, rbk_where where,
                           const char *within, const char *id) {
  if (where.file == NULL || !same(where.file, g->file)) return NULL;
  rbk_cover_item *item = g->items != NULL ? &g->items[g->count] : NULL;
  if (item != NULL) {
    id = within != NULL ? rbk_arena_format(g->arena, "%s/%s", within, id)
                        : rbk_arena_copy(g->arena, id, strlen(id));
    if (id == NULL) g->failed = true;
    where.file = rbk_cover_keep(g->arena, where.file, &g->failed);
    *item = (rbk_cover_item){.kind = kind, .id = id, .where = where};
  }
  g->count++;
  return item;
}

static void add_rules(gathering *g, const rbk_rule *rules, size_t count) {
  for (size_t i = 0; i < count; i++) {
    rbk_cover_item *item =
        add(g, rules[i].has_group ? RBK_COVER_GROUP_RULE : RBK_COVER_RULE,
            rules[i].where, NULL, rules[i].id);
    if (item != NULL) item->per_parent = rules[i].per == RBK_PER_PARENT;
  }
}

static void add_letter(gathering *g, const rbk_letter *letter) {
  add(g, RBK_COVER_LETTER, letter->where, NULL, letter->id);
  for (size_t i = 0; i < letter->variant_count; i++)
    add(g, RBK_COVER_VARIANT, letter->variants[i].where, letter->id,
        letter->variants[i].id);
}

static void add_ladder(gathering *g, const rbk_ladder *ladder) {
  for (size_t i = 0; i < ladder->stage_count; i++) {
    const rbk_stage *stage = &ladder->stages[i];
    add(g, RBK_COVER_STAGE, stage->where, NULL, stage->id);
    add_rules(g, stage->on_entry, stage->on_entry_count);
    add_rules(g, stage->on_review, stage->on_review_count);
    add_rules(g, stage->on_overdue, stage->on_overdue_count);
  }
}

static void gather(gathering *g, const rbk_plan *plan) {
  g->count = 0;
  for (size_t i = 0; i < plan->band_count; i++) {
    const rbk_band *band = plan->bands[i];
    for (size_t r = 0; r < band->row_count; r++)
      add(g, RBK_COVER_BAND, band->rows[r].where, band->name, band->rows[r].id);
  }
  for (size_t i = 0; i < plan->flag_count; i++)
    add(g, RBK_COVER_FLAG, plan->flags[i]->where, NULL, plan->flags[i]->id);
  for (size_t i = 0; i < plan->rule_count; i++) add_rules(g, plan->rules[i], 1);
  for (size_t i = 0; i < plan->coding_count; i++)
    add(g, RBK_COVER_CODING, plan->codings[i]->where, NULL,
        plan->codings[i]->id);
  for (size_t i = 0; i < plan->ladder_count; i++)
    add_ladder(g, plan->ladders[i]);
  for (size_t i = 0; i < plan->letter_count; i++)
    add_letter(g, plan->letters[i]);
  for (size_t i = 0; i < plan->cohort_count; i++)
    add(g, RBK_COVER_COHORT, plan->cohorts[i]->where, NULL,
        plan->cohorts[i]->id);
}

rbk_status rbk_cover_items(rbk_arena *arena, const rbk_policy *policy,
                           rbk_cover_file *out) {
  const rbk_plan *plan = rbk_own_plan(policy);
  gathering g = {.arena = arena, .file = rbk_own_layer(policy)->file};
  gather(&g, plan);
  g.items = rbk_arena_take(arena, g.count + 1, sizeof *g.items);
  if (g.items == NULL) return RBK_NOMEM;
  gather(&g, plan);
  out->items = g.items;
  out->item_count = g.count;
  return g.failed ? RBK_NOMEM : RBK_OK;
}

bool rbk_cover_item_done(const rbk_cover_item *item) {
  return item->fired > 0 && item->not_fired > 0;
}

/* --- what a fixture says of it -------------------------------------------- */

/* Where results tell of each kind, and as what a replay does. */
static const struct {
  rbk_fixture_section sections[2];
  const char *event, *other_event;
} kinds[RBK_COVER_KINDS] = {
    [RBK_COVER_BAND] = {{RBK_FIXTURE_BANDS, RBK_FIXTURE_BANDS}, "band", NULL},
    [RBK_COVER_FLAG] = {{RBK_FIXTURE_FLAGS, RBK_FIXTURE_FLAGS},
                        "flag.raised",
                        NULL},
    [RBK_COVER_RULE] = {{RBK_FIXTURE_ACTIONS, RBK_FIXTURE_ACTIONS},
                        "action.fired",
                        NULL},
    [RBK_COVER_CODING] = {{RBK_FIXTURE_PROPOSALS, RBK_FIXTURE_FINDINGS},
                          "proposal",
                          "finding"},
    [RBK_COVER_STAGE] = {{RBK_FIXTURE_STAGES, RBK_FIXTURE_STAGES},
                         "stage.entered",
                         NULL},
    [RBK_COVER_GROUP_RULE] = {{RBK_FIXTURE_GROUPS, RBK_FIXTURE_GROUPS},
                              "action.fired",
                              NULL},
    /* An action that asks for a letter shows it as well. */
    [RBK_COVER_LETTER] = {{RBK_FIXTURE_LETTERS, RBK_FIXTURE_ACTIONS},
                          "action.fired",
                          NULL},
    [RBK_COVER_VARIANT] = {{RBK_FIXTURE_LETTERS, RBK_FIXTURE_LETTERS},
                           NULL,
                           NULL},
};

static bool has_two_names(const rbk_cover_item *item) {
  return item->kind == RBK_COVER_BAND || item->kind == RBK_COVER_VARIANT;
}

/* "attendance" of "attendance/excellent"; else the id itself. */
static bool is_called(const rbk_cover_item *item, const char *name) {
  size_t length = strlen(name);
  if (!has_two_names(item)) return same(item->id, name);
  return strncmp(item->id, name, length) == 0 && item->id[length] == '/';
}

static bool names(const rbk_expectation *expected, const rbk_cover_item *item) {
  for (size_t i = 0; i < expected->count; i++)
    if (is_called(item, expected->items[i].id)) return true;
  return false;
}

/* A fixture that says nothing of a section proves nothing about it. */
static bool speaks_of(const rbk_fixture *fixture, const rbk_cover_item *item) {
  const rbk_fixture_section *sections = kinds[item->kind].sections;
  bool changes = fixture->expect[RBK_FIXTURE_CHANGES].named &&
                 kinds[item->kind].event != NULL;
  return fixture->expect[sections[0]].named ||
         fixture->expect[sections[1]].named || changes ||
         names(&fixture->expect[RBK_FIXTURE_NO_DATA], item) ||
         names(&fixture->expect[RBK_FIXTURE_UNDETERMINED], item);
}

static bool is_in(const rbk_result_list *list, const rbk_cover_item *item) {
  for (size_t i = 0; i < list->count; i++)
    if (is_called(item, list->items[i].id)) return true;
  return false;
}

/* The letter that a rule asks for; NULL: none. */
static const char *letter_of(const rbk_plan *plan, const char *rule) {
  const rbk_rule *found = rbk_plan_any_rule(plan, rule);
  return found != NULL ? found->letter : NULL;
}

/* Whether an item of a result is of the thing. */
static bool is_of(const rbk_plan *plan, const rbk_cover_item *item,
                  rbk_fixture_section section, const rbk_result_item *got) {
  if (item->kind == RBK_COVER_LETTER && section != RBK_FIXTURE_LETTERS) {
    const char *letter = letter_of(plan, got->id);
    return letter != NULL && same(letter, item->id);
  }
  if (item->kind == RBK_COVER_STAGE) {
    const char *stage = rbk_result_field(got, "stage");
    return stage != NULL && same(stage, item->id);
  }
  if (!has_two_names(item)) return same(got->id, item->id);
  const char *row =
      rbk_result_field(got, item->kind == RBK_COVER_BAND ? "row" : "variant");
  size_t name = strlen(got->id);
  return row != NULL && is_called(item, got->id) &&
         same(item->id + name + 1, row);
}

static bool is_change_of(const rbk_plan *plan, const rbk_cover_item *item,
                         const rbk_result_item *got) {
  const char *event = rbk_result_field(got, "event");
  const char *own = kinds[item->kind].event;
  const char *other = kinds[item->kind].other_event;
  if (event == NULL || own == NULL ||
      !(same(event, own) || (other != NULL && same(event, other))))
    return false;
  if (item->kind == RBK_COVER_LETTER) {
    const char *letter = letter_of(plan, got->id);
    return letter != NULL && same(letter, item->id);
  }
  return same(got->id, item->id);
}

/* Of another pupil a fixture says only what it lists. */
static bool is_seen(const rbk_fixture *fixture, rbk_fixture_section section,
                    const rbk_result_item *got) {
  if (got->pupil == NULL) return true;
  const rbk_expectation *expected = &fixture->expect[section];
  for (size_t i = 0; i < expected->count; i++)
    if (expected->items[i].pupil != NULL &&
        same(expected->items[i].pupil, got->pupil) &&
        same(expected->items[i].id, got->id))
      return true;
  return false;
}

typedef enum sight { ABSENT, PARENTLESS, CAME } sight;

/* A rule for each parent has shown nothing until it acts for one. */
static sight seen(const rbk_cover_item *item, const rbk_result_item *got) {
  if (!item->per_parent) return CAME;
  const char *parent = rbk_result_field(got, "parent");
  return parent != NULL && !same(parent, "unknown") ? CAME : PARENTLESS;
}

static sight look(const rbk_plan *plan, const rbk_cover_item *item,
                  const rbk_fixture *fixture, const rbk_result *result) {
  const rbk_fixture_section *sections = kinds[item->kind].sections;
  sight best = ABSENT;
  for (size_t s = 0; s < 2; s++) {
    const rbk_result_list *list = &result->sections[sections[s]];
    for (size_t i = 0; i < list->count && best != CAME; i++)
      if (is_of(plan, item, sections[s], &list->items[i]) &&
          is_seen(fixture, sections[s], &list->items[i]))
        best = seen(item, &list->items[i]);
  }
  const rbk_result_list *changes = &result->sections[RBK_FIXTURE_CHANGES];
  for (size_t i = 0; i < changes->count && best != CAME; i++)
    if (is_change_of(plan, item, &changes->items[i]) &&
        is_seen(fixture, RBK_FIXTURE_CHANGES, &changes->items[i]))
      best = seen(item, &changes->items[i]);
  return best;
}

void rbk_cover_count(const rbk_policy *policy, const rbk_fixture *fixture,
                     const rbk_result *result, rbk_cover_file *out) {
  const rbk_plan *plan = rbk_own_plan(policy);
  for (size_t i = 0; i < out->item_count; i++) {
    rbk_cover_item *item = &out->items[i];
    if (item->kind == RBK_COVER_COHORT || !speaks_of(fixture, item)) continue;
    sight saw = look(plan, item, fixture, result);
    if (saw == CAME)
      item->fired++;
    else if (saw == PARENTLESS)
      item->parentless++;
    else if (is_in(&result->sections[RBK_FIXTURE_UNDETERMINED], item))
      item->undetermined++;
    else if (is_in(&result->sections[RBK_FIXTURE_NO_DATA], item))
      item->no_data++;
    else
      item->not_fired++;
  }
}
