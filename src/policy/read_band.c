/* bands, flags and coding. */
#include <lauxlib.h>
#include <string.h>

#include "policy/library.h"
#include "policy/reader.h"

static const char a_condition[] = "a condition";
static const char some_clauses[] = "a clause or a list of them";

/* --- flags
 * ---------------------------------------------------------------------- */

#define FLAG_KEYS                                                              \
  {"label", rbk_read_text, offsetof(rbk_flag, label), true, "a text"},         \
      {"when", rbk_read_condition, offsetof(rbk_flag, when), true,             \
       a_condition},                                                           \
  {                                                                            \
    "clause", rbk_read_names, offsetof(rbk_flag, clauses), false, some_clauses \
  }
static const rbk_key flag_keys[] = {
    {"id", rbk_read_id, offsetof(rbk_flag, id), true, "a text"}, FLAG_KEYS};
static const rbk_key flag_replacing_keys[] = {
    {"because", rbk_read_text, offsetof(rbk_flag, id), true, "the reason"},
    FLAG_KEYS};
static const rbk_shape flag_shape = RBK_SHAPE("flag", flag_keys, false);
static const rbk_shape flag_replacing =
    RBK_SHAPE("flag", flag_replacing_keys, false);

void rbk_read_flags(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  static const rbk_rows rows = {&flag_shape, sizeof(rbk_flag),
                                offsetof(rbk_flag, where), NULL};
  rbk_layer *layer = out;
  layer->flags =
      rbk_read_section(reader, place, key, &rows, &layer->flag_count);
}

void rbk_replace_flag(rbk_reader *reader, const rbk_place *place,
                      const char *id, rbk_replacement *out) {
  rbk_flag *flag = rbk_read_take(reader, 1, sizeof *flag);
  flag->where = out->where;
  rbk_replace_item(reader, place, &flag_replacing, out, flag);
  out->because = flag->id;
  flag->id = id;
}

/* --- bands
 * ------------------------------------------------------------------------ */

static const rbk_key row_keys[] = {
    {"id", rbk_read_id, offsetof(rbk_band_row, id), true, "a text"},
    {"label", rbk_read_text, offsetof(rbk_band_row, label), true, "a text"},
    {"when", rbk_read_condition, offsetof(rbk_band_row, when), true,
     a_condition},
    {"clause", rbk_read_names, offsetof(rbk_band_row, clauses), false,
     some_clauses},
};
static const rbk_shape row_shape = RBK_SHAPE("band row", row_keys, false);

/* { 90, 100, "why" } on top of the stack */
static bool read_gap_row(rbk_reader *reader, const rbk_place *place,
                         const rbk_key *key, rbk_gap *out) {
  lua_State *L = reader->L;
  if (!lua_istable(L, -1) || lua_rawlen(L, -1) != 3) return false;
  lua_rawgeti(L, -1, 1);
  rbk_read_number(reader, place, key, &out->from);
  lua_rawgeti(L, -2, 2);
  rbk_read_number(reader, place, key, &out->to);
  lua_rawgeti(L, -3, 3);
  bool noted = lua_type(L, -1) == LUA_TSTRING;
  if (noted) out->note = rbk_read_copy(reader, -1);
  lua_pop(L, 3);
  return noted;
}

/* gap = { { 90, 100, "why" }, ... } */
static void read_gap(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_band *band = out; /* the key's offset is 0 */
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place list;
  rbk_place_of(reader, place, key->name, &list);
  size_t count = rbk_list_count(reader, &list, key->name);
  band->gaps = rbk_read_take(reader, count + 1, sizeof *band->gaps);
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    if (read_gap_row(reader, place, key, &band->gaps[band->gap_count])) {
      band->gap_count++;
    } else {
      rbk_misfit(reader, place, key, NULL);
    }
    lua_pop(L, 1);
  }
}

static const char gap_rows[] = "a list of { from, to, \"why\" }";
#define BAND_KEYS                                                              \
  {"only", rbk_read_condition, offsetof(rbk_band, only), false, a_condition},  \
      {"otherwise", rbk_read_text, offsetof(rbk_band, otherwise), false,       \
       "a text"},                                                              \
  {                                                                            \
    "gap", read_gap, 0, false, gap_rows                                        \
  }
static const rbk_key band_keys[] = {BAND_KEYS};
static const rbk_key band_replacing_keys[] = {
    {"because", rbk_read_text, offsetof(rbk_band, name), true, "the reason"},
    BAND_KEYS};
static const rbk_shape band_shape = RBK_SHAPE("band", band_keys, true);
static const rbk_shape band_replacing =
    RBK_SHAPE("band", band_replacing_keys, true);

/* The rows of the band on top: its entries 1, 2, ... */
static void read_band_rows(rbk_reader *reader, const rbk_place *place,
                           rbk_band *band) {
  lua_State *L = reader->L;
  size_t count = lua_rawlen(L, -1);
  band->rows = rbk_read_take(reader, count + 1, sizeof *band->rows);
  for (size_t i = 1; i <= count; i++) {
    rbk_place at;
    rbk_band_row *row = &band->rows[band->row_count];
    rbk_list_entry(reader, place, &row_shape, place->what, i, &at);
    if (lua_istable(L, -1)) {
      row->where = rbk_read_where(reader, at.line);
      rbk_read_item(reader, &row_shape, &at, false, NULL, row);
      band->row_count++;
    } else {
      reader->broken = true;
      rbk_problem_at(reader, at.line, RBK_SAY_WRONG_TYPE,
                     RBK_WITH(at.what, place->what, rbk_kind_of(L, -1),
                              "a row { id, label, when, clause }"));
    }
    lua_pop(L, 1);
  }
}

static void read_band(rbk_reader *reader, const rbk_place *place,
                      rbk_band *band) {
  band->where = rbk_read_where(reader, place->line);
  rbk_read_item(reader, &band_shape, place, false, NULL, band);
  read_band_rows(reader, place, band);
  if (band->row_count == 0 && !reader->broken) {
    reader->broken = true;
    rbk_problem_at(reader, place->line, RBK_SAY_EMPTY,
                   RBK_WITH(place->what, "give it rows { id, label, when }"));
  }
}

void rbk_read_bands(rbk_reader *reader, const rbk_place *place,
                    const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_layer *layer = out;
  if (!lua_istable(L, -1)) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  rbk_place list, at;
  rbk_place_of(reader, place, key->name, &list);
  int map = lua_gettop(L);
  size_t count = rbk_map_names(reader, &list, key->name);
  layer->bands = rbk_read_take(reader, count + 1, sizeof *layer->bands);
  for (size_t i = 1; i <= count; i++) {
    rbk_band *band = &layer->bands[layer->band_count];
    band->name = rbk_map_entry(reader, &list, map, i, "band", &at);
    if (lua_istable(L, -1)) {
      read_band(reader, &at, band);
      layer->band_count++;
    } else {
      reader->broken = true;
      rbk_problem_at(
          reader, at.line, RBK_SAY_WRONG_TYPE,
          RBK_WITH(at.what, key->name, rbk_kind_of(L, -1), "a table of rows"));
    }
    lua_pop(L, 1);
  }
  lua_settop(L, map);
}

void rbk_replace_band(rbk_reader *reader, const rbk_place *place,
                      const char *id, rbk_replacement *out) {
  rbk_band *band = rbk_read_take(reader, 1, sizeof *band);
  band->where = out->where;
  rbk_replace_item(reader, place, &band_replacing, out, band);
  out->because = band->name;
  band->name = id;
  read_band_rows(reader, place, band);
  if (band->row_count > 0) out->keys.items[out->keys.count++] = "rows";
}

/* --- coding
 * ----------------------------------------------------------------------- */

static void read_session(rbk_reader *reader, const rbk_place *place,
                         const rbk_key *key, void *out) {
  uint8_t *session = out;
  const char *text =
      lua_type(reader->L, -1) == LUA_TSTRING ? lua_tostring(reader->L, -1) : "";
  if (strcmp(text, "AM") == 0)
    *session = RBK_AM;
  else if (strcmp(text, "PM") == 0)
    *session = RBK_PM;
  else
    rbk_misfit(reader, place, key, NULL);
}

static void read_open_for(rbk_reader *reader, const rbk_place *place,
                          const rbk_key *key, void *out) {
  rbk_coding *coding = out; /* the key's offset is 0 */
  rbk_read_due(reader, place, key, &coding->open_for);
  coding->has_open_for = coding->open_for.kind == RBK_DUE_SPAN;
  if (!coding->has_open_for && coding->open_for.kind != RBK_DUE_NONE) {
    rbk_misfit(reader, place, key, NULL);
  }
}

/* beyond = { 4, school_year } */
static void read_beyond(rbk_reader *reader, const rbk_place *place,
                        const rbk_key *key, void *out) {
  lua_State *L = reader->L;
  rbk_coding *coding = out; /* the key's offset is 0 */
  if (!lua_istable(L, -1) || lua_rawlen(L, -1) != 2) {
    rbk_misfit(reader, place, key, NULL);
    return;
  }
  lua_rawgeti(L, -1, 1);
  rbk_read_number(reader, place, key, &coding->beyond.count);
  lua_rawgeti(L, -2, 2);
  rbk_read_window(reader, place, key, &coding->beyond.window);
  lua_pop(L, 2);
  coding->beyond.said = true;
}

/* A code, or a parameter that holds one. */
static void read_propose(rbk_reader *reader, const rbk_place *place,
                         const rbk_key *key, void *out) {
  rbk_operand *propose = out;
  rbk_code_set set;
  rbk_text unknown;
  rbk_read_word(reader, place, key, propose);
  if (propose->kind != RBK_OPERAND_TEXT) return;
  rbk_text code = rbk_text_of(propose->text);
  if (code.length <= 2 && rbk_code_list_set(code, &set, &unknown)) return;
  rbk_complaint complaint;
  rbk_complain(&complaint, RBK_SAY_UNKNOWN_CODE, propose->text,
               "propose one code; `rollbook codes` lists them", NULL);
  rbk_misfit(reader, place, key, &complaint);
}

#define CODING(field) offsetof(rbk_coding, field)
#define CODING_KEYS                                                            \
  {"codes", rbk_read_set, CODING(codes), true, "a code set"},                  \
      {"session", read_session, CODING(session), false, "\"AM\" or \"PM\""},   \
      {"when", rbk_read_condition, CODING(when), false, a_condition},          \
      {"open_for", read_open_for, 0, false, "a span such as school_days(5)"},  \
      {"beyond", read_beyond, 0, false, "{ number, window }"},                 \
      {"unless", rbk_read_condition, CODING(unless), false, a_condition},      \
      {"propose", read_propose, CODING(propose), false, "a code"},             \
      {"text", rbk_read_text, CODING(text), false, "what is wrong, in words"}, \
      {"owner", rbk_read_owner, CODING(owner), false,                          \
       "role.x, a list of them or a function"},                                \
      {"due", rbk_read_due, CODING(due), false,                                \
       "a time such as school_days(5)"},                                       \
  {                                                                            \
    "clause", rbk_read_names, CODING(clauses), false, some_clauses             \
  }
static const rbk_key coding_keys[] = {
    {"id", rbk_read_id, CODING(id), true, "a text"}, CODING_KEYS};
static const rbk_key coding_replacing_keys[] = {
    {"because", rbk_read_text, CODING(id), true, "the reason"}, CODING_KEYS};
static const rbk_shape coding_shape = RBK_SHAPE("coding", coding_keys, false);
static const rbk_shape coding_replacing =
    RBK_SHAPE("coding", coding_replacing_keys, false);

static void begin_coding(void *item) {
  rbk_coding *coding = item;
  coding->owner.function = RBK_NONE;
  coding->due.function = RBK_NONE;
  coding->open_for.function = RBK_NONE;
}

void rbk_read_coding(rbk_reader *reader, const rbk_place *place,
                     const rbk_key *key, void *out) {
  static const rbk_rows rows = {&coding_shape, sizeof(rbk_coding),
                                CODING(where), begin_coding};
  rbk_layer *layer = out;
  layer->codings =
      rbk_read_section(reader, place, key, &rows, &layer->coding_count);
}

void rbk_replace_coding(rbk_reader *reader, const rbk_place *place,
                        const char *id, rbk_replacement *out) {
  rbk_coding *coding = rbk_read_take(reader, 1, sizeof *coding);
  begin_coding(coding);
  coding->where = out->where;
  rbk_replace_item(reader, place, &coding_replacing, out, coding);
  out->because = coding->id;
  coding->id = id;
}
