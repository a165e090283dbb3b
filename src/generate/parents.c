#include "generate/parents.h"

#include <string.h>

#include "base/alloc.h"
#include "generate/roll.h"

/* Columns of parents.csv, in their order. */
typedef enum field { NAME, ADDRESS, LANGUAGE, RESPONSIBLE, FIELDS } field;

static const char *const field_names[FIELDS] = {"name", "address", "language",
                                                "responsible"};

/* Parts of a thousand. */
enum {
  SINGLE = 250,         /* families with one parent */
  ELSEWHERE = 300,      /* second parents with an address of their own */
  NOT_RESPONSIBLE = 80, /* second parents */
  NO_ADDRESS = 20,
  OTHER_LANGUAGE = 500, /* of those whose child has English as an additional */
  ANY_LANGUAGE = 10     /* of the others */
};
enum { MOST = 2 }; /* parents of a family */

static const char *const streets[] = {"Example Road", "Sample Street",
                                      "Specimen Lane", "Pattern Close",
                                      "Model Avenue"};
static const char *const languages[] = {"Polish",  "Urdu",    "Romanian",
                                        "Panjabi", "Bengali", "Portuguese"};
#define COUNT_OF(list) (uint32_t)(sizeof(list) / sizeof *(list))

typedef struct person {
  const char *id;
  const char **values;
} person;

typedef struct household {
  person parents[MOST];
  size_t count; /* 0: not drawn yet */
} household;

typedef struct drawing {
  rbk_register *reg;
  const rbk_generate_options *options;
  uint32_t fields[FIELDS];
  uint32_t sibling_group, eal; /* attributes */
  rbk_intern groups;           /* sibling groups that were met */
  household *households;       /* of each of them; at the end of one pupil */
  size_t drawn;                /* parents so far */
} drawing;

static const char *value_of(const drawing *draw, uint32_t pupil,
                            uint32_t attribute) {
  return draw->reg->roll.pupils[pupil].spells[0].values[attribute];
}

/* No such town is on any map, and no postcode begins with ZZ. */
static const char *address(drawing *draw, rbk_prng *prng) {
  uint32_t number = rbk_prng_below(prng, 180) + 1;
  const char *street = streets[rbk_prng_below(prng, COUNT_OF(streets))];
  uint32_t postcode = rbk_prng_below(prng, 9) + 1;
  return rbk_arena_format(&draw->reg->arena, "%u %s, Exampleton, ZZ%u 1ZZ",
                          (unsigned)number, street, (unsigned)postcode);
}

/* "A0001", as wide as the last of all parents may need. */
static const char *id_of(drawing *draw) {
  int width = 4;
  size_t most = draw->options->pupils * MOST;
  for (size_t nines = 9999; most > nines; nines = nines * 10 + 9) width++;
  return rbk_arena_format(&draw->reg->arena, "A%0*zu", width, ++draw->drawn);
}

static rbk_status draw_person(drawing *draw, const household *home,
                              const char *language, rbk_prng *prng,
                              person *out) {
  rbk_arena *arena = &draw->reg->arena;
  bool second = home->count > 0;
  out->id = id_of(draw);
  out->values = rbk_arena_take(arena, FIELDS, sizeof *out->values);
  if (out->id == NULL || out->values == NULL) return RBK_NOMEM;
  const char *first_address =
      second ? home->parents[0].values[draw->fields[ADDRESS]] : "";
  const char *own = address(draw, prng);
  bool apart = rbk_prng_chance(prng, ELSEWHERE);
  bool unknown = rbk_prng_chance(prng, NO_ADDRESS);
  bool responsible = !rbk_prng_chance(prng, NOT_RESPONSIBLE) || !second;
  out->values[draw->fields[NAME]] =
      rbk_arena_format(arena, "Parent %s", out->id);
  out->values[draw->fields[ADDRESS]] = unknown            ? ""
                                       : second && !apart ? first_address
                                                          : own;
  out->values[draw->fields[LANGUAGE]] = language;
  out->values[draw->fields[RESPONSIBLE]] = responsible ? "yes" : "no";
  return own && out->values[draw->fields[NAME]] ? RBK_OK : RBK_NOMEM;
}

/* The parents of a pupil who is the first of its family. */
static rbk_status draw_household(drawing *draw, uint32_t pupil,
                                 household *home) {
  rbk_prng prng;
  rbk_prng_seed(&prng, draw->options->seed,
                rbk_stream_of(RBK_STREAM_PARENTS, pupil));
  bool additional = value_of(draw, pupil, draw->eal)[0] != '\0';
  const char *language = languages[rbk_prng_below(&prng, COUNT_OF(languages))];
  if (!rbk_prng_chance(&prng, additional ? OTHER_LANGUAGE : ANY_LANGUAGE))
    language = "English";
  size_t count = rbk_prng_chance(&prng, SINGLE) ? 1 : MOST;
  rbk_status status = RBK_OK;
  while (home->count < count && status == RBK_OK) {
    status =
        draw_person(draw, home, language, &prng, &home->parents[home->count]);
    home->count++;
  }
  return status;
}

static void add_rows(drawing *draw, uint32_t pupil, const household *home) {
  rbk_roll *roll = &draw->reg->roll;
  for (size_t i = 0; i < home->count; i++) {
    const person *p = &home->parents[i];
    bool responsible = strcmp(p->values[draw->fields[RESPONSIBLE]], "no") != 0;
    roll->parents[roll->parent_count++] =
        (rbk_parent){.id = p->id,
                     .pupil = pupil,
                     .responsible = responsible,
                     .values = p->values};
  }
}

/* Where the parents of a pupil are kept: for the next of the family, or for
 * this pupil alone. NULL: no memory. */
static household *home_of(drawing *draw, uint32_t pupil, household *alone) {
  const char *group = value_of(draw, pupil, draw->sibling_group);
  *alone = (household){.count = 0};
  if (group[0] == '\0') return alone;
  uint32_t number = rbk_intern_add(&draw->groups, rbk_text_of(group));
  return number == RBK_NONE ? NULL : &draw->households[number];
}

static rbk_status name_fields(drawing *draw) {
  rbk_roll *roll = &draw->reg->roll;
  for (size_t i = 0; i < FIELDS; i++) {
    draw->fields[i] =
        rbk_intern_add(&roll->parent_fields, rbk_text_of(field_names[i]));
    if (draw->fields[i] == RBK_NONE) return RBK_NOMEM;
  }
  draw->eal = rbk_intern_find(&roll->attributes, rbk_text_of("eal"));
  draw->sibling_group =
      rbk_intern_find(&roll->attributes, rbk_text_of("sibling_group"));
  return RBK_OK;
}

rbk_status rbk_parents_make(rbk_register *reg,
                            const rbk_generate_options *options,
                            rbk_error *error) {
  rbk_roll *roll = &reg->roll;
  drawing draw = {.reg = reg, .options = options};
  rbk_arena passing;
  rbk_arena_init(&passing, options->alloc);
  rbk_intern_init(&draw.groups, &passing);
  rbk_status status = RBK_NOMEM;
  draw.households =
      rbk_arena_take(&passing, roll->pupil_count, sizeof *draw.households);
  roll->parents = rbk_arena_take(&reg->arena, roll->pupil_count * MOST,
                                 sizeof *roll->parents);
  if (draw.households != NULL && roll->parents != NULL)
    status = name_fields(&draw);
  for (uint32_t p = 0; p < roll->pupil_count && status == RBK_OK; p++) {
    household alone;
    household *home = home_of(&draw, p, &alone);
    status = home == NULL       ? RBK_NOMEM
             : home->count == 0 ? draw_household(&draw, p, home)
                                : RBK_OK;
    if (status == RBK_OK) add_rows(&draw, p, home);
  }
  rbk_arena_finish(&passing);
  return status == RBK_OK ? RBK_OK : rbk_no_memory(error);
}
