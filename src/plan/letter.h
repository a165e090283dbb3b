/* The texts of letters: words with placeholders in between. What a placeholder
 * may name is checked when the layers are stacked; the engine fills them in. */
#ifndef RBK_PLAN_LETTER_H
#define RBK_PLAN_LETTER_H

#include "plan/plan.h"

typedef enum rbk_piece_kind {
  RBK_PIECE_TEXT,      /* as it stands */
  RBK_PIECE_MEASURE,   /* {attendance}: as of the day the letter is made */
  RBK_PIECE_FIRED_ON,  /* {fired.attendance}: as of the firing */
  RBK_PIECE_PARAMETER, /* {param.letter_below} */
  RBK_PIECE_PUPIL,     /* {pupil.name} */
  RBK_PIECE_PARENT,    /* {parent.name} */
  RBK_PIECE_SCHOOL,    /* {school.name} */
  RBK_PIECE_ROLE,      /* {role.head}: what the school calls the role */
  RBK_PIECE_DAY,       /* {day}: the letter is made */
  RBK_PIECE_FIRED,     /* {fired}: the day of the firing */
  RBK_PIECE_DUE,       /* {due} */
  RBK_PIECE_FAMILY,    /* {family}: the names of the children it is about */
  RBK_PIECE_UNKNOWN,   /* a placeholder that is none of these */
  RBK_PIECE_UNCLOSED,  /* a brace that nothing closes */
  RBK_PIECE_KINDS
} rbk_piece_kind;

typedef struct rbk_piece {
  rbk_piece_kind kind;
  const char *text;    /* TEXT: it; else what is named, "" where nothing is */
  const char *written; /* between the braces; NULL for TEXT */
  unsigned line;       /* of the text, from 1 */
} rbk_piece;

typedef struct rbk_pieces {
  rbk_piece *items;
  size_t count;
} rbk_pieces;

/* Takes a text apart. `{{` is a brace; a placeholder stands on one line. */
rbk_status rbk_pieces_of(rbk_arena *arena, const char *text, rbk_pieces *out);

/* The named measure of a plan, or NULL. */
const rbk_figure_expression *rbk_plan_measure(const rbk_plan *plan,
                                              const char *name);
const rbk_letter *rbk_plan_letter(const rbk_plan *plan, const char *id);
const rbk_cohort *rbk_plan_cohort(const rbk_plan *plan, const char *id);

/* The condition under which a variant is used: its own, or that of the cohort
 * that its key names. */
const rbk_condition *rbk_variant_when(const rbk_plan *plan,
                                      const rbk_variant *variant);

/* Columns of pupils.csv and of parents.csv that every letter may name; each
 * list is ended by NULL. */
extern const char *const rbk_letter_pupil[];
extern const char *const rbk_letter_parent[];

#endif
