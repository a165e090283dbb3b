#include "plan/letter.h"

#include <string.h>

/* src/read/README.md lists them. */
const char *const rbk_letter_pupil[] = {
    "id", "name", "upn", "date_of_birth", "year_group", "class", NULL};
const char *const rbk_letter_parent[] = {"id",       "name",       "address",
                                         "language", "lives_with", NULL};

/* --- taking a text apart -------------------------------------------------- */

static const struct {
  const char *word;
  rbk_piece_kind kind;
} words[] = {{"day", RBK_PIECE_DAY},
             {"fired", RBK_PIECE_FIRED},
             {"due", RBK_PIECE_DUE},
             {"family", RBK_PIECE_FAMILY}};

static const struct {
  const char *before; /* the dot */
  rbk_piece_kind kind;
} families[] = {{"fired", RBK_PIECE_FIRED_ON}, {"param", RBK_PIECE_PARAMETER},
                {"pupil", RBK_PIECE_PUPIL},    {"parent", RBK_PIECE_PARENT},
                {"school", RBK_PIECE_SCHOOL},  {"role", RBK_PIECE_ROLE}};

/* What stands between the braces. */
static void understand(rbk_piece *piece) {
  const char *dot = strchr(piece->written, '.');
  piece->text = piece->written;
  if (dot == NULL) {
    piece->kind = RBK_PIECE_MEASURE;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
      if (strcmp(words[i].word, piece->written) == 0)
        piece->kind = words[i].kind;
    return;
  }
  piece->kind = RBK_PIECE_UNKNOWN;
  rbk_text before = {piece->written, (size_t)(dot - piece->written)};
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    if (!rbk_text_is(before, families[i].before)) continue;
    piece->kind = families[i].kind;
    piece->text = dot + 1;
  }
}

typedef struct taking {
  rbk_arena *arena;
  rbk_pieces *out;
  size_t capacity;
  unsigned line;
} taking;

static rbk_status add(taking *t, const rbk_piece *piece) {
  rbk_pieces *out = t->out;
  if (out->count == t->capacity) {
    size_t wider = t->capacity > 0 ? t->capacity * 2 : 16;
    rbk_piece *items = rbk_arena_take(t->arena, wider, sizeof *items);
    if (items == NULL) return RBK_NOMEM;
    if (out->count > 0) memcpy(items, out->items, out->count * sizeof *items);
    out->items = items;
    t->capacity = wider;
  }
  out->items[out->count++] = *piece;
  return RBK_OK;
}

/* Words up to the next placeholder, with `{{` made one brace. */
static rbk_status take_words(taking *t, const char **at) {
  const char *from = *at, *end = from;
  size_t kept = 0;
  while (*end != '\0' && (*end != '{' || end[1] == '{'))
    end += *end == '{' ? 2 : 1;
  char *text = rbk_arena_copy(t->arena, from, (size_t)(end - from));
  if (text == NULL) return RBK_NOMEM;
  rbk_piece piece = {.kind = RBK_PIECE_TEXT, .text = text, .line = t->line};
  for (const char *c = from; c < end; c += *c == '{' ? 2 : 1) {
    text[kept++] = *c;
    if (*c == '\n') t->line++;
  }
  text[kept] = '\0';
  *at = end;
  return add(t, &piece);
}

/* `at` stands on the opening brace. */
static rbk_status take_placeholder(taking *t, const char **at) {
  const char *from = *at + 1;
  size_t length = strcspn(from, "{}\n");
  rbk_text inside = rbk_text_trim((rbk_text){from, length});
  rbk_piece piece = {.kind = RBK_PIECE_UNCLOSED, .line = t->line};
  piece.written = rbk_arena_copy(t->arena, inside.bytes, inside.length);
  piece.text = piece.written;
  if (piece.written == NULL) return RBK_NOMEM;
  *at = from + length;
  if (**at == '}') {
    understand(&piece);
    (*at)++;
  }
  return add(t, &piece);
}

rbk_status rbk_pieces_of(rbk_arena *arena, const char *text, rbk_pieces *out) {
  taking t = {.arena = arena, .out = out, .line = 1};
  *out = (rbk_pieces){0};
  rbk_status status = RBK_OK;
  while (*text != '\0' && status == RBK_OK)
    status = *text == '{' && text[1] != '{' ? take_placeholder(&t, &text)
                                            : take_words(&t, &text);
  return status;
}

/* --- by name -------------------------------------------------------------- */

const rbk_figure_expression *rbk_plan_measure(const rbk_plan *plan,
                                              const char *name) {
  for (size_t i = 0; i < plan->measure_count; i++)
    if (strcmp(plan->measures[i]->label, name) == 0) return plan->measures[i];
  return NULL;
}

const rbk_letter *rbk_plan_letter(const rbk_plan *plan, const char *id) {
  for (size_t i = 0; i < plan->letter_count; i++)
    if (strcmp(plan->letters[i]->id, id) == 0) return plan->letters[i];
  return NULL;
}

const rbk_cohort *rbk_plan_cohort(const rbk_plan *plan, const char *id) {
  for (size_t i = 0; i < plan->cohort_count; i++)
    if (strcmp(plan->cohorts[i]->id, id) == 0) return plan->cohorts[i];
  return NULL;
}

const rbk_condition *rbk_variant_when(const rbk_plan *plan,
                                      const rbk_variant *variant) {
  const rbk_cohort *cohort =
      variant->by_name ? rbk_plan_cohort(plan, variant->id) : NULL;
  return cohort != NULL ? cohort->when : variant->when;
}
