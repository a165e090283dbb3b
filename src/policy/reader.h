/* The strict reader of a script's table. What each table may hold is written
 * down as a list of keys; everything else is a problem with file and line, and
 * all problems of a file are found together. */
#ifndef RBK_POLICY_READER_H
#define RBK_POLICY_READER_H

#include "policy/lines.h"
#include "policy/object.h"

typedef struct rbk_reader {
  lua_State *L;
  rbk_loader *loader;
  rbk_layer *layer;
  const rbk_lines *lines;
  rbk_problems *problems;
  bool broken; /* something is missing in the layer: it cannot be stacked */
} rbk_reader;

/* A table being read: what messages call it, and where it stands. */
typedef struct rbk_place {
  char what[120];
  uint32_t node; /* of rbk_lines, or RBK_NONE */
  size_t line;
} rbk_place;

typedef struct rbk_key rbk_key;
/* Reads the value on top of the stack into `out`, leaving the stack as it
 * was. `place` is the table that holds the key. */
typedef void rbk_read(rbk_reader *reader, const rbk_place *place,
                      const rbk_key *key, void *out);

struct rbk_key {
  const char *name;
  rbk_read *read;
  size_t offset; /* in the item: `out` is the item plus this */
  bool required;
  const char *must_be; /* for messages: "a condition" */
};

/* A kind of item: a rule, a flag, ... */
typedef struct rbk_shape {
  const char *singular; /* "rule" */
  const rbk_key *keys;
  size_t key_count;
  bool has_list; /* it may have entries 1, 2, ... beside its keys */
} rbk_shape;

#define RBK_SHAPE(singular, keys, has_list)                                    \
  { (singular), (keys), sizeof(keys) / sizeof((keys)[0]), (has_list) }

/* Reads the table on top into an item. `partial`: nothing is required, and the
 * names of the keys it has go to `given` (a replacement). */
void rbk_read_item(rbk_reader *reader, const rbk_shape *shape,
                   const rbk_place *place, bool partial, rbk_names *given,
                   void *item);

/* --- lists and maps ---------------------------------------------------------
 */

/* How many entries the list on top has, having said what is wrong with it. */
size_t rbk_list_count(rbk_reader *reader, const rbk_place *place,
                      const char *name);
/* Pushes entry i (from 1) of the list on top and fills in its place: named by
 * its `id` where it has one. */
void rbk_list_entry(rbk_reader *reader, const rbk_place *place,
                    const rbk_shape *shape, const char *name, size_t i,
                    rbk_place *out);
/* Pushes the names of the map on top as an array, in the order in which the
 * script writes them. Returns how many. */
size_t rbk_map_names(rbk_reader *reader, const rbk_place *place,
                     const char *name);
/* Pushes the value of name i of the map at `map` with its names at `map` + 1;
 * the name is copied into the layer. */
const char *rbk_map_entry(rbk_reader *reader, const rbk_place *place, int map,
                          size_t i, const char *singular, rbk_place *out);
/* Reads the list on top, whose entries are items of one kind. */
typedef struct rbk_rows {
  const rbk_shape *shape;
  size_t item_size;
  size_t where;              /* offset of the item's rbk_where */
  void (*begin)(void *item); /* what zero does not say; or NULL */
} rbk_rows;
void *rbk_read_rows(rbk_reader *reader, const rbk_place *place,
                    const char *name, const rbk_rows *rows, size_t *count);
/* The same of a whole section of the policy's table, the value on top; NULL
 * and none, with a problem, where it is no table. */
void *rbk_read_section(rbk_reader *reader, const rbk_place *place,
                       const rbk_key *key, const rbk_rows *rows, size_t *count);
/* The place of a key's value. */
void rbk_place_of(rbk_reader *reader, const rbk_place *place, const char *key,
                  rbk_place *out);

/* --- values ------------------------------------------------------------------
 */

rbk_read rbk_read_text, rbk_read_id, rbk_read_names, rbk_read_yes_no;
rbk_read rbk_read_condition, rbk_read_figure, rbk_read_set, rbk_read_window;
rbk_read rbk_read_number, rbk_read_word, rbk_read_due, rbk_read_owner;
rbk_read rbk_read_wording, rbk_read_date;
/* sections of the returned table; `out` is the layer */
rbk_read rbk_read_clauses, rbk_read_params, rbk_read_facts, rbk_read_roles;
rbk_read rbk_read_code_sets, rbk_read_aliases, rbk_read_measures;
rbk_read rbk_read_coding, rbk_read_bands, rbk_read_flags, rbk_read_rules;
rbk_read rbk_read_ladders, rbk_read_cohorts, rbk_read_letters;
rbk_read rbk_read_replace, rbk_read_disable, rbk_read_hooks;
rbk_read rbk_read_needs, rbk_read_unless;

/* What `replace` gives for an item, by section. */
typedef void rbk_read_replacement(rbk_reader *reader, const rbk_place *place,
                                  const char *id, rbk_replacement *out);
rbk_read_replacement rbk_replace_param, rbk_replace_rule, rbk_replace_flag;
rbk_read_replacement rbk_replace_band, rbk_replace_coding, rbk_replace_ladder;
rbk_read_replacement rbk_replace_letter, rbk_replace_cohort;
rbk_read_replacement rbk_replace_code_set, rbk_replace_measure;
rbk_read_replacement rbk_replace_role;
/* The shape with `because` among its keys, read into a zeroed item. */
void rbk_replace_item(rbk_reader *reader, const rbk_place *place,
                      const rbk_shape *shape, rbk_replacement *out, void *item);

extern const rbk_shape rbk_rule_shape; /* of rules in ladders, too */
void rbk_begin_rule(void *item);

/* --- problems
 * ------------------------------------------------------------------ */

void rbk_problem_at(rbk_reader *reader, size_t line, rbk_saying saying,
                    const char *const *with);
/* A value that does not fit: of the wrong type, or what it complains of. */
void rbk_misfit(rbk_reader *reader, const rbk_place *place, const rbk_key *key,
                const rbk_complaint *complaint);
size_t rbk_key_line(rbk_reader *reader, const rbk_place *place,
                    const char *key);
/* Zeroed memory of the layer. */
void *rbk_read_take(rbk_reader *reader, size_t count, size_t size);
const char *rbk_read_copy(rbk_reader *reader, int index);
rbk_where rbk_read_where(rbk_reader *reader, size_t line);

/* Reads the table that the script returned, on top of the stack. */
void rbk_read_layer(rbk_reader *reader);
/* Marks what functions hold, notes it in the layer, and reports what was made
 * and never used (unused.c). The returned table is on top of the stack. */
void rbk_read_unused(rbk_reader *reader);

#endif
