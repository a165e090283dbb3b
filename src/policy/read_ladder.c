/* ladders and cohorts. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

static const char a_condition[] = "a condition";
static const char some_clauses[] = "a clause or a list of them";

/* --- leave
 * ------------------------------------------------------------------------- */

static void read_move_to(rbk_reader *reader, const rbk_place *place,
                         const rbk_key *key, void *out) {
  const char **to = out;
  rbk_read_text(reader, place, key, out);
  if (*to && strcmp(*to, "none") == 0) *to = NULL;
}

static const rbk_key move_keys[] = {
    {"to", read_move_to, offsetof(rbk_move, to), true, "a stage or \"none\""},
    {"when", rbk_read_condition, offsetof(rbk_move, when), true, a_condition},
};
static const rbk_shape move_shape = RBK_SHAPE("move", move_keys, false);

/* What `leave` says of the stage before, by its condition alone. */
static const char stage_before[] = "";

/* leave = condition, or { { to = "id" | "none", when = condition }, ... } */
static void read_leave(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_stage *stage = out; /* the key's offset is 0 */
  if (!lua_istable(L, -1)) {
    stage->leave = rbk_read_take(reader, 1, sizeof *stage->leave);
    stage->leave[0].to = stage_before;
    rbk_read_condition(reader, place, key, &stage->leave[0].when);
    stage->leave_count = 1;
    return;
  }
  rbk_place list, at;
  rbk_place_of(reader, place, key->name, &list);
  size_t count = rbk_list_count(reader, &list, key->name);
  stage->leave = rbk_read_take(reader, count + 1, sizeof *stage->leave);
  for (size_t i = 1; i <= count; i++) {
    rbk_list_entry(reader, &list, NULL, key->name, i, &at);
    if (lua_istable(L, -1)) {
      rbk_read_item(reader, &move_shape, &at, false, NULL,
                    &stage->leave[stage->leave_count++]);
    } else {
      rbk_misfit(reader, place, key, NULL);
    }
    lua_pop(L, 1);
  }
}

/* --- stages
 * ------------------------------------------------------------------------- */

/* Keys of rules that say when they fire, or about whom: a stage says both. */
static const char *const not_in_stage[] = {"when",    "once",  "each",
                                           "checked", "rearm", "group"};
enum { STAGE_RULE_KEYS = 24 };

/* The shape of a rule less those keys, made on the caller's stack. */
static rbk_shape stage_rule_shape(rbk_key keys[STAGE_RULE_KEYS]) {
  size_t count = 0;
  for (size_t i = 0; i < rbk_rule_shape.key_count; i++) {
    bool taken = true;
    for (size_t j = 0; j < sizeof not_in_stage / sizeof not_in_stage[0]; j++) {
      if (strcmp(rbk_rule_shape.keys[i].name, not_in_stage[j]) == 0) {
        taken = false;
      }
    }
    if (taken && count < STAGE_RULE_KEYS)
      keys[count++] = rbk_rule_shape.keys[i];
  }
  return (rbk_shape){"rule", keys, count, false};
}

typedef struct rule_list {
  rbk_rule *rules;
  size_t count;
} rule_list;

static void read_stage_rules(rbk_reader *reader, const rbk_place *place,
                             const rbk_key *key, rule_list *out) {
  rbk_key keys[STAGE_RULE_KEYS];
  rbk_shape shape = stage_rule_shape(keys);
  const rbk_rows rows = {&shape, sizeof(rbk_rule), offsetof(rbk_rule, where),
                         rbk_begin_rule};
  out->rules = rbk_read_section(reader, place, key, &rows, &out->count);
}

static void read_on_entry(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, void *out) {
  rbk_stage *stage = out; /* the key's offset is 0, here and below */
  rule_list list = {NULL, 0};
  read_stage_rules(reader, place, key, &list);
  stage->on_entry = list.rules;
  stage->on_entry_count = list.count;
}
static void read_on_review(rbk_reader *reader, const rbk_place *place,
                           const rbk_key *key, void *out) {
  rbk_stage *stage = out;
  rule_list list = {NULL, 0};
  read_stage_rules(reader, place, key, &list);
  stage->on_review = list.rules;
  stage->on_review_count = list.count;
}
static void read_on_overdue(rbk_reader *reader, const rbk_place *place,
                            const rbk_key *key, void *out) {
  rbk_stage *stage = out;
  rule_list list = {NULL, 0};
  read_stage_rules(reader, place, key, &list);
  stage->on_overdue = list.rules;
  stage->on_overdue_count = list.count;
}

#define STAGE(field) offsetof(rbk_stage, field)
static const rbk_key stage_keys[] = {
    {"id", rbk_read_id, STAGE(id), true, "a text"},
    {"label", rbk_read_text, STAGE(label), true, "a text"},
    {"clause", rbk_read_names, STAGE(clauses), false, some_clauses},
    {"enter", rbk_read_condition, STAGE(enter), false, a_condition},
    {"from", rbk_read_names, STAGE(from), false,
     "a stage, \"none\", \"any\" or a list of them"},
    {"leave", read_leave, 0, false,
     "a condition or a list of { to = \"stage\", when = condition }"},
    {"owner", rbk_read_owner, STAGE(owner), false,
     "role.x, a list of them or a function"},
    {"needs", rbk_read_needs, STAGE(needs), false,
     "a list of kinds, { kind, clause = \"...\" } or { condition, \"what is "
     "missing\" }"},
    {"review", rbk_read_due, STAGE(review), false,
     "a time such as school_weeks(6)"},
    {"on_entry", read_on_entry, 0, false, "a list of rules"},
    {"on_review", read_on_review, 0, false, "a list of rules"},
    {"on_overdue", read_on_overdue, 0, false, "a list of rules"},
};
static const rbk_shape stage_shape = RBK_SHAPE("stage", stage_keys, false);

static void begin_stage(void *item) {
  rbk_stage *stage = item;
  stage->owner.function = RBK_NONE;
  stage->review.function = RBK_NONE;
}

static const rbk_rows stage_rows = {&stage_shape, sizeof(rbk_stage),
                                    offsetof(rbk_stage, where), begin_stage};

/* `leave` given as a condition leads to the stage before. */
static void settle_moves(rbk_stage *stages, size_t count) {
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < stages[i].leave_count; j++) {
      rbk_move *move = &stages[i].leave[j];
      if (move->to == stage_before) move->to = i > 0 ? stages[i - 1].id : NULL;
    }
  }
}

void rbk_read_ladders(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_layer *layer = out;
  rbk_place list, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &list);
  int map = lua_gettop(L);
  size_t count = rbk_map_names(reader, &list, key->name);
  layer->ladders = rbk_read_take(reader, count + 1, sizeof *layer->ladders);
  for (size_t i = 1; i <= count; i++) {
    rbk_ladder *ladder = &layer->ladders[layer->ladder_count];
    ladder->name = rbk_map_entry(reader, &list, map, i, "ladder", &at);
    ladder->where = rbk_read_where(reader, at.line);
    if (lua_istable(L, -1)) {
      ladder->stages = rbk_read_rows(reader, &at, at.what, &stage_rows,
                                     &ladder->stage_count);
      settle_moves(ladder->stages, ladder->stage_count);
      layer->ladder_count++;
    } else {
      rbk_misfit(reader, place, key, NULL);
    }
    lua_pop(L, 1);
  }
  lua_settop(L, map);
}

static const rbk_key ladder_replacing_keys[] = {
    {"because", rbk_read_text, offsetof(rbk_ladder, name), true, "the reason"}};
static const rbk_shape ladder_replacing =
    RBK_SHAPE("ladder", ladder_replacing_keys, true);

/* A replaced ladder is given whole: its stages. */
void rbk_replace_ladder(rbk_reader *reader, const rbk_place *place,
                        const char *id, rbk_replacement *out) {
  lua_State *L = reader->L;
  rbk_ladder *ladder = rbk_read_take(reader, 1, sizeof *ladder);
  ladder->where = out->where;
  rbk_replace_item(reader, place, &ladder_replacing, out, ladder);
  out->because = ladder->name;
  ladder->name = id;
  size_t count = lua_rawlen(L, -1);
  lua_createtable(L, (int)count, 0); /* the list without `because` */
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, -2, (lua_Integer)i);
    lua_rawseti(L, -2, (lua_Integer)i);
  }
  ladder->stages = rbk_read_rows(reader, place, place->what, &stage_rows,
                                 &ladder->stage_count);
  settle_moves(ladder->stages, ladder->stage_count);
  lua_pop(L, 1);
  if (count > 0) out->keys.items[out->keys.count++] = "stages";
}

/* --- cohorts
 * ------------------------------------------------------------------------- */

#define COHORT_KEYS                                                            \
  {"title", rbk_read_text, offsetof(rbk_cohort, title), true, "a text"},       \
      {"when", rbk_read_condition, offsetof(rbk_cohort, when), true,           \
       a_condition},                                                           \
      {"minimum", rbk_read_number, offsetof(rbk_cohort, minimum), false,       \
       "a number of pupils"},                                                  \
  {                                                                            \
    "clause", rbk_read_names, offsetof(rbk_cohort, clauses), false,            \
        some_clauses                                                           \
  }
static const rbk_key cohort_keys[] = {
    {"id", rbk_read_id, offsetof(rbk_cohort, id), true, "a text"}, COHORT_KEYS};
static const rbk_key cohort_replacing_keys[] = {
    {"because", rbk_read_text, offsetof(rbk_cohort, id), true, "the reason"},
    COHORT_KEYS};
static const rbk_shape cohort_shape = RBK_SHAPE("cohort", cohort_keys, false);
static const rbk_shape cohort_replacing =
    RBK_SHAPE("cohort", cohort_replacing_keys, false);

void rbk_read_cohorts(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  static const rbk_rows rows = {&cohort_shape, sizeof(rbk_cohort),
                                offsetof(rbk_cohort, where), NULL};
  rbk_layer *layer = out;
  layer->cohorts =
      rbk_read_section(reader, place, key, &rows, &layer->cohort_count);
}

void rbk_replace_cohort(rbk_reader *reader, const rbk_place *place,
                        const char *id, rbk_replacement *out) {
  rbk_cohort *cohort = rbk_read_take(reader, 1, sizeof *cohort);
  cohort->where = out->where;
  rbk_replace_item(reader, place, &cohort_replacing, out, cohort);
  out->because = cohort->id;
  cohort->id = id;
}
