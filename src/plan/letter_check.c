/* What letters say: every placeholder names something that can be filled in,
 * so that no letter goes out with a word in braces. */
#include <string.h>

#include "plan/checks.h"
#include "plan/letter.h"
#include "plan/walk.h"

typedef struct checker {
  const rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  rbk_intern attributes; /* of pupils, that the stack names */
  rbk_intern columns;    /* of parents, likewise */
} checker;

/* Names to choose from, for "did you mean". */
typedef struct choice {
  const char **names;
  size_t count;
} choice;

/* --- what may be named ---------------------------------------------------- */

static rbk_status know(rbk_intern *names, const char *name) {
  return rbk_intern_add(names, rbk_text_of(name)) == RBK_NONE ? RBK_NOMEM
                                                              : RBK_OK;
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  checker *c = context;
  if (condition->kind != RBK_CONDITION_LEAF) return RBK_OK;
  switch (condition->leaf) {
  case RBK_LEAF_ATTRIBUTE:
  case RBK_LEAF_ATTRIBUTE_IS:
  case RBK_LEAF_ATTRIBUTE_EVER:
    return know(&c->attributes, condition->name);
  case RBK_LEAF_PARENT:
    return know(&c->columns, condition->name);
  default:
    return RBK_OK;
  }
}

static rbk_status on_figure(void *context,
                            const rbk_figure_expression *figure) {
  checker *c = context;
  return figure->kind == RBK_FIGURE_ATTRIBUTE
             ? know(&c->attributes, figure->name)
             : RBK_OK;
}

static rbk_status find_columns(checker *c) {
  rbk_walk walk = {
      .context = c, .condition = on_condition, .figure = on_figure};
  rbk_walk_begin(&walk, &c->scratch);
  rbk_intern_init(&c->attributes, &c->scratch);
  rbk_intern_init(&c->columns, &c->scratch);
  rbk_status status = RBK_OK;
  for (size_t i = 0; rbk_letter_pupil[i] && status == RBK_OK; i++) {
    status = know(&c->attributes, rbk_letter_pupil[i]);
  }
  for (size_t i = 0; rbk_letter_parent[i] && status == RBK_OK; i++) {
    status = know(&c->columns, rbk_letter_parent[i]);
  }
  if (status == RBK_OK) status = rbk_walk_plan(&walk, c->plan);
  /* what disabled items read stays a name that letters may use */
  for (size_t i = 0; i < c->plan->layer_count && status == RBK_OK; i++)
    status = rbk_walk_layer(&walk, c->plan->layers[i]);
  return status;
}

static rbk_status make_choice(checker *c, size_t room, choice *out) {
  out->names = rbk_arena_take(&c->scratch, room, sizeof *out->names);
  out->count = 0;
  return out->names ? RBK_OK : RBK_NOMEM;
}

/* Everything that may stand without a dot. */
static rbk_status name_words(checker *c, choice *out) {
  static const char *const words[] = {"day", "fired", "due", "family"};
  rbk_status status = make_choice(c, c->plan->measure_count + 4, out);
  if (status != RBK_OK) return status;
  for (size_t i = 0; i < c->plan->measure_count; i++) {
    out->names[out->count++] = c->plan->measures[i]->label;
  }
  for (size_t i = 0; i < 4; i++) out->names[out->count++] = words[i];
  return RBK_OK;
}

static rbk_status name_interned(checker *c, const rbk_intern *names,
                                choice *out) {
  rbk_status status = make_choice(c, names->count, out);
  for (uint32_t i = 0; status == RBK_OK && i < names->count; i++)
    out->names[out->count++] = rbk_intern_text(names, i);
  return status;
}

/* What may stand behind a dot, or without one. */
static rbk_status name_kind(checker *c, rbk_piece_kind kind, choice *out) {
  const rbk_plan *plan = c->plan;
  rbk_status status;
  switch (kind) {
  case RBK_PIECE_PUPIL:
    return name_interned(c, &c->attributes, out);
  case RBK_PIECE_PARENT:
    return name_interned(c, &c->columns, out);
  case RBK_PIECE_PARAMETER:
    status = make_choice(c, plan->parameter_count, out);
    for (size_t i = 0; status == RBK_OK && i < plan->parameter_count; i++)
      out->names[out->count++] = plan->parameters[i]->name;
    return status;
  case RBK_PIECE_ROLE:
    status = make_choice(c, plan->role_count, out);
    for (size_t i = 0; status == RBK_OK && i < plan->role_count; i++)
      out->names[out->count++] = plan->roles[i]->id;
    return status;
  case RBK_PIECE_FIRED_ON:
    status = make_choice(c, plan->measure_count, out);
    for (size_t i = 0; status == RBK_OK && i < plan->measure_count; i++)
      out->names[out->count++] = plan->measures[i]->label;
    return status;
  default:
    return name_words(c, out);
  }
}

static bool is_among(const choice *known, const char *name) {
  for (size_t i = 0; i < known->count; i++) {
    if (strcmp(known->names[i], name) == 0) return true;
  }
  return false;
}

/* --- one placeholder ------------------------------------------------------ */

/* What is told of a letter: which of its texts, and where it begins. */
typedef struct part {
  const char *letter, *name; /* name: "the text", "the title", a variant's */
  rbk_where where;
} part;

static const struct {
  const char *what, *before, *otherwise;
} kinds[RBK_PIECE_KINDS] = {
    [RBK_PIECE_MEASURE] = {"measure", "",
                           "name it under `measures`, here or in a policy that "
                           "this one extends"},
    [RBK_PIECE_FIRED_ON] = {"measure", "fired.",
                            "name it under `measures`, here or in a policy "
                            "that this one extends"},
    [RBK_PIECE_PARAMETER] = {"parameter", "param.",
                             "declare it under `params`, here or in a policy "
                             "that this one extends"},
    [RBK_PIECE_PUPIL] = {"column of pupils", "pupil.",
                         "name one that every school has, or that a condition "
                         "`attr \"...\"` of the policy reads"},
    [RBK_PIECE_PARENT] = {"column of parents", "parent.",
                          "name one that every school has, or that a "
                          "condition `parent \"...\"` of the policy reads"},
    [RBK_PIECE_ROLE] = {"role", "role.",
                        "declare it under `roles`, here or in a policy that "
                        "this one extends"},
};

/* Who disabled what a placeholder names; NULL: nobody. */
static const rbk_disabled *disabled_one(const checker *c,
                                        const rbk_piece *piece) {
  switch (piece->kind) {
  case RBK_PIECE_MEASURE:
  case RBK_PIECE_FIRED_ON:
    return rbk_plan_disabled(c->plan, RBK_SECTION_MEASURES, piece->text);
  case RBK_PIECE_PARAMETER:
    return rbk_plan_disabled(c->plan, RBK_SECTION_PARAMS, piece->text);
  case RBK_PIECE_ROLE:
    return rbk_plan_disabled(c->plan, RBK_SECTION_ROLES, piece->text);
  default:
    return NULL;
  }
}

static rbk_status unknown(checker *c, const part *of, const rbk_piece *piece,
                          const choice *known) {
  const rbk_disabled *disabled = disabled_one(c, piece);
  if (disabled)
    return RBK_PROBLEM(c->problems, "disabled-name", of->where,
                       "letter '%s', line %u of %s: %s '%s' is disabled at "
                       "%s:%u; leave it enabled, or replace or disable the "
                       "letter",
                       of->letter, piece->line, of->name,
                       kinds[piece->kind].what, piece->text,
                       disabled->where.file, disabled->where.line);
  const char *near = rbk_nearest(piece->text, known->names, known->count);
  const char *before = kinds[piece->kind].before;
  if (near)
    return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                       "letter '%s', line %u of %s: there is no %s '%s'; did "
                       "you mean {%s%s}?",
                       of->letter, piece->line, of->name,
                       kinds[piece->kind].what, piece->text, before, near);
  return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                     "letter '%s', line %u of %s: there is no %s '%s' for "
                     "{%s}; %s, or write {{ for a brace",
                     of->letter, piece->line, of->name, kinds[piece->kind].what,
                     piece->text, piece->written, kinds[piece->kind].otherwise);
}

/* {school.} */
static rbk_status nothing_named(checker *c, const part *of,
                                const rbk_piece *piece) {
  return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                     "letter '%s', line %u of %s: {%s} names nothing; write "
                     "what is meant behind the dot",
                     of->letter, piece->line, of->name, piece->written);
}

static rbk_status unknown_family(checker *c, const part *of,
                                 const rbk_piece *piece) {
  static const char *const before[] = {"fired",  "param",  "pupil",
                                       "parent", "school", "role"};
  char word[64];
  const char *dot = strchr(piece->written, '.');
  size_t length = (size_t)(dot - piece->written);
  if (length >= sizeof word) length = sizeof word - 1;
  memcpy(word, piece->written, length);
  word[length] = '\0';
  const char *near =
      rbk_nearest(word, before, sizeof before / sizeof before[0]);
  if (near)
    return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                       "letter '%s', line %u of %s: nothing can be filled in "
                       "for {%s}; did you mean {%s%s}?",
                       of->letter, piece->line, of->name, piece->written, near,
                       dot);
  return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                     "letter '%s', line %u of %s: nothing can be filled in for "
                     "{%s}; before the dot stands fired, param, pupil, parent, "
                     "school or role",
                     of->letter, piece->line, of->name, piece->written);
}

static rbk_status check_measure(checker *c, const part *of,
                                const rbk_piece *piece) {
  const rbk_figure_expression *measure = rbk_plan_measure(c->plan, piece->text);
  if (!measure || measure->kind != RBK_FIGURE_KINDS) return RBK_OK;
  return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                     "letter '%s', line %u of %s: the measure '%s' (%s:%u) is "
                     "given by a function; a letter quotes measures that are "
                     "written with words",
                     of->letter, piece->line, of->name, piece->text,
                     measure->where.file, measure->where.line);
}

static rbk_status check_piece(checker *c, const part *of,
                              const rbk_piece *piece) {
  choice known;
  rbk_status status;
  switch (piece->kind) {
  case RBK_PIECE_TEXT:
  case RBK_PIECE_DAY:
  case RBK_PIECE_FIRED:
  case RBK_PIECE_DUE:
  case RBK_PIECE_FAMILY:
  case RBK_PIECE_KINDS:
    return RBK_OK;
  case RBK_PIECE_UNCLOSED:
    return RBK_PROBLEM(c->problems, "letter-placeholder", of->where,
                       "letter '%s', line %u of %s: the brace before '%s' is "
                       "not closed on its line; write } behind it, or {{ for "
                       "a brace",
                       of->letter, piece->line, of->name, piece->written);
  case RBK_PIECE_UNKNOWN:
    return unknown_family(c, of, piece);
  case RBK_PIECE_SCHOOL:
    /* school.json may hold any fact; binding looks whether it does */
    return piece->text[0] ? RBK_OK : nothing_named(c, of, piece);
  default:
    break;
  }
  status = name_kind(c, piece->kind, &known);
  if (status != RBK_OK) return status;
  if (!is_among(&known, piece->text)) return unknown(c, of, piece, &known);
  bool measure =
      piece->kind == RBK_PIECE_MEASURE || piece->kind == RBK_PIECE_FIRED_ON;
  return measure ? check_measure(c, of, piece) : RBK_OK;
}

/* --- letters -------------------------------------------------------------- */

static rbk_status check_text(checker *c, const part *of, const char *text) {
  rbk_pieces pieces;
  rbk_status status = rbk_pieces_of(&c->scratch, text, &pieces);
  for (size_t i = 0; i < pieces.count && status == RBK_OK; i++) {
    status = check_piece(c, of, &pieces.items[i]);
  }
  return status;
}

/* A variant that is named after a cohort would go by an attribute of that name
 * once the cohort is out. */
static rbk_status check_cohort(checker *c, const rbk_letter *letter,
                               const rbk_variant *variant) {
  const rbk_disabled *disabled =
      variant->by_name
          ? rbk_plan_disabled(c->plan, RBK_SECTION_COHORTS, variant->id)
          : NULL;
  if (!disabled) return RBK_OK;
  return RBK_PROBLEM(c->problems, "disabled-name", variant->where,
                     "letter '%s' has a variant for cohort '%s', which is "
                     "disabled at %s:%u; leave it enabled, or replace the "
                     "letter's variants",
                     letter->id, variant->id, disabled->where.file,
                     disabled->where.line);
}

static rbk_status check_variant(checker *c, const rbk_letter *letter,
                                size_t number) {
  const rbk_variant *variant = &letter->variants[number];
  rbk_status off = check_cohort(c, letter, variant);
  if (off != RBK_OK) return off;
  for (size_t i = 0; i < number; i++) {
    if (strcmp(letter->variants[i].id, variant->id) != 0) continue;
    return RBK_PROBLEM(c->problems, "duplicate-id", variant->where,
                       "letter '%s' has two variants '%s', here and at %s:%u; "
                       "give one of them another id",
                       letter->id, variant->id, letter->variants[i].where.file,
                       letter->variants[i].where.line);
  }
  part of = {.letter = letter->id, .where = variant->where};
  of.name =
      rbk_arena_format(&c->scratch, "the text of variant '%s'", variant->id);
  return of.name ? check_text(c, &of, variant->text) : RBK_NOMEM;
}

static rbk_status check_letter(checker *c, const rbk_letter *letter) {
  part title = {letter->id, "the title", letter->where};
  part text = {letter->id, "the text", letter->text_where};
  if (!text.where.file) text.where = letter->where;
  rbk_status status = check_text(c, &title, letter->title);
  if (status == RBK_OK) status = check_text(c, &text, letter->text);
  for (size_t i = 0; i < letter->variant_count && status == RBK_OK; i++) {
    status = check_variant(c, letter, i);
  }
  return status;
}

/* Letters go to parents of a pupil. */
static rbk_status check_rule(checker *c, const rbk_rule *rule) {
  if (!rule->has_group || !rule->letter) return RBK_OK;
  return RBK_PROBLEM(c->problems, "letter-of-group", rule->where,
                     "rule '%s' is about a group and asks for letter '%s'; "
                     "letters go to the parents of a pupil, so leave `letter` "
                     "or `group` out",
                     rule->id, rule->letter);
}

rbk_status rbk_plan_check_letters(const rbk_plan *plan,
                                  rbk_problems *problems) {
  checker c = {.plan = plan, .problems = problems};
  rbk_arena_init(&c.scratch, plan->arena.alloc);
  rbk_status status = find_columns(&c);
  for (size_t i = 0; i < plan->letter_count && status == RBK_OK; i++) {
    status = check_letter(&c, plan->letters[i]);
  }
  for (size_t i = 0; i < plan->rule_count && status == RBK_OK; i++) {
    status = check_rule(&c, plan->rules[i]);
  }
  rbk_arena_finish(&c.scratch);
  return status;
}
