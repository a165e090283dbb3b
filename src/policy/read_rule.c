/* rules, and what they need and are prevented by. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

/* --- choices by name
 * ----------------------------------------------------------- */

static bool read_choice(rbk_reader *reader, const rbk_place *place,
                        const rbk_key *key, const char *const *names,
                        size_t count, size_t *out) {
  if (lua_type(reader->L, -1) != LUA_TSTRING) {
    rbk_misfit(reader, place, key, NULL);
    return false;
  }
  const char *text = lua_tostring(reader->L, -1);
  for (size_t i = 0; i < count; i++) {
    if (strcmp(names[i], text) == 0) {
      *out = i;
      return true;
    }
  }
  rbk_complaint complaint;
  char hint[200];
  rbk_suggest(hint, sizeof hint, text, names, count);
  rbk_complain(&complaint, RBK_SAY_UNKNOWN_CHOICE, text, key->name, hint);
  rbk_misfit(reader, place, key, &complaint);
  return false;
}

static void read_once(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  static const char *const names[] = {[RBK_ONCE_EPISODE] = "episode",
                                      [RBK_ONCE_DAY] = "day",
                                      [RBK_ONCE_WEEK] = "week",
                                      [RBK_ONCE_MONTH] = "month",
                                      [RBK_ONCE_HALF_TERM] = "half_term",
                                      [RBK_ONCE_TERM] = "term",
                                      [RBK_ONCE_SCHOOL_YEAR] = "school_year",
                                      [RBK_ONCE_EVER] = "ever"};
  rbk_rule *rule = out; /* the key's offset is 0 */
  size_t choice;
  if (read_choice(reader, place, key, names, RBK_ONCE_EVER + 1, &choice)) {
    rule->once = (rbk_once)choice;
    rule->once_said = true;
  }
}

static void read_duty(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  static const char *const names[] = {"must", "should", "may"};
  size_t choice;
  if (read_choice(reader, place, key, names, 3, &choice)) {
    *(rbk_duty *)out = (rbk_duty)(choice + RBK_MUST);
  }
}

static void read_per(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  static const char *const names[] = {"pupil", "parent", "family"};
  size_t choice;
  if (read_choice(reader, place, key, names, 3, &choice)) {
    *(rbk_per *)out = (rbk_per)choice;
  }
}

/* --- each, group
 * --------------------------------------------------------------- */

typedef struct each {
  const rbk_figure_expression *figure;
  rbk_operand first, every;
} each;

static const rbk_key each_keys[] = {
    {"first", rbk_read_number, offsetof(each, first), true, "a number"},
    {"every", rbk_read_number, offsetof(each, every), true, "a number"},
};
static const rbk_shape each_shape = RBK_SHAPE("each", each_keys, true);

/* each = { measure, first = 10, every = 5 } */
static void read_each(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_rule *rule = out; /* the key's offset is 0 */
  each read = {0};
  rbk_place at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &at);
  rbk_read_item(reader, &each_shape, &at, false, NULL, &read);
  if (lua_rawlen(L, -1) != 1) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  lua_rawgeti(L, -1, 1);
  rbk_read_figure(reader, place, key, &read.figure);
  lua_pop(L, 1);
  rule->each.figure = read.figure;
  rule->each.first = read.first;
  rule->each.every = read.every;
}

static void read_group(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, void *out) {
  rbk_rule *rule = out; /* the key's offset is 0 */
  rbk_object *object = rbk_object_at(reader->L, -1, RBK_OBJECT_GROUP);
  if (!object) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  const rbk_group_word *group = object->node;
  rule->has_group = true;
  rule->group = group->kind;
  rule->group_name = group->name;
}

/* --- unless, needs
 * --------------------------------------------------------------- */

static const rbk_key unless_keys[] = {
    {"because", rbk_read_text, offsetof(rbk_unless, because), true,
     "the reason to show"},
    {"clause", rbk_read_names, offsetof(rbk_unless, clauses), false,
     "a clause or a list of them"},
};
static const rbk_shape unless_shape = RBK_SHAPE("unless", unless_keys, true);

/* unless = { { condition, because = "..." }, ... } */
void rbk_read_unless(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_rule *rule = out; /* the key's offset is 0 */
  rbk_place list, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &list);
  size_t count = rbk_list_count(reader, &list, key->name);
  rule->unless = rbk_read_take(reader, count + 1, sizeof *rule->unless);
  for (size_t i = 1; i <= count; i++) {
    rbk_unless *row = &rule->unless[rule->unless_count];
    rbk_list_entry(reader, &list, NULL, key->name, i, &at);
    if (lua_istable(L, -1) && lua_rawlen(L, -1) == 1) {
      rbk_read_item(reader, &unless_shape, &at, false, NULL, row);
      lua_rawgeti(L, -1, 1);
      rbk_read_condition(reader, place, key, &row->condition);
      lua_pop(L, 1);
      rule->unless_count++;
    } else {
      rbk_misfit(reader, place, key, NULL);
    }
    lua_pop(L, 1);
  }
}

static const rbk_key need_keys[] = {
    {"clause", rbk_read_names, offsetof(rbk_need, clauses), false,
     "a clause or a list of them"},
};
static const rbk_shape need_shape = RBK_SHAPE("needs", need_keys, true);

/* { kind, clause = } or { condition, "what is missing", clause = } on top */
static bool read_need_row(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, const rbk_place *at,
                          rbk_need *out) {
  lua_State *L = reader->L;
  size_t entries = lua_rawlen(L, -1);
  rbk_read_item(reader, &need_shape, at, false, NULL, out);
  if (entries == 1) {
    lua_rawgeti(L, -1, 1);
    bool kind = lua_type(L, -1) == LUA_TSTRING;
    if (kind) out->event_kind = rbk_read_copy(reader, -1);
    lua_pop(L, 1);
    return kind;
  }
  if (entries != 2) return false;
  lua_rawgeti(L, -1, 2);
  bool named = lua_type(L, -1) == LUA_TSTRING;
  if (named) out->what = rbk_read_copy(reader, -1);
  lua_pop(L, 1);
  if (!named) return false;
  lua_rawgeti(L, -1, 1);
  rbk_read_condition(reader, place, key, &out->condition);
  lua_pop(L, 1);
  return true;
}

/* The key's place is rbk_rule's or rbk_stage's `needs`, then `need_count`. */
void rbk_read_needs(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  struct list {
    rbk_need *needs;
    size_t count;
  } *list = out;
  rbk_place whole, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &whole);
  size_t count = rbk_list_count(reader, &whole, key->name);
  list->needs = rbk_read_take(reader, count + 1, sizeof *list->needs);
  for (size_t i = 1; i <= count; i++) {
    rbk_need *need = &list->needs[list->count];
    rbk_list_entry(reader, &whole, NULL, key->name, i, &at);
    bool fits = true;
    if (lua_type(L, -1) == LUA_TSTRING) {
      need->event_kind = rbk_read_copy(reader, -1);
    } else {
      fits = lua_istable(L, -1) && read_need_row(reader, place, key, &at, need);
    }
    if (fits)
      list->count++;
    else
      rbk_misfit(reader, place, key, NULL);
    lua_pop(L, 1);
  }
}

_Static_assert(offsetof(rbk_rule, need_count) ==
                   offsetof(rbk_rule, needs) + sizeof(rbk_need *),
               "rbk_read_needs takes the two for one");
_Static_assert(offsetof(rbk_stage, need_count) ==
                   offsetof(rbk_stage, needs) + sizeof(rbk_need *),
               "rbk_read_needs takes the two for one");

/* --- rules
 * ---------------------------------------------------------------------- */

#define RULE(field) offsetof(rbk_rule, field)
static const char period_names[] =
    "\"episode\", \"day\", \"week\", \"month\", \"half_term\", \"term\", "
    "\"school_year\" or \"ever\"";
static const char list_of_unless[] =
    "a list of { condition, because = \"...\" }";
static const char list_of_needs[] =
    "a list of kinds, { kind, clause = \"...\" } or { condition, \"what is "
    "missing\" }";

#define RULE_KEYS                                                              \
  {"clause", rbk_read_names, RULE(clauses), false,                             \
   "a clause or a list of them"},                                              \
      {"duty", read_duty, RULE(duty), false,                                   \
       "\"must\", \"should\" or \"may\""},                                     \
      {"when", rbk_read_condition, RULE(when), true, "a condition"},           \
      {"checked", rbk_read_condition, RULE(checked), false, "a condition"},    \
      {"once", read_once, 0, false, period_names},                             \
      {"rearm", rbk_read_condition, RULE(rearm), false, "a condition"},        \
      {"each", read_each, 0, false, "{ measure, first = n, every = n }"},      \
      {"lapse", rbk_read_yes_no, RULE(lapse), false, "true or false"},         \
      {"unless", rbk_read_unless, 0, false, list_of_unless},                   \
      {"needs", rbk_read_needs, RULE(needs), false, list_of_needs},            \
      {"done", rbk_read_names, RULE(done), false,                              \
       "a kind of event or a list of them"},                                   \
      {"per", read_per, RULE(per), false, "\"parent\" or \"family\""},         \
      {"group", read_group, 0, false, "cohort \"x\" or everyone"},             \
      {"supersedes", rbk_read_names, RULE(supersedes), false,                  \
       "a rule's id or a list of them"},                                       \
      {"action", rbk_read_wording, RULE(action), true,                         \
       "what is to be done, in words"},                                        \
      {"owner", rbk_read_owner, RULE(owner), false,                            \
       "role.x, a list of them or a function"},                                \
      {"due", rbk_read_due, RULE(due), false,                                  \
       "a time such as school_days(5)"},                                       \
  {                                                                            \
    "letter", rbk_read_text, RULE(letter), false, "the id of a letter"         \
  }

static const rbk_key rule_keys[] = {
    {"id", rbk_read_id, RULE(id), true, "a text"}, RULE_KEYS};
static const rbk_key replacing_keys[] = {
    {"because", rbk_read_text, RULE(id), true, "the reason"}, RULE_KEYS};
const rbk_shape rbk_rule_shape = RBK_SHAPE("rule", rule_keys, false);
static const rbk_shape replacing_shape =
    RBK_SHAPE("rule", replacing_keys, false);

void rbk_begin_rule(void *item) {
  rbk_rule *rule = item;
  rule->action.function = RBK_NONE;
  rule->owner.function = RBK_NONE;
  rule->due.function = RBK_NONE;
}

void rbk_read_rules(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  static const rbk_rows rows = {&rbk_rule_shape, sizeof(rbk_rule), RULE(where),
                                rbk_begin_rule};
  rbk_layer *layer = out;
  layer->rules =
      rbk_read_section(reader, place, key, &rows, &layer->rule_count);
}

void rbk_replace_rule(rbk_reader *reader, const rbk_place *place,
                      const char *id, rbk_replacement *out) {
  rbk_rule *rule = rbk_read_take(reader, 1, sizeof *rule);
  rbk_begin_rule(rule);
  rule->where = out->where;
  rbk_replace_item(reader, place, &replacing_shape, out, rule);
  out->because = rule->id;
  rule->id = id;
}
