/* Who a fixture's school holds: the pupil it is about, others, their parents,
 * marks and case histories, and the school's own events. */
#include <lauxlib.h>
#include <string.h>

#include "base/text.h"
#include "policy/fixture_lua.h"
#include "policy/library.h"
#include "register/history.h"

/* --- lists of tables ------------------------------------------------------ */

/* Reads one entry, a table; what it is wrong about stands at its own line. */
typedef void entry_reader(lua_State *L, int table, void *out, void *context);

typedef struct list_kind {
  const char *name;  /* "events" */
  const char *entry; /* "an event" */
  const char *shape; /* "{ date = , kind = }" */
  size_t size;
  entry_reader *read;
} list_kind;

/* The entries of a list in a field; none where the field is not there. */
static size_t read_list(lua_State *L, int table, const list_kind *kind,
                        void *context, void **out) {
  static const char *const none[] = {NULL};
  rbk_fixture_reading *reading = rbk_fixture_reading_of(L);
  if (!rbk_fixture_open(L, table, kind->name)) return 0;
  int list = lua_gettop(L);
  size_t count = (size_t)lua_rawlen(L, list), kept = 0;
  size_t line = reading->line;
  uint32_t above = reading->node;
  uint32_t node = rbk_lines_key(&reading->lines, above, kind->name);
  rbk_fixture_only(L, list, none, count, kind->name);
  char *items = rbk_fixture_take(L, count, kind->size);
  for (size_t i = 0; i < count; i++) {
    reading->node = rbk_lines_place(&reading->lines, node, i + 1);
    reading->line = rbk_lines_line(&reading->lines, reading->node, line);
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    if (lua_istable(L, -1))
      kind->read(L, lua_gettop(L), items + kept++ * kind->size, context);
    else
      rbk_fixture_wrong(L, "%s is %s; write %s", kind->entry,
                        rbk_kind_of(L, lua_gettop(L)), kind->shape);
    lua_pop(L, 1);
  }
  reading->line = line;
  reading->node = above;
  lua_pop(L, 1);
  *out = items;
  return kept;
}

/* An id, as register files would take it. */
static const char *read_id(lua_State *L, int table, const char *what) {
  const char *id = rbk_fixture_text_field(L, table, "id", true, what);
  if (id == NULL) return "";
  rbk_text text = rbk_text_of(id);
  if (text.length == 0 || rbk_text_trim(text).length != text.length)
    rbk_fixture_wrong(L,
                      "the `id` of %s is \"%s\"; write a text without spaces "
                      "at its ends",
                      what, id);
  return id;
}

/* A key that a table of free names must not have. */
static void refuse_key(lua_State *L, int table, const char *key,
                       const char *what, const char *instead) {
  lua_getfield(L, table, key);
  if (!lua_isnil(L, -1))
    rbk_fixture_wrong(L, "%s has a `%s`; %s", what, key, instead);
  lua_pop(L, 1);
}

/* --- enrolment ------------------------------------------------------------ */

/* { "2024-09-05", "2024-10-25" } or { from = , to = }. */
static void read_spell(lua_State *L, int table, rbk_fixture_spell *spell) {
  lua_rawgeti(L, table, 1);
  bool by_name = lua_isnil(L, -1);
  lua_pop(L, 1);
  if (by_name) {
    static const char *const known[] = {"from", "to", NULL};
    rbk_fixture_only(L, table, known, 0, "a spell");
    spell->from = rbk_fixture_date_field(L, table, "from", false, "a spell");
    spell->to = rbk_fixture_date_field(L, table, "to", false, "a spell");
    return;
  }
  spell->to = RBK_NO_DATE;
  lua_rawgeti(L, table, 1);
  spell->from = rbk_fixture_date(L, lua_gettop(L), "a spell's first day");
  lua_rawgeti(L, table, 2);
  if (!lua_isnil(L, -1))
    spell->to = rbk_fixture_date(L, lua_gettop(L), "a spell's last day");
  lua_pop(L, 2);
}

static void read_spells(lua_State *L, int pupil, rbk_fixture_person *person) {
  rbk_date from =
      rbk_fixture_date_field(L, pupil, "enrolled_from", false, "the pupil");
  rbk_date to =
      rbk_fixture_date_field(L, pupil, "enrolled_to", false, "the pupil");
  lua_getfield(L, pupil, "spells");
  bool listed = lua_istable(L, -1);
  if (!listed && !lua_isnil(L, -1))
    rbk_fixture_wrong(L, "`spells` is %s; write a list of { from, to }",
                      rbk_kind_of(L, lua_gettop(L)));
  if (listed && (from != RBK_NO_DATE || to != RBK_NO_DATE))
    rbk_fixture_wrong(L, "the pupil has `spells` and `enrolled_from` or "
                         "`enrolled_to`; give one of the two");
  size_t count = listed ? (size_t)lua_rawlen(L, -1)
                        : (size_t)(from != RBK_NO_DATE || to != RBK_NO_DATE);
  person->spells = rbk_fixture_take(L, count, sizeof *person->spells);
  person->spell_count = count;
  if (!listed && count > 0) person->spells[0] = (rbk_fixture_spell){from, to};
  for (size_t i = 0; listed && i < count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    if (lua_istable(L, -1))
      read_spell(L, lua_gettop(L), &person->spells[i]);
    else
      rbk_fixture_wrong(L, "a spell is %s; write { from, to }",
                        rbk_kind_of(L, lua_gettop(L)));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* --- marks and events ----------------------------------------------------- */

static void read_marks(lua_State *L, int table, rbk_fixture_person *person) {
  lua_getfield(L, table, "marks");
  if (!lua_isnil(L, -1) &&
      !rbk_fixture_markings(L, lua_gettop(L), &person->markings,
                            &person->marking_count))
    rbk_fixture_wrong(L, "`marks` is %s; begin with `all_present`",
                      rbk_kind_of(L, lua_gettop(L)));
  lua_pop(L, 1);
}

static void read_event(lua_State *L, int table, void *out, void *context) {
  (void)context;
  static const char *const own[] = {"date", "kind", NULL};
  rbk_fixture_event *event = out;
  event->line = rbk_fixture_reading_of(L)->line;
  event->date = rbk_fixture_date_field(L, table, "date", true, "an event");
  const char *kind = rbk_fixture_text_field(L, table, "kind", true, "an event");
  event->kind = kind ? kind : "";
  event->fields =
      rbk_fixture_pairs(L, table, own, "an event", &event->field_count);
  refuse_key(L, table, "pupil_id", "an event",
             "it is the pupil's in whose list it stands, leave this out");
}

static void read_school_event(lua_State *L, int table, void *out,
                              void *context) {
  read_event(L, table, out, context);
  rbk_fixture_event *event = out;
  refuse_key(L, table, "parent_id", "an event of the school",
             "only a pupil has parents, leave this out");
  if (strcmp(event->kind, "attribute.set") == 0)
    rbk_fixture_wrong(L, "an event of the school sets an attribute; only a "
                         "pupil has attributes, move it to `events`");
}

/* --- parents -------------------------------------------------------------- */

static void read_parent(lua_State *L, int table, void *out, void *context) {
  static const char *const own[] = {"id", NULL};
  rbk_fixture_person *person = context;
  rbk_fixture_parent *parent = out;
  parent->id = read_id(L, table, "a parent");
  parent->responsible = true;
  parent->fields =
      rbk_fixture_pairs(L, table, own, "a parent", &parent->field_count);
  refuse_key(L, table, "parent_id", "a parent", "write `id`");
  refuse_key(L, table, "pupil_id", "a parent",
             "it is the pupil's in whose list it stands, leave this out");
  lua_getfield(L, table, "responsible");
  if (lua_isboolean(L, -1))
    parent->responsible = lua_toboolean(L, -1);
  else if (!lua_isnil(L, -1))
    rbk_fixture_wrong(L, "`responsible` of a parent is %s; write true or false",
                      rbk_kind_of(L, lua_gettop(L)));
  lua_pop(L, 1);
  for (size_t i = 0; i < person->parent_count; i++)
    if (strcmp(person->parents[i].id, parent->id) == 0)
      rbk_fixture_wrong(L,
                        "the pupil has another parent \"%s\"; give each an "
                        "id of its own",
                        parent->id);
  /* the entries before this one, for the next */
  if (person->parents == NULL) person->parents = parent;
  person->parent_count++;
}

static void read_parents(lua_State *L, int table, rbk_fixture_person *person) {
  static const list_kind kind = {"parents", "a parent", "{ id = \"PA1\" }",
                                 sizeof(rbk_fixture_parent), read_parent};
  void *items = NULL;
  person->parent_count = read_list(L, table, &kind, person, &items);
  person->parents = items;
}

/* Where a fixture has parents, an event names one of them. */
static void check_parent_of(lua_State *L, const rbk_fixture_person *person,
                            const rbk_fixture_event *event) {
  const char *id = NULL;
  for (size_t i = 0; i < event->field_count; i++)
    if (strcmp(event->fields[i].name, "parent_id") == 0)
      id = event->fields[i].value;
  if (id == NULL || id[0] == '\0' || strcmp(id, "unknown") == 0) return;
  for (size_t i = 0; i < person->parent_count; i++)
    if (strcmp(person->parents[i].id, id) == 0) return;
  size_t line = rbk_fixture_reading_of(L)->line;
  rbk_fixture_reading_of(L)->line = event->line;
  rbk_fixture_wrong(L,
                    "an event names the parent \"%s\", who is none of \"%s\"; "
                    "add the parent to `parents` or correct `parent_id`",
                    id, person->id);
  rbk_fixture_reading_of(L)->line = line;
}

static void check_parents(lua_State *L, const rbk_fixture *fixture,
                          const rbk_fixture_person *person) {
  bool any = fixture->pupil.parent_count > 0;
  for (size_t i = 0; i < fixture->other_count; i++)
    if (fixture->others[i].parent_count > 0) any = true;
  for (size_t i = 0; any && i < person->event_count; i++)
    check_parent_of(L, person, &person->events[i]);
}

/* --- pupils --------------------------------------------------------------- */

/* What stands in the same table for the pupil of a fixture and for another:
 * marks, events and parents. */
static void read_record(lua_State *L, int table, rbk_fixture_person *person) {
  static const list_kind kind = {"events", "an event", "{ date = , kind = }",
                                 sizeof(rbk_fixture_event), read_event};
  void *items = NULL;
  read_marks(L, table, person);
  person->event_count = read_list(L, table, &kind, NULL, &items);
  person->events = items;
  read_parents(L, table, person);
}

static void read_pupil(lua_State *L, int table, rbk_fixture_person *person) {
  static const char *const own[] = {"id", "enrolled_from", "enrolled_to",
                                    "spells", NULL};
  person->id = RBK_FIXTURE_PUPIL;
  person->line = rbk_fixture_reading_of(L)->line;
  if (!rbk_fixture_open(L, table, "pupil")) return;
  int pupil = lua_gettop(L);
  lua_getfield(L, pupil, "id");
  bool named = !lua_isnil(L, -1);
  lua_pop(L, 1);
  if (named) person->id = read_id(L, pupil, "the pupil");
  refuse_key(L, pupil, "pupil_id", "the pupil", "write `id`");
  person->attributes =
      rbk_fixture_pairs(L, pupil, own, "the pupil", &person->attribute_count);
  read_spells(L, pupil, person);
  lua_pop(L, 1);
}

static void read_other(lua_State *L, int table, void *out, void *context) {
  static const char *const own[] = {
      "id",    "enrolled_from", "enrolled_to", "spells",
      "marks", "events",        "parents",     NULL};
  rbk_fixture *fixture = context;
  rbk_fixture_person *person = out;
  person->id = read_id(L, table, "another pupil");
  person->line = rbk_fixture_reading_of(L)->line;
  refuse_key(L, table, "pupil_id", "another pupil", "write `id`");
  person->attributes = rbk_fixture_pairs(L, table, own, "another pupil",
                                         &person->attribute_count);
  read_spells(L, table, person);
  read_record(L, table, person);
  bool twice = strcmp(person->id, fixture->pupil.id) == 0;
  for (size_t i = 0; i < fixture->other_count; i++)
    if (strcmp(fixture->others[i].id, person->id) == 0) twice = true;
  if (twice)
    rbk_fixture_wrong(L,
                      "two pupils have the id \"%s\"; give each an id of its "
                      "own (the pupil of the fixture is \"%s\")",
                      person->id, fixture->pupil.id);
  if (fixture->others == NULL) fixture->others = person;
  fixture->other_count++;
}

void rbk_fixture_read_people(lua_State *L, int table, rbk_fixture *fixture) {
  static const list_kind others = {"others", "another pupil", "{ id = \"P2\" }",
                                   sizeof(rbk_fixture_person), read_other};
  static const list_kind events = {
      "school_events", "an event of the school", "{ date = , kind = }",
      sizeof(rbk_fixture_event), read_school_event};
  void *items = NULL;
  read_pupil(L, table, &fixture->pupil);
  read_record(L, table, &fixture->pupil);
  fixture->other_count = read_list(L, table, &others, fixture, &items);
  fixture->others = items;
  items = NULL;
  fixture->school_event_count = read_list(L, table, &events, NULL, &items);
  fixture->school_events = items;
  check_parents(L, fixture, &fixture->pupil);
  for (size_t i = 0; i < fixture->other_count; i++)
    check_parents(L, fixture, &fixture->others[i]);
}
