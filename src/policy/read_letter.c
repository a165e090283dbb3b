/* letters. */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

static const char a_condition[] = "a condition";

/* --- text ----------------------------------------------------------------- */

static void read_letter_text(rbk_reader *reader, const rbk_place *place,
                             const rbk_key *key, void *out) {
  rbk_letter *letter = out; /* the key's offset is 0 */
  rbk_read_text(reader, place, key, &letter->text);
  letter->text_where =
      rbk_read_where(reader, rbk_key_line(reader, place, key->name));
}

/* --- variants ------------------------------------------------------------- */

#define VARIANT(field) offsetof(rbk_variant, field)
static const rbk_key variant_keys[] = {
    {"id", rbk_read_id, VARIANT(id), true, "a text"},
    {"when", rbk_read_condition, VARIANT(when), true, a_condition},
    {"text", rbk_read_text, VARIANT(text), true, "a text"},
};
static const rbk_shape variant_shape =
    RBK_SHAPE("variant", variant_keys, false);
static const rbk_rows variant_rows = {&variant_shape, sizeof(rbk_variant),
                                      VARIANT(where), NULL};

/* That the attribute of this name is true, as `attr "x"` says it. */
static const rbk_condition *has_attribute(rbk_reader *reader,
                                          const rbk_variant *variant) {
  rbk_condition *made = rbk_read_take(reader, 1, sizeof *made);
  made->kind = RBK_CONDITION_LEAF;
  made->leaf = RBK_LEAF_ATTRIBUTE;
  made->name = variant->id;
  made->where = variant->where;
  return made;
}

static int by_id(const void *left, const void *right) {
  const rbk_variant *a = left, *b = right;
  return strcmp(a->id, b->id);
}

/* variants = { send = "...", medical = "..." }: in byte order of the keys,
 * whatever order the script writes them in. */
static void read_named_variants(rbk_reader *reader, const rbk_place *list,
                                const rbk_place *place, const rbk_key *key,
                                rbk_letter *letter) {
  lua_State *L = reader->L;
  rbk_place at;
  int map = lua_gettop(L);
  size_t count = rbk_map_names(reader, list, key->name);
  letter->variants = rbk_read_take(reader, count + 1, sizeof *letter->variants);
  for (size_t i = 1; i <= count; i++) {
    rbk_variant *variant = &letter->variants[letter->variant_count];
    variant->id = rbk_map_entry(reader, list, map, i, "variant", &at);
    variant->where = rbk_read_where(reader, at.line);
    if (lua_type(L, -1) == LUA_TSTRING) {
      variant->text = rbk_read_copy(reader, -1);
      variant->by_name = true;
      variant->when = has_attribute(reader, variant);
      letter->variant_count++;
    } else {
      rbk_misfit(reader, place, key, NULL);
    }
    lua_pop(L, 1);
  }
  lua_settop(L, map);
  if (letter->variant_count > 1)
    qsort(letter->variants, letter->variant_count, sizeof *letter->variants,
          by_id);
}

/* A map of texts, or a list { { id =, when =, text = }, ... } in its order. */
static void read_variants(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, void *out) {
  rbk_letter *letter = out; /* the key's offset is 0 */
  rbk_place list;
  if (!lua_istable(reader->L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &list);
  if (lua_rawlen(reader->L, -1) > 0)
    letter->variants = rbk_read_rows(reader, &list, key->name, &variant_rows,
                                     &letter->variant_count);
  else
    read_named_variants(reader, &list, place, key, letter);
}

/* --- reminders ------------------------------------------------------------ */

static const rbk_key reminder_keys[] = {
    {"clause", rbk_read_names, offsetof(rbk_reminder, clauses), false,
     "a clause or a list of them"},
};
static const rbk_shape reminder_shape =
    RBK_SHAPE("reminder", reminder_keys, true);

/* { condition, "what to remember", clause = } on top */
static bool read_reminder(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, const rbk_place *at,
                          rbk_reminder *out) {
  lua_State *L = reader->L;
  if (!lua_istable(L, -1) || lua_rawlen(L, -1) != 2) return false;
  rbk_read_item(reader, &reminder_shape, at, false, NULL, out);
  out->where = rbk_read_where(reader, at->line);
  lua_rawgeti(L, -1, 2);
  bool named = lua_type(L, -1) == LUA_TSTRING;
  if (named) out->what = rbk_read_copy(reader, -1);
  lua_pop(L, 1);
  if (!named) return false;
  lua_rawgeti(L, -1, 1);
  rbk_read_condition(reader, place, key, &out->when);
  lua_pop(L, 1);
  return true;
}

static void read_reminders(rbk_reader *reader, const rbk_place *place,
                           const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_letter *letter = out; /* the key's offset is 0 */
  rbk_place list, at;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place_of(reader, place, key->name, &list);
  size_t count = rbk_list_count(reader, &list, key->name);
  letter->reminders =
      rbk_read_take(reader, count + 1, sizeof *letter->reminders);
  for (size_t i = 1; i <= count; i++) {
    rbk_list_entry(reader, &list, NULL, key->name, i, &at);
    if (read_reminder(reader, place, key, &at,
                      &letter->reminders[letter->reminder_count]))
      letter->reminder_count++;
    else
      rbk_misfit(reader, place, key, NULL);
    lua_pop(L, 1);
  }
}

/* --- letters -------------------------------------------------------------- */

#define LETTER(field) offsetof(rbk_letter, field)
#define LETTER_KEYS                                                            \
  {"title", rbk_read_text, LETTER(title), true, "a text"},                     \
      {"text", read_letter_text, 0, true, "a text"},                           \
      {"variants", read_variants, 0, false,                                    \
       "texts by attribute or cohort, or a list of { id =, when =, text = }"}, \
      {"reminders", read_reminders, 0, false,                                  \
       "a list of { condition, \"what to remember\" }"},                       \
  {                                                                            \
    "clause", rbk_read_names, LETTER(clauses), false,                          \
        "a clause or a list of them"                                           \
  }
static const rbk_key letter_keys[] = {
    {"id", rbk_read_id, LETTER(id), true, "a text"}, LETTER_KEYS};
static const rbk_key letter_replacing_keys[] = {
    {"because", rbk_read_text, LETTER(id), true, "the reason"}, LETTER_KEYS};
static const rbk_shape letter_shape = RBK_SHAPE("letter", letter_keys, false);
static const rbk_shape letter_replacing =
    RBK_SHAPE("letter", letter_replacing_keys, false);

void rbk_read_letters(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out) {
  static const rbk_rows rows = {&letter_shape, sizeof(rbk_letter),
                                LETTER(where), NULL};
  rbk_layer *layer = out;
  layer->letters =
      rbk_read_section(reader, place, key, &rows, &layer->letter_count);
}

void rbk_replace_letter(rbk_reader *reader, const rbk_place *place,
                        const char *id, rbk_replacement *out) {
  rbk_letter *letter = rbk_read_take(reader, 1, sizeof *letter);
  letter->where = out->where;
  rbk_replace_item(reader, place, &letter_replacing, out, letter);
  out->because = letter->id;
  letter->id = id;
}
